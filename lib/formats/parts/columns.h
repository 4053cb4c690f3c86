/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column's name says: marker, component and unit. */
#ifndef HINGE_FORMATS_COLUMNS_H
#define HINGE_FORMATS_COLUMNS_H

#include <hinge/trial.h>
#include <stdbool.h>

enum { HINGE_MARKER_MAX = 256 };

struct hinge_column_name {
    char marker[HINGE_MARKER_MAX]; /* "" for time and frame; the whole name for other */
    enum hinge_component component;
    enum hinge_unit unit;
    bool bare; /* the component is the last letter without a separator: LASIX */
};

/* Splits "left_hip_x", "RASI X (mm)", "T8.y", "FHx", "time_ms", "# times". A name alone
 * can't tell FHx from max: the caller checks that x and y of a marker are both there.
 */
void hinge_column_name_split(const char *name, struct hinge_column_name *out);

/* The name of a column that is an angle: without a unit in brackets, and one of our own
 * ids without "_deg"; "Pelvis-Pitch" stays whole. */
void hinge_column_name_angle(const char *name, char out[HINGE_MARKER_MAX]);

/* "x_nose", "visibility.nose": the component stands first. False for other names. */
bool hinge_column_name_front(const char *name, struct hinge_column_name *out);

#endif
