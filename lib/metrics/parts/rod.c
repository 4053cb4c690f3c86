/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rod along the back of a body, tracked or thought. */
#include "metrics/parts/rod.h"

#include "base/parallel.h"

#include <math.h>

enum { HEAD, MIDDLE, TAIL, EAR, ROD_1, ROD_2 };

static struct hinge_plane_point point(const struct hinge_body *body, int k, size_t i)
{
    return (struct hinge_plane_point){body->dowel[k][0][i], body->dowel[k][1][i]};
}

bool hinge_rod_tracked(const struct hinge_body *body)
{
    return body->dowel[ROD_1][0] != NULL && body->dowel[ROD_2][0] != NULL;
}

/* The back of the head: its marker, else the ear moved back by `ear`. */
static struct hinge_plane_point head(const struct hinge_body *body, double ear, size_t i)
{
    if (body->dowel[HEAD][0] != NULL)
        return point(body, HEAD, i);
    return hinge_dowel_back(point(body, EAR, i), point(body, MIDDLE, i), point(body, TAIL, i), ear);
}

static struct hinge_dowel line(const struct hinge_body *body, double ear, size_t i)
{
    return hinge_dowel_line(head(body, ear, i), point(body, MIDDLE, i), point(body, TAIL, i));
}

/* How far the tracked rod is behind head, mid-back and tailbone. */
static void behind(const struct hinge_body *body, double ear, size_t i, double out[3])
{
    struct hinge_plane_point p[3] = {head(body, ear, i), point(body, MIDDLE, i),
                                     point(body, TAIL, i)};
    struct hinge_plane_point one = point(body, ROD_1, i), two = point(body, ROD_2, i);
    double ux = two.x - one.x, uy = two.y - one.y, length = hypot(ux, uy);
    double sign = ux * (p[0].x - p[2].x) + uy * (p[0].y - p[2].y) < 0 ? -1 : 1;
    for (int k = 0; k < 3; k++)
        out[k] = sign * ((one.y - p[k].y) * ux - (one.x - p[k].x) * uy) / length;
}

/* Mean of one of the numbers of a frame over frames from..to; NaN for none. */
typedef double frame_value(const struct hinge_body *body, double ear, int k, size_t i);

static double mean_of(const struct hinge_body *body, size_t from, size_t to, double ear,
                      frame_value *value, int k)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = from; i <= to; i++) {
        double x = value(body, ear, k, i);
        sum += isnan(x) ? 0 : x;
        n += isnan(x) == 0;
    }
    return n > 0 ? sum / (double)n : (double)NAN;
}

/* The ear in front of the line from tailbone to mid-back. */
static double ear_ahead(const struct hinge_body *body, double ear, int k, size_t i)
{
    (void)ear;
    (void)k;
    return hinge_dowel_ahead(point(body, EAR, i), point(body, MIDDLE, i), point(body, TAIL, i));
}

static double sag(const struct hinge_body *body, double ear, int k, size_t i)
{
    (void)k;
    return line(body, ear, i).sag;
}

static double rod_behind(const struct hinge_body *body, double ear, int k, size_t i)
{
    double distance[3];
    behind(body, ear, i, distance);
    return distance[k];
}

bool hinge_rod_zero(const struct hinge_body *body, size_t from, size_t to, double length,
                    struct hinge_dowel_zero *zero)
{
    *zero = (struct hinge_dowel_zero){0};
    if (body->dowel[HEAD][0] == NULL)
        zero->ear = mean_of(body, from, to, 0, ear_ahead, 0) / length;
    double ear = zero->ear * length;
    zero->sag = mean_of(body, from, to, ear, sag, 0) / length;
    for (int k = 0; k < 3 && hinge_rod_tracked(body); k++)
        zero->rod[k] = mean_of(body, from, to, ear, rod_behind, k) / length;
    zero->known = !isnan(zero->sag) && !isnan(zero->rod[0] + zero->rod[1] + zero->rod[2]);
    return zero->known;
}

/* Gaps of the rod that was tracked, frame i. */
static struct hinge_dowel_gaps gaps_behind(const struct hinge_body *body,
                                           const struct hinge_dowel_zero *zero, double length,
                                           size_t i)
{
    double distance[3];
    behind(body, zero->ear * length, i, distance);
    for (int k = 0; k < 3; k++) {
        distance[k] = distance[k] / length - zero->rod[k];
        distance[k] = distance[k] < 0 ? 0 : distance[k];
    }
    struct hinge_dowel_gaps gaps = {
        .head = distance[HEAD], .middle = distance[MIDDLE], .tail = distance[TAIL]};
    bool all = !isnan(gaps.head + gaps.middle + gaps.tail);
    gaps.lost = all ? fmax(gaps.head, fmax(gaps.middle, gaps.tail)) : (double)NAN;
    return gaps;
}

/* Gaps of a rod that nobody holds. In: the head in head and middle, its distance from
 * the tailbone in lost. */
HINGE_WIDE static void gaps_thought(const double *const p[4], size_t n, double zero, double length,
                                    double *restrict head, double *restrict middle,
                                    double *restrict tail, double *restrict lost)
{
    const double *px = p[0], *py = p[1], *tx = p[2], *ty = p[3];
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        struct hinge_dowel d =
            hinge_dowel_within((struct hinge_plane_point){head[i], middle[i]},
                               (struct hinge_plane_point){px[i], py[i]},
                               (struct hinge_plane_point){tx[i], ty[i]}, lost[i]);
        struct hinge_dowel_gaps g = hinge_dowel_gaps(d.sag / length - zero, d.place);
        head[i] = g.head;
        middle[i] = g.middle;
        tail[i] = g.tail;
        lost[i] = g.lost;
    }
}

void hinge_rod_gaps(const struct hinge_body *body, const struct hinge_dowel_zero *zero,
                    double length, size_t from, size_t n, double *gap)
{
    double *out[4] = {gap, gap + n, gap + 2 * n, gap + 3 * n};
    if (hinge_rod_tracked(body)) {
        for (size_t i = 0; i < n; i++) {
            struct hinge_dowel_gaps g = gaps_behind(body, zero, length, from + i);
            out[0][i] = g.head;
            out[1][i] = g.middle;
            out[2][i] = g.tail;
            out[3][i] = g.lost;
        }
        return;
    }
    const double *const p[4] = {body->dowel[MIDDLE][0] + from, body->dowel[MIDDLE][1] + from,
                                body->dowel[TAIL][0] + from, body->dowel[TAIL][1] + from};
    for (size_t i = 0; i < n; i++) {
        struct hinge_plane_point h = head(body, zero->ear * length, from + i);
        out[0][i] = h.x;
        out[1][i] = h.y;
        out[3][i] = hypot(h.x - p[2][i], h.y - p[3][i]);
    }
    gaps_thought(p, n, zero->sag, length, out[0], out[1], out[2], out[3]);
}
