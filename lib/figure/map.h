/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide the map is in a figure of so many mm, in points: names are put into it before it is
 * drawn. From HINGE_MAP_BODIES_MM on there are bodies beside it. */
#ifndef HINGE_FIGURE_MAP_H
#define HINGE_FIGURE_MAP_H

enum { HINGE_MAP_BODIES_MM = 120 };
double hinge_map_width(double width_mm);

#endif
