/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default order of groups, cues and sessions: two texts in, which is first out. */
#include "trial/levels.h"

#include "os/text.h"

/* In the order that they have; the first ones, and a control, are what others are compared with.
 * Numbers and dates follow. Later ones may have a number: "practice_2". */
static const char *const vocabulary[] = {"none",    "no_cue",    "baseline", "pre",      "before",
                                         "control", "",          "mid",      "practice", "post",
                                         "after",   "follow_up", "later"};
enum {
    BASELINE = 2,
    CONTROL = 5,
    NUMBERED,
    BASELINES = NUMBERED,
    AFTER = 9,
    LATER = 11,
    PLACES = sizeof vocabulary / sizeof *vocabulary
};

const char *hinge_level_number(const char *level, const char *word)
{
    const size_t n = strlen(word);
    if (strncmp(level, word, n) != 0)
        return NULL;
    const char *number = level + n + (level[n] == '_');
    return strspn(number, "0123456789") == strlen(number) ? number : NULL;
}

/* Whether words of the name say that it is a control: in the languages of lists, whatever their
 * case and marks. A load in kg is none, nor is training of motor control. */
static bool is_control(const char *level)
{
    static const char *const words[] = {
        " control ",    " controls ",   " kontrolle ", " kontrollen ", " kontrollgruppe ",
        " kg ",         " cg ",         " controle ",  " controles ",  " temoin ",
        " temoins ",    " controllo ",  " controlli ", " untreated ",  " sham ",
        " placebo ",    " usual care ", " wait list ", " waitlist ",   " waiting list ",
        " warteliste ", " wartegruppe "};
    static const char *const others[] = {"0 kg ", "motor control ", "movement control ",
                                         "postural control ", "neuromuscular control "};
    cleared_by(hinge_text_clear) struct hinge_text folded = {0}, name = {0};
    size_t control = 0, other = 0;
    hinge_text_folded(&folded, level, strlen(level));
    hinge_text_adds(&name, " ");
    for (const char *at = hinge_text_string(&folded); *at != '\0'; at++) { /* " 0 kg " of "20kg" */
        const bool digit = isdigit((unsigned char)*at),
                   letter = isalpha((unsigned char)*at) || (unsigned char)*at >= 0x80;
        const char last = name.data[name.length - 1], is = digit ? '0' : letter ? *at : ' ';
        if (last != ' ' && is != ' ' && (last == '0') != digit)
            hinge_text_adds(&name, " ");
        if (letter || is != name.data[name.length - 1]) /* digits and blanks once */
            hinge_text_add(&name, &is, 1);
    }
    hinge_text_adds(&name, " ");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        control += strstr(name.data, words[i]) != NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        other += strstr(name.data, others[i]) != NULL;
    return control > other;
}

/* The id of a word of a kind, in the languages of lists; NULL: it is none. */
static const char *word_of(const char *kind, const char *word)
{
    static const struct {
        const char *kind, *id, *words[8];
    } rows[] = {
#define WORDS(kind, id, ...) {#kind, id, {__VA_ARGS__}},
#include "trial/words.def"
#undef WORDS
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (size_t k = 0; k < 8 && strcmp(rows[r].kind, kind) == 0; k++)
            if (hinge_listed(rows[r].words[k], '|', word))
                return rows[r].id;
    return NULL;
}

/* The place in the vocabulary of a word for a visit; PLACES: it is none. */
static size_t place_of_visit(const char *word)
{
    const char *visit = word_of("SESSION", word);
    size_t i = BASELINE;
    visit = visit != NULL ? visit : word_of("VISIT", word);
    visit = visit != NULL ? visit : word;
    while (i < PLACES && (i == CONTROL || strcmp(vocabulary[i], visit) != 0))
        i++;
    return i;
}

/* A number, a date, "T1"; of visits that a retest joins ("1 and 2") the first. */
static bool is_numbered(const char *level)
{
    const char *digits = level + (*level != '\0' && strchr("TVtv-", *level) != NULL);
    const char *end = digits + strspn(digits, "0123456789.-/");
    return isdigit((unsigned char)*digits) != 0 &&
           (*end == '\0' || strncmp(end, ", ", 2) == 0 || strncmp(end, " and ", 5) == 0);
}

static size_t rank_of(const char *level)
{
    size_t i = 0;
    while (i < PLACES && (i == CONTROL    ? !is_control(level)
                          : i == NUMBERED ? !is_numbered(level)
                          : i < BASELINES ? strcmp(vocabulary[i], level) != 0
                                          : hinge_level_number(level, vocabulary[i]) == NULL))
        i++;
    if (i < PLACES)
        return i;
    /* a level that goes on after the word: "pre, week 2", "follow-up (6 months)", "last visit";
     * nothing is known of "post op" */
    const char *and = strstr(level, " and ");
    const size_t all = strcspn(level, ",;(0123456789"),
                 first = and != NULL && (size_t)(and-level) < all ? (size_t)(and-level) : all;
    cleared_by(hinge_text_clear) struct hinge_text word = {0}, plain = {0};
    hinge_text_add(&word, level, first);
    hinge_text_caseless(&plain, hinge_text_string(&word));
    for (size_t k = 0; k < plain.length; k++)
        plain.data[k] = plain.data[k] == '-' || plain.data[k] == '_' ? ' ' : plain.data[k];
    while (plain.length > 0 && plain.data[plain.length - 1] == ' ')
        plain.data[--plain.length] = '\0';
    const char *blank = plain.length > 0 ? strrchr(plain.data, ' ') : NULL,
               *last = blank != NULL ? blank + 1 : "";
    const bool goes_on = level[first] != '\0' || word_of("SESSION_N", last) != NULL ||
                         word_of("BESIDE", last) != NULL;
    size_t place = PLACES;
    for (size_t n = plain.length; n > 0 && place == PLACES; n--)
        if (n == plain.length || (goes_on && plain.data[n] == ' ')) {
            plain.data[n] = '\0';
            place = place_of_visit(plain.data);
        }
    return place;
}

bool hinge_level_is_placed(const char *level)
{
    return rank_of(level) < PLACES;
}

bool hinge_level_is_after(const char *level)
{
    const size_t i = rank_of(level);
    return i > NUMBERED && i < PLACES;
}

bool hinge_level_is_followed(const char *level, const char *later)
{
    const size_t i = rank_of(level), k = rank_of(later);
    return i >= AFTER && i < LATER && k >= LATER && k < PLACES;
}

bool hinge_levels_alike(const char *a, const char *b)
{
    static const char digits[] = "0123456789";
    for (;; a++, b++) {
        a += strspn(a, digits);
        b += strspn(b, digits);
        if (*a != *b || *a == '\0')
            return *a == *b;
    }
}

bool hinge_levels_are_ordered(const char *a, const char *b)
{
    const size_t i = rank_of(a), j = rank_of(b);
    return (i < PLACES && j < PLACES) || i < BASELINES || j < BASELINES || hinge_levels_alike(a, b);
}

int hinge_compare_numbers(const char *a, const char *b)
{
    double x, y;
    if (hinge_number_parse(a, strlen(a), '.', &x, NULL) != HINGE_NUMBER_VALUE ||
        hinge_number_parse(b, strlen(b), '.', &y, NULL) != HINGE_NUMBER_VALUE)
        return 0;
    return (x > y) - (x < y);
}

int hinge_level_compare(const char *a, const char *b)
{
    size_t i = rank_of(a), j = rank_of(b);
    if (i != j)
        return i < j ? -1 : 1;
    const bool visit =
        i >= BASELINE && i < PLACES && i != CONTROL && i != NUMBERED; /* none has no number */
    const char *x = visit ? a + strcspn(a, "0123456789") : a,
               *y = visit ? b + strcspn(b, "0123456789") : b;
    const int numbers = visit && (*x == '\0') != (*y == '\0') ? (*x != '\0') - (*y != '\0')
                        : visit                               ? hinge_os_compare_numbered(x, y)
                                                              : hinge_compare_numbers(a, b);
    return numbers != 0 ? numbers : hinge_os_compare_numbered(a, b);
}

static int compare_levels(const void *a, const void *b)
{
    return hinge_level_compare(*(const char *const *)a, *(const char *const *)b);
}

void hinge_levels_sort(const char **level, size_t n)
{
    if (n > 1) /* none may have no array */
        qsort(level, n, sizeof *level, compare_levels);
}

bool hinge_levels_swapped(const char *a, const char *b)
{
    return rank_of(a) < BASELINES && rank_of(a) < rank_of(b);
}
