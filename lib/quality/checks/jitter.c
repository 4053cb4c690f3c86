/* SPDX-License-Identifier: GPL-3.0-or-later */
/* an uneven clock */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double LEAST_MS = trial->parameters->time_jitter_ms, GRAVE = 0.25;
    double step_ms = 1000 / trial->result.rate_hz;
    bool grave = trial->jitter_ms > GRAVE * step_ms;
    if (trial->jitter_ms > LEAST_MS &&
        trial->jitter_ms > trial->parameters->time_jitter * step_ms)
        hinge_finding_set(finding, grave ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
                          "CLOCK_JITTER",
                          "frames are up to %.1f ms off an even clock (a frame lasts "
                          "%.1f ms)",
                          trial->jitter_ms, step_ms);
}

const struct hinge_check hinge_check_jitter = {
    .id = "jitter",
    .codes = "CLOCK_JITTER",
    .title = "an uneven clock",
    .action =
        "record with a fixed frame rate; frames were placed where their times say",
    .judge = judge,
};
