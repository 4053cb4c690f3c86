/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines without quotes are split without libcsv: on random texts both ways must give
 * the same cells, line numbers, offsets and errors. */
#include "assert_close.h"

#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "csv/data_rows.h"

#include <string.h>

static void collect(void *context, size_t index, const char *text, size_t length)
{
    struct hinge_text *all = context;
    hinge_text_printf(all, "%zu<%.*s>", index, (int)length, text);
}

/* Everything the rows of a source say, as one text. */
static void describe(const struct hinge_csv_source *source, bool libcsv_only,
                     struct hinge_text *all)
{
    struct hinge_csv_rows rows;
    struct hinge_error error = HINGE_ERROR_INIT;
    bool got = true;
    enum hinge_status status =
        hinge_csv_rows_open(&rows, source, 0, 1, 12, collect, all, &error);
    rows.libcsv_only = libcsv_only;
    while (status == HINGE_OK && got) {
        status = hinge_csv_rows_next(&rows, &got, &error);
        hinge_text_printf(all, "[%d %zu %zu %zu]", got, rows.line, rows.offset, rows.n);
    }
    hinge_text_puts(all, error.message);
    hinge_csv_rows_close(&rows);
}

static void both_ways_agree(void **state)
{
    (void)state;
    static const char letters[] = "1.-a ,,,;\t\t\n\n\r\"'  x\xe9";
    static const char delimiters[] = {',', ';', '\t', ' '};
    size_t quoted = 0;
    for (uint64_t round = 0; round < 20000; round++) {
        struct hinge_random random;
        char data[96 + HINGE_FILE_PADDING] = {0};
        hinge_random_init(&random, 2, HINGE_STREAM_SIMULATE, round);
        size_t size = 1 + hinge_random_bounded(&random, 95);
        for (size_t i = 0; i < size; i++)
            data[i] = letters[hinge_random_bounded(&random, sizeof letters - 1)];
        quoted += memchr(data, '"', size) != NULL;
        struct hinge_csv_source source = {
            "t", data, size, delimiters[hinge_random_bounded(&random, 4)],
            '.', 0,    0,    false};
        struct hinge_text direct = {0}, libcsv = {0};
        describe(&source, false, &direct);
        describe(&source, true, &libcsv);
        assert_string_equal(direct.data, libcsv.data);
        hinge_text_clear(&direct);
        hinge_text_clear(&libcsv);
    }
    assert_true(quoted > 5000 && quoted < 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_ways_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
