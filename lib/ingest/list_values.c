/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a trial list's cells. In: the list and the line of each row; out: ages made
 * coarse, or the first cell that can't be what its column says. */
#include "ingest/list_values.h"

#include "base/number.h"
#include "base/text.h"
#include "ingest/recognise.h"

#include <math.h>
#include <string.h>

/* Wide enough for anybody and anything; what they catch is a wrong unit. */
static const struct range {
    const char *column;
    double low, high;
    const char *unit;
} ranges[] = {
    {"rate_hz", 0.1, 1e5, "Hz"},
    {"image_width_px", 16, 1e5, "pixels"},
    {"image_height_px", 16, 1e5, "pixels"},
    {"leg_length_m", 0.2, 1.6, "m"},
    {"height_m", 0.4, 2.6, "m"},
    {"mass_kg", 2, 400, "kg"},
    {"load_kg", 0, 1000, "kg"},
    {"wall_gap_cm", 0, 300, "cm"},
    {"bench_height_cm", 10, 150, "cm"},
    {"block_cm", 0, 100, "cm"},
    {"heel_block_cm", 0, 100, "cm"},
    {"rate_hz:emg", 0.1, 1e6, "Hz"},
    {"offset_s:emg", -1e10, 1e10, "s"},
    {"offset_s:angles", -1e10, 1e10, "s"},
};

static const char *const ages[] = {"age", "age_years", "age_y"};
enum { AGE_OLDEST = 90, AGE_LIMIT = 130 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A list and its place, for messages. */
struct place {
    const char *path;
    const size_t *lines;
    struct hinge_error *error;
};

static enum hinge_status not_a_choice(const struct place *at, size_t row,
                                      const struct hinge_list_choice *choice, const char *value)
{
    struct hinge_text text = {0};
    for (const char *p = choice->allowed; *p != '\0'; p++)
        hinge_text_add(&text, *p == '|' ? ", " : p, *p == '|' ? 2 : 1);
    enum hinge_status status =
        hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                        "%s:%zu: column \"%s\": \"%.60s\" is not one of %s", at->path,
                        at->lines[row], choice->column, value, hinge_text_string(&text));
    hinge_text_clear(&text);
    return status;
}

static enum hinge_status check_choice(const struct hinge_table *list,
                                      const struct hinge_list_choice *choice,
                                      const struct place *at)
{
    for (size_t i = 0; i < list->rows; i++) {
        const char *value = hinge_table_text(list, choice->column, i);
        if (value != NULL && *value != '\0' && !hinge_listed(choice->allowed, '|', value))
            return not_a_choice(at, i, choice, value);
    }
    return HINGE_OK;
}

/* The column ("Age" is age) as numbers, NULL when the list hasn't got it; a word in it
 * is an error. */
static enum hinge_status number_column(struct hinge_table *list, const char *name,
                                       const char *advice, const struct place *at, double **number)
{
    size_t found = 0;
    *number = NULL;
    while (found < list->n_columns && !hinge_same_name(list->column[found].name, name))
        found++;
    if (found == list->n_columns)
        return HINGE_OK;
    struct hinge_column *column = &list->column[found];
    *number = column->type == HINGE_COLUMN_NUMBER ? column->number : NULL;
    for (size_t i = 0; column->type == HINGE_COLUMN_TEXT && i < list->rows; i++) {
        double value;
        const char *text = column->text[i];
        if (text == NULL ||
            hinge_number_parse(text, strlen(text), '.', &value, NULL) <= HINGE_NUMBER_MISSING)
            continue;
        if (hinge_number_parse(text, strlen(text), ',', &value, NULL) == HINGE_NUMBER_VALUE)
            advice = "; give --decimal comma if the comma is its decimal mark";
        if (*advice == '\0')
            advice = "; correct it, or leave the cell empty";
        return hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                               "%s:%zu: column \"%s\": \"%.60s\" is not a number%s", at->path,
                               at->lines[i], column->name, text, advice);
    }
    return HINGE_OK;
}

static enum hinge_status check_range(struct hinge_table *list, const struct range *range,
                                     const struct place *at)
{
    double *number;
    enum hinge_status status = number_column(list, range->column, "", at, &number);
    for (size_t i = 0; status == HINGE_OK && number != NULL && i < list->rows; i++)
        if (number[i] < range->low || number[i] > range->high)
            return hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                   "%s:%zu: column \"%s\": %g is not between %g and %g %s; is "
                                   "it in another unit?",
                                   at->path, at->lines[i], range->column, number[i], range->low,
                                   range->high, range->unit);
    return status;
}

static enum hinge_status settle_age(struct hinge_table *list, const char *name,
                                    const struct place *at)
{
    double *number;
    enum hinge_status status = number_column(
        list, name, "; give whole years (age groups go in a column age_group)", at, &number);
    for (size_t i = 0; status == HINGE_OK && number != NULL && i < list->rows; i++) {
        if (number[i] < 0 || number[i] > AGE_LIMIT)
            return hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                   "%s:%zu: column \"%s\": %g is not an age in years; "
                                   "correct it, or leave the cell empty",
                                   at->path, at->lines[i], name, number[i]);
        if (!isnan(number[i]))
            number[i] = number[i] >= AGE_OLDEST ? AGE_OLDEST : floor(number[i]);
    }
    return status;
}

/* Formats and landmark sets, by their registries. */
static enum hinge_status check_ids(const struct hinge_table *list,
                                   const struct hinge_config *config, const struct place *at)
{
    for (size_t i = 0; i < list->rows; i++) {
        struct hinge_error inner = HINGE_ERROR_INIT;
        enum hinge_status status =
            hinge_recognise_ids_check(hinge_table_text(list, "format", i),
                                      hinge_table_text(list, "landmarks", i), config, &inner);
        if (status != HINGE_OK)
            return hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN, "%s:%zu: %s",
                                   at->path, at->lines[i], inner.message);
    }
    return HINGE_OK;
}

enum hinge_status hinge_list_values_settle(struct hinge_table *list, const char *path,
                                           const size_t *lines, const struct hinge_config *config,
                                           struct hinge_error *error)
{
    const struct place at = {path, lines, error};
    enum hinge_status status = HINGE_OK;
    size_t n_choices;
    const struct hinge_list_choice *choice = hinge_list_choices(&n_choices);
    for (size_t k = 0; k < n_choices && status == HINGE_OK; k++)
        status = check_choice(list, &choice[k], &at);
    for (size_t k = 0; k < COUNT(ranges) && status == HINGE_OK; k++)
        status = check_range(list, &ranges[k], &at);
    for (size_t k = 0; k < COUNT(ages) && status == HINGE_OK; k++)
        status = settle_age(list, ages[k], &at);
    return status == HINGE_OK ? check_ids(list, config, &at) : status;
}
