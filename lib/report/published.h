/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is published: words for ids, rows that are alike, errors. */
#ifndef HINGE_REPORT_PUBLISHED_H
#define HINGE_REPORT_PUBLISHED_H

#include "base/memory.h"
#include "base/text.h"

#include <hinge/report.h>
#include <hinge/table.h>
#include <jansson.h>

/* After a fault's id: the key of a label for its short title. */
#define HINGE_FAULT_SHORT ".short"

/* Names and cells as a paper prints them, and the marks that say why a cell is a dash.
 * With options->ids names and cells stay what they are in files. */

/* "Lumbar fraction (–)" of a column. Appended, escaped for a screen. */
void hinge_published_header(const struct hinge_table *table, size_t column,
                            const struct hinge_writer_options *options, struct hinge_text *out);

/* A cell: ids of metrics, faults, phases, units and reasons in words; "-" where nothing
 * is there. `cell` is emptied first. */
void hinge_published_cell(const struct hinge_table *table, size_t column, size_t row,
                          const struct hinge_writer_options *options, struct hinge_text *cell);

/* An id of a column in words: what "wall_tap_3in" of "cue" or "rep" of "phase" is
 * called; the cell itself where ids of such a column need none. Returns buffer or a
 * constant. */
const char *hinge_published_words(const char *column, const char *cell, char *buffer,
                                  size_t capacity);

/* The same of faults alone, which are outcomes, too: a fault's title, of "severity:…"
 * what that measures; NULL of other cells. */
const char *hinge_published_fault(const char *column, const char *cell, char *buffer,
                                  size_t capacity);

/* What papers, and coaches and patients, call a fault: somebody's own label of the id,
 * for the second one of "<id>.short" first, else the row's. NULL where nobody says it.
 */
const char *hinge_fault_title(const struct hinge_label_list *labels, const char *id);
const char *hinge_fault_brief(const struct hinge_label_list *labels, const char *id);

/* Labels of a text of lines "id = words", of which `path` is the name. Errors: INPUT. */
enum hinge_status hinge_labels_of_lines(const char *path, const char *text,
                                        struct hinge_label_list *list, struct hinge_error *error);
/* What its severity is, for within a sentence: "peak lumbar flexion". Returns buffer,
 * NULL where no row is called so. */
const char *hinge_severity_words(const char *id, char *buffer, size_t capacity);

/* The unit of a column as a paper writes it: "°", "–" for a pure number, "" for none.
 */
const char *hinge_published_unit(const struct hinge_column *column);

/* Marks of missing cells: a letter for each reason that the table says, in the order of
 * the reasons. */
enum { HINGE_MARK_LETTERS = 24 };
/* The cell's mark from 0, -1 when it has none. */
int hinge_mark_of(const struct hinge_table *table, size_t column, size_t row);
/* A letter; the same raised. */
char hinge_mark_letter(int mark);
const char *hinge_mark_text(int mark);
/* "ᵃ noise too high; ᵇ …", one line; nothing when the table says no reason. */
void hinge_marks_line(const struct hinge_table *table, const struct hinge_writer_options *options,
                      struct hinge_text *out);

/* Appends a sentence; levels in it ("group 'trained'") that the user has own words for
 * are these. labels may be NULL. */
void hinge_published_say(struct hinge_text *out, const char *sentence,
                         const struct hinge_label_list *labels);
/* --- A table as it is printed: what markdown, html and latex write, each in its own signs. --- */
struct hinge_printed_cell {
    const char *text; /* escaped for a screen */
    size_t symbol;    /* of a head: so many bytes are the symbol of a statistic */
    int mark;         /* -1: none */
    bool missing;     /* a dash */
};

struct hinge_printed {
    const char *title, *marks, *footer; /* NULL for none */
    size_t rows, columns;
    const bool *is_number;                        /* per column: it stands to the right */
    const struct hinge_printed_cell *head, *cell; /* [row * columns + column] */
    struct hinge_arena arena;
};
/* hinge_arena_clear(&printed.arena) when done. */
void hinge_printed_make(const struct hinge_table *table, const struct hinge_writer_options *options,
                        struct hinge_printed *printed);
/* A head as HTML: the symbol of a statistic in italics, what follows "_" below the line. */
void hinge_printed_heading(const struct hinge_printed_cell *head, struct hinge_text *out);

/* A user's own name of an id, NULL without one; one for "…_deg" also names it in
 * radians. `labels` may be NULL. */
const char *hinge_wording_label(const struct hinge_label_list *labels, const char *id);

/* --- How much a person's values change between sessions without any change in the person,
 * as published: what a minimal detectable change of one's own is read beside. --- */
/* "8 to 15 %" of an outcome's id, NULL when nothing is published for it. */
const char *hinge_published_error_of(const char *outcome);

/* A line for the outcomes of a document of hinge-compare whose results hold a minimal
 * detectable change (a number called mdc...); nothing without one. */
void hinge_published_error_note(const json_t *root, struct hinge_text *words);

/* --- The largest group of recordings that were measured alike. --- */
struct hinge_alike {
    size_t kinds;             /* of evidence there are */
    const char *tier;         /* of the largest; of the table */
    bool inferred;            /* it was estimated by a network */
    struct hinge_text filter; /* that keeps it */
    /* of two or more kinds: "the 24 recordings of 12 participants that were measured
     * alike, with …", "12 other recordings (6 participants) differ in the landmarks
     * tracked", and where that helps the key that makes them alike; else empty */
    struct hinge_text these, others, joins;
    bool one_other; /* recording */
};

/* Of rows of the view "trials" that the filter `filter` kept. hinge_alike_clear,
 * whatever is returned. */
void hinge_alike_find(const struct hinge_table *trials, const char *filter,
                      struct hinge_alike *alike);
void hinge_alike_clear(struct hinge_alike *alike);

#endif
