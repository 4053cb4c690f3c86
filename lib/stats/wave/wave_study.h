/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to the wave of a design, by the options design, group, condition, order,
 * variance, two_sided and effect_size. */
#ifndef HINGE_STATS_WAVE_WAVE_STUDY_H
#define HINGE_STATS_WAVE_WAVE_STUDY_H

#include "stats/wave/curves.h"
#include "stats/wave/maxt.h"

struct hinge_wave_study {
    struct hinge_curves curves;
    struct hinge_wave wave;
    size_t group_size[64];
    double *y; /* in the order of the wave */
    double *x; /* curves of the first, then of the second group or condition; NULL: no
                              effect sizes asked for */
};

/* Begin with {0}. One curve a person (and condition), then the wave's curves: of group
 * after group, or differences of pairs. Without an order the second level comes first:
 * t is of the second minus the first. E_OPTION, E_TOO_MANY_LEVELS, E_TOO_FEW. */
enum hinge_status hinge_wave_study_gather(struct hinge_analysis *analysis,
                                          struct hinge_wave_study *study,
                                          struct hinge_error *error);
enum hinge_status hinge_wave_study_fill(struct hinge_analysis *analysis,
                                        struct hinge_wave_study *study, struct hinge_error *error);

#endif
