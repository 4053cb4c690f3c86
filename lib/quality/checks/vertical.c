/* SPDX-License-Identifier: GPL-3.0-or-later */
/* up mistaken, or a camera that is not level */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.status == HINGE_OK &&
        (trial->result.warnings & HINGE_WARN(VERTICAL_SUSPECT)))
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "VERTICAL_SUSPECT",
                          "standing leans away from the vertical of the file: "
                          "inclinations are off, their changes are not");
}

const struct hinge_check hinge_check_vertical = {
    .id = "vertical",
    .codes = "VERTICAL_SUSPECT",
    .title = "up mistaken, or a camera that is not level",
    .action = "level the camera; say the axis with --up or an up column",
    .judge = judge,
};
