/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a statistics request on a table given as CSV text, and looks values up in its
 * document by paths such as "welch/t". For the tests' single source files. */
#ifndef TESTS_STATS_RUN_H
#define TESTS_STATS_RUN_H

#include "csv/csv.h"
#include "stats/run/calls.h"

#include <hinge/init.h>
#include <hinge/stats.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct stats_run {
    enum hinge_status status;
    struct hinge_result *result;
    char *text; /* its document */
    json_t *document;
    struct hinge_error error;
};

/* Reads CSV text (padded copy) with the columns a request needs as text. */
static inline bool stats_read_table(const struct hinge_stats_request *request, const char *csv,
                                    struct hinge_table *table, char **bytes,
                                    struct hinge_error *error)
{
    size_t length = strlen(csv);
    struct hinge_csv_source source;
    char **text_columns = hinge_stats_request_text_columns(request);
    *bytes = calloc(length + 64, 1);
    bool good = text_columns != NULL && *bytes != NULL;
    if (good)
        memcpy(*bytes, csv, length);
    good = good && hinge_csv_open("example.csv", *bytes, length, 0, 0, &source, error) == HINGE_OK;
    source.keep_words = true;
    good = good && hinge_csv_table_read(&source, (const char *const *)text_columns, table, NULL,
                                        NULL, error) == HINGE_OK;
    free(text_columns);
    return good;
}

/* csv may be "" for analyses without a table; progress may be NULL. stats_run_clear
 * afterwards. */
static inline struct stats_run stats_run_watched(const char *request_text, const char *csv,
                                                 int threads, const struct hinge_progress *progress)
{
    struct stats_run run = {.error = HINGE_ERROR_INIT};
    struct hinge_stats_request request = {0};
    struct hinge_table table = {0};
    char *bytes = NULL;
    hinge_init(NULL);
    run.status = hinge_stats_request_init(&request, request_text, &run.error);
    bool has_table = *csv != '\0';
    if (run.status == HINGE_OK && has_table &&
        !stats_read_table(&request, csv, &table, &bytes, &run.error))
        run.status = run.error.status;
    if (run.status == HINGE_OK) {
        struct hinge_stats_call call = {.request = &request,
                                        .table = has_table ? &table : NULL,
                                        .name = "example.csv",
                                        .threads = threads,
                                        .progress = progress};
        run.status = hinge_stats_run(&call, &run.result, &run.error);
    }
    if (run.result != NULL)
        hinge_result_json(run.result, &run.text, NULL);
    if (run.text != NULL)
        run.document = json_loads(run.text, 0, NULL);
    hinge_stats_request_clear(&request);
    hinge_table_clear(&table);
    free(bytes);
    return run;
}

static inline struct stats_run stats_run(const char *request_text, const char *csv, int threads)
{
    return stats_run_watched(request_text, csv, threads, NULL);
}

static inline void stats_run_clear(struct stats_run *run)
{
    json_decref(run->document);
    free(run->text);
    hinge_result_free(run->result);
    *run = (struct stats_run){0};
}

/* The value at a path of `results` ("a/b", list places as numbers), NULL when absent.
 */
static inline const json_t *stats_at(const struct stats_run *run, const char *path)
{
    const json_t *at = json_object_get(run->document, "results");
    while (at != NULL && *path != '\0') {
        char key[128] = "";
        size_t n = strcspn(path, "/");
        memcpy(key, path, n < sizeof key ? n : sizeof key - 1);
        at = json_is_array(at) ? json_array_get(at, (size_t)strtol(key, NULL, 10))
                               : json_object_get(at, key);
        path += n + (path[n] == '/');
    }
    return at;
}

/* The number there; NaN when it is null or absent. */
static inline double stats_number(const struct stats_run *run, const char *path)
{
    const json_t *value = stats_at(run, path);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* Code of the error, "" when there is none. */
static inline const char *stats_code(const struct stats_run *run)
{
    const json_t *error = json_object_get(run->document, "error");
    const char *code = json_string_value(json_object_get(error, "code"));
    return code != NULL ? code : "";
}

static inline bool stats_warned(const struct stats_run *run, const char *code)
{
    size_t i;
    json_t *warning;
    json_array_foreach(json_object_get(run->document, "warnings"), i, warning)
    {
        if (strcmp(json_string_value(json_object_get(warning, "code")), code) == 0)
            return true;
    }
    return false;
}

/* What the running test asked for last, and what came of it. */
static struct stats_run run;

/* Fills it; a request's quotation marks are written ' here. */
static inline void run_request(const char *request, const char *csv)
{
    cleared_by(freed) char *text = strdup(request);
    for (char *at = text; *at != '\0'; at++)
        *at = *at == '\'' ? '"' : *at;
    stats_run_clear(&run);
    run = stats_run(text, csv, 2);
}

/* The same of what is not refused. */
static inline void run_good(const char *request, const char *csv)
{
    run_request(request, csv);
    if (run.status != HINGE_OK)
        fail_msg("%s: %s", request, run.error.message);
}

#endif
