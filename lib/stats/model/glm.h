/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary regression without random effects, links, and the detection of separation. */
#ifndef HINGE_STATS_MODEL_GLM_H
#define HINGE_STATS_MODEL_GLM_H

#include "stats/model/design.h"

enum hinge_link { HINGE_LINK_LOGIT, HINGE_LINK_PROBIT };

/* One binomial observation (y of m) at a linear predictor eta, without the coefficient.
 */
struct hinge_binary_point {
    double loglik;
    double mu;       /* probability */
    double score;    /* d loglik / d eta */
    double weight;   /* expected information */
    double observed; /* observed information (equal for the logit) */
    double dweight;  /* d weight / d eta */
};
void hinge_binary_at(enum hinge_link link, double y, double m, double eta,
                     struct hinge_binary_point *point);

/* Just the log-likelihood and its slope. */
void hinge_binary_score(enum hinge_link link, double y, double m, double eta,
                        double *loglik, double *score);

/* Probability of a linear predictor. */
double hinge_binary_mean(enum hinge_link link, double eta);

/* Outcomes: successes y of m trials (m NULL: one each), rows values. */
struct hinge_binary {
    enum hinge_link link;
    const double *y, *m;
};

/* INPUT E_ONE_LEVEL: no outcome is a success, or all are. */
enum hinge_status hinge_binary_one_level(const struct hinge_formula *formula, bool all,
                                         struct hinge_error *error);

/* Fits design and outcome by Fisher scoring from 0, at most `iterations`, until the
 * coefficients move by < 1e-10. beta gets p values; *information (p x p, may be NULL)
 * gets X'WX at the end. Returns false when X'WX is singular before the end (beta is
 * then the last good one). Errors: NOMEM. */
enum hinge_status hinge_glm_fit(const struct hinge_design *design,
                                const struct hinge_binary *outcome, int iterations,
                                double *beta, double *information, bool *converged,
                                struct hinge_error *error);

/* Separation: a coefficient whose 30 scoring steps leave |b| times the range of its
 * column above 12, and cells of the fixed factors in which all outcomes are 0 or all
 * are 1. The table of cells is in the design's arena. */
struct hinge_separation {
    bool any;
    bool *column;      /* p flags */
    const char *cells; /* "cond=cue (all 0), …", "" when none */
    bool *row;         /* per row: whether it is in such a cell */
};
enum hinge_status hinge_separation_find(struct hinge_design *design,
                                        const struct hinge_binary *outcome,
                                        struct hinge_separation *separation,
                                        struct hinge_error *error);

/* Range of kept column j; its absolute value for a constant column. */
double hinge_design_range(const struct hinge_design *design, size_t j);

#endif
