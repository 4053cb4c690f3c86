/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining formats and landmark sets: what the user said, MediaPipe's two kinds, units
 * of images, ambiguity. */
#include "test.h"

#include "recording_text.h"

#include "base/text.h"

static const char *const mediapipe_names[] = {"left_shoulder",   "right_shoulder",  "left_hip",
                                              "right_hip",       "left_heel",       "right_heel",
                                              "left_foot_index", "right_foot_index"};

/* One frame of MediaPipe landmarks with the hips at x (and opposite). */
static void mediapipe_table(double left_hip, double right_hip, bool depth, struct hinge_text *text)
{
    hinge_text_adds(text, "frame");
    for (size_t i = 0; i < 8; i++)
        hinge_text_printf(text, depth ? ",%s_X,%s_Y,%s_Z" : ",%s_X,%s_Y", mediapipe_names[i],
                          mediapipe_names[i], mediapipe_names[i]);
    for (int frame = 0; frame < 2; frame++) {
        hinge_text_printf(text, "\n%d", frame);
        for (size_t i = 0; i < 8; i++) {
            double x = i == 2 ? left_hip : i == 3 ? right_hip : 0.3;
            hinge_text_printf(text, depth ? ",%g,%g,%g" : ",%g,%g", x, i / 2 == 1 ? 0 : 0.5, 0.0);
        }
    }
    hinge_text_adds(text, "\n");
}

static void mediapipe_kind(double left, double right, bool depth, unsigned set, unsigned unset,
                           enum hinge_unit unit, enum hinge_landmark z_landmark)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    mediapipe_table(left, right, depth, &text);
    cleared_by(read_result_clear) struct read_result r = good_string("a.csv", text.data, NULL);
    const struct hinge_layout *layout = &r.recording.layout;
    assert_string_equal(layout->format, "csv");
    assert_string_equal(layout->landmark_set, "mediapipe33");
    assert_int_equal(layout->family, HINGE_FAMILY_mediapipe);
    assert_string_equal(layout->up, "-y");
    assert_int_equal(layout->flags & set, set);
    assert_int_equal(layout->flags & unset, 0);
    assert_int_equal(layout->channel[1].unit, unit);
    if (depth)
        assert_int_equal(layout->channel[3].landmark, z_landmark);
    assert_non_null(r.recording.notes);
}

TEST(mediapipe_world_and_image)
{
    mediapipe_kind(0.1, -0.1, true, HINGE_LAYOUT_HIP_ORIGIN, HINGE_LAYOUT_IMAGE, HINGE_UNIT_m,
                   HINGE_LANDMARK_shoulder_l);
    mediapipe_kind(0.04, 0, true, HINGE_LAYOUT_HIP_ORIGIN, HINGE_LAYOUT_IMAGE, HINGE_UNIT_m,
                   HINGE_LANDMARK_shoulder_l);
    mediapipe_kind(0.1, -0.059, true, HINGE_LAYOUT_IMAGE, HINGE_LAYOUT_HIP_ORIGIN, HINGE_UNIT_norm,
                   HINGE_LANDMARK_NONE);
    mediapipe_kind(0.5, 0.45, true, HINGE_LAYOUT_IMAGE, HINGE_LAYOUT_HIP_ORIGIN, HINGE_UNIT_norm,
                   HINGE_LANDMARK_NONE);
    mediapipe_kind(700, 650, false, HINGE_LAYOUT_IMAGE, HINGE_LAYOUT_HIP_ORIGIN, HINGE_UNIT_px,
                   HINGE_LANDMARK_NONE);
}

#define COCO                                                                                       \
    "frame,left_shoulder_x,left_shoulder_y,right_shoulder_x,right_shoulder_y,left_"                \
    "hip_x,"                                                                                       \
    "left_hip_y,right_hip_x,right_hip_y,left_knee_x,left_knee_y,right_knee_x,right_"               \
    "knee_y,"                                                                                      \
    "left_ankle_x,left_ankle_y,right_ankle_x,right_ankle_y"

TEST(coco_units)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("a.csv", COCO "\n0,70,30,60,30,50,50,50,50,60,70,50,70,60,90,50,90\n", NULL);
    assert_string_equal(r.recording.layout.format, "csv");
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_px);
    assert_true(r.recording.layout.flags & HINGE_LAYOUT_IMAGE);
    hinge_recording_clear(&r.recording);
    /* a close camera: the legs leave the picture, and are shares of it all the same */
    read_string("a.csv", COCO "\n0,.7,.3,.6,.3,.5,.8,.5,.8,.6,1.9,.5,1.9,.6,2.9,.5,2.9\n", NULL,
                &r);
    assert_read(r);
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_norm);
    hinge_recording_clear(&r.recording);
    /* legs of 12 are neither */
    r = good_string("a.csv", COCO "\n0,7,3,6,3,5,5,5,5,6,11,5,11,6,17,5,17\n", NULL);
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_unknown);
    assert_non_null(strstr(r.recording.notes, "neither shares"));
    hinge_recording_clear(&r.recording);
    r = good_string("a.csv", COCO "\n0,.7,.3,.6,.3,.5,.5,.5,.5,.6,.7,.5,.7,.6,.9,.5,.9\n", NULL);
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_norm);
}

/* Spine keypoints are no COCO file although they begin like one. */
TEST(spinetrack)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_adds(&text, COCO);
    for (int i = 1; i <= 5; i++)
        hinge_text_printf(&text, ",spine_0%d_x,spine_0%d_y", i, i);
    hinge_text_adds(&text, ",head_x,head_y,neck_x,neck_y,hip_x,hip_y\n0");
    for (int i = 0; i < 32; i++)
        hinge_text_printf(&text, ",%d", 100 + i);
    hinge_text_adds(&text, "\n");
    cleared_by(read_result_clear) struct read_result r = good_string("a.csv", text.data, NULL);
    assert_string_equal(r.recording.layout.format, "csv");
    assert_string_equal(r.recording.layout.landmark_set, "spinetrack37");
    assert_string_equal(r.recording.layout.up, "-y");
    assert_int_equal(r.recording.layout.family, HINGE_FAMILY_spinepose);
}

TEST(what_the_user_says)
{
    cleared_by(read_result_clear) struct read_result r;
    const char *text = "frame,a_x,a_y\n0,1,2\n";
    read_string("a.csv", text, &(struct hinge_read_options){.format = "medipipe_json"}, &r);
    assert_int_equal(r.status, HINGE_USAGE);
    assert_non_null(strstr(r.error.message, "did you mean mediapipe_json?"));
    read_string("a.csv", text, &(struct hinge_read_options){.format = "coco17"}, &r);
    assert_int_equal(r.status, HINGE_USAGE);
    assert_non_null(strstr(r.error.message, "which is a landmark set"));
    read_string("a.csv", text, &(struct hinge_read_options){.landmarks = "coco"}, &r);
    assert_int_equal(r.status, HINGE_USAGE);
    assert_non_null(strstr(r.error.message, "coco17"));
    read_string("a.csv", text, &(struct hinge_read_options){.up = "z"}, &r);
    assert_int_equal(r.status, HINGE_USAGE);
    assert_non_null(strstr(r.error.message, "--up z: expected one of +x"));
    read_string("a.csv", text, &(struct hinge_read_options){.units = "inch"}, &r);
    assert_int_equal(r.status, HINGE_USAGE);
    read_string("a.csv", text, &(struct hinge_read_options){.format = "trc"}, &r);
    assert_refused(r, "BAD_HEADER", "expected a line of keys");
    r = good_string("a.csv", "frame,a_x (mm),a_y (mm)\n0,1,2\n",
                    &(struct hinge_read_options){.units = "m", .up = "+z"});
    assert_string_equal(r.recording.layout.up, "+z");
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_m);
    assert_non_null(strstr(r.recording.notes, "the file's header differs"));
}

TEST(missing_files)
{
    struct read_result r;
    read_path("/nowhere/a.csv", NULL, &r);
    assert_refused(r, "UNREADABLE", "a.csv: No such file");
    read_path("/usr", NULL, &r);
    assert_refused(r, "UNREADABLE", "a folder is a recording only with");
    read_string("a.csv", "", NULL, &r);
    assert_refused(r, "EMPTY_FILE", "a.csv: empty file");
    read_string("a.csv", "\n\n  \n", NULL, &r);
    assert_refused(r, "NO_ROWS", "a.csv: no data rows");
}

/* A TRC of a video: pixels, whatever unit the header says, and y as the body shows. */
TEST(trc_of_a_video)
{
    static const struct {
        const char *unit;
        double shoulder_y, ankle_y;
        const char *up;
        unsigned image;
    } rows[] = {{"px", 300, 900, "-y", HINGE_LAYOUT_IMAGE},
                {"px", 900, 300, "+y", 0},
                {"m", 300, 900, "-y", HINGE_LAYOUT_IMAGE},
                {"m", 900, 300, "+y", 0},
                {"m", 1.4, 0.1, "+y", 0},
                {"mm", 1400, 100, "+y", 0}};
    static const char *const joints[] = {"Shoulder", "Hip", "Knee", "Ankle"};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_text_printf(&text,
                          "PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\t"
                          "NumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
                          "OrigDataStartFrame\tOrigNumFrames\n60\t60\t12\t8\t%s\t60\t1\t"
                          "12\nFrame#\tTime",
                          rows[k].unit);
        for (int m = 0; m < 8; m++)
            hinge_text_printf(&text, "\t%c%s\t\t", "RL"[m % 2], joints[m / 2]);
        hinge_text_adds(&text, "\n\t");
        for (int m = 1; m <= 8; m++)
            hinge_text_printf(&text, "\tX%d\tY%d\tZ%d", m, m, m);
        hinge_text_adds(&text, "\n\n");
        for (int i = 0; i < 12; i++) {
            double a = rows[k].shoulder_y, b = rows[k].ankle_y, x = 0.001 * i;
            hinge_text_printf(&text, "%d\t%g", i + 1, i / 60.0);
            for (int m = 0; m < 8; m++) {
                int place = m / 2;
                hinge_text_printf(&text, "\t%g\t%g\t0", 0.5 + x, a + (b - a) * place / 3);
            }
            hinge_text_adds(&text, "\n");
        }
        cleared_by(read_result_clear) struct read_result r = good_string("a.trc", text.data, NULL);
        const struct hinge_layout *layout = &r.recording.layout;
        if (strcmp(layout->up, rows[k].up) != 0)
            print_error("%s, shoulder at %g\n", rows[k].unit, rows[k].shoulder_y);
        assert_string_equal(layout->up, rows[k].up);
        assert_int_equal(layout->flags & HINGE_LAYOUT_IMAGE, rows[k].image);
    }
}
