/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --where: "group=trained&age>=65&tier=A,B" into conditions, and conditions applied. */
#include "report/tables/parts/where.h"
#include "base/memory.h"
#include "report/tables/parts/tabulation.h"

#include "base/number.h"
#include "report/display.h"

#include <math.h>
#include <string.h>

enum { NAMES = 512 };

const char *const hinge_rep_keys[] = {"rep",        "floor",       "complete",
                                      "valid",      "rom_deg",     "desc_start_s",
                                      "desc_end_s", "asc_start_s", "asc_end_s",
                                      NULL};

/* Longest first: "<=" must not be read as "<". */
static const struct {
    const char *sign;
    enum hinge_compare compare;
} signs[] = {{"!=", HINGE_IS_NOT}, {"<=", HINGE_LESS_EQUAL}, {">=", HINGE_MORE_EQUAL},
             {"=", HINGE_IS},      {"<", HINGE_IS_LESS},     {">", HINGE_MORE}};

static enum hinge_status find_level(struct hinge_tabulation *tab,
                                    struct hinge_condition *condition,
                                    struct hinge_error *error)
{
    const char *names[NAMES];
    size_t n = 0;
    for (const char *const *label = tab->view->labels; label && *label; label++) {
        names[n++] = *label;
        condition->level = HINGE_ON_LABEL;
        if (strcmp(*label, condition->name) == 0)
            return HINGE_OK;
    }
    for (size_t i = 0; !tab->view->tables_only && hinge_rep_keys[i] != NULL; i++) {
        names[n++] = hinge_rep_keys[i];
        condition->level = HINGE_ON_REP;
        if (strcmp(hinge_rep_keys[i], condition->name) == 0)
            return HINGE_OK;
    }
    condition->level = HINGE_ON_TRIAL;
    for (size_t c = 0; c < tab->trials.n_columns && n < NAMES; c++) {
        names[n++] = tab->trials.column[c].name;
        condition->column = c;
        if (strcmp(tab->trials.column[c].name, condition->name) == 0)
            return HINGE_OK;
    }
    return hinge_tab_unknown(tab, "--where", "column", condition->name, names, n,
                             error);
}

static enum hinge_status read_values(struct hinge_tabulation *tab, const char *text,
                                     struct hinge_condition *condition,
                                     struct hinge_error *error)
{
    if (condition->compare == HINGE_IS || condition->compare == HINGE_IS_NOT) {
        condition->n_values = 0;
        if (*text == '\0') { /* "session=": those that have none */
            condition->value[condition->n_values++] = "";
            return HINGE_OK;
        }
        return hinge_tab_split(tab, "--where", text, ',', condition->value,
                               HINGE_CONDITION_VALUES, &condition->n_values, error);
    }
    if (hinge_number_parse(text, strlen(text), '.', &condition->number, NULL) ==
        HINGE_NUMBER_VALUE)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--where: \"%s\" is not a number to compare %s with", text,
                           condition->name);
}

static enum hinge_status read_condition(struct hinge_tabulation *tab, const char *text,
                                        struct hinge_condition *condition,
                                        struct hinge_error *error)
{
    size_t length = strcspn(text, "!<>=");
    size_t name = length;
    while (name > 0 && text[name - 1] == ' ')
        name--;
    for (size_t i = 0; name > 0 && i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i].sign);
        if (strncmp(text + length, signs[i].sign, n) != 0)
            continue;
        condition->compare = signs[i].compare;
        condition->name = hinge_arena_copy(&tab->arena, text, name);
        if (condition->name == NULL)
            return hinge_no_memory(error);
        enum hinge_status status = find_level(tab, condition, error);
        const char *value = text + length + n;
        return status == HINGE_OK
                   ? read_values(tab, value + strspn(value, " "), condition, error)
                   : status;
    }
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--where: \"%s\" is no condition; write COLUMN=VALUE, "
                           "COLUMN=A,B or COLUMN>=NUMBER and join them with &",
                           text);
}

bool hinge_condition_text(const struct hinge_condition *condition, const char *value)
{
    double number;
    bool found = false;
    if (condition->compare != HINGE_IS && condition->compare != HINGE_IS_NOT)
        return hinge_number_parse(value, strlen(value), '.', &number, NULL) ==
                   HINGE_NUMBER_VALUE &&
               hinge_condition_number(condition, number);
    for (size_t i = 0; !found && i < condition->n_values; i++)
        found = strcmp(condition->value[i], value) == 0;
    return found == (condition->compare == HINGE_IS);
}

bool hinge_condition_number(const struct hinge_condition *condition, double value)
{
    bool found = false;
    double wanted;
    switch (condition->compare) {
    case HINGE_IS_LESS:
        return value < condition->number;
    case HINGE_LESS_EQUAL:
        return value <= condition->number;
    case HINGE_MORE:
        return value > condition->number;
    case HINGE_MORE_EQUAL:
        return value >= condition->number;
    case HINGE_IS:
    case HINGE_IS_NOT:
        break;
    }
    for (size_t i = 0; !found && i < condition->n_values; i++) {
        const char *text = condition->value[i];
        found = *text == '\0' ? isnan(value)
                              : hinge_number_parse(text, strlen(text), '.', &wanted,
                                                   NULL) == HINGE_NUMBER_VALUE &&
                                    wanted == value;
    }
    return found == (condition->compare == HINGE_IS);
}

bool hinge_where_label(const struct hinge_tabulation *tab, const char *name,
                       const char *label)
{
    for (size_t i = 0; i < tab->n_conditions; i++)
        if (tab->condition[i].level == HINGE_ON_LABEL &&
            strcmp(tab->condition[i].name, name) == 0 &&
            !hinge_condition_text(&tab->condition[i], label))
            return false;
    return true;
}

bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase)
{
    const char *wanted = tab->request->phase;
    return (*wanted == '\0' || strcmp(wanted, phase) == 0) &&
           hinge_where_label(tab, "phase", phase);
}

enum hinge_status hinge_tab_check_phase(const struct hinge_tabulation *tab,
                                        const char *const *phase, size_t n,
                                        struct hinge_error *error)
{
    const char *wanted = tab->request->phase;
    for (size_t i = 0; i < n; i++)
        if (*wanted == '\0' || strcmp(wanted, phase[i]) == 0)
            return HINGE_OK;
    return hinge_tab_unknown(NULL, "--phase", "phase", wanted, phase, n, error);
}

static bool keeps(const struct hinge_tabulation *tab, size_t trial)
{
    for (size_t i = 0; i < tab->n_conditions; i++) {
        const struct hinge_condition *condition = &tab->condition[i];
        if (condition->level != HINGE_ON_TRIAL)
            continue;
        const struct hinge_column *column = &tab->trials.column[condition->column];
        const char *text = column->type == HINGE_COLUMN_TEXT ? column->text[trial] : "";
        if (column->type == HINGE_COLUMN_NUMBER
                ? !hinge_condition_number(condition, column->number[trial])
                : !hinge_condition_text(condition, text != NULL ? text : ""))
            return false;
    }
    return true;
}

enum hinge_status hinge_where_read(struct hinge_tabulation *tab,
                                   struct hinge_error *error)
{
    const char *part[HINGE_CONDITIONS];
    size_t n;
    enum hinge_status status = hinge_tab_split(tab, "--where", tab->request->where, '&',
                                               part, HINGE_CONDITIONS, &n, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        status = read_condition(tab, part[i], &tab->condition[i], error);
        tab->n_conditions += status == HINGE_OK;
    }
    if (status != HINGE_OK)
        return status;
    tab->kept = hinge_alloc(tab->trials.rows, sizeof *tab->kept);
    if (tab->kept == NULL)
        return hinge_no_memory(error);
    for (size_t r = 0; r < tab->trials.rows; r++)
        tab->kept[r] = keeps(tab, r);
    return HINGE_OK;
}
