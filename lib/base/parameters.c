/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows, defaults, reading and printing of parameters. */
#include "base/parameters.h"
#include "base/base.h"

#define OFFSET(member) offsetof(struct hinge_parameters, member)
static const struct hinge_parameter rows[] = {
#define REAL(section, member, key, value, low, high, unit, help)                                   \
    {#section, key, unit, help, HINGE_PARAMETER_REAL, OFFSET(member), low, high, #value, ""},
#define COUNT(section, member, key, value, low, high, unit, help)                                  \
    {#section, key, unit, help, HINGE_PARAMETER_COUNT, OFFSET(member), low, high, #value, ""},
#define LIST(section, member, key, value, unit, help)                                              \
    {#section, key, unit, help, HINGE_PARAMETER_LIST, OFFSET(member), -1e9, 1e9, value, ""},
#define WORD(section, member, key, value, allowed, help)                                           \
    {#section, key, "", help, HINGE_PARAMETER_WORD, OFFSET(member), 0, 0, value, allowed},
#include <hinge/settings.def>
};

#define FIXED(section, member, key, value, unit, help, why) .member = value,
const struct hinge_fixed hinge_fixed = {
#include <hinge/settings.def>
};
#undef REAL
#undef COUNT
#undef LIST
#undef WORD

const struct hinge_parameter *hinge_parameter_rows(size_t *count)
{
    *count = sizeof rows / sizeof *rows;
    return rows;
}

void hinge_parameters_init(struct hinge_parameters *parameters)
{
    memset(parameters, 0, sizeof *parameters);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        hinge_parameter_set(parameters, &rows[i], rows[i].standard);
}

static const char *set_list(struct hinge_number_list *list, const char *text)
{
    struct hinge_number_list next = {0};
    const char *p = text;
    for (;;) {
        size_t length = strcspn(p, ",");
        double value;
        if (next.n == HINGE_LIST_MAX)
            return "at most 12 numbers";
        if (hinge_number_parse(p, length, '.', &value, NULL) != HINGE_NUMBER_VALUE)
            return "numbers separated by commas";
        if (next.n > 0 && value <= next.value[next.n - 1])
            return "increasing numbers separated by commas";
        next.value[next.n++] = value;
        if (p[length] == '\0')
            break;
        p += length + 1;
    }
    *list = next;
    return NULL;
}

const char *hinge_parameter_set(struct hinge_parameters *parameters,
                                const struct hinge_parameter *row, const char *text)
{
    void *member = (char *)parameters + row->offset;
    double value;
    if (row->kind == HINGE_PARAMETER_LIST)
        return set_list(member, text);
    if (row->kind == HINGE_PARAMETER_WORD) {
        size_t length = strlen(text);
        if (*row->allowed != '\0' && !hinge_listed(row->allowed, '|', text))
            return row->allowed;
        if (length >= HINGE_WORD_MAX)
            return "at most 255 characters";
        memcpy(member, text, length + 1);
        return NULL;
    }
    if (hinge_number_parse(text, strlen(text), '.', &value, NULL) != HINGE_NUMBER_VALUE)
        return "a number";
    if (row->kind == HINGE_PARAMETER_COUNT && value != floor(value))
        return "a whole number";
    if (value < row->low || value > row->high)
        return "a number within its range";
    if (row->kind == HINGE_PARAMETER_COUNT)
        *(int *)member = (int)value;
    else
        *(double *)member = value;
    return NULL;
}

const char *hinge_parameter_text(const struct hinge_parameters *parameters,
                                 const struct hinge_parameter *row, char *buffer, size_t capacity)
{
    const void *member = (const char *)parameters + row->offset;
    char number[32];
    size_t used = 0;
    buffer[0] = '\0';
    switch (row->kind) {
    case HINGE_PARAMETER_REAL:
        snprintf(buffer, capacity, "%s", hinge_number_format(*(const double *)member, number));
        break;
    case HINGE_PARAMETER_COUNT:
        snprintf(buffer, capacity, "%d", *(const int *)member);
        break;
    case HINGE_PARAMETER_WORD:
        snprintf(buffer, capacity, "%s", (const char *)member);
        break;
    case HINGE_PARAMETER_LIST: {
        const struct hinge_number_list *list = member;
        for (size_t i = 0; i < list->n && used < capacity; i++)
            used += (size_t)snprintf(buffer + used, capacity - used, "%s%s", i ? "," : "",
                                     hinge_number_format(list->value[i], number));
        break;
    }
    }
    return buffer;
}

const struct hinge_parameter *hinge_parameter_find(const char *key)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (hinge_text_is(rows[i].key, key))
            return &rows[i];
    return NULL;
}

const char *hinge_parameter_standard(const char *key)
{
    const struct hinge_parameter *row = hinge_parameter_find(key);
    return row != NULL ? row->standard : NULL;
}

bool hinge_parameter_is_standard(const char *key, const char *text)
{
    struct hinge_parameters standard, given;
    char a[256], b[256];
    const struct hinge_parameter *row = hinge_parameter_find(key);
    hinge_parameters_init(&standard);
    given = standard;
    return row != NULL && hinge_parameter_set(&given, row, text) == NULL &&
           strcmp(hinge_parameter_text(&standard, row, a, sizeof a),
                  hinge_parameter_text(&given, row, b, sizeof b)) == 0;
}
