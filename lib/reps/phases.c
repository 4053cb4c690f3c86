/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phase boundaries between turning points, method 5.4. In: ds, vs and two turning
 * points; out: sample indices. A boundary is the slow sample near the turning point
 * that lies nearest to the fastest one, so a hold belongs to neither phase. */
#include "reps/turning.h"

#include <math.h>

/* A movement from `from` to `to` seen as rising: an ascent has its signs turned. */
struct movement {
    const double *ds, *vs;
    double sign;
    size_t from, to, fastest;
    double slow;                 /* deg/s */
    double near_start, near_end; /* levels, sign applied */
};

/* Between the levels, if it has samples there: at the ends of a recording the filter
 * makes a jump that may be faster than a slow movement. */
static bool find_fastest(struct movement *m, bool between)
{
    double most = nan("");
    for (size_t i = m->from; i <= m->to; i++) {
        double v = m->sign * m->vs[i], level = m->sign * m->ds[i];
        bool within = level >= m->near_start && level <= m->near_end;
        if ((within || !between) && (v > most || (isnan(most) && !isnan(v)))) {
            most = v;
            m->fastest = i;
        }
    }
    return !isnan(most);
}

static bool movement_init(struct movement *m, const struct hinge_parameters *parameters)
{
    if (m->from > m->to)
        return false;
    double start = m->sign * m->ds[m->from], end = m->sign * m->ds[m->to];
    double near = parameters->seg_near * (end - start);
    m->near_start = start + near;
    m->near_end = end - near;
    if (!find_fastest(m, true) && !find_fastest(m, false))
        return false;
    m->slow = fmax(parameters->seg_v_abs, parameters->seg_v_frac * m->sign * m->vs[m->fastest]);
    return true;
}

/* Both walk from the fastest sample; missing samples compare false and are passed over.
 */
static long walk_back(const struct movement *m)
{
    size_t i = m->fastest;
    while (i > m->from && !(m->sign * m->vs[i] <= m->slow && m->sign * m->ds[i] <= m->near_start))
        i--;
    return (long)i;
}

static long walk_forward(const struct movement *m)
{
    size_t i = m->fastest;
    while (i < m->to && !(m->sign * m->vs[i] <= m->slow && m->sign * m->ds[i] >= m->near_end))
        i++;
    return (long)i;
}

void hinge_descent_bounds(const double *ds, const double *vs, size_t low, size_t high,
                          const struct hinge_parameters *parameters,
                          struct hinge_phase_bounds *bounds)
{
    struct movement m = {.ds = ds, .vs = vs, .sign = 1, .from = low, .to = high};
    bool found = movement_init(&m, parameters);
    bounds->desc_start = found ? walk_back(&m) : HINGE_NO_INDEX;
    bounds->desc_end = found ? walk_forward(&m) : HINGE_NO_INDEX;
}

void hinge_ascent_bounds(const double *ds, const double *vs, size_t high, size_t low2,
                         const struct hinge_parameters *parameters,
                         struct hinge_phase_bounds *bounds)
{
    struct movement m = {.ds = ds, .vs = vs, .sign = -1, .from = high, .to = low2};
    bool found = movement_init(&m, parameters);
    bounds->asc_start = found ? walk_back(&m) : HINGE_NO_INDEX;
    bounds->asc_end = found ? walk_forward(&m) : HINGE_NO_INDEX;
}

double hinge_hold_s(double raw_s, double descent_s, double ascent_s, double turn)
{
    double hold_s = raw_s - turn * (descent_s + ascent_s);
    return hold_s < 0 ? 0 : hold_s; /* NaN stays NaN */
}
