/* SPDX-License-Identifier: GPL-3.0-or-later */
/* adjust: p values of a table corrected for how many there are. */
#include "stats/difference/p_adjust.h"
#include "stats/people/filter.h"

#include "stats/people/labels.h"
#include "stats/people/sample.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>

struct p_values {
    size_t n;
    const double *p;
    const char **label;
    uint32_t *family; /* code of each, all 0 without families */
    size_t n_families;
};

static enum hinge_status read_labels(struct hinge_analysis *a, const size_t *row,
                                     struct p_values *v, struct hinge_error *error)
{
    const char *name = hinge_option_text(a, "label"),
               *family = hinge_option_text(a, "family");
    struct hinge_labels labels;
    size_t column;
    v->label = hinge_analysis_alloc(a, v->n, sizeof *v->label);
    v->family = hinge_analysis_alloc(a, v->n, sizeof *v->family);
    if (v->label == NULL || v->family == NULL)
        return hinge_analysis_no_memory(error);
    bool named =
        hinge_option_given(a, "label") || hinge_table_find(a->table, name) >= 0;
    enum hinge_status status = HINGE_OK;
    if (named)
        status = hinge_analysis_column(a, name, &column, error);
    if (named && status == HINGE_OK)
        status = hinge_labels_find(a, column, row, v->n, HINGE_BY_APPEARANCE, &labels,
                                   error);
    for (size_t i = 0; i < v->n && status == HINGE_OK; i++) {
        char number[32];
        snprintf(number, sizeof number, "%zu", row[i] + 1);
        bool known = named && labels.code[i] != UINT32_MAX;
        v->label[i] =
            known ? labels.name[labels.code[i]] : hinge_arena_strdup(&a->arena, number);
        if (v->label[i] == NULL)
            return hinge_analysis_no_memory(error);
    }
    v->n_families = 1;
    if (status != HINGE_OK || family == NULL)
        return status;
    status = hinge_analysis_column(a, family, &column, error);
    if (status == HINGE_OK)
        status = hinge_labels_find(a, column, row, v->n, HINGE_BY_APPEARANCE, &labels,
                                   error);
    v->family = labels.code;
    v->n_families = labels.n;
    return status;
}

/* A label that was there before gets the row's place behind it. */
static void put_value(struct hinge_analysis *a, json_t *object, const char *label,
                      size_t place, double value)
{
    char name[512];
    bool again = json_object_get(object, label) != NULL;
    snprintf(name, sizeof name, again ? "%s (%zu)" : "%s", label, place + 1);
    hinge_put_number(a, object, name, value);
}

static enum hinge_status adjust_family(struct hinge_analysis *a,
                                       const struct p_values *v, size_t family,
                                       json_t *const *object, struct hinge_error *error)
{
    size_t *at = hinge_analysis_alloc(a, v->n, sizeof *at), n = 0;
    double *p = hinge_analysis_alloc(a, 2 * v->n, sizeof *p);
    if (at == NULL || p == NULL)
        return hinge_analysis_no_memory(error);
    double *out = p + v->n;
    for (size_t i = 0; i < v->n; i++) {
        if (v->family[i] != family)
            continue;
        at[n] = i;
        p[n++] = v->p[i];
    }
    for (int m = 0; m < HINGE_ADJUST_COUNT; m++) {
        enum hinge_status status =
            hinge_adjust(&a->arena, (enum hinge_adjust_method)m, p, n, out, error);
        if (status != HINGE_OK)
            return status;
        for (size_t i = 0; i < n; i++)
            put_value(a, object[m], v->label[at[i]], at[i], out[i]);
    }
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    struct hinge_sample s;
    struct p_values v = {0};
    size_t *row;
    hinge_columns_number(a, &columns, "p");
    enum hinge_status status =
        hinge_sample_gather(a, &columns, &s, error); /* checks the column */
    if (status == HINGE_OK)
        status =
            hinge_filter_rows(a, &row, &v.n, error); /* missing p are kept as null */
    if (status == HINGE_OK)
        status = read_labels(a, row, &v, error);
    double *p = hinge_analysis_alloc(a, v.n, sizeof *p);
    if (status != HINGE_OK)
        return status;
    if (p == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < v.n; i++)
        p[i] = NAN;
    for (size_t i = 0, at = 0; i < s.n; i++, at++) {
        while (row[at] != s.row[i])
            at++;
        p[at] = s.number[0][i];
        if (p[at] < 0 || p[at] > 1)
            return hinge_analysis_fail(
                a, error, HINGE_E_NOT_NUMERIC,
                "column '%s' must hold p values from 0 to 1 (row "
                "%zu: %g)",
                columns.number[0], row[at] + 1, p[at]);
    }
    v.p = p;
    json_t *object[HINGE_ADJUST_COUNT];
    hinge_put_count(a, a->results, "n_rows", s.n_rows);
    hinge_put_count(a, a->results, "n_used", s.n);
    hinge_put_count(a, a->results, "n_missing", s.n_rows - s.n);
    for (int m = 0; m < HINGE_ADJUST_COUNT; m++)
        object[m] = hinge_put_object(a, a->results,
                                     hinge_adjust_name((enum hinge_adjust_method)m));
    for (size_t f = 0; f < v.n_families && status == HINGE_OK; f++)
        status = adjust_family(a, &v, f, object, error);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {HINGE_SAY("holm/*", "{:k}: p {:p!} (Holm)"),
                                            HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("holm/*", "{:k} has p {:p!} after Holm's correction."), HINGE_SAY_END};

static const char *const options[] = {"p", "label", "family", NULL};

const struct hinge_statistic hinge_statistic_adjust = {
    .id = "adjust",
    .title = "Correction of p values",
    .details =
        "Holm, Hochberg, Bonferroni, Benjamini-Hochberg and Benjamini-Yekutieli, "
        "within families when a column of families is named. Missing p values are "
        "not counted.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "holm",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"adjust\", \"p\": \"p\"}",
    .example_data = "label,p\na,0.01\nb,0.02\nc,0.04\n"};
