/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines without quotes are split without libcsv: on random texts both ways must give
 * the same cells, line numbers, offsets and errors. */
#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "csv/reader.h"

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
    enum hinge_status status = HINGE_OK;
    hinge_csv_rows_open(&rows, source, 0, 1, 12, collect, all);
    rows.libcsv_only = libcsv_only;
    while (status == HINGE_OK && got) {
        status = hinge_csv_rows_next(&rows, &got, &error);
        hinge_text_printf(all, "[%d %zu %zu %zu]", got, rows.line, rows.offset, rows.n);
    }
    hinge_text_adds(all, error.message);
    hinge_csv_rows_close(&rows);
}

TEST(both_ways_agree)
{
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
            "t", data, size, delimiters[hinge_random_bounded(&random, 4)], '.', 0, 0, false, false};
        cleared_by(hinge_text_clear) struct hinge_text direct = {0}, libcsv = {0};
        describe(&source, false, &direct);
        describe(&source, true, &libcsv);
        assert_string_equal(direct.data, libcsv.data);
    }
    assert_true(quoted > 5000 && quoted < 20000);
}

enum { COLUMNS = 5, LINES = 7 };

/* A cell as recordings have them, the odd ones too. */
static const char *cell(struct hinge_random *random)
{
    static const char *const cells[] = {"1",
                                        "-2.5",
                                        "+0.25",
                                        "0.561675",
                                        "-0.000683",
                                        "1234.567",
                                        "100.016667",
                                        "-1e-3",
                                        "2.",
                                        ".5",
                                        "",
                                        "NaN",
                                        "word",
                                        "-",
                                        "0.12345678901234567",
                                        "12345678901234567890",
                                        "-0.0",
                                        "9007199254740993"};
    return cells[hinge_random_bounded(random, sizeof cells / sizeof *cells)];
}

/* Numbers of the lines, with or without a blank before each cell. */
static enum hinge_status numbers_of(const struct hinge_text *data, struct hinge_arena *arena,
                                    struct hinge_damage *damage, struct hinge_csv_numbers *numbers,
                                    struct hinge_error *error)
{
    static const char *const names[COLUMNS] = {"1", "b", "c", "d", "e"};
    static const bool text[COLUMNS] = {[3] = true},
                      may_end[COLUMNS] = {true, true, true, true, true};
    const struct hinge_csv_source source = {
        "t",  hinge_text_string(data), data->length - HINGE_FILE_PADDING, ',', '.', 0, 0, false,
        false};
    const struct hinge_csv_request request = {
        .line = 1, .n_columns = COLUMNS, .names = names, .text = text, .may_end = may_end};
    const enum hinge_status status =
        hinge_csv_numbers_read(&source, &request, arena, numbers, error);
    *damage = numbers->damage;
    return status;
}

/* A blank before a cell has it read by itself: the way of whole lines must give the
 * same numbers, decimals, counts and refusals. */
TEST(lines_of_numbers_agree)
{
    size_t good = 0;
    for (uint64_t round = 0; round < 20000; round++) {
        static const char padding[HINGE_FILE_PADDING];
        struct hinge_random random;
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        cleared_by(hinge_text_clear) struct hinge_text whole = {0}, apart = {0};
        struct hinge_csv_numbers a, b;
        struct hinge_damage damage_a, damage_b;
        struct hinge_error of_a = HINGE_ERROR_INIT, of_b = HINGE_ERROR_INIT;
        hinge_random_init(&random, 2, HINGE_STREAM_SIMULATE, round);
        for (int i = 0; i < LINES; i++) {
            size_t n = COLUMNS + (hinge_random_bounded(&random, 8) == 0);
            bool again = hinge_random_bounded(&random, 8) == 0;
            n -= hinge_random_bounded(&random, 4) == 0;
            char first = hinge_random_bounded(&random, 4) == 0 ? '2' : '1';
            for (size_t c = 0; c < n; c++) {
                char name[] = {c == 0 ? first : (char)('a' + c), 0};
                const char *one = again ? name : c >= COLUMNS ? "" : cell(&random);
                hinge_text_printf(&whole, "%s%s", c > 0 ? "," : "", one);
                hinge_text_printf(&apart, "%s %s", c > 0 ? "," : "", one);
            }
            hinge_text_adds(&whole, "\n");
            hinge_text_adds(&apart, "\n");
        }
        hinge_text_add(&whole, padding, sizeof padding);
        hinge_text_add(&apart, padding, sizeof padding);
        enum hinge_status status = numbers_of(&whole, &arena, &damage_a, &a, &of_a);
        assert_int_equal(numbers_of(&apart, &arena, &damage_b, &b, &of_b), status);
        assert_string_equal(of_a.message, of_b.message);
        assert_int_equal(a.rows, b.rows);
        if (status == HINGE_OK) {
            good++;
            for (size_t i = 0; i < a.rows; i++)
                assert_memory_equal(a.row[i], b.row[i], COLUMNS * sizeof **a.row);
            assert_memory_equal(a.decimals, b.decimals, COLUMNS * sizeof *a.decimals);
            assert_int_equal(damage_a.cells, damage_b.cells);
            for (size_t c = 0; c <= COLUMNS; c++) {
                const struct hinge_damaged *of_one = hinge_damage_find(&damage_a, c);
                const struct hinge_damaged *of_other = hinge_damage_find(&damage_b, c);
                assert_int_equal(of_one != NULL ? of_one->n : 0,
                                 of_other != NULL ? of_other->n : 0);
            }
            assert_memory_equal(a.line, b.line, a.rows * sizeof *a.line);
            assert_int_equal(a.missing, b.missing);
        }
    }
    assert_true(good > 100);
}

/* A cell in a message: whole up to its length, else cut between letters; bytes of no letter are ?.
 */
TEST(cells_of_messages)
{
    enum { MOST = HINGE_CSV_SHOWN - 4 };
    static const struct {
        size_t letters; /* a, before: */
        const char *end, *shown;
        /* clang-format off */
    } row[] = {
        {MOST, "", ""}, {MOST, "b", "..."}, {MOST - 1, "b", "b"}, {MOST - 1, "\xc3\xa4", "..."}, {MOST - 2, "\xc3\xa4", "\xc3\xa4"},
        {MOST - 2, "\xc3\xa4z", "\xc3\xa4..."}, {MOST - 3, "\xf0\x9f\xa6\xb5", "..."}, {MOST - 2, "b\xff", "b?"}, {MOST - 1, "\xff\xff", "?..."}};
    /* clang-format on */
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        char text[HINGE_CSV_SHOWN + 8] = "", expected[HINGE_CSV_SHOWN + 8] = "",
                                    shown[HINGE_CSV_SHOWN];
        memset(text, 'a', row[k].letters);
        memset(expected, 'a', row[k].letters);
        strcat(text, row[k].end);
        strcat(expected, row[k].shown);
        assert_string_equal(hinge_csv_shown(text, strlen(text), shown), expected);
    }
}
