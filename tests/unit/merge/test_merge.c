/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of a part as people write it, and tables that are joined row by row. */
#include "assert_close.h"

#include "merge/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void numbers_of_parts(void **state)
{
    static const struct {
        const char *text;
        size_t shard, shards; /* 0: refused */
    } cases[] = {{"1/1", 1, 1},
                 {"2/8", 2, 8},
                 {"8/8", 8, 8},
                 {"10000/10000", 10000, 10000},
                 {"1/10001", 0, 0},
                 {"0/8", 0, 0},
                 {"9/8", 0, 0},
                 {"2", 0, 0},
                 {"2/", 0, 0},
                 {"/8", 0, 0},
                 {"2/8x", 0, 0},
                 {"-1/8", 0, 0},
                 {" 2/8", 0, 0},
                 {"2/0", 0, 0},
                 {"", 0, 0},
                 {"1.5/8", 0, 0},
                 {"2/99999999999999999999", 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_error error = HINGE_ERROR_INIT;
        size_t shard = 0, shards = 0;
        enum hinge_status status =
            hinge_shard_parse(cases[i].text, "--shard", &shard, &shards, &error);
        assert_int_equal(status, cases[i].shards > 0 ? HINGE_OK : HINGE_USAGE);
        if (status == HINGE_OK) {
            assert_int_equal(shard, cases[i].shard);
            assert_int_equal(shards, cases[i].shards);
        } else {
            assert_non_null(strstr(error.message, "--shard"));
        }
    }
}

static void make(struct hinge_table *table, const char *second)
{
    struct hinge_error error;
    memset(table, 0, sizeof *table);
    assert_int_equal(hinge_table_add_column(table, "who", HINGE_COLUMN_TEXT, "", 0, NULL, &error),
                     HINGE_OK);
    assert_int_equal(hinge_table_add_column(table, second, HINGE_COLUMN_NUMBER, "deg", 1, NULL,
                                            &error),
                     HINGE_OK);
}

static void tables_of_parts(void **state)
{
    struct hinge_table from, to = {0}, other;
    struct hinge_error error = HINGE_ERROR_INIT;
    (void)state;
    make(&from, "angle_deg");
    make(&other, "speed_deg_s");
    assert_int_equal(hinge_table_add_rows(&from, 3, &error), HINGE_OK);
    assert_int_equal(hinge_table_set_text(&from, 0, 2, "p7", &error), HINGE_OK);
    from.column[1].number[2] = 12.5;
    assert_int_equal(hinge_table_add_columns_of(&to, &from, &error), HINGE_OK);
    assert_int_equal(to.rows, 0);
    assert_true(hinge_parts_alike(&from, &to));
    assert_false(hinge_parts_alike(&from, &other));
    /* the row that was named, a text that is missing stays missing */
    assert_int_equal(hinge_parts_row(&from, 2, &to, &error), HINGE_OK);
    assert_int_equal(hinge_parts_row(&from, 0, &to, &error), HINGE_OK);
    assert_int_equal(to.rows, 2);
    assert_string_equal(hinge_table_text(&to, "who", 0), "p7");
    assert_close(hinge_table_number(&to, "angle_deg", 0), 12.5, 0, 0);
    assert_null(hinge_table_text(&to, "who", 1));
    assert_true(isnan(hinge_table_number(&to, "angle_deg", 1)));
    hinge_table_clear(&from);
    hinge_table_clear(&to);
    hinge_table_clear(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_of_parts),
                                       cmocka_unit_test(tables_of_parts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
