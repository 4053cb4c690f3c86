/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning points of the segmentation driver, method 5.2. In: ds and vs over the trial;
 * out: alternating LOWs and HIGHs owned by struct hinge_turns. */
#include "reps/turning.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

/* When the series ends before the next movement: a turn is closed when it lies this
 * near to the others of its kind, or when the end is this long this slow. */
static const double CLOSED_WITHIN_DEG = 15, QUIET_END_S = 0.3, QUIET_END_DEG_S = 5;
/* Smaller bumps aren't movements at all. */
static const double GHOST_LEAST_DEG = 5;

/* The zig-zag reads samples one by one. */
struct zigzag {
    enum { UNKNOWN, RISING, FALLING } state;
    size_t low, high; /* candidates */
    const double *ds;
    double R;
    struct hinge_turns *turns;
    size_t capacity;
};

static void emit(struct zigzag *z, bool high)
{
    struct hinge_turns *turns = z->turns;
    if (turns->n == z->capacity) {
        size_t wanted = z->capacity > 0 ? 2 * z->capacity : 16;
        struct hinge_turn *grown = hinge_resize(turns->turn, wanted, sizeof *grown);
        turns->turn = grown;
        z->capacity = wanted;
    }
    size_t at = high ? z->high : z->low;
    turns->turn[turns->n++] =
        (struct hinge_turn){.high = high, .index = at, .last = at, .value = z->ds[at]};
}

static void turn_up(struct zigzag *z, size_t i)
{
    z->state = RISING;
    z->high = i;
    emit(z, false);
}

static void turn_down(struct zigzag *z, size_t i)
{
    z->state = FALLING;
    z->low = i;
    emit(z, true);
}

static void zigzag_step(struct zigzag *z, size_t i)
{
    double x = z->ds[i];
    bool lower = x<z->ds[z->low], higher = x> z->ds[z->high];
    if (lower && z->state != RISING)
        z->low = i;
    if (higher && z->state != FALLING)
        z->high = i;
    if (z->state != RISING && x - z->ds[z->low] >= z->R) {
        turn_up(z, i);
        return;
    }
    if (z->state != FALLING && z->ds[z->high] - x >= z->R) {
        turn_down(z, i);
    }
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

/* Level a final turn must reach to count as closed: the median of the other LOWs (the
 * 5 % quantile when there are none) plus 15 deg, of the other HIGHs less 15 deg; NaN
 * when there is no level. */
static void closing_level(const struct hinge_turns *turns, double q05, double *level)
{
    bool high = turns->turn[turns->n - 1].high;
    double *value = hinge_alloc(turns->n, sizeof *value);
    size_t n = 0;
    for (size_t i = 0; i + 1 < turns->n; i++)
        if (turns->turn[i].high == high)
            value[n++] = turns->turn[i].value;
    hinge_median(value, n, level);
    free(value);
    if (n == 0 && !high)
        *level = q05;
    *level += high ? -CLOSED_WITHIN_DEG : CLOSED_WITHIN_DEG;
}

/* Emits what the series was moving towards when it ended. */
static void finish(struct zigzag *z, const double *vs, size_t n, size_t last, double rate_hz)
{
    double q05, level;
    if (z->state == UNKNOWN)
        return;
    emit(z, z->state == RISING);
    hinge_quantile(z->ds, n, 0.05, &q05);
    closing_level(z->turns, q05, &level);
    struct hinge_turn *turn = &z->turns->turn[z->turns->n - 1];
    bool returned = turn->high ? turn->value >= level : turn->value <= level;
    turn->open = !returned && !ends_quietly(vs, last, rate_hz);
}

void hinge_turns_zigzag(const double *ds, const double *vs, size_t n, double rate_hz, double R,
                        struct hinge_turns *turns)
{
    *turns = (struct hinge_turns){.R = R};
    struct zigzag z = {.ds = ds, .R = R, .turns = turns};
    size_t first = 0;
    while (first < n && isnan(ds[first]))
        first++;
    if (first == n)
        return;
    size_t last = first;
    z.low = z.high = first;
    for (size_t i = first + 1; i < n; i++) {
        if (isnan(ds[i]))
            continue;
        zigzag_step(&z, i);
        last = i;
    }
    finish(&z, vs, n, last, rate_hz);
}

void hinge_turns_join(struct hinge_turns *turns, double share)
{
    double base = HUGE_VAL;
    for (size_t i = 0; i < turns->n; i++) {
        if (!turns->turn[i].high)
            base = fmin(base, turns->turn[i].value);
    }
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

static bool is_turn(const struct hinge_turns *turns, size_t index, size_t *from)
{
    while (*from < turns->n && turns->turn[*from].index < index)
        (*from)++;
    return *from < turns->n && turns->turn[*from].index == index;
}

/* Maxima that never became turns, with a prominence of 5 deg .. R. */
static void count_ghosts(const double *ds, size_t n, struct hinge_turns *turns)
{
    double *y = hinge_resize(NULL, n, 3 * sizeof *y); /* valid samples, depth before, after */
    size_t *index = hinge_resize(NULL, n, sizeof *index);
    struct step *stack = hinge_resize(NULL, n, sizeof *stack);
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
        if (prominence >= GHOST_LEAST_DEG && prominence < turns->R && is_peak(y, m, i) &&
            !is_turn(turns, index[i], &from))
            turns->ghosts++;
    }
    free(stack);
    free(index);
    free(y);
}

void hinge_turns_find(const double *ds, const double *vs, size_t n, double rate_hz,
                      const struct hinge_parameters *parameters, struct hinge_turns *turns)
{
    *turns = (struct hinge_turns){0};
    double q05, q95;
    hinge_quantile(ds, n, 0.05, &q05);
    hinge_quantile(ds, n, 0.95, &q95);
    /* fmax passes over the NaN of a series without samples */
    double R = fmax(parameters->seg_R_min, parameters->seg_R_frac * (q95 - q05));
    hinge_turns_zigzag(ds, vs, n, rate_hz, R, turns);
    count_ghosts(ds, n, turns);
    if (parameters->seg_join < 1)
        hinge_turns_join(turns, parameters->seg_join);
}

void hinge_turns_clear(struct hinge_turns *turns)
{
    free(turns->turn);
    *turns = (struct hinge_turns){0};
}
