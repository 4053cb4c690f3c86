/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of requests: their rows, and the check of a request. */
#include "base/text.h"
#include "stats/run/analysis.h"

#include <math.h>
#include <string.h>

#define ALL "Rows and confidence"
#define RESULTS "Rows of a results file"
#define COLUMNS "Columns"
#define PEOPLE "From rows to people"
#define TESTS "Tests"
#define FAULTS "Faults"
#define AGREEMENT "Agreement"
#define WAVES "Waveforms"
#define POWER "Power"
#define MODELS "Models"
static const struct hinge_stats_option rows[] = {
#define O(group, name, kind, standard, allowed, range, help)                                       \
    {#name, HINGE_STATS_##kind, standard, allowed, range, help, group},
#define BETWEEN(low, high) low, high
#include "stats/run/options.def"
#undef O
#undef BETWEEN
};
enum { N_ROWS = sizeof rows / sizeof rows[0] };

static const char *const common[] = {
    "analysis",   "data",        "filter",          "levels",
    "factor",     "alpha",       "level",           "seed",
    "stratify",   "sep",         "phase",           "curve",
    "fault_rule", "usable",      "all_reps",        "include_inferred",
    "all_tasks",  "groups_vary", "duplicates_note", NULL};

const struct hinge_stats_option *hinge_stats_options(size_t *count)
{
    *count = N_ROWS;
    return rows;
}

const char *const *hinge_stats_common_options(void)
{
    return common;
}

const struct hinge_stats_option *hinge_stats_option_find(const char *name)
{
    for (size_t i = 0; i < N_ROWS; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

/* --- checking --- */

static bool word_allowed(const char *allowed, const char *word)
{
    return *allowed == '\0' || hinge_listed(allowed, '|', word);
}

static bool is_list_of(const json_t *value, int (*is)(const json_t *), size_t at_least)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)value, i, item)
    {
        if (!is(item))
            return false;
    }
    return json_is_array(value) && json_array_size(value) >= at_least;
}

static int is_text(const json_t *value)
{
    return json_is_string(value);
}

static int is_number(const json_t *value)
{
    return json_is_number(value);
}

static int is_score(const json_t *value)
{
    return json_is_number(value) || json_is_string(value);
}

static bool is_levels(const json_t *value, int (*is)(const json_t *))
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)value, key, item)
    {
        if (!is_list_of(item, is, 1))
            return false;
    }
    return json_is_object(value);
}

static bool words_allowed(const struct hinge_stats_option *row, const json_t *value)
{
    if (json_is_string(value))
        return word_allowed(row->allowed, json_string_value(value));
    size_t i;
    json_t *item;
    if (!is_list_of(value, is_text, 1))
        return false;
    json_array_foreach((json_t *)value, i, item)
    {
        if (!word_allowed(row->allowed, json_string_value(item)))
            return false;
    }
    return true;
}

static bool is_count(const struct hinge_stats_option *row, const json_t *value)
{
    double number = json_number_value(value);
    return json_is_number(value) && number == floor(number) && number >= row->low &&
           number <= row->high;
}

/* Or a word that stands for a number the analysis finds itself. */
static bool is_in_range(const struct hinge_stats_option *row, const json_t *value)
{
    double number = json_number_value(value);
    if (json_is_number(value))
        return number >= row->low && number <= row->high;
    return row->allowed[0] != '\0' && json_is_string(value) &&
           word_allowed(row->allowed, json_string_value(value));
}

/* A number for each of some outcomes. */
static bool are_each(const struct hinge_stats_option *row, const json_t *value)
{
    const char *key;
    json_t *item;
    json_object_foreach((json_t *)value, key, item)
    {
        if (!json_is_number(item) || !is_in_range(row, item))
            return false;
    }
    return json_object_size(value) > 0;
}

const char *hinge_option_expected(const struct hinge_stats_option *row, const json_t *value)
{
    switch (row->kind) {
    case HINGE_STATS_COLUMN:
    case HINGE_STATS_TEXT:
        return json_is_string(value) ? NULL : "a text";
    case HINGE_STATS_COLUMNS:
        return json_is_string(value) || is_list_of(value, is_text, 1)
                   ? NULL
                   : "a column name or a list of them";
    case HINGE_STATS_PAIR:
        return is_list_of(value, is_text, 2) && json_array_size(value) == 2 &&
                       !json_equal(json_array_get(value, 0), json_array_get(value, 1))
                   ? NULL
                   : "two different levels A,B";
    case HINGE_STATS_LEVELS:
        return is_levels(value, is_text) ? NULL : "levels of columns: column=a,b,c";
    case HINGE_STATS_SCORES:
        return is_levels(value, is_score) ? NULL : "scores of levels: column=1,2,3";
    case HINGE_STATS_WORD:
        return json_is_string(value) && word_allowed(row->allowed, json_string_value(value))
                   ? NULL
                   : row->allowed;
    case HINGE_STATS_WORDS:
        return words_allowed(row, value) ? NULL
               : row->allowed[0] != '\0' ? row->allowed
                                         : "a text or a list of texts";
    case HINGE_STATS_NUMBER:
        return is_in_range(row, value) ? NULL : "a number within its range";
    case HINGE_STATS_EACH:
        return is_in_range(row, value) || are_each(row, value)
                   ? NULL
                   : "a number within its range, or outcome=number,...";
    case HINGE_STATS_COUNT:
        return is_count(row, value) ? NULL : "a whole number within its range";
    case HINGE_STATS_NUMBERS:
        return is_list_of(value, is_number, 1) ? NULL : "a list of numbers";
    case HINGE_STATS_FLAG:
        return json_is_boolean(value) ? NULL : "true or false";
    case HINGE_STATS_ANY:
        return json_is_string(value) || json_is_number(value) ? NULL : "a number or a text";
    case HINGE_STATS_OBJECT:
        return json_is_object(value) ? NULL : "a JSON object";
    }
    return "something else";
}

static enum hinge_status unknown_option(struct hinge_analysis *analysis, const char *name,
                                        struct hinge_error *error)
{
    const char *names[N_ROWS];
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        if (hinge_statistic_takes(analysis->statistic, rows[i].name))
            names[n++] = rows[i].name;
    char said[128], there[1024];
    snprintf(said, sizeof said, "%s %s", analysis->statistic->id, name);
    if (hinge_statistic_elsewhere(said, there, sizeof there))
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION, "%s has no option '%s': %s",
                                   analysis->statistic->id, name, there);
    const char *nearest = hinge_suggest(name, names, n);
    return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                               nearest ? "%s has no option '%s'; did you mean '%s'?"
                                       : "%s has no option '%s'",
                               analysis->statistic->id, name, nearest);
}

static bool in_common_range(const char *name, double value)
{
    if (strcmp(name, "alpha") == 0)
        return value > 0;
    return strcmp(name, "level") != 0 || value < 1;
}

static bool is_outcome(const struct hinge_analysis *analysis, const char *name)
{
    const char *outcome = hinge_option_text(analysis, "outcome");
    bool is = outcome != NULL && strcmp(outcome, name) == 0;
    for (size_t i = 0; !is && i < hinge_option_words(analysis, "outcomes"); i++)
        is = strcmp(hinge_option_word(analysis, "outcomes", i), name) == 0;
    return is;
}

/* Whom the numbers of an EACH option are for; an analysis that makes its own outcomes
 * looks for itself. */
static enum hinge_status check_each(struct hinge_analysis *analysis, const char *name,
                                    const json_t *value, struct hinge_error *error)
{
    const char *key;
    json_t *item;
    if ((analysis->statistic->needs & HINGE_STATS_NEEDS_OUTCOME) == 0 ||
        hinge_stats_option_find(name)->kind != HINGE_STATS_EACH)
        return HINGE_OK;
    json_object_foreach((json_t *)value, key, item)
    {
        if (!is_outcome(analysis, key))
            return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                       "option '%s' names '%s', which is not the "
                                       "outcome",
                                       name, key);
    }
    return HINGE_OK;
}

enum hinge_status hinge_options_check(struct hinge_analysis *analysis, struct hinge_error *error)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)analysis->request, name, value)
    {
        const struct hinge_stats_option *row = hinge_stats_option_find(name);
        if (row == NULL || !hinge_statistic_takes(analysis->statistic, name))
            return unknown_option(analysis, name, error);
        const char *expected = hinge_option_expected(row, value);
        bool ranged = row->kind == HINGE_STATS_NUMBER || row->kind == HINGE_STATS_EACH ||
                      row->kind == HINGE_STATS_COUNT;
        if (expected == NULL && !in_common_range(name, json_number_value(value)))
            expected = "a number within its range";
        if (expected != NULL && ranged)
            return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                       "option '%s' must be %s: %g to %g%s%s%s", name, expected,
                                       row->low, row->high,
                                       in_common_range(name, 0) ? "" : ", above 0",
                                       row->allowed[0] != '\0' ? ", or " : "", row->allowed);
        if (expected != NULL)
            return hinge_analysis_fail(analysis, error, HINGE_E_OPTION, "option '%s' must be %s",
                                       name, expected);
        enum hinge_status status = check_each(analysis, name, value, error);
        if (status != HINGE_OK)
            return status;
    }
    return HINGE_OK;
}
