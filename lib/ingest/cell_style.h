/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats of numbers in a workbook: which are dates, and which show a whole number as a text. */
#ifndef HINGE_INGEST_CELL_STYLE_H
#define HINGE_INGEST_CELL_STYLE_H

#include "base/memory.h"
#include "base/text.h"

struct hinge_cell_style {
    unsigned format; /* its id */
    bool date;
    const char *shown; /* NULL: a number as it is; else what is shown, with places for digits */
};

/* Sets date and shown. `code` is that of the workbook for the id; NULL: it has none. */
void hinge_cell_style_settle(struct hinge_cell_style *style, const char *code,
                             struct hinge_arena *arena);

/* Adds a number: 2026-03-12 in a format of dates, 007 in 000, P07 in "P"00; any other with 15
 * digits. Days count from the end of 1899, or from 1904 on. */
void hinge_cell_style_add(const struct hinge_cell_style *style, double number, bool since_1904,
                          struct hinge_text *value);

#endif
