/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a table shows, how they are sorted, and how wide tables are made. */
#pragma once

#include "report/request.h"

/* Stores the status of a step that may fail, whose error is tab->failure; returns whether it
 * succeeded. */
static inline bool hinge_tab_try(struct hinge_tabulation *tab, enum hinge_status status)
{
    tab->status = status;
    return status == HINGE_OK;
}

/* Adds a column with the rule that shows it, and returns its position. */
size_t hinge_tab_column(struct hinge_tabulation *tab, const char *name, enum hinge_column_type type,
                        const char *unit, int digits, enum hinge_show show);
/* Adds the columns of a view; the list ends with one without a name. */
void hinge_tab_columns(struct hinge_tabulation *tab, const struct hinge_view_column *column);
/* Adds a column of /trials, or one for each name of a NULL-terminated list; none twice. */
void hinge_tab_trial_column(struct hinge_tabulation *tab, const char *name, enum hinge_show show);
void hinge_tab_trial_columns(struct hinge_tabulation *tab, const char *const *names,
                             enum hinge_show show);
/* What names a recording: participant, session, group, task, cue, trial; ends with NULL. */
extern const char *const hinge_trial_keys[];
/* Appends a row and returns its position, with cells from its struct and from a recording
 * (SIZE_MAX: none). Other cells are missing. */
size_t hinge_tab_trial_row(struct hinge_tabulation *tab, size_t trial, const void *row);
size_t hinge_tab_row(struct hinge_tabulation *tab, const void *row);
/* Fills a zero-initialised table with the recordings that --filter keeps, also refused ones; with
 * `all` of them, first those of /trials in their order. The caller clears it. */
void hinge_trials_given(struct hinge_tabulation *tab, bool all, struct hinge_table *given);
/* Whether --filter keeps a row of it. */
bool hinge_given_kept(const struct hinge_tabulation *tab, const struct hinge_table *given,
                      size_t row);
/* Sets a text cell; "" is missing. The cell shares the text of row `from` (SIZE_MAX: none) if that
 * is the same. */
void hinge_tab_set(struct hinge_table *table, size_t column, size_t row, const char *text,
                   size_t from);

/* Whether --columns asks for a name (a metric or column): "all" asks for everything; "" leaves it
 * to `readable`. */
bool hinge_tab_wants(const struct hinge_tabulation *tab, const char *name, bool readable);
/* Whether the user wrote "all" ("keys,all"); programs get all without it. */
bool hinge_tab_all_asked(const struct hinge_tabulation *tab);
/* Whether --columns names columns, so that others are not shown. */
bool hinge_tab_chooses(const struct hinge_tabulation *tab);
/* Whether the table is for readers: --columns asks neither for all columns nor for every key. */
bool hinge_tab_readable(const struct hinge_tabulation *tab);
/* Removes a column of the table being made. */
void hinge_tab_drop_column(struct hinge_tabulation *tab, size_t column);
/* Keeps the columns that are shown; a note says keys that are the same in every row. An unknown
 * name in --columns fails the table. Returns whether that succeeded. */
bool hinge_tab_select(struct hinge_tabulation *tab);

/* Passes on the rows of a long table while it is made, if there are enough and the request wants
 * it; the table may then be empty, with the same columns. To be called between rows. An unknown
 * name in --columns fails the table. */
void hinge_tab_hand_over(struct hinge_tabulation *tab);

/* --- Columns of the trial list. --- */
/* Adds the columns of the trial list that /trials does not have. If both have a name, that of the
 * list becomes list_<name>, with a note. */
void hinge_tab_add_covariates(struct hinge_tabulation *tab);

/* --- Reshaping a finished table: order, digits. --- */
/* Numbers the rows of a table in order of appearance; rows with the same cells in these columns
 * have the same number. *n: how many numbers there are. free() the array. */
size_t *hinge_rows_numbered(const struct hinge_table *table, const size_t *column, size_t n_columns,
                            size_t *n);
/* Applies --sort, --digits and --stat n_pct; an unknown column fails the table. Returns whether
 * that succeeded. */
bool hinge_tab_shape(struct hinge_tabulation *tab);
