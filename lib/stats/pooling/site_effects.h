/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects that sites have in common, and each site's own estimate of them. */
#ifndef HINGE_STATS_POOLING_SITE_EFFECTS_H
#define HINGE_STATS_POOLING_SITE_EFFECTS_H

#include "stats/pooling/site_cells.h"

enum hinge_site_effect_kind {
    HINGE_SITE_CUE,        /* condition[0] - condition[1], all people of a site */
    HINGE_SITE_GROUP,      /* group[0] - group[1] in condition[1] */
    HINGE_SITE_INTERACTION /* the cue's effect in group[0] minus that in group[1] */
};

struct hinge_site_effect {
    enum hinge_site_effect_kind kind;
    const char
        *name; /* "dowel - none", "trained - sedentary (none)", "...: dowel - none" */
    size_t condition[2];
    uint32_t group[2];
};

struct hinge_site_effects {
    size_t n;
    struct hinge_site_effect *effect;
};

/* Every condition minus the baseline, every two groups in it, and their interactions;
 * with the option order only what is between its two levels. E_LEVELS, E_ONE_LEVEL. */
enum hinge_status hinge_site_effects_choose(struct hinge_analysis *analysis,
                                            const struct hinge_site_cells *cells,
                                            struct hinge_site_effects *effects,
                                            struct hinge_error *error);

/* One site's estimate; why it has none is in `why`, else NULL. */
struct hinge_site_estimate {
    double n, estimate, se, df;
    const char *why;
};
struct hinge_site_estimate hinge_site_effect_of(const struct hinge_site_cells *cells,
                                                const struct hinge_site_effect *effect,
                                                size_t site);

#endif
