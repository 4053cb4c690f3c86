/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run made, of what and by what, in the words of RO-Crate. */
#ifndef HINGE_RUN_CRATE_H
#define HINGE_RUN_CRATE_H

#include "run/work.h"

#define HINGE_RUN_CRATE_NAME "ro-crate-metadata"

/* ro-crate-metadata.json (RO-Crate 1.1, Process Run Crate 0.5): the folder's files with
 * their SHA-256, the recordings with theirs as the ledger has it, config.ini, the
 * program. Two runs of the same recordings write the same bytes: no time is in it but
 * the `date` of [run]. *text is to free(). Errors: WRITE for a file that has gone,
 * NOMEM.
 */
enum hinge_status hinge_run_crate(const struct hinge_run_work *run, char **text,
                                  struct hinge_error *error);

#endif
