/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coordination of two angles (method 6.6, 6.7): the arithmetic of coupling angles and relative
 * phase on plain arrays, what the repetitions of a recording share (it belongs to them), and the
 * families coupling and lumbar_regions. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

static const double degree = M_PI / 180;

static double mod_360(double angle)
{
    double a = fmod(angle, 360);
    a = a < 0 ? a + 360 : a;
    return a < 360 ? a : 0; /* -1e-17 + 360 is 360 */
}

double hinge_wrap_180(double angle)
{
    double a = mod_360(angle);
    return a > 180 ? a - 360 : a;
}

void hinge_coupling_angles(const double *x, const double *y, size_t n, double least, double *gamma,
                           double *cosine, double *sine)
{
    for (size_t i = 0; i + 1 < n; i++) {
        const double dx = x[i + 1] - x[i], dy = y[i + 1] - y[i], length = hypot(dx, dy);
        const bool known = length >= least;
        gamma[i] = known ? mod_360(atan2(dy, dx) / degree) : (double)NAN;
        cosine[i] = known && length > 0 ? dx / length : 0;
        sine[i] = known && length > 0 ? dy / length : 0;
    }
}

/* Of n angles, by the sums of their cosines and sines. */
static struct hinge_circular circular(double cosine, double sine, size_t n)
{
    struct hinge_circular c = {(double)NAN, (double)NAN, (double)NAN, n};
    if (n == 0)
        return c;
    c.r = hypot(cosine, sine) / (double)n;
    c.mean = mod_360(atan2(sine, cosine) / degree);
    c.deviation = sqrt(fmax(0, 2 * (1 - c.r))) / degree;
    return c;
}

struct hinge_circular hinge_circular_mean(const double *angle, size_t n)
{
    double cosine = 0, sine = 0;
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(angle[i]))
            continue;
        cosine += cos(angle[i] * degree);
        sine += sin(angle[i] * degree);
        known++;
    }
    return circular(cosine, sine, known);
}

int hinge_coupling_bin(double gamma)
{
    return (int)floor(mod_360(gamma) / 45);
}

int hinge_coupling_pattern(double gamma)
{
    return (int)floor(mod_360(gamma + 22.5) / 45) % 4;
}

enum { N = HINGE_CRP_POINTS, ODD = N / 2 };

/* The discrete Hilbert transform of a cycle of an even number of samples: what turns every
 * frequency by a quarter, 2/N cot(pi d/N) of the samples that are an odd number d away. */
struct hilbert {
    double weight[ODD]; /* of d = 2 k + 1 */
};

/* The imaginary part of the analytic signal; the real one is the cycle. All samples take one weight
 * after the other, so that none waits for its own sum. */
HINGE_WIDE static void analytic(const double v[N], const struct hilbert *hilbert,
                                double imaginary[N])
{
    double twice[2 * N];
    memcpy(twice, v, N * sizeof *v);
    memcpy(twice + N, v, N * sizeof *v);
    for (int i = 0; i < N; i++)
        imaginary[i] = 0;
    for (int k = 0; k < ODD; k++) {
        const double *before = twice + N - (2 * k + 1), weight = hilbert->weight[k];
#pragma omp simd
        for (int i = 0; i < N; i++)
            imaginary[i] += weight * before[i];
    }
}

/* A cycle about its mid-range. */
static void centre(const double x[N], double v[N])
{
    double low = x[0], high = x[0];
    for (int i = 1; i < N; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    for (int i = 0; i < N; i++)
        v[i] = x[i] - (high + low) / 2;
}

void hinge_relative_phase(const double x[N], const double y[N], double phase[N])
{
    double v[2][N], imaginary[2][N];
    struct hilbert hilbert;
    for (int k = 0; k < ODD; k++)
        hilbert.weight[k] = 2.0 / N / tan(M_PI * (2 * k + 1) / N);
    centre(x, v[0]);
    centre(y, v[1]);
    for (int s = 0; s < 2; s++)
        analytic(v[s], &hilbert, imaginary[s]);
    for (int i = 0; i < N; i++)
        phase[i] = hinge_wrap_180(atan2(imaginary[0][i], v[0][i]) / degree -
                                  atan2(imaginary[1][i], v[1][i]) / degree);
}

/* --- relative phase of whole repetitions, and how much it differs between them --- */

enum { LEAST_REPS = 3 };

bool hinge_rep_counts(const struct hinge_rep *rep)
{
    return rep->complete && !rep->gap &&
           hinge_warnings_that(rep->warnings, HINGE_EFFECT_TAKES_REP) == 0;
}

struct hinge_rep_view hinge_view_of_rep(const struct hinge_rep_view *view, size_t k)
{
    struct hinge_rep_view v = *view;
    v.rep = &view->reps->rep[k];
    return v;
}

/* Both angles over a phase, smoothed first where they are keypoints.
 * work: body->n values. */
static enum hinge_reason curves_of_two(const struct hinge_rep_view *view,
                                       const enum hinge_signal pair[2], enum hinge_phase phase,
                                       double *work, double curve[2][HINGE_CURVE_POINTS])
{
    double seconds = view->body->tier == 'A' ? 0 : view->parameters->peak_w_BC;
    for (int k = 0; k < 2; k++) {
        const double *x = view->body->signal[pair[k]];
        const struct hinge_frames f = hinge_view_signal(view, pair[k], phase);
        if (f.reason != HINGE_REASON_OK)
            return f.reason;
        hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_width(view, seconds),
                             work);
        hinge_resample(work, 0, (size_t)(f.to - f.from), HINGE_CURVE_POINTS, curve[k]);
    }
    return HINGE_REASON_OK;
}

/* Of a repetition: its relative phase, or why not. */
struct cycle {
    enum hinge_reason reason;
    double phase[HINGE_CRP_POINTS];
};

/* Of all repetitions: known from the first one on. */
struct cycles {
    struct hinge_value deviation;
    struct cycle rep[];
};

static enum hinge_reason relative_phase(const struct hinge_rep_view *view,
                                        const enum hinge_signal pair[2], double least_deg,
                                        double *work, double phase[HINGE_CRP_POINTS])
{
    double curve[2][HINGE_CURVE_POINTS];
    if (view->rep->floor)
        return HINGE_REASON_CRP_NEEDS_CYCLE;
    enum hinge_reason reason = curves_of_two(view, pair, HINGE_PHASE_REP, work, curve);
    for (int k = 0; k < 2 && reason == HINGE_REASON_OK; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int i = 0; i < HINGE_CURVE_POINTS; i++) {
            if (isnan(curve[k][i]))
                return HINGE_REASON_GAP_IN_PHASE;
            low = fmin(low, curve[k][i]);
            high = fmax(high, curve[k][i]);
        }
        if (high - low < least_deg)
            return HINGE_REASON_ROM_SMALL;
        if (fabs(curve[k][0] - curve[k][HINGE_CURVE_POINTS - 1]) >
            view->parameters->crp_return * (high - low))
            return HINGE_REASON_CRP_NEEDS_CYCLE;
    }
    if (reason == HINGE_REASON_OK)
        hinge_relative_phase(curve[0], curve[1], phase);
    return reason;
}

static struct hinge_value mean_size(const double phase[HINGE_CRP_POINTS])
{
    double sum = 0;
    int edge = (int)hinge_fixed.crp_edge, n = 0;
    for (int i = edge; i < HINGE_CRP_POINTS - edge; i++, n++)
        sum += fabs(phase[i]);
    return hinge_value_of(sum / n);
}

/* SD over repetitions of the phase about its pointwise circular mean, then the mean
 * over the points. */
static struct hinge_value deviation(const struct hinge_rep_view *view, const struct cycles *cycles,
                                    double *all)
{
    size_t n = 0, room = view->reps->n;
    int edge = (int)hinge_fixed.crp_edge, points = 0;
    double sum = 0;
    for (size_t k = 0; k < room; k++) {
        const struct cycle *rep = &cycles->rep[k];
        if (!hinge_rep_counts(&view->reps->rep[k]) || rep->reason != HINGE_REASON_OK)
            continue;
        for (size_t i = 0; i < HINGE_CRP_POINTS; i++)
            all[i * room + n] = rep->phase[i];
        n++;
    }
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    for (int i = edge; i < HINGE_CRP_POINTS - edge; i++, points++) {
        double *at = all + (size_t)i * room, mean = hinge_circular_mean(at, n).mean;
        for (size_t k = 0; k < n; k++)
            at[k] = hinge_wrap_180(at[k] - mean);
        sum += sqrt(hinge_variance(at, n));
    }
    return hinge_value_of(sum / points);
}

static void build(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                  double least_deg, struct cycles *cycles)
{
    size_t n = view->body->n, reps = view->reps->n;
    double *work = hinge_arena_raw(view->reps->scratch, n + HINGE_CRP_POINTS * reps, sizeof *work);
    for (size_t k = 0; k < reps; k++) {
        struct hinge_rep_view v = hinge_view_of_rep(view, k);
        cycles->rep[k].reason = relative_phase(&v, pair, least_deg, work, cycles->rep[k].phase);
    }
    cycles->deviation = deviation(view, cycles, work + n);
}

/* Cycles of the row's signal and by[0], whose ranges are least_deg at least. Kept. */
static const struct cycles *cycles_of(const struct hinge_rep_view *view,
                                      const struct hinge_metric *row)
{
    static const char owner[HINGE_SIGNAL_COUNT];
    const enum hinge_signal pair[2] = {row->signal, row->by[0]};
    bool regions = row->signal == HINGE_SIGNAL_lower_lumbar_flex, made;
    size_t size = sizeof(struct cycles) + view->reps->n * sizeof(struct cycle);
    struct cycles *cycles = hinge_reps_kept(view->reps, &owner[row->signal], size, &made);
    if (made)
        build(view, pair, regions ? view->parameters->onset_min_rom : 0, cycles);
    return cycles;
}

/* Mean absolute relative phase of the repetition. */
static struct hinge_value marp(const struct hinge_rep_view *view, const struct hinge_metric *row,
                               enum hinge_phase phase)
{
    const struct cycle *rep = &cycles_of(view, row)->rep[view->rep - view->reps->rep];
    (void)phase;
    return rep->reason == HINGE_REASON_OK ? mean_size(rep->phase) : hinge_value_refuse(rep->reason);
}

/* The deviation phase of the recording. */
static struct hinge_value dp(const struct hinge_rep_view *view, const struct hinge_metric *row,
                             enum hinge_phase phase)
{
    const struct cycles *cycles = cycles_of(view, row);
    enum hinge_reason reason = cycles->rep[view->rep - view->reps->rep].reason;
    (void)phase;
    return reason == HINGE_REASON_OK ? cycles->deviation : hinge_value_refuse(reason);
}

/* --- vector coding: the family coupling --- */

enum { STEPS = HINGE_CURVE_POINTS - 1 };
enum { ANGLE, VARIABILITY, EXCLUDED, BIN0, PATTERN0 = BIN0 + 8, CODED = PATTERN0 + 4 };

/* Angles of a phase, NaN where a step is too small, with their cosines and sines. */
struct coded_steps {
    double gamma[STEPS], cosine[STEPS], sine[STEPS];
};

static enum hinge_reason angles(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                                enum hinge_phase phase, double *work, struct coded_steps *of)
{
    double curve[2][HINGE_CURVE_POINTS];
    enum hinge_reason reason = curves_of_two(view, pair, phase, work, curve);
    if (reason != HINGE_REASON_OK)
        return reason;
    hinge_coupling_angles(curve[0], curve[1], HINGE_CURVE_POINTS, hinge_fixed.vc_min_step,
                          of->gamma, of->cosine, of->sine);
    double known = (double)(STEPS - hinge_count_missing(of->gamma, STEPS));
    return 1 - known / STEPS > view->parameters->vc_max_excl ? HINGE_REASON_ROM_SMALL
                                                             : HINGE_REASON_OK;
}

/* Angles of descent and ascent of one repetition and what is said of them, or why not. */
struct coupled {
    enum hinge_reason angled[2];
    struct coded_steps of[2];
    double value[2][CODED];
};

/* Of a pair, over all repetitions: known from the first one on. */
struct shared {
    struct hinge_value variability[2];
    struct coupled rep[];
};

static void classes(const struct coded_steps *of, double value[CODED])
{
    const double *gamma = of->gamma;
    int bin[8] = {0}, pattern[4] = {0};
    double cosine = 0, sine = 0;
    size_t known = 0;
    for (int i = 0; i < STEPS; i++) {
        if (isnan(gamma[i]))
            continue;
        cosine += of->cosine[i];
        sine += of->sine[i];
        known++;
        bin[hinge_coupling_bin(gamma[i])]++;
        pattern[hinge_coupling_pattern(gamma[i])]++;
    }
    const struct hinge_circular c = circular(cosine, sine, known);
    /* -45 and not 315, so that flexing patterns lie on one stretch and so do extending ones:
     * their means over people are means */
    value[ANGLE] = c.mean > 270 ? c.mean - 360 : c.mean;
    value[EXCLUDED] = 100 * (1 - (double)c.n / STEPS);
    for (int k = 0; k < 8; k++)
        value[BIN0 + k] = 100.0 * bin[k] / (double)c.n;
    for (int k = 0; k < 4; k++)
        value[PATTERN0 + k] = 100.0 * pattern[k] / (double)c.n;
}

/* Mean over the points of the angular deviation between the trial's repetitions. */
static struct hinge_value variability(const struct hinge_rep_view *view,
                                      const struct shared *shared, int phase)
{
    size_t n = 0, points = 0;
    double sum = 0;
    for (size_t k = 0; k < view->reps->n; k++)
        n += hinge_rep_counts(&view->reps->rep[k]) &&
             shared->rep[k].angled[phase] == HINGE_REASON_OK;
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    for (size_t i = 0; i < STEPS; i++) {
        double cosine = 0, sine = 0;
        size_t known = 0;
        for (size_t k = 0; k < view->reps->n; k++) {
            const struct coded_steps *of = &shared->rep[k].of[phase];
            if (!hinge_rep_counts(&view->reps->rep[k]) ||
                shared->rep[k].angled[phase] != HINGE_REASON_OK || isnan(of->gamma[i]))
                continue;
            cosine += of->cosine[i];
            sine += of->sine[i];
            known++;
        }
        sum += known >= LEAST_REPS ? circular(cosine, sine, known).deviation : 0;
        points += known >= LEAST_REPS;
    }
    return points > 0 ? hinge_value_of(sum / (double)points)
                      : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
}

static const enum hinge_phase moving[2] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT};

/* Number k of a phase. */
static struct hinge_value coded(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    static const char owner[HINGE_SIGNAL_COUNT];
    const enum hinge_signal pair[2] = {row->signal, row->by[0]};
    size_t size = sizeof(struct shared) + view->reps->n * sizeof(struct coupled);
    bool made;
    struct shared *shared = hinge_reps_kept(view->reps, &owner[row->signal], size, &made);
    if (made) {
        size_t reps = view->reps->n;
        double *work = hinge_arena_raw(view->reps->scratch, view->body->n, sizeof *work);
        for (size_t k = 0; k < reps; k++) {
            struct hinge_rep_view v = hinge_view_of_rep(view, k);
            struct coupled *rep = &shared->rep[k];
            for (int p = 0; p < 2; p++) {
                rep->angled[p] = angles(&v, pair, moving[p], work, &rep->of[p]);
                if (rep->angled[p] == HINGE_REASON_OK)
                    classes(&rep->of[p], rep->value[p]);
            }
        }
        for (int p = 0; p < 2; p++)
            shared->variability[p] = variability(view, shared, p);
    }
    const struct coupled *rep = &shared->rep[view->rep - view->reps->rep];
    int p = phase == HINGE_PHASE_ASCENT;
    if (rep->angled[p] != HINGE_REASON_OK)
        return hinge_value_refuse(rep->angled[p]);
    return row->k == VARIABILITY ? shared->variability[p] : hinge_value_of(rep->value[p][row->k]);
}

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define REP HINGE_IN_REP
#define OF(a, b) .signal = HINGE_SIGNAL_##a, .by = {HINGE_SIGNAL_##b}

/* clang-format off */
#define CODE(id, suffix, unit, title, source, number, how, pelvis, hip)                            \
    {id suffix, unit, title, source, 1, MOVES | (pelvis), how, .each_phase = coded, OF(hip, lumbar_flex), .k = number}
#define BIN(number, title, suffix, ...)                                                            \
    CODE("coupling_bin" #number "_pct", suffix, "percent", title, "Needham 2015", BIN0 + number, "mean", __VA_ARGS__)
#define PATTERN(number, id, title, suffix, ...)                                                    \
    CODE("pattern_" id "_pct", suffix, "percent", title, "Chang 2008", PATTERN0 + number, "mean", __VA_ARGS__)
#define COUPLING_ROWS(of, suffix, pelvis, hip)                                                     \
    CODE("coupling_angle_deg", suffix, "deg", "coupling angle: 0 " of " alone, 45 both, 90 lumbar alone", "Chang 2008", ANGLE, "circular", pelvis, hip), \
    CODE("coupling_variability_deg", suffix, "deg", "angular deviation of the coupling angle between repetitions", "Needham 2014", VARIABILITY, "mean", pelvis, hip), \
    CODE("coupling_excluded_pct", suffix, "percent", "steps too small to have an angle", "definition", EXCLUDED, "mean", pelvis, hip), \
    BIN(0, "in phase flexing, " of " more", suffix, pelvis, hip),                                  \
    BIN(1, "in phase flexing, lumbar more", suffix, pelvis, hip),                                  \
    BIN(2, "lumbar flexes, " of " extends less", suffix, pelvis, hip),                             \
    BIN(3, "lumbar flexes, " of " extends more", suffix, pelvis, hip),                             \
    BIN(4, "in phase extending, " of " more", suffix, pelvis, hip),                                \
    BIN(5, "in phase extending, lumbar more", suffix, pelvis, hip),                                \
    BIN(6, "lumbar extends, " of " flexes less", suffix, pelvis, hip),                             \
    BIN(7, "lumbar extends, " of " flexes more", suffix, pelvis, hip),                             \
    PATTERN(0, "hip", of " phase", suffix, pelvis, hip),                                           \
    PATTERN(1, "in", "in phase", suffix, pelvis, hip),                                             \
    PATTERN(2, "lumbar", "lumbar phase", suffix, pelvis, hip),                                     \
    PATTERN(3, "anti", "anti-phase", suffix, pelvis, hip),                                         \
    {"marp_deg" suffix, "deg", "mean absolute relative phase of " of " and lumbar", "Stergiou 2004", 1, REP | (pelvis), "mean", \
     .each_phase = marp, OF(hip, lumbar_flex)},                                                         \
    {"dp_deg" suffix, "deg", "SD of the relative phase between repetitions", "Stergiou 2004", 1, REP | (pelvis), "mean", \
     .each_phase = dp, OF(hip, lumbar_flex)}
static const struct hinge_metric coupling_metrics[] = {
    COUPLING_ROWS("hip", "", 0, hip_flex),
    COUPLING_ROWS("pelvis", "_lp", HINGE_OF_PELVIS, pelvis_tilt),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_coupling = {
    .id = "coupling",
    .title = "Coordination",
    .details =
        "[Vector coding](method.md#66-vector-coding) is the direction of each step of the (hip, "
        "lumbar) curve, from -90 to 270 degrees: 0 hip alone, 45 both alike, 90 lumbar alone, 180 "
        "and more the same in extension. [Relative phase](method.md#67-continuous-relative-phase) "
        "is positive if the hip is ahead. A repetition that does not return (`crp.return`) has "
        "none. `coupling_variability_deg` and `dp_deg` belong to the recording and need three "
        "repetitions.",
    .metric = coupling_metrics,
    .n = sizeof coupling_metrics / sizeof *coupling_metrics};

/* --- upper and lower lumbar spine (method 6.13): the family lumbar_regions --- */

static struct hinge_value region_share(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_value part = hinge_view_excursion(view, row->signal, phase);
    struct hinge_value whole = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
    if (part.reason != HINGE_REASON_OK || whole.reason != HINGE_REASON_OK)
        return part.reason != HINGE_REASON_OK ? part : whole;
    return hinge_ratio(part.value, whole.value, view->parameters->ratio_min_H,
                       HINGE_REASON_DEN_SMALL);
}

/* clang-format off */
#define EXCURSION(of)                                                                              \
    {#of "_lumbar_excursion_deg", "deg", #of " lumbar flexion excursion", "Mitchell 2008", 1, MOVES | HINGE_IN_HOLD | REP, "mean", \
     .each_phase = hinge_metric_excursion, .signal = HINGE_SIGNAL_##of##_lumbar_flex}
#define SHARE(of)                                                                                  \
    {#of "_lumbar_share", "1", #of " lumbar share of lumbar flexion", "definition", 3, MOVES | REP, "mean", \
     .each_phase = region_share, .signal = HINGE_SIGNAL_##of##_lumbar_flex}
static const struct hinge_metric region_metrics[] = {
    EXCURSION(upper),
    EXCURSION(lower),
    SHARE(upper),
    SHARE(lower),
    {"upper_lumbar_lag_s", "s", "upper lumbar onset after lower onset: positive, lower leads", "definition", 3, MOVES, "mean",
     .each_phase = hinge_metric_lag, OF(lower_lumbar_flex, upper_lumbar_flex)},
    {"upper_lumbar_lag_error_s", "s", "its error from the noise in standing", "definition", 3, MOVES, "mean",
     .each_phase = hinge_metric_lag_error, OF(lower_lumbar_flex, upper_lumbar_flex)},
    {"upper_lumbar_marp_deg", "deg", "mean absolute relative phase of lower and upper lumbar", "Fujii 2022", 1, REP, "mean",
     .each_phase = marp, OF(lower_lumbar_flex, upper_lumbar_flex)},
    {"upper_lumbar_dp_deg", "deg", "SD of that relative phase between repetitions", "Fujii 2022", 1, REP, "mean",
     .each_phase = dp, OF(lower_lumbar_flex, upper_lumbar_flex)},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_lumbar_regions = {
    .id = "lumbar_regions",
    .title = "Upper and lower lumbar",
    .details = "L3 must be tracked. Upper lumbar flexion is the angle between the lines L3 to "
               "T12/L1 and L5 (else PSIS, else S1) to L3. Lower lumbar flexion is the angle "
               "between the lower line and the pelvis. Sensors on T12/L1, L3 and the pelvis give "
               "the angles between them. Shares from markers or keypoints need not add up to 1, "
               "because the rest is between the upper line and the thorax. Compare only people "
               "with the same markers or sensors. Onsets and relative phase need a change of "
               "`onset.min_rom` in both parts.",
    .metric = region_metrics,
    .n = sizeof region_metrics / sizeof *region_metrics};
