/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the page prints numbers and lists, and puts them into facts. */
#include "page/study.h"

#include "base/number.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"
#define NBSP "\xc2\xa0"

/* --- texts --- */

const char *hinge_page_say(struct hinge_page_study *study, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = hinge_arena_vprintf(&study->arena, format, arguments);
    va_end(arguments);
    return text;
}

const char *hinge_page_capital(struct hinge_page_study *study, const char *text)
{
    char *own = hinge_arena_strdup(&study->arena, text);
    own[0] = (char)toupper((unsigned char)own[0]);
    return own;
}

void hinge_page_list_add(struct hinge_page_study *study, struct hinge_page_list *list,
                         const char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->item[i], text) == 0)
            return;
    if (list->n == list->capacity) {
        list->capacity = 2 * list->capacity + 8;
        list->item = hinge_arena_grow(&study->arena, list->item, list->n, list->capacity,
                                      sizeof *list->item);
    }
    list->item[list->n++] = text;
}

const char *hinge_page_listed(struct hinge_page_study *study, const struct hinge_page_list *list,
                              const char *last)
{
    struct hinge_text text = {0};
    if (list->n == 0)
        return NULL;
    hinge_text_join(&text, list->item, list->n > 1 ? list->n - 1 : 1, ", ");
    if (list->n > 1)
        hinge_text_printf(&text, " %s %s", last, list->item[list->n - 1]);
    const char *own = hinge_arena_strdup(&study->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    return own;
}

/* --- numbers --- */

const char *hinge_page_fixed(struct hinge_page_study *study, double value, int digits)
{
    value = hinge_unsigned_zero(value, digits);
    return hinge_page_say(study, "%s%.*f", value < 0 ? MINUS : "", digits, fabs(value));
}

const char *hinge_page_num(struct hinge_page_study *study, const struct hinge_quantity *outcome,
                           double value)
{
    return hinge_page_fixed(study, value * outcome->scale, outcome->digits);
}

const char *hinge_page_val(struct hinge_page_study *study, const struct hinge_quantity *outcome,
                           double value)
{
    return hinge_page_say(study, "%s%s", hinge_page_num(study, outcome, value), outcome->after);
}

const char *hinge_page_size(struct hinge_page_study *study, const struct hinge_quantity *outcome,
                            double value)
{
    return hinge_page_say(study, "%s%s", hinge_page_num(study, outcome, fabs(value)),
                          outcome->change);
}

const char *hinge_page_signed(struct hinge_page_study *study, const struct hinge_quantity *outcome,
                              double value)
{
    bool more = hinge_unsigned_zero(value * outcome->scale, outcome->digits) > 0;
    return hinge_page_say(study, "%s%s%s", more ? "+" : "", hinge_page_num(study, outcome, value),
                          outcome->change);
}

const char *hinge_page_dir(const struct hinge_quantity *outcome, double value)
{
    return value > 0 ? outcome->up : outcome->down;
}

struct hinge_page_limits hinge_page_limits(struct hinge_page_study *study,
                                           const struct hinge_quantity *outcome, double lo,
                                           double hi)
{
    int digits = outcome->digits;
    lo *= outcome->scale;
    hi *= outcome->scale;
    while (digits < outcome->digits + 2 && (fabs(hinge_unsigned_zero(lo, digits)) <= 0 ||
                                            fabs(hinge_unsigned_zero(hi, digits)) <= 0))
        digits++;
    return (struct hinge_page_limits){hinge_page_fixed(study, lo, digits),
                                      hinge_page_fixed(study, hi, digits)};
}

const char *hinge_page_span(struct hinge_page_study *study, const struct hinge_quantity *outcome,
                            double lo, double hi)
{
    struct hinge_page_limits limits = hinge_page_limits(study, outcome, lo, hi);
    return hinge_page_say(study, "%s to %s", limits.lo, limits.hi);
}

const char *hinge_page_p(struct hinge_page_study *study, const struct hinge_planned_outcome *row,
                         bool holm)
{
    char value[16];
    double p = row->p_holm;
    snprintf(value, sizeof value, "%.3f", p);
    return hinge_page_say(study, "%sp" NBSP "%s" NBSP "%s", holm ? "Holm " : "",
                          p < .001 ? "<" : "=",
                          p < .001    ? ".001"
                          : p < .9995 ? value + 1
                                      : "1");
}

/* --- facts --- */

void hinge_fact_text(json_t *facts, const char *name, const char *text)
{
    json_object_set_new(facts, name, text != NULL ? json_string(text) : json_null());
}

void hinge_fact_number(json_t *facts, const char *name, size_t n)
{
    json_object_set_new(facts, name, json_integer((json_int_t)n));
}

void hinge_fact_count(json_t *facts, const char *name, size_t n)
{
    char one[80];
    snprintf(one, sizeof one, "%s_1", name);
    hinge_fact_number(facts, name, n);
    hinge_fact_flag(facts, one, n == 1);
}

void hinge_fact_flag(json_t *facts, const char *name, bool is)
{
    json_object_set_new(facts, name, json_boolean(is));
}

void hinge_fact_x(json_t *facts, const char *name, double x)
{
    json_object_set_new(facts, name, json_real(round(x * 100 + HINGE_PAGE_TIE) / 100));
}

void hinge_fact_null(json_t *facts, const char *name)
{
    json_object_set_new(facts, name, json_null());
}

json_t *hinge_fact_object(json_t *facts, const char *name)
{
    json_t *made = json_object();
    json_object_set_new(facts, name, made);
    return made;
}

json_t *hinge_fact_list(json_t *facts, const char *name)
{
    json_t *made = json_array();
    json_object_set_new(facts, name, made);
    return made;
}

json_t *hinge_fact_item(json_t *list)
{
    json_t *made = json_object();
    json_array_append_new(list, made);
    return made;
}
