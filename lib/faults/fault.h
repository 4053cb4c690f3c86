/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as rows (method 7), and the functions that judge them. In: one repetition and its metrics.
 * Out: severity, threshold, margin and one of five states. A row names a signal or metric, a
 * window, a statistic and a threshold. Faults of a config are the same struct. */
#pragma once

#include "metrics/metric.h"

enum hinge_fault_statistic {
    HINGE_STATISTIC_MAX, /* largest value in the window, after a moving average */
    HINGE_STATISTIC_MIN,
    HINGE_STATISTIC_MEAN,
    HINGE_STATISTIC_MEDIAN,
    HINGE_STATISTIC_END,         /* value at the window's end */
    HINGE_STATISTIC_EXCURSION,   /* end minus start */
    HINGE_STATISTIC_SHARE,       /* excursion of signal / excursion of `over` */
    HINGE_STATISTIC_PLATEAU,     /* share in the window over share in the phase before it */
    HINGE_STATISTIC_QUARTER,     /* share over the first quarter of the range of `over` */
    HINGE_STATISTIC_RATE,        /* excursion per second */
    HINGE_STATISTIC_DROP,        /* largest fall from the running maximum since the descent */
    HINGE_STATISTIC_ONSET,       /* onset of `over` minus onset of signal, s */
    HINGE_STATISTIC_ONSET_LEAST, /* the smaller of that lag and the lag at a quarter */
    HINGE_STATISTIC_METRIC       /* a metric's value */
};

enum hinge_relative {
    HINGE_RELATIVE_ABSOLUTE,
    HINGE_RELATIVE_STANDING,
    HINGE_RELATIVE_START,
    HINGE_RELATIVE_TARGET /* the task's weight target, % of the foot from the heel */
};

/* The verdict if a gate is not met. */
enum hinge_small { HINGE_SMALL_REFUSED, HINGE_SMALL_ABSENT, HINGE_SMALL_PRESENT };

/* A condition without which the fault is not judged: the statistic (excursion, median, share or
 * metric) is at least `least`. Excursions and quarters of an ascent count in the direction of the
 * movement. */
struct hinge_gate {
    bool used;
    enum hinge_signal signal, over;
    const char *metric; /* METRIC: its id */
    size_t metric_at;   /* its position; filled by the table */
    enum hinge_phase phase;
    enum hinge_relative relative;
    enum hinge_fault_statistic statistic;
    struct hinge_window window;
    double least;
    bool below;               /* must be less than `least` instead */
    bool nod;                 /* `least` is the default of shrug.nod */
    bool absolute;            /* of the size of the value, after smoothing */
    bool if_known;            /* met if its value is missing */
    bool fallback;            /* only if the fallback is judged */
    enum hinge_reason reason; /* with REFUSED; OK stands for ROM_SMALL */
    bool uncertain; /* if the value is within a margin of `least`, the verdict is undecided, and m
                       is 0, or `severity` with ABSENT */
    enum hinge_small otherwise;
    double severity; /* severity if `otherwise` is ABSENT or PRESENT */
    bool lasting;    /* instead, the severity is the duration of the window's phase */
};
enum { HINGE_GATES = 3 };

/* What must have been measured, besides the signal of the fault. */
enum hinge_fault_needs {
    HINGE_NEEDS_ANY,
    HINGE_NEEDS_PELVIS, /* tiers A, B, or C with a measured pelvis */
    HINGE_NEEDS_LUMBAR, /* tiers A and B */
    HINGE_NEEDS_TIER_A
};

/* A condition of a trial, and the threshold under it (NaN: the fault does not apply). */
enum hinge_when_kind {
    HINGE_WHEN_DAILY,
    HINGE_WHEN_LOAD,
    HINGE_WHEN_FLOOR,
    HINGE_WHEN_UNILATERAL,
    HINGE_WHEN_BILATERAL,
    HINGE_WHEN_TASK,
    HINGE_WHEN_CUE,
    HINGE_WHEN_DEPTH
};
struct hinge_when {
    enum hinge_when_kind kind;
    const struct hinge_task *task; /* TASK */
    const char *word;              /* CUE, DEPTH */
    double threshold;
};
struct hinge_whens {
    struct hinge_when *row;
    size_t n;
};

/* How a recording's page shows a fault, where the members that judge it do not say it. */
enum hinge_drawn { HINGE_DRAWN_ITSELF, HINGE_DRAWN_FOOT, HINGE_DRAWN_WALL, HINGE_DRAWN_BENCH };
struct hinge_fault_seen {
    const char *how;   /* what is measured, in the direction in which people read it */
    const char *shown; /* the signal that shows a metric; NULL: that of the row */
    bool as_severity;  /* the number is the severity; else without offset and sign */
    bool at_bottom;
    enum hinge_drawn scale; /* from severity to signal */
};

enum { HINGE_FAULT_TITLE = 52, HINGE_FAULT_BRIEF = 32 };
/* Ends the text defined_by of results whose config changed what a built-in fault measures. */
#define HINGE_FAULT_REMEASURED " in what it measures"
struct hinge_fault {
    const char *id;
    int listed_at;        /* its place in lists, no other's; negative: a part of another fault */
    const char *directly; /* the fault that measures the same directly (hinge_fault_is_shown); NULL:
                            none */
    const char *speaks;   /* the fault that speaks for this one where people's faults are counted or
                             paired; NULL: none. Not where something that its words name is there */
    const char *family;   /* of a fault that speaks for others: the name of all of them */
    const char *title;    /* for papers: a noun phrase, at most HINGE_FAULT_TITLE bytes */
    const char *brief;    /* for coaches and patients, at most HINGE_FAULT_BRIEF */
    const char *measure;  /* the severity in words, within a sentence ("peak lumbar flexion"); NULL:
                             "severity of" the title */
    struct hinge_outcome_place place; /* of its severity */
    bool share;                       /* the severity is one, of 1, which readers see in percent */
    bool range_of_motion; /* the severity is one, so published errors of these hold for it */
    bool rounds;          /* who shows it rounds the lower back (method 6.14) */
    const char *thing;    /* what its words name, by the cue that has it ("dowel"): a sheet lists it
                             only for who had one; NULL: nothing */
    struct hinge_fault_seen seen; /* on a recording's page */
    struct {                /* which way it goes: below or above the middle of a metric of the */
        const char *metric; /* repetition, and the lines of a sheet's words for that */
        double middle;
        const char *less, *more;
    } way;
    struct { /* the metric of the descent that says on a sheet how much a cue took away, after words
              */
        const char *metric, *bent;
    } angle;
    const char *wording; /* the coach's words */
    const char *source;  /* NULL: "default" */
    const char
        *evidence; /* what was shown on people, for docs/faults.md; NULL: simulated bodies alone */
    double clean;  /* of people's bends without it the share that is found clean (docs/people.md,
                      against correct ones); 0: not shown on people */
    enum hinge_fault_statistic statistic; /* METRIC if the row has a metric */
    /* METRIC: whose margin, noise and slow error hold; COUNT: those of the unit */
    enum hinge_signal signal;
    enum hinge_signal over; /* SHARE, PLATEAU, QUARTER, ONSET; else COUNT */
    const char *metric;     /* METRIC: its id */
    enum hinge_phase phase; /* METRIC: the phase */
    /* Used if the signal is not measured: another signal (of ONSET: of `over`) or metric. */
    bool has_fallback;
    enum hinge_signal fallback;
    const char *fallback_metric;
    /* The fallback is another quantity, with its own threshold and margin. */
    bool fallback_differs;
    double fallback_offset, fallback_sign, fallback_threshold, fallback_margin;
    /* In these tasks, joined by blanks, another signal decides, with an offset of its own: from the
     * vertical (sensors: from standing, which is their vertical). NULL: none. */
    const char *instead_in;
    enum hinge_signal instead;
    double instead_offset, instead_sign;
    enum hinge_relative relative;
    struct hinge_window window;
    /* Severity m = offset + sign * statistic; larger is worse. */
    double offset, sign; /* sign 0 means 1 */
    bool absolute;       /* of the size of the value, after smoothing */
    double threshold;
    double margin[3];    /* tiers A, B, C; NaN (or omitted): from the kind of signal */
    const char *unit;    /* NULL: the unit of the statistic or metric */
    bool within;         /* a change inside one repetition: half the margin */
    bool never_negative; /* m cannot be negative, so noise is checked */
    bool strict_noise;   /* checked against noise.refuse_strict */
    /* If m is above the threshold by less than this many times its noise, the verdict is refused;
     * 0: never. The noise is that of noise_metric for a metric, else the SD of the driver over its
     * excursion in the phase; else the SD of the signal. For a share, excursion or lag it is the
     * error of the value, and an m below the threshold by less is refused, too. */
    double noise_adds;
    const char *noise_metric;
    bool deep_margin; /* the margin is at least wink.deep_e if the driver exceeds wink.deep */
    bool by_side;     /* defined for a left standing leg; mirrored for the right */
    bool to_side; /* on two legs the size counts; on one leg the direction towards it, from a signal
                     that is positive to the right */
    bool wall_stops;  /* the offset is at most the distance of a wall behind, less the margin */
    const char *left; /* metric of the repetition that is positive where the fault is of the left
                         side and negative of the right; NULL: it is of no side */
    bool of_foot;     /* measured from a foot, though no signal here says so */
    bool of_driver;   /* threshold and offset are for trunk-thigh; larger for L + H */
    enum hinge_fault_needs needs;
    struct hinge_gate gate[HINGE_GATES];
    /* A second condition, of a metric: where its value is known and it does not hold, the verdict
     * is absent with the reason ALSO_NOT_MET, and the severity stays. No threshold orders such
     * repetitions, so sensitivity and roc leave them out; also_decides says by what ("the pace").
     */
    struct hinge_gate also;
    const char *also_decides;
    /* Other thresholds, or "na" (not applicable), under conditions: "task:deadlift_floor=0.10
     * daily=0.15 cue:heel_block=na"; "": none. */
    const char *exceptions;
    /* Conditions of which one must hold: "load floor unilateral bilateral depth:max task:… cue:…";
     * NULL or "": always judged. */
    const char *only;
    bool user;       /* from the config */
    bool renamed;    /* the config changed its titles */
    bool changed;    /* the config changed how this built-in row is judged */
    bool remeasured; /* and what it measures */

    /* The words above, looked up; filled by the table, in its arena. */
    struct hinge_whens except_when, only_when;
    const bool *excluded; /* [task]: the fault is not applicable */
    bool needs_foot;      /* measured from a foot: refused if the feet moved (FEET_MOVED) */
    bool needs_arms;      /* raised arms change it (ARMS_RAISED) */
    bool needs_neck;  /* refused if the face shows it in a picture, or in a lift (HEAD_FROM_FACE) */
    bool needs_sides; /* compares left and right: refused if the thighs differ (THIGHS_DIFFER) */
    size_t metric_at, fallback_metric_at, noise_metric_at; /* positions of metrics; 0: none */
};

struct hinge_fault_family {
    const char *id, *title;
    const struct hinge_fault *row;
    size_t n;
};

/* The built-in row of an id; NULL: the user's own. */
const struct hinge_fault *hinge_fault_built_in(const char *id);
/* The id of the built-in fault that judges a metric or, without one, this statistic of a signal;
 * "", which no fault has, if none does. */
const char *hinge_fault_judging(const char *metric, enum hinge_signal signal,
                                enum hinge_fault_statistic statistic);
/* Whether a warning that leaves the values of its recording (codes.def) casts doubt on those of a
 * metric, or on the severity of a fault, by their id. */
bool hinge_outcome_is_doubted(const char *id, enum hinge_concern concern);
/* Whether recordings of a task are judged on a fault. */
bool hinge_fault_of_task(const char *id, const struct hinge_task *task);
/* Whether the signal `instead` decides in a task. */
bool hinge_fault_instead(const struct hinge_fault *fault, const struct hinge_task *task);
/* Makes the row that of this signal: an inclination, from the vertical. */
void hinge_fault_use_instead(struct hinge_fault *row);
/* Whether readers are told of fault `i` of n, each judged in so many people. Of two that measure
 * the same it is the one that does it directly if it was judged in as many, else the other: one
 * source for all. Tables of verdicts and analyses have a row for each. */
bool hinge_fault_is_shown(const char *const *id, size_t n, const size_t *judged, size_t i);
/* Fills order[n] with the positions of the faults that readers are told of, as they are coached,
 * the user's last: how many; parts of a fault are not counted beside it. */
size_t hinge_faults_coached(const char *const *id, size_t n, const size_t *judged, size_t *order);
/* The fault that speaks for a fault, itself if none does: those of one speaker are one movement, a
 * family. Fills first[n] with the first of each family among the positions order[n], in that order:
 * how many. */
const char *hinge_fault_speaker(const char *id);
size_t hinge_faults_families(const char *const *id, const size_t *order, size_t n, size_t *first);
/* Fills member[n] with those of these that are of the family of a speaker: how many. */
size_t hinge_faults_members(const char *const *id, const size_t *order, size_t n,
                            const char *speaker, size_t *member);

/* All families, sorted by id. */
const struct hinge_fault_family *const *hinge_fault_family_list(size_t *count);

/* A claim of coaches that movement alone cannot show, and the measurement that could. */
struct hinge_unmeasured {
    const char *claim, *needs;
};
const struct hinge_unmeasured *hinge_fault_unmeasured(size_t *count);

/* The faults of a run: built-in rows in their order, then those of the user, with the changes of
 * the config. Words of rows are looked up here, once. The arena owns rows and strings. */
struct hinge_fault_table {
    struct hinge_fault *row;
    size_t n;
    struct hinge_arena arena;
};
void hinge_fault_table_init(struct hinge_fault_table *table);
void hinge_fault_table_clear(struct hinge_fault_table *table);

/* Applies one key of a section [fault:<id>]; an unknown id makes a new row. USAGE, starting with
 * `where`, if key or value is wrong (nearest key, or what was expected). */
enum hinge_status hinge_fault_table_set(struct hinge_fault_table *table, const char *id,
                                        const char *key, const char *value, const char *where,
                                        struct hinge_error *error);
/* USAGE if a row of the user has no signal or no threshold. */
enum hinge_status hinge_fault_table_check(const struct hinge_fault_table *table, const char *where,
                                          struct hinge_error *error);

enum {
    HINGE_FAULT_ABSENT = 0,
    HINGE_FAULT_BELOW = 1,
    HINGE_FAULT_ABOVE = 2,
    HINGE_FAULT_PRESENT = 3,
    HINGE_FAULT_REFUSED = 255
};
const char *hinge_fault_state_name(int state);

struct hinge_fault_outcome {
    int state;
    enum hinge_reason reason; /* OK unless refused, or absent by its second condition */
    double severity, threshold, margin, time_s;
    double at_pct; /* hinge_fault_passes */
};

struct hinge_measured;

/* The effect of noise on the value of a row and on its gates (noise.c): SD, and mean change of the
 * value. `own` (or NULL) stores the value and the gates of this repetition, [1 + HINGE_GATES],
 * because a row is judged with several errors. */
struct hinge_fault_error {
    double value, bias, gate[HINGE_GATES];
    struct hinge_measured *measured;
};

/* Judges one fault in one repetition. `values` are its metrics (hinge_metrics_compute), `error` the
 * effect of noise; NULL: unknown, so limits of the standing SD are used. */
void hinge_fault_judge(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       const struct hinge_value *values, const struct hinge_fault_error *error,
                       struct hinge_fault_outcome *outcome);

/* Margin of a fault for a tier ('A', 'B', 'C'), before the rule that keeps the state absent
 * possible; times at 50 Hz. */
double hinge_fault_margin(const struct hinge_fault *fault, char tier);

/* Where in the repetition the severity first passes the threshold, from 0 to 100 % of its time: the
 * signal, also of a median, or the end of the part that a share is of. NaN: it does not, or it has
 * no course over time. */
double hinge_fault_passes(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          double offset, double threshold);

/* State of a severity for a threshold and margin (method 7.0). */
int hinge_fault_state(double severity, double threshold, double margin);

/* --- the statistic of a fault row (or of a gate) on one repetition --- */
struct hinge_measured {
    struct hinge_value value;
    double time_s;      /* time of a maximum, minimum or drop; else NaN */
    double uncertainty; /* of an onset lag, s; else 0 */
    double error;       /* of a change or share, from noise in standing; else 0 */
    double total;       /* of a share of L or H: degrees of the whole; else 0 */
    bool too_noisy;     /* the value is stored, but there is no verdict */
    bool taken;         /* hinge_fault_measure has measured it */
};

/* The statistic of a fault; `values` are the metrics of the repetition. If *own is taken, it is
 * returned; else the result is also stored there. own NULL: not stored. */
struct hinge_measured hinge_fault_measure(const struct hinge_fault *fault,
                                          const struct hinge_rep_view *view,
                                          const struct hinge_value *values,
                                          struct hinge_measured *measured);

/* Whether a row or one of its gates reads a signal; windows (which read the driver) and metrics are
 * not considered. */
bool hinge_fault_reads(const struct hinge_fault *fault, enum hinge_signal signal);

/* The largest error of the value, in largest errors of its signal; infinite if its window or the
 * value depends on the driver or on several signals. */
double hinge_fault_reach(const struct hinge_fault *fault);

/* The value of metric `at` among `values`. */
static inline struct hinge_value hinge_fault_metric(const struct hinge_value *values, size_t at,
                                                    enum hinge_phase phase)
{
    return values[at * HINGE_PHASE_COUNT + (size_t)phase];
}

/* The phase of a window of shares. */
static inline enum hinge_phase hinge_fault_phase(const struct hinge_window *window)
{
    return window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT;
}

static inline struct hinge_measured hinge_measured_refuse(enum hinge_reason reason)
{
    return (struct hinge_measured){.value = hinge_value_refuse(reason), .time_s = nan("")};
}

static inline struct hinge_measured hinge_measured_of(double value)
{
    return (struct hinge_measured){.value = hinge_value_of(value), .time_s = nan("")};
}

/* --- inside of faults: a row's threshold and margin for a repetition (method 7.0, 8.1) --- */
/* Margin of a row for a body, at least `least` (the uncertainty of an onset; else 0), after the
 * rule that keeps the state absent possible. */
double hinge_fault_margin_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                             double threshold, double least);

bool hinge_fault_is_onset(const struct hinge_fault *fault);

/* Whether the statistic is of two signals, of which `over` is the second. */
static inline bool hinge_fault_of_two(const struct hinge_fault *fault)
{
    return fault->statistic >= HINGE_STATISTIC_SHARE &&
           fault->statistic <= HINGE_STATISTIC_ONSET_LEAST &&
           fault->statistic != HINGE_STATISTIC_RATE && fault->statistic != HINGE_STATISTIC_DROP;
}

/* Whether noise changes the value of a row in steps: onsets, and the smoothness of a speed. */
bool hinge_fault_in_steps(const struct hinge_fault *fault);

/* The threshold and offset for this task, cue and driver; false when the fault does not
 * apply. */
bool hinge_fault_applies(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                         double *threshold, double *offset);

/* Fills value[1 + HINGE_GATES]: the value of a row, then its gates; NaN if it cannot be measured or
 * there is none. most[1 + HINGE_GATES] (or NULL): the largest error of each, from errors of signals
 * up to largest[HINGE_SIGNAL_COUNT]. own[1 + HINGE_GATES] (or NULL) as in hinge_fault_error. */
void hinge_fault_values(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                        const struct hinge_value *values, struct hinge_measured *measured,
                        double *value, const double *largest, double *most);

/* A series of the recording, a copy with noise, and its rest in standing about a straight line,
 * forward and backward. */
struct hinge_noise_series {
    const double *recorded;
    double *noisy, *rest;
    double largest; /* of the rest */
    bool drawn;     /* an open row reads it */
};

struct hinge_noise {
    bool known;                        /* standing is long enough to show it */
    const struct hinge_body *recorded; /* as recorded */
    struct hinge_body body;            /* the same with noise */
    struct hinge_reps reps;
    struct hinge_noise_series *series;
    size_t n_series, n_rest;
    struct hinge_value *values;
    double *value;
    struct hinge_measured *measured;    /* of the repetition, without noise */
    double largest[HINGE_SIGNAL_COUNT]; /* noise of each signal */
    bool *wanted;                       /* metrics and phases that open rows need */
    size_t *open, n_open;               /* rows of this repetition whose verdict noise may change */
};

/* Finds the noise of a trial, in the scratch of its repetitions; known is false if there is no
 * standing, or too little. */
void hinge_noise_init(struct hinge_noise *noise, const struct hinge_fault_table *table,
                      const struct hinge_rep_view *view);

/* outcome[table->n] of one repetition, whose metrics are `values`. */
void hinge_noise_judge(struct hinge_noise *noise, const struct hinge_fault_table *table,
                       const struct hinge_rep_view *view, const struct hinge_value *values,
                       struct hinge_fault_outcome *outcome);
