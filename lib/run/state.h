/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run remembers for the next: a line "stage digest" of what each stage was made
 * from, and "file stage digest name" of each file that it left; the digest is - while
 * the file is in the making. A later line of a file is truer than an earlier one. */
#ifndef HINGE_RUN_STATE_H
#define HINGE_RUN_STATE_H

#include "base/text.h"

#include <hinge/config.h>
#include <stdint.h>

enum { HINGE_RUN_STAGES = 6, HINGE_RUN_CONFIG = HINGE_RUN_STAGES };
/* The stages' names, then that of the config that the results belong to. */
extern const char *const hinge_run_stage[HINGE_RUN_CONFIG + 1];

struct hinge_run_file {
    int stage;
    char digest[65]; /* of its bytes; "-" while it is in the making */
    char *name;      /* below the folder of the run: tables/reps.csv */
};

struct hinge_run_state {
    char digest[HINGE_RUN_STAGES][65]; /* "" when it has not been done */
    size_t n, capacity;
    struct hinge_run_file *file;
};

/* No file, or one that can't be read, is an empty state. */
void hinge_run_state_read(const char *path, struct hinge_run_state *state);
enum hinge_status hinge_run_state_write(const char *path, const struct hinge_run_state *state,
                                        struct hinge_error *error);
void hinge_run_state_clear(struct hinge_run_state *state);

/* The file of that name; NULL: none. */
struct hinge_run_file *hinge_run_state_find(const struct hinge_run_state *state, const char *name);
/* Sets what is remembered of a file. */
void hinge_run_state_set(struct hinge_run_state *state, int stage, const char *digest,
                         const char *name);
void hinge_run_state_drop(struct hinge_run_state *state, struct hinge_run_file *file);

/* A digest of the file's bytes, read in blocks; "" where it cannot be read. */
enum hinge_status hinge_run_content(const char *path, char digest[65], struct hinge_error *error);

/* The files that a run reads. */
struct hinge_run_inputs {
    struct hinge_text stamps; /* what tells one version of each from another */
    size_t n, capacity;
    struct hinge_run_input {
        uint64_t device, inode;
    } * input;
};
/* Appends name, size, times and inode: a change that keeps size and time of
 * modification is seen by the others. Without memory `stamps` has failed. */
void hinge_run_stamp(struct hinge_run_inputs *inputs, const char *path);
bool hinge_run_is_input(const struct hinge_run_inputs *inputs, const char *path);
void hinge_run_inputs_clear(struct hinge_run_inputs *inputs);
/* Stamps of all files that an ingest of the list would read, of what stands beside them
 * and of the files in its other columns too, or of all files of a folder; and what is
 * in the list. NOMEM, and what a list or folder can't be read for; one that says
 * something wrong is for ingest to refuse. */
enum hinge_status hinge_run_stamp_list(struct hinge_run_inputs *inputs, const char *path,
                                       const struct hinge_config *config,
                                       struct hinge_error *error);

#endif
