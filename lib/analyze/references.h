/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which recordings of a study belong together. Rows are those of the ledger and of the
 * trial list, which has as many; every array has one entry per row. */
#ifndef HINGE_ANALYZE_REFERENCES_H
#define HINGE_ANALYZE_REFERENCES_H

#include "base/parameters.h"
#include "store/shard.h"
#include "store/store.h"

#include <hinge/analyze.h>

/* An open study and what its rows are. Zero-initialise; owned. */
struct hinge_study_rows {
    struct hinge_study_reader *study;
    bool narrow; /* columns that no analysis looks at are without their cells */
    struct hinge_table list, ledger;
    int32_t *trial_of;     /* the study's trial of a row, -1 for what was refused */
    int32_t *reference_of; /* see hinge_references_standing */
};

/* Opens a study: all but reference_of is filled. INPUT (DAMAGED when list, ledger and
 * trials do not belong together), NOMEM; close it also after a failure. */
enum hinge_status hinge_study_rows_open(const char *path, struct hinge_study_rows *rows,
                                        struct hinge_error *error);
/* The same with less memory: without the cells of the columns that only a reader of the
 * file looks at; hinge_study_rows_list and _ledger still write them. */
enum hinge_status hinge_study_rows_open_narrow(const char *path, struct hinge_study_rows *rows,
                                               struct hinge_error *error);
/* Every row and column, for a writer; valid as long as `rows`. */
struct hinge_rows hinge_study_rows_list(struct hinge_study_rows *rows);
struct hinge_rows hinge_study_rows_ledger(struct hinge_study_rows *rows);
/* What part of all the rows are: what the study says, or the request's shard, whose
 * rows alone are left. USAGE when both are one. */
enum hinge_status hinge_study_rows_shard(struct hinge_study_rows *rows,
                                         const struct hinge_analyze_request *request,
                                         struct hinge_shard *shard, struct hinge_error *error);
void hinge_study_rows_close(struct hinge_study_rows *rows);

/* Fills reference_of with the row whose standing is each row's zero, -1 for none: the
 * last standing trial before it of the same participant and session, else the first
 * after it (not for another standing trial), or (ref.scope session) the session's first
 * trial of any kind. NOMEM. */
void hinge_references_standing(struct hinge_study_rows *rows,
                               const struct hinge_parameters *parameters);

/* The rows of the maxflex, stack_ref and dowel_ref recordings of each row's person and
 * session: the nearest before it, else the first after it, -1 for none. NOMEM. */
void hinge_references_limits(const struct hinge_table *list, const int32_t *trial_of,
                             int32_t *maxflex_of, int32_t *stack_of, int32_t *dowel_of);

/* Rows of front views and of the side views they name in sync_trial (by id): front_of a
 * side view's row, side_of a front view's, -1 for none. */
void hinge_references_front(const struct hinge_study_rows *rows, int32_t *front_of,
                            int32_t *side_of);

#endif
