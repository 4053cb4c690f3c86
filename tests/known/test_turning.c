/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers for turning points and phases: literals from an independent numpy
 * implementation, the id of each check beside it. */
#include "test.h"

#include "base/parameters.h"
#include "reps/reps.h"
#include "signal/signal.h"

#include <string.h>

enum { N = 1600 };
static const double RATE_HZ = 100;

/* The driver of one check, unfiltered as the reference took it. */
struct fixture {
    double ds[N], vs[N];
    struct hinge_parameters parameters;
    struct hinge_turns turns;
    struct hinge_arena arena;
};

static double minimum_jerk(double s)
{
    s = fmin(fmax(s, 0), 1);
    return s * s * s * (10 - 15 * s + 6 * s * s);
}

static double rep(double t, double t0, double down, double hold, double up, double size)
{
    return size * (minimum_jerk((t - t0) / down) - minimum_jerk((t - t0 - down - hold) / up));
}

/* Two hip peaks a cycle, as in sit-to-stand. */
static double two_peaks(double t, double t0, double valley)
{
    return 115 * minimum_jerk(t - t0) - (115 - valley) * minimum_jerk((t - t0 - 1) / 0.6) +
           (115 - valley) * minimum_jerk((t - t0 - 2.6) / 0.6) - 115 * minimum_jerk(t - t0 - 3.2);
}

static double plain_driver(double t)
{
    return rep(t, 1, 1.5, 1, 1.2, 70) + rep(t, 6, 2, 0, 2, 65) + rep(t, 11, 1, 0, 1, 12) +
           rep(t, 13.2, 1, 0.5, 0.8, 30);
}

static double rebound_driver(double t)
{
    return two_peaks(t, 1, 70) + two_peaks(t, 8, 40);
}

static void fill(struct fixture *f, double (*driver)(double t))
{
    hinge_parameters_init(&f->parameters);
    for (int i = 0; i < N; i++)
        f->ds[i] = driver(i / RATE_HZ);
    hinge_derivative(f->ds, N, RATE_HZ, f->vs);
}

static void find(struct fixture *f)
{
    hinge_turns_find(f->ds, f->vs, N, RATE_HZ, &f->parameters, &f->arena, &f->turns);
}

static void assert_types(const struct hinge_turns *turns, const char *types)
{
    assert_int_equal(turns->n, strlen(types));
    for (size_t i = 0; i < turns->n; i++)
        assert_int_equal(turns->turn[i].high, types[i] == 'H');
}

/* Boundaries of the repetition whose HIGH is turn `high`, against times in seconds. */
static struct hinge_phase_bounds assert_bounds(const struct fixture *f, size_t high,
                                               const double want_s[4])
{
    const struct hinge_turn *turn = f->turns.turn;
    struct hinge_phase_bounds b;
    hinge_descent_bounds(f->ds, f->vs, turn[high - 1].index, turn[high].index, &f->parameters, &b);
    hinge_ascent_bounds(f->ds, f->vs, turn[high].last, turn[high + 1].index, &f->parameters, &b);
    assert_close((double)b.desc_start / RATE_HZ, want_s[0], 0, 1e-9);
    assert_close((double)b.desc_end / RATE_HZ, want_s[1], 0, 1e-9);
    assert_close((double)b.asc_start / RATE_HZ, want_s[2], 0, 1e-9);
    assert_close((double)b.asc_end / RATE_HZ, want_s[3], 0, 1e-9);
    return b;
}

static double hold_s(const struct hinge_phase_bounds *b)
{
    return hinge_hold_s((double)(b->asc_start - b->desc_end) / RATE_HZ,
                        (double)(b->desc_end - b->desc_start) / RATE_HZ,
                        (double)(b->asc_end - b->asc_start) / RATE_HZ, 0.0675);
}

TEST(three_repetitions) /* D1-D6 */
{
    static struct fixture f;
    fill(&f, plain_driver);
    find(&f);
    assert_types(&f.turns, "LHLHLHL");   /* D1 */
    assert_int_equal(f.turns.ghosts, 1); /* the 12 deg movement */
    for (size_t i = 0; i < f.turns.n; i++)
        assert_false(f.turns.turn[i].open);

    struct hinge_phase_bounds b;
    b = assert_bounds(&f, 1, (const double[]){1.08, 2.42, 3.57, 4.63}); /* D2 */
    assert_close(hold_s(&b), 0.988, 0, 1e-9);                           /* D6 */
    b = assert_bounds(&f, 3, (const double[]){6.11, 7.89, 8.11, 9.89}); /* D3 */
    assert_close(hold_s(&b), 0, 0, 1e-9);
    b = assert_bounds(&f, 5, (const double[]){13.26, 14.14, 14.74, 15.46}); /* D4 */
    assert_close(hold_s(&b), 0.492, 0, 1e-9);

    const double want_rom[3] = {70, 65, 30}; /* D5 */
    double rom[3];
    struct hinge_arena scratch = {0};
    for (size_t i = 0; i < 3; i++) {
        rom[i] = f.turns.turn[2 * i + 1].value - f.turns.turn[2 * i].value;
        assert_close(rom[i], want_rom[i], 0, 1e-6);
    }
    double median = hinge_median(rom, 3, &scratch);
    assert_close(f.parameters.seg_partial_frac * median, 39, 0, 1e-6);
    hinge_arena_clear(&f.arena);
}

TEST(turning_constant) /* D6b */
{
    struct hinge_parameters parameters;
    hinge_parameters_init(&parameters);
    double tau = (1 - sqrt(1 - 4 * sqrt(0.05 / 16))) / 2;
    assert_close(tau / (1 - 2 * tau), 0.067452015, 0, 1e-9);
    assert_close(hinge_fixed.seg_turn, 0.067452015, 0, 1e-4);
}

TEST(two_peaks_are_one_bottom) /* D7, D7b, D7c */
{
    static struct fixture f;
    fill(&f, rebound_driver);
    f.parameters.seg_join = 1; /* off */
    find(&f);
    assert_types(&f.turns, "LHLHLHLHL"); /* D7 */
    hinge_turns_join(&f.turns, 0.5);
    assert_types(&f.turns, "LHLHLHL"); /* D7b: the dip to 70 goes, the dip to 40 stays */
    assert_true(f.turns.turn[1].rebound);
    assert_false(f.turns.turn[3].rebound);
    assert_bounds(&f, 1, (const double[]){1.05, 1.95, 4.25, 5.15}); /* D7c */
    hinge_arena_clear(&f.arena);

    f.parameters.seg_join = 0.5;
    find(&f);
    assert_types(&f.turns, "LHLHLHL");
    hinge_arena_clear(&f.arena);
}
