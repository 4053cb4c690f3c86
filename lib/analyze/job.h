/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One analysis: its study, what refers to what, the trials in hand, what it writes.
 * `job` opens it, `slot` is one trial in any thread, `analyze` goes through all in
 * order. */
#ifndef HINGE_ANALYZE_JOB_H
#define HINGE_ANALYZE_JOB_H

#include "analyze/depths.h"
#include "analyze/events.h"
#include "analyze/references.h"
#include "analyze/results_file.h"
#include "store/store.h"

enum { HINGE_ANALYZE_SLOTS = 64 }; /* trials in hand */

/* A recording as it is stored, and in a thread's hands. */
struct hinge_film {
    struct hinge_packed packed;
    double header_rate_hz;
    struct hinge_recording recording;
    struct hinge_trial_info info;
};

struct hinge_analyze_slot {
    size_t row;
    bool stored;                   /* false: refused at ingest, and in the table only */
    struct hinge_film film, front; /* and the front view beside it, if there is one */
    struct hinge_trial_request request;
    struct hinge_trial_stage stage;
    struct hinge_trial_result result;
};

struct hinge_reference {
    bool found;
    char tier;
    struct hinge_standing standing;
    struct hinge_limits limits;
};

/* What others are measured from is known before them: standing and limits first, then
 * how deep the people with several cues go, then everything. */
enum hinge_pass { HINGE_PASS_REFERENCES, HINGE_PASS_DEPTHS, HINGE_PASS_ALL };

struct hinge_analyze_job {
    const struct hinge_analyze_request *request;
    struct hinge_analyze_summary *summary;
    struct hinge_study_rows rows;
    struct hinge_results_file results;
    struct hinge_fault_table faults;
    struct hinge_events events;
    struct hinge_shard shard; /* which part of all it is; events are of all */
    size_t n_rows;            /* of the ledger and list: every file given */
    /* per row: row of the person's maxflex, stack_ref and dowel_ref recording, -1 */
    int32_t *maxflex_of, *stack_of, *dowel_of;
    int32_t *front_of, *side_of;        /* see hinge_references_front */
    bool *referred;                     /* per row: others refer to it */
    struct hinge_reference **reference; /* per row; NULL where nobody refers to it */
    struct hinge_depths depths;         /* per row */
    enum hinge_pass pass;
    long only;                 /* the row of the one recording that is traced, -1 */
    struct hinge_trace *trace; /* NULL: an analysis of all */
    size_t next;               /* the row after the last that was read */
    struct hinge_analyze_slot slot[HINGE_ANALYZE_SLOTS];
};

/* A cell of list or ledger, "" where there is none. */
const char *hinge_analyze_cell(const struct hinge_table *table, const char *column, size_t row);
/* Makes a job with its study and faults; hinge_analyze_job_close it, unless it is NULL,
 * however this ends. */
enum hinge_status hinge_analyze_job_open(const struct hinge_analyze_request *request,
                                         struct hinge_analyze_summary *summary,
                                         struct hinge_analyze_job **job, struct hinge_error *error);
void hinge_analyze_job_close(struct hinge_analyze_job *job);
/* What each row refers to. */
enum hinge_status hinge_analyze_refer(struct hinge_analyze_job *job, struct hinge_error *error);
/* Names each task that is not of method 8.1, once. */
void hinge_analyze_tell_tasks(const struct hinge_analyze_job *job);

/* Whether a row is analysed with those its depth is compared with, and the last of
 * those; itself where it is analysed alone. */
bool hinge_analyze_gathers(const struct hinge_analyze_job *job, size_t row);
size_t hinge_analyze_with(const struct hinge_analyze_job *job, size_t row);

/* Adds how deep a trial goes to the job's depths. NOMEM. */
enum hinge_status hinge_analyze_add_depths(struct hinge_analyze_job *job, size_t row,
                                           const struct hinge_trial_result *result,
                                           struct hinge_error *error);

/* hinge_parallel_work of an item of the pass; `context` is the job: a trial, or with
 * the last of them those of one person, session and task: begun, then matched in depth,
 * then measured. */
enum hinge_status hinge_analyze_item(void *context, void *scratch, size_t item,
                                     struct hinge_error *error);

#endif
