/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EMG beside a recording: every sample comes back with its time, whatever the ratio of
 * the rates; what lies outside is counted; clocks that don't meet are refused. */
#include "test.h"

#include "body/steps.h"
#include "ingest/ingest.h"
#include "recording_text.h"

#include <math.h>

enum { FRAMES = 50 };
static const double frame_rate = 60;

static void write_points(struct hinge_text *text)
{
    hinge_text_adds(text, "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y,c7_x,c7_y\n");
    for (int i = 0; i < FRAMES; i++)
        hinge_text_printf(text, "%.9f,1,2,3,4,5,%d\n", i / frame_rate, i);
}

/* Samples from -0.1 s to 0.1 s after the last frame; value = 1000 * index. */
static size_t write_emg(struct hinge_text *text, double rate, double offset_s, bool clock)
{
    size_t n = 0;
    hinge_text_adds(text,
                    clock ? "time,RT GLUTEUS MAX. (uV),EMG 2\n" : "RT GLUTEUS MAX. (uV),EMG 2\n");
    for (double t = -0.1; t < FRAMES / frame_rate + 0.1; t = -0.1 + (double)n / rate) {
        if (clock)
            hinge_text_printf(text, "%.9f,", t + offset_s);
        hinge_text_printf(text, "%zu,7\n", 1000 * n++);
    }
    return n;
}

static void read_both(double rate, double offset_s, bool clock, double told_rate,
                      double told_offset, struct read_result *points)
{
    char folder[256], path[512], emg[512];
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    make_test_folder(folder);
    snprintf(path, sizeof path, "%s/points.csv", folder);
    snprintf(emg, sizeof emg, "%s/emg.csv", folder);
    write_points(&text);
    write_test_file(path, text.data, text.length);
    text.length = 0;
    write_emg(&text, rate, offset_s, clock);
    write_test_file(emg, text.data, text.length);
    struct hinge_read_part part = {"emg", emg, "emg.csv", told_offset, told_rate, false, NULL};
    struct hinge_read_options options = {.part = &part, .n_parts = 1, .up = "+y", .units = "m"};
    read_path(path, &options, points);
    unlink(path);
    unlink(emg);
    rmdir(folder);
}

TEST(samples_come_back_in_time)
{
    static const double rates[] = {2000, 1925.93, 1000, 60, 75.5};
    for (size_t k = 0; k < sizeof rates / sizeof *rates; k++) {
        cleared_by(read_result_clear) struct read_result r;
        struct hinge_analog emg;
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        read_both(rates[k], 12.5, true, NAN, 12.5, &r);
        assert_read(r);
        assert_int_equal(r.recording.n_frames, FRAMES);
        assert_string_equal(r.recording.layout.landmark_set, "canonical");
        emg = hinge_analog_read(&r.recording, HINGE_LANDMARK_gmax_r, frame_rate, 0, FRAMES, &arena);
        assert_close(emg.rate_hz, rates[k], 1e-6, 0);
        assert_true(emg.start_s >= 0 && emg.start_s < 1 / rates[k] + 1e-6);
        /* the value tells the sample's index, and so its time */
        for (size_t i = 0; i < emg.n; i++) {
            double t = emg.start_s + (double)i / emg.rate_hz;
            assert_close(emg.x[i] / 1000, (t + 0.1) * rates[k], 0, 1e-3);
        }
        assert_close((double)emg.n, FRAMES / frame_rate * rates[k], 0, 2 + rates[k] / frame_rate);
        emg = hinge_analog_read(&r.recording, HINGE_LANDMARK_es_l, frame_rate, 0, FRAMES, &arena);
        assert_int_equal(emg.n, 0);
    }
}

TEST(a_rate_stands_for_a_clock)
{
    struct read_result r;
    struct hinge_analog emg;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    read_both(1500, 0, false, 1500, 0.1, &r); /* its first sample is 0.1 s early */
    assert_read(r);
    emg = hinge_analog_read(&r.recording, HINGE_LANDMARK_gmax_r, frame_rate, 0, FRAMES, &arena);
    assert_close(emg.rate_hz, 1500, 1e-9, 0);
    assert_close(emg.x[0], 1000 * 150, 0, 1000);
    hinge_recording_clear(&r.recording);
    read_both(1500, 0, false, NAN, 0, &r);
    assert_refused(r, "FS_UNKNOWN", "rate_hz:emg");
}

TEST(clocks_that_do_not_meet_are_refused)
{
    struct read_result r;
    read_both(1000, 100, true, NAN, 0, &r);
    assert_refused(r, "TIME_NOT_MONOTONIC", "offset_s:emg");
}

/* Devices of Nexus and C3D are told by their place within the frame. */
TEST(samples_of_a_frame)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    struct hinge_analog emg;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    hinge_text_adds(&text, "Devices\n1000\n,,EMG,\nFrame,Sub Frame,gmax_r,other\n"
                           ",,V,V\n");
    for (int i = 0; i < 40; i++)
        hinge_text_printf(&text, "%d,%d,%d,0\n", i / 10 + 1, i % 10, i);
    cleared_by(read_result_clear) struct read_result r =
        good_string("devices.csv", hinge_text_string(&text), NULL);
    emg = hinge_analog_read(&r.recording, HINGE_LANDMARK_gmax_r, 100, 5, r.recording.n_frames,
                            &arena);
    assert_int_equal(emg.n, 40);
    assert_close(emg.rate_hz, 1000, 1e-12, 0);
    assert_close(emg.start_s, 5, 0, 0);
    for (size_t i = 0; i < emg.n; i++)
        assert_close(emg.x[i], (double)i, 0, 0);
}
