/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratios and bins. In: excursions, or L and H of a phase; out: values with reasons. */
#include "metrics/parts/excursion_ratio.h"

#include <stdbool.h>

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

void hinge_bins_quartile(const struct hinge_bin_phase *phase, double least_deg,
                         struct hinge_bin bin[4])
{
    struct walk w;
    bool known = walk_init(&w, phase);
    double start_deg = known ? total(phase, w.first) : 0;
    double range_deg = known ? total(phase, w.last) - start_deg : 0;
    if (!known || fabs(range_deg) < least_deg) {
        for (int k = 0; k < 4; k++)
            bin[k] = bin_refuse(known ? HINGE_REASON_ROM_SMALL : HINGE_REASON_GAP_IN_PHASE);
        return;
    }
    struct place start = at_sample(w.first);
    for (int k = 0; k < 4; k++) {
        struct place end =
            k == 3 ? at_sample(w.last) : passage(&w, start_deg + 0.25 * (k + 1) * range_deg);
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
