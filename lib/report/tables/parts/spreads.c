/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreads of measures over people, by all threads. */
#include "report/tables/parts/spreads.h"

#include "base/memory.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

enum {
    AT_ONCE = 65536, /* cells of measures, about, described side by side */
    LITTLE = 100000  /* means of people that are not worth a second thread */
};

enum hinge_status hinge_spreads_init(struct hinge_spreads *spreads,
                                     const struct hinge_cell_list *cells,
                                     const struct hinge_measures *measures,
                                     size_t **cell_order, struct hinge_error *error)
{
    *spreads = (struct hinge_spreads){.cells = cells, .measures = measures};
    return hinge_cells_sort(cells, cell_order, &spreads->person_order, &spreads->first,
                            error);
}

void hinge_spreads_clear(struct hinge_spreads *spreads)
{
    free(spreads->person_order);
    free(spreads->first);
    free(spreads->spread);
    *spreads = (struct hinge_spreads){0};
}

static struct hinge_cell_spread spread_of(const struct hinge_spreads *s, size_t cell,
                                          size_t measure, double *value)
{
    struct hinge_cell_spread found = {.reps = 0};
    size_t n = 0;
    for (size_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
        const struct hinge_cell_person *person = &s->cells->person[s->person_order[i]];
        unsigned count = hinge_measure_reps(s->measures, person, measure);
        if (!hinge_person_counts(s->cells, person, count)) {
            found.dropped += count > 0;
            continue;
        }
        double mean = hinge_measure_mean(s->measures, person, measure);
        if (isnan(mean))
            continue;
        value[n++] = mean;
        found.reps += count;
    }
    found.spread = hinge_spread_of(value, n);
    return found;
}

static void *make_values(void *context)
{
    const struct hinge_spreads *s = context;
    return hinge_alloc(s->cells->n_people, sizeof(double));
}

static enum hinge_status describe(void *context, void *value, size_t item,
                                  struct hinge_error *error)
{
    struct hinge_spreads *s = context;
    size_t n = s->cells->n_cells;
    (void)error;
    for (size_t cell = 0; cell < n; cell++)
        s->spread[item * n + cell] = spread_of(s, cell, s->batch + item, value);
    return HINGE_OK;
}

enum hinge_status hinge_spreads_describe(struct hinge_spreads *s, size_t measure,
                                         struct hinge_error *error)
{
    size_t cells = s->cells->n_cells, left = s->measures->n - measure;
    size_t batch = cells < AT_ONCE ? AT_ONCE / (cells + 1) : 1;
    if (s->spread != NULL && measure < s->batch + batch)
        return HINGE_OK;
    if (s->spread == NULL)
        s->spread = hinge_alloc(batch * cells, sizeof *s->spread);
    if (s->spread == NULL)
        return hinge_no_memory(error);
    s->batch = measure;
    const struct hinge_parallel_plan plan = {
        .items = left < batch ? left : batch,
        .threads = s->measures->n * s->cells->n_people < LITTLE,
        .work = describe,
        .context = s,
        .make_scratch = make_values,
        .free_scratch = free};
    return hinge_parallel_for(&plan, error);
}

const struct hinge_cell_spread *hinge_spreads_of(const struct hinge_spreads *s,
                                                 size_t measure, size_t cell)
{
    return &s->spread[(measure - s->batch) * s->cells->n_cells + cell];
}
