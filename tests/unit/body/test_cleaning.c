/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cleaning may and may not take away: values an exporter held, bodies that are
 * still, whole pixels, swapped labels, missing codes, short gaps. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

#define D HINGE_PHASE_DESCENT

static struct subject living(void)
{
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.tremor_m = 2e-5;
    return subject;
}

static void hold(struct hinge_recording *r, const char *landmark, size_t from, size_t to)
{
    for (int a = 0; a < 3; a++) {
        double *x = subject_axis(r, landmark, "xyz"[a]);
        for (size_t i = from + 1; i <= to; i++)
            x[i] = x[from];
    }
}

TEST(held_values_of_an_exporter_are_missing)
{
    struct subject subject = living();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    hold(&r, "t8", 300, 380); /* in the middle of the first descent */
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_true(has_bit(a, HELD));
    assert_close(a.result.held_share, 80.0 / 1200, 1e-3, 0);
    /* the lumbar column of that descent is refused, not computed from a frozen marker
     */
    assert_true(isnan(metric_of(&a, 0, "lumbar_excursion_deg", D)));
    assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", D), "GAP_IN_PHASE");
    assert_fault_refused(a, 0, "spine_over_hip", "GAP_IN_PHASE");
    assert_close(metric_of(&a, 0, "hip_excursion_deg", D), 67.76, 0, 0.5);
    assert_close(metric_of(&a, 1, "lumbar_excursion_deg", D), 23.92, 0, 0.5);
}

/* Five equal frames happen; six don't. */
TEST(short_holds_stay)
{
    struct subject subject = living();
    for (size_t last = 304; last <= 305; last++) {
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        hold(&r, "t8", 300, last);
        cleared_by(analysed_clear) struct analysed a = analysed_recording(&r);
        assert_int_equal(has_bit(a, HELD), last == 305);
    }
}

/* A body as still as a formula (every landmark at once), and points that never move. */
TEST(still_bodies_are_kept)
{
    struct subject subject = living();
    subject.tremor_m = 0;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_false(has_bit(a, HELD));
    assert_string_equal(a.result.standing_source, "standing");
}

/* Still bodies stay so when the origin of the whole recording jumps. */
TEST(a_jump_of_the_origin_holds_nothing)
{
    struct subject subject = living();
    subject.tremor_m = 0;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        for (size_t i = 600; i < r.n_frames; i++)
            r.data[c * r.n_frames + i] += 5;
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_false(has_bit(a, HELD));
    assert_int_equal(a.result.tier, 'B');
}

/* Whole pixels repeat by themselves in a slow movement. */
TEST(whole_pixels_are_not_held)
{
    struct subject subject = subject_text_g();
    subject.image = subject.whole_pixels = true;
    subject.unit = HINGE_UNIT_px;
    subject.per_m = 300;
    subject.family = HINGE_FAMILY_openpose;
    subject.tremor_m = 0.002;
    subject.landmarks = LEGS "ear nose";
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_false(has_bit(a, HELD));
    assert_int_equal(a.result.reps_complete, 2);
    assert_close(metric_of(&a, 0, "knee_excursion_deg", HINGE_PHASE_REP), 20, 0, 1);
}

static void exchange(struct hinge_recording *r, const char *a, const char *b, size_t from,
                     size_t to)
{
    for (int k = 0; k < 3; k++) {
        double *x = subject_axis(r, a, "xyz"[k]), *y = subject_axis(r, b, "xyz"[k]);
        for (size_t i = from; i < to; i++) {
            double keep = x[i];
            x[i] = y[i];
            y[i] = keep;
        }
    }
}

/* Trackers exchange left and right; measured markers are never touched, but said. */
TEST(swapped_labels_are_put_back)
{
    cleared_by(analysed_clear) struct analysed plain = analysed(), swapped = analysed();
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    struct subject subject = living();
    subject.family = HINGE_FAMILY_kinect;
    subject.one_side = false;
    plain.info.side = swapped.info.side = "r"; /* a mean of sides would not see it */
    subject.alternate_deg = 3;
    analyse_subject(&plain, &subject);
    subject_record(&subject, &r);
    exchange(&r, "knee_l", "knee_r", 250, 290);
    exchange(&r, "ankle_l", "ankle_r", 700, 900);
    measure_recording(&swapped, &r);
    assert_same_metrics(&plain, 0, &swapped, 0, 1e-9, NULL);
    assert_same_metrics(&plain, 1, &swapped, 1, 1e-9, NULL);
    assert_true(has_bit(swapped, SIDE_LOW_CONF)); /* 200 of 1200 frames */
    assert_false(has_bit(plain, SIDE_LOW_CONF));
    r.layout.family = HINGE_FAMILY_markers;
    cleared_by(analysed_clear) struct analysed markers = analysed_recording(&r);
    assert_true(has_bit(markers, SIDE_LOW_CONF));
    assert_string_equal(markers.result.swapped, "knee, ankle");
    assert_close(markers.result.swapped_share, 200 / (double)r.n_frames, 1e-12, 0);
    assert_string_equal(swapped.result.swapped, "");
}

/* Two frames that look exchanged just before both knees lie at one place: jitter, after
 * which the labels are believed again. */
TEST(labels_are_believed_where_sides_meet)
{
    cleared_by(analysed_clear) struct analysed plain = analysed(), swapped = analysed();
    cleared_by(hinge_recording_clear) struct hinge_recording r;
    struct subject subject = living();
    subject.family = HINGE_FAMILY_kinect;
    subject.alternate_deg = 3;
    plain.info.side = swapped.info.side = "r";
    plain.parameters.hampel_nsig = swapped.parameters.hampel_nsig = 0;
    subject_record(&subject, &r);
    for (int k = 0; k < 3; k++) {
        double *x = subject_axis(&r, "knee_l", "xyz"[k]), *y = subject_axis(&r, "knee_r", "xyz"[k]);
        for (size_t i = 300; i < 310; i++)
            x[i] = y[i] = (x[i] + y[i]) / 2;
    }
    analyse_recording(&plain, &r);
    exchange(&r, "knee_l", "knee_r", 298, 300);
    measure_recording(&swapped, &r);
    assert_same_metrics(&plain, 0, &swapped, 0, 1e-9, NULL);
}

/* A clock rounded a little below its rate is filtered as that rate. */
TEST(rates_are_nominal)
{
    static const struct {
        double rate_hz, cutoff_hz;
    } rows[] = {{50, 6}, {49.95, 6}, {49.5, 4}, {10, 2.5}, {9.99, 2.4975}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = living();
        subject.rate_hz = rows[k].rate_hz;
        subject.start_s = 1e6 + 0.1; /* no step is exactly 0.02 s here */
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_close(a.result.cutoff_hz, rows[k].cutoff_hz, 1e-6, 0);
    }
}

/* Too little to filter, and nothing to see, are called that. */
TEST(empty_recordings_say_so)
{
    struct subject subject = living();
    subject.duration_s = 0.105; /* 11 frames */
    cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
    assert_trial_refused(a, "NO_ROWS");
    subject.duration_s = 1;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t i = r.n_frames; i < r.layout.n_channels * r.n_frames; i++)
        r.data[i] = (double)NAN;
    analyse_recording(&a, &r);
    assert_trial_refused(a, "INSUFFICIENT_LANDMARKS");
}

/* Lengths of a leg that was not seen: a reason, not a number. */
TEST(without_knees_no_leg_lengths)
{
    struct subject subject = living();
    subject.landmarks = "ankle hjc heel toe shoulder l5 t12l1 t8 c7 ";
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.tier, 'B');
    assert_string_equal(reason_of(&a, 0, "hip_posterior_ll", HINGE_PHASE_REP),
                        "INSUFFICIENT_LANDMARKS");
    assert_fault_refused(a, 0, "insufficient_hip_travel", "INSUFFICIENT_LANDMARKS");
}

/* 0,0,0 and 999999 are missing, also in one of two markers whose mean is the landmark; the latter
 * in a single coordinate, too. */
TEST(missing_codes_are_no_coordinates)
{
    static const struct {
        double code;
        const char *axes;
    } rows[] = {{0, "xyz"}, {999999, "xyz"}, {999999, "x"}, {999999, "y"}, {999999, "z"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed plain = analysed(), coded = analysed();
        struct subject subject = living();
        subject.landmarks = CHAIN "knee"; /* medial and lateral knee markers */
        coded.parameters.hampel_nsig = 0; /* which would take some of them for outliers */
        analyse_subject(&plain, &subject);
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (const char *axis = rows[k].axes; *axis != '\0'; axis++) {
            double *x = subject_axis(&r, "knee_r", *axis); /* the first of the two */
            for (size_t i = 320; i < 324; i++)
                x[i] = rows[k].code;
        }
        measure_recording(&coded, &r);
        assert_same_metrics(&plain, 0, &coded, 0, 2e-3, (const char *[]){"ldj", "peak", NULL});
    }
}

/* Slow, rounded laboratory data: planted feet repeat for seconds by themselves. */
TEST(planted_feet_in_rounded_data_are_not_held)
{
    cleared_by(analysed_clear) struct analysed a;
    struct subject subject = living();
    subject.rate_hz = 50;
    subject.tremor_m = 1e-4;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        for (size_t i = 0; i < r.n_frames; i++) /* tenths of a millimetre */
            r.data[c * r.n_frames + i] = round(r.data[c * r.n_frames + i] * 1e4) / 1e4;
    hold(&r, "heel_r", 100, 300);
    hold(&r, "toe_r", 100, 300);
    hold(&r, "ankle_l", 100, 300); /* its knee moves by 2 cm: this one was held */
    analysed_init(&a);
    a.parameters.held_neighbour_LL = 0.015;
    measure_recording(&a, &r);
    assert_true(has_bit(a, HELD));
    assert_close(a.result.held_share, 200.0 / 601, 0, 2e-3);
    a.parameters.held_neighbour_LL = 10; /* its end alone does not jump */
    a.parameters.held_release = 1e6;
    measure_recording(&a, &r);
    assert_false(has_bit(a, HELD));
    assert_close(metric_of(&a, 0, "hip_excursion_deg", D), 67.76, 0, 0.5);
}

/* The share of held frames is told of a trial that is refused for them, too. */
TEST(held_share_of_a_refused_trial)
{
    struct subject subject = living();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    hold(&r, "hjc_l", 100, 700);
    hold(&r, "hjc_r", 100, 700);
    cleared_by(analysed_clear) struct analysed a = analysed_recording(&r);
    assert_trial_refused(a, "INSUFFICIENT_LANDMARKS");
    assert_close(a.result.held_share, 600.0 / (double)r.n_frames, 0, 2e-3);
}

/* --- labels that are not the markers' own --- */

static struct subject laboratory(void)
{
    struct subject subject = living();
    subject.landmarks = "ankle knee heel toe shoulder asis psis c7 t10 ij px";
    return subject;
}

TEST(exchanged_labels_are_suspect)
{
    static const char *const pairs[][2] = {
        {"asis_l psis_l", "asis_r psis_r"}, {"asis_l psis_l", ""}, {"asis_l asis_r", ""}};
    for (size_t k = 0; k < 3; k++) {
        struct subject subject = laboratory();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (int side = 0; side < 2; side++) {
            char one[20], two[20];
            if (sscanf(pairs[k][side], "%19s %19s", one, two) == 2)
                exchange(&r, one, two, 0, r.n_frames);
        }
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        assert_true(has_bit(a, MARKERS_SUSPECT));
        assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", HINGE_PHASE_DESCENT),
                            "MARKERS_SUSPECT");
        assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", HINGE_PHASE_DESCENT),
                            "MARKERS_SUSPECT");
        assert_int_equal(state_of(&a, 0, "lumbar_rounding"), HINGE_FAULT_REFUSED);
        assert_int_equal(state_of(&a, 0, "butt_wink"), HINGE_FAULT_REFUSED);
    }
}

/* A pelvis whose left and right are exchanged, and a body but its pelvis, are put right where the
 * standing recording tells how it is, else what needs them is empty. */
TEST(a_mirrored_pelvis_is_put_right_or_empty)
{
    static const char *const exchanged[][2] = {
        {"asis psis", "left and right ASIS and PSIS were exchanged, and are put right"},
        {"ankle knee heel toe shoulder",
         "left and right of all but the pelvis were exchanged, and are put right"}};
    for (size_t k = 0; k < 2; k++) {
        struct subject subject = laboratory();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        cleared_by(analysed_clear) struct analysed plain = measured_recording(&r);
        for (const char *at = exchanged[k][0]; *at != '\0'; at += strspn(at, " ")) {
            const int length = (int)strcspn(at, " ");
            char left[20], right[20];
            snprintf(left, sizeof left, "%.*s_l", length, at);
            snprintf(right, sizeof right, "%.*s_r", length, at);
            exchange(&r, left, right, 0, r.n_frames);
            at += length;
        }
        cleared_by(analysed_clear) struct analysed alone = measured_recording(&r);
        assert_string_equal(reason_of(&alone, 0, "lumbar_excursion_deg", D), "MARKERS_SUSPECT");
        assert_string_equal(reason_of(&alone, 0, "hip_excursion_deg", D), "MARKERS_SUSPECT");
        cleared_by(analysed_clear) struct analysed mended = analysed();
        mended.calibration = &plain.result.standing;
        mended.calibration_tier = plain.result.tier;
        measure_recording(&mended, &r);
        assert_string_equal(mended.result.labels, exchanged[k][1]);
        assert_same_metrics(&plain, 0, &mended, 0, 1e-9, NULL);
    }
}

/* Each takes out what its row of codes.def says, and no more. */
TEST(exchanged_labels_take_out_what_they_concern)
{
    static const struct {
        const char *one, *two, *code, *lost, *stays;
        uint64_t warning;
    } rows[] = {{"knee_l", "ankle_l", "LEG_SUSPECT", "hip_excursion_deg", "lumbar_excursion_deg",
                 HINGE_WARN(LEG_SUSPECT)},
                {"knee_l", "knee_r", "PAIR_EXCHANGED", "asym_hip_signed_deg",
                 "lumbar_excursion_deg", HINGE_WARN(PAIR_EXCHANGED)},
                {"ankle_l", "ankle_r", "PAIR_EXCHANGED", "asym_hip_signed_deg", "hip_excursion_deg",
                 HINGE_WARN(PAIR_EXCHANGED)},
                {"c7", "t10", "NECK_EXCHANGED", NULL, "lumbar_excursion_deg",
                 HINGE_WARN(NECK_EXCHANGED)},
                {"ij", "px", "", NULL, "lumbar_excursion_deg", 0},
                {"heel_l", "toe_l", "", NULL, "hip_excursion_deg", 0}};
    const uint64_t all = HINGE_WARN(MARKERS_SUSPECT) | HINGE_WARN(LEG_SUSPECT) |
                         HINGE_WARN(PAIR_EXCHANGED) | HINGE_WARN(NECK_EXCHANGED);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = laboratory();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        exchange(&r, rows[k].one, rows[k].two, 0, r.n_frames);
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        printf("%s and %s\n", rows[k].one, rows[k].two);
        assert_true((a.result.warnings & all) == rows[k].warning);
        assert_true(!isnan(metric_of(&a, 0, rows[k].stays, D)));
        if (rows[k].lost != NULL)
            assert_string_equal(
                reason_of(&a, 0, rows[k].lost,
                          strcmp(rows[k].lost, "asym_hip_signed_deg") == 0 ? HINGE_PHASE_REP : D),
                rows[k].code);
    }
}

/* The same on the whole recording, of markers that no rigid distance tells apart. */
TEST(sides_exchanged_throughout_are_said)
{
    struct subject subject = laboratory();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    exchange(&r, "heel_l", "heel_r", 0, r.n_frames);
    exchange(&r, "knee_l", "knee_r", 0, r.n_frames);
    exchange(&r, "shoulder_l", "shoulder_r", 0, r.n_frames);
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_string_equal(a.result.swapped, "knee, heel, shoulder");
    assert_close(a.result.swapped_share, 1, 0, 0);
}

/* Ankles that cross by 3 cm, less than a twentieth of a leg, are of somebody who stands so. */
TEST(ankles_that_cross_a_little_are_not_exchanged)
{
    struct subject subject = laboratory();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    double *left = subject_axis(&r, "ankle_l", 'z'), *right = subject_axis(&r, "ankle_r", 'z');
    for (size_t i = 0; i < r.n_frames; i++) {
        const double middle = (left[i] + right[i]) / 2, way = right[i] > left[i] ? 1 : -1;
        left[i] = middle + way * 0.015;
        right[i] = middle - way * 0.015;
    }
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_string_equal(a.result.swapped, "");
}

/* Turns a point of the midline about another, in the sagittal plane. */
static void turn_about(struct hinge_recording *r, const char *point, const char *const centre[2],
                       double deg)
{
    double *at[2], *from[2][2], c = cos(deg * M_PI / 180), d = sin(deg * M_PI / 180);
    for (int k = 0; k < 2; k++) {
        at[k] = subject_axis(r, point, "xy"[k]);
        for (int side = 0; side < 2; side++)
            from[side][k] = subject_axis(r, centre[side], "xy"[k]);
    }
    for (size_t i = 0; i < r->n_frames; i++) {
        double x0 = (from[0][0][i] + from[1][0][i]) / 2;
        double y0 = (from[0][1][i] + from[1][1][i]) / 2;
        double x = at[0][i] - x0, y = at[1][i] - y0;
        at[0][i] = x0 + c * x + d * y; /* forward positive */
        at[1][i] = y0 - d * x + c * y;
    }
}

/* A line from hip to L5 lies back by 15 to 50 degrees in people, and T8 over L1 forward
 * with a kyphosis; an ASIS-PSIS pelvis and a whole thorax have narrower limits. */
TEST(a_spine_chain_leans_as_people_do)
{
    static const char *const hips[2] = {"hjc_l", "hjc_r"};
    static const char *const loin[2] = {"t12l1", "t12l1"};
    static const struct {
        double l5_deg, t8_deg; /* in standing, of all; the subject has 10 and 8 */
        bool suspect;
    } rows[] = {{-45, 8, false}, {-31, 8, false},  {-15, 8, false}, {15, 8, false},
                {-69, 8, false}, {-72, 8, true},   {28, 8, false},  {32, 8, true},
                {10, 43, false}, {10, -43, false}, {10, 47, true},  {-31, 40, false}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = living();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        turn_about(&r, "l5", hips, rows[k].l5_deg - 10);
        turn_about(&r, "t8", loin, rows[k].t8_deg - 8);
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        if (has_bit(a, MARKERS_SUSPECT) != rows[k].suspect)
            fail_msg("L5 %g, T8 %g", rows[k].l5_deg, rows[k].t8_deg);
        if (!rows[k].suspect)
            assert_close(metric_of(&a, 0, "lumbar_excursion_deg", D), 24, 0, 0.5);
    }
}

/* Isolated outliers are mended; they are no exchanged labels, however many. */
TEST(outliers_are_no_exchanged_labels)
{
    static const char *const markers[] = {"asis_l", "asis_r", "psis_l", "psis_r",
                                          "c7",     "t10",    "ij",     "px"};
    struct subject subject = laboratory();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t m = 0; m < 8; m++)
        for (size_t i = 4 + 4 * m; i + 1 < r.n_frames; i += 33) /* 3 % of each */
            subject_axis(&r, markers[m], "xy"[i % 2])[i] += 0.3;
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_false(has_bit(a, MARKERS_SUSPECT));
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", D), 24, 0, 0.5);
}

/* A marker that jumps is wrong in every axis, also where it is no further off than the
 * movement goes: 12 cm sideways tells of 4 cm forward in a fast descent. */
TEST(an_outlier_goes_whole)
{
    cleared_by(analysed_clear) struct analysed a = analysed(), clean = analysed();
    struct subject subject = laboratory();
    subject.rate_hz = 30;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    analyse_recording(&clean, &r);
    for (size_t i = 5; i + 1 < r.n_frames; i += 20) {
        subject_axis(&r, "c7", 'x')[i] += 0.04;
        subject_axis(&r, "c7", 'z')[i] += 0.12;
    }
    measure_recording(&a, &r);
    assert_same_metrics(&clean, 0, &a, 0, 2e-2, (const char *[]){"ldj", "peak", NULL});
}

/* T10 on the sternum's marker for 0.6 s: missing there, and right everywhere else. */
TEST(labels_exchanged_for_a_while_are_missing)
{
    cleared_by(analysed_clear) struct analysed a = analysed(), clean = analysed();
    struct subject subject = laboratory();
    measure_subject(&clean, &subject);
    assert_false(has_bit(clean, MARKERS_SUSPECT));
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (int k = 0; k < 3; k++)
        memcpy(subject_axis(&r, "t10", "xyz"[k]) + 270, subject_axis(&r, "px", "xyz"[k]) + 270,
               60 * sizeof(double));
    measure_recording(&a, &r);
    assert_false(has_bit(a, MARKERS_SUSPECT));
    assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", D), "REMOVED_RIGID");
    assert_non_null(
        strstr(a.result.removed, " mm, as no body does: not used in 5 % of the frames"));
    assert_close(metric_of(&a, 1, "lumbar_excursion_deg", D),
                 metric_of(&clean, 1, "lumbar_excursion_deg", D), 0, 1e-6);
}

/* T10 goes away from PX, by a third of their distance: in the first bend, as ribs and skin do; at
 * once; between the bends, where the neck is up; and in the last bend until the recording ends. */
TEST(a_back_that_rounds_keeps_its_markers)
{
    static const struct {
        double from_s, rise_s, to_s, fall_s; /* begins, takes, begins to come back, takes */
        const char *reason[2];               /* of the lumbar angle in both repetitions */
    } rows[] = {{2.2, 1.6, 4.5, 1.2, {"", ""}},
                {3.2, 0.01, 4.5, 1.2, {"REMOVED_RIGID", ""}},
                {6.05, 0.3, 6.6, 0.3, {"", ""}},
                {9.8, 0.6, 20, 1, {"", "REMOVED_RIGID"}}};
    cleared_by(analysed_clear) struct analysed clean = analysed();
    struct subject subject = laboratory();
    measure_subject(&clean, &subject);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (int axis = 0; axis < 3; axis++) {
            double *t10 = subject_axis(&r, "t10", "xyz"[axis]);
            const double *px = subject_axis(&r, "px", "xyz"[axis]);
            for (size_t i = 0; i < r.n_frames; i++) {
                double t = (double)i / 100;
                double part = subject_jerk((t - rows[k].from_s) / rows[k].rise_s) -
                              subject_jerk((t - rows[k].to_s) / rows[k].fall_s);
                t10[i] += 0.33 * part * (t10[i] - px[i]);
            }
        }
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        assert_int_equal(has_bit(a, THORAX_BENDS), k == 0);
        assert_int_equal(*a.result.removed != '\0', k > 0);
        enum hinge_phase phase = k == 3 ? HINGE_PHASE_ASCENT : D;
        for (size_t rep = 0; rep < 2; rep++)
            if (strcmp(reason_of(&a, rep, "lumbar_excursion_deg", phase), rows[k].reason[rep]) != 0)
                fail_msg("row %zu, repetition %zu: %s; %s", k, rep,
                         reason_of(&a, rep, "lumbar_excursion_deg", phase), a.result.removed);
        if (k == 0)
            assert_non_null(strstr(a.result.thorax, "T10 and PX part from "));
    }
}

/* --- size against the unit --- */

TEST(wrong_units_are_refused_with_the_one_that_fits)
{
    static const struct {
        double per_m;
        enum hinge_unit told;
        const char *fits;
    } rows[] = {{1, HINGE_UNIT_mm, "would fit m"},
                {1000, HINGE_UNIT_m, "would fit mm"},
                {100, HINGE_UNIT_mm, "would fit cm"},
                {100, HINGE_UNIT_m, "would fit cm"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct subject subject = living();
        subject.per_m = rows[k].per_m;
        subject.unit = rows[k].told;
        cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
        assert_trial_refused(a, "UNITS_UNKNOWN");
        assert_non_null(strstr(a.result.error.message, rows[k].fits));
    }
}

TEST(pixels_are_no_shares_of_an_image)
{
    for (int k = 0; k < 2; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = living();
        subject.dim = 2;
        subject.image = true;
        subject.family = HINGE_FAMILY_openpose;
        subject.landmarks = "ankle knee hjc shoulder heel toe";
        subject.per_m = 300;
        subject.unit = k == 0 ? HINGE_UNIT_norm : HINGE_UNIT_px;
        a.info.image_width_px = 1920;
        a.info.image_height_px = 1080;
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 1; k == 1 && c < r.layout.n_channels; c++)
            for (size_t i = 0; i < r.n_frames; i++)
                r.data[c * r.n_frames + i] /= 1920;
        analyse_recording(&a, &r);
        assert_trial_refused(a, "UNITS_UNKNOWN");
        assert_non_null(strstr(a.result.error.message, k == 0 ? "would fit px" : "would fit norm"));
    }
}

TEST(a_rate_that_the_clock_contradicts)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = living();
    a.info.rate_hz = 105.1; /* the clock says 100 */
    analyse_subject(&a, &subject);
    assert_trial_refused(a, "FS_UNKNOWN");
    assert_non_null(strstr(a.result.error.message, "the clock of the file gives 100"));
    a.info.rate_hz = 104.9;
    measure_subject(&a, &subject);
}

/* Seconds in a column of milliseconds: 60 frames per second become 60,000. */
TEST(a_clock_no_instrument_keeps)
{
    static const struct {
        double times;
        bool refused;
    } cases[] = {{1e-3, true}, {1 / 51.0, true}, {1 / 49.0, false}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct subject subject = living();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        long time = hinge_recording_channel(&r, HINGE_COMPONENT_time);
        for (size_t i = 0; i < r.n_frames; i++)
            r.data[(size_t)time * r.n_frames + i] *= cases[k].times;
        cleared_by(analysed_clear) struct analysed a = analysed_recording(&r);
        bool is_refused = strstr(a.result.error.message, "more than any recording") != NULL;
        assert_int_equal(is_refused, cases[k].refused);
        if (cases[k].refused)
            assert_trial_refused(a, "FS_UNKNOWN");
    }
}

/* A depth that is the same for left and right throughout was not measured. */
TEST(an_unmeasured_depth_is_dropped)
{
    struct subject subject = living();
    subject.landmarks = "ankle knee hjc shoulder heel toe";
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        for (size_t i = 0; i < r.n_frames; i++)
            if (r.layout.channel[c].component == HINGE_COMPONENT_z)
                r.data[c * r.n_frames + i] = 0.03;
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_int_equal(a.result.dim, 2);
    assert_int_equal(a.result.reps, 2);
}

/* --- one camera --- */

/* The breastbone's lower marker further from its upper one than usual, for 0.6 s: by a
 * fifth it is believed, by a third it isn't. */
TEST(a_marker_off_by_a_quarter_is_missing)
{
    static const double off[] = {0.2, 0.33};
    for (size_t k = 0; k < 2; k++) {
        struct subject subject = laboratory();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (int axis = 0; axis < 3; axis++) {
            double *px = subject_axis(&r, "px", "xyz"[axis]);
            const double *ij = subject_axis(&r, "ij", "xyz"[axis]);
            for (size_t i = 270; i < 330; i++)
                px[i] += off[k] * (px[i] - ij[i]);
        }
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        assert_string_equal(reason_of(&a, 0, "lumbar_excursion_deg", D),
                            k == 0 ? "" : "REMOVED_RIGID");
    }
}

static struct subject film(void)
{
    struct subject subject = living();
    subject.dim = 2;
    subject.image = true;
    subject.unit = HINGE_UNIT_px;
    subject.per_m = 300;
    subject.family = HINGE_FAMILY_openpose;
    subject.landmarks = "ankle knee hjc shoulder heel toe";
    return subject;
}

/* An edited film: after the cut the person is elsewhere and bent. */
TEST(a_cut_makes_no_repetition)
{
    struct subject subject = film();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        for (size_t i = 980; i < r.n_frames; i++) /* from the second hold on */
            r.data[c * r.n_frames + i] +=
                r.layout.channel[c].component == HINGE_COMPONENT_x ? 400 : 0;
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_true(has_bit(a, SHOT_CUT));
    assert_int_equal(a.result.frames, 980);
    assert_int_equal(a.result.reps_complete, 1);
    assert_close(metric_of(&a, 0, "knee_excursion_deg", HINGE_PHASE_REP), 20, 0, 0.3);
    hinge_recording_clear(&r);
    /* a tracker that slips for a frame and comes back is no cut */
    subject_record(&subject, &r);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        r.data[c * r.n_frames + 700] += 400;
    measure_recording(&a, &r);
    assert_false(has_bit(a, SHOT_CUT));
    assert_int_equal(a.result.reps_complete, 2);
}

/* Away for up to 0.1 s is a slip, for longer another shot. */
TEST(a_slip_is_no_cut)
{
    for (size_t frames = 10; frames <= 11; frames++) {
        struct subject subject = film();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 1; c < r.layout.n_channels; c++)
            for (size_t i = 640; i < 640 + frames; i++)
                r.data[c * r.n_frames + i] += 400;
        cleared_by(analysed_clear) struct analysed a = analysed_recording(&r);
        assert_int_equal(has_bit(a, SHOT_CUT), frames > 10);
    }
}

/* A picture stretched sideways by f makes a trunk that leans by T at the bottom
 * sqrt(f^2 sin^2 T + cos^2 T) long, of 1 upright: 1.22 for f = 1.3 and 59 degrees,
 * above the limit of 1.15; 1.07 for f = 1.1. Asked of shares of an image: pixels are square, and
 * the trunk of a phone's keypoints changes by itself. */
TEST(a_trunk_that_grows_is_suspect)
{
    static const double stretch[] = {1, 1.1, 1.3};
    for (size_t k = 0; k < 6; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = film();
        bool shares = k < 3;
        subject.pelvis = 35; /* 35 + 30 - 6 degrees at the bottom */
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 1; c < r.layout.n_channels; c++) {
            bool x = r.layout.channel[c].component == HINGE_COMPONENT_x;
            if (shares)
                r.layout.channel[c].unit = HINGE_UNIT_norm;
            for (size_t i = 0; i < r.n_frames; i++)
                r.data[c * r.n_frames + i] *= (x ? stretch[k % 3] : 1) / (shares ? 3000 : 1);
        }
        a.info.image_width_px = a.info.image_height_px = 3000;
        measure_recording(&a, &r);
        assert_int_equal(has_bit(a, ASPECT_SUSPECT), k == 2);
    }
}

/* A camera 53 degrees off the side sees 0.6 of what is across: no width and height are
 * exchanged, whose squared ratio is 3.2. */
TEST(a_camera_off_the_side_exchanges_nothing)
{
    for (int upright = 0; upright < 2; upright++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = film();
        subject.pelvis = 35;
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        a.info.image_width_px = upright ? 1080 : 1920;
        a.info.image_height_px = upright ? 1920 : 1080;
        for (size_t c = 1; c < r.layout.n_channels; c++) {
            bool x = r.layout.channel[c].component == HINGE_COMPONENT_x;
            r.layout.channel[c].unit = HINGE_UNIT_norm;
            for (size_t i = 0; i < r.n_frames; i++)
                r.data[c * r.n_frames + i] *=
                    x ? 0.6 / a.info.image_width_px : 1 / a.info.image_height_px;
        }
        measure_recording(&a, &r);
        assert_int_equal(has_bit(a, ASPECT_SUSPECT), 0);
    }
}

/* An ankle found at the height of the knee has no shank. */
TEST(a_collapsed_segment_has_no_angle)
{
    struct subject subject = film();
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    for (int k = 0; k < 2; k++) {
        double *ankle = subject_axis(&r, "ankle_r", "xy"[k]);
        const double *knee = subject_axis(&r, "knee_r", "xy"[k]);
        for (size_t i = 380; i < 470; i++) /* the first bottom */
            ankle[i] = knee[i] + (k == 0 ? 35 : 10);
    }
    cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
    assert_string_equal(reason_of(&a, 0, "knee_excursion_deg", HINGE_PHASE_REP), "SEG_DEGENERATE");
    assert_close(metric_of(&a, 0, "trunk_thigh_excursion_deg", HINGE_PHASE_REP), 83.56, 0, 0.5);
    assert_close(metric_of(&a, 1, "knee_excursion_deg", HINGE_PHASE_REP), 20, 0, 0.3);
}

/* Shares of an image whose width and height were told the wrong way round. */
TEST(exchanged_width_and_height_are_suspect)
{
    for (int k = 0; k < 3; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = film();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 1; c < r.layout.n_channels; c++) {
            bool x = r.layout.channel[c].component == HINGE_COMPONENT_x;
            r.layout.channel[c].unit = HINGE_UNIT_norm;
            for (size_t i = 0; i < r.n_frames; i++)
                r.data[c * r.n_frames + i] /= x == (k < 2) ? 1920 : 1080;
        }
        a.info.image_width_px = k == 0 || k == 2 ? 1920 : 1080;
        a.info.image_height_px = k == 0 || k == 2 ? 1080 : 1920;
        measure_recording(&a, &r);
        assert_int_equal(has_bit(a, ASPECT_SUSPECT), k != 0);
    }
}
