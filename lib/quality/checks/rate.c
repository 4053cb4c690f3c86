/* SPDX-License-Identifier: GPL-3.0-or-later */
/* too few frames per second for speeds */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if (r->status == HINGE_OK && r->rate_hz < trial->parameters->fs_min_vel)
        hinge_finding_set(finding, HINGE_SEVERITY_NOTE, "FS_TOO_LOW",
                          "%.3g frames per second: no speeds, lags and smoothness",
                          r->rate_hz);
}

const struct hinge_check hinge_check_rate = {
    .id = "rate",
    .codes = "FS_TOO_LOW",
    .title = "too few frames per second for speeds",
    .action = "record at 30 frames per second or more",
    .judge = judge,
};
