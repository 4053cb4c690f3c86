/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of single tools as keys of a run's config. */
#ifndef HINGE_RUN_STUDY_KEYS_H
#define HINGE_RUN_STUDY_KEYS_H

#include "base/text.h"

/* Adds a message of a stage, in which every option of hinge-ingest, hinge-analyze,
 * hinge-table or hinge-plot that hinge-run has not is the key that does the same:
 * "--filter 'tier=A'" is "filter = tier=A under [run]". */
void hinge_run_keys_for_options(struct hinge_text *out, const char *message);
/* The same of what ended the run. */
void hinge_run_error_with_keys(struct hinge_error *error);

#endif
