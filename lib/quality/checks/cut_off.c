/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fewer frames than the header says */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->stated_frames > trial->frames)
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "CUT_OFF",
                          "the header says %zu frames, the file has %zu",
                          trial->stated_frames, trial->frames);
}

const struct hinge_check hinge_check_cut_off = {
    .id = "cut_off",
    .codes = "CUT_OFF",
    .title = "a file that was cut off",
    .action =
        "export or copy it again; where the file is whole, its header is wrong and "
        "can stay so",
    .judge = judge,
};
