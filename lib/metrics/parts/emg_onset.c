/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onsets, silence and amplitude of EMG. In: band-passed samples and envelopes of the
 * body; out: times and root mean squares. */
#include "metrics/parts/emg_onset.h"

#include "signal/signal.h"

#include <math.h>

/* Slower than this the driver rests. */
static const double QUIET_DEG_S = 5;
static const double LEAD_S = 0.5, SILENT_SD = 2;

/* --- times --- */

static double time_of(const struct hinge_body *body, double frame)
{
    return body->start_s + frame / body->rate_hz;
}

static double bound(const struct hinge_body *body, long frame)
{
    return frame == HINGE_NO_INDEX ? (double)NAN : time_of(body, (double)frame);
}

/* First and last frame of a repetition. */
static void extent(const struct hinge_rep *rep, long *from, long *to)
{
    const long all[] = {rep->bounds.desc_start, rep->bounds.desc_end, rep->bounds.asc_start,
                        rep->bounds.asc_end};
    *from = *to = HINGE_NO_INDEX;
    for (int k = 0; k < 4; k++) {
        if (all[k] == HINGE_NO_INDEX)
            continue;
        *from = *from == HINGE_NO_INDEX || all[k] < *from ? all[k] : *from;
        *to = *to == HINGE_NO_INDEX || all[k] > *to ? all[k] : *to;
    }
}

/* Standing, outside of repetitions and the `setup` frames before each, which are
 * braced.
 */
static bool is_quiet(const struct hinge_reps *reps, long setup, long frame)
{
    if (!(fabs(reps->vs[frame]) < QUIET_DEG_S))
        return false;
    for (size_t k = 0; k < reps->n; k++) {
        long from, to;
        extent(&reps->rep[k], &from, &to);
        if (from != HINGE_NO_INDEX && frame >= from - setup && frame <= to)
            return false;
    }
    return true;
}

/* The last stretch of `length` quiet frames up to `end`, else the first at all; its
 * first frame or -1. */
static long quiet_frames(const struct hinge_rep_view *view, long setup, long end, long length)
{
    long run = 0, first = -1, last = -1;
    for (long i = 0; i < (long)view->body->n; i++) {
        run = is_quiet(view->reps, setup, i) ? run + 1 : 0;
        if (run >= length && first < 0)
            first = i - length + 1;
        if (run >= length && i <= end)
            last = i - length + 1;
    }
    return last >= 0 ? last : first;
}

struct hinge_emg_rep hinge_emg_rep(const struct hinge_rep_view *view)
{
    const struct hinge_phase_bounds *b = &view->rep->bounds;
    const struct hinge_body *body = view->body;
    long from, to;
    struct hinge_emg_rep e = {.view = view,
                              .desc_start = bound(body, b->desc_start),
                              .desc_end = bound(body, b->desc_end),
                              .asc_start = bound(body, b->asc_start),
                              .asc_end = bound(body, b->asc_end),
                              .quiet_from = (double)NAN,
                              .quiet_to = (double)NAN};
    extent(view->rep, &from, &to);
    e.first = time_of(body, hinge_view_progress(view, HINGE_PHASE_DESCENT, 0.3));
    e.setup = bound(body, from) - view->parameters->seg_setup_s;
    if (from == HINGE_NO_INDEX || view->reps->vs == NULL)
        return e;
    long length = lround(view->parameters->emg_quiet_s * body->rate_hz);
    long setup = lround(view->parameters->seg_setup_s * body->rate_hz);
    long quiet = quiet_frames(view, setup, from - setup, length > 1 ? length : 1);
    if (quiet >= 0) {
        e.quiet_from = time_of(body, (double)quiet);
        e.quiet_to = time_of(body, (double)(quiet + length));
    }
    return e;
}

/* --- samples --- */

/* Samples within from..to; false where there are none. */
static bool samples(const struct hinge_muscle *m, double from, double to, size_t *first,
                    size_t *last)
{
    double a = ceil((from - m->start_s) * m->rate_hz - 1e-6);
    double b = floor((to - m->start_s) * m->rate_hz + 1e-6);
    if (m->band == NULL || !(b >= a) || b < 0 || a > (double)(m->n - 1))
        return false;
    *first = a > 0 ? (size_t)a : 0;
    *last = b < (double)(m->n - 1) ? (size_t)b : m->n - 1;
    return true;
}

double hinge_emg_rms(const struct hinge_muscle *muscle, double from, double to)
{
    size_t first, last, n = 0;
    double sum = 0;
    if (!samples(muscle, from, to, &first, &last))
        return (double)NAN;
    for (size_t i = first; i <= last; i++)
        if (!isnan(muscle->band[i])) {
            sum += muscle->band[i] * muscle->band[i];
            n++;
        }
    return n > 0 ? sqrt(sum / (double)n) : (double)NAN;
}

double hinge_emg_peak(const struct hinge_muscle *muscle, double from, double to, double width_s)
{
    size_t first, last, known = 0, length = (size_t)lround(width_s * muscle->rate_hz);
    double most = (double)NAN, sum = 0;
    if (!(to - from > width_s) || !samples(muscle, from, to, &first, &last) ||
        last - first + 1 < length)
        return hinge_emg_rms(muscle, from, to);
    for (size_t i = first; i <= last; i++) {
        double in = muscle->band[i];
        double out = i - first >= length ? muscle->band[i - length] : (double)NAN;
        sum += (isnan(in) ? 0 : in * in) - (isnan(out) ? 0 : out * out);
        known += isnan(in) == 0;
        known -= isnan(out) == 0;
        if (i - first + 1 >= length && known > 0)
            most = fmax(most, fmax(0, sum) / (double)known);
    }
    return sqrt(most);
}

/* Mean and SD of the envelope; false below 2 samples. */
static bool level(const struct hinge_muscle *m, double from, double to, double *mean, double *sd)
{
    size_t first, last;
    if (!samples(m, from, to, &first, &last) || last <= first)
        return false;
    *mean = hinge_mean(m->envelope + first, last - first + 1);
    *sd = sqrt(hinge_variance(m->envelope + first, last - first + 1));
    return !isnan(*mean) && !isnan(*sd);
}

/* First time in from..to of a stretch of hold_s above the threshold; NaN. */
static double rise(const struct hinge_muscle *m, double from, double to, double threshold,
                   double hold_s)
{
    size_t first, last, run = 0, needed = (size_t)ceil(hold_s * m->rate_hz - 1e-6);
    if (!samples(m, from, to, &first, &last))
        return (double)NAN;
    needed = needed > 0 ? needed : 1;
    for (size_t i = first; i < m->n && (i <= last || run > 0); i++) {
        run = m->envelope[i] > threshold ? run + 1 : 0;
        if (run >= needed)
            return m->start_s + (double)(i + 1 - needed) / m->rate_hz;
    }
    return (double)NAN;
}

struct hinge_value hinge_emg_onset(const struct hinge_emg_rep *rep,
                                   const struct hinge_muscle *muscle, bool *noisy)
{
    const struct hinge_parameters *p = rep->view->parameters;
    double mean, sd, hold = p->emg_hold_ms / 1000;
    double from = isnan(rep->desc_end) ? rep->asc_start - LEAD_S
                                       : fmax(rep->asc_start - LEAD_S, rep->desc_end);
    size_t first, last;
    *noisy = false;
    if (muscle->band == NULL)
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (isnan(rep->asc_start) || isnan(rep->asc_end))
        return hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    if (!samples(muscle, from, rep->asc_end, &first, &last))
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    bool quiet = level(muscle, rep->quiet_from, rep->quiet_to, &mean, &sd) && sd <= mean;
    *noisy = !quiet || muscle->envelope[first] > mean + p->emg_sd * sd;
    if (*noisy &&
        (rep->asc_start - from < hold || !level(muscle, from, rep->asc_start, &mean, &sd)))
        return hinge_value_refuse(HINGE_REASON_EMG_BASELINE_NOISY);
    double at = rise(muscle, from, rep->asc_end, mean + p->emg_sd * sd, hold);
    return !isnan(at) ? hinge_value_of(at)
                      : hinge_value_refuse(*noisy ? HINGE_REASON_EMG_BASELINE_NOISY
                                                  : HINGE_REASON_BIN_NOT_REACHED);
}

struct hinge_value hinge_emg_silence(const struct hinge_emg_rep *rep,
                                     const struct hinge_muscle *muscle, double from, double to)
{
    double mean, sd;
    size_t first, last;
    if (muscle->band == NULL || !samples(muscle, from, to, &first, &last))
        return hinge_value_refuse(HINGE_REASON_NO_EMG);
    if (!level(muscle, rep->quiet_from, rep->quiet_to, &mean, &sd) || sd > mean)
        return hinge_value_refuse(HINGE_REASON_EMG_BASELINE_NOISY);
    for (size_t i = first; i <= last; i++)
        if (muscle->envelope[i] < mean + SILENT_SD * sd)
            return hinge_value_of(muscle->start_s + (double)i / muscle->rate_hz);
    return hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED);
}

uint64_t hinge_emg_warnings(const struct hinge_rep_view *view)
{
    struct hinge_emg_rep rep = {0};
    bool any = false;
    for (int m = 0; m < HINGE_MUSCLES; m++) {
        bool noisy = false;
        if (view->body->muscle[m].band == NULL)
            continue;
        if (!any)
            rep = hinge_emg_rep(view);
        any = true;
        struct hinge_value at = hinge_emg_onset(&rep, &view->body->muscle[m], &noisy);
        if (noisy && at.reason == HINGE_REASON_OK)
            return HINGE_WARN(EMG_BASELINE_NOISY);
    }
    return 0;
}
