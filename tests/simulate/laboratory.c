/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of laboratories and depth cameras. In: markers of a frame; out: text (C3D:
 * bytes) as their own exporters write it. */
#include "simulate/more.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Metres, y up, to millimetres, z up. */
static void to_z_up(const struct hinge_image_point *point, double mm[3])
{
    mm[0] = 1000.0 * point->x;
    mm[1] = -1000.0 * point->z;
    mm[2] = 1000.0 * point->y;
}

static void marker_columns(const struct hinge_take *take, const struct hinge_image_point *point,
                           const char *separator, bool z_up, struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        double mm[3] = {1000.0 * point[m].x, 1000.0 * point[m].y, 1000.0 * point[m].z};
        if (z_up)
            to_z_up(&point[m], mm);
        for (int k = 0; k < 3; k++) {
            hinge_text_adds(text, separator);
            if (hinge_layout_seen(&point[m]))
                hinge_fixed_add(text, mm[k], take->set->digits);
        }
    }
    hinge_text_adds(text, "\n");
}

/* --- Vicon Nexus: Trajectories --- */

static void vicon_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_adds(text, "Trajectories\n");
    hinge_fixed_add(text, take->options->rate_hz, 0);
    hinge_text_adds(text, "\n,");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, ",S1:%s,,", set->marker[m].name);
    hinge_text_adds(text, "\nFrame,Sub Frame");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_adds(text, ",X,Y,Z");
    hinge_text_adds(text, "\n,");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_adds(text, ",mm,mm,mm");
    hinge_text_adds(text, "\n");
}

static void vicon_frame(const struct hinge_take *take, size_t frame,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu,0", frame + 1);
    marker_columns(take, point, ",", true, text);
}

/* --- Qualisys Track Manager: 3D --- */

static void qualisys_begin(const struct hinge_take *take, struct hinge_text *text)
{
    const struct hinge_marker_set *set = take->set;
    hinge_text_printf(text, "NO_OF_FRAMES\t%zu\nNO_OF_CAMERAS\t8\nNO_OF_MARKERS\t%zu\n",
                      hinge_take_frames(take), set->n_markers);
    hinge_layout_add(text, "FREQUENCY\t", take->options->rate_hz, 0);
    hinge_text_adds(text, "\nDATA_INCLUDED\t3D\nMARKER_NAMES");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "\t%s", set->marker[m].name);
    hinge_text_adds(text, "\nFrame\tTime");
    for (size_t m = 0; m < set->n_markers; m++)
        hinge_text_printf(text, "\t%s X\t%s Y\t%s Z", set->marker[m].name, set->marker[m].name,
                          set->marker[m].name);
    hinge_text_adds(text, "\n");
}

static void qualisys_frame(const struct hinge_take *take, size_t frame,
                           const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu\t", frame + 1);
    hinge_fixed_add(text, (double)frame / take->options->rate_hz, 5);
    marker_columns(take, point, "\t", true, text);
}

/* --- OptiTrack Motive --- */

static void motive_row(const struct hinge_take *take, const char *first, const char *cell,
                       struct hinge_text *text)
{
    hinge_text_adds(text, first);
    for (size_t i = 0; i < 3 * take->set->n_markers; i++)
        hinge_text_printf(text, ",%s", cell != NULL ? cell : take->set->marker[i / 3].name);
    hinge_text_adds(text, "\n");
}

static void motive_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "\xEF\xBB\xBF"
                          "Format Version,1.23,Take Name,Take 1,Capture Frame Rate,");
    hinge_fixed_add(text, take->options->rate_hz, 6);
    hinge_layout_add(text, ",Export Frame Rate,", take->options->rate_hz, 6);
    hinge_text_printf(text,
                      ",Total Frames in Take,%zu,Rotation Type,Quaternion,Length "
                      "Units,Millimeters,Coordinate Space,Global\n\n",
                      hinge_take_frames(take));
    motive_row(take, ",Type", "Marker", text);
    motive_row(take, ",Name", NULL, text);
    motive_row(take, ",ID", "1", text);
    motive_row(take, ",", "Position", text);
    hinge_text_adds(text, "Frame,Time (Seconds)");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_adds(text, ",X,Y,Z");
    hinge_text_adds(text, "\n");
}

static void motive_frame(const struct hinge_take *take, size_t frame,
                         const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu,", frame);
    hinge_fixed_add(text, (double)frame / take->options->rate_hz, 6);
    marker_columns(take, point, ",", false, text);
}

/* --- C3D, Intel reals --- */

enum { BLOCK = 512 };

static void add_word(struct hinge_text *text, unsigned value)
{
    const char bytes[2] = {(char)(value & 255), (char)(value >> 8 & 255)};
    hinge_text_add(text, bytes, 2);
}

static void add_real(struct hinge_text *text, double value)
{
    float narrow = (float)value;
    uint32_t bits;
    memcpy(&bits, &narrow, sizeof bits);
    add_word(text, bits & 0xffff);
    add_word(text, bits >> 16);
}

static void add_zeros(struct hinge_text *text, size_t to)
{
    while (text->length < to)
        hinge_text_add(text, "\0", 1);
}

/* A parameter of group 1: everything before its data. `bytes` counts the data. */
static void add_parameter(struct hinge_text *text, const char *name, int type,
                          const unsigned char *dim, size_t n_dims, size_t bytes)
{
    const char head[2] = {(char)strlen(name), 1};
    hinge_text_add(text, head, 2);
    hinge_text_adds(text, name);
    add_word(text, (unsigned)(2 + 2 + n_dims + bytes + 1));
    const char kind[2] = {(char)type, (char)n_dims};
    hinge_text_add(text, kind, 2);
    hinge_text_add(text, (const char *)dim, n_dims);
}

static void add_string(struct hinge_text *text, const char *name, const char *value)
{
    const unsigned char dim[1] = {(unsigned char)strlen(value)};
    add_parameter(text, name, -1, dim, 1, dim[0]);
    hinge_text_adds(text, value);
    hinge_text_add(text, "\0", 1);
}

static void add_number(struct hinge_text *text, const char *name, int type, double value)
{
    add_parameter(text, name, type, NULL, 0, type == 4 ? 4 : 2);
    if (type == 4)
        add_real(text, value);
    else
        add_word(text, (unsigned)value);
    hinge_text_add(text, "\0", 1);
}

static void c3d_begin(const struct hinge_take *take, struct hinge_text *text)
{
    enum { LABEL = 4, PARAMETER_BLOCKS = 2, DATA_BLOCK = 2 + PARAMETER_BLOCKS };
    const struct hinge_marker_set *set = take->set;
    size_t n = hinge_take_frames(take);
    hinge_text_add(text, "\x02\x50", 2);
    add_word(text, (unsigned)set->n_markers);
    add_word(text, 0);
    add_word(text, 1);
    add_word(text, (unsigned)(n < 65535 ? n : 65535));
    add_word(text, 10);
    add_real(text, -0.1);
    add_word(text, DATA_BLOCK);
    add_word(text, 0);
    add_real(text, take->options->rate_hz);
    add_zeros(text, BLOCK);
    const char section[4] = {1, 0x50, PARAMETER_BLOCKS, 84};
    hinge_text_add(text, section, 4);
    hinge_text_add(text, "\x05\xffPOINT\x03\x00\x00", 10);
    add_number(text, "USED", 2, (double)set->n_markers);
    add_number(text, "SCALE", 4, -0.1);
    add_number(text, "RATE", 4, take->options->rate_hz);
    add_number(text, "DATA_START", 2, DATA_BLOCK);
    add_number(text, "FRAMES", 4, (double)n);
    add_string(text, "UNITS", "mm");
    add_string(text, "X_SCREEN", "+X");
    add_string(text, "Y_SCREEN", "+Z");
    const unsigned char dim[2] = {LABEL, (unsigned char)set->n_markers};
    add_parameter(text, "LABELS", -1, dim, 2, LABEL * set->n_markers);
    for (size_t m = 0; m < set->n_markers; m++) {
        char label[LABEL + 1];
        snprintf(label, sizeof label, "%-4.4s", set->marker[m].name);
        hinge_text_add(text, label, LABEL);
    }
    hinge_text_add(text, "\0", 1);
    add_zeros(text, (size_t)(1 + PARAMETER_BLOCKS) * BLOCK);
}

static void c3d_frame(const struct hinge_take *take, size_t frame,
                      const struct hinge_image_point *point, struct hinge_text *text)
{
    (void)frame;
    for (size_t m = 0; m < take->set->n_markers; m++) {
        double mm[3] = {0};
        if (hinge_layout_seen(&point[m]))
            to_z_up(&point[m], mm);
        for (int k = 0; k < 3; k++)
            add_real(text, mm[k]);
        add_real(text, hinge_layout_seen(&point[m]) ? 0 : -1);
    }
}

static void c3d_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    add_zeros(text, (text->length + BLOCK - 1) / BLOCK * BLOCK);
}

/* --- depth cameras: long, and a joint per cell --- */

static void kinect_long_begin(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "frame,skeleton_joint,x,y,z\n");
}

static void kinect_long_frame(const struct hinge_take *take, size_t frame,
                              const struct hinge_image_point *point, struct hinge_text *text)
{
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m]))
            continue;
        hinge_text_printf(text, "%zu,%s", frame, take->set->marker[m].name);
        hinge_layout_add(text, ",", point[m].x, 6);
        hinge_layout_add(text, ",", point[m].y - 0.9, 6); /* the sensor stands at hip height */
        hinge_layout_add(text, ",", point[m].z + 2.5, 6);
        hinge_text_adds(text, "\n");
    }
}

static void azure_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "\xEF\xBB\xBF"
                          "frame");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_printf(text, ",%s", take->set->marker[m].name);
    hinge_text_adds(text, "\n");
}

/* Azure's y points down. */
static void azure_frame(const struct hinge_take *take, size_t frame,
                        const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%zu", frame);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        hinge_text_adds(text, ",");
        if (!hinge_layout_seen(&point[m]))
            continue;
        hinge_fixed_add(text, point[m].x, 5);
        hinge_layout_add(text, " ", 0.9 - point[m].y, 5);
        hinge_layout_add(text, " ", 2.5 - point[m].z, 5);
    }
    hinge_text_adds(text, "\n");
}

/* The SDK's offline processor: joints in its order, millimetres, y down. */
static void azure_json_begin(const struct hinge_take *take, struct hinge_text *text)
{
    hinge_text_adds(text, "{\"joint_names\":[");
    for (size_t m = 0; m < take->set->n_markers; m++)
        hinge_text_printf(text, "%s\"%s\"", m > 0 ? "," : "", take->set->marker[m].name);
    hinge_text_adds(text, "],\"frames\":[");
}

static void azure_json_frame(const struct hinge_take *take, size_t frame,
                             const struct hinge_image_point *point, struct hinge_text *text)
{
    hinge_text_printf(text, "%s\n{\"frame_id\":%zu,\"timestamp_usec\":", frame > 0 ? "," : "",
                      frame);
    hinge_fixed_add(text, 1e6 * (double)frame / take->options->rate_hz, 0);
    hinge_text_adds(text, ",\"bodies\":[{\"body_id\":1,\"joint_positions\":[");
    for (size_t m = 0; m < take->set->n_markers; m++) {
        bool seen = hinge_layout_seen(&point[m]);
        hinge_layout_add(text, m > 0 ? ",[" : "[", seen ? 1000 * point[m].x : 0, 3);
        hinge_layout_add(text, ",", seen ? 1000 * (0.9 - point[m].y) : 0, 3);
        hinge_layout_add(text, ",", seen ? 1000 * (2.5 - point[m].z) : 0, 3);
        hinge_text_adds(text, "]");
    }
    hinge_text_adds(text, "]}]}");
}

static void azure_json_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "]}\n");
}

/* --- JSON: an object of frames, each an object of points by name --- */

static void positions_begin(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "{\"positions\":{");
}

static void positions_frame(const struct hinge_take *take, size_t frame,
                            const struct hinge_image_point *point, struct hinge_text *text)
{
    const char *comma = "";
    hinge_text_printf(text, "%s\"%zu.0\":{", frame > 0 ? ",\n" : "", frame + 1);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        if (!hinge_layout_seen(&point[m]))
            continue;
        hinge_text_printf(text, "%s\"%s\":[", comma, take->set->marker[m].name);
        hinge_fixed_add(text, point[m].x, take->set->digits);
        hinge_layout_add(text, ",", point[m].y, take->set->digits);
        hinge_text_adds(text, "]");
        comma = ",";
    }
    hinge_text_adds(text, "}");
}

static void positions_end(const struct hinge_take *take, struct hinge_text *text)
{
    (void)take;
    hinge_text_adds(text, "}}\n");
}

const struct hinge_take_layout test_layout_vicon = {
    .extension = "csv", .begin = vicon_begin, .frame = vicon_frame};
const struct hinge_take_layout test_layout_qualisys = {
    .extension = "tsv", .begin = qualisys_begin, .frame = qualisys_frame};
const struct hinge_take_layout test_layout_motive = {
    .extension = "csv", .begin = motive_begin, .frame = motive_frame};
const struct hinge_take_layout test_layout_c3d = {
    .extension = "c3d", .begin = c3d_begin, .frame = c3d_frame, .end = c3d_end};
const struct hinge_take_layout test_layout_kinect_long = {
    .extension = "csv", .begin = kinect_long_begin, .frame = kinect_long_frame};
const struct hinge_take_layout test_layout_azure = {
    .extension = "csv", .begin = azure_begin, .frame = azure_frame};
const struct hinge_take_layout test_layout_azure_json = {.extension = "json",
                                                         .begin = azure_json_begin,
                                                         .frame = azure_json_frame,
                                                         .end = azure_json_end};
const struct hinge_take_layout test_layout_positions = {
    .extension = "json", .begin = positions_begin, .frame = positions_frame, .end = positions_end};
