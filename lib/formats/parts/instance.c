/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person found in a picture; see instance.h. */
#include "formats/parts/instance.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const json_t *points_of(const json_t *json)
{
    static const char *const keys[] = {"keypoints", "pose_keypoints_2d", "pose_keypoints",
                                       "joints"};
    const json_t *points = NULL;
    for (size_t i = 0; points == NULL && i < sizeof keys / sizeof *keys; i++)
        points = json_object_get(json, keys[i]);
    return points;
}

static bool is_openpose(const json_t *json)
{
    return json_object_get(json, "pose_keypoints_2d") != NULL ||
           json_object_get(json, "pose_keypoints") != NULL;
}

bool hinge_is_instance(const struct json_t *json)
{
    const json_t *points = points_of(json);
    return json_is_array(points) ||
           (json_is_object(points) && json_is_array(json_object_get(points, "x")));
}

/* The k-th number (x, y, z, score) of point p, however they are written; NULL where
 * there is none. */
static const json_t *number_of(const json_t *instance, size_t p, size_t k, size_t axes)
{
    static const char *const columns[] = {"x", "y", "z"};
    const json_t *points = points_of(instance), *point = json_array_get(points, p),
                 *scores = json_object_get(instance, "keypoint_scores");
    if (json_is_object(points))
        return json_array_get(json_object_get(points, k < axes ? columns[k] : "visible"), p);
    if (json_is_array(point))
        return k < axes || scores == NULL ? json_array_get(point, k) : json_array_get(scores, p);
    return json_array_get(points, p * (axes + 1) + k);
}

/* Points, and numbers to each without the score. */
static enum hinge_status count_points(const struct hinge_json_place *place, const json_t *instance,
                                      size_t *n, size_t *axes, struct hinge_error *error)
{
    const json_t *points = points_of(instance), *first = json_array_get(points, 0);
    *axes = 2;
    if (json_is_object(points)) {
        *n = json_array_size(json_object_get(points, "x"));
        return HINGE_OK;
    }
    *n = json_array_size(points);
    if (json_is_array(first)) {
        bool scored = json_object_get(instance, "keypoint_scores") != NULL;
        *axes = scored && json_array_size(first) == 3 ? 3 : 2;
        for (size_t p = 0; p < *n; p++) {
            size_t length = json_array_size(json_array_get(points, p));
            if (length < 2 || length > 3)
                return hinge_json_refuse(place, HINGE_REASON_RAGGED,
                                         "a keypoint is not [x, y], as expected; export it again",
                                         error);
            if (length != json_array_size(first))
                return hinge_json_refuse(
                    place, HINGE_REASON_RAGGED,
                    "its keypoints have another length than the first; export it again", error);
        }
    }
    return HINGE_OK;
}

enum hinge_status hinge_instance_add(const struct hinge_json_place *place, long frame, double time,
                                     const struct json_t *instance, struct hinge_people *people,
                                     struct hinge_error *error)
{
    size_t n, axes;
    enum hinge_status status = count_points(place, instance, &n, &axes, error);
    if (status != HINGE_OK || n == 0)
        return status;
    const json_t *points = points_of(instance);
    size_t each = json_is_array(points) && !json_is_array(json_array_get(points, 0)) ? 3 : 1;
    people->depth = axes == 3;
    const struct hinge_skeleton *mpi = hinge_skeleton_openpose_mpi();
    if (people->n_points == 0 && n == 3 * mpi->n && is_openpose(instance)) {
        people->name = mpi->name;
        people->n_points = mpi->n;
    }
    status = hinge_people_skeleton(people, place, n, each, error);
    double *value = status == HINGE_OK ? hinge_people_add(people, frame, time) : NULL;
    for (size_t p = 0; status == HINGE_OK && p < people->n_points; p++)
        for (size_t k = 0; k <= axes && status == HINGE_OK; k++, value++) {
            const json_t *number = number_of(instance, p, k, axes);
            if (number != NULL)
                status = hinge_json_number(place, number, value, error);
        }
    return status;
}

long hinge_name_number(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t end = dot != NULL ? (size_t)(dot - name) : strlen(name);
    while (end > 0 && !isdigit((unsigned char)name[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && isdigit((unsigned char)name[from - 1]))
        from--;
    while (from + 1 < end && name[from] == '0')
        from++;
    return end == 0 || end - from > 12 ? -1 : strtol(name + from, NULL, 10);
}

long hinge_instance_frame(const struct json_t *id)
{
    const char *name = json_string_value(id);
    if (json_is_integer(id))
        return (long)json_integer_value(id);
    return name != NULL ? hinge_name_number(name) : -1;
}

enum hinge_status hinge_frame_number(const struct hinge_probe *probe, size_t i, long *frame,
                                     struct hinge_error *error)
{
    *frame = hinge_name_number(probe->file[i].name);
    if (*frame < 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s/%s: no number of a frame in the name; number the files",
                               probe->name, probe->file[i].name);
    if (i > 0 && hinge_name_number(probe->file[i - 1].name) >= *frame)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: %s comes after %s, but its number does not; keep "
                               "one recording of one camera in a folder",
                               probe->name, probe->file[i].name, probe->file[i - 1].name);
    return HINGE_OK;
}
