/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear model along a waveform: what is tested, adjusted for other columns, within
 * blocks whose curves are exchanged with each other (one block: groups adjusted for
 * covariates; a block a person: conditions, of which some may be missing). */
#ifndef HINGE_STATS_WAVE_ADJUSTED_H
#define HINGE_STATS_WAVE_ADJUSTED_H

#include "stats/wave/maxt.h"

/* Makes wave->basis and the degrees of freedom. A column that those before it (and the
 * blocks) already say is dropped; *depends is the first of them, as many as there were
 * columns: none. */
enum hinge_status hinge_adjusted_basis(struct hinge_analysis *analysis, struct hinge_wave *wave,
                                       size_t *depends, struct hinge_error *error);

/* Statistic of the values x of one node (NaN where only rounding is left, or no
 * degree of freedom). residual: of
 * the whole model; scaled: of the model without what is tested, over its norm, which is
 * what is permuted (Freedman & Lane 1983). Each as x, n values. */
double hinge_adjusted_node(const struct hinge_wave *wave, const double *x, double *residual,
                           double *scaled);

/* The tested columns of group x condition with these groups of the blocks, orthonormal
 * beside what is adjusted for; one that follows from the others is all 0. */
void hinge_adjusted_interaction(const struct hinge_wave *wave, const uint32_t *member,
                                double *basis);

/* t or F from the sum of squares that the tested columns take of a whole of 1, of which
 * the nuisance takes another. */
double hinge_adjusted_statistic(const struct hinge_wave *wave, double tested, double nuisance,
                                double sign);

#endif
