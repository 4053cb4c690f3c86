/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models with every allocation failing in turn: noticed, and nothing leaks (the
 * sanitizer build sees that). */
#include "fail_alloc.h"
#include "stats/model/emm.h"
#include "stats/model/gee.h"
#include "stats/model/glmm.h"
#include "stats/model/lmm_bootstrap.h"
#include "stats/model/lmm_profile.h"
#include "stats/model/lmm_tests.h"

#include <gsl/gsl_errno.h>

enum { N = 36 };
static const char *const conds[] = {"none", "tap"};
static const char *const people[] = {"a", "b", "c", "d", "e", "f"};
static int32_t cond[N], who[N];
static double y[N], fault[N];
static const struct hinge_model_column columns[] = {
    {"cond", true, NULL, cond, conds, 2}, {"who", true, NULL, who, people, 6}};
static const struct hinge_model_data data = {N, 2, columns, 0};

static int fill(void **state)
{
    (void)state;
    for (int i = 0; i < N; i++) {
        who[i] = i / 6;
        cond[i] = i % 2;
        y[i] = 30 + 3 * who[i] - cond[i] * (2 + who[i] % 3) + (i * 37 % 11) / 3.0;
        fault[i] = (i * 37 + who[i]) % 11 > 4 + 2 * cond[i];
    }
    return 0;
}

struct fixture {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
};

static bool prepare(struct fixture *f, const char *formula)
{
    *f = (struct fixture){.formula = {.response = NULL}};
    if (hinge_formula_parse(&f->formula, formula, NULL) != HINGE_OK ||
        hinge_design_build(&f->design, &f->formula, &data, HINGE_CODING_TREATMENT,
                           NULL) != HINGE_OK)
        return false;
    return hinge_effects_build(&f->effects, &f->design, NULL) == HINGE_OK;
}

static void clear(struct fixture *f)
{
    hinge_effects_clear(&f->effects);
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

static bool test_everything(struct fixture *f, struct hinge_lmm *lmm,
                            const struct hinge_lmm_fit *fit)
{
    struct hinge_satterthwaite tests;
    struct hinge_design_hypothesis h[1];
    struct hinge_f_test f_test;
    const char *cells;
    bool done =
        hinge_satterthwaite_build(&tests, lmm, fit, NULL) == HINGE_OK &&
        hinge_design_type3(&f->design, h, NULL) == HINGE_OK &&
        hinge_satterthwaite_f(&tests, h[0].l, h[0].n, &f_test, NULL) == HINGE_OK &&
        hinge_design_empty_cells(&f->design, &cells, NULL) == HINGE_OK;
    hinge_satterthwaite_clear(&tests);
    return done;
}

static bool fit_lmm(void)
{
    struct fixture f;
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit = {.memory = NULL};
    bool done = prepare(&f, "y ~ cond + (1 | who)") &&
                hinge_lmm_new(&lmm, &f.design, &f.effects, y, NULL) == HINGE_OK &&
                hinge_lmm_fit(lmm, true, &fit, NULL) == HINGE_OK &&
                test_everything(&f, lmm, &fit);
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_free(lmm);
    clear(&f);
    return done;
}

static bool find_intervals(void)
{
    struct fixture f;
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit = {.memory = NULL};
    struct hinge_lmm_bootstrap bootstrap = {.memory = NULL};
    const struct hinge_profile_target target = {HINGE_PROFILE_SIGMA, 0, 0, 0};
    const struct hinge_lmm_bootstrap_task task = {2, 1, 0.9, 1, NULL};
    double low, high;
    bool done =
        prepare(&f, "y ~ 1 + (1 | who) + (1 | cond)") &&
        hinge_lmm_new(&lmm, &f.design, &f.effects, y, NULL) == HINGE_OK &&
        hinge_lmm_fit(lmm, false, &fit, NULL) == HINGE_OK &&
        hinge_lmm_profile(lmm, &fit, &target, 0.95, &low, &high, NULL) == HINGE_OK &&
        hinge_lmm_bootstrap(lmm, &fit, &task, &bootstrap, NULL) == HINGE_OK;
    hinge_lmm_bootstrap_clear(&bootstrap);
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_free(lmm);
    clear(&f);
    return done;
}

static bool draw_cases(void)
{
    struct fixture f;
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit = {.memory = NULL};
    struct hinge_lmm_bootstrap bootstrap = {.memory = NULL};
    const struct hinge_lmm_bootstrap_task task = {2, 1, 0.9, 1, NULL};
    bool done = prepare(&f, "y ~ 1 + (1 | who)") &&
                hinge_lmm_new(&lmm, &f.design, &f.effects, y, NULL) == HINGE_OK &&
                hinge_lmm_fit(lmm, true, &fit, NULL) == HINGE_OK &&
                hinge_lmm_case_bootstrap(lmm, &fit, y, "who", &task, &bootstrap,
                                         NULL) == HINGE_OK;
    hinge_lmm_bootstrap_clear(&bootstrap);
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_free(lmm);
    clear(&f);
    return done;
}

static bool find_means(void)
{
    struct fixture f;
    struct hinge_emm emm = {.n_cells = 0};
    struct hinge_emm_row *row;
    size_t n;
    bool done = prepare(&f, "y ~ cond + (1 | who)") &&
                hinge_emm_build(&emm, &f.design, "cond", NULL) == HINGE_OK &&
                hinge_emm_custom(&emm, "x: tap - none", &row, &n, NULL) == HINGE_OK;
    hinge_emm_clear(&emm);
    clear(&f);
    return done;
}

static bool fit_binary(void)
{
    struct fixture f;
    struct hinge_glmm *glmm = NULL;
    struct hinge_glmm_fit fit = {.memory = NULL};
    struct hinge_gee gee = {.memory = NULL};
    struct hinge_separation separation;
    struct hinge_binary outcome = {HINGE_LINK_LOGIT, fault, NULL};
    bool done =
        prepare(&f, "y ~ cond + (1 | who)") &&
        hinge_separation_find(&f.design, &outcome, &separation, NULL) == HINGE_OK &&
        hinge_glmm_new(&glmm, &f.design, &f.effects, &outcome, 3, 1, NULL) ==
            HINGE_OK &&
        hinge_glmm_fit(glmm, NULL, SIZE_MAX, &fit, NULL) == HINGE_OK &&
        hinge_gee_fit(&gee, &f.design, &outcome, who, 6, true, NULL) == HINGE_OK;
    hinge_gee_clear(&gee);
    hinge_glmm_fit_clear(&fit);
    hinge_glmm_free(glmm);
    clear(&f);
    return done;
}

static void test_lmm(void **state)
{
    (void)state;
    assert_true(fail_each_allocation(fit_lmm) > 20);
}

static void test_intervals(void **state)
{
    (void)state;
    assert_true(fail_each_allocation(find_intervals) > 20);
}

static void test_cases(void **state)
{
    (void)state;
    assert_true(fail_each_allocation(draw_cases) > 20);
}

static void test_means(void **state)
{
    (void)state;
    assert_true(fail_each_allocation(find_means) > 10);
}

static void test_binary(void **state)
{
    (void)state;
    assert_true(fail_each_allocation(fit_binary) > 20);
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lmm),    cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_cases),  cmocka_unit_test(test_means),
        cmocka_unit_test(test_binary),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
