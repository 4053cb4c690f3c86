/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Truth of simulated repetitions against text G (method 10, G1-G8), and that planting
 * a fault makes it certain while a plain repetition has none. */
#include "test.h"

#include "simulate/simulate.h"

enum { REPS = 3 };

/* Judges REPS repetitions of one pattern on the body of text G. */
static void judge(const struct hinge_pattern *pattern, char tier,
                  struct hinge_truth_rep truth[REPS])
{
    struct hinge_pattern patterns[REPS];
    struct hinge_motion_rep rep[REPS];
    struct hinge_motion motion = {.n_reps = REPS, .rep = rep};
    struct hinge_physique body;
    for (int k = 0; k < REPS; k++)
        patterns[k] = *pattern;
    hinge_physique_text_g(&body);
    hinge_motion_set(&motion, patterns, 2.0, 1.5);
    hinge_truth_judge(&motion, &body, tier, truth);
}

TEST(test_text_g)
{
    struct hinge_pattern pattern;
    struct hinge_truth_rep truth[REPS];
    hinge_pattern_text_g(&pattern);
    judge(&pattern, 'B', truth);
    for (int k = 0; k < 2; k++) {
        const struct hinge_truth_rep *r = &truth[k];
        double shift = 5.0 * k;
        assert_close(r->desc_start_s - shift, 2.11, 0, 0.011);
        assert_close(r->desc_end_s - shift, 3.88, 0, 0.011);
        assert_close(r->asc_start_s - shift, 4.58, 0, 0.011);
        assert_close(r->asc_end_s - shift, 5.92, 0, 0.011);
        assert_close(r->lumbar_excursion_deg, 23.9186407, 0, 0.05);
        assert_close(r->hip_excursion_deg, 67.7620152, 0, 0.05);
        assert_close(r->knee_excursion_deg, 19.9300045, 0, 0.05);
        assert_close(r->lumbar_fraction, 0.260890811, 0, 1e-3);
        assert_close(r->lumbar_fraction_full, 24.0 / 92.0, 0, 1e-4);
        assert_close(r->hip_posterior_ll, 0.217505028, 0, 1e-6);
        assert_close(r->hip_drop_ll, 0.03950275, 0, 1e-6);
        assert_close(r->path_angle_deg, 10.2937236, 0, 1e-4);
        assert_close(r->half_lean_travel, 0.492815095, 0, 1e-3);
        /* 0.293468386, smoothed over 0.4 s */
        assert_close(r->severity[HINGE_TRUTH_rounding_early], 0.2917, 0, 1e-4);
        assert_close(r->severity[HINGE_TRUTH_uncontrolled_lowering], 47.0433145, 0, 0.2);
        for (int f = 0; f < HINGE_TRUTH_COUNT; f++)
            assert_int_equal(r->state[f],
                             f == HINGE_TRUTH_lumbar_rounding || f == HINGE_TRUTH_fold_forward);
    }
}

/* Truth follows what the body does: more of it, more severe. */
TEST(test_severity_follows_the_cause)
{
    struct hinge_pattern pattern;
    struct hinge_truth_rep truth[REPS];
    double last_lumbar = -1.0, last_residual = -1.0;
    for (int i = 0; i <= 6; i++) {
        hinge_pattern_text_g(&pattern);
        pattern.value[HINGE_QUANTITY_lumbar_share] = 0.1 * i;
        pattern.value[HINGE_QUANTITY_residual_deg] = 4.0 * i;
        judge(&pattern, 'B', truth);
        double lumbar = truth[0].severity[HINGE_TRUTH_lumbar_rounding];
        double residual = truth[0].severity[HINGE_TRUTH_no_lockout];
        assert_true(lumbar > last_lumbar);
        assert_true(residual > last_residual);
        assert_close(residual, 4.0 * i, 0, 0.05);
        assert_close(truth[0].lumbar_fraction, 0.1 * i, 0, 2e-3);
        last_lumbar = lumbar;
        last_residual = residual;
    }
}

/* Of normal numbers cut at 2 SD 2.275 % lie on either edge. */
TEST(test_nobody_is_a_freak)
{
    enum { PEOPLE = 4000 };
    static double share[PEOPLE];
    double low = INFINITY, high = -INFINITY;
    int at[2] = {0, 0};
    for (int k = 0; k < PEOPLE; k++) {
        struct hinge_random random;
        struct hinge_pattern person;
        hinge_random_init(&random, 7, 0, (uint64_t)k);
        hinge_pattern_draw_person((size_t)hinge_profile_find("trained"), 1, &random, &person);
        share[k] = person.value[HINGE_QUANTITY_lumbar_share];
        low = fmin(low, share[k]);
        high = fmax(high, share[k]);
    }
    for (int k = 0; k < PEOPLE; k++) {
        at[0] += share[k] == low;
        at[1] += share[k] == high;
    }
    for (int edge = 0; edge < 2; edge++) /* 91, SD 9.4 */
        assert_true(at[edge] > 53 && at[edge] < 129);
}

/* A cue changes the lumbar fraction of its own repetitions only. */
TEST(test_cue_effect)
{
    static const char *const cues[] = {"none", "dowel"};
    struct hinge_simulate_options options;
    struct hinge_person person = {0};
    hinge_simulate_options_init(&options);
    options.cue = cues;
    options.n_cues = 2;
    options.reps = REPS;
    options.variation = 0;
    options.lumbar_share = 0.3;
    options.cue_effect = -0.08;
    hinge_person_draw(&options, 1, &person);
    for (size_t cue = 0; cue < 2; cue++) {
        struct hinge_pattern pattern[REPS];
        bool planted[REPS], near;
        hinge_person_draw_trial(&options, &person, cue, cue + 1, pattern, planted, &near);
        for (int k = 0; k < REPS; k++)
            assert_close(pattern[k].value[HINGE_QUANTITY_lumbar_share], cue == 0 ? 0.3 : 0.22, 0,
                         1e-12);
    }
    hinge_person_clear(&person);
}

/* What is moved is moved in everybody alike, under a cue in its own repetitions alone, and there by
 * more or less in each person. */
TEST(test_moved)
{
    enum { PEOPLE = 200 };
    static const char *const cues[] = {"none", "dowel"};
    struct hinge_simulate_options options, moved;
    double sum = 0, squares = 0;
    hinge_simulate_options_init(&options);
    options.cue = cues;
    options.n_cues = 2;
    options.reps = REPS;
    options.cue_effect = 0;
    moved = options;
    moved.move = "total_deg=5,dowel:lumbar_share=-0.1";
    for (size_t i = 1; i <= PEOPLE; i++)
        for (size_t cue = 0; cue < 2; cue++) {
            struct hinge_person person = {0};
            struct hinge_pattern pattern[2][REPS];
            bool planted[REPS], near;
            hinge_person_draw(&options, i, &person);
            hinge_person_draw_trial(&options, &person, cue, cue + 1, pattern[0], planted, &near);
            hinge_person_draw_trial(&moved, &person, cue, cue + 1, pattern[1], planted, &near);
            double by = 0;
            for (int k = 0; k < REPS; k++) {
                const double *from = pattern[0][k].value, *to = pattern[1][k].value;
                assert_close(to[HINGE_QUANTITY_total_deg] - from[HINGE_QUANTITY_total_deg], 5, 0,
                             1e-9);
                by = to[HINGE_QUANTITY_lumbar_share] - from[HINGE_QUANTITY_lumbar_share];
            }
            if (cue == 0)
                assert_close(by, 0, 0, 1e-12);
            sum += by;
            squares += cue == 1 ? (by + 0.1) * (by + 0.1) : 0;
            hinge_person_clear(&person);
        }
    assert_close(sum / PEOPLE, -0.1, 0, 0.005); /* two profiles, SD 0.03 and 0.02 */
    assert_close(sqrt(squares / PEOPLE), 0.0245, 0.15, 0);
}

/* A gate that is not met is not an absence: a shallow bend cannot be judged for travel.
 */
TEST(test_shallow_bend_is_refused)
{
    struct hinge_pattern pattern;
    struct hinge_truth_rep truth[REPS];
    hinge_pattern_text_g(&pattern);
    pattern.value[HINGE_QUANTITY_total_deg] = 28;
    pattern.value[HINGE_QUANTITY_knee_deg] = 8;
    judge(&pattern, 'B', truth);
    assert_int_equal(truth[0].state[HINGE_TRUTH_insufficient_hip_travel], HINGE_TRUTH_REFUSED);
    assert_int_equal(truth[0].state[HINGE_TRUTH_fold_forward], HINGE_TRUTH_REFUSED);
}
