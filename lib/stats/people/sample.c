/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One outcome of the rows that are used: its levels, its missing rows, and its people. */
#include "stats/run/analysis.h"

#include "stats/people/people.h"
#include "table/columns.h"

/* --- Rows to people. --- */

void hinge_aggregate(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                     size_t which, const uint32_t *cell, size_t n_cells, struct hinge_cells *cells)
{
    const struct hinge_table *table = analysis->table;
    const bool results = hinge_table_find(table, "in_groups") >= 0;
    const char *name = analysis->ask.aggregate, *rest;
    const bool nested = strcmp(name, "nested") == 0;
    /* the side that each row of results shows */
    unsigned char *side = results && hinge_table_find(table, "side") >= 0
                              ? hinge_analysis_alloc(analysis, sample->n, sizeof *side)
                              : NULL;
    for (size_t i = 0; side != NULL && i < sample->n; i++)
        side[i] = (unsigned char)hinge_side_of(hinge_table_word(table, "side", sample->row[i]));
    /* the way of the outcome, or of a covariate, which is always a mean */
    const json_t *ratio = which == 0 ? hinge_columns_ratio(analysis) : NULL;
    const char *least = json_string_value(json_array_get(ratio, 2));
    const struct hinge_person_rows rows = {.number = sample->number,
                                           .weight = sample->weight,
                                           .recording = sample->trial,
                                           .side = side,
                                           .which = which,
                                           .rep = sample->rep,
                                           .reducer = sample->by[which],
                                           .least = least != NULL ? strtod(least, NULL) : 0};
    const struct hinge_names *circular = &analysis->ask.circular;
    const bool direction =
        which == 0 && nested && analysis->outcome != NULL &&
        hinge_name_at(circular->name, circular->n, analysis->outcome) < circular->n;
    hinge_way *way = rows.reducer != NULL ? hinge_way_reduced
                     : ratio != NULL      ? hinge_way_nested_ratio
                     : direction          ? hinge_way_nested_direction
                                          : hinge_way_named(which == 0 || nested ? name : "mean");
    struct hinge_enough enough;
    hinge_enough_count(analysis, sample, cell, n_cells, &enough);
    if (which == 0)
        hinge_pooled_warn(analysis, sample, cell, n_cells);
    if (which == 0 && results && !nested) { /* all other ways take no recording alone */
        char prefix[32];
        snprintf(prefix, sizeof prefix, "%s:", name);
        hinge_analysis_warn(
            analysis, NULL, HINGE_W_AT_ONCE,
            "--aggregate %s takes all repetitions of a person at once; %s in front of "
            "the outcome takes those of each recording, and then their mean",
            name,
            hinge_reducer_of(prefix, &rest) != NULL ? prefix : "a name such as slope: or max:");
    }
    *cells = hinge_cells_of(&analysis->arena, rows, way, sample->participant, cell, sample->n,
                            &enough, sample->n_participants);
    if (which == 0)
        analysis->lacking = (struct hinge_lacking){.people = 0};
    if (cells->enough.lacks != NULL)
        analysis->lacking.needs = cells->enough.needs;
    for (size_t p = 0; cells->enough.lacks != NULL && p < sample->n_participants; p++) {
        bool lacks = false;
        for (size_t c = 0; c < n_cells; c++)
            lacks = lacks || cells->enough.lacks[p * n_cells + c];
        analysis->lacking.people += lacks;
    }
}

void hinge_warn_incomplete(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                           const uint32_t *who, size_t n, const char *what,
                           const struct hinge_factor *of)
{
    enum { NAMED = 4 };
    cleared_by(hinge_text_clear) struct hinge_text levels = {0};
    if (n == 0)
        return;
    if (of != NULL && of->n_levels <= NAMED) {
        const char *quoted[NAMED]; /* labels replace names in quotes */
        for (size_t k = 0; k < of->n_levels; k++)
            quoted[k] = hinge_arena_printf(&analysis->arena, "'%s'", of->level[k]);
        hinge_text_adds(&levels, " (");
        hinge_list_words(&levels, quoted, of->n_levels, " or ");
        hinge_text_adds(&levels, ")");
    }
    json_t *detail = json_object();
    hinge_add_count(detail, "n", n);
    json_t *ids = hinge_add_list(detail, "participants");
    for (size_t i = 0; i < n; i++)
        hinge_append_text(ids, sample->participant_name ? sample->participant_name[who[i]] : "");
    hinge_analysis_warn(analysis, detail, HINGE_W_INCOMPLETE_PAIRS,
                        "%zu participant%s without a value %s%s", n, HINGE_S(n), what,
                        hinge_text_string(&levels));
}

/* Splits "cond:cue-nocue" into the column (copied) and the levels as written. */
static bool split_change(struct hinge_analysis *analysis, const char **column, const char **levels)
{
    const char *text = analysis->ask.change;
    *column = *levels = NULL;
    if (text == NULL)
        return true;
    const char *colon = strchr(text, ':');
    if (colon == NULL || colon == text || strchr(colon, '-') == NULL)
        return hinge_analysis_fail(analysis, HINGE_E_OPTION,
                                   "change '%s': expected column:level-level", text);
    *levels = colon + 1;
    *column = hinge_arena_copy(&analysis->arena, text, (size_t)(colon - text));
    return true;
}

bool hinge_people_gather(struct hinge_analysis *analysis, const struct hinge_people_wanted *wanted,
                         struct hinge_participants *people)
{
    *people = (struct hinge_participants){0};
    struct hinge_sample *sample = &people->sample;
    const char *column, *levels;
    if (!split_change(analysis, &column, &levels))
        return false;
    struct hinge_columns rows = {0};
    hinge_columns_number(&rows, hinge_needs_outcome(analysis));
    if (wanted->group)
        hinge_columns_factor(&rows, HINGE_NEED(analysis, group));
    rows.constant = rows.factor[0];
    hinge_columns_participant(analysis, &rows);
    hinge_columns_means(analysis, &rows);
    if (wanted->pair)
        rows.pair_of = rows.factor[0];
    rows.change_of = column;
    rows.change = levels;
    if (column != NULL)
        rows.factor[rows.n_factors++] = column;
    const size_t first = rows.n_numbers; /* after the outcome and what a ratio needs */
    for (size_t k = 0; k < wanted->n_covariates; k++)
        rows.number[rows.n_numbers++] = wanted->covariate[k];
    if (!hinge_sample_gather(analysis, &rows, sample))
        return false;
    size_t n = sample->n_participants;
    uint32_t *group = hinge_analysis_alloc(analysis, 3 * n, sizeof *group);
    if (wanted->group)
        hinge_sample_level_of(sample, 0, group);
    /* The value of each participant code, and those that a change is of; NaN where undefined. */
    struct hinge_cells cells;
    const struct hinge_factor *changed = levels != NULL ? &sample->factor[wanted->group] : NULL;
    hinge_aggregate(analysis, sample, 0, changed != NULL ? changed->code : NULL,
                    changed != NULL ? changed->n_levels : 1, &cells);
    double *value = cells.value;
    for (size_t p = 0; p < n && changed == NULL; p++)
        hinge_exclude_short(&sample->excluded, &cells.enough, p, NULL, NULL);
    if (changed != NULL) {
        uint32_t *lost = hinge_analysis_alloc(analysis, n, sizeof *lost);
        size_t n_lost = 0;
        value = hinge_analysis_alloc(analysis, n, sizeof *value);
        for (size_t c = 0; c < 2; c++)
            people->at[c] = hinge_analysis_alloc(analysis, n, sizeof *people->at[c]);
        for (size_t p = 0; p < n; p++) {
            const double *v = cells.value + p * cells.n_cells;
            value[p] = v[0] - v[1];
            for (size_t c = 0; c < 2; c++) {
                people->at[c][p] = v[c];
                hinge_exclude_short(&sample->excluded, &cells.enough, p * cells.n_cells + c,
                                    changed->name, changed->level[c]);
            }
            if (isnan(value[p]) && sample->excluded.why[p] != NULL)
                lost[n_lost++] = (uint32_t)p;
        }
        hinge_warn_incomplete(analysis, sample, lost, n_lost, "in a condition", changed);
    }
    /* Covariates of a change are of where it starts, so that none is of what came after. What is
     * known at another level alone is of the person. */
    for (size_t k = 0; k < wanted->n_covariates; k++) {
        struct hinge_cells at = {0}, mean;
        const bool is_outcome = people->at[1] != NULL && analysis->outcome != NULL &&
                                strcmp(wanted->covariate[k], analysis->outcome) == 0;
        hinge_aggregate(analysis, sample, first + k, NULL, 1, &mean);
        if (changed != NULL && !is_outcome)
            hinge_aggregate(analysis, sample, first + k, changed->code, changed->n_levels, &at);
        people->covariate[k] = mean.value;
        for (size_t p = 0; p < n && changed != NULL; p++) {
            const double start = is_outcome ? people->at[1][p] : at.value[p * at.n_cells + 1];
            people->covariate[k][p] = isnan(start) ? mean.value[p] : start;
        }
    }
    people->value = value;
    people->who = group + n;
    people->group = wanted->group ? group + 2 * n : NULL;
    for (size_t p = 0; p < n; p++) {
        if (isnan(value[p]))
            continue;
        people->value[people->n] = value[p];
        people->who[people->n] = (uint32_t)p;
        for (size_t c = 0; c < 2 && people->at[c] != NULL; c++)
            people->at[c][people->n] = people->at[c][p];
        if (wanted->group)
            people->group[people->n] = group[p];
        for (size_t k = 0; k < wanted->n_covariates; k++)
            people->covariate[k][people->n] = people->covariate[k][p];
        people->n++;
    }
    return true;
}

double *hinge_people_of(struct hinge_analysis *analysis, const struct hinge_participants *people,
                        uint32_t group, size_t *n)
{
    double *value = hinge_analysis_alloc(analysis, people->n, sizeof *value);
    *n = 0;
    for (size_t i = 0; i < people->n; i++)
        if (people->group[i] == group)
            value[(*n)++] = people->value[i];
    return value;
}

/* --- Gathering of the rows an analysis uses. --- */

/* --- a person in several groups --- */

#define TWO_LEVELS (SIZE_MAX - 1) /* stands for the first row of who is counted */

/* Names who is in two groups, and what compares these within people. */
static bool fail_of_both(struct hinge_analysis *analysis, const struct hinge_sample *s,
                         const struct hinge_factor *f)
{
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    uint32_t *first = hinge_analysis_alloc(analysis, s->n_participants, sizeof *first);
    bool *told = hinge_analysis_alloc(analysis, s->n_participants, sizeof *told);
    for (size_t i = 0; i < s->n_rows; i++) {
        const uint32_t p = s->participant[i], g = f->code[i];
        if (p == HINGE_NO_LEVEL || g == HINGE_NO_LEVEL)
            continue;
        if (first[p] != 0 && first[p] != g + 1 && !told[p]) {
            told[p] = true;
            hinge_text_printf(&list, "%s%s", list.length > 0 ? ", " : "", s->participant_name[p]);
        }
        first[p] = first[p] == 0 ? g + 1 : first[p];
    }
    return hinge_analysis_fail(analysis, HINGE_E_GROUP_NOT_CONSTANT,
                               "%s in '%s'; correct it, or compare the levels within these people: "
                               "hinge-compare within, --condition %s, --groups-vary",
                               hinge_text_string(&list), f->name, f->name);
}

/* Looks at the `constant` factor of the columns, and at a factor called group, over all
 * rows the filter keeps, before levels are chosen. A person in two groups ends with
 * E_GROUP_NOT_CONSTANT, which names the first one with both rows. With the option
 * groups_vary each person in each group of a CSV becomes a participant of its own, and a warning
 * says that they are not independent; of a results file those in both are compared within people
 * alone, where the group is the condition. */
static bool groups_check(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                         struct hinge_sample *s)
{
    size_t *first = hinge_analysis_alloc(analysis, s->n_participants, sizeof *first);
    for (size_t k = 0; k < columns->n_factors && s->participant_name != NULL; k++) {
        const struct hinge_factor *f = &s->factor[k];
        bool is_group = strcmp(f->name, "group") == 0 ||
                        (columns->constant != NULL && strcmp(f->name, columns->constant) == 0);
        size_t n_people = 0, one = 0, other = 0; /* rows of the first of them */
        for (size_t p = 0; p < s->n_participants; p++)
            first[p] = SIZE_MAX; /* row of each participant with a level */
        for (size_t i = 0; i < s->n_rows && is_group; i++) {
            uint32_t p = s->participant[i];
            if (p == HINGE_NO_LEVEL || f->code[i] == HINGE_NO_LEVEL)
                continue;
            if (first[p] == SIZE_MAX)
                first[p] = i;
            if (first[p] == TWO_LEVELS || f->code[first[p]] == f->code[i])
                continue;
            one = n_people == 0 ? first[p] : one;
            other = n_people++ == 0 ? i : other;
            first[p] = TWO_LEVELS;
        }
        if (n_people == 0)
            continue;
        const char *who = s->participant_name[s->participant[one]];
        const bool results = hinge_table_find(analysis->table, "in_groups") >= 0;
        if (results && analysis->ask.groups_vary && analysis->ask.condition != NULL &&
            strcmp(analysis->ask.condition, f->name) == 0)
            return true;
        if (results && analysis->ask.groups_vary)
            return fail_of_both(analysis, s, f);
        if (!analysis->ask.groups_vary)
            return hinge_analysis_fail(
                analysis, HINGE_E_GROUP_NOT_CONSTANT,
                "'%s' is in '%s' and '%s' of '%s' (rows %zu and %zu of %s); correct it, or say "
                "--groups-vary if it is meant (conditions of one person are compared with within)",
                who, f->level[f->code[one]], f->level[f->code[other]], f->name, s->row[one] + 1,
                s->row[other] + 1, analysis->table_name);
        hinge_analysis_warn(analysis, NULL, HINGE_W_GROUPS_VARY,
                            "%zu %s several levels of '%s'%s'%s'. %s once in "
                            "each level. The levels are not independent, so p is approximate",
                            n_people, n_people == 1 ? "has" : "have", f->name,
                            n_people == 1 ? ": " : ", such as ", who,
                            n_people == 1 ? "This person counts" : "They count");
        /* participants become person and group, in order of first appearance */
        size_t slots = s->n_participants * f->n_levels, n = 0;
        uint32_t *code = hinge_analysis_alloc(analysis, slots, sizeof *code);
        const char **name = hinge_analysis_alloc(analysis, slots, sizeof *name);
        for (size_t i = 0; i < s->n_rows; i++) {
            uint32_t p = s->participant[i], g = f->code[i];
            if (p == HINGE_NO_LEVEL || g == HINGE_NO_LEVEL)
                continue;
            uint32_t *cell = &code[p * f->n_levels + g];
            if (*cell == 0) {
                name[n] = hinge_arena_printf(&analysis->arena, "%s (%s)", s->participant_name[p],
                                             f->level[g]);
                *cell = (uint32_t)++n;
            }
            s->participant[i] = *cell - 1;
        }
        s->participant_name = name;
        s->n_participants = n;
        return true;
    }
    return true;
}

/* --- copies of recordings --- */

struct place {
    double first; /* what rows are sorted by before all columns are looked at */
    uint32_t who;
    size_t row;
};

static int compare_cells(const struct hinge_table *table, size_t a, size_t b)
{
    int order = 0;
    for (size_t c = 0; c < table->n_columns && order == 0; c++) {
        const struct hinge_column *column = &table->column[c];
        if (column->type == HINGE_COLUMN_NUMBER) {
            double x = column->number[a], y = column->number[b];
            order = (isnan(y) != 0) - (isnan(x) != 0) + (x > y) - (x < y);
        } else if (column->text[a] != column->text[b]) { /* equal texts are kept once */
            order = strcmp(column->text[a] != NULL ? column->text[a] : "",
                           column->text[b] != NULL ? column->text[b] : "");
        }
    }
    return order;
}

static int compare(const void *x, const void *y, void *table)
{
    const struct place *a = x, *b = y;
    int order = hinge_compare_sizes(a->who, b->who);
    if (order == 0)
        order = (a->first > b->first) - (a->first < b->first);
    if (order == 0)
        order = compare_cells(table, a->row, b->row);
    return order != 0 ? order : hinge_compare_sizes(a->row, b->row);
}

static bool numbers_repetitions(const struct hinge_analysis *a)
{
    static const char *const names[] = {"rep", "repetition", "rep_index", "row"};
    if (a->ask.rep != NULL)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (hinge_table_find(a->table, names[i]) >= 0)
            return true;
    return false;
}

/* More than two decimals in some number. */
static bool is_fine(const struct hinge_table *table, size_t row)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->column[c].type != HINGE_COLUMN_NUMBER)
            continue;
        double x = 100 * table->column[c].number[row];
        if (fabs(x) < 1e12 && fabs(x - round(x)) > 1e-6 * fmax(1, fabs(x)))
            return true;
    }
    return false;
}

/* Warns (W_DUPLICATE_ROWS) of used rows that are alike in every column of the table:
 * a repetition entered twice counts twice. Coarse values may be alike by chance, so
 * that a row counts only when the table numbers its repetitions or some number of it
 * has more than two decimals. For hinge_sample_gather. */
static void copies_warn(struct hinge_analysis *a, const struct hinge_columns *columns,
                        const struct hinge_sample *s)
{
    struct place *place = hinge_analysis_alloc(a, s->n, sizeof *place);
    size_t copies = 0, example = 0;
    if (columns->participant == NULL)
        return;
    for (size_t i = 0; i < s->n; i++)
        place[i] = (struct place){columns->n_numbers > 0 ? s->number[0][i] : 0, s->participant[i],
                                  s->row[i]};
    hinge_os_sort(place, s->n, sizeof *place, compare, (void *)a->table);
    bool numbered = numbers_repetitions(a);
    for (size_t i = 1; i < s->n; i++) {
        const struct place *p = &place[i - 1], *q = &place[i];
        if (p->who != q->who || p->first != q->first ||
            compare_cells(a->table, p->row, q->row) != 0 ||
            !(numbered || is_fine(a->table, q->row)))
            continue;
        if (copies++ == 0)
            example = i;
    }
    if (copies > 0)
        hinge_analysis_warn(a, NULL, HINGE_W_DUPLICATE_ROWS,
                            "%zu (such as rows %zu and %zu, of '%s'). They count again: remove "
                            "them if they were entered twice",
                            copies, place[example - 1].row + 1, place[example].row + 1,
                            s->participant_name[place[example].who]);
}

/* --- numbers --- */

static bool binary_word(const char *text, double *value)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {{"0", 0},   {"1", 1},    {"false", 0}, {"true", 1},   {"no", 0},
                 {"yes", 1}, {"fail", 0}, {"pass", 1},  {"absent", 0}, {"present", 1}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (hinge_same_name(text, words[i].word)) {
            *value = words[i].value;
            return true;
        }
    }
    return false;
}

static bool read_cell(const struct hinge_column *column, size_t row, bool binary, double *value)
{
    *value = NAN;
    if (column->type == HINGE_COLUMN_TEXT) {
        const char *text = column->text[row];
        if (text == NULL || (binary && binary_word(text, value)))
            return true;
        enum hinge_number_kind kind = hinge_number_parse(text, strlen(text), '.', value, NULL);
        if (kind != HINGE_NUMBER_VALUE)
            return kind == HINGE_NUMBER_MISSING;
    } else {
        *value = column->number[row];
    }
    return !binary || isnan(*value) || *value == 0 || *value == 1;
}

static bool gather_numbers(struct hinge_analysis *analysis, const char *name, bool binary,
                           const struct hinge_sample *sample, double **out)
{
    size_t at;
    if (!hinge_analysis_column(analysis, name, &at))
        return false;
    const struct hinge_column *column = &analysis->table->column[at];
    double *number = hinge_analysis_alloc(analysis, sample->n_rows, sizeof *number);
    for (size_t i = 0; i < sample->n_rows; i++) {
        char buffer[48];
        size_t row = sample->row[i];
        if (!read_cell(column, row, binary, &number[i]))
            return hinge_analysis_fail(analysis, binary ? HINGE_E_NOT_BINARY : HINGE_E_NOT_NUMERIC,
                                       "'%s' (row %zu: '%s')%s", name, row + 1,
                                       hinge_table_cell(analysis->table, at, row, buffer),
                                       binary ? "; 0 and 1, or yes and no, are read" : "");
    }
    *out = number;
    return true;
}

/* --- factors --- */

long hinge_factor_find(const struct hinge_factor *factor, const char *level)
{
    return hinge_label_find(factor->level, factor->n_levels, level);
}

/* Cells of a table lose the spaces around them, and so do levels that are named. */
static const char *trimmed(struct hinge_analysis *analysis, const char *name)
{
    char *copy = hinge_arena_strdup(&analysis->arena, name + strspn(name, " \t"));
    for (size_t n = strlen(copy); n > 0 && (copy[n - 1] == ' ' || copy[n - 1] == '\t');)
        copy[--n] = '\0';
    return copy;
}

/* Keeps only the named levels, in their order; rows of others become HINGE_NO_LEVEL. */
static bool relevel(struct hinge_analysis *analysis, struct hinge_factor *factor,
                    const struct hinge_names *names, size_t n_rows)
{
    size_t n = names->n;
    const char **level = hinge_analysis_alloc(analysis, n, sizeof *level);
    uint32_t *new_code = hinge_analysis_alloc(analysis, factor->n_levels + 1, sizeof *new_code);
    for (size_t i = 0; i < factor->n_levels; i++)
        new_code[i] = HINGE_NO_LEVEL;
    for (size_t k = 0; k < n; k++) {
        level[k] = trimmed(analysis, names->name[k]);
        long old = hinge_factor_find(factor, level[k]);
        if (old < 0) {
            cleared_by(hinge_text_clear) struct hinge_text list = {0};
            hinge_text_join(&list, factor->level, factor->n_levels < 20 ? factor->n_levels : 20,
                            ", ");
            return hinge_analysis_fail(analysis, HINGE_E_LEVELS,
                                       "'%s' has no level '%s' among the rows used (levels: %s)",
                                       factor->name, level[k], hinge_text_string(&list));
        }
        new_code[old] = (uint32_t)k;
    }
    for (size_t i = 0; i < n_rows; i++)
        if (factor->code[i] != HINGE_NO_LEVEL)
            factor->code[i] = new_code[factor->code[i]];
    factor->level = level;
    factor->n_levels = n;
    return true;
}

/* The two levels of "cue-nocue", whose names may hold a '-' themselves. */
static bool find_change(struct hinge_analysis *analysis, const struct hinge_factor *factor,
                        const char *levels, const char *pair[2])
{
    for (const char *at = strchr(levels, '-'); at != NULL; at = strchr(at + 1, '-')) {
        const char *first = hinge_arena_copy(&analysis->arena, levels, (size_t)(at - levels));
        long a = hinge_factor_find(factor, first), b = hinge_factor_find(factor, at + 1);
        if (a >= 0 && b >= 0 && a != b) {
            pair[0] = first;
            pair[1] = at + 1;
            return true;
        }
    }
    return false;
}

/* A column of the whole table, as a factor. */
static struct hinge_factor factor_of_table(struct hinge_analysis *analysis, const char *name,
                                           size_t column)
{
    const size_t n = analysis->table->rows;
    size_t *row = hinge_analysis_alloc(analysis, n + 1, sizeof *row);
    for (size_t i = 0; i < n; i++)
        row[i] = i;
    const struct hinge_labels labels =
        hinge_column_labels(analysis, column, row, n, HINGE_BY_LEVEL);
    return (struct hinge_factor){name, labels.n, labels.name, labels.code};
}

bool hinge_keep_changed(struct hinge_analysis *analysis, size_t *row, size_t *n)
{
    const char *name, *levels, *pair[2];
    size_t kept = 0;
    if (!split_change(analysis, &name, &levels))
        return false;
    if (name == NULL)
        return true;
    const long column = hinge_table_find(analysis->table, name);
    struct hinge_factor all = {0};
    if (column >= 0)
        all = factor_of_table(analysis, name, (size_t)column);
    const bool found = find_change(analysis, &all, levels, pair);
    for (size_t i = 0; i < *n && found; i++)
        for (int k = 0; k < 2; k++)
            if (all.code[row[i]] == (uint32_t)hinge_factor_find(&all, pair[k]))
                row[kept++] = row[i];
    *n = kept;
    return true;
}

static bool order_factor(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                         size_t k, struct hinge_sample *sample)
{
    struct hinge_factor *factor = &sample->factor[k];
    const struct hinge_names *order = &analysis->ask.order;
    const struct hinge_names levels =
        hinge_names_of(&analysis->arena, json_object_get(analysis->ask.levels, factor->name));
    bool paired = columns->pair_of != NULL && strcmp(columns->pair_of, factor->name) == 0;
    if (levels.n > 0 && !relevel(analysis, factor, &levels, sample->n_rows))
        return false;
    if (columns->change_of == NULL || k + 1 != columns->n_factors)
        return !paired || order->n == 0 || relevel(analysis, factor, order, sample->n_rows);
    const char *pair[2];
    if (find_change(analysis, factor, columns->change, pair))
        return relevel(analysis, factor, &(struct hinge_names){2, pair}, sample->n_rows);
    /* The change is not of two levels: a slip of the call if no row of the table has them, else
     * there is no answer here. */
    size_t column;
    if (!hinge_analysis_column(analysis, factor->name, &column))
        return false;
    const struct hinge_factor all = factor_of_table(analysis, factor->name, column);
    const bool slip = !find_change(analysis, &all, columns->change, pair);
    const struct hinge_factor *told = slip ? &all : factor;
    cleared_by(hinge_text_clear) struct hinge_text list = {0};
    hinge_text_join(&list, told->level, told->n_levels < 20 ? told->n_levels : 20, ", ");
    return hinge_analysis_fail(analysis, slip ? HINGE_E_OPTION : HINGE_E_LEVELS,
                               "change: '%s' are not two levels of '%s'%s (levels: %s)",
                               columns->change, factor->name, slip ? "" : " among the rows used",
                               hinge_text_string(&list));
}

/* --- participants and trials --- */

/* --- used and missing rows --- */

static bool is_usable(const struct hinge_sample *sample, const struct hinge_columns *columns,
                      size_t i)
{
    if (sample->participant[i] == HINGE_NO_LEVEL ||
        (sample->trial != NULL && sample->trial[i] == HINGE_NO_LEVEL) ||
        (sample->weight != NULL && !(sample->weight[i] > 0)))
        return false;
    for (size_t k = 0; k < columns->n_factors; k++)
        if (sample->factor[k].code[i] == HINGE_NO_LEVEL)
            return false;
    for (size_t k = 0; k < columns->n_numbers; k++)
        if (isnan(sample->number[k][i]))
            return false;
    return true;
}

/* The elements of an array at n places; NULL of none. */
static void *part(struct hinge_analysis *analysis, const void *array, size_t size,
                  const size_t *from, size_t n)
{
    char *to = array != NULL ? hinge_analysis_alloc(analysis, n, size) : NULL;
    for (size_t i = 0; to != NULL && i < n; i++)
        memcpy(to + i * size, (const char *)array + from[i] * size, size);
    return to;
}

void hinge_sample_keep(struct hinge_analysis *analysis, struct hinge_sample *s, const size_t *from,
                       size_t n)
{
    s->row = part(analysis, s->row, sizeof *s->row, from, n);
    s->participant = part(analysis, s->participant, sizeof *s->participant, from, n);
    s->trial = part(analysis, s->trial, sizeof *s->trial, from, n);
    s->weight = part(analysis, s->weight, sizeof *s->weight, from, n);
    s->rep = part(analysis, s->rep, sizeof *s->rep, from, n);
    for (size_t k = 0; k < HINGE_MAX_FACTORS; k++)
        s->factor[k].code = part(analysis, s->factor[k].code, sizeof(uint32_t), from, n);
    for (size_t k = 0; k < HINGE_MAX_NUMBERS; k++)
        s->number[k] = part(analysis, s->number[k], sizeof(double), from, n);
    s->n_rows = n;
}

static bool gather_columns(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                           struct hinge_sample *sample)
{
    for (size_t k = 0; k < columns->n_numbers; k++)
        if (!gather_numbers(analysis, columns->number[k], columns->binary[k], sample,
                            &sample->number[k]))
            return false;
    /* in a CSV the name of a reducer is part of the column's name */
    const bool recordings = strcmp(analysis->ask.aggregate, "nested") == 0 &&
                            hinge_table_find(analysis->table, "in_groups") >= 0;
    for (size_t k = 0; k < columns->n_numbers && recordings; k++) {
        const char *rest;
        sample->by[k] = hinge_reducer_of(columns->number[k], &rest);
        if (sample->by[k] != NULL && sample->rep == NULL &&
            !gather_numbers(analysis, "rep", false, sample, &sample->rep))
            return false;
    }
    for (size_t k = 0; k < columns->n_factors; k++) {
        struct hinge_labels labels;
        if (!hinge_labels_find(analysis, columns->factor[k], sample->row, sample->n_rows,
                               HINGE_BY_LEVEL, &labels))
            return false;
        sample->factor[k] =
            (struct hinge_factor){columns->factor[k], labels.n, labels.name, labels.code};
    }
    struct hinge_labels trials = {.code = NULL}, people = {.n = sample->n_rows};
    size_t nobody = 0;
    if (columns->participant == NULL) { /* each row is its own participant */
        people.code = hinge_analysis_alloc(analysis, sample->n_rows, sizeof *people.code);
        for (size_t i = 0; i < sample->n_rows; i++)
            people.code[i] = (uint32_t)i;
    } else if (!hinge_labels_find(analysis, columns->participant, sample->row, sample->n_rows,
                                  HINGE_BY_APPEARANCE, &people)) {
        return false;
    }
    sample->participant = people.code;
    sample->participant_name = people.name;
    sample->n_participants = people.n;
    for (size_t i = 0; i < sample->n_rows; i++)
        nobody += people.code[i] == HINGE_NO_LEVEL;
    if (nobody > 0)
        hinge_analysis_warn(analysis, NULL, HINGE_W_NO_PARTICIPANT,
                            "'%s' is empty in %zu, which are excluded", columns->participant,
                            nobody);
    if (columns->trial != NULL && !hinge_labels_find(analysis, columns->trial, sample->row,
                                                     sample->n_rows, HINGE_BY_APPEARANCE, &trials))
        return false;
    sample->trial = trials.code;
    return columns->weight == NULL ||
           gather_numbers(analysis, columns->weight, false, sample, &sample->weight);
}

bool hinge_sample_gather(struct hinge_analysis *analysis, const struct hinge_columns *columns,
                         struct hinge_sample *sample)
{
    *sample = (struct hinge_sample){0};
    if (analysis->failed || !hinge_filter_rows(analysis, &sample->row, &sample->n_rows))
        return false;
    size_t read = sample->n_rows, usable = 0;
    hinge_leave_described(analysis, columns, sample->row, &sample->n_rows);
    if (!gather_columns(analysis, columns, sample))
        return false;
    /* Rows outside the levels of a pair, or of a change, are not rows of the question at all. */
    bool *question = hinge_analysis_alloc(analysis, sample->n_rows + 1, sizeof *question);
    memset(question, 1, sample->n_rows);
    for (size_t k = 0; k < columns->n_factors; k++) {
        const struct hinge_factor *f = &sample->factor[k];
        const char *pair[2];
        struct hinge_names names = {0, NULL}; /* that `order` or `change` gives: none is all */
        if (columns->pair_of != NULL && strcmp(columns->pair_of, f->name) == 0)
            names = analysis->ask.order;
        else if (columns->change_of != NULL && strcmp(columns->change_of, f->name) == 0 &&
                 find_change(analysis, f, columns->change, pair))
            names = (struct hinge_names){2, pair};
        bool *level = hinge_analysis_alloc(analysis, f->n_levels + 1, sizeof *level);
        bool known = names.n > 0;
        for (size_t i = 0; i < names.n; i++) {
            const long at = hinge_factor_find(f, trimmed(analysis, names.name[i]));
            known = known && at >= 0; /* else this is told */
            if (at >= 0)
                level[at] = true;
        }
        for (size_t i = 0; known && i < sample->n_rows; i++)
            question[i] = question[i] && f->code[i] != HINGE_NO_LEVEL && level[f->code[i]];
    }
    for (size_t i = 0; i < sample->n_rows; i++)
        usable += question[i] && is_usable(sample, columns, i);
    const char *filter = analysis->ask.filter;
    const char *usable_rows = analysis->ask.usable;
    if (read == 0 && analysis->table->rows > 0)
        return hinge_analysis_fail(analysis, HINGE_E_NO_DATA,
                                   "none of %zu rows is kept by '%s%s%s'", analysis->table->rows,
                                   filter != NULL ? filter : "",
                                   filter != NULL && usable_rows != NULL ? "&" : "",
                                   usable_rows != NULL ? usable_rows : "");
    if (read > 0 && sample->n_rows == 0)
        return hinge_analysis_fail(analysis, HINGE_E_NO_DATA,
                                   "the faults of %zu row%s are of daily tasks, described, not "
                                   "counted; --all-tasks counts them",
                                   read, HINGE_S(read));
    if (usable == 0)
        return hinge_no_usable_row(analysis, columns, sample, question);
    if (!groups_check(analysis, columns, sample))
        return false;
    for (size_t k = 0; k < columns->n_factors; k++)
        if (!order_factor(analysis, columns, k, sample))
            return false;
    /* used rows first, then those that lack a value */
    size_t *from = hinge_analysis_alloc(analysis, sample->n_rows, sizeof *from), n = 0;
    for (size_t i = 0; i < sample->n_rows; i++)
        if (is_usable(sample, columns, i))
            from[n++] = i;
    sample->n = n;
    for (size_t i = 0; i < sample->n_rows; i++)
        if (question[i] && !is_usable(sample, columns, i))
            from[n++] = i;
    hinge_sample_keep(analysis, sample, from, n);
    hinge_leave_out_unused(analysis, sample, columns);
    if (!hinge_append_unusable(analysis, sample, columns))
        return false;
    copies_warn(analysis, columns, sample);
    const char *asked[HINGE_MAX_FACTORS + HINGE_MAX_NUMBERS + 1] = {0};
    memcpy(asked, columns->factor, columns->n_factors * sizeof *asked);
    memcpy(asked + columns->n_factors, columns->number, columns->n_numbers * sizeof *asked);
    return hinge_evidence_check(analysis, sample->row, sample->n, asked);
}

bool hinge_factor_compares(struct hinge_analysis *analysis, const struct hinge_factor *factor)
{
    return factor->n_levels >= 2 || hinge_fail_one_level(analysis, factor->name, factor->level[0]);
}

void hinge_sample_level_of(const struct hinge_sample *sample, size_t factor, uint32_t *out)
{
    for (size_t p = 0; p < sample->n_participants; p++)
        out[p] = HINGE_NO_LEVEL;
    for (size_t i = 0; i < sample->n; i++)
        out[sample->participant[i]] = sample->factor[factor].code[i];
}
