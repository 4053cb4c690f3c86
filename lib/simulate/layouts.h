/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts that a take can be written in. */
#ifndef HINGE_SIMULATE_LAYOUTS_H
#define HINGE_SIMULATE_LAYOUTS_H

#include "simulate/fixed.h"
#include "simulate/take.h"

#include <math.h>

/* A marker as the file holds it: picture coordinates, or metres where there is no
 * picture; not seen is NaN. */
struct hinge_image_point {
    double x, y, z, score;
};

static inline bool hinge_layout_seen(const struct hinge_image_point *point)
{
    return !isnan(point->x);
}

/* `before`, then the number with so many digits behind its point. */
static inline void hinge_layout_add(struct hinge_text *text, const char *before, double value,
                                    int digits)
{
    hinge_text_puts(text, before);
    hinge_fixed_add(text, value, digits);
}

/* A row per frame (frame), or a block or file per marker (marker_frame). What is NULL
 * writes nothing. */
struct hinge_take_layout {
    const char *extension; /* "" for a folder: its files after lines "== name" */
    bool any_markers;      /* a table that can have more markers than its set */
    bool silent;           /* says neither units nor which way is up: the list does */
    bool sensors;          /* the list names the file of each marker */
    void (*begin)(const struct hinge_take *take, struct hinge_text *text);
    void (*frame)(const struct hinge_take *take, size_t frame,
                  const struct hinge_image_point *point, struct hinge_text *text);
    void (*marker_begin)(const struct hinge_take *take, size_t marker, struct hinge_text *text);
    void (*marker_frame)(const struct hinge_take *take, size_t frame, size_t marker,
                         const struct hinge_image_point *point, struct hinge_text *text);
    void (*end)(const struct hinge_take *take, struct hinge_text *text);
};

extern const struct hinge_take_layout hinge_layout_trc, hinge_layout_csv, hinge_layout_kinovea,
    hinge_layout_frames_json, hinge_layout_dot;

/* --- what layouts have in common --- */

/* Whether any point of a frame is seen. */
bool hinge_layout_anything(const struct hinge_take *take, const struct hinge_image_point *point);
/* x,y,score of all points, 0,0,0 where one is not seen. */
void hinge_layout_triplets(const struct hinge_take *take, const struct hinge_image_point *point,
                           struct hinge_text *text);
/* Sensor or segment to global, z up, as w, x, y, z; sensors are put on askew, each by
 * its number. */
void hinge_layout_orientation(const struct hinge_image_point *point, size_t mounting, double q[4]);
/* The same as four cells, blank where the sensor is lost. */
void hinge_layout_add_orientation(const struct hinge_image_point *point, size_t mounting,
                                  const char *between, struct hinge_text *text);

#endif
