/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recordings of some participants alone. */
#ifndef HINGE_INGEST_CHOSEN_H
#define HINGE_INGEST_CHOSEN_H

#include "ingest/intake.h"

/* Leaves the intake's rows of request->participants, with or without sub-. USAGE for a
 * name that no row has; NOMEM. */
enum hinge_status hinge_intake_keep_chosen(const struct hinge_ingest_request *request,
                                           struct hinge_intake *intake, struct hinge_error *error);

#endif
