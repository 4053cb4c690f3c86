/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns by description, rows whose texts and numbers each keep their order. */
#include "test.h"

#include "table/columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

TEST(a_row_goes_into_its_columns)
{
    static const struct hinge_table_spec columns[] = {
        {"who", NULL, 0}, {"angle", "deg", 1}, {"why", NULL, 0}, {"n", "1", 0}};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    hinge_table_specify(&table, columns, 4);
    assert_string_equal(table.column[1].unit, "deg");
    assert_int_equal(table.column[1].digits, 1);
    hinge_table_add_row(&table, (const char *const[]){"a", ""}, (const double[]){1.5, 2});
    hinge_table_add_row(&table, (const char *const[]){NULL, "none"}, (const double[]){NAN, 3});
    assert_int_equal(table.rows, 2);
    assert_string_equal(hinge_table_text(&table, "who", 0), "a");
    assert_null(hinge_table_text(&table, "why", 0));
    assert_null(hinge_table_text(&table, "who", 1));
    assert_string_equal(hinge_table_text(&table, "why", 1), "none");
    assert_close(hinge_table_number(&table, "angle", 0), 1.5, 0, 0);
    assert_true(isnan(hinge_table_number(&table, "angle", 1)));
    assert_close(hinge_table_number(&table, "n", 1), 3, 0, 0);
}

TEST(texts_by_name)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    hinge_table_specify_texts(&table, (const char *const[]){"a", "b", NULL});
    assert_int_equal(table.n_columns, 2);
    assert_int_equal(table.column[1].type, HINGE_COLUMN_TEXT);
}

/* An unknown column is told with the nearest, else with 24 of those that there are. */
TEST(unknown_columns)
{
    for (size_t n = 1; n < 26; n++) {
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        char expected[200] = "list.csv: no column \"height\" (columns: ", name[8];
        size_t index;
        for (size_t c = 0; c < n; c++) {
            snprintf(name, sizeof name, "c%zu", c);
            hinge_table_add_column(&table, name, HINGE_COLUMN_TEXT, "", -1);
            if (c < 24)
                strcat(strcat(expected, c > 0 ? ", " : ""), name);
        }
        strcat(expected, n > 24 ? ", … (25 in all))" : ")");
        assert_int_equal(hinge_table_require(&table, "height", "list.csv", &index, &error),
                         HINGE_USAGE);
        assert_string_equal(error.message, expected);
        assert_int_equal(hinge_table_require(&table, "c00", NULL, &index, &error), HINGE_USAGE);
        assert_string_equal(error.message, "table: no column \"c00\"; did you mean \"c0\"?");
        assert_int_equal(hinge_table_require(&table, name, NULL, &index, &error), HINGE_OK);
        assert_int_equal(index, n - 1);
    }
}
