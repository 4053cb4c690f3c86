/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other rooms use of analysis beside <hinge/analyze.h> and <hinge/measure.h>: which recordings
 * of a study belong together, one trial, one recording over time. What is made is the caller's, who
 * clears it. */
#ifndef HINGE_ANALYZE_ANALYZE_H
#define HINGE_ANALYZE_ANALYZE_H

#include "base/memory.h"
#include "base/parameters.h"
#include "faults/fault.h"
#include "metrics/metric.h"
#include "reps/reps.h"
#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/trial.h>

/* --- which recordings of a study belong together: rows are those of the ledger and of the trial
 * list, which has as many; every array has one entry per row --- */

/* Rows that a row has to do with, -1 for none. */
enum {
    /* whose standing is its zero: the last standing trial before it of the same participant and
     * session, else the first after it (not for another standing trial), or (ref.scope session)
     * the session's first trial of any kind */
    HINGE_REFER_STANDING,
    /* recordings of these roles of its person and session: the nearest before it, else the first
     * after it */
    HINGE_REFER_MAXFLEX,
    HINGE_REFER_STACK,
    HINGE_REFER_DOWEL,
    HINGE_REFER_FRONT, /* the front view that names it in sync_trial (by id) */
    HINGE_REFER_SIDE,  /* of a front view: the side view it names */
    HINGE_REFERS
};

/* An open study and what its rows are. Zero-initialise; owned. */
struct hinge_study_rows {
    struct hinge_study_reader *study;
    struct hinge_arena arena;
    bool narrow; /* columns that no analysis looks at are without their cells */
    struct hinge_table list, ledger;
    int32_t *trial_of;              /* the study's trial of a row, -1 for what was refused */
    int32_t (*refer)[HINGE_REFERS]; /* see hinge_references_find */
};

/* Opens a study: all but refer is filled. INPUT (DAMAGED when list, ledger and
 * trials do not belong together); close it also after a failure. */
enum hinge_status hinge_study_rows_open(const char *path, struct hinge_study_rows *rows,
                                        struct hinge_error *error);
/* The same with less memory: without the cells of the columns that only a reader of the
 * file looks at; hinge_study_rows_list and _ledger still write them. */
enum hinge_status hinge_study_rows_open_narrow(const char *path, struct hinge_study_rows *rows,
                                               struct hinge_error *error);
/* Every row and column, for a writer; valid as long as `rows`. */
struct hinge_rows hinge_study_rows_list(struct hinge_study_rows *rows);
struct hinge_rows hinge_study_rows_ledger(struct hinge_study_rows *rows);
/* What part of all the rows are: what the study says, or the request's shard, whose
 * rows alone are left. USAGE when both are one. */
enum hinge_status hinge_study_rows_shard(struct hinge_study_rows *rows,
                                         const struct hinge_analyze_request *request,
                                         struct hinge_shard *shard, struct hinge_error *error);
void hinge_study_rows_close(struct hinge_study_rows *rows);

/* Fills refer. */
void hinge_references_find(struct hinge_study_rows *rows,
                           const struct hinge_parameters *parameters);

/* --- one trial: everything analysis says about it, as rows ready to append; any thread --- */

enum { HINGE_AGREEMENTS_MAX = 24 };

/* One quantity of a trial that came with the recording, theirs minus ours. Angles are changes from
 * standing; `offset` is the difference of the two zeros, which they are free of. NaN where a number
 * can't be had (no standing, fewer than 3 values, no variance). */
struct hinge_agreement {
    const char *of, *name, *unit; /* "angle", "lumbar_flex", "deg" */
    size_t n;
    double r, bias, sd, offset;
};

struct hinge_agreements {
    size_t n;
    struct hinge_agreement row[HINGE_AGREEMENTS_MAX];
};

/* Signals of /waveforms, in order. */
#define HINGE_WAVEFORM_LIST(X)                                                                     \
    X(trunk_incl)                                                                                  \
    X(pelvis_tilt)                                                                                 \
    X(lumbar_flex)                                                                                 \
    X(hip_flex)                                                                                    \
    X(knee_flex)                                                                                   \
    X(thigh_incl)                                                                                  \
    X(shank_incl)                                                                                  \
    X(driver)                                                                                      \
    X(hip_posterior)                                                                               \
    X(hip_drop)
enum {
#define X(name) HINGE_WAVEFORM_##name,
    HINGE_WAVEFORM_LIST(X)
#undef X
        HINGE_WAVEFORM_COUNT
};
enum hinge_signal hinge_waveform_signal(int waveform);

/* Arrays of /waveforms: name, phase, over progress of the driver (else time), title. */
#define HINGE_WAVEFORM_SET_LIST(X)                                                                 \
    X(by_time, REP, false, "change from standing over the repetition")                             \
    X(descent_by_time, DESCENT, false, "change from standing over the descent")                    \
    X(ascent_by_time, ASCENT, false, "change from standing over the ascent")                       \
    X(descent_by_progress, DESCENT, true, "change from standing over the driver's way down")       \
    X(ascent_by_progress, ASCENT, true, "change from standing over the driver's way up")
enum {
#define X(name, phase, progress, title) HINGE_WAVEFORMS_##name,
    HINGE_WAVEFORM_SET_LIST(X)
#undef X
        HINGE_WAVEFORM_SETS
};

/* Repetitions of a trial, C order; owned. */
struct hinge_rep_block {
    size_t n;
    int32_t *trial, *rep;
    uint8_t *floor, *complete, *valid;
    double *time[4]; /* desc_start desc_end asc_start asc_end, s */
    double *rom_deg;
    uint64_t *warnings;
    double *metric;       /* [rep][metric][phase] */
    uint16_t *reason;     /* [rep][metric][phase] */
    uint8_t *fault_state; /* [rep][fault] */
    uint16_t *fault_reason;
    double *fault_severity, *fault_threshold, *fault_margin, *fault_time;
    float *waveform[HINGE_WAVEFORM_SETS]; /* [rep][signal][HINGE_CURVE_POINTS] */
    struct hinge_arena arena;
};

struct hinge_trial_result {
    enum hinge_status status; /* OK, or INPUT when refused */
    bool partial;
    enum hinge_reason reason;
    struct hinge_error error;
    /* qualifiers */
    char tier;
    const char *lumbar_def, *driver, *standing_source, *family;
    const char *depth; /* the signal that depths are of: hinge_view_depth */
    char side;
    double image_facing; /* in a picture: +1 towards +x, -1, else 0 */
    bool inferred, pelvis, thigh, frontal, metric, pos;
    int dim;
    double rate_hz, cutoff_hz, duration_s;
    double residual_cutoff_hz; /* filter.cutoff = auto, else NaN */
    const char *vertical_source;
    double vertical_turn_deg;
    size_t frames;
    /* repetitions */
    struct hinge_rejections rejected;
    const char *seg_source; /* auto, mixed, manual; "" without repetitions */
    size_t reps, reps_complete, reps_partial, reps_truncated, ghosts;
    uint64_t warnings;
    char rare[HINGE_RARE_MAX]; /* landmarks seen too rarely to be used; "" for none */
    struct hinge_standing standing;
    double standing_start_s, standing_end_s; /* on the recording's clock; NaN where it
                                                is another recording's */
    double leg_length, held_share, swapped_share;
    struct hinge_slow slow;                        /* errors that last */
    char swapped[HINGE_SWAPPED_MAX];               /* markers that were left exchanged, "" none */
    double thigh_shank_ratio, length_cv, view_deg; /* plausibility; NaN when unknown */
    double image_stretch;       /* across, that would keep the trunk's length; NaN unknown */
    struct hinge_limits limits; /* of a maxflex or stack_ref recording, else NaN */
    struct hinge_agreements agreements; /* with what came with the recording */
    double *bottom_deg;                 /* depths: of its valid repetitions; in the arena */
    size_t bottoms;
    struct hinge_rep_block block;
};

struct hinge_trial_request {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;
    const struct hinge_parameters *parameters;
    const struct hinge_fault_table *faults;
    const struct hinge_standing *calibration; /* NULL */
    const struct hinge_recording *front;      /* the same, filmed from the front */
    const struct hinge_trial_info *front_info;
    const struct hinge_mark *mark; /* phases marked by hand, n_marks */
    size_t n_marks;
    char calibration_tier;
    struct hinge_limits limits; /* of the person's other recordings */
    bool allow_inferred;
    bool depths;               /* how deep its repetitions go is wanted */
    bool standing_only;        /* nothing is measured of the repetitions */
    int32_t trial;             /* row of /trials */
    struct hinge_trace *trace; /* filled when not NULL */
    bool keep_tracks;          /* in stage->body.tracks */
};

/* A trial in hand: its repetitions are known, nothing has been measured of them. */
struct hinge_trial_stage {
    bool open;                         /* there is something to measure */
    struct hinge_arena arena, scratch; /* of what is known so far; for work on repetitions */
    struct hinge_body body;
    struct hinge_reps reps;
};

/* The two halves of an analysis: up to the repetitions and their depths, and what is
 * measured of them, for which request->limits may be set in between. Whoever begins
 * ends, or clears the stage. A refused trial says so in result->status. */
void hinge_trial_begin(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                       struct hinge_trial_result *result);
void hinge_trial_end(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                     struct hinge_trial_result *result);
void hinge_trial_stage_clear(struct hinge_trial_stage *stage);

/* Both in one. */
void hinge_trial_analyze(const struct hinge_trial_request *request,
                         struct hinge_trial_result *result);
void hinge_trial_result_clear(struct hinge_trial_result *result);

/* --- one recording over time, as analysis saw it: for pictures --- */

struct hinge_trace {
    size_t n;
    double rate_hz, start_s;
    char tier;
    const char *driver;                 /* id of the signal that segments; static */
    double *signal[HINGE_SIGNAL_COUNT]; /* as in struct hinge_body; NULL: missing */
    double *ds;                         /* the segmentation driver, minus its zero */
    double driver_zero;                 /* that zero */
    size_t n_reps, n_excluded, n_rejected;
    struct hinge_rep *rep, *excluded; /* those that count; those taken out by hand */
    struct hinge_rejected *rejected;
    size_t ghosts;
    struct hinge_standing standing;
    struct hinge_arena arena;
};
void hinge_trace_clear(struct hinge_trace *trace);

/* Analyses one recording of a study again, with the references of the others, and
 * nothing is written: request->output is NULL. USAGE for an unknown id (names the
 * nearest), INPUT when the recording was or is refused, with its reason. */
enum hinge_status hinge_analyze_trace(const struct hinge_analyze_request *request,
                                      const char *trial_id, struct hinge_trace *trace,
                                      struct hinge_error *error);

/* --- every recording as analysis sees it, up to its repetitions: for who draws bodies --- */

struct hinge_viewer {
    void *context;
    /* a recording with its points (body.tracks) and repetitions, by its row of the trial list; of
     * the thread that has it in hand, and gone afterwards. stage->open is false of a recording
     * that was refused, result->error says why. */
    void (*see)(void *context, size_t row, const struct hinge_trial_request *request,
                const struct hinge_trial_stage *stage, const struct hinge_trial_result *result);
    /* afterwards, in the order of the rows, one thread; also of those refused at ingest, which are
     * not seen */
    enum hinge_status (*keep)(void *context, size_t row, struct hinge_error *error);
    /* whether a row is looked at; NULL: every one is */
    bool (*wants)(void *context, size_t row);
};

/* Builds the recording `trial_id`, or with "" all, again, with the references of the others;
 * nothing is measured of repetitions, nothing written (request->output is NULL). Errors: as
 * hinge_analyze_trace; of all recordings those that are refused are no error. */
enum hinge_status hinge_analyze_view(const struct hinge_analyze_request *request,
                                     const char *trial_id, const struct hinge_viewer *look,
                                     struct hinge_error *error);

#endif
