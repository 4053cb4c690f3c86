/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain from angles to landmarks. */
#include "simulate/body_model.h"

#include <math.h>

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

/* ASIS and PSIS such that Harrington's regression (method 1.4) gives back the hip
 * centre, and the angle of mid-PSIS to mid-ASIS is the pelvis angle plus a constant. */
static void put_pelvis(const struct hinge_physique *body, struct vec hip, double pelvis_deg,
                       double point[][3])
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

static void put_legs(const struct hinge_physique *body, double extra_m, struct vec ankle,
                     struct vec knee, double point[][3])
{
    double half_m = 0.5 * (body->stance_m + extra_m), k = body->scale;
    put_pair(P(knee_l), P(knee_r), knee, half_m * 0.9);
    put_pair(P(ankle_l), P(ankle_r), ankle, half_m);
    put_pair(P(heel_l), P(heel_r), (struct vec){-0.05 * k, 0.03 * k}, half_m);
    put_pair(P(toe_l), P(toe_r), (struct vec){0.17 * k, 0.02 * k}, half_m + 0.02 * k);
}

/* Thorax, arms and head move as one with the thorax inclination `thorax_deg`, but for
 * what habits do to them; the arms hang. */
static void put_thorax(const struct hinge_physique *body, struct vec t8, double thorax_deg,
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
    put(P(c7), c7, 0.0);
    put(P(t8), t8, 0.0);
    put(P(t3), step(t8, 0.13 * k, -0.01 * k, upper + 20.0), 0.0);
    put(P(t10), step(t8, -0.05 * k, 0.0, thorax_deg + 8.0), 0.0);
    /* a rigid sternum, which ribs of the whole thorax carry */
    double sternum = thorax_deg + 0.5 * angle[HINGE_JOINT_THORACIC];
    struct vec straight = step(t8, 0.18 * k, 0.0, sternum + 20.0);
    put(P(ij), step(straight, -0.06 * k, 0.11 * k, sternum), 0.0);
    put(P(px), step(t8, -0.04 * k, 0.19 * k, sternum), 0.0);
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

/* A point above the pelvis, leant to the right by an angle out of the plane. */
static void lean_right(double point[3], const double hip[3], double deg)
{
    double c = cos(deg * radian), s = sin(deg * radian);
    double length = hypot(point[0] - hip[0], point[1] - hip[1]);
    point[0] = hip[0] + c * (point[0] - hip[0]);
    point[1] = hip[1] + c * (point[1] - hip[1]);
    point[2] = c * point[2] + s * length;
}

static void shape_legs(const double *angle, double thigh_deg, double scale, double point[][3])
{
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
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) { /* the knee half as far */
        point[left[i]][0] -= (i == 0 ? 0.5 : 1) * angle[HINGE_JOINT_REAR_FOOT_M];
        point[left[i]][1] += (i == 0 ? 0.5 : 1) * angle[HINGE_JOINT_REAR_UP_M];
    }
    for (size_t i = 1; i < 3 && angle[HINGE_JOINT_REAR_TOES] != 0; i++) /* not the toe */
        turn(point[left[i]], P(toe_l), 0, 1, -angle[HINGE_JOINT_REAR_TOES]);
    P(knee_l)[2] += angle[HINGE_JOINT_VALGUS_M] + 0.5 * angle[HINGE_JOINT_SHIFT_M];
    P(knee_r)[2] += -angle[HINGE_JOINT_VALGUS_M] + 0.5 * angle[HINGE_JOINT_SHIFT_M];
    for (int side = 0; side < 2 && angle[HINGE_JOINT_TOE_OUT] != 0; side++)
        turn(point[HINGE_LANDMARK_toe_l + side], point[HINGE_LANDMARK_heel_l + side], 0, 2,
             side == 0 ? -angle[HINGE_JOINT_TOE_OUT] : angle[HINGE_JOINT_TOE_OUT]);
}

static void leave_plane(const double *angle, double thigh_deg, double scale, double point[][3])
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
    put(P(ankle_r), c.ankle, 0.0);
    put(P(knee_r), c.knee, 0.0);
    put(P(hjc_r), c.hip, 0.0);
    put(P(shoulder_r), step(c.t8, 0.14 * k, 0.0, upper + 5.0), 0.0);
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
    put(P(l5), step(c.hip, 0.10 * k, 0.0, pelvis + physique->l5_tilt_deg), 0.0);
    put(P(l3), c.l3, 0.0);
    put(P(t12l1), c.t12l1, 0.0);
    put_legs(physique, angle_deg[HINGE_JOINT_STANCE_M], c.ankle, c.knee, point);
    put_pelvis(physique, c.hip, pelvis, point);
    put_thorax(physique, c.t8, pelvis + angle_deg[HINGE_JOINT_LUMBAR], angle_deg, point);
    leave_plane(angle_deg, thigh, k, point);
    hinge_props_put(angle_deg, point);
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
