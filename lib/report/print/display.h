/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and columns as readers see them. */
#pragma once

#include "people/people.h"

#include <hinge/report.h>

/* Cells as readers and programs get them. No locale. */

enum { HINGE_CELL_MAX = 48 };

/* Appends text for XML and HTML: & < > " ' as entities; control characters and invalid UTF-8 as
 * \xNN. */
void hinge_markup_escape(struct hinge_text *out, const char *text);

/* A cell for readers, escaped into `cell` (emptied first): with the digits of the column or the
 * format of p, unless `exact`; "-" if missing. */
void hinge_display_cell(const struct hinge_table *table, size_t column, size_t row, bool exact,
                        struct hinge_text *cell);

/* Whether the column is aligned to the right, as numbers; not p, which has a sign before it. */
bool hinge_display_is_number(const struct hinge_column *column);

/* A cell for programs: a number as the shortest decimal that reads back the same, a text as it is;
 * "" if missing. */
const char *hinge_exact_cell(const struct hinge_table *table, size_t column, size_t row,
                             char buffer[HINGE_CELL_MAX]);

/* Adds the note on how the repetitions of a person become one value. `way` is "nested" or another
 * aggregate; a rule of 0: no minimum. */
void hinge_add_people(struct hinge_text *text, const char *way,
                      const struct hinge_people_rule *rule);

/* --- Descriptions of columns, for the dictionary of a workbook, the labels of a sav file and the
 * columns.json beside a csv. --- */
struct hinge_dictionary_entry {
    char name[128];          /* as a paper prints it, without the unit */
    const char *description; /* "" when there is none */
    const char *unit;        /* UDUNITS-style, "" for none */
    const char *source;      /* author year or definition, "" */
};

/* Describes a column: a metric in any phase (also in a column `metric · condition`), a fault, else
 * by the name of the column. */
struct hinge_dictionary_entry hinge_dictionary_of(const struct hinge_table *table, size_t column,
                                                  const struct hinge_label_list *labels);

enum { HINGE_LEVELS_LISTED = 512 };
/* The different texts of a column, in order of appearance. 0 for numbers, for more than
 * HINGE_LEVELS_LISTED texts, and for more than 40 that are not ids of hingekit. */
size_t hinge_dictionary_levels(const struct hinge_table *table, size_t column,
                               const char *level[HINGE_LEVELS_LISTED]);
/* What a level means: title of a fault, description of a metric, words of a reason or cue; else the
 * level itself. Returns buffer or another text. */
const char *hinge_dictionary_level(const char *column, const char *level,
                                   const struct hinge_label_list *labels, char *buffer,
                                   size_t capacity);
/* The i-th code of a column of coded numbers, and its meaning; NULL after the last, and for columns
 * of amounts. */
const char *hinge_dictionary_code(const char *column, size_t i, double *code);
