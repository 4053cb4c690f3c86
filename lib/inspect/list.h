/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list before it is ingested: what would be refused, and what it covers. */
#ifndef HINGE_INSPECT_LIST_H
#define HINGE_INSPECT_LIST_H

#include "base/said.h"
#include "ingest/ingest.h"

/* What a list's rows would give, as lines for a reader. Zero-initialise. */
struct hinge_list_report {
    struct hinge_said refusals; /* one line each: columns, rows, recordings */
    struct hinge_text remarks;  /* spelling variants, two groups, no standing trial */
    struct hinge_text grid;     /* participant x condition, trials in each cell */
    size_t n_refusals, stored, refused, not_recorded;
};

/* Every column and every row that ingest would stop at, not the first alone. */
void hinge_list_report_cells(struct hinge_table *list, const char *path, const size_t *lines,
                             const struct hinge_config *config, struct hinge_list_report *report);

/* Reads every recording as ingest would; for lists without refusals so far. */
void hinge_list_report_files(const char *path, const struct hinge_config *config,
                             struct hinge_list_report *report);

/* Grid and remarks from the keys of a list (columns participant, group, session, task,
 * cue, role, those there are). */
enum hinge_status hinge_list_report_grid(const struct hinge_table *list,
                                         struct hinge_list_report *report,
                                         struct hinge_error *error);
void hinge_list_report_clear(struct hinge_list_report *report);

#endif
