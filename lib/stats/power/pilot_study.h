/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pilot study of two conditions, in one group or two, and studies like it. */
#ifndef HINGE_STATS_POWER_PILOT_STUDY_H
#define HINGE_STATS_POWER_PILOT_STUDY_H

#include "base/random.h"
#include "stats/run/analysis.h"

struct hinge_pilot {
    bool binary, both; /* both: the tested term is group x condition */
    size_t people, groups;
    double mean;            /* intercept, of a binary outcome its log odds */
    double sd_id, sd_slope; /* between people: of the first condition, of the change */
    double corr;
    double sigma;      /* between repetitions; NaN of a binary outcome */
    double effect, se; /* the pilot's own estimate of the term */
};

/* Fits the table's rows and writes /pilot. Errors: E_OPTION, E_ONE_LEVEL,
 * E_TOO_MANY_LEVELS, E_TOO_FEW, and those of the fit. */
enum hinge_status hinge_pilot_fit(struct hinge_analysis *analysis,
                                  struct hinge_pilot *pilot, struct hinge_error *error);

/* A study planned like the pilot. */
struct hinge_planned {
    const struct hinge_pilot *pilot;
    size_t n, reps; /* people per group; repetitions per condition */
    double effect;
};

/* Estimate of the term in one simulated study, its standard error and degrees of
 * freedom. With equal repetitions and two conditions every mixed model's test is that
 * of people's changes. *failed: a binary study that could not be fitted. Errors: NOMEM.
 */
struct hinge_planned_result {
    double estimate, se, df;
    bool failed;
};
/* changes holds 2 n values. */
struct hinge_planned_result hinge_planned_changes(const struct hinge_planned *planned,
                                                  struct hinge_random *random,
                                                  double *changes);

/* Of a binary outcome, by the logistic mixed model. */
enum hinge_status hinge_planned_binary(const struct hinge_planned *planned,
                                       struct hinge_random *random,
                                       struct hinge_planned_result *result,
                                       struct hinge_error *error);

#endif
