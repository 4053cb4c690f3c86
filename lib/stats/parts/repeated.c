/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repeated-measures ANOVA, Friedman's test, pairwise comparisons. */
#include "stats/parts/compare.h"
#include "stats/run/analysis.h"

#define RM_ANOVA(f)                                                                                \
    f(NUMBER, n) f(NUMBER, F) f(NUMBER, df1) f(NUMBER, df2) f(NUMBER, p) f(NUMBER, ss_cond)        \
        f(NUMBER, ss_participants) f(NUMBER, ss_error) f(NUMBER, gg_epsilon) f(NUMBER, df1_gg)     \
            f(NUMBER, df2_gg) f(NUMBER, p_gg) f(NUMBER, hf_epsilon) f(NUMBER, df1_hf)              \
                f(NUMBER, df2_hf) f(NUMBER, p_hf) f(NUMBER, mauchly_W) f(NUMBER, mauchly_p)        \
                    f(NUMBER, ges) f(NUMBER, partial_eta2) f(INTERVAL, partial_eta2_ci)
HINGE_ROW(rm_anova, RM_ANOVA)
#define PAIRWISE(f)                                                                                \
    f(NUMBER, mean_diff) f(NUMBER, se) f(NUMBER, t) f(NUMBER, df) f(NUMBER, p) f(NUMBER, p_holm)   \
        f(INTERVAL, ci)
HINGE_ROW(pairwise, PAIRWISE)

/* Determinant of a positive semidefinite matrix by elimination, destroying s; 0 where a
 * pivot is rounding beside the trace. */
static double determinant(double *s, size_t q, double trace)
{
    double det = 1;
    for (size_t c = 0; c < q; c++) {
        double d = s[c * q + c];
        det *= d;
        if (!(d > 1e-14 * trace))
            return 0;
        for (size_t r = c + 1; r < q; r++) {
            double f = s[r * q + c] / d;
            for (size_t j = c; j < q; j++)
                s[r * q + j] -= f * s[c * q + j];
        }
    }
    return det;
}

/* Mauchly (1940) with the second-order p of R's mauchly.test, whose w2 has 3 k where
 * the series has 3 q; kept so that published scripts give the same number. */
static double mauchly_p(double w, double n, double k)
{
    double q = k - 1, big_n = n - 1;
    double rho = 1 - (2 * q * q + q + 2) / (6 * q * big_n);
    double z = -big_n * rho * log(w), f = q * (q + 1) / 2 - 1;
    double w2 = (q + 2) * (q - 1) * (q - 2) * (2 * q * q * q + 6 * q * q + 3 * k + 2) /
                (288 * (big_n * q * rho) * (big_n * q * rho));
    double p1 = hinge_chi2_p(z, f), p2 = hinge_chi2_p(z, f + 4);
    return fmax(0, fmin(1, p1 + w2 * (p2 - p1)));
}

static void sphericity_of(struct hinge_analysis *a, const struct hinge_pairs *p,
                          struct rm_anova *out)
{
    size_t q = p->k - 1;
    double *s = hinge_analysis_alloc(a, q * q, sizeof *s), none = NAN;
    double trace = 0, square = 0, m = (double)q, n = (double)p->n;
    /* Covariance of the k - 1 orthonormal Helmert contrasts, row-major. */
    double *score = hinge_analysis_alloc(a, q * p->n, sizeof *score);
    for (size_t i = 0; i < p->n; i++) {
        const double *v = p->value + i * p->k;
        double sum = 0; /* of the earlier conditions, less the first */
        for (size_t c = 0; c < q; c++) {
            double k = (double)c + 1;
            sum += v[c] - v[0];
            score[c * p->n + i] = (sum - k * (v[c + 1] - v[0])) / sqrt(k * (k + 1));
        }
    }
    for (size_t r = 0; r < q; r++)
        for (size_t c = 0; c < q; c++)
            s[r * q + c] =
                hinge_stats_sum_products(score + r * p->n, score + c * p->n, p->n) / (n - 1);
    for (size_t i = 0; i < q; i++)
        trace += s[i * q + i];
    for (size_t i = 0; i < q * q; i++)
        square += s[i] * s[i];
    out->gg_epsilon = trace * trace / (m * square);
    double below = m * (n - 1 - m * out->gg_epsilon);
    out->hf_epsilon = below > 0 ? fmin(1, (n * m * out->gg_epsilon - 2) / below) : 1;
    if (n - 1 < m) /* the covariance cannot have full rank */
        return;
    out->mauchly_W = determinant(s, q, trace) / pow(trace / m, m);
    out->mauchly_p = out->mauchly_W > 0 ? mauchly_p(out->mauchly_W, n, (double)p->k) : none;
}

static void add_anova(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    size_t k = p->k;
    double n = (double)p->n, conditions = (double)k, origin = p->value[0], none = NAN;
    double *mean = hinge_analysis_alloc(a, p->n + k, sizeof *mean);
    double *column = mean + p->n;
    double grand = hinge_stats_mean_about(p->value, p->n * k, origin);
    struct rm_anova r = {.n = n,
                         .df1 = conditions - 1,
                         .df2 = (conditions - 1) * (n - 1),
                         .gg_epsilon = none,
                         .hf_epsilon = none,
                         .mauchly_W = none,
                         .mauchly_p = none};
    for (size_t i = 0; i < p->n; i++) {
        mean[i] = hinge_stats_mean_about(p->value + i * k, k, origin) - grand;
        r.ss_participants += conditions * mean[i] * mean[i];
        for (size_t c = 0; c < k; c++)
            column[c] += (p->value[i * k + c] - origin - grand) / n;
    }
    for (size_t c = 0; c < k; c++)
        r.ss_cond += n * column[c] * column[c];
    for (size_t i = 0; i < p->n; i++) {
        for (size_t c = 0; c < k; c++) {
            double e = p->value[i * k + c] - origin - grand - mean[i] - column[c];
            r.ss_error += e * e;
        }
    }
    double size = fabs(origin + grand);
    bool undefined = hinge_is_rounding(sqrt(r.ss_error / r.df2), size, size);
    if (!undefined)
        sphericity_of(a, p, &r);
    else
        hinge_warn_constant(a, "participants differ between conditions by the same amounts", NULL,
                            "F is not defined");
    r.F = undefined ? none : r.ss_cond / r.df1 / (r.ss_error / r.df2);
    r.p = hinge_f_p(r.F, r.df1, r.df2);
    r.df1_gg = r.gg_epsilon * r.df1;
    r.df2_gg = r.gg_epsilon * r.df2;
    r.p_gg = a->primary_p = hinge_f_p(r.F, r.df1_gg, r.df2_gg);
    r.df1_hf = r.hf_epsilon * r.df1;
    r.df2_hf = r.hf_epsilon * r.df2;
    r.p_hf = hinge_f_p(r.F, r.df1_hf, r.df2_hf);
    r.ges = r.ss_cond / (r.ss_cond + r.ss_participants + r.ss_error);
    r.partial_eta2 = r.ss_cond / (r.ss_cond + r.ss_error);
    r.partial_eta2_ci = hinge_eta2_interval(r.F, r.df1_gg, r.df2_gg, a->level);
    HINGE_ADD(a->results, "rm_anova", rm_anova, &r);
    if (isnan(r.F))
        return;
    const struct hinge_interval *eta = &r.partial_eta2_ci;
    hinge_add_sentence(
        a, &a->text.apa,
        "F({d}, {d}) = {2}, Greenhouse-Geisser epsilon = {r}, p {p}, generalised eta "
        "squared = {r}, partial eta squared = {r} [{r}, {r}]",
        r.df1_gg, r.df2_gg, r.F, r.gg_epsilon, r.p_gg, r.ges, r.partial_eta2, eta->low, eta->high);
    hinge_add_sentence(
        a, &a->text.plain,
        "Conditions explain {r} of the variance within people ({c}% CI {r} to {r}; {n} "
        "people).",
        r.partial_eta2, eta->low, eta->high, n);
    hinge_add_sentence(a, &a->text.test,
                       "Repeated-measures F({d}, {d}) = {2}, p {p} (Greenhouse-Geisser).", r.df1_gg,
                       r.df2_gg, r.F, r.p_gg);
}

/* --- pairs of conditions --- */

struct family {
    size_t n_pairs, n;
    double *d; /* [pair * n + participant] */
    double *t, *p, *holm;
    double *at_least; /* relabellings whose largest |t| reaches the pair's */
};

static double paired_t(const double *d, size_t n)
{
    double mean = hinge_stats_mean(d, n), se = hinge_stats_sd(d, n) / sqrt((double)n);
    return mean == 0 ? 0 : mean / se;
}

/* Single-step max-|t| over the pairs, participants flipped as a whole. */
static void max_t(struct hinge_analysis *a, struct family *f)
{
    bool exact = f->n <= 16;
    size_t total = exact ? (size_t)1 << f->n : (size_t)a->ask.permutation.n;
    double *sign = hinge_analysis_alloc(a, 2 * f->n, sizeof *sign);
    double *d = sign + f->n;
    for (size_t r = 0; r < total; r++) {
        double largest = 0;
        if (!exact)
            hinge_flip_pattern(a->seed, HINGE_STREAM_PERMUTATION, r, f->n, sign);
        for (size_t i = 0; exact && i < f->n; i++) /* the first changes none */
            sign[i] = r >> i & 1 ? -1 : 1;
        for (size_t k = 0; k < f->n_pairs; k++) {
            if (isnan(f->t[k]))
                continue; /* differences that do not vary have no t */
            for (size_t i = 0; i < f->n; i++)
                d[i] = sign[i] * f->d[k * f->n + i];
            largest = fmax(largest, fabs(paired_t(d, f->n)));
        }
        for (size_t k = 0; k < f->n_pairs; k++)
            f->at_least[k] += largest >= hinge_tie_floor(fabs(f->t[k]));
    }
    for (size_t k = 0; k < f->n_pairs; k++)
        f->at_least[k] = isnan(f->t[k]) ? (double)NAN
                         : exact        ? f->at_least[k] / (double)total
                                        : (f->at_least[k] + 1) / ((double)total + 1);
}

/* A pair of conditions, "a minus b". */
struct compared_pair {
    struct hinge_level_pair of;
    const char *words;
    struct hinge_linear_result diff;
    double p_holm;
    struct hinge_margin_tests margins;
};

static void add_pairwise(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    const size_t pairs = p->k * (p->k - 1) / 2;
    struct family f = {.n_pairs = pairs, .n = p->n};
    struct hinge_margins margins;
    const double none = NAN, root = sqrt((double)p->n), df = (double)p->n - 1;
    if (!hinge_margins_read(a, none, &margins))
        return;
    const char **level = p->sample.factor[0].level;
    struct compared_pair *pair = hinge_analysis_alloc(a, pairs, sizeof *pair);
    f.d = hinge_analysis_alloc(a, pairs * p->n, sizeof *f.d);
    f.t = hinge_analysis_alloc(a, 4 * pairs, sizeof *f.t);
    f.p = f.t + pairs;
    f.holm = f.p + pairs;
    f.at_least = f.holm + pairs;
    for (size_t i = 0, k = 0; i < p->k; i++)
        for (size_t j = i + 1; j < p->k; j++, k++) {
            double *d = f.d + k * p->n, size = fabs(p->value[i]);
            pair[k].of = a->ask.order.n > 0 ? (struct hinge_level_pair){i, j} /* it stands */
                                            : hinge_level_pair(level, i, j);
            for (size_t r = 0; r < p->n; r++)
                d[r] =
                    p->value[r * p->k + pair[k].of.first] - p->value[r * p->k + pair[k].of.second];
            f.t[k] = hinge_is_rounding(hinge_stats_sd(d, p->n) / root, size, size)
                         ? none
                         : paired_t(d, p->n);
            f.p[k] = hinge_t_p(f.t[k], df, HINGE_TWO_SIDED);
        }
    hinge_adjust(&a->arena, f.p, pairs, f.holm);
    if (a->ask.max_t)
        max_t(a, &f);
    json_t *object = hinge_add_object(a->results, "pairwise");
    for (size_t k = 0; k < pairs; k++) {
        const double *d = f.d + k * p->n, sd = hinge_stats_sd(d, p->n);
        struct pairwise r = {.mean_diff = hinge_stats_mean(d, p->n),
                             .se = sd / root,
                             .t = f.t[k],
                             .df = df,
                             .p = f.p[k],
                             .p_holm = f.holm[k]};
        r.ci = hinge_t_interval(r.mean_diff, r.se, r.df, a->level, HINGE_TWO_SIDED);
        const char *first = level[pair[k].of.first], *second = level[pair[k].of.second];
        json_t *row =
            HINGE_ADD(object, hinge_arena_printf(&a->arena, "%s-%s", first, second), pairwise, &r);
        pair[k].words = hinge_sentences_pair(a, first, second);
        pair[k].diff =
            (struct hinge_linear_result){r.mean_diff, r.se, r.df, r.t, r.p, r.ci.low, r.ci.high};
        pair[k].p_holm = r.p_holm;
        pair[k].margins =
            hinge_add_margins(a, row, &margins, r.mean_diff, isnan(r.t) ? none : r.se, r.df, sd);
        if (a->ask.max_t)
            hinge_add_number(row, "p_max_t", f.at_least[k]);
    }
    for (size_t k = 0; k < pairs; k++)
        if (!isnan(pair[k].diff.t))
            hinge_add_sentence(a, &a->text.apa, "{t}: t({d}) = {2}, p {p}, Holm p {p}",
                               pair[k].words, pair[k].diff.df, pair[k].diff.t, pair[k].diff.p,
                               pair[k].p_holm);
    /* a trend answers in place of pairs, which the table has */
    for (size_t k = 0; k < pairs && !hinge_option_given(a, "trend"); k++) {
        const struct hinge_linear_result *d = &pair[k].diff;
        const char *says = hinge_pair_says(a, d->ci_low, d->ci_high, pair[k].p_holm);
        if (!isnan(d->ci_low))
            hinge_add_sentence(a, &a->text.plain, "{t} is {v}{w} ({c}% CI {v} to {v}): {t}.",
                               pair[k].words, d->estimate, d->ci_low, d->ci_high, says);
    }
    for (size_t k = 0; k < pairs; k++) {
        hinge_add_tost_apa(a, &pair[k].margins, pair[k].words);
        hinge_add_margins_words(a, &pair[k].margins, pair[k].words);
    }
    for (size_t k = 0; k < pairs; k++)
        hinge_add_noninferiority_apa(a, &pair[k].margins, pair[k].words);
}

/* The slope of each person; NaN: too few conditions, and who has some is excluded. */
static double *slopes_of(struct hinge_analysis *a, struct hinge_pairs *p, const double *score)
{
    enum { LEAST = 3 };
    const struct hinge_factor *f = &p->sample.factor[0];
    const size_t people = p->cells.n_participants, k = p->k;
    if (strcmp(f->name, "rep") == 0) {
        struct hinge_sample one = p->sample; /* repetitions are no cells */
        struct hinge_cells cells;
        const char *rest;
        one.by[0] = hinge_reducer_of("slope:", &rest);
        one.rep = hinge_analysis_alloc(a, one.n, sizeof *one.rep);
        for (size_t i = 0; i < one.n; i++)
            one.rep[i] = score[f->code[i]];
        hinge_aggregate(a, &one, 0, NULL, 1, &cells);
        for (size_t i = 0; i < people; i++)
            hinge_exclude_short(&p->sample.excluded, &cells.enough, i, NULL, NULL);
        return cells.value;
    }
    double *slope = hinge_analysis_alloc(a, people, sizeof *slope),
           *x = hinge_analysis_alloc(a, 2 * k, sizeof *x), *y = x + k;
    for (size_t i = 0; i < people; i++) {
        size_t n = 0;
        for (size_t c = 0; c < k; c++)
            if (!isnan(p->cells.value[i * k + c])) {
                x[n] = score[c];
                y[n++] = p->cells.value[i * k + c];
            }
        slope[i] = n >= LEAST ? hinge_stats_sum_products(x, y, n) / hinge_stats_sum_squares(x, n)
                              : (double)NAN;
        if (n > 0 && n < LEAST)
            hinge_exclude(&p->sample.excluded, i,
                          "%zu of %zu levels of '%s', at least %d are needed", n, k, f->name,
                          LEAST);
    }
    return slope;
}

static bool add_slopes(struct hinge_analysis *a, struct hinge_pairs *p, struct hinge_trend *trend)
{
    double *slope = slopes_of(a, p, trend->score);
    size_t n = 0;
    for (size_t i = 0; i < p->cells.n_participants; i++)
        if (!isnan(slope[i]))
            slope[n++] = slope[i];
    if (n < 2)
        return hinge_fail_few(a, n, "with a slope over", trend->factor, 2);
    hinge_add_trend_of(a, trend, 0, hinge_stats_mean(slope, n),
                       hinge_stats_sd(slope, n) / sqrt((double)n), (double)n - 1);
    return true;
}

/* Each participant's own contrast, so each contrast its own error (Rosenthal & Rosnow
 * 1985). */
bool hinge_add_repeated_trend(struct hinge_analysis *a, struct hinge_pairs *p,
                              struct hinge_trend *trend)
{
    const struct hinge_factor *f = &p->sample.factor[0];
    double n = (double)p->n, *score = hinge_analysis_alloc(a, p->n, sizeof *score);
    if (!hinge_trend_read(a, trend) || !hinge_trend_scores(a, trend, f->name, f->level, p->k) ||
        (p->unequal && !add_slopes(a, p, trend)))
        return false;
    if (p->n < 2)
        trend->n = 1;
    for (size_t i = p->unequal; trend->wanted && i < trend->n; i++) { /* of those with all */
        double size = 0;
        for (size_t c = 0; c < p->k; c++)
            size += fabs(trend->weight[i][c] * p->value[c]);
        for (size_t who = 0; who < p->n; who++) {
            score[who] = 0;
            for (size_t c = 0; c < p->k; c++)
                score[who] +=
                    trend->weight[i][c] * (p->value[who * p->k + c] - p->value[who * p->k]);
        }
        double se = hinge_stats_sd(score, p->n) / sqrt(n);
        hinge_add_trend_of(a, trend, i, hinge_stats_mean(score, p->n),
                           hinge_is_rounding(se, size, size) ? 0 : se, n - 1);
    }
    return true;
}

void hinge_note_unequal(struct hinge_analysis *a, const struct hinge_pairs *p,
                        const struct hinge_trend *trend)
{
    if (p->unequal && trend->found[0].df + 1 != (double)p->n) /* not of those with all */
        hinge_add_sentence(a, &a->text.plain,
                           "People have different levels of '{t}', so this is the mean of each "
                           "one's own slope ({n} people).",
                           trend->factor, trend->found[0].df + 1);
}

void hinge_add_unequal(struct hinge_analysis *a, struct hinge_pairs *p)
{
    const struct hinge_factor *f = &p->sample.factor[0];
    struct hinge_trend trend;
    json_t *conditions = hinge_add_object(a->results, "conditions");
    const size_t people = p->cells.n_participants;
    double *column = hinge_analysis_alloc(a, people, sizeof *column);
    for (size_t c = 0; c < p->k; c++) {
        json_t *object = hinge_add_object(conditions, f->level[c]);
        size_t n = 0;
        for (size_t i = 0; i < people; i++)
            if (!isnan(p->cells.value[i * p->k + c]))
                column[n++] = p->cells.value[i * p->k + c];
        struct hinge_summary summary = hinge_summary_of(a, column, n);
        hinge_add_count(object, "n", n);
        HINGE_ADD(object, NULL, hinge_summary, &summary);
    }
    if (!hinge_add_repeated_trend(a, p, &trend))
        return;
    hinge_sample_report(a, &p->sample);
    a->primary_p = trend.found[0].p;
    hinge_add_trend(a, &trend);
    hinge_note_unequal(a, p, &trend);
}

void hinge_add_repeated(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    add_anova(a, p);
    /* Friedman (1937), corrected for ties. */
    size_t k = p->k;
    double n = (double)p->n, c = (double)k, ties = 0, top = 0;
    double *rank = hinge_analysis_alloc(a, 2 * k, sizeof *rank);
    size_t *order = hinge_analysis_alloc(a, k, sizeof *order);
    double *sum = rank + k;
    for (size_t i = 0; i < p->n; i++) {
        double tie_sum;
        bool some;
        hinge_ranks(p->value + i * k, k, rank, order, &tie_sum, &some);
        ties += tie_sum;
        for (size_t j = 0; j < k; j++)
            sum[j] += rank[j];
    }
    for (size_t j = 0; j < k; j++)
        top += (sum[j] - n * (c + 1) / 2) * (sum[j] - n * (c + 1) / 2);
    double below = n * c * (c + 1) - ties / (c - 1), none = NAN;
    double chi2 = below > 1e-9 ? 12 * top / below : none;
    double p_chi2 = hinge_chi2_p(chi2, c - 1), w = chi2 / (n * (c - 1));
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "friedman"), {"chi2", chi2}, {"df", c - 1},
                      {"p", p_chi2}, {"kendall_w", w});
    if (!isnan(chi2))
        hinge_add_sentence(a, &a->text.apa, "χ²({d}, N = {n}) = {2}, p {p}, Kendall's W = {r}",
                           c - 1, n, chi2, p_chi2, w);
    add_pairwise(a, p);
}
