/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a body holds and stands on: a rod along its back, a plate under its feet. */
#include "simulate/body_model.h"

#include <math.h>

#define P(name) point[HINGE_LANDMARK_##name]

/* A rod behind the back, ROD_OFF from the two points it is held on. */
static void put_rod(enum hinge_rod_on on, double point[][3])
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

/* Winter 2009, table 4.1: shares of mass, place between two points. */
static double mass_centre(double point[][3], int axis)
{
#define MID(name) mid(point, HINGE_LANDMARK_##name##_l, axis)
#define PART(mass, from, to, share) (mass) * (MID(from) + (share) * (MID(to) - MID(from)))
    return 0.081 * MID(ear) + PART(0.497, hjc, shoulder, 0.5) +
           PART(0.056, shoulder, elbow, 0.436) + PART(0.044, elbow, wrist, 0.682) +
           PART(0.2, hjc, knee, 0.433) + PART(0.093, knee, ankle, 0.433) +
           PART(0.029, ankle, toe, 0.5);
#undef PART
#undef MID
}

void hinge_props_put(const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3])
{
    put_rod((enum hinge_rod_on)angle_deg[HINGE_JOINT_ROD_ON], point);
    P(cop_l)[0] = mass_centre(point, 0); /* nothing accelerates */
    P(cop_l)[1] = 0;
    P(cop_l)[2] = mass_centre(point, 2);
}
