/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates filled with numbers of a document. */
#include "result/sentence.h"

#include "base/number.h"
#include "result/result.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const json_t *look_up(const json_t *results, const json_t *here, const char *path,
                             size_t length)
{
    bool top = length > 0 && *path == '/';
    return hinge_json_at(top ? results : here, path + top, length - top);
}

static void add_number(struct hinge_text *text, double value, char kind)
{
    switch (kind) {
    case 'p':
        hinge_say_p(text, value);
        break;
    case 'r':
        hinge_say_short(text, value);
        break;
    case 'd':
        hinge_say_df(text, value);
        break;
    case 'n':
        hinge_text_printf(text, "%.0f", value);
        break;
    case 'x':
        hinge_say_four(text, value);
        break;
    case 'a':
        hinge_say_four(text, fabs(value));
        break;
    case 'h':
        hinge_text_puts(text, hinge_higher(value));
        break;
    case 's':
        hinge_text_puts(text, hinge_rose(value));
        break;
    default:
        hinge_text_printf(text, "%.*f", hinge_limit_decimals(2, value, value),
                          hinge_unsigned_zero(value, 5));
    }
}

/* Whether a mark lets the value pass. */
static bool passes(char mark, const json_t *value)
{
    bool there = value != NULL && !json_is_null(value);
    switch (mark) {
    case '!':
        return there;
    case '~':
        return !there;
    case '+':
        return json_is_number(value) && json_number_value(value) > 0;
    case '-':
        return json_is_number(value) && json_number_value(value) < 0;
    case '0':
        return json_is_number(value) && json_number_value(value) == 0;
    case 'T':
        return json_is_true(value);
    case 'F':
        return json_is_false(value);
    default:
        return true;
    }
}

/* "dowel-none" as "dowel minus none"; a level with a hyphen of its own leaves no
 * telling where one ends. */
static void add_pair(struct hinge_text *text, const char *key)
{
    const char *sign = strchr(key, '-');
    bool pair = sign != NULL && sign != key && strchr(sign + 1, '-') == NULL;
    if (pair)
        hinge_text_printf(text, "%.*s minus %s", (int)(sign - key), key, sign + 1);
    else
        hinge_text_puts(text, key);
}

/* The end of a one-sided interval that is null because it is infinite. */
static const char *open_end(const struct hinge_sentence_about *about, const char *name,
                            size_t length)
{
    const char *way = json_string_value(json_object_get(about->request, "alternative"));
    bool low = length == 6 && strncmp(name, "ci_low", 6) == 0;
    bool high = length == 7 && strncmp(name, "ci_high", 7) == 0;
    if (way != NULL && low && strcmp(way, "less") == 0)
        return "−∞";
    return way != NULL && high && strcmp(way, "greater") == 0 ? "∞" : "-";
}

/* What stands for a kind without a number; false when it needs one. */
static bool add_word(struct hinge_text *text, char kind, const struct hinge_sentence_about *about,
                     const json_t *value)
{
    char title[128];
    const char *way = json_string_value(json_object_get(about->request, "alternative"));
    const char *string = json_is_string(value) ? json_string_value(value) : "";
    switch (kind) {
    case 'c':
        hinge_text_printf(text, "%g", 100 * about->level);
        return true;
    case 'u':
        hinge_text_puts(text, about->unit);
        return true;
    case 'k':
    case 'K':
        hinge_text_puts(text, kind == 'k' ? about->key : about->before);
        return true;
    case 'P':
        add_pair(text, about->key);
        return true;
    case '1':
        if (way != NULL && strcmp(way, "two-sided") != 0)
            hinge_text_puts(text, "one-tailed ");
        return true;
    case '_':
        return true;
    case 'e':
        hinge_text_puts(text, hinge_wording_title(string, title, sizeof title));
        return true;
    case 't':
        hinge_text_puts(text, strcmp(string, "monte-carlo") == 0 ? "Monte Carlo" : string);
        return true;
    default:
        return false;
    }
}

/* The interval of an amount whose direction is said: its ends by their size. */
static void add_sized(struct hinge_text *text, const json_t *here)
{
    double low = hinge_result_number(here, "ci_low"), high = hinge_result_number(here, "ci_high");
    bool down = high < 0;
    hinge_say_four(text, down ? -high : low);
    hinge_text_puts(text, " to ");
    hinge_say_four(text, down ? -low : high);
}

/* Fills a template; false when a mark keeps it from being said. */
static bool fill(struct hinge_text *text, const char *template,
                 const struct hinge_sentence_about *about, const json_t *here)
{
    size_t before = text->length;
    while (*template != '\0') {
        size_t plain = strcspn(template, "{");
        hinge_text_add(text, template, plain);
        template += plain;
        if (*template == '\0')
            break;
        size_t length = strcspn(++template, "}"), name = strcspn(template, ":");
        char kind = template[name + 1];
        const json_t *value = look_up(about->results, here, template, name);
        if (!passes(template[name + 2], value)) {
            text->length = before;
            if (text->data != NULL)
                text->data[before] = '\0';
            return false;
        }
        if (add_word(text, kind, about, value))
            ;
        else if (kind == 'i')
            add_sized(text, here);
        else if (json_is_number(value))
            add_number(text, json_number_value(value), kind);
        else
            hinge_text_puts(text, open_end(about, template, name));
        template += length + 1;
    }
    return true;
}

/* Whether a row is said of `here`: its interval, and what would say it better. */
static bool is_said(const struct hinge_sentence *row, const struct hinge_sentence_about *about,
                    const json_t *here)
{
    const json_t *better = row->unless != NULL ? look_up(about->results, about->results,
                                                         row->unless, strlen(row->unless))
                                               : NULL;
    if (json_object_size(better) > 0)
        return false;
    if (row->when == HINGE_SAY_ALWAYS)
        return true;
    bool people = !isnan(hinge_result_number(here, "cluster_ci_low"));
    double low = hinge_result_number(here, people ? "cluster_ci_low" : "ci_low"),
           high = hinge_result_number(here, people ? "cluster_ci_high" : "ci_high");
    if (isnan(low) || isnan(high))
        return false;
    return (row->when == HINGE_SAY_SURE) == hinge_is_sure(low, high);
}

static void say(const struct hinge_sentence *row, const struct hinge_sentence_about *about,
                const json_t *here, struct hinge_text *text)
{
    struct hinge_text own = {0};
    if (here == NULL || json_is_null(here) || !is_said(row, about, here))
        return;
    if (fill(&own, row->text, about, here))
        hinge_text_printf(text, "%s\n", hinge_text_string(&own));
    hinge_text_clear(&own);
}

/* Says a row of every member its path leads to. */
static void walk(const struct hinge_sentence *row, const struct hinge_sentence_about *about,
                 const char *path, const json_t *here, struct hinge_text *text)
{
    size_t n = strcspn(path, "/"), i, size = json_object_size(here);
    const char *rest = path[n] != '\0' ? path + n + 1 : path + n, *key;
    json_t *member;
    if (*path == '\0') {
        say(row, about, here, text);
        return;
    }
    if (n != 1 || strchr("*<>", *path) == NULL) {
        walk(row, about, rest, look_up(here, here, path, n), text);
        return;
    }
    struct hinge_sentence_about inner = *about;
    inner.before = about->key;
    json_array_foreach((json_t *)here, i, member)
    {
        walk(row, about, rest, member, text);
    }
    i = 0;
    json_object_foreach((json_t *)here, key, member)
    {
        bool wanted = *path == '*' || i == (*path == '<' ? 0 : size - 1);
        inner.key = key;
        if (wanted && !(*path == '>' && size == 1))
            walk(row, &inner, rest, member, text);
        i++;
    }
}

void hinge_sentence_say(const struct hinge_sentence *row, const struct hinge_sentence_about *about,
                        struct hinge_text *text)
{
    walk(row, about, row->at, about->results, text);
}
