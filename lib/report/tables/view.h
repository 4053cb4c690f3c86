/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view: one kind of table from a results file; the request for one while it is answered; and the
 * columns of the table that is made. Each file of this folder is one view: a const
 * hinge_view_<stem>. report/README.md says what they share. */
#pragma once

#include "people/people.h"
#include "store/store.h"

#include <hinge/results.h>

/* When a column is shown; --columns all shows every column. */
enum hinge_show {
    HINGE_SHOW_KEY,      /* key, always */
    HINGE_SHOW_DIFFERS,  /* key, if its rows differ; else a note says its value */
    HINGE_SHOW_KEY_FULL, /* key, only with --columns keys */
    HINGE_SHOW_DATA,     /* always, unless columns are chosen */
    HINGE_SHOW_FILLED,   /* the same, if a row is not 0 */
    HINGE_SHOW_FULL      /* only if --columns names it */
};

/* When a column of the new table is shown, and where its cells come from. */
struct hinge_tab_column {
    enum hinge_show show;
    enum { HINGE_OF_VIEW, HINGE_OF_ROW, HINGE_OF_TRIAL } of;
    size_t at; /* offset in the row's struct; column of /trials */
};

/* What a name in --filter belongs to: a recording, a repetition, a metric of the repetition (in
 * --phase, else its descent), a fault of it, or a label of the row. */
enum hinge_level { HINGE_ON_TRIAL, HINGE_ON_REP, HINGE_ON_METRIC, HINGE_ON_FAULT, HINGE_ON_LABEL };

/* What a request counts: hinge_use_asked (report/people/repetitions.h) sets it from the options,
 * and nothing else reads these. */
struct hinge_use_asked {
    struct hinge_people_rule rule; /* agg.min_reps and agg.min_valid, unless --allow-single */
    bool all_reps, inferred, all_tasks;
    bool any_role; /* also references, as --filter names a role: then of a person one repetition */
};

/* What a view works with: small tables of the file, the request, and the notes. */
struct hinge_tabulation {
    const struct hinge_table_request *request;
    struct hinge_table_request *copy; /* of the given request, in the arena: `request` */
    const struct hinge_view *view;
    const char *compares; /* "the table transfer", of a view that compares conditions; NULL: none */
    struct hinge_use_asked counts;
    struct hinge_results_reader *reader;
    /* /trials with the covariates of /list; the others as in the file (empty if it has none). */
    struct hinge_table trials, list, ledger, parameters, faults, metrics;
    bool spine_refused;        /* the analysis refused inferred spine and pelvis */
    bool *kept;                /* [trial]: --filter keeps it */
    bool *is_nobodys;          /* [trial]: it has no participant, and others have one */
    bool *is_copy;             /* [trial]: its numbers are somebody else's, too */
    bool *is_own_copy;         /* [trial]: the same person's, in another condition */
    bool *is_stray;            /* [trial]: it is of a visit too many (hinge_strays_find) */
    bool *is_again;            /* [trial]: it is one because the baseline was done again */
    struct hinge_stray *stray; /* those people */
    size_t n_strays;
    struct hinge_filter filter;
    struct hinge_arena arena; /* owns texts */
    /* Tasks that --filter keeps and whose faults are described, not counted. */
    struct hinge_text described;
    struct hinge_text notes;     /* lines under the table */
    struct hinge_text last_note; /* the last line */
    /* The first failure. After it every call does nothing; the caller asks at the end. */
    enum hinge_status status;
    struct hinge_error failure;
    struct hinge_table *table;   /* being made */
    struct hinge_people *people; /* of the table; NULL: none */
    struct hinge_tab_columns {
        size_t n;
        struct hinge_tab_column *item;
    } columns;         /* of it */
    size_t last_trial; /* of the last row */
    size_t taken;      /* rows passed on */
    bool *left_out;    /* [repetition]: it chose people, who are compared without it; NULL: none */
    struct hinge_chosen *chosen; /* by --people; NULL: all people */
    bool left_told;              /* a note says what a filter by a value left */
    bool nothing_is_fine;        /* a table without rows is a result: nothing is missing */
};

/* A column of a view, whose rows are structs: a text is a const char * ("" and NULL are missing), a
 * number a double. */
struct hinge_view_column {
    const char *name, *unit;
    int digits; /* -1: shortest exact, or HINGE_TEXT */
    enum hinge_show show;
    size_t at; /* offset in the struct */
};
enum { HINGE_TEXT = -2 };

/* Options of tables of people, with and without phases. */
#define HINGE_VIEW_OF_PHASES                                                                       \
    "by,filter,people,phase,columns,sort,digits,allow-inferred,all-tasks,all-reps,allow-single"
#define HINGE_VIEW_OF_PEOPLE                                                                       \
    "by,filter,people,phase-of-filter,columns,sort,digits,allow-inferred,all-tasks,all-reps,"      \
    "allow-single"

struct hinge_view {
    const char *id, *title;
    const char *by;            /* default keys; NULL: rows are not grouped */
    const char *const *labels; /* further names for --filter, NULL-terminated */
    const char *takes;         /* options it takes, joined by commas; "metrics": those
                                  in --columns; "phase-of-filter": --phase when
                                  --filter names a metric */
    bool tables_only;          /* does not read repetitions */
    bool compares;             /* conditions, sessions, stages or loads of the same people: a filter
                                  by what was measured in a repetition is refused */
    bool of_means;             /* of people: a note says what such a filter left, unless --by rep */
    bool of_document;          /* from JSON of hinge-compare, not from results */
    void (*make)(struct hinge_tabulation *tab); /* fills tab->table; failures are tab->status */
    /* Changes the shown table to what a journal prints; NULL: nothing. */
    void (*for_paper)(struct hinge_tabulation *tab);
};

/* All views, sorted by id (generated). */
const struct hinge_view *const *hinge_view_list(size_t *count);
const struct hinge_view *hinge_view_find(const char *id); /* NULL: none */
size_t hinge_view_ids(const char *id[HINGE_IDS_MOST]);

/* --- A request for a table while it is answered. --- */

/* Stores the status of a step that may fail, whose error is tab->failure; returns whether it
 * succeeded. */
static inline bool hinge_tab_try(struct hinge_tabulation *tab, enum hinge_status status)
{
    tab->status = status;
    return status == HINGE_OK;
}

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
/* Conditions on columns of a table, of the option `of`. False: there is no such column, or no such
 * value; USAGE, with the nearest. */
bool hinge_tab_conditions(struct hinge_tabulation *tab, const char *of,
                          const struct hinge_table *table, const char *text,
                          struct hinge_filter *filter);
/* The status of the table, and its error. */
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

/* --- Which columns a table shows, how they are sorted, and how wide tables are made. --- */

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
