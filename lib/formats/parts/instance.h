/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person found in a picture, in the shapes in which programs write one. */
#ifndef HINGE_FORMATS_INSTANCE_H
#define HINGE_FORMATS_INSTANCE_H

#include "formats/parts/people.h"

#include <stdbool.h>

/* Whether JSON is such a person: it has `keypoints` ([[x, y], …], [x, y, c, …] or
 * {"x": […], "y": […]}), `pose_keypoints_2d`, `pose_keypoints` or `joints`. */
bool hinge_is_instance(const struct json_t *json);

/* Adds the person to those of a frame; without points nobody. `people` must have scores
 * and, before its first person, either names and their number or neither. INPUT:
 * another number of points than before, a point that is none. */
enum hinge_status hinge_instance_add(const struct hinge_json_place *place, long frame, double time,
                                     const struct json_t *instance, struct hinge_people *people,
                                     struct hinge_error *error);

/* The number in a picture's name or id: 7, "7", "7.jpg", "video_0007.png"; -1 for none.
 */
long hinge_instance_frame(const struct json_t *id);
long hinge_name_number(const char *name);

/* The number of a folder's i-th file. INPUT: no number in its name, or one that does
 * not grow, as where a folder holds several recordings. */
enum hinge_status hinge_frame_number(const struct hinge_probe *probe, size_t i, long *frame,
                                     struct hinge_error *error);

#endif
