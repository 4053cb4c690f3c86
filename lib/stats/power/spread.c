/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions by the jackknife (each place in a recording left out in turn, which suits
 * means and ratios of means alike; Efron & Tibshirani 1993, ch. 11), errors by the
 * spread of the same person over draws. */
#include "stats/power/spread.h"

#include "base/moments.h"
#include "stats/people/aggregate.h"
#include "stats/people/filter.h"
#include "stats/people/labels.h"
#include "stats/run/nested.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_PEOPLE = 3, MOST_PLACES = 40 };
static const uint32_t NOBODY = UINT32_MAX;

/* --- the rows --- */

static enum hinge_status find_draws(struct hinge_analysis *a,
                                    struct hinge_spread_rows *r,
                                    struct hinge_error *error)
{
    const char *name = hinge_option_text(a, "error_draw");
    size_t at;
    enum hinge_status status =
        name != NULL ? hinge_analysis_column(a, name, &at, error) : HINGE_OK;
    if (status != HINGE_OK || name == NULL)
        return status;
    const struct hinge_column *column = &a->table->column[at];
    if (column->type != HINGE_COLUMN_NUMBER)
        return hinge_analysis_fail(a, error, HINGE_E_NOT_NUMERIC,
                                   "error_draw: column '%s' is not numeric", name);
    for (size_t i = 0; i < r->rows; i++) {
        double draw = column->number[i];
        if (!(draw >= 0 && draw <= 1e6))
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "error_draw: row %zu of '%s' is %g; expected 0 for a repetition as it "
                "was recorded, 1, 2, ... for the draws of its errors",
                i + 1, name, draw);
        r->draw[i] = (uint32_t)draw;
        r->draws = r->draw[i] > r->draws ? r->draw[i] : r->draws;
    }
    return HINGE_OK;
}

static enum hinge_status find_labels(struct hinge_analysis *a,
                                     const struct hinge_spread_rows *r,
                                     const char *column, struct hinge_labels *labels,
                                     struct hinge_error *error)
{
    size_t at, *row = hinge_analysis_alloc(a, r->rows + 1, sizeof *row);
    if (row == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < r->rows; i++)
        row[i] = i;
    enum hinge_status status = hinge_analysis_column(a, column, &at, error);
    return status == HINGE_OK ? hinge_labels_find(a, at, row, r->rows,
                                                  HINGE_BY_APPEARANCE, labels, error)
                              : status;
}

/* Rows under the baseline; every row where there is no condition or no baseline. */
static enum hinge_status find_baseline(struct hinge_analysis *a,
                                       struct hinge_spread_rows *r,
                                       struct hinge_labels *condition,
                                       struct hinge_error *error)
{
    const char *name = hinge_option_text(a, "condition");
    const char *baseline = hinge_option_text(a, "baseline");
    uint32_t code = NOBODY;
    enum hinge_status status =
        name != NULL ? find_labels(a, r, name, condition, error) : HINGE_OK;
    for (uint32_t k = 0; status == HINGE_OK && k < condition->n; k++)
        if (strcmp(condition->name[k], baseline) == 0)
            code = k;
    for (size_t i = 0; status == HINGE_OK && i < r->rows; i++)
        r->baseline[i] = code == NOBODY || condition->code[i] == code;
    return status;
}

/* Numbers the usable rows of each recording, condition and draw from 0, in order. */
static enum hinge_status number_reps(struct hinge_analysis *a,
                                     struct hinge_spread_rows *r,
                                     const struct hinge_labels *condition,
                                     struct hinge_error *error)
{
    struct hinge_labels trial = {.n = 1};
    const char *name = hinge_option_text(a, "trial");
    size_t n, *row;
    enum hinge_status status =
        name != NULL ? find_labels(a, r, name, &trial, error) : HINGE_OK;
    if (status == HINGE_OK)
        status = hinge_filter_rows(a, &row, &n, error);
    if (status != HINGE_OK)
        return status;
    size_t conditions = condition->n + 1, trials = trial.n + 1;
    if (name == NULL) /* of each person */
        trials = r->people + 1;
    uint32_t *count = NULL; /* of each recording, condition and draw */
    if (trials < SIZE_MAX / conditions / (r->draws + 1))
        count = hinge_analysis_alloc(a, trials * conditions * (r->draws + 1),
                                     sizeof *count);
    if (count == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t k = 0; k < n; k++) {
        size_t i = row[k];
        size_t t = trial.code != NULL && trial.code[i] != NOBODY ? trial.code[i] + 1u
                   : name == NULL && r->person[i] != NOBODY      ? r->person[i] + 1u
                                                                 : 0;
        size_t c = condition->code != NULL && condition->code[i] != NOBODY
                       ? condition->code[i] + 1u
                       : 0;
        size_t cell = (t * conditions + c) * (r->draws + 1) + r->draw[i];
        r->rep[i] = count[cell]++;
        uint32_t person = r->person[i];
        if (r->draw[i] == 0 && person != NOBODY && r->reps_of[person] < count[cell])
            r->reps_of[person] = count[cell];
        if (r->draw[i] == 0 && r->reps < count[cell])
            r->reps = count[cell];
    }
    return HINGE_OK;
}

enum hinge_status hinge_spread_rows_find(struct hinge_analysis *a,
                                         struct hinge_spread_rows *r,
                                         struct hinge_error *error)
{
    const char *name = NULL;
    struct hinge_labels who = {0}, condition = {0};
    *r = (struct hinge_spread_rows){.rows = a->table->rows};
    r->draw = hinge_analysis_alloc(a, 2 * r->rows + 1, sizeof *r->draw);
    r->baseline = hinge_analysis_alloc(a, 2 * r->rows + 1, sizeof *r->baseline);
    if (r->draw == NULL || r->baseline == NULL)
        return hinge_analysis_no_memory(error);
    r->rep = r->draw + r->rows;
    r->mask = r->baseline + r->rows;
    enum hinge_status status = find_draws(a, r, error);
    if (status == HINGE_OK)
        status = hinge_sample_participant(a, &name, error);
    if (status == HINGE_OK)
        status = find_labels(a, r, name, &who, error);
    if (status != HINGE_OK)
        return status;
    r->person = who.code;
    r->people = who.n;
    r->reps_of = hinge_analysis_alloc(a, who.n + 1, sizeof *r->reps_of);
    if (r->reps_of == NULL)
        return hinge_analysis_no_memory(error);
    status = find_baseline(a, r, &condition, error);
    return status == HINGE_OK ? number_reps(a, r, &condition, error) : status;
}

/* --- values of people --- */

struct gather {
    struct hinge_analysis *a;
    const struct hinge_spread_rows *rows;
    const struct hinge_spread_of *of;
    double *value;        /* per person; NaN without one */
    unsigned char *group; /* per person: 0, 1; 2 in neither */
};

static unsigned char group_of(const struct gather *g,
                              const struct hinge_participants *people, size_t i)
{
    if (people->group == NULL || people->group[i] == HINGE_NO_LEVEL)
        return people->group == NULL ? 0 : 2;
    const char *level = people->sample.factor[0].level[people->group[i]];
    return strcmp(level, g->of->first) == 0    ? 0
           : strcmp(level, g->of->second) == 0 ? 1
                                               : 2;
}

static enum hinge_status take(struct hinge_analysis *inner, void *context,
                              struct hinge_error *error)
{
    const struct gather *g = context;
    struct hinge_participants people;
    const struct hinge_people_wanted wanted = {.group = g->of->first != NULL};
    enum hinge_status status = hinge_people_gather(inner, &wanted, &people, error);
    if (status != HINGE_OK)
        return status;
    uint32_t *person =
        hinge_analysis_alloc(inner, people.sample.n_participants + 1, sizeof *person);
    if (person == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < people.sample.n; i++)
        person[people.sample.participant[i]] = g->rows->person[people.sample.row[i]];
    for (size_t i = 0; i < people.n; i++) {
        uint32_t who = person[people.who[i]];
        g->value[who] = people.value[i];
        if (g->group != NULL)
            g->group[who] = group_of(g, &people, i);
    }
    return HINGE_OK;
}

/* People's values of a draw without one place of their recordings (NOBODY: with all).
 * Whoever was there before stays, with fewer repetitions, too. Without an answer `why`
 * (NULL: nobody asks) says so. */
static enum hinge_status gather(struct gather *g, uint32_t draw, uint32_t without,
                                char *why, size_t room, struct hinge_error *error)
{
    const struct hinge_spread_rows *r = g->rows;
    struct hinge_nested nested;
    bool partly = draw > 0 || without != NOBODY;
    json_t *change = partly ? json_pack("{s:s, s:s?, s:b}", "outcome", g->of->outcome,
                                        "change", g->of->change, "allow_single", 1)
                            : json_pack("{s:s, s:s?}", "outcome", g->of->outcome,
                                        "change", g->of->change);
    for (size_t i = 0; i < r->rows; i++)
        r->mask[i] = (g->a->stratum == NULL || g->a->stratum[i]) &&
                     r->draw[i] == draw && r->rep[i] != without &&
                     (g->of->change != NULL || r->baseline[i]);
    for (size_t i = 0; i < r->people; i++)
        g->value[i] = NAN;
    enum hinge_status status =
        hinge_nested_work(g->a, change, r->mask, take, g, &nested, error);
    if (status != HINGE_OK)
        return status;
    if (why != NULL) {
        snprintf(why, room, "%s", nested.why);
        hinge_nested_warn(g->a, &nested, NULL);
    }
    hinge_nested_clear(&nested);
    return HINGE_OK;
}

/* Mean over people of the jackknife's variance of their values in a draw; NaN where
 * nobody has two repetitions. */
static enum hinge_status jackknife(struct gather *g, uint32_t draw,
                                   const unsigned char *group,
                                   struct hinge_running *run, double *variance,
                                   struct hinge_error *error)
{
    const struct hinge_spread_rows *r = g->rows;
    enum hinge_status status = HINGE_OK;
    double sum = 0, people = 0;
    memset(run, 0, r->people * sizeof *run);
    size_t places = r->reps < MOST_PLACES ? r->reps : MOST_PLACES;
    for (uint32_t k = 0; k < places && status == HINGE_OK; k++) {
        status = gather(g, draw, k, NULL, 0, error);
        for (size_t i = 0; i < r->people && status == HINGE_OK; i++)
            if (group[i] < 2 && k < r->reps_of[i] && !isnan(g->value[i]))
                hinge_running_add(&run[i], g->value[i]);
    }
    for (size_t i = 0; i < r->people; i++) {
        double n = (double)run[i].n;
        if (run[i].n < 2)
            continue;
        sum += (n - 1) / n * run[i].squares;
        people++;
    }
    *variance = people > 0 ? sum / people : (double)NAN;
    return status;
}

/* --- their parts --- */

/* Pooled variance within the groups. */
static void pool(const double *value, const unsigned char *group, size_t people,
                 double *room, struct hinge_spread *spread)
{
    double squares = 0;
    spread->df = 0;
    for (unsigned char k = 0; k < 2; k++) {
        size_t n = 0;
        for (size_t i = 0; i < people; i++)
            if (group[i] == k && !isnan(value[i]))
                room[n++] = value[i];
        spread->n[k] = n;
        squares += hinge_stats_sum_squares(room, n);
        spread->df += n > 0 ? (double)n - 1 : 0;
    }
    spread->all = spread->df > 0 ? squares / spread->df : (double)NAN;
}

/* Whether participants differ by more than rounding. */
static bool varies(const double *value, size_t people,
                   const struct hinge_spread *spread)
{
    double largest = 0;
    for (size_t i = 0; i < people; i++)
        largest = isnan(value[i]) ? largest : fmax(largest, fabs(value[i]));
    return sqrt(spread->all) > 1e-12 * largest;
}

/* The variance of a person's value over draws, its mean over people in *error; what of
 * it makes repetitions differ in *of_reps. */
static enum hinge_status draw_errors(struct gather *g, const unsigned char *group,
                                     struct hinge_running *run, double reps,
                                     double *errors, double *of_reps,
                                     struct hinge_error *error)
{
    const struct hinge_spread_rows *r = g->rows;
    struct hinge_running *drawn = hinge_analysis_alloc(g->a, r->people, sizeof *drawn);
    enum hinge_status status =
        drawn != NULL ? HINGE_OK : hinge_analysis_no_memory(error);
    double sum = 0, df = 0, more = 0;
    for (uint32_t d = 1; d <= r->draws && status == HINGE_OK; d++) {
        status = gather(g, d, NOBODY, NULL, 0, error);
        for (size_t i = 0; i < r->people && status == HINGE_OK; i++)
            if (group[i] < 2 && !isnan(g->value[i]))
                hinge_running_add(&drawn[i], g->value[i]);
        double variance = NAN;
        if (status == HINGE_OK)
            status = jackknife(g, d, group, run, &variance, error);
        more += variance / (double)r->draws;
    }
    for (size_t i = 0; i < r->people && status == HINGE_OK; i++)
        if (drawn[i].n > 1) {
            sum += drawn[i].squares;
            df += (double)drawn[i].n - 1;
        }
    *errors = df > 0 && sum > 0 ? sum / df : (double)NAN;
    *of_reps = isnan(more - reps) ? 0 : fmin(fmax(0, more - reps), *errors);
    return status;
}

static enum hinge_status find_parts(struct gather *g, const unsigned char *group,
                                    struct hinge_spread *spread,
                                    struct hinge_error *error)
{
    struct hinge_running *run =
        hinge_analysis_alloc(g->a, g->rows->people, sizeof *run);
    double of_reps = 0;
    if (run == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = jackknife(g, 0, group, run, &spread->reps, error);
    if (status == HINGE_OK && g->rows->draws > 1)
        status =
            draw_errors(g, group, run, spread->reps, &spread->error, &of_reps, error);
    if (!isnan(spread->reps) && !isnan(spread->error))
        spread->reps = fmax(0, spread->reps - of_reps);
    /* estimates of parts may be more than the whole */
    double left = fmax(0, spread->all - (isnan(spread->error) ? 0 : spread->error));
    if (spread->reps > left)
        spread->reps = left;
    spread->people = left - (isnan(spread->reps) ? 0 : spread->reps);
    return status;
}

enum hinge_status hinge_spread_find(struct hinge_analysis *a,
                                    const struct hinge_spread_rows *rows,
                                    const struct hinge_spread_of *of,
                                    struct hinge_spread *spread,
                                    struct hinge_error *error)
{
    struct gather g = {a, rows, of, NULL, NULL};
    double none = NAN;
    *spread =
        (struct hinge_spread){.all = none, .people = none, .reps = none, .error = none};
    double *room = hinge_analysis_alloc(a, 2 * rows->people + 1, sizeof *room);
    unsigned char *group = hinge_analysis_alloc(a, rows->people + 1, 1);
    if (room == NULL || group == NULL)
        return hinge_analysis_no_memory(error);
    memset(group, 2, rows->people);
    g.value = room;
    g.group = group;
    enum hinge_status status =
        gather(&g, 0, NOBODY, spread->why, sizeof spread->why, error);
    if (status != HINGE_OK || *spread->why != '\0')
        return status;
    pool(g.value, group, rows->people, room + rows->people, spread);
    bool two = of->first != NULL;
    size_t fewest = two && spread->n[1] < spread->n[0] ? spread->n[1] : spread->n[0];
    if (fewest < LEAST_PEOPLE) {
        char and[32] = "";
        if (two)
            snprintf(and, sizeof and, " and %zu", spread->n[1]);
        snprintf(spread->why, sizeof spread->why,
                 "too few participants have enough repetitions: %zu%s; at least %d are "
                 "needed%s",
                 spread->n[0], and, LEAST_PEOPLE, two ? " in each group" : "");
        return HINGE_OK;
    }
    if (!varies(g.value, rows->people, spread)) {
        snprintf(spread->why, sizeof spread->why, "all participants%s %s",
                 two ? " of a group" : "",
                 of->change != NULL ? "changed by the same amount"
                                    : "have the same value");
        return HINGE_OK;
    }
    g.group = NULL;
    return find_parts(&g, group, spread, error);
}
