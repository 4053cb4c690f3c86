/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rod on three points. */
#include "metrics/parts/rod_on_points.h"

#include <math.h>

struct hinge_dowel hinge_dowel_line(struct hinge_plane_point head,
                                    struct hinge_plane_point middle,
                                    struct hinge_plane_point tail)
{
    double ox = head.x - tail.x, oy = head.y - tail.y, whole = hypot(ox, oy);
    double mx = middle.x - tail.x, my = middle.y - tail.y;
    if (!(whole > 0) || !(fabs(mx) + fabs(my) > 0))
        return (struct hinge_dowel){nan(""), nan("")};
    return (struct hinge_dowel){
        .sag = (my * ox - mx * oy) / whole,
        .place = (mx * ox + my * oy) / (whole * whole),
    };
}

double hinge_dowel_ahead(struct hinge_plane_point head, struct hinge_plane_point middle,
                         struct hinge_plane_point tail)
{
    double ox = head.x - tail.x, oy = head.y - tail.y;
    double mx = middle.x - tail.x, my = middle.y - tail.y, lower = hypot(mx, my);
    return lower > 0 && fabs(ox) + fabs(oy) > 0 ? (ox * my - oy * mx) / lower : nan("");
}

struct hinge_plane_point hinge_dowel_back(struct hinge_plane_point head,
                                          struct hinge_plane_point middle,
                                          struct hinge_plane_point tail,
                                          double distance)
{
    double mx = middle.x - tail.x, my = middle.y - tail.y, lower = hypot(mx, my);
    return (struct hinge_plane_point){head.x - distance * my / lower,
                                      head.y + distance * mx / lower};
}

struct hinge_dowel_gaps hinge_dowel_gaps(double sag, double place)
{
    struct hinge_dowel_gaps g = {nan(""), nan(""), nan(""), nan("")};
    if (!(place > 0 && place < 1) || isnan(sag))
        return g;
    g.head = fmax(0, sag / place);
    g.tail = fmax(0, sag / (1 - place));
    g.middle = fmax(0, -sag);
    g.lost = fmax(g.middle, fmin(g.head, g.tail));
    return g;
}
