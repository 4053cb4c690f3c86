/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which landmark sets a recording's channels belong to. */
#ifndef HINGE_INGEST_CHOOSE_SET_H
#define HINGE_INGEST_CHOOSE_SET_H

#include "ingest/recognise.h"

/* The set of that id, built in or own. USAGE names the nearest one. */
enum hinge_status hinge_set_find(const char *id, const struct hinge_landmark_set *own, size_t n_own,
                                 const struct hinge_landmark_set **set, struct hinge_error *error);

/* Gives channels their landmarks: those of the best set of points or sensors (or the
 * one asked for), and beside them those of the best set of angles. A note says when no
 * set fits, or that there are angles. INPUT: AMBIGUOUS_FORMAT, DUPLICATE_COLUMN. */
enum hinge_status hinge_sets_apply(struct hinge_recording *recording, const char *shown,
                                   const struct hinge_read_options *options, const char *prefix,
                                   struct hinge_recognition *recognition,
                                   struct hinge_error *error);

#endif
