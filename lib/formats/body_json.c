/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies in JSON, frame by frame: Azure Kinect's offline processor (azure_json), a folder with a
 * file per frame as OpenPose writes (frames_json), named points as in the Keraal data set
 * (positions_json). In: jansson's tree; out: the recording of one person, y down. */
#include "formats/format.h"

#include "base/memory.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- frames of bodies, each a list of joint positions in millimetres --- */

enum { JOINTS = 32 };

static const json_t *positions_of(const json_t *body)
{
    return json_object_get(body, "joint_positions");
}

static int score_azure(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *frames = json_object_get(probe->json, "frames");
    for (size_t i = 0; i < json_array_size(frames); i++) {
        const json_t *bodies = json_object_get(json_array_get(frames, i), "bodies");
        if (positions_of(json_array_get(bodies, 0)) == NULL)
            continue;
        hinge_text_puts(why, "frames with bodies and joint_positions");
        return 95;
    }
    hinge_text_puts(why, "no frames with bodies and joint_positions");
    return 0;
}

static enum hinge_status read_body(const struct hinge_json_place *place, long frame, double time,
                                   const json_t *body, struct hinge_people *people,
                                   struct hinge_error *error)
{
    const json_t *positions = positions_of(body);
    if (json_array_size(positions) != JOINTS)
        return hinge_json_refuse(
            place, HINGE_REASON_RAGGED,
            "a body does not have 32 joint_positions, as expected; export it again", error);
    double *value = hinge_people_add(people, frame, time);
    enum hinge_status status = HINGE_OK;
    for (size_t p = 0; p < JOINTS && status == HINGE_OK; p++) {
        const json_t *joint = json_array_get(positions, p);
        if (json_array_size(joint) != 3)
            return hinge_json_refuse(place, HINGE_REASON_RAGGED,
                                     "a joint is not [x, y, z], as expected; export it again",
                                     error);
        for (size_t k = 0; k < 3 && status == HINGE_OK; k++, value++)
            status = hinge_json_number(place, json_array_get(joint, k), value, error);
    }
    return status;
}

static enum hinge_status read_azure(const struct hinge_probe *probe,
                                    const struct hinge_read_options *options,
                                    struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.arena = probe->arena,
                                  .depth = true,
                                  .unit = HINGE_UNIT_mm,
                                  .name = hinge_skeleton_of_depth(JOINTS)->name,
                                  .n_points = JOINTS,
                                  .clock = "timestamp_usec",
                                  .clock_unit = HINGE_UNIT_us};
    const json_t *frames = json_object_get(probe->json, "frames");
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < json_array_size(frames) && status == HINGE_OK; i++) {
        const struct hinge_json_place place = {probe->name, "frame", i + 1};
        const json_t *frame = json_array_get(frames, i), *bodies = json_object_get(frame, "bodies"),
                     *id = json_object_get(frame, "frame_id"),
                     *time = json_object_get(frame, "timestamp_usec");
        long number = json_is_integer(id) ? (long)json_integer_value(id) : (long)i;
        for (size_t k = 0; k < json_array_size(bodies) && status == HINGE_OK; k++)
            status = read_body(&place, number,
                               json_is_number(time) ? json_number_value(time) : (double)NAN,
                               json_array_get(bodies, k), &people, error);
    }
    if (status != HINGE_OK)
        return status;
    return hinge_people_give(&people, probe->name, "azure_json", "-y", HINGE_LAYOUT_ZERO_MISSING,
                             recording, error);
}

const struct hinge_format hinge_format_azure_json = {
    .id = "azure_json",
    .title = "Azure Kinect offline processor (JSON)",
    .details = "`{\"frames\":[{\"frame_id\":0,\"timestamp_usec\":…,\"bodies\":[{"
               "\"joint_positions\":[[x,y,z],…]}]}]}`: 32 joints in the SDK's order, "
               "millimetres, y down. Of several bodies the largest is followed. Joint "
               "orientations are not kept. Tier C.",
    .content = HINGE_CONTENT_JSON,
    .score = score_azure,
    .read = read_azure,
};

/* --- a folder with a file per frame, by number --- */

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

static int score_frames(const struct hinge_probe *probe, struct hinge_text *why)
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

static enum hinge_status read_frame_of_people(const struct hinge_probe *probe, size_t i,
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

static enum hinge_status read_frames(const struct hinge_probe *probe,
                                     const struct hinge_read_options *options,
                                     struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.arena = probe->arena, .scores = true};
    enum hinge_status status = HINGE_OK;
    size_t left = 0;
    for (size_t i = 0; i < probe->n_files && status == HINGE_OK; i++)
        status = read_frame_of_people(probe, i, &people, &left, error);
    if (status == HINGE_OK)
        status =
            hinge_people_give(&people, probe->name, "frames_json", "-y",
                              HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
    if (status == HINGE_OK && left > 0)
        hinge_build_note(recording, "%zu numbers of faces and hands were not read", left);
    return status;
}

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
    .score = score_frames,
    .read = read_frames,
};

/* --- {"positions": {"1.0": {"Nose": [x, y], …}, …}} --- */

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

static int score_positions(const struct hinge_probe *probe, struct hinge_text *why)
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

static enum hinge_status read_frame_of_positions(const struct hinge_probe *probe, const char *key,
                                                 json_t *frame, size_t i, struct names *names,
                                                 struct hinge_people *people,
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

static enum hinge_status read_positions(const struct hinge_probe *probe,
                                        const struct hinge_read_options *options,
                                        struct hinge_recording *recording,
                                        struct hinge_error *error)
{
    (void)options;
    struct hinge_people people = {.arena = probe->arena};
    struct names names = {0};
    const char *key;
    json_t *frame;
    size_t i = 0;
    enum hinge_status status = collect(probe, frames_of(probe->json), &names, &people.depth, error);
    people.name = names.name;
    people.n_points = names.n;
    json_object_foreach((json_t *)frames_of(probe->json), key, frame)
    {
        if (status == HINGE_OK && json_object_size(frame) > 0)
            status = read_frame_of_positions(probe, key, frame, i, &names, &people, error);
        i++;
    }
    if (status != HINGE_OK)
        return status;
    return hinge_people_give(&people, probe->name, "positions_json", "-y",
                             HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING, recording, error);
}

const struct hinge_format hinge_format_positions_json = {
    .id = "positions_json",
    .title = "JSON of named points per frame",
    .details = "`{\"positions\":{\"1.0\":{\"Nose\":[x,y],…},…}}`: an object of frames by "
               "number, each an object of points by name with two or three numbers; "
               "missing points are omitted. Pixels or 0..1, y down.",
    .content = HINGE_CONTENT_JSON,
    .score = score_positions,
    .read = read_positions,
};
