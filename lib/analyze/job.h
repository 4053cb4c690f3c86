/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the room: one analysis (hinge_analyze_job) and its parts: marks by hand, depths of
 * people, copies of recordings, the results file. */
#pragma once

#include "analyze/analyze.h"
#include "people/people.h"

/* Makes the rows of faults from a configuration. USAGE "file:line: …" for a section or key that is
 * not possible. The caller clears the table in any case. */
enum hinge_status hinge_fault_rows_make(const struct hinge_config *config,
                                        struct hinge_fault_table *faults,
                                        struct hinge_error *error);

/* The conditions `usable` under [analyze]: level 0 rom_deg, 1 a metric, 2 a fault, and its place in
 * `column`. The arena owns its texts. USAGE: a name that is none, a metric that no descent has. */
enum hinge_status hinge_protocol_read(const char *usable, const struct hinge_fault_table *faults,
                                      struct hinge_arena *arena, struct hinge_filter *protocol,
                                      struct hinge_error *error);

/* --- events that somebody marked by hand --- */

/* Marks by row of the study's list, in the caller's arena. The marks of row r are mark[first[r]] to
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

/* Reads `path` (columns file, trial, rep, desc_start_s, desc_end_s, asc_start_s, asc_end_s,
 * exclude, task, why, blind; others are not read). Rows name recordings as hinge_events_rows has
 * it. INPUT, with the line: no such file, no column trial or file, a word in place of a number, a
 * recording that is not in the list. USAGE: a mistyped column. */
enum hinge_status hinge_events_read(const char *path, const struct hinge_table *list,
                                    const struct hinge_table *ledger, struct hinge_arena *arena,
                                    struct hinge_events *events, struct hinge_text *remark,
                                    struct hinge_error *error);

/* Adds a row to list, ledger and trial_of for each further task that marks give to a recording:
 * "<id>_<task>". USAGE, with the line, if that id is taken, one task starts on the floor and the
 * other does not, or the study is analysed in parts. */
enum hinge_status hinge_events_split(const struct hinge_analyze_request *request,
                                     struct hinge_events *events, struct hinge_study_rows *rows,
                                     struct hinge_error *error);

/* --- the depth that each person reaches under every cue (method 8.2, matched depth). Input: the
 * trial list and the depths of its repetitions. Output: for each row the depth that is reached
 * under all cues of the same person, session and task --- */

struct hinge_depth_row {
    const struct hinge_depths *of;
    const char *signal;       /* static; depths of different signals are never compared */
    const double *bottom_deg; /* [n] depths of the valid repetitions; borrowed, gone once matched */
    double matched_deg;       /* NaN before it is matched, and if the person has no other cue */
    uint32_t n;
    uint32_t group : 31; /* see hinge_depth_group */
    bool wanted : 1;     /* the person has another cue to compare with */
};

/* The rows of one person, session and task, which are neighbours in `order`. */
struct hinge_depth_group {
    uint32_t from, end;   /* order[from] to order[end - 1] */
    uint32_t first, last; /* first and last wanted row of the list */
    double wall_gap_cm;   /* the smallest that the list gives; NaN: none is given */
    bool apart;           /* its recordings do not fit into memory together, so a pass before finds
                             their depths */
};

struct hinge_depths {
    const char *const *key[4]; /* participant, session, task, cue of each row, borrowed
                              from the list; NULL: the list has no such column */
    struct hinge_depth_row *row;
    struct hinge_depth_row **order;
    size_t rows;
    struct hinge_depth_group *group;
    size_t groups;
    double share; /* matched depth = share times the depth that is reached under all cues */
};

/* Groups the rows of the list and marks those that are wanted. Rows with trial_of < 0 and reference
 * recordings are not wanted. Every group is apart until hinge_depths_gather. The memory comes from
 * the arena. Neither `depths` nor the list may move. */
void hinge_depths_init(struct hinge_depths *depths, struct hinge_arena *arena,
                       const struct hinge_table *list, const int32_t *trial_of, size_t rows,
                       double share);

/* Gives the depths of one row's repetitions, which are borrowed until the group is matched.
 * `signal` is a static text. */
void hinge_depths_add(struct hinge_depths *depths, size_t row, const char *signal,
                      const double *bottom_deg, size_t n);

/* The recordings of a group with more frames are not kept in memory together. */
enum { HINGE_DEPTHS_FRAMES = 20000 };

/* Groups that lie within `most` rows and have at most HINGE_DEPTHS_FRAMES frames are no longer
 * apart. frames[row] is the length of the recording, SIZE_MAX if it cannot be kept. */
void hinge_depths_gather(struct hinge_depths *depths, const size_t *frames, size_t most);

/* Fills matched_deg of a group: share times the smallest of the cues' median depths. Cues without a
 * repetition do not count; with fewer than two cues the result is NaN. Several threads can match
 * different groups at once. The group's bottom_deg are no longer used afterwards. */
void hinge_depths_match(struct hinge_depths *depths, size_t group);

/* Names every pair of recordings with the same numbers. If both are of one person, only the first
 * counts: the later one is refused in the ledger, and its trial_of becomes -1. */
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
    const struct hinge_shard *shard; /* the part of the study; of a whole one, none of 0 */
    const char *study_source;        /* tool and version that made the study; NULL: unknown */
    struct hinge_arena arena;
};

enum hinge_status hinge_results_file_open(struct hinge_results_file *file,
                                          const struct hinge_analyze_request *request,
                                          const struct hinge_fault_table *faults,
                                          const struct hinge_table *list,
                                          const struct hinge_table *ledger,
                                          struct hinge_error *error);
/* Adds row `row` of the list. `result` is NULL if the file was refused at ingest. */
enum hinge_status hinge_results_file_add(struct hinge_results_file *file, size_t row,
                                         const struct hinge_trial_result *result,
                                         struct hinge_error *error);
enum hinge_status hinge_results_file_publish(struct hinge_results_file *file,
                                             const struct hinge_rows *list,
                                             const struct hinge_rows *ledger,
                                             struct hinge_error *error);
void hinge_results_file_discard(struct hinge_results_file *file);

/* --- the job --- */

enum { HINGE_ANALYZE_SLOTS = 64 }; /* recordings in memory at once */

/* A recording, packed as it is stored and unpacked by the thread that works on it. */
struct hinge_film {
    struct hinge_packed packed;
    double header_rate_hz;
    struct hinge_recording recording;
    struct hinge_trial_info info;
};

struct hinge_analyze_slot {
    size_t row;
    bool stored;                   /* false: refused at ingest, so only the table has it */
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

/* Three passes, because recordings are measured from others: first standing postures and limits,
 * then depths of people with several cues, then everything. */
enum hinge_pass { HINGE_PASS_REFERENCES, HINGE_PASS_DEPTHS, HINGE_PASS_ALL };

struct hinge_analyze_job {
    struct hinge_arena arena; /* of the thread that reads and writes */
    const struct hinge_analyze_request *request;
    struct hinge_analyze_summary *summary;
    struct hinge_study_rows rows;
    struct hinge_results_file results;
    struct hinge_fault_table faults;
    struct hinge_filter *protocol; /* in the arena */
    struct hinge_events events;
    struct hinge_shard shard;           /* the part of the study; `events` are of the whole study */
    size_t n_rows;                      /* of ledger and list: every file given */
    bool *referred;                     /* [n_rows] whether another recording refers to this one */
    struct hinge_reference **reference; /* [n_rows] NULL if no recording refers to this one */
    struct hinge_depths depths;         /* per row */
    enum hinge_pass pass;
    long only;                       /* the row of the one recording that is traced; -1: none */
    struct hinge_trace *trace;       /* NULL: an analysis of all recordings */
    const struct hinge_viewer *look; /* shows each recording in place of an analysis; NULL: none */
    size_t next;                     /* the row after the last that was read */
    struct hinge_analyze_slot slot[HINGE_ANALYZE_SLOTS];
};
