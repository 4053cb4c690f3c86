/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder with one JSON file per frame, as OpenPose and its relatives write. In: the
 * files by number; out: the recording of one person in image axes. */
#include "formats/format.h"
#include "formats/parts/build_recording.h"
#include "formats/parts/instance.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* The people of a picture: a list under one of these keys, or the file itself; NULL for
 * none. */
static const json_t *list_of(const json_t *json)
{
    static const char *const keys[] = {"people", "instance_info", "predictions"};
    const json_t *list = NULL;
    for (size_t i = 0; list == NULL && i < sizeof keys / sizeof *keys; i++)
        list = json_object_get(json, keys[i]);
    list = list != NULL ? list : json;
    const json_t *first = json_array_get(list, 0);
    bool known = first == NULL || hinge_is_instance(first) || list != json;
    return json_is_array(list) && known ? list : NULL;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct hinge_error ignored = HINGE_ERROR_INIT;
    json_t *json = NULL;
    int result = 0;
    const struct hinge_probe_file *file = &probe->file[0];
    size_t n = strlen(file->name);
    if (n > 4 && hinge_same_name(file->name + n - 4, ".txt")) {
        hinge_text_puts(why, "its files are text");
        return 0;
    }
    if (hinge_json_parse(file->name, file->data, file->size, &json, &ignored) != HINGE_OK)
        hinge_text_printf(why, "%s", ignored.message);
    else if (list_of(json) == NULL)
        hinge_text_printf(why, "%s has no list \"people\" with pose_keypoints_2d", file->name);
    else
        result = 95;
    if (result > 0)
        hinge_text_printf(why, "%zu files with a list \"people\"", probe->n_files);
    hinge_json_free(json);
    return result;
}

/* Numbers of a person that are not of the body: face and hands. */
static size_t count_else(const json_t *person)
{
    static const char *const keys[] = {"face_keypoints_2d", "hand_left_keypoints_2d",
                                       "hand_right_keypoints_2d", "face_keypoints"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        n += json_array_size(json_object_get(person, keys[i]));
    return n;
}

static enum hinge_status read_frame(const struct hinge_probe *probe, size_t i,
                                    struct hinge_people *people, size_t *left,
                                    struct hinge_error *error)
{
    const struct hinge_probe_file *file = &probe->file[i];
    json_t *json = NULL;
    long frame = 0;
    struct hinge_text where = {0};
    hinge_text_printf(&where, "%s/%s", probe->name, file->name);
    enum hinge_status status = hinge_frame_number(probe, i, &frame, error);
    if (status == HINGE_OK)
        status = hinge_json_parse(hinge_text_string(&where), file->data, file->size, &json, error);
    const json_t *list = status == HINGE_OK ? list_of(json) : NULL;
    const struct hinge_json_place place = {hinge_text_string(&where), "", 0};
    if (status == HINGE_OK && list == NULL)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                                 "%s: no list \"people\", as expected; export it again",
                                 hinge_text_string(&where));
    for (size_t k = 0; status == HINGE_OK && k < json_array_size(list); k++) {
        *left += count_else(json_array_get(list, k));
        status =
            hinge_instance_add(&place, frame, (double)NAN, json_array_get(list, k), people, error);
    }
    hinge_json_free(json);
    hinge_text_clear(&where);
    return status;
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.scores = true, .unit = HINGE_UNIT_unknown};
    enum hinge_status status = HINGE_OK;
    size_t left = 0;
    for (size_t i = 0; i < probe->n_files && status == HINGE_OK; i++)
        status = read_frame(probe, i, &people, &left, error);
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "frames_json", "-y",
                              HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
    if (status == HINGE_OK && left > 0)
        hinge_build_note(recording, "%zu numbers of faces and hands were not read", left);
    hinge_people_clear(&people);
    return status;
}

#define POINTS                                                                                     \
    "320,200,0.9,322,160,0.9,318,160,0.9,330,165,0.9,310,165,0.9,345,240,0.9,295,"                 \
    "240,0.9,360,320,0.8,280,320,0.8,362,390,0.7,278,390,0.7,340,400,0.9,300,400,"                 \
    "0.9,342,520,0.9,298,520,0.9,344,640,0.9,296,640,0.9"

const struct hinge_format hinge_format_frames_json = {
    .id = "frames_json",
    .title = "folder with one JSON file per frame (OpenPose, Pose2Sim, RTMLib, SpinePose)",
    .details = "A folder with `<name>_000000.json`, `<name>_000000000000_keypoints.json` "
               "or `frame_00000.json` per frame; give it like a file. A frame is "
               "`{\"people\":[{\"pose_keypoints_2d\":[x,y,c,…]}]}` (version 1.1 and "
               "older: `pose_keypoints`), or a list of people with `keypoints`, as from "
               "MMPose. The number of points decides the skeleton: 9 spine only, 15 MPI "
               "of OpenPose, 17 COCO, 18 COCO of OpenPose, 25 BODY_25, 26 HALPE_26, 37 "
               "SpineTrack, 133 whole body. The number in the name is the frame; missing "
               "numbers are frames without a person. Of several people the largest and "
               "surest is followed; a note has their number and how often the choice was "
               "made anew. There is no rate in these files: give it with --rate or "
               "`rate_hz`. Pixels or 0..1, y down; 0,0,0 is a point not seen.",
    .content = HINGE_CONTENT_FOLDER,
    .score = score,
    .read = read,
    .example =
        "== "
        "bend_000000.json\n{\"version\":1.3,\"people\":[{\"pose_keypoints_2d\":[" POINTS "]}]}\n== "
        "bend_000001.json\n{\"version\":1.3,\"people\":[{\"pose_keypoints_2d\":[" POINTS "]}]}\n",
    .example_frames = 2,
    .example_channels = 52,
    .broken = "== a_0.json\n{\"people\":[{\"pose_keypoints_2d\":[1,2,0.9,4]}]}\n",
    .broken_says = "a_0.json: 4 numbers for a person",
};
