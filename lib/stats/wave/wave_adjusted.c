/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of groups and covariates for the linear model of a wave. */
#include "stats/wave/wave_adjusted.h"

#include "base/moments.h"
#include "base/text.h"
#include "stats/people/aggregate.h"
#include "stats/wave/adjusted.h"
#include "stats/wave/wave_report.h"

#include "result/wording.h"

#include <math.h>
#include <string.h>

enum { FEW = 5 /* people of a group, below which W_SMALL_N */ };

static void warn_few(struct hinge_analysis *a, const struct hinge_wave *w)
{
    for (size_t g = 0; g < w->n_groups; g++)
        if (w->group_size[g] < FEW)
            hinge_analysis_warn(a, NULL, "W_SMALL_N",
                                "a group has only n=%zu: an adjusted difference rests "
                                "on the line through so few points",
                                w->group_size[g]);
}

static void put_names(struct hinge_analysis *a, size_t n)
{
    struct hinge_text text = {0};
    char title[128];
    for (size_t k = 0; k < n; k++)
        hinge_text_printf(&text, "%s%s", k > 0 ? ", " : "",
                          hinge_wording_small((char *)hinge_wording_title(
                              hinge_option_word(a, "covariate", k), title, sizeof title)));
    if (text.failed)
        a->no_memory = true;
    else
        hinge_put_text(a, a->results, "adjusted_for", text.data);
    hinge_text_clear(&text);
}

/* Covariates as columns, less their means. */
static enum hinge_status add_covariates(struct hinge_analysis *a, const struct hinge_sample *sample,
                                        const uint32_t *who, size_t n, size_t columns, double *x,
                                        struct hinge_error *error)
{
    for (size_t k = 0; k < columns; k++) {
        struct hinge_cells cells;
        enum hinge_status status = hinge_aggregate(a, sample, k, NULL, 1, &cells, error);
        if (status != HINGE_OK)
            return status;
        for (size_t i = 0; i < n; i++)
            x[k * n + i] = cells.value[who[i]];
        double mean = hinge_stats_mean(x + k * n, n);
        for (size_t i = 0; i < n; i++)
            x[k * n + i] -= mean;
    }
    return HINGE_OK;
}

/* Column g - 1 marks the people of group g; of two groups the first is marked, so that
 * t is of first minus second. */
static void add_groups(const struct hinge_wave *w, double *x)
{
    bool two = w->n_groups == 2;
    for (size_t g = two ? 0 : 1; g < (two ? 1 : w->n_groups); g++, x += w->n)
        for (size_t h = 0, at = 0; h < w->n_groups; at += w->group_size[h++])
            for (size_t i = 0; i < w->group_size[h]; i++)
                x[at + i] = h == g;
}

static enum hinge_status refuse(struct hinge_analysis *a, size_t column, size_t covariates,
                                const char *group, struct hinge_error *error)
{
    if (column < covariates)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "covariate '%s' is the same for all participants, "
                                   "or follows from the other covariates: leave it out",
                                   hinge_option_word(a, "covariate", column));
    return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                               "the groups of '%s' follow from the covariates: they "
                               "cannot be adjusted for them",
                               group);
}

enum hinge_status hinge_wave_adjust(struct hinge_analysis *a, const struct hinge_curves *curves,
                                    const uint32_t *who, struct hinge_wave *w,
                                    struct hinge_error *error)
{
    size_t covariates = hinge_option_words(a, "covariate"), n = w->n, depends;
    size_t columns = covariates + w->n_groups - 1;
    double *x = hinge_analysis_alloc(a, columns * n, sizeof *x);
    size_t *block = hinge_analysis_alloc(a, 1, sizeof *block);
    if (x == NULL || block == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = add_covariates(a, &curves->sample, who, n, covariates, x, error);
    if (status != HINGE_OK)
        return status;
    if (n <= columns + 1)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "too few participants: %zu, at least %zu are needed "
                                   "for %zu groups and %zu covariate(s)",
                                   n, columns + 2, w->n_groups, covariates);
    add_groups(w, x + covariates * n);
    *block = n;
    w->f_field = w->design == HINGE_WAVE_ANOVA;
    w->design = HINGE_WAVE_ADJUSTED;
    w->columns = x;
    w->n_nuisance = covariates;
    w->n_tested = w->n_groups - 1;
    w->n_blocks = 1;
    w->block_size = block;
    w->unchanged = 1;
    status = hinge_adjusted_basis(a, w, &depends, error);
    if (status == HINGE_OK && depends < columns)
        return refuse(a, depends, covariates, curves->sample.factor[0].name, error);
    put_names(a, covariates);
    warn_few(a, w);
    return status;
}

enum hinge_status hinge_put_wave_slopes(struct hinge_analysis *a, const struct hinge_wave *w,
                                        struct hinge_error *error)
{
    size_t n = w->n, covariates = w->n_nuisance, groups = w->n_groups - 1;
    size_t main = covariates + groups, columns = main + covariates * groups;
    struct hinge_wave slopes = *w;
    struct hinge_wave_permutation r;
    double *x = hinge_analysis_alloc(a, columns * n, sizeof *x);
    if (x == NULL)
        return hinge_analysis_no_memory(error);
    if (n <= columns + 1) {
        hinge_put_json(a, a->results, "slopes", json_null());
        return HINGE_OK;
    }
    memcpy(x, w->columns, main * n * sizeof *x);
    for (size_t g = 0; g < groups; g++)
        for (size_t k = 0; k < covariates; k++)
            for (size_t i = 0; i < n; i++)
                x[(main + g * covariates + k) * n + i] = x[(covariates + g) * n + i] * x[k * n + i];
    slopes.columns = x;
    slopes.basis = NULL;
    slopes.n_nuisance = main;
    slopes.n_tested = covariates * groups;
    slopes.f_field = true;
    slopes.two_sided = false;
    enum hinge_status status = hinge_wave_statistics(a, &slopes, error);
    json_t *object = hinge_put_object(a, a->results, "slopes");
    HINGE_PUT_NUMBERS(a, object, {"df1", slopes.df1}, {"df2", slopes.df2});
    return status == HINGE_OK && slopes.n_tested > 0
               ? hinge_put_wave_test(a, object, &slopes, &r, error)
               : status;
}
