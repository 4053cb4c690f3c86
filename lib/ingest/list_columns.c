/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a trial list's header: a typo must not become a covariate, and names, birth
 * dates and the like must not enter a study unnoticed. */
#include "ingest/list_columns.h"

#include "base/text.h"

#include <string.h>

#define NAME(name, help) #name,
#define NOTHING(name, help)
static const char *const known[] = {HINGE_LIST_COLUMNS(NAME, NAME, NAME)};
static const char *const text_columns[] = {HINGE_LIST_COLUMNS(NAME, NAME, NOTHING) NULL};
enum { N_KNOWN = sizeof known / sizeof *known };

const char *const *hinge_list_text_columns(void)
{
    return text_columns;
}

/* What others call the column `file`. */
static bool is_alias(const char *name)
{
    static const char *const names[] = {"filename", "file_name", "filepath", "path",
                                        "recording"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (hinge_same_name(name, names[i]))
            return true;
    return false;
}

bool hinge_list_header(const char *const *cell, size_t n)
{
    bool file = false, near_file = false, other = false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(cell[i], "file") == 0) {
            file = true;
            continue;
        }
        near_file = near_file || hinge_name_distance(cell[i], "file", 1) <= 1 ||
                    is_alias(cell[i]);
        for (size_t k = 0; k < N_KNOWN; k++)
            other = other || strcmp(cell[i], known[k]) == 0;
    }
    return file || (near_file && (other || n == 1));
}

/* Words that mark personal data in a column name. */
static bool personal(const char *name)
{
    static const char *const words[] = {"birth", "dob", "surname", "address", "mail",
                                        "phone", "mrn", "nhs",     "ssn"};
    char lower[64];
    size_t n = strlen(name);
    if (n >= sizeof lower)
        n = sizeof lower - 1;
    for (size_t i = 0; i < n; i++)
        lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
    lower[n] = '\0';
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strstr(lower, words[k]) != NULL)
            return true;
    return false;
}

static enum hinge_status check_column(const char *name, bool has_file, const char *path,
                                      const struct hinge_config *config,
                                      struct hinge_error *error)
{
    for (size_t k = 0; k < N_KNOWN; k++)
        if (strcmp(name, known[k]) == 0)
            return HINGE_OK;
    if (strncmp(name, "label:", 6) == 0 || hinge_config_keeps_column(config, name))
        return HINGE_OK;
    if (personal(name))
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
            "%s: column \"%s\" looks like personal data; remove it, or "
            "keep it with --keep-column %s",
            path, name, name);
    const char *nearest = hinge_suggest(name, known, N_KNOWN);
    if (!has_file && is_alias(name))
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
            "%s: a trial list needs a column \"file\"; rename \"%s\"", path, name);
    if (nearest != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s: column \"%s\" is not known; did you mean \"%s\"? A "
                               "covariate of that name needs --keep-column %s",
                               path, name, nearest, name);
    return HINGE_OK;
}

enum hinge_status hinge_list_columns_check(const struct hinge_table *list,
                                           const char *path,
                                           const struct hinge_config *config,
                                           struct hinge_error *error)
{
    bool has_file = hinge_table_find(list, "file") >= 0;
    for (size_t c = 0; c < list->n_columns; c++) {
        enum hinge_status status =
            check_column(list->column[c].name, has_file, path, config, error);
        if (status != HINGE_OK)
            return status;
    }
    if (!has_file)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s: a trial list needs a column \"file\"", path);
    return HINGE_OK;
}
