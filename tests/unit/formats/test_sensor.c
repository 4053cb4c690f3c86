/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logs of single sensors: clocks that wrap, are blank or count nanoseconds,
 * orientations as quaternions, matrices and angles; MVNX: what has a sensor and what is
 * a model's. */
#include "test.h"

#include "recording_text.h"

static enum hinge_component component(const struct read_result *r, size_t c)
{
    return r->recording.layout.channel[c].component;
}

TEST(dot_clock_wraps)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("D1.csv",
                    "sep=,\nDeviceTag:,Anna\nOutputRate:,60Hz\nStartTime: ,2021-08-20\n\n"
                    "PacketCounter,SampleTimeFine,Quat_W,Quat_X,Quat_Y,Quat_Z,Status\n"
                    "1,4294960000,1,0,0,0,0\n2,9371,1,0,0,0,0\n3,26038,0,0,0,0,1\n",
                    NULL);
    assert_string_equal(r.recording.layout.format, "sensor");
    assert_string_equal(r.recording.layout.up, "+z");
    assert_close(r.recording.header_rate_hz, 60, 0, 0);
    assert_int_equal(component(&r, 1), HINGE_COMPONENT_time);
    assert_int_equal(r.recording.layout.channel[1].unit, HINGE_UNIT_us);
    assert_close(r.recording.data[3 + 1], 9371 + 4294967296.0, 0, 0);
    assert_close(r.recording.data[3 + 2], 26038 + 4294967296.0, 0, 0);
    assert_int_equal(component(&r, 2), HINGE_COMPONENT_qw);
    assert_int_equal(component(&r, 5), HINGE_COMPONENT_qz);
    assert_non_null(strstr(r.recording.notes, "begins anew at row 2"));
}

TEST(mtw_has_matrices_and_counts_packets)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("MT.txt",
                    "// Start Time: Unknown\n// Update Rate: 100.0Hz\n"
                    "PacketCounter\tSampleTimeFine\tAcc_X\tMat[1][1]\tMat[2][1]\tMat[3][1]\t"
                    "Mat[1][2]\tMat[2][2]\tMat[3][2]\tMat[1][3]\tMat[2][3]\tMat[3][3]\n"
                    "00472\t\t9.4\t1\t2\t3\t4\t5\t6\t7\t8\t9\n"
                    "00473\t\t9.4\t1\t2\t3\t4\t5\t6\t7\t8\t9\n",
                    NULL);
    assert_close(r.recording.header_rate_hz, 100, 0, 0);
    assert_int_equal(component(&r, 0), HINGE_COMPONENT_frame);
    assert_int_equal(component(&r, 1), HINGE_COMPONENT_other);
    assert_int_equal(component(&r, 4), HINGE_COMPONENT_m21); /* by columns */
    assert_int_equal(component(&r, 6), HINGE_COMPONENT_m12);
}

TEST(phones)
{
    cleared_by(read_result_clear) struct read_result r =
        good_string("Orientation.csv",
                    "time,seconds_elapsed,qz,qy,qx,qw,roll,pitch,yaw\n"
                    "1700000000000000000,0.01,0,0,0,1,0,0,0\n"
                    "1700000000010000000,0.02,0,0,0,1,0,0,0\n",
                    NULL);
    assert_int_equal(component(&r, 0), HINGE_COMPONENT_time); /* common to phones */
    assert_int_equal(r.recording.layout.channel[0].unit, HINGE_UNIT_ns);
    assert_int_equal(component(&r, 1), HINGE_COMPONENT_other);
    assert_int_equal(component(&r, 2), HINGE_COMPONENT_qz);
    assert_int_equal(component(&r, 5), HINGE_COMPONENT_qw);
    assert_int_equal(component(&r, 6), HINGE_COMPONENT_other); /* quaternions are there */
    hinge_recording_clear(&r.recording);
    r = good_string("a.csv",
                    "timestamp,Euler_X,Euler_Y,Euler_Z\n"
                    "1700000000000000000,1,2,3\n1700000000010000000,1,2,3\n",
                    NULL);
    assert_int_equal(r.recording.layout.channel[0].unit, HINGE_UNIT_ns);
    assert_int_equal(component(&r, 2), HINGE_COMPONENT_pitch);
    assert_int_equal(r.recording.layout.channel[2].unit, HINGE_UNIT_deg);
}

TEST(acceleration_is_no_orientation)
{
    struct read_result r;
    read_string("shimmer.csv",
                "\"sep=;\"\nS_Timestamp_Unix_CAL;S_Accel_LN_X_CAL;S_Accel_LN_Y_CAL;\n"
                "ms;m/(s^2);m/(s^2);\n1.595933810034E12;-1.4;10.0;\n"
                "1.595933810057E12;-1.4;10.0;\n",
                NULL, &r);
    assert_int_equal(r.status, HINGE_INPUT);
    assert_true(*r.error.message != '\0');
}

TEST(mvnx_segments)
{
    static const char text[] =
        "<mvnx version=\"4\"><subject label=\"Anna\" frameRate=\"60\" "
        "originalFilename=\"C:/Anna.mvn\"><segments><segment label=\"Pelvis\"/>"
        "<segment label=\"L3\"/><segment label=\"T8\"/></segments>"
        "<sensors><sensor label=\"Pelvis\"/><sensor label=\"T8\"/></sensors>"
        "<joints><joint label=\"jL5S1\"/></joints><frames>"
        "<frame time=\"0\" type=\"identity\"><orientation>1 0 0 0 1 0 0 0 1 0 0 0"
        "</orientation></frame>"
        "<frame time=\"0\" type=\"normal\"><orientation>1 2 3 4 5 6 7 8 9 10 11 12"
        "</orientation><position>1 2 3 4 5 6 7 8 9</position><jointAngle>1.5 2.5 3.5"
        "</jointAngle></frame>"
        "<frame time=\"16\" type=\"normal\"><orientation>1 2 3 4 5 6 7 8 9 10 11 12"
        "</orientation><position>1 2 3 4 5 6 7 8 9</position></frame>"
        "</frames></subject></mvnx>";
    struct read_result r;
    r = good_string("a.mvnx", text, NULL);
    const struct hinge_layout *layout = &r.recording.layout;
    assert_int_equal(r.recording.n_frames, 2);
    assert_int_equal(layout->n_channels, 1 + 12 + 9 + 3);
    assert_string_equal(layout->landmark_set, "mvn");
    assert_string_equal(layout->channel[9].source, "orientation T8 w");
    assert_int_equal(layout->channel[9].landmark, HINGE_LANDMARK_thorax);
    assert_close(r.recording.data[9 * 2], 9, 0, 0);
    assert_string_equal(layout->channel[5].marker, "L3 (model)");
    assert_int_equal(layout->channel[5].landmark, HINGE_LANDMARK_NONE);
    assert_string_equal(layout->channel[13].source, "position Pelvis x");
    assert_int_equal(component(&r, 13), HINGE_COMPONENT_other);
    assert_string_equal(layout->channel[22].source, "jointAngle jL5S1 x");
    assert_close(r.recording.data[22 * 2], 1.5, 0, 0);
    assert_close(r.recording.data[22 * 2 + 1], nan(""), 0, 0);
    assert_non_null(strstr(r.recording.notes, "1 frame of calibration poses"));
    for (size_t c = 0; c < layout->n_channels; c++)
        assert_null(strstr(layout->channel[c].source, "Anna"));
    hinge_recording_clear(&r.recording);
    read_string("cut.mvnx", "<mvnx><subject frameRate=\"60\"><frames>", NULL, &r);
    assert_refused(r, "BAD_HEADER", "cut.mvnx:1: no element found");
}
