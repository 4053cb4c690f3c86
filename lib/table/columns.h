/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables inside the library: columns from a list, whole tables, and names that are made from other
 * names. */
#pragma once

#include <hinge/table.h>

struct hinge_table_spec {
    const char *name, *unit; /* unit NULL: a column of texts */
    int digits;
};

void hinge_table_specify(struct hinge_table *table, const struct hinge_table_spec *spec, size_t n);
/* Adds columns of texts; names ends with NULL. */
void hinge_table_specify_texts(struct hinge_table *table, const char *const *names);

/* Adds a row: the texts of all text columns in their order (NULL and "" are missing), and the
 * numbers of all number columns in theirs. */
void hinge_table_add_row(struct hinge_table *table, const char *const *texts,
                         const double *numbers);

/* The text of a cell; "" if it is missing. */
const char *hinge_table_word(const struct hinge_table *table, const char *column, size_t row);

/* Sets a cell by its column's name; a column of texts that is not there is added. */
void hinge_table_set_word(struct hinge_table *table, const char *column, size_t row,
                          const char *text);

/* The first row with this text in a column, looked for from row `near` on and then from the top;
 * SIZE_MAX: none. */
size_t hinge_table_row_of(const struct hinge_table *table, const char *column, const char *text,
                          size_t near);
/* The word in `column` of the first row with this text in `key`; "": none. */
const char *hinge_table_word_where(const struct hinge_table *table, const char *key,
                                   const char *text, const char *column);

/* Whether a cell has a value, a column has at least one, and two cells are the same. */
bool hinge_cell_is_there(const struct hinge_column *column, size_t row);
bool hinge_column_has_any(const struct hinge_table *table, size_t column);
bool hinge_cells_equal(const struct hinge_column *column, size_t a, size_t b);
/* Whether not all cells of a column are the same. */
bool hinge_column_differs(const struct hinge_table *table, size_t column);
/* Whether the texts of a column are not all the same. */
bool hinge_texts_differ(const struct hinge_table *table, const char *column);

/* Where each of n parts of a table first has a value in a column: first[part], SIZE_MAX: nowhere.
 * of_row[r] is the part of a row, as a person; SIZE_MAX: of none. Returns whether any part has a
 * value; *alike: whether no part has two different ones. */
bool hinge_table_first_values(const struct hinge_table *table, size_t column, const size_t *of_row,
                              size_t n, size_t *first, bool *alike);

/* --- tables: what only the library needs --- */

/* Different reasons that a table keeps; decimals of a share. */
enum { HINGE_TABLE_REASONS = 255, HINGE_SHARE_DIGITS = 2 };

/* Keeps a copy as the caption. */
void hinge_table_set_caption(struct hinge_table *table, const char *text);

/* Adds the columns of another table, not its rows. */
void hinge_table_add_columns_of(struct hinge_table *table, const struct hinge_table *like);

/* Makes a zero-initialised table a copy of columns, rows and texts of another, without
 * its reasons and caption. */
void hinge_table_copy(struct hinge_table *table, const struct hinge_table *from);

/* Adds a copy of a row of `from`, which has the same columns or is the table itself; without its
 * reasons. */
void hinge_table_add_row_of(struct hinge_table *table, const struct hinge_table *from, size_t row);

/* Keeps the rows for which keep[row] is set, in their order. */
void hinge_table_keep_rows(struct hinge_table *table, const bool *keep);

/* Removes all rows and their texts; columns and room for rows stay. */
void hinge_table_empty(struct hinge_table *table);

/* Sets the unit of a column (copied). */
void hinge_table_set_unit(struct hinge_table *table, size_t column, const char *unit);

/* Sets the long name of a column (copied). */
void hinge_table_set_title(struct hinge_table *table, size_t column, const char *title);

/* Sets why a cell is missing ("TIER_C_NO_LUMBAR", or words); NULL or "": no reason. After
 * HINGE_TABLE_REASONS different reasons, further ones become the last. */
void hinge_table_set_why(struct hinge_table *table, size_t column, size_t row, const char *why);

/* As hinge_table_find, but an unknown name is USAGE and names the nearest column, or lists all.
 * `where` (may be NULL) starts the message. */
enum hinge_status hinge_table_require(const struct hinge_table *table, const char *name,
                                      const char *where, size_t *index, struct hinge_error *error);

/* --- names of columns that are made from another name --- */

/* "severity:<fault>" is the column of a fault's severity; "<fault>" is that of its verdict. */
#define HINGE_SEVERITY "severity:"
/* "distance:<metric>" is the column of a metric's distance from a value that it should come near.
 */
#define HINGE_DISTANCE "distance:"
/* And which repetitions surely show it. */
#define HINGE_CERTAIN "certain:"

/* The fault whose severity the column has; NULL for any other column, and for NULL. */
const char *hinge_severity_fault(const char *column);

/* Columns of a trial list with what observers saw: "label:<fault>", and of a second observer
 * "label2:<fault>". Returns the fault; NULL for any other column. */
#define HINGE_LABEL "label:"
#define HINGE_LABEL2 "label2:"
const char *hinge_label_fault(const char *column);

/* "rating:<fault>": the first rater's answer to whether a repetition has it, 1, 0 or ?;
 * "rating2:<fault>": the second's (compare/ratings.c). Returns the fault of the first; NULL for any
 * other column. */
#define HINGE_RATING "rating:"
#define HINGE_RATING2 "rating2:"
const char *hinge_rated_fault(const char *column);
