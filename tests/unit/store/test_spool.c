/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was packed comes back as it was set, whether the last block is full or not. */
#include "test.h"

#include "store/store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT, NUMBER };

static double number_of(size_t i)
{
    return i % 5 == 0 ? (double)NAN : (double)i / 7;
}

static void text_of(size_t i, char text[48])
{
    snprintf(text, 48, "%.*s%zu", (int)(i % 3), "\xc3\xa9", i);
}

static void fill(struct hinge_spool *spool, size_t rows)
{
    hinge_table_add_column(&spool->open, "text", HINGE_COLUMN_TEXT, "", -1);
    hinge_table_add_column(&spool->open, "number", HINGE_COLUMN_NUMBER, "m", 2);
    for (size_t i = 0; i < rows; i++) {
        char text[48];
        size_t row;
        row = hinge_spool_add(spool);
        text_of(i, text);
        if (i % 4 != 0)
            hinge_table_set_text(&spool->open, TEXT, row, text);
        spool->open.column[NUMBER].number[row] = number_of(i);
    }
}

TEST(rows_come_back)
{
    static const size_t counts[] = {0, 1, 1023, 1024, 1025, 2048, 3000};
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        struct hinge_spool spool = {0};
        cleared_by(hinge_table_clear) struct hinge_table texts = {0}, numbers = {0};
        struct hinge_error error;
        fill(&spool, counts[k]);
        struct hinge_rows all = hinge_spool_all(&spool);
        assert_int_equal(all.rows, counts[k]);
        assert_int_equal(all.load(all.context, TEXT, &texts, &error), HINGE_OK);
        assert_int_equal(all.load(all.context, NUMBER, &numbers, &error), HINGE_OK);
        assert_int_equal(texts.rows, counts[k]);
        assert_int_equal(numbers.rows, counts[k]);
        for (size_t i = 0; i < counts[k]; i++) {
            char text[48], buffer[48];
            text_of(i, text);
            assert_string_equal(hinge_table_cell(&texts, 0, i, buffer), i % 4 != 0 ? text : "");
            double got = numbers.column->number[i], want = number_of(i);
            assert_memory_equal(&got, &want, sizeof got);
        }
        hinge_spool_clear(&spool);
    }
}
