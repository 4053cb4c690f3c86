/* SPDX-License-Identifier: GPL-3.0-or-later */
/* detectable: the smallest difference of two groups, and change by a condition, that a
 * study could find (Cohen 1988; method 9.7). */
#include "stats/kind.h"
#include "stats/numbers/numbers.h"
#include "stats/parts/planned.h"
#include "stats/parts/power.h"
#include "stats/parts/reliability.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* --- spread of people --- */

/* What is known of the rows of the table before any value is gathered. */
struct spread_rows {
    size_t rows, people;
    uint32_t *person; /* per row; UINT32_MAX nobody */
    bool *baseline;   /* per row: under the baseline, or no condition */
    bool *mask;       /* of the values being gathered */
};

/* Between whom and what: two groups by their names (NULL, NULL: everybody, as one
 * group), under the baseline; or a change "cue:dowel-none" of everybody. */
struct spread_of {
    const char *outcome, *change, *first, *second;
};

/* Variance of one value of a person, within groups. NaN where it is not known. */
struct spread {
    size_t n[2]; /* of the groups; [0] of everybody */
    double df, all;
    const char *why; /* there is no spread; NULL when there is */
};

enum { LEAST_PEOPLE = 3 };
static const uint32_t NOBODY = UINT32_MAX;

/* --- the rows --- */

/* --- values of people, and their spread --- */

/* Fewer than 3 in a group say nothing: spread->why. */
static bool spread_find(struct hinge_analysis *a, const struct spread_rows *rows,
                        const struct spread_of *of, struct spread *spread)
{
    char why[400];
    double *value = hinge_analysis_alloc(a, 2 * rows->people + 1, sizeof *value); /* of each */
    unsigned char *in = hinge_analysis_alloc(a, rows->people + 1, 1); /* group 0, 1; 2: neither */
    memset(in, 2, rows->people);
    *spread = (struct spread){.all = (double)NAN};
    struct hinge_analysis inner = hinge_inner(a);
    for (size_t i = 0; i < rows->rows; i++)
        rows->mask[i] =
            (a->stratum == NULL || a->stratum[i]) && (of->change != NULL || rows->baseline[i]);
    for (size_t i = 0; i < rows->people; i++)
        value[i] = NAN;
    inner.stratum = rows->mask;
    inner.outcome = of->outcome;
    inner.ask.change = of->change;
    struct hinge_participants people;
    const struct hinge_people_wanted wanted = {.group = of->first != NULL};
    if (hinge_people_gather(&inner, &wanted, &people)) {
        uint32_t *person =
            hinge_analysis_alloc(&inner, people.sample.n_participants + 1, sizeof *person);
        for (size_t i = 0; i < people.sample.n; i++)
            person[people.sample.participant[i]] = rows->person[people.sample.row[i]];
        for (size_t i = 0; i < people.n; i++) {
            uint32_t who = person[people.who[i]],
                     group = people.group != NULL ? people.group[i] : 0;
            value[who] = people.value[i];
            in[who] = people.group == NULL ? 0 : 2;
            if (people.group == NULL || group == HINGE_NO_LEVEL)
                continue;
            const char *level = people.sample.factor[0].level[group];
            in[who] = strcmp(level, of->first) == 0 ? 0 : strcmp(level, of->second) == 0 ? 1 : 2;
        }
    }
    const bool good = hinge_inner_answers(a, &inner, &spread->why);
    if (good)
        hinge_inner_warn(a, &inner, NULL);
    if (spread->why != NULL)
        spread->why = hinge_arena_strdup(&a->arena, spread->why);
    hinge_inner_end(&inner);
    if (!good || spread->why != NULL)
        return good;
    double squares = 0, largest = 0, *bends = value + rows->people;
    for (unsigned char k = 0; k < 2; k++) { /* the variance pooled within the groups */
        size_t n = 0;
        for (size_t i = 0; i < rows->people; i++)
            if (in[i] == k)
                bends[n++] = value[i];
        spread->n[k] = n;
        squares += hinge_stats_sum_squares(bends, n);
        spread->df += n > 0 ? (double)n - 1 : 0;
    }
    spread->all = squares / spread->df;
    for (size_t i = 0; i < rows->people; i++)
        largest = isnan(value[i]) ? largest : fmax(largest, fabs(value[i]));
    bool two = of->first != NULL;
    size_t fewest = two && spread->n[1] < spread->n[0] ? spread->n[1] : spread->n[0];
    if (fewest < LEAST_PEOPLE && two)
        snprintf(why, sizeof why,
                 "too few participants have enough repetitions: %zu in %.120s and %zu in %.120s; "
                 "at least %d are needed in each group",
                 spread->n[0], of->first, spread->n[1], of->second, LEAST_PEOPLE);
    else if (fewest < LEAST_PEOPLE)
        snprintf(why, sizeof why,
                 "too few participants have enough repetitions: %zu; at least %d are needed",
                 spread->n[0], LEAST_PEOPLE);
    else if (!(sqrt(spread->all) > 1e-12 * largest)) /* no more than rounding */
        snprintf(why, sizeof why, "all participants%s %s", two ? " of a group" : "",
                 of->change != NULL ? "changed by the same amount" : "have the same value");
    else
        return true;
    spread->why = hinge_arena_strdup(&a->arena, why);
    return true;
}

/* --- the analysis --- */

#define HINGE_DETECTABLE(f)                                                                        \
    f(TEXT, outcome) f(TEXT, phase) f(TEXT, unit) f(TEXT, compared) f(TEXT, first) f(TEXT, second) \
        f(NUMBER, n_first) f(NUMBER, n_second) f(NUMBER, detectable) f(NUMBER, detectable_low)     \
            f(NUMBER, detectable_high) f(NUMBER, sd_total) f(NUMBER, effect_size) f(NUMBER, mdc)   \
                f(WORD, reason)
HINGE_ROW(hinge_detectable, HINGE_DETECTABLE)

struct study {
    struct hinge_analysis *a;
    struct spread_rows rows;
    struct hinge_labels group, condition;
    const char *baseline; /* NULL: no condition */
    bool has_baseline;    /* some row has it */
    double power;
    struct hinge_detectable *row;
    bool *share; /* of each row, whether its outcome is one */
    size_t n;
};

/* --- who is compared --- */

/* Levels of a column among the rows; none without one. */
static bool find_levels(struct hinge_analysis *a, const char *name, struct hinge_labels *labels)
{
    size_t n, *row;
    return name == NULL || (hinge_filter_rows(a, &row, &n) &&
                            hinge_labels_find(a, name, row, n, HINGE_BY_LEVEL, labels));
}

/* --- a retest --- */

/* The minimal detectable change, where the baseline was measured again; NaN else. */
static bool retest_of(struct study *s, const char *column, double *mdc)
{
    static const char *const within[] = {"W_MDC_WITHIN_SESSION", NULL};
    struct hinge_repeats repeats;
    struct hinge_pairs pairs = {.n = 0};
    struct hinge_columns columns = {0};
    const char *why;
    *mdc = NAN;
    if (s->baseline == NULL)
        return true;
    struct hinge_analysis inner = hinge_inner(s->a);
    inner.outcome = column;
    hinge_columns_number(&columns, hinge_needs_outcome(&inner));
    hinge_columns_factor(&columns, HINGE_NEED(&inner, condition));
    hinge_columns_participant(&inner, &columns);
    hinge_columns_means(&inner, &columns);
    if (hinge_sample_gather(&inner, &columns, &pairs.sample)) {
        long level = hinge_factor_find(&pairs.sample.factor[0], s->baseline);
        pairs.second = level >= 0 ? (uint32_t)level : 0;
        if (hinge_repeats_mdc(&inner, &pairs, &repeats))
            *mdc = repeats.mdc;
    }
    bool good = hinge_inner_answers(s->a, &inner, &why);
    if (good && why == NULL)
        hinge_inner_warn(s->a, &inner, within);
    hinge_inner_end(&inner);
    return good;
}

/* --- rows --- */

/* Adds a row to what is `planned`, of which the outcome is known: the smallest effect that could be
 * found, NaN where no test is possible. */
static bool add_row(struct study *s, const struct hinge_detectable *planned, const char *column,
                    const char *first, const char *second)
{
    bool paired = strcmp(planned->compared, "conditions") == 0;
    char change[400];
    struct spread spread = {.all = (double)NAN, .why = "the table has no such column"};
    struct spread_of of = {.outcome = column, .first = paired ? NULL : first, .second = second};
    if (paired) {
        snprintf(change, sizeof change, "%s:%s-%s", s->a->ask.condition, first, second);
        of.change = change;
    }
    if (column != NULL && !spread_find(s->a, &s->rows, &of, &spread))
        return false;
    const long at = column != NULL ? hinge_table_find(s->a->table, column) : -1;
    s->share[s->n] = at >= 0 && s->a->table->column[at].share;
    struct hinge_detectable *row = &s->row[s->n++];
    *row = *planned;
    row->first = first;
    row->second = second;
    row->n_first = row->n_second = NAN;
    row->detectable = row->detectable_low = row->detectable_high = row->effect_size = NAN;
    row->sd_total = sqrt(spread.all);
    row->reason = spread.why;
    if (spread.why != NULL)
        return true;
    /* people of the plan, else those measured */
    double n1 = hinge_nth(&s->a->ask.n, 0), n2 = hinge_nth(&s->a->ask.n, 1);
    row->n_first = !isnan(n1) ? n1 : (double)spread.n[0];
    if (!paired)
        row->n_second = !isnan(n2) ? n2 : (double)spread.n[1];
    else if (!isnan(n2))
        row->n_first += n2;
    const struct hinge_power_design design = {.test = paired ? HINGE_POWER_PAIRED
                                                             : HINGE_POWER_TWO_SAMPLE,
                                              .alternative = s->a->alternative,
                                              .alpha = s->a->alpha,
                                              .power = s->power,
                                              .n1 = row->n_first,
                                              .n2 = row->n_second,
                                              .ratio = row->n_second / row->n_first,
                                              .effect = NAN,
                                              .p1 = NAN,
                                              .p2 = NAN};
    row->effect_size = hinge_power_solve_effect(&design);
    row->detectable = row->effect_size * row->sd_total;
    const struct hinge_interval limits = hinge_sd_interval(row->detectable, spread.df, s->a->level);
    row->detectable_low = limits.low;
    row->detectable_high = limits.high;
    return true;
}

static bool add_outcome(struct study *s, const struct hinge_planned_entry *entry)
{
    const char *column = entry->column;
    const struct hinge_labels *g = &s->group, *c = &s->condition;
    bool severity = column != NULL && hinge_severity_fault(column) != NULL;
    struct hinge_detectable planned = {.outcome = severity ? column : entry->row.outcome,
                                       .phase = entry->row.phase,
                                       .unit = entry->row.unit,
                                       .compared = "groups",
                                       .mdc = NAN};
    if (column != NULL && !retest_of(s, column, &planned.mdc))
        return false;
    bool groups = s->a->ask.n.n != 1; /* else a plan for conditions alone */
    for (size_t i = 0; i < g->n && groups; i++)
        for (size_t k = i + 1; k < g->n; k++)
            if (!add_row(s, &planned, column, g->name[i], g->name[k]))
                return false;
    if (g->n < 2 && s->a->ask.n.n == 2 && !add_row(s, &planned, column, NULL, NULL))
        return false;
    planned.compared = "conditions";
    for (size_t i = 0; i < c->n && s->has_baseline; i++)
        if (strcmp(c->name[i], s->baseline) != 0 &&
            !add_row(s, &planned, column, c->name[i], s->baseline))
            return false;
    return true;
}

/* Whether the baseline is among the conditions. Without it there is one condition, for
 * groups alone, or nothing to compare with. */
static bool find_baseline(struct study *s)
{
    struct hinge_analysis *a = s->a;
    const char *name = a->ask.condition;
    bool excluded = false;
    for (size_t i = 0; i < s->condition.n; i++)
        s->has_baseline = s->has_baseline || strcmp(s->condition.name[i], s->baseline) == 0;
    for (size_t i = 0; name != NULL && i < a->table->rows && !excluded; i++) {
        const char *level = hinge_table_text(a->table, name, i);
        excluded = level != NULL && strcmp(level, s->baseline) == 0;
    }
    if (s->condition.n == 0 || s->has_baseline || (s->condition.n == 1 && !excluded))
        return true;
    if (excluded)
        return hinge_analysis_fail(a, HINGE_E_LEVELS,
                                   "the filter leaves out the baseline %s; include it, or give "
                                   "another, such as --baseline %s",
                                   s->baseline, s->condition.name[0]);
    return hinge_analysis_fail(a, HINGE_E_LEVELS,
                               "baseline: no row has %s '%s'; give another, such as --baseline %s",
                               name, s->baseline, s->condition.name[0]);
}

static bool check(struct study *s)
{
    struct hinge_analysis *a = s->a;
    bool n = a->ask.n.n == 1, n2 = a->ask.n.n == 2;
    if (a->ask.n.n > 2)
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "detectable takes two numbers of n, people planned for two "
                                   "groups, or one, people planned for the conditions alone");
    return find_baseline(s) &&
           ((s->group.n > 1 && !n) || s->condition.n > 1 || n2 ||
            hinge_analysis_fail(
                a, HINGE_E_ONE_LEVEL,
                n ? "one n plans changes by conditions, and there is one condition; "
                    "give two (--n 20,20)"
                  : "the rows have one group and one condition; give people planned "
                    "for two groups (--n 20,20)"));
}

/* --- in words --- */

static bool same_text(const char *x, const char *y)
{
    return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* "lumbar excursion" */
static const char *name_of(const struct study *s, const struct hinge_detectable *row, char *name,
                           size_t room)
{
    return hinge_planned_title(json_object_get(s->a->ask.plan, HINGE_PLAN_TITLES), row->outcome,
                               row->phase, false, name, room);
}

static struct hinge_unit_form unit_of(const struct study *s, const struct hinge_detectable *row)
{
    return hinge_unit_form(row->unit, s->share[row - s->row]);
}

/* " between a and b", " by dowel (against no cue)" */
static void add_compared(const struct study *s, const struct hinge_detectable *row,
                         struct hinge_text *text)
{
    const bool groups = strcmp(row->compared, "groups") == 0;
    const char *column = groups ? s->a->ask.group : s->a->ask.condition;
    if (row->first == NULL)
        hinge_text_adds(text, " between two groups of such people");
    else
        hinge_text_printf(text, groups ? " between %s and %s" : " by %s (against %s)",
                          hinge_sentences_level(s->a, column, row->first),
                          hinge_sentences_level(s->a, column, row->second));
}

/* Plainly of each comparison the first outcome that has an answer. */
static void add(const struct study *s)
{
    struct hinge_text *plain = &s->a->text.plain;
    for (size_t i = 0; i < s->n; i++) {
        const struct hinge_detectable *row = &s->row[i];
        bool known = isnan(row->detectable);
        if (!known) {
            char outcome[160];
            const char *compared = "two groups of such people";
            const char *column = isnan(row->n_second) ? s->a->ask.condition : s->a->ask.group;
            const struct hinge_unit_form unit = unit_of(s, row);
            name_of(s, row, outcome, sizeof outcome);
            hinge_wording_capital(outcome);
            if (row->first != NULL)
                compared = hinge_arena_printf(&s->a->arena, "%s and %s",
                                              hinge_sentences_level(s->a, column, row->first),
                                              hinge_sentences_level(s->a, column, row->second));
            if (!isnan(row->n_second))
                hinge_add_sentence(
                    s->a, &s->a->text.apa,
                    "{t}, {t}: detectable difference {x}{t}, power {r}, alpha {r}, {n} and "
                    "{n} participants",
                    outcome, compared, unit.scale * row->detectable, unit.change, s->power,
                    s->a->alpha, row->n_first, row->n_second);
            else
                hinge_add_sentence(
                    s->a, &s->a->text.apa,
                    "{t}, {t}: detectable change {x}{t}, power {r}, alpha {r}, {n} participants",
                    outcome, compared, unit.scale * row->detectable, unit.change, s->power,
                    s->a->alpha, row->n_first);
        }
        /* "Lumbar fraction between a and b could not be assessed: ...", each outcome once */
        if (row->reason != NULL &&
            (i == 0 || row[-1].reason == NULL || !same_text(row[-1].outcome, row->outcome))) {
            char name[160];
            name_of(s, row, name, sizeof name);
            hinge_text_adds(plain, hinge_wording_capital(name));
            add_compared(s, row, plain);
            hinge_text_printf(plain, " could not be assessed: %s.\n",
                              hinge_wording_cause(row->reason));
        }
        for (size_t k = 0; k < i && !known; k++)
            known = !isnan(s->row[k].detectable) && same_text(s->row[k].first, row->first) &&
                    same_text(s->row[k].second, row->second);
        if (!known) {
            /* "A difference of 9.7° in lumbar flexion between a and b has a power of 80% (...)." */
            const struct hinge_analysis *a = s->a;
            char name[160];
            bool groups = strcmp(row->compared, "groups") == 0;
            hinge_text_adds(plain, groups ? "A difference of " : "A change of ");
            const struct hinge_unit_form unit = unit_of(s, row);
            const double low = unit.scale * row->detectable_low,
                         high = unit.scale * row->detectable_high,
                         value = unit.scale * row->detectable;
            const int digits = hinge_outcome_decimals(unit.digits, high - low);
            hinge_text_printf(plain, "%.*f%s in %s", digits, value, unit.change,
                              name_of(s, row, name, sizeof name));
            add_compared(s, row, plain);
            hinge_text_printf(
                plain, " can be detected with a power of %g%% (%s t test, %s alpha %g, n = %.0f",
                100 * s->power, groups ? "independent" : "paired",
                a->alternative == HINGE_TWO_SIDED ? "two-sided" : "one-sided", a->alpha,
                row->n_first);
            if (groups)
                hinge_text_printf(plain, " and %.0f", row->n_second);
            hinge_text_printf(plain, "; %g%% CI %.*f to %.*f).\n", 100 * a->level, digits, low,
                              digits, high);
        }
    }
}

static void run(struct hinge_analysis *a)
{
    struct study s = {.a = a,
                      .baseline = a->ask.condition != NULL ? a->ask.baseline : NULL,
                      .power = !isnan(a->ask.power) ? a->ask.power : 0.8};
    size_t n, *row;
    if (!(s.power > a->alpha && s.power < 1)) {
        hinge_analysis_fail(a, HINGE_E_OPTION, "option 'power' must be above alpha and below 1");
        return;
    }
    if (!find_levels(a, a->ask.group, &s.group) ||
        !find_levels(a, a->ask.condition, &s.condition) || !check(&s))
        return;
    const char *name = NULL;
    struct hinge_labels who, condition = {0};
    uint32_t code = NOBODY;
    s.rows = (struct spread_rows){.rows = a->table->rows};
    size_t *every = hinge_analysis_alloc(a, s.rows.rows + 1, sizeof *every);
    for (size_t i = 0; i < s.rows.rows; i++)
        every[i] = i;
    s.rows.baseline = hinge_analysis_alloc(a, 2 * s.rows.rows + 1, sizeof *s.rows.baseline);
    s.rows.mask = s.rows.baseline + s.rows.rows;
    if (!hinge_sample_participant(a, &name) ||
        !hinge_labels_find(a, name, every, s.rows.rows, HINGE_BY_APPEARANCE, &who))
        return;
    s.rows.person = who.code;
    s.rows.people = who.n;
    if (a->ask.condition != NULL && !hinge_labels_find(a, a->ask.condition, every, s.rows.rows,
                                                       HINGE_BY_APPEARANCE, &condition))
        return;
    for (uint32_t k = 0; a->ask.condition != NULL && k < condition.n; k++)
        if (strcmp(condition.name[k], a->ask.baseline) == 0)
            code = k;
    for (size_t i = 0; i < s.rows.rows; i++)
        s.rows.baseline[i] = code == NOBODY || condition.code[i] == code;
    if (!hinge_filter_rows(a, &row, &n) || !hinge_filter_report(a, row, n, a->results))
        return;
    HINGE_ADD_NUMBERS(a->results, {"power", s.power}, {"alpha", a->alpha});
    const struct hinge_plan_part plan = hinge_plan_read(a, false).part[0];
    if (a->failed)
        return;
    const size_t room = plan.n_outcomes * (s.group.n * s.group.n + s.condition.n + 1);
    s.row = hinge_analysis_alloc(a, room, sizeof *s.row);
    s.share = hinge_analysis_alloc(a, room, sizeof *s.share);
    json_t *effects = hinge_add_list(a->results, "effects");
    for (size_t i = 0; i < plan.n_outcomes; i++)
        if (!add_outcome(&s, &plan.entry[i]))
            return;
    for (size_t i = 0; i < s.n; i++)
        HINGE_ADD(hinge_append_object(effects), NULL, hinge_detectable, &s.row[i]);
    add(&s);
}

const struct hinge_analysis_kind hinge_analysis_kind_detectable = {
    .id = "detectable",
    .title = "What a study could have detected",
    .details =
        "The smallest difference of two groups, and the smallest change by a condition, "
        "that a t test detects with the power wanted (0.8), for each outcome. It is computed as "
        "the standardised effect that has this power (noncentral t; Cohen 1988), times the SD of "
        "participants' values. Its interval is from that of the SD. Groups are compared under the "
        "baseline. The minimal detectable change is added where the baseline was measured "
        "again. With n the answer is for a planned number of participants. hinge-plan --how-many "
        "finds how many a planned study needs.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_REDUCES,
    .options = (const char *const[]){HINGE_TAKES_CELLS, "group", "condition", "baseline", "plan",
                                     "outcome", "weight", "ratios", "circular", "session", "power",
                                     "n", "alternative", "mdc_min_people", NULL},
    .main_table = "effects",
    .run = run,
    .example_request = "{\"analysis\": \"detectable\", \"participant\": \"participant\", "
                       "\"condition\": \"cue\", \"plan\": {\"outcomes\": [{\"outcome\": "
                       "\"angle\", \"column\": \"angle\"}]}}",
    .example_data = "participant,cue,rep,angle\n"
                    "P1,none,1,20\nP1,none,2,21\nP1,dowel,1,15\nP1,dowel,2,16\n"
                    "P2,none,1,25\nP2,none,2,23\nP2,dowel,1,19\nP2,dowel,2,20\n"
                    "P3,none,1,18\nP3,none,2,18\nP3,dowel,1,17\nP3,dowel,2,15\n"
                    "P4,none,1,22\nP4,none,2,24\nP4,dowel,1,16\nP4,dowel,2,17\n"};
