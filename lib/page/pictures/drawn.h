/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map draws, as facts of the page and for the figure. */
#ifndef HINGE_PAGE_DRAWN_H
#define HINGE_PAGE_DRAWN_H

#include "page/pictures/map.h"

/* Percent of the width and of the height. */
#define RAY(X) X(TEXT, d) X(IN, hinge_page_point, end) X(FLAG, top) X(TEXT, label) X(FLAG, first)
HINGE_FACTS(ray, RAY)
#define AXIS(X) X(TEXT, x) X(PLACE, y)
HINGE_FACTS(axis, AXIS)
#define LIMIT(X) X(TEXT, d) X(IN, hinge_page_point, words) X(TEXT, label) X(FLAG, below)
HINGE_FACTS(limit, LIMIT)
/* What an end stands for; of a mean its people and interval: for figures, not for templates. */
#define NUMBERS(X)                                                                                 \
    X(TEXT, group) X(TEXT, condition) X(REAL, share) X(REAL, depth) X(SOME, n) X(REAL, low)        \
        X(REAL, high)
HINGE_FACTS(numbers, NUMBERS)
/* A direction, degrees, and where (NaN: at what it belongs to). */
#define TURN(X) X(IN, hinge_page_point, at) X(WHOLE, r)
HINGE_FACTS(turn, TURN)
/* The line of a condition, and the arrow to its end: without a head where it is short. */
#define END(X)                                                                                     \
    X(NUMBER, i) X(TEXT, ln) X(TEXT, ar) X(IN, hinge_page_point, at) X(ALSO, numbers, numbers)     \
        X(ONE, turn, head)
HINGE_FACTS(end, END)
#define WHO(X)                                                                                     \
    X(LIST, end, cued) X(TEXT, p) X(FLAG, o) X(TEXT, visit) X(TEXT, cls) X(TEXT, mark) X(TEXT, ln) \
        X(IN, hinge_page_point, at) X(ALSO, numbers, numbers) X(TEXT, t)
HINGE_FACTS(who, WHO)
#define MEAN(X)                                                                                    \
    X(TEXT, cls) X(TEXT, mark) X(FLAG, base) X(IN, end, end) X(TEXT, ci) X(ONE, turn, notch)
HINGE_FACTS(mean, MEAN)
#define LABEL(X) X(TEXT, cls) X(IN, hinge_page_point, at) X(TEXT, anchor) X(TEXT, text)
HINGE_FACTS(label, LABEL)
#define OUTLIER(X) X(TEXT, list)
HINGE_FACTS(outlier, OUTLIER)
#define CHOICE(X) X(NUMBER, i) X(TEXT, label)
HINGE_FACTS(choice, CHOICE)
#define DESCRIBED(X) X(TEXT, a) X(TEXT, b) X(TEXT, list) X(FLAG, many)
HINGE_FACTS(described, DESCRIBED)
#define BODY(X) X(TEXT, group) X(TEXT, p) X(TEXT, cls) X(LIST, hinge_page_pose, poses)
HINGE_FACTS(body, BODY)
#define DRAWN(X)                                                                                   \
    X(TEXT, alt) X(FLAG, lines) X(FLAG, notched) X(FLAG, small) X(FLAG, grouped) X(FLAG, cues)     \
        X(FLAG, many) X(TEXT, steps) X(FLAG, numbered) X(TEXT, base) X(TEXT, cue) X(TEXT, box)     \
            X(LIST, ray, rays) X(LIST, hinge_page_line, slants) X(LIST, hinge_page_tick, xticks)   \
                X(LIST, hinge_page_tick, yticks) X(ONE, axis, axis0) X(ONE, limit, limit)          \
                    X(LIST, who, people) X(LIST, mean, means) X(LIST, label, labels)               \
                        X(LIST, label, narrow) X(IN, hinge_page_table, in)                         \
                            X(ONE, outlier, outlier) X(LIST, choice, choice)                       \
                                X(ONE, described, described) X(MANY, label, names)                 \
                                    X(MANY, body, bodies)
HINGE_FACTS(drawn, DRAWN)

/* Points that the map takes in a figure so wide, in which names have their places before.
 * From HINGE_MAP_BODIES_MM on there are bodies beside it. */
enum { HINGE_MAP_BODIES_MM = 120 };
double hinge_map_width(double width_mm);

/* With labels, and bodies, for a figure so wide; NULL: there is no map. */
const struct drawn *hinge_page_map_figure(struct hinge_cohort *study, double width_mm);

#endif
