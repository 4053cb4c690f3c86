/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every view needs of a results file: parameters, cells of /trials; names said
 * wrong. */
#ifndef HINGE_REPORT_REQUEST_TABULATION_H
#define HINGE_REPORT_REQUEST_TABULATION_H

#include "report/tables/view.h"

/* The table of one view, for who shows it elsewhere, into a zero-initialised one, and
 * its notes (may be NULL; free() them). Errors: those of hinge_results_tabulate. */
enum hinge_status hinge_view_table(const struct hinge_table_request *request,
                                   struct hinge_table *table, char **notes,
                                   struct hinge_error *error);

/* How the note begins that names tasks whose faults are not counted. */
#define HINGE_DESCRIBED "Described, not counted: faults in "

/* The request as the library has it, with "" for texts that are NULL. USAGE. */
HINGE_MUST_CHECK enum hinge_status hinge_tab_request(const struct hinge_table_request *request,
                                                     struct hinge_table_request *own,
                                                     struct hinge_error *error);

/* Reads the small tables of the file and --filter: request and view are set, the rest
 * is zero. Whatever happens, hinge_tab_close. */
enum hinge_status hinge_tab_open(struct hinge_tabulation *tab, struct hinge_error *error);
void hinge_tab_close(struct hinge_tabulation *tab);

/* --- parameters and trials --- */

/* An option of the analysis as /parameters has it, "" when it was not given. */
const char *hinge_tab_option(const struct hinge_tabulation *tab, const char *name);
/* A number of /parameters, its default when the file does not say. */
double hinge_tab_parameter(const struct hinge_tabulation *tab, const char *key);
/* What a note calls a column: its id, or its title where notes are in words. */
const char *hinge_tab_name(const struct hinge_tabulation *tab, const char *id, char *buffer,
                           size_t capacity);
/* A cell of /trials as text, "" when missing; numbers in `buffer`. */
const char *hinge_tab_trial(const struct hinge_tabulation *tab, const char *column, size_t trial,
                            char buffer[48]);
/* Whether what the results hold of the trial was guessed, not measured: it stays out of
 * group tables unless it is asked for. */
bool hinge_tab_is_guessed(const struct hinge_tabulation *tab, size_t trial);
/* Whether every recording that --filter keeps names its participant or trial; where one
 * names neither, its file tells rows apart. */
bool hinge_tab_names_trials(const struct hinge_tabulation *tab);
/* Whether the trial is a recording of the movement (not a reference). */
bool hinge_tab_is_trial(const struct hinge_tabulation *tab, size_t trial);

/* USAGE: no `what` "name" (nearest, or all of them). */
enum hinge_status hinge_tab_unknown(const struct hinge_tabulation *tab, const char *option,
                                    const char *what, const char *name, const char *const *names,
                                    size_t n, struct hinge_error *error);

/* Splits text at `separator` into the arena; entries are trimmed. At most `room`, USAGE
 * when there are more or one is empty. */
enum hinge_status hinge_tab_split(struct hinge_tabulation *tab, const char *option,
                                  const char *text, char separator, const char **item, size_t room,
                                  size_t *n, struct hinge_error *error);

#endif
