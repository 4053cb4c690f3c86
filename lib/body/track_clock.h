/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of a recording that is being read into tracks. */
#ifndef HINGE_BODY_TRACK_CLOCK_H
#define HINGE_BODY_TRACK_CLOCK_H

#include "body/tracks.h"
#include "signal/signal.h"

/* Working arrays of one recording while it is read. */
struct hinge_reading {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;
    const struct hinge_parameters *parameters;
    struct hinge_clock clock;
    double *t;        /* delivered times, s */
    size_t *position; /* frame on the clock of each delivered frame */
    double *raw;      /* 4 x n_frames: one landmark's channels as delivered */
};

void hinge_reading_clear(struct hinge_reading *reading);

/* Allocates the arrays, puts every delivered frame on an even clock and tells the
 * tracks about it. INPUT where frames are too few, too slow, or of no rate. */
enum hinge_status hinge_reading_clock(struct hinge_reading *reading, struct hinge_tracks *tracks,
                                      struct hinge_error *error);

#endif
