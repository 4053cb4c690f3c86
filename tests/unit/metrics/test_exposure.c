/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posture over time: straight lines, whose frames beyond a limit are counted by hand.
 */
#include "test.h"

#include "plain_view.h"

extern const struct hinge_metric_family hinge_metric_family_exposure;

static struct plain p; /* of the running test, which starts it */

static struct hinge_value value_of(const char *id)
{
    const struct hinge_metric_family *f = &hinge_metric_family_exposure;
    size_t m = 0;
    while (m < f->n && strcmp(f->metric[m].id, id) != 0)
        m++;
    if (m == f->n)
        fail_msg("no metric %s", id);
    struct hinge_value value = hinge_metric_value(&p.view, &f->metric[m], HINGE_PHASE_REP);
    hinge_arena_clear(&p.scratch);
    return value;
}

#define assert_value(id, want)                                                                     \
    do {                                                                                           \
        struct hinge_value v_ = value_of(id);                                                      \
        assert_int_equal(v_.reason, HINGE_REASON_OK);                                              \
        assert_close(v_.value, want, 0, 1e-9);                                                     \
    } while (0)
#define assert_none(id, want) assert_string_equal(hinge_reason_name(value_of(id).reason), want)

/* From frame 100 to 340, 241 frames: 0.9 degrees a frame down, 39 frames between the
 * ends of the hold, 0.9 degrees up again; 5 degrees more are the person's own standing.
 */
TEST(times_beyond_limits)
{
    plain_init(&p, 'B');
    plain_set(&p, HINGE_SIGNAL_trunk_incl, 5, 95);
    plain_set(&p, HINGE_SIGNAL_lumbar_flex, -20, 25.05);
    /* 20.7 is the 23rd step: 78 frames on each side and 39 between */
    assert_value("trunk_time_over_20_pct", 100 * (2 * 78 + 39) / 241.0);
    assert_value("trunk_time_over_45_pct", 100 * (2 * 50 + 39) / 241.0); /* 45 is not */
    assert_value("trunk_time_over_60_pct", 100 * (2 * 34 + 39) / 241.0); /* from 60.3 */
    assert_value("lumbar_time_over_45_pct", 100 * (2 * 1 + 39) / 241.0); /* 45.05 */
    assert_value("lumbar_time_over_60_pct", 0);
}

/* Each level of the ramps is there twice, 90 is there 41 times: rank 24 of 0 to 240 is
 * the 12th level, rank 120 the 60th, rank 216 the bottom. */
TEST(percentiles)
{
    plain_init(&p, 'B');
    plain_set(&p, HINGE_SIGNAL_trunk_incl, 5, 95);
    assert_value("trunk_p10_deg", 0.9 * 12);
    assert_value("trunk_p50_deg", 0.9 * 60);
    assert_value("trunk_p90_deg", 90);
    /* 237 frames: ranks 23.6, 118 and 212.4 of those that are left */
    for (int i = PLAIN_BOTTOM + 1; i <= PLAIN_BOTTOM + 4; i++)
        p.data[HINGE_SIGNAL_trunk_incl][i] = (double)NAN;
    assert_value("trunk_p10_deg", 0.9 * 11.6);
    assert_value("trunk_p50_deg", 0.9 * 59);
    assert_value("trunk_time_over_20_pct", 100 * (2 * 78 + 35) / 237.0);
}

/* A lift that starts on the floor goes up first; what is before and after a repetition
 * does not count. */
TEST(from_the_floor)
{
    plain_init(&p, 'B');
    plain_set(&p, HINGE_SIGNAL_trunk_incl, 0, 90);
    p.rep.floor = true;
    p.rep.bounds = (struct hinge_phase_bounds){390, 400, 240, 340};
    /* from frame 240 to 400, of which 90 down to 45.9 are the first 50 */
    assert_value("trunk_time_over_45_pct", 100 * 50 / 161.0);
    p.rep.descent = HINGE_REASON_NO_ECCENTRIC; /* up to 340 */
    assert_value("trunk_time_over_45_pct", 100 * 50 / 101.0);
}

TEST(why_not)
{
    plain_init(&p, 'C');
    double *trunk = plain_set(&p, HINGE_SIGNAL_trunk_incl, 0, 90);
    /* at the bottom, where the least is seen and the most is leant: 4 of 241 frames */
    for (int i = PLAIN_BOTTOM; i < PLAIN_BOTTOM + 4; i++)
        trunk[i] = (double)NAN;
    assert_value("trunk_p90_deg", 90);
    trunk[PLAIN_BOTTOM + 4] = (double)NAN; /* 5 are over 2 % */
    assert_none("trunk_p90_deg", "GAP_IN_PHASE");
    assert_none("trunk_time_over_60_pct", "GAP_IN_PHASE");
    trunk[PLAIN_BOTTOM + 4] = 90;
    p.parameters.miss_phase = 0.01; /* somebody's stricter rule */
    assert_none("trunk_p90_deg", "GAP_IN_PHASE");
}
