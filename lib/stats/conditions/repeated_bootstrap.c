/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Generalised eta squared and Kendall's W of resampled participants. */
#include "stats/conditions/repeated.h"
#include "stats/resampling/bootstrap.h"

#include <math.h>
#include <string.h>

/* Conditions' sum of squares over that of all values. */
static double generalised_eta2(const void *context, const uint32_t *index, size_t n1, size_t n2,
                               double *scratch)
{
    const struct hinge_pairs *p = context;
    double n = (double)n1, k = (double)p->k, origin = p->value[0], grand = 0;
    double conditions = 0, total = 0;
    (void)n2;
    memset(scratch, 0, p->k * sizeof *scratch);
    for (size_t i = 0; i < n1; i++)
        for (size_t c = 0; c < p->k; c++)
            scratch[c] += (p->value[index[i] * p->k + c] - origin) / n;
    for (size_t c = 0; c < p->k; c++)
        grand += scratch[c] / k;
    for (size_t c = 0; c < p->k; c++)
        conditions += n * (scratch[c] - grand) * (scratch[c] - grand);
    for (size_t i = 0; i < n1; i++)
        for (size_t c = 0; c < p->k; c++) {
            double d = p->value[index[i] * p->k + c] - origin - grand;
            total += d * d;
        }
    return total > 0 ? conditions / total : (double)NAN;
}

/* Rank of condition c of one participant, ties halved; *equal of them are alike, so
 * that the sum of equal^2 - 1 over conditions is that of t^3 - t over ties. */
static double rank_of(const double *value, size_t k, size_t c, double *equal)
{
    double rank = 1;
    *equal = 1;
    for (size_t j = 0; j < k; j++) {
        if (j == c)
            continue;
        rank += value[j] < value[c] ? 1 : value[j] == value[c] ? 0.5 : 0;
        *equal += value[j] == value[c];
    }
    return rank;
}

static double kendall_w(const void *context, const uint32_t *index, size_t n1, size_t n2,
                        double *scratch)
{
    const struct hinge_pairs *p = context;
    double n = (double)n1, k = (double)p->k, ties = 0, top = 0;
    (void)n2;
    memset(scratch, 0, p->k * sizeof *scratch);
    for (size_t i = 0; i < n1; i++)
        for (size_t c = 0; c < p->k; c++) {
            double equal;
            scratch[c] += rank_of(p->value + index[i] * p->k, p->k, c, &equal);
            ties += equal * equal - 1;
        }
    for (size_t c = 0; c < p->k; c++)
        top += pow(scratch[c] - n * (k + 1) / 2, 2);
    double below = n * n * (k * k * k - k) - n * ties;
    return below > 0 ? 12 * top / below : (double)NAN;
}

static double within_one(double x)
{
    return isnan(x) ? x : fmin(1, fmax(0, x));
}

static enum hinge_status put_one(struct hinge_analysis *a, const struct hinge_pairs *p,
                                 const char *object, const char *low, const char *high,
                                 hinge_bootstrap_statistic statistic, struct hinge_error *error)
{
    struct hinge_bootstrap b;
    struct hinge_bootstrap_task task = {.statistic = statistic,
                                        .context = p,
                                        .n1 = p->n,
                                        .replicates = (size_t)hinge_option_count(a, "bootstrap"),
                                        .scratch_size = p->k};
    enum hinge_status status = hinge_bootstrap_run(a, &task, &b, error);
    json_t *parent = json_object_get(a->results, object);
    HINGE_PUT_NUMBERS(a, parent, {low, within_one(b.bca_low)}, {high, within_one(b.bca_high)});
    return status;
}

enum hinge_status hinge_put_repeated_bootstrap(struct hinge_analysis *a,
                                               const struct hinge_pairs *p,
                                               struct hinge_error *error)
{
    if (hinge_option_count(a, "bootstrap") == 0)
        return HINGE_OK;
    enum hinge_status status =
        put_one(a, p, "rm_anova", "ges_ci_low", "ges_ci_high", generalised_eta2, error);
    if (status == HINGE_OK)
        status =
            put_one(a, p, "friedman", "kendall_w_ci_low", "kendall_w_ci_high", kendall_w, error);
    return status;
}
