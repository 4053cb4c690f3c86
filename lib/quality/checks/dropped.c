/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames dropped or doubled */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double GRAVE = 0.02;
    double frames = (double)trial->result.frames, lost = trial->dropped;
    if (lost + trial->repeated > 0)
        hinge_finding_set(
            finding,
            lost > GRAVE * frames ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
            "FRAMES_DROPPED",
            "the clock leaves out %.0f frames and has %.0f twice, of %.0f", lost,
            trial->repeated, frames + trial->repeated);
}

const struct hinge_check hinge_check_dropped = {
    .id = "dropped",
    .codes = "FRAMES_DROPPED",
    .title = "frames dropped or doubled",
    .action = "close other programs while recording; a fixed frame rate helps",
    .judge = judge,
};
