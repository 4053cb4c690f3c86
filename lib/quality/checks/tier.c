/* SPDX-License-Identifier: GPL-3.0-or-later */
/* what the landmarks can show */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if (r->status != HINGE_OK)
        return;
    if (r->inferred)
        hinge_finding_set(finding, HINGE_SEVERITY_NOTE, "INFERRED",
                          "spine or pelvis were inferred by a network: left out unless "
                          "--allow-inferred");
    else if (r->tier == 'C')
        hinge_finding_set(finding, HINGE_SEVERITY_NOTE, "TIER_C_NO_LUMBAR",
                          "tier C: trunk, hip, knee and ankle, no lumbar motion");
}

const struct hinge_check hinge_check_tier = {
    .id = "tier",
    .codes = "TIER_C_NO_LUMBAR INFERRED",
    .title = "what the landmarks can show",
    .action = "docs/recording.md says how to record so that the spine can be measured",
    .judge = judge,
};
