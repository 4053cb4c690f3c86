/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trial: all results, as rows to append, and the recording over time. Any thread. */
#pragma once

#include "faults/fault.h"

enum { HINGE_AGREEMENTS_MAX = 24 }; /* no more than that are compared */

/* Agreement of a quantity that came with the recording with ours: theirs minus ours. Angles are
 * changes from standing; `offset` is the difference of both zeros, which they do not contain. NaN
 * if unknown (no standing, fewer than 3 values, no variance). */
struct hinge_agreement {
    const char *of, *name, *unit; /* "angle", "lumbar_flex", "deg" */
    size_t n;
    double r, bias, sd, offset;
};

struct hinge_agreements {
    size_t n;
    struct hinge_agreement row[HINGE_AGREEMENTS_MAX];
};

/* Signals of /waveforms, in order; minus standing where they have a zero. */
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
    X(hip_drop)                                                                                    \
    X(com_foot)                                                                                    \
    X(hip_asymmetry)                                                                               \
    X(cop_foot)                                                                                    \
    X(moment_ankle_plates_nm_kg)                                                                   \
    X(moment_knee_plates_nm_kg)                                                                    \
    X(moment_hip_plates_nm_kg)                                                                     \
    X(moment_l5s1_plates_nm_kg)                                                                    \
    X(force_both_bw)                                                                               \
    X(gmax_env_pct)                                                                                \
    X(ham_env_pct)                                                                                 \
    X(es_env_pct)                                                                                  \
    X(rf_env_pct)                                                                                  \
    X(gmed_env_pct)                                                                                \
    X(ra_env_pct)                                                                                  \
    X(eo_env_pct)                                                                                  \
    X(io_env_pct)                                                                                  \
    X(ilio_env_pct)                                                                                \
    X(gmax_env_peak)                                                                               \
    X(ham_env_peak)                                                                                \
    X(es_env_peak)                                                                                 \
    X(rf_env_peak)                                                                                 \
    X(gmed_env_peak)                                                                               \
    X(ra_env_peak)                                                                                 \
    X(eo_env_peak)                                                                                 \
    X(io_env_peak)                                                                                 \
    X(ilio_env_peak)
enum {
#define X(name) HINGE_WAVEFORM_##name,
    HINGE_WAVEFORM_LIST(X)
#undef X
        HINGE_WAVEFORM_COUNT
};
enum hinge_signal hinge_waveform_signal(int waveform);

/* Arrays of /waveforms: name, phase, whether over progress of the driver (else time), title. */
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
    double *found;        /* as metric, without the marks of its recording; NaN: it has none, or
                             no valid repetition of this number was found */
    uint8_t *fault_state; /* [rep][fault] */
    uint16_t *fault_reason;
    double *fault_severity, *fault_threshold, *fault_margin, *fault_time, *fault_at;
    float *waveform[HINGE_WAVEFORM_SETS]; /* [rep][signal][HINGE_CURVE_POINTS] */
    struct hinge_arena arena;
};

enum { HINGE_CANDIDATES_TEXT = 700 };
struct hinge_trial_result {
    enum hinge_status status; /* OK, or INPUT when refused */
    bool partial;
    enum hinge_reason reason;
    struct hinge_error error;
    /* qualifiers */
    char tier;
    const char *lumbar_def, *driver, *standing_source, *family;
    const char *depth; /* signal of depths (hinge_view_depth) */
    char side;
    double image_facing;           /* in an image: +1 towards +x, or -1; else 0 */
    char facing[HINGE_FACING_MAX]; /* of the body */
    bool inferred, pelvis, thigh, frontal, metric, pos;
    bool has_signal[HINGE_SIGNAL_COUNT];
    int dim;
    double rate_hz, cutoff_hz, duration_s;
    double residual_cutoff_hz; /* filter.cutoff = auto, else NaN */
    const char *vertical_source;
    char heading_from[HINGE_HEADING_MAX], remarks[HINGE_REMARKS_MAX]; /* of sensors, else "" */
    char unrest[HINGE_REMARKS_MAX];
    double vertical_turn_deg;
    size_t frames;
    /* repetitions */
    struct hinge_rejections rejected;
    const char *seg_source;  /* auto, mixed, manual; "" without repetitions */
    const char *load_source; /* events, marker, plates, task; "" without a load */
    double stood_kg;         /* what both plates carry in standing; NaN: unknown */
    double beyond_wall_cm;   /* by which the hips go furthest behind the wall; NaN: no wall */
    size_t reps, reps_complete, reps_partial, reps_truncated, ghosts;
    uint64_t warnings;
    char rare[HINGE_RARE_MAX]; /* landmarks in too few frames to be used; "": none */
    size_t corrected_seen;     /* corrections and exclusions by hand that were not blind */
    char excluded[1024];       /* reasons of repetitions excluded by hand (hinge_excluded_add) */
    char candidates[HINGE_CANDIDATES_TEXT]; /* what became of candidates (hinge_reps_add_words); "":
                                               nothing to say */
    struct hinge_standing standing;
    double standing_start_s, standing_end_s; /* on the recording's clock; NaN where it
                                                is another recording's */
    double leg_length, trunk_length, held_share, swapped_share;
    struct hinge_slow slow;          /* slow errors */
    char swapped[HINGE_SWAPPED_MAX]; /* markers that were left exchanged, "" none */
    char filled[HINGE_SWAPPED_MAX];  /* markers placed from others (FILLED_RIGID) */
    char removed[HINGE_RIGID_MAX], thorax[HINGE_RIGID_MAX]; /* of the body, as broken_share */
    char apart[HINGE_SWAPPED_MAX]; /* muscles whose sides are active at different times; "": none */
    char labels[HINGE_LABELS_MAX]; /* markers that are exchanged, in words; "": none */
    double broken_share;
    double thigh_shank_ratio, length_cv, view_deg; /* plausibility; NaN when unknown */
    double
        image_stretch; /* horizontal stretch with which the trunk keeps its length; NaN: unknown */
    struct hinge_limits limits;         /* of a maxflex or stack_ref recording, else NaN */
    struct hinge_agreements agreements; /* with quantities that came with the recording */
    double *bottom_deg;                 /* depths of its valid repetitions; in the arena */
    size_t bottoms;
    struct hinge_rep_block block;
};

struct hinge_trial_request {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;
    const struct hinge_parameters *parameters;
    const struct hinge_fault_table *faults;
    const struct hinge_filter *protocol;      /* hinge_protocol_read; NULL: none */
    const struct hinge_standing *calibration; /* NULL */
    const struct hinge_standing *before; /* whose bones and sensors hold, where no calibration */
    const struct hinge_recording *front; /* the same, filmed from the front */
    const struct hinge_trial_info *front_info;
    const struct hinge_mark *mark; /* phases marked by hand, n_marks */
    size_t n_marks;
    /* The list's task of a recording with several, of which this request is about the repetitions
     * that marks give info's task; NULL: about the others. */
    const char *part_of;
    char calibration_tier;
    const struct hinge_fronts *fronts; /* of sensors, by another recording; NULL: there are none */
    struct hinge_limits limits;        /* of the person's other recordings */
    bool allow_inferred;
    bool depths;               /* also find the depths of repetitions */
    bool standing_only;        /* do not measure repetitions */
    int32_t trial;             /* row of /trials */
    struct hinge_trace *trace; /* filled when not NULL */
    bool keep_tracks;          /* in stage->body.tracks */
};

/* A trial whose repetitions are found and not yet measured. */
struct hinge_trial_stage {
    bool open;                         /* the trial was not refused */
    struct hinge_arena arena, scratch; /* owner of the results so far; scratch for repetitions */
    struct hinge_body body;
    struct hinge_reps reps;
};

/* Both halves of an analysis: finding repetitions and their depths, and measuring them;
 * request->limits may be set in between. After begin call end, or clear the stage. A refused trial
 * says so in result->status. */
void hinge_trial_begin(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                       struct hinge_trial_result *result);
void hinge_trial_end(const struct hinge_trial_request *request, struct hinge_trial_stage *stage,
                     struct hinge_trial_result *result);
void hinge_trial_stage_clear(struct hinge_trial_stage *stage);

/* Of a recording that nothing is known of. */
void hinge_trial_result_init(struct hinge_trial_result *result);
/* Both halves. */
void hinge_trial_analyze(const struct hinge_trial_request *request,
                         struct hinge_trial_result *result);
void hinge_trial_result_clear(struct hinge_trial_result *result);
/* A message adds this to the word thorax. */
#define HINGE_THORAX_BENDS " in the bend: the thorax is not one body there"

/* Adds the message of its row: why it was refused; else landmarks that are too rare, or without any
 * the ledger's message, and what became of its candidates. */
void hinge_trial_result_add(const struct hinge_trial_result *result, const char *ledger,
                            struct hinge_text *out);

/* The recording over time, for figures. */
struct hinge_trace {
    size_t n;
    double rate_hz, start_s;
    char tier;
    const char *driver;                 /* id of the signal that segments; static */
    double *signal[HINGE_SIGNAL_COUNT]; /* as in struct hinge_body; NULL: missing */
    double *ds;                         /* the segmentation driver, minus its zero */
    double driver_zero;                 /* that zero */
    size_t n_reps, n_excluded, n_rejected;
    struct hinge_rep *rep, *excluded; /* repetitions; those excluded by hand */
    struct hinge_rejected *rejected;
    size_t ghosts;
    struct hinge_standing standing;
    struct hinge_arena arena;
};
void hinge_trace_clear(struct hinge_trace *trace);
