/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text: encodings, line ends, delimiters, limits, and what the messages say.
 */
#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "csv/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes with the padding that readers may touch. */
static char *padded(const char *bytes, size_t size)
{
    char *copy = calloc(1, size + HINGE_FILE_PADDING);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    return copy;
}

static struct hinge_arena arena; /* of all tests */
static struct hinge_damage damage;

/* Opens and reads everything after one header line with n columns. */
static enum hinge_status numbers_of(const char *bytes, size_t size, size_t n,
                                    struct hinge_csv_request extra,
                                    struct hinge_csv_numbers *numbers, struct hinge_error *error)
{
    struct hinge_csv_source source;
    cleared_by(freed) char *data = padded(bytes, size);
    *numbers = (struct hinge_csv_numbers){0};
    enum hinge_status status = hinge_csv_open("t.csv", data, size, 0, 0, &source, error);
    struct hinge_csv_head head = {0};
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&source, 2, &arena, &head, error);
    if (status == HINGE_OK) {
        extra.offset = head.n > 1 ? head.line[1].offset : source.size;
        extra.line = head.n > 1 ? head.line[1].number : 2;
        extra.n_columns = n;
        extra.names = (const char *const *)head.line[0].cell;
        status = hinge_csv_numbers_read(&source, &extra, &arena, numbers, error);
        damage = numbers->damage;
    }
    return status;
}

static int forget_rows(void **state)
{
    (void)state;
    hinge_arena_clear(&arena);
    return 0;
}

static CMFixtureFunction after_all = forget_rows;

static void assert_numbers(const char *bytes, size_t size)
{
    struct hinge_csv_numbers numbers;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status =
        numbers_of(bytes, size, 2, (struct hinge_csv_request){0}, &numbers, &error);
    if (status != HINGE_OK)
        print_error("%s\n", error.message);
    assert_int_equal(status, HINGE_OK);
    assert_int_equal(numbers.rows, 3);
    const double want[] = {1, 2.5, -3e-2, 0.125, 5, 6};
    double columns[6];
    hinge_csv_numbers_turn(&numbers, NULL, columns);
    for (int i = 0; i < 6; i++)
        assert_close(columns[i], want[i], 0, 0);
    assert_int_equal(numbers.decimals[0], 2);
    assert_int_equal(numbers.decimals[1], 3);
}

TEST(same_numbers_whatever_the_dress)
{
    static const char *const dresses[] = {
        "a,b\n1,0.125\n2.5,5\n-3e-2,6\n",
        "a,b\n\"1\",\"0,125\"\n\"2,5\",5\n\"-3e-2\",6\n",
        "'a','b'\n'1','0,125'\n'2,5',5\n-3e-2,6\n",
        "a,b\n1,0.125\n2.5,5\n-3e-2,6",
        "a,b\r\n1,0.125\r\n2.5,5\r\n-3e-2,6\r\n",
        "a,b\r1,0.125\r2.5,5\r-3e-2,6\r",
        "a,b\n1,0.125\r\n2.5,5\r-3e-2,6\n\n\n",
        "\xef\xbb\xbf\x61,b\n1,0.125\n2.5,5\n-3e-2,6\n",
        "g\xe9,b\n1,0.125\n2.5,5\n-3e-2,6\n",
        "a;b\n1;0,125\n2,5;5\n-3e-2;6\n",
        "a\tb\n1\t0,125\n2,5\t5\n-3e-2\t6\n",
        "a\tb\t\n 1\t0.125\t\n2.5\t  5\t\n-3e-2\t6\t\n",
        "a b\n1 0.125\n 2.5   5 \n-3e-2\t6\n",
        "'a' 'b'\n1 0.125\n2.5 5\n-3e-2 6\n",
        "\"a\",\"b\"\n\"1\",\"0.125\"\n2.5,5\n-3e-2,\"6\"\n",
        "a,b\n1,0.125\na,b\n2.5,5\n\n   \n-3e-2,6\n,\n,,\n",
        "\"a,1\",\"b\nc\"\n1,0.125\n2.5,5\n-3e-2,6\n",
    };
    for (size_t i = 0; i < sizeof dresses / sizeof *dresses; i++)
        assert_numbers(dresses[i], strlen(dresses[i]));
}

struct refusal {
    const char *text;
    size_t size; /* 0: strlen */
    enum hinge_reason reason;
    const char *fragment;
};

TEST(refuses_with_place_and_advice)
{
    static const struct refusal refusals[] = {
        {"\xff\xfe"
         "a\0,\0",
         6, HINGE_REASON_NOT_TEXT, "UTF-16 file; save as UTF-8"},
        {"a\0,\0b\0\n\0"
         "1\0,\0",
         12, HINGE_REASON_NOT_TEXT, "UTF-16 file"},
        {"PK\x03\x04", 4, HINGE_REASON_NOT_TEXT, "spreadsheet"},
        {"a,b\n1,2\n3,\0x\n", 13, HINGE_REASON_NOT_TEXT, "t.csv:3: column 2: a NUL byte"},
        {"a,b\n", 0, HINGE_REASON_NO_ROWS, "t.csv: no data rows"},
        {"a,b\n,\n,\n", 0, HINGE_REASON_NO_ROWS, "no data rows"},
        {"a,b\n1,2\n3\n", 0, HINGE_REASON_RAGGED, "t.csv:3: 1 cell, expected 2"},
        {"a,b\n1,2\n\n3,4,5\n", 0, HINGE_REASON_RAGGED, "t.csv:4: 3 cells, expected 2"},
        {"a,b\n1,2\nx,y\n", 0, HINGE_REASON_NOT_A_NUMBER,
         "t.csv:3: words such as \"x\" and no number"},
        {"a;b\n1;1,234\n2;5,678\n", 0, HINGE_REASON_NOT_A_NUMBER,
         "decimals or thousands; use --set decimal=comma"},
        {"a,b\n0,1,0,2\n0,3,0,4\n", 0, HINGE_REASON_RAGGED, "4 cells under 2 names"},
        {"a,b\n1,2\n\"3,4\n5,6\n", 0, HINGE_REASON_RAGGED, "t.csv:3: a quote opened here"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        struct hinge_csv_numbers numbers;
        struct hinge_error error = HINGE_ERROR_INIT;
        size_t size = r->size != 0 ? r->size : strlen(r->text);
        enum hinge_status status =
            numbers_of(r->text, size, 2, (struct hinge_csv_request){0}, &numbers, &error);
        if (status != HINGE_INPUT || strstr(error.message, r->fragment) == NULL)
            print_error("case %zu: \"%s\" lacks \"%s\"\n", i, error.message, r->fragment);
        assert_int_equal(status, HINGE_INPUT);
        assert_non_null(strstr(error.message, r->fragment));
        assert_int_equal(error.reason, r->reason);
        assert_int_equal(numbers.rows, 0);
    }
}

TEST(blank_and_words_are_missing)
{
    const char *text = "a,b\n1,\n,NaN\nn/a,2\n1e-400,3\n";
    struct hinge_csv_numbers numbers;
    assert_works(numbers_of(text, strlen(text), 2, (struct hinge_csv_request){0}, &numbers, &why));
    assert_int_equal(numbers.rows, 4);
    assert_int_equal(numbers.missing, 4);
    assert_true(isnan(numbers.row[1][0]) && isnan(numbers.row[2][0]));
    assert_close(numbers.row[3][0], 0, 0, 0);
    assert_int_equal(numbers.line[3], 5);
}

TEST(cells_that_are_no_numbers_are_missing_and_kept)
{
    const char *text = "a,b\n1.5,2\n3,x\n4,inf\n5,1e400\n6,0x1p3\n?,9\n7,\"0,512\"\n8,8\n";
    struct hinge_csv_numbers numbers;
    struct hinge_error error = HINGE_ERROR_INIT;
    cleared_by(hinge_text_clear) struct hinge_text cell = {0};
    assert_works(numbers_of(text, strlen(text), 2, (struct hinge_csv_request){0}, &numbers, &why));
    assert_int_equal(numbers.rows, 8);
    for (size_t i = 1; i < 7; i++)
        assert_true(isnan(numbers.row[i][i != 5]));
    assert_int_equal(damage.cells, 6);
    assert_int_equal(hinge_damage_find(&damage, 1)->n, 1);
    struct hinge_damaged *b = hinge_damage_find(&damage, 2);
    assert_int_equal(b->n, 5);
    hinge_damaged_describe(b, 2, &cell);
    assert_string_equal(cell.data, "line 5, column 2: \"1e400\"");
    b->of = numbers.rows;
    b->name = "b";
    hinge_damaged_refuse(b, "t.csv", &error);
    assert_string_equal(error.message,
                        "t.csv:3: column 2 (b): \"x\" is not a number, nor are 4 others of its 8 "
                        "cells; the file looks like decimal commas: use --set decimal=comma");
}

TEST(blank_rows_inside_are_frames_at_the_end_not)
{
    const char *text = "a,b\n1,2\n,\n3,4\n,\n,\n";
    struct hinge_csv_numbers numbers;
    assert_works(numbers_of(text, strlen(text), 2, (struct hinge_csv_request){0}, &numbers, &why));
    assert_int_equal(numbers.rows, 3);
    assert_int_equal(numbers.missing, 2);
}

/* Left out, and said: how often, and where first. In a table that people write it is an error. */
TEST(the_header_again)
{
    static const char text[] = "a,b\n1,2\na,b\n3,4\na,b\n";
    struct hinge_csv_numbers numbers;
    struct hinge_csv_source source;
    struct hinge_error error = HINGE_ERROR_INIT;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    cleared_by(freed) char *data = padded(text, strlen(text));
    assert_works(numbers_of(text, strlen(text), 2, (struct hinge_csv_request){0}, &numbers, &why));
    assert_int_equal(numbers.rows, 2);
    assert_int_equal(numbers.headers, 2);
    assert_int_equal(numbers.header_line, 3);
    assert_works(hinge_csv_open("t", data, strlen(text), 0, 0, &source, &why));
    assert_int_equal(hinge_csv_table_read(&source, NULL, &table, &arena, NULL, &error),
                     HINGE_INPUT);
    assert_non_null(strstr(error.message, "t:3: this row is the header again"));
}

TEST(drops_ragged_rows_when_told)
{
    const char *text = "a,b\n1,2\n3\n4,5,6\n7,8\n";
    struct hinge_csv_numbers numbers;
    struct hinge_csv_request drop = {.drop_ragged = true};
    assert_works(numbers_of(text, strlen(text), 2, drop, &numbers, &why));
    assert_int_equal(numbers.rows, 2);
    assert_int_equal(numbers.dropped, 2);
    assert_close(numbers.row[1][0], 7, 0, 0);
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(numbers_of("a,b\n1\n2\n", 8, 2, drop, &numbers, &error), HINGE_INPUT);
    assert_non_null(strstr(error.message, "all 2 are ragged"));
}

/* Rows at the end without a value are no rows; one number makes a row, in whichever column. */
TEST(one_number_makes_the_last_row)
{
    static const char *const texts[] = {"a,b\n1,2\n3,\n,\n", "a,b\n1,2\n,3\n,\n"};
    for (size_t k = 0; k < 2; k++) {
        struct hinge_csv_request plain = {0};
        struct hinge_csv_numbers numbers;
        assert_works(numbers_of(texts[k], strlen(texts[k]), 2, plain, &numbers, &why));
        assert_int_equal(numbers.rows, 2);
        assert_close(numbers.row[1][k], 3, 0, 0);
    }
}

TEST(skips_text_and_short_rows_when_told)
{
    const char *text = "a,b\nleft,2\nright\n";
    const bool skip[] = {true, false};
    const bool may_end[] = {false, true};
    struct hinge_csv_request request = {.text = skip, .may_end = may_end};
    struct hinge_csv_numbers numbers;
    assert_works(numbers_of(text, strlen(text), 2, request, &numbers, &why));
    assert_int_equal(numbers.rows, 2);
    assert_close(numbers.row[0][1], 2, 0, 0);
    assert_true(isnan(numbers.row[0][0]) && isnan(numbers.row[1][1]));
}

/* A text of a header, n times the same cell, and an end. */
static char *repeated(const char *start, char c, size_t n, const char *end, size_t *size)
{
    *size = strlen(start) + n + strlen(end);
    char *text = malloc(*size + 1);
    assert_non_null(text);
    strcpy(text, start);
    memset(text + strlen(start), c, n);
    strcpy(text + strlen(start) + n, end);
    return text;
}

static void assert_too_large(const char *start, char c, size_t n, const char *end,
                             const char *fragment)
{
    size_t size;
    cleared_by(freed) char *text = repeated(start, c, n, end, &size);
    struct hinge_csv_numbers numbers;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status =
        numbers_of(text, size, 2, (struct hinge_csv_request){0}, &numbers, &error);
    if (status != HINGE_INPUT || strstr(error.message, fragment) == NULL)
        print_error("\"%s\" lacks \"%s\"\n", error.message, fragment);
    assert_int_equal(status, HINGE_INPUT);
    assert_non_null(strstr(error.message, fragment));
}

TEST(limits)
{
    assert_too_large("a,b\n1,", '0', 257, "\n", "column 2: a cell of more than 256 bytes");
    assert_too_large("a,b\n1,", '0', 300000, "\n", "column 2: a cell of more than");
    assert_too_large("a,b\n", ',', 5000, "1\n", "5001 columns, more than the limit of 4096");
    assert_too_large("a,b\n1,2\n\"", '7', 5000000, "\n1,2\n", "t.csv:3: a quote opened here");
    assert_too_large("a,b\n1,2\n\"", '\n', 5000000, "\n1,2\n", "t.csv:3: a quote opened");
    assert_too_large("", 'a', 5000, ",b\n1,2\n", "a cell of more than 4096 bytes");
}

TEST(latin1_becomes_utf8)
{
    static const struct {
        const char *bytes, *want;
    } cases[] = {{"H\xfc"
                  "fte",
                  "H\xc3\xbc"
                  "fte"},
                 {"H\xc3\xbc"
                  "fte",
                  "H\xc3\xbc"
                  "fte"},
                 {"\xc0\x80", "\xc3\x80\xc2\x80"},
                 {"\xed\xa0\x80", "\xc3\xad\xc2\xa0\xc2\x80"},
                 {"\xe2\x80", "\xc3\xa2\xc2\x80"},
                 {"plain", "plain"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_csv_source source;
        struct hinge_csv_head head = {0};
        char text[64];
        int size = snprintf(text, sizeof text, "%s,b\n1,2\n", cases[i].bytes);
        cleared_by(freed) char *data = padded(text, (size_t)size);
        assert_int_equal(hinge_csv_open("t", data, (size_t)size, 0, 0, &source, NULL), 0);
        assert_int_equal(hinge_csv_head_read(&source, 1, &arena, &head, NULL), 0);
        assert_string_equal(head.line[0].cell[0], cases[i].want);
    }
}

TEST(forced_marks)
{
    struct hinge_csv_source source;
    cleared_by(freed) char *data = padded("a b\n1,5 2,5\n", 12);
    assert_works(hinge_csv_open("t", data, 12, 0, ',', &source, &why));
    assert_int_equal(source.delimiter, ' ');
    assert_int_equal(source.decimal, ',');
    assert_works(hinge_csv_open("t", data, 12, ';', 0, &source, &why));
    assert_int_equal(source.delimiter, ';');
    assert_int_equal(hinge_csv_open("t", data, 12, ',', ',', &source, NULL), HINGE_USAGE);
}

TEST(tables)
{
    /* "none" alone is a word, beside a number it is missing; a column without a word is
     * of numbers, and "NA" is no label */
    const char *text = "file,participant,rate_hz,cue,note,load_kg,empty,group\n"
                       "a.csv,01,30,none,,none,,NA\n"
                       "\"b, c.csv\",02,,none,n/a,12,,nan\n,,,,,,,\n"
                       "d.csv,03,,none,x,,,a\n";
    static const char *const as_text[] = {"participant", NULL};
    struct hinge_csv_source source;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    size_t *lines = NULL;
    struct hinge_error error = HINGE_ERROR_INIT;
    cleared_by(freed) char *data = padded(text, strlen(text));
    assert_int_equal(hinge_csv_open("t", data, strlen(text), 0, 0, &source, &error), 0);
    assert_int_equal(hinge_csv_table_read(&source, as_text, &table, &arena, &lines, &error), 0);
    assert_int_equal(table.rows, 3);
    assert_int_equal(table.n_columns, 8);
    assert_string_equal(hinge_table_text(&table, "file", 1), "b, c.csv");
    assert_string_equal(hinge_table_text(&table, "participant", 0), "01");
    assert_string_equal(hinge_table_text(&table, "cue", 0), "none");
    assert_close(hinge_table_number(&table, "rate_hz", 0), 30, 0, 0);
    assert_true(isnan(hinge_table_number(&table, "rate_hz", 1)));
    assert_null(hinge_table_text(&table, "note", 1));
    assert_null(hinge_table_text(&table, "group", 0));
    assert_null(hinge_table_text(&table, "group", 1));
    assert_string_equal(hinge_table_text(&table, "group", 2), "a");
    assert_int_equal(table.column[hinge_table_find(&table, "cue")].type, HINGE_COLUMN_TEXT);
    assert_int_equal(table.column[hinge_table_find(&table, "empty")].type, HINGE_COLUMN_NUMBER);
    assert_true(isnan(hinge_table_number(&table, "load_kg", 0)));
    assert_close(hinge_table_number(&table, "load_kg", 1), 12, 0, 0);
    assert_int_equal(lines[1], 3);
    assert_int_equal(lines[2], 5);
}

/* A note of random signs as it is said, and as a table quotes it. */
static void make_note(unsigned *state, char note[32], char quoted[64])
{
    static const char *const signs[] = {";", ",", "\t", "|", "\n",  "\"\"", "\"",
                                        "'", " ", "1",  "a", "5\"", "; "};
    size_t n = 0, q = 0;
    *state = *state * 1664525 + 1013904223;
    size_t length = (*state >> 20) % 9;
    quoted[q++] = '"';
    for (size_t i = 0; i < length; i++) {
        *state = *state * 1664525 + 1013904223;
        for (const char *c = signs[(*state >> 16) % 13]; *c != '\0'; c++) {
            note[n++] = *c;
            quoted[q++] = *c;
            if (*c == '"')
                quoted[q++] = *c;
        }
    }
    quoted[q++] = '"';
    note[n] = quoted[q] = '\0';
}

/* What stands in quotes decides nothing: each of 2,000 lists with a column of notes is
 * read as it was written. */
TEST(quoted_notes_decide_no_delimiter)
{
    static const char marks[] = ",;\t|";
    unsigned chance = 1;
    for (size_t i = 0; i < 2000; i++) {
        struct hinge_csv_source source;
        struct hinge_error error = HINGE_ERROR_INIT;
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        char mark = marks[i % 4], text[1024], note[6][32], quoted[64];
        size_t rows = 1 + i % 6;
        size_t at = (size_t)sprintf(text, "file%cnotes%cgroup\n", mark, mark);
        for (size_t r = 0; r < rows; r++) {
            make_note(&chance, note[r], quoted);
            at += (size_t)sprintf(text + at, "%zu.csv%c%s%c%s\n", r, mark, quoted, mark,
                                  r % 2 == 0 ? "old" : "young");
        }
        cleared_by(freed) char *data = padded(text, at);
        assert_int_equal(hinge_csv_open("t", data, at, 0, 0, &source, &error), 0);
        if (source.delimiter != mark)
            print_error("case %zu: '%c' for '%c' in\n%s\n", i, source.delimiter, mark, text);
        assert_int_equal(source.delimiter, mark);
        const char *const as_text[] = {"file", "notes", "group", NULL};
        assert_int_equal(hinge_csv_table_read(&source, as_text, &table, NULL, NULL, &error), 0);
        assert_int_equal(table.rows, rows);
        for (size_t r = 0; r < rows; r++) {
            const char *got = hinge_table_text(&table, "notes", r);
            assert_string_equal(got != NULL ? got : "", note[r]);
        }
    }
}
