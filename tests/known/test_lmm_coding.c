/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same mixed model in treatment, sum and Helmert coding is the same model: one
 * criterion, to 1e-6, and no lower one from random starts. Designs are random, with
 * slopes that often have no variance or correlate perfectly. test_lmm_coding [DESIGNS];
 * `make check-lmm-coding` runs 1,000. */
#include "assert_close.h"
#include "base/random.h"
#include "stats/model/lmm.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 4000, PEOPLE = 30, STARTS = 6 };

static const char *const formulas[] = {
    "y ~ c + (1 + c | p)",           "y ~ g * c + (1 + c | p)",
    "y ~ c * x + (1 + x | p)",       "y ~ g * c + x + (1 + c | p)",
    "y ~ c + (1 + c | p) + (1 | t)", "y ~ g + c + (1 + c | p) + (1 | p:t)",
    "y ~ c + (0 + c | p)",           "y ~ g * c + (1 + c + x | p)",
};
enum { FORMULAS = sizeof formulas / sizeof *formulas };

static size_t designs = 32;

static int32_t code[4][ROWS];
static double x[ROWS], y[ROWS];
static char label[PEOPLE * 2][8];
static const char *names[PEOPLE * 2];

static const double *shares(struct hinge_random *random)
{
    static const double some[] = {0, 0, 0.2, 0.5, 1, 2};
    return &some[hinge_random_bounded(random, 6)];
}

/* p, g, c, t: people, groups, conditions, trials; sizes[] their numbers of levels. */
static size_t simulate(struct hinge_random *random, size_t *sizes)
{
    size_t rows = 0;
    sizes[0] = 4 + hinge_random_bounded(random, 9);
    sizes[1] = 2;
    sizes[2] = 2 + hinge_random_bounded(random, 2);
    sizes[3] = 2 + hinge_random_bounded(random, 3);
    double intercept = *shares(random), slope = *shares(random), drop = 0;
    double together = (double)hinge_random_bounded(random, 3) - 1.0;
    double linear = *shares(random), trial = *shares(random);
    if (hinge_random_bounded(random, 2) == 1)
        drop = 0.25;
    double of_trial[8];
    for (size_t t = 0; t < sizes[3]; t++)
        of_trial[t] = trial * hinge_random_normal(random);
    for (size_t p = 0; p < sizes[0]; p++) {
        double own = hinge_random_normal(random), by_x = hinge_random_normal(random);
        for (size_t c = 0; c < sizes[2]; c++) {
            double other = hinge_random_normal(random);
            double reaction = together * own + (together == 0.0 ? other : 0.0);
            for (size_t t = 0; t < sizes[3]; t++)
                for (size_t rep = 0; rep < 2; rep++) {
                    double noise = hinge_random_normal(random);
                    double at = hinge_random_normal(random);
                    if (hinge_random_uniform(random) < drop && rep > 0)
                        continue;
                    code[0][rows] = (int32_t)p;
                    code[1][rows] = (int32_t)(p % 2);
                    code[2][rows] = (int32_t)c;
                    code[3][rows] = (int32_t)t;
                    x[rows] = at;
                    y[rows++] = 40 + intercept * own + slope * (double)c * reaction +
                                linear * by_x * at + of_trial[t] + noise;
                }
        }
    }
    return rows;
}

struct answer {
    double criterion; /* without what the coding adds to REML's */
    double least;     /* the same from random starts */
};

static bool answer(const struct hinge_model_data *data, const char *text,
                   enum hinge_coding coding, bool reml, struct hinge_random *random,
                   struct answer *out)
{
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit;
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(hinge_formula_parse(&formula, text, NULL), HINGE_OK);
    assert_int_equal(hinge_design_build(&design, &formula, data, coding, NULL),
                     HINGE_OK);
    assert_int_equal(hinge_effects_build(&effects, &design, NULL), HINGE_OK);
    assert_int_equal(hinge_lmm_new(&lmm, &design, &effects, y, NULL), HINGE_OK);
    bool done = hinge_lmm_fit(lmm, reml, &fit, &error) == HINGE_OK;
    double own = 0;
    for (size_t j = 0; j < design.p && reml; j++)
        own += 2 * log(fabs(design.r[j * design.p + j]));
    out->criterion = out->least = fit.criterion - own;
    hinge_lmm_fit_clear(&fit);
    for (int s = 0; s < STARTS && done && coding == HINGE_CODING_TREATMENT; s++) {
        double start[64];
        for (size_t i = 0; i < effects.n_theta; i++)
            start[i] = hinge_random_normal(random);
        hinge_effects_flip(&effects, start);
        if (hinge_lmm_refit(lmm, reml, start, &fit, NULL) == HINGE_OK)
            out->least = fmin(out->least, fit.criterion - own);
        hinge_lmm_fit_clear(&fit);
    }
    hinge_lmm_free(lmm);
    hinge_effects_clear(&effects);
    hinge_design_clear(&design);
    hinge_formula_clear(&formula);
    return done;
}

static void test_codings_agree(void **state)
{
    (void)state;
    static const enum hinge_coding coding[] = {HINGE_CODING_TREATMENT, HINGE_CODING_SUM,
                                               HINGE_CODING_HELMERT};
    static const char *const column[] = {"p", "g", "c", "t"};
    size_t refused = 0, apart = 0, worse = 0;
    for (size_t d = 0; d < designs; d++) {
        struct hinge_random random;
        size_t sizes[4];
        hinge_random_init(&random, 20240101, 910, d);
        const char *formula = formulas[d % FORMULAS];
        bool reml = hinge_random_bounded(&random, 3) > 0;
        size_t rows = simulate(&random, sizes);
        struct hinge_model_column columns[5];
        for (size_t i = 0; i < 4; i++)
            columns[i] = (struct hinge_model_column){column[i], true,  NULL,
                                                     code[i],   names, sizes[i]};
        columns[4] = (struct hinge_model_column){"x", false, x, NULL, NULL, 0};
        struct hinge_model_data data = {rows, 5, columns, 0};
        struct answer of[3];
        bool done = true;
        for (size_t i = 0; i < 3; i++)
            done = answer(&data, formula, coding[i], reml, &random, &of[i]) && done;
        refused += done ? 0 : 1;
        if (!done)
            continue;
        double spread = fmax(fmax(of[0].criterion, of[1].criterion), of[2].criterion) -
                        fmin(fmin(of[0].criterion, of[1].criterion), of[2].criterion);
        if (spread > 1e-6 && apart++ < 10)
            print_message("design %zu, %s: the codings are %.3g apart\n", d, formula,
                          spread);
        if (of[0].criterion > of[0].least + 1e-6 && worse++ < 10)
            print_message("design %zu, %s: a start found %.3g less\n", d, formula,
                          of[0].criterion - of[0].least);
    }
    print_message("%zu designs: %zu apart, %zu with a lower criterion elsewhere, %zu "
                  "not fitted\n",
                  designs, apart, worse, refused);
    assert_int_equal(apart, 0);
    assert_int_equal(worse, 0);
    assert_int_equal(refused, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_codings_agree)};
    gsl_set_error_handler_off();
    if (argc > 1)
        designs = (size_t)strtoul(argv[1], NULL, 10);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(label[i], sizeof label[i], "%zu", i + 1);
        names[i] = label[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
