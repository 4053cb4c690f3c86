/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of a page as facts. Positions along an axis are percent of its width, so that text keeps
 * its size at any width; heights are px. */
#ifndef HINGE_PAGE_PLOT_H
#define HINGE_PAGE_PLOT_H

#include "page/page.h"

enum { HINGE_PAGE_TICKS = 16 };

struct hinge_page_scale {
    double lo, hi, step;
    size_t n;
    double at[HINGE_PAGE_TICKS];
    bool is_signed; /* of differences: 0 is marked, + is written */
};
enum {
    HINGE_SCALE_ZERO = 1,   /* 0 is on the axis */
    HINGE_SCALE_SIGNED = 2, /* of differences */
    HINGE_SCALE_LOOSE = 4   /* the axis ends with the data, ticks inside it */
};
/* An axis of about so many steps of 1, 2 or 5, as wide as the outcome's axes are at least (NULL: of
 * any width). Values without NaN. */
struct hinge_page_scale hinge_page_scale(const struct hinge_quantity *outcome, const double *value,
                                         size_t n, int about, unsigned how);
/* Position of a value, percent. */
double hinge_page_x(const struct hinge_page_scale *scale, double value);
/* ticks[].x, label, zero; in the unit of an outcome (NULL: none). */
json_t *hinge_page_ticks(struct hinge_cohort *study, const struct hinge_page_scale *scale,
                         const struct hinge_quantity *outcome);
/* The label of a tick. */
const char *hinge_page_tick(struct hinge_cohort *study, const struct hinge_page_scale *scale,
                            const struct hinge_quantity *outcome, size_t tick);

/* A row: dots in lanes so that none covers another, mean and interval, its label at the line's
 * end. */
struct hinge_page_dot {
    double value;
    const char *text, *cls, *person;
};
struct hinge_page_row {
    const struct hinge_page_dot *dot;
    size_t n;
    struct hinge_page_mean mean;
    const char *label, *interval; /* NULL: none */
    const char *cls;
    bool open;
    const char *alt;
    double band; /* values nearer to 0 are shaded; NaN: none */
};
json_t *hinge_page_row(struct hinge_cohort *study, const struct hinge_page_scale *scale,
                       const struct hinge_page_row *row);
/* Gives all rows the height of the highest, and of many an axis after every few (`repeat`). */
void hinge_page_level(json_t *rows);

#endif
