/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter option: col=level[,level] or col<op>number, joined by &. */
#include "stats/people/filter.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

enum filter_op {
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_LESS_EQUAL,
    OP_GREATER_EQUAL,
    OP_LESS,
    OP_GREATER
};

static const struct {
    const char *text;
    enum filter_op op;
} operators[] = {{"!=", OP_NOT_EQUAL}, {"<=", OP_LESS_EQUAL}, {">=", OP_GREATER_EQUAL},
                 {"=", OP_EQUAL},      {"<", OP_LESS},        {">", OP_GREATER}};

struct condition {
    size_t column;
    enum filter_op op;
    double number;      /* of an ordering */
    const char *levels; /* a,b,c of an equality */
    size_t length;
};

static char *trimmed(struct hinge_analysis *analysis, const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return hinge_arena_copy(&analysis->arena, text, length);
}

static size_t find_operator(const char *text, size_t length, size_t *at)
{
    for (*at = 0; *at < length; ++*at)
        for (size_t k = 0; k < sizeof operators / sizeof operators[0]; k++)
            if (strncmp(text + *at, operators[k].text, strlen(operators[k].text)) == 0)
                return k;
    return SIZE_MAX;
}

static enum hinge_status parse_condition(struct hinge_analysis *analysis,
                                         const char *text, size_t length,
                                         struct condition *condition,
                                         struct hinge_error *error)
{
    size_t at, k = find_operator(text, length, &at);
    if (k == SIZE_MAX)
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                   "filter '%.*s': expected col=level or col<number",
                                   (int)(length < 200 ? length : 200), text);
    size_t after = at + strlen(operators[k].text);
    char *name = trimmed(analysis, text, at);
    char *value = trimmed(analysis, text + after, length - after);
    if (name == NULL || value == NULL)
        return hinge_analysis_no_memory(error);
    *condition = (struct condition){
        .op = operators[k].op, .levels = value, .length = strlen(value)};
    enum hinge_status status =
        hinge_analysis_column(analysis, name, &condition->column, error);
    if (status != HINGE_OK || condition->op <= OP_NOT_EQUAL)
        return status;
    bool numeric =
        analysis->table->column[condition->column].type == HINGE_COLUMN_NUMBER;
    if (hinge_number_parse(value, strlen(value), '.', &condition->number, NULL) !=
        HINGE_NUMBER_VALUE)
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                   "filter '%s': '%s' is not a number", name, value);
    if (!numeric)
        return hinge_analysis_fail(analysis, error, HINGE_E_NOT_NUMERIC,
                                   "filter: column '%s' is not numeric", name);
    return HINGE_OK;
}

/* Whether the cell equals one level of the comma list; numbers are compared as numbers.
 */
static bool is_listed(const struct hinge_column *column, size_t row,
                      const struct condition *condition)
{
    const char *at = condition->levels, *end = at + condition->length;
    for (;;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        size_t n = (size_t)((comma != NULL ? comma : end) - at);
        double value;
        for (; n > 0 && *at == ' '; n--)
            at++;
        while (n > 0 && at[n - 1] == ' ')
            n--;
        if (column->type == HINGE_COLUMN_TEXT) {
            const char *text = column->text[row];
            if (text != NULL && strlen(text) == n && memcmp(text, at, n) == 0)
                return true;
        } else if (hinge_number_parse(at, n, '.', &value, NULL) == HINGE_NUMBER_VALUE &&
                   value == column->number[row]) {
            return true;
        }
        if (comma == NULL)
            return false;
        at = comma + 1;
    }
}

static bool holds(const struct hinge_table *table, size_t row,
                  const struct condition *condition)
{
    const struct hinge_column *column = &table->column[condition->column];
    double value =
        column->type == HINGE_COLUMN_NUMBER ? column->number[row] : (double)NAN;
    switch (condition->op) {
    case OP_EQUAL:
        return is_listed(column, row, condition);
    case OP_NOT_EQUAL: /* a missing cell is neither equal nor different */
        return (column->type == HINGE_COLUMN_NUMBER ? !isnan(value)
                                                    : column->text[row] != NULL) &&
               !is_listed(column, row, condition);
    case OP_LESS_EQUAL:
        return value <= condition->number;
    case OP_GREATER_EQUAL:
        return value >= condition->number;
    case OP_LESS:
        return value < condition->number;
    case OP_GREATER:
        return value > condition->number;
    }
    return false;
}

enum { MAX_CONDITIONS = 32 };

struct conditions {
    struct condition item[MAX_CONDITIONS];
    size_t n;
};

static enum hinge_status read_conditions(struct hinge_analysis *analysis,
                                         const char *option, struct conditions *all,
                                         struct hinge_error *error)
{
    const char *text = hinge_option_text(analysis, option);
    all->n = 0;
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, "&");
        if (all->n == MAX_CONDITIONS)
            return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                       "%s: more than %d conditions", option,
                                       MAX_CONDITIONS);
        enum hinge_status status =
            parse_condition(analysis, text, length, &all->item[all->n++], error);
        if (status != HINGE_OK)
            return status;
        text += length + (text[length] == '&');
    }
    return HINGE_OK;
}

static bool all_hold(const struct hinge_analysis *analysis,
                     const struct conditions *all, size_t row)
{
    for (size_t k = 0; k < all->n; k++)
        if (!holds(analysis->table, row, &all->item[k]))
            return false;
    return true;
}

/* Rows that filter and stratum keep and for which `usable` is as wanted. */
static enum hinge_status find_rows(struct hinge_analysis *analysis, bool wanted,
                                   size_t **row, size_t *n, struct hinge_error *error)
{
    struct conditions filter, usable;
    size_t rows = analysis->table->rows;
    enum hinge_status status = read_conditions(analysis, "filter", &filter, error);
    if (status == HINGE_OK)
        status = read_conditions(analysis, "usable", &usable, error);
    if (status != HINGE_OK)
        return status;
    *row = hinge_analysis_alloc(analysis, rows, sizeof **row);
    *n = 0;
    if (*row == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < rows; i++)
        if ((analysis->stratum == NULL || analysis->stratum[i]) &&
            all_hold(analysis, &filter, i) && all_hold(analysis, &usable, i) == wanted)
            (*row)[(*n)++] = i;
    return HINGE_OK;
}

enum hinge_status hinge_filter_rows(struct hinge_analysis *analysis, size_t **row,
                                    size_t *n, struct hinge_error *error)
{
    return find_rows(analysis, true, row, n, error);
}

enum hinge_status hinge_filter_unusable(struct hinge_analysis *analysis, size_t **row,
                                        size_t *n, struct hinge_error *error)
{
    return find_rows(analysis, false, row, n, error);
}
