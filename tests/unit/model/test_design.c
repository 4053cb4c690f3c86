/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "said.h"
#include "stats/model/effects.h"
#include "stats/numbers/dense.h"
#include "toy_rows.h"

#include <stdio.h>
#include <string.h>

static const char *const two[] = {"u", "v"}, *const three[] = {"p", "q", "r"};
static const int32_t a[12] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
static const int32_t b[12] = {0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2};
static const double x[12] = {1, 4, 2, 8, 5, 7, 1, 3, 9, 2, 6, 5};
static const char *const people[] = {"k", "l", "m", "n"};
static const int32_t who[12] = {0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3};
static const struct hinge_model_column columns[] = {FACTOR("a", a, two),
                                                    FACTOR("b", b, three),
                                                    NUMBER("x", x),
                                                    FACTOR("who", who, people)};
static const struct hinge_model_data data = {12, 4, columns, 0};

struct fixture {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_error error;
};

static enum hinge_status build(struct fixture *f, const char *formula,
                               enum hinge_coding coding)
{
    *f = (struct fixture){.error = HINGE_ERROR_INIT};
    assert_int_equal(hinge_formula_parse(&f->formula, formula, NULL), HINGE_OK);
    return hinge_design_build(&f->design, &f->formula, &data, coding, &f->error);
}

static void clear(struct fixture *f)
{
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

static const struct {
    const char *formula;
    enum hinge_coding coding;
    const char *names; /* as R's model.matrix */
} named[] = {
    {"y ~ a*b", HINGE_CODING_TREATMENT, "(Intercept) av bq br av:bq av:br"},
    {"y ~ a*b", HINGE_CODING_SUM, "(Intercept) a1 b1 b2 a1:b1 a1:b2"},
    {"y ~ 0 + b", HINGE_CODING_TREATMENT, "bp bq br"},
    {"y ~ 0 + b + a", HINGE_CODING_TREATMENT, "bp bq br av"},
    {"y ~ 0 + x + a", HINGE_CODING_TREATMENT, "x au av"},
    {"y ~ x*a", HINGE_CODING_TREATMENT, "(Intercept) x av x:av"},
    {"y ~ x:a", HINGE_CODING_TREATMENT, "(Intercept) x:au x:av"},
    {"y ~ a + a:b", HINGE_CODING_TREATMENT, "(Intercept) av au:bq av:bq au:br av:br"},
    {"y ~ poly(x, 2)", HINGE_CODING_TREATMENT, "(Intercept) poly(x, 2)1 poly(x, 2)2"},
};

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        struct fixture f;
        char got[512] = "";
        assert_int_equal(build(&f, named[i].formula, named[i].coding), HINGE_OK);
        for (size_t j = 0; j < f.design.p; j++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", j ? " " : "",
                     hinge_design_name(&f.design, j));
        assert_string_equal(got, named[i].names);
        clear(&f);
    }
}

static void test_contrasts_when_part_of_an_earlier_term(void **state)
{
    (void)state;
    struct fixture f;
    /* who is coded by contrasts in a:who because a is part of a:b: 1 + 2 x 3 + 2 x 3 */
    assert_int_equal(build(&f, "y ~ a:b + a:who", HINGE_CODING_TREATMENT), HINGE_OK);
    assert_int_equal(f.design.full.n, 13);
    assert_string_equal(f.design.full.column[7].name, "au:whol");
    clear(&f);
}

static void test_values(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(
        build(&f, "y ~ b*x + I(x^2) + log(x) + scale(x)", HINGE_CODING_SUM), HINGE_OK);
    const double *m = f.design.x;
    /* (Intercept) b1 b2 x I(x^2) log(x) [scale(x) dropped] b1:x b2:x; row 4 is level r,
     * 5 */
    assert_int_equal(f.design.n_dropped, 1);
    assert_string_equal(f.design.full.column[f.design.dropped[0]].name, "scale(x)");
    const double want[8] = {1, -1, -1, 5, 25, log(5), -5, -5};
    for (int j = 0; j < 8; j++)
        assert_close(m[j * 12 + 4], want[j], 1e-15, 0);
    clear(&f);
}

static void test_poly_is_orthonormal(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(build(&f, "y ~ poly(x, 3)", HINGE_CODING_TREATMENT), HINGE_OK);
    for (int j = 0; j < 4; j++)
        for (int k = 1; k < 4; k++)
            assert_close(hinge_dense_dot(f.design.x + j * 12, f.design.x + k * 12, 12),
                         j == k ? 1.0 : 0.0, 0, 1e-13);
    struct hinge_design_point point;
    hinge_design_centre(&f.design, &point);
    point.value[0] = x[3]; /* the recurrence gives at a point what the column has */
    assert_close(hinge_design_at(&f.design, &f.design.full.column[3], &point),
                 f.design.x[3 * 12 + 3], 1e-12, 0);
    clear(&f);
}

static void test_estimable(void **state)
{
    (void)state;
    struct fixture f;
    /* without main effects the dummies of b in a:b and the intercept overlap */
    assert_int_equal(build(&f, "y ~ a:b", HINGE_CODING_TREATMENT), HINGE_OK);
    assert_int_equal(f.design.n_dropped, 1);
    double row[7] = {1, 1, 0, 0, 0, 0, 0}, kept[7];
    assert_true(hinge_design_estimable(&f.design, row, kept));
    row[0] = 0; /* a cell's dummy without the intercept is not a mean */
    assert_false(hinge_design_estimable(&f.design, row, kept));
    clear(&f);
}

static void test_type3_rows(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_design_hypothesis h[3];
    assert_int_equal(build(&f, "y ~ a*b", HINGE_CODING_TREATMENT), HINGE_OK);
    assert_int_equal(hinge_design_type3(&f.design, h, NULL), HINGE_OK);
    /* a: the difference of its levels, averaged over b */
    const double want_a[6] = {0, 1, 0, 0, 1.0 / 3, 1.0 / 3};
    /* b: q - p and r - p, averaged over a */
    const double want_b[12] = {0, 0, 1, 0, 0.5, 0, 0, 0, 0, 1, 0, 0.5};
    assert_string_equal(h[0].name, "a");
    assert_int_equal(h[0].n, 1);
    assert_int_equal(h[1].n, 2);
    assert_int_equal(h[2].n, 2);
    for (int i = 0; i < 6; i++)
        assert_close(h[0].l[i], want_a[i], 0, 1e-13);
    for (int i = 0; i < 12; i++)
        assert_close(h[1].l[i], want_b[i], 0, 1e-13);
    clear(&f);
}

static void test_empty_cells(void **state)
{
    (void)state;
    int32_t some[12];
    memcpy(some, b, sizeof some);
    some[10] = some[11] = 1; /* v;r has no rows any more */
    struct hinge_model_column own[] = {FACTOR("a", a, two), FACTOR("b", some, three)};
    struct hinge_model_data own_data = {12, 2, own, 0};
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_design_hypothesis h[3];
    const char *cells;
    assert_int_equal(hinge_formula_parse(&formula, "y ~ a*b", NULL), HINGE_OK);
    assert_int_equal(hinge_design_build(&design, &formula, &own_data,
                                        HINGE_CODING_TREATMENT, NULL),
                     HINGE_OK);
    assert_int_equal(hinge_design_empty_cells(&design, &cells, NULL), HINGE_OK);
    assert_string_equal(cells, "a=v;b=r");
    assert_int_equal(design.n_dropped, 1);
    assert_int_equal(hinge_design_type3(&design, h, NULL), HINGE_OK);
    assert_int_equal(h[0].n + h[1].n + h[2].n, 0); /* undefined, all three */
    hinge_design_clear(&design);
    hinge_formula_clear(&formula);
}

static const struct {
    const char *formula, *message;
    enum hinge_status status;
} failures[] = {
    {"y ~ whoo", "E_NO_COLUMN: no column 'whoo'; did you mean 'who'?", HINGE_USAGE},
    {"y ~ log(a)",
     "E_FORMULA: formula: log(a) at character 5 needs numbers, but 'a' is a factor",
     HINGE_USAGE},
    {"y ~ poly(x, 9)", "E_TOO_FEW: poly(x, 9) needs more than 9 different values",
     HINGE_INPUT}, /* 12 rows of 9 values */
    {"y ~ poly(x, 8) + a*b*who",
     "E_TOO_FEW: 12 rows for 12 coefficients; more rows are needed", HINGE_INPUT},
};

static void test_failures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        struct fixture f;
        assert_int_equal(build(&f, failures[i].formula, HINGE_CODING_TREATMENT),
                         failures[i].status);
        assert_string_equal(said(&f.error), failures[i].message);
        clear(&f);
    }
}

/* --- random effects --- */

static const struct {
    const char *formula, *message;
} refused[] = {
    {"y ~ x", "E_FORMULA: formula: no random term; add one such as (1 | participant)"},
    {"y ~ x + (1 | x)",
     "E_FORMULA: formula: the grouping column 'x' at character 9 must be "
     "a factor"},
    {"y ~ a * x + (1 | who) + (1 | a)",
     "E_FORMULA: formula: 'a' at character 25 is in the fixed part, too, which leaves "
     "its random intercept nothing; take it out of one of them"},
    {"y ~ x + (1 | z)", "E_NO_COLUMN: no column 'z' (random term at character 9)"},
    {"y ~ x + (1 | who) + (x | who)",
     "E_FORMULA: formula: (Intercept) | who is given twice (again at character 21)"},
    {"y ~ x + (1 | who) + (1 | a) + (1 | b) + (1 | a:b)",
     "E_FORMULA: formula: 'a:b' at character 41 is a fourth grouping factor; at most "
     "three are possible"},
    {"y ~ x + (0 + b | who)",
     "E_RANDOM_SATURATED: 'who' has 4 levels with 3 random columns each for 12 rows"},
    {"y ~ x + (1 | who:b)", "E_RANDOM_SATURATED: 'who:b' has 12 levels for 12 rows"},
};

static void test_effects_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct fixture f;
        struct hinge_effects effects;
        assert_int_equal(build(&f, refused[i].formula, HINGE_CODING_TREATMENT),
                         HINGE_OK);
        assert_int_not_equal(hinge_effects_build(&effects, &f.design, &f.error),
                             HINGE_OK);
        assert_string_equal(said(&f.error), refused[i].message);
        hinge_effects_clear(&effects);
        clear(&f);
    }
}

static void test_number_that_also_groups(void **state)
{
    (void)state;
    /* day is a number in the fixed part and a factor in the random one */
    static const char *const days[] = {"1", "2", "3"};
    const struct hinge_model_column own[] = {FACTOR("day", b, days), NUMBER("day", x)};
    const struct hinge_model_data own_data = {12, 2, own, 0};
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    assert_int_equal(hinge_formula_parse(&formula, "y ~ day + (1 | day)", NULL),
                     HINGE_OK);
    assert_int_equal(hinge_design_build(&design, &formula, &own_data,
                                        HINGE_CODING_TREATMENT, NULL),
                     HINGE_OK);
    assert_int_equal(design.p, 2);
    assert_int_equal(hinge_effects_build(&effects, &design, NULL), HINGE_OK);
    assert_int_equal(effects.group[0].levels, 3);
    hinge_effects_clear(&effects);
    hinge_design_clear(&design);
    hinge_formula_clear(&formula);
}

static void test_counts_are_not_saturated(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_effects effects;
    const struct hinge_model_data counts = {12, 4, columns, 60};
    assert_int_equal(build(&f, "y ~ x + (1 | who:b)", HINGE_CODING_TREATMENT),
                     HINGE_OK);
    f.design.data = &counts; /* as many levels as rows, but five trials in each */
    assert_int_equal(hinge_effects_build(&effects, &f.design, &f.error), HINGE_OK);
    hinge_effects_clear(&effects);
    clear(&f);
}

static void test_effects_layout(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_effects e;
    assert_int_equal(build(&f, "y ~ b + (x | a) + (1 | who)", HINGE_CODING_TREATMENT),
                     HINGE_OK);
    assert_int_equal(hinge_effects_build(&e, &f.design, &f.error), HINGE_OK);
    assert_string_equal(e.group[0].name, "who"); /* more levels first, as lme4 */
    assert_int_equal(e.group[0].levels, 4);
    assert_int_equal(e.group[1].k, 2);
    assert_int_equal(e.n_theta, 4);
    const double theta[4] = {0.5, -2.0, 3.0, -4.0};
    double t[5], flipped[4];
    hinge_effects_template(&e, theta, t);
    const double want[5] = {0.5, -2.0, 0, 3.0, -4.0};
    for (int i = 0; i < 5; i++)
        assert_close(t[i], want[i], 0, 0);
    assert_close(hinge_effects_sd(&e, t, 1, 1), 5.0, 1e-15, 0);
    assert_close(hinge_effects_corr(&e, t, 1, 0, 1), -0.6, 1e-15, 0);
    memcpy(flipped, theta, sizeof flipped);
    hinge_effects_flip(&e, flipped);
    const double up[4] = {0.5, 2.0, -3.0, 4.0};
    for (int i = 0; i < 4; i++)
        assert_close(flipped[i], up[i], 0, 0);
    assert_int_equal(hinge_effects_singular(&e, up), e.n_blocks);
    const double flat[4] = {0.5, 2.0, 3.0, 0.0}, gone[4] = {0.0, 2.0, 3.0, 1.0};
    assert_int_equal(hinge_effects_singular(&e, flat), 1);
    assert_int_equal(hinge_effects_singular(&e, gone), 0);
    hinge_effects_clear(&e);
    clear(&f);
}

static void test_recurring_labels_are_noticed(void **state)
{
    (void)state;
    struct fixture f;
    struct hinge_effects e;
    assert_int_equal(build(&f, "y ~ b + (1 | a/who)", HINGE_CODING_TREATMENT),
                     HINGE_OK);
    assert_int_equal(hinge_effects_build(&e, &f.design, &f.error), HINGE_OK);
    assert_string_equal(e.nested_label, "who:a");
    assert_string_equal(e.nested_factor, "b");
    hinge_effects_clear(&e);
    clear(&f);
    assert_int_equal(build(&f, "y ~ a + (b || who)", HINGE_CODING_TREATMENT), HINGE_OK);
    assert_int_equal(hinge_effects_build(&e, &f.design, &f.error), HINGE_OK);
    assert_null(e.nested_label);
    assert_true(e.split_factor);
    hinge_effects_clear(&e);
    clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_contrasts_when_part_of_an_earlier_term),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_poly_is_orthonormal),
        cmocka_unit_test(test_estimable),
        cmocka_unit_test(test_type3_rows),
        cmocka_unit_test(test_empty_cells),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_effects_refused),
        cmocka_unit_test(test_number_that_also_groups),
        cmocka_unit_test(test_counts_are_not_saturated),
        cmocka_unit_test(test_effects_layout),
        cmocka_unit_test(test_recurring_labels_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
