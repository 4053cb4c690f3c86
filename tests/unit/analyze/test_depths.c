/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The depth that all cues of a person reach (method 8.2). */
#include "test.h"

#include "analyze/job.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const char *const columns[] = {"participant", "session", "task", "cue", "role"};
enum { ROWS = 11 };
static const char *const cells[ROWS][5] = {
    {"p1", "1", "rdl", "none", ""},        /* 0: median of rows 0 and 1: 80 */
    {"p1", "1", "rdl", "none", ""},        /* 1 */
    {"p1", "1", "rdl", "dowel", ""},       /* 2: 70, the shallowest */
    {"p1", "2", "rdl", "none", ""},        /* 3: another session, one cue */
    {"p2", "1", "rdl", "none", ""},        /* 4: nobody's other cue */
    {"p1", "1", "rdl", "mirror", ""},      /* 5: refused at ingest */
    {"p1", "1", "rdl", "none", "maxflex"}, /* 6: a reference */
    {"p3", "1", "rdl", "none", ""},        /* 7: other driver than its partner */
    {"p3", "1", "rdl", "dowel", ""},       /* 8 */
    {"p4", "1", "rdl", "none", ""},        /* 9: another task, one cue of each */
    {"p4", "1", "bow", "dowel", ""},       /* 10 */
};
static const int32_t trial_of[ROWS] = {0, 1, 2, 3, 4, -1, 5, 6, 7, 8, 9};

static void fill(struct hinge_table *list)
{
    memset(list, 0, sizeof *list);
    for (size_t c = 0; c < 5; c++)
        hinge_table_add_column(list, columns[c], HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_rows(list, ROWS);
    for (size_t c = 0; c < 5; c++)
        for (size_t r = 0; r < ROWS; r++)
            hinge_table_set_text(list, c, r, cells[r][c]);
}

static void match_all(struct hinge_depths *d)
{
    for (size_t g = 0; g < d->groups; g++)
        hinge_depths_match(d, g);
}

TEST(the_shallowest_cue_sets_it)
{
    static const double first[] = {78, 82, 90}, second[] = {60}, dowel[] = {66, 70, 75};
    cleared_by(hinge_table_clear) struct hinge_table list;
    struct hinge_depths d;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    fill(&list);
    hinge_depths_init(&d, &arena, &list, trial_of, ROWS, 0.9);
    static const bool wanted[ROWS] = {true, true, true, false, false, false, false, true, true};
    for (int r = 0; r < ROWS; r++)
        assert_int_equal(d.row[r].wanted, wanted[r]);
    hinge_depths_add(&d, 0, "trunk_thigh", first, 3);
    hinge_depths_add(&d, 1, "trunk_thigh", second, 1);
    hinge_depths_add(&d, 2, "trunk_thigh", dowel, 3);
    hinge_depths_add(&d, 7, "trunk_thigh", first, 3);
    hinge_depths_add(&d, 8, "total_flex", dowel, 3);
    match_all(&d);
    for (int r = 0; r < 3; r++) /* medians 80 and 70 */
        assert_close(d.row[r].matched_deg, 63, 0, 1e-12);
    for (int r = 3; r < ROWS; r++)
        assert_true(isnan(d.row[r].matched_deg));
}

/* A cue whose repetitions were all refused is no condition. */
TEST(a_cue_without_repetitions_does_not_count)
{
    static const double first[] = {78, 82, 90};
    cleared_by(hinge_table_clear) struct hinge_table list;
    struct hinge_depths d;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    fill(&list);
    hinge_depths_init(&d, &arena, &list, trial_of, ROWS, 0.9);
    hinge_depths_add(&d, 0, "trunk_thigh", first, 3);
    hinge_depths_add(&d, 2, "trunk_thigh", first, 0);
    match_all(&d);
    assert_true(isnan(d.row[0].matched_deg));
}

/* Recordings are in hand together while their frames fit and their rows are near each other. */
TEST(recordings_that_fit_are_gathered)
{
    cleared_by(hinge_table_clear) struct hinge_table list;
    struct hinge_depths d;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    fill(&list);
    hinge_depths_init(&d, &arena, &list, trial_of, ROWS, 0.9);
    size_t frames[ROWS] = {HINGE_DEPTHS_FRAMES - 3, 1, 2, 9, 9, 9, 9, HINGE_DEPTHS_FRAMES, 1};
    hinge_depths_gather(&d, frames, 3);
    assert_false(d.group[d.row[0].group].apart); /* rows 0 to 2 of 3, all frames there may be */
    assert_true(d.group[d.row[7].group].apart);  /* a frame too many */
    hinge_depths_gather(&d, frames, 2);
    assert_true(d.group[d.row[0].group].apart);
}
