/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording of a moving body: what a camera system would deliver (noise, gaps, lost
 * frames, heading, projection) as the text of a file. */
#ifndef HINGE_SIMULATE_TAKE_H
#define HINGE_SIMULATE_TAKE_H

#include "base/text.h"
#include "simulate/body_model.h"
#include "simulate/markers.h"

#include <hinge/simulate.h>

struct hinge_take {
    const struct hinge_simulate_options *options;
    const struct hinge_marker_set *set;
    const struct hinge_motion *motion;
    const struct hinge_physique *physique;
    double heading_deg; /* direction faced, left of +x positive */
    bool still;         /* no sway: exactly the body's own coordinates */
    const char *name;   /* file name for the header */
    uint64_t replicate; /* base of this recording's random streams */
    size_t frames_left; /* known to layouts: what lost frames leave */
};

/* Random streams of one recording: replicate + one of these (bits above a
 * participant's). */
#define HINGE_TAKE_NOISE (UINT64_C(1) << 32)
#define HINGE_TAKE_GAPS (UINT64_C(2) << 32)
#define HINGE_TAKE_DROPS (UINT64_C(3) << 32)
#define HINGE_TAKE_DRIFT (UINT64_C(4) << 32)

/* Adds the whole file. Errors: NOMEM. */
void hinge_take_write(const struct hinge_take *take, struct hinge_text *text);

/* Frames before any is lost. */
size_t hinge_take_frames(const struct hinge_take *take);

/* Markers of frame i in metres, canonical axes turned to the heading, before noise. */
void hinge_take_markers(const struct hinge_take *take, size_t frame,
                        double marker[HINGE_MARKERS_MAX][3]);

#endif
