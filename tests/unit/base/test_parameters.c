/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every parameter's default against the method; those it does not list, in the
 * second table with where they come from. */
#include "test.h"

#include "base/parameters.h"

#include <string.h>

static const struct {
    const char *key, *value;
} of_method[] = {
    {"conf.openpose", "0.30"},
    {"conf.mediapipe", "0.50"},
    {"conf.kinect_state", "2"},
    {"hampel.half_s", "0.10"},
    {"hampel.half_min", "5"},
    {"hampel.nsig", "4"},
    {"hampel.floor_LL", "0.005"},
    {"gap.linear_s", "0.05"},
    {"gap.max_s", "0.25"},
    {"gap.side_min", "3"},
    {"gap.side_max", "8"},
    {"miss.channel", "0.20"},
    {"miss.driver", "0.30"},
    {"miss.phase", "0.10"},
    {"filter.fc_fast", "6"},
    {"filter.fc_slow", "4"},
    {"filter.max_frac", "0.25"},
    {"time.jitter", "0.05"},
    {"time.jitter_ms", "0.6"},
    {"time.rate_tol", "0.01"},
    {"time.hole", "1.5"},
    {"fs.min_vel", "15"},
    {"fs.min", "10"},
    {"stand.win_s", "1.0"},
    {"stand.win_min_s", "0.5"},
    {"stand.v_trunk", "5"},
    {"stand.v_knee", "8"},
    {"stand.v_hip_LL", "0.05"},
    {"stand.trunk_max", "20"},
    {"stand.knee_max", "20"},
    {"stand.fc", "1"},
    {"stand.relax", "1.6"},
    {"stand.lockout_s", "0.10"},
    {"view.ok_deg", "20"},
    {"view.partial_deg", "30"},
    {"view.refuse_deg", "60"},
    {"cut.jump_LL", "0.25"},
    {"seg2d.min_ratio", "0.50"},
    {"aspect.trunk", "0.70,1.15"},
    {"units.leg_m", "0.40,1.30"},
    {"marker.rigid", "0.25"},
    {"marker.max_bad", "0.20"},
    {"view.bihip_LL", "0.20"},
    {"view.bihip_image_LL", "0.25"},
    {"vertical.warn", "8"},
    {"side.tie", "0.05"},
    {"side.min_conf", "0.30"},
    {"face.min_LL", "0.02"},
    {"face.lean_min", "30"},
    {"vertical.refuse", "45"},
    {"seg.fc", "3"},
    {"seg.R_min", "15"},
    {"seg.R_frac", "0.25"},
    {"seg.v_abs", "3"},
    {"seg.v_frac", "0.05"},
    {"seg.near", "0.10"},
    {"seg.hold_min", "0.20"},
    {"seg.turn", "0.0675"},
    {"seg.lock_s", "0.5"},
    {"seg.setup_s", "0.5"},
    {"seg.setup_min_s", "0.1"},
    {"seg.floor_bot_s", "0.10"},
    {"seg.pause_s", "0.30"},
    {"seg.partial_abs", "25"},
    {"seg.partial_frac", "0.6"},
    {"seg.lockout", "15"},
    {"seg.floor0", "30"},
    {"seg.min_desc_s", "0.25"},
    {"seg.min_samples", "8"},
    {"seg.join", "0.5"},
    {"gait.foot_LL", "0.30"},
    {"gait.net_LL", "0.15"},
    {"gait.alt_frac", "0.5"},
    {"gait.alt_min", "20"},
    {"gait.alt_trunk", "0.25"},
    {"gait.trunk_min", "10"},
    {"gait.drop_LL", "0.10"},
    {"gait.min_s", "0.8"},
    {"gait.min_phase_s", "0.4"},
    {"held.release", "3"},
    {"held.neighbour_LL", "0.02"},
    {"excursion.w_s", "0.20"},
    {"ratio.min_F", "15"},
    {"ratio.min_H", "10"},
    {"ratio.min_H_bin", "3"},
    {"ratio.log_min", "1"},
    {"slope.min_H", "10"},
    {"deming.delta", "1"},
    {"bins.deg", "0,30,60,90,120"},
    {"onset.frac", "0.05"},
    {"onset.sigma", "3"},
    {"onset.frac_max", "0.25"},
    {"onset.half", "0.5"},
    {"onset.slope_s", "0.15"},
    {"onset.sigma_t", "0.04"},
    {"peak.w_A", "0.10"},
    {"peak.w_BC", "0.40"},
    {"peak.w_frac", "0.2"},
    {"share.w", "0.40"},
    {"noise.refuse", "0.6"},
    {"noise.refuse_strict", "0.3"},
    {"noise.share", "0.06"},
    {"onset.min_rom", "5"},
    {"xcorr.max_s", "0.5"},
    {"vc.min_step", "0.05"},
    {"vc.max_excl", "0.5"},
    {"crp.edge", "5"},
    {"crp.return", "0.10"},
    {"sparc.fc", "10"},
    {"sparc.amp", "0.05"},
    {"sparc.pad", "4"},
    {"emg.bin_ms", "10"},
    {"reach.height", "0"},
    {"emg.rise", "1.5"},
    {"emg.band", "20,450"},
    {"emg.env", "50"},
    {"emg.quiet_s", "0.5"},
    {"emg.frr_hold_s", "0.2"},
    {"frontal.max_bad", "0.20"},
    {"shrug.nod", "10"},
    {"wink.deep", "100"},
    {"wink.deep_e", "4"},
    {"agg.min_reps", "3"},
    {"agg.min_valid", "0.5"},
    {"agg.has_fault", "0.5"},
    {"sens.mult", "0.5,0.75,1,1.25,1.5"},
};

/* Sections 3, 5 and 9, not repeated in the appendix. */
static const struct {
    const char *key, *value;
} others[] = {
    {"seg.drop_first", "0"},
    {"mot.pelvis_order", "zxy"},
    {"marker.prefix", ""},
    {"ref", "trial"},
};

static const struct hinge_parameter *find(const char *key)
{
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    for (size_t k = 0; k < n; k++)
        if (strcmp(row[k].key, key) == 0)
            return &row[k];
    fail_msg("no parameter %s", key);
    return NULL;
}

/* The same value, however it is written. */
static void assert_default(const char *key, const char *value)
{
    static const struct {
        const char *key;
        double value;
    } fixed[] = {
#define FIXED(section, member, key, value, ...) {key, value},
#include <hinge/settings.def>
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (strcmp(fixed[i].key, key) == 0) {
            assert_close(fixed[i].value, strtod(value, NULL), 0, 0);
            return;
        }
    struct hinge_parameters found, expected;
    const struct hinge_parameter *row = find(key);
    memset(&found, 0, sizeof found);
    memset(&expected, 0, sizeof expected);
    hinge_parameters_init(&found);
    hinge_parameters_init(&expected);
    if (hinge_parameter_set(&expected, row, value) != NULL)
        fail_msg("%s cannot be %s", key, value);
    if (memcmp(&found, &expected, sizeof found) != 0)
        fail_msg("%s is %s, expected %s", key, row->standard, value);
}

TEST(defaults)
{
    for (size_t k = 0; k < sizeof of_method / sizeof *of_method; k++)
        assert_default(of_method[k].key, of_method[k].value);
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        assert_default(others[k].key, others[k].value);
}
