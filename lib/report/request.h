/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request for a table while it is answered. */
#ifndef HINGE_REPORT_REQUEST_H
#define HINGE_REPORT_REQUEST_H

#include "base/text.h"
#include "report/tables/view.h"

#include <hinge/status.h>

/* The table of one view, for who shows it elsewhere, into a zero-initialised one, and
 * its notes (may be NULL; free() them). Errors: those of hinge_results_tabulate. */
enum hinge_status hinge_view_table(const struct hinge_table_request *request,
                                   struct hinge_table *table, char **notes,
                                   struct hinge_error *error);

/* A numeric parameter of the results ("agg.min_reps"); the default if the file does not have
 * it; NaN if there is no such parameter. */
enum hinge_status hinge_results_parameter(struct hinge_results_reader *results, const char *key,
                                          double *value, struct hinge_error *error);

/* A sentence in *note (free() it) that names recordings with the same numbers under different
 * people. NULL if there are none, or if the analysis was told which of them count. */
enum hinge_status hinge_results_duplicates(struct hinge_results_reader *results, char **note,
                                           struct hinge_error *error);

/* How the note begins that names tasks whose faults are not counted. */
#define HINGE_DESCRIBED "Described, not counted: faults in "

/* What every view needs of a results file: parameters, cells of /trials; names said
 * wrong. */

/* The request as the library has it, with "" for texts that are NULL. USAGE. */
HINGE_MUST_CHECK enum hinge_status hinge_tab_request(const struct hinge_table_request *request,
                                                     struct hinge_table_request *own,
                                                     struct hinge_error *error);

/* Reads the small tables of the file and --filter: request and view are set, the rest
 * is zero. Whatever happens, hinge_tab_close. */
enum hinge_status hinge_tab_open(struct hinge_tabulation *tab, struct hinge_error *error);
void hinge_tab_close(struct hinge_tabulation *tab);
/* How making the table ended. */
enum hinge_status hinge_tab_ended(const struct hinge_tabulation *tab, struct hinge_error *error);
/* A number of /parameters, its default when the file does not say. */
double hinge_tab_parameter(const struct hinge_tabulation *tab, const char *key);
/* The decimals that are asked for, else `own`. */
int hinge_tab_digits(const struct hinge_tabulation *tab, int own);
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
/* The conditions on a label of the view ("phase", "fault", "metric"). */
bool hinge_tab_label(const struct hinge_tabulation *tab, const char *name, const char *label);
/* Whether --phase and --filter let a phase through; USAGE when --phase names none. */
bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase);
enum hinge_status hinge_tab_check_phase(const struct hinge_tabulation *tab,
                                        const char *const *phase, size_t n,
                                        struct hinge_error *error);
/* Names of the arrays of /reps a condition or a key may use. */
extern const char *const hinge_rep_keys[];

/* --- A metric that is of another phase than the one asked for. --- */
/* "x has no value in phase descent; it has in phase rep (3 repetitions): --phase rep";
 * `reps` 0: not counted. */
void hinge_phase_hint(struct hinge_text *text, const char *metric, const char *asked,
                      const char *found, size_t reps);

/* Whether a metric has a value in a phase: the number of them, or of others than none.
 */
typedef enum hinge_status hinge_phase_count(void *context, const char *phase, size_t *n,
                                            struct hinge_error *error);
/* USAGE PHASE_MISSING with that hint where another phase has values; OK without. */
enum hinge_status hinge_phase_elsewhere(const char *metric, const char *asked, bool counted,
                                        hinge_phase_count *count, void *context,
                                        struct hinge_error *error);

#endif
