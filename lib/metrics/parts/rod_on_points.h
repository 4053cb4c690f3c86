/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry of a rod on three points of the back: method 7.5. Sagittal plane, x
 * forward, y up. Pure. */
#ifndef HINGE_METRICS_PARTS_ROD_ON_POINTS_H
#define HINGE_METRICS_PARTS_ROD_ON_POINTS_H

struct hinge_plane_point {
    double x, y;
};

struct hinge_dowel {
    double sag;   /* mid-back behind the line from tailbone to head */
    double place; /* where along it, 0 tailbone to 1 head */
};

/* NaN where two points coincide. */
struct hinge_dowel hinge_dowel_line(struct hinge_plane_point head,
                                    struct hinge_plane_point middle,
                                    struct hinge_plane_point tail);

/* Head in front of the line from tailbone to mid-back; NaN where they coincide. */
double hinge_dowel_ahead(struct hinge_plane_point head, struct hinge_plane_point middle,
                         struct hinge_plane_point tail);

/* A head point moved back across the line from tailbone to mid-back. */
struct hinge_plane_point hinge_dowel_back(struct hinge_plane_point head,
                                          struct hinge_plane_point middle,
                                          struct hinge_plane_point tail,
                                          double distance);

/* Gaps of a rod held on two of the points; `lost` is the one that exists however it is
 * held. NaN where the mid-back is not between the others. */
struct hinge_dowel_gaps {
    double head, middle, tail, lost;
};
struct hinge_dowel_gaps hinge_dowel_gaps(double sag, double place);

#endif
