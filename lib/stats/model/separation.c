/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Separation of binary outcomes by the fixed part. */
#include "stats/model/glm.h"

#include "base/text.h"
#include "stats/model/failure.h"

#include <math.h>
#include <stdlib.h>

static const double separated_above = 12.0;
enum { SCORING_STEPS = 30, MOST_CELLS = 100000, MOST_LISTED = 20 };

struct cells {
    size_t n_factors, n;
    const struct hinge_model_column *factor[HINGE_FORMULA_VARIABLES];
    double *y, *m; /* sums per cell */
};

/* All factors of the fixed part together; false when there are none or too many cells.
 */
static bool find_factors(const struct hinge_design *design, struct cells *cells)
{
    uint32_t used = 0;
    for (size_t t = 0; t < design->formula->fixed.n; t++)
        used |= design->formula->fixed.term[t];
    cells->n = 1;
    for (size_t v = 0; v < design->formula->n_variables; v++) {
        const struct hinge_model_column *data = design->variable[v].data;
        if ((used >> v & 1u) == 0 || !data->is_factor)
            continue;
        cells->factor[cells->n_factors++] = data;
        cells->n *= data->n_levels;
        if (cells->n > MOST_CELLS)
            return false;
    }
    return cells->n_factors > 0;
}

static size_t cell_of(const struct cells *cells, size_t row)
{
    size_t cell = 0;
    for (size_t i = cells->n_factors; i-- > 0;)
        cell = cell * cells->factor[i]->n_levels + (size_t)cells->factor[i]->code[row];
    return cell;
}

static void sum_cells(const struct hinge_design *design,
                      const struct hinge_binary *outcome, struct cells *cells)
{
    for (size_t row = 0; row < design->data->rows; row++) {
        size_t cell = cell_of(cells, row);
        cells->y[cell] += outcome->y[row];
        cells->m[cell] += outcome->m != NULL ? outcome->m[row] : 1.0;
    }
}

static void list_cells(const struct cells *cells, struct hinge_text *text)
{
    size_t listed = 0;
    for (size_t cell = 0; cell < cells->n; cell++) {
        bool none = cells->y[cell] <= 0.0, all = cells->y[cell] >= cells->m[cell];
        if (!(cells->m[cell] > 0.0) || (!none && !all) || listed++ >= MOST_LISTED)
            continue;
        hinge_text_puts(text, text->length > 0 ? ", " : "");
        for (size_t i = 0, rest = cell; i < cells->n_factors; i++) {
            size_t n = cells->factor[i]->n_levels;
            hinge_text_printf(text, "%s%s=%s", i > 0 ? ";" : "", cells->factor[i]->name,
                              cells->factor[i]->level[rest % n]);
            rest /= n;
        }
        hinge_text_puts(text, none ? " (all 0)" : " (all 1)");
    }
}

static enum hinge_status find_cells(struct hinge_design *design,
                                    const struct hinge_binary *outcome,
                                    struct hinge_separation *separation,
                                    struct hinge_error *error)
{
    struct cells cells = {.n = 0};
    struct hinge_text text = {.data = NULL};
    enum hinge_status status = HINGE_OK;
    if (find_factors(design, &cells)) {
        cells.y = hinge_alloc(cells.n, sizeof *cells.y);
        cells.m = hinge_alloc(cells.n, sizeof *cells.m);
        if (cells.y == NULL || cells.m == NULL) {
            status = hinge_model_nomem(error);
        } else {
            sum_cells(design, outcome, &cells);
            list_cells(&cells, &text);
            for (size_t row = 0; row < design->data->rows; row++) {
                size_t cell = cell_of(&cells, row);
                separation->row[row] =
                    cells.y[cell] <= 0.0 || cells.y[cell] >= cells.m[cell];
            }
        }
    }
    separation->cells = hinge_arena_strdup(&design->arena, hinge_text_string(&text));
    if (status == HINGE_OK && (text.failed || separation->cells == NULL))
        status = hinge_model_nomem(error);
    hinge_text_clear(&text);
    free(cells.y);
    free(cells.m);
    return status;
}

enum hinge_status hinge_separation_find(struct hinge_design *design,
                                        const struct hinge_binary *outcome,
                                        struct hinge_separation *separation,
                                        struct hinge_error *error)
{
    bool converged;
    *separation = (struct hinge_separation){
        .column = hinge_arena_alloc(&design->arena, design->p, sizeof(bool)),
        .row = hinge_arena_alloc(&design->arena, design->data->rows, sizeof(bool))};
    double *beta = hinge_arena_alloc(&design->arena, design->p, sizeof *beta);
    if (separation->column == NULL || separation->row == NULL || beta == NULL)
        return hinge_model_nomem(error);
    enum hinge_status status =
        hinge_glm_fit(design, outcome, SCORING_STEPS, beta, NULL, &converged, error);
    if (status == HINGE_OK)
        status = find_cells(design, outcome, separation, error);
    if (status != HINGE_OK)
        return status;
    separation->any = separation->cells[0] != '\0';
    for (size_t j = 0; j < design->p; j++) {
        separation->column[j] =
            fabs(beta[j]) * hinge_design_range(design, j) > separated_above;
        separation->any |= separation->column[j];
    }
    return HINGE_OK;
}
