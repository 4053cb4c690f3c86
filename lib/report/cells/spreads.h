/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the people of each cell spread in each measure; measures are described by all
 * threads, some at a time, so that memory does not grow with their number. */
#ifndef HINGE_REPORT_CELLS_SPREADS_H
#define HINGE_REPORT_CELLS_SPREADS_H

#include "report/cells/measures.h"
#include "report/cells/rates.h"

/* The people of a cell who have enough repetitions. */
struct hinge_cell_spread {
    struct hinge_spread spread;
    double reps;    /* theirs */
    size_t dropped; /* people who have too few */
};

struct hinge_spreads {
    const struct hinge_cell_list *cells;
    const struct hinge_measures *measures;
    size_t *person_order, *first;     /* of hinge_cells_sort */
    struct hinge_cell_spread *spread; /* [measure of a batch][cell] */
    size_t batch;                     /* its first measure */
    size_t *order, n_order;           /* its measures as they are described */
};

/* Of finished cells, whose order it gives: *cell_order, free() it. */
void hinge_spreads_init(struct hinge_spreads *spreads, const struct hinge_cell_list *cells,
                        const struct hinge_measures *measures, size_t **cell_order);
void hinge_spreads_clear(struct hinge_spreads *spreads);

/* Describes a measure, unless it is described, and some after it; measures before it
 * are forgotten. */
enum hinge_status hinge_spreads_describe(struct hinge_spreads *spreads, size_t measure,
                                         struct hinge_error *error);
/* Of a measure that is described. */
const struct hinge_cell_spread *hinge_spreads_of(const struct hinge_spreads *spreads,
                                                 size_t measure, size_t cell);

#endif
