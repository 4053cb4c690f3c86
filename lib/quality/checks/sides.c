/* SPDX-License-Identifier: GPL-3.0-or-later */
/* left and right, or the facing, mistaken */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    uint64_t warnings = trial->result.warnings;
    if (warnings & HINGE_WARN(FACING_AMBIGUOUS))
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "LEFT_RIGHT_SUSPECT",
                          "hips and toes point different ways: left and right are "
                          "exchanged, or the axes are mirrored");
    else if (warnings & HINGE_WARN(SIDE_LOW_CONF))
        hinge_finding_set(finding, HINGE_SEVERITY_NOTE, "SIDE_LOW_CONF",
                          "the side towards the camera is not the better seen one");
}

const struct hinge_check hinge_check_sides = {
    .id = "sides",
    .codes = "LEFT_RIGHT_SUSPECT SIDE_LOW_CONF",
    .title = "left and right, or the facing, mistaken",
    .action = "check the labels of left and right, and the up axis; say it in a facing "
              "column",
    .judge = judge,
};
