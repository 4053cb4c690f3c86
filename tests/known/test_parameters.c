/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of the method (method, Appendix A): each is there with its default,
 * can be set to another value and reads back. The list is written here, not taken from
 * the program. */
#include "assert_close.h"

#include "base/parameters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *key;
    double value[6];
    size_t n;
} method[] = {
    {"conf.openpose", {0.30}, 1},
    {"conf.mediapipe", {0.50}, 1},
    {"conf.kinect_state", {2}, 1},
    {"hampel.half_s", {0.10}, 1},
    {"hampel.half_min", {5}, 1},
    {"hampel.nsig", {4}, 1},
    {"hampel.floor_LL", {0.005}, 1},
    {"gap.linear_s", {0.05}, 1},
    {"gap.max_s", {0.25}, 1},
    {"gap.side_min", {3}, 1},
    {"gap.side_max", {8}, 1},
    {"miss.channel", {0.20}, 1},
    {"miss.driver", {0.30}, 1},
    {"miss.phase", {0.10}, 1},
    {"filter.fc_fast", {6}, 1},
    {"filter.fc_slow", {4}, 1},
    {"filter.max_frac", {0.25}, 1},
    {"time.jitter", {0.05}, 1},
    {"time.jitter_ms", {0.6}, 1},
    {"time.rate_tol", {0.01}, 1},
    {"time.hole", {1.5}, 1},
    {"fs.min_vel", {15}, 1},
    {"fs.min", {10}, 1},
    {"stand.win_s", {1.0}, 1},
    {"stand.win_min_s", {0.5}, 1},
    {"stand.v_trunk", {5}, 1},
    {"stand.v_knee", {8}, 1},
    {"stand.v_hip_LL", {0.05}, 1},
    {"stand.trunk_max", {20}, 1},
    {"stand.knee_max", {20}, 1},
    {"stand.fc", {1}, 1},
    {"stand.relax", {1.6}, 1},
    {"stand.lockout_s", {0.10}, 1},
    {"view.ok_deg", {20}, 1},
    {"view.partial_deg", {30}, 1},
    {"view.refuse_deg", {60}, 1},
    {"cut.jump_LL", {0.25}, 1},
    {"seg2d.min_ratio", {0.50}, 1},
    {"aspect.trunk", {0.70, 1.15}, 2},
    {"units.leg_m", {0.40, 1.30}, 2},
    {"marker.rigid", {0.25}, 1},
    {"marker.max_bad", {0.20}, 1},
    {"view.bihip_LL", {0.20}, 1},
    {"vertical.warn", {8}, 1},
    {"side.tie", {0.05}, 1},
    {"side.min_conf", {0.30}, 1},
    {"face.min_LL", {0.02}, 1},
    {"face.lean_min", {30}, 1},
    {"vertical.refuse", {45}, 1},
    {"seg.fc", {3}, 1},
    {"seg.R_min", {15}, 1},
    {"seg.R_frac", {0.25}, 1},
    {"seg.v_abs", {3}, 1},
    {"seg.v_frac", {0.05}, 1},
    {"seg.near", {0.10}, 1},
    {"seg.hold_min", {0.20}, 1},
    {"seg.turn", {0.0675}, 1},
    {"seg.lock_s", {0.5}, 1},
    {"seg.setup_s", {0.5}, 1},
    {"seg.setup_min_s", {0.1}, 1},
    {"seg.floor_bot_s", {0.10}, 1},
    {"seg.pause_s", {0.30}, 1},
    {"seg.partial_abs", {25}, 1},
    {"seg.partial_frac", {0.6}, 1},
    {"seg.lockout", {15}, 1},
    {"seg.floor0", {30}, 1},
    {"seg.min_desc_s", {0.25}, 1},
    {"seg.min_samples", {8}, 1},
    {"seg.join", {0.5}, 1},
    {"gait.foot_LL", {0.30}, 1},
    {"gait.alt_frac", {0.5}, 1},
    {"gait.alt_min", {20}, 1},
    {"gait.trunk_min", {10}, 1},
    {"gait.drop_LL", {0.10}, 1},
    {"gait.min_s", {0.8}, 1},
    {"gait.min_phase_s", {0.4}, 1},
    {"held.release", {3}, 1},
    {"held.neighbour_LL", {0.02}, 1},
    {"excursion.w_s", {0.20}, 1},
    {"ratio.min_F", {15}, 1},
    {"ratio.min_H", {10}, 1},
    {"ratio.min_H_bin", {3}, 1},
    {"ratio.log_min", {1}, 1},
    {"slope.min_H", {10}, 1},
    {"deming.delta", {1}, 1},
    {"bins.deg", {0, 30, 60, 90, 120}, 5},
    {"onset.frac", {0.05}, 1},
    {"onset.sigma", {3}, 1},
    {"onset.frac_max", {0.25}, 1},
    {"onset.half", {0.5}, 1},
    {"onset.slope_s", {0.15}, 1},
    {"onset.sigma_t", {0.04}, 1},
    {"peak.w_A", {0.10}, 1},
    {"peak.w_BC", {0.40}, 1},
    {"peak.w_frac", {0.2}, 1},
    {"share.w", {0.40}, 1},
    {"noise.refuse", {0.6}, 1},
    {"noise.refuse_strict", {0.3}, 1},
    {"noise.share", {0.06}, 1},
    {"onset.min_rom", {5}, 1},
    {"xcorr.max_s", {0.5}, 1},
    {"vc.min_step", {0.05}, 1},
    {"vc.max_excl", {0.5}, 1},
    {"crp.edge", {5}, 1},
    {"crp.return", {0.10}, 1},
    {"sparc.fc", {10}, 1},
    {"sparc.amp", {0.05}, 1},
    {"sparc.pad", {4}, 1},
    {"emg.sd", {3}, 1},
    {"emg.hold_ms", {25}, 1},
    {"emg.band", {20, 450}, 2},
    {"emg.env", {50}, 1},
    {"emg.quiet_s", {0.5}, 1},
    {"emg.frr_hold_s", {0.2}, 1},
    {"frontal.max_bad", {0.20}, 1},
    {"wink.deep", {100}, 1},
    {"wink.deep_e", {4}, 1},
    {"shrug.nod", {10}, 1},
    {"agg.min_reps", {3}, 1},
    {"agg.min_valid", {0.5}, 1},
    {"agg.has_fault", {0.5}, 1},
    {"sens.mult", {0.5, 0.75, 1, 1.25, 1.5}, 5},
};
enum { METHOD = sizeof method / sizeof *method };

static const struct hinge_parameter *find(const char *key)
{
    size_t n;
    const struct hinge_parameter *rows = hinge_parameter_rows(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].key, key) == 0)
            return &rows[i];
    fail_msg("no parameter %s", key);
    return NULL;
}

static double number(const char *text)
{
    char *end = NULL;
    double value = strtod(text, &end);
    assert_true(end != text);
    return value;
}

static void each_has_the_default_of_the_method(void **state)
{
    struct hinge_parameters p;
    (void)state;
    hinge_parameters_init(&p);
    for (int k = 0; k < METHOD; k++) {
        const struct hinge_parameter *row = find(method[k].key);
        char text[400];
        hinge_parameter_text(&p, row, text, sizeof text);
        const char *at = text;
        for (size_t i = 0; i < method[k].n; i++) {
            if (at == NULL)
                fail_msg("%s has fewer numbers: %s", method[k].key, text);
            assert_close(number(at), method[k].value[i], 0, 1e-12);
            at = strchr(at, ',');
            at = at != NULL ? at + 1 : NULL;
        }
        assert_null(at);
    }
}

/* Another value than the default, within the limits of every row. */
static void each_can_be_set(void **state)
{
    struct hinge_parameters p, standard;
    (void)state;
    for (int k = 0; k < METHOD; k++) {
        const struct hinge_parameter *row = find(method[k].key);
        char text[40], back[400], before[400];
        hinge_parameters_init(&p);
        hinge_parameters_init(&standard);
        if (method[k].n > 1)
            snprintf(text, sizeof text, "0.25,0.5");
        else if (method[k].value[0] + 1 <= row->high)
            snprintf(text, sizeof text, "%g", method[k].value[0] + 1);
        else
            snprintf(text, sizeof text, "%g", (row->low + method[k].value[0]) / 2);
        const char *wrong = hinge_parameter_set(&p, row, text);
        if (wrong != NULL)
            fail_msg("%s = %s: %s", row->key, text, wrong);
        hinge_parameter_text(&p, row, back, sizeof back);
        hinge_parameter_text(&standard, row, before, sizeof before);
        if (strcmp(back, before) == 0)
            fail_msg("%s stays %s", row->key, before);
        assert_close(number(back), number(text), 0, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_has_the_default_of_the_method),
        cmocka_unit_test(each_can_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
