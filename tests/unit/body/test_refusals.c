/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trial list says of a recording and what a recording lacks: refused with the
 * reason that helps, or taken as said, to the same numbers. */
#include "test.h"

#include "analysed.h"

static const char *const ids[] = {"hip_posterior_ll", "hip_drop_ll", "path_angle_deg",
                                  "knee_excursion_deg"};

static void assert_refusal(struct analysed *a, enum hinge_reason reason, const char *words)
{
    if (a->result.reason != reason || strstr(a->result.error.message, words) == NULL)
        fail_msg("%s: %s", hinge_reason_name(a->result.reason), a->result.error.message);
    analysed_clear(a);
}

static void assert_same(const struct analysed *a, const struct analysed *b)
{
    assert_analysed(*a);
    assert_analysed(*b);
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        assert_close(metric_of(b, 0, ids[k], HINGE_PHASE_REP),
                     metric_of(a, 0, ids[k], HINGE_PHASE_REP), 0, 1e-6);
}

TEST(rates_and_views)
{
    struct subject subject = subject_text_g();
    struct analysed a;
    analysed_init(&a);
    a.info.view = HINGE_VIEW_frontal;
    analyse_subject(&a, &subject);
    assert_refusal(&a, HINGE_REASON_VIEW_NOT_SAGITTAL, "view = frontal");

    subject.rate_hz = 5;
    subject.duration_s = 40;
    analysed_init(&a);
    analyse_subject(&a, &subject);
    assert_refusal(&a, HINGE_REASON_FS_TOO_LOW, "5 frames per second; at least 10 are needed");
    subject.rate_hz = 1;
    analysed_init(&a);
    analyse_subject(&a, &subject);
    assert_refusal(&a, HINGE_REASON_FS_TOO_LOW, "time_is_frame");
    analysed_init(&a);
    a.info.rate_hz = 30;
    analyse_subject(&a, &subject);
    assert_refusal(&a, HINGE_REASON_FS_UNKNOWN, "if the clock counts frames, set time_is_frame");
}

/* A tenth of the frames without shoulders, where a twentieth may. */
TEST(frames_without_a_driver)
{
    struct subject subject = subject_text_g();
    struct analysed a;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t c = 0; c < r.layout.n_channels; c++)
        if (r.layout.channel[c].landmark == HINGE_LANDMARK_shoulder_l ||
            r.layout.channel[c].landmark == HINGE_LANDMARK_shoulder_r)
            for (size_t i = 600; i < 720; i++)
                r.data[c * r.n_frames + i] = (double)NAN;
    analysed_init(&a);
    a.parameters.miss_driver = 0.05;
    analyse_recording(&a, &r);
    assert_refusal(&a, HINGE_REASON_TOO_MANY_GAPS,
                   "120 of 1200 frames have no trunk_thigh (after filling short gaps); "
                   "at most 5 % are allowed");
    analysed_init(&a);
    a.parameters.miss_driver = 0.15;
    measure_recording(&a, &r);
    analysed_clear(&a);
    for (size_t c = 0; c < r.layout.n_channels; c++)
        if (r.layout.channel[c].component == HINGE_COMPONENT_y)
            snprintf(r.layout.up, sizeof r.layout.up, "+z");
    analysed_init(&a);
    analyse_recording(&a, &r);
    assert_refusal(&a, HINGE_REASON_VERTICAL_UNKNOWN, "only x and y: ingest it with --up +y");
}

/* Frame numbers are a clock as times are: one twice is a duplicate, a gap a hole, and they do not
 * go back. */
TEST(frame_numbers_are_a_clock)
{
    static const struct {
        size_t from, to; /* rows whose number is `by` less */
        double by;
        const char *refused; /* NULL: measured */
        size_t frames;
    } rows[] = {{1199, 1200, 1, NULL, 1299},
                {400, 1200, 300, "row 401: the frame number goes back from 399 to 100", 0},
                {600, 1200, 700, "row 601: the frame number goes back from 699 to 0", 0},
                {700, 701, NAN, "row 701 has no frame number", 0},
                {0, 1200, INFINITY, NULL, 1200}}; /* all the same: they count nothing */
    struct subject subject = subject_text_g();
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct analysed a;
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        const long time = hinge_recording_channel(&r, HINGE_COMPONENT_time);
        assert_true(time >= 0);
        assert_int_equal(r.n_frames, 1200);
        r.layout.channel[time].component = HINGE_COMPONENT_frame;
        for (size_t i = 0; i < r.n_frames; i++) {
            double *number = &r.data[(size_t)time * r.n_frames + i];
            *number = (double)i + (i >= 500 ? 100 : 0); /* a hole of 100 */
            *number = isinf(rows[k].by) ? 0 : *number;
            if (!isinf(rows[k].by) && i >= rows[k].from && i < rows[k].to)
                *number -= rows[k].by;
        }
        analysed_init(&a);
        a.info.rate_hz = subject.rate_hz;
        a.parameters.miss_driver = 0.5;
        analyse_recording(&a, &r);
        if (rows[k].refused != NULL) {
            assert_refusal(&a, HINGE_REASON_TIME_NOT_MONOTONIC, rows[k].refused);
            continue;
        }
        if (a.result.reason != HINGE_REASON_OK)
            fail_msg("%zu: %s", k, a.result.error.message);
        assert_int_equal(a.result.frames, rows[k].frames);
        analysed_clear(&a);
    }
}

/* The epicondyles on either side of the knee's middle, by any vector. */
TEST(knee_between_its_epicondyles)
{
    static const double off[3] = {0.021, -0.013, 0.047};
    struct subject subject = subject_text_g();
    cleared_by(hinge_recording_clear) struct hinge_recording r, wide = {0};
    struct analysed plain, pair;
    subject.dim = 3;
    subject_record(&subject, &r);
    analysed_init(&plain);
    analyse_recording(&plain, &r);
    size_t n = r.n_frames, before = r.layout.n_channels;
    hinge_build_layout(&wide, "csv", "+y", before + 6);
    wide.layout.family = r.layout.family;
    wide.n_frames = n;
    wide.data = calloc((before + 6) * n, sizeof *wide.data);
    assert_non_null(wide.data);
    memcpy(wide.data, r.data, before * n * sizeof *r.data);
    for (size_t c = 0, at = before; c < before; c++) {
        const struct hinge_channel *from = &r.layout.channel[c];
        int side = from->landmark == HINGE_LANDMARK_knee_l   ? 0
                   : from->landmark == HINGE_LANDMARK_knee_r ? 1
                                                             : -1;
        hinge_build_channel(&wide, c, from->source, from->marker, from->component, from->unit);
        wide.layout.channel[c].landmark = from->landmark;
        if (side < 0)
            continue;
        hinge_build_channel(&wide, at, from->source, from->marker, from->component, from->unit);
        wide.layout.channel[at].landmark = HINGE_LANDMARK_knee_med_l + side;
        for (size_t i = 0; i < n; i++) {
            double d = off[from->component - HINGE_COMPONENT_x];
            wide.data[c * n + i] += d;
            wide.data[at * n + i] = r.data[c * n + i] - d;
        }
        at++;
    }
    analysed_init(&pair);
    analyse_recording(&pair, &wide);
    assert_same(&plain, &pair);
    analysed_clear(&plain);
    analysed_clear(&pair);
}

/* Who says that a network's markers were measured is believed. */
TEST(markers_said_to_be_measured)
{
    struct subject subject = subject_text_g();
    struct analysed a;
    subject.dim = 3;
    subject.landmarks = LEGS PELVIS STERNUM;
    subject.channel_flags = HINGE_CHANNEL_INFERRED;
    for (int given = 0; given < 3; given++) {
        analysed_init(&a);
        a.info.markers = given == 1   ? HINGE_MARKERS_measured
                         : given == 2 ? HINGE_MARKERS_inferred
                                      : HINGE_MARKERS_NONE;
        if (given == 2)
            subject.channel_flags = 0;
        measure_subject(&a, &subject);
        assert_int_equal(a.result.tier, given == 1 ? 'A' : 'C');
        assert_int_equal(a.result.inferred, given != 1);
        analysed_clear(&a);
    }
}

/* The way the person faces as the list says it is the way the toes point, or it is told. */
TEST(facing_of_the_list)
{
    for (int k = 0; k < 8; k++) {
        const int quarter = k / 2, side = k % 2 == 0 ? 2 : 1; /* the file's other level axis */
        static const char *const names[][2] = {{"+x", "-x"}, {"+y", "-y"}, {"+z", "-z"}};
        struct subject subject = subject_text_g();
        cleared_by(analysed_clear) struct analysed found = analysed(), told = analysed();
        double toe[3] = {0};
        subject.dim = 3;
        subject.heading_deg = 90 * quarter;
        subject.up = side == 2 ? "+y" : "+z";
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 0; c < r.layout.n_channels; c++) {
            const struct hinge_channel *channel = &r.layout.channel[c];
            double sign = channel->landmark == HINGE_LANDMARK_toe_l    ? 1
                          : channel->landmark == HINGE_LANDMARK_heel_l ? -1
                                                                       : 0;
            if (sign != 0)
                toe[channel->component - HINGE_COMPONENT_x] += sign * r.data[c * r.n_frames];
        }
        const int along = fabs(toe[0]) > fabs(toe[side]) ? 0 : side, back = toe[along] < 0;
        analyse_recording(&found, &r);
        told.info.facing = names[along][back];
        analyse_recording(&told, &r);
        assert_same(&found, &told);
        analysed_clear(&told);
        analysed_init(&told);
        assert_string_equal(found.result.facing, names[along][back]);
        told.info.facing = names[along][!back];
        analyse_recording(&told, &r);
        assert_int_equal(told.result.warnings,
                         found.result.warnings | HINGE_WARN(FACING_CORRECTED));
        told.result.warnings = found.result.warnings;
        assert_same(&found, &told);
    }
}

/* Standing that the list says, cut to the recording; beyond it, a slip. */
TEST(standing_of_the_list)
{
    static const struct {
        double from, to;
        size_t first, last;
    } rows[] = {{-3, 1.5, 0, 150}, {11.5, 99, 1150, 1199}, {50, 60, 0, 0}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = subject_text_g();
        struct analysed a;
        analysed_init(&a);
        a.info.stand_start_s = rows[k].from;
        a.info.stand_end_s = rows[k].to;
        analyse_subject(&a, &subject);
        if (rows[k].first == rows[k].last) {
            assert_refusal(&a, HINGE_REASON_NO_STANDING_REF, "hold no two frames of the recording");
            continue;
        }
        assert_analysed(a);
        assert_int_equal(a.result.standing.source, HINGE_STANDING_annotated);
        assert_int_equal(a.result.standing.from, rows[k].first);
        assert_int_equal(a.result.standing.to, rows[k].last);
        analysed_clear(&a);
    }
}
