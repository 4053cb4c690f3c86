/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear mixed model in the document: coefficients, type III tests, means and
 * contrasts, by Kenward & Roger and by Satterthwaite. */
#ifndef HINGE_STATS_REGRESSION_LMM_REPORT_H
#define HINGE_STATS_REGRESSION_LMM_REPORT_H

#include "stats/model/kenward_roger.h"
#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"

/* A fitted model; cleared by hinge_lmm_work_clear. */
struct hinge_lmm_work {
    struct hinge_model_terms terms;
    struct hinge_model_rows rows;
    struct hinge_lmm *lmm;
    struct hinge_lmm_fit fit;
    struct hinge_satterthwaite satterthwaite;
    struct hinge_kenward_roger kenward_roger;
    size_t people;
    struct hinge_margins margins;
    bool by_kenward_roger; /* which of the two the results carry */
};

/* Fits terms over rows and prepares both tests; the option ddf, else the number of
 * people, says which one is used. */
enum hinge_status hinge_lmm_work_fit(struct hinge_analysis *analysis,
                                     struct hinge_lmm_work *work,
                                     struct hinge_error *error);
void hinge_lmm_work_clear(struct hinge_lmm_work *work);

/* /ddf; /fixed, /type3, /emm, /contrasts by that method, the same by the other one
 * under its name; /vcov and /kenward_roger/vcov. */
enum hinge_status hinge_lmm_put_tests(struct hinge_analysis *analysis,
                                      struct hinge_lmm_work *work,
                                      struct hinge_error *error);

#endif
