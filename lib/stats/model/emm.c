/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimated marginal means and pairwise contrasts. */
#include "stats/model/emm.h"

#include "base/text.h"
#include "people/order.h"
#include "stats/model/failure.h"

#include <string.h>

enum { MOST_MEANS = 1000, MOST_GRID = 100000 };

static uint32_t fixed_variables(const struct hinge_design *design)
{
    uint32_t used = 0;
    for (size_t t = 0; t < design->formula->fixed.n; t++)
        used |= design->formula->fixed.term[t];
    return used;
}

static size_t levels(const struct hinge_emm *emm, size_t i)
{
    return emm->design->variable[emm->factor[i]].data->n_levels;
}

static enum hinge_status add_factor(struct hinge_emm *emm, const char *spec,
                                    const char *name, size_t length,
                                    struct hinge_error *error)
{
    const struct hinge_formula *formula = emm->design->formula;
    uint32_t used = fixed_variables(emm->design);
    while (length > 0 && name[length - 1] == ' ')
        length--;
    for (; length > 0 && *name == ' '; length--)
        name++;
    for (size_t v = 0; v < formula->n_variables; v++) {
        const char *label = formula->variable[v].label;
        if (strlen(label) != length || memcmp(label, name, length) != 0 ||
            (used >> v & 1u) == 0 || !emm->design->variable[v].data->is_factor)
            continue;
        for (size_t i = 0; i < emm->n_factors; i++)
            if (emm->factor[i] == v)
                return hinge_model_fail(error, "E_OPTION",
                                        "means of '%s': '%s' is named twice", spec,
                                        label);
        if (emm->n_factors == sizeof emm->factor / sizeof *emm->factor)
            return hinge_model_fail(error, "E_OPTION",
                                    "means of '%s': more than 8 factors", spec);
        emm->factor[emm->n_factors++] = v;
        return HINGE_OK;
    }
    return hinge_model_fail(
        error, "E_OPTION",
        "means of '%s': '%.*s' is not a factor of the fixed part of the "
        "formula; write factor, factor:factor or factor by factor",
        spec, (int)length, name);
}

/* Factors separated by ':' or '*', then ` by ` and more of them. */
static enum hinge_status parse_spec(struct hinge_emm *emm, const char *spec,
                                    struct hinge_error *error)
{
    const char *by = strstr(spec, " by ");
    const char *at = spec;
    for (;;) {
        size_t length = strcspn(at, ":*");
        if (by != NULL && at <= by && at + length > by)
            length = (size_t)(by - at);
        enum hinge_status status = add_factor(emm, spec, at, length, error);
        if (status != HINGE_OK)
            return status;
        if (by != NULL && at > by)
            emm->n_by++;
        at += length;
        if (*at == '\0')
            return HINGE_OK;
        at += at == by ? 4 : 1;
    }
}

static enum hinge_status count_cells(struct hinge_emm *emm, const char *spec,
                                     struct hinge_error *error)
{
    struct hinge_text name = {.data = NULL};
    emm->n_means = emm->n_families = 1;
    for (size_t i = 0; i < emm->n_factors; i++) {
        hinge_text_printf(&name, "%s%s", i > 0 ? ":" : "",
                          emm->design->formula->variable[emm->factor[i]].label);
        *(i < emm->n_factors - emm->n_by ? &emm->n_means : &emm->n_families) *=
            levels(emm, i);
        if (emm->n_means > MOST_MEANS || emm->n_families > MOST_MEANS) {
            hinge_text_clear(&name);
            return hinge_model_fail(error, "E_OPTION",
                                    "means of '%s': more than %d means", spec,
                                    MOST_MEANS);
        }
    }
    emm->name = hinge_arena_strdup(&emm->arena, hinge_text_string(&name));
    bool failed = name.failed || emm->name == NULL;
    hinge_text_clear(&name);
    size_t grid = 1;
    uint32_t used = fixed_variables(emm->design);
    for (size_t v = 0; v < emm->design->formula->n_variables && grid <= MOST_GRID; v++)
        if ((used >> v & 1u) && emm->design->variable[v].data->is_factor)
            grid *= emm->design->variable[v].data->n_levels;
    if (grid > MOST_GRID)
        return hinge_model_fail(
            error, "E_OPTION",
            "means of '%s': the factors have more than %d combinations", spec,
            MOST_GRID);
    emm->n_cells = emm->n_means * emm->n_families;
    emm->n_contrasts = emm->n_families * (emm->n_means * (emm->n_means - 1) / 2);
    return failed ? hinge_model_nomem(error) : HINGE_OK;
}

/* Level of every named factor in a cell. */
static void set_cell(const struct hinge_emm *emm, size_t cell,
                     struct hinge_design_point *point)
{
    for (size_t i = 0; i < emm->n_factors; i++) {
        point->code[emm->factor[i]] = (int32_t)(cell % levels(emm, i));
        cell /= levels(emm, i);
    }
}

/* The factors that a cell averages over. */
static size_t averaged(const struct hinge_emm *emm, size_t *variable)
{
    uint32_t used = fixed_variables(emm->design);
    for (size_t i = 0; i < emm->n_factors; i++)
        used &= ~(UINT32_C(1) << emm->factor[i]);
    size_t n = 0;
    for (size_t v = 0; v < emm->design->formula->n_variables; v++)
        if ((used >> v & 1u) && emm->design->variable[v].data->is_factor)
            variable[n++] = v;
    return n;
}

void hinge_emm_average(const struct hinge_emm *emm,
                       const struct hinge_design_columns *columns, size_t cell,
                       double *out)
{
    size_t other[HINGE_FORMULA_VARIABLES], n = averaged(emm, other), total = 1;
    struct hinge_design_point point;
    hinge_design_centre(emm->design, &point);
    set_cell(emm, cell, &point);
    for (size_t i = 0; i < n; i++)
        total *= emm->design->variable[other[i]].data->n_levels;
    memset(out, 0, columns->n * sizeof *out);
    for (size_t at = 0; at < total; at++) {
        size_t rest = at;
        for (size_t i = 0; i < n; i++) {
            size_t own = emm->design->variable[other[i]].data->n_levels;
            point.code[other[i]] = (int32_t)(rest % own);
            rest /= own;
        }
        for (size_t c = 0; c < columns->n; c++)
            out[c] += hinge_design_at(emm->design, &columns->column[c], &point);
    }
    for (size_t c = 0; c < columns->n; c++)
        out[c] /= (double)total;
}

/* "cue", or "cue:trained" of several factors. `first` and `last` choose the factors. */
static void put_levels(const struct hinge_emm *emm, size_t cell, size_t first,
                       size_t last, bool named, struct hinge_text *text)
{
    struct hinge_design_point point;
    set_cell(emm, cell, &point);
    for (size_t i = first; i < last; i++) {
        const struct hinge_model_column *data =
            emm->design->variable[emm->factor[i]].data;
        const char *level = data->level[point.code[emm->factor[i]]];
        const char *label = emm->design->formula->variable[emm->factor[i]].label;
        hinge_text_printf(text, "%s%s%s%s", i == first ? "" : (named ? ";" : ":"),
                          named ? label : "", named ? "=" : "", level);
    }
}

/* `full` over all columns of the design to a row over the kept ones. */
static enum hinge_status set_row(struct hinge_emm *emm, struct hinge_emm_row *row,
                                 const double *full, struct hinge_text *label,
                                 struct hinge_error *error)
{
    row->l = hinge_arena_alloc(&emm->arena, emm->design->p, sizeof *row->l);
    row->label = hinge_arena_strdup(&emm->arena, hinge_text_string(label));
    bool failed = label->failed || row->l == NULL || row->label == NULL;
    hinge_text_clear(label);
    if (failed)
        return hinge_model_nomem(error);
    row->estimable = hinge_design_estimable(emm->design, full, row->l);
    return HINGE_OK;
}

static void put_family(const struct hinge_emm *emm, size_t cell,
                       struct hinge_text *label)
{
    if (emm->n_by == 0)
        return;
    hinge_text_puts(label, "|");
    put_levels(emm, cell, emm->n_factors - emm->n_by, emm->n_factors, true, label);
}

/* Fills a family's contrasts; `full` holds the rows of all cells. */
static enum hinge_status build_pairs(struct hinge_emm *emm, size_t family,
                                     const double *full, double *difference,
                                     size_t *next, struct hinge_error *error)
{
    size_t width = emm->design->full.n, first = family * emm->n_means;
    size_t own = emm->n_factors - emm->n_by;
    for (size_t i = 0; i < emm->n_means; i++)
        for (size_t j = i + 1; j < emm->n_means; j++) {
            struct hinge_text label = {.data = NULL};
            size_t x = first + i, y = first + j;
            if (own == 1) { /* of several factors none is a baseline */
                const struct hinge_level_pair pair = hinge_level_pair(
                    emm->design->variable[emm->factor[0]].data->level, i, j);
                x = first + pair.first;
                y = first + pair.second;
            }
            put_levels(emm, x, 0, own, false, &label);
            hinge_text_puts(&label, "-");
            put_levels(emm, y, 0, own, false, &label);
            put_family(emm, first, &label);
            for (size_t c = 0; c < width; c++)
                difference[c] = full[x * width + c] - full[y * width + c];
            struct hinge_emm_row *row = &emm->contrast[(*next)++];
            row->family = family;
            enum hinge_status status = set_row(emm, row, difference, &label, error);
            if (status != HINGE_OK)
                return status;
        }
    return HINGE_OK;
}

static double *full_rows(struct hinge_emm *emm)
{
    size_t width = emm->design->full.n;
    double *full =
        hinge_arena_alloc(&emm->arena, (emm->n_cells + 1) * width, sizeof *full);
    for (size_t cell = 0; cell < emm->n_cells && full != NULL; cell++)
        hinge_emm_average(emm, &emm->design->full, cell, full + cell * width);
    return full;
}

enum hinge_status hinge_emm_build(struct hinge_emm *emm,
                                  const struct hinge_design *design, const char *spec,
                                  struct hinge_error *error)
{
    *emm = (struct hinge_emm){.design = design};
    enum hinge_status status = parse_spec(emm, spec, error);
    if (status == HINGE_OK)
        status = count_cells(emm, spec, error);
    if (status != HINGE_OK)
        return status;
    double *full = full_rows(emm);
    emm->cell = hinge_arena_alloc(&emm->arena, emm->n_cells, sizeof *emm->cell);
    emm->contrast =
        hinge_arena_alloc(&emm->arena, emm->n_contrasts, sizeof *emm->contrast);
    if (full == NULL || emm->cell == NULL || emm->contrast == NULL)
        return hinge_model_nomem(error);
    size_t width = design->full.n, next = 0;
    for (size_t cell = 0; cell < emm->n_cells && status == HINGE_OK; cell++) {
        struct hinge_text label = {.data = NULL};
        put_levels(emm, cell, 0, emm->n_factors, true, &label);
        emm->cell[cell].family = cell / emm->n_means;
        status = set_row(emm, &emm->cell[cell], full + cell * width, &label, error);
    }
    for (size_t f = 0; f < emm->n_families && status == HINGE_OK; f++)
        status = build_pairs(emm, f, full, full + emm->n_cells * width, &next, error);
    return status;
}

void hinge_emm_clear(struct hinge_emm *emm)
{
    hinge_arena_clear(&emm->arena);
    *emm = (struct hinge_emm){.n_cells = 0};
}
