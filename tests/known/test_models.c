/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data sets of lme4 (Bates et al. 2015) with the results of R 4.2.2, lme4 1.1-31,
 * lmerTest 3.1-3, geepack 1.3.9. */
#include "assert_close.h"
#include "stats/model/gee.h"
#include "stats/model/glmm.h"
#include "stats/model/lmm_profile.h"
#include "stats/model/lmm_tests.h"

#include <gsl/gsl_errno.h>
#include <string.h>

/* Reaction times of 18 people on days 0-9 of sleep deprivation (Belenky et al. 2003).
 */
static const double reaction[180] = {
    249.56,   258.7047, 250.8006, 321.4398, 356.8519, 414.6901, 382.2038, 290.1486,
    430.5853, 466.3535, 222.7339, 205.2658, 202.9778, 204.707,  207.7161, 215.9618,
    213.6303, 217.7272, 224.2957, 237.3142, 199.0539, 194.3322, 234.32,   232.8416,
    229.3074, 220.4579, 235.4208, 255.7511, 261.0125, 247.5153, 321.5426, 300.4002,
    283.8565, 285.133,  285.7973, 297.5855, 280.2396, 318.2613, 305.3495, 354.0487,
    287.6079, 285,      301.8206, 320.1153, 316.2773, 293.3187, 290.075,  334.8177,
    293.7469, 371.5811, 234.8606, 242.8118, 272.9613, 309.7688, 317.4629, 309.9976,
    454.1619, 346.8311, 330.3003, 253.8644, 283.8424, 289.555,  276.7693, 299.8097,
    297.171,  338.1665, 332.0265, 348.8399, 333.36,   362.0428, 265.4731, 276.2012,
    243.3647, 254.6723, 279.0244, 284.1912, 305.5248, 331.5229, 335.7469, 377.299,
    241.6083, 273.9472, 254.4907, 270.8021, 251.4519, 254.6362, 245.4523, 235.311,
    235.7541, 237.2466, 312.3666, 313.8058, 291.6112, 346.1222, 365.7324, 391.8385,
    404.2601, 416.6923, 455.8643, 458.9167, 236.1032, 230.3167, 238.9256, 254.922,
    250.7103, 269.7744, 281.5648, 308.102,  336.2806, 351.6451, 256.2968, 243.4543,
    256.2046, 255.5271, 268.9165, 329.7247, 379.4445, 362.9184, 394.4872, 389.0527,
    250.5265, 300.0576, 269.8939, 280.5891, 271.8274, 304.6336, 287.7466, 266.5955,
    321.5418, 347.5655, 221.6771, 298.1939, 326.8785, 346.8555, 348.7402, 352.8287,
    354.4266, 360.4326, 375.6406, 388.5417, 271.9235, 268.4369, 257.2424, 277.6566,
    314.8222, 317.2135, 298.1353, 348.1229, 340.28,   366.5131, 225.264,  234.5235,
    238.9008, 240.473,  267.5373, 344.1937, 281.1481, 347.5855, 365.163,  372.2288,
    269.8804, 272.4428, 277.8989, 281.7895, 279.1705, 284.512,  259.2658, 304.6306,
    350.7807, 369.4692, 269.4117, 273.474,  297.5968, 310.6316, 287.1726, 329.6076,
    334.4818, 343.2199, 369.1417, 364.1236};

/* Strength of pastes: 10 batches, 3 casks each, 2 tests (Davies & Goldsmith 1972). */
static const double strength[60] = {
    62.8, 62.6, 60.1, 62.3, 62.7, 63.1, 60,   61.4, 57.5, 56.9, 61.1, 58.9,
    58.7, 57.5, 63.9, 63.1, 65.4, 63.7, 57.1, 56.4, 56.9, 58.6, 64.7, 64.5,
    55.1, 55.1, 54.7, 54.2, 58.8, 57.5, 63.4, 64.9, 59.3, 58.1, 60.5, 60,
    62.5, 62.6, 61,   58.7, 56.9, 57.7, 59.2, 59.4, 65.2, 66,   64.8, 64.1,
    54.8, 54.8, 64,   64,   57.7, 56.8, 58.3, 59.3, 59.2, 59.2, 58.9, 56.6};

/* Zones of inhibition: 24 plates by 6 samples of penicillin (Davies & Goldsmith 1972).
 */
static const double diameter[144] = {
    27, 23, 26, 23, 23, 21, 27, 23, 26, 23, 23, 21, 25, 21, 25, 24, 24, 20, 26, 23, 25,
    23, 23, 20, 25, 22, 26, 22, 23, 20, 24, 22, 25, 23, 22, 19, 24, 20, 23, 21, 22, 19,
    26, 22, 26, 24, 24, 21, 24, 21, 24, 22, 22, 20, 24, 21, 24, 23, 22, 19, 26, 23, 26,
    24, 24, 21, 25, 22, 26, 24, 24, 20, 26, 24, 26, 24, 25, 22, 26, 23, 26, 23, 23, 20,
    26, 23, 25, 24, 24, 22, 25, 22, 25, 23, 23, 20, 25, 21, 24, 23, 23, 20, 25, 22, 24,
    23, 23, 19, 24, 21, 23, 21, 21, 19, 26, 23, 26, 24, 24, 21, 25, 21, 24, 22, 22, 18,
    25, 22, 25, 22, 22, 20, 24, 21, 24, 22, 24, 19, 24, 21, 24, 22, 21, 18};

/* Bovine pleuropneumonia: herd, period, cases, animals (Lesnoff et al. 2004). */
static const int cbpp[56][4] = {
    {1, 1, 2, 14},  {1, 2, 3, 12},  {1, 3, 4, 9},   {1, 4, 0, 5},    {2, 1, 3, 22},
    {2, 2, 1, 18},  {2, 3, 1, 21},  {3, 1, 8, 22},  {3, 2, 2, 16},   {3, 3, 0, 16},
    {3, 4, 2, 20},  {4, 1, 2, 10},  {4, 2, 0, 10},  {4, 3, 2, 9},    {4, 4, 0, 6},
    {5, 1, 5, 18},  {5, 2, 0, 25},  {5, 3, 0, 24},  {5, 4, 1, 4},    {6, 1, 3, 17},
    {6, 2, 0, 17},  {6, 3, 0, 18},  {6, 4, 1, 20},  {7, 1, 8, 16},   {7, 2, 1, 10},
    {7, 3, 3, 9},   {7, 4, 0, 5},   {8, 1, 12, 34}, {9, 1, 2, 9},    {9, 2, 0, 6},
    {9, 3, 0, 8},   {9, 4, 0, 6},   {10, 1, 1, 22}, {10, 2, 1, 22},  {10, 3, 0, 18},
    {10, 4, 2, 22}, {11, 1, 0, 25}, {11, 2, 5, 27}, {11, 3, 3, 22},  {11, 4, 1, 22},
    {12, 1, 2, 10}, {12, 2, 1, 8},  {12, 3, 0, 6},  {12, 4, 0, 5},   {13, 1, 1, 21},
    {13, 2, 2, 24}, {13, 3, 0, 19}, {13, 4, 0, 23}, {14, 1, 11, 19}, {14, 2, 0, 2},
    {14, 3, 0, 3},  {14, 4, 0, 2},  {15, 1, 1, 19}, {15, 2, 1, 15},  {15, 3, 1, 15},
    {15, 4, 0, 15}};

enum { CBPP = sizeof cbpp / sizeof *cbpp, MOST = 900 };

static const char *const anyone[40] = {"1", "2", "3", "4", "5",
                                       "6", "7", "8", "9", "10"};
static const char *const periods[] = {"p1", "p2", "p3", "p4"};
static int32_t code[3][MOST];
static double value[MOST];

/* A model over up to two factors f and g and a number x. */
struct fixture {
    struct hinge_model_column column[3];
    struct hinge_model_data data;
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_lmm *lmm;
    struct hinge_lmm_fit fit;
    struct hinge_satterthwaite tests;
};

static void prepare(struct fixture *f, const char *formula, size_t rows,
                    size_t f_levels, size_t g_levels)
{
    *f = (struct fixture){.lmm = NULL};
    f->column[0] =
        (struct hinge_model_column){"f", true, NULL, code[0], anyone, f_levels};
    f->column[1] = (struct hinge_model_column){
        "g", true, NULL, code[1], g_levels == 4 ? periods : anyone, g_levels};
    f->column[2] = (struct hinge_model_column){"x", false, value, NULL, NULL, 0};
    f->data = (struct hinge_model_data){rows, 3, f->column, 0};
    assert_int_equal(hinge_formula_parse(&f->formula, formula, NULL), HINGE_OK);
    assert_int_equal(hinge_design_build(&f->design, &f->formula, &f->data,
                                        HINGE_CODING_TREATMENT, NULL),
                     HINGE_OK);
    if (f->formula.n_random > 0)
        assert_int_equal(hinge_effects_build(&f->effects, &f->design, NULL), HINGE_OK);
}

static void fit(struct fixture *f, const double *y, bool reml)
{
    assert_int_equal(hinge_lmm_new(&f->lmm, &f->design, &f->effects, y, NULL),
                     HINGE_OK);
    assert_int_equal(hinge_lmm_fit(f->lmm, reml, &f->fit, NULL), HINGE_OK);
    assert_int_equal(hinge_satterthwaite_build(&f->tests, f->lmm, &f->fit, NULL),
                     HINGE_OK);
}

static void clear(struct fixture *f)
{
    hinge_satterthwaite_clear(&f->tests);
    hinge_lmm_fit_clear(&f->fit);
    hinge_lmm_free(f->lmm);
    hinge_effects_clear(&f->effects);
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

static double sd(const struct fixture *f, size_t group, size_t column)
{
    double t[64];
    hinge_effects_template(&f->effects, f->fit.theta, t);
    return f->fit.sigma * hinge_effects_sd(&f->effects, t, group, column);
}

static void assert_coefficient(const struct fixture *f, size_t j, double estimate,
                               double se, double df, double p)
{
    double l[8] = {0};
    l[j] = 1;
    struct hinge_linear_model model = hinge_satterthwaite_model(&f->tests);
    struct hinge_linear_result r = hinge_linear_test(&model, l, 0.95);
    assert_close(r.estimate, estimate, 1e-8, 0);
    assert_close(r.se, se, 1e-5, 0);
    assert_close(r.df, df, 1e-4, 0);
    assert_close(r.p, p, 1e-3, 0);
}

static void sleepstudy(struct fixture *f, const char *formula)
{
    for (int i = 0; i < 180; i++) {
        code[0][i] = i / 10;
        value[i] = i % 10;
    }
    prepare(f, formula, 180, 18, 1);
}

static void test_sleepstudy_correlated(void **state)
{
    (void)state;
    struct fixture f;
    double t[4];
    sleepstudy(&f, "y ~ x + (x | f)");
    fit(&f, reaction, true);
    assert_close(f.fit.criterion, 1743.62827195849, 0, 1e-7);
    assert_close(f.fit.bic, 1774.78601306383, 0, 1e-7);
    assert_close(f.fit.sigma, 25.5918157386296, 1e-5, 0);
    assert_close(sd(&f, 0, 0), 24.7404500812413, 1e-5, 0);
    assert_close(sd(&f, 0, 1), 5.92213308186667, 1e-5, 0);
    hinge_effects_template(&f.effects, f.fit.theta, t);
    assert_close(hinge_effects_corr(&f.effects, t, 0, 0, 1), 0.0655513775524519, 1e-4,
                 0);
    assert_coefficient(&f, 0, 251.405104848484, 6.82455626155296, 17,
                       1.17088323710678e-17);
    assert_coefficient(&f, 1, 10.4672859595964, 1.54578889288849, 17,
                       3.26378781183324e-06);
    assert_false(f.fit.singular);
    clear(&f);
}

static void test_sleepstudy_independent(void **state)
{
    (void)state;
    struct fixture f;
    sleepstudy(&f, "y ~ x + (x || f)");
    fit(&f, reaction, true);
    assert_close(f.fit.criterion, 1743.66929358131, 0, 1e-7);
    assert_close(sd(&f, 0, 0), 25.0513285981703, 1e-5, 0);
    assert_close(sd(&f, 0, 1), 5.98817152650036, 1e-5, 0);
    assert_coefficient(&f, 1, 10.4672859595966, 1.55956593500271, 18.1562043751376,
                       2.59394374050649e-06);
    clear(&f);
}

static void test_sleepstudy_intercept(void **state)
{
    (void)state;
    struct fixture f;
    sleepstudy(&f, "y ~ x + (1 | f)");
    fit(&f, reaction, true);
    assert_close(f.fit.criterion, 1786.46508539492, 0, 1e-7);
    assert_coefficient(&f, 0, 251.405104848485, 9.7467163080762, 22.8101985873533,
                       2.2413521797918e-18);
    assert_coefficient(&f, 1, 10.4672859595959, 0.804221428545719, 161.000000110386,
                       6.41260092909222e-27);
    clear(&f);
}

static void test_sleepstudy_ratio(void **state)
{
    (void)state;
    struct fixture full, null;
    sleepstudy(&full, "y ~ x + (x | f)");
    sleepstudy(&null, "y ~ x + (1 | f)");
    fit(&full, reaction, false);
    fit(&null, reaction, false);
    assert_close(null.fit.criterion - full.fit.criterion, 42.1392985420275, 0, 1e-6);
    clear(&full);
    clear(&null);
}

static void test_sleepstudy_profile(void **state)
{
    (void)state;
    static const struct {
        struct hinge_profile_target target;
        double low, high;
    } want[] = {{{HINGE_PROFILE_SD, 0, 0, 0}, 14.3814811164783, 37.7160187403218},
                {{HINGE_PROFILE_CORR, 0, 0, 1}, -0.48150044319655, 0.6849861389666},
                {{HINGE_PROFILE_SD, 0, 1, 0}, 3.80116476238599, 8.75336665926302},
                {{HINGE_PROFILE_SIGMA, 0, 0, 0}, 22.8982662150128, 28.8579973227459},
                {{HINGE_PROFILE_FIXED, 0, 0, 0}, 237.680695469373, 265.129514691758},
                {{HINGE_PROFILE_FIXED, 0, 1, 0}, 7.35865329530723, 13.5759187414981}};
    struct fixture f;
    sleepstudy(&f, "y ~ x + (x | f)");
    fit(&f, reaction, false);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        double low, high;
        assert_int_equal(hinge_lmm_profile(f.lmm, &f.fit, &want[i].target, 0.95, &low,
                                           &high, NULL),
                         HINGE_OK);
        assert_close(low, want[i].low, 1e-3, 1e-3);
        assert_close(high, want[i].high, 1e-3, 1e-3);
    }
    clear(&f);
}

static void test_pastes(void **state)
{
    (void)state;
    struct fixture f;
    for (int i = 0; i < 60; i++) {
        code[0][i] = i / 6;
        code[1][i] = i / 2 % 3;
    }
    prepare(&f, "y ~ 1 + (1 | f/g)", 60, 10, 3);
    fit(&f, strength, true);
    assert_close(f.fit.criterion, 246.990745853486, 0, 1e-7);
    assert_close(f.fit.sigma, 0.82340754736011, 1e-5, 0);
    assert_string_equal(f.effects.group[0].name, "g:f");
    assert_close(sd(&f, 0, 0), 2.90407759341361, 1e-5, 0);
    assert_close(sd(&f, 1, 0), 1.28736509738722, 1e-5, 0);
    assert_coefficient(&f, 0, 60.053333333335, 0.676870084654469, 9,
                       1.48783516443681e-14);
    clear(&f);
}

static void test_penicillin(void **state)
{
    (void)state;
    struct fixture f;
    for (int i = 0; i < 144; i++) {
        code[0][i] = i / 6;
        code[1][i] = i % 6;
    }
    prepare(&f, "y ~ 1 + (1 | f) + (1 | g)", 144, 24, 6);
    fit(&f, diameter, true);
    assert_close(f.fit.criterion, 330.860588991086, 0, 1e-7);
    assert_close(sd(&f, 0, 0), 0.846704367539757, 1e-5, 0);
    assert_close(sd(&f, 1, 0), 1.93155830582667, 1e-5, 0);
    assert_coefficient(&f, 0, 22.9722222222265, 0.808573353119914, 5.4870935013525,
                       3.61919921660863e-07);
    clear(&f);
}

/* One row per animal. */
static size_t expand_cbpp(double *y)
{
    size_t n = 0;
    for (size_t i = 0; i < CBPP; i++)
        for (int animal = 0; animal < cbpp[i][3]; animal++, n++) {
            code[0][n] = cbpp[i][0] - 1;
            code[1][n] = cbpp[i][1] - 1;
            y[n] = animal < cbpp[i][2];
        }
    return n;
}

static const struct {
    size_t nodes;
    double loglik, sd, beta[4], se[4];
} glmm[] = {
    {1,
     -277.501941555658,
     0.642261707502109,
     {-1.39853241854768, -0.992332827935619, -1.12867228261714, -1.5803137635975},
     {0.232469564775818, 0.306641264624011, 0.326633261354993, 0.427430914995972}},
    {9,
     -277.459031480494,
     0.647517774276679,
     {-1.39923026957917, -0.991403720806093, -1.12781957803771, -1.57947076051291},
     {0.233511194777405, 0.306767651504222, 0.326768144408087, 0.427593424743465}},
    {25,
     -277.45902872147,
     0.647518447099695,
     {-1.39923045088843, -0.991403673079374, -1.12781948940305, -1.57947075886685},
     {0.233511523170543, 0.306767792912149, 0.326768244619408, 0.427594040965036}},
};

static void test_cbpp(void **state)
{
    (void)state;
    struct fixture f;
    double y[MOST];
    size_t rows = expand_cbpp(y);
    assert_int_equal(rows, 842);
    prepare(&f, "y ~ g + (1 | f)", rows, 15, 4);
    struct hinge_binary outcome = {HINGE_LINK_LOGIT, y, NULL};
    for (size_t k = 0; k < sizeof glmm / sizeof *glmm; k++) {
        struct hinge_glmm *model;
        struct hinge_glmm_fit got;
        assert_int_equal(hinge_glmm_new(&model, &f.design, &f.effects, &outcome,
                                        glmm[k].nodes, 1, NULL),
                         HINGE_OK);
        assert_int_equal(hinge_glmm_fit(model, NULL, SIZE_MAX, &got, NULL), HINGE_OK);
        assert_close(got.loglik, glmm[k].loglik, 0, 1e-6);
        assert_close(got.theta[0], glmm[k].sd, 1e-4, 0);
        for (size_t j = 0; j < 4; j++) {
            assert_close(got.beta[j], glmm[k].beta[j], 1e-4, 0);
            assert_close(sqrt(got.vcov[j * 5]), glmm[k].se[j], 1e-3, 0);
        }
        hinge_glmm_fit_clear(&got);
        hinge_glmm_free(model);
    }
    clear(&f);
}

static void test_cbpp_gee(void **state)
{
    (void)state;
    static const double want[2][4][3] = {
        /* estimate, robust, Mancl-DeRouen (independence only) */
        {{-1.26902348936714, 0.275026064652085, 0.298962211394278},
         {-1.17076272514038, 0.439569642929136, 0.485733755019334},
         {-1.30140533385901, 0.495650088901099, 0.535700212468243},
         {-1.78227863534166, 0.387960892240989, 0.431659330444031}},
        {{-1.28349995284959, 0.273558428722277, 0},
         {-0.973947588775371, 0.391252899645094, 0},
         {-1.08891915214984, 0.439303342710282, 0},
         {-1.48906323408428, 0.295171949707421, 0}}};
    struct fixture f;
    double y[MOST];
    size_t rows = expand_cbpp(y);
    prepare(&f, "y ~ g", rows, 15, 4);
    struct hinge_binary outcome = {HINGE_LINK_LOGIT, y, NULL};
    for (int k = 0; k < 2; k++) {
        struct hinge_gee gee;
        assert_int_equal(hinge_gee_fit(&gee, &f.design, &outcome, code[0], 15, k == 1,
                                       NULL),
                         HINGE_OK);
        for (size_t j = 0; j < 4; j++) {
            assert_close(gee.beta[j], want[k][j][0], 1e-6, 0);
            assert_close(gee.se_robust[j], want[k][j][1], 1e-5, 0);
            if (k == 0)
                assert_close(gee.se_md[j], want[k][j][2], 1e-6, 0);
        }
        assert_close(gee.alpha, k == 1 ? 0.0298799238495121 : 0, 1e-5, 0);
        assert_close(gee.df, 11, 0, 0);
        hinge_gee_clear(&gee);
    }
    clear(&f);
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sleepstudy_correlated),
        cmocka_unit_test(test_sleepstudy_independent),
        cmocka_unit_test(test_sleepstudy_intercept),
        cmocka_unit_test(test_sleepstudy_ratio),
        cmocka_unit_test(test_sleepstudy_profile),
        cmocka_unit_test(test_pastes),
        cmocka_unit_test(test_penicillin),
        cmocka_unit_test(test_cbpp),
        cmocka_unit_test(test_cbpp_gee),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
