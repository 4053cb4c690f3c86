/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standing reference (method 2.4), and what it says about the up axis, the camera and the
 * units (method 2.1, 2.3-2.5, 11). */
#include "base/parameters.h"

#include "body/steps.h"
#include "reps/reps.h"

#include <hinge/warnings.h>

/* --- The standing reference (method 2.4): calibration, annotation, quiet window, lockout. --- */

const char *hinge_standing_source_name(enum hinge_standing_source source)
{
#define X(name) #name,
    static const char *const names[] = {"", HINGE_STANDING_LIST(X)};
#undef X
    return (unsigned)source < HINGE_STANDING_COUNT ? names[source] : "";
}

/* Signals of the quiet test, low-passed for it, and their speeds. */
struct quiet {
    const struct hinge_reps_request *request;
    const struct hinge_reps *reps;
    size_t n;
    double rate_hz, leg;
    const double *trunk_raw, *knee_raw; /* the knee: NULL when absent */
    double *trunk, *knee, *trunk_v, *knee_v, *hip_v;
    double *block;
    size_t *bad; /* bad[i]: frames before i that are not quiet, at the current limits */
};

const double *hinge_reps_trunk(const struct hinge_body *body)
{
    static const enum hinge_signal choice[] = {HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_thorax_tilt,
                                               HINGE_SIGNAL_pelvis_tilt};
    const double *trunk = NULL;
    for (size_t k = 0; trunk == NULL && k < sizeof choice / sizeof *choice; k++)
        trunk = body->signal[choice[k]];
    return trunk;
}

/* Copy of x, or NaN when x is NULL. */
static void copy(const struct quiet *q, const double *x, const double *minus, double *out)
{
    for (size_t i = 0; i < q->n; i++)
        out[i] = x == NULL ? (double)NAN : minus == NULL ? x[i] : x[i] - minus[i];
}

static bool quiet_frame(const struct quiet *q, size_t i, double relax)
{
    const struct hinge_parameters *p = q->request->parameters;
    if (!(fabs(q->trunk_v[i]) < p->stand_v_trunk * relax) ||
        !(fabs(q->trunk[i]) < p->stand_trunk_max))
        return false;
    if (q->knee_raw != NULL &&
        (!(fabs(q->knee_v[i]) < p->stand_v_knee * relax) || !(q->knee[i] < p->stand_knee_max)))
        return false;
    return q->request->body->hip_x == NULL || q->hip_v[i] < p->stand_v_hip_LL * relax * q->leg;
}

/* --- which windows may be chosen --- */

enum place { BEFORE_FIRST, AFTER_LOCKOUT, OUTSIDE };

static bool overlaps(long start, long end, size_t from, size_t to)
{
    return start != HINGE_NO_INDEX && end != HINGE_NO_INDEX && (long)to >= start &&
           (long)from <= end;
}

/* Whether the frames touch a repetition: its phases and what lies between them. */
static bool inside_a_rep(const struct hinge_reps *reps, size_t from, size_t to)
{
    for (size_t k = 0; k < reps->n; k++) {
        const struct hinge_phase_bounds *b = &reps->rep[k].bounds;
        if (overlaps(b->desc_start, b->desc_end, from, to) ||
            overlaps(b->asc_start, b->asc_end, from, to) ||
            (!reps->rep[k].floor && overlaps(b->desc_end, b->asc_start, from, to)))
            return true;
    }
    return false;
}

static bool allowed(const struct hinge_reps *reps, enum place place, size_t from, size_t to)
{
    if (reps->n == 0)
        return place == OUTSIDE;
    const struct hinge_rep *first = &reps->rep[0];
    switch (place) {
    case BEFORE_FIRST:
        return !first->floor && first->bounds.desc_start != HINGE_NO_INDEX &&
               (long)to <= first->bounds.desc_start;
    case AFTER_LOCKOUT:
        return first->floor && first->bounds.asc_end != HINGE_NO_INDEX &&
               (long)from >= first->bounds.asc_end && !inside_a_rep(reps, from, to);
    case OUTSIDE:
        break;
    }
    return !inside_a_rep(reps, from, to);
}

/* The stillest quiet window of this length, in the best place that has one. */
static bool best_window(struct quiet *q, size_t length, double relax, size_t *from,
                        enum place *where)
{
    q->bad[0] = 0;
    for (size_t i = 0; i < q->n; i++)
        q->bad[i + 1] = q->bad[i] + !quiet_frame(q, i, relax);
    for (int place = BEFORE_FIRST; place <= OUTSIDE; place++) {
        double least = INFINITY;
        for (size_t i = 0; i + length <= q->n; i++) {
            if (q->bad[i + length] != q->bad[i] ||
                !allowed(q->reps, (enum place)place, i, i + length - 1))
                continue;
            double sum = hinge_variance(q->trunk_raw + i, length);
            if (q->knee_raw != NULL)
                sum += hinge_variance(q->knee_raw + i, length);
            if (sum < least) {
                least = sum;
                *from = i;
                *where = (enum place)place;
            }
        }
        if (isfinite(least))
            return true;
    }
    return false;
}

/* --- filling the reference --- */

/* SD about the mean, or about a straight line. */
static double noise(const double *x, size_t n, bool about_line)
{
    if (!about_line)
        return sqrt(hinge_variance(x, n));
    double mean = hinge_mean(x, n), sxy = 0, sxx = 0, ss = 0;
    double middle = ((double)n - 1) / 2;
    if (n < 3)
        return (double)NAN;
    for (size_t i = 0; i < n; i++) {
        sxy += ((double)i - middle) * (x[i] - mean);
        sxx += ((double)i - middle) * ((double)i - middle);
    }
    for (size_t i = 0; i < n; i++) {
        double e = x[i] - mean - sxy / sxx * ((double)i - middle);
        ss += e * e;
    }
    return sqrt(ss / ((double)n - 2));
}

static double window_median(const double *x, size_t from, size_t n, struct hinge_arena *scratch)
{
    return x != NULL ? hinge_median(x + from, n, scratch) : (double)NAN;
}

static void fill(const struct hinge_reps_request *request, size_t from, size_t to,
                 enum hinge_standing_source source, struct hinge_standing *standing)
{
    const struct hinge_body *body = request->body;
    struct hinge_arena *scratch = request->scratch;
    size_t n = to - from + 1;
    standing->found = true;
    standing->lumbar_def = body->lumbar_def;
    standing->source = source;
    standing->from = from;
    standing->to = to;
    standing->length_s = (double)n / body->rate_hz;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        const double *x = body->signal[s];
        standing->value[s] = window_median(x, from, n, scratch);
        standing->noise_sd[s] =
            x == NULL ? (double)NAN : noise(x + from, n, source == HINGE_STANDING_lockout);
    }
    standing->leg_length = window_median(body->leg_length, from, n, scratch);
    standing->foot_length = window_median(body->foot_length, from, n, scratch);
    standing->trunk_length = window_median(body->trunk_length, from, n, scratch);
    standing->hip_gap = window_median(body->hip_gap, from, n, scratch);
    standing->shoulder_gap = window_median(body->shoulder_gap, from, n, scratch);
    standing->line_deg = window_median(body->line_deg, from, n, scratch);
}

/* --- the four ways --- */

/* Whether the times of the trial list hold two frames or more; these frames. */
static bool is_annotated(const struct hinge_reps_request *request, double *from, double *to)
{
    const struct hinge_trial_info *info = request->info;
    const struct hinge_body *body = request->body;
    double last = (double)body->n - 1;
    *from = fmax(0, round((info->stand_start_s - body->start_s) * body->rate_hz));
    *to = fmin(last, round((info->stand_end_s - body->start_s) * body->rate_hz));
    return !isnan(info->stand_start_s + info->stand_end_s) && *to > *from;
}

static size_t samples(double seconds, double rate_hz)
{
    long n = lround(seconds * rate_hz);
    return n < 2 ? 2 : (size_t)n;
}

static void automatic(struct quiet *q, struct hinge_standing *standing)
{
    const struct hinge_parameters *p = q->request->parameters;
    size_t length = samples(p->stand_win_s, q->rate_hz), from = 0;
    enum place where = OUTSIDE;
    bool found = best_window(q, length, 1, &from, &where);
    if (!found) {
        length = samples(hinge_fixed.stand_win_min_s, q->rate_hz);
        found = best_window(q, length, hinge_fixed.stand_relax, &from, &where);
    }
    if (!found)
        return;
    /* a window behind the first descent of somebody who begins standing would compare lockout with
     * itself: it has the rules of one */
    const struct hinge_rep *first = q->reps->rep;
    bool after = q->reps->begins_bent ||
                 (q->reps->n > 0 && !first->floor && first->bounds.desc_start != HINGE_NO_INDEX &&
                  (long)from > first->bounds.desc_start);
    enum hinge_standing_source source = after ? HINGE_STANDING_lockout : HINGE_STANDING_standing;
    fill(q->request, from, from + length - 1, source, standing);
    /* the chosen window is the stillest, so its SD is too small by chance: where keypoints
     * are noisy a fault would be judged in just the trials whose noise looks small. The
     * median over the quiet windows of the same place stands in where it is larger (about a
     * straight line, because people sway). `bad` is that of the window's limits. */
    const struct hinge_body *body = q->request->body;
    size_t step = length / 4 + 1;
    double *sd = q->block;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        const double *x = body->signal[s];
        size_t windows = 0;
        for (size_t i = 0; x != NULL && i + length <= q->n; i += step)
            if (q->bad[i + length] == q->bad[i] && allowed(q->reps, where, i, i + length - 1))
                sd[windows++] = noise(x + i, length, true);
        double common = hinge_median(sd, windows, q->request->scratch);
        if (windows > 0 && common > standing->noise_sd[s])
            standing->noise_sd[s] = common;
    }
}

/* People who repeat without a pause never stand still: the straightest turning point.
 */
static void lockout(const struct quiet *q, struct hinge_standing *standing)
{
    const struct hinge_parameters *p = q->request->parameters;
    const struct hinge_reps *reps = q->reps;
    long best = HINGE_NO_INDEX;
    for (size_t k = 0; k < reps->n; k++) {
        const long lows[2] = {reps->rep[k].low, reps->rep[k].low2};
        for (int j = 0; j < 2; j++) {
            long i = lows[j];
            if (i == HINGE_NO_INDEX)
                continue;
            bool straight = fabs(q->trunk_raw[i]) < p->stand_trunk_max &&
                            (q->knee_raw == NULL || q->knee_raw[i] < p->stand_knee_max);
            if (straight && (best == HINGE_NO_INDEX || reps->ds[i] < reps->ds[best]))
                best = i;
        }
    }
    if (best == HINGE_NO_INDEX)
        return;
    long half = lround(p->stand_lockout_s * q->rate_hz);
    long from = best - half < 0 ? 0 : best - half;
    long to = best + half > (long)q->n - 1 ? (long)q->n - 1 : best + half;
    fill(q->request, (size_t)from, (size_t)to, HINGE_STANDING_lockout, standing);
}

void hinge_standing_find(const struct hinge_reps_request *request, const struct hinge_reps *reps,
                         struct hinge_standing *standing)
{
    const struct hinge_body *body = request->body;
    const double *trunk = hinge_reps_trunk(body);
    const char *zero = request->parameters->stand_zero;
    if (trunk == NULL) /* angles between segments alone */
        trunk = body->signal[HINGE_SIGNAL_driver];
    bool at_lockout = strcmp(zero, "lockout") == 0;
    bool lockout_alone = at_lockout || body->zero_at_lockout;
    *standing = (struct hinge_standing){
        .line_deg = (double)NAN, .hip_gap = (double)NAN, .shoulder_gap = (double)NAN};
    if (strcmp(zero, "first_frame") == 0) {
        /* stand.zero = first_frame: the first in which trunk, legs and spine are all seen, as far
         * as they are seen at all */
        const double *const needed[] = {trunk, body->signal[HINGE_SIGNAL_knee_flex],
                                        body->signal[HINGE_SIGNAL_hip_flex],
                                        body->signal[HINGE_SIGNAL_lumbar_flex]};
        for (size_t i = 0; i < body->n; i++) {
            bool all = true;
            for (size_t k = 0; k < sizeof needed / sizeof *needed; k++)
                all = all && (needed[k] == NULL || !isnan(needed[k][i]));
            if (all) {
                fill(request, i, i, HINGE_STANDING_first_frame, standing);
                break;
            }
        }
        return;
    }
    if (!at_lockout && request->calibration != NULL && request->calibration->found &&
        request->calibration->lumbar_def == body->lumbar_def) {
        *standing = *request->calibration;
        standing->source = HINGE_STANDING_calibration;
        standing->from = standing->to = 0;
        return;
    }
    double from, to;
    if (!lockout_alone && request->info != NULL && is_annotated(request, &from, &to)) {
        fill(request, (size_t)from, (size_t)to, HINGE_STANDING_annotated, standing);
        return;
    }
    struct hinge_arena_mark mark = hinge_arena_mark(request->scratch);
    size_t n = body->n;
    struct quiet q = {.request = request,
                      .reps = reps,
                      .n = n,
                      .rate_hz = body->rate_hz,
                      .leg = body->leg0,
                      .trunk_raw = trunk,
                      .knee_raw = body->signal[HINGE_SIGNAL_knee_flex]};
    q.block = hinge_arena_raw(request->scratch, 8 * n, sizeof *q.block);
    q.bad = hinge_arena_raw(request->scratch, n + 1, sizeof *q.bad);
    q.trunk = q.block;
    q.knee = q.block + n;
    q.trunk_v = q.block + 2 * n;
    q.knee_v = q.block + 3 * n;
    q.hip_v = q.block + 4 * n;
    double *x = q.block + 5 * n, *y = q.block + 6 * n, *vy = q.block + 7 * n;
    double *const smooth[] = {q.trunk, q.knee, x, y};
    copy(&q, q.trunk_raw, NULL, q.trunk);
    copy(&q, q.knee_raw, NULL, q.knee);
    copy(&q, body->hip_x, body->ankle_x, x);
    copy(&q, body->hip_y, body->ankle_y, y);
    hinge_lowpass_several(smooth, 4, n, body->rate_hz, hinge_fixed.stand_fc, request->scratch);
    hinge_derivative(q.trunk, n, body->rate_hz, q.trunk_v);
    hinge_derivative(q.knee, n, body->rate_hz, q.knee_v);
    hinge_derivative(x, n, body->rate_hz, q.hip_v);
    hinge_derivative(y, n, body->rate_hz, vy);
    for (size_t i = 0; i < n; i++)
        q.hip_v[i] = hinge_length(q.hip_v[i], vy[i]);
    if (!lockout_alone)
        automatic(&q, standing);
    bool reference = request->info != NULL && request->info->role == HINGE_ROLE_standing;
    if (!standing->found && reference && !lockout_alone) {
        /* a standing trial without a quiet window still counts when it is upright nearly always */
        const struct hinge_parameters *p = request->parameters;
        size_t upright = 0;
        for (size_t i = 0; i < n; i++)
            upright += fabs(q.trunk_raw[i]) < p->stand_trunk_max &&
                       (q.knee_raw == NULL || q.knee_raw[i] < p->stand_knee_max);
        if ((double)upright >= 0.8 * (double)n)
            fill(request, 0, n - 1, HINGE_STANDING_standing, standing);
    }
    if (!standing->found)
        lockout(&q, standing);
    hinge_arena_reset(request->scratch, mark);
}

/* --- Standing as the zero and the scale of a trial, and what it says about the up axis, the camera
 * and the units (method 2.1, 2.3-2.5, 11). --- */

/* A shorter window says too little about the camera (method 2.3); a little less than a
 * second is one, of whole frames. */
static const double LONG_STANDING_S = 0.99;

static enum hinge_status refuse_vertical(const struct hinge_body *body, double degrees,
                                         struct hinge_error *error)
{
    const char *fits = body->long_axis;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
        "the line from ankle to shoulder is %.0f degrees from vertical "
        "at its straightest: the up axis is wrong, %s%s%s",
        degrees, *fits != '\0' ? "and " : "ingest it with --up", fits,
        *fits != '\0' ? " fits: ingest it with --up, or fill in the up column of the trial list"
                      : "");
}

/* The standing of the trial itself; NULL when there is none, or when it is a
 * calibration, which says nothing about this trial's axes and camera. */
static const struct hinge_standing *standing_here(const struct hinge_reps *reps)
{
    bool here = reps->standing.found && reps->standing.source != HINGE_STANDING_calibration;
    return here ? &reps->standing : NULL;
}

enum hinge_status hinge_reps_check_up(const struct hinge_reps_request *request,
                                      struct hinge_error *error)
{
    const double *line = request->body->line_deg;
    double least = INFINITY, most = request->parameters->vertical_refuse;
    /* up to the first frame that will do */
    for (size_t i = 0; line != NULL && i < request->body->n && !(least <= most); i++)
        if (!isnan(line[i]))
            least = fmin(least, fabs(remainder(line[i], 360)));
    return isfinite(least) && least > most ? refuse_vertical(request->body, least, error)
                                           : HINGE_OK;
}

/* A camera that is so far off foreshortens a trunk that leans so much by this or more; a back that
 * rounds, and a hip that sinks in a squat, do less. */
static const double SHORTENED_LEAN_DEG = 30;

/* 2D: the distances between hips and shoulders tell how far the camera is from the side. */
static enum hinge_status check_view(const struct hinge_reps_request *request,
                                    struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_parameters *p = request->parameters;
    const struct hinge_body *body = request->body;
    const bool told = request->info != NULL && request->info->view == HINGE_VIEW_sagittal;
    reps->view_deg = (double)NAN;
    if (body->dim != 2)
        return HINGE_OK;
    const bool apart = body->hip_gap == NULL && body->hips_apart_LL > 0;
    if (body->hip_gap == NULL && body->shoulder_gap == NULL && !apart) { /* one side is seen */
        const double *incl = body->signal[HINGE_SIGNAL_trunk_incl];
        /* of width and height */
        const bool doubted = (body->warnings & HINGE_WARN(ASPECT_SUSPECT)) != 0;
        if (!told && body->family != HINGE_FAMILY_markers && incl != NULL && !doubted &&
            body->image_stretch * cos(p->view_refuse_deg * (M_PI / 180)) > 1 &&
            hinge_quantile(incl, body->n, 0.95, request->scratch) >= SHORTENED_LEAN_DEG)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VIEW_NOT_SAGITTAL,
                                   "the trunk is foreshortened at the bottom as by a camera more "
                                   "than %g degrees off the side view",
                                   p->view_refuse_deg);
        reps->view_stated = told;
        reps->warnings |= told ? 0 : HINGE_WARN(VIEW_WARN);
        return HINGE_OK;
    }
    const struct hinge_standing *standing = standing_here(reps);
    double gap = (double)NAN, wide = (double)NAN, leg = reps->leg_length;
    if (apart) {
        gap = body->hips_apart_LL;
        leg = 1;
    } else if (standing != NULL && standing->length_s >= LONG_STANDING_S) {
        gap = standing->hip_gap;
        wide = standing->shoulder_gap;
    }
    if (isnan(gap) && isnan(wide)) {
        leg = body->leg0;
        if (body->hip_gap != NULL)
            gap = hinge_median(body->hip_gap, body->n, request->scratch);
        if (body->shoulder_gap != NULL)
            wide = hinge_median(body->shoulder_gap, body->n, request->scratch);
    }
    bool differ;
    double off = hinge_facing_view_deg(gap, wide, leg, body->family, p, &differ);
    reps->view_deg = off;
    if (off > p->view_refuse_deg) {
        char why[80];
        snprintf(why, sizeof why, "beyond %g degrees repetitions cannot be detected either",
                 p->view_refuse_deg);
        return hinge_facing_refuse(off, gap / leg, why, error);
    }
    bool one_sided = body->one_sided[HINGE_SIGNAL_pelvis_tilt];
    if (differ || !(off <= (one_sided ? p->view_one_side_deg : p->view_ok_deg)))
        reps->warnings |= HINGE_WARN(VIEW_WARN);
    reps->view_held = told && off > p->view_partial_deg;
    reps->view_partial = !told && off > p->view_partial_deg;
    return HINGE_OK;
}

/* A force in standing that is not the weight: it differs by more than this share of it, and by more
 * than shoes, clothes and a mass that was told explain. */
static const double FORCE_DIFFERS = 0.05, FORCE_DIFFERS_KG = 4;

static bool has_plates(const struct hinge_body *body)
{
    const struct hinge_muscle *plate = body->plate_force;
    return plate[0].band != NULL || plate[1].band != NULL || plate[2].band != NULL;
}

/* here: the quiet second of this recording; NULL: it has none. */
static enum hinge_status check_plausible(const struct hinge_reps_request *request,
                                         struct hinge_reps *reps, const struct hinge_standing *here,
                                         struct hinge_error *error)
{
    const struct hinge_body *body = request->body;
    double trunk =
        reps->standing.found ? reps->standing.value[HINGE_SIGNAL_trunk_incl] : (double)NAN;
    int bad = fabs(trunk) > 30;
    bad += body->has_metric && (reps->leg_length < 0.55 || reps->leg_length > 1.15);
    bad += body->thigh_shank_ratio < 0.7 || body->thigh_shank_ratio > 1.4;
    bad += body->length_cv > 0.15;
    if (bad > 0)
        reps->warnings |= HINGE_WARN(IMPLAUSIBLE);
    const struct hinge_trial_info *info = request->info;
    const bool empty =
        info != NULL && isnan(info->load_kg) && !hinge_task_find(info->task)->in_hands;
    const struct hinge_muscle *plate = body->plate_force;
    const bool plates = has_plates(body);
    if (info != NULL && plates && (isnan(info->mass_kg) || (isnan(info->load_kg) && !empty)))
        reps->warnings |= HINGE_WARN(NO_MASS);
    /* the force of both feet in quiet standing; before a lift from the floor the weight is there */
    reps->stood_kg = (double)NAN;
    reps->standing.force_suspect = plates && here == NULL && request->calibration != NULL &&
                                   request->calibration->force_suspect;
    if (here != NULL && info != NULL && here->to > here->from) {
        double middle = body->start_s + (double)(here->from + here->to) / 2 / body->rate_hz;
        double lasts = (double)(here->to - here->from) / body->rate_hz;
        bool both = plate[0].band == NULL || plate[1].band == NULL;
        double force = fabs(hinge_force_at(&plate[both ? 2 : 0], middle, lasts)) +
                       (both ? 0 : fabs(hinge_force_at(&plate[1], middle, lasts)));
        double load = empty ? 0 : info->load_kg;
        double most = info->mass_kg + load;
        double least = info->start == HINGE_START_floor ? info->mass_kg : most;
        reps->stood_kg = force / HINGE_STANDARD_GRAVITY;
        if (reps->stood_kg - most > fmax(FORCE_DIFFERS * most, FORCE_DIFFERS_KG) ||
            least - reps->stood_kg > fmax(FORCE_DIFFERS * least, FORCE_DIFFERS_KG))
            reps->standing.force_suspect = true;
    }
    if (reps->standing.force_suspect)
        reps->warnings |= HINGE_WARN(FORCE_SUSPECT);
    if (bad > 3)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNITS_UNKNOWN,
                               "leg length %.2f m, thigh to shank %.2f, standing trunk "
                               "%.0f degrees: not a person; check units and up in the trial list",
                               reps->leg_length, body->thigh_shank_ratio, trunk);
    return HINGE_OK;
}

/* A stand before or after a bend is the median over this; its heading jumped by more than this. */
static const double STAND_S = 0.3, JUMP_DEG = 5;

void hinge_yaw_settle(struct hinge_body *body, struct hinge_reps *reps)
{
    static const enum hinge_signal turns[] = {HINGE_SIGNAL_pelvic_yaw, HINGE_SIGNAL_pelvic_yaw_3d,
                                              HINGE_SIGNAL_lumbar_turn_3d};
    const long while_ = lround(STAND_S * body->rate_hz), last = (long)body->n - 1;
    if (body->has_positions || body->from_angles || body->signal[turns[0]] == NULL)
        return;
    for (size_t t = 0; t < sizeof turns / sizeof *turns; t++) {
        double *x = body->signal[turns[t]], shift = 0;
        for (size_t k = 0; x != NULL && reps->standing.found && k < reps->n; k++) {
            struct hinge_rep *rep = &reps->rep[k];
            const long from = rep->bounds.desc_start, to = rep->bounds.asc_end;
            const long end = k + 1 < reps->n ? rep[1].bounds.desc_start : last + 1;
            if (rep->floor || from == HINGE_NO_INDEX || to == HINGE_NO_INDEX ||
                end == HINGE_NO_INDEX)
                continue;
            const long before = from > while_ ? from - while_ : 0;
            const long after = to + while_ < last ? to + while_ : last;
            const double stood =
                hinge_median(x + before, (size_t)(from - before) + 1, reps->scratch);
            const double stands = hinge_median(x + to, (size_t)(after - to) + 1, reps->scratch);
            if (t == 0 && fabs(stands - stood) > JUMP_DEG) {
                rep->warnings |= HINGE_WARN(HEADING_JUMP);
                reps->warnings |= HINGE_WARN(HEADING_JUMP);
            }
            shift = stood - reps->standing.value[turns[t]];
            for (long i = from; !isnan(shift) && i < end; i++)
                x[i] -= shift;
        }
    }
}

/* Position signals become leg, trunk or foot lengths. A calibration was scaled by the
 * same lengths when its own trial was analysed. */
void hinge_reps_scale(struct hinge_body *body, struct hinge_reps *reps)
{
    struct hinge_standing *standing = &reps->standing;
    /* hip to shoulder in standing, else over the whole trial */
    reps->trunk_length = body->trunk_length == NULL ? (double)NAN
                         : standing->found && standing->trunk_length > 0
                             ? standing->trunk_length
                             : hinge_median(body->trunk_length, body->n, reps->scratch);
    bool calibrated = standing_here(reps) == NULL && standing->found;
    const bool here = standing->found && !calibrated;
    if (body->chain[HINGE_CHAIN_L5S1][0] != NULL)
        reps->trunk = hinge_trunk_of(body, here ? standing->from : 0,
                                     here ? standing->to : body->n - 1, reps->scratch);
    if (here)
        hinge_models_median(body, HINGE_MOMENT_JOINTS, reps->trunk, standing->from, standing->to,
                            reps->scratch, standing->com_foot_by);
    hinge_body_drop_short(body, reps->segment_least);
    if (reps->view_partial)
        hinge_body_make_partial(body);
    for (int s = 0; reps->view_held && s < HINGE_SIGNAL_COUNT; s++) {
        body->doubt_deg[s] = INFINITY;
        body->doubted = true;
    }
    if (reps->markers_suspect)
        reps->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    hinge_body_take_out(body, body->warnings | reps->warnings);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        const char *unit = hinge_signal_unit((enum hinge_signal)s);
        double scale = strcmp(unit, "LL") == 0   ? reps->leg_length
                       : strcmp(unit, "FL") == 0 ? reps->foot_length
                       : strcmp(unit, "TL") == 0 ? reps->trunk_length
                                                 : 1;
        if (body->signal[s] == NULL || scale == 1)
            continue;
        if (body->leg_from_trunk && strcmp(unit, "LL") == 0) {
            body->signal[s] = NULL; /* no leg was seen: its length serves thresholds only */
            body->reason[s] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
            continue;
        }
        for (size_t i = 0; i < body->n; i++)
            body->signal[s][i] /= scale;
        body->slow.sd[s] /= scale;
        if (calibrated)
            continue;
        reps->standing.value[s] /= scale;
        reps->standing.noise_sd[s] /= scale;
    }
}

enum hinge_status hinge_reps_reference(const struct hinge_reps_request *request,
                                       struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_body *body = request->body;
    struct hinge_standing *standing = &reps->standing;
    /* an annotated standing that the recording does not contain is a slip in the list, not a reason
     * to choose another one in silence */
    const struct hinge_trial_info *info = request->info;
    double from, to;
    if (info != NULL && !isnan(info->stand_start_s) != !isnan(info->stand_end_s))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_STANDING_REF,
                               "%s of the trial list is empty; give both times, or none",
                               isnan(info->stand_end_s) ? "stand_end_s" : "stand_start_s");
    if (info != NULL && !isnan(info->stand_start_s) && !is_annotated(request, &from, &to))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_STANDING_REF,
                               "stand_start_s %g and stand_end_s %g of the trial list "
                               "hold no two frames of the recording, which lasts from "
                               "%.3f to %.3f s",
                               info->stand_start_s, info->stand_end_s, body->start_s,
                               body->start_s + (double)(body->n - 1) / body->rate_hz);
    hinge_standing_find(request, reps, standing);
    reps->leg_length = body->leg0;
    reps->foot_length = (double)NAN;
    if (standing->found) {
        if (standing->leg_length > 0)
            reps->leg_length = standing->leg_length;
        reps->foot_length = standing->foot_length;
        reps->driver_zero = standing->value[HINGE_SIGNAL_driver];
        if (standing->source == HINGE_STANDING_lockout || body->zero_at_lockout)
            reps->warnings |= HINGE_WARN(STAND_LOCKOUT);
        return HINGE_OK;
    }
    reps->warnings |= HINGE_WARN(NO_STANDING_REF);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        standing->value[s] = standing->noise_sd[s] = (double)NAN;
    if (body->foot_length != NULL)
        reps->foot_length = hinge_median(body->foot_length, body->n, request->scratch);
    reps->driver_zero =
        hinge_quantile(body->signal[HINGE_SIGNAL_driver], body->n, 0.05, request->scratch);
    return HINGE_OK;
}

enum hinge_status hinge_reps_check(const struct hinge_reps_request *request,
                                   struct hinge_reps *reps, struct hinge_error *error)
{
    const struct hinge_parameters *p = request->parameters;
    const struct hinge_standing *standing = standing_here(reps);
    /* NaN: there is no such line */
    double off = standing != NULL ? fabs(remainder(standing->line_deg, 360)) : (double)NAN;
    if (off > p->vertical_refuse)
        return refuse_vertical(request->body, off, error);
    if (off > p->vertical_warn)
        reps->warnings |= HINGE_WARN(VERTICAL_SUSPECT);
    /* where the zero is another recording's, this one's own quiet second judges plates and markers
     */
    const struct hinge_standing *quiet = standing;
    struct hinge_standing alone;
    if (standing == NULL && reps->standing.found &&
        (has_plates(request->body) || request->body->out_of_order != NULL)) {
        struct hinge_reps_request uncalibrated = *request;
        uncalibrated.calibration = NULL;
        hinge_standing_find(&uncalibrated, reps, &alone);
        quiet = alone.found ? &alone : NULL;
    }
    enum hinge_status status = check_view(request, reps, error);
    if (status == HINGE_OK)
        status = check_plausible(
            request, reps, quiet == &alone && alone.source == HINGE_STANDING_lockout ? NULL : quiet,
            error);
    if (status != HINGE_OK)
        return status;
    /* frames in which a segment is far shorter than in standing (the body compared it
     * with its median) */
    const struct hinge_body *body = request->body;
    for (int s = 0; s < HINGE_SEGMENT_COUNT; s++) {
        double usual = (double)NAN;
        if (standing != NULL && body->segment_length[s] != NULL)
            usual = hinge_median(body->segment_length[s] + standing->from,
                                 standing->to - standing->from + 1, request->scratch);
        reps->segment_least[s] = request->parameters->seg2d_min_ratio * usual;
    }
    /* Markers that are not where a standing person has them are somebody else's labels. Limits
     * of a line from PSIS to ASIS; from the hip to L5 or the sacrum, which lies behind
     * it by anatomy (-15 to -50); of T8 over L1, which a kyphosis tips forward */
    static const double MEASURED_DEG[2] = {-25, 45}, CHAIN_DEG[2] = {-70, 30};
    static const double THORAX_DEG = 30, LOW_THORAX_DEG = 45;
    const double *limit = body->has_pelvis ? MEASURED_DEG : CHAIN_DEG;
    double most = body->lumbar_def == HINGE_LUMBAR_LOWTHX ? LOW_THORAX_DEG : THORAX_DEG;
    const bool neck = (body->warnings & HINGE_WARN(NECK_EXCHANGED)) != 0;
    if (body->out_of_order == NULL || quiet == NULL)
        return HINGE_OK;
    double wrong = hinge_median(body->out_of_order + quiet->from, quiet->to - quiet->from + 1,
                                request->scratch);
    double pelvis = quiet->value[HINGE_SIGNAL_pelvis_tilt];
    double thorax = quiet->value[HINGE_SIGNAL_thorax_tilt];
    if (wrong > 0.5 || pelvis < limit[0] || pelvis > limit[1] || (fabs(thorax) > most && !neck) ||
        (body->warnings & HINGE_WARN(MARKERS_SUSPECT)) != 0)
        reps->markers_suspect = true;
    return HINGE_OK;
}
