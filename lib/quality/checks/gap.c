/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gaps too long to be filled */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->longest_gap_s > trial->parameters->gap_max_s)
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "LONG_GAP",
                          "%s is missing for %.2f s at a stretch (at most %g s are "
                          "filled)",
                          hinge_landmark_name(trial->longest), trial->longest_gap_s,
                          trial->parameters->gap_max_s);
}

const struct hinge_check hinge_check_gap = {
    .id = "gap",
    .codes = "LONG_GAP",
    .title = "gaps too long to be filled",
    .action =
        "fill the gap in the tracking program, or leave out the repetitions it is in",
    .judge = judge,
};
