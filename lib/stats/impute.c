/* SPDX-License-Identifier: GPL-3.0-or-later */
/* impute: missing participant x condition cells by multiple imputation (Rubin 1987; van
 * Buuren 2018, "norm" by chained equations), pooled by Rubin's rules, with a table of
 * what happens when the missing ones were different (delta). */
#include "people/order.h"
#include "stats/difference/effect.h"
#include "stats/difference/imputation.h"
#include "stats/people/aggregate.h"
#include "stats/people/left_out.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct study {
    struct hinge_sample sample;
    struct hinge_imputation data;
    uint32_t *who;  /* participant code of each row of the data */
    size_t shifted; /* condition that deltas are added to; SIZE_MAX: none */
    double *value;  /* m completed tables */
    double *table;  /* one, shifted */
    struct hinge_estimand *estimand;
    size_t n_estimands;
};

/* --- gathering --- */

static enum hinge_status gather(struct hinge_analysis *a, struct study *s,
                                struct hinge_cells *cells, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_factor(a, &columns, "condition");
    hinge_columns_participant(a, &columns);
    if (hinge_option_text(a, "group") != NULL)
        columns.constant = columns.factor[columns.n_factors++] =
            hinge_option_text(a, "group");
    hinge_columns_means(a, &columns);
    enum hinge_status status = hinge_sample_gather(a, &columns, &s->sample, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_factor *f = &s->sample.factor[0];
    status = hinge_factor_compares(a, f, error);
    if (status != HINGE_OK)
        return status;
    return hinge_aggregate(a, &s->sample, 0, f->code, f->n_levels, cells, error);
}

/* People with a value under some condition, in order of first appearance. */
static enum hinge_status keep_people(struct hinge_analysis *a, struct study *s,
                                     const struct hinge_cells *cells,
                                     struct hinge_error *error)
{
    struct hinge_imputation *d = &s->data;
    size_t people = cells->n_participants, k = cells->n_cells;
    uint32_t *group = hinge_analysis_alloc(a, 3 * people + 1, sizeof *group);
    d->k = k;
    d->condition = s->sample.factor[0].level;
    d->value = hinge_analysis_alloc(a, people * k, sizeof *d->value);
    if (group == NULL || d->value == NULL)
        return hinge_analysis_no_memory(error);
    bool groups = hinge_option_text(a, "group") != NULL;
    d->group = group + people;
    s->who = d->group + people;
    d->groups = groups ? s->sample.factor[1].n_levels : 1;
    if (groups)
        hinge_sample_level_of(&s->sample, 1, group);
    for (size_t p = 0; p < people; p++) {
        size_t present = 0;
        for (size_t c = 0; c < k; c++)
            present += isnan(cells->value[p * k + c]) ? 0 : 1;
        if (present == 0)
            continue;
        memcpy(d->value + d->n * k, cells->value + p * k, k * sizeof *d->value);
        d->group[d->n] = groups ? group[p] : 0;
        s->who[d->n++] = (uint32_t)p;
    }
    return HINGE_OK;
}

static size_t missing_in(const struct hinge_imputation *d, size_t condition)
{
    size_t missing = 0;
    for (size_t i = 0; i < d->n; i++)
        missing += isnan(d->value[i * d->k + condition]) ? 1 : 0;
    return missing;
}

static enum hinge_status check_conditions(struct hinge_analysis *a, struct study *s,
                                          struct hinge_error *error)
{
    const struct hinge_imputation *d = &s->data;
    const struct hinge_factor *f = &s->sample.factor[0];
    size_t incomplete = 0;
    s->shifted = SIZE_MAX;
    for (size_t c = 0; c < d->k; c++) {
        size_t missing = missing_in(d, c);
        if (2 * missing > d->n)
            return hinge_analysis_fail(
                a, error, HINGE_E_TOO_FEW,
                "condition '%s' is missing in %zu of %zu people; more than half cannot "
                "be imputed",
                f->level[c], missing, d->n);
        if (missing > 0) {
            incomplete++;
            s->shifted = c;
        }
    }
    if (!hinge_option_given(a, "delta"))
        return HINGE_OK;
    const char *named = hinge_option_text(a, "delta_condition");
    if (named == NULL && incomplete > 1)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "delta: %zu conditions have missing cells; name the one to shift with "
            "delta_condition",
            incomplete);
    long at = named != NULL ? hinge_factor_find(f, named) : 0;
    if (at < 0)
        return hinge_factor_unknown(a, f, named, error);
    if (named != NULL)
        s->shifted = missing_in(d, (size_t)at) > 0 ? (size_t)at : SIZE_MAX;
    if (s->shifted == SIZE_MAX)
        hinge_analysis_warn(a, NULL, "W_DELTA_UNUSED",
                            "delta shifts nothing: no participant has a missing %s%s%s",
                            named != NULL ? "'" : "condition",
                            named != NULL ? named : "", named != NULL ? "'" : "");
    return HINGE_OK;
}

/* --- what is estimated --- */

static const char *name_of(struct hinge_analysis *a, const char *before, const char *x,
                           const char *y, const char *factor, const char *level)
{
    char name[512];
    bool all = factor == NULL;
    snprintf(name, sizeof name, "%s%s-%s%s%s%s%s", before, x, y, all ? "" : "|",
             all ? "" : factor, all ? "" : "=", all ? "" : level);
    return hinge_arena_strdup(&a->arena, name);
}

static enum hinge_status list_estimands(struct hinge_analysis *a, struct study *s,
                                        struct hinge_error *error)
{
    size_t k = s->data.k, n = 0;
    bool two = s->data.groups == 2;
    const struct hinge_factor *f = &s->sample.factor[0], *g = &s->sample.factor[1];
    s->estimand = hinge_analysis_alloc(a, 2 * k * (k - 1), sizeof *s->estimand);
    if (s->estimand == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++) {
            const struct hinge_level_pair pair = hinge_level_pair(f->level, i, j);
            const char *x = f->level[pair.first], *y = f->level[pair.second];
            struct hinge_estimand e = {
                .a = pair.first, .b = pair.second, .of = HINGE_ESTIMAND_ALL};
            e.name = name_of(a, "", x, y, NULL, NULL);
            s->estimand[n++] = e;
            for (size_t h = 0; h < 2 && two; h++) {
                e.of = HINGE_ESTIMAND_GROUP;
                e.group = (uint32_t)h;
                e.name = name_of(a, "", x, y, g->name, g->level[h]);
                s->estimand[n++] = e;
            }
            e.of = HINGE_ESTIMAND_DID;
            e.name = name_of(a, "did:", x, y, NULL, NULL);
            if (two)
                s->estimand[n++] = e;
        }
    s->n_estimands = n;
    for (size_t i = 0; i < n; i++)
        if (s->estimand[i].name == NULL)
            return hinge_analysis_no_memory(error);
    return HINGE_OK;
}

/* --- results --- */

/* Rubin's rules over the completed tables, delta added to the imputed cells. */
static struct hinge_pooled_estimate pool(const struct hinge_analysis *a,
                                         struct study *s,
                                         const struct hinge_estimand *e, double delta)
{
    const struct hinge_imputation *d = &s->data;
    size_t cells = d->n * d->k;
    struct hinge_rubin rubin = {.m = 0};
    for (size_t j = 0; j < d->m; j++) {
        memcpy(s->table, s->value + j * cells, cells * sizeof *s->table);
        for (size_t i = 0; i < d->n && delta != 0; i++)
            if (isnan(d->value[i * d->k + s->shifted]))
                s->table[i * d->k + s->shifted] += delta;
        hinge_rubin_add(&rubin, hinge_estimand_of(d, s->table, e));
    }
    struct hinge_pooled_estimate r = hinge_rubin_pool(&rubin, a->level);
    double largest = 0, none = NAN;
    for (size_t c = 0; c < cells; c++)
        largest = fmax(largest, fabs(d->value[c]));
    if (!isnan(r.se) && hinge_is_rounding(r.se, largest, 0))
        r.t = r.p = r.ci_low = r.ci_high = none;
    return r;
}

static void put_pooled(struct hinge_analysis *a, json_t *parent, const char *key,
                       const struct hinge_pooled_estimate *r)
{
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, parent, key), {"estimate", r->estimate},
                      {"se", r->se}, {"df", r->df}, {"t", r->t}, {"p", r->p},
                      {"ci_low", r->ci_low}, {"ci_high", r->ci_high},
                      {"within_var", r->within}, {"between_var", r->between},
                      {"lambda", r->lambda}, {"riv", r->riv}, {"fmi", r->fmi},
                      {"mcse", r->mcse});
}

/* Everybody without a gap, for comparison. */
static enum hinge_status put_complete(struct hinge_analysis *a, const struct study *s,
                                      struct hinge_error *error)
{
    struct hinge_imputation d = s->data;
    double *value = hinge_analysis_alloc(a, d.n * d.k, sizeof *value);
    uint32_t *group = hinge_analysis_alloc(a, d.n, sizeof *group);
    if (value == NULL || group == NULL)
        return hinge_analysis_no_memory(error);
    d.n = 0;
    for (size_t i = 0; i < s->data.n; i++) {
        const double *row = s->data.value + i * d.k;
        bool whole = true;
        for (size_t c = 0; c < d.k; c++)
            whole = whole && !isnan(row[c]);
        if (!whole)
            continue;
        memcpy(value + d.n * d.k, row, d.k * sizeof *value);
        group[d.n++] = s->data.group[i];
    }
    d.value = value;
    d.group = group;
    hinge_put_count(a, a->results, "n_complete", d.n);
    json_t *object = hinge_put_object(a, a->results, "complete_case");
    for (size_t e = 0; e < s->n_estimands; e++) {
        struct hinge_estimate r = hinge_estimand_of(&d, value, &s->estimand[e]);
        HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, s->estimand[e].name),
                          {"estimate", r.estimate}, {"se", sqrt(r.variance)},
                          {"df", r.df});
    }
    return HINGE_OK;
}

static void put_cells(struct hinge_analysis *a, const struct study *s)
{
    const struct hinge_imputation *d = &s->data;
    size_t missing = 0, m = d->m;
    json_t *people = hinge_put_object(a, a->results, "imputed");
    for (size_t i = 0; i < d->n; i++)
        for (size_t c = 0; c < d->k; c++) {
            size_t at = i * d->k + c;
            if (!isnan(d->value[at]))
                continue;
            double mean = 0, square = 0;
            for (size_t j = 0; j < m; j++)
                mean += s->value[j * d->n * d->k + at] / (double)m;
            for (size_t j = 0; j < m; j++)
                square += pow(s->value[j * d->n * d->k + at] - mean, 2);
            const char *who = s->sample.participant_name[s->who[i]];
            json_t *own = json_object_get(people, who);
            if (own == NULL)
                own = hinge_put_object(a, people, who);
            HINGE_PUT_NUMBERS(a, hinge_put_object(a, own, s->sample.factor[0].level[c]),
                              {"mean", mean}, {"sd", sqrt(square / ((double)m - 1))});
            missing++;
        }
    hinge_put_count(a, a->results, "n_imputed", missing);
    hinge_put_count(a, a->results, "n_cells", d->n * d->k);
    hinge_put_count(a, a->results, "m", m);
}

/* The smallest delta that changes the verdict at alpha. */
static double tipping(const struct hinge_analysis *a, const double *p, size_t n)
{
    double found = NAN;
    size_t none = 0;
    while (none < n && hinge_option_number_at(a, "delta", none) != 0)
        none++;
    for (size_t i = 0; i < n && none < n; i++) {
        double delta = hinge_option_number_at(a, "delta", i);
        bool changed = (p[i] < a->alpha) != (p[none] < a->alpha);
        if (changed && (isnan(found) || fabs(delta) < fabs(found) ||
                        (fabs(delta) == fabs(found) && delta < found)))
            found = delta;
    }
    return found;
}

static enum hinge_status put_deltas(struct hinge_analysis *a, struct study *s,
                                    struct hinge_error *error)
{
    size_t n = hinge_option_numbers(a, "delta");
    double *p = hinge_analysis_alloc(a, n * s->n_estimands + 1, sizeof *p);
    if (p == NULL)
        return hinge_analysis_no_memory(error);
    if (n == 0 || s->shifted == SIZE_MAX)
        return HINGE_OK;
    hinge_put_text(a, a->results, "delta_condition",
                   s->sample.factor[0].level[s->shifted]);
    json_t *deltas = hinge_put_object(a, a->results, "delta");
    for (size_t i = 0; i < n; i++) {
        char key[48];
        double delta = hinge_option_number_at(a, "delta", i);
        json_t *object = hinge_put_object(a, deltas, hinge_number_key(delta, key));
        for (size_t e = 0; e < s->n_estimands; e++) {
            struct hinge_pooled_estimate r = pool(a, s, &s->estimand[e], delta);
            p[e * n + i] = r.p;
            HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, s->estimand[e].name),
                              {"estimate", r.estimate}, {"se", r.se}, {"p", r.p});
        }
    }
    json_t *tip = hinge_put_object(a, a->results, "tipping");
    for (size_t e = 0; e < s->n_estimands; e++)
        hinge_put_number(a, tip, s->estimand[e].name, tipping(a, p + e * n, n));
    return HINGE_OK;
}

static void put_all(struct hinge_analysis *a, struct study *s)
{
    double most = 0;
    size_t constant = 0;
    json_t *pooled = hinge_put_object(a, a->results, "pooled");
    for (size_t e = 0; e < s->n_estimands; e++) {
        struct hinge_pooled_estimate r = pool(a, s, &s->estimand[e], 0);
        put_pooled(a, pooled, s->estimand[e].name, &r);
        most = fmax(most, r.se > 0 ? r.mcse / r.se : 0);
        constant += !isnan(r.se) && isnan(r.t);
    }
    if (constant > 0)
        hinge_analysis_warn(
            a, NULL, "W_ZERO_VARIANCE",
            "all differences are alike: t, p and interval are undefined "
            "(%zu of %zu differences)",
            constant, s->n_estimands);
    if (most > 0.1)
        hinge_analysis_warn(a, NULL, "W_FEW_IMPUTATIONS",
                            "m = %zu is too few; use at least %.0f", s->data.m,
                            ceil(100 * most * most * (double)s->data.m));
    hinge_put_text(a, a->results, "note",
                   "if missing values depend only on measured values, lmm gives the "
                   "same without imputation; use impute for delta");
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct study s = {.shifted = SIZE_MAX};
    struct hinge_cells cells;
    enum hinge_status status = gather(a, &s, &cells, error);
    if (status == HINGE_OK) {
        hinge_exclude_nowhere(&s.sample.excluded, &cells.enough);
        status = keep_people(a, &s, &cells, error);
    }
    if (status == HINGE_OK)
        status = check_conditions(a, &s, error);
    if (status == HINGE_OK)
        status = list_estimands(a, &s, error);
    if (status != HINGE_OK)
        return status;
    s.data.m = (size_t)hinge_option_count(a, "m");
    size_t all = s.data.n * s.data.k;
    s.value = hinge_analysis_alloc(a, (s.data.m + 1) * all, sizeof *s.value);
    if (s.value == NULL)
        return hinge_analysis_no_memory(error);
    s.table = s.value + s.data.m * all;
    status = hinge_impute(a, &s.data, s.value, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &s.sample, a->results);
    put_cells(a, &s);
    put_all(a, &s);
    status = put_complete(a, &s, error);
    return status == HINGE_OK ? put_deltas(a, &s, error) : status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("pooled/*", "{:k}: difference {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, "
                          "{ci_high:x}], t({df:d}) = {t:2}, p {p:p}, fmi = {fmi:r}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("pooled/*",
              "With {/n_imputed:n} of {/n_cells:n} cells imputed {/m:n} times, {:P} is "
              "{estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}): the first is "
              "{estimate:h}.",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("pooled/*",
              "With {/n_imputed:n} of {/n_cells:n} cells imputed {/m:n} times, {:P} is "
              "{estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}): no clear "
              "difference.",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("tipping/*",
              "The verdict on {:P} changes if the imputed values are {:a!}{:u} {:h}."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("pooled/*",
              "{:P}: t({df:d}) = {t:2!}, p {p:p}, n = {/n_participants:n}."),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_MEANS, "outcome",         "outcomes",
                                      "condition",       "group",           "m",
                                      "delta",           "delta_condition", NULL};

const struct hinge_statistic hinge_statistic_impute = {
    .id = "impute",
    .title = "Missing conditions",
    .details =
        "Imputes participants' missing conditions m times, from their other conditions "
        "and their group. Differences of conditions are pooled by Rubin's rules "
        "(Barnard and Rubin's degrees of freedom). With delta, a table shows the "
        "result if the missing values of delta_condition had been higher by delta, and "
        "the smallest delta that changes the verdict. Assumes that values are missing "
        "at random, given the others. Under this assumption lmm needs no imputation; "
        "use impute for the delta table.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "",
    .main_table = "pooled",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"impute\", \"outcome\": \"angle\", "
                       "\"condition\": \"cue\", \"participant\": \"participant\", "
                       "\"m\": 20, \"delta\": [-4, 0, 4]}",
    .example_data =
        "participant,cue,angle\nP1,none,31\nP1,tap,27\nP2,none,41\nP2,tap,38\nP3,none,"
        "35\nP3,tap,33\nP4,none,28\nP4,tap,26\nP5,none,39\nP5,tap,33\nP6,none,36\nP6,"
        "tap,\n"};
