/* SPDX-License-Identifier: GPL-3.0-or-later */
/* an image with width and height exchanged */
#include "quality/check.h"

static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    if (trial->result.warnings & HINGE_WARN(ASPECT_SUSPECT))
        hinge_finding_set(finding, HINGE_SEVERITY_WARNING, "ASPECT_SUSPECT",
                          "segments change their length as they turn: the image may "
                          "have another size");
}

const struct hinge_check hinge_check_aspect = {
    .id = "aspect",
    .codes = "ASPECT_SUSPECT",
    .title = "an image with width and height exchanged",
    .action = "check --image-size, or image_width_px and image_height_px",
    .judge = judge,
};
