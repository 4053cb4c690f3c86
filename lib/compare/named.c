/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a request as names of columns. */
#include "compare/named.h"

#include "metrics/parts/ratio_of_means.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789_";
/* What analyses look for unasked; the parts of ratios of means (method 6.1). */
static const char always[] =
    "file,cond_order,condition,cond,lumbar_excursion_deg,hip_excursion_deg,"
    "pelvis_excursion_deg,total_excursion_deg";

/* What a ratio of means is made of. */
static void add_parts(struct hinge_text *names, const char *word)
{
    struct hinge_ratio_of_means of;
    if (!hinge_ratio_of_means_find(word, &of))
        return;
    const char *const part[] = {of.above, of.below, of.share, of.motion[0], of.motion[1]};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (part[i] != NULL && *part[i] != '\0')
            hinge_text_printf(names, ",%s", part[i]);
}

static void add_words(struct hinge_text *names, const char *text)
{
    char word[64];
    for (size_t n; *text != '\0'; text += n) {
        n = strspn(text, letters);
        if (n == 0) {
            n = 1;
            continue;
        }
        hinge_text_printf(names, ",%.*s", (int)n, text);
        if (n < sizeof word) {
            snprintf(word, sizeof word, "%.*s", (int)n, text);
            add_parts(names, word);
        }
    }
}

static void add_value(struct hinge_text *names, json_t *value)
{
    const char *key;
    json_t *item;
    size_t i;
    if (json_is_string(value))
        add_words(names, json_string_value(value));
    json_array_foreach(value, i, item)
    {
        add_value(names, item);
    }
    json_object_foreach(value, key, item)
    {
        add_words(names, key);
        add_value(names, item);
    }
}

void hinge_named_columns(const struct hinge_stats_request *request, struct hinge_text *names)
{
    hinge_text_puts(names, always);
    if (hinge_stats_request_takes(request, "people"))
        hinge_text_puts(names, ",height_m,mass_kg,load_kg,leg_length_m,depth,side");
    add_value(names, request->json);
}

/* Names of columns: "a", ["a", "b"], "cond:a-b". */
static bool has_all(const struct hinge_table *table, const json_t *value)
{
    char name[256];
    const char *text = json_string_value(value);
    bool all = true;
    json_t *item;
    size_t i;
    if (text != NULL && strcspn(text, ":") < sizeof name) {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(text, ":"), text);
        all = hinge_table_find(table, name) >= 0 || hinge_table_find(table, text) >= 0;
    }
    json_array_foreach((json_t *)value, i, item)
    {
        all = all && has_all(table, item);
    }
    return all;
}

/* Words of conditions before the sign. */
static bool has_words(const struct hinge_table *table, const char *text)
{
    char name[256];
    bool before = true;
    for (size_t n; *text != '\0'; text += n) {
        n = strspn(text, letters);
        if (n == 0) {
            before = *text == '&' || (before && strchr(" !", *text));
            n = 1;
            continue;
        }
        bool number = strspn(text, "0123456789") == n;
        if (before && !number && text[n] != '(' && n < sizeof name) {
            snprintf(name, sizeof name, "%.*s", (int)n, text);
            if (hinge_table_find(table, name) < 0)
                return false;
        }
        before = false;
    }
    return true;
}

bool hinge_named_is_lacking(const struct hinge_stats_request *request,
                            const struct hinge_table *table)
{
    static const char *const texts[] = {"filter", "usable"};
    const char *key;
    json_t *value;
    json_object_foreach(request->json, key, value)
    {
        const struct hinge_stats_option *row = hinge_stats_option_find(key);
        bool column =
            row != NULL && (row->kind == HINGE_STATS_COLUMN || row->kind == HINGE_STATS_COLUMNS);
        if (column && !has_all(table, value))
            return true;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = hinge_stats_request_text(request, texts[i]);
        if (text != NULL && !has_words(table, text))
            return true;
    }
    return false;
}
