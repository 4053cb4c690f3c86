/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of video programs and depth cameras. In: markers of a frame; out: text as
 * their own exporters write it. */
#include "simulate/layouts.h"

#include "simulate/fixed.h"

#include <math.h>

static double rounded_score(const struct hinge_image_point *point)
{
    return hinge_layout_seen(point) ? point->score : 0.0;
}

static bool anything_seen(const struct hinge_take *take,
                          const struct hinge_image_point *point)
{
    for (size_t m = 0; m < take->set->n_markers; m++)
        if (hinge_layout_seen(&point[m]))
            return true;
    return false;
}

/* x,y,score of all points, 0,0,0 where one is not seen. */
static void triplets(const struct hinge_take *take,
                     const struct hinge_image_point *point, struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? "," : "", seen ? point[m].x : 0.0,
                         take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].y : 0.0, take->set->digits);
        hinge_layout_add(text, ",", rounded_score(&point[m]), 2);
    }
}

static void nothing(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    (void)text;
}

static void close_list(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_puts(text, "]\n");
}

/* --- a folder with a JSON file per frame --- */

static void frames_json_frame(const struct hinge_take *take, size_t frame,
                              const struct hinge_image_point *point,
                              struct hinge_text *text)
{
    hinge_text_printf(text, "== frame_%06zu.json\n{\"version\":1.3,\"people\":[",
                      frame);
    if (anything_seen(take, point)) {
        hinge_text_puts(text, "{\"person_id\":[-1],\"pose_keypoints_2d\":[");
        triplets(take, point, text);
        hinge_text_puts(text, "]}");
    }
    hinge_text_puts(text, "]}\n");
}

/* Ultralytics: a file per frame that somebody was found in, all in shares of the
 * picture; the box is that of the points. */
static void yolo_frame(const struct hinge_take *take, size_t frame,
                       const struct hinge_image_point *point, struct hinge_text *text)
{
    const double size[2] = {take->options->image_width_px,
                            take->options->image_height_px};
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    if (!anything_seen(take, point))
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
    hinge_text_puts(text, "\n");
}

/* --- JSON per recording --- */

static void open_list(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_puts(text, "[");
}

static void alphapose_frame(const struct hinge_take *take, size_t frame,
                            const struct hinge_image_point *point,
                            struct hinge_text *text)
{
    if (!anything_seen(take, point))
        return;
    hinge_text_printf(text,
                      "%s{\"image_id\":\"%zu.jpg\",\"category_id\":1,\"keypoints\":[",
                      text->length > 1 ? ",\n" : "", frame);
    triplets(take, point, text);
    hinge_text_puts(text, "],\"score\":2.9}");
}

static void mmpose_begin(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_puts(text,
                    "{\"meta_info\":{\"dataset_name\":\"coco\"},\"instance_info\":[");
}

static void mmpose_frame(const struct hinge_take *take, size_t frame,
                         const struct hinge_image_point *point, struct hinge_text *text)
{
    size_t n = take->set->n_markers;
    hinge_text_printf(text, "%s\n{\"frame_id\":%zu,\"instances\":[",
                      frame > 0 ? "," : "", frame + 1);
    for (size_t m = 0; m < n && anything_seen(take, point); m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? "],[" : "{\"keypoints\":[[",
                         seen ? point[m].x : 0.0, take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].y : 0.0, take->set->digits);
    }
    for (size_t m = 0; m < n && anything_seen(take, point); m++)
        hinge_layout_add(text, m > 0 ? "," : "]],\"keypoint_scores\":[",
                         rounded_score(&point[m]), 2);
    hinge_text_puts(text, anything_seen(take, point) ? "]}]}" : "]}");
}

static void mmpose_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_puts(text, "]}\n");
}

static void mediapipe_json_frame(const struct hinge_take *take, size_t frame,
                                 const struct hinge_image_point *point,
                                 struct hinge_text *text)
{
    hinge_text_printf(
        text, "%s{\"frame\":%zu,\"timestamp_ms\":", frame > 0 ? ",\n" : "", frame);
    hinge_fixed_add(text, 1000.0 * (double)frame / take->options->rate_hz, 3);
    hinge_text_puts(text, ",\"pose_landmarks\":[");
    for (size_t m = 0; m < take->set->n_markers && anything_seen(take, point); m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? ",{\"x\":" : "{\"x\":", seen ? point[m].x : 0.0,
                         take->set->digits);
        hinge_layout_add(text, ",\"y\":", seen ? point[m].y : 0.0, take->set->digits);
        hinge_layout_add(text, ",\"z\":", seen ? point[m].z : 0.0, take->set->digits);
        hinge_layout_add(text, ",\"visibility\":", rounded_score(&point[m]), 2);
        hinge_text_puts(text, "}");
    }
    hinge_text_puts(text, "]}");
}

/* --- tables --- */

static void indexed_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_puts(text, "frame");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_printf(text, ",x_%zu,y_%zu,z_%zu,visibility_%zu", m, m, m, m);
    hinge_text_puts(text, "\n");
}

static void quadruplets(const struct hinge_take *take,
                        const struct hinge_image_point *point, bool comma,
                        struct hinge_text *text)
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
    hinge_text_puts(text, "\n");
}

static void indexed_frame(const struct hinge_take *take, size_t frame,
                          const struct hinge_image_point *point,
                          struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame, 0);
    quadruplets(take, point, true, text);
}

static void unnamed_frame(const struct hinge_take *take, size_t frame,
                          const struct hinge_image_point *point,
                          struct hinge_text *text)
{
    (void)frame;
    quadruplets(take, point, false, text);
}

static void header_row(const struct hinge_take *take, const char *first, const char *x,
                       const char *y, const char *score, struct hinge_text *text)
{
    hinge_text_puts(text, first);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",%s,%s,%s", x != NULL ? x : name, y != NULL ? y : name,
                          score != NULL ? score : name);
    }
    hinge_text_puts(text, "\n");
}

static void deeplabcut_begin(const struct hinge_take *take, struct hinge_text *text)
{
    header_row(take, "scorer", "net", "net", "net", text);
    header_row(take, "bodyparts", NULL, NULL, NULL, text);
    header_row(take, "coords", "x", "y", "likelihood", text);
}

static void table_row(const struct hinge_take *take,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_puts(text, ",,,0.01");
            continue;
        }
        hinge_layout_add(text, ",", point[m].x, take->set->digits);
        hinge_layout_add(text, ",", point[m].y, take->set->digits);
        hinge_layout_add(text, ",", point[m].score, 2);
    }
    hinge_text_puts(text, "\n");
}

static void deeplabcut_frame(const struct hinge_take *take, size_t frame,
                             const struct hinge_image_point *point,
                             struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame, 0);
    table_row(take, point, text);
}

static void sleap_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_puts(text, "track,frame_idx,instance.score");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",%s.x,%s.y,%s.score", name, name, name);
    }
    hinge_text_puts(text, "\n");
}

/* Somebody smaller stands beside, listed first in every other frame. */
static void sleap_other(const struct hinge_take *take, size_t frame,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, ",%zu,0.9", frame);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_puts(text, ",,,0.01");
            continue;
        }
        hinge_layout_add(text, ",", 1500.0 + 0.3 * (point[m].x - 960.0),
                         take->set->digits);
        hinge_layout_add(text, ",", 600.0 + 0.3 * (point[m].y - 600.0),
                         take->set->digits);
        hinge_text_puts(text, ",0.8");
    }
    hinge_text_puts(text, "\n");
}

static void sleap_frame(const struct hinge_take *take, size_t frame,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    if (!anything_seen(take, point))
        return;
    if (frame % 2 == 0)
        sleap_other(take, frame, point, text);
    hinge_text_printf(text, ",%zu,0.95", frame);
    table_row(take, point, text);
    if (frame % 2 == 1)
        sleap_other(take, frame, point, text);
}

static void kinovea_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_puts(text, "\"Time\"");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",\"%s/0/X\",\"%s/0/Y\"", name, name);
    }
    hinge_text_puts(text, "\n");
}

/* Its origin is the middle of the picture and y points up. */
static void kinovea_frame(const struct hinge_take *take, size_t frame,
                          const struct hinge_image_point *point,
                          struct hinge_text *text)
{
    const struct hinge_simulate_options *o = take->options;
    hinge_layout_add(text, "\"", (double)frame / o->rate_hz, 6);
    hinge_text_puts(text, "\"");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_puts(text, ",\"\",\"\"");
            continue;
        }
        hinge_layout_add(text, ",\"", point[m].x - 0.5 * o->image_width_px,
                         take->set->digits);
        hinge_layout_add(text, "\",\"", 0.5 * o->image_height_px - point[m].y,
                         take->set->digits);
        hinge_text_puts(text, "\"");
    }
    hinge_text_puts(text, "\n");
}

static void kinovea_text_begin(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_puts(text, "#Kinovea Trajectory data export\n#T X Y\n");
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
        hinge_layout_add(text, " ", point[m].y - 0.9,
                         6); /* the sensor stands at hip height */
        hinge_layout_add(text, " ", point[m].z + 2.5, 6);
        hinge_text_puts(text, " 2");
    }
    hinge_text_puts(text, "\n");
}

static void sports2d_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_puts(text, "PathFileType\t4\t(X/Y/Z)\tclip_Sports2D_px_person00.trc\n"
                          "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
                          "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n");
    hinge_layout_add(text, "", take->options->rate_hz, 3);
    hinge_layout_add(text, "\t", take->options->rate_hz, 3);
    hinge_text_printf(text, "\t0\t%zu\tm\t", set->n_markers);
    hinge_layout_add(text, "", take->options->rate_hz, 3);
    hinge_text_puts(text, "\t0\t0\nFrame#\tTime");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "\t%s\t\t", set->marker[m].name);
    hinge_text_puts(text, "\n\t");
    for (size_t m = 1; m <= set->n_markers; m++)
        hinge_text_printf(text, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_puts(text, "\n");
}

/* Pixels under a header that says metres, depth 0. */
static void sports2d_frame(const struct hinge_take *take, size_t frame,
                           const struct hinge_image_point *point,
                           struct hinge_text *text)
{
    hinge_layout_add(text, "", (double)frame, 0);
    hinge_layout_add(text, "\t", (double)frame / take->options->rate_hz, 6);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_puts(text, "\t\t\t");
            continue;
        }
        hinge_layout_add(text, "\t", point[m].x, take->set->digits);
        hinge_layout_add(text, "\t", point[m].y, take->set->digits);
        hinge_text_puts(text, "\t0.0");
    }
    hinge_text_puts(text, "\n");
}

static const struct hinge_layout_writer writers[] = {
    {HINGE_FILE_FRAMES_JSON, "", nothing, frames_json_frame, nothing},
    {HINGE_FILE_YOLO, "", nothing, yolo_frame, nothing},
    {HINGE_FILE_ALPHAPOSE, "json", open_list, alphapose_frame, close_list},
    {HINGE_FILE_MMPOSE, "json", mmpose_begin, mmpose_frame, mmpose_end},
    {HINGE_FILE_MEDIAPIPE_JSON, "json", open_list, mediapipe_json_frame, close_list},
    {HINGE_FILE_INDEXED, "csv", indexed_begin, indexed_frame, nothing},
    {HINGE_FILE_UNNAMED, "csv", nothing, unnamed_frame, nothing},
    {HINGE_FILE_DEEPLABCUT, "csv", deeplabcut_begin, deeplabcut_frame, nothing},
    {HINGE_FILE_SLEAP, "csv", sleap_begin, sleap_frame, nothing},
    {HINGE_FILE_KINOVEA, "csv", kinovea_begin, kinovea_frame, nothing},
    {HINGE_FILE_KINOVEA_TEXT, "txt", kinovea_text_begin, NULL, nothing},
    {HINGE_FILE_KINECT, "txt", nothing, kinect_frame, nothing},
    {HINGE_FILE_SPORTS2D, "trc", sports2d_begin, sports2d_frame, nothing},
};

bool hinge_layout_by_marker(enum hinge_file_kind kind)
{
    return hinge_layout_is_sensors(kind) || kind == HINGE_FILE_KINOVEA_TEXT;
}

void hinge_layout_marker_begin(const struct hinge_take *take, size_t marker,
                               struct hinge_text *text)
{
    if (hinge_layout_is_sensors(take->set->kind))
        hinge_sensor_begin(take, marker, text);
    else
        hinge_text_printf(text, "# %s\n", take->set->marker[marker].name);
}

void hinge_layout_marker_frame(const struct hinge_take *take, size_t frame,
                               size_t marker, const struct hinge_image_point *point,
                               struct hinge_text *text)
{
    const struct hinge_simulate_options *o = take->options;
    if (hinge_layout_is_sensors(take->set->kind)) {
        hinge_sensor_frame(take, frame, marker, point, text);
        return;
    }
    if (!hinge_layout_seen(point))
        return;
    hinge_layout_add(text, "", 1000.0 * (double)frame / o->rate_hz, 3);
    hinge_layout_add(text, " ", point->x - 0.5 * o->image_width_px, take->set->digits);
    hinge_layout_add(text, " ", 0.5 * o->image_height_px - point->y, take->set->digits);
    hinge_text_puts(text, "\n");
}

const struct hinge_layout_writer *hinge_layout_writer_of(enum hinge_file_kind kind)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (writers[i].kind == kind)
            return &writers[i];
    const struct hinge_layout_writer *lab = hinge_lab_writer_of(kind);
    return lab != NULL ? lab : hinge_sensor_writer_of(kind);
}
