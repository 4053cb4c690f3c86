/* SPDX-License-Identifier: GPL-3.0-or-later */
/* describe: descriptives of participants in cells, with what their rows vary by. */
#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

struct description {
    struct hinge_sample sample;
    struct hinge_cell_set set;
    struct hinge_cells people;
};

static bool gather(struct hinge_analysis *a, struct description *d)
{
    struct hinge_columns columns = {0};
    const char *condition = a->ask.condition;
    size_t first_by = condition != NULL ? 1 : 0;
    if (condition != NULL)
        columns.factor[columns.n_factors++] = condition;
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_by(a, &columns);
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    return hinge_sample_gather(a, &columns, &d->sample) &&
           hinge_cell_set_make(a, &d->sample, first_by, columns.n_factors - first_by, &d->set) &&
           hinge_aggregate(a, &d->sample, 0, d->set.of_row, d->set.n, &d->people);
}

/* Values of the participants in one cell. */
static double *people_of(struct hinge_analysis *a, const struct description *d, size_t cell,
                         size_t *n)
{
    double *x = hinge_analysis_alloc(a, d->people.n_participants, sizeof *x);
    *n = 0;
    for (size_t p = 0; p < d->people.n_participants; p++) {
        double value = d->people.value[p * d->people.n_cells + cell];
        if (!isnan(value))
            x[(*n)++] = value;
    }
    return x;
}

/* --- rows within participants: a one-way ANOVA of rows by participant --- */

static void put_rows(struct hinge_analysis *a, const struct description *d, size_t cell,
                     json_t *object)
{
    const struct hinge_sample *s = &d->sample;
    size_t n = 0;
    double *y = hinge_analysis_alloc(a, s->n, sizeof *y);
    struct hinge_running *person = hinge_analysis_alloc(a, s->n_participants, sizeof *person);
    for (size_t i = 0; i < s->n; i++)
        if (d->set.of_row[i] == cell) {
            y[n++] = s->number[0][i];
            hinge_running_add(&person[s->participant[i]], s->number[0][i]);
        }
    struct hinge_oneway w = hinge_oneway_of(person, NULL, s->n_participants);
    HINGE_PUT_NUMBERS(object, {"row_mean", hinge_stats_mean(y, n)},
                      {"row_sd", hinge_stats_sd(y, n)}, {"within_sd", sqrt(w.msw)},
                      {"icc_rows", (w.msb - w.msw) / (w.msb + (w.n0 - 1) * w.msw)});
}

static void put_cell(struct hinge_analysis *a, const struct description *d, size_t cell,
                     json_t *cells)
{
    size_t n;
    double *x = people_of(a, d, cell, &n);
    json_t *object = hinge_put_object(cells, d->set.name[cell]);
    hinge_put_count(object, "n_rows", d->set.rows[cell]);
    hinge_put_count(object, "n_used", d->set.used[cell]);
    hinge_put_count(object, "n_missing", d->set.rows[cell] - d->set.used[cell]);
    hinge_put_count(object, "n_participants", n);
    hinge_put_count(object, "n_participants_dropped",
                    hinge_short_in_cell(&d->people.enough, d->sample.n_participants, cell));
    struct hinge_summary s = hinge_summary_of(a, x, n);
    HINGE_PUT(object, NULL, hinge_summary, &s);
    struct hinge_interval ci =
        hinge_t_interval(s.mean, s.se, (double)n - 1, a->level, HINGE_TWO_SIDED);
    HINGE_PUT_NUMBERS(object, {"ci_low", ci.low}, {"ci_high", ci.high});
    if (n > 0 && n < 5)
        hinge_analysis_warn(a, NULL, "W_SMALL_N", "cell '%s' has only n=%zu", d->set.name[cell], n);
    put_rows(a, d, cell, object);
    if (isnan(s.mean))
        return;
    hinge_say(a, &a->said.apa, "{t}: M = {x}{u} (SD = {x}), N = {n}", d->set.name[cell], s.mean,
              s.sd, (double)n);
    hinge_say(a, &a->said.plain, "{t}: mean {x}{u} ({c}% CI {x} to {x}; {n} people).",
              d->set.name[cell], s.mean, ci.low, ci.high, (double)n);
}

/* --- within-participant intervals --- */

/* Complete participants' values, one row of c each. */
static double *complete_rows(struct hinge_analysis *a, const struct hinge_cells *people, size_t *n)
{
    size_t c = people->n_cells;
    double *m = hinge_analysis_alloc(a, people->n_participants * c, sizeof *m);
    *n = 0;
    for (size_t p = 0; p < people->n_participants; p++) {
        bool whole = true;
        for (size_t k = 0; k < c; k++) {
            m[*n * c + k] = people->value[p * c + k];
            whole = whole && !isnan(people->value[p * c + k]);
        }
        *n += whole;
    }
    return m;
}

/* Cousineau (2005) with the correction of Morey (2008). */
static bool put_within(struct hinge_analysis *a, const struct description *d)
{
    if (a->ask.condition == NULL)
        return true;
    const struct hinge_factor *f = &d->sample.factor[0];
    struct hinge_cells people;
    if (!hinge_aggregate(a, &d->sample, 0, f->code, f->n_levels, &people))
        return false;
    size_t n, c = f->n_levels;
    double *m = complete_rows(a, &people, &n);
    double *column = hinge_analysis_alloc(a, n, sizeof *column);
    double grand = hinge_stats_mean(m, n * c);
    json_t *object = hinge_put_object(a->results, "cousineau_morey");
    for (size_t k = 0; k < c; k++) {
        for (size_t p = 0; p < n; p++)
            column[p] = m[p * c + k] - hinge_stats_mean(m + p * c, c) + grand;
        double mean = hinge_stats_mean(column, n), inflate = (double)c / ((double)c - 1);
        double se = sqrt(hinge_stats_variance(column, n) * inflate / (double)n);
        struct hinge_interval ci =
            hinge_t_interval(mean, se, (double)n - 1, a->level, HINGE_TWO_SIDED);
        json_t *level = hinge_put_object(object, f->level[k]);
        hinge_put_count(level, "n", n);
        HINGE_PUT_NUMBERS(level, {"mean", mean}, {"se", se}, {"ci_low", ci.low},
                          {"ci_high", ci.high});
    }
    return true;
}

static bool run(struct hinge_analysis *a)
{
    struct description d;
    if (!gather(a, &d))
        return false;
    hinge_exclude_nowhere(&d.sample.excluded, &d.people.enough);
    hinge_sample_report(a, &d.sample);
    json_t *cells = hinge_put_object(a->results, "cells");
    for (size_t c = 0; c < d.set.n; c++)
        if (d.set.rows[c] > 0)
            put_cell(a, &d, c, cells);
    return put_within(a, &d);
}

static const char *const options[] = {HINGE_TAKES_MEANS, "outcome", "by", "condition", NULL};

const struct hinge_statistic hinge_statistic_describe = {
    .id = "describe",
    .title = "Descriptives",
    .details = "Mean, deviation, quantiles and t interval of the participants' values in "
               "each cell; how much rows vary within a participant.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT | HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .main_table = "cells",
    .run = run,
    .example_request = "{\"analysis\": \"describe\", \"outcome\": \"angle\", \"by\": "
                       "[\"group\"], \"participant\": \"participant\"}",
    .example_data = "participant,group,angle\nP1,trained,31\nP1,trained,33\n"
                    "P2,trained,28\nP3,sedentary,41\nP4,sedentary,44\n"};
