/* SPDX-License-Identifier: GPL-3.0-or-later */
/* icc: reliability of a target x rater table, by its mean squares and by REML. */
#include "stats/numbers/numbers.h"
#include "stats/parts/reliability.h"
#include "stats/run/analysis.h"

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
    hinge_add_sentence(a, &a->text.apa, "SEM = {m}{w}, MDC95 = {m}{w} [{v}, {v}]", e->sem_agreement,
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
    hinge_warn_incomplete(a, &sample, icc.lost, icc.n_lost, what, NULL);
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
    if (hinge_listed("session|visit|stage|day|date", '|', f->name)) {
        static const char nothing[] =
            "All of this is error of measurement if nothing happened between the sessions.";
        hinge_add_sentence(a, &a->text.plain, nothing);
        hinge_add_sentence(a, &a->text.apa, nothing);
    }
}

const struct hinge_analysis_kind hinge_analysis_kind_icc = {
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
