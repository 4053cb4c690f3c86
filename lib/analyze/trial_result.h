/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything analysis says about one trial, as rows ready to append: made in any
 * thread. */
#ifndef HINGE_ANALYZE_TRIAL_RESULT_H
#define HINGE_ANALYZE_TRIAL_RESULT_H

#include "analyze/trace.h"
#include "analyze/vendor_agreement.h"
#include "faults/fault.h"
#include "metrics/metric.h"

#include <hinge/trial.h>

enum { HINGE_WAVEFORM_POINTS = 101 };

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
    float *waveform[HINGE_WAVEFORM_SETS]; /* [rep][signal][101] */
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
};

/* A trial in hand: its repetitions are known, nothing has been measured of them. */
struct hinge_trial_stage {
    bool open; /* there is something to measure */
    struct hinge_body body;
    struct hinge_reps reps;
};

/* The two halves of an analysis: up to the repetitions and their depths, and what is
 * measured of them, for which request->limits may be set in between. Whoever begins
 * ends, or clears the stage. Both return OK also when the trial is refused
 * (result->status says so); NOMEM only, and then nothing is owned. */
void hinge_trial_begin(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                       struct hinge_trial_result *result);
void hinge_trial_end(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                     struct hinge_trial_result *result);
void hinge_trial_stage_clear(struct hinge_trial_stage *stage);

/* Analyses one trial. Returns OK also when the trial is refused (result->status says
 * so); NOMEM only. */
void hinge_trial_analyze(const struct hinge_trial_request *request,
                         struct hinge_trial_result *result);
void hinge_trial_result_clear(struct hinge_trial_result *result);

#endif
