/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning points paired into candidate repetitions (method 5.3, 5.4). */
#include "base/memory.h"
#include "reps/steps.h"

#include <math.h>
#include <string.h>

/* Hips that sink before the pull from the floor leave a LOW far above the others: it is
 * part of the first bottom (method 5.2). */
static void join_first_low(const struct hinge_parameters *p, char start, struct hinge_turns *turns)
{
    double base = HUGE_VAL;
    if (turns->n < 3 || turns->turn[0].high || start == 'S' || p->seg_join >= 1)
        return;
    for (size_t i = 0; i < turns->n; i++)
        if (!turns->turn[i].high)
            base = fmin(base, turns->turn[i].value);
    struct hinge_turn *high = &turns->turn[1];
    bool sinks = turns->turn[0].value - base > p->seg_join * (high->value - base);
    bool lifts = start == 'F' || high->value - high[1].value >= p->seg_floor0;
    if (!sinks || !lifts)
        return;
    high->rebound = true;
    turns->n--;
    memmove(turns->turn, turns->turn + 1, turns->n * sizeof *turns->turn);
}

static bool start_on_floor(const struct hinge_reps_request *request, struct hinge_turns *turns,
                           struct hinge_reps *reps)
{
    const struct hinge_trial_info *info = request->info;
    char start = hinge_task_find(info != NULL ? info->task : "")->start;
    if (info != NULL && info->start == HINGE_START_floor)
        start = 'F';
    if (info != NULL && info->start == HINGE_START_standing)
        start = 'S';
    join_first_low(request->parameters, start, turns);
    if (turns->n < 1 || !turns->turn[0].high || start == 'S')
        return false;
    if (start == 'F')
        return true;
    bool floor = turns->n > 1 &&
                 turns->turn[0].value - turns->turn[1].value >= request->parameters->seg_floor0;
    if (floor)
        reps->warnings |= HINGE_WARN(AUTO_FLOOR);
    return floor;
}

/* Turning points this far below standing are leaning back. */
static const double LEAN_BACK_DEG = 3;

struct hinge_rep hinge_rep_empty(bool floor)
{
    return (struct hinge_rep){.floor = floor,
                              .bounds = {HINGE_NO_INDEX, HINGE_NO_INDEX, HINGE_NO_INDEX,
                                         HINGE_NO_INDEX},
                              .low = HINGE_NO_INDEX,
                              .low2 = HINGE_NO_INDEX,
                              .high2 = HINGE_NO_INDEX,
                              .rom_deg = (double)NAN,
                              .rom2_deg = (double)NAN,
                              .hold_s = (double)NAN};
}

/* A missing sample run of over half a second between two frames. */
static bool long_gap(const struct hinge_reps *reps, double rate_hz, long from, long to)
{
    size_t run = 0;
    for (long i = from; i <= to; i++) {
        run = isnan(reps->ds[i]) ? run + 1 : 0;
        if ((double)run > 0.5 * rate_hz)
            return true;
    }
    return false;
}

static void set_descent(const struct hinge_reps_request *request, struct hinge_reps *reps,
                        struct hinge_rep *rep, long low, long high)
{
    hinge_descent_bounds(reps->ds, reps->vs, (size_t)low, (size_t)high, request->parameters,
                         &rep->bounds);
    rep->rom_deg = reps->ds[high] - reps->ds[low];
    rep->gap = rep->gap || long_gap(reps, request->body->rate_hz, low, high);
}

static void set_ascent(const struct hinge_reps_request *request, struct hinge_reps *reps,
                       struct hinge_rep *rep, long high, long low)
{
    hinge_ascent_bounds(reps->ds, reps->vs, (size_t)high, (size_t)low, request->parameters,
                        &rep->bounds);
    rep->rom2_deg = reps->ds[high] - reps->ds[low];
    rep->gap = rep->gap || long_gap(reps, request->body->rate_hz, high, low);
}

/* LOW, HIGH, LOW: descent first. */
static void pair_standing(const struct hinge_reps_request *request, const struct hinge_turns *turns,
                          struct hinge_reps *reps)
{
    for (size_t k = turns->turn[0].high ? 1 : 0; k + 1 < turns->n; k += 2) {
        const struct hinge_turn *low = &turns->turn[k], *high = low + 1;
        const struct hinge_turn *low2 = k + 2 < turns->n ? low + 2 : NULL;
        struct hinge_rep *rep = &reps->rep[reps->n++];
        *rep = hinge_rep_empty(false);
        rep->low = (long)low->index;
        rep->high = (long)high->index;
        rep->high_last = (long)high->last;
        rep->warnings |= high->rebound ? HINGE_WARN(REBOUND) : 0;
        rep->ascent = HINGE_REASON_TRUNCATED;
        set_descent(request, reps, rep, rep->low, rep->high);
        if (low2 == NULL)
            continue;
        rep->low2 = (long)low2->index;
        if (low2->open)
            continue;
        rep->ascent = HINGE_REASON_OK;
        set_ascent(request, reps, rep, rep->high_last, rep->low2);
    }
}

/* HIGH, LOW, HIGH: ascent first. */
static void pair_floor(const struct hinge_reps_request *request, const struct hinge_turns *turns,
                       struct hinge_reps *reps)
{
    for (size_t k = 0; k + 1 < turns->n; k += 2) {
        const struct hinge_turn *high = &turns->turn[k], *low = high + 1;
        const struct hinge_turn *high2 = k + 2 < turns->n ? high + 2 : NULL;
        struct hinge_rep *rep = &reps->rep[reps->n++];
        *rep = hinge_rep_empty(true);
        rep->high = (long)high->index;
        rep->high_last = (long)high->last;
        rep->low2 = (long)low->index;
        rep->warnings |= high->rebound ? HINGE_WARN(REBOUND) : 0;
        rep->descent = HINGE_REASON_NO_ECCENTRIC;
        rep->ascent = low->open ? HINGE_REASON_TRUNCATED : HINGE_REASON_OK;
        if (!low->open)
            set_ascent(request, reps, rep, rep->high_last, rep->low2);
        if (high2 == NULL)
            continue;
        rep->high2 = (long)high2->index;
        if (high2->open) {
            rep->descent = HINGE_REASON_TRUNCATED;
            continue;
        }
        rep->descent = HINGE_REASON_OK;
        set_descent(request, reps, rep, rep->low2, rep->high2);
    }
}

/* The hold: between descent and ascent; before a floor lift only from the second one
 * on. */
static void set_holds(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    const struct hinge_parameters *p = request->parameters;
    double dt = 1 / request->body->rate_hz;
    for (size_t k = 0; k < reps->n; k++) {
        struct hinge_rep *rep = &reps->rep[k];
        const struct hinge_phase_bounds *b = &rep->bounds;
        const struct hinge_phase_bounds *d = b;
        if (rep->floor)
            d = k > 0 ? &reps->rep[k - 1].bounds : NULL;
        if (d == NULL || d->desc_end == HINGE_NO_INDEX || b->asc_start == HINGE_NO_INDEX)
            continue;
        double raw = (double)(b->asc_start - d->desc_end) * dt;
        double desc = (double)(d->desc_end - d->desc_start) * dt;
        double asc = (double)(b->asc_end - b->asc_start) * dt;
        rep->hold_s = hinge_hold_s(raw, desc, asc, p->seg_turn);
        rep->hold_phase = rep->hold_s >= p->seg_hold_min;
    }
}

/* The fastest frame of a movement with the given sign. */
static long fastest(const struct hinge_reps *reps, long from, long to, double sign)
{
    long best = from;
    for (long i = from; i <= to; i++)
        if (sign * reps->vs[i] > sign * reps->vs[best] || isnan(reps->vs[best]))
            best = i;
    return best;
}

/* Where a descent leaves standing after leaning back: the last frame that is slow and
 * near standing, as from any turning point, or on the way through it without a stop.
 * The return from leaning back may be faster than the descent: it lies below. */
static long start_from_standing(const struct hinge_parameters *p, const struct hinge_reps *reps,
                                const struct hinge_rep *rep)
{
    const struct hinge_phase_bounds *b = &rep->bounds;
    double zero = reps->driver_zero, *ds = reps->ds, *vs = reps->vs;
    double near = zero + p->seg_near * (ds[b->desc_end] - zero);
    long beyond = b->desc_end;
    while (beyond > b->desc_start && !(ds[beyond] <= near))
        beyond--;
    long i = fastest(reps, beyond, b->desc_end, 1);
    double slow = fmax(p->seg_v_abs, p->seg_v_frac * vs[i]);
    while (i > b->desc_start && !(ds[i] <= zero) && !(vs[i] <= slow && ds[i] <= near))
        i--;
    return i;
}

void hinge_reps_limit(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    double zero = reps->driver_zero;
    for (size_t k = 0; reps->standing.found && k < reps->n; k++) {
        struct hinge_rep *rep = &reps->rep[k];
        struct hinge_phase_bounds *b = &rep->bounds;
        long low = rep->floor ? rep->low2 : rep->low;
        if (rep->given == 0 && b->desc_start != HINGE_NO_INDEX &&
            reps->ds[low] < zero - LEAN_BACK_DEG) {
            b->desc_start = start_from_standing(request->parameters, reps, rep);
        }
        if (rep->given == 0 && b->asc_end != HINGE_NO_INDEX &&
            reps->ds[rep->low2] < zero - LEAN_BACK_DEG) {
            long i = fastest(reps, b->asc_start, b->asc_end, -1);
            while (i < b->asc_end && !(reps->ds[i] <= zero))
                i++;
            b->asc_end = i;
        }
    }
    set_holds(request, reps);
}

void hinge_reps_candidates(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    struct hinge_turns turns = {0};
    hinge_turns_find(reps->ds, reps->vs, request->body->n, request->body->rate_hz,
                     request->parameters, &turns);
    reps->ghosts = turns.ghosts;
    reps->rep = hinge_alloc(turns.n, sizeof *reps->rep);
    if (turns.n > 1) {
        reps->starts_on_floor = start_on_floor(request, &turns, reps);
        reps->begins_bent = turns.turn[0].high && !reps->starts_on_floor;
        if (reps->starts_on_floor)
            pair_floor(request, &turns, reps);
        else
            pair_standing(request, &turns, reps);
        set_holds(request, reps);
    }
    hinge_turns_clear(&turns);
}
