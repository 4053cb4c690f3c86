/* SPDX-License-Identifier: GPL-3.0-or-later */
/* norms: centiles of people by age and sex; with --norms, where each person stands in
 * such a cohort. */
#include "report/columns/shown.h"
#include "report/participants/person_values.h"
#include "stats/norms/centiles.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAND_YEARS = 10, NEAR = 5 };

#define LEVEL 0.95
#define STANDARD "lumbar_fraction,hip_excursion_deg,trunk_excursion_deg"

/* People of one metric and sex of a cohort, and what they give. */
struct stratum {
    const char *metric, *sex, *evidence;
    double *age, *value;
    const char **who;
    size_t n;
    const char *why;   /* no norms; NULL */
    const char *lacks; /* why some person is not among the n; NULL */
    struct hinge_norms norms;
};

struct view {
    struct hinge_tabulation *tab;
    const char *metrics;
    struct hinge_person_values people, cohort;
    struct stratum *stratum;
    size_t n;
    bool named;  /* metrics, by the user */
    bool no_sex; /* of anybody of the cohort */
};

enum { METRIC, SEX, AGE, N, CENTILE, VALUE, CI_LOW, CI_HIGH, UNIT, REASON, BANDS };
static const struct hinge_tab_spec bands[BANDS] = {
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"sex", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"age", "year", 0, HINGE_SHOW_KEY},
    {"n", "", 0, HINGE_SHOW_KEY},
    {"centile", "", 0, HINGE_SHOW_KEY},
    {"value", "", 2, HINGE_SHOW_KEY},
    {"ci_low", "", 2, HINGE_SHOW_KEY},
    {"ci_high", "", 2, HINGE_SHOW_KEY},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_KEY}};

enum {
    P_WHO,
    P_METRIC,
    P_SEX,
    P_AGE,
    P_VALUE,
    P_UNIT,
    P_CENTILE,
    P_LOW,
    P_HIGH,
    P_N,
    P_REASON,
    PERSON
};
static const struct hinge_tab_spec person[PERSON] = {
    {"participant", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"sex", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"age", "year", 0, HINGE_SHOW_KEY},
    {"value", "", 2, HINGE_SHOW_KEY},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY},
    {"centile", "percent", 0, HINGE_SHOW_KEY},
    {"ci_low", "percent", 0, HINGE_SHOW_KEY},
    {"ci_high", "percent", 0, HINGE_SHOW_KEY},
    {"n", "", 0, HINGE_SHOW_KEY},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_KEY}};

/* --- the cohort --- */

static struct stratum *stratum_of(struct view *v, const char *metric, const char *sex)
{
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->stratum[i].metric, metric) == 0 &&
            strcmp(v->stratum[i].sex, sex) == 0)
            return &v->stratum[i];
    return NULL;
}

/* Room for every person in each stratum keeps this simple; cohorts are small. */
static enum hinge_status add_person(struct view *v, const struct hinge_person_value *p,
                                    struct hinge_error *error)
{
    struct stratum *s = stratum_of(v, p->metric, p->sex);
    struct hinge_arena *arena = &v->tab->arena;
    if (s == NULL) {
        s = &v->stratum[v->n++];
        *s = (struct stratum){
            .metric = p->metric,
            .sex = p->sex,
            .evidence = p->evidence,
            .age = hinge_arena_alloc(arena, v->cohort.n, sizeof *s->age),
            .value = hinge_arena_alloc(arena, v->cohort.n, sizeof *s->value),
            .who = hinge_arena_alloc(arena, v->cohort.n, sizeof *s->who)};
        if (s->age == NULL || s->value == NULL || s->who == NULL)
            return hinge_no_memory(error);
    }
    if (p->why != NULL) {
        s->lacks = p->why;
        return HINGE_OK;
    }
    if (strcmp(s->evidence, p->evidence) != 0 && s->n > 0)
        s->why = "the cohort mixes evidence";
    for (size_t i = 0; i < s->n && s->why == NULL && *p->participant != '\0'; i++)
        if (strcmp(s->who[i], p->participant) == 0)
            s->why = "a person is in the cohort twice";
    s->evidence = p->evidence;
    s->who[s->n] = p->participant;
    s->age[s->n] = p->age;
    s->value[s->n++] = p->value;
    return HINGE_OK;
}

static enum hinge_status fit_cohort(struct view *v, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    v->stratum = hinge_arena_alloc(&v->tab->arena, v->cohort.n + 1, sizeof *v->stratum);
    if (v->stratum == NULL)
        return hinge_no_memory(error);
    v->no_sex = true;
    for (size_t i = 0; i < v->cohort.n; i++)
        v->no_sex = v->no_sex && *v->cohort.item[i].sex == '\0';
    for (size_t i = 0; i < v->cohort.n && status == HINGE_OK; i++)
        status = add_person(v, &v->cohort.item[i], error);
    for (size_t i = 0; i < v->n && status == HINGE_OK; i++) {
        struct stratum *s = &v->stratum[i];
        if (s->n < HINGE_NORMS_LEAST)
            s->why = s->n == 0 && s->lacks != NULL ? s->lacks : "fewer than 20 people";
        if (s->why == NULL)
            status = hinge_norms_fit(s->age, s->value, s->n, &s->norms, error);
        if (s->why == NULL && !(hinge_norms_sd(&s->norms, s->norms.origin) > 0))
            s->why = "all people have the same value";
    }
    return status;
}

static size_t count_near(const struct stratum *s, double age)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += fabs(s->age[i] - age) <= NEAR;
    return n;
}

static const char *unit_of(const struct view *v, const char *metric)
{
    const struct hinge_table *metrics = &v->tab->metrics;
    for (size_t r = 0; r < metrics->rows; r++) {
        const char *id = hinge_table_text(metrics, "id", r);
        if (id != NULL && strcmp(id, metric) == 0)
            return hinge_table_text(metrics, "unit", r);
    }
    return "";
}

/* --- tables --- */

static enum hinge_status set_texts(struct hinge_table *table, size_t row,
                                   const size_t *column, const char *const *text,
                                   size_t n, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = hinge_tab_set(table, column[i], row, text[i] != NULL ? text[i] : "",
                               SIZE_MAX, error);
    return status;
}

static enum hinge_status add_band(const struct view *v, const struct stratum *s,
                                  struct hinge_table *table, double age, double percent,
                                  struct hinge_error *error)
{
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    size_t row = table->rows - 1;
    if (status == HINGE_OK)
        status = set_texts(table, row, (const size_t[]){METRIC, SEX, UNIT, REASON},
                           (const char *const[]){s->metric, s->sex,
                                                 unit_of(v, s->metric), s->why},
                           4, error);
    if (status != HINGE_OK)
        return status;
    table->column[N].number[row] = (double)(s->why != NULL ? s->n : count_near(s, age));
    if (s->why != NULL)
        return HINGE_OK;
    struct hinge_norms_value c =
        hinge_norms_centile(&s->norms, age, percent / 100, LEVEL);
    table->column[AGE].number[row] = age;
    table->column[CENTILE].number[row] = percent;
    table->column[VALUE].number[row] = c.value;
    table->column[CI_LOW].number[row] = c.low;
    table->column[CI_HIGH].number[row] = c.high;
    return HINGE_OK;
}

static enum hinge_status fill_bands(struct view *v, struct hinge_table *table,
                                    struct hinge_error *error)
{
    static const double percents[] = {5, 25, 50, 75, 95};
    enum hinge_status status = hinge_tab_specified(v->tab, table, bands, BANDS, error);
    for (size_t i = 0; i < v->n && status == HINGE_OK; i++) {
        const struct stratum *s = &v->stratum[i];
        if (s->why != NULL) {
            status = add_band(v, s, table, (double)NAN, (double)NAN, error);
            continue;
        }
        double age = ceil(s->norms.low / BAND_YEARS) * BAND_YEARS;
        bool none = age > s->norms.high; /* no round age within: the mean one */
        for (age = none ? s->norms.origin : age;
             age <= s->norms.high && status == HINGE_OK; age += BAND_YEARS)
            for (size_t k = 0; k < sizeof percents / sizeof *percents; k++)
                if (status == HINGE_OK)
                    status = add_band(v, s, table, age, percents[k], error);
    }
    return status;
}

/* Why nobody of the cohort is like this person; NULL: no memory. */
static const char *why_alone(const struct view *v, const struct hinge_person_value *p)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->stratum[i].metric, p->metric) == 0)
            hinge_text_printf(&text, "%s%s",
                              text.length > 0 ? ", " : "the cohort has only sex ",
                              *v->stratum[i].sex != '\0' ? v->stratum[i].sex : "-");
    const char *why = text.length == 0  ? "the cohort does not have this metric"
                      : *p->sex == '\0' ? "no sex in the trial list"
                                        : hinge_text_string(&text);
    why = text.failed ? NULL : hinge_arena_strdup(&v->tab->arena, why);
    hinge_text_clear(&text);
    return why;
}

static const char *why_not(const struct view *v, const struct hinge_person_value *p,
                           const struct stratum *s)
{
    if (p->why != NULL)
        return p->why;
    if (s == NULL)
        return why_alone(v, p);
    if (s->why != NULL)
        return s->why;
    if (*s->evidence != '\0' && strcmp(s->evidence, p->evidence) != 0)
        return "measured differently than the cohort";
    return p->age < s->norms.low || p->age > s->norms.high
               ? "outside the ages of the cohort"
               : NULL;
}

/* Of a normal distribution nobody is beyond all others, however far out. */
static double percent_of(double share)
{
    return 100 * fmin(fmax(share, DBL_EPSILON), 1 - DBL_EPSILON);
}

static enum hinge_status add_one(struct view *v, const struct hinge_person_value *p,
                                 struct hinge_table *table, struct hinge_error *error)
{
    const char *sex = v->no_sex ? "" : p->sex;
    const struct stratum *s = stratum_of(v, p->metric, sex);
    const char *why = why_not(v, p, s);
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    size_t row = table->rows - 1;
    if (status == HINGE_OK)
        status = set_texts(table, row,
                           (const size_t[]){P_WHO, P_METRIC, P_SEX, P_UNIT, P_REASON},
                           (const char *const[]){p->participant, p->metric, sex,
                                                 unit_of(v, p->metric), why},
                           5, error);
    if (status != HINGE_OK)
        return status;
    table->column[P_AGE].number[row] = p->age;
    table->column[P_VALUE].number[row] = p->value;
    table->column[P_N].number[row] = s != NULL ? (double)s->n : 0;
    if (why != NULL)
        return HINGE_OK;
    struct hinge_norms_value share =
        hinge_norms_share(&s->norms, p->age, p->value, LEVEL);
    table->column[P_CENTILE].number[row] = percent_of(share.value);
    table->column[P_LOW].number[row] = percent_of(share.low);
    table->column[P_HIGH].number[row] = percent_of(share.high);
    return HINGE_OK;
}

/* Which of the cohort's rows the values are of. */
static enum hinge_status say_cohort(const struct view *v, struct hinge_error *error)
{
    const struct hinge_table_request *own = v->tab->request;
    struct hinge_text *notes = &v->tab->notes, where = {0};
    bool csv = !hinge_store_is_hdf5(own->norms);
    enum hinge_status status = hinge_person_values_filter(own->where, &where, error);
    hinge_text_puts(notes, v->people.averaged != NULL ? v->people.averaged : "");
    if (v->no_sex)
        hinge_text_puts(notes,
                        "The cohort gives no sex: people are compared by age alone.\n");
    if (csv)
        hinge_text_printf(
            notes, "The cohort is a table: its phase is not known (here: %s)%s.\n",
            *own->phase != '\0' ? own->phase : "descent",
            where.length > 0 ? ", and --filter does not choose in it" : "");
    else if (where.length > 0)
        hinge_text_printf(notes, "The cohort is filtered too: %s.\n",
                          hinge_text_string(&where));
    if (!csv && *v->cohort.averaged != '\0')
        hinge_text_printf(notes, "Cohort: %s", v->cohort.averaged);
    return hinge_text_done(&where, status, error);
}

static void say_notes(const struct view *v, bool asked)
{
    struct hinge_text *notes = &v->tab->notes;
    hinge_text_printf(
        notes,
        "Centiles by regression on age (Altman 1993), normal about the mean: linear "
        "mean "
        "and one SD for fewer than %d people of a sex, else quadratic mean and linear "
        "SD. %s No centiles below %d people or outside their ages.\n",
        HINGE_NORMS_CURVED,
        asked
            ? "centile: share of the cohort of this age and sex below the value, with "
              "its 95 % interval; n: people of this sex in the cohort."
            : "n: people within 5 years; value and its 95 % interval.",
        HINGE_NORMS_LEAST);
    for (size_t i = 0; i < v->n; i++) {
        const struct stratum *s = &v->stratum[i];
        if (s->why == NULL && fabs(s->norms.skewness) > 2 * sqrt(6 / (double)s->n))
            hinge_text_printf(notes,
                              "%s%s%s: the people are skewed (%.2f), so outer centiles "
                              "are uncertain.\n",
                              s->metric, *s->sex != '\0' ? ", " : "", s->sex,
                              s->norms.skewness);
    }
}

/* Metrics of the results that are in a list of names. */
static void add_listed(const struct view *v, const char *names, struct hinge_text *text)
{
    const struct hinge_table *metrics = &v->tab->metrics;
    for (size_t r = 0; r < metrics->rows; r++) {
        const char *id = hinge_table_text(metrics, "id", r);
        if (id != NULL && hinge_listed(names, ',', id))
            hinge_text_printf(text, "%s%s", text->length > 0 ? "," : "", id);
    }
}

/* Those that --columns names, else the standard ones. */
static enum hinge_status choose_metrics(struct view *v, struct hinge_error *error)
{
    struct hinge_text text = {0};
    hinge_text_puts(&text, "");
    add_listed(v, v->tab->request->columns, &text);
    v->named = text.length > 0;
    if (!v->named)
        add_listed(v, STANDARD, &text);
    v->metrics = text.failed
                     ? NULL
                     : hinge_arena_strdup(&v->tab->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    return v->metrics != NULL ? HINGE_OK : hinge_no_memory(error);
}

/* Whether the recordings are of several cues, the baseline among them. */
static bool has_baseline(const struct hinge_tabulation *tab, const char *baseline)
{
    bool any = false, other = false;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *status = hinge_table_text(&tab->trials, "status", t);
        const char *cue = hinge_table_text(&tab->trials, "cue", t);
        if (!tab->kept[t] || cue == NULL || *cue == '\0' ||
            (status != NULL && strcmp(status, "refused") == 0))
            continue;
        any = any || strcmp(cue, baseline) == 0;
        other = other || strcmp(cue, baseline) != 0;
    }
    return any && other;
}

/* Reads the cohort. Where it is refused because of the cue that `fill` chose, nobody
 * wrote the filter that the refusal speaks of. */
static enum hinge_status read_cohort(struct view *v,
                                     const struct hinge_table_request *given,
                                     struct hinge_error *error)
{
    const struct hinge_table_request *own = v->tab->request;
    const char *cohort = own->norms;
    struct hinge_error ignored = HINGE_ERROR_INIT;
    enum hinge_status status =
        hinge_person_values_read(v->tab,
                                 cohort != NULL && *cohort != '\0' ? cohort : NULL,
                                 v->metrics, v->named, &v->cohort, error);
    if (status != HINGE_USAGE || own == given)
        return status;
    hinge_person_values_clear(&v->cohort);
    v->tab->request = given;
    if (hinge_person_values_read(v->tab, cohort, v->metrics, v->named, &v->cohort,
                                 &ignored) == HINGE_OK)
        hinge_error_set(error, status, HINGE_REASON_OK,
                        "--norms: %s has no recordings with cue \"%s\", the only ones "
                        "that are compared here; give a cohort that has them",
                        cohort, own->baseline);
    v->tab->request = own;
    return status;
}

/* `given`: what the user asked for; the tabulation's own may be narrower. */
static enum hinge_status place_all(struct hinge_tabulation *tab,
                                   const struct hinge_table_request *given,
                                   struct hinge_table *table, struct hinge_error *error)
{
    struct view v = {.tab = tab};
    bool asked = given->norms != NULL && *given->norms != '\0';
    enum hinge_status status = choose_metrics(&v, error);
    if (status == HINGE_OK)
        status = read_cohort(&v, given, error);
    if (status == HINGE_OK)
        status = fit_cohort(&v, error);
    if (status == HINGE_OK && asked)
        status =
            hinge_person_values_read(tab, NULL, v.metrics, v.named, &v.people, error);
    if (status == HINGE_OK && !asked)
        status = fill_bands(&v, table, error);
    if (status == HINGE_OK && asked)
        status = hinge_tab_specified(tab, table, person, PERSON, error);
    for (size_t i = 0; asked && i < v.people.n && status == HINGE_OK; i++)
        status = add_one(&v, &v.people.item[i], table, error);
    if (status == HINGE_OK)
        say_notes(&v, asked);
    if (status == HINGE_OK && asked)
        status = say_cohort(&v, error);
    else if (status == HINGE_OK)
        hinge_text_puts(&tab->notes, v.cohort.averaged);
    hinge_person_values_clear(&v.people);
    hinge_person_values_clear(&v.cohort);
    return status;
}

/* What people do without being told how, where the request names it. */
static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    const struct hinge_table_request *given = tab->request;
    struct hinge_table_request own = *given;
    struct hinge_text where = {0};
    if (own.baseline == NULL || !has_baseline(tab, own.baseline))
        return place_all(tab, given, table, error);
    hinge_text_puts(&where, own.where);
    hinge_condition_put(&where, "cue", own.baseline);
    own.where = hinge_text_string(&where);
    tab->request = &own;
    hinge_text_printf(&tab->notes, "Only recordings with cue %s count here.\n",
                      own.baseline);
    enum hinge_status status =
        where.failed ? hinge_no_memory(error) : place_all(tab, given, table, error);
    tab->request = given;
    return hinge_text_done(&where, status, error);
}

const struct hinge_view hinge_view_norms = {
    .id = "norms",
    .title = "centiles of a cohort by age and sex; --norms: each person's place",
    .takes = "filter,phase,columns,metrics,sort,digits,include-inferred,all-tasks,all-"
             "reps,allow-"
             "single,norms",
    .fill = fill,
};
