/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and cells of the results file that a view is made of; names said wrong. */
#include "report/request/tabulation.h"
#include "base/memory.h"

#include "base/number.h"
#include "base/parameters.h"
#include "people/people.h"
#include "report/display.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_LISTED = 40 };

enum hinge_status hinge_tab_unknown(const struct hinge_tabulation *tab, const char *option,
                                    const char *what, const char *name, const char *const *names,
                                    size_t n, struct hinge_error *error)
{
    struct hinge_text text = {0};
    const char *nearest = hinge_suggest(name, names, n);
    if (option != NULL)
        hinge_text_printf(&text, "%s: ", option);
    if (tab != NULL)
        hinge_text_printf(&text, "%s: ", tab->request->results);
    hinge_text_printf(&text, "no %s \"%s\"", what, name);
    if (nearest != NULL)
        hinge_text_printf(&text, "; did you mean %s?", nearest);
    else
        hinge_text_puts(&text, n > 0 ? "; there are " : "; there are");
    if (nearest == NULL)
        hinge_text_join(&text, names, n < NAMES_LISTED ? n : NAMES_LISTED, ", ");
    if (nearest == NULL && n > NAMES_LISTED)
        hinge_text_printf(&text, " and %zu more", n - NAMES_LISTED);
    enum hinge_status status =
        hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s", hinge_text_string(&text));
    hinge_text_clear(&text);
    return status;
}

enum hinge_status hinge_tab_split(struct hinge_tabulation *tab, const char *option,
                                  const char *text, char separator, const char **item, size_t room,
                                  size_t *n, struct hinge_error *error)
{
    *n = 0;
    for (const char *p = text; *p != '\0' || p != text;) {
        const char *end = strchr(p, separator);
        size_t length = end != NULL ? (size_t)(end - p) : strlen(p);
        p = hinge_trimmed(p, &length);
        if (length == 0 || *n == room)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   length == 0
                                       ? "%s: nothing between two '%c' in \"%s\""
                                       : "%s: more parts between '%c' than can be taken in \"%s\"",
                                   option, separator, text);
        item[*n] = hinge_arena_copy(&tab->arena, p, length);
        if (item[(*n)++] == NULL)
            return hinge_no_memory(error);
        if (end == NULL)
            break;
        p = end + 1;
    }
    return HINGE_OK;
}

/* --- the file --- */

const char *hinge_tab_option(const struct hinge_tabulation *tab, const char *name)
{
    for (size_t r = 0; r < tab->parameters.rows; r++) {
        const char *key = hinge_table_text(&tab->parameters, "key", r);
        const char *value = hinge_table_text(&tab->parameters, "value", r);
        if (key != NULL && strcmp(key, name) == 0)
            return value != NULL ? value : "";
    }
    return "";
}

double hinge_tab_parameter(const struct hinge_tabulation *tab, const char *key)
{
    long keys = hinge_table_find(&tab->parameters, "key");
    for (size_t r = 0; keys >= 0 && r < tab->parameters.rows; r++) {
        const char *name = tab->parameters.column[keys].text[r];
        const char *text = hinge_table_text(&tab->parameters, "value", r);
        double value;
        if (name != NULL && strcmp(name, key) == 0 && text != NULL &&
            hinge_number_parse(text, strlen(text), '.', &value, NULL) == HINGE_NUMBER_VALUE)
            return value;
    }
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    double value = NAN;
    for (size_t i = 0; i < n; i++)
        if (strcmp(row[i].key, key) == 0)
            hinge_number_parse(row[i].standard, strlen(row[i].standard), '.', &value, NULL);
    return value;
}

const char *hinge_tab_name(const struct hinge_tabulation *tab, const char *id, char *buffer,
                           size_t capacity)
{
    if (!tab->request->words)
        return id;
    hinge_wording_title(id, buffer, capacity);
    return hinge_wording_small(buffer);
}

const char *hinge_tab_trial(const struct hinge_tabulation *tab, const char *column, size_t trial,
                            char buffer[48])
{
    long at = hinge_table_find(&tab->trials, column);
    return at < 0 ? "" : hinge_exact_cell(&tab->trials, (size_t)at, trial, buffer);
}

/* Whether the trial rests on inferred markers. */
static bool is_inferred(const struct hinge_tabulation *tab, size_t trial)
{
    return hinge_table_number(&tab->trials, "inferred", trial) > 0;
}

bool hinge_tab_is_guessed(const struct hinge_tabulation *tab, size_t trial)
{
    return hinge_recording_is_guessed(is_inferred(tab, trial), tab->spine_refused);
}

bool hinge_tab_names_trials(const struct hinge_tabulation *tab)
{
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *who = hinge_table_text(&tab->trials, "participant", t);
        const char *which = hinge_table_text(&tab->trials, "trial", t);
        bool named = (who != NULL && *who != '\0') || (which != NULL && *which != '\0');
        if (tab->kept[t] && !named)
            return false;
    }
    return true;
}

bool hinge_tab_is_trial(const struct hinge_tabulation *tab, size_t trial)
{
    return hinge_recording_counts(hinge_table_text(&tab->trials, "role", trial));
}
