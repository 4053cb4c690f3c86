/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mixed model chosen from the roles of columns. With equal repetitions and two
 * conditions the test of people's means is the paired t, and so is the maximal model's
 * when it is not singular: the choice costs no type I error. */
#include "stats/regression/lmm_default.h"

#include "base/moments.h"
#include "base/text.h"
#include "people/order.h"
#include "stats/difference/effect.h"
#include "stats/difference/p_adjust.h"
#include "stats/people/aggregate.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Rows are those of the sample, or people's means in the same order of columns. */
struct study {
    struct hinge_sample sample;
    const char *group, *condition;
    size_t group_at, condition_at; /* places in sample.factor */
    size_t first_covariate, covariates;
    struct hinge_cells cells; /* people x conditions */
    size_t people, conditions;
    bool varies, repeated; /* condition within people; two rows in some cell */
};

static enum hinge_status gather(struct hinge_analysis *a, struct study *s,
                                struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_participant(a, &columns);
    if (columns.status == HINGE_OK && columns.participant == NULL)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "lmm needs a formula, or outcome and participant");
    hinge_columns_means(a, &columns);
    s->group = hinge_option_text(a, "group");
    s->condition = hinge_option_text(a, "condition");
    s->group_at = s->condition_at = SIZE_MAX;
    if (s->condition != NULL)
        columns.factor[s->condition_at = columns.n_factors++] = s->condition;
    if (s->group != NULL)
        columns.constant = columns.factor[s->group_at = columns.n_factors++] = s->group;
    s->first_covariate = columns.n_numbers;
    s->covariates = hinge_option_words(a, "covariate");
    for (size_t k = 0; k < s->covariates && columns.n_numbers < HINGE_MAX_NUMBERS; k++)
        columns.number[columns.n_numbers++] = hinge_option_word(a, "covariate", k);
    return hinge_sample_gather(a, &columns, &s->sample, error);
}

/* Which cells have rows, and how many. */
static enum hinge_status look(struct hinge_analysis *a, struct study *s,
                              struct hinge_error *error)
{
    const struct hinge_factor *c =
        s->condition != NULL ? &s->sample.factor[s->condition_at] : NULL;
    size_t cells = c != NULL ? c->n_levels : 1;
    enum hinge_status status = hinge_aggregate(
        a, &s->sample, 0, c != NULL ? c->code : NULL, cells, &s->cells, error);
    if (status != HINGE_OK)
        return status;
    bool *seen = hinge_analysis_alloc(a, cells, sizeof *seen);
    if (seen == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t p = 0; p < s->cells.n_participants; p++) {
        size_t own = 0;
        for (size_t k = 0; k < cells; k++) {
            uint32_t count = s->cells.count[p * cells + k];
            own += count > 0;
            seen[k] = seen[k] || count > 0;
            s->repeated = s->repeated || count > 1;
        }
        s->people += own > 0;
        s->varies = s->varies || own > 1;
    }
    for (size_t k = 0; k < cells; k++)
        s->conditions += seen[k];
    return HINGE_OK;
}

/* --- rows for the model --- */

struct table {
    size_t n;
    uint32_t *who;
    uint32_t *factor[2]; /* condition, group; NULL when there is none */
    double *value;
    double *covariate[HINGE_MAX_NUMBERS];
};

static bool make_table(struct hinge_analysis *a, const struct study *s, size_t n,
                       struct table *t)
{
    *t = (struct table){.who = hinge_analysis_alloc(a, n, sizeof *t->who),
                        .value = hinge_analysis_alloc(a, n, sizeof *t->value)};
    bool done = t->who != NULL && t->value != NULL;
    for (size_t f = 0; f < 2; f++)
        done = (t->factor[f] = hinge_analysis_alloc(a, n, sizeof **t->factor)) && done;
    for (size_t k = 0; k < s->covariates; k++)
        done = (t->covariate[k] = hinge_analysis_alloc(a, n, sizeof(double))) && done;
    return done;
}

static enum hinge_status fill_rows(struct hinge_analysis *a, const struct study *s,
                                   struct table *t, struct hinge_error *error)
{
    const struct hinge_sample *sample = &s->sample;
    if (!make_table(a, s, sample->n, t))
        return hinge_analysis_no_memory(error);
    t->n = sample->n;
    for (size_t i = 0; i < sample->n; i++) {
        t->who[i] = sample->participant[i];
        t->value[i] = sample->number[0][i];
        if (s->condition != NULL)
            t->factor[0][i] = sample->factor[s->condition_at].code[i];
        if (s->group != NULL)
            t->factor[1][i] = sample->factor[s->group_at].code[i];
        for (size_t k = 0; k < s->covariates; k++)
            t->covariate[k][i] = sample->number[s->first_covariate + k][i];
    }
    return HINGE_OK;
}

static enum hinge_status fill_means(struct hinge_analysis *a, const struct study *s,
                                    const uint32_t *group, struct table *t,
                                    struct hinge_error *error)
{
    size_t cells = s->cells.n_cells, people = s->cells.n_participants;
    struct hinge_cells covariate[HINGE_MAX_NUMBERS];
    if (!make_table(a, s, people * cells, t))
        return hinge_analysis_no_memory(error);
    for (size_t k = 0; k < s->covariates; k++) {
        enum hinge_status status = hinge_aggregate(
            a, &s->sample, s->first_covariate + k, NULL, 1, &covariate[k], error);
        if (status != HINGE_OK)
            return status;
    }
    for (size_t p = 0; p < people; p++)
        for (size_t c = 0; c < cells; c++) {
            double value = s->cells.value[p * cells + c];
            if (isnan(value))
                continue;
            t->who[t->n] = (uint32_t)p;
            t->value[t->n] = value;
            t->factor[0][t->n] = (uint32_t)c;
            t->factor[1][t->n] = group != NULL ? group[p] : 0;
            for (size_t k = 0; k < s->covariates; k++)
                t->covariate[k][t->n] = covariate[k].value[p];
            t->n++;
        }
    return HINGE_OK;
}

/* Levels that no row has vanish. */
static enum hinge_status
factor_column(struct hinge_analysis *a, const char *name, const char **level,
              size_t levels,
              uint32_t *code, /* NOLINT(readability-non-const-parameter) */
              size_t n, struct hinge_model_column *column, struct hinge_error *error)
{
    struct hinge_factor factor = {.name = name, .n_levels = levels, .code = code};
    factor.level = hinge_analysis_alloc(a, levels, sizeof *factor.level);
    if (factor.level == NULL)
        return hinge_analysis_no_memory(error);
    memcpy(factor.level, level, levels * sizeof *level);
    enum hinge_status status = hinge_model_compact(a, &factor, n, error);
    *column = (struct hinge_model_column){.name = name,
                                          .is_factor = true,
                                          .code = (const int32_t *)factor.code,
                                          .level = factor.level,
                                          .n_levels = factor.n_levels};
    return status;
}

static enum hinge_status set_rows(struct hinge_analysis *a, const struct study *s,
                                  const struct table *t, struct hinge_model_rows *rows,
                                  struct hinge_error *error)
{
    size_t n = 0;
    struct hinge_model_column *column =
        hinge_analysis_alloc(a, 3 + s->covariates, sizeof *column);
    if (column == NULL)
        return hinge_analysis_no_memory(error);
    const char *participant = hinge_option_text(a, "participant");
    enum hinge_status status =
        factor_column(a, participant != NULL ? participant : "participant",
                      s->sample.participant_name, s->sample.n_participants, t->who,
                      t->n, &column[n++], error);
    const size_t at[2] = {s->condition_at, s->group_at};
    for (size_t f = 0; f < 2 && status == HINGE_OK; f++) {
        if (at[f] == SIZE_MAX)
            continue;
        const struct hinge_factor *factor = &s->sample.factor[at[f]];
        status = factor_column(a, factor->name, factor->level, factor->n_levels,
                               t->factor[f], t->n, &column[n++], error);
    }
    for (size_t k = 0; k < s->covariates; k++)
        column[n++] = (struct hinge_model_column){
            .name = hinge_option_word(a, "covariate", k), .value = t->covariate[k]};
    *rows = (struct hinge_model_rows){.sample = s->sample,
                                      .data = {t->n, n, column, 0},
                                      .y = t->value,
                                      .cluster = column[0].code,
                                      .n_clusters = column[0].n_levels};
    return status;
}

/* --- the choice --- */

/* outcome ~ group * condition + covariates + random part. */
static const char *formula_of(struct hinge_analysis *a, const struct study *s,
                              bool slope)
{
    struct hinge_text text = {0};
    const char *participant = hinge_option_text(a, "participant"), *plus = "";
    if (participant == NULL)
        participant = "participant";
    hinge_text_printf(&text, "%s ~ ", hinge_option_text(a, "outcome"));
    if (s->group != NULL) {
        hinge_text_puts(&text, s->group);
        plus = " + ";
    }
    if (s->condition != NULL) {
        hinge_text_printf(&text, "%s%s", s->group != NULL ? " * " : "", s->condition);
        plus = " + ";
    }
    for (size_t k = 0; k < s->covariates; k++, plus = " + ")
        hinge_text_printf(&text, "%s%s", plus, hinge_option_word(a, "covariate", k));
    if (*plus == '\0')
        hinge_text_puts(&text, "1");
    if (slope)
        hinge_text_printf(&text, " + (1 + %s | %s)", s->condition, participant);
    else
        hinge_text_printf(&text, " + (1 | %s)", participant);
    const char *copy =
        text.failed ? NULL : hinge_arena_strdup(&a->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    return copy;
}

/* NULL when the maximal model converges and no direction is without variance. */
static const char *why_not_maximal(const struct hinge_analysis *a, const char *formula,
                                   const struct hinge_model_rows *rows,
                                   enum hinge_status *status, struct hinge_error *error)
{
    struct hinge_model_terms terms = {.formula = {0}};
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit = {.memory = NULL};
    const char *why = NULL;
    *status = hinge_formula_parse(&terms.formula, formula, error);
    if (*status == HINGE_OK)
        *status = hinge_design_build(&terms.design, &terms.formula, &rows->data,
                                     HINGE_CODING_TREATMENT, error);
    if (*status == HINGE_OK)
        *status = hinge_effects_build(&terms.effects, &terms.design, error);
    if (*status == HINGE_OK)
        *status = hinge_lmm_new(&lmm, &terms.design, &terms.effects, rows->y, error);
    if (*status == HINGE_OK) {
        hinge_lmm_watch(lmm, a->watch);
        *status = hinge_lmm_fit(lmm, true, &fit, error);
    }
    if (*status == HINGE_INPUT) {
        why = "no_convergence";
        *status = HINGE_OK;
        if (error != NULL)
            *error = (struct hinge_error)HINGE_ERROR_INIT;
    } else if (*status == HINGE_OK && fit.singular) {
        why = "singular";
    }
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_free(lmm);
    hinge_model_terms_clear(&terms);
    return why;
}

/* --- pairs of conditions, each with its own error --- */

static enum hinge_status put_pairs(struct hinge_analysis *a, const struct study *s,
                                   struct hinge_error *error)
{
    const struct hinge_factor *c = &s->sample.factor[s->condition_at];
    size_t k = c->n_levels, pairs = k * (k - 1) / 2, at = 0;
    double *d = hinge_analysis_alloc(a, s->cells.n_participants, sizeof *d);
    double *p = hinge_analysis_alloc(a, 2 * pairs, sizeof *p), none = NAN;
    json_t **object = hinge_analysis_alloc(a, pairs, sizeof(json_t *));
    if (d == NULL || p == NULL || object == NULL)
        return hinge_analysis_no_memory(error);
    json_t *parent = hinge_put_object(a, a->results, "pairwise");
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++, at++) {
            size_t n = 0;
            char name[512];
            double size = 0;
            const struct hinge_level_pair pair = hinge_level_pair(c->level, i, j);
            for (size_t who = 0; who < s->cells.n_participants; who++) {
                double x = s->cells.value[who * k + pair.first],
                       y = s->cells.value[who * k + pair.second];
                if (isnan(x) || isnan(y))
                    continue;
                d[n++] = x - y;
                size = fmax(size, fabs(x));
            }
            double mean = hinge_stats_mean(d, n), df = (double)n - 1;
            double se = hinge_stats_sd(d, n) / sqrt((double)n);
            double t = hinge_is_rounding(se, size, size) ? none : mean / se;
            struct hinge_interval ci =
                hinge_t_interval(mean, se, df, a->level, HINGE_TWO_SIDED);
            p[at] = hinge_t_p(t, df, HINGE_TWO_SIDED);
            snprintf(name, sizeof name, "%s-%s", c->level[pair.first],
                     c->level[pair.second]);
            object[at] = hinge_put_object(a, parent, name);
            hinge_put_count(a, object[at], "n", n);
            HINGE_PUT_NUMBERS(a, object[at], {"mean_diff", mean}, {"se", se}, {"t", t},
                              {"df", df}, {"p", p[at]}, {"ci_low", ci.low},
                              {"ci_high", ci.high});
        }
    enum hinge_status status =
        hinge_adjust(&a->arena, HINGE_ADJUST_HOLM, p, pairs, p + pairs, error);
    for (size_t i = 0; i < pairs; i++)
        hinge_put_number(a, object[i], "p_holm", p[pairs + i]);
    hinge_analysis_warn(a, NULL, "W_SPHERICITY",
                        "single contrasts assume equal variances of all differences; "
                        "/pairwise has an error for each");
    return status;
}

/* --- all of it --- */

struct choice {
    const char *formula, *reason;
    bool means;
};

static enum hinge_status decide(struct hinge_analysis *a, const struct study *s,
                                struct hinge_model_rows *rows, struct choice *choice,
                                struct hinge_error *error)
{
    struct table table;
    size_t groups =
        s->group != NULL ? s->sample.factor[s->group_at].n_levels : (size_t)1;
    enum hinge_status status = fill_rows(a, s, &table, error);
    if (status == HINGE_OK)
        status = set_rows(a, s, &table, rows, error);
    if (status != HINGE_OK)
        return status;
    *choice = (struct choice){.formula = formula_of(a, s, false)};
    if (s->condition == NULL || !s->varies) {
        choice->reason = "no_condition";
    } else if (!s->repeated) {
        choice->reason = "one_row_per_cell";
    } else if (s->people < groups + s->conditions + 1) {
        choice->reason = "too_few";
        choice->means = true;
    } else {
        const char *maximal = formula_of(a, s, true);
        choice->reason =
            maximal != NULL ? why_not_maximal(a, maximal, rows, &status, error) : NULL;
        status = hinge_model_pass(a, status, error);
        choice->means = choice->reason != NULL;
        if (choice->reason == NULL) {
            choice->formula = maximal;
            choice->reason = "maximal";
        }
    }
    if (status == HINGE_OK && choice->formula == NULL)
        return hinge_analysis_no_memory(error);
    return status;
}

enum hinge_status hinge_lmm_choose(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                   struct hinge_error *error)
{
    struct study s = {.group = NULL};
    struct choice choice;
    struct table table;
    uint32_t *group = NULL;
    enum hinge_status status = gather(a, &s, error);
    if (status == HINGE_OK && s.group != NULL) {
        group = hinge_analysis_alloc(a, s.sample.n_participants, sizeof *group);
        if (group == NULL)
            return hinge_analysis_no_memory(error);
        hinge_sample_level_of(&s.sample, s.group_at, group);
    }
    if (status == HINGE_OK)
        status = look(a, &s, error);
    if (status == HINGE_OK)
        status = decide(a, &s, &w->rows, &choice, error);
    if (status == HINGE_OK && choice.means) {
        status = fill_means(a, &s, group, &table, error);
        if (status == HINGE_OK)
            status = set_rows(a, &s, &table, &w->rows, error);
    }
    if (status != HINGE_OK)
        return status;
    hinge_put_text(a, a->results, "formula", choice.formula);
    hinge_put_text(a, a->results, "formula_reason", choice.reason);
    hinge_put_flag(a, a->results, "aggregated", choice.means);
    hinge_put_list(a, a->results, "no_slope");
    bool one_value = choice.means || strcmp(choice.reason, "one_row_per_cell") == 0;
    if (one_value && s.conditions >= 3)
        status = put_pairs(a, &s, error);
    if (status == HINGE_OK)
        status = hinge_model_pass(
            a, hinge_formula_parse(&w->terms.formula, choice.formula, error), error);
    if (status == HINGE_OK)
        status = hinge_model_build(a, &w->rows, true, &w->terms, error);
    return status;
}

/* --- in words --- */

void hinge_say_model(const struct hinge_sentence_about *about, struct hinge_text *text)
{
    const json_t *results = about->results;
    static const struct {
        const char *reason, *words;
    } because[] = {
        {"no_condition", "no condition varies within people"},
        {"one_row_per_cell", "no person has two rows under one condition"},
        {"too_few", "there are too few people for reactions of their own"},
        {"no_convergence", "the model with people's own reactions does not converge"},
        {"singular", "the data show no spread of people's own reactions"},
        {"maximal", "people's own reactions to the condition can be estimated"}};
    const char *reason = json_string_value(json_object_get(results, "formula_reason"));
    for (size_t i = 0; reason != NULL && i < sizeof because / sizeof *because; i++)
        if (strcmp(because[i].reason, reason) == 0)
            hinge_text_printf(text, "model chosen: %s%s, because %s.\n",
                              json_string_value(json_object_get(results, "formula")),
                              json_is_true(json_object_get(results, "aggregated"))
                                  ? ", of people's "
                                    "means"
                                  : "",
                              because[i].words);
}
