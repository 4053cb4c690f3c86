/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathering of the rows of a formula. */
#include "stats/regression/model_rows.h"

#include "stats/people/labels.h"
#include "stats/regression/model_groups.h"
#include "stats/regression/model_means.h"

#include <math.h>
#include <string.h>

json_t *hinge_model_detail(struct hinge_analysis *analysis, const char *key,
                           const char *text)
{
    json_t *detail = json_object();
    hinge_put_text(analysis, detail, key, text);
    return detail;
}

enum hinge_status hinge_model_pass(struct hinge_analysis *analysis,
                                   enum hinge_status status, struct hinge_error *error)
{
    if ((status == HINGE_USAGE || status == HINGE_INPUT) && error->code != NULL)
        analysis->code = error->code;
    return status;
}

enum hinge_status hinge_model_parse(struct hinge_analysis *analysis, const char *name,
                                    struct hinge_model_terms *terms,
                                    struct hinge_error *error)
{
    const char *text;
    enum hinge_status status = hinge_option_require(analysis, name, &text, error);
    if (status == HINGE_OK)
        status = hinge_model_pass(
            analysis, hinge_formula_parse(&terms->formula, text, error), error);
    return status;
}

/* --- which columns are factors --- */

static bool named_in(const struct hinge_analysis *analysis, const char *option,
                     const char *name)
{
    for (size_t i = 0; i < hinge_option_words(analysis, option); i++)
        if (strcmp(hinge_option_word(analysis, option, i), name) == 0)
            return true;
    return false;
}

static bool is_factor(const struct hinge_analysis *analysis, const char *name)
{
    long column = hinge_table_find(analysis->table, name);
    return named_in(analysis, "factor", name) ||
           json_object_get(hinge_option_json(analysis, "levels"), name) != NULL ||
           (column >= 0 && analysis->table->column[column].type == HINGE_COLUMN_TEXT);
}

static enum hinge_status add_name(struct hinge_analysis *analysis, bool factor,
                                  const char *name, struct hinge_columns *columns,
                                  struct hinge_error *error)
{
    const char **names = factor ? columns->factor : columns->number;
    size_t *n = factor ? &columns->n_factors : &columns->n_numbers;
    size_t most = factor ? HINGE_MAX_FACTORS : HINGE_MAX_NUMBERS;
    for (size_t i = 0; i < *n; i++)
        if (strcmp(names[i], name) == 0)
            return HINGE_OK;
    if (*n == most)
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                   "the formula uses more than %zu %s", most,
                                   factor ? "factors" : "numeric columns");
    names[(*n)++] = name;
    return HINGE_OK;
}

static enum hinge_status add_formula(struct hinge_analysis *analysis,
                                     const struct hinge_formula *formula,
                                     struct hinge_columns *columns,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < formula->n_variables && status == HINGE_OK; i++) {
        const char *name = formula->variable[i].column;
        status = add_name(analysis, is_factor(analysis, name), name, columns, error);
    }
    for (size_t i = 0; i < formula->n_random; i++)
        for (int k = 0; k < HINGE_FORMULA_NEST && status == HINGE_OK; k++)
            if (formula->random[i].group[k] != NULL)
                status = add_name(analysis, true, formula->random[i].group[k], columns,
                                  error);
    return status;
}

/* All columns exist before the first is looked at: a wrong name comes before a wrong
 * type. */
static enum hinge_status check_columns(struct hinge_analysis *analysis,
                                       const struct hinge_columns *columns,
                                       struct hinge_error *error)
{
    size_t column;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < columns->n_numbers && status == HINGE_OK; i++)
        status = hinge_analysis_column(analysis, columns->number[i], &column, error);
    for (size_t i = 0; i < columns->n_factors && status == HINGE_OK; i++)
        status = hinge_analysis_column(analysis, columns->factor[i], &column, error);
    return status;
}

/* --- gathered columns to model columns --- */

enum hinge_status hinge_model_compact(struct hinge_analysis *analysis,
                                      struct hinge_factor *factor, size_t n,
                                      struct hinge_error *error)
{
    uint32_t *code = hinge_analysis_alloc(analysis, factor->n_levels, sizeof *code);
    if (code == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++)
        code[factor->code[i]] = 1;
    size_t used = 0;
    for (size_t level = 0; level < factor->n_levels; level++)
        if (code[level] != 0) {
            factor->level[used] = factor->level[level];
            code[level] = (uint32_t)used++;
        }
    factor->n_levels = used;
    for (size_t i = 0; i < n; i++)
        factor->code[i] = code[factor->code[i]];
    return HINGE_OK;
}

static enum hinge_status make_columns(struct hinge_analysis *analysis,
                                      const struct hinge_columns *columns,
                                      struct hinge_sample *sample,
                                      struct hinge_model_rows *rows,
                                      struct hinge_error *error)
{
    struct hinge_model_column *column = hinge_analysis_alloc(
        analysis, columns->n_factors + columns->n_numbers, sizeof *column);
    if (column == NULL)
        return hinge_analysis_no_memory(error);
    size_t n = 0;
    for (size_t k = 0; k < columns->n_factors; k++) {
        struct hinge_factor *factor = &sample->factor[k];
        enum hinge_status status =
            hinge_model_compact(analysis, factor, sample->n, error);
        if (status != HINGE_OK)
            return status;
        column[n++] = (struct hinge_model_column){.name = factor->name,
                                                  .is_factor = true,
                                                  .code = (const int32_t *)factor->code,
                                                  .level = factor->level,
                                                  .n_levels = factor->n_levels};
    }
    for (size_t k = 0; k < columns->n_numbers; k++)
        column[n++] = (struct hinge_model_column){.name = columns->number[k],
                                                  .value = sample->number[k]};
    rows->data =
        (struct hinge_model_data){.rows = sample->n, .n_columns = n, .column = column};
    return HINGE_OK;
}

static enum hinge_status check_trials(struct hinge_analysis *analysis,
                                      struct hinge_model_rows *rows,
                                      const struct hinge_formula *formula,
                                      struct hinge_error *error)
{
    double total = 0.0;
    for (size_t i = 0; i < rows->sample.n; i++) {
        double y = rows->y[i], m = rows->trials[i];
        total += m;
        if (y < 0 || y > m || y != floor(y) || m != floor(m) || m < 1)
            return hinge_analysis_fail(analysis, error, HINGE_E_NOT_BINARY,
                                       "columns '%s' and '%s' must be counts of "
                                       "successes and trials (row %zu: "
                                       "%g of %g)",
                                       formula->response, formula->trials,
                                       rows->sample.row[i] + 1, y, m);
    }
    rows->data.observations = total < 1e15 ? (size_t)total : 0;
    return HINGE_OK;
}

enum hinge_status hinge_model_gather(struct hinge_analysis *analysis,
                                     const struct hinge_model_wanted *wanted,
                                     struct hinge_model_terms *const *terms, size_t n,
                                     struct hinge_model_rows *rows,
                                     struct hinge_error *error)
{
    const struct hinge_formula *first = &terms[0]->formula;
    struct hinge_columns sample = {
        .number = {first->response}, .n_numbers = 1, .error = error};
    struct hinge_sample means, *used = &rows->sample;
    bool averaged = wanted->means && hinge_option_given(analysis, "aggregate");
    sample.binary[0] = wanted->binary && first->trials == NULL;
    if (first->trials != NULL && !wanted->binary)
        return hinge_analysis_fail(
            analysis, error, HINGE_E_FORMULA,
            "formula: expected '~' after '%s': successes/trials are "
            "for binary models",
            first->response);
    if (first->trials != NULL)
        sample.number[sample.n_numbers++] = first->trials;
    if (averaged)
        hinge_columns_means(analysis, &sample);
    enum hinge_status status = sample.status;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        if (strcmp(terms[i]->formula.response, first->response) != 0)
            return hinge_analysis_fail(
                analysis, error, HINGE_E_FORMULA,
                "the formulas have different outcomes, '%s' and '%s'", first->response,
                terms[i]->formula.response);
        status = add_formula(analysis, &terms[i]->formula, &sample, error);
    }
    if (status == HINGE_OK && wanted->number != NULL)
        status = add_name(analysis, false, wanted->number, &sample, error);
    if (status == HINGE_OK && wanted->participant != NULL)
        status = add_name(analysis, true, wanted->participant, &sample, error);
    if (status == HINGE_OK)
        status = check_columns(analysis, &sample, error);
    if (status == HINGE_OK)
        status = hinge_sample_gather(analysis, &sample, &rows->sample, error);
    if (status == HINGE_OK)
        status = hinge_model_check_groups(analysis, wanted->participant, first,
                                          &rows->sample, error);
    if (status == HINGE_OK && averaged) {
        status = hinge_model_means(analysis, &sample, &rows->sample, &means, error);
        used = &means;
    }
    if (status == HINGE_OK)
        status = make_columns(analysis, &sample, used, rows, error);
    if (status != HINGE_OK)
        return status;
    rows->row = used->row;
    rows->y = used->number[0];
    rows->trials = first->trials != NULL ? rows->sample.number[1] : NULL;
    if (wanted->participant != NULL) {
        const struct hinge_model_column *column =
            hinge_model_find(&rows->data, wanted->participant, true);
        rows->cluster = column->code;
        rows->n_clusters = column->n_levels;
    }
    return rows->trials != NULL ? check_trials(analysis, rows, first, error) : HINGE_OK;
}

static double *kept_numbers(struct hinge_analysis *analysis, const double *from,
                            const bool *out, size_t n)
{
    double *to = hinge_analysis_alloc(analysis, n, sizeof *to);
    for (size_t i = 0, at = 0; i < n && to != NULL; i++)
        if (!out[i])
            to[at++] = from[i];
    return to;
}

enum hinge_status hinge_model_rows_subset(struct hinge_analysis *analysis,
                                          const struct hinge_model_rows *rows,
                                          const bool *out,
                                          struct hinge_model_rows *subset,
                                          struct hinge_error *error)
{
    size_t n = rows->data.rows, columns = rows->data.n_columns, left = 0;
    struct hinge_model_column *column =
        hinge_analysis_alloc(analysis, columns, sizeof *column);
    *subset = *rows;
    subset->y = kept_numbers(analysis, rows->y, out, n);
    if (rows->trials != NULL)
        subset->trials = kept_numbers(analysis, rows->trials, out, n);
    if (column == NULL || subset->y == NULL ||
        (rows->trials != NULL && subset->trials == NULL))
        return hinge_analysis_no_memory(error);
    for (size_t c = 0; c < columns; c++) {
        column[c] = rows->data.column[c];
        int32_t *code = hinge_analysis_alloc(analysis, n, sizeof *code);
        left = 0;
        for (size_t i = 0; i < n && code != NULL && column[c].is_factor; i++)
            if (!out[i])
                code[left++] = rows->data.column[c].code[i];
        if (column[c].is_factor)
            column[c].code = code;
        else
            column[c].value = kept_numbers(analysis, column[c].value, out, n);
        if (code == NULL || (!column[c].is_factor && column[c].value == NULL))
            return hinge_analysis_no_memory(error);
    }
    left = 0;
    for (size_t i = 0; i < n; i++)
        left += !out[i];
    subset->data.column = column;
    subset->data.rows = left;
    subset->data.observations = 0;
    return HINGE_OK;
}

/* --- design and its warnings --- */

static enum hinge_status warn_design(struct hinge_analysis *analysis,
                                     struct hinge_model_terms *terms,
                                     struct hinge_error *error)
{
    struct hinge_design *design = &terms->design;
    const char *cells;
    enum hinge_status status = hinge_design_empty_cells(design, &cells, error);
    if (status != HINGE_OK)
        return status;
    if (cells[0] != '\0')
        hinge_analysis_warn(analysis, hinge_model_detail(analysis, "cells", cells),
                            "W_EMPTY_CELL",
                            "no rows in %s: means and tests that need them are null",
                            cells);
    if (design->n_dropped == 0)
        return HINGE_OK;
    json_t *detail = json_object();
    json_t *list = hinge_put_list(analysis, detail, "dropped");
    for (size_t d = 0; d < design->n_dropped; d++)
        hinge_append_text(analysis, list, design->full.column[design->dropped[d]].name);
    hinge_analysis_warn(
        analysis, detail, "W_RANK_DEFICIENT",
        "%zu column(s) depend on earlier ones and were dropped, the first "
        "is '%s'",
        design->n_dropped, design->full.column[design->dropped[0]].name);
    return HINGE_OK;
}

static void warn_effects(struct hinge_analysis *analysis,
                         const struct hinge_effects *effects)
{
    if (effects->nested_label != NULL)
        hinge_analysis_warn(analysis, NULL, "W_NESTED_LABELS",
                            "units of '%s' have rows of several levels of '%s': the "
                            "same label is taken for "
                            "the same unit; if they are different units give them "
                            "different labels, such as "
                            "%s joined with the label",
                            effects->nested_label, effects->nested_factor,
                            effects->nested_factor);
    if (effects->split_factor)
        hinge_analysis_warn(
            analysis, NULL, "W_DOUBLE_BAR_FACTOR",
            "|| makes the columns of a factor independent of each other, "
            "which lme4 does not");
}

enum hinge_status hinge_model_build(struct hinge_analysis *analysis,
                                    const struct hinge_model_rows *rows,
                                    bool with_effects, struct hinge_model_terms *terms,
                                    struct hinge_error *error)
{
    const char *coding = hinge_option_text(analysis, "coding");
    enum hinge_coding code = HINGE_CODING_TREATMENT;
    if (coding != NULL && strcmp(coding, "sum") == 0)
        code = HINGE_CODING_SUM;
    else if (coding != NULL && strcmp(coding, "helmert") == 0)
        code = HINGE_CODING_HELMERT;
    enum hinge_status status =
        hinge_design_build(&terms->design, &terms->formula, &rows->data, code, error);
    if (status == HINGE_OK && with_effects)
        status = hinge_effects_build(&terms->effects, &terms->design, error);
    if (status != HINGE_OK)
        return hinge_model_pass(analysis, status, error);
    status = warn_design(analysis, terms, error);
    warn_effects(analysis, &terms->effects);
    return status;
}

void hinge_model_terms_clear(struct hinge_model_terms *terms)
{
    hinge_effects_clear(&terms->effects);
    hinge_design_clear(&terms->design);
    hinge_formula_clear(&terms->formula);
}

/* People among the rows used, where the table says who they are. */
static void put_people(struct hinge_analysis *analysis,
                       const struct hinge_model_rows *rows)
{
    const char *name = hinge_option_text(analysis, "participant");
    const struct hinge_sample *sample = &rows->sample;
    struct hinge_labels labels = {.code = NULL};
    long column =
        hinge_table_find(analysis->table, name != NULL ? name : "participant");
    if (column < 0)
        return;
    if (hinge_labels_find(analysis, (size_t)column,
                          rows->row != NULL ? rows->row : sample->row,
                          rows->row != NULL ? rows->data.rows : sample->n,
                          HINGE_BY_BYTES, &labels, NULL) != HINGE_OK)
        analysis->no_memory = true;
    hinge_put_count(analysis, analysis->results, "n_participants", labels.n);
    size_t unused = sample->n_rows - sample->n;
    if (hinge_labels_find(analysis, (size_t)column, sample->row + sample->n, unused,
                          HINGE_BY_BYTES, &labels, NULL) != HINGE_OK)
        analysis->no_memory = true;
    else
        hinge_warn_nobody(analysis, name != NULL ? name : "participant", labels.code,
                          unused);
}

void hinge_model_report_rows(struct hinge_analysis *analysis,
                             const struct hinge_model_rows *rows,
                             const struct hinge_model_terms *terms)
{
    json_t *results = analysis->results;
    hinge_put_count(analysis, results, "n_rows", rows->sample.n_rows);
    hinge_put_count(analysis, results, "n_used", rows->sample.n);
    hinge_put_count(analysis, results, "n_missing",
                    rows->sample.n_rows - rows->sample.n);
    hinge_put_count(analysis, results, "n_obs", rows->data.rows);
    put_people(analysis, rows);
    json_t *dropped = hinge_put_list(analysis, results, "dropped");
    for (size_t d = 0; d < terms->design.n_dropped; d++)
        hinge_append_text(analysis, dropped,
                          terms->design.full.column[terms->design.dropped[d]].name);
}
