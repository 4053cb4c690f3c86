/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of recordings while they are read: paths, their parts, the words of those. */
#pragma once

#include "run/run.h"

/* Levels of folders, and the last for files. */
enum { DEPTHS = 20, FILE_LEVEL = DEPTHS - 1 };

/* What a mark of a token comes from: a word, a letter and a number, a code, a name that is there
 * already. */
enum { BY_NOTHING, BY_WORD, BY_LETTER, BY_CODE, BY_OTHER };

/* Of a part: the keys of a recording; the last number of a file's name, a folder that is one. */
enum { NUMBER = HINGE_GUESS_KEYS, BARE, IDS, FREE, TAKEN };

/* Outputs of a program for one film, the better one first. */
enum output { METRES, PLAIN, PIXELS, ANGLES };

struct token {
    const char *at, *folded;
    size_t n;
    bool digits;
    int use;  /* the key that it says; FREE, TAKEN */
    int mark; /* the same before the part is read: what all names together say of it */
    int by;
    const char *given; /* of the first token of a mark: the key's value */
};

/* A folder's name, or the file's own without its ending. */
struct part {
    const char *text, *id[IDS], *written[IDS]; /* written: where an id was read, the words */
    const char *rest;                          /* the unknown name; NULL: none */
    const char *version;                       /* a folder's name of a version: "alt" */
    bool is_file, open;                        /* open: T01, L: perhaps a person; not read yet */
    bool spared;                               /* its words for visits are none */
    size_t n, end, whole;                      /* tokens; before what says its version or output */
    struct token *token;
};

struct reading {
    struct hinge_arena *arena;
    struct hinge_vocabulary words;
    size_t n; /* files */
    struct path {
        const char *file;
        struct part *part;
        size_t parts;
        bool coded;                  /* a word for a participant and a number are in it */
        const char *stem, *original; /* without its ending; the file of which it is a version */
        const char *film;            /* its stem without words of an output */
        size_t film_end;             /* tokens before those */
        enum output output;
        bool of_program;         /* a word for one is at the end */
        const char *date, *time; /* the first characters; NULL: none */
    } * path;
    struct stem {
        const char *stem, *file;
    } * stem; /* of all files, sorted (hinge_by_text) */
    struct hinge_guess *guess;
    const char **place[DEPTHS]; /* [file]: unknown names of a level */
    bool open[DEPTHS];          /* the level has some that say something */
    bool versions[DEPTHS];      /* the level has names of versions */
    size_t people;              /* the level of unknown names that are people; DEPTHS: none */
    bool asked;                 /* whether people are groups, so nothing else yet */
};

/* Makes the paths of reading->n files, with the words of their parts, and finds those that are of
 * one film. */
void hinge_paths_open(struct reading *reading, const char *const *file);
/* Forgets what was read, but not what is marked. */
void hinge_paths_reset(struct reading *reading);
/* Reads what the parts of a path say. Folders that a letter alone makes a trial or a side stay open
 * if nothing else says who. */
void hinge_path_read(struct reading *reading, size_t f);

/* What the words of its parts say of a recording, into its guess. */
void hinge_path_merge(struct reading *reading, size_t f);

/* Tokens of a part whose text is set, and what they say. */
void hinge_part_split(struct reading *reading, struct path *path, struct part *part);
void hinge_part_read(struct reading *reading, const struct path *path, struct part *part);

/* As written, from token i to token j. */
const char *hinge_part_written(struct reading *reading, const struct part *part, size_t i,
                               size_t j);

/* The word of a kind that n tokens from i on are together; NULL: none. */
const struct hinge_word *hinge_part_word(const struct reading *reading, const struct part *part,
                                         size_t i, size_t n, enum hinge_word_kind kind);

/* Where the last words before token `end` begin that say a version: "Kopie", "Kopie 2", "v2", "(1)"
 * and, beside its original, "final 2". `end`: none. */
size_t hinge_part_version(const struct reading *reading, const struct part *part, size_t end,
                          bool beside);
/* Whether a token is a word for a copy. */
bool hinge_token_is_copy(const struct reading *reading, const struct token *token);

/* Whether a folded text is a word of the kind, in any language. */
bool hinge_is_word(const struct reading *reading, enum hinge_word_kind kind, const char *folded);

/* Whether a token, in use or not, is a word of the kind that may be taken. */
bool hinge_token_is(const struct reading *reading, const struct token *token,
                    enum hinge_word_kind kind);

/* Folders: "T01", "P-07", "K 3", letters and a number; T0 to T9; L or R that is not read yet. */
bool hinge_part_is_code(const struct part *part);
bool hinge_part_is_visit(const struct part *part);
bool hinge_part_is_lone_letter(const struct part *part);

/* --- together.c: what no name says alone --- */

/* Of a folder whose name is in the file's, too, that of the file is taken; words for a rater and
 * what is behind them, and words for visits, are marked. */
void hinge_mark_words(struct reading *reading);
/* Undoes the marks of a source; of one file only unless it is SIZE_MAX, and there the first. */
void hinge_marks_undo(struct reading *reading, int by, size_t file);
/* Marks the last "T0", "M6" … of each file that has no session; how many values, and whether one is
 * 0. */
size_t hinge_mark_letters(struct reading *reading, char letter, bool *zero);
/* Marks the codes of a list of people, which are compared as letters and numbers alone, if most
 * files have one, and they are two or more. Whether it did. */
bool hinge_mark_listed(struct reading *reading, const char *const *code, size_t n);
/* Marks letters and a number as people if nothing else is (reading->guess). Whether it did; adds a
 * question if names may be such codes, or trials. */
bool hinge_mark_codes(struct reading *reading, struct hinge_text *lines);
/* Dates of people who have two are sessions, times of a day trials. */
void hinge_take_dates(struct reading *reading, struct hinge_text *lines);

/* Finds what a program wrote behind the name of a film, and takes its words. "m", "px" and "angles"
 * are such beside another file of their film. */
void hinge_films_find(struct reading *reading);
/* original[n]: of a file that is a copy by its name, and beside the file that it copies, or has the
 * same bytes and another number ("rdl (1).trc"), that file; of others itself. Whether one is. */
bool hinge_copies_find(const struct hinge_file_names *names, struct hinge_arena *arena,
                       size_t *original);
/* Of several files of one person's film the best one is used; the line says which are not. */
void hinge_films_choose(struct reading *reading, const struct hinge_seen *seen,
                        struct hinge_text *lines);
