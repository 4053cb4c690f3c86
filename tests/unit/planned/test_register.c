/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register: of whom a comparison is, which level minus which, what a plan says of it, and
 * which tests are corrected with it. */
#include "test.h"

#include "planned/register.h"

#include <math.h>
#include <string.h>

/* Six people: A has four, B two. */
static struct hinge_cohort_person person[] = {{.group = 1}, {.group = 1}, {.group = 1},
                                              {.group = 1}, {.group = 0}, {.group = 0}};
static struct hinge_cohort_group group[] = {{.id = "B"}, {.id = "A"}};
static struct hinge_cohort_kind kind[] = {{.name = "markers"}};
static const struct hinge_quantity share = {.id = "lumbar_fraction"};

static struct hinge_cohort study_of(const char *primary)
{
    return (struct hinge_cohort){.person = person,
                                 .n_people = 6,
                                 .group = group,
                                 .n_groups = 2,
                                 .kind = kind,
                                 .n_kinds = 1,
                                 .primary = primary,
                                 .asked = &share};
}

/* A row of an outcome: the first level minus the second. */
static struct hinge_planned_outcome row_of(bool paired, const char *first, const char *second,
                                           const char *role, const char *outcome)
{
    struct hinge_planned_outcome row = hinge_planned_read(NULL, paired);
    row.column = paired ? "cue" : "group";
    row.level[0] = first;
    row.level[1] = second;
    row.role = role;
    row.outcome = outcome;
    row.phase = "descent";
    row.mean[0] = .3;
    row.mean[1] = .4;
    row.n[0] = 3;
    row.n[1] = 2;
    row.diff = (struct hinge_change){-.1, -.2, -.05, 5, .01};
    row.p_holm = .01;
    row.tests = 1;
    row.verdict = HINGE_VERDICT_DIFFERS;
    return row;
}

static void assert_record(const struct hinge_record *is, const char *subject, const char *first,
                          const char *second, const char *role, const char *family)
{
    assert_string_equal(is->subject, subject);
    assert_string_equal(is->first, first);
    assert_string_equal(is->second, second);
    assert_string_equal(is->role, role);
    assert_string_equal(hinge_or_empty(is->family), family);
}

static void free_all(struct hinge_cohort *s, struct hinge_result *a, struct hinge_result *b)
{
    hinge_result_free(a);
    hinge_result_free(b);
    hinge_arena_clear(&s->arena);
}

TEST(without_a_plan_groups_and_cues_lead_by_default)
{
    struct hinge_result *groups = hinge_result_new(), *cues = hinge_result_new(),
                        *loads = hinge_result_new();
    struct hinge_planned_outcome row = row_of(false, "A", "B", "primary", "lumbar_fraction");
    hinge_planned_add(groups, NULL, &row);
    row = row_of(false, "A", "B", "further", "duration_s");
    hinge_planned_add(groups, NULL, &row);
    row = row_of(true, "dowel", "none", "primary", "lumbar_fraction");
    hinge_planned_add(cues, NULL, &row);
    row.role = "secondary"; /* of the program's own table */
    row.outcome = "duration_s";
    hinge_planned_add(cues, NULL, &row);
    row = row_of(true, "20", "0", "primary", "lumbar_fraction");
    hinge_planned_add(loads, NULL, &row);
    const struct hinge_asked asked[] = {
        {.what = HINGE_ASKED_GROUPS, .result = groups},
        {.what = HINGE_ASKED_CUES, .result = cues},
        {.what = HINGE_ASKED_LOADS, .result = loads, .from = "0", .to = "20"}};
    struct hinge_cohort s = study_of("");
    struct hinge_register made = hinge_register_make(&s, asked, 3);
    assert_int_equal(made.n, 5);
    assert_record(&made.record[0], "A \xe2\x88\x92 B", "A", "B", "default", "groups");
    assert_record(&made.record[1], "A \xe2\x88\x92 B", "A", "B", "exploratory", "groups, further");
    assert_record(&made.record[2], "all", "dowel", "none", "default", "cues");
    assert_record(&made.record[3], "all", "dowel", "none", "exploratory", "cues, further");
    assert_record(&made.record[4], "all", "20 kg", "0 kg", "exploratory", "loads");
    /* people of each group, and all of them */
    assert_int_equal(made.record[0].n_first, 3);
    assert_int_equal(made.record[0].of_first, 4);
    assert_int_equal(made.record[0].of_second, 2);
    assert_int_equal(made.record[2].n_second, 5);
    assert_int_equal(made.record[2].of_second, 6);
    /* alone, the loads lead */
    made = hinge_register_make(&s, asked + 2, 1);
    assert_string_equal(made.record[0].role, "default");
    hinge_result_free(loads);
    free_all(&s, groups, cues);
}

TEST(a_plan_names_its_outcome_alone)
{
    struct hinge_result *groups = hinge_result_new(), *cues = hinge_result_new();
    struct hinge_planned_outcome row = row_of(false, "A", "B", "primary", "lumbar_fraction");
    hinge_planned_add(groups, NULL, &row);
    row = row_of(true, "dowel", "none", "primary", "lumbar_rounding"); /* a cue's own */
    hinge_planned_add(cues, NULL, &row);
    row = row_of(true, "dowel", "none", "done", "soft_knees"); /* no comparison */
    hinge_planned_add(cues, NULL, &row);
    const struct hinge_asked asked[] = {{.what = HINGE_ASKED_GROUPS, .result = groups},
                                        {.what = HINGE_ASKED_CUES, .result = cues}};
    struct hinge_cohort s = study_of("lumbar_fraction");
    const struct hinge_register made = hinge_register_make(&s, asked, 2);
    assert_int_equal(made.n, 2);
    assert_string_equal(made.record[0].role, "planned");
    assert_string_equal(made.record[1].role, "exploratory");
    free_all(&s, groups, cues);
}

TEST(a_difference_of_changes_has_each_change_beside_it)
{
    struct hinge_result *visits = hinge_result_new(), *cues = hinge_result_new();
    struct hinge_planned_outcome row = row_of(false, "A", "B", "primary", "lumbar_fraction");
    row.change = "stage:after-before";
    row.low[0] = .25;
    row.high[0] = .35;
    hinge_planned_add(visits, NULL, &row);
    row = row_of(true, "dowel", "none", "primary", "lumbar_fraction");
    row.interaction = (struct hinge_change){.07, .01, .13, NAN, .03};
    row.group[0] = "A";
    row.group[1] = "B";
    row.n_group[0] = 4;
    row.n_group[1] = 1;
    row.mean_group[0] = -.08;
    row.mean_group[1] = -.15;
    hinge_planned_add(cues, NULL, &row);
    struct hinge_asked asked[] = {
        {.what = HINGE_ASKED_SESSIONS, .result = visits, .from = "before", .to = "after"},
        {.what = HINGE_ASKED_CUES, .result = cues}};
    struct hinge_cohort s = study_of("");
    struct hinge_register made = hinge_register_make(&s, asked, 2);
    assert_int_equal(made.n, 7);
    assert_record(&made.record[0], "A \xe2\x88\x92 B", "after", "before", "default", "sessions");
    assert_record(&made.record[1], "A", "after", "before", "described", "");
    assert_record(&made.record[2], "B", "after", "before", "described", "");
    assert_record(&made.record[3], "all", "dowel", "none", "exploratory", "cues");
    assert_record(&made.record[4], "A \xe2\x88\x92 B", "dowel", "none", "exploratory", "");
    assert_record(&made.record[5], "A", "dowel", "none", "described", "");
    assert_record(&made.record[6], "B", "dowel", "none", "described", "");
    assert_true(made.record[0].estimate == -.1 && made.record[1].estimate == .3 &&
                made.record[1].low == .25 && made.record[4].estimate == .07 &&
                made.record[4].p == .03 && isnan(made.record[4].p_holm) &&
                made.record[6].estimate == -.15);
    assert_int_equal(made.record[6].n_first, 1);
    assert_int_equal(made.record[6].of_first, 2);
    /* visits that nobody planned are described, and the cue leads */
    asked[0].described = true;
    made = hinge_register_make(&s, asked, 2);
    assert_string_equal(made.record[0].role, "described");
    assert_true(isnan(made.record[0].p) && made.record[0].verdict == NULL);
    assert_string_equal(made.record[3].role, "default");
    free_all(&s, visits, cues);
}
