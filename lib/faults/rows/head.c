/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of head, neck and shoulders (method 7.1). Thresholds are defaults, not norms.
 */
#include "faults/row.h"

/* Gate: the head does not nod meanwhile, which would move the ear. */
#define NO_NOD(only_fallback)                                                                      \
    {                                                                                              \
        .used = true, .signal = HINGE_SIGNAL_neck_flex, .relative = HINGE_RELATIVE_STANDING,       \
        .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .absolute = true, .least = 10,    \
        .below = true, .nod = true, .fallback = only_fallback, .otherwise = HINGE_SMALL_REFUSED,   \
        .reason = HINGE_REASON_NO_HEAD                                                             \
    }

#define DOWEL_MARGIN                                                                               \
    {                                                                                              \
        0.015, 0.03, 0.03                                                                          \
    }
/* Which contact is lost: told by a rod that was tracked alone. */
#define ROD(name, words, said, of)                                                                 \
    {                                                                                              \
        .id = name, .title = words, .brief = said, .wording = "losing contact during the hinge",   \
        .source = "default; a rod with markers dow_1 and dow_2", .signal = HINGE_SIGNAL_COUNT,     \
        .metric = of, .phase = HINGE_PHASE_REP, .threshold = 0.05, .margin = DOWEL_MARGIN,         \
        .needs = HINGE_NEEDS_LUMBAR, .gate = {                                                     \
            {.used = true,                                                                         \
             .statistic = HINGE_STATISTIC_METRIC,                                                  \
             .metric = "dowel_tracked",                                                            \
             .phase = HINGE_PHASE_REP,                                                             \
             .least = 1,                                                                           \
             .reason = HINGE_REASON_NOT_APPLICABLE_VARIANT,                                        \
             .otherwise = HINGE_SMALL_REFUSED}                                                     \
        }                                                                                          \
    }

/* clang-format off */
static const struct hinge_fault rows[] = {
    {.id = "chin_tuck", .title = "Excessive neck flexion", .brief = "Tucking the chin",
     .measure = "peak neck flexion", .wording = "tucking your chin",
     .signal = HINGE_SIGNAL_neck_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .noise_adds = 3, .threshold = 15},
    {.id = "head_up", .title = "Excessive neck extension", .brief = "Looking up",
     .measure = "peak neck extension", .wording = "looking up: the straight line is lost",
     .signal = HINGE_SIGNAL_neck_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MIN, .window = WINDOW(REP), .sign = -1, .noise_adds = 3,
     .threshold = 15},
    {.id = "forward_head_setup", .title = "Forward head posture before the movement",
     .brief = "Head forward at the start", .wording = "sticking the head out like a chicken",
     .source = "50 deg is a common cut-off, a convention and no diagnosis",
     .signal = HINGE_SIGNAL_cva, .relative = HINGE_RELATIVE_ABSOLUTE,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(SETUP), .offset = 50, .sign = -1,
     .threshold = 0, .exceptions = "floor=na"},
    {.id = "head_trunk_line", .title = "Loss of head and trunk alignment at depth",
     .brief = "Head off the line of the back",
     .measure = "deviation of the head from the trunk line",
     .wording = "a straight line between hips and top of the head",
     .signal = HINGE_SIGNAL_head_line, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .absolute = true,
     .threshold = 15, .never_negative = true},
    {.id = "head_retraction", .title = "Cervical retraction", .brief = "Pulling the head back",
     .wording = "double chin", .signal = HINGE_SIGNAL_head_back,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .noise_adds = 3, .threshold = 0.05, .gate = {NO_NOD(false)}},
    {.id = "shoulder_shrug", .title = "Scapular elevation", .brief = "Shrugging the shoulders",
     .wording = "shoulders down, away from the ears", .signal = HINGE_SIGNAL_shoulder_rise,
     .has_fallback = true, .fallback = HINGE_SIGNAL_shoulder_ear,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .threshold = 0.05, .gate = {NO_NOD(true)}},
    {.id = "shoulder_rounding", .title = "Scapular protraction", .brief = "Rounding the shoulders",
     .wording = "rounding your shoulders",
     .source = "default; in the thorax of IJ, PX, C7 and T8 (Wu 2005), never the axis from L1 to "
     "T8", .signal = HINGE_SIGNAL_shoulder_forward, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD, .threshold = 0.05,
     .needs = HINGE_NEEDS_TIER_A},
    {.id = "rib_flare_asym", .title = "Asymmetric rib flare", .brief = "Ribs flared on one side",
     .measure = "rib flare asymmetry", .wording = "left rib flare",
     .signal = HINGE_SIGNAL_rib_asymmetry, .metric = "rib_asymmetry_tl", .phase = HINGE_PHASE_REP,
     .threshold = 0.03, .never_negative = true, .needs = HINGE_NEEDS_TIER_A},
    {.id = "dowel_contact_lost", .title = "Estimated loss of three-point dowel contact",
     .brief = "Back not straight along a dowel", .measure = "estimated dowel gap",
     .wording = "the dowel must touch head, mid-back and tailbone",
     .source = "default; a stiff trunk loses 0.03 by 12 deg of lumbar flexion",
     .signal = HINGE_SIGNAL_COUNT, .metric = "dowel_gap_tl", .phase = HINGE_PHASE_REP,
     .noise_adds = 3, .noise_metric = "dowel_noise_tl", .threshold = 0.05, .margin = DOWEL_MARGIN,
     .needs = HINGE_NEEDS_LUMBAR},
    ROD("dowel_head", "Loss of dowel contact at the head", "Dowel leaves the head",
        "dowel_head_tl"),
    ROD("dowel_mid", "Loss of dowel contact at the mid-back",
        "Dowel leaves the mid-back", "dowel_mid_tl"),
    ROD("dowel_tail", "Loss of dowel contact at the sacrum",
        "Dowel leaves the tailbone", "dowel_tail_tl"),
};
/* clang-format on */

const struct hinge_fault_family hinge_fault_family_head = {.id = "head",
                                                           .title = "Head, neck and shoulders",
                                                           .row = rows,
                                                           .n = sizeof rows / sizeof *rows};
