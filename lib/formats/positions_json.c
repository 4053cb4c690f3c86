/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON of named points per frame: {"positions": {"1.0": {"Nose": [x, y], …}, …}}, as
 * the Keraal data set has it. In: JSON; out: a recording in image axes. */
#include "base/memory.h"
#include "formats/format.h"
#include "formats/parts/json_read.h"
#include "formats/parts/people.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_MOST = 1024 };

/* The names of all frames in order of appearance; a point not found is left out. */
struct names {
    size_t n;
    const char *name[POINTS_MOST];
};

static const json_t *frames_of(const json_t *json)
{
    const json_t *frames = json_object_get(json, "positions");
    return json_is_object(frames) ? frames : NULL;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    if (frames_of(probe->json) == NULL) {
        hinge_text_puts(why, "no object \"positions\" with frames of named points");
        return 0;
    }
    hinge_text_printf(why, "\"positions\" with %zu frames of named points",
                      json_object_size(frames_of(probe->json)));
    return 95;
}

/* POINTS_MOST when there are more. */
static size_t index_of(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->name[i], name) == 0)
            return i;
    if (names->n == POINTS_MOST)
        return POINTS_MOST;
    names->name[names->n] = name;
    return names->n++;
}

static enum hinge_status collect(const struct hinge_probe *probe, const json_t *frames,
                                 struct names *names, bool *depth, struct hinge_error *error)
{
    const char *key, *name;
    json_t *frame, *point;
    json_object_foreach((json_t *)frames, key, frame)
    {
        json_object_foreach(frame, name, point)
        {
            *depth = names->n == 0 ? json_array_size(point) > 2 : *depth; /* the first */
            if (index_of(names, name) == POINTS_MOST)
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                       "%s: more than %d names of points: a point "
                                       "needs one name in all frames",
                                       probe->name, POINTS_MOST);
        }
    }
    return HINGE_OK;
}

static enum hinge_status read_frame(const struct hinge_probe *probe, const char *key, json_t *frame,
                                    size_t i, struct names *names, struct hinge_people *people,
                                    struct hinge_error *error)
{
    const struct hinge_json_place place = {probe->name, "frame", i + 1};
    char *end;
    double number = strtod(key, &end);
    const char *name;
    json_t *point;
    enum hinge_status status = HINGE_OK;
    if (end == key || *end != '\0' || !(fabs(number) < 1e9))
        return hinge_json_refuse(
            &place, HINGE_REASON_BAD_HEADER,
            "its key is not the number of a frame, as expected; export it again", error);
    double *value = hinge_people_add(people, lround(number), (double)NAN);
    size_t axes = 2u + people->depth;
    json_object_foreach(frame, name, point)
    {
        double *to = value + axes * index_of(names, name);
        for (size_t k = 0; k < axes && status == HINGE_OK; k++)
            if (json_array_get(point, k) != NULL)
                status = hinge_json_number(&place, json_array_get(point, k), &to[k], error);
        if (status == HINGE_OK && json_array_size(point) != axes)
            status =
                hinge_json_refuse(&place, HINGE_REASON_RAGGED,
                                  people->depth
                                      ? "a point is not [x, y, z], as others are; export it again"
                                      : "a point is not [x, y], as expected; export it again",
                                  error);
        if (status != HINGE_OK)
            return status;
    }
    return hinge_people_bounded(people, probe->name, probe->size, error);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.unit = HINGE_UNIT_unknown};
    struct names *names = hinge_alloc(1, sizeof *names);
    enum hinge_status status = HINGE_OK;
    const char *key;
    json_t *frame;
    size_t i = 0;
    status = collect(probe, frames_of(probe->json), names, &people.depth, error);
    people.name = names->name;
    people.n_points = names->n;
    json_object_foreach((json_t *)frames_of(probe->json), key, frame)
    {
        if (status == HINGE_OK && json_object_size(frame) > 0)
            status = read_frame(probe, key, frame, i, names, &people, error);
        i++;
    }
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "positions_json", "-y",
                              HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
    hinge_people_clear(&people);
    free(names);
    return status;
}

#define FRAME                                                                                      \
    "{\"Nose\":[0.41,0.51],\"RShoulder\":[0.39,0.55],\"LShoulder\":[0.46,0.55],"                   \
    "\"RHip\":[0.41,0.69],\"LHip\":[0.45,0.69],\"RKnee\":[0.38,0.77],\"LKnee\":"                   \
    "[0.48,0.76],\"RAnkle\":[0.39,0.87],\"LAnkle\":[0.47,0.87]}"

const struct hinge_format hinge_format_positions_json = {
    .id = "positions_json",
    .title = "JSON of named points per frame",
    .details = "`{\"positions\":{\"1.0\":{\"Nose\":[x,y],…},…}}`: an object of frames by "
               "number, each an object of points by name with two or three numbers; "
               "missing points are omitted. Pixels or 0..1, y down.",
    .content = HINGE_CONTENT_JSON,
    .score = score,
    .read = read,
    .example = "{\"positions\":{\"1.0\":" FRAME ",\n\"2.0\":" FRAME "}}\n",
    .example_frames = 2,
    .example_channels = 19,
    .broken = "{\"positions\":{\"first\":{\"Nose\":[0.4,0.5]}}}\n",
    .broken_says = "not the number of a frame",
};
