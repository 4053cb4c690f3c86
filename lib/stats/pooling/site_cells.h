/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sites share, a row per two conditions of a cell: columns site, n, the outcome
 * (mean in the first condition), covariance (of people's values in the two), and where
 * there are several group, condition and with. */
#ifndef HINGE_STATS_POOLING_SITE_CELLS_H
#define HINGE_STATS_POOLING_SITE_CELLS_H

#include "stats/run/analysis.h"

/* People of one site and group who have all of the site's conditions. */
struct hinge_site_cell {
    size_t site;
    uint32_t group;               /* UINT32_MAX: several groups together */
    double n, *mean, *covariance; /* [condition], [condition][condition] */
    bool *has;                    /* [condition] */
};

struct hinge_site_cells {
    size_t n_sites, n_groups, n_conditions, n;
    const char **site, **group, **condition; /* groups, conditions: 0 without column */
    struct hinge_site_cell *cell;
};

/* Of the rows that the filter and the stratum keep. Errors: E_MIXED_EVIDENCE,
 * E_NO_DATA, E_INPUT for a cell twice, a covariance that is missing or impossible, or
 * fewer than two people. */
enum hinge_status hinge_site_cells_gather(struct hinge_analysis *analysis,
                                          struct hinge_site_cells *cells,
                                          struct hinge_error *error);

/* E_MIXED_ROWS where sites say that they measured another thing (phase, aggregate,
 * definition); W_SITES_DIFFER where their parameters or versions differ. */
enum hinge_status hinge_site_methods_check(struct hinge_analysis *analysis,
                                           const size_t *row, size_t n,
                                           struct hinge_error *error);

/* The site column of the rows: names in order of appearance. */
struct hinge_labels;
enum hinge_status hinge_sites_find(struct hinge_analysis *analysis, const size_t *row,
                                   size_t n, struct hinge_labels *labels,
                                   struct hinge_error *error);

#endif
