/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person, one group, in models by formula. */
#include "stats/regression/model_groups.h"

#include <string.h>

/* The factor of a name among those of the sample, NULL when there is none. */
static const struct hinge_factor *factor_of(const struct hinge_sample *sample,
                                            const char *name)
{
    for (size_t k = 0; k < HINGE_MAX_FACTORS && name != NULL; k++)
        if (sample->factor[k].name != NULL && strcmp(sample->factor[k].name, name) == 0)
            return &sample->factor[k];
    return NULL;
}

/* The outermost column of the first random term: of p/t it is p. NULL when there is
 * none. */
static const char *outermost(const struct hinge_formula *formula)
{
    const struct hinge_formula_random *random = &formula->random[0];
    size_t outer = 0;
    if (formula->n_random == 0)
        return NULL;
    while (random->from_nesting && outer + 1 < HINGE_FORMULA_NEST &&
           random->group[outer + 1] != NULL)
        outer++;
    return outer > 0 || random->group[1] == NULL ? random->group[outer] : NULL;
}

enum hinge_status hinge_model_check_groups(struct hinge_analysis *a, const char *people,
                                           const struct hinge_formula *formula,
                                           const struct hinge_sample *sample,
                                           struct hinge_error *error)
{
    const char *group = hinge_option_text(a, "group");
    const struct hinge_factor *who =
        factor_of(sample, people != NULL ? people : outermost(formula));
    const struct hinge_factor *g = factor_of(sample, group != NULL ? group : "group");
    if (who == NULL || g == NULL || who == g)
        return HINGE_OK;
    size_t *first = hinge_analysis_alloc(a, who->n_levels, sizeof *first);
    if (first == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < sample->n; i++) {
        size_t *row = &first[who->code[i]];
        if (*row == 0)
            *row = i + 1;
        size_t before = *row - 1;
        if (g->code[before] == g->code[i])
            continue;
        const char *name = who->level[who->code[i]];
        if (!hinge_option_flag(a, "groups_vary"))
            return hinge_analysis_fail(
                a, error, HINGE_E_GROUP_NOT_CONSTANT,
                "participant '%s' is in '%s' and '%s' of '%s' (rows %zu and %zu of "
                "%s); one person has one group; correct it, rename the column if it is "
                "a condition, or allow it with groups_vary",
                name, g->level[g->code[before]], g->level[g->code[i]], g->name,
                sample->row[before] + 1, sample->row[i] + 1, a->table_name);
        hinge_analysis_warn(a, NULL, "W_GROUPS_VARY",
                            "participant '%s' and perhaps others are in several levels "
                            "of '%s'",
                            name, g->name);
        return HINGE_OK;
    }
    return HINGE_OK;
}
