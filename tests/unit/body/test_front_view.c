/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A front view beside a side view says of both sides what the same movement measured in
 * space says; it may have another rate, clock and size, and be taken from behind. */
#include "test.h"

#include "analysed.h"

#define R HINGE_PHASE_REP

static struct subject mover(void)
{
    struct subject b = subject_text_g();
    b.oblique_deg = 6;
    b.shift_m = 0.05;
    b.lean_m = 0.06;
    b.valgus_m = 0.03;
    b.wide_m = 0.04;
    return b;
}

/* The side view, with the front view when it is given. */
static void both_views(struct analysed *a, const struct subject *front, double offset_s)
{
    struct subject side = mover();
    struct hinge_trial_info info;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(front);
    hinge_trial_info_init(&info);
    info.view = HINGE_VIEW_frontal;
    info.t_offset_s = offset_s;
    analysed_init(a);
    a->front = &r;
    a->front_info = &info;
    measure_subject(a, &side);
    a->front = NULL;
}

static struct subject from_the_front(bool behind)
{
    struct subject front = mover();
    front.view_deg = 90;
    front.left = !behind;
    front.image = true;
    front.unit = HINGE_UNIT_px;
    front.per_m = 410;
    front.rate_hz = 50;
    front.start_s = 3;
    return front;
}

TEST(a_front_view_sees_what_space_has)
{
    static const char *const metrics[] = {"knee_gap_ratio", "stance_log", "ml_sway_ll"};
    static const char *const faults[] = {"knee_valgus", "stance_width", "lateral_shift",
                                         "lateral_lean"};
    struct subject space = mover();
    struct analysed truth, seen;
    space.dim = 3;
    analysed_init(&truth);
    measure_subject(&truth, &space);
    for (int behind = 0; behind < 2; behind++) {
        struct subject front = from_the_front(behind);
        both_views(&seen, &front, -3);
        assert_true(seen.result.frontal);
        assert_int_equal(seen.result.reps, 2);
        for (size_t k = 0; k < sizeof metrics / sizeof *metrics; k++)
            assert_close(metric_of(&seen, 1, metrics[k], R), metric_of(&truth, 1, metrics[k], R),
                         0.03, 0.002);
        for (size_t k = 0; k < sizeof faults / sizeof *faults; k++) {
            assert_close(severity_of(&seen, 0, faults[k]), severity_of(&truth, 0, faults[k]), 0.04,
                         0.002);
            assert_true(state_of(&seen, 0, faults[k]) != HINGE_FAULT_REFUSED);
        }
        /* what a picture can't show stays refused */
        assert_string_equal(fault_reason_of(&seen, 0, "pelvic_rotation"), "NO_FRONTAL");
        assert_string_equal(fault_reason_of(&seen, 0, "asym_hip"), "NO_FRONTAL");
        analysed_clear(&seen);
    }
    analysed_clear(&truth);
}

/* A second and a half off, the bottom is seen when the person stands again. */
TEST(clocks_matter)
{
    struct subject front = from_the_front(false);
    cleared_by(analysed_clear) struct analysed right, wrong;
    both_views(&right, &front, -3);
    both_views(&wrong, &front, -4.5);
    assert_true(severity_of(&right, 0, "lateral_shift") >
                2 * severity_of(&wrong, 0, "lateral_shift"));
}

/* Labels of the sides that change places, and a view without a rate: the side view
 * stands, and says why. */
TEST(what_cannot_be_used_leaves_the_side_view)
{
    struct subject front = from_the_front(false);
    cleared_by(analysed_clear) struct analysed a;
    front.view_deg = 0; /* a side view called frontal: hips on one place */
    front.jitter_deg = 0;
    both_views(&a, &front, -3);
    assert_false(a.result.frontal);
    assert_true(state_of(&a, 0, "lateral_shift") == HINGE_FAULT_REFUSED);
    assert_true(a.result.reps == 2);
    analysed_clear(&a);
    front = from_the_front(false);
    front.no_clock = true;
    both_views(&a, &front, -3);
    assert_string_equal(fault_reason_of(&a, 0, "lateral_shift"), "FS_UNKNOWN");
    assert_true(state_of(&a, 0, "shin_forward") != HINGE_FAULT_REFUSED);
}
