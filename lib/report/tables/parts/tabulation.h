/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every view needs: columns with their rule, cells, notes, parameters, filters. */
#ifndef HINGE_REPORT_TABLES_PARTS_TABULATION_H
#define HINGE_REPORT_TABLES_PARTS_TABULATION_H

#include "report/tables/view.h"

/* --- parameters and trials --- */

/* A number of /parameters, its default when the file does not say. */
double hinge_tab_parameter(const struct hinge_tabulation *tab, const char *key);
/* DAMAGED (INPUT) where tables of the file and its repetitions contradict each other. */
enum hinge_status hinge_tab_agrees(struct hinge_tabulation *tab,
                                   struct hinge_error *error);
/* A cell of /trials as text, "" when missing; numbers in `buffer`. */
const char *hinge_tab_trial(const struct hinge_tabulation *tab, const char *column,
                            size_t trial, char buffer[48]);
/* Whether the trial rests on inferred markers; whether it is a recording of the
 * movement (not a reference). */
bool hinge_tab_inferred(const struct hinge_tabulation *tab, size_t trial);
/* Whether what the results hold of the trial was guessed, not measured: it stays out of
 * group tables unless it is asked for. */
bool hinge_tab_is_guessed(const struct hinge_tabulation *tab, size_t trial);
/* Whether every recording that --where keeps names its participant or trial; where one
 * names neither, its file tells rows apart. */
bool hinge_tab_names_trials(const struct hinge_tabulation *tab);
bool hinge_tab_is_trial(const struct hinge_tabulation *tab, size_t trial);

/* --- columns of the table being made --- */

enum hinge_status hinge_tab_column(struct hinge_tabulation *tab,
                                   struct hinge_table *table, const char *name,
                                   enum hinge_column_type type, const char *unit,
                                   int digits, enum hinge_show show, size_t *index,
                                   struct hinge_error *error);
/* Adds a column for each name of a NULL-terminated list of trial columns. */
enum hinge_status hinge_tab_trial_columns(struct hinge_tabulation *tab,
                                          struct hinge_table *table,
                                          const char *const *names,
                                          enum hinge_show show,
                                          struct hinge_error *error);
/* Sets a text cell that `from` (another row of the column, or SIZE_MAX) may already
 * have: the text is then shared. "" is missing. */
enum hinge_status hinge_tab_set(struct hinge_table *table, size_t column, size_t row,
                                const char *text, size_t from,
                                struct hinge_error *error);

/* Whether a name (a metric, a column) is asked for by --columns: "all" asks for
 * everything, "" for what `readable` says. */
bool hinge_tab_wants(const struct hinge_tabulation *tab, const char *name,
                     bool readable);
/* Whether --columns chooses some, so that others are left out. */
bool hinge_tab_chooses(const struct hinge_tabulation *tab);
/* Whether the table is for readers: --columns asks neither for all nor for every key.
 */
bool hinge_tab_readable(const struct hinge_tabulation *tab);
/* Removes a column of the table being made. */
void hinge_tab_drop(struct hinge_tabulation *tab, struct hinge_table *table,
                    size_t column);
/* Leaves the columns that are to be seen; notes what is the same in every row. A name
 * in
 * --columns that is no column and no metric is USAGE. */
enum hinge_status hinge_tab_select(struct hinge_tabulation *tab,
                                   struct hinge_table *table,
                                   struct hinge_error *error);

/* --- --where --- */

/* Reads --where; sets `kept`. */
enum hinge_status hinge_where_read(struct hinge_tabulation *tab,
                                   struct hinge_error *error);
/* The conditions on a label of the view ("phase", "fault", "metric"). */
bool hinge_where_label(const struct hinge_tabulation *tab, const char *name,
                       const char *label);
/* Whether --phase and --where let a phase through; USAGE when --phase names none. */
bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase);
enum hinge_status hinge_tab_check_phase(const struct hinge_tabulation *tab,
                                        const char *const *phase, size_t n,
                                        struct hinge_error *error);
/* A condition against a number or a text. */
bool hinge_condition_number(const struct hinge_condition *condition, double value);
bool hinge_condition_text(const struct hinge_condition *condition, const char *value);

/* Names of the arrays of /reps a condition or a key may use. */
extern const char *const hinge_rep_keys[];

/* USAGE: no `what` "name" (nearest, or all of them). */
enum hinge_status hinge_tab_unknown(const struct hinge_tabulation *tab,
                                    const char *option, const char *what,
                                    const char *name, const char *const *names,
                                    size_t n, struct hinge_error *error);

/* Splits text at `separator` into the arena; entries are trimmed. At most `room`, USAGE
 * when there are more or one is empty. */
enum hinge_status hinge_tab_split(struct hinge_tabulation *tab, const char *option,
                                  const char *text, char separator, const char **item,
                                  size_t room, size_t *n, struct hinge_error *error);

#endif
