/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AlphaPose results, and COCO results of keypoints. In: a JSON list with an entry per
 * person and picture; out: the recording of one person in image axes. */
#include "formats/format.h"
#include "formats/parts/json.h"
#include "formats/parts/people.h"

#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *first = json_array_get(probe->json, 0);
    if (!json_is_object(first) || json_object_get(first, "image_id") == NULL ||
        !json_is_array(json_object_get(first, "keypoints"))) {
        hinge_text_puts(why, "no list of entries with image_id and keypoints");
        return 0;
    }
    hinge_text_printf(why, "a list of %zu people with image_id and keypoints",
                      json_array_size(probe->json));
    return 90;
}

/* 7, "7", "7.jpg", "video_0007.png": the last number, -1 when there is none. */
static long frame_of(const json_t *id)
{
    if (json_is_integer(id))
        return (long)json_integer_value(id);
    const char *name = json_string_value(id);
    if (name == NULL)
        return -1;
    size_t end = strcspn(name, ".");
    for (const char *dot = strrchr(name, '.'); dot != NULL; dot = NULL)
        end = (size_t)(dot - name);
    while (end > 0 && !isdigit((unsigned char)name[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && isdigit((unsigned char)name[from - 1]))
        from--;
    return end == 0 || end - from > 15 ? -1 : strtol(name + from, NULL, 10);
}

static enum hinge_status read_entry(const struct hinge_probe *probe, size_t i,
                                    struct hinge_people *people,
                                    struct hinge_error *error)
{
    const json_t *entry = json_array_get(probe->json, i);
    const json_t *points = json_object_get(entry, "keypoints");
    const struct hinge_json_place place = {probe->name, "entry", i + 1};
    long frame = frame_of(json_object_get(entry, "image_id"));
    size_t n = json_array_size(points);
    if (frame < 0)
        return hinge_json_refuse(&place, HINGE_REASON_BAD_HEADER,
                                 "no number of a picture in image_id", error);
    enum hinge_status status = hinge_people_skeleton(people, &place, n, 3, error);
    double *value =
        status == HINGE_OK ? hinge_people_add(people, frame, (double)NAN) : NULL;
    if (status == HINGE_OK && value == NULL)
        return hinge_no_memory(error);
    for (size_t k = 0; k < n && status == HINGE_OK; k++)
        status = hinge_json_number(&place, json_array_get(points, k), &value[k], error);
    return status;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording,
                              struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.scores = true, .unit = HINGE_UNIT_unknown};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < json_array_size(probe->json) && status == HINGE_OK; i++)
        status = read_entry(probe, i, &people, error);
    if (status == HINGE_OK)
        status = hinge_people_give(&people, probe->name, "alphapose", "-y",
                                   HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
                                   recording, error);
    hinge_people_clear(&people);
    return status;
}

#define POINTS                                                                         \
    "320,200,0.9,322,160,0.9,318,160,0.9,330,165,0.9,310,165,0.9,345,240,0.9,295,"     \
    "240,0.9,360,320,0.8,280,320,0.8,362,390,0.7,278,390,0.7,340,400,0.9,300,400,"     \
    "0.9,342,520,0.9,298,520,0.9,344,640,0.9,296,640,0.9"

const struct hinge_format hinge_format_alphapose = {
    .id = "alphapose",
    .title = "AlphaPose results (JSON), COCO keypoint results",
    .details =
        "A list with an entry per person and picture: `{\"image_id\":\"0.jpg\","
        "\"keypoints\":[x,y,c,…],\"score\":…}`. The number in `image_id` is the frame; "
        "pictures without entries are frames in which nobody was found. Skeletons, "
        "people "
        "and units as in the folders of [one-frame JSON](#format-frames_json). No rate "
        "in "
        "the file: give it with --rate or `rate_hz`.",
    .content = HINGE_CONTENT_JSON,
    .score = score,
    .read = read,
    .example =
        "[{\"image_id\":\"0.jpg\",\"category_id\":1,\"score\":3.1,\"keypoints\":"
        "[" POINTS "]},\n{\"image_id\":\"1.jpg\",\"category_id\":1,\"score\":3.1,"
        "\"keypoints\":[" POINTS "]}]\n",
    .example_frames = 2,
    .example_channels = 52,
    .broken = "[{\"image_id\":\"0.jpg\",\"keypoints\":[1,2,\"three\"]}]\n",
    .broken_says = "entry 1: 3 numbers for a person",
};
