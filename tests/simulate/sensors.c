/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of sensors and of angles that somebody else computed. In: orientations or
 * angles of a frame; out: text as their own exporters write it. */
#include "simulate/more.h"

#include <math.h>
#include <stdio.h>

/* --- orientations --- */

static void quaternions_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "time");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const char *name = take->set->marker[m].name;
        hinge_text_printf(text, ",%s_qw,%s_qx,%s_qy,%s_qz", name, name, name, name);
    }
    hinge_text_adds(text, "\n");
}

static void quaternions_frame(const struct hinge_take *take, size_t frame,
                              const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame / take->options->rate_hz, 6);
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_layout_add_orientation(&point[m], m + 1, ",", text);
    hinge_text_adds(text, "\n");
}

/* Shimmer Consensys: a line for spreadsheets, names, units, Unix time. */
static void shimmer_begin(const struct hinge_take *take, size_t marker, struct hinge_text *text)
{
    char device[16];
    snprintf(device, sizeof device, "Shimmer_40A%zu", marker);
    hinge_text_printf(text, "== %s.csv\n\"sep=;\"\n%s_Timestamp_Unix_CAL;",
                      take->set->marker[marker].name, device);
    for (size_t k = 0; k < 4; k++)
        hinge_text_printf(text, "%s_Quat_Madge_9DOF_%c_CAL;", device, "WXYZ"[k]);
    hinge_text_adds(text, "\nms;no_units;no_units;no_units;no_units;\n");
}

static void shimmer_frame(const struct hinge_take *take, size_t frame, size_t marker,
                          const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_adds(text, "1700"); /* 1.7001e12 ms since 1970 */
    hinge_fixed_add(text, 1e8 + 1e3 * (double)frame / take->options->rate_hz, 3);
    hinge_layout_add_orientation(point, marker + 1, ";", text);
    hinge_text_adds(text, ";\n");
}

static void mvnx_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_adds(text, "<?xml version=\"1.0\"?>\n<mvnx version=\"4\">\n<subject "
                          "label=\"S1\" frameRate=\"");
    hinge_fixed_add(text, take->options->rate_hz, 0);
    hinge_text_adds(text, "\">\n<segments>");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "<segment label=\"%s\"/>", set->marker[m].name);
    hinge_text_adds(text, "</segments>\n<sensors>");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "<sensor label=\"%s\"/>", set->marker[m].name);
    hinge_text_adds(text, "</sensors>\n<frames>\n");
}

static void mvnx_frame(const struct hinge_take *take, size_t frame,
                       const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_layout_add(text, "<frame time=\"", 1000.0 * (double)frame / take->options->rate_hz, 0);
    hinge_text_adds(text, "\" type=\"normal\"><orientation>");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        double q[4] = {0}; /* a lost sensor */
        if (hinge_layout_seen(&point[m]))
            hinge_layout_orientation(&point[m], 0, q);
        for (int k = 0; k < 4; k++)
            hinge_layout_add(text, m + (size_t)k > 0 ? " " : "", q[k], 7);
    }
    hinge_text_adds(text, "</orientation></frame>\n");
}

static void mvnx_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "</frames></subject></mvnx>\n");
}

/* --- angles --- */

static void angle_names(const struct hinge_take *take, char between, struct hinge_text *text)
{
    hinge_text_adds(text, "time");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_printf(text, "%c%s", between, take->set->marker[m].name);
    hinge_text_adds(text, "\n");
}

static void angle_row(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, const char *between,
                      struct hinge_text *text)
{
    hinge_fixed_add(text, (double)frame / take->options->rate_hz, 6);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        hinge_text_adds(text, between);
        if (hinge_layout_seen(&point[m]))
            hinge_fixed_add(text, point[m].x, 5);
    }
    hinge_text_adds(text, "\n");
}

static void mot_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_printf(text,
                      "Coordinates\nversion=1\nnRows=%zu\nnColumns=%zu\n"
                      "inDegrees=yes\n\nendheader\n",
                      hinge_take_frames(take), take->set->n_markers + 1);
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

const struct hinge_take_layout test_layout_quaternions = {
    .extension = "csv", .begin = quaternions_begin, .frame = quaternions_frame};
const struct hinge_take_layout test_layout_shimmer = {
    .extension = "", .sensors = true, .marker_begin = shimmer_begin, .marker_frame = shimmer_frame};
const struct hinge_take_layout test_layout_mvnx = {
    .extension = "mvnx", .begin = mvnx_begin, .frame = mvnx_frame, .end = mvnx_end};
const struct hinge_take_layout test_layout_mot = {
    .extension = "mot", .begin = mot_begin, .frame = mot_frame};
const struct hinge_take_layout test_layout_angles = {
    .extension = "csv", .begin = angles_begin, .frame = angles_frame};
