/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis of covariance says of its groups: adjusted means, their differences
 * and their trend. */
#include "stats/difference/ancova_means.h"

#include "people/order.h"
#include "stats/difference/p_adjust.h"
#include "stats/probability/chi_average.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Row of a level's adjusted mean over the model's columns. */
static void mean_row(const struct hinge_ancova *m, size_t level, double *l)
{
    memset(l, 0, m->main * sizeof *l);
    l[0] = 1;
    if (level > 0)
        l[level] = 1;
    for (size_t k = 0; k < m->covariates; k++)
        l[m->levels + k] = m->mean[k];
}

enum hinge_status hinge_ancova_put_means(struct hinge_analysis *a, const struct hinge_ancova *m,
                                         struct hinge_error *error)
{
    double *l = hinge_analysis_alloc(a, 2 * m->main, sizeof *l);
    if (l == NULL)
        return hinge_analysis_no_memory(error);
    double *kept = l + m->main;
    json_t *emm = hinge_put_object(a, hinge_put_object(a, a->results, "emm"), m->group->name);
    for (size_t g = 0; g < m->levels; g++) {
        char name[512];
        double se = NAN, mean = NAN;
        struct hinge_interval ci = {NAN, NAN};
        mean_row(m, g, l);
        if (hinge_ols_estimable(&m->fit, l, kept)) {
            mean = hinge_ols_estimate(&m->fit, kept, &se);
            ci = hinge_t_interval(mean, se, m->fit.df, a->level, HINGE_TWO_SIDED);
        }
        snprintf(name, sizeof name, "%s=%s", m->group->name, m->group->level[g]);
        HINGE_PUT_NUMBERS(a, hinge_put_object(a, emm, name), {"mean", mean}, {"se", se},
                          {"df", m->fit.df}, {"ci_low", ci.low}, {"ci_high", ci.high});
    }
    return HINGE_OK;
}

struct contrast {
    double estimate, se, t, p, holm;
};

static enum hinge_status test_pairs(struct hinge_analysis *a, const struct hinge_ancova *m,
                                    struct contrast *c, size_t pairs, struct hinge_error *error)
{
    double *l = hinge_analysis_alloc(a, 3 * m->main + 2 * pairs, sizeof *l);
    if (l == NULL)
        return hinge_analysis_no_memory(error);
    double *other = l + m->main, *kept = other + m->main, *p = kept + m->main;
    size_t at = 0;
    for (size_t g = 0; g < m->levels; g++) {
        for (size_t h = g + 1; h < m->levels; h++, at++) {
            const struct hinge_level_pair pair = hinge_level_pair(m->group->level, g, h);
            c[at] = (struct contrast){NAN, NAN, NAN, NAN, NAN};
            mean_row(m, pair.first, l);
            mean_row(m, pair.second, other);
            for (size_t k = 0; k < m->main; k++)
                l[k] -= other[k];
            if (hinge_ols_estimable(&m->fit, l, kept)) {
                c[at].estimate = hinge_ols_estimate(&m->fit, kept, &c[at].se);
                c[at].t = c[at].estimate / c[at].se;
                c[at].p = hinge_t_p(c[at].t, m->fit.df, HINGE_TWO_SIDED);
            }
            p[at] = c[at].p;
        }
    }
    enum hinge_status status =
        hinge_adjust(&a->arena, HINGE_ADJUST_HOLM, p, pairs, p + pairs, error);
    for (size_t k = 0; k < pairs; k++)
        c[k].holm = p[pairs + k];
    return status;
}

/* In deviations of the model and of the outcome within groups, noncentral t intervals
 * (of the first exact). */
static void put_standardised(struct hinge_analysis *a, json_t *parent, const struct hinge_ancova *m,
                             const struct contrast *c)
{
    static const char *const names[] = {"residual", "pooled"};
    const double sds[] = {sqrt(m->fit.sigma2), m->pooled_sd};
    double low, high;
    if (!hinge_option_flag(a, "standardise"))
        return;
    hinge_noncentral_t_interval(c->t, m->fit.df, a->level, &low, &high);
    json_t *object = hinge_put_object(a, parent, "standardised");
    for (size_t k = 0; k < 2; k++)
        HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, names[k]), {"d", c->estimate / sds[k]},
                          {"sd", sds[k]}, {"ci_low", low * c->se / sds[k]},
                          {"ci_high", high * c->se / sds[k]});
}

enum hinge_status hinge_ancova_put_contrasts(struct hinge_analysis *a, const struct hinge_ancova *m,
                                             struct hinge_error *error)
{
    size_t pairs = m->levels * (m->levels - 1) / 2, at = 0;
    struct contrast *c = hinge_analysis_alloc(a, pairs, sizeof *c);
    if (c == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = test_pairs(a, m, c, pairs, error);
    struct hinge_range_table range;
    hinge_range_table_fill(&range, (double)m->levels);
    json_t *contrasts =
        hinge_put_object(a, hinge_put_object(a, a->results, "contrasts"), m->group->name);
    for (size_t g = 0; g < m->levels; g++) {
        for (size_t h = g + 1; h < m->levels; h++, at++) {
            char name[1024];
            double tukey = hinge_range_p(&range, fabs(c[at].t) * sqrt(2), m->fit.df);
            struct hinge_interval ci =
                hinge_t_interval(c[at].estimate, c[at].se, m->fit.df, a->level, HINGE_TWO_SIDED);
            const struct hinge_level_pair pair = hinge_level_pair(m->group->level, g, h);
            snprintf(name, sizeof name, "%s-%s", m->group->level[pair.first],
                     m->group->level[pair.second]);
            json_t *object = hinge_put_object(a, contrasts, name);
            hinge_put_margins(a, object, &m->margins, c[at].estimate, c[at].se, m->fit.df,
                              m->pooled_sd);
            put_standardised(a, object, m, &c[at]);
            HINGE_PUT_NUMBERS(a, object, {"estimate", c[at].estimate}, {"se", c[at].se},
                              {"df", m->fit.df}, {"t", c[at].t}, {"p", c[at].p},
                              {"p_holm", c[at].holm}, {"p_tukey", tukey}, {"ci_low", ci.low},
                              {"ci_high", ci.high});
        }
    }
    return status;
}

/* Of adjusted means. */
enum hinge_status hinge_ancova_put_trend(struct hinge_analysis *a, const struct hinge_ancova *m,
                                         const struct hinge_trend *trend, struct hinge_error *error)
{
    double *l = hinge_analysis_alloc(a, 3 * m->main, sizeof *l), se, none = NAN;
    if (l == NULL)
        return hinge_analysis_no_memory(error);
    double *own = l + m->main, *kept = own + m->main;
    for (size_t i = 0; i < trend->n; i++) {
        memset(l, 0, m->main * sizeof *l);
        for (size_t g = 0; g < m->levels; g++) {
            mean_row(m, g, own);
            for (size_t c = 0; c < m->main; c++)
                l[c] += trend->weight[i][g] * own[c];
        }
        bool estimable = hinge_ols_estimable(&m->fit, l, kept);
        double estimate = estimable ? hinge_ols_estimate(&m->fit, kept, &se) : none;
        hinge_put_trend_of(a, trend, i, estimate, estimable ? se : none, m->fit.df);
    }
    return HINGE_OK;
}
