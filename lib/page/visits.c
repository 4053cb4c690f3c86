/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between sessions: the change that is planned, or asked for, in its words; else what
 * was seen, described. A table of the groups, every person's change, and who came once. */
#include "page/plot.h"

#include "people/people.h"

#include <math.h>
#include <string.h>

/* "40% (36 to 44)" */
static const char *mean_words(struct hinge_cohort *s, const double *value, size_t n, bool change)
{
    const struct hinge_page_mean mean = hinge_page_mean(value, n);
    const struct hinge_page_printed is =
        hinge_page_print(s, s->lead, mean.hi - mean.lo, mean.m, mean.lo, mean.hi);
    const char *text = change ? is.with_sign : is.val;
    return n == 0 ? "–" : is.span == NULL ? text : hinge_page_text(s, "%s (%s)", text, is.span);
}

/* People of a group with a value in both, and their changes. */
static struct hinge_page_changed changed(struct hinge_cohort *s, size_t group, const double *from,
                                         const double *to)
{
    struct hinge_page_changed c = {0,
                                   hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *c.person),
                                   hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *c.value)};
    for (size_t p = 0; p < s->n_people; p++)
        if (!isnan(from[p]) && !isnan(to[p]) && hinge_cohort_is_of(s, p, group, 0)) {
            c.person[c.n] = p;
            c.value[c.n++] = to[p] - from[p];
        }
    return c;
}

/* The mean of those with a change. */
static const char *level_words(struct hinge_cohort *s, const struct hinge_page_changed *c,
                               const double *value)
{
    double *of = hinge_arena_alloc(&s->arena, c->n + 1, sizeof *of);
    for (size_t i = 0; i < c->n; i++)
        of[i] = value[c->person[i]];
    return mean_words(s, of, c->n, false);
}

/* Changes to the other sessions, a sentence each. */
static void add_more(struct hinge_cohort *s, const struct hinge_page_changes *of,
                     const double *const value[2], json_t *facts)
{
    struct hinge_page_list levels = {0};
    json_t *more = hinge_fact_list(facts, "more");
    for (size_t t = 0; t < s->n_trials; t++) {
        const char *level = hinge_page_level_of(s, &s->trial[t], "stage", 0);
        if (level != NULL && *level != '\0' && strcmp(level, of->from) != 0 &&
            strcmp(level, of->to) != 0)
            hinge_page_list_add(s, &levels, level);
    }
    hinge_levels_sort(levels.item, levels.n);
    for (size_t i = 0; i < 2 * levels.n; i++) {
        const double *at = hinge_page_values_at(s, s->lead, "stage", levels.item[i / 2], 0);
        const struct hinge_page_changed c = changed(s, HINGE_ANY, value[i % 2], at);
        if (c.n == 0)
            continue;
        hinge_fact_text(
            hinge_fact_item(more), "text",
            hinge_page_text(s, "%s minus %s, described: %s, n" NBSP "=" NBSP "%zu.",
                            hinge_page_capital(s, hinge_page_stage(s, levels.item[i / 2])),
                            hinge_page_stage(s, i % 2 == 0 ? of->from : of->to),
                            mean_words(s, c.value, c.n, true), c.n));
        if (c.n < s->n_people) {
            struct hinge_page_list without = {0};
            for (size_t p = 0; p < s->n_people; p++)
                if (isnan(at[p]) && !isnan(value[0][p]) && i % 2 == 0)
                    hinge_page_list_add(s, &without, s->person[p].id);
            if (without.n > 0)
                hinge_fact_text(hinge_fact_item(more), "text",
                                hinge_page_text(s, "No value %s: %s.",
                                                hinge_page_stage(s, levels.item[i / 2]),
                                                hinge_page_listed(s, &without, "and")));
        }
    }
}

json_t *hinge_page_visits(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_page_changes *of = &s->page->changes[HINGE_PAGE_SESSIONS];
    if (s->one_person || of->to == NULL || s->main == SIZE_MAX)
        return NULL;
    const double *const value[2] = {hinge_page_values_at(s, s->lead, "stage", of->from, 0),
                                    hinge_page_values_at(s, s->lead, "stage", of->to, 0)};
    const struct hinge_page_changed all = changed(s, HINGE_ANY, value[0], value[1]);
    if (all.n == 0)
        return NULL;
    json_t *facts = json_object();
    bool named = true;
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_text(facts, "heading", hinge_page_text(s, "from %s", hinge_page_from_to(s, of)));
    json_t *planned = json_object();
    if (!of->described && hinge_page_add_changes(s, HINGE_PAGE_SESSIONS, &named, planned))
        json_object_set(facts, "planned", planned);
    json_decref(planned);
    if (of->described)
        hinge_fact_text(facts, "described",
                        hinge_page_text(s, "%s, n" NBSP "=" NBSP "%zu",
                                        mean_words(s, all.value, all.n, true), all.n));
    hinge_fact_text(facts, "what", s->lead->heading);
    hinge_fact_text(facts, "from", hinge_page_capital(s, hinge_page_stage(s, of->from)));
    hinge_fact_text(facts, "to", hinge_page_capital(s, hinge_page_stage(s, of->to)));
    double *scaled = hinge_arena_alloc(&s->arena, all.n + 2 * s->n_groups + 1, sizeof *scaled);
    size_t n = 0;
    json_t *table = hinge_fact_list(facts, "table"), *rows = hinge_fact_list(facts, "rows");
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_changed c = changed(s, g, value[0], value[1]);
        const struct hinge_page_mean mean = hinge_page_mean(c.value, c.n);
        json_t *row = hinge_fact_item(table);
        hinge_fact_text(row, "name", s->n_groups > 1 ? s->group[g].name : "People");
        hinge_fact_text(row, "cls", s->group[g].cls);
        hinge_fact_number(row, "n", c.n);
        hinge_fact_text(row, "before", level_words(s, &c, value[0]));
        hinge_fact_text(row, "after", level_words(s, &c, value[1]));
        hinge_fact_text(row, "change", mean_words(s, c.value, c.n, true));
        for (size_t i = 0; i < c.n; i++)
            scaled[n++] = c.value[i];
        if (isfinite(mean.lo)) {
            scaled[n++] = mean.lo;
            scaled[n++] = mean.hi;
        }
    }
    const struct hinge_page_scale scale =
        hinge_page_scale(scaled, n, 5, HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED);
    json_object_set_new(facts, "ticks", hinge_page_ticks(s, &scale, s->lead));
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_changed c = changed(s, g, value[0], value[1]);
        hinge_page_add_changed(s, &scale, g, "change", &c, rows);
    }
    hinge_page_level(rows);
    struct hinge_page_list once = {0};
    for (size_t p = 0; p < s->n_people; p++)
        if (isnan(value[0][p]) != isnan(value[1][p]))
            hinge_page_list_add(
                s, &once,
                hinge_page_text(s, "%s (%s)", s->person[p].id,
                                hinge_page_stage(s, isnan(value[1][p]) ? of->from : of->to)));
    hinge_fact_text(facts, "once", hinge_page_listed(s, &once, "and"));
    add_more(s, of, value, facts);
    return facts;
}
