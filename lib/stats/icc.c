/* SPDX-License-Identifier: GPL-3.0-or-later */
/* icc: reliability of a target x rater table (McGraw & Wong 1996; Shrout & Fleiss
 * 1979). */
#include "base/sample.h"
#include "base/text.h"
#include "stats/numbers/crossed.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/permutations.h"
#include "stats/parts/reliability.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the first measurements that most people have --- */

/* How many measurements a participant has before the first that is missing. */
static size_t first_present(const struct hinge_cells *cells, size_t p)
{
    size_t n = 0;
    while (n < cells->n_cells && cells->count[p * cells->n_cells + n] > 0)
        n++;
    return n;
}

/* A value of each of the first k of everybody who has them; the others are lost. */
static bool measure(struct hinge_analysis *a, const struct hinge_sample *sample,
                    const uint32_t *repeat, size_t n_repeats, struct hinge_icc *icc)
{
    struct hinge_cells cells;
    if (!hinge_pooled_refuse(a, sample, repeat, n_repeats))
        return false;
    hinge_aggregate(a, sample, 0, repeat, n_repeats, &cells);
    icc->lost = hinge_analysis_alloc(a, 2 * cells.n_participants, sizeof *icc->lost);
    icc->lacks = icc->lost + cells.n_participants;
    icc->value = cells.value;
    icc->raters = cells.n_cells;
    icc->all = hinge_analysis_alloc(a, cells.n_participants * cells.n_cells + 1, sizeof *icc->all);
    for (size_t p = 0; p < cells.n_participants; p++) {
        size_t any = 0;
        for (size_t c = 0; c < cells.n_cells; c++)
            any += cells.count[p * cells.n_cells + c] > 0;
        if (any == 0)
            continue;
        icc->uneven = icc->uneven || any < cells.n_cells;
        memcpy(icc->all + icc->n_all++ * cells.n_cells, cells.value + p * cells.n_cells,
               cells.n_cells * sizeof *icc->all);
    }
    size_t most = 0;
    icc->k = 2; /* of the k of which most people have the first k, the largest */
    for (size_t k = 2; k <= cells.n_cells; k++) {
        size_t people = 0;
        for (size_t p = 0; p < cells.n_participants; p++)
            people += first_present(&cells, p) >= k;
        if (people >= most) {
            most = people;
            icc->k = k;
        }
    }
    for (size_t p = 0; p < cells.n_participants; p++) {
        size_t first = first_present(&cells, p), any = first;
        for (size_t c = first; c < cells.n_cells; c++)
            any += cells.count[p * cells.n_cells + c] > 0;
        if (any == 0)
            continue;
        if (first < icc->k) {
            icc->lost[icc->n_lost] = (uint32_t)p;
            icc->lacks[icc->n_lost++] = (uint32_t)first;
            continue;
        }
        memmove(icc->value + icc->n++ * icc->k, cells.value + p * cells.n_cells,
                icc->k * sizeof *icc->value);
    }
    return icc->n >= 3 ||
           hinge_fail_few(a, icc->n, "targets with a value of each measurement", NULL, 3);
}

/* --- intraclass correlations --- */

/* One-way or consistency: single and average of k, from the same F. */
static void find_from_f(const struct hinge_analysis *a, double msr, double below, double df1,
                        double df2, double k, struct hinge_icc_estimate *single,
                        struct hinge_icc_estimate *average)
{
    double none = NAN, f = below > 0 ? msr / below : none, tail = 0.5 + a->level / 2;
    double low = f / hinge_f_quantile(tail, df1, df2);
    double high = f * hinge_f_quantile(tail, df2, df1);
    double one = msr > 0 || below > 0 ? (msr - below) / (msr + (k - 1) * below) : none;
    double mean = msr > 0 ? 1 - below / msr : none;
    double p = hinge_f_p(f, df1, df2);
    *single = (struct hinge_icc_estimate){
        one, f, df1, df2, p, {(low - 1) / (low + k - 1), (high - 1) / (high + k - 1)}};
    *average = (struct hinge_icc_estimate){mean, f, df1, df2, p, {1 - 1 / low, 1 - 1 / high}};
}

/* Absolute agreement, two-way random (McGraw & Wong's A-1 and A-k). */
static void find_agreement(const struct hinge_analysis *a, const struct hinge_two_way *t,
                           struct hinge_icc_estimate *single, struct hinge_icc_estimate *average)
{
    double n = t->n, k = t->k, none = NAN, tail = 0.5 + a->level / 2;
    double msr = t->msr, msc = t->msc, mse = t->mse;
    double df1 = n - 1, df2 = (n - 1) * (k - 1), f = mse > 0 ? msr / mse : none;
    double r = hinge_two_way_icc2(t);
    double rk = (msr - mse) / (msr + (msc - mse) / n);
    double fj = msc / mse, b = n * (1 + (k - 1) * r) - k * r;
    double vn = (k - 1) * (n - 1) * pow(k * r * fj + b, 2);
    double v = vn / ((n - 1) * k * k * r * r * fj * fj + b * b);
    double f1 = hinge_f_quantile(tail, n - 1, v), f2 = hinge_f_quantile(tail, v, n - 1);
    double rest = k * msc + (k * n - k - n) * mse;
    double low = n * (msr - f1 * mse) / (f1 * rest + n * msr);
    double high = n * (f2 * msr - mse) / (rest + n * f2 * msr);
    double p = hinge_f_p(f, df1, df2);
    *single = (struct hinge_icc_estimate){r, f, df1, df2, p, {low, high}};
    const double pole = 1 + (k - 1) * low; /* of a limit below what one measurement can have */
    *average = (struct hinge_icc_estimate){
        rk, f, df1, df2, p, {pole > 0 ? k * low / pole : none, k * high / (1 + (k - 1) * high)}};
}

/* --- error of measurement --- */

static struct hinge_interval mdc_interval(const struct hinge_analysis *a, double variance,
                                          double df)
{
    const double mdc = hinge_mdc_of_sem(sqrt(variance)), tail = (1 - a->level) / 2;
    if (!(variance > 0))
        return (struct hinge_interval){NAN, NAN};
    const double low = mdc * sqrt(df / gsl_cdf_chisq_Qinv(tail, df));
    const double high = mdc * sqrt(df / gsl_cdf_chisq_Pinv(tail, df));
    return (struct hinge_interval){low, high};
}

/* Intervals are chi-square ones of the error variance of n targets by k raters, with df of the
 * error, for agreement by Satterthwaite (1946) from the mean squares of raters (k - 1) and
 * error. */
static struct hinge_measurement_error error_of(const struct hinge_analysis *a,
                                               const struct hinge_two_way *t)
{
    double consistency = hinge_two_way_sem_consistency(t);
    double agreement = hinge_two_way_sem_agreement(t);
    double df_error = (t->n - 1) * (t->k - 1), variance = t->mse, df = df_error;
    if (t->msc > t->mse) {
        double of_error = (t->n - 1) / t->n * t->mse, of_raters = t->msc / t->n;
        variance = of_error + of_raters;
        df = variance * variance /
             (of_error * of_error / df_error + of_raters * of_raters / (t->k - 1));
    }
    struct hinge_interval c = mdc_interval(a, t->mse, df_error), g = mdc_interval(a, variance, df);
    return (struct hinge_measurement_error){consistency,
                                            agreement,
                                            hinge_mdc_of_sem(consistency),
                                            hinge_mdc_of_sem(agreement),
                                            c.low,
                                            c.high,
                                            g.low,
                                            g.high};
}

bool hinge_icc_of(struct hinge_analysis *a, const struct hinge_sample *sample,
                  const uint32_t *repeat, size_t n_repeats, struct hinge_icc *icc)
{
    *icc = (struct hinge_icc){0};
    if (!measure(a, sample, repeat, n_repeats, icc))
        return false;
    struct hinge_two_way *q = &icc->squares;
    hinge_two_way_fill(q, icc->value, icc->n, icc->k,
                       hinge_analysis_alloc(a, icc->n + icc->k, sizeof(double)));
    double n = q->n, k = q->k;
    find_from_f(a, q->msr, q->msw, n - 1, n * (k - 1), k, &icc->of[HINGE_ICC1],
                &icc->of[HINGE_ICC1K]);
    find_agreement(a, q, &icc->of[HINGE_ICC2], &icc->of[HINGE_ICC2K]);
    find_from_f(a, q->msr, q->mse, n - 1, (n - 1) * (k - 1), k, &icc->of[HINGE_ICC3],
                &icc->of[HINGE_ICC3K]);
    icc->error = error_of(a, q);
    return true;
}

/* --- raters of whom some did not measure everybody: a model of all values --- */

#define REML(f)                                                                                    \
    f(NUMBER, icc) f(INTERVAL, ci) f(SIZE, n_targets) f(SIZE, n_raters) f(SIZE, n_values)          \
        f(NUMBER, var_target) f(NUMBER, var_rater) f(NUMBER, var_error) f(NUMBER, sem_agreement)   \
            f(NUMBER, mdc95_agreement) f(NUMBER, criterion)
HINGE_ROW(reml, REML)

enum { LEAST_RESAMPLED = 10 /* targets, below which there is no interval */ };

static double resampled_icc(const void *context, const uint32_t *index, size_t n, double *scratch)
{
    const struct hinge_icc *icc = context;
    const struct hinge_crossed fit = hinge_crossed_fit(icc->all, icc->raters, index, n, scratch);
    return hinge_crossed_icc(&fit);
}

/* "rater r1, r2 and r3"; of many "7 of rater". */
static const char *raters_words(struct hinge_analysis *a, const struct hinge_factor *f, size_t n)
{
    enum { NAMED = 4 };
    struct hinge_text text = {0};
    if (n > NAMED)
        hinge_text_printf(&text, "%zu of %s", n, f->name);
    else
        hinge_text_printf(&text, "%s ", f->name);
    if (n <= NAMED)
        hinge_list_words(&text, f->level, n, " and ");
    return hinge_analysis_label(a, hinge_text_to_arena(&text, &a->arena));
}

static bool add_reml(struct hinge_analysis *a, const struct hinge_icc *icc, const char *raters)
{
    const size_t room = hinge_crossed_room(icc->raters);
    const struct hinge_crossed fit = hinge_crossed_fit(
        icc->all, icc->raters, NULL, icc->n_all, hinge_analysis_alloc(a, room, sizeof(double)));
    const double sem = sqrt(fit.rater + fit.error);
    struct reml r = {.icc = hinge_crossed_icc(&fit),
                     .ci = {NAN, NAN},
                     .n_targets = icc->n_all,
                     .n_raters = icc->raters,
                     .n_values = fit.values,
                     .var_target = fit.target,
                     .var_rater = fit.rater,
                     .var_error = fit.error,
                     .sem_agreement = sem,
                     .mdc95_agreement = hinge_mdc_of_sem(sem),
                     .criterion = fit.criterion};
    const struct hinge_bootstrap_task task = {
        .statistic = resampled_icc, .context = icc, .people = icc->n_all, .scratch_size = room};
    if (icc->n_all >= LEAST_RESAMPLED && !isnan(r.icc) &&
        !hinge_bootstrap_interval(a, &task, &r.ci))
        return false;
    r.ci = hinge_interval_or_none(r.ci);
    HINGE_ADD(a->results, "icc_reml", reml, &r);
    if (isnan(r.icc))
        return true;
    const double n = (double)r.n_targets, values = (double)r.n_values;
    hinge_add_sentence(a, &a->text.apa,
                       "ICC(2,1) = {r}, {c}% CI [{r}, {r}] (REML of {n} values of {n} targets by "
                       "{t}, targets resampled)",
                       r.icc, r.ci.low, r.ci.high, values, n, raters);
    if (isnan(r.ci.low))
        hinge_add_sentence(a, &a->text.plain,
                           "Of the variance {r} is between people (ICC(2,1) of {t}, by a mixed "
                           "model of all {n} values; {n} people, no interval below {n}).",
                           r.icc, raters, values, n, (double)LEAST_RESAMPLED);
    else
        hinge_add_sentence(a, &a->text.plain,
                           "Of the variance {r} is between people (ICC(2,1) of {t}, by a mixed "
                           "model of all {n} values; {c}% CI {r} to {r}; {n} people).",
                           r.icc, raters, values, r.ci.low, r.ci.high, n);
    hinge_add_sentence(a, &a->text.plain,
                       "A change of one person below {o}{w} is within the error of measurement.",
                       r.mdc95_agreement);
    return true;
}

/* --- the analysis --- */

/* What one measurement varies by within a target, in percent of its mean; NaN where a value is
 * 0 or below. */
#define VARIATION(f) f(NUMBER, cv_rms) f(NUMBER, cv_mean) f(NUMBER, cv_log)
HINGE_ROW(variation, VARIATION)

static struct variation variation_of(struct hinge_analysis *a, const struct hinge_icc *t)
{
    double squares = 0, ratios = 0, logs = 0, n = (double)t->n;
    double *log_of = hinge_analysis_alloc(a, t->k, sizeof *log_of);
    for (size_t i = 0; i < t->n; i++) {
        const double *x = t->value + i * t->k;
        double ratio = hinge_stats_sd(x, t->k) / hinge_stats_mean(x, t->k);
        for (size_t j = 0; j < t->k; j++) {
            if (!(x[j] > 0))
                return (struct variation){NAN, NAN, NAN};
            log_of[j] = log(x[j]);
        }
        squares += ratio * ratio;
        ratios += ratio;
        logs += hinge_stats_variance(log_of, t->k);
    }
    return (struct variation){100 * sqrt(squares / n), 100 * ratios / n,
                              100 * sqrt(exp(logs / n) - 1)};
}

static void add(struct hinge_analysis *a, const struct hinge_icc *icc, const struct variation *cv,
                const char *raters, bool modelled)
{
    static const struct {
        const char *name;
        int of;
    } single[] = {{"ICC(1,1)", HINGE_ICC1}, {"ICC(2,1)", HINGE_ICC2}, {"ICC(3,1)", HINGE_ICC3}};
    const struct hinge_icc_estimate *two = &icc->of[HINGE_ICC2];
    const struct hinge_measurement_error *e = &icc->error;
    double n = (double)icc->n;
    for (size_t i = 0; i < 3; i++) {
        const struct hinge_icc_estimate *v = &icc->of[single[i].of];
        if (isfinite(v->icc))
            hinge_add_sentence(a, &a->text.apa, "{t} = {r}, {c}% CI [{r}, {r}], {t}",
                               single[i].name, v->icc, v->ci.low, v->ci.high, raters);
    }
    hinge_add_sentence(a, &a->text.apa, "SEM = {v}{w}, MDC95 = {v}{w} [{v}, {v}]", e->sem_agreement,
                       e->mdc95_agreement, e->mdc95_agreement_low, e->mdc95_agreement_high);
    if (!modelled && isfinite(two->icc) && isfinite(two->ci.low))
        hinge_add_sentence(
            a, &a->text.plain,
            two->icc < 0 ? "People differ no more than measurements of one (ICC(2,1) {r}, of {t}; "
                           "{c}% CI {r} to {r}; {n} people)."
                         : "Of the variance {r} is between people (ICC(2,1) of {t}; {c}% CI {r} to "
                           "{r}; {n} people).",
            two->icc, raters, two->ci.low, two->ci.high, n);
    if (!modelled && e->mdc95_agreement > 0)
        hinge_add_sentence(
            a, &a->text.plain,
            "A change of one person below {v}{w} ({c}% CI {v} to {v}) is within the error of "
            "measurement.",
            e->mdc95_agreement, e->mdc95_agreement_low, e->mdc95_agreement_high);
    if (isnan(cv->cv_rms))
        return;
    hinge_add_sentence(a, &a->text.apa, "within-person CV = {2}% (root mean square, {n} people)",
                       cv->cv_rms, n);
    hinge_add_sentence(a, &a->text.plain,
                       "Measurements of one person vary by {2} % (coefficient of variation).",
                       cv->cv_rms);
}

static void run(struct hinge_analysis *a)
{
    static const char *const keys[] = {"ICC1", "ICC1k", "ICC2", "ICC2k", "ICC3", "ICC3k"};
    struct hinge_columns columns = {0};
    struct hinge_sample sample;
    struct hinge_icc icc;
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    columns.participant = a->ask.target;
    hinge_columns_participant(a, &columns);
    hinge_columns_factor(
        &columns, hinge_ask_needs(a, "rater", a->ask.rater.n > 0 ? a->ask.rater.name[0] : NULL));
    hinge_columns_means(a, &columns);
    if (!hinge_sample_gather(a, &columns, &sample))
        return;
    const struct hinge_factor *f = &sample.factor[0];
    if (!hinge_factor_compares(a, f) || !hinge_icc_of(a, &sample, f->code, f->n_levels, &icc))
        return;
    char what[64];
    snprintf(what, sizeof what, "of each of the first %zu", icc.k);
    /* visits are the same for everybody; of a rater who saw some alone the values count */
    const bool modelled =
        icc.uneven && !hinge_listed("session|trial|rep|visit|stage|day|date", '|', f->name);
    for (size_t i = 0; i < icc.n_lost && !modelled; i++)
        hinge_exclude(&sample.excluded, icc.lost[i], "has no value of %s %s", f->name,
                      f->level[icc.lacks[i]]);
    hinge_warn_incomplete(a, &sample, icc.lost, icc.n_lost, what, NULL, false);
    hinge_sample_report(a, &sample);
    if (icc.squares.mse == 0)
        hinge_warn_constant(
            a,
            icc.squares.msc == 0 ? "all measurements of a target are equal"
                                 : "all targets differ by the same amounts",
            NULL,
            "an ICC of 1 means that values were copied or rounded, not that there is no error");
    const struct variation cv = variation_of(a, &icc);
    const struct hinge_two_way *q = &icc.squares;
    hinge_add_count(a->results, "n_targets", icc.n);
    hinge_add_count(a->results, "n_raters", icc.k);
    if (modelled && !add_reml(a, &icc, raters_words(a, f, icc.raters)))
        return;
    json_t *all = hinge_add_object(a->results, "icc");
    for (size_t i = 0; i < HINGE_ICC_COUNT; i++)
        HINGE_ADD(all, keys[i], hinge_icc_estimate, &icc.of[i]);
    HINGE_ADD(a->results, NULL, hinge_measurement_error, &icc.error);
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "anova"), {"msr", q->msr}, {"msc", q->msc},
                      {"mse", q->mse}, {"msw", q->msw});
    HINGE_ADD(a->results, NULL, variation, &cv);
    add(a, &icc, &cv, raters_words(a, f, icc.k), modelled);
}

const struct hinge_statistic hinge_statistic_icc = {
    .id = "icc",
    .title = "Reliability",
    .details = "Intraclass correlations ICC(1), ICC(2,1), ICC(3,1) and of the mean of k "
               "measurements, with intervals; standard error of measurement, minimal detectable "
               "change and, for values above 0, three coefficients of variation within a person: "
               "root mean square, mean, and from logarithms. If some raters did not measure "
               "everybody, icc_reml is ICC(2,1) of all values by a mixed model (REML), with an "
               "interval by resampling targets, from 10 on. Visits (session, trial and such) are "
               "compared in those who have them.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_OUTCOME | HINGE_STATS_REDUCES,
    .options = (const char *const[]){"outcome", "target", "participant", "rater", "trial",
                                     "aggregate", "weight", "numerator", "denominator", "ratios",
                                     "circular", "bootstrap", NULL},
    .main_table = "icc_reml|icc",
    .run = run,
    .example_request = "{\"analysis\": \"icc\", \"outcome\": \"angle\", \"target\": "
                       "\"participant\", \"rater\": \"session\"}",
    .example_data = "participant,session,angle\nP1,a,40\nP1,b,42\nP2,a,35\nP2,b,36\nP3,a,50"
                    "\nP3,b,47\nP4,a,44\nP4,b,45\n"};
