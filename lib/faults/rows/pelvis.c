/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of the pelvis (method 7.1, 7.2). Thresholds are defaults, not norms. */
#include "faults/row.h"

/* clang-format off */
static const struct hinge_fault rows[] = {
    {.id = "butt_wink", .title = "Posterior pelvic tilt at depth (butt wink)",
     .brief = "Pelvis tucks under at depth", .measure = "posterior pelvic tilt at depth",
     .wording = "the pelvis tucks under near the bottom", .signal = HINGE_SIGNAL_pelvis_tilt,
     .statistic = HINGE_STATISTIC_DROP, .window = {HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, 0.6,
     1}, .threshold = 5, .within = true, .never_negative = true, .strict_noise = true,
     .deep_margin = true, .needs = HINGE_NEEDS_PELVIS},
    {.id = "pelvic_tuck", .title = "Posterior pelvic tilt early in the descent",
     .brief = "Pelvis tucks under early", .wording = "tucking the pelvis at the start",
     .signal = HINGE_SIGNAL_pelvis_tilt, .relative = HINGE_RELATIVE_START,
     .statistic = HINGE_STATISTIC_MIN, .window = PART(DESCENT, 0, 0.5), .sign = -1, .noise_adds = 3,
     .threshold = 5, .within = true, .never_negative = true, .needs = HINGE_NEEDS_PELVIS},
    {.id = "pelvic_rotation", .title = "Axial rotation of the pelvis", .brief = "Twisting the hips",
     .wording = "twisting in the hinge", .signal = HINGE_SIGNAL_pelvic_yaw,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .absolute = true, .threshold = 10, .never_negative = true},
    {.id = "asym_hip", .title = "Asymmetric hip flexion at depth", .brief = "One hip bends more",
     .wording = "one side more than the other",
     .source = "default; tier C compares the trunk-thigh angles",
     .signal = HINGE_SIGNAL_hip_asymmetry, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .absolute = true,
     .threshold = 10, .never_negative = true, .only = "bilateral"},
    {.id = "lateral_shift", .title = "Lateral pelvic shift at depth",
     .brief = "Shifting to one side", .wording = "shifting to one side",
     .signal = HINGE_SIGNAL_lateral_shift, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .absolute = true,
     .threshold = 0.04, .never_negative = true, .only = "bilateral"},
    {.id = "lateral_lean", .title = "Lateral trunk inclination", .brief = "Leaning to one side",
     .wording = "tilting off to the side of the standing leg",
     .source = "default; on one leg the lean towards it alone, by the list's `side`",
     .to_side = true, .signal = HINGE_SIGNAL_lateral_lean, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .absolute = true, .threshold = 8,
     .never_negative = true},
    {.id = "pelvic_drop", .title = "Contralateral pelvic drop",
     .brief = "Pelvis drops on the free side",
     .wording = "pelvis not level, tilting off to the standing side",
     .source = "default; the standing leg is the list's `side`",
     .signal = HINGE_SIGNAL_pelvic_obliquity, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MIN, .window = WINDOW(REP), .sign = -1, .noise_adds = 3,
     .threshold = 5, .within = true, .strict_noise = true, .by_side = true, .only = "unilateral"},
    {.id = "pelvic_open", .title = "Contralateral pelvic elevation",
     .brief = "Pelvis opens on the free side",
     .wording = "pelvis not level, the free side turned up",
     .source = "default; the standing leg is the list's `side`",
     .signal = HINGE_SIGNAL_pelvic_obliquity, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .threshold = 8, .within = true,
     .strict_noise = true, .by_side = true, .only = "unilateral"},
};
/* clang-format on */

const struct hinge_fault_family hinge_fault_family_pelvis = {
    .id = "pelvis", .title = "Pelvis", .row = rows, .n = sizeof rows / sizeof *rows};
