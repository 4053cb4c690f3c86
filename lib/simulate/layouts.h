/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of video programs, depth cameras, laboratories and sensors that a take can be
 * written in. */
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
static inline void hinge_layout_add(struct hinge_text *text, const char *before,
                                    double value, int digits)
{
    hinge_text_puts(text, before);
    hinge_fixed_add(text, value, digits);
}

/* Frames that the take has before any is lost. */
static inline size_t hinge_layout_frames(const struct hinge_take *take)
{
    return (size_t)floor(take->motion->end_s * take->options->rate_hz) + 1;
}

struct hinge_layout_writer {
    enum hinge_file_kind kind;
    const char *extension; /* "" for a folder: its files after lines "== name" */
    void (*begin)(const struct hinge_take *take, struct hinge_text *text);
    void (*frame)(const struct hinge_take *take, size_t frame,
                  const struct hinge_image_point *point, struct hinge_text *text);
    void (*end)(const struct hinge_take *take, struct hinge_text *text);
};

/* Layouts that have a block, or a file, per marker instead of a row per frame. */
bool hinge_layout_by_marker(enum hinge_file_kind kind);
void hinge_layout_marker_begin(const struct hinge_take *take, size_t marker,
                               struct hinge_text *text);
void hinge_layout_marker_frame(const struct hinge_take *take, size_t frame,
                               size_t marker, const struct hinge_image_point *point,
                               struct hinge_text *text);
/* Layouts with a file per sensor, and one of them. */
bool hinge_layout_is_sensors(enum hinge_file_kind kind);
void hinge_sensor_begin(const struct hinge_take *take, size_t marker,
                        struct hinge_text *text);
void hinge_sensor_frame(const struct hinge_take *take, size_t frame, size_t marker,
                        const struct hinge_image_point *point, struct hinge_text *text);

/* Of lab_layouts.c and sensor_layouts.c; NULL when it is none of them. */
const struct hinge_layout_writer *hinge_lab_writer_of(enum hinge_file_kind kind);
const struct hinge_layout_writer *hinge_sensor_writer_of(enum hinge_file_kind kind);

/* The writer of a kind, NULL for TRC and generic CSV, which take.c writes. */
const struct hinge_layout_writer *hinge_layout_writer_of(enum hinge_file_kind kind);

#endif
