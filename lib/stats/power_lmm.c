/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power_lmm: power of a planned study of groups and conditions, by simulation. */
#include "base/parallel.h"
#include "base/random.h"
#include "stats/model/lmm_tests.h"
#include "stats/power/design_power.h"
#include "stats/power/power_pilot.h"
#include "stats/probability/distribution.h"
#include "stats/regression/model_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LEVELS = 20, MOST_PEOPLE = 1000000, MOST_ROWS = 10000000 };

static const char *const level_names[MOST_LEVELS] = {"1",  "2",  "3",  "4",  "5",
                                                     "6",  "7",  "8",  "9",  "10",
                                                     "11", "12", "13", "14", "15",
                                                     "16", "17", "18", "19", "20"};

struct plan {
    size_t groups, conditions, trials, reps, people, rows;
    size_t *per_group; /* participants of each group */
    double *beta;      /* groups x conditions coefficients */
    double sd_id, sd_slope, sd_trial, sigma, dropout, alpha;
    struct hinge_formula formula;
    size_t term; /* of the formula */
    const char **person, **trial;
    uint64_t seed;
};

struct outcome {
    double p;
    bool singular, failed;
};

struct context {
    const struct plan *plan;
    struct outcome *outcome;
};

/* One simulated study: columns with room for all rows. */
struct study {
    size_t rows, people;
    double *y, *deviation; /* deviation: of the conditions of one participant */
    int32_t *group, *cond, *person, *trial;
    void *memory;
};

/* --- simulation --- */

/* Coefficients are those of treatment coding: (Intercept), groups, conditions, then
 * interactions with the group running fastest. */
static double cell_mean(const struct plan *plan, size_t group, size_t cond)
{
    const double *beta = plan->beta;
    size_t g = plan->groups - 1, c = plan->conditions - 1;
    double mean = beta[0];
    if (group > 0)
        mean += beta[group];
    if (cond > 0)
        mean += beta[g + cond];
    if (group > 0 && cond > 0)
        mean += beta[g + c + (cond - 1) * g + group];
    return mean;
}

/* Draws in the order: id, slopes, trials, eps, and, when some are lost, whether this
 * one is. The draws of somebody lost are made all the same: dropout leaves the others
 * as they are. */
static void add_person(const struct plan *plan, struct hinge_random *random,
                       size_t group, struct study *study)
{
    size_t first = study->rows, row = first, units = plan->conditions * plan->trials;
    double *slope = study->deviation, *trial = slope + plan->conditions;
    double id = plan->sd_id * hinge_random_normal(random);
    slope[0] = 0.0;
    for (size_t c = 1; c < plan->conditions; c++)
        slope[c] = plan->sd_slope * hinge_random_normal(random);
    for (size_t t = 0; t < units; t++)
        trial[t] = plan->sd_trial * hinge_random_normal(random);
    for (size_t t = 0; t < units; t++)
        for (size_t r = 0; r < plan->reps; r++, row++) {
            size_t cond = t / plan->trials;
            study->group[row] = (int32_t)group;
            study->cond[row] = (int32_t)cond;
            study->trial[row] = (int32_t)t;
            study->person[row] = (int32_t)study->people;
            study->y[row] = cell_mean(plan, group, cond) + id + slope[cond] + trial[t] +
                            plan->sigma * hinge_random_normal(random);
        }
    if (plan->dropout > 0.0 && hinge_random_uniform(random) < plan->dropout)
        return;
    study->rows = row;
    study->people++;
}

static void simulate(const struct plan *plan, size_t replicate, struct study *study)
{
    struct hinge_random random;
    hinge_random_init(&random, plan->seed, HINGE_STREAM_POWER, replicate);
    study->rows = study->people = 0;
    for (size_t g = 0; g < plan->groups; g++)
        for (size_t i = 0; i < plan->per_group[g]; i++)
            add_person(plan, &random, g, study);
}

static void free_study(void *memory)
{
    struct study *study = memory;
    if (study != NULL)
        free(study->memory);
    free(study);
}

static void *make_study(void *context)
{
    const struct plan *plan = ((const struct context *)context)->plan;
    size_t deviations = plan->conditions * (1 + plan->trials);
    struct study *study = hinge_alloc(1, sizeof *study);
    if (study == NULL)
        return NULL;
    study->memory = hinge_alloc(3 * plan->rows + deviations, sizeof(double));
    if (study->memory == NULL) {
        free_study(study);
        return NULL;
    }
    study->y = study->memory;
    study->deviation = study->y + plan->rows;
    void *after = study->deviation + deviations;
    study->group = after;
    study->cond = study->group + plan->rows;
    study->person = study->cond + plan->rows;
    study->trial = study->person + plan->rows;
    return study;
}

/* --- one study --- */

static enum hinge_status test_study(const struct plan *plan, const struct study *study,
                                    struct outcome *outcome, struct hinge_error *error)
{
    const struct hinge_model_column column[] = {
        {"group", true, NULL, study->group, level_names, plan->groups},
        {"cond", true, NULL, study->cond, level_names, plan->conditions},
        {"participant", true, NULL, study->person, plan->person, study->people},
        {"trial", true, NULL, study->trial, plan->trial,
         plan->conditions * plan->trials}};
    const struct hinge_model_data data = {study->rows, 4, column, 0};
    struct hinge_design design;
    struct hinge_effects effects = {.n_groups = 0};
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit = {.memory = NULL};
    struct hinge_satterthwaite tests = {.p = 0};
    struct hinge_design_hypothesis h[3];
    struct hinge_f_test test = {.p = (double)NAN};
    enum hinge_status status = hinge_design_build(&design, &plan->formula, &data,
                                                  HINGE_CODING_TREATMENT, error);
    if (status == HINGE_OK)
        status = hinge_effects_build(&effects, &design, error);
    if (status == HINGE_OK)
        status = hinge_lmm_new(&lmm, &design, &effects, study->y, error);
    if (status == HINGE_OK)
        status = hinge_lmm_fit(lmm, true, &fit, error);
    if (status == HINGE_OK)
        status = hinge_satterthwaite_build(&tests, lmm, &fit, error);
    if (status == HINGE_OK)
        status = hinge_design_type3(&design, h, error);
    if (status == HINGE_OK && h[plan->term].n > 0)
        status = hinge_satterthwaite_f(&tests, h[plan->term].l, h[plan->term].n, &test,
                                       error);
    *outcome =
        (struct outcome){test.p, fit.singular, status != HINGE_OK || isnan(test.p)};
    hinge_satterthwaite_clear(&tests);
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_free(lmm);
    hinge_effects_clear(&effects);
    hinge_design_clear(&design);
    return status;
}

static enum hinge_status run_study(void *memory, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct context *context = memory;
    struct study *study = scratch;
    simulate(context->plan, item, study);
    enum hinge_status status =
        test_study(context->plan, study, &context->outcome[item], error);
    /* a study that can't be analysed counts, as one that shows nothing */
    return status == HINGE_INPUT || status == HINGE_USAGE ? HINGE_OK : status;
}

/* --- the plan --- */

static enum hinge_status read_people(struct hinge_analysis *a, struct plan *plan,
                                     struct hinge_error *error)
{
    static const char *const own[] = {"n1", "n2"};
    plan->per_group = hinge_analysis_alloc(a, plan->groups, sizeof *plan->per_group);
    if (plan->per_group == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t g = 0; g < plan->groups; g++) {
        const char *name = g < 2 && hinge_option_given(a, own[g]) ? own[g] : "n";
        if (!hinge_option_given(a, name))
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "power_lmm needs 'n', the participants per group "
                "(or n1 and n2 of two groups)");
        plan->per_group[g] = (size_t)hinge_option_count(a, name);
        plan->people += plan->per_group[g];
    }
    size_t each = plan->conditions * plan->trials * plan->reps;
    if (plan->people > MOST_PEOPLE || plan->people * each > MOST_ROWS)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "a study of %zu participants with %zu repetition(s) each is too large to "
            "be "
            "simulated: at most %d participants and %d repetitions of all",
            plan->people, each, MOST_PEOPLE, MOST_ROWS);
    plan->rows = plan->people * each;
    return HINGE_OK;
}

static enum hinge_status read_beta(struct hinge_analysis *a, struct plan *plan,
                                   struct hinge_error *error)
{
    size_t n = plan->groups * plan->conditions;
    const json_t *given = hinge_option_json(a, "beta");
    plan->beta = hinge_analysis_alloc(a, n, sizeof *plan->beta);
    if (plan->beta == NULL)
        return hinge_analysis_no_memory(error);
    if (json_array_size(given) != n)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "'beta' needs %zu numbers for %zu group(s) and %zu "
                                   "condition(s): the mean, groups, conditions, "
                                   "interactions; it has %zu",
                                   n, plan->groups, plan->conditions,
                                   json_array_size(given));
    for (size_t i = 0; i < n; i++)
        plan->beta[i] = hinge_option_number_at(a, "beta", i);
    return HINGE_OK;
}

static const char *const fixed_parts[2][2] = {{"1", "cond"}, {"group", "group * cond"}};
static const char *const fixed_terms[2][2] = {{"", "cond"},
                                              {"group", "group, cond and group:cond"}};

/* The model has the random terms that the simulation has. */
static enum hinge_status make_formula(struct hinge_analysis *a, struct plan *plan,
                                      char *text, size_t capacity,
                                      struct hinge_error *error)
{
    bool slopes = plan->sd_slope > 0.0 && plan->conditions > 1;
    bool trials = plan->sd_trial > 0.0 && plan->reps > 1;
    snprintf(text, capacity, "y ~ %s + (%s | participant)%s",
             fixed_parts[plan->groups > 1][plan->conditions > 1],
             slopes ? "1 + cond" : "1", trials ? " + (1 | participant:trial)" : "");
    enum hinge_status status = hinge_formula_parse(&plan->formula, text, error);
    if (status != HINGE_OK)
        return status;
    const char *term = hinge_option_text(a, "term");
    size_t n = plan->formula.fixed.n;
    if (n == 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "one group and one condition leave nothing to test");
    plan->term = n - 1; /* the interaction when there is one */
    if (term == NULL || term[0] == '\0')
        return HINGE_OK;
    char name[64];
    for (plan->term = 0; plan->term < n; plan->term++)
        if (strcmp(hinge_formula_term_name(&plan->formula,
                                           plan->formula.fixed.term[plan->term], name,
                                           sizeof name),
                   term) == 0)
            return HINGE_OK;
    return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                               "no term '%s' in the model %s, which has %s", term, text,
                               fixed_terms[plan->groups > 1][plan->conditions > 1]);
}

static enum hinge_status read_plan(struct hinge_analysis *a, struct plan *plan,
                                   char *text, size_t capacity,
                                   struct hinge_error *error)
{
    *plan = (struct plan){.groups = (size_t)hinge_option_count(a, "groups"),
                          .conditions = (size_t)hinge_option_count(a, "conditions"),
                          .trials = (size_t)hinge_option_count(a, "trials"),
                          .reps = (size_t)hinge_option_count(a, "reps"),
                          .sd_id = hinge_option_number(a, "sd_id"),
                          .sd_slope = hinge_option_number(a, "sd_slope"),
                          .sd_trial = hinge_option_number(a, "sd_trial"),
                          .sigma = hinge_option_number(a, "sigma"),
                          .dropout = hinge_option_number(a, "dropout"),
                          .alpha = a->alpha,
                          .seed = a->seed};
    enum hinge_status status = read_people(a, plan, error);
    if (status == HINGE_OK)
        status = read_beta(a, plan, error);
    if (status == HINGE_OK)
        status = make_formula(a, plan, text, capacity, error);
    if (status != HINGE_OK)
        return status;
    size_t trials = plan->conditions * plan->trials;
    plan->person = hinge_analysis_alloc(a, plan->people, sizeof *plan->person);
    plan->trial = hinge_analysis_alloc(a, trials, sizeof *plan->trial);
    if (plan->person == NULL || plan->trial == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < plan->people; i++) /* names are not looked at */
        plan->person[i] = level_names[0];
    for (size_t i = 0; i < trials; i++)
        plan->trial[i] = level_names[0];
    return HINGE_OK;
}

/* --- the run --- */

static void report(struct hinge_analysis *a, const struct plan *plan,
                   const char *formula, const struct outcome *outcome, size_t n)
{
    size_t found = 0, singular = 0, failed = 0;
    char name[64];
    for (size_t i = 0; i < n; i++) {
        failed += outcome[i].failed;
        singular += outcome[i].singular && !outcome[i].failed;
        found += !outcome[i].failed && outcome[i].p < plan->alpha;
    }
    double power = (double)found / (double)n;
    double mcse = sqrt(power * (1.0 - power) / (double)n);
    struct hinge_interval ci = hinge_wilson(power, (double)n, a->level);
    HINGE_PUT_NUMBERS(a, a->results, {"power", power}, {"mcse", mcse},
                      {"ci_low", ci.low}, {"ci_high", ci.high});
    hinge_put_count(a, a->results, "nsim", n);
    hinge_put_count(a, a->results, "n_significant", found);
    hinge_put_count(a, a->results, "n_singular", singular);
    hinge_put_count(a, a->results, "n_failed", failed);
    hinge_put_count(a, a->results, "n_participants", plan->people);
    hinge_put_count(a, a->results, "n_rows", plan->rows);
    hinge_put_text(a, a->results, "formula", formula);
    hinge_put_text(a, a->results, "term",
                   hinge_formula_term_name(&plan->formula,
                                           plan->formula.fixed.term[plan->term], name,
                                           sizeof name));
}

/* As many studies as asked for, else as many as are simulated in seconds: the time goes
 * with the rows of all. */
static size_t count_studies(struct hinge_analysis *a, const struct plan *plan)
{
    enum { ROWS = 240000, LEAST = 100, MOST = 500 };
    if (hinge_option_given(a, "nsim"))
        return (size_t)hinge_option_count(a, "nsim");
    size_t n = ROWS / plan->rows;
    return n < LEAST ? LEAST : n > MOST ? MOST : n;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct plan plan;
    char text[128];
    if (a->table != NULL)
        return hinge_put_power_pilot(a, error);
    if (hinge_option_given(a, "from") || hinge_option_given(a, "effect"))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "'effect' is planned with a pilot: name it with "
                                   "'from', a results file or CSV");
    if (hinge_option_numbers(a, "n") > 1)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "several 'n' are for a pilot ('from'); here give one");
    enum hinge_status status = read_plan(a, &plan, text, sizeof text, error);
    size_t n = status == HINGE_OK ? count_studies(a, &plan) : 1;
    struct context context = {&plan,
                              hinge_analysis_alloc(a, n, sizeof(struct outcome))};
    struct hinge_loop parallel = {.items = n,
                                  .threads = a->threads,
                                  .work = run_study,
                                  .context = &context,
                                  .make_scratch = make_study,
                                  .free_scratch = free_study,
                                  .progress = a->progress};
    if (status == HINGE_OK && context.outcome == NULL)
        status = hinge_analysis_no_memory(error);
    if (status == HINGE_OK)
        status = hinge_parallel_for(&parallel, error);
    if (status == HINGE_OK)
        report(a, &plan, text, context.outcome, n);
    hinge_formula_clear(&plan.formula);
    return hinge_model_pass(a, status, error);
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("curve/*",
              "N = {:k}: power = {power:r!} +/- {mcse:r}, {nsim:n} simulations"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("curve/*",
              "{:k} people (per group) have a power of {power:r!} (Monte Carlo error "
              "{mcse:r})."),
    HINGE_SAY_END};

static const char *const options[] = {
    "n",          "n1",          "n2",       "groups",
    "conditions", "trials",      "reps",     "beta",
    "sd_id",      "sd_slope",    "sd_trial", "sigma",
    "dropout",    "nsim",        "term",     "from",
    "outcome",    "participant", "group",    "condition",
    "order",      "rep",         "trial",    "effect",
    "power",      "test",        "tost",     "noninferiority",
    "better",     "family",      NULL};

const struct hinge_statistic hinge_statistic_power_lmm = {
    .id = "power_lmm",
    .title = "Power of a mixed model",
    .details = "Simulates studies of groups and conditions with trials and repetitions "
               "and fits the linear mixed model to each. Power is the share in which "
               "the named term is significant: type III F, Satterthwaite's degrees of "
               "freedom. Its Monte Carlo error (mcse) halves with four times as many "
               "studies (nsim). With from, the variances come from a pilot's results "
               "file or CSV, and power is given for each of several numbers of people. "
               "test chooses a difference, equivalence or non-inferiority. With family "
               "binomial, the power is for faults, by the logistic model.",
    .needs = 0,
    .options = options,
    .primary = "",
    .main_table = "curve|",
    .apa = (const struct hinge_sentence *const[]){hinge_say_power_apa, apa, NULL},
    .plain = (const struct hinge_sentence *const[]){hinge_say_power_plain, plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"power_lmm\", \"n\": 8, \"reps\": 4, \"beta\": "
                       "[40, -4, -3, -2], "
                       "\"sd_id\": 5, \"sd_slope\": 1.5, \"sigma\": 3, \"nsim\": 40}",
    .example_data = ""};
