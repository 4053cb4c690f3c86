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
/* label, zero and `place` ("x", "y") of each tick, where the axis goes from one place to another.
 */
json_t *hinge_page_ticks(const struct hinge_axis *axis, const char *place, double from, double to);
/* x, and ci.x1, ci.x2 where there is an interval, of a value that is known. */
void hinge_page_add_place(const struct hinge_axis *axis, double value, double low, double high,
                          json_t *facts);

/* A row: dots in lanes so that none covers another, mean and interval, its label at the line's end;
 * in a table (`flat`) all in one lane, the label beside them. */
struct hinge_page_dot {
    double value;
    const char *text, *cls, *person;
};
struct hinge_page_row {
    const struct hinge_page_dot *dot;
    size_t n;
    struct hinge_page_mean mean;
    const char *label, *interval, *sd; /* NULL: none */
    const char *cls;
    bool open, flat;
    const char *alt;
    double band; /* values nearer to 0 are shaded; NaN: none */
};
json_t *hinge_page_row(struct hinge_cohort *study, const struct hinge_axis *axis,
                       const struct hinge_page_row *row);
/* Of one person the fact `table`, a row a session and cue; name[rep]: of a bend, NULL: the cue and
 * its number. */
void hinge_page_add_bends(struct hinge_cohort *study, const char *const *name, json_t *facts);

#endif
