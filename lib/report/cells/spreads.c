/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreads of measures over people, by all threads. */
#include "report/cells/spreads.h"

#include "base/memory.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

enum {
    AT_ONCE = 65536, /* cells of measures, about, described side by side */
    TOGETHER = 16,   /* measures for which a person is looked up once */
    LITTLE = 100000  /* means of people that are not worth a second thread */
};

void hinge_spreads_init(struct hinge_spreads *spreads, const struct hinge_cell_list *cells,
                        const struct hinge_measures *measures, size_t **cell_order)
{
    *spreads = (struct hinge_spreads){.cells = cells, .measures = measures};
    hinge_cohort_sort(&cells->people, cell_order, &spreads->person_order, &spreads->first);
}

void hinge_spreads_clear(struct hinge_spreads *spreads)
{
    free(spreads->person_order);
    free(spreads->first);
    free(spreads->spread);
    free(spreads->order);
    *spreads = (struct hinge_spreads){0};
}

/* Counts a person in, whose mean goes to value[*n]. */
static void count_person(const struct hinge_spreads *s, const struct hinge_person *person,
                         size_t measure, struct hinge_cell_spread *found, double *value, size_t *n)
{
    unsigned count = hinge_measure_reps(s->measures, person, measure);
    if (!hinge_person_counts(s->cells, person, count)) {
        found->dropped += count > 0;
        return;
    }
    double mean = hinge_measure_mean(s->measures, person, measure);
    if (isnan(mean))
        return;
    value[(*n)++] = mean;
    found->reps += count;
}

static void describe_cell(const struct hinge_spreads *s, size_t cell, const size_t *measure,
                          size_t n_measures, double *value)
{
    const size_t people = s->cells->people.n;
    struct hinge_cell_spread found[TOGETHER] = {{.reps = 0}};
    size_t n[TOGETHER] = {0};
    for (size_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        for (size_t m = 0; m < n_measures; m++)
            count_person(s, &s->cells->people.person[s->person_order[i]], measure[m], &found[m],
                         value + m * people, &n[m]);
    for (size_t m = 0; m < n_measures; m++) {
        found[m].spread = hinge_spread_of(value + m * people, n[m]);
        s->spread[(measure[m] - s->batch) * s->cells->people.n_cells + cell] = found[m];
    }
}

static void *make_values(void *context)
{
    const struct hinge_spreads *s = context;
    return hinge_alloc(TOGETHER * s->cells->people.n, sizeof(double));
}

static enum hinge_status describe(void *context, void *value, size_t item,
                                  struct hinge_error *error)
{
    const struct hinge_spreads *s = context;
    size_t from = item * TOGETHER, left = s->n_order - from;
    (void)error;
    for (size_t cell = 0; cell < s->cells->people.n_cells; cell++)
        describe_cell(s, cell, s->order + from, left < TOGETHER ? left : TOGETHER, value);
    return HINGE_OK;
}

/* n measures of a batch by the places of what people have of them (measures.c): those
 * of a phase are neighbours. */
static void put_in_order(struct hinge_spreads *s, size_t n)
{
    s->n_order = 0;
    for (size_t phase = 0; phase < s->measures->n_phases; phase++)
        for (size_t m = s->batch; m < s->batch + n; m++)
            if (s->measures->item[m].at == phase)
                s->order[s->n_order++] = m;
}

enum hinge_status hinge_spreads_describe(struct hinge_spreads *s, size_t measure,
                                         struct hinge_error *error)
{
    size_t cells = s->cells->people.n_cells, left = s->measures->n - measure;
    size_t batch = cells < AT_ONCE ? AT_ONCE / (cells + 1) : 1;
    if (s->spread != NULL && measure < s->batch + batch)
        return HINGE_OK;
    if (s->spread == NULL) {
        s->spread = hinge_alloc(batch * cells, sizeof *s->spread);
        s->order = hinge_alloc(batch, sizeof *s->order);
    }
    s->batch = measure;
    put_in_order(s, left < batch ? left : batch);
    const struct hinge_loop loop = {.items = (s->n_order + TOGETHER - 1) / TOGETHER,
                                    .threads = s->measures->n * s->cells->people.n < LITTLE,
                                    .work = describe,
                                    .context = s,
                                    .make_scratch = make_values,
                                    .free_scratch = free};
    return hinge_parallel_for(&loop, error);
}

const struct hinge_cell_spread *hinge_spreads_of(const struct hinge_spreads *s, size_t measure,
                                                 size_t cell)
{
    return &s->spread[(measure - s->batch) * s->cells->people.n_cells + cell];
}
