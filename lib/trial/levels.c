/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default order of groups, cues and sessions: two texts in, which is first out. */
#include "trial/levels.h"

#include "os/text.h"

/* In the order that they have; the first ones, and a control, are what others are compared with.
 * Later ones may have a number: "practice_2". */
static const char *const vocabulary[] = {"none",   "no_cue",  "baseline",  "pre",
                                         "before", "control", "mid",       "practice",
                                         "post",   "after",   "follow_up", "later"};
enum { BASELINE = 2, CONTROL = 5, BASELINES, PLACES = sizeof vocabulary / sizeof *vocabulary };

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

/* The place in the vocabulary of a word for a visit, in the languages of lists; WORDS: it is none.
 */
static size_t place_of_visit(const char *word)
{
    static const struct {
        const char *kind, *visit, *words[8];
    } rows[] = {
#define WORDS(kind, visit, ...) {#kind, visit, {__VA_ARGS__}},
#include "trial/words.def"
#undef WORDS
    };
    const char *visit = word;
    size_t i = BASELINE;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (size_t k = 0; k < 8 && strcmp(rows[r].kind, "SESSION") == 0; k++)
            visit = hinge_listed(rows[r].words[k], '|', word) ? rows[r].visit : visit;
    while (i < PLACES && (i == CONTROL || strcmp(vocabulary[i], visit) != 0))
        i++;
    return i;
}

static size_t rank_of(const char *level)
{
    size_t i = 0;
    while (i < PLACES && (i == CONTROL    ? !is_control(level)
                          : i < BASELINES ? strcmp(vocabulary[i], level) != 0
                                          : hinge_level_number(level, vocabulary[i]) == NULL))
        i++;
    if (i < PLACES)
        return i;
    /* a level that goes on after the word: "pre, week 2", "follow-up (6 months)" */
    const size_t first = strcspn(level, ",;(0123456789"); /* nothing is known of "post op" */
    size_t place = PLACES;
    for (size_t n = first; level[first] != '\0' && n > 0 && place == PLACES; n--) {
        cleared_by(hinge_text_clear) struct hinge_text word = {0}, plain = {0};
        hinge_text_add(&word, level, n);
        hinge_text_caseless(&plain, word.data);
        for (size_t k = 0; k < plain.length; k++)
            plain.data[k] = plain.data[k] == '-' || plain.data[k] == '_' ? ' ' : plain.data[k];
        if (n == first || level[n] == ' ')
            place = place_of_visit(plain.data);
    }
    return place;
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
    const bool visit = i >= BASELINE && i < PLACES && i != CONTROL; /* none has no number */
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
