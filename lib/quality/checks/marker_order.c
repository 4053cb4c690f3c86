/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels of markers exchanged */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.warnings & HINGE_WARN(MARKERS_SUSPECT))
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "MARKERS_SUSPECT",
                          "distances or order of spine or pelvis markers are no "
                          "body\x27s: labels are exchanged");
}

const struct hinge_check hinge_check_marker_order = {
    .id = "marker_order",
    .codes = "MARKERS_SUSPECT",
    .title = "labels of markers exchanged",
    .action = "label the markers again; spine and pelvis are refused until then",
    .judge = judge,
};
