/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a recording (method 5) and its quiet standing (method 2.4). In: a body, what is
 * known of the recording, and marks made by hand. Out: repetitions with their phases, the
 * standing reference, and the view of one repetition that metrics and faults work on. */
#pragma once

#include "body/body.h"

struct hinge_parameters; /* base/parameters.h */

/* --- Turning points of the segmentation driver ds (degrees, 3 Hz; vs is its derivative) and the
 * phases between them: method 5.2 and 5.4. --- */
struct hinge_turn {
    bool high;
    bool open;    /* the recording ends before the movement */
    bool rebound; /* two HIGHs were joined */
    size_t index; /* LOW: the minimum; HIGH: the first peak */
    size_t last;  /* HIGH: the last peak when joined, else = index */
    double value; /* ds there (of the larger peak if joined) */
};

struct hinge_turns {
    struct hinge_turn *turn; /* alternating */
    size_t n;
    size_t ghosts; /* smaller movements that are not turns, 5 deg to R */
    double R;      /* smallest amplitude of a turn, deg */
};

/* Finds turns of at least R = max(seg.R_min, seg.R_frac * (Q95 - Q05)), joins them (seg.join) and
 * counts ghosts: smaller movements. NaN samples are skipped. The arena owns the turns. */
void hinge_turns_find(const double *ds, const double *vs, size_t n, double rate_hz,
                      const struct hinge_parameters *parameters, struct hinge_arena *arena,
                      struct hinge_turns *turns);
void hinge_turns_join(struct hinge_turns *turns, double share);

enum { HINGE_NO_INDEX = -1 };

/* Boundaries as sample indices; HINGE_NO_INDEX: none. */
struct hinge_phase_bounds {
    long desc_start, desc_end, asc_start, asc_end;
};

/* Sets desc_start and desc_end, between the LOW `low` and the HIGH `high`. */
void hinge_descent_bounds(const double *ds, const double *vs, size_t low, size_t high,
                          const struct hinge_parameters *parameters,
                          struct hinge_phase_bounds *bounds);
/* Sets asc_start and asc_end, between the HIGH `high` and the LOW `low2`. */
void hinge_ascent_bounds(const double *ds, const double *vs, size_t high, size_t low2,
                         const struct hinge_parameters *parameters,
                         struct hinge_phase_bounds *bounds);

/* Duration of the hold without the slow part of every smooth turn: max(0, raw_s - turn (descent_s +
 * ascent_s)). */
double hinge_hold_s(double raw_s, double descent_s, double ascent_s, double turn);

/* --- Repetitions, their phases, and the standing reference: method 2.4, 2.5, 5. --- */
/* A task, and the rules that depend on it (method 8.1). */
struct hinge_task {
    const char *id;
    char start;   /* 'S' standing, 'F' floor, '?' either */
    bool daily;   /* relaxed thresholds */
    bool counted; /* its faults are counted (a lift, also in daily life); else only described */
    bool unilateral;
    bool fast;                  /* jumps and swings: no shortest duration */
    bool in_hands;              /* something is in the hands; load_kg is its weight */
    bool loaded;                /* a weight is lifted, so its position counts */
    bool on_block;              /* the weight is lifted from a block */
    bool pulled;                /* a band pulls the body */
    bool seated;                /* a chair carries part of the weight */
    bool knees_bend;            /* as much as needed, so they are not judged */
    double weight_target_pct;   /* target of the body weight, % of the foot from the heel */
    const char *not_applicable; /* fault ids separated by blanks, "*" for all, "*-id"
                                   for all but one */
    const char *from_floor;     /* the row that judges repetitions from the floor; NULL: this one */
};
/* The row of a task: by its id or another word for it ("squat"), in which case, plural, blanks, _
 * and - do not matter. The row "unspecified" for unknown or empty ids. */
const struct hinge_task *hinge_task_find(const char *id);
bool hinge_task_known(const char *id);
/* The row that judges a repetition of a task. */
const struct hinge_task *hinge_task_of_rep(const struct hinge_task *task, bool floor);
/* Adds "squat, read as squat_contrast: not judged are …", which faults the word switches off;
 * nothing for an id of a row and for unknown words. */
void hinge_task_read_as(const char *id, struct hinge_text *out);
/* Sets in_hands, pulled and one_leg of the request from task, cues and role. */
void hinge_task_forces(const struct hinge_trial_info *info, struct hinge_body_request *request);
/* Adds the known task with the nearest spelling, else those with the nearest meaning, each with the
 * faults that it switches off; false: none. */
bool hinge_task_nearest(const char *id, struct hinge_text *out);

enum hinge_expected {
    HINGE_EXPECT_DOWN = -1,
    HINGE_EXPECT_NOTHING, /* no claim */
    HINGE_EXPECT_UP,
    HINGE_EXPECT_TOWARDS /* a target: less distance from it */
};
/* An outcome that a cue is expected to change; id NULL: none. */
struct hinge_cue_outcome {
    const char *id;    /* of a metric, or of a fault (its severity is compared) */
    const char *phase; /* of the metric, by its name; NULL for a fault */
    bool is_fault;
    bool described;               /* not tested */
    enum hinge_expected expected; /* the coaches' claim: a hypothesis, not a result */
    double target;                /* in the metric's unit */
    /* what it depends on, by the id of another outcome of the cue, and what a report says of it
     * where that one changed, too ("knees differ"); NULL: nothing */
    const char *depends, *differs;
};
enum { HINGE_CUE_SECONDARY_MAX = 4 };
struct hinge_cue {
    const char *id, *wording;
    /* shows whether the cue was followed, in its own recordings; id NULL: nothing does */
    struct hinge_cue_outcome done;
    struct hinge_cue_outcome primary; /* the one outcome fixed beforehand */
    const char *unmeasured;           /* why there is no primary outcome; NULL if there is */
    struct hinge_cue_outcome secondary[HINGE_CUE_SECONDARY_MAX];
    const char *against; /* the fault that its practice takes away, where the first fault among the
                            outcomes is not it; NULL: that one */
    const char *later;   /* a metric that the setup of the cue blocks, so it is judged in later
                            recordings without a cue; NULL: none */
    const char *watch;   /* faults that may rise, separated by blanks; NULL for none */
    const char *reference; /* role of a recording that the outcomes need; NULL: none */
    const char *sequence;  /* name of a series of drills with a fixed order; NULL: none */
    int step;              /* position in the sequence */
    bool pulls;            /* as a pulled task */
    bool slow;             /* it asks for a slow descent */
};
/* All cues of method 8.2, "none" first; the cue with an id, NULL if it is unknown. */
const struct hinge_cue *hinge_cue_rows(size_t *count);
const struct hinge_cue *hinge_cue_find(const char *id);
/* All rows, "unspecified" first. */
const struct hinge_task *hinge_task_rows(size_t *count);

/* Source of a standing reference; as a word of /trials ("" for NONE). */
#define HINGE_STANDING_LIST(X) X(calibration) X(annotated) X(standing) X(lockout) X(first_frame)
#define X(name) HINGE_STANDING_##name,
enum hinge_standing_source { HINGE_STANDING_NONE, HINGE_STANDING_LIST(X) HINGE_STANDING_COUNT };
#undef X
const char *hinge_standing_source_name(enum hinge_standing_source source);

/* Quiet standing: the zero of every change. */
struct hinge_standing {
    bool found;
    enum hinge_standing_source source;
    size_t from, to; /* frames of this trial, to inclusive; 0,0 for a calibration */
    double length_s;
    enum hinge_lumbar_def lumbar_def;    /* of the trial it was taken from */
    double value[HINGE_SIGNAL_COUNT];    /* medians; NaN: missing; positions in LL or FL after
                                            hinge_reps_scale */
    double noise_sd[HINGE_SIGNAL_COUNT]; /* SD in the window */
    double leg_length, foot_length, trunk_length; /* LL, FL, TL in source units */
    double com_foot_by[HINGE_MODELS];             /* com_foot by each body model; NaN: unknown */
    double hip_gap, shoulder_gap;
    double still[HINGE_SEGMENTS][4]; /* of sensors; 0: unknown */
    double line_deg;                 /* ankle-to-shoulder line against vertical, NaN if unknown */
    struct hinge_bones bones;
    bool force_suspect; /* plates carry another weight in it (FORCE_SUSPECT) */
};

struct hinge_rep {
    bool floor; /* ascent first */
    int number; /* from 1, in the order without marks; repetitions that marks add follow */
    struct hinge_phase_bounds bounds;
    long low, low2;       /* LOWs before and after; from the floor low2 is the lockout */
    long high, high_last; /* first and last peak at the bottom */
    long high2;           /* from the floor: the HIGH that ends the descent */
    double rom_deg;       /* of the segmentation driver */
    double rom2_deg;      /* of the ascent */
    double hold_s;        /* as hinge_hold_s; NaN if descent or ascent is missing */
    bool hold_phase;      /* hold_s >= seg.hold_min */
    bool complete, gap;
    double feet_LL;                    /* travel of an ankle that came back (FEET_MOVED), else 0 */
    double arms_deg;                   /* the higher upper arm against hanging, at its 95th
                                          percentile; NaN: not known */
    double thighs_deg;                 /* left-right range of thighs (THIGHS_DIFFER), else 0 */
    enum hinge_reason descent, ascent; /* OK, or why the phase has no metrics */
    uint64_t warnings;
    unsigned given;                /* bits of the bounds that were marked by hand */
    const char *task;              /* as marked by hand; NULL: that of the list */
    const char *why;               /* of an excluded one, as marked by hand; NULL: not said */
    double liftoff_s, setdown_s;   /* when the load leaves its rest and is back there; NaN */
    enum hinge_reason load_reason; /* OK, or why there is no lift-off */
};

/* Range of motion of the descent, else of the ascent; NaN: of neither. */
double hinge_rep_rom_deg(const struct hinge_rep *rep);

/* First and last known frame of a repetition; HINGE_NO_INDEX: none. */
void hinge_rep_span(const struct hinge_rep *rep, long *from, long *to);

/* Times marked by hand (method 5.6): desc_start, desc_end, asc_start, asc_end on the clock of the
 * recording, NaN if left blank. `rep` is the number of a repetition without marks, from 1; 0: found
 * by the times. */
enum { HINGE_BOUNDS = 4 };
/* Columns of a table of marks (events.csv), and those of them that are texts. */
#define HINGE_EVENTS_COLUMNS                                                                       \
    "file", "trial", "rep", "desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s", "exclude",   \
        "task", "why", "blind", "liftoff_s", "setdown_s"
#define HINGE_EVENTS_TEXTS "file", "trial", "task", "why", "blind"
struct hinge_mark {
    int rep;
    double time_s[HINGE_BOUNDS];
    double load_s[2]; /* lift-off and set-down of the load; NaN or 0: not given */
    bool exclude;     /* not a repetition */
    bool blind;       /* made while groups and values were hidden */
    const char *task; /* NULL: that of the list */
    const char *why;  /* of excluding it; NULL: not said */
    size_t line;      /* in the file of marks */
};

/* One bound as found and as marked, s. */
struct hinge_marked {
    int bound; /* 0 desc_start … 3 asc_end */
    double found_s, given_s;
    const char *task; /* of its repetition, as struct hinge_rep has it */
};
const char *hinge_bound_name(int bound); /* "desc_start_s" … */

/* Rejected candidates, counted by reason. */
struct hinge_rejections {
    size_t stepping, alternating, no_trunk, too_short, rom_small, manual;
};

/* A rejected candidate: frames, to inclusive; what was measured against which limit, in words:
 * "the feet ended ", 0.34, "LL", " from where they began". */
struct hinge_rejected {
    size_t from, to;
    enum hinge_reason reason;
    const char *before, *unit, *after; /* unit: of size and limit; NULL: none */
    int digits;                        /* of size */
    double size, limit;
};

/* The arena owns the arrays. Callers that use scratch reset it. */
struct hinge_reps {
    size_t n;
    struct hinge_rep *rep;
    size_t n_complete, n_partial, n_truncated, ghosts;
    size_t n_excluded; /* excluded by hand; they are not in rep, and have only bounds */
    struct hinge_rep *excluded;
    struct hinge_rejections rejected;
    size_t n_rejected;
    struct hinge_rejected *rejected_rep;
    struct hinge_standing standing;
    double *ds,
        *vs; /* [body->n]: segmentation driver before its zero is subtracted, and its speed */
    struct hinge_arena *arena;
    struct hinge_arena *scratch; /* for work on a repetition (one thread) */
    struct hinge_kept *kept;     /* values that are computed once (view.h); may be NULL */
    double driver_zero;          /* subtracted from the driver: standing, or its 5th percentile */
    /* LL, FL and TL; NaN: unknown */
    double leg_length, foot_length, trunk_length;
    uint64_t warnings; /* of the trial */
    /* RATE_SUSPECT: how many bends, the duration of the middle one, and the rate that was told. */
    size_t hasty;
    double hasty_s, told_hz;
    bool starts_on_floor;
    bool begins_bent;                   /* the first descent is not in the recording */
    bool view_partial, markers_suspect; /* hinge_reps_scale refuses signals because of these */
    struct hinge_trunk trunk;
    double stood_kg;  /* what both plates carry in standing; NaN: unknown */
    double view_deg;  /* 2D: angle of the camera from the side view; NaN: unknown */
    bool view_stated; /* unknown, but the trial list says side view */
    bool view_held;   /* oblique, and the trial list says side view: nothing is certain */
    double segment_least[HINGE_SEGMENT_COUNT]; /* 2D: shorter segments have no angle */
    struct hinge_marked *marked;               /* [n_marked] */
    size_t n_marked;
    /* What tells when the load is in the hands: events, marker, plates, task; "": no load. */
    const char *load_source;
    bool task_unknown; /* the task tells it, but is not known: all the time */
};

struct hinge_reps_request {
    const struct hinge_body *body;
    const struct hinge_trial_info *info; /* may be NULL */
    const struct hinge_parameters *parameters;
    const struct hinge_standing *calibration; /* of a standing trial; may be NULL */
    const struct hinge_mark *mark;            /* [n_marks], made by hand */
    size_t n_marks;
    /* Keeps only the repetitions that marks give this task. NULL: all but those that marks give
     * another task than info's. */
    const char *part;
    struct hinge_arena *arena;   /* owns the results */
    struct hinge_arena *scratch; /* another arena, for work now and on the repetitions */
};

/* Finds repetitions and standing; positions stay in the length unit of the recording. A recording
 * without repetitions is a result, not an error. INPUT with a reason if the trial is refused
 * (TOO_MANY_GAPS, VERTICAL_UNKNOWN, VIEW_NOT_SAGITTAL, …). */
enum hinge_status hinge_reps_find(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error);

/* Adds why candidates were rejected, and of which repetitions feet or thighs were lost. */
void hinge_reps_add_words(const struct hinge_reps *reps, struct hinge_text *out);

/* The least of 2, 4 and 8, but at least `least`, by which a rate is divided to one that cameras
 * have (24, 25, 30, 50, 60, 100, 120, 240); 0: none. */
int hinge_rate_lower(double rate_hz, int least);

/* When the load is in the hands: body->carried, reps->load_source and the repetitions' lift-off and
 * set-down; the load then no longer counts where it is not carried (load.c). Before
 * hinge_reps_scale. */
void hinge_load_settle(const struct hinge_reps_request *request, struct hinge_body *body,
                       struct hinge_reps *reps);

/* Of sensors: turns of the pelvis become those since the stand before each bend; HEADING_JUMP where
 * the stand after it differs (standing.c). Before hinge_reps_scale. */
void hinge_yaw_settle(struct hinge_body *body, struct hinge_reps *reps);

/* The next step, to be called once before metrics and faults: refuses signals that the camera angle
 * or exchanged markers make invalid, and turns positions of body and standing into leg or foot
 * lengths (standing.c). */
void hinge_reps_scale(struct hinge_body *body, struct hinge_reps *reps);

/* The standing reference of a trial, given its accepted repetitions (standing.c). */
void hinge_standing_find(const struct hinge_reps_request *request, const struct hinge_reps *reps,
                         struct hinge_standing *standing);

/* A dowel that touches head, mid-back and tailbone, in trunk lengths: the ear in front of the line
 * of the other two points (if the ear replaces the back of the head), mid-back behind the line of
 * the other two, and a tracked dowel behind each of the three. */
struct hinge_dowel_zero {
    bool known;
    double ear, sag, rod[3];
};

/* Limits from other recordings of the same person and session: largest flexion from standing, the
 * stacked spine, a dowel that touches. NaN: no such recording. */
struct hinge_limits {
    enum hinge_lumbar_def lumbar_def;
    double lumbar_max_deg, hip_max_deg, stack_lumbar_deg;
    double matched_driver_deg;      /* depth that the person reached under every cue */
    double wall_gap_cm;             /* of the nearest wall behind, over all cues of the person */
    double rest_rms[HINGE_MUSCLES]; /* of each muscle in relaxed standing; 0: unknown */
    double most_rms[HINGE_MUSCLES]; /* the largest, of a recording with the role mvc; 0: unknown */
    struct hinge_dowel_zero dowel;
    double total_max_deg; /* lumbar plus hip flexion */
    struct hinge_fronts fronts;
};
/* No other recording. */
#define HINGE_NO_LIMITS                                                                            \
    (struct hinge_limits)                                                                          \
    {                                                                                              \
        .lumbar_def = HINGE_LUMBAR_NONE, .lumbar_max_deg = (double)NAN,                            \
        .hip_max_deg = (double)NAN, .total_max_deg = (double)NAN, .stack_lumbar_deg = (double)NAN, \
        .matched_driver_deg = (double)NAN, .wall_gap_cm = (double)NAN                              \
    }

/* One repetition with everything that metrics and faults need. */
struct hinge_rep_view {
    const struct hinge_body *body;
    const struct hinge_reps *reps;
    const struct hinge_rep *rep;
    const struct hinge_trial_info *info; /* may be NULL */
    const struct hinge_task *task;
    const struct hinge_parameters *parameters;
    const struct hinge_limits *limits; /* may be NULL */
    struct hinge_fourier *fourier;     /* tables that repetitions share; may be NULL */
    const struct hinge_ends *ends;     /* result of hinge_view_ends; may be NULL */
};

/* --- For the files of this room and their tests: the steps of hinge_reps_find. --- */
/* Whether a candidate is a walking step and not a repetition (method 5.5; candidates.c). */
/* Series of a trial, low-passed at seg.fc, in scratch; NULL: not measured. */
struct hinge_gait {
    double *stride; /* left thigh minus right */
    double *trunk, *drop;
    size_t n;
};
struct hinge_gait hinge_gait_of(const struct hinge_reps_request *request);

/* Fills all of `why` but its frames; the reason is OK, STEPPING, ALTERNATING, NO_TRUNK or
 * TOO_SHORT. If neither STEPPING nor ALTERNATING can be computed, sets the warning GAIT_UNTESTED;
 * sets FEET_MOVED and THIGHS_DIFFER with their sizes. */
void hinge_gait_check(const struct hinge_reps_request *request, const struct hinge_gait *gait,
                      struct hinge_rep *rep, struct hinge_rejected *why);

/* Finds candidates in ds and vs: reps->rep (candidates.c). */
void hinge_reps_candidates(const struct hinge_reps_request *request, struct hinge_reps *reps);

/* What tells how far the trunk leans; NULL: nothing does. */
const double *hinge_reps_trunk(const struct hinge_body *body);

/* The frame of from..to with the largest sign * x; a missing value is the least. */
long hinge_reps_largest(const double *x, long from, long to, double sign);

/* A repetition without bounds yet. */
struct hinge_rep hinge_rep_empty(bool floor);

/* Applies marks made by hand to the candidates (marked.c): marked times replace found ones, blanks
 * are found between them, repetitions are added or removed. INPUT MANUAL if a mark does not fit the
 * recording. */
enum hinge_status hinge_reps_mark(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error);

/* INPUT VERTICAL_UNKNOWN if the line from ankle to shoulder never comes near the vertical. The
 * first step, because nothing else can be right then (standing.c). */
enum hinge_status hinge_reps_check_up(const struct hinge_reps_request *request,
                                      struct hinge_error *error);

/* Finds standing, leg length, foot length and the zero of the driver (standing.c). */
enum hinge_status hinge_reps_reference(const struct hinge_reps_request *request,
                                       struct hinge_reps *reps, struct hinge_error *error);

/* Checks up axis, camera view and plausibility against standing (standing.c). INPUT with a reason
 * if the trial must be refused. */
enum hinge_status hinge_reps_check(const struct hinge_reps_request *request,
                                   struct hinge_reps *reps, struct hinge_error *error);

/* If a person leans back at the top, the ascent ends and the descent begins where the driver passes
 * standing; holds follow (candidates.c). After standing. */
void hinge_reps_limit(const struct hinge_reps_request *request, struct hinge_reps *reps);
