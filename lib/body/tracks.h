/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landmark coordinates over time, on a regular clock, in metres (or pixels), y up.
 * First as delivered (tracks_read), then cleaned (tracks_clean): method 1.2, 3. */
#ifndef HINGE_BODY_TRACKS_H
#define HINGE_BODY_TRACKS_H

#include "base/memory.h"
#include "body/body.h"

struct hinge_track {
    bool present;    /* the recording has it */
    bool usable;     /* missing in at most miss.channel of the frames before filling */
    unsigned flags;  /* HINGE_CHANNEL_… of its channels */
    double *axis[3]; /* x, y (up), z; z NULL in 2D; vendor angles in axis[0], degrees */
    double *w;       /* of sensors: a unit quaternion with axis[], as delivered */
    double score;    /* mean confidence, share of frames present without scores */
    double present_share;
    double missing; /* share of the frames without it, before outliers are removed */
    size_t held;    /* frames removed as held */
};

/* What the filter takes (method 3.5): shorter runs are missing afterwards. */
enum { HINGE_TRACKS_LEAST_FRAMES = 12 };

struct hinge_tracks {
    size_t n;
    int dim; /* 2, 3, or 0 for vendor angles or sensors only */
    double rate_hz, start_s, cutoff_hz;
    double residual_cutoff_hz; /* filter.cutoff = auto, else NaN */
    /* canonical row r is sign[r] * scale[from[r]] * delivered axis from[r] */
    int from[3];
    double sign[3], scale[3];
    double load_share; /* weight in the hands by body mass; NaN: there is no centre of
                          mass of what stands on the feet, for load_reason */
    enum hinge_reason load_reason;
    size_t dropped, repeated; /* frames the clock leaves out, has twice */
    double jitter_s;          /* largest distance of a frame from its place */
    bool metric, origin_at_hip, angles, sensors;
    enum hinge_family family;
    double leg0; /* rough leg length, for thresholds; NaN unknown */
    double held_share, swapped_share;
    char swapped[HINGE_SWAPPED_MAX]; /* markers left and right of which are exchanged */
    uint64_t warnings;
    struct hinge_track point[HINGE_LANDMARK_COUNT];
    struct hinge_arena arena; /* owns every array */
};

/* Reads a recording onto the clock; missing codes and low scores become NaN, held
 * values too. INPUT: FS_UNKNOWN, FS_TOO_LOW, TIME_NOT_MONOTONIC, VERTICAL_UNKNOWN,
 * UNITS_UNKNOWN, ASPECT_UNKNOWN, INSUFFICIENT_LANDMARKS. */
enum hinge_status hinge_tracks_read(const struct hinge_body_request *request,
                                    struct hinge_tracks *tracks, struct hinge_error *error);

/* Label swaps, outliers, gaps, filter; sets usable. */
enum hinge_status hinge_tracks_clean(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_error *error);

/* Median over frames of |hip-knee| + |knee-ankle| (either side), else 1.7 trunk lengths
 * (*from_trunk true); NaN when neither is there. */
void hinge_tracks_leg0(const struct hinge_tracks *tracks, double *leg0, bool *from_trunk);

/* Gaps and filter of a series of angles (NaN is missing). NOMEM. */
void hinge_tracks_filter(const struct hinge_tracks *tracks, double *x,
                         const struct hinge_parameters *parameters);

/* Before the filter: the median over the coordinates that are used of what a residual
 * analysis suggests; NaN where none does (cutoff.c). NOMEM. */
void hinge_tracks_suggest_cutoff(const struct hinge_tracks *tracks,
                                 const struct hinge_parameters *parameters, double *cutoff_hz);

void hinge_tracks_clear(struct hinge_tracks *tracks);

/* Array of n doubles from the tracks' arena, all NaN; NULL without memory. */
double *hinge_tracks_array(struct hinge_tracks *tracks);
/* The same as it comes, for who writes all of it. */
double *hinge_tracks_room(struct hinge_tracks *tracks);

/* The same as a signal of the body, whose reason becomes OK. NOMEM. */
void hinge_tracks_signal(struct hinge_tracks *tracks, struct hinge_body *body,
                         enum hinge_signal signal, double **values);

/* Whether a landmark is there, and in enough frames. */
bool hinge_tracks_seen(const struct hinge_tracks *tracks, int landmark);

/* The same of both sides, given the left one (the right one comes next). */
bool hinge_tracks_pair_seen(const struct hinge_tracks *tracks, int left);

/* Middle of both sides along an axis. */
double hinge_tracks_middle(const struct hinge_tracks *tracks, int left, int axis, size_t i);

#endif
