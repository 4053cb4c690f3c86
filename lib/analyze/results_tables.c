/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of results.h5 that explain it: parameters and options, metrics, faults. */
#include "analyze/results_file.h"

#include "base/file.h"
#include "base/parameters.h"
#include "store/schema.h"

static enum hinge_status text_columns(struct hinge_table *table,
                                      const char *const *names,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (; *names != NULL && status == HINGE_OK; names++)
        status = hinge_table_add_column(table, *names, HINGE_COLUMN_TEXT, "", 0, NULL,
                                        error);
    return status;
}

static enum hinge_status text_row(struct hinge_table *table, const char *const *texts,
                                  size_t n, struct hinge_error *error)
{
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    for (size_t c = 0; c < n && status == HINGE_OK; c++)
        status = hinge_table_set_text(table, c, table->rows - 1,
                                      texts[c] != NULL ? texts[c] : "", error);
    return status;
}

static enum hinge_status put_parameters(struct hinge_results_file *file,
                                        struct hinge_error *error)
{
    static const char *const names[] = {"key",      "value", "unit", "section",
                                        "standard", "help",  NULL};
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    struct hinge_table table = {0};
    enum hinge_status status = text_columns(&table, names, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        char value[256];
        hinge_parameter_text(file->request->config->parameters, &row[i], value,
                             sizeof value);
        status = text_row(&table,
                          (const char *const[]){row[i].key, value, row[i].unit,
                                                row[i].section, row[i].standard,
                                                row[i].help},
                          6, error);
    }
    if (status == HINGE_OK)
        status = text_row(
            &table,
            (const char *const[]){
                "allow_inferred", file->request->allow_inferred ? "1" : "0", "",
                "options", "0", "spine and pelvis reported from a network's markers"},
            6, error);
    const char *events = file->request->events;
    if (status == HINGE_OK && events != NULL)
        status = text_row(&table,
                          (const char *const[]){"events", hinge_file_name(events), "",
                                                "options", "", "phases marked by hand"},
                          6, error);
    if (status == HINGE_OK)
        status = text_row(
            &table,
            (const char *const[]){
                "duplicates", file->request->duplicates, "", "options", "",
                "the same numbers under different participants: keep both, or first"},
            6, error);
    if (status == HINGE_OK)
        status = hinge_results_put_table(file->writer, HINGE_GROUP_PARAMETERS, &table,
                                         error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status put_metrics(struct hinge_results_file *file,
                                     struct hinge_error *error)
{
    static const char *const names[] = {"id",     "unit",      "title",
                                        "source", "aggregate", NULL};
    struct hinge_table table = {0};
    size_t digits, n = hinge_metric_count();
    enum hinge_status status = text_columns(&table, names, error);
    if (status == HINGE_OK)
        status = hinge_table_add_column(&table, "digits", HINGE_COLUMN_NUMBER, "1", 0,
                                        &digits, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        const struct hinge_metric *m = hinge_metric_at(i);
        status = text_row(&table,
                          (const char *const[]){m->id, m->unit, m->title, m->source,
                                                m->aggregate},
                          5, error);
        if (status == HINGE_OK)
            table.column[digits].number[i] = m->digits;
    }
    if (status == HINGE_OK)
        status =
            hinge_results_put_table(file->writer, HINGE_GROUP_METRICS, &table, error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status put_faults(struct hinge_results_file *file,
                                    struct hinge_error *error)
{
    static const char *const names[] = {"id",         "title",      "short",
                                        "wording",    "source",     "unit",
                                        "exceptions", "defined_by", NULL};
    static const char *const numbers[] = {"threshold", "margin_a", "margin_b",
                                          "margin_c"};
    struct hinge_table table = {0};
    enum hinge_status status = text_columns(&table, names, error);
    for (int c = 0; c < 4 && status == HINGE_OK; c++)
        status = hinge_table_add_column(&table, numbers[c], HINGE_COLUMN_NUMBER, "", -1,
                                        NULL, error);
    for (size_t i = 0; i < file->faults->n && status == HINGE_OK; i++) {
        const struct hinge_fault *f = &file->faults->row[i];
        status = text_row(&table,
                          (const char *const[]){f->id, f->title, f->brief, f->wording,
                                                f->source, f->unit, f->exceptions,
                                                f->user ? "config" : "hingekit"},
                          8, error);
        if (status != HINGE_OK)
            break;
        table.column[8].number[i] = f->threshold;
        for (int t = 0; t < 3; t++)
            table.column[9 + t].number[i] = hinge_fault_margin(f, "ABC"[t]);
    }
    if (status == HINGE_OK)
        status =
            hinge_results_put_table(file->writer, HINGE_GROUP_FAULTS, &table, error);
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
