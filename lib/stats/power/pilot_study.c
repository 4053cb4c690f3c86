/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pilot's mixed model; studies drawn from it. */
#include "stats/power/pilot_study.h"

#include "stats/model/glmm.h"
#include "stats/model/lmm.h"
#include "stats/people/left_out.h"
#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Formula, design and random effects over columns; cleared by clear_model. */
struct model {
    struct hinge_formula formula;
    struct hinge_design design;
    struct hinge_effects effects;
    struct hinge_lmm *lmm;
    struct hinge_lmm_fit fit;
    struct hinge_glmm *glmm;
    struct hinge_glmm_fit logistic;
};

static enum hinge_status fit_model(struct model *m, const char *formula,
                                   const struct hinge_model_data *data, const double *y,
                                   bool binary, struct hinge_error *error)
{
    const struct hinge_binary outcome = {HINGE_LINK_LOGIT, y, NULL};
    enum hinge_status status = hinge_formula_parse(&m->formula, formula, error);
    if (status == HINGE_OK)
        status = hinge_design_build(&m->design, &m->formula, data,
                                    HINGE_CODING_TREATMENT, error);
    if (status == HINGE_OK)
        status = hinge_effects_build(&m->effects, &m->design, error);
    if (status == HINGE_OK && !binary)
        status = hinge_lmm_new(&m->lmm, &m->design, &m->effects, y, error);
    if (status == HINGE_OK && !binary)
        status = hinge_lmm_fit(m->lmm, true, &m->fit, error);
    if (status == HINGE_OK && binary)
        status =
            hinge_glmm_new(&m->glmm, &m->design, &m->effects, &outcome, 1, 1, error);
    if (status == HINGE_OK && binary)
        status = hinge_glmm_fit(m->glmm, NULL, SIZE_MAX, &m->logistic, error);
    return status;
}

static void clear_model(struct model *m)
{
    hinge_glmm_fit_clear(&m->logistic);
    hinge_glmm_free(m->glmm);
    hinge_lmm_fit_clear(&m->fit);
    hinge_lmm_free(m->lmm);
    hinge_effects_clear(&m->effects);
    hinge_design_clear(&m->design);
    hinge_formula_clear(&m->formula);
}

/* Effect of the term on the columns (Intercept), [group,] condition[, both]: of the
 * condition the mean over groups. */
static void term_of(bool both, const double *beta, const double *vcov, size_t p,
                    double *estimate, double *se)
{
    double l[4] = {0}, variance = 0;
    l[p - 1] = p == 4 && !both ? 0.5 : 1;
    if (p == 4 && !both)
        l[2] = 1;
    *estimate = 0;
    for (size_t i = 0; i < p; i++) {
        *estimate += l[i] * beta[i];
        for (size_t j = 0; j < p; j++)
            variance += l[i] * l[j] * vcov[i * p + j];
    }
    *se = sqrt(variance);
}

/* --- the pilot --- */

static enum hinge_status read_term(struct hinge_analysis *a, const char *group,
                                   const char *condition, struct hinge_pilot *pilot,
                                   struct hinge_error *error)
{
    const char *term = hinge_option_text(a, "term");
    char both[512];
    snprintf(both, sizeof both, "%s:%s", group != NULL ? group : "group", condition);
    pilot->both = term != NULL ? strchr(term, ':') != NULL : group != NULL;
    bool known = term == NULL || strcmp(term, condition) == 0 ||
                 strcmp(term, "cond") == 0 || strcmp(term, both) == 0 ||
                 strcmp(term, "group:cond") == 0;
    if (known && (!pilot->both || group != NULL))
        return HINGE_OK;
    return hinge_analysis_fail(
        a, error, HINGE_E_OPTION,
        "term '%s': from a pilot there are '%s' and, with group, "
        "'%s'",
        term, condition, both);
}

/* With an order A,B effects are A - B: B is the level the others are compared with. */
static void exchange(struct hinge_factor *f, size_t n)
{
    const char *first = f->level[0];
    f->level[0] = f->level[1];
    f->level[1] = first;
    for (size_t i = 0; i < n; i++)
        f->code[i] = 1 - f->code[i];
}

static enum hinge_status gather(struct hinge_analysis *a, struct hinge_sample *sample,
                                struct hinge_pilot *pilot, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error, .binary = {pilot->binary}};
    const char *group = hinge_option_text(a, "group");
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_factor(a, &columns, "condition");
    hinge_columns_participant(a, &columns);
    enum hinge_status status = columns.status;
    if (status == HINGE_OK && columns.participant == NULL)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "power_lmm needs 'participant' of the pilot");
    if (status == HINGE_OK)
        status = read_term(a, group, columns.factor[0], pilot, error);
    if (group != NULL)
        columns.constant = columns.factor[columns.n_factors++] = group;
    columns.pair_of = columns.factor[0];
    if (status == HINGE_OK)
        status = hinge_sample_gather(a, &columns, sample, error);
    for (size_t i = 0; i < columns.n_factors && status == HINGE_OK; i++) {
        status = hinge_model_compact(a, &sample->factor[i], sample->n, error);
        if (status == HINGE_OK && sample->factor[i].n_levels != 2)
            return hinge_analysis_fail(
                a, error,
                sample->factor[i].n_levels < 2 ? HINGE_E_ONE_LEVEL
                                               : HINGE_E_TOO_MANY_LEVELS,
                "the pilot's '%s' has %zu level(s), a plan needs two: choose by filter "
                "or order",
                sample->factor[i].name, sample->factor[i].n_levels);
    }
    pilot->groups = group != NULL ? 2 : 1;
    if (status == HINGE_OK && hinge_option_given(a, "order"))
        exchange(&sample->factor[0], sample->n);
    return status;
}

static enum hinge_status count_people(struct hinge_analysis *a,
                                      const struct hinge_sample *sample,
                                      const struct hinge_factor *who,
                                      struct hinge_pilot *pilot,
                                      struct hinge_error *error)
{
    (void)sample;
    pilot->people = who->n_levels;
    if (pilot->people < pilot->groups + 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "a pilot of %zu people does not show how people "
                                   "differ; at least %zu are needed",
                                   pilot->people, pilot->groups + 2);
    return HINGE_OK;
}

static void read_fit(const struct model *m, struct hinge_pilot *pilot)
{
    if (pilot->binary) {
        pilot->mean = m->logistic.beta[0];
        pilot->sd_id = fabs(m->logistic.theta[0]);
        pilot->sigma = NAN;
        term_of(pilot->both, m->logistic.beta, m->logistic.vcov, m->logistic.p,
                &pilot->effect, &pilot->se);
        return;
    }
    double templates[4];
    hinge_effects_template(&m->effects, m->fit.theta, templates);
    pilot->sigma = m->fit.sigma;
    pilot->mean = m->fit.beta[0];
    pilot->sd_id = hinge_effects_sd(&m->effects, templates, 0, 0) * m->fit.sigma;
    pilot->sd_slope = hinge_effects_sd(&m->effects, templates, 0, 1) * m->fit.sigma;
    pilot->corr = hinge_effects_corr(&m->effects, templates, 0, 0, 1);
    term_of(pilot->both, m->fit.beta, m->fit.vcov, m->fit.p, &pilot->effect,
            &pilot->se);
}

static void put_pilot(struct hinge_analysis *a, const struct model *m,
                      const struct hinge_pilot *pilot)
{
    json_t *results = a->results;
    json_t *object = hinge_put_object(a, results, "pilot");
    hinge_put_count(a, object, "n_participants", pilot->people);
    HINGE_PUT_NUMBERS(a, object, {"sigma", pilot->sigma}, {"effect", pilot->effect},
                      {"effect_se", pilot->se});
    if (pilot->binary)
        hinge_put_number(a, object, "baseline", 1 / (1 + exp(-pilot->mean)));
    if (object == NULL)
        return;
    a->results = object; /* its variances are told of there */
    hinge_model_put_varcorr(a, &m->effects,
                            pilot->binary ? m->logistic.theta : m->fit.theta,
                            pilot->binary ? 1 : m->fit.sigma);
    if (!pilot->binary)
        hinge_model_warn_singular(a, &m->effects, m->fit.singular_block);
    a->results = results;
}

enum hinge_status hinge_pilot_fit(struct hinge_analysis *a, struct hinge_pilot *pilot,
                                  struct hinge_error *error)
{
    struct hinge_sample sample;
    const char *family = hinge_option_text(a, "family");
    *pilot = (struct hinge_pilot){.binary = family != NULL};
    if (family != NULL && strcmp(family, "binomial") != 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "power_lmm takes family binomial, not '%s'", family);
    enum hinge_status status = gather(a, &sample, pilot, error);
    if (status != HINGE_OK)
        return status;
    const char *name = hinge_option_text(a, "participant");
    struct hinge_factor who = {.name = name != NULL ? name : "participant",
                               .n_levels = sample.n_participants,
                               .level = sample.participant_name,
                               .code = sample.participant};
    status = hinge_model_compact(a, &who, sample.n, error);
    if (status == HINGE_OK)
        status = count_people(a, &sample, &who, pilot, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_model_column column[3] = {{.name = who.name,
                                            .is_factor = true,
                                            .code = (const int32_t *)who.code,
                                            .level = who.level,
                                            .n_levels = who.n_levels}};
    for (size_t i = 0; i < pilot->groups; i++)
        column[1 + i] =
            (struct hinge_model_column){.name = sample.factor[i].name,
                                        .is_factor = true,
                                        .code = (const int32_t *)sample.factor[i].code,
                                        .level = sample.factor[i].level,
                                        .n_levels = sample.factor[i].n_levels};
    const struct hinge_model_data data = {sample.n, 1 + pilot->groups, column, 0};
    char formula[1024];
    const char *condition = column[1].name;
    snprintf(formula, sizeof formula, "y ~ %s%s%s + (1%s%s | %s)",
             pilot->groups > 1 ? column[2].name : "", pilot->groups > 1 ? " * " : "",
             condition, pilot->binary ? "" : " + ", pilot->binary ? "" : condition,
             who.name);
    struct model m = {.lmm = NULL};
    status = hinge_model_pass(
        a, fit_model(&m, formula, &data, sample.number[0], pilot->binary, error),
        error);
    if (status == HINGE_OK) {
        read_fit(&m, pilot);
        hinge_sample_report(a, &sample, a->results);
        put_pilot(a, &m, pilot);
    }
    clear_model(&m);
    return status;
}

/* --- studies like it --- */

struct hinge_planned_result hinge_planned_changes(const struct hinge_planned *s,
                                                  struct hinge_random *random,
                                                  double *change)
{
    const struct hinge_pilot *p = s->pilot;
    double n = (double)s->n, groups = (double)p->groups, mean[2] = {0}, squares = 0;
    for (size_t g = 0, at = 0; g < p->groups; g++) {
        for (size_t i = 0; i < s->n; i++, at++) {
            (void)hinge_random_normal(random); /* the person's own level cancels */
            change[at] = p->sd_slope * hinge_random_normal(random);
            for (size_t c = 0; c < 2; c++)
                for (size_t r = 0; r < s->reps; r++)
                    change[at] += (c == 1 ? p->sigma : -p->sigma) *
                                  hinge_random_normal(random) / (double)s->reps;
            change[at] += p->both && g == 0 ? 0 : s->effect;
            mean[g] += change[at] / n;
        }
        for (size_t i = at - s->n; i < at; i++)
            squares += (change[i] - mean[g]) * (change[i] - mean[g]);
    }
    double df = groups * (n - 1), variance = squares / df / n;
    struct hinge_planned_result r = {.df = df};
    r.estimate = p->groups == 1 ? mean[0]
                 : p->both      ? mean[1] - mean[0]
                                : (mean[0] + mean[1]) / 2;
    r.se = sqrt(variance * (p->groups == 1 ? 1 : p->both ? 2 : 0.5));
    return r;
}

/* Columns of a simulated study: participant, condition, group. */
struct columns {
    double *y;
    int32_t *who, *condition, *group;
    const char **name;
};

static void draw_binary(const struct hinge_planned *s, struct hinge_random *random,
                        struct columns *c)
{
    const struct hinge_pilot *p = s->pilot;
    size_t row = 0;
    int32_t person = 0;
    for (size_t g = 0; g < p->groups; g++)
        for (size_t i = 0; i < s->n; i++, person++) {
            double own = p->mean + p->sd_id * hinge_random_normal(random);
            for (int32_t k = 0; k < 2; k++)
                for (size_t r = 0; r < s->reps; r++, row++) {
                    bool moved = k == 1 && (!p->both || g == 1);
                    double eta = own + (moved ? s->effect : 0);
                    c->y[row] = hinge_random_uniform(random) < 1 / (1 + exp(-eta));
                    c->who[row] = person;
                    c->condition[row] = k;
                    c->group[row] = (int32_t)g;
                }
        }
}

enum hinge_status hinge_planned_binary(const struct hinge_planned *s,
                                       struct hinge_random *random,
                                       struct hinge_planned_result *result,
                                       struct hinge_error *error)
{
    const struct hinge_pilot *p = s->pilot;
    size_t people = s->n * p->groups, rows = people * 2 * s->reps;
    struct hinge_arena arena = {0};
    struct columns c = {.y = hinge_arena_alloc(&arena, rows, sizeof(double)),
                        .who = hinge_arena_alloc(&arena, 3 * rows, sizeof(int32_t)),
                        .name = hinge_arena_alloc(&arena, people + 2, sizeof(char *))};
    *result = (struct hinge_planned_result){.df = HUGE_VAL, .failed = true};
    if (c.y == NULL || c.who == NULL || c.name == NULL) {
        hinge_arena_clear(&arena);
        return hinge_no_memory(error);
    }
    c.condition = c.who + rows;
    c.group = c.condition + rows;
    for (size_t i = 0; i < people + 2; i++)
        c.name[i] = ""; /* not looked at */
    draw_binary(s, random, &c);
    const struct hinge_model_column column[] = {
        {"participant", true, NULL, c.who, c.name, people},
        {"cond", true, NULL, c.condition, c.name, 2},
        {"group", true, NULL, c.group, c.name, 2}};
    const struct hinge_model_data data = {rows, 1 + p->groups, column, 0};
    struct model m = {.lmm = NULL};
    enum hinge_status status =
        fit_model(&m,
                  p->groups > 1 ? "y ~ group * cond + (1 | participant)"
                                : "y ~ cond + (1 | participant)",
                  &data, c.y, true, error);
    if (status == HINGE_OK) {
        term_of(p->both, m.logistic.beta, m.logistic.vcov, m.logistic.p,
                &result->estimate, &result->se);
        result->failed = !(result->se > 0);
    }
    clear_model(&m);
    hinge_arena_clear(&arena);
    return status;
}
