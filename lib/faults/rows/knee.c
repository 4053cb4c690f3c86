/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of knees and shins (SCIENCE 7.2). Thresholds are defaults, not norms. */
#include "faults/fault.h"

#include <math.h>

#define BY_KIND                                                                        \
    {                                                                                  \
        (double)NAN, (double)NAN, (double)NAN                                          \
    }

static const struct hinge_fault rows[] = {
    {.id = "excessive_knee_flexion",
     .title = "excessive knee bend",
     .wording = "excessive knee bend",
     .source = "default, by task",
     .signal = HINGE_SIGNAL_knee_flex,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN,
     .window = {HINGE_WINDOW_BOTTOM, 0, 1},
     .sign = 1,
     .threshold = 30,
     .margin = BY_KIND,
     .unit = "deg",
     .exceptions = "task:kettlebell_deadlift=45 task:kettlebell_deadlift_elevated=45 "
                   "task:kettlebell_swing=40 task:kickstand_hinge=35 "
                   "task:kickstand_lifted=35 task:warrior_hinge=45 "
                   "task:single_leg_hinge=40 daily=60"},
    {.id = "locked_knees",
     .title = "locked knees",
     .wording = "knees straight, not soft",
     .source = "default",
     .signal = HINGE_SIGNAL_knee_flex,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN,
     .window = {HINGE_WINDOW_BOTTOM, 0, 1},
     .offset = 5,
     .sign = -1,
     .threshold = 0,
     .margin = BY_KIND,
     .unit = "deg",
     .gate = {{.used = true,
               .signal = HINGE_SIGNAL_driver,
               .relative = HINGE_RELATIVE_STANDING,
               .statistic = HINGE_STATISTIC_MEDIAN,
               .window = {HINGE_WINDOW_BOTTOM, 0, 1},
               .least = 30,
               .otherwise = HINGE_SMALL_REFUSED}}},
    {.id = "knee_forward_travel",
     .title = "knees travel forward",
     .wording = "knees are not allowed to travel forwards",
     .source = "default",
     .signal = HINGE_SIGNAL_knee_travel,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX,
     .window = {HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, 0, 1},
     .sign = 1,
     .threshold = 0.05,
     .margin = BY_KIND,
     .unit = "LL",
     .exceptions = "task:deadlift_floor=0.10 cue:push_pull=0.10 daily=0.15"},
    {.id = "shin_forward",
     .title = "shins forward",
     .wording = "shins vertical or slightly back",
     .source = "default",
     .signal = HINGE_SIGNAL_shank_incl,
     .relative = HINGE_RELATIVE_ABSOLUTE,
     .statistic = HINGE_STATISTIC_MEDIAN,
     .window = {HINGE_WINDOW_BOTTOM, 0, 1},
     .sign = 1,
     .threshold = 10,
     .margin = BY_KIND,
     .unit = "deg",
     .exceptions = "cue:heel_block=na"},
};

const struct hinge_fault_family hinge_fault_family_knee = {.id = "knee",
                                                           .title = "Knees and shins",
                                                           .row = rows,
                                                           .n = sizeof rows /
                                                                sizeof *rows};
