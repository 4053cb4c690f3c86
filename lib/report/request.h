/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request for a table while it is answered. */
#pragma once

#include "report/tables/view.h"

/* Makes the table of one view, into a zero-initialised table, and its notes (may be NULL; free()
 * them). Errors: those of hinge_results_tabulate. */
enum hinge_status hinge_view_table(const struct hinge_table_request *request,
                                   struct hinge_table *table, char **notes,
                                   struct hinge_error *error);

/* A numeric parameter of the results ("agg.min_reps"); the default if the file does not have
 * it; NaN if there is no such parameter. */
enum hinge_status hinge_results_parameter(struct hinge_results_reader *results, const char *key,
                                          double *value, struct hinge_error *error);

/* How many repetitions the results ask of a person in a cell: agg.min_reps and agg.min_valid. */
enum hinge_status hinge_results_rule(struct hinge_results_reader *results,
                                     struct hinge_people_rule *rule, struct hinge_error *error);

/* A sentence in *note (free() it) that names recordings with the same numbers under different
 * people, which the filter does not exclude. NULL if there are none, or if the
 * analysis was told which of them count. */
enum hinge_status hinge_results_duplicates(struct hinge_results_reader *results,
                                           const struct hinge_filter *filter, char **note,
                                           struct hinge_error *error);
/* The same of these recordings: [row of /trials]. */
char *hinge_tab_duplicates(const struct hinge_tabulation *tab, const bool *recording);

/* Whether a name in a filter is of what was measured in a repetition: a metric, a fault (`faults`:
 * those of the results, NULL: none of the user's), its severity, the range of the driver. A filter
 * by it drops the repetitions in which a cue worked. */
bool hinge_filter_measures(const struct hinge_table *faults, const char *name);
/* USAGE: such a condition where `compared` ("within", "the table transfer") compares conditions;
 * the message has the question of people. */
enum hinge_status hinge_filter_refuse(const char *option, const struct hinge_condition *condition,
                                      const char *compared, struct hinge_error *error);
/* A note begins so, with people that --people chose. */
#define HINGE_THEY_ARE_CHOSEN "Chosen: "
/* Keeps the recordings of people that --people chooses. */
bool hinge_tab_choose(struct hinge_tabulation *tab);

/* Adds what such a filter left: "136 of 400 repetitions, of 24 of 40 people". of: [row] 0 not of
 * the rest of the filter, 1 dropped, 2 kept. */
void hinge_filter_left(struct hinge_text *text, const char *const *person, const unsigned char *of,
                       size_t rows);

/* The conditions of the protocol that the repetitions were held against (`usable` under [analyze]),
 * as /parameters have them; "": none. */
const char *hinge_tab_protocol(const struct hinge_table *parameters);
/* The levels that the study holds, `main` of the request or of [run], as a filter; NULL: none.
 * Others than levels of task, load_kg, session, cue and rater fail the table. */
const char *hinge_tab_held(struct hinge_tabulation *tab, struct hinge_filter *filter);
/* A key of [run] that says what the study asks (HINGE_ASKED_KEYS); "": it was not given. */
const char *hinge_tab_asked(const struct hinge_table *parameters, const char *key);
/* The name in such conditions that an outcome depends on: its own, or that of a fault of it, which
 * is measured on a signal of it; NULL: none. What is compared would then be what was chosen by. */
const char *hinge_protocol_chooses(struct hinge_arena *arena, const char *protocol,
                                   const char *outcome);
/* USAGE: the protocol names `by`, which an outcome that is compared depends on. */
enum hinge_status hinge_protocol_refuse(const char *protocol, const char *by, const char *outcome,
                                        struct hinge_error *error);

/* Whether faults of a row's task are counted: those of most daily tasks are described (method 8.1).
 */
bool hinge_task_counts(const struct hinge_table *table, size_t row);
/* Whether the faults of a row's recording are counted, by its column "counted". */
bool hinge_faults_count(const struct hinge_table *table, size_t row);
/* Begins the note about tasks whose faults are not counted. */
#define HINGE_DESCRIBED "Described, not counted: faults in "

/* --- For every view: parameters, cells of /trials, unknown names. --- */

/* Copies the request (hinge_request_take); NULL texts become "". Errors: USAGE. */
HINGE_MUST_CHECK enum hinge_status hinge_tab_request(const struct hinge_table_request *request,
                                                     struct hinge_table_request *copy,
                                                     struct hinge_error *error);

/* Columns that are not named are all, unless people read them. */
void hinge_tab_columns_of(struct hinge_table_request *request);

/* Reads the small tables of the file, and --filter; request and view are set before, the rest is
 * zero. Returns whether that succeeded. Call hinge_tab_close in any case. */
bool hinge_tab_open(struct hinge_tabulation *tab);
void hinge_tab_close(struct hinge_tabulation *tab);
/* The status of the table, and its error. */
/* Conditions on columns of a table, of the option `of`. False: there is no such column, or no such
 * value; USAGE, with the nearest. */
bool hinge_tab_conditions(struct hinge_tabulation *tab, const char *of,
                          const struct hinge_table *table, const char *text,
                          struct hinge_filter *filter);
enum hinge_status hinge_tab_ended(const struct hinge_tabulation *tab, struct hinge_error *error);
/* A number of /parameters; its default if the file does not have it. */
double hinge_tab_parameter(const struct hinge_tabulation *tab, const char *key);
/* The keys of --by; "": those of the view. */
const char *hinge_tab_by(const struct hinge_tabulation *tab);
/* Members of the request, so that readers need not know all of it (test_recompiled): the user's
 * words, NULL: none; --columns and --phase, "": not given; whether notes are in words. */
const struct hinge_label_list *hinge_tab_labels(const struct hinge_tabulation *tab);
const char *hinge_tab_asked_columns(const struct hinge_tabulation *tab);
const char *hinge_tab_asked_phase(const struct hinge_tabulation *tab);
bool hinge_tab_in_words(const struct hinge_tabulation *tab);
/* --digits, else `own`. */
int hinge_tab_digits(const struct hinge_tabulation *tab, int usual);
/* The name of a column in notes: its id, or its title if notes are in words. */
const char *hinge_tab_name(const struct hinge_tabulation *tab, const char *id, char *buffer,
                           size_t capacity);
/* A cell of /trials as text; "" if missing. Numbers use `buffer`. */
const char *hinge_tab_trial(const struct hinge_tabulation *tab, const char *column, size_t trial,
                            char buffer[48]);
/* Whether the trial is a recording of the movement (not a reference). */
bool hinge_tab_is_trial(const struct hinge_tabulation *tab, size_t trial);

/* Fails the table; returns false. */
bool hinge_tab_fail(struct hinge_tabulation *tab, enum hinge_status status,
                    enum hinge_reason reason, const char *format, ...) HINGE_PRINTF(4, 5);
/* So with USAGE: no `what` is called `name`. The message suggests the nearest of the names, or
 * lists them; it begins with the option and the file (each may be NULL). */
bool hinge_tab_unknown(struct hinge_tabulation *tab, const char *file, const char *option,
                       const char *what, const char *name, const char *const *names, size_t n);
/* Adds the names of a table's columns, or its texts in the column id, to n names; returns how many
 * there are then. */
size_t hinge_names_add(const char **name, size_t n, const struct hinge_table *table, bool ids);
/* Adds to the lines under the table. */
void hinge_tab_note(struct hinge_tabulation *tab, const char *format, ...) HINGE_PRINTF(2, 3);

/* Splits a list at its commas, into the arena, without blanks around items. More than `room` items,
 * or an empty one, fail the table. Returns whether the table has not failed. */
bool hinge_tab_split(struct hinge_tabulation *tab, const char *option, const char *text,
                     const char **item, size_t room, size_t *n);
/* Whether --filter keeps a label of the view ("phase", "fault", "metric"). */
bool hinge_tab_label(const struct hinge_tabulation *tab, const char *name, const char *label);
/* Whether --phase and --filter keep a phase. */
bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase);
/* An unknown --phase fails the table; returns whether the table has not failed. */
bool hinge_tab_check_phase(struct hinge_tabulation *tab, const char *const *phase, size_t n);
/* Arrays of /reps that conditions and keys may use; ends with NULL. */
extern const char *const hinge_rep_keys[];

/* `asked` if all metrics are defined in it, else the first phase in which they are; `asked` if
 * there is none. Ids of anything else are passed over. */
const char *hinge_phase_of_metrics(const char *const *id, size_t n, const char *asked);

/* --- A metric that has values only in another phase. --- */
/* "x has no value in phase descent; it has in phase rep (3 repetitions): --phase rep";
 * `reps` 0: not counted. */
void hinge_phase_hint(struct hinge_text *text, const char *metric, const char *asked,
                      const char *found, size_t reps);

/* Counts the values of a metric in a phase; without counting, any number but 0 if there is one. */
typedef enum hinge_status hinge_phase_count(void *context, const char *phase, size_t *n,
                                            struct hinge_error *error);
/* USAGE PHASE_MISSING with this hint if another phase has values; else OK. */
enum hinge_status hinge_phase_elsewhere(const char *metric, const char *asked, bool counted,
                                        hinge_phase_count *count, void *context,
                                        struct hinge_error *error);
