/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The breakpoint of lumbar motion on straight lines, one beyond the other, and on what has none. */
#include "test.h"

#include "metrics/metric.h"
#include "rep_scene.h"

/* L at F: `before` to the break, `after` beyond it; curve: 30 s - 6 s^2. */
struct planted {
    double total, at, before, after;
    bool curve, breaks;
};

static struct hinge_value value(const char *id, enum hinge_phase phase)
{
    return hinge_metric_value(&scene.view, hinge_metric_at((size_t)hinge_metric_find(id)), phase);
}

static void plant(const struct planted *p)
{
    scene_init();
    double *f = scene_signal(HINGE_SIGNAL_total_flex), *l = scene_signal(HINGE_SIGNAL_lumbar_flex),
           *h = scene_signal(HINGE_SIGNAL_hip_flex);
    for (int i = 0; i < N; i++) {
        const double s = way(i);
        f[i] = p->total * s;
        l[i] = p->curve ? 30 * s - 6 * s * s
                        : p->before * fmin(f[i], p->at) + p->after * fmax(0, f[i] - p->at);
        h[i] = f[i] - l[i];
    }
}

TEST(two_lines)
{
    static const struct planted planted[] = {{95, 95, 0.20, 0.20, false, false},
                                             {92, 40, 0.50, 0.10, false, true},
                                             {100, 84, 0.15, 0.90, false, true},
                                             {30, 15, 0.05, 0.60, false, true},
                                             {92, 0, 0, 0, true, false}};
    for (size_t k = 0; k < sizeof planted / sizeof *planted; k++) {
        const struct planted *p = &planted[k];
        plant(p);
        const struct hinge_value at = value("break_depth_deg", HINGE_PHASE_DESCENT),
                                 hip = value("break_hip_deg", HINGE_PHASE_DESCENT);
        assert_int_equal(at.reason, p->breaks ? HINGE_REASON_OK : HINGE_REASON_NOT_REACHED);
        assert_int_equal(hip.reason, at.reason);
        if (p->breaks) {
            assert_close(at.value, p->at, 0, 0.3);
            assert_close(hip.value, p->at * (1 - p->before), 0, 0.5);
        }
        if (!p->curve) {
            assert_close(value("share_before", HINGE_PHASE_DESCENT).value, p->before, 0, 0.01);
            assert_close(value("share_after", HINGE_PHASE_DESCENT).value, p->after, 0, 0.02);
        }
        hinge_arena_clear(&scene.scratch);
    }
}

TEST(what_has_no_lines)
{
    struct hinge_limits limits = HINGE_NO_LIMITS;
    plant(&(struct planted){29, 15, 0.1, 0.6, false, true});
    assert_int_equal(value("share_before", HINGE_PHASE_DESCENT).reason, HINGE_REASON_ROM_SMALL);
    hinge_arena_clear(&scene.scratch);
    plant(&(struct planted){92, 40, 0.1, 0.6, false, true});
    scene.body.tier = 'C';
    assert_int_equal(value("share_before", HINGE_PHASE_DESCENT).reason, HINGE_REASON_TIER_TOO_LOW);
    scene.body.signal[HINGE_SIGNAL_hip_flex][150] = (double)NAN; /* a gap that is passed over */
    scene.body.signal[HINGE_SIGNAL_total_flex][150] = (double)NAN;
    scene.body.tier = 'B';
    assert_close(value("break_depth_deg", HINGE_PHASE_DESCENT).value, 40, 0, 1);
    /* the hips' limit: of the furthest bend, else of this one */
    assert_int_equal(value("hip_limit_deg", HINGE_PHASE_REP).reason, HINGE_REASON_NO_MAXFLEX);
    scene.view.limits = &limits;
    limits.hip_max_deg = 40;
    assert_close(value("hip_limit_deg", HINGE_PHASE_REP).value, 92 - 4 - 0.6 * 52, 0, 1e-9);
    limits.hip_max_deg = 80;
    assert_close(value("hip_limit_deg", HINGE_PHASE_REP).value, 80, 0, 0);
    hinge_arena_clear(&scene.scratch);
}
