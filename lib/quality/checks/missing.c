/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landmarks missing */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double NOTED_PCT = 5;
    double limit = 100 * trial->parameters->miss_channel;
    bool much = trial->worst_missing_pct > limit;
    if (much || trial->missing_pct > NOTED_PCT)
        hinge_finding_set(finding, much ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
                          "LANDMARK_MISSING",
                          "%.0f %% of the numbers are missing, of %s %.0f %%%s",
                          trial->missing_pct, hinge_landmark_name(trial->worst),
                          trial->worst_missing_pct,
                          much ? ": too many, it is not used" : "");
}

const struct hinge_check hinge_check_missing = {
    .id = "missing",
    .codes = "LANDMARK_MISSING",
    .title = "landmarks missing",
    .action = "film or track again; whichever side is seen better can be said in a "
              "side column",
    .judge = judge,
};
