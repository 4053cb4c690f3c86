/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run of an analysis: memory, errors, warnings and the result document's values. */
#include "stats/run/analysis.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    enum hinge_status status;
} codes[] = {
#define X(name, status) {#name, HINGE_##status},
    HINGE_STATS_ERROR_LIST(X)
#undef X
};

const char *hinge_stats_code_name(enum hinge_stats_code code)
{
    return codes[code].name;
}

void *hinge_analysis_alloc(struct hinge_analysis *analysis, size_t count, size_t size)
{
    return hinge_arena_alloc(&analysis->arena, count, size);
}

enum hinge_status hinge_analysis_no_memory(struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK, "out of memory for an analysis");
}

enum hinge_status hinge_analysis_fail(struct hinge_analysis *analysis, struct hinge_error *error,
                                      enum hinge_stats_code code, const char *format, ...)
{
    char message[900];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    analysis->code = codes[code].name;
    return hinge_error_set(error, codes[code].status, HINGE_REASON_OK, "%s", message);
}

/* Bytes of the UTF-8 sequence at s, 0 when it is not one. */
static size_t utf8_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return n;
}

const char *hinge_analysis_label(struct hinge_analysis *analysis, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t length = strlen(text), i = 0;
    while (i < length && utf8_length(s + i) != 0)
        i += utf8_length(s + i);
    if (i == length)
        return hinge_arena_strdup(&analysis->arena, text);
    char *out = hinge_arena_alloc(&analysis->arena, 2 * length + 1, 1);
    char *end = out;
    for (i = 0; i < length; i++) {
        if (s[i] < 0x80) {
            *end++ = (char)s[i];
        } else {
            *end++ = (char)(0xc0 | s[i] >> 6);
            *end++ = (char)(0x80 | (s[i] & 0x3f));
        }
    }
    return out;
}

static json_t *string_json(struct hinge_analysis *analysis, const char *text)
{
    const char *label = hinge_analysis_label(analysis, text);
    return json_string(label);
}

static bool has_text(const json_t *object, const char *key, const char *text)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value != NULL && strcmp(value, text) == 0;
}

void hinge_analysis_warn(struct hinge_analysis *analysis, json_t *detail, const char *code,
                         const char *format, ...)
{
    char message[900];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t i;
    json_t *old;
    json_array_foreach(analysis->warnings, i, old)
    {
        if (has_text(old, "code", code) && has_text(old, "message", message)) {
            json_decref(detail);
            return;
        }
    }
    json_t *warning = json_object();
    if (json_object_set_new(warning, "code", json_string(code)) != 0)
        analysis->no_memory = true;
    if (json_object_set_new(warning, "message", string_json(analysis, message)) != 0)
        analysis->no_memory = true;
    /* each call takes its value over, also when it fails: nothing is skipped */
    if (json_object_set_new(warning, "detail", detail ? detail : json_object()) != 0)
        analysis->no_memory = true;
    if (json_array_append(analysis->warnings, warning) != 0)
        analysis->no_memory = true;
    json_decref(warning);
}

void hinge_put_json(struct hinge_analysis *analysis, json_t *parent, const char *key, json_t *value)
{
    if (parent == NULL || value == NULL) {
        analysis->no_memory = true;
        json_decref(value);
        return;
    }
    if (json_object_set_new(parent, key, value) != 0)
        analysis->no_memory = true;
}

json_t *hinge_put_object(struct hinge_analysis *analysis, json_t *parent, const char *key)
{
    hinge_put_json(analysis, parent, key, json_object());
    return parent != NULL ? json_object_get(parent, key) : NULL;
}

json_t *hinge_object_of(struct hinge_analysis *analysis, json_t *parent, const char *key)
{
    json_t *own = key != NULL ? json_object_get(parent, key) : NULL;
    return own != NULL ? own : hinge_put_object(analysis, parent, key);
}

json_t *hinge_put_list(struct hinge_analysis *analysis, json_t *parent, const char *key)
{
    hinge_put_json(analysis, parent, key, json_array());
    return parent != NULL ? json_object_get(parent, key) : NULL;
}

static json_t *number_json(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

void hinge_put_number(struct hinge_analysis *analysis, json_t *parent, const char *key,
                      double value)
{
    hinge_put_json(analysis, parent, key, number_json(value));
}

void hinge_put_count(struct hinge_analysis *analysis, json_t *parent, const char *key, size_t value)
{
    hinge_put_json(analysis, parent, key, json_integer((json_int_t)value));
}

void hinge_put_text(struct hinge_analysis *analysis, json_t *parent, const char *key,
                    const char *value)
{
    hinge_put_json(analysis, parent, key,
                   value != NULL ? string_json(analysis, value) : json_null());
}

void hinge_put_flag(struct hinge_analysis *analysis, json_t *parent, const char *key, bool value)
{
    hinge_put_json(analysis, parent, key, json_boolean(value));
}

void hinge_put_fields(struct hinge_analysis *analysis, json_t *parent,
                      const struct hinge_field *field)
{
    for (; field->key != NULL; field++)
        hinge_put_number(analysis, parent, field->key, field->value);
}

const char *hinge_number_key(double value, char key[48])
{
    snprintf(key, 40, "%.10g", value);
    if (key[strcspn(key, ".eni")] == '\0') /* an integer */
        strcat(key, ".0");
    return key;
}

static void append(struct hinge_analysis *analysis, json_t *list, json_t *value)
{
    if (list == NULL || value == NULL) {
        analysis->no_memory = true;
        json_decref(value);
        return;
    }
    if (json_array_append_new(list, value) != 0)
        analysis->no_memory = true;
}

json_t *hinge_append_object(struct hinge_analysis *analysis, json_t *list)
{
    append(analysis, list, json_object());
    return list != NULL ? json_array_get(list, json_array_size(list) - 1) : NULL;
}

void hinge_append_number(struct hinge_analysis *analysis, json_t *list, double value)
{
    append(analysis, list, number_json(value));
}

void hinge_append_count(struct hinge_analysis *analysis, json_t *list, size_t value)
{
    append(analysis, list, json_integer((json_int_t)value));
}

void hinge_append_text(struct hinge_analysis *analysis, json_t *list, const char *value)
{
    append(analysis, list, string_json(analysis, value));
}

enum hinge_status hinge_analysis_column(struct hinge_analysis *analysis, const char *name,
                                        size_t *column, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_table_require(analysis->table, name, analysis->table_name, column, error);
    if (status != HINGE_OK) {
        struct hinge_error why = *error;
        return hinge_analysis_fail(analysis, error, HINGE_E_NO_COLUMN, "%s", why.message);
    }
    return HINGE_OK;
}
