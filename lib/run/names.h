/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What names of recordings say, for a first trial list that the user corrects. */
#ifndef HINGE_RUN_NAMES_H
#define HINGE_RUN_NAMES_H

#include "base/memory.h"
#include "base/text.h"

/* The columns of a first list after `file`, in its order. */
enum hinge_guess_key {
    HINGE_GUESS_PARTICIPANT,
    HINGE_GUESS_GROUP,
    HINGE_GUESS_SESSION,
    HINGE_GUESS_TASK,
    HINGE_GUESS_CUE,
    HINGE_GUESS_TRIAL,
    HINGE_GUESS_ROLE,
    HINGE_GUESS_SIDE,
    HINGE_GUESS_LOAD,
    HINGE_GUESS_RATER,
    HINGE_GUESS_NOTE, /* of a copy or another version */
    HINGE_GUESS_KEYS
};
#define HINGE_GUESS_NAMES                                                                          \
    "participant", "group", "session", "task", "cue", "trial", "role", "side", "load_kg", "rater", \
        "note"

/* NULL: not recognised. */
struct hinge_guess {
    const char *key[HINGE_GUESS_KEYS];
};

/* What a file holds: whether it can be used as it is, its measured landmarks, whether they are in
 * metres or the like, and bits of what it lacks (run/run.h). */
struct hinge_seen {
    bool usable, metric;
    size_t points;
    unsigned lacks;
};

struct hinge_names {
    const char *const *file; /* n, relative to their folder */
    size_t n;
    const struct hinge_seen *seen; /* NULL: names alone */
    const char *root;              /* name of the folder; NULL: not known */
    const char *command;           /* "hinge-run --new DIR"; NULL: none */
    bool words_alone;              /* unknown names say nothing */
    const char *const *code;       /* n_codes of people that a list has */
    size_t n_codes;
    struct hinge_text *columns; /* a line for each column: where from, examples; NULL: none */
};

/* Fills guess[n] from names. Known words of eight languages (trial/words.def) and ids of tasks and
 * cues come first. Then levels of folders, and of names of files, that are no words are people,
 * groups (a level that parts people), or cues (one that crosses them). Of several files of one film
 * the best one is used. Adds lines to show: what was read as what, what was taken for what, and
 * with a command how to read it otherwise. Trials are not numbered. Whether the words are more of
 * another language than of English: those write decimal commas. */
bool hinge_names_read(const struct hinge_names *names, struct hinge_arena *arena,
                      struct hinge_guess *guess, struct hinge_text *lines);

/* film[n]: names of files without their folders, their endings and what a program wrote behind the
 * name of a film: squat.trc and squat.mot, a_Sports2D_m.trc and a_Sports2D_px.trc are alike. */
void hinge_names_films(const char *const *file, size_t n, struct hinge_arena *arena,
                       const char **film);

/* Numbers recordings that nothing but their order tells apart, and those of which a camera gave the
 * numbers, as trials. *clashes: how many had the keys of another; *first: the first of them. */
void hinge_trials_number(struct hinge_arena *arena, struct hinge_guess *guess, size_t n,
                         size_t *clashes, size_t *first);

#endif
