/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file per sensor, joined on the clock that they share: packets lost on either
 * side, clocks apart by half a step, an offset, no common time. */
#include "test.h"

#include "base/memory.h"
#include "ingest/ingest.h"
#include "recording_text.h"

static void read_log(const double *time_s, size_t n, double first, struct read_result *r)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_adds(&text, "time_s,qw,qx,qy,qz\n");
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(&text, "%.4f,%g,0,0,0\n", time_s[i], first + (double)i);
    read_string("log.csv", hinge_text_string(&text), NULL, r);
    assert_read(*r);
}

static void joined(const double *a, size_t n_a, const double *b, size_t n_b, double offset_s,
                   struct read_result *one, enum hinge_status *status, struct hinge_error *error)
{
    cleared_by(read_result_clear) struct read_result other;
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", offset_s, 0, false, NULL};
    read_log(a, n_a, 1, one);
    read_log(b, n_b, 101, &other);
    hinge_join_name(&one->recording, "pelvis");
    *status = hinge_join_part(&one->recording, "a.csv", &other.recording, &part, error);
}

static double at(const struct read_result *r, size_t channel, size_t frame)
{
    return r->recording.data[channel * r->recording.n_frames + frame];
}

TEST(lost_packets_are_missing_not_shifted)
{
    static const double a[] = {0, 0.1, 0.2, 0.4, 0.5}; /* 0.3 is lost */
    static const double b[] = {0.104, 0.204, 0.304, 0.404, 0.604};
    cleared_by(read_result_clear) struct read_result r;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status;
    joined(a, 5, b, 5, 0, &r, &status, &error);
    assert_int_equal(status, HINGE_OK);
    assert_int_equal(r.recording.n_frames, 7); /* 0 .1 .2 .304 .4 .5 .604 */
    static const double time_s[] = {0, 0.1, 0.2, 0.304, 0.4, 0.5, 0.604};
    const double nothing = nan("");
    const double pelvis[] = {1, 2, 3, nothing, 4, 5, nothing};
    const double l1[] = {nothing, 101, 102, 103, 104, nothing, 105};
    for (size_t i = 0; i < 7; i++) {
        assert_close(at(&r, 0, i), time_s[i], 0, 1e-12);
        assert_close(at(&r, 1, i), pelvis[i], 0, 0);
        assert_close(at(&r, 6, i), l1[i], 0, 0);
    }
    assert_string_equal(r.recording.layout.channel[6].source, "l1.qw");
    assert_int_equal(r.recording.layout.channel[5].component, HINGE_COMPONENT_other);
    assert_non_null(strstr(r.recording.notes, "l1: 3 of its 5 samples"));
}

TEST(clocks_apart_need_an_offset)
{
    static const double a[] = {0, 0.1, 0.2, 0.3}, b[] = {50, 50.1, 50.2, 50.3};
    cleared_by(read_result_clear) struct read_result r;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status;
    joined(a, 4, b, 4, 0, &r, &status, &error);
    assert_int_equal(status, HINGE_INPUT);
    assert_non_null(strstr(error.message, "they share 0 of 4 samples"));
    assert_non_null(strstr(error.message, "offset_s:l1"));
    hinge_recording_clear(&r.recording);
    joined(a, 4, b, 4, 50, &r, &status, &error);
    assert_int_equal(status, HINGE_OK);
    assert_int_equal(r.recording.n_frames, 4);
    assert_close(at(&r, 6, 3), 104, 0, 0);
}

/* A log that is sampled faster, by 2 to 4 times and by no whole number: rows stay in
 * order, every sample is there, and who shares a row is the other's nearest. */
TEST(one_faster_than_the_other)
{
    static const double rates[][2] = {{50, 100}, {50, 150}, {60, 148}, {30, 100},
                                      {25, 60},  {100, 50}, {100, 30}, {60, 60}};
    for (size_t p = 0; p < sizeof rates / sizeof *rates; p++) {
        double a[400], b[400];
        size_t n_a = (size_t)(2 * rates[p][0]), n_b = (size_t)(2 * rates[p][1]);
        cleared_by(read_result_clear) struct read_result r;
        struct hinge_error error = HINGE_ERROR_INIT;
        enum hinge_status status;
        size_t one = 0, other = 0, shared = 0;
        for (size_t i = 0; i < n_a; i++)
            a[i] = round((double)i / rates[p][0] * 1e4) / 1e4;
        for (size_t i = 0; i < n_b; i++)
            b[i] = round((double)i / rates[p][1] * 1e4) / 1e4;
        joined(a, n_a, b, n_b, 0, &r, &status, &error);
        assert_int_equal(status, HINGE_OK);
        size_t n = r.recording.n_frames;
        for (size_t i = 0; i < n; i++) {
            bool here = !isnan(at(&r, 1, i)), there = !isnan(at(&r, 6, i));
            assert_true(i == 0 || at(&r, 0, i) > at(&r, 0, i - 1));
            assert_true(here || there);
            if (here) {
                assert_close(at(&r, 1, i), 1 + (double)one, 0, 0);
                one++;
            }
            if (there) {
                assert_close(at(&r, 6, i), 101 + (double)other, 0, 0);
                other++;
            }
            shared += here && there;
        }
        assert_int_equal(one, n_a);
        assert_int_equal(other, n_b);
        assert_int_equal(n, n_a + n_b - shared);
        /* the slower one's samples all have a partner within half a step */
        assert_int_equal(shared, n_a < n_b ? n_a : n_b);
    }
}

static void assert_not_joined(const char *a, const char *b, const char *words)
{
    cleared_by(read_result_clear) struct read_result one, other;
    struct hinge_error error = HINGE_ERROR_INIT;
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", 0, 0, false, NULL};
    read_string("a.csv", a, NULL, &one);
    read_string("b.csv", b, NULL, &other);
    assert_read(one);
    assert_read(other);
    assert_int_equal(hinge_join_part(&one.recording, "a.csv", &other.recording, &part, &error),
                     words != NULL ? HINGE_INPUT : HINGE_OK);
    if (words != NULL && strstr(error.message, words) == NULL)
        fail_msg("%s", error.message);
    if (words == NULL) { /* row by row */
        assert_int_equal(one.recording.n_frames, 3);
        assert_close(at(&one, one.recording.layout.n_channels - 4, 1), 0.6, 0, 0);
    }
}

TEST(clocks_that_join_nothing)
{
    static const char plain[] = "qw,qx,qy,qz\n1,0,0,0\n0.6,0.8,0,0\n0,1,0,0\n";
    static const char longer[] = "qw,qx,qy,qz\n1,0,0,0\n0.6,0.8,0,0\n0,1,0,0\n0,0,1,0\n";
    static const char timed[] = "time_s,qw,qx,qy,qz\n0,1,0,0,0\n.1,1,0,0,0\n.2,1,0,0,0\n";
    assert_not_joined(plain, plain, NULL);
    assert_not_joined(timed, plain, NULL);
    assert_not_joined(timed, longer,
                      "b.csv: 4 samples, the recording it belongs to has 3, and it has "
                      "no clock: files of different length");
    assert_not_joined(longer, timed, "has 4, and that has no clock");
    assert_not_joined(longer, plain, "has 4, and neither has a clock");
    assert_not_joined(timed, "time_s,qw,qx,qy,qz\n0,1,0,0,0\n.2,1,0,0,0\n.1,1,0,0,0\n",
                      "b.csv: frame 3: time goes back from 0.200000 to 0.100000 s");
    assert_not_joined("time_s,qw,qx,qy,qz\n0,1,0,0,0\n,1,0,0,0\n.1,1,0,0,0\n", timed,
                      "a.csv: frame 2 has no time");
    assert_not_joined(timed, "time_s,qw,qx,qy,qz\n,1,0,0,0\n.2,1,0,0,0\n.3,1,0,0,0\n",
                      "b.csv: frame 1 has no time");
}

/* Sensors of one person that bends and rises; the second is logged from `late` s on,
 * on a clock named `clock` whose zero is at own_zero. */
static void read_bends(const char *clock, double late, double own_zero, double phase,
                       struct read_result *r)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_printf(&text, "%s,qw,qx,qy,qz\n", clock);
    for (size_t i = 0; i < 1200; i++) {
        /* samples tremble by 0.5 ms */
        double t = late + 0.01 * ((double)i + phase) + 0.0005 * sin(7.0 * (double)i);
        double lean = sin(M_PI * t / 3) * sin(M_PI * t / 3) * (1 + 0.3 * sin(t));
        hinge_text_printf(&text, "%.6f,%.9f,%.9f,0,0\n", t - own_zero, cos(lean / 2),
                          sin(lean / 2));
    }
    read_string("log.csv", hinge_text_string(&text), NULL, r);
    assert_read(*r);
}

static enum hinge_status join_bends(const char *clock, double late, double own_zero, double phase,
                                    const double *told, struct read_result *one,
                                    struct hinge_error *error)
{
    cleared_by(read_result_clear) struct read_result other;
    const struct hinge_read_part part = {"l1", "b.csv",      "b.csv", told != NULL ? *told : 0,
                                         0,    told != NULL, NULL};
    read_bends(clock, 0, 0, 0, one);
    read_bends(clock, late, own_zero, phase, &other);
    hinge_join_name(&one->recording, "pelvis");
    enum hinge_status status =
        hinge_join_part(&one->recording, "a.csv", &other.recording, &part, error);
    return status;
}

static void assert_said(const char *text, const char *words)
{
    if (text == NULL || strstr(text, words) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", text != NULL ? text : "", words);
}

/* A second phone that was started a second later. */
TEST(a_clock_that_begins_anew_joins_nothing)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    cleared_by(read_result_clear) struct read_result r;
    const double nothing = 0, second = -1;
    assert_int_equal(join_bends("seconds_elapsed", 1, 1, 0, NULL, &r, &error), HINGE_INPUT);
    assert_said(error.message, "begins anew in each file and joins none");
    assert_said(error.message, "in a column offset_s:l1");
    assert_null(strstr(error.message, "turning rates")); /* no guess where there is no clock */
    hinge_recording_clear(&r.recording);
    assert_works(join_bends("seconds_elapsed", 1, 1, 0, &second, &r, &why));
    assert_int_equal(r.recording.n_frames, 1300);
    assert_said(r.recording.notes, "l1 turns with the recording's first sensor "
                                   "(correlation of the turning rates 1.00)");
    hinge_recording_clear(&r.recording);
    assert_works(join_bends("seconds_elapsed", 0, 0, 0, &nothing, &r, &why)); /* the list says so */
}

/* Clocks that overlap and are not one, of which no name tells it. */
TEST(clocks_that_do_not_fit_are_refused)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    cleared_by(read_result_clear) struct read_result r;
    const double told = 0;
    assert_int_equal(join_bends("time_s", 1, 1, 0, NULL, &r, &error), HINGE_INPUT);
    assert_said(error.message, "b.csv: by the clocks it turns 1.00 s earlier");
    assert_said(error.message, "offset_s:l1: -1.00 fits best");
    hinge_recording_clear(&r.recording);
    assert_works(join_bends("time_s", 1, 1, 0, &told, &r, &why));
    assert_said(r.recording.notes, "l1 turns 1.00 s before");
    hinge_recording_clear(&r.recording);
    /* 0.2 s may be how the person moves */
    assert_works(join_bends("time_s", 1, 0.2, 0, NULL, &r, &why));
    assert_said(r.recording.notes, "l1 turns 0.20 s before");
    hinge_recording_clear(&r.recording);
    /* far apart: the beginnings are laid on each other first */
    assert_int_equal(join_bends("time_s", 1, -500, 0, NULL, &r, &error), HINGE_INPUT);
    assert_null(strstr(error.message, "turning rates"));
}

/* What reading one sensor warned of is told of the recording that it is joined to. */
TEST(a_sensor_that_was_cut_off_keeps_its_note)
{
    cleared_by(read_result_clear) struct read_result first, second;
    struct hinge_error error = HINGE_ERROR_INIT;
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", 0, 0, false, NULL};
    read_bends("time_s", 0, 0, 0, &first);
    read_bends("time_s", 0, 0, 0, &second);
    hinge_build_note(&second.recording, "of no concern");
    hinge_build_note(&second.recording, "warning: half of it is used: was a file cut off?");
    assert_int_equal(hinge_join_part(&first.recording, "a.csv", &second.recording, &part, &error),
                     HINGE_OK);
    assert_said(first.recording.notes, "warning: l1: half of it is used: was a file cut off?");
    assert_null(strstr(first.recording.notes, "of no concern"));
}

/* A bend of 8 s turns much alike .35 s later: no period of bends, so that the lag is told. */
TEST(slow_bends_do_not_repeat_after_a_short_time)
{
    cleared_by(read_result_clear) struct read_result first, second;
    struct read_result *const log[2] = {&first, &second};
    struct hinge_error error = HINGE_ERROR_INIT;
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", 0, 0, false, NULL};
    for (int k = 0; k < 2; k++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_text_adds(&text, "time_s,qw,qx,qy,qz\n");
        for (size_t i = 0; i < 3000; i++) {
            double t = 0.01 * (double)i, lean = 0.6 * (1 - cos(M_PI * (t - 0.35 * k) / 4));
            hinge_text_printf(&text, "%.2f,%.9f,%.9f,0,0\n", t, cos(lean / 2), sin(lean / 2));
        }
        read_string("log.csv", hinge_text_string(&text), NULL, log[k]);
        assert_read(*log[k]);
    }
    assert_int_equal(hinge_join_part(&first.recording, "a.csv", &second.recording, &part, &error),
                     HINGE_OK);
    assert_said(first.recording.notes,
                "l1 turns 0.35 s after the recording's first sensor (correlation of the turning "
                "rates 1.00)");
}

/* Two sensors that sample half a step after each other stay pairs though both clocks
 * tremble. */
TEST(samples_in_turns_are_pairs)
{
    cleared_by(read_result_clear) struct read_result r;
    assert_works(join_bends("time_s", 0, 0, 0.5, NULL, &r, &why));
    assert_int_equal(r.recording.n_frames, 1200);
}

/* When a radio of slots of 29.9 ms delivers sample i, taken each 40.8 ms; now and then one comes a
 * slot late, with the next. */
static double delivered(size_t i, size_t late, double last)
{
    double slot = ceil((double)i * 0.0408 / 0.0299) + (i % 13 == late), t = slot * 0.0299;
    return i > 0 && t <= last ? last + 0.0005 : t;
}

/* Two sensors of a radio, each with slots of its own: the second is moved to the times of the
 * first, whatever sign its quaternions have. */
TEST(sensors_of_a_radio_are_moved_to_the_times_of_the_first)
{
    cleared_by(read_result_clear) struct read_result one, two;
    struct read_result *const r[2] = {&one, &two};
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", 0, 0, false, NULL};
    for (size_t s = 0; s < 2; s++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        double last = 0;
        hinge_text_adds(&text, "time_s,qw,qx,qy,qz\n");
        for (size_t i = 0; i < 300; i++) {
            double t = last = delivered(i, 3 + 4 * s, last);
            double half = sin(M_PI * t / 3) * sin(M_PI * t / 3) * (0.5 + 0.15 * sin(t));
            double sign = s == 1 && i % 5 == 0 ? -1 : 1;
            hinge_text_printf(&text, "%.5f,%.9f,%.9f,0,0\n", t, sign * cos(half), sign * sin(half));
        }
        read_string("log.csv", hinge_text_string(&text), NULL, r[s]);
        assert_read(*r[s]);
    }
    hinge_join_name(&one.recording, "pelvis");
    assert_works(hinge_join_part(&one.recording, "a.csv", &two.recording, &part, &why));
    assert_int_equal(one.recording.n_frames, 300);
    for (size_t i = 1; i < 299; i++) {
        double off = fabs(at(&one, 1, i) * at(&one, 6, i) + at(&one, 2, i) * at(&one, 7, i));
        assert_close(off, 1, 0, 1e-3); /* one orientation */
    }
}
