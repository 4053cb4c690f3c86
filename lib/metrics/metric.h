/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics of a repetition. In: a repetition with its recording (reps/view.h). Out: per metric and
 * phase a value, or NaN with a reason. First the families and their rows, then the arithmetic that
 * metrics, faults and analyze share. Scratch that a value takes is free again afterwards. */
#pragma once

#include "reps/view.h"

enum {
    HINGE_IN_DESCENT = 1 << HINGE_PHASE_DESCENT,
    HINGE_IN_HOLD = 1 << HINGE_PHASE_HOLD,
    HINGE_IN_ASCENT = 1 << HINGE_PHASE_ASCENT,
    HINGE_IN_REP = 1 << HINGE_PHASE_REP,
    HINGE_OF_TIME = 1 << HINGE_PHASE_COUNT, /* valid with an oblique camera, too */
    /* reads only the driver */
    HINGE_OF_DRIVER = 2 << HINGE_PHASE_COUNT,
    /* uses the pelvis in space instead of the hip joint */
    HINGE_OF_PELVIS = 4 << HINGE_PHASE_COUNT
};

struct hinge_emg_rep;

/* The place of a metric or of a fault's severity among the outcomes of every study, one a
 * construct. */
struct hinge_outcome_place {
    int rank;               /* from 1, the lead, on; 0: it is none of them */
    const char *tiers;      /* of the recordings that it is asked of: "AB" have a spine */
    enum hinge_phase phase; /* of a metric */
    const char *instead;    /* the metric that stands in where it was not measured; NULL: none */
    bool described;         /* its skew is too strong for t tests, so it is not tested */
};

/* Columns in which the choice of the body model is known to count. */
enum hinge_model_column {
    HINGE_MARGIN_NONE,
    HINGE_MARGIN_KNEE,
    HINGE_MARGIN_HIP,
    HINGE_MARGIN_L5S1,
    HINGE_MARGIN_com_foot,
    HINGE_MARGIN_com_shift,
    HINGE_MARGINS
};

struct hinge_metric {
    const char *id;     /* column name, which ends with the unit if there is one */
    const char *unit;   /* "deg", "1", "s", "LL" */
    const char *title;  /* for tables and docs */
    const char *source; /* author and year, or a definition */
    int digits;
    unsigned phases;       /* phases with a value (HINGE_IN_…), and HINGE_OF_… */
    const char *aggregate; /* "mean", "ratio_of_means", "circular" */
    /* How the metric is computed: by `once`, of its one phase, or by `each_phase`. */
    struct hinge_value (*once)(const struct hinge_rep_view *view);
    struct hinge_value (*each_phase)(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase);
    /* arguments of `each_phase`: signals, and a number whose meaning depends on the function */
    enum hinge_signal signal, by[3];
    int k;
    bool by_model;                  /* by the masses of the body model, from above */
    enum hinge_model_column margin; /* what the choice of the model changes in it; 0: not known */
    /* for EMG: of the muscle of one side (emg.c) */
    struct hinge_value (*side)(const struct hinge_emg_rep *rep, int left, int side);
    /* What readers are told of it where id and unit do not say it (report/print/quantity.h; a title
     * that is not made of the id is a row of lib/result/words.c). "%s" is the phase. */
    bool share;                    /* of 1, which readers see in percent */
    const char *heading, *in_text; /* "Trunk lean", "trunk lean" */
    const char *up, *down;         /* of a difference; NULL: "higher", "lower" */
    struct hinge_outcome_place place;
    /* Straighter knees turn it round: with them the hips are less far behind the feet and, at the
     * same lean of the trunk, bend less, so their share is smaller. */
    bool of_knees;
};
/* For up and down. */
#define HINGE_LARGER .up = "larger", .down = "smaller"
#define HINGE_LONGER .up = "longer", .down = "shorter"

/* Each family is a const hinge_metric_family_<id>, which the Makefile finds. */
struct hinge_metric_family {
    const char *id, *title, *details;
    const struct hinge_metric *metric;
    size_t n;
};

/* All families, sorted by id (generated). */
const struct hinge_metric_family *const *hinge_metric_family_list(size_t *count);

/* Number of all metrics; the i-th in the order of the families; the position of an id, or -1. */
size_t hinge_metric_count(void);
const struct hinge_metric *hinge_metric_at(size_t i);
long hinge_metric_find(const char *id);

/* Whether its row names the signal: a first `by` of 0, the lumbar spine, is one only before others.
 */
bool hinge_metric_reads(const struct hinge_metric *metric, enum hinge_signal signal);

/* A metric in one phase; PHASE_MISSING if it is not defined there. */
struct hinge_value hinge_metric_value(const struct hinge_rep_view *view,
                                      const struct hinge_metric *metric, enum hinge_phase phase);

/* Every metric of a repetition: values[hinge_metric_count() * HINGE_PHASE_COUNT]. If wanted[] (of
 * the same size) is not NULL, only where it is true; other values stay. */
void hinge_metrics_compute(const struct hinge_rep_view *view, const bool *wanted,
                           struct hinge_value *values);

/* --- Functions for `each_phase` of rows. --- */
/* Change of the row's signal over the phase (hinge_view_excursion). */
struct hinge_value hinge_metric_excursion(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase);
/* Median of the row's signal at the bottom: absolute; minus standing. */
struct hinge_value hinge_metric_bottom(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase);
struct hinge_value hinge_metric_bottom_change(const struct hinge_rep_view *view,
                                              const struct hinge_metric *row,
                                              enum hinge_phase phase);

/* Onset of by[0] minus onset of the row's signal (hinge_onset_lag), s; the error of this lag. */
struct hinge_value hinge_metric_lag(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase);
struct hinge_value hinge_metric_lag_error(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase);

/* --- Metrics that are, for a person, the ratio of two means and not the mean of ratios (method
 * 6.1, 9.2), and the metrics of these means. --- */
/* The ratio is above / below, or for a bin share / width. The width is HINGE_BIN_DEG, or a quarter
 * of the motion in the phase: the sum of both `motion`, of which the second may be NULL. */
struct hinge_ratio_of_means {
    const char *above, *below; /* metrics; NULL: a bin */
    char share[64];            /* metric of a bin, else "" */
    const char *motion[2];     /* metrics; NULL: fixed edges */
    const char *least;         /* parameter: smallest mean below, in degrees */
};

enum { HINGE_BIN_DEG = 30 };

/* Whether the metric is such a ratio; then fills `of`. */
bool hinge_ratio_of_means_find(const char *metric, struct hinge_ratio_of_means *of);

/* Number of `motion` that determine the width of the bin: 0, 1 or 2. */
int hinge_bin_motions(const struct hinge_ratio_of_means *of);

/* Width of a bin in degrees from 0, 1 or 2 motions of the phase. */
double hinge_bin_width_deg(int motions, double first_deg, double second_deg);

/* --- Ratios with a least denominator, and excursions of lumbar (L) and hip (H) flexion in bins of
 * F = L + H (method 6.1, 6.2). Pure; NaN is missing. --- */
/* numerator / denominator, with its sign. Reason `small` if |denominator| < least or is 0;
 * GAP_IN_PHASE if either is NaN. */
struct hinge_value hinge_ratio(double numerator, double denominator, double least,
                               enum hinge_reason small);

/* ln(numerator / denominator). LOG_NONPOS if the ratio is not positive, or the size of either is
 * below `least`. Two negative excursions, as in an ascent, have a positive ratio. */
struct hinge_value hinge_log_ratio(double numerator, double denominator, double least);

/* Samples from..to (inclusive) of a phase, with F = lumbar + hip - baseline. Samples without F are
 * skipped; the first and last with F are the ends of the phase. */
struct hinge_bin_phase {
    const double *lumbar, *hip;
    size_t from, to;
    double baseline; /* lumbar + hip at desc_start, where F is 0; also for the ascent */
};

/* Excursions between two levels of F in time order; all are negative if F falls. */
struct hinge_bin {
    double lumbar_deg, hip_deg;
    double total_deg; /* lumbar plus hip */
    enum hinge_reason reason;
};

/* Fills bin[k], between edge[k] and edge[k + 1] (ascending degrees of F), for k < edges - 1. A
 * level is reached where F first passes it in the direction of the phase, linearly interpolated. If
 * F ends up to 0.5 deg before a level, the last sample is used; if it starts up to 0.5 deg beyond,
 * the first. If F falls and ends above edge[0] by up to a tenth of its range, its end is used.
 * Otherwise BIN_NOT_REACHED; GAP_IN_PHASE if F is missing everywhere. */
void hinge_bins_degree(const struct hinge_bin_phase *phase, const double *edge, size_t edges,
                       struct hinge_bin *bin);

/* Fills equal parts, such as quarters, of the range of F in the phase, in time order. ROM_SMALL if
 * the range is below least_deg. */
void hinge_bins_parts(const struct hinge_bin_phase *phase, int parts, double least_deg,
                      struct hinge_bin *bin);

/* Lumbar fraction dL / dF of a bin, or its reason. */
struct hinge_value hinge_bin_fraction(const struct hinge_bin *bin);
/* dL / dH of a bin, DEN_SMALL when |dH| < least, or its reason. */
struct hinge_value hinge_bin_ratio(const struct hinge_bin *bin, double least);

/* --- The lumbar spine is compared with the hip joint. Columns whose ids end in _lp
 * (HINGE_OF_PELVIS) compare it with the pelvis in space, which needs no thigh (method 6.2). --- */

/* --- Sagittal angles against three-dimensional ones at the bottom: method 4. --- */
/* OUT_OF_PLANE if lumbar, hip or knee flexion or pelvic tilt at the bottom, each minus standing,
 * differs by more than 5 degrees between sagittal and three-dimensional angles; else 0. */
uint64_t hinge_plane_warnings(const struct hinge_rep_view *view);

/* --- Onset of motion in a phase and the lag between two signals: method 6.4. --- */
/* The fractional index at which x last passes start + share * change before it first reaches start
 * + half * change, linearly interpolated. So noise that crosses the threshold for a moment is no
 * onset. Returns `from` if x is beyond the threshold all that time, NaN if x does not reach start +
 * half * change. Samples from..to are inclusive. */
double hinge_onset(const double *x, size_t from, size_t to, double start, double change,
                   double share, double half);

struct hinge_lag {
    struct hinge_value lag; /* s */
    double sigma_s;         /* its error from noise in standing; 0: unknown */
};

/* Onset of b minus onset of a in a phase. The threshold of both is the same share of their
 * excursions: `share`, or onset.frac if that is 0, and at least onset.sigma standing SDs. Knees and
 * hip travel may begin up to 0.2 s before a descent. ROM_SMALL below onset.min_rom, NOISE_TOO_HIGH
 * above onset.frac_max. */
struct hinge_lag hinge_onset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                 enum hinge_signal b, enum hinge_phase phase, double share);
/* The same of the ends of motion: by the rule of the onset, looked at from the end of the phase. */
struct hinge_lag hinge_offset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                  enum hinge_signal b, enum hinge_phase phase);

/* --- Lag at which two series agree best: method 6.4. Pure. --- */
struct hinge_crosscorrelation {
    double lag; /* samples, refined by a parabola; positive: v is later than u */
    double r;   /* at the best whole lag */
};

/* The lag with the largest r(k) = sum u_i v_(i+k) / sqrt(sum u^2 sum v^2), |k| <= most. Means are
 * not subtracted; frames in which either is NaN are skipped. NaN for a series of zeros. */
struct hinge_crosscorrelation hinge_crosscorrelate(const double *u, const double *v, size_t n,
                                                   size_t most);

/* --- Vector coding and relative phase of two curves: method 6.6, 6.7. Pure; angles in
 * degrees. --- */
/* gamma[i] = atan2(y[i+1] - y[i], x[i+1] - x[i]) mod 360, for i < n - 1; NaN if the step is shorter
 * than `least` or a value is missing (Chang 2008). cosine and sine are its own, there 0. */
void hinge_coupling_angles(const double *x, const double *y, size_t n, double least, double *gamma,
                           double *cosine, double *sine);

/* Circular mean in [0, 360), length r of the mean vector, angular deviation sqrt(2 (1 - r)). NaNs
 * are skipped; without a value all are NaN. */
struct hinge_circular {
    double mean, r, deviation;
    size_t n;
};
struct hinge_circular hinge_circular_mean(const double *angle, size_t n);

/* The class of an angle in [0, 360): one of eight bins of 45 degrees (Needham 2015); one of four
 * patterns centred on the axes (Chang 2008): 0 hip, 1 in phase, 2 lumbar, 3 anti-phase. */
int hinge_coupling_bin(double gamma);
int hinge_coupling_pattern(double gamma);

enum { HINGE_CRP_POINTS = 100 };

/* Continuous relative phase of two cycles of 100 points: phase of x minus phase of y in (-180,
 * 180], positive if x leads. Each signal is centred by its mid-range; the analytic signal is by
 * the discrete Hilbert transform (Lamb and Stoeckl 2014). */
void hinge_relative_phase(const double x[HINGE_CRP_POINTS], const double y[HINGE_CRP_POINTS],
                          double phase[HINGE_CRP_POINTS]);

/* An angle in (-180, 180]. */
double hinge_wrap_180(double angle);

/* Whether the repetition is complete and without gaps, so that it may be compared with others. */
bool hinge_rep_counts(const struct hinge_rep *rep);

/* The same view of repetition k of the recording. */
struct hinge_rep_view hinge_view_of_rep(const struct hinge_rep_view *view, size_t k);

/* The index of the first of the largest values; NaNs are skipped. */
size_t hinge_peak(const double *x, size_t n);

/* --- Values at the bottom and at matched depth. --- */
/* The metrics hinge_index and path_angle of a backward travel and a drop. The angle is ROM_SMALL if
 * the path is shorter than `least` leg lengths. */
struct hinge_value hinge_path_index(struct hinge_value back, struct hinge_value down);
struct hinge_value hinge_path_angle(struct hinge_value back, struct hinge_value down, double least);
/* 1 if the knees bend by 10 to 30 deg, else 0. */
struct hinge_value hinge_soft_knees(struct hinge_value knee);

/* --- Matched depth: method 8.2. --- */
/* Frame of the descent where the depth (hinge_view_depth) first reaches the level that the person
 * reached under every cue: NO_REFERENCE_TRIAL without one, BIN_NOT_REACHED. Kept. */
struct hinge_value hinge_matched_frame(const struct hinge_rep_view *view);

/* Change of a signal from the start of the descent to `frame`, under the average of crossings; the
 * reason of `frame` if there is no such frame. */
struct hinge_value hinge_depth_change(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      struct hinge_value frame);

/* Largest change of a signal in direction `sign` (0: either) from the start of the descent to
 * `frame`, under the moving average of maxima; the reason of `frame` if there is no such frame. */
struct hinge_value hinge_depth_largest(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       int sign, struct hinge_value frame);

/* A change of lumbar or hip flexion in % of the person's maximum (method 6.11). NO_MAXFLEX,
 * LUMBAR_DEF_MIXED, DEN_SMALL. */
struct hinge_value hinge_percent_of_max(const struct hinge_rep_view *view, struct hinge_value value,
                                        enum hinge_signal signal);

/* Height of the ankle in leg lengths (Drillis and Contini in Winter 2009). */
#define HINGE_ANKLE_OF_LEG (0.039 / 0.491)

/* --- The wall behind (method 7.2). --- */
/* Distance that the hips can travel backward, in leg lengths; infinite without a wall.
 * NOT_RECORDED, NO_METRIC_SCALE. */
struct hinge_value hinge_wall_gap(const struct hinge_rep_view *view);

/* --- Geometry of a rod on three points of the back: method 7.5. Sagittal plane, x
 * forward, y up. Pure. --- */
struct hinge_plane_point {
    double x, y;
};

struct hinge_dowel {
    double sag;   /* mid-back behind the line from tailbone to head */
    double place; /* position along this line: 0 tailbone, 1 head */
};

/* `whole` is the distance of head and tail. There is no branch here and in hinge_dowel_gaps, so
 * that loops over frames are vectorised. If two points coincide, place is 0 or NaN. */
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

/* Gaps between the back and a rod that touches two of the points; `lost` is the gap that remains
 * however the rod is held. NaN if mid-back is not between the others. */
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

/* Fills *zero with means over frames from..to (inclusive) in which all points touch the dowel, in
 * units of `length`; false if no frame has all points. */
bool hinge_rod_zero(const struct hinge_body *body, size_t from, size_t to, double length,
                    struct hinge_dowel_zero *zero);

/* --- Moments that count accelerations, work and power of joints: method 6.15, 6.17. --- */
enum hinge_work_joint {
    HINGE_WORK_ANKLE,
    HINGE_WORK_KNEE,
    HINGE_WORK_HIP,
    HINGE_WORK_BACK, /* the trunk above L5/S1 */
    HINGE_WORK_JOINTS
};
/* Of descent or ascent, per kg of the body. DEN_SMALL: energy rises too little, or does not close.
 */
struct hinge_worked {
    enum hinge_reason reason;
    double joint[HINGE_WORK_JOINTS], rise, rest; /* J/kg: work, rise of energy, what stays open */
    double back_share;                           /* of the positive work */
    double held;                                 /* mean moment about L5/S1, N m/kg */
    /* largest, W/kg, the last of body and load; NOISE_TOO_HIGH */
    struct hinge_value power[HINGE_WORK_JOINTS + 1];
    double joint_plates[HINGE_WORK_JOINTS]; /* the same from plates */
    struct hinge_value power_plates[HINGE_WORK_JOINTS];
};
struct hinge_dynamics {
    enum hinge_reason reason;
    struct hinge_value peak[HINGE_WORK_JOINTS]; /* N m/kg, flexing positive; NOISE_TOO_HIGH */
    struct hinge_value peak_plates[HINGE_WORK_JOINTS];
    double *plates[HINGE_WORK_JOINTS]; /* [last - first + 1] moments from plates over its frames */
    long first, last;
    double moving; /* median moment about the hips at the bottom; 0: unknown */
    struct hinge_worked worked[2];
};
/* Computed once a repetition. FS_TOO_LOW, NO_POSITIONS, NO_METRIC_SCALE, … */
const struct hinge_dynamics *hinge_dynamics(const struct hinge_rep_view *view);
/* Keeps its moments from plates as signals of the body. */
void hinge_dynamics_keep(const struct hinge_rep_view *view, struct hinge_body *body);
/* Whether a moment of weight alone about the hips at the bottom tells nothing: a fast task, or a
 * short hold in which accelerations change it by more than 10 %. */
bool hinge_accelerates(const struct hinge_rep_view *view, double still_nm_kg);

/* In standing, % of the foot: the body model's centre of mass minus the pressure below it. */
struct hinge_value hinge_com_minus_cop(const struct hinge_rep_view *view);
/* What the choice of body model changes in a column, at most, in its unit; NaN: unknown. */
double hinge_model_margin(const struct hinge_rep_view *view, enum hinge_model_column of);
/* Whether the plates show the body model to be wrong (MODEL_SUSPECT). */
bool hinge_model_differs(const struct hinge_rep_view *view);
/* The part of it that standing alone shows: the view needs no repetition. */
bool hinge_model_stands_off(const struct hinge_rep_view *view);

/* --- Activity of muscles around one repetition: method 7.4. Times are of the recording's
 * clock, s. --- */
/* Times of a repetition (NaN if a phase is missing) and of its quiet EMG: the last emg.quiet_s
 * without movement before the setup window, else the first such part of the recording; NaN if there
 * is none. */
struct hinge_emg_rep {
    const struct hinge_rep_view *view;
    double desc_start, desc_end, asc_start, asc_end;
    double first;            /* early descent: progress 0 to 0.3 ends here */
    double setup, setup_end; /* the setup window, if setup_reason is OK */
    enum hinge_reason setup_reason;
    double inner, inner_end; /* the inner hold (hinge_view_inner_hold), if inner_reason is OK */
    enum hinge_reason inner_reason;
    double quiet_from, quiet_to;
};
struct hinge_emg_rep hinge_emg_rep(const struct hinge_rep_view *view);

/* Root mean square of the band-passed samples of from..to; NaN without samples. */
double hinge_emg_rms(const struct hinge_muscle *muscle, double from, double to);

/* The largest root mean square of any `width_s` within from..to; of all of from..to if that is
 * shorter. */
double hinge_emg_peak(const struct hinge_muscle *muscle, double from, double to, double width_s);

/* Where the muscle rises above the level it held before the ascent: the split of the mean squares
 * in bins of emg.bin_ms that makes a change of variance most likely (Staude 2001), and the ratio of
 * both root mean squares. NO_EMG, PHASE_MISSING, PHASE_TOO_SHORT; NO_RISE below emg.rise, or at the
 * last split; EMG_BASELINE_NOISY at the first: it has risen before. */
struct hinge_emg_onset {
    struct hinge_value at, rise;
};
struct hinge_emg_onset hinge_emg_onset(const struct hinge_emg_rep *rep,
                                       const struct hinge_muscle *muscle);

/* EMG_BASELINE_NOISY if any muscle has no onset for it; else 0. */
uint64_t hinge_emg_warnings(const struct hinge_rep_view *view);

/* The first time in from..to from which the envelope is below the quiet mean plus 2 SDs for 0.2 s:
 * in nine tenths of it, as rest itself passes that limit now and then. NO_EMG, EMG_BASELINE_NOISY,
 * BIN_NOT_REACHED. */
struct hinge_value hinge_emg_silence(const struct hinge_emg_rep *rep,
                                     const struct hinge_muscle *muscle, double from, double to);
