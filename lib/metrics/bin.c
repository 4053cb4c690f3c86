/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lumbar share inside ranges of total flexion (method 6.2). */
#include "metrics/metric.h"
#include "metrics/parts/excursion_ratio.h"
#include "metrics/parts/pair.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

#define PHASES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define FRACTION(suffix, name, title, source)                                                      \
    {                                                                                              \
        "lumbar_fraction_" name suffix, "1", "lumbar fraction, " title, source, 3, PHASES, "mean"  \
    }
#define RATIO(suffix, of, name, title, source)                                                     \
    {                                                                                              \
        "lumbar_hip_ratio_" name suffix, "1", "lumbar to " of " motion, " title, source, 3,        \
            PHASES, "ratio_of_means"                                                               \
    }
#define ROWS(suffix, of, range)                                                                    \
    FRACTION(suffix, "deg0_30", "0-30 degrees of " range, "Esola 1996"),                           \
        FRACTION(suffix, "deg30_60", "30-60 degrees", "Esola 1996"),                               \
        FRACTION(suffix, "deg60_90", "60-90 degrees", "Esola 1996"),                               \
        FRACTION(suffix, "deg90_120", "90-120 degrees", "Esola 1996"),                             \
        FRACTION(suffix, "q1", "first quarter of the phase's range", "McClure 1997"),              \
        FRACTION(suffix, "q2", "second quarter", "McClure 1997"),                                  \
        FRACTION(suffix, "q3", "third quarter", "McClure 1997"),                                   \
        FRACTION(suffix, "q4", "last quarter", "McClure 1997"),                                    \
        RATIO(suffix, of, "deg0_30", "0-30 degrees of " range, "Esola 1996"),                      \
        RATIO(suffix, of, "deg30_60", "30-60 degrees", "Esola 1996"),                              \
        RATIO(suffix, of, "deg60_90", "60-90 degrees", "Esola 1996"),                              \
        RATIO(suffix, of, "deg90_120", "90-120 degrees", "Esola 1996"),                            \
        RATIO(suffix, of, "q1", "first quarter of the phase's range", "McClure 1997"),             \
        RATIO(suffix, of, "q2", "second quarter", "McClure 1997"),                                 \
        RATIO(suffix, of, "q3", "third quarter", "McClure 1997"),                                  \
        RATIO(suffix, of, "q4", "last quarter", "McClure 1997")

static const struct hinge_metric metrics[] = {ROWS("", "hip", "total flexion"),
                                              ROWS("_lp", "pelvis", "thorax inclination")};
enum { BINS = 4, ROWS_OF_A_PAIR = 4 * BINS };
static const double edges[BINS + 1] = {0, 30, 60, 90, 120};

/* A column is computed when its two edges are neighbours in bins.deg. */
static bool wanted(const struct hinge_number_list *list, int bin)
{
    for (size_t k = 0; k + 1 < list->n; k++)
        if (list->value[k] == edges[bin] && list->value[k + 1] == edges[bin + 1])
            return true;
    return false;
}

/* F at the start of the repetition, the baseline of both phases, smoothed like L and H.
 */
static double baseline(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                       const struct hinge_bin_phase *b, enum hinge_phase phase)
{
    const double *total = view->body->signal[pair->total];
    const struct hinge_phase_bounds *bounds = &view->rep->bounds;
    long half = (long)(hinge_view_smoothing(view) / 2), n = (long)view->body->n;
    if (phase == HINGE_PHASE_DESCENT)
        return b->lumbar[0] + b->hip[0];
    if (view->rep->floor || bounds->desc_start == HINGE_NO_INDEX)
        return b->lumbar[b->to] + b->hip[b->to];
    long last = bounds->desc_start + half < n ? bounds->desc_start + half : n - 1;
    return hinge_mean(total + bounds->desc_start, (size_t)(last - bounds->desc_start + 1));
}

static void refuse(struct hinge_value *out, enum hinge_phase phase, enum hinge_reason reason)
{
    for (size_t m = 0; m < ROWS_OF_A_PAIR; m++)
        out[m * HINGE_PHASE_COUNT + (size_t)phase] = hinge_value_refuse(reason);
}

static void fill(const struct hinge_rep_view *view, const struct hinge_bin_phase *b,
                 enum hinge_phase phase, struct hinge_value *out)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_bin bin[2 * BINS];
    hinge_bins_degree(b, edges, BINS + 1, bin);
    hinge_bins_quartile(b, p->ratio_min_F, bin + BINS);
    for (int k = 0; k < 2 * BINS; k++) {
        if (k < BINS && !wanted(&p->bins_deg, k))
            bin[k].reason = HINGE_REASON_BIN_NOT_REACHED;
        out[(size_t)k * HINGE_PHASE_COUNT + (size_t)phase] = hinge_bin_fraction(&bin[k]);
        out[(size_t)(2 * BINS + k) * HINGE_PHASE_COUNT + (size_t)phase] =
            hinge_bin_ratio(&bin[k], p->ratio_min_H_bin);
    }
}

static void compute_phase(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                          enum hinge_phase phase, struct hinge_value *out)
{
    const double *lumbar = view->body->signal[HINGE_SIGNAL_lumbar_flex];
    const double *hip = view->body->signal[pair->hip];
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (lumbar == NULL)
        f.reason = view->body->reason[HINGE_SIGNAL_lumbar_flex];
    else if (hip == NULL)
        f.reason = view->body->reason[pair->hip];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, pair->total, f);
    if (f.reason != HINGE_REASON_OK) {
        refuse(out, phase, f.reason);
        return;
    }
    size_t from = (size_t)f.from, to = (size_t)f.to, n = to - from + 1;
    size_t width = hinge_view_smoothing(view);
    double *smooth = hinge_alloc(2 * n, sizeof *smooth);
    hinge_moving_average(lumbar, from, to, width, smooth);
    hinge_moving_average(hip, from, to, width, smooth + n);
    struct hinge_bin_phase b = {.lumbar = smooth, .hip = smooth + n, .from = 0, .to = n - 1};
    b.baseline = baseline(view, pair, &b, phase);
    fill(view, &b, phase, out);
    free(smooth);
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    for (size_t k = 0; k < HINGE_PAIRS; k++) {
        struct hinge_value *own = out + k * ROWS_OF_A_PAIR * HINGE_PHASE_COUNT;
        if (!hinge_pair_given(view, k, ROWS_OF_A_PAIR, own))
            continue;
        compute_phase(view, &hinge_pairs[k], HINGE_PHASE_DESCENT, own);
        compute_phase(view, &hinge_pairs[k], HINGE_PHASE_ASCENT, own);
    }
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_bin = {
    .id = "bin",
    .title = "Ratios by range",
    .details = "Lumbar share where the total flexion F = L + H passes 0-30, 30-60, 60-90 "
               "and 90-120 degrees, and by quarters of the phase's own range in time "
               "order. L and H are smoothed first (`peak.w_A`, `peak.w_BC`): with "
               "keypoints a bin of one repetition has an SD near 0.12, so tier-B bins are "
               "for trial and participant means. F starts at the first frame of the "
               "descent. The ascent has the same baseline; if it ends slightly above it, "
               "its last bin is the part that was passed. A column is given only if "
               "`bins.deg` has both its edges. " HINGE_PAIR_DETAILS,
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
