/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which effects, and what one site says of them. */
#include "stats/pooling/site_effects.h"

#include "base/text.h"
#include "people/order.h"
#include "stats/people/sample.h"

#include <math.h>
#include <string.h>

/* --- which effects --- */

static long position(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; name != NULL && i < n; i++)
        if (strcmp(names[i], name) == 0)
            return (long)i;
    return -1;
}

static const char *name_of(struct hinge_analysis *a, const struct hinge_site_cells *c,
                           const struct hinge_site_effect *e)
{
    struct hinge_text text = {0};
    if (e->kind != HINGE_SITE_CUE)
        hinge_text_printf(&text, "%s - %s", c->group[e->group[0]],
                          c->group[e->group[1]]);
    if (e->kind != HINGE_SITE_GROUP)
        hinge_text_printf(&text, "%s%s - %s", text.length > 0 ? ": " : "",
                          c->condition[e->condition[0]], c->condition[e->condition[1]]);
    else if (c->n_conditions > 1)
        hinge_text_printf(&text, " (%s)", c->condition[e->condition[1]]);
    const char *name =
        text.failed ? NULL : hinge_arena_strdup(&a->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    return name;
}

/* What `order` says of one factor: both of its levels, or nothing. */
struct pair {
    long first, second;
};

static struct pair asked(const struct hinge_analysis *a, const char *const *names,
                         size_t n)
{
    return (struct pair){position(names, n, hinge_option_word(a, "order", 0)),
                         position(names, n, hinge_option_word(a, "order", 1))};
}

static size_t baseline_of(const struct hinge_analysis *a,
                          const struct hinge_site_cells *c, struct pair order)
{
    if (c->n_conditions < 2)
        return 0;
    if (order.first >= 0 && order.second >= 0)
        return (size_t)order.second;
    long at = position(c->condition, c->n_conditions, hinge_option_text(a, "baseline"));
    if (at >= 0)
        return (size_t)at;
    return hinge_levels_swapped(c->condition[0], c->condition[1]) ? 0
                                                                  : c->n_conditions - 1;
}

static enum hinge_status add(struct hinge_analysis *a, const struct hinge_site_cells *c,
                             struct hinge_site_effects *all,
                             struct hinge_site_effect effect, struct hinge_error *error)
{
    effect.name = name_of(a, c, &effect);
    all->effect[all->n++] = effect;
    return effect.name != NULL ? HINGE_OK : hinge_analysis_no_memory(error);
}

static enum hinge_status add_cues(struct hinge_analysis *a,
                                  const struct hinge_site_cells *c,
                                  struct hinge_site_effects *all, size_t baseline,
                                  struct pair order, struct hinge_site_effect like,
                                  struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    bool only = order.first >= 0 && order.second >= 0;
    for (size_t i = 0; i < c->n_conditions && status == HINGE_OK; i++) {
        if (i == baseline || (only && (long)i != order.first))
            continue;
        like.condition[0] = i;
        like.condition[1] = baseline;
        status = add(a, c, all, like, error);
    }
    return status;
}

static enum hinge_status add_groups(struct hinge_analysis *a,
                                    const struct hinge_site_cells *c,
                                    struct hinge_site_effects *all, size_t baseline,
                                    struct pair cues, struct hinge_error *error)
{
    struct pair order = asked(a, c->group, c->n_groups);
    bool only = order.first >= 0 && order.second >= 0;
    enum hinge_status status = HINGE_OK;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < c->n_groups; i++)
            for (uint32_t j = 0; j < i && status == HINGE_OK; j++) {
                struct hinge_level_pair two = hinge_level_pair(c->group, j, i);
                if (only)
                    two = (struct hinge_level_pair){(size_t)order.first,
                                                    (size_t)order.second};
                if (two.first + two.second != (size_t)i + j ||
                    (two.first != i && two.first != j))
                    continue;
                struct hinge_site_effect e = {
                    .kind = pass == 0 ? HINGE_SITE_GROUP : HINGE_SITE_INTERACTION,
                    .condition = {baseline, baseline},
                    .group = {(uint32_t)two.first, (uint32_t)two.second}};
                status = pass == 0 ? add(a, c, all, e, error)
                                   : add_cues(a, c, all, baseline, cues, e, error);
            }
    return status;
}

enum hinge_status hinge_site_effects_choose(struct hinge_analysis *a,
                                            const struct hinge_site_cells *c,
                                            struct hinge_site_effects *all,
                                            struct hinge_error *error)
{
    size_t pairs = c->n_groups * (c->n_groups + 1) / 2 + 1;
    struct pair cues = c->condition != NULL ? asked(a, c->condition, c->n_conditions)
                                            : (struct pair){-1, -1};
    struct pair groups = asked(a, c->group, c->n_groups);
    const char *asked_for = hinge_option_text(a, "baseline");
    size_t baseline = baseline_of(a, c, cues);
    *all = (struct hinge_site_effects){
        .effect = hinge_analysis_alloc(a, pairs * (c->n_conditions + 1),
                                       sizeof *all->effect)};
    if (all->effect == NULL)
        return hinge_analysis_no_memory(error);
    if (hinge_option_given(a, "order") && (cues.first < 0 || cues.second < 0) &&
        (groups.first < 0 || groups.second < 0))
        return hinge_analysis_fail(
            a, error, HINGE_E_LEVELS,
            "order: '%s' and '%s' are no two groups or conditions of these sites",
            hinge_option_word(a, "order", 0), hinge_option_word(a, "order", 1));
    if (hinge_option_given(a, "baseline") &&
        position(c->condition, c->n_conditions, asked_for) < 0)
        return hinge_analysis_fail(a, error, HINGE_E_LEVELS,
                                   "baseline: '%s' is no condition of these sites",
                                   asked_for);
    if (c->n_conditions < 2 && c->n_groups < 2)
        return hinge_analysis_fail(a, error, HINGE_E_ONE_LEVEL,
                                   "%s: one group and one condition: there is nothing "
                                   "to compare",
                                   a->table_name);
    enum hinge_status status =
        add_cues(a, c, all, baseline, cues,
                 (struct hinge_site_effect){.kind = HINGE_SITE_CUE}, error);
    return status == HINGE_OK ? add_groups(a, c, all, baseline, cues, error) : status;
}

/* --- what a site says --- */

struct part {
    double n, mean, squares;
};

/* A change (or a value) of a cell's people: its mean and sum of squares. */
static struct part part_of(const struct hinge_site_cells *c,
                           const struct hinge_site_cell *cell,
                           const struct hinge_site_effect *e)
{
    size_t k = c->n_conditions, x = e->condition[0], y = e->condition[1];
    const double *s = cell->covariance;
    double variance = s[y * k + y];
    if (e->kind != HINGE_SITE_GROUP)
        variance = fmax(0, s[x * k + x] + s[y * k + y] - 2 * s[x * k + y]);
    return (struct part){cell->n,
                         e->kind == HINGE_SITE_GROUP ? cell->mean[y]
                                                     : cell->mean[x] - cell->mean[y],
                         (cell->n - 1) * variance};
}

static void join(struct part *all, struct part more)
{
    double n = all->n + more.n, d = more.mean - all->mean;
    all->squares += more.squares + (all->n > 0 ? d * d * all->n * more.n / n : 0);
    all->mean += d * more.n / n;
    all->n = n;
}

/* Both sides of a difference; of a cue one, of all the site's people. */
static struct hinge_site_estimate estimate(const struct part *part, bool two)
{
    struct hinge_site_estimate e = {.n = part[0].n};
    double v = part[0].squares / (part[0].n - 1) / part[0].n;
    e.estimate = part[0].mean;
    e.df = part[0].n - 1;
    if (two) {
        double w = part[1].squares / (part[1].n - 1) / part[1].n;
        e.n += part[1].n;
        e.estimate -= part[1].mean;
        e.df = (v + w) * (v + w) / (v * v / (part[0].n - 1) + w * w / (part[1].n - 1));
        v += w;
    }
    e.se = sqrt(v);
    return e;
}

struct hinge_site_estimate hinge_site_effect_of(const struct hinge_site_cells *c,
                                                const struct hinge_site_effect *e,
                                                size_t site)
{
    struct part part[2] = {{.n = 0}, {.n = 0}};
    bool two = e->kind != HINGE_SITE_CUE, lacks = false, together = false;
    for (size_t i = 0; i < c->n; i++) {
        const struct hinge_site_cell *cell = &c->cell[i];
        if (cell->site != site)
            continue;
        together = together || (cell->group == UINT32_MAX && c->n_groups > 0);
        if (two && cell->group != e->group[0] && cell->group != e->group[1])
            continue;
        if (!cell->has[e->condition[0]] || !cell->has[e->condition[1]])
            lacks = true;
        else
            join(&part[two && cell->group == e->group[1]], part_of(c, cell, e));
    }
    struct hinge_site_estimate none = {.estimate = NAN, .se = NAN, .df = NAN};
    none.why = lacks      ? "a condition was not measured"
               : together ? "groups were exported together"
                          : "a group was not measured or was suppressed";
    if (!(part[0].n > 0) || (two && !(part[1].n > 0)) || lacks)
        return none;
    struct hinge_site_estimate found = estimate(part, two);
    if (!(found.se > 0))
        found.why = two ? "all people of a group have the same value"
                        : "all people changed by the same amount";
    return found;
}
