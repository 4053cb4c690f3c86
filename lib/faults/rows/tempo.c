/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of control and lockout (SCIENCE 7.3). Thresholds are defaults, not norms. */
#include "faults/fault.h"

#include <math.h>

#define BY_KIND                                                                        \
    {                                                                                  \
        (double)NAN, (double)NAN, (double)NAN                                          \
    }

static const struct hinge_fault rows[] = {
    {.id = "uncontrolled_lowering",
     .title = "dropping without control",
     .wording = "letting the weight slam back down",
     .source = "default; margin is 5 deg over a descent of one second",
     .signal = HINGE_SIGNAL_driver,
     .statistic = HINGE_STATISTIC_RATE,
     .window = {HINGE_WINDOW_DESCENT, 0, 1},
     .sign = 1,
     .threshold = 100,
     .margin = {3, 5, 5},
     .unit = "deg s-1"},
    {.id = "no_lockout",
     .title = "no lockout",
     .wording = "stand tall at the top",
     .source = "default",
     .signal = HINGE_SIGNAL_driver,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN,
     .window = {HINGE_WINDOW_LOCKOUT, 0, 1},
     .sign = 1,
     .threshold = 12,
     .margin = BY_KIND,
     .unit = "deg"},
};

const struct hinge_fault_family hinge_fault_family_tempo = {
    .id = "tempo", .title = "Tempo", .row = rows, .n = sizeof rows / sizeof *rows};
