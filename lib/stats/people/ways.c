/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers in place of rows of several conditions: a refusal in, whole commands out. */
#include "base/parameters.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* Rows that a refusal is of, and the condition that differs in them if it is one alone. */
struct mixed {
    const size_t *row;
    size_t n;
    const char *axis, *column; /* "stage", and what a command calls it: "session" */
};

/* The request as a command of the analysis `id`, but `without` some options, with other ones. What
 * is standard, or set by a results file, is not typed again. */
static void add_command(struct hinge_analysis *analysis, const char *title, const char *id,
                        const char *without, const char *options, const char *filter)
{
    static const char of_results[] =
        "analysis|data|filter|usable|ratios|circular|duplicates_note|filter_note|protocol_note|"
        "knees_note|furthest_note|model_note|mdc_of|people_apart|people_ratios|plan|min_share",
                      standard[] = "aggregate=nested|trial=file|participant=participant",
                      of_plans[] = "group=group|condition=cue|baseline=none";
    const bool planned = json_object_get(analysis->request, "plan") != NULL;
    const struct hinge_analysis_kind *statistic = hinge_analysis_kind_find(id);
    struct hinge_parameters parameters;
    cleared_by(hinge_text_clear) struct hinge_text command = {0};
    char *message = analysis->error.message;
    const size_t used = strlen(message), room = sizeof analysis->error.message;
    const char *name;
    json_t *value;
    hinge_parameters_init(&parameters);
    hinge_text_printf(&command, "\n%s\n        hinge-compare %s ", title, id);
    hinge_text_word(&command, analysis->table_name);
    json_object_foreach((json_t *)analysis->request, name, value)
    {
        const char *pair = hinge_arena_printf(&analysis->arena, "%s=%s", name,
                                              hinge_or_empty(json_string_value(value)));
        const double number = json_number_value(value);
        if (!hinge_analysis_kind_takes(statistic, name) || hinge_listed(without, '|', name) ||
            hinge_listed(of_results, '|', name) || hinge_listed(standard, '|', pair) ||
            (planned && hinge_listed(of_plans, '|', pair)) || json_is_null(value) ||
            json_is_false(value) ||
            (strcmp(name, "min_reps") == 0 && number == (double)parameters.agg_min_reps) ||
            (strcmp(name, "min_valid") == 0 && number == parameters.agg_min_valid))
            continue;
        hinge_option_add(&command, name, value);
    }
    hinge_text_adds(&command, options);
    if (*filter != '\0') {
        hinge_text_adds(&command, " --filter ");
        hinge_text_word(&command, filter);
    }
    if (used + command.length + 1 < room) /* half a command is none */
        memcpy(message + used, hinge_text_string(&command), command.length + 1);
}

void hinge_ways_command(struct hinge_analysis *analysis, const char *title, const char *filter)
{
    add_command(analysis, title, analysis->kind->id, "", "", filter);
}

/* The filter that was asked for, and the main level of what differs but for `asked`. */
static const char *holding(struct hinge_analysis *analysis, const struct mixed *m,
                           const char *asked)
{
    struct hinge_text filter = {0};
    size_t *row = hinge_analysis_alloc(analysis, m->n, sizeof *row);
    bool differs[HINGE_AXES];
    memcpy(row, m->row, m->n * sizeof *row);
    hinge_axes_differ(analysis->table, row, m->n, asked, differs);
    hinge_filter_asked(analysis->ask.filter, &filter);
    if (hinge_main_cell(analysis->table, row, m->n, differs) > 0)
        hinge_cell_filter(analysis->table, differs, row[0], &filter);
    return hinge_text_to_arena(&filter, &analysis->arena);
}

/* Both levels as one word of a shell. */
static void add_order(struct hinge_text *options, struct hinge_level_change of)
{
    cleared_by(hinge_text_clear) struct hinge_text order = {0};
    hinge_text_item(&order, of.to);
    hinge_text_adds(&order, ",");
    hinge_text_item(&order, of.from);
    hinge_text_word(options, hinge_text_string(&order));
}

/* What compares the levels: how raters agree; of the same analysis their change, else a table of
 * each or a comparison within people, which hold what was compared. */
static void add_comparison(struct hinge_analysis *analysis, const struct mixed *m,
                           struct hinge_level_change of)
{
    static const char or [] = "Or compare them:";
    const struct hinge_analysis_kind *statistic = analysis->kind;
    const struct hinge_ask *ask = &analysis->ask;
    const char *id = statistic->id, *without = "condition|order",
               *asked = hinge_arena_printf(&analysis->arena, "%s,group", m->column);
    cleared_by(hinge_text_clear) struct hinge_text options = {0}, filter = {0};
    hinge_filter_asked(ask->filter, &filter);
    if (strcmp(m->axis, "rater") == 0) { /* of the outcome, else of the first of a plan */
        const json_t *part = json_object_get(analysis->request, "plan"),
                     *cues = json_object_get(part, "cues");
        part = cues != NULL ? json_object_iter_value(json_object_iter((json_t *)cues)) : part;
        const char *outcome = json_string_value(
            json_object_get(json_array_get(json_object_get(part, "outcomes"), 0), "column"));
        hinge_text_adds(&options, " --rater rater");
        if (outcome != NULL) {
            hinge_text_adds(&options, " --outcome ");
            hinge_text_word(&options, outcome);
        }
        if (outcome != NULL || analysis->outcome != NULL)
            add_command(analysis, "Or ask how they agree:", "icc", "rater",
                        hinge_text_string(&options), holding(analysis, m, asked));
    } else if (hinge_analysis_kind_takes(statistic, "change")) {
        if (ask->change == NULL && of.to != NULL) {
            hinge_text_adds(&options, " --change ");
            hinge_text_word(&options, hinge_arena_printf(&analysis->arena, "%s:%s-%s", m->column,
                                                         of.to, of.from));
            add_command(analysis, or, id, "", hinge_text_string(&options),
                        hinge_text_string(&filter));
        }
    } else if (of.to != NULL && strcmp(id, "cues") == 0) {
        hinge_text_printf(&options, " --condition %s --baseline ", m->column);
        hinge_text_word(&options, of.from);
        const bool loads = strcmp(m->column, "load_kg") == 0;
        if (loads) { /* beside the factors that were asked for */
            const json_t *given = json_object_get(analysis->request, "factor");
            json_auto_t *factor = json_is_array(given)    ? json_copy((json_t *)given)
                                  : json_is_string(given) ? json_pack("[O]", given)
                                                          : json_array();
            if (hinge_name_at(ask->factor.name, ask->factor.n, m->column) == ask->factor.n)
                json_array_append_new(factor, json_string(m->column));
            hinge_option_add(&options, "factor", factor);
        }
        add_command(analysis, or, id,
                    loads ? "condition|baseline|mdc|factor" : "condition|baseline|mdc",
                    hinge_text_string(&options), holding(analysis, m, asked));
    } else if (hinge_analysis_kind_takes(statistic, "by")) {
        hinge_text_adds(&options, " --by ");
        for (size_t i = 0; i < ask->by.n; i++)
            hinge_text_printf(&options, "%s,", ask->by.name[i]);
        hinge_text_adds(&options, m->column);
        add_command(analysis, "Or take each apart:", id, "by", hinge_text_string(&options),
                    hinge_text_string(&filter));
    } else if (of.to != NULL && json_object_get(analysis->request, "outcome") != NULL) {
        hinge_text_printf(&options, " --condition %s --order ", m->column);
        add_order(&options, of);
        add_command(analysis, or, "within", without, hinge_text_string(&options),
                    holding(analysis, m, asked));
    } else if (of.to != NULL && strcmp(id, "spm") == 0) {
        hinge_text_printf(&options, " --design paired --condition %s --order ", m->column);
        add_order(&options, of);
        add_command(analysis, or, id, "design|group|condition|order|variance",
                    hinge_text_string(&options), holding(analysis, m, asked));
    }
}

/* What is compared, but of one level in the cell of `main`, as groups by load; NULL: nothing. */
static const char *compared_alone(const struct hinge_analysis *analysis, const size_t *row,
                                  size_t n, const struct hinge_differing *d, size_t main)
{
    const struct hinge_table *table = analysis->table;
    const bool cues = strcmp(analysis->kind->id, "cues") == 0; /* one group has them, too */
    const char *const compared[] = {cues ? NULL : analysis->ask.group, analysis->ask.condition};
    const char *alone = NULL;
    for (size_t c = 0; c < sizeof compared / sizeof *compared; c++) {
        bool all = false, held = false;
        for (size_t i = 0; compared[c] != NULL && i < n; i++) {
            const bool other = strcmp(hinge_table_word(table, compared[c], row[i]),
                                      hinge_table_word(table, compared[c], main)) != 0;
            all = all || other;
            held = held || (other && hinge_in_cell(table, d->differs, main, row[i]));
        }
        alone = all && !held ? compared[c] : alone;
    }
    return alone;
}

size_t hinge_ways_cell(const struct hinge_analysis *analysis, const size_t *row, size_t n,
                       const struct hinge_differing *d, size_t main)
{
    cleared_by(freed) size_t *tried = hinge_alloc(n + 1, sizeof *tried);
    size_t n_tried = 0;
    tried[n_tried++] = main;
    if (compared_alone(analysis, row, n, d, main) == NULL)
        return main;
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t t = 0; t < n_tried && !known; t++)
            known = hinge_in_cell(analysis->table, d->differs, tried[t], row[i]);
        if (known)
            continue;
        tried[n_tried++] = row[i];
        if (compared_alone(analysis, row, n, d, row[i]) == NULL)
            return row[i];
    }
    return main;
}

void hinge_ways_add(struct hinge_analysis *analysis, const size_t *row, size_t n,
                    const struct hinge_differing *d, size_t main, const char *filter)
{
    struct mixed m = {row, n, d->column[0], d->column[0]};
    const struct hinge_table *table = analysis->table;
    const char *alone = compared_alone(analysis, row, n, d, main);
    cleared_by(hinge_text_clear) struct hinge_text words = {0}, shown = {0};
    if (alone == NULL)
        add_command(analysis, "Hold one:", analysis->kind->id, "", "", filter);
    else
        hinge_text_printf(&words, "No filter helps: each '%s' has its own '%s'. Record them alike.",
                          alone, d->column[0]);
    for (size_t k = 0; k < d->n && alone == NULL; k++) {
        struct hinge_level_change of = hinge_change_of(table, row, n, d->column[k]);
        for (size_t l = 0; l < d->labels[k].n && strcmp(d->column[k], "load_kg") == 0; l++) {
            const char *kg = d->labels[k].name[l]; /* the lightest two */
            if (*kg == '\0' || (of.to != NULL && strtod(kg, NULL) >= strtod(of.to, NULL)))
                continue;
            const bool lightest = of.from == NULL || strtod(kg, NULL) < strtod(of.from, NULL);
            of.to = lightest ? of.from : kg;
            of.from = lightest ? kg : of.from;
        }
        m.axis = d->column[k];
        m.column = strcmp(m.axis, "stage") != 0                                         ? m.axis
                   : of.to != NULL && hinge_are_sessions(table, row, n, of.from, of.to) ? "session"
                                                                                        : "stage";
        if (d->n == 1)
            add_comparison(analysis, &m, of);
        if (of.to == NULL || strcmp(m.axis, "stage") != 0 ||
            hinge_stage_of(of.from) != HINGE_STAGE_NONE)
            continue;
        hinge_text_adds(&words, "Or, if nothing happened between them, ");
        hinge_retest_add(&words, table, row, n, of.from, of.to);
    }
    char *message = analysis->error.message;
    const size_t used = strlen(message), room = sizeof analysis->error.message;
    hinge_text_shown(&shown, hinge_text_string(&words));
    if (words.length > 0 && used + shown.length + 2 < room)
        snprintf(message + used, room - used, "\n%s", hinge_text_string(&shown));
}
