/* SPDX-License-Identifier: GPL-3.0-or-later */
/* left and right exchanged for a while */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.05;
    double share = trial->result.swapped_share;
    const char *markers = trial->result.swapped;
    if (share > 0)
        hinge_finding_set(finding,
                          share > GRAVE ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
                          "SIDES_SWAPPED",
                          "left and right%s%s are exchanged in %s%.1f %% of the frames",
                          *markers != '\0' ? " of " : "", markers,
                          *markers != '\0' ? "up to " : "", 100 * share);
}

const struct hinge_check hinge_check_swaps = {
    .id = "swaps",
    .codes = "SIDES_SWAPPED",
    .title = "left and right exchanged for a while",
    .action = "look at the recording: key points were exchanged back, by their paths; "
              "markers were not, label them again",
    .judge = judge,
};
