/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of where the hips go (SCIENCE 7.2). Thresholds are defaults, not norms. */
#include "faults/fault.h"

#include <math.h>

#define BY_KIND                                                                        \
    {                                                                                  \
        (double)NAN, (double)NAN, (double)NAN                                          \
    }
#define DEEP_ENOUGH(degrees, signal_id)                                                \
    {                                                                                  \
        .used = true, .signal = (signal_id), .relative = HINGE_RELATIVE_STANDING,      \
        .statistic = HINGE_STATISTIC_MEDIAN, .window = {HINGE_WINDOW_BOTTOM, 0, 1},    \
        .least = (degrees), .otherwise = HINGE_SMALL_REFUSED                           \
    }

static const struct hinge_fault rows[] = {
    {.id = "insufficient_hip_travel",
     .title = "hips barely travel back",
     .wording = "hips barely travel back, no weight shift",
     .source = "default",
     .signal = HINGE_SIGNAL_hip_posterior,
     .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN,
     .window = {HINGE_WINDOW_BOTTOM, 0, 1},
     .offset = 0.10,
     .sign = -1,
     .threshold = 0,
     .margin = BY_KIND,
     .unit = "LL",
     .gate = {DEEP_ENOUGH(40, HINGE_SIGNAL_driver)}},
    {.id = "fold_forward",
     .title = "folding forward",
     .wording = "folding chest to thighs instead of sending the hips back",
     .source = "default",
     .statistic = HINGE_STATISTIC_METRIC,
     .signal = HINGE_SIGNAL_hip_posterior,
     .over = HINGE_SIGNAL_trunk_incl,
     .metric = "half_lean_travel",
     .phase = HINGE_PHASE_DESCENT,
     .offset = 0.40,
     .sign = -1,
     .threshold = 0,
     .margin = {0.01, 0.02, 0.02},
     .unit = "1",
     .gate = {{.used = true,
               .signal = HINGE_SIGNAL_trunk_incl,
               .statistic = HINGE_STATISTIC_EXCURSION,
               .window = {HINGE_WINDOW_DESCENT, 0, 1},
               .least = 30,
               .otherwise = HINGE_SMALL_REFUSED},
              {.used = true,
               .signal = HINGE_SIGNAL_hip_posterior,
               .relative = HINGE_RELATIVE_STANDING,
               .statistic = HINGE_STATISTIC_MEDIAN,
               .window = {HINGE_WINDOW_BOTTOM, 0, 1},
               .least = 0.03,
               .otherwise = HINGE_SMALL_PRESENT,
               .severity = 0.40}}},
    {.id = "squat_pattern",
     .title = "squatting",
     .wording = "moving up and down: more of a squat",
     .source = "default",
     .statistic = HINGE_STATISTIC_METRIC,
     .signal = HINGE_SIGNAL_trunk_thigh, /* an angle of limbs: its margin */
     .over = HINGE_SIGNAL_COUNT,
     .metric = "path_angle_deg",
     .phase = HINGE_PHASE_REP,
     .sign = 1,
     .threshold = 45,
     .margin = BY_KIND,
     .unit = "deg",
     .gate = {DEEP_ENOUGH(40, HINGE_SIGNAL_driver)}},
};

const struct hinge_fault_family hinge_fault_family_hip = {
    .id = "hip", .title = "Hips", .row = rows, .n = sizeof rows / sizeof *rows};
