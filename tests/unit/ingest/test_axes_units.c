/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is concluded from the numbers themselves, on both sides of each limit. */
#include "test.h"

#include "formats/format.h"
#include "ingest/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 20 };
static char canonical[] = "canonical", stickers[] = "stickers";

struct point {
    enum hinge_landmark landmark;
    double x, y;
};

/* n points that stand still, with depth of their own when depth is asked for. */
static void make(struct hinge_recording *r, const struct point *point, size_t n, bool depth,
                 enum hinge_unit unit)
{
    static const char *const axis[] = {"x", "y", "z"};
    size_t axes = depth ? 3 : 2;
    *r = (struct hinge_recording){.n_frames = FRAMES};
    hinge_build_layout(r, "csv", "", n * axes);
    r->layout.landmark_set = canonical;
    r->data = calloc(n * axes * FRAMES, sizeof *r->data);
    assert_non_null(r->data);
    for (size_t p = 0; p < n; p++)
        for (size_t a = 0; a < axes; a++) {
            size_t c = p * axes + a;
            char source[64];
            const char *name = hinge_landmark_name(point[p].landmark);
            snprintf(source, sizeof source, "%s_%s", name, axis[a]);
            hinge_build_channel(r, c, source, name, (enum hinge_component)(HINGE_COMPONENT_x + a),
                                unit);
            r->layout.channel[c].landmark = point[p].landmark;
            for (size_t i = 0; i < FRAMES; i++)
                r->data[c * FRAMES + i] = a == 0   ? point[p].x
                                          : a == 1 ? point[p].y
                                                   : 2 + 0.01 * (double)i;
        }
}

/* Shoulder to foot 0.5 to 2.2 m, or a thousand times that in mm; else it stays open. */
TEST(depth_cameras_in_m_or_mm)
{
    static const struct {
        double height;
        enum hinge_unit unit;
    } row[] = {{0.49, HINGE_UNIT_unknown}, {0.51, HINGE_UNIT_m},      {2.19, HINGE_UNIT_m},
               {2.21, HINGE_UNIT_unknown}, {490, HINGE_UNIT_unknown}, {510, HINGE_UNIT_mm},
               {2190, HINGE_UNIT_mm},      {2210, HINGE_UNIT_unknown}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        const struct point body[] = {{HINGE_LANDMARK_shoulder_l, 0, row[k].height},
                                     {HINGE_LANDMARK_ankle_l, 0, 0}};
        cleared_by(hinge_recording_clear) struct hinge_recording r;
        make(&r, body, 2, true, HINGE_UNIT_unknown);
        r.layout.family = HINGE_FAMILY_kinect;
        hinge_settle_kinect(&r);
        if (r.layout.channel[0].unit != row[k].unit)
            fail_msg("%g: unit %d", row[k].height, (int)r.layout.channel[0].unit);
    }
}

/* Nobody is twenty metres tall: then it is a picture. */
TEST(pictures_in_metres)
{
    for (int tall = 0; tall < 2; tall++) {
        const struct point body[] = {{HINGE_LANDMARK_shoulder_l, 0, tall ? 20.01 : 20},
                                     {HINGE_LANDMARK_ankle_l, 0, 0}};
        const struct hinge_read_options options = {.units = "", .up = ""};
        cleared_by(hinge_recording_clear) struct hinge_recording r;
        make(&r, body, 2, false, HINGE_UNIT_m);
        hinge_settle_pixels(&options, &r);
        assert_int_equal(r.layout.channel[0].unit, tall ? HINGE_UNIT_px : HINGE_UNIT_m);
    }
}

/* The trunk above the foot in nine frames of ten, or below it; else it is asked for. */
TEST(up_is_where_the_trunk_is)
{
    static const struct {
        int above;
        const char *up;
    } row[] = {{20, "+y"}, {19, "+y"}, {17, ""}, {10, ""}, {3, ""}, {1, "-y"}, {0, "-y"}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        const struct point body[] = {{HINGE_LANDMARK_c7, 0, 0}, {HINGE_LANDMARK_ankle_l, 0, 0}};
        cleared_by(hinge_recording_clear) struct hinge_recording r;
        make(&r, body, 2, false, HINGE_UNIT_px);
        r.layout.flags |= HINGE_LAYOUT_UP_FROM_BODY;
        for (int i = 0; i < FRAMES; i++)
            r.data[FRAMES + i] = i < row[k].above ? 100 : -100;
        hinge_settle_vertical(&r);
        if (strcmp(r.layout.up, row[k].up) != 0)
            fail_msg("above in %d of %d frames: \"%s\"", row[k].above, FRAMES, r.layout.up);
        if (*row[k].up == '\0')
            assert_non_null(strstr(r.notes, "cannot be seen from the body"));
    }
}

/* Stickers without a side: who faces the right of the picture shows the right side. */
TEST(stickers_are_of_the_side_that_is_seen)
{
    for (int left = 0; left < 2; left++) {
        const struct point body[] = {{HINGE_LANDMARK_hjc_r, 0, 1},
                                     {HINGE_LANDMARK_heel_r, 0, 0},
                                     {HINGE_LANDMARK_toe_r, left ? -0.2 : 0.2, 0}};
        cleared_by(hinge_recording_clear) struct hinge_recording r;
        make(&r, body, 3, false, HINGE_UNIT_m);
        r.layout.landmark_set = stickers;
        hinge_settle_side(NULL, &r);
        assert_int_equal(r.layout.channel[0].landmark,
                         left ? HINGE_LANDMARK_hjc_l : HINGE_LANDMARK_hjc_r);
        assert_int_equal(r.layout.channel[4].landmark,
                         left ? HINGE_LANDMARK_toe_l : HINGE_LANDMARK_toe_r);
    }
}

/* What is no force or moment loses its landmark, with one line a plate. */
TEST(units_of_plates)
{
    enum { NM = HINGE_LANDMARK_moment_l_x_nm, N = HINGE_LANDMARK_force_l_n };
#define NOT_READ(in, as, kind)                                                                     \
    "warning: " as " is in " in " and not read as " as ": export calibrated " kind                 \
    ", or the plate's CAL_MATRIX"
    static const char of_newtons[] = "moment_l_x_nm is a moment without its length: read in Nmm";
    static const struct {
        const char *format, *source;
        enum hinge_landmark landmark;
        enum hinge_unit unit, read;
        const char *note;
    } row[] = {
        {"csv", "Fz", N, HINGE_UNIT_N, HINGE_UNIT_N, ""},
        {"csv", "Fz", N, HINGE_UNIT_kN, HINGE_UNIT_kN, ""},
        {"csv", "Fz", N, HINGE_UNIT_unknown, HINGE_UNIT_unknown, ""},
        {"c3d", "Fz", N, HINGE_UNIT_unknown, HINGE_UNIT_unknown, ""},
        {"csv", "Fz", N, HINGE_UNIT_V, HINGE_UNIT_V, NOT_READ("V", "force_l_n", "forces")},
        {"csv", "Fz", N, HINGE_UNIT_Nmm, HINGE_UNIT_Nmm, NOT_READ("Nmm", "force_l_n", "forces")},
        {"csv", "Mx", NM, HINGE_UNIT_Nmm, HINGE_UNIT_Nmm, ""},
        {"csv", "Mx", NM, HINGE_UNIT_kN, HINGE_UNIT_kN, NOT_READ("kN", "moment_l_x_nm", "moments")},
        {"csv", "Mx", NM, HINGE_UNIT_N, HINGE_UNIT_Nmm, of_newtons},
        {"csv", "Mx", NM, HINGE_UNIT_unknown, HINGE_UNIT_unknown, ""},
        {"c3d", "Mx", NM, HINGE_UNIT_unknown, HINGE_UNIT_Nmm, of_newtons},
        {"csv", "Fz (kg)", N, HINGE_UNIT_unknown, HINGE_UNIT_other,
         NOT_READ("an unknown unit", "force_l_n", "forces")},
        {"csv", "Fz [BW] left", N, HINGE_UNIT_unknown, HINGE_UNIT_other,
         NOT_READ("an unknown unit", "force_l_n", "forces")},
        {"csv", "Fz (kg)", N, HINGE_UNIT_N, HINGE_UNIT_N, ""},
        {"csv", "Fz (N)", N, HINGE_UNIT_unknown, HINGE_UNIT_unknown, ""},
        {"csv", "kg", N, HINGE_UNIT_unknown, HINGE_UNIT_unknown, ""},
        {"csv", "c7 (kg)", HINGE_LANDMARK_c7, HINGE_UNIT_unknown, HINGE_UNIT_unknown, ""},
    };
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        const struct point plate = {row[k].landmark, 0, 0};
        cleared_by(hinge_recording_clear) struct hinge_recording r;
        make(&r, &plate, 1, true, row[k].unit);
        char source[32];
        snprintf(source, sizeof source, "%s", row[k].source);
        strcpy(r.layout.format, row[k].format); /* as long as csv */
        for (size_t c = 0; c < 3; c++)
            r.layout.channel[c].source = source;
        hinge_settle_forces(&r);
        const bool lost = strncmp(row[k].note, "warning", 7) == 0;
        for (size_t c = 0; c < 3; c++) {
            assert_int_equal(r.layout.channel[c].unit, row[k].read);
            assert_int_equal(r.layout.channel[c].landmark,
                             lost ? HINGE_LANDMARK_NONE : row[k].landmark);
        }
        assert_string_equal(r.notes != NULL ? r.notes : "", row[k].note);
    }
}
