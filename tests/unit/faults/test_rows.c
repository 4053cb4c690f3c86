/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every built-in fault: the numbers it is judged by, what each evidence tier may say,
 * a body that has it, one that nearly has it, and its states at the limits. */
#include "test.h"

#include "analysed.h"

#include <stddef.h>

#define ARMS "elbow wrist "
enum { TIER_A, TIER_B, TIER_C, TIER_C_PELVIS, TIERS };
static const struct {
    const char *landmarks;
    char tier;
    bool pelvis;
} views[TIERS] = {{CHAIN PELVIS ARMS "ij px nose rib", 'A', true},
                  {CHAIN ARMS "nose", 'B', false},
                  {LEGS ARMS "ear nose", 'C', false},
                  {LEGS PELVIS ARMS "c7 ear nose", 'C', true}};

/* --- what method 7 says of each --- */

#define NO "TIER_C_NO_LUMBAR"
#define LOW "TIER_TOO_LOW"
#define ALL                                                                                        \
    {                                                                                              \
        NULL, NULL, NULL, NULL                                                                     \
    }
#define SILENT                                                                                     \
    {                                                                                              \
        "NO_EMG", "NO_EMG", "NO_EMG", "NO_EMG"                                                     \
    }
#define UNTRACKED                                                                                  \
    {                                                                                              \
        "NOT_APPLICABLE_VARIANT", "NOT_APPLICABLE_VARIANT", NO, NO                                 \
    }
#define LUMBAR                                                                                     \
    {                                                                                              \
        NULL, NULL, NO, NO                                                                         \
    }
#define PELVIC                                                                                     \
    {                                                                                              \
        NULL, NULL, NO, NULL                                                                       \
    }

static const struct row {
    const char *id;
    double threshold;
    const char *refused[TIERS]; /* NULL: judged */
    double margin[TIERS];
    const char *task, *cue, *depth; /* it applies only there */
} rows[] = {
    {"lumbar_rounding", 30, LUMBAR, {4, 8}, "", "", ""},
    {"lumbar_rounding_of_max", 70, LUMBAR, {5, 10}, "", "", ""},
    {"rib_flare_setup", 5, {NULL, LOW, NO, NO}, {4}, "", "", ""},
    {"rounding_early", .40, LUMBAR, {.05, .10}, "", "", ""},
    {"rounding_late", .40, LUMBAR, {.05, .10}, "", "", ""},
    {"hip_plateau_end", .40, LUMBAR, {.025, .05}, "", "", ""},
    {"waist_initiation", .10, LUMBAR, {.02, .02}, "", "", ""},
    {"neighbor_borrowing", .50, LUMBAR, {.05, .10}, "", "", ""},
    {"hip_rom_limited", 0, PELVIC, {4, 8, 0, 4}, "", "", "max"},
    {"spine_over_hip", .40, LUMBAR, {.05, .10}, "", "", ""},
    {"lumbar_overextension", 10, LUMBAR, {4, 8}, "", "", ""},
    {"lockout_overextension", 8, ALL, {4, 6.4, 5, 5}, "", "", ""},
    {"stack_loss", 8, {NULL, LOW, NO, NO}, {4}, "", "", ""},
    {"thoracic_rounding", 10, LUMBAR, {4, 8}, "", "", ""},
    {"butt_wink", 5, PELVIC, {2, 4, 0, 2}, "", "", ""},
    {"pelvic_tuck", 5, PELVIC, {2, 4, 0, 2}, "", "", ""},
    {"chin_tuck", 15, ALL, {3, 5, 5, 5}, "", "", ""},
    {"head_up", 15, ALL, {3, 5, 5, 5}, "", "", ""},
    {"forward_head_setup", 0, {NULL, NULL, "NO_HEAD", NULL}, {3, 5, 0, 5}, "", "", ""},
    {"head_trunk_line", 15, ALL, {3, 5, 5, 5}, "", "", ""},
    {"head_retraction", .05, {NULL, NULL, LOW, LOW}, {.01, .02}, "", "", ""},
    {"shoulder_shrug", .05, ALL, {.01, .02, .02, .02}, "", "", ""},
    {"shoulder_rounding", .05, {NULL, LOW, NO, NO}, {.01}, "", "", ""},
    {"rib_flare_asym", .03, {NULL, LOW, NO, NO}, {.01}, "", "", ""},
    {"dowel_contact_lost", .05, LUMBAR, {.015, .03}, "", "", ""},
    {"pelvic_rotation", 10, ALL, {4, 8, 8, 4}, "", "", ""},
    {"asym_hip", 10, ALL, {4, 8, 8, 4}, "", "", ""},
    {"lateral_shift", .04, ALL, {.01, .02, .02, .02}, "", "", ""},
    {"lateral_lean", 8, ALL, {3, 5, 5, 5}, "", "", ""},
    {"pelvic_drop", 5, ALL, {2, 4, 4, 2}, "single_leg_hinge", "", ""},
    {"pelvic_open", 8, ALL, {2, 4, 4, 2}, "single_leg_hinge", "", ""},
    {"knee_valgus", .15, ALL, {.05, .10, .05, .05}, "", "", ""},
    {"stance_width", .35, ALL, {.05, .10, .05, .05}, "", "", ""},
    {"toe_out", 20, ALL, {4, 8, 8, 4}, "", "", ""},
    {"wall_tap_miss", 0, ALL, {1.5, 1.5, 1.5, 1.5}, "", "", ""},
    {"bench_behind_miss", 0, ALL, {1.5, 1.5, 1.5, 1.5}, "", "bench_behind", ""},
    {"drop_lowering", .5, ALL, {.1, .1, .1, .1}, "rdl", "", ""},
    {"insufficient_hip_travel", 0, ALL, {.01, .02, .02, .02}, "", "", ""},
    {"fold_forward", 0, ALL, {.05, .10, .05, .05}, "", "", ""},
    {"squat_pattern", 45, ALL, {3, 5, 5, 5}, "", "", ""},
    {"chest_not_over_toes", .75, ALL, {.03, .06, .06, .06}, "", "", ""},
    {"load_off_midfoot", .25, ALL, {.03, .06, .06, .06}, "rdl", "", ""},
    {"weight_off_midfoot", 20, ALL, {2, 2, 2, 2}, "", "", ""},
    {"warrior_depth_short", 0, ALL, {3, 5, 5, 5}, "warrior_hinge", "", ""},
    {"depth_short", 0, ALL, {3, 5, 5, 5}, "", "", "fixed"},
    {"knee_dominant", .40, ALL, {.05, .10, .05, .05}, "", "", ""},
    {"excessive_knee_flexion", 30, ALL, {3, 5, 5, 5}, "", "", ""},
    {"locked_knees", 0, ALL, {3, 5, 5, 5}, "", "", ""},
    {"knee_forward_travel", .05, ALL, {.01, .02, .02, .02}, "", "", ""},
    {"knee_past_toe", 0, ALL, {.03, .06, .06, .06}, "", "", ""},
    {"shin_forward", 10, ALL, {3, 5, 5, 5}, "", "", ""},
    {"shin_back_excess", 15, ALL, {3, 5, 5, 5}, "", "", ""},
    {"knees_first", .10, ALL, {.02, .02, .02, .02}, "", "", ""},
    {"bench_front_contact", .02, ALL, {.01, .016, .016, .016}, "", "bench_front", ""},
    {"uncontrolled_lowering", 100, ALL, {10, 10, 10, 10}, "", "", ""},
    {"short_eccentric", .40, ALL, {.05, .10, .05, .05}, "", "", ""},
    {"jerky_descent", 2.0, ALL, {.1, .1, .1, .1}, "", "", ""},
    {"back_first_ascent", .10, LUMBAR, {.02, .02}, "", "", ""},
    {"back_first_q1", .40, LUMBAR, {.05, .10}, "", "", ""},
    {"back_unfurl", 20, LUMBAR, {4, 8}, "", "", ""},
    {"hips_shoot_up", 0, ALL, {.05, .10, .05, .05}, "deadlift_floor", "", ""},
    {"no_lockout", 12, ALL, {3, 5, 5, 5}, "", "", ""},
    /* judged in test_plain.c and test_balance.c */
    {"cop_off_target", 20, {"NO_FORCE", "NO_FORCE", "NO_FORCE", "NO_FORCE"}, {0}, "", "", ""},
    {"kickstand_rock_back",
     0,
     {"NO_SIDE", "NO_SIDE", "NO_SIDE", "NO_SIDE"},
     {0},
     "kickstand_hinge",
     "",
     ""},
    /* judged in test_dowel.c */
    {"dowel_head", .05, UNTRACKED, {0}, "", "", ""},
    {"dowel_mid", .05, UNTRACKED, {0}, "", "", ""},
    {"dowel_tail", .05, UNTRACKED, {0}, "", "", ""},
    /* judged in test_emg.c */
    {"glute_late", .03, SILENT, {0}, "", "", ""},
    {"hamstring_first", .03, SILENT, {0}, "", "", ""},
    {"erector_first", .03, SILENT, {0}, "", "", ""},
    {"glute_clench_descent", .20, SILENT, {0}, "", "", ""},
    {"glute_low_activation", .5, SILENT, {0}, "", "", ""},
    {"hip_flexor_pull", 2, SILENT, {0}, "", "", ""},
    {"es_flexion_relaxation", 10, SILENT, {0}, "", "", ""},
    {"brace_absent", 0, SILENT, {0}, "", "", ""},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* --- bodies that have a fault, and bodies that nearly have it --- */

#define SET(field, value) offsetof(struct subject, field), value
/* Changes of text G. `near_miss` replaces the value in the body that is within the
 * limits. */
static const struct change {
    const char *id;
    size_t member;
    double planted, near_miss;
} changes[] = {
    {"lumbar_rounding", SET(lumbar, 50), 26},
    {"lumbar_rounding_of_max", SET(lumbar, 56), 30}, /* of 50 */
    {"rib_flare_setup", SET(lumbar_stand, -10), 3},
    {"rounding_early", SET(lumbar, 100), 30},
    {"rounding_early", SET(lumbar_bend, -70), -6},
    {"rounding_late", SET(lumbar, 4), 4},
    {"rounding_late", SET(lumbar_bend, 0), 0},
    {"rounding_late", SET(lumbar_late, 34), 4},
    {"hip_plateau_end", SET(lumbar_late, 45), 10},
    {"hip_plateau_end", SET(wink, 16), 3},
    {"waist_initiation", SET(lumbar_lead_s, 0.25), 0.02},
    {"neighbor_borrowing", SET(lumbar, 80), 30},
    {"neighbor_borrowing", SET(pelvis, -10), 45},
    {"neighbor_borrowing", SET(knee, 45), 20},
    {"hip_rom_limited", SET(pelvis, 25), 55},
    {"spine_over_hip", SET(lumbar, 62), 30},
    {"spine_over_hip", SET(pelvis, 20), 45},
    {"lumbar_overextension", SET(lumbar, -20), -1},
    {"lumbar_overextension", SET(lumbar_bend, 0), 0},
    {"lockout_overextension", SET(arch, 22), 1.2},
    {"stack_loss", SET(lumbar, -20), -3},
    {"stack_loss", SET(lumbar_bend, 0), 0},
    {"thoracic_rounding", SET(thoracic, 28), 1.5},
    {"butt_wink", SET(wink, 34), 14},
    {"pelvic_tuck", SET(pelvis, -25), 20},
    {"pelvic_tuck", SET(lumbar, 85), 60},
    {"chin_tuck", SET(neck, 30), 1},
    {"head_up", SET(neck, -30), -8},
    {"head_trunk_line", SET(thoracic, 30), 0},
    {"head_retraction", SET(retract_m, 0.06), 0.01},
    {"shoulder_shrug", SET(shrug_m, 0.06), 0},
    {"shoulder_rounding", SET(protract_m, 0.05), 0.015},
    {"rib_flare_asym", SET(rib_m, 0.03), 0.008},
    {"dowel_contact_lost", SET(lumbar, 45), 5},
    {"dowel_contact_lost", SET(lumbar_bend, 0), 0},
    {"pelvic_rotation", SET(yaw_deg, 25), 1.5},
    {"asym_hip", SET(asymmetry_m, 0.08), 0.003},
    {"lateral_shift", SET(shift_m, 0.06), 0.014},
    {"lateral_lean", SET(lean_m, 0.14), 0.02},
    {"pelvic_drop", SET(oblique_deg, -12), -0.8},
    {"pelvic_open", SET(oblique_deg, 16), 3.5},
    {"knee_valgus", SET(valgus_m, 0.03), 0.003},
    {"stance_width", SET(wide_m, 0.30), 0.07},
    {"toe_out", SET(toes_m, 0.13), 0.03},
    {"wall_tap_miss", SET(shank, 20), -3},
    {"wall_tap_miss", SET(pelvis, 60), 45},
    {"bench_behind_miss", SET(shank, 6), -14},
    {"drop_lowering", SET(rep[0].desc, 0.5), 1.3},
    {"drop_lowering", SET(rep[1].desc, 0.5), 1.3},
    {"insufficient_hip_travel", SET(shank, 18), 0},
    {"insufficient_hip_travel", SET(knee, 20), 22},
    {"insufficient_hip_travel", SET(pelvis, 60), 60},
    {"fold_forward", SET(knee, 20), 20},
    {"fold_forward", SET(shank, -4), -4},
    {"fold_forward", SET(lumbar, 30), 20},
    {"fold_forward", SET(knee_lead_s, -0.6), 0.15},
    {"squat_pattern", SET(shank, 35), 5},
    {"squat_pattern", SET(knee, 115), 50},
    {"chest_not_over_toes", SET(pelvis, 70), 45},
    {"chest_not_over_toes", SET(shank, 15), -3},
    {"load_off_midfoot", SET(pelvis, 60), 20},
    {"load_off_midfoot", SET(shank, 10), -9},
    {"weight_off_midfoot", SET(shank, 22), 0},
    {"weight_off_midfoot", SET(pelvis, 70), 42},
    {"warrior_depth_short", SET(pelvis, 30), 78},
    {"depth_short", SET(pelvis, 5), 45},
    {"knee_dominant", SET(knee, 110), 30},
    {"knee_dominant", SET(shank, 35), 0},
    {"knee_dominant", SET(pelvis, 0), 45},
    {"excessive_knee_flexion", SET(knee, 45), 24},
    {"locked_knees", SET(knee, -8), 13},
    {"knee_forward_travel", SET(shank, 20), 3},
    {"knee_forward_travel", SET(knee, 40), 25},
    {"knee_past_toe", SET(shank, 38), 20},
    {"knee_past_toe", SET(knee, 70), 40},
    {"shin_forward", SET(shank, 20), 4},
    {"shin_forward", SET(knee, 40), 25},
    {"shin_back_excess", SET(shank, -24), -9},
    {"knees_first", SET(knee_lead_s, 0.5), 0.02},
    {"knees_first", SET(shank, 18), -3},
    {"knees_first", SET(knee, 28), 20},
    {"bench_front_contact", SET(shank, 12), -1},
    {"bench_front_contact", SET(knee, 30), 20},
    {"uncontrolled_lowering", SET(rep[0].desc, 0.6), 1.2},
    {"uncontrolled_lowering", SET(rep[1].desc, 0.6), 1.2},
    {"short_eccentric", SET(rep[0].desc, 0.7), 1.4},
    {"short_eccentric", SET(rep[1].desc, 0.7), 1.4},
    {"short_eccentric", SET(rep[0].asc, 1.9), 1.9},
    {"short_eccentric", SET(rep[1].asc, 1.9), 1.9},
    {"back_first_ascent", SET(lumbar_lead_s, 0.3), 0.02},
    {"back_first_q1", SET(lumbar_lead_s, 0.45), 0},
    {"back_unfurl", SET(lumbar, 52), 11},
    {"back_unfurl", SET(lumbar_bend, -6), 0},
    {"back_unfurl", SET(pelvis, 45), 12},
    {"back_unfurl", SET(knee, 20), 10},
    {"hips_shoot_up", SET(knee_lead_s, 0.5), 0},
    {"hips_shoot_up", SET(knee, 70), 70},
    {"hips_shoot_up", SET(shank, 50), 50},
    {"no_lockout", SET(rep[0].asc, 1.5), 1.5},
};

static void change(const char *id, bool planted, struct subject *s)
{
    for (size_t k = 0; k < sizeof changes / sizeof *changes; k++)
        if (strcmp(changes[k].id, id) == 0) {
            double value = planted ? changes[k].planted : changes[k].near_miss;
            memcpy((char *)s + changes[k].member, &value, sizeof value);
        }
    s->tremor_m = 1e-4; /* what stands quite still while the rest moves was filled in */
    s->stutter = planted && strcmp(id, "jerky_descent") == 0;
    if (strcmp(id, "forward_head_setup") == 0 && planted)
        s->stance_deg = 0, s->lumbar_stand = 48; /* thorax, neck and head lean */
    if (strcmp(id, "no_lockout") == 0) {         /* comes up short, stays, goes down again */
        double left = planted ? 0.4 : 0.06;
        s->rep[0].hold = 1000;
        s->rep[1] = (struct subject_rep){4.5, 1.5, 1000, 1, left - 1};
    }
    if (strcmp(id, "hips_shoot_up") == 0) { /* from the floor and back */
        s->base = 1;
        s->rep[0] = (struct subject_rep){2, 1.8, 1.2, 1.8, -1};
        s->rep[1] = (struct subject_rep){8, 1.5, 100, 1, -1};
    }
}

static void analyse_row(struct analysed *a, const struct row *row, int view,
                        struct subject *subject)
{
    subject->dim = 3;
    subject->rate_hz = 50;
    subject->landmarks = views[view].landmarks;
    analysed_init(a);
    a->parameters.noise_slow_k = 0; /* the margins of the tiers */
    a->info.task = row->task;
    a->info.cue = row->cue;
    a->info.depth = row->depth;
    a->info.wall_gap_cm = 10.16;
    a->info.bench_gap_cm = 2.54;
    if (strcmp(row->task, "single_leg_hinge") == 0)
        a->info.side = "l";
    a->limits = (struct hinge_limits){
        .lumbar_def = HINGE_LUMBAR_LOWTHX, 50, 90, 0, .matched_driver_deg = (double)NAN};
    measure_subject(a, subject);
    assert_true(a->result.reps > 0);
}

/* --- tests --- */

TEST(every_fault_is_here)
{
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table;
    hinge_fault_table_init(&table);
    for (size_t f = 0; f < table.n; f++) {
        size_t k = 0;
        while (k < ROWS && strcmp(rows[k].id, table.row[f].id) != 0)
            k++;
        if (k == ROWS)
            fail_msg("add to rows: {\"%s\", %g, ALL, {MARGIN OF EACH TIER}, \"\", \"\", \"\"},",
                     table.row[f].id, table.row[f].threshold);
        /* setting any key reads the words of the row's conditions */
        assert_works(hinge_fault_table_set(&table, table.row[f].id, "title", table.row[f].title,
                                           "row", &why));
    }
    assert_int_equal(table.n, ROWS);
}

/* What the sheet and the table dose look up. */
TEST(the_row_that_judges_a_quantity_is_found)
{
    assert_string_equal(hinge_fault_judging("lumbar_fraction", 0, 0), "spine_over_hip");
    assert_string_equal(hinge_fault_judging(NULL, HINGE_SIGNAL_lumbar_flex, HINGE_STATISTIC_MAX),
                        "lumbar_rounding");
    assert_string_equal(hinge_fault_judging(NULL, HINGE_SIGNAL_trunk_incl, HINGE_STATISTIC_MEDIAN),
                        "warrior_depth_short");
    assert_string_equal(hinge_fault_judging(NULL, HINGE_SIGNAL_neck_flex, HINGE_STATISTIC_MAX),
                        "chin_tuck");
    assert_string_equal(hinge_fault_judging("no_metric", 0, 0), "");
}

/* and of a body that nearly has the fault says that it is absent */
TEST(each_tier_judges_what_it_can)
{
    for (int v = 0; v < TIERS; v++)
        for (int k = 0; k < ROWS; k++) {
            cleared_by(analysed_clear) struct analysed a;
            struct subject subject = subject_text_g();
            change(rows[k].id, false, &subject);
            analyse_row(&a, &rows[k], v, &subject);
            assert_int_equal(a.result.tier, views[v].tier);
            assert_int_equal(a.result.pelvis, views[v].pelvis);
            if (rows[k].refused[v] != NULL) {
                assert_fault_refused(a, 0, rows[k].id, rows[k].refused[v]);
            } else {
                size_t at = fault_at(&a, 0, rows[k].id);
                if (state_of(&a, 0, rows[k].id) == HINGE_FAULT_REFUSED)
                    fail_msg("%s, view %d: %s", rows[k].id, v, fault_reason_of(&a, 0, rows[k].id));
                /* at least what the choice of body model changes */
                const double model = strcmp(rows[k].id, "weight_off_midfoot") == 0
                                         ? metric_of(&a, 0, "com_foot_pct_margin", HINGE_PHASE_REP)
                                         : 0;
                const double margin = fmax(rows[k].margin[v], model);
                if (fabs(a.result.block.fault_margin[at] - margin) > 1e-9)
                    print_error("%s, view %d\n", rows[k].id, v);
                assert_close(a.result.block.fault_margin[at], margin, 1e-9, 0);
                assert_close(a.result.block.fault_threshold[at], rows[k].threshold, 0, 1e-12);
                if (v <= TIER_C)
                    assert_fault_state(a, 0, rows[k].id, HINGE_FAULT_ABSENT);
            }
        }
}

/* Tier A: states_change_at_the_limits */
TEST(found_where_it_is)
{
    int wrong = 0;
    for (int v = TIER_B; v <= TIER_C; v++)
        for (int k = 0; k < ROWS; k++) {
            struct analysed a;
            struct subject subject = subject_text_g();
            if (rows[k].refused[v] != NULL)
                continue;
            change(rows[k].id, true, &subject);
            analyse_row(&a, &rows[k], v, &subject);
            if (state_of(&a, 0, rows[k].id) != HINGE_FAULT_PRESENT) {
                print_error("%s, view %d: state %d (severity %g) %s\n", rows[k].id, v,
                            state_of(&a, 0, rows[k].id), severity_of(&a, 0, rows[k].id),
                            fault_reason_of(&a, 0, rows[k].id));
                wrong++;
            }
            analysed_clear(&a);
        }
    assert_int_equal(wrong, 0);
}

/* A fault that is there, then its severity on either side of each of the three limits. */
TEST(states_change_at_the_limits)
{
    for (int k = 0; k < ROWS; k++) {
        /* severities of muscles: limits stand in test_emg.c */
        if (rows[k].refused[TIER_A] != NULL)
            continue;
        cleared_by(analysed_clear) struct analysed a;
        struct subject subject = subject_text_g();
        change(rows[k].id, true, &subject);
        analyse_row(&a, &rows[k], TIER_A, &subject);
        assert_fault_state(a, 0, rows[k].id, HINGE_FAULT_PRESENT);
        double m = severity_of(&a, 0, rows[k].id);
        double e = 0.2 * fmax(1e-3, fabs(m)), step = 1e-6 * e;
        const double shift[] = {e + step, e - step, step, -step, -e + step, -e - step};
        static const int want[] = {0, 1, 1, 2, 2, 3};
        struct hinge_fault *row = &a.faults.row[fault_index(&a, rows[k].id)], moved[6];
        row->never_negative = row->deep_margin = row->strict_noise = false;
        row->of_driver = row->wall_stops = false;
        row->noise_adds = a.parameters.noise_k = 0; /* the limits alone */
        for (int i = 0; i < 6; i++) {
            char number[64];
            const char *keys[] = {"threshold", "margin"};
            const double values[] = {m + shift[i], e};
            for (int j = 0; j < 2; j++) {
                snprintf(number, sizeof number, "%.17g", values[j]);
                assert_int_equal(hinge_fault_table_set(&a.faults, rows[k].id, keys[j], number,
                                                       "test", &a.error),
                                 HINGE_OK);
            }
            moved[i] = *row;
        }
        a.faults.row = moved, a.faults.n = 6; /* one analysis judges by all of them */
        measure_subject(&a, &subject);
        for (int i = 0; i < 6; i++)
            if (a.result.block.fault_state[i] != want[i])
                fail_msg("%s: state %d at limit %d", rows[k].id, a.result.block.fault_state[i], i);
    }
}

/* What a page's caution asks of each outcome. */
TEST(a_warning_doubts_the_outcomes_that_its_row_concerns)
{
    static const struct {
        const char *code, *doubted, *left;
    } asked[] = {
        {"VIEW_WARN", "trunk_excursion_deg", "duration_s"},
        {"VIEW_WARN", "lumbar_rounding", "tempo_ratio"},
        {"RATE_SUSPECT", "peak_velocity_deg_s", "lumbar_fraction"},
        {"RATE_SUSPECT", "tempo_ratio", "hip_posterior_ll"},
        {"VERTICAL_SUSPECT", "pelvis_excursion_deg", "lumbar_fraction"},
        {"VERTICAL_SUSPECT", "hip_posterior_ll", "knee_excursion_deg"},
        {"FOOT_MOVED", "hip_posterior_ll", "trunk_excursion_deg"},
        {"THORAX_BENDS", "hip_share", "hip_knee_share"},
        {"THORAX_BENDS", "lumbar_rounding", "hip_excursion_deg"},
        {"ARMS_UNKNOWN", "shoulder_shrug", "lumbar_rounding"},
        {"MODEL_SUSPECT", "moment_hip_share", "lumbar_fraction"},
        {"GAIT_UNTESTED", "duration_s", NULL},
        {"FORCE_SUSPECT", NULL, "moment_hip_plates_nm_kg"}, /* empty: no value is left to doubt */
        {"NO_REST", NULL, "lumbar_fraction"},               /* a sentence of its own */
        {"FILLED_RIGID", NULL, "lumbar_fraction"},
    };
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        const struct hinge_code *code = hinge_code_find(asked[k].code, strlen(asked[k].code));
        assert_non_null(code);
        if (asked[k].doubted != NULL && !hinge_outcome_is_doubted(asked[k].doubted, code->concern))
            fail_msg("%s leaves %s", asked[k].code, asked[k].doubted);
        if (asked[k].left != NULL && hinge_outcome_is_doubted(asked[k].left, code->concern))
            fail_msg("%s doubts %s", asked[k].code, asked[k].left);
    }
}
