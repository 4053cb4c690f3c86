/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys from file names. */
#include "ingest/name_pattern.h"

#include "base/text.h"

#include <string.h>

enum { KEYS = 12 };

struct match {
    size_t n;
    struct {
        const char *name, *text;
        size_t name_length, length;
    } key[KEYS];
};

/* Matches pattern against text with backtracking over what each key takes. */
static bool match_from(const char *pattern, const char *text, struct match *match)
{
    while (*pattern != '\0' && *pattern != '{') {
        if (*pattern != *text)
            return false;
        pattern++;
        text++;
    }
    if (*pattern == '\0')
        return *text == '\0';
    const char *end = strchr(pattern, '}');
    if (end == NULL || match->n == KEYS)
        return false;
    size_t at = match->n++;
    match->key[at].name = pattern + 1;
    match->key[at].name_length = (size_t)(end - pattern - 1);
    match->key[at].text = text;
    for (size_t length = 1; text[length - 1] != '\0' && text[length - 1] != '/';
         length++) {
        match->key[at].length = length;
        if (match_from(end + 1, text + length, match))
            return true;
        match->n = at + 1;
    }
    match->n = at;
    return false;
}

/* The pattern may start at any folder of the path. */
static bool match_path(const char *pattern, const char *file, struct match *match)
{
    for (const char *start = file; start != NULL;) {
        match->n = 0;
        if (match_from(pattern, start, match))
            return true;
        start = strchr(start, '/');
        if (start != NULL)
            start++;
    }
    return false;
}

static enum hinge_status set_key(struct hinge_table *list, size_t row, const char *name,
                                 size_t name_length, const char *text, size_t length,
                                 struct hinge_error *error)
{
    char key[48] = "", value[256] = "";
    size_t column;
    memcpy(key, name, name_length < sizeof key ? name_length : sizeof key - 1);
    memcpy(value, text, length < sizeof value ? length : sizeof value - 1);
    enum hinge_status status = hinge_table_require(list, key, "--name", &column, error);
    if (status != HINGE_OK)
        return status;
    if (list->column[column].type != HINGE_COLUMN_TEXT)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "--name: {%s} holds a number; only text columns can be "
                               "taken from file names",
                               key);
    const char *given = list->column[column].text[row];
    if (given != NULL && *given != '\0')
        return HINGE_OK;
    return hinge_table_set_text(list, column, row, value, error);
}

enum hinge_status hinge_name_pattern_apply(const char *pattern, const char *file,
                                           struct hinge_table *list, size_t row,
                                           struct hinge_error *error)
{
    struct match match;
    for (const char *p = strchr(pattern, '{'); p != NULL; p = strchr(p + 1, '{'))
        if (strchr(p, '}') == NULL)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--name: the brace at \"%s\" is not closed", p);
    if (!match_path(pattern, file, &match))
        return HINGE_OK;
    for (size_t k = 0; k < match.n; k++) {
        enum hinge_status status =
            set_key(list, row, match.key[k].name, match.key[k].name_length,
                    match.key[k].text, match.key[k].length, error);
        if (status != HINGE_OK)
            return status;
    }
    return HINGE_OK;
}
