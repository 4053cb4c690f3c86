/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits of planned outcomes: as in sentences, two of half the interval. */
#include "test.h"

#include "report/print/comparison.h"
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
                                          .widest = 2 * half,
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

TEST(digits_of_the_unit_of_whole_ones_one_more)
{
    static const char *const units[] = {"deg", "percent", NULL};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        check(units[i], "primary", 3, "2.2 [-0.8, 5.2]");
    check("mm", "primary", 3, "2.2 [-0.8, 5.2]");
    check("s", "primary", 3, "2.22 [-0.78, 5.22]");
    check("deg", "primary", 12, "2.2 [-9.8, 14.2]");
    check("deg", "primary", 0.2, "2.2 [2.0, 2.4]");
    check("deg", "primary", 0.0151, "2.2 [2.2, 2.2]");
    check("deg", "primary", 2.25, "2.2 [< 0, 4.5]");
    check("deg", "primary", 2.2, "2.22 [0.02, 4.42]");
    check("mm", "primary", 0.0049, "2.2 [2.2, 2.2]");
    check("1", "primary", 1e-9, "2.22 [2.22, 2.22]");
    check("deg", "primary", 0, "2.2 [2.2, 2.2]");
}

/* An answer has what was planned and, of groups, the further outcomes; of cues those that changed.
 * Faults and what is not tested are beside it. */
TEST(what_an_answer_needs)
{
    static const struct {
        const char *role, *verdict;
        bool of_groups, of_cues;
    } rows[] = {{"primary", NULL, true, true},      {"secondary", "undecided", true, true},
                {"stand-in", NULL, true, true},     {"done", NULL, true, true},
                {"further", "differs", true, true}, {"further", "undecided", true, false},
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
