/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits of planned outcomes: as many as the unit has a use for, and as many more as an
 * interval needs that would else be nothing. */
#include "test.h"

#include "report/planned.h"
#include "result/result.h"

#include <hinge/table.h>
#include <string.h>

static const struct hinge_change NO_CHANGE = {NAN, NAN, NAN, NAN, NAN};

static struct hinge_planned_outcome outcome_in(const char *unit, const char *role, double half)
{
    return (struct hinge_planned_outcome){.column = "cue",
                                          .level = {"dowel", "none"},
                                          .role = role,
                                          .outcome = "x",
                                          .title = "x",
                                          .phase = "descent",
                                          .unit = unit,
                                          .expected = "up",
                                          .target = (double)NAN,
                                          .paired = true,
                                          .n = {10, 10},
                                          .mean = {7.654321, 5.432109},
                                          .sd = {1.111111, 1.333333},
                                          .diff = {2.222212, 2.222212 - half, 2.222212 + half, 10,
                                                   0.0123},
                                          .matched = NO_CHANGE,
                                          .adjusted = NO_CHANGE,
                                          .interaction = NO_CHANGE,
                                          .size = 0.9,
                                          .p_holm = 0.04,
                                          .mdc = (double)NAN,
                                          .beyond = {(double)NAN, (double)NAN}};
}

/* The text of the difference among the cells of one outcome's row. */
static void check(const char *unit, const char *role, double half, const char *want)
{
    struct hinge_planned_outcome outcome = outcome_in(unit, role, half);
    struct hinge_result_inside inside = {0};
    struct hinge_result result = {
        .analysis = "cues", .n_planned = 1, .planned = &outcome, .inside = &inside};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    bool found = false;
    hinge_planned_table(&result, "outcomes", &table);
    assert_int_equal(table.rows, 1);
    for (size_t c = 0; c < table.n_columns; c++) {
        const char *cell = table.column[c].type == HINGE_COLUMN_TEXT
                               ? hinge_table_text(&table, table.column[c].name, 0)
                               : NULL;
        if (cell != NULL && cell[0] == '2' && strchr(cell, '[') != NULL) {
            found = true;
            if (strcmp(cell, want) != 0)
                fail_msg("%s: \"%s\", expected \"%s\"", unit, cell, want);
        }
    }
    assert_true(found);
}

TEST(digits_of_units)
{
    static const char *const tenths[] = {"deg", "deg s-1", "deg s-2", "percent", "%", "cm"};
    for (size_t i = 0; i < sizeof tenths / sizeof *tenths; i++)
        check(tenths[i], "primary", 3, "2.2 [-0.8, 5.2]");
    check("mm", "primary", 3, "2 [-1, 5]");
    check("s", "secondary", 3, "2.22 [-0.78, 5.22]");
    check("1", "primary", 3, "2.222 [-0.778, 5.222]");
    check(NULL, "primary", 3, "2.222 [-0.778, 5.222]");
}

/* Half a unit of the last digit is the narrowest; six decimals are the most. */
TEST(digits_of_narrow_intervals)
{
    check("deg", "primary", 0.051, "2.2 [2.2, 2.3]");
    check("deg", "primary", 0.049, "2.22 [2.17, 2.27]");
    check("deg", "primary", 0.0051, "2.22 [2.22, 2.23]");
    check("deg", "primary", 0.0049, "2.222 [2.217, 2.227]");
    check("mm", "primary", 0.49, "2.2 [1.7, 2.7]");
    check("mm", "primary", 0.51, "2 [2, 3]");
    check("1", "primary", 1e-9, "2.222212 [2.222212, 2.222212]");
    check("deg", "primary", 0, "2.2 [2.2, 2.2]");
}

/* An answer has what was planned and, of groups, the further outcomes; of cues those that changed.
 * Faults and what is not tested are beside it. */
TEST(what_an_answer_needs)
{
    static const struct {
        const char *role, *verdict;
        bool of_groups, of_cues;
    } rows[] = {{"primary", NULL, true, true},      {"secondary", "unclear", true, true},
                {"stand-in", NULL, true, true},     {"done", NULL, true, true},
                {"further", "differs", true, true}, {"further", "unclear", true, false},
                {"fault", "differs", false, false}, {"tempo", NULL, false, false}};
    enum { N = sizeof rows / sizeof *rows };
    struct hinge_planned_outcome planned[N];
    struct hinge_result result = {.planned = planned, .n_planned = N};
    for (size_t i = 0; i < N; i++) {
        planned[i] = outcome_in("deg", rows[i].role, 1);
        planned[i].verdict = rows[i].verdict;
        assert_int_equal(hinge_planned_main(&result, i), rows[i].of_cues);
        planned[i].paired = false;
        assert_int_equal(hinge_planned_main(&result, i), rows[i].of_groups);
    }
}
