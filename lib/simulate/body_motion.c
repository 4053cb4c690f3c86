/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint angles over time. */
#include "simulate/body_model.h"

#include <math.h>

double hinge_minimum_jerk(double s)
{
    if (s <= 0.0)
        return 0.0;
    if (s >= 1.0)
        return 1.0;
    return s * s * s * (10.0 + s * (-15.0 + 6.0 * s));
}

static double shape_at(const struct hinge_shape *shape, double s)
{
    double bump = s * (1.0 - s);
    return shape->full * (s + shape->curve * bump) + shape->early * hinge_minimum_jerk(s / 0.3) +
           shape->late * hinge_minimum_jerk((s - 0.7) / 0.3) + shape->mid * 16.0 * bump * bump;
}

/* Joint curves whose values at the bottom are what the pattern asks for: the hip gets
 * what the lumbar spine leaves of the total, and pelvis = hip + thigh = hip + shank -
 * knee. */
static void rep_set(struct hinge_motion_rep *rep, const struct hinge_pattern *pattern)
{
    const double *q = pattern->value;
#define V(name) q[HINGE_QUANTITY_##name]
    double lumbar = V(lumbar_share) * V(total_deg);
    double pelvis = V(total_deg) - lumbar + V(shank_deg) - V(knee_deg);
    rep->descent_s = V(descent_s);
    rep->hold_s = V(hold_s);
    rep->ascent_s = V(ascent_s);
    rep->residual_deg = V(residual_deg);
    rep->shape[HINGE_JOINT_SHANK] =
        (struct hinge_shape){.full = V(shank_deg), .curve = V(leg_curve), .mid = V(shank_mid_deg)};
    rep->shape[HINGE_JOINT_KNEE] =
        (struct hinge_shape){.full = V(knee_deg), .curve = V(leg_curve), .mid = V(knee_mid_deg)};
    rep->shape[HINGE_JOINT_PELVIS] =
        (struct hinge_shape){.full = pelvis - V(pelvis_early_deg) - V(pelvis_late_deg),
                             .early = V(pelvis_early_deg),
                             .late = V(pelvis_late_deg),
                             .mid = V(pelvis_mid_deg)};
    rep->shape[HINGE_JOINT_LUMBAR] =
        (struct hinge_shape){.full = lumbar - V(lumbar_early_deg) - V(lumbar_late_deg),
                             .curve = V(lumbar_curve),
                             .early = V(lumbar_early_deg),
                             .late = V(lumbar_late_deg),
                             .mid = V(lumbar_mid_deg)};
    static const struct {
        enum hinge_joint joint;
        enum hinge_quantity quantity;
    } further[] = {{HINGE_JOINT_THORACIC, HINGE_QUANTITY_thoracic_deg},
                   {HINGE_JOINT_NECK, HINGE_QUANTITY_neck_deg},
                   {HINGE_JOINT_HEAD, HINGE_QUANTITY_head_deg},
                   {HINGE_JOINT_HEAD_BACK_M, HINGE_QUANTITY_head_back_m},
                   {HINGE_JOINT_SHRUG_M, HINGE_QUANTITY_shrug_m},
                   {HINGE_JOINT_PROTRACT_M, HINGE_QUANTITY_protract_m},
                   {HINGE_JOINT_RIB_M, HINGE_QUANTITY_rib_m},
                   {HINGE_JOINT_LOAD_M, HINGE_QUANTITY_load_forward_m},
                   {HINGE_JOINT_YAW, HINGE_QUANTITY_yaw_deg},
                   {HINGE_JOINT_OBLIQUITY, HINGE_QUANTITY_obliquity_deg},
                   {HINGE_JOINT_SHIFT_M, HINGE_QUANTITY_shift_m},
                   {HINGE_JOINT_SIDE_LEAN, HINGE_QUANTITY_side_lean_deg},
                   {HINGE_JOINT_HIP_DIFFERENCE, HINGE_QUANTITY_hip_difference_deg},
                   {HINGE_JOINT_VALGUS_M, HINGE_QUANTITY_valgus_m}};
    for (int j = HINGE_JOINT_THORACIC; j < HINGE_JOINT_COUNT; j++)
        rep->shape[j] = (struct hinge_shape){0};
    for (size_t k = 0; k < sizeof further / sizeof *further; k++)
        rep->shape[further[k].joint].full = q[further[k].quantity];
    rep->arch_deg = V(lock_arch_deg);
    rep->stop_share = V(stop_share);
    const double delay[][2] = {[HINGE_JOINT_SHANK] = {V(legs_delay_s), V(legs_delay_up_s)},
                               [HINGE_JOINT_KNEE] = {V(legs_delay_s), V(legs_delay_up_s)},
                               [HINGE_JOINT_PELVIS] = {V(pelvis_delay_s), V(pelvis_delay_up_s)},
                               [HINGE_JOINT_LUMBAR] = {V(lumbar_delay_s), V(lumbar_delay_up_s)}};
    for (int way = 0; way < 2; way++) {
        rep->most_delay_s[way] = 0;
        for (int j = 0; j < HINGE_JOINT_COUNT; j++) {
            rep->delay_s[j][way] = j <= HINGE_JOINT_LUMBAR ? delay[j][way] : 0;
            rep->most_delay_s[way] = fmax(rep->most_delay_s[way], rep->delay_s[j][way]);
        }
    }
#undef V
}

void hinge_motion_set(struct hinge_motion *motion, const struct hinge_pattern *pattern,
                      double stand_s, double tail_s)
{
    double t_s = stand_s;
    for (size_t k = 0; k < motion->n_reps; k++) {
        struct hinge_motion_rep *rep = &motion->rep[k];
        rep_set(rep, &pattern[k]);
        rep->start_s = t_s;
        t_s += rep->descent_s + rep->hold_s + rep->ascent_s;
        if (k + 1 < motion->n_reps)
            t_s += pattern[k].value[HINGE_QUANTITY_rest_s];
    }
    motion->end_s = t_s + tail_s;
    static const struct {
        enum hinge_joint joint;
        enum hinge_quantity quantity;
    } stand[] = {{HINGE_JOINT_SHANK, HINGE_QUANTITY_stand_shank_deg},
                 {HINGE_JOINT_KNEE, HINGE_QUANTITY_stand_knee_deg},
                 {HINGE_JOINT_PELVIS, HINGE_QUANTITY_stand_pelvis_deg},
                 {HINGE_JOINT_LUMBAR, HINGE_QUANTITY_stand_lumbar_deg},
                 {HINGE_JOINT_HEAD, HINGE_QUANTITY_stand_head_deg},
                 {HINGE_JOINT_TOE_OUT, HINGE_QUANTITY_stand_toe_out_deg},
                 {HINGE_JOINT_STANCE_M, HINGE_QUANTITY_stance_extra_m},
                 {HINGE_JOINT_SHIFT_M, HINGE_QUANTITY_stand_shift_m},
                 {HINGE_JOINT_REAR_FOOT_M, HINGE_QUANTITY_rear_foot_m},
                 {HINGE_JOINT_REAR_TOES, HINGE_QUANTITY_rear_toes_deg},
                 {HINGE_JOINT_REAR_UP_M, HINGE_QUANTITY_rear_up_m},
                 {HINGE_JOINT_ROD_ON, HINGE_QUANTITY_rod_on}};
    for (int j = 0; j < HINGE_JOINT_COUNT; j++)
        motion->stand_deg[j] = 0.0;
    for (size_t k = 0; motion->n_reps > 0 && k < sizeof stand / sizeof *stand; k++)
        motion->stand_deg[stand[k].joint] = pattern[0].value[stand[k].quantity];
}

/* How far down a joint is on the way there or back that lasts `whole` seconds. */
static double progress(const struct hinge_motion_rep *rep, int joint, int way, double since_s,
                       double whole_s)
{
    double own_s = whole_s - rep->most_delay_s[way];
    double part = (since_s - rep->delay_s[joint][way]) / own_s;
    double smooth = hinge_minimum_jerk(part);
    if (way == 1 || rep->stop_share == 0)
        return smooth;
    double stopped =
        0.5 * hinge_minimum_jerk(part / 0.4) + 0.5 * hinge_minimum_jerk((part - 0.6) / 0.4);
    return smooth + rep->stop_share * (stopped - smooth);
}

/* Leaning back while standing up, and straight again half a second later. */
static double arch(const struct hinge_motion_rep *rep, double t_s)
{
    double end_s = rep->start_s + rep->descent_s + rep->hold_s + rep->ascent_s;
    double lean = hinge_minimum_jerk((t_s - end_s + 0.5 * rep->ascent_s) / (0.5 * rep->ascent_s));
    return rep->arch_deg * (lean - hinge_minimum_jerk((t_s - end_s - 0.5) / 0.5));
}

static bool moves(const struct hinge_shape *shape)
{
    return shape->full != 0.0 || shape->early != 0.0 || shape->late != 0.0 || shape->mid != 0.0;
}

void hinge_motion_at(const struct hinge_motion *motion, double t_s,
                     double angle_deg[HINGE_JOINT_COUNT])
{
    for (int j = 0; j < HINGE_JOINT_COUNT; j++)
        angle_deg[j] = motion->stand_deg[j];
    double residual_deg = 0.0;
    for (size_t k = 0; k < motion->n_reps; k++) {
        const struct hinge_motion_rep *rep = &motion->rep[k];
        double up_s = rep->start_s + rep->descent_s + rep->hold_s;
        double up = hinge_minimum_jerk((t_s - up_s) / rep->ascent_s);
        if (t_s <= rep->start_s)
            break;
        for (int j = 0; j < HINGE_JOINT_COUNT; j++) {
            if (!moves(&rep->shape[j]))
                continue;
            double s = progress(rep, j, 0, t_s - rep->start_s, rep->descent_s) -
                       progress(rep, j, 1, t_s - up_s, rep->ascent_s);
            if (s > 0.0)
                angle_deg[j] += shape_at(&rep->shape[j], s);
        }
        angle_deg[HINGE_JOINT_LUMBAR] -= rep->arch_deg != 0 ? arch(rep, t_s) : 0;
        residual_deg += (rep->residual_deg - residual_deg) * up;
    }
    angle_deg[HINGE_JOINT_PELVIS] += residual_deg;
}
