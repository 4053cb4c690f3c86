/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two label columns as ratings of the same rows. */
#ifndef HINGE_STATS_AGREEMENT_LABEL_RATINGS_H
#define HINGE_STATS_AGREEMENT_LABEL_RATINGS_H

#include "stats/agreement/two_raters.h"

/* Reads two columns over the filtered rows that have both; categories are their union,
 * numbers in order, texts by bytes. `participant` may be NULL. */
enum hinge_status hinge_ratings_read(struct hinge_analysis *analysis, const char *first,
                                     const char *second, const char *participant,
                                     struct hinge_ratings *ratings, struct hinge_error *error);

#endif
