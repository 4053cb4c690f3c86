/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shoulders, head, hands and ribs along and across the trunk, from the places of the
 * subject's own points. */
#include "base/parameters.h"
#include "test.h"

#include "body/body.h"
#include "subject.h"

static const char landmarks[] = LEGS STERNUM PELVIS "ear wrist rib";

static struct hinge_arena arena;

static void build(const struct subject *b, const char *missing, struct hinge_body *body)
{
    struct hinge_parameters parameters;
    hinge_parameters_init(&parameters);
    parameters.filter_fc_fast = parameters.filter_fc_slow = 0;
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(b);
    for (size_t c = 0; c < r.layout.n_channels; c++)
        if (r.layout.channel[c].landmark == hinge_landmark_find(missing))
            r.layout.channel[c].landmark = HINGE_LANDMARK_NONE;
    struct hinge_body_request request = {.recording = &r, .parameters = &parameters};
    assert_works(hinge_body_build(&request, &arena, body, &why));
}

static struct subject mover(void)
{
    struct subject b = subject_text_g();
    b.dim = 3;
    b.landmarks = landmarks;
    b.rib_m = 0.02;
    return b;
}

/* a - b along a direction that is `deg` forward of up. */
static double along(const struct subject_pose *p, enum subject_id a, enum subject_id b, double deg)
{
    double angle = deg * M_PI / 180;
    return (p->at[a].x - p->at[b].x) * sin(angle) + (p->at[a].y - p->at[b].y) * cos(angle);
}

static double inclination(struct subject_point low, struct subject_point high)
{
    return atan2(high.x - low.x, high.y - low.y) * 180 / M_PI;
}

TEST(girdle_follows_the_points)
{
    struct subject b = mover();
    struct hinge_body body;
    build(&b, "", &body);
    for (size_t i = 0; i < body.n; i += 50) {
        struct subject_pose p = subject_pose(&b, 1, (double)i / b.rate_hz);
        double trunk = inclination(p.at[SUBJECT_hjc], p.at[SUBJECT_shoulder]);
        double thorax = body.signal[HINGE_SIGNAL_thorax_tilt][i];
        const struct {
            enum hinge_signal signal;
            double expected;
        } rows[] = {
            {HINGE_SIGNAL_shoulder_rise, along(&p, SUBJECT_shoulder, SUBJECT_c7, trunk)},
            {HINGE_SIGNAL_shoulder_ear, along(&p, SUBJECT_shoulder, SUBJECT_ear, trunk)},
            {HINGE_SIGNAL_hand_head, along(&p, SUBJECT_wrist, SUBJECT_ear, trunk)},
            {HINGE_SIGNAL_head_back, along(&p, SUBJECT_c7, SUBJECT_ear, thorax + 90)},
        };
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            assert_close(body.signal[rows[k].signal][i], rows[k].expected, 1e-9, 1e-9);
        /* the ribs are rib_m apart along the trunk's own front; up is from the middle
         * of px and t8 to that of ij and c7 (Wu 2005) */
        struct subject_point low = {(p.at[SUBJECT_px].x + p.at[SUBJECT_t8].x) / 2,
                                    (p.at[SUBJECT_px].y + p.at[SUBJECT_t8].y) / 2};
        struct subject_point high = {(p.at[SUBJECT_ij].x + p.at[SUBJECT_c7].x) / 2,
                                     (p.at[SUBJECT_ij].y + p.at[SUBJECT_c7].y) / 2};
        double turned = (inclination(low, high) - p.T) * M_PI / 180;
        assert_close(body.signal[HINGE_SIGNAL_rib_asymmetry][i], b.rib_m * cos(turned), 1e-9, 1e-9);
        assert_close(body.signal[HINGE_SIGNAL_shoulder_forward][i],
                     (along(&p, SUBJECT_shoulder, SUBJECT_ij, inclination(low, high) + 90) +
                      along(&p, SUBJECT_shoulder, SUBJECT_c7, inclination(low, high) + 90)) /
                         2,
                     1e-9, 1e-9);
    }
    hinge_arena_clear(&arena);
}

/* One marker less, and the signal says which kind is missing. */
TEST(a_missing_marker_is_said)
{
    static const char *const needed[] = {"rib_l", "rib_r", "ij", "px", "c7", "t8"};
    struct subject b = mover();
    for (size_t k = 0; k < sizeof needed / sizeof *needed; k++) {
        struct hinge_body body;
        build(&b, needed[k], &body);
        assert_null(body.signal[HINGE_SIGNAL_rib_asymmetry]);
        assert_int_equal(body.reason[HINGE_SIGNAL_rib_asymmetry], HINGE_REASON_NO_RIB_MARKERS);
        hinge_arena_clear(&arena);
    }
    struct hinge_body body;
    for (size_t k = 2; k < sizeof needed / sizeof *needed; k++) {
        build(&b, needed[k], &body);
        assert_null(body.signal[HINGE_SIGNAL_shoulder_forward]);
        hinge_arena_clear(&arena);
    }
    b.landmarks = LEGS STERNUM PELVIS;
    build(&b, "", &body);
    assert_int_equal(body.reason[HINGE_SIGNAL_head_back], HINGE_REASON_NO_HEAD);
    assert_int_equal(body.reason[HINGE_SIGNAL_hand_head], HINGE_REASON_NO_HEAD);
    assert_int_equal(body.reason[HINGE_SIGNAL_shoulder_rise], HINGE_REASON_OK);
    hinge_arena_clear(&arena);
}

/* A mid-back that bends by 25 degrees under shoulders that keep their place on the
 * thorax: the axis from L1 to T8 turns, the thorax of IJ, PX, C7 and T8 carries them.
 */
TEST(a_bent_back_rounds_no_shoulders)
{
    struct subject b = mover();
    struct hinge_body body;
    b.landmarks = LEGS STERNUM PELVIS "t12l1 l5 ear";
    b.thoracic = 25;
    build(&b, "", &body);
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < body.n; i++) {
        least = fmin(least, body.signal[HINGE_SIGNAL_shoulder_forward][i]);
        most = fmax(most, body.signal[HINGE_SIGNAL_shoulder_forward][i]);
    }
    assert_true(most - least < 0.04 * 0.5); /* absent: of a trunk of 0.5 m */
    hinge_arena_clear(&arena);
}
