/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the driver to candidate repetitions (method 5.2-5.5): turning points, phases between
 * them, pairs, and steps, which are no repetitions. */
#include "base/parameters.h"

#include "reps/reps.h"
#include "signal/signal.h"

#include <hinge/warnings.h>

/* --- Turning points of the segmentation driver, method 5.2. In: ds and vs over the trial; out:
 * alternating LOWs and HIGHs. --- */

/* When the series ends before the next movement: a turn is closed when it lies this
 * near to the others of its kind, or when the end is this long this slow. */
static const double CLOSED_WITHIN_DEG = 15, QUIET_END_S = 0.3, QUIET_END_DEG_S = 5;
/* Smaller bumps aren't movements at all. */
static const double GHOST_LEAST_DEG = 5;

static void emit(struct hinge_turns *turns, struct hinge_arena *arena, const double *ds, size_t at,
                 bool high)
{
    turns->turn = hinge_arena_more(arena, turns->turn, turns->n, sizeof *turns->turn);
    turns->turn[turns->n++] =
        (struct hinge_turn){.high = high, .index = at, .last = at, .value = ds[at]};
}

/* Whether the last 0.3 s of the valid series are slow. */
static bool ends_quietly(const double *vs, size_t last, double rate_hz)
{
    size_t window = (size_t)lround(QUIET_END_S * rate_hz), checked = 0;
    for (size_t i = last > window ? last - window : 0; i <= last; i++) {
        if (isnan(vs[i]))
            continue;
        if (fabs(vs[i]) >= QUIET_END_DEG_S)
            return false;
        checked++;
    }
    return checked > 0;
}

static void read_turns(const double *ds, const double *vs, size_t n, double rate_hz,
                       struct hinge_arena *arena, struct hinge_turns *turns)
{
    enum { UNKNOWN, RISING, FALLING } state = UNKNOWN;
    size_t first = 0;
    while (first < n && isnan(ds[first]))
        first++;
    if (first == n)
        return;
    size_t last = first, low = first, high = first; /* the zig-zag reads samples one by one */
    for (size_t i = first + 1; i < n; i++) {
        if (isnan(ds[i]))
            continue;
        double x = ds[i];
        bool lower = x<ds[low], higher = x> ds[high];
        if (lower && state != RISING)
            low = i;
        if (higher && state != FALLING)
            high = i;
        if (state != RISING && x - ds[low] >= turns->R) {
            state = RISING;
            high = i;
            emit(turns, arena, ds, low, false);
        } else if (state != FALLING && ds[high] - x >= turns->R) {
            state = FALLING;
            low = i;
            emit(turns, arena, ds, high, true);
        }
        last = i;
    }
    /* Emits what the series was moving towards when it ended. It counts as closed where it reaches
     * the median of the other LOWs (the 5 % quantile when there are none) plus 15 deg, of the other
     * HIGHs less 15 deg; NaN when there is no level. */
    if (state != UNKNOWN) {
        emit(turns, arena, ds, state == RISING ? high : low, state == RISING);
        struct hinge_turn *turn = &turns->turn[turns->n - 1];
        double *value = hinge_arena_raw(arena, turns->n, sizeof *value);
        size_t others = 0;
        for (size_t i = 0; i + 1 < turns->n; i++)
            if (turns->turn[i].high == turn->high)
                value[others++] = turns->turn[i].value;
        double level = others == 0 && !turn->high ? hinge_quantile(ds, n, 0.05, arena)
                                                  : hinge_median(value, others, arena);
        bool returned = turn->high ? turn->value >= level - CLOSED_WITHIN_DEG
                                   : turn->value <= level + CLOSED_WITHIN_DEG;
        turn->open = !returned && !ends_quietly(vs, last, rate_hz);
    }
}

void hinge_turns_join(struct hinge_turns *turns, double share)
{
    double base = HUGE_VAL;
    for (size_t i = 0; i < turns->n; i++)
        if (!turns->turn[i].high)
            base = fmin(base, turns->turn[i].value);
    size_t kept = 0;
    for (size_t i = 0; i < turns->n; i++) {
        struct hinge_turn *turn = &turns->turn[i];
        struct hinge_turn *before = kept >= 2 ? &turns->turn[kept - 2] : NULL;
        if (turn->high && before != NULL &&
            turns->turn[kept - 1].value - base >
                share * (fmin(before->value, turn->value) - base)) {
            before->last = turn->last;
            before->value = fmax(before->value, turn->value);
            before->open = turn->open;
            before->rebound = true;
            kept--; /* the LOW between them goes */
            continue;
        }
        turns->turn[kept++] = *turn;
    }
    turns->n = kept;
}

/* One entry of the stack of samples higher than all after them, with the minimum since
 * the entry below. */
struct step {
    double height, depth;
};

/* depth[i] = minimum of y between i and the nearest higher sample before it (or the
 * start); with reversed order, after it. */
static void depths(const double *y, size_t n, bool reversed, struct step *stack, double *depth)
{
    size_t top = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = reversed ? n - 1 - k : k;
        double least = y[i];
        while (top > 0 && stack[top - 1].height <= y[i])
            least = fmin(least, stack[--top].depth);
        stack[top++] = (struct step){y[i], least};
        depth[i] = least;
    }
}

/* First sample of a maximum (a plateau counts once); the ends are none. */
static bool is_peak(const double *y, size_t n, size_t i)
{
    if (i == 0 || !(y[i] > y[i - 1]))
        return false;
    size_t next = i + 1;
    while (next < n && y[next] >= y[i] && y[next] <= y[i])
        next++;
    return next < n && y[next] < y[i];
}

void hinge_turns_find(const double *ds, const double *vs, size_t n, double rate_hz,
                      const struct hinge_parameters *parameters, struct hinge_arena *arena,
                      struct hinge_turns *turns)
{
    double q05 = hinge_quantile(ds, n, 0.05, arena), q95 = hinge_quantile(ds, n, 0.95, arena);
    /* fmax passes over the NaN of a series without samples */
    double R = fmax(parameters->seg_R_min, parameters->seg_R_frac * (q95 - q05));
    *turns = (struct hinge_turns){.R = R};
    read_turns(ds, vs, n, rate_hz, arena, turns);
    /* maxima that never became turns, with a prominence of 5 deg .. R */
    struct hinge_arena_mark mark = hinge_arena_mark(arena);
    double *y = hinge_arena_raw(arena, n, 3 * sizeof *y); /* valid samples, depth before, after */
    size_t *index = hinge_arena_raw(arena, n, sizeof *index);
    struct step *stack = hinge_arena_raw(arena, n, sizeof *stack);
    double *before = y + n, *after = before + n;
    size_t m = 0, from = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(ds[i]))
            continue;
        index[m] = i;
        y[m++] = ds[i];
    }
    depths(y, m, false, stack, before);
    depths(y, m, true, stack, after);
    for (size_t i = 0; i < m; i++) {
        double prominence = y[i] - fmax(before[i], after[i]);
        while (from < turns->n && turns->turn[from].index < index[i])
            from++;
        bool turn = from < turns->n && turns->turn[from].index == index[i];
        if (prominence >= GHOST_LEAST_DEG && prominence < turns->R && is_peak(y, m, i) && !turn)
            turns->ghosts++;
    }
    hinge_arena_reset(arena, mark);
    hinge_turns_join(turns, parameters->seg_join);
}

/* --- Phase boundaries between turning points, method 5.4. In: ds, vs and two turning points; out:
 * sample indices. A boundary is the slow sample near the turning point that lies nearest to the
 * fastest one, so a hold belongs to neither phase. --- */

/* A movement from `from` to `to` seen as rising: an ascent has its signs turned. */
struct movement {
    const double *ds, *vs;
    double sign;
    size_t from, to, fastest;
    double slow;                 /* deg/s */
    double near_start, near_end; /* levels, sign applied */
};

/* Between the levels, if it has samples there: at the ends of a recording the filter
 * makes a jump that may be faster than a slow movement. */
static bool find_fastest(struct movement *m, bool between)
{
    double most = nan("");
    for (size_t i = m->from; i <= m->to; i++) {
        double v = m->sign * m->vs[i], level = m->sign * m->ds[i];
        bool within = level >= m->near_start && level <= m->near_end;
        if ((within || !between) && (v > most || (isnan(most) && !isnan(v)))) {
            most = v;
            m->fastest = i;
        }
    }
    return !isnan(most);
}

static bool movement_init(struct movement *m, const struct hinge_parameters *parameters)
{
    double start = m->sign * m->ds[m->from], end = m->sign * m->ds[m->to];
    double near = parameters->seg_near * (end - start);
    m->near_start = start + near;
    m->near_end = end - near;
    if (!find_fastest(m, true) && !find_fastest(m, false))
        return false;
    m->slow = fmax(parameters->seg_v_abs, parameters->seg_v_frac * m->sign * m->vs[m->fastest]);
    return true;
}

/* Both walk from the fastest sample; missing samples compare false and are passed over.
 */
static long walk_back(const struct movement *m)
{
    size_t i = m->fastest;
    while (i > m->from && !(m->sign * m->vs[i] <= m->slow && m->sign * m->ds[i] <= m->near_start))
        i--;
    return (long)i;
}

static long walk_forward(const struct movement *m)
{
    size_t i = m->fastest;
    while (i < m->to && !(m->sign * m->vs[i] <= m->slow && m->sign * m->ds[i] >= m->near_end))
        i++;
    return (long)i;
}

void hinge_descent_bounds(const double *ds, const double *vs, size_t low, size_t high,
                          const struct hinge_parameters *parameters,
                          struct hinge_phase_bounds *bounds)
{
    struct movement m = {.ds = ds, .vs = vs, .sign = 1, .from = low, .to = high};
    bool found = movement_init(&m, parameters);
    bounds->desc_start = found ? walk_back(&m) : HINGE_NO_INDEX;
    bounds->desc_end = found ? walk_forward(&m) : HINGE_NO_INDEX;
}

void hinge_ascent_bounds(const double *ds, const double *vs, size_t high, size_t low2,
                         const struct hinge_parameters *parameters,
                         struct hinge_phase_bounds *bounds)
{
    struct movement m = {.ds = ds, .vs = vs, .sign = -1, .from = high, .to = low2};
    bool found = movement_init(&m, parameters);
    bounds->asc_start = found ? walk_back(&m) : HINGE_NO_INDEX;
    bounds->asc_end = found ? walk_forward(&m) : HINGE_NO_INDEX;
}

double hinge_hold_s(double raw_s, double descent_s, double ascent_s, double turn)
{
    double hold_s = raw_s - turn * (descent_s + ascent_s);
    return hold_s < 0 ? 0 : hold_s; /* NaN stays NaN */
}

/* --- Turning points paired into candidate repetitions (method 5.3, 5.4). --- */

/* Of two turning points or more. */
static bool start_on_floor(const struct hinge_reps_request *request, struct hinge_turns *turns,
                           struct hinge_reps *reps)
{
    const struct hinge_trial_info *info = request->info;
    char start = hinge_task_find(info != NULL ? info->task : "")->start;
    if (info != NULL && info->start == HINGE_START_floor)
        start = 'F';
    if (info != NULL && info->start == HINGE_START_standing)
        start = 'S';
    /* hips that sink before the pull from the floor leave a LOW far above the others: it is part of
     * the first bottom (method 5.2) */
    double base = HUGE_VAL;
    if (turns->n >= 3 && !turns->turn[0].high && start != 'S') {
        for (size_t i = 0; i < turns->n; i++)
            if (!turns->turn[i].high)
                base = fmin(base, turns->turn[i].value);
        struct hinge_turn *high = &turns->turn[1];
        bool sinks =
            turns->turn[0].value - base > request->parameters->seg_join * (high->value - base);
        bool lifts = start == 'F' || high->value - high[1].value >= request->parameters->seg_floor0;
        if (sinks && lifts) {
            high->rebound = true;
            turns->n--;
            memmove(turns->turn, turns->turn + 1, turns->n * sizeof *turns->turn);
        }
    }
    if (!turns->turn[0].high || start == 'S')
        return false;
    if (start == 'F')
        return true;
    bool floor = turns->turn[0].value - turns->turn[1].value >= request->parameters->seg_floor0;
    if (floor)
        reps->warnings |= HINGE_WARN(AUTO_FLOOR);
    return floor;
}

/* Turning points this far below standing are leaning back. */
static const double LEAN_BACK_DEG = 3;

double hinge_rep_rom_deg(const struct hinge_rep *rep)
{
    return isnan(rep->rom_deg) ? rep->rom2_deg : rep->rom_deg;
}

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
                              .hold_s = (double)NAN,
                              .liftoff_s = (double)NAN,
                              .setdown_s = (double)NAN,
                              .load_reason = HINGE_REASON_NOT_APPLICABLE_VARIANT};
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
        rep->hold_s = hinge_hold_s(raw, desc, asc, hinge_fixed.seg_turn);
        rep->hold_phase = rep->hold_s >= p->seg_hold_min;
    }
}

long hinge_reps_largest(const double *x, long from, long to, double sign)
{
    long best = from;
    for (long i = from; i <= to; i++)
        if (sign * x[i] > sign * x[best] || isnan(x[best]))
            best = i;
    return best;
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
            /* Where a descent leaves standing after leaning back: the last frame that is slow and
             * near standing, as from any turning point, or on the way through it without a stop.
             * The return from leaning back may be faster than the descent: it lies below. */
            const double *ds = reps->ds, *vs = reps->vs;
            double near = zero + request->parameters->seg_near * (ds[b->desc_end] - zero);
            long beyond = b->desc_end;
            while (beyond > b->desc_start && !(ds[beyond] <= near))
                beyond--;
            long i = hinge_reps_largest(reps->vs, beyond, b->desc_end, 1);
            double slow =
                fmax(request->parameters->seg_v_abs, request->parameters->seg_v_frac * vs[i]);
            while (i > b->desc_start && !(ds[i] <= zero) && !(vs[i] <= slow && ds[i] <= near))
                i--;
            b->desc_start = i;
        }
        if (rep->given == 0 && b->asc_end != HINGE_NO_INDEX &&
            reps->ds[rep->low2] < zero - LEAN_BACK_DEG) {
            long i = hinge_reps_largest(reps->vs, b->asc_start, b->asc_end, -1);
            while (i < b->asc_end && !(reps->ds[i] <= zero))
                i++;
            b->asc_end = i;
        }
    }
    set_holds(request, reps);
}

void hinge_reps_candidates(const struct hinge_reps_request *request, struct hinge_reps *reps)
{
    struct hinge_arena_mark mark = hinge_arena_mark(request->scratch);
    struct hinge_turns turns;
    hinge_turns_find(reps->ds, reps->vs, request->body->n, request->body->rate_hz,
                     request->parameters, request->scratch, &turns);
    reps->ghosts = turns.ghosts;
    reps->rep = hinge_arena_raw(request->arena, turns.n, sizeof *reps->rep);
    if (turns.n > 1) {
        reps->starts_on_floor = start_on_floor(request, &turns, reps);
        reps->begins_bent = turns.turn[0].high && !reps->starts_on_floor;
        if (reps->starts_on_floor) {
            /* HIGH, LOW, HIGH: ascent first */
            for (size_t k = 0; k + 1 < turns.n; k += 2) {
                const struct hinge_turn *high = &turns.turn[k], *low = high + 1;
                const struct hinge_turn *high2 = k + 2 < turns.n ? high + 2 : NULL;
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
        } else {
            /* LOW, HIGH, LOW: descent first */
            for (size_t k = turns.turn[0].high ? 1 : 0; k + 1 < turns.n; k += 2) {
                const struct hinge_turn *low = &turns.turn[k], *high = low + 1;
                const struct hinge_turn *low2 = k + 2 < turns.n ? low + 2 : NULL;
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
        set_holds(request, reps);
    }
    hinge_arena_reset(request->scratch, mark);
}

/* --- The candidate check: feet that travel, thighs that alternate, a trunk that stays. --- */

struct span {
    size_t from, n;
};

/* From the start of the first phase to the end of the last, or the part that exists. */
static struct span candidate_span(const struct hinge_rep *rep)
{
    const struct hinge_phase_bounds *b = &rep->bounds;
    long first = rep->floor ? b->asc_start : b->desc_start;
    long last = rep->floor ? b->desc_end : b->asc_end;
    if (first == HINGE_NO_INDEX)
        first = rep->floor ? b->desc_start : b->asc_start;
    if (last == HINGE_NO_INDEX)
        last = rep->floor ? b->asc_end : b->desc_end;
    if (first == HINGE_NO_INDEX || last < first)
        return (struct span){0, 0};
    return (struct span){(size_t)first, (size_t)(last - first + 1)};
}

/* x - y (y may be NULL). */
static double *difference(struct hinge_arena *arena, const double *x, const double *y, size_t n)
{
    double *d = hinge_arena_raw(arena, n, sizeof *d);
    for (size_t i = 0; i < n; i++)
        d[i] = x[i] - (y != NULL ? y[i] : 0);
    return d;
}

/* Q95 - Q05 of x - y (y may be NULL) over the span; NaN where more than a fifth is missing. */
static double robust_range(const double *x, const double *y, struct span span,
                           struct hinge_arena *scratch)
{
    struct hinge_arena_mark mark = hinge_arena_mark(scratch);
    const size_t n = span.n;
    double *d = difference(scratch, x + span.from, y != NULL ? y + span.from : NULL, n);
    double range = (double)NAN;
    if ((double)(n - hinge_count_missing(d, n)) >= 0.8 * (double)n)
        range = hinge_quantile(d, n, 0.95, scratch) - hinge_quantile(d, n, 0.05, scratch);
    hinge_arena_reset(scratch, mark);
    return range;
}

/* Range of a smoothed series over the span; NaN when missing. */
static double range_of(const double *x, struct span span)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = span.from; x != NULL && i < span.from + span.n; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    return high >= low ? high - low : (double)NAN;
}

/* The movement of the ankles along the anterior direction over a candidate. Of both
 * ankles the larger counts, in unilateral tasks the smaller. */
struct feet {
    double travel; /* NaN: unknown */
    double net;    /* of an ankle whose ends were seen; else NaN */
    double blind;  /* travel of an ankle whose ends were not seen; else NaN */
};

static double counting(double one, double other, bool unilateral)
{
    return unilateral ? fmin(one, other) : fmax(one, other); /* NaN: the other one */
}

static struct feet feet_of(const struct hinge_reps_request *request, struct span span,
                           bool unilateral)
{
    const struct hinge_body *body = request->body;
    double *const *ankle = body->ankle_side_x;
    struct feet feet = {(double)NAN, (double)NAN, (double)NAN};
    if (body->origin_at_hip) { /* against each other, which returns in every stride */
        if (ankle[0] != NULL && ankle[1] != NULL)
            feet.travel = feet.blind = robust_range(ankle[0], ankle[1], span, request->scratch);
        return feet;
    }
    for (int s = 0; s < 2; s++) {
        if (ankle[s] == NULL)
            continue;
        double travel = robust_range(ankle[s], NULL, span, request->scratch);
        if (isnan(travel))
            continue;
        /* from the first to the last place of x in the span, each a median over 0.3 s but at most a
         * fifth of it; NaN: an end was not seen */
        const double ENDS_S = 0.3;
        size_t w = (size_t)lround(ENDS_S * body->rate_hz);
        const size_t most = span.n / 5;
        w = w > most ? most : w;
        double net = fabs(hinge_median(ankle[s] + span.from + span.n - w, w, request->scratch) -
                          hinge_median(ankle[s] + span.from, w, request->scratch));
        feet.travel = counting(feet.travel, travel, unilateral);
        feet.net = counting(feet.net, net, unilateral);
        if (isnan(net))
            feet.blind = counting(feet.blind, travel, unilateral);
    }
    return feet;
}

struct hinge_gait hinge_gait_of(const struct hinge_reps_request *request)
{
    const struct hinge_body *body = request->body;
    const double *const *thigh = (const double *const *)body->thigh_side;
    const double *trunk = hinge_reps_trunk(body), *drop = body->signal[HINGE_SIGNAL_hip_drop];
    struct hinge_gait gait = {.n = body->n};
    double *series[3];
    size_t count = 0;
    if (thigh[0] != NULL && thigh[1] != NULL)
        series[count++] = gait.stride = difference(request->scratch, thigh[0], thigh[1], gait.n);
    if (trunk != NULL)
        series[count++] = gait.trunk = difference(request->scratch, trunk, NULL, gait.n);
    if (drop != NULL)
        series[count++] = gait.drop = difference(request->scratch, drop, NULL, gait.n);
    double most = 0.25 * body->rate_hz, cutoff = request->parameters->seg_fc;
    hinge_lowpass_several(series, count, gait.n, body->rate_hz, cutoff < most ? cutoff : most,
                          request->scratch);
    return gait;
}

/* The feet are compared up to a step that ends a lift: an ankle is so far from its place at the
 * bottom, and the trunk has come up by so much, and so much of its way. */
static const double STEP_LL = 0.05, RISEN_DEG = 20, RISEN_SHARE = 0.75;

static void end_at_step(const struct hinge_body *body, const struct hinge_gait *gait,
                        const struct hinge_rep *rep, struct span *span)
{
    const size_t bottom = (size_t)rep->high_last, end = span->from + span->n;
    double *const *ankle = body->ankle_side_x;
    double upright = INFINITY;
    size_t step = bottom;
    if (gait->trunk == NULL || rep->ascent != HINGE_REASON_OK || body->origin_at_hip)
        return;
    for (bool moved = false; step < end && !moved; step += !moved)
        for (int s = 0; s < 2; s++)
            moved = moved || (ankle[s] != NULL &&
                              fabs(ankle[s][step] - ankle[s][bottom]) > STEP_LL * body->leg0);
    for (size_t i = bottom; i < end; i++)
        upright = gait->trunk[i] < upright ? gait->trunk[i] : upright;
    if (step >= end)
        return;
    const double risen = gait->trunk[bottom] - gait->trunk[step];
    if (risen > RISEN_DEG && risen >= RISEN_SHARE * (gait->trunk[bottom] - upright))
        span->n = step - span->from;
}

/* One thigh alone, from a sensor, whose zero is standing: in a bend it tips one way, in
 * a stride both. How far it tips the lesser way; NaN where this can't be told. */
static double swing(const struct hinge_body *body, struct span span)
{
    const double *thigh = body->thigh_side[body->thigh_side[0] != NULL ? 0 : 1];
    double forward = 0, backward = 0;
    if (body->has_positions || thigh == NULL || body->lumbar_def == HINGE_LUMBAR_IK ||
        (body->thigh_side[0] != NULL && body->thigh_side[1] != NULL))
        return (double)NAN;
    for (size_t i = span.from; i < span.from + span.n; i++) {
        forward = thigh[i] > forward ? thigh[i] : forward;
        backward = -thigh[i] > backward ? -thigh[i] : backward;
    }
    return forward < backward ? forward : backward;
}

/* Feet that do not end where they began, or were not seen to. An ankle that comes back made no
 * step: a tracker loses it behind hands and weights, and finds it again. */
static bool feet_stepped(const struct hinge_parameters *p, const struct feet *feet, double leg,
                         struct hinge_rejected *why)
{
    bool away = feet->net > p->gait_net_LL * leg;
    *why = (struct hinge_rejected){.reason = HINGE_REASON_STEPPING,
                                   .before = away ? "the feet ended " : "the feet moved by ",
                                   .unit = "LL",
                                   .after = away ? " from where they began" : "",
                                   .size = (away ? feet->net : feet->blind) / leg,
                                   .limit = away ? p->gait_net_LL : p->gait_foot_LL};
    return away || feet->blind > p->gait_foot_LL * leg;
}

void hinge_gait_check(const struct hinge_reps_request *request, const struct hinge_gait *gait,
                      struct hinge_rep *rep, struct hinge_rejected *why)
{
    const struct hinge_body *body = request->body;
    const struct hinge_parameters *p = request->parameters;
    const struct hinge_task *task =
        hinge_task_find(request->info != NULL ? request->info->task : "");
    struct span span = candidate_span(rep);
    double apart = (double)NAN, drop = (double)NAN;
    double rom = hinge_rep_rom_deg(rep);
    *why = (struct hinge_rejected){.reason = HINGE_REASON_OK};
    if (span.n == 0)
        return;
    struct feet feet = feet_of(request, span, task->unilateral);
    if (feet_stepped(p, &feet, body->leg0, why)) { /* not if the step ends it */
        end_at_step(body, gait, rep, &span);
        feet = feet_of(request, span, task->unilateral);
    }
    if (!task->unilateral)
        apart = range_of(gait->stride, span);
    double trunk = range_of(gait->trunk, span), stride = swing(body, span);
    if (trunk < p->gait_trunk_min)
        drop = range_of(gait->drop, span);
    if (isnan(feet.travel) && isnan(apart) && isnan(stride))
        rep->warnings |= HINGE_WARN(GAIT_UNTESTED);
    if (feet_stepped(p, &feet, body->leg0, why))
        return;
    double most = fmax(p->gait_alt_min, p->gait_alt_frac * rom);
    /* Thighs that move against each other while the trunk stays: walking. A trunk that bends as
     * well, over feet that stay, is a repetition in which one thigh was lost. `sway`: the trunk's
     * range, NaN where it or the feet were not seen, because walkers without feet sway as far as
     * some lifters bend. */
    const double sway = isnan(feet.net) ? (double)NAN : trunk;
    bool seen = !isnan(sway);
    *why = (struct hinge_rejected){.reason = HINGE_REASON_ALTERNATING,
                                   .before = seen ? "the trunk moved " : "the thighs moved ",
                                   .after = seen ? " times as far as the thighs against each other"
                                                 : " degrees against each other",
                                   .digits = seen ? 2 : 0,
                                   .size = seen ? sway / apart : apart,
                                   .limit = seen ? p->gait_alt_trunk : most};
    if (apart > most && !(sway >= p->gait_alt_trunk * apart))
        return;
    if (!task->unilateral && stride > most / 2) { /* one of two thighs swings half as far */
        *why = (struct hinge_rejected){.reason = HINGE_REASON_ALTERNATING,
                                       .before = "the thigh swung ",
                                       .after = " degrees both forward and backward",
                                       .size = stride,
                                       .limit = most / 2};
        return;
    }
    if (trunk < p->gait_trunk_min && !(drop >= p->gait_drop_LL * body->leg0)) {
        *why = (struct hinge_rejected){.reason = HINGE_REASON_NO_TRUNK,
                                       .before = "the trunk moved ",
                                       .after = " degrees",
                                       .size = trunk,
                                       .limit = p->gait_trunk_min};
        return;
    }
    /* descent and ascent together, or the only one there is, against the shortest allowed */
    const struct hinge_phase_bounds *b = &rep->bounds;
    bool down = rep->descent == HINGE_REASON_OK, up = rep->ascent == HINGE_REASON_OK;
    double moving = 0;
    if (down)
        moving += (double)(b->desc_end - b->desc_start) / body->rate_hz;
    if (up)
        moving += (double)(b->asc_end - b->asc_start) / body->rate_hz;
    *why = (struct hinge_rejected){.reason = HINGE_REASON_TOO_SHORT,
                                   .before = down && up ? "lasted " : "one phase lasted ",
                                   .unit = "s",
                                   .after = "",
                                   .digits = 1,
                                   .size = moving,
                                   .limit = down && up ? p->gait_min_s : p->gait_min_phase_s};
    if (!task->fast && (down || up) && moving < why->limit)
        return;
    *why = (struct hinge_rejected){.reason = HINGE_REASON_OK};
    if (feet.travel > p->gait_foot_LL * body->leg0) {
        rep->warnings |= HINGE_WARN(FEET_MOVED);
        rep->feet_LL = feet.travel / body->leg0;
    }
    if (apart > most) {
        rep->warnings |= HINGE_WARN(THIGHS_DIFFER);
        rep->thighs_deg = apart;
    }
}
