/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What figures share: the tables they are made of, levels of the keys, numbers that are
 * kept, words. */
#ifndef HINGE_FIGURE_DRAWING_H
#define HINGE_FIGURE_DRAWING_H

#include "base/memory.h"
#include "figure/svg.h"
#include "report/cells.h"

#include <hinge/figure.h>
#include <hinge/results.h>

struct hinge_result;

/* A figure being drawn. */
struct hinge_drawing {
    const struct hinge_figure_request *request;
    const struct hinge_figure *figure;
    const struct hinge_result *document; /* of hinge-compare; NULL: of a results file */
    double width;                        /* points */
    struct hinge_svg svg;
    struct hinge_table data;
    struct hinge_text caption;
    const char *described;    /* a sentence on tasks that are not counted, or NULL */
    bool mixed;               /* nothing was drawn, as evidence differs */
    struct hinge_arena arena; /* texts that live as long as this */
};

/* A table as hinge-table makes it, with every key and column. `by` "" is the view's
 * own. */
enum hinge_status hinge_drawing_table(struct hinge_drawing *drawing, const char *view,
                                      const char *by, const char *columns, const char *phase,
                                      struct hinge_table *table, struct hinge_error *error);
/* Curves of people; `by` likewise. */
enum hinge_status hinge_drawing_curves(struct hinge_drawing *drawing, const char *by,
                                       const char *const *signal, size_t n,
                                       struct hinge_person_curves *curves,
                                       struct hinge_error *error);

/* USAGE when --columns names none of the program's metrics (names the nearest). */
enum hinge_status hinge_drawing_metric(const char *metric, struct hinge_error *error);

/* INPUT: nothing to draw, and why. */
enum hinge_status hinge_drawing_nothing(const struct hinge_drawing *drawing,
                                        struct hinge_error *error, const char *format, ...)
    HINGE_PRINTF(3, 4);
/* The same of a table of people: `why`, or, when everybody in it was left out for too
 * few repetitions (`dropped`, nobody in `n` or `people`), that. */
enum hinge_status hinge_drawing_nobody(const struct hinge_drawing *drawing,
                                       const struct hinge_table *table, const char *why,
                                       struct hinge_error *error);

/* --- levels: what rows belong to --- */

enum { HINGE_LEVELS = 64 };

/* The key columns of a table are those left of `first_value`. A level is one
 * combination of them: those of --by, and of the others those that differ. */
struct hinge_levels {
    size_t n;
    const char *name[HINGE_LEVELS];       /* as --levels takes it; in the drawing's arena */
    const char *shown[HINGE_LEVELS];      /* with --label */
    struct hinge_look look[HINGE_LEVELS]; /* of two keys: the first by colour */
    size_t *of_row; /* per row: its level, SIZE_MAX when it is not shown; arena */
};
/* `without`: a key that makes no level ("participant"), or NULL. */
enum hinge_status hinge_levels_find(struct hinge_drawing *drawing, const struct hinge_table *table,
                                    const char *first_value, const char *without,
                                    struct hinge_levels *levels, struct hinge_error *error);
/* Levels of exactly these keys, joined by commas ("": one level); `chosen`: --levels is
 * about them. */
enum hinge_status hinge_levels_pick(struct hinge_drawing *drawing, const struct hinge_table *table,
                                    const char *keys, bool chosen, struct hinge_levels *levels,
                                    struct hinge_error *error);

/* Whether the only level is of rows that name none. */
bool hinge_drawing_unnamed(const struct hinge_levels *levels);

/* People by "participant", any number: of_row per row, name unset; n counts them. */
void hinge_people_find(struct hinge_drawing *drawing, const struct hinge_table *table,
                       struct hinge_levels *people);
/* INPUT when rows are of different evidence: what was measured differently is no
 * change. */
enum hinge_status hinge_drawing_evidence(struct hinge_drawing *drawing,
                                         const struct hinge_table *table,
                                         struct hinge_error *error);

/* --- words --- */

/* What is written for an id: its label, else the id with blanks, its unit in brackets
 * when it ends with one. In the arena; never NULL (memory is checked at the end). */
const char *hinge_drawing_label(struct hinge_drawing *drawing, const char *id);
/* The title of a fault, its label first. */
const char *hinge_drawing_fault(struct hinge_drawing *drawing, const char *id);
/* The same without a unit. */
const char *hinge_drawing_name(struct hinge_drawing *drawing, const char *id);
/* A text made for the drawing; "" when memory is out, which the end tells. */
const char *hinge_drawing_text(struct hinge_drawing *drawing, const char *format, ...)
    HINGE_PRINTF(2, 3);

/* --- numbers that are kept --- */

/* Columns of data: a name, and its unit, or NULL for words. Ends with a NULL name. */
struct hinge_data_column {
    const char *name, *unit;
};
void hinge_data_columns(struct hinge_drawing *drawing, const struct hinge_data_column *columns);
/* A cell of a row: words and numbers in the order of the columns, as many as their
 * kinds ask for. */
void hinge_data_row(struct hinge_drawing *drawing, const char *const *words, const double *numbers);

/* Of the values that are there: n, mean, SD and 95 % interval of the mean. */
struct hinge_spread hinge_values_spread(const double *value, size_t n);

/* Cells of small panels: how many columns and rows n panels take. */
void hinge_grid(size_t n, double width, size_t *columns, size_t *rows);

#endif
