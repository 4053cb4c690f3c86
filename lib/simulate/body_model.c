/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles over time and the chain from angles to landmarks. */
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

double hinge_shape_at(const struct hinge_shape *shape, double s)
{
    double bump = s * (1.0 - s);
    return shape->full * (s + shape->curve * bump) +
           shape->early * hinge_minimum_jerk(s / 0.3) +
           shape->late * hinge_minimum_jerk((s - 0.7) / 0.3) +
           shape->mid * 16.0 * bump * bump;
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
    rep->shape[HINGE_JOINT_SHANK] = (struct hinge_shape){
        .full = V(shank_deg), .curve = V(leg_curve), .mid = V(shank_mid_deg)};
    rep->shape[HINGE_JOINT_KNEE] = (struct hinge_shape){
        .full = V(knee_deg), .curve = V(leg_curve), .mid = V(knee_mid_deg)};
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
    const double delay[][2] = {
        [HINGE_JOINT_SHANK] = {V(legs_delay_s), V(legs_delay_up_s)},
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
                 {HINGE_JOINT_STANCE_M, HINGE_QUANTITY_stance_extra_m}};
    for (int j = 0; j < HINGE_JOINT_COUNT; j++)
        motion->stand_deg[j] = 0.0;
    for (size_t k = 0; motion->n_reps > 0 && k < sizeof stand / sizeof *stand; k++)
        motion->stand_deg[stand[k].joint] = pattern[0].value[stand[k].quantity];
}

/* How far down a joint is on the way there or back that lasts `whole` seconds. */
static double progress(const struct hinge_motion_rep *rep, int joint, int way,
                       double since_s, double whole_s)
{
    double own_s = whole_s - rep->most_delay_s[way];
    double part = (since_s - rep->delay_s[joint][way]) / own_s;
    double smooth = hinge_minimum_jerk(part);
    if (way == 1 || rep->stop_share == 0)
        return smooth;
    double stopped = 0.5 * hinge_minimum_jerk(part / 0.4) +
                     0.5 * hinge_minimum_jerk((part - 0.6) / 0.4);
    return smooth + rep->stop_share * (stopped - smooth);
}

/* Leaning back while standing up, and straight again half a second later. */
static double arch(const struct hinge_motion_rep *rep, double t_s)
{
    double end_s = rep->start_s + rep->descent_s + rep->hold_s + rep->ascent_s;
    double lean =
        hinge_minimum_jerk((t_s - end_s + 0.5 * rep->ascent_s) / (0.5 * rep->ascent_s));
    return rep->arch_deg * (lean - hinge_minimum_jerk((t_s - end_s - 0.5) / 0.5));
}

static bool moves(const struct hinge_shape *shape)
{
    return shape->full != 0.0 || shape->early != 0.0 || shape->late != 0.0 ||
           shape->mid != 0.0;
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
                angle_deg[j] += hinge_shape_at(&rep->shape[j], s);
        }
        angle_deg[HINGE_JOINT_LUMBAR] -= rep->arch_deg != 0 ? arch(rep, t_s) : 0;
        residual_deg += (rep->residual_deg - residual_deg) * up;
    }
    angle_deg[HINGE_JOINT_PELVIS] += residual_deg;
}

/* --- the chain --- */

const double hinge_text_g_height_m =
    0.84 / 0.491; /* leg length over 0.491, SCIENCE 2.5 */

void hinge_physique_text_g(struct hinge_physique *physique)
{
    *physique = (struct hinge_physique){.scale = 1.0,
                                        .pelvis_width_m = 0.24,
                                        .pelvis_depth_m = 0.15,
                                        .asis_tilt_deg = 10.0,
                                        .thorax_width_m = 0.36,
                                        .stance_m = 0.24};
}

static double near(struct hinge_random *random, double mean, double sd)
{
    return mean + sd * fmax(-2.0, fmin(2.0, hinge_random_normal(random)));
}

void hinge_physique_draw(struct hinge_random *random, double variation,
                         struct hinge_physique *physique)
{
    double height_m = near(random, 1.71, 0.08 * variation);
    double scale = height_m / hinge_text_g_height_m;
    *physique = (struct hinge_physique){
        .scale = scale,
        .pelvis_width_m = scale * near(random, 0.24, 0.012 * variation),
        .pelvis_depth_m = scale * near(random, 0.15, 0.008 * variation),
        .asis_tilt_deg = near(random, 10.0, 3.0 * variation),
        .thorax_width_m = scale * near(random, 0.36, 0.02 * variation),
        .stance_m = scale * near(random, 0.24, 0.02 * variation)};
}

static const double radian = 0.017453292519943295; /* of a degree */

struct vec {
    double x, y;
};

/* `length` along a vector pitched `angle` forward of up, and `front` square to it. */
static struct vec step(struct vec from, double length, double front, double angle_deg)
{
    double s = sin(angle_deg * radian), c = cos(angle_deg * radian);
    return (struct vec){from.x + length * s + front * c,
                        from.y + length * c - front * s};
}

static void put(double point[3], struct vec v, double right_m)
{
    point[0] = v.x;
    point[1] = v.y;
    point[2] = right_m;
}

/* Left and right of a landmark, `half` from the middle. */
static void put_pair(double left[3], double right[3], struct vec v, double half_m)
{
    put(left, v, -half_m);
    put(right, v, half_m);
}

#define P(name) point[HINGE_LANDMARK_##name]

/* ASIS and PSIS such that Harrington's regression (SCIENCE 1.4) gives back the hip
 * centre, and the angle of mid-PSIS to mid-ASIS is the pelvis angle plus a constant. */
static void put_pelvis(const struct hinge_physique *body, struct vec hip,
                       double pelvis_deg, double point[][3])
{
    double width_mm = 1000.0 * body->pelvis_width_m;
    double depth_mm = 1000.0 * body->pelvis_depth_m;
    double forward_m = (-0.24 * depth_mm - 9.9) / 1000.0;
    double up_m = (-0.30 * width_mm - 10.9) / 1000.0;
    double tilt_deg = pelvis_deg + body->asis_tilt_deg;
    struct vec asis = step(hip, -up_m, -forward_m, tilt_deg);
    struct vec psis = step(asis, 0.0, -body->pelvis_depth_m, tilt_deg);
    put_pair(P(hjc_l), P(hjc_r), hip, (0.33 * width_mm + 7.3) / 1000.0);
    put_pair(P(asis_l), P(asis_r), asis, 0.5 * body->pelvis_width_m);
    put_pair(P(psis_l), P(psis_r), psis, 0.19 * body->pelvis_width_m);
    put(P(s1), psis, 0.0);
}

static void put_legs(const struct hinge_physique *body, double extra_m,
                     struct vec ankle, struct vec knee, double point[][3])
{
    double half_m = 0.5 * (body->stance_m + extra_m), k = body->scale;
    put_pair(P(knee_l), P(knee_r), knee, half_m * 0.9);
    put_pair(P(ankle_l), P(ankle_r), ankle, half_m);
    put_pair(P(heel_l), P(heel_r), (struct vec){-0.05 * k, 0.03 * k}, half_m);
    put_pair(P(toe_l), P(toe_r), (struct vec){0.17 * k, 0.02 * k}, half_m + 0.02 * k);
}

/* Thorax, arms and head move as one with the thorax inclination `thorax_deg`, but for
 * what habits do to them; the arms hang. */
static void put_thorax(const struct hinge_physique *body, struct vec t8,
                       double thorax_deg, const double *angle, double point[][3])
{
    double k = body->scale, half_m = 0.5 * body->thorax_width_m;
    double upper = thorax_deg + angle[HINGE_JOINT_THORACIC];
    double head = upper + angle[HINGE_JOINT_HEAD];
    double face = head + angle[HINGE_JOINT_NECK];
    struct vec c7 = step(t8, 0.18 * k, 0.0, upper + 20.0);
    struct vec shoulder = step(t8, 0.14 * k, 0.0, upper + 5.0);
    shoulder = step(shoulder, angle[HINGE_JOINT_SHRUG_M], angle[HINGE_JOINT_PROTRACT_M],
                    upper);
    struct vec ear = step(c7, 0.15 * k, 0.0, head + 5.0);
    ear = step(ear, 0.0, -angle[HINGE_JOINT_HEAD_BACK_M], upper);
    put(P(c7), c7, 0.0);
    put(P(t8), t8, 0.0);
    put(P(t3), step(t8, 0.13 * k, -0.01 * k, upper + 20.0), 0.0);
    put(P(t10), step(t8, -0.05 * k, 0.0, thorax_deg + 8.0), 0.0);
    struct vec straight = step(t8, 0.18 * k, 0.0, thorax_deg + 20.0); /* of ribs */
    put(P(ij), step(straight, -0.06 * k, 0.11 * k, thorax_deg), 0.0);
    put(P(px), step(t8, -0.04 * k, 0.19 * k, thorax_deg), 0.0);
    double flare = 0.5 * angle[HINGE_JOINT_RIB_M];
    put(P(rib_l), step(t8, -0.12 * k, 0.15 * k + flare, thorax_deg), -0.1 * k);
    put(P(rib_r), step(t8, -0.12 * k, 0.15 * k - flare, thorax_deg), 0.1 * k);
    put_pair(P(shoulder_l), P(shoulder_r), shoulder, half_m);
    double reach = angle[HINGE_JOINT_LOAD_M];
    struct vec elbow = {shoulder.x + 0.02 * k + 0.5 * reach, shoulder.y - 0.29 * k};
    struct vec wrist = {shoulder.x + 0.05 * k + reach, shoulder.y - 0.54 * k};
    put_pair(P(elbow_l), P(elbow_r), elbow, half_m + 0.03 * k);
    put_pair(P(wrist_l), P(wrist_r), wrist, half_m + 0.04 * k);
    put_pair(P(ear_l), P(ear_r), ear, 0.075 * k);
    put_pair(P(eye_l), P(eye_r), step(ear, 0.03 * k, 0.09 * k, face), 0.032 * k);
    put(P(nose), step(ear, 0.0, 0.11 * k, face), 0.0);
    put(P(occ), step(ear, 0.02 * k, -0.09 * k, face), 0.0);
    put(P(head_top), step(ear, 0.13 * k, 0.0, face), 0.0);
}

/* --- out of the sagittal plane --- */

static const enum hinge_landmark of_pelvis[] = {
    HINGE_LANDMARK_hjc_l,  HINGE_LANDMARK_hjc_r,  HINGE_LANDMARK_asis_l,
    HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_l, HINGE_LANDMARK_psis_r,
    HINGE_LANDMARK_s1};
static const enum hinge_landmark of_legs[] = {
    HINGE_LANDMARK_knee_l,  HINGE_LANDMARK_knee_r, HINGE_LANDMARK_ankle_l,
    HINGE_LANDMARK_ankle_r, HINGE_LANDMARK_heel_l, HINGE_LANDMARK_heel_r,
    HINGE_LANDMARK_toe_l,   HINGE_LANDMARK_toe_r};

static bool among(const enum hinge_landmark *list, size_t n, int landmark)
{
    for (size_t i = 0; i < n; i++)
        if ((int)list[i] == landmark)
            return true;
    return false;
}

/* Turns two coordinates of a point about a centre. */
static void turn(double point[3], const double centre[3], int a, int b, double deg)
{
    double c = cos(deg * radian), s = sin(deg * radian);
    double x = point[a] - centre[a], y = point[b] - centre[b];
    point[a] = centre[a] + c * x - s * y;
    point[b] = centre[b] + s * x + c * y;
}

/* A point above the pelvis, leant to the right by an angle out of the plane. */
static void lean_right(double point[3], const double hip[3], double deg)
{
    double c = cos(deg * radian), s = sin(deg * radian);
    double length = hypot(point[0] - hip[0], point[1] - hip[1]);
    point[0] = hip[0] + c * (point[0] - hip[0]);
    point[1] = hip[1] + c * (point[1] - hip[1]);
    point[2] = c * point[2] + s * length;
}

static void shape_legs(const double *angle, double thigh_deg, double scale,
                       double point[][3])
{
    static const int left[] = {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l,
                               HINGE_LANDMARK_heel_l, HINGE_LANDMARK_toe_l};
    double half = 0.5 * angle[HINGE_JOINT_HIP_DIFFERENCE];
    for (int side = 0; side < 2 && half != 0; side++) { /* the whole shank goes along */
        double more = side == 0 ? -half : half, length = 0.41 * scale;
        double dx =
            length * (sin(thigh_deg * radian) - sin((thigh_deg + more) * radian));
        double dy =
            length * (cos(thigh_deg * radian) - cos((thigh_deg + more) * radian));
        for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
            point[left[i] + side][0] += dx;
            point[left[i] + side][1] += dy;
        }
    }
    P(knee_l)[2] += angle[HINGE_JOINT_VALGUS_M] + 0.5 * angle[HINGE_JOINT_SHIFT_M];
    P(knee_r)[2] += -angle[HINGE_JOINT_VALGUS_M] + 0.5 * angle[HINGE_JOINT_SHIFT_M];
    for (int side = 0; side < 2 && angle[HINGE_JOINT_TOE_OUT] != 0; side++)
        turn(point[HINGE_LANDMARK_toe_l + side], point[HINGE_LANDMARK_heel_l + side], 0,
             2, side == 0 ? -angle[HINGE_JOINT_TOE_OUT] : angle[HINGE_JOINT_TOE_OUT]);
}

static void leave_plane(const double *angle, double thigh_deg, double scale,
                        double point[][3])
{
    const double hip[3] = {P(hjc_l)[0], P(hjc_l)[1], 0};
    shape_legs(angle, thigh_deg, scale, point);
    if (angle[HINGE_JOINT_YAW] == 0 && angle[HINGE_JOINT_OBLIQUITY] == 0 &&
        angle[HINGE_JOINT_SIDE_LEAN] == 0 && angle[HINGE_JOINT_SHIFT_M] == 0)
        return;
    for (int i = 0; i < HINGE_LANDMARK_COUNT; i++) {
        if (isnan(point[i][0]) || among(of_legs, sizeof of_legs / sizeof *of_legs, i))
            continue;
        if (among(of_pelvis, sizeof of_pelvis / sizeof *of_pelvis, i)) {
            if (angle[HINGE_JOINT_YAW] != 0) /* the right side forward */
                turn(point[i], hip, 2, 0, angle[HINGE_JOINT_YAW]);
            if (angle[HINGE_JOINT_OBLIQUITY] != 0)
                turn(point[i], hip, 2, 1, angle[HINGE_JOINT_OBLIQUITY]);
        } else if (angle[HINGE_JOINT_SIDE_LEAN] != 0) {
            lean_right(point[i], hip, angle[HINGE_JOINT_SIDE_LEAN]);
        }
        point[i][2] += angle[HINGE_JOINT_SHIFT_M];
    }
}

void hinge_body_points(const struct hinge_physique *physique,
                       const double angle_deg[HINGE_JOINT_COUNT],
                       double point[HINGE_LANDMARK_COUNT][3])
{
    for (int i = 0; i < HINGE_LANDMARK_COUNT; i++)
        point[i][0] = point[i][1] = point[i][2] = (double)NAN;
    double k = physique->scale;
    double shank = angle_deg[HINGE_JOINT_SHANK];
    double thigh = shank - angle_deg[HINGE_JOINT_KNEE];
    double pelvis = angle_deg[HINGE_JOINT_PELVIS];
    double lumbar = angle_deg[HINGE_JOINT_LUMBAR];

    struct vec ankle = {0.0, 0.09 * k};
    struct vec knee = step(ankle, 0.43 * k, 0.0, shank);
    struct vec hip = step(knee, 0.41 * k, 0.0, thigh);
    struct vec l5 = step(hip, 0.10 * k, 0.0, pelvis + 10.0);
    struct vec l3 = step(l5, 0.07 * k, 0.0, pelvis + 0.2 * lumbar - 5.0);
    struct vec t12l1 = step(l3, 0.08 * k, 0.0, pelvis + 0.7 * lumbar - 2.0);
    struct vec t8 = step(t12l1, 0.12 * k, 0.0, pelvis + lumbar + 8.0);
    put(P(l5), l5, 0.0);
    put(P(l3), l3, 0.0);
    put(P(t12l1), t12l1, 0.0);
    put_legs(physique, angle_deg[HINGE_JOINT_STANCE_M], ankle, knee, point);
    put_pelvis(physique, hip, pelvis, point);
    put_thorax(physique, t8, pelvis + lumbar, angle_deg, point);
    leave_plane(angle_deg, thigh, k, point);
}

double hinge_body_angle(const double angle_deg[HINGE_JOINT_COUNT], int landmark)
{
    double shank = angle_deg[HINGE_JOINT_SHANK], knee = angle_deg[HINGE_JOINT_KNEE];
    double pelvis = angle_deg[HINGE_JOINT_PELVIS],
           lumbar = angle_deg[HINGE_JOINT_LUMBAR];
    double thigh = shank - knee;
#define IS(name) landmark == HINGE_LANDMARK_##name
    if (IS(pelvis) || IS(pelvis_tilt))
        return pelvis;
    if (IS(l1) || IS(thorax) || IS(head) || IS(thorax_tilt))
        return pelvis + lumbar;
    if (IS(thigh_l) || IS(thigh_r))
        return thigh;
    if (IS(shank_l) || IS(shank_r))
        return shank;
    if (IS(lumbar_flex) || IS(osim_lumbar_extension))
        return IS(lumbar_flex) ? lumbar : -lumbar;
    if (IS(hip_flex_l) || IS(hip_flex_r) || IS(osim_hip_flexion_l) ||
        IS(osim_hip_flexion_r))
        return pelvis - thigh;
    if (IS(knee_flex_l) || IS(knee_flex_r) || IS(osim_knee_angle_l) ||
        IS(osim_knee_angle_r))
        return knee;
    return IS(osim_pelvis_tilt) ? -pelvis : 0;
#undef IS
}
