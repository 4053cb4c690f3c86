/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What papers print: words for ids, cells, published measurement errors, and the largest group of
 * recordings that can be compared. */
#pragma once

#include "people/people.h"

#include <hinge/report.h>
#include <jansson.h>

/* A label of "<fault>.short" is the fault's short title, of "<fault>.family" that of all faults
 * that it speaks for. */
#define HINGE_FAULT_SHORT ".short"
#define HINGE_FAULT_FAMILY ".family"

/* --- names and cells as a paper prints them, and marks that give the reason of a missing cell.
 * With options->ids, names and cells stay as they are in files --- */

/* The words of an id by its column, such as "wall_tap_3in" of "cue" or "rep" of "phase": the user's
 * label, else ours; the cell itself if the column has no ids. Returns buffer, the cell, a label or
 * a constant. */
const char *hinge_published_words(const struct hinge_label_list *labels, const char *column,
                                  const char *cell, char *buffer, size_t capacity);

/* The name of a fault; of "severity:<fault>" the words for what the severity measures; NULL of
 * other cells. */
const char *hinge_published_fault(const struct hinge_label_list *labels, const char *column,
                                  const char *cell, char *buffer, size_t capacity);

/* The name of a fault: the user's label of the id (where it is or would be plain, of "<id>.short"
 * as well), else that in the fault's row, else the id. */
const char *hinge_fault_name(const struct hinge_label_list *labels, const char *id,
                             enum hinge_naming usual);
/* The name of a family by the fault that speaks for it, a label of "<id>.family" first, and of how
 * many kinds it is. A family of one kind has the brief name of its fault; so has one of which no
 * kind was found (0) where the user named the fault alone. */
const char *hinge_fault_family_name(const struct hinge_label_list *labels, const char *speaker,
                                    size_t kinds, char *buffer, size_t capacity);

/* Reads labels from a text of lines "id = words". `path` is for messages. Errors: INPUT. */
enum hinge_status hinge_labels_of_lines(const char *path, const char *text,
                                        struct hinge_label_list *list, struct hinge_error *error);
/* What a fault's severity measures, for use in a sentence: "peak lumbar flexion". Returns buffer;
 * NULL if there is no such fault. */
const char *hinge_severity_words(const char *id, char *buffer, size_t capacity);
/* The same of a column "severity:<fault>" as a heading; of other columns hinge_wording_title. */
const char *hinge_severity_title(const char *column, char *buffer, size_t capacity);
/* hinge_severity_words of a column "severity:<fault>", and the name of a fault, whose verdicts a
 * column has; NULL of other columns. Returns buffer or a constant. */
const char *hinge_fault_words(const struct hinge_label_list *labels, const char *column,
                              char *buffer, size_t capacity);

/* The unit of a column as a paper writes it: "°", "–" for a pure number, "" for none.
 */
const char *hinge_published_unit(const struct hinge_column *column);
/* Appends " (°)" to a heading in words, unless it has it. */
void hinge_published_unit_after(const struct hinge_column *column, struct hinge_text *heading);

/* Marks of missing cells: a letter for each reason in the table, in the order of the reasons. */
enum { HINGE_MARK_LETTERS = 24 };
/* The mark of a cell, from 0; -1 if it has none. */
int hinge_mark_of(const struct hinge_table *table, size_t column, size_t row);
/* The letter of a mark, and the same as a superscript. */
char hinge_mark_letter(int mark);
const char *hinge_mark_text(int mark);
/* Appends one line "ᵃ noise too high; ᵇ …"; nothing if the table has no reasons. */
void hinge_marks_line(const struct hinge_table *table, const struct hinge_writer_options *options,
                      struct hinge_text *out);

/* Appends a sentence, and replaces levels in it ("group 'trained'") by the user's labels. labels
 * may be NULL. */
void hinge_published_add(struct hinge_text *out, const char *sentence,
                         const struct hinge_label_list *labels);
/* --- a printed table, as markdown, html and latex write it --- */
struct hinge_printed_cell {
    const char *text; /* escaped for a screen */
    size_t symbol;    /* length in bytes of the statistic's symbol at the start of a heading */
    int mark;         /* -1: none */
    bool missing;     /* printed as a dash */
};

struct hinge_printed {
    const char *title, *marks, *footer; /* NULL: none */
    size_t rows, columns;
    const bool *is_number;                        /* per column: aligned to the right */
    const struct hinge_printed_cell *head, *cell; /* [row * columns + column] */
    struct hinge_arena arena;
};
/* The caller clears printed->arena at the end. */
void hinge_printed_make(const struct hinge_table *table, const struct hinge_writer_options *options,
                        struct hinge_printed *printed);
/* --- published measurement errors between sessions, to print beside a study's own minimal
 * detectable change --- */

/* The published error of an outcome, such as "8 to 15 percentage points"; NULL if none is
 * published. */
const char *hinge_published_error_of(const char *outcome);

/* Appends a line with the published errors of the outcomes in a document of hinge-compare, if its
 * results have a minimal detectable change (a number called mdc…). */
void hinge_published_error_note(const json_t *root, struct hinge_text *words);

/* --- the main cell of recordings --- */
struct hinge_alike {
    bool differs;             /* there are other cells; else the texts are empty */
    bool by_cue;              /* these differ in the cue alone, as most studies plan it */
    struct hinge_text filter; /* a filter that keeps this cell */
    /* "the 24 recordings of 12 participants with spine markers of the bodyweight hinge at 0 kg";
     * "12 other recordings (6 participants) differ in the landmarks tracked"; and the key that
     * would make all alike, if there is one. */
    struct hinge_text these, others, joins;
};

/* Finds the main cell of the rows of the table "trials" that `filter` kept, in axes that `asked`
 * does not name. Must be cleared in any case. */
void hinge_alike_find(const struct hinge_table *trials, const char *asked, const char *filter,
                      const struct hinge_label_list *labels, struct hinge_alike *alike);
void hinge_alike_clear(struct hinge_alike *alike);
/* Appends the conditions that differ as a row has them: "the bodyweight hinge at 8 kg, before
 * practice"; nothing if none differs. */
void hinge_condition_words(const struct hinge_table *recordings, const bool differs[HINGE_AXES],
                           size_t row, const struct hinge_label_list *labels,
                           struct hinge_text *out);
