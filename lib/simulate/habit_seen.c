/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A track over time: largest values, the bottom, times of passage. */
#include "simulate/habit_seen.h"

#include <math.h>
#include <stdlib.h>

static const double step_s = 0.005;

enum { SAMPLES = 4000 };

double hinge_seen_value(const struct hinge_seen *s, hinge_track *of, double t_s)
{
    struct hinge_look l = hinge_look_at(s, t_s);
    return of(s, &l);
}

/* Largest of sign * (x - zero) from one time to another; its size when sign is 0. */
double hinge_seen_most(const struct hinge_seen *s, hinge_track *of, double sign, double zero,
                       double from_s, double to_s)
{
    double best = -(double)INFINITY;
    for (double t = from_s; t <= to_s; t += step_s) {
        double x = hinge_seen_value(s, of, t) - zero;
        best = fmax(best, sign == 0 ? fabs(x) : sign * x);
    }
    return best;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median over the hold, else 0.1 s around the deepest point. */
double hinge_seen_bottom(const struct hinge_seen *s, hinge_track *of)
{
    const struct hinge_truth_rep *r = s->truth;
    double moving = r->desc_end_s - r->desc_start_s + r->asc_end_s - r->asc_start_s;
    double from = r->desc_end_s, to = r->asc_start_s, x[SAMPLES] = {0};
    size_t n = 0;
    if (to - from - 0.0675 * moving < 0.2) {
        double deepest = from;
        for (double t = from; t <= to; t += step_s)
            if (hinge_seen_value(s, hinge_track_driver, t) >
                hinge_seen_value(s, hinge_track_driver, deepest))
                deepest = t;
        from = deepest - 0.05;
        to = deepest + 0.05;
    }
    for (double t = from; t <= to && n < SAMPLES; t += step_s)
        x[n++] = hinge_seen_value(s, of, t);
    qsort(x, n, sizeof *x, by_value);
    return n > 0 ? 0.5 * (x[(n - 1) / 2] + x[n / 2]) : (double)NAN;
}

double hinge_seen_change(const struct hinge_seen *s, hinge_track *of, double from_s, double to_s)
{
    return hinge_seen_value(s, of, to_s) - hinge_seen_value(s, of, from_s);
}

/* Time of the descent (or ascent) at which a share of a track's change is done. */
double hinge_seen_passage(const struct hinge_seen *s, hinge_track *of, double share, double from_s,
                          double to_s)
{
    double start = hinge_seen_value(s, of, from_s), all = hinge_seen_value(s, of, to_s) - start;
    double low = from_s, t = from_s;
    while (t < to_s && (hinge_seen_value(s, of, t) - start) / all < share) {
        low = t;
        t += step_s;
    }
    double before = (hinge_seen_value(s, of, low) - start) / all,
           after = (hinge_seen_value(s, of, t) - start) / all;
    return after > before ? low + (t - low) * (share - before) / (after - before) : t;
}

/* Mean over 0.4 s. */
double hinge_seen_smooth(const struct hinge_seen *s, hinge_track *of, double t_s)
{
    double sum = 0, n = 0;
    for (double t = t_s - 0.2; t <= t_s + 0.2; t += step_s) {
        sum += hinge_seen_value(s, of, t);
        n++;
    }
    return sum / n;
}
