/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Design matrices: a formula and columns of data become named columns of numbers, coded
 * and named as R does it. A column is kept as a recipe (a product of parts), so that
 * the rows of the data and the cells of a reference grid are computed by the same code.
 * In: data without missing values (owned by the caller, who keeps it while the design
 * lives). Out: struct hinge_design, owned by the caller. */
#ifndef HINGE_STATS_MODEL_DESIGN_H
#define HINGE_STATS_MODEL_DESIGN_H

#include "stats/model/formula.h"

/* One column of data, rows values. A factor has codes 0..n_levels-1, else `value` is
 * used. */
struct hinge_model_column {
    const char *name;
    bool is_factor;
    const double *value;
    const int32_t *code;
    const char *const *level;
    size_t n_levels;
};

struct hinge_model_data {
    size_t rows, n_columns;
    const struct hinge_model_column *column;
    size_t observations; /* when a row is a count of several; 0: one each */
};

/* Column of that name, NULL if there is none. A number that also groups (x + (1 | x))
 * is there twice: `factor` says which one is wanted, if there is a choice. */
const struct hinge_model_column *hinge_model_find(const struct hinge_model_data *data,
                                                  const char *name, bool factor);

enum hinge_coding { HINGE_CODING_TREATMENT, HINGE_CODING_SUM, HINGE_CODING_HELMERT };

/* A variable of the formula bound to data; numeric ones have `n_basis` columns (1, or
 * the order of poly()). */
struct hinge_design_variable {
    const struct hinge_model_column *data;
    enum hinge_transform transform;
    size_t n_basis;
    double mean, sd;             /* of the column over the rows */
    double alpha[10], norm2[11]; /* three-term recurrence of poly() */
};

enum hinge_part_coding {
    HINGE_PART_NUMBER,
    HINGE_PART_DUMMY,
    HINGE_PART_SUM,
    HINGE_PART_HELMERT
};

/* One factor of a product: dummy of level `index`, sum coding of level `index`, level
 * `index` + 1 against those before it (Helmert), or basis function `index` of a numeric
 * variable. */
struct hinge_design_part {
    uint8_t variable;
    enum hinge_part_coding coding;
    uint16_t index;
};

struct hinge_design_column {
    const char *name;
    size_t term; /* index in the terms; SIZE_MAX for the intercept */
    size_t n_parts;
    const struct hinge_design_part *part;
};

/* Columns of a set of terms. Arrays are in `arena`. */
struct hinge_design_columns {
    size_t n;
    struct hinge_design_column *column;
};

struct hinge_design {
    const struct hinge_formula *formula;
    const struct hinge_model_data *data;
    enum hinge_coding coding;
    struct hinge_design_variable variable[HINGE_FORMULA_VARIABLES];
    struct hinge_design_columns full; /* of the fixed part, before dropping */
    size_t p;                         /* columns kept */
    size_t *kept;                     /* p places in `full` */
    size_t n_dropped;
    size_t *dropped; /* places in `full` of columns that depend on earlier ones */
    double *depends; /* n_dropped x p: dropped column = sum depends_j * kept column j */
    double *x;       /* rows x p, column-major: the kept columns */
    double *q, *r;   /* x = q r: q rows x p column-major, r p x p row-major upper */
    struct hinge_arena arena;
};

/* Values of the variables at one point: a code for factors, a number for the others. */
struct hinge_design_point {
    int32_t code[HINGE_FORMULA_VARIABLES];
    double value[HINGE_FORMULA_VARIABLES];
};

/* Builds the fixed part. Errors: USAGE E_NO_COLUMN (nearest name suggested), E_FORMULA
 * (function of a factor, poly of too high an order); INPUT E_NOT_NUMERIC (log of values
 * <= 0), E_ONE_LEVEL, E_TOO_FEW (rows <= columns); NOMEM. *design must be cleared
 * afterwards, also after an error. */
enum hinge_status hinge_design_build(struct hinge_design *design,
                                     const struct hinge_formula *formula,
                                     const struct hinge_model_data *data,
                                     enum hinge_coding coding,
                                     struct hinge_error *error);
void hinge_design_clear(struct hinge_design *design);

/* Columns of another set of terms over the same variables (random slopes), in the
 * coding of the design or another. In the design's arena. */
enum hinge_status hinge_design_expand(struct hinge_design *design,
                                      const struct hinge_formula_terms *terms,
                                      enum hinge_coding coding,
                                      struct hinge_design_columns *out,
                                      struct hinge_error *error);

/* out[row] of one column over all rows of the data. */
void hinge_design_fill(const struct hinge_design *design,
                       const struct hinge_design_column *column, double *out);

/* Rows of the type III hypothesis of every fixed term in terms of the kept
 * coefficients: the term's sum-coded coefficients are zero. l is rows x p (row-major),
 * owned by the design; n = 0 when undefined (a column of the term, or of a term that
 * contains it, was dropped). */
struct hinge_design_hypothesis {
    char name[256];
    size_t n;
    double *l;
};
enum hinge_status
hinge_design_type3(struct hinge_design *design,
                   struct hinge_design_hypothesis *out, /* one per term */
                   struct hinge_error *error);

/* Cells of interaction terms in which no row is, as "group=trained;cond=cue, …" (""
 * when none, at most 20 listed). In the design's arena. */
enum hinge_status hinge_design_empty_cells(struct hinge_design *design,
                                           const char **cells,
                                           struct hinge_error *error);

#endif
