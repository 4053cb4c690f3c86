/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the exponential of a coefficient is under each link, what is left of a separated
 * model, and averages over wide random effects: values of R 4.2 (glmmTMB, ordinal,
 * lme4, geepack, emmeans) and closed forms. */
#include "assert_close.h"
#include "stats/model/glmm.h"
#include "stats_run.h"

#include <stdio.h>

/* 12 people of 3 groups, 4 counts each; group c never has any. */
static const int counts[48] = {1, 0, 0, 0, 5, 3, 2, 3, 0, 0,  0, 0,  1, 3, 1, 3,
                               5, 8, 5, 5, 0, 0, 0, 0, 1, 1,  1, 1,  2, 4, 2, 2,
                               0, 0, 0, 0, 2, 5, 7, 6, 7, 14, 4, 10, 0, 0, 0, 0};

/* 12 people of 2 groups under 2 cues, 3 answers each; group h always answers 3. */
static const int answers[36] = {2, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 1, 1, 1, 1, 1,
                                1, 3, 3, 3, 2, 2, 3, 3, 3, 3, 1, 3, 3, 1, 2, 3, 3, 2};

static const char *count_rows(char *csv, size_t room)
{
    size_t n = (size_t)snprintf(csv, room, "participant,g,age,y\n");
    for (int i = 0; i < 48; i++)
        n += (size_t)snprintf(csv + n, room - n, "P%d,%c,%d,%d\n", i / 4,
                              "abc"[i / 4 % 3],
                              30 + i / 4 * 3 + (i / 4 % 3 == 2 ? 20 : 0), counts[i]);
    return csv;
}

static const char *answer_rows(char *csv, size_t room, bool both)
{
    size_t n = (size_t)snprintf(csv, room, "participant,group,cue,y,top\n");
    for (int i = 0; i < (both ? 72 : 36); i++) {
        int y = i < 36 ? answers[i] : 3;
        n += (size_t)snprintf(csv + n, room - n, "P%d,%c,%c,%d,%d\n", i / 6,
                              i < 36 ? 'g' : 'h', i / 3 % 2 ? 'z' : 'x', y, y == 3);
    }
    return csv;
}

struct value {
    const char *path;
    double want;
};

static void check(const char *request, const char *csv, const struct value *value,
                  size_t n, double relative)
{
    struct stats_run run = stats_run(request, csv, 1);
    if (run.status != HINGE_OK)
        print_error("%s: %s\n", request, run.text);
    assert_int_equal(run.status, HINGE_OK);
    for (size_t i = 0; i < n; i++) {
        double got = stats_number(&run, value[i].path);
        if (isnan(value[i].want) != isnan(got))
            print_error("%s: %g\n", value[i].path, got);
        assert_int_equal(isnan(got), isnan(value[i].want));
        if (!isnan(got))
            assert_close(got, value[i].want, relative, 1e-6);
    }
    stats_run_clear(&run);
}
#define CHECK(request, csv, values, relative)                                          \
    check(request, csv, values, sizeof(values) / sizeof *(values), relative)

/* Contrasts of counts are ratios of rates; means are at the mean covariate of all rows,
 * those of the cell without events too (emmeans, at age = 53.17). */
static void counts_have_rates(void **state)
{
    static const struct value values[] = {
        {"contrasts/g/a-b/estimate", -0.9038601874},
        {"contrasts/g/a-b/rate_ratio", 0.40500306},
        {"contrasts/g/a-b/rr_high", 0.40500306 * 2.0674543},
        {"contrasts/g/a-b/odds_ratio", NAN},
        {"contrasts/g/a-c/rate_ratio", NAN},
        {"fixed/gb/rate_ratio", 1 / 0.40500306},
        {"emm/g/g=a/rate", 2.5000207},
        {"emm/g/g=b/rate", 6.1728412},
    };
    char csv[2000];
    (void)state;
    CHECK("{\"analysis\":\"glmm\",\"family\":\"poisson\",\"formula\":"
          "\"y ~ g + age + (1 | participant)\",\"emm\":[\"g\"]}",
          count_rows(csv, sizeof csv), values, 1e-3);
}

/* The exponential of a probit's coefficient is no odds ratio. */
static void probits_have_no_odds(void **state)
{
    static const struct value ordered[] = {
        {"fixed/cuez/estimate", 0.1591788386}, {"fixed/cuez/se", 0.4372213092},
        {"fixed/cuez/odds_ratio", NAN},        {"fixed/cuez/or_low", NAN},
        {"contrasts/cue/x-z/or_high", NAN},    {"contrasts/cue/x-z/z", -0.3640692603}};
    static const struct value mixed[] = {{"fixed/cuez/estimate", 0.1804619315},
                                         {"fixed/cuez/se", 0.4808671205},
                                         {"fixed/cuez/odds_ratio", NAN},
                                         {"contrasts/cue/x-z/odds_ratio", NAN}};
    static const struct value average[] = {
        {"gee_independence/cuez/estimate", 0.1425058482},
        {"gee_independence/cuez/se_robust", 0.3729288347},
        {"gee_independence/cuez/odds_ratio", NAN},
        {"gee_exchangeable/cuez/odds_ratio", NAN}};
    char csv[2000];
    (void)state;
    answer_rows(csv, sizeof csv, false);
    CHECK("{\"analysis\":\"clmm\",\"link\":\"probit\",\"emm\":[\"cue\"],"
          "\"formula\":\"y ~ cue + (1 | participant)\"}",
          csv, ordered, 2e-3);
    CHECK("{\"analysis\":\"glmm\",\"link\":\"probit\",\"emm\":[\"cue\"],"
          "\"formula\":\"top ~ cue + (1 | participant)\"}",
          csv, mixed, 5e-3);
    CHECK("{\"analysis\":\"gee\",\"link\":\"probit\",\"formula\":\"top ~ cue\"}", csv,
          average, 1e-4);
}

/* Of a group that always gives the highest answer no odds ratio is finite; everything
 * else is that of the other group alone (ordinal; errors from Laplace's formula in R,
 * as clmm's own mode search stops early here). */
static void separated_answers_leave_the_rest(void **state)
{
    static const struct value values[] = {{"fixed/grouph/estimate", NAN},
                                          {"fixed/grouph/se", NAN},
                                          {"fixed/grouph/odds_ratio", NAN},
                                          {"fixed/grouph/p_lrt", 0.000853370182},
                                          {"fixed/cuez/estimate", 0.2522413337},
                                          {"fixed/cuez/se", 0.7460220567},
                                          {"fixed/cuez/p", 0.7352767},
                                          {"thresholds/1|2/se", 0.8686276714},
                                          {"thresholds/2|3/se", 0.82087},
                                          {"loglik", -31.6207881023},
                                          {"varcorr/participant/sd/(Intercept)",
                                           1.4654},
                                          {"emm/group/group=h/latent", NAN},
                                          {"emm/group/group=h/prob/3", NAN},
                                          {"contrasts/group/g-h/estimate", NAN},
                                          {"contrasts/cue/x-z/se", 0.7460220567}};
    char csv[2000];
    (void)state;
    CHECK("{\"analysis\":\"clmm\",\"emm\":[\"group\",\"cue\"],"
          "\"formula\":\"y ~ group + cue + (1 | participant)\"}",
          answer_rows(csv, sizeof csv, true), values, 1e-3);
}

/* Logit: integrate() of R; probit: the normal distribution at eta / sqrt(1 + sd^2). */
static void averages_over_wide_effects(void **state)
{
    static const struct {
        double eta, sd, logit;
    } cases[] = {{0.5, 1, 0.602027132817},
                 {-1.4, 5, 0.396007910586},
                 {2, 12, 0.565451973235},
                 {-3, 40, 0.470137964623},
                 {-3, 0, 0.047425873178}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double eta = cases[i].eta, sd = cases[i].sd;
        assert_close(hinge_glmm_marginal(HINGE_LINK_LOGIT, eta, sd), cases[i].logit,
                     1e-8, 0);
        assert_close(hinge_glmm_marginal(HINGE_LINK_PROBIT, eta, sd),
                     0.5 * erfc(-eta / sqrt(2 * (1 + sd * sd))), 1e-8, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_have_rates), cmocka_unit_test(probits_have_no_odds),
        cmocka_unit_test(separated_answers_leave_the_rest),
        cmocka_unit_test(averages_over_wide_effects)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
