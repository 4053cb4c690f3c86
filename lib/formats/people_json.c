/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People in JSON, as programs and people's scripts write them frame by frame. In: jansson's tree;
 * out: the people of the frames, y down, of whom one is followed. */
#include "formats/format.h"

#include <jansson.h>

enum { POINTS_MOST = 1024 };

/* --- where things are: of several keys the first that is there counts --- */

typedef const char *const keys[];

/* The first that is a number, NaN for none; *which is its place among the keys. */
static double number_of(const json_t *json, const char *const *key, size_t *which)
{
    for (size_t i = 0; key[i] != NULL; i++) {
        const json_t *value = json_object_get(json, key[i]);
        *which = i;
        if (json_is_number(value))
            return json_number_value(value);
    }
    return NAN;
}

/* The same of a frame's clock, in which words are kept to be said. */
static double clock_of(struct hinge_reader *r, const json_t *frame, const char *const *key,
                       size_t *which)
{
    double time = number_of(frame, key, which);
    const json_t *word = isnan(time) ? hinge_json_first(frame, key, NULL) : NULL;
    if (json_is_string(word) || json_is_boolean(word))
        hinge_json_number(r, word, 0, "time", NULL, &time);
    return time;
}

/* The first that is a whole number; `otherwise` where there is none. */
static long frame_of(struct hinge_reader *r, const json_t *json, const char *const *key,
                     long otherwise, struct hinge_detections *people)
{
    const json_t *word = hinge_json_first(json, key, NULL);
    double number;
    for (; *key != NULL; key++)
        if (json_is_integer(json_object_get(json, *key))) {
            people->numbered = true;
            return (long)json_integer_value(json_object_get(json, *key));
        }
    if (json_is_string(word) || json_is_boolean(word))
        hinge_json_number(r, word, HINGE_FRAME_KEY, "frame", NULL, &number);
    return otherwise;
}

/* Frames one after another, of a list or of an object. */
struct frames {
    const json_t *frame;
    const char *key; /* in an object, else NULL */
    size_t number;   /* from 1 */
    json_t *of;
    void *at;
};

static bool next_frame(struct frames *f)
{
    f->number++;
    if (json_is_array(f->of)) {
        f->frame = json_array_get(f->of, f->number - 1);
        return f->frame != NULL;
    }
    f->at = f->number == 1 ? json_object_iter(f->of) : json_object_iter_next(f->of, f->at);
    if (f->at == NULL)
        return false;
    f->key = json_object_iter_key(f->at);
    f->frame = json_object_iter_value(f->at);
    return true;
}

static struct frames frames_of(const json_t *json)
{
    return (struct frames){.of = (json_t *)json};
}

/* Adds all people of a picture; nobody when it is no list. */
static bool add_people(struct hinge_reader *r, struct hinge_detections *people, long frame,
                       const json_t *list)
{
    for (size_t k = 0; k < json_array_size(list); k++)
        if (!hinge_instance_add(r, people, frame, json_array_get(list, k)))
            return false;
    return true;
}

/* --- Azure Kinect's offline processor: frames of bodies, each a list of joint positions in
 * millimetres --- */

enum { JOINTS = 32 };

static int score_azure(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct frames f = frames_of(json_object_get(probe->json, "frames"));
    while (json_is_array(f.of) && next_frame(&f)) {
        const json_t *body = json_array_get(json_object_get(f.frame, "bodies"), 0);
        if (json_object_get(body, "joint_positions") == NULL)
            continue;
        hinge_text_adds(why, "frames with bodies and joint_positions");
        return 95;
    }
    return 0;
}

static bool read_body(struct hinge_reader *r, const json_t *body,
                      const struct hinge_detections *people, double *value)
{
    const json_t *positions = json_object_get(body, "joint_positions"), *joint;
    size_t p, k;
    if (json_array_size(positions) != JOINTS)
        return hinge_refuse(
            r, 0, HINGE_REASON_RAGGED,
            "a body does not have 32 joint_positions, as expected; export it again");
    json_array_foreach(positions, p, joint)
    {
        if (json_array_size(joint) != 3)
            return hinge_refuse(r, 0, HINGE_REASON_RAGGED,
                                "a joint is not [x, y, z], as expected; export it again");
        for (k = 0; k < 3; k++)
            if (!hinge_detections_number(r, people, json_array_get(joint, k), p, k,
                                         &value[3 * p + k]))
                return false;
    }
    return true;
}

static bool people_azure(struct hinge_reader *r, struct hinge_detections *people)
{
    static keys number = {"frame_id", NULL}, clock = {"timestamp_usec", NULL};
    struct frames f = frames_of(json_object_get(r->probe->json, "frames"));
    people->depth = true;
    people->unit = HINGE_UNIT_mm;
    people->name = hinge_skeleton_of_depth(JOINTS)->name;
    people->n_points = JOINTS;
    people->clock = clock[0];
    people->clock_unit = HINGE_UNIT_us;
    while (json_is_array(f.of) && next_frame(&f)) {
        const json_t *body;
        size_t k, which;
        hinge_json_place(r, "frame", f.number);
        long frame = frame_of(r, f.frame, number, (long)f.number - 1, people);
        double time = clock_of(r, f.frame, clock, &which);
        json_array_foreach(json_object_get(f.frame, "bodies"), k, body)
        {
            if (!read_body(r, body, people, hinge_detections_add(people, frame, time)))
                return false;
        }
    }
    return true;
}

const struct hinge_format hinge_format_azure_json = {
    .id = "azure_json",
    .title = "Azure Kinect offline processor (JSON)",
    .details = "`{\"frames\":[{\"frame_id\":0,\"timestamp_usec\":…,\"bodies\":[{\"joint_"
               "positions\":[[x,y,z],…]}]}]}`: 32 joints in the SDK's order, millimetres, y down.",
    .content = HINGE_CONTENT_JSON,
    .up = "-y",
    .flags = HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no frames with bodies and joint_positions",
    .score = score_azure,
    .people = people_azure,
};

/* --- a folder with a file per frame, by number, as OpenPose writes it --- */

/* The people of a picture: a list under one of these keys, or the file itself; NULL for none. */
static const json_t *list_of(const json_t *json)
{
    static keys people = {"people", "instance_info", "predictions", NULL};
    const json_t *list = hinge_json_first(json, people, json), *first = json_array_get(list, 0);
    bool known = first == NULL || hinge_is_instance(first) || list != json;
    return json_is_array(list) && known ? list : NULL;
}

static int score_frames(const struct hinge_probe *probe, struct hinge_text *why)
{
    struct hinge_error ignored = HINGE_ERROR_INIT;
    json_t *json = NULL;
    const struct hinge_probe_file *file = &probe->file[0];
    if (hinge_ends_alike(file->name, ".txt")) {
        hinge_text_adds(why, "its files are text");
        return 0;
    }
    enum hinge_status status =
        hinge_json_parse(file->name, file->data, file->size, &json, &ignored);
    bool found = status == HINGE_OK && list_of(json) != NULL;
    if (status != HINGE_OK)
        hinge_text_printf(why, "%s", ignored.message);
    else if (!found)
        hinge_text_printf(why, "%s has no list \"people\" with pose_keypoints_2d", file->name);
    else
        hinge_text_printf(why, "%zu file%s with a list \"people\"", probe->n_files,
                          HINGE_S(probe->n_files));
    hinge_json_free(json);
    return found ? 95 : 0;
}

/* Adds the people of one file, and counts the numbers that are not of the body: face and hands. */
static bool add_file(struct hinge_reader *r, const json_t *json, long frame,
                     struct hinge_detections *people, size_t *left)
{
    static keys others = {"face_keypoints_2d", "hand_left_keypoints_2d", "hand_right_keypoints_2d",
                          "face_keypoints", NULL};
    const json_t *list = list_of(json), *person;
    size_t k;
    if (list == NULL)
        return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                            "no list \"people\", as expected; export it again");
    json_array_foreach(list, k, person)
    {
        for (size_t i = 0; others[i] != NULL; i++)
            *left += json_array_size(json_object_get(person, others[i]));
    }
    return add_people(r, people, frame, list);
}

static bool people_frames(struct hinge_reader *r, struct hinge_detections *people)
{
    const struct hinge_probe *probe = r->probe;
    size_t *left = hinge_arena_alloc(r->arena, 1, sizeof *left);
    bool ok = true;
    people->scores = true;
    for (size_t i = 0; i < probe->n_files && ok; i++) {
        const struct hinge_probe_file *file = &probe->file[i];
        cleared_by(hinge_text_clear) struct hinge_text where = {0};
        json_t *json = NULL;
        long frame = 0;
        hinge_text_printf(&where, "%s/%s", probe->name, file->name);
        ok = hinge_frame_number(r, i, &frame);
        r->shown = hinge_text_string(&where);
        r->file = file;
        r->searched = r->frame_at = 0;
        ok = ok &&
             hinge_json_parse(r->shown, file->data, file->size, &json, r->error) == HINGE_OK &&
             add_file(r, json, frame, people, left);
        r->shown = probe->name;
        r->file = NULL;
        hinge_json_free(json);
    }
    r->passed = left;
    return ok;
}

static void after_frames(struct hinge_reader *r)
{
    const size_t *left = r->passed;
    if (*left > 0)
        hinge_build_note(r->recording, "%zu numbers of faces and hands were not read", *left);
}

const struct hinge_format hinge_format_frames_json = {
    .id = "frames_json",
    .title = "folder with one JSON file per frame (OpenPose, Pose2Sim, RTMLib, SpinePose)",
    .details =
        "Files named `<name>_000000.json`, `<name>_000000000000_keypoints.json` or "
        "`frame_00000.json`. Give the folder like a file. The number in the name is the frame, and "
        "a missing number is a frame without a person. A frame is "
        "`{\"people\":[{\"pose_keypoints_2d\":[x,y,c,…]}]}` (version 1.1 and older: "
        "`pose_keypoints`), or a list of people with `keypoints`. The number of points decides the "
        "skeleton: 9 spine only, 15 MPI of OpenPose, 17 COCO, 18 COCO of OpenPose, 25 BODY_25, 26 "
        "HALPE_26, 37 SpineTrack, 133 whole body. Pixels or 0..1, y down.",
    .content = HINGE_CONTENT_FOLDER,
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .score = score_frames,
    .people = people_frames,
    .after = after_frames,
};

/* --- {"positions": {"1.0": {"Nose": [x, y], …}, …}}, as in the Keraal data set --- */

/* The names of all frames in order of appearance; a point not found is left out. */
struct names {
    size_t n;
    const char *name[POINTS_MOST];
};

/* POINTS_MOST when there are more. */
static size_t index_of(struct names *names, const char *name)
{
    const size_t at = hinge_name_at(names->name, names->n, name);
    if (at == names->n && at < POINTS_MOST)
        names->name[names->n++] = name;
    return at;
}

/* Adds the names of a frame's points. */
static bool add_names(struct hinge_reader *r, const json_t *points, struct names *names)
{
    for (struct frames named = frames_of(points); next_frame(&named);)
        if (index_of(names, named.key) == POINTS_MOST)
            return hinge_refuse(
                r, 0, HINGE_REASON_BAD_COLUMN,
                "more than %d names of points: a point needs one name in all frames", POINTS_MOST);
    return true;
}

static int score_positions(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *frames = json_object_get(probe->json, "positions");
    if (!json_is_object(frames))
        return 0;
    size_t n = json_object_size(frames);
    hinge_text_printf(why, "\"positions\" with %zu frame%s of named points", n, HINGE_S(n));
    return 95;
}

static bool people_positions(struct hinge_reader *r, struct hinge_detections *people)
{
    const json_t *positions = json_object_get(r->probe->json, "positions");
    struct names *names = hinge_arena_alloc(r->arena, 1, sizeof *names);
    if (!json_is_object(positions))
        positions = NULL;
    for (struct frames f = frames_of(positions); next_frame(&f);) {
        struct frames points = frames_of(f.frame);
        if (!json_is_object(f.frame))
            continue;
        if (names->n == 0 && next_frame(&points))
            people->depth = json_array_size(points.frame) > 2;
        if (!add_names(r, f.frame, names))
            return false;
    }
    people->name = names->name;
    people->n_points = names->n;
    for (struct frames f = frames_of(positions); next_frame(&f);) {
        if (json_object_size(f.frame) == 0)
            continue;
        char *end;
        double number = strtod(f.key, &end);
        size_t axes = 2u + people->depth;
        struct frames points = frames_of(f.frame);
        hinge_json_place(r, "frame", f.number);
        if (end == f.key || *end != '\0' || !(fabs(number) < 1e9))
            return hinge_refuse(
                r, 0, HINGE_REASON_BAD_HEADER,
                "its key is not the number of a frame, as expected; export it again");
        double *value = hinge_detections_add(people, lround(number), (double)NAN);
        while (next_frame(&points)) {
            size_t p = index_of(names, points.key);
            double *to = value + axes * p;
            for (size_t k = 0; k < axes; k++) {
                const json_t *coordinate = json_array_get(points.frame, k);
                if (coordinate != NULL &&
                    !hinge_detections_number(r, people, coordinate, p, k, &to[k]))
                    return false;
            }
            if (json_array_size(points.frame) != axes)
                return hinge_refuse(r, 0, HINGE_REASON_RAGGED, "%s; export it again",
                                    people->depth ? "a point is not [x, y, z], as others are"
                                                  : "a point is not [x, y], as expected");
        }
        if (!hinge_detections_bounded(r, people))
            return false;
    }
    return true;
}

const struct hinge_format hinge_format_positions_json = {
    .id = "positions_json",
    .title = "JSON of named points per frame",
    .details = "`{\"positions\":{\"1.0\":{\"Nose\":[x,y],…},…}}`: two or three numbers per point, "
               "and missing points are omitted. Pixels or 0..1, y down.",
    .content = HINGE_CONTENT_JSON,
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no object \"positions\" with frames of named points",
    .score = score_positions,
    .people = people_positions,
};

/* --- AlphaPose: a list of people, each with its image, or people by image --- */

/* Entries of a COCO file of annotations, else the list itself. */
static const json_t *entries_of(const json_t *json)
{
    static keys annotations = {"annotations", NULL};
    return hinge_json_first(json, annotations, json);
}

/* The people of a picture where pictures are the keys of an object, as AlphaPose writes it for
 * other programs; NULL when it is none. */
static const json_t *people_of(const json_t *picture)
{
    static keys people = {"bodies", "people", NULL};
    const json_t *list = hinge_json_first(picture, people, NULL);
    return json_is_array(list) ? list : NULL;
}

static bool is_by_picture(const json_t *json)
{
    struct frames f = frames_of(json);
    return json_is_object(json) && next_frame(&f) && people_of(f.frame) != NULL &&
           hinge_name_number(f.key) >= 0;
}

static int score_alphapose(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *list = entries_of(probe->json), *first = json_array_get(list, 0);
    if (is_by_picture(probe->json)) {
        size_t n = json_object_size(probe->json);
        hinge_text_printf(why, "an object of %zu picture%s with people", n, HINGE_S(n));
        return 90;
    }
    if (json_object_get(first, "image_id") == NULL ||
        !json_is_array(json_object_get(first, "keypoints")))
        return 0;
    size_t people = json_array_size(list);
    hinge_text_printf(why, "a list of %zu %s with image_id and keypoints", people,
                      people == 1 ? "person" : "people");
    return 90;
}

static bool people_alphapose(struct hinge_reader *r, struct hinge_detections *people)
{
    bool pictures = is_by_picture(r->probe->json);
    const json_t *entries = pictures ? r->probe->json : entries_of(r->probe->json);
    people->scores = true;
    for (struct frames f = frames_of(entries);
         (pictures || json_is_array(entries)) && next_frame(&f);) {
        const json_t *id = json_object_get(f.frame, "image_id");
        const char *name = pictures ? f.key : json_string_value(id);
        long frame = json_is_integer(id) && !pictures ? (long)json_integer_value(id)
                     : name != NULL                   ? hinge_name_number(name)
                                                      : -1;
        hinge_json_place(r, pictures ? "picture" : "entry", f.number);
        if (frame < 0)
            return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER, "%s",
                                pictures ? "no number of a picture in its name; number the pictures"
                                         : "no number of a picture in image_id; export it again");
        if (!(pictures ? add_people(r, people, frame, people_of(f.frame))
                       : hinge_instance_add(r, people, frame, f.frame)))
            return false;
    }
    return true;
}

const struct hinge_format hinge_format_alphapose = {
    .id = "alphapose",
    .title = "AlphaPose results (JSON), COCO keypoint results",
    .details = "A list with an entry per person and picture: "
               "`{\"image_id\":\"0.jpg\",\"keypoints\":[x,y,c,…],\"score\":…}`. The number in "
               "`image_id` is the frame. Also the list `annotations` of a COCO file, "
               "`{\"0.jpg\":{\"people\":[…]}}` and `{\"0.jpg\":{\"bodies\":[…]}}`. Skeletons, "
               "people and units as in [one-frame JSON](#format-frames_json).",
    .content = HINGE_CONTENT_JSON,
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no list of entries with image_id and keypoints",
    .score = score_alphapose,
    .people = people_alphapose,
};

/* --- MMPose: instance_info --- */

/* The list of frames: under a key, or the file itself. */
static const json_t *instance_frames(const json_t *json)
{
    static keys lists = {"instance_info", "predictions", NULL};
    return hinge_json_first(json, lists, json);
}

/* The people of a frame: under a key, or the frame itself. */
static const json_t *instances_of(const json_t *frame)
{
    static keys people = {"instances", "people", "predictions", "persons", NULL};
    return json_is_array(frame) ? frame : hinge_json_first(frame, people, NULL);
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
    if (json_object_get(probe->json, "instance_info") != NULL) {
        hinge_text_adds(why, "instance_info with frames");
        return 95;
    }
    if (!hinge_is_instance(first_instance(instance_frames(probe->json))))
        return 0;
    hinge_text_adds(why, "a list of frames with people and their keypoints");
    return 92;
}

/* Names from meta_info.keypoint_id2name where they are all there; borrowed from JSON. */
static const char **names_of(const struct hinge_probe *probe, size_t n)
{
    const json_t *table =
        json_object_get(json_object_get(probe->json, "meta_info"), "keypoint_id2name");
    const char **name = hinge_arena_raw(probe->arena, n, sizeof *name);
    for (size_t i = 0; i < n; i++) {
        char key[24];
        snprintf(key, sizeof key, "%zu", i);
        name[i] = json_string_value(json_object_get(table, key));
        if (name[i] == NULL)
            return NULL;
    }
    return json_is_object(table) ? name : NULL;
}

static bool people_mmpose(struct hinge_reader *r, struct hinge_detections *people)
{
    static keys number = {"frame_id", "frame_index", NULL};
    const json_t *frames = instance_frames(r->probe->json), *first = first_instance(frames);
    size_t n = json_array_size(json_object_get(first, "keypoints"));
    people->scores = true;
    hinge_json_place(r, "instance", 1);
    if (hinge_is_instance(json_array_get(frames, 0)))
        return add_people(r, people, 0, frames) &&
               hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                            "the people of one picture; give the folder with a file of each");
    if (first != NULL && (!hinge_is_instance(first) || n > POINTS_MOST))
        return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER, "no list of keypoints");
    if (first != NULL)
        people->name = names_of(r->probe, n);
    people->n_points = people->name != NULL ? n : 0;
    for (struct frames f = frames_of(frames); json_is_array(frames) && next_frame(&f);) {
        hinge_json_place(r, "frame", f.number);
        if (!add_people(r, people, frame_of(r, f.frame, number, (long)f.number - 1, people),
                        instances_of(f.frame)))
            return false;
    }
    if (people->depth) {
        people->up = "";
        people->flags = 0;
    }
    return true;
}

const struct hinge_format hinge_format_mmpose = {
    .id = "mmpose",
    .title = "MMPose predictions of a video (JSON)",
    .details = "`{\"meta_info\":…,\"instance_info\":[{\"frame_id\":1,\"instances\":[{\"keypoints\":"
               "[[x,y],…],\"keypoint_scores\":[…]}]}]}`, and the output of MMPose's and "
               "Ultralytics' inferencers: a list of people per frame, or `{\"predictions\":[…]}`. "
               "Names come from `meta_info.keypoint_id2name`, else from the number of points. "
               "People and units as in [one-frame JSON](#format-frames_json).",
    .content = HINGE_CONTENT_JSON,
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no instance_info",
    .score = score_mmpose,
    .people = people_mmpose,
};

/* --- MediaPipe's landmarks as people's scripts write them --- */

enum { MEDIAPIPE = 33 };

/* With x and y, which are null where the point was not seen. */
static bool is_point(const json_t *point)
{
    const json_t *x = json_array_get(point, 0);
    return json_object_get(point, "x") != NULL ||
           (json_array_size(point) >= 2 && (json_is_number(x) || json_is_null(x)));
}

static bool is_points(const json_t *json)
{
    struct frames points = frames_of(json);
    return next_frame(&points) && is_point(points.frame);
}

/* The points of a frame, a list or an object of points by name; where several people are listed,
 * the first's. NULL for none. */
static const json_t *points_of(const json_t *frame)
{
    static keys lists = {"pose_landmarks",
                         "poseLandmarks",
                         "landmarks",
                         "keypoints",
                         "pose_world_landmarks",
                         "poseWorldLandmarks",
                         "world_landmarks",
                         "worldLandmarks",
                         "landmark",
                         NULL};
    const json_t *points = json_is_array(frame) ? frame : NULL;
    for (size_t i = 0; points == NULL && lists[i] != NULL; i++) {
        points = json_object_get(frame, lists[i]);
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

/* Frames as a list, or as an object by number: {"0": …, "1": …}. */
static struct frames landmark_frames(const json_t *json)
{
    static keys inner = {"frames", NULL};
    struct frames f = frames_of(hinge_json_first(json, inner, json)), first = f;
    bool points = !json_is_object(f.of); /* nobody may be in the first frames */
    while (!points && next_frame(&first) && hinge_name_number(first.key) >= 0)
        points = points_of(first.frame) != NULL;
    if (!points)
        f.of = NULL;
    return f;
}

static int score_mediapipe(const struct hinge_probe *probe, struct hinge_text *why)
{
    const json_t *points = NULL;
    for (struct frames f = landmark_frames(probe->json); points == NULL && next_frame(&f);)
        points = points_of(f.frame);
    size_t n = json_array_size(points) + json_object_size(points);
    if (json_object_get(json_array_get(probe->json, 0), "image_id") != NULL || points == NULL)
        return 0;
    hinge_text_printf(why, "frames with %zu points {x, y, …}", n);
    return n == MEDIAPIPE ? 90 : 60;
}

/* Names of the points: the keys of all frames, or those of a skeleton. */
static bool name_points(struct hinge_reader *r, const json_t *points, const struct names *names,
                        struct hinge_detections *people)
{
    size_t n = json_array_size(points);
    if (json_is_array(points)) {
        if (people->n_points == 0 && n == MEDIAPIPE) {
            people->name = hinge_skeleton_mediapipe.name;
            people->n_points = n;
        }
        return hinge_detections_skeleton(r, people, n, 1);
    }
    if (people->n_points > 0)
        return true;
    people->name = names->name;
    people->n_points = names->n;
    return true;
}

static bool people_mediapipe(struct hinge_reader *r, struct hinge_detections *people)
{
    static keys number = {"frame", "frame_id", "frame_index", "frame_number", "frameIndex", NULL},
                clock = {"timestamp_ms", "time_ms", "timestampMs", "time_s",
                         "timestamp_s",  "time",    "timestamp",   NULL};
    static const double to_ms[] = {1, 1, 1, 1000, 1000, 1, 1}; /* the last two by their steps */
    enum { BY_STEPS = 5 };
    struct names *names = hinge_arena_alloc(r->arena, 1, sizeof *names);
    people->depth = people->scores = true;
    for (struct frames f = landmark_frames(r->probe->json); next_frame(&f);)
        if (json_is_object(points_of(f.frame)) && !add_names(r, points_of(f.frame), names))
            return false;
    for (struct frames f = landmark_frames(r->probe->json); next_frame(&f);) {
        const json_t *points = points_of(f.frame);
        size_t which;
        hinge_json_place(r, "frame", f.number);
        if (points == NULL) /* nobody found: an empty list */
            continue;
        if (!name_points(r, points, names, people))
            return false;
        double time = clock_of(r, f.frame, clock, &which);
        if (!isnan(time) && which >= BY_STEPS)
            people->clock = "time";
        long named = f.key != NULL ? hinge_name_number(f.key) : -1;
        long frame = frame_of(r, f.frame, number, named >= 0 ? named : (long)f.number - 1, people);
        double *value = hinge_detections_add(people, frame, to_ms[which] * time);
        static keys axes = {"x", "y", "z", NULL},
                    scores = {"visibility", "score", "confidence", NULL};
        for (size_t p = 0; p < people->n_points; p++, value += 4) {
            const json_t *point = json_is_array(points) ? json_array_get(points, p)
                                                        : json_object_get(points, people->name[p]);
            if (point == NULL || json_is_null(point)) /* not seen */
                continue;
            if (!is_point(point) && json_array_size(point) < 2)
                return hinge_refuse(r, 0, HINGE_REASON_NOT_A_NUMBER, "a point has no x and y");
            for (size_t k = 0; k < 3; k++) {
                const json_t *at = json_is_array(point) ? json_array_get(point, k)
                                                        : json_object_get(point, axes[k]);
                if (at != NULL && !hinge_detections_number(r, people, at, p, k, &value[k]))
                    return false;
            }
            const json_t *score = json_is_array(point) ? json_array_get(point, 3)
                                                       : hinge_json_first(point, scores, NULL);
            if (score != NULL && !hinge_detections_number(r, people, score, p, 3, &value[3]))
                return false;
        }
        if (!hinge_detections_bounded(r, people))
            return false;
    }
    return true;
}

/* The rate where the file says it beside its frames. */
static void after_mediapipe(struct hinge_reader *r)
{
    static keys rates = {"fps", "frame_rate", "frameRate", "rate_hz", NULL};
    size_t which;
    double rate_hz = number_of(r->probe->json, rates, &which);
    r->recording->header_rate_hz = rate_hz > 0 ? rate_hz : (double)NAN;
}

const struct hinge_format hinge_format_mediapipe_json = {
    .id = "mediapipe_json",
    .title = "MediaPipe landmarks in JSON, one file per recording",
    .details = "A list of frames, `{\"frames\":[…]}`, `{\"0\":…,\"1\":…}`, or a frame per line. A "
               "frame has 33 points `{x, y, z, visibility}` or `[x, y, z, visibility]`, in a bare "
               "list, by name, or under `pose_landmarks`, `pose_world_landmarks`, "
               "`landmarks` or `keypoints`. `timestamp_ms` (or `time_s`, `time`), `frame` and "
               "`fps` are read if present. Image landmarks are preferred to world landmarks. Lists "
               "of 17, 18, 25, 26 or 37 points are recognised by their number.",
    .content = HINGE_CONTENT_JSON,
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no list of frames with points {x, y, z, visibility}",
    .score = score_mediapipe,
    .people = people_mediapipe,
    .after = after_mediapipe,
};
