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
struct hinge_dictionary_entry
hinge_dictionary_of(const struct hinge_table *table, size_t column,
                    const struct hinge_label_list *labels);

/* The i-th column that is no metric; NULL past the last. */
const char *hinge_dictionary_known(size_t i);

enum { HINGE_LEVELS_LISTED = 40 };

#endif
