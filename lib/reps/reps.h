/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a recording (method 5) and its quiet standing (method 2.4). In: a body, what is
 * known of the recording, and marks made by hand. Out: repetitions with their phases, the
 * standing reference, and the view of one repetition that metrics and faults work on. */
#ifndef HINGE_REPS_REPS_H
#define HINGE_REPS_REPS_H

#include "base/memory.h"
#include "base/parameters.h"
#include "body/body.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

/* --- Turning points of the segmentation driver ds (degrees, 3 Hz; vs is its derivative) and the
 * phases between them: method 5.2 and 5.4. --- */
struct hinge_turn {
    bool high;
    bool open;    /* the series ended before the movement did */
    bool rebound; /* HIGHs joined */
    size_t index; /* LOW: the minimum; HIGH: the first peak */
    size_t last;  /* HIGH: the last peak when joined, else = index */
    double value; /* ds at the extreme (the larger peak when joined) */
};

struct hinge_turns {
    struct hinge_turn *turn; /* alternating */
    size_t n;
    size_t ghosts; /* smaller movements, prominence 5 deg .. R */
    double R;      /* amplitude used */
};

/* Zig-zag with R = max(seg.R_min, seg.R_frac * (Q95 - Q05)), joined by seg.join, and
 * ghosts counted. NaN samples are skipped. The turns live in the arena. */
void hinge_turns_find(const double *ds, const double *vs, size_t n, double rate_hz,
                      const struct hinge_parameters *parameters, struct hinge_arena *arena,
                      struct hinge_turns *turns);
void hinge_turns_join(struct hinge_turns *turns, double share);

enum { HINGE_NO_INDEX = -1 };

/* Boundaries as sample indices, HINGE_NO_INDEX where there is none. */
struct hinge_phase_bounds {
    long desc_start, desc_end, asc_start, asc_end;
};

/* Descent between LOW `low` and HIGH peak `high`; sets desc_start, desc_end. */
void hinge_descent_bounds(const double *ds, const double *vs, size_t low, size_t high,
                          const struct hinge_parameters *parameters,
                          struct hinge_phase_bounds *bounds);
/* Ascent between HIGH peak `high` and LOW `low2`; sets asc_start, asc_end. */
void hinge_ascent_bounds(const double *ds, const double *vs, size_t high, size_t low2,
                         const struct hinge_parameters *parameters,
                         struct hinge_phase_bounds *bounds);

/* Hold without the slow part every smooth turn has: max(0, raw - seg.turn (T_desc +
 * T_asc)).
 */
double hinge_hold_s(double raw_s, double descent_s, double ascent_s, double turn);

/* --- Repetitions, their phases, and the standing reference: method 2.4, 2.5, 5. --- */
/* What the person did, as far as it changes rules (method 8.1). */
struct hinge_task {
    const char *id;
    char start;   /* 'S' standing, 'F' floor, '?' either */
    bool daily;   /* relaxed thresholds */
    bool counted; /* its faults are, of a lift also in daily life; else described alone
                   */
    bool unilateral;
    bool fast;                  /* jumps and swings: no shortest duration */
    bool in_hands;              /* something is in them: load_kg says how heavy */
    bool loaded;                /* a weight is lifted: where it is, counts */
    bool on_block;              /* the weight is lifted from a block */
    bool pulled;                /* a band pulls the body */
    double weight_target_pct;   /* where the weight should be: % of the foot from heel */
    const char *not_applicable; /* fault ids separated by blanks, "*" for all, "*-id"
                                   for all but one */
};
/* The task's row; the row "unspecified" for unknown or empty ids. */
const struct hinge_task *hinge_task_find(const char *id);
bool hinge_task_known(const char *id);
/* What task and cues do to the body from outside: the request's in_hands and pulled. */
void hinge_task_forces(const struct hinge_trial_info *info, struct hinge_body_request *request);
/* The known task that looks like a mistyped one, else those nearest in meaning, joined
 * by ", "; NULL when there is none. */
const char *hinge_task_nearest(const char *id);

enum hinge_expected {
    HINGE_EXPECT_DOWN = -1,
    HINGE_EXPECT_NOTHING, /* no claim; so of an outcome that says none */
    HINGE_EXPECT_UP,
    HINGE_EXPECT_TOWARDS /* a target: less distance from it */
};
/* What a cue is thought to change; id NULL: nothing. */
struct hinge_cue_outcome {
    const char *id;    /* of a metric, or of the fault whose severity counts */
    const char *phase; /* of the metric, by its name; NULL for a fault */
    bool is_fault;
    enum hinge_expected expected; /* the coaches' claim: a hypothesis, not a result */
    double target;                /* in the metric's unit */
};
enum { HINGE_CUE_SECONDARY_MAX = 4 };
struct hinge_cue {
    const char *id, *wording;
    /* whether it was done: of its own recordings, nothing of the baseline; or no id */
    struct hinge_cue_outcome done;
    struct hinge_cue_outcome primary; /* the one outcome fixed beforehand */
    const char *unmeasured;           /* why there is no primary; NULL when there is */
    struct hinge_cue_outcome secondary[HINGE_CUE_SECONDARY_MAX];
    const char *later;     /* a metric that what is set up blocks: it is judged in the
                              uncued recordings after it; NULL for none */
    const char *watch;     /* faults that may rise, separated by blanks; NULL for none */
    const char *reference; /* role of the recording the outcomes need first; or NULL */
    const char *sequence;  /* drills done in order: cues of one sequence keep it; NULL */
    int step;              /* place in the sequence */
    bool pulls;            /* as a pulled task */
};
/* All cues that method 8.2 knows, "none" first; one by id, NULL when it is not known.
 */
const struct hinge_cue *hinge_cue_rows(size_t *count);
const struct hinge_cue *hinge_cue_find(const char *id);
/* All rows, "unspecified" first. */
const struct hinge_task *hinge_task_rows(size_t *count);

/* Where a standing reference comes from; as a word (of /trials), "" for NONE. */
#define HINGE_STANDING_LIST(X) X(calibration) X(annotated) X(window) X(lockout) X(first_frame)
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
    enum hinge_lumbar_def lumbar_def;             /* of the trial it was taken from */
    double value[HINGE_SIGNAL_COUNT];             /* medians; NaN where the signal is missing;
                                                     positions    in LL or FL once reps are found */
    double noise_sd[HINGE_SIGNAL_COUNT];          /* SD in the window */
    double leg_length, foot_length, trunk_length; /* LL, FL, TL in source units */
    double hip_gap;
    double line_deg; /* ankle-to-shoulder line against vertical, NaN if unknown */
};

struct hinge_rep {
    bool floor; /* ascent first */
    int number; /* from 1, as without marks; those that marks add come after */
    struct hinge_phase_bounds bounds;
    long low, low2;       /* LOWs before and after (floor: low2 is the lockout); NO_INDEX */
    long high, high_last; /* the rep's own bottom: first and last peak */
    long high2;           /* floor: the HIGH that ends the descent; NO_INDEX */
    double rom_deg;       /* of the segmentation driver */
    double rom2_deg;      /* of the ascent */
    double hold_s;        /* corrected; NaN when a side is missing */
    bool hold_phase;      /* hold_s >= seg.hold_min */
    bool complete, gap;
    enum hinge_reason descent, ascent; /* OK or why it has no metrics */
    uint64_t warnings;
    unsigned given; /* bits of the bounds that somebody marked by hand */
};

/* First and last frame of what is known of a repetition; NO_INDEX for nothing. */
void hinge_rep_span(const struct hinge_rep *rep, long *from, long *to);

/* Times that somebody marked by hand (method 5.6): desc_start, desc_end, asc_start,
 * asc_end on the recording's own clock, NaN where left blank. `rep` is the number of a
 * repetition as found without marks, from 1; 0: told by its times. */
enum { HINGE_BOUNDS = 4 };
struct hinge_mark {
    int rep;
    double time_s[HINGE_BOUNDS];
    bool exclude; /* not a repetition */
    size_t line;  /* of the file it stands in */
};

/* One bound as found and as marked, s. */
struct hinge_marked {
    int bound; /* 0 desc_start … 3 asc_end */
    double found_s, given_s;
};
const char *hinge_bound_name(int bound); /* "desc_start_s" … */

/* Rejected candidates, counted by reason. */
struct hinge_rejections {
    size_t stepping, alternating, no_trunk, too_short, rom_small, manual;
};

/* One of them: frames, to inclusive. */
struct hinge_rejected {
    size_t from, to;
    enum hinge_reason reason;
};

/* Arrays live in the arena. Whoever takes from scratch resets it to where it was. */
struct hinge_reps {
    size_t n;
    struct hinge_rep *rep;
    size_t n_complete, n_partial, n_truncated, ghosts;
    size_t n_excluded; /* by hand; they are not among rep, and have nothing but bounds */
    struct hinge_rep *excluded;
    struct hinge_rejections rejected;
    size_t n_rejected;
    struct hinge_rejected *rejected_rep;
    struct hinge_standing standing;
    double *ds, *vs; /* segmentation driver (raw) and its speed, body->n values */
    struct hinge_arena *arena;
    struct hinge_arena *scratch; /* for who works on a repetition (one thread) */
    struct hinge_kept *kept;     /* what they leave for each other (view.h); may be NULL */
    double driver_zero;          /* subtracted from the driver: standing, or its 5th percentile */
    /* LL, FL and TL in use, NaN unknown */
    double leg_length, foot_length, trunk_length;
    uint64_t warnings; /* of the trial */
    bool starts_on_floor;
    bool begins_bent;                   /* the first descent is not in the recording */
    bool view_partial, markers_suspect; /* what hinge_reps_scale refuses */
    double view_deg;  /* 2D: how far the camera is off the side view, NaN unknown */
    bool view_stated; /* unknown, but the list says that it is the side view */
    double segment_least[HINGE_SEGMENT_COUNT]; /* 2D: shorter ones have no angle */
    struct hinge_marked *marked;               /* n_marked pairs */
    size_t n_marked;
};

struct hinge_reps_request {
    const struct hinge_body *body;
    const struct hinge_trial_info *info; /* may be NULL */
    const struct hinge_parameters *parameters;
    const struct hinge_standing *calibration; /* of a standing trial, NULL */
    const struct hinge_mark *mark;            /* made by hand; n_marks of them */
    size_t n_marks;
    struct hinge_arena *arena;   /* what is found lives here */
    struct hinge_arena *scratch; /* another one, for work now and on the repetitions */
};

/* Finds repetitions and standing; positions stay in source units. No repetition is a
 * result, not an error. INPUT with a reason when the trial is refused (TOO_MANY_GAPS,
 * VERTICAL_UNKNOWN, VIEW_NOT_SAGITTAL, …). */
enum hinge_status hinge_reps_find(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error);

/* The next step: signals that the camera or exchanged markers make untrustworthy are
 * refused, position signals of the body and of its standing become leg or foot lengths
 * (standing.c). Once; metrics and faults expect it. */
void hinge_reps_scale(struct hinge_body *body, struct hinge_reps *reps);

/* The standing reference of a trial, given its accepted repetitions (standing.c). */
void hinge_standing_find(const struct hinge_reps_request *request, const struct hinge_reps *reps,
                         struct hinge_standing *standing);

/* A rod that touches head, mid-back and tailbone, in trunk lengths: the ear in front of
 * the line of the other two where it stands in for the back of the head, the mid-back
 * behind the line of the others, a tracked rod behind each of the three. */
struct hinge_dowel_zero {
    bool known;
    double ear, sag, rod[3];
};

/* What other recordings of the same person and session show: how far they can bend,
 * from their own standing, the spine when stacked, and a dowel that touches. NaN where
 * there is no such recording.
 */
struct hinge_limits {
    enum hinge_lumbar_def lumbar_def;
    double lumbar_max_deg, hip_max_deg, stack_lumbar_deg;
    double matched_driver_deg; /* a depth reached under every cue of the person */
    double wall_gap_cm;        /* of the nearest wall behind, of all cues of the person */
    struct hinge_dowel_zero dowel;
};
/* No other recording. */
#define HINGE_NO_LIMITS                                                                            \
    (struct hinge_limits)                                                                          \
    {                                                                                              \
        .lumbar_def = HINGE_LUMBAR_NONE, .lumbar_max_deg = (double)NAN,                            \
        .hip_max_deg = (double)NAN, .stack_lumbar_deg = (double)NAN,                               \
        .matched_driver_deg = (double)NAN, .wall_gap_cm = (double)NAN                              \
    }

/* One repetition with all that metrics and faults need. */
struct hinge_rep_view {
    const struct hinge_body *body;
    const struct hinge_reps *reps;
    const struct hinge_rep *rep;
    const struct hinge_trial_info *info; /* may be NULL */
    const struct hinge_task *task;
    const struct hinge_parameters *parameters;
    const struct hinge_limits *limits; /* may be NULL */
    struct hinge_fourier *fourier;     /* tables kept between repetitions; may be NULL */
    const struct hinge_ends *ends;     /* hinge_view_ends, kept; may be NULL */
};

#endif
