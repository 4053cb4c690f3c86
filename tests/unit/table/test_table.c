/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells keep what was set, whatever was set before and after them. */
#include "table/columns.h"
#include "test.h"

#include <hinge/table.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Many different texts push the common ones out of what is remembered. */
TEST(texts_are_kept_once_and_apart)
{
    enum { ROWS = 20000 };
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    char text[48];
    size_t common, apart, late, shared = 0;
    common = hinge_table_add_column(&table, "common", HINGE_COLUMN_TEXT, "", 0);
    apart = hinge_table_add_column(&table, "own", HINGE_COLUMN_TEXT, "", 0);
    for (size_t i = 0; i < ROWS; i++) {
        hinge_table_add_rows(&table, 1);
        assert_null(table.column[common].text[i]);
        snprintf(text, sizeof text, "cue %zu", i % 7);
        hinge_table_set_text(&table, common, i, text);
        snprintf(text, sizeof text, "recording %zu", i);
        hinge_table_set_text(&table, apart, i, i % 3 ? text : "");
    }
    late = hinge_table_add_column(&table, "late", HINGE_COLUMN_NUMBER, "", 0);
    for (size_t i = 0; i < ROWS; i++) {
        snprintf(text, sizeof text, "cue %zu", i % 7);
        assert_string_equal(table.column[common].text[i], text);
        shared += i >= 7 && table.column[common].text[i] == table.column[common].text[i - 7];
        snprintf(text, sizeof text, "recording %zu", i);
        assert_string_equal(table.column[apart].text[i], i % 3 ? text : "");
        assert_true(isnan(table.column[late].number[i]));
    }
    assert_true(shared > ROWS * 9 / 10);
}

/* Columns of a sparse table get room with their first value, wherever that is. */
TEST(sparse_columns_read_as_missing)
{
    enum { ROWS = 100, FIRST = 40 };
    cleared_by(hinge_table_clear) struct hinge_table table = {.sparse = true};
    const double missing = (double)NAN;
    bool keep[ROWS] = {false};
    char buffer[48];
    size_t text, number;
    text = hinge_table_add_column(&table, "text", HINGE_COLUMN_TEXT, "", 0);
    number = hinge_table_add_column(&table, "number", HINGE_COLUMN_NUMBER, "", 1);
    hinge_table_add_rows(&table, FIRST);
    for (size_t i = 0; i < FIRST; i++) {
        hinge_table_set_text(&table, text, i, "");
        hinge_table_set_number(&table, number, i, missing);
    }
    assert_null(table.column[text].text);
    assert_null(table.column[number].number);
    assert_null(hinge_table_text(&table, "text", 7));
    assert_true(isnan(hinge_table_number(&table, "number", 7)));
    assert_string_equal(hinge_table_cell(&table, number, 7, buffer), "");
    hinge_table_set_why(&table, number, 7, "TIER");
    assert_string_equal(hinge_table_why(&table, number, 7), "TIER");

    hinge_table_add_rows(&table, ROWS - FIRST);
    hinge_table_set_text(&table, text, FIRST, "cue");
    hinge_table_set_number(&table, number, FIRST + 1, 2.5);
    for (size_t i = 0; i < ROWS; i++) {
        const char *cell = hinge_table_text(&table, "text", i);
        assert_true(i == FIRST ? strcmp(cell, "cue") == 0 : cell == NULL);
        assert_true(isnan(hinge_table_number(&table, "number", i)) == (i != FIRST + 1));
        keep[i] = i >= FIRST;
    }
    hinge_table_keep_rows(&table, keep);
    assert_string_equal(hinge_table_cell(&table, text, 0, buffer), "cue");
    assert_string_equal(hinge_table_cell(&table, number, 1, buffer), "2.5");
}

/* A share in a column of counts is shown as one: 0.5 is not 0. */
/* A copy has the headings, numbers and texts; cells without a value stay so. */
TEST(a_copy_is_the_same)
{
    cleared_by(hinge_table_clear) struct hinge_table from = {0}, to = {0};
    size_t n = hinge_table_add_column(&from, "n", HINGE_COLUMN_NUMBER, "deg", 1),
           word = hinge_table_add_column(&from, "word", HINGE_COLUMN_TEXT, "", 0);
    hinge_table_set_title(&from, n, "how many");
    hinge_table_add_rows(&from, 3);
    from.column[n].number[2] = 4.5;
    hinge_table_set_text(&from, word, 0, "a");
    hinge_table_copy(&to, &from);
    assert_int_equal(to.n_columns, 2);
    assert_int_equal(to.rows, 3);
    assert_string_equal(to.column[n].title, "how many");
    assert_string_equal(to.column[n].unit, "deg");
    assert_int_equal(to.column[n].digits, 1);
    assert_true(isnan(hinge_table_number(&to, "n", 0)));
    assert_true(hinge_table_number(&to, "n", 2) == 4.5);
    assert_string_equal(hinge_table_word(&to, "word", 0), "a");
    assert_string_equal(hinge_table_word(&to, "word", 1), "");
}

TEST(shares_among_counts)
{
    static const double value[] = {1, 0.5, -0.25};
    static const char *const want[] = {"1", "0.50", "-0.25"};
    cleared_by(hinge_table_clear) struct hinge_table t = {0};
    char buffer[48];
    hinge_table_add_column(&t, "wall_touched", HINGE_COLUMN_NUMBER, "1", 0);
    hinge_table_add_column(&t, "share_pct", HINGE_COLUMN_NUMBER, "%", 0);
    hinge_table_add_rows(&t, 3);
    for (size_t r = 0; r < 3; r++) {
        t.column[0].number[r] = t.column[1].number[r] = value[r];
        assert_string_equal(hinge_table_cell(&t, 0, r, buffer), want[r]);
    }
    assert_string_equal(hinge_table_cell(&t, 1, 2, buffer), "0");
}

/* Ends of intervals are no 0 that they are not, unless digits were asked for; nothing is "-0.0". */
TEST(numbers_of_cells)
{
    static const struct {
        enum hinge_role role;
        bool asked;
        int digits;
        double value;
        const char *want;
    } rows[] = {{HINGE_IS_ESTIMATE, false, 1, -0.04, "0.0"},
                {HINGE_IS_INTERVAL, false, 1, -0.04, "-0.04"},
                {HINGE_IS_INTERVAL, true, 1, -0.04, "0.0"},
                {HINGE_IS_INTERVAL, false, 0, 0.4, "0"},
                {HINGE_IS_ESTIMATE, false, -1, -0.04, "-0.04"},
                {HINGE_IS_ESTIMATE, false, 0, -0.6, "-1"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cleared_by(hinge_table_clear) struct hinge_table t = {0};
        char buffer[48];
        hinge_table_add_column(&t, "x", HINGE_COLUMN_NUMBER, "deg", rows[i].digits);
        hinge_table_add_rows(&t, 1);
        t.column[0].role = rows[i].role;
        t.column[0].digits_asked = rows[i].asked;
        t.column[0].number[0] = rows[i].value;
        assert_string_equal(hinge_table_cell(&t, 0, 0, buffer), rows[i].want);
    }
}
