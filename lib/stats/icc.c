/* SPDX-License-Identifier: GPL-3.0-or-later */
/* icc: reliability of a target x rater table (McGraw & Wong 1996; Shrout & Fleiss
 * 1979). */
#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/parts/reliability.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- interval of the minimal detectable change --- */

static void put_mdc(struct hinge_analysis *a, json_t *object, const char *low_key,
                    const char *high_key, double variance, double df)
{
    const double mdc = 1.96 * sqrt(2) * sqrt(variance), none = NAN;
    const double tail = (1 - a->level) / 2;
    bool defined = df > 0 && variance > 0;
    HINGE_PUT_NUMBERS(object,
                      {low_key, defined ? mdc * sqrt(df / gsl_cdf_chisq_Qinv(tail, df)) : none},
                      {high_key, defined ? mdc * sqrt(df / gsl_cdf_chisq_Pinv(tail, df)) : none});
}

/* Writes mdc95_consistency_low/_high and mdc95_agreement_low/_high beside the
 * estimates: chi-square intervals of the error variance of n targets by k raters, with
 * df of the error, for agreement by Satterthwaite (1946) from the mean squares of
 * raters (k - 1) and error. */
static void put_mdc_interval(struct hinge_analysis *a, json_t *object, double n, double k,
                             double msc, double mse, double df_error)
{
    double variance = mse, df = df_error;
    if (msc > mse) {
        double of_error = (n - 1) / n * mse, of_raters = msc / n;
        variance = of_error + of_raters;
        df = variance * variance /
             (of_error * of_error / df_error + of_raters * of_raters / (k - 1));
    }
    put_mdc(a, object, "mdc95_consistency_low", "mdc95_consistency_high", mse, df_error);
    put_mdc(a, object, "mdc95_agreement_low", "mdc95_agreement_high", variance, df);
}

/* --- the analysis --- */

struct table {
    struct hinge_sample sample;
    size_t n, k;
    double *value; /* n x k, complete */
    struct hinge_two_way squares;
};

/* How many measurements a participant has before the first that is missing. */
static size_t first_present(const struct hinge_cells *cells, size_t p)
{
    size_t n = 0;
    while (n < cells->n_cells && cells->count[p * cells->n_cells + n] > 0)
        n++;
    return n;
}

/* The k >= 2 of which most people have the first k; among equals the largest. */
static size_t most_first(const struct hinge_cells *cells)
{
    size_t best = 2, most = 0;
    for (size_t k = 2; k <= cells->n_cells; k++) {
        size_t people = 0;
        for (size_t p = 0; p < cells->n_participants; p++)
            people += first_present(cells, p) >= k;
        if (people > 0 && people >= most) {
            most = people;
            best = k;
        }
    }
    return best;
}

static bool gather(struct hinge_analysis *a, struct table *t)
{
    struct hinge_columns columns = {0};
    hinge_columns_number(&columns, HINGE_NEED(a, outcome));
    columns.participant = a->ask.target;
    hinge_columns_participant(a, &columns);
    hinge_columns_factor(&columns, HINGE_NEED(a, rater));
    hinge_columns_means(a, &columns);
    if (!hinge_sample_gather(a, &columns, &t->sample))
        return false;
    const struct hinge_factor *f = &t->sample.factor[0];
    if (!hinge_factor_compares(a, f))
        return false;
    struct hinge_cells cells;
    if (!hinge_pooled_refuse(a, &t->sample, f->code, f->n_levels))
        return false;
    if (!hinge_aggregate(a, &t->sample, 0, f->code, f->n_levels, &cells))
        return false;
    uint32_t *lost = hinge_analysis_alloc(a, cells.n_participants, sizeof *lost);
    size_t n_lost = 0;
    t->value = cells.value;
    t->k = most_first(&cells);
    for (size_t p = 0; p < cells.n_participants; p++) {
        size_t first = first_present(&cells, p), any = first;
        for (size_t c = first; c < cells.n_cells; c++)
            any += cells.count[p * cells.n_cells + c] > 0;
        if (any == 0)
            continue;
        if (first < t->k) {
            lost[n_lost++] = (uint32_t)p;
            hinge_exclude(&t->sample.excluded, p, "has no value of %s %s", f->name,
                          f->level[first]);
            continue;
        }
        memmove(t->value + t->n++ * t->k, cells.value + p * cells.n_cells, t->k * sizeof *t->value);
    }
    if (t->n < 3)
        return hinge_analysis_fail(a, HINGE_E_TOO_FEW,
                                   "%zu target(s) have a value of each of the first "
                                   "%zu; at least 3 are needed",
                                   t->n, t->k);
    char what[64];
    snprintf(what, sizeof what, "a value of each of the first %zu", t->k);
    hinge_warn_incomplete(a, &t->sample, lost, n_lost, what, false);
    return true;
}

struct icc {
    double icc, f, df1, df2, low, high;
};

static void put_icc(json_t *parent, const char *key, struct icc v)
{
    HINGE_PUT_NUMBERS(hinge_put_object(parent, key), {"icc", v.icc}, {"F", v.f}, {"df1", v.df1},
                      {"df2", v.df2}, {"p", hinge_f_p(v.f, v.df1, v.df2)}, {"ci_low", v.low},
                      {"ci_high", v.high});
}

/* One-way or consistency: single and average of k, from the same F. */
static void put_from_f(struct hinge_analysis *a, json_t *parent, const char *single,
                       const char *average, double msr, double below, double df1, double df2,
                       double k)
{
    double none = NAN, f = below > 0 ? msr / below : none, tail = 0.5 + a->level / 2;
    double low = f / hinge_f_quantile(tail, df1, df2);
    double high = f * hinge_f_quantile(tail, df2, df1);
    double one = msr > 0 || below > 0 ? (msr - below) / (msr + (k - 1) * below) : none;
    double mean = msr > 0 ? 1 - below / msr : none;
    put_icc(parent, single,
            (struct icc){one, f, df1, df2, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)});
    put_icc(parent, average, (struct icc){mean, f, df1, df2, 1 - 1 / low, 1 - 1 / high});
}

/* Absolute agreement, two-way random (McGraw & Wong's A-1 and A-k). */
static void put_agreement(struct hinge_analysis *a, json_t *parent, const struct table *t)
{
    double n = (double)t->n, k = (double)t->k, none = NAN, tail = 0.5 + a->level / 2;
    double msr = t->squares.msr, msc = t->squares.msc, mse = t->squares.mse;
    double df1 = n - 1, df2 = (n - 1) * (k - 1), f = mse > 0 ? msr / mse : none;
    double r = hinge_two_way_icc2(&t->squares);
    double rk = (msr - mse) / (msr + (msc - mse) / n);
    double fj = msc / mse, b = n * (1 + (k - 1) * r) - k * r;
    double vn = (k - 1) * (n - 1) * pow(k * r * fj + b, 2);
    double v = vn / ((n - 1) * k * k * r * r * fj * fj + b * b);
    double f1 = hinge_f_quantile(tail, n - 1, v), f2 = hinge_f_quantile(tail, v, n - 1);
    double rest = k * msc + (k * n - k - n) * mse;
    double low = n * (msr - f1 * mse) / (f1 * rest + n * msr);
    double high = n * (f2 * msr - mse) / (rest + n * f2 * msr);
    put_icc(parent, "ICC2", (struct icc){r, f, df1, df2, low, high});
    put_icc(parent, "ICC2k",
            (struct icc){rk, f, df1, df2, k * low / (1 + (k - 1) * low),
                         k * high / (1 + (k - 1) * high)});
}

static void put_error(struct hinge_analysis *a, const struct table *t)
{
    const struct hinge_two_way *squares = &t->squares;
    double consistency = hinge_two_way_sem_consistency(squares);
    double agreement = hinge_two_way_sem_agreement(squares), unit = 1.96 * sqrt(2);
    HINGE_PUT_NUMBERS(a->results, {"sem_consistency", consistency}, {"sem_agreement", agreement},
                      {"mdc95_consistency", unit * consistency},
                      {"mdc95_agreement", unit * agreement});
    put_mdc_interval(a, a->results, squares->n, squares->k, squares->msc, squares->mse,
                     (squares->n - 1) * (squares->k - 1));
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, "anova"), {"msr", squares->msr},
                      {"msc", squares->msc}, {"mse", squares->mse}, {"msw", squares->msw});
}

/* What one measurement varies by within a target, in percent of its mean; empty where a
 * value is 0 or below. */
static void put_cv(struct hinge_analysis *a, const struct table *t)
{
    double squares = 0, ratios = 0, logs = 0, n = (double)t->n, none = NAN;
    bool positive = true;
    double *log_of = hinge_analysis_alloc(a, t->k, sizeof *log_of);
    for (size_t i = 0; i < t->n; i++) {
        const double *x = t->value + i * t->k;
        double ratio = hinge_stats_sd(x, t->k) / hinge_stats_mean(x, t->k);
        for (size_t j = 0; j < t->k; j++) {
            positive = positive && x[j] > 0;
            log_of[j] = log(x[j]);
        }
        squares += ratio * ratio;
        ratios += ratio;
        logs += hinge_stats_variance(log_of, t->k);
    }
    HINGE_PUT_NUMBERS(a->results, {"cv_rms", positive ? 100 * sqrt(squares / n) : none},
                      {"cv_mean", positive ? 100 * ratios / n : none},
                      {"cv_log", positive ? 100 * sqrt(exp(logs / n) - 1) : none});
}

static bool run(struct hinge_analysis *a)
{
    struct table t = {0};
    if (!gather(a, &t))
        return false;
    hinge_sample_report(a, &t.sample);
    hinge_put_count(a->results, "n_targets", t.n);
    hinge_put_count(a->results, "n_raters", t.k);
    double *scratch = hinge_analysis_alloc(a, t.n + t.k, sizeof *scratch);
    const struct hinge_two_way *q = &t.squares;
    hinge_two_way_fill(&t.squares, t.value, t.n, t.k, scratch);
    if (q->mse == 0)
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "%s: an ICC of 1 means that values were copied or rounded, "
                            "not that there is no error",
                            q->msc == 0 ? "all measurements of a target are equal"
                                        : "all targets differ by the same amounts");
    json_t *icc = hinge_put_object(a->results, "icc");
    double n = q->n, k = q->k;
    put_from_f(a, icc, "ICC1", "ICC1k", q->msr, q->msw, n - 1, n * (k - 1), k);
    put_agreement(a, icc, &t);
    put_from_f(a, icc, "ICC3", "ICC3k", q->msr, q->mse, n - 1, (n - 1) * (k - 1), k);
    put_error(a, &t);
    put_cv(a, &t);
    return true;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("icc/ICC1", "ICC(1,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("icc/ICC2", "ICC(2,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("icc/ICC3", "ICC(3,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("", "SEM = {sem_agreement:x!}{:u}, MDC95 = {mdc95_agreement:x}{:u} "
                  "[{mdc95_agreement_low:x}, {mdc95_agreement_high:x}]"),
    HINGE_SAY("", "CV = {cv_rms:2!}% (root mean square of {n_targets:n} people)"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("icc/ICC2", "Of the variance {icc:r!} is between people (ICC(2,1), {:c}% CI "
                          "{ci_low:r!} to {ci_high:r}; {/n_targets:n} people)."),
    HINGE_SAY("", "A change of one person below {mdc95_agreement:x+}{:u} is within the error of "
                  "measurement."),
    HINGE_SAY("", "Measurements of one person vary by {cv_rms:2!} % (coefficient of variation)."),
    HINGE_SAY_END};

static const char *const options[] = {"outcome",   "outcomes",    "target",    "participant",
                                      "rater",     "trial",       "aggregate", "weight",
                                      "numerator", "denominator", "ratios",    "circular",
                                      NULL};

const struct hinge_statistic hinge_statistic_icc = {
    .id = "icc",
    .title = "Reliability",
    .details = "Intraclass correlations ICC(1), ICC(2,1), ICC(3,1) and of the mean of k "
               "measurements, with intervals; standard error of measurement, minimal "
               "detectable change and coefficients of variation of one measurement within a "
               "person (root mean square, mean, from logarithms; for values above 0).",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "",
    .main_table = "icc",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"icc\", \"outcome\": \"angle\", \"target\": "
                       "\"participant\", \"rater\": \"session\"}",
    .example_data = "participant,session,angle\nP1,a,40\nP1,b,42\nP2,a,35\nP2,b,36\nP3,a,50"
                    "\nP3,b,47\nP4,a,44\nP4,b,45\n"};
