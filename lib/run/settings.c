/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [run] of a config: its keys, their values checked. */
#include "run/settings.h"

#include "base/number.h"
#include "base/text.h"

#include <hinge/figure.h>
#include <hinge/report.h>
#include <hinge/results.h>
#include <hinge/run.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *key, *standard, *help;
} keys[HINGE_RUN_SETTINGS] = {
#define X(key, standard, help) {#key, standard, help},
    HINGE_RUN_KEYS(X)
#undef X
};

const char *hinge_run_key(size_t i, const char **help)
{
    if (i >= HINGE_RUN_SETTINGS)
        return NULL;
    *help = keys[i].help;
    return keys[i].key;
}

static enum hinge_status wrong(const struct hinge_config_entry *entry, const char *what,
                               const char *near, struct hinge_error *error)
{
    char where[300] = "--set";
    if (entry->line > 0)
        snprintf(where, sizeof where, "%.250s:%u", entry->source, entry->line);
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "%s: [run] %s = %s: %s%s%s%s",
                           where, entry->key, entry->value, what,
                           near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                           near != NULL ? "?" : "");
}

static enum hinge_status unknown(const struct hinge_config_entry *entry, struct hinge_error *error)
{
    const char *names[HINGE_RUN_SETTINGS];
    for (size_t i = 0; i < HINGE_RUN_SETTINGS; i++)
        names[i] = keys[i].key;
    return wrong(entry, "unknown key", hinge_suggest(entry->key, names, HINGE_RUN_SETTINGS), error);
}

static enum hinge_status wrong_name(const struct hinge_config_entry *entry, const char *name,
                                    const char *const *names, size_t n, struct hinge_error *error)
{
    const char *nearest = hinge_suggest(name, names, n);
    struct hinge_text what = {0};
    hinge_text_printf(&what, "there is no \"%s\"", name);
    if (nearest == NULL && n > 0) {
        hinge_text_puts(&what, "; there are ");
        hinge_text_join(&what, names, n, ", ");
    }
    enum hinge_status status = wrong(entry, hinge_text_string(&what), nearest, error);
    hinge_text_clear(&what);
    return status;
}

/* Every name of a list joined by commas is one of those that `at` gives. */
static enum hinge_status check_names(const struct hinge_config_entry *entry,
                                     const char *(*at)(size_t), struct hinge_error *error)
{
    enum { MOST = 64 };
    const char *names[MOST];
    char name[64];
    size_t n = 0;
    for (; n < MOST && (names[n] = at(n)) != NULL; n++)
        continue;
    const char *rest = entry->value, *from;
    for (size_t own; (from = hinge_next_item(&rest, ',', &own)) != NULL;) {
        size_t k = 0;
        snprintf(name, sizeof name, "%.*s", (int)(own < 60 ? own : 60), from);
        while (k < n && strcmp(names[k], name) != 0)
            k++;
        if (k == n && strcmp(name, "none") != 0)
            return wrong_name(entry, name, names, n, error);
    }
    return HINGE_OK;
}

static enum hinge_status check_yes(const struct hinge_config_entry *entry, bool *yes,
                                   struct hinge_error *error)
{
    *yes = strcmp(entry->value, "yes") == 0;
    return *yes || strcmp(entry->value, "no") == 0 ? HINGE_OK
                                                   : wrong(entry, "yes or no", NULL, error);
}

static enum hinge_status check(const struct hinge_config_entry *entry, enum hinge_run_setting which,
                               struct hinge_run_settings *settings, struct hinge_error *error)
{
    switch (which) {
    case HINGE_RUN_allow_inferred:
        return check_yes(entry, &settings->allow_inferred, error);
    case HINGE_RUN_allow_single:
        return check_yes(entry, &settings->allow_single, error);
    case HINGE_RUN_all_tasks:
        return check_yes(entry, &settings->all_tasks, error);
    case HINGE_RUN_mdc:
        if (*entry->value != '\0' &&
            (hinge_number_parse(entry->value, strlen(entry->value), '.', &settings->mdc, NULL) !=
                 HINGE_NUMBER_VALUE ||
             settings->mdc < 0))
            return wrong(entry, "a number, at least 0", NULL, error);
        return HINGE_OK;
    case HINGE_RUN_tables:
        return check_names(entry, hinge_view_id, error);
    case HINGE_RUN_figures:
        return check_names(entry, hinge_figure_id, error);
    case HINGE_RUN_formats:
        return check_names(entry, hinge_writer_id, error);
    case HINGE_RUN_list:
    case HINGE_RUN_output:
        return *entry->value != '\0' ? HINGE_OK : wrong(entry, "a name is needed", NULL, error);
    default:
        return HINGE_OK;
    }
}

enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *settings = (struct hinge_run_settings){0};
    for (size_t i = 0; i < HINGE_RUN_SETTINGS; i++)
        settings->value[i] = keys[i].standard;
    for (size_t e = 0; status == HINGE_OK && e < config->n_entries; e++) {
        const struct hinge_config_entry *entry = &config->entry[e];
        size_t i = 0;
        if (strcmp(entry->section, "run") != 0)
            continue;
        while (i < HINGE_RUN_SETTINGS && strcmp(keys[i].key, entry->key) != 0)
            i++;
        if (i == HINGE_RUN_SETTINGS)
            return unknown(entry, error);
        settings->value[i] = entry->value;
        status = check(entry, (enum hinge_run_setting)i, settings, error);
    }
    return status;
}
