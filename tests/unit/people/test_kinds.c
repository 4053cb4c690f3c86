/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings that were measured alike, in words; the kind and the condition shown first. */
#include "test.h"

#include "base/text.h"
#include "people/people.h"
#include "table/columns.h"

#include <math.h>

/* clang-format off */
static const struct {
    const char *text[4], *want; /* family, tier, lumbar_def, landmark_set; the kind */
    double pos;
} kind[] = {{{"markers", "A", "ISB", ""}, "pelvis and thorax markers", 9}, {{"markers", "B", "ISB", ""}, "spine markers", 1},
            {{"markers", "C", "", ""}, "markers without the spine", 9}, {{"markers", "A", "IK", ""}, "model angles, IK", 0},
            {{"markers", "B", "VENDOR", ""}, "model angles, VENDOR", NAN}, {{"markers", "A", "ISB", ""}, "motion sensors", 0},
            {{"coco", "C", "", ""}, "COCO keypoints", 17}, {{"openpose", "C", "", "pose2sim"}, "OpenPose and SynthPose keypoints", 25},
            {{"mediapipe", "C", "", ""}, "mediapipe keypoints", 33}, {{"coco", "B", "", ""}, "coco, tier B", 17},
            {{"", "C", "", ""}, "recordings, tier C", 5},
            {{"openpose", "C", "", "synthpose"}, NULL, 25}, {{"coco", "C", "", "coco133"}, NULL, 133}};

/* Of each study who did which task at which stage with which load, and the rows that are shown. */
static const struct {
    const char *text[6][3], *shown;
    double kg[6];
} study[] = {
    /* most people, else no daily task, else most recordings, else in the order of names, never of
     * the list; before all what was practised */
    {{{"a", "y", ""}, {"a", "x", ""}}, "1", {0}},
    {{{"a", "bodyweight_hinge", ""}, {"a", "laundry_basket", ""}, {"a", "laundry_basket", ""}}, "0", {0}},
    {{{"a", "laundry_basket", ""}, {"a", "laundry_basket", ""}, {"a", "rdl", ""}}, "2", {0}},
    {{{"a", "x", ""}, {"a", "y", ""}, {"b", "y", ""}}, "12", {0}},
    {{{"a", "x", ""}, {"b", "y", ""}, {"b", "y", ""}}, "12", {0}},
    {{{"a", "x", ""}, {"a", "y", ""}}, "0", {0}},
    {{{"a", "x", ""}, {"b", "x", ""}, {"a", "y", "practice_2"}}, "2", {0}},
    {{{"a", "x", ""}, {"a", "x", "later"}, {"a", "x", "after"}, {"b", "x", "after"}}, "23", {0}},
    {{{"a", "x", "practice"}, {"b", "x", "practice"}, {"a", "x", "before"}}, "2", {0}},
    /* most people, else the lightest; an unknown load is the last, and who has no name a person */
    {{{"a", "x", ""}, {"b", "x", ""}, {"a", "x", ""}}, "01", {20, 20, 0}},
    {{{"a", "x", ""}, {"a", "x", ""}, {"a", "x", ""}, {"b", "x", ""}, {"b", "x", ""}}, "23", {NAN, 12, 8, 8, 12}},
    {{{"a", "x", ""}, {"a", "x", ""}}, "1", {NAN, 12}},
    {{{"", "x", ""}, {"", "x", ""}, {"a", "x", ""}, {"a", "x", ""}}, "01", {8, 8, 0, 4}}};
/* clang-format on */

/* Keypoints by the programs whose landmarks they are, others by the first axis in which they
 * differ. */
TEST(no_two_kinds_are_called_alike)
{
    enum { ROWS = sizeof kind / sizeof *kind, N = ROWS - 2 };
    static const char *const names[] = {"family", "tier", "lumbar_def", "landmark_set", NULL};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    static const size_t of[ROWS + 1] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 7, 6, 8}; /* and first */
    const char *name[N];
    hinge_table_specify_texts(&table, names);
    hinge_table_add_column(&table, "pos", HINGE_COLUMN_NUMBER, "", 0);
    for (size_t r = 0; r < ROWS; r++)
        hinge_table_add_row(&table, kind[r].text, &kind[r].pos);
    hinge_kinds_name(&arena, &table, of, N, of, name);
    for (size_t i = 0; i < N; i++)
        assert_string_equal(name[i], kind[i].want);
    /* what another tier has otherwise is not told beside it */
    for (size_t k = 0; k < HINGE_AXES; k++)
        assert_int_equal(hinge_axes[k].of_tier,
                         hinge_listed("lumbar_def,driver,dim,inferred", ',', hinge_axes[k].column));
}

TEST(one_condition_is_shown_first)
{
    static const char *const names[] = {"participant", "task", "stage", NULL};
    static const struct hinge_kind_rank rank = {false, true, true, 2, 9, "A"},
                                        described = {false, true, false, 2, 12, "A"};
    assert_false(hinge_kind_before(&rank, &rank)); /* of one rank the first */
    assert_true(hinge_kind_before(&rank, &described));
    for (size_t i = 0; i < sizeof study / sizeof *study; i++) {
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        char shown[8] = "";
        bool differs[HINGE_AXES];
        size_t row[6] = {0, 1, 2, 3, 4, 5}, n = 0;
        hinge_table_specify_texts(&table, names);
        hinge_table_add_column(&table, "load_kg", HINGE_COLUMN_NUMBER, "kg", 0);
        for (; n < 6 && study[i].text[n][0] != NULL; n++)
            hinge_table_add_row(&table, study[i].text[n], &study[i].kg[n]);
        hinge_axes_differ(&table, row, n, "", differs);
        n = hinge_main_cell(&table, row, n, differs);
        for (size_t k = 0; k < n; k++)
            shown[k] = (char)('0' + row[k]);
        assert_string_equal(shown, study[i].shown);
    }
}
