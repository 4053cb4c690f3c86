/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MMPose predictions of a video. In: JSON with instance_info; out: the recording of one
 * person in image axes. */
#include "formats/format.h"
#include "formats/parts/instance.h"
#include "base/memory.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS_MOST = 1024 };

/* The list of frames: under a key, or the file itself. */
static const json_t *frames_of(const json_t *json)
{
    const json_t *list = json_object_get(json, "instance_info");
    list = list != NULL ? list : json_object_get(json, "predictions");
    return list != NULL ? list : json;
}

/* The people of a frame: under a key, or the frame itself. */
static const json_t *instances_of(const json_t *frame)
{
    static const char *const keys[] = {"instances", "people", "predictions", "persons"};
    const json_t *list = json_is_array(frame) ? frame : NULL;
    for (size_t i = 0; list == NULL && i < sizeof keys / sizeof *keys; i++)
        list = json_object_get(frame, keys[i]);
    return list;
}

/* The first person there is: tells number and kind of the points. */
static const json_t *first_instance(const json_t *frames)
{
    const json_t *instance = NULL;
    for (size_t i = 0; i < json_array_size(frames) && instance == NULL; i++)
        instance = json_array_get(instances_of(json_array_get(frames, i)), 0);
    return instance;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *frames = frames_of(probe->json), *first = first_instance(frames);
    if (json_object_get(probe->json, "instance_info") != NULL) {
        hinge_text_puts(why, "instance_info with frames");
        return 95;
    }
    if (hinge_is_instance(first)) {
        hinge_text_puts(why, "a list of frames with people and their keypoints");
        return 92;
    }
    hinge_text_puts(why, "no instance_info");
    return 0;
}

/* Names from meta_info.keypoint_id2name where they are all there; borrowed from JSON.
 */
static const char **names_of(const json_t *json, size_t n)
{
    const json_t *table = json_object_get(json_object_get(json, "meta_info"), "keypoint_id2name");
    const char **name = json_is_object(table) ? hinge_alloc(n + 1, sizeof *name) : NULL;
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

static enum hinge_status prepare(const struct hinge_probe *probe, struct hinge_people *people,
                                 const char ***names, struct hinge_error *error)
{
    const struct hinge_json_place place = {probe->name, "instance", 1};
    const json_t *instance = first_instance(frames_of(probe->json));
    size_t n = json_array_size(json_object_get(instance, "keypoints"));
    people->scores = true;
    if (instance == NULL)
        return HINGE_OK;
    if (!hinge_is_instance(instance) || n > POINTS_MOST)
        return hinge_json_refuse(&place, HINGE_REASON_BAD_HEADER, "no list of keypoints", error);
    *names = names_of(probe->json, n);
    people->name = *names;
    people->n_points = *names != NULL ? n : 0;
    return HINGE_OK;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.unit = HINGE_UNIT_unknown};
    const json_t *frames = frames_of(probe->json);
    const char **names = NULL;
    enum hinge_status status = prepare(probe, &people, &names, error);
    for (size_t i = 0; i < json_array_size(frames) && status == HINGE_OK; i++) {
        const struct hinge_json_place place = {probe->name, "frame", i + 1};
        const json_t *frame = json_array_get(frames, i), *id = json_object_get(frame, "frame_id"),
                     *list = instances_of(frame);
        id = id != NULL ? id : json_object_get(frame, "frame_index");
        long number = json_is_integer(id) ? (long)json_integer_value(id) : (long)i;
        for (size_t k = 0; k < json_array_size(list) && status == HINGE_OK; k++)
            status = hinge_instance_add(&place, number, (double)NAN, json_array_get(list, k),
                                        &people, error);
    }
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "mmpose", people.depth ? "" : "-y",
                              people.depth ? 0u : HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
                              recording, error);
    hinge_people_clear(&people);
    free(names);
    return status;
}

#define POINTS                                                                                     \
    "[320,200],[322,160],[318,160],[330,165],[310,165],[345,240],[295,240],[360,320],"             \
    "[280,320],[362,390],[278,390],[340,400],[300,400],[342,520],[298,520],[344,640],"             \
    "[296,640]"
#define SCORES "0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9,0.9"

const struct hinge_format hinge_format_mmpose = {
    .id = "mmpose",
    .title = "MMPose predictions of a video (JSON)",
    .details = "`{\"meta_info\":…,\"instance_info\":[{\"frame_id\":1,\"instances\":[{"
               "\"keypoints\":"
               "[[x,y],…],\"keypoint_scores\":[…]}]}]}`. Names come from "
               "`meta_info.keypoint_id2name`, else from the number of points. Also what the "
               "inferencers of MMPose and Ultralytics return: a list with a list of people "
               "per "
               "frame, or `{\"predictions\":[…]}`. People and "
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
    .broken = "{\"instance_info\":[{\"frame_id\":1,\"instances\":[{\"keypoints\":[[1,2],"
              "[3]],\"keypoint_scores\":[1,1]}]}]}\n",
    .broken_says = "a keypoint is not [x, y]",
};
