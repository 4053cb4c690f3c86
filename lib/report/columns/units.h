/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --units rad: angles, and what is made of them, in radians: values, units and names.
 * Ratios of angles and bins named by their edges stay as they are. */
#ifndef HINGE_REPORT_COLUMNS_UNITS_H
#define HINGE_REPORT_COLUMNS_UNITS_H

#include "report/tables/view.h"

enum { HINGE_UNIT_MAX = 48, HINGE_RADIAN_DIGITS = 2 /* more than degrees have */ };

/* What a value of the unit is multiplied by ("deg s-1": pi/180, "deg2": its square), 1
 * without degrees in it or when radians are not asked for; the unit it then has, in
 * `shown` unless that is NULL. */
double hinge_tab_unit(const struct hinge_tabulation *tab, const char *unit,
                      char shown[HINGE_UNIT_MAX]);

/* Cells of rows that are new: numbers of columns in degrees, and of rows whose column
 * `unit` has degrees, with that cell and the metric's name. Columns keep their names
 * and units, so that the next rows can come. */
enum hinge_status hinge_tab_unit_cells(const struct hinge_tabulation *tab,
                                       struct hinge_table *table,
                                       struct hinge_error *error);
/* More digits for the columns that were in degrees. */
void hinge_tab_unit_digits(const struct hinge_tabulation *tab,
                           struct hinge_table *table);
/* Names and units of the columns, when all cells are made. Of a block, whose columns
 * are borrowed, they live in the tabulation's arena. */
enum hinge_status hinge_tab_unit_names(struct hinge_tabulation *tab,
                                       struct hinge_table *table, bool is_block,
                                       struct hinge_error *error);

#endif
