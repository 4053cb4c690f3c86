/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file, in blocks. */
#ifndef HINGE_REPORT_REPETITIONS_H
#define HINGE_REPORT_REPETITIONS_H

#include "report/tables/view.h"

/* The repetitions of a results file that --filter lets through, in file order, and the arrays of
 * /reps, each a column of all rows of the file. What fails is the table's failure. */
enum { HINGE_REP_COLUMNS = 40, HINGE_REPS_READ_TOGETHER = 32 };
enum { HINGE_WITH_REFERENCES = 1, HINGE_WITH_EXCLUDED = 2 };

struct hinge_repetitions {
    struct hinge_tabulation *tab;
    size_t rows;                 /* of the file */
    size_t *trial;               /* [row]: its row of /trials */
    bool *out;                   /* [row]: somebody excluded it; NULL: none */
    size_t n, *row;              /* those let through */
    const char *const *expected; /* what hinge_reps_expect named */
    size_t n_expected, next_expected, reads;
    struct hinge_rep_column {
        const char *name;
        double *value;
        size_t read; /* when it was asked for last */
    } column[HINGE_REP_COLUMNS];
};

/* `with`: repetitions of recordings that are a reference (maxflex), and those that somebody
 * excluded, too. */
void hinge_reps_open(struct hinge_repetitions *reps, struct hinge_tabulation *tab, unsigned with);
void hinge_reps_clear(struct hinge_repetitions *reps);
/* The column of an array with `width` values per repetition: it stays while some
 * others are asked for, 4 at least. An array that is not there, or has another width, fails the
 * table; the values are NaN then. "reason/<metric>" is an entry of an array. */
const double *hinge_reps_column(struct hinge_repetitions *reps, const char *name, size_t width);
/* Names columns of one width that will be asked for, in their order: some are read together. */
void hinge_reps_expect(struct hinge_repetitions *reps, const char *const *name, size_t n);
/* The same of an array of any group into rows * width values, which are not kept. */
void hinge_reps_read(struct hinge_repetitions *reps, const char *group, const char *name,
                     size_t width, double *value);
/* Whether somebody excluded a row's repetition (hinge_analyze's events). */
bool hinge_reps_excluded(const struct hinge_repetitions *reps, size_t row);

/* The same a block of rows at a time, for tables of all repetitions: only the arrays asked for are
 * read, so memory does not grow with the cohort. */
struct hinge_rep_array {
    const char *name;
    size_t width; /* values per repetition */
    double *value;
};

struct hinge_rep_stream {
    struct hinge_tabulation *tab;
    struct hinge_repetitions reps;
    size_t next;    /* of reps.row */
    size_t from, n; /* the block */
    size_t at;      /* the repetition: row of the block */
    size_t trial;   /* its row of /trials */
    size_t n_arrays, capacity;
    struct hinge_rep_array *array;
    /* Not NULL: told before the values of a block go, also of the last. */
    void (*leave)(void *context);
    void *leave_context;
};

void hinge_rep_stream_init(struct hinge_rep_stream *stream, struct hinge_tabulation *tab,
                           unsigned with);
void hinge_rep_stream_clear(struct hinge_rep_stream *stream);
/* Asks for an array of /reps with `width` values per repetition; the index names it from
 * then on. */
size_t hinge_rep_stream_want(struct hinge_rep_stream *stream, const char *name, size_t width);
/* Moves to the next repetition. False past the last, and when the table failed. */
bool hinge_rep_stream_next(struct hinge_rep_stream *stream);
/* Values of the repetition. */
const double *hinge_rep_values(const struct hinge_rep_stream *stream, size_t index);
/* Whether somebody excluded it. */
bool hinge_rep_is_excluded(const struct hinge_rep_stream *stream);

/* The times of a repetition: start and end of the descent and the ascent. A floor lift goes up
 * first. */
struct hinge_rep_times {
    double boundary[4];
    bool floor;
};
/* The arrays that have them: positions of the stream's. */
struct hinge_rep_clock {
    size_t boundary[4], floor;
};
struct hinge_rep_clock hinge_rep_clock_want(struct hinge_rep_stream *stream);
struct hinge_rep_times hinge_rep_times_at(const struct hinge_rep_clock *clock,
                                          const struct hinge_rep_stream *stream);
extern const char *const hinge_rep_boundaries[4];
/* Start and end of a phase ("descent", "hold", "ascent", "rep"); NaN when it is missing. */
void hinge_rep_phase_times(const struct hinge_rep_times *times, const char *phase,
                           double start_end[2]);

/* Labels of a dimension of an array ("fault_state": faults), owned by the reader; none when the
 * table failed. */
struct hinge_rep_labels {
    size_t n;
    const char *const *label;
};
struct hinge_rep_labels hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                         const char *dimension);
/* Position of a label, -1; of a dimension without names -1. */
long hinge_label_find(const char *const *label, size_t n, const char *name);

/* Reason of a stored code; OK for fill and 0. */
const char *hinge_stored_reason(double code);

/* --- What the fault views share: the outcome of a fault in a repetition. --- */
/* Arrays of the outcomes, and the faults in the order of /faults. */
struct hinge_fault_arrays {
    size_t n;
    const char *const *id;
    size_t state, severity, threshold, margin, time, reason, valid;
};

/* Asks for the arrays. */
void hinge_fault_arrays_want(struct hinge_fault_arrays *arrays, struct hinge_rep_stream *stream);
/* State 0 to 3 of a stored value, -1 refused. */
int hinge_fault_state_of(double stored);
/* That of fault f in the stream's repetition. */
int hinge_fault_state_at(const struct hinge_fault_arrays *arrays,
                         const struct hinge_rep_stream *stream, size_t fault);
/* A column of /faults for a fault: unit, title; "" when it has none. */
const char *hinge_fault_text(const struct hinge_tabulation *tab, const char *id,
                             const char *column);
/* Its own threshold, which task, cue or tier may move; NaN when the file has none. */
double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id);

/* A row per repetition and fault; `by` says which keys readers see. */
void hinge_fault_outcomes(struct hinge_tabulation *tab, const char *by);

/* The built-in row of a fault; NULL of one's own. */
const struct hinge_fault *hinge_fault_built_in(const char *id);
/* Sentences on the rows of /faults that the config changed and made; nothing where all
 * are as built in. */
void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out);

/* The lines of method 7.8 that stand under every fault table. */
void hinge_fault_notes(struct hinge_tabulation *tab);

/* --- Columns of the table of repetitions that count faults: faults_present,
 * faults_indeterminate (below or above the threshold by less than the margin),
 * faults_judged, faults_refused; those that --columns names. --- */
enum { HINGE_FAULT_COUNTS = 4 };

struct hinge_fault_counts {
    bool wanted;
    struct hinge_fault_arrays arrays;
    size_t column[HINGE_FAULT_COUNTS]; /* SIZE_MAX: not asked for */
};

/* Adds the columns and asks the stream for what they need. */
void hinge_fault_counts_columns(struct hinge_fault_counts *counts, struct hinge_rep_stream *stream);

/* --- A long table that is handed over in blocks while it is made: the next rows are made
 * while the last ones are written. --- */
/* Hands over the rows of the table, when there are enough of them and the request wants
 * that: after it the table may be empty, with the same columns. To be called between
 * rows. An unknown name in --columns fails the table; what failed of the rows before, too. */
void hinge_tab_hand_over(struct hinge_tabulation *tab);
/* Waits until what was handed over is done, and says how it went. */
enum hinge_status hinge_tab_handed(struct hinge_tabulation *tab, struct hinge_error *error);
/* Waits, and frees. */
void hinge_tab_blocks_clear(struct hinge_tabulation *tab);

/* --- Rows of repetitions: of each phase one, cell by cell but for the metrics, which are
 * set column by column for some repetitions together. --- */
/* Repetitions whose metrics are set together: column by column a value is found where
 * the last one was. */
enum { HINGE_REPS_TOGETHER = 64 };

/* A text or number column of /trials shown in every row of a trial. */
struct hinge_trial_column {
    size_t column, from;
};

struct hinge_metric_column {
    size_t column, array;
    size_t position; /* in `reason` */
    bool has_reason;
};

/* What a repetition's row says of it. */
enum { HINGE_REP_PARTIAL, HINGE_REP_OK, HINGE_REP_EXCLUDED, HINGE_REP_STATES };

struct hinge_rep_rows {
    struct hinge_tabulation *tab;
    struct hinge_table *table;
    struct hinge_rep_stream stream;
    const char *const *phase;
    size_t n_phases, n_shown;
    size_t *shown; /* phases */
    /* texts as the rows so far have them, per phase and status */
    const char **phase_text, *status_text[HINGE_REP_STATES];
    /* columns */
    size_t rep, start, end, status, reason, phase_column, warnings, in_groups;
    size_t n_trial_columns, n_metrics, n_numbers;
    struct hinge_trial_column *trial_column;
    struct hinge_metric_column *metric;
    struct hinge_trial_column number[8]; /* column, array */
    struct hinge_rep_clock clock;
    struct hinge_fault_counts faults;
    size_t rep_array, valid, reason_array, warning_array;
    size_t last_row;   /* the row before: texts are shared */
    size_t last_trial; /* its trial */
    size_t n_waiting;
    struct hinge_rep_waiting {
        size_t at, row; /* in the block that is read; the first of its rows */
    } waiting[HINGE_REPS_TOGETHER];
};
/* The rows of the stream's repetition; hands over what is whole (blocks.h). */
void hinge_rep_rows_add(struct hinge_rep_rows *reps);
/* Metrics of the repetitions that wait: for `leave` of the stream (context: the rows).
 */
void hinge_rep_rows_leave(void *context);

#endif
