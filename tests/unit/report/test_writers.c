/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every writer on one table that holds what is awkward: quotes, formulas, line ends,
 * control characters, wide characters, missing values, tiny negatives. */
#include "base/text.h"
#include "report/print/display.h"
#include "report/writers/writer.h"
#include "table/columns.h"
#include "test.h"

#include <hinge/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hinge_table table;

static void add(const char *participant, const char *note, double angle, double exact)
{
    size_t row = table.rows;
    hinge_table_add_rows(&table, 1);
    hinge_table_set_text(&table, 0, row, participant);
    table.column[1].number[row] = angle;
    table.column[2].number[row] = exact;
    hinge_table_set_text(&table, 3, row, note);
}

static int setup(void **state)
{
    (void)state;
    hinge_table_add_column(&table, "participant", HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_column(&table, "lumbar_deg", HINGE_COLUMN_NUMBER, "deg", 1);
    hinge_table_add_column(&table, "s", HINGE_COLUMN_NUMBER, "s", -1);
    hinge_table_add_column(&table, "note", HINGE_COLUMN_TEXT, "", 0);
    add("p1", "a|b, \"c\" & 100% <i>", 12.345, 0.1);
    add("Zoë", "=cmd|' /C calc'!A0", -0.04, -1e-7);
    add("李雷", NULL, NAN, INFINITY);
    add("_x_", "two\nlines\t\x1b[31m\xff\\", 1e6, 1.0 / 3);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    hinge_table_clear(&table);
    return 0;
}

static CMFixtureFunction before_all = setup, after_all = teardown;

static void assert_written(const char *writer, const struct hinge_writer_options *options,
                           const char *want)
{
    cleared_by(freed) char *text = NULL;
    size_t length = 0;
    assert_works(hinge_table_format(&table, writer, options, &text, &length, &why));
    assert_string_equal(text, want);
    assert_int_equal(length, strlen(want));
}

/* A line ends at the blank before the word that does not fit any more; one that fits exactly stays.
 */
TEST(lines_end_at_words)
{
    static const struct {
        size_t width;
        const char *text, *want;
    } cases[] = {
        {9, "aaaa bbbb cccc", "aaaa bbbb\ncccc"},
        {8, "aaaa bbbb cccc", "aaaa\nbbbb\ncccc"},
        {14, "aaaa bbbb cccc", "aaaa bbbb cccc"},
        {9, "aaaa bbbb\ncccc dddd ee", "aaaa bbbb\ncccc dddd\nee"},
        {9, "aaaa bbbb cccc dddd ee", "aaaa bbbb\ncccc dddd\nee"},
        {3, "aaaa b", "aaaa\nb"},
        {0, "aaaa bbbb cccc", "aaaa bbbb cccc"},
        {4, "\xC3\xBC\xC3\xBC \xC3\xBC b", "\xC3\xBC\xC3\xBC \xC3\xBC\nb"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_text out = {0};
        cleared_by(freed) char *text = NULL;
        size_t length;
        hinge_text_adds(&out, cases[i].text);
        assert_int_equal(hinge_writer_end(&out, cases[i].width, HINGE_OK, &text, &length),
                         HINGE_OK);
        assert_string_equal(text, cases[i].want);
        assert_int_equal(length, strlen(cases[i].want));
    }
}

/* The texts of one block per row, and a last one without rows. */
TEST(in_blocks)
{
    static const char *const writers[] = {"csv", "tsv", "json"};
    const struct hinge_writer_options plain = {.ids = false};
    for (size_t i = 0; i < 3; i++) {
        cleared_by(freed) char *whole;
        cleared_by(hinge_text_clear) struct hinge_text joined = {0};
        assert_true(hinge_writer_takes_blocks(writers[i]));
        assert_works(hinge_table_format(&table, writers[i], &plain, &whole, NULL, &why));
        for (size_t r = 0; r <= table.rows; r++) {
            struct hinge_column column[4];
            struct hinge_table one = table;
            one.rows = r < table.rows;
            one.column = column;
            for (size_t c = 0; c < one.n_columns; c++) {
                column[c] = table.column[c];
                if (r < table.rows && column[c].type == HINGE_COLUMN_NUMBER)
                    column[c].number += r;
                else if (r < table.rows)
                    column[c].text += r;
            }
            assert_works(hinge_writer_add_block(writers[i], &one, r, r == table.rows, &plain,
                                                &joined, &why));
        }
        assert_string_equal(hinge_text_string(&joined), whole);
    }
    assert_false(hinge_writer_takes_blocks("latex"));
}

static const struct hinge_writer_options titled = {.title = "Lumbar & more",
                                                   .footer = "SD in brackets; n_1 = 3."};

TEST(text)
{
    assert_written("text", &titled,
                   "Lumbar & more\n\n"
                   "participant  lumbar_deg                   s  note\n"
                   "p1                 12.3                 0.1  a|b, \"c\" & 100% <i>\n"
                   "Zoë                 0.0              -1e-07  =cmd|' /C calc'!A0\n"
                   "李雷                  -                 inf  -\n"
                   "_x_           1000000.0  0.3333333333333333  "
                   "two\\x0alines\\x09\\x1b[31m\\xff\\\n"
                   "\nSD in brackets; n_1 = 3.\n");
}

/* What does not fit: columns that are the same stand above; the rest is tables under each other,
 * which begin with the texts that take up to a third of the width, or a block a row. */
TEST(text_of_a_width)
{
    static const struct {
        size_t width;
        const char *lines; /* how long each is */
    } cases[] = {{177, "177 177 177 "},
                 {176, "19 0 166 166 166 "},
                 {166, "19 0 166 166 166 "},
                 {165, "19 0 144 144 144 0 56 56 56 "},
                 {102, "19 0 100 100 100 0 100 100 100 "},
                 {101, "19 0 100 100 100 0 69 69 69 "},
                 {100, "19 0 100 100 100 0 69 69 69 "},
                 {99, "19 0 34 34 34 34 34 34 34 34 0 32 32 35 35 35 35 35 35 "},
                 {101, "8 0 86 86 86 0 42 42 42 "}}; /* the numbers alone */
    static const char *const names[] = {"who", "what somebody says of a bend,", "cue"};
    cleared_by(hinge_table_clear) struct hinge_table wide = {0};
    for (size_t c = 0; c < 10; c++)
        hinge_table_add_column(&wide,
                               c < 3   ? names[c]
                               : c < 9 ? "a_number_with_a_name"
                                       : "one",
                               c < 3 ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, "", 1);
    hinge_table_add_rows(&wide, 2);
    for (size_t r = 0; r < 2; r++)
        for (size_t c = 0; c < 10; c++)
            if (c < 3)
                hinge_table_set_text(&wide, c, r, c == 2 ? "none" : r == 0 ? "Zoë" : "b");
            else
                wide.column[c].number[r] = c == 9 ? 1 : (double)(10 * r + c);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct hinge_writer_options options = {.width = cases[i].width};
        const size_t from = i + 1 == sizeof cases / sizeof *cases ? 3 : 0;
        struct hinge_table shown = {
            .rows = 2, .n_columns = 10 - from, .column = wide.column + from};
        cleared_by(freed) char *text = NULL;
        cleared_by(hinge_text_clear) struct hinge_text lines = {0};
        assert_works(hinge_table_format(&shown, "text", &options, &text, NULL, &why));
        for (char *at = text, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
            *end = '\0';
            hinge_text_printf(&lines, "%zu ", hinge_text_width(at));
        }
        assert_string_equal(lines.data, cases[i].lines);
    }
}

TEST(text_in_full_precision)
{
    const struct hinge_writer_options full = {.full_precision = true};
    cleared_by(freed) char *out = NULL;
    assert_works(hinge_table_format(&table, "text", &full, &out, NULL, &why));
    assert_non_null(strstr(out, " 12.345 "));
    assert_non_null(strstr(out, " -0.04 "));
}

TEST(csv)
{
    assert_written("csv", &titled,
                   "participant,lumbar_deg,s,note\n"
                   "p1,12.345,0.1,\"a|b, \"\"c\"\" & 100% <i>\"\n"
                   "Zoë,-0.04,-1e-07,\"'=cmd|' /C calc'!A0\"\n"
                   "李雷,,inf,\n"
                   "_x_,1000000,0.3333333333333333,\"two\nlines\t\x1b[31m\xff\\\"\n");
}

TEST(tsv)
{
    assert_written("tsv", &titled,
                   "participant\tlumbar_deg\ts\tnote\n"
                   "p1\t12.345\t0.1\ta|b, \"c\" & 100% <i>\n"
                   "Zoë\t-0.04\t-1e-07\t'=cmd|' /C calc'!A0\n"
                   "李雷\t\tinf\t\n"
                   "_x_\t1000000\t0.3333333333333333\ttwo\\nlines\\t\x1b[31m\xff\\\\\n");
}

/* clang-format off */
TEST(markdown)
{
    assert_written(
        "markdown", &titled,
        "**Lumbar \\& more**\n\n"
        "| Participant | Lumbar (°) |              s (s) | Note                                |\n"
        "| :---------- | ---------: | -----------------: | :---------------------------------- |\n"
        "| p1          |       12.3 |                0.1 | a\\|b, \"c\" \\& 100% \\<i\\>             |\n"
        "| Zoë         |        0.0 |             -1e-07 | =cmd\\|' /C calc'!A0                 |\n"
        "| 李雷        |          - |                inf | -                                   |\n"
        "| \\_x\\_       |  1000000.0 | 0.3333333333333333 | two\\\\x0alines\\\\x09\\\\x1b\\[31m\\\\xff\\\\ |\n"
        "\nSD in brackets; n_1 = 3.\n");
}
/* clang-format on */

/* In words too a number's minus is one, and a hyphen stays a hyphen. */
TEST(latex_minus)
{
    struct hinge_writer_options options = titled;
    options.footer = "-5.9 [-7.7, -4.0] of p01-2, sit-to-stand, χ² ≥ 3 − 1";
    cleared_by(freed) char *text = NULL;
    assert_works(hinge_table_format(&table, "latex", &options, &text, NULL, &why));
    assert_non_null(strstr(text, "{\\footnotesize $-$5.9 {[}$-$7.7, $-$4.0{]} of p01-2, "
                                 "sit-to-stand, $\\chi$² $\\geq$ 3 $-$ 1}"));
}

TEST(latex)
{
    assert_written("latex", &titled,
                   "% needs \\usepackage{booktabs}\n"
                   "\\begin{table}\n\\centering\n\\caption{Lumbar \\& more}\n"
                   "\\begin{tabular}{lrrl}\n\\toprule\n"
                   "Participant & Lumbar (°) & s (s) & Note \\\\\n\\midrule\n"
                   "p1 & 12.3 & 0.1 & a\\textbar{}b, \\textquotedbl{}c\\textquotedbl{} \\& "
                   "100\\% \\textless{}i\\textgreater{} \\\\\n"
                   "Zoë & 0.0 & $-$1e$-$07 & =cmd\\textbar{}' /C calc'!A0 \\\\\n"
                   "李雷 & -- & inf & -- \\\\\n"
                   "\\_x\\_ & 1000000.0 & 0.3333333333333333 & "
                   "two\\textbackslash{}x0alines\\textbackslash{}x09\\textbackslash{}x1b{[}31m"
                   "\\textbackslash{}xff\\textbackslash{} \\\\\n"
                   "\\bottomrule\n\\end{tabular}\n"
                   "\n\\smallskip\n{\\footnotesize SD in brackets; n\\_1 = 3.}\n"
                   "\\end{table}\n");
}

TEST(json)
{
    assert_written("json", &titled,
                   "[\n{\"participant\": \"p1\", \"lumbar_deg\": 12.345, \"s\": 0.1, "
                   "\"note\": \"a|b, \\\"c\\\" & 100% <i>\"},\n"
                   "{\"participant\": \"Zoë\", \"lumbar_deg\": -0.04, \"s\": -1e-07, "
                   "\"note\": \"=cmd|' /C calc'!A0\"},\n"
                   "{\"participant\": \"李雷\", \"lumbar_deg\": null, \"s\": null, "
                   "\"note\": null},\n"
                   "{\"participant\": \"_x_\", \"lumbar_deg\": 1000000, \"s\": "
                   "0.3333333333333333, "
                   "\"note\": \"two\\nlines\\t\\u001B[31m\xEF\xBF\xBD\\\\\"}\n]\n");
}

TEST(no_rows)
{
    size_t rows = table.rows;
    table.rows = 0;
    assert_written("csv", NULL, "participant,lumbar_deg,s,note\n");
    assert_written("text", NULL, "participant  lumbar_deg  s  note\n");
    assert_written("json", NULL, "[]\n");
    assert_written("markdown", NULL,
                   "| Participant | Lumbar (°) | s (s) | Note |\n"
                   "| :---------- | ---------: | ----: | :--- |\n");
    const struct hinge_writer_options ids = {.ids = true};
    assert_written("markdown", &ids,
                   "| participant | lumbar_deg |   s | note |\n"
                   "| :---------- | ---------: | --: | :--- |\n");
    table.rows = rows;
}

/* No line of words is a heading or an item, and an underscore stays within a word. */
TEST(words_of_markdown)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    hinge_writer_add_words(hinge_writer_find("markdown"), &out,
                           "a_1 _c d_ é_ä x__y __ _\n#x\n\n+y\n=z#|");
    assert_string_equal(hinge_text_string(&out), "a_1 \\_c d\\_ é_ä x__y \\_\\_ \\_\n"
                                                 "\\#x\n\n\\+y\n\\=z#\\|");
}

TEST(no_columns)
{
    struct hinge_table empty = {0};
    const char *id;
    for (size_t i = 0; (id = hinge_writer_id(i)) != NULL; i++) {
        cleared_by(freed) char *out = NULL;
        assert_works(hinge_table_format(&empty, id, NULL, &out, NULL, &why));
        assert_non_null(out);
    }
}

/* A page that a browser opens as it is: escaped, true minus signs and dashes. */
TEST(html)
{
    cleared_by(freed) char *out = NULL;
    assert_works(hinge_table_format(&table, "html", &titled, &out, NULL, &why));
    assert_ptr_equal(strstr(out, "<!DOCTYPE html>"), out);
    assert_non_null(strstr(out, "<caption>Lumbar &amp; more</caption>"));
    assert_non_null(strstr(out, "<th scope=\"col\" class=\"n\" align=\"right\" "
                                "style=\"border-top:1.5px solid;border-bottom:1px solid\">"
                                "Lumbar (°)</th>"));
    assert_non_null(
        strstr(out, "<tr><td>p1</td><td class=\"n\" align=\"right\">12.3"
                    "</td><td class=\"n\" align=\"right\">0.1</td><td>a|b, &quot;c&quot; &amp; "
                    "100% &lt;i&gt;</td></tr>"));
    assert_non_null(strstr(out, ">−1e-07</td>"));
    assert_non_null(strstr(out, "<td>李雷</td><td class=\"n\" align=\"right\">–</td>"));
    assert_non_null(strstr(out, "<p>SD in brackets; n_1 = 3.</p>"));
    assert_string_equal(out + strlen(out) - strlen("</html>\n"), "</html>\n");
}

/* Ids as a paper prints them, and a letter for each reason of a missing cell. */
TEST(published)
{
    cleared_by(hinge_table_clear) struct hinge_table t = {0};
    static const struct hinge_label label[] = {{"lumbar_fraction", "Anteil LWS"},
                                               {"dowel", "Stab"}};
    static const struct hinge_label_list labels = {2, label};
    const struct hinge_writer_options options = {.labels = &labels};
    static const struct {
        const char *name, *unit, *header;
        int digits;
    } number[] = {{"lumbar_fraction", "1", "Lumbar fraction", 3},
                  {"hip_excursion_deg", "deg", "Hip excursion (°)", 1},
                  {"lumbar_hip_ratio_deg30_60", "1", "Lumbar–hip ratio, 30–60° of flexion", 3},
                  {"lumbar_fraction_q4", "1", "Lumbar fraction, last quarter", 3},
                  {"mean_velocity_deg_s", "deg s-1", "Mean velocity (°/s)", 1},
                  {"hip_posterior_ll", "LL", "Backward hip travel (% of leg length)", 3},
                  {"people", "1", "People", 0},
                  {"ci_low", "", "CI lower", 2},
                  {"df", "", "df", 1}};
    enum { NUMBERS = sizeof number / sizeof *number };
    static const struct {
        const char *name, *cell, *words;
    } text[] = {{"fault", "rounding_early", "Early lumbar flexion"},
                {"cue", "dowel", "dowel"},
                {"metric", "onset_lag_s", "Lumbar onset after hip"},
                {"unit", "deg s-2", "°/s²"},
                {"phase", "rep", "whole"},
                {"reasons", "NOISE_TOO_HIGH 8, ROM_SMALL 1",
                 "the recording is too noisy for it (8), the movement is too small (1)"},
                {"participant", "p_01", "p_01"}};
    enum { TEXTS = sizeof text / sizeof *text };
    for (size_t i = 0; i < NUMBERS; i++)
        hinge_table_add_column(&t, number[i].name, HINGE_COLUMN_NUMBER, number[i].unit,
                               number[i].digits);
    for (size_t i = 0; i < TEXTS; i++)
        hinge_table_add_column(&t, text[i].name, HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_rows(&t, 2);
    for (size_t i = 0; i < TEXTS; i++)
        hinge_table_set_text(&t, NUMBERS + i, 0, text[i].cell);
    t.column[1].number[1] = 80; /* what is there has no reason */
    for (size_t c = 0; c < 3; c++)
        hinge_table_set_why(&t, c, 1, c < 2 ? "DEN_SMALL" : "BIN_NOT_REACHED");
    char *out = NULL;
    assert_works(hinge_table_format(&t, "html", NULL, &out, NULL, &why));
    for (size_t i = 0; i < NUMBERS; i++)
        assert_non_null(strstr(out, number[i].header));
    assert_null(strstr(out, "(–)"));
    for (size_t i = 0; i < TEXTS; i++)
        assert_non_null(strstr(out, text[i].words));
    assert_non_null(strstr(out, "–<sup>a</sup></td><td class=\"n\" align=\"right\" "
                                "style=\"border-bottom:1.5px solid\">80.0</td><td "
                                "class=\"n\" align=\"right\" "
                                "style=\"border-bottom:1.5px solid\">–<sup>b</sup></td>"));
    assert_non_null(strstr(out,
                           "<p>ᵃ the movement is too small for a ratio; ᵇ the bend does not go "
                           "that far</p>"));
    free(out);
    assert_works(hinge_table_format(&t, "latex", NULL, &out, NULL, &why));
    assert_non_null(strstr(out, "--\\textsuperscript{a} & 80.0 & --\\textsuperscript{b} &"));
    /* pdflatex has no raised letters of its own */
    assert_non_null(
        strstr(out, "{\\footnotesize \\textsuperscript{a} the movement is too small for a ratio; "
                    "\\textsuperscript{b} "));
    free(out);
    assert_works(hinge_table_format(&t, "text", NULL, &out, NULL, &why));
    assert_non_null(strstr(out, "\nᵃ DEN_SMALL; ᵇ BIN_NOT_REACHED\n"));
    free(out);
    assert_works(hinge_table_format(&t, "markdown", &options, &out, NULL, &why));
    assert_non_null(strstr(out, "| Anteil LWS (%) |"));
    assert_non_null(strstr(out, "| Stab "));
    free(out);
}

TEST(unknown_writer)
{
    char *out = (char *)"untouched";
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(hinge_table_format(&table, "markdwn", NULL, &out, NULL, &error), HINGE_USAGE);
    assert_null(out);
    assert_string_equal(error.message,
                        "no table format \"markdwn\" (there are csv, html, json, latex, "
                        "markdown, sav, text, tsv, xlsx); did you mean markdown?");
}

/* Ids are sorted, named after nothing else twice, and have a line for --help. */
TEST(registry)
{
    assert_non_null(hinge_writer_id(0));
    for (size_t i = 0; hinge_writer_id(i) != NULL; i++) {
        assert_true(strlen(hinge_writer_title(i)) > 0);
        if (i > 0)
            assert_true(strcmp(hinge_writer_id(i - 1), hinge_writer_id(i)) < 0);
    }
}

/* More rows, or columns, than a sheet has: said before anything is written. */
TEST(too_large_for_a_sheet)
{
    static const size_t rows[] = {1048576, 1048575, 3};
    static const size_t columns[] = {2, 16385, 16385};
    for (size_t i = 0; i < 3; i++) {
        struct hinge_error error = {0};
        struct hinge_table large = {.rows = rows[i], .n_columns = columns[i]};
        char *written = NULL, wanted[160];
        size_t length = 0;
        assert_int_equal(hinge_table_format(&large, "xlsx", NULL, &written, &length, &error),
                         HINGE_USAGE);
        assert_null(written);
        snprintf(wanted, sizeof wanted,
                 "table: %zu rows and %zu columns are more than a sheet holds (1048575, "
                 "16384): write csv, or choose with --filter and --columns",
                 rows[i], columns[i]);
        assert_string_equal(error.message, wanted);
    }
}

/* Readers get p by its rule and no column for programs; programs get all of both. */
TEST(columns_say_how_they_are_shown)
{
    cleared_by(hinge_table_clear) struct hinge_table shown = {0};
    size_t p, row;
    char *text;
    p = hinge_table_add_column(&shown, "q", HINGE_COLUMN_NUMBER, "", 5);
    row = hinge_table_add_column(&shown, "row", HINGE_COLUMN_NUMBER, "", 0);
    hinge_table_add_rows(&shown, 1);
    shown.column[p].role = HINGE_IS_P;
    shown.column[p].number[0] = 0.00002;
    shown.column[row].for_programs = true;
    shown.column[row].number[0] = 7;
    assert_works(hinge_table_format(&shown, "text", NULL, &text, NULL, &why));
    assert_string_equal(text, "q\n<.001\n");
    free(text);
    assert_works(hinge_table_format(&shown, "csv", NULL, &text, NULL, &why));
    assert_string_equal(text, "q,row\n2e-05,7\n");
    free(text);
}

/* A program compiled with another version of the header. */
TEST(options_say_their_size)
{
    struct {
        struct hinge_writer_options options;
        bool more;
    } newer = {.options = {.size = sizeof newer, .ids = true}};
    struct hinge_table empty = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text;
    assert_works(hinge_table_format(&empty, "json", &newer.options, &text, NULL, &why));
    free(text);
    newer.more = true; /* what this library would pass over */
    assert_int_equal(hinge_table_format(&empty, "json", &newer.options, &text, NULL, &error),
                     HINGE_USAGE);
    assert_null(text);
    /* an older one had less: what follows its end is not read */
    struct hinge_writer_options older = {.size = offsetof(struct hinge_writer_options, footer),
                                         .footer = "no footer yet"};
    assert_works(hinge_table_format(&empty, "text", &older, &text, NULL, &why));
    assert_null(strstr(text, "no footer yet"));
    free(text);
}
