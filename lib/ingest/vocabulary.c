/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of names and lists: the rows of words.def and headers.def, one for each word. */
#include "ingest/ingest.h"

static const struct row {
    enum hinge_word_kind kind;
    const char *id, *words[HINGE_LANGUAGES]; /* of a language, joined by '|' */
} rows[] = {
#define WORDS(kind, id, ...) {HINGE_WORD_##kind, id, {__VA_ARGS__}},
#include "trial/words.def"
#undef WORDS
#define HEADER(column, ...) {HINGE_WORD_HEADER, #column, {__VA_ARGS__}},
#include "ingest/headers.def"
#undef HEADER
};

static int by_word(const void *a, const void *b)
{
    const struct hinge_word *x = a, *y = b;
    int order = strcmp(x->folded, y->folded);
    return order != 0 ? order : (x->kind > y->kind) - (x->kind < y->kind);
}

void hinge_vocabulary_make(struct hinge_vocabulary *words)
{
    if (words->n > 0)
        return;
    enum { LETTERS = 6 };
    static const char *const two[LETTERS][2] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"},
                                                {"ø", "oe"}, {"æ", "ae"}, {"å", "aa"}};
    size_t kept = 0;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (unsigned l = 0; l < HINGE_LANGUAGES; l++)
            for (const char *p = rows[r].words[l], *end; *p != '\0'; p = end + (*end != '\0')) {
                end = p + strcspn(p, "|");
                for (int form = 0; form < 2; form++) { /* as written, and with ae, oe, ue, aa */
                    cleared_by(hinge_text_clear) struct hinge_text text = {0}, folded = {0};
                    for (const char *q = p; q < end; q++) {
                        size_t k = form == 0 ? LETTERS : 0;
                        while (k < LETTERS && strncmp(q, two[k][0], 2) != 0)
                            k++;
                        hinge_text_add(&text, k < LETTERS ? two[k][1] : q, k < LETTERS ? 2 : 1);
                        q += k < LETTERS;
                    }
                    hinge_text_folded(&folded, hinge_text_string(&text), text.length);
                    words->word = hinge_more(words->word, words->n, sizeof *words->word);
                    words->word[words->n++] =
                        (struct hinge_word){hinge_arena_strdup(&words->arena, folded.data),
                                            rows[r].id, rows[r].kind, 1u << l};
                }
            }
    qsort(words->word, words->n, sizeof *words->word, by_word);
    for (size_t i = 0; i < words->n; i++) {
        struct hinge_word *last = kept > 0 ? &words->word[kept - 1] : NULL;
        if (last != NULL && by_word(last, &words->word[i]) == 0 &&
            strcmp(last->id, words->word[i].id) == 0)
            last->languages |= words->word[i].languages;
        else
            words->word[kept++] = words->word[i];
    }
    words->n = kept;
}

void hinge_vocabulary_clear(struct hinge_vocabulary *words)
{
    free(words->word);
    hinge_arena_clear(&words->arena);
    *words = (struct hinge_vocabulary){0};
}

const struct hinge_word *hinge_vocabulary_find(const struct hinge_vocabulary *words,
                                               enum hinge_word_kind kind, const char *folded)
{
    const struct hinge_word key = {.folded = folded, .kind = kind};
    return bsearch(&key, words->word, words->n, sizeof *words->word, by_word);
}

static size_t letters_of(const char *folded)
{
    size_t n = 0;
    for (; *folded != '\0'; folded++)
        n += *folded != ' ' && ((unsigned char)*folded & 0xC0) != 0x80;
    return n;
}

void hinge_vocabulary_meet(struct hinge_vocabulary *words, const char *folded)
{
    unsigned languages = 0;
    for (unsigned kind = 0; kind <= HINGE_WORD_HEADER; kind++) {
        const struct hinge_word *word =
            kind < HINGE_WORD_IGNORED || kind == HINGE_WORD_HEADER
                ? hinge_vocabulary_find(words, (enum hinge_word_kind)kind, folded)
                : NULL;
        languages |= word != NULL ? word->languages : 0;
    }
    const size_t letters = letters_of(folded);
    for (unsigned l = 0; l < HINGE_LANGUAGES; l++)
        if ((languages >> l & 1) != 0 && letters <= 3)
            words->short_met[l] |= letters == 3;
        else if ((languages >> l & 1) != 0 &&
                 (words->first[l] == NULL || strcmp(words->first[l], folded) != 0)) {
            words->met[l]++;
            if (words->first[l] == NULL)
                words->first[l] = hinge_arena_strdup(&words->arena, folded);
        }
}

bool hinge_vocabulary_count(const struct hinge_vocabulary *words, const struct hinge_word *word)
{
    bool with = word->kind == HINGE_WORD_NO_CUE || word->kind == HINGE_WORD_WITH;
    if ((word->languages & 1) != 0 && !(with && letters_of(word->folded) < 4))
        return true;
    if (word->kind == HINGE_WORD_NO_CUE && strchr(word->folded, ' ') != NULL)
        return true; /* "sem dica" */
    for (unsigned l = 0; l < HINGE_LANGUAGES; l++)
        if ((word->languages >> l & 1) != 0 &&
            (words->met[l] > 1 ||
             (words->met[l] == 1 &&
              (words->short_met[l] || strcmp(words->first[l], word->folded) != 0))))
            return true;
    return false;
}

const char *hinge_list_sensor(const char *name, const char *before)
{
    size_t n = strlen(before);
    return strncmp(name, before, n) == 0 ? name + n : NULL;
}
