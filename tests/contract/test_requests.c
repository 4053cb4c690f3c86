/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public requests as a careless caller fills them: nothing set is an error or a
 * default, never a crash; a word that nobody knows is USAGE; no config is every
 * default. */
#include "test.h"

#include "recording_text.h"
#include "report/people/outcomes.h"

#include <hinge/analyze.h>
#include <hinge/check.h>
#include <hinge/compare.h>
#include <hinge/export.h>
#include <hinge/figure.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/measure.h>
#include <hinge/merge.h>
#include <hinge/page.h>
#include <hinge/power.h>
#include <hinge/protocol.h>
#include <hinge/report.h>
#include <hinge/requests.h>
#include <hinge/results.h>
#include <hinge/run.h>
#include <hinge/simulate.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[256], cohort[300], study[300], results[300];
static struct hinge_error error;

TEST(nothing_set_is_no_crash)
{
    struct hinge_analyze_summary analyzed;
    struct hinge_check_report report;
    struct hinge_export_summary exported;
    struct hinge_figure_result figure;
    struct hinge_ingest_summary ingested;
    struct hinge_measurement *measurement;
    struct hinge_merge_summary merged;
    struct hinge_result *result;
    struct hinge_table table = {0};
    char *text;
    size_t length;
    assert_int_equal(hinge_analyze(&(struct hinge_analyze_request){0}, &analyzed, &error),
                     HINGE_INPUT);
    assert_int_equal(hinge_check_study(&(struct hinge_check_request){0}, &report, &error),
                     HINGE_INPUT);
    assert_int_equal(hinge_export(&(struct hinge_export_request){0}, &exported, &error),
                     HINGE_INPUT);
    assert_int_equal(hinge_figure_draw(&(struct hinge_figure_request){0}, &figure, &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_ingest(&(struct hinge_ingest_request){0}, &ingested, &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_measure(&(struct hinge_measure_request){0}, &measurement, &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_merge(&(struct hinge_merge_request){0}, &merged, &error), HINGE_USAGE);
    assert_int_equal(hinge_page_report(&(struct hinge_page_request){0}, &text, &length, &error),
                     HINGE_INPUT);
    assert_int_equal(hinge_page_sheet(&(struct hinge_page_request){0}, &text, &length, &error),
                     HINGE_INPUT);
    assert_int_equal(hinge_results_tabulate(&(struct hinge_table_request){0}, &result, &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_results_outcomes(&(struct hinge_outcome_request){0}, &table, &error),
                     HINGE_INPUT);
    assert_int_equal(hinge_run(&(struct hinge_run_request){0}, &text, &error), HINGE_USAGE);
    assert_int_equal(hinge_simulate(&(struct hinge_simulate_options){0}, folder, NULL, NULL,
                                    &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_protocol_make(&(struct hinge_protocol_options){0}, folder, NULL, &error),
                     HINGE_USAGE);
    assert_int_equal(hinge_power(&(struct hinge_power_options){0}, folder, &error), HINGE_USAGE);
    assert_int_equal(hinge_power(&(struct hinge_power_options){.pool = 20}, folder, &error),
                     HINGE_USAGE);
}

/* Items of a job: what it said last of those finished, and of all. */
struct finished {
    size_t done, total;
};

static void count(void *context, size_t done, size_t total)
{
    *(struct finished *)context = (struct finished){done, total};
}

static void assert_finished(struct finished *f, size_t items)
{
    assert_int_equal(f->done, items);
    assert_int_equal(f->total, items);
    *f = (struct finished){0};
}

TEST(no_config_is_every_default)
{
    struct finished finished = {0};
    const struct hinge_progress progress = {.report = count, .context = &finished};
    const char *const path[] = {cohort};
    struct hinge_ingest_request ingest = {
        .path = path, .n_paths = 1, .output = study, .progress = &progress};
    struct hinge_analyze_request analyze = {
        .study = study, .output = results, .progress = &progress};
    struct hinge_check_request check = {.study = study, .progress = &progress};
    struct hinge_export_request export = {.study = study, .n_trials = 0, .progress = &progress};
    struct hinge_ingest_summary ingested;
    struct hinge_analyze_summary analyzed;
    struct hinge_check_report report;
    struct hinge_export_summary exported;
    assert_works(hinge_ingest(&ingest, &ingested, &why));
    assert_finished(&finished, ingested.stored);
    assert_works(hinge_analyze(&analyze, &analyzed, &why));
    assert_finished(&finished, ingested.stored);
    assert_int_equal(analyzed.analysed, ingested.stored);
    assert_works(hinge_check_study(&check, &report, &why));
    assert_finished(&finished, ingested.stored);
    assert_int_equal(report.given, ingested.stored);
    hinge_check_report_clear(&report);
    export.folder = folder;
    assert_works(hinge_export(&export, &exported, &why));
    assert_finished(&finished, ingested.stored);
    assert_int_equal(exported.written, ingested.stored);
}

/* After the study is made. */
TEST(an_unknown_word_is_usage)
{
    const struct hinge_table_request tables[] = {
        {.results = results, .view = "nope"},
        {.results = results, .view = "reps", .columns = "nope"},
        {.results = results, .view = "reps", .phase = "nope"},
        {.results = results, .view = "reps", .sort = "nope"},
        {.results = results, .view = "summary", .by = "nope"},
        {.results = results, .view = "summary", .stat = "nope"},
    };
    const struct hinge_outcome_request outcomes[] = {
        {.results = results, .phase = "nope"},
        {.results = results, .phase = "rep", .curve = "nope"},
        {.results = results, .phase = "rep", .fault_rule = "nope"},
        {.results = results, .fault_rule = "point"}, /* of which phase? */
    };
    struct hinge_result *result;
    struct hinge_table table = {0};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (hinge_results_tabulate(&tables[i], &result, &error) != HINGE_USAGE)
            fail_msg("table request %zu: %s", i, error.message);
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (hinge_results_outcomes(&outcomes[i], &table, &error) != HINGE_USAGE)
            fail_msg("outcome request %zu: %s", i, error.message);
}

/* A program gets what it may ask for by name; who reads a table gets a few columns. */
TEST(columns_that_are_not_named_are_all)
{
    size_t n[2];
    for (int readers = 0; readers < 2; readers++) {
        const struct hinge_table_request request = {
            .results = results, .view = "reps", .readers = readers != 0};
        struct hinge_result *result = NULL;
        assert_works(hinge_results_tabulate(&request, &result, &why));
        n[readers] = result->table[0].table.n_columns;
        assert_int_equal(hinge_table_find(&result->table[0].table, "lumbar_fraction_q4") >= 0,
                         !readers);
        hinge_result_free(result);
    }
    assert_true(n[0] > 100 && n[1] < 30);
}

static int set_up(void **state)
{
    struct hinge_simulate_options options;
    (void)state;
    hinge_init(&error);
    make_test_folder(folder);
    snprintf(cohort, sizeof cohort, "%s/cohort", folder);
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(results, sizeof results, "%s/results.h5", folder);
    hinge_simulate_options_init(&options);
    options.participants = 2;
    options.reps = 2;
    return hinge_simulate(&options, cohort, NULL, NULL, &error) == HINGE_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[300];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static CMFixtureFunction before_all = set_up, after_all = tear_down;
