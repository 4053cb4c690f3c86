/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells keep what was set, whatever was set before and after them. */
#include "assert_close.h"

#include <hinge/table.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Many different texts push the common ones out of what is remembered. */
static void texts_are_kept_once_and_apart(void **state)
{
    enum { ROWS = 20000 };
    struct hinge_table table = {0};
    struct hinge_error error;
    char text[48];
    size_t common, own, late, shared = 0;
    (void)state;
    assert_int_equal(hinge_table_add_column(&table, "common", HINGE_COLUMN_TEXT, "", 0,
                                            &common, &error),
                     HINGE_OK);
    assert_int_equal(hinge_table_add_column(&table, "own", HINGE_COLUMN_TEXT, "", 0,
                                            &own, &error),
                     HINGE_OK);
    for (size_t i = 0; i < ROWS; i++) {
        assert_int_equal(hinge_table_add_rows(&table, 1, &error), HINGE_OK);
        assert_null(table.column[common].text[i]);
        snprintf(text, sizeof text, "cue %zu", i % 7);
        assert_int_equal(hinge_table_set_text(&table, common, i, text, &error),
                         HINGE_OK);
        snprintf(text, sizeof text, "recording %zu", i);
        assert_int_equal(
            hinge_table_set_text(&table, own, i, i % 3 ? text : "", &error), HINGE_OK);
    }
    assert_int_equal(hinge_table_add_column(&table, "late", HINGE_COLUMN_NUMBER, "", 0,
                                            &late, &error),
                     HINGE_OK);
    for (size_t i = 0; i < ROWS; i++) {
        snprintf(text, sizeof text, "cue %zu", i % 7);
        assert_string_equal(table.column[common].text[i], text);
        shared +=
            i >= 7 && table.column[common].text[i] == table.column[common].text[i - 7];
        snprintf(text, sizeof text, "recording %zu", i);
        assert_string_equal(table.column[own].text[i], i % 3 ? text : "");
        assert_true(isnan(table.column[late].number[i]));
    }
    assert_true(shared > ROWS * 9 / 10);
    hinge_table_clear(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts_are_kept_once_and_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
