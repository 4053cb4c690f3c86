/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ancova: groups of participants, adjusted for covariates. */
#include "stats/kind.h"
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"

/* --- means and contrasts --- */

#define MEAN(f) f(NUMBER, mean) f(NUMBER, se) f(NUMBER, df) f(INTERVAL, ci)
HINGE_ROW(mean, MEAN)
#define DIFFERENCE(f)                                                                              \
    f(NUMBER, estimate) f(NUMBER, se) f(NUMBER, df) f(NUMBER, t) f(NUMBER, p) f(NUMBER, p_holm)    \
        f(NUMBER, p_tukey) f(INTERVAL, ci)
HINGE_ROW(difference, DIFFERENCE)
/* In standard deviations of the model, or of the outcome within groups. */
#define STANDARDISED(f) f(NUMBER, d) f(NUMBER, sd) f(INTERVAL, ci)
HINGE_ROW(standardised, STANDARDISED)
#define COEFFICIENT(f)                                                                             \
    f(NUMBER, estimate) f(NUMBER, se) f(NUMBER, df) f(NUMBER, t) f(NUMBER, p) f(NUMBER, se_hc3)    \
        f(INTERVAL, ci)
HINGE_ROW(coefficient, COEFFICIENT)

struct contrast {
    const char *name, *words; /* "a-b", "a minus b" */
    size_t people;            /* of the two groups */
    struct difference of;
    struct hinge_margin_tests margins;
    struct standardised residual; /* d NaN: not asked for */
};

/* Columns of the model: intercept, a dummy per later level, covariates, and after them
 * the products of dummies and covariates, which only the test of slopes uses. */
struct hinge_ancova {
    struct hinge_participants people;
    const struct hinge_factor *group;
    size_t n, levels, covariates, main, all;
    double *x, *mean; /* mean of each covariate */
    struct hinge_ols fit;
    struct hinge_margins margins;
    double pooled_sd; /* of the outcome within groups */
    size_t n_pairs;
    struct contrast *contrast;
};

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

/* Whether the squares that a model leaves are the rounding of the values. */
static bool is_perfect(const struct hinge_ancova *m, double rss)
{
    double size = 0;
    for (size_t i = 0; i < m->n; i++)
        size = fmax(size, fabs(m->people.value[i]));
    return hinge_is_rounding(sqrt(rss / (double)m->n), size, size);
}

/* The difference of two levels; NaN where the kept columns cannot estimate it. */
static struct difference contrast_of(struct hinge_analysis *a, const struct hinge_ancova *m,
                                     size_t first, size_t second)
{
    double *l = hinge_analysis_alloc(a, 3 * m->main, sizeof *l), none = NAN;
    double *other = l + m->main, *kept = other + m->main;
    struct difference c = {none, none, m->fit.df, none, none, none, none, {none, none}};
    mean_row(m, first, l);
    mean_row(m, second, other);
    for (size_t k = 0; k < m->main; k++)
        l[k] -= other[k];
    if (hinge_ols_estimable(&m->fit, l, kept))
        c.estimate = hinge_ols_estimate(&m->fit, kept, &c.se);
    if (c.se > 0) {
        c.t = c.estimate / c.se;
        c.p = hinge_t_p(c.t, m->fit.df, HINGE_TWO_SIDED);
        c.ci = hinge_t_interval(c.estimate, c.se, m->fit.df, a->level, HINGE_TWO_SIDED);
    }
    return c;
}

/* Means of levels; their pairs with Holm's and Tukey's p, margins and, asked for, standardised with
 * noncentral t intervals (of the residual deviation exact); a contrast per trend. What the kept
 * columns cannot estimate is null. */
static void add_means(struct hinge_analysis *a, struct hinge_ancova *m, struct hinge_trend *trend)
{
    static const char *const names[] = {"residual", "pooled"};
    const double sds[] = {m->fit.sigma2 > 0 ? sqrt(m->fit.sigma2) : (double)NAN, m->pooled_sd};
    size_t pairs = m->n_pairs = m->levels * (m->levels - 1) / 2, at = 0;
    struct contrast *c = m->contrast = hinge_analysis_alloc(a, pairs, sizeof *c);
    double *p = hinge_analysis_alloc(a, 2 * pairs, sizeof *p), none = NAN;
    double *l = hinge_analysis_alloc(a, 3 * m->main, sizeof *l);
    double *main = l + m->main, *kept = main + m->main;
    struct hinge_range_table range;
    json_t *emm = hinge_add_object(hinge_add_object(a->results, "emm"), m->group->name);
    for (size_t g = 0; g < m->levels; g++) {
        struct mean of = {none, none, m->fit.df, {none, none}};
        mean_row(m, g, l);
        if (hinge_ols_estimable(&m->fit, l, kept)) {
            of.mean = hinge_ols_estimate(&m->fit, kept, &of.se);
            of.ci = hinge_t_interval(of.mean, of.se, of.df, a->level, HINGE_TWO_SIDED);
        }
        HINGE_ADD(emm, hinge_arena_printf(&a->arena, "%s=%s", m->group->name, m->group->level[g]),
                  mean, &of);
    }
    for (size_t g = 0; g < m->levels; g++)
        for (size_t h = g + 1; h < m->levels; h++, at++) {
            const struct hinge_level_pair pair = hinge_level_pair(m->group->level, g, h);
            const char *first = m->group->level[pair.first], *second = m->group->level[pair.second];
            c[at].name = hinge_arena_printf(&a->arena, "%s-%s", first, second);
            c[at].words = hinge_sentences_pair(a, first, second);
            for (size_t i = 0; i < m->n; i++)
                c[at].people +=
                    m->people.group[i] == pair.first || m->people.group[i] == pair.second;
            c[at].of = contrast_of(a, m, pair.first, pair.second);
            p[at] = c[at].of.p;
        }
    hinge_adjust(&a->arena, p, pairs, p + pairs);
    hinge_range_table_fill(&range, (double)m->levels);
    json_t *contrasts = hinge_add_object(hinge_add_object(a->results, "contrasts"), m->group->name);
    for (size_t k = 0; k < pairs; k++) {
        struct difference *of = &c[k].of;
        json_t *object = hinge_add_object(contrasts, c[k].name);
        of->p_holm = p[pairs + k];
        of->p_tukey = hinge_range_p(&range, fabs(of->t) * sqrt(2), of->df);
        c[k].residual.d = none;
        c[k].margins =
            hinge_add_margins(a, object, &m->margins, of->estimate, of->se, of->df, m->pooled_sd);
        double low, high;
        if (a->ask.standardise) {
            json_t *sizes = hinge_add_object(object, "standardised");
            hinge_noncentral_t_interval(of->t, of->df, a->level, &low, &high);
            for (size_t i = 0; i < 2; i++) {
                struct standardised d = {
                    of->estimate / sds[i], sds[i], {low * of->se / sds[i], high * of->se / sds[i]}};
                HINGE_ADD(sizes, names[i], standardised, &d);
                c[k].residual = i == 0 ? d : c[k].residual;
            }
        }
        HINGE_ADD(object, NULL, difference, of);
    }
    for (size_t i = 0; trend->wanted && i < trend->n; i++) {
        memset(l, 0, m->main * sizeof *l);
        for (size_t g = 0; g < m->levels; g++) {
            mean_row(m, g, main);
            for (size_t k = 0; k < m->main; k++)
                l[k] += trend->weight[i][g] * main[k];
        }
        double estimate = none, se = none;
        if (hinge_ols_estimable(&m->fit, l, kept))
            estimate = hinge_ols_estimate(&m->fit, kept, &se);
        hinge_add_trend_of(a, trend, i, estimate, se, m->fit.df);
    }
}

/* --- the analysis --- */

enum { FEW = 5 /* people of a group, below which W_SMALL_N */ };

static bool gather(struct hinge_analysis *a, struct hinge_ancova *m)
{
    struct hinge_people_wanted wanted = {.group = true};
    wanted.n_covariates = a->ask.covariate.n;
    if (wanted.n_covariates == 0 || wanted.n_covariates > HINGE_MAX_NUMBERS / 2)
        return hinge_analysis_fail(a, HINGE_E_OPTION, "ancova needs 1 to %d columns as 'covariate'",
                                   (int)(HINGE_MAX_NUMBERS / 2));
    for (size_t k = 0; k < wanted.n_covariates; k++)
        wanted.covariate[k] = a->ask.covariate.name[k];
    m->group = &m->people.sample.factor[0];
    if (!hinge_people_gather(a, &wanted, &m->people) || !hinge_factor_compares(a, m->group))
        return false;
    m->n = m->people.n;
    m->levels = m->group->n_levels;
    m->covariates = wanted.n_covariates;
    m->main = m->levels + m->covariates;
    m->all = m->main + (m->levels - 1) * m->covariates;
    for (size_t g = 0; g < m->levels; g++) {
        size_t count = 0;
        for (size_t i = 0; i < m->n; i++)
            count += m->people.group[i] == g;
        if (count < 2)
            return hinge_fail_few(a, count, "in group", m->group->level[g], 2);
        if (count < FEW)
            hinge_warn_few(a, count, "in group", m->group->level[g]);
    }
    return true;
}

static bool fit(struct hinge_analysis *a, struct hinge_ancova *m)
{
    size_t n = m->n;
    m->x = hinge_analysis_alloc(a, m->all * n, sizeof *m->x);
    m->mean = hinge_analysis_alloc(a, m->covariates, sizeof *m->mean);
    for (size_t i = 0; i < n; i++) {
        m->x[i] = 1;
        for (size_t g = 1; g < m->levels; g++)
            m->x[g * n + i] = m->people.group[i] == g;
        for (size_t k = 0; k < m->covariates; k++)
            m->x[(m->levels + k) * n + i] = m->people.covariate[k][i];
        for (size_t g = 1; g < m->levels; g++)
            for (size_t k = 0; k < m->covariates; k++)
                m->x[(m->main + (g - 1) * m->covariates + k) * n + i] =
                    m->people.group[i] == g ? m->people.covariate[k][i] : 0;
    }
    for (size_t k = 0; k < m->covariates; k++)
        m->mean[k] = hinge_stats_mean(m->people.covariate[k], n);
    if (!hinge_ols_fit(a, m->x, m->main, m->people.value, n, &m->fit))
        return false;
    if (is_perfect(m, m->fit.rss))
        m->fit.rss = m->fit.sigma2 = 0;
    struct hinge_ols groups;
    if (!hinge_ols_fit(a, m->x, m->levels, m->people.value, n, &groups))
        return false;
    m->pooled_sd = sqrt(groups.sigma2);
    return true;
}

static void add_fixed(struct hinge_analysis *a, const struct hinge_ancova *m)
{
    const struct hinge_ols *fit = &m->fit;
    double *robust = hinge_analysis_alloc(a, fit->p * fit->p, sizeof *robust), none = NAN;
    hinge_ols_hc3(a, fit, m->x, robust);
    json_t *fixed = hinge_add_object(a->results, "fixed");
    json_t *dropped = hinge_add_list(a->results, "dropped");
    size_t k = 0;
    for (size_t c = 0; c < m->main; c++) {
        const char *name = c == 0           ? "(Intercept)"
                           : c >= m->levels ? a->ask.covariate.name[c - m->levels]
                                            : hinge_arena_printf(&a->arena, "%s%s", m->group->name,
                                                                 m->group->level[c]);
        if (k == fit->p || fit->kept[k] != c) {
            hinge_append_text(dropped, name);
            hinge_analysis_warn(a, NULL, HINGE_W_RANK_DEFICIENT, "'%s', which is excluded", name);
            continue;
        }
        struct coefficient b = {.estimate = fit->beta[k],
                                .se = sqrt(fit->sigma2 * fit->inverse[k * fit->p + k]),
                                .df = fit->df,
                                .se_hc3 = sqrt(robust[k * fit->p + k])};
        b.t = b.se > 0 ? b.estimate / b.se : none;
        b.p = hinge_t_p(b.t, b.df, HINGE_TWO_SIDED);
        b.ci =
            hinge_t_interval(b.estimate, b.se > 0 ? b.se : none, b.df, a->level, HINGE_TWO_SIDED);
        HINGE_ADD(fixed, name, coefficient, &b);
        if (!isnan(b.t))
            hinge_add_sentence(a, &a->text.apa,
                               "{t}: b = {v}{w}, {c}% CI [{v}, {v}], SE = {o}, t({d}) = {2}, p {p}",
                               name, b.estimate, b.ci.low, b.ci.high, b.se, b.df, b.t, b.p);
        k++;
    }
    double total = hinge_stats_sum_squares(m->people.value, m->n);
    HINGE_ADD_NUMBERS(a->results, {"r_squared", total > 0 ? 1 - fit->rss / total : none},
                      {"sigma", sqrt(fit->sigma2)}, {"df_residual", fit->df});
}

/* F of leaving out columns [from, from + n): in a model without interactions this is
 * the type III test whatever the coding. */
static bool add_type3(struct hinge_analysis *a, const struct hinge_ancova *m, json_t *parent,
                      const char *name, size_t from, size_t n)
{
    size_t rows = m->n, after = from + n;
    double *x = hinge_analysis_alloc(a, m->main * rows, sizeof *x), none = NAN;
    memcpy(x, m->x, from * rows * sizeof *x);
    memcpy(x + from * rows, m->x + after * rows, (m->main - after) * rows * sizeof *x);
    struct hinge_ols less;
    if (!hinge_ols_fit(a, x, m->main - n, m->people.value, rows, &less))
        return false;
    double df1 = less.df - m->fit.df, ss = fmax(0, less.rss - m->fit.rss);
    bool whole = df1 == (double)n; /* null when the term lost a column */
    double f = whole && m->fit.rss > 0 ? ss / df1 / m->fit.sigma2 : none;
    struct hinge_interval eta = hinge_eta2_interval(f, df1, m->fit.df, a->level);
    double p = hinge_f_p(f, df1, m->fit.df);
    if (from == 1) /* of the groups */
        a->primary_p = p;
    if (!isnan(f))
        hinge_add_sentence(a, &a->text.apa, "{t}: F({d}, {d}) = {2}, p {p}", name, df1, m->fit.df,
                           f, p);
    HINGE_ADD_NUMBERS(hinge_add_object(parent, name), {"F", f}, {"df1", whole ? df1 : none},
                      {"df2", m->fit.df}, {"p", p},
                      {"partial_eta2", !isnan(f) ? ss / (ss + m->fit.rss) : none},
                      {"partial_eta2_ci_low", eta.low}, {"partial_eta2_ci_high", eta.high});
    return true;
}

void hinge_ancova_difference(struct hinge_analysis *a, const char *first, const char *second,
                             struct hinge_linear_result *adjusted, size_t n[2])
{
    struct hinge_ancova m = {.n = 0};
    if (!gather(a, &m) || !fit(a, &m))
        return;
    long one = hinge_factor_find(m.group, first), other = hinge_factor_find(m.group, second);
    if (one >= 0 && other >= 0) {
        struct difference c = contrast_of(a, &m, (size_t)one, (size_t)other);
        *adjusted =
            (struct hinge_linear_result){c.estimate, c.se, c.df, c.t, c.p, c.ci.low, c.ci.high};
    }
    n[0] = n[1] = 0;
    for (size_t i = 0; i < m.n; i++) {
        n[0] += (long)m.people.group[i] == one;
        n[1] += (long)m.people.group[i] == other;
    }
}

/* Each person, for the figure of residuals: standardised as R's rstandard. */
static void add_points(struct hinge_analysis *a, const struct hinge_ancova *m)
{
    static const char *const key[] = {"participant", "group", "fitted", "residual", "standardised"};
    json_t *points = hinge_add_object(a->results, "points"), *list[5];
    for (size_t k = 0; k < 5; k++)
        list[k] = hinge_add_list(points, key[k]);
    for (size_t i = 0; i < m->n; i++) {
        const double left = m->fit.residual[i], sd = sqrt(m->fit.sigma2 * (1 - m->fit.leverage[i]));
        hinge_append_text(list[0], m->people.sample.participant_name != NULL
                                       ? m->people.sample.participant_name[m->people.who[i]]
                                       : "");
        hinge_append_text(list[1], m->group->level[m->people.group[i]]);
        hinge_append_number(list[2], m->people.value[i] - left);
        hinge_append_number(list[3], left);
        hinge_append_number(list[4], left / sd);
    }
}

static void run(struct hinge_analysis *a)
{
    struct hinge_ancova m = {.n = 0};
    struct hinge_trend trend = {.wanted = false};
    if (!hinge_margins_read(a, (double)NAN, &m.margins) || !hinge_trend_read(a, &trend) ||
        !gather(a, &m) || !hinge_trend_scores(a, &trend, m.group->name, m.group->level, m.levels) ||
        !fit(a, &m))
        return;
    hinge_sample_report(a, &m.people.sample);
    hinge_add_count(a->results, "n", m.n);
    if (!(m.fit.rss > 0))
        hinge_warn_constant(a, "the model leaves no residual", NULL, "its tests say nothing");
    /* Whether the covariates' slopes differ between the groups; said first of all. */
    struct hinge_ols slopes;
    double f = NAN, df1 = NAN, df2 = NAN;
    if (m.n > m.all) {
        if (!hinge_ols_fit(a, m.x, m.all, m.people.value, m.n, &slopes))
            return;
        df1 = m.fit.df - slopes.df;
        df2 = slopes.df;
        if (df1 > 0 && !is_perfect(&m, slopes.rss))
            f = fmax(0, m.fit.rss - slopes.rss) / df1 / slopes.sigma2;
    }
    double p = hinge_f_p(f, df1, df2);
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "slopes_homogeneity"), {"F", f}, {"df1", df1},
                      {"df2", df2}, {"p", p});
    if (!isnan(f))
        hinge_add_sentence(a, &a->text.apa, "homogeneity of slopes: F({d}, {d}) = {2}, p {p}", df1,
                           df2, f, p);
    add_fixed(a, &m);
    json_t *type3 = hinge_add_object(a->results, "type3");
    if (!add_type3(a, &m, type3, m.group->name, 1, m.levels - 1))
        return;
    for (size_t k = 0; k < m.covariates; k++)
        if (!add_type3(a, &m, type3, a->ask.covariate.name[k], m.levels + k, 1))
            return;
    add_means(a, &m, &trend);
    for (size_t k = 0; k < m.n_pairs; k++) {
        const struct difference *c = &m.contrast[k].of;
        const char *words = m.contrast[k].words;
        if (isnan(c->t))
            continue; /* not estimable, or without a residual, of which a warning tells */
        hinge_add_sentence(a, &a->text.apa,
                           "{t}: difference {v}{w}, {c}% CI [{v}, {v}], t({d}) = {2}, p {p} (Holm)",
                           words, c->estimate, c->ci.low, c->ci.high, c->df, c->t, c->p_holm);
        hinge_add_sentence(a, &a->text.test, "{t}: t({d}) = {2}, p {p} (Holm).", words, c->df, c->t,
                           c->p_holm);
        hinge_add_sentence(a, &a->text.plain,
                           "Adjusted for the covariates {t} is {v}{w} ({c}% CI {v} to {v}; {n} "
                           "people): {t}.",
                           words, c->estimate, c->ci.low, c->ci.high, (double)m.contrast[k].people,
                           hinge_pair_says(a, c->ci.low, c->ci.high, c->p_holm));
    }
    for (size_t k = 0; k < m.n_pairs; k++) {
        const struct standardised *d = &m.contrast[k].residual;
        if (!isnan(d->d))
            hinge_add_sentence(a, &a->text.apa, "{t}: d_residual = {2}, {c}% CI [{2}, {2}]",
                               m.contrast[k].words, d->d, d->ci.low, d->ci.high);
    }
    for (size_t k = 0; k < m.n_pairs; k++) {
        hinge_add_tost_apa(a, &m.contrast[k].margins, m.contrast[k].words);
        hinge_add_margins_words(a, &m.contrast[k].margins, m.contrast[k].words);
    }
    for (size_t k = 0; k < m.n_pairs; k++)
        hinge_add_noninferiority_apa(a, &m.contrast[k].margins, m.contrast[k].words);
    hinge_add_trend(a, &trend);
    if (m.fit.rss > 0)
        add_points(a, &m);
}

const struct hinge_analysis_kind hinge_analysis_kind_ancova = {
    .id = "ancova",
    .title = "Groups adjusted for covariates",
    .details = "Linear model of group and covariates: type III F tests, adjusted means at the mean "
               "covariate, all pairs with Holm and Tukey, errors robust to unequal variances "
               "(HC3), and a test of equal slopes. With change, a covariate is of the level that "
               "the change "
               "starts from, also the outcome itself.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_OUTCOME |
             HINGE_STATS_HOLM | HINGE_STATS_REDUCES,
    .options =
        (const char *const[]){HINGE_TAKES_MEANS, HINGE_TAKES_MARGINS, "tost_d", "trend", "scores",
                              "standardise", "outcome", "group", "covariate", "change", NULL},
    .main_table = "emm *",
    .run = run,
    .example_request = "{\"analysis\": \"ancova\", \"outcome\": \"after\", \"group\": "
                       "\"group\", \"covariate\": \"before\"}",
    .example_data = "group,before,after\na,40,38\na,42,41\na,37,36\na,44,40\nb,41,35\n"
                    "b,39,32\nb,45,37\nb,43,36\n"};
