/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metrics/parts/wall.h"

#include <math.h>
#include <string.h>

bool hinge_cue_begins(const struct hinge_rep_view *view, const char *begins)
{
    const char *cue = view->info != NULL ? view->info->cue : "";
    size_t n = strlen(begins);
    while (cue != NULL && strncmp(cue, begins, n) != 0) {
        cue = strchr(cue, '+');
        cue = cue != NULL ? cue + 1 : NULL;
    }
    return cue != NULL;
}

struct hinge_value hinge_wall_gap(const struct hinge_rep_view *view)
{
    double gap_cm = view->info != NULL ? view->info->wall_gap_cm : (double)NAN;
    double leg = hinge_view_leg_m(view);
    if (isnan(gap_cm))
        return hinge_cue_begins(view, "wall_tap") ? hinge_value_refuse(HINGE_REASON_NOT_RECORDED)
                                                  : hinge_value_of((double)INFINITY);
    return leg > 0 ? hinge_value_of(gap_cm / (100 * leg))
                   : hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
}
