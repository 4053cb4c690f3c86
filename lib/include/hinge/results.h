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
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A results file that is open: all that is made of it sees one state of the file.
 * Errors are those of reading, and INPUT where it was written to meanwhile. A request
 * that has no such reader opens the file by its path, each anew. */
struct hinge_results_reader;
HINGE_API enum hinge_status hinge_results_hold(const char *results,
                                               struct hinge_results_reader **reader,
                                               struct hinge_error *error);
HINGE_API void hinge_results_release(struct hinge_results_reader *reader);

/* Takes rows of a table that is made in blocks: the columns that are shown, and the
 * next rows of them, which are gone afterwards, with the number of rows before them. Why a cell is
 * missing is not said in them: that is for tables that are kept. */
typedef enum hinge_status hinge_take_rows(void *context, const struct hinge_table *block,
                                          size_t before, struct hinge_error *error);

/* What to tabulate. Zero-initialise. */
struct hinge_table_request {
    size_t size;                         /* sizeof the struct; 0: as the library has it */
    const char *results;                 /* path of results.h5 */
    struct hinge_results_reader *opened; /* it, open already; NULL: not yet */
    const char *view; /* "reps" "trials" "faults" "summary" "provenance" …, several
                         joined by commas */
    /* columns: "" few for readers; "keys" among them adds every key */
#define HINGE_QUERY HINGE_QUERY_MEMBER
#include <hinge/query.def>
#undef HINGE_QUERY
    bool references; /* reps: also the repetitions of references (toe touches) */
    bool workbook;   /* participants: as readers have it, with every column */
    bool several;    /* one of several tables: options it does not take are for others (set
                        where the view names several) */
    bool words;      /* footer names columns as a paper does, not by their ids */
    bool ids;        /* cells keep ids, also of what a comparison has own words for */
    bool paper;      /* faults: as a journal prints it, where columns, sort and stat are
                        not given */
    const struct hinge_label_list *labels; /* what paper calls an id; may be NULL */
    const struct hinge_progress *progress; /* told of repetitions read; may be NULL */
    /* Not NULL: of a long table with every key ("all" or "keys" among the columns) the
     * rows are handed over as they are made, and the last of them are left in the
     * table; so its memory does not grow. Not with sort, wide or "n_pct". */
    hinge_take_rows *take;
    void *take_context;
    bool counted; /* without the recordings of tasks whose faults are only described */
};

/* The columns of the view "reps" that programs with dialogs get, whose lists hold some
 * dozens: keys, main metrics, outcomes of the cues, counts of faults. free() them. */
HINGE_API void hinge_dialog_columns(char **columns);
/* Removes columns without a value; returns how many metrics the table does not have. */
HINGE_API size_t hinge_dialog_drop_empty(struct hinge_table *table);

/* The i-th view's name and its line for --help; NULL past the last. */
HINGE_API const char *hinge_view_id(size_t i);
HINGE_API const char *hinge_view_title(size_t i);
/* OK when each option that is given is taken by one of the views, which would otherwise ignore it.
 * USAGE names those that take it. */
HINGE_API enum hinge_status hinge_table_check(const struct hinge_table_request *request,
                                              struct hinge_error *error);
/* Whether one of the views (joined by commas) is made of the JSON of hinge-compare
 * rather than of a results file. */
HINGE_API bool hinge_view_of_document(const char *views);

/* A table for each view that the request names, with its notes; hinge_result_free.
 * Errors: INPUT for the file, USAGE for an unknown view, key or column (names the
 * nearest), INTERRUPTED. */
HINGE_API enum hinge_status hinge_results_tabulate(const struct hinge_table_request *request,
                                                   struct hinge_result **result,
                                                   struct hinge_error *error);

/* A number of the results' parameters ("agg.min_reps"), its default when the file does
 * not say; NaN when there is no such parameter. */
HINGE_API enum hinge_status hinge_results_parameter(struct hinge_results_reader *results,
                                                    const char *key, double *value,
                                                    struct hinge_error *error);

/* A sentence that names recordings with the same numbers under different people, in
 * *note (free() it); NULL when there are none or the analysis was told which count. */
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
    const char *const *metrics; /* whose reasons are wanted, as columns
                                   "reason:<metric>", NULL-terminated; may be NULL */
    const char *named;          /* columns that are wanted, joined by commas: other metrics,
                                   covariates and faults are left out; NULL: all */
    bool include_inferred;      /* in_groups is 1 where spine or pelvis was guessed, too */
    bool own_columns;           /* also the trial list's own columns, named or not */
    bool all_tasks;             /* faults of daily tasks that are only described count, too */
};

/* Fills table (zero-initialised). in_groups is 1 for repetitions of recordings that
 * group tables take: not of references, nor of what a network guessed. A fault is 1
 * when it is above its threshold (point), surely so (certain) or perhaps so (possible),
 * 0 when it is judged otherwise, missing when it was refused or, with the reason
 * NOT_COUNTED, is of a daily task whose faults are only described. Errors: INPUT for
 * the file, USAGE for a curve that isn't there (names the nearest); the table is
 * cleared. */
HINGE_API enum hinge_status hinge_results_outcomes(const struct hinge_outcome_request *request,
                                                   struct hinge_table *table,
                                                   struct hinge_error *error);

/* Mean curves of people. Zero-initialise, hinge_person_curves_clear when done. */
struct hinge_person_curves {
    /* A row per person and cell: the keys of --by and of the evidence, participant,
     * reps, turn_pct and back_pct (where the first phase ends and the second begins, %
     * of the repetition), floor (share of repetitions that begin on the floor, so that
     * their first phase is the ascent). */
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

#ifdef __cplusplus
}
#endif

#endif
