/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meaning, where checksums say nothing: words and numbers of a file that come from a
 * closed set. In: a table or values as read; out: damaged, naming the dataset. */
#include "store/closed_sets.h"

#include "base/parameters.h"
#include "store/schema.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static enum hinge_status damaged(const struct hinge_source *source, const char *object, size_t row,
                                 const char *found, const char *expected, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s: \"%.60s\" in row %zu, where %.120s "
                           "belongs",
                           source->shown, object, found, row + 1, expected);
}

/* --- words --- */

/* Columns of a table; `list` is the trial list's own. A cell may be missing where
 * `empty` says so. */
static const struct words {
    const char *group, *column, *allowed;
    bool empty;
} words[] = {
    {HINGE_GROUP_TRIALS, "status", "ok|partial|refused", false},
    {HINGE_GROUP_TRIALS, "tier", "A|B|C|N", true},
    {HINGE_GROUP_TRIALS, "side", "l|r|b", true},
    {HINGE_GROUP_LEDGER, "status", "ok|refused", false},
};

static enum hinge_status check_words(const struct hinge_source *source, const struct words *set,
                                     const struct hinge_table *table, struct hinge_error *error)
{
    char object[HINGE_OBJECT_MAX];
    snprintf(object, sizeof object, "%s/%s", set->group, set->column);
    if (hinge_table_find(table, set->column) < 0)
        return HINGE_OK;
    for (size_t i = 0; i < table->rows; i++) {
        const char *word = hinge_table_text(table, set->column, i);
        bool missing = word == NULL || *word == '\0';
        if (missing ? !set->empty : !hinge_listed(set->allowed, '|', word))
            return damaged(source, object, i, missing ? "" : word, set->allowed, error);
    }
    return HINGE_OK;
}

/* Reason names of /trials and /ledger. */
static enum hinge_status check_reasons(const struct hinge_source *source, const char *group,
                                       const struct hinge_table *table, struct hinge_error *error)
{
    char object[HINGE_OBJECT_MAX];
    snprintf(object, sizeof object, "%s/reason", group);
    for (size_t i = 0; i < table->rows; i++) {
        const char *reason = hinge_table_text(table, "reason", i);
        if (reason != NULL && hinge_reason_find(reason) == HINGE_REASON_COUNT)
            return damaged(source, object, i, reason, "the name of a reason", error);
    }
    return HINGE_OK;
}

/* Values of /parameters against the range of their key. Keys that this program has not
 * are another version's and change nothing here. */
static enum hinge_status check_parameters(const struct hinge_source *source,
                                          const struct hinge_table *table,
                                          struct hinge_error *error)
{
    size_t n;
    struct hinge_parameters scratch;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    hinge_parameters_init(&scratch);
    for (size_t i = 0; i < table->rows; i++) {
        const char *key = hinge_table_text(table, "key", i);
        const char *value = hinge_table_text(table, "value", i);
        for (size_t k = 0; key != NULL && k < n; k++) {
            char object[HINGE_OBJECT_MAX];
            if (strcmp(row[k].key, key) != 0)
                continue;
            const char *expected =
                hinge_parameter_set(&scratch, &row[k], value != NULL ? value : "");
            if (expected == NULL)
                break;
            snprintf(object, sizeof object, "%s/value, %s", HINGE_GROUP_PARAMETERS, key);
            return damaged(source, object, i, value != NULL ? value : "", expected, error);
        }
    }
    return HINGE_OK;
}

static enum hinge_status check_finite(const struct hinge_source *source, const char *group,
                                      const struct hinge_table *table, struct hinge_error *error)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        char object[HINGE_OBJECT_MAX];
        for (size_t i = 0; column->number != NULL && i < table->rows; i++)
            if (isinf(column->number[i])) {
                snprintf(object, sizeof object, "%s/%s", group, column->name);
                return damaged(source, object, i, "inf", "a number", error);
            }
    }
    return HINGE_OK;
}

static enum hinge_status check_list(const struct hinge_source *source,
                                    const struct hinge_table *table, struct hinge_error *error)
{
    size_t n;
    enum hinge_status status = HINGE_OK;
    const struct hinge_list_choice *choice = hinge_list_choices(&n);
    for (size_t k = 0; k < n && status == HINGE_OK; k++) {
        const struct words set = {HINGE_GROUP_LIST, choice[k].column, choice[k].allowed, true};
        status = check_words(source, &set, table, error);
    }
    return status;
}

enum hinge_status hinge_closed_sets_check(const struct hinge_source *source, const char *group,
                                          const struct hinge_table *table,
                                          struct hinge_error *error)
{
    enum hinge_status status = check_finite(source, group, table, error);
    for (size_t k = 0; k < sizeof words / sizeof *words && status == HINGE_OK; k++)
        if (strcmp(group, words[k].group) == 0)
            status = check_words(source, &words[k], table, error);
    bool reasons = strcmp(group, HINGE_GROUP_TRIALS) == 0 || strcmp(group, HINGE_GROUP_LEDGER) == 0;
    if (status == HINGE_OK && reasons)
        status = check_reasons(source, group, table, error);
    if (status == HINGE_OK && strcmp(group, HINGE_GROUP_LIST) == 0)
        status = check_list(source, table, error);
    if (status == HINGE_OK && strcmp(group, HINGE_GROUP_PARAMETERS) == 0)
        status = check_parameters(source, table, error);
    return status;
}

/* --- numbers of /reps --- */

static const struct numbers {
    const char *array;
    double low, high; /* whole numbers within */
    const char *expected;
} numbers[] = {
    {"trial", 0, INT32_MAX, "a row of /trials"},
    {"rep", 1, INT32_MAX, "a number from 1"},
    {"floor", 0, 1, "0 or 1"},
    {"complete", 0, 1, "0 or 1"},
    {"valid", 0, 1, "0 or 1"},
    {"reason", 0, HINGE_REASON_COUNT - 1, "the number of a reason"},
    {"fault_reason", 0, HINGE_REASON_COUNT - 1, "the number of a reason"},
    {"fault_state", 0, 3, "0, 1, 2 or 3"},
};

void hinge_closed_meanings(const char *group, const char *array, struct hinge_text *out)
{
    char bits[HINGE_WARNING_COUNT * 32];
    if (strcmp(group, HINGE_GROUP_REPS) != 0)
        return;
    if (strcmp(array, "fault_state") == 0)
        hinge_text_puts(out, "absent below above present");
    else if (strcmp(array, "warnings") == 0)
        hinge_text_puts(out, hinge_warning_names(UINT64_MAX, bits, sizeof bits));
    else if (strcmp(array, "reason") == 0 || strcmp(array, "fault_reason") == 0)
        for (int r = 0; r < HINGE_REASON_COUNT; r++)
            hinge_text_printf(out, "%s%s", r > 0 ? " " : "",
                              r > 0 ? hinge_reason_name((enum hinge_reason)r) : "OK");
}

enum hinge_status hinge_closed_numbers_check(const struct hinge_source *source, const char *object,
                                             const double *values, size_t rows, size_t width,
                                             size_t from, struct hinge_error *error)
{
    const struct numbers *set = NULL;
    const size_t group = sizeof HINGE_GROUP_REPS - 1;
    bool reps = strncmp(object, HINGE_GROUP_REPS "/", group + 1) == 0;
    for (size_t k = 0; reps && k < sizeof numbers / sizeof *numbers; k++)
        if (strcmp(object + group + 1, numbers[k].array) == 0)
            set = &numbers[k];
    const double low = set != NULL ? set->low : -DBL_MAX, high = set != NULL ? set->high : DBL_MAX;
    size_t n = rows * width, outside = 0, i = 0;
#pragma omp simd reduction(+ : outside)
    for (size_t k = 0; k < n; k++) /* a missing value is neither */
        outside += (values[k] < low) | (values[k] > high);
    if (outside == 0)
        return HINGE_OK;
    while (!(values[i] < low || values[i] > high))
        i++;
    char found[32];
    snprintf(found, sizeof found, "%g", values[i]);
    return damaged(source, object, from + i / width, found,
                   set != NULL ? set->expected : "a number", error);
}
