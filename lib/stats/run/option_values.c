/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of an option: what the request says, else the default of its row. */
#include "base/number.h"
#include "stats/run/analysis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool hinge_option_given(const struct hinge_analysis *analysis, const char *name)
{
    return json_object_get(analysis->request, name) != NULL;
}

const json_t *hinge_option_json(const struct hinge_analysis *analysis, const char *name)
{
    return json_object_get(analysis->request, name);
}

const char *hinge_option_text(const struct hinge_analysis *analysis, const char *name)
{
    const json_t *value = json_object_get(analysis->request, name);
    if (value != NULL)
        return json_string_value(value);
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    return row != NULL && row->standard[0] != '\0' ? row->standard : NULL;
}

/* Of an EACH option, the one of the outcome. */
static double number_of_outcome(const struct hinge_analysis *analysis, const json_t *each)
{
    const char *outcome = hinge_option_text(analysis, "outcome");
    const json_t *value = outcome != NULL ? json_object_get(each, outcome) : NULL;
    return value != NULL ? json_number_value(value) : (double)NAN;
}

double hinge_option_number(const struct hinge_analysis *analysis, const char *name)
{
    const json_t *value = json_object_get(analysis->request, name);
    if (value != NULL)
        return json_is_object(value) ? number_of_outcome(analysis, value)
                                     : json_number_value(value);
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    double number = NAN;
    if (row != NULL)
        hinge_number_parse(row->standard, strlen(row->standard), '.', &number, NULL);
    return number;
}

long long hinge_option_count(const struct hinge_analysis *analysis, const char *name)
{
    const json_t *value = json_object_get(analysis->request, name);
    if (json_is_integer(value))
        return json_integer_value(value);
    double number = hinge_option_number(analysis, name);
    return isnan(number) ? 0 : (long long)number;
}

bool hinge_option_flag(const struct hinge_analysis *analysis, const char *name)
{
    const json_t *value = json_object_get(analysis->request, name);
    if (value != NULL)
        return json_is_true(value);
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    return row != NULL && strcmp(row->standard, "true") == 0;
}

size_t hinge_option_words(const struct hinge_analysis *analysis, const char *name)
{
    const json_t *value = json_object_get(analysis->request, name);
    if (json_is_array(value))
        return json_array_size(value);
    return hinge_option_text(analysis, name) != NULL;
}

const char *hinge_option_word(const struct hinge_analysis *analysis, const char *name, size_t i)
{
    const json_t *value = json_object_get(analysis->request, name);
    if (json_is_array(value))
        return json_string_value(json_array_get(value, i));
    return i == 0 ? hinge_option_text(analysis, name) : NULL;
}

/* Number i of a list as text, "1,2,3"; NULL behind the last. */
static const char *listed_number(const char *list, size_t i)
{
    while (i-- > 0 && list != NULL) {
        list = strchr(list, ',');
        list = list != NULL ? list + 1 : NULL;
    }
    return list != NULL && *list != '\0' ? list : NULL;
}

size_t hinge_option_numbers(const struct hinge_analysis *analysis, const char *name)
{
    const json_t *value = json_object_get(analysis->request, name);
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    size_t n = 0;
    if (value != NULL || row == NULL)
        return json_is_array(value) ? json_array_size(value) : json_is_number(value);
    while (listed_number(row->standard, n) != NULL)
        n++;
    return n;
}

double hinge_option_number_at(const struct hinge_analysis *analysis, const char *name, size_t i)
{
    const json_t *value = json_object_get(analysis->request, name);
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    double number = NAN;
    if (json_is_array(value))
        return i < json_array_size(value) ? json_number_value(json_array_get(value, i)) : number;
    if (value != NULL)
        return i == 0 && json_is_number(value) ? json_number_value(value) : number;
    const char *text = row != NULL ? listed_number(row->standard, i) : NULL;
    if (text != NULL)
        hinge_number_parse(text, strcspn(text, ","), '.', &number, NULL);
    return number;
}

enum hinge_status hinge_option_require(struct hinge_analysis *analysis, const char *name,
                                       const char **text, struct hinge_error *error)
{
    *text = hinge_option_text(analysis, name);
    if (*text != NULL)
        return HINGE_OK;
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    return hinge_analysis_fail(analysis, error, HINGE_E_OPTION, "%s needs '%s' (%s)",
                               analysis->statistic->id, name, row ? row->help : name);
}
