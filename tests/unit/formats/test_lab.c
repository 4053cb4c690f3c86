/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laboratory tables: Vicon Nexus with several sections and subjects, Qualisys with and
 * without a row of names, Motive with rigid bodies. Layouts written here by hand. */
#include "test.h"

#include "recording_text.h"

static size_t channel_of(const struct hinge_recording *recording, const char *source)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (strcmp(recording->layout.channel[c].source, source) == 0)
            return c;
    fail_msg("no channel %s", source);
    return 0;
}

static double value(const struct hinge_recording *recording, const char *source, size_t frame)
{
    return recording->data[channel_of(recording, source) * recording->n_frames + frame];
}

/* Devices stand first, with two samples a frame; a frame is blank; model outputs have
 * angles and a place; frames begin at 11. */
static const char nexus[] = "\xef\xbb\xbf"
                            "Devices,,,\r\n"
                            "200,,,\r\n"
                            ",,Amplifier - Voltage,\r\n"
                            "Frame,Sub Frame,EMG1,EMG2\r\n"
                            ",,V,V\r\n"
                            "11,0,0.1,1\r\n"
                            "11,1,0.2,2\r\n"
                            "12,0,0.3,3\r\n"
                            "12,1,-2.5E-05,4\r\n"
                            "\r\n"
                            "Model Outputs,,,,,,,\r\n"
                            "100,,,,,,,\r\n"
                            ",,Anna:LHipAngles,,,Anna:LHJC,,\r\n"
                            "Frame,Sub Frame,X,Y,Z,X,Y,Z\r\n"
                            ",,deg,deg,deg,mm,mm,mm\r\n"
                            "11,0,10.5,1,2,100,200,900\r\n"
                            "12,0,11.5,1,2,101,201,901\r\n"
                            "\r\n"
                            "Trajectories,,,,,,,\r\n"
                            "100,,,,,,,\r\n"
                            ",,Anna:LASI,,,box:corner,,\r\n"
                            "Frame,Sub Frame,X,Y,Z,X,Y,Z\r\n"
                            ",,mm,mm,mm,mm,mm,mm\r\n"
                            "11,0,1.5,2.5,3.5,0,0,0\r\n"
                            "12,0,,,,7,8,9\r\n"
                            "13,0,4.5,5.5,6.5\r\n";

TEST(vicon_sections_become_one_recording)
{
    cleared_by(read_result_clear) struct read_result r = good_string("nexus.csv", nexus, NULL);
    const struct hinge_recording *x = &r.recording;
    assert_string_equal(x->layout.format, "vicon");
    assert_string_equal(x->layout.up, "+z");
    assert_close(x->header_rate_hz, 100, 0, 0);
    assert_int_equal(x->n_frames, 3); /* those of all sections */
    assert_close(value(x, "subject1:LHJC Z", 2), nan(""), 0, 0);
    assert_close(value(x, "subject1:LASI Z", 2), 6.5, 0, 0);
    assert_close(value(x, "Frame", 0), 11, 0, 0);
    assert_close(value(x, "subject1:LASI X", 0), 1.5, 0, 0);
    assert_close(value(x, "subject1:LASI Z", 1), nan(""), 0, 0);
    assert_close(value(x, "subject2:corner Y", 1), 8, 0, 0);
    assert_close(value(x, "subject1:LHipAngles X", 1), 11.5, 0, 0);
    assert_close(value(x, "subject1:LHJC Z", 1), 901, 0, 0);
    assert_close(value(x, "Amplifier - Voltage EMG1 [1/2]", 1), 0.3, 0, 0);
    assert_close(value(x, "Amplifier - Voltage EMG1 [2/2]", 1), -2.5e-5, 0, 0);
    assert_close(value(x, "Amplifier - Voltage EMG2 [2/2]", 0), 2, 0, 0);
    const struct hinge_channel *c = x->layout.channel;
    assert_int_equal(c[channel_of(x, "subject1:LHipAngles X")].component, HINGE_COMPONENT_angle);
    assert_int_equal(c[channel_of(x, "subject1:LASI Y")].component, HINGE_COMPONENT_y);
    assert_int_equal(c[channel_of(x, "subject1:LASI Y")].unit, HINGE_UNIT_mm);
    for (size_t i = 0; i < x->layout.n_channels; i++)
        assert_null(strstr(c[i].source, "Anna"));
}

TEST(vicon_devices_alone_keep_their_samples)
{
    cleared_by(read_result_clear) struct read_result r;
    char text[sizeof nexus];
    memcpy(text, nexus, sizeof nexus);
    *strstr(text, "\r\nModel") = '\0';
    r = good_string("emg.csv", text, NULL);
    assert_close(r.recording.header_rate_hz, 100, 0, 0); /* 200 samples, 2 a frame */
    assert_int_equal(r.recording.n_frames, 2);
    assert_int_equal(r.recording.layout.n_channels, 5);
}

TEST(vicon_broken_sections_are_named)
{
    struct read_result r;
    read_string("a.csv", "Trajectories\n100\n,,LASI,,\nFrame,Sub Frame,X,Y,Z\n,,mm,mm,mm\n", NULL,
                &r);
    assert_refused(r, "NO_ROWS", "a.csv:1: section Trajectories has no data rows");
    read_string("a.csv", "Trajectories\n100\n,,LASI,,\nZeit,X,Y,Z\n1,2,3,4\n", NULL, &r);
    assert_refused(r, "BAD_HEADER", "a.csv:4: expected Frame");
    read_string("a.csv",
                "Trajectories\n100\n,,LASI,,\nFrame,Sub Frame,X,Y,Z\n"
                ",,mm,mm,mm\n1,0,2,x,4\n",
                NULL, &r);
    assert_refused(r, "NOT_A_NUMBER", "a.csv:6");
}

TEST(vicon_old_ascii)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("old.csv",
                    "Title\nDescription:,\"\"\n\nTRAJECTORIES\n120,Hz\n,LASI,,,RASI,,\n"
                    "Field #,X,Y,Z,X,Y,Z\n1,1.5,2,3,4,5,6\n2,1.6,2,3,4,5,6\n",
                    NULL);
    assert_close(r.recording.header_rate_hz, 120, 0, 0);
    assert_int_equal(r.recording.layout.n_channels, 7);
    assert_close(value(&r.recording, "LASI X", 1), 1.6, 0, 0);
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_mm);
}

TEST(qualisys_without_a_row_of_names)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("q.tsv",
                    "NO_OF_FRAMES\t2\nFREQUENCY\t200\nTIME_STAMP\t2020-01-01\n"
                    "MARKER_NAMES\tl hip\tNew 0001\t\n1\t2\t3\t4\t5\t6\n7\t8\t9\t\t\t\n",
                    NULL);
    assert_int_equal(r.recording.layout.n_channels, 6); /* no frame, no time */
    assert_close(r.recording.header_rate_hz, 200, 0, 0);
    assert_close(value(&r.recording, "l hip X", 1), 7, 0, 0);
    assert_close(value(&r.recording, "New 0001 Z", 0), 6, 0, 0);
    assert_close(value(&r.recording, "New 0001 X", 1), nan(""), 0, 0);
}

TEST(qualisys_angles_and_bodies)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("q.tsv",
                    "NO_OF_FRAMES\t1\nFREQUENCY\t100\nDATA_INCLUDED\tAngle\n"
                    "DATA_TYPES\tleft_q2\tright_q2\n\nFrame\tTime\tleft_q2\tright_q2\t\n"
                    "1\t0.00\t139.565\t140\n2\t0.01\t139.5\t141\n",
                    NULL);
    assert_int_equal(r.recording.layout.n_channels, 4);
    assert_int_equal(r.recording.layout.channel[2].component, HINGE_COMPONENT_angle);
    assert_int_equal(r.recording.layout.channel[2].unit, HINGE_UNIT_deg);
    assert_close(value(&r.recording, "right_q2", 1), 141, 0, 0);
    hinge_recording_clear(&r.recording);
    r = good_string("q.tsv",
                    "NO_OF_FRAMES\t1\nNO_OF_BODIES\t1\nFREQUENCY\t100\nBODY_NAMES\tpelvis\n"
                    "1\t0.00\t10\t20\t30\t1\t2\t3\t0.5\t11\t12\t13\t21\t22\t23\t31\t32\t33\n"
                    "2\t0.01\t10\t20\t30\t1\t2\t3\t0.5\t11\t12\t13\t21\t22\t23\t31\t32\t33\n",
                    NULL);
    assert_int_equal(r.recording.layout.n_channels, 18);
    assert_close(value(&r.recording, "pelvis Residual", 0), 0.5, 0, 0);
    assert_close(value(&r.recording, "pelvis Rot[8]", 1), 33, 0, 0);
    /* the matrix by columns */
    const struct hinge_channel *c = r.recording.layout.channel;
    assert_int_equal(c[channel_of(&r.recording, "pelvis Rot[1]")].component, HINGE_COMPONENT_m21);
    assert_int_equal(c[channel_of(&r.recording, "pelvis Rot[6]")].component, HINGE_COMPONENT_m13);
}

TEST(motive_markers_are_places_and_bodies_are_not)
{
    struct read_result r;
    r = good_string("take.csv",
                    "\xef\xbb\xbf"
                    "Format Version,1.25,Take Name,Anna,Capture Frame Rate,240.0,Export Frame "
                    "Rate,120.0,Rotation Type,XYZ,Length Units,Meters\n\n"
                    ",Type,Bone,Bone,Bone,Bone,Bone,Bone,Bone Marker,Bone Marker,Bone "
                    "Marker,Marker,Marker,Marker\n"
                    ",Name,Anna:Hip,Anna:Hip,Anna:Hip,Anna:Hip,Anna:Hip,Anna:Hip,Anna:LASI,Anna:"
                    "LASI,"
                    "Anna:LASI,Anna:LASI,Anna:LASI,Anna:LASI\n"
                    ",ID,1,1,1,1,1,1,2,2,2,3,3,3\n"
                    ",Parent,0,0,0,0,0,0,1,1,1,,,\n"
                    ",,Rotation,Rotation,Rotation,Position,Position,Position,Position,Position,"
                    "Position,"
                    "Position,Position,Position\n"
                    "Frame,Time (Seconds),X,Y,Z,X,Y,Z,X,Y,Z,X,Y,Z\n"
                    "0,0.0,1,2,3,0.1,0.2,0.3,9,9,9,0.5,0.9,-0.1\n"
                    "1,0.00833,1,2,3,0.1,0.2,0.3,9,9,9,,,\n",
                    NULL);
    const struct hinge_recording *x = &r.recording;
    assert_string_equal(x->layout.up, "+y");
    assert_close(x->header_rate_hz, 120, 0, 0);
    size_t places = 0;
    for (size_t c = 0; c < x->layout.n_channels; c++)
        places += x->layout.channel[c].component <= HINGE_COMPONENT_z;
    assert_int_equal(places, 3); /* the measured marker alone */
    assert_close(value(x, "LASI Y", 0), 0.9, 0, 0);
    assert_close(value(x, "LASI X", 1), nan(""), 0, 0);
    assert_int_equal(x->layout.channel[channel_of(x, "LASI Y")].unit, HINGE_UNIT_m);
    assert_close(value(x, "Hip Rotation Z", 0), 3, 0, 0);
    assert_int_equal(x->layout.channel[channel_of(x, "Hip Rotation Z")].unit, HINGE_UNIT_deg);
    for (size_t c = 0; c < x->layout.n_channels; c++)
        assert_null(strstr(x->layout.channel[c].source, "Anna"));
    hinge_recording_clear(&r.recording);
    read_string("old.csv", "comment,OptiTrack\ninfo,version,1.0\nframe,0,0.0,1,2,3\n", NULL, &r);
    assert_refused(r, "UNKNOWN_FORMAT", "old row-typed kind");
}

/* Frame and Time have room whatever the row of axes has. */
TEST(a_motive_header_without_axes_is_refused)
{
    struct read_result r;
    read_string("take.csv",
                "Format Version,1.21\n\n,,Marker\n,,LHip\n,,1\n,,Position\nFrame\n0,0\n1,.01\n",
                NULL, &r);
    assert_refused(r, "BAD_HEADER",
                   "take.csv:7: the row Frame has 1 column: Frame, Time and the axes");
}

/* Rigid bodies alone: their quaternions are segments' orientations, y is up. */
/* Frames end at a line of delimiters, or where the cameras begin. */
TEST(captury_frames_end)
{
    static const char head[] = "Recorded at;2024-05-02 10:11:12\nFrames;2\n;;;Hip;;\n"
                               "Frame;Sub Frame;Annotations;X;Y;Z\n;;;mm;mm;mm\n"
                               "0;0;;1;2;3;9;9\n1;0;;4;5;6;9\n";
    static const char *const ends[] = {"", ";;;;; \r\nno frame\n", "Camera Calibration\n1;2;3\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_text_printf(&text, "%s%s", head, ends[i]);
        cleared_by(read_result_clear) struct read_result r =
            good_string("captury.csv", hinge_text_string(&text), NULL);
        assert_string_equal(r.recording.layout.format, "captury");
        assert_int_equal(r.recording.n_frames, 2);
        assert_close(value(&r.recording, "Hip Z", 1), 6, 0, 0);
    }
}

TEST(motive_bodies_are_segments)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("take.csv",
                    "Format Version,1.23,Export Frame Rate,100,Rotation Type,Quaternion,Length "
                    "Units,Meters\n\n"
                    ",Type,Rigid Body,Rigid Body,Rigid Body,Rigid Body,Rigid Body,Rigid Body,Rigid "
                    "Body,Rigid Body\n"
                    ",Name,pelvis,pelvis,pelvis,pelvis,thorax,thorax,thorax,thorax\n"
                    ",ID,1,1,1,1,2,2,2,2\n"
                    ",,Rotation,Rotation,Rotation,Rotation,Rotation,Rotation,Rotation,Rotation\n"
                    "Frame,Time (Seconds),X,Y,Z,W,X,Y,Z,W\n"
                    "0,0.00,0.1,0.2,0.3,0.9,0,0,0,1\n1,0.01,0.1,0.2,0.3,0.9,0,0,0,1\n",
                    NULL);
    const struct hinge_recording *x = &r.recording;
    assert_string_equal(x->layout.up, "+y");
    assert_string_equal(x->layout.landmark_set, "canonical");
    const struct hinge_channel *c = &x->layout.channel[channel_of(x, "pelvis Rotation W")];
    assert_int_equal(c->component, HINGE_COMPONENT_qw);
    assert_int_equal(c->landmark, HINGE_LANDMARK_pelvis);
    assert_int_equal(x->layout.channel[channel_of(x, "thorax Rotation Y")].component,
                     HINGE_COMPONENT_qy);
}
