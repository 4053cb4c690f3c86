/* SPDX-License-Identifier: GPL-3.0-or-later */
/* relation: how an outcome, or its change, goes with a number of people or another outcome. */
#include "stats/kind.h"
#include "stats/numbers/numbers.h"
#include "stats/parts/planned.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

enum { INTERVALS = 5, TESTED = 10, DOSES = 3, PLACES = 21, MOST = HINGE_MAX_NUMBERS / 2 };

/* A straight line over people, HC3; r and rho of what covariates leave. */
#define LINE(F)                                                                                    \
    F(SIZE, n)                                                                                     \
    F(NUMBER, slope)                                                                               \
    F(NUMBER, se)                                                                                  \
    F(INTERVAL, ci)                                                                                \
    F(NUMBER, df) F(NUMBER, p) F(NUMBER, r) F(INTERVAL, r_ci) F(NUMBER, rho) F(INTERVAL, rho_ci)
HINGE_ROW(line, LINE)
/* What a figure draws on: the names of its axes. */
#define AXES(F) F(TEXT, x_name) F(TEXT, y_name) F(NUMBER, x_scale) F(NUMBER, y_scale)
HINGE_ROW(axes, AXES)
/* Slope of the first group minus that of the second. */
#define SLOPES(F) F(NUMBER, estimate) F(NUMBER, se) F(INTERVAL, ci) F(NUMBER, df) F(NUMBER, p)
HINGE_ROW(slopes, SLOPES)
/* Each person's own slope. */
#define MEAN_SLOPE(F) F(SIZE, n) F(NUMBER, slope) F(NUMBER, sd) F(INTERVAL, ci) F(NUMBER, p)
HINGE_ROW(mean_slope, MEAN_SLOPE)

struct relation {
    const char *with;
    struct hinge_participants people;
    double *x, per; /* readers see `per` times a number of `with` */
    char name[160];
    const char *axis, *step; /* its name and unit; " kg" behind the 1 of "1 kg more" */
    bool repeats;   /* both are measured in each repetition: people's means, between them */
    bool described; /* a change on its own baseline of the same recordings: no test */
};

/* --- values --- */

/* Whether a column is measured in each repetition, so that its mean counts; else it is of people or
 * recordings. */
static bool is_outcome(struct hinge_analysis *a, const char *column)
{
    const long at = hinge_table_find(a->table, column);
    const bool results = hinge_table_find(a->table, "in_groups") >= 0,
               unit = at >= 0 && *a->table->column[at].unit != '\0';
    return strchr(column, ':') != NULL || (at >= 0 && a->table->column[at].share && !unit) ||
           (results ? hinge_table_find(a->table,
                                       hinge_arena_printf(&a->arena, "reason:%s", column)) >= 0
                    : unit);
}

/* Rows of the run of which `keep` holds; NULL: all. */
static const bool *stratum_of(struct hinge_analysis *a, const bool *keep)
{
    bool *rows = hinge_analysis_alloc(a, a->table->rows, sizeof *rows);
    for (size_t i = 0; i < a->table->rows; i++)
        rows[i] = (a->stratum == NULL || a->stratum[i]) && (keep == NULL || keep[i]);
    return rows;
}

/* The unit behind the 1 of "for each 1 kg more": of the outcome's changes, else of its name. */
static const char *step_of(struct hinge_analysis *a, const struct hinge_analysis *of)
{
    const struct hinge_unit_form form = hinge_sentences_unit(of);
    const char *change = hinge_arena_strdup(&a->arena, form.change),
               *unit = hinge_wording_unit(of->outcome);
    return strcmp(change, " percentage points") == 0 ? " percentage point" /* of one */
           : *change != '\0' || *unit == '\0'        ? change
                                                     : hinge_arena_printf(&a->arena, " %s", unit);
}

/* "Depth (°)": a name of an axis. */
static const char *axis_of(struct hinge_analysis *a, const char *name, const char *unit)
{
    char *text = hinge_wording_capital(hinge_arena_strdup(&a->arena, name));
    const size_t n = strlen(text);
    const bool bracket = n > 0 && text[n - 1] == ')'; /* "(after minus before, points)" */
    return *unit == '\0' ? text
                         : hinge_arena_printf(&a->arena, "%.*s%s%s)", (int)(n - bracket), text,
                                              bracket ? ", " : " (", unit + (*unit == ' '));
}

/* Each person's value of `with` in these rows, NaN without one. */
static bool find_x(struct hinge_analysis *a, struct relation *r, const bool *rows)
{
    const struct hinge_people_wanted nothing_else = {.group = false};
    const struct hinge_sample *sample = &r->people.sample;
    struct hinge_participants found;
    struct hinge_analysis inner = hinge_inner(a);
    const char *why;
    inner.outcome = r->with;
    if (!a->ask.with_change)
        inner.ask.change = NULL;
    inner.ask.group = NULL;
    inner.stratum = rows;
    r->x = hinge_analysis_alloc(a, r->people.n, sizeof *r->x);
    const bool gathered = hinge_people_gather(&inner, &nothing_else, &found);
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    double *value = hinge_analysis_alloc(a, (gathered ? found.n : 0) + 1, sizeof *value);
    for (size_t k = 0; gathered && k < found.n; k++)
        value[hinge_intern_number(&names, found.sample.participant_name[found.who[k]])] =
            found.value[k];
    const size_t n = names.n;
    for (size_t i = 0; gathered && i < r->people.n; i++) {
        const size_t k = hinge_intern_number(&names, sample->participant_name[r->people.who[i]]);
        r->x[i] = k < n ? value[k] : (double)NAN;
    }
    const struct hinge_unit_form unit = hinge_sentences_unit(&inner);
    hinge_sentences_outcome(&inner, r->name);
    if (a->ask.with_change)
        snprintf(r->name, sizeof r->name, "%s",
                 hinge_arena_printf(&a->arena, "the change of %s", r->name));
    else if (a->ask.change != NULL && is_outcome(a, r->with))
        strncat(r->name, " at the baseline", sizeof r->name - strlen(r->name) - 1);
    r->per = unit.scale;
    r->step = step_of(a, &inner);
    r->axis = axis_of(a, r->name, *unit.after != '\0' ? unit.after : r->step);
    if (hinge_inner_answers(a, &inner, &why) && why != NULL)
        hinge_analysis_fail(a, inner.code, "'%s': %s", r->with, why);
    hinge_inner_warn(a, &inner, NULL);
    hinge_inner_end(&inner);
    return !a->failed;
}

/* --- a change on its own baseline --- */

/* Sides of the baseline: rows of the table that predict, and those that change. False after a
 * failure: no split. */
static bool split(struct hinge_analysis *a, const struct hinge_people_wanted *wanted,
                  const bool **predict, const bool **change, bool *described)
{
    static const char *const says[] = {
        [HINGE_SPLIT_BENDS] =
            "odd repetitions give the baseline, even ones the change; both are of "
            "the same recordings, so the slope is described",
        [HINGE_SPLIT_RECORDINGS] =
            "the first recording of the baseline predicts, the later ones give the change"};
    struct hinge_analysis inner = hinge_inner(a);
    struct hinge_participants people;
    const struct hinge_table *table = a->table;
    const char *why, *rep = a->ask.rep != NULL ? a->ask.rep : "rep";
    const bool gathered = hinge_people_gather(&inner, wanted, &people);
    if (!hinge_inner_answers(a, &inner, &why) || !gathered) {
        if (!a->failed)
            hinge_analysis_fail(a, inner.code, "%s", why);
        hinge_inner_end(&inner);
        return false;
    }
    const struct hinge_sample *s = &people.sample;
    const struct hinge_factor *cue = &s->factor[wanted->group ? 1 : 0];
    const char *const by_trial = hinge_table_find(table, "trial") >= 0 ? "trial" : a->ask.trial;
    const long trial = by_trial != NULL ? hinge_table_find(table, by_trial) : -1,
               number = hinge_table_find(table, rep);
    struct hinge_labels recording = {0};
    if (trial >= 0)
        recording = hinge_column_labels(&inner, (size_t)trial, s->row, s->n, HINGE_BY_LEVEL);
    bool *has = hinge_analysis_alloc(a, s->n_participants + 1, sizeof *has);
    bool *first = hinge_analysis_alloc(a, table->rows, sizeof *first),
         *other = hinge_analysis_alloc(a, table->rows, sizeof *other);
    double *place = hinge_analysis_alloc(a, 2 * s->n_participants + 1, sizeof *place);
    struct hinge_bend *bend = hinge_analysis_alloc(a, s->n + 1, sizeof *bend);
    size_t *row = hinge_analysis_alloc(a, s->n + 1, sizeof *row), n = 0;
    unsigned char *side = hinge_analysis_alloc(a, s->n + 1, sizeof *side);
    for (size_t i = 0; i < people.n; i++)
        has[people.who[i]] = true;
    for (size_t i = 0; i < s->n; i++) {
        const uint32_t who = s->participant[i];
        if (!has[who])
            continue;
        place[2 * who + cue->code[i]]++;
        double rep_number = place[2 * who + cue->code[i]];
        if (number >= 0) {
            const char *text = hinge_table_word(table, rep, s->row[i]);
            const double of = hinge_table_number(table, rep, s->row[i]);
            rep_number = !isnan(of) ? of : *text != '\0' ? strtod(text, NULL) : rep_number;
        }
        const uint32_t code = recording.n > 0 ? recording.code[i] : 0;
        bend[n] = (struct hinge_bend){who, cue->code[i] == 0, code == HINGE_NO_LEVEL ? 0 : code,
                                      rep_number, false};
        row[n++] = s->row[i];
    }
    const enum hinge_split of = hinge_split_of(bend, n, s->n_participants, 2, side);
    for (size_t i = 0; i < n; i++) {
        first[row[i]] = side[i] == HINGE_PART_CHOOSES && bend[i].condition == 0;
        other[row[i]] = side[i] == HINGE_PART_COMPARED;
    }
    *predict = stratum_of(a, first);
    *change = stratum_of(a, other);
    hinge_inner_warn(a, &inner, NULL);
    hinge_inner_end(&inner);
    if (of == HINGE_SPLIT_NONE)
        return hinge_analysis_fail(
            a, HINGE_E_OPTION,
            "a change is related to its own baseline only if other bends give the baseline than "
            "the change: half of the people need 4 usable repetitions in each condition, or two "
            "recordings of the baseline; record more, or name another column with --with");
    hinge_analysis_warn(a, NULL, HINGE_W_COUPLED, "%s", says[of]);
    hinge_add_text(a->results, "split", hinge_split_name(of));
    *described = of == HINGE_SPLIT_BENDS;
    return true;
}

/* --- a line --- */

/* What the covariates leave of y. */
static bool leave(struct hinge_analysis *a, const double *y, const double *covariates,
                  size_t columns, size_t n, double *rest)
{
    struct hinge_ols fit;
    if (!hinge_ols_fit(a, covariates, columns, y, n, &fit))
        return false;
    memcpy(rest, fit.residual, n * sizeof *rest);
    return true;
}

/* Of Fisher's z with this variance. */
static struct hinge_interval fisher(double r, double variance, double level)
{
    const double z = hinge_normal_quantile((1 + level) / 2) * sqrt(variance);
    return (struct hinge_interval){tanh(atanh(r) - z), tanh(atanh(r) + z)};
}

/* The list with this key, which is added once. */
static json_t *list_of(json_t *parent, const char *key)
{
    json_t *list = json_object_get(parent, key);
    return list != NULL ? list : hinge_add_list(parent, key);
}

/* Adds the line and its band to results.line: from the least x to the largest, where covariates
 * have their means. `covariance` is NULL where there is no interval. */
static void add_band(struct hinge_analysis *a, const struct hinge_ols *fit, const double *columns,
                     const double *covariance, const char *group)
{
    const double none = NAN, *x = columns + (fit->columns - 1) * fit->n;
    double least = x[0], most = x[0], *at = hinge_analysis_alloc(a, fit->p, sizeof *at);
    json_t *line = json_object_get(a->results, "line");
    for (size_t i = 0; i < fit->n; i++) {
        least = fmin(least, x[i]);
        most = fmax(most, x[i]);
    }
    for (size_t k = 0; k < fit->p; k++)
        at[k] = hinge_stats_mean(columns + fit->kept[k] * fit->n, fit->n);
    for (size_t i = 0; i < PLACES; i++) {
        double variance = 0;
        at[fit->p - 1] = least + (most - least) * (double)i / (PLACES - 1);
        for (size_t k = 0; covariance != NULL && k < fit->p; k++)
            variance += at[k] * hinge_dense_dot(covariance + k * fit->p, at, fit->p);
        const double y = hinge_dense_dot(at, fit->beta, fit->p);
        const struct hinge_interval ci =
            covariance != NULL
                ? hinge_t_interval(y, sqrt(variance), fit->df, a->level, HINGE_TWO_SIDED)
                : (struct hinge_interval){none, none};
        if (group != NULL)
            hinge_append_text(list_of(line, "group"), group);
        hinge_append_number(list_of(line, "x"), at[fit->p - 1]);
        hinge_append_number(list_of(line, "y"), y);
        hinge_append_number(list_of(line, "ci_low"), ci.low);
        hinge_append_number(list_of(line, "ci_high"), ci.high);
    }
}

/* The line of y on x, adjusted for k covariates [k][n], of a group (NULL: of all); its places are
 * added where no other group's are. False after a failure; too few people are none. */
static bool line_of(struct hinge_analysis *a, const double *x, const double *y,
                    const double *const *covariate, size_t k, size_t n, const char *group,
                    struct line *line)
{
    const double none = NAN;
    *line = (struct line){n,    none, none,         {none, none}, none,
                          none, none, {none, none}, none,         {none, none}};
    if (n < 3 + k)
        return true;
    double *columns = hinge_analysis_alloc(a, (7 + k) * n, sizeof *columns);
    double *rank[2] = {columns + (2 + k) * n, columns + (3 + k) * n};
    double *rest[2] = {columns + (4 + k) * n, columns + (5 + k) * n}, ties;
    size_t *order = hinge_analysis_alloc(a, n, sizeof *order);
    bool tied;
    for (size_t i = 0; i < n; i++)
        columns[i] = 1;
    for (size_t c = 0; c < k; c++)
        memcpy(columns + (1 + c) * n, covariate[c], n * sizeof *columns);
    memcpy(columns + (1 + k) * n, x, n * sizeof *columns);
    struct hinge_ols fit;
    if (!hinge_ols_fit(a, columns, 2 + k, y, n, &fit))
        return false;
    if (fit.kept[fit.p - 1] != 1 + k) { /* x is constant, or the covariates tell it */
        hinge_warn_constant(a, "what the outcome goes with does not vary", NULL,
                            "there is no slope");
        return true;
    }
    double *covariance = hinge_analysis_alloc(a, fit.p * fit.p, sizeof *covariance), size = 0;
    for (size_t i = 0; i < n; i++)
        size = fmax(size, fabs(y[i]));
    hinge_ols_hc3(a, &fit, columns, covariance);
    const bool exact = hinge_is_rounding(sqrt(fit.rss / (double)n), size, size),
               interval = n >= INTERVALS && n > 3 + k;
    line->slope = fit.beta[fit.p - 1];
    line->df = fit.df;
    line->se = exact ? none : sqrt(covariance[fit.p * fit.p - 1]);
    if (group != NULL || a->ask.group == NULL)
        add_band(a, &fit, columns, exact || !interval ? NULL : covariance, group);
    const double t = line->slope / line->se;
    if (!leave(a, x, columns, 1 + k, n, rest[0]) || !leave(a, y, columns, 1 + k, n, rest[1]))
        return false;
    const double left = sqrt(hinge_dense_dot(rest[1], rest[1], n) / (double)n);
    if (hinge_is_rounding(left, size, size)) { /* whose ranks would be those of rounding */
        line->slope = 0;
        hinge_warn_constant(
            a, group != NULL ? "the outcome does not vary in" : "the outcome does not vary", group,
            "there is no relation");
        return true;
    }
    line->r = hinge_stats_correlation(rest[0], rest[1], n);
    hinge_ranks(x, n, rank[0], order, &ties, &tied);
    hinge_ranks(y, n, rank[1], order, &ties, &tied);
    if (!leave(a, rank[0], columns, 1 + k, n, rest[0]) ||
        !leave(a, rank[1], columns, 1 + k, n, rest[1]))
        return false;
    line->rho = hinge_stats_correlation(rest[0], rest[1], n);
    if (interval) {
        const double free = (double)(n - 3 - k);
        line->ci = hinge_t_interval(line->slope, line->se, line->df, a->level, HINGE_TWO_SIDED);
        line->r_ci = fisher(line->r, 1 / free, a->level);
        line->rho_ci = fisher(line->rho, (1 + line->rho * line->rho / 2) / free, a->level);
    }
    if (n >= TESTED)
        line->p = hinge_t_p(t, line->df, HINGE_TWO_SIDED);
    return true;
}

/* --- in words --- */

/* "Lumbar fraction was associated with depth"; that no relation is clear; without an interval, what
 * is on what. */
static const char *begin_of(struct hinge_analysis *a, const char *of, struct hinge_interval ci,
                            const char *with)
{
    const bool clear = hinge_clear_sign(ci.low, ci.high, (double)NAN, a->alpha) != 0;
    char *text = hinge_arena_strdup(
        &a->arena, hinge_arena_printf(&a->arena,
                                      clear           ? "%s was associated with %s"
                                      : isnan(ci.low) ? "%s on %s"
                                                      : "No clear relation of %s with %s",
                                      of, with));
    return hinge_wording_capital(text);
}

/* The outcome, or its change. */
static const char *name_of(struct hinge_analysis *a, const struct relation *r)
{
    char buffer[160];
    const char *outcome = hinge_sentences_outcome(a, buffer);
    const struct hinge_factor *changed = &r->people.sample.factor[a->ask.group != NULL ? 1 : 0];
    return a->ask.change == NULL
               ? hinge_arena_printf(&a->arena, "%s", outcome)
               : hinge_arena_printf(&a->arena, "the change of %s (%s)", outcome,
                                    hinge_sentences_pair(a, changed->level[0], changed->level[1]));
}

static void add_words(struct hinge_analysis *a, const struct relation *r, const struct line *l)
{
    const char *of = name_of(a, r);
    const double k = 1 / r->per;
    const char *text = begin_of(
        a, of, l->ci,
        !r->repeats ? r->name : hinge_arena_printf(&a->arena, "%s between people", r->name));
    if (isnan(l->r)) /* one of both does not vary */
        return;
    if (isnan(l->ci.low))
        hinge_add_sentence(a, &a->text.plain, "{t}: {o}{w} for each 1{t} more (n = {n}); r = {r}.",
                           text, k * l->slope, r->step, (double)l->n, l->r);
    else
        hinge_add_sentence(a, &a->text.plain,
                           "{t}: {b}{w} for each 1{t} more ({c}% CI {b} to {b}, n = {n}); r = {r}.",
                           text, k * l->slope, r->step, k * l->ci.low, k * l->ci.high, (double)l->n,
                           l->r);
    if (!isnan(l->p))
        hinge_add_sentence(a, &a->text.test, "Slope, HC3: t({d}) = {2}, p {p}; rho = {r}.", l->df,
                           l->slope / l->se, l->p, l->rho);
    hinge_add_sentence(a, &a->text.apa,
                       "{t} on {t}: b = {b}{w}, {c}% CI [{b}, {b}], n = {n}, r = {r}, {c}% CI "
                       "[{r}, {r}], rho = {r}, {c}% CI [{r}, {r}]",
                       of, r->name, k * l->slope, k * l->ci.low, k * l->ci.high, (double)l->n, l->r,
                       l->r_ci.low, l->r_ci.high, l->rho, l->rho_ci.low, l->rho_ci.high);
    if (!isnan(l->p))
        hinge_add_sentence(a, &a->text.apa, "HC3, t({d}) = {2}, p {p}", l->df, l->slope / l->se,
                           l->p);
}

/* A fault is 0 or 1 in each repetition. */
static void name_logistic(struct hinge_analysis *a)
{
    if (hinge_bound_of(a, a->outcome) == HINGE_BOUND_RATE)
        hinge_add_sentence(a, &a->text.test,
                           "The outcome is a rate. A logistic model fits it in R: docs/models.md, "
                           "faults within a person.");
}

/* --- one value of each person --- */

static bool add_groups(struct hinge_analysis *a, const struct relation *r, size_t k)
{
    const struct hinge_participants *people = &r->people;
    const struct hinge_factor *group = &people->sample.factor[0];
    struct line *line = hinge_analysis_alloc(a, group->n_levels + 1, sizeof *line);
    json_t *all = hinge_add_object(a->results, "groups");
    for (uint32_t g = 0; g < group->n_levels; g++) {
        double *value = hinge_analysis_alloc(a, (2 + k) * people->n + 1, sizeof *value);
        const double *covariate[MOST] = {NULL};
        size_t n = 0;
        for (size_t i = 0; i < people->n; i++) {
            if (people->group[i] != g)
                continue;
            value[n] = r->x[i];
            value[people->n + n] = people->value[i];
            for (size_t c = 0; c < k; c++)
                value[(2 + c) * people->n + n] = people->covariate[c][i];
            n++;
        }
        for (size_t c = 0; c < k; c++)
            covariate[c] = value + (2 + c) * people->n;
        if (!line_of(a, value, value + people->n, covariate, k, n, group->level[g], &line[g]))
            return false;
        HINGE_ADD(all, group->level[g], line, &line[g]);
        const char *level = hinge_arena_printf(&a->arena, "%s=%s", group->name, group->level[g]),
                   *where = hinge_sentences_levels(a, level);
        if (strcmp(group->name, "group") == 0)
            where = hinge_wording_capital(hinge_arena_strdup(
                &a->arena, hinge_sentences_place(a, "group", true, group->level[g])));
        if (!isnan(line[g].ci.low) && !isnan(line[g].r))
            hinge_add_sentence(a, &a->text.plain,
                               "{t}: {v}{w} ({c}% CI {v} to {v}, n = {n}); r = {r}.", where,
                               line[g].slope / r->per, line[g].ci.low / r->per,
                               line[g].ci.high / r->per, (double)line[g].n, line[g].r);
        else if (!isnan(line[g].r))
            hinge_add_sentence(a, &a->text.plain, "{t}: {o}{w} (n = {n}); r = {r}.", where,
                               line[g].slope / r->per, (double)line[g].n, line[g].r);
    }
    if (group->n_levels != 2)
        return true;
    const bool swapped =
        a->ask.order.n == 0 && hinge_levels_swapped(group->level[0], group->level[1]);
    const struct line *first = &line[swapped], *second = &line[!swapped];
    const double none = NAN;
    struct slopes d = {.estimate = first->slope - second->slope,
                       .se = hypot(first->se, second->se),
                       .df = first->df + second->df,
                       .ci = {none, none},
                       .p = none};
    if (first->n >= INTERVALS && second->n >= INTERVALS)
        d.ci = hinge_t_interval(d.estimate, d.se, d.df, a->level, HINGE_TWO_SIDED);
    if (!isnan(first->p) && !isnan(second->p))
        d.p = hinge_t_p(d.estimate / d.se, d.df, HINGE_TWO_SIDED);
    json_t *difference = HINGE_ADD(a->results, "difference", slopes, &d);
    json_t *order = hinge_add_list(difference, "order");
    hinge_append_text(order, group->level[swapped]);
    hinge_append_text(order, group->level[!swapped]);
    if (!isnan(d.ci.low))
        hinge_add_sentence(a, &a->text.plain,
                           "Difference of the slopes, {t}: {b}{w} ({c}% CI {b} to {b}).",
                           hinge_sentences_pair(a, group->level[swapped], group->level[!swapped]),
                           d.estimate / r->per, d.ci.low / r->per, d.ci.high / r->per);
    return true;
}

/* What a figure draws: the people, and the names of the axes. */
static void add_points(struct hinge_analysis *a, const struct relation *r)
{
    const struct hinge_participants *people = &r->people;
    const struct hinge_unit_form unit = hinge_sentences_unit(a);
    const char *of = name_of(a, r);
    const struct axes axes = {r->axis,
                              axis_of(a, of + (a->ask.change != NULL ? strlen("the ") : 0),
                                      a->ask.change != NULL ? unit.change : unit.after),
                              r->per, unit.scale};
    json_t *points = hinge_add_object(a->results, "points");
    for (size_t i = 0; i < people->n; i++) {
        hinge_append_text(list_of(points, "participant"),
                          people->sample.participant_name[people->who[i]]);
        if (people->group != NULL)
            hinge_append_text(list_of(points, "group"),
                              people->sample.factor[0].level[people->group[i]]);
        hinge_append_number(list_of(points, "x"), r->x[i]);
        hinge_append_number(list_of(points, "y"), people->value[i]);
    }
    HINGE_ADD(a->results, "axes", axes, &axes);
}

/* The mean of people's own slopes; returns its p. */
static double add_slopes(struct hinge_analysis *a, const struct relation *r, const double *slope,
                         size_t n)
{
    const double none = NAN, mean = hinge_stats_mean(slope, n), sd = hinge_stats_sd(slope, n),
                 se = sd / sqrt((double)n), df = (double)n - 1;
    struct mean_slope of_all = {n, mean, sd, {none, none}, none};
    if (n >= INTERVALS && se > 0)
        of_all.ci = hinge_t_interval(mean, se, df, a->level, HINGE_TWO_SIDED);
    if (n >= TESTED && se > 0)
        of_all.p = hinge_t_p(mean / se, df, HINGE_TWO_SIDED);
    HINGE_ADD(a->results, "within", mean_slope, &of_all);
    struct hinge_analysis inner = hinge_inner(a);
    char outcome[160], with[160];
    inner.outcome = r->with;
    const struct hinge_unit_form unit = hinge_sentences_unit(&inner);
    hinge_sentences_outcome(&inner, with);
    const char *of = hinge_arena_strdup(&a->arena, hinge_sentences_outcome(a, outcome));
    const char *text = begin_of(a, of, of_all.ci, with);
    if (isnan(of_all.ci.low))
        hinge_add_sentence(a, &a->text.plain,
                           "{t} within participants: {o}{w} for each 1{t} more, mean of their "
                           "slopes (n = {n}).",
                           text, mean / unit.scale, step_of(a, &inner), (double)n);
    else
        hinge_add_sentence(a, &a->text.plain,
                           "{t} within participants: {b}{w} for each 1{t} more, mean of their "
                           "slopes ({c}% CI {b} to {b}, n = {n}).",
                           text, mean / unit.scale, step_of(a, &inner), of_all.ci.low / unit.scale,
                           of_all.ci.high / unit.scale, (double)n);
    hinge_add_sentence(a, &a->text.apa,
                       "{t} on {t} within participants: mean slope = {b}{w}, {c}% CI [{b}, {b}], "
                       "n = {n}",
                       of, with, mean / unit.scale, of_all.ci.low / unit.scale,
                       of_all.ci.high / unit.scale, (double)n);
    if (!isnan(of_all.p))
        hinge_add_sentence(a, &a->text.apa, "t({d}) = {2}, p {p}", df, mean / se, of_all.p);
    hinge_inner_end(&inner);
    return of_all.p;
}

/* What is measured in each repetition goes together in another way within a person than between
 * people: each one's slope over his repetitions. */
static void add_repeats(struct hinge_analysis *a, const struct relation *r)
{
    struct hinge_analysis inner = hinge_inner(a);
    struct hinge_columns columns = {0};
    struct hinge_sample s;
    const char *why = NULL, *rest;
    inner.ask.group = NULL;
    hinge_columns_number(&columns, a->outcome);
    hinge_columns_number(&columns, r->with);
    hinge_columns_participant(&inner, &columns);
    const bool plain = hinge_reducer_of(a->outcome, &rest) == NULL &&
                       hinge_reducer_of(r->with, &rest) == NULL,
               gathered = plain && hinge_sample_gather(&inner, &columns, &s);
    size_t n = 0;
    if (plain && hinge_inner_answers(a, &inner, &why) && why == NULL && gathered) {
        double *slope = hinge_analysis_alloc(a, s.n_participants + 2 * s.n + 1, sizeof *slope),
               *x = slope + s.n_participants, *y = x + s.n;
        size_t *order = hinge_analysis_alloc(a, s.n + 1, sizeof *order),
               *start = hinge_analysis_alloc(a, s.n_participants + 2, sizeof *start);
        hinge_add_together(s.participant, s.n, s.n_participants, order, start);
        for (size_t p = 0; p < s.n_participants; p++) {
            size_t k = 0;
            double size = 0;
            for (size_t at = start[p]; at < start[p + 1]; at++) {
                x[k] = s.number[1][order[at]];
                y[k] = s.number[0][order[at]];
                size = fmax(size, fabs(x[k++]));
            }
            const double squares = k >= DOSES ? hinge_stats_sum_squares(x, k) : 0;
            if (squares > 0 && !hinge_is_rounding(sqrt(squares / (double)k), size, size))
                slope[n++] = hinge_stats_sum_products(x, y, k) / squares;
        }
        if (n >= 2)
            add_slopes(a, r, slope, n);
    }
    hinge_inner_end(&inner);
}

static void run_people(struct hinge_analysis *a, struct relation *r)
{
    struct hinge_people_wanted wanted = {.group = a->ask.group != NULL,
                                         .pair = a->ask.group != NULL,
                                         .n_covariates = a->ask.covariate.n};
    const bool *predict = NULL, *change = NULL, *before = a->stratum;
    const struct hinge_people_rule rule = a->rule;
    const bool coupled = strcmp(a->outcome, r->with) == 0;
    if (coupled && (a->ask.change == NULL || a->ask.with_change))
        hinge_analysis_fail(a, HINGE_E_OPTION, "with: '%s' is the outcome; name another column",
                            r->with);
    else if (wanted.n_covariates > MOST)
        hinge_analysis_fail(a, HINGE_E_OPTION, "relation takes up to %d columns as 'covariate'",
                            (int)MOST);
    if (a->failed)
        return;
    for (size_t k = 0; k < wanted.n_covariates; k++)
        wanted.covariate[k] = a->ask.covariate.name[k];
    r->repeats = a->ask.change == NULL && is_outcome(a, r->with) && is_outcome(a, a->outcome);
    if (coupled && !split(a, &wanted, &predict, &change, &r->described))
        return;
    if (coupled) { /* who has enough repetitions was asked before */
        a->stratum = change;
        a->rule = (struct hinge_people_rule){0, 0};
    }
    const bool gathered = hinge_people_gather(a, &wanted, &r->people);
    a->stratum = before;
    if (gathered && !coupled && a->ask.change != NULL &&
        !a->ask.with_change) { /* a change goes with what was before it */
        const struct hinge_sample *s = &r->people.sample;
        bool *baseline = hinge_analysis_alloc(a, a->table->rows, sizeof *baseline);
        for (size_t i = 0; i < s->n_rows; i++)
            baseline[s->row[i]] = s->factor[wanted.group ? 1 : 0].code[i] == 1;
        predict = stratum_of(a, baseline);
    }
    const bool found = gathered && find_x(a, r, predict != NULL ? predict : before);
    a->rule = rule;
    if (!found)
        return;
    /* Only people with both numbers stay. */
    struct hinge_participants *both = &r->people;
    size_t kept = 0;
    for (size_t i = 0; i < both->n; i++) {
        if (isnan(r->x[i])) {
            hinge_exclude(&both->sample.excluded, both->who[i], "no value of %s", r->with);
            continue;
        }
        r->x[kept] = r->x[i];
        both->value[kept] = both->value[i];
        both->who[kept] = both->who[i];
        if (both->group != NULL)
            both->group[kept] = both->group[i];
        for (size_t k = 0; k < wanted.n_covariates; k++)
            both->covariate[k][kept] = both->covariate[k][i];
        kept++;
    }
    both->n = kept;
    hinge_sample_report(a, &r->people.sample);
    if (r->people.n < 3 + wanted.n_covariates) {
        hinge_fail_few(a, r->people.n, "with both values", NULL, (int)(3 + wanted.n_covariates));
        return;
    }
    if (r->people.n < TESTED)
        hinge_warn_few(a, r->people.n, "with both values", NULL);
    struct line line;
    json_t *of_all = hinge_add_object(a->results, "relation");
    hinge_add_object(a->results, "line");
    if (!line_of(a, r->x, r->people.value, (const double *const *)r->people.covariate,
                 wanted.n_covariates, r->people.n, NULL, &line))
        return;
    if (r->described)
        line.p = NAN;
    HINGE_ADD(of_all, NULL, line, &line);
    a->primary_p = line.p;
    add_words(a, r, &line);
    if (wanted.group && !add_groups(a, r, wanted.n_covariates))
        return;
    add_points(a, r);
    if (r->repeats)
        add_repeats(a, r);
    name_logistic(a);
}

/* --- a dose that varies within each person --- */

static void run_within(struct hinge_analysis *a, struct relation *r)
{
    struct hinge_columns columns = {0};
    struct hinge_sample s;
    struct hinge_cells cells;
    if (a->ask.group != NULL || a->ask.covariate.n > 0) {
        hinge_analysis_fail(a, HINGE_E_OPTION,
                            "'%s' varies within each person, whose slopes have no group and no "
                            "covariate; keep one group with filter",
                            r->with);
        return;
    }
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_factor(&columns, r->with);
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    if (!hinge_sample_gather(a, &columns, &s))
        return;
    const struct hinge_factor *dose = &s.factor[0];
    hinge_aggregate(a, &s, 0, dose->code, dose->n_levels, &cells);
    double *slope = hinge_analysis_alloc(a, s.n_participants + 1, sizeof *slope);
    double *x = hinge_analysis_alloc(a, 2 * dose->n_levels, sizeof *x), *y = x + dose->n_levels;
    size_t n = 0;
    for (size_t p = 0; p < s.n_participants; p++) {
        size_t k = 0;
        for (size_t l = 0; l < dose->n_levels; l++) {
            const double value = cells.value[p * cells.n_cells + l];
            x[k] = strtod(dose->level[l], NULL);
            y[k] = value;
            k += isnan(value) ? 0 : 1;
        }
        if (k >= DOSES) {
            slope[n++] = hinge_stats_sum_products(x, y, k) / hinge_stats_sum_squares(x, k);
        } else {
            for (size_t l = 0; l < dose->n_levels; l++)
                hinge_exclude_short(&s.excluded, &cells.enough, p * cells.n_cells + l, dose->name,
                                    dose->level[l]);
            hinge_exclude(&s.excluded, p, "%zu of %d values of %s", k, DOSES, r->with);
        }
    }
    hinge_sample_report(a, &s);
    if (n < 2) {
        hinge_fail_few(a, n, "with 3 values of", r->with, 2);
        return;
    }
    if (n < TESTED)
        hinge_warn_few(a, n, "with 3 values of", r->with);
    a->primary_p = add_slopes(a, r, slope, n);
    name_logistic(a);
}

/* --- the analysis --- */

/* People in whom a column has one number, and those in whom it has several; `constant` and `varies`
 * are lists for a filter. */
static bool count_doses(struct hinge_analysis *a, const char *column, size_t n_of[2],
                        struct hinge_text list[2])
{
    const char *name;
    size_t at, who, n, *row;
    if (!hinge_sample_participant(a, &name) || !hinge_analysis_column(a, column, &at) ||
        !hinge_analysis_column(a, name, &who) || !hinge_filter_rows(a, &row, &n))
        return false;
    const struct hinge_labels level = hinge_column_labels(a, at, row, n, HINGE_BY_LEVEL),
                              person = hinge_column_labels(a, who, row, n, HINGE_BY_LEVEL);
    uint32_t *first = hinge_analysis_alloc(a, person.n + 1, sizeof *first);
    bool *several = hinge_analysis_alloc(a, person.n + 1, sizeof *several);
    for (size_t l = 0; l < level.n; l++) {
        double value;
        if (hinge_number_parse(level.name[l], strlen(level.name[l]), '.', &value, NULL) !=
            HINGE_NUMBER_VALUE)
            return hinge_analysis_fail(a, HINGE_E_NOT_NUMERIC, "'%s' of '%s'", level.name[l],
                                       column);
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t p = person.code[i], l = level.code[i];
        if (p == HINGE_NO_LEVEL || l == HINGE_NO_LEVEL)
            continue;
        several[p] = several[p] || (first[p] != 0 && first[p] != l + 1);
        first[p] = l + 1;
    }
    for (size_t p = 0; p < person.n; p++) {
        if (first[p] == 0)
            continue;
        struct hinge_text *text = &list[several[p] ? 1 : 0];
        hinge_text_adds(text, n_of[several[p] ? 1 : 0]++ > 0 ? "," : "");
        hinge_text_item(text, person.name[p]);
    }
    return true;
}

static void run(struct hinge_analysis *a)
{
    struct relation r = {.with = HINGE_NEED(a, with)};
    struct hinge_text list[2] = {{0}, {0}}, filter = {0};
    size_t n[2] = {0, 0};
    const bool dose = r.with != NULL && a->outcome != NULL && strcmp(a->outcome, r.with) != 0 &&
                      a->ask.change == NULL && !is_outcome(a, r.with);
    const char *name;
    if (r.with == NULL || hinge_needs_outcome(a) == NULL ||
        (dose && !count_doses(a, r.with, n, list)))
        return;
    if (n[0] > 0 && n[1] > 0 && hinge_sample_participant(a, &name)) {
        static const char *const titles[] = {"Of people in whom it is one number:",
                                             "Of people in whom it varies:"};
        hinge_analysis_fail(a, HINGE_E_MIXED_ROWS,
                            "'%s' varies within %zu people and is one number in %zu; ask of one of "
                            "them",
                            r.with, n[1], n[0]);
        for (size_t k = 0; k < 2; k++) {
            filter.length = 0;
            hinge_filter_asked(a->ask.filter, &filter);
            hinge_text_printf(&filter, "%s%s=%s", filter.length > 0 ? "&" : "", name,
                              hinge_text_string(&list[k]));
            hinge_ways_command(a, titles[k], hinge_text_string(&filter));
        }
    } else if (n[1] > 0) {
        run_within(a, &r);
    } else {
        run_people(a, &r);
    }
    hinge_text_clear(&list[0]);
    hinge_text_clear(&list[1]);
    hinge_text_clear(&filter);
}

const struct hinge_analysis_kind hinge_analysis_kind_relation = {
    .id = "relation",
    .title = "What goes with what",
    .details =
        "How an outcome is associated with a number that each person has (age) or with another "
        "outcome. Gives the slope with errors robust to unequal variances (HC3), Pearson's r and "
        "Spearman's rho with Fisher's intervals, adjusted for covariates. With group, the same in "
        "each group, "
        "and of two groups the difference of the slopes. With change, the change is related to a "
        "number or to an outcome at the baseline. Its own baseline is taken from other repetitions "
        "than the change. If a number varies within every person (a load), each participant has a "
        "slope over 3 values or more, and the mean slope is tested. Outcomes of each "
        "repetition are related between people, and the mean of people's own slopes is given, too "
        "(within). With change and with=change:NAME, both are changes. Intervals need 5 people, "
        "and p "
        "needs 10.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT | HINGE_STATS_NEEDS_OUTCOME |
             HINGE_STATS_HOLM | HINGE_STATS_REDUCES,
    .options = (const char *const[]){HINGE_TAKES_MEANS, "outcome", "with", "group", "order",
                                     "change", "with_change", "covariate", NULL},
    .main_table = "groups|relation|within",
    .run = run,
    .example_request = "{\"analysis\": \"relation\", \"outcome\": \"angle\", \"with\": \"age\", "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,age,angle\nP1,31,41\nP2,28,38\nP3,35,43\nP4,41,50\nP5,44,48\n"
                    "P6,39,47\n"};
