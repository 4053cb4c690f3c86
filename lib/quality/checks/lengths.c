/* SPDX-License-Identifier: GPL-3.0-or-later */
/* a body of implausible size */
#include "quality/check.h"

#include <math.h>

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    const double LEG_LEAST = 0.40, LEG_MOST = 0.58; /* of the height, with shoes */
    double share = r->metric ? r->leg_length / trial->info.height_m : (double)NAN;
    if (r->status != HINGE_OK)
        return;
    if (share < LEG_LEAST || share > LEG_MOST)
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "IMPLAUSIBLE",
                          "legs of %.2f m in a person of %.2f m", r->leg_length,
                          trial->info.height_m);
    else if (r->warnings & HINGE_WARN(IMPLAUSIBLE))
        hinge_finding_set(
            finding, HINGE_SEVERITY_WARNING, "IMPLAUSIBLE",
            "hip to ankle %.2f%s, thigh to shank %.2f (usual 0.7 to 1.4), varying by "
            "%.0f %% (at most 15), standing trunk %.0f degrees",
            r->leg_length, r->metric ? " m" : " in pixels", r->thigh_shank_ratio,
            100 * r->length_cv,
            r->standing.found ? r->standing.value[HINGE_SIGNAL_trunk_incl]
                              : (double)NAN);
}

const struct hinge_check hinge_check_lengths = {
    .id = "lengths",
    .codes = "IMPLAUSIBLE",
    .title = "a body of implausible size",
    .action = "check units, up and which landmark is which",
    .judge = judge,
};
