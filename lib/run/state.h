/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the stages of the last run were made from: a line "stage digest" each, in the
 * output folder, "study digest" of what ingest made, and "ingest.file digest" of size
 * and time of the file that a stage left. */
#ifndef HINGE_RUN_STATE_H
#define HINGE_RUN_STATE_H

#include "base/text.h"

#include <hinge/config.h>

enum { HINGE_RUN_STAGES = 6 };
extern const char *const hinge_run_stage[HINGE_RUN_STAGES];

struct hinge_run_state {
    char digest[HINGE_RUN_STAGES][65]; /* "" when it has not been done */
    char study[65]; /* of the study's bytes, which later stages are made from; "" */
    char file[HINGE_RUN_STAGES][65]; /* of the file it left, as it left it; "" */
};

/* None, or one that can't be read, is an empty state. */
void hinge_run_state_read(const char *path, struct hinge_run_state *state);
enum hinge_status hinge_run_state_write(const char *path,
                                        const struct hinge_run_state *state,
                                        struct hinge_error *error);

/* A digest of the file's bytes, read in blocks; "" where it cannot be read. Errors:
 * NOMEM. */
enum hinge_status hinge_run_content(const char *path, char digest[65],
                                    struct hinge_error *error);

/* A digest of a file's size and time; "" where there is none. Errors: NOMEM. */
enum hinge_status hinge_run_version(const char *path, char digest[65],
                                    struct hinge_error *error);

/* Appends what tells one version of a file from another: name, size, time. */
void hinge_run_stamp(struct hinge_text *out, const char *path);
/* Stamps of all files that an ingest of the list would read, of what stands beside them
 * and of the files in its other columns too, or of all files of a folder; and what is
 * in the list. NOMEM, and what a list or folder can't be read for; one that says
 * something wrong is for ingest to refuse. */
enum hinge_status hinge_run_stamp_list(struct hinge_text *out, const char *path,
                                       const struct hinge_config *config,
                                       struct hinge_error *error);

#endif
