/* SPDX-License-Identifier: GPL-3.0-or-later */
/* left and right exchanged for a while */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.05;
    double share = trial->result.swapped_share;
    if (share > 0)
        hinge_finding_set(finding,
                          share > GRAVE ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
                          "SIDES_SWAPPED",
                          "left and right are exchanged in %.1f %% of the frames",
                          100 * share);
}

const struct hinge_check hinge_check_swaps = {
    .id = "swaps",
    .codes = "SIDES_SWAPPED",
    .title = "left and right exchanged for a while",
    .action = "look at the recording: keypoints were exchanged back, by their paths; "
              "exchange the labels of markers yourself",
    .judge = judge,
};
