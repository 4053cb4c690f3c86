/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analysis for other rooms, beside <hinge/analyze.h> and <hinge/measure.h>: which recordings of a
 * study belong together, one recording over time. One trial is in trial.h. Callers own and clear
 * the results. */
#pragma once

#include "analyze/trial.h"
#include "store/store.h"

#include <hinge/analyze.h>

struct hinge_parameters; /* base/parameters.h */

/* --- Which recordings of a study belong together. Rows are those of the trial list, which are
 * those of the ledger; arrays have an entry per row. --- */

/* Rows to which a row refers; -1: none. */
enum {
    /* The row whose standing is its zero: the last standing trial before it of the same participant
     * and session, else the first after it (not for another standing trial); with ref.scope session
     * the first recording of the session. */
    HINGE_REFER_STANDING,
    /* The recording of this role, of the same person and session: the nearest before it, else the
     * first after it. */
    HINGE_REFER_MAXFLEX,
    HINGE_REFER_STACK,
    HINGE_REFER_DOWEL,
    HINGE_REFER_REST, /* standing, with EMG */
    /* The last recording with the role mvc; of such a recording the one before it. */
    HINGE_REFER_MAXIMUM,
    HINGE_REFER_CALIBRATION,
    HINGE_REFER_FRONT, /* the front view that names it in sync_trial (by id) */
    HINGE_REFER_SIDE,  /* of a front view: the side view that it names */
    HINGE_REFERS
};

/* An open study and its rows. Zero-initialise; owned. */
struct hinge_study_rows {
    struct hinge_study_reader *study;
    struct hinge_arena arena;
    bool narrow; /* columns that analysis does not need have no cells */
    struct hinge_table list, ledger;
    int32_t *trial_of;              /* [row]: trial of the study; -1: refused */
    int32_t (*refer)[HINGE_REFERS]; /* see hinge_references_find */
};

/* Opens a study and fills everything except refer. INPUT (DAMAGED if list, ledger and trials do not
 * match); close it also after a failure. */
enum hinge_status hinge_study_rows_open(const char *path, struct hinge_study_rows *rows,
                                        struct hinge_error *error);
/* The same with less memory: columns that analysis does not need have no cells;
 * hinge_study_rows_list and _ledger still write them. */
enum hinge_status hinge_study_rows_open_narrow(const char *path, struct hinge_study_rows *rows,
                                               struct hinge_error *error);
/* Every row and column, for a writer; valid as long as `rows`. */
struct hinge_rows hinge_study_rows_list(struct hinge_study_rows *rows);
struct hinge_rows hinge_study_rows_ledger(struct hinge_study_rows *rows);
/* The shard of the study, or that of the request, of which then only the rows stay. USAGE if both
 * are shards. */
enum hinge_status hinge_study_rows_shard(struct hinge_study_rows *rows,
                                         const struct hinge_analyze_request *request,
                                         struct hinge_shard *shard, struct hinge_error *error);
void hinge_study_rows_close(struct hinge_study_rows *rows);

/* Row of the list for each row of a table of events: by its file, else by its trial, which is an ID
 * (of the list, or as the ledger has it) or a file. A file is as listed, with / or \, or a base
 * name that one recording has. One that is gone, and not beside `path`, was renamed if its trial is
 * the ID of a recording that no row names by its file: `remark` (may be NULL) gets a line about
 * it. INPUT, with line and name, for none. row: [table->rows]; SIZE_MAX for a file beside `path`
 * that the list leaves out (in the line, too). */
enum hinge_status hinge_events_rows(const char *path, const struct hinge_table *table,
                                    const struct hinge_table *list,
                                    const struct hinge_table *ledger, struct hinge_arena *arena,
                                    size_t *row, struct hinge_text *remark,
                                    struct hinge_error *error);

/* Fills refer. */
void hinge_references_find(struct hinge_study_rows *rows,
                           const struct hinge_parameters *parameters);
/* The recording that may tell which way the sensors of a row face, after the one `of` (-1: the
 * first): its calibration, or another with a raw pelvis of a session without one; -1: none. */
int32_t hinge_fronts_row(const struct hinge_study_rows *rows, size_t row, int32_t of);
/* Whether any is known. */
bool hinge_fronts_known(const struct hinge_fronts *fronts);

/* --- One recording over time, for figures. --- */

/* Analyses one recording of a study again, with its references; nothing is written (request->output
 * is NULL). USAGE for an unknown id (names the nearest), INPUT with the reason if the recording is
 * refused. */
enum hinge_status hinge_analyze_trace(const struct hinge_analyze_request *request,
                                      const char *trial_id, struct hinge_trace *trace,
                                      struct hinge_error *error);

/* --- Every recording with its body and repetitions, for drawings. --- */

struct hinge_viewer {
    void *context;
    /* Gets a recording with its points (body.tracks) and repetitions, in any thread; they are
     * valid during the call. stage->open is false if the recording was refused; result->error
     * says why. */
    void (*see)(void *context, size_t row, const struct hinge_trial_request *request,
                const struct hinge_trial_stage *stage, const struct hinge_trial_result *result);
    /* Called afterwards in the order of the rows, from one thread, also for recordings refused at
     * ingest. */
    enum hinge_status (*keep)(void *context, size_t row, struct hinge_error *error);
    /* Whether a row is needed; NULL: every row is. */
    bool (*wants)(void *context, size_t row);
};

/* Analyses the recording `trial_id` ("": all) again, up to its repetitions and with its references;
 * nothing is written (request->output is NULL). Errors: as hinge_analyze_trace; with "" refused
 * recordings are not errors. */
enum hinge_status hinge_analyze_view(const struct hinge_analyze_request *request,
                                     const char *trial_id, const struct hinge_viewer *look,
                                     struct hinge_error *error);
