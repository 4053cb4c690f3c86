/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/parameters.h"
#include "reps/reps.h"
#include "signal/signal.h"

#include <string.h>

enum { MOST = 400 };
static const double RATE_HZ = 10;

/* A driver of straight lines between corners, one sample per step of at most 5 deg. */
struct fixture {
    double ds[MOST], vs[MOST];
    size_t n;
    struct hinge_parameters parameters;
    struct hinge_turns turns;
    struct hinge_arena arena;
};

static void init(struct fixture *f)
{
    hinge_arena_clear(&f->arena);
    *f = (struct fixture){0};
    hinge_parameters_init(&f->parameters);
}

static void go(struct fixture *f, double to)
{
    double from = f->n > 0 ? f->ds[f->n - 1] : to;
    size_t steps = f->n > 0 ? (size_t)ceil(fabs(to - from) / 5) : 1;
    for (size_t k = 1; k <= steps; k++)
        f->ds[f->n++] = from + (to - from) * (double)k / (double)steps;
}

static void stay(struct fixture *f, size_t samples)
{
    for (size_t k = 0; k < samples; k++, f->n++)
        f->ds[f->n] = f->ds[f->n - 1];
}

static void find(struct fixture *f)
{
    hinge_arena_clear(&f->arena);
    hinge_derivative(f->ds, f->n, RATE_HZ, f->vs);
    hinge_turns_find(f->ds, f->vs, f->n, RATE_HZ, &f->parameters, &f->arena, &f->turns);
}

static void path(struct fixture *f, const double *corner, size_t n)
{
    init(f);
    for (size_t i = 0; i < n; i++)
        go(f, corner[i]);
    find(f);
}
#define PATH(f, ...)                                                                               \
    path(f, (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

/* "LHL" and so on, small letters where open. */
static void assert_turns(const struct fixture *f, const char *want)
{
    char got[32] = "";
    for (size_t i = 0; i < f->turns.n && i < 31; i++) {
        const struct hinge_turn *turn = &f->turns.turn[i];
        got[i] = turn->high ? (turn->open ? 'h' : 'H') : (turn->open ? 'l' : 'L');
    }
    assert_string_equal(got, want);
}

/* The least movement is a share of the range of the driver's middle 90 %, whose ends are quantiles.
 */
TEST(least_movement_is_of_the_middle_range)
{
    struct fixture f = {0};
    init(&f);
    for (size_t i = 0; i <= 200; i++)
        f.ds[f.n++] = (double)i;
    f.parameters.seg_R_frac = 0.5;
    find(&f);
    assert_close(f.turns.R, 0.5 * (190 - 10), 1e-12, 0);
    hinge_arena_clear(&f.arena);
}

TEST(standing_and_floor_starts)
{
    struct fixture f = {0};
    PATH(&f, 0, 80, 0, 80, 0);
    assert_turns(&f, "LHLHL");
    assert_close(f.turns.turn[1].value, 80, 0, 0);
    assert_int_equal(f.turns.turn[1].index, 16);
    assert_int_equal(f.turns.turn[1].last, 16);
    PATH(&f, 80, 0, 80);
    assert_turns(&f, "HLH"); /* the last HIGH comes back to the first: closed */
    PATH(&f, 60, 0, 80, 0);  /* already moving at the start */
    assert_turns(&f, "HLHL");
    hinge_arena_clear(&f.arena);
}

TEST(an_end_in_movement_is_open)
{
    struct fixture f = {0};
    PATH(&f, 0, 80, 0, 60);
    assert_turns(&f, "LHLh"); /* 60 is less than 80 - 15 */
    PATH(&f, 0, 80, 0, 65);
    assert_turns(&f, "LHLH"); /* exactly 15 short: closed */
    PATH(&f, 0, 80, 0, 64.9);
    assert_turns(&f, "LHLh");
    PATH(&f, 0, 80);
    assert_turns(&f, "Lh"); /* no earlier HIGH to compare with */
    PATH(&f, 0, 80, 16);
    assert_turns(&f, "LHl");
    PATH(&f, 0, 80, 15);
    assert_turns(&f, "LHL");
    /* the median of the other LOWs counts: 10 here */
    PATH(&f, 0, 80, 20, 80, 25.1);
    assert_turns(&f, "LHLHl");
    PATH(&f, 0, 80, 20, 80, 25);
    assert_turns(&f, "LHLHL");
    /* who never locks out ends the last repetition where the others ended */
    PATH(&f, 0, 80, 25, 80, 25, 80, 30);
    assert_turns(&f, "LHLHLHL");
    PATH(&f, 0, 80, 0, 50, 0, 50); /* and the median of the other HIGHs: 65 */
    assert_turns(&f, "LHLHLH");
    PATH(&f, 0, 80, 0, 50, 0, 49);
    assert_turns(&f, "LHLHLh");
    hinge_arena_clear(&f.arena);
}

/* Without another LOW the level is the 5 % quantile. */
TEST(a_final_low_alone)
{
    struct fixture f = {0};
    init(&f);
    go(&f, 80);
    stay(&f, 20);
    go(&f, 30);
    find(&f);
    assert_turns(&f, "HL"); /* the quantile is near 30 itself */
    hinge_arena_clear(&f.arena);
}

TEST(a_quiet_end_closes)
{
    struct fixture f = {0};
    PATH(&f, 0, 80, 40);
    assert_turns(&f, "LHl");
    stay(&f, 3); /* 0.2 s of them slow: the derivative still sees the movement */
    find(&f);
    assert_turns(&f, "LHl");
    stay(&f, 2);
    find(&f);
    assert_turns(&f, "LHL");
    f.ds[f.n++] = (double)NAN; /* the end is that of the valid series */
    f.ds[f.n++] = (double)NAN;
    find(&f);
    assert_turns(&f, "LHL");
    hinge_arena_clear(&f.arena);
}

TEST(small_movements_are_ghosts)
{
    struct fixture f = {0};
    PATH(&f, 0, 80, 0, 10, 0, 80, 0);
    assert_true(f.turns.R > 15 && f.turns.R <= 20);
    assert_turns(&f, "LHLHL");
    assert_int_equal(f.turns.ghosts, 1);
    PATH(&f, 0, 80, 0, 4, 0, 80, 0); /* under 5 deg: nothing */
    assert_int_equal(f.turns.ghosts, 0);
    PATH(&f, 0, 12, 2, 7, 0, 80, 0); /* 12 over the start, 5 over the dip */
    assert_int_equal(f.turns.ghosts, 2);
    PATH(&f, 0, 10, 7, 9, 0, 80, 0); /* the 9 is 2 over its dip */
    assert_int_equal(f.turns.ghosts, 1);
    PATH(&f, 0, 15, 0); /* as far as the least movement */
    assert_turns(&f, "LHL");
    PATH(&f, 0, 80, 0, 60, 50); /* open, but a turn: no ghost */
    assert_turns(&f, "LHLh");
    assert_int_equal(f.turns.ghosts, 0);
    init(&f);
    go(&f, 0);
    go(&f, 10);
    stay(&f, 5); /* a plateau counts once */
    go(&f, 0);
    find(&f);
    assert_turns(&f, "");
    assert_int_equal(f.turns.ghosts, 1);
    hinge_arena_clear(&f.arena);
}

TEST(missing_samples_are_skipped)
{
    struct fixture f = {0};
    PATH(&f, 0, 80, 0, 80, 0);
    for (size_t i = 4; i < f.n; i += 8)
        f.ds[i] = (double)NAN;
    f.ds[0] = f.ds[f.n - 1] = (double)NAN;
    find(&f);
    assert_turns(&f, "LHLHL");
    assert_int_equal(f.turns.turn[0].index, 1);
    for (size_t i = 0; i < f.n; i++)
        f.ds[i] = (double)NAN;
    find(&f);
    assert_turns(&f, "");
    assert_close(f.turns.R, 15, 0, 0);
    f.n = 0;
    find(&f);
    assert_turns(&f, "");
    f.ds[0] = 3;
    f.n = 1;
    find(&f);
    assert_turns(&f, "");
    hinge_arena_clear(&f.arena);
}

TEST(joining)
{
    struct fixture f = {0};
    PATH(&f, 0, 100, 55, 85, 0); /* the dip leaves 55 of 85 */
    assert_turns(&f, "LHL");
    assert_true(f.turns.turn[1].rebound);
    assert_int_equal(f.turns.turn[1].index, 20);
    assert_int_equal(f.turns.turn[1].last, 35);
    assert_close(f.turns.turn[1].value, 100, 0, 0);
    PATH(&f, 0, 100, 40, 80, 0); /* exactly half: a return */
    assert_turns(&f, "LHLHL");
    PATH(&f, 0, 100, 60, 90, 60, 110, 0); /* three peaks, one bottom */
    assert_turns(&f, "LHL");
    assert_int_equal(f.turns.turn[1].index, 20);
    assert_close(f.turns.turn[1].value, 110, 0, 0);
    PATH(&f, 0, 100, 60, 90); /* the joined HIGH ends as its last peak does */
    assert_turns(&f, "LH");
    PATH(&f, 0, 100, 55, 84);
    assert_turns(&f, "Lh");
    PATH(&f, 100, 60, 100); /* the only LOW is its own base */
    assert_turns(&f, "HLH");
    hinge_arena_clear(&f.arena);
}

TEST(bounds_around_missing_samples)
{
    struct fixture f = {0};
    struct hinge_phase_bounds b;
    PATH(&f, 0, 80);
    stay(&f, 10);
    find(&f);
    hinge_derivative(f.ds, f.n, RATE_HZ, f.vs);
    hinge_descent_bounds(f.ds, f.vs, 0, 20, &f.parameters, &b);
    assert_int_equal(b.desc_start, 0);
    assert_int_equal(b.desc_end, 17); /* first sample with no speed left */
    for (size_t i = 0; i < f.n; i++)
        f.vs[i] = (double)NAN;
    hinge_descent_bounds(f.ds, f.vs, 0, 20, &f.parameters, &b);
    assert_int_equal(b.desc_start, HINGE_NO_INDEX);
    assert_int_equal(b.desc_end, HINGE_NO_INDEX);
    hinge_ascent_bounds(f.ds, f.vs, 20, 25, &f.parameters, &b);
    assert_int_equal(b.asc_start, HINGE_NO_INDEX);
    hinge_arena_clear(&f.arena);
}

/* The first sample of a recording is 3 degrees off: 45 deg/s, faster than a descent of
 * 6 s, which begins after standing all the same. */
TEST(a_jump_at_the_start_is_no_descent)
{
    enum { STAND = 60, DOWN = 180, N = STAND + DOWN };
    double ds[N + 1], vs[N + 1];
    struct hinge_parameters parameters;
    struct hinge_phase_bounds b;
    hinge_parameters_init(&parameters);
    for (int i = 0; i <= N; i++)
        ds[i] = i < STAND ? 0 : 40 * (1 - cos(M_PI * (i - STAND) / DOWN));
    ds[0] = -3;
    hinge_derivative(ds, N + 1, 30, vs);
    hinge_descent_bounds(ds, vs, 0, N, &parameters, &b);
    assert_true(b.desc_start > STAND && b.desc_start < STAND + DOWN / 10);
    assert_true(b.desc_end > N - DOWN / 10 && b.desc_end < N);
}

/* Turned upside down in time, an ascent is a descent. */
TEST(an_ascent_mirrors_a_descent)
{
    enum { N = 240 };
    double ds[N + 1], vs[N + 1], back[N + 1], back_v[N + 1];
    struct hinge_parameters parameters;
    struct hinge_phase_bounds b;
    hinge_parameters_init(&parameters);
    for (int i = 0; i <= N; i++)
        ds[i] = 40 * (1 - cos(M_PI * i * i / (double)(N * N)));
    for (int i = 0; i <= N; i++)
        back[i] = ds[N - i];
    hinge_derivative(ds, N + 1, 30, vs);
    hinge_derivative(back, N + 1, 30, back_v);
    hinge_descent_bounds(ds, vs, 0, N, &parameters, &b);
    hinge_ascent_bounds(back, back_v, 0, N, &parameters, &b);
    assert_true(b.desc_start > 0 && b.desc_end < N);
    assert_int_equal(b.asc_start, N - b.desc_end);
    assert_int_equal(b.asc_end, N - b.desc_start);
}

TEST(holds)
{
    assert_close(hinge_hold_s(1, 2, 2, 0.0675), 0.73, 0, 1e-15);
    assert_close(hinge_hold_s(0.1, 2, 2, 0.0675), 0, 0, 0);
    assert_true(isnan(hinge_hold_s((double)NAN, 2, 2, 0.0675)));
}
