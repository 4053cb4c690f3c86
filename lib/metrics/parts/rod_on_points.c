/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rod on three points. */
#include "metrics/parts/rod_on_points.h"

#include <math.h>

struct hinge_dowel hinge_dowel_line(struct hinge_plane_point head, struct hinge_plane_point middle,
                                    struct hinge_plane_point tail)
{
    double whole = hypot(head.x - tail.x, head.y - tail.y);
    if (!(whole > 0) || (middle.x == tail.x && middle.y == tail.y))
        return (struct hinge_dowel){nan(""), nan("")};
    return hinge_dowel_within(head, middle, tail, whole);
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
                                          struct hinge_plane_point tail, double distance)
{
    double mx = middle.x - tail.x, my = middle.y - tail.y, lower = hypot(mx, my);
    return (struct hinge_plane_point){head.x - distance * my / lower,
                                      head.y + distance * mx / lower};
}
