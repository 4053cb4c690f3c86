/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binding of a formula to data, the matrix of the fixed part and what was dropped from
 * it. */
#include "stats/model/design.h"

#include "base/text.h"
#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct hinge_model_column *hinge_model_find(const struct hinge_model_data *data,
                                                  const char *name, bool factor)
{
    const struct hinge_model_column *found = NULL;
    for (size_t i = 0; i < data->n_columns; i++)
        if (strcmp(data->column[i].name, name) == 0 &&
            (found == NULL || data->column[i].is_factor == factor))
            found = &data->column[i];
    return found;
}

static enum hinge_status no_column(const struct hinge_model_data *data,
                                   const char *name, struct hinge_error *error)
{
    const char **names = hinge_alloc(data->n_columns, sizeof *names);
    if (names == NULL)
        return hinge_model_nomem(error);
    for (size_t i = 0; i < data->n_columns; i++)
        names[i] = data->column[i].name;
    const char *near = hinge_suggest(name, names, data->n_columns);
    enum hinge_status status =
        hinge_model_fail(error, "E_NO_COLUMN", "no column '%s'%s%s%s", name,
                         near != NULL ? "; did you mean '" : "",
                         near != NULL ? near : "", near != NULL ? "'?" : "");
    free(names);
    return status;
}

static void measure(struct hinge_design_variable *variable, size_t rows)
{
    const double *value = variable->data->value;
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < rows; i++)
        sum += value[i] - value[0];
    variable->mean = value[0] + sum / (double)rows;
    for (size_t i = 0; i < rows; i++)
        squares += (value[i] - variable->mean) * (value[i] - variable->mean);
    variable->sd = sqrt(squares / (double)(rows - 1));
}

/* Recurrence of the monic orthogonal polynomials over the data (Kennedy & Gentle 1980).
 */
static bool prepare_poly(struct hinge_design_variable *variable, size_t rows,
                         size_t order)
{
    double *before = hinge_alloc(rows, sizeof *before);
    double *now = hinge_alloc(rows, sizeof *now);
    bool done = before != NULL && now != NULL;
    for (size_t i = 0; i < rows && done; i++)
        now[i] = 1.0;
    for (size_t k = 0; k <= order && done; k++) {
        double norm2 = 0.0, moment = 0.0;
        for (size_t i = 0; i < rows; i++) {
            norm2 += now[i] * now[i];
            moment += now[i] * now[i] * (variable->data->value[i] - variable->mean);
        }
        variable->norm2[k] = norm2;
        if (k == order)
            break;
        variable->alpha[k] = moment / norm2;
        double beta = k > 0 ? norm2 / variable->norm2[k - 1] : 0.0;
        for (size_t i = 0; i < rows; i++) {
            double x = variable->data->value[i] - variable->mean - variable->alpha[k];
            double next = x * now[i] - beta * before[i];
            before[i] = now[i];
            now[i] = next;
        }
    }
    free(before);
    free(now);
    return done;
}

static bool more_values_than(int order, const double *value, size_t rows)
{
    double found[10]; /* poly() goes to 9 */
    int n = 0;
    for (size_t i = 0; i < rows && n <= order; i++) {
        int at = 0;
        while (at < n && found[at] != value[i])
            at++;
        if (at == n)
            found[n++] = value[i];
    }
    return n > order;
}

static enum hinge_status bind_numeric(struct hinge_design_variable *variable,
                                      const struct hinge_formula_variable *name,
                                      size_t rows, struct hinge_error *error)
{
    measure(variable, rows);
    variable->n_basis = 1;
    for (size_t i = 0; i < rows && name->transform == HINGE_TRANSFORM_LOG; i++)
        if (!(variable->data->value[i] > 0.0))
            return hinge_model_fail(
                error, "E_NOT_NUMERIC",
                "log(%s): there is %g; the logarithm needs values above 0",
                name->column, variable->data->value[i]);
    if (name->transform == HINGE_TRANSFORM_POLY) {
        variable->n_basis = (size_t)name->order;
        if (!more_values_than(name->order, variable->data->value, rows))
            return hinge_model_fail(error, "E_TOO_FEW",
                                    "%s needs more than %d different values",
                                    name->label, name->order);
        if (!prepare_poly(variable, rows, variable->n_basis))
            return hinge_model_nomem(error);
    }
    return HINGE_OK;
}

static enum hinge_status bind(struct hinge_design *design, size_t v,
                              struct hinge_error *error)
{
    const struct hinge_formula_variable *name = &design->formula->variable[v];
    struct hinge_design_variable *variable = &design->variable[v];
    variable->data = hinge_model_find(design->data, name->column, false);
    variable->transform = name->transform;
    if (variable->data == NULL)
        return no_column(design->data, name->column, error);
    if (!variable->data->is_factor)
        return bind_numeric(variable, name, design->data->rows, error);
    if (name->transform != HINGE_TRANSFORM_NONE)
        return hinge_model_fail(
            error, "E_FORMULA",
            "formula: %s at character %zu needs numbers, but '%s' is a "
            "factor",
            name->label, name->position, name->column);
    if (variable->data->n_levels < 2)
        return hinge_model_fail(
            error, "E_ONE_LEVEL", "'%s' has one level ('%s') after filtering",
            name->column,
            variable->data->n_levels == 1 ? variable->data->level[0] : "");
    return HINGE_OK;
}

static double poly_value(const struct hinge_design_variable *variable, double x,
                         size_t index)
{
    double before = 0.0, now = 1.0;
    for (size_t k = 0; k <= index; k++) {
        double beta = k > 0 ? variable->norm2[k] / variable->norm2[k - 1] : 0.0;
        double next = (x - variable->mean - variable->alpha[k]) * now - beta * before;
        before = now;
        now = next;
    }
    return now / sqrt(variable->norm2[index + 1]);
}

static double basis(const struct hinge_design *design, size_t v, size_t index, double x)
{
    const struct hinge_design_variable *variable = &design->variable[v];
    double power = 1.0;
    switch (variable->transform) {
    case HINGE_TRANSFORM_POWER:
        for (int i = 0; i < design->formula->variable[v].order; i++)
            power *= x;
        return power;
    case HINGE_TRANSFORM_LOG:
        return log(x);
    case HINGE_TRANSFORM_POLY:
        return poly_value(variable, x, index);
    case HINGE_TRANSFORM_SCALE:
        return variable->sd > 0.0 ? (x - variable->mean) / variable->sd : 0.0;
    case HINGE_TRANSFORM_NONE:
    default:
        return x;
    }
}

static double part_value(const struct hinge_design *design,
                         const struct hinge_design_part *part, int32_t code,
                         double value)
{
    int32_t last;
    switch (part->coding) {
    case HINGE_PART_DUMMY:
        return code == part->index ? 1.0 : 0.0;
    case HINGE_PART_SUM:
        last = (int32_t)design->variable[part->variable].data->n_levels - 1;
        return code == part->index ? 1.0 : code == last ? -1.0 : 0.0;
    case HINGE_PART_HELMERT:
        last = (int32_t)part->index + 1;
        return code < last ? -1.0 : code == last ? (double)last : 0.0;
    case HINGE_PART_NUMBER:
    default:
        return basis(design, part->variable, part->index, value);
    }
}

void hinge_design_fill(const struct hinge_design *design,
                       const struct hinge_design_column *column, double *out)
{
    for (size_t row = 0; row < design->data->rows; row++)
        out[row] = 1.0;
    for (size_t i = 0; i < column->n_parts; i++) {
        const struct hinge_design_part *part = &column->part[i];
        const struct hinge_model_column *data = design->variable[part->variable].data;
        for (size_t row = 0; row < design->data->rows; row++)
            out[row] *= part_value(design, part, data->is_factor ? data->code[row] : 0,
                                   data->is_factor ? 0.0 : data->value[row]);
    }
}

/* Fills kept, dropped, depends, x, q and r from all the columns. */
static enum hinge_status reduce(struct hinge_design *design, const double *all,
                                double *r, size_t *kept, struct hinge_error *error)
{
    size_t rows = design->data->rows, n = design->full.n, p;
    design->p = p = hinge_dense_orthogonalise(all, rows, n, design->q, kept, r);
    design->kept = hinge_arena_alloc(&design->arena, n, sizeof *design->kept);
    design->dropped = hinge_arena_alloc(&design->arena, n, sizeof *design->dropped);
    design->depends = hinge_alloc((n - p) * p, sizeof *design->depends);
    design->r = hinge_alloc(p * p, sizeof *design->r);
    design->x = hinge_alloc(rows * p, sizeof *design->x);
    if (design->kept == NULL || design->dropped == NULL || design->depends == NULL ||
        design->r == NULL || design->x == NULL)
        return hinge_model_nomem(error);
    for (size_t j = 0, k = 0; j < n; j++) {
        if (k < p && kept[k] == j)
            design->kept[k++] = j;
        else
            design->dropped[design->n_dropped++] = j;
    }
    for (size_t j = 0; j < p; j++) {
        memcpy(design->x + j * rows, all + kept[j] * rows, rows * sizeof *all);
        for (size_t i = 0; i <= j; i++)
            design->r[i * p + j] = r[i * n + kept[j]];
    }
    for (size_t d = 0; d < design->n_dropped; d++) {
        double *depends = design->depends + d * p;
        for (size_t i = p;
             i-- > 0;) { /* R depends = coefficients of the dropped column */
            double sum = r[i * n + design->dropped[d]];
            for (size_t j = i + 1; j < p; j++)
                sum -= design->r[i * p + j] * depends[j];
            depends[i] = sum / design->r[i * p + i];
        }
    }
    return HINGE_OK;
}

static enum hinge_status build_matrix(struct hinge_design *design,
                                      struct hinge_error *error)
{
    size_t rows = design->data->rows, n = design->full.n;
    double *all = hinge_alloc(rows * n, sizeof *all);
    double *r = hinge_alloc(n * n, sizeof *r);
    size_t *kept = hinge_alloc(n, sizeof *kept);
    design->q = hinge_alloc(rows * n, sizeof *design->q);
    enum hinge_status status = HINGE_OK;
    if (all == NULL || r == NULL || kept == NULL || design->q == NULL) {
        status = hinge_model_nomem(error);
    } else {
        for (size_t j = 0; j < n; j++)
            hinge_design_fill(design, &design->full.column[j], all + j * rows);
        status = reduce(design, all, r, kept, error);
    }
    free(all);
    free(r);
    free(kept);
    return status;
}

enum hinge_status hinge_design_build(struct hinge_design *design,
                                     const struct hinge_formula *formula,
                                     const struct hinge_model_data *data,
                                     enum hinge_coding coding,
                                     struct hinge_error *error)
{
    *design = (struct hinge_design){.formula = formula, .data = data, .coding = coding};
    if (data->rows < 2)
        return hinge_model_fail(error, "E_NO_DATA", "a model needs rows; %zu usable",
                                data->rows);
    for (size_t v = 0; v < formula->n_variables; v++) {
        enum hinge_status status = bind(design, v, error);
        if (status != HINGE_OK)
            return status;
    }
    enum hinge_status status =
        hinge_design_expand(design, &formula->fixed, coding, &design->full, error);
    if (status == HINGE_OK && design->full.n == 0)
        status = hinge_model_fail(
            error, "E_FORMULA", "formula: the fixed part is empty; write 1 for a mean");
    if (status == HINGE_OK)
        status = build_matrix(design, error);
    if (status == HINGE_OK && design->p >= data->rows)
        status = hinge_model_fail(error, "E_TOO_FEW",
                                  "%zu rows for %zu coefficients; more rows are needed",
                                  data->rows, design->p);
    return status;
}

void hinge_design_clear(struct hinge_design *design)
{
    free(design->depends);
    free(design->x);
    free(design->q);
    free(design->r);
    hinge_arena_clear(&design->arena);
    *design = (struct hinge_design){.p = 0};
}
