/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power_lmm: power of a group x condition study by simulating it and fitting the mixed
 * model. */
#include "base/parallel.h"
#include "base/random.h"
#include "stats/model/lmm_tests.h"
#include "stats/parts/distribution.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS = 2, MOST_CONDITIONS = 16, MOST_ROWS = 1000000 };

/* What one simulated study leaves. */
struct outcome {
    bool failed, singular;
    double p;
};

struct plan {
    size_t people, conditions, trials, reps, rows; /* people in all groups */
    double beta[3];                                /* group, condition, both */
    double sd_id, sd_slope, sd_trial, sigma, dropout;
    char formula[160];
    const char *term;
    uint64_t seed;
    const char **label; /* enough "1", "2", ... for any factor */
    struct outcome *outcome;
};

static double given_or(const struct hinge_analysis *a, const char *name,
                       double otherwise)
{
    return hinge_option_given(a, name) ? hinge_option_number(a, name) : otherwise;
}

static enum hinge_status read_plan(struct hinge_analysis *a, struct plan *plan,
                                   struct hinge_error *error)
{
    if (!hinge_option_given(a, "n"))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "power_lmm needs 'n', the participants of each group");
    plan->people = GROUPS * (size_t)hinge_option_count(a, "n");
    plan->conditions = (size_t)hinge_option_count(a, "conditions");
    plan->trials = (size_t)hinge_option_count(a, "trials");
    plan->reps = (size_t)hinge_option_count(a, "reps");
    for (size_t k = 0; k < 3; k++) {
        double beta = hinge_option_number_at(a, "beta", k);
        plan->beta[k] = isnan(beta) ? 0 : beta;
    }
    plan->sd_id = given_or(a, "sd_id", 1);
    plan->sd_slope = given_or(a, "sd_slope", 0);
    plan->sd_trial = given_or(a, "sd_trial", 0);
    plan->sigma = given_or(a, "sigma", 1);
    plan->dropout = given_or(a, "dropout", 0);
    plan->term = hinge_option_text(a, "term");
    plan->seed = a->seed;
    plan->rows = plan->people * plan->conditions * plan->trials * plan->reps;
    if (plan->rows > MOST_ROWS || plan->rows <= 2 * plan->people)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "power_lmm: %zu rows from n, conditions, trials and "
            "reps; more than two per participant and at most %d are "
            "possible",
            plan->rows, MOST_ROWS);
    if (!(plan->sigma > 0))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION, "sigma must be above 0");
    /* trials are only told apart from repetitions when they vary and are repeated */
    bool trial = plan->sd_trial > 0 && plan->reps > 1;
    snprintf(plan->formula, sizeof plan->formula,
             "y ~ group * cond + (%s | participant)%s",
             plan->sd_slope > 0 ? "1 + cond" : "1", trial ? " + (1 | trial)" : "");
    return HINGE_OK;
}

/* --- one study --- */

struct study {
    double *y;
    int32_t *group, *cond, *participant, *trial;
    size_t rows;
};

static bool make_study(struct study *s, size_t rows)
{
    s->y = hinge_alloc(rows, sizeof *s->y);
    s->group = hinge_alloc(4 * rows, sizeof *s->group);
    if (s->y == NULL || s->group == NULL)
        return false;
    s->cond = s->group + rows;
    s->participant = s->cond + rows;
    s->trial = s->participant + rows;
    return true;
}

static void clear_study(struct study *s)
{
    free(s->y);
    free(s->group);
}

/* Draws of one participant, in this order: id, slopes, trials, errors, dropout. */
static void add_participant(const struct plan *plan, struct hinge_random *random,
                            size_t person, double *trial, struct study *s)
{
    bool second = person >= plan->people / GROUPS;
    size_t trials = plan->conditions * plan->trials;
    double slope[MOST_CONDITIONS] = {0};
    double id = plan->sd_id * hinge_random_normal(random);
    for (size_t c = 1; c < plan->conditions; c++)
        slope[c] = plan->sd_slope * hinge_random_normal(random);
    for (size_t t = 0; t < trials; t++)
        trial[t] = plan->sd_trial * hinge_random_normal(random);
    size_t from = s->rows, kept = s->rows;
    for (size_t t = 0; t < trials; t++) {
        size_t c = t / plan->trials;
        double mean = plan->beta[0] * second + plan->beta[1] * (c > 0) +
                      plan->beta[2] * (second && c > 0) + id + slope[c] + trial[t];
        for (size_t r = 0; r < plan->reps; r++) {
            size_t i = s->rows++;
            s->y[i] = mean + plan->sigma * hinge_random_normal(random);
            s->group[i] = second;
            s->cond[i] = (int32_t)c;
            s->participant[i] = (int32_t)person;
            s->trial[i] = (int32_t)(person * trials + t);
        }
    }
    for (size_t i = from; i < s->rows && plan->dropout > 0; i++) {
        if (hinge_random_uniform(random) < plan->dropout)
            continue;
        s->y[kept] = s->y[i];
        s->group[kept] = s->group[i];
        s->cond[kept] = s->cond[i];
        s->participant[kept] = s->participant[i];
        s->trial[kept++] = s->trial[i];
    }
    if (plan->dropout > 0)
        s->rows = kept;
}

struct fitting {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_lmm *lmm;
    struct hinge_lmm_fit fit;
    struct hinge_satterthwaite tests;
    struct hinge_design_hypothesis term[3];
};

static void clear_fitting(struct fitting *f)
{
    hinge_satterthwaite_clear(&f->tests);
    hinge_lmm_fit_clear(&f->fit);
    hinge_lmm_free(f->lmm);
    hinge_effects_clear(&f->effects);
    hinge_design_clear(&f->design);
    hinge_formula_clear(&f->formula);
}

static enum hinge_status fit_study(const struct plan *plan, struct fitting *f,
                                   const struct hinge_model_data *data, const double *y,
                                   struct hinge_error *error)
{
    enum hinge_status status = hinge_formula_parse(&f->formula, plan->formula, error);
    if (status == HINGE_OK)
        status = hinge_design_build(&f->design, &f->formula, data,
                                    HINGE_CODING_TREATMENT, error);
    if (status == HINGE_OK)
        status = hinge_effects_build(&f->effects, &f->design, error);
    if (status == HINGE_OK)
        status = hinge_lmm_new(&f->lmm, &f->design, &f->effects, y, error);
    if (status == HINGE_OK)
        status = hinge_lmm_fit(f->lmm, true, &f->fit, error);
    if (status == HINGE_OK)
        status = hinge_satterthwaite_build(&f->tests, f->lmm, &f->fit, error);
    if (status == HINGE_OK)
        status = hinge_design_type3(&f->design, f->term, error);
    return status;
}

static enum hinge_status test_study(const struct plan *plan, const struct study *s,
                                    struct outcome *out, struct hinge_error *error)
{
    struct fitting f = {.lmm = NULL};
    struct hinge_f_test test = {.p = NAN};
    size_t trials = plan->people * plan->conditions * plan->trials;
    const struct hinge_model_column column[] = {
        {.name = "y", .value = s->y},
        {"group", true, NULL, s->group, plan->label, GROUPS},
        {"cond", true, NULL, s->cond, plan->label, plan->conditions},
        {"participant", true, NULL, s->participant, plan->label, plan->people},
        {"trial", true, NULL, s->trial, plan->label, trials}};
    const struct hinge_model_data data = {s->rows, 5, column};
    enum hinge_status status = fit_study(plan, &f, &data, s->y, error);
    for (size_t t = 0; t < 3 && status == HINGE_OK; t++)
        if (strcmp(f.term[t].name, plan->term) == 0 && f.term[t].n > 0)
            status =
                hinge_satterthwaite_f(&f.tests, f.term[t].l, f.term[t].n, &test, error);
    *out =
        (struct outcome){status != HINGE_OK || isnan(test.p), f.fit.singular, test.p};
    clear_fitting(&f);
    return status == HINGE_NOMEM ? status : HINGE_OK;
}

static enum hinge_status simulate(void *context, void *scratch, size_t item,
                                  struct hinge_error *error)
{
    const struct plan *plan = context;
    struct hinge_random random;
    struct study s = {.rows = 0};
    double *trial = hinge_alloc(plan->conditions * plan->trials, sizeof *trial);
    enum hinge_status status = HINGE_NOMEM;
    (void)scratch;
    if (make_study(&s, plan->rows) && trial != NULL) {
        hinge_random_init(&random, plan->seed, HINGE_STREAM_POWER, item);
        for (size_t person = 0; person < plan->people; person++)
            add_participant(plan, &random, person, trial, &s);
        status = test_study(plan, &s, &plan->outcome[item], error);
    } else {
        status = hinge_analysis_no_memory(error);
    }
    clear_study(&s);
    free(trial);
    return status;
}

/* --- all of them --- */

static enum hinge_status make_labels(struct hinge_analysis *a, struct plan *plan,
                                     struct hinge_error *error)
{
    size_t n = plan->people * plan->conditions * plan->trials;
    char *text = hinge_analysis_alloc(a, n, 12);
    plan->label = hinge_analysis_alloc(a, n, sizeof *plan->label);
    if (text == NULL || plan->label == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        snprintf(text + 12 * i, 12, "%u", (unsigned)(i + 1));
        plan->label[i] = text + 12 * i;
    }
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct plan plan = {.people = 0};
    size_t n = (size_t)hinge_option_count(a, "nsim");
    enum hinge_status status = read_plan(a, &plan, error);
    if (status == HINGE_OK)
        status = make_labels(a, &plan, error);
    if (status != HINGE_OK)
        return status;
    plan.outcome = hinge_analysis_alloc(a, n, sizeof *plan.outcome);
    if (plan.outcome == NULL)
        return hinge_analysis_no_memory(error);
    struct hinge_parallel_plan work = {
        .items = n, .threads = a->threads, .work = simulate, .context = &plan};
    status = hinge_parallel_for(&work, error);
    if (status != HINGE_OK)
        return status;
    size_t rejected = 0, singular = 0, failed = 0;
    for (size_t i = 0; i < n; i++) {
        rejected += !plan.outcome[i].failed && plan.outcome[i].p < a->alpha;
        singular += plan.outcome[i].singular;
        failed += plan.outcome[i].failed;
    }
    double power = (double)rejected / (double)n;
    struct hinge_interval wilson = hinge_wilson(power, (double)n, a->level);
    hinge_put_text(a, a->results, "formula", plan.formula);
    hinge_put_text(a, a->results, "term", plan.term);
    hinge_put_count(a, a->results, "n_sim", n);
    hinge_put_count(a, a->results, "n_rejected", rejected);
    hinge_put_count(a, a->results, "n_singular", singular);
    hinge_put_count(a, a->results, "n_failed", failed);
    hinge_put_fields(a, a->results,
                     (const struct hinge_field[]){{"power", power},
                                                  {"wilson_low", wilson.low},
                                                  {"wilson_high", wilson.high},
                                                  {NULL, 0}});
    return HINGE_OK;
}

static const char *const options[] = {"n",     "conditions", "trials",   "reps",
                                      "beta",  "sd_id",      "sd_slope", "sd_trial",
                                      "sigma", "dropout",    "nsim",     "term",
                                      NULL};

const struct hinge_statistic hinge_statistic_power_lmm = {
    .id = "power_lmm",
    .title = "Power of a mixed model by simulation",
    .details =
        "Simulates two groups of n people under several conditions, with trials and "
        "repetitions, fits the mixed model with Satterthwaite tests and counts how "
        "often the term is found. beta is group, condition, group x condition, in "
        "the outcome's unit; conditions after the first share their effect. "
        "Singular fits count like others.",
    .options = options,
    .primary = "",
    .run = run,
    .example_request =
        "{\"analysis\": \"power_lmm\", \"n\": 6, \"reps\": 3, \"beta\": [0, "
        "0, 2], \"sd_id\": 3, \"sigma\": 2, \"nsim\": 6}",
    .example_data = ""};
