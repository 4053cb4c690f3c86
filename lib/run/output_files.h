/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files a stage writes: each is written down before it is made, so that a run knows
 * its own files from anybody else's, and by its digest when the stage is done. */
#ifndef HINGE_RUN_OUTPUT_FILES_H
#define HINGE_RUN_OUTPUT_FILES_H

#include "base/file.h"
#include "base/text.h"
#include "run/state.h"

#include <hinge/progress.h>
#include <stddef.h>

/* Zero-initialise, then set what is borrowed. */
struct hinge_run_outputs {
    const char *folder, *state_path;
    struct hinge_run_state *state;
    const struct hinge_run_inputs *inputs;
    int stage;               /* that is at work */
    bool force;              /* over what others put there */
    struct hinge_text saved; /* by the stage, a line each: tables/reps.csv */
};

/* Before a file is made: nothing that somebody else put there is in its place, and no
 * input ever. Errors: USAGE, WRITE. */
enum hinge_status hinge_run_outputs_claim(struct hinge_run_outputs *outputs, const char *name,
                                          struct hinge_error *error);
/* It has been made. */
void hinge_run_outputs_made(struct hinge_run_outputs *outputs, const char *name);
/* USAGE when a claim would find somebody else's file. */
enum hinge_status hinge_run_outputs_check(const struct hinge_run_outputs *outputs, const char *name,
                                          struct hinge_error *error);
/* Whether the stage left files, and all are there as it left them. */
enum hinge_status hinge_run_outputs_whole(const struct hinge_run_outputs *outputs, bool *whole,
                                          struct hinge_error *error);
/* Renames those of the stage's files that somebody changed since, and says so. */
enum hinge_status hinge_run_outputs_keep(const struct hinge_run_outputs *outputs,
                                         hinge_message *message, void *context,
                                         struct hinge_error *error);
/* The stage is done: digests of what it made, and what it no longer makes is taken
 * away. */
enum hinge_status hinge_run_outputs_settle(struct hinge_run_outputs *outputs,
                                           struct hinge_error *error);

/* A file of them in the making, piece by piece. */
struct hinge_run_output {
    struct hinge_run_outputs *outputs;
    struct hinge_text file, path;
    struct hinge_saving saving;
};

/* FOLDER/subfolder/name.extension, in the folder itself where subfolder is ""; a name
 * may hold what users wrote. Whatever happens, hinge_run_output_end with how it went:
 * what isn't OK leaves no new file. Errors: WRITE. */
enum hinge_status hinge_run_output_begin(struct hinge_run_output *output,
                                         struct hinge_run_outputs *outputs, const char *subfolder,
                                         const char *name, const char *extension,
                                         struct hinge_error *error);
enum hinge_status hinge_run_output_end(struct hinge_run_output *output, enum hinge_status status,
                                       struct hinge_error *error);
/* Saves a file whole. */
enum hinge_status hinge_run_outputs_save(struct hinge_run_outputs *outputs, const char *subfolder,
                                         const char *name, const char *extension, const char *bytes,
                                         size_t length, struct hinge_error *error);

#endif
