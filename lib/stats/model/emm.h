/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimated marginal means: averages of a design's rows over a reference grid (every
 * combination of factor levels with equal weight, covariates at their means), and
 * contrasts between them, as linear functions of the coefficients (Searle, Speed &
 * Milliken 1980). In: a design and a text such as "cond", "group:cond" or "cond by
 * group". Out: struct hinge_emm, whose memory is in its arena; it refers to the design.
 */
#ifndef HINGE_STATS_MODEL_EMM_H
#define HINGE_STATS_MODEL_EMM_H

#include "stats/model/design.h"

/* A mean or a contrast: l'b with l over the kept coefficients. */
struct hinge_emm_row {
    const char *label; /* "cond=cue;group=trained"; "nocue-cue|group=trained" */
    size_t family;     /* level of the `by` factors, for adjustment of p */
    bool estimable;    /* false: needs a cell without data */
    double *l;         /* p */
};

struct hinge_emm {
    const struct hinge_design *design;
    const char *name;       /* "cond:group" */
    size_t n_factors, n_by; /* factor[0..n_factors-1], the last n_by of them are `by` */
    size_t factor[8];       /* variables of the formula */
    size_t n_means;         /* per family */
    size_t n_families;
    size_t n_cells, n_contrasts;
    struct hinge_emm_row *cell; /* first factor fastest, families one after the other */
    struct hinge_emm_row
        *contrast; /* all pairs in each family, earlier minus later level */
    struct hinge_arena arena;
};

/* Errors: USAGE E_OPTION (not a factor of the fixed part, empty or doubled name, over
 * 1,000 means or 100,000 cells); NOMEM. *emm must be cleared afterwards, also after an
 * error. */
enum hinge_status hinge_emm_build(struct hinge_emm *emm,
                                  const struct hinge_design *design, const char *spec,
                                  struct hinge_error *error);
void hinge_emm_clear(struct hinge_emm *emm);

/* Mean of other columns of the same design (random slopes) over the grid of one cell;
 * out has columns->n values. */
void hinge_emm_average(const struct hinge_emm *emm,
                       const struct hinge_design_columns *columns, size_t cell,
                       double *out);

/* Contrasts of the user's own: "name: w*level + level - w*level" over the means of each
 * family, or "did" (two factors): the last minus the first level of the first factor,
 * in the last minus in the first level of the second. *rows get the emm's arena; *n how
 * many. Errors: USAGE E_OPTION with the position; NOMEM. */
enum hinge_status hinge_emm_custom(struct hinge_emm *emm, const char *spec,
                                   struct hinge_emm_row **rows, size_t *n,
                                   struct hinge_error *error);

#endif
