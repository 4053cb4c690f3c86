/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lin's concordance correlation coefficient of pairs. */
#ifndef HINGE_STATS_AGREEMENT_CONCORDANCE_H
#define HINGE_STATS_AGREEMENT_CONCORDANCE_H

#include "stats/agreement/method_pairs.h"

/* Writes `concordance` into the results: ccc with moments over n (Lin 1989), r_pairs,
 * the bias correction c_b = ccc / r_pairs, the shifts of location and scale it is made
 * of. The interval is that of z with the variance as corrected in Lin (2000); of
 * repeated pairs that of a bootstrap of participants, and se is NaN. Everything is NaN
 * with W_ZERO_VARIANCE when a method has the same value everywhere. */
enum hinge_status hinge_put_concordance(struct hinge_analysis *analysis,
                                        const struct hinge_method_pairs *pairs, bool repeated,
                                        struct hinge_error *error);

#endif
