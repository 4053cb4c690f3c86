/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of the movement that one joint takes, over a phase or a part of it (method
 * 7.0). In: a row and a repetition. Out: a share, and whether noise forbids a verdict.
 */
#include "faults/measure.h"

#include "base/memory.h"
#include "metrics/metric.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Frames *f of a phase in which a signal is known, and *all that means about them may
 * take: smoothed at its ends, too. */
static enum hinge_reason frames_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                                   enum hinge_phase phase, struct hinge_frames *f,
                                   struct hinge_frames *all)
{
    const double *x = view->body->signal[signal];
    *f = hinge_view_phase(view, phase);
    *all =
        hinge_view_around(view, phase, (long)hinge_view_width(view, view->parameters->share_w) / 2);
    if (x == NULL)
        return view->body->reason[signal];
    return f->reason != HINGE_REASON_OK ? f->reason : hinge_view_gaps(view, signal, *f);
}

/* The signal over *f, smoothed over share.w; NULL with *why. */
static double *smoothed(const struct hinge_rep_view *view, enum hinge_signal signal,
                        enum hinge_phase phase, struct hinge_frames *f, struct hinge_measured *why)
{
    struct hinge_frames all;
    enum hinge_reason reason = frames_of(view, signal, phase, f, &all);
    *why = hinge_measured_refuse(reason);
    if (reason != HINGE_REASON_OK)
        return NULL;
    double *out = hinge_resize(NULL, (size_t)(all.to - all.from + 1), sizeof *out);
    hinge_moving_average(view->body->signal[signal], (size_t)all.from, (size_t)all.to,
                         hinge_view_width(view, view->parameters->share_w), out);
    memmove(out, out + (f->from - all.from), (size_t)(f->to - f->from + 1) * sizeof *out);
    return out;
}

/* The same at one place between two frames: its means there alone. */
static double smoothed_at(const struct hinge_rep_view *view, enum hinge_signal signal,
                          const struct hinge_frames *all, double place)
{
    long half = (long)hinge_view_width(view, view->parameters->share_w) / 2;
    double mean[2];
    if (isnan(place))
        return (double)NAN;
    for (long k = 0; k < 2; k++) {
        long i = (long)place + k;
        long from = i - half > all->from ? i - half : all->from;
        long to = i + half < all->to ? i + half : all->to;
        mean[k] = from <= to
                      ? hinge_mean(view->body->signal[signal] + from, (size_t)(to - from + 1))
                      : (double)NAN;
    }
    return hinge_value_at(mean, 2, place - floor(place));
}

/* Half the SD: the SD of a smoothed signal in a short window is too small by chance. */
static const double SMOOTHED = 0.5;

/* What noise in standing makes of a difference of two means; 0 where nothing is known.
 */
static double excursion_error(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_standing *standing = &view->reps->standing;
    return standing->found ? sqrt(2) * SMOOTHED * standing->noise_sd[signal] : 0;
}

struct hinge_measured hinge_fault_excursion(const struct hinge_rep_view *view,
                                            enum hinge_signal signal,
                                            const struct hinge_window *window)
{
    enum hinge_phase phase = hinge_fault_phase(window);
    struct hinge_frames f, all;
    struct hinge_measured m = hinge_measured_refuse(HINGE_REASON_OK);
    if (window->p0 <= 0 && window->p1 >= 1) {
        m.value = hinge_view_excursion(view, signal, phase);
        m.error = excursion_error(view, signal);
        return m;
    }
    m = hinge_measured_refuse(frames_of(view, signal, phase, &f, &all));
    if (m.value.reason != HINGE_REASON_OK)
        return m;
    /* the ends are interpolated where the driver passes p0 and p1 */
    double from = window->p0 <= 0 ? (double)f.from : hinge_view_progress(view, phase, window->p0);
    double to = window->p1 >= 1 ? (double)f.to : hinge_view_progress(view, phase, window->p1);
    m = hinge_measured_of(smoothed_at(view, signal, &all, to) -
                          smoothed_at(view, signal, &all, from));
    m.error = excursion_error(view, signal);
    return m;
}

/* What noise in standing makes of a share of L or H over `total` degrees of F; 0 where
 * nothing is known. */
static double share_error(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          double share, double total)
{
    const double *sd = view->reps->standing.noise_sd;
    bool hip = fault->signal == HINGE_SIGNAL_hip_flex;
    if (!view->reps->standing.found || fault->over != HINGE_SIGNAL_total_flex ||
        (!hip && fault->signal != HINGE_SIGNAL_lumbar_flex))
        return 0;
    double lumbar = fmin(1, fmax(0, hip ? 1 - share : share));
    double error = SMOOTHED * ((1 - lumbar) * sd[HINGE_SIGNAL_lumbar_flex] +
                               lumbar * sd[HINGE_SIGNAL_hip_flex]);
    return sqrt(2) * error / fabs(total);
}

static bool known(const struct hinge_measured *m)
{
    return m->status == HINGE_OK && m->value.reason == HINGE_REASON_OK;
}

/* Share over a window of one phase. */
static struct hinge_measured over_window(const struct hinge_fault *fault,
                                         const struct hinge_rep_view *view,
                                         const struct hinge_window *window)
{
    struct hinge_measured a = hinge_fault_excursion(view, fault->signal, window);
    struct hinge_measured b = hinge_fault_excursion(view, fault->over, window);
    if (!known(&a))
        return a;
    if (!known(&b))
        return b;
    if (!(fabs(b.value.value) > 0))
        return hinge_measured_refuse(HINGE_REASON_ROM_SMALL);
    struct hinge_measured m = hinge_measured_of(a.value.value / b.value.value);
    bool part = window->p0 > 0 || window->p1 < 1;
    if (part)
        m.error = share_error(fault, view, m.value.value, b.value.value);
    m.too_noisy = m.error > view->parameters->noise_share;
    m.total = b.value.value;
    return m;
}

/* Share in the window divided by the share in the phase before it. */
static struct hinge_measured plateau(const struct hinge_fault *fault,
                                     const struct hinge_rep_view *view)
{
    struct hinge_window before = {fault->window.parts, 0, fault->window.p0};
    struct hinge_measured late = over_window(fault, view, &fault->window);
    struct hinge_measured early = over_window(fault, view, &before);
    if (!known(&late))
        return late;
    if (!known(&early))
        return early;
    if (!(fabs(early.value.value) > 0))
        return hinge_measured_refuse(HINGE_REASON_DEN_SMALL);
    late.value.value /= early.value.value;
    late.error /= fabs(early.value.value);
    late.total *= early.value.value;
    late.too_noisy = late.error > view->parameters->noise_share;
    return late;
}

/* Share over the first quarter, in time, of the range of `over`. */
static struct hinge_measured quarter(const struct hinge_fault *fault,
                                     const struct hinge_rep_view *view)
{
    enum hinge_phase way = hinge_fault_phase(&fault->window);
    struct hinge_frames f;
    struct hinge_measured m;
    double *own = smoothed(view, fault->signal, way, &f, &m);
    double *all = own == NULL ? NULL : smoothed(view, fault->over, way, &f, &m);
    if (all == NULL) {
        free(own);
        return m;
    }
    size_t n = (size_t)(f.to - f.from + 1);
    for (size_t i = 0; i < n; i++)
        all[i] -= own[i]; /* what the rest does */
    struct hinge_bin_phase phase = {
        .lumbar = own, .hip = all, .from = 0, .to = n - 1, .baseline = 0};
    struct hinge_bin bin[4];
    hinge_bins_quartile(&phase, view->parameters->ratio_min_F, bin);
    free(own);
    free(all);
    struct hinge_value share = hinge_bin_fraction(&bin[0]);
    if (share.reason != HINGE_REASON_OK)
        return hinge_measured_refuse(share.reason);
    m = hinge_measured_of(share.value);
    m.error = share_error(fault, view, share.value, bin[0].total_deg);
    m.total = bin[0].total_deg;
    m.too_noisy = m.error > view->parameters->noise_share;
    return m;
}

struct hinge_measured hinge_fault_share(const struct hinge_fault *fault,
                                        const struct hinge_rep_view *view)
{
    if (fault->statistic == HINGE_STATISTIC_PLATEAU)
        return plateau(fault, view);
    if (fault->statistic == HINGE_STATISTIC_QUARTER)
        return quarter(fault, view);
    return over_window(fault, view, &fault->window);
}
