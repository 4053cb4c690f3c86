/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions with errors drawn anew. */
#include "compare/error_draws.h"

#include "os/file.h"
#include "store/store.h"

#include <jansson.h>
#include <stdlib.h>

static const char column[] = "error_draw";

struct draws {
    struct hinge_stats_request *request;
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
    enum hinge_status status = hinge_analysed_make(
        d->request, d->study, d->config, draw, results, sizeof results, error);
    if (status == HINGE_OK)
        status = d->read(results, draw == 0 ? d->request : &own, rows, error);
    hinge_os_unlink(results);
    if (draw > 0)
        json_decref(own.json);
    hinge_progress_report(d->request->progress, draw + 1, d->n + 1);
    return status;
}

/* The rows of draw 0 bring the columns. */
static enum hinge_status append(struct hinge_table *table, size_t draw,
                                const struct hinge_table *rows,
                                struct hinge_error *error)
{
    size_t first;
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
    return status;
}

static enum hinge_status make(struct draws *d, struct hinge_table *table,
                              struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t draw = 0; draw <= d->n && status == HINGE_OK; draw++) {
        struct hinge_table rows = {0};
        status = rows_of(d, draw, &rows, error);
        if (status == HINGE_OK)
            status = append(table, draw, &rows, error);
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
    struct hinge_config own;
    const json_t *n = json_object_get(request->json, "draws");
    const char *standard = hinge_stats_option_find("draws")->standard;
    struct draws d = {.request = request,
                      .study = study,
                      .config = request->config != NULL ? request->config : &own,
                      .read = read,
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
