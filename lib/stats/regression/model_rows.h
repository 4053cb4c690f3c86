/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a request with a formula to what lib/stats/model works on: complete rows,
 * factors with the levels that occur, a design. Everything is in the run's memory or
 * cleared by hinge_model_rows_clear. */
#ifndef HINGE_STATS_REGRESSION_MODEL_ROWS_H
#define HINGE_STATS_REGRESSION_MODEL_ROWS_H

#include "stats/model/design.h"
#include "stats/model/effects.h"
#include "stats/people/sample.h"

/* One formula over the rows; several may share the rows (model comparison). */
struct hinge_model_terms {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects; /* of lmm and glmm */
};

struct hinge_model_rows {
    struct hinge_sample sample;   /* as read */
    struct hinge_model_data data; /* as modelled: sample's rows, or their means */
    const size_t *row;    /* of the table, of each row modelled; of a mean its first */
    const double *y;      /* outcome, or successes */
    const double *trials; /* NULL: one each */
    const int32_t *cluster; /* the participant column's codes, when asked for */
    size_t n_clusters;
};

struct hinge_model_wanted {
    bool binary;             /* outcomes are 0/1, or successes/trials */
    const char *participant; /* extra column that must be present; NULL: none */
    const char *number;      /* the same of numbers */
    bool means; /* the rows are means by the option `aggregate`, where it is given */
};

/* {key: text} as the detail of a warning; a failed allocation is noted. */
json_t *hinge_model_detail(struct hinge_analysis *analysis, const char *key,
                           const char *text);

/* Passes on the failure of a model function: its code goes to the document. */
enum hinge_status hinge_model_pass(struct hinge_analysis *analysis,
                                   enum hinge_status status, struct hinge_error *error);

/* Parses option `name` into terms->formula. */
enum hinge_status hinge_model_parse(struct hinge_analysis *analysis, const char *name,
                                    struct hinge_model_terms *terms,
                                    struct hinge_error *error);

/* Gathers the rows that are complete for all n formulas, which have one outcome. */
enum hinge_status hinge_model_gather(struct hinge_analysis *analysis,
                                     const struct hinge_model_wanted *wanted,
                                     struct hinge_model_terms *const *terms, size_t n,
                                     struct hinge_model_rows *rows,
                                     struct hinge_error *error);

/* Levels of a factor that none of the first n rows has vanish. */
enum hinge_status hinge_model_compact(struct hinge_analysis *analysis,
                                      struct hinge_factor *factor, size_t n,
                                      struct hinge_error *error);

/* The rows for which `out` is false, with the same columns and levels. */
enum hinge_status hinge_model_rows_subset(struct hinge_analysis *analysis,
                                          const struct hinge_model_rows *rows,
                                          const bool *out,
                                          struct hinge_model_rows *subset,
                                          struct hinge_error *error);

/* Builds the design in the coding of the option, with random effects if wanted, and
 * warns of empty cells, dropped columns, nested labels and split factors. */
enum hinge_status hinge_model_build(struct hinge_analysis *analysis,
                                    const struct hinge_model_rows *rows,
                                    bool with_effects, struct hinge_model_terms *terms,
                                    struct hinge_error *error);

/* Frees what a formula's terms own; safe on zeroed terms. */
void hinge_model_terms_clear(struct hinge_model_terms *terms);

/* n_obs, participants, dropped columns and sample counts into the results. */
void hinge_model_report_rows(struct hinge_analysis *analysis,
                             const struct hinge_model_rows *rows,
                             const struct hinge_model_terms *terms);

#endif
