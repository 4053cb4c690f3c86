/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of coaches in, the ID of a cue out. A cell counts whole: parts of words mean nothing. */
#include "trial/heard.h"

static const struct {
    const char *id, *words;
} cues[] = {
#define CUE(id, ...) {id, __VA_ARGS__},
#include "trial/cues.def"
#undef CUE
};
enum { CUES = sizeof cues / sizeof *cues };

/* The same cues in other languages. */
static const struct {
    const char *kind, *id, *words[8];
} others[] = {
#define WORDS(kind, id, ...) {#kind, id, {__VA_ARGS__}},
#include "trial/words.def"
#undef WORDS
};

/* Adds a word without the s of a plural, if it counts. */
static void add_word(char *word, size_t n, char out[HINGE_HEARD])
{
    static const char small[] = "a|an|the|your|my|his|her|their|its|of|to|in|at|as|and|with|inch|"
                                "inche|mit|avec|con|com|met|med";
    const size_t length = strlen(out);
    if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's')
        n--;
    word[n] = '\0';
    if (n > 0 && !hinge_listed(small, '|', word))
        snprintf(out + length, HINGE_HEARD - length, "%s", word);
}

void hinge_heard(const char *text, char out[HINGE_HEARD])
{
    cleared_by(hinge_text_clear) struct hinge_text folded = {0};
    char word[HINGE_HEARD] = "";
    size_t n = 0, plain = 0;
    out[0] = '\0';
    while (text[plain] != '\0' && (text[plain] & 0x80) == 0)
        plain++;
    if (text[plain] != '\0') /* most have no accents */
        hinge_text_folded(&folded, text, strlen(text));
    for (const char *p = text[plain] != '\0' ? hinge_text_string(&folded) : text;; p++) {
        const char is = (char)(*p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
        const bool digit = is >= '0' && is <= '9',
                   letter = (is >= 'a' && is <= 'z') || (is & 0x80) != 0,
                   was_digit = n > 0 && word[n - 1] >= '0' && word[n - 1] <= '9';
        if (is == '\'' && n > 0) /* "don't" */
            continue;
        if (n > 0 && (!(digit || letter) || digit != was_digit)) {
            add_word(word, n, out);
            n = 0;
        }
        if (is == '\0')
            break;
        if ((digit || letter) && n + 1 < sizeof word)
            word[n++] = is;
        else if (is == '+')
            add_word((char[]){'+', '\0'}, 1, out);
    }
}

bool hinge_heard_same(const char *a, const char *b)
{
    char x[HINGE_HEARD], y[HINGE_HEARD];
    hinge_heard(a, x);
    hinge_heard(b, y);
    return *x != '\0' && strcmp(x, y) == 0;
}

/* Whether one of the words, joined by '|', is heard so. */
static bool has(const char *words, const char *heard)
{
    size_t length;
    for (const char *item; (item = hinge_next_item(&words, '|', &length)) != NULL;) {
        char word[HINGE_HEARD], plain[HINGE_HEARD];
        snprintf(word, sizeof word, "%.*s", (int)length, item);
        hinge_heard(word, plain);
        if (strcmp(plain, heard) == 0)
            return true;
    }
    return false;
}

/* Whether a text is an ID but for capitals and what joins its words. */
static bool is_written(const char *id, const char *text)
{
    for (;; id++, text++) {
        id += strspn(id, "_");
        text += strspn(text, "_ -/");
        if (*id == '\0' || *id != (*text >= 'A' && *text <= 'Z' ? *text + ('a' - 'A') : *text))
            return *id == *text;
    }
}

const char *hinge_cue_heard(const char *cell, bool *spelled)
{
    char heard[HINGE_HEARD];
    bool as_id = true;
    if (spelled == NULL)
        spelled = &as_id;
    hinge_heard(cell, heard);
    for (size_t i = 0; i < CUES && *heard != '\0'; i++)
        if (*spelled = is_written(cues[i].id, cell), *spelled || has(cues[i].id, heard))
            return cues[i].id;
    for (size_t i = 0; i < CUES && *heard != '\0'; i++)
        if (has(cues[i].words, heard))
            return cues[i].id;
    for (size_t r = 0; r < sizeof others / sizeof *others && *heard != '\0'; r++)
        for (size_t l = 0; l < 8 && strcmp(others[r].kind, "CUE") == 0; l++)
            if (has(others[r].words[l], heard))
                return others[r].id;
    return NULL;
}

bool hinge_cue_is_known(const char *cell)
{
    size_t length, n = 0;
    for (const char *rest = cell, *item;
         strchr(cell, ' ') == NULL && (item = hinge_next_item(&rest, '+', &length)) != NULL;) {
        size_t i = 0;
        while (i < CUES && (strlen(cues[i].id) != length || strncmp(cues[i].id, item, length) != 0))
            i++;
        if (i == CUES)
            return false;
        n++;
    }
    return n > 0;
}

bool hinge_cue_nearest(const char *cell, char out[HINGE_HEARD])
{
    const char *names[2 * CUES], *item, *rest = cell;
    char heard[HINGE_HEARD], word[HINGE_HEARD], plain[CUES][HINGE_HEARD];
    size_t length;
    bool all = strchr(cell, '+') != NULL;
    for (out[0] = '\0'; all && (item = hinge_next_item(&rest, '+', &length)) != NULL;) {
        snprintf(word, sizeof word, "%.*s", (int)length, item);
        const char *id = hinge_cue_heard(word, NULL);
        all = id != NULL;
        snprintf(out + strlen(out), HINGE_HEARD - strlen(out), "%s%s", *out != '\0' ? "+" : "",
                 hinge_or_empty(id));
    }
    if (all)
        return true;
    hinge_heard(cell, heard);
    for (size_t i = 0; i < CUES; i++) {
        hinge_heard(cues[i].id, plain[i]);
        names[i] = plain[i];
    }
    const char *near = *heard != '\0' ? hinge_suggest(heard, names, CUES) : NULL;
    const size_t at = near != NULL ? hinge_name_at(names, CUES, near) : CUES;
    snprintf(out, HINGE_HEARD, "%s", at < CUES ? cues[at].id : "");
    for (size_t i = 0; i < CUES && at == CUES && *out == '\0'; i++) /* a slip in another word */
        for (rest = cues[i].words; (item = hinge_next_item(&rest, '|', &length)) != NULL;) {
            char its[HINGE_HEARD];
            snprintf(word, sizeof word, "%.*s", (int)length, item);
            hinge_heard(word, its);
            if (strlen(its) > 4 && strlen(heard) > 4 && hinge_name_distance(heard, its, 1) <= 1)
                snprintf(out, HINGE_HEARD, "%s", cues[i].id);
        }
    return *out != '\0';
}

const char *hinge_cue_among(const char *word, const char *const *level, size_t n)
{
    const char *id =
        *word != '\0' && hinge_name_at(level, n, word) == n ? hinge_cue_heard(word, NULL) : NULL;
    return id != NULL && hinge_name_at(level, n, id) < n ? id : word;
}

const char *hinge_cue_other_words(const char *id)
{
    const size_t i = HINGE_ROW_AT(cues, CUES, id);
    return i < CUES ? cues[i].words : NULL;
}
