/* SPDX-License-Identifier: GPL-3.0-or-later */
/* curve_agreement: how alike a person's curves are, within a session and between
 * sessions: CMC (Kadaba et al. 1989), and ICC, SEM and MDC node by node. */
#include "stats/curves/waves.h"
#include "stats/parts/reliability.h"
#include "stats/run/analysis.h"

struct study {
    struct hinge_curves curves;
    size_t people, sessions, nodes;
    const char *session;      /* column, NULL: one session */
    double *mean;             /* [(person * sessions + session) * nodes + node] */
    double *nested;           /* likewise, mean of trials' mean curves */
    double *level;            /* of all nodes and curves of a person and session */
    size_t *count;            /* curves of a person and session */
    double *within, *between; /* CMC of each person */
    double n_within, median;  /* people with a CMC within sessions, its median */
};

static void average(struct hinge_analysis *a, struct study *s)
{
    size_t slots = s->people * s->sessions, q = s->nodes;
    s->mean = hinge_analysis_alloc(a, slots * q, sizeof *s->mean);
    s->level = hinge_analysis_alloc(a, slots + 2 * s->people, sizeof *s->level);
    s->count = hinge_analysis_alloc(a, slots, sizeof *s->count);
    s->within = s->level + slots;
    s->between = s->within + s->people;
    for (size_t i = 0; i < s->curves.n; i++) {
        size_t slot = s->curves.who[i] * s->sessions + s->curves.cell[i];
        s->count[slot]++;
        for (size_t n = 0; n < q; n++)
            s->mean[slot * q + n] += s->curves.y[i * q + n];
    }
    for (size_t slot = 0; slot < slots; slot++)
        for (size_t n = 0; n < q && s->count[slot] > 0; n++) {
            s->mean[slot * q + n] /= (double)s->count[slot];
            s->level[slot] += s->mean[slot * q + n] / (double)q;
        }
}

static double squares_about(const struct study *s, size_t person, size_t session,
                            const double *curve, double level)
{
    double sum = 0;
    for (size_t i = 0; i < s->curves.n; i++) {
        if (s->curves.who[i] != person || s->curves.cell[i] != session)
            continue;
        for (size_t n = 0; n < s->nodes; n++) {
            double d = s->curves.y[i * s->nodes + n] - (curve != NULL ? curve[n] : level);
            sum += d * d;
        }
    }
    return sum;
}

static double cmc(double error, double all)
{
    return all > 0 && error <= all ? sqrt(1 - error / all) : (double)NAN;
}

/* Mean curve and mean of each session; NaN when a session has one curve only. */
static double cmc_within(const struct study *s, size_t person)
{
    double error = 0, all = 0, free_error = 0, free_all = 0, t = (double)s->nodes;
    for (size_t d = 0; d < s->sessions; d++) {
        size_t slot = person * s->sessions + d;
        double n = (double)s->count[slot];
        if (n == 0)
            continue;
        if (n < 2)
            return NAN;
        error += squares_about(s, person, d, s->mean + slot * s->nodes, 0);
        all += squares_about(s, person, d, NULL, s->level[slot]);
        free_error += t * (n - 1);
        free_all += n * t - 1;
    }
    return cmc(error / free_error, all / free_all);
}

/* One mean curve and one mean of all sessions; curve is scratch. */
static double cmc_between(const struct study *s, size_t person, double *curve)
{
    double total = 0, level = 0, error = 0, all = 0, t = (double)s->nodes;
    size_t sessions = 0;
    memset(curve, 0, s->nodes * sizeof *curve);
    for (size_t d = 0; d < s->sessions; d++) {
        size_t slot = person * s->sessions + d;
        double n = (double)s->count[slot];
        sessions += n > 0;
        total += n;
        for (size_t q = 0; q < s->nodes; q++)
            curve[q] += n * s->mean[slot * s->nodes + q];
    }
    if (sessions < 2)
        return NAN;
    for (size_t q = 0; q < s->nodes; q++) {
        curve[q] /= total;
        level += curve[q] / t;
    }
    for (size_t d = 0; d < s->sessions; d++) {
        error += squares_about(s, person, d, curve, 0);
        all += squares_about(s, person, d, NULL, level);
    }
    return cmc(error / (t * (total - 1)), all / (total * t - 1));
}

#define SUMMARY(f) f(SIZE, n) f(SIZE, n_undefined) f(NUMBER, mean) f(NUMBER, median) f(NUMBER, min)
HINGE_ROW(summary, SUMMARY)

static struct summary add_summary(json_t *parent, const char *key, const double *value,
                                  const bool *present, size_t people, double *sorted)
{
    size_t n = 0, all = 0;
    for (size_t p = 0; p < people; p++) {
        all += present[p];
        if (present[p] && !isnan(value[p]))
            sorted[n++] = value[p];
    }
    hinge_sort(sorted, n);
    const double none = NAN;
    const struct summary of = {n, all - n, n > 0 ? hinge_stats_mean(sorted, n) : none,
                               hinge_median_sorted(sorted, n), n > 0 ? sorted[0] : none};
    HINGE_ADD(parent, key, summary, &of);
    return of;
}

/* --- node by node --- */

static bool add_nodes(struct hinge_analysis *a, struct study *s)
{
    static const char *const key[] = {
        "icc2", "icc3", "sem_agreement", "sem_consistency", "mdc95_agreement", "mdc95_consistency"};
    uint32_t *who = hinge_analysis_alloc(a, s->people, sizeof *who);
    size_t n = 0, k = s->sessions;
    /* People with a curve in every session. */
    uint32_t *lost = hinge_analysis_alloc(a, s->people, sizeof *lost);
    size_t n_lost = 0;
    for (size_t p = 0; p < s->people; p++) {
        size_t present = 0;
        for (size_t d = 0; d < s->sessions; d++)
            present += s->count[p * s->sessions + d] > 0;
        if (present == s->sessions)
            who[n++] = (uint32_t)p;
        else if (present > 0)
            lost[n_lost++] = (uint32_t)p;
    }
    hinge_warn_incomplete(a, &s->curves.sample, lost, n_lost, "in a session",
                          s->session != NULL ? &s->curves.sample.factor[0] : NULL);
    if (n < 3)
        return hinge_fail_few(a, n, "with curves in all sessions", NULL, 3);
    double *table = hinge_analysis_alloc(a, n * k + n + k, sizeof *table);
    json_t *nodes = hinge_add_object(a->results, "nodes"), *list[6];
    for (size_t i = 0; i < 6; i++)
        list[i] = hinge_add_list(nodes, key[i]);
    double sum = 0, most = 0, icc = 0, least = HUGE_VAL;
    for (size_t q = 0; q < s->nodes; q++) {
        struct hinge_two_way t;
        for (size_t i = 0; i < n; i++)
            for (size_t d = 0; d < k; d++)
                table[i * k + d] = s->nested[(who[i] * k + d) * s->nodes + q];
        hinge_two_way_fill(&t, table, n, k, table + n * k);
        double icc3 = (t.msr - t.mse) / (t.msr + (t.k - 1) * t.mse);
        double agreement = hinge_two_way_sem_agreement(&t);
        double consistency = sqrt(t.mse);
        const double value[] = {
            hinge_two_way_icc2(&t),       icc3, agreement, consistency, hinge_mdc_of_sem(agreement),
            hinge_mdc_of_sem(consistency)};
        for (size_t i = 0; i < 6; i++)
            hinge_append_number(list[i], value[i]);
        sum += value[4];
        most = fmax(most, value[4]);
        icc += value[0];
        least = fmin(least, value[0]);
    }
    double count = (double)s->nodes;
    hinge_add_count(a->results, "n_complete", n);
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "summary"),
                      {"mdc95_agreement_mean", sum / count}, {"mdc95_agreement_max", most},
                      {"icc2_mean", icc / count}, {"icc2_min", least});
    if (isfinite(sum))
        hinge_add_sentence(
            a, &a->text.plain,
            "Two sessions of one person differ by less than {x} at 95 % of times, node by "
            "node (mean of nodes; {n} people).",
            sum / count, (double)n);
    if (isfinite(icc))
        hinge_add_sentence(
            a, &a->text.apa,
            "CMC median {r}; ICC(2,1) mean {r}, least {r}; MDC95 mean {x}, most {x}, {n} "
            "people",
            s->median, icc / count, least, sum / count, most, (double)n);
    return true;
}

static void run(struct hinge_analysis *a)
{
    struct study s = {0};
    struct hinge_columns columns = {0};
    s.session = a->ask.session;
    if (s.session != NULL)
        columns.factor[columns.n_factors++] = s.session;
    if (!hinge_curves_gather(a, &columns, &s.curves))
        return;
    const struct hinge_sample *sample = &s.curves.sample;
    const uint32_t *cell = s.session != NULL ? sample->factor[0].code : NULL;
    s.people = sample->n_participants;
    s.sessions = s.session != NULL ? sample->factor[0].n_levels : 1;
    if (!hinge_pooled_refuse(a, sample, cell, s.sessions) || !hinge_curves_rows(a, &s.curves, cell))
        return;
    s.nodes = s.curves.nodes;
    average(a, &s);
    /* means of trials, then of trials' means, as people have values (method 9.2) */
    const struct hinge_curves *c = &s.curves;
    size_t q = s.nodes, slots = s.people * s.sessions;
    struct hinge_curve_row *place = hinge_analysis_alloc(a, c->n, sizeof *place);
    s.nested = hinge_analysis_alloc(a, slots * q, sizeof *s.nested);
    for (size_t i = 0; i < c->n; i++)
        place[i] = (struct hinge_curve_row){c->who[i] * s.sessions + c->cell[i], c->trial[i], i};
    qsort(place, c->n, sizeof *place, hinge_curve_row_compare);
    for (size_t from = 0, to; from < c->n; from = to) {
        double *mean = s.nested + place[from].slot * q, trials = 0;
        for (to = from; to < c->n && place[to].slot == place[from].slot; to++)
            trials += to == from || place[to].trial != place[to - 1].trial;
        for (size_t i = from, end; i < to; i = end) {
            for (end = i; end < to && place[end].trial == place[i].trial;)
                end++;
            for (size_t k = i; k < end; k++)
                for (size_t n = 0; n < q; n++)
                    mean[n] += c->y[place[k].row * q + n] / (double)(end - i) / trials;
        }
    }
    hinge_add_count(a->results, "n_curves", s.curves.n);
    hinge_add_count(a->results, "n_sessions", s.sessions);
    double *scratch = hinge_analysis_alloc(a, s.nodes + s.people, sizeof *scratch);
    bool *present = hinge_analysis_alloc(a, s.people, sizeof *present);
    json_t *object = hinge_add_object(a->results, "cmc");
    for (size_t p = 0; p < s.people; p++) {
        for (size_t d = 0; d < s.sessions; d++)
            present[p] = present[p] || s.count[p * s.sessions + d] > 0;
        if (!present[p])
            continue;
        s.within[p] = cmc_within(&s, p);
        s.between[p] = cmc_between(&s, p, scratch);
        const char *name = s.curves.sample.participant_name[p];
        HINGE_ADD_NUMBERS(hinge_add_object(object, name), {"within", s.within[p]},
                          {"between", s.between[p]});
    }
    json_t *summary = hinge_add_object(a->results, "cmc_summary");
    const struct summary within =
        add_summary(summary, "within", s.within, present, s.people, scratch);
    add_summary(summary, "between", s.between, present, s.people, scratch);
    s.median = within.median;
    s.n_within = (double)within.n;
    if (s.sessions < 2) {
        hinge_add_json(a->results, "nodes", json_null());
        if (!isnan(s.median)) {
            hinge_add_sentence(a, &a->text.plain,
                               "Curves of one session are alike to a CMC of {r} (median of {n} "
                               "people), which rises with the range of motion.",
                               s.median, s.n_within);
            hinge_add_sentence(a, &a->text.apa, "CMC median {r} within sessions, {n} people",
                               s.median, s.n_within);
        }
    } else if (!add_nodes(a, &s)) {
        return;
    }
    hinge_sample_report(a, &s.curves.sample);
    hinge_add_text(a->results, "note",
                   "The CMC is higher for larger ranges of motion at the same error in degrees: "
                   "it is descriptive; 95 % of the MDC holds node by node, not for a "
                   "whole curve");
}

const struct hinge_analysis_kind hinge_analysis_kind_curve_agreement = {
    .id = "curve_agreement",
    .title = "Agreement of curves",
    .details = "Repeatability of one person's curves, from a row per curve: the coefficient "
               "of multiple correlation within and between sessions (Kadaba et al. 1989). For "
               "mean curves of two or more sessions, also ICC(2,1), ICC(3,1), standard error "
               "of measurement and minimal detectable change at every node.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options =
        (const char *const[]){"participant", "session", "rep", "trial", "nodes_prefix", NULL},
    .main_table = "summary",
    .run = run,
    .example_request = "{\"analysis\": \"curve_agreement\", \"participant\": "
                       "\"participant\", \"session\": \"session\"}",
    .example_data = "participant,session,n000,n001,n002\nP1,a,1,2,3.1\nP1,a,1.2,2.3,3\nP1,b,1.1,2,3"
                    "\nP1,b,1,2.1,3.2\nP2,a,0.5,2.6,4\nP2,a,0.7,2.4,4.1\nP2,b,0.4,2.2,3.9\nP2,b,"
                    "0.6,2.3,4\nP3,a,1.5,2.9,5\nP3,a,1.6,3,5.1\nP3,b,1.3,2.8,5.3\nP3,b,1.4,3,5.2"
                    "\n"};
