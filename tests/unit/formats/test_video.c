/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Video and depth cameras: which person is followed, what the picture's axes are, what
 * a clock that is none becomes. The numbers expected are those written into the files.
 */
#include "test.h"

#include "recording_text.h"

#include <math.h>

static const struct hinge_format *format_named(const char *id)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i]->id, id) == 0)
            return list[i];
    fail_msg("no format %s", id);
    return NULL;
}

/* Value of a marker's component at a frame. */
static double at(const struct read_result *r, const char *source, size_t frame)
{
    for (size_t c = 0; c < r->recording.layout.n_channels; c++)
        if (strcmp(r->recording.layout.channel[c].source, source) == 0)
            return r->recording.data[c * r->recording.n_frames + frame];
    fail_msg("no column %s", source);
    return NAN;
}

/* A COCO-17 person whose points lie on a line of `size` from (x, y). */
static void add_person(struct hinge_text *text, double x, double y, double size)
{
    hinge_text_adds(text, "{\"pose_keypoints_2d\":[");
    for (int p = 0; p < 17; p++)
        hinge_text_printf(text, "%s%.2f,%.2f,0.9", p > 0 ? "," : "", x + 0.1 * p,
                          y + size * p / 16);
    hinge_text_adds(text, "]}");
}

/* The larger person walks from 100 on; a smaller one stands at 400 and is listed first
 * in every other frame. In frames 10 to 14 only the smaller one is found. */
TEST(one_person_is_followed)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (int i = 0; i < 30; i++) {
        hinge_text_printf(&text, "== cam_%03d_keypoints.json\n{\"people\":[", i);
        bool large = i < 10 || i > 14;
        if (large && i % 2 == 0)
            add_person(&text, 100 + i, 50, 300);
        if (large && i % 2 == 0)
            hinge_text_adds(&text, ",");
        add_person(&text, 400, 150, 120);
        if (large && i % 2 == 1) {
            hinge_text_adds(&text, ",");
            add_person(&text, 100 + i, 50, 300);
        }
        hinge_text_adds(&text, "]}\n");
    }
    cleared_by(read_result_clear) struct read_result r =
        good_example(format_named("frames_json"), text.data, 0, NULL);
    assert_int_equal(r.recording.n_frames, 30);
    for (size_t i = 0; i < 30; i++)
        assert_close(at(&r, "nose_x", i), i < 10 || i > 14 ? 100.0 + (double)i : (double)NAN, 0, 0);
    assert_non_null(strstr(r.recording.notes, "2 people in the picture"));
    assert_non_null(strstr(r.recording.notes, "in 25 of 30 frames, 0 switches"));
}

/* A point that is a mere guess (score below 0.05) makes nobody large. */
TEST(guessed_points_make_nobody_large)
{
    static const double score[] = {0.04, 0.06};
    for (size_t k = 0; k < 2; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (int i = 0; i < 10; i++) {
            hinge_text_printf(&text, "== cam_%03d_keypoints.json\n{\"people\":[", i);
            add_person(&text, 100 + i, 50, 300);
            hinge_text_adds(&text, ",{\"pose_keypoints_2d\":[");
            for (int p = 0; p < 16; p++)
                hinge_text_printf(&text, "%.2f,%.2f,0.9,", 400 + 0.1 * p, 150 + 120.0 * p / 16);
            hinge_text_printf(&text, "400,2000,%g]}]}\n", score[k]);
        }
        cleared_by(read_result_clear) struct read_result r =
            good_example(format_named("frames_json"), text.data, 0, NULL);
        for (size_t i = 0; i < 10; i++)
            assert_close(at(&r, "nose_x", i), k == 0 ? 100.0 + (double)i : 400, 0, 0);
    }
}

/* Two who stand side by side: that another was nearly as large is said from eight
 * tenths on. */
TEST(who_is_nearly_as_large_is_said)
{
    static const double other[] = {230, 250};
    for (size_t k = 0; k < 2; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (int i = 0; i < 30; i++) {
            hinge_text_printf(&text, "== cam_%03d_keypoints.json\n{\"people\":[", i);
            add_person(&text, 100, 50, 300);
            hinge_text_adds(&text, ",");
            add_person(&text, 900, 50, other[k]);
            hinge_text_adds(&text, "]}\n");
        }
        cleared_by(read_result_clear) struct read_result r =
            good_example(format_named("frames_json"), text.data, 0, NULL);
        assert_close(at(&r, "nose_x", 0), 100, 0, 0);
        assert_true((strstr(r.recording.notes, "nearly as large") != NULL) == (k == 1));
    }
}

/* Lost for longer than a track is held open, found again near where it was: one switch;
 * somebody who comes later and elsewhere is not taken. */
TEST(lost_and_found_is_a_switch)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (int i = 0; i < 120; i++) {
        hinge_text_printf(&text, "== f_%d.json\n{\"people\":[", i);
        if (i < 40 || i >= 80)
            add_person(&text, i < 40 ? 100 : 120, 50, 300);
        if (i >= 100) {
            hinge_text_adds(&text, ",");
            add_person(&text, 900, 50, 290);
        }
        hinge_text_adds(&text, "]}\n");
    }
    cleared_by(read_result_clear) struct read_result r =
        good_example(format_named("frames_json"), text.data, 0, NULL);
    assert_close(at(&r, "nose_x", 39), 100, 0, 0);
    assert_close(at(&r, "nose_x", 60), NAN, 0, 0);
    assert_close(at(&r, "nose_x", 119), 120, 0, 0);
    assert_non_null(strstr(r.recording.notes, "in 80 of 120 frames, 1 switch"));
}

/* A number that is missing is a frame without anybody; two cameras are refused. */
TEST(numbers_of_frames)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    struct read_result r;
    static const int frames[] = {7, 8, 10};
    for (int i = 0; i < 3; i++) {
        hinge_text_printf(&text, "== a_%012d_keypoints.json\n{\"people\":[", frames[i]);
        add_person(&text, frames[i], 50, 300);
        hinge_text_adds(&text, "]}\n");
    }
    r = good_example(format_named("frames_json"), text.data, 0, NULL);
    assert_int_equal(r.recording.n_frames, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_close(at(&r, "frame", i), 7 + (double)i, 0, 0);
        assert_close(at(&r, "nose_x", i), i == 2 ? (double)NAN : 7 + (double)i, 0, 0);
    }
    hinge_recording_clear(&r.recording);
    hinge_text_adds(&text, "== b_000000000008_keypoints.json\n{\"people\":[]}\n");
    read_example(format_named("frames_json"), text.data, 0, NULL, &r);
    assert_refused(r, "BAD_HEADER", "one recording of one camera");
}

static void kinovea_text_of(struct hinge_text *text, double sign, double step)
{
    hinge_text_adds(text, "\"Time\"");
    static const char *const names[] = {"C7", "Trochanter", "knee", "LM", "heel", "MT5"};
    static const double height[] = {500, 300, 200, 30, 10, 5}, x[] = {0, 0, 5, 0, -10, 40};
    for (int m = 0; m < 6; m++)
        hinge_text_printf(text, ",\"%s/0/X\",\"%s/0/Y\"", names[m], names[m]);
    for (int i = 0; i < 20; i++) {
        hinge_text_printf(text, "\n\"%g\"", i * step);
        for (int m = 0; m < 6; m++)
            hinge_text_printf(text, ",\"%.1f\",\"%.1f\"", x[m] + 0.1 * i, sign * height[m]);
    }
    hinge_text_adds(text, "\n");
}

/* Which way y points is seen from the body, and never against what is said. */
TEST(kinovea_up_is_seen)
{
    for (int down = 0; down < 2; down++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        kinovea_text_of(&text, down ? -1 : 1, 0.04);
        cleared_by(read_result_clear) struct read_result r = good_string("k.csv", text.data, NULL);
        assert_string_equal(r.recording.layout.format, "kinovea");
        assert_string_equal(r.recording.layout.landmark_set, "stickers");
        assert_string_equal(r.recording.layout.up, down ? "-y" : "+y");
        assert_int_equal(r.recording.layout.flags & HINGE_LAYOUT_UP_FROM_BODY, 0);
        assert_close(at(&r, "C7/0/Y", 0), down ? -500 : 500, 0, 0);
        hinge_recording_clear(&r.recording);
        const struct hinge_read_options told = {.up = "-y"};
        r = good_string("k.csv", text.data, &told);
        assert_string_equal(r.recording.layout.up, "-y");
    }
}

/* Whole steps of one count frames; 40 is milliseconds, 0.04 seconds. */
TEST(kinovea_time)
{
    static const double steps[] = {1, 40, 0.04};
    for (int i = 0; i < 3; i++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        kinovea_text_of(&text, 1, steps[i]);
        cleared_by(read_result_clear) struct read_result r = good_string("k.csv", text.data, NULL);
        const struct hinge_channel *time = &r.recording.layout.channel[0];
        assert_int_equal(time->component, i == 0 ? HINGE_COMPONENT_frame : HINGE_COMPONENT_time);
        assert_int_equal(time->unit, i == 0   ? HINGE_UNIT_unknown
                                     : i == 1 ? HINGE_UNIT_ms
                                              : HINGE_UNIT_s);
    }
}

/* The blocks of the text export begin and end at different times. */
TEST(kinovea_blocks_join_by_time)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("k.txt",
                    "#Kinovea Trajectory data export\n#T X Y\n# C7\n0:00:01:20 74,5 311\n"
                    "0:00:01:24 75,5 310\n\n# GT\n0:00:01:24 70 91\n0:00:01:28 71 92\n",
                    NULL);
    assert_int_equal(r.recording.n_frames, 3);
    assert_close(at(&r, "T", 0), 1.20, 1e-12, 0);
    assert_close(at(&r, "C7 X", 0), 74.5, 0, 0);
    assert_close(at(&r, "GT X", 0), NAN, 0, 0);
    assert_close(at(&r, "GT Y", 1), 91, 0, 0);
    assert_close(at(&r, "C7 X", 2), NAN, 0, 0);
}

/* A TRC of a clip: depth constant per marker, coordinates times `scale`. */
static void sports2d(struct hinge_text *text, double scale, double depth_step)
{
    hinge_text_adds(text, "PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\t"
                          "NumFrames\tNumMarkers\tUnits\n30\t30\t12\t8\tm\n"
                          "Frame#\tTime\tRHip\t\t\tLHip\t\t\tRKnee\t\t\tLKnee\t\t\t"
                          "RAnkle\t\t\tLAnkle\t\t\tRShoulder\t\t\tLShoulder\t\t\n"
                          "\t\tX1\tY1\tZ1\n");
    static const double y[] = {0.9, 0.9, 0.5, 0.5, 0.1, 0.1, 1.4, 1.4};
    for (int i = 0; i < 12; i++) {
        hinge_text_printf(text, "%d\t%.4f", i, i / 30.0);
        for (int m = 0; m < 8; m++)
            hinge_text_printf(text, "\t%.3f\t%.3f\t%.3f", scale * (0.01 * i + 0.1 * m),
                              scale > 1 ? scale * (2 - y[m]) : y[m], 0.1 * m + depth_step * i);
        hinge_text_adds(text, "\n");
    }
}

static bool uses_depth(const struct hinge_layout *layout)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component == HINGE_COMPONENT_z &&
            layout->channel[c].landmark != HINGE_LANDMARK_NONE)
            return true;
    return false;
}

TEST(unmeasured_depth_and_pixels)
{
    static const struct {
        double scale, depth_step;
        bool depth;
        enum hinge_unit unit;
        const char *up;
    } cases[] = {{1, 0, false, HINGE_UNIT_m, "+y"},
                 {1, 0.01, true, HINGE_UNIT_m, "+y"},
                 {300, 0, false, HINGE_UNIT_px, "-y"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        sports2d(&text, cases[i].scale, cases[i].depth_step);
        cleared_by(read_result_clear) struct read_result r = good_string("a.trc", text.data, NULL);
        assert_int_equal(uses_depth(&r.recording.layout), cases[i].depth);
        assert_int_equal(r.recording.layout.channel[2].unit, cases[i].unit);
        assert_string_equal(r.recording.layout.up, cases[i].up);
    }
}

/* Python's NaN is a missing number; a word is none. */
TEST(json_numbers)
{
    struct read_result r;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_adds(&text, "{\"positions\":{\"1\":{\"RHip\":[NaN,2.5],\"LHip\":[null,\"\"],"
                           "\"Nose\":[5,6],\"Neck\":[5,9]},"
                           "\"2\":{\"RHip\":[1,2],\"LHip\":[3,4]}}}\n");
    r = good_string("a.json", text.data, NULL);
    assert_close(at(&r, "RHip_x", 0), NAN, 0, 0);
    assert_close(at(&r, "RHip_y", 0), 2.5, 0, 0);
    assert_close(at(&r, "LHip_y", 1), 4, 0, 0);
    hinge_recording_clear(&r.recording);
    read_string("a.json", "{\"positions\":{\"1\":{\"RHip\":[1,\n-Infinity]}}}\n", NULL, &r);
    assert_refused(r, "NOT_A_NUMBER",
                   "a.json:2: column 2 (frame 1, RHip_y): \"-inf\" is not a number");
    read_string("a.json", "{\"positions\":{\"1\":{\"RHip\":[\"one\",2.5]}}}\n", NULL, &r);
    assert_refused(r, "NOT_A_NUMBER",
                   "a.json:1: column 29 (frame 1, RHip_x): \"one\" is not a number");
    read_string("a.json", "{\"positions\":{\"1\":\n{\"RHip\":[1,", NULL, &r);
    assert_refused(r, "DAMAGED", "a.json:2: column");
}

/* What stands behind x, y, z: how a joint was tracked, or how it is turned. */
TEST(kinect_states)
{
    static const struct {
        const char *joint;
        size_t channels;
        enum hinge_component fourth;
    } cases[] = {{"0.25 -0.5 3 2 ", 100, HINGE_COMPONENT_score},
                 {"0.25 -0.5 3 0.5 0.5 0.5 0.5 ", 175, HINGE_COMPONENT_other}};
    for (size_t k = 0; k < 2; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (int joint = 0; joint < 50; joint++) {
            hinge_text_adds(&text, cases[k].joint);
            hinge_text_adds(&text, joint % 25 == 24 ? "\n" : "");
        }
        cleared_by(read_result_clear) struct read_result r = good_string("a.txt", text.data, NULL);
        assert_string_equal(r.recording.layout.format, "kinect");
        assert_int_equal(r.recording.layout.n_channels, cases[k].channels);
        for (size_t c = 0; c < cases[k].channels; c += cases[k].channels / 25) {
            assert_int_equal(r.recording.layout.channel[c].component, HINGE_COMPONENT_x);
            assert_int_equal(r.recording.layout.channel[c + 3].component, cases[k].fourth);
        }
    }
}

/* OpenPose's 15 points of MPI: the key tells, 45 numbers alone would not. */
TEST(openpose_mpi)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_adds(&text, "== a_0.json\n{\"people\":[{\"pose_keypoints_2d\":[");
    for (int p = 0; p < 15; p++)
        hinge_text_printf(&text, "%s%d,%d,0.9", p > 0 ? "," : "", 10 * p + 1, 20 * p + 1);
    hinge_text_adds(&text, "]}]}\n");
    cleared_by(read_result_clear) struct read_result r =
        good_example(format_named("frames_json"), text.data, 0, NULL);
    assert_string_equal(r.recording.layout.landmark_set, "pose2sim");
    assert_close(at(&r, "RHip_x", 0), 81, 0, 0);
    assert_close(at(&r, "LAnkle_y", 0), 261, 0, 0);
    hinge_recording_clear(&r.recording);
    char *key = strstr(text.data, "\"pose_keypoints_2d");
    assert_non_null(key); /* whose 15 points these are is not known: */
    memcpy(key, "        \"keypoints", 18);
    read_example(format_named("frames_json"), text.data, 0, NULL, &r);
    assert_int_equal(r.status, HINGE_INPUT);
    assert_non_null(strstr(r.error.message, "45 numbers for a person"));
}

/* A line of YOLO's labels: class, box, 17 points at x, 0.5 with `per` numbers. */
static void add_label(struct hinge_text *text, double x, double size, int per, const char *behind)
{
    hinge_text_printf(text, "0 %g 0.5 %g %g", x, size, size);
    for (int p = 0; p < 17; p++) {
        hinge_text_printf(text, " %g %g", x, 0.5 + size * (p / 17.0 - 0.5));
        if (per == 3)
            hinge_text_adds(text, " 0.875");
    }
    hinge_text_printf(text, "%s\n", behind);
}

/* With and without a confidence, with what tracking puts behind; an empty file and a
 * missing one are frames with nobody; the larger person is followed; names without a
 * number are no frames. */
TEST(yolo_labels)
{
    for (int per = 2; per <= 3; per++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_text_adds(&text, "== v_9.txt\n");
        add_label(&text, 0.25, 0.5, per, " 0.91 1");
        hinge_text_adds(&text, "== v_10.txt\n");
        add_label(&text, 0.75, 0.1, per, "");
        add_label(&text, 0.26, 0.5, per, " 0.91");
        hinge_text_adds(&text, "== v_11.txt\n== v_13.txt\n");
        add_label(&text, 0.27, 0.5, per, "");
        hinge_text_adds(&text, "== classes.txt\nperson\n");
        cleared_by(read_result_clear) struct read_result r =
            good_example(format_named("yolo_labels"), text.data, 0, NULL);
        assert_string_equal(r.recording.layout.format, "yolo_labels");
        assert_string_equal(r.recording.layout.landmark_set, "coco17");
        assert_int_equal(r.recording.n_frames, 5);
        assert_close(at(&r, "left_hip_x", 0), 0.25, 0, 0);
        assert_close(at(&r, "left_hip_x", 1), 0.26, 0, 0);
        assert_close(at(&r, "left_hip_x", 2), NAN, 0, 0);
        assert_close(at(&r, "left_hip_x", 3), NAN, 0, 0);
        assert_close(at(&r, "left_hip_x", 4), 0.27, 0, 0);
        if (per == 3)
            assert_close(at(&r, "left_hip_score", 4), 0.875, 0, 0);
        hinge_recording_clear(&r.recording);
        hinge_text_adds(&text, "== v_14.txt\n0 0.1 0.1 0.1 0.1 0.7\n");
        read_example(format_named("yolo_labels"), text.data, 0, NULL, &r);
        assert_int_equal(r.status, HINGE_INPUT);
        assert_non_null(strstr(r.error.message, "v_14.txt:1: expected class, box and 17"));
    }
}

/* 25 joints of x, y, z; the same columns with a picture's points are none. */
TEST(kinect_without_states)
{
    for (int pixels = 0; pixels < 2; pixels++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        cleared_by(read_result_clear) struct read_result r;
        for (int row = 0; row < 3; row++)
            for (int p = 0; p < 25; p++)
                hinge_text_printf(&text, pixels ? "%d,400,0.9%s" : "0.%02d,-0.5,2.25%s", p + 10,
                                  p < 24 ? "," : "\n");
        read_string("k.csv", text.data, NULL, &r);
        if (pixels) {
            assert_int_equal(r.status, HINGE_INPUT);
        } else {
            assert_read(r);
            assert_string_equal(r.recording.layout.format, "kinect");
            assert_string_equal(r.recording.layout.up, "+y");
            assert_close(at(&r, "HipRight_x", 1), 0.26, 0, 0);
            assert_close(at(&r, "HipRight_z", 1), 2.25, 0, 0);
        }
    }
}
