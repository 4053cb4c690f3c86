/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MediaPipe's landmarks as people's scripts write them as JSON. In: jansson's tree; out: a
 * recording in image axes with the names of the skeleton. */
#include "formats/format.h"

#include "base/memory.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- JSON --- */

enum { MEDIAPIPE = 33 };

/* Where the points of a frame are; the first that is there counts. */
static const char *const point_keys[] = {
    "pose_landmarks",     "poseLandmarks",   "landmarks",      "keypoints", "pose_world_landmarks",
    "poseWorldLandmarks", "world_landmarks", "worldLandmarks", "landmark"};
static const char *const frame_keys[] = {"frame", "frame_id", "frame_index", "frame_number",
                                         "frameIndex"};
static const struct {
    const char *key;
    double to_ms;
} time_keys[] = {{"timestamp_ms", 1}, {"time_ms", 1},        {"timestampMs", 1},
                 {"time_s", 1000},    {"timestamp_s", 1000}, {"time", 0}, /* by its steps */
                 {"timestamp", 0}};
static const char *const rate_keys[] = {"fps", "frame_rate", "frameRate", "rate_hz"};
static const char *const score_keys[] = {"visibility", "score", "confidence"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_point(const json_t *point)
{
    return json_object_get(point, "x") != NULL ||
           (json_is_array(point) && json_array_size(point) >= 2 &&
            json_is_number(json_array_get(point, 0)));
}

static bool is_points(const json_t *json)
{
    void *at = json_object_iter((json_t *)json);
    return is_point(json_array_get(json, 0)) ||
           (at != NULL && is_point(json_object_iter_value(at)));
}

/* The points of a frame, a list or an object of points by name; where several people
 * are listed, the first's. NULL for none. */
static const json_t *points_of(const json_t *frame)
{
    const json_t *points = json_is_array(frame) ? frame : NULL;
    for (size_t i = 0; points == NULL && i < COUNT(point_keys); i++) {
        points = json_object_get(frame, point_keys[i]);
        const json_t *inner = json_object_get(points, "landmark");
        if (json_is_array(inner)) /* {"landmark": […]} as protocol buffers print it */
            points = inner;
        if (json_array_size(points) + json_object_size(points) == 0)
            points = NULL;
    }
    if (is_points(points))
        return points;
    const json_t *first = json_array_get(points, 0);
    return is_points(first) ? first : NULL;
}

/* Whether an object's values are frames, such as {"0": …, "1": …}. */
static bool is_by_frame(const json_t *json)
{
    void *at = json_object_iter((json_t *)json);
    return at != NULL && hinge_name_number(json_object_iter_key(at)) >= 0 &&
           points_of(json_object_iter_value(at)) != NULL;
}

/* Frames one after another, as a list or by number. */
struct frames {
    const json_t *list;
    json_t *object;
    void *at; /* of the object */
    size_t i;
};

static struct frames frames_of(json_t *json)
{
    json_t *inner = json_object_get(json, "frames");
    json_t *frames = inner != NULL ? inner : json;
    if (json_is_array(frames))
        return (struct frames){.list = frames};
    return (struct frames){.object = frames,
                           .at = is_by_frame(frames) ? json_object_iter(frames) : NULL};
}

/* The next frame and, where it is a key, its number; NULL at the end. */
static const json_t *next_frame(struct frames *frames, long *number)
{
    *number = (long)frames->i++;
    if (frames->list != NULL)
        return json_array_get(frames->list, frames->i - 1);
    if (frames->at == NULL)
        return NULL;
    const json_t *frame = json_object_iter_value(frames->at);
    long named = hinge_name_number(json_object_iter_key(frames->at));
    *number = named >= 0 ? named : *number;
    frames->at = json_object_iter_next(frames->object, frames->at);
    return frame;
}

static const json_t *first_points(json_t *json)
{
    struct frames frames = frames_of(json);
    const json_t *points = NULL, *frame;
    long number;
    while (points == NULL && (frame = next_frame(&frames, &number)) != NULL)
        points = points_of(frame);
    return points;
}

static int score_json(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *points = first_points(probe->json);
    size_t n = json_array_size(points) + json_object_size(points);
    if (json_object_get(json_array_get(probe->json, 0), "image_id") != NULL || points == NULL) {
        hinge_text_puts(why, "no list of frames with points {x, y, z, visibility}");
        return 0;
    }
    hinge_text_printf(why, "frames with %zu points {x, y, …}", n);
    return n == 33 ? 90 : 60;
}

static double score_of(const json_t *point)
{
    for (size_t i = 0; i < COUNT(score_keys); i++) {
        const json_t *value = json_object_get(point, score_keys[i]);
        if (json_is_number(value))
            return json_number_value(value);
    }
    return json_array_size(point) > 3 ? json_number_value(json_array_get(point, 3)) : (double)NAN;
}

static enum hinge_status read_points(const struct hinge_json_place *place, const json_t *points,
                                     const struct hinge_people *people, double *value,
                                     struct hinge_error *error)
{
    static const char *const axes[] = {"x", "y", "z"};
    enum hinge_status status = HINGE_OK;
    for (size_t p = 0; p < people->n_points && status == HINGE_OK; p++) {
        const json_t *point = json_is_array(points) ? json_array_get(points, p)
                                                    : json_object_get(points, people->name[p]);
        if (point == NULL) /* by name: not seen */
            continue;
        if (!is_point(point))
            return hinge_json_refuse(place, HINGE_REASON_NOT_A_NUMBER, "a point has no x and y",
                                     error);
        for (size_t k = 0; k < 3 && status == HINGE_OK; k++) {
            const json_t *number =
                json_is_array(point) ? json_array_get(point, k) : json_object_get(point, axes[k]);
            if (number != NULL)
                status = hinge_json_number(place, number, &value[4 * p + k], error);
        }
        value[4 * p + 3] = score_of(point);
    }
    return status;
}

static double time_of(const json_t *frame, double *to_ms)
{
    for (size_t i = 0; i < COUNT(time_keys); i++) {
        const json_t *value = json_object_get(frame, time_keys[i].key);
        *to_ms = time_keys[i].to_ms;
        if (json_is_number(value))
            return (*to_ms > 0 ? *to_ms : 1) * json_number_value(value);
    }
    return NAN;
}

static long frame_of(const json_t *frame, long number)
{
    for (size_t k = 0; k < COUNT(frame_keys); k++) {
        const json_t *value = json_object_get(frame, frame_keys[k]);
        if (json_is_integer(value))
            return (long)json_integer_value(value);
    }
    return number;
}

/* Names of the points: the keys of the first frame, or those of a skeleton. */
static enum hinge_status prepare(const struct hinge_json_place *place, const json_t *points,
                                 struct hinge_people *people, struct hinge_error *error)
{
    size_t n = json_object_size(points), i = 0;
    if (json_is_array(points)) {
        n = json_array_size(points);
        if (people->n_points == 0 && n == MEDIAPIPE) {
            people->name = hinge_skeleton_mediapipe()->name;
            people->n_points = n;
        }
        return hinge_people_skeleton(people, place, n, 1, error);
    }
    if (people->n_points > 0)
        return HINGE_OK;
    const char **names = hinge_arena_raw(people->arena, n, sizeof *names);
    for (void *at = json_object_iter((json_t *)points); at != NULL;
         at = json_object_iter_next((json_t *)points, at))
        names[i++] = json_object_iter_key(at);
    people->name = names;
    people->n_points = n;
    return HINGE_OK;
}

static enum hinge_status read_frame(const struct hinge_probe *probe, const json_t *frame, size_t i,
                                    long number, struct hinge_people *people,
                                    struct hinge_error *error)
{
    const struct hinge_json_place place = {probe->name, "frame", i + 1};
    const json_t *points = points_of(frame);
    double to_ms;
    if (points == NULL) /* nobody found: an empty list */
        return HINGE_OK;
    enum hinge_status status = prepare(&place, points, people, error);
    if (status != HINGE_OK)
        return status;
    double time = time_of(frame, &to_ms);
    if (!isnan(time) && to_ms == 0)
        people->clock = "time";
    double *value = hinge_people_add(people, frame_of(frame, number), time);
    status = read_points(&place, points, people, value, error);
    return status == HINGE_OK ? hinge_people_bounded(people, probe->name, probe->size, error)
                              : status;
}

/* The rate where the file says it beside its frames. */
static double rate_of(const json_t *json)
{
    for (size_t i = 0; i < COUNT(rate_keys); i++) {
        const json_t *rate = json_object_get(json, rate_keys[i]);
        if (json_is_number(rate) && json_number_value(rate) > 0)
            return json_number_value(rate);
    }
    return NAN;
}

static enum hinge_status read_json(const struct hinge_probe *probe,
                                   const struct hinge_read_options *options,
                                   struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.arena = probe->arena, .depth = true, .scores = true};
    struct frames frames = frames_of(probe->json);
    const json_t *frame;
    enum hinge_status status = HINGE_OK;
    long number;
    while (status == HINGE_OK && (frame = next_frame(&frames, &number)) != NULL)
        status = read_frame(probe, frame, frames.i - 1, number, &people, error);
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "mediapipe_json", "-y",
                              HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
    if (status == HINGE_OK)
        recording->header_rate_hz = rate_of(probe->json);
    return status;
}

const struct hinge_format hinge_format_mediapipe_json = {
    .id = "mediapipe_json",
    .title = "MediaPipe landmarks in JSON, one file per recording",
    .details = "A list of frames, `{\"frames\":[…]}`, `{\"0\":…,\"1\":…}`, or a frame per "
               "line. A frame has 33 points `{x, y, z, visibility}` or `[x, y, z, "
               "visibility]` under `pose_landmarks`, `pose_world_landmarks`, `landmarks` "
               "or `keypoints`. It may also be the list itself, or an object of points by "
               "name. `timestamp_ms` (or `time_s`, `time`), `frame` and `fps` are read if "
               "present. Image landmarks are preferred to world landmarks. Lists of 17, "
               "18, 25, 26 or 37 points are recognised by their number.",
    .content = HINGE_CONTENT_JSON,
    .score = score_json,
    .read = read_json,
};
