/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of control, ascent and lockout (method 7.3). Thresholds are defaults, not
 * norms. */
#include "faults/row.h"

/* clang-format off */
static const struct hinge_fault rows[] = {
    {.id = "uncontrolled_lowering", .title = "Excessive speed of the descent",
     .brief = "Going down too fast", .wording = "letting the weight slam back down",
     .signal = HINGE_SIGNAL_driver, .statistic = HINGE_STATISTIC_RATE, .window = WINDOW(DESCENT),
     .threshold = 100, .of_driver = true},
    {.id = "drop_lowering", .title = "Excessive downward acceleration of the load",
     .brief = "Dropping the weight", .wording = "plopping down",
     .source = "default; lifts from the floor, loaded tasks, and sitting down",
     .signal = HINGE_SIGNAL_COUNT, .metric = "lowering_acceleration_g",
     .phase = HINGE_PHASE_DESCENT, .noise_adds = 3, .noise_metric = "lowering_noise_g",
     .threshold = 0.5, .only = "load floor task:sit_to_chair"},
    {.id = "short_eccentric", .title = "Short descent relative to the ascent",
     .brief = "Faster down than up", .wording = "no control on the way down",
     .signal = HINGE_SIGNAL_COUNT, .metric = "tempo_ratio", .phase = HINGE_PHASE_REP, .offset = 1,
     .sign = -1, .threshold = 0.40},
    {.id = "jerky_descent", .title = "Reduced smoothness of the descent",
     .brief = "Jerky on the way down", .wording = "uncontrolled on the way down",
     .source = "default; one smooth movement is 1.41, two joined 2.24",
     .signal = HINGE_SIGNAL_COUNT, .metric = "sparc_slow", .phase = HINGE_PHASE_DESCENT, .sign = -1,
     .threshold = 2.0, .margin = {0.1, 0.1, 0.1}, .noise_adds = 60},
    {.id = "back_first_ascent", .title = "Lumbar extension onset ahead of the hips (ascent)",
     .brief = "Back starts up before the hips",
     .wording = "the spine's extensors fire before the glutes (as seen from outside)",
     .statistic = HINGE_STATISTIC_ONSET, .signal = HINGE_SIGNAL_lumbar_flex,
     .over = HINGE_SIGNAL_hip_flex, .window = WINDOW(ASCENT), .threshold = 0.10,
     .needs = HINGE_NEEDS_LUMBAR, .gate = {MOVES(5, lumbar_flex, WINDOW(ASCENT), REFUSED)}},
    {.id = "back_first_q1",
     .title = "High lumbar contribution early in the ascent",
     .brief = "Back leads the way up",
     .wording = "the spine's extensors fire before the glutes (as seen from outside)",
     .statistic = HINGE_STATISTIC_QUARTER,
     .signal = HINGE_SIGNAL_lumbar_flex,
     .over = HINGE_SIGNAL_total_flex,
     .window = WINDOW(ASCENT),
     .noise_adds = 0.5,
     .threshold = 0.40,
     .needs = HINGE_NEEDS_LUMBAR,
     /* a quarter of it is 10 degrees */
     .gate = {MOVES(40, total_flex, WINDOW(ASCENT), REFUSED)}},
    {.id = "back_unfurl", .title = "Lumbar extension beyond 20° on the ascent",
     .brief = "Lifting with the back", .wording = "unfurling like an armadillo",
     .signal = HINGE_SIGNAL_lumbar_flex, .statistic = HINGE_STATISTIC_EXCURSION,
     .window = WINDOW(ASCENT), .sign = -1, .noise_adds = 2, .threshold = 20,
     .needs = HINGE_NEEDS_LUMBAR, .gate = {{.used = true, .statistic = HINGE_STATISTIC_METRIC,
     .metric = "lumbar_fraction", .phase = HINGE_PHASE_ASCENT, .least = 0.25,
     .otherwise = HINGE_SMALL_ABSENT}}},
    {.id = "hips_shoot_up", .title = "Knee extension before trunk extension on the ascent",
     .brief = "Hips rise before the chest",
     .wording = "the knees straighten before the trunk rises",
     .source = "default; lifts from the floor", .signal = HINGE_SIGNAL_COUNT,
     .metric = "knee_share_early", .phase = HINGE_PHASE_ASCENT, .offset = -0.5, .threshold = 0,
     .gate = {{.used = true, .statistic = HINGE_STATISTIC_METRIC, .metric = "knee_extension_deg",
     .phase = HINGE_PHASE_ASCENT, .least = 10, .otherwise = HINGE_SMALL_ABSENT}}, .only = "floor"},
    {.id = "no_lockout", .title = "Incomplete extension at lockout",
     .brief = "Not standing tall at the top", .wording = "stand tall at the top",
     .signal = HINGE_SIGNAL_driver, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(LOCKOUT), .threshold = 12,
     .of_driver = true},
};
/* clang-format on */

const struct hinge_fault_family hinge_fault_family_tempo = {
    .id = "tempo", .title = "Tempo and ascent", .row = rows, .n = sizeof rows / sizeof *rows};
