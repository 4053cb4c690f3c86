/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dowel rule (method 7.5): the gap that a straight rod on back of the head, mid-back and
 * tailbone must leave, however it is held. The geometry of three points, a rod along the back of a
 * body, tracked or thought, and the family dowel. */
#include "metrics/metric.h"

#include "base/vector.h"
#include "signal/signal.h"

struct hinge_dowel hinge_dowel_line(struct hinge_plane_point head, struct hinge_plane_point middle,
                                    struct hinge_plane_point tail)
{
    double whole = hinge_length(head.x - tail.x, head.y - tail.y);
    if (!(whole > 0) || (middle.x == tail.x && middle.y == tail.y))
        return (struct hinge_dowel){nan(""), nan("")};
    return hinge_dowel_within(head, middle, tail, whole);
}

double hinge_dowel_ahead(struct hinge_plane_point head, struct hinge_plane_point middle,
                         struct hinge_plane_point tail)
{
    double ox = head.x - tail.x, oy = head.y - tail.y;
    double mx = middle.x - tail.x, my = middle.y - tail.y, lower = hinge_length(mx, my);
    return lower > 0 && fabs(ox) + fabs(oy) > 0 ? (ox * my - oy * mx) / lower : nan("");
}

struct hinge_plane_point hinge_dowel_back(struct hinge_plane_point head,
                                          struct hinge_plane_point middle,
                                          struct hinge_plane_point tail, double distance)
{
    double mx = middle.x - tail.x, my = middle.y - tail.y, lower = hinge_length(mx, my);
    return (struct hinge_plane_point){head.x - distance * my / lower,
                                      head.y + distance * mx / lower};
}

/* --- a rod along the back of a body --- */

enum { AT_HEAD, AT_MIDDLE, AT_TAIL, AT_EAR, ROD_1, ROD_2 };

static struct hinge_plane_point point(const struct hinge_body *body, int k, size_t i)
{
    return (struct hinge_plane_point){body->dowel[k][0][i], body->dowel[k][1][i]};
}

/* Whether a rod was tracked. */
static bool rod_tracked(const struct hinge_body *body)
{
    return body->dowel[ROD_1][0] != NULL && body->dowel[ROD_2][0] != NULL;
}

/* The back of the head: its marker, else the ear moved back by `ear`. */
static struct hinge_plane_point head(const struct hinge_body *body, double ear, size_t i)
{
    if (body->dowel[AT_HEAD][0] != NULL)
        return point(body, AT_HEAD, i);
    return hinge_dowel_back(point(body, AT_EAR, i), point(body, AT_MIDDLE, i),
                            point(body, AT_TAIL, i), ear);
}

/* How far the tracked rod is behind head, mid-back and tailbone. */
static void behind(const struct hinge_body *body, double ear, size_t i, double out[3])
{
    struct hinge_plane_point p[3] = {head(body, ear, i), point(body, AT_MIDDLE, i),
                                     point(body, AT_TAIL, i)};
    struct hinge_plane_point one = point(body, ROD_1, i), two = point(body, ROD_2, i);
    double ux = two.x - one.x, uy = two.y - one.y, length = hinge_length(ux, uy);
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
    return hinge_dowel_ahead(point(body, AT_EAR, i), point(body, AT_MIDDLE, i),
                             point(body, AT_TAIL, i));
}

static double sag(const struct hinge_body *body, double ear, int k, size_t i)
{
    (void)k;
    return hinge_dowel_line(head(body, ear, i), point(body, AT_MIDDLE, i), point(body, AT_TAIL, i))
        .sag;
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
    if (body->dowel[AT_HEAD][0] == NULL)
        zero->ear = mean_of(body, from, to, 0, ear_ahead, 0) / length;
    double ear = zero->ear * length;
    zero->sag = mean_of(body, from, to, ear, sag, 0) / length;
    for (int k = 0; k < 3 && rod_tracked(body); k++)
        zero->rod[k] = mean_of(body, from, to, ear, rod_behind, k) / length;
    zero->known = !isnan(zero->sag) && !isnan(zero->rod[0] + zero->rod[1] + zero->rod[2]);
    return zero->known;
}

/* Gaps of n frames at the head, mid-back and tailbone, and that which is lost, in
 * gap[4 * n]: of the rod that was tracked, `lost` the largest of them, else of one that
 * nobody holds, `lost` the one that is there however it is held. */
static void rod_gaps(const struct hinge_body *body, const struct hinge_dowel_zero *zero,
                     double length, size_t from, size_t n, double *gap)
{
    double *out[4] = {gap, gap + n, gap + 2 * n, gap + 3 * n};
    if (rod_tracked(body)) {
        for (size_t i = 0; i < n; i++) {
            /* Gaps of the rod that was tracked, frame i. */
            double distance[3];
            behind(body, zero->ear * length, from + i, distance);
            for (int k = 0; k < 3; k++) {
                distance[k] = distance[k] / length - zero->rod[k];
                distance[k] = distance[k] < 0 ? 0 : distance[k];
            }
            struct hinge_dowel_gaps g = {.head = distance[AT_HEAD],
                                         .middle = distance[AT_MIDDLE],
                                         .tail = distance[AT_TAIL]};
            bool all = !isnan(g.head + g.middle + g.tail);
            g.lost = all ? fmax(g.head, fmax(g.middle, g.tail)) : (double)NAN;
            out[0][i] = g.head;
            out[1][i] = g.middle;
            out[2][i] = g.tail;
            out[3][i] = g.lost;
        }
        return;
    }
    const double *const p[4] = {body->dowel[AT_MIDDLE][0] + from, body->dowel[AT_MIDDLE][1] + from,
                                body->dowel[AT_TAIL][0] + from, body->dowel[AT_TAIL][1] + from};
    for (size_t i = 0; i < n; i++) {
        struct hinge_plane_point h = head(body, zero->ear * length, from + i);
        out[0][i] = h.x;
        out[1][i] = h.y;
        out[3][i] = hinge_length(h.x - p[2][i], h.y - p[3][i]);
    }
    /* Gaps of a rod that nobody holds. In: the head in head and middle, its distance from the
     * tailbone in lost. */
    const double *px = p[0], *py = p[1], *tx = p[2], *ty = p[3];
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        struct hinge_dowel d =
            hinge_dowel_within((struct hinge_plane_point){out[0][i], out[1][i]},
                               (struct hinge_plane_point){px[i], py[i]},
                               (struct hinge_plane_point){tx[i], ty[i]}, out[3][i]);
        struct hinge_dowel_gaps g = hinge_dowel_gaps(d.sag / length - zero->sag, d.place);
        out[0][i] = g.head;
        out[1][i] = g.middle;
        out[2][i] = g.tail;
        out[3][i] = g.lost;
    }
}

/* --- the family dowel --- */

enum { HEAD, MIDDLE, TAIL, LOST, GAPS };

/* Frames of standing in this recording; its first half second when it was taken from
 * another one. */
static void standing_frames(const struct hinge_rep_view *view, size_t *from, size_t *to)
{
    const struct hinge_standing *s = &view->reps->standing;
    size_t half = (size_t)lround(0.5 * view->body->rate_hz);
    *from = s->from;
    *to = s->to > s->from ? s->to : half < view->body->n ? half : view->body->n - 1;
}

static bool from_reference(const struct hinge_rep_view *view)
{
    return view->limits != NULL && view->limits->dowel.known;
}

/* Why there is no gap, or OK. */
static enum hinge_reason missing(const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    if (body->tier == 'C' || body->dowel[1][0] == NULL || body->dowel[2][0] == NULL)
        return HINGE_REASON_TIER_C_NO_LUMBAR;
    if (body->dowel[0][0] == NULL && body->dowel[3][0] == NULL)
        return HINGE_REASON_NO_HEAD;
    if (!from_reference(view) && !view->reps->standing.found)
        return HINGE_REASON_NO_STANDING_REF;
    return hinge_view_phase(view, HINGE_PHASE_REP).reason;
}

static struct hinge_value largest(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    static const char owner;
    struct hinge_frames f = hinge_view_phase(view, phase);
    enum hinge_reason reason = missing(view);
    bool made;
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    double *gap = hinge_view_kept(view, &owner, GAPS * sizeof *gap, &made);
    if (made) {
        /* Largest of each gap over the repetition, smoothed as any maximum. */
        size_t n = (size_t)(f.to - f.from + 1), from, to;
        double *x = hinge_arena_raw(view->reps->scratch, (GAPS + 1) * n, sizeof *x);
        struct hinge_dowel_zero zero;
        standing_frames(view, &from, &to);
        if (from_reference(view))
            zero = view->limits->dowel;
        else
            (void)hinge_rod_zero(view->body, from, to, view->reps->trunk_length, &zero);
        rod_gaps(view->body, &zero, view->reps->trunk_length, (size_t)f.from, n, x);
        for (int k = 0; k < GAPS; k++) {
            double *smooth = x + GAPS * n;
            hinge_moving_average(x + (size_t)k * n, 0, n - 1, hinge_view_smoothing(view), smooth);
            gap[k] = (double)NAN;
            for (size_t i = 0; i < n; i++)
                gap[k] = smooth[i] < gap[k] || isnan(smooth[i]) ? gap[k] : smooth[i];
        }
    }
    return isnan(gap[row->k]) ? hinge_value_refuse(HINGE_REASON_SEG_DEGENERATE)
                              : hinge_value_of(gap[row->k]);
}

/* What the gap is where nothing moves, from its own mean there. */
static struct hinge_value noise(const struct hinge_rep_view *view)
{
    double length = view->reps->trunk_length, squares = 0;
    enum hinge_reason reason = missing(view);
    struct hinge_dowel_zero zero;
    size_t from, to, known = 0;
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    standing_frames(view, &from, &to);
    size_t n = to - from + 1;
    if (!hinge_rod_zero(view->body, from, to, length, &zero))
        return hinge_value_refuse(HINGE_REASON_NO_STANDING_REF);
    double *gap = hinge_arena_raw(view->reps->scratch, GAPS * n, sizeof *gap);
    const double *lost = gap + LOST * n;
    rod_gaps(view->body, &zero, length, from, n, gap);
    for (size_t i = 0; i < n; i++) {
        squares += isnan(lost[i]) ? 0 : lost[i] * lost[i];
        known += isnan(lost[i]) == 0;
    }
    return hinge_value_of(known > 0 ? sqrt(squares / (double)known) : 0);
}

static struct hinge_value tracked(const struct hinge_rep_view *view)
{
    enum hinge_reason reason = missing(view);
    return reason == HINGE_REASON_OK ? hinge_value_of(rod_tracked(view->body))
                                     : hinge_value_refuse(reason);
}

static struct hinge_value referred(const struct hinge_rep_view *view)
{
    enum hinge_reason reason = missing(view);
    return reason == HINGE_REASON_OK ? hinge_value_of(from_reference(view))
                                     : hinge_value_refuse(reason);
}

#define REP HINGE_IN_REP

/* clang-format off */
static const struct hinge_metric metrics[] = {
    {"dowel_head_tl", "TL", "largest gap at the head, rod on back and tailbone", "definition", 3, REP, "mean", .each_phase = largest, .k = HEAD},
    {"dowel_mid_tl", "TL", "largest gap at the mid-back, rod on head and tailbone", "definition", 3, REP, "mean", .each_phase = largest, .k = MIDDLE},
    {"dowel_tail_tl", "TL", "largest gap at the tailbone, rod on head and back", "definition", 3, REP, "mean", .each_phase = largest, .k = TAIL},
    {"dowel_gap_tl", "TL", "largest gap that remains however the rod is held", "definition", 3, REP, "mean", .each_phase = largest, .k = LOST},
    {"dowel_tracked", "1", "1 where a rod in the hands was tracked", "definition", 0, REP, "mean", .once = tracked},
    {"dowel_from_ref", "1", "1 where the zero is a recording with the dowel, 0 the own standing", "definition", 0, REP, "mean", .once = referred},
    {"dowel_noise_tl", "TL", "gap that noise makes in standing, root mean square", "definition", 4, REP, "mean", .once = noise},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_dowel = {
    .id = "dowel",
    .title = "Dowel",
    .details = "A rod should touch the back of the head, the mid-back (T8, else T10, else between "
               "C7 and T12/L1) and the tailbone. On a bulging back it leaves a gap at one of the "
               "three, and `dowel_gap_tl` is the smallest gap that any way of holding the rod "
               "leaves. If the rod has markers (`dow_1`, `dow_2`), the gaps are its distances "
               "behind the three points, and `dowel_gap_tl` is the largest. Zero is a recording "
               "with the role `dowel_ref` in the same session, else own standing. Without a marker "
               "on the back of the head the ear replaces it, corrected by the reference.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
