/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lmm: linear mixed model of repetitions in trials in participants. */
#include "stats/conditions/repeated.h"
#include "stats/model/lmm_bootstrap.h"
#include "stats/model/lmm_profile.h"
#include "stats/numbers/trend.h"
#include "stats/regression/lmm_default.h"
#include "stats/regression/model_report.h"
#include "stats/regression/random_slope.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_fit(struct hinge_analysis *a, const struct hinge_lmm_work *w)
{
    const struct hinge_lmm_fit *fit = &w->fit;
    HINGE_PUT_NUMBERS(a, a->results, {"criterion", fit->criterion},
                      {"loglik", fit->loglik}, {"aic", fit->aic}, {"bic", fit->bic},
                      {"sigma", fit->sigma}, {"r2_marginal", fit->r2_marginal},
                      {"r2_conditional", fit->r2_conditional}, {"icc", fit->icc});
    hinge_put_flag(a, a->results, "reml", fit->reml);
    hinge_put_flag(a, a->results, "singular", fit->singular);
    hinge_put_flag(a, a->results, "converged", true);
    json_t *theta = hinge_put_list(a, a->results, "theta");
    for (size_t i = 0; i < fit->n_theta; i++)
        hinge_append_number(a, theta, fit->theta[i]);
    hinge_model_put_varcorr(a, &w->terms.effects, fit->theta, fit->sigma);
    hinge_model_warn_singular(a, &w->terms.effects, fit->singular_block);
}

/* --- intervals of all parameters --- */

/* Where one parameter stands in the document. */
static json_t *place(struct hinge_analysis *a, json_t *parent, const char *const *keys,
                     size_t n)
{
    for (size_t i = 0; i < n && parent != NULL; i++)
        parent = hinge_object_of(a, parent, hinge_analysis_label(a, keys[i]));
    return parent;
}

/* Calls put for every parameter in the order of hinge_lmm_parameters. */
typedef enum hinge_status (*put_interval)(struct hinge_analysis *a,
                                          struct hinge_lmm_work *w,
                                          const struct hinge_profile_target *target,
                                          size_t index, json_t *object,
                                          const void *context,
                                          struct hinge_error *error);

static enum hinge_status put_group(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                   size_t g, size_t *index, json_t *parent,
                                   put_interval put, const void *context,
                                   struct hinge_error *error)
{
    const struct hinge_effects_group *group = &w->terms.effects.group[g];
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < group->k && status == HINGE_OK; i++) {
        struct hinge_profile_target target = {HINGE_PROFILE_SD, g, i, 0};
        const char *const keys[] = {"varcorr", group->name, "sd",
                                    group->column_name[i]};
        status =
            put(a, w, &target, (*index)++, place(a, parent, keys, 4), context, error);
    }
    for (size_t i = 0; i < group->k && status == HINGE_OK; i++)
        for (size_t j = 0; j < i && status == HINGE_OK; j++) {
            struct hinge_profile_target target = {HINGE_PROFILE_CORR, g, j, i};
            char name[1024];
            snprintf(name, sizeof name, "%s~%s", group->column_name[j],
                     group->column_name[i]);
            const char *const keys[] = {"varcorr", group->name, "corr", name};
            size_t own = (*index)++;
            if (hinge_effects_share_block(&w->terms.effects, g, i, j))
                status =
                    put(a, w, &target, own, place(a, parent, keys, 4), context, error);
        }
    return status;
}

static enum hinge_status put_all(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                 json_t *parent, put_interval put, const void *context,
                                 struct hinge_error *error)
{
    size_t index = 0;
    enum hinge_status status = HINGE_OK;
    for (size_t j = 0; j < w->fit.p && status == HINGE_OK; j++) {
        struct hinge_profile_target target = {HINGE_PROFILE_FIXED, 0, j, 0};
        const char *const keys[] = {"fixed", hinge_design_name(&w->terms.design, j)};
        status = put(a, w, &target, index++, place(a, parent, keys, 2), context, error);
    }
    struct hinge_profile_target sigma = {HINGE_PROFILE_SIGMA, 0, 0, 0};
    const char *const keys[] = {"sigma"};
    if (status == HINGE_OK)
        status = put(a, w, &sigma, index++, place(a, parent, keys, 1), context, error);
    for (size_t g = 0; g < w->terms.effects.n_groups && status == HINGE_OK; g++)
        status = put_group(a, w, g, &index, parent, put, context, error);
    return status;
}

static enum hinge_status put_profile(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                     const struct hinge_profile_target *target,
                                     size_t index, json_t *object, const void *context,
                                     struct hinge_error *error)
{
    double low, high;
    (void)index;
    enum hinge_status status =
        hinge_lmm_profile(w->lmm, context, target, a->level, &low, &high, error);
    HINGE_PUT_NUMBERS(a, object, {"low", low}, {"high", high});
    return status;
}

static enum hinge_status put_bootstrap(struct hinge_analysis *a,
                                       struct hinge_lmm_work *w,
                                       const struct hinge_profile_target *target,
                                       size_t index, json_t *object,
                                       const void *context, struct hinge_error *error)
{
    const struct hinge_lmm_bootstrap *bootstrap = context;
    (void)w;
    (void)target;
    (void)error;
    HINGE_PUT_NUMBERS(a, object, {"low", bootstrap->low[index]},
                      {"high", bootstrap->high[index]});
    return HINGE_OK;
}

static enum hinge_status profile_intervals(struct hinge_analysis *a,
                                           struct hinge_lmm_work *w,
                                           struct hinge_error *error)
{
    struct hinge_lmm_fit ml;
    enum hinge_status status = hinge_lmm_fit(w->lmm, false, &ml, error);
    hinge_watch_parts(a->watch, 2 * hinge_lmm_parameters(w->lmm));
    if (status == HINGE_OK)
        status = put_all(a, w, hinge_put_object(a, a->results, "profile"), put_profile,
                         &ml, error);
    hinge_watch_parts(a->watch, 0);
    hinge_lmm_fit_clear(&ml);
    return status;
}

/* Who is drawn: the option, else the grouping column participant, else the only column
 * that groups by itself. NULL: several could be meant, and which is drawn decides how
 * wide the intervals are. */
static const char *unit_of_cases(const struct hinge_analysis *a,
                                 const struct hinge_lmm_work *w)
{
    const struct hinge_formula *formula = &w->terms.formula;
    const char *name = hinge_option_text(a, "participant"), *alone = NULL;
    bool clear = true;
    if (name != NULL)
        return name;
    for (size_t i = 0; i < formula->n_random; i++) {
        const char *const *group = formula->random[i].group;
        for (size_t k = 0; k < HINGE_FORMULA_NEST && group[k] != NULL; k++)
            if (strcmp(group[k], "participant") == 0)
                return group[k];
        if (group[1] != NULL)
            continue;
        clear = clear && (alone == NULL || strcmp(alone, group[0]) == 0);
        alone = group[0];
    }
    return clear ? alone : NULL;
}

static enum hinge_status bootstrap_intervals(struct hinge_analysis *a,
                                             struct hinge_lmm_work *w,
                                             struct hinge_error *error)
{
    long long wanted = hinge_option_count(a, "bootstrap");
    struct hinge_lmm_bootstrap_task task = {.replicates =
                                                wanted > 0 ? (size_t)wanted : 1000,
                                            .seed = a->seed,
                                            .level = a->level,
                                            .threads = a->threads,
                                            .progress = a->progress};
    struct hinge_lmm_bootstrap bootstrap;
    bool cases = strcmp(hinge_option_text(a, "ci"), "case") == 0;
    const char *unit = cases ? unit_of_cases(a, w) : NULL;
    if (cases && unit == NULL)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "the case bootstrap draws people: name their column "
                                   "with the option 'participant'");
    enum hinge_status status =
        cases ? hinge_lmm_case_bootstrap(w->lmm, &w->fit, w->rows.y, unit, &task,
                                         &bootstrap, error)
              : hinge_lmm_bootstrap(w->lmm, &w->fit, &task, &bootstrap, error);
    json_t *object = hinge_put_object(a, a->results, "bootstrap");
    if (status == HINGE_OK) {
        hinge_put_count(a, object, "replicates", task.replicates);
        hinge_put_count(a, object, "failed", bootstrap.failed);
        status = put_all(a, w, object, put_bootstrap, &bootstrap, error);
    }
    hinge_lmm_bootstrap_clear(&bootstrap);
    return status;
}

static enum hinge_status put_intervals(struct hinge_analysis *a,
                                       struct hinge_lmm_work *w,
                                       struct hinge_error *error)
{
    const char *kind = hinge_option_text(a, "ci");
    if (strcmp(kind, "profile") == 0)
        return profile_intervals(a, w, error);
    if (strcmp(kind, "bootstrap") == 0 || strcmp(kind, "case") == 0)
        return bootstrap_intervals(a, w, error);
    return HINGE_OK;
}

/* --- the run --- */

/* With a formula of the user's own. */
static enum hinge_status build_model(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                     struct hinge_error *error)
{
    struct hinge_model_wanted wanted = {
        .participant = hinge_option_text(a, "participant"), .means = true};
    struct hinge_model_terms *terms = &w->terms;
    enum hinge_status status = hinge_model_parse(a, "formula", terms, error);
    if (status == HINGE_OK && terms->formula.n_random == 0)
        return hinge_analysis_fail(a, error, HINGE_E_FORMULA,
                                   "formula: no random term; add one such as "
                                   "(1 | participant)");
    if (status == HINGE_OK)
        status = hinge_model_gather(a, &wanted, &terms, 1, &w->rows, error);
    if (status == HINGE_OK)
        status = hinge_model_check_slopes(a, &w->rows, &terms->formula, error);
    if (status == HINGE_OK)
        status = hinge_model_build(a, &w->rows, true, terms, error);
    return status;
}

static enum hinge_status fit_model(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                   struct hinge_error *error)
{
    enum hinge_status status = hinge_margins_read(a, (double)NAN, &w->margins, error);
    if (status == HINGE_OK)
        status = hinge_option_given(a, "formula") ? build_model(a, w, error)
                                                  : hinge_lmm_choose(a, w, error);
    return status == HINGE_OK ? hinge_lmm_work_fit(a, w, error) : status;
}

static enum hinge_status report(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                struct hinge_error *error)
{
    hinge_model_report_rows(a, &w->rows, &w->terms);
    put_fit(a, w);
    enum hinge_status status = hinge_lmm_put_tests(a, w, error);
    if (status == HINGE_OK)
        status = put_intervals(a, w, error);
    return hinge_model_pass(a, status, error);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_lmm_work w = {.lmm = NULL};
    enum hinge_status status = fit_model(a, &w, error);
    if (status == HINGE_OK)
        status = report(a, &w, error);
    hinge_lmm_work_clear(&w);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence plain[] = {
    HINGE_SAY("contrasts/*/*",
              "{/ddf:_!}{:P} is {estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; "
              "{/ddf:m}, {/n_participants:n} people): the first is {estimate:h}.",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("contrasts/*/*",
              "{/ddf:_!}{:P} is {estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; "
              "{/ddf:m}, {/n_participants:n} people): no clear difference.",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY_END};

static const struct hinge_sentence plain_2[] = {
    HINGE_SAY("contrasts/*/*/standardised/total",
              "{:P} is {d:2!} of the SD between repetitions of all people ({sd:x})."),
    HINGE_SAY("fixed/*",
              "{/ddf:_!}{contrast:t}: {estimate:x!}{:u} ({:c}% CI {ci_low:x} to "
              "{ci_high:x}; {/ddf:m}, {/n_participants:n} people).",
              .when = HINGE_SAY_SURE, .unless = "contrasts"),
    HINGE_SAY(
        "fixed/*",
        "{/ddf:_!}{contrast:t}: {estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; "
        "{/ddf:m}, "
        "{/n_participants:n} people): no clear effect.",
        .when = HINGE_SAY_OPEN, .unless = "contrasts"),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("contrasts/*/*", "{:P}: t({df:d}) = {t:2!}, {:A}."),
    HINGE_SAY("fixed/*", "{contrast:t}: t({df:d}) = {t:2!}, p {p:p}.",
              .unless = "contrasts"),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_MEANS,
                                      HINGE_TAKES_MARGINS,
                                      "formula",
                                      "outcome",
                                      "group",
                                      "condition",
                                      "covariate",
                                      "standardise",
                                      "ddf",
                                      "reml",
                                      "coding",
                                      "emm",
                                      "contrast",
                                      "trend",
                                      "scores",
                                      "adjust",
                                      "ci",
                                      "bootstrap",
                                      NULL};

const struct hinge_statistic hinge_statistic_lmm = {
    .id = "lmm",
    .title = "Linear mixed model",
    .details = "Takes a formula, or outcome, participant, group, condition and "
               "covariate; it then chooses the fullest model that the data allow, else "
               "means. Gives fixed effects, standard deviations of the random effects, "
               "type III tests and estimated marginal means with contrasts. Degrees of "
               "freedom are by Kenward and Roger (the default below 50 people) and by "
               "Satterthwaite. Intervals are by Wald, profile likelihood, parametric "
               "bootstrap or bootstrap of people (case).",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "contrasts *|fixed",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){hinge_say_pairwise_apa,
                                                  hinge_say_fixed_apa,
                                                  hinge_say_margins_apa,
                                                  hinge_say_trend_apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, hinge_say_margins_plain,
                                                    plain_2, hinge_say_pairwise_plain,
                                                    hinge_say_trend_plain, NULL},
    .say = hinge_say_model,
    .run = run,
    .example_request = "{\"analysis\": \"lmm\", \"formula\": \"angle ~ cue + (1 | "
                       "participant)\", \"emm\": [\"cue\"]}",
    .example_data = "participant,cue,angle\na,none,31\na,none,33\na,tap,28\na,tap,26\n"
                    "b,none,41\nb,none,44\nb,tap,38\nb,tap,37\nc,none,35\nc,none,38\n"
                    "c,tap,36\nc,tap,33\nd,none,29\nd,none,27\nd,tap,25\nd,tap,26\n"};
