/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The repetitions of a results file, in file order, a block of rows at a time: only the
 * arrays asked for are read, so memory does not grow with the cohort. */
#ifndef HINGE_REPORT_REPETITIONS_REP_STREAM_H
#define HINGE_REPORT_REPETITIONS_REP_STREAM_H

#include "report/tables/view.h"

struct hinge_rep_array {
    const char *name;
    size_t width; /* values per repetition */
    double *value;
};

struct hinge_rep_stream {
    struct hinge_tabulation *tab;
    size_t rows, next; /* of the file; the first row of the next block */
    size_t from, n;    /* the block */
    size_t at;         /* the repetition: row of the block */
    size_t trial;      /* its row of /trials */
    size_t n_arrays, capacity;
    struct hinge_rep_array *array;
    size_t trial_array;
    size_t condition_array[HINGE_CONDITIONS];
    const double *first_rep, *reps, *manual; /* of /trials; NULL: not there */
    bool references; /* those of recordings that are a reference (maxflex), too */
    bool excluded;   /* those that somebody excluded, too */
    bool any_excluded;
    size_t warning_array; /* with any_excluded */
    /* Not NULL: told before the values of a block go, also of the last. */
    enum hinge_status (*leave)(void *context, struct hinge_error *error);
    void *leave_context;
    enum hinge_status status; /* of what was asked for; failure says why */
    struct hinge_error failure;
};

/* Also asks for what --filter needs. */
enum hinge_status hinge_rep_stream_init(struct hinge_rep_stream *stream,
                                        struct hinge_tabulation *tab, struct hinge_error *error);
void hinge_rep_stream_clear(struct hinge_rep_stream *stream);
/* Asks for an array of /reps with `width` values per repetition; *index names it from
 * then on. An array that is not there, or has another width (INPUT), fails the stream:
 * hinge_rep_stream_next says so before the first repetition. */
void hinge_rep_stream_want(struct hinge_rep_stream *stream, const char *name, size_t width,
                           size_t *index);
/* Moves to the next repetition that --filter lets through, as long as *status is OK.
 * False past the last, and where *status becomes, or was, an error. */
bool hinge_rep_stream_next(struct hinge_rep_stream *stream, enum hinge_status *status,
                           struct hinge_error *error);
/* Values of the repetition. */
const double *hinge_rep_values(const struct hinge_rep_stream *stream, size_t index);
/* The same of a row of the block. */
const double *hinge_rep_values_at(const struct hinge_rep_stream *stream, size_t index, size_t at);

/* Whether somebody excluded the repetition (hinge_analyze's events). */
bool hinge_rep_is_excluded(const struct hinge_rep_stream *stream);

/* Where the four phase times are. */
struct hinge_rep_times {
    size_t boundary[4], floor;
};
void hinge_rep_times_want(struct hinge_rep_times *times, struct hinge_rep_stream *stream);
/* Start and end of a phase ("descent", "hold", "ascent", "rep"); NaN when it is
 * missing. A floor lift goes up first. */
void hinge_rep_phase_times(const struct hinge_rep_times *times,
                           const struct hinge_rep_stream *stream, const char *phase,
                           double start_end[2]);

/* Labels of a dimension of an array ("fault_state": faults); owned by the reader. */
enum hinge_status hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                   const char *dimension, const char *const **label, size_t *n,
                                   struct hinge_error *error);
/* Position of a label, -1; of a dimension without names -1. */
long hinge_label_find(const char *const *label, size_t n, const char *name);

/* Reason of a stored code; OK for fill and 0. */
const char *hinge_stored_reason(double code);

#endif
