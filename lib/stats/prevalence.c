/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prevalence: how often a fault occurs, in repetitions and in people. */
#include "stats/people/aggregate.h"
#include "stats/people/factor_cells.h"
#include "stats/people/left_out.h"
#include "stats/probability/proportion.h"
#include "stats/statistic.h"

struct counts {
    size_t k;
    double *y, *m, *rate; /* of participants with enough rows in the cell */
};

static enum hinge_status count_cell(struct hinge_analysis *a, const struct hinge_sample *s,
                                    const struct hinge_cell_set *set,
                                    const struct hinge_cells *people, size_t cell, struct counts *c,
                                    struct hinge_error *error)
{
    size_t n = s->n_participants;
    c->k = 0;
    c->y = hinge_analysis_alloc(a, 3 * n, sizeof *c->y);
    if (c->y == NULL)
        return hinge_analysis_no_memory(error);
    c->m = c->y + n;
    c->rate = c->m + n;
    for (size_t i = 0; i < s->n; i++) {
        if (set->of_row[i] != cell)
            continue;
        c->y[s->participant[i]] += s->number[0][i];
        c->m[s->participant[i]]++;
    }
    for (size_t p = 0; p < n; p++) {
        if (people->count[p * set->n + cell] == 0)
            continue;
        c->y[c->k] = c->y[p];
        c->m[c->k] = c->m[p];
        c->rate[c->k++] = people->value[p * set->n + cell];
    }
    return HINGE_OK;
}

/* People with enough faulty repetitions, Wilson interval over people. */
static void put_people(struct hinge_analysis *a, json_t *cell, const char *key,
                       const struct counts *c, double faults, double share)
{
    size_t n = 0;
    for (size_t i = 0; i < c->k; i++)
        n += c->y[i] >= faults && c->rate[i] >= share;
    double prop = (double)n / (double)c->k;
    struct hinge_interval w = hinge_wilson(prop, (double)c->k, a->level);
    json_t *object = hinge_put_object(a, cell, key);
    hinge_put_count(a, object, "n", n);
    hinge_put_count(a, object, "of", c->k);
    HINGE_PUT_NUMBERS(a, object, {"share", prop}, {"wilson_low", w.low}, {"wilson_high", w.high});
}

static enum hinge_status put_cell(struct hinge_analysis *a, const struct hinge_sample *s,
                                  const struct hinge_cell_set *set,
                                  const struct hinge_cells *people, size_t cell, json_t *cells,
                                  struct hinge_error *error)
{
    struct counts c;
    enum hinge_status status = count_cell(a, s, set, people, cell, &c, error);
    if (status != HINGE_OK)
        return status;
    json_t *object = hinge_put_object(a, cells, set->name[cell]);
    hinge_put_count(a, object, "n_rows", set->rows[cell]);
    hinge_put_count(a, object, "n_missing", set->rows[cell] - set->used[cell]);
    hinge_put_count(a, object, "n_participants_dropped",
                    hinge_short_in_cell(&people->enough, s->n_participants, cell));
    if (c.k == 0)
        return HINGE_OK;
    struct hinge_proportion p = hinge_clustered_proportion(c.y, c.m, c.rate, c.k, a->level);
    hinge_put_proportion(a, object, &p);
    put_people(a, object, "people", &c, (double)hinge_option_count(a, "min_faults"),
               hinge_option_number(a, "min_share"));
    put_people(a, object, "people_with", &c, 0, 0.5);
    if (c.k < 5)
        hinge_analysis_warn(a, NULL, "W_SMALL_N", "cell '%s' has only n=%zu", set->name[cell], c.k);
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error, .binary = {true}};
    struct hinge_sample sample;
    struct hinge_cell_set set;
    struct hinge_cells people;
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_by(a, &columns);
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    enum hinge_status status = hinge_sample_gather(a, &columns, &sample, error);
    if (status == HINGE_OK)
        status = hinge_cell_set_make(a, &sample, 0, columns.n_factors, &set, error);
    if (status == HINGE_OK)
        status = hinge_aggregate(a, &sample, 0, set.of_row, set.n, &people, error);
    if (status != HINGE_OK)
        return status;
    hinge_exclude_nowhere(&sample.excluded, &people.enough);
    hinge_sample_report(a, &sample, a->results);
    json_t *cells = hinge_put_object(a, a->results, "cells");
    for (size_t c = 0; status == HINGE_OK && c < set.n; c++)
        if (set.rows[c] > 0)
            status = put_cell(a, &sample, &set, &people, c, cells, error);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("cells/*", "{:k}: prevalence = {prevalence:r!}, {:c}% CI [{ci_low:r!}, "
                         "{ci_high:r}], {n_participants:n} people, {n_reps:n!} repetitions"),
    HINGE_SAY("cells/*", "{ci_low:_~}{:k}: prevalence = {prevalence:r!}, one "
                         "participant, {n_reps:n!} repetitions"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("cells/*", "{:k}: prevalence {prevalence:r!} ({:c}% CI {ci_low:r!} to {ci_high:r}; "
                         "{n_participants:n} people)."),
    HINGE_SAY("cells/*", "{ci_low:_~}{:k}: prevalence {prevalence:r!} (one participant)."),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_CELLS, "outcome",   "outcomes", "by",
                                      "min_faults",      "min_share", NULL};

const struct hinge_statistic hinge_statistic_prevalence = {
    .id = "prevalence",
    .title = "Prevalence of a fault",
    .details = "Mean of the participants' rates, with a Wilson interval on the effective "
               "number of repetitions. Also the share of people who have the fault and, under "
               "prop, the share of all repetitions with participants as clusters.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT | HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "",
    .main_table = "cells",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"prevalence\", \"outcome\": \"fault\", \"by\": "
                       "[\"cond\"], \"participant\": \"participant\"}",
    .example_data = "participant,cond,fault\nP1,cue,0\nP1,cue,1\nP2,cue,0\nP1,none,1\n"
                    "P2,none,1\nP2,none,0\n"};
