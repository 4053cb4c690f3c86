/* SPDX-License-Identifier: GPL-3.0-or-later */
/* a camera off the side view */
#include "quality/check.h"

#include <math.h>

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if ((r->warnings & HINGE_WARN(VIEW_WARN)) == 0)
        return;
    if (isnan(r->view_deg))
        hinge_finding_set(finding, HINGE_SEVERITY_NOTE, "VIEW_WARN",
                          "one side alone is seen: nothing tells how far the camera is "
                          "off the side view");
    else
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "VIEW_WARN",
                          "the camera is about %.0f degrees off the side view%s",
                          r->view_deg,
                          r->view_deg > trial->parameters->view_partial_deg
                              ? ": repetitions and times alone are given"
                              : "");
}

const struct hinge_check hinge_check_view = {
    .id = "view",
    .codes = "VIEW_WARN",
    .title = "a camera off the side view",
    .action = "film from the side, the camera level and as high as the hips",
    .judge = judge,
};
