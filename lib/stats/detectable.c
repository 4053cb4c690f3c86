/* SPDX-License-Identifier: GPL-3.0-or-later */
/* detectable: the smallest difference of two groups, and change by a condition, that a
 * study could find (Cohen 1988; method 9.7). */
#include "base/sample.h"
#include "stats/parts/power.h"
#include "stats/parts/reliability.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- spread of people --- */

/* What is known of the rows of the table before any value is gathered. */
struct hinge_spread_rows {
    size_t rows, people;
    uint32_t *person; /* per row; UINT32_MAX nobody */
    bool *baseline;   /* per row: under the baseline, or no condition */
    bool *mask;       /* of the values being gathered */
};

/* Between whom and what: two groups by their names (NULL, NULL: everybody, as one
 * group), under the baseline; or a change "cue:dowel-none" of everybody. */
struct hinge_spread_of {
    const char *outcome, *change, *first, *second;
};

/* Variance of one value of a person, within groups. NaN where it is not known. */
struct hinge_spread {
    size_t n[2]; /* of the groups; [0] of everybody */
    double df, all;
    char why[1024]; /* there is no spread; "" when there is */
};

enum { LEAST_PEOPLE = 3 };
static const uint32_t NOBODY = UINT32_MAX;

/* --- the rows --- */

static bool find_labels(struct hinge_analysis *a, const struct hinge_spread_rows *r,
                        const char *column, struct hinge_labels *labels)
{
    size_t at, *row = hinge_analysis_alloc(a, r->rows + 1, sizeof *row);
    for (size_t i = 0; i < r->rows; i++)
        row[i] = i;
    bool good = hinge_analysis_column(a, column, &at);
    return good ? hinge_labels_find(a, at, row, r->rows, HINGE_BY_APPEARANCE, labels) : good;
}

/* Rows under the baseline; every row where there is no condition or no baseline. */
static bool find_baseline_level(struct hinge_analysis *a, struct hinge_spread_rows *r,
                                struct hinge_labels *condition)
{
    const char *name = a->ask.condition;
    const char *baseline = a->ask.baseline;
    uint32_t code = NOBODY;
    bool good = name != NULL ? find_labels(a, r, name, condition) : true;
    for (uint32_t k = 0; good && k < condition->n; k++)
        if (strcmp(condition->name[k], baseline) == 0)
            code = k;
    for (size_t i = 0; good && i < r->rows; i++)
        r->baseline[i] = code == NOBODY || condition->code[i] == code;
    return good;
}

static bool spread_rows_find(struct hinge_analysis *a, struct hinge_spread_rows *r)
{
    const char *name = NULL;
    struct hinge_labels who = {0}, condition = {0};
    *r = (struct hinge_spread_rows){.rows = a->table->rows};
    r->baseline = hinge_analysis_alloc(a, 2 * r->rows + 1, sizeof *r->baseline);
    r->mask = r->baseline + r->rows;
    bool good = hinge_sample_participant(a, &name);
    if (good)
        good = find_labels(a, r, name, &who);
    r->person = who.code;
    r->people = who.n;
    return good ? find_baseline_level(a, r, &condition) : good;
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

static bool take(struct hinge_analysis *inner, void *context)
{
    const struct gather *g = context;
    struct hinge_participants people;
    const struct hinge_people_wanted wanted = {.group = g->of->first != NULL};
    if (!hinge_people_gather(inner, &wanted, &people))
        return false;
    uint32_t *person =
        hinge_analysis_alloc(inner, people.sample.n_participants + 1, sizeof *person);
    for (size_t i = 0; i < people.sample.n; i++)
        person[people.sample.participant[i]] = g->rows->person[people.sample.row[i]];
    for (size_t i = 0; i < people.n; i++) {
        uint32_t who = person[people.who[i]];
        g->value[who] = people.value[i];
        g->group[who] = group_of(g, &people, i);
    }
    return true;
}

static bool gather(struct gather *g, char *why, size_t room)
{
    const struct hinge_spread_rows *r = g->rows;
    struct hinge_nested nested;
    json_t *change = json_pack("{s:s, s:s?}", "outcome", g->of->outcome, "change", g->of->change);
    for (size_t i = 0; i < r->rows; i++)
        r->mask[i] = (g->a->stratum == NULL || g->a->stratum[i]) &&
                     (g->of->change != NULL || r->baseline[i]);
    for (size_t i = 0; i < r->people; i++)
        g->value[i] = NAN;
    if (!hinge_nested_work(g->a, change, r->mask, take, g, &nested))
        return false;
    snprintf(why, room, "%s", nested.why);
    hinge_nested_warn(g->a, &nested, NULL);
    hinge_nested_clear(&nested);
    return true;
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

/* Fewer than 3 in a group say nothing: spread->why. */
static bool spread_find(struct hinge_analysis *a, const struct hinge_spread_rows *rows,
                        const struct hinge_spread_of *of, struct hinge_spread *spread)
{
    struct gather g = {a, rows, of, NULL, NULL};
    *spread = (struct hinge_spread){.all = (double)NAN};
    double *room = hinge_analysis_alloc(a, 2 * rows->people + 1, sizeof *room);
    unsigned char *group = hinge_analysis_alloc(a, rows->people + 1, 1);
    memset(group, 2, rows->people);
    g.value = room;
    g.group = group;
    bool good = gather(&g, spread->why, sizeof spread->why);
    if (!good || *spread->why != '\0')
        return good;
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
        return true;
    }
    if (!varies(g.value, rows->people, spread))
        snprintf(spread->why, sizeof spread->why, "all participants%s %s", two ? " of a group" : "",
                 of->change != NULL ? "changed by the same amount" : "have the same value");
    return true;
}

/* --- the analysis --- */

struct detectable {
    struct hinge_analysis *a;
    struct hinge_spread_rows rows;
    struct hinge_labels group, condition;
    const char *baseline; /* NULL: no condition */
    bool has_baseline;    /* some row has it */
    json_t *effects;      /* list of the results */
    double power;
};

/* --- who is compared --- */

/* Levels of a column among the rows; none without one. */
static bool find_levels(const struct detectable *d, const char *name, struct hinge_labels *labels)
{
    struct hinge_analysis *a = d->a;
    size_t n, at, *row;
    *labels = (struct hinge_labels){0};
    if (name == NULL)
        return true;
    bool good = hinge_analysis_column(a, name, &at);
    if (good)
        good = hinge_filter_rows(a, &row, &n);
    return good ? hinge_labels_find(a, at, row, n, HINGE_BY_LEVEL, labels) : good;
}

/* --- what could be found --- */

/* The smallest standardised effect; NaN where no test is possible. */
static double effect_of(const struct detectable *d, bool paired, const double n[2])
{
    struct hinge_power_design design = {.test =
                                            paired ? HINGE_POWER_PAIRED : HINGE_POWER_TWO_SAMPLE,
                                        .alternative = d->a->alternative,
                                        .alpha = d->a->alpha,
                                        .power = d->power,
                                        .n1 = n[0],
                                        .n2 = n[1],
                                        .ratio = n[1] / n[0],
                                        .effect = NAN,
                                        .p1 = NAN,
                                        .p2 = NAN};
    return hinge_power_solve_effect(&design);
}

/* How many people a comparison has: those of the plan, else those measured. */
static void count_people(const struct detectable *d, bool paired, const struct hinge_spread *spread,
                         double n[2])
{
    n[0] = (double)spread->n[0];
    n[1] = paired ? (double)NAN : (double)spread->n[1];
    if (!isnan(d->a->ask.n1))
        n[0] = d->a->ask.n1;
    if (!isnan(d->a->ask.n2) && paired)
        n[0] += d->a->ask.n2;
    else if (!isnan(d->a->ask.n2))
        n[1] = d->a->ask.n2;
    if (paired && !isnan(d->a->ask.n))
        n[0] = d->a->ask.n;
}

static void put_answer(const struct detectable *d, json_t *row, bool paired,
                       const struct hinge_spread *spread)
{
    bool answers = spread->why[0] == '\0';
    double n[2] = {NAN, NAN}, sd = sqrt(spread->all), tail = (1 - d->a->level) / 2;
    if (answers)
        count_people(d, paired, spread, n);
    double effect = answers ? effect_of(d, paired, n) : (double)NAN, df = spread->df;
    double found = effect * sd;
    HINGE_PUT_NUMBERS(row, {"n_first", n[0]}, {"n_second", n[1]}, {"detectable", found},
                      {"detectable_low",
                       answers ? found * sqrt(df / gsl_cdf_chisq_Pinv(1 - tail, df)) : (double)NAN},
                      {"detectable_high",
                       answers ? found * sqrt(df / gsl_cdf_chisq_Pinv(tail, df)) : (double)NAN},
                      {"sd_total", sd}, {"effect_size", effect});
}

/* --- a retest --- */

struct retest {
    struct hinge_repeats found;
    const char *baseline;
};

static bool measure_again(struct hinge_analysis *inner, void *context)
{
    struct retest *retest = context;
    struct hinge_pairs pairs = {.n = 0};
    struct hinge_columns columns = {0};
    hinge_columns_number(&columns, HINGE_NEED(inner, outcome));
    hinge_columns_factor(&columns, HINGE_NEED(inner, condition));
    hinge_columns_participant(inner, &columns);
    hinge_columns_means(inner, &columns);
    if (!hinge_sample_gather(inner, &columns, &pairs.sample))
        return false;
    long level = hinge_factor_find(&pairs.sample.factor[0], retest->baseline);
    pairs.second = level >= 0 ? (uint32_t)level : 0;
    return hinge_repeats_mdc(inner, &pairs, &retest->found);
}

/* The minimal detectable change, where the baseline was measured again; NaN else. */
static bool retest_of(struct detectable *d, const char *column, double *mdc)
{
    struct hinge_nested nested;
    struct retest retest = {.baseline = d->baseline};
    *mdc = NAN;
    if (d->baseline == NULL)
        return true;
    for (size_t i = 0; i < d->rows.rows; i++)
        d->rows.mask[i] = d->a->stratum == NULL || d->a->stratum[i];
    bool good = hinge_nested_work(d->a, json_pack("{s:s}", "outcome", column), d->rows.mask,
                                  measure_again, &retest, &nested);
    if (!good)
        return false;
    static const char *const within[] = {"W_MDC_WITHIN_SESSION", NULL};
    if (nested.why[0] == '\0') {
        *mdc = retest.found.mdc;
        hinge_nested_warn(d->a, &nested, within);
    }
    hinge_nested_clear(&nested);
    return true;
}

/* --- rows --- */

static bool add_row(struct detectable *d, const json_t *entry, double mdc, const char *kind,
                    const char *first, const char *second)
{
    static const char *const copied[] = {"outcome", "phase", "unit", NULL};
    const char *column = json_string_value(json_object_get(entry, "column"));
    bool paired = strcmp(kind, "conditions") == 0;
    char change[400];
    struct hinge_spread spread = {.why = "the table has no such column"};
    struct hinge_spread_of of = {
        .outcome = column, .first = paired ? NULL : first, .second = second};
    bool good = true;
    if (paired) {
        snprintf(change, sizeof change, "%s:%s-%s", d->a->ask.condition, first, second);
        of.change = change;
    }
    if (column != NULL)
        good = spread_find(d->a, &d->rows, &of, &spread);
    if (!good)
        return false;
    json_t *row = hinge_append_object(d->effects);
    for (size_t i = 0; copied[i] != NULL; i++)
        hinge_put_text(row, copied[i], json_string_value(json_object_get(entry, copied[i])));
    hinge_put_text(row, "compared", kind);
    hinge_put_text(row, "first", first);
    hinge_put_text(row, "second", second);
    put_answer(d, row, paired, &spread);
    hinge_put_number(row, "mdc", mdc);
    if (spread.why[0] != '\0')
        hinge_put_text(row, "reason", spread.why);
    return true;
}

static bool add_outcome(struct detectable *d, const json_t *entry)
{
    const char *column = json_string_value(json_object_get(entry, "column"));
    const struct hinge_labels *g = &d->group, *c = &d->condition;
    double mdc = NAN;
    bool good = column != NULL ? retest_of(d, column, &mdc) : true;
    bool groups = isnan(d->a->ask.n); /* a plan for conditions alone */
    for (size_t i = 0; i < g->n && groups; i++)
        for (size_t k = i + 1; k < g->n && good; k++)
            good = add_row(d, entry, mdc, "groups", g->name[i], g->name[k]);
    if (g->n < 2 && !isnan(d->a->ask.n2) && good)
        good = add_row(d, entry, mdc, "groups", NULL, NULL);
    for (size_t i = 0; i < c->n && good && d->has_baseline; i++)
        if (strcmp(c->name[i], d->baseline) != 0)
            good = add_row(d, entry, mdc, "conditions", c->name[i], d->baseline);
    return good;
}

/* Whether the baseline is among the conditions. Without it there is one condition, for
 * groups alone, or nothing to compare with. */
static bool find_baseline(struct detectable *d)
{
    struct hinge_analysis *a = d->a;
    const char *name = a->ask.condition;
    bool excluded = false;
    for (size_t i = 0; i < d->condition.n; i++)
        d->has_baseline = d->has_baseline || strcmp(d->condition.name[i], d->baseline) == 0;
    for (size_t i = 0; name != NULL && i < a->table->rows && !excluded; i++) {
        const char *level = hinge_table_text(a->table, name, i);
        excluded = level != NULL && strcmp(level, d->baseline) == 0;
    }
    if (d->condition.n == 0 || d->has_baseline || (d->condition.n == 1 && !excluded))
        return true;
    if (excluded)
        return hinge_analysis_fail(a, HINGE_E_LEVELS,
                                   "the filter leaves out the baseline %s; include it, "
                                   "or give another, such as --baseline %s",
                                   d->baseline, d->condition.name[0]);
    return hinge_analysis_fail(a, HINGE_E_LEVELS,
                               "baseline: no row has %s '%s'; give another, such as "
                               "--baseline %s",
                               name, d->baseline, d->condition.name[0]);
}

static bool check(struct detectable *d)
{
    struct hinge_analysis *a = d->a;
    bool n = !isnan(a->ask.n), n1 = !isnan(a->ask.n1), n2 = !isnan(a->ask.n2);
    if (n1 != n2 || (n && n1))
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "detectable takes n1 and n2, people planned for two "
                                   "groups, or one n, people planned for the "
                                   "conditions alone");
    if (!find_baseline(d))
        return false;
    if ((d->group.n > 1 && !n) || d->condition.n > 1 || n2)
        return true;
    if (n)
        return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                                   "one n (hinge-check: --people 20) plans changes by "
                                   "conditions, and there is one condition; give n1 "
                                   "and n2 (--people 20,20)");
    return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                               "nothing is compared: the rows have one group and one "
                               "condition. Give n1 and n2, people planned for two "
                               "groups (hinge-check: --people 20,20)");
}

static bool report_rows(const struct detectable *d)
{
    size_t *row, n;
    bool good = hinge_filter_rows(d->a, &row, &n);
    return good ? hinge_filter_report(d->a, row, n, d->a->results) : good;
}

static bool run(struct hinge_analysis *a)
{
    struct detectable d = {.a = a,
                           .baseline = a->ask.condition != NULL ? a->ask.baseline : NULL,
                           .power = !isnan(a->ask.power) ? a->ask.power : 0.8};
    size_t i;
    json_t *entry;
    if (!(d.power > a->alpha && d.power < 1))
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "option 'power' must be above alpha and below 1");
    bool good = find_levels(&d, d.a->ask.group, &d.group);
    if (good)
        good = find_levels(&d, d.a->ask.condition, &d.condition);
    if (good)
        good = check(&d);
    if (good)
        good = spread_rows_find(a, &d.rows);
    if (good)
        good = report_rows(&d);
    if (!good)
        return false;
    HINGE_PUT_NUMBERS(a->results, {"power", d.power}, {"alpha", a->alpha});
    d.effects = hinge_put_list(a->results, "effects");
    json_array_foreach(json_object_get(a->ask.plan, "outcomes"), i, entry)
    {
        if (good)
            good = add_outcome(&d, entry);
    }
    return good;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("effects/*", "{outcome:t}, {first:t} and {second:t}: detectable difference "
                           "{detectable:x!}, power {/power:r}, alpha {/alpha:r}, {n_first:n} and "
                           "{n_second:n!} participants"),
    HINGE_SAY("effects/*", "{n_second:_~}{outcome:t}, {first:t} and {second:t}: detectable change "
                           "{detectable:x!}, power {/power:r}, alpha {/alpha:r}, {n_first:n} "
                           "participants"),
    HINGE_SAY_END};
static const struct hinge_sentence plain[] = {HINGE_SAY_END};

static const char *const options[] = {
    HINGE_TAKES_CELLS, "group",          "condition", "baseline", "plan", "outcomes", "weight",
    "ratios",          "circular",       "session",   "power",    "n",    "n1",       "n2",
    "alternative",     "mdc_min_people", NULL};

const struct hinge_statistic hinge_statistic_detectable = {
    .id = "detectable",
    .title = "What a study could have detected",
    .details = "The smallest difference of two groups, and the smallest change by a condition "
               "within participants, that a t test detects with the power wanted (0.8), for "
               "each outcome. It is the standardised effect of that power (noncentral t; "
               "Cohen 1988) times the SD of participants' values, with the interval of that "
               "SD. Groups are compared under the baseline. The minimal "
               "detectable change is added where the baseline was measured again. With n, or "
               "n1 and n2, the answer is for a planned number of participants.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .primary = "",
    .main_table = "effects",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .say = hinge_say_detectable,
    .run = run,
    .example_request = "{\"analysis\": \"detectable\", \"participant\": \"participant\", "
                       "\"condition\": \"cue\", \"plan\": {\"outcomes\": [{\"outcome\": "
                       "\"angle\", \"column\": \"angle\"}]}}",
    .example_data = "participant,cue,rep,angle\n"
                    "P1,none,1,20\nP1,none,2,21\nP1,dowel,1,15\nP1,dowel,2,16\n"
                    "P2,none,1,25\nP2,none,2,23\nP2,dowel,1,19\nP2,dowel,2,20\n"
                    "P3,none,1,18\nP3,none,2,18\nP3,dowel,1,17\nP3,dowel,2,15\n"
                    "P4,none,1,22\nP4,none,2,24\nP4,dowel,1,16\nP4,dowel,2,17\n"};
