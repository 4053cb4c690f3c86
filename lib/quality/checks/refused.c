/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refused at ingest */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (!trial->stored)
        hinge_finding_set(finding, HINGE_SEVERITY_ERROR, trial->reason, "%s",
                          trial->message);
}

const struct hinge_check hinge_check_refused = {
    .id = "refused",
    .codes = "",
    .title = "refused at ingest",
    .action = "mend the file or its row as the message says, then ingest again",
    .judge = judge,
};
