/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every task as method 8.1 has it, and verdicts at the limits of gates, noise and margins, on
 * signals whose values need no computation. */
#include "test.h"

#include "plain_view.h"

#include "base/random.h"
#include "base/text.h"
#include "faults/fault.h"

#include <hinge/warnings.h>
#include <stdlib.h>

static const struct hinge_fault *find(struct hinge_fault_table *table, const char *id)
{
    for (size_t f = 0; f < table->n; f++)
        if (strcmp(table->row[f].id, id) == 0)
            return &table->row[f];
    fail_msg("no fault %s", id);
    return NULL;
}

/* --- tasks --- */

#define SQUAT                                                                                      \
    "squat_pattern excessive_knee_flexion knee_dominant knee_forward_travel "                      \
    "knee_past_toe knees_first shin_forward shin_back_excess insufficient_hip_travel "             \
    "neighbor_borrowing uncontrolled_lowering"
#define ONE_LEG "asym_hip stance_width knee_valgus"
#define LIFTED ONE_LEG " kickstand_rock_back"
#define CHAIR                                                                                      \
    "squat_pattern excessive_knee_flexion knee_dominant knee_forward_travel "                      \
    "knee_past_toe shin_forward neighbor_borrowing weight_off_midfoot chest_not_over_toes"

/* start; d daily, u unilateral, f fast, h in the hands (l: lifted, too), p pulled,
 * b on a block, s seated, k knees bend; weight target; knee flexion allowed (0: not judged); not
 * applicable. */
static const struct {
    const char *id;
    char start;
    const char *kind;
    double target, knee_deg;
    const char *excluded;
} tasks[] = {
    {"unspecified", '?', "", 50, 30, ""},
    {"bodyweight_hinge", 'S', "", 50, 30, ""},
    {"hinge_hands_chest", 'S', "", 50, 30, ""},
    {"rdl", 'S', "l", 50, 30, ""},
    {"rdl_stick", 'S', "l", 50, 30, ""},
    {"weighted_hinge", 'S', "l", 50, 30, ""},
    {"banded_hinge", 'S', "p", 50, 30, ""},
    {"banded_pull_through", 'S', "p", 50, 30, ""},
    {"hinge_row", 'S', "h", 50, 30, ""},
    {"kettlebell_deadlift", '?', "l", 50, 90, ""},
    {"deadlift", '?', "l", 50, 90, ""},
    {"kettlebell_deadlift_elevated", '?', "lb", 50, 45, ""},
    {"deadlift_floor", 'F', "l", 50, 0,
     "squat_pattern excessive_knee_flexion knee_dominant shin_forward neighbor_borrowing"},
    {"kettlebell_swing", 'S', "fh", 50, 40, "uncontrolled_lowering short_eccentric jerky_descent"},
    {"plyo_jump", 'S', "f", 50, 0, "*"},
    {"kickstand_hinge", 'S', "u", 50, 35, ONE_LEG},
    {"kickstand_lifted", 'S', "u", 50, 35, LIFTED},
    {"warrior_hinge", 'S', "u", 50, 45, LIFTED " chest_not_over_toes"},
    {"single_leg_hinge", 'S', "u", 50, 40, LIFTED},
    {"squat_contrast", 'S', "", 50, 0, SQUAT},
    {"hero_squat", 'S', "", 50, 0, SQUAT},
    {"dishwasher", 'S', "d", 30, 60, ""},
    {"sink", 'S', "d", 50, 60, ""},
    {"oven", 'S', "d", 50, 60, ""},
    {"laundry_basket", 'S', "dh", 50, 60, ""},
    {"dog_dish", 'S', "d", 50, 60, ""},
    {"pick_toy_floor", 'S', "d", 50, 60, ""},
    {"gardening", 'S', "d", 50, 60, ""},
    {"make_bed", 'S', "d", 50, 60, ""},
    {"vacuum", 'S', "d", 50, 60, ""},
    {"lift_groceries", '?', "dlk", 50, 0,
     "squat_pattern knee_dominant excessive_knee_flexion knee_forward_travel knee_past_toe "
     "shin_forward knees_first locked_knees neighbor_borrowing"},
    {"pick_child", '?', "dlk", 50, 0,
     "squat_pattern knee_dominant excessive_knee_flexion knee_forward_travel knee_past_toe "
     "shin_forward knees_first locked_knees neighbor_borrowing"},
    {"lift_heavy_box", '?', "dlk", 50, 0,
     "squat_pattern knee_dominant excessive_knee_flexion knee_forward_travel knee_past_toe "
     "shin_forward knees_first locked_knees neighbor_borrowing"},
    {"pick_light_object", 'S', "d", 50, 0, "excessive_knee_flexion"},
    {"sit_to_chair", 'S', "ds", 50, 0, CHAIR},
    {"stand_up", 'F', "ds", 50, 0, CHAIR},
    {"maxflex", 'S', "", 50, 0, "*-hip_rom_limited"},
    {"calibration", 'S', "", 50, 0, "*"},
    {"stack_ref", 'S', "", 50, 0, "*"},
    {"dowel_ref", 'S', "", 50, 0, "*"},
};

TEST(tasks_are_what_the_vocabulary_says)
{
    size_t n;
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table;
    hinge_fault_table_init(&table);
    hinge_task_rows(&n);
    assert_true(n >= sizeof tasks / sizeof *tasks);
    for (size_t k = 0; k < sizeof tasks / sizeof *tasks; k++) {
        const struct hinge_task *task = hinge_task_find(tasks[k].id);
        cleared_by(freed) struct plain *p = malloc(sizeof *p);
        double threshold, offset;
        assert_non_null(p);
        if (strcmp(task->not_applicable, tasks[k].excluded) != 0 || task->start != tasks[k].start)
            print_error("%s\n", tasks[k].id);
        assert_string_equal(task->id, tasks[k].id);
        assert_int_equal(task->start, tasks[k].start);
        assert_int_equal(task->daily, strchr(tasks[k].kind, 'd') != NULL);
        assert_int_equal(task->unilateral, strchr(tasks[k].kind, 'u') != NULL);
        assert_int_equal(task->fast, strchr(tasks[k].kind, 'f') != NULL);
        assert_int_equal(task->loaded, strchr(tasks[k].kind, 'l') != NULL);
        assert_int_equal(task->in_hands, strpbrk(tasks[k].kind, "hl") != NULL);
        assert_int_equal(task->pulled, strchr(tasks[k].kind, 'p') != NULL);
        assert_int_equal(task->on_block, strchr(tasks[k].kind, 'b') != NULL);
        assert_int_equal(task->seated, strchr(tasks[k].kind, 's') != NULL);
        assert_int_equal(task->knees_bend, strchr(tasks[k].kind, 'k') != NULL);
        assert_int_equal(task->counted, !task->daily || task->loaded);
        assert_close(task->weight_target_pct, tasks[k].target, 0, 0);
        assert_string_equal(task->not_applicable, tasks[k].excluded);
        plain_init(p, 'A');
        p->view.task = task;
        bool judged = hinge_fault_applies(find(&table, "excessive_knee_flexion"), &p->view,
                                          &threshold, &offset);
        assert_int_equal(judged, tasks[k].knee_deg > 0);
        if (judged)
            assert_close(threshold, tasks[k].knee_deg, 0, 0);
        if (hinge_fault_applies(find(&table, "squat_pattern"), &p->view, &threshold, &offset))
            assert_close(threshold, tasks[k].knee_deg == 90 ? 60 : 45, 0, 0);
        if (hinge_fault_applies(find(&table, "knee_forward_travel"), &p->view, &threshold, &offset))
            assert_close(threshold,
                         strcmp(task->id, "deadlift_floor") == 0 ? 0.10
                         : task->daily                           ? 0.15
                                                                 : 0.05,
                         0, 1e-12);
    }
}

/* --- verdicts --- */

static struct {
    struct plain plain;
    struct hinge_fault_table table;
    struct hinge_value *values;
    struct hinge_fault_outcome outcome;
} j; /* of the running test, which starts it */

static void start(char tier)
{
    hinge_fault_table_clear(&j.table);
    free(j.values);
    plain_init(&j.plain, tier);
    hinge_fault_table_init(&j.table);
    j.values = calloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *j.values);
    assert_non_null(j.values);
}

static int verdict(const char *id)
{
    hinge_metrics_compute(&j.plain.view, NULL, j.values);
    hinge_fault_judge(find(&j.table, id), &j.plain.view, j.values, NULL, &j.outcome);
    return j.outcome.state;
}

/* "RDLs" and "rdl" are one; another word is read as the row that is meant by it. */
TEST(words_of_tasks)
{
    static const char *const words[][2] = {{"squat", "squat_contrast"},
                                           {"Squats", "squat_contrast"},
                                           {"deadlift", "deadlift"},
                                           {"Dead-Lifts", "deadlift"},
                                           {"Deadlift floor", "deadlift_floor"},
                                           {"lift", "lift_heavy_box"},
                                           {"RDL", "rdl"},
                                           {"romanian_deadlift", "rdl"},
                                           {"Row", "hinge_row"},
                                           {"swing", "kettlebell_swing"},
                                           {"Good Mornings", "weighted_hinge"},
                                           {"sinks", "sink"},
                                           {"", "unspecified"},
                                           {"flying", "unspecified"},
                                           {"s", "unspecified"}};
    struct hinge_text text = {0};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        assert_string_equal(hinge_task_find(words[k][0])->id, words[k][1]);
    assert_false(hinge_task_known("flying"));
    assert_false(hinge_task_known(""));
    assert_true(hinge_task_known("Squats"));
    hinge_task_read_as("RDLs", &text);
    hinge_task_read_as("flying", &text);
    assert_string_equal(hinge_text_string(&text), "");
    hinge_task_read_as("swing", &text);
    assert_string_equal(hinge_text_string(&text),
                        "swing, read as kettlebell_swing: not judged are uncontrolled_lowering, "
                        "short_eccentric, jerky_descent");
    hinge_text_clear(&text);
    assert_string_equal(hinge_task_of_rep(hinge_task_find("deadlift"), true)->id, "deadlift_floor");
    assert_string_equal(hinge_task_of_rep(hinge_task_find("deadlift"), false)->id, "deadlift");
    assert_string_equal(hinge_task_of_rep(hinge_task_find("rdl"), true)->id, "rdl");
}

/* Down at 130 deg/s: a fault if the ascent lasts much longer, none if it is as quick. */
TEST(a_second_condition_decides)
{
    const size_t at =
        (size_t)hinge_metric_find("tempo_ratio") * HINGE_PHASE_COUNT + HINGE_PHASE_REP;
    const struct {
        struct hinge_value ratio;
        int state;
    } rows[] = {{hinge_value_of(0.74), HINGE_FAULT_PRESENT},
                {hinge_value_of(0.75), HINGE_FAULT_ABSENT},
                {hinge_value_of(1), HINGE_FAULT_ABSENT},
                {hinge_value_refuse(HINGE_REASON_PHASE_MISSING), HINGE_FAULT_PRESENT}};
    start('A');
    plain_depth(&j.plain, 130);
    assert_int_equal(verdict("uncontrolled_lowering"), HINGE_FAULT_ABSENT);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        j.values[at] = rows[k].ratio;
        hinge_fault_judge(find(&j.table, "uncontrolled_lowering"), &j.plain.view, j.values, NULL,
                          &j.outcome);
        assert_int_equal(j.outcome.state, rows[k].state);
        assert_int_equal(j.outcome.reason, rows[k].state == HINGE_FAULT_ABSENT
                                               ? HINGE_REASON_ALSO_NOT_MET
                                               : HINGE_REASON_OK);
        assert_close(j.outcome.severity, 130, 0, 1e-9);
    }
}

TEST(states_at_threshold_and_margin)
{
    assert_int_equal(hinge_fault_state(26, 30, 4), HINGE_FAULT_ABSENT);
    assert_int_equal(hinge_fault_state(26.001, 30, 4), HINGE_FAULT_BELOW);
    assert_int_equal(hinge_fault_state(30, 30, 4), HINGE_FAULT_BELOW);
    assert_int_equal(hinge_fault_state(30.001, 30, 4), HINGE_FAULT_ABOVE);
    assert_int_equal(hinge_fault_state(33.999, 30, 4), HINGE_FAULT_ABOVE);
    assert_int_equal(hinge_fault_state(34, 30, 4), HINGE_FAULT_PRESENT);
}

/* Margins that the depth, the frame rate and the threshold itself change. */
/* Tier C judges the lean of the trunk at lockout: a limb's margin, not the spine's. */
TEST(margin_of_what_stands_in)
{
    start('C');
    const struct hinge_fault *fault = find(&j.table, "lockout_overextension");
    assert_close(hinge_fault_margin(fault, 'A'), 4, 0, 0);
    assert_close(hinge_fault_margin(fault, 'B'), 8, 0, 0);
    assert_close(hinge_fault_margin(fault, 'C'), 5, 0, 0);
}

TEST(margins_at_their_limits)
{
    start('A');
    const struct hinge_fault *wink = find(&j.table, "butt_wink");
    plain_depth(&j.plain, 99.9);
    assert_close(hinge_fault_margin_of(wink, &j.plain.view, 5, 0), 2, 0, 1e-12);
    plain_depth(&j.plain, 100.1);
    assert_close(hinge_fault_margin_of(wink, &j.plain.view, 5, 0), 4, 0, 1e-12);
    /* what cannot be negative must be able to be absent: 0.8 T from e = T on */
    struct hinge_fault row = *find(&j.table, "pelvic_rotation");
    row.margin[0] = 10;
    assert_close(hinge_fault_margin_of(&row, &j.plain.view, 10, 0), 8, 0, 1e-12);
    row.margin[0] = 9.9;
    assert_close(hinge_fault_margin_of(&row, &j.plain.view, 10, 0), 9.9, 0, 1e-12);
    /* a dowel: 0.015 of the trunk, seen by a camera 0.03 */
    const struct hinge_fault *dowel = find(&j.table, "dowel_contact_lost");
    for (int tier = 0; tier < 2; tier++) {
        j.plain.body.tier = "AB"[tier];
        assert_close(hinge_fault_margin_of(dowel, &j.plain.view, .05, 0), tier == 0 ? 0.015 : 0.03,
                     0, 1e-12);
    }
    j.plain.body.tier = 'A';
    const struct hinge_fault *onset = find(&j.table, "waist_initiation");
    j.plain.body.rate_hz = 60; /* a frame is 0.0167 s, less than 0.02 */
    assert_close(hinge_fault_margin_of(onset, &j.plain.view, .1, 0), 0.02, 0, 1e-12);
    j.plain.body.rate_hz = 25;
    assert_close(hinge_fault_margin_of(onset, &j.plain.view, .1, 0), 0.04, 0, 1e-12);
}

/* Noise in standing: 0.6 of thresholds up to 10, 0.3 where it is strict. */
TEST(noise_at_its_limits)
{
    static const struct {
        const char *fault;
        enum hinge_signal signal;
        double sd;
        bool refused;
    } rows[] = {{"pelvic_rotation", HINGE_SIGNAL_pelvic_yaw, 6, false},
                {"pelvic_rotation", HINGE_SIGNAL_pelvic_yaw, 6.1, true},
                {"head_trunk_line", HINGE_SIGNAL_head_line, 14, false}, /* T is 15 */
                {"butt_wink", HINGE_SIGNAL_pelvis_tilt, 1.5, false},
                {"butt_wink", HINGE_SIGNAL_pelvis_tilt, 1.6, true},
                {"thoracic_rounding", HINGE_SIGNAL_thoracic_curv, 3, false},
                {"thoracic_rounding", HINGE_SIGNAL_thoracic_curv, 3.1, true}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        start('A');
        plain_set(&j.plain, rows[k].signal, 0, 3);
        j.plain.reps.standing.noise_sd[rows[k].signal] = rows[k].sd;
        int found = verdict(rows[k].fault);
        if ((found == HINGE_FAULT_REFUSED) != rows[k].refused)
            print_error("%s, %g\n", rows[k].fault, rows[k].sd);
        assert_int_equal(found == HINGE_FAULT_REFUSED, rows[k].refused);
        if (rows[k].refused)
            assert_int_equal(j.outcome.reason, HINGE_REASON_NOISE_TOO_HIGH);
    }
}

/* Noise makes a descent look jerky: 60 SD / 80 deg above 2.0 is no verdict. */
TEST(noise_of_smoothness)
{
    static const struct {
        double jerk, sd;
        int state;
    } rows[] = {{2.3, 0.399, HINGE_FAULT_PRESENT}, {2.3, 0.401, HINGE_FAULT_REFUSED},
                {2.05, 0.06, HINGE_FAULT_ABOVE},   {2.05, 0.07, HINGE_FAULT_REFUSED},
                {1.95, 5, HINGE_FAULT_BELOW}, /* noise only adds */
                {1.85, 5, HINGE_FAULT_ABSENT}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        start('B');
        plain_depth(&j.plain, 80);
        j.plain.reps.standing.noise_sd[HINGE_SIGNAL_driver] = rows[k].sd;
        const struct hinge_fault *row = find(&j.table, "jerky_descent");
        j.values[row->metric_at * HINGE_PHASE_COUNT + HINGE_PHASE_DESCENT] =
            hinge_value_of(-rows[k].jerk);
        hinge_fault_judge(row, &j.plain.view, j.values, NULL, &j.outcome);
        assert_int_equal(j.outcome.state, rows[k].state);
        assert_close(j.outcome.severity, rows[k].jerk, 0, 1e-12);
        if (rows[k].state == HINGE_FAULT_REFUSED)
            assert_int_equal(j.outcome.reason, HINGE_REASON_NOISE_TOO_HIGH);
    }
}

/* Noise lifts a maximum and a share: 3 of its SDs above the threshold are no verdict,
 * below it they are. Metrics bring theirs. */
TEST(noise_of_maxima)
{
    static const struct {
        const char *fault;
        enum hinge_signal signal; /* COUNT: its metric */
        double value, sd;
        int state;
    } rows[] = {{"head_retraction", HINGE_SIGNAL_head_back, 0.07, 0.0066, 3},
                {"head_retraction", HINGE_SIGNAL_head_back, 0.07, 0.0067, 255},
                {"head_retraction", HINGE_SIGNAL_head_back, 0.045, 0.02, 1},
                {"lumbar_overextension", HINGE_SIGNAL_lumbar_flex, -12, 1.3, 2},
                {"lumbar_overextension", HINGE_SIGNAL_lumbar_flex, -12, 1.4, 255},
                {"pelvic_drop", HINGE_SIGNAL_pelvic_obliquity, -8, 1, 3},
                {"pelvic_drop", HINGE_SIGNAL_pelvic_obliquity, -8, 1.01, 255},
                {"chin_tuck", HINGE_SIGNAL_neck_flex, 25, 3.3, 3},
                {"chin_tuck", HINGE_SIGNAL_neck_flex, 25, 3.4, 255},
                {"head_up", HINGE_SIGNAL_neck_flex, -25, 3.3, 3},
                {"head_up", HINGE_SIGNAL_neck_flex, -25, 3.4, 255},
                {"thoracic_rounding", HINGE_SIGNAL_thoracic_curv, 16, 2, 3},
                {"thoracic_rounding", HINGE_SIGNAL_thoracic_curv, 16, 2.1, 255},
                {"pelvic_tuck", HINGE_SIGNAL_pelvis_tilt, -20, 1.5, 3},
                {"pelvic_tuck", HINGE_SIGNAL_pelvis_tilt, -20, 1.8, 255},
                {"cop_off_target", HINGE_SIGNAL_cop_foot, 80, 3.3, 3},
                {"cop_off_target", HINGE_SIGNAL_cop_foot, 80, 3.4, 255},
                {"dowel_contact_lost", HINGE_SIGNAL_COUNT, 0.08, 0.0099, 3},
                {"dowel_contact_lost", HINGE_SIGNAL_COUNT, 0.08, 0.0101, 255},
                {"drop_lowering", HINGE_SIGNAL_COUNT, 0.8, 0.099, 3},
                {"drop_lowering", HINGE_SIGNAL_COUNT, 0.8, 0.101, 255}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        start('A');
        j.plain.info.side = "l";
        j.plain.view.task = hinge_task_find(rows[k].state == 1 ? "" : "single_leg_hinge");
        const struct hinge_fault *row = find(&j.table, rows[k].fault);
        if (strcmp(rows[k].fault, "drop_lowering") == 0)
            j.plain.view.task = hinge_task_find("rdl");
        plain_flex(&j.plain, 60, 30);
        plain_set(&j.plain, HINGE_SIGNAL_neck_flex, 0, 0);
        if (rows[k].signal != HINGE_SIGNAL_COUNT) {
            bool foot = rows[k].signal == HINGE_SIGNAL_cop_foot; /* stands on 50 % */
            plain_set(&j.plain, rows[k].signal, foot ? 50 : 0, rows[k].value);
            j.plain.reps.standing.noise_sd[rows[k].signal] = rows[k].sd;
        } else {
            size_t phase = (size_t)row->phase;
            j.values[row->metric_at * HINGE_PHASE_COUNT + phase] = hinge_value_of(rows[k].value);
            j.values[row->noise_metric_at * HINGE_PHASE_COUNT + phase] = hinge_value_of(rows[k].sd);
        }
        hinge_fault_judge(row, &j.plain.view, j.values, NULL, &j.outcome);
        if (j.outcome.state != rows[k].state)
            print_error("%s %g: %s\n", rows[k].fault, rows[k].sd,
                        hinge_reason_name(j.outcome.reason));
        assert_int_equal(j.outcome.state, rows[k].state);
        if (rows[k].state == HINGE_FAULT_REFUSED)
            assert_int_equal(j.outcome.reason, HINGE_REASON_NOISE_TOO_HIGH);
    }
}

/* What excursions of hip and lumbar spine, their noise in standing and the depth decide, on
 * either side of each limit. */
static void judge_flexion(const char *fault, double hip, double lumbar, double depth, double hip_sd,
                          double lumbar_sd, int state, enum hinge_reason refused)
{
    start('A');
    plain_flex(&j.plain, hip, lumbar);
    plain_depth(&j.plain, depth);
    j.plain.reps.standing.noise_sd[HINGE_SIGNAL_hip_flex] = hip_sd;
    j.plain.reps.standing.noise_sd[HINGE_SIGNAL_lumbar_flex] = lumbar_sd;
    int found = verdict(fault);
    if (found != state || (found == HINGE_FAULT_REFUSED && j.outcome.reason != refused))
        fail_msg("%s, hip %g, lumbar %g, SD %g and %g: %s (%s)", fault, hip, lumbar, hip_sd,
                 lumbar_sd, hinge_fault_state_name(found), hinge_reason_name(j.outcome.reason));
}

TEST(gates_at_their_limits)
{
    static const struct {
        const char *fault;
        double hip, lumbar, depth;
        int state; /* REFUSED: ROM_SMALL */
    } rows[] = {{"rounding_early", 13, 20.4, 90, HINGE_FAULT_PRESENT},
                {"rounding_early", 13, 20.0, 90, HINGE_FAULT_REFUSED}, /* F 9.9 of 10 */
                {"rounding_early", 17, 16.6, 90, HINGE_FAULT_ABSENT},  /* L 4.98 of 5 */
                {"waist_initiation", 40, 4.9, 90, HINGE_FAULT_ABSENT},
                {"waist_initiation", 4.9, 40, 90, HINGE_FAULT_PRESENT},
                {"back_first_ascent", 40, 5, 90, HINGE_FAULT_ABSENT},
                {"back_first_ascent", 40, 4.9, 90, HINGE_FAULT_REFUSED},
                {"back_first_ascent", 40, 7, 90, HINGE_FAULT_ABSENT},
                {"back_first_q1", 20, 19.9, 90, HINGE_FAULT_REFUSED},
                {"back_first_q1", 20, 20, 90, HINGE_FAULT_PRESENT},
                {"back_unfurl", 90, 29.9, 120, HINGE_FAULT_ABSENT}, /* LF 0.249 */
                {"back_unfurl", 89, 30.1, 120, HINGE_FAULT_PRESENT},
                {"back_unfurl", 30, 10.1, 90, HINGE_FAULT_ABSENT}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        judge_flexion(rows[k].fault, rows[k].hip, rows[k].lumbar, rows[k].depth, 0, 0,
                      rows[k].state, HINGE_REASON_ROM_SMALL);
}

/* Hips that went back by nearly 0.03: undecided on the side they are on. */
TEST(an_uncertain_gate)
{
    static const struct {
        double back;
        int state;
    } rows[] = {{0.019, HINGE_FAULT_PRESENT},
                {0.02, HINGE_FAULT_ABOVE},
                {0.029, HINGE_FAULT_ABOVE},
                {0.03, HINGE_FAULT_BELOW},
                {0.039, HINGE_FAULT_BELOW}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        start('A');
        plain_set(&j.plain, HINGE_SIGNAL_trunk_incl, 0, 60);
        plain_set(&j.plain, HINGE_SIGNAL_hip_posterior, 0, rows[k].back);
        if (verdict("fold_forward") != rows[k].state)
            print_error("%g back\n", rows[k].back);
        assert_int_equal(j.outcome.state, rows[k].state);
        assert_close(j.outcome.severity, k == 0 ? 0.40 : 0, 0, 1e-12);
    }
}

/* The hip path at the bottom, 0 back, 90 down, 180 forward: forward is no squat. Undecided around
 * both ends. */
TEST(hips_that_go_forward)
{
    static const struct {
        double path_deg;
        int state;
    } rows[] = {{-170, HINGE_FAULT_ABSENT}, {42, HINGE_FAULT_ABSENT},  {44, HINGE_FAULT_BELOW},
                {47, HINGE_FAULT_ABOVE},    {90, HINGE_FAULT_PRESENT}, {131, HINGE_FAULT_PRESENT},
                {134, HINGE_FAULT_ABOVE},   {136, HINGE_FAULT_BELOW},  {139, HINGE_FAULT_ABSENT},
                {176, HINGE_FAULT_ABSENT}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const double path = rows[k].path_deg * M_PI / 180;
        start('A');
        plain_set(&j.plain, HINGE_SIGNAL_hip_posterior, 0, 0.2 * cos(path));
        plain_set(&j.plain, HINGE_SIGNAL_hip_drop, 0, 0.2 * sin(path));
        if (verdict("squat_pattern") != rows[k].state)
            print_error("%g degrees\n", rows[k].path_deg);
        assert_int_equal(j.outcome.state, rows[k].state);
        if (rows[k].path_deg > 90)
            assert_int_equal(verdict("insufficient_hip_travel"), HINGE_FAULT_PRESENT);
    }
}

/* Hips at a wall have gone as far as it lets them, whatever noise does to what was measured. */
TEST(a_wall_that_was_touched)
{
    static const struct hinge_fault_error noisy = {.value = 1};
    for (int touched = 0; touched < 2; touched++) {
        start('A');
        plain_set(&j.plain, HINGE_SIGNAL_hip_posterior, 0, 0.05);
        j.plain.info.wall_gap_cm = 20;
        j.plain.info.contact = touched ? "1" : "0";
        hinge_fault_judge(find(&j.table, "insufficient_hip_travel"), &j.plain.view, j.values,
                          &noisy, &j.outcome);
        assert_int_equal(j.outcome.state, touched ? HINGE_FAULT_ABSENT : HINGE_FAULT_REFUSED);
        assert_int_equal(j.outcome.reason, touched ? HINGE_REASON_OK : HINGE_REASON_NOISE_TOO_HIGH);
    }
}

/* Thresholds and offsets of the driver are 1.15 times as large for L + H. */
TEST(drivers)
{
    start('A');
    j.plain.info.depth = "fixed";
    plain_depth(&j.plain, 52);
    assert_int_equal(verdict("depth_short"), HINGE_FAULT_BELOW);
    assert_close(j.outcome.severity, -2, 0, 1e-9);
    j.plain.body.driver_source = HINGE_SIGNAL_total_flex;
    verdict("depth_short");
    assert_close(j.outcome.severity, 57.5 - 52, 0, 1e-9);
    verdict("no_lockout");
    assert_close(j.outcome.threshold, 13.8, 0, 1e-9);
    verdict("uncontrolled_lowering");
    assert_close(j.outcome.threshold, 115, 0, 1e-9);
}

/* Squats are as deep as the thigh is from the vertical, however it stood: of points and of tables
 * of angles. */
TEST(depth_of_squats)
{
    start('C');
    j.plain.info.depth = "fixed";
    plain_depth(&j.plain, 120);
    plain_set(&j.plain, HINGE_SIGNAL_thigh_incl, 5, -65);
    assert_int_equal(verdict("depth_short"), HINGE_FAULT_ABSENT);
    j.plain.view.task = hinge_task_find("squat_contrast");
    j.plain.body.has_positions = true;
    assert_int_equal(verdict("depth_short"), HINGE_FAULT_PRESENT);
    assert_close(j.outcome.severity, 7, 0, 1e-9);
    assert_close(j.outcome.margin, 5, 0, 1e-9);
    j.plain.body.has_positions = false;
    assert_int_equal(verdict("depth_short"), HINGE_FAULT_PRESENT);
    assert_close(j.outcome.severity, 7, 0, 1e-9);
}

/* Arms held forward lift the shoulders; a face looks ahead in a lift from the floor. */
TEST(arms_and_face)
{
    start('A');
    plain_depth(&j.plain, 90);
    plain_set(&j.plain, HINGE_SIGNAL_shoulder_rise, 0, 0.2);
    plain_set(&j.plain, HINGE_SIGNAL_neck_flex, 0, 0);
    j.plain.rep.arms_deg = 46;
    verdict("shoulder_shrug");
    assert_int_equal(j.outcome.reason, HINGE_REASON_ARMS_RAISED);
    j.plain.rep.arms_deg = 45;
    verdict("shoulder_shrug");
    assert_int_equal(j.outcome.reason, HINGE_REASON_OK);
    j.plain.body.neck_of_face = true;
    assert_int_equal(verdict("head_up"), HINGE_FAULT_ABSENT);
    j.plain.rep.floor = true;
    verdict("head_up");
    assert_int_equal(j.outcome.reason, HINGE_REASON_HEAD_FROM_FACE);
    j.plain.rep.floor = false;
    j.plain.body.tier = 'C';
    j.plain.body.dim = 2; /* a picture, wherever the movement starts */
    verdict("chin_tuck");
    assert_int_equal(j.outcome.reason, HINGE_REASON_HEAD_FROM_FACE);
    j.plain.body.neck_of_face = false;
    verdict("head_up");
    assert_int_equal(j.outcome.reason, HINGE_REASON_OK);
}

/* The spine is flexed all at once when the descent begins. Smoothed over 41 frames it
 * starts 20 of them earlier: at 20/41, and F, a straight line, at 210/41; at 30 % both
 * are themselves. */
TEST(shares_are_smoothed_beyond_the_phase)
{
    start('A');
    j.plain.parameters.share_w = 0.41;
    plain_flex(&j.plain, 88, 12);
    double *lumbar = j.plain.data[HINGE_SIGNAL_lumbar_flex];
    for (size_t i = PLAIN_DOWN + 1; i <= PLAIN_UP; i++)
        lumbar[i] = 12;
    verdict("rounding_early");
    assert_close(j.outcome.severity, 12 * (1 - 20.0 / 41) / (30 - 210.0 / 41), 0, 1e-9);
}

/* Refused are, of L and H with noise in standing:
 * - shares over part of a phase whose error, sqrt(2) / 2 ((1 - f) SD of L + f SD of H) / F, is
 *   more than 0.06. Over the first 30 % of the way F is 30 and f 0.2. The plateau counts the hip's
 *   share, f = 0.8 there, by 0.8 before it: over the last quarter F is 25, and
 *   sqrt(2) * 0.5 * 0.8 SD / 25 / 0.8 is 0.06 at an SD of 2.12;
 * - lags whose error, that of both onsets: hypot(SD / speed), is more than 0.04 s;
 * - what is nearer to the threshold than some errors, on either side, or shut out by less than 3
 *   where noise forbids a verdict. With the same SD in L and H the error of a share is
 *   sqrt(1/2) SD / F, of an excursion sqrt(1/2) SD: half of that of a quarter of 100 degrees is
 *   0.02 at SD 1.414, twice that of an excursion 8 at 5.657. */
TEST(noise_of_shares_and_lags)
{
    enum { ABSENT = HINGE_FAULT_ABSENT, BELOW = HINGE_FAULT_BELOW, ABOVE = HINGE_FAULT_ABOVE };
    enum { PRESENT = HINGE_FAULT_PRESENT, REFUSED = HINGE_FAULT_REFUSED };
    static const struct {
        const char *fault;
        double hip, lumbar, hip_sd, lumbar_sd;
        int state;
    } rows[] = {{"rounding_early", 80, 20, 0, 3.1, ABSENT},
                {"rounding_early", 80, 20, 0, 3.3, REFUSED},
                {"rounding_early", 80, 20, 12.6, 0, ABSENT},
                {"rounding_early", 80, 20, 12.8, 0, REFUSED},
                {"hip_plateau_end", 80, 20, 0, 2.10, ABSENT},
                {"hip_plateau_end", 80, 20, 0, 2.14, REFUSED},
                {"waist_initiation", 50, 50, 1.40, 1.40, ABSENT}, /* at 50 degrees/s */
                {"waist_initiation", 50, 50, 1.43, 1.43, REFUSED},
                {"back_first_q1", 58, 42, 1.41, 1.41, ABOVE},
                {"back_first_q1", 58, 42, 1.42, 1.42, REFUSED},
                {"back_first_q1", 62, 38, 1.41, 1.41, BELOW},
                {"back_first_q1", 62, 38, 1.42, 1.42, REFUSED},
                {"back_unfurl", 30, 30, 7.06, 7.06, PRESENT},
                {"back_unfurl", 30, 30, 7.08, 7.08, REFUSED},
                {"back_unfurl", 30, 12, 5.65, 5.65, ABSENT},
                {"back_unfurl", 30, 12, 5.66, 5.66, REFUSED},
                /* 0.05 too much before the end, of an error of 0.0094 SD; that of the
                 * end is 0.0283 SD */
                {"rounding_late", 70, 30, 2.1, 2.1, ABSENT},
                {"rounding_late", 70, 30, 2.2, 2.2, REFUSED},
                {"rounding_late", 40, 60, 5.0, 5.0, ABSENT}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        judge_flexion(rows[k].fault, rows[k].hip, rows[k].lumbar, 90, rows[k].hip_sd,
                      rows[k].lumbar_sd, rows[k].state, HINGE_REASON_NOISE_TOO_HIGH);
        if (strcmp(rows[k].fault, "rounding_early") == 0)
            assert_close(j.outcome.severity, 0.2, 0, 1e-9);
    }
}

/* The time is that of an extreme; a median is at no moment. */
TEST(times_of_extremes)
{
    start('A');
    plain_flex(&j.plain, 60, 20);
    plain_set(&j.plain, HINGE_SIGNAL_knee_flex, 0, 20)[215] += 1;
    j.plain.data[HINGE_SIGNAL_lumbar_flex][215] += 1;
    verdict("lumbar_rounding");
    assert_close(j.outcome.time_s, 2.15, 0, 1e-12);
    verdict("excessive_knee_flexion");
    assert_close(j.outcome.severity, 20, 0, 1e-12);
    assert_true(isnan(j.outcome.time_s));
}

/* A window without the hold is two pieces: frames of the second are counted from there.
 */
TEST(times_in_a_later_piece)
{
    start('A');
    plain_flex(&j.plain, 60, 20);
    for (size_t f = 0; f < j.table.n; f++)
        if (strcmp(j.table.row[f].id, "lumbar_rounding") == 0)
            j.table.row[f].window.parts = HINGE_WINDOW_DESCENT | HINGE_WINDOW_ASCENT;
    j.plain.data[HINGE_SIGNAL_lumbar_flex][265] += 30;
    verdict("lumbar_rounding");
    assert_close(j.outcome.time_s, 2.65, 0, 1e-12);
    j.plain.data[HINGE_SIGNAL_lumbar_flex][150] += 50;
    verdict("lumbar_rounding");
    assert_close(j.outcome.time_s, 1.5, 0, 1e-12);
}

/* A pelvis that tucks only after the first peak of a joined bottom sits up again. */
TEST(a_wink_before_the_first_peak)
{
    for (int rebound = 0; rebound < 2; rebound++) {
        start('A');
        double *tilt = plain_set(&j.plain, HINGE_SIGNAL_pelvis_tilt, 0, 60);
        for (size_t i = PLAIN_BOTTOM + 1; i <= PLAIN_UP; i++)
            tilt[i] -= 20;
        j.plain.rep.warnings = rebound ? HINGE_WARN(REBOUND) : 0;
        assert_int_equal(verdict("butt_wink"), rebound ? HINGE_FAULT_ABSENT : HINGE_FAULT_PRESENT);
    }
}

/* The free side is the other one: what is a drop for one leg is open for the other. */
TEST(sides)
{
    for (int right = 0; right < 2; right++) {
        start('A');
        j.plain.view.task = hinge_task_find("single_leg_hinge");
        j.plain.info.side = right ? "r" : "l";
        plain_set(&j.plain, HINGE_SIGNAL_pelvic_obliquity, 0, -12);
        assert_int_equal(verdict("pelvic_drop"), right ? HINGE_FAULT_ABSENT : HINGE_FAULT_PRESENT);
        assert_close(j.outcome.severity, right ? 0 : 12, 0, 1e-9);
        assert_int_equal(verdict("pelvic_open"), right ? HINGE_FAULT_PRESENT : HINGE_FAULT_ABSENT);
        plain_set(&j.plain, HINGE_SIGNAL_lateral_lean, 0, -14);
        assert_int_equal(verdict("lateral_lean"), right ? HINGE_FAULT_ABSENT : HINGE_FAULT_PRESENT);
        assert_close(j.outcome.severity, right ? 0 : 14, 0, 1e-9);
        j.plain.info.side = "";
        assert_int_equal(verdict("lateral_lean"), HINGE_FAULT_REFUSED);
        assert_int_equal(j.outcome.reason, HINGE_REASON_NO_SIDE);
        j.plain.view.task = hinge_task_find("rdl"); /* on two legs to either side */
        assert_int_equal(verdict("lateral_lean"), HINGE_FAULT_PRESENT);
    }
}

/* What is before the first movement begins where the repetition before has ended. */
TEST(setup_after_another_repetition)
{
    struct hinge_rep reps[2];
    start('A');
    double *cva = plain_set(&j.plain, HINGE_SIGNAL_cva, 60, 60);
    for (size_t i = 0; i < 80; i++)
        cva[i] = 30;
    assert_int_equal(verdict("forward_head_setup"), HINGE_FAULT_PRESENT);
    assert_close(j.outcome.severity, 20, 0, 1e-9);
    reps[0] = reps[1] = j.plain.rep;
    reps[0].bounds = (struct hinge_phase_bounds){5, 30, 40, 80};
    j.plain.reps.rep = reps;
    j.plain.reps.n = 2;
    j.plain.view.rep = &reps[1];
    assert_int_equal(verdict("forward_head_setup"), HINGE_FAULT_ABSENT);
    assert_close(j.outcome.severity, -10, 0, 1e-9);
}

/* Knees that only twitch first are not first: the smaller of the lags at 5 and 25 %. */
TEST(the_smaller_lag)
{
    start('A');
    plain_flex(&j.plain, 60, 30);
    double *knee = plain_set(&j.plain, HINGE_SIGNAL_knee_flex, 0, 40);
    for (size_t i = 0; i < PLAIN_BOTTOM; i++) { /* a tenth by 0.95 s, the rest from 1.2 s */
        double t = (double)i / 100;
        knee[i] = t < 0.90 ? 0 : t < 0.95 ? 80 * (t - 0.90) : t < 1.2 ? 4 : 4 + 45 * (t - 1.2);
    }
    /* the hip passes 25 % at 1.25 s, the knee at 1.2 + 6 / 45 */
    verdict("knees_first");
    assert_close(j.outcome.severity, 1.25 - (1.2 + 6 / 45.0), 0, 0.006);
}

/* Hips 0.115 s behind knees of 40 degrees/s: the lag's error by the knees' noise is
 * SD / 40, and nearer to 0.1 than half of it is no verdict. */
TEST(noise_of_the_smaller_lag)
{
    double short_of = 0;
    for (int k = 0; k < 3; k++) {
        start('A');
        plain_flex(&j.plain, 60, 30);
        plain_set(&j.plain, HINGE_SIGNAL_knee_flex, 0, 40);
        double *hip = plain_set(&j.plain, HINGE_SIGNAL_hip_flex, 0, 60 * 0.885);
        for (size_t i = 0; i < PLAIN_BOTTOM; i++)
            hip[i] = fmax(0, 60 * ((double)i / 100 - 1.115));
        j.plain.reps.standing.noise_sd[HINGE_SIGNAL_knee_flex] =
            (k < 2 ? 0.98 * k : 1.02) * short_of * 2 * 40;
        assert_int_equal(verdict("knees_first"), k < 2 ? HINGE_FAULT_BELOW : HINGE_FAULT_REFUSED);
        short_of = 0.1 - j.outcome.severity;
    }
}

/* Slow errors of the tracker widen margins, take their peaks off maxima, and beyond
 * noise.slow_most judge no spine; all of it by SCIENCE 7.0. */
TEST(slow_errors)
{
    start('B');
    plain_flex(&j.plain, 60, 50);
    j.plain.body.slow.sd[HINGE_SIGNAL_lumbar_flex] = 4; /* less than the tier's 8 */
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_PRESENT);
    assert_close(j.outcome.margin, 8, 0, 1e-12);
    j.plain.body.slow.sd[HINGE_SIGNAL_lumbar_flex] = 10; /* since standing: two of it */
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_PRESENT);
    assert_close(j.outcome.margin, 1.35 * 10 * sqrt(2), 0, 1e-9);
    j.plain.body.slow.sd[HINGE_SIGNAL_lumbar_flex] = 11;
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_ABOVE);
    /* what a maximum picks up: 0.75 of 15.6 degrees, where the recording shows it */
    plain_flex(&j.plain, 60, 41);
    j.plain.body.slow.shown = 1;
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_BELOW);
    assert_close(j.outcome.severity, 41, 0, 1e-9);
    plain_flex(&j.plain, 60, 42);
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_ABOVE);
    /* a margin may pass the threshold: absent is out of reach */
    plain_set(&j.plain, HINGE_SIGNAL_pelvis_tilt, 0, 20);
    j.plain.body.slow.sd[HINGE_SIGNAL_pelvis_tilt] = 5;
    assert_int_equal(verdict("butt_wink"), HINGE_FAULT_BELOW);
    assert_close(j.outcome.margin, 1.35 * 5 * sqrt(2), 0, 1e-9);
    /* shares and lags: what the recording shows of it */
    assert_int_equal(verdict("spine_over_hip"), HINGE_FAULT_ABOVE);
    assert_close(j.outcome.margin, 1.35 * sqrt(2) * (60 * 11.0) / 102 / 102, 0, 1e-9);
    j.plain.body.slow.shown = 0;
    verdict("spine_over_hip");
    assert_close(j.outcome.margin, 0.10, 0, 1e-12);
    j.plain.body.slow.spine_mm = 15;
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_ABOVE);
    j.plain.body.slow.spine_mm = 15.1;
    assert_int_equal(verdict("lumbar_rounding"), HINGE_FAULT_REFUSED);
    assert_int_equal(j.outcome.reason, HINGE_REASON_NOISE_TOO_HIGH);
    assert_int_equal(verdict("spine_over_hip"), HINGE_FAULT_REFUSED);
    plain_set(&j.plain, HINGE_SIGNAL_knee_flex, 0, 60);
    assert_int_equal(verdict("excessive_knee_flexion"), HINGE_FAULT_PRESENT);
}

/* No error of signals moves a value further than its reach (draws are left out by it).
 */
TEST(reach)
{
    struct hinge_random random;
    double largest[HINGE_SIGNAL_COUNT], first[1 + HINGE_GATES], now[1 + HINGE_GATES],
        most[1 + HINGE_GATES];
    size_t bounded = 0;
    start('A');
    hinge_random_init(&random, 3, HINGE_STREAM_NOISE, 0);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        largest[s] = 2;
        plain_set(&j.plain, (enum hinge_signal)s, 5, 40);
    }
    cleared_by(freed) struct plain *noisy = malloc(sizeof *noisy);
    assert_non_null(noisy);
    for (size_t f = 0; f < j.table.n; f++)
        for (int draw = 0; draw < 20; draw++) {
            *noisy = j.plain;
            noisy->view.body = &noisy->body;
            noisy->view.reps = &noisy->reps;
            noisy->reps.ds = noisy->ds; /* phases stay: bounds are fixed */
            for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
                noisy->body.signal[s] = noisy->data[s];
                for (size_t i = 0; i < PLAIN_FRAMES; i++)
                    noisy->data[s][i] += draw < 4
                                             ? (draw % 2 ? 2 : -2) * (i < PLAIN_UP - 20 ? 1 : -1)
                                             : 2 - 4 * hinge_random_uniform(&random);
            }
            hinge_metrics_compute(&j.plain.view, NULL, j.values);
            hinge_fault_values(&j.table.row[f], &j.plain.view, j.values, NULL, first, largest,
                               most);
            hinge_fault_values(&j.table.row[f], &noisy->view, j.values, NULL, now, NULL, NULL);
            for (int k = 0; k <= HINGE_GATES; k++) {
                bool known = k == 0 || j.table.row[f].gate[k - 1].used;
                if (!known || isnan(first[k]) || isnan(now[k]) || isinf(most[k]))
                    continue;
                bounded++;
                if (fabs(now[k] - first[k]) > most[k] + 1e-9)
                    fail_msg("%s, value %d: moved by %g, reach %g", j.table.row[f].id, k,
                             now[k] - first[k], most[k]);
            }
        }
    assert_true(bounded > 20 * 20);
}

/* Signals that a row is not said to read do not move it (noise is not drawn for them).
 */
TEST(what_rows_read)
{
    double first[1 + HINGE_GATES], now[1 + HINGE_GATES];
    size_t compared = 0;
    start('A');
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        plain_set(&j.plain, (enum hinge_signal)s, 5, 40 + s);
    cleared_by(freed) struct plain *noisy = malloc(sizeof *noisy);
    assert_non_null(noisy);
    hinge_metrics_compute(&j.plain.view, NULL, j.values);
    for (size_t f = 0; f < j.table.n; f++) {
        const struct hinge_fault *row = &j.table.row[f];
        *noisy = j.plain;
        noisy->view.body = &noisy->body;
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
            noisy->body.signal[s] = noisy->data[s];
            bool read = s == HINGE_SIGNAL_driver || hinge_fault_reads(row, (enum hinge_signal)s);
            for (size_t i = 0; i < PLAIN_FRAMES && !read; i++)
                noisy->data[s][i] *= 1.1 + (double)(i % 3);
        }
        hinge_fault_values(row, &j.plain.view, j.values, NULL, first, NULL, NULL);
        hinge_fault_values(row, &noisy->view, j.values, NULL, now, NULL, NULL);
        for (int k = 0; k <= HINGE_GATES; k++) {
            if (k > 0 && !row->gate[k - 1].used)
                continue;
            if (now[k] != first[k] && !(isnan(now[k]) && isnan(first[k])))
                fail_msg("%s, value %d: %g, then %g", row->id, k, first[k], now[k]);
            compared += isnan(first[k]) ? 0 : 1;
        }
    }
    assert_true(compared > 60);
}

/* What a row measures is kept where somebody has a place for it, and asked for once. */
TEST(measured_once)
{
    struct hinge_measured kept = {0};
    start('A');
    plain_flex(&j.plain, 60, 41);
    hinge_metrics_compute(&j.plain.view, NULL, j.values);
    size_t f = 0;
    while (strcmp(j.table.row[f].id, "lumbar_rounding") != 0)
        f++;
    const struct hinge_fault *row = &j.table.row[f];
    assert_close(hinge_fault_measure(row, &j.plain.view, j.values, &kept).value.value, 41, 0, 1e-9);
    assert_true(kept.taken);
    plain_flex(&j.plain, 60, 20); /* too late for whoever keeps it */
    assert_close(hinge_fault_measure(row, &j.plain.view, j.values, &kept).value.value, 41, 0, 1e-9);
    assert_close(hinge_fault_measure(row, &j.plain.view, j.values, NULL).value.value, 20, 0, 1e-9);
}
