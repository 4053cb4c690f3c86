/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of analyses as words and tables. */
#include "stats/run/analysis.h"
#include "test.h"

#include "stats_run.h"

#include "result/words.h"
#include "stats/run/calls.h"
#include "table/columns.h"

#include <hinge/report.h>

static char *format_run(const char *request, const char *csv, const char *writer)
{
    run_request(request, csv);
    char *text = NULL;
    size_t length = 0;
    assert_non_null(run.text);
    assert_works(hinge_result_format(run.result, writer, NULL, &text, &length, &why));
    assert_int_equal(strlen(text), length);
    return text;
}

static void holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in:\n%s", part, text);
}

#define BETWEEN                                                                                    \
    "{'analysis':'between','outcome':'angle','group':'g',"                                         \
    "'participant':'p','order':['x','y']"
static const char csv[] = "p,g,angle\n1,x,31\n2,x,28\n3,x,35\n4,y,41\n5,y,44\n6,y,39\n";

#define CUES                                                                                       \
    "{'analysis':'cues','condition':'cue','baseline':'none',"                                      \
    "'participant':'p','plan':{'cues':{'tap':{'outcomes':[{'role':"                                \
    "'primary','outcome':'angle','column':'angle','unit':'deg',"                                   \
    "'expected':'down'}]}},'faults':[]}}"
#define FOUR                                                                                       \
    "p,cue,angle\n1,none,31\n1,tap,21\n2,none,35\n2,tap,24\n3,none,28\n3,tap,16\n"                 \
    "4,none,33\n4,tap,22\n"

/* Of four people there are the values; of five the direction is named. */
TEST(few_people_are_not_tested)
{
    cleared_by(freed) char *four = format_run(CUES, FOUR, "text");
    cleared_by(freed) char *five = format_run(CUES, FOUR "5,none,30\n5,tap,19.5\n", "text");
    holds(four, "(n = 4); 5 are needed for a test.");
    holds(five, "Tap: The angle was 10.9° lower");
    assert_null(strstr(five, "needed"));
}

TEST(words)
{
    char *text = format_run(BETWEEN "}", csv, "apa");
    holds(text, "t(3.6) = −4.01, p = .019, mean difference −10.0, 95% CI [−17.2, −2.8]");
    holds(text, "U = 0, exact p = .100");
    free(text);
    text = format_run(BETWEEN ",'level':0.9,'tost':[-1,1]}", csv, "text");
    holds(text, "the permutation test counts, not the t test: p = 0.1 (20 relabellings)");
    holds(text, "was -10.0 (90% CI of the t test -15.5 to -4.5): by the permutation test the "
                "direction is not certain");
    holds(text, "A difference beyond ±1 is not ruled out");
    holds(text, "W_SMALL_N: there are few people: 3 in group 'x'");
    holds(text, "participants as the unit");
    free(text);
}

/* A direction is named when the interval excludes 0 and people are enough. */
TEST(directions_are_named)
{
    char *text = format_run(BETWEEN "}",
                            "p,g,angle\n1,x,31\n2,x,28\n3,x,35\n4,y,41\n5,y,44\n6,y,39\n"
                            "7,x,30\n8,x,32\n9,y,42\n10,y,40\n",
                            "text");
    holds(text, "The angle was 10.0 lower in x than in y (95% CI 6.6 to 13.4).");
    assert_null(strstr(text, "comes first"));
    free(text);
}

/* p above alpha is never called no difference. */
TEST(open_questions_stay_open)
{
    char *text = format_run(BETWEEN "}",
                            "p,g,angle\n1,x,31\n2,x,48\n3,x,35\n4,y,41\n5,y,34\n6,y,39\n", "text");
    holds(text, "angle in x minus that in y was 0 (95% CI of the t test -19 to 19): by the "
                "permutation test the direction is not certain");
    assert_null(strstr(text, "no difference"));
    free(text);
}

TEST(flat_table)
{
    cleared_by(freed) char *text = format_run(BETWEEN "}", csv, "csv");
    holds(text, "outcome,term,level,n_rows,");
    holds(text, "\nangle,groups,y,3,3,0,,,,3,41.333333333333336,");
    holds(text, "\nangle,welch,,");
    holds(text, ",-10,-4.0089186286863665,3.6254335260115598,");
    holds(text, "\nangle,mann_whitney,,");
    holds(text, ",exact,");
    assert_null(strstr(text, "/"));
}

TEST(nested_cells_are_one_table)
{
    char *text = format_run("{'analysis':'prevalence','outcome':'f','by':['g'],'participant':'p'}",
                            "p,g,f\n1,a,1\n1,a,0\n2,a,1\n3,b,0\n4,b,0\n", "markdown");
    holds(text, "cells people_with");
    holds(text, "g=a");
    free(text);
}

/* A unit is its column's, and no end of a name: answers in seconds are told by nobody.
 */
TEST(units_are_of_the_column)
{
    static const char *const names[] = {"answers_s", "lumbar_excursion_deg"};
    for (size_t i = 0; i < 2; i++) {
        cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        struct hinge_result *result = NULL;
        char json[200];
        snprintf(json, sizeof json, "{\"analysis\":\"between\",\"outcome\":\"%s\",\"group\":\"g\"}",
                 names[i]);
        assert_works(hinge_stats_request_init(&request, json, &why));
        hinge_table_add_column(&table, "g", HINGE_COLUMN_TEXT, "", 0);
        hinge_table_add_column(&table, names[i], HINGE_COLUMN_NUMBER, "", 1);
        hinge_table_add_column(&table, "participant", HINGE_COLUMN_NUMBER, "", 0);
        if (i == 1)
            hinge_table_set_unit(&table, 1, "deg");
        for (size_t r = 0; r < 12; r++) {
            hinge_table_add_rows(&table, 1);
            hinge_table_set_text(&table, 0, r, r < 6 ? "x" : "y");
            table.column[1].number[r] = (r < 6 ? 10 : 30) + (double)(r % 3);
            table.column[2].number[r] = (double)r;
        }
        const struct hinge_stats_call call = {
            .request = &request, .table = &table, .name = "t", .threads = 1};
        assert_works(hinge_stats_run(&call, &result, &why));
        holds(result->sentences, i == 0 ? "The answers s was 20.0 lower in x than in y ("
                                        : "The lumbar excursion was 20.0° lower in x");
        const struct hinge_table *welch = hinge_result_table(result, "welch");
        const struct hinge_column *difference = &welch->column[0];
        assert_string_equal(difference->name, "mean_diff");
        assert_string_equal(difference->title, "Mean difference");
        assert_string_equal(difference->unit, i == 0 ? "" : "deg");
        assert_int_equal(difference->role, HINGE_IS_ESTIMATE);
        assert_true(difference->number[0] == -20);
        assert_int_equal(welch->column[hinge_table_find(welch, "p")].role, HINGE_IS_P);
        assert_string_equal(welch->column[hinge_table_find(welch, "ci_low")].unit,
                            difference->unit);
        hinge_result_free(result);
    }
}

TEST(unknown_writer)
{
    run_request(BETWEEN "}", csv);
    char *text = NULL;
    assert_int_equal(hinge_result_format(run.result, "txet", NULL, &text, NULL, NULL), HINGE_USAGE);
    assert_null(text);
    struct hinge_result *result;
    assert_int_equal(hinge_result_read("{", &result, NULL), HINGE_INPUT);
    assert_null(result);
    hinge_result_free(result);
}

/* A document that was written says what it said. */
TEST(read_again)
{
    cleared_by(freed) char *text = NULL;
    struct hinge_result *read = NULL;
    run_request(BETWEEN "}", csv);
    assert_works(hinge_result_format(run.result, "json", NULL, &text, NULL, &why));
    assert_works(hinge_result_read(text, &read, &why));
    assert_true(*read->sentences != '\0' && *read->apa != '\0');
    assert_string_equal(read->sentences, run.result->sentences);
    assert_string_equal(read->apa, run.result->apa);
    hinge_result_free(read);
}

/* Numbers as papers have them: p exact to .001, what cannot exceed 1 without its zero,
 * odds with two digits. */
TEST(numbers_in_sentences)
{
    static const struct {
        double value;
        char kind;
        const char *want;
    } rows[] = {{0.0009999, 'p', "< .001"}, {0.001, 'p', "= .001"},  {0.0094, 'p', "= .009"},
                {0.05, 'p', "= .050"},      {1, 'p', "= 1.000"},     {-0.456, 'r', "-.46"},
                {-0.004, 'r', "-.004"},     {1.004, 'r', "1.00"},    {12, 'd', "12"},
                {3.62, 'd', "3.6"},         {41.6, 'n', "42"},       {-2.34567, 'x', "-2.346"},
                {-2.34567, 'a', "2.346"},   {-0.1, 'h', "lower"},    {0.1, 'h', "higher"},
                {-0.1, 's', "fell"},        {0.1, 's', "rose"},      {0.128, '2', "0.13"},
                {-0.21, 'x', "-0.2100"},    {-3, 'x', "-3"},         {0, 'x', "0"},
                {1156.02, 'd', "1156"},     {1234.5678, 'x', "1235"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char format[8], want[24];
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        struct hinge_analysis analysis = {.level = 0.95};
        snprintf(format, sizeof format, "{%c}", rows[k].kind);
        snprintf(want, sizeof want, "%s\n", rows[k].want);
        hinge_add_sentence(&analysis, &text, format, rows[k].value);
        assert_string_equal(hinge_text_string(&text), want);
    }
}
