/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves first (method 6.4, 7.3): onsets by a share of the own excursion, cross-correlation
 * without removing means; lags of onsets, of peak speeds and of whole speed curves, and the order
 * of knees and trunk on the way up. Out: the families timing, lift. */
#include "metrics/metric.h"

#include "base/memory.h"
#include "base/sample.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

/* Hips and knees are looked at from this long before the phase: they may move before
 * the driver does. */
static const double LEAD_S = 0.2;
/* Least travel of a position with an onset, in leg lengths. */
static const double LEAST_TRAVEL = 0.03;

enum { SLOPE_POINTS = 512 };

double hinge_onset(const double *x, size_t from, size_t to, double start, double change,
                   double share, double half)
{
    double sign = change < 0 ? -1 : 1, level = start + share * change;
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

static bool starts_early(enum hinge_signal signal)
{
    return signal == HINGE_SIGNAL_knee_flex || signal == HINGE_SIGNAL_hip_posterior;
}

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
                        .change = change.value};
    if (view->reps->standing.found)
        m->noise = view->reps->standing.noise_sd[signal];
    if (phase == HINGE_PHASE_DESCENT && starts_early(signal)) {
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

struct hinge_lag hinge_onset_lag(const struct hinge_rep_view *view, enum hinge_signal a,
                                 enum hinge_signal b, enum hinge_phase phase, double share)
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
    if (used > p->onset_frac_max) {
        none.lag.reason = HINGE_REASON_NOISE_TOO_HIGH;
        return none;
    }
    double ta = hinge_onset(one.x, one.from, one.to, one.start, one.change, used, p->onset_half);
    double tb = hinge_onset(two.x, two.from, two.to, two.start, two.change, used, p->onset_half);
    struct hinge_lag lag = {.lag = hinge_value_of((tb - ta) / view->body->rate_hz)};
    if (lag.lag.reason == HINGE_REASON_OK)
        lag.sigma_s = hypot(onset_sigma(view, &one, ta), onset_sigma(view, &two, tb));
    return lag;
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
    long count = (long)n, limit = most < n ? (long)most : count - 1, best = 0;
    double scale = sqrt(product(u, u, count, 0) * product(v, v, count, 0));
    if (n == 0 || !(scale > 0))
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

#define PHASES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
/* KNEE and TRAVEL are of the hip joint alone: the pelvis' rows end before them. */
enum { ONSET, ONSET_PCT, ONSET_ERROR, PEAK, XCORR, XCORR_R, TIMING_ROWS_OF_A_PAIR };
enum { KNEE = 2 * TIMING_ROWS_OF_A_PAIR, TRAVEL };

#define LAG(k, name, unit, title, digits)                                                          \
    [k] = {name, unit, title, "definition", digits, PHASES, "mean"}
#define TIMING_ROWS(at, suffix, of)                                                                \
    LAG((at) + ONSET, "onset_lag_s" suffix, "s",                                                   \
        "lumbar onset after " of " onset: positive, " of " leads", 3),                             \
        LAG((at) + ONSET_PCT, "onset_lag_pct" suffix, "percent", "the same in % of the phase", 1), \
        LAG((at) + ONSET_ERROR, "onset_lag_error_s" suffix, "s",                                   \
            "its error from the noise in standing", 3),                                            \
        LAG((at) + PEAK, "peak_velocity_lag_s" suffix, "s",                                        \
            "lumbar peak speed after " of " peak speed", 3),                                       \
        LAG((at) + XCORR, "xcorr_lag_s" suffix, "s",                                               \
            "lag of greatest cross-correlation of lumbar and " of " speeds", 3),                   \
        LAG((at) + XCORR_R, "xcorr_r" suffix, "1", "that correlation", 3)

static const struct hinge_metric timing_metrics[] = {
    TIMING_ROWS(0, "", "hip"),
    TIMING_ROWS(TIMING_ROWS_OF_A_PAIR, "_lp", "pelvis"),
    LAG(KNEE, "knee_lag_s", "s", "knee onset after hip onset: positive, hip leads", 3),
    [TRAVEL] = {"travel_lag_s", "s", "hip travel onset after trunk onset", "definition", 3,
                HINGE_IN_DESCENT, "mean"},
};
#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

static void onsets(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                   enum hinge_phase phase, struct hinge_value *out)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    struct hinge_lag lumbar = hinge_onset_lag(view, pair->hip, HINGE_SIGNAL_lumbar_flex, phase, 0);
    OUT(ONSET, phase) = OUT(ONSET_PCT, phase) = OUT(ONSET_ERROR, phase) = lumbar.lag;
    if (lumbar.lag.reason != HINGE_REASON_OK)
        return;
    double seconds = (double)(f.to - f.from) / view->body->rate_hz;
    OUT(ONSET_PCT, phase).value = 100 * lumbar.lag.value / seconds;
    OUT(ONSET_ERROR, phase).value = lumbar.sigma_s;
}

static size_t peak(const double *v, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (v[i] > v[best] || isnan(v[best]))
            best = i;
    return best;
}

/* Speeds of L and H over the phase, in its direction. */
static void speeds(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                   struct hinge_frames f, double sign, double *hip, double *lumbar)
{
    const enum hinge_signal signal[2] = {pair->hip, HINGE_SIGNAL_lumbar_flex};
    size_t n = (size_t)(f.to - f.from + 1);
    for (int k = 0; k < 2; k++) {
        double *v = k == 0 ? hip : lumbar;
        hinge_derivative_within(view->body->signal[signal[k]], view->body->n, (size_t)f.from,
                                (size_t)f.to, view->body->rate_hz, v);
        for (size_t i = 0; i < n; i++)
            v[i] *= sign;
    }
}

static void velocities(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                       enum hinge_phase phase, struct hinge_value *out)
{
    static const int ids[] = {PEAK, XCORR, XCORR_R};
    const struct hinge_parameters *p = view->parameters;
    struct hinge_frames f = hinge_view_phase(view, phase);
    double least = p->onset_min_rom, rate = view->body->rate_hz;
    struct hinge_value h = hinge_view_excursion(view, pair->hip, phase);
    struct hinge_value l = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
    enum hinge_reason reason = l.reason != HINGE_REASON_OK ? l.reason : h.reason;
    if (reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        reason = HINGE_REASON_FS_TOO_LOW;
    if (reason == HINGE_REASON_OK && (fabs(h.value) < least || fabs(l.value) < least))
        reason = HINGE_REASON_ROM_SMALL;
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        OUT(ids[k], phase) = hinge_value_refuse(reason);
    if (reason != HINGE_REASON_OK)
        return;
    size_t n = (size_t)(f.to - f.from + 1);
    double *hip = hinge_arena_raw(view->reps->scratch, 2 * n, sizeof *hip);
    double *lumbar = hip + n;
    speeds(view, pair, f, phase == HINGE_PHASE_ASCENT ? -1 : 1, hip, lumbar);
    OUT(PEAK, phase) = hinge_value_of(((double)peak(lumbar, n) - (double)peak(hip, n)) / rate);
    struct hinge_crosscorrelation c =
        hinge_crosscorrelate(hip, lumbar, n, (size_t)lround(p->xcorr_max_s * rate));
    OUT(XCORR, phase) = hinge_value_of(c.lag / rate);
    OUT(XCORR_R, phase) = hinge_value_of(c.r);
}

static void compute_timing(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_phase phases[] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT};
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < HINGE_PAIRS; k++) {
            struct hinge_value *own = out + k * TIMING_ROWS_OF_A_PAIR * HINGE_PHASE_COUNT;
            if (!hinge_pair_given(view, k, TIMING_ROWS_OF_A_PAIR, own))
                continue;
            onsets(view, &hinge_pairs[k], phases[i], own);
            velocities(view, &hinge_pairs[k], phases[i], own);
        }
        OUT(KNEE, phases[i]) =
            hinge_onset_lag(view, HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_knee_flex, phases[i], 0).lag;
    }
    OUT(TRAVEL, HINGE_PHASE_DESCENT) =
        hinge_onset_lag(view, HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_hip_posterior,
                        HINGE_PHASE_DESCENT, 0)
            .lag;
}

const struct hinge_metric_family hinge_metric_family_timing = {
    .id = "timing",
    .title = "Timing",
    .details = "An onset is the last passage of the start plus a share f of the "
               "excursion, before half of it is reached. The share f is 5 % "
               "(`onset.frac`), or more if three SDs of either signal in standing need "
               "it. It is the same for both signals, because unequal thresholds would "
               "create a lag. `onset_lag_error_s` is the SD in standing over the speed "
               "after the onset, of both. Knees and hip travel may begin 0.2 s before the "
               "descent. The cross-correlation is of the speeds within the phase, without "
               "removing means, up to `xcorr.max_s`, refined by a parabola. No lag is "
               "known better than one frame. " HINGE_PAIR_DETAILS,
    .metric = timing_metrics,
    .n = sizeof timing_metrics / sizeof *timing_metrics,
    .compute = compute_timing};

/* --- the order of knees and trunk on the way up (method 7.3) --- */

enum { EXTENSION, EARLY };

static const struct hinge_metric lift_metrics[] = {
    [EXTENSION] = {"knee_extension_deg", "deg",
                   "knee extension from 0.3 s before the ascent to its end", "definition", 1,
                   HINGE_IN_ASCENT, "mean"},
    [EARLY] = {"knee_share_early", "1",
               "share of it done when the trunk has done a quarter of its way", "definition", 3,
               HINGE_IN_ASCENT, "mean"},
};

/* The knees may move before the trunk does. */
static const double KNEES_LEAD_S = 0.3;

/* Mean of a signal over excursion.w_s around a frame. */
static double around(const struct hinge_rep_view *view, enum hinge_signal signal, long frame)
{
    long half = lround(view->parameters->excursion_w_s / 2 * view->body->rate_hz);
    long last = (long)view->body->n - 1;
    long from = frame > half ? frame - half : 0;
    long to = frame + half < last ? frame + half : last;
    return hinge_mean(view->body->signal[signal] + from, (size_t)(to - from + 1));
}

static void compute_lift(const struct hinge_rep_view *view, struct hinge_value *out)
{
    const double *knee = view->body->signal[HINGE_SIGNAL_knee_flex];
    const double *trunk = view->body->signal[HINGE_SIGNAL_trunk_thigh];
    struct hinge_value *extension = &out[EXTENSION * HINGE_PHASE_COUNT + HINGE_PHASE_ASCENT];
    struct hinge_value *early = &out[EARLY * HINGE_PHASE_COUNT + HINGE_PHASE_ASCENT];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_ASCENT);
    if (knee == NULL || trunk == NULL)
        f.reason =
            view->body->reason[knee == NULL ? HINGE_SIGNAL_knee_flex : HINGE_SIGNAL_trunk_thigh];
    *extension = *early = hinge_value_refuse(f.reason);
    if (f.reason != HINGE_REASON_OK)
        return;
    long before = f.from - lround(KNEES_LEAD_S * view->body->rate_hz);
    double start = around(view, HINGE_SIGNAL_knee_flex, before < 0 ? 0 : before);
    double end =
        hinge_view_phase_end(view, HINGE_SIGNAL_knee_flex, HINGE_PHASE_ASCENT, false).value;
    struct hinge_value rise =
        hinge_view_excursion(view, HINGE_SIGNAL_trunk_thigh, HINGE_PHASE_ASCENT);
    *extension = hinge_value_of(start - end);
    *early = rise;
    if (rise.reason != HINGE_REASON_OK)
        return;
    double level =
        hinge_view_phase_end(view, HINGE_SIGNAL_trunk_thigh, HINGE_PHASE_ASCENT, true).value +
        rise.value / 4;
    double at = hinge_first_passage(trunk, (size_t)f.from, (size_t)f.to, level, rise.value > 0);
    *early = fabs(start - end) > 0
                 ? hinge_value_of((start - hinge_value_at(knee, view->body->n, at)) / (start - end))
                 : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
}

const struct hinge_metric_family hinge_metric_family_lift = {
    .id = "lift",
    .title = "Knees against trunk on the way up",
    .details = "In a lift the knees may straighten before the trunk rises. "
               "`knee_share_early` is the share of knee extension reached when the "
               "trunk-thigh angle has reached a quarter of its way.",
    .metric = lift_metrics,
    .n = sizeof lift_metrics / sizeof *lift_metrics,
    .compute = compute_lift};
