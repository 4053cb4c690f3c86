/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of two raters on categories: kappa and its relatives. */
#ifndef HINGE_STATS_AGREEMENT_TWO_RATERS_H
#define HINGE_STATS_AGREEMENT_TWO_RATERS_H

#include "stats/run/analysis.h"

/* Labels of two raters: categories 0..k-1 in their sorted order. */
struct hinge_ratings {
    size_t n, k;
    const uint32_t *first, *second;
    const char **category;
    const uint32_t *who; /* participant of each row, NULL when rows are independent */
    size_t n_participants;
};

/* Writes kappa, kappa_linear and kappa_quadratic (k > 2), the same as
 * brennan_prediger…, pabak, gwet_ac1 and the table of counts into `object`. With
 * participants each kappa also gets the interval of resampled participants. */
enum hinge_status hinge_put_kappa(struct hinge_analysis *analysis, json_t *object,
                                  const struct hinge_ratings *ratings, struct hinge_error *error);

/* Cohen's kappa alone, with the interval from a bootstrap of participants: kappa,
 * kappa_low, kappa_high. */
enum hinge_status hinge_put_kappa_row(struct hinge_analysis *analysis, json_t *object,
                                      const struct hinge_ratings *ratings,
                                      struct hinge_error *error);

#endif
