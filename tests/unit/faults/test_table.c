/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults written in the config are rows like the built-in ones: the same result for the
 * same words, and what is said about words that are wrong. */
#include "test.h"

#include "analysed.h"

static enum hinge_status set(struct analysed *a, const char *id, const char *key, const char *value)
{
    return hinge_fault_table_set(&a->faults, id, key, value, "study.ini:7", &a->error);
}

static void define(struct analysed *a, const char *id, const char *const (*row)[2])
{
    for (size_t k = 0; row[k][0] != NULL; k++)
        assert_int_equal(set(a, id, row[k][0], row[k][1]), HINGE_OK);
    assert_int_equal(hinge_fault_table_check(&a->faults, "study.ini", &a->error), HINGE_OK);
}

static const char *const rounding[][2] = {{"signal", "lumbar_flex"},
                                          {"relative_to", "standing"},
                                          {"window", "rep"},
                                          {"statistic", "max"},
                                          {"threshold_deg", "30"},
                                          {"tier", "B"},
                                          {NULL, NULL}};
static const char *const early[][2] = {{"statistic", "share"},
                                       {"signal", "lumbar_flex"},
                                       {"over", "total_flex"},
                                       {"window", "descent 0..0.3"},
                                       {"threshold", "0.4"},
                                       {"tier", "B"},
                                       {"gate_signal", "total_flex"},
                                       {"gate_window", "descent 0..0.3"},
                                       {"gate_least", "10"},
                                       {"gate_otherwise", "refused"},
                                       {NULL, NULL}};
static const char *const over[][2] = {{"metric", "lumbar_fraction"},
                                      {"phase", "descent"},
                                      {"threshold", "0.4"},
                                      {"tier", "B"},
                                      {NULL, NULL}};
static const char *const knees[][2] = {{"signal", "knee_flex"}, {"window", "bottom"},
                                       {"statistic", "median"}, {"threshold_deg", "5"},
                                       {"direction", "below"},  {NULL, NULL}};
static const char *const travel[][2] = {{"signal", "knee_travel"},
                                        {"window", "descent+hold"},
                                        {"threshold", "0.05"},
                                        {"exceptions", "cue:push_pull=0.10 daily=0.15"},
                                        {NULL, NULL}};

TEST(a_copied_row_gives_the_same_outcome)
{
    static const struct {
        const char *mine, *built_in;
        const char *const (*row)[2];
    } copies[] = {{"my_rounding", "lumbar_rounding", rounding},
                  {"my_early", "rounding_early", early},
                  {"my_share", "spine_over_hip", over},
                  {"my_travel", "knee_forward_travel", travel}};
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    subject.lumbar = 40; /* rounded enough to be above */
    subject.lumbar_bend = -2;
    subject.shank = 12;
    for (size_t k = 0; k < sizeof copies / sizeof *copies; k++)
        define(&a, copies[k].mine, copies[k].row);
    for (int tier_c = 0; tier_c < 2; tier_c++) {
        subject.landmarks = tier_c ? LEGS "ear" : CHAIN;
        measure_subject(&a, &subject);
        for (size_t k = 0; k < sizeof copies / sizeof *copies; k++)
            for (size_t rep = 0; rep < 2; rep++) {
                const struct hinge_rep_block *b = &a.result.block;
                size_t x = fault_at(&a, rep, copies[k].mine);
                size_t y = fault_at(&a, rep, copies[k].built_in);
                assert_int_equal(b->fault_state[x], b->fault_state[y]);
                assert_int_equal(b->fault_reason[x], b->fault_reason[y]);
                assert_close(b->fault_severity[x], b->fault_severity[y], 0, 0);
                assert_close(b->fault_threshold[x], b->fault_threshold[y], 0, 0);
                assert_close(b->fault_margin[x], b->fault_margin[y], 0, 0);
                assert_close(b->fault_time[x], b->fault_time[y], 0, 0);
            }
    }
}

/* FEET_MOVED and THIGHS_DIFFER refuse these, and the user's own that measure the same. */
TEST(rows_of_a_foot_and_of_two_sides)
{
    static const char feet[] = "chest_not_over_toes load_off_midfoot weight_off_midfoot "
                               "cop_off_target kickstand_rock_back knee_forward_travel "
                               "knee_past_toe bench_front_contact toe_out my_travel my_turn "
                               "my_toes my_matched";
    static const char sides[] = "asym_hip lateral_shift my_shift";
    static const char *const theirs[][3] = {{"my_toes", "signal", "chest_toe"},
                                            {"my_turn", "metric", "toe_out_deg"},
                                            {"my_matched", "metric", "matched_load_midfoot_fl"},
                                            {"my_knee", "signal", "knee_flex"},
                                            {"my_shift", "signal", "lateral_shift"}};
    cleared_by(analysed_clear) struct analysed a = analysed();
    define(&a, "my_travel", travel);
    for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++)
        assert_int_equal(set(&a, theirs[i][0], theirs[i][1], theirs[i][2]), HINGE_OK);
    for (size_t i = 0; i < a.faults.n; i++) {
        const struct hinge_fault *row = &a.faults.row[i];
        if (row->needs_foot != hinge_listed(feet, ' ', row->id) ||
            row->needs_sides != hinge_listed(sides, ' ', row->id))
            fail_msg("%s: of a foot %d, of sides %d", row->id, row->needs_foot, row->needs_sides);
    }
    assert_int_equal(set(&a, "my_toes", "signal", "knee_flex"), HINGE_OK);
    assert_false(a.faults.row[fault_at(&a, 0, "my_toes")].needs_foot);
}

/* Below: smaller is worse; a threshold of 5 on 20 degrees of knee bend is far off. */
TEST(below_turns_the_scale)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    define(&a, "my_knees", knees);
    analyse_subject(&a, &subject);
    int straight = state_of(&a, 0, "my_knees");
    subject.knee = 0;
    analyse_subject(&a, &subject);
    assert_int_equal(straight, HINGE_FAULT_ABSENT);
    assert_int_not_equal(state_of(&a, 0, "my_knees"), HINGE_FAULT_ABSENT);
}

TEST(a_built_in_row_can_be_changed)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    size_t n = a.faults.n;
    assert_int_equal(set(&a, "lumbar_rounding", "threshold_deg", "20"), HINGE_OK);
    assert_int_equal(set(&a, "lumbar_rounding", "margin_deg", "2"), HINGE_OK);
    assert_int_equal(a.faults.n, n);
    analyse_subject(&a, &subject);
    assert_fault_state(a, 0, "lumbar_rounding", HINGE_FAULT_PRESENT); /* 24 */
    assert_close(a.result.block.fault_margin[fault_at(&a, 0, "lumbar_rounding")], 2, 0, 0);
}

/* What a row adds, and what becomes of signs. Words are kept as they are. */
TEST(offset_signs_and_words)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    subject.lumbar = -24; /* extends as far as text G flexes */
    define(&a, "my_rounding", rounding);
    define(&a, "my_shifted", rounding);
    define(&a, "my_either_way", rounding);
    assert_int_equal(set(&a, "my_shifted", "offset", "-7.5"), HINGE_OK);
    assert_int_equal(set(&a, "my_shifted", "title", "flat or round"), HINGE_OK);
    assert_int_equal(set(&a, "my_shifted", "wording", "your back rounds"), HINGE_OK);
    assert_int_equal(set(&a, "my_shifted", "source", "own pilot"), HINGE_OK);
    assert_int_equal(set(&a, "my_either_way", "absolute", "yes"), HINGE_OK);
    assert_int_equal(set(&a, "my_either_way", "absolute", "maybe"), HINGE_USAGE);
    assert_non_null(strstr(a.error.message, "expected yes or no"));
    assert_int_equal(set(&a, "my_either_way", "noise_adds", "-1"), HINGE_USAGE);
    assert_non_null(strstr(a.error.message, "expected a number, 0 or more"));
    analyse_subject(&a, &subject);
    double round = severity_of(&a, 0, "my_rounding");
    assert_true(round <= 0);
    assert_close(severity_of(&a, 0, "my_shifted"), round - 7.5, 0, 1e-12);
    assert_close(severity_of(&a, 0, "my_either_way"),
                 fabs(metric_of(&a, 0, "lumbar_excursion_deg", HINGE_PHASE_REP)), 0, 0.5);
    const struct hinge_fault *row = NULL;
    for (size_t k = 0; k < a.faults.n; k++)
        if (strcmp(a.faults.row[k].id, "my_shifted") == 0)
            row = &a.faults.row[k];
    assert_non_null(row);
    assert_string_equal(row->title, "flat or round");
    assert_string_equal(row->wording, "your back rounds");
    assert_string_equal(row->source, "own pilot");
}

/* At the bottom, held still, a mean, the last value and a median are text G's 24
 * degrees; smallest is that of the standing that a descent begins with. */
TEST(statistics_of_a_held_bottom)
{
    static const struct {
        const char *statistic, *window;
        double severity, within;
    } rows[] = {{"mean", "hold", 24, 0.05},      {"median", "hold", 24, 0.05},
                {"end", "descent", 24, 0.5},     {"max", "descent+hold", 24, 0.05},
                {"min", "descent+hold", 0, 0.5}, {"end", "ascent", 0, 0.5}};
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    char id[32];
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        snprintf(id, sizeof id, "mine_%zu", k);
        assert_int_equal(set(&a, id, "signal", "lumbar_flex"), HINGE_OK);
        assert_int_equal(set(&a, id, "relative_to", "standing"), HINGE_OK);
        assert_int_equal(set(&a, id, "window", rows[k].window), HINGE_OK);
        assert_int_equal(set(&a, id, "statistic", rows[k].statistic), HINGE_OK);
        assert_int_equal(set(&a, id, "threshold_deg", "60"), HINGE_OK);
        assert_int_equal(set(&a, id, "tier", "B"), HINGE_OK);
    }
    assert_int_equal(set(&a, "mine_0", "never_negative", "yes"), HINGE_OK);
    assert_int_equal(set(&a, "mine_0", "strict_noise", "no"), HINGE_OK);
    assert_int_equal(hinge_fault_table_check(&a.faults, "study.ini", &a.error), HINGE_OK);
    analyse_subject(&a, &subject);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        snprintf(id, sizeof id, "mine_%zu", k);
        assert_close(severity_of(&a, 0, id), rows[k].severity, 0, rows[k].within);
    }
}

/* What a row measures decides its unit. */
TEST(units_of_rows)
{
    static const struct {
        const char *statistic, *signal, *over, *unit;
    } rows[] = {{"max", "lumbar_flex", NULL, "deg"},
                {"share", "lumbar_flex", "total_flex", "1"},
                {"onset_difference", "lumbar_flex", "hip_flex", "s"},
                {"onset_least", "lumbar_flex", "hip_flex", "s"},
                {"rate", "lumbar_flex", NULL, "deg s-1"},
                {"rate", "hip_drop", NULL, "LL s-1"},
                {"rate", "load_height", NULL, "m s-1"},
                {"rate", "knee_gap", NULL, "s-1"},
                {"max", "hip_drop", NULL, "LL"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        assert_int_equal(set(&a, "mine", "statistic", rows[k].statistic), HINGE_OK);
        assert_int_equal(set(&a, "mine", "signal", rows[k].signal), HINGE_OK);
        if (rows[k].over != NULL)
            assert_int_equal(set(&a, "mine", "over", rows[k].over), HINGE_OK);
        assert_int_equal(set(&a, "mine", "threshold", "1"), HINGE_OK);
        if (hinge_fault_table_check(&a.faults, "study.ini", &a.error) != HINGE_OK)
            fail_msg("%s: %s", rows[k].statistic, a.error.message);
        assert_string_equal(a.faults.row[a.faults.n - 1].unit, rows[k].unit);
    }
}

TEST(wrong_words_are_named)
{
    static const struct {
        const char *key, *value, *words;
    } rows[] = {
        {"treshold", "20", "did you mean \"threshold\""},
        {"threshold", "twenty", "expected a number"},
        {"signal", "lumber_flex", "lumbar_flex"},
        {"window", "descend", "descent"},
        {"window", "descent 0.5..0.2", "0..0.3"},
        {"window", "descent 0..1.01", "0..0.3"},
        {"window", "descent 0.3..0.3", "0..0.3"},
        {"window", "descent -0.1..1", "0..0.3"},
        {"window", "descent 0-1", "0..0.3"},
        {"window", " descent", "joined by +"},
        {"statistic", "biggest", "max"},
        {"relative_to", "sitting", "standing"},
        {"direction", "up", "above"},
        {"tier", "D", "A, B or C"},
        {"margin", "-1", "0 or more"},
        {"metric", "lumbar_friction", "lumbar_fraction"},
        {"phase", "eccentric", "descent"},
        {"gate_signal", "hips", "total_flex"},
        {"gate_otherwise", "maybe", "absent"},
        {"exceptions", "dayly=0.1", "daily"},
        {"exceptions", "daily", "=NUMBER"},
        {"exceptions", "daily=0.1 task:dedlift_floor=3", "known task"},
        {"exceptions", "cue:push_pull=no", "=na"},
        {"only", "loaded", "load floor"},
        {"only", "load=3", "nothing behind"},
    };
    cleared_by(analysed_clear) struct analysed a = analysed();
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        assert_int_equal(set(&a, "mine", rows[k].key, rows[k].value), HINGE_USAGE);
        if (strstr(a.error.message, rows[k].words) == NULL ||
            strncmp(a.error.message, "study.ini:7: ", 13) != 0)
            fail_msg("%s = %s: %s", rows[k].key, rows[k].value, a.error.message);
    }
    assert_int_equal(set(&a, "mine", "window", "descent+hold  0..1"), HINGE_OK);
    assert_int_equal(set(&a, "mine", "margin", "0"), HINGE_OK);
    assert_int_equal(set(&a, "My Fault", "threshold", "1"), HINGE_USAGE);
    assert_non_null(strstr(a.error.message, "small letters"));
}

TEST(missing_keys_are_named)
{
    static const struct {
        const char *key[3], *value[3], *missing;
    } rows[] = {
        {{"threshold"}, {"3"}, "\"signal\""},
        {{"signal"}, {"knee_flex"}, "\"threshold\""},
        {{"statistic", "threshold"}, {"metric", "1"}, "\"metric\""},
        {{"statistic", "signal", "threshold"}, {"share", "lumbar_flex", "1"}, "\"over\""},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        for (int i = 0; i < 3 && rows[k].key[i] != NULL; i++)
            assert_int_equal(set(&a, "mine", rows[k].key[i], rows[k].value[i]), HINGE_OK);
        assert_int_equal(hinge_fault_table_check(&a.faults, "study.ini", &a.error), HINGE_USAGE);
        assert_non_null(strstr(a.error.message, "mine"));
        assert_non_null(strstr(a.error.message, rows[k].missing));
    }
}
