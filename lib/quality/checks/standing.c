/* SPDX-License-Identifier: GPL-3.0-or-later */
/* no standing reference */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const struct hinge_trial_result *r = &trial->result;
    if (trial->standing_elsewhere || r->status != HINGE_OK)
        return;
    if (r->warnings & HINGE_WARN(NO_STANDING_REF))
        hinge_finding_set(
            finding, HINGE_SEVERITY_WARNING, "NO_STANDING_REF",
            "no quiet standing was found, here or in the session: changes "
            "have no zero");
    else if (r->warnings & HINGE_WARN(STAND_LOCKOUT))
        hinge_finding_set(
            finding, HINGE_SEVERITY_NOTE, "STAND_LOCKOUT",
            "the only standing is that between lifts: the lock-out itself "
            "cannot be judged");
}

const struct hinge_check hinge_check_standing = {
    .id = "standing",
    .codes = "NO_STANDING_REF STAND_LOCKOUT",
    .title = "no standing reference",
    .action = "begin with two seconds of standing still, add a recording with role "
              "standing, or give stand_start_s and stand_end_s",
    .judge = judge,
};
