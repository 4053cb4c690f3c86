/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula and its rows in; which factors lack a random slope, and the formula that
 * has them, out. Everything is in the run's memory. */
#include "stats/regression/random_slope.h"

#include "base/text.h"

#include <string.h>

/* Who people are: the option, else a grouping column called participant, else the first
 * grouping column of the formula. */
static const char *people_of(const struct hinge_analysis *a,
                             const struct hinge_formula *formula)
{
    const char *given = hinge_option_text(a, "participant"), *first = NULL;
    for (size_t i = 0; i < formula->n_random; i++) {
        const struct hinge_formula_random *r = &formula->random[i];
        if (r->group[1] != NULL)
            continue;
        if (strcmp(r->group[0], given != NULL ? given : "participant") == 0)
            return r->group[0];
        first = first != NULL ? first : r->group[0];
    }
    return first;
}

/* Whether a random part takes care of the factor: a slope of people, or an intercept
 * for each of their levels. */
static bool covers(const struct hinge_formula *formula,
                   const struct hinge_formula_random *r, const char *people,
                   size_t variable)
{
    const char *name = formula->variable[variable].column;
    if (r->group[1] == NULL) {
        bool slope = false;
        for (size_t t = 0; t < r->terms.n; t++)
            slope = slope || (r->terms.term[t] >> variable & 1) != 0;
        return slope && strcmp(r->group[0], people) == 0;
    }
    bool crossed =
        (strcmp(r->group[0], people) == 0 && strcmp(r->group[1], name) == 0) ||
        (strcmp(r->group[1], people) == 0 && strcmp(r->group[0], name) == 0);
    return crossed && r->terms.intercept;
}

static bool is_covered(const struct hinge_formula *formula, const char *people,
                       size_t variable)
{
    for (size_t i = 0; i < formula->n_random; i++)
        if (covers(formula, &formula->random[i], people, variable))
            return true;
    return false;
}

/* Whether somebody has two levels, and somebody two rows of one level. */
static enum hinge_status varies(struct hinge_analysis *a,
                                const struct hinge_model_rows *rows,
                                const struct hinge_model_column *who,
                                const struct hinge_model_column *what, bool *yes,
                                struct hinge_error *error)
{
    size_t levels = what->n_levels;
    unsigned char *seen = hinge_analysis_alloc(a, who->n_levels * levels, 1);
    if (seen == NULL)
        return hinge_analysis_no_memory(error);
    bool repeated = false, within = false;
    for (size_t i = 0; i < rows->data.rows; i++) {
        unsigned char *cell =
            &seen[(size_t)who->code[i] * levels + (size_t)what->code[i]];
        repeated = repeated || *cell > 0 || rows->trials != NULL;
        *cell = 1;
    }
    for (size_t p = 0; p < who->n_levels; p++) {
        size_t own = 0;
        for (size_t c = 0; c < levels; c++)
            own += seen[p * levels + c];
        within = within || own > 1;
    }
    *yes = repeated && within;
    return HINGE_OK;
}

/* The formula as written with " + a + b" before the '|' of people's first random part.
 */
static const char *with_slopes(struct hinge_analysis *a,
                               const struct hinge_formula *formula, const char *people,
                               const char *const *name, size_t n)
{
    const char *text = hinge_option_text(a, "formula"), *bar = NULL;
    size_t part = 0;
    while (part < formula->n_random &&
           (formula->random[part].group[1] != NULL ||
            strcmp(formula->random[part].group[0], people) != 0))
        part++;
    /* parts of a/b share their place: the k-th bar of the text is counted by places */
    size_t wanted = 0, last = 0;
    for (size_t i = 0; i <= part && i < formula->n_random; i++)
        if (i == 0 || formula->random[i].position != last) {
            last = formula->random[i].position;
            wanted++;
        }
    for (bar = strchr(text, '|'); bar != NULL && wanted > 1; wanted--)
        bar = strchr(bar[1] == '|' ? bar + 2 : bar + 1, '|');
    if (bar == NULL)
        return text;
    size_t before = (size_t)(bar - text);
    while (before > 0 && text[before - 1] == ' ')
        before--;
    struct hinge_text out = {0};
    hinge_text_add(&out, text, before);
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(&out, " + %s", name[i]);
    hinge_text_printf(&out, " %s%s", bar[1] == ' ' || bar[1] == '|' ? "" : "| ",
                      bar + (bar[1] != ' ' && bar[1] != '|'));
    const char *result =
        out.failed ? NULL : hinge_arena_strdup(&a->arena, hinge_text_string(&out));
    hinge_text_clear(&out);
    return result;
}

enum hinge_status hinge_model_check_slopes(struct hinge_analysis *a,
                                           const struct hinge_model_rows *rows,
                                           const struct hinge_formula *formula,
                                           struct hinge_error *error)
{
    const char *people = people_of(a, formula), *name[HINGE_FORMULA_VARIABLES];
    const struct hinge_model_column *who =
        people != NULL ? hinge_model_find(&rows->data, people, true) : NULL;
    json_t *list = hinge_put_list(a, a->results, "no_slope");
    size_t n = 0;
    for (size_t t = 0; who != NULL && t < formula->fixed.n; t++) {
        uint32_t term = formula->fixed.term[t];
        if (hinge_formula_term_order(term) != 1)
            continue;
        size_t variable = (size_t)__builtin_ctz(term);
        const char *column = formula->variable[variable].column;
        const struct hinge_model_column *what =
            hinge_model_find(&rows->data, column, true);
        bool yes = false;
        if (what == NULL || !what->is_factor || is_covered(formula, people, variable))
            continue;
        enum hinge_status status = varies(a, rows, who, what, &yes, error);
        if (status != HINGE_OK)
            return status;
        if (!yes)
            continue;
        name[n++] = column;
        hinge_append_text(a, list, column);
    }
    if (n == 0)
        return HINGE_OK;
    const char *better = with_slopes(a, formula, people, name, n);
    if (better == NULL)
        return hinge_analysis_no_memory(error);
    hinge_put_text(a, a->results, "formula_with_slopes", better);
    hinge_analysis_warn(a, hinge_model_detail(a, "formula", better), "W_NO_SLOPE",
                        "'%s' varies within participants and has no random slope: "
                        "repetitions count as if people all answered alike, df are of "
                        "repetitions and p is too small; use %s",
                        name[0], better);
    return HINGE_OK;
}
