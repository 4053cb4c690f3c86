/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the page prints numbers and lists, and puts them into facts. */
#include "page/page.h"

#define MINUS "\xe2\x88\x92"
/* --- texts --- */

const char *hinge_page_text(struct hinge_cohort *study, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = hinge_arena_vprintf(&study->arena, format, arguments);
    va_end(arguments);
    return text;
}

const char *hinge_page_capital(struct hinge_cohort *study, const char *text)
{
    return text != NULL ? hinge_wording_capital(hinge_arena_strdup(&study->arena, text)) : NULL;
}

const char *hinge_page_session_name(struct hinge_cohort *study, const char *session)
{
    return *session == '\0' ? "unnamed session"
           : hinge_stage_of(session) != HINGE_STAGE_NONE
               ? session
               : hinge_page_text(study, "session %s", session);
}

const char *hinge_page_in_session(struct hinge_cohort *study, const char *session)
{
    return hinge_page_text(study, "%s%s",
                           *session == '\0'                              ? "in the "
                           : hinge_stage_of(session) != HINGE_STAGE_NONE ? ""
                                                                         : "in ",
                           hinge_page_session_name(study, session));
}

void hinge_page_list_add(struct hinge_cohort *study, struct hinge_page_list *list, const char *text)
{
    if (text == NULL || hinge_name_at(list->item, list->n, text) < list->n)
        return;
    list->item = hinge_arena_more(&study->arena, list->item, list->n, sizeof *list->item);
    list->item[list->n++] = text;
}

const char *hinge_page_listed(struct hinge_cohort *study, const struct hinge_page_list *list,
                              const char *last)
{
    struct hinge_text text = {0};
    if (list->n == 0)
        return NULL;
    hinge_list_words(&text, list->item, list->n, hinge_page_text(study, " %s ", last));
    return hinge_text_to_arena(&text, &study->arena);
}

const char *hinge_page_join(struct hinge_cohort *study, const struct hinge_page_list *list,
                            const char *between)
{
    struct hinge_text text = {0};
    hinge_text_join(&text, list->item, list->n, between);
    return list->n > 0 ? hinge_text_to_arena(&text, &study->arena) : NULL;
}

/* --- numbers --- */

const char *hinge_page_joined(struct hinge_cohort *study, const char *first, const char *second)
{
    return first == NULL || second == NULL ? (first != NULL ? first : second)
                                           : hinge_page_text(study, "%s %s", first, second);
}

const char *hinge_page_fixed(struct hinge_cohort *study, double value, int digits)
{
    value = hinge_unsigned_zero(value, digits);
    return hinge_page_text(study, "%s%.*f", value < 0 ? MINUS : "", digits, fabs(value));
}

static const char *limit(struct hinge_cohort *study, double value, int digits)
{
    char text[HINGE_NUMBER_MAX];
    const char *written = hinge_limit_format(value, digits, text);
    return written != text ? written : hinge_page_fixed(study, value, digits);
}

const char *hinge_page_num(struct hinge_cohort *study, const struct hinge_quantity *outcome,
                           double value)
{
    return hinge_page_fixed(study, value * outcome->scale, outcome->digits);
}

const char *hinge_page_val(struct hinge_cohort *study, const struct hinge_quantity *outcome,
                           double value)
{
    return hinge_page_text(study, "%s%s", hinge_page_num(study, outcome, value), outcome->after);
}

static struct hinge_page_printed print(struct hinge_cohort *study,
                                       const struct hinge_quantity *outcome, int digits,
                                       double value, double lo, double hi)
{
    const double scale = outcome->scale, far = scale * fmax(fabs(lo), fabs(hi)),
                 last = pow(10, -digits);
    const char *size = hinge_page_fixed(study, fabs(value) * scale, digits);
    const bool more = hinge_unsigned_zero(value * scale, digits) > 0;
    struct hinge_page_printed is = {.num = hinge_page_fixed(study, value * scale, digits),
                                    .change = outcome->change,
                                    .behind = "",
                                    .ci = ""};
    is.val = hinge_page_text(study, "%s%s", is.num, outcome->after);
    is.size = hinge_page_text(study, "%s%s", size, is.change);
    is.with_sign = hinge_page_text(study, "%s%s%s", more ? "+" : "", is.num, is.change);
    if (!isnan(lo) && !isnan(hi)) {
        const char *finest = hinge_page_fixed(study, last, digits);
        is.lo = limit(study, lo * scale, digits);
        is.hi = limit(study, hi * scale, digits);
        is.span = hinge_unsigned_zero(far, digits) == 0
                      ? hinge_page_text(study, "within %s", finest)
                      : hinge_page_text(study, "%s to %s", is.lo, is.hi);
        is.behind = hinge_page_text(study, " (%s)", is.span);
        is.ci = hinge_page_text(study, " (95%%" NBSP "CI %s)", is.span);
        if (rint(far / last) <= 1)
            is.within = hinge_page_text(study, "%s%s", finest, outcome->change);
        is.up_to =
            hinge_page_text(study, "%s%s", hinge_page_fixed(study, far, digits), outcome->change);
    }
    return is;
}

struct hinge_page_printed hinge_page_print_level(struct hinge_cohort *study,
                                                 const struct hinge_quantity *outcome, double value,
                                                 double lo, double hi)
{
    return print(study, outcome, outcome->digits, value, lo, hi);
}

struct hinge_page_printed hinge_page_print(struct hinge_cohort *study,
                                           const struct hinge_quantity *outcome, double value,
                                           double lo, double hi)
{
    const double scale = outcome->scale;
    const int digits = hinge_outcome_decimals(outcome->digits, (double)NAN);
    return print(study, outcome, hinge_difference_decimals(digits, lo * scale, hi * scale), value,
                 lo, hi);
}

const char *hinge_page_spread(struct hinge_cohort *study, const struct hinge_quantity *outcome,
                              double mean, double sd)
{
    const char *level = hinge_page_num(study, outcome, mean);
    return isnan(mean) ? "–"
           : isnan(sd) ? level
                       : hinge_page_text(
                             study, "%s (%s)", level,
                             hinge_page_print(study, outcome, sd, (double)NAN, (double)NAN).num);
}

const char *hinge_page_size(struct hinge_cohort *study, const struct hinge_quantity *outcome,
                            double value)
{
    const double scaled = outcome->scale * value;
    const int digits = hinge_outcome_decimals(outcome->digits, (double)NAN);
    return print(study, outcome, hinge_limit_decimals(digits, scaled, scaled), value, (double)NAN,
                 (double)NAN)
        .size;
}

const char *hinge_page_signed(struct hinge_cohort *study, const struct hinge_quantity *outcome,
                              double value)
{
    return hinge_page_print(study, outcome, value, (double)NAN, (double)NAN).with_sign;
}

const char *hinge_page_p(struct hinge_cohort *study, const struct hinge_planned_outcome *row,
                         bool holm)
{
    char value[16];
    double p = row->p_holm;
    snprintf(value, sizeof value, "%.3f", p);
    return hinge_page_text(study, "%sp" NBSP "%s" NBSP "%s", holm ? "Holm " : "",
                           p < .001 ? "<" : "=",
                           p < .001    ? ".001"
                           : p < .9995 ? value + 1
                                       : "1");
}

/* --- facts --- */

double hinge_facts_place(double x)
{
    return round(x * 100 + HINGE_PAGE_TIE) / 100;
}

/* The value of a member that stands at `at` of a struct; NULL: absent. */
static json_t *value_of(const struct hinge_fact *member, const char *facts)
{
    const char *at = facts + member->at;
    void *pointer, *item;
    json_t *list;
    size_t n;
    double x;
    switch (member->kind) {
    case HINGE_FACT_TEXT:
        memcpy(&pointer, at, sizeof pointer);
        return json_string(pointer);
    case HINGE_FACT_NUMBER:
    case HINGE_FACT_COUNT:
    case HINGE_FACT_SOME:
        memcpy(&n, at, sizeof n);
        return n == HINGE_ANY || (n == 0 && member->kind == HINGE_FACT_SOME)
                   ? NULL
                   : json_integer((json_int_t)n);
    case HINGE_FACT_WHOLE:
        return json_integer(*(const long *)(const void *)at);
    case HINGE_FACT_REAL:
    case HINGE_FACT_PLACE:
        memcpy(&x, at, sizeof x);
        return json_real(member->kind == HINGE_FACT_PLACE ? hinge_facts_place(x) : x);
    case HINGE_FACT_FLAG:
    case HINGE_FACT_IF:
        return *(const bool *)at || member->kind == HINGE_FACT_FLAG
                   ? json_boolean(*(const bool *)at)
                   : NULL;
    case HINGE_FACT_ONE:
        memcpy(&pointer, at, sizeof pointer);
        return hinge_facts_print((struct hinge_facts){member->of(), pointer});
    case HINGE_FACT_ANY:
        return hinge_facts_print(*(const struct hinge_facts *)(const void *)at);
    case HINGE_FACT_WORDS:
    case HINGE_FACT_LIST:
    case HINGE_FACT_MANY:
        memcpy(&pointer, at, sizeof pointer);
        memcpy(&n, at + sizeof pointer, sizeof n);
        list = n > 0 || member->kind == HINGE_FACT_LIST ? json_array() : NULL;
        for (size_t i = 0; i < n; i++) {
            memcpy(&item, (const char *)pointer + i * sizeof item, sizeof item);
            json_array_append_new(list, member->of == NULL ? json_string(item)
                                                           : hinge_facts_print((struct hinge_facts){
                                                                 member->of(), item}));
        }
        return list;
    case HINGE_FACT_JSON:
        memcpy(&pointer, at, sizeof pointer);
        return pointer;
    case HINGE_FACT_IN:
    case HINGE_FACT_ALSO:
        break;
    }
    return NULL;
}

static void add_members(const struct hinge_fact *member, const void *facts, json_t *to)
{
    for (char name[80]; member->name != NULL; member++) {
        const void *in = (const char *)facts + member->at;
        if (member->kind == HINGE_FACT_ALSO)
            memcpy(&in, in, sizeof(void *));
        if (member->kind == HINGE_FACT_IN || member->kind == HINGE_FACT_ALSO) {
            if (in != NULL)
                add_members(member->of(), in, to);
            continue;
        }
        json_t *value = value_of(member, facts);
        size_t n = strlen(member->name);
        n -= member->name[n - 1] == '_';
        if (value == NULL) /* which jansson does not set */
            continue;
        json_object_setn_new(to, member->name, n, value);
        snprintf(name, sizeof name, "%.*s_1", (int)n, member->name);
        if (member->kind == HINGE_FACT_COUNT)
            json_object_set_new(to, name, json_boolean(json_integer_value(value) == 1));
    }
}

json_t *hinge_facts_print(struct hinge_facts of)
{
    json_t *object = of.facts != NULL ? json_object() : NULL;
    if (of.facts != NULL)
        add_members(of.member, of.facts, object);
    return object;
}
