/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the noise of a recording moves each severity (method 7.0): the noise of its
 * quiet standing is added to the signals of a repetition again and again, and every row
 * is measured anew, through the same windows, averages and maxima. */
#ifndef HINGE_FAULTS_NOISE_H
#define HINGE_FAULTS_NOISE_H

#include "base/random.h"
#include "faults/fault.h"

/* Frames of quiet standing that show the noise of a recording; 0: too few, or those of
 * another recording. */
size_t hinge_noise_frames(const struct hinge_body *body, const struct hinge_standing *standing);
/* The noise of x[from..] about a straight line, there and back: rest[2 n - 2]. `least`
 * is its SD over all quiet windows, which is larger where the stillest window was quiet
 * by chance. */
void hinge_noise_rest(const double *x, size_t from, size_t n, double least, double *rest);

/* A series of the recording, its copy that gets noise, and what it does in standing
 * about a straight line, there and back. */
struct hinge_noise_series {
    const double *own;
    double *noisy, *rest;
    double largest; /* of the rest */
    bool drawn;     /* something open reads it */
};

struct hinge_noise {
    bool known;                   /* standing shows enough of it */
    const struct hinge_body *own; /* as recorded */
    struct hinge_body body;       /* the same with noise, while a repetition is drawn */
    struct hinge_reps reps;
    struct hinge_noise_series *series;
    size_t n_series, n_rest;
    struct hinge_value *values;
    double *value;
    struct hinge_measured *measured;    /* of the repetition, without noise */
    double largest[HINGE_SIGNAL_COUNT]; /* noise of each signal */
    bool *wanted;                       /* metrics and phases that open rows are judged by */
    size_t *open, n_open;               /* rows of this repetition whose verdict noise may change */
    struct hinge_arena arena;
};

/* The noise of a trial; known is false where there is no standing, or too little of it.
 * NOMEM. */
void hinge_noise_init(struct hinge_noise *noise, const struct hinge_fault_table *table,
                      const struct hinge_rep_view *view);
void hinge_noise_clear(struct hinge_noise *noise);

/* outcome[table->n] of one repetition, whose metrics are `values`. NOMEM. */
enum hinge_status hinge_noise_judge(struct hinge_noise *noise,
                                    const struct hinge_fault_table *table,
                                    const struct hinge_rep_view *view,
                                    const struct hinge_value *values,
                                    struct hinge_fault_outcome *outcome);

/* --- its series (noise_series.c) --- */

/* Gives the noisy body its own copy of a series; one that two names share has one. */
void hinge_noise_add(struct hinge_noise *noise, double **slot, size_t from, double least);
/* The series by its noisy copy; NULL: there is none. */
struct hinge_noise_series *hinge_noise_series_of(const struct hinge_noise *noise,
                                                 const double *noisy);
/* Noise on frames from..to of every series that is drawn: standing as it was, there and
 * back. */
void hinge_noise_draw(struct hinge_noise *noise, struct hinge_random *random, size_t from,
                      size_t to);
/* The frames as recorded. */
void hinge_noise_give_back(struct hinge_noise *noise, size_t from, size_t to);

#endif
