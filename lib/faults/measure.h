/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistic of a fault row (or of a gate) on one repetition. */
#ifndef HINGE_FAULTS_MEASURE_H
#define HINGE_FAULTS_MEASURE_H

#include "faults/fault.h"

struct hinge_measured {
    enum hinge_status status; /* OK or NOMEM */
    struct hinge_value value;
    double time_s;      /* when, for a maximum, minimum or drop; else NaN */
    double uncertainty; /* of an onset lag, s; 0 else */
    double error;       /* of a change or share, by noise in standing; 0 else */
    double total;       /* of a share of L or H: the degrees it is a share of; 0 else */
    bool too_noisy;     /* the value is kept, but no verdict stands on it */
    bool taken;         /* there is one: hinge_fault_measure_once */
};

/* `values` are the repetition's metrics. */
struct hinge_measured hinge_fault_measure(const struct hinge_fault *fault,
                                          const struct hinge_rep_view *view,
                                          const struct hinge_value *values);

/* The same, measured unless *own (NULL: nobody keeps it) has it already. */
struct hinge_measured hinge_fault_measure_once(const struct hinge_fault *fault,
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

/* Shares of `over` that `signal` takes: over the window, over a part against the part
 * before it, over the first quarter of the range (method 7.0, share.c). */
struct hinge_measured hinge_fault_share(const struct hinge_fault *fault,
                                        const struct hinge_rep_view *view);

/* Change of a signal over the window, smoothed over share.w when the window is a part
 * of a phase. */
struct hinge_measured hinge_fault_excursion(const struct hinge_rep_view *view,
                                            enum hinge_signal signal,
                                            const struct hinge_window *window);

/* The one phase a window of shares lies in. */
static inline enum hinge_phase hinge_fault_phase(const struct hinge_window *window)
{
    return window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT;
}

static inline struct hinge_measured hinge_measured_refuse(enum hinge_reason reason)
{
    return (struct hinge_measured){.value = hinge_value_refuse(reason), .time_s = nan("")};
}

static inline struct hinge_measured hinge_measured_no_memory(void)
{
    return (struct hinge_measured){.status = HINGE_NOMEM,
                                   .value = hinge_value_refuse(HINGE_REASON_OK)};
}

static inline struct hinge_measured hinge_measured_of(double value)
{
    return (struct hinge_measured){.value = hinge_value_of(value), .time_s = nan("")};
}

#endif
