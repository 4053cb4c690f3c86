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
#define HINGE_PAGE_TICK(X) X(PLACE, x) X(PLACE, y) X(TEXT, label) X(IF, zero)
HINGE_FACTS(hinge_page_tick, HINGE_PAGE_TICK)
#define HINGE_PAGE_TICKS(X) X(LIST, hinge_page_tick, ticks)
HINGE_FACTS(hinge_page_ticks, HINGE_PAGE_TICKS)
struct hinge_page_ticks hinge_page_ticks(struct hinge_cohort *study, const struct hinge_axis *axis,
                                         bool upright, double from, double to);
/* x of a value that is known, and its interval where there is one. */
#define HINGE_PAGE_SPAN(X) X(PLACE, x1) X(PLACE, x2)
HINGE_FACTS(hinge_page_span, HINGE_PAGE_SPAN)
#define HINGE_PAGE_PLACE(X) X(PLACE, x) X(ONE, hinge_page_span, ci)
HINGE_FACTS(hinge_page_place, HINGE_PAGE_PLACE)
struct hinge_page_place hinge_page_place(struct hinge_cohort *study, const struct hinge_axis *axis,
                                         double value, double low, double high);

#define HINGE_PAGE_SPOT(X) X(PLACE, x) X(TEXT, p) X(TEXT, t)
HINGE_FACTS(hinge_page_spot, HINGE_PAGE_SPOT)
/* A dot, and a table of rows of them, the label beside them. */
#define HINGE_PAGE_TABLE_ROW(X)                                                                    \
    X(LIST, hinge_page_spot, dots) X(TEXT, cls) X(FLAG, o) X(IN, hinge_page_place, mean)           \
        X(TEXT, v) X(TEXT, iv) X(TEXT, sd) X(TEXT, head) X(TEXT, group) X(TEXT, sub) X(TEXT, mark) \
            X(NUMBER, n)
HINGE_FACTS(hinge_page_table_row, HINGE_PAGE_TABLE_ROW)
#define HINGE_PAGE_ROWS(X) X(LIST, hinge_page_table_row, rows) X(IN, hinge_page_ticks, axis)
HINGE_FACTS(hinge_page_rows, HINGE_PAGE_ROWS)
#define HINGE_PAGE_TABLE(X) X(TEXT, what) X(IF, one) X(IF, lean) X(ONE, hinge_page_rows, table)
HINGE_FACTS(hinge_page_table, HINGE_PAGE_TABLE)
/* Of one person a row a session and cue; name[rep]: of a bend, NULL: the cue and its number. */
struct hinge_page_table hinge_page_bends_table(struct hinge_cohort *study, const char *const *name);

#endif
