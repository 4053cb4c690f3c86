/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AlphaPose results, and COCO results of keypoints. In: a JSON list with an entry per
 * person and picture; out: the recording of one person in image axes. */
#include "formats/format.h"
#include "formats/parts/instance.h"
#include "formats/parts/json_read.h"

#include <jansson.h>
#include <math.h>

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

static int score(const struct hinge_probe *probe, struct hinge_text *why)
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

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.scores = true, .unit = HINGE_UNIT_unknown};
    enum hinge_status status = is_by_picture(probe->json) ? read_pictures(probe, &people, error)
                                                          : read_list(probe, &people, error);
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "alphapose", "-y",
                              HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
    hinge_people_clear(&people);
    return status;
}

#define POINTS                                                                                     \
    "320,200,0.9,322,160,0.9,318,160,0.9,330,165,0.9,310,165,0.9,345,240,0.9,295,"                 \
    "240,0.9,360,320,0.8,280,320,0.8,362,390,0.7,278,390,0.7,340,400,0.9,300,400,"                 \
    "0.9,342,520,0.9,298,520,0.9,344,640,0.9,296,640,0.9"

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
    .score = score,
    .read = read,
    .example = "[{\"image_id\":\"0.jpg\",\"category_id\":1,\"score\":3.1,\"keypoints\":"
               "[" POINTS "]},\n{\"image_id\":\"1.jpg\",\"category_id\":1,\"score\":3.1,"
               "\"keypoints\":[" POINTS "]}]\n",
    .example_frames = 2,
    .example_channels = 52,
    .broken = "[{\"image_id\":\"0.jpg\",\"keypoints\":[1,2,\"three\"]}]\n",
    .broken_says = "entry 1: 3 numbers for a person",
};
