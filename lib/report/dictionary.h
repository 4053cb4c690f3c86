/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column is: for the dictionary of a workbook, the labels of a sav file and the
 * columns.json beside a csv. */
#ifndef HINGE_REPORT_DICTIONARY_H
#define HINGE_REPORT_DICTIONARY_H

#include "base/text.h"

#include <hinge/report.h>

struct hinge_dictionary_entry {
    char name[128];          /* as a paper prints it, without the unit */
    const char *description; /* "" when there is none */
    const char *unit;        /* UDUNITS-style, "" for none */
    const char *source;      /* author year or definition, "" */
};

/* Of a metric in any phase or, of a column `metric · condition`, its metric; of a
 * fault; else what the column's name says. */
struct hinge_dictionary_entry hinge_dictionary_of(const struct hinge_table *table, size_t column,
                                                  const struct hinge_label_list *labels);

enum { HINGE_LEVELS_LISTED = 512 };
/* Distinct texts of a column in the order of appearance; 0 for numbers and for columns
 * that have more than HINGE_LEVELS_LISTED, or more than 40 that are no ids of ours. */
size_t hinge_dictionary_levels(const struct hinge_table *table, size_t column,
                               const char *level[HINGE_LEVELS_LISTED]);
/* What a level is: a fault's title, a metric's description, a reason's or cue's words;
 * itself where it stands for itself. Returns buffer or another text. */
const char *hinge_dictionary_level(const char *column, const char *level,
                                   const struct hinge_label_list *labels, char *buffer,
                                   size_t capacity);
/* The i-th code of a column of numbers and its meaning; NULL past the last, and of
 * columns that hold amounts. */
const char *hinge_dictionary_code(const char *column, size_t i, double *code);

#endif
