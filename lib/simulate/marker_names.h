/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the points that each format's writers use. */
#ifndef HINGE_SIMULATE_MARKER_NAMES_H
#define HINGE_SIMULATE_MARKER_NAMES_H

#include "simulate/markers.h"

extern const struct hinge_marker hinge_names_chain[17];
extern const struct hinge_marker hinge_names_whole_b[28];
extern const struct hinge_marker hinge_names_whole_a[36];
extern const struct hinge_marker hinge_names_plug_in_gait[28];
extern const struct hinge_marker hinge_names_coco17[17];
extern const struct hinge_marker hinge_names_mediapipe33[33];
extern const struct hinge_marker hinge_names_stickers[11];
extern const struct hinge_marker hinge_names_spinetrack37[37];
extern const struct hinge_marker hinge_names_sensors[4];

#endif
