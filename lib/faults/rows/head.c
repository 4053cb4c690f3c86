/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of head, neck and shoulders (SCIENCE 7.1). Thresholds are defaults, not norms.
 */
#include "faults/row.h"

static const struct hinge_fault rows[] = {
    {.id = "chin_tuck",
     .title = "chin tucked",
     .wording = "tucking your chin",
     .source = "default",
     .signal = HINGE_SIGNAL_neck_flex,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX,
     .window = WINDOW(REP),
     .sign = 1,
     .threshold = 15,
     .margin = BY_KIND,
     .unit = "deg"},
    {.id = "head_up",
     .title = "looking up",
     .wording = "looking up: the straight line is lost",
     .source = "default",
     .signal = HINGE_SIGNAL_neck_flex,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MIN,
     .window = WINDOW(REP),
     .sign = -1,
     .threshold = 15,
     .margin = BY_KIND,
     .unit = "deg"},
};

FAMILY(head, "Head, neck and shoulders");
