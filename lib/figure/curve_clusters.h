/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where along a curve two levels differ: the analysis spm of hinge-compare on the
 * people that a figure shows. */
#ifndef HINGE_FIGURE_CURVE_CLUSTERS_H
#define HINGE_FIGURE_CURVE_CLUSTERS_H

#include "figure/drawing.h"

enum { HINGE_SPM_CLUSTERS = 16 };

struct hinge_spm_strip {
    size_t n;
    double start[HINGE_SPM_CLUSTERS], end[HINGE_SPM_CLUSTERS], p[HINGE_SPM_CLUSTERS];
    bool paired;
    const char *why; /* not tested, and why; else NULL. In the drawing's arena. */
};

struct hinge_spm_request {
    const struct hinge_person_curves *curves;
    const struct hinge_levels *levels;
    size_t signal, first, second; /* positions */
};

/* Paired when both levels have the same people, else two samples. Too few people is
 * `why`, not an error. */
enum hinge_status hinge_spm_compare(struct hinge_drawing *drawing,
                                    const struct hinge_spm_request *request,
                                    struct hinge_spm_strip *strip, struct hinge_error *error);

#endif
