/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of the conditions that each participant has to F along the nodes. */
#include "stats/wave/wave_incomplete.h"

#include "base/moments.h"
#include "stats/numbers/ols.h"
#include "stats/people/left_out.h"
#include "stats/resampling/permute.h"
#include "stats/wave/adjusted.h"
#include "stats/wave/wave_pairs.h"
#include "stats/wave/wave_report.h"

#include <math.h>
#include <string.h>

enum { FEW = 5 /* people, below which W_SMALL_N */ };

struct study {
    const struct hinge_curves *curves;
    const struct hinge_factor *condition, *group; /* group NULL: none */
    size_t n, people, k, groups;
    double *y;           /* [curve * nodes + node], person after person */
    uint32_t *cell;      /* condition of each curve */
    size_t *size;        /* curves of each person */
    size_t *group_size;  /* people of each group */
    uint32_t *member;    /* group of each person */
    double *columns;     /* k - 1 of conditions, then of group x condition */
    size_t interactions; /* how many those are */
};

/* --- who has what --- */

static enum hinge_status keep_linked(struct hinge_analysis *a, struct hinge_curves *c,
                                     struct study *s, struct hinge_error *error)
{
    size_t all = c->sample.n_participants, incomplete = 0;
    uint32_t *level = hinge_analysis_alloc(a, 2 * all, sizeof *level);
    s->size = hinge_analysis_alloc(a, all + s->groups, sizeof *s->size);
    if (level == NULL || s->size == NULL)
        return hinge_analysis_no_memory(error);
    s->member = level + all;
    s->group_size = s->size + all;
    s->y = c->y;
    s->cell = c->cell;
    if (s->group != NULL)
        hinge_sample_level_of(&c->sample, 1, level);
    for (size_t i = 0, next; i < c->n; i = next) {
        for (next = i; next < c->n && c->who[next] == c->who[i];)
            next++;
        if (next - i < 2) {
            hinge_exclude(&c->sample.excluded, c->who[i],
                          "one condition only: nothing to compare it with");
            continue;
        }
        incomplete += next - i < s->k;
        s->member[s->people] = s->group != NULL ? level[c->who[i]] : 0;
        s->group_size[s->member[s->people]]++;
        s->size[s->people++] = next - i;
        memmove(s->y + s->n * c->nodes, c->y + i * c->nodes,
                (next - i) * c->nodes * sizeof *s->y);
        memmove(s->cell + s->n, c->cell + i, (next - i) * sizeof *s->cell);
        s->n += next - i;
    }
    hinge_put_count(a, a->results, "n_incomplete", incomplete);
    if (incomplete > 0)
        hinge_analysis_warn(a, NULL, "W_INCOMPLETE_PAIRS",
                            "%zu participant(s) without some condition are included "
                            "with those they have: a condition must not be missing "
                            "because of how the movement would have been",
                            incomplete);
    return HINGE_OK;
}

/* How many have each condition (and group); E_TOO_FEW below two. */
static enum hinge_status check_cells(struct hinge_analysis *a, const struct study *s,
                                     struct hinge_error *error)
{
    json_t *conditions = hinge_put_object(a, a->results, "conditions");
    for (size_t c = 0; c < s->k; c++) {
        size_t all = 0;
        for (size_t g = 0; g < s->groups; g++) {
            size_t n = 0;
            for (size_t p = 0, i = 0; p < s->people; i += s->size[p++])
                for (size_t j = i; j < i + s->size[p]; j++)
                    n += s->cell[j] == c && s->member[p] == g;
            if (n < 2)
                return hinge_analysis_fail(
                    a, error, HINGE_E_TOO_FEW,
                    "too few participants with condition '%s'%s%s%s: %zu, at least 2 "
                    "are needed",
                    s->condition->level[c], s->group != NULL ? " in group '" : "",
                    s->group != NULL ? s->group->level[g] : "",
                    s->group != NULL ? "'" : "", n);
            if (n < FEW)
                hinge_analysis_warn(a, NULL, "W_SMALL_N",
                                    "only n=%zu participants with condition %s%s%s", n,
                                    s->condition->level[c],
                                    s->group != NULL ? " in group " : "",
                                    s->group != NULL ? s->group->level[g] : "");
            all += n;
        }
        hinge_put_count(a, hinge_put_object(a, conditions, s->condition->level[c]), "n",
                        all);
    }
    return HINGE_OK;
}

/* --- the model --- */

static enum hinge_status fill_columns(struct hinge_analysis *a, struct study *s,
                                      struct hinge_error *error)
{
    size_t main = s->k - 1, n = s->n;
    s->interactions = (s->groups - 1) * main;
    /* conditions behind the interactions again, for the model in the other order */
    s->columns =
        hinge_analysis_alloc(a, (2 * main + s->interactions) * n, sizeof *s->columns);
    if (s->columns == NULL)
        return hinge_analysis_no_memory(error);
    double *both = s->columns + main * n;
    for (size_t p = 0, i = 0; p < s->people; p++)
        for (size_t end = i + s->size[p]; i < end; i++)
            for (size_t c = 0; c < main; c++) {
                double x = hinge_sum_coded(s->cell[i], c, s->k);
                s->columns[c * n + i] = x;
                for (size_t g = 0; g + 1 < s->groups; g++)
                    both[(g * main + c) * n + i] =
                        x * hinge_sum_coded(s->member[p], g, s->groups);
            }
    memcpy(both + s->interactions * n, s->columns, main * n * sizeof *both);
    return HINGE_OK;
}

/* Relabellings that cannot change F: conditions that the same people have, exchanged in
 * everybody. */
static double unchanged(const struct study *s)
{
    double ways = 1;
    for (size_t c = 0; c < s->k; c++) {
        double alike = 1;
        for (size_t d = 0; d < c; d++) {
            bool same = true;
            for (size_t p = 0, i = 0; p < s->people; i += s->size[p++]) {
                int has = 0;
                for (size_t j = i; j < i + s->size[p]; j++)
                    has += s->cell[j] == c ? 1 : s->cell[j] == d ? -1 : 0;
                same = same && has == 0;
            }
            alike += same;
        }
        ways *= alike;
    }
    return ways;
}

static enum hinge_status put_effect(struct hinge_analysis *a, json_t *effects,
                                    const char *name, struct hinge_wave *w,
                                    struct hinge_error *error)
{
    struct hinge_wave_permutation r;
    size_t depends, columns = w->n_nuisance + w->n_tested;
    w->design = HINGE_WAVE_ADJUSTED;
    w->f_field = true;
    enum hinge_status status = hinge_adjusted_basis(a, w, &depends, error);
    if (status == HINGE_OK && (depends < columns || w->df2 < 1))
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "the conditions are not all linked by participants "
                                   "who have two of them; leave conditions out with "
                                   "--filter");
    if (status == HINGE_OK)
        status = hinge_wave_statistics(a, w, error);
    if (status != HINGE_OK)
        return status;
    json_t *object = hinge_put_object(a, effects, name);
    HINGE_PUT_NUMBERS(a, object, {"df1", w->df1}, {"df2", w->df2});
    json_t *size = hinge_put_list(a, object, "effect_size");
    for (size_t q = 0; q < w->nodes; q++) {
        double f = w->statistic[q];
        hinge_append_number(a, size, w->df1 * f / (w->df1 * f + w->df2));
    }
    return hinge_put_wave_test(a, object, w, &r, error);
}

/* --- groups: means of people less the conditions' effects --- */

/* Coefficients of the conditions' columns at each node, within people. */
static enum hinge_status condition_effects(struct hinge_analysis *a,
                                           const struct study *s, double *effect,
                                           struct hinge_error *error)
{
    size_t nodes = s->curves->nodes, main = s->k - 1, n = s->n;
    double *x = hinge_analysis_alloc(a, (main + 1) * n, sizeof *x);
    if (x == NULL)
        return hinge_analysis_no_memory(error);
    double *y = x + main * n;
    memcpy(x, s->columns, main * n * sizeof *x);
    enum hinge_status status = HINGE_OK;
    for (size_t q = 0; q < nodes && status == HINGE_OK; q++) {
        struct hinge_ols fit;
        for (size_t i = 0; i < n; i++)
            y[i] = s->y[i * nodes + q];
        for (size_t c = 0; c <= main; c++)
            for (size_t p = 0, i = 0; p < s->people; i += s->size[p++]) {
                double mean = hinge_stats_mean(x + c * n + i, s->size[p]);
                for (size_t j = i; j < i + s->size[p]; j++)
                    x[c * n + j] -= mean;
            }
        status = hinge_ols_fit(a, x, main, y, n, &fit, error);
        for (size_t c = 0; c < main && status == HINGE_OK; c++)
            effect[c * nodes + q] = fit.beta[c];
    }
    return status;
}

/* Relabellings of people that leave the groups as they are, but for their names. */
static double same_groups(const struct study *s)
{
    double ways = hinge_equal_groups(s->group_size, s->groups);
    for (size_t g = 0; g < s->groups; g++)
        ways *= hinge_factorial(s->group_size[g]);
    return ways;
}

static enum hinge_status put_groups(struct hinge_analysis *a, const struct study *s,
                                    json_t *effects, struct hinge_error *error)
{
    size_t nodes = s->curves->nodes, main = s->k - 1, people = s->people;
    double *effect = hinge_analysis_alloc(a, main * nodes, sizeof *effect);
    double *mean = hinge_analysis_alloc(a, people * nodes, sizeof *mean);
    double *x = hinge_analysis_alloc(a, (s->groups - 1) * people, sizeof *x);
    if (effect == NULL || mean == NULL || x == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = condition_effects(a, s, effect, error);
    for (size_t p = 0, i = 0; p < people; p++) {
        double n = (double)s->size[p];
        for (size_t end = i + s->size[p]; i < end; i++)
            for (size_t q = 0; q < nodes; q++) {
                double y = s->y[i * nodes + q];
                for (size_t c = 0; c < main; c++)
                    y -= effect[c * nodes + q] * hinge_sum_coded(s->cell[i], c, s->k);
                mean[p * nodes + q] += y / n;
            }
        for (size_t g = 0; g + 1 < s->groups; g++)
            x[g * people + p] = hinge_sum_coded(s->member[p], g, s->groups);
    }
    struct hinge_wave w = {.n = people,
                           .nodes = nodes,
                           .y = mean,
                           .columns = x,
                           .n_tested = s->groups - 1,
                           .n_blocks = 1,
                           .block_size = &s->people,
                           .unchanged = same_groups(s)};
    return status == HINGE_OK ? put_effect(a, effects, "group", &w, error) : status;
}

/* --- pairs of conditions, of those who have both --- */

struct differences {
    const struct study *s;
    double *d; /* room for people x nodes */
    size_t *n;
};

static void wave_of_pair(const void *context, size_t first, size_t second,
                         struct hinge_wave *wave)
{
    const struct differences *c = context;
    const struct study *s = c->s;
    const size_t nodes = s->curves->nodes;
    *c->n = 0;
    for (size_t p = 0, i = 0; p < s->people; i += s->size[p++]) {
        const double *x = NULL, *y = NULL;
        for (size_t j = i; j < i + s->size[p]; j++) {
            x = s->cell[j] == first ? s->y + j * nodes : x;
            y = s->cell[j] == second ? s->y + j * nodes : y;
        }
        if (x == NULL || y == NULL)
            continue;
        for (size_t q = 0; q < nodes; q++)
            c->d[*c->n * nodes + q] = x[q] - y[q];
        ++*c->n;
    }
    *wave = (struct hinge_wave){.design = HINGE_WAVE_ONE_SAMPLE,
                                .n = *c->n,
                                .nodes = nodes,
                                .y = c->d,
                                .n_groups = 1,
                                .group_size = c->n,
                                .two_sided = true};
}

static enum hinge_status put_pairs(struct hinge_analysis *a, const struct study *s,
                                   struct hinge_error *error)
{
    struct differences c = {.s = s,
                            .d = hinge_analysis_alloc(a, s->people * s->curves->nodes,
                                                      sizeof *c.d),
                            .n = hinge_analysis_alloc(a, 1, sizeof *c.n)};
    if (c.d == NULL || c.n == NULL)
        return hinge_analysis_no_memory(error);
    return hinge_put_wave_pairs(a,
                                &(struct hinge_wave_pairs){.level = s->condition->level,
                                                           .k = s->k,
                                                           .nodes = s->curves->nodes,
                                                           .wave = wave_of_pair,
                                                           .context = &c},
                                error);
}

enum hinge_status hinge_put_wave_incomplete(struct hinge_analysis *a,
                                            struct hinge_curves *c, bool groups,
                                            struct hinge_error *error)
{
    struct study s = {.curves = c,
                      .condition = &c->sample.factor[0],
                      .group = groups ? &c->sample.factor[1] : NULL,
                      .k = c->sample.factor[0].n_levels,
                      .groups = groups ? c->sample.factor[1].n_levels : 1};
    enum hinge_status status = keep_linked(a, c, &s, error);
    if (status == HINGE_OK)
        status = check_cells(a, &s, error);
    if (status == HINGE_OK)
        status = fill_columns(a, &s, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &c->sample, a->results);
    hinge_put_count(a, a->results, "n_curves", s.n);
    json_t *effects = hinge_put_object(a, a->results, "effects");
    size_t main = s.k - 1;
    struct hinge_wave w = {.n = s.n,
                           .nodes = c->nodes,
                           .y = s.y,
                           .n_blocks = s.people,
                           .block_size = s.size,
                           .unchanged = groups ? 1 : unchanged(&s)};
    struct hinge_wave condition = w, both = w;
    condition.columns = s.columns + main * s.n;
    condition.n_nuisance = both.n_tested = s.interactions;
    both.columns = s.columns;
    condition.n_tested = both.n_nuisance = main;
    condition.whole = true;
    both.cell = s.cell;
    both.member = s.member;
    both.n_cells = s.k;
    both.n_groups = s.groups;
    both.group_size = s.group_size;
    if (groups)
        status = put_groups(a, &s, effects, error);
    if (status == HINGE_OK)
        status = put_effect(a, effects, "condition", &condition, error);
    if (status == HINGE_OK && groups)
        status = put_effect(a, effects, "group:condition", &both, error);
    return status == HINGE_OK && s.k > 2 ? put_pairs(a, &s, error) : status;
}
