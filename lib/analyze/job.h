/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the room: one analysis, with its study, what refers to what, the trials in hand, what
 * it writes; and what it is made of. */
#ifndef HINGE_ANALYZE_JOB_H
#define HINGE_ANALYZE_JOB_H

#include "analyze/analyze.h"
#include "faults/fault.h"
#include "reps/reps.h"
#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/config.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* USAGE "file:line: …" for a section or key that can't be; the caller clears the table
 * in any case. */
enum hinge_status hinge_fault_rows_make(const struct hinge_config *config,
                                        struct hinge_fault_table *faults,
                                        struct hinge_error *error);

/* --- events that somebody marked by hand --- */

/* Marks by row of the study's list, in the arena of who reads them. Row r's are mark[first[r]] to
 * mark[first[r + 1] - 1]. */
struct hinge_events {
    struct hinge_mark *mark;
    size_t *first; /* rows + 1; NULL without events */
    size_t n;
    /* Rows behind those of the study's list, one for each further task of a recording: row
     * n_list + k has the marks of row source[k]. */
    size_t n_list, n_parts, *source;
    const char **part_of; /* [n_parts] the list's task there */
};

/* Reads `path` (columns trial, rep, desc_start_s, desc_end_s, asc_start_s, asc_end_s,
 * exclude, task) for the trials of `list`, whose column id, else file, it names. INPUT: no
 * such file, no column trial, a word for a number, a trial that is not in the list,
 * naming the line; USAGE: a mistyped column. */
enum hinge_status hinge_events_read(const char *path, const struct hinge_table *list,
                                    struct hinge_arena *arena, struct hinge_events *events,
                                    struct hinge_error *error);

/* Adds a row to list, ledger and trial_of for each further task that marks give to a recording:
 * "<id>_<task>". USAGE, with the line, if that id is taken, one task starts on the floor and the
 * other does not, or the study is analysed in parts. */
enum hinge_status hinge_events_split(const struct hinge_analyze_request *request,
                                     struct hinge_events *events, struct hinge_study_rows *rows,
                                     struct hinge_error *error);

/* --- how deep each person goes under every cue (method 8.2, matched depth). In: the trial
 * list and the depths of its repetitions; out: per row the level all cues of that
 * person, session and task reach --- */

struct hinge_depth_row {
    const struct hinge_depths *of;
    const char *signal;       /* static; depths of different signals are never compared */
    const double *bottom_deg; /* of its valid repetitions, until matched; borrowed */
    double matched_deg;       /* NaN until matched, and where there is no other cue */
    uint32_t n;
    uint32_t group : 31; /* see hinge_depth_group */
    bool wanted : 1;     /* the person has another cue to compare with */
};

/* Rows of one person, session and task: a run of the order. */
struct hinge_depth_group {
    uint32_t from, end;
    uint32_t first, last; /* those that are wanted; rows of the list */
    double wall_gap_cm;   /* the smallest of the list's; NaN: none */
    bool apart;           /* its rows can't be in hand together: they are gone through before */
};

struct hinge_depths {
    const char *const *key[4]; /* participant, session, task, cue of each row, borrowed
                                  from the list; NULL: nobody has one */
    struct hinge_depth_row *row;
    struct hinge_depth_row **order;
    size_t rows;
    struct hinge_depth_group *group;
    size_t groups;
    double share; /* of the depth that all cues reach */
};

/* Rows of the list and which of them are wanted; rows with trial_of < 0 and reference
 * recordings are not. Every group is apart until hinge_depths_gather. What it has is in
 * the arena. It stays where it is, and so does the list. */
void hinge_depths_init(struct hinge_depths *depths, struct hinge_arena *arena,
                       const struct hinge_table *list, const int32_t *trial_of, size_t rows,
                       double share);

/* The bottoms of one row's repetitions, borrowed until its group is matched; signal is static. */
void hinge_depths_add(struct hinge_depths *depths, size_t row, const char *signal,
                      const double *bottom_deg, size_t n);

/* Recordings whose groups are longer are not kept in memory together. */
enum { HINGE_DEPTHS_FRAMES = 20000 };

/* Groups that lie within `most` rows and fit into HINGE_DEPTHS_FRAMES are no longer
 * apart. frames[row]: what keeping the row costs, SIZE_MAX when it can't be kept. */
void hinge_depths_gather(struct hinge_depths *depths, const size_t *frames, size_t most);

/* Fills matched_deg of a group: share times the smallest, over the cues, of the median
 * bottom. Cues without a repetition do not count; fewer than two leave NaN. Groups can
 * be matched at once in several threads. The depths of its repetitions go. */
void hinge_depths_match(struct hinge_depths *depths, size_t group);

/* Names every pair of recordings with the same numbers. Of one person's the first alone counts: the
 * later one's row of the ledger becomes a refused one and its trial_of -1. */
void hinge_duplicates_settle(const struct hinge_analyze_request *request,
                             const struct hinge_table *list, struct hinge_table *ledger,
                             int32_t *trial_of);

/* --- results.h5, trials in list order (layout: store/store.h) --- */

struct hinge_results_file {
    const struct hinge_analyze_request *request;
    const struct hinge_fault_table *faults;
    const struct hinge_table *list, *ledger;
    struct hinge_results_writer *writer; /* NULL in a dry run */
    struct hinge_spool trials;
    struct hinge_table agreement;
    size_t reps;
    const struct hinge_shard *shard; /* what part of all it is; NULL: not known yet */
    const char *study_source;        /* tool and version that made the study; NULL unknown */
    struct hinge_arena arena;
};

enum hinge_status hinge_results_file_open(struct hinge_results_file *file,
                                          const struct hinge_analyze_request *request,
                                          const struct hinge_fault_table *faults,
                                          const struct hinge_table *list,
                                          const struct hinge_table *ledger,
                                          struct hinge_error *error);
/* Adds row `row` of the list; result NULL for a file refused at ingest. */
enum hinge_status hinge_results_file_add(struct hinge_results_file *file, size_t row,
                                         const struct hinge_trial_result *result,
                                         struct hinge_error *error);
enum hinge_status hinge_results_file_publish(struct hinge_results_file *file,
                                             const struct hinge_rows *list,
                                             const struct hinge_rows *ledger,
                                             struct hinge_error *error);
void hinge_results_file_discard(struct hinge_results_file *file);

/* --- the job --- */

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
    struct hinge_arena arena; /* of the thread that reads and writes */
    const struct hinge_analyze_request *request;
    struct hinge_analyze_summary *summary;
    struct hinge_study_rows rows;
    struct hinge_results_file results;
    struct hinge_fault_table faults;
    struct hinge_events events;
    struct hinge_shard shard;           /* which part of all it is; events are of all */
    size_t n_rows;                      /* of the ledger and list: every file given */
    bool *referred;                     /* per row: others refer to it */
    struct hinge_reference **reference; /* per row; NULL where nobody refers to it */
    struct hinge_depths depths;         /* per row */
    enum hinge_pass pass;
    long only;                       /* the row of the one recording that is traced, -1 */
    struct hinge_trace *trace;       /* NULL: an analysis of all */
    const struct hinge_viewer *look; /* recordings are looked at instead; NULL: not */
    size_t next;                     /* the row after the last that was read */
    struct hinge_analyze_slot slot[HINGE_ANALYZE_SLOTS];
};

#endif
