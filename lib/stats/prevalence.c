/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prevalence: how often a fault occurs, in repetitions and in people, and how much this
 * depends on its threshold. */
#include "stats/curves/waves.h"
#include "stats/kind.h"
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

struct counts {
    size_t k;
    double *y, *m, *rate; /* of participants with enough rows in the cell */
};

/* Faulty rows (fault[i] 1), all rows and the rate of each participant of a cell. */
static struct counts count(struct hinge_analysis *a, const struct hinge_sample *s,
                           const struct hinge_cell_set *set, const struct hinge_cells *people,
                           size_t cell, const double *fault)
{
    const size_t n = s->n_participants;
    struct counts c = {.y = hinge_analysis_alloc(a, 3 * n, sizeof *c.y)};
    c.m = c.y + n;
    c.rate = c.m + n;
    for (size_t i = 0; i < s->n; i++) {
        if (set->of_row[i] != cell)
            continue;
        c.y[s->participant[i]] += fault[i];
        c.m[s->participant[i]]++;
    }
    for (size_t p = 0; p < n; p++) {
        if (people->count[p * set->n + cell] == 0)
            continue;
        c.y[c.k] = c.y[p];
        c.m[c.k] = c.m[p];
        c.rate[c.k++] = people->value[p * set->n + cell];
    }
    return c;
}

#define HAVING(f) f(SIZE, n) f(SIZE, of) f(NUMBER, share) f(INTERVAL, wilson)
HINGE_ROW(having, HAVING)

/* People with enough faulty repetitions, Wilson interval over people. */
static void add_people(struct hinge_analysis *a, json_t *cell, const char *key,
                       const struct counts *c, double faults, double share)
{
    struct having h = {.of = c->k};
    for (size_t i = 0; i < c->k; i++)
        h.n += c->y[i] >= faults && c->rate[i] >= share;
    h.share = (double)h.n / (double)c->k;
    h.wilson = hinge_wilson(h.share, (double)c->k, a->level);
    HINGE_ADD(cell, key, having, &h);
}

static void add_cell(struct hinge_analysis *a, const struct hinge_sample *s,
                     const struct hinge_cell_set *set, const struct hinge_cells *people,
                     size_t cell, json_t *cells)
{
    const struct counts c = count(a, s, set, people, cell, s->number[0]);
    const char *name = set->name[cell];
    json_t *object = hinge_add_object(cells, name);
    hinge_add_count(object, "n_rows", set->rows[cell]);
    hinge_add_count(object, "n_missing", set->rows[cell] - set->used[cell]);
    hinge_add_count(object, "n_participants_dropped",
                    hinge_short_in_cell(&people->enough, s->n_participants, cell));
    if (c.k == 0)
        return;
    const struct hinge_proportion p = hinge_clustered_proportion(c.y, c.m, c.rate, c.k, a->level);
    HINGE_ADD(object, NULL, hinge_proportion, &p);
    add_people(a, object, "people", &c, a->ask.min_faults, a->ask.min_share);
    add_people(a, object, "people_with", &c, 0, 0.5);
    if (c.k < 5)
        hinge_warn_few(a, c.k, "in cell", name);
    if (isnan(p.ci.low)) {
        hinge_add_sentence(a, &a->text.apa,
                           "{t}: prevalence = {r}, one participant, {n} repetitions",
                           hinge_sentences_levels(a, name), p.prevalence, p.n_reps);
        hinge_add_sentence(a, &a->text.plain, "{t}: prevalence {r} (one participant).",
                           hinge_sentences_cell(a, name), p.prevalence);
        return;
    }
    hinge_add_sentence(
        a, &a->text.apa,
        "{t}: prevalence = {r}, {c}% CI [{r}, {r}] (Wilson on the effective n), {n} people, {n} "
        "repetitions",
        hinge_sentences_levels(a, name), p.prevalence, p.ci.low, p.ci.high, (double)c.k, p.n_reps);
    hinge_add_sentence(
        a, &a->text.plain,
        "{t}: prevalence {r} ({c}% CI {r} to {r}, Wilson on the effective n; {n} people).",
        hinge_sentences_cell(a, name), p.prevalence, p.ci.low, p.ci.high, (double)c.k);
    if (p.n_fault == 0 && strcmp(a->ask.fault_rule, "certain") == 0)
        hinge_add_sentence(
            a, &a->text.plain,
            "{t}: no repetition was certain, so it cannot be told whether it occurred.",
            hinge_sentences_cell(a, name));
}

/* --- thresholds: how much the prevalence depends on what counts as a fault --- */

struct curve {
    struct hinge_sample sample;
    struct hinge_cell_set set;
    size_t first_by, n; /* the first factor of the cells; thresholds */
    double *threshold;
    const char *direction;
    double *fault; /* of each used row, at a threshold */
};

static void find_faults(const struct curve *c, double threshold)
{
    const bool above = c->direction[0] == '>', equal = c->direction[1] == '=';
    for (size_t i = 0; i < c->sample.n; i++) {
        const double value = c->sample.number[0][i];
        c->fault[i] =
            (equal && value == threshold) || (above ? value > threshold : value < threshold);
    }
}

static bool gather(struct hinge_analysis *a, struct curve *c)
{
    struct hinge_columns columns = {0};
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    const char *pair = a->ask.condition != NULL ? a->ask.condition : a->ask.group;
    if (pair != NULL)
        columns.pair_of = columns.factor[columns.n_factors++] = pair;
    c->first_by = columns.n_factors;
    hinge_columns_by(a, &columns);
    hinge_columns_participant(a, &columns);
    if (a->failed)
        return false;
    c->direction = a->ask.direction;
    c->n = a->ask.thresholds.n;
    c->threshold = hinge_analysis_alloc(a, c->n, sizeof *c->threshold);
    memcpy(c->threshold, a->ask.thresholds.value, c->n * sizeof *c->threshold);
    hinge_sort(c->threshold, c->n);
    if (strcmp(a->ask.aggregate, "nested") == 0)
        columns.trial = a->ask.trial != NULL ? a->ask.trial : "trial";
    if (!hinge_sample_gather(a, &columns, &c->sample))
        return false;
    const struct hinge_factor *f = &c->sample.factor[0];
    if (pair != NULL && !hinge_factor_compares(a, f))
        return false;
    if (pair != NULL && f->n_levels > 2)
        return hinge_fail_too_many_levels(a, f->name, f->n_levels,
                                          "name two with order, or all with by for no difference");
    return hinge_cell_set_make(a, &c->sample, c->first_by, columns.n_factors - c->first_by,
                               &c->set);
}

/* --- the curve of each cell --- */

/* People's rates of faulty repetitions at a threshold, by the rule of prevalence; cell
 * is per row. */
static void rates_at(struct hinge_analysis *a, const struct curve *c, double threshold,
                     const uint32_t *cell, size_t n_cells, struct hinge_cells *rates)
{
    struct hinge_sample sample = c->sample;
    sample.number[1] = c->fault;
    find_faults(c, threshold);
    hinge_aggregate(a, &sample, 1, cell, n_cells, rates);
}

/* --- the difference of two groups or conditions, with a band over thresholds --- */

/* The wave of differences, or of both groups one after the other. */
static bool fill_wave(struct hinge_analysis *a, const struct curve *c, struct hinge_wave *w,
                      size_t size[2])
{
    bool paired = a->ask.condition != NULL;
    uint32_t first = a->ask.order.n > 0 ? 0 : 1;
    size_t people = c->sample.n_participants, n = 0;
    double *y = hinge_analysis_alloc(a, 2 * people * c->n, sizeof *y), *share[2];
    /* Participants' rates at each threshold in both levels, share[level][p * n + k]; NaN without
     * enough rows. */
    for (size_t l = 0; l < 2; l++)
        share[l] = hinge_analysis_alloc(a, people * c->n, sizeof *share[l]);
    for (size_t k = 0; k < c->n; k++) {
        struct hinge_cells rates;
        rates_at(a, c, c->threshold[k], c->sample.factor[0].code, 2, &rates);
        for (size_t p = 0; p < 2 * people; p++)
            share[p % 2][p / 2 * c->n + k] = rates.value[p];
    }
    const double *x = share[first], *z = share[1 - first];
    size[0] = size[1] = 0;
    for (size_t pass = 0; pass < (paired ? 1u : 2u); pass++) {
        const double *from = pass == 0 ? x : z;
        for (size_t p = 0; p < people; p++) {
            if (isnan(from[p * c->n]) || (paired && isnan(z[p * c->n])))
                continue;
            for (size_t k = 0; k < c->n; k++)
                y[n * c->n + k] = from[p * c->n + k] - (paired ? z[p * c->n + k] : 0);
            n++;
            size[pass]++;
        }
    }
    *w = (struct hinge_wave){.design = paired ? HINGE_WAVE_ONE_SAMPLE : HINGE_WAVE_WELCH,
                             .n = n,
                             .nodes = c->n,
                             .y = y,
                             .n_groups = paired ? 1 : 2,
                             .group_size = size,
                             .two_sided = true};
    const struct hinge_factor *f = &c->sample.factor[0];
    for (size_t g = 0; g < w->n_groups; g++)
        if (size[g] < 2)
            return hinge_fail_few(a, size[g], paired ? "in both levels of" : "in group",
                                  paired ? f->name : f->level[g == 0 ? first : 1 - first], 2);
    return true;
}

/* Difference of the means at threshold k, and its standard error. */
static double mean_difference(const struct hinge_wave *w, size_t k, double *se)
{
    double mean[2] = {0, 0}, square = 0;
    const double *y = w->y + k;
    for (size_t g = 0; g < w->n_groups; g++) {
        double n = (double)w->group_size[g], squares = 0;
        for (size_t i = 0; i < w->group_size[g]; i++)
            mean[g] += y[i * w->nodes] / n;
        for (size_t i = 0; i < w->group_size[g]; i++)
            squares += pow(y[i * w->nodes] - mean[g], 2);
        square += squares / (n * (n - 1));
        y += w->group_size[g] * w->nodes;
    }
    *se = sqrt(square);
    return mean[0] - mean[1];
}

static void run_thresholds(struct hinge_analysis *a)
{
    struct curve c = {0};
    struct hinge_enough enough;
    if (!gather(a, &c))
        return;
    hinge_enough_count(a, &c.sample, c.set.of_row, c.set.n, &enough);
    hinge_pooled_warn(a, &c.sample, c.set.of_row, c.set.n);
    c.fault = hinge_analysis_alloc(a, c.sample.n, sizeof *c.fault);
    hinge_exclude_nowhere(&c.sample.excluded, &enough);
    hinge_sample_report(a, &c.sample);
    /* Each threshold's proportion, the area under this curve over their range, and where it first
     * crosses a half. */
    struct hinge_cells *rates = hinge_analysis_alloc(a, c.n, sizeof *rates);
    json_t *cells = hinge_add_object(a->results, "cells");
    for (size_t k = 0; k < c.n; k++)
        rates_at(a, &c, c.threshold[k], c.set.of_row, c.set.n, &rates[k]);
    for (size_t cell = 0; cell < c.set.n; cell++) {
        const char *name = c.set.name[cell];
        double area = 0, half = NAN, last = 0, range = c.threshold[c.n - 1] - c.threshold[0];
        if (c.set.used[cell] == 0)
            continue;
        json_t *object = hinge_add_object(cells, name);
        for (size_t k = 0; k < c.n; k++) {
            char key[48];
            find_faults(&c, c.threshold[k]);
            const struct counts of = count(a, &c.sample, &c.set, &rates[k], cell, c.fault);
            const struct hinge_proportion p =
                hinge_clustered_proportion(of.y, of.m, of.rate, of.k, a->level);
            hinge_number_key(c.threshold[k], key);
            HINGE_ADD(object, key, hinge_proportion, &p);
            if (isfinite(p.prevalence)) {
                hinge_add_sentence(a, &a->text.apa,
                                   "{t}, threshold {t}: prevalence = {r}, {c}% CI [{r}, {r}]",
                                   hinge_sentences_levels(a, name), key, p.prevalence, p.ci.low,
                                   p.ci.high);
                hinge_add_sentence(a, &a->text.plain,
                                   "{t}, threshold {t}: prevalence {r} ({c}% CI {r} to {r}).",
                                   hinge_sentences_cell(a, name), key, p.prevalence, p.ci.low,
                                   p.ci.high);
            }
            if (k > 0) {
                double step = c.threshold[k] - c.threshold[k - 1];
                double from = last - 0.5, to = p.prop - 0.5;
                area += step * (last + p.prop) / 2;
                if (isnan(half) && from != to && from * to <= 0)
                    half = c.threshold[k - 1] + step * from / (from - to);
            }
            last = p.prop;
        }
        HINGE_ADD_NUMBERS(object, {"auc", area / range}, {"half_at", half});
    }
    if (a->ask.condition == NULL && a->ask.group == NULL)
        return;
    struct hinge_wave w;
    struct hinge_wave_permutation r;
    size_t size[2];
    if (!fill_wave(a, &c, &w, size))
        return;
    hinge_wave_statistics(a, &w);
    if (!hinge_wave_permute(a, &w, &r) || !r.done)
        return;
    json_t *object = hinge_add_object(a->results, "difference");
    for (size_t k = 0; k < c.n; k++) {
        char key[48];
        double none = NAN, se, diff = mean_difference(&w, k, &se), t = w.statistic[k];
        double half = w.valid[k] ? r.threshold * se : none;
        double p = w.valid[k] ? hinge_null_share(r.largest, r.n_total, fabs(t)) : none;
        HINGE_ADD_NUMBERS(hinge_add_object(object, hinge_number_key(c.threshold[k], key)),
                          {"diff", diff}, {"t", t}, {"p_max", p}, {"band_low", diff - half},
                          {"band_high", diff + half});
    }
    hinge_add_number(a->results, "critical_t", r.threshold);
}

/* --- one column of faults --- */

static void run(struct hinge_analysis *a)
{
    struct hinge_columns columns = {.binary = {true}};
    struct hinge_sample sample;
    struct hinge_cell_set set;
    struct hinge_cells people;
    static const char *const of_thresholds[] = {"group",     "condition",   "order",
                                                "direction", "permutation", NULL};
    static const char *const of_faults[] = {"min_faults", "min_share", NULL};
    const bool thresholds = a->ask.thresholds.n > 0;
    for (const char *const *o = thresholds ? of_faults : of_thresholds; *o != NULL; o++)
        if (hinge_option_given(a, *o))
            hinge_analysis_fail(a, HINGE_E_OPTION,
                                thresholds
                                    ? "%s: not with thresholds, which give people's rates at each"
                                    : "%s: only with thresholds; cells are those of by",
                                *o);
    if (!a->failed && thresholds)
        run_thresholds(a);
    if (a->failed || thresholds)
        return;
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_by(a, &columns);
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    if (!hinge_sample_gather(a, &columns, &sample) ||
        !hinge_cell_set_make(a, &sample, 0, columns.n_factors, &set))
        return;
    hinge_aggregate(a, &sample, 0, set.of_row, set.n, &people);
    hinge_exclude_nowhere(&sample.excluded, &people.enough);
    hinge_sample_report(a, &sample);
    json_t *cells = hinge_add_object(a->results, "cells");
    for (size_t c = 0; c < set.n; c++)
        if (set.rows[c] > 0)
            add_cell(a, &sample, &set, &people, c, cells);
}

const struct hinge_analysis_kind hinge_analysis_kind_prevalence = {
    .id = "prevalence",
    .title = "Prevalence of a fault",
    .details =
        "Mean of the participants' rates, with a Wilson interval on the effective "
        "number of repetitions. Also the share of people who have the fault and the share of all "
        "repetitions (column prop), with participants as clusters. With thresholds the outcome is "
        "a metric. Gives prevalence at each threshold, the area under this curve, the threshold "
        "where it crosses one half, and the difference of two groups or conditions with a band.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME,
    .options = (const char *const[]){HINGE_TAKES_CELLS, "outcome", "by", "min_faults", "min_share",
                                     "thresholds", "direction", "group", "condition", "order",
                                     "permutation", NULL},
    .main_table = "difference|cells",
    .run = run,
    .example_request = "{\"analysis\": \"prevalence\", \"outcome\": \"fault\", \"by\": "
                       "[\"cond\"], \"participant\": \"participant\"}",
    .example_data = "participant,cond,fault\nP1,cue,0\nP1,cue,1\nP2,cue,0\nP1,none,1\n"
                    "P2,none,1\nP2,none,0\n"};
