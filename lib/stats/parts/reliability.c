/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a value repeats: mean squares, intraclass correlations (McGraw & Wong 1996; Shrout &
 * Fleiss 1979), and the MDC that the data tell themselves. */
#include "stats/parts/reliability.h"

#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

/* --- Two-way mean squares, and reliability from them. --- */

void hinge_two_way_fill(struct hinge_two_way *t, const double *value, size_t n, size_t k,
                        double *scratch)
{
    double *row = scratch, *column = row + n, origin = value[0];
    double grand = hinge_stats_mean_about(value, n * k, origin);
    double ssr = 0, ssc = 0, sse = 0, size = fabs(origin + grand);
    memset(column, 0, k * sizeof *column);
    *t = (struct hinge_two_way){.n = (double)n, .k = (double)k};
    for (size_t i = 0; i < n; i++) {
        row[i] = hinge_stats_mean_about(value + i * k, k, origin) - grand;
        ssr += t->k * row[i] * row[i];
        for (size_t j = 0; j < k; j++)
            column[j] += (value[i * k + j] - origin - grand) / t->n;
    }
    for (size_t j = 0; j < k; j++)
        ssc += t->n * column[j] * column[j];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++) {
            double e = value[i * k + j] - origin - grand - row[i] - column[j];
            sse += e * e;
        }
    if (hinge_is_rounding(sqrt(sse / (t->n * t->k)), size, size))
        sse = 0;
    if (hinge_is_rounding(sqrt(ssc / (t->n * t->k)), size, size))
        ssc = 0;
    t->msr = ssr / (t->n - 1);
    t->msc = ssc / (t->k - 1);
    t->mse = sse / ((t->n - 1) * (t->k - 1));
    t->msw = (ssc + sse) / (t->n * (t->k - 1));
}

double hinge_two_way_icc2(const struct hinge_two_way *t)
{
    return (t->msr - t->mse) / (t->msr + (t->k - 1) * t->mse + t->k * (t->msc - t->mse) / t->n);
}

double hinge_two_way_sem_agreement(const struct hinge_two_way *t)
{
    return sqrt(fmax(0, (t->msc - t->mse) / t->n) + t->mse);
}

double hinge_mdc_of_sem(double sem)
{
    return 1.96 * sqrt(2) * sem;
}

double hinge_mdc_of_twice(const double *value, size_t n, double *scratch)
{
    struct hinge_two_way table;
    if (n < strtoul(hinge_stats_option_find("mdc_min_people")->standard, NULL, 10))
        return (double)NAN;
    hinge_two_way_fill(&table, value, n, 2, scratch);
    return hinge_mdc_of_sem(hinge_two_way_sem_agreement(&table));
}

/* --- the first measurements that most people have --- */

/* How many measurements a participant has before the first that is missing. */
static size_t first_present(const struct hinge_cells *cells, size_t p)
{
    size_t n = 0;
    while (n < cells->n_cells && cells->count[p * cells->n_cells + n] > 0)
        n++;
    return n;
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
    if (!(variance > 0))
        return (struct hinge_interval){NAN, NAN};
    return hinge_sd_interval(hinge_mdc_of_sem(sqrt(variance)), df, a->level);
}

bool hinge_icc_of(struct hinge_analysis *a, const struct hinge_sample *sample,
                  const uint32_t *repeat, size_t n_repeats, struct hinge_icc *icc)
{
    *icc = (struct hinge_icc){0};
    /* A value of each of the first k of everybody who has them; the others are lost. */
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
    if (!(icc->n >= 3 ||
          hinge_fail_few(a, icc->n, "targets with a value of each measurement", NULL, 3)))
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
    /* Intervals are chi-square ones of the error variance of n targets by k raters, with df of the
     * error, for agreement by Satterthwaite (1946) from the mean squares of raters (k - 1) and
     * error. */
    double consistency = sqrt(q->mse);
    double agreement = hinge_two_way_sem_agreement(q);
    double df_error = (q->n - 1) * (q->k - 1), variance = q->mse, df = df_error;
    if (q->msc > q->mse) {
        double of_error = (q->n - 1) / q->n * q->mse, of_raters = q->msc / q->n;
        variance = of_error + of_raters;
        df = variance * variance /
             (of_error * of_error / df_error + of_raters * of_raters / (q->k - 1));
    }
    struct hinge_interval c = mdc_interval(a, q->mse, df_error), g = mdc_interval(a, variance, df);
    icc->error = (struct hinge_measurement_error){consistency,
                                                  agreement,
                                                  hinge_mdc_of_sem(consistency),
                                                  hinge_mdc_of_sem(agreement),
                                                  c.low,
                                                  c.high,
                                                  g.low,
                                                  g.high};
    return true;
}

/* --- mdc = auto: which rows measure the baseline again, and icc on them. --- */

/* A row under the baseline and the label of the repeat it is from. */
struct visit {
    uint32_t participant, session, repeat;
    size_t at;     /* row of the sample */
    size_t number; /* of the repeat, from 1, within the participant */
};

struct visits {
    const struct hinge_sample *sample;
    struct visit *visit;
    size_t n;
    size_t people; /* with two repeats or more */
    size_t most;
    size_t session, trial; /* columns of the table, SIZE_MAX when absent */
};

/* --- rows --- */

/* Codes of a column for the visits. */
static const uint32_t *label_visits(struct hinge_analysis *a, const struct visits *v, size_t column)
{
    size_t *row = hinge_analysis_alloc(a, v->n, sizeof *row);
    for (size_t i = 0; i < v->n; i++)
        row[i] = v->sample->row[v->visit[i].at];
    return hinge_column_labels(a, column, row, v->n, HINGE_BY_BYTES).code;
}

/* --- repeats --- */

static int compare_visits(const void *left, const void *right)
{
    const struct visit *a = left, *b = right;
    int by_person = hinge_compare_sizes(a->participant, b->participant);
    int by_repeat = hinge_compare_sizes(a->repeat, b->repeat);
    return by_person != 0   ? by_person
           : by_repeat != 0 ? by_repeat
                            : hinge_compare_sizes(a->at, b->at);
}

/* Numbers the repeats of everybody from 1: labels may be a person's own, or go on
 * counting through conditions that people did in different orders. */
static void count_repeats(struct visits *v)
{
    qsort(v->visit, v->n, sizeof *v->visit, compare_visits);
    for (size_t from = 0, to = 0; from < v->n; from = to) {
        size_t number = 0;
        uint32_t last = HINGE_NO_LEVEL;
        for (; to < v->n && v->visit[to].participant == v->visit[from].participant; to++) {
            struct visit *visit = &v->visit[to];
            bool counts = visit->repeat != HINGE_NO_LEVEL;
            number += counts && visit->repeat != last;
            last = visit->repeat;
            visit->number = counts ? number : 0;
        }
        for (size_t i = from; number < 2 && i < to; i++)
            v->visit[i].number = 0; /* measured once: says nothing of reliability */
        v->people += number >= 2;
        v->most = number >= 2 && number > v->most ? number : v->most;
    }
}

/* --- icc --- */

/* Every repeat counts, whatever is asked of a condition. */
static bool run_icc(struct hinge_analysis *a, const struct visits *v, struct hinge_repeats *r)
{
    struct hinge_analysis inner = hinge_inner(a);
    struct hinge_icc icc;
    inner.rule = (struct hinge_people_rule){0, 0};
    inner.level = 0.95;
    /* The rows of the sample that are repeats; `repeat` is the number of each, from 0. */
    struct hinge_sample sample = *v->sample;
    size_t *number = hinge_analysis_alloc(&inner, sample.n, sizeof *number),
           *kept = hinge_analysis_alloc(&inner, sample.n, sizeof *kept), n = 0;
    uint32_t *repeat = hinge_analysis_alloc(&inner, sample.n, sizeof *repeat);
    for (size_t i = 0; i < v->n; i++)
        number[v->visit[i].at] = v->visit[i].number;
    for (size_t i = 0; i < sample.n; i++)
        if (number[i] > 0) {
            repeat[n] = (uint32_t)number[i] - 1;
            kept[n++] = i;
        }
    hinge_sample_keep(&inner, &sample, kept, n);
    sample.n = sample.n_all = n;
    if (hinge_icc_of(&inner, &sample, repeat, v->most, &icc)) {
        r->n_participants = icc.n;
        r->n_repeats = icc.k;
        r->icc = icc.of[HINGE_ICC2].icc;
        r->sem = icc.error.sem_agreement;
        r->mdc = icc.error.mdc95_agreement;
        r->mdc_low = icc.error.mdc95_agreement_low;
        r->mdc_high = icc.error.mdc95_agreement_high;
    }
    a->failed = inner.failed;
    a->code = inner.code;
    a->error = inner.error;
    hinge_inner_end(&inner);
    return !a->failed;
}

/* --- the whole --- */

bool hinge_repeats_mdc(struct hinge_analysis *a, const struct hinge_pairs *p,
                       struct hinge_repeats *r)
{
    *r = (struct hinge_repeats){.unit = "sessions",
                                .condition = p->sample.factor[0].level[p->second]};
    /* The used rows under the baseline. */
    const struct hinge_sample *s = &p->sample;
    long session = hinge_table_find(a->table, "session");
    /* Trials are those of a recording's own number where there is one: a results file is nested by
     * file, which differs between tasks too. */
    const char *given = a->ask.trial;
    long usual = hinge_table_find(a->table, "trial");
    bool named = given != NULL && (strcmp(given, "file") != 0 || usual < 0);
    long at = named ? hinge_table_find(a->table, given) : usual;
    struct visits v = {.sample = s,
                       .visit = hinge_analysis_alloc(a, s->n, sizeof *v.visit),
                       .session = session >= 0 ? (size_t)session : SIZE_MAX,
                       .trial = at >= 0 ? (size_t)at : SIZE_MAX};
    for (size_t i = 0; i < s->n; i++)
        if (s->factor[0].code[i] == p->second)
            v.visit[v.n++] = (struct visit){.participant = s->participant[i], .at = i};
    const uint32_t *code = v.session != SIZE_MAX ? label_visits(a, &v, v.session) : NULL;
    for (size_t i = 0; i < v.n; i++)
        v.visit[i].session = code != NULL ? code[i] : 0;
    size_t fewest = (size_t)a->ask.mdc_min_people;
    /* of results, sessions count between which nothing happened; a CSV says nothing of this */
    const bool results = hinge_table_find(a->table, "in_groups") >= 0;
    for (size_t i = 0; i < v.n; i++) {
        const bool counts = v.session != SIZE_MAX &&
                            (!results || hinge_is_retest(a->table, p->sample.row[v.visit[i].at]));
        v.visit[i].repeat = counts ? v.visit[i].session : HINGE_NO_LEVEL;
    }
    count_repeats(&v);
    size_t column = v.session, with_sessions = v.people;
    const bool trials = v.people < fewest;
    if (trials) {
        r->unit = "trials";
        column = v.trial;
        v.people = 0;
    }
    if (trials && v.trial != SIZE_MAX) { /* of each one's first session alone */
        code = label_visits(a, &v, v.trial);
        uint32_t *first = hinge_analysis_alloc(a, s->n_participants, sizeof *first);
        for (size_t i = 0; i < s->n_participants; i++)
            first[i] = HINGE_NO_LEVEL;
        for (size_t i = 0; i < v.n; i++) {
            uint32_t *least = &first[v.visit[i].participant];
            *least = v.visit[i].session < *least ? v.visit[i].session : *least;
        }
        for (size_t i = 0; i < v.n; i++) {
            bool kept = v.visit[i].session == first[v.visit[i].participant];
            v.visit[i].repeat = kept ? code[i] : HINGE_NO_LEVEL;
        }
        count_repeats(&v);
    }
    if (v.people < fewest)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_FEW,
            "mdc auto: under '%s' %zu %s 2 or more trials in a session, %zu %s 2 or more "
            "sessions%s, at least %zu are needed. %sGive --mdc NUMBER or --mdc FILE (the JSON "
            "result of icc), or ask for fewer with --mdc-min-people",
            r->condition, v.people, v.people == 1 ? "has" : "have", with_sessions,
            with_sessions == 1 ? "has" : "have", results ? " between which nothing happened" : "",
            fewest, results ? "Name such sessions under [ingest] (" HINGE_RETEST_KEY "). " : "");
    r->column = a->table->column[column].name;
    if (!run_icc(a, &v, r))
        return false;
    if (trials)
        hinge_analysis_warn(
            a, NULL, HINGE_W_MDC_WITHIN_SESSION,
            "%.4g, of %zu participants under '%s'; between sessions change is larger", r->mdc,
            r->n_participants, r->condition);
    if (!(r->mdc > 0))
        hinge_analysis_warn(a, NULL, HINGE_W_ZERO_VARIANCE,
                            "the %s of every participant under '%s' are equal, so any change is "
                            "beyond a minimal detectable change of 0",
                            r->unit, r->condition);
    return true;
}
