/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values held instead of measured */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.02;
    double share = trial->result.held_share;
    if (trial->result.warnings & HINGE_WARN(HELD))
        hinge_finding_set(finding,
                          share > GRAVE ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
                          "HELD",
                          "a landmark repeats its last value in %.1f %% of the frames",
                          100 * share);
}

const struct hinge_check hinge_check_held = {
    .id = "held",
    .codes = "HELD",
    .title = "values held instead of measured",
    .action = "export without filling gaps; held frames were taken as missing",
    .judge = judge,
};
