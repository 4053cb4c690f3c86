/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters: text into conditions, conditions applied to cells. */
#include "people/people.h"

#include "trial/heard.h"

/* Longest first: "<=" must not be read as "<". */
static const struct {
    const char *sign;
    enum hinge_compare compare;
} signs[] = {{"!=", HINGE_IS_NOT}, {"<=", HINGE_AT_MOST}, {">=", HINGE_AT_LEAST},
             {"=", HINGE_IS},      {"<", HINGE_BELOW},    {">", HINGE_ABOVE}};

static char *trimmed(struct hinge_arena *arena, const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return hinge_arena_copy(arena, text, length);
}

void hinge_condition_add(struct hinge_text *filter, const char *name, const char *value)
{
    hinge_text_printf(filter, "%s%s=", filter->length > 0 ? "&" : "", name);
    hinge_text_item(filter, value);
}

static enum hinge_status read_one(struct hinge_arena *arena, const char *option, const char *text,
                                  struct hinge_condition *condition, struct hinge_error *error)
{
    size_t length = strcspn(text, "!<>="), i = 0, n = sizeof signs / sizeof *signs;
    while (i < n && strncmp(text + length, signs[i].sign, strlen(signs[i].sign)) != 0)
        i++;
    *condition = (struct hinge_condition){.name = trimmed(arena, text, length)};
    if (i == n || *condition->name == '\0')
        return hinge_usage(error,
                           "%s: \"%s\" is not a condition; write COLUMN=VALUE, "
                           "COLUMN=A,B or COLUMN>=NUMBER and join them with &; a value with "
                           "a comma or & is \"in quotes\"",
                           option, text);
    condition->compare = signs[i].compare;
    const char *after = text + length + strlen(signs[i].sign);
    const char *value = trimmed(arena, after, strlen(after));
    if (condition->compare == HINGE_IS || condition->compare == HINGE_IS_NOT) { /* a,b,c */
        for (const char *at = value;; at++) {
            size_t size = hinge_item_length(at, ',');
            if (condition->n_values == HINGE_CONDITION_VALUES)
                return hinge_usage(error, "%s: more than %d values of %s; name fewer", option,
                                   HINGE_CONDITION_VALUES, condition->name);
            char *item = trimmed(arena, at, size);
            bool quoted = *item == '"';
            size_t letters = strlen(item);
            if (quoted && (letters < 2 || item[letters - 1] != '"'))
                return hinge_usage(error,
                                   "%s: the quote of %s=%.*s is not closed; end the "
                                   "value with a quote",
                                   option, condition->name, (int)strcspn(item, "&"), item);
            hinge_item_value(item, letters, item);
            if (!quoted && *item == '\0' && *value != '\0')
                return hinge_usage(error, "%s: nothing between two ',' in \"%s\"; remove one",
                                   option, value);
            double *number = &condition->as_number[condition->n_values];
            if (hinge_number_parse(item, strlen(item), '.', number, NULL) != HINGE_NUMBER_VALUE)
                *number = NAN;
            condition->value[condition->n_values++] = item;
            at += size;
            if (*at == '\0')
                return HINGE_OK;
        }
    }
    if (hinge_number_parse(value, strlen(value), '.', &condition->number, NULL) !=
        HINGE_NUMBER_VALUE)
        return hinge_usage(error, "%s: \"%s\" is not a number to compare %s with; write a number",
                           option, value, condition->name);
    return HINGE_OK;
}

enum hinge_status hinge_filter_read(struct hinge_arena *arena, const char *option, const char *text,
                                    struct hinge_filter *filter, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    filter->n = 0;
    while (*text != '\0' && status == HINGE_OK) {
        size_t length = hinge_item_length(text, '&');
        const char *part = trimmed(arena, text, length);
        if (filter->n == HINGE_CONDITIONS)
            return hinge_usage(error, "%s: more than %d conditions; write fewer", option,
                               HINGE_CONDITIONS);
        status = read_one(arena, option, part, &filter->condition[filter->n], error);
        filter->n += status == HINGE_OK;
        text += length + (text[length] == '&');
    }
    return status;
}

bool hinge_filter_names(const struct hinge_filter *filter, const char *name)
{
    return HINGE_ROW_AT(filter->condition, filter->n, name) < filter->n;
}

bool hinge_filter_bind(struct hinge_filter *filter, const struct hinge_table *table)
{
    const size_t n = filter->n;
    filter->n = 0;
    for (size_t i = 0; i < n; i++) {
        const long at = hinge_table_find(table, filter->condition[i].name);
        if (at < 0)
            continue;
        filter->condition[filter->n] = filter->condition[i];
        filter->condition[filter->n++].column = (size_t)at;
    }
    return filter->n == n;
}

/* --- applied --- */

static bool is_met(const struct hinge_condition *condition, const struct hinge_cell *cell)
{
    const char *text = cell->text;
    double number = cell->number;
    bool found = false, empty = false, missing = text != NULL ? *text == '\0' : isnan(number);
    if (condition->compare != HINGE_IS && condition->compare != HINGE_IS_NOT) {
        if (text != NULL &&
            hinge_number_parse(text, strlen(text), '.', &number, NULL) != HINGE_NUMBER_VALUE)
            return false;
        return condition->compare == HINGE_BELOW     ? number < condition->number
               : condition->compare == HINGE_AT_MOST ? number <= condition->number
               : condition->compare == HINGE_ABOVE   ? number > condition->number
                                                     : number >= condition->number;
    }
    for (size_t i = 0; i < condition->n_values; i++) {
        const char *value = condition->value[i];
        empty = empty || *value == '\0';
        found =
            found || (*value == '\0' ? missing
                      : text == NULL ? condition->as_number[i] == number
                                     : strcmp(value, text) == 0 ||
                                           (cell->also != NULL && strcmp(value, cell->also) == 0));
    }
    return (!missing || empty) && found == (condition->compare == HINGE_IS);
}

struct hinge_cell hinge_cell_of(const struct hinge_column *column, size_t row)
{
    if (column->type == HINGE_COLUMN_NUMBER)
        return (struct hinge_cell){.number = column->number[row]};
    struct hinge_cell cell = {.text = column->text[row] != NULL ? column->text[row] : ""};
    if (strcmp(column->name, "standing_source") == 0) /* also by its class, which tables show */
        cell.also = hinge_standing_class(cell.text);
    return cell;
}

bool hinge_filter_keeps(const struct hinge_filter *filter, hinge_cell_finder *find, const void *row)
{
    for (size_t i = 0; i < filter->n; i++) {
        struct hinge_cell cell = {.text = NULL};
        if (find(row, &filter->condition[i], &cell) && !is_met(&filter->condition[i], &cell))
            return false;
    }
    return true;
}

struct table_row {
    const struct hinge_table *table;
    size_t row;
};

static bool find_in_table(const void *context, const struct hinge_condition *condition,
                          struct hinge_cell *cell)
{
    const struct table_row *at = context;
    *cell = hinge_cell_of(&at->table->column[condition->column], at->row);
    return true;
}

bool hinge_filter_keeps_row(const struct hinge_filter *filter, const struct hinge_table *table,
                            size_t row)
{
    return hinge_filter_keeps(filter, find_in_table, &(struct table_row){table, row});
}

/* --- values that are not there --- */

enum hinge_status hinge_condition_check(struct hinge_condition *condition, const char *option,
                                        const char *const *known, size_t n,
                                        struct hinge_error *error)
{
    if (condition->compare != HINGE_IS && condition->compare != HINGE_IS_NOT)
        return HINGE_OK;
    for (size_t k = 0; k < condition->n_values; k++) {
        if (strcmp(condition->name, "cue") == 0)
            condition->value[k] = hinge_cue_among(condition->value[k], known, n);
        const char *value = condition->value[k];
        if (*value == '\0' || hinge_name_at(known, n, value) < n)
            continue;
        cleared_by(hinge_text_clear) struct hinge_text list = {0};
        const char *nearest = hinge_suggest(value, known, n);
        size_t listed = 0; /* those that are not empty */
        for (size_t i = 0; nearest == NULL && i < n; i++)
            if (*known[i] != '\0' && ++listed <= 12) {
                hinge_text_adds(&list, listed > 1 ? ", " : "");
                hinge_text_item(&list, known[i]);
            }
        if (nearest != NULL)
            hinge_text_item(&list, nearest);
        if (listed > 12)
            hinge_text_adds(&list, ", ...");
        bool plain = list.length > 0 && *hinge_text_string(&list) != '"';
        return hinge_usage(error,
                           nearest == NULL ? listed > 0
                                                 ? "%s: no row has %s \"%s\"; choose from %s"
                                                 : "%s: no row has %s \"%s\"; the column is empty%s"
                           : plain         ? "%s: no row has %s \"%s\"; did you mean \"%s\"?"
                                           : "%s: no row has %s \"%s\"; did you mean %s?",
                           option, condition->name, value, hinge_text_string(&list));
    }
    return HINGE_OK;
}

enum hinge_status hinge_condition_check_column(struct hinge_condition *condition,
                                               const char *option,
                                               const struct hinge_column *column, size_t rows,
                                               struct hinge_error *error)
{
    if (column->type == HINGE_COLUMN_NUMBER)
        return HINGE_OK;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const struct hinge_labels there = hinge_labels_of(&arena, column->text, rows, HINGE_BY_BYTES);
    bool nothing = there.n > 0 && *there.name[0] == '\0'; /* comes first */
    return hinge_condition_check(condition, option, there.name + nothing, there.n - nothing, error);
}
