/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Centiles by age (Altman 1993) against lm of R (norms.R), the coverage of their
 * intervals, and what there are none of. */
#include "assert_close.h"
#include "base/random.h"
#include "stats/norms/centiles.h"

#include <hinge/init.h>
#include <math.h>

static const double age_30[] = {39, 36, 33, 39, 58, 22, 61, 23, 60, 35,
                                26, 61, 70, 67, 62, 37, 61, 39, 61, 24,
                                52, 52, 25, 30, 68, 52, 55, 43, 60, 36};
static const double value_30[] = {49.87, 54.34, 55.81, 56.20, 39.85, 52.59,
                                  44.13, 57.17, 45.22, 53.99, 55.15, 45.37,
                                  41.23, 46.00, 41.07, 56.54, 43.22, 50.62,
                                  41.13, 61.47, 47.33, 51.88, 63.60, 52.70,
                                  44.36, 53.45, 46.82, 53.36, 49.31, 50.34};
static const double want_30_30_5[] = {5.04409304031e+01, 4.81360099569e+01,
                                      5.27458508493e+01, 4.45369342101e-04,
                                      5.77411543093e-06, 1.19126612736e-02};
static const double want_30_30_50[] = {5.57741068493e+01, 5.39904318851e+01,
                                       5.75577818135e+01, 4.45369342101e-04,
                                       5.77411543093e-06, 1.19126612736e-02};
static const double want_30_30_90[] = {5.99293341060e+01, 5.78138677447e+01,
                                       6.20448004674e+01, 4.45369342101e-04,
                                       5.77411543093e-06, 1.19126612736e-02};
static const double want_30_55_5[] = {41.760067698803, 39.735079504094, 43.785055893512,
                                      0.259270341587,  0.132831462305,  0.429327283672};
static const double want_30_55_50[] = {47.093244145024, 45.689885565308,
                                       48.496602724740, 0.259270341587,
                                       0.132831462305,  0.429327283672};
static const double want_30_55_90[] = {51.248471401717, 49.442061467225,
                                       53.054881336209, 0.259270341587,
                                       0.132831462305,  0.429327283672};
static const double age_60[] = {45, 21, 68, 64, 69, 47, 67, 30, 36, 22, 49, 54,
                                28, 64, 44, 31, 22, 40, 33, 42, 61, 39, 59, 68,
                                26, 45, 44, 54, 46, 20, 65, 47, 36, 32, 51, 64,
                                31, 69, 65, 56, 26, 69, 24, 58, 62, 43, 39, 29,
                                62, 46, 26, 50, 35, 46, 57, 45, 67, 67, 54, 60};
static const double value_60[] = {
    41.06, 54.75, 41.61, 45.11, 34.75, 61.41, 37.08, 59.14, 55.68, 45.54, 54.52, 45.26,
    49.41, 22.31, 48.06, 49.97, 54.75, 54.46, 48.12, 48.48, 42.26, 53.93, 41.20, 41.53,
    51.05, 53.01, 47.56, 43.64, 47.55, 52.88, 52.63, 52.02, 50.71, 61.76, 40.51, 42.66,
    53.32, 40.72, 35.99, 41.26, 56.01, 31.62, 51.66, 47.12, 47.12, 50.53, 58.32, 64.74,
    49.21, 61.91, 56.78, 50.44, 50.38, 43.63, 50.10, 47.41, 39.78, 34.31, 43.03, 33.61};
static const double want_60_30_5[] = {45.68858864223189, 42.24412654620389,
                                      49.13305073825989, 0.03714280836981,
                                      0.00575622889155,  0.14848481020751};
static const double want_60_30_50[] = {53.77898276979258, 51.85940028349102,
                                       55.69856525609415, 0.03714280836981,
                                       0.00575622889155,  0.14848481020751};
static const double want_60_30_90[] = {60.08243560605771, 57.14133070065907,
                                       63.02354051145636, 0.03714280836981,
                                       0.00575622889155,  0.14848481020751};
static const double want_60_55_5[] = {36.337940898964, 33.400134198803, 39.275747599126,
                                      0.417572713898,  0.293347644592,  0.550694902233};
static const double want_60_55_50[] = {46.254664546215, 44.250142670904,
                                       48.259186421527, 0.417572713898,
                                       0.293347644592,  0.550694902233};
static const double want_60_55_90[] = {53.981061902776, 51.369904486092,
                                       56.592219319460, 0.417572713898,
                                       0.293347644592,  0.550694902233};

static void check(const struct hinge_norms *norms, double age, double p,
                  const double want[6])
{
    struct hinge_norms_value c = hinge_norms_centile(norms, age, p, 0.95);
    struct hinge_norms_value share = hinge_norms_share(norms, age, 45, 0.95);
    assert_close(c.value, want[0], 1e-9, 0);
    assert_close(c.low, want[1], 1e-9, 0);
    assert_close(c.high, want[2], 1e-9, 0);
    assert_close(share.value, want[3], 1e-8, 1e-12);
    assert_close(share.low, want[4], 1e-8, 1e-12);
    assert_close(share.high, want[5], 1e-8, 1e-12);
}

static void as_r_has_it(void **state)
{
    struct hinge_norms norms;
    (void)state;
    assert_int_equal(hinge_norms_fit(age_30, value_30, 30, &norms, NULL), HINGE_OK);
    assert_false(norms.sd_varies);
    check(&norms, 30, .05, want_30_30_5);
    check(&norms, 30, .5, want_30_30_50);
    check(&norms, 30, .9, want_30_30_90);
    check(&norms, 55, .05, want_30_55_5);
    check(&norms, 55, .5, want_30_55_50);
    check(&norms, 55, .9, want_30_55_90);
    assert_int_equal(hinge_norms_fit(age_60, value_60, 60, &norms, NULL), HINGE_OK);
    assert_true(norms.sd_varies);
    check(&norms, 30, .05, want_60_30_5);
    check(&norms, 30, .5, want_60_30_50);
    check(&norms, 30, .9, want_60_30_90);
    check(&norms, 55, .05, want_60_55_5);
    check(&norms, 55, .5, want_60_55_50);
    check(&norms, 55, .9, want_60_55_90);
}

/* Of 1000 cohorts, how many intervals hold the true centile. */
static void intervals_hold(void **state)
{
    enum { COHORTS = 1000, MOST = 120 };
    static const size_t people[] = {24, 40, 120};
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        size_t n = people[k], held[3] = {0}, curved = n >= HINGE_NORMS_CURVED;
        static const double p[] = {.05, .5, .95};
        for (unsigned c = 0; c < COHORTS; c++) {
            double age[MOST], value[MOST];
            struct hinge_norms norms;
            struct hinge_random random;
            hinge_random_init(&random, 93, 7, c + 10000 * (unsigned)k);
            for (size_t i = 0; i < n; i++) {
                age[i] = 20 + 50 * hinge_random_uniform(&random);
                double sd = 5 + (curved ? 0.06 * (age[i] - 20) : 0);
                value[i] = 60 - 0.2 * age[i] + sd * hinge_random_normal(&random);
            }
            assert_int_equal(hinge_norms_fit(age, value, n, &norms, NULL), HINGE_OK);
            for (size_t j = 0; j < 3; j++) {
                double sd = 5 + (curved ? 0.06 * 25 : 0);
                static const double z[] = {-1.6448536269514722, 0, 1.6448536269514722};
                double truth = 60 - 0.2 * 45 + sd * z[j];
                struct hinge_norms_value v =
                    hinge_norms_centile(&norms, 45, p[j], 0.95);
                held[j] += v.low <= truth && truth <= v.high;
            }
        }
        for (size_t j = 0; j < 3; j++) {
            print_message("%zu people, centile %.0f: %.3f\n", n, 100 * p[j],
                          (double)held[j] / COHORTS);
            assert_in_range(held[j], 925, 970);
        }
    }
}

static void none_outside(void **state)
{
    struct hinge_norms norms;
    double age[20], value[20];
    (void)state;
    assert_int_equal(hinge_norms_fit(age_30, value_30, 30, &norms, NULL), HINGE_OK);
    assert_true(isnan(hinge_norms_centile(&norms, norms.low - 1, .5, .95).value));
    assert_true(isnan(hinge_norms_share(&norms, norms.high + 1, 45, .95).value));
    for (size_t i = 0; i < 20; i++) {
        age[i] = 30;
        value[i] = (double)(i % 5);
    }
    assert_int_equal(hinge_norms_fit(age, value, 20, &norms, NULL), HINGE_OK);
    assert_int_equal(norms.degree, 0);
    assert_close(hinge_norms_centile(&norms, 30, .5, .95).value, 2, 1e-12, 0);
    for (size_t i = 0; i < 20; i++)
        value[i] = 7;
    assert_int_equal(hinge_norms_fit(age, value, 20, &norms, NULL), HINGE_OK);
    assert_true(isnan(hinge_norms_share(&norms, 30, 7, .95).value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_r_has_it),
                                       cmocka_unit_test(intervals_hold),
                                       cmocka_unit_test(none_outside)};
    hinge_init(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
