/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of sensors and of angles that somebody else computed. In: orientations or
 * angles of a frame; out: text as their own exporters write it. */
#include "simulate/layouts.h"

#include "simulate/fixed.h"

#include <math.h>
#include <stdio.h>

static const double radian = 0.017453292519943295;

/* --- orientations --- */

/* Sensor or segment to global, z up: the heading, then the lean (a turn to the left
 * about the vertical, forward about the person's left), then how the sensor is put on.
 */
static void orientation(const struct hinge_image_point *point, size_t mounting,
                        double q[4])
{
    double h = point->y * radian / 2, lean = point->x * radian / 2;
    double a = 0.2 * (double)mounting, b = -0.15 * (double)mounting;
    double seg[4] = {cos(h) * cos(lean), -sin(h) * sin(lean), cos(h) * sin(lean),
                     sin(h) * cos(lean)};
    double put[4] = {cos(a) * cos(b), sin(a) * cos(b), cos(a) * sin(b),
                     sin(a) * sin(b)};
    q[0] = seg[0] * put[0] - seg[1] * put[1] - seg[2] * put[2] - seg[3] * put[3];
    q[1] = seg[0] * put[1] + seg[1] * put[0] + seg[2] * put[3] - seg[3] * put[2];
    q[2] = seg[0] * put[2] - seg[1] * put[3] + seg[2] * put[0] + seg[3] * put[1];
    q[3] = seg[0] * put[3] + seg[1] * put[2] - seg[2] * put[1] + seg[3] * put[0];
}

static void add_orientation(const struct hinge_image_point *point, size_t mounting,
                            const char *between, struct hinge_text *text)
{
    double q[4];
    orientation(point, mounting, q);
    for (int k = 0; k < 4; k++) {
        hinge_text_puts(text, between);
        if (hinge_layout_seen(point))
            hinge_fixed_add(text, q[k], 7);
    }
}

static void quaternions_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_puts(text, "time");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",%s_qw,%s_qx,%s_qy,%s_qz", name, name, name, name);
    }
    hinge_text_puts(text, "\n");
}

static void quaternions_frame(const struct hinge_take *take, size_t frame,
                              const struct hinge_image_point *point,
                              struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame / take->options->rate_hz, 6);
    for (size_t m = 0; m < take->set->n_markers; m++)
        add_orientation(&point[m], m + 1, ",", text);
    hinge_text_puts(text, "\n");
}

/* Shimmer Consensys: a line for spreadsheets, names, units, Unix time. */
static void shimmer_begin(const struct hinge_take *take, size_t marker,
                          struct hinge_text *text)
{
    char device[16];
    snprintf(device, sizeof device, "Shimmer_40A%zu", marker);
    hinge_text_printf(text, "== %s.csv\n\"sep=;\"\n%s_Timestamp_Unix_CAL;",
                      take->set->marker[marker].name, device);
    for (size_t k = 0; k < 4; k++)
        hinge_text_printf(text, "%s_Quat_Madge_9DOF_%c_CAL;", device, "WXYZ"[k]);
    hinge_text_puts(text, "\nms;no_units;no_units;no_units;no_units;\n");
}

static void shimmer_frame(const struct hinge_take *take, size_t frame, size_t marker,
                          const struct hinge_image_point *point,
                          struct hinge_text *text)
{
    hinge_text_puts(text, "1700"); /* 1.7001e12 ms since 1970 */
    hinge_fixed_add(text, 1e8 + 1e3 * (double)frame / take->options->rate_hz, 3);
    add_orientation(point, marker + 1, ";", text);
    hinge_text_puts(text, ";\n");
}

static void dot_begin(const struct hinge_take *take, size_t marker,
                      struct hinge_text *text)
{
    hinge_text_printf(text,
                      "== %s.csv\nsep=,\nDeviceTag:,D%zu\nFirmwareVersion:,2.0.0\n"
                      "OutputRate:,",
                      take->set->marker[marker].name, marker + 1);
    hinge_fixed_add(text, take->options->rate_hz, 0);
    hinge_text_puts(text,
                    "Hz\n\nPacketCounter,SampleTimeFine,Quat_W,Quat_X,Quat_Y,Quat_Z\n");
}

static void dot_frame(const struct hinge_take *take, size_t frame, size_t marker,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu,", frame + 1);
    hinge_fixed_add(text, 1e6 * (double)frame / take->options->rate_hz + 3e6, 0);
    add_orientation(point, marker + 1, ",", text);
    hinge_text_puts(text, "\n");
}

bool hinge_layout_is_sensors(enum hinge_file_kind kind)
{
    return kind == HINGE_FILE_DOT || kind == HINGE_FILE_SHIMMER;
}

void hinge_sensor_begin(const struct hinge_take *take, size_t marker,
                        struct hinge_text *text)
{
    if (take->set->kind == HINGE_FILE_SHIMMER)
        shimmer_begin(take, marker, text);
    else
        dot_begin(take, marker, text);
}

void hinge_sensor_frame(const struct hinge_take *take, size_t frame, size_t marker,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    if (take->set->kind == HINGE_FILE_SHIMMER)
        shimmer_frame(take, frame, marker, point, text);
    else
        dot_frame(take, frame, marker, point, text);
}

static void mvnx_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_puts(text, "<?xml version=\"1.0\"?>\n<mvnx version=\"4\">\n<subject "
                          "label=\"S1\" frameRate=\"");
    hinge_fixed_add(text, take->options->rate_hz, 0);
    hinge_text_puts(text, "\">\n<segments>");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "<segment label=\"%s\"/>", set->marker[m].name);
    hinge_text_puts(text, "</segments>\n<sensors>");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "<sensor label=\"%s\"/>", set->marker[m].name);
    hinge_text_puts(text, "</sensors>\n<frames>\n");
}

static void mvnx_frame(const struct hinge_take *take, size_t frame,
                       const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_layout_add(text, "<frame time=\"",
                     1000.0 * (double)frame / take->options->rate_hz, 0);
    hinge_text_puts(text, "\" type=\"normal\"><orientation>");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        double q[4] = {0}; /* a lost sensor */
        if (hinge_layout_seen(&point[m]))
            orientation(&point[m], 0, q);
        for (int k = 0; k < 4; k++)
            hinge_layout_add(text, m + (size_t)k > 0 ? " " : "", q[k], 7);
    }
    hinge_text_puts(text, "</orientation></frame>\n");
}

static void mvnx_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_puts(text, "</frames></subject></mvnx>\n");
}

/* --- angles --- */

static void angle_names(const struct hinge_take *take, char between,
                        struct hinge_text *text)
{
    hinge_text_puts(text, "time");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_printf(text, "%c%s", between, take->set->marker[m].name);
    hinge_text_puts(text, "\n");
}

static void angle_row(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, const char *between,
                      struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame / take->options->rate_hz, 6);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        hinge_text_puts(text, between);
        if (hinge_layout_seen(&point[m]))
            hinge_fixed_add(text, point[m].x, 5);
    }
    hinge_text_puts(text, "\n");
}

static void mot_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_printf(text,
                      "Coordinates\nversion=1\nnRows=%zu\nnColumns=%zu\n"
                      "inDegrees=yes\n\nendheader\n",
                      hinge_layout_frames(take), take->set->n_markers + 1);
    angle_names(take, '\t', text);
}

static void mot_frame(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    angle_row(take, frame, point, "\t", text);
}

static void angles_begin(const struct hinge_take *take, struct hinge_text *text)
{
    angle_names(take, ',', text);
}

static void angles_frame(const struct hinge_take *take, size_t frame,
                         const struct hinge_image_point *point, struct hinge_text *text)
{
    angle_row(take, frame, point, ",", text);
}

static void nothing(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    (void)text;
}

static const struct hinge_layout_writer writers[] = {
    {HINGE_FILE_QUATERNIONS, "csv", quaternions_begin, quaternions_frame, nothing},
    {HINGE_FILE_DOT, "", nothing, NULL, nothing}, /* sensor by sensor: take.c */
    {HINGE_FILE_SHIMMER, "", nothing, NULL, nothing},
    {HINGE_FILE_MVNX, "mvnx", mvnx_begin, mvnx_frame, mvnx_end},
    {HINGE_FILE_MOT, "mot", mot_begin, mot_frame, nothing},
    {HINGE_FILE_ANGLES, "csv", angles_begin, angles_frame, nothing},
};

const struct hinge_layout_writer *hinge_sensor_writer_of(enum hinge_file_kind kind)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (writers[i].kind == kind)
            return &writers[i];
    return NULL;
}
