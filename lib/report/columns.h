/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a table shows, how they are sorted, and how wide tables are made. */
#ifndef HINGE_REPORT_COLUMNS_H
#define HINGE_REPORT_COLUMNS_H

#include "report/request.h"
#include "report/tables/view.h"

/* Notes how something that can fail ended, as tab->failure says; whether nothing failed. */
static inline bool hinge_tab_try(struct hinge_tabulation *tab, enum hinge_status status)
{
    tab->status = status;
    return status == HINGE_OK;
}

/* Adds a column with the rule that shows it, and returns its position. */
size_t hinge_tab_column(struct hinge_tabulation *tab, const char *name, enum hinge_column_type type,
                        const char *unit, int digits, enum hinge_show show);
/* Adds columns of the rows to come; the last has no name. */
void hinge_tab_columns(struct hinge_tabulation *tab, const struct hinge_view_column *column);
/* Adds a column for each name of a NULL-terminated list of trial columns. */
void hinge_tab_trial_columns(struct hinge_tabulation *tab, const char *const *names,
                             enum hinge_show show);
/* Appends a row and returns its position: cells of its struct and of a recording, SIZE_MAX for
 * none. Others are missing. */
size_t hinge_tab_trial_row(struct hinge_tabulation *tab, size_t trial, const void *row);
size_t hinge_tab_row(struct hinge_tabulation *tab, const void *row);
/* The rows of the table of recordings, read or not, for other views: into a zero-initialised table;
 * clear it. */
void hinge_trials_given(struct hinge_tabulation *tab, struct hinge_table *given);
/* Sets a text cell that `from` (another row of the column, or SIZE_MAX) may already
 * have: the text is then shared. "" is missing. */
void hinge_tab_set(struct hinge_table *table, size_t column, size_t row, const char *text,
                   size_t from);

/* Whether a name (a metric, a column) is asked for by --columns: "all" asks for
 * everything, "" for what `readable` says. */
bool hinge_tab_wants(const struct hinge_tabulation *tab, const char *name, bool readable);
/* Whether all was asked for in so many words ("keys,all"), not as what programs get. */
bool hinge_tab_all_said(const struct hinge_tabulation *tab);
/* Whether --columns chooses some, so that others are left out. */
bool hinge_tab_chooses(const struct hinge_tabulation *tab);
/* Whether the table is for readers: --columns asks neither for all nor for every key.
 */
bool hinge_tab_readable(const struct hinge_tabulation *tab);
/* Removes a column of the table being made. */
void hinge_tab_drop(struct hinge_tabulation *tab, struct hinge_table *table, size_t column);
/* Leaves the columns that are to be seen; notes what is the same in every row. A name
 * in
 * --columns that is no column and no metric is USAGE. */
enum hinge_status hinge_tab_select(struct hinge_tabulation *tab, struct hinge_table *table,
                                   struct hinge_error *error);

/* The columns of a table that is handed over in blocks that are seen, as `block`, whose
 * `column` is to be freed; the first time names in --columns are checked, as above. */
enum hinge_status hinge_tab_seen(struct hinge_tabulation *tab, const struct hinge_table *table,
                                 struct hinge_table *block, struct hinge_error *error);

/* --- What the trial list says beside what the analysis does. --- */
/* The columns of the trial list that /trials lacks come beside it; one called as a
 * column of /trials is called list_<name>, which a note says. */
void hinge_tab_add_covariates(struct hinge_tabulation *tab);

/* --- A table that is made, in another shape: turned, other order, other digits. --- */
/* A row for each combination of what some columns say, and a column for each combination of what
 * others say, both as they come. */
struct hinge_pivot {
    const struct hinge_table *from;
    const size_t *key, *turned; /* columns of it that make the rows, the columns */
    size_t n_keys, n_turned;
    const size_t *order; /* the rows that are taken, in turn; NULL: all */
    size_t n;
    /* For the first row of a new column: adds it. For that of a new row: fills the keys. */
    void (*add_column)(void *context, size_t row);
    void (*begin_row)(void *context, size_t row, size_t to_row);
    void (*put)(void *context, size_t row, size_t to_column, size_t to_row);
    void *context;
};
/* New columns stand behind those that `to` has. */
void hinge_pivot(const struct hinge_pivot *pivot, struct hinge_table *to);
/* The rows of a table by number, those that say the same in some columns by the same one. n: how
 * many numbers there are. free() it. */
size_t *hinge_rows_numbered(const struct hinge_table *table, const size_t *column, size_t n_columns,
                            size_t *n);
/* --sort, --digits and --stat n_pct; USAGE for a column that is not there. */
enum hinge_status hinge_tab_shape(struct hinge_tabulation *tab, struct hinge_table *table,
                                  struct hinge_error *error);

#endif
