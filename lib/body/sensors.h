/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensors on segments: how each has turned since standing, and where it faces. */
#ifndef HINGE_BODY_SENSORS_H
#define HINGE_BODY_SENSORS_H

#include "body/angles.h"

/* A segment: changes since standing, and the horizontal direction it tips in. */
struct hinge_sensor {
    bool used;
    double *q[4]; /* w, x, y, z: the tracks' arrays */
    double still[4];
    double heading_x, heading_z; /* forward */
    double *pitch;
};

struct hinge_sensors {
    struct hinge_tracks *tracks;
    const struct hinge_parameters *parameters;
    struct hinge_body *body;
    struct hinge_sensor segment[HINGE_LANDMARK_COUNT];
    size_t from, to; /* standing, last frame included */
};

/* Gaps filled, standing found, then for each sensor that is used the change since, its
 * heading and its pitch. What is missing for that is an INPUT error. */
enum hinge_status hinge_sensors_settle(struct hinge_sensors *w, const struct hinge_trial_info *info,
                                       struct hinge_error *error);

bool hinge_sensor_missing(const struct hinge_sensor *s, size_t i);
/* Change of orientation since standing: S(t). */
void hinge_sensor_change(const struct hinge_sensor *s, size_t i, double out[4]);

#endif
