/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of movement (method 7): built-in rows, family by family. No fault has code of its own.
 * Thresholds are defaults, not norms. Then what no row can say. */
#include "faults/fault.h"

/* clang-format off */
#define WINDOW(p) {.parts = HINGE_WINDOW_##p, .p0 = 0, .p1 = 1}
#define PART(p, from, to) {.parts = HINGE_WINDOW_##p, .p0 = from, .p1 = to}
#define DOWN_AND_HELD {.parts = HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, .p0 = 0, .p1 = 1}

/* Gate: the signal has changed by so much at the bottom, or the fault is refused. */
#define DEEP_ENOUGH(degrees, signal_id)                                                            \
    {.used = true, .signal = HINGE_SIGNAL_##signal_id, .relative = HINGE_RELATIVE_STANDING,        \
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .least = degrees, .otherwise = HINGE_SMALL_REFUSED}
/* Gate: it changes by so much over the window. */
#define MOVES(degrees, signal_id, in, without)                                                     \
    {.used = true, .signal = HINGE_SIGNAL_##signal_id, .statistic = HINGE_STATISTIC_EXCURSION,     \
     .window = in, .least = degrees, .otherwise = HINGE_SMALL_##without}

/* Gates: what the list's `contact` says of a reach decides, whatever was computed. */
#define CONTACT(touched, ...)                                                                      \
    {.used = true, .statistic = HINGE_STATISTIC_METRIC, .metric = touched, .if_known = true,       \
     .phase = HINGE_PHASE_REP, .severity = (double)NAN, __VA_ARGS__}
#define CONTACT_DECIDES(touched)                                                                   \
    CONTACT(touched, .least = 1, .below = true, .otherwise = HINGE_SMALL_ABSENT),                  \
    CONTACT(touched, .least = 0.5, .otherwise = HINGE_SMALL_PRESENT)

/* --- head, neck and shoulders (method 7.1) --- */

/* Gate: the head does not nod meanwhile, which would move the ear. */
#define NO_NOD(only_fallback)                                                                      \
    {.used = true, .signal = HINGE_SIGNAL_neck_flex, .relative = HINGE_RELATIVE_STANDING,          \
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .absolute = true, .least = 10, .below = true,\
     .nod = true, .fallback = only_fallback, .otherwise = HINGE_SMALL_REFUSED, .reason = HINGE_REASON_NO_HEAD}

#define DOWEL_MARGIN {0.015, 0.03, 0.03}
/* Which contact is lost: told by a rod that was tracked alone. */
#define ROD(name, place, words, in_short, touching, of)                                                                 \
    {.id = name, .evidence = "formula", .listed_at = -place, .title = words, .brief = in_short, .wording = "losing contact during the hinge",      \
     .seen = {.how = "largest gap between the " touching " and the dowel"}, .signal = HINGE_SIGNAL_COUNT,        \
     .metric = of, .phase = HINGE_PHASE_REP, .threshold = 0.05, .margin = DOWEL_MARGIN, .needs = HINGE_NEEDS_LUMBAR,\
     .gate = {{.used = true, .statistic = HINGE_STATISTIC_METRIC, .metric = "dowel_tracked", .phase = HINGE_PHASE_REP,\
               .least = 1, .reason = HINGE_REASON_NOT_APPLICABLE_VARIANT, .otherwise = HINGE_SMALL_REFUSED}}}

static const struct hinge_fault head_rows[] = {
    {.id = "chin_tuck", .listed_at = 460, .title = "Excessive neck flexion", .brief = "Tucking the chin",
     .measure = "peak neck flexion", .wording = "tucking your chin",
     .signal = HINGE_SIGNAL_neck_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .noise_adds = 3, .threshold = 15},
    {.id = "head_up", .listed_at = 470, .title = "Excessive neck extension", .brief = "Looking up",
     .measure = "peak neck extension",
     .seen = {.how = "largest neck extension from own standing, in the whole repetition", .as_severity = true},
     .wording = "looking up: the straight line is lost",
     .signal = HINGE_SIGNAL_neck_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MIN, .window = WINDOW(REP), .sign = -1, .noise_adds = 3,
     .threshold = 15},
    {.id = "forward_head_setup", .listed_at = 480, .title = "Forward head posture before the movement",
     .brief = "Head forward at the start", .wording = "sticking the head out like a chicken",
     .source = "50 deg is a common cut-off, a convention and no diagnosis",
     .signal = HINGE_SIGNAL_cva, .relative = HINGE_RELATIVE_ABSOLUTE,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(SETUP), .offset = 50, .sign = -1,
     .threshold = 0, .exceptions = "floor=na"},
    {.id = "head_trunk_line", .listed_at = 490, .title = "Loss of head and trunk alignment at depth",
     .brief = "Head off the line of the back",
     .measure = "deviation of the head from the trunk line",
     .wording = "a straight line between hips and top of the head",
     .signal = HINGE_SIGNAL_head_line, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .absolute = true,
     .threshold = 15, .never_negative = true},
    {.id = "head_retraction", .listed_at = 500, .title = "Cervical retraction", .brief = "Pulling the head back",
     .wording = "double chin", .signal = HINGE_SIGNAL_head_back,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .noise_adds = 3, .threshold = 0.05, .gate = {NO_NOD(false)}},
    {.id = "shoulder_shrug", .listed_at = 110, .title = "Scapular elevation", .brief = "Shrugging the shoulders",
     .seen = {.how = "largest rise of the shoulders from own standing, in the whole repetition"},
     .wording = "shoulders down, away from the ears", .signal = HINGE_SIGNAL_shoulder_rise,
     .has_fallback = true, .fallback = HINGE_SIGNAL_shoulder_ear,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .threshold = 0.05, .gate = {NO_NOD(true)}},
    {.id = "shoulder_rounding", .listed_at = 100, .title = "Scapular protraction", .brief = "Rounding the shoulders",
     .seen = {.how = "largest forward travel of the shoulders from own standing, in the descent and hold"},
     .wording = "rounding your shoulders",
     .source = "default; the thorax is that of IJ, PX, C7 and T8 (Wu 2005), not a line from L1 to "
     "T8", .signal = HINGE_SIGNAL_shoulder_forward, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD, .threshold = 0.05,
     .needs = HINGE_NEEDS_TIER_A},
    {.id = "rib_flare_asym", .listed_at = 150, .title = "Asymmetric rib flare", .brief = "Ribs flared on one side",
     .measure = "rib flare asymmetry", .wording = "left rib flare",
     .left = "rib_asymmetry_signed_tl", .signal = HINGE_SIGNAL_rib_asymmetry, .metric = "rib_asymmetry_tl", .phase = HINGE_PHASE_REP,
     .threshold = 0.03, .never_negative = true, .needs = HINGE_NEEDS_TIER_A},
    {.id = "dowel_contact_lost", .speaks = "lumbar_rounding", .listed_at = 160, .title = "Estimated loss of three-point dowel contact",
     .brief = "Back not straight along a dowel", .measure = "estimated dowel gap", .thing = "dowel",
     .seen = {.how = "largest gap between the back and a dowel, estimated"},
     .wording = "the dowel must touch head, mid-back and tailbone",
     .source = "default; 12 deg of lumbar flexion under a stiff thorax make a gap of 0.03",
     .signal = HINGE_SIGNAL_COUNT, .metric = "dowel_gap_tl", .phase = HINGE_PHASE_REP,
     .noise_adds = 3, .noise_metric = "dowel_noise_tl", .threshold = 0.05, .margin = DOWEL_MARGIN,
     .needs = HINGE_NEEDS_LUMBAR},
    ROD("dowel_head", 161, "Loss of dowel contact at the head", "Dowel leaves the head", "head",
        "dowel_head_tl"),
    ROD("dowel_mid", 162, "Loss of dowel contact at the mid-back",
        "Dowel leaves the mid-back", "mid-back", "dowel_mid_tl"),
    ROD("dowel_tail", 163, "Loss of dowel contact at the sacrum",
        "Dowel leaves the tailbone", "tailbone", "dowel_tail_tl"),
};
/* clang-format on */

static const struct hinge_fault_family head = {.id = "head",
                                               .title = "Head, neck and shoulders",
                                               .row = head_rows,
                                               .n = sizeof head_rows / sizeof *head_rows};

/* --- the spine (method 7.1) --- */

/* The share of L in F over a window of the descent. */
#define LUMBAR_SHARE                                                                               \
    .statistic = HINGE_STATISTIC_SHARE, .signal = HINGE_SIGNAL_lumbar_flex,                        \
    .over = HINGE_SIGNAL_total_flex, .needs = HINGE_NEEDS_LUMBAR
#define EARLY PART(DESCENT, 0, 0.3)
#define LATE PART(DESCENT, 0.75, 1)

/* clang-format off */
static const struct hinge_fault spine_rows[] = {
    {.id = "lumbar_rounding", .rounds = true, .listed_at = 10, .title = "Lumbar flexion beyond threshold",
     .brief = "Rounding the lower back", .family = "Any sign from the lower back", .measure = "peak lumbar flexion", .place = {2, "AB", HINGE_PHASE_REP, "hip_posterior_ll", false},
     .range_of_motion = true, .angle = {.metric = "lumbar_excursion_deg", .bent = "sheet.back_bent"},
     .wording = "rounding your lower back",
     .source = "default; coached hinges are reported at 25-27 deg",
     .signal = HINGE_SIGNAL_lumbar_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .threshold = 30,
     .needs = HINGE_NEEDS_LUMBAR},
    {.id = "lumbar_rounding_of_max", .listed_at = 20, .title = "Lumbar flexion near the individual maximum",
     .brief = "Rounding near your own limit", .wording = "rounding your lower back",
     .source = "default; feedback studies state 70-80 % of the own maximum",
     .signal = HINGE_SIGNAL_lumbar_flex, .metric = "lumbar_peak_of_max_pct",
     .phase = HINGE_PHASE_REP, .threshold = 70, .margin = {5, 10, 10}, .needs = HINGE_NEEDS_LUMBAR},
    {.id = "rounding_early", .speaks = "lumbar_rounding", .rounds = true, .share = true, .listed_at = 30, .title = "Early lumbar flexion", .brief = "Rounding from the start",
     .measure = "lumbar fraction early in the descent",
     .seen = {.how = "lumbar share of the first 30% of the descent"},
     .wording = "rounding from the beginning: bending over",
     .source = "default; uncoached bending 0-30 deg is 0.66 (Esola 1996)", LUMBAR_SHARE,
     .window = EARLY, .threshold = 0.40, .gate = {MOVES(10, total_flex, EARLY, REFUSED), MOVES(5,
     lumbar_flex, EARLY, ABSENT)}},
    {.id = "rounding_late", .speaks = "lumbar_rounding", .rounds = true, .share = true, .listed_at = 40, .title = "Late lumbar flexion", .brief = "Rounding at the end",
     .measure = "lumbar fraction late in the descent",
     .seen = {.how = "lumbar share of the last quarter of the descent"},
     .wording = "rounding only at the end: too deep for the hamstrings", LUMBAR_SHARE,
     .window = LATE, .noise_adds = 2, .threshold = 0.40, .gate = {MOVES(8, total_flex, LATE,
     REFUSED), {.used = true, .statistic = HINGE_STATISTIC_SHARE,
     .signal = HINGE_SIGNAL_lumbar_flex, .over = HINGE_SIGNAL_total_flex, .window = PART(DESCENT, 0,
     0.75), .least = 0.25, .below = true, .otherwise = HINGE_SMALL_ABSENT}, MOVES(5, lumbar_flex,
     LATE, ABSENT)}},
    {.id = "hip_plateau_end", .share = true, .listed_at = 80, .title = "Plateau of hip flexion late in the descent",
     .brief = "Hips stop before the end",
     .seen = {.how = "loss of hip flexion in the last quarter of the descent", .as_severity = true},
     .wording = "going too deep for your hamstring flexibility",
     .statistic = HINGE_STATISTIC_PLATEAU, .signal = HINGE_SIGNAL_hip_flex,
     .over = HINGE_SIGNAL_total_flex, .window = LATE, .offset = 1, .sign = -1, .noise_adds = 2,
     .threshold = 0.40, .within = true, .needs = HINGE_NEEDS_LUMBAR, .gate = {MOVES(30, total_flex,
     WINDOW(DESCENT), REFUSED), MOVES(8, total_flex, LATE, REFUSED)}},
    {.id = "waist_initiation", .listed_at = 70, .title = "Lumbar flexion before hip flexion on the descent",
     .brief = "Bending from the waist", .measure = "lumbar lead over the hips",
     .seen = {.how = "lead of the lumbar spine over the hips, at the start of the descent"},
     .wording = "bending from the waist instead of the hips", .statistic = HINGE_STATISTIC_ONSET,
     .signal = HINGE_SIGNAL_lumbar_flex, .over = HINGE_SIGNAL_hip_flex, .window = WINDOW(DESCENT),
     .threshold = 0.10, .needs = HINGE_NEEDS_LUMBAR, .gate = {MOVES(5, lumbar_flex, WINDOW(DESCENT),
     ABSENT), {.used = true, .signal = HINGE_SIGNAL_hip_flex,
     .statistic = HINGE_STATISTIC_EXCURSION, .window = WINDOW(DESCENT), .least = 5,
     .otherwise = HINGE_SMALL_PRESENT, .lasting = true}}},
    {.id = "neighbor_borrowing", .speaks = "lumbar_rounding", .share = true, .listed_at = 60, .title = "Low hip share of the bend",
     .brief = "Back and knees do the bending",
     .seen = {.how = "share of lower back and knees in the motion of the descent", .shown = "lumbar_flex", .as_severity = true},
     .wording = "bend mostly from the lower back and knees: the hip borrows from the neighbours",
     .source = "default; `back_share` and `knee_share` are the rest of it",
     .signal = HINGE_SIGNAL_hip_flex, .metric = "hip_share", .phase = HINGE_PHASE_DESCENT,
     .offset = 1, .sign = -1, .threshold = 0.50, .needs = HINGE_NEEDS_LUMBAR,
     .exceptions = "floor=na"},
    {.id = "hip_rom_limited", .listed_at = 390, .title = "Limited hip flexion range of motion",
     .brief = "Hips do not bend far", .wording = "hips more restricted than the lower back",
     .source = "default; mean of a full bend is 69.4 deg (Esola 1996)",
     .signal = HINGE_SIGNAL_hip_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .offset = 60, .sign = -1,
     .threshold = 0, .needs = HINGE_NEEDS_PELVIS,
     .only = "depth:max task:maxflex task:warrior_hinge"},
    {.id = "spine_over_hip", .speaks = "lumbar_rounding", .rounds = true, .share = true, .listed_at = 50, .title = "High lumbar contribution to the descent",
     .brief = "Too much from the lower back",
     .seen = {.how = "lumbar share of lumbar and hip motion in the descent", .shown = "lumbar_flex"},
     .wording = "moving through the path of least resistance",
     .source = "default; uncoached full bend is 0.375 (Esola 1996)",
     .signal = HINGE_SIGNAL_lumbar_flex, .over = HINGE_SIGNAL_total_flex,
     .metric = "lumbar_fraction", .phase = HINGE_PHASE_DESCENT, .threshold = 0.40,
     .needs = HINGE_NEEDS_LUMBAR},
    {.id = "lumbar_overextension", .listed_at = 120, .title = "Lumbar hyperextension",
     .brief = "Arching the lower back", .measure = "peak lumbar extension",
     .seen = {.how = "largest lumbar extension from own standing, in the whole repetition", .as_severity = true},
     .wording = "excessive arching", .signal = HINGE_SIGNAL_lumbar_flex,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MIN, .window = WINDOW(REP),
     .sign = -1, .noise_adds = 1.5, .threshold = 10, .never_negative = true,
     .needs = HINGE_NEEDS_LUMBAR},
    {.id = "lockout_overextension", .listed_at = 240, .title = "Lumbar hyperextension at lockout",
     .brief = "Leaning back at the top",
     .seen = {.how = "largest extension from own standing, at the end of the repetition", .as_severity = true},
     .wording = "hips through: over-arching at the return",
     .signal = HINGE_SIGNAL_lumbar_flex,
     .has_fallback = true, .fallback = HINGE_SIGNAL_trunk_incl, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MIN, .window = WINDOW(LOCKOUT), .sign = -1, .threshold = 8,
     .never_negative = true, .strict_noise = true},
    {.id = "stack_loss", .listed_at = 130, .title = "Loss of thorax and pelvis alignment",
     .brief = "Ribs not stacked over pelvis", .measure = "peak thorax extension on the pelvis",
     .seen = {.how = "largest extension of thorax on pelvis from own standing, in the setup, descent and hold", .as_severity = true},
     .wording = "ribs flared, booty out: ribs not stacked over the pelvis",
     .source = "default; the thorax is `ISB` (with the sternum) if it was tracked",
     .signal = HINGE_SIGNAL_lumbar_isb, .has_fallback = true, .fallback = HINGE_SIGNAL_lumbar_flex,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MIN,
     .window = {HINGE_WINDOW_SETUP | HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, 0, 1}, .sign = -1,
     .threshold = 8, .needs = HINGE_NEEDS_TIER_A},
    {.id = "rib_flare_setup", .listed_at = 140, .title = "Rib flare before the movement",
     .brief = "Ribs flared at the start", .wording = "starting in an extended posture",
     .source = "default; against the stacked posture, because ribs may flare in standing, too",
     .signal = HINGE_SIGNAL_lumbar_flex, .metric = "rib_flare_deg", .phase = HINGE_PHASE_REP,
     .threshold = 5, .needs = HINGE_NEEDS_TIER_A},
    {.id = "thoracic_rounding", .listed_at = 90, .title = "Thoracic flexion beyond threshold",
     .brief = "Rounding the mid-back", .measure = "peak thoracic flexion",
     .wording = "the mid-back rounds and loses contact", .signal = HINGE_SIGNAL_thoracic_curv,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .noise_adds = 3, .threshold = 10, .strict_noise = true, .needs = HINGE_NEEDS_LUMBAR},
};
/* clang-format on */

static const struct hinge_fault_family spine = {.id = "spine",
                                                .title = "Spine",
                                                .row = spine_rows,
                                                .n = sizeof spine_rows / sizeof *spine_rows};

/* --- where the hips, the chest and the weight go (method 7.2) --- */

/* clang-format off */
static const struct hinge_fault hip_rows[] = {
    {.id = "insufficient_hip_travel", .listed_at = 370, .title = "Reduced backward hip travel",
     .brief = "Hips barely move back", .wording = "hips barely travel back, no weight shift",
     .signal = HINGE_SIGNAL_hip_posterior, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .offset = 0.10, .sign = -1,
     .threshold = 0,
     .source = "default; at a wall that is nearer: its distance (`wall_gap_cm`) less the margin "
     "in place of 0.1",
     .wall_stops = true, .gate = {DEEP_ENOUGH(40, driver)}},
    {.id = "fold_forward", .share = true, .listed_at = 380, .title = "Trunk inclination ahead of backward hip travel",
     .brief = "Folding forward",
     .seen = {.how = "share of hip travel that is done at half of the lean", .shown = "hip_posterior"},
     .wording = "folding chest to thighs instead of sending the hips back",
     .signal = HINGE_SIGNAL_hip_posterior, .over = HINGE_SIGNAL_trunk_incl,
     .metric = "half_lean_travel", .phase = HINGE_PHASE_DESCENT, .offset = 0.40, .sign = -1,
     .threshold = 0, .gate = {MOVES(30, trunk_incl, WINDOW(DESCENT), REFUSED), {.used = true,
     .signal = HINGE_SIGNAL_hip_posterior, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .least = 0.03,
     .uncertain = true, .otherwise = HINGE_SMALL_PRESENT, .severity = 0.40}}},
    {.id = "squat_pattern", .listed_at = 360,
     .title = "Predominantly vertical hip path (squat pattern)",
     .brief = "Squatting instead of hinging",
     .seen = {.how = "direction of the hip path at the bottom: 0° back, 90° down", .shown = "hip_posterior", .at_bottom = true},
     .wording = "moving up and down: more of a squat",
     .signal = HINGE_SIGNAL_trunk_thigh, /* an angle of limbs: its margin */
     .metric = "path_angle_deg",
     .phase = HINGE_PHASE_REP,
     .threshold = 45,
     /* a weight between the feet is lifted with the knees, too (method 8.1) */
     .exceptions = "task:deadlift=60 task:kettlebell_deadlift=60",
     .gate = {DEEP_ENOUGH(40, driver), {.used = true, .signal = HINGE_SIGNAL_trunk_thigh,
     .statistic = HINGE_STATISTIC_METRIC, .metric = "path_angle_deg", .phase = HINGE_PHASE_REP,
     .least = 135, .below = true, .uncertain = true, .otherwise = HINGE_SMALL_ABSENT,
     .severity = (double)NAN}}},
    {.id = "chest_not_over_toes", .of_foot = true, .listed_at = 440, .title = "Chest not above the toes at depth",
     .brief = "Chest not over the toes",
     .seen = {.how = "distance of the shoulder from the toes at the bottom", .shown = "chest_toe", .at_bottom = true, .scale = HINGE_DRAWN_FOOT},
     .wording = "chest over the toes",
     .signal = HINGE_SIGNAL_COUNT, .metric = "chest_toe_fl", .phase = HINGE_PHASE_REP,
     .absolute = true, .threshold = 0.75, .never_negative = true},
    {.id = "load_off_midfoot", .of_foot = true, .listed_at = 450, .title = "External load not above the midfoot",
     .brief = "Load not over the mid-foot",
     .seen = {.how = "distance of the load from the midfoot at the bottom", .shown = "load_midfoot", .at_bottom = true},
     .wording = "the kettlebell lines up with the middle of the foot",
     .signal = HINGE_SIGNAL_COUNT,
     .metric = "load_midfoot_fl", .phase = HINGE_PHASE_REP, .absolute = true, .threshold = 0.25,
     .never_negative = true, .only = "load"},
    {.id = "weight_off_midfoot", .listed_at = 510, .directly = "cop_off_target", .title = "Centre of mass off its target on the foot",
     .brief = "Weight too far front or back",
     .seen = {.how = "largest distance of the centre of mass from its target, in percent of the foot, in the descent and hold"},
     .way = {.metric = "com_foot_pct", .middle = 50, .less = "sheet.weight_heels", .more = "sheet.weight_toes"},
     .wording = "weight in the mid-foot",
     .source = "default; the centre of mass in place of the centre of pressure",
     .signal = HINGE_SIGNAL_com_foot, .relative = HINGE_RELATIVE_TARGET,
     .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD, .absolute = true, .threshold = 20,
     .unit = "percent", .never_negative = true},
    {.id = "cop_off_target", .listed_at = 520, .title = "Centre of pressure off its target on the foot",
     .brief = "Pressure too far front or back", .wording = "weight in the mid-foot",
     .way = {.metric = "cop_foot_pct", .middle = 50, .less = "sheet.weight_heels", .more = "sheet.weight_toes"},
     .signal = HINGE_SIGNAL_cop_foot, .relative = HINGE_RELATIVE_TARGET,
     .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD, .absolute = true, .noise_adds = 3,
     .threshold = 20, .unit = "percent", .never_negative = true},
    {.id = "kickstand_rock_back", .of_foot = true, .listed_at = 530, .title = "Backward weight shift onto the rear foot",
     .brief = "Rocking onto the rear foot",
     .wording = "95-100 % of the weight on the front leg; do not rock back",
     .source = "coaches. The front share is of the force (two plates) or of the weight (one plate). "
     "Without plates the centre of mass gives the rear share (an ordinary kickstand: 0.12)",
     .signal = HINGE_SIGNAL_COUNT, .metric = "front_load_share", .phase = HINGE_PHASE_REP,
     .has_fallback = true, .fallback = HINGE_SIGNAL_COUNT, .fallback_metric = "rear_load_share",
     .fallback_differs = true, .fallback_sign = 1, .fallback_threshold = 0.15,
     .fallback_margin = 0.05, .offset = 0.95, .sign = -1, .threshold = 0, .margin = {0.02, 0.02,
     0.02}, .only = "task:kickstand_hinge"},
    {.id = "warrior_depth_short", .listed_at = 430, .title = "Trunk inclination short of horizontal",
     .brief = "Trunk not parallel to the floor",
     .wording = "torso as close to parallel to the floor as possible",
     .source = "default; report `trunk_incl_deg`, too: it is the result", .signal = HINGE_SIGNAL_trunk_incl,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MEDIAN,
     .window = WINDOW(BOTTOM), .offset = 75, .sign = -1, .threshold = 0,
     .only = "task:warrior_hinge"},
    {.id = "depth_short", .clean = 1, .evidence = "[told, 4 people](people.md), on whom it was chosen: .86/1.00", .listed_at = 420, .title = "Insufficient depth of the movement", .brief = "Not deep enough",
     .wording = "incomplete repetition",
     .signal = HINGE_SIGNAL_driver,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MEDIAN,
     .window = WINDOW(BOTTOM), .offset = 50, .sign = -1, .threshold = 0, .of_driver = true,
     .instead_in = "squat_contrast hero_squat", .instead = HINGE_SIGNAL_thigh_incl, .instead_offset = 72, .instead_sign = 1,
     .only = "depth:fixed"},
    {.id = "wall_tap_miss", .listed_at = 410, .title = "Backward hip travel short of the wall",
     .brief = "Hips do not reach the wall",
     .seen = {.how = "distance that the hips stay short of the wall", .shown = "hip_posterior", .at_bottom = true, .scale = HINGE_DRAWN_WALL},
     .wording = "tap the wall behind with your butt",
     .source = "default; without `contact` in the list the distance decides (`wall_gap_cm`)",
     .signal = HINGE_SIGNAL_COUNT, .metric = "wall_miss_cm", .phase = HINGE_PHASE_REP,
     .threshold = 0, .gate = {CONTACT_DECIDES("wall_touched")}},
};
/* clang-format on */

static const struct hinge_fault_family hip = {.id = "hip",
                                              .title = "Hips, chest and weight",
                                              .row = hip_rows,
                                              .n = sizeof hip_rows / sizeof *hip_rows};

/* --- the pelvis (method 7.1, 7.2) --- */

/* clang-format off */
static const struct hinge_fault pelvis_rows[] = {
    {.id = "butt_wink", .clean = 1, .evidence = "[told, 3 people](people.md): .71/1.00", .listed_at = 180, .title = "Posterior pelvic tilt at depth (butt wink)",
     .brief = "Pelvis tucks under at depth", .measure = "posterior pelvic tilt at depth",
     .seen = {.how = "backward tilt of the pelvis, in the last 40% of the descent and in the hold"},
     .wording = "the pelvis tucks under near the bottom", .signal = HINGE_SIGNAL_pelvis_tilt,
     .statistic = HINGE_STATISTIC_DROP, .window = {HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, 0.6,
     1}, .threshold = 5, .within = true, .never_negative = true, .strict_noise = true,
     .deep_margin = true, .needs = HINGE_NEEDS_PELVIS},
    {.id = "pelvic_tuck", .listed_at = 170, .title = "Posterior pelvic tilt early in the descent",
     .brief = "Pelvis tucks under early",
     .seen = {.how = "largest backward tilt of the pelvis from the start, in the first half of the descent", .as_severity = true},
     .wording = "tucking the pelvis at the start",
     .signal = HINGE_SIGNAL_pelvis_tilt, .relative = HINGE_RELATIVE_START,
     .statistic = HINGE_STATISTIC_MIN, .window = PART(DESCENT, 0, 0.5), .sign = -1, .noise_adds = 3,
     .threshold = 5, .within = true, .never_negative = true, .needs = HINGE_NEEDS_PELVIS},
    {.id = "pelvic_rotation", .listed_at = 580, .title = "Axial rotation of the pelvis", .brief = "Twisting the hips",
     .wording = "twisting in the hinge", .signal = HINGE_SIGNAL_pelvic_yaw,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP),
     .absolute = true, .threshold = 10, .never_negative = true},
    {.id = "asym_hip", .listed_at = 400, .title = "Asymmetric hip flexion at depth", .brief = "One hip bends more",
     .seen = {.how = "difference of the hips from own standing, at the bottom"},
     .wording = "one side more than the other",
     .source = "default; tier C compares the trunk-thigh angles",
     .left = "asym_hip_signed_deg", .signal = HINGE_SIGNAL_hip_asymmetry, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .absolute = true,
     .threshold = 10, .never_negative = true, .only = "bilateral"},
    {.id = "lateral_shift", .listed_at = 560, .title = "Lateral pelvic shift at depth",
     .brief = "Shifting to one side",
     .seen = {.how = "shift of the hips from own standing, at the bottom"},
     .wording = "shifting to one side",
     .signal = HINGE_SIGNAL_lateral_shift, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .absolute = true,
     .threshold = 0.04, .never_negative = true, .only = "bilateral"},
    {.id = "lateral_lean", .listed_at = 570, .title = "Lateral trunk inclination", .brief = "Leaning to one side",
     .seen = {.how = "largest lean of the trunk to a side, in the whole repetition"},
     .wording = "tilting off to the side of the standing leg",
     .source = "default; on one leg only a lean towards the standing leg (`side` of the list) counts",
     .to_side = true, .signal = HINGE_SIGNAL_lateral_lean, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .absolute = true, .threshold = 8,
     .never_negative = true},
    {.id = "pelvic_drop", .listed_at = 590, .title = "Contralateral pelvic drop",
     .brief = "Pelvis drops on the free side",
     .seen = {.how = "largest drop of the free side of the pelvis, in the whole repetition", .as_severity = true},
     .wording = "pelvis not level, tilting off to the standing side",
     .source = "default; the standing leg is `side` of the list",
     .signal = HINGE_SIGNAL_pelvic_obliquity, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MIN, .window = WINDOW(REP), .sign = -1, .noise_adds = 3,
     .threshold = 5, .within = true, .strict_noise = true, .by_side = true, .only = "unilateral"},
    {.id = "pelvic_open", .listed_at = 600, .title = "Contralateral pelvic elevation",
     .brief = "Pelvis opens on the free side",
     .wording = "pelvis not level, the free side turned up",
     .source = "default; the standing leg is `side` of the list",
     .signal = HINGE_SIGNAL_pelvic_obliquity, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = WINDOW(REP), .threshold = 8, .within = true,
     .strict_noise = true, .by_side = true, .only = "unilateral"},
};
/* clang-format on */

static const struct hinge_fault_family pelvis = {.id = "pelvis",
                                                 .title = "Pelvis",
                                                 .row = pelvis_rows,
                                                 .n = sizeof pelvis_rows / sizeof *pelvis_rows};

/* --- knees and shins (method 7.2) --- */

/* clang-format off */
static const struct hinge_fault knee_rows[] = {
    {.id = "knee_dominant", .speaks = "excessive_knee_flexion", .share = true, .listed_at = 250, .title = "High knee contribution to the descent",
     .brief = "Too much from the knees",
     .seen = {.how = "knee share of hip and knee motion in the descent", .shown = "knee_flex", .as_severity = true},
     .wording = "quad dominance (the form of the movement only)",
     .signal = HINGE_SIGNAL_knee_flex,
     .metric = "hip_knee_share", .has_fallback = true, .fallback_metric = "trunk_thigh_knee_share",
     .phase = HINGE_PHASE_DESCENT, .offset = 1, .sign = -1, .threshold = 0.40},
    {.id = "excessive_knee_flexion", .listed_at = 260, .title = "Excessive knee flexion",
     .brief = "Bending the knees too much", .family = "Any sign from the knees", .measure = "knee flexion at depth",
     .angle = {.metric = "knee_excursion_deg", .bent = "sheet.knees_bent"}, .wording = "excessive knee bend",
     .signal = HINGE_SIGNAL_knee_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .threshold = 30,
     .exceptions = "task:deadlift=90 task:kettlebell_deadlift=90 task:kettlebell_deadlift_elevated=45 "
     "task:kettlebell_swing=40 task:kickstand_hinge=35 task:kickstand_lifted=35 "
     "task:warrior_hinge=45 task:single_leg_hinge=40 daily=60"},
    {.id = "locked_knees", .listed_at = 270, .title = "Insufficient knee flexion (locked knees)",
     .brief = "Keeping the knees straight", .wording = "knees straight, not soft",
     .signal = HINGE_SIGNAL_knee_flex, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .offset = 5, .sign = -1,
     .threshold = 0, .gate = {DEEP_ENOUGH(30, driver)}},
    {.id = "knee_forward_travel", .speaks = "excessive_knee_flexion", .listed_at = 280, .title = "Excessive forward knee travel",
     .brief = "Knees move forward", .wording = "knees are not allowed to travel forwards",
     .signal = HINGE_SIGNAL_knee_travel, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD, .threshold = 0.05,
     .never_negative = true,
     .exceptions = "task:deadlift_floor=0.10 cue:push_pull=0.10 daily=0.15 cue:bench_front=na"},
    {.id = "knee_past_toe", .listed_at = 290, .title = "Knee position anterior to the toes",
     .brief = "Knees past the toes",
     .seen = {.how = "largest distance of the knee in front of the toes, in the descent and hold"},
     .wording = "knees in front of the toes",
     .signal = HINGE_SIGNAL_knee_toe, .relative = HINGE_RELATIVE_ABSOLUTE,
     .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD, .threshold = 0,
     .exceptions = "cue:bench_front=na"},
    {.id = "shin_forward", .speaks = "excessive_knee_flexion", .listed_at = 300, .title = "Excessive forward shank inclination",
     .brief = "Shins lean forward", .wording = "shins vertical or slightly back",
     .signal = HINGE_SIGNAL_shank_incl, .relative = HINGE_RELATIVE_ABSOLUTE,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .threshold = 10,
     .exceptions = "cue:heel_block=na cue:bench_front=na"},
    {.id = "shin_back_excess", .listed_at = 310, .title = "Excessive backward shank inclination",
     .brief = "Shins lean far back",
     .seen = {.how = "backward lean of the shins at the bottom", .as_severity = true},
     .wording = "falling back: the bench behind overdone",
     .signal = HINGE_SIGNAL_shank_incl, .relative = HINGE_RELATIVE_ABSOLUTE,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .sign = -1, .threshold = 15},
    {.id = "knees_first", .listed_at = 320, .title = "Knee flexion before hip flexion on the descent",
     .brief = "Knees bend first",
     .seen = {.how = "lead of the knees over the hips, at the start of the descent"},
     .wording = "initiate with the hips",
     .statistic = HINGE_STATISTIC_ONSET_LEAST, .signal = HINGE_SIGNAL_knee_flex,
     .over = HINGE_SIGNAL_hip_flex, .has_fallback = true, .fallback = HINGE_SIGNAL_trunk_thigh,
     .window = WINDOW(DESCENT), .noise_adds = 0.5, .threshold = 0.10, .gate = {MOVES(10, knee_flex,
     WINDOW(DESCENT), REFUSED)}},
    {.id = "bench_front_contact", .listed_at = 340, .title = "Forward knee travel into the bench",
     .brief = "Knees push into the bench", .wording = "knees at the bench, no pressure on it",
     .source = "default; pressure itself is not seen", .signal = HINGE_SIGNAL_knee_travel,
     .relative = HINGE_RELATIVE_STANDING, .statistic = HINGE_STATISTIC_MAX, .window = DOWN_AND_HELD,
     .threshold = 0.02, .never_negative = true, .only = "cue:bench_front"},
    {.id = "bench_behind_miss", .listed_at = 350, .title = "Backward shank travel short of the bench",
     .brief = "Calves do not reach the bench",
     .seen = {.how = "distance that the shins stay short of the bench", .shown = "knee_travel", .at_bottom = true, .scale = HINGE_DRAWN_BENCH},
     .wording = "calves reach back to the bench behind",
     .source = "default; without `contact` in the list the distance decides (`bench_gap_cm`)",
     .signal = HINGE_SIGNAL_COUNT, .metric = "bench_miss_cm", .phase = HINGE_PHASE_REP,
     .threshold = 0, .gate = {CONTACT_DECIDES("bench_behind_touched")}, .only = "cue:bench_behind"},
    {.id = "knee_valgus", .clean = 1, .evidence = "[told, 1 person](people.md): 21/21 clean", .listed_at = 330, .title = "Medial knee displacement (dynamic valgus)",
     .brief = "Knees fall in", .measure = "medial knee displacement",
     .wording = "drive the knees out", .signal = HINGE_SIGNAL_knee_gap, .metric = "knee_gap_ratio",
     .phase = HINGE_PHASE_REP, .offset = 1, .sign = -1, .threshold = 0.15},
    {.id = "stance_width", .clean = 1, .evidence = "[told, 1 person](people.md): 21/21 clean", .listed_at = 540, .title = "Stance width outside shoulder width",
     .brief = "Feet too narrow or too wide",
     .seen = {.how = "stance by shoulder width, as a logarithm"},
     .way = {.metric = "stance_log", .less = "sheet.feet_narrow", .more = "sheet.feet_wide"},
     .wording = "feet shoulder width apart",
     .signal = HINGE_SIGNAL_COUNT, .metric = "stance_log", .phase = HINGE_PHASE_REP,
     .absolute = true, .threshold = 0.35, .never_negative = true},
    {.id = "toe_out", .of_foot = true, .listed_at = 550, .title = "Excessive foot rotation in stance",
     .brief = "Toes not pointing forward", .wording = "toes pointing forward",
     .signal = HINGE_SIGNAL_foot_yaw_l, .metric = "toe_out_deg", .phase = HINGE_PHASE_REP,
     .threshold = 20, .never_negative = true},
};
/* clang-format on */

static const struct hinge_fault_family knee = {.id = "knee",
                                               .title = "Knees and shins",
                                               .row = knee_rows,
                                               .n = sizeof knee_rows / sizeof *knee_rows};

/* --- muscles and of weight, from EMG and force (method 7.4) --- */

#define MEASURED(name, in) .signal = HINGE_SIGNAL_COUNT, .metric = name, .phase = HINGE_PHASE_##in
#define MARGIN(e)                                                                                  \
    {                                                                                              \
        e, e, e                                                                                    \
    }

/* clang-format off */
static const struct hinge_fault muscle_rows[] = {
    {.id = "glute_late", .evidence = "formula", .listed_at = 650, .title = "Delayed gluteus maximus onset on the ascent",
     .brief = "Glutes start late", .measure = "delay of gluteus maximus onset",
     .wording = "glutes should fire first", MEASURED("gmax_lag_s",
     ASCENT), .threshold = 0.03, .margin = MARGIN(0.02)},
    {.id = "hamstring_first", .evidence = "formula", .listed_at = 660, .title = "Hamstring onset before gluteus maximus onset",
     .brief = "Hamstrings before the glutes", .wording = "glutes should fire first",
     MEASURED("gmax_ham_lag_s", ASCENT), .threshold = 0.03,
     .margin = MARGIN(0.02)},
    {.id = "erector_first", .evidence = "formula", .listed_at = 670, .title = "Erector spinae onset before gluteus maximus onset",
     .brief = "Back muscles before the glutes", .wording = "glutes should fire first",
     MEASURED("gmax_es_lag_s", ASCENT), .threshold = 0.03,
     .margin = MARGIN(0.02)},
    {.id = "glute_clench_descent", .evidence = "formula", .listed_at = 680, .title = "Gluteus maximus activity early in the descent",
     .brief = "Glutes clenched going down", .measure = "gluteus maximus activity early in the descent",
     .wording = "keeping the glutes clenched",
     .source = "default; coaches disagree about its direction", MEASURED("gmax_early_share",
     DESCENT), .threshold = 0.20, .margin = MARGIN(0.05)},
    {.id = "glute_low_activation", .evidence = "formula", .listed_at = 690, .title = "Low gluteus maximus to hamstring activity ratio",
     .brief = "Glutes do little", .wording = "poor technique is why the glutes are not active",
     MEASURED("gmax_ham_ratio", ASCENT), .offset = 1,
     .sign = -1, .threshold = 0.5, .margin = MARGIN(0.1)},
    {.id = "hip_flexor_pull", .evidence = "formula", .listed_at = 700, .title = "Hip flexor activity on the descent",
     .brief = "Hip flexors pull you down", .measure = "hip flexor activity on the descent",
     .wording = "pulling yourself down with the front of the hips",
     MEASURED("hip_flexor_ratio", DESCENT), .threshold = 2.0, .margin = MARGIN(0.3)},
    {.id = "es_flexion_relaxation", .evidence = "formula", .listed_at = 710, .title = "Erector spinae flexion-relaxation at depth",
     .brief = "Back muscles go quiet at depth", .wording = "hanging in the ligaments",
     .source = "Floyd and Silver 1955; in a hinge with a neutral spine not expected",
     MEASURED("flexion_relaxation_ratio", REP), .threshold = 10, .margin = MARGIN(2)},
    {.id = "brace_absent", .evidence = "formula", .listed_at = 720, .title = "Low abdominal muscle activity (no bracing)",
     .brief = "Trunk not braced", .wording = "engage the core",
     MEASURED("brace_ratio", REP), .offset = 1.5, .sign = -1, .threshold = 0,
     .margin = MARGIN(0.2), .has_fallback = true, .fallback = HINGE_SIGNAL_COUNT,
     .fallback_metric = "brace_pct", .fallback_differs = true, .fallback_offset = 5,
     .fallback_sign = -1, .fallback_margin = 1},
};
/* clang-format on */

static const struct hinge_fault_family muscle = {.id = "muscle",
                                                 .title = "Muscles",
                                                 .row = muscle_rows,
                                                 .n = sizeof muscle_rows / sizeof *muscle_rows};

/* --- control, ascent and lockout (method 7.3) --- */

/* clang-format off */
static const struct hinge_fault tempo_rows[] = {
    {.id = "uncontrolled_lowering", .listed_at = 610, .title = "Excessive speed of the descent",
     .brief = "Going down too fast",
     .seen = {.how = "mean speed of the descent"},
     .wording = "letting the weight slam back down",
     .signal = HINGE_SIGNAL_driver, .statistic = HINGE_STATISTIC_RATE, .window = WINDOW(DESCENT),
     .threshold = 100, .of_driver = true,
     .also = {.used = true, .metric = "tempo_ratio", .phase = HINGE_PHASE_REP, .least = 0.75,
     .below = true}, .also_decides = "the pace"},
    {.id = "drop_lowering", .listed_at = 620, .title = "Excessive downward acceleration of the load",
     .brief = "Dropping the weight", .wording = "plopping down",
     .signal = HINGE_SIGNAL_COUNT, .metric = "lowering_acceleration_g",
     .phase = HINGE_PHASE_DESCENT, .noise_adds = 3, .noise_metric = "lowering_noise_g",
     .threshold = 0.5, .only = "load floor task:sit_to_chair"},
    {.id = "short_eccentric", .listed_at = 630, .title = "Short descent relative to the ascent",
     .brief = "Faster down than up",
     .seen = {.how = "descent time by ascent time", .shown = "driver"},
     .wording = "no control on the way down",
     .signal = HINGE_SIGNAL_COUNT, .metric = "tempo_ratio", .phase = HINGE_PHASE_REP, .offset = 1,
     .sign = -1, .threshold = 0.40},
    {.id = "jerky_descent", .listed_at = 640, .title = "Reduced smoothness of the descent",
     .brief = "Jerky on the way down",
     .seen = {.how = "smoothness of the descent (SPARC)", .shown = "driver"},
     .wording = "uncontrolled on the way down",
     .source = "default; one smooth movement is 1.41, two joined 2.24",
     .signal = HINGE_SIGNAL_COUNT, .metric = "sparc_slow", .phase = HINGE_PHASE_DESCENT, .sign = -1,
     .threshold = 2.0, .margin = {0.1, 0.1, 0.1}, .noise_adds = 60},
    {.id = "back_first_ascent", .listed_at = 200, .title = "Lumbar extension onset ahead of the hips (ascent)",
     .brief = "Back starts up before the hips",
     .seen = {.how = "lead of the lumbar spine over the hips, at the start of the ascent"},
     .wording = "the spine's extensors fire before the glutes (as seen from outside)",
     .statistic = HINGE_STATISTIC_ONSET, .signal = HINGE_SIGNAL_lumbar_flex,
     .over = HINGE_SIGNAL_hip_flex, .window = WINDOW(ASCENT), .threshold = 0.10,
     .needs = HINGE_NEEDS_LUMBAR, .gate = {MOVES(5, lumbar_flex, WINDOW(ASCENT), REFUSED)}},
    {.id = "back_first_q1", .speaks = "lumbar_rounding", .share = true, .listed_at = 210,
     .title = "High lumbar contribution early in the ascent",
     .brief = "Back leads the way up",
     .seen = {.how = "lumbar share of the first quarter of the ascent"},
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
    {.id = "back_unfurl", .speaks = "lumbar_rounding", .listed_at = 190, .title = "Lumbar extension beyond 20° on the ascent",
     .brief = "Lifting with the back",
     .seen = {.how = "lumbar extension in the ascent", .as_severity = true},
     .wording = "unfurling like an armadillo",
     .signal = HINGE_SIGNAL_lumbar_flex, .statistic = HINGE_STATISTIC_EXCURSION,
     .window = WINDOW(ASCENT), .sign = -1, .noise_adds = 2, .threshold = 20,
     .needs = HINGE_NEEDS_LUMBAR, .gate = {{.used = true, .statistic = HINGE_STATISTIC_METRIC,
     .metric = "lumbar_fraction", .phase = HINGE_PHASE_ASCENT, .least = 0.25,
     .otherwise = HINGE_SMALL_ABSENT}}},
    {.id = "hips_shoot_up", .clean = 1, .listed_at = 220, .title = "Knee extension before trunk extension on the ascent",
     .brief = "Hips rise before the chest",
     .wording = "the knees straighten before the trunk rises",
     .signal = HINGE_SIGNAL_COUNT,
     .metric = "knee_share_early", .phase = HINGE_PHASE_ASCENT, .offset = -0.5, .threshold = 0,
     .gate = {{.used = true, .statistic = HINGE_STATISTIC_METRIC, .metric = "knee_extension_deg",
     .phase = HINGE_PHASE_ASCENT, .least = 10, .otherwise = HINGE_SMALL_ABSENT}}},
    {.id = "no_lockout", .listed_at = 230, .title = "Incomplete extension at lockout",
     .brief = "Not standing tall at the top",
     .seen = {.how = "bend that is left at the end of the repetition"},
     .wording = "stand tall at the top",
     .signal = HINGE_SIGNAL_driver, .relative = HINGE_RELATIVE_STANDING,
     .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(LOCKOUT), .threshold = 12,
     .of_driver = true},
};
/* clang-format on */

static const struct hinge_fault_family tempo = {.id = "tempo",
                                                .title = "Tempo and ascent",
                                                .row = tempo_rows,
                                                .n = sizeof tempo_rows / sizeof *tempo_rows};

const struct hinge_fault_family *const *hinge_fault_family_list(size_t *count)
{
    static const struct hinge_fault_family *const families[] = {&head,   &hip,   &knee, &muscle,
                                                                &pelvis, &spine, &tempo};
    *count = sizeof families / sizeof families[0];
    return families;
}

const struct hinge_fault *hinge_fault_built_in(const char *id)
{
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; id != NULL && f < n; f++)
        for (size_t k = 0; k < family[f]->n; k++)
            if (hinge_text_is(family[f]->row[k].id, id))
                return &family[f]->row[k];
    return NULL;
}

const char *hinge_fault_judging(const char *metric, enum hinge_signal signal,
                                enum hinge_fault_statistic statistic)
{
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; f < n; f++)
        for (const struct hinge_fault *row = family[f]->row; row < family[f]->row + family[f]->n;
             row++)
            if (metric != NULL
                    ? row->metric != NULL && strcmp(row->metric, metric) == 0
                    : row->metric == NULL && row->signal == signal && row->statistic == statistic)
                return row->id;
    return "";
}

static int rank_of(const char *id)
{
    const struct hinge_fault *row = hinge_fault_built_in(id);
    return row != NULL ? row->listed_at : INT_MAX;
}

bool hinge_fault_is_shown(const char *const *id, size_t n, const size_t *judged, size_t i)
{
    const struct hinge_fault *row = hinge_fault_built_in(id[i]);
    for (size_t k = 0; row != NULL && k < n; k++) {
        if (row->directly != NULL && strcmp(id[k], row->directly) == 0 && judged[k] > 0 &&
            judged[k] >= judged[i])
            return false;
        const struct hinge_fault *other = /* looked up where it could matter */
            judged[i] > 0 && judged[k] > judged[i] ? hinge_fault_built_in(id[k]) : NULL;
        if (other != NULL && other->directly != NULL && strcmp(id[i], other->directly) == 0)
            return false;
    }
    return true;
}

const char *hinge_fault_speaker(const char *id)
{
    const struct hinge_fault *row = hinge_fault_built_in(id);
    return row != NULL && row->speaks != NULL ? row->speaks : id;
}

size_t hinge_faults_families(const char *const *id, const size_t *order, size_t n, size_t *first)
{
    size_t kept = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = 0;
        while (i < kept &&
               strcmp(hinge_fault_speaker(id[first[i]]), hinge_fault_speaker(id[order[k]])) != 0)
            i++;
        if (i == kept)
            first[kept++] = order[k];
    }
    return kept;
}

size_t hinge_faults_members(const char *const *id, const size_t *order, size_t n,
                            const char *speaker, size_t *member)
{
    size_t members = 0;
    for (size_t k = 0; k < n; k++)
        if (strcmp(hinge_fault_speaker(id[order[k]]), speaker) == 0)
            member[members++] = order[k];
    return members;
}

size_t hinge_faults_coached(const char *const *id, size_t n, const size_t *judged, size_t *order)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        int rank = hinge_fault_is_shown(id, n, judged, i) ? rank_of(id[i]) : 0;
        size_t at = rank > 0 ? kept++ : 0;
        for (; at > 0 && rank_of(id[order[at - 1]]) > rank; at--)
            order[at] = order[at - 1];
        if (rank > 0)
            order[at] = i;
    }
    return kept;
}

/* --- What coaches say that movement alone cannot show (method 7.6). Never a proxy under these
 * names. --- */

/* clang-format off */
static const struct hinge_unmeasured unmeasured[] = {
    {"muscles lengthening, glutes engaged, core and brace tension, relaxed hip flexors, lats, "
     "obliques", "EMG (with MVC) or ultrasound"},
    {"concentric, isometric or eccentric contraction", "EMG and a muscle-tendon model"},
    {"pelvic floor tightness, 360-degree expansion, exhalation, ribs turning in with the breath",
     "respiratory belt or spirometer, ultrasound, rib markers"},
    {"disc compression, ligament strain, tissue load, force into the ground",
     "force plates, load and inverse dynamics or an EMG-assisted model; net external moments are no tissue load"},
    {"feet twisting into the ground, 95-100 % of the weight on the front leg, mid-foot weight",
     "force plates (free moment, centre of pressure)"},
    {"pressure on the bench, contact of dowel or wall", "a contact sensor or an annotation"},
    {"feeling a stretch, pain, effort, confidence", "a questionnaire (NRS, Borg), as a covariate"},
    {"tight hip flexors, hamstring length, ankle mobility, lower crossed syndrome",
     "clinical tests (Thomas, AKE or SLR, weight-bearing lunge), as covariates"},
    {"lumbar flexion from COCO, MediaPipe, BODY_25, Halpe or Kinect", "spine markers, IMUs, or spine keypoints"},
    {"knees falling in, level of the pelvis, stance and asymmetry from one side view", "a frontal view or three dimensions"},
    {"weak glutes or abdominals, size or shape of muscles", "dynamometry or ultrasound, as covariates"},
    {"bending hundreds of times a day", "an all-day wearable"},
    {"rocking onto the rear foot for half a second", "two force plates, looked at over time"},
    {"small rocks: several are one repetition (`GHOSTS`)",
     "each above the least depth and time (`seg.R_min`, `gait.min_s`)"},
    {"the femur in its socket", "imaging such as dynamic MRI or fluoroscopy"},
    {"a habit and its cause, such as sitting", "repeated observation in daily life, and a trial that changes the cause"},
    {"what the brain learns", "a retention test later, without the cue; imaging or stimulation of the brain"},
    {"performance: heaviest lift, jumps, sprints", "tests of it"},
    {"prevention of injury, long-term change", "a longitudinal design"},
};
/* clang-format on */

const struct hinge_unmeasured *hinge_fault_unmeasured(size_t *count)
{
    *count = sizeof unmeasured / sizeof *unmeasured;
    return unmeasured;
}
