/* SPDX-License-Identifier: GPL-3.0-or-later */
/* an id that nothing has */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (*trial->unmatched != 0)
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "ID_UNMATCHED",
                          "sync_trial %.100s is no recording of the study",
                          trial->unmatched);
}

const struct hinge_check hinge_check_ids = {
    .id = "ids",
    .codes = "ID_UNMATCHED",
    .title = "an id that nothing has",
    .action = "correct it in the trial list",
    .judge = judge,
};
