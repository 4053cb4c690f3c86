/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in which part: everybody in one, a person whole, parts alike in size. */
#include "assert_close.h"

#include "store/shard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill(struct hinge_table *list, size_t rows, size_t people, bool unnamed)
{
    struct hinge_error error;
    memset(list, 0, sizeof *list);
    assert_int_equal(hinge_table_add_column(list, "participant", HINGE_COLUMN_TEXT, "", 0, NULL,
                                            &error),
                     HINGE_OK);
    assert_int_equal(hinge_table_add_rows(list, rows, &error), HINGE_OK);
    for (size_t i = 0; i < rows; i++) {
        char who[24];
        snprintf(who, sizeof who, "p%zu", (i * 7 + i / 5) % people);
        if (unnamed && i % 4 == 0)
            who[0] = '\0';
        assert_int_equal(hinge_table_set_text(list, 0, i, who, &error), HINGE_OK);
    }
}

static void check(size_t rows, size_t people, size_t shards, bool unnamed)
{
    struct hinge_table list;
    struct hinge_error error;
    bool *keep = calloc(rows + 1, sizeof *keep);
    size_t *part = calloc(rows + 1, sizeof *part), most = 0;
    fill(&list, rows, people, unnamed);
    for (size_t k = 1; k <= shards; k++) {
        struct hinge_shard shard = {.shard = k, .shards = shards};
        assert_int_equal(hinge_shard_deal(&shard, &list, keep, &error), HINGE_OK);
        size_t n = 0;
        for (size_t i = 0; i < rows; i++) {
            if (!keep[i])
                continue;
            assert_int_equal(part[i], 0); /* in no other */
            part[i] = k;
            assert_int_equal(shard.row[n++], i);
        }
        assert_int_equal(shard.rows, n);
        most = n > most ? n : most;
        hinge_shard_clear(&shard);
    }
    for (size_t i = 0; i < rows; i++) {
        assert_true(part[i] > 0);
        for (size_t j = 0; j < i; j++)
            if (*list.column[0].text[i] != '\0' &&
                strcmp(list.column[0].text[i], list.column[0].text[j]) == 0)
                assert_int_equal(part[i], part[j]);
    }
    /* no more than its share, the largest person and what rounding gives */
    assert_true(most <= rows / shards + 2 * (rows / people + 2));
    hinge_table_clear(&list);
    free(keep);
    free(part);
}

static void everybody_is_in_one_part(void **state)
{
    (void)state;
    check(0, 1, 3, false);
    check(1, 1, 1, false);
    check(200, 40, 1, false);
    check(200, 40, 7, false);
    check(200, 40, 7, true);
    check(200, 3, 16, false);
}

static void marks_come_back(void **state)
{
    size_t row[] = {0, 3, 4};
    struct hinge_shard shard = {.shard = 2, .shards = 8, .row = row, .rows = 3}, back;
    struct hinge_table table = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char text[HINGE_SHARD_TEXT];
    (void)state;
    memset(shard.list, 'a', 64);
    memset(shard.options, '0', 64);
    assert_int_equal(hinge_shard_write(&shard, text, &table, &error), HINGE_OK);
    assert_int_equal(hinge_shard_read(text, &table, 3, "x", &back, &error), HINGE_OK);
    assert_int_equal(back.shard, 2);
    assert_int_equal(back.shards, 8);
    assert_string_equal(back.list, shard.list);
    assert_memory_equal(back.row, row, sizeof row);
    hinge_shard_clear(&back);
    static const char *const broken[] = {"0/8 a b", "9/8 a b", "2/8 a", "2 a b", ""};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        assert_int_equal(hinge_shard_read(broken[i], &table, 3, "x", &back, &error), HINGE_INPUT);
        hinge_shard_clear(&back);
    }
    assert_int_equal(hinge_shard_read(text, &table, 4, "x", &back, &error), HINGE_INPUT);
    hinge_shard_clear(&back);
    table.column[0].number[1] = 4; /* a row twice */
    assert_int_equal(hinge_shard_read(text, &table, 3, "x", &back, &error), HINGE_INPUT);
    hinge_shard_clear(&back);
    hinge_table_clear(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(everybody_is_in_one_part),
                                       cmocka_unit_test(marks_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
