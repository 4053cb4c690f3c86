/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and columns as readers see them, and the dictionary of what they are. */
#include "report/print/display.h"

#include "metrics/metric.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "result/tables.h"

#include <jansson.h>

/* --- cells as readers and programs get them. --- */

void hinge_markup_escape(struct hinge_text *out, const char *text)
{
    cleared_by(hinge_text_clear) struct hinge_text clean = {0};
    hinge_text_shown(&clean, text);
    for (const char *p = hinge_text_string(&clean); *p != '\0'; p++) {
        static const char special[] = "&<>\"'";
        static const char *const entity[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
        const char *found = strchr(special, *p);
        if (found != NULL)
            hinge_text_adds(out, entity[found - special]);
        else
            hinge_text_add(out, p, 1);
    }
}

const char *hinge_exact_cell(const struct hinge_table *table, size_t column, size_t row,
                             char buffer[HINGE_CELL_MAX])
{
    const struct hinge_column *c = &table->column[column];
    if (c->type == HINGE_COLUMN_NUMBER)
        return hinge_number_format(c->number[row] == 0 ? 0 : c->number[row], buffer);
    return c->text[row] != NULL ? c->text[row] : "";
}

static bool is_p(const struct hinge_column *column)
{
    return column->role == HINGE_IS_P && column->type == HINGE_COLUMN_NUMBER;
}

bool hinge_display_is_number(const struct hinge_column *column)
{
    return column->type == HINGE_COLUMN_NUMBER && !is_p(column);
}

void hinge_display_cell(const struct hinge_table *table, size_t column, size_t row, bool exact,
                        struct hinge_text *cell)
{
    char buffer[HINGE_CELL_MAX];
    const struct hinge_column *c = &table->column[column];
    const char *text = exact ? hinge_exact_cell(table, column, row, buffer)
                             : hinge_table_cell(table, column, row, buffer);
    if (!exact && is_p(c) && !isnan(c->number[row])) {
        hinge_p_cell(c->number[row], buffer, sizeof buffer);
        text = buffer;
    }
    if (!exact && c->type == HINGE_COLUMN_NUMBER && !isnan(c->number[row]) && c->digits == 0 &&
        strcmp(c->unit, "percent") == 0)
        text = hinge_percent_words(c->number[row] / 100, buffer);
    cell->length = 0;
    hinge_text_shown(cell, *text != '\0' ? text : "-");
}

void hinge_add_people(struct hinge_text *text, const char *way,
                      const struct hinge_people_rule *rule)
{
    const double min_reps = rule->min_reps, min_valid = rule->min_valid;
    if (strcmp(way, "nested") == 0)
        hinge_text_adds(text, "People are the unit: repetitions are averaged within "
                              "recordings, recordings within people");
    else
        hinge_text_printf(text,
                          "People are the unit: the repetitions of a person become one value "
                          "(%s)",
                          way);
    if (min_reps > 1)
        hinge_text_printf(text, ". Participants with fewer than %g usable repetitions in a cell",
                          min_reps);
    else if (min_valid > 0)
        hinge_text_adds(text, ". Participants without a usable repetition in a cell");
    if (min_valid > 0)
        hinge_text_printf(text, ", or with less than %g%% of their repetitions usable,",
                          100 * min_valid);
    if (min_reps > 1 || min_valid > 0)
        hinge_text_adds(text, " are excluded there (--allow-single includes them)");
    hinge_text_adds(text, ".\n");
}

/* --- Columns in, their descriptions out: from the registries of metrics and faults, and from
 * fields.def. --- */

struct hinge_dictionary_entry hinge_dictionary_of(const struct hinge_table *table, size_t column,
                                                  const struct hinge_label_list *labels)
{
    const struct hinge_column *c = &table->column[column];
    const struct hinge_metric *metric = hinge_metric_of_column(c->name);
    const struct hinge_field_row *field = hinge_field_find(c->name);
    struct hinge_dictionary_entry entry = {
        .description = field != NULL && field->description != NULL ? field->description : "",
        .unit = c->unit,
        .source = ""};
    const char *fault = hinge_fault_name(NULL, c->name, HINGE_TECHNICAL);
    hinge_severity_title(c->name, entry.name, sizeof entry.name);
    const char *theirs = hinge_wording_label(labels, c->name);
    if (theirs != NULL)
        snprintf(entry.name, sizeof entry.name, "%s", theirs);
    if (metric != NULL) {
        entry.description = metric->title;
        entry.source = metric->source;
        entry.unit = *c->unit != '\0' ? c->unit : metric->unit;
    } else if (fault != c->name) {
        entry.description = fault;
    } else if (*c->unit == '\0' && hinge_trial_info_has(c->name)) {
        const struct hinge_unit_words *unit = hinge_unit_of_name(c->name);
        entry.unit = unit != NULL ? unit->id : "";
    }
    return entry;
}

size_t hinge_dictionary_levels(const struct hinge_table *table, size_t column,
                               const char *level[HINGE_LEVELS_LISTED])
{
    const struct hinge_column *c = &table->column[column];
    bool ours = hinge_listed("fault|metric|outcome|other", '|', c->name);
    size_t n = 0, most = ours ? HINGE_LEVELS_LISTED : 40;
    for (size_t r = 0; c->type == HINGE_COLUMN_TEXT && r < table->rows; r++) {
        if (*hinge_or_empty(c->text[r]) == '\0' || hinge_name_at(level, n, c->text[r]) < n)
            continue;
        if (n == most)
            return 0;
        level[n++] = c->text[r];
    }
    return n;
}

/* Numbers that are codes: the first, and what it and the next mean. */
static const struct {
    const char *columns;
    int first;
    const char *words[2];
} codes[] = {
    {"inferred", 0, {"measured", "estimated by a network or model"}},
    {"dim", 2, {"two dimensions", "three dimensions"}},
    {"complete", 0, {"a phase is missing", "both phases seen"}},
    {"valid", 0, {"not in the default analysis set", "in the default analysis set"}},
    {"in_groups", 0, {"not in tables of groups", "in tables of groups"}},
    {"used", 0, {"not used", "used"}},
    {"floor", 0, {"descent first", "ascent first"}},
    {"soft_knees|wall_touched|wall_tapped|bench_behind_touched|bench_front_touched|"
     "button_behind_touched|cue_touched|arms_overhead",
     0,
     {"no", "yes"}},
};

const char *hinge_dictionary_code(const char *column, size_t i, double *code)
{
    for (size_t k = 0; i < 2 && k < sizeof codes / sizeof *codes; k++)
        if (hinge_listed(codes[k].columns, '|', column)) {
            *code = codes[k].first + (int)i;
            return codes[k].words[i];
        }
    return NULL;
}

const char *hinge_dictionary_level(const char *column, const char *level,
                                   const struct hinge_label_list *labels, char *buffer,
                                   size_t capacity)
{
    const char *theirs = hinge_wording_label(labels, level);
    const struct hinge_metric *metric =
        theirs == NULL && strcmp(column, "metric") == 0 ? hinge_metric_of_column(level) : NULL;
    if (metric != NULL)
        return metric->title;
    return theirs == NULL && strstr(column, "reason") != NULL
               ? hinge_wording_reason(level, buffer, capacity)
               : hinge_published_words(labels, column, level, buffer, capacity);
}

/* --- columns.json --- */

static bool add(json_t *object, const char *key, const char *text)
{
    return *text == '\0' || json_object_set_new(object, key, json_string(text)) == 0;
}

void hinge_table_dictionary(const struct hinge_table *table, const struct hinge_label_list *labels,
                            char **text)
{
    json_auto_t *all = json_object();
    bool good = true;
    for (size_t c = 0; good && c < table->n_columns; c++) {
        const struct hinge_dictionary_entry entry = hinge_dictionary_of(table, c, labels);
        const char *level[HINGE_LEVELS_LISTED], *words, *name = table->column[c].name;
        const bool number = table->column[c].type == HINGE_COLUMN_NUMBER;
        const size_t n = hinge_dictionary_levels(table, c, level);
        json_t *object = json_object();
        json_auto_t *levels = json_object();
        double code;
        char buffer[128];
        /* false where a text is no UTF-8 */
        good = json_object_set_new(all, name, object) == 0 && add(object, "LongName", entry.name) &&
               add(object, "Description", entry.description) && add(object, "Units", entry.unit) &&
               add(object, "Source", entry.source);
        for (size_t i = 0; good && i < n; i++) {
            words = hinge_dictionary_level(name, level[i], labels, buffer, sizeof buffer);
            good = json_object_set_new(levels, level[i], json_string(words)) == 0;
        }
        for (size_t i = 0; number && (words = hinge_dictionary_code(name, i, &code)) != NULL; i++) {
            snprintf(buffer, sizeof buffer, "%g", code);
            json_object_set_new(levels, buffer, json_string(words));
        }
        if (good && json_object_size(levels) > 0)
            json_object_set(object, "Levels", levels);
    }
    *text = good ? json_dumps(all, JSON_INDENT(2)) : NULL;
}
