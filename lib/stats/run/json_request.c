/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests: JSON text or command-line words in, a checked JSON object out. */
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "result/result.h"
#include "stats/run/analysis.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_stats_request_init(struct hinge_stats_request *request, const char *text,
                                           struct hinge_error *error)
{
    return hinge_stats_request_read(request, "request", text, error);
}

enum hinge_status hinge_stats_request_read(struct hinge_stats_request *request, const char *name,
                                           const char *text, struct hinge_error *error)
{
    request->json = NULL;
    if (text == NULL) {
        request->json = json_object();
        return HINGE_OK;
    }
    json_error_t why;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &why);
    if (json == NULL && json_error_code(&why) == json_error_out_of_memory)
        return hinge_no_memory(error);
    if (json == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%.300s:%d:%d: not JSON: %s; correct it", name, why.line, why.column,
                               why.text);
    if (!json_is_object(json)) {
        json_decref(json);
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%.300s: expected a JSON object {\"analysis\": ...}", name);
    }
    request->json = json;
    return HINGE_OK;
}

void hinge_stats_request_clear(struct hinge_stats_request *request)
{
    json_decref(request->json);
    request->json = NULL;
}

const char *hinge_stats_request_text(const struct hinge_stats_request *request, const char *name)
{
    return json_string_value(json_object_get(request->json, name));
}

bool hinge_stats_request_flag(const struct hinge_stats_request *request, const char *name)
{
    return json_is_true(json_object_get(request->json, name));
}

bool hinge_stats_request_has(const struct hinge_stats_request *request, const char *name)
{
    return json_object_get(request->json, name) != NULL;
}

bool hinge_stats_request_takes(const struct hinge_stats_request *request, const char *name)
{
    const char *id = hinge_stats_request_text(request, "analysis");
    const struct hinge_statistic *statistic = id != NULL ? hinge_statistic_find(id) : NULL;
    for (size_t i = 0; statistic != NULL && statistic->options[i] != NULL; i++)
        if (strcmp(statistic->options[i], name) == 0)
            return true;
    return false;
}

char *hinge_stats_request_json(const struct hinge_stats_request *request)
{
    return hinge_json_text(request->json, JSON_COMPACT);
}

/* --- command-line words --- */

static json_t *parse_number(const struct hinge_stats_option *row, const char *text)
{
    double value;
    if (row->kind == HINGE_STATS_COUNT && *text != '\0' &&
        text[strspn(text, "0123456789")] == '\0') { /* exact beyond 2^53 */
        errno = 0;
        long long whole = strtoll(text, NULL, 10);
        return errno == 0 ? json_integer(whole) : NULL;
    }
    if (hinge_number_parse(text, strlen(text), '.', &value, NULL) != HINGE_NUMBER_VALUE)
        return NULL;
    if (row->kind != HINGE_STATS_COUNT)
        return json_real(value);
    return value == floor(value) && fabs(value) < 9e15 ? json_integer((json_int_t)value) : NULL;
}

/* a,b,c as an array of texts or, for NUMBERS, of numbers. */
static json_t *parse_list(const struct hinge_stats_option *row, const char *text)
{
    json_t *list = json_array();
    bool numbers = row->kind == HINGE_STATS_NUMBERS;
    for (bool more = true; more;) {
        size_t length = hinge_item_length(text, ','), n = length;
        const char *item = hinge_trimmed(text, &n);
        char *own = hinge_alloc(1, n + 1);
        json_t *value = NULL;
        double number;
        if (!numbers)
            value = json_string(hinge_item_value(item, n, own));
        else if (hinge_number_parse(item, n, '.', &number, NULL) == HINGE_NUMBER_VALUE)
            value = json_real(number);
        free(own);
        if (value == NULL || json_array_append_new(list, value) != 0) {
            json_decref(list);
            return NULL;
        }
        more = text[length] != '\0';
        text += length + more;
    }
    return list;
}

/* column=a,b;other=c,d */
static json_t *parse_levels(const struct hinge_stats_option *row, const char *text)
{
    json_t *levels = json_object();
    while (levels != NULL && *text != '\0') {
        size_t length = hinge_item_length(text, ';'), name = strcspn(text, "=");
        char *key = name < length ? hinge_copy_n(text, length) : NULL;
        json_t *list = key != NULL ? parse_list(row, key + name + 1) : NULL;
        if (key != NULL)
            key[name] = '\0';
        if (key == NULL || list == NULL || json_object_set(levels, key, list) != 0) {
            json_decref(levels);
            levels = NULL;
        }
        json_decref(list);
        free(key);
        text += length + (text[length] == ';');
    }
    return levels;
}

/* name=number,name=number; or a single number */
static json_t *parse_each(const struct hinge_stats_option *row, const char *text)
{
    if (strchr(text, '=') == NULL)
        return parse_number(row, text);
    json_t *each = json_object();
    while (*text != '\0') {
        size_t length = strcspn(text, ","), name = strcspn(text, "=");
        double value;
        if (name >= length ||
            hinge_number_parse(text + name + 1, length - name - 1, '.', &value, NULL) !=
                HINGE_NUMBER_VALUE ||
            json_object_setn_new(each, text, name, json_real(value)) != 0) {
            json_decref(each);
            return NULL;
        }
        text += length + (text[length] == ',');
    }
    return each;
}

static json_t *parse_flag(const char *text)
{
    static const struct {
        const char *word;
        bool value;
    } words[] = {{"true", true},   {"yes", true}, {"1", true},
                 {"false", false}, {"no", false}, {"0", false}};
    if (text == NULL)
        return json_true();
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (hinge_same_name(text, words[i].word))
            return json_boolean(words[i].value);
    return NULL;
}

static json_t *parse_value(const struct hinge_stats_option *row, const char *text)
{
    if (row->kind == HINGE_STATS_FLAG)
        return parse_flag(text);
    if (text == NULL)
        return NULL;
    switch (row->kind) {
    case HINGE_STATS_COLUMNS:
    case HINGE_STATS_PAIR:
    case HINGE_STATS_WORDS:
    case HINGE_STATS_NUMBERS:
        return parse_list(row, text);
    case HINGE_STATS_LEVELS:
    case HINGE_STATS_SCORES:
        return parse_levels(row, text);
    case HINGE_STATS_NUMBER:
    case HINGE_STATS_COUNT:
        return parse_number(row, text);
    case HINGE_STATS_EACH:
        return parse_each(row, text);
    case HINGE_STATS_OBJECT:
        return json_loads(text, 0, NULL);
    case HINGE_STATS_ANY: {
        json_t *number = parse_number(row, text);
        return number != NULL ? number : json_string(text);
    }
    default:
        return json_string(text);
    }
}

enum hinge_status hinge_stats_request_set(struct hinge_stats_request *request, const char *name,
                                          const char *text, struct hinge_error *error)
{
    const struct hinge_stats_option *row = hinge_stats_option_find(name);
    if (row == NULL) {
        size_t n;
        const struct hinge_stats_option *rows = hinge_stats_options(&n);
        const char *names[256];
        for (size_t i = 0; i < n && i < 256; i++)
            names[i] = rows[i].name;
        const char *nearest = hinge_suggest(name, names, n < 256 ? n : 256);
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               nearest ? "unknown option '%s'; did you mean '%s'?"
                                       : "unknown option '%s'",
                               name, nearest);
    }
    json_t *value = parse_value(row, text);
    bool number = row->kind == HINGE_STATS_NUMBER || row->kind == HINGE_STATS_COUNT ||
                  row->kind == HINGE_STATS_NUMBERS || row->kind == HINGE_STATS_EACH;
    if (value == NULL && text != NULL && number)
        value = json_string(text); /* for what was expected instead */
    const char *expected = hinge_option_expected(row, value);
    if (expected != NULL) {
        json_decref(value);
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "option '%s': '%s' is not %s",
                               name, text ? text : "",
                               text != NULL && strcmp(expected, "a text") == 0 ? "text in UTF-8"
                                                                               : expected);
    }
    return json_object_set_new(request->json, name, value) != 0 ? hinge_no_memory(error) : HINGE_OK;
}

/* --- columns that are text however they look --- */

static const char *const text_roles[] = {"participant", "group",  "condition", "trial",  "rep",
                                         "by",          "target", "rater",     "method", "family",
                                         "factor",      "change", NULL};

/* Adds names to the block being counted (names NULL) or filled. */
static void add_names(const json_t *value, const char **names, size_t *n)
{
    if (json_is_string(value)) {
        if (names != NULL)
            names[*n] = json_string_value(value);
        (*n)++;
    }
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)value, i, item)
    {
        add_names(item, names, n);
    }
}

static void gather_names(const json_t *request, const char **names, size_t *n)
{
    *n = 0;
    for (const char *const *role = text_roles; *role != NULL; role++)
        add_names(json_object_get(request, *role), names, n);
    const char *key;
    json_t *levels = json_object_get(request, "levels"), *value;
    json_object_foreach(levels, key, value)
    {
        if (names != NULL)
            names[*n] = key;
        (*n)++;
    }
    if (names != NULL)
        names[*n] = "participant";
    (*n)++;
}

char **hinge_stats_request_text_columns(const struct hinge_stats_request *request)
{
    size_t n;
    gather_names(request->json, NULL, &n);
    const char **names = hinge_alloc(n, sizeof *names);
    gather_names(request->json, names, &n);
    size_t bytes = (n + 1) * sizeof(char *);
    for (size_t i = 0; i < n; i++)
        bytes += strlen(names[i]) + 1;
    char **block = hinge_alloc(bytes, 1);
    char *at = block != NULL ? (char *)(block + n + 1) : NULL;
    for (size_t i = 0; i < n; i++) {
        /* a change score "cond:a-b" names its column before the colon */
        size_t length = strcspn(names[i], ":");
        block[i] = memcpy(at, names[i], length);
        at += length + 1;
    }
    free(names);
    return block;
}
