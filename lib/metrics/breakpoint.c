/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the lower back takes over from the hips on the way down, or they from it (method 6.14): two
 * lines through lumbar flexion over F = L + H, which meet in a breakpoint. In: both angles of a
 * descent. Out: the family breakpoint. */
#include "metrics/metric.h"

#include "signal/signal.h"

enum { POINTS = 101 };
/* The part of the range of F that is looked at, and the part in which lines may meet; steps. */
static const double ENDS = 0.02, EDGE = 0.10, STEP_DEG = 0.5;
/* Below this range of F there are no lines to speak of. */
static const double LEAST_DEG = 30;
/* There is a break if shares differ by so much, if two lines leave so little of what one line
 * misses, and if one line misses so much (RMS). */
static const double LEAST_BEND = 0.20, LEFT = 0.50, MISSES_DEG = 0.5;

enum { DEPTH, HIP, BEFORE, AFTER, VALUES };

/* Least squares of L = a + before F + (after - before) max(F - b, 0) for every b, over POINTS even
 * steps of F, each at its first passage: with what a line through F explains taken out of both, one
 * coefficient is left. Kept; the row's value, k. */
static struct hinge_value of_fit(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    static const char owner;
    static const enum hinge_signal of[] = {HINGE_SIGNAL_total_flex, HINGE_SIGNAL_lumbar_flex,
                                           HINGE_SIGNAL_hip_flex};
    const struct hinge_body *body = view->body;
    struct hinge_frames descent = {0};
    double zero[3], f[POINTS], l[POINTS], h[POINTS];
    bool made;
    struct hinge_value *fit = hinge_view_kept(view, &owner, VALUES * sizeof *fit, &made);
    if (!made)
        return fit[row->k];
    enum hinge_reason reason = HINGE_REASON_OK;
    for (int k = 0; k < 3 && reason == HINGE_REASON_OK; k++) {
        const struct hinge_value standing = hinge_view_standing(view, of[k]);
        descent = hinge_view_signal(view, of[k], phase);
        reason = descent.reason != HINGE_REASON_OK ? descent.reason : standing.reason;
        zero[k] = standing.value;
    }
    if (reason == HINGE_REASON_OK && body->tier != 'A' && body->tier != 'B')
        reason = HINGE_REASON_TIER_TOO_LOW;
    const double *total = body->signal[of[0]];
    double start = (double)NAN, deepest = (double)NAN;
    for (long i = descent.from; reason == HINGE_REASON_OK && i <= descent.to; i++) {
        start = isnan(start) ? total[i] : start;
        deepest = fmax(deepest, total[i]);
    }
    const double range = deepest - start;
    if (reason == HINGE_REASON_OK && !(range >= LEAST_DEG))
        reason = HINGE_REASON_ROM_SMALL;
    for (int v = 0; v < VALUES; v++)
        fit[v] = hinge_value_refuse(reason);
    if (reason != HINGE_REASON_OK)
        return fit[row->k];
    long at = descent.from;
    for (int k = 0; k < POINTS; k++) {
        const double level = start + range * (ENDS + (1 - 2 * ENDS) * k / (POINTS - 1));
        while (!(total[at] >= level)) /* the deepest is beyond it */
            at++;
        const double before = at > descent.from ? total[at - 1] : (double)NAN;
        const double part = before < level ? (double)at - (total[at] - level) / (total[at] - before)
                                           : (double)at; /* a gap is before it */
        f[k] = level - zero[0];
        l[k] = hinge_value_at(body->signal[of[1]], body->n, part) - zero[1];
        h[k] = hinge_value_at(body->signal[of[2]], body->n, part) - zero[2];
    }
    const double middle = hinge_mean(f, POINTS), level = hinge_mean(l, POINTS);
    double ff = 0, fl = 0, one = 0, most = 0;
    for (int k = 0; k < POINTS; k++) {
        ff += (f[k] - middle) * (f[k] - middle);
        fl += (f[k] - middle) * (l[k] - level);
    }
    const double slope = fl / ff;
    double b = (double)NAN, before = slope, after = slope;
    for (int k = 0; k < POINTS; k++)
        one += pow(l[k] - level - slope * (f[k] - middle), 2);
    /* from the deepest b on: max(F - b, 0) is F - b beyond it, so sums over what is beyond do */
    const double first = f[0] + (EDGE - ENDS) * range, last = f[0] + (1 - EDGE - ENDS) * range;
    double n = 0, f1 = 0, f2 = 0, l1 = 0, lf = 0;
    for (int step = (int)((last - first) / STEP_DEG), k = POINTS - 1; step >= 0; step--) {
        const double here = first + step * STEP_DEG - middle;
        for (; k >= 0 && f[k] - middle > here; k--) {
            const double x = f[k] - middle, y = l[k] - level;
            n++;
            f1 += x;
            f2 += x * x;
            l1 += y;
            lf += x * y;
        }
        const double z1 = f1 - n * here, fz = f2 - here * f1;
        const double zz = f2 - 2 * here * f1 + n * here * here - z1 * z1 / POINTS - fz * fz / ff;
        const double zl = lf - here * l1 - fz / ff * fl;
        if (!(zl * zl / zz >= most))
            continue;
        most = zl * zl / zz; /* squares that the second line explains */
        b = here + middle;
        before = slope - zl / zz * fz / ff;
        after = before + zl / zz;
    }
    const bool breaks = fabs(after - before) >= LEAST_BEND && one - most <= LEFT * one &&
                        sqrt(one / POINTS) >= MISSES_DEG;
    fit[BEFORE] = hinge_value_of(breaks ? before : slope);
    fit[AFTER] = hinge_value_of(breaks ? after : slope);
    fit[DEPTH] = breaks ? hinge_value_of(b) : hinge_value_refuse(HINGE_REASON_NOT_REACHED);
    fit[HIP] = breaks ? hinge_value_of(hinge_value_at(
                            h, POINTS, (b - f[0]) / (f[POINTS - 1] - f[0]) * (POINTS - 1)))
                      : fit[DEPTH];
    return fit[row->k];
}

/* Largest hip flexion that the person is known to reach: in the furthest bend, or here. */
static struct hinge_value hip_limit(const struct hinge_rep_view *view)
{
    const enum hinge_signal hip = HINGE_SIGNAL_hip_flex;
    const struct hinge_value zero = hinge_view_standing(view, hip);
    const struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    const struct hinge_limits *limits = view->limits;
    if (view->body->signal[hip] == NULL)
        return hinge_value_refuse(view->body->reason[hip]);
    if (f.reason != HINGE_REASON_OK || zero.reason != HINGE_REASON_OK)
        return f.reason != HINGE_REASON_OK ? hinge_value_refuse(f.reason) : zero;
    if (limits == NULL || isnan(limits->hip_max_deg))
        return hinge_value_refuse(HINGE_REASON_NO_MAXFLEX);
    return hinge_value_of(
        fmax(limits->hip_max_deg,
             hinge_view_extremes(view, view->body->signal[hip], f).most - zero.value));
}

#define DOWN HINGE_IN_DESCENT, "mean"

/* clang-format off */
static const struct hinge_metric metrics[] = {
    {"break_depth_deg", "deg", "lumbar plus hip flexion at the breakpoint of lumbar motion", "definition", 1, DOWN, .each_phase = of_fit, .k = DEPTH},
    {"break_hip_deg", "deg", "hip flexion at the breakpoint of lumbar motion", "definition", 1, DOWN, .each_phase = of_fit, .k = HIP},
    {"share_before", "1", "lumbar share of the bend before the breakpoint; without one, of the whole", "definition", 3, DOWN, .each_phase = of_fit, .k = BEFORE,
     .share = true, .heading = "Lumbar share before the breakpoint", .in_text = "lumbar share before the breakpoint"},
    {"share_after", "1", "lumbar share of the bend after the breakpoint; without one, of the whole", "definition", 3, DOWN, .each_phase = of_fit, .k = AFTER,
     .share = true, .heading = "Lumbar share after the breakpoint", .in_text = "lumbar share after the breakpoint"},
    {"hip_limit_deg", "deg", "largest hip flexion of this repetition and of the furthest bend", "definition", 1, HINGE_IN_REP, "mean", .once = hip_limit},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_breakpoint = {
    .id = "breakpoint",
    .title = "Where the lower back takes over",
    .details =
        "Two lines through lumbar flexion over lumbar plus hip flexion of the descent ([method "
        "6.14](method.md#614-depth-before-the-lower-back-bends)). They meet in the breakpoint. "
        "Without one, `break_depth_deg` and `break_hip_deg` are missing (`NOT_REACHED`). The table "
        "`limits` has the barrier of people who round.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
