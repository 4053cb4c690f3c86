/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: two recordings with an orientation and their times; out: the lag at which their
 * turning rates are most alike. A rate is the length of the change of the quaternion,
 * which rises with the turn whatever the sensor's mounting is. */
#include "ingest/join_fit.h"

#include "base/memory.h"
#include "body/parts/quaternion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 9 };

static const double step_s = 0.05, half_s = 0.125, hole_s = 0.5, most_lag_s = 10;
static const size_t least = 60; /* steps that a correlation is made of */

/* The turning rate of a sensor at multiples of step_s, from the `first` on. */
struct turning {
    double *rate;
    size_t n;
    long first;
};

static long channel_of(const struct hinge_recording *r, const char *marker, int component)
{
    for (size_t c = 0; c < r->layout.n_channels; c++)
        if ((int)r->layout.channel[c].component == component &&
            strcmp(r->layout.channel[c].marker, marker) == 0)
            return (long)c;
    return -1;
}

/* The components of the first orientation there is; their number, 0 for none. */
static int find_orientation(const struct hinge_recording *r, const double *x[MOST_PARTS],
                            double *to_radian)
{
    static const struct {
        enum hinge_component first;
        int n;
    } kinds[] = {{HINGE_COMPONENT_qw, 4}, {HINGE_COMPONENT_m11, 9}, {HINGE_COMPONENT_roll, 3}};
    for (size_t c = 0; c < r->layout.n_channels; c++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            const struct hinge_channel *channel = &r->layout.channel[c];
            int found = 0;
            if (channel->component != kinds[k].first)
                continue;
            for (; found < kinds[k].n; found++) {
                long at = channel_of(r, channel->marker, (int)kinds[k].first + found);
                if (at < 0)
                    break;
                x[found] = r->data + (size_t)at * r->n_frames;
            }
            *to_radian = channel->unit == HINGE_UNIT_rad ? 1 : M_PI / 180;
            if (found == kinds[k].n)
                return found;
        }
    return 0;
}

/* Row i as a quaternion of the sign that the one before has; false in a gap. */
static bool quaternion_of(const double *const x[MOST_PARTS], int parts, double to_radian, size_t i,
                          double q[4])
{
    double m[MOST_PARTS] = {0}, last[4], along = 0;
    memcpy(last, q, sizeof last);
    for (int k = 0; k < parts; k++) {
        m[k] = x[k][i];
        if (isnan(m[k]))
            return false;
    }
    if (parts == 9)
        hinge_quaternion_of_matrix(m, q);
    else if (parts == 3)
        hinge_quaternion_of_angles(m[0] * to_radian, m[1] * to_radian, m[2] * to_radian, q);
    else
        memcpy(q, m, 4 * sizeof *q);
    for (int k = 0; k < 4; k++)
        along += last[k] * q[k];
    for (int k = 0; along < 0 && k < 4; k++)
        q[k] = -q[k];
    return true;
}

/* Quaternions of the rows without a gap, one after the other, with their times. */
struct path {
    double *t, *q;
    size_t n;
};

static void make_path(const struct hinge_recording *r, const double *t, struct path *path)
{
    const double *x[MOST_PARTS];
    double to_radian, q[4] = {0};
    int parts = find_orientation(r, x, &to_radian);
    *path = (struct path){0};
    if (parts == 0)
        return;
    path->t = hinge_alloc(r->n_frames, sizeof *path->t);
    path->q = hinge_alloc(r->n_frames, sizeof q);
    for (size_t i = 0; i < r->n_frames; i++) {
        if (!quaternion_of(x, parts, to_radian, i, q))
            continue;
        path->t[path->n] = t[i];
        memcpy(path->q + 4 * path->n++, q, sizeof q);
    }
}

/* The quaternion at a time, between the rows around it: *row is the last before, and
 * only goes on. False in a hole. */
static bool interpolate(const struct path *path, double time, size_t *row, double q[4])
{
    while (*row + 2 < path->n && path->t[*row + 1] <= time)
        (*row)++;
    double from = path->t[*row], to = path->t[*row + 1];
    if (time < from || time > to || to - from > hole_s || !(to > from))
        return false;
    const double *a = path->q + 4 * *row, *b = a + 4;
    for (int k = 0; k < 4; k++)
        q[k] = a[k] + (b[k] - a[k]) * (time - from) / (to - from);
    return true;
}

static void make_turning(const struct hinge_recording *r, const double *t, struct turning *turning)
{
    struct path path;
    size_t behind = 0, ahead = 0;
    *turning = (struct turning){0};
    make_path(r, t, &path);
    if (path.n > 1) {
        turning->first = (long)ceil(path.t[0] / step_s);
        long last = (long)floor(path.t[path.n - 1] / step_s);
        turning->n = last >= turning->first ? (size_t)(last - turning->first) + 1 : 0;
        turning->rate = hinge_alloc(turning->n + 1, sizeof *turning->rate);
    }
    for (size_t i = 0; i < turning->n; i++) {
        double time = (double)(turning->first + (long)i) * step_s, sum = 0;
        double a[4], b[4];
        bool there = interpolate(&path, time - half_s, &behind, a) &&
                     interpolate(&path, time + half_s, &ahead, b);
        for (int k = 0; there && k < 4; k++)
            sum += (b[k] - a[k]) * (b[k] - a[k]);
        turning->rate[i] = there ? sqrt(sum) : (double)NAN;
    }
    free(path.t);
    free(path.q);
}

/* Pearson's r of a[i] and b[i + shift]; NaN for fewer than half of the shorter. */
static double correlation(const struct turning *a, const struct turning *b, long shift)
{
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    size_t shorter = a->n < b->n ? a->n : b->n;
    for (size_t i = 0; i < a->n; i++) {
        long k = (long)i + shift;
        if (k < 0 || k >= (long)b->n || isnan(a->rate[i] + b->rate[k]))
            continue;
        double u = a->rate[i], w = b->rate[k];
        n++;
        x += u;
        y += w;
        xx += u * u;
        yy += w * w;
        xy += u * w;
    }
    if (n < (double)least || 2 * n < (double)shorter)
        return (double)NAN;
    return (n * xy - x * y) / sqrt((n * xx - x * x) * (n * yy - y * y));
}

/* Where between the steps around it a maximum lies, in steps. */
static double vertex(double before, double at, double after)
{
    double bend = before - 2 * at + after;
    return bend < 0 ? 0.5 * (before - after) / bend : 0;
}

enum hinge_status hinge_join_fit(const struct hinge_recording *a, const double *t_a,
                                 const struct hinge_recording *b, const double *t_b,
                                 struct hinge_join_fit *fit)
{
    struct turning first, second = {0};
    *fit = (struct hinge_join_fit){(double)NAN, (double)NAN, (double)NAN};
    make_turning(a, t_a, &first);
    make_turning(b, t_b, &second);
    if (first.n > 0 && second.n > 0) {
        long clocks = first.first - second.first, most = lround(most_lag_s / step_s);
        long at = 0;
        double best = -(double)INFINITY;
        fit->as_is = correlation(&first, &second, clocks);
        for (long d = 0; d <= 2 * most; d++) { /* the smallest lags first */
            long shift = clocks + (d % 2 == 0 ? -d / 2 : (d + 1) / 2);
            double r = correlation(&first, &second, shift);
            if (r > best) {
                best = r;
                at = shift;
            }
        }
        if (isfinite(best)) {
            double rest = vertex(correlation(&first, &second, at - 1), best,
                                 correlation(&first, &second, at + 1));
            fit->best = best;
            fit->lag_s = ((double)(at - clocks) + (isnan(rest) ? 0 : rest)) * step_s;
        }
    }
    free(first.rate);
    free(second.rate);
    return HINGE_OK;
}
