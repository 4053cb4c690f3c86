/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People whom AlphaPose and MMPose found in the pictures of a video. In: jansson's tree; out: the
 * recording of one person in image axes. */
#include "formats/format.h"

#include "base/memory.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- AlphaPose: a list of people, each with its image --- */

/* Entries of a COCO file of annotations, else the list itself. */
static const json_t *entries_of(const json_t *json)
{
    const json_t *list = json_object_get(json, "annotations");
    return list != NULL ? list : json;
}

/* The people of a picture where pictures are the keys of an object, as AlphaPose writes
 * it for other programs; NULL when it is none. */
static const json_t *people_of(const json_t *picture)
{
    const json_t *list = json_object_get(picture, "bodies");
    list = list != NULL ? list : json_object_get(picture, "people");
    return json_is_array(list) ? list : NULL;
}

static bool is_by_picture(const json_t *json)
{
    void *at = json_object_iter((json_t *)json);
    return at != NULL && people_of(json_object_iter_value(at)) != NULL &&
           hinge_name_number(json_object_iter_key(at)) >= 0;
}

static int score_alphapose(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *list = entries_of(probe->json), *first = json_array_get(list, 0);
    if (is_by_picture(probe->json)) {
        hinge_text_printf(why, "an object of %zu pictures with people",
                          json_object_size(probe->json));
        return 90;
    }
    if (!json_is_object(first) || json_object_get(first, "image_id") == NULL ||
        !json_is_array(json_object_get(first, "keypoints"))) {
        hinge_text_puts(why, "no list of entries with image_id and keypoints");
        return 0;
    }
    hinge_text_printf(why, "a list of %zu people with image_id and keypoints",
                      json_array_size(list));
    return 90;
}

static enum hinge_status read_list(const struct hinge_probe *probe, struct hinge_people *people,
                                   struct hinge_error *error)
{
    const json_t *list = entries_of(probe->json);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < json_array_size(list) && status == HINGE_OK; i++) {
        const json_t *entry = json_array_get(list, i);
        const struct hinge_json_place place = {probe->name, "entry", i + 1};
        long frame = hinge_instance_frame(json_object_get(entry, "image_id"));
        status =
            frame < 0
                ? hinge_json_refuse(&place, HINGE_REASON_BAD_HEADER,
                                    "no number of a picture in image_id; export it again", error)
                : hinge_instance_add(&place, frame, (double)NAN, entry, people, error);
    }
    return status;
}

static enum hinge_status read_pictures(const struct hinge_probe *probe, struct hinge_people *people,
                                       struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t i = 0;
    for (void *at = json_object_iter(probe->json); at != NULL && status == HINGE_OK;
         at = json_object_iter_next(probe->json, at)) {
        const struct hinge_json_place place = {probe->name, "picture", ++i};
        const json_t *list = people_of(json_object_iter_value(at));
        long frame = hinge_name_number(json_object_iter_key(at));
        if (frame < 0)
            status =
                hinge_json_refuse(&place, HINGE_REASON_BAD_HEADER,
                                  "no number of a picture in its name; number the pictures", error);
        for (size_t k = 0; k < json_array_size(list) && status == HINGE_OK; k++)
            status = hinge_instance_add(&place, frame, (double)NAN, json_array_get(list, k), people,
                                        error);
    }
    return status;
}

static enum hinge_status read_alphapose(const struct hinge_probe *probe,
                                        const struct hinge_read_options *options,
                                        struct hinge_recording *recording,
                                        struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.arena = probe->arena, .scores = true};
    enum hinge_status status = is_by_picture(probe->json) ? read_pictures(probe, &people, error)
                                                          : read_list(probe, &people, error);
    if (status != HINGE_OK)
        return status;
    return hinge_people_give(&people, probe->name, "alphapose", "-y",
                             HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
}

const struct hinge_format hinge_format_alphapose = {
    .id = "alphapose",
    .title = "AlphaPose results (JSON), COCO keypoint results",
    .details = "A list with an entry per person and picture: "
               "`{\"image_id\":\"0.jpg\",\"keypoints\":[x,y,c,…],\"score\":…}`. The "
               "number in `image_id` is the frame; pictures without entries are frames "
               "without a person. Also the list `annotations` of a COCO file, and "
               "AlphaPose's other forms `{\"0.jpg\":{\"people\":[…]}}` and "
               "`{\"0.jpg\":{\"bodies\":[…]}}`. Skeletons, people and units as in the "
               "folders of [one-frame JSON](#format-frames_json). No rate in the file: "
               "give it with --rate or `rate_hz`.",
    .content = HINGE_CONTENT_JSON,
    .score = score_alphapose,
    .read = read_alphapose,
};

/* --- MMPose: instance_info --- */

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

static int score_mmpose(const struct hinge_probe *probe, struct hinge_text *why)
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
static const char **names_of(const struct hinge_probe *probe, size_t n)
{
    const json_t *table =
        json_object_get(json_object_get(probe->json, "meta_info"), "keypoint_id2name");
    if (!json_is_object(table))
        return NULL;
    const char **name = hinge_arena_raw(probe->arena, n, sizeof *name);
    for (size_t i = 0; i < n; i++) {
        char key[24];
        snprintf(key, sizeof key, "%zu", i);
        name[i] = json_string_value(json_object_get(table, key));
        if (name[i] == NULL)
            return NULL;
    }
    return name;
}

static enum hinge_status prepare(const struct hinge_probe *probe, struct hinge_people *people,
                                 struct hinge_error *error)
{
    const struct hinge_json_place place = {probe->name, "instance", 1};
    const json_t *instance = first_instance(frames_of(probe->json));
    size_t n = json_array_size(json_object_get(instance, "keypoints"));
    people->scores = true;
    if (instance == NULL)
        return HINGE_OK;
    if (!hinge_is_instance(instance) || n > POINTS_MOST)
        return hinge_json_refuse(&place, HINGE_REASON_BAD_HEADER, "no list of keypoints", error);
    people->name = names_of(probe, n);
    people->n_points = people->name != NULL ? n : 0;
    return HINGE_OK;
}

static enum hinge_status read_mmpose(const struct hinge_probe *probe,
                                     const struct hinge_read_options *options,
                                     struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.arena = probe->arena};
    const json_t *frames = frames_of(probe->json);
    enum hinge_status status = prepare(probe, &people, error);
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
    if (status != HINGE_OK)
        return status;
    return hinge_people_give(&people, probe->name, "mmpose", people.depth ? "" : "-y",
                             people.depth ? 0u : HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
                             recording, error);
}

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
    .score = score_mmpose,
    .read = read_mmpose,
};
