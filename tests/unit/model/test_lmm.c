/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elimination is compared with the model written out in full: V = I + Z T T' Z'. */
#include "assert_close.h"

#include "said.h"
#include "stats/model/lmm_bootstrap.h"
#include "stats/model/lmm_inside.h"
#include "stats/model/lmm_profile.h"
#include "stats/model/lmm_tests.h"
#include "stats/numbers/dense.h"
#include "toy_rows.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

enum { N = 48 };
static double criterion_of(struct hinge_lmm *lmm, const double *theta, bool reml)
{
    hinge_effects_template(lmm->effects, theta, lmm->templates);
    return hinge_lmm_criterion_at(lmm, lmm->templates, reml);
}

static const char *const conds[] = {"none", "tap", "dowel"};
static const char *const people[] = {"a", "b", "c", "d", "e", "f"};
static const char *const trials[] = {"t1", "t2"}, *const items[] = {"i", "j", "k", "l"};
static int32_t cond[N], who[N], trial[N], item[N];
static double x[N], y[N], shifted[N], flat[N], exact[N];

static const struct hinge_model_column columns[] = {
    FACTOR("cond", cond, conds), FACTOR("who", who, people),
    FACTOR("trial", trial, trials), FACTOR("item", item, items), NUMBER("x", x)};
static const struct hinge_model_data data = {N, 5, columns, 0};

static int fill(void **state)
{
    (void)state;
    uint64_t seed = 7;
    double person[6], slope[6], unit[12];
    for (int i = 0; i < 6; i++) {
        person[i] = 6 * (toy_uniform(&seed) - 0.5);
        slope[i] = 2 * (toy_uniform(&seed) - 0.5);
    }
    for (int i = 0; i < 12; i++)
        unit[i] = 2 * (toy_uniform(&seed) - 0.5);
    for (int i = 0; i < N; i++) {
        who[i] = i / 8;
        trial[i] = i / 4 % 2;
        cond[i] = i % 3;
        item[i] = (i * 7 + i / 5) % 4;
        x[i] = toy_uniform(&seed) * 10;
        double noise = toy_uniform(&seed) + toy_uniform(&seed) - 1;
        flat[i] = cond[i] + noise;
        y[i] = 40 + 2 * cond[i] - 0.3 * x[i] + person[who[i]] +
               0.3 * slope[who[i]] * x[i] + unit[i / 4] + noise;
        shifted[i] = 1e9 + 1e3 * y[i];
        exact[i] = 3 + cond[i];
    }
    for (int i = 0; i < N; i += 8) { /* people have one mean */
        double mean = 0;
        for (int k = 0; k < 8; k++)
            mean += (flat[i + k] - cond[i + k]) / 8;
        for (int k = 0; k < 8; k++)
            flat[i + k] -= mean;
    }
    return 0;
}

struct fixture {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_lmm *lmm;
    struct hinge_error error;
};

static enum hinge_status build(struct fixture *f, const char *formula,
                               const double *outcome)
{
    *f = (struct fixture){.error = HINGE_ERROR_INIT};
    assert_int_equal(hinge_formula_parse(&f->formula, formula, &f->error), HINGE_OK);
    assert_int_equal(hinge_design_build(&f->design, &f->formula, &data,
                                        HINGE_CODING_TREATMENT, &f->error),
                     HINGE_OK);
    assert_int_equal(hinge_effects_build(&f->effects, &f->design, &f->error), HINGE_OK);
    return hinge_lmm_new(&f->lmm, &f->design, &f->effects, outcome, &f->error);
}

static void clear(struct fixture *f)
{
    hinge_lmm_free(f->lmm);
    hinge_effects_clear(&f->effects);
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

/* The criterion by definition. */
static double in_full(const struct fixture *f, const double *theta, bool reml)
{
    static double v[N * N], b[N * 20], a[20 * 20];
    double t[64], log_v = 0, log_a = 0;
    size_t p = f->design.p, m = p + 1;
    hinge_effects_template(&f->effects, theta, t);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            const double *own = t;
            v[i * N + j] = i == j;
            for (size_t g = 0; g < f->effects.n_groups; g++) {
                const struct hinge_effects_group *group = &f->effects.group[g];
                size_t k = group->k;
                for (size_t c = 0; c < k && group->code[i] == group->code[j]; c++) {
                    double zi = 0, zj = 0;
                    for (size_t r = 0; r < k; r++) {
                        zi += group->z[(size_t)i * k + r] * own[r * k + c];
                        zj += group->z[(size_t)j * k + r] * own[r * k + c];
                    }
                    v[i * N + j] += zi * zj;
                }
                own += k * k;
            }
        }
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < p; j++)
            b[i * m + j] = f->design.x[j * N + i];
        b[i * m + p] = y[i];
    }
    assert_true(hinge_dense_cholesky(v, N));
    hinge_dense_forward(v, N, b, m);
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) {
            a[i * m + j] = 0;
            for (size_t r = 0; r < N; r++)
                a[i * m + j] += b[r * m + i] * b[r * m + j];
        }
    assert_true(hinge_dense_cholesky(a, m));
    for (size_t i = 0; i < N; i++)
        log_v += 2 * log(v[i * N + i]);
    for (size_t i = 0; i < p; i++)
        log_a += 2 * log(a[i * m + i]);
    double r2 = a[p * m + p] * a[p * m + p], df = reml ? (double)(N - p) : N;
    return log_v + (reml ? log_a : 0) + df * (1 + log(2 * M_PI * r2 / df));
}

static const char *const structures[] = {
    "y ~ cond + (1 | who)",
    "y ~ cond*x + (x | who)",
    "y ~ cond + (x || who)",
    "y ~ x + (1 | who/trial)",
    "y ~ x + (x | who) + (1 | who:trial)",
    "y ~ x + (1 | who) + (x | who:trial)",
    "y ~ x + (x | who) + (x | who:trial)",
    "y ~ x + (1 | who) + (1 | item)",
    "y ~ cond + (x | who) + (1 | item)",
    "y ~ 1 + (0 + cond | who)",
    "y ~ 1 + (1 | who:trial) + (x | item)",
};

static void test_criterion_as_in_full(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof structures / sizeof *structures; s++) {
        struct fixture f;
        uint64_t seed = s;
        assert_int_equal(build(&f, structures[s], y), HINGE_OK);
        for (int trial_of = 0; trial_of < 6; trial_of++) {
            double theta[16];
            for (size_t i = 0; i < f.effects.n_theta; i++)
                theta[i] = trial_of == 0 ? 0 : 3 * toy_uniform(&seed) - 1;
            for (int reml = 0; reml < 2; reml++)
                assert_close(criterion_of(f.lmm, theta, reml), in_full(&f, theta, reml),
                             1e-11, 1e-9);
        }
        clear(&f);
    }
}

static void test_fit_is_least(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof structures / sizeof *structures; s++) {
        struct fixture f;
        struct hinge_lmm_fit fit;
        assert_int_equal(build(&f, structures[s], y), HINGE_OK);
        assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, &f.error), HINGE_OK);
        assert_close(criterion_of(f.lmm, fit.theta, true), fit.criterion, 1e-12, 0);
        uint64_t seed = 99;
        for (int k = 0; k < 200; k++) {
            double theta[16];
            double size = k % 2 ? 0.01 : 0.5;
            for (size_t i = 0; i < fit.n_theta; i++)
                theta[i] = fit.theta[i] + size * (toy_uniform(&seed) - 0.5);
            assert_true(criterion_of(f.lmm, theta, true) > fit.criterion - 1e-8);
        }
        hinge_lmm_fit_clear(&fit);
        clear(&f);
    }
}

static void test_far_offset_and_scale(void **state)
{
    (void)state;
    struct fixture f, g;
    struct hinge_lmm_fit fit, far;
    assert_int_equal(build(&f, "y ~ cond*x + (x | who)", y), HINGE_OK);
    assert_int_equal(build(&g, "y ~ cond*x + (x | who)", shifted), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, NULL), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(g.lmm, true, &far, NULL), HINGE_OK);
    assert_close(far.sigma, 1e3 * fit.sigma, 1e-5, 0);
    for (size_t j = 1; j < fit.p; j++)
        assert_close(far.beta[j], 1e3 * fit.beta[j], 1e-6, 1e-4);
    for (size_t i = 0; i < fit.n_theta; i++)
        assert_close(far.theta[i], fit.theta[i], 1e-4, 1e-5);
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_fit_clear(&far);
    clear(&f);
    clear(&g);
}

static void test_unit_of_a_covariate_does_not_matter(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit[2];
    struct hinge_satterthwaite tests;
    double df[2], kept[N];
    const double l[2] = {0, 1};
    memcpy(kept, x, sizeof kept);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < N; i++)
            x[i] = kept[i] * (pass ? 1e6 : 1);
        assert_int_equal(build(&f, "y ~ x + (x || who)", y), HINGE_OK);
        assert_int_equal(hinge_lmm_fit(f.lmm, false, &fit[pass], NULL), HINGE_OK);
        assert_int_equal(hinge_satterthwaite_build(&tests, f.lmm, &fit[pass], NULL),
                         HINGE_OK);
        df[pass] = hinge_satterthwaite_df(&tests, l);
        hinge_satterthwaite_clear(&tests);
        clear(&f);
    }
    memcpy(x, kept, sizeof kept);
    assert_close(fit[1].criterion, fit[0].criterion, 0, 1e-8);
    assert_close(fit[1].theta[1] * 1e6, fit[0].theta[1], 1e-4, 0);
    assert_true(fit[0].theta[1] > 0.01);
    assert_close(df[1], df[0], 1e-4, 0);
    assert_int_equal(fit[1].singular, fit[0].singular);
    hinge_lmm_fit_clear(&fit[0]);
    hinge_lmm_fit_clear(&fit[1]);
}

static void test_no_variation_between_is_singular(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit;
    struct hinge_satterthwaite tests;
    assert_int_equal(build(&f, "y ~ cond + (1 | who)", flat), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, &f.error), HINGE_OK);
    assert_true(fit.singular);
    assert_close(fit.theta[0], 0, 0, 0);
    assert_int_equal(fit.singular_block, 0);
    assert_int_equal(hinge_satterthwaite_build(&tests, f.lmm, &fit, NULL), HINGE_OK);
    const double l[3] = {0, 1, 0};
    assert_true(hinge_satterthwaite_df(&tests, l) > 5);
    hinge_satterthwaite_clear(&tests);
    hinge_lmm_fit_clear(&fit);
    clear(&f);
}

static void test_exact_outcome_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(build(&f, "y ~ cond + (1 | who)", exact), HINGE_INPUT);
    assert_memory_equal(said(&f.error), "E_NO_CONVERGE: the fixed part fits", 34);
    assert_null(f.lmm);
    clear(&f);
}

static void test_constant_within_levels_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit;
    double constant[N];
    for (int i = 0; i < N; i++)
        constant[i] = who[i] * who[i];
    assert_int_equal(build(&f, "y ~ 1 + (1 | who)", constant), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, &f.error), HINGE_INPUT);
    assert_memory_equal(said(&f.error), "E_NO_CONVERGE", 13);
    hinge_lmm_fit_clear(&fit);
    clear(&f);
}

static void test_set_outcome_is_a_new_model(void **state)
{
    (void)state;
    struct fixture f, g;
    const double theta[] = {0.7, 1.2};
    assert_int_equal(build(&f, "y ~ x + (1 | who/trial)", flat), HINGE_OK);
    assert_int_equal(build(&g, "y ~ x + (1 | who/trial)", y), HINGE_OK);
    assert_int_equal(hinge_lmm_set_outcome(f.lmm, y, NULL), HINGE_OK);
    assert_close(criterion_of(f.lmm, theta, true), criterion_of(g.lmm, theta, true), 0,
                 0);
    clear(&f);
    clear(&g);
}

static void test_profile_ends_where_the_deviance_rose(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit;
    assert_int_equal(build(&f, "y ~ x + (1 | who)", y), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, false, &fit, NULL), HINGE_OK);
    const struct hinge_profile_target targets[] = {{HINGE_PROFILE_FIXED, 0, 1, 0},
                                                   {HINGE_PROFILE_SIGMA, 0, 0, 0},
                                                   {HINGE_PROFILE_SD, 0, 0, 0}};
    const double estimate[] = {fit.beta[1], fit.sigma, fit.sigma * fit.theta[0]};
    for (int i = 0; i < 3; i++) {
        double low, high, narrow_low, narrow_high;
        assert_int_equal(hinge_lmm_profile(f.lmm, &fit, &targets[i], 0.95, &low, &high,
                                           NULL),
                         HINGE_OK);
        assert_int_equal(hinge_lmm_profile(f.lmm, &fit, &targets[i], 0.5, &narrow_low,
                                           &narrow_high, NULL),
                         HINGE_OK);
        assert_true(low < narrow_low && narrow_low < estimate[i]);
        assert_true(estimate[i] < narrow_high && narrow_high < high);
    }
    hinge_lmm_fit_clear(&fit);
    clear(&f);
}

static void test_bootstrap_ignores_threads(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit;
    struct hinge_lmm_bootstrap one, two;
    struct hinge_lmm_bootstrap_task task = {40, 20240101, 0.9, 1, NULL};
    assert_int_equal(build(&f, "y ~ x + (1 | who)", y), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, NULL), HINGE_OK);
    assert_int_equal(hinge_lmm_bootstrap(f.lmm, &fit, &task, &one, NULL), HINGE_OK);
    task.threads = 3;
    assert_int_equal(hinge_lmm_bootstrap(f.lmm, &fit, &task, &two, NULL), HINGE_OK);
    assert_int_equal(one.n, 4); /* two coefficients, sigma, one deviation */
    assert_int_equal(one.failed, 0);
    assert_memory_equal(one.low, two.low, 2 * one.n * sizeof *one.low);
    assert_true(one.low[1] < fit.beta[1] && fit.beta[1] < one.high[1]);
    hinge_lmm_bootstrap_clear(&one);
    hinge_lmm_bootstrap_clear(&two);
    hinge_lmm_fit_clear(&fit);
    clear(&f);
}

static void test_case_bootstrap(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit;
    struct hinge_lmm_bootstrap one, two;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_lmm_bootstrap_task task = {60, 20240101, 0.9, 1, NULL};
    assert_int_equal(build(&f, "y ~ x + (1 | who/trial)", y), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, NULL), HINGE_OK);
    assert_int_equal(hinge_lmm_case_bootstrap(f.lmm, &fit, y, "who", &task, &one, NULL),
                     HINGE_OK);
    task.threads = 3;
    assert_int_equal(hinge_lmm_case_bootstrap(f.lmm, &fit, y, "who", &task, &two, NULL),
                     HINGE_OK);
    assert_int_equal(one.n, 5);
    assert_memory_equal(one.low, two.low, 2 * one.n * sizeof *one.low);
    assert_true(one.low[1] < fit.beta[1] && fit.beta[1] < one.high[1]);
    hinge_lmm_bootstrap_clear(&one);
    hinge_lmm_bootstrap_clear(&two);
    assert_int_equal(hinge_lmm_case_bootstrap(f.lmm, &fit, y, "cond", &task, &one,
                                              &error),
                     HINGE_USAGE);
    assert_memory_equal(said(&error), "E_OPTION", 8);
    hinge_lmm_bootstrap_clear(&one);
    hinge_lmm_fit_clear(&fit);
    clear(&f);
}

/* Everybody drawn is somebody new: with one person's data for all, the deviation
 * between people is 0 in every replicate, but there are as many people as before. */
static void test_cases_of_equal_people(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_lmm_fit fit;
    struct hinge_lmm_bootstrap cases;
    struct hinge_lmm_bootstrap_task task = {20, 1, 0.9, 1, NULL};
    double equal[N];
    for (int i = 0; i < N; i++)
        equal[i] = (i % 8) * (i % 8 - 3.5) + trial[i];
    assert_int_equal(build(&f, "y ~ 1 + (1 | who)", equal), HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f.lmm, true, &fit, NULL), HINGE_OK);
    assert_int_equal(hinge_lmm_case_bootstrap(f.lmm, &fit, equal, "who", &task, &cases,
                                              NULL),
                     HINGE_OK);
    assert_close(cases.low[0], fit.beta[0], 1e-12, 0);
    assert_close(cases.high[0], fit.beta[0], 1e-12, 0);
    assert_close(cases.low[1], fit.sigma, 1e-9, 0);
    assert_close(cases.high[1], fit.sigma, 1e-9, 0);
    assert_close(cases.high[2], 0, 0, 1e-9);
    hinge_lmm_bootstrap_clear(&cases);
    hinge_lmm_fit_clear(&fit);
    clear(&f);
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_criterion_as_in_full),
        cmocka_unit_test(test_fit_is_least),
        cmocka_unit_test(test_far_offset_and_scale),
        cmocka_unit_test(test_unit_of_a_covariate_does_not_matter),
        cmocka_unit_test(test_no_variation_between_is_singular),
        cmocka_unit_test(test_exact_outcome_is_refused),
        cmocka_unit_test(test_constant_within_levels_is_refused),
        cmocka_unit_test(test_set_outcome_is_a_new_model),
        cmocka_unit_test(test_profile_ends_where_the_deviance_rose),
        cmocka_unit_test(test_bootstrap_ignores_threads),
        cmocka_unit_test(test_case_bootstrap),
        cmocka_unit_test(test_cases_of_equal_people),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
