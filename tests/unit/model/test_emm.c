/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "said.h"
#include "stats/model/emm.h"
#include "stats/numbers/linear.h"
#include "toy_rows.h"

#include <string.h>

static const char *const groups[] = {"sedentary", "trained"};
static const char *const conds[] = {"no cue", "cue", "cue-2"};
static const int32_t group[12] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
static const int32_t cond[12] = {0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2};
static const double age[12] = {20, 30, 25, 35, 40, 50, 20, 30, 25, 35, 40, 50};
static const struct hinge_model_column columns[] = {
    FACTOR("group", group, groups), FACTOR("cond", cond, conds), NUMBER("age", age)};
static const struct hinge_model_data data = {12, 3, columns, 0};
static struct hinge_formula formula;
static struct hinge_design design;

static int open_design(void **state)
{
    (void)state;
    return hinge_formula_parse(&formula, "y ~ group*cond + age", NULL) != HINGE_OK ||
           hinge_design_build(&design, &formula, &data, HINGE_CODING_TREATMENT, NULL) !=
               HINGE_OK;
}

static int close_design(void **state)
{
    (void)state;
    hinge_design_clear(&design);
    hinge_formula_clear(&formula);
    return 0;
}

/* (Intercept) grouptrained condcue condcue-2 age g:cue g:cue-2 */
static void assert_row(const struct hinge_emm_row *row, const char *label,
                       const double want[7])
{
    assert_string_equal(row->label, label);
    assert_true(row->estimable);
    for (int j = 0; j < 7; j++)
        assert_close(row->l[j], want[j], 0, 1e-13);
}

static void test_means(void **state)
{
    (void)state;
    struct hinge_emm emm;
    double mean_age = 200.0 / 6;
    assert_int_equal(hinge_emm_build(&emm, &design, "cond", NULL), HINGE_OK);
    assert_string_equal(emm.name, "cond");
    assert_int_equal(emm.n_cells, 3);
    assert_int_equal(emm.n_contrasts, 3);
    assert_row(&emm.cell[1], "cond=cue", (double[]){1, 0.5, 1, 0, mean_age, 0.5, 0});
    assert_row(&emm.contrast[1], "no cue-cue-2", (double[]){0, 0, 0, -1, 0, 0, -0.5});
    hinge_emm_clear(&emm);
}

static void test_by(void **state)
{
    (void)state;
    struct hinge_emm emm;
    assert_int_equal(hinge_emm_build(&emm, &design, "cond by group", NULL), HINGE_OK);
    assert_string_equal(emm.name, "cond:group");
    assert_int_equal(emm.n_cells, 6);
    assert_int_equal(emm.n_families, 2);
    assert_string_equal(emm.cell[3].label, "cond=no cue;group=trained");
    assert_int_equal(emm.n_contrasts, 6);
    assert_row(&emm.contrast[3], "no cue-cue|group=trained",
               (double[]){0, 0, -1, 0, 0, -1, 0});
    assert_int_equal(emm.contrast[3].family, 1);
    hinge_emm_clear(&emm);
}

static void test_pairs_of_cells(void **state)
{
    (void)state;
    struct hinge_emm emm;
    assert_int_equal(hinge_emm_build(&emm, &design, "group:cond", NULL), HINGE_OK);
    assert_int_equal(emm.n_contrasts, 15);
    assert_string_equal(emm.contrast[0].label, "sedentary:no cue-trained:no cue");
    hinge_emm_clear(&emm);
}

static void test_custom(void **state)
{
    (void)state;
    struct hinge_emm emm;
    struct hinge_emm_row *row;
    size_t n;
    assert_int_equal(hinge_emm_build(&emm, &design, "cond by group", NULL), HINGE_OK);
    /* the longest level wins: cue-2 is not cue minus 2 */
    assert_int_equal(hinge_emm_custom(&emm, "half: 0.5*cue + 0.5 * cue-2 - no cue",
                                      &row, &n, NULL),
                     HINGE_OK);
    assert_int_equal(n, 2);
    assert_row(&row[1], "half|group=trained", (double[]){0, 0, 0.5, 0.5, 0, 0.5, 0.5});
    assert_int_equal(hinge_emm_custom(&emm, "did", &row, &n, NULL), HINGE_OK);
    assert_int_equal(n, 1);
    assert_row(&row[0], "did", (double[]){0, 0, 0, 0, 0, 0, 1});
    hinge_emm_clear(&emm);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "age", "", "cond:", "cond by ", "cond:cond", "kond"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct hinge_emm emm;
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_int_equal(hinge_emm_build(&emm, &design, wrong[i], &error), HINGE_USAGE);
        assert_memory_equal(said(&error), "E_OPTION: means of '", 20);
        hinge_emm_clear(&emm);
    }
}

static void test_custom_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"x: ",   "x: cue +",   "x: 2*",     "cue",
                                        ": cue", "x: cue cue", "x: 1e*cue", "did"};
    struct hinge_emm emm;
    assert_int_equal(hinge_emm_build(&emm, &design, "cond", NULL), HINGE_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct hinge_error error = HINGE_ERROR_INIT;
        struct hinge_emm_row *row;
        size_t n;
        assert_int_equal(hinge_emm_custom(&emm, wrong[i], &row, &n, &error),
                         HINGE_USAGE);
        assert_memory_equal(said(&error), "E_OPTION: contrast '", 20);
    }
    hinge_emm_clear(&emm);
}

static void test_not_estimable(void **state)
{
    (void)state;
    int32_t some[12];
    memcpy(some, cond, sizeof some);
    some[10] = some[11] = 1; /* trained people have no cue-2 */
    struct hinge_model_column own[] = {FACTOR("group", group, groups),
                                       FACTOR("cond", some, conds)};
    struct hinge_model_data own_data = {12, 2, own, 0};
    struct hinge_formula f;
    struct hinge_design d;
    struct hinge_emm emm;
    assert_int_equal(hinge_formula_parse(&f, "y ~ group*cond", NULL), HINGE_OK);
    assert_int_equal(
        hinge_design_build(&d, &f, &own_data, HINGE_CODING_TREATMENT, NULL), HINGE_OK);
    assert_int_equal(hinge_emm_build(&emm, &d, "cond", NULL), HINGE_OK);
    assert_true(emm.cell[0].estimable && emm.cell[1].estimable);
    assert_false(emm.cell[2].estimable);
    assert_true(emm.contrast[0].estimable);
    assert_false(emm.contrast[1].estimable);
    hinge_emm_clear(&emm);
    hinge_design_clear(&d);
    hinge_formula_clear(&f);
}

static void test_linear(void **state)
{
    (void)state;
    const double beta[2] = {3, 1}, vcov[4] = {4, 1, 1, 1}, l[2] = {1, -1},
                 none[2] = {0, 0};
    struct hinge_linear_model model = {
        .p = 2, .beta = beta, .vcov = vcov, .df_all = 10};
    struct hinge_linear_result r = hinge_linear_test(&model, l, 0.95);
    assert_close(r.estimate, 2, 0, 0);
    assert_close(r.se, sqrt(3), 1e-15, 0);
    assert_close(r.p, 0.27506027574, 1e-10, 0); /* R: 2 * pt(-2 / sqrt(3), 10) */
    assert_close(r.ci_high, 2 + 2.228138851986274 * sqrt(3), 1e-12, 0);
    model.df_all = HUGE_VAL;
    r = hinge_linear_test(&model, l, 0.95);
    assert_close(r.ci_low, 2 - 1.959963984540054 * sqrt(3), 1e-12, 0);
    r = hinge_linear_test(&model, none, 0.95);
    assert_close(r.estimate, 0, 0, 0);
    assert_true(isnan(r.se) && isnan(r.p) && isnan(r.ci_low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),          cmocka_unit_test(test_by),
        cmocka_unit_test(test_pairs_of_cells), cmocka_unit_test(test_custom),
        cmocka_unit_test(test_refused),        cmocka_unit_test(test_custom_refused),
        cmocka_unit_test(test_not_estimable),  cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, open_design, close_design);
}
