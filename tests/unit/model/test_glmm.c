/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "said.h"
#include "stats/model/gee.h"
#include "stats/model/glmm_inside.h"
#include "toy_rows.h"

#include <gsl/gsl_errno.h>
#include <string.h>

enum { N = 600, PEOPLE = 100 };
static const char *const conds[] = {"none", "tap"};
static const char *names[PEOPLE];
static int32_t cond[N], who[N];
static double y[N], x[N], never[N], ones[N];

static const struct hinge_model_column columns[] = {
    FACTOR("cond", cond, conds), FACTOR("who", who, names), NUMBER("x", x)};
static const struct hinge_model_data data = {N, 3, columns, 0};

static int fill(void **state)
{
    (void)state;
    uint64_t seed = 11;
    double person[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
        names[i] = "someone";
        person[i] = 3 * (toy_uniform(&seed) - 0.5);
    }
    for (int i = 0; i < N; i++) {
        who[i] = i / 6;
        cond[i] = i % 2;
        x[i] = (i * 7) % 5;
        double eta = person[who[i]] - 0.8 * cond[i] + 0.2 * x[i];
        y[i] = toy_uniform(&seed) < 1 / (1 + exp(-eta));
        never[i] = cond[i] == 1 ? 0 : y[i];
        ones[i] = 1;
    }
    return 0;
}

struct fixture {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_binary outcome;
    struct hinge_glmm *glmm;
    struct hinge_error error;
};

static void prepare(struct fixture *f, const char *formula, enum hinge_link link,
                    const double *outcome)
{
    *f = (struct fixture){.error = HINGE_ERROR_INIT, .outcome = {link, outcome, NULL}};
    assert_int_equal(hinge_formula_parse(&f->formula, formula, &f->error), HINGE_OK);
    assert_int_equal(hinge_design_build(&f->design, &f->formula, &data,
                                        HINGE_CODING_TREATMENT, &f->error),
                     HINGE_OK);
    assert_int_equal(hinge_effects_build(&f->effects, &f->design, &f->error), HINGE_OK);
}

static enum hinge_status build(struct fixture *f, size_t nodes, int threads)
{
    return hinge_glmm_new(&f->glmm, &f->design, &f->effects, &f->outcome, nodes,
                          threads, &f->error);
}

static void clear(struct fixture *f)
{
    hinge_glmm_free(f->glmm);
    hinge_effects_clear(&f->effects);
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

static const struct {
    const char *formula;
    enum hinge_link link;
    size_t nodes;
} models[] = {
    {"y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, 1},
    {"y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, 7},
    {"y ~ cond + x + (1 | who)", HINGE_LINK_PROBIT, 1},
    {"y ~ cond + x + (1 | who)", HINGE_LINK_PROBIT, 5},
    {"y ~ cond + (x | who)", HINGE_LINK_LOGIT, 1},
    {"y ~ cond + (x || who)", HINGE_LINK_PROBIT, 1},
};

static void test_gradient(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof models / sizeof *models; k++) {
        struct fixture f;
        prepare(&f, models[k].formula, models[k].link, y);
        assert_int_equal(build(&f, models[k].nodes, 1), HINGE_OK);
        double par[6] = {0.8, 0.3, 0.6, 0.2, -0.4, 0.1}, gradient[6], value, up, down;
        size_t q = f.effects.n_theta, n = q + f.design.p;
        assert_int_equal(hinge_glmm_evaluate(f.glmm, par, par + q, &value, gradient,
                                             NULL),
                         HINGE_OK);
        for (size_t i = 0; i < n; i++) {
            double at = par[i], h = 1e-4;
            par[i] = at + h;
            hinge_glmm_evaluate(f.glmm, par, par + q, &up, NULL, NULL);
            par[i] = at - h;
            hinge_glmm_evaluate(f.glmm, par, par + q, &down, NULL, NULL);
            par[i] = at;
            assert_close(gradient[i], (up - down) / (2 * h), 1e-5, 1e-4);
        }
        clear(&f);
    }
}

/* -2 log likelihood by a fine sum over u, every participant apart. */
static double by_hand(double theta, const double *beta)
{
    double total = 0;
    for (int p = 0; p < PEOPLE; p++) {
        double sum = 0, step = 0.002;
        for (double u = -9; u <= 9; u += step) {
            double f = exp(-0.5 * u * u) / sqrt(2 * M_PI);
            for (int i = p * 6; i < p * 6 + 6; i++) {
                double eta = beta[0] + beta[1] * cond[i] + beta[2] * x[i] + theta * u;
                f *= 1 / (1 + exp(y[i] > 0 ? -eta : eta));
            }
            sum += f * step;
        }
        total -= 2 * log(sum);
    }
    return total;
}

static void test_quadrature_is_the_integral(void **state)
{
    (void)state;
    struct fixture f;
    const double theta = 1.4, beta[3] = {0.2, -0.7, 0.1};
    double value;
    prepare(&f, "y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 25, 1), HINGE_OK);
    assert_int_equal(hinge_glmm_evaluate(f.glmm, &theta, beta, &value, NULL, NULL),
                     HINGE_OK);
    assert_close(value, by_hand(theta, beta), 1e-9, 0);
    clear(&f);
}

static void test_rows_collapse_to_counts(void **state)
{
    (void)state;
    struct fixture f;
    double value, again;
    const double theta = 0.9, beta[2] = {0.1, -0.5};
    prepare(&f, "y ~ cond + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 9, 1), HINGE_OK);
    assert_int_equal(f.glmm->n, 2 * PEOPLE);
    hinge_glmm_evaluate(f.glmm, &theta, beta, &value, NULL, NULL);
    hinge_glmm_free(f.glmm);
    f.outcome.m = ones; /* counts of one trial have no binomial coefficient either */
    assert_int_equal(build(&f, 9, 1), HINGE_OK);
    hinge_glmm_evaluate(f.glmm, &theta, beta, &again, NULL, NULL);
    assert_close(again, value, 1e-13, 0);
    clear(&f);
}

static void test_threads_change_nothing(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_glmm_fit one, three;
    prepare(&f, "y ~ cond*x + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 5, 1), HINGE_OK);
    assert_int_equal(hinge_glmm_fit(f.glmm, NULL, SIZE_MAX, &one, &f.error), HINGE_OK);
    hinge_glmm_free(f.glmm);
    assert_int_equal(build(&f, 5, 3), HINGE_OK);
    assert_int_equal(hinge_glmm_fit(f.glmm, NULL, SIZE_MAX, &three, &f.error),
                     HINGE_OK);
    assert_memory_equal(one.memory, three.memory, (1 + 4 + 16) * sizeof *one.memory);
    hinge_glmm_fit_clear(&one);
    hinge_glmm_fit_clear(&three);
    clear(&f);
}

static void test_unit_of_a_covariate_does_not_matter(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_glmm_fit fit[2];
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < N; i++)
            x[i] *= pass ? 1e4 : 1;
        prepare(&f, "y ~ cond + x + (x || who)", HINGE_LINK_LOGIT, y);
        assert_int_equal(build(&f, 1, 1), HINGE_OK);
        assert_int_equal(hinge_glmm_fit(f.glmm, NULL, SIZE_MAX, &fit[pass], &f.error),
                         HINGE_OK);
        clear(&f);
    }
    for (int i = 0; i < N; i++)
        x[i] /= 1e4;
    assert_close(fit[1].loglik, fit[0].loglik, 0, 1e-7);
    assert_close(fit[1].beta[2] * 1e4, fit[0].beta[2], 1e-4, 0);
    assert_close(fit[1].vcov[8] * 1e8, fit[0].vcov[8], 1e-3, 0);
    hinge_glmm_fit_clear(&fit[0]);
    hinge_glmm_fit_clear(&fit[1]);
}

static void test_separation(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_separation separation;
    struct hinge_glmm_fit fit;
    prepare(&f, "y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, never);
    assert_int_equal(
        hinge_separation_find(&f.design, &f.outcome, &separation, &f.error), HINGE_OK);
    assert_true(separation.any);
    assert_string_equal(separation.cells, "cond=tap (all 0)");
    assert_false(separation.column[0]);
    assert_true(separation.column[1]);
    assert_false(separation.column[2]);
    assert_int_equal(build(&f, 1, 1), HINGE_OK);
    assert_int_equal(
        hinge_glmm_fit(f.glmm, separation.column, SIZE_MAX, &fit, &f.error), HINGE_OK);
    assert_true(isnan(fit.vcov[4])); /* of the separated coefficient */
    assert_true(fit.vcov[0] > 0 && fit.vcov[8] > 0);
    hinge_glmm_fit_clear(&fit);
    clear(&f);
    prepare(&f, "y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(
        hinge_separation_find(&f.design, &f.outcome, &separation, &f.error), HINGE_OK);
    assert_false(separation.any);
    clear(&f);
}

static void test_held_coefficient(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_glmm_fit full, without;
    prepare(&f, "y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 5, 1), HINGE_OK);
    assert_int_equal(hinge_glmm_fit(f.glmm, NULL, SIZE_MAX, &full, &f.error), HINGE_OK);
    assert_int_equal(hinge_glmm_fit(f.glmm, NULL, 1, &without, &f.error), HINGE_OK);
    assert_close(without.beta[1], 0, 0, 0);
    assert_true(without.loglik < full.loglik);
    hinge_glmm_fit_clear(&full);
    hinge_glmm_fit_clear(&without);
    clear(&f);
}

static void test_refused(void **state)
{
    (void)state;
    struct fixture f;
    prepare(&f, "y ~ cond + (1 | who)", HINGE_LINK_LOGIT, ones);
    assert_int_equal(build(&f, 1, 1), HINGE_INPUT);
    assert_string_equal(said(&f.error), "E_ONE_LEVEL: 'y' is 1 in all rows");
    clear(&f);
    prepare(&f, "y ~ cond + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 4, 1), HINGE_USAGE);
    assert_int_equal(build(&f, 53, 1), HINGE_USAGE);
    clear(&f);
    prepare(&f, "y ~ cond + (x | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 3, 1), HINGE_USAGE);
    clear(&f);
    prepare(&f, "y ~ x + (1 | who) + (1 | cond)", HINGE_LINK_LOGIT, y);
    assert_int_equal(build(&f, 1, 1), HINGE_USAGE);
    clear(&f);
}

static void test_links_far_out(void **state)
{
    (void)state;
    for (int link = 0; link < 2; link++)
        for (double eta = -60; eta <= 60; eta += 1.5) {
            struct hinge_binary_point at;
            double up, down, h = 1e-5, score;
            hinge_binary_at((enum hinge_link)link, 1, 3, eta, &at);
            hinge_binary_score((enum hinge_link)link, 1, 3, eta + h, &up, &score);
            hinge_binary_score((enum hinge_link)link, 1, 3, eta - h, &down, &score);
            assert_true(isfinite(at.loglik) && isfinite(at.weight) &&
                        isfinite(at.dweight) && at.weight >= 0);
            assert_close(at.score, (up - down) / (2 * h), 1e-5, 1e-4);
        }
}

static void test_marginal(void **state)
{
    (void)state;
    assert_close(hinge_glmm_marginal(HINGE_LINK_LOGIT, 0.7, 0), 1 / (1 + exp(-0.7)),
                 1e-14, 0);
    /* probit: exact, Phi(eta / sqrt(1 + sd^2)) */
    assert_close(hinge_glmm_marginal(HINGE_LINK_PROBIT, 1.0, 1.0),
                 0.5 * erfc(-1 / sqrt(2) / sqrt(2)), 1e-8, 0);
}

static void test_gee_of_lonely_rows(void **state)
{
    (void)state;
    /* one row per cluster: the exchangeable fit is the independence fit */
    static int32_t own[N];
    struct fixture f;
    struct hinge_gee a, b;
    for (int i = 0; i < N; i++)
        own[i] = i;
    prepare(&f, "y ~ cond + x + (1 | who)", HINGE_LINK_LOGIT, y);
    assert_int_equal(hinge_gee_fit(&a, &f.design, &f.outcome, own, N, false, NULL),
                     HINGE_OK);
    assert_int_equal(hinge_gee_fit(&b, &f.design, &f.outcome, own, N, true, NULL),
                     HINGE_OK);
    assert_close(b.alpha, 0, 0, 0);
    assert_memory_equal(a.beta, b.beta, 3 * sizeof *a.beta);
    for (int j = 0; j < 3; j++)
        assert_true(a.se_md[j] > a.se_robust[j]);
    assert_close(a.df, N - 3, 0, 0);
    hinge_gee_clear(&a);
    hinge_gee_clear(&b);
    assert_int_equal(hinge_gee_fit(&a, &f.design, &f.outcome, who, 1, false, &f.error),
                     HINGE_INPUT);
    hinge_gee_clear(&a);
    clear(&f);
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gradient),
        cmocka_unit_test(test_quadrature_is_the_integral),
        cmocka_unit_test(test_rows_collapse_to_counts),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_unit_of_a_covariate_does_not_matter),
        cmocka_unit_test(test_separation),
        cmocka_unit_test(test_held_coefficient),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_links_far_out),
        cmocka_unit_test(test_marginal),
        cmocka_unit_test(test_gee_of_lonely_rows),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
