/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onsets by a share of the own excursion. */
#include "metrics/parts/onset.h"

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
