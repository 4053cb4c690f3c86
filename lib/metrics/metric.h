/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics of a repetition. In: a repetition with its recording (reps/view.h). Out: per
 * metric and phase a value, or NaN with a reason; arrays are the caller's. First the
 * families with their rows, then the arithmetic that they, faults and analyze share. What a
 * value takes from the scratch of the repetitions is given back after it. */
#ifndef HINGE_METRICS_METRIC_H
#define HINGE_METRICS_METRIC_H

#include "reps/view.h"

#include <math.h>

enum {
    HINGE_IN_DESCENT = 1 << HINGE_PHASE_DESCENT,
    HINGE_IN_HOLD = 1 << HINGE_PHASE_HOLD,
    HINGE_IN_ASCENT = 1 << HINGE_PHASE_ASCENT,
    HINGE_IN_REP = 1 << HINGE_PHASE_REP,
    HINGE_OF_TIME = 1 << HINGE_PHASE_COUNT, /* holds for an oblique camera, too */
    /* reads no series but the driver, as recorded and as segmented */
    HINGE_OF_DRIVER = 2 << HINGE_PHASE_COUNT,
    /* the pelvis in space stands in for the hip joint, only where no thigh is measured */
    HINGE_OF_PELVIS = 4 << HINGE_PHASE_COUNT
};

struct hinge_emg_rep;

struct hinge_metric {
    const char *id;     /* column name, unit at its end where it has one */
    const char *unit;   /* "deg", "1", "s", "LL" */
    const char *title;  /* for tables and docs */
    const char *source; /* author and year, or what is meant in words */
    int digits;
    unsigned phases;       /* HINGE_IN_… it is defined for; HINGE_OF_… */
    const char *aggregate; /* "mean", "ratio_of_means", "circular" */
    /* How it is computed: `of` where it has one phase and a function of its own, else `value`,
     * asked for each of its phases. */
    struct hinge_value (*of)(const struct hinge_rep_view *view);
    struct hinge_value (*value)(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase);
    /* what `value` takes from its row: signals, a number of its own meaning */
    enum hinge_signal signal, by[3];
    int k;
    /* of one side's muscle (emg.c) */
    struct hinge_value (*side)(const struct hinge_emg_rep *rep, int left, int side);
};

/* A file defines hinge_metric_family_<id> of each of its families; the Makefile finds it. */
struct hinge_metric_family {
    const char *id, *title, *details;
    const struct hinge_metric *metric;
    size_t n;
};

/* All families, sorted by id (generated). */
const struct hinge_metric_family *const *hinge_metric_family_list(size_t *count);

/* Number of metrics over all families; metric i in registry order; position by id or
 * -1. */
size_t hinge_metric_count(void);
const struct hinge_metric *hinge_metric_at(size_t i);
long hinge_metric_find(const char *id);

/* One phase of a metric: PHASE_MISSING where it is not defined for it. */
struct hinge_value hinge_metric_value(const struct hinge_rep_view *view,
                                      const struct hinge_metric *metric, enum hinge_phase phase);

/* Every metric of a repetition: values[hinge_metric_count() * HINGE_PHASE_COUNT]. Where `wanted`
 * is not NULL, only those that are wanted[hinge_metric_count() * HINGE_PHASE_COUNT]; the others
 * stay. */
void hinge_metrics_compute(const struct hinge_rep_view *view, const bool *wanted,
                           struct hinge_value *values);

/* --- What rows take for their `value`. --- */
/* Change of the row's signal over the phase (hinge_view_excursion). */
struct hinge_value hinge_metric_excursion(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase);
/* Its median at the bottom, absolute; minus standing. */
struct hinge_value hinge_metric_bottom(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase);
struct hinge_value hinge_metric_bottom_change(const struct hinge_rep_view *view,
                                              const struct hinge_metric *row,
                                              enum hinge_phase phase);

/* Onset of by[0] after that of the row's signal (hinge_onset_lag); its error. */
struct hinge_value hinge_metric_lag(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase);
struct hinge_value hinge_metric_lag_error(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase);

/* --- Metrics that a person has as a ratio of two means, not as a mean of ratios (method
 * 6.1, 9.2): which metrics the two means are of. --- */
/* Either `above` and `below`, or a bin: its lumbar share is `share` of its width, which
 * is HINGE_BIN_DEG, or a quarter of the phase's motion: the sum of `motion`, of which
 * the second may be NULL. */
struct hinge_ratio_of_means {
    const char *above, *below; /* metrics; NULL: a bin */
    char share[64];            /* metric of a bin, else "" */
    const char *motion[2];     /* metrics; NULL: fixed edges */
    const char *least;         /* parameter: smallest mean below, in degrees */
};

enum { HINGE_BIN_DEG = 30 };

/* Whether the metric is such a ratio; `of` is filled then. */
bool hinge_ratio_of_means_find(const char *metric, struct hinge_ratio_of_means *of);

/* How many `motion` a bin's width goes by: 0, 1 or 2. */
int hinge_bin_motions(const struct hinge_ratio_of_means *of);

/* Degrees of total motion in a bin, by so many motions of the phase. */
double hinge_bin_width_deg(int motions, double first_deg, double second_deg);

/* --- Ratios with a least denominator, and the excursions of L and H inside bins of F = L +
 * H: method 6.1, 6.2. Pure; arrays are the caller's, NaN is missing. --- */
/* numerator / denominator; reason `small` when |denominator| < least or is 0,
 * GAP_IN_PHASE when either is NaN. Signs are kept. */
struct hinge_value hinge_ratio(double numerator, double denominator, double least,
                               enum hinge_reason small);

/* ln(numerator / denominator); LOG_NONPOS when the ratio is not positive or either is
 * smaller than `least` in size (two negative excursions, as in an ascent, have a
 * positive ratio). */
struct hinge_value hinge_log_ratio(double numerator, double denominator, double least);

/* Samples from..to of a phase. F = lumbar + hip - baseline; where F is missing it is
 * passed over, the first and last samples that have it are the phase's ends. */
struct hinge_bin_phase {
    const double *lumbar, *hip;
    size_t from, to;
    double baseline; /* lumbar + hip where F is 0: at desc_start, also for the ascent */
};

/* Excursions between two levels of F in time order: all negative where F falls. */
struct hinge_bin {
    double lumbar_deg, hip_deg;
    double total_deg; /* lumbar and hip: what was passed */
    enum hinge_reason reason;
};

/* bin[k] lies between edge[k] and edge[k + 1] (ascending degrees of F), k < edges - 1.
 * A level is where F first passes it in the phase's direction, linearly interpolated;
 * up to 0.5 deg short of it the last sample stands in, up to 0.5 deg beyond at the
 * start the first sample. Where F falls and ends above edge[0] by up to a tenth of its
 * range, its end stands in. BIN_NOT_REACHED otherwise; GAP_IN_PHASE when F is missing
 * throughout. */
void hinge_bins_degree(const struct hinge_bin_phase *phase, const double *edge, size_t edges,
                       struct hinge_bin *bin);

/* Quarters of the phase's own range of F, in time order. ROM_SMALL when the range is
 * below least_deg. */
void hinge_bins_quartile(const struct hinge_bin_phase *phase, double least_deg,
                         struct hinge_bin bin[4]);

/* Lumbar fraction dL / dF of a bin, or its reason. */
struct hinge_value hinge_bin_fraction(const struct hinge_bin *bin);
/* dL / dH of a bin, DEN_SMALL when |dH| < least, or its reason. */
struct hinge_value hinge_bin_ratio(const struct hinge_bin *bin, double least);

/* --- The lumbar spine is compared with the hip joint or, in the columns whose ids end in _lp
 * (HINGE_OF_PELVIS), with the pelvis in space, which needs no thigh (method 6.2). --- */

/* --- Sagittal angles against three-dimensional ones at the bottom: method 4. --- */
/* OUT_OF_PLANE where lumbar, hip or knee flexion or pelvic tilt differ by more than 5
 * degrees between the two at the bottom, each against its own standing; else 0. */
uint64_t hinge_plane_warnings(const struct hinge_rep_view *view);

/* --- Onset of motion in a phase and the lag between two signals: method 6.4. --- */
/* Fractional index of the last passage of start + share * change before x[from..to]
 * first reaches start + half * change, linearly interpolated: noise that crosses the
 * threshold for a moment while nothing moves yet is no onset. `from` when x is beyond
 * the threshold all that time; NaN when half the way is not reached. */
double hinge_onset(const double *x, size_t from, size_t to, double start, double change,
                   double share, double half);

struct hinge_lag {
    struct hinge_value lag; /* s */
    double sigma_s;         /* its error from the noise seen in standing, 0 unknown */
};

/* Onset of b minus onset of a in a phase; both with the same share of their excursion:
 * `share`, or onset.frac when that is 0, and at least onset.sigma standing SDs. Knees
 * and hip travel may begin up to 0.2 s before a descent. ROM_SMALL below
 * onset.min_rom, NOISE_TOO_HIGH above onset.frac_max. */
struct hinge_lag hinge_onset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                 enum hinge_signal b, enum hinge_phase phase, double share);

/* --- Lag at which two series agree best: method 6.4. Pure. --- */
struct hinge_crosscorrelation {
    double lag; /* samples, refined by a parabola; positive: v after u */
    double r;   /* at the best whole lag */
};

/* r(k) = sum u_i v_(i+k) / sqrt(sum u^2 sum v^2) for |k| <= most, means left in; frames
 * where either is NaN are left out. NaN for a series of zeros. */
struct hinge_crosscorrelation hinge_crosscorrelate(const double *u, const double *v, size_t n,
                                                   size_t most);

/* --- Vector coding and relative phase of two curves: method 6.6, 6.7. Pure; angles in
 * degrees. --- */
/* gamma[i] = atan2(y[i+1] - y[i], x[i+1] - x[i]) mod 360, n - 1 values; NaN where the
 * step is shorter than `least` or a value is missing (Chang 2008). */
void hinge_coupling_angles(const double *x, const double *y, size_t n, double least, double *gamma);

/* Circular mean in [0, 360), length of the mean vector, angular deviation
 * sqrt(2 (1 - r)); NaNs left out, all NaN without a value. */
struct hinge_circular {
    double mean, r, deviation;
    size_t n;
};
struct hinge_circular hinge_circular_mean(const double *angle, size_t n);

/* Classes of an angle in [0, 360): one of eight bins of 45 degrees (Needham 2015), one
 * of four patterns centred on the axes (Chang 2008): 0 hip, 1 in phase, 2 lumbar, 3
 * anti. */
int hinge_coupling_bin(double gamma);
int hinge_coupling_pattern(double gamma);

enum { HINGE_CRP_POINTS = 100 };

/* Continuous relative phase of two cycles of 100 points (Lamb and Stoeckl 2014): phase
 * of x minus phase of y, in (-180, 180], each signal centred by its mid-range, the
 * analytic signal by the discrete Fourier transform. Positive: x ahead. */
void hinge_relative_phase(const double x[HINGE_CRP_POINTS], const double y[HINGE_CRP_POINTS],
                          double phase[HINGE_CRP_POINTS]);

/* An angle in (-180, 180]. */
double hinge_wrap_180(double angle);

/* A complete repetition without gaps: what is compared between repetitions. */
bool hinge_rep_counts(const struct hinge_rep *rep);

/* The same view of repetition k of the recording. */
struct hinge_rep_view hinge_view_of_rep(const struct hinge_rep_view *view, size_t k);

/* Where the first of the largest values is; NaN is passed over. */
size_t hinge_peak(const double *x, size_t n);

/* --- What is the same at the bottom and at matched depth. --- */
/* hinge_index and path_angle of a travel backward and a drop; an angle of a path of `least` leg
 * lengths at least, else ROM_SMALL. */
struct hinge_value hinge_path_index(struct hinge_value back, struct hinge_value down);
struct hinge_value hinge_path_angle(struct hinge_value back, struct hinge_value down, double least);
/* 1 where knees bend by 10 to 30 deg, else 0. */
struct hinge_value hinge_soft_knees(struct hinge_value knee);

/* --- Matched depth: method 8.2. --- */
/* Largest change of a signal in direction `sign` (0: either way) from the start of the
 * descent to a frame of it, under the average of any maximum; or why there is no such frame. */
struct hinge_value hinge_depth_largest(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       int sign, struct hinge_value frame);

/* A change of lumbar or hip flexion in % of the person's largest (method 6.11): NO_MAXFLEX,
 * LUMBAR_DEF_MIXED, DEN_SMALL. */
struct hinge_value hinge_percent_of_max(const struct hinge_rep_view *view, struct hinge_value value,
                                        enum hinge_signal signal);

/* --- The wall behind (method 7.2): how far it is, in the units of the hips' travel. --- */
/* How far the hips can go back, in leg lengths: infinitely where no wall is;
 * NOT_RECORDED, NO_METRIC_SCALE. */
struct hinge_value hinge_wall_gap(const struct hinge_rep_view *view);

/* --- Geometry of a rod on three points of the back: method 7.5. Sagittal plane, x
 * forward, y up. Pure. --- */
struct hinge_plane_point {
    double x, y;
};

struct hinge_dowel {
    double sag;   /* mid-back behind the line from tailbone to head */
    double place; /* where along it, 0 tailbone to 1 head */
};

/* `whole` is the distance of head and tail. Without a branch, as hinge_dowel_gaps:
 * loops over frames run in lanes. Where two points coincide, place is 0 or NaN. */
static inline struct hinge_dowel hinge_dowel_within(struct hinge_plane_point head,
                                                    struct hinge_plane_point middle,
                                                    struct hinge_plane_point tail, double whole)
{
    double ox = head.x - tail.x, oy = head.y - tail.y;
    double mx = middle.x - tail.x, my = middle.y - tail.y;
    return (struct hinge_dowel){.sag = (my * ox - mx * oy) / whole,
                                .place = (mx * ox + my * oy) / (whole * whole)};
}

/* NaN where two points coincide. */
struct hinge_dowel hinge_dowel_line(struct hinge_plane_point head, struct hinge_plane_point middle,
                                    struct hinge_plane_point tail);

/* Head in front of the line from tailbone to mid-back; NaN where they coincide. */
double hinge_dowel_ahead(struct hinge_plane_point head, struct hinge_plane_point middle,
                         struct hinge_plane_point tail);

/* A head point moved back across the line from tailbone to mid-back. */
struct hinge_plane_point hinge_dowel_back(struct hinge_plane_point head,
                                          struct hinge_plane_point middle,
                                          struct hinge_plane_point tail, double distance);

/* Gaps of a rod held on two of the points; `lost` is the one that exists however it is
 * held. NaN where the mid-back is not between the others. */
struct hinge_dowel_gaps {
    double head, middle, tail, lost;
};
static inline struct hinge_dowel_gaps hinge_dowel_gaps(double sag, double place)
{
    bool known = (place > 0) & (place < 1) & (sag == sag);
    double head = sag / place, tail = sag / (1 - place), none = (double)NAN;
    head = 0 > head ? 0 : head;
    tail = 0 > tail ? 0 : tail;
    double middle = 0 > -sag ? 0 : -sag, least = head < tail ? head : tail;
    double lost = middle > least ? middle : least;
    return (struct hinge_dowel_gaps){known ? head : none, known ? middle : none,
                                     known ? tail : none, known ? lost : none};
}

/* Means over frames from..to (inclusive) in which all points touch: what `zero` says of
 * the dowel, in units of `length`; false where no frame has them. */
bool hinge_rod_zero(const struct hinge_body *body, size_t from, size_t to, double length,
                    struct hinge_dowel_zero *zero);

/* --- Activity of muscles around one repetition: method 7.4. Times are of the recording's
 * clock, s. --- */
/* Moments of a repetition, NaN where a phase is missing, and its quiet stretch: the
 * last emg.quiet_s without movement that end before the setup window, else the first of
 * the recording; NaN without any. */
struct hinge_emg_rep {
    const struct hinge_rep_view *view;
    double desc_start, desc_end, asc_start, asc_end;
    double first; /* early descent: progress 0 to 0.3 ends here */
    double setup; /* begin of the setup window */
    double quiet_from, quiet_to;
};
struct hinge_emg_rep hinge_emg_rep(const struct hinge_rep_view *view);

/* Root mean square of the band-passed samples of from..to; NaN without samples. */
double hinge_emg_rms(const struct hinge_muscle *muscle, double from, double to);

/* The largest root mean square of `width_s` within from..to; of all of it where that is
 * shorter. */
double hinge_emg_peak(const struct hinge_muscle *muscle, double from, double to, double width_s);

/* When the muscle becomes active in the ascent (Hodges and Bui 1996): the first sample
 * of emg.hold_ms whose envelope stays above the quiet mean plus emg.sd SDs, from
 * max(asc_start - 0.5, desc_end) on. Where it is active by then, or quiet is not quiet
 * (SD above the mean), above the mean and SDs of the time up to asc_start: *noisy.
 * NO_EMG, PHASE_MISSING, EMG_BASELINE_NOISY, BIN_NOT_REACHED. */
struct hinge_value hinge_emg_onset(const struct hinge_emg_rep *rep,
                                   const struct hinge_muscle *muscle, bool *noisy);

/* EMG_BASELINE_NOISY where the onset of any muscle is that of an increase, else 0. */
uint64_t hinge_emg_warnings(const struct hinge_rep_view *view);

/* The first moment in from..to at which the envelope is below the quiet mean plus 2
 * SDs; NO_EMG, EMG_BASELINE_NOISY, BIN_NOT_REACHED. */
struct hinge_value hinge_emg_silence(const struct hinge_emg_rep *rep,
                                     const struct hinge_muscle *muscle, double from, double to);

#endif
