/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map draws, as facts of the page and for the figure. */
#pragma once

#include "page/pictures/pictures.h"

/* Percent of the width and of the height. */
HINGE_FACTS(ray, F(TEXT, d) F(IN, hinge_page_point, end) F(FLAG, top) F(TEXT, label) F(FLAG, first))
HINGE_FACTS(axis, F(TEXT, x) F(PLACE, y))
HINGE_FACTS(limit, F(TEXT, d) F(IN, hinge_page_point, words) F(TEXT, label) F(FLAG, below))
/* What an end stands for; of a mean its people and interval: for figures, not for templates. */
HINGE_FACTS(numbers, F(TEXT, group) F(TEXT, condition) F(REAL, share) F(REAL, depth) F(SOME, n)
                         F(REAL, low) F(REAL, high))
/* A direction, degrees, and where (NaN: at what it belongs to). */
HINGE_FACTS(turn, F(IN, hinge_page_point, at) F(WHOLE, r))
/* The line of a condition, and the arrow to its end: without a head where it is short. */
HINGE_FACTS(end, F(NUMBER, i) F(TEXT, ln) F(TEXT, ar) F(IN, hinge_page_point, at)
                     F(ALSO, numbers, numbers) F(ONE, turn, head))
HINGE_FACTS(who, F(LIST, end, cued) F(TEXT, p) F(FLAG, o) F(TEXT, visit) F(TEXT, cls) F(TEXT, mark)
                     F(TEXT, ln) F(IN, hinge_page_point, at) F(ALSO, numbers, numbers) F(TEXT, t))
HINGE_FACTS(mean, F(TEXT, cls) F(TEXT, mark) F(FLAG, base) F(IN, end, end) F(TEXT, ci)
                      F(ONE, turn, notch))
HINGE_FACTS(label, F(TEXT, cls) F(IN, hinge_page_point, at) F(TEXT, anchor) F(TEXT, text))
HINGE_FACTS(outlier, F(TEXT, list))
HINGE_FACTS(choice, F(NUMBER, i) F(TEXT, label))
HINGE_FACTS(described, F(TEXT, a) F(TEXT, b) F(TEXT, list) F(FLAG, many))
HINGE_FACTS(body, F(TEXT, group) F(TEXT, p) F(TEXT, cls) F(LIST, hinge_page_pose, poses))
HINGE_FACTS(drawn,
            F(TEXT, alt) F(FLAG, lines) F(FLAG, notched) F(FLAG, small) F(FLAG, grouped)
                F(FLAG, cues) F(FLAG, many) F(TEXT, steps) F(FLAG, numbered) F(TEXT, base)
                    F(TEXT, cue) F(TEXT, box) F(LIST, ray, rays) F(LIST, hinge_page_line, slants)
                        F(LIST, hinge_page_tick, xticks) F(LIST, hinge_page_tick, yticks)
                            F(ONE, axis, axis0) F(ONE, limit, limit) F(LIST, who, people)
                                F(LIST, mean, means) F(LIST, label, labels) F(LIST, label, narrow)
                                    F(IN, hinge_page_table, in) F(ONE, outlier, outlier)
                                        F(LIST, choice, choice) F(ONE, described, described)
                                            F(MANY, label, names) F(MANY, body, bodies))

/* Points that the map takes in a figure so wide, in which names have their places before.
 * From HINGE_MAP_BODIES_MM on there are bodies beside it. */
enum { HINGE_MAP_BODIES_MM = 120 };
double hinge_map_width(double width_mm);

/* With labels, and bodies, for a figure so wide; NULL: there is no map. */
const struct drawn *hinge_page_map_figure(struct hinge_cohort *study, double width_mm);
