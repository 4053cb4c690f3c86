/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as rows (method 7), and what judges them. In: one repetition and its metrics. Out:
 * severity, threshold, margin and one of five states; outcomes are the caller's. A row says which
 * signal (or metric), where, which statistic, against which threshold; a researcher's own row in
 * the config is the same struct. */
#ifndef HINGE_FAULTS_FAULT_H
#define HINGE_FAULTS_FAULT_H

#include "base/memory.h"
#include "base/random.h"
#include "metrics/metric.h"

enum hinge_fault_statistic {
    HINGE_STATISTIC_MAX, /* largest value in the window, after a moving average */
    HINGE_STATISTIC_MIN,
    HINGE_STATISTIC_MEAN,
    HINGE_STATISTIC_MEDIAN,
    HINGE_STATISTIC_END,         /* value at the window's end */
    HINGE_STATISTIC_EXCURSION,   /* end minus start */
    HINGE_STATISTIC_SHARE,       /* excursion of signal / excursion of `over` */
    HINGE_STATISTIC_PLATEAU,     /* share in the window / share in the phase before it */
    HINGE_STATISTIC_QUARTER,     /* share over the first quarter of the range of `over` */
    HINGE_STATISTIC_RATE,        /* excursion per second */
    HINGE_STATISTIC_DROP,        /* largest fall from the running maximum since the descent */
    HINGE_STATISTIC_ONSET,       /* onset of `over` minus onset of signal, s */
    HINGE_STATISTIC_ONSET_LEAST, /* the smaller of that and of the lag at a quarter */
    HINGE_STATISTIC_METRIC       /* a metric's value */
};

enum hinge_relative {
    HINGE_RELATIVE_ABSOLUTE,
    HINGE_RELATIVE_STANDING,
    HINGE_RELATIVE_START,
    HINGE_RELATIVE_TARGET /* the task's weight target, % of the foot from the heel */
};

/* What a gate that is not met means. */
enum hinge_small { HINGE_SMALL_REFUSED, HINGE_SMALL_ABSENT, HINGE_SMALL_PRESENT };

/* A condition under which the fault can be judged: the statistic (excursion, median,
 * share or metric) is at least `least`. Excursions and quarters of an ascent count in
 * the direction of the movement. */
struct hinge_gate {
    bool used;
    enum hinge_signal signal, over;
    const char *metric; /* METRIC: its id */
    size_t metric_at;   /* its number; filled by the table */
    enum hinge_phase phase;
    enum hinge_relative relative;
    enum hinge_fault_statistic statistic;
    struct hinge_window window;
    double least;
    bool below;               /* must be less than `least` instead */
    bool nod;                 /* `least` is the default of shrug.nod */
    bool absolute;            /* of the size of the value, after smoothing */
    bool if_known;            /* open where its value is missing */
    bool fallback;            /* only where the fallback is judged */
    enum hinge_reason reason; /* of REFUSED; OK: ROM_SMALL */
    bool uncertain;           /* within a margin of `least`: m = 0, undecided on that side */
    enum hinge_small otherwise;
    double severity; /* stored when `otherwise` is ABSENT or PRESENT */
    bool lasting;    /* the severity is the duration of the window's phase instead */
};
enum { HINGE_GATES = 3 };

/* What a fault needs to have been measured, besides its signal. */
enum hinge_fault_needs {
    HINGE_NEEDS_ANY,
    HINGE_NEEDS_PELVIS, /* tiers A, B, or C with a measured pelvis */
    HINGE_NEEDS_LUMBAR, /* tiers A and B */
    HINGE_NEEDS_TIER_A
};

/* A condition of a trial, and the threshold an exception sets under it (NaN: the fault
 * does not apply). */
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

enum { HINGE_FAULT_TITLE = 52, HINGE_FAULT_BRIEF = 32 };
struct hinge_fault {
    const char *id;
    const char *title;   /* for papers: a noun phrase, at most HINGE_FAULT_TITLE bytes */
    const char *brief;   /* for coaches and patients, at most HINGE_FAULT_BRIEF */
    const char *measure; /* what the severity is, within a sentence ("peak lumbar
                            flexion"); NULL: "severity of" the title */
    const char *wording; /* the coach's words */
    const char *source;  /* NULL: "default" */
    enum hinge_fault_statistic statistic; /* of a row with a metric: METRIC */
    enum hinge_signal signal;
    enum hinge_signal over; /* SHARE, PLATEAU, QUARTER, ONSET; else COUNT */
    const char *metric;     /* METRIC: its id */
    enum hinge_phase phase; /* METRIC: the phase */
    /* where the first is not measured: another signal (of ONSET: of `over`) or metric
     */
    bool has_fallback;
    enum hinge_signal fallback;
    const char *fallback_metric;
    /* the fallback is another quantity, judged by its own numbers */
    bool fallback_differs;
    double fallback_offset, fallback_sign, fallback_threshold, fallback_margin;
    enum hinge_relative relative;
    struct hinge_window window;
    /* severity m = offset + sign * statistic; larger is worse */
    double offset, sign; /* sign 0 stands for 1 */
    bool absolute;       /* of the size of the value, after smoothing */
    double threshold;
    double margin[3];    /* tiers A, B, C; NaN (or omitted): from the kind of signal */
    const char *unit;    /* NULL: of the signal's statistic, or of the metric */
    bool within;         /* a change inside one repetition: half the margin */
    bool never_negative; /* m can't be below 0: noise is checked */
    bool strict_noise;   /* by noise.refuse_strict */
    /* m above the threshold by less than this many times what noise in standing makes
     * of it is refused; 0: never. Of a metric noise is noise_metric, else the SD of the
     * driver by its excursion over the phase; else the SD of the signal. Of a share, an
     * excursion or a lag it is its error, which goes both ways: m below by less is
     * refused too */
    double noise_adds;
    const char *noise_metric;
    bool deep_margin; /* wink.deep_e beyond wink.deep of the driver */
    bool by_side;     /* written for a left standing leg; mirrored for the right */
    bool to_side;     /* of the size on two legs; on one towards it, from a signal that
                         is positive to the right */
    bool wall_stops;  /* a wall behind may: judged against its distance less the margin,
                         where that is less than the offset */
    bool of_driver;   /* threshold and offset are of trunk-thigh: larger for L + H */
    enum hinge_fault_needs needs;
    struct hinge_gate gate[HINGE_GATES];
    /* "task:deadlift_floor=0.10 daily=0.15 cue:heel_block=na": other thresholds, or not
     * applicable; "" for none */
    const char *exceptions;
    /* judged only under one of these: "load floor unilateral bilateral depth:max
     * task:… cue:…"; NULL or "" for always */
    const char *only;
    bool user;    /* from the config */
    bool renamed; /* its titles are */
    bool changed; /* how it is judged is, of a built-in row */

    /* what the words above stand for; filled by the table, in its arena */
    struct hinge_whens except_when, only_when;
    const bool *excluded; /* per task: takes the fault off the list */
    size_t metric_at, fallback_metric_at, noise_metric_at; /* of metrics, 0 for none */
};

struct hinge_fault_family {
    const char *id, *title;
    const struct hinge_fault *row;
    size_t n;
};

/* All families, sorted by id. */
const struct hinge_fault_family *const *hinge_fault_family_list(size_t *count);

/* A claim of the coaches that movement alone cannot show, and what would. */
struct hinge_unmeasured {
    const char *claim, *needs;
};
const struct hinge_unmeasured *hinge_fault_unmeasured(size_t *count);

/* The faults of a run: built-in rows in registry order, then the user's, changed as the
 * config says. Words of rows are looked up here, once. Rows and strings live in the
 * arena. */
struct hinge_fault_table {
    struct hinge_fault *row;
    size_t n, room;
    struct hinge_arena arena;
};
void hinge_fault_table_init(struct hinge_fault_table *table);
void hinge_fault_table_clear(struct hinge_fault_table *table);

/* Applies one key of a [fault:<id>] section; an unknown id makes a new row. USAGE with
 * `where` in front when key or value is wrong (nearest key, what was expected). */
enum hinge_status hinge_fault_table_set(struct hinge_fault_table *table, const char *id,
                                        const char *key, const char *value, const char *where,
                                        struct hinge_error *error);
/* USAGE when a user's row lacks signal or threshold. */
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
    enum hinge_reason reason; /* OK unless refused */
    double severity, threshold, margin, time_s;
};

struct hinge_measured;

/* What noise does to what a row measures, and to its gates (noise.c): its SD, and by
 * how much it moves the value on average. A row is judged by several of them: `own`, or
 * NULL, keeps what it and its gates measure in this repetition, [1 + HINGE_GATES]. */
struct hinge_fault_error {
    double value, bias, gate[HINGE_GATES];
    struct hinge_measured *own;
};

/* Judges one fault of a table on one repetition; `values` are its metrics
 * (hinge_metrics_compute), `error` what noise does to it or NULL where nothing shows
 * that: limits of the standing SD stand in. */
void hinge_fault_judge(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       const struct hinge_value *values, const struct hinge_fault_error *error,
                       struct hinge_fault_outcome *outcome);

/* Margin of a fault for a tier ('A', 'B', 'C'), before the rule that keeps absent
 * reachable; times at 50 Hz. */
double hinge_fault_margin(const struct hinge_fault *fault, char tier);

/* State of severity m at threshold and margin (three-valued, 7.0). */
int hinge_fault_state(double severity, double threshold, double margin);

/* --- the statistic of a fault row (or of a gate) on one repetition --- */
struct hinge_measured {
    struct hinge_value value;
    double time_s;      /* when, for a maximum, minimum or drop; else NaN */
    double uncertainty; /* of an onset lag, s; 0 else */
    double error;       /* of a change or share, by noise in standing; 0 else */
    double total;       /* of a share of L or H: the degrees it is a share of; 0 else */
    bool too_noisy;     /* the value is kept, but no verdict stands on it */
    bool taken;         /* there is one: hinge_fault_measure */
};

/* `values` are the repetition's metrics. Measured unless *own has it already; NULL: nobody
 * keeps it. */
struct hinge_measured hinge_fault_measure(const struct hinge_fault *fault,
                                          const struct hinge_rep_view *view,
                                          const struct hinge_value *values,
                                          struct hinge_measured *own);

/* Whether a row or one of its gates is measured on a signal; windows read the driver,
 * metrics what they like. */
bool hinge_fault_reads(const struct hinge_fault *fault, enum hinge_signal signal);

/* How many times the largest error of its signal a value can be wrong at most; infinite
 * where its window or the value follows the driver or several signals. */
double hinge_fault_reach(const struct hinge_fault *fault);

/* The value of metric `at` among `values`. */
static inline struct hinge_value hinge_fault_metric(const struct hinge_value *values, size_t at,
                                                    enum hinge_phase phase)
{
    return values[at * HINGE_PHASE_COUNT + (size_t)phase];
}

/* The one phase a window of shares lies in. */
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
/* Margin of a row on a body, at least `least` (an onset's own uncertainty; 0 else),
 * after the rule that keeps absent within reach. */
double hinge_fault_margin_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                             double threshold, double least);

bool hinge_fault_is_onset(const struct hinge_fault *fault);

/* Whether its statistic is of two signals, the second `over`. */
static inline bool hinge_fault_of_two(const struct hinge_fault *fault)
{
    return fault->statistic >= HINGE_STATISTIC_SHARE &&
           fault->statistic <= HINGE_STATISTIC_ONSET_LEAST &&
           fault->statistic != HINGE_STATISTIC_RATE && fault->statistic != HINGE_STATISTIC_DROP;
}

/* Whether noise changes a row's value little for long and then much: an onset, the
 * smoothness of a speed. */
bool hinge_fault_in_steps(const struct hinge_fault *fault);

/* The threshold and offset for this task, cue and driver; false when the fault does not
 * apply. */
bool hinge_fault_applies(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                         double *threshold, double *offset);

/* What a row measures, then its gates: value[1 + HINGE_GATES], NaN for what can't be
 * measured or is not there. most[1 + HINGE_GATES] (or NULL): how wrong each can be by
 * errors of signals that are never larger than largest[HINGE_SIGNAL_COUNT]. own[1 +
 * HINGE_GATES], or NULL, as in hinge_fault_error. */
void hinge_fault_values(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                        const struct hinge_value *values, struct hinge_measured *own, double *value,
                        const double *largest, double *most);

/* A series of the recording, its copy that gets noise, and what it does in standing
 * about a straight line, there and back. */
struct hinge_noise_series {
    const double *own;
    double *noisy, *rest;
    double largest; /* of the rest */
    bool drawn;     /* something open reads it */
};

struct hinge_noise {
    bool known;                   /* standing shows enough of it */
    const struct hinge_body *own; /* as recorded */
    struct hinge_body body;       /* the same with noise, while a repetition is drawn */
    struct hinge_reps reps;
    struct hinge_noise_series *series;
    size_t n_series, n_rest;
    struct hinge_value *values;
    double *value;
    struct hinge_measured *measured;    /* of the repetition, without noise */
    double largest[HINGE_SIGNAL_COUNT]; /* noise of each signal */
    bool *wanted;                       /* metrics and phases that open rows are judged by */
    size_t *open, n_open;               /* rows of this repetition whose verdict noise may change */
};

/* The noise of a trial, in the scratch of its repetitions; known is false where there is no
 * standing, or too little of it. */
void hinge_noise_init(struct hinge_noise *noise, const struct hinge_fault_table *table,
                      const struct hinge_rep_view *view);

/* outcome[table->n] of one repetition, whose metrics are `values`. */
void hinge_noise_judge(struct hinge_noise *noise, const struct hinge_fault_table *table,
                       const struct hinge_rep_view *view, const struct hinge_value *values,
                       struct hinge_fault_outcome *outcome);

#endif
