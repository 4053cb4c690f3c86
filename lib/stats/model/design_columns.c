/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms to columns: which levels and basis functions are multiplied, and the names. */
#include "stats/model/design.h"

#include "stats/model/failure.h"

#include <stdio.h>
#include <string.h>

/* R's TermCode: a factor is coded by contrasts in a term when the term without it is
 * the intercept or part of an earlier term, else by dummies of all levels. */
static bool coded_by_contrasts(const struct hinge_formula_terms *terms, size_t t,
                               uint32_t variable)
{
    uint32_t rest = terms->term[t] & ~variable;
    if (rest == 0)
        return true;
    for (size_t i = 0; i < t; i++)
        if ((rest & ~terms->term[i]) == 0)
            return true;
    return false;
}

/* Without an intercept the first factor found gets all its levels: its term and
 * variable. */
static void full_factor(const struct hinge_design *design,
                        const struct hinge_formula_terms *terms, size_t *term,
                        size_t *variable)
{
    *term = *variable = SIZE_MAX;
    if (terms->intercept)
        return;
    for (size_t t = 0; t < terms->n; t++)
        for (size_t v = 0; v < design->formula->n_variables; v++)
            if ((terms->term[t] >> v & 1u) && design->variable[v].data->is_factor) {
                *term = t;
                *variable = v;
                return;
            }
}

struct coding {
    enum hinge_part_coding coding;
    uint16_t first; /* index of the first column */
    size_t n;       /* columns */
};

static struct coding variable_coding(const struct hinge_design *design, size_t v,
                                     bool contrasts, enum hinge_coding coding)
{
    const struct hinge_design_variable *variable = &design->variable[v];
    if (!variable->data->is_factor)
        return (struct coding){HINGE_PART_NUMBER, 0, variable->n_basis};
    if (!contrasts)
        return (struct coding){HINGE_PART_DUMMY, 0, variable->data->n_levels};
    if (coding == HINGE_CODING_SUM)
        return (struct coding){HINGE_PART_SUM, 0, variable->data->n_levels - 1};
    if (coding == HINGE_CODING_HELMERT)
        return (struct coding){HINGE_PART_HELMERT, 0, variable->data->n_levels - 1};
    return (struct coding){HINGE_PART_DUMMY, 1, variable->data->n_levels - 1};
}

static int part_name(const struct hinge_design *design,
                     const struct hinge_design_part *part, char *text, size_t capacity)
{
    const struct hinge_design_variable *variable = &design->variable[part->variable];
    const char *label = design->formula->variable[part->variable].label;
    if (part->coding == HINGE_PART_DUMMY)
        return snprintf(text, capacity, "%s%s", label,
                        variable->data->level[part->index]);
    if (part->coding == HINGE_PART_SUM || part->coding == HINGE_PART_HELMERT ||
        variable->n_basis > 1)
        return snprintf(text, capacity, "%s%d", label, part->index + 1);
    return snprintf(text, capacity, "%s", label);
}

static bool name_column(struct hinge_design *design, struct hinge_design_column *column)
{
    char text[1024] = "";
    size_t used = 0;
    for (size_t i = 0; i < column->n_parts && used + 1 < sizeof text; i++) {
        if (i > 0)
            text[used++] = ':';
        used += (size_t)part_name(design, &column->part[i], text + used,
                                  sizeof text - used);
    }
    column->name =
        hinge_arena_strdup(&design->arena, column->n_parts == 0 ? "(Intercept)" : text);
    return column->name != NULL;
}

/* Columns of one term; the first variable runs fastest. */
static enum hinge_status expand_term(struct hinge_design *design,
                                     const struct hinge_formula_terms *terms, size_t t,
                                     const struct coding *code,
                                     struct hinge_design_columns *out,
                                     struct hinge_error *error)
{
    size_t order = 0, total = 1, variable[HINGE_FORMULA_VARIABLES];
    for (size_t v = 0; v < design->formula->n_variables; v++)
        if (terms->term[t] >> v & 1u) {
            variable[order++] = v;
            total *= code[v].n;
        }
    for (size_t c = 0; c < total; c++) {
        struct hinge_design_part *part =
            hinge_arena_alloc(&design->arena, order, sizeof *part);
        if (part == NULL)
            return hinge_model_nomem(error);
        size_t rest = c;
        for (size_t i = 0; i < order; i++) {
            const struct coding *own = &code[variable[i]];
            part[i].variable = (uint8_t)variable[i];
            part[i].coding = own->coding;
            part[i].index = (uint16_t)(own->first + rest % own->n);
            rest /= own->n;
        }
        struct hinge_design_column *column = &out->column[out->n++];
        *column =
            (struct hinge_design_column){.term = t, .n_parts = order, .part = part};
        if (!name_column(design, column))
            return hinge_model_nomem(error);
    }
    return HINGE_OK;
}

static size_t term_codings(const struct hinge_design *design,
                           const struct hinge_formula_terms *terms, size_t t,
                           enum hinge_coding coding, struct coding *code)
{
    size_t full_term, full_variable, total = 1;
    full_factor(design, terms, &full_term, &full_variable);
    for (size_t v = 0; v < design->formula->n_variables; v++) {
        if ((terms->term[t] >> v & 1u) == 0)
            continue;
        bool contrasts = coded_by_contrasts(terms, t, UINT32_C(1) << v) &&
                         !(t == full_term && v == full_variable);
        code[v] = variable_coding(design, v, contrasts, coding);
        total *= code[v].n;
        if (total > 10000)
            return total;
    }
    return total;
}

enum hinge_status hinge_design_expand(struct hinge_design *design,
                                      const struct hinge_formula_terms *terms,
                                      enum hinge_coding coding,
                                      struct hinge_design_columns *out,
                                      struct hinge_error *error)
{
    struct coding code[HINGE_FORMULA_VARIABLES];
    size_t total = terms->intercept ? 1 : 0;
    for (size_t t = 0; t < terms->n; t++)
        total += term_codings(design, terms, t, coding, code);
    if (total > 1000)
        return hinge_model_fail(
            error, "E_OPTION",
            "the formula makes more than 1000 columns; a factor with "
            "very many levels belongs in a random term");
    *out = (struct hinge_design_columns){
        .column = hinge_arena_alloc(&design->arena, total, sizeof *out->column)};
    if (out->column == NULL)
        return hinge_model_nomem(error);
    if (terms->intercept) {
        struct hinge_design_column *column = &out->column[out->n++];
        *column = (struct hinge_design_column){.term = SIZE_MAX};
        if (!name_column(design, column))
            return hinge_model_nomem(error);
    }
    for (size_t t = 0; t < terms->n; t++) {
        term_codings(design, terms, t, coding, code);
        enum hinge_status status = expand_term(design, terms, t, code, out, error);
        if (status != HINGE_OK)
            return status;
    }
    return HINGE_OK;
}
