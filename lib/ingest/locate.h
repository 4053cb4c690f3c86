/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files of an intake's rows are. */
#ifndef HINGE_INGEST_LOCATE_H
#define HINGE_INGEST_LOCATE_H

#include "ingest/intake.h"

/* Resolves row->path into row->real; *found tells whether there is such a file. */
void hinge_intake_resolve(struct hinge_intake *intake, struct hinge_intake_row *row, bool *found);

/* Where a file that a list names is, and whether it may be read. */
void hinge_intake_locate(const struct hinge_ingest_request *request, struct hinge_intake *intake,
                         struct hinge_intake_row *row, const char *list, size_t line,
                         const char *file);

/* The row is not read, for this reason. */
void hinge_intake_refuse(struct hinge_intake_row *row, enum hinge_reason reason,
                         const char *message);

/* The files of sensors and of angles that row `at` names. The first sensor's is the
 * recording's own where it has no other; one that the row's `file` repeats is no
 * further one. */
void hinge_intake_locate_sensors(const struct hinge_ingest_request *request,
                                 struct hinge_intake *intake, size_t at);

#endif
