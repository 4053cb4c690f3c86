/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns in, their descriptions out: from the registries of metrics and faults, and
 * from fields.def. */
#include "report/dictionary.h"

#include "metrics/metric.h"
#include "report/published.h"
#include "result/tables.h"
#include "result/words.h"

#include <hinge/trial.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Length of the metric's id in a column such as "lumbar_fraction.dowel". */
static const struct hinge_metric *metric_of(const char *name)
{
    char id[128];
    long at = hinge_metric_find(name);
    if (at < 0) {
        snprintf(id, sizeof id, "%.*s", (int)strcspn(name, ".@"), name);
        at = hinge_metric_find(id);
    }
    return at >= 0 ? hinge_metric_at((size_t)at) : NULL;
}

/* Columns of a trial list have their unit in their name. */
static const char *unit_of_list(const char *name)
{
    static const char *const units[][2] = {{"_s", "s"},   {"_m", "m"},   {"_cm", "cm"},
                                           {"_kg", "kg"}, {"_hz", "Hz"}, {"_px", "px"}};
    const char *end = strrchr(name, '_');
    for (size_t i = 0; end != NULL && i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i][0]) == 0)
            return hinge_trial_info_has(name) ? units[i][1] : "";
    return "";
}

struct hinge_dictionary_entry hinge_dictionary_of(const struct hinge_table *table, size_t column,
                                                  const struct hinge_label_list *labels)
{
    const struct hinge_column *c = &table->column[column];
    const struct hinge_metric *metric = metric_of(c->name);
    const struct hinge_field_row *field = hinge_field_find(c->name);
    struct hinge_dictionary_entry entry = {
        .description = field != NULL && field->description != NULL ? field->description : "",
        .unit = c->unit,
        .source = ""};
    const char *fault = hinge_fault_title(NULL, c->name);
    hinge_wording_title(c->name, entry.name, sizeof entry.name);
    const char *own = hinge_wording_label(labels, c->name);
    if (own != NULL)
        snprintf(entry.name, sizeof entry.name, "%s", own);
    if (metric != NULL) {
        entry.description = metric->title;
        entry.source = metric->source;
        entry.unit = *c->unit != '\0' ? c->unit : metric->unit;
    } else if (fault != NULL) {
        entry.description = fault;
    } else if (*c->unit == '\0') {
        entry.unit = unit_of_list(c->name);
    }
    return entry;
}

size_t hinge_dictionary_levels(const struct hinge_table *table, size_t column,
                               const char *level[HINGE_LEVELS_LISTED])
{
    const struct hinge_column *c = &table->column[column];
    bool ours = strcmp(c->name, "fault") == 0 || strcmp(c->name, "metric") == 0 ||
                strcmp(c->name, "outcome") == 0;
    size_t n = 0, most = ours ? HINGE_LEVELS_LISTED : 40;
    for (size_t r = 0; c->type == HINGE_COLUMN_TEXT && r < table->rows; r++) {
        size_t k = 0;
        if (c->text[r] == NULL || *c->text[r] == '\0')
            continue;
        while (k < n && level[k] != c->text[r] && strcmp(level[k], c->text[r]) != 0)
            k++;
        if (k == n && n == most)
            return 0;
        if (k == n)
            level[n++] = c->text[r];
    }
    return n;
}

/* Numbers that are codes. */
static const struct {
    const char *column;
    double code;
    const char *words;
} codes[] = {{"inferred", 0, "measured"},
             {"inferred", 1, "estimated by a network or model"},
             {"dim", 2, "two dimensions"},
             {"dim", 3, "three dimensions"},
             {"complete", 0, "a phase is missing"},
             {"complete", 1, "both phases seen"},
             {"valid", 0, "not in the default analysis set"},
             {"valid", 1, "in the default analysis set"},
             {"in_groups", 0, "not in tables of groups"},
             {"in_groups", 1, "in tables of groups"},
             {"floor", 0, "descent first"},
             {"floor", 1, "ascent first"},
             {"soft_knees", 0, "no"},
             {"soft_knees", 1, "yes"},
             {"wall_touched", 0, "no"},
             {"wall_touched", 1, "yes"},
             {"wall_tapped", 0, "no"},
             {"wall_tapped", 1, "yes"},
             {"bench_behind_touched", 0, "no"},
             {"bench_behind_touched", 1, "yes"},
             {"bench_front_touched", 0, "no"},
             {"bench_front_touched", 1, "yes"},
             {"button_behind_touched", 0, "no"},
             {"button_behind_touched", 1, "yes"},
             {"cue_touched", 0, "no"},
             {"cue_touched", 1, "yes"},
             {"arms_overhead", 0, "no"},
             {"arms_overhead", 1, "yes"}};

const char *hinge_dictionary_code(const char *column, size_t i, double *code)
{
    for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
        if (strcmp(codes[k].column, column) == 0 && i-- == 0) {
            *code = codes[k].code;
            return codes[k].words;
        }
    return NULL;
}

const char *hinge_dictionary_level(const char *column, const char *level,
                                   const struct hinge_label_list *labels, char *buffer,
                                   size_t capacity)
{
    const char *own = hinge_wording_label(labels, level);
    const struct hinge_metric *metric =
        own == NULL && strcmp(column, "metric") == 0 ? metric_of(level) : NULL;
    if (own != NULL || metric != NULL)
        return own != NULL ? own : metric->title;
    return strstr(column, "reason") != NULL
               ? hinge_wording_reason(level, buffer, capacity)
               : hinge_published_words(column, level, buffer, capacity);
}

/* --- columns.json --- */

static bool put(json_t *object, const char *key, const char *text)
{
    return *text == '\0' || json_object_set_new(object, key, json_string(text)) == 0;
}

static bool put_level(json_t **levels, const char *level, const char *words)
{
    if (*levels == NULL)
        *levels = json_object();
    return json_object_set_new(*levels, level, json_string(words)) == 0;
}

static json_t *entry_json(const struct hinge_table *table, size_t column,
                          const struct hinge_label_list *labels)
{
    const struct hinge_dictionary_entry entry = hinge_dictionary_of(table, column, labels);
    const char *level[HINGE_LEVELS_LISTED], *words, *name = table->column[column].name;
    size_t n = hinge_dictionary_levels(table, column, level);
    bool number = table->column[column].type == HINGE_COLUMN_NUMBER;
    json_t *object = json_object(), *levels = NULL;
    double code;
    char buffer[128];
    bool good = object != NULL && put(object, "LongName", entry.name) &&
                put(object, "Description", entry.description) && put(object, "Units", entry.unit) &&
                put(object, "Source", entry.source);
    for (size_t i = 0; good && i < n; i++)
        good = put_level(&levels, level[i],
                         hinge_dictionary_level(name, level[i], labels, buffer, sizeof buffer));
    for (size_t i = 0; good && number && (words = hinge_dictionary_code(name, i, &code)) != NULL;
         i++) {
        snprintf(buffer, sizeof buffer, "%g", code);
        good = put_level(&levels, buffer, words);
    }
    good = good && (levels == NULL || json_object_set(object, "Levels", levels) == 0);
    json_decref(levels);
    if (good)
        return object;
    json_decref(object);
    return NULL;
}

void hinge_table_dictionary(const struct hinge_table *table, const struct hinge_label_list *labels,
                            char **text)
{
    json_t *all = json_object();
    bool good = true;
    for (size_t c = 0; good && c < table->n_columns; c++)
        good = json_object_set_new(all, table->column[c].name, entry_json(table, c, labels)) == 0;
    *text = good ? json_dumps(all, JSON_INDENT(2)) : NULL;
    json_decref(all);
}
