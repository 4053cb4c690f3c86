/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of results.h5 that explain it: parameters and options, metrics, faults. */
#include "analyze/results_file.h"

#include "base/file.h"
#include "base/parameters.h"
#include "store/schema.h"
#include "table/columns.h"

static enum hinge_status put_parameters(struct hinge_results_file *file, struct hinge_error *error)
{
    static const char *const names[] = {"key",      "value", "unit", "section",
                                        "standard", "help",  NULL};
    const struct hinge_analyze_request *request = file->request;
    const char *const options[][6] = {
        {"allow_inferred", request->allow_inferred ? "1" : "0", "", "options", "0",
         "spine and pelvis reported from a network's markers"},
        {"events", request->events != NULL ? hinge_file_name(request->events) : NULL, "", "options",
         "", "phases marked by hand"}};
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    struct hinge_table table = {0};
    enum hinge_status status = hinge_table_specify_texts(&table, names, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        char value[256];
        hinge_parameter_text(request->config->parameters, &row[i], value, sizeof value);
        const char *const texts[] = {row[i].key,     value,           row[i].unit,
                                     row[i].section, row[i].standard, row[i].help};
        status = hinge_table_put_row(&table, texts, NULL);
    }
    for (size_t i = 0; i < sizeof options / sizeof *options && status == HINGE_OK; i++)
        if (i != 1 || request->events != NULL)
            status = hinge_table_put_row(&table, options[i], NULL);
    if (status == HINGE_OK)
        status = hinge_results_put_table(file->writer, HINGE_GROUP_PARAMETERS, &table, error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status put_metrics(struct hinge_results_file *file, struct hinge_error *error)
{
    static const struct hinge_table_spec columns[] = {{"id", NULL, 0},        {"unit", NULL, 0},
                                                      {"title", NULL, 0},     {"source", NULL, 0},
                                                      {"aggregate", NULL, 0}, {"digits", "1", 0}};
    struct hinge_table table = {0};
    size_t n = hinge_metric_count();
    enum hinge_status status =
        hinge_table_specify(&table, columns, sizeof columns / sizeof *columns, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        const struct hinge_metric *m = hinge_metric_at(i);
        const char *const texts[] = {m->id, m->unit, m->title, m->source, m->aggregate};
        status = hinge_table_put_row(&table, texts, (const double[]){m->digits});
    }
    if (status == HINGE_OK)
        status = hinge_results_put_table(file->writer, HINGE_GROUP_METRICS, &table, error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status put_faults(struct hinge_results_file *file, struct hinge_error *error)
{
    static const struct hinge_table_spec columns[] = {
        {"id", NULL, 0},         {"title", NULL, 0},      {"short", NULL, 0},
        {"wording", NULL, 0},    {"source", NULL, 0},     {"unit", NULL, 0},
        {"exceptions", NULL, 0}, {"defined_by", NULL, 0}, {"threshold", "", -1},
        {"margin_a", "", -1},    {"margin_b", "", -1},    {"margin_c", "", -1}};
    struct hinge_table table = {0};
    enum hinge_status status =
        hinge_table_specify(&table, columns, sizeof columns / sizeof *columns, error);
    for (size_t i = 0; i < file->faults->n && status == HINGE_OK; i++) {
        const struct hinge_fault *f = &file->faults->row[i];
        const char *const texts[] = {f->id,
                                     f->title,
                                     f->brief,
                                     f->wording,
                                     f->source,
                                     f->unit,
                                     f->exceptions,
                                     f->user                    ? "config"
                                     : f->renamed && f->changed ? "hingekit, renamed, changed"
                                     : f->renamed               ? "hingekit, renamed"
                                     : f->changed               ? "hingekit, changed"
                                                                : "hingekit"};
        const double numbers[] = {f->threshold, hinge_fault_margin(f, 'A'),
                                  hinge_fault_margin(f, 'B'), hinge_fault_margin(f, 'C')};
        status = hinge_table_put_row(&table, texts, numbers);
    }
    if (status == HINGE_OK)
        status = hinge_results_put_table(file->writer, HINGE_GROUP_FAULTS, &table, error);
    hinge_table_clear(&table);
    return status;
}

enum hinge_status hinge_results_file_explain(struct hinge_results_file *file,
                                             struct hinge_error *error)
{
    enum hinge_status status = put_parameters(file, error);
    if (status == HINGE_OK)
        status = put_metrics(file, error);
    return status == HINGE_OK ? put_faults(file, error) : status;
}
