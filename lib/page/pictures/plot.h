/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of a page as facts. Positions along an axis are percent of its width, so that text keeps
 * its size at any width; heights are px. */
#ifndef HINGE_PAGE_PLOT_H
#define HINGE_PAGE_PLOT_H

#include "figure/plot.h"
#include "page/page.h"

enum {
    HINGE_SCALE_ZERO = 1,   /* 0 is on the axis */
    HINGE_SCALE_SIGNED = 2, /* of differences: 0 is marked, + is written */
    HINGE_SCALE_LOOSE = 4   /* the axis ends with the data, ticks inside it */
};
/* An axis of about so many steps, as wide as the outcome's axes are at least (NULL: of any width).
 * Values that are not finite are none. */
struct hinge_axis hinge_page_axis(const struct hinge_quantity *outcome, const double *value,
                                  size_t n, size_t about, unsigned how);
/* Position of a value, percent. */
double hinge_page_x(const struct hinge_axis *axis, double value);
/* The ticks of an axis that goes from one place to another, along x or (`upright`) y; zero: of
 * differences. */
HINGE_FACTS(hinge_page_tick, F(PLACE, x) F(PLACE, y) F(TEXT, label) F(IF, zero))
HINGE_FACTS(hinge_page_ticks, F(LIST, hinge_page_tick, ticks))
struct hinge_page_ticks hinge_page_ticks(struct hinge_cohort *study, const struct hinge_axis *axis,
                                         bool upright, double from, double to);
/* x of a value that is known, and its interval where there is one. */
HINGE_FACTS(hinge_page_span, F(PLACE, x1) F(PLACE, x2))
HINGE_FACTS(hinge_page_place, F(PLACE, x) F(ONE, hinge_page_span, ci))
struct hinge_page_place hinge_page_place(struct hinge_cohort *study, const struct hinge_axis *axis,
                                         double value, double low, double high);

HINGE_FACTS(hinge_page_spot, F(PLACE, x) F(TEXT, p) F(TEXT, t))
/* A dot, and a table of rows of them, the label beside them. */
HINGE_FACTS(hinge_page_table_row,
            F(LIST, hinge_page_spot, dots) F(TEXT, cls) F(FLAG, o) F(IN, hinge_page_place, mean)
                F(TEXT, v) F(TEXT, iv) F(TEXT, sd) F(TEXT, head) F(TEXT, group) F(TEXT, sub)
                    F(TEXT, mark) F(NUMBER, n))
HINGE_FACTS(hinge_page_rows, F(LIST, hinge_page_table_row, rows) F(IN, hinge_page_ticks, axis))
HINGE_FACTS(hinge_page_table, F(TEXT, what) F(IF, one) F(IF, lean) F(ONE, hinge_page_rows, table))
/* Of one person a row a session and cue; name[rep]: of a bend, NULL: the cue and its number. */
struct hinge_page_table hinge_page_bends_table(struct hinge_cohort *study, const char *const *name);

#endif
