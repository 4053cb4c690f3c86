/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quirks of TRC and MOT files: headers that lie, shifted names, commas, units. */
#include "test.h"

#include "recording_text.h"

#define KEYS                                                                                       \
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"                           \
    "OrigDataStartFrame\tOrigNumFrames\n"
#define TOP "PathFileType\t4\t(X/Y/Z)\tC:\\Users\\somebody\\x.trc\n" KEYS

static double value_at(const struct read_result *result, size_t channel, size_t frame)
{
    return result->recording.data[channel * result->recording.n_frames + frame];
}

static void assert_two_markers(const char *text)
{
    cleared_by(read_result_clear) struct read_result r = good_string("a.trc", text, NULL);
    const struct hinge_layout *layout = &r.recording.layout;
    assert_string_equal(layout->format, "trc");
    assert_int_equal(layout->n_channels, 8);
    assert_int_equal(r.recording.n_frames, 2);
    assert_close(r.recording.header_rate_hz, 100, 0, 0);
    assert_string_equal(layout->up, "+y");
    assert_true(layout->flags & HINGE_LAYOUT_ZERO_MISSING);
    assert_int_equal(layout->channel[0].component, HINGE_COMPONENT_frame);
    assert_int_equal(layout->channel[1].component, HINGE_COMPONENT_time);
    assert_int_equal(layout->channel[1].unit, HINGE_UNIT_s);
    assert_string_equal(layout->channel[5].marker, "BB");
    assert_string_equal(layout->channel[6].source, "BB Y");
    assert_int_equal(layout->channel[6].component, HINGE_COMPONENT_y);
    assert_int_equal(layout->channel[6].unit, HINGE_UNIT_mm);
    assert_close(value_at(&r, 5, 0), 4, 0, 0);
    assert_true(isnan(value_at(&r, 7, 1)));
    assert_true(r.recording.notes == NULL || strstr(r.recording.notes, "somebody") == NULL);
}

#define ROWS "1\t.5\t1\t2\t3\t4\t5\t6\n2\t.51\t1\t2\t3\t4\t5\t\n"

TEST(reads_every_dress)
{
    assert_two_markers(TOP "100\t100\t2\t2\tmm\t100\t1\t2\n"
                           "Frame#\tTime\tAA\t\t\tBB\t\t\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n" ROWS);
    /* no blank line, no line of axes, Times, header line 1 with blanks */
    assert_two_markers("PathFileType  4\t(X/Y/Z) /home/somebody/x\n" KEYS
                       "100\t100\t2\t2\tmm\t100\t1\t2\n"
                       "Frame#\tTimes\tAA\t\t\tBB\n" ROWS);
    /* without the first line */
    assert_two_markers(KEYS "100\t100\t2\t2\tmm\t100\t1\t2\n"
                            "Frame#\tTime\tAA\t\t\tBB\t\t\n" ROWS);
    /* shifted names, an extra axis column */
    assert_two_markers(TOP "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTimes\t\tAA\t\tBB\n"
                           "\t\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n" ROWS);
    /* commas, trailing commas, counts that lie, a blank line of commas */
    assert_two_markers("PathFileType,4,(X/Y/Z),/home/somebody/x.trc,,,,,\n"
                       "DataRate,CameraRate,NumFrames,NumMarkers,Units,OrigDataRate,"
                       "OrigDataStartFrame,OrigNumFrames,,\n"
                       "100,100,652,51,mm,100,0,652,,\nFrame#,Time,AA,,,BB,,,\n"
                       ",,X1,Y1,Z1,X2,Y2,Z2,\n,,,,,,,,\n"
                       "1,.5,1,2,3,4,5,6,\n2,.51,1,2,3,4,5,,\n");
    /* decimal commas */
    assert_two_markers(TOP "100,0\t100,0\t2\t2\tmm\t100\t1\t2\n"
                           "Frame#\tTime\tAA\t\t\tBB\t\t\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n"
                           "1\t0,5\t1,0\t2\t3\t4,0\t5\t6\n2\t0,51\t1\t2\t3\t4\t5\t\n");
}

TEST(notes_what_disagrees)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("a.trc",
                    TOP "100\t100\t9\t1\tinches\t100\t1\t2\nFrame#\tTime\tAA\t\t\tAA\t\t\tV\t\t\n"
                        "\t\tX1\tY1\tZ1\n\n1\t0\t1\t2\t3\t4\t5\t6\t\t\t\n",
                    NULL);
    const char *notes = r.recording.notes;
    assert_non_null(strstr(notes, "header has 9 frames, the file has 1"));
    assert_non_null(strstr(notes, "header has 1 marker, 3 are named"));
    assert_non_null(strstr(notes, "line 4: markers 1 and 2 are both named AA"));
    assert_non_null(strstr(notes, "no known unit (\"inches\")"));
    assert_non_null(strstr(notes, "1 marker is blank throughout (V)"));
}

static void assert_trc_refused(const char *text, const char *reason, const char *fragment)
{
    struct read_result r;
    read_string("a.trc", text, NULL, &r);
    assert_refused(r, reason, fragment);
    assert_null(r.recording.data);
}

TEST(refuses_bad_trc)
{
    assert_trc_refused(TOP "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTime\t\tAA\tBB\tCC\n"
                           "\t\tX1\tY1\tZ1\n\n" ROWS,
                       "BAD_HEADER", "a.trc:4: 3 marker names, not every third column, need 11");
    assert_trc_refused(TOP "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTime\tAA\n\n" ROWS, "BAD_HEADER",
                       "a.trc:4: 1 marker names need 5 columns");
    assert_trc_refused(TOP "100\t100\t2\t2\tmm\t100\t1\t2\n" ROWS, "BAD_HEADER",
                       "expected a line of marker names");
    assert_trc_refused("PathFileType\t4\t(X/Y/Z)\tx\nFrame#\tTime\tAA\n1\t0\t1\t2\t3\n",
                       "BAD_HEADER", "expected a line of keys");
    assert_trc_refused(TOP "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTime\tAA\t\t\tBB\t\t\n"
                           "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n",
                       "NO_ROWS", "a.trc: no data rows");
    assert_trc_refused(TOP "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTime\tAA\t\t\tBB\t\t\n"
                           "\t\tX1\tY1\tZ1\n\n" ROWS "3\t.52\t1\t2\t3\t4\toops\t6\n",
                       "NOT_A_NUMBER", "a.trc:9: column 7 (BB Y): \"oops\" is not a number");
    assert_trc_refused(TOP "100\t100\t2\t2\tmm\t100\t1\t2\nFrame#\tTime\tAA\t\t\tBB\t\t\n"
                           "\t\tX1\tY1\tZ1\n\n" ROWS "3\t.52\t1\t2\n",
                       "RAGGED", "a.trc:9: 4 cells, expected 8");
}

TEST(reads_mot)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("a.sto",
                    "Coordinates\r\nversion=1\r\nnRows=7\r\nnColumns=8\r\ninDegrees=yes\r\n\r\n"
                    "endheader\r\ntime\tpelvis_tilt\tpelvis_tx\tsh_ty_r\t"
                    "/jointset/hip_r/hip_flexion_r/value\tknee_angle_r\tpelvis_ty\t"
                    "pelvis_tz\r\n"
                    "  0.5\t -3.25\t1\t2\t30\t40\t.9\t.1\r\n  0.6\t -3.5\t1\t2\t31\t41\t.9\t.1\r\n",
                    NULL);
    const struct hinge_channel *channel = r.recording.layout.channel;
    assert_int_equal(channel[0].component, HINGE_COMPONENT_time);
    assert_int_equal(channel[1].component, HINGE_COMPONENT_angle);
    assert_int_equal(channel[1].unit, HINGE_UNIT_deg);
    assert_int_equal(channel[2].component, HINGE_COMPONENT_other);
    assert_int_equal(channel[2].unit, HINGE_UNIT_m);
    assert_int_equal(channel[3].unit, HINGE_UNIT_m);
    for (int ty = 6; ty < 8; ty++) {
        assert_int_equal(channel[ty].component, HINGE_COMPONENT_other);
        assert_int_equal(channel[ty].unit, HINGE_UNIT_m);
    }
    assert_string_equal(channel[4].marker, "hip_flexion_r");
    assert_int_equal(channel[4].landmark, HINGE_LANDMARK_osim_hip_flexion_r);
    assert_string_equal(r.recording.layout.landmark_set, "osim");
    assert_int_equal(r.recording.layout.family, HINGE_FAMILY_angles);
    assert_true(r.recording.layout.flags & HINGE_LAYOUT_MARKERS_INFERRED);
    assert_non_null(strstr(r.recording.notes, "header has 7 rows, the file has 2"));
}

/* What is in a storage file beside angles, by its name. */
TEST(what_is_no_angle)
{
    static const struct {
        const char *name;
        enum hinge_unit unit;
    } of[] = {{"sh_tx_r", HINGE_UNIT_m},
              {"sh_ty_r", HINGE_UNIT_m},
              {"sh_tz_r", HINGE_UNIT_m},
              {"patella_trans", HINGE_UNIT_unknown},
              {"Abs_t1", HINGE_UNIT_m},
              {"ground_force_vx", HINGE_UNIT_unknown},
              {"torque_x", HINGE_UNIT_unknown},
              {"hip_flexion_r_moment", HINGE_UNIT_unknown},
              {"activation", HINGE_UNIT_unknown},
              {"knee/speed", HINGE_UNIT_unknown},
              {"glmax_length", HINGE_UNIT_unknown}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        char text[200];
        snprintf(text, sizeof text,
                 "Coordinates\ninDegrees=yes\nendheader\ntime\thip_flexion_r\t%s\n0\t1\t2\n",
                 of[i].name);
        cleared_by(read_result_clear) struct read_result r = good_string("a.sto", text, NULL);
        assert_int_equal(r.recording.layout.channel[2].component, HINGE_COMPONENT_other);
        assert_int_equal(r.recording.layout.channel[2].unit, of[i].unit);
    }
}

TEST(reads_old_and_comma_mot)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("a.mot",
                    "name C:\\Users\\somebody\\run\ndatacolumns 3\ndatarows 1\nrange 0 1\n"
                    "endheader\ntime\tpelvis_tx\thip_flexion_r\n0\t0.1\t25\n",
                    NULL);
    assert_int_equal(r.recording.layout.channel[2].unit, HINGE_UNIT_deg);
    assert_non_null(strstr(r.recording.notes, "no inDegrees line; degrees are assumed"));
    hinge_recording_clear(&r.recording);

    r = good_string("a.mot",
                    "Coordinates,,\nnRows=1,,\nnColumns=3,,\ninDegrees=no,,\n,,\nendheader,,\n"
                    "time,hip_flexion_r,knee_angle_r,\n0,0.5,0.6,\n",
                    NULL);
    assert_int_equal(r.recording.layout.n_channels, 3);
    assert_int_equal(r.recording.layout.channel[2].unit, HINGE_UNIT_rad);
}

TEST(refuses_bad_mot)
{
    struct read_result r;
    read_string("a.mot", "Coordinates\ninDegrees=yes\ntime\thip_flexion_r\n0\t1\n", NULL, &r);
    assert_refused(r, "BAD_HEADER", "expected a line endheader");
    read_string("a.mot", "Coordinates\ninDegrees=maybe\nendheader\ntime\thip_flexion_r\n0\t1\n",
                NULL, &r);
    assert_refused(r, "BAD_HEADER", "a.mot:2: \"inDegrees=maybe\": expected yes or no");
    read_string("a.mot", "Coordinates\ninDegrees=yes\nendheader\n0\t1\n0\t2\n", NULL, &r);
    assert_refused(r, "BAD_HEADER", "a.mot:4: the line after endheader must name");
    read_string("a.mot", "Coordinates\ninDegrees=yes\nendheader\n", NULL, &r);
    assert_refused(r, "BAD_HEADER", "nothing follows endheader");
    read_string("a.mot", "Coordinates\ninDegrees=yes\nendheader\ntime\thip\n", NULL, &r);
    assert_refused(r, "NO_ROWS", "no data rows");
}
