/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refused by analysis */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->stored && trial->result.status != HINGE_OK)
        hinge_finding_set(finding, HINGE_SEVERITY_ERROR,
                          hinge_reason_name(trial->result.reason), "%s",
                          trial->result.error.message);
}

const struct hinge_check hinge_check_unusable = {
    .id = "unusable",
    .codes = "",
    .title = "refused by analysis",
    .action = "do as the message says; hinge-inspect FILE shows what was read",
    .judge = judge,
};
