/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions and phases that somebody marked by hand (method 5.6). In: candidates as
 * found and numbered, and the marks of the trial; out: repetitions whose given times
 * stand as they are (nearest frame), what was left blank found between them, those that
 * are excluded, and the pairs of given and found times. */
#include "reps/reps.h"

#include <hinge/warnings.h>

static const char *const names[HINGE_BOUNDS] = {"desc_start_s", "desc_end_s", "asc_start_s",
                                                "asc_end_s"};

const char *hinge_bound_name(int bound)
{
    return names[bound];
}

static void get_bounds(const struct hinge_rep *rep, long b[HINGE_BOUNDS])
{
    b[0] = rep->bounds.desc_start;
    b[1] = rep->bounds.desc_end;
    b[2] = rep->bounds.asc_start;
    b[3] = rep->bounds.asc_end;
}

/* First and last bound there is; NO_INDEX for none. */
static void span_of(const long b[HINGE_BOUNDS], long *from, long *to)
{
    *from = *to = HINGE_NO_INDEX;
    for (int k = 0; k < HINGE_BOUNDS; k++) {
        if (b[k] == HINGE_NO_INDEX)
            continue;
        *from = *from == HINGE_NO_INDEX || b[k] < *from ? b[k] : *from;
        *to = b[k] > *to ? b[k] : *to;
    }
}

void hinge_rep_span(const struct hinge_rep *rep, long *from, long *to)
{
    long b[HINGE_BOUNDS];
    get_bounds(rep, b);
    span_of(b, from, to);
}

static enum hinge_status refuse(const struct hinge_mark *mark, const char *what,
                                struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_MANUAL, "line %zu of the events: %s",
                           mark->line, what);
}

/* --- which repetition a mark belongs to --- */

/* Frames that a repetition shares with the given times. */
static long shared_with(const struct hinge_rep *rep, const long given[HINGE_BOUNDS])
{
    long a, e, from, to;
    hinge_rep_span(rep, &a, &e);
    span_of(given, &from, &to);
    if (a == HINGE_NO_INDEX || from == HINGE_NO_INDEX)
        return 0;
    long shared = (to < e ? to : e) - (from > a ? from : a) + 1;
    return shared > 0 ? shared : 0;
}

/* Two rows of one repetition would be the last one's alone. */
static enum hinge_status refuse_twice(const struct hinge_mark *mark,
                                      const struct hinge_mark *before, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_MANUAL,
                           "lines %zu and %zu of the events mark the same repetition; "
                           "write it in one row",
                           before->line, mark->line);
}

/* A repetition that was not found needs its beginning and its end. */
static bool is_whole(bool floor, const long given[HINGE_BOUNDS])
{
    return floor ? given[2] != HINGE_NO_INDEX && given[3] != HINGE_NO_INDEX
                 : given[0] != HINGE_NO_INDEX &&
                       (given[1] != HINGE_NO_INDEX || given[3] != HINGE_NO_INDEX);
}

/* The candidate of that number, unless the given times are of a whole repetition
 * elsewhere; else the one that shares most with them, of those that were added more than
 * half of them; SIZE_MAX for none. */
static size_t find_rep(const struct hinge_reps *reps, size_t n_found, const struct hinge_mark *mark,
                       const long given[HINGE_BOUNDS])
{
    long most = 0, from, to;
    size_t best = SIZE_MAX;
    span_of(given, &from, &to);
    for (size_t k = n_found; k < reps->n && best == SIZE_MAX; k++)
        if (2 * shared_with(&reps->rep[k], given) > to - from + 1)
            best = k;
    for (size_t k = 0; k < n_found; k++) {
        const struct hinge_rep *rep = &reps->rep[k];
        long shared = shared_with(rep, given);
        if (mark->rep >= 1 && rep->number == mark->rep &&
            (shared > 0 || !is_whole(rep->floor, given)))
            return k;
        if (shared > most) {
            most = shared;
            best = k;
        }
    }
    return best;
}

/* --- what was left blank --- */

static long either(long given, long found)
{
    return given != HINGE_NO_INDEX ? given : found;
}

/* Given times stand; the pairs of found and given ones are kept. */
static void apply(const struct hinge_reps_request *request, struct hinge_reps *reps,
                  const struct hinge_mark *mark, struct hinge_rep *rep, bool found,
                  const long given[HINGE_BOUNDS])
{
    const struct hinge_body *body = request->body;
    long before[HINGE_BOUNDS], b[HINGE_BOUNDS];
    get_bounds(rep, before);
    for (int k = 0; found && k < HINGE_BOUNDS; k++)
        if (given[k] != HINGE_NO_INDEX && before[k] != HINGE_NO_INDEX)
            reps->marked[reps->n_marked++] = (struct hinge_marked){
                k, body->start_s + (double)before[k] / body->rate_hz, mark->time_s[k], mark->task};
    if (rep->floor) {
        /* the floor first: up to a lockout between the given ends, and down again */
        long high = either(given[2], rep->high_last), high2 = either(given[1], rep->high2);
        long from = either(given[3], high), to = either(given[0], high2);
        if (to == HINGE_NO_INDEX)
            to = from > rep->low2 ? from : rep->low2;
        if (rep->low2 < from || rep->low2 > to)
            rep->low2 = hinge_reps_largest(reps->ds, from, to, -1);
        rep->high = rep->high_last = high;
        rep->high2 = high2;
        hinge_ascent_bounds(reps->ds, reps->vs, (size_t)high, (size_t)rep->low2,
                            request->parameters, &rep->bounds);
        rep->rom2_deg = reps->ds[high] - reps->ds[rep->low2];
        rep->ascent = HINGE_REASON_OK;
        if (high2 > rep->low2) {
            hinge_descent_bounds(reps->ds, reps->vs, (size_t)rep->low2, (size_t)high2,
                                 request->parameters, &rep->bounds);
            rep->rom_deg = reps->ds[high2] - reps->ds[rep->low2];
            rep->descent = HINGE_REASON_OK;
        }
    } else {
        /* standing first: down to a bottom between the given ends, and up again */
        long low = either(given[0], rep->low), low2 = either(given[3], rep->low2);
        long from = either(given[1], low), to = either(given[2], low2);
        if (to == HINGE_NO_INDEX)
            to = from > rep->high ? from : rep->high;
        if (rep->high < from || rep->high_last > to)
            rep->high = rep->high_last = hinge_reps_largest(reps->ds, from, to, 1);
        rep->low = low;
        rep->low2 = low2;
        hinge_descent_bounds(reps->ds, reps->vs, (size_t)low, (size_t)rep->high,
                             request->parameters, &rep->bounds);
        rep->rom_deg = reps->ds[rep->high] - reps->ds[low];
        if (low2 > rep->high_last) {
            hinge_ascent_bounds(reps->ds, reps->vs, (size_t)rep->high_last, (size_t)low2,
                                request->parameters, &rep->bounds);
            rep->rom2_deg = reps->ds[rep->high_last] - reps->ds[low2];
            rep->ascent = HINGE_REASON_OK;
        }
    }
    rep->liftoff_s = mark->load_s[0] != 0 ? mark->load_s[0] : (double)NAN;
    rep->setdown_s = mark->load_s[1] != 0 ? mark->load_s[1] : (double)NAN;
    rep->load_reason = isnan(rep->liftoff_s) ? HINGE_REASON_NOT_RECORDED : HINGE_REASON_OK;
    get_bounds(rep, b);
    for (int k = 0; k < HINGE_BOUNDS; k++)
        if (given[k] != HINGE_NO_INDEX) {
            b[k] = given[k];
            rep->given |= 1u << k;
        }
    rep->bounds = (struct hinge_phase_bounds){b[0], b[1], b[2], b[3]};
    rep->warnings |= rep->given != 0 ? HINGE_WARN(MANUAL_SEG) : 0;
}

static int by_time(const void *a, const void *b)
{
    long p, q, end;
    hinge_rep_span(a, &p, &end);
    hinge_rep_span(b, &q, &end);
    return (p > q) - (p < q);
}

/* taken: the mark of each repetition that has one. */
static enum hinge_status take_mark(const struct hinge_reps_request *request,
                                   struct hinge_reps *reps, size_t n_found,
                                   const struct hinge_mark *mark, const struct hinge_mark **taken,
                                   bool *excluded, int *next, struct hinge_error *error)
{
    long given[HINGE_BOUNDS];
    /* given times as frames, in the order that they have in time: the ascent first in a lift from
     * the floor */
    const struct hinge_body *body = request->body;
    for (int k = 0; k < HINGE_BOUNDS; k++) {
        given[k] = HINGE_NO_INDEX;
        if (isnan(mark->time_s[k]))
            continue;
        double frame = (mark->time_s[k] - body->start_s) * body->rate_hz;
        if (!(frame > -1 && frame < (double)body->n))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_MANUAL,
                "line %zu of the events: %s = %g is outside the recording (%.3f to "
                "%.3f s by its own clock); correct it",
                mark->line, names[k], mark->time_s[k], body->start_s,
                body->start_s + (double)(body->n - 1) / body->rate_hz);
        given[k] = frame < 0 ? 0 : lround(frame);
        if (given[k] >= (long)body->n)
            given[k] = (long)body->n - 1;
    }
    if (mark->load_s[0] != 0 && mark->load_s[1] <= mark->load_s[0])
        return refuse(mark, "the load is set down before it is lifted; correct its times", error);
    bool ascent = given[2] != HINGE_NO_INDEX && given[3] != HINGE_NO_INDEX;
    bool descent = given[0] != HINGE_NO_INDEX && given[1] != HINGE_NO_INDEX;
    if ((descent && given[1] <= given[0]) || (ascent && given[3] <= given[2]))
        return refuse(mark, "a phase ends before it starts; correct its times", error);
    if (given[1] != HINGE_NO_INDEX && given[2] != HINGE_NO_INDEX && given[2] < given[1] &&
        (given[0] == HINGE_NO_INDEX || given[2] > given[0]))
        return refuse(mark, "the ascent starts before the descent ends; correct their times",
                      error);
    for (const struct hinge_mark *m = request->mark; m < mark && mark->rep >= 1; m++)
        if (m->rep == mark->rep)
            return refuse_twice(mark, m, error);
    size_t k = find_rep(reps, n_found, mark, given);
    if (k != SIZE_MAX && taken[k] != NULL)
        return refuse_twice(mark, taken[k], error);
    if (k != SIZE_MAX)
        taken[k] = mark;
    if (k != SIZE_MAX && mark->task != NULL)
        reps->rep[k].task = mark->task;
    if (k != SIZE_MAX && mark->exclude)
        reps->rep[k].why = mark->why;
    if (mark->exclude) {
        /* a number that no repetition has excludes nothing: that is a slip; times may name a
         * movement that is none anyway */
        long from, to;
        span_of(given, &from, &to);
        if (k != SIZE_MAX)
            excluded[k] = true;
        else if (from == HINGE_NO_INDEX)
            return refuse(mark,
                          "no repetition of this number was detected, so none is excluded; "
                          "correct rep (hinge-table reps shows the numbers)",
                          error);
        return HINGE_OK;
    }
    if (k != SIZE_MAX) {
        if (reps->rep[k].number == 0)
            reps->rep[k].number = (*next)++;
        apply(request, reps, mark, &reps->rep[k], true, given);
        return HINGE_OK;
    }
    struct hinge_rep *rep = &reps->rep[reps->n];
    bool down = given[0] != HINGE_NO_INDEX, up = given[2] != HINGE_NO_INDEX;
    *rep = hinge_rep_empty(down && up ? given[2] < given[0] : up && reps->starts_on_floor);
    if (rep->floor)
        rep->descent = HINGE_REASON_NO_ECCENTRIC;
    else
        rep->ascent = HINGE_REASON_TRUNCATED;
    rep->high = rep->high_last = HINGE_NO_INDEX;
    if (!is_whole(rep->floor, given))
        return refuse(mark,
                      "no such repetition here; to add one, give desc_start_s and "
                      "asc_end_s; in a lift from the floor asc_start_s and asc_end_s",
                      error);
    taken[reps->n++] = mark;
    rep->task = mark->task;
    rep->number = (*next)++;
    apply(request, reps, mark, rep, false, given);
    return HINGE_OK;
}

enum hinge_status hinge_reps_mark(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error)
{
    size_t n_found = reps->n, n = n_found + request->n_marks, kept = 0;
    int next = 1;
    enum hinge_status status = HINGE_OK;
    if (request->n_marks == 0)
        return HINGE_OK;
    struct hinge_arena_mark mark = hinge_arena_mark(reps->scratch);
    bool *excluded = hinge_arena_alloc(reps->scratch, n, sizeof *excluded);
    const struct hinge_mark **taken =
        hinge_arena_alloc(reps->scratch, n, sizeof(struct hinge_mark *));
    struct hinge_rep *rep = hinge_arena_raw(reps->arena, n, sizeof *rep);
    reps->excluded = hinge_arena_raw(reps->arena, n, sizeof *reps->excluded);
    reps->marked =
        hinge_arena_raw(reps->arena, HINGE_BOUNDS * request->n_marks, sizeof *reps->marked);
    memcpy(rep, reps->rep, n_found * sizeof *rep);
    reps->rep = rep;
    for (size_t k = 0; k < n_found; k++)
        next = rep[k].number >= next ? rep[k].number + 1 : next;
    for (size_t i = 0; i < request->n_marks && status == HINGE_OK; i++)
        status =
            take_mark(request, reps, n_found, &request->mark[i], taken, excluded, &next, error);
    for (size_t k = 0; k < reps->n; k++) {
        if (rep[k].number == 0)
            rep[k].number = next++;
        if (excluded[k])
            reps->excluded[reps->n_excluded++] = rep[k];
        else
            rep[kept++] = rep[k];
    }
    reps->rejected.manual += reps->n_excluded;
    reps->n = kept;
    hinge_arena_reset(reps->scratch, mark);
    qsort(rep, kept, sizeof *rep, by_time);
    return status;
}
