/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of video programs and depth cameras that a take can be written in. */
#ifndef HINGE_SIMULATE_LAYOUTS_H
#define HINGE_SIMULATE_LAYOUTS_H

#include "simulate/take.h"

/* A marker as the file holds it: picture coordinates, or metres where there is no
 * picture; not seen is NaN. */
struct hinge_image_point {
    double x, y, z, score;
};

struct hinge_layout_writer {
    enum hinge_file_kind kind;
    const char *extension; /* "" for a folder: its files after lines "== name" */
    void (*begin)(const struct hinge_take *take, struct hinge_text *text);
    void (*frame)(const struct hinge_take *take, size_t frame,
                  const struct hinge_image_point *point, struct hinge_text *text);
    void (*end)(const struct hinge_take *take, struct hinge_text *text);
};

/* The writer of a kind, NULL for TRC and generic CSV, which take.c writes. */
const struct hinge_layout_writer *hinge_layout_writer_of(enum hinge_file_kind kind);

#endif
