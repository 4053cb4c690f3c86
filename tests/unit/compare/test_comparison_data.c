/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a comparison starts from: the table a request names, and the change that counts,
 * taken from the document of an icc. */
#include "test.h"

#include "stats/run/calls.h"
#include "unit/report/results_sample.h"

#include <hinge/compare.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    char folder[64], path[96];
    struct hinge_stats_request request;
    struct hinge_error error;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");
    snprintf(f->folder, sizeof f->folder, "%.40s/hinge-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(f->folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return -1;
    snprintf(f->path, sizeof f->path, "%s/a.json", f->folder);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    cleared_by(freed) struct fixture *f = *state;
    hinge_stats_request_clear(&f->request);
    unlink(f->path);
    rmdir(f->folder);
    return 0;
}

static CMFixtureFunction before_each = setup, after_each = teardown;

static void ask(struct fixture *f, const char *request)
{
    hinge_stats_request_clear(&f->request);
    assert_int_equal(hinge_stats_request_init(&f->request, request, &f->error), HINGE_OK);
}

static void write_file(const struct fixture *f, const char *text)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static enum hinge_status take_mdc(struct fixture *f, const char *document)
{
    write_file(f, document);
    return hinge_comparison_mdc(&f->request, f->path, &f->error);
}

static void holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in: %s", part, text);
}

#define WITHIN "{\"analysis\":\"within\",\"outcome\":\"angle\"}"
#define OF(outcome) "{\"request\":{\"outcome\":\"" outcome "\",\"rater\":\"trial\"},"

TEST(the_mdc_of_an_icc)
{
    struct fixture *f = *state;
    ask(f, WITHIN);
    assert_int_equal(
        take_mdc(f, OF("angle") "\"results\":{\"mdc95_agreement\":2.75,\"n_targets\":12}}"),
        HINGE_OK);
    cleared_by(freed) char *json = hinge_stats_request_json(&f->request);
    holds(json, "\"mdc\":2.75");
    holds(json, "\"mdc_of\":\"angle, by trial, 12 people\"");
}

TEST(documents_that_are_none)
{
    static const char *const no_icc[] = {"",
                                         "{",
                                         "[]",
                                         OF("angle") "\"results\":{}}",
                                         OF("angle") "\"results\":{\"mdc95_agreement\":null}}",
                                         OF("angle") "\"results\":{\"mdc95_agreement\":\"3\"}}"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof no_icc / sizeof *no_icc; i++) {
        ask(f, WITHIN);
        assert_int_equal(take_mdc(f, no_icc[i]), HINGE_INPUT);
        holds(f->error.message, f->path);
        assert_false(hinge_stats_request_has(&f->request, "mdc"));
    }
    ask(f, WITHIN);
    assert_int_equal(take_mdc(f, OF("knee") "\"results\":{\"mdc95_agreement\":2.75}}"),
                     HINGE_USAGE);
    holds(f->error.message, "is of knee, not of angle");
    unlink(f->path);
    assert_int_equal(hinge_comparison_mdc(&f->request, f->path, &f->error), HINGE_INPUT);
}

TEST(a_table_beside_the_request)
{
    struct fixture *f = *state;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    char request_file[96];
    snprintf(request_file, sizeof request_file, "%s/request.json", f->folder);
    write_file(f, "p,angle\n007,1.5\n008,2.5\n");
    ask(f, "{\"analysis\":\"rows\",\"outcome\":\"angle\",\"participant\":\"p\","
           "\"data\":\"a.json\"}");
    assert_int_equal(hinge_comparison_table(&f->request, request_file, &table, &f->error),
                     HINGE_OK);
    assert_int_equal(table.rows, 2);
    assert_string_equal(hinge_table_text(&table, "p", 0), "007"); /* a name, no number */
    assert_close(table.column[hinge_table_find(&table, "angle")].number[1], 2.5, 0, 0);
    hinge_table_clear(&table);
    ask(f, "{\"analysis\":\"rows\",\"data\":\"nowhere.csv\"}");
    assert_int_equal(hinge_comparison_table(&f->request, request_file, &table, &f->error),
                     HINGE_INPUT);
    holds(f->error.message, "nowhere.csv");
}

static const char *asked(const struct fixture *f, const char *option)
{
    const char *text = hinge_stats_request_text(&f->request, option);
    return text != NULL ? text : "";
}

/* Of a results file: repetitions that are whole and valid, of recordings that count in
 * groups, by the rules of the run that made it (agg.min_valid is the default, 0.5); who
 * says otherwise is believed. */
TEST(results_bring_their_rules)
{
    struct fixture *f = *state;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    char results[96], request[400];
    snprintf(results, sizeof results, "%s/r.h5", f->folder);
    sample_results(results);
    snprintf(request, sizeof request,
             "{\"analysis\":\"between\",\"outcome\":\"lumbar_excursion_deg\","
             "\"group\":\"group\",\"data\":\"%s\",\"filter\":\"cue=none\"}",
             results);
    ask(f, request);
    assert_int_equal(hinge_comparison_table(&f->request, NULL, &table, &f->error), HINGE_OK);
    assert_string_equal(asked(f, "filter"), "cue=none&in_groups=1");
    assert_string_equal(asked(f, "usable"), "complete=1&valid=1");
    char *json = hinge_stats_request_json(&f->request);
    holds(json, "\"min_reps\":3");
    holds(json, "\"min_valid\":0.5");
    free(json);
    hinge_table_clear(&table);
    snprintf(request, sizeof request,
             "{\"analysis\":\"between\",\"outcome\":\"lumbar_excursion_deg\","
             "\"group\":\"group\",\"data\":\"%s\",\"usable\":\"valid=1\","
             "\"min_reps\":2,\"min_valid\":0.4}",
             results);
    ask(f, request);
    assert_int_equal(hinge_comparison_table(&f->request, NULL, &table, &f->error), HINGE_OK);
    assert_string_equal(asked(f, "filter"), "in_groups=1");
    assert_string_equal(asked(f, "usable"), "valid=1");
    json = hinge_stats_request_json(&f->request);
    holds(json, "\"min_reps\":2");
    holds(json, "\"min_valid\":0.4");
    free(json);
    unlink(results);
}
