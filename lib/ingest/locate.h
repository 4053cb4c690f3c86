/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files of a plan's rows are. */
#ifndef HINGE_INGEST_LOCATE_H
#define HINGE_INGEST_LOCATE_H

#include "ingest/plan.h"

/* Resolves row->path into row->real; *found tells whether there is such a file. */
enum hinge_status hinge_plan_resolve(struct hinge_plan *plan,
                                     struct hinge_plan_row *row, bool *found,
                                     struct hinge_error *error);

/* Where a file that a list names is, and whether it may be read. */
enum hinge_status hinge_plan_locate(const struct hinge_ingest_request *request,
                                    struct hinge_plan *plan, struct hinge_plan_row *row,
                                    const char *list, size_t line, const char *file,
                                    struct hinge_error *error);

/* The row is not read, for this reason. */
void hinge_plan_refuse(struct hinge_plan_row *row, enum hinge_reason reason,
                       const char *message);

/* The files of sensors and of angles that row `at` names. The first sensor's is the
 * recording's own where it has no other; one that the row's `file` repeats is no
 * further one. */
enum hinge_status hinge_plan_locate_sensors(const struct hinge_ingest_request *request,
                                            struct hinge_plan *plan, size_t at,
                                            struct hinge_error *error);

#endif
