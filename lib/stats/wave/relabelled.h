/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One relabelling of a wave after the other: which it is, and its statistics. */
#ifndef HINGE_STATS_WAVE_RELABELLED_H
#define HINGE_STATS_WAVE_RELABELLED_H

#include "stats/wave/maxt.h"

/* Room of a thread. */
struct hinge_relabelled {
    uint32_t *index;
    double *sign, *sum, *square, *t;
};

/* For a wave, and those of its size and design; NULL without memory. */
struct hinge_relabelled *hinge_relabelled_new(const struct hinge_wave *wave);
void hinge_relabelled_free(void *relabelled);

/* Chooses: as the data are; draw r of the seed (stream 5); number r of all, r - 1 being
 * the one before unless `start`. */
void hinge_relabelled_none(const struct hinge_wave *wave, struct hinge_relabelled *relabelled);
void hinge_relabelled_draw(const struct hinge_wave *wave, uint64_t seed, size_t r,
                           struct hinge_relabelled *relabelled);
void hinge_relabelled_at(const struct hinge_wave *wave, size_t r, bool start,
                         struct hinge_relabelled *relabelled);

/* t or F of the chosen one at every node into its t. */
void hinge_relabelled_fill(const struct hinge_wave *wave, struct hinge_relabelled *relabelled);

/* The largest of a statistic along the nodes that have one; of |t| with two sides. */
double hinge_wave_largest(const struct hinge_wave *wave, const double *t);

/* Number of relabellings, infinite where they are not enumerated. */
double hinge_wave_ways(const struct hinge_wave *wave);

#endif
