/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions with errors drawn anew. */
#include "compare/error_draws.h"

#include "base/memory.h"
#include "os/file.h"
#include "people/intern.h"
#include "people/rule.h"
#include "store/store.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char column[] = "error_draw";

struct draws {
    struct hinge_stats_request *request;
    uint64_t seed;
    json_t *asked; /* before a results file completed it */
    const char *study;
    const struct hinge_config *config;
    hinge_read_results *read;
    size_t n;
};

/* The rows of one draw; draw 0 completes the request. */
static enum hinge_status rows_of(const struct draws *d, size_t draw,
                                 struct hinge_table *rows, struct hinge_error *error)
{
    char results[1024];
    struct hinge_stats_request own = *d->request;
    own.json = draw == 0 ? d->request->json : json_deep_copy(d->asked);
    if (own.json == NULL)
        return hinge_no_memory(error);
    enum hinge_status status =
        hinge_analysed_make(d->request, d->study, d->config,
                            draw > 0 ? (d->seed << 10) + draw : 0, results,
                            sizeof results, error);
    if (status == HINGE_OK)
        status = d->read(results, draw == 0 ? d->request : &own, rows, error);
    hinge_os_unlink(results);
    if (draw > 0)
        json_decref(own.json);
    hinge_progress_report(d->request->progress, draw + 1, d->n + 1);
    return status;
}

/* --- rows that were measured otherwise --- */

static const char *text_at(const struct hinge_table *table, const char *name,
                           size_t row)
{
    const char *text = hinge_table_text(table, name, row);
    return text != NULL ? text : "";
}

static bool is_alike(const struct hinge_table *table, size_t a, size_t b)
{
    for (size_t k = 0; k < HINGE_EVIDENCE_COLUMNS; k++)
        if (strcmp(text_at(table, hinge_evidence[k], a),
                   text_at(table, hinge_evidence[k], b)) != 0)
            return false;
    return true;
}

/* A draw that took another zero, say, of a recording tells nothing of the errors of
 * what was measured: its rows are kept out of groups, as a reference recording is. */
static enum hinge_status drop_others(struct hinge_table *table, size_t recorded,
                                     size_t first, struct hinge_error *error)
{
    struct hinge_intern files = {0};
    long counts = hinge_table_find(table, "in_groups");
    size_t *row = hinge_alloc(recorded + 1, sizeof *row);
    enum hinge_status status = row != NULL ? HINGE_OK : hinge_no_memory(error);
    for (size_t r = 0; r < recorded && status == HINGE_OK; r++) {
        size_t known = files.n;
        size_t file = hinge_intern_number(&files, text_at(table, "file", r));
        if (file == SIZE_MAX)
            status = hinge_no_memory(error);
        else if (file == known)
            row[file] = r;
    }
    size_t own = files.n;
    for (size_t r = first; r < table->rows && status == HINGE_OK && counts >= 0; r++) {
        size_t file = hinge_intern_number(&files, text_at(table, "file", r));
        if (file == SIZE_MAX)
            status = hinge_no_memory(error);
        else if (file >= own || !is_alike(table, row[file], r))
            table->column[counts].number[r] = 0;
    }
    free(row);
    hinge_intern_clear(&files);
    return status;
}

/* The rows of draw 0 bring the columns. */
static enum hinge_status append(struct hinge_table *table, size_t draw,
                                const struct hinge_table *rows, size_t *recorded,
                                struct hinge_error *error)
{
    size_t first = 0;
    enum hinge_status status = HINGE_OK;
    if (draw == 0)
        status = hinge_table_add_columns_of(table, rows, error);
    if (status == HINGE_OK && draw == 0)
        status = hinge_table_add_column(table, column, HINGE_COLUMN_NUMBER, "", -1,
                                        NULL, error);
    if (status == HINGE_OK)
        status = hinge_analysed_append(table, rows, &first, error);
    for (size_t r = first; status == HINGE_OK && r < table->rows; r++)
        table->column[table->n_columns - 1].number[r] = (double)draw;
    if (draw == 0)
        *recorded = table->rows;
    else if (status == HINGE_OK)
        status = drop_others(table, *recorded, first, error);
    return status;
}

/* Asks the repetitions as they were recorded: what refuses them refuses before the long
 * work. */
static enum hinge_status try_rows(const struct draws *d,
                                  const struct hinge_table *table,
                                  struct hinge_error *error)
{
    struct hinge_result *ignored = NULL;
    const struct hinge_stats_call call = {.size = sizeof call,
                                          .request = d->request,
                                          .table = table,
                                          .name = hinge_stats_request_text(d->request,
                                                                           "data"),
                                          .threads = d->request->threads,
                                          .progress = d->request->progress};
    enum hinge_status status = hinge_stats_run(&call, &ignored, error);
    hinge_result_free(ignored);
    return status;
}

static enum hinge_status make(struct draws *d, struct hinge_table *table,
                              struct hinge_error *error)
{
    size_t recorded = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t draw = 0; draw <= d->n && status == HINGE_OK; draw++) {
        struct hinge_table rows = {0};
        status = rows_of(d, draw, &rows, error);
        if (status == HINGE_OK)
            status = append(table, draw, &rows, &recorded, error);
        if (status == HINGE_OK && draw == 0)
            status = try_rows(d, table, error);
        hinge_table_clear(&rows);
    }
    if (status == HINGE_OK)
        status = hinge_stats_request_set(d->request, column, column, error);
    return status;
}

enum hinge_status hinge_error_draws_table(struct hinge_stats_request *request,
                                          const char *study, const char *config,
                                          hinge_read_results *read,
                                          struct hinge_table *table,
                                          struct hinge_error *error)
{
    struct hinge_config own = {0};
    const json_t *n = json_object_get(request->json, "draws");
    const json_t *seed = json_object_get(request->json, "seed");
    const char *standard = hinge_stats_option_find("draws")->standard;
    const char *standard_seed = hinge_stats_option_find("seed")->standard;
    struct draws d = {.request = request,
                      .study = study,
                      .config = request->config != NULL ? request->config : &own,
                      .read = read,
                      .seed = json_is_integer(seed) ? (uint64_t)json_integer_value(seed)
                                                    : strtoull(standard_seed, NULL, 10),
                      .n = json_is_integer(n) ? (size_t)json_integer_value(n)
                                              : (size_t)strtoul(standard, NULL, 10)};
    enum hinge_status status = hinge_config_init(&own, error);
    if (status == HINGE_OK && config != NULL) {
        status = hinge_config_load(&own, config, error);
        d.config = &own;
    }
    d.asked = status == HINGE_OK ? json_deep_copy(request->json) : NULL;
    if (status == HINGE_OK && d.asked == NULL)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = make(&d, table, error);
    json_decref(d.asked);
    hinge_config_clear(&own);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
