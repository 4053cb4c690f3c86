/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means in which every recording counts alike (method 9.2): of a recording's
 * repetitions, then of a participant's recordings. */
#ifndef HINGE_PEOPLE_NEST_H
#define HINGE_PEOPLE_NEST_H

#include <stddef.h>
#include <stdint.h>

/* A mean of values as they come, to the last digit: what a sum loses is kept beside it.
 * Zero-initialise. */
struct hinge_mean {
    double sum, rest;
    unsigned n;
};
void hinge_mean_add(struct hinge_mean *mean, double value);
/* NaN of none. */
double hinge_mean_of(const struct hinge_mean *mean);

/* A participant's mean over recordings of means over repetitions. Zero-initialise. */
struct hinge_nest {
    struct hinge_mean recordings;
    unsigned reps;
};
/* A recording's repetitions go to the participant, and `recording` starts anew. */
void hinge_nest_close(struct hinge_nest *nest, struct hinge_mean *recording);
/* NaN without repetitions. */
double hinge_nest_mean(const struct hinge_nest *nest);
/* Ratio of two means (method 6.1); NaN when the one below is smaller than `least`. */
double hinge_nest_ratio(const struct hinge_nest *above, const struct hinge_nest *below,
                        double least);
/* Direction of the mean vector of angles from the means of their sines and cosines, in
 * [-90, 270) deg as coupling angles are written; NaN where vectors cancel. */
double hinge_nest_direction_deg(const struct hinge_nest *sine, const struct hinge_nest *cosine);
double hinge_sine_of_deg(double angle_deg);
double hinge_cosine_of_deg(double angle_deg);

/* The same of values that are all there: value[n] with the number of each one's
 * recording, NaN passed over. `of` (NULL: the value itself) is what is averaged. */
struct hinge_nest hinge_nest_of(const double *value, const uint32_t *recording, size_t n,
                                double of(double));

#endif
