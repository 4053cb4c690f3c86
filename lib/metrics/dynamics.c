/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments that count accelerations, the work and power of joints (method 6.15, 6.17), in the plane
 * and top-down, so that feet may leave the ground. In: the chain of a body over one repetition.
 * Out: hinge_dynamics, per kg of the body. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "body/geometry.h"
#include "signal/signal.h"

/* Accelerations, and speeds of work and power, are of positions filtered at these; of fast tasks
 * and short phases at the first. */
static const double FAST_HZ = 6, SLOW_HZ = 3, SHORT_S = 0.7, LEAST_FAST_HZ = 50;
/* Frames around the repetition, so that its ends are filtered as the rest is. */
static const double AROUND_S = 1;
/* Largest SD of a moment in standing, divided by its peak. */
static const double STILL = 0.03;
/* A maximum takes the largest errors, so noise of standing may make an SD of this share of it. */
static const double POWER_STILL = 0.10;
/* At least so high must energy rise (J/kg) to be divided by, and so much of it may stay open. */
static const double LEAST_RISE = 0.3, OPEN = 0.15;
/* A shorter hold is one only if accelerations change the moment by no more than this. */
static const double HOLD_S = 0.2, MOVES = 0.1;

enum { LINKS = HINGE_WORK_JOINTS };
/* What turns in each joint: the segment below (ankle: the foot, which stands) and above it. */
static const enum hinge_chain link_low[LINKS] = {HINGE_CHAIN_ANKLE, HINGE_CHAIN_KNEE,
                                                 HINGE_CHAIN_HIP, HINGE_CHAIN_L5S1};
static const enum hinge_chain link_high[LINKS] = {HINGE_CHAIN_KNEE, HINGE_CHAIN_HIP,
                                                  HINGE_CHAIN_L5S1, HINGE_CHAIN_SHOULDER};
/* A mass counts for a joint if it is above so many of ankle, knee and hip. */
static const int above_of[HINGE_WORK_JOINTS] = {1, 2, 3, 3};

/* Series over the frames of a repetition and around it. */
struct motion {
    size_t n, first;                        /* frames; the first one in the body */
    double rate_hz, scale;                  /* metres of a source length */
    double *at[HINGE_CHAIN_COUNT][2];       /* positions, m */
    double *filtered[HINGE_CHAIN_COUNT][2]; /* of which speeds and accelerations are */
    double *torque[HINGE_WORK_JOINTS]; /* what the extensors give, N m/kg, forward bent positive */
    double *below[HINGE_WORK_JOINTS];  /* the same from plates and what is below */
    double *speed[HINGE_WORK_JOINTS];  /* at which the links extend, rad/s */
    double *power[HINGE_WORK_JOINTS];  /* W/kg */
    double *power_below[HINGE_WORK_JOINTS];
    double *energy; /* of body and load, J/kg */
    double *work[6];
};

static double *room(struct hinge_arena *scratch, size_t n)
{
    return hinge_arena_raw(scratch, n, sizeof(double));
}

/* Second central differences, NaN at the ends. */
static void second(const double *x, size_t n, double rate_hz, double *restrict out)
{
    out[0] = out[n - 1] = (double)NAN;
#pragma omp simd
    for (size_t i = 1; i < n - 1; i++)
        out[i] = (x[i + 1] - 2 * x[i] + x[i - 1]) * rate_hz * rate_hz;
}

/* Forward pitch of a link in radians, unwrapped. From frame to frame it turns by so little that a
 * series of the arc tangent, with an error below 1e-17, is quicker than atan2. */
static void pitch(double *const low[2], double *const high[2], size_t n, double *out)
{
    double sofar = (double)NAN, x0 = (double)NAN, y0 = (double)NAN;
    for (size_t i = 0; i < n; i++) {
        const double x = high[0][i] - low[0][i], y = high[1][i] - low[1][i];
        const double cosine = x * x0 + y * y0, t = (x * y0 - y * x0) / cosine, q = t * t;
        out[i] = (double)NAN;
        if (isnan(x + y))
            continue;
        if (cosine > 0 && q < 0.01)
            sofar += t * (1 - q * (1. / 3 - q * (1. / 5 - q * (1. / 7 - q * (1. / 9 - q / 11)))) +
                          q * q * q * q * q * q * (1. / 13 - q / 15));
        else
            sofar =
                isnan(sofar) ? atan2(x, y) : sofar + remainder(atan2(x, y) - sofar, 2 * acos(-1));
        out[i] = sofar;
        x0 = x;
        y0 = y;
    }
}

/* Adds one mass, or a part that is taken off (share < 0), to torques and energy. */
HINGE_WIDE static void add_mass(struct motion *m, const struct hinge_mass *of,
                                const double *carried)
{
    double *const *p = m->at[of->proximal], *const *d = m->at[of->distal];
    double *const *fp = m->filtered[of->proximal], *const *fd = m->filtered[of->distal];
    double *a[2] = {m->work[0], m->work[1]}, *alpha = m->work[2], *v = m->work[3], *c = m->work[4],
           *angle = m->work[5];
    const double inertia = of->radius * of->radius;
    const size_t n = m->n;
    memset(alpha, 0, n * sizeof *alpha);
    if (of->radius > 0) {
        pitch((double *const[2]){fd[0], fd[1]}, (double *const[2]){fp[0], fp[1]}, n, angle);
        second(angle, n, m->rate_hz, alpha);
    }
    for (int axis = 0; axis < 2; axis++) {
#pragma omp simd
        for (size_t i = 0; i < n; i++)
            c[i] = fp[axis][i] + of->centre * (fd[axis][i] - fp[axis][i]);
        second(c, n, m->rate_hz, a[axis]);
    }
    /* what is alike for all joints: the centre, its force, and the moment that turns it */
    double *restrict cx = v, *restrict cy = c, *restrict fx = a[0], *restrict fy = a[1];
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        cx[i] = p[0][i] + of->centre * (d[0][i] - p[0][i]);
        cy[i] = p[1][i] + of->centre * (d[1][i] - p[1][i]);
        fx[i] *= of->share;
        fy[i] = of->share * (HINGE_STANDARD_GRAVITY + fy[i]);
    }
    for (size_t i = 0; of->radius > 0 && i < n; i++) {
        const double dx = d[0][i] - p[0][i], dy = d[1][i] - p[1][i];
        alpha[i] *= of->share * inertia * (dx * dx + dy * dy);
    }
    for (size_t i = 0; carried != NULL && i < n; i++) { /* 0 or 1 */
        fx[i] *= carried[i];
        fy[i] *= carried[i];
        alpha[i] *= carried[i];
    }
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        double *const *joint = m->at[link_low[j]];
        bool pelvis = of->share < 0;
        if (m->torque[j] == NULL || of->over < above_of[j] || (pelvis && j != HINGE_WORK_BACK))
            continue;
        const double *restrict jx = joint[0], *restrict jy = joint[1];
        double *restrict torque = m->torque[j];
#pragma omp simd
        for (size_t i = 0; i < n; i++)
            torque[i] += (cx[i] - jx[i]) * fy[i] - (cy[i] - jy[i]) * fx[i] - alpha[i];
    }
    /* from below: a leg's is taken off, and so is the pelvis, whose share is negative already */
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        const bool pelvis = of->share < 0;
        if (m->below[j] == NULL || (pelvis ? j != HINGE_WORK_BACK : of->over >= above_of[j]))
            continue;
        const double *restrict jx = m->at[link_low[j]][0], *restrict jy = m->at[link_low[j]][1];
        double *restrict below = m->below[j], sign = pelvis ? 1 : -1;
#pragma omp simd
        for (size_t i = 0; i < n; i++)
            below[i] += sign * ((cx[i] - jx[i]) * fy[i] - (cy[i] - jy[i]) * fx[i] - alpha[i]);
    }
    if (of->share < 0 || of->distal == HINGE_CHAIN_TOE)
        return;
    if (of->radius > 0) {
        hinge_derivative(angle, n, m->rate_hz, v);
#pragma omp simd
        for (size_t i = 0; i < n; i++) {
            double dx = fd[0][i] - fp[0][i], dy = fd[1][i] - fp[1][i];
            m->energy[i] += of->share * inertia * (dx * dx + dy * dy) * v[i] * v[i] / 2;
        }
    }
    for (int axis = 0; axis < 2; axis++) {
#pragma omp simd
        for (size_t i = 0; i < n; i++)
            c[i] = fp[axis][i] + of->centre * (fd[axis][i] - fp[axis][i]);
        hinge_derivative(c, n, m->rate_hz, v);
        double sofar = 0, before = 0; /* what is not carried keeps the energy it had */
        for (size_t i = 0; i < n; i++) {
            double now = v[i] * v[i] / 2 + (axis == 1 ? HINGE_STANDARD_GRAVITY * c[i] : 0);
            if (i > 0 && carried != NULL && carried[i] > 0 && carried[i - 1] > 0)
                sofar += now - before;
            before = now;
            m->energy[i] += of->share * (carried != NULL ? sofar : now);
        }
    }
}

static bool is_fast(const struct hinge_rep_view *view)
{
    const struct hinge_frames down = hinge_view_phase(view, HINGE_PHASE_DESCENT),
                              up = hinge_view_phase(view, HINGE_PHASE_ASCENT);
    const double shortest = SHORT_S * view->body->rate_hz;
    return view->task->fast ||
           (down.reason == HINGE_REASON_OK && (double)(down.to - down.from) < shortest) ||
           (up.reason == HINGE_REASON_OK && (double)(up.to - up.from) < shortest);
}

/* What the floor's force turns about each joint, whose moment from plates is known: filtered as
 * positions are. */
static void add_floor(const struct hinge_body *body, double cutoff, bool filters, struct motion *m,
                      struct hinge_arena *scratch)
{
    enum { FORWARD, UP, UP_PLACE, FORWARD_HEIGHT, FLOOR };
    const double *const of[FLOOR] = {body->floor.forward, body->floor.up, body->floor.up_place,
                                     body->floor.forward_height};
    double *f[FLOOR];
    if (body->floor.up == NULL || !body->plates_turned) /* without the force forward none counts */
        return;
    for (int k = 0; k < FLOOR; k++) {
        f[k] = room(scratch, m->n);
        for (size_t i = 0; i < m->n; i++)
            f[k][i] = HINGE_STANDARD_GRAVITY * (k >= UP_PLACE ? m->scale : 1) * of[k][m->first + i];
    }
    if (filters)
        hinge_lowpass_several(f, FLOOR, m->n, m->rate_hz, cutoff, scratch);
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        double *const *joint = m->at[link_low[j]];
        if (joint[0] == NULL || body->moment[j].plates == NULL)
            continue;
        m->below[j] = room(scratch, m->n);
        m->power_below[j] = room(scratch, m->n);
        for (size_t i = 0; i < m->n; i++) {
            m->below[j][i] = f[UP_PLACE][i] - joint[0][i] * f[UP][i] -
                             (f[FORWARD_HEIGHT][i] - joint[1][i] * f[FORWARD][i]);
            m->power_below[j][i] = (double)NAN;
        }
    }
}

/* All series over from..to and AROUND_S around it; the caller resets scratch. */
static struct motion motion_of(const struct hinge_rep_view *view, long from, long to, double scale)
{
    const struct hinge_body *body = view->body;
    struct hinge_arena *scratch = view->reps->scratch;
    long around = lround(AROUND_S * body->rate_hz);
    struct hinge_frames f = hinge_view_clip(view, from - around, to + around);
    const double cutoff = is_fast(view) ? FAST_HZ : SLOW_HZ;
    const bool filters = !(body->cutoff_hz > 0 && body->cutoff_hz <= cutoff);
    struct motion m = {.n = (size_t)(f.to - f.from + 1),
                       .first = (size_t)f.from,
                       .rate_hz = body->rate_hz,
                       .scale = scale};
    double *several[2 * HINGE_CHAIN_COUNT];
    size_t n = 0;
    for (int k = 0; k < HINGE_CHAIN_COUNT; k++)
        for (int axis = 0; axis < 2 && body->chain[k][axis] != NULL; axis++) {
            m.at[k][axis] = m.filtered[k][axis] = room(scratch, m.n);
            for (size_t i = 0; i < m.n; i++)
                m.at[k][axis][i] = scale * body->chain[k][axis][m.first + i];
            if (!filters)
                continue;
            m.filtered[k][axis] = several[n++] = room(scratch, m.n);
            memcpy(m.filtered[k][axis], m.at[k][axis], m.n * sizeof(double));
        }
    hinge_lowpass_several(several, n, m.n, m.rate_hz, cutoff, scratch);
    for (int k = 0; k < 6; k++)
        m.work[k] = room(scratch, m.n);
    m.energy = room(scratch, m.n);
    memset(m.energy, 0, m.n * sizeof *m.energy);
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        m.power[j] = room(scratch, m.n);
        m.speed[j] = room(scratch, m.n);
        for (size_t i = 0; i < m.n; i++)
            m.power[j][i] = m.speed[j][i] = (double)NAN;
        if (m.at[link_low[j]][0] == NULL)
            continue;
        m.torque[j] = room(scratch, m.n);
        memset(m.torque[j], 0, m.n * sizeof *m.torque[j]);
    }
    add_floor(body, cutoff, filters, &m, scratch);
    struct hinge_mass mass;
    for (size_t k = 0; hinge_mass_of(body->masses, k, &mass); k++) {
        bool known = m.at[mass.proximal][0] != NULL && m.at[mass.distal][0] != NULL;
        if (known)
            add_mass(&m, &mass, NULL);
        for (int j = 0; !known && j < HINGE_WORK_JOINTS; j++)
            *(mass.over >= above_of[j] ? &m.torque[j] : &m.below[j]) = NULL;
        if (!known && mass.distal != HINGE_CHAIN_TOE)
            for (size_t i = 0; i < m.n; i++)
                m.energy[i] = (double)NAN;
    }
    struct hinge_mass pelvis = hinge_mass_pelvis(body->masses);
    pelvis.share *= -1;
    if (m.torque[HINGE_WORK_BACK] != NULL || m.below[HINGE_WORK_BACK] != NULL)
        add_mass(&m, &pelvis, NULL);
    if (body->load_share > 0 && m.at[HINGE_CHAIN_LOAD][0] != NULL)
        add_mass(
            &m, &(struct hinge_mass){HINGE_CHAIN_LOAD, HINGE_CHAIN_LOAD, body->load_share, 0, 0, 3},
            body->carried != NULL ? body->carried + m.first : NULL);
    /* power: the torque times how fast the links extend; without a link, of no joint above it */
    double *below = m.work[0], *above = m.work[1], *angle = m.work[2];
    memset(below, 0, m.n * sizeof *below);
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        if (m.at[link_high[j]][0] == NULL || m.at[link_low[j]][0] == NULL)
            break;
        pitch(m.filtered[link_low[j]], m.filtered[link_high[j]], m.n, angle);
        hinge_derivative(angle, m.n, m.rate_hz, above);
        for (size_t i = 0; i < m.n; i++) {
            m.speed[j][i] = below[i] - above[i];
            if (m.torque[j] != NULL)
                m.power[j][i] = m.torque[j][i] * m.speed[j][i];
            if (m.below[j] != NULL)
                m.power_below[j][i] = m.below[j][i] * m.speed[j][i];
        }
        memcpy(below, above, m.n * sizeof *below);
    }
    return m;
}

/* The integral over frames from..to, by trapezoids; NaN if more than the share of them is missing.
 */
static double integral(const struct motion *m, const double *x, struct hinge_frames f, double miss)
{
    double sum = 0, known = 0, all = (double)(f.to - f.from);
    for (long i = f.from; i <= f.to; i++) {
        double value = x[(size_t)i - m->first], weight = i == f.from || i == f.to ? 0.5 : 1;
        sum += isnan(value) ? 0 : weight * value;
        known += isnan(value) ? 0 : weight;
    }
    return known == 0 || all - known > miss * all ? (double)NAN : sum / known * all / m->rate_hz;
}

static double largest(const struct motion *m, const double *x, struct hinge_frames f, double sign)
{
    double most = (double)NAN;
    for (long i = f.from; i <= f.to; i++)
        most = fmax(most, sign * x[(size_t)i - m->first]);
    return most;
}

/* What noise changes, as standing shows: SDs, and whether it is known. */
struct stood {
    bool known;
    double torque[HINGE_WORK_JOINTS], below[HINGE_WORK_JOINTS], speed[HINGE_WORK_JOINTS];
    double rate; /* of energy */
};

/* The largest power over the ascent, unless noise changes it too much: `rate` by itself, or that of
 * its factors, torque and speed, where it is largest. */
static struct hinge_value largest_power(const struct motion *m, const double *power,
                                        struct hinge_frames f, double rate, const double *torque,
                                        double torque_sd, const double *speed, double speed_sd)
{
    const double most = largest(m, power, f, 1);
    size_t at = (size_t)f.from - m->first;
    if (isnan(most))
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    while (power[at] != most)
        at++;
    const double noise =
        torque == NULL ? rate : hypot(speed[at] * torque_sd, torque[at] * speed_sd);
    return noise > POWER_STILL * fabs(most) ? hinge_value_refuse(HINGE_REASON_NOISE_TOO_HIGH)
                                            : hinge_value_of(most);
}

static void work_of(const struct hinge_rep_view *view, const struct motion *m,
                    const struct stood *stood, struct hinge_dynamics *d)
{
    const double miss = view->parameters->miss_phase;
    for (int up = 0; up < 2; up++) {
        struct hinge_frames f =
            hinge_view_phase(view, up ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT);
        struct hinge_worked *w = &d->worked[up];
        w->reason = f.reason;
        if (f.reason != HINGE_REASON_OK)
            continue;
        double done = 0, gone = 0;
        bool known = true;
        for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
            w->joint[j] = integral(m, m->power[j], f, miss);
            w->joint_plates[j] =
                m->below[j] != NULL ? integral(m, m->power_below[j], f, miss) : (double)NAN;
            known = known && !isnan(w->joint[j]);
            done += w->joint[j];
            gone += fmax(0, w->joint[j]);
        }
        w->held = m->torque[HINGE_WORK_BACK] == NULL
                      ? (double)NAN
                      : integral(m, m->torque[HINGE_WORK_BACK], f, miss) * m->rate_hz /
                            (double)(f.to - f.from);
        w->rise = m->energy[(size_t)f.to - m->first] - m->energy[(size_t)f.from - m->first];
        w->rest = w->rise - done;
        if (up == 1) {
            /* Of each joint, from above and from plates, and of body and load. */
            hinge_derivative(m->energy, m->n, m->rate_hz, m->work[0]);
            for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
                w->power[j] = largest_power(m, m->power[j], f, 0, m->torque[j], stood->torque[j],
                                            m->speed[j], stood->speed[j]);
                if (m->below[j] != NULL)
                    w->power_plates[j] =
                        largest_power(m, m->power_below[j], f, 0, m->below[j], stood->below[j],
                                      m->speed[j], stood->speed[j]);
            }
            w->power[HINGE_WORK_JOINTS] =
                largest_power(m, m->work[0], f, stood->rate, NULL, 0, NULL, 0);
        }
        w->back_share = gone > 0 ? fmax(0, w->joint[HINGE_WORK_BACK]) / gone : (double)NAN;
        w->reason = !known || isnan(w->rise) ? HINGE_REASON_GAP_IN_PHASE
                    : fabs(w->rise) < LEAST_RISE || fabs(w->rest) > OPEN * fabs(w->rise)
                        ? HINGE_REASON_DEN_SMALL
                        : HINGE_REASON_OK;
    }
}

/* The largest moment of a repetition. */
static struct hinge_value peak_of(const struct hinge_rep_view *view, const struct motion *m,
                                  const double *torque, int joint, double still)
{
    const struct hinge_frames rep = hinge_view_phase(view, HINGE_PHASE_REP);
    const size_t n = (size_t)(rep.to - rep.from + 1);
    const double *x = torque + ((size_t)rep.from - m->first);
    if ((double)hinge_count_missing(x, n) > view->parameters->miss_phase * (double)n)
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    const double most = largest(m, torque, rep, joint == HINGE_WORK_KNEE ? -1 : 1);
    return still > STILL * fabs(most) ? hinge_value_refuse(HINGE_REASON_NOISE_TOO_HIGH)
                                      : hinge_value_of(most);
}

/* Why there is none, of both sources; and of that from above. */
static enum hinge_reason refused(const struct hinge_rep_view *view, double scale,
                                 enum hinge_reason *above)
{
    const struct hinge_body *body = view->body;
    const enum hinge_reason of_all =
        view->task->fast && !hinge_rate_reaches(body->rate_hz, LEAST_FAST_HZ)
            ? HINGE_REASON_FS_TOO_LOW
        : !(scale > 0) ? HINGE_REASON_NO_METRIC_SCALE
                       : hinge_view_phase(view, HINGE_PHASE_REP).reason;
    const bool nowhere = !body->has_positions || body->chain[HINGE_CHAIN_HIP][0] == NULL;
    *above =
        nowhere                                   ? HINGE_REASON_NO_POSITIONS
        : body->chain[HINGE_CHAIN_EAR][0] == NULL ? HINGE_REASON_NO_HEAD
        : body->chain[HINGE_CHAIN_WRIST][0] == NULL || body->chain[HINGE_CHAIN_ELBOW][0] == NULL
            ? HINGE_REASON_NO_HANDS
        : isnan(body->load_share) ? body->load_reason
                                  : of_all;
    return nowhere ? HINGE_REASON_NO_POSITIONS : of_all;
}

const struct hinge_dynamics *hinge_dynamics(const struct hinge_rep_view *view)
{
    static const char owner, of_plates;
    bool made;
    struct hinge_dynamics *d = hinge_view_kept(view, &owner, sizeof *d, &made);
    const struct hinge_body *body = view->body;
    if (!made)
        return d;
    const double scale = hinge_view_metre(view);
    const struct hinge_frames rep = hinge_view_phase(view, HINGE_PHASE_REP);
    const bool plates = body->floor.up != NULL && body->plates_turned;
    const enum hinge_reason why = refused(view, scale, &d->reason);
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        d->peak[j] = hinge_value_refuse(
            d->reason != HINGE_REASON_OK ? d->reason : HINGE_REASON_INSUFFICIENT_LANDMARKS);
        const enum hinge_reason below = body->moment[j].plates_reason;
        d->peak_plates[j] = hinge_value_refuse(below != HINGE_REASON_OK ? below
                                               : why != HINGE_REASON_OK ? why
                                                                        : HINGE_REASON_NO_FORCE);
        for (int up = 0; up < 2; up++) {
            d->worked[up].joint_plates[j] = (double)NAN;
            d->worked[up].power_plates[j] = d->peak_plates[j];
        }
    }
    d->worked[0].reason = d->worked[1].reason = d->reason;
    if (d->reason != HINGE_REASON_OK && (why != HINGE_REASON_OK || !plates))
        return d;
    /* in standing, if that is in the recording; alike for all repetitions with the same filter */
    static const char of_standing;
    struct stood *stood = hinge_reps_kept(view->reps, &of_standing, 2 * sizeof *stood, &made);
    stood += is_fast(view);
    struct hinge_arena_mark mark = hinge_arena_mark(view->reps->scratch);
    const struct hinge_standing *s = &view->reps->standing;
    if (!stood->known && s->found && s->to > s->from) {
        struct motion still = motion_of(view, (long)s->from, (long)s->to, scale);
        const size_t from = s->from - still.first, n = s->to - s->from + 1;
        for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
            if (still.torque[j] != NULL)
                stood->torque[j] = sqrt(hinge_variance(still.torque[j] + from, n));
            if (still.below[j] != NULL)
                stood->below[j] = sqrt(hinge_variance(still.below[j] + from, n));
            if (still.torque[j] != NULL || still.below[j] != NULL) /* or NaN: unknown */
                stood->speed[j] = sqrt(hinge_variance(still.speed[j] + from, n));
        }
        hinge_derivative(still.energy, still.n, still.rate_hz, still.work[0]);
        stood->rate = sqrt(hinge_variance(still.work[0] + from, n));
        stood->known = true;
        hinge_arena_reset(view->reps->scratch, mark);
    }
    const size_t n = (size_t)(rep.to - rep.from + 1);
    double *kept = NULL;
    if (plates)
        kept = hinge_view_kept(view, &of_plates, HINGE_WORK_JOINTS * body->n * sizeof *kept, &made);
    mark = hinge_arena_mark(view->reps->scratch);
    struct motion m = motion_of(view, rep.from, rep.to, scale);
    d->first = rep.from;
    d->last = rep.to;
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        if (m.torque[j] != NULL && d->reason == HINGE_REASON_OK)
            d->peak[j] = peak_of(view, &m, m.torque[j], j, stood->torque[j]);
        if (m.below[j] == NULL)
            continue;
        d->peak_plates[j] = peak_of(view, &m, m.below[j], j, stood->below[j]);
        d->plates[j] = kept + (size_t)j * body->n;
        memcpy(d->plates[j], m.below[j] + ((size_t)rep.from - m.first), n * sizeof *kept);
    }
    const struct hinge_frames bottom = hinge_view_bottom_frames(view);
    if (bottom.reason == HINGE_REASON_OK && m.torque[HINGE_WORK_HIP] != NULL &&
        d->reason == HINGE_REASON_OK)
        d->moving = hinge_median(m.torque[HINGE_WORK_HIP] + ((size_t)bottom.from - m.first),
                                 (size_t)(bottom.to - bottom.from + 1), view->reps->scratch);
    work_of(view, &m, stood, d);
    for (int up = 0; up < 2 && d->reason != HINGE_REASON_OK; up++)
        d->worked[up].reason = d->reason;
    hinge_arena_reset(view->reps->scratch, mark);
    return d;
}

void hinge_dynamics_keep(const struct hinge_rep_view *view, struct hinge_body *body)
{
    const struct hinge_dynamics *d = hinge_dynamics(view);
    for (int j = 0; j < HINGE_WORK_JOINTS; j++) {
        const enum hinge_signal signal =
            (enum hinge_signal)(HINGE_SIGNAL_moment_ankle_plates_nm_kg + j);
        if (d->plates[j] == NULL)
            continue;
        if (body->signal[signal] == NULL) {
            body->signal[signal] = hinge_arena_raw(body->arena, body->n, sizeof(double));
            for (size_t i = 0; i < body->n; i++)
                body->signal[signal][i] = (double)NAN;
            body->reason[signal] = HINGE_REASON_OK;
        }
        const double sign = j == HINGE_WORK_KNEE ? -1 : 1; /* what flexes it is positive */
        for (long i = d->first; i <= d->last; i++)
            body->signal[signal][i] = sign * d->plates[j][i - d->first];
    }
}

bool hinge_accelerates(const struct hinge_rep_view *view, double still_nm_kg)
{
    if (view->task->fast)
        return true;
    if (!(view->rep->hold_s < HOLD_S))
        return false;
    const struct hinge_dynamics *d = hinge_dynamics(view);
    return d->reason == HINGE_REASON_OK && d->moving != 0 &&
           fabs(d->moving - still_nm_kg) > MOVES * fabs(still_nm_kg);
}
