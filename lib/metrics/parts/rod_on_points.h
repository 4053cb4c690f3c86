/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry of a rod on three points of the back: method 7.5. Sagittal plane, x
 * forward, y up. Pure. */
#ifndef HINGE_METRICS_PARTS_ROD_ON_POINTS_H
#define HINGE_METRICS_PARTS_ROD_ON_POINTS_H

#include <math.h>
#include <stdbool.h>

struct hinge_plane_point {
    double x, y;
};

struct hinge_dowel {
    double sag;   /* mid-back behind the line from tailbone to head */
    double place; /* where along it, 0 tailbone to 1 head */
};

/* `whole` is the distance of head and tail. Without a branch, as hinge_dowel_gaps:
 * loops over frames run in lanes. Where two points coincide, place is 0 or NaN. */
static inline struct hinge_dowel hinge_dowel_within(struct hinge_plane_point head,
                                                    struct hinge_plane_point middle,
                                                    struct hinge_plane_point tail, double whole)
{
    double ox = head.x - tail.x, oy = head.y - tail.y;
    double mx = middle.x - tail.x, my = middle.y - tail.y;
    return (struct hinge_dowel){.sag = (my * ox - mx * oy) / whole,
                                .place = (mx * ox + my * oy) / (whole * whole)};
}

/* NaN where two points coincide. */
struct hinge_dowel hinge_dowel_line(struct hinge_plane_point head, struct hinge_plane_point middle,
                                    struct hinge_plane_point tail);

/* Head in front of the line from tailbone to mid-back; NaN where they coincide. */
double hinge_dowel_ahead(struct hinge_plane_point head, struct hinge_plane_point middle,
                         struct hinge_plane_point tail);

/* A head point moved back across the line from tailbone to mid-back. */
struct hinge_plane_point hinge_dowel_back(struct hinge_plane_point head,
                                          struct hinge_plane_point middle,
                                          struct hinge_plane_point tail, double distance);

/* Gaps of a rod held on two of the points; `lost` is the one that exists however it is
 * held. NaN where the mid-back is not between the others. */
struct hinge_dowel_gaps {
    double head, middle, tail, lost;
};
static inline struct hinge_dowel_gaps hinge_dowel_gaps(double sag, double place)
{
    bool known = (place > 0) & (place < 1) & (sag == sag);
    double head = sag / place, tail = sag / (1 - place), none = (double)NAN;
    head = 0 > head ? 0 : head;
    tail = 0 > tail ? 0 : tail;
    double middle = 0 > -sag ? 0 : -sag, least = head < tail ? head : tail;
    double lost = middle > least ? middle : least;
    return (struct hinge_dowel_gaps){known ? head : none, known ? middle : none,
                                     known ? tail : none, known ? lost : none};
}

#endif
