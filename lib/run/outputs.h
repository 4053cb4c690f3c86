/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files a stage writes into its subfolder, and those of an earlier run that it no
 * longer makes. */
#ifndef HINGE_RUN_OUTPUTS_H
#define HINGE_RUN_OUTPUTS_H

#include "base/file.h"
#include "base/text.h"

#include <stddef.h>

/* Zero-initialise, then set the folder of the run. */
struct hinge_run_outputs {
    const char *folder;
    struct hinge_text saved; /* a line each: tables/reps.csv */
};

/* A file of them in the making, piece by piece. */
struct hinge_run_output {
    struct hinge_run_outputs *outputs;
    struct hinge_text file, path;
    struct hinge_saving saving;
};

/* FOLDER/subfolder/name.extension; a name may hold what users wrote. Whatever happens,
 * hinge_run_output_end with how it went: what isn't OK leaves no new file. Errors:
 * WRITE, NOMEM. */
enum hinge_status hinge_run_output_begin(struct hinge_run_output *output,
                                         struct hinge_run_outputs *outputs,
                                         const char *subfolder, const char *name,
                                         const char *extension,
                                         struct hinge_error *error);
enum hinge_status hinge_run_output_end(struct hinge_run_output *output,
                                       enum hinge_status status,
                                       struct hinge_error *error);
/* Saves a file whole. */
enum hinge_status hinge_run_outputs_save(struct hinge_run_outputs *outputs,
                                         const char *subfolder, const char *name,
                                         const char *extension, const char *bytes,
                                         size_t length, struct hinge_error *error);

/* Takes away the file of that name unless this run saved it: it would be a table or
 * figure of other people than the rest. What can't be removed stays. */
void hinge_run_outputs_forget(const struct hinge_run_outputs *outputs,
                              const char *subfolder, const char *name,
                              const char *extension);

#endif
