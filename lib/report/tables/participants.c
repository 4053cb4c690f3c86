/* SPDX-License-Identifier: GPL-3.0-or-later */
/* participants: who took part, by group: Table 1 of a paper. A person counts once,
 * whatever number of recordings there is of them. */
#include "report/people/people.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "table/columns.h"

#include <hinge/requests.h>

/* --- cells --- */

/* Of people who are in several groups a column of all would count some twice. */
static bool has_all(const struct hinge_participant_list *p)
{
    return p->groups.n > 1 && !p->again;
}

/* Of the people of a group (SIZE_MAX: everybody): those with the level, those with a
 * value, and the spread of numbers. */
struct summary {
    size_t people, with, known;
    struct hinge_spread spread;
};

static struct summary summarise(struct hinge_participant_list *p,
                                const struct hinge_participant_variable *v, const char *level,
                                size_t group)
{
    struct summary s = {0, 0, 0, {0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN}};
    for (size_t i = 0; i < p->people.n; i++) {
        if (group != SIZE_MAX && p->groups.code[i] != group)
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

enum { VARIABLE, LEVEL, UNIT, FIRST_GROUP };

/* --- Groups beside each other, for readers. --- */

static void add_wide(struct hinge_participant_list *p, const struct hinge_participant_variable *v,
                     const char *level)
{
    struct hinge_table *table = p->tab->table;
    char text[HINGE_SPREAD_WORDS], percent[8];
    struct summary of[HINGE_PARTICIPANT_GROUPS + 1];
    const size_t groups = p->groups.n, all = has_all(p);
    hinge_table_add_rows(table, 1);
    const size_t row = table->rows - 1;
    hinge_tab_set(table, VARIABLE, row, v != NULL ? v->name : "n", row - 1);
    hinge_tab_set(table, LEVEL, row, level, SIZE_MAX);
    hinge_tab_set(table, UNIT, row, v != NULL ? v->unit : "", SIZE_MAX);
    for (size_t g = 0; g < groups + all; g++) {
        of[g] = summarise(p, v, level, g < groups ? g : SIZE_MAX);
        const struct summary *s = &of[g];
        *text = '\0'; /* a dash */
        if (v == NULL) {
            snprintf(text, sizeof text, "%zu", s->people);
        } else if (s->known > 0 && v->is_text) {
            hinge_percent_words((double)s->with / (double)s->known, percent);
            if (s->known < s->people) /* of so many whose category is known */
                snprintf(text, sizeof text, "%zu of %zu (%s %%)", s->with, s->known, percent);
            else
                snprintf(text, sizeof text, "%zu (%s %%)", s->with, percent);
        } else if (s->known > 0) {
            hinge_spread_words(p->tab, &s->spread, v->digits, true, text);
            const size_t used = strlen(text);
            if (s->known < s->people)
                snprintf(text + used, sizeof text - used, ", n = %zu", s->known);
        }
        hinge_tab_set(table, FIRST_GROUP + g, row, text, SIZE_MAX);
    }
    const struct summary *a = &of[p->first], *b = &of[!p->first];
    if (groups == 2 && v != NULL)
        table->column[FIRST_GROUP + groups + all].number[row] =
            v->is_text
                ? hinge_shares_in_sds((double)a->with / (double)a->known,
                                      (double)b->with / (double)b->known)
                : hinge_means_in_sds(a->spread.mean, a->spread.sd, b->spread.mean, b->spread.sd);
}

/* --- A row for each group, for programs. --- */

struct row {
    const char *variable, *level, *unit, *group;
    double people, known, with, share;
    struct hinge_spread of;
};

static const struct hinge_view_column columns[] = {
    {"variable", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, variable)},
    {"level", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, level)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, unit)},
    {"group", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, group)},
    {"people", "", 0, HINGE_SHOW_KEY, offsetof(struct row, people)},
    {"known", "", 0, HINGE_SHOW_KEY, offsetof(struct row, known)},
    {"with", "", 0, HINGE_SHOW_KEY, offsetof(struct row, with)},
    {"share", "", 3, HINGE_SHOW_KEY, offsetof(struct row, share)},
    {"mean", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.mean)},
    {"sd", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.sd)},
    {"median", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.median)},
    {"q1", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.q1)},
    {"q3", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.q3)},
    {"min", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.min)},
    {"max", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.max)},
    {"ci_low", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.ci_low)},
    {"ci_high", "", 3, HINGE_SHOW_KEY, offsetof(struct row, of.ci_high)},
    {0}};

static void add_long(struct hinge_participant_list *p, const struct hinge_participant_variable *v,
                     const char *level)
{
    const size_t groups = p->groups.n, all = has_all(p);
    const bool counts = v != NULL && v->is_text;
    for (size_t g = 0; g < groups + all; g++) {
        const struct summary s = summarise(p, v, level, g < groups ? g : SIZE_MAX);
        hinge_tab_row(p->tab, &(struct row){.variable = v != NULL ? v->name : "n",
                                            .level = level,
                                            .unit = v != NULL ? v->unit : "1",
                                            .group = g < groups ? p->groups.name[g] : "all",
                                            .people = (double)s.people,
                                            .known = v != NULL ? (double)s.known : (double)s.people,
                                            .with = counts ? (double)s.with : (double)NAN,
                                            .share = counts && s.known > 0
                                                         ? (double)s.with / (double)s.known
                                                         : (double)NAN,
                                            .of = s.spread});
    }
}

/* A row of a number; of words a row per level. */
static void add_variable(struct hinge_participant_list *p,
                         const struct hinge_participant_variable *v, bool wide)
{
    void (*const add)(struct hinge_participant_list *, const struct hinge_participant_variable *,
                      const char *) = wide ? add_wide : add_long;
    /* the same number in every participant is a note of a paper's Table 1, no row */
    bool constant = wide && (p->tab->request->words || p->tab->request->workbook) && v != NULL &&
                    !v->is_text && p->people.n > 1;
    for (size_t i = 0; v != NULL && constant && i < p->people.n; i++)
        constant = v->number[i] == v->number[0];
    if (constant) {
        const struct hinge_unit_form unit = hinge_unit_form(v->unit, false);
        char name[128];
        hinge_tab_note(p->tab, "%s: %.6g%s in every participant.\n",
                       hinge_wording_title(v->name, name, sizeof name), unit.scale * v->number[0],
                       unit.after);
        return;
    }
    if (v == NULL || !v->is_text) {
        add(p, v, "");
        return;
    }
    const struct hinge_labels levels =
        hinge_labels_of(&p->tab->arena, v->text, p->people.n, HINGE_BY_LEVEL);
    for (size_t k = 0; k < levels.n; k++)
        add(p, v, levels.name[k]);
}

/* --- outcomes in --columns --- */

/* The filter of the table, and one that keeps the main cell of the baseline, which a note names. */
static const char *filter_of_baseline(struct hinge_tabulation *tab)
{
    const struct hinge_table *trials = &tab->trials;
    size_t *row = hinge_arena_alloc(&tab->arena, trials->rows + 1, sizeof *row), n = 0;
    bool differs[HINGE_AXES];
    struct hinge_text filter = {0}, words = {0};
    hinge_text_adds(&filter, tab->request->filter);
    for (int base = 1; base >= 0 && n == 0; base--) {
        for (size_t t = 0; t < trials->rows; t++)
            if (hinge_use_of_recording(tab, t) == HINGE_USE_USED &&
                (!base || strcmp(hinge_table_word(trials, "cue", t), "none") == 0))
                row[n++] = t;
        if (base && n > 0) {
            hinge_text_printf(&filter, "%scue=none", filter.length > 0 ? "&" : "");
            hinge_text_adds(&words, " without a cue");
        }
    }
    hinge_axes_differ(trials, row, n, "", differs);
    hinge_tab_note(tab, "Outcomes: each participant's values%s", hinge_text_string(&words));
    words.length = 0;
    if (hinge_main_cell(trials, row, n, differs) > 0) {
        hinge_cell_filter(trials, differs, row[0], &filter);
        hinge_condition_words(trials, differs, row[0], tab->request->labels, &words);
    }
    hinge_tab_note(tab, "%s%s.\n", words.length > 0 ? ", " : "", hinge_text_string(&words));
    hinge_text_clear(&words);
    return hinge_text_to_arena(&filter, &tab->arena);
}

static void add_outcomes(struct hinge_participant_list *p)
{
    struct hinge_tabulation *tab = p->tab;
    const char *item[HINGE_PARTICIPANT_GROUPS];
    size_t n = 0;
    if (!hinge_tab_chooses(tab) || p->again ||
        !hinge_tab_split(tab, "--columns", tab->request->columns, item, HINGE_PARTICIPANT_GROUPS,
                         &n))
        return;
    const char *filter = NULL;
    for (size_t i = 0; i < n && tab->status == HINGE_OK; i++) {
        const struct hinge_outcome_text of = hinge_outcome_of(item[i]);
        const char *id = of.fault != NULL ? of.fault : of.name;
        if (hinge_table_row_of(&tab->metrics, "id", id, 0) == SIZE_MAX &&
            hinge_table_row_of(&tab->faults, "id", id, 0) == SIZE_MAX)
            continue;
        filter = filter != NULL ? filter : filter_of_baseline(tab);
        /* The value of each person at the baseline. */
        const char *name = of.name;
        struct hinge_table_request one = *tab->request;
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        one.view = "summary";
        one.opened = tab->reader;
        one.by = "participant";
        one.filter = filter;
        one.columns = hinge_arena_printf(&tab->arena, "keys,%s", item[i]);
        one.phase = hinge_phase_of_metrics(
            &name, 1, hinge_fault_name(NULL, name, HINGE_TECHNICAL) != name ? "rep" : "descent");
        one.sort = one.stat = one.digits = one.order = "";
        one.take = NULL;
        if (!hinge_tab_try(tab, hinge_view_table(&one, &table, NULL, &tab->failure)))
            return;
        const size_t people = p->people.n;
        struct hinge_participant_variable v = {.name = item[i], .unit = "1", .digits = 3};
        v.number = hinge_arena_alloc(&tab->arena, people, sizeof *v.number);
        struct hinge_intern listed = {0}; /* in the order of the list */
        for (size_t k = 0; k < people; k++) {
            hinge_intern_number(&listed, p->people.text[k]);
            v.number[k] = (double)NAN;
        }
        for (size_t r = 0; r < table.rows; r++) {
            const size_t at =
                hinge_intern_number(&listed, hinge_table_word(&table, "participant", r));
            if (at < people)
                v.number[at] = hinge_table_number(&table, "mean", r);
        }
        if (table.rows > 0)
            v.unit =
                hinge_arena_strdup(&tab->arena, hinge_table_word(&table, "unit", table.rows - 1));
        hinge_intern_clear(&listed);
        const struct hinge_unit_words *words = hinge_tab_readable(tab) || tab->request->workbook
                                                   ? hinge_readers_unit(item[i], v.unit)
                                                   : NULL;
        for (size_t k = 0; k < people && words != NULL; k++)
            v.number[k] *= words->scale;
        if (words != NULL && words->scale > 1) {
            v.unit = hinge_readers_heading(words);
            v.digits = 1;
        }
        v.digits += of.by != NULL ? of.by->digits : 0;
        p->variable = hinge_arena_grow(&tab->arena, p->variable, p->n_variables, p->n_variables + 1,
                                       sizeof *p->variable);
        p->variable[p->n_variables++] = v;
    }
}

static void make(struct hinge_tabulation *tab)
{
    cleared_by(hinge_participant_list_clear) struct hinge_participant_list p = {.tab = tab};
    const bool wide = hinge_tab_readable(tab) || tab->request->workbook;
    p.of_table = true;
    hinge_participant_list_gather(&p);
    if (tab->status == HINGE_OK)
        add_outcomes(&p);
    /* Which of two groups a difference starts with: that of --order. */
    const char *rest = tab->request->order, *item;
    p.first = p.groups.n == 2 && hinge_levels_swapped(p.groups.name[0], p.groups.name[1]);
    for (size_t i = 0, n; tab->status == HINGE_OK && rest != NULL &&
                          (item = hinge_next_item(&rest, ',', &n)) != NULL;
         i++) {
        char name[300];
        hinge_item_value(item, n < sizeof name ? n : sizeof name - 1, name);
        size_t g = hinge_name_at(p.groups.name, p.groups.n, name);
        if (g == p.groups.n)
            hinge_tab_unknown(tab, tab->request->results, "--order", "group", name, p.groups.name,
                              p.groups.n);
        if (i == 0)
            p.first = g;
    }
    if (tab->status != HINGE_OK)
        return;
    if (wide) {
        static const char *const texts[] = {"variable", "level", "unit"};
        for (size_t i = 0; i < FIRST_GROUP; i++)
            hinge_tab_column(tab, texts[i], HINGE_COLUMN_TEXT, "", 0,
                             i == 0 ? HINGE_SHOW_KEY : HINGE_SHOW_FILLED);
        for (size_t g = 0; g < p.groups.n; g++)
            hinge_tab_column(tab, p.groups.name[g], HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_KEY);
        if (has_all(&p))
            hinge_tab_column(tab, "all", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_KEY);
        if (p.groups.n == 2)
            hinge_tab_column(tab, "std_difference", HINGE_COLUMN_NUMBER, "1", 2, HINGE_SHOW_KEY);
    } else
        hinge_tab_columns(tab, columns);
    if (p.people.n > 0)
        add_variable(&p, NULL, wide);
    for (size_t v = 0; p.people.n > 0 && v < p.n_variables; v++)
        add_variable(&p, &p.variable[v], wide);
    static const char *const shown_as[HINGE_STATS] = {[HINGE_MEAN_SD] = "mean (SD)",
                                                      [HINGE_MEDIAN_IQR] = "median [quartiles]",
                                                      [HINGE_MEAN_CI] = "mean [95 % CI]"};
    if (wide)
        hinge_tab_note(tab,
                       "Participants with at least one usable recording (hinge-table flow lists "
                       "the others). Numbers: %s over people. Categories: n (%% of known).\n",
                       shown_as[hinge_tab_stat(tab)]);
    if (wide && p.groups.n == 2) {
        const char *name[2];
        for (size_t k = 0; k < 2; k++) {
            const char *id = p.groups.name[k == 0 ? p.first : !p.first],
                       *theirs = hinge_wording_label(tab->request->labels, id);
            name[k] = theirs != NULL ? theirs : id;
        }
        hinge_tab_note(tab, "%s: %s minus %s, in standard deviations; a description, no test.\n",
                       tab->request->words ? "Standardised difference" : "std_difference", name[0],
                       name[1]);
    }
    if (p.again && p.groups.n > 1)
        hinge_tab_note(tab,
                       "A participant who is in several groups of --by counts in each of them.\n");
    if (p.reps_left_out > 0)
        hinge_tab_note(tab,
                       "Repetitions that are not used, not counted here (hinge-table flow has "
                       "the reasons): %zu.\n",
                       p.reps_left_out);
    if (p.nameless > 0)
        hinge_tab_note(tab, "Recordings that name no participant, excluded here: %zu.\n",
                       p.nameless);
}

const struct hinge_view hinge_view_participants = {
    .id = "participants",
    .title = "Table 1: who took part, by group",
    .by = "group",
    .tables_only = true,
    .takes = "by,filter,people,columns,metrics,outcomes,sort,digits,stat,order",
    .make = make,
};
