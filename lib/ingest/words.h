/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words of names and of lists mean, in eight languages. */
#ifndef HINGE_INGEST_WORDS_H
#define HINGE_INGEST_WORDS_H

#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>

/* What words are of. _N: a number follows. */
enum hinge_word_kind {
    HINGE_WORD_PARTICIPANT_N,
    HINGE_WORD_SESSION_N,
    HINGE_WORD_TRIAL_N,
    HINGE_WORD_GROUP_N, /* or a letter */
    HINGE_WORD_RATER_N, /* or a letter */
    HINGE_WORD_SESSION,
    HINGE_WORD_BESIDE, /* says nothing beside a word of a session: "training" */
    HINGE_WORD_NO_CUE, /* "without" */
    HINGE_WORD_WITH,
    HINGE_WORD_CUE,
    HINGE_WORD_ROLE,
    HINGE_WORD_SIDE,
    HINGE_WORD_LOAD, /* after a number */
    HINGE_WORD_TASK,
    HINGE_WORD_GROUP,
    HINGE_WORD_IGNORED, /* names of kinds of files */
    HINGE_WORD_VERSION, /* at the end of a file's name; "copy": a number may follow, "n": it does */
    HINGE_WORD_OUTPUT,  /* there: of a program for one film, "m", "px" or "angles" */
    HINGE_WORD_HEADER   /* of a column, which is the id */
};

struct hinge_word {
    const char *folded, *id; /* without case and marks; "": the word as written */
    enum hinge_word_kind kind;
    unsigned languages; /* bits; 1: English */
};

/* Zero-initialise. Words sorted by `folded` and kind, and those that were met of each language. */
enum { HINGE_LANGUAGES = 8 };
struct hinge_vocabulary {
    struct hinge_word *word;
    size_t n, met[HINGE_LANGUAGES];
    const char *first[HINGE_LANGUAGES];
    bool short_met[HINGE_LANGUAGES]; /* one of three letters, as "vor" beside "nach" */
    struct hinge_arena arena;
};

/* Once: they take a millisecond, so a loop over files keeps them. */
void hinge_vocabulary_make(struct hinge_vocabulary *words);
void hinge_vocabulary_clear(struct hinge_vocabulary *words);

/* NULL: no such word. `folded` is as hinge_text_folded makes it, words of several with one blank.
 */
const struct hinge_word *hinge_vocabulary_find(const struct hinge_vocabulary *words,
                                               enum hinge_word_kind kind, const char *folded);
/* Notes that a word is in the names or the list: words of one language bear each other out. */
void hinge_vocabulary_meet(struct hinge_vocabulary *words, const char *folded);
/* Whether a word may be taken: it is English, or another word of one of its languages was met, and
 * one of the two has four letters or more. A short word for "with" and "without" needs another one
 * in English, too; "sem dica" is two. */
bool hinge_vocabulary_count(const struct hinge_vocabulary *words, const struct hinge_word *word);

/* The rest of a column name after `before` ("sensor:", "offset_s:"); NULL if the name does not
 * begin with it. */
const char *hinge_list_sensor(const char *name, const char *before);

#endif
