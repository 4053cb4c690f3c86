/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of the pelvis (SCIENCE 7.1, 7.2). Thresholds are defaults, not norms. */
#include "faults/row.h"

static const struct hinge_fault rows[] = {
    {.id = "butt_wink",
     .title = "butt wink",
     .wording = "the pelvis tucks under near the bottom",
     .source = "default",
     .signal = HINGE_SIGNAL_pelvis_tilt,
     .statistic = HINGE_STATISTIC_DROP,
     .window = {HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, 0.6, 1},
     .sign = 1,
     .threshold = 5,
     .margin = BY_KIND,
     .unit = "deg",
     .within = true,
     .never_negative = true,
     .strict_noise = true,
     .deep_margin = true,
     .needs = HINGE_NEEDS_PELVIS},
    {.id = "pelvic_tuck",
     .title = "pelvic tuck",
     .wording = "tucking the pelvis at the start",
     .source = "default",
     .signal = HINGE_SIGNAL_pelvis_tilt,
     .relative = HINGE_RELATIVE_START,
     .statistic = HINGE_STATISTIC_MIN,
     .window = PART(DESCENT, 0, 0.5),
     .sign = -1,
     .threshold = 5,
     .margin = BY_KIND,
     .unit = "deg",
     .within = true,
     .never_negative = true,
     .needs = HINGE_NEEDS_PELVIS},
};

FAMILY(pelvis, "Pelvis");
