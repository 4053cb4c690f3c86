/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked of a design: type III hypotheses and cells without rows. */
#include "stats/model/design.h"

#include "base/text.h"
#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <stdlib.h>
#include <string.h>

/* Sum-coded counterpart of a design, and C with b_sum = C b (C is p x p). */
struct sum_coded {
    struct hinge_design design;
    double *c;
};

static enum hinge_status sum_code(const struct hinge_design *design,
                                  struct sum_coded *sum, struct hinge_error *error)
{
    enum hinge_status status = hinge_design_build(
        &sum->design, design->formula, design->data, HINGE_CODING_SUM, error);
    if (status != HINGE_OK)
        return status;
    size_t p = sum->design.p, rows = design->data->rows;
    if (p != design->p)
        return hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                               "sum coding has rank %zu, the model %zu", p, design->p);
    sum->c = hinge_alloc(p * p, sizeof *sum->c);
    if (sum->c == NULL)
        return hinge_model_nomem(error);
    const double *r = sum->design.r;
    for (size_t j = 0; j < p; j++)
        for (size_t i = p; i-- > 0;) { /* R C = Q'X */
            double value =
                hinge_dense_dot(sum->design.q + i * rows, design->x + j * rows, rows);
            for (size_t k = i + 1; k < p; k++)
                value -= r[i * p + k] * sum->c[k * p + j];
            sum->c[i * p + j] = value / r[i * p + i];
        }
    return HINGE_OK;
}

/* A dropped column of the term or of a term that contains it makes it undefined. */
static bool is_defined(const struct hinge_design *design, uint32_t term)
{
    for (size_t d = 0; d < design->n_dropped; d++) {
        size_t t = design->full.column[design->dropped[d]].term;
        if (t != SIZE_MAX && (term & ~design->formula->fixed.term[t]) == 0)
            return false;
    }
    return true;
}

/* Sum-coded levels along one axis of a term's rows become differences from the first
 * level (level 1 - level 0, …): the same hypothesis, in the basis in which lmerTest
 * pools its degrees of freedom, which depend on it. `stride` rows apart, m of them;
 * `old` holds m p. */
static void difference_axis(double *l, size_t p, size_t stride, size_t m, double *old)
{
    for (size_t i = 0; i < m; i++)
        memcpy(old + i * p, l + i * stride * p, p * sizeof *l);
    for (size_t i = 0; i < m; i++)
        for (size_t c = 0; c < p; c++) {
            double value =
                0.0; /* of level i + 1; the last is minus the sum of the others */
            for (size_t k = 0; k < m && i + 1 == m; k++)
                value -= old[k * p + c];
            if (i + 1 < m)
                value = old[(i + 1) * p + c];
            l[i * stride * p + c] = value - old[c];
        }
}

static void difference_rows(const struct hinge_design *sum, size_t t,
                            struct hinge_design_hypothesis *out, double *old)
{
    size_t first = 0, stride = 1, p = sum->p;
    while (first < sum->full.n && sum->full.column[first].term != t)
        first++;
    const struct hinge_design_column *column = &sum->full.column[first];
    for (size_t i = 0; first < sum->full.n && i < column->n_parts; i++) {
        const struct hinge_design_variable *variable =
            &sum->variable[column->part[i].variable];
        enum hinge_part_coding coding = column->part[i].coding;
        size_t m = variable->n_basis;
        if (coding != HINGE_PART_NUMBER)
            m = variable->data->n_levels - (coding == HINGE_PART_SUM ? 1 : 0);
        for (size_t at = 0; coding == HINGE_PART_SUM && at < out->n; at++)
            if (at / stride % m == 0)
                difference_axis(out->l + at * p, p, stride, m, old);
        stride *= m;
    }
}

enum hinge_status hinge_design_type3(struct hinge_design *design,
                                     struct hinge_design_hypothesis *out,
                                     struct hinge_error *error)
{
    struct sum_coded sum = {.c = NULL};
    size_t p = design->p;
    enum hinge_status status = sum_code(design, &sum, error);
    for (size_t t = 0; t < design->formula->fixed.n && status == HINGE_OK; t++) {
        uint32_t term = design->formula->fixed.term[t];
        out[t] = (struct hinge_design_hypothesis){.n = 0};
        hinge_formula_term_name(design->formula, term, out[t].name, sizeof out[t].name);
        if (!is_defined(design, term) || !is_defined(&sum.design, term))
            continue;
        out[t].l = hinge_arena_alloc(&design->arena, p * p, sizeof *out[t].l);
        double *old = hinge_arena_alloc(&design->arena, p * p, sizeof *old);
        if (out[t].l == NULL || old == NULL)
            status = hinge_model_nomem(error);
        for (size_t j = 0; j < p && status == HINGE_OK; j++)
            if (sum.design.full.column[sum.design.kept[j]].term == t)
                memcpy(out[t].l + out[t].n++ * p, sum.c + j * p, p * sizeof *sum.c);
        if (status == HINGE_OK)
            difference_rows(&sum.design, t, &out[t], old);
    }
    hinge_design_clear(&sum.design);
    free(sum.c);
    return status;
}

/* Adds the empty cells of one term to `text`. */
static enum hinge_status empty_of_term(const struct hinge_design *design, uint32_t term,
                                       struct hinge_text *text, size_t *listed,
                                       struct hinge_error *error)
{
    const struct hinge_model_column *factor[HINGE_FORMULA_VARIABLES];
    size_t n = 0, cells = 1;
    for (size_t v = 0; v < design->formula->n_variables; v++)
        if ((term >> v & 1u) && design->variable[v].data->is_factor) {
            factor[n] = design->variable[v].data;
            cells *= factor[n++]->n_levels;
        }
    if (n < 2)
        return HINGE_OK;
    bool *seen = hinge_alloc(cells, sizeof *seen);
    if (seen == NULL)
        return hinge_model_nomem(error);
    for (size_t row = 0; row < design->data->rows; row++) {
        size_t cell = 0;
        for (size_t i = n; i-- > 0;)
            cell = cell * factor[i]->n_levels + (size_t)factor[i]->code[row];
        seen[cell] = true;
    }
    for (size_t cell = 0; cell < cells; cell++) {
        if (seen[cell] || (*listed)++ >= 20)
            continue;
        hinge_text_puts(text, text->length > 0 ? ", " : "");
        for (size_t i = 0, rest = cell; i < n; rest /= factor[i++]->n_levels)
            hinge_text_printf(text, "%s%s=%s", i > 0 ? ";" : "", factor[i]->name,
                              factor[i]->level[rest % factor[i]->n_levels]);
    }
    free(seen);
    return HINGE_OK;
}

enum hinge_status hinge_design_empty_cells(struct hinge_design *design,
                                           const char **cells,
                                           struct hinge_error *error)
{
    struct hinge_text text = {.data = NULL};
    size_t listed = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t t = 0; t < design->formula->fixed.n && status == HINGE_OK; t++)
        status = empty_of_term(design, design->formula->fixed.term[t], &text, &listed,
                               error);
    *cells = hinge_arena_strdup(&design->arena, hinge_text_string(&text));
    if (status == HINGE_OK && *cells == NULL)
        status = hinge_model_nomem(error);
    return hinge_text_done(&text, status, error);
}
