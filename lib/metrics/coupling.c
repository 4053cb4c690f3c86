/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coordination of lumbar and hip (method 6.6, 6.7): vector coding of the phases,
 * relative phase of the whole cycle, and how much both vary between repetitions. */
#include "metrics/metric.h"
#include "metrics/parts/circular.h"
#include "metrics/parts/cycle.h"
#include "metrics/parts/pair.h"
#include "reps/view.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define REP HINGE_IN_REP
enum { STEPS = HINGE_CURVE_POINTS - 1, LEAST_REPS = 3 };
enum {
    ANGLE,
    VARIABILITY,
    EXCLUDED,
    BIN0,
    PATTERN0 = BIN0 + 8,
    MARP = PATTERN0 + 4,
    DP,
    ROWS_OF_A_PAIR
};

#define PHASE_ROW(k, name, unit, title, source) [k] = {name, unit, title, source, 1, MOVES, "mean"}
#define BIN(at, suffix, k, what)                                                                   \
    PHASE_ROW((at) + BIN0 + (k), "coupling_bin" #k "_pct" suffix, "percent", what, "Needham 2015")
#define PATTERN(at, suffix, k, name, what)                                                         \
    PHASE_ROW((at) + PATTERN0 + (k), "pattern_" name "_pct" suffix, "percent", what, "Chang 2008")
#define ROWS(at, suffix, of)                                                                       \
    [(at) + ANGLE] = {"coupling_angle_deg" suffix,                                                 \
                      "deg",                                                                       \
                      "coupling angle: 0 " of " alone, 45 both, 90 lumbar alone",                  \
                      "Chang 2008",                                                                \
                      1,                                                                           \
                      MOVES,                                                                       \
                      "circular"},                                                                 \
            PHASE_ROW((at) + VARIABILITY, "coupling_variability_deg" suffix, "deg",                \
                      "angular deviation of the coupling angle between repetitions",               \
                      "Needham 2014"),                                                             \
            PHASE_ROW((at) + EXCLUDED, "coupling_excluded_pct" suffix, "percent",                  \
                      "steps too small to have an angle", "definition"),                           \
            BIN(at, suffix, 0, "in phase flexing, " of " more"),                                   \
            BIN(at, suffix, 1, "in phase flexing, lumbar more"),                                   \
            BIN(at, suffix, 2, "lumbar flexes, " of " extends less"),                              \
            BIN(at, suffix, 3, "lumbar flexes, " of " extends more"),                              \
            BIN(at, suffix, 4, "in phase extending, " of " more"),                                 \
            BIN(at, suffix, 5, "in phase extending, lumbar more"),                                 \
            BIN(at, suffix, 6, "lumbar extends, " of " flexes less"),                              \
            BIN(at, suffix, 7, "lumbar extends, " of " flexes more"),                              \
            PATTERN(at, suffix, 0, "hip", of " phase"), PATTERN(at, suffix, 1, "in", "in phase"),  \
            PATTERN(at, suffix, 2, "lumbar", "lumbar phase"),                                      \
            PATTERN(at, suffix, 3, "anti", "anti-phase"),                                          \
            [(at) + MARP] = {"marp_deg" suffix,                                                    \
                             "deg",                                                                \
                             "mean absolute relative phase of " of " and lumbar",                  \
                             "Stergiou 2004",                                                      \
                             1,                                                                    \
                             REP,                                                                  \
                             "mean"},                                                              \
            [(at) + DP] = {"dp_deg" suffix, "deg", "SD of the relative phase between repetitions", \
                           "Stergiou 2004", 1,     REP,                                            \
                           "mean"}

static const struct hinge_metric metrics[] = {
    ROWS(0, "", "hip"),
    ROWS(ROWS_OF_A_PAIR, "_lp", "pelvis"),
};
enum { METRICS = sizeof metrics / sizeof *metrics };
#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

/* --- vector coding --- */

static enum hinge_reason angles(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                                enum hinge_phase phase, double *work, double gamma[STEPS])
{
    double curve[2][HINGE_CURVE_POINTS];
    enum hinge_reason reason = hinge_curves_of_two(view, pair, phase, work, curve);
    if (reason != HINGE_REASON_OK)
        return reason;
    hinge_coupling_angles(curve[0], curve[1], HINGE_CURVE_POINTS, view->parameters->vc_min_step,
                          gamma);
    double known = (double)(STEPS - hinge_count_missing(gamma, STEPS));
    return 1 - known / STEPS > view->parameters->vc_max_excl ? HINGE_REASON_ROM_SMALL
                                                             : HINGE_REASON_OK;
}

/* -45 and not 315, so that flexing patterns lie on one stretch and so do extending
 * ones: their means over people are means. */
static double unrolled(double gamma)
{
    return gamma > 270 ? gamma - 360 : gamma;
}

static void classes(const double gamma[STEPS], enum hinge_phase phase, struct hinge_value *out)
{
    int bin[8] = {0}, pattern[4] = {0};
    struct hinge_circular c = hinge_circular_mean(gamma, STEPS);
    for (int i = 0; i < STEPS; i++) {
        if (isnan(gamma[i]))
            continue;
        bin[hinge_coupling_bin(gamma[i])]++;
        pattern[hinge_coupling_pattern(gamma[i])]++;
    }
    OUT(ANGLE, phase) = hinge_value_of(unrolled(c.mean));
    OUT(EXCLUDED, phase) = hinge_value_of(100 * (1 - (double)c.n / STEPS));
    for (int k = 0; k < 8; k++)
        OUT(BIN0 + k, phase) = hinge_value_of(100.0 * bin[k] / (double)c.n);
    for (int k = 0; k < 4; k++)
        OUT(PATTERN0 + k, phase) = hinge_value_of(100.0 * pattern[k] / (double)c.n);
}

/* --- what the repetitions of a trial share --- */

/* Angles of descent and ascent of one repetition, or why not. */
struct coupled {
    enum hinge_reason angled[2];
    double gamma[2][STEPS];
};

/* Of a pair, over all repetitions: known from the first one on. */
struct shared {
    struct hinge_value variability[2];
    struct coupled rep[];
};

/* Mean over the points of the angular deviation between the trial's repetitions. */
static struct hinge_value variability(const struct hinge_rep_view *view,
                                      const struct shared *shared, int phase, double *all)
{
    size_t n = 0, points = 0;
    double sum = 0;
    for (size_t k = 0; k < view->reps->n; k++) {
        const struct coupled *rep = &shared->rep[k];
        if (!hinge_rep_counts(&view->reps->rep[k]) || rep->angled[phase] != HINGE_REASON_OK)
            continue;
        for (size_t i = 0; i < STEPS; i++)
            all[i * view->reps->n + n] = rep->gamma[phase][i];
        n++;
    }
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    for (size_t i = 0; i < STEPS; i++) {
        struct hinge_circular c = hinge_circular_mean(all + i * view->reps->n, n);
        sum += c.n >= LEAST_REPS ? c.deviation : 0;
        points += c.n >= LEAST_REPS;
    }
    return points > 0 ? hinge_value_of(sum / (double)points)
                      : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
}

static const enum hinge_phase phases[2] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT};

static void share(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                  struct shared *shared)
{
    size_t n = view->body->n, reps = view->reps->n;
    double *work = hinge_resize(NULL, n + (size_t)STEPS * reps, sizeof *work);
    for (size_t k = 0; k < reps; k++) {
        struct hinge_rep_view v = hinge_view_of_rep(view, k);
        struct coupled *rep = &shared->rep[k];
        for (int p = 0; p < 2; p++)
            rep->angled[p] = angles(&v, pair, phases[p], work, rep->gamma[p]);
    }
    for (int p = 0; p < 2; p++)
        shared->variability[p] = variability(view, shared, p, work + n);
    free(work);
}

static void fill_pair(const struct hinge_rep_view *view, const struct shared *shared,
                      struct hinge_value *out)
{
    const struct coupled *rep = &shared->rep[view->rep - view->reps->rep];
    for (int p = 0; p < 2; p++) {
        for (int m = ANGLE; m < MARP; m++)
            OUT(m, phases[p]) = hinge_value_refuse(rep->angled[p]);
        if (rep->angled[p] != HINGE_REASON_OK)
            continue;
        classes(rep->gamma[p], phases[p], out);
        OUT(VARIABILITY, phases[p]) = shared->variability[p];
    }
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    bool keeps = view->reps->kept != NULL;
    size_t size = sizeof(struct shared) + view->reps->n * sizeof(struct coupled);
    for (size_t k = 0; k < HINGE_PAIRS; k++) {
        struct hinge_value *own = out + k * ROWS_OF_A_PAIR * HINGE_PHASE_COUNT;
        bool made = true;
        if (!hinge_pair_given(view, k, ROWS_OF_A_PAIR, own))
            continue;
        const enum hinge_signal pair[2] = {hinge_pairs[k].hip, HINGE_SIGNAL_lumbar_flex};
        const struct hinge_metric *owner = &metrics[k * ROWS_OF_A_PAIR];
        struct shared *shared =
            keeps ? hinge_reps_kept(view->reps, owner, size, &made) : hinge_alloc(1, size);
        if (made)
            share(view, pair, shared);
        fill_pair(view, shared, own);
        if (!keeps)
            free(shared);
        hinge_cycle_values(view, pair, 0, owner + MARP,
                           &own[MARP * HINGE_PHASE_COUNT + HINGE_PHASE_REP],
                           &own[DP * HINGE_PHASE_COUNT + HINGE_PHASE_REP]);
    }
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_coupling = {
    .id = "coupling",
    .title = "Coordination",
    .details = "Vector coding is the direction of each step of the (hip, lumbar) curve "
               "over 101 points of a phase, without steps under `vc.min_step`. 0 is hip "
               "alone, 45 both alike, 90 lumbar alone. 180 and more is the same in "
               "extension, and -45 (or 315) a back that arches while the hip flexes. "
               "Means of angles are circular; they are written from -90 to 270. Relative "
               "phase uses hip and lumbar flexion over the whole repetition, from "
               "standing and back. Each is centred by its mid-range and has the phase of "
               "its analytic signal; positive is the hip ahead. `crp.edge` points at each "
               "end are excluded. A repetition that doesn't return is no cycle "
               "(`crp.return`). Keypoints are smoothed over `peak.w_BC` first. "
               "`coupling_variability_deg` and `dp_deg` belong to the recording: they "
               "need three repetitions and are the same in each row. A repetition without "
               "a usable phase or cycle has its own reason. " HINGE_PAIR_DETAILS,
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
