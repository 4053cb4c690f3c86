/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and columns as readers see them. */
#ifndef HINGE_REPORT_DISPLAY_H
#define HINGE_REPORT_DISPLAY_H

#include "base/text.h"
#include "result/words.h"

#include <hinge/report.h>
#include <hinge/table.h>
#include <stdint.h>

/* UTF-8 as a screen shows it, and cells as readers and programs get them. No locale. */

enum { HINGE_CELL_MAX = 48 };

/* Length in bytes of the character at p (1 to 4) and its code point; 0 when the bytes
 * are no valid UTF-8. p is NUL-terminated. */
size_t hinge_utf8_next(const char *p, uint32_t *code);

/* Columns a string takes on a terminal (combining marks 0, East Asian wide characters
 * 2). */
size_t hinge_display_width(const char *text);

/* Appends text; characters that steer a terminal (C0, DEL, C1, bidirectional overrides)
 * and invalid bytes become \xNN, byte by byte. */
void hinge_display_escape(struct hinge_text *out, const char *text);
/* Appends text for XML and HTML: & < > " ' as entities, what steers a terminal or is no
 * UTF-8 as \xNN. */
void hinge_markup_escape(struct hinge_text *out, const char *text);

/* A cell for readers: the column's digits, or the rule of p, unless `exact`; "-" where
 * nothing is there.
 * Escaped into `cell`, which is emptied first. */
void hinge_display_cell(const struct hinge_table *table, size_t column, size_t row, bool exact,
                        struct hinge_text *cell);

/* Whether readers get its cells to the right, as numbers: not p, whose signs stand
 * before it. */
bool hinge_display_is_number(const struct hinge_column *column);

/* A cell for programs: numbers as the shortest decimal that reads back the same, text
 * as it is, "" where nothing is there. */
const char *hinge_exact_cell(const struct hinge_table *table, size_t column, size_t row,
                             char buffer[HINGE_CELL_MAX]);

/* Text that a spreadsheet would run as a formula: starts with = + - @ TAB or CR. */
bool hinge_looks_like_formula(const char *text);

/* How repetitions became people, the same words under every table: "nested" or another
 * way, what a person needs, nothing needed when both are 0. */
void hinge_say_people(struct hinge_text *text, const char *way, double min_reps, double min_valid);

/* --- What a column is: for the dictionary of a workbook, the labels of a sav file and the
 * columns.json beside a csv. --- */
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
