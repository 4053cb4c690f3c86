/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a value repeats: mean squares, and the MDC that the data tell themselves. */
#include "stats/parts/reliability.h"

#include "base/sample.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Two-way mean squares, and reliability from them. --- */

void hinge_two_way_fill(struct hinge_two_way *t, const double *value, size_t n, size_t k,
                        double *scratch)
{
    double *row = scratch, *column = row + n, origin = value[0];
    double grand = hinge_stats_mean_about(value, n * k, origin);
    double ssr = 0, ssc = 0, sse = 0, size = fabs(origin + grand);
    memset(column, 0, k * sizeof *column);
    *t = (struct hinge_two_way){.n = (double)n, .k = (double)k};
    for (size_t i = 0; i < n; i++) {
        row[i] = hinge_stats_mean_about(value + i * k, k, origin) - grand;
        ssr += t->k * row[i] * row[i];
        for (size_t j = 0; j < k; j++)
            column[j] += (value[i * k + j] - origin - grand) / t->n;
    }
    for (size_t j = 0; j < k; j++)
        ssc += t->n * column[j] * column[j];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++) {
            double e = value[i * k + j] - origin - grand - row[i] - column[j];
            sse += e * e;
        }
    if (hinge_is_rounding(sqrt(sse / (t->n * t->k)), size, size))
        sse = 0;
    if (hinge_is_rounding(sqrt(ssc / (t->n * t->k)), size, size))
        ssc = 0;
    t->msr = ssr / (t->n - 1);
    t->msc = ssc / (t->k - 1);
    t->mse = sse / ((t->n - 1) * (t->k - 1));
    t->msw = (ssc + sse) / (t->n * (t->k - 1));
}

double hinge_two_way_icc2(const struct hinge_two_way *t)
{
    return (t->msr - t->mse) / (t->msr + (t->k - 1) * t->mse + t->k * (t->msc - t->mse) / t->n);
}

double hinge_two_way_icc3(const struct hinge_two_way *t)
{
    return (t->msr - t->mse) / (t->msr + (t->k - 1) * t->mse);
}

double hinge_two_way_sem_agreement(const struct hinge_two_way *t)
{
    return sqrt(fmax(0, (t->msc - t->mse) / t->n) + t->mse);
}

double hinge_two_way_sem_consistency(const struct hinge_two_way *t)
{
    return sqrt(t->mse);
}

/* --- mdc = auto: which rows measure the baseline again, and icc on them. --- */

/* The column added to the table for icc; no CSV header of a sane table is called so. */
#define REPEAT "(repeat)"

/* A row under the baseline and the label of the repeat it is from. */
struct visit {
    uint32_t participant, session, repeat;
    size_t row;    /* of the table */
    size_t number; /* of the repeat, from 1, within the participant */
};

struct visits {
    struct visit *visit;
    size_t n;
    size_t people; /* with two repeats or more */
    size_t most;
    size_t session, trial; /* columns of the table, SIZE_MAX when absent */
};

/* --- rows --- */

/* Trials are those of a recording's own number where there is one: a results file is
 * nested by file, which differs between tasks too. */
static size_t trial_column(const struct hinge_analysis *a)
{
    const char *given = a->ask.trial;
    long usual = hinge_table_find(a->table, "trial");
    bool own = given != NULL && (strcmp(given, "file") != 0 || usual < 0);
    long at = own ? hinge_table_find(a->table, given) : usual;
    return at >= 0 ? (size_t)at : SIZE_MAX;
}

/* Codes of a column for the visits; all alike without the column. */
static bool label_visits(struct hinge_analysis *a, const struct visits *v, size_t column,
                         const uint32_t **code)
{
    struct hinge_labels labels = {.code = NULL};
    size_t *row = hinge_analysis_alloc(a, v->n, sizeof *row);
    for (size_t i = 0; i < v->n; i++)
        row[i] = v->visit[i].row;
    bool good = hinge_labels_find(a, column, row, v->n, HINGE_BY_BYTES, &labels);
    *code = labels.code;
    return good;
}

/* The used rows under the baseline. */
static bool gather_visits(struct hinge_analysis *a, const struct hinge_pairs *p, struct visits *v)
{
    const struct hinge_sample *s = &p->sample;
    long session = hinge_table_find(a->table, "session");
    *v = (struct visits){.session = session >= 0 ? (size_t)session : SIZE_MAX,
                         .trial = trial_column(a)};
    v->visit = hinge_analysis_alloc(a, s->n, sizeof *v->visit);
    for (size_t i = 0; i < s->n; i++)
        if (s->factor[0].code[i] == p->second)
            v->visit[v->n++] =
                (struct visit){.participant = s->participant[i], .row = s->row[i], .number = 0};
    const uint32_t *code = NULL;
    bool good = true;
    if (v->session != SIZE_MAX)
        good = label_visits(a, v, v->session, &code);
    for (size_t i = 0; good && i < v->n; i++)
        v->visit[i].session = code != NULL ? code[i] : 0;
    return good;
}

/* --- repeats --- */

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_visits(const void *left, const void *right)
{
    const struct visit *a = left, *b = right;
    int by_person = compare_numbers(a->participant, b->participant);
    int by_repeat = compare_numbers(a->repeat, b->repeat);
    return by_person != 0   ? by_person
           : by_repeat != 0 ? by_repeat
                            : compare_numbers(a->row, b->row);
}

/* Numbers one participant's repeats, which are sorted; returns how many there are. */
static size_t number_repeats(struct visit *visit, size_t n)
{
    size_t number = 0;
    uint32_t last = HINGE_NO_LEVEL;
    for (size_t i = 0; i < n; i++) {
        bool counts = visit[i].repeat != HINGE_NO_LEVEL;
        number += counts && visit[i].repeat != last;
        last = visit[i].repeat;
        visit[i].number = counts ? number : 0;
    }
    for (size_t i = 0; number < 2 && i < n; i++)
        visit[i].number = 0; /* measured once: says nothing of reliability */
    return number;
}

/* Numbers the repeats of everybody from 1: labels may be a person's own, or go on
 * counting through conditions that people did in different orders. */
static void count_repeats(struct visits *v)
{
    qsort(v->visit, v->n, sizeof *v->visit, compare_visits);
    v->people = v->most = 0;
    for (size_t from = 0, to = 0; from < v->n; from = to) {
        while (to < v->n && v->visit[to].participant == v->visit[from].participant)
            to++;
        size_t n = number_repeats(v->visit + from, to - from);
        if (n < 2)
            continue;
        v->people++;
        v->most = n > v->most ? n : v->most;
    }
}

static void find_sessions(struct visits *v)
{
    for (size_t i = 0; i < v->n; i++)
        v->visit[i].repeat = v->session != SIZE_MAX ? v->visit[i].session : HINGE_NO_LEVEL;
    count_repeats(v);
}

/* Trials of each participant's first session alone. */
static bool find_trials(struct hinge_analysis *a, const struct hinge_pairs *p, struct visits *v)
{
    v->people = 0;
    if (v->trial == SIZE_MAX)
        return true;
    const uint32_t *code = NULL;
    size_t people = p->sample.n_participants;
    uint32_t *first = hinge_analysis_alloc(a, people, sizeof *first);
    if (!label_visits(a, v, v->trial, &code))
        return false;
    for (size_t i = 0; i < people; i++)
        first[i] = HINGE_NO_LEVEL;
    for (size_t i = 0; i < v->n; i++) {
        uint32_t *least = &first[v->visit[i].participant];
        *least = v->visit[i].session < *least ? v->visit[i].session : *least;
    }
    for (size_t i = 0; i < v->n; i++) {
        bool kept = v->visit[i].session == first[v->visit[i].participant];
        v->visit[i].repeat = kept ? code[i] : HINGE_NO_LEVEL;
    }
    count_repeats(v);
    return true;
}

/* --- icc --- */

/* The table with one more column, the number of the repeat; rows that are no repeat of
 * the baseline lack it and so are left out. The other columns are borrowed. */
static void number_rows(struct hinge_analysis *a, const struct visits *v, struct hinge_table *table)
{
    enum { LONGEST = 24 };
    size_t n = a->table->n_columns;
    *table = *a->table;
    table->column = hinge_analysis_alloc(a, n + 1, sizeof *table->column);
    const char **text = hinge_analysis_alloc(a, table->rows, sizeof *text);
    char *number = hinge_analysis_alloc(a, v->most + 1, LONGEST);
    char *name = hinge_analysis_alloc(a, sizeof REPEAT + 1, 1); /* and "" behind it */

    char *none = name + sizeof REPEAT;
    memcpy(name, REPEAT, sizeof REPEAT);
    memcpy(table->column, a->table->column, n * sizeof *table->column);
    table->column[n] = (struct hinge_column){
        .name = name, .unit = none, .title = none, .type = HINGE_COLUMN_TEXT, .text = text};
    table->n_columns = n + 1;
    for (size_t i = 1; i <= v->most; i++)
        snprintf(number + i * LONGEST, LONGEST, "%zu", i);
    for (size_t i = 0; i < v->n; i++)
        if (v->visit[i].number > 0)
            text[v->visit[i].row] = number + v->visit[i].number * LONGEST;
}

/* The request of icc: how rows become values is as in the request at hand. NULL without
 * memory. */
static json_t *icc_request(const struct hinge_analysis *a, const char *participant)
{
    static const char *const same[] = {"outcome", "trial",     "aggregate",   "weight",
                                       "filter",  "numerator", "denominator", "factor",
                                       "usable",  "ratios",    "circular"};
    json_t *request = json_pack("{s:s, s:s, s:s}", "analysis", "icc", "participant", participant,
                                "rater", REPEAT);
    for (size_t i = 0; request != NULL && i < sizeof same / sizeof same[0]; i++) {
        json_t *value = json_object_get(a->request, same[i]);
        if (value != NULL && json_object_set(request, same[i], value) != 0) {
            json_decref(request);
            request = NULL;
        }
    }
    return request;
}

/* Reads ICC(2,1), SEM and MDC for agreement, and of whom they are. */
static bool read_icc(const json_t *results, struct hinge_repeats *r)
{
    const json_t *icc =
        json_object_get(json_object_get(json_object_get(results, "icc"), "ICC2"), "icc");
    const json_t *mdc = json_object_get(results, "mdc95_agreement");
    r->n_participants = (size_t)json_integer_value(json_object_get(results, "n_targets"));
    r->n_repeats = (size_t)json_integer_value(json_object_get(results, "n_raters"));
    r->icc = json_is_number(icc) ? json_number_value(icc) : (double)NAN;
    r->sem = json_number_value(json_object_get(results, "sem_agreement"));
    r->mdc = json_number_value(mdc);
    const json_t *low = json_object_get(results, "mdc95_agreement_low");
    const json_t *high = json_object_get(results, "mdc95_agreement_high");
    r->mdc_low = json_is_number(low) ? json_number_value(low) : (double)NAN;
    r->mdc_high = json_is_number(high) ? json_number_value(high) : (double)NAN;
    return json_is_number(mdc);
}

static bool run_icc(struct hinge_analysis *a, const struct visits *v, struct hinge_repeats *r)
{
    const char *participant;
    struct hinge_table table;
    bool good = hinge_sample_participant(a, &participant);
    if (good)
        number_rows(a, v, &table);
    if (!good)
        return false;
    json_t *request = icc_request(a, participant);
    struct hinge_analysis inner = *a;
    inner.statistic = hinge_statistic_find("icc");
    inner.request = request;
    inner.table = &table;
    inner.arena = (struct hinge_arena){0};
    inner.results = json_object();
    inner.warnings = json_array();
    hinge_ask_read(&inner);
    good = inner.statistic->run(&inner);
    a->failed = inner.failed;
    a->code = inner.code;
    a->error = inner.error;
    if (good && !read_icc(inner.results, r))
        good = hinge_analysis_fail(a, HINGE_E_NO_DATA,
                                   "mdc auto: the %s under '%s' have no measurement "
                                   "error that could be computed; give mdc a number",
                                   r->unit, r->condition);
    json_decref(inner.warnings);
    json_decref(inner.results);
    json_decref(request);
    hinge_arena_clear(&inner.arena);
    return good;
}

/* --- the whole --- */

static void warn_of(struct hinge_analysis *a, const struct hinge_repeats *r)
{
    if (strcmp(r->unit, "trials") == 0)
        hinge_analysis_warn(a, NULL, "W_MDC_WITHIN_SESSION",
                            "minimal detectable change %.4g is from trials within one session (%zu "
                            "participants, '%s'): it underestimates change between sessions",
                            r->mdc, r->n_participants, r->condition);
    if (!(r->mdc > 0))
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "the %s of every participant under '%s' are equal: any "
                            "change is beyond a minimal detectable change of 0",
                            r->unit, r->condition);
}

bool hinge_repeats_mdc(struct hinge_analysis *a, const struct hinge_pairs *p,
                       struct hinge_repeats *r)
{
    struct visits v;
    *r = (struct hinge_repeats){.unit = "sessions",
                                .condition = p->sample.factor[0].level[p->second]};
    if (!gather_visits(a, p, &v))
        return false;
    size_t fewest = (size_t)a->ask.mdc_min_people;
    find_sessions(&v);
    size_t column = v.session, with_sessions = v.people;
    bool good = true;
    if (v.people < fewest) {
        r->unit = "trials";
        column = v.trial;
        good = find_trials(a, p, &v);
    }
    if (!good)
        return false;
    if (v.people < fewest)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_FEW,
            "mdc auto: too few participants under '%s': %zu have 2 or more trials in a "
            "session, %zu have 2 or more sessions, at least %zu are needed. Give --mdc "
            "NUMBER or --mdc FILE (the JSON result of icc), or ask for fewer with "
            "--mdc-min-people",
            r->condition, v.people, with_sessions, fewest);
    r->column = a->table->column[column].name;
    good = run_icc(a, &v, r);
    if (good)
        warn_of(a, r);
    return good;
}
