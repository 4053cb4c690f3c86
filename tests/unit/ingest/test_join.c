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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_packets_are_missing_not_shifted),
        cmocka_unit_test(clocks_apart_need_an_offset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
