/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How lumbar spine and hip share the motion (method 6.1 to 6.3): ratios of whole phases, inside
 * bins of total flexion, and slopes. In: excursions, or L and H of a phase. Out: values with
 * reasons, and the families ratio, bin, slope. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

static const double NEAR_EDGE_DEG = 0.5;
/* Where F falls it ends this near to where it began, as a share of its range (phases
 * end within seg.near of their turning points), and hardly ever where it began. */
static const double NEAR_END = 0.10;

struct hinge_value hinge_ratio(double numerator, double denominator, double least,
                               enum hinge_reason small)
{
    if (isnan(numerator) || isnan(denominator))
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    if (!(fabs(denominator) >= least) || !(fabs(denominator) > 0))
        return hinge_value_refuse(small);
    return hinge_value_of(numerator / denominator);
}

struct hinge_value hinge_log_ratio(double numerator, double denominator, double least)
{
    if (isnan(numerator) || isnan(denominator))
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    if (fabs(numerator) < least || fabs(denominator) < least)
        return hinge_value_refuse(HINGE_REASON_LOG_NONPOS);
    double ratio = numerator / denominator; /* NaN for 0/0 */
    if (!(ratio > 0))
        return hinge_value_refuse(HINGE_REASON_LOG_NONPOS);
    return hinge_value_of(log(ratio));
}

/* A place between two samples. */
struct place {
    size_t before, after;
    double share;
    bool found;
};

static double value_at(const double *x, const struct place *p)
{
    return x[p->before] + p->share * (x[p->after] - x[p->before]);
}

static struct place at_sample(size_t i)
{
    return (struct place){.before = i, .after = i, .found = true};
}

static double total(const struct hinge_bin_phase *phase, size_t i)
{
    return phase->lumbar[i] + phase->hip[i] - phase->baseline;
}

/* The samples between which F is known; false when there are none. */
struct walk {
    const struct hinge_bin_phase *phase;
    size_t first, last;
    double sign; /* 1 where F rises over the phase, -1 where it falls */
};

static bool walk_init(struct walk *w, const struct hinge_bin_phase *phase)
{
    *w = (struct walk){.phase = phase, .first = phase->from, .last = phase->to};
    while (w->first <= phase->to && isnan(total(phase, w->first)))
        w->first++;
    if (w->first > phase->to)
        return false;
    while (isnan(total(phase, w->last)))
        w->last--;
    w->sign = total(phase, w->last) >= total(phase, w->first) ? 1 : -1;
    return true;
}

/* First passage of `level` in the phase's direction. */
static struct place passage(const struct walk *w, double level)
{
    const struct hinge_bin_phase *phase = w->phase;
    size_t before = w->first;
    double f_before = w->sign * (total(phase, before) - level), furthest = f_before;
    if (f_before >= 0 && f_before <= NEAR_EDGE_DEG)
        return at_sample(before);
    for (size_t i = before + 1; i <= w->last; i++) {
        double f = w->sign * (total(phase, i) - level);
        if (isnan(f))
            continue;
        if (f_before < 0 && f >= 0)
            return (struct place){before, i, f_before / (f_before - f), true};
        furthest = fmax(furthest, f);
        before = i;
        f_before = f;
    }
    if (furthest < 0 && furthest >= -NEAR_EDGE_DEG)
        return at_sample(w->last);
    return (struct place){.found = false};
}

static struct hinge_bin bin_refuse(enum hinge_reason reason)
{
    return (struct hinge_bin){nan(""), nan(""), nan(""), reason};
}

static struct hinge_bin bin_between(const struct hinge_bin_phase *phase, const struct place *start,
                                    const struct place *end)
{
    if (!start->found || !end->found)
        return bin_refuse(HINGE_REASON_BIN_NOT_REACHED);
    double lumbar = value_at(phase->lumbar, end) - value_at(phase->lumbar, start);
    double hip = value_at(phase->hip, end) - value_at(phase->hip, start);
    return (struct hinge_bin){lumbar, hip, lumbar + hip, HINGE_REASON_OK};
}

/* The end of a phase in which F falls, where it stands in for a first edge not reached.
 */
static struct place returned(const struct walk *w, double level)
{
    double end = total(w->phase, w->last), range = total(w->phase, w->first) - end;
    if (w->sign > 0 || end < level || end - level > NEAR_END * range)
        return (struct place){.found = false};
    return at_sample(w->last);
}

void hinge_bins_degree(const struct hinge_bin_phase *phase, const double *edge, size_t edges,
                       struct hinge_bin *bin)
{
    struct walk w;
    bool known = walk_init(&w, phase);
    struct place low = {.found = false}, high;
    if (known && edges > 0)
        low = passage(&w, edge[0]);
    if (known && edges > 0 && !low.found)
        low = returned(&w, edge[0]);
    for (size_t k = 0; k + 1 < edges; k++) {
        if (!known) {
            bin[k] = bin_refuse(HINGE_REASON_GAP_IN_PHASE);
            continue;
        }
        high = passage(&w, edge[k + 1]);
        bool rises = w.sign > 0;
        bin[k] = bin_between(phase, rises ? &low : &high, rises ? &high : &low);
        low = high;
    }
}

void hinge_bins_parts(const struct hinge_bin_phase *phase, int parts, double least_deg,
                      struct hinge_bin *bin)
{
    struct walk w;
    bool known = walk_init(&w, phase);
    double start_deg = known ? total(phase, w.first) : 0;
    double range_deg = known ? total(phase, w.last) - start_deg : 0;
    if (!known || fabs(range_deg) < least_deg) {
        for (int k = 0; k < parts; k++)
            bin[k] = bin_refuse(known ? HINGE_REASON_ROM_SMALL : HINGE_REASON_GAP_IN_PHASE);
        return;
    }
    struct place start = at_sample(w.first);
    for (int k = 0; k < parts; k++) {
        struct place end = k + 1 == parts ? at_sample(w.last)
                                          : passage(&w, start_deg + (k + 1.0) / parts * range_deg);
        bin[k] = bin_between(phase, &start, &end);
        start = end;
    }
}

struct hinge_value hinge_bin_fraction(const struct hinge_bin *bin)
{
    if (bin->reason != HINGE_REASON_OK)
        return hinge_value_refuse(bin->reason);
    return hinge_ratio(bin->lumbar_deg, bin->total_deg, 0, HINGE_REASON_ROM_SMALL);
}

struct hinge_value hinge_bin_ratio(const struct hinge_bin *bin, double least)
{
    if (bin->reason != HINGE_REASON_OK)
        return hinge_value_refuse(bin->reason);
    return hinge_ratio(bin->lumbar_deg, bin->hip_deg, least, HINGE_REASON_DEN_SMALL);
}

/* --- whole phases (method 6.1) --- */

#define S(name) HINGE_SIGNAL_##name
#define ALL (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)
#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)

/* The excursion of the row's signal by the sum of `k` excursions. */
static struct hinge_value share(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    double sum = 0;
    for (int i = 0; i < row->k; i++) {
        struct hinge_value term = hinge_view_excursion(view, row->by[i], phase);
        if (term.reason != HINGE_REASON_OK)
            return term;
        sum += term.value;
    }
    const struct hinge_value part =
        hinge_ratio(hinge_view_excursion(view, row->signal, phase).value, sum,
                    view->parameters->ratio_min_F, HINGE_REASON_ROM_SMALL);
    /* the pelvis goes against the spine: as the ratio's, its denominator says nothing */
    return part.reason == HINGE_REASON_OK && part.value > 1 && row->by[1] == S(pelvis_tilt)
               ? hinge_value_refuse(HINGE_REASON_DEN_SMALL)
               : part;
}

/* By one other excursion. */
static struct hinge_value ratio(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_value a = hinge_view_excursion(view, row->signal, phase);
    struct hinge_value b = hinge_view_excursion(view, row->by[0], phase);
    if (a.reason != HINGE_REASON_OK || b.reason != HINGE_REASON_OK)
        return a.reason != HINGE_REASON_OK ? a : b;
    if (row->signal == HINGE_SIGNAL_trunk_incl)
        return hinge_ratio(a.value, b.value, p->ratio_min_F, HINGE_REASON_ROM_SMALL);
    return hinge_ratio(a.value, b.value, p->ratio_min_H, HINGE_REASON_DEN_SMALL);
}

static struct hinge_value log_ratio(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_value a = hinge_view_excursion(view, row->signal, phase);
    struct hinge_value b = hinge_view_excursion(view, row->by[0], phase);
    if (a.reason != HINGE_REASON_OK || b.reason != HINGE_REASON_OK)
        return a.reason != HINGE_REASON_OK ? a : b;
    return hinge_log_ratio(a.value, b.value, view->parameters->ratio_log_min);
}

/* clang-format off */
static const struct hinge_metric ratio_metrics[] = {
    {"lumbar_fraction", "1", "lumbar share of lumbar plus hip motion (primary)", "Esola 1996", 3, ALL, "mean",
     .each_phase = share, .signal = S(lumbar_flex), .by = {S(lumbar_flex), S(hip_flex)}, .k = 2, .share = true,
     .heading = "Spine’s share of the bend", .in_text = "the spine’s share", .place = {1, "AB", HINGE_PHASE_DESCENT, "trunk_excursion_deg", false}, .of_knees = true},
    {"lumbar_hip_ratio", "1", "lumbar to hip motion", "Esola 1996", 3, ALL, "ratio_of_means",
     .each_phase = ratio, .signal = S(lumbar_flex), .by = {S(hip_flex)}},
    {"lumbar_pelvis_ratio", "1", "lumbar to pelvis motion (lumbopelvic rhythm)", "Laird 2016", 3, ALL, "ratio_of_means",
     .each_phase = ratio, .signal = S(lumbar_flex), .by = {S(pelvis_tilt)}},
    {"lumbar_pelvis_fraction", "1", "lumbar share of lumbar plus pelvis motion", "Laird 2016", 3, ALL, "mean",
     .each_phase = share, .signal = S(lumbar_flex), .by = {S(lumbar_flex), S(pelvis_tilt)}, .k = 2, .share = true,
     .heading = "Lower back’s share of lower back and pelvis", .in_text = "the lower back’s share of lower back and pelvis"},
    {"log_ratio", "1", "natural logarithm of lumbar to hip motion", "Esola 1996", 3, ALL, "mean",
     .each_phase = log_ratio, .signal = S(lumbar_flex), .by = {S(hip_flex)}},
    {"hip_share", "1", "hip share of lumbar, hip and knee motion", "definition", 3, ALL, "mean",
     .each_phase = share, .signal = S(hip_flex), .by = {S(lumbar_flex), S(hip_flex), S(knee_flex)}, .k = 3, .share = true},
    {"back_share", "1", "lumbar share of lumbar, hip and knee motion", "definition", 3, ALL, "mean",
     .each_phase = share, .signal = S(lumbar_flex), .by = {S(lumbar_flex), S(hip_flex), S(knee_flex)}, .k = 3, .share = true},
    {"knee_share", "1", "knee share of lumbar, hip and knee motion", "definition", 3, ALL, "mean",
     .each_phase = share, .signal = S(knee_flex), .by = {S(lumbar_flex), S(hip_flex), S(knee_flex)}, .k = 3, .share = true},
    {"hip_knee_share", "1", "hip share of hip and knee motion", "definition", 3, ALL, "mean",
     .each_phase = share, .signal = S(hip_flex), .by = {S(hip_flex), S(knee_flex)}, .k = 2, .share = true, .of_knees = true},
    {"trunk_thigh_knee_share", "1", "trunk-thigh share of trunk-thigh and knee motion", "definition", 3, ALL, "mean",
     .each_phase = share, .signal = S(trunk_thigh), .by = {S(trunk_thigh), S(knee_flex)}, .k = 2, .share = true},
    {"trunk_ratio_c", "1", "trunk inclination per trunk-thigh motion (tier C, not lumbar)", "definition", 3, ALL, "mean",
     .each_phase = ratio, .signal = S(trunk_incl), .by = {S(trunk_thigh)}},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_ratio = {
    .id = "ratio",
    .title = "Hip-to-spine ratios",
    .details = "[Method 6.1](method.md#61-excursions-and-ratios) defines the ratios. A spine that "
               "extends while the hip flexes gives a negative fraction. `hip_share`, `back_share` "
               "and `knee_share` add up to 1.",
    .metric = ratio_metrics,
    .n = sizeof ratio_metrics / sizeof *ratio_metrics};

/* --- inside ranges of total flexion (method 6.2) --- */

/* Bins of a phase: of degrees, quarters and thirds of its range, thirds of the person's furthest.
 */
enum {
    BINS = 4,
    THIRDS = 3,
    QUARTER = BINS,
    THIRD = QUARTER + 4,
    OF_MAX = THIRD + THIRDS,
    ALL_BINS = OF_MAX + THIRDS
};
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
static double baseline(const struct hinge_rep_view *view, enum hinge_signal f,
                       const struct hinge_bin_phase *b, enum hinge_phase phase)
{
    const struct hinge_phase_bounds *bounds = &view->rep->bounds;
    long half = (long)(hinge_view_smoothing(view) / 2), n = (long)view->body->n;
    if (phase == HINGE_PHASE_DESCENT)
        return b->lumbar[0] + b->hip[0];
    if (view->rep->floor || bounds->desc_start == HINGE_NO_INDEX)
        return b->lumbar[b->to] + b->hip[b->to];
    long last = bounds->desc_start + half < n ? bounds->desc_start + half : n - 1;
    return hinge_mean(view->body->signal[f] + bounds->desc_start,
                      (size_t)(last - bounds->desc_start + 1));
}

/* The row's bin: number k. */
static const struct hinge_bin *bin_of(const struct hinge_rep_view *view,
                                      const struct hinge_metric *row, enum hinge_phase phase)
{
    static const char owner[2][HINGE_PHASE_COUNT];
    bool pelvis = (row->phases & HINGE_OF_PELVIS) != 0, made;
    struct hinge_bin *bin =
        hinge_view_kept(view, &owner[pelvis][phase], ALL_BINS * sizeof *bin, &made);
    if (made) {
        const double *lumbar = view->body->signal[HINGE_SIGNAL_lumbar_flex];
        const double *hip = view->body->signal[row->signal];
        struct hinge_frames f = hinge_view_phase(view, phase);
        if (lumbar == NULL)
            f.reason = view->body->reason[HINGE_SIGNAL_lumbar_flex];
        else if (hip == NULL)
            f.reason = view->body->reason[row->signal];
        else if (view->body->signal[row->by[0]] == NULL) /* angles of a list without the thorax */
            f.reason = view->body->reason[row->by[0]];
        else if (f.reason == HINGE_REASON_OK)
            f.reason = hinge_view_gaps(view, row->by[0], f);
        for (int k = 0; k < ALL_BINS && f.reason != HINGE_REASON_OK; k++)
            bin[k] = bin_refuse(f.reason);
        if (f.reason == HINGE_REASON_OK) {
            struct hinge_bin_phase b = {.lumbar = hinge_view_averaged(view, lumbar, f),
                                        .hip = hinge_view_averaged(view, hip, f),
                                        .from = 0,
                                        .to = (size_t)(f.to - f.from)};
            b.baseline = baseline(view, row->by[0], &b, phase);
            hinge_bins_degree(&b, edges, BINS + 1, bin);
            hinge_bins_parts(&b, 4, view->parameters->ratio_min_F, bin + QUARTER);
            hinge_bins_parts(&b, THIRDS, view->parameters->ratio_min_F, bin + THIRD);
            /* Thirds of the person's furthest bend, counted as the bins of degrees; or why there
             * are none. */
            struct hinge_bin *third = bin + OF_MAX;
            const struct hinge_limits *limits = view->limits;
            double most = limits != NULL ? limits->total_max_deg : (double)NAN;
            const enum hinge_reason reason =
                isnan(most)                                    ? HINGE_REASON_NO_REFERENCE_TRIAL
                : limits->lumbar_def != view->body->lumbar_def ? HINGE_REASON_LUMBAR_DEF_MIXED
                : most < view->parameters->ratio_min_F         ? HINGE_REASON_ROM_SMALL
                                                               : HINGE_REASON_OK;
            const double edge[THIRDS + 1] = {0, most / THIRDS, 2 * most / THIRDS, most};
            if (reason == HINGE_REASON_OK)
                hinge_bins_degree(&b, edge, THIRDS + 1, third);
            for (int k = 0; k < THIRDS && reason != HINGE_REASON_OK; k++)
                third[k] = bin_refuse(reason);
            for (int k = 0; k < BINS; k++)
                if (!wanted(&view->parameters->bins_deg, k))
                    bin[k].reason = HINGE_REASON_BIN_NOT_REACHED;
        }
    }
    return &bin[row->k];
}

static struct hinge_value bin_fraction(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase)
{
    return hinge_bin_fraction(bin_of(view, row, phase));
}

static struct hinge_value bin_ratio(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase)
{
    return hinge_bin_ratio(bin_of(view, row, phase), view->parameters->ratio_min_H_bin);
}

/* clang-format off */
#define FRACTION(bin, number, what, at, source, suffix, in, hip, total)                            \
    {"lumbar_fraction_" bin suffix, "1", "lumbar fraction, " what, source, 3, in, "mean",          \
     .each_phase = bin_fraction, .signal = S(hip), .by = {S(total)}, .k = number, .share = true,        \
     .heading = "Spine’s share " at, .in_text = "the spine’s share " at}
#define RATIO(bin, number, what, source, of, suffix, in, hip, total)                               \
    {"lumbar_hip_ratio_" bin suffix, "1", "lumbar to " of " motion, " what, source, 3, in,         \
     "ratio_of_means", .each_phase = bin_ratio, .signal = S(hip), .by = {S(total)}, .k = number}
#define BIN_ROWS(of, range, ...)                                                                   \
    FRACTION("deg0_30", 0, "0-30 degrees of " range, "at 0 to 30°", "Esola 1996", __VA_ARGS__),    \
    FRACTION("deg30_60", 1, "30-60 degrees", "at 30 to 60°", "Esola 1996", __VA_ARGS__),           \
    FRACTION("deg60_90", 2, "60-90 degrees", "at 60 to 90°", "Esola 1996", __VA_ARGS__),           \
    FRACTION("deg90_120", 3, "90-120 degrees", "at 90 to 120°", "Esola 1996", __VA_ARGS__),        \
    FRACTION("q1", QUARTER, "first quarter of the phase's range", "in the first quarter", "McClure 1997", __VA_ARGS__),\
    FRACTION("q2", 5, "second quarter", "in the second quarter", "McClure 1997", __VA_ARGS__),     \
    FRACTION("q3", 6, "third quarter", "in the third quarter", "McClure 1997", __VA_ARGS__),       \
    FRACTION("q4", 7, "last quarter", "in the last quarter", "McClure 1997", __VA_ARGS__),         \
    RATIO("deg0_30", 0, "0-30 degrees of " range, "Esola 1996", of, __VA_ARGS__),                  \
    RATIO("deg30_60", 1, "30-60 degrees", "Esola 1996", of, __VA_ARGS__),                          \
    RATIO("deg60_90", 2, "60-90 degrees", "Esola 1996", of, __VA_ARGS__),                          \
    RATIO("deg90_120", 3, "90-120 degrees", "Esola 1996", of, __VA_ARGS__),                        \
    RATIO("q1", 4, "first quarter of the phase's range", "McClure 1997", of, __VA_ARGS__),         \
    RATIO("q2", 5, "second quarter", "McClure 1997", of, __VA_ARGS__),                             \
    RATIO("q3", 6, "third quarter", "McClure 1997", of, __VA_ARGS__),                              \
    RATIO("q4", 7, "last quarter", "McClure 1997", of, __VA_ARGS__)
#define THIRD_ROWS(of_max, number, of, where, ...)                                                 \
    FRACTION(of_max "third1", number, "first third of " of, "in the first third" where, "Kim 2013", __VA_ARGS__),\
    FRACTION(of_max "third2", number + 1, "second third", "in the second third" where, "Kim 2013", __VA_ARGS__),\
    FRACTION(of_max "third3", number + 2, "last third", "in the last third" where, "Kim 2013", __VA_ARGS__)
static const struct hinge_metric bin_metrics[] = {
    BIN_ROWS("hip", "total flexion", "", MOVES, hip_flex, total_flex),
    BIN_ROWS("pelvis", "thorax inclination", "_lp", MOVES | HINGE_OF_PELVIS, pelvis_tilt, thorax_tilt),
    THIRD_ROWS("", THIRD, "the phase's range", "", "", MOVES, hip_flex, total_flex),
    THIRD_ROWS("", THIRD, "the phase's range", "", "_lp", MOVES | HINGE_OF_PELVIS, pelvis_tilt, thorax_tilt),
    THIRD_ROWS("max_", OF_MAX, "the person's furthest bend", " of the furthest bend", "", MOVES, hip_flex, total_flex),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_bin = {
    .id = "bin",
    .title = "Ratios by range",
    .details =
        "The lumbar share while total flexion F passes 0-30, 30-60, 60-90 and 90-120 "
        "degrees (`bins.deg`), and over quarters and thirds of the phase's own range, and thirds "
        "of "
        "the person's furthest bend (a recording with the role maxflex). F counts "
        "from the first frame of the descent, also in the ascent. L and H are smoothed "
        "first (`peak.w_A`, `peak.w_BC`). With keypoints a bin of one repetition has an SD near "
        "0.12, so use means of recordings or participants.",
    .metric = bin_metrics,
    .n = sizeof bin_metrics / sizeof *bin_metrics};

/* --- slopes over a phase (method 6.3) --- */

enum { SLOPE_LF, OLS, OLS_INTERCEPT, DEMING, R2, SLOPES };
struct slopes {
    enum hinge_reason reason;
    double value[SLOPES];
};

static struct hinge_value slope(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    static const char owner[2][HINGE_PHASE_COUNT];
    bool pelvis = (row->phases & HINGE_OF_PELVIS) != 0, made;
    struct slopes *slopes = hinge_view_kept(view, &owner[pelvis][phase], sizeof *slopes, &made);
    if (made) {
        double l[HINGE_CURVE_POINTS], h[HINGE_CURVE_POINTS], total[HINGE_CURVE_POINTS];
        struct hinge_value rom = hinge_view_excursion(view, row->signal, phase);
        struct hinge_value dl = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
        slopes->reason = dl.reason != HINGE_REASON_OK ? dl.reason : rom.reason;
        if (slopes->reason == HINGE_REASON_OK && fabs(rom.value) < view->parameters->slope_min_H)
            slopes->reason = HINGE_REASON_ROM_SMALL;
        if (slopes->reason == HINGE_REASON_OK) {
            struct hinge_frames f = hinge_view_phase(view, phase);
            hinge_resample(view->body->signal[HINGE_SIGNAL_lumbar_flex], (size_t)f.from,
                           (size_t)f.to, HINGE_CURVE_POINTS, l);
            hinge_resample(view->body->signal[row->signal], (size_t)f.from, (size_t)f.to,
                           HINGE_CURVE_POINTS, h);
            for (int i = 0; i < HINGE_CURVE_POINTS; i++)
                total[i] = l[i] + h[i];
            struct hinge_slope ols = hinge_slope_ols(h, l, HINGE_CURVE_POINTS);
            slopes->value[SLOPE_LF] = hinge_slope_ols(total, l, HINGE_CURVE_POINTS).slope;
            slopes->value[OLS] = ols.slope;
            slopes->value[OLS_INTERCEPT] = ols.intercept;
            slopes->value[R2] = ols.r2;
            slopes->value[DEMING] =
                hinge_slope_deming(h, l, HINGE_CURVE_POINTS, hinge_fixed.deming_delta).slope;
        }
    }
    return slopes->reason == HINGE_REASON_OK ? hinge_value_of(slopes->value[row->k])
                                             : hinge_value_refuse(slopes->reason);
}

/* clang-format off */
#define SLOPE(number, id, unit, title, digits, in, hip)                                            \
    {id, unit, title, "definition", digits, in, "mean", .each_phase = slope, .signal = S(hip), .k = number}
#define SLOPE_ROWS(suffix, of, total, ...)                                                         \
    SLOPE(SLOPE_LF, "slope_lf" suffix, "1", "slope of lumbar on " total, 3, __VA_ARGS__),          \
    SLOPE(OLS, "slope_ols" suffix, "1", "slope of lumbar on " of ", least squares", 3, __VA_ARGS__), \
    SLOPE(OLS_INTERCEPT, "slope_intercept_deg" suffix, "deg", "its intercept", 1, __VA_ARGS__),    \
    SLOPE(DEMING, "slope_deming" suffix, "1", "slope of lumbar on " of ", Deming", 3, __VA_ARGS__), \
    SLOPE(R2, "slope_r2" suffix, "1", "share of variance explained by the least-squares slope", 3, __VA_ARGS__)
static const struct hinge_metric slope_metrics[] = {
    SLOPE_ROWS("", "hip flexion", "total flexion (primary slope)", MOVES, hip_flex),
    SLOPE_ROWS("_lp", "pelvic tilt", "thorax inclination", MOVES | HINGE_OF_PELVIS, pelvis_tilt),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_slope = {
    .id = "slope",
    .title = "Slopes",
    .details = "[Method 6.3](method.md#63-slopes) defines the slopes, over 101 points of the "
               "phase. With b for `slope_lf`, b / (1 - b) is the lumbar-to-hip slope.",
    .metric = slope_metrics,
    .n = sizeof slope_metrics / sizeof *slope_metrics};
