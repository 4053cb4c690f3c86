/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows an analysis uses: columns by name, labels, filters, evidence that is not mixed,
 * and who is left out. */
#include "stats/run/analysis.h"

#include "os/text.h"
#include "stats/people/people.h"
#include "table/columns.h"

/* --- Distinct labels of a column. --- */

/* How others write that there is nothing; 'n/a' (no cue, say) is a name, and so is what
 * `levels` or `order` name. */
static bool has_missing(const struct hinge_analysis *analysis, const char *column, const char *text)
{
    const struct hinge_names *order = &analysis->ask.order;
    size_t k;
    json_t *name;
    if (strcasecmp(text, "na") != 0 && strcasecmp(text, "nan") != 0 &&
        strcasecmp(text, "null") != 0)
        return false;
    json_array_foreach(json_object_get(analysis->ask.levels, column), k, name)
    {
        if (json_is_string(name) && strcmp(json_string_value(name), text) == 0)
            return false;
    }
    return hinge_name_at(order->name, order->n, text) == order->n;
}

/* The number as a text; that of the row before where it is the same. */
static const char *text_of(struct hinge_analysis *analysis, const double *number, const size_t *row,
                           size_t i, const char *before)
{
    char buffer[32];
    double value = number[row[i]];
    if (isnan(value) || (i > 0 && number[row[i - 1]] == value))
        return isnan(value) ? NULL : before;
    return hinge_arena_strdup(&analysis->arena,
                              hinge_number_format(value == 0 ? 0 : value, buffer));
}

struct hinge_labels hinge_column_labels(struct hinge_analysis *analysis, size_t column,
                                        const size_t *row, size_t n, enum hinge_label_order by)
{
    const struct hinge_column *c = &analysis->table->column[column];
    const bool is_text = c->type == HINGE_COLUMN_TEXT;
    cleared_by(freed) const char **text = hinge_alloc(n, sizeof *text);
    for (size_t i = 0; i < n; i++)
        text[i] = is_text ? c->text[row[i]]
                          : text_of(analysis, c->number, row, i, i > 0 ? text[i - 1] : NULL);
    struct hinge_labels labels = hinge_labels_of(
        &analysis->arena, text, n, is_text && by == HINGE_BY_VALUE ? HINGE_BY_BYTES : by);
    if (!is_text)
        return labels;
    /* Labels that say that there is nothing are none. */
    uint32_t *now = hinge_analysis_alloc(analysis, labels.n, sizeof *now);
    size_t kept = 0, rows = 0;
    for (size_t l = 0; l < labels.n; l++) {
        bool missing = has_missing(analysis, c->name, labels.name[l]);
        now[l] = missing ? HINGE_NO_LEVEL : (uint32_t)kept;
        labels.name[kept] = labels.name[l];
        kept += !missing;
    }
    for (size_t i = 0; i < n && kept < labels.n; i++) {
        uint32_t *code = &labels.code[i];
        if (*code == HINGE_NO_LEVEL)
            continue;
        *code = now[*code];
        rows += *code == HINGE_NO_LEVEL;
    }
    labels.n = kept;
    if (rows > 0)
        hinge_analysis_warn(analysis, NULL, HINGE_W_MISSING_NAME,
                            "'%s' is NA or null in these many rows: %zu. They count as missing; if "
                            "it is a name, give all names in levels",
                            c->name, rows);
    for (size_t l = 0; l < labels.n; l++)
        labels.name[l] = hinge_analysis_label(analysis, labels.name[l]);
    return labels;
}

bool hinge_labels_find(struct hinge_analysis *analysis, const char *name, const size_t *row,
                       size_t n, enum hinge_label_order by, struct hinge_labels *labels)
{
    size_t column;
    const bool found = hinge_analysis_column(analysis, name, &column);
    if (found)
        *labels = hinge_column_labels(analysis, column, row, n, by);
    return found;
}

/* --- Options in, names of columns out. --- */

bool hinge_sample_participant(struct hinge_analysis *analysis, const char **name)
{
    *name = analysis->ask.participant;
    if (*name == NULL && hinge_table_find(analysis->table, "participant") >= 0)
        *name = "participant";
    return *name != NULL || (analysis->kind->needs & HINGE_STATS_NEEDS_PARTICIPANT) == 0 ||
           hinge_analysis_fail(analysis, HINGE_E_OPTION,
                               "%s needs the column of participants: option 'participant'",
                               analysis->kind->id);
}

void hinge_columns_participant(struct hinge_analysis *analysis, struct hinge_columns *columns)
{
    if (columns->participant == NULL)
        hinge_sample_participant(analysis, &columns->participant);
}

void hinge_columns_number(struct hinge_columns *columns, const char *name)
{
    columns->number[columns->n_numbers++] = name;
}

void hinge_columns_factor(struct hinge_columns *columns, const char *name)
{
    columns->factor[columns->n_factors++] = name;
}

void hinge_columns_by(struct hinge_analysis *analysis, struct hinge_columns *columns)
{
    size_t n = analysis->ask.by.n;
    if (n + columns->n_factors > HINGE_MAX_FACTORS) {
        hinge_analysis_fail(analysis, HINGE_E_OPTION, "by: at most %d columns",
                            (int)(HINGE_MAX_FACTORS - columns->n_factors));
        return;
    }
    for (size_t k = 0; k < n; k++)
        columns->factor[columns->n_factors++] = analysis->ask.by.name[k];
}

/* The entry of `ratios` for the outcome when rows are nested, NULL when there is none.
 */
const json_t *hinge_columns_ratio(const struct hinge_analysis *analysis)
{
    return analysis->outcome != NULL && strcmp(analysis->ask.aggregate, "nested") == 0
               ? json_object_get(analysis->ask.ratios, analysis->outcome)
               : NULL;
}

void hinge_columns_means(struct hinge_analysis *analysis, struct hinge_columns *columns)
{
    const char *way = analysis->ask.aggregate;
    columns->weight = analysis->ask.weight;
    if (strcmp(way, "nested") == 0) {
        const json_t *ratio = hinge_columns_ratio(analysis);
        columns->trial = analysis->ask.trial;
        if (columns->trial == NULL)
            columns->trial = "trial";
        for (size_t k = 0; ratio != NULL && k < 2; k++)
            columns->number[columns->n_numbers++] = json_string_value(json_array_get(ratio, k));
    } else if (strcmp(way, "ratio_of_means") == 0) {
        hinge_columns_number(columns, HINGE_NEED(analysis, numerator));
        hinge_columns_number(columns, HINGE_NEED(analysis, denominator));
    }
}

/* --- The filter and usable options: rows that conditions keep. --- */

static bool read_conditions(struct hinge_analysis *analysis, const char *option, const char *text,
                            struct hinge_filter *filter)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    if (hinge_filter_read(&analysis->arena, option, text != NULL ? text : "", filter, &why) !=
        HINGE_OK)
        return hinge_analysis_fail(analysis, HINGE_E_OPTION, "%s", why.message);
    for (size_t k = 0; k < filter->n; k++) {
        struct hinge_condition *c = &filter->condition[k];
        if (!hinge_analysis_column(analysis, c->name, &c->column))
            return false;
        const struct hinge_column *column = &analysis->table->column[c->column];
        if (c->compare != HINGE_IS && c->compare != HINGE_IS_NOT &&
            column->type != HINGE_COLUMN_NUMBER)
            return hinge_analysis_fail(analysis, HINGE_E_NOT_NUMERIC, "'%s' of option '%s'",
                                       c->name, option);
        if (hinge_condition_check_column(c, option, column, analysis->table->rows, &why) !=
            HINGE_OK)
            return hinge_analysis_fail(analysis, HINGE_E_LEVELS, "%s", why.message);
    }
    return true;
}

/* What the question compares, such as sessions; it is in each stratum. NULL at its end. */
static const char **asked_columns(struct hinge_analysis *analysis)
{
    const struct hinge_ask *ask = &analysis->ask;
    const struct hinge_names *lists[] = {&ask->by, &ask->factor, &ask->covariate, &ask->rater};
    const char *change = ask->change != NULL ? ask->change : "";
    const char *one[] = {
        ask->group,   ask->condition,
        ask->session, ask->target,
        ask->method,  ask->weight,
        ask->with,    hinge_arena_copy(&analysis->arena, change, strcspn(change, ":"))};
    const char **asked = hinge_analysis_alloc(analysis,
                                              ask->by.n + ask->factor.n + ask->covariate.n +
                                                  ask->rater.n + sizeof one / sizeof *one + 1,
                                              sizeof *asked);
    size_t n = 0;
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++)
        for (size_t i = 0; i < lists[k]->n; i++)
            asked[n++] = lists[k]->name[i];
    for (size_t k = 0; k < sizeof one / sizeof *one; k++)
        if (one[k] != NULL)
            asked[n++] = one[k];
    return asked;
}

static const char *joined(struct hinge_analysis *analysis, const char *const *asked)
{
    const char *names = "";
    for (; asked != NULL && *asked != NULL; asked++)
        names = hinge_arena_printf(&analysis->arena, "%s%s,", names, *asked);
    return names;
}

/* Whether the value of a person is a mean over the person's repetitions. */
static bool averages(const struct hinge_analysis *analysis)
{
    return (hinge_analysis_kind_takes(analysis->kind, "aggregate") ||
            strcmp(analysis->kind->id, "spm") == 0) &&
           (analysis->ask.per_person ||
            !hinge_listed("rows,bland_altman,prevalence", ',', analysis->kind->id));
}

/* Rows of a table that a filter keeps, and which of them are usable. */
struct hinge_kept {
    const struct hinge_table *table;
    const char *filter, *usable;
    enum hinge_row_use *row;
    struct hinge_chosen chosen; /* of the option people */
};

/* What a study of so many people could find is said of its main session and rater; what goes with
 * what, of the baseline. */
static void hold_main(struct hinge_analysis *analysis, bool baseline)
{
    const struct hinge_table *table = analysis->table;
    size_t *row = hinge_analysis_alloc(analysis, table->rows, sizeof *row), n = 0;
    bool differs[HINGE_AXES];
    cleared_by(hinge_text_clear) struct hinge_text held = {0};
    for (size_t i = 0; i < table->rows; i++)
        if (analysis->kept->row[i] == HINGE_ROW_USED)
            row[n++] = i;
    hinge_axes_differ(table, row, n,
                      baseline ? joined(analysis, asked_columns(analysis)) : "task,load_kg,cue",
                      differs);
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        differs[k] = false;
    if (hinge_main_condition(table, row, n, differs) > 0)
        for (size_t i = 0; i < table->rows; i++)
            if (!hinge_in_cell(table, differs, row[0], i))
                analysis->kept->row[i] = HINGE_ROW_OUT;
    if (n > 0 && baseline)
        hinge_cell_filter(table, differs, row[0], &held);
    if (held.length > 0)
        hinge_analysis_warn(analysis, NULL, HINGE_W_EXCLUDED,
                            "the baseline alone is used (%s); --filter chooses another condition",
                            hinge_text_string(&held));
    if (n > 0 && !baseline && differs[hinge_axis_of("stage")])
        hinge_analysis_warn(
            analysis, NULL, HINGE_W_EXCLUDED,
            "%s alone is looked at; sessions between which nothing happened would "
            "give the measurement error: name them under [ingest] (" HINGE_RETEST_KEY ")",
            hinge_arena_printf(&analysis->arena, "session %s",
                               hinge_table_word(table, "stage", row[0])));
}

/* The people that the option `people` names, and the split that keeps those repetitions that chose
 * them out of a change. */
static bool choose_people(struct hinge_analysis *analysis, const struct hinge_filter *filter,
                          const struct hinge_filter *usable)
{
    const char *text = analysis->ask.people, *in = hinge_people_in(text);
    struct hinge_filter people, here;
    struct hinge_chosen *chosen = &analysis->kept->chosen;
    const char *what = hinge_people_what(&analysis->arena, text);
    if (!read_conditions(analysis, "people", what, &people) ||
        (in != NULL && !read_conditions(analysis, "people", in + strlen(" in "), &here)))
        return false;
    const struct hinge_choosing_ratio *ratio[HINGE_CONDITIONS] = {NULL};
    /* What conditions on ratios of means are made of. */
    for (size_t k = 0; k < people.n; k++) {
        const json_t *parts =
            json_object_get(analysis->ask.people_ratios, people.condition[k].name);
        const char *part[3];
        for (size_t i = 0; i < 3; i++)
            part[i] = hinge_or_empty(json_string_value(json_array_get(parts, i)));
        ratio[k] = hinge_choosing_ratio_of(&analysis->arena, analysis->table, part[0], part[1],
                                           strtod(part[2], NULL));
    }
    const struct hinge_choosing ask = {
        .table = analysis->table,
        .text = text,
        .ratio = ratio,
        .people = &people,
        .in = in != NULL ? &here : NULL,
        .filter = filter,
        .usable = usable,
        .baseline = analysis->ask.baseline,
        .compared = (analysis->kind->needs & HINGE_STATS_COMPARES) != 0 ||
                    analysis->ask.change != NULL || analysis->ask.people_apart,
        .no_split = strcmp(analysis->ask.people_split, "no") == 0,
        .rule = analysis->rule};
    if (!hinge_people_choose(&analysis->arena, &ask, analysis->kept->row, chosen))
        return hinge_analysis_fail(analysis,
                                   chosen->kinds ? HINGE_E_MIXED_EVIDENCE : HINGE_E_NO_DATA, "%s",
                                   chosen->words);
    if (hinge_people_fall_back(analysis) && (analysis->kind->needs & HINGE_STATS_ONLY_TESTS) != 0)
        return hinge_analysis_fail(
            analysis, HINGE_E_OPTION,
            "people '%s': %s tests a change, of which part is chance where the same recordings "
            "choose and are compared; ask cues or within, which then describe it, or record the "
            "baseline twice",
            text, analysis->kind->id);
    hinge_analysis_warn(analysis, NULL, HINGE_W_EXCLUDED, "%s", chosen->words);
    return true;
}

static bool keep(struct hinge_analysis *analysis)
{
    const struct hinge_table *table = analysis->table;
    const struct hinge_known_rows *known = analysis->known;
    struct hinge_filter filter = {.n = 0}, usable = {.n = 0};
    if (known == NULL && (!read_conditions(analysis, "filter", analysis->ask.filter, &filter) ||
                          !read_conditions(analysis, "usable", analysis->ask.usable, &usable)))
        return false;
    struct hinge_kept *kept = hinge_analysis_alloc(analysis, 1, sizeof *kept);
    *kept = (struct hinge_kept){table,
                                analysis->ask.filter,
                                analysis->ask.usable,
                                hinge_analysis_alloc(analysis, table->rows, sizeof *kept->row),
                                {0}};
    analysis->kept = kept;
    if (known != NULL)
        memcpy(kept->row, known->use, table->rows * sizeof *kept->row);
    for (size_t i = 0; known == NULL && i < table->rows; i++)
        if (hinge_filter_keeps_row(&filter, table, i))
            kept->row[i] =
                hinge_filter_keeps_row(&usable, table, i) ? HINGE_ROW_USED : HINGE_ROW_NOT_USABLE;
    const bool of_results = hinge_table_find(table, "in_groups") >= 0;
    size_t nobody = 0;
    for (size_t i = 0; i < table->rows && of_results; i++)
        nobody +=
            kept->row[i] == HINGE_ROW_OUT && *hinge_table_word(table, "participant", i) == '\0';
    if (nobody > 0)
        hinge_analysis_warn(analysis, NULL, HINGE_W_NO_PARTICIPANT,
                            "'participant' is empty in %zu, which are excluded", nobody);
    /* Of who has a visit too many the one counts that people have (hinge_strays_find). */
    const struct hinge_stray *who = known != NULL ? known->stray : NULL;
    size_t n_strays = known != NULL ? known->n_strays : 0;
    if (known == NULL && averages(analysis) && of_results) { /* of whatever the filter keeps */
        size_t *all = hinge_analysis_alloc(analysis, table->rows, sizeof *all);
        bool *again = hinge_analysis_alloc(analysis, table->rows, sizeof *again);
        for (size_t i = 0; i < table->rows; i++)
            all[i] = i;
        const struct hinge_names *by = &analysis->ask.by;
        const char *asked = hinge_or_empty(analysis->ask.condition);
        for (size_t i = 0; i < by->n; i++)
            asked = hinge_arena_printf(&analysis->arena, "%s,%s", asked, by->name[i]);
        hinge_again_find(table, all, table->rows, asked, again);
        for (size_t i = 0; i < table->rows; i++)
            kept->row[i] = again[i] ? HINGE_ROW_OUT : kept->row[i];
    }
    if (known == NULL && averages(analysis) && of_results) {
        size_t *row = hinge_analysis_alloc(analysis, table->rows, sizeof *row), n = 0;
        bool *stray = hinge_analysis_alloc(analysis, table->rows, sizeof *stray);
        for (size_t i = 0; i < table->rows; i++)
            if (kept->row[i] != HINGE_ROW_OUT)
                row[n++] = i;
        who = hinge_strays_find(&analysis->arena, table, row, n,
                                joined(analysis, asked_columns(analysis)), stray, &n_strays);
        for (size_t i = 0; i < n; i++)
            if (stray[i])
                kept->row[row[i]] = HINGE_ROW_OUT;
    }
    char words[160];
    for (size_t i = 0; i < n_strays; i++)
        hinge_analysis_warn(analysis, NULL, HINGE_W_EXCLUDED, "%s",
                            hinge_stray_words(&who[i], words));
    if (known != NULL && known->chosen != NULL) {
        kept->chosen = *known->chosen;
        hinge_analysis_warn(analysis, NULL, HINGE_W_EXCLUDED, "%s", known->chosen->words);
    }
    if (known != NULL)
        return true;
    if (hinge_listed("detectable,relation", ',', analysis->kind->id))
        hold_main(analysis, strcmp(analysis->kind->id, "relation") == 0);
    return analysis->ask.people == NULL || choose_people(analysis, &filter, &usable);
}

bool hinge_people_fall_back(const struct hinge_analysis *analysis)
{
    const struct hinge_kept *kept = analysis->kept;
    return kept != NULL && kept->chosen.falls_back && kept->chosen.split != HINGE_SPLIT_RECORDINGS;
}

void hinge_people_report(struct hinge_analysis *analysis, json_t *results)
{
    if (analysis->ask.people == NULL || analysis->kept == NULL)
        return;
    const struct hinge_chosen *chosen = &analysis->kept->chosen;
    json_t *people = json_object();
    hinge_add_text(people, "text", analysis->ask.people);
    hinge_add_count(people, "of", chosen->of);
    hinge_add_count(people, "chosen", chosen->chosen);
    hinge_add_count(people, "without_value", chosen->without_value);
    hinge_add_text(people, "split", hinge_split_name(chosen->split));
    hinge_add_json(results, "people", people);
}

/* Rows that filter and stratum keep and for which `usable` is as wanted. */
static bool find_rows(struct hinge_analysis *analysis, bool wanted, size_t **row, size_t *n)
{
    const size_t rows = analysis->table->rows;
    const struct hinge_kept *kept = analysis->kept;
    const bool known = kept != NULL && kept->table == analysis->table &&
                       kept->filter == analysis->ask.filter && kept->usable == analysis->ask.usable;
    if (!known && !keep(analysis))
        return false;
    if (analysis->kept->chosen.split != HINGE_SPLIT_NONE) /* enough was asked before the split */
        analysis->rule = hinge_people_rule_for(HINGE_COUNT_ONE, analysis->rule);
    *row = hinge_analysis_alloc(analysis, rows, sizeof **row);
    *n = 0;
    for (size_t i = 0; i < rows; i++)
        if ((analysis->stratum == NULL || analysis->stratum[i]) &&
            analysis->kept->row[i] == (wanted ? HINGE_ROW_USED : HINGE_ROW_NOT_USABLE))
            (*row)[(*n)++] = i;
    return true;
}

bool hinge_filter_rows(struct hinge_analysis *analysis, size_t **row, size_t *n)
{
    return find_rows(analysis, true, row, n);
}

bool hinge_filter_unusable(struct hinge_analysis *analysis, size_t **row, size_t *n)
{
    return find_rows(analysis, false, row, n);
}

/* --- levels among rows --- */

bool hinge_filter_has(const struct hinge_analysis *analysis, const size_t *row, size_t n,
                      size_t column, const char *level)
{
    const char *const *text = analysis->table->column[column].text;
    for (size_t i = 0; text != NULL && i < n; i++)
        if (text[row[i]] != NULL && strcmp(text[row[i]], level) == 0)
            return true;
    return false;
}

bool hinge_filter_require(struct hinge_analysis *analysis, const size_t *row, size_t n,
                          size_t column, const char *level)
{
    enum { LISTED = 20 };
    const struct hinge_column *c = &analysis->table->column[column];
    const char *names[LISTED] = {NULL};
    size_t n_names = 0;
    if (c->type != HINGE_COLUMN_TEXT)
        return hinge_analysis_fail(analysis, HINGE_E_LEVELS,
                                   "'%s' holds numbers, and %s compares names; between, within and "
                                   "anova take it with --factor %s",
                                   c->name, analysis->kind->id, c->name);
    if (hinge_filter_has(analysis, row, n, column, level))
        return true;
    if (n == 0)
        return hinge_analysis_fail(analysis, HINGE_E_NO_DATA,
                                   "the table has no rows, so '%s' of '%s' cannot be found", level,
                                   c->name);
    for (size_t i = 0; i < n && n_names < LISTED; i++) {
        const char *text = hinge_or_empty(c->text[row[i]]);
        if (*text != '\0' && hinge_name_at(names, n_names, text) == n_names)
            names[n_names++] = text;
    }
    if (n_names == 0)
        return hinge_analysis_fail(analysis, HINGE_E_LEVELS,
                                   "'%s' is empty in every row used, so '%s' cannot be "
                                   "found: fill that column of the trial list",
                                   c->name, level);
    const char *nearest = hinge_suggest(level, names, n_names);
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    hinge_text_join(&list, names, n_names, ", ");
    return hinge_analysis_fail(analysis, HINGE_E_LEVELS,
                               nearest != NULL
                                   ? "'%s' has no '%s' among the rows used; did you mean '%s'?"
                                   : "'%s' has no '%s' among the rows used (there are %s)",
                               c->name, level,
                               nearest != NULL ? nearest : hinge_text_string(&list));
}

bool hinge_filter_report(struct hinge_analysis *analysis, const size_t *row, size_t n,
                         json_t *results)
{
    const char *name;
    struct hinge_labels people;
    if (!hinge_sample_participant(analysis, &name) ||
        !hinge_labels_find(analysis, name, row, n, HINGE_BY_APPEARANCE, &people))
        return false;
    hinge_add_count(results, "n_rows", n);
    hinge_add_count(results, "n_participants", people.n);
    return true;
}

/* --- Kinds of evidence in a table, and the refusal to pool them. --- */

/* Columns of an exported table whose rows are about different things. */
static const char *const kinds_of_rows[] = {"phase", "fault", "metric"};

/* The axes of cells in which the rows differ; a missing value is a value of its own. */
static struct hinge_differing differing(struct hinge_analysis *analysis, const size_t *row,
                                        size_t rows, const char *const *asked)
{
    struct hinge_differing d = {.n = 0};
    if (hinge_table_find(analysis->table, "tier") < 0)
        return d;
    hinge_axes_differ(analysis->table, row, rows, joined(analysis, asked), d.differs);
    /* rows keep theirs, and W_POOLED says these */
    const bool rows_asked = strcmp(analysis->kind->id, "rows") == 0 && !averages(analysis);
    const char *pooled = rows_asked            ? "task,stage,load_kg,cue,rater"
                         : !averages(analysis) ? "stage,cue,rater"
                         : hinge_table_find(analysis->table, "in_groups") < 0 ? "cue,rater"
                                                                              : "";
    for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
        d.differs[k] = d.differs[k] && !hinge_listed(pooled, ',', hinge_axes[k].column);
    const char **text = hinge_analysis_alloc(analysis, rows, sizeof *text);
    for (size_t k = 0; k < HINGE_AXES; k++) {
        if (!d.differs[k])
            continue;
        for (size_t i = 0; i < rows; i++) {
            char buffer[HINGE_AXIS_TEXT];
            const char *word = hinge_axis_text(analysis->table, k, row[i], buffer);
            text[i] = word != buffer ? word
                      : i > 0 && strcmp(word, text[i - 1]) == 0
                          ? text[i - 1]
                          : hinge_arena_strdup(&analysis->arena, word);
        }
        d.labels[d.n] = hinge_labels_of(&analysis->arena, text, rows, HINGE_BY_LEVEL);
        d.column[d.n++] = hinge_axes[k].column;
    }
    return d;
}

/* Rows of several phases, faults or metrics are never averaged: one is chosen. */
static bool check_kinds(struct hinge_analysis *analysis, const size_t *row, size_t n,
                        const char *const *asked)
{
    for (size_t k = 0; k < sizeof kinds_of_rows / sizeof kinds_of_rows[0]; k++) {
        const char *name = kinds_of_rows[k];
        long at = hinge_table_find(analysis->table, name);
        if (at < 0 || hinge_is_among(asked, name) ||
            analysis->table->column[at].type != HINGE_COLUMN_TEXT)
            continue;
        const struct hinge_labels labels =
            hinge_column_labels(analysis, (size_t)at, row, n, HINGE_BY_APPEARANCE);
        if (labels.n < 2)
            continue;
        cleared_by(hinge_text_clear) struct hinge_text list = {0};
        hinge_text_join(&list, labels.name, labels.n < 6 ? labels.n : 6, ", ");
        if (labels.n > 6)
            hinge_text_printf(&list, " and %zu more", labels.n - 6);
        return hinge_analysis_fail(
            analysis, HINGE_E_MIXED_ROWS,
            "%zu values of '%s' in %s (%s); choose one with %s%s%s%s, or compare "
            "them by naming the column",
            labels.n, name, analysis->table_name, hinge_text_string(&list),
            k == 0 ? "--phase " : "--filter ", k == 0 ? "" : name, k == 0 ? "" : "=",
            labels.name[0]);
    }
    return true;
}

/* Two systems of one study may differ in how they measure, and their agreement is the question: an
 * axis of evidence that is one within each of their levels is taken off `d`, and told. False where
 * a level mixes two. */
static bool compare_systems(struct hinge_analysis *analysis, const size_t *row, size_t n,
                            const char *system, struct hinge_differing *d)
{
    long at = hinge_table_find(analysis->table, system);
    if (at < 0 || d->n == 0)
        return true;
    const struct hinge_labels levels =
        hinge_column_labels(analysis, (size_t)at, row, n, HINGE_BY_APPEARANCE);
    cleared_by(hinge_text_clear) struct hinge_text told = {0}, mixed = {0};
    size_t kept = 0;
    for (size_t k = 0; k < d->n; k++) {
        const size_t axis = hinge_axis_of(d->column[k]);
        if (axis >= HINGE_EVIDENCE_AXES) {
            d->labels[kept] = d->labels[k];
            d->column[kept++] = d->column[k];
            continue;
        }
        d->differs[axis] = false;
        hinge_text_printf(&told, "%s%s:", told.length > 0 ? "; " : "", d->column[k]);
        for (size_t g = 0; g < levels.n && mixed.length == 0; g++) {
            size_t first = SIZE_MAX, other = SIZE_MAX, rows[2] = {0};
            for (size_t i = 0; i < n; i++) {
                if (levels.code[i] != g)
                    continue;
                first = first == SIZE_MAX ? d->labels[k].code[i] : first;
                other = d->labels[k].code[i] != first ? d->labels[k].code[i] : other;
                rows[d->labels[k].code[i] != first]++;
            }
            if (first == SIZE_MAX)
                continue;
            const char *one = d->labels[k].name[first];
            hinge_text_printf(&told, "%s %s %s", g > 0 ? "," : "", levels.name[g],
                              *one != '\0' ? one : "none");
            if (other != SIZE_MAX)
                hinge_text_printf(&mixed, "%s=%s mixes %s %s (%zu rows) and %s (%zu)", system,
                                  levels.name[g], d->column[k], *one != '\0' ? one : "none",
                                  rows[0], d->labels[k].name[other], rows[1]);
        }
        if (strcmp(d->column[k], "lumbar_def") == 0)
            hinge_text_adds(&told, ": lumbar values and times of phases differ by definition");
    }
    bool one_each = mixed.length == 0;
    if (!one_each)
        hinge_analysis_fail(analysis, HINGE_E_MIXED_EVIDENCE, "%s; keep one with filter",
                            hinge_text_string(&mixed));
    else if (told.length > 0)
        hinge_analysis_warn(analysis, NULL, HINGE_W_SYSTEMS_DIFFER, "%s", hinge_text_string(&told));
    d->n = kept;
    return one_each;
}

bool hinge_evidence_check(struct hinge_analysis *analysis, const size_t *row, size_t n,
                          const char *const *asked)
{
    if (!check_kinds(analysis, row, n, asked))
        return false;
    struct hinge_differing d = differing(analysis, row, n, asked);
    const struct hinge_ask *ask = &analysis->ask;
    const char *system = ask->method != NULL                        ? ask->method
                         : ask->target != NULL && ask->rater.n == 1 ? ask->rater.name[0]
                                                                    : NULL;
    if (system != NULL && !compare_systems(analysis, row, n, system, &d))
        return false;
    cleared_by(hinge_text_clear) struct hinge_text mixture = {0}, filter = {0}, loads = {0};
    const char *cure = "";
    if (!hinge_is_among(asked, "load_kg"))
        hinge_loads_words(analysis->table, row, n, d.differs, NULL, NULL, &loads);
    if (d.n == 0) {
        if (loads.length > 0)
            hinge_analysis_warn(analysis, NULL, HINGE_W_POOLED, "loads differ between people: %s",
                                hinge_text_string(&loads));
        return true;
    }
    size_t *main = hinge_analysis_alloc(analysis, n, sizeof *main);
    bool evidence = false;
    memcpy(main, row, n * sizeof *main);
    hinge_main_cell(analysis->table, main, n, d.differs);
    hinge_filter_asked(analysis->ask.filter, &filter);
    main[0] = hinge_ways_cell(analysis, row, n, &d, main[0]);
    hinge_cell_filter(analysis->table, d.differs, main[0], &filter);
    for (size_t k = 0; k < HINGE_EVIDENCE_AXES; k++)
        evidence = evidence || d.differs[k];
    for (size_t k = 0; k < d.n; k++) {
        const struct hinge_labels *labels = &d.labels[k];
        size_t *rows = hinge_analysis_alloc(analysis, labels->n, sizeof *rows);
        for (size_t i = 0; i < n; i++)
            rows[labels->code[i]]++;
        hinge_text_printf(&mixture, "%s%s", k ? "; " : "", d.column[k]);
        if (strcmp(d.column[k], "standing_source") == 0)
            cure = "; " HINGE_ONE_ZERO;
        for (size_t g = 0; g < labels->n && g < 6; g++)
            hinge_text_printf(&mixture, "%s %s in %zu row%s", g ? "," : "",
                              *labels->name[g] != '\0' ? labels->name[g] : "empty", rows[g],
                              HINGE_S(rows[g]));
        if (labels->n > 6)
            hinge_text_printf(&mixture, " and %zu more", labels->n - 6);
    }
    if (evidence || hinge_table_find(analysis->table, "in_groups") < 0) {
        hinge_analysis_fail(
            analysis, HINGE_E_MIXED_EVIDENCE,
            "%s (%s)%s%s; keep one with filter, such as %s, or ask for stratify%s%s",
            analysis->table_name, hinge_text_string(&mixture), loads.length > 0 ? "; " : "",
            hinge_text_string(&loads), hinge_text_string(&filter),
            evidence ? "" : ", or compare them by naming the column", cure);
    } else {
        hinge_analysis_fail(analysis, HINGE_E_MIXED_EVIDENCE, "%s (%s)%s%s", analysis->table_name,
                            hinge_text_string(&mixture), loads.length > 0 ? "; " : "",
                            hinge_text_string(&loads));
        hinge_ways_add(analysis, row, n, &d, main[0], hinge_text_string(&filter));
    }
    return false;
}

bool hinge_strata_find(struct hinge_analysis *analysis, struct hinge_strata *strata)
{
    size_t *row, n, rows = analysis->table->rows;
    if (!hinge_filter_rows(analysis, &row, &n))
        return false;
    const struct hinge_differing d = differing(analysis, row, n, asked_columns(analysis));
    enum { CODE = 8 };
    const char **name = hinge_analysis_alloc(analysis, n, sizeof *name);
    for (size_t i = 0; i < n; i++) { /* codes first: strata stand in the order of their levels */
        const char *level[HINGE_AXES];
        struct hinge_text coded = {0};
        for (size_t k = 0; k < d.n; k++) {
            level[k] = d.labels[k].name[d.labels[k].code[i]];
            hinge_text_printf(&coded, "%0*x", CODE, (unsigned)d.labels[k].code[i]);
        }
        hinge_text_adds(&coded, hinge_cell_name(&analysis->arena, d.column, level, d.n));
        name[i] = hinge_text_to_arena(&coded, &analysis->arena);
    }
    const struct hinge_labels kinds = hinge_labels_of(&analysis->arena, name, n, HINGE_BY_BYTES);
    for (size_t s = 0; s < kinds.n; s++)
        kinds.name[s] += CODE * d.n;
    size_t *of_row = hinge_analysis_alloc(analysis, rows, sizeof *of_row);
    for (size_t r = 0; r < rows; r++)
        of_row[r] = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        of_row[row[i]] = kinds.code[i];
    *strata = (struct hinge_strata){kinds.n, kinds.name, of_row};
    return true;
}

const bool *hinge_strata_rows(struct hinge_analysis *analysis, const struct hinge_strata *strata,
                              size_t i)
{
    size_t rows = analysis->table->rows;
    bool *mask = hinge_analysis_alloc(analysis, rows, sizeof *mask);
    for (size_t r = 0; r < rows; r++)
        mask[r] = strata->of_row[r] == i;
    return mask;
}

/* --- Rows of a sample in; who takes no part and why out. Everything is in the run's memory. --- */

/* The first column that a row which is not used lacks. */
static const char *lacking(const struct hinge_sample *sample, const struct hinge_columns *columns,
                           size_t row)
{
    for (size_t k = 0; k < columns->n_numbers; k++)
        if (isnan(sample->number[k][row]))
            return columns->number[k];
    for (size_t k = 0; k < columns->n_factors; k++)
        if (sample->factor[k].code[row] == HINGE_NO_LEVEL)
            return columns->factor[k];
    return "value";
}

/* The column of reasons for a column's gaps: its own, else that of the row. -1: none.
 */
long hinge_reason_column(const struct hinge_analysis *analysis, const char *column)
{
    char name[160];
    hinge_reducer_of(column, &column);
    const char *fault = hinge_severity_fault(column); /* it is refused as the fault is */
    snprintf(name, sizeof name, "reason:%s", fault != NULL ? fault : column);
    long at = hinge_table_find(analysis->table, name);
    return at >= 0 ? at : hinge_table_find(analysis->table, "reason");
}

const char *hinge_reason_given(const struct hinge_analysis *analysis, const char *column,
                               size_t row)
{
    long at = hinge_reason_column(analysis, column);
    return at >= 0 && analysis->table->column[at].type == HINGE_COLUMN_TEXT
               ? hinge_or_empty(analysis->table->column[at].text[row])
               : "";
}

/* Whether a row says of one of these columns of reasons that its faults are described.
 */
static bool is_described(const struct hinge_table *table, const size_t *reason, size_t n,
                         size_t row)
{
    for (size_t k = 0; k < n; k++) {
        const char *why = table->column[reason[k]].text[row];
        if (why != NULL && strcmp(why, hinge_reason_name(HINGE_REASON_NOT_COUNTED)) == 0)
            return true;
    }
    return false;
}

void hinge_leave_described(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                           size_t *row, size_t *n)
{
    const struct hinge_table *table = analysis->table;
    size_t reason[HINGE_MAX_NUMBERS], n_reasons = 0, kept = 0;
    cleared_by(hinge_text_clear) struct hinge_text tasks = {0};
    for (size_t k = 0; k < columns->n_numbers; k++) {
        long at = hinge_reason_column(analysis, columns->number[k]);
        if (at >= 0 && table->column[at].type == HINGE_COLUMN_TEXT &&
            hinge_severity_fault(columns->number[k]) == NULL)
            reason[n_reasons++] = (size_t)at;
    }
    for (size_t i = 0; i < *n; i++) {
        if (!is_described(table, reason, n_reasons, row[i])) {
            row[kept++] = row[i];
            continue;
        }
        const char *task = hinge_table_text(table, "task", row[i]);
        if (task != NULL)
            hinge_text_list(&tasks, task);
    }
    *n = kept;
    if (tasks.length > 0)
        hinge_analysis_warn(analysis, NULL, HINGE_W_NOT_COUNTED, "%s; --all-tasks counts them",
                            hinge_text_string(&tasks));
}

bool hinge_no_usable_row(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                         const struct hinge_sample *sample, const bool *asked)
{
    struct hinge_labels labels = {.n = 0};
    const bool results = hinge_table_find(analysis->table, "in_groups") >= 0;
    const char *phase = results ? analysis->ask.phase : NULL; /* a CSV is of no phase */
    cleared_by(hinge_text_clear) struct hinge_text why = {0};
    size_t first = 0, read = 0, reasons = 0;
    while (first < sample->n_rows && !asked[first])
        first++;
    const char *what = first < sample->n_rows ? lacking(sample, columns, first) : "value";
    long column = hinge_reason_column(analysis, what);
    if (column >= 0)
        labels = hinge_column_labels(analysis, (size_t)column, sample->row, sample->n_rows,
                                     HINGE_BY_APPEARANCE);
    for (size_t i = 0; i < sample->n_rows; i++)
        read += asked[i];
    for (size_t l = 0; l < labels.n; l++) {
        size_t n = 0;
        for (size_t i = 0; i < sample->n_rows; i++)
            n += asked[i] && labels.code[i] == l;
        if (n > 0 && reasons++ < 6)
            hinge_text_printf(&why, "%s%s %zu", why.length > 0 ? ", " : "", labels.name[l], n);
    }
    if (reasons > 6)
        hinge_text_printf(&why, " and %zu more", reasons - 6);
    if (why.length > 0)
        analysis->reasons = hinge_arena_strdup(&analysis->arena, hinge_text_string(&why));
    return hinge_analysis_fail(analysis, HINGE_E_NO_DATA, "of %s%s%s (%zu read, %zu missing%s%s)",
                               what, column >= 0 && phase != NULL ? ", phase " : "",
                               column >= 0 && phase != NULL ? phase : "", read, read,
                               why.length > 0 ? "; reasons: " : "", hinge_text_string(&why));
}

void hinge_leave_out_unused(struct hinge_analysis *analysis, struct hinge_sample *sample,
                            const struct hinge_columns *columns)
{
    size_t n = sample->n_participants;
    unsigned char *used = hinge_analysis_alloc(analysis, n, 1);
    sample->excluded =
        (struct hinge_excluded){.arena = &analysis->arena,
                                .n = n,
                                .why = hinge_analysis_alloc(analysis, n, sizeof(char *))};
    for (size_t i = 0; i < sample->n; i++)
        used[sample->participant[i]] = 1;
    for (size_t i = sample->n; i < sample->n_rows; i++) {
        uint32_t p = sample->participant[i];
        if (p == HINGE_NO_LEVEL || used[p] || sample->excluded.why[p] != NULL)
            continue;
        const char *reason =
            hinge_reason_given(analysis, lacking(sample, columns, i), sample->row[i]);
        hinge_exclude(&sample->excluded, p, "no %s%s%s%s", lacking(sample, columns, i),
                      *reason ? " (" : "", reason, *reason ? ")" : "");
    }
}

size_t hinge_sample_report(struct hinge_analysis *analysis, const struct hinge_sample *sample)
{
    size_t taking_part = 0;
    json_t *list = json_array(), *results = analysis->results;
    unsigned char *used = hinge_analysis_alloc(analysis, sample->n_participants, 1);
    analysis->n_dropped = 0;
    analysis->dropped =
        hinge_analysis_alloc(analysis, sample->n_participants, sizeof *analysis->dropped);
    for (size_t i = 0; i < sample->n; i++)
        used[sample->participant[i]] = 1;
    for (size_t p = 0; p < sample->n_participants; p++) {
        const char *why = sample->excluded.why[p];
        taking_part += used[p] && why == NULL;
        if (why == NULL)
            continue;
        const struct hinge_dropped one = {
            sample->participant_name ? sample->participant_name[p] : "", why};
        HINGE_ADD(hinge_append_object(list), NULL, hinge_dropped, &one);
        analysis->dropped[analysis->n_dropped++] = one;
    }
    HINGE_ADD(results, NULL, hinge_sample_counts,
              &((struct hinge_sample_counts){sample->n_rows, sample->n, sample->n_rows - sample->n,
                                             taking_part, analysis->n_dropped}));
    hinge_add_json(results, "participants_dropped", list);
    return taking_part;
}

/* --- enough repetitions --- */

void hinge_enough_count(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                        const uint32_t *cell, size_t n_cells, struct hinge_enough *enough)
{
    *enough = hinge_enough_of(&analysis->arena, analysis->rule, sample->participant, cell,
                              sample->n, sample->n_all, sample->n_participants, n_cells);
    analysis->n_short = 0;
    for (size_t p = 0; p < sample->n_participants; p++) {
        bool is_short = false;
        for (size_t s = p * n_cells; s < (p + 1) * n_cells; s++)
            is_short = is_short || (enough->used[s] > 0 && !hinge_is_enough(enough, s));
        analysis->n_short += is_short;
    }
}

/* --- rows that are not usable --- */

/* Codes of the rows behind n_rows, by the names of the codes there are. */
static bool extend(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                   const char *column_name, const size_t *row, size_t n, const char *const *name,
                   size_t n_names, uint32_t **code)
{
    struct hinge_labels labels;
    if (!hinge_labels_find(analysis, column_name, row, n, HINGE_BY_BYTES, &labels))
        return false;
    uint32_t *all = hinge_analysis_alloc(analysis, sample->n_rows + n, sizeof *all);
    uint32_t *known = hinge_analysis_alloc(analysis, labels.n, sizeof *known);
    for (size_t l = 0; l < labels.n; l++) {
        size_t k = hinge_name_at(name, n_names, labels.name[l]);
        known[l] = k < n_names ? (uint32_t)k : HINGE_NO_LEVEL;
    }
    memcpy(all, *code, sample->n_rows * sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[sample->n_rows + i] =
            labels.code[i] == HINGE_NO_LEVEL ? HINGE_NO_LEVEL : known[labels.code[i]];
    *code = all;
    return true;
}

bool hinge_append_unusable(struct hinge_analysis *analysis, struct hinge_sample *sample,
                           const struct hinge_columns *columns)
{
    size_t *row, n;
    sample->n_all = sample->n_rows;
    if (analysis->ask.usable == NULL || columns->participant == NULL)
        return true;
    if (!hinge_filter_unusable(analysis, &row, &n))
        return false;
    hinge_leave_described(analysis, columns, row, &n);
    if (!extend(analysis, sample, columns->participant, row, n, sample->participant_name,
                sample->n_participants, &sample->participant))
        return false;
    for (size_t k = 0; k < columns->n_factors; k++) {
        struct hinge_factor *f = &sample->factor[k];
        if (!extend(analysis, sample, f->name, row, n, f->level, f->n_levels, &f->code))
            return false;
    }
    sample->n_all += n;
    return true;
}
