/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/power/spread.h"

#include "base/moments.h"
#include "stats/people/aggregate.h"
#include "stats/people/filter.h"
#include "stats/people/labels.h"
#include "stats/run/nested.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_PEOPLE = 3 };
static const uint32_t NOBODY = UINT32_MAX;

/* --- the rows --- */

static enum hinge_status find_labels(struct hinge_analysis *a, const struct hinge_spread_rows *r,
                                     const char *column, struct hinge_labels *labels,
                                     struct hinge_error *error)
{
    size_t at, *row = hinge_analysis_alloc(a, r->rows + 1, sizeof *row);
    if (row == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < r->rows; i++)
        row[i] = i;
    enum hinge_status status = hinge_analysis_column(a, column, &at, error);
    return status == HINGE_OK
               ? hinge_labels_find(a, at, row, r->rows, HINGE_BY_APPEARANCE, labels, error)
               : status;
}

/* Rows under the baseline; every row where there is no condition or no baseline. */
static enum hinge_status find_baseline(struct hinge_analysis *a, struct hinge_spread_rows *r,
                                       struct hinge_labels *condition, struct hinge_error *error)
{
    const char *name = hinge_option_text(a, "condition");
    const char *baseline = hinge_option_text(a, "baseline");
    uint32_t code = NOBODY;
    enum hinge_status status = name != NULL ? find_labels(a, r, name, condition, error) : HINGE_OK;
    for (uint32_t k = 0; status == HINGE_OK && k < condition->n; k++)
        if (strcmp(condition->name[k], baseline) == 0)
            code = k;
    for (size_t i = 0; status == HINGE_OK && i < r->rows; i++)
        r->baseline[i] = code == NOBODY || condition->code[i] == code;
    return status;
}

enum hinge_status hinge_spread_rows_find(struct hinge_analysis *a, struct hinge_spread_rows *r,
                                         struct hinge_error *error)
{
    const char *name = NULL;
    struct hinge_labels who = {0}, condition = {0};
    *r = (struct hinge_spread_rows){.rows = a->table->rows};
    r->baseline = hinge_analysis_alloc(a, 2 * r->rows + 1, sizeof *r->baseline);
    if (r->baseline == NULL)
        return hinge_analysis_no_memory(error);
    r->mask = r->baseline + r->rows;
    enum hinge_status status = hinge_sample_participant(a, &name, error);
    if (status == HINGE_OK)
        status = find_labels(a, r, name, &who, error);
    r->person = who.code;
    r->people = who.n;
    return status == HINGE_OK ? find_baseline(a, r, &condition, error) : status;
}

/* --- values of people --- */

struct gather {
    struct hinge_analysis *a;
    const struct hinge_spread_rows *rows;
    const struct hinge_spread_of *of;
    double *value;        /* per person; NaN without one */
    unsigned char *group; /* per person: 0, 1; 2 in neither */
};

static unsigned char group_of(const struct gather *g, const struct hinge_participants *people,
                              size_t i)
{
    if (people->group == NULL || people->group[i] == HINGE_NO_LEVEL)
        return people->group == NULL ? 0 : 2;
    const char *level = people->sample.factor[0].level[people->group[i]];
    return strcmp(level, g->of->first) == 0 ? 0 : strcmp(level, g->of->second) == 0 ? 1 : 2;
}

static enum hinge_status take(struct hinge_analysis *inner, void *context,
                              struct hinge_error *error)
{
    const struct gather *g = context;
    struct hinge_participants people;
    const struct hinge_people_wanted wanted = {.group = g->of->first != NULL};
    enum hinge_status status = hinge_people_gather(inner, &wanted, &people, error);
    if (status != HINGE_OK)
        return status;
    uint32_t *person =
        hinge_analysis_alloc(inner, people.sample.n_participants + 1, sizeof *person);
    if (person == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < people.sample.n; i++)
        person[people.sample.participant[i]] = g->rows->person[people.sample.row[i]];
    for (size_t i = 0; i < people.n; i++) {
        uint32_t who = person[people.who[i]];
        g->value[who] = people.value[i];
        g->group[who] = group_of(g, &people, i);
    }
    return HINGE_OK;
}

static enum hinge_status gather(struct gather *g, char *why, size_t room, struct hinge_error *error)
{
    const struct hinge_spread_rows *r = g->rows;
    struct hinge_nested nested;
    json_t *change = json_pack("{s:s, s:s?}", "outcome", g->of->outcome, "change", g->of->change);
    for (size_t i = 0; i < r->rows; i++)
        r->mask[i] = (g->a->stratum == NULL || g->a->stratum[i]) &&
                     (g->of->change != NULL || r->baseline[i]);
    for (size_t i = 0; i < r->people; i++)
        g->value[i] = NAN;
    enum hinge_status status = hinge_nested_work(g->a, change, r->mask, take, g, &nested, error);
    if (status != HINGE_OK)
        return status;
    snprintf(why, room, "%s", nested.why);
    hinge_nested_warn(g->a, &nested, NULL);
    hinge_nested_clear(&nested);
    return HINGE_OK;
}

/* --- their spread --- */

/* Pooled variance within the groups. */
static void pool(const double *value, const unsigned char *group, size_t people, double *room,
                 struct hinge_spread *spread)
{
    double squares = 0;
    spread->df = 0;
    for (unsigned char k = 0; k < 2; k++) {
        size_t n = 0;
        for (size_t i = 0; i < people; i++)
            if (group[i] == k && !isnan(value[i]))
                room[n++] = value[i];
        spread->n[k] = n;
        squares += hinge_stats_sum_squares(room, n);
        spread->df += n > 0 ? (double)n - 1 : 0;
    }
    spread->all = spread->df > 0 ? squares / spread->df : (double)NAN;
}

/* Whether participants differ by more than rounding. */
static bool varies(const double *value, size_t people, const struct hinge_spread *spread)
{
    double largest = 0;
    for (size_t i = 0; i < people; i++)
        largest = isnan(value[i]) ? largest : fmax(largest, fabs(value[i]));
    return sqrt(spread->all) > 1e-12 * largest;
}

enum hinge_status hinge_spread_find(struct hinge_analysis *a, const struct hinge_spread_rows *rows,
                                    const struct hinge_spread_of *of, struct hinge_spread *spread,
                                    struct hinge_error *error)
{
    struct gather g = {a, rows, of, NULL, NULL};
    *spread = (struct hinge_spread){.all = (double)NAN};
    double *room = hinge_analysis_alloc(a, 2 * rows->people + 1, sizeof *room);
    unsigned char *group = hinge_analysis_alloc(a, rows->people + 1, 1);
    if (room == NULL || group == NULL)
        return hinge_analysis_no_memory(error);
    memset(group, 2, rows->people);
    g.value = room;
    g.group = group;
    enum hinge_status status = gather(&g, spread->why, sizeof spread->why, error);
    if (status != HINGE_OK || *spread->why != '\0')
        return status;
    pool(g.value, group, rows->people, room + rows->people, spread);
    bool two = of->first != NULL;
    size_t fewest = two && spread->n[1] < spread->n[0] ? spread->n[1] : spread->n[0];
    if (fewest < LEAST_PEOPLE) {
        char and[32] = "";
        if (two)
            snprintf(and, sizeof and, " and %zu", spread->n[1]);
        snprintf(spread->why, sizeof spread->why,
                 "too few participants have enough repetitions: %zu%s; at least %d are "
                 "needed%s",
                 spread->n[0], and, LEAST_PEOPLE, two ? " in each group" : "");
        return HINGE_OK;
    }
    if (!varies(g.value, rows->people, spread))
        snprintf(spread->why, sizeof spread->why, "all participants%s %s", two ? " of a group" : "",
                 of->change != NULL ? "changed by the same amount" : "have the same value");
    return HINGE_OK;
}
