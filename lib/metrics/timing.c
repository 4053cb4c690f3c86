/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves first (method 6.4, 7.3): onsets by a share of the own excursion, cross-correlation
 * without removing means; lags of onsets, of peak speeds and of whole speed curves, and the order
 * of knees and trunk on the way up. Out: the families timing, lift. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

/* Hips and knees are looked at from this long before the phase: they may move before
 * the driver does. */
static const double LEAD_S = 0.2;
/* Least travel of a position with an onset, in leg lengths. */
static const double LEAST_TRAVEL = 0.03;

enum { SLOPE_POINTS = 512 };

double hinge_onset(const double *x, size_t from, size_t to, double start, double change,
                   double share, double half)
{
    double sign = copysign(1, change), level = start + share * change;
    double middle = start + half * change;
    size_t i = from;
    while (i <= to && !(sign * (x[i] - middle) >= 0))
        i++;
    if (i > to)
        return (double)NAN;
    for (; i > from; i--) /* back to the last time it came from below */
        if (sign * (x[i] - level) >= 0 && sign * (x[i - 1] - level) < 0)
            return (double)(i - 1) + (level - x[i - 1]) / (x[i] - x[i - 1]);
    return (double)from; /* beyond the threshold from the first sample */
}

/* One of the two signals: where it is looked at, where it starts, how far it goes. */
struct mover {
    enum hinge_signal signal;
    const double *x;
    size_t from, to;
    double start, change, noise;
};

/* Mean over excursion.w_s around a frame. */
static double mean_around(const struct hinge_rep_view *view, const double *x, size_t frame)
{
    size_t half = (size_t)lround(view->parameters->excursion_w_s / 2 * view->body->rate_hz);
    size_t last = view->body->n - 1, from = frame > half ? frame - half : 0;
    size_t to = frame + half < last ? frame + half : last;
    return hinge_mean(x + from, to - from + 1);
}

static enum hinge_reason mover_init(struct mover *m, const struct hinge_rep_view *view,
                                    enum hinge_signal signal, enum hinge_phase phase)
{
    struct hinge_value change = hinge_view_excursion(view, signal, phase);
    struct hinge_value start = hinge_view_phase_end(view, signal, phase, true);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (change.reason != HINGE_REASON_OK)
        return change.reason;
    *m = (struct mover){.signal = signal,
                        .x = view->body->signal[signal],
                        .from = (size_t)f.from,
                        .to = (size_t)f.to,
                        .start = start.value,
                        .change = change.value,
                        .noise = view->reps->standing.noise_sd[signal]}; /* NaN: unknown */
    if (phase == HINGE_PHASE_DESCENT &&
        (signal == HINGE_SIGNAL_knee_flex || signal == HINGE_SIGNAL_hip_posterior)) {
        size_t lead = (size_t)lround(LEAD_S * view->body->rate_hz);
        m->from = m->from > lead ? m->from - lead : 0;
        double before = mean_around(view, m->x, m->from);
        m->change += m->start - before;
        m->start = before;
    }
    bool angle = strcmp(hinge_signal_unit(signal), "deg") == 0;
    double least = angle ? view->parameters->onset_min_rom : LEAST_TRAVEL;
    return fabs(m->change) < least ? HINGE_REASON_ROM_SMALL : HINGE_REASON_OK;
}

/* Share of the excursion the noise in standing makes necessary. */
static double noise_share(const struct hinge_rep_view *view, const struct mover *m)
{
    return view->parameters->onset_sigma * m->noise / fabs(m->change);
}

/* Error of an onset: noise over the speed after it. */
static double onset_sigma(const struct hinge_rep_view *view, const struct mover *m, double onset)
{
    double rate = view->body->rate_hz, t[SLOPE_POINTS];
    size_t first = (size_t)ceil(onset);
    size_t n = (size_t)lround(view->parameters->onset_slope_s * rate) + 1;
    n = n > SLOPE_POINTS ? SLOPE_POINTS : n;
    n = first + n > view->body->n ? view->body->n - first : n;
    for (size_t i = 0; i < n; i++)
        t[i] = (double)i / rate;
    double speed = fabs(hinge_slope_ols(t, m->x + first, n).slope);
    return m->noise > 0 && speed > 0 ? m->noise / speed : 0;
}

/* The mover from the end of its phase backwards: its samples in scratch, the last first. */
static void mover_reverse(struct mover *m, const struct hinge_rep_view *view,
                          enum hinge_phase phase)
{
    const size_t n = m->to - m->from + 1;
    double *x = hinge_arena_raw(view->reps->scratch, n, sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = m->x[m->to - i];
    m->start = hinge_view_phase_end(view, m->signal, phase, false).value;
    m->change = -m->change;
    m->x = x;
    m->to = n - 1;
    m->from = 0;
}

/* Onsets, or, from the end, offsets. */
static struct hinge_lag lag_of(const struct hinge_rep_view *view, enum hinge_signal a,
                               enum hinge_signal b, enum hinge_phase phase, double share,
                               bool from_end)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_lag none = {.lag = hinge_value_refuse(HINGE_REASON_OK)};
    struct mover one, two;
    none.lag.reason = mover_init(&one, view, a, phase);
    if (none.lag.reason == HINGE_REASON_OK)
        none.lag.reason = mover_init(&two, view, b, phase);
    if (none.lag.reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        none.lag.reason = HINGE_REASON_FS_TOO_LOW;
    if (none.lag.reason != HINGE_REASON_OK)
        return none;
    double least = share > 0 ? share : p->onset_frac;
    double used = fmax(least, fmax(noise_share(view, &one), noise_share(view, &two)));
    if (used > hinge_fixed.onset_frac_max) {
        none.lag.reason = HINGE_REASON_NOISE_TOO_HIGH;
        return none;
    }
    if (from_end) { /* as far back in the one as in the other */
        mover_reverse(&one, view, phase);
        mover_reverse(&two, view, phase);
    }
    double ta =
        hinge_onset(one.x, one.from, one.to, one.start, one.change, used, hinge_fixed.onset_half);
    double tb =
        hinge_onset(two.x, two.from, two.to, two.start, two.change, used, hinge_fixed.onset_half);
    struct hinge_lag lag = {
        .lag = hinge_value_of((from_end ? ta - tb : tb - ta) / view->body->rate_hz)};
    if (lag.lag.reason == HINGE_REASON_OK && !from_end)
        lag.sigma_s = hypot(onset_sigma(view, &one, ta), onset_sigma(view, &two, tb));
    return lag;
}

struct hinge_lag hinge_onset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                 enum hinge_signal b, enum hinge_phase phase, double share)
{
    return lag_of(view, a, b, phase, share, false);
}

struct hinge_lag hinge_offset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                  enum hinge_signal b, enum hinge_phase phase)
{
    return lag_of(view, a, b, phase, 0, true);
}

/* --- cross-correlation without removing means --- */

static double product(const double *u, const double *v, long n, long lag)
{
    long from = lag < 0 ? -lag : 0, to = lag > 0 ? n - lag : n;
    double sum = 0;
    for (long i = from; i < to; i++) {
        double both = u[i] * v[i + lag];
        sum += isnan(both) ? 0 : both;
    }
    return sum;
}

struct hinge_crosscorrelation hinge_crosscorrelate(const double *u, const double *v, size_t n,
                                                   size_t most)
{
    long count = (long)n, limit = count - 1 < (long)most ? count - 1 : (long)most, best = 0;
    double scale = sqrt(product(u, u, count, 0) * product(v, v, count, 0));
    if (!(scale > 0))
        return (struct hinge_crosscorrelation){(double)NAN, (double)NAN};
    double top = -INFINITY;
    for (long k = -limit; k <= limit; k++) {
        double r = product(u, v, count, k) / scale;
        if (r > top) {
            top = r;
            best = k;
        }
    }
    double lag = (double)best;
    if (best > -limit && best < limit) {
        double before = product(u, v, count, best - 1) / scale;
        double after = product(u, v, count, best + 1) / scale;
        double bend = before - 2 * top + after;
        if (bend < 0)
            lag += (before - after) / (2 * bend);
    }
    return (struct hinge_crosscorrelation){lag, top};
}

/* --- which joint moves first (method 6.4) --- */

struct hinge_value hinge_metric_lag(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase)
{
    return hinge_onset_lag(view, row->signal, row->by[0], phase, 0).lag;
}

static struct hinge_value offset_lag(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    return hinge_offset_lag(view, row->signal, row->by[0], phase).lag;
}

struct hinge_value hinge_metric_lag_error(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_lag l = hinge_onset_lag(view, row->signal, row->by[0], phase, 0);
    if (l.lag.reason == HINGE_REASON_OK)
        l.lag.value = l.sigma_s;
    return l.lag;
}

/* In % of the phase. */
static struct hinge_value lag_pct(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    struct hinge_value lag = hinge_metric_lag(view, row, phase);
    if (lag.reason == HINGE_REASON_OK)
        lag.value = 100 * lag.value / ((double)(f.to - f.from) / view->body->rate_hz);
    return lag;
}

/* What the speeds of L and H say about a phase. */
enum { PEAK_LAG, XCORR, XCORR_R, SPEEDS };
struct speeds {
    enum hinge_reason reason;
    double value[SPEEDS];
};

static struct hinge_value of_speeds(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase)
{
    static const char owner[2][HINGE_PHASE_COUNT];
    bool pelvis = (row->phases & HINGE_OF_PELVIS) != 0, made;
    struct speeds *s = hinge_view_kept(view, &owner[pelvis][phase], sizeof *s, &made);
    if (made) {
        const struct hinge_parameters *p = view->parameters;
        const enum hinge_signal signal[2] = {row->signal, HINGE_SIGNAL_lumbar_flex};
        double least = p->onset_min_rom, rate = view->body->rate_hz, *v[2];
        double sign = phase == HINGE_PHASE_ASCENT ? -1 : 1;
        struct hinge_frames f = hinge_view_phase(view, phase);
        struct hinge_value h = hinge_view_excursion(view, row->signal, phase);
        struct hinge_value l = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
        s->reason = l.reason != HINGE_REASON_OK ? l.reason : h.reason;
        if (s->reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
            s->reason = HINGE_REASON_FS_TOO_LOW;
        if (s->reason == HINGE_REASON_OK && (fabs(h.value) < least || fabs(l.value) < least))
            s->reason = HINGE_REASON_ROM_SMALL;
        if (s->reason == HINGE_REASON_OK) {
            size_t n = (size_t)(f.to - f.from + 1);
            for (int k = 0; k < 2; k++) {
                v[k] = hinge_arena_raw(view->reps->scratch, n, sizeof *v[k]);
                hinge_derivative_within(view->body->signal[signal[k]], view->body->n,
                                        (size_t)f.from, (size_t)f.to, rate, v[k]);
                for (size_t i = 0; i < n; i++)
                    v[k][i] *= sign;
            }
            struct hinge_crosscorrelation c =
                hinge_crosscorrelate(v[0], v[1], n, (size_t)lround(p->xcorr_max_s * rate));
            s->value[PEAK_LAG] = ((double)hinge_peak(v[1], n) - (double)hinge_peak(v[0], n)) / rate;
            s->value[XCORR] = c.lag / rate;
            s->value[XCORR_R] = c.r;
        }
    }
    return s->reason == HINGE_REASON_OK ? hinge_value_of(s->value[row->k])
                                        : hinge_value_refuse(s->reason);
}

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define ASCENT HINGE_IN_ASCENT
#define OF(a, b) .signal = HINGE_SIGNAL_##a, .by = {HINGE_SIGNAL_##b}
#define SPEED(a, number) .each_phase = of_speeds, .signal = HINGE_SIGNAL_##a, .k = number

/* clang-format off */
#define TIMING_ROWS(suffix, of, in, hip)                                                           \
    {"onset_lag_s" suffix, "s", "lumbar onset after " of " onset: positive, " of " leads", "definition", 3, in, "mean", \
     .each_phase = hinge_metric_lag, OF(hip, lumbar_flex)},                                             \
    {"onset_lag_pct" suffix, "percent", "the same in % of the phase", "definition", 1, in, "mean", .each_phase = lag_pct, OF(hip, lumbar_flex)}, \
    {"onset_lag_error_s" suffix, "s", "its error from the noise in standing", "definition", 3, in, "mean", \
     .each_phase = hinge_metric_lag_error, OF(hip, lumbar_flex)},                                       \
    {"peak_velocity_lag_s" suffix, "s", "lumbar peak speed after " of " peak speed", "definition", 3, in, "mean", SPEED(hip, PEAK_LAG)}, \
    {"xcorr_lag_s" suffix, "s", "lag of greatest cross-correlation of lumbar and " of " speeds", "definition", 3, in, "mean", SPEED(hip, XCORR)}, \
    {"xcorr_r" suffix, "1", "that correlation", "definition", 3, in, "mean", SPEED(hip, XCORR_R)}
#define OFFSET(suffix, of, in, hip)                                                                \
    {"offset_lag_s" suffix, "s", "end of lumbar motion after that of " of " motion: positive, " of " stops first", "definition", 3, in, "mean", \
     .each_phase = offset_lag, OF(hip, lumbar_flex)}
static const struct hinge_metric timing_metrics[] = {
    TIMING_ROWS("", "hip", MOVES, hip_flex),
    TIMING_ROWS("_lp", "pelvis", MOVES | HINGE_OF_PELVIS, pelvis_tilt),
    {"knee_lag_s", "s", "knee onset after hip onset: positive, hip leads", "definition", 3, MOVES, "mean",
     .each_phase = hinge_metric_lag, OF(hip_flex, knee_flex)},
    OFFSET("", "hip", MOVES, hip_flex),
    OFFSET("_lp", "pelvis", MOVES | HINGE_OF_PELVIS, pelvis_tilt),
    {"travel_lag_s", "s", "hip travel onset after trunk onset", "definition", 3, HINGE_IN_DESCENT, "mean",
     .each_phase = hinge_metric_lag, OF(trunk_incl, hip_posterior)},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_timing = {
    .id = "timing",
    .title = "Timing",
    .details = "[Method 6.4](method.md#64-timing) defines onsets. Knees and hip travel may begin "
               "0.2 s before the descent. The cross-correlation is between the speeds within the "
               "phase, up to `xcorr.max_s`. No lag is known better than one frame.",
    .metric = timing_metrics,
    .n = sizeof timing_metrics / sizeof *timing_metrics};

/* --- the order of knees and trunk on the way up (method 7.3) --- */

/* The knees may move before the trunk does. */
static const double KNEES_LEAD_S = 0.3;

/* How far the knees are bent before the ascent and at its end, or why that is not known. */
static enum hinge_reason knees(const struct hinge_rep_view *view, double *start, double *end)
{
    const double *knee = view->body->signal[HINGE_SIGNAL_knee_flex];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_ASCENT);
    *start = *end = (double)NAN;
    if (knee == NULL)
        return view->body->reason[HINGE_SIGNAL_knee_flex];
    if (view->body->signal[HINGE_SIGNAL_trunk_thigh] == NULL)
        return view->body->reason[HINGE_SIGNAL_trunk_thigh];
    if (f.reason != HINGE_REASON_OK)
        return f.reason;
    long before = f.from - lround(KNEES_LEAD_S * view->body->rate_hz);
    *start = mean_around(view, knee, before < 0 ? 0 : (size_t)before);
    *end = hinge_view_phase_end(view, HINGE_SIGNAL_knee_flex, HINGE_PHASE_ASCENT, false).value;
    return HINGE_REASON_OK;
}

static struct hinge_value extension(const struct hinge_rep_view *view)
{
    double start, end;
    enum hinge_reason reason = knees(view, &start, &end);
    return reason == HINGE_REASON_OK ? hinge_value_of(start - end) : hinge_value_refuse(reason);
}

static struct hinge_value share_early(const struct hinge_rep_view *view)
{
    const enum hinge_signal trunk = HINGE_SIGNAL_trunk_thigh;
    double start, end;
    enum hinge_reason reason = knees(view, &start, &end);
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_ASCENT);
    struct hinge_value rise = hinge_view_excursion(view, trunk, HINGE_PHASE_ASCENT);
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    if (rise.reason != HINGE_REASON_OK)
        return rise;
    double level =
        hinge_view_phase_end(view, trunk, HINGE_PHASE_ASCENT, true).value + rise.value / 4;
    double at = hinge_first_passage(view->body->signal[trunk], (size_t)f.from, (size_t)f.to, level,
                                    rise.value > 0);
    double then = hinge_value_at(view->body->signal[HINGE_SIGNAL_knee_flex], view->body->n, at);
    return fabs(start - end) > 0 ? hinge_value_of((start - then) / (start - end))
                                 : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
}

/* clang-format off */
static const struct hinge_metric lift_metrics[] = {
    {"knee_extension_deg", "deg", "knee extension from 0.3 s before the ascent to its end", "definition", 1, ASCENT, "mean", .once = extension},
    {"knee_share_early", "1", "share of knee extension at a quarter of the trunk's way", "definition", 3, ASCENT, "mean", .once = share_early, .share = true},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_lift = {
    .id = "lift",
    .title = "Knees against trunk on the way up",
    .details = "In a lift the knees may straighten before the trunk rises. The trunk's way is that "
               "of the trunk-thigh angle.",
    .metric = lift_metrics,
    .n = sizeof lift_metrics / sizeof *lift_metrics};
