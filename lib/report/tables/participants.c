/* SPDX-License-Identifier: GPL-3.0-or-later */
/* participants: who took part, by group: Table 1 of a paper. A person counts once,
 * whatever number of recordings there is of them. */
#include "base/memory.h"
#include "base/text.h"
#include "report/sentence_fill.h"
#include "report/tables/parts/baseline.h"
#include "report/tables/parts/columns.h"
#include "report/tables/parts/intern.h"
#include "report/tables/parts/rates.h"
#include "report/tables/parts/tabulation.h"
#include "report/wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VARIABLES = 64, LEVELS = 16, GROUPS = 32, KEYS = 8 };

/* Columns of the list that say something of the recording, not of the person. */
static const char not_of_people[] =
    "id|file|participant|group|session|task|cue|trial|role|format|landmarks|rate_hz|"
    "units|up|facing|side|view|image_width_px|image_height_px|markers|sync_trial|"
    "t_offset_s|emg|depth|wall_gap_cm|bench_gap_cm|block_cm|contact|start|"
    "stand_start_s|stand_end_s|cond_order|mirrored|load_kg|lens|plane_depth|scale_m_"
    "per_px|comment|angles|gravity|plumb|time_is_frame|planned_reps|note|notes";

/* One row, or one per level. */
struct variable {
    const char *name, *unit;
    int digits;
    bool is_text;
    double *number;    /* [person] */
    const char **text; /* [person] */
};

struct participants {
    struct hinge_tabulation *tab;
    struct hinge_intern people, groups, sessions;
    size_t *group_of; /* [person] */
    double *trials, *n_sessions, *reps;
    size_t n_variables, nameless;
    struct variable variable[VARIABLES];
    double *scratch;
    struct hinge_baseline tests;
};

static enum hinge_status allocate(struct participants *p, struct hinge_error *error)
{
    size_t n = p->tab->trials.rows + 1;
    p->group_of = hinge_arena_alloc(&p->tab->arena, n, sizeof *p->group_of);
    p->trials = hinge_arena_alloc(&p->tab->arena, 4 * n, sizeof *p->trials);
    if (p->group_of == NULL || p->trials == NULL)
        return hinge_no_memory(error);
    for (size_t i = 0; i < 4 * n; i++)
        p->trials[i] = 0;
    p->n_sessions = p->trials + n;
    p->reps = p->trials + 2 * n;
    p->scratch = p->trials + 3 * n;
    return HINGE_OK;
}

/* Recordings of the movement that were not refused; flow has the others. */
static bool is_counted(const struct hinge_tabulation *tab, size_t trial)
{
    const char *status = hinge_table_text(&tab->trials, "status", trial);
    return tab->kept[trial] && hinge_tab_is_trial(tab, trial) &&
           (status == NULL || strcmp(status, "refused") != 0);
}

/* "sedentary" or, of several keys, "sedentary, left". */
static enum hinge_status group_key(struct participants *p, const char *const *key,
                                   size_t n_keys, size_t trial, struct hinge_text *text)
{
    text->length = 0;
    for (size_t k = 0; k < n_keys; k++) {
        char buffer[48];
        const char *level = hinge_tab_trial(p->tab, key[k], trial, buffer);
        hinge_text_printf(text, "%s%s", k > 0 ? ", " : "",
                          *level != '\0' ? level : "not given");
    }
    hinge_text_add(text, "", 0);
    return text->failed ? HINGE_NOMEM : HINGE_OK;
}

static enum hinge_status add_trial(struct participants *p, const char *const *key,
                                   size_t n_keys, size_t t, struct hinge_text *text,
                                   struct hinge_error *error)
{
    char buffer[48], session[48];
    const char *who = hinge_tab_trial(p->tab, "participant", t, buffer);
    if (*who == '\0') {
        p->nameless++;
        return HINGE_OK;
    }
    size_t before = p->people.n, person = hinge_intern_number(&p->people, who);
    if (person == SIZE_MAX || group_key(p, key, n_keys, t, text) != HINGE_OK)
        return hinge_no_memory(error);
    if (p->people.n > before) {
        p->group_of[person] = hinge_intern_number(&p->groups, hinge_text_string(text));
        if (p->group_of[person] == SIZE_MAX)
            return hinge_no_memory(error);
    }
    double reps = hinge_table_number(&p->tab->trials, "reps", t);
    p->trials[person]++;
    p->reps[person] += isnan(reps) ? 0 : reps;
    text->length = 0;
    hinge_text_printf(text, "%s\x1f%s", who,
                      hinge_tab_trial(p->tab, "session", t, session));
    before = p->sessions.n;
    if (text->failed ||
        hinge_intern_number(&p->sessions, hinge_text_string(text)) == SIZE_MAX)
        return hinge_no_memory(error);
    p->n_sessions[person] += p->sessions.n > before;
    return HINGE_OK;
}

static enum hinge_status gather(struct participants *p, struct hinge_error *error)
{
    const char *key[KEYS], *by = p->tab->request->by;
    size_t n_keys;
    struct hinge_text text = {0};
    enum hinge_status status = hinge_tab_split(p->tab, "--by", *by ? by : "group", ',',
                                               key, KEYS, &n_keys, error);
    for (size_t k = 0; status == HINGE_OK && *by != '\0' && k < n_keys; k++) {
        size_t at;
        status = hinge_table_require(&p->tab->trials, key[k], "--by", &at, error);
    }
    for (size_t t = 0; status == HINGE_OK && t < p->tab->trials.rows; t++)
        if (is_counted(p->tab, t))
            status = add_trial(p, key, n_keys, t, &text, error);
    hinge_text_clear(&text);
    if (status == HINGE_OK && p->groups.n > GROUPS)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--by: %zu groups are more than the %d that stand "
                                 "beside each other",
                                 p->groups.n, GROUPS);
    return status;
}

/* --- variables --- */

/* People's values of a column; false when someone has two different ones, or there are
 * none, or too many levels. */
static bool fill_variable(struct participants *p, size_t column, struct variable *v,
                          bool *failed)
{
    const struct hinge_column *c = &p->tab->trials.column[column];
    size_t n = p->people.n, levels = 0, values = 0;
    const char *level[LEVELS];
    const char *unit = *c->unit != '\0' ? c->unit : hinge_wording_unit(c->name);
    *v = (struct variable){
        c->name, unit + (*unit == ' '), 1, c->type == HINGE_COLUMN_TEXT, NULL, NULL};
    v->number = hinge_arena_alloc(&p->tab->arena, n, sizeof *v->number);
    v->text = hinge_arena_alloc(&p->tab->arena, n, sizeof *v->text);
    *failed = v->number == NULL || v->text == NULL;
    for (size_t i = 0; !*failed && i < n; i++) {
        v->number[i] = (double)NAN;
        v->text[i] = NULL;
    }
    for (size_t t = 0; !*failed && t < p->tab->trials.rows; t++) {
        char buffer[48];
        const char *who = hinge_tab_trial(p->tab, "participant", t, buffer);
        if (!is_counted(p->tab, t) || *who == '\0')
            continue;
        size_t person = hinge_intern_number(&p->people, who);
        if (v->is_text) {
            const char *text = c->text[t];
            if (text == NULL || *text == '\0')
                continue;
            if (v->text[person] != NULL && strcmp(v->text[person], text) != 0)
                return false;
            size_t k = 0;
            while (k < levels && strcmp(level[k], text) != 0)
                k++;
            if (k == levels && levels == LEVELS)
                return false;
            if (k == levels)
                level[levels++] = text;
            v->text[person] = text;
        } else if (!isnan(c->number[t])) {
            if (!isnan(v->number[person]) && v->number[person] != c->number[t])
                return false;
            v->number[person] = c->number[t];
        } else {
            continue;
        }
        values++;
    }
    /* heights are given in metres, to the centimetre */
    v->digits = strcmp(v->name, "height_m") == 0 ? 2 : 1;
    return !*failed && values > 0;
}

static void add_own(struct participants *p, const char *name, double *number)
{
    struct variable *own = &p->variable[p->n_variables++];
    *own = (struct variable){name, "1", 1, false, NULL, NULL};
    own->number = number;
}

static enum hinge_status find_variables(struct participants *p,
                                        struct hinge_error *error)
{
    static const char *const first[] = {"sex", "age", "height_m", "mass_kg", NULL};
    const struct hinge_table *trials = &p->tab->trials;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; pass == 0 ? first[i] != NULL : i < p->tab->list.n_columns;
             i++) {
            const char *name = pass == 0 ? first[i] : p->tab->list.column[i].name;
            bool known = false, failed = false;
            for (size_t k = 0; first[k] != NULL; k++)
                known = known || strcmp(first[k], name) == 0;
            long at = hinge_table_find(trials, name);
            if (at < 0 || (pass == 1 && known) ||
                hinge_listed(not_of_people, '|', name) ||
                strncmp(name, "label:", 6) == 0 || strncmp(name, "sensor:", 7) == 0 ||
                strncmp(name, "mvc:", 4) == 0 || p->n_variables + 3 >= VARIABLES)
                continue;
            if (fill_variable(p, (size_t)at, &p->variable[p->n_variables], &failed))
                p->n_variables++;
            if (failed)
                return hinge_no_memory(error);
        }
    add_own(p, "sessions", p->n_sessions);
    add_own(p, "recordings", p->trials);
    add_own(p, "repetitions", p->reps);
    return HINGE_OK;
}

/* --- cells --- */

/* Of the people of a group (SIZE_MAX: everybody): those with the level, those with a
 * value, and the spread of numbers. */
struct summary {
    size_t people, with, known;
    struct hinge_spread spread;
};

static struct summary summarise(struct participants *p, const struct variable *v,
                                const char *level, size_t group)
{
    struct summary s = {0, 0, 0, {0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN}};
    for (size_t i = 0; i < p->people.n; i++) {
        if (group != SIZE_MAX && p->group_of[i] != group)
            continue;
        s.people++;
        if (v == NULL)
            continue;
        if (!v->is_text && !isnan(v->number[i]))
            p->scratch[s.known++] = v->number[i];
        if (v->is_text && v->text[i] != NULL) {
            s.known++;
            s.with += strcmp(v->text[i], level) == 0;
        }
    }
    if (v != NULL && !v->is_text)
        s.spread = hinge_spread_of(p->scratch, s.known);
    return s;
}

/* Difference of two groups in standard deviations: of means over the root of the mean
 * variance, of shares likewise (Austin 2009). */
static double standardised(const struct summary *a, const struct summary *b,
                           bool is_text)
{
    double x = (double)a->with / (double)a->known,
           y = (double)b->with / (double)b->known;
    double sd =
        is_text ? sqrt((x * (1 - x) + y * (1 - y)) / 2)
                : sqrt((a->spread.sd * a->spread.sd + b->spread.sd * b->spread.sd) / 2);
    double difference = is_text ? x - y : a->spread.mean - b->spread.mean;
    return sd > 0 ? difference / sd : (double)NAN;
}

/* What --stat shows of numbers. */
static bool shows(const struct participants *p, const char *stat)
{
    return p->tab->request->stat != NULL && strcmp(p->tab->request->stat, stat) == 0;
}

static void describe(const struct participants *p, const struct summary *s,
                     const struct variable *v, char text[64])
{
    const struct hinge_spread *spread = &s->spread;
    bool median = shows(p, "median_iqr"), interval = shows(p, "mean_ci");
    if (v == NULL)
        snprintf(text, 64, "%zu", s->people);
    else if (s->known == 0)
        *text = '\0';
    else if (v->is_text)
        snprintf(text, 64, "%zu (%.0f %%)", s->with,
                 100 * (double)s->with / (double)s->known);
    else if (s->known == 1)
        snprintf(text, 64, "%.*f", v->digits, spread->mean);
    else if (median || interval)
        snprintf(text, 64, "%.*f [%.*f, %.*f]", v->digits,
                 median ? spread->median : spread->mean, v->digits,
                 median ? spread->q1 : spread->ci_low, v->digits,
                 median ? spread->q3 : spread->ci_high);
    else
        snprintf(text, 64, "%.*f (%.*f)", v->digits, spread->mean, v->digits,
                 spread->sd);
}

enum { VARIABLE, LEVEL, UNIT, FIRST_GROUP };

static enum hinge_status add_wide(struct participants *p, const struct variable *v,
                                  const char *level, struct hinge_table *table,
                                  struct hinge_error *error)
{
    char text[64];
    struct summary of[GROUPS];
    size_t groups = p->groups.n, all = groups > 1;
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    size_t row = table->rows - 1;
    if (status == HINGE_OK)
        status = hinge_tab_set(table, VARIABLE, row, v != NULL ? v->name : "n", row - 1,
                               error);
    if (status == HINGE_OK)
        status = hinge_tab_set(table, LEVEL, row, level, SIZE_MAX, error);
    if (status == HINGE_OK && v != NULL)
        status = hinge_tab_set(table, UNIT, row, v->unit, SIZE_MAX, error);
    for (size_t g = 0; status == HINGE_OK && g < groups + all; g++) {
        struct summary s = summarise(p, v, level, g < groups ? g : SIZE_MAX);
        if (g < GROUPS)
            of[g] = s;
        describe(p, &s, v, text);
        status = hinge_tab_set(table, FIRST_GROUP + g, row, text, SIZE_MAX, error);
    }
    if (status == HINGE_OK && groups == 2 && v != NULL)
        table->column[FIRST_GROUP + 3].number[row] =
            standardised(&of[0], &of[1], v->is_text);
    return status;
}

enum { L_GROUP = 3, L_PEOPLE };

static enum hinge_status add_long(struct participants *p, const struct variable *v,
                                  const char *level, struct hinge_table *table,
                                  struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t groups = p->groups.n, all = groups > 1;
    for (size_t g = 0; status == HINGE_OK && g < groups + all; g++) {
        struct summary s = summarise(p, v, level, g < groups ? g : SIZE_MAX);
        status = hinge_table_add_rows(table, 1, error);
        size_t row = table->rows - 1;
        const char *const text[] = {v != NULL ? v->name : "n", level,
                                    v != NULL ? v->unit : "1",
                                    g < groups ? p->groups.text[g] : "all"};
        for (size_t c = 0; status == HINGE_OK && c < 4; c++)
            status = hinge_tab_set(table, c, row, text[c], row - 1, error);
        if (status != HINGE_OK)
            break;
        bool counts = v != NULL && v->is_text;
        const double none = (double)NAN,
                     value[] = {(double)s.people,
                                v != NULL ? (double)s.known : (double)s.people,
                                counts ? (double)s.with : none,
                                counts && s.known > 0 ? (double)s.with / (double)s.known
                                                      : none,
                                s.spread.mean,
                                s.spread.sd,
                                s.spread.median,
                                s.spread.q1,
                                s.spread.q3,
                                s.spread.min,
                                s.spread.max};
        for (size_t c = 0; c < sizeof value / sizeof *value; c++)
            table->column[L_PEOPLE + c].number[row] = value[c];
    }
    return status;
}

static enum hinge_status add_columns(struct participants *p, bool wide,
                                     struct hinge_table *table,
                                     struct hinge_error *error)
{
    static const char *const texts[] = {"variable", "level", "unit", NULL};
    static const char *const numbers[] = {"people", "known", "with",   "share",
                                          "mean",   "sd",    "median", "q1",
                                          "q3",     "min",   "max",    NULL};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && texts[i] != NULL; i++)
        status =
            hinge_tab_column(p->tab, table, texts[i], HINGE_COLUMN_TEXT, "", 0,
                             i == 0 ? HINGE_SHOW_KEY : HINGE_SHOW_FILLED, NULL, error);
    if (status == HINGE_OK && !wide)
        status = hinge_tab_column(p->tab, table, "group", HINGE_COLUMN_TEXT, "", 0,
                                  HINGE_SHOW_KEY, NULL, error);
    for (size_t i = 0; status == HINGE_OK && !wide && numbers[i] != NULL; i++)
        status = hinge_tab_column(p->tab, table, numbers[i], HINGE_COLUMN_NUMBER, "",
                                  i < 3 ? 0 : 3, HINGE_SHOW_KEY, NULL, error);
    for (size_t g = 0; status == HINGE_OK && wide && g < p->groups.n; g++)
        status = hinge_tab_column(p->tab, table, p->groups.text[g], HINGE_COLUMN_TEXT,
                                  "", 0, HINGE_SHOW_KEY, NULL, error);
    if (status == HINGE_OK && wide && p->groups.n > 1)
        status = hinge_tab_column(p->tab, table, "all", HINGE_COLUMN_TEXT, "", 0,
                                  HINGE_SHOW_KEY, NULL, error);
    if (status == HINGE_OK && wide && p->groups.n == 2)
        status = hinge_tab_column(p->tab, table, "std_difference", HINGE_COLUMN_NUMBER,
                                  "1", 2, HINGE_SHOW_KEY, NULL, error);
    bool tested = p->groups.n > 1 && hinge_baseline_wanted(&p->tests);
    if (status == HINGE_OK && tested)
        status = hinge_tab_column(p->tab, table, "p",
                                  wide ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER, "", 4,
                                  HINGE_SHOW_KEY, NULL, error);
    if (status == HINGE_OK && tested && !wide)
        status = hinge_tab_column(p->tab, table, "test", HINGE_COLUMN_TEXT, "", 0,
                                  HINGE_SHOW_KEY, NULL, error);
    return status;
}

/* p of a variable, in the first of its rows for readers, in those of everybody
 * otherwise. */
static enum hinge_status add_p(struct participants *p, const struct variable *v,
                               size_t first, bool wide, struct hinge_table *table,
                               struct hinge_error *error)
{
    double value;
    const char *test, *why;
    long column = hinge_table_find(table, "p"), name = hinge_table_find(table, "test");
    if (v == NULL || column < 0 || (!wide && name < 0))
        return HINGE_OK;
    enum hinge_status status =
        v->is_text ? hinge_baseline_words(&p->tests, v->name, v->text, &value, &test,
                                          &why, error)
                   : hinge_baseline_number(&p->tests, v->name, v->number, &value, &test,
                                           &why, error);
    for (size_t r = first; status == HINGE_OK && r < table->rows; r++) {
        const char *group = hinge_table_text(table, "group", r);
        if (wide ? r > first : strcmp(group, "all") != 0)
            continue;
        char text[16] = "";
        if (!isnan(value))
            hinge_p_cell(value, text, sizeof text);
        if (!wide)
            table->column[column].number[r] = value;
        status = wide ? hinge_table_set_text(table, (size_t)column, r,
                                             *text != '\0' ? text : NULL, error)
                      : hinge_tab_set(table, (size_t)name, r, test, r - 1, error);
        if (status == HINGE_OK)
            status = hinge_table_set_why(table, (size_t)column, r, why, error);
    }
    return status;
}

/* A row of a number; of words a row per level, in the order they are met. */
static enum hinge_status add_variable(struct participants *p, const struct variable *v,
                                      bool wide, struct hinge_table *table,
                                      struct hinge_error *error)
{
    enum hinge_status (*const add)(struct participants *, const struct variable *,
                                   const char *, struct hinge_table *,
                                   struct hinge_error *) = wide ? add_wide : add_long;
    const char *level[LEVELS];
    size_t n = 0;
    enum hinge_status status = HINGE_OK;
    size_t first = table->rows;
    if (v == NULL || !v->is_text)
        status = add(p, v, "", table, error);
    for (size_t i = 0; v != NULL && v->is_text && status == HINGE_OK && i < p->people.n;
         i++) {
        size_t k = 0;
        while (v->text[i] != NULL && k < n && strcmp(level[k], v->text[i]) != 0)
            k++;
        if (v->text[i] == NULL || k < n)
            continue;
        level[n++] = v->text[i];
        status = add(p, v, v->text[i], table, error);
    }
    return status == HINGE_OK ? add_p(p, v, first, wide, table, error) : status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct participants p = {.tab = tab};
    bool wide = hinge_tab_readable(tab) && !tab->request->long_form;
    enum hinge_status status = allocate(&p, error);
    if (status == HINGE_OK)
        status = hinge_baseline_read(&p.tests, tab, error);
    if (status == HINGE_OK)
        status = gather(&p, error);
    p.tests.groups = p.groups.n;
    p.tests.people = p.people.n;
    p.tests.group = p.group_of;
    if (status == HINGE_OK)
        status = find_variables(&p, error);
    if (status == HINGE_OK)
        status = add_columns(&p, wide, table, error);
    if (status == HINGE_OK && p.people.n > 0)
        status = add_variable(&p, NULL, wide, table, error);
    for (size_t v = 0; status == HINGE_OK && p.people.n > 0 && v < p.n_variables; v++)
        status = add_variable(&p, &p.variable[v], wide, table, error);
    if (wide)
        hinge_text_printf(&tab->notes,
                          "People with a recording that was not refused (hinge-table "
                          "flow has the others). Numbers are %s over people, "
                          "words n (%% of those known).\n",
                          shows(&p, "median_iqr") ? "median [quartiles]"
                          : shows(&p, "mean_ci")  ? "mean [95 % CI]"
                                                  : "mean (SD)");
    if (wide && p.groups.n == 2)
        hinge_text_printf(
            &tab->notes,
            "%s: the first group minus the second, in standard deviations; a "
            "description, no test.\n",
            tab->request->words ? "Standardised difference" : "std_difference");
    hinge_baseline_notes(&p.tests, tab);
    hinge_baseline_clear(&p.tests);
    if (p.nameless > 0)
        hinge_text_printf(&tab->notes,
                          "%zu recordings name no participant and are not here.\n",
                          p.nameless);
    hinge_intern_clear(&p.people);
    hinge_intern_clear(&p.groups);
    hinge_intern_clear(&p.sessions);
    return status;
}

const struct hinge_view hinge_view_participants = {
    .id = "participants",
    .title = "Table 1: who took part, by group",
    .by = "group",
    .tables_only = true,
    .fill = fill,
};
