/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics as measures of cells: means of means, or for ratios the ratio of the means of
 * numerator and denominator (method 6.1, 9.2). */
#ifndef HINGE_REPORT_CELLS_MEASURES_H
#define HINGE_REPORT_CELLS_MEASURES_H

#include "report/cells/people_cells.h"

/* What every reader wants of a repetition, NULL-terminated. */
extern const char *const hinge_readable_metrics[];

/* One metric in one phase. */
struct hinge_measure {
    const char *id, *unit, *phase;
    int digits;
    size_t array, at; /* of the metric; the phase's position */
    long label;       /* position in `reason`, -1 */
    enum {
        HINGE_MEASURE_MEAN,
        HINGE_MEASURE_RATIO,
        HINGE_MEASURE_BIN,
        HINGE_MEASURE_CIRCULAR
    } kind;
    size_t over, under; /* arrays: numerator, denominator; BIN: share, motion of the phase */
    size_t rest;        /* array: BIN: what is added to the motion */
    int motions;        /* BIN: arrays whose quarter is the width; 0: HINGE_BIN_DEG */
    double least;       /* smallest mean denominator */
    size_t nest;        /* its first: the mean, or numerator and denominator */
};

struct hinge_measures {
    struct hinge_rep_stream *stream;
    size_t n, n_nests;
    size_t n_labels, n_phases; /* of `reason` */
    const char *const *label, *const *phase;
    struct hinge_measure *item;
};

/* The metrics and phases that --columns, --phase and --filter ask for; readable: few.
 */
enum hinge_status hinge_measures_choose(struct hinge_measures *measures,
                                        struct hinge_rep_stream *stream, bool readable,
                                        struct hinge_error *error);
void hinge_measures_clear(struct hinge_measures *measures);
/* The stream's repetition into the person entered last. */
void hinge_measures_add(const struct hinge_measures *measures, struct hinge_cohort *people);
/* Repetitions of a person that have the measure, and the person's mean. */
unsigned hinge_measure_reps(const struct hinge_measures *measures,
                            const struct hinge_person *person, size_t measure);
double hinge_measure_mean(const struct hinge_measures *measures, const struct hinge_person *person,
                          size_t measure);

#endif
