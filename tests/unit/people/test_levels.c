/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's value may average: levels of sessions, conditions of a study, and a visit too
 * many. */
#include "test.h"

#include "base/text.h"
#include "people/people.h"
#include "table/columns.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 40 };
static const char *const names[] = {"participant", "session", "cue", "rater", "retest", NULL};

struct recordings {
    struct hinge_table table;
    size_t row[MOST];
};

static void clear(struct recordings *r)
{
    hinge_table_clear(&r->table);
}

static void begin(struct recordings *r)
{
    hinge_table_specify_texts(&r->table, names);
}

static void add(struct recordings *r, const char *who, const char *session, const char *cue,
                const char *rater, const char *retest)
{
    const char *text[] = {who, session, cue, rater, retest};
    r->row[r->table.rows] = r->table.rows;
    hinge_table_add_row(&r->table, text, NULL);
}

/* Of `people` people all have session 1, and the first `several` of them session 2. */
static void add_visits(struct recordings *r, size_t people, size_t several)
{
    char who[24];
    begin(r);
    for (size_t p = 0; p < people; p++) {
        snprintf(who, sizeof who, "p%02zu", p + 1);
        add(r, who, "1", "none", "", "");
        if (p < several)
            add(r, who, "2", "none", "", "");
    }
    hinge_stages_add(&r->table);
}

static bool differs_in(const struct recordings *r, const char *column)
{
    bool differs[HINGE_AXES];
    hinge_axes_differ(&r->table, r->row, r->table.rows, "", differs);
    return differs[hinge_axis_of(column)];
}

/* A condition is what a quarter of the people, and 3 of them or half, have two levels of. */
TEST(a_quarter_makes_a_condition)
{
    static const struct {
        size_t people, several;
        bool is;
    } study[] = {{13, 1, false}, {12, 3, true}, {13, 3, false}, {4, 2, true},
                 {8, 2, false},  {5, 2, false}, {1, 1, true},   {2, 1, true}};
    for (size_t i = 0; i < sizeof study / sizeof *study; i++) {
        cleared_by(clear) struct recordings r = {0};
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        bool stray[MOST];
        size_t n;
        add_visits(&r, study[i].people, study[i].several);
        assert_int_equal(differs_in(&r, "stage"), study[i].is);
        hinge_strays_find(&arena, &r.table, r.row, r.table.rows, "", stray, &n);
        assert_int_equal(n, study[i].is ? 0 : study[i].several);
    }
}

/* Of 13 people one came twice, one had the dowel, too, and one was read by two raters: rows of
 * their main level count, and each is named. Who was there the second time alone stays. */
TEST(a_visit_too_many_does_not_count)
{
    cleared_by(clear) struct recordings r = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    bool stray[MOST];
    char who[24], words[160];
    size_t n;
    begin(&r);
    for (size_t p = 0; p < 12; p++) {
        snprintf(who, sizeof who, "p%02zu", p + 1);
        add(&r, who, "1", "none", "a", "");
    }
    add(&r, "p13", "2", "none", "a", "");
    add(&r, "p07", "2", "none", "a", "");
    add(&r, "p08", "1", "dowel", "a", "");
    add(&r, "p09", "1", "none", "b", "");
    hinge_stages_add(&r.table);
    const struct hinge_stray *found =
        hinge_strays_find(&arena, &r.table, r.row, r.table.rows, "", stray, &n);
    assert_int_equal(n, 3);
    assert_string_equal(hinge_stray_words(&found[0], words),
                        "p07 has two sessions; the first counts");
    assert_string_equal(hinge_stray_words(&found[1], words), "p08 has two cues; cue none counts");
    assert_string_equal(hinge_stray_words(&found[2], words), "p09 has two raters; rater a counts");
    for (size_t i = 0; i < r.table.rows; i++)
        assert_int_equal(stray[i], i >= 13);
    /* what is asked is no stray */
    hinge_strays_find(&arena, &r.table, r.row, r.table.rows, "session,cue", stray, &n);
    assert_int_equal(n, 1);
}

/* A table with loads and the place of each recording in the session. */
static const char *const placed[] = {"participant", "session", "cue", NULL};
static const char *const numbers[] = {"load_kg", "cond_order", NULL};

static void add_place(struct recordings *r, size_t person, const char *cue, double kg, double place)
{
    char who[24];
    snprintf(who, sizeof who, "p%02zu", person);
    r->row[r->table.rows] = r->table.rows;
    hinge_table_add_row(&r->table, (const char *[]){who, "1", cue}, (const double[]){kg, place});
}

static void begin_places(struct recordings *r)
{
    hinge_table_specify_texts(&r->table, placed);
    for (size_t k = 0; k < 2; k++)
        hinge_table_add_column(&r->table, numbers[k], HINGE_COLUMN_NUMBER, "", 1);
}

/* One lift of 20 kg makes no study of loads: the load that people lifted counts. */
TEST(a_stray_load_does_not_count)
{
    cleared_by(clear) struct recordings r = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    bool stray[MOST];
    char words[160];
    size_t n;
    begin_places(&r);
    for (size_t p = 1; p <= 14; p++)
        add_place(&r, p, "none", 0, 1);
    add_place(&r, 3, "none", 20, 2);
    const struct hinge_stray *found =
        hinge_strays_find(&arena, &r.table, r.row, r.table.rows, "", stray, &n);
    assert_int_equal(n, 1);
    assert_string_equal(hinge_stray_words(&found[0], words),
                        "p03 has two loads; that of 0 kg counts");
    for (size_t i = 0; i < r.table.rows; i++)
        assert_int_equal(stray[i], i == 14);
}

/* Bends without a cue before and again after it: the later ones are not of the baseline. Where few
 * did so, and where no cue parts them, all count. */
TEST(a_baseline_behind_a_cue_does_not_count)
{
    for (size_t again = 0; again <= 6; again++) {
        cleared_by(clear) struct recordings r = {0};
        bool stray[MOST];
        size_t later = 0;
        begin_places(&r);
        for (size_t p = 1; p <= 6; p++) {
            add_place(&r, p, "none", 0, 1);
            add_place(&r, p, "none", 0, 2);
            add_place(&r, p, "dowel", 0, 3);
            if (p <= again)
                add_place(&r, p, "none", 0, 4);
        }
        hinge_again_find(&r.table, r.row, r.table.rows, "", stray);
        for (size_t i = 0; i < r.table.rows; i++)
            later += stray[i];
        assert_int_equal(later, again > 3 ? again : 0);
    }
}

/* A load, a task, a side has its own baseline: the first one there is no repeated one. */
TEST(the_baseline_of_another_load_counts)
{
    static const char *const columns[] = {"participant", "session", "cue", "task", "side", NULL};
    static const struct {
        const char *cue, *task, *side;
        double kg;
        bool again;
    } done[] = {{"none", "rdl", "", 0, false},   {"dowel", "rdl", "", 0, false},
                {"none", "rdl", "", 20, false},  {"dowel", "rdl", "", 20, false},
                {"none", "sink", "", 0, false},  {"dowel", "sink", "", 0, false},
                {"none", "sink", "l", 0, false}, {"dowel", "sink", "l", 0, false},
                {"none", "rdl", "", 20, true}};
    enum { DONE = sizeof done / sizeof *done };
    cleared_by(clear) struct recordings r = {0};
    bool stray[MOST];
    char who[24];
    hinge_table_specify_texts(&r.table, columns);
    for (size_t k = 0; k < 2; k++)
        hinge_table_add_column(&r.table, numbers[k], HINGE_COLUMN_NUMBER, "", 1);
    for (size_t p = 0; p < 4; p++)
        for (size_t i = 0; i < DONE; i++) {
            snprintf(who, sizeof who, "p%02zu", p);
            r.row[r.table.rows] = r.table.rows;
            hinge_table_add_row(&r.table,
                                (const char *[]){who, "1", done[i].cue, done[i].task, done[i].side},
                                (const double[]){done[i].kg, (double)i + 1});
        }
    hinge_again_find(&r.table, r.row, r.table.rows, "", stray);
    for (size_t i = 0; i < r.table.rows; i++)
        assert_int_equal(stray[i], done[i % DONE].again);
}

/* Stages have names: who was recorded after the training alone has no value before it. */
TEST(who_has_after_alone_has_no_value_before)
{
    cleared_by(clear) struct recordings r = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    bool stray[MOST];
    char who[24], words[160];
    size_t n;
    begin(&r);
    for (size_t p = 0; p < 7; p++) {
        snprintf(who, sizeof who, "p%02zu", p + 1);
        add(&r, who, "before", "none", "", "");
    }
    add(&r, "p01", "after", "none", "", "");
    add(&r, "p08", "after", "none", "", "");
    hinge_stages_add(&r.table);
    const struct hinge_stray *found =
        hinge_strays_find(&arena, &r.table, r.row, r.table.rows, "", stray, &n);
    assert_int_equal(n, 2);
    assert_string_equal(hinge_stray_words(&found[0], words),
                        "p01 has two sessions; the first counts");
    assert_string_equal(hinge_stray_words(&found[1], words),
                        "p08 was recorded after, not before, and does not count");
    for (size_t i = 0; i < r.table.rows; i++)
        assert_int_equal(stray[i], i >= 7);
}

/* The dowel in the second session alone is a cue, not two sessions. */
TEST(a_cue_of_another_session_is_a_cue)
{
    cleared_by(clear) struct recordings r = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    bool stray[MOST];
    char who[24];
    size_t n;
    begin(&r);
    for (size_t p = 0; p < 6; p++) {
        snprintf(who, sizeof who, "p%02zu", p + 1);
        add(&r, who, "1", "none", "", "");
        add(&r, who, "2", "dowel", "", "");
    }
    hinge_stages_add(&r.table);
    assert_true(differs_in(&r, "cue"));
    assert_false(differs_in(&r, "stage"));
    hinge_strays_find(&arena, &r.table, r.row, r.table.rows, "", stray, &n);
    assert_int_equal(n, 0);
}

/* Sessions as levels: names are stages, numbers themselves, dates ranks within a person, and a
 * declared retest is one. */
TEST(sessions_have_levels)
{
    static const struct {
        const char *session[5], *retest[5], *want[5];
    } person[] = {{{"1", "2"}, {"", ""}, {"1", "2"}},
                  {{"1", "2"}, {"", "1"}, {"1 and 2", "1 and 2"}},
                  {{"1", "2", "3"}, {"", "1", "1"}, {"1, 2 and 3", "1, 2 and 3", "1, 2 and 3"}},
                  {{"pre", "post"}, {"", ""}, {"pre", "post"}},
                  {{"after", "before", "later"}, {"", "", ""}, {"after", "before", "later"}},
                  {{"before", "practice_2", "after", "later"},
                   {"", "", "", "1"},
                   {"before", "practice", "after and later", "after and later"}},
                  {{"2026-03-09", "2026-02-01", "2026-03-09"}, {"", "", ""}, {"2", "1", "2"}},
                  {{"20260309", "20260201"}, {"", ""}, {"2", "1"}},
                  {{"28.02.2026", "01.03.2026"}, {"", ""}, {"1", "2"}},
                  {{"28.02.2026", "01.03.2026"}, {"", "1"}, {"1 and 2", "1 and 2"}}};
    for (size_t i = 0; i < sizeof person / sizeof *person; i++) {
        cleared_by(clear) struct recordings r = {0};
        begin(&r);
        for (size_t k = 0; k < 5 && person[i].session[k] != NULL; k++)
            add(&r, "p1", person[i].session[k], "none", "", person[i].retest[k]);
        hinge_stages_add(&r.table);
        for (size_t k = 0; k < r.table.rows; k++) {
            const bool again = strstr(person[i].want[k], " and ") != NULL;
            assert_string_equal(hinge_table_word(&r.table, "stage", k), person[i].want[k]);
            assert_int_equal(hinge_is_retest(&r.table, k), again);
        }
    }
    /* the rank is the person's own; whom one session is of makes no column */
    cleared_by(clear) struct recordings r = {0}, once = {0};
    begin(&r);
    add(&r, "p1", "2026-01-10", "none", "", "");
    add(&r, "p1", "2026-01-20", "none", "", "");
    add(&r, "p2", "2026-01-20", "none", "", "");
    hinge_stages_add(&r.table);
    assert_string_equal(hinge_table_word(&r.table, "stage", 2), "1");
    /* so a day is no filter of a first visit */
    cleared_by(hinge_text_clear) struct hinge_text filter = {0};
    bool differs[HINGE_AXES] = {false};
    differs[hinge_axis_of("stage")] = true;
    hinge_cell_filter(&r.table, differs, 0, &filter);
    assert_string_equal(hinge_text_string(&filter), "stage=1");
    begin(&once);
    add(&once, "p1", "1", "none", "", "");
    add(&once, "p2", "2", "none", "", "");
    hinge_stages_add(&once.table);
    assert_int_equal(hinge_table_find(&once.table, "stage"), -1);
}

static void expect_change(const char *const *level, const char *column, const char *from,
                          const char *to)
{
    cleared_by(clear) struct recordings r = {0};
    begin(&r);
    for (; *level != NULL; level += 2)
        if (strcmp(column, "cue") == 0)
            add(&r, level[0], "1", level[1], "", "");
        else
            add(&r, level[0], level[1], "none", "", "");
    hinge_stages_add(&r.table);
    const struct hinge_level_change of = hinge_change_of(&r.table, r.row, r.table.rows, column);
    assert_string_equal(of.from, from);
    if (to == NULL)
        assert_null(of.to);
    else
        assert_string_equal(of.to, to);
}

/* From the earlier visit to the later one, in whichever order the list has them. A name that says
 * nothing stands where most people did it. */
TEST(a_change_goes_with_time)
{
    static const char *const pair[][2] = {
        {"initial", "final"}, {"start", "end"}, {"baseline", "follow-up"},
        {"first", "last"},    {"1", "post"},    {"-1", "1"}};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        const char *one = pair[i][0], *other = pair[i][1];
        expect_change((const char *[]){"a", one, "a", other, NULL}, "stage", one, other);
        expect_change((const char *[]){"a", other, "a", one, NULL}, "stage", one, other);
    }
    expect_change((const char *[]){"a", "hot", "a", "cold", NULL}, "stage", "hot", "cold");
    expect_change((const char *[]){"a", "cold", "b", "hot", "b", "cold", "c", "hot", "c", "cold",
                                   NULL},
                  "stage", "hot", "cold");
    expect_change((const char *[]){"a", "week 10", "a", "week 2", NULL}, "stage", "week 2",
                  "week 10");
    expect_change((const char *[]){"a", "entry", "a", "post", NULL}, "stage", "entry", "post");
    expect_change((const char *[]){"a", "post", "a", "3 months", NULL}, "stage", "post",
                  "3 months");
}

/* 2 measures 1 again, and nobody's "after"; a flag without a visit before it joins nothing. */
TEST(a_retest_joins_visits_of_who_did_it)
{
    static const char *const visit[][4] = {
        {"a", "1", "", "1 and 2"},     {"a", "2", "1", "1 and 2"},    {"a", "post", "", "post"},
        {"b", "after", "", "after"},   {"b", "before", "", "before"}, {"c", "after", "1", "after"},
        {"d", "before", "", "before"}, {"d", "1", "", "1 and 2"},     {"d", "2", "1", "1 and 2"}};
    cleared_by(clear) struct recordings r = {0};
    begin(&r);
    for (size_t i = 0; i < sizeof visit / sizeof *visit; i++)
        add(&r, visit[i][0], visit[i][1], "none", "", visit[i][2]);
    hinge_stages_add(&r.table);
    for (size_t i = 0; i < sizeof visit / sizeof *visit; i++)
        assert_string_equal(hinge_table_word(&r.table, "stage", i), visit[i][3]);
}

/* One person's flag says nothing of what came before the others' "after". */
TEST(a_retest_of_one_joins_no_visit_of_most)
{
    static const char *const who[] = {"a", "b", "c"};
    cleared_by(clear) struct recordings r = {0};
    begin(&r);
    for (size_t p = 0; p < 3; p++) {
        add(&r, who[p], "1", "none", "", "");
        add(&r, who[p], "2", "none", "", "1");
        add(&r, who[p], "after", "none", "", p == 2 ? "1" : "");
        add(&r, who[p], "after", "none", "", "");
    }
    hinge_stages_add(&r.table);
    for (size_t i = 0; i < r.table.rows; i++)
        assert_string_equal(hinge_table_word(&r.table, "stage", i),
                            i % 4 < 2 ? "1 and 2" : "after");
}

/* Declared a retest, after and later are one level, and it is after: before comes first. */
TEST(stages_that_a_retest_joins_are_the_first_of_them)
{
    cleared_by(clear) struct recordings r = {0};
    begin(&r);
    add(&r, "a", "before", "none", "", "");
    add(&r, "a", "after", "none", "", "");
    add(&r, "a", "later", "none", "", "1");
    hinge_stages_add(&r.table);
    const struct hinge_level_change of = hinge_change_of(&r.table, r.row, r.table.rows, "stage");
    assert_string_equal(of.from, "before");
    assert_string_equal(of.to, "after and later");
    assert_int_equal(hinge_stage_of(of.to), HINGE_STAGE_AFTER);
    assert_int_equal(hinge_stage_of("1 and 2"), HINGE_STAGE_NONE);
}

/* The change of sessions is to the latest that half of those with the first have, by name to
 * after; of cues the next one is compared. */
TEST(a_change_has_two_levels)
{
    expect_change((const char *[]){"a", "1", "a", "2", "a", "3", "b", "1", "b", "2", "c", "1",
                                   NULL},
                  "stage", "1", "2"); /* 3: one of three */
    expect_change((const char *[]){"a", "1", "a", "2", "a", "3", "b", "1", "b", "3", "c", "1",
                                   NULL},
                  "stage", "1", "3");
    expect_change((const char *[]){"a", "later", "a", "after", "a", "before", NULL}, "stage",
                  "before", "after");
    expect_change((const char *[]){"a", "10", "a", "9", NULL}, "stage", "9", "10");
    /* a baseline and 6 months after it */
    expect_change((const char *[]){"a", "6", "a", "before", NULL}, "stage", "before", "6");
    expect_change((const char *[]){"a", "1", "b", "2", "b", "3", NULL}, "stage", "1", NULL);
    expect_change((const char *[]){"a", "none", "a", "wall", "a", "dowel", NULL}, "cue", "none",
                  "dowel");
}
