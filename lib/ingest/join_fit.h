/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well the files of two sensors of one person fit in time. */
#ifndef HINGE_INGEST_JOIN_FIT_H
#define HINGE_INGEST_JOIN_FIT_H

#include <hinge/trial.h>

/* Correlation of the two turning rates: as the clocks have them, and with the second
 * clock shifted to where they fit best. NaN where nothing turns, or too little is
 * shared. */
struct hinge_join_fit {
    double as_is, best;
    double lag_s; /* by which the second turns later than the first */
};

/* The first orientation of each recording, at the times t (s, increasing; one per
 * frame), is compared. Lags up to 10 s are tried about the clocks. NOMEM. */
enum hinge_status hinge_join_fit(const struct hinge_recording *a, const double *t_a,
                                 const struct hinge_recording *b, const double *t_b,
                                 struct hinge_join_fit *fit);

#endif
