/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid: choices and their options. A specification takes an option of each; the
 * first of all is the declared one. */
#ifndef HINGE_STATS_MULTIVERSE_GRID_H
#define HINGE_STATS_MULTIVERSE_GRID_H

#include "stats/run/analysis.h"

enum { HINGE_CHOICES = 24, HINGE_SPECIFICATIONS = 20000 };

struct hinge_choice {
    const char *name;
    size_t n;
    const char **option;
    const uint32_t *code; /* rows: the option of each table row; else NULL */
    const char **dropped; /* per option: why it is not in the grid, NULL where it is */
};

/* Choices that rows show come first, then repetitions, outliers and covariates. */
struct hinge_grid {
    size_t n, of_rows;
    struct hinge_choice choice[HINGE_CHOICES];
    size_t specifications;
};

/* Reads the options choices, repetitions, outliers and covariate_sets; row: the n rows
 * that the filter keeps. E_OPTION, E_NO_COLUMN. */
enum hinge_status hinge_grid_read(struct hinge_analysis *analysis, const size_t *row,
                                  size_t n, struct hinge_grid *grid,
                                  struct hinge_error *error);

#define HINGE_MULTIVERSE_COMPARES                                                      \
    "multiverse needs what is compared: --group COLUMN or --condition COLUMN, one of " \
    "the two"

/* The option of a choice in a specification; the last choice changes fastest. */
size_t hinge_grid_option(const struct hinge_grid *grid, size_t specification,
                         size_t choice);

/* The first word of an option `repetitions` or `outliers` (a text or a list) that is no
 * rule; NULL when all are. *expected gets what could be there. */
const char *hinge_grid_unknown(const char *option, const json_t *value,
                               const char **expected);
/* What "first_3" keeps: repetitions from *first to *last. False for other words. */
bool hinge_grid_repetitions(const char *option, double *first, double *last);
/* Beyond how many deviations people are left out, and of which kind ('m' median
 * absolute, 's' standard; "keep": 0). False for other words. */
bool hinge_grid_outliers(const char *option, char *kind, double *beyond);

#endif
