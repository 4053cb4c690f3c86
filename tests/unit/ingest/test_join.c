/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file per sensor, joined on the clock that they share: packets lost on either
 * side, clocks apart by half a step, an offset, no common time. */
#include "assert_close.h"

#include "base/memory.h"
#include "ingest/join.h"
#include "recording_text.h"

static void read_log(const double *time_s, size_t n, double first,
                     struct read_result *r)
{
    struct hinge_text text = {0};
    hinge_text_puts(&text, "time_s,qw,qx,qy,qz\n");
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(&text, "%.4f,%g,0,0,0\n", time_s[i], first + (double)i);
    read_string("log.csv", hinge_text_string(&text), NULL, r);
    hinge_text_clear(&text);
    assert_read(*r);
}

static void joined(const double *a, size_t n_a, const double *b, size_t n_b,
                   double offset_s, struct read_result *own, enum hinge_status *status,
                   struct hinge_error *error)
{
    struct read_result other;
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", offset_s, 0};
    read_log(a, n_a, 1, own);
    read_log(b, n_b, 101, &other);
    assert_int_equal(hinge_join_name(&own->recording, "pelvis", error), HINGE_OK);
    *status = hinge_join_part(&own->recording, "a.csv", &other.recording, &part, error);
    hinge_recording_clear(&other.recording);
}

static double at(const struct read_result *r, size_t channel, size_t frame)
{
    return r->recording.data[channel * r->recording.n_frames + frame];
}

static void lost_packets_are_missing_not_shifted(void **state)
{
    static const double a[] = {0, 0.1, 0.2, 0.4, 0.5}; /* 0.3 is lost */
    static const double b[] = {0.104, 0.204, 0.304, 0.404, 0.604};
    struct read_result r;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status;
    (void)state;
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
    hinge_recording_clear(&r.recording);
}

static void clocks_apart_need_an_offset(void **state)
{
    static const double a[] = {0, 0.1, 0.2, 0.3}, b[] = {50, 50.1, 50.2, 50.3};
    struct read_result r;
    struct hinge_error error = HINGE_ERROR_INIT;
    enum hinge_status status;
    (void)state;
    joined(a, 4, b, 4, 0, &r, &status, &error);
    assert_int_equal(status, HINGE_INPUT);
    assert_non_null(strstr(error.message, "they share 0 of 4 samples"));
    assert_non_null(strstr(error.message, "offset_s:l1"));
    hinge_recording_clear(&r.recording);
    joined(a, 4, b, 4, 50, &r, &status, &error);
    assert_int_equal(status, HINGE_OK);
    assert_int_equal(r.recording.n_frames, 4);
    assert_close(at(&r, 6, 3), 104, 0, 0);
    hinge_recording_clear(&r.recording);
}

/* A log that is sampled faster, by 2 to 4 times and by no whole number: rows stay in
 * order, every sample is there, and who shares a row is the other's nearest. */
static void one_faster_than_the_other(void **state)
{
    static const double rates[][2] = {{50, 100}, {50, 150}, {60, 148}, {30, 100},
                                      {25, 60},  {100, 50}, {100, 30}, {60, 60}};
    (void)state;
    for (size_t p = 0; p < sizeof rates / sizeof *rates; p++) {
        double a[400], b[400];
        size_t n_a = (size_t)(2 * rates[p][0]), n_b = (size_t)(2 * rates[p][1]);
        struct read_result r;
        struct hinge_error error = HINGE_ERROR_INIT;
        enum hinge_status status;
        size_t own = 0, other = 0, shared = 0;
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
                assert_close(at(&r, 1, i), 1 + (double)own, 0, 0);
                own++;
            }
            if (there) {
                assert_close(at(&r, 6, i), 101 + (double)other, 0, 0);
                other++;
            }
            shared += here && there;
        }
        assert_int_equal(own, n_a);
        assert_int_equal(other, n_b);
        assert_int_equal(n, n_a + n_b - shared);
        /* the slower one's samples all have a partner within half a step */
        assert_int_equal(shared, n_a < n_b ? n_a : n_b);
        hinge_recording_clear(&r.recording);
    }
}

static void assert_not_joined(const char *a, const char *b, const char *said)
{
    struct read_result own, other;
    struct hinge_error error = HINGE_ERROR_INIT;
    const struct hinge_read_part part = {"l1", "b.csv", "b.csv", 0, 0};
    read_string("a.csv", a, NULL, &own);
    read_string("b.csv", b, NULL, &other);
    assert_read(own);
    assert_read(other);
    assert_int_equal(hinge_join_part(&own.recording, "a.csv", &other.recording, &part,
                                     &error),
                     said != NULL ? HINGE_INPUT : HINGE_OK);
    if (said != NULL && strstr(error.message, said) == NULL)
        fail_msg("%s", error.message);
    if (said == NULL) { /* row by row */
        assert_int_equal(own.recording.n_frames, 3);
        assert_close(at(&own, own.recording.layout.n_channels - 4, 1), 0.6, 0, 0);
    }
    hinge_recording_clear(&own.recording);
    hinge_recording_clear(&other.recording);
}

static void clocks_that_join_nothing(void **state)
{
    static const char plain[] = "qw,qx,qy,qz\n1,0,0,0\n0.6,0.8,0,0\n0,1,0,0\n";
    static const char longer[] =
        "qw,qx,qy,qz\n1,0,0,0\n0.6,0.8,0,0\n0,1,0,0\n0,0,1,0\n";
    static const char timed[] =
        "time_s,qw,qx,qy,qz\n0,1,0,0,0\n.1,1,0,0,0\n.2,1,0,0,0\n";
    (void)state;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_packets_are_missing_not_shifted),
        cmocka_unit_test(clocks_apart_need_an_offset),
        cmocka_unit_test(one_faster_than_the_other),
        cmocka_unit_test(clocks_that_join_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
