/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that is not level: gravity, a plumb line or standing make it so (method
 * 2.1). The level recording of the same movement is the truth. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

static const double ROLL = 9;

static void run(struct analysed *a, const struct subject *subject, const char *gravity,
                const char *plumb, const char *from)
{
    analysed_init(a);
    a->info.gravity = gravity;
    a->info.plumb = plumb;
    snprintf(a->parameters.vertical_from, sizeof a->parameters.vertical_from, "%s", from);
    a->parameters.filter_fc_fast = 0;
    analyse_subject(a, subject);
}

static const char *const tilted_ids[] = {"shank_incl_deg", "hip_posterior_ll", "hip_drop_ll",
                                         "path_angle_deg"};

static void assert_level(const struct analysed *plain, const struct analysed *other,
                         const char *source, double turned)
{
    assert_analysed(*other);
    assert_string_equal(other->result.vertical_source, source);
    assert_close(other->result.vertical_turn_deg, turned, 0, 1e-6);
    assert_int_equal(other->result.reps_complete, plain->result.reps_complete);
    for (size_t k = 0; k < sizeof tilted_ids / sizeof *tilted_ids; k++)
        assert_close(metric_of(other, 0, tilted_ids[k], HINGE_PHASE_REP),
                     metric_of(plain, 0, tilted_ids[k], HINGE_PHASE_REP), 0, 1e-6);
    assert_close(other->result.standing.value[HINGE_SIGNAL_trunk_incl],
                 plain->result.standing.value[HINGE_SIGNAL_trunk_incl], 0, 1e-6);
}

/* Metres, y up, and pixels, v down, in either direction of facing. */
TEST(the_list_levels_an_image)
{
    for (int k = 0; k < 4; k++) {
        struct subject subject = subject_text_g();
        cleared_by(analysed_clear) struct analysed plain, other;
        char gravity[64], plumb[96];
        double down = -1, a = ROLL * M_PI / 180;
        subject.left = k & 1;
        if (k & 2) {
            subject.image = true;
            subject.unit = HINGE_UNIT_px;
            subject.per_m = 300;
            down = 1;
        }
        run(&plain, &subject, "", "", "axis");
        assert_string_equal(plain.result.vertical_source, "axis");
        subject.roll_deg = ROLL;
        /* the world's up leans forward by the roll: to the image's left if left */
        double x = -sin(a) * (subject.left ? -1 : 1);
        snprintf(gravity, sizeof gravity, "%.12f, %.12f", x, down * cos(a));
        snprintf(plumb, sizeof plumb, "100 200 %.12f %.12f", 100 + 80 * x,
                 200 + 80 * down * cos(a));
        run(&other, &subject, gravity, "", "axis");
        assert_level(&plain, &other, "gravity", ROLL);
        analysed_clear(&other);
        run(&other, &subject, "", plumb, "axis");
        assert_level(&plain, &other, "plumb", ROLL);
        analysed_clear(&other);
        run(&other, &subject, "", "", "axis"); /* nothing said: seen as it is */
        assert_close(metric_of(&other, 0, "shank_incl_deg", HINGE_PHASE_REP),
                     metric_of(&plain, 0, "shank_incl_deg", HINGE_PHASE_REP) + ROLL, 0, 1e-6);
        assert_true(other.result.warnings & HINGE_WARN(VERTICAL_SUSPECT));
    }
}

/* Standing, ankle below shoulder, becomes vertical: also where the tilt is beyond what
 * upright standing may have. */
TEST(standing_levels)
{
    static const double rolls[] = {4, ROLL, 24};
    struct subject subject = subject_text_g();
    struct analysed plain, other;
    run(&plain, &subject, "", "", "standing");
    for (size_t k = 0; k < 3; k++) {
        subject.roll_deg = rolls[k];
        run(&other, &subject, "", "", "standing");
        assert_level(&plain, &other, "standing", other.result.vertical_turn_deg);
        assert_true(fabs(other.result.vertical_turn_deg - rolls[k]) <=
                    plain.result.vertical_turn_deg + 1e-6); /* and the own lean */
        assert_false(other.result.warnings & HINGE_WARN(VERTICAL_SUSPECT));
        analysed_clear(&other);
    }
    analysed_clear(&plain);
}

/* A 3D recording turned about a slanted axis, with the gravity of its sensor. */
TEST(gravity_levels_space)
{
    static const double axis[3] = {0.6, 0, 0.8}, angle = 12 * M_PI / 180;
    struct subject subject = subject_text_g();
    struct analysed plain, other;
    struct hinge_recording r;
    subject.dim = 3;
    run(&plain, &subject, "", "", "axis");
    assert_analysed(plain);
    subject_record(&subject, &r);
    for (size_t c = 0; c < r.layout.n_channels; c++) {
        if (r.layout.channel[c].component != HINGE_COMPONENT_x)
            continue;
        double *p[3];
        for (size_t d = 0; d < 3; d++)
            p[d] = r.data + (c + d) * r.n_frames;
        for (size_t i = 0; i < r.n_frames; i++) {
            double v[3] = {p[0][i], p[1][i], p[2][i]};
            double along = axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2];
            const double cross[3] = {axis[1] * v[2] - axis[2] * v[1],
                                     axis[2] * v[0] - axis[0] * v[2],
                                     axis[0] * v[1] - axis[1] * v[0]};
            for (int d = 0; d < 3; d++)
                p[d][i] =
                    v[d] * cos(angle) + cross[d] * sin(angle) + axis[d] * along * (1 - cos(angle));
        }
    }
    /* up was y: turned it is y cos + (axis x y) sin */
    char gravity[96];
    snprintf(gravity, sizeof gravity, "%.12f %.12f %.12f", axis[2] * sin(angle) * 9.81,
             -cos(angle) * 9.81, -axis[0] * sin(angle) * 9.81);
    analysed_init(&other);
    other.info.gravity = gravity;
    other.parameters.filter_fc_fast = 0;
    analyse_recording(&other, &r);
    assert_level(&plain, &other, "gravity", 12);
    hinge_recording_clear(&r);
    analysed_clear(&other);
    analysed_clear(&plain);
}

TEST(what_cannot_be_meant_is_refused)
{
    static const struct {
        const char *gravity, *plumb, *word;
    } rows[] = {{"0 0 -1", "", "2 numbers"},  {"down", "", "2 numbers"},
                {"0 0", "", "2 numbers"},     {"", "1 2 3", "4 numbers"},
                {"", "5 5 5 5", "4 numbers"}, {"1 0", "", "90 degrees"},
                {"0 1", "", "180 degrees"}};
    struct subject subject = subject_text_g();
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        cleared_by(analysed_clear) struct analysed a;
        run(&a, &subject, rows[k].gravity, rows[k].plumb, "axis");
        assert_int_equal(a.result.status, HINGE_INPUT);
        assert_string_equal(hinge_reason_name(a.result.reason), "VERTICAL_UNKNOWN");
        assert_non_null(strstr(a.result.error.message, rows[k].word));
    }
}
