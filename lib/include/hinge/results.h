/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a results file: the same kind of result as an analysis (hinge/result.h). */
#ifndef HINGE_RESULTS_H
#define HINGE_RESULTS_H

#include <hinge/progress.h>
#include <hinge/query.h>
#include <hinge/result.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <hinge/trial.h>

HINGE_BEGIN_C_DECLS

/* An open results file. All requests with this reader see the same state of the file; a
 * request without a reader opens the file by its path. Errors: those of reading, and INPUT if
 * the file was written to meanwhile. */
struct hinge_results_reader;
HINGE_API enum hinge_status hinge_results_hold(const char *results,
                                               struct hinge_results_reader **reader,
                                               struct hinge_error *error);
HINGE_API void hinge_results_release(struct hinge_results_reader *reader);

/* Takes the next block of a table: the shown columns, and how many rows came before. The
 * block is valid during the call only, and has no reasons of missing cells. */
typedef enum hinge_status hinge_take_rows(void *context, const struct hinge_table *block,
                                          size_t before, struct hinge_error *error);

/* What to tabulate. Zero-initialise. */
struct hinge_table_request {
    size_t size;                         /* sizeof the struct; 0: as the library has it */
    const char *results;                 /* path of results.h5 */
    struct hinge_results_reader *opened; /* the file, if it is open already; else NULL */
    const char *view; /* "reps" "trials" "faults" "summary" "provenance" …, several
                         joined by commas */
    /* columns: "" a few for readers; "keys" adds every key */
#define HINGE_QUERY HINGE_QUERY_MEMBER
#include <hinge/query.def>
#undef HINGE_QUERY
    bool references; /* reps: also the repetitions of references (toe touches) */
    bool workbook;   /* participants: readable, with every column */
    bool several;    /* one of several tables, so ignore options for the others (set if the
                        view names several) */
    bool words;      /* the footer names columns as a paper does, not by their IDs */
    bool ids;        /* cells keep IDs, even if a comparison has words for them */
    bool paper;      /* faults: as a journal prints them, unless columns, sort or stat are
                        given */
    const struct hinge_label_list *labels; /* the user's words for IDs; may be NULL */
    const struct hinge_progress *progress; /* counts repetitions read; may be NULL */
    /* If not NULL, a long table with every key ("all" or "keys" among the columns) is passed
     * on in blocks and only the last block stays in the table, so memory does not grow. Not
     * with sort, wide or "n_pct". */
    hinge_take_rows *take;
    void *take_context;
    bool counted; /* without recordings of tasks whose faults are described, not counted */
};

/* The columns of the view "reps" for programs with dialogs, which list a few dozen: keys, main
 * metrics, outcomes of the cues, counts of faults. The caller free()s the text. */
HINGE_API void hinge_dialog_columns(char **columns);
/* Removes columns without a value; returns how many metrics the table does not have. */
HINGE_API size_t hinge_dialog_drop_empty(struct hinge_table *table);

/* The i-th view's name and its line for --help; NULL after the last. */
HINGE_API const char *hinge_view_id(size_t i);
HINGE_API const char *hinge_view_title(size_t i);
/* OK if one of the views takes each given option. USAGE names the views that take an option
 * which none of these does. */
HINGE_API enum hinge_status hinge_table_check(const struct hinge_table_request *request,
                                              struct hinge_error *error);
/* Whether one of the views (joined by commas) needs the JSON of hinge-compare instead of a
 * results file. */
HINGE_API bool hinge_view_of_document(const char *views);

/* A table for each view that the request names, with its notes; hinge_result_free.
 * Errors: INPUT for the file, USAGE for an unknown view, key or column (names the
 * nearest), INTERRUPTED. */
HINGE_API enum hinge_status hinge_results_tabulate(const struct hinge_table_request *request,
                                                   struct hinge_result **result,
                                                   struct hinge_error *error);

/* A numeric parameter of the results ("agg.min_reps"); the default if the file does not have
 * it; NaN if there is no such parameter. */
HINGE_API enum hinge_status hinge_results_parameter(struct hinge_results_reader *results,
                                                    const char *key, double *value,
                                                    struct hinge_error *error);

/* A sentence in *note (free() it) that names recordings with the same numbers under different
 * people. NULL if there are none, or if the analysis was told which of them count. */
HINGE_API enum hinge_status hinge_results_duplicates(struct hinge_results_reader *results,
                                                     char **note, struct hinge_error *error);

/* Repetitions of a results file as a table for statistics: one row each, with all keys
 * and metrics of one phase. */
struct hinge_outcome_request {
    size_t size; /* sizeof the struct; 0: as the library has it */
    const char *results;
    struct hinge_results_reader *opened;
    const char *phase;          /* "descent" … */
    const char *fault_rule;     /* "point" "certain" "possible": a 0/1 column per fault;
                                   NULL: no faults */
    bool severity;              /* also "severity:<fault>" and "reason:<fault>" columns */
    bool all_faults;            /* also those that are not named */
    const char *curve;          /* waveform as columns n000 … n100; NULL: none */
    const char *const *metrics; /* metrics that also get a column "reason:<metric>",
                                   NULL-terminated; may be NULL */
    const char *named;          /* metrics, covariates and faults to include, joined by
                                   commas; NULL: all */
    bool include_inferred;      /* in_groups is also 1 if a network inferred spine or pelvis */
    bool own_columns;           /* also all covariates of the trial list */
    bool all_tasks;             /* also count faults of daily tasks, which are else described */
};

/* Fills table (zero-initialised). in_groups is 1 for repetitions that group tables include:
 * not those of reference recordings, nor of inferred spine or pelvis. A fault is 1 if it is
 * above its threshold (point), above by the margin (certain) or above less the margin
 * (possible), else 0. It is missing if it was refused, or if its daily task is not counted
 * (NOT_COUNTED). Errors: INPUT for the file, USAGE for an unknown curve (names the nearest);
 * the table is then cleared. */
HINGE_API enum hinge_status hinge_results_outcomes(const struct hinge_outcome_request *request,
                                                   struct hinge_table *table,
                                                   struct hinge_error *error);

/* Mean curves of people. Zero-initialise, hinge_person_curves_clear when done. */
struct hinge_person_curves {
    /* A row per person and cell: the keys of --by and of the evidence, participant, reps,
     * turn_pct and back_pct (end of the first phase and start of the second, % of the
     * repetition), floor (share of repetitions from the floor, whose first phase is the
     * ascent). */
    struct hinge_table keys;
    size_t n_signals;
    double *value; /* [row][signal][HINGE_CURVE_POINTS]: changes from standing; NaN where missing */
    char *notes;   /* as under a table; NULL when there are none */
};
HINGE_API void hinge_person_curves_clear(struct hinge_person_curves *curves);

/* Curves of these signals ("lumbar_flex", "hip_flex", …) by the rules of group tables:
 * averaged within trials, trials within people. Errors: INPUT for the file, USAGE for a
 * key or a signal that isn't there. */
HINGE_API enum hinge_status hinge_results_curves(const struct hinge_table_request *request,
                                                 const char *const *signal, size_t n_signals,
                                                 struct hinge_person_curves *curves,
                                                 struct hinge_error *error);

HINGE_END_C_DECLS

#endif
