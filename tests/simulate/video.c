/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of video programs and depth cameras. In: markers of a frame; out: text as
 * their own exporters write it. */
#include "simulate/more.h"

#include <math.h>

static double rounded_score(const struct hinge_image_point *point)
{
    return hinge_layout_seen(point) ? point->score : 0.0;
}

static void close_list(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "]\n");
}

/* --- a folder with a file per frame --- */

/* Ultralytics: a file per frame that somebody was found in, all in shares of the
 * picture; the box is that of the points. */
static void yolo_frame(const struct hinge_take *take, size_t frame,
                       const struct hinge_image_point *point, struct hinge_text *text)
{
    const double size[2] = {take->options->image_width_px, take->options->image_height_px};
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    if (!hinge_layout_anything(take, point))
        return;
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const double at[2] = {point[m].x / size[0], point[m].y / size[1]};
        for (int k = 0; k < 2 && hinge_layout_seen(&point[m]); k++) {
            low[k] = fmin(low[k], at[k]);
            high[k] = fmax(high[k], at[k]);
        }
    }
    hinge_text_printf(text, "== clip_%zu.txt\n0", frame + 1);
    for (int k = 0; k < 2; k++)
        hinge_layout_add(text, " ", (low[k] + high[k]) / 2, 6);
    for (int k = 0; k < 2; k++)
        hinge_layout_add(text, " ", high[k] - low[k], 6);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, " ", seen ? point[m].x / size[0] : 0.0, 6);
        hinge_layout_add(text, " ", seen ? point[m].y / size[1] : 0.0, 6);
        hinge_layout_add(text, " ", rounded_score(&point[m]), 2);
    }
    hinge_text_adds(text, "\n");
}

/* --- JSON per recording --- */

static void open_list(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "[");
}

static void alphapose_frame(const struct hinge_take *take, size_t frame,
                            const struct hinge_image_point *point, struct hinge_text *text)
{
    if (!hinge_layout_anything(take, point))
        return;
    hinge_text_printf(text, "%s{\"image_id\":\"%zu.jpg\",\"category_id\":1,\"keypoints\":[",
                      text->length > 1 ? ",\n" : "", frame);
    hinge_layout_triplets(take, point, text);
    hinge_text_adds(text, "],\"score\":2.9}");
}

static void mmpose_begin(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "{\"meta_info\":{\"dataset_name\":\"coco\"},\"instance_info\":[");
}

static void mmpose_frame(const struct hinge_take *take, size_t frame,
                         const struct hinge_image_point *point, struct hinge_text *text)
{
    size_t n = take->set->n_markers;
    hinge_text_printf(text, "%s\n{\"frame_id\":%zu,\"instances\":[", frame > 0 ? "," : "",
                      frame + 1);
    for (size_t m = 0; m < n && hinge_layout_anything(take, point); m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? "],[" : "{\"keypoints\":[[", seen ? point[m].x : 0.0,
                         take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].y : 0.0, take->set->digits);
    }
    for (size_t m = 0; m < n && hinge_layout_anything(take, point); m++)
        hinge_layout_add(text, m > 0 ? "," : "]],\"keypoint_scores\":[", rounded_score(&point[m]),
                         2);
    hinge_text_adds(text, hinge_layout_anything(take, point) ? "]}]}" : "]}");
}

static void mmpose_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "]}\n");
}

static void mediapipe_json_frame(const struct hinge_take *take, size_t frame,
                                 const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%s{\"frame\":%zu,\"timestamp_ms\":", frame > 0 ? ",\n" : "", frame);
    hinge_fixed_add(text, 1000.0 * (double)frame / take->options->rate_hz, 3);
    hinge_text_adds(text, ",\"pose_landmarks\":[");
    for (size_t m = 0; m < take->set->n_markers && hinge_layout_anything(take, point); m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? ",{\"x\":" : "{\"x\":", seen ? point[m].x : 0.0,
                         take->set->digits);
        hinge_layout_add(text, ",\"y\":", seen ? point[m].y : 0.0, take->set->digits);
        hinge_layout_add(text, ",\"z\":", seen ? point[m].z : 0.0, take->set->digits);
        hinge_layout_add(text, ",\"visibility\":", rounded_score(&point[m]), 2);
        hinge_text_adds(text, "}");
    }
    hinge_text_adds(text, "]}");
}

/* --- tables --- */

static void indexed_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "frame");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_printf(text, ",x_%zu,y_%zu,z_%zu,visibility_%zu", m, m, m, m);
    hinge_text_adds(text, "\n");
}

static void quadruplets(const struct hinge_take *take, const struct hinge_image_point *point,
                        bool comma, struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *between = comma || m > 0 ? "," : "";
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_printf(text, "%s,,,0", between);
            continue;
        }
        hinge_layout_add(text, between, point[m].x, take->set->digits);
        hinge_layout_add(text, ",", point[m].y, take->set->digits);
        hinge_layout_add(text, ",", point[m].z, take->set->digits);
        hinge_layout_add(text, ",", point[m].score, 2);
    }
    hinge_text_adds(text, "\n");
}

static void indexed_frame(const struct hinge_take *take, size_t frame,
                          const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame, 0);
    quadruplets(take, point, true, text);
}

static void unnamed_frame(const struct hinge_take *take, size_t frame,
                          const struct hinge_image_point *point, struct hinge_text *text)
{
    (void)frame;
    quadruplets(take, point, false, text);
}

static void header_row(const struct hinge_take *take, const char *first, const char *x,
                       const char *y, const char *score, struct hinge_text *text)
{
    hinge_text_adds(text, first);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",%s,%s,%s", x != NULL ? x : name, y != NULL ? y : name,
                          score != NULL ? score : name);
    }
    hinge_text_adds(text, "\n");
}

static void deeplabcut_begin(const struct hinge_take *take, struct hinge_text *text)
{
    header_row(take, "scorer", "net", "net", "net", text);
    header_row(take, "bodyparts", NULL, NULL, NULL, text);
    header_row(take, "coords", "x", "y", "likelihood", text);
}

static void table_row(const struct hinge_take *take, const struct hinge_image_point *point,
                      struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_adds(text, ",,,0.01");
            continue;
        }
        hinge_layout_add(text, ",", point[m].x, take->set->digits);
        hinge_layout_add(text, ",", point[m].y, take->set->digits);
        hinge_layout_add(text, ",", point[m].score, 2);
    }
    hinge_text_adds(text, "\n");
}

static void deeplabcut_frame(const struct hinge_take *take, size_t frame,
                             const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame, 0);
    table_row(take, point, text);
}

static void sleap_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "track,frame_idx,instance.score");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",%s.x,%s.y,%s.score", name, name, name);
    }
    hinge_text_adds(text, "\n");
}

/* Somebody smaller stands beside, listed first in every other frame. */
static void sleap_other(const struct hinge_take *take, size_t frame,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, ",%zu,0.9", frame);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_adds(text, ",,,0.01");
            continue;
        }
        hinge_layout_add(text, ",", 1500.0 + 0.3 * (point[m].x - 960.0), take->set->digits);
        hinge_layout_add(text, ",", 600.0 + 0.3 * (point[m].y - 600.0), take->set->digits);
        hinge_text_adds(text, ",0.8");
    }
    hinge_text_adds(text, "\n");
}

static void sleap_frame(const struct hinge_take *take, size_t frame,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    if (!hinge_layout_anything(take, point))
        return;
    if (frame % 2 == 0)
        sleap_other(take, frame, point, text);
    hinge_text_printf(text, ",%zu,0.95", frame);
    table_row(take, point, text);
    if (frame % 2 == 1)
        sleap_other(take, frame, point, text);
}

static void kinovea_text_begin(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "#Kinovea Trajectory data export\n#T X Y\n");
}

static void kinect_frame(const struct hinge_take *take, size_t frame,
                         const struct hinge_image_point *point, struct hinge_text *text)
{
    (void)frame;
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *between = m > 0 ? " " : "";
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_printf(text, "%s0 0 0 0", between);
            continue;
        }
        hinge_layout_add(text, between, point[m].x, 6);
        hinge_layout_add(text, " ", point[m].y - 0.9, 6); /* the sensor stands at hip height */
        hinge_layout_add(text, " ", point[m].z + 2.5, 6);
        hinge_text_adds(text, " 2");
    }
    hinge_text_adds(text, "\n");
}

static void sports2d_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_adds(text, "PathFileType\t4\t(X/Y/Z)\tclip_Sports2D_px_person00.trc\n"
                          "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
                          "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n");
    hinge_layout_add(text, "", take->options->rate_hz, 3);
    hinge_layout_add(text, "\t", take->options->rate_hz, 3);
    hinge_text_printf(text, "\t0\t%zu\tm\t", set->n_markers);
    hinge_layout_add(text, "", take->options->rate_hz, 3);
    hinge_text_adds(text, "\t0\t0\nFrame#\tTime");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "\t%s\t\t", set->marker[m].name);
    hinge_text_adds(text, "\n\t");
    for (size_t m = 1; m <= set->n_markers; m++)
        hinge_text_printf(text, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_adds(text, "\n");
}

/* Pixels under a header that says metres, depth 0. */
static void sports2d_frame(const struct hinge_take *take, size_t frame,
                           const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_layout_add(text, "", (double)frame, 0);
    hinge_layout_add(text, "\t", (double)frame / take->options->rate_hz, 6);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_adds(text, "\t\t\t");
            continue;
        }
        hinge_layout_add(text, "\t", point[m].x, take->set->digits);
        hinge_layout_add(text, "\t", point[m].y, take->set->digits);
        hinge_text_adds(text, "\t0.0");
    }
    hinge_text_adds(text, "\n");
}

static void kinovea_text_marker(const struct hinge_take *take, size_t marker,
                                struct hinge_text *text)
{
    hinge_text_printf(text, "# %s\n", take->set->marker[marker].name);
}

static void kinovea_text_frame(const struct hinge_take *take, size_t frame, size_t marker,
                               const struct hinge_image_point *point, struct hinge_text *text)
{
    (void)marker;
    const struct hinge_simulate_options *o = take->options;
    if (!hinge_layout_seen(point))
        return;
    hinge_layout_add(text, "", 1000.0 * (double)frame / o->rate_hz, 3);
    hinge_layout_add(text, " ", point->x - 0.5 * o->image_width_px, take->set->digits);
    hinge_layout_add(text, " ", 0.5 * o->image_height_px - point->y, take->set->digits);
    hinge_text_adds(text, "\n");
}

const struct hinge_take_layout test_layout_yolo = {.extension = "", .frame = yolo_frame};
const struct hinge_take_layout test_layout_alphapose = {
    .extension = "json", .begin = open_list, .frame = alphapose_frame, .end = close_list};
const struct hinge_take_layout test_layout_mmpose = {
    .extension = "json", .begin = mmpose_begin, .frame = mmpose_frame, .end = mmpose_end};
const struct hinge_take_layout test_layout_mediapipe_json = {
    .extension = "json", .begin = open_list, .frame = mediapipe_json_frame, .end = close_list};
const struct hinge_take_layout test_layout_indexed = {
    .extension = "csv", .begin = indexed_begin, .frame = indexed_frame};
const struct hinge_take_layout test_layout_unnamed = {.extension = "csv", .frame = unnamed_frame};
const struct hinge_take_layout test_layout_deeplabcut = {
    .extension = "csv", .begin = deeplabcut_begin, .frame = deeplabcut_frame};
const struct hinge_take_layout test_layout_sleap = {
    .extension = "csv", .begin = sleap_begin, .frame = sleap_frame};
const struct hinge_take_layout test_layout_kinovea_text = {.extension = "txt",
                                                           .begin = kinovea_text_begin,
                                                           .marker_begin = kinovea_text_marker,
                                                           .marker_frame = kinovea_text_frame};
const struct hinge_take_layout test_layout_kinect = {.extension = "txt", .frame = kinect_frame};
const struct hinge_take_layout test_layout_sports2d = {
    .extension = "trc", .begin = sports2d_begin, .frame = sports2d_frame};
