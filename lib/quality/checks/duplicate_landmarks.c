/* SPDX-License-Identifier: GPL-3.0-or-later */
/* two landmarks with the same numbers */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->copy != HINGE_LANDMARK_NONE)
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "DUPLICATE_LANDMARKS",
                          "%s and %s have the same numbers in every frame",
                          hinge_landmark_name(trial->copied),
                          hinge_landmark_name(trial->copy));
}

const struct hinge_check hinge_check_duplicate_landmarks = {
    .id = "duplicate_landmarks",
    .codes = "DUPLICATE_LANDMARKS",
    .title = "two landmarks with the same numbers",
    .action = "look which of them is right; a column may have been copied",
    .judge = judge,
};
