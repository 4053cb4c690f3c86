/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of groups and conditions: effect sizes, equivalence, several groups, ranks, many
 * p values, and the words of a difference. */
#include "stats/numbers/numbers.h"

#include "stats/run/analysis.h"

/* --- Effect sizes and equivalence of two groups. --- */

bool hinge_is_rounding(double se, double mean1, double mean2)
{
    return !(se > 10 * DBL_EPSILON * fmax(fabs(mean1), fabs(mean2)));
}

/* From numbers, means and variances. */
static void find_error(struct hinge_two_groups *g)
{
    const double a = (double)g->n1, b = (double)g->n2, e1 = g->var1 / a, e2 = g->var2 / b;
    g->m = a + b - 2;
    g->se = sqrt(e1 + e2);
    g->df = (e1 + e2) * (e1 + e2) / (e1 * e1 / (a - 1) + e2 * e2 / (b - 1));
    g->pooled_sd = sqrt(((a - 1) * g->var1 + (b - 1) * g->var2) / g->m);
    g->no_variance = hinge_is_rounding(g->se, g->mean1, g->mean2);
}

void hinge_two_groups_fill(struct hinge_two_groups *g, const double *x, size_t n1, const double *y,
                           size_t n2)
{
    *g = (struct hinge_two_groups){.x = x, .y = y, .n1 = n1, .n2 = n2};
    g->mean1 = hinge_stats_mean(x, n1);
    g->mean2 = hinge_stats_mean(y, n2);
    g->var1 = hinge_stats_variance(x, n1);
    g->var2 = hinge_stats_variance(y, n2);
    g->diff = hinge_stats_mean_about(x, n1, x[0]) - hinge_stats_mean_about(y, n2, x[0]);
    find_error(g);
}

struct hinge_two_groups hinge_two_groups_less(struct hinge_two_groups g, bool in_x, double value)
{
    double *const mean = in_x ? &g.mean1 : &g.mean2, *const var = in_x ? &g.var1 : &g.var2;
    const double left = (double)(in_x ? --g.n1 : --g.n2), off = *mean - value, moved = off / left,
                 none = NAN;
    *var = left < 2 ? none : fmax(0, (left * *var - off * moved * (left + 1)) / (left - 1));
    *mean += moved;
    g.diff += in_x ? moved : -moved;
    find_error(&g);
    return g;
}

/* Of a standard error se of the difference, with df degrees of freedom. */
static struct hinge_effect_size effect_of(const struct hinge_two_groups *g, double sd, double se,
                                          double df, double level)
{
    double j = hinge_hedges_j(df), scale = se / sd;
    if (g->no_variance || !(j > 0))
        return (struct hinge_effect_size){NAN, j, NAN, {NAN, NAN}};
    struct hinge_effect_size effect = {.d = g->diff / sd, .j = j};
    hinge_noncentral_t_interval(effect.d / scale, df, level, &effect.ci.low, &effect.ci.high);
    effect.ci.low *= j * scale;
    effect.ci.high *= j * scale;
    effect.g = j * effect.d;
    return effect;
}

struct hinge_effect_size hinge_hedges_g(const struct hinge_two_groups *g, double level)
{
    double se = g->pooled_sd * sqrt(1 / (double)g->n1 + 1 / (double)g->n2);
    return effect_of(g, g->pooled_sd, se, g->m, level);
}

struct hinge_effect_size hinge_hedges_g_welch(const struct hinge_two_groups *g, double level)
{
    return effect_of(g, sqrt((g->var1 + g->var2) / 2), g->se, g->df, level);
}

/* Sum over the ascending `other` of sign(value - other), and the number of equal ones.
 */
static double sign_sum(double value, const double *other, size_t n, size_t *equal)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (other[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < n && other[end] == value)
        end++;
    *equal = end - low;
    return (double)low - (double)(n - end);
}

void hinge_cliffs_delta(struct hinge_analysis *analysis, const double *x, size_t n1,
                        const double *y, size_t n2, struct hinge_cliff *cliff)
{
    double a = (double)n1, b = (double)n2;
    double *xs = hinge_analysis_alloc(analysis, n1, sizeof *xs);
    double *ys = hinge_analysis_alloc(analysis, n2, sizeof *ys);
    double *row = hinge_analysis_alloc(analysis, n1 + n2, sizeof *row);
    memcpy(xs, x, n1 * sizeof *xs);
    memcpy(ys, y, n2 * sizeof *ys);
    hinge_sort(xs, n1);
    hinge_sort(ys, n2);
    double sum = 0, ties = 0;
    for (size_t i = 0; i < n1; i++) {
        size_t equal;
        row[i] = sign_sum(xs[i], ys, n2, &equal);
        ties += (double)equal;
        sum += row[i];
    }
    for (size_t j = 0; j < n2; j++) {
        size_t equal;
        row[n1 + j] = -sign_sum(ys[j], xs, n1, &equal);
    }
    double d = sum / (a * b), ss1 = 0, ss2 = 0;
    double above = (a * b - ties + sum) / 2, below = (a * b - ties - sum) / 2;
    double ss = above * (1 - d) * (1 - d) + below * (1 + d) * (1 + d) + ties * d * d;
    for (size_t i = 0; i < n1; i++)
        ss1 += (row[i] / b - d) * (row[i] / b - d);
    for (size_t j = 0; j < n2; j++)
        ss2 += (row[n1 + j] / a - d) * (row[n1 + j] / a - d);
    double s2 = (b * b * ss1 + a * a * ss2 - ss) / (a * b * (a - 1) * (b - 1));
    s2 = fmax(s2, (1 - d * d) / (a * b - 1));
    const double z = hinge_t_quantile(0.5 + analysis->level / 2, (double)(n1 + n2 - 2)), z2 = z * z;
    *cliff = (struct hinge_cliff){.delta = d, .se = sqrt(s2)};
    if (fabs(d) == 1) {
        double least = fmin(a, b), inner = (least - z2) / (least + z2);
        cliff->ci.low = d == 1 ? inner : -1;
        cliff->ci.high = d == 1 ? 1 : -inner;
    } else {
        double one = 1 - d * d, half = z * cliff->se * sqrt(one * one + z2 * s2);
        cliff->ci.low = fmax(-1, (d - d * d * d - half) / (one + z2 * s2));
        cliff->ci.high = fmin(1, (d - d * d * d + half) / (one + z2 * s2));
    }
}

struct hinge_summary hinge_summary_of(struct hinge_analysis *a, const double *x, size_t n)
{
    double *sorted = hinge_analysis_alloc(a, n, sizeof *sorted), sd = hinge_stats_sd(x, n);
    memcpy(sorted, x, n * sizeof *sorted);
    hinge_sort(sorted, n);
    double q1 = hinge_quantile_sorted(sorted, n, 0.25);
    double q3 = hinge_quantile_sorted(sorted, n, 0.75), none = NAN;
    return (struct hinge_summary){.mean = hinge_stats_mean(x, n),
                                  .sd = sd,
                                  .se = sd / sqrt((double)n),
                                  .median = hinge_median_sorted(sorted, n),
                                  .q1 = q1,
                                  .q3 = q3,
                                  .iqr = q3 - q1,
                                  .min = n ? sorted[0] : none,
                                  .max = n ? sorted[n - 1] : none};
}

/* --- Two one-sided tests, and one. --- */

static bool read_bounds(struct hinge_analysis *a, const char *option,
                        const struct hinge_numbers *given, double *low, double *high)
{
    *low = given->n == 2 ? given->value[0] : (double)NAN;
    *high = given->n == 2 ? given->value[1] : (double)NAN;
    return *low < *high ||
           hinge_analysis_fail(a, HINGE_E_OPTION,
                               "option '%s' must be two numbers LOW,HIGH with LOW below HIGH",
                               option);
}

/* A margin given in minimal detectable changes. */
static bool in_mdc(struct hinge_analysis *a, const char *option, double times, double mdc,
                   double *out)
{
    if (isnan(mdc))
        mdc = hinge_each_of(&a->ask.mdc, a->outcome);
    *out = times * mdc;
    return !isnan(mdc) ||
           hinge_analysis_fail(a, HINGE_E_OPTION,
                               "option '%s' needs 'mdc', the minimal detectable change it is a "
                               "multiple of",
                               option);
}

bool hinge_margins_read(struct hinge_analysis *a, double mdc, struct hinge_margins *m)
{
    bool good = true;
    const char *better = a->ask.better;
    const struct hinge_margin *tost = &a->ask.tost, *worse = &a->ask.noninferiority;
    *m = (struct hinge_margins){.higher = better == NULL || strcmp(better, "higher") == 0,
                                .margin = hinge_nth(&worse->bounds, 0)};
    bool in_unit = tost->bounds.n > 0;
    m->in_sd = a->ask.tost_d.n > 0 && !in_unit;
    m->tost = in_unit || m->in_sd || !isnan(tost->mdcs);
    if (in_unit || m->in_sd) {
        good = m->in_sd ? read_bounds(a, "tost_d", &a->ask.tost_d, &m->low, &m->high)
                        : read_bounds(a, "tost", &tost->bounds, &m->low, &m->high);
    } else if (m->tost) {
        good = in_mdc(a, "tost", tost->mdcs, mdc, &m->high);
        m->low = -m->high;
    }
    m->noninferiority = worse->bounds.n > 0 || !isnan(worse->mdcs);
    if (good && worse->bounds.n > 1)
        return hinge_analysis_fail(a, HINGE_E_OPTION, "option 'noninferiority' must be one number");
    if (good && !isnan(worse->mdcs))
        good = in_mdc(a, "noninferiority", worse->mdcs, mdc, &m->margin);
    if (good && m->noninferiority && !(m->margin > 0))
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "the margin of non-inferiority must be above 0");
    return good;
}

/* The level of the interval that agrees with the p of an equivalence test: 0.9 at alpha 0.05. */
static double tost_level(const struct hinge_analysis *a)
{
    return 1 - 2 * a->alpha;
}

struct hinge_margin_tests hinge_add_margins(const struct hinge_analysis *a, json_t *parent,
                                            const struct hinge_margins *m, double estimate,
                                            double se, double df, double sd)
{
    struct hinge_margin_tests r = {
        .estimate = estimate, .asked_tost = m->tost, .asked_noninferiority = m->noninferiority};
    double unit = m->in_sd ? sd : 1, none = NAN;
    if (!(se > 0))
        se = none;
    if (m->tost) {
        struct hinge_tost *e = &r.tost;
        e->low = m->low * unit;
        e->high = m->high * unit;
        e->t_low = (estimate - e->low) / se;
        e->t_high = (estimate - e->high) / se;
        e->p_low = hinge_t_p(e->t_low, df, HINGE_GREATER);
        e->p_high = hinge_t_p(e->t_high, df, HINGE_LESS);
        e->p = fmax(e->p_low, e->p_high);
        e->ci90 = hinge_t_interval(estimate, se, df, tost_level(a), HINGE_TWO_SIDED);
        e->equivalent = isnan(e->p) ? -1 : e->p < a->alpha;
        HINGE_ADD(parent, "tost", hinge_tost, e);
    }
    if (m->noninferiority) { /* at half of what the level leaves, as ICH E9 and CONSORT have it */
        struct hinge_noninferiority *w = &r.noninferiority;
        struct hinge_interval ci = hinge_t_interval(estimate, se, df, a->level, HINGE_TWO_SIDED);
        w->bound = m->higher ? -m->margin : m->margin;
        w->t = (estimate - w->bound) / se;
        w->p = hinge_t_p(w->t, df, m->higher ? HINGE_GREATER : HINGE_LESS);
        w->ci_bound = m->higher ? ci.low : ci.high;
        w->noninferior = isnan(w->p) ? -1 : w->p < (1 - a->level) / 2;
        w->superior = isnan(w->ci_bound) ? -1 : m->higher ? w->ci_bound > 0 : w->ci_bound < 0;
        HINGE_ADD(parent, "noninferiority", hinge_noninferiority, w);
    }
    return r;
}

/* --- in words --- */

void hinge_add_tost_apa(struct hinge_analysis *a, const struct hinge_margin_tests *m,
                        const char *pair)
{
    const struct hinge_tost *r = &m->tost;
    const double level = 100 * tost_level(a);
    if (!m->asked_tost || isnan(r->t_low))
        return;
    if (pair == NULL)
        hinge_add_sentence(
            a, &a->text.apa,
            "equivalence within [{g}, {g}]{w}: t = {2} and {2}, p {p}, {n}% CI [{v}, {v}]", r->low,
            r->high, r->t_low, r->t_high, r->p, level, r->ci90.low, r->ci90.high);
    else
        hinge_add_sentence(a, &a->text.apa,
                           "{t}: TOST within [{g}, {g}]{w}, p {p}, {n}% CI [{v}, {v}]", pair,
                           r->low, r->high, r->p, level, r->ci90.low, r->ci90.high);
}

void hinge_add_noninferiority_apa(struct hinge_analysis *a, const struct hinge_margin_tests *m,
                                  const char *pair)
{
    const struct hinge_noninferiority *r = &m->noninferiority;
    if (!m->asked_noninferiority || isnan(r->ci_bound))
        return;
    if (pair == NULL)
        hinge_add_sentence(a, &a->text.apa,
                           "non-inferiority, one-tailed p {p}, limit {l}{w}, margin {g}{w}", r->p,
                           m->estimate, r->ci_bound, r->bound);
    else
        hinge_add_sentence(a, &a->text.apa,
                           "{t}: non-inferiority, one-tailed p {p}, limit {l}{w}, margin {g}{w}",
                           pair, r->p, m->estimate, r->ci_bound, r->bound);
}

void hinge_add_margins_words(struct hinge_analysis *a, const struct hinge_margin_tests *m,
                             const char *pair)
{
    struct hinge_text *text = &a->text.plain;
    const struct hinge_tost *e = &m->tost;
    const struct hinge_noninferiority *n = &m->noninferiority;
    const char *of = pair != NULL ? pair : "", *colon = pair != NULL ? ": a" : "A";
    const bool same = e->low == -e->high; /* "beyond ±3" */
    if (m->asked_tost && !isnan(e->p) && same)
        hinge_add_sentence(a, text,
                           e->equivalent ? "{t}{t} difference beyond ±{g}{w} is ruled out."
                                         : "{t}{t} difference beyond ±{g}{w} is not ruled out.",
                           of, colon, e->high);
    else if (m->asked_tost && !isnan(e->p))
        hinge_add_sentence(a, text,
                           e->equivalent
                               ? "{t}{t} difference below {g} or above {g}{w} is ruled out."
                               : "{t}{t} difference below {g} or above {g}{w} is not ruled out.",
                           of, colon, e->low, e->high);
    if (m->asked_noninferiority && !isnan(n->p) && pair == NULL)
        hinge_add_sentence(
            a, text,
            n->noninferior
                ? "The first is not worse than the second by more than the margin ({g}{w}; "
                  "one-tailed p {p}, limit {l}{w})."
                : "The data do not show that the first is not worse than the second by more "
                  "than the margin ({g}{w}; one-tailed p {p}, limit {l}{w}).",
            n->bound, n->p, m->estimate, n->ci_bound);
    else if (m->asked_noninferiority && !isnan(n->p))
        hinge_add_sentence(a, text,
                           n->noninferior
                               ? "{t}: not worse by more than the margin ({g}{w}; one-tailed p "
                                 "{p}, limit {l}{w})."
                               : "{t}: not shown to be not worse by more than the margin ({g}{w}; "
                                 "one-tailed p {p}, limit {l}{w}).",
                           pair, n->bound, n->p, m->estimate, n->ci_bound);
}

int hinge_clear_sign(double low, double high, double p, double alpha)
{
    if (p > alpha)
        return 0;
    if (isnan(low) && isnan(high))
        return p <= alpha ? 1 : 0;
    return low > 0 ? 1 : high < 0 ? -1 : 0;
}

const char *hinge_pair_verdict(const struct hinge_analysis *a, double low, double high,
                               double p_holm)
{
    static const char *const verdict[] = {"the first is lower", "no clear difference",
                                          "the first is higher"};
    return isnan(low) || isnan(high)
               ? NULL
               : verdict[1 + hinge_clear_sign(low, high, p_holm, 1 - a->level)];
}

const char *hinge_pair_says(struct hinge_analysis *a, double low, double high, double p_holm)
{
    const char *verdict = hinge_pair_verdict(a, low, high, p_holm);
    struct hinge_text text = {0};
    if (verdict == NULL || !hinge_is_sure(low, high) || !(p_holm > 1 - a->level))
        return verdict;
    hinge_text_printf(&text, "%s (Holm p ", verdict);
    hinge_add_p(&text, p_holm);
    hinge_text_adds(&text, ")");
    return hinge_text_to_arena(&text, &a->arena);
}

/* --- A difference of two in words. --- */

void hinge_add_difference(struct hinge_analysis *a, const struct hinge_difference *d)
{
    char name[160], what[300], by[40] = "";
    const struct hinge_unit_form of = hinge_sentences_unit(a);
    const char *unit = of.change, *change = a->ask.change;
    const char *exact = d->groups ? "permutation" : "sign-flip";
    const struct hinge_sentences *text = &a->text;
    if (!isfinite(d->ci.low) && !isfinite(d->ci.high))
        return;
    hinge_sentences_outcome(a, name);
    const char *first = hinge_sentences_place(a, text->column, d->groups, text->first),
               *second = hinge_sentences_place(a, text->column, d->groups, text->second);
    snprintf(what, sizeof what, "%s%s%s%s", name, change != NULL ? "'s change (" : "",
             change != NULL ? change : "", change != NULL ? ")" : "");
    /* With few people the exact test decides, and no direction is named beyond it. */
    const bool decides = d->few && d->exact->done;
    const double p = decides ? d->exact->p[0] : (double)NAN;
    const bool agrees = !(p > a->alpha),
               clear = hinge_clear_sign(d->ci.low, d->ci.high, p, a->alpha) != 0;
    if (decides)
        hinge_text_printf(&a->text.plain,
                          "With so few people the %s test counts, not the t test: p = %.3g (%.0f "
                          "relabellings).\n",
                          exact, d->exact->p[0], d->exact->n_perm);
    if (!agrees)
        snprintf(by, sizeof by, "by the %s test ", exact);
    double value = of.scale * d->value, low = of.scale * d->ci.low, high = of.scale * d->ci.high;
    char from[HINGE_NUMBER_MAX], to[HINGE_NUMBER_MAX];
    /* The interval of a one-sided test has one end: only its own direction is named. */
    if (!isfinite(d->ci.low) || !isfinite(d->ci.high)) {
        const bool less = !isfinite(d->ci.low);
        const double end = less ? high : low;
        const int digits = hinge_outcome_decimals(of.digits, 2 * fabs(value - end));
        if (clear)
            hinge_text_printf(&a->text.plain,
                              "The %s was %.*f%s %s %s than %s (one-sided %g%% CI: at least "
                              "%s%s).\n",
                              what, digits, fabs(value), unit, hinge_higher(less ? -1 : 1), first,
                              second, 100 * a->level, hinge_limit_format(fabs(end), digits, from),
                              unit);
        else
            hinge_text_printf(&a->text.plain,
                              "The %s %s minus that %s was %.*f%s (one-sided %g%% CI: at "
                              "%s %s%s): it is not clearly %s.\n",
                              what, first, second, digits, hinge_unsigned_zero(value, digits), unit,
                              100 * a->level, less ? "most" : "least",
                              hinge_limit_format(end, digits, from), unit,
                              hinge_higher(less ? -1 : 1));
        return;
    }
    bool down = value < 0;
    const int digits = hinge_outcome_decimals(of.digits, high - low);
    if (clear)
        hinge_text_printf(&a->text.plain, "The %s was %.*f%s %s %s than %s (%g%% CI %s to %s%s).\n",
                          what, digits, fabs(value), unit, hinge_higher(value), first, second,
                          100 * a->level, hinge_limit_format(fabs(down ? high : low), digits, from),
                          hinge_limit_format(fabs(down ? low : high), digits, to), unit);
    else
        hinge_text_printf(&a->text.plain,
                          "The %s %s minus that %s was %.*f%s (%g%% CI%s %s to %s%s): "
                          "%sthe direction is not certain.\n",
                          what, first, second, digits, hinge_unsigned_zero(value, digits), unit,
                          100 * a->level, agrees ? "" : " of the t test",
                          hinge_limit_format(low, digits, from),
                          hinge_limit_format(high, digits, to), unit, by);
}

/* --- Several groups: Welch, Kruskal-Wallis. --- */

static const struct hinge_group_test undefined = {NAN, NAN, NAN, NAN};

struct hinge_group_test hinge_welch_f(const double *mean, const double *variance, const size_t *n,
                                      size_t k)
{
    struct hinge_group_test test = undefined;
    double groups = (double)k, total = 0, middle = 0, top = 0, lambda = 0;
    test.df1 = groups - 1;
    for (size_t i = 0; i < k; i++) {
        if (n[i] < 2 || !(variance[i] > 0))
            return test;
        double weight = (double)n[i] / variance[i];
        total += weight;
        middle += weight * mean[i];
    }
    middle /= total;
    for (size_t i = 0; i < k; i++) {
        double weight = (double)n[i] / variance[i], rest = 1 - weight / total;
        top += weight * (mean[i] - middle) * (mean[i] - middle) / (groups - 1);
        lambda += rest * rest / (double)(n[i] - 1);
    }
    test.statistic = top / (1 + 2 * (groups - 2) * lambda / (groups * groups - 1));
    test.df2 = (groups * groups - 1) / (3 * lambda);
    test.p = hinge_f_p(test.statistic, test.df1, test.df2);
    return test;
}

struct hinge_group_test hinge_kruskal_wallis(const double *rank, double tie_sum, const size_t *n,
                                             size_t k)
{
    struct hinge_group_test test = undefined;
    double all = 0, h = 0;
    for (size_t i = 0; i < k; i++)
        all += (double)n[i];
    for (size_t i = 0; i < k; i++) {
        double sum = 0;
        for (size_t j = 0; j < n[i]; j++)
            sum += *rank++ - (all + 1) / 2;
        h += sum * sum / (double)n[i];
    }
    h *= 12 / (all * (all + 1));
    double correction = 1 - tie_sum / (all * all * all - all);
    test.df1 = (double)k - 1;
    test.statistic = correction > 0 ? h / correction : (double)NAN;
    test.p = hinge_chi2_p(test.statistic, test.df1);
    return test;
}

/* --- Holm (1979); the conventions of R's p.adjust. --- */

void hinge_adjust(struct hinge_arena *arena, const double *p, size_t n, double *out)
{
    size_t *order = hinge_arena_alloc(arena, n, sizeof *order), m = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = NAN;
        if (!isnan(p[i]))
            order[m++] = i;
    }
    hinge_sort_order(p, order, m);
    double running = 0;
    for (size_t k = 0; k < m; k++)
        out[order[k]] = running = fmax(running, fmin(1, (double)(m - k) * p[order[k]]));
}

/* --- Mann-Whitney and Wilcoxon signed-rank tests, exact where there are no ties and n < 50. --- */

enum { EXACT_BELOW = 50 };

/* --- selection of the k-th smallest of many sums without making them --- */

/* Doubles as integers that sort the same way. */
static int64_t to_order(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >= 0 ? bits : (int64_t)(INT64_MIN - bits);
}

static double from_order(int64_t order)
{
    double x;
    int64_t bits = order >= 0 ? order : (int64_t)(INT64_MIN - order);
    memcpy(&x, &bits, sizeof x);
    return x;
}

struct sums {
    const double *x, *y; /* ascending */
    size_t n1, n2;
    bool walsh; /* (x_i + x_j) / 2 for i <= j, else x_i - y_j */
};

/* Pairs whose value is at most v. The rounded value grows with x_i and falls with y_j,
 * so one pass along a staircase counts them. */
static double count_at_most(const struct sums *s, double v)
{
    double count = 0;
    if (s->walsh) {
        size_t end = s->n1; /* j < end have a small enough partner i */
        for (size_t i = 0; i < s->n1; i++) {
            while (end > 0 && 0.5 * (s->x[i] + s->x[end - 1]) > v)
                end--;
            count += end > i ? (double)(end - i) : 0;
        }
        return count;
    }
    size_t first = 0; /* y[first..] are large enough for x_i */
    for (size_t i = 0; i < s->n1; i++) {
        while (first < s->n2 && s->x[i] - s->y[first] > v)
            first++;
        count += (double)(s->n2 - first);
    }
    return count;
}

/* k-th smallest (from 1) by bisection over the doubles in between. */
static double select_sum(const struct sums *s, double k, double low, double high)
{
    int64_t a = to_order(low), b = to_order(high); /* answer in [a, b] */
    while (a < b) {
        int64_t middle = (int64_t)(((a ^ b) >> 1) + (a & b)); /* floor of the mean */
        if (count_at_most(s, from_order(middle)) >= k)
            b = middle;
        else
            a = middle + 1;
    }
    return from_order(a) + 0.0; /* -0 becomes 0 */
}

static double median_sum(const struct sums *s, double total, double low, double high)
{
    double half = floor(total / 2);
    double upper = select_sum(s, half + 1, low, high);
    if (fmod(total, 2) != 0)
        return upper;
    return 0.5 * select_sum(s, half, low, high) + 0.5 * upper;
}

/* --- exact distributions --- */

/* p of s, from the ways to each of 0..n: its tails P(S <= s) and P(S >= s). */
static double p_of_ways(const double *ways, size_t n, double s, enum hinge_alternative alternative)
{
    double total = 0, below = 0, above = 0;
    for (size_t i = 0; i <= n; i++) {
        total += ways[i];
        below += (double)i <= s ? ways[i] : 0;
        above += (double)i >= s ? ways[i] : 0;
    }
    const double less = fmin(1, below / total), greater = fmin(1, above / total);
    return alternative == HINGE_LESS      ? less
           : alternative == HINGE_GREATER ? greater
                                          : fmin(1, 2 * fmin(less, greater));
}

/* --- normal approximation --- */

static double normal_p(double centred, double sigma, bool corrected,
                       enum hinge_alternative alternative)
{
    double shift = 0;
    if (!(sigma > 0))
        return 1; /* all values equal */
    if (corrected)
        shift = alternative == HINGE_GREATER ? 0.5
                : alternative == HINGE_LESS  ? -0.5
                                             : 0.5 * ((centred > 0) - (centred < 0));
    return hinge_normal_p((centred - shift) / sigma, alternative);
}

/* --- the tests --- */

bool hinge_rank_sum_test(struct hinge_analysis *analysis, const double *x, size_t n1,
                         const double *y, size_t n2, struct hinge_rank_sum *test)
{
    size_t n = n1 + n2;
    double *z = hinge_analysis_alloc(analysis, n, sizeof *z), tie_sum;
    double *rank = hinge_analysis_alloc(analysis, n, sizeof *rank);
    size_t *order = hinge_analysis_alloc(analysis, n, sizeof *order);
    memcpy(z, x, n1 * sizeof *z);
    memcpy(z + n1, y, n2 * sizeof *z);
    bool ties;
    hinge_ranks(z, n, rank, order, &tie_sum, &ties);
    double a = (double)n1, b = (double)n2, u = -a * (a + 1) / 2;
    for (size_t i = 0; i < n1; i++)
        u += rank[i];
    test->U = u;
    test->p_superiority = u / (a * b);
    double sigma = sqrt(a * b / 12 * ((a + b + 1) - tie_sum / ((a + b) * (a + b - 1))));
    double centred = u - a * b / 2;
    test->p_normal_nocc = normal_p(centred, sigma, false, analysis->alternative);
    const bool exact = !ties && n1 < EXACT_BELOW && n2 < EXACT_BELOW;
    test->method = exact ? "exact" : "normal";
    test->p = normal_p(centred, sigma, true, analysis->alternative);
    if (exact) { /* ways to choose n1 of the ranks 1..n by rank sum less its minimum, which is U */
        size_t width = n1 * n2 + 1;
        /* ways[k][s]: k ranks chosen, their sum less 1 + ... + k is s */
        double *ways = hinge_analysis_alloc(analysis, (n1 + 1) * width, sizeof *ways);
        ways[0] = 1;
        for (size_t of = 1; of <= n; of++)
            for (size_t k = of < n1 ? of : n1; k >= 1; k--) {
                size_t add = of - k; /* what choosing this rank as the k-th adds to U */
                double *to = ways + k * width;
                const double *from = ways + (k - 1) * width;
                for (size_t s = add; s < width; s++)
                    to[s] += from[s - add];
            }
        test->p = p_of_ways(ways + n1 * width, width - 1, u, analysis->alternative);
    }
    hinge_sort(z, n1);
    hinge_sort(z + n1, n2);
    struct sums sums = {z, z + n1, n1, n2, false};
    test->hodges_lehmann = median_sum(&sums, a * b, z[0] - z[n - 1], z[n1 - 1] - z[n1]);
    return ties;
}

bool hinge_signed_rank_test(struct hinge_analysis *analysis, const double *d, size_t n,
                            struct hinge_signed_rank *test)
{
    double *size = hinge_analysis_alloc(analysis, n, sizeof *size), tie_sum, v = 0;
    double *rank = hinge_analysis_alloc(analysis, n, sizeof *rank);
    double *sorted = hinge_analysis_alloc(analysis, n, sizeof *sorted);
    size_t *order = hinge_analysis_alloc(analysis, n, sizeof *order), m = 0;
    for (size_t i = 0; i < n; i++)
        if (d[i] != 0)
            size[m++] = fabs(d[i]);
    bool ties;
    hinge_ranks(size, m, rank, order, &tie_sum, &ties);
    for (size_t i = 0, k = 0; i < n; i++)
        if (d[i] != 0)
            v += d[i] > 0 ? rank[k++] : 0 * rank[k++];
    test->V = v;
    test->n_nonzero = m;
    ties = ties || m < n;
    const bool exact = !ties && m < EXACT_BELOW;
    test->method = exact ? "exact" : "normal";
    double count = (double)m;
    double sigma = sqrt(count * (count + 1) * (2 * count + 1) / 24 - tie_sum / 48);
    test->p = normal_p(v - count * (count + 1) / 4, sigma, true, analysis->alternative);
    if (exact) {
        size_t top = m * (m + 1) / 2;
        double *ways = hinge_analysis_alloc(analysis, top + 1, sizeof *ways);
        ways[0] = 1;
        for (size_t of = 1; of <= m; of++)
            for (size_t s = top; s >= of; s--)
                ways[s] += ways[s - of];
        test->p = p_of_ways(ways, top, v, analysis->alternative);
    }
    memcpy(sorted, d, n * sizeof *sorted);
    hinge_sort(sorted, n);
    struct sums sums = {sorted, NULL, n, 0, true};
    double total = (double)n * ((double)n + 1) / 2;
    test->hodges_lehmann = median_sum(&sums, total, sorted[0], sorted[n - 1]);
    return ties;
}
