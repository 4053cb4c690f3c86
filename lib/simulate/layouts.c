/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: markers of a frame; out: text as laboratories, video programs and sensors write
 * it. */
#include "simulate/layouts.h"

#include "base/number.h"

#include <math.h>

static const double radian = 0.017453292519943295;

/* Decimals that hold the precision asked for in the file's unit. */
static int digits_of(const struct hinge_take *take)
{
    const struct hinge_marker_set *set = take->set;
    if (set->image)
        return set->digits;
    double steps = 1000.0 * set->unit_m / take->options->precision_mm;
    return (int)fmax(0.0, ceil(log10(steps) - 1e-9));
}

static double seconds(const struct hinge_take *take, size_t frame)
{
    return (double)frame / take->options->rate_hz;
}

/* The first n coordinates in the file's unit; a gap is blank or zeros. */
static void add_coordinates(const struct hinge_take *take, const struct hinge_image_point *point,
                            int n, const char *between, struct hinge_text *text)
{
    const double value[3] = {point->x, point->y, point->z};
    double unit = take->set->image ? 1.0 : take->set->unit_m;
    for (int k = 0; k < n; k++) {
        hinge_text_puts(text, between);
        if (hinge_layout_seen(point))
            hinge_fixed_add(text, value[k] / unit, digits_of(take));
        else if (take->options->zero_gaps)
            hinge_fixed_add(text, 0.0, digits_of(take));
    }
}

/* --- TRC --- */

static void trc_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    char rate[32];
    hinge_number_format(take->options->rate_hz, rate);
    hinge_text_printf(text, "PathFileType\t4\t(X/Y/Z)\t%s\n", take->name);
    hinge_text_puts(text, "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
                          "OrigDataStartFrame\tOrigNumFrames\n");
    hinge_text_printf(text, "%s\t%s\t%zu\t%zu\t%s\t%s\t1\t%zu\n", rate, rate, take->frames_left,
                      set->n_markers, set->units, rate, take->frames_left);
    hinge_text_puts(text, "Frame#\tTime");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "\t%s\t\t", set->marker[m].name);
    hinge_text_puts(text, "\n\t");
    for (size_t m = 1; m <= set->n_markers; m++)
        hinge_text_printf(text, "\tX%zu\tY%zu\tZ%zu", m, m, m);
    hinge_text_puts(text, "\n\n");
}

static void trc_frame(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame + 1.0, 0);
    hinge_layout_add(text, "\t", seconds(take, frame), 6);
    for (size_t m = 0; m < take->set->n_markers; m++)
        add_coordinates(take, &point[m], 3, "\t", text);
    hinge_text_puts(text, "\n");
}

const struct hinge_take_layout hinge_layout_trc = {
    .extension = "trc", .any_markers = true, .begin = trc_begin, .frame = trc_frame};

/* --- CSV --- */

static int csv_components(const struct hinge_marker_set *set)
{
    return set->image && !set->fractions ? 2 : 3;
}

static void csv_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_puts(text, set->image ? "frame" : "time");
    if (set->image && set->clock)
        hinge_text_puts(text, ",time");
    for (size_t m = 0; m < set->n_markers; m++) {
        for (int k = 0; k < csv_components(set); k++)
            hinge_text_printf(text, ",%s_%c", set->marker[m].name, "xyz"[k]);
        if (set->score != NULL)
            hinge_text_printf(text, ",%s_%s", set->marker[m].name, set->score);
    }
    hinge_text_puts(text, "\n");
}

static void csv_frame(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    if (set->image)
        hinge_fixed_add(text, (double)frame, 0);
    if (set->image && set->clock)
        hinge_text_puts(text, ",");
    if (set->clock)
        hinge_fixed_add(text, seconds(take, frame), 6);
    for (size_t m = 0; m < set->n_markers; m++) {
        add_coordinates(take, &point[m], csv_components(set), ",", text);
        if (set->score != NULL && hinge_layout_seen(&point[m]))
            hinge_layout_add(text, ",", point[m].score, 2);
        else if (set->score != NULL)
            hinge_text_puts(text, ",0");
    }
    hinge_text_puts(text, "\n");
}

const struct hinge_take_layout hinge_layout_csv = {.extension = "csv",
                                                   .any_markers = true,
                                                   .silent = true,
                                                   .begin = csv_begin,
                                                   .frame = csv_frame};

/* --- Kinovea --- */

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
                          const struct hinge_image_point *point, struct hinge_text *text)
{
    const struct hinge_simulate_options *o = take->options;
    hinge_layout_add(text, "\"", seconds(take, frame), 6);
    hinge_text_puts(text, "\"");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m])) {
            hinge_text_puts(text, ",\"\",\"\"");
            continue;
        }
        hinge_layout_add(text, ",\"", point[m].x - 0.5 * o->image_width_px, take->set->digits);
        hinge_layout_add(text, "\",\"", 0.5 * o->image_height_px - point[m].y, take->set->digits);
        hinge_text_puts(text, "\"");
    }
    hinge_text_puts(text, "\n");
}

const struct hinge_take_layout hinge_layout_kinovea = {
    .extension = "csv", .begin = kinovea_begin, .frame = kinovea_frame};

/* --- a folder with a JSON file per frame --- */

bool hinge_layout_anything(const struct hinge_take *take, const struct hinge_image_point *point)
{
    for (size_t m = 0; m < take->set->n_markers; m++)
        if (hinge_layout_seen(&point[m]))
            return true;
    return false;
}

void hinge_layout_triplets(const struct hinge_take *take, const struct hinge_image_point *point,
                           struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? "," : "", seen ? point[m].x : 0.0, take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].y : 0.0, take->set->digits);
        hinge_layout_add(text, ",", seen ? point[m].score : 0.0, 2);
    }
}

static void frames_json_frame(const struct hinge_take *take, size_t frame,
                              const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "== frame_%06zu.json\n{\"version\":1.3,\"people\":[", frame);
    if (hinge_layout_anything(take, point)) {
        hinge_text_puts(text, "{\"person_id\":[-1],\"pose_keypoints_2d\":[");
        hinge_layout_triplets(take, point, text);
        hinge_text_puts(text, "]}");
    }
    hinge_text_puts(text, "]}\n");
}

const struct hinge_take_layout hinge_layout_frames_json = {.extension = "",
                                                           .frame = frames_json_frame};

/* --- a file per sensor --- */

/* The heading, then the lean (a turn to the left about the vertical, forward about the
 * person's left), then how the sensor is put on. */
void hinge_layout_orientation(const struct hinge_image_point *point, size_t mounting, double q[4])
{
    double h = point->y * radian / 2, lean = point->x * radian / 2;
    double a = 0.2 * (double)mounting, b = -0.15 * (double)mounting;
    double seg[4] = {cos(h) * cos(lean), -sin(h) * sin(lean), cos(h) * sin(lean),
                     sin(h) * cos(lean)};
    double put[4] = {cos(a) * cos(b), sin(a) * cos(b), cos(a) * sin(b), sin(a) * sin(b)};
    q[0] = seg[0] * put[0] - seg[1] * put[1] - seg[2] * put[2] - seg[3] * put[3];
    q[1] = seg[0] * put[1] + seg[1] * put[0] + seg[2] * put[3] - seg[3] * put[2];
    q[2] = seg[0] * put[2] - seg[1] * put[3] + seg[2] * put[0] + seg[3] * put[1];
    q[3] = seg[0] * put[3] + seg[1] * put[2] - seg[2] * put[1] + seg[3] * put[0];
}

void hinge_layout_add_orientation(const struct hinge_image_point *point, size_t mounting,
                                  const char *between, struct hinge_text *text)
{
    double q[4];
    hinge_layout_orientation(point, mounting, q);
    for (int k = 0; k < 4; k++) {
        hinge_text_puts(text, between);
        if (hinge_layout_seen(point))
            hinge_fixed_add(text, q[k], 7);
    }
}

static void dot_begin(const struct hinge_take *take, size_t marker, struct hinge_text *text)
{
    hinge_text_printf(text,
                      "== %s.csv\nsep=,\nDeviceTag:,D%zu\nFirmwareVersion:,2.0.0\n"
                      "OutputRate:,",
                      take->set->marker[marker].name, marker + 1);
    hinge_fixed_add(text, take->options->rate_hz, 0);
    hinge_text_puts(text, "Hz\n\nPacketCounter,SampleTimeFine,Quat_W,Quat_X,Quat_Y,Quat_Z\n");
}

static void dot_frame(const struct hinge_take *take, size_t frame, size_t marker,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu,", frame + 1);
    hinge_fixed_add(text, 1e6 * (double)frame / take->options->rate_hz + 3e6, 0);
    hinge_layout_add_orientation(point, marker + 1, ",", text);
    hinge_text_puts(text, "\n");
}

const struct hinge_take_layout hinge_layout_dot = {
    .extension = "", .sensors = true, .marker_begin = dot_begin, .marker_frame = dot_frame};
