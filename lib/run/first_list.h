/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first trial list of a folder that has none. */
#ifndef HINGE_RUN_FIRST_LIST_H
#define HINGE_RUN_FIRST_LIST_H

#include "ingest/intake.h"
#include "run/found.h"

/* Fills the zeroed list with a row for each recording of the folder's intake, and
 * counts what was found. Errors: INPUT when there is no recording; USAGE when a table
 * names recordings without being readable as a list: nobody's list is left out in
 * silence. */
enum hinge_status hinge_first_list(const struct hinge_ingest_request *request,
                                   const struct hinge_intake *intake, struct hinge_table *list,
                                   struct hinge_found *found, struct hinge_error *error);

/* A line where folders were taken for participants, and few enough to be groups: it
 * asks, and gives the pattern of names to try. `folder` was looked at; `path` and `ini`
 * were written. */
void hinge_first_list_ask(const struct hinge_table *list, const char *folder, const char *path,
                          const char *ini, struct hinge_text *out);

#endif
