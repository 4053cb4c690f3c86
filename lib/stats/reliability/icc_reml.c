/* SPDX-License-Identifier: GPL-3.0-or-later */
/* y ~ 1 + (1 | target) + (1 | rater). */
#include "stats/reliability/icc_reml.h"

#include "stats/reliability/components.h"
#include "stats/reliability/mdc_interval.h"
#include "stats/resampling/bootstrap.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { STANDARD_REPLICATES = 500 };

struct table {
    const double *value;
    size_t n, k;
    const char *const *level; /* enough names; they are not printed */
    atomic_bool *no_memory;   /* that a replicate is missing for */
};

struct variances {
    double target, rater, error;
};

/* The present cells of the listed targets as rows; the number of rows. */
static size_t make_rows(const struct table *t, const uint32_t *index, size_t n,
                        double *y, int32_t *target, int32_t *rater)
{
    size_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < t->k; j++) {
            double value = t->value[index[i] * t->k + j];
            if (isnan(value))
                continue;
            y[rows] = value;
            target[rows] = (int32_t)i; /* the same person twice is two people */
            rater[rows++] = (int32_t)j;
        }
    }
    return rows;
}

/* Variances of the targets listed; n + k names of levels are at hand. */
static enum hinge_status variances_of(const struct table *t, const uint32_t *index,
                                      size_t n, struct variances *v,
                                      struct hinge_error *error)
{
    double *y = hinge_alloc(n * t->k, sizeof *y);
    int32_t *code = hinge_alloc(2 * n * t->k, sizeof *code);
    if (y == NULL || code == NULL) {
        free(y);
        free(code);
        return hinge_analysis_no_memory(error);
    }
    int32_t *rater = code + n * t->k;
    size_t rows = make_rows(t, index, n, y, code, rater);
    const struct hinge_model_column columns[] = {{.name = "y", .value = y},
                                                 {.name = "target",
                                                  .is_factor = true,
                                                  .code = code,
                                                  .level = t->level,
                                                  .n_levels = n},
                                                 {.name = "rater",
                                                  .is_factor = true,
                                                  .code = rater,
                                                  .level = t->level,
                                                  .n_levels = t->k}};
    const struct hinge_model_data data = {rows, 3, columns, 0};
    struct hinge_component part[] = {{.name = "target"}, {.name = "rater"}};
    struct hinge_components rest;
    enum hinge_status status = hinge_components_fit(
        "y ~ 1 + (1 | target) + (1 | rater)", &data, y, part, 2, &rest, error);
    if (status == HINGE_OK)
        *v = (struct variances){part[0].variance, part[1].variance, rest.residual};
    free(y);
    free(code);
    return status;
}

/* False without an estimate. */
static bool draw(const struct table *t, const uint32_t *index, size_t n,
                 struct variances *v)
{
    enum hinge_status status = variances_of(t, index, n, v, NULL);
    if (status == HINGE_NOMEM)
        atomic_store(t->no_memory, true);
    return status == HINGE_OK;
}

/* the type of a hinge_bootstrap_statistic: NOLINTBEGIN(readability-non-const-parameter)
 */
static double boot_agreement(const void *context, const uint32_t *index, size_t n1,
                             size_t n2, double *scratch)
{
    struct variances v = {0};
    (void)n2;
    (void)scratch;
    if (!draw(context, index, n1, &v))
        return NAN;
    return v.target / (v.target + v.rater + v.error);
}

static double boot_consistency(const void *context, const uint32_t *index, size_t n1,
                               size_t n2, double *scratch)
{
    struct variances v = {0};
    (void)n2;
    (void)scratch;
    if (!draw(context, index, n1, &v))
        return NAN;
    return v.target / (v.target + v.error);
}
/* NOLINTEND(readability-non-const-parameter) */

static enum hinge_status put_interval(struct hinge_analysis *a, json_t *object,
                                      const struct table *t, const char *low,
                                      const char *high,
                                      hinge_bootstrap_statistic statistic,
                                      struct hinge_error *error)
{
    size_t given = (size_t)hinge_option_count(a, "bootstrap");
    struct hinge_bootstrap b;
    struct hinge_bootstrap_task task = {.statistic = statistic,
                                        .context = t,
                                        .n1 = t->n,
                                        .replicates =
                                            given > 0 ? given : STANDARD_REPLICATES};
    enum hinge_status status = hinge_bootstrap_run(a, &task, &b, error);
    if (status == HINGE_OK && atomic_load(t->no_memory))
        status = hinge_analysis_no_memory(error);
    if (status != HINGE_OK)
        return status;
    HINGE_PUT_NUMBERS(a, object, {low, b.bca_low}, {high, b.bca_high});
    return HINGE_OK;
}

enum hinge_status hinge_put_icc_reml(struct hinge_analysis *a, const double *value,
                                     size_t n, size_t k, struct hinge_error *error)
{
    size_t most = n > k ? n : k;
    const char **level = hinge_analysis_alloc(a, most, sizeof *level);
    uint32_t *index = hinge_analysis_alloc(a, n, sizeof *index);
    atomic_bool no_memory = false;
    struct table t = {value, n, k, level, &no_memory};
    struct variances v = {0};
    if (level == NULL || index == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < most; i++)
        level[i] = "";
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)i;
    enum hinge_status status = variances_of(&t, index, n, &v, error);
    if (status != HINGE_OK)
        return status;
    json_t *object = hinge_put_object(a, a->results, "icc_reml");
    double of = (double)k, agree = v.rater + v.error, rows = 0;
    for (size_t i = 0; i < n * k; i++)
        rows += isnan(value[i]) ? 0 : 1;
    HINGE_PUT_NUMBERS(a, object, {"ICC2", v.target / (v.target + v.rater + v.error)},
                      {"ICC3", v.target / (v.target + v.error)},
                      {"ICC2k", v.target / (v.target + agree / of)},
                      {"ICC3k", v.target / (v.target + v.error / of)},
                      {"var_target", v.target}, {"var_rater", v.rater},
                      {"var_error", v.error}, {"sem_consistency", sqrt(v.error)},
                      {"sem_agreement", sqrt(v.rater + v.error)},
                      {"mdc95_consistency", 1.96 * sqrt(2) * sqrt(v.error)},
                      {"mdc95_agreement", 1.96 * sqrt(2) * sqrt(v.rater + v.error)});
    hinge_put_mdc_interval(a, object, (double)n, of, (double)n * v.rater + v.error,
                           v.error, rows - (double)n - of + 1);
    status = put_interval(a, object, &t, "ICC2_ci_low", "ICC2_ci_high", boot_agreement,
                          error);
    if (status == HINGE_OK)
        status = put_interval(a, object, &t, "ICC3_ci_low", "ICC3_ci_high",
                              boot_consistency, error);
    return status;
}
