/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveforms: one mean curve per participant and cell from columns n000, n001, ... */
#ifndef HINGE_STATS_WAVE_CURVES_H
#define HINGE_STATS_WAVE_CURVES_H

#include "stats/people/factor_cells.h"

struct hinge_curves {
    struct hinge_sample sample;
    size_t nodes, n;
    double *y;      /* [curve * nodes + node] */
    uint32_t *who;  /* participant code; participants in order, cells within them */
    uint32_t *cell; /* of the cells given to hinge_curves_average */
    size_t *trial;  /* hinge_curves_rows: code of the curve's trial, its own without */
};

/* Gathers rows with these factors and covariates; no outcome. */
enum hinge_status hinge_curves_gather(struct hinge_analysis *analysis,
                                      struct hinge_columns *columns, struct hinge_curves *curves,
                                      struct hinge_error *error);

/* Averages the rows of each participant and cell (per used row; NULL: one cell) node by
 * node: within trials, where the request names their column, and then trials. A curve
 * without its ends or with more than 5 % of its nodes missing is left out with
 * W_MISSING_NODES; other gaps are filled linearly. Whoever lacks a curve in a cell is
 * left out where everybody needs them all (`paired`), else who has none at all. */
enum hinge_status hinge_curves_average(struct hinge_analysis *analysis, struct hinge_curves *curves,
                                       const uint32_t *cell, size_t n_cells, bool paired,
                                       struct hinge_error *error);

/* The curve of every used row instead, mended and left out alike; cell is the level of
 * each row (NULL: 0). */
enum hinge_status hinge_curves_rows(struct hinge_analysis *analysis, struct hinge_curves *curves,
                                    const uint32_t *cell, struct hinge_error *error);

#endif
