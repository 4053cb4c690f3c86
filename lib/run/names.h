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
    HINGE_GUESS_KEYS
};
#define HINGE_GUESS_NAMES                                                                          \
    "participant", "group", "session", "task", "cue", "trial", "role", "side", "load_kg"

/* NULL: not recognised. */
struct hinge_guess {
    const char *key[HINGE_GUESS_KEYS];
};

/* Fills guess[n] from the names of n files, relative to their folder. Known words of seven
 * languages (ingest/words.def) and ids of tasks and cues come first. Then levels of folders, and of
 * names of files, that are no words are people, groups (a level that parts people), or cues (one
 * that crosses them); not if `words_alone`. Adds lines to show: what was read as what, what was
 * taken for what, and with `command` ("hinge-run --new DIR") how to read it otherwise. Trials are
 * not numbered. Whether the words are more of another language than of English: those write
 * decimal commas. */
bool hinge_names_read(const char *const *file, size_t n, bool words_alone, const char *command,
                      struct hinge_arena *arena, struct hinge_guess *guess,
                      struct hinge_text *lines);

/* Numbers recordings that nothing but their order tells apart, and those of which a camera gave the
 * numbers, as trials. *clashes: how many had the keys of another; *first: the first of them. */
void hinge_trials_number(struct hinge_arena *arena, struct hinge_guess *guess, size_t n,
                         size_t *clashes, size_t *first);

#endif
