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

enum hinge_file_kind {
    HINGE_FILE_TRC,
    HINGE_FILE_CSV,
    HINGE_FILE_KINOVEA,
    HINGE_FILE_FRAMES_JSON,
    HINGE_FILE_ALPHAPOSE,
    HINGE_FILE_MMPOSE,
    HINGE_FILE_MEDIAPIPE_JSON,
    HINGE_FILE_INDEXED,
    HINGE_FILE_UNNAMED,
    HINGE_FILE_DEEPLABCUT,
    HINGE_FILE_SLEAP,
    HINGE_FILE_KINECT,
    HINGE_FILE_SPORTS2D,
    HINGE_FILE_KINOVEA_TEXT,
    HINGE_FILE_POSITIONS,
    HINGE_FILE_VICON,
    HINGE_FILE_QUALISYS,
    HINGE_FILE_MOTIVE,
    HINGE_FILE_C3D,
    HINGE_FILE_KINECT_LONG,
    HINGE_FILE_AZURE,
    HINGE_FILE_QUATERNIONS,
    HINGE_FILE_DOT,
    HINGE_FILE_MVNX,
    HINGE_FILE_MOT,
    HINGE_FILE_ANGLES,
    HINGE_FILE_YOLO,
    HINGE_FILE_AZURE_JSON,
    HINGE_FILE_SHIMMER
};

/* How a recording is written. */
struct hinge_marker_set {
    enum hinge_simulate_format format;
    enum hinge_file_kind kind;
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

/* The set of a format; `mixed` is CSV for every fifth participant (numbers from 1), so
 * that formats do not go with one of two or three groups. */
const struct hinge_marker_set *hinge_marker_set_of(enum hinge_simulate_format format,
                                                   size_t participant);

enum { HINGE_MARKERS_MAX = 40 };

#endif
