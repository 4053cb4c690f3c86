/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/repeated_limits.h"

#include "base/moments.h"
#include "stats/resampling/bootstrap.h"

#include <math.h>

enum statistic { BIAS, LOW, HIGH };

struct people {
    size_t k;
    struct hinge_running *of; /* each participant's differences */
    bool one_each;            /* all that differences vary by is between people */
    enum statistic wanted;
};

static struct hinge_repeated_limits limits_of(const struct people *p, const uint32_t *index,
                                              size_t k)
{
    struct hinge_oneway w = hinge_oneway_of(p->of, index, k);
    struct hinge_repeated_limits c = {.people = k,
                                      .bias = w.mean,
                                      .n0 = w.n0,
                                      .within = w.msw,
                                      .between = fmax(0, (w.msb - w.msw) / w.n0)};
    c.sd = sqrt(c.between + c.within);
    if (p->one_each) {
        c.n0 = c.between = NAN;
        c.sd = sqrt(w.msb);
    }
    double z = hinge_normal_quantile(0.975);
    c.low = c.bias - z * c.sd;
    c.high = c.bias + z * c.sd;
    return c;
}

/* the type of a hinge_bootstrap_statistic: NOLINTBEGIN(readability-non-const-parameter)
 */
static double resampled(const void *context, const uint32_t *index, size_t n, double *scratch)
{
    const struct people *p = context;
    struct hinge_repeated_limits c = limits_of(p, index, n);
    (void)scratch;
    return p->wanted == BIAS ? c.bias : p->wanted == LOW ? c.low : c.high;
}
/* NOLINTEND(readability-non-const-parameter) */

static enum hinge_status group_people(struct hinge_analysis *a, const double *d,
                                      const uint32_t *who, size_t n, size_t all, struct people *p,
                                      struct hinge_error *error)
{
    double *own = hinge_analysis_alloc(a, n + 1, sizeof *own);
    *p = (struct people){.of = hinge_analysis_alloc(a, all + 1, sizeof *p->of)};
    if (own == NULL || p->of == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t person = 0; person < all; person++) {
        size_t k = 0;
        for (size_t i = 0; i < n; i++)
            if (who[i] == person)
                own[k++] = d[i];
        if (k > 0)
            p->of[p->k++] = (struct hinge_running){.n = k,
                                                   .mean = hinge_stats_mean(own, k),
                                                   .squares = hinge_stats_sum_squares(own, k)};
    }
    return HINGE_OK;
}

enum hinge_status hinge_repeated_limits_of(struct hinge_analysis *a, const double *d,
                                           const uint32_t *who, size_t n, size_t n_participants,
                                           struct hinge_repeated_limits *limits,
                                           struct hinge_error *error)
{
    struct people p;
    enum hinge_status status = group_people(a, d, who, n, n_participants, &p, error);
    if (status != HINGE_OK)
        return status;
    p.one_each = n == p.k;
    *limits = limits_of(&p, NULL, p.k);
    limits->n = n;
    struct hinge_bootstrap_task task = {.statistic = resampled, .context = &p, .people = p.k};
    struct hinge_interval *const interval[] = {&limits->bias_ci, &limits->low_ci, &limits->high_ci};
    for (size_t i = 0; i < 3 && status == HINGE_OK; i++) {
        p.wanted = (enum statistic)i;
        status = hinge_bootstrap_interval(a, &task, interval[i], error);
    }
    return status;
}
