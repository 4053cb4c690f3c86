/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body from the orientation of sensors (method 1.2-1.5, 2.4, 4): standing, heading, changes
 * since, signals. */
#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* --- Standing and heading of sensors (method 2.2, 2.4). In: unit quaternions of segments, sensor
 * to global, y up; out: changes from the quiet standing in which each sensor's mounting is
 * cancelled: S(t) = q(t) conj(q standing). Inclinations are those of the segment's upward axis seen
 * from the side, and the side is found from the direction in which the thorax tips. --- */

/* A segment: changes since standing, and the horizontal direction it tips in. */
struct sensor {
    bool used;
    double *q[4]; /* w, x, y, z: the tracks' arrays */
    double still[4];
    double tip;                  /* the largest since standing, degrees */
    double heading_x, heading_z; /* forward; until it is settled the direction of tip, if any */
    double frame_x, frame_z;     /* of level and turn: the lead's, where they share a frame */
    double *pitch;
    bool free;    /* no magnetometer: nothing is known of its heading */
    double drift; /* deg/s that its rate may be off by; 0: known from rest; infinite: unknown */
    bool told;    /* by outward: of the trial list, or a calibration */
    bool unknown; /* it tips back, or its frame is off by half a turn */
    const char *from;
};

struct sensors {
    struct hinge_tracks *tracks;
    const struct hinge_parameters *parameters;
    const struct hinge_fronts *fronts; /* by another recording; NULL: there are none */
    const double (*stills)[4];         /* of the standing recording; NULL: there is none */
    bool by_stills;                    /* its sensors tell how these stand */
    struct hinge_body *body;
    struct sensor segment[HINGE_LANDMARK_COUNT];
    size_t from, to;     /* standing, last frame included */
    const bool *upright; /* [n]: the frames of lock-out instead; NULL: none */
};

static const double bent_deg = 15;      /* of the trunk: it no longer stands */
static const double least_tip = 15;     /* degrees: less has no direction */
static const double least_free_tip = 5; /* of a sensor whose heading nothing else tells */
static const double most_offset = 20;   /* degrees between headings that agree */
static const double same_offset = 5;    /* degrees between headings that are one */
static const double share_of_tip = 0.5; /* frames that tell the direction */

/* In the bow of a calibration l1 or thorax tips so far, and each sensor whose front it tells. */
static const double bow_deg = 20, least_bow_deg = 10;
#define NO_BOW                                                                                     \
    "a calibration without a bow: l1 or thorax has to tip by %g degrees; stand still for two "     \
    "seconds, bow from the hips so that all tips forward, stand, then slump"

/* A pelvis, or l1, that tips back while the trunk bends is true, or its frame is off by half a
 * turn. Nobody's tips back by more than 30 degrees, or lies this far from the trunk. */
static const double bends_deg = 30, most_back_deg = 30;
static const double most_apart_deg = 90, most_apart_l1_deg = 75;

static void quaternion_at(const struct sensor *s, size_t i, double q[4])
{
    for (int k = 0; k < 4; k++)
        q[k] = s->q[k][i];
}

static bool is_missing(const struct sensor *s, size_t i)
{
    return isnan(s->q[0][i]);
}

static void take_segments(struct sensors *w)
{
    size_t n = w->tracks->n;
    double most = w->parameters->gap_max_s * w->tracks->rate_hz + 1e-9;
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++) {
        struct hinge_track *track = &w->tracks->point[l];
        struct sensor *s = &w->segment[l];
        size_t last = SIZE_MAX;
        if (!track->present)
            continue;
        double *const q[4] = {track->w, track->axis[0], track->axis[1], track->axis[2]};
        for (int k = 0; k < 4; k++)
            s->q[k] = q[k];
        s->free = (track->flags & HINGE_CHANNEL_HEADING_FREE) != 0;
        s->drift = track->drift < 0 ? (double)INFINITY : isnan(track->drift) ? 0 : track->drift;
        track->present_share = 1 - (double)hinge_count_missing(s->q[0], n) / (double)n;
        track->usable = track->present_share >= 1 - w->parameters->miss_channel;
        s->used = track->usable;
        if (!s->used)
            continue;
        /* gaps of at most gap.max_s are filled along the shorter arc */
        for (size_t i = 0; i < n; i++) {
            if (is_missing(s, i))
                continue;
            double a[4], b[4], between[4];
            for (size_t k = last + 1; last != SIZE_MAX && (double)(i - last) <= most && k < i;
                 k++) {
                quaternion_at(s, last, a);
                quaternion_at(s, i, b);
                hinge_quaternion_slerp(a, b, (double)(k - last) / (double)(i - last), between);
                for (int c = 0; c < 4; c++)
                    s->q[c][k] = between[c];
            }
            last = i;
        }
    }
}

/* --- standing --- */

/* Degrees between frames i and k of low-passed quaternions. */
static double has_turned(const double *q, size_t n, size_t i, size_t k)
{
    double a[4], b[4];
    for (size_t c = 0; c < 4; c++) {
        a[c] = q[c * n + i];
        b[c] = q[c * n + k];
    }
    return hinge_quaternion_angle(a, b) * (180 / M_PI);
}

/* The largest turn of any sensor in every frame, degrees per second, infinite where one
 * is missing; and how many frames go by before the trunk has left where it began. */
static void find_turning(const struct sensors *w, const struct sensor *trunk, double *most,
                         size_t *before_bend)
{
    size_t n = w->tracks->n;
    double *q = hinge_arena_raw(w->tracks->arena, 4 * n, sizeof *q);
    *before_bend = n;
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++) {
        const struct sensor *s = &w->segment[l];
        size_t first = 0, at = 0;
        if (!s->used)
            continue;
        /* Low-passed for the test of standing alone: jitter turns faster than people sway (method
         * 2.4). The four arrays lie behind each other. */
        double *const part[4] = {q, q + n, q + 2 * n, q + 3 * n};
        for (int k = 0; k < 4; k++)
            memcpy(part[k], s->q[k], n * sizeof *q);
        hinge_lowpass_several(part, 4, n, w->tracks->rate_hz, hinge_fixed.stand_fc,
                              w->tracks->arena);
        for (size_t i = 0; i < n; i++) {
            double length = 0;
            for (int k = 0; k < 4; k++)
                length += part[k][i] * part[k][i];
            for (int k = 0; k < 4; k++)
                part[k][i] /= sqrt(length);
        }
        for (size_t i = 0; i < n; i++) {
            size_t from = i > 0 ? i - 1 : 0, to = i + 1 < n ? i + 1 : i;
            double speed = has_turned(q, n, from, to) * w->tracks->rate_hz / (double)(to - from);
            most[i] = isnan(speed) ? (double)INFINITY : fmax(most[i], speed);
        }
        while (first < n && isnan(q[first]))
            first++;
        for (at = first; at < n && !(has_turned(q, n, first, at) >= bent_deg); at++)
            ;
        if (s == trunk)
            *before_bend = at;
    }
}

/* Earliest run of `frames` before `end` in which nothing turns faster than `limit`. */
static bool find_quiet(struct sensors *w, const double *turning, size_t end, size_t frames,
                       double limit)
{
    size_t run = 0;
    for (size_t i = 0; i < end; i++) {
        run = turning[i] < limit ? run + 1 : 0;
        if (run >= frames) {
            w->from = i + 1 - frames;
            w->to = i;
            return true;
        }
    }
    return false;
}

static bool is_told(const struct hinge_trial_info *info)
{
    return info != NULL && info->stand_end_s > info->stand_start_s;
}

/* Up in the axes of a sensor that is turned so. */
static void up_of(const double q[4], double up[3])
{
    static const double y[3] = {0, 1, 0};
    double back[4];
    hinge_quaternion_conjugate(q, back);
    hinge_quaternion_rotate(back, y, up);
}

/* Up of a sensor in its own axes over from..to: how it lies against gravity. False without. */
static bool lies(const struct sensors *w, const struct sensor *s, size_t from, size_t to,
                 double up[3])
{
    double q[4], v[3];
    up[0] = up[1] = up[2] = 0;
    for (size_t i = from; i <= to && i < w->tracks->n; i++) {
        if (is_missing(s, i) || (w->upright != NULL && !w->upright[i]))
            continue;
        quaternion_at(s, i, q);
        up_of(q, v);
        for (int k = 0; k < 3; k++)
            up[k] += v[k];
    }
    return hinge_unit(up, up);
}

static double lies_apart_deg(const double a[3], const double b[3])
{
    return acos(fmax(-1, fmin(1, hinge_dot(a, b)))) * (180 / M_PI);
}

/* How a sensor stands in the standing recording; NULL: unknown. */
static const double *still_of(const struct sensors *w, const struct sensor *s)
{
    const double *q = w->stills != NULL ? w->stills[s - w->segment - HINGE_LANDMARK_pelvis] : NULL;
    return q != NULL && q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3] > 0 ? q : NULL;
}

/* Nobody's trunk leans by more in standing: else the sensor was mounted anew. */
static const double MOUNTED_DEG = 25;

/* Whether pelvis and trunk lie over from..to as in the standing recording. */
static bool is_mounted_so(const struct sensors *w, size_t from, size_t to)
{
    static const int trunk[] = {HINGE_LANDMARK_pelvis, HINGE_LANDMARK_l1, HINGE_LANDMARK_thorax};
    bool any = false;
    for (size_t k = 0; k < sizeof trunk / sizeof *trunk; k++) {
        const struct sensor *s = &w->segment[trunk[k]];
        const double *still = still_of(w, s);
        double of[3], up[3];
        if (!s->used || still == NULL || !lies(w, s, from, to, up))
            continue;
        up_of(still, of);
        if (lies_apart_deg(of, up) > MOUNTED_DEG)
            return false;
        any = true;
    }
    return any;
}

/* Thighs of quiet postures differ by more: one of them is no standing, unless the trunk, too. */
static const double POSTURES_DEG = 40, SAME_TRUNK_DEG = 20;

/* Where a sensor tips to from one place to another, in global axes: horizontal, by the sine. */
static void tips_to(const struct sensor *s, size_t from, size_t to, double tip[2])
{
    static const double y[3] = {0, 1, 0};
    double a[4], b[4], back[4], S[4], up[3];
    quaternion_at(s, from, a);
    quaternion_at(s, to, b);
    hinge_quaternion_conjugate(a, back);
    hinge_quaternion_multiply(b, back, S);
    hinge_quaternion_rotate(S, y, up);
    tip[0] = up[0];
    tip[1] = up[2];
}

/* People who sit first are quiet, too. Of two quiet postures whose thighs differ, standing is the
 * one from which the thigh tips back into the other: against the trunk's bow, as from sitting it
 * tips with it. That needs no mounting, but a heading that thigh and trunk share; a standing
 * recording needs neither. Moves from..to of standing; an error where nobody knows. */
static enum hinge_status choose_standing(struct sensors *w, const struct sensor *trunk,
                                         const struct hinge_trial_info *info, const double *turning,
                                         size_t frames, struct hinge_error *error)
{
    const size_t n = w->tracks->n;
    int l = HINGE_LANDMARK_thigh_l;
    double up[3], other[3], upright[3], leans[3], of[3], tip[2], bow[2], most = 0;
    l += w->segment[l].used ? 0 : 1;
    const struct sensor *thigh = &w->segment[l];
    if (!thigh->used || !lies(w, thigh, w->from, w->to, up) ||
        !lies(w, trunk, w->from, w->to, upright))
        return HINGE_OK;
    const double *still = still_of(w, thigh);
    if (still != NULL && is_mounted_so(w, w->from, w->to)) {
        up_of(still, of);
        w->by_stills = lies_apart_deg(of, up) > POSTURES_DEG;
        return HINGE_OK;
    }
    size_t run = 0, at = 0, bows = w->from;
    for (size_t i = 0; i < n && at == 0; i++) {
        run = turning[i] < w->parameters->stand_v_trunk ? run + 1 : 0;
        if (run >= frames && (i < w->from || i - run > w->to) &&
            lies(w, thigh, i + 1 - frames, i, other) && lies_apart_deg(up, other) > POSTURES_DEG)
            at = i;
    }
    if (at == 0)
        return HINGE_OK;
    for (size_t i = 0; i < n; i++) {
        if (is_missing(trunk, i))
            continue;
        tips_to(trunk, w->from, i, tip);
        if (hypot(tip[0], tip[1]) > most) {
            most = hypot(tip[0], tip[1]);
            bows = i;
        }
    }
    tips_to(trunk, w->from, bows, bow);
    tips_to(thigh, w->from, at, tip);
    const double along = (tip[0] * bow[0] + tip[1] * bow[1]) / (hypot(tip[0], tip[1]) * most);
    const bool recorded = info != NULL && info->heading == HINGE_HEADING_recorded;
    const bool shared =
        recorded || (!(info != NULL && info->heading == HINGE_HEADING_aligned) && !thigh->free &&
                     !trunk->free && fabs(along) >= cos(most_offset * (M_PI / 180)));
    if (!shared && lies(w, trunk, at + 1 - frames, at, leans) &&
        lies_apart_deg(upright, leans) < SAME_TRUNK_DEG)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_ZERO_UNKNOWN,
            "the thigh is %.0f degrees apart at %.1f s and at %.1f s, both quiet, and shares no "
            "heading with the trunk: which of them is standing? Give its times in stand_start_s "
            "and stand_end_s, or a recording with role = standing",
            lies_apart_deg(up, other), w->tracks->start_s + (double)w->from / w->tracks->rate_hz,
            w->tracks->start_s + (double)at / w->tracks->rate_hz);
    if (shared && along > 0) { /* the first sits: the longest stillness of the other stands */
        w->from = at + 1 - frames;
        w->to = at;
    }
    return HINGE_OK;
}

/* What the list says, else the earliest quiet second, else half a second; of a trunk
 * that has not bent yet. */
static bool find_standing(struct sensors *w, const struct sensor *trunk,
                          const struct hinge_trial_info *info, enum hinge_status *status,
                          struct hinge_error *error)
{
    const struct hinge_parameters *p = w->parameters;
    size_t n = w->tracks->n, end;
    double rate = w->tracks->rate_hz, last = (double)(n - 1);
    if (is_told(info)) {
        double from = ceil((info->stand_start_s - w->tracks->start_s) * rate);
        double to = floor((info->stand_end_s - w->tracks->start_s) * rate);
        w->from = (size_t)fmin(fmax(from, 0), last);
        w->to = (size_t)fmin(fmax(to, 0), last);
        return w->to > w->from;
    }
    struct hinge_arena_mark before = hinge_arena_mark(w->tracks->arena);
    double *turning = hinge_arena_alloc(w->tracks->arena, n, sizeof *turning);
    find_turning(w, trunk, turning, &end);
    bool found =
        find_quiet(w, turning, end, (size_t)ceil(p->stand_win_s * rate), p->stand_v_trunk) ||
        find_quiet(w, turning, end, (size_t)ceil(hinge_fixed.stand_win_min_s * rate),
                   p->stand_v_trunk * hinge_fixed.stand_relax);
    if (found)
        *status = choose_standing(w, trunk, info, turning,
                                  (size_t)ceil(hinge_fixed.stand_win_min_s * rate), error);
    hinge_arena_reset(w->tracks->arena, before);
    return found;
}

/* People who never stand still are upright where the repetitions end: of the first of thigh,
 * thorax, l1 and pelvis "up" in its own frame, and the coordinate along which that moves most. The
 * upright end is where the recording begins, of a start from the floor the other. The median
 * of its outermost part is upright, and so are all frames near it. False where nothing bends. */
static bool find_lockout(struct sensors *w, const struct hinge_trial_info *info)
{
    static const int order[] = {HINGE_LANDMARK_thigh_l, HINGE_LANDMARK_thigh_r,
                                HINGE_LANDMARK_thorax, HINGE_LANDMARK_l1, HINGE_LANDMARK_pelvis};
    static const double highest = 0.92, near_deg = 8;
    struct hinge_arena *arena = w->tracks->arena;
    size_t n = w->tracks->n, first = 0;
    const struct sensor *s = NULL;
    for (size_t k = 0; s == NULL && k < sizeof order / sizeof *order; k++)
        s = w->segment[order[k]].used ? &w->segment[order[k]] : NULL;
    bool *upright = hinge_arena_alloc(arena, n, sizeof *upright);
    double *up[3], *along = hinge_arena_raw(arena, n, sizeof *along), mean[3], middle[3];
    double axis[3], c[3][3] = {{0}};
    for (int k = 0; k < 3; k++)
        up[k] = hinge_arena_raw(arena, n, sizeof **up);
    for (size_t i = 0; i < n; i++) {
        double q[4], v[3];
        quaternion_at(s, i, q);
        up_of(q, v);
        for (int k = 0; k < 3; k++)
            up[k][i] = v[k];
    }
    hinge_lowpass_several(up, 3, n, w->tracks->rate_hz, hinge_fixed.stand_fc, arena);
    for (int k = 0; k < 3; k++)
        mean[k] = hinge_mean(up[k], n);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 9 && !isnan(up[0][i]); k++)
            c[k / 3][k % 3] += (up[k / 3][i] - mean[k / 3]) * (up[k % 3][i] - mean[k % 3]);
    memcpy(axis, c[c[2][2] > fmax(c[0][0], c[1][1]) ? 2 : c[1][1] > c[0][0]], sizeof axis);
    for (int round = 0; round < 50; round++) { /* by powers of the covariance */
        double unit[3];
        if (!hinge_unit(axis, unit))
            return false;
        for (int k = 0; k < 3; k++)
            axis[k] = hinge_dot(c[k], unit);
    }
    if (!hinge_unit(axis, axis))
        return false;
    for (size_t i = 0; i < n; i++)
        along[i] = axis[0] * up[0][i] + axis[1] * up[1][i] + axis[2] * up[2][i];
    while (isnan(along[first])) /* not all are: the axis is known */
        first++;
    double low = hinge_quantile(along, n, 1 - highest, arena);
    double high = hinge_quantile(along, n, highest, arena);
    if (!(high - low > sin(bent_deg * (M_PI / 180)) / 2))
        return false;
    bool floor = info != NULL && info->start == HINGE_START_floor;
    double sign = (along[first] > (low + high) / 2) != floor ? 1 : -1;
    double least = sign > 0 ? high : -low;
    for (int k = 0; k < 3; k++) { /* along is free from here on, one coordinate at a time */
        double *part = hinge_arena_raw(arena, n, sizeof *part);
        for (size_t i = 0; i < n; i++)
            part[i] = sign * along[i] >= least ? up[k][i] : (double)NAN;
        middle[k] = hinge_median(part, n, arena);
    }
    for (size_t i = 0; i < n; i++) {
        const double v[3] = {up[0][i], up[1][i], up[2][i]};
        double unit[3], of[3];
        upright[i] = hinge_unit(v, unit) && hinge_unit(middle, of) &&
                     hinge_dot(unit, of) >= cos(near_deg * (M_PI / 180));
    }
    w->upright = upright;
    w->from = 0;
    w->to = n - 1;
    return true;
}

/* Mean orientation over standing. */
static bool take_standing(const struct sensors *w, struct sensor *s)
{
    double sum[4] = {0}, length = 0;
    const double *still = w->by_stills ? still_of(w, s) : NULL;
    for (int k = 0; k < 4 && still != NULL; k++)
        sum[k] = still[k];
    for (size_t i = w->from; i <= w->to && !w->by_stills; i++)
        for (int k = 0; k < 4 && (w->upright == NULL || w->upright[i]); k++)
            sum[k] += is_missing(s, i) ? 0 : s->q[k][i];
    for (int k = 0; k < 4; k++)
        length += sum[k] * sum[k];
    for (int k = 0; k < 4; k++)
        s->still[k] = sum[k] / sqrt(length);
    return length > 0;
}

/* Change of orientation since standing: S(t). */
static void sensor_change(const struct sensor *s, size_t i, double out[4])
{
    double q[4], back[4];
    quaternion_at(s, i, q);
    hinge_quaternion_conjugate(s->still, back);
    hinge_quaternion_multiply(q, back, out);
}

static void up_axis(const struct sensor *s, size_t i, double up[3])
{
    static const double y[3] = {0, 1, 0};
    double S[4];
    sensor_change(s, i, S);
    hinge_quaternion_rotate(S, y, up);
}

/* --- heading --- */

/* Direction in which the segment tips, of unit length: the first principal component of
 * the tips of at least half of the largest, towards that; and the largest tip. False when it tips
 * too little. */
static bool find_heading(const struct sensors *w, struct sensor *s)
{
    double most = 0, x = 0, z = 0, up[3], xx = 0, xz = 0, zz = 0;
    for (size_t i = 0; i < w->tracks->n; i++) {
        up_axis(s, i, up);
        double tip = hypot(up[0], up[2]);
        s->tip = fmax(s->tip, atan2(tip, up[1]) * (180 / M_PI)); /* the number of the two */
        if (tip > most) {                                        /* false for NaN */
            most = tip;
            x = up[0];
            z = up[2];
        }
    }
    if (most < sin((s->free ? least_free_tip : least_tip) * (M_PI / 180)))
        return false;
    for (size_t i = 0; i < w->tracks->n; i++) {
        up_axis(s, i, up);
        if (!(hypot(up[0], up[2]) >= share_of_tip * most))
            continue;
        xx += up[0] * up[0];
        xz += up[0] * up[2];
        zz += up[2] * up[2];
    }
    double angle = 0.5 * atan2(2 * xz, xx - zz), c = cos(angle), d = sin(angle);
    double sign = c * x + d * z < 0 ? -1 : 1;
    s->heading_x = sign * c;
    s->heading_z = sign * d;
    return true;
}

/* A heading that something else than the movement tells. */
static void face(struct sensor *s, const double v[3], const char *from)
{
    const double length = hypot(v[0], v[2]);
    s->heading_x = v[0] / length;
    s->heading_z = v[2] / length;
    s->told = true;
    s->from = from;
}

/* What outward:<segment> of the list tells: the sensor's axis out of the skin, and on which side
 * of the segment it is ("+z back"). Where the sensor stands, this is its heading. */
static enum hinge_status take_outward(int l, struct sensor *s, const struct hinge_trial_info *info,
                                      struct hinge_error *error)
{
    const char *text = info != NULL ? info->outward[l - HINGE_LANDMARK_pelvis] : NULL;
    const char *name = hinge_landmark_name((enum hinge_landmark)l);
    double axis[3], v[3];
    int side;
    if (text == NULL || *text == '\0')
        return HINGE_OK;
    if (!hinge_outward_parse(text, axis, &side))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_HEADING_UNKNOWN,
                               "outward:%s is \"%.40s\": " HINGE_OUTWARD_EXPECTED, name, text);
    hinge_quaternion_rotate(s->still, axis, v);
    if (!(hypot(v[0], v[2]) > 0.5))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_HEADING_UNKNOWN,
                               "outward:%s = %.40s: this axis is %.0f degrees from the horizontal "
                               "in standing; name the one that points out of the skin",
                               name, text, atan2(fabs(v[1]), hypot(v[0], v[2])) * (180 / M_PI));
    for (int turn = 0; turn < side; turn++) { /* from the left forward: a quarter turn each */
        double x = v[0];
        v[0] = -v[2];
        v[2] = x;
    }
    face(s, v, "outward");
    return HINGE_OK;
}

/* Where the front of a sensor that another recording told lies; false: none, or the sensor sits
 * another way. */
static bool find_front(const struct sensors *w, int l, const struct sensor *s, double v[3])
{
    if (w->fronts == NULL || s->told)
        return false;
    hinge_quaternion_rotate(s->still, w->fronts->of[l - HINGE_LANDMARK_pelvis], v);
    return hypot(v[0], v[2]) > 0.5;
}

/* The same by the session's calibration, where the list does not tell it. */
static void take_front(const struct sensors *w, int l, struct sensor *s)
{
    double v[3];
    if (find_front(w, l, s, v) && !w->fronts->of_bend)
        face(s, v, "calibration");
}

/* Degrees from heading a to b, -180 to 180. */
static double offset_deg(const struct sensor *a, const struct sensor *b)
{
    return atan2(a->heading_x * b->heading_z - a->heading_z * b->heading_x,
                 a->heading_x * b->heading_x + a->heading_z * b->heading_z) *
           (180 / M_PI);
}

static void turn_about(struct sensor *s)
{
    s->heading_x = -s->heading_x;
    s->heading_z = -s->heading_z;
}

/* One more sentence on the sensors in a text of this size. */
HINGE_PRINTF(2, 3) static void add_remark(char text[HINGE_REMARKS_MAX], const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    if (used > 0 && used + 2 < HINGE_REMARKS_MAX)
        used += (size_t)snprintf(text + used, HINGE_REMARKS_MAX - used, "; ");
    vsnprintf(text + used, HINGE_REMARKS_MAX - used, format, arguments);
    va_end(arguments);
}

/* The same of their headings, and the warning. */
#define remark(body, ...)                                                                          \
    ((body)->warnings |= HINGE_WARN(HEADING_UNKNOWN), add_remark((body)->remarks, __VA_ARGS__))

/* The heading of a sensor in a frame that it shares with the lead's: the lead's, but along the axis
 * about which it tips. The sign is the recorded one, unless nobody can tip back so far. */
static void settle_shared(const struct sensors *w, int l, const struct sensor *lead,
                          const char *of_lead, double offset, struct sensor *s)
{
    const char *name = hinge_landmark_name((enum hinge_landmark)l);
    bool back = fabs(offset) > 90;
    double angle = back ? offset - (offset > 0 ? 180 : -180) : offset;
    if (back)
        turn_about(s);
    if (fabs(angle) <= same_offset) {
        s->heading_x = lead->heading_x;
        s->heading_z = lead->heading_z;
    }
    if (!back || (l != HINGE_LANDMARK_pelvis && l != HINGE_LANDMARK_l1))
        return;
    double apart = l == HINGE_LANDMARK_l1 ? most_apart_l1_deg : most_apart_deg;
    if (lead->tip < bends_deg) {
        remark(w->body, "%s tips back by %.0f degrees while %s tips forward", name, s->tip,
               of_lead);
    } else if (s->tip > most_back_deg || s->tip + lead->tip > apart) {
        turn_about(s);
        s->from = "turned";
        remark(w->body, "%s: frame turned by 180 degrees to fit %s", name, of_lead);
    } else {
        s->unknown = true;
        s->from = "unknown";
        remark(w->body,
               "%s tips back by %.0f degrees while %s tips forward: refused; heading = recorded "
               "(-%.0f) if the sensors share a heading, heading = aligned (+%.0f) if not, or "
               "outward:%s",
               name, s->tip, of_lead, s->tip, s->tip, name);
    }
}

/* Forward, of every sensor but the lead: as recorded, where the frames are one; else by what people
 * do, trunk and shank tip forward, thighs back. */
static void settle_heading(const struct sensors *w, int l, const struct sensor *lead,
                           const char *of_lead, const char *mode, struct sensor *s)
{
    bool thigh = l == HINGE_LANDMARK_thigh_l || l == HINGE_LANDMARK_thigh_r;
    bool tips = find_heading(w, s);
    double offset = tips ? offset_deg(lead, s) : 0;
    double off = fmin(fabs(offset), 180 - fabs(offset));
    if (s->free && s->tip < least_tip)
        remark(w->body,
               "%s tips %.0f degrees, forward or back is not known: its angles may be %.0f off",
               hinge_landmark_name((enum hinge_landmark)l), s->tip, 2 * s->tip);
    if (strcmp(mode, "recorded") == 0 || !tips) {
        s->heading_x = lead->heading_x;
        s->heading_z = lead->heading_z;
        return;
    }
    if (strcmp(mode, "auto") == 0 && !s->free && !lead->free && off <= most_offset) {
        settle_shared(w, l, lead, of_lead, offset, s);
        return;
    }
    s->from = "aligned";
    if (thigh)
        turn_about(s);
    if (!s->free && off > most_offset)
        remark(w->body, "%s: frame turned by %.0f degrees to fit %s",
               hinge_landmark_name((enum hinge_landmark)l), fabs(offset_deg(lead, s)), of_lead);
}

/* A raw pelvis takes the sign that a deeper bend of its session told. */
static void take_sign(const struct sensors *w, struct sensor *pelvis)
{
    double v[3];
    if (!find_front(w, HINGE_LANDMARK_pelvis, pelvis, v) || !w->fronts->of_bend)
        return;
    if (pelvis->heading_x * v[0] + pelvis->heading_z * v[2] < 0)
        turn_about(pelvis);
    pelvis->told = true;
    pelvis->from = "session";
}

/* The segment whose tip is forward; NONE: the legs alone have sensors. */
static int lead_of(const struct sensors *w)
{
    static const int order[] = {HINGE_LANDMARK_thorax, HINGE_LANDMARK_l1, HINGE_LANDMARK_pelvis};
    for (int k = 0; k < 3; k++)
        if (w->segment[order[k]].used)
            return order[k];
    return HINGE_LANDMARK_NONE;
}

static enum hinge_status no_standing(const struct sensors *w, const struct hinge_trial_info *info,
                                     struct hinge_error *error)
{
    const struct hinge_parameters *p = w->parameters;
    const struct hinge_tracks *t = w->tracks;
    if (is_told(info))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_STANDING_REF,
                               "stand_start_s %g and stand_end_s %g of the trial list "
                               "hold no two frames of the recording, which lasts from "
                               "%.3f to %.3f s",
                               info->stand_start_s, info->stand_end_s, t->start_s,
                               t->start_s + (double)(t->n - 1) / t->rate_hz);
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_NO_STANDING_REF,
        "no quiet standing before the first bend: before the trunk has turned %g "
        "degrees, no half second has all sensors below %g deg/s, and none of them bends and "
        "straightens. Standing shows how sensors are mounted: record two seconds of it first, or "
        "give its times in stand_start_s and stand_end_s",
        bent_deg, p->stand_v_trunk * hinge_fixed.stand_relax);
}

/* Whether a raw pelvis is taken to tip forward, as nothing tells which way it does. */
static bool is_sign_open(const struct sensor *pelvis, const struct sensor *lead, const char *mode,
                         const struct hinge_trial_info *info)
{
    return pelvis->used && pelvis != lead && pelvis->free && !pelvis->told &&
           pelvis->tip >= least_tip && strcmp(mode, "auto") == 0 &&
           (info == NULL || info->heading == HINGE_HEADING_NONE);
}

/* Gaps filled, standing found, then for each sensor that is used the change since, its
 * heading and its pitch. What is missing for that is an INPUT error. */
static enum hinge_status settle(struct sensors *w, const struct hinge_trial_info *info,
                                struct hinge_error *error)
{
    take_segments(w);
    int leads = lead_of(w);
    struct sensor *lead = &w->segment[leads < 0 ? 0 : leads];
    const char *name = hinge_landmark_name((enum hinge_landmark)leads);
    const char *mode = w->parameters->heading;
    enum hinge_status status = HINGE_OK;
    if (info != NULL && info->heading != HINGE_HEADING_NONE)
        mode = info->heading == HINGE_HEADING_recorded  ? "recorded"
               : info->heading == HINGE_HEADING_aligned ? "aligned"
                                                        : "auto";
    if (leads < 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                               "sensors on pelvis, l1 or thorax are needed in %g %% of the "
                               "frames; name them pelvis, l1, thorax, thigh_l …",
                               100 * (1 - w->parameters->miss_channel));
    const bool found = find_standing(w, lead, info, &status, error);
    if (status != HINGE_OK)
        return status;
    if (!found) {
        const bool told = is_told(info), locked = !told && find_lockout(w, info);
        /* by the standing recording, unless sensors were mounted anew since */
        w->by_stills =
            !told && still_of(w, lead) != NULL && (!locked || is_mounted_so(w, 0, w->tracks->n));
        w->body->zero_at_lockout = locked && !w->by_stills;
        if (!locked && !w->by_stills)
            return no_standing(w, info, error);
    }
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head && status == HINGE_OK; l++) {
        struct sensor *s = &w->segment[l];
        s->from = "recorded";
        s->used = s->used && take_standing(w, s);
        if (s->used)
            status = take_outward(l, s, info, error);
        if (s->used && status == HINGE_OK)
            take_front(w, l, s);
    }
    if (status != HINGE_OK)
        return status;
    /* a standing recording is no movement: its pitches need no heading */
    const bool stands = info != NULL && info->role == HINGE_ROLE_standing;
    const bool leans = lead->used && (lead->told || find_heading(w, lead));
    if (lead->used && stands && !leans) {
        lead->heading_x = 1;
        lead->heading_z = 0;
        mode = "recorded";
    }
    if (!lead->used || (!leans && !stands))
        return info != NULL && info->role == HINGE_ROLE_calibration
                   ? hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FACING_AMBIGUOUS, NO_BOW,
                                     bow_deg)
                   : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FACING_AMBIGUOUS,
                                     "the trunk never leans by %g degrees, so the direction "
                                     "that the person faces is not clear",
                                     lead->free ? least_free_tip : least_tip);
    struct sensor *pelvis = &w->segment[HINGE_LANDMARK_pelvis];
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++) {
        struct sensor *s = &w->segment[l];
        if (!s->used)
            continue;
        if (s != lead && !s->told)
            settle_heading(w, l, lead, name, mode, s);
        if (s == pelvis && is_sign_open(pelvis, lead, mode, info))
            take_sign(w, pelvis);
        bool shared = !s->told && strcmp(s->from, "aligned") != 0;
        double along = s->heading_x * lead->heading_x + s->heading_z * lead->heading_z;
        s->frame_x = !shared ? s->heading_x : along < 0 ? -lead->heading_x : lead->heading_x;
        s->frame_z = !shared ? s->heading_z : along < 0 ? -lead->heading_z : lead->heading_z;
        s->pitch = hinge_tracks_array(w->tracks);
        for (size_t i = 0; i < w->tracks->n; i++) {
            double up[3];
            up_axis(s, i, up);
            s->pitch[i] = hinge_pitch_deg(up[0] * s->heading_x + up[2] * s->heading_z, up[1]);
        }
        hinge_unwrap_deg(s->pitch, w->tracks->n);
        hinge_tracks_filter(w->tracks, s->pitch, w->parameters);
    }
    w->body->sign_open = is_sign_open(pelvis, lead, mode, info);
    if (w->body->sign_open) {
        /* which way it faces as it is taken, in its own axes, for others of the session */
        const double heading[3] = {pelvis->heading_x, 0, pelvis->heading_z};
        double back[4];
        struct hinge_fronts *fronts = hinge_arena_alloc(w->tracks->arena, 1, sizeof *fronts);
        hinge_quaternion_conjugate(pelvis->still, back);
        hinge_quaternion_rotate(back, heading, fronts->of[0]);
        fronts->of_bend = true;
        w->body->fronts = fronts;
    }
    return HINGE_OK;
}

static double tip_deg(const struct sensor *s, size_t i)
{
    double up[3];
    up_axis(s, i, up);
    return atan2(hypot(up[0], up[2]), up[1]) * (180 / M_PI);
}

/* The bow of a calibration, which is the first movement in which l1 or thorax tips by 20 degrees:
 * where a sensor tips in it, by 10 degrees or more, is its front. Not the thigh's, which is free.
 */
static void find_fronts(struct sensors *w)
{
    const int leads = lead_of(w);
    const struct sensor *lead = &w->segment[leads];
    const size_t n = w->tracks->n;
    size_t from = 0, to;
    double most = 0;
    struct hinge_fronts *fronts = hinge_arena_alloc(w->tracks->arena, 1, sizeof *fronts);
    w->body->fronts = fronts;
    w->body->remarks[0] =
        '\0'; /* no angle of a calibration is judged: what is open here costs none */
    w->body->warnings &= ~HINGE_WARN(HEADING_UNKNOWN);
    while (from < n && !(tip_deg(lead, from) >= bow_deg))
        from++;
    for (to = from; to < n && !(tip_deg(lead, to) < bow_deg); to++)
        most = fmax(most, tip_deg(lead, to));
    if (from == n || leads == HINGE_LANDMARK_pelvis) {
        remark(w->body, NO_BOW, bow_deg);
        return;
    }
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++) {
        const struct sensor *s = &w->segment[l];
        double sum[3] = {0}, tip = 0, back[4];
        if (!s->used || l == HINGE_LANDMARK_thigh_l || l == HINGE_LANDMARK_thigh_r)
            continue;
        for (size_t i = from; i < to; i++) {
            double up[3];
            up_axis(s, i, up);
            if (isnan(up[0]) || !(tip_deg(lead, i) >= share_of_tip * most))
                continue;
            sum[0] += up[0];
            sum[2] += up[2];
            tip = fmax(tip, tip_deg(s, i));
        }
        const double length = hypot(sum[0], sum[2]);
        if (tip < least_bow_deg || !(length > 0))
            continue;
        sum[0] /= length;
        sum[2] /= length;
        hinge_quaternion_conjugate(s->still, back);
        hinge_quaternion_rotate(back, sum, fronts->of[l - HINGE_LANDMARK_pelvis]);
    }
}

/* --- A body from the orientation of sensors (method 1.2-1.5, 4). In: their changes since standing;
 * out: signals, tier and qualifiers. --- */

/* Mean of left and right, the side asked for, or the only one; NULL for none. */
static double *mean_sides(const struct sensors *w, int left)
{
    return hinge_tracks_sides(w->tracks, w->body->side, w->segment[left].pitch,
                              w->segment[left + 1].pitch);
}

/* --- three dimensions --- */

static const struct sensor *solid_segment(const struct sensors *w, enum hinge_solid segment)
{
    static const int landmark[HINGE_SOLID_COUNT] = {HINGE_LANDMARK_pelvis,  HINGE_LANDMARK_l1,
                                                    HINGE_LANDMARK_thigh_l, HINGE_LANDMARK_thigh_r,
                                                    HINGE_LANDMARK_shank_l, HINGE_LANDMARK_shank_r};
    int l = landmark[segment];
    if (segment == HINGE_SOLID_THORAX && !w->segment[l].used)
        l = HINGE_LANDMARK_thorax;
    return &w->segment[l];
}

/* S(t) in the person's axes, by the segment's own heading: the mounting cancels, and
 * headings of sensors that disagree do. */
static bool turned(const void *source, enum hinge_solid segment, size_t i, double R[3][3])
{
    const struct sensor *s = solid_segment(source, segment);
    const double axis[3][3] = {
        {s->frame_x, 0, s->frame_z}, {0, 1, 0}, {-s->frame_z, 0, s->frame_x}};
    double S[4];
    if (is_missing(s, i))
        return false;
    sensor_change(s, i, S);
    for (int column = 0; column < 3; column++) {
        double v[3];
        hinge_quaternion_rotate(S, axis[column], v);
        for (int row = 0; row < 3; row++)
            R[row][column] = axis[row][0] * v[0] + axis[row][1] * v[1] + axis[row][2] * v[2];
    }
    return true;
}

static void set_if(struct sensors *w, enum hinge_signal signal, double *values,
                   enum hinge_reason otherwise)
{
    if (values != NULL)
        hinge_body_set(w->body, signal, values);
    else
        w->body->reason[signal] = otherwise;
}

/* What hangs on the direction of pelvis and thorax. */
static const enum hinge_signal spine[] = {
    HINGE_SIGNAL_lumbar_flex,         HINGE_SIGNAL_total_flex,     HINGE_SIGNAL_hip_flex,
    HINGE_SIGNAL_pelvis_tilt,         HINGE_SIGNAL_thorax_tilt,    HINGE_SIGNAL_pelvic_obliquity,
    HINGE_SIGNAL_pelvic_yaw,          HINGE_SIGNAL_lumbar_flex_3d, HINGE_SIGNAL_lumbar_bend_3d,
    HINGE_SIGNAL_lumbar_turn_3d,      HINGE_SIGNAL_hip_flex_3d,    HINGE_SIGNAL_pelvis_tilt_3d,
    HINGE_SIGNAL_pelvic_obliquity_3d, HINGE_SIGNAL_pelvic_yaw_3d,  HINGE_SIGNAL_upper_lumbar_flex,
    HINGE_SIGNAL_lower_lumbar_flex};
enum { N_SPINE = sizeof spine / sizeof *spine };

static void refuse_spine(struct hinge_body *body, enum hinge_reason reason)
{
    for (size_t k = 0; k < N_SPINE; k++)
        if (body->signal[spine[k]] != NULL) {
            body->signal[spine[k]] = NULL;
            body->reason[spine[k]] = reason;
        }
}

/* --- raw sensors that never rest --- */

/* What a signal is made of: segments, of which left and right are one. */
enum {
    PELVIS = 1,
    LUMBAR = 2,
    TRUNK = 4,
    THIGH = 8,
    SHANK = 16,
    FOOT = 32,
    HEAD = 64,
    MIDDLE = 128
};
static const struct {
    enum hinge_signal signal;
    unsigned of;
    bool turns; /* about the vertical: as far as the heading has gone */
    bool joint; /* of hip, knee or lumbar spine: refused where an offset is seen */
} made_of[] = {
    {HINGE_SIGNAL_pelvis_tilt, PELVIS, false, false},
    {HINGE_SIGNAL_thorax_tilt, LUMBAR, false, false},
    {HINGE_SIGNAL_trunk_incl, TRUNK, false, false},
    {HINGE_SIGNAL_thigh_incl, THIGH, false, false},
    {HINGE_SIGNAL_shank_incl, SHANK, false, false},
    {HINGE_SIGNAL_lumbar_flex, LUMBAR | PELVIS, false, true},
    {HINGE_SIGNAL_upper_lumbar_flex, LUMBAR | MIDDLE, false, true},
    {HINGE_SIGNAL_lower_lumbar_flex, MIDDLE | PELVIS, false, true},
    {HINGE_SIGNAL_hip_flex, PELVIS | THIGH, false, true},
    {HINGE_SIGNAL_total_flex, LUMBAR | THIGH, false, true}, /* the pelvis falls out */
    {HINGE_SIGNAL_trunk_thigh, TRUNK | THIGH, false, true},
    {HINGE_SIGNAL_knee_flex, SHANK | THIGH, false, true},
    {HINGE_SIGNAL_ankle_df, SHANK | FOOT, false, false},
    {HINGE_SIGNAL_neck_flex, HEAD | TRUNK, false, false},
    {HINGE_SIGNAL_hip_asymmetry, THIGH, false, true},
    {HINGE_SIGNAL_pelvic_obliquity, PELVIS, false, false},
    {HINGE_SIGNAL_pelvic_yaw, PELVIS, true, false},
    {HINGE_SIGNAL_lumbar_flex_3d, LUMBAR | PELVIS, false, true},
    {HINGE_SIGNAL_lumbar_bend_3d, LUMBAR | PELVIS, false, true},
    {HINGE_SIGNAL_lumbar_turn_3d, LUMBAR | PELVIS, true, true},
    {HINGE_SIGNAL_hip_flex_3d, PELVIS | THIGH, false, true},
    {HINGE_SIGNAL_knee_flex_3d, SHANK | THIGH, false, true},
    {HINGE_SIGNAL_pelvis_tilt_3d, PELVIS, false, false},
    {HINGE_SIGNAL_pelvic_obliquity_3d, PELVIS, false, false},
    {HINGE_SIGNAL_pelvic_yaw_3d, PELVIS, true, false},
};

/* The segment of a sensor. */
static const unsigned part_of[HINGE_LANDMARK_COUNT] = {
    [HINGE_LANDMARK_pelvis] = PELVIS,    [HINGE_LANDMARK_l1] = LUMBAR,
    [HINGE_LANDMARK_lumbar_l3] = MIDDLE, [HINGE_LANDMARK_thorax] = TRUNK,
    [HINGE_LANDMARK_thigh_l] = THIGH,    [HINGE_LANDMARK_thigh_r] = THIGH,
    [HINGE_LANDMARK_shank_l] = SHANK,    [HINGE_LANDMARK_shank_r] = SHANK,
    [HINGE_LANDMARK_foot_l] = FOOT,      [HINGE_LANDMARK_foot_r] = FOOT,
    [HINGE_LANDMARK_head] = HEAD,
};

/* Of "hip, knee and lumbar" angles; nothing of none. */
static void add_joints(struct hinge_body *body, const char *const *name, size_t n, const char *what)
{
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    hinge_list_words(&list, name, n, " and ");
    if (n > 0)
        add_remark(body->unrest, "%s %s", hinge_text_string(&list), what);
}

/* Widens the margins of what is made of sensors that never rest: by 2 degrees, or by 3 s at the
 * rate that they may be off by, as that is how long the filter trusts it. A heading that goes
 * further than 15 degrees, or a sensor that tips too little to tell forward from back, leaves
 * nothing certain; an offset that pelvis or trunk show leaves no angle of two sensors. */
static void set_doubts(struct sensors *w)
{
    static const double least_deg = 2, filter_s = 3, most_turn_deg = 15, most_drift = 3;
    struct hinge_body *body = w->body;
    const double length_s = (double)w->tracks->n / w->tracks->rate_hz;
    double drift[8] = {0};
    static const char stand_still[] =
        "nothing rests: stand still for two seconds first; rates may be off: ";
    bool unsure[8] = {false}, offset_of[8] = {false}, offset = false, restless = false;
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head; l++) {
        const struct sensor *s = &w->segment[l];
        unsigned parts = s->used ? part_of[l] : 0;
        /* of l1 and thorax one stands in for the other, as in set_signals */
        if (parts == LUMBAR && !w->segment[HINGE_LANDMARK_thorax].used)
            parts |= TRUNK;
        if (parts == TRUNK && !w->segment[HINGE_LANDMARK_l1].used)
            parts |= LUMBAR;
        for (int k = 0; k < 8; k++)
            if (parts >> k & 1) {
                drift[k] = fmax(drift[k], s->drift);
                unsure[k] = unsure[k] || s->drift * length_s > most_turn_deg ||
                            (s->free && !s->told && s->tip < least_tip);
            }
        if (!s->used || s->drift == 0)
            continue;
        const char *name = hinge_landmark_name((enum hinge_landmark)l);
        const bool leg = (parts & (PELVIS | LUMBAR | TRUNK)) == 0;
        body->warnings |= HINGE_WARN(NO_REST);
        if (w->tracks->point[l].drift == HINGE_DRIFT_GRAVITY)
            add_remark(body->unrest, "%s: gravity at the last rest is more than 3 degrees off",
                       name);
        else if (isinf(s->drift))
            add_remark(body->unrest, "%s%s by an unknown rate", restless ? "" : stand_still, name);
        else
            add_remark(body->unrest, "%s%s by %.2f deg/s", restless ? "" : stand_still, name,
                       s->drift);
        restless = restless || w->tracks->point[l].drift != HINGE_DRIFT_GRAVITY;
        const bool far = !leg && isfinite(s->drift) && s->drift > most_drift;
        offset = offset || far;
        for (int k = 0; k < 8; k++)
            offset_of[k] = offset_of[k] || (far && (parts >> k & 1));
    }
    for (size_t k = 0; k < sizeof made_of / sizeof *made_of; k++) {
        const enum hinge_signal signal = made_of[k].signal;
        double most = 0;
        bool never = false;
        for (int part = 0; part < 8; part++)
            if (made_of[k].of >> part & 1) {
                most = fmax(most, drift[part]);
                never = never || unsure[part];
                body->drifts[signal] = body->drifts[signal] || offset_of[part];
            }
        never = never || (made_of[k].turns && most > 0);
        body->doubt_deg[signal] = never      ? (double)INFINITY
                                  : most > 0 ? fmax(least_deg, filter_s * most)
                                             : 0;
        body->doubted = body->doubted || body->doubt_deg[signal] > 0;
        if (offset && made_of[k].joint && body->signal[signal] != NULL) {
            body->signal[signal] = NULL;
            body->reason[signal] = HINGE_REASON_NO_REST;
        }
    }
    static const enum hinge_signal joint[] = {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_knee_flex,
                                              HINGE_SIGNAL_lumbar_flex};
    const char *refused[3], *open[3];
    size_t n_refused = 0, n_open = 0;
    for (size_t k = 0; k < 3; k++) {
        static const char *const name[] = {"hip", "knee", "lumbar"};
        if (body->reason[joint[k]] == HINGE_REASON_NO_REST)
            refused[n_refused++] = name[k];
        else if (joint[k] != HINGE_SIGNAL_knee_flex && body->signal[joint[k]] != NULL &&
                 isinf(body->doubt_deg[joint[k]]))
            open[n_open++] = name[k];
    }
    add_joints(body, refused, n_refused, HINGE_NO_REST_REFUSED);
    if (*body->unrest != '\0')
        add_joints(body, open, n_open, HINGE_NO_REST_OPEN);
}

void hinge_sensors_doubt_sign(struct hinge_body *body)
{
    for (size_t k = 0; k < sizeof made_of / sizeof *made_of; k++)
        if ((made_of[k].of & PELVIS) && body->signal[made_of[k].signal] != NULL) {
            body->signal[made_of[k].signal] = NULL;
            body->reason[made_of[k].signal] = HINGE_REASON_HEADING_UNKNOWN;
        }
    remark(
        body,
        HINGE_SIGN_NOT_TOLD
        ", so its angles are left out: record a deeper bend in the session, give outward:pelvis, "
        "a recording with role = calibration in which it tips forward by %g degrees, heading = "
        "aligned if no pelvis tucks, or heading = recorded if the sensors share a heading",
        least_bow_deg);
}

static void set_signals(struct sensors *w)
{
    static const enum hinge_signal order[] = {HINGE_SIGNAL_total_flex, HINGE_SIGNAL_trunk_thigh,
                                              HINGE_SIGNAL_hip_flex,   HINGE_SIGNAL_thorax_tilt,
                                              HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_pelvis_tilt};
    struct hinge_body *body = w->body;
    double *pelvis = w->segment[HINGE_LANDMARK_pelvis].pitch;
    double *l1 = w->segment[HINGE_LANDMARK_l1].pitch;
    double *upper = w->segment[HINGE_LANDMARK_thorax].pitch;
    double *l3 = w->segment[HINGE_LANDMARK_lumbar_l3].pitch;
    double *thorax = l1 != NULL ? l1 : upper, *trunk = upper != NULL ? upper : l1;
    double *thigh = mean_sides(w, HINGE_LANDMARK_thigh_l);
    double *shank = mean_sides(w, HINGE_LANDMARK_shank_l);
    double *foot = mean_sides(w, HINGE_LANDMARK_foot_l);
    double *head = w->segment[HINGE_LANDMARK_head].pitch;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        body->reason[s] = HINGE_REASON_NO_POSITIONS;
    enum hinge_reason none = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    set_if(w, HINGE_SIGNAL_pelvis_tilt, pelvis, none);
    set_if(w, HINGE_SIGNAL_thorax_tilt, thorax, none);
    set_if(w, HINGE_SIGNAL_trunk_incl, trunk, HINGE_REASON_NO_TRUNK);
    set_if(w, HINGE_SIGNAL_thigh_incl, thigh, HINGE_REASON_NO_THIGH);
    set_if(w, HINGE_SIGNAL_shank_incl, shank, none);
    double *lumbar = hinge_tracks_sum(w->tracks, thorax, -1, pelvis);
    double *hip = hinge_tracks_sum(w->tracks, pelvis, -1, thigh);
    double *total = hinge_tracks_sum(w->tracks, lumbar, 1, hip);
    set_if(w, HINGE_SIGNAL_lumbar_flex, lumbar, none);
    set_if(w, HINGE_SIGNAL_upper_lumbar_flex, hinge_tracks_sum(w->tracks, l1, -1, l3), none);
    set_if(w, HINGE_SIGNAL_lower_lumbar_flex, hinge_tracks_sum(w->tracks, l3, -1, pelvis), none);
    set_if(w, HINGE_SIGNAL_hip_flex, hip, thigh == NULL ? HINGE_REASON_NO_THIGH : none);
    set_if(w, HINGE_SIGNAL_total_flex, total, thigh == NULL ? HINGE_REASON_NO_THIGH : none);
    set_if(w, HINGE_SIGNAL_trunk_thigh, hinge_tracks_sum(w->tracks, trunk, -1, thigh),
           HINGE_REASON_NO_THIGH);
    set_if(w, HINGE_SIGNAL_knee_flex, hinge_tracks_sum(w->tracks, shank, -1, thigh),
           thigh == NULL ? HINGE_REASON_NO_THIGH : none);
    set_if(w, HINGE_SIGNAL_ankle_df, hinge_tracks_sum(w->tracks, shank, -1, foot),
           HINGE_REASON_NO_FOOT);
    set_if(w, HINGE_SIGNAL_neck_flex, hinge_tracks_sum(w->tracks, head, -1, trunk),
           HINGE_REASON_NO_HEAD);
    set_if(w, HINGE_SIGNAL_hip_asymmetry,
           hinge_tracks_sum(w->tracks, w->segment[HINGE_LANDMARK_thigh_r].pitch, -1,
                            w->segment[HINGE_LANDMARK_thigh_l].pitch),
           HINGE_REASON_NO_THIGH);
    if (pelvis != NULL) {
        /* the pelvis' own right since standing: level and turn, seen by the person's heading */
        const struct sensor *of = &w->segment[HINGE_LANDMARK_pelvis];
        const double right[3] = {-of->frame_z, 0, of->frame_x};
        double *level = hinge_tracks_array(w->tracks), *turn = hinge_tracks_array(w->tracks);
        for (size_t i = 0; i < w->tracks->n; i++) {
            double S[4], d[3];
            sensor_change(of, i, S);
            hinge_quaternion_rotate(S, right, d);
            double ahead = d[0] * of->frame_x + d[2] * of->frame_z;
            double aside = d[0] * right[0] + d[2] * right[2];
            level[i] = atan2(d[1], hypot(ahead, aside)) * (180 / M_PI);
            turn[i] = atan2(ahead, aside) * (180 / M_PI);
        }
        hinge_unwrap_deg(turn, w->tracks->n);
        hinge_body_set(w->body, HINGE_SIGNAL_pelvic_obliquity, level);
        hinge_body_set(w->body, HINGE_SIGNAL_pelvic_yaw, turn);
        hinge_tracks_filter(w->tracks, level, w->parameters);
        hinge_tracks_filter(w->tracks, turn, w->parameters);
    }
    struct hinge_orientations from = {.source = w, .at = turned, .filter = true};
    for (int k = 0; k < HINGE_SOLID_COUNT; k++)
        from.there[k] = solid_segment(w, (enum hinge_solid)k)->used;
    hinge_cardan_fill(w->tracks, &from, w->parameters, w->body);
    hinge_cardan_refuse(w->body, none);
    /* trunk and tempo stay where nobody knows which way pelvis or l1 tips */
    bool l1_unknown = w->segment[HINGE_LANDMARK_l1].unknown;
    if (l1_unknown || w->segment[HINGE_LANDMARK_pelvis].unknown)
        refuse_spine(body, HINGE_REASON_HEADING_UNKNOWN);
    if (body->reason[HINGE_SIGNAL_thorax_tilt] == HINGE_REASON_HEADING_UNKNOWN && !l1_unknown)
        hinge_body_set(w->body, HINGE_SIGNAL_thorax_tilt, thorax);
    set_doubts(w);
    /* what rises in every bend (method 5.1) */
    bool alone = body->signal[HINGE_SIGNAL_pelvis_tilt] == NULL;
    size_t k = 0;
    while (k + 1 < sizeof order / sizeof *order &&
           (body->signal[order[k]] == NULL || (alone && order[k] == HINGE_SIGNAL_thorax_tilt)))
        k++;
    body->driver_source = order[k];
    if (body->signal[order[k]] != NULL)
        hinge_body_set(w->body, HINGE_SIGNAL_driver, body->signal[order[k]]);
    body->doubt_deg[HINGE_SIGNAL_driver] = body->doubt_deg[order[k]];
}

enum hinge_status hinge_sensors_build(struct hinge_tracks *tracks,
                                      const struct hinge_trial_info *info,
                                      const struct hinge_parameters *parameters,
                                      const struct hinge_fronts *fronts, const double (*stills)[4],
                                      bool allow_inferred, struct hinge_body *body,
                                      struct hinge_error *error)
{
    struct sensors w = {.tracks = tracks,
                        .parameters = parameters,
                        .fronts = fronts,
                        .stills = stills,
                        .body = body};
    enum hinge_status status = settle(&w, info, error);
    if (status != HINGE_OK)
        return status;
    if (info != NULL && info->role == HINGE_ROLE_calibration)
        find_fronts(&w);
    if (info != NULL && info->role == HINGE_ROLE_standing) {
        body->stills = hinge_arena_alloc(tracks->arena, HINGE_SEGMENTS, sizeof *body->stills);
        for (int k = 0; k < HINGE_SEGMENTS; k++)
            for (int c = 0; c < 4 && w.segment[HINGE_LANDMARK_pelvis + k].used; c++)
                body->stills[k][c] = w.segment[HINGE_LANDMARK_pelvis + k].still[c];
    }
    set_signals(&w);
    /* tier and qualifiers (method 1.5): pelvis and thorax are measured, else whatever drives */
    const double *const *signal = (const double *const *)body->signal;
    size_t size = sizeof body->heading_from, used = 0;
    body->has_pelvis = signal[HINGE_SIGNAL_pelvis_tilt] != NULL;
    body->has_thigh = signal[HINGE_SIGNAL_thigh_incl] != NULL;
    body->tier = signal[HINGE_SIGNAL_lumbar_flex] != NULL ? 'A' : 'C';
    if (body->tier == 'A')
        body->lumbar_def =
            w.segment[HINGE_LANDMARK_l1].used ? HINGE_LUMBAR_T12L1 : HINGE_LUMBAR_ISB;
    /* a trunk alone lacks all the rest; a pelvis, or a trunk on a thigh, the spine */
    bool hips = body->has_pelvis || signal[HINGE_SIGNAL_trunk_thigh] != NULL;
    for (int s = 0; body->tier == 'C' && hips && s < HINGE_SIGNAL_COUNT; s++)
        if (signal[s] == NULL && body->reason[s] != HINGE_REASON_HEADING_UNKNOWN &&
            body->reason[s] != HINGE_REASON_NO_REST &&
            (s == HINGE_SIGNAL_lumbar_flex || s == HINGE_SIGNAL_total_flex ||
             s == HINGE_SIGNAL_pelvis_tilt || (s == HINGE_SIGNAL_hip_flex && body->has_thigh)))
            body->reason[s] = HINGE_REASON_TIER_C_NO_LUMBAR;
    for (int s = 0; s < 2; s++) /* for the gait check */
        body->thigh_side[s] = w.segment[HINGE_LANDMARK_thigh_l + s].pitch;
    body->warnings |= HINGE_WARN(TRUNK_IS_THORAX);
    body->vertical_source = "axis";
    body->dim = 3;
    for (int l = HINGE_LANDMARK_pelvis; l <= HINGE_LANDMARK_head && used < size; l++)
        if (w.segment[l].used && strcmp(w.segment[l].from, "recorded") != 0)
            used +=
                (size_t)snprintf(body->heading_from + used, size - used, "%s%s:%s",
                                 used > 0 ? " " : "", hinge_landmark_name((enum hinge_landmark)l),
                                 w.segment[l].from);
    if (used == 0)
        snprintf(body->heading_from, size, "recorded");
    /* a pelvis or thorax that a network saw as one rigid piece (markerless software) */
    enum hinge_trial_markers markers = info != NULL ? info->markers : HINGE_MARKERS_NONE;
    unsigned flags = tracks->point[HINGE_LANDMARK_pelvis].flags |
                     tracks->point[HINGE_LANDMARK_thorax].flags |
                     tracks->point[HINGE_LANDMARK_l1].flags;
    body->is_inferred = markers == HINGE_MARKERS_inferred ||
                        (markers == HINGE_MARKERS_NONE && (flags & HINGE_CHANNEL_INFERRED) != 0);
    if (!body->is_inferred)
        return HINGE_OK;
    body->tier = 'C';
    for (size_t k = 0; k < N_SPINE; k++)
        body->inferred[spine[k]] = true;
    if (allow_inferred)
        return HINGE_OK;
    refuse_spine(body, HINGE_REASON_INFERRED);
    body->lumbar_def = HINGE_LUMBAR_NONE;
    body->has_pelvis = false;
    return HINGE_OK;
}
