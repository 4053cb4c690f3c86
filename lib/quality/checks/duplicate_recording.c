/* SPDX-License-Identifier: GPL-3.0-or-later */
/* the same numbers in two recordings */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    bool strangers = trial->twin_is_strangers, named = trial->twin_is_named;
    if (*trial->twin == '\0')
        return;
    hinge_finding_set(
        finding, strangers && named ? HINGE_SEVERITY_ERROR : HINGE_SEVERITY_WARNING,
        "DUPLICATE_RECORDING", "the same numbers as %.200s%s", trial->twin,
        !strangers ? ", of the same participant"
        : named    ? ", of another participant"
                   : "; no participant is named, so each counts as a person");
}

const struct hinge_check hinge_check_duplicate_recording = {
    .id = "duplicate_recording",
    .codes = "DUPLICATE_RECORDING",
    .title = "the same numbers in two recordings",
    .action = "find out whose they are; hinge-analyze --duplicates first leaves the "
              "later one out",
    .judge = judge,
};
