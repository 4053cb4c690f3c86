/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a known skeleton without names: rows of numbers only. */
#ifndef HINGE_FORMATS_UNNAMED_H
#define HINGE_FORMATS_UNNAMED_H

#include "formats/parts/wide.h"

/* Numbers per point of a table without a header row, and what each is. */
struct hinge_unnamed {
    const char *const *name;
    size_t n_points, per_point;
    enum hinge_component component[8]; /* of each number of a point */
    enum hinge_unit unit;
};

/* How many numbers the first row has when every row of the head is numbers (or blank)
 * of the same count, 0 else. */
size_t hinge_unnamed_columns(const struct hinge_probe *probe);

/* Whether column c holds a clock or counter: it grows from row to row. */
bool hinge_unnamed_grows(const struct hinge_probe *probe, size_t c);

/* Reads the table; `lead` columns before the points are a frame number or a time. */
enum hinge_status hinge_unnamed_read(const struct hinge_probe *probe,
                                     const struct hinge_read_options *options,
                                     const struct hinge_unnamed *layout, size_t lead,
                                     const char *format, const char *up, unsigned flags,
                                     struct hinge_recording *recording, struct hinge_error *error);

#endif
