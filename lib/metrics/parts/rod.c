/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rod along the back of a body, tracked or thought. */
#include "metrics/parts/rod.h"

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
static struct hinge_plane_point head(const struct hinge_body *body, double ear,
                                     size_t i)
{
    if (body->dowel[HEAD][0] != NULL)
        return point(body, HEAD, i);
    return hinge_dowel_back(point(body, EAR, i), point(body, MIDDLE, i),
                            point(body, TAIL, i), ear);
}

static struct hinge_dowel line(const struct hinge_body *body, double ear, size_t i)
{
    return hinge_dowel_line(head(body, ear, i), point(body, MIDDLE, i),
                            point(body, TAIL, i));
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
    return hinge_dowel_ahead(point(body, EAR, i), point(body, MIDDLE, i),
                             point(body, TAIL, i));
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

bool hinge_rod_zero(const struct hinge_body *body, size_t from, size_t to,
                    double length, struct hinge_dowel_zero *zero)
{
    *zero = (struct hinge_dowel_zero){0};
    if (body->dowel[HEAD][0] == NULL)
        zero->ear = mean_of(body, from, to, 0, ear_ahead, 0) / length;
    double ear = zero->ear * length;
    zero->sag = mean_of(body, from, to, ear, sag, 0) / length;
    for (int k = 0; k < 3 && hinge_rod_tracked(body); k++)
        zero->rod[k] = mean_of(body, from, to, ear, rod_behind, k) / length;
    zero->known =
        !isnan(zero->sag) && !isnan(zero->rod[0] + zero->rod[1] + zero->rod[2]);
    return zero->known;
}

struct hinge_dowel_gaps hinge_rod_gaps(const struct hinge_body *body,
                                       const struct hinge_dowel_zero *zero,
                                       double length, size_t i)
{
    double ear = zero->ear * length, distance[3];
    if (!hinge_rod_tracked(body)) {
        struct hinge_dowel d = line(body, ear, i);
        return hinge_dowel_gaps(d.sag / length - zero->sag, d.place);
    }
    behind(body, ear, i, distance);
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
