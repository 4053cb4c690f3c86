/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys from file names. */
#include "ingest/name_pattern.h"

#include "reps/reps.h"

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
    for (size_t length = 1; text[length - 1] != '\0' && text[length - 1] != '/'; length++) {
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
                               "--name: {%s} holds a number; give numbers in a trial list", key);
    const char *given = hinge_table_text(list, key, row);
    if (length == 0 || (given != NULL && *given != '\0'))
        return HINGE_OK;
    return hinge_table_set_text(list, column, row, value);
}

/* --- words that are known --- */

/* The i-th known task or cue, NULL past the last. `hip_hinge` is nobody's task id, but
 * what people write. */
static const char *known_word(size_t i, const char **kind)
{
    size_t n, n_cues;
    const struct hinge_task *tasks = hinge_task_rows(&n);
    const struct hinge_cue *cues = hinge_cue_rows(&n_cues);
    *kind = i <= n ? "task" : "cue";
    if (i == 0)
        return "hip_hinge";
    return i <= n ? tasks[i - 1].id : i <= n + n_cues ? cues[i - n - 1].id : NULL;
}

static bool is_word_end(char c)
{
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* The first key that takes a piece of text[0..length); n when none does or one takes it
 * whole. */
static size_t splitter(const struct match *match, const char *text, size_t length)
{
    size_t first = match->n;
    for (size_t k = match->n; k-- > 0;) {
        const char *start = match->key[k].text, *end = start + match->key[k].length;
        if (start <= text && text + length <= end)
            return match->n;
        if (start < text + length && text < end)
            first = k;
    }
    return first;
}

static bool is_key(const struct match *match, size_t k, const char *name)
{
    return match->key[k].name_length == strlen(name) &&
           strncmp(match->key[k].name, name, strlen(name)) == 0;
}

static bool takes(const struct match *match, size_t k, const char *word)
{
    return match->key[k].length == strlen(word) &&
           strncmp(match->key[k].text, word, strlen(word)) == 0;
}

static const char advice[] = "; part the keys by a character that is in none of them, such as - in "
                             "p01-rdl-wall_tap-1.csv, or name the recordings in a trial list";

/* A known word of which the pattern gives pieces to keys. */
static enum hinge_status check_split(const struct match *match, const char *file, const char *word,
                                     struct hinge_error *error)
{
    size_t length = strlen(word);
    for (const char *at = strstr(file, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at > file && !is_word_end(at[-1])) || !is_word_end(at[length]))
            continue;
        size_t k = splitter(match, at, length);
        if (k < match->n)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_NAME_MISMATCH,
                                   "--name: %s: the pattern splits \"%s\": {%.*s} takes \"%.*s\"%s",
                                   file, word, (int)match->key[k].name_length, match->key[k].name,
                                   (int)match->key[k].length, match->key[k].text, advice);
    }
    return HINGE_OK;
}

/* A known task that another key than {task} takes, while {task} takes no known one; so
 * for cues. */
static enum hinge_status check_place(const struct match *match, const char *file, const char *word,
                                     const char *kind, struct hinge_error *error)
{
    size_t own = match->n, other = match->n, i = 0;
    const char *any, *its;
    for (size_t k = 0; k < match->n; k++) {
        if (is_key(match, k, kind))
            own = k;
        else if (takes(match, k, word))
            other = k;
    }
    if (own == match->n || other == match->n)
        return HINGE_OK;
    for (; (any = known_word(i, &its)) != NULL; i++)
        if (strcmp(its, kind) == 0 && takes(match, own, any))
            return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_NAME_MISMATCH,
                           "--name: %s: {%s} takes \"%.*s\" and {%.*s} the %s \"%s\"%s", file, kind,
                           (int)match->key[own].length, match->key[own].text,
                           (int)match->key[other].name_length, match->key[other].name, kind, word,
                           advice);
}

static enum hinge_status check_words(const struct match *match, const char *file,
                                     struct hinge_error *error)
{
    const char *word, *kind;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && (word = known_word(i, &kind)) != NULL; i++) {
        if (strchr(word, '_') != NULL)
            status = check_split(match, file, word, error);
        if (status == HINGE_OK)
            status = check_place(match, file, word, kind, error);
    }
    return status;
}

/* Whether the row says already what the pattern's keys would. */
static bool has_keys(const char *pattern, const struct hinge_table *list, size_t row)
{
    for (const char *p = strchr(pattern, '{'); p != NULL; p = strchr(p + 1, '{')) {
        char key[48] = "";
        size_t length = strcspn(p + 1, "}");
        memcpy(key, p + 1, length < sizeof key ? length : sizeof key - 1);
        const char *given = hinge_table_text(list, key, row);
        if (given == NULL || *given == '\0')
            return false;
    }
    return true;
}

/* Every key is a text column of the list, every brace closed. */
static enum hinge_status check_pattern(const char *pattern, struct hinge_table *list, size_t row,
                                       struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (strchr(pattern, '{') == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--name %s: no key in braces, such as {participant}", pattern);
    for (const char *p = strchr(pattern, '{'); p != NULL && status == HINGE_OK;
         p = strchr(p + 1, '{')) {
        size_t length = strcspn(p, "}");
        if (p[length] == '\0')
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--name: the brace at \"%s\" is not closed; close it", p);
        status = set_key(list, row, p + 1, length - 1, "", 0, error);
    }
    return status;
}

enum hinge_status hinge_name_pattern_apply(const char *pattern, const char *file,
                                           struct hinge_table *list, size_t row, bool *matched,
                                           struct hinge_error *error)
{
    struct match match;
    *matched = true;
    enum hinge_status status = check_pattern(pattern, list, row, error);
    if (status != HINGE_OK)
        return status;
    if (!match_path(pattern, file, &match)) {
        *matched = has_keys(pattern, list, row);
        return HINGE_OK;
    }
    status = check_words(&match, file, error);
    for (size_t k = 0; k < match.n && status == HINGE_OK; k++)
        status = set_key(list, row, match.key[k].name, match.key[k].name_length, match.key[k].text,
                         match.key[k].length, error);
    return status;
}
