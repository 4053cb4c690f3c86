/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onsets by a share of the own excursion. */
#include "metrics/parts/onset.h"

#include <math.h>

double hinge_onset(const double *x, size_t from, size_t to, double share, size_t hold)
{
    double start = x[from], change = x[to] - x[from];
    double level = start + share * change, sign = change < 0 ? -1 : 1;
    for (size_t i = from + 1; i + hold <= to + 1; i++) {
        size_t k = 0;
        while (k < hold && sign * (x[i + k] - level) >= 0)
            k++;
        if (k == hold)
            return (double)(i - 1) + (level - x[i - 1]) / (x[i] - x[i - 1]);
    }
    return (double)NAN;
}

/* Share of the excursion the noise in standing makes necessary. */
static double noise_share(const struct hinge_rep_view *view, enum hinge_signal signal,
                          double excursion)
{
    double sd = view->reps->standing.found ? view->reps->standing.noise_sd[signal] : 0;
    return view->parameters->onset_sigma * sd / fabs(excursion);
}

struct hinge_value hinge_onset_lag(const struct hinge_rep_view *view,
                                   enum hinge_signal a, enum hinge_signal b,
                                   enum hinge_phase phase)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_value da = hinge_view_excursion(view, a, phase);
    struct hinge_value db = hinge_view_excursion(view, b, phase);
    if (da.reason != HINGE_REASON_OK || db.reason != HINGE_REASON_OK)
        return da.reason != HINGE_REASON_OK ? da : db;
    if (!hinge_view_fast_enough(view))
        return hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    if (fabs(da.value) < p->onset_min_rom || fabs(db.value) < p->onset_min_rom)
        return hinge_value_refuse(HINGE_REASON_ROM_SMALL);
    double share = fmax(p->onset_frac, fmax(noise_share(view, a, da.value),
                                            noise_share(view, b, db.value)));
    if (share > p->onset_frac_max)
        return hinge_value_refuse(HINGE_REASON_NOISE_TOO_HIGH);
    struct hinge_frames f = hinge_view_phase(view, phase);
    long hold = lround(p->onset_hold_s * view->body->rate_hz);
    size_t from = (size_t)f.from, to = (size_t)f.to, n = hold < 1 ? 1 : (size_t)hold;
    double ta = hinge_onset(view->body->signal[a], from, to, share, n);
    double tb = hinge_onset(view->body->signal[b], from, to, share, n);
    return hinge_value_of((tb - ta) / view->body->rate_hz);
}
