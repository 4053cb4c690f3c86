/* SPDX-License-Identifier: GPL-3.0-or-later */
/* a cut in the film */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.warnings & HINGE_WARN(SHOT_CUT))
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "SHOT_CUT",
                          "all landmarks jump at once: two films in one, or a camera "
                          "that was moved");
}

const struct hinge_check hinge_check_cut = {
    .id = "cut",
    .codes = "SHOT_CUT",
    .title = "a cut in the film",
    .action = "film in one take; what is before and after a cut cannot be joined",
    .judge = judge,
};
