/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide tables: column names, clocks, headers, and what isn't one. */
#include "test.h"

#include "recording_text.h"

#include "formats/format.h"

/* Columns find room one after another. */
TEST(columns_in_order)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_wide wide = {.arena = &arena};
    for (size_t i = 0; i < 9; i++)
        hinge_wide_add(&wide, (const char[]){(char)('a' + i), 0}, "", HINGE_COMPONENT_other,
                       HINGE_UNIT_m);
    assert_int_equal(wide.n, 9);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(wide.column[i].source[0], 'a' + i);
}

TEST(names_split)
{
    static const struct {
        const char *name, *marker;
        enum hinge_component component;
        enum hinge_unit unit;
    } cases[] = {
        {"left_hip_x", "left_hip", HINGE_COMPONENT_x, HINGE_UNIT_unknown},
        {"RASI X (mm)", "RASI", HINGE_COMPONENT_x, HINGE_UNIT_mm},
        {"T8.y", "T8", HINGE_COMPONENT_y, HINGE_UNIT_unknown},
        {"FHz", "FH", HINGE_COMPONENT_z, HINGE_UNIT_unknown},
        {"left_hip_visibility", "left_hip", HINGE_COMPONENT_score, HINGE_UNIT_unknown},
        {"hip_c", "hip", HINGE_COMPONENT_score, HINGE_UNIT_unknown},
        {"# times", "", HINGE_COMPONENT_time, HINGE_UNIT_s},
        {"Time [ms]", "", HINGE_COMPONENT_time, HINGE_UNIT_ms},
        {"timestamp_ms", "", HINGE_COMPONENT_time, HINGE_UNIT_ms},
        {"Frame#", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
        {"frame_id", "", HINGE_COMPONENT_frame, HINGE_UNIT_unknown},
        {"barbell_x_min", "barbell_x_min", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
        {"x", "x", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
        {"load (kg)", "load (kg)", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
        {"", "", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
        {"k_x", "k", HINGE_COMPONENT_x, HINGE_UNIT_unknown},
        {"k_x_mm", "k", HINGE_COMPONENT_x, HINGE_UNIT_mm},
        {"p_roll_deg", "p", HINGE_COMPONENT_roll, HINGE_UNIT_deg},
        {"p_quat_w", "p", HINGE_COMPONENT_qw, HINGE_UNIT_unknown},
        {"p_quaternion_Z", "p", HINGE_COMPONENT_qz, HINGE_UNIT_unknown},
        {"k_x_deg", "k_x_deg", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
        {"p_yaw_mm", "p_yaw_mm", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
        {"kx (mm)", "k", HINGE_COMPONENT_x, HINGE_UNIT_mm},
        {"(mm)", "(mm)", HINGE_COMPONENT_other, HINGE_UNIT_unknown},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_column_name name;
        hinge_column_name_split(cases[i].name, &name);
        assert_string_equal(name.marker, cases[i].marker);
        assert_int_equal(name.component, cases[i].component);
        assert_int_equal(name.unit, cases[i].unit);
    }
}

static const struct hinge_channel *channel(const struct read_result *result, size_t i)
{
    assert_true(i < result->recording.layout.n_channels);
    return &result->recording.layout.channel[i];
}

TEST(canonical_table)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("a.csv",
                    "# made by hand\n"
                    "time_ms,hjc_l_x,hjc_l_y,hjc_l_score,knee_l_x,knee_l_y,ankle_l_x,ankle_l_y,"
                    "phase,max,load\n"
                    "1000,1.5,900,0.9,2,500,3,90,down,1,\n1020,1.5,900,0.9,2,500,3,90,up,2,5\n",
                    &(struct hinge_read_options){.units = "mm", .up = "+y"});
    assert_string_equal(r.recording.layout.format, "csv");
    assert_string_equal(r.recording.layout.landmark_set, "canonical");
    assert_string_equal(r.recording.layout.up, "+y");
    assert_int_equal(r.recording.layout.n_channels, 10);
    assert_int_equal(channel(&r, 0)->unit, HINGE_UNIT_ms);
    assert_int_equal(channel(&r, 1)->landmark, HINGE_LANDMARK_hjc_l);
    assert_int_equal(channel(&r, 1)->unit, HINGE_UNIT_mm);
    assert_int_equal(channel(&r, 3)->component, HINGE_COMPONENT_score);
    assert_int_equal(channel(&r, 3)->landmark, HINGE_LANDMARK_hjc_l);
    assert_int_equal(channel(&r, 8)->component, HINGE_COMPONENT_other);
    assert_string_equal(channel(&r, 9)->source, "load");
    assert_non_null(strstr(r.recording.notes, "column 9 (phase) holds text"));
    assert_close(r.recording.data[9 * 2 + 1], 5, 0, 0);
    assert_int_equal(r.recognition.n_matched, 3);
}

/* A remark in a column that is no part of a point doesn't cost the recording. */
TEST(words_beside_points)
{
    struct read_result r;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    const char *header = "frame,a_x,a_y,remark,load\n";
    hinge_text_adds(&text, header);
    for (int i = 0; i < 30; i++)
        hinge_text_printf(&text, "%d,1,2,,%d\n%s", i, i, i == 3 ? header : "");
    hinge_text_adds(&text, "30,1,2,down,30\n");
    r = good_string("a.csv", text.data, NULL);
    assert_int_equal(r.recording.n_frames, 31);
    assert_int_equal(r.recording.layout.n_channels, 4);
    assert_int_equal(channel(&r, 0)->component, HINGE_COMPONENT_frame);
    assert_string_equal(channel(&r, 3)->source, "load");
    assert_close(r.recording.data[3 * 31 + 30], 30, 0, 0);
    assert_non_null(strstr(r.recording.notes, "column 4 (remark) holds text"));
    hinge_recording_clear(&r.recording);
    hinge_text_adds(&text, "31,lost,2,down,30\n");
    r = good_string("a.csv", text.data, NULL); /* one in 32 is missing, and said */
    assert_true(isnan(r.recording.data[32 + 31]));
    assert_non_null(strstr(r.recording.notes,
                           "warning: 1 cell is no number and counts as missing: line 34, "
                           "column 2 (a_x): \"lost\""));
    hinge_recording_clear(&r.recording);
    hinge_text_adds(&text, "32,gone,2,down,30\n");
    read_string("a.csv", text.data, NULL, &r);
    assert_refused(r, "NOT_A_NUMBER",
                   "a.csv:34: column 2 (a_x): \"lost\" is not a number, nor is 1 "
                   "other of its 33 cells");
}

TEST(clock_without_unit)
{
    static const struct {
        const char *step1, *step2;
        enum hinge_unit unit;
    } cases[] = {{"0.0", "0.033", HINGE_UNIT_s},
                 {"0", "33", HINGE_UNIT_ms},
                 {"1718111573000", "1718111573033", HINGE_UNIT_ms},
                 {"0", "199", HINGE_UNIT_ms},
                 {"0", "200", HINGE_UNIT_us},
                 {"0", "33000", HINGE_UNIT_us},
                 {"0", "33000000", HINGE_UNIT_ns},
                 {"0", "33000000000", HINGE_UNIT_unknown}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        snprintf(text, sizeof text, "timestamp,a_x,a_y\n%s,1,2\n%s,1,2\n", cases[i].step1,
                 cases[i].step2);
        cleared_by(read_result_clear) struct read_result r = good_string("a.csv", text, NULL);
        assert_int_equal(channel(&r, 0)->unit, cases[i].unit);
    }
}

TEST(names_over_axes)
{
    static const char *const texts[] = {
        "'FRAME' 'TIME' 'RIB CAGE' 'HIP'\n 'N' 'S' 'X' 'Y' 'X' 'Y'\n1 0 5 6 7 8\n2 .1 5 6 7 8\n",
        "sep=,\n,,RIB CAGE,,HIP,\nframe,time,X,Y,X,Y\n1,0,5,6,7,8\n2,.1,5,6,7,8\n",
        "FRAME,TIME,RIB CAGE,,HIP,\n,s,X,Y,X,Y\n1,0,5,6,7,8\n2,.1,5,6,7,8\n",
        ("frame,time,RIB CAGE X,RIB CAGE Y,HIP X,HIP Y\n"
         ",s,cm,cm,cm,cm\n1,0,5,6,7,8\n2,.1,5,6,7,8\n"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cleared_by(read_result_clear) struct read_result r = good_string("a.txt", texts[i], NULL);
        assert_int_equal(channel(&r, 0)->component, HINGE_COMPONENT_frame);
        assert_int_equal(channel(&r, 1)->component, HINGE_COMPONENT_time);
        assert_int_equal(channel(&r, 1)->unit, HINGE_UNIT_s);
        assert_int_equal(r.recording.n_frames, 2);
        assert_string_equal(channel(&r, 3)->marker, "RIB CAGE");
        assert_int_equal(channel(&r, 3)->component, HINGE_COMPONENT_y);
        assert_string_equal(channel(&r, 4)->source, "HIP X");
        assert_int_equal(channel(&r, 4)->unit, i == 3 ? HINGE_UNIT_cm : HINGE_UNIT_unknown);
        assert_close(r.recording.data[4 * 2], 7, 0, 0);
    }
}

/* Orientations need all four numbers; two sensors are a recording, z is up. */
TEST(orientation_of_sensors)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("imu.csv",
                    "time_s,pelvis_qw,pelvis_qx,pelvis_qy,pelvis_qz,l1_qw,l1_qx,l1_qy,l1_qz,"
                    "head_qw,head_qx\n0,1,0,0,0,0.5,0.5,0.5,0.5,1,0\n"
                    "0.01,1,0,0,0,0.5,0.5,0.5,0.5,1,0\n",
                    NULL);
    const struct hinge_channel *c = r.recording.layout.channel;
    assert_string_equal(r.recording.layout.up, "+z");
    assert_string_equal(r.recording.layout.landmark_set, "canonical");
    assert_int_equal(r.recognition.n_matched, 2);
    assert_int_equal(c[1].component, HINGE_COMPONENT_qw);
    assert_int_equal(c[8].component, HINGE_COMPONENT_qz);
    assert_int_equal(c[5].landmark, HINGE_LANDMARK_l1);
    assert_int_equal(c[9].component, HINGE_COMPONENT_other);
}

TEST(no_wide_table)
{
    static const struct {
        const char *text, *fragment;
    } cases[] = {
        {"1,2,3\n4,5,6\n", "no header row: the first row is numbers"},
        {"scorer,a,a\nbodyparts,n,n\n0,1,2\n", "DeepLabCut"},
        {"NO_OF_FRAMES\t2\nFREQUENCY\t100\nFrame\tTime\tA X\tA Y\n1\t0\t1\t2\n", "Qualisys"},
        {"acc_x,acc_y,acc_z\n1,2,3\n", "the gyroscope is missing"},
        {"mag_x,mag_y,mag_z\n1,2,3\n", "are not positions"},
        {"participant_id\tage\tsex\nsub-01\t20\tF\n", "no point with both an x and a y"},
        {"frame,b_x_min,b_y_min\n0,1,2\n", "no point with both an x and a y"},
        {"{\"people\":[]}\n", "not a recording that can be read: "},
        {"<!DOCTYPE html>\n", "HTML or XML"},
        {"once upon a time\nthere was no table\n", "no point with both"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read_result r;
        read_string("a.csv", cases[i].text, NULL, &r);
        assert_refused(r, "UNKNOWN_FORMAT", cases[i].fragment);
        assert_int_equal(r.recording.layout.n_channels, 0);
    }
}

/* FreeMoCap's wide table: MediaPipe's names after "body_". */
TEST(freemocap_wide)
{
    static const char *const names[] = {"nose",          "left_ear",        "right_ear",
                                        "left_shoulder", "right_shoulder",  "left_hip",
                                        "right_hip",     "left_knee",       "right_knee",
                                        "left_ankle",    "right_ankle",     "left_heel",
                                        "right_heel",    "left_foot_index", "right_foot_index",
                                        "left_eye_inner"};
    enum { NAMES = sizeof names / sizeof *names };
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (int k = 0; k < NAMES; k++)
        hinge_text_printf(&text, "%sbody_%s_x,body_%s_y,body_%s_z", k ? "," : "", names[k],
                          names[k], names[k]);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3 * NAMES; k++)
            hinge_text_printf(&text, "%s%d.%d", k ? "," : "\n", 37 * k - 900, i);
    hinge_text_adds(&text, "\n");
    cleared_by(read_result_clear) struct read_result r =
        good_string("mediapipe_body_3d_xyz.csv", hinge_text_string(&text), NULL);
    assert_string_equal(r.recording.layout.landmark_set, "mediapipe33");
    assert_int_equal(r.recording.layout.channel[15].landmark, HINGE_LANDMARK_hjc_l);
    assert_int_equal(r.recording.layout.channel[15].unit, HINGE_UNIT_mm);
}

/* A clock that counts frames, and says so or is told. */
TEST(time_that_counts_frames)
{
    static const char table[] = "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y,c7_x,c7_y\n"
                                "0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n2,1,2,3,4,5,6\n";
    static const struct hinge_read_options told = {.time_is_frame = true};
    cleared_by(read_result_clear) struct read_result r = good_string("a.csv", table, NULL);
    assert_int_equal(r.recording.layout.channel[0].component, HINGE_COMPONENT_time);
    hinge_recording_clear(&r.recording);
    r = good_string("a.csv", table, &told);
    assert_int_equal(r.recording.layout.channel[0].component, HINGE_COMPONENT_frame);
}
