/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Generalized estimating equations for binary outcomes (Liang & Zeger 1986): population
 * averages with standard errors that hold whatever the correlation inside a
 * participant. */
#ifndef HINGE_STATS_MODEL_GEE_H
#define HINGE_STATS_MODEL_GEE_H

#include "stats/model/glm.h"

struct hinge_gee {
    size_t p, clusters;
    double alpha, phi; /* exchangeable correlation (0 for independence), scale */
    double *beta;
    double *se_robust; /* sandwich */
    double *se_md;     /* Mancl & DeRouen 2001, bias-corrected; NaN when undefined */
    double df;         /* clusters - p; NaN when not positive */
    double *memory;
};

/* Fits with independence or exchangeable working correlation; cluster holds rows codes
 * 0..clusters-1. Trials (outcome->m) weigh a row. Errors: INPUT E_NO_CONVERGE,
 * E_TOO_FEW
 * (< 2 clusters); NOMEM. hinge_gee_clear when done, also after an error. */
enum hinge_status hinge_gee_fit(struct hinge_gee *gee,
                                const struct hinge_design *design,
                                const struct hinge_binary *outcome,
                                const int32_t *cluster, size_t clusters,
                                bool exchangeable, struct hinge_error *error);
void hinge_gee_clear(struct hinge_gee *gee);

#endif
