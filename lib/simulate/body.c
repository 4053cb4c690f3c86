/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moving body. In: patterns laid out in time; out: joint angles at a time, and by the chain of
 * method 10 the landmarks, a rod and the pressure under the feet. */
#include "simulate/simulate.h"

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

void hinge_motion_set(struct hinge_motion *motion, const struct hinge_pattern *pattern,
                      double stand_s, double tail_s)
{
    double t_s = stand_s;
    for (size_t k = 0; k < motion->n_reps; k++) {
        struct hinge_motion_rep *rep = &motion->rep[k];
        /* Joint curves whose values at the bottom are what the pattern asks for: the hip gets what
         * the lumbar spine leaves of the total, and pelvis = hip + thigh = hip + shank - knee. */
        const double *q = pattern[k].value;
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
        for (int j = HINGE_JOINT_THORACIC; j < HINGE_JOINT_COUNT; j++)
            rep->shape[j] = (struct hinge_shape){0};
        for (int j = HINGE_JOINT_THORACIC; j <= HINGE_JOINT_VALGUS_M; j++) /* in the same order */
            rep->shape[j].full = q[HINGE_QUANTITY_thoracic_deg + j - HINGE_JOINT_THORACIC];
        rep->arch_deg = V(lock_arch_deg);
        rep->stop_share = V(stop_share);
        rep->by_thigh = V(by_thigh) > 0;
        const double delay[][2] = {[HINGE_JOINT_SHANK] = {V(legs_delay_s), V(legs_delay_up_s)},
                                   [HINGE_JOINT_KNEE] = {V(legs_delay_s), V(legs_delay_up_s)},
                                   [HINGE_JOINT_PELVIS] = {V(pelvis_delay_s), V(pelvis_delay_up_s)},
                                   [HINGE_JOINT_LUMBAR] = {V(lumbar_delay_s),
                                                           V(lumbar_delay_up_s)}};
        for (int way = 0; way < 2; way++) {
            rep->most_delay_s[way] = 0;
            for (int j = 0; j < HINGE_JOINT_COUNT; j++) {
                rep->delay_s[j][way] = j <= HINGE_JOINT_LUMBAR ? delay[j][way] : 0;
                rep->most_delay_s[way] = fmax(rep->most_delay_s[way], rep->delay_s[j][way]);
            }
        }
#undef V
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
            if (!(rep->shape[j].full != 0.0 || rep->shape[j].early != 0.0 ||
                  rep->shape[j].late != 0.0 || rep->shape[j].mid != 0.0))
                continue;
            double s = progress(rep, j, 0, t_s - rep->start_s, rep->descent_s) -
                       progress(rep, j, 1, t_s - up_s, rep->ascent_s);
            if (s > 0.0)
                angle_deg[j] += shape_at(&rep->shape[j], s);
        }
        if (rep->arch_deg != 0) { /* leans back, and is straight again half a second later */
            const double end_s = rep->start_s + rep->descent_s + rep->hold_s + rep->ascent_s,
                         half_s = 0.5 * rep->ascent_s;
            angle_deg[HINGE_JOINT_LUMBAR] -=
                rep->arch_deg * (hinge_minimum_jerk((t_s - end_s + half_s) / half_s) -
                                 hinge_minimum_jerk((t_s - end_s - 0.5) / 0.5));
        }
        residual_deg += (rep->residual_deg - residual_deg) * up;
    }
    angle_deg[HINGE_JOINT_PELVIS] += residual_deg;
}

/* --- what a body holds and stands on: a rod along its back, a plate under its feet --- */

#define P(name) point[HINGE_LANDMARK_##name]

/* A rod behind the back, ROD_OFF from the two points it is held on. */
static void set_rod(enum hinge_rod_on on, double point[][3])
{
    static const double ROD_OFF = 0.02;
    const double *top = on == HINGE_ROD_ON_BACK_AND_TAIL ? P(t8) : P(occ);
    const double *low = on == HINGE_ROD_ON_HEAD_AND_BACK ? P(t8) : P(s1);
    double ux = top[0] - low[0], uy = top[1] - low[1], length = hypot(ux, uy);
    ux /= length;
    uy /= length;
    double x = low[0] - uy * ROD_OFF, y = low[1] + ux * ROD_OFF;
    for (int end = 0; end < 2; end++) { /* 0.8 m up and 0.4 m down from there */
        double along = end == 0 ? 0.8 : -0.4, *p = point[HINGE_LANDMARK_dow_1 + end];
        p[0] = x + along * ux;
        p[1] = y + along * uy;
        p[2] = 0;
    }
}

static double mid(double point[][3], int left, int axis)
{
    return 0.5 * (point[left][axis] + point[left + 1][axis]);
}

/* Winter 2009, table 4.1: mass of both sides as a share of the body's, its place from one left
 * landmark to another. Those of head, trunk and arms are first. */
static const struct {
    double mass, share;
    int from, to;
    double gyration; /* in lengths, about the centre */
} masses[] = {{0.081, 0, HINGE_LANDMARK_ear_l, HINGE_LANDMARK_ear_l, 0},
              {0.497, 0.5, HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l, 0.36},
              {0.056, 0.436, HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_elbow_l, 0.322},
              {0.044, 0.682, HINGE_LANDMARK_elbow_l, HINGE_LANDMARK_wrist_l, 0.468},
              {0.2, 0.433, HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, 0.323},
              {0.093, 0.433, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l, 0.302},
              {0.029, 0.5, HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_toe_l, 0}};
enum { ABOVE_HIPS = 4, WHOLE_BODY = sizeof masses / sizeof *masses };
static const double pelvis_mass = 0.142, in_pelvis = 0.256; /* from L5/S1 to the hips */

/* The first n masses, each times how far it is beyond a place along an axis. */
static double first_moment(double point[][3], size_t n, int axis, double place)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        double from = mid(point, masses[k].from, axis), to = mid(point, masses[k].to, axis);
        sum += masses[k].mass * (from + masses[k].share * (to - from) - place);
    }
    return sum;
}

static void find_l5s1(double point[][3], double l5s1[2])
{
    double psis[2], asis[2];
    for (int axis = 0; axis < 2; axis++) {
        psis[axis] = mid(point, HINGE_LANDMARK_psis_l, axis);
        asis[axis] = mid(point, HINGE_LANDMARK_asis_l, axis);
    }
    double width = fabs(P(asis_r)[2] - P(asis_l)[2]);
    double tilt = atan2(asis[1] - psis[1], asis[0] - psis[0]);
    l5s1[0] = asis[0] - width * (0.3375 * cos(tilt) + 0.0085 * sin(tilt));
    l5s1[1] = asis[1] - width * (0.3375 * sin(tilt) - 0.0085 * cos(tilt));
}

struct hinge_true_moments hinge_body_moments(double point[][3])
{
    double l5s1[2], hip = mid(point, HINGE_LANDMARK_hjc_l, 0);
    find_l5s1(point, l5s1);
    double below = pelvis_mass * in_pelvis * (hip - l5s1[0]);
    return (struct hinge_true_moments){
        HINGE_STANDARD_GRAVITY * first_moment(point, ABOVE_HIPS, 0, hip),
        HINGE_STANDARD_GRAVITY * (first_moment(point, ABOVE_HIPS, 0, l5s1[0]) - below)};
}

double hinge_body_com_foot(double point[][3])
{
    const double heel = mid(point, HINGE_LANDMARK_heel_l, 0);
    return 100 * first_moment(point, WHOLE_BODY, 0, heel) /
           (mid(point, HINGE_LANDMARK_toe_l, 0) - heel);
}

/* --- who lifts: work and power of joints of a moving body --- */

void hinge_body_posture(double point[][3], struct hinge_true_posture *out)
{
    static const int joint[] = {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_hjc_l,
                                0, HINGE_LANDMARK_shoulder_l};
    for (size_t k = 0; k < WHOLE_BODY; k++)
        for (int axis = 0; axis < 2; axis++) {
            out->from[k][axis] = mid(point, masses[k].from, axis);
            out->to[k][axis] = mid(point, masses[k].to, axis);
        }
    for (int j = 0; j <= HINGE_TRUE_JOINTS; j++)
        for (int axis = 0; axis < 2 && j != HINGE_TRUE_BACK; axis++)
            out->joint[j][axis] = mid(point, joint[j], axis);
    find_l5s1(point, out->joint[HINGE_TRUE_BACK]);
}

/* How far a line has turned forward between two postures, rad. */
static double turned(const double a0[2], const double a1[2], const double b0[2], const double b1[2])
{
    double a = atan2(a1[0] - a0[0], a1[1] - a0[1]), b = atan2(b1[0] - b0[0], b1[1] - b0[1]);
    return remainder(b - a, 2 * acos(-1));
}

/* What the extensors of a joint give at the middle one of three postures, N m/kg. */
static double torque(const struct hinge_true_posture at[3], double hz, int joint)
{
    /* of the masses: those above each joint, the feet never */
    static const size_t above[] = {WHOLE_BODY - 1, WHOLE_BODY - 2, ABOVE_HIPS, ABOVE_HIPS};
    const double *o = at[1].joint[joint];
    double sum = 0;
    for (size_t k = 0; k <= above[joint]; k++) {
        const bool pelvis = k == above[joint]; /* below L5/S1, and part of the trunk */
        if (pelvis && joint != HINGE_TRUE_BACK)
            continue;
        double c[3][2];
        for (int i = 0; i < 3; i++)
            for (int axis = 0; axis < 2; axis++) {
                const double from =
                                 pelvis ? at[i].joint[HINGE_TRUE_BACK][axis] : at[i].from[k][axis],
                             to = pelvis ? at[i].joint[HINGE_TRUE_HIP][axis] : at[i].to[k][axis];
                c[i][axis] = from + (pelvis ? in_pelvis : masses[k].share) * (to - from);
            }
        const double ax = (c[0][0] - 2 * c[1][0] + c[2][0]) * hz * hz,
                     ay = (c[0][1] - 2 * c[1][1] + c[2][1]) * hz * hz;
        const double about =
            (c[1][0] - o[0]) * (HINGE_STANDARD_GRAVITY + ay) - (c[1][1] - o[1]) * ax;
        if (pelvis) {
            sum -= pelvis_mass * about;
            continue;
        }
        const double radius = masses[k].gyration * hypot(at[1].to[k][0] - at[1].from[k][0],
                                                         at[1].to[k][1] - at[1].from[k][1]);
        const double alpha = (turned(at[1].from[k], at[1].to[k], at[2].from[k], at[2].to[k]) -
                              turned(at[0].from[k], at[0].to[k], at[1].from[k], at[1].to[k])) *
                             hz * hz;
        sum += masses[k].mass * (about - radius * radius * alpha);
    }
    return sum;
}

struct hinge_true_work hinge_body_work(const struct hinge_true_posture *at, size_t n, double hz)
{
    struct hinge_true_work w = {.held_nm_kg = 0};
    for (int j = 0; j < HINGE_TRUE_JOINTS; j++)
        w.power_w_kg[j] = -(double)INFINITY;
    for (size_t i = 1; i + 1 < n; i++) {
        double below = 0; /* the foot stands */
        for (int j = 0; j < HINGE_TRUE_JOINTS; j++) {
            const double above = turned(at[i - 1].joint[j], at[i - 1].joint[j + 1],
                                        at[i + 1].joint[j], at[i + 1].joint[j + 1]) *
                                 hz / 2;
            const double moment = torque(&at[i - 1], hz, j), power = moment * (below - above);
            w.joint_j_kg[j] += power / hz;
            w.power_w_kg[j] = fmax(w.power_w_kg[j], power);
            w.held_nm_kg += j == HINGE_TRUE_BACK ? moment / (double)(n - 2) : 0;
            below = above;
        }
    }
    double done = 0;
    for (int j = 0; j < HINGE_TRUE_JOINTS; j++)
        done += fmax(0, w.joint_j_kg[j]);
    w.back_share = fmax(0, w.joint_j_kg[HINGE_TRUE_BACK]) / done;
    return w;
}

void hinge_props_set(const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3])
{
    set_rod((enum hinge_rod_on)angle_deg[HINGE_JOINT_ROD_ON], point);
    P(cop_l)[0] = first_moment(point, WHOLE_BODY, 0, 0); /* nothing accelerates */
    P(cop_l)[1] = 0;
    P(cop_l)[2] = first_moment(point, WHOLE_BODY, 2, 0);
}

/* --- the chain from angles to landmarks --- */

const double hinge_text_g_height_m = 0.84 / 0.491; /* leg length over 0.491, method 2.5 */

void hinge_physique_text_g(struct hinge_physique *physique)
{
    *physique = (struct hinge_physique){.scale = 1.0,
                                        .pelvis_width_m = 0.24,
                                        .pelvis_depth_m = 0.15,
                                        .asis_tilt_deg = 10.0,
                                        .l5_tilt_deg = 10.0,
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
    *physique =
        (struct hinge_physique){.scale = scale,
                                .pelvis_width_m = scale * near(random, 0.24, 0.012 * variation),
                                .pelvis_depth_m = scale * near(random, 0.15, 0.008 * variation),
                                .asis_tilt_deg = near(random, 10.0, 3.0 * variation),
                                .thorax_width_m = scale * near(random, 0.36, 0.02 * variation),
                                .stance_m = scale * near(random, 0.33, 0.02 * variation)};
    /* people's L5 lies behind the hip, by 15 to 50 degrees as the pelvis is built */
    physique->l5_tilt_deg = -31.0 + 2.0 * (physique->asis_tilt_deg - 10.0);
}

static const double radian = 0.017453292519943295; /* of a degree */

struct vec {
    double x, y;
};

/* `length` along a vector pitched `angle` forward of up, and `front` square to it. */
static struct vec step(struct vec from, double length, double front, double angle_deg)
{
    double s = sin(angle_deg * radian), c = cos(angle_deg * radian);
    return (struct vec){from.x + length * s + front * c, from.y + length * c - front * s};
}

static void set(double point[3], struct vec v, double right_m)
{
    point[0] = v.x;
    point[1] = v.y;
    point[2] = right_m;
}

/* Left and right of a landmark, `half` from the middle. */
static void set_pair(double left[3], double right[3], struct vec v, double half_m)
{
    set(left, v, -half_m);
    set(right, v, half_m);
}

/* Thorax, arms and head move as one with the thorax inclination `thorax_deg`, but for
 * what habits do to them; the arms hang. */
static void set_thorax(const struct hinge_physique *body, struct vec t8, double thorax_deg,
                       const double *angle, double point[][3])
{
    double k = body->scale, half_m = 0.5 * body->thorax_width_m;
    double upper = thorax_deg + angle[HINGE_JOINT_THORACIC];
    double head = upper + angle[HINGE_JOINT_HEAD];
    double face = head + angle[HINGE_JOINT_NECK];
    struct vec c7 = step(t8, 0.18 * k, 0.0, upper + 20.0);
    struct vec shoulder = step(t8, 0.14 * k, 0.0, upper + 5.0);
    shoulder = step(shoulder, angle[HINGE_JOINT_SHRUG_M], angle[HINGE_JOINT_PROTRACT_M], upper);
    struct vec ear = step(c7, 0.15 * k, 0.0, head + 5.0);
    ear = step(ear, 0.0, -angle[HINGE_JOINT_HEAD_BACK_M], upper);
    set(P(c7), c7, 0.0);
    set(P(t8), t8, 0.0);
    set(P(t3), step(t8, 0.13 * k, -0.01 * k, upper + 20.0), 0.0);
    set(P(t10), step(t8, -0.05 * k, 0.0, thorax_deg + 8.0), 0.0);
    /* a rigid sternum, which ribs of the whole thorax carry */
    double sternum = thorax_deg + 0.5 * angle[HINGE_JOINT_THORACIC];
    struct vec straight = step(t8, 0.18 * k, 0.0, sternum + 20.0);
    set(P(ij), step(straight, -0.06 * k, 0.11 * k, sternum), 0.0);
    set(P(px), step(t8, -0.04 * k, 0.19 * k, sternum), 0.0);
    double flare = 0.5 * angle[HINGE_JOINT_RIB_M];
    set(P(rib_l), step(t8, -0.12 * k, 0.15 * k + flare, thorax_deg), -0.1 * k);
    set(P(rib_r), step(t8, -0.12 * k, 0.15 * k - flare, thorax_deg), 0.1 * k);
    set_pair(P(shoulder_l), P(shoulder_r), shoulder, half_m);
    double reach = angle[HINGE_JOINT_LOAD_M];
    struct vec elbow = {shoulder.x + 0.02 * k + 0.5 * reach, shoulder.y - 0.29 * k};
    struct vec wrist = {shoulder.x + 0.05 * k + reach, shoulder.y - 0.54 * k};
    set_pair(P(elbow_l), P(elbow_r), elbow, half_m + 0.03 * k);
    set_pair(P(wrist_l), P(wrist_r), wrist, half_m + 0.04 * k);
    set_pair(P(ear_l), P(ear_r), ear, 0.075 * k);
    set_pair(P(eye_l), P(eye_r), step(ear, 0.03 * k, 0.09 * k, face), 0.032 * k);
    set(P(nose), step(ear, 0.0, 0.11 * k, face), 0.0);
    set(P(occ), step(ear, 0.02 * k, -0.09 * k, face), 0.0);
    set(P(head_top), step(ear, 0.13 * k, 0.0, face), 0.0);
}

/* --- out of the sagittal plane --- */

static const enum hinge_landmark of_pelvis[] = {HINGE_LANDMARK_hjc_l,  HINGE_LANDMARK_hjc_r,
                                                HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r,
                                                HINGE_LANDMARK_psis_l, HINGE_LANDMARK_psis_r,
                                                HINGE_LANDMARK_s1};
static const enum hinge_landmark of_legs[] = {HINGE_LANDMARK_knee_l,  HINGE_LANDMARK_knee_r,
                                              HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_ankle_r,
                                              HINGE_LANDMARK_heel_l,  HINGE_LANDMARK_heel_r,
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

static void leave_plane(const double *angle, double thigh_deg, double scale, double point[][3])
{
    const double hip[3] = {P(hjc_l)[0], P(hjc_l)[1], 0};
    static const int left[] = {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_heel_l,
                               HINGE_LANDMARK_toe_l};
    double half = 0.5 * angle[HINGE_JOINT_HIP_DIFFERENCE];
    for (int side = 0; side < 2 && half != 0; side++) { /* the whole shank goes along */
        double more = side == 0 ? -half : half, length = 0.41 * scale;
        double dx = length * (sin(thigh_deg * radian) - sin((thigh_deg + more) * radian));
        double dy = length * (cos(thigh_deg * radian) - cos((thigh_deg + more) * radian));
        for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
            point[left[i] + side][0] += dx;
            point[left[i] + side][1] += dy;
        }
    }
    const double thigh = hypot(P(knee_l)[0] - P(hjc_l)[0], P(knee_l)[1] - P(hjc_l)[1]),
                 shank = hypot(P(knee_l)[0] - P(ankle_l)[0], P(knee_l)[1] - P(ankle_l)[1]);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) { /* the knee half as far */
        point[left[i]][0] -= (i == 0 ? 0.5 : 1) * angle[HINGE_JOINT_REAR_FOOT_M];
        point[left[i]][1] += (i == 0 ? 0.5 : 1) * angle[HINGE_JOINT_REAR_UP_M];
    }
    if (angle[HINGE_JOINT_REAR_UP_M] > 0) { /* where thigh and shank are as long as they were */
        const double x = P(ankle_l)[0] - P(hjc_l)[0], y = P(ankle_l)[1] - P(hjc_l)[1],
                     far = hypot(x, y);
        const double along = fmin(thigh, (thigh * thigh - shank * shank + far * far) / (2 * far));
        const double aside = sqrt(thigh * thigh - along * along); /* in front of hip to ankle */
        P(knee_l)[0] = P(hjc_l)[0] + (along * x - aside * y) / far;
        P(knee_l)[1] = P(hjc_l)[1] + (along * y + aside * x) / far;
    }
    for (size_t i = 1; i < 3 && angle[HINGE_JOINT_REAR_TOES] != 0; i++) /* not the toe */
        turn(point[left[i]], P(toe_l), 0, 1, -angle[HINGE_JOINT_REAR_TOES]);
    P(knee_l)[2] += angle[HINGE_JOINT_VALGUS_M] + 0.5 * angle[HINGE_JOINT_SHIFT_M];
    P(knee_r)[2] += -angle[HINGE_JOINT_VALGUS_M] + 0.5 * angle[HINGE_JOINT_SHIFT_M];
    for (int side = 0; side < 2 && angle[HINGE_JOINT_TOE_OUT] != 0; side++)
        turn(point[HINGE_LANDMARK_toe_l + side], point[HINGE_LANDMARK_heel_l + side], 0, 2,
             side == 0 ? -angle[HINGE_JOINT_TOE_OUT] : angle[HINGE_JOINT_TOE_OUT]);
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
            /* A point above the pelvis, leant to the right by an angle out of the plane. */
            double c = cos(angle[HINGE_JOINT_SIDE_LEAN] * radian),
                   s = sin(angle[HINGE_JOINT_SIDE_LEAN] * radian);
            double length = hypot(point[i][0] - hip[0], point[i][1] - hip[1]);
            point[i][0] = hip[0] + c * (point[i][0] - hip[0]);
            point[i][1] = hip[1] + c * (point[i][1] - hip[1]);
            point[i][2] = c * point[i][2] + s * length;
        }
        point[i][2] += angle[HINGE_JOINT_SHIFT_M];
    }
}

/* Ankle to T8, in the sagittal plane; the spine stands on `base`. */
struct chain {
    struct vec ankle, knee, hip, base, l3, t12l1, t8;
};

static struct chain chain_of(double k, const double *angle)
{
    double shank = angle[HINGE_JOINT_SHANK], thigh = shank - angle[HINGE_JOINT_KNEE];
    double pelvis = angle[HINGE_JOINT_PELVIS], lumbar = angle[HINGE_JOINT_LUMBAR];
    struct chain c = {.ankle = {0.0, 0.09 * k}};
    c.knee = step(c.ankle, 0.43 * k, 0.0, shank);
    c.hip = step(c.knee, 0.41 * k, 0.0, thigh);
    c.base = step(c.hip, 0.10 * k, 0.0, pelvis + 10.0);
    c.l3 = step(c.base, 0.07 * k, 0.0, pelvis + 0.2 * lumbar - 5.0);
    c.t12l1 = step(c.l3, 0.08 * k, 0.0, pelvis + 0.7 * lumbar - 2.0);
    c.t8 = step(c.t12l1, 0.12 * k, 0.0, pelvis + lumbar + 8.0);
    return c;
}

/* Whether something moves the right side's points out of where the chain puts them. */
static bool leaves_line(const double *angle)
{
    static const enum hinge_joint joints[] = {
        HINGE_JOINT_YAW,       HINGE_JOINT_OBLIQUITY,      HINGE_JOINT_SHIFT_M,
        HINGE_JOINT_SIDE_LEAN, HINGE_JOINT_HIP_DIFFERENCE, HINGE_JOINT_SHRUG_M,
        HINGE_JOINT_PROTRACT_M};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (angle[joints[i]] != 0)
            return true;
    return false;
}

void hinge_body_line(const struct hinge_physique *physique,
                     const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3])
{
    if (leaves_line(angle_deg)) {
        hinge_body_points(physique, angle_deg, point);
        return;
    }
    double k = physique->scale;
    struct chain c = chain_of(k, angle_deg);
    double upper = angle_deg[HINGE_JOINT_PELVIS] + angle_deg[HINGE_JOINT_LUMBAR] +
                   angle_deg[HINGE_JOINT_THORACIC];
    set(P(ankle_r), c.ankle, 0.0);
    set(P(knee_r), c.knee, 0.0);
    set(P(hjc_r), c.hip, 0.0);
    set(P(shoulder_r), step(c.t8, 0.14 * k, 0.0, upper + 5.0), 0.0);
}

void hinge_body_points(const struct hinge_physique *physique,
                       const double angle_deg[HINGE_JOINT_COUNT],
                       double point[HINGE_LANDMARK_COUNT][3])
{
    for (int i = 0; i < HINGE_LANDMARK_COUNT; i++)
        point[i][0] = point[i][1] = point[i][2] = (double)NAN;
    double k = physique->scale, pelvis = angle_deg[HINGE_JOINT_PELVIS];
    double thigh = angle_deg[HINGE_JOINT_SHANK] - angle_deg[HINGE_JOINT_KNEE];
    struct chain c = chain_of(k, angle_deg);
    set(P(l5), step(c.hip, 0.10 * k, 0.0, pelvis + physique->l5_tilt_deg), 0.0);
    set(P(l3), c.l3, 0.0);
    set(P(t12l1), c.t12l1, 0.0);
    double half_m = 0.5 * (physique->stance_m + angle_deg[HINGE_JOINT_STANCE_M]);
    set_pair(P(knee_l), P(knee_r), c.knee, half_m * 0.9);
    set_pair(P(ankle_l), P(ankle_r), c.ankle, half_m);
    set_pair(P(heel_l), P(heel_r), (struct vec){-0.05 * physique->scale, 0.03 * physique->scale},
             half_m);
    set_pair(P(toe_l), P(toe_r), (struct vec){0.17 * physique->scale, 0.02 * physique->scale},
             half_m + 0.02 * physique->scale);
    /* ASIS and PSIS such that Harrington's regression (method 1.4) gives back the hip
     * centre, and the angle of mid-PSIS to mid-ASIS is the pelvis angle plus a constant */
    double width_mm = 1000.0 * physique->pelvis_width_m;
    double depth_mm = 1000.0 * physique->pelvis_depth_m;
    double forward_m = (-0.24 * depth_mm - 9.9) / 1000.0;
    double up_m = (-0.30 * width_mm - 10.9) / 1000.0;
    double tilt_deg = pelvis + physique->asis_tilt_deg;
    struct vec asis = step(c.hip, -up_m, -forward_m, tilt_deg);
    struct vec psis = step(asis, 0.0, -physique->pelvis_depth_m, tilt_deg);
    set_pair(P(hjc_l), P(hjc_r), c.hip, (0.33 * width_mm + 7.3) / 1000.0);
    set_pair(P(asis_l), P(asis_r), asis, 0.5 * physique->pelvis_width_m);
    set_pair(P(psis_l), P(psis_r), psis, 0.19 * physique->pelvis_width_m);
    set(P(s1), psis, 0.0);
    set_thorax(physique, c.t8, pelvis + angle_deg[HINGE_JOINT_LUMBAR], angle_deg, point);
    leave_plane(angle_deg, thigh, k, point);
    hinge_props_set(angle_deg, point);
}

double hinge_body_angle(const double angle_deg[HINGE_JOINT_COUNT], int landmark)
{
    double shank = angle_deg[HINGE_JOINT_SHANK], knee = angle_deg[HINGE_JOINT_KNEE];
    double pelvis = angle_deg[HINGE_JOINT_PELVIS], lumbar = angle_deg[HINGE_JOINT_LUMBAR];
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
    if (IS(hip_flex_l) || IS(hip_flex_r) || IS(osim_hip_flexion_l) || IS(osim_hip_flexion_r))
        return pelvis - thigh;
    if (IS(knee_flex_l) || IS(knee_flex_r) || IS(osim_knee_angle_l) || IS(osim_knee_angle_r))
        return knee;
    return IS(osim_pelvis_tilt) ? -pelvis : 0;
#undef IS
}
