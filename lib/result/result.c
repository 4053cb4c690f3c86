/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document in, a result out. */
#include "result/result.h"

#include "result/planned.h"
#include "result/tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const json_t *hinge_json_at(const json_t *at, const char *path, size_t length)
{
    const char *end = path + length;
    while (path < end && at != NULL) {
        char key[64], *after;
        size_t n = strcspn(path, "/");
        n = n < (size_t)(end - path) ? n : (size_t)(end - path);
        snprintf(key, sizeof key, "%.*s", (int)n, path);
        long place = strtol(key, &after, 10);
        if (json_is_array(at)) {
            size_t size = json_array_size(at);
            bool number = after != key && *after == '\0';
            at = number ? json_array_get(at, place < 0 ? size - (size_t)-place : (size_t)place)
                        : NULL;
        } else if (strcmp(key, "<") == 0) {
            at = json_object_iter_value(json_object_iter((json_t *)at));
        } else if (strcmp(key, ">") == 0) {
            void *member = json_object_iter((json_t *)at), *last = NULL;
            for (; member != NULL; member = json_object_iter_next((json_t *)at, member))
                last = member;
            at = json_object_iter_value(last);
        } else {
            at = json_object_get(at, key);
        }
        path += n + (path + n < end);
    }
    return at;
}

double hinge_result_number(const json_t *object, const char *path)
{
    const json_t *value = hinge_json_at(object, path, strlen(path));
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static int add_text(const char *bytes, size_t length, void *text)
{
    hinge_text_add(text, bytes, length);
    return 0;
}

char *hinge_json_text(const json_t *json, size_t flags)
{
    /* not json_dumps: it goes on after an allocation for a key has failed */
    struct hinge_text text = {0};
    if (json_dump_callback(json, add_text, &text, flags | JSON_REAL_PRECISION(17)) == 0)
        return text.data;
    hinge_text_clear(&text);
    return NULL;
}

const json_t *hinge_result_document(const struct hinge_result *result)
{
    return result->inside->document;
}

const json_t *hinge_result_results(const struct hinge_result *result)
{
    return json_object_get(result->inside->document, "results");
}

void hinge_result_free(struct hinge_result *result)
{
    if (result == NULL)
        return;
    for (size_t i = 0; i < result->n_tables; i++)
        hinge_table_clear(&result->table[i].table);
    free(result->table);
    if (result->inside != NULL) {
        json_decref(result->inside->document);
        json_decref(result->inside->units);
        hinge_table_clear(&result->inside->rows);
        hinge_arena_clear(&result->inside->arena);
        hinge_text_clear(&result->inside->sentences);
        hinge_text_clear(&result->inside->test);
        hinge_text_clear(&result->inside->apa);
    }
    free(result->inside);
    free(result);
}

static enum hinge_status put_warnings(struct hinge_result *result)
{
    const json_t *list = json_object_get(hinge_result_document(result), "warnings");
    size_t i;
    json_t *warning;
    result->warning = hinge_arena_alloc(&result->inside->arena, json_array_size(list) + 1,
                                        sizeof *result->warning);
    json_array_foreach((json_t *)list, i, warning)
    {
        const char *code = json_string_value(json_object_get(warning, "code")),
                   *message = json_string_value(json_object_get(warning, "message"));
        result->warning[result->n_warnings++] =
            (struct hinge_result_warning){code != NULL ? code : "", message != NULL ? message : ""};
    }
    return HINGE_OK;
}

struct hinge_result *hinge_result_new(void)
{
    struct hinge_result *made = hinge_alloc(1, sizeof *made);
    made->inside = hinge_alloc(1, sizeof *made->inside);
    made->analysis = made->sentences = made->test = made->apa = "";
    return made;
}

struct hinge_result_table *hinge_result_add(struct hinge_result *result, const char *name)
{
    size_t n = result->n_tables;
    const char *own = hinge_arena_strdup(&result->inside->arena, name);
    bool full = (n & (n - 1)) == 0; /* there is room for a power of two */
    struct hinge_result_table *grown =
        full ? hinge_resize(result->table, n > 0 ? 2 * n : 1, sizeof *grown) : result->table;
    if (grown != NULL)
        result->table = grown;
    if (grown == NULL)
        return NULL;
    grown[n] = (struct hinge_result_table){.name = own};
    result->n_tables++;
    return &grown[n];
}

enum hinge_status hinge_result_make(json_t *document, json_t *units, struct hinge_result **result,
                                    struct hinge_error *error)
{
    struct hinge_result *made = document != NULL ? hinge_result_new() : NULL;
    *result = NULL;
    made->inside->document = document;
    made->inside->units = json_incref(units);
    const char *analysis = json_string_value(json_object_get(document, "analysis"));
    made->analysis = analysis != NULL ? analysis : "";
    made->failed = json_object_size(hinge_result_results(made)) == 0;
    enum hinge_status status = put_warnings(made);
    if (status == HINGE_OK)
        status = hinge_result_tables(made, error);
    if (status == HINGE_OK)
        hinge_result_planned(made);
    if (status == HINGE_OK)
        *result = made;
    else
        hinge_result_free(made);
    return status;
}

void hinge_result_say(struct hinge_result *result)
{
    struct hinge_result_inside *inside = result->inside;
    result->sentences = hinge_text_string(&inside->sentences);
    result->test = hinge_text_string(&inside->test);
    result->apa = hinge_text_string(&inside->apa);
}

const struct hinge_table *hinge_result_table(const struct hinge_result *result, const char *name)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (strcmp(result->table[i].name, name) == 0)
            return &result->table[i].table;
    return NULL;
}

enum hinge_status hinge_result_json(const struct hinge_result *result, char **text,
                                    struct hinge_error *error)
{
    *text = NULL;
    if (hinge_result_document(result) == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "a table has no document; hinge_result_format writes it");
    *text = hinge_json_text(hinge_result_document(result), JSON_INDENT(1));
    return HINGE_OK;
}

void hinge_result_warnings(const struct hinge_result *result, hinge_message *tell, void *context)
{
    for (size_t i = 0; i < result->n_warnings; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s: %s", result->warning[i].code, result->warning[i].message);
        tell(context, text);
    }
}
