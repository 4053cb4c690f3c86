/* SPDX-License-Identifier: GPL-3.0-or-later */
/* describe: descriptives of participants in cells, with what their rows vary by. */
#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

#define LEVEL(f) f(SIZE, n) f(NUMBER, mean) f(NUMBER, se) f(INTERVAL, ci)
HINGE_ROW(level, LEVEL)

struct description {
    struct hinge_sample sample;
    struct hinge_cell_set set;
    struct hinge_cells people;
};

static void add_cell(struct hinge_analysis *a, const struct description *d, size_t cell,
                     json_t *cells)
{
    const struct hinge_sample *s = &d->sample;
    const char *name = d->set.name[cell];
    double *x = hinge_analysis_alloc(a, d->people.n_participants, sizeof *x);
    size_t n = 0, rows = 0;
    for (size_t p = 0; p < d->people.n_participants; p++) {
        double value = d->people.value[p * d->people.n_cells + cell];
        if (!isnan(value))
            x[n++] = value;
    }
    const struct hinge_summary m = hinge_summary_of(a, x, n);
    const struct hinge_interval ci =
        hinge_t_interval(m.mean, m.se, (double)n - 1, a->level, HINGE_TWO_SIDED);
    json_t *object =
        HINGE_ADD(cells, name, hinge_sample_counts,
                  &((struct hinge_sample_counts){
                      d->set.rows[cell], d->set.used[cell], d->set.rows[cell] - d->set.used[cell],
                      n, hinge_short_in_cell(&d->people.enough, s->n_participants, cell)}));
    HINGE_ADD(object, NULL, hinge_summary, &m);
    HINGE_ADD_NUMBERS(object, {"ci_low", ci.low}, {"ci_high", ci.high});
    if (n > 0 && n < 5)
        hinge_warn_few(a, n, "in cell", name);
    /* rows within participants: a one-way ANOVA of rows by participant */
    double *y = hinge_analysis_alloc(a, s->n, sizeof *y);
    struct hinge_running *person = hinge_analysis_alloc(a, s->n_participants, sizeof *person);
    for (size_t i = 0; i < s->n; i++)
        if (d->set.of_row[i] == cell) {
            y[rows++] = s->number[0][i];
            hinge_running_add(&person[s->participant[i]], s->number[0][i]);
        }
    const struct hinge_oneway w = hinge_oneway_of(person, NULL, s->n_participants);
    HINGE_ADD_NUMBERS(object, {"row_mean", hinge_stats_mean(y, rows)},
                      {"row_sd", hinge_stats_sd(y, rows)}, {"within_sd", sqrt(w.msw)},
                      {"icc_rows", (w.msb - w.msw) / (w.msb + (w.n0 - 1) * w.msw)});
    if (isnan(m.mean))
        return;
    if (isnan(ci.low)) { /* of one */
        hinge_add_sentence(a, &a->text.apa, "{t}: M = {v}{u}, N = {n}",
                           hinge_sentences_levels(a, name), m.mean, (double)n);
        hinge_add_sentence(a, &a->text.plain, "{t}: mean {v}{u} ({n} people).",
                           hinge_sentences_cell(a, name), m.mean, (double)n);
        return;
    }
    hinge_add_sentence(a, &a->text.apa, "{t}: M = {v}{u} (SD = {v}), N = {n}",
                       hinge_sentences_levels(a, name), m.mean, m.sd, (double)n);
    hinge_add_sentence(a, &a->text.plain, "{t}: mean {v}{u} ({c}% CI {v} to {v}; {n} people).",
                       hinge_sentences_cell(a, name), m.mean, ci.low, ci.high, (double)n);
}

/* --- within-participant intervals --- */

/* Cousineau (2005) with the correction of Morey (2008). */
static void add_within(struct hinge_analysis *a, const struct description *d)
{
    const struct hinge_factor *f = &d->sample.factor[0];
    struct hinge_cells people;
    hinge_aggregate(a, &d->sample, 0, f->code, f->n_levels, &people);
    size_t n = 0, c = f->n_levels;
    double *m = hinge_analysis_alloc(a, people.n_participants * c, sizeof *m);
    for (size_t p = 0; p < people.n_participants; p++) { /* who has all levels, a row of c each */
        bool whole = true;
        for (size_t k = 0; k < c; k++) {
            m[n * c + k] = people.value[p * c + k];
            whole = whole && !isnan(m[n * c + k]);
        }
        n += whole;
    }
    double *column = hinge_analysis_alloc(a, n, sizeof *column);
    double grand = hinge_stats_mean(m, n * c);
    json_t *object = hinge_add_object(a->results, "cousineau_morey");
    for (size_t k = 0; k < c; k++) {
        for (size_t p = 0; p < n; p++)
            column[p] = m[p * c + k] - hinge_stats_mean(m + p * c, c) + grand;
        double inflate = (double)c / ((double)c - 1);
        struct level of = {.n = n,
                           .mean = hinge_stats_mean(column, n),
                           .se = sqrt(hinge_stats_variance(column, n) * inflate / (double)n)};
        of.ci = hinge_t_interval(of.mean, of.se, (double)n - 1, a->level, HINGE_TWO_SIDED);
        HINGE_ADD(object, f->level[k], level, &of);
    }
}

static void run(struct hinge_analysis *a)
{
    struct description d;
    struct hinge_columns columns = {0};
    const char *condition = a->ask.condition;
    size_t first_by = condition != NULL ? 1 : 0;
    if (condition != NULL)
        columns.factor[columns.n_factors++] = condition;
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_by(a, &columns);
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    if (!hinge_sample_gather(a, &columns, &d.sample) ||
        !hinge_cell_set_make(a, &d.sample, first_by, columns.n_factors - first_by, &d.set))
        return;
    hinge_aggregate(a, &d.sample, 0, d.set.of_row, d.set.n, &d.people);
    hinge_exclude_nowhere(&d.sample.excluded, &d.people.enough);
    hinge_sample_report(a, &d.sample);
    json_t *cells = hinge_add_object(a->results, "cells");
    for (size_t c = 0; c < d.set.n; c++)
        if (d.set.rows[c] > 0)
            add_cell(a, &d, c, cells);
    if (condition != NULL)
        add_within(a, &d);
}

const struct hinge_statistic hinge_statistic_describe = {
    .id = "describe",
    .title = "Descriptives",
    .details = "Mean, deviation, quantiles and t interval of the participants' values in "
               "each cell; how much rows vary within a participant.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME | HINGE_STATS_REDUCES,
    .options = (const char *const[]){HINGE_TAKES_MEANS, "outcome", "by", "condition", NULL},
    .main_table = "cells",
    .run = run,
    .example_request = "{\"analysis\": \"describe\", \"outcome\": \"angle\", \"by\": "
                       "[\"group\"], \"participant\": \"participant\"}",
    .example_data = "participant,group,angle\nP1,trained,31\nP1,trained,33\n"
                    "P2,trained,28\nP3,sedentary,41\nP4,sedentary,44\n"};
