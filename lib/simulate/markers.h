/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marker sets that can be written: which names a format uses for which point of the
 * body. */
#ifndef HINGE_SIMULATE_MARKERS_H
#define HINGE_SIMULATE_MARKERS_H

#include <hinge/simulate.h>
#include <hinge/trial.h>

/* A marker, `offset_m` (forward, up, right) from a landmark; or a segment or angle. */
struct hinge_marker {
    const char *name;
    enum hinge_landmark landmark;
    double offset_m[3];
};

/* How a recording is written. */
struct hinge_marker_set {
    const char *name, *help;                /* of the format */
    const struct hinge_take_layout *layout; /* NULL: mixed, which is two others */
    char tier;
    bool angles;       /* degrees: lean and heading of segments, or joint angles */
    bool image;        /* projected, v down */
    bool fractions;    /* of the image size, with a depth */
    bool clock;        /* has a time column */
    const char *score; /* suffix of the confidence column, NULL when there is none */
    const char *units; /* of the coordinates */
    double unit_m;     /* one unit in metres (not for images) */
    int digits;        /* images: after the decimal point */
    const struct hinge_marker *marker;
    size_t n_markers;
};

/* The format of this number, NULL behind the last. hinge-simulate has those of
 * hinge_marker_sets; tests/simulate puts a longer list in place of formats.c. */
const struct hinge_marker_set *hinge_simulate_set_at(size_t format);
extern const struct hinge_marker_set hinge_marker_sets[HINGE_SIMULATE_FORMAT_COUNT];

/* The set of a format; `mixed` is CSV for every fifth participant (numbers from 1), so
 * that formats do not go with one of two or three groups. */
const struct hinge_marker_set *hinge_marker_set_of(enum hinge_simulate_format format,
                                                   size_t participant);

enum { HINGE_MARKERS_MAX = 40 };

#endif
