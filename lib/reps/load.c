/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the load is in the hands (method 6.15): as marked by hand, else as its marker, force plates
 * or the task tell. In: a body and its repetitions; out: body->carried, lift-off and set-down of
 * each repetition, and what the body's signals are without the load where it is not carried. */
#include "reps/reps.h"

#include "signal/signal.h"

/* The marker has left its rest at so much, or so many SDs of its noise, and stays away so long. */
static const double LEAST_M = 0.01, MOST_M = 0.05, SDS = 4, STAYS_S = 0.1, STILL_S = 0.3;
/* Of the frames of a rest so many are at rest. */
static const double AT_REST = 0.9;
/* A leg, where the recording has no metres. */
static const double LEG_M = 0.9;
/* Plates tell a load from this share of the body's mass on; forces are filtered at so much. */
static const double LEAST_SHARE = 0.1, FORCE_HZ = 6;
/* Of the load's weight: held from here on; and how near to none or all of it standing has to be. */
static const double HALF = 0.5, NEAR_SHARE = 0.25;

struct load {
    const struct hinge_reps_request *request;
    const struct hinge_body *body;
    struct hinge_reps *reps;
    double *carried;
};

static double time_of(const struct load *l, double frame)
{
    return l->body->start_s + frame / l->body->rate_hz;
}

/* The frame before which what a repetition says of the load holds: the next one's begin. */
static long end_of(const struct load *l, size_t k)
{
    long from, to;
    if (k + 1 == l->reps->n)
        return (long)l->body->n - 1;
    hinge_rep_span(&l->reps->rep[k + 1], &from, &to);
    return from;
}

static void carry(const struct load *l, double from, double to)
{
    for (long i = from > 0 ? (long)ceil(from) : 0; (double)i <= to && i < (long)l->body->n; i++)
        l->carried[i] = 1;
}

/* --- the marker --- */

struct rest {
    double height, away; /* the median, and how far from it is away */
    long from, to;
};

/* Whether something rests over frames from..to. */
static bool rests(const struct load *l, const double *y, long from, long to, struct rest *rest)
{
    const double m = l->body->has_metric ? 1 : LEG_M / l->reps->leg_length;
    struct hinge_arena *scratch = l->reps->scratch;
    struct hinge_arena_mark mark = hinge_arena_mark(scratch);
    from = from > 0 ? from : 0;
    if ((double)(to - from) < STAYS_S * l->body->rate_hz - 1)
        return false;
    const size_t n = (size_t)(to - from + 1);
    double *off = hinge_arena_raw(scratch, n, sizeof *off), near = 0;
    *rest = (struct rest){.height = hinge_median(y + from, n, scratch), .from = from, .to = to};
    for (size_t i = 0; i < n; i++)
        off[i] = fabs(y[from + (long)i] - rest->height);
    const double sd = 1.4826 * hinge_median(off, n, scratch);
    rest->away = fmax(LEAST_M / m, SDS * sd);
    for (size_t i = 0; i < n; i++)
        near += off[i] <= rest->away;
    hinge_arena_reset(scratch, mark);
    return rest->away <= MOST_M / m && near >= AT_REST * (double)n;
}

/* Where y leaves its rest on the way from a frame to another, forwards or back: the line through
 * where it is once and three times away leads to the rest. NaN: it does not. */
static double leaves(const struct load *l, const double *y, const struct rest *rest, long from,
                     long to)
{
    const long step = from <= to ? 1 : -1, stays = lround(STAYS_S * l->body->rate_hz);
    const double once = rest->height + rest->away, thrice = rest->height + 3 * rest->away;
    for (long i = from + step; (to - i) * step >= 0; i += step) {
        long n = 0, j = i;
        while ((to - i - n * step) * step >= 0 && y[i + n * step] > once && n < stays)
            n++;
        if (n < stays)
            continue;
        while ((to - j) * step > 0 && !(y[j] > thrice))
            j += step;
        if (!(y[j] > thrice))
            break;
        const double a = (double)i - (double)step * (y[i] - once) / (y[i] - y[i - step]);
        const double b = (double)j - (double)step * (y[j] - thrice) / (y[j] - y[j - step]);
        return a - (b - a) / 2;
    }
    return (double)NAN;
}

/* Where the descent before a lift ends: from the floor it is that of the repetition before. */
static long descent_before(const struct hinge_rep *rep)
{
    return (rep->floor ? rep - 1 : rep)->bounds.desc_end;
}

/* Its marker rests while the person bends down to it, or was set down there before. */
static bool by_marker(const struct load *l)
{
    const double *y = l->body->chain[HINGE_CHAIN_LOAD][1];
    const long still = lround(STILL_S * l->body->rate_hz), last = (long)l->body->n - 1;
    bool lifted = false;
    if (y == NULL || y == l->body->chain[HINGE_CHAIN_WRIST][1])
        return false;
    for (size_t k = 0; k < l->reps->n; k++) {
        struct hinge_rep *rep = &l->reps->rep[k];
        const struct hinge_phase_bounds *b = &rep->bounds;
        const struct hinge_rep *next = k + 1 < l->reps->n ? rep + 1 : NULL;
        struct rest rest, after;
        const long from = rep->floor ? b->asc_start - still : b->desc_start;
        const long to = rep->floor && b->asc_start < still / 3 ? still / 3 : b->asc_start;
        if (b->asc_start == HINGE_NO_INDEX || (!rep->floor && b->desc_start == HINGE_NO_INDEX))
            continue;
        if (!rests(l, y, from, to, &rest) &&
            !(lifted && rests(l, y, descent_before(rep), b->asc_start, &rest)))
            return false; /* it is in the hands all the time, or does not show */
        const bool again = next != NULL && next->bounds.asc_start != HINGE_NO_INDEX;
        const long end = again ? next->bounds.asc_start : last;
        const double up = leaves(l, y, &rest, rest.from, end);
        rep->load_reason = isnan(up) ? HINGE_REASON_NO_LOAD : HINGE_REASON_OK;
        if (isnan(up))
            continue;
        lifted = true;
        rep->liftoff_s = time_of(l, up);
        /* set down where it rests next: before the next ascent, or at the end */
        double down = (double)end;
        if (rests(l, y, next != NULL ? descent_before(next) : end - still, end, &after)) {
            const double at = leaves(l, y, &after, after.to, (long)ceil(up));
            down = isnan(at) ? down : at;
            rep->setdown_s = isnan(at) ? (double)NAN : time_of(l, at);
        }
        carry(l, up, down);
    }
    return true;
}

/* --- plates --- */

/* Where the plates feel more than body and its acceleration explain: half of the load's weight. */
static bool by_plates(const struct load *l)
{
    const struct hinge_trial_info *info = l->request->info;
    const struct hinge_body *body = l->body;
    const struct hinge_muscle *plate = body->plate_force;
    const bool both = plate[2].band != NULL;
    const size_t n = body->n;
    struct hinge_arena *scratch = l->reps->scratch;
    struct hinge_arena_mark mark = hinge_arena_mark(scratch);
    double *y = hinge_arena_alloc(scratch, n, sizeof *y), whole = 0;
    double *force = hinge_arena_raw(scratch, n, sizeof *force);
    struct hinge_mass mass;
    bool tells = body->has_metric && info->load_kg >= LEAST_SHARE * info->mass_kg &&
                 (both || (plate[0].band != NULL && plate[1].band != NULL));
    /* forgets what the marker told, which cannot tell all */
    memset(l->carried, 0, n * sizeof *l->carried);
    for (size_t k = 0; k < l->reps->n; k++)
        l->reps->rep[k].liftoff_s = l->reps->rep[k].setdown_s = (double)NAN;
    for (size_t k = 0; tells && hinge_mass_of(body->masses, k, &mass); k++) {
        const double *p = body->chain[mass.proximal][1], *d = body->chain[mass.distal][1];
        if (mass.distal == HINGE_CHAIN_TOE)
            continue;
        tells = p != NULL && d != NULL;
        whole += mass.share;
        if (tells)
            hinge_mass_add(p, d, mass.share, mass.centre, n, y);
    }
    for (size_t i = 0; tells && i < n; i++) {
        const double t = time_of(l, (double)i), lasts = 1 / body->rate_hz;
        force[i] = both ? fabs(hinge_force_at(&plate[2], t, lasts))
                        : fabs(hinge_force_at(&plate[0], t, lasts)) +
                              fabs(hinge_force_at(&plate[1], t, lasts));
    }
    if (tells)
        hinge_lowpass_several((double *[]){y, force}, 2, n, body->rate_hz, FORCE_HZ, scratch);
    double *more = hinge_arena_raw(scratch, n, sizeof *more); /* in weights of the load */
    for (size_t i = 0; tells && i < n; i++) {
        double a = i == 0 || i + 1 == n ? 0 : y[i + 1] - 2 * y[i] + y[i - 1];
        a *= body->rate_hz * body->rate_hz / whole;
        more[i] = (force[i] - info->mass_kg * (HINGE_STANDARD_GRAVITY + a)) /
                  (info->load_kg * HINGE_STANDARD_GRAVITY);
    }
    const struct hinge_standing *stands = &l->reps->standing;
    if (tells && stands->to > stands->from) { /* a plate that was not zeroed tells nothing */
        const double at = hinge_median(more + stands->from, stands->to - stands->from + 1, scratch);
        tells = fmin(fabs(at), fabs(at - 1)) <= NEAR_SHARE;
    }
    for (size_t k = 0; tells && k < l->reps->n; k++) {
        struct hinge_rep *rep = &l->reps->rep[k];
        const struct hinge_phase_bounds *b = &rep->bounds;
        const long still = lround(STILL_S * body->rate_hz), end = end_of(l, k);
        const long before = b->desc_start > still ? b->desc_start - still : 0;
        if (!rep->floor && b->desc_start > before &&
            hinge_median(more + before, (size_t)(b->desc_start - before) + 1, scratch) > HALF) {
            long down = b->desc_start; /* held since then, until it is below half for a while */
            while (
                down < end &&
                !(hinge_median(more + down, (size_t)fmin((double)still, (double)(end - down)) + 1,
                               scratch) < HALF))
                down++;
            rep->load_reason = HINGE_REASON_NO_LOAD;
            rep->setdown_s = down < end ? time_of(l, (double)down) : (double)NAN;
            carry(l, (double)before, (double)down);
            continue;
        }
        const long from = rep->floor ? b->asc_start - still : b->desc_end;
        rep->load_reason = HINGE_REASON_NO_LOAD;
        if (b->asc_start == HINGE_NO_INDEX || (!rep->floor && from == HINGE_NO_INDEX))
            continue;
        const double up =
            hinge_first_passage(more, (size_t)(from > 0 ? from : 0), (size_t)end, HALF, true);
        if (isnan(up))
            continue;
        const double down = hinge_first_passage(more, (size_t)ceil(up), (size_t)end, HALF, false);
        rep->load_reason = HINGE_REASON_OK;
        rep->liftoff_s = time_of(l, up);
        rep->setdown_s = isnan(down) ? (double)NAN : time_of(l, down);
        carry(l, up, isnan(down) ? (double)end : down);
    }
    hinge_arena_reset(scratch, mark);
    return tells;
}

void hinge_load_settle(const struct hinge_reps_request *request, struct hinge_body *body,
                       struct hinge_reps *reps)
{
    const struct hinge_trial_info *info = request->info;
    const struct hinge_task *task = hinge_task_find(info != NULL ? info->task : "");
    const bool lift = task->loaded && task->start == '?', known = task != hinge_task_find("");
    struct load l = {request, body, reps, NULL};
    bool always = true, marked = false;
    reps->load_source = "";
    /* before a lift, relaxed standing has empty hands; other references say nothing of a load */
    if (info == NULL || (reps->n == 0 && !(lift && info->role == HINGE_ROLE_standing)) ||
        !(info->load_kg > 0 || (isnan(info->load_kg) && task->in_hands)))
        return;
    l.carried = hinge_arena_alloc(body->arena, body->n, sizeof *l.carried);
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rep *rep = &reps->rep[k];
        const double up = (rep->liftoff_s - body->start_s) * body->rate_hz,
                     down = (rep->setdown_s - body->start_s) * body->rate_hz;
        long from, to;
        hinge_rep_span(rep, &from, &to);
        if (isnan(up) && isnan(down)) { /* if others are marked, it was not lifted in this one */
            rep->load_reason = HINGE_REASON_NO_LOAD;
            continue;
        }
        carry(&l, isnan(up) ? (double)from : up, isnan(down) ? (double)end_of(&l, k) : down);
        marked = true;
    }
    /* other tasks hold it all the time */
    const bool may_rest = !marked && ((task->loaded && task->start != 'S') || !known);
    reps->load_source = marked                      ? "events"
                        : may_rest && by_marker(&l) ? "marker"
                        : may_rest && by_plates(&l) ? "plates"
                                                    : "task";
    reps->task_unknown = !known && strcmp(reps->load_source, "task") == 0;
    for (size_t k = 0; strcmp(reps->load_source, "task") == 0 && k < reps->n; k++) {
        struct hinge_rep *rep = &reps->rep[k];
        rep->load_reason =
            may_rest ? HINGE_REASON_NOT_RECORDED : HINGE_REASON_NOT_APPLICABLE_VARIANT;
        /* lifts that begin standing have empty hands until the ascent */
        if (!lift)
            carry(&l, 0, (double)body->n);
        else if (rep->floor)
            carry(&l, 0, (double)end_of(&l, k));
        else if (rep->bounds.asc_start != HINGE_NO_INDEX)
            carry(&l, (double)rep->bounds.asc_start,
                  info->load_kept > 0 ? (double)body->n : (double)end_of(&l, k) - 1);
    }
    for (size_t i = 0; i < body->n; i++)
        always = always && l.carried[i] > 0;
    if (always)
        return;
    body->carried = l.carried;
    hinge_body_lay_down(body);
    /* standing was found with the load in the hands; a standing recording has its own hands */
    struct hinge_standing *s = &reps->standing;
    const double *com = body->signal[HINGE_SIGNAL_com_foot];
    if (com != NULL && s->found && s->source != HINGE_STANDING_calibration)
        s->value[HINGE_SIGNAL_com_foot] =
            hinge_median(com + s->from, s->to - s->from + 1, reps->scratch);
}
