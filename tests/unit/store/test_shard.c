/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in which part: everybody in one, a person whole, parts alike in size. */
#include "test.h"

#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill(struct hinge_table *list, size_t rows, size_t people, bool unnamed)
{
    memset(list, 0, sizeof *list);
    hinge_table_add_column(list, "participant", HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_rows(list, rows);
    for (size_t i = 0; i < rows; i++) {
        char who[24];
        snprintf(who, sizeof who, "p%zu", (i * 7 + i / 5) % people);
        if (unnamed && i % 4 == 0)
            who[0] = '\0';
        hinge_table_set_text(list, 0, i, who);
    }
}

static void check(size_t rows, size_t people, size_t shards, bool unnamed)
{
    struct hinge_table list;
    cleared_by(freed) bool *keep = calloc(rows + 1, sizeof *keep);
    size_t *part = calloc(rows + 1, sizeof *part), most = 0;
    fill(&list, rows, people, unnamed);
    for (size_t k = 1; k <= shards; k++) {
        struct hinge_shard shard = {.shard = k, .shards = shards};
        hinge_shard_deal(&shard, &list, keep);
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
    free(part);
}

TEST(everybody_is_in_one_part)
{
    check(0, 1, 3, false);
    check(1, 1, 1, false);
    check(200, 40, 1, false);
    check(200, 40, 7, false);
    check(200, 40, 7, true);
    check(200, 3, 16, false);
}
