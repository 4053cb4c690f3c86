/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MMPose predictions of a video. In: JSON with instance_info; out: the recording of one
 * person in image axes. */
#include "formats/format.h"
#include "formats/parts/json.h"
#include "formats/parts/people.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS_MOST = 1024 };

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    if (json_is_array(json_object_get(probe->json, "instance_info"))) {
        hinge_text_puts(why, "instance_info with frames");
        return 95;
    }
    hinge_text_puts(why, "no instance_info");
    return 0;
}

/* Names from meta_info.keypoint_id2name where they are all there; borrowed from JSON.
 */
static const char **names_of(const json_t *json, size_t n)
{
    const json_t *table =
        json_object_get(json_object_get(json, "meta_info"), "keypoint_id2name");
    const char **name = json_is_object(table) ? calloc(n + 1, sizeof *name) : NULL;
    for (size_t i = 0; name != NULL && i < n; i++) {
        char key[24];
        snprintf(key, sizeof key, "%zu", i);
        name[i] = json_string_value(json_object_get(table, key));
        if (name[i] == NULL) {
            free(name);
            return NULL;
        }
    }
    return name;
}

static enum hinge_status read_instance(const struct hinge_json_place *place, long frame,
                                       const json_t *instance,
                                       struct hinge_people *people,
                                       struct hinge_error *error)
{
    const json_t *points = json_object_get(instance, "keypoints"),
                 *scores = json_object_get(instance, "keypoint_scores");
    if (json_array_size(points) != people->n_points)
        return hinge_json_refuse(place, HINGE_REASON_RAGGED,
                                 "another number of keypoints than before", error);
    double *value = hinge_people_add(people, frame, (double)NAN);
    if (value == NULL)
        return hinge_no_memory(error);
    enum hinge_status status = HINGE_OK;
    for (size_t p = 0; p < people->n_points && status == HINGE_OK; p++) {
        const json_t *point = json_array_get(points, p),
                     *weight = json_array_get(scores, p);
        size_t axes = 2u + people->depth;
        if (json_array_size(point) != axes)
            return hinge_json_refuse(place, HINGE_REASON_RAGGED,
                                     "a keypoint is not [x, y]", error);
        for (size_t k = 0; k < axes && status == HINGE_OK; k++)
            status = hinge_json_number(place, json_array_get(point, k), value++, error);
        if (status == HINGE_OK && weight != NULL)
            status = hinge_json_number(place, weight, value, error);
        value++;
    }
    return status;
}

/* The first instance there is: it tells number and kind of the points. */
static const json_t *first_instance(const json_t *frames)
{
    const json_t *instance = NULL;
    for (size_t i = 0; i < json_array_size(frames) && instance == NULL; i++)
        instance =
            json_array_get(json_object_get(json_array_get(frames, i), "instances"), 0);
    return instance;
}

static enum hinge_status prepare(const struct hinge_probe *probe,
                                 struct hinge_people *people, const char ***names,
                                 struct hinge_error *error)
{
    const struct hinge_json_place place = {probe->name, "instance", 1};
    const json_t *instance =
        first_instance(json_object_get(probe->json, "instance_info"));
    const json_t *points = json_object_get(instance, "keypoints");
    size_t n = json_array_size(points);
    if (instance == NULL)
        return HINGE_OK;
    if (n == 0 || n > POINTS_MOST)
        return hinge_json_refuse(&place, HINGE_REASON_BAD_HEADER,
                                 "no list of keypoints", error);
    people->depth = json_array_size(json_array_get(points, 0)) == 3;
    people->scores = true;
    *names = names_of(probe->json, n);
    people->name = *names;
    people->n_points = *names != NULL ? n : 0;
    return *names != NULL ? HINGE_OK
                          : hinge_people_skeleton(people, &place, n, 1, error);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording,
                              struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.unit = HINGE_UNIT_unknown};
    const json_t *frames = json_object_get(probe->json, "instance_info");
    const char **names = NULL;
    enum hinge_status status = prepare(probe, &people, &names, error);
    for (size_t i = 0; i < json_array_size(frames) && status == HINGE_OK; i++) {
        const struct hinge_json_place place = {probe->name, "frame", i + 1};
        const json_t *frame = json_array_get(frames, i),
                     *id = json_object_get(frame, "frame_id"),
                     *list = json_object_get(frame, "instances");
        long number = json_is_integer(id) ? (long)json_integer_value(id) : (long)i;
        for (size_t k = 0; k < json_array_size(list) && status == HINGE_OK; k++)
            status =
                read_instance(&place, number, json_array_get(list, k), &people, error);
    }
    if (status == HINGE_OK)
        status = hinge_people_give(
            &people, probe->name, "mmpose", people.depth ? "" : "-y",
            people.depth ? 0u : HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
            recording, error);
    hinge_people_clear(&people);
    free(names);
    return status;
}

#define POINTS                                                                         \
    "[320,200],[322,160],[318,160],[330,165],[310,165],[345,240],[295,240],[360,320]," \
    "[280,320],[362,390],[278,390],[340,400],[300,400],[342,520],[298,520],[344,640]," \
    "[296,640]"
#define SCORES "0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9"

const struct hinge_format hinge_format_mmpose = {
    .id = "mmpose",
    .title = "MMPose predictions of a video (JSON)",
    .details =
        "`{\"meta_info\":…,\"instance_info\":[{\"frame_id\":1,\"instances\":[{"
        "\"keypoints\":"
        "[[x,y],…],\"keypoint_scores\":[…]}]}]}`. Names come from "
        "`meta_info.keypoint_id2name`, else from the number of points. People and "
        "units as "
        "in the folders of [one-frame JSON](#format-frames_json). No rate in the file: "
        "give it with --rate or `rate_hz`.",
    .content = HINGE_CONTENT_JSON,
    .score = score,
    .read = read,
    .example = "{\"meta_info\":{\"dataset_name\":\"coco\"},\"instance_info\":[\n"
               "{\"frame_id\":1,\"instances\":[{\"keypoints\":[" POINTS
               "],\"keypoint_scores\":[" SCORES "]}]},\n"
               "{\"frame_id\":2,\"instances\":[{\"keypoints\":[" POINTS
               "],\"keypoint_scores\":[" SCORES "]}]}]}\n",
    .example_frames = 2,
    .example_channels = 52,
    .broken =
        "{\"instance_info\":[{\"frame_id\":1,\"instances\":[{\"keypoints\":[[1,2],"
        "[3]],\"keypoint_scores\":[1,1]}]}]}\n",
    .broken_says = "2 points for a person",
};
