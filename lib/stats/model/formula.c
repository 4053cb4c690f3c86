/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recursive descent over the grammar:
 *   formula := name ['/' name] '~' sum
 *   sum     := [sign] item { sign item },  item := '0' | '1' | random | product
 *   product := inter { '*' inter },  inter := power { ':' power },  power := atom ['^'
 * int] atom    := name | I(name^int) | log(name) | poly(name, int) | scale(name) | '('
 * sum ')' random  := '(' sum ('|' | '||') name [('/' | ':') name] ')'
 */
#include "stats/model/formula.h"

#include "stats/model/failure.h"
#include "stats/model/formula_scan.h"

#include <stdio.h>
#include <string.h>

struct parser {
    struct hinge_scan scan;
    struct hinge_formula *formula;
    int depth; /* of parentheses */
};

typedef struct hinge_formula_terms terms;

static void parse_sum(struct parser *parser, terms *sum, bool top);

int hinge_formula_term_order(uint32_t term)
{
    int order = 0;
    for (; term != 0; term &= term - 1)
        order++;
    return order;
}

static bool failed(const struct parser *parser)
{
    return parser->scan.status != HINGE_OK;
}

/* Fails with a whole sentence (not "expected …"). */
static void refuse(struct parser *parser, size_t byte, const char *what)
{
    if (!failed(parser))
        parser->scan.status =
            hinge_model_fail(parser->scan.error, "E_FORMULA",
                             "formula: %s at character %zu", what,
                             hinge_scan_position(&parser->scan, byte));
    parser->scan.token = HINGE_TOKEN_END;
}

static void no_memory(struct parser *parser)
{
    if (!failed(parser))
        parser->scan.status = hinge_model_nomem(parser->scan.error);
    parser->scan.token = HINGE_TOKEN_END;
}

static void add_term(struct parser *parser, terms *set, uint32_t term)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->term[i] == term)
            return;
    if (set->n == HINGE_FORMULA_TERMS)
        refuse(parser, parser->scan.start, "expected at most 128 terms");
    else
        set->term[set->n++] = term;
}

static void add_terms(struct parser *parser, terms *set, const terms *more)
{
    for (size_t i = 0; i < more->n; i++)
        add_term(parser, set, more->term[i]);
}

static void remove_terms(terms *set, const terms *less)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->n; i++) {
        bool drop = false;
        for (size_t j = 0; j < less->n; j++)
            drop = drop || less->term[j] == set->term[i];
        if (!drop)
            set->term[kept++] = set->term[i];
    }
    set->n = kept;
}

/* Every union of a term of `left` with a term of `right` is added to `out`. */
static void cross_terms(struct parser *parser, terms *out, const terms *left,
                        const terms *right)
{
    for (size_t i = 0; i < left->n; i++)
        for (size_t j = 0; j < right->n; j++)
            add_term(parser, out, left->term[i] | right->term[j]);
}

/* Main effects first, then by order; stable, as R. */
static void sort_terms(terms *set)
{
    terms sorted = {.intercept = set->intercept};
    for (int order = 1; order <= HINGE_FORMULA_VARIABLES; order++)
        for (size_t i = 0; i < set->n; i++)
            if (hinge_formula_term_order(set->term[i]) == order)
                sorted.term[sorted.n++] = set->term[i];
    *set = sorted;
}

static const char *take_name(struct parser *parser, const char *what)
{
    struct hinge_scan *scan = &parser->scan;
    if (scan->token != HINGE_TOKEN_NAME || failed(parser)) {
        hinge_scan_fail(scan, what);
        return NULL;
    }
    char *name = hinge_arena_copy(&parser->formula->arena, scan->name, scan->length);
    if (name == NULL)
        no_memory(parser);
    hinge_scan_next(scan);
    return name;
}

static int take_integer(struct parser *parser, long low, long high, const char *what)
{
    struct hinge_scan *scan = &parser->scan;
    long value = scan->integer;
    if (scan->token != HINGE_TOKEN_INTEGER || value < low || value > high) {
        hinge_scan_fail(scan, what);
        return 0;
    }
    hinge_scan_next(scan);
    return (int)value;
}

/* The bit of a variable, which is added when new. */
static uint32_t variable_bit(struct parser *parser,
                             struct hinge_formula_variable variable)
{
    struct hinge_formula *formula = parser->formula;
    if (failed(parser))
        return 0;
    char label[512];
    const char *column = variable.column;
    switch (variable.transform) {
    case HINGE_TRANSFORM_POWER:
        snprintf(label, sizeof label, "I(%s^%d)", column, variable.order);
        break;
    case HINGE_TRANSFORM_LOG:
        snprintf(label, sizeof label, "log(%s)", column);
        break;
    case HINGE_TRANSFORM_POLY:
        snprintf(label, sizeof label, "poly(%s, %d)", column, variable.order);
        break;
    case HINGE_TRANSFORM_SCALE:
        snprintf(label, sizeof label, "scale(%s)", column);
        break;
    case HINGE_TRANSFORM_NONE:
    default:
        snprintf(label, sizeof label, "%s", column);
        break;
    }
    for (size_t i = 0; i < formula->n_variables; i++)
        if (strcmp(formula->variable[i].label, label) == 0)
            return UINT32_C(1) << i;
    if (formula->n_variables == HINGE_FORMULA_VARIABLES) {
        refuse(parser, variable.position, "expected at most 32 variables");
        return 0;
    }
    variable.position = hinge_scan_position(&parser->scan, variable.position);
    variable.label = hinge_arena_strdup(&formula->arena, label);
    if (variable.label == NULL)
        no_memory(parser);
    formula->variable[formula->n_variables] = variable;
    return UINT32_C(1) << formula->n_variables++;
}

static const struct {
    const char *name;
    enum hinge_transform transform;
    char separator; /* before the integer; 0 when there is none */
} functions[] = {{"I", HINGE_TRANSFORM_POWER, '^'},
                 {"log", HINGE_TRANSFORM_LOG, 0},
                 {"poly", HINGE_TRANSFORM_POLY, ','},
                 {"scale", HINGE_TRANSFORM_SCALE, 0}};

static uint32_t parse_variable(struct parser *parser)
{
    struct hinge_scan *scan = &parser->scan;
    struct hinge_formula_variable variable = {.position = scan->start};
    variable.column = take_name(parser, "a column name");
    if (failed(parser) || !hinge_scan_is(scan, '('))
        return variable_bit(parser, variable);
    size_t f = 0, n = sizeof functions / sizeof *functions;
    while (f < n && strcmp(functions[f].name, variable.column) != 0)
        f++;
    if (f == n) {
        refuse(parser, variable.position,
               "expected I(x^k), log(x), poly(x, k) or scale(x), the only functions,");
        return 0;
    }
    hinge_scan_next(scan);
    variable.transform = functions[f].transform;
    variable.column = take_name(parser, "a column name");
    if (functions[f].separator != 0) {
        hinge_scan_expect(scan, functions[f].separator);
        variable.order = take_integer(parser, 1, 9, "a whole number from 1 to 9");
    }
    hinge_scan_expect(scan, ')');
    return variable_bit(parser, variable);
}

static void parse_atom(struct parser *parser, terms *out)
{
    struct hinge_scan *scan = &parser->scan;
    if (!hinge_scan_is(scan, '(')) {
        if (scan->token == HINGE_TOKEN_NAME)
            add_term(parser, out, parse_variable(parser));
        else
            hinge_scan_fail(scan, "a column name or '('");
        return;
    }
    if (++parser->depth > 50) {
        refuse(parser, scan->start, "expected at most 50 nested parentheses");
        return;
    }
    hinge_scan_next(scan);
    parse_sum(parser, out, false);
    hinge_scan_expect(scan, ')');
    parser->depth--;
}

static void parse_power(struct parser *parser, terms *out)
{
    terms base = {.n = 0};
    parse_atom(parser, &base);
    int power = 1;
    if (hinge_scan_accept(&parser->scan, '^'))
        power = take_integer(parser, 1, 9, "a whole number from 1 to 9");
    add_terms(parser, out, &base);
    for (int i = 1; i < power && !failed(parser); i++) {
        terms before = *out;
        cross_terms(parser, out, &before, &base);
    }
}

static void parse_interaction(struct parser *parser, terms *out)
{
    parse_power(parser, out);
    while (hinge_scan_accept(&parser->scan, ':')) {
        terms left = *out, right = {.n = 0};
        parse_power(parser, &right);
        out->n = 0;
        cross_terms(parser, out, &left, &right);
    }
}

static void parse_product(struct parser *parser, terms *out)
{
    parse_interaction(parser, out);
    while (hinge_scan_accept(&parser->scan, '*')) {
        terms left = *out, right = {.n = 0};
        parse_interaction(parser, &right);
        add_terms(parser, out, &right);
        cross_terms(parser, out, &left, &right);
    }
}

static const char *group_label(struct parser *parser, const char *const *group)
{
    char label[512];
    size_t used = 0;
    for (int k = 0; k < HINGE_FORMULA_NEST && group[k] != NULL && used < sizeof label;
         k++)
        used += (size_t)snprintf(label + used, sizeof label - used, "%s%s",
                                 k > 0 ? ":" : "", group[k]);
    const char *copy = hinge_arena_strdup(&parser->formula->arena, label);
    if (copy == NULL)
        no_memory(parser);
    return copy;
}

static void add_random(struct parser *parser, const struct hinge_formula_random *part,
                       size_t byte)
{
    struct hinge_formula *formula = parser->formula;
    if (failed(parser))
        return;
    if (formula->n_random == HINGE_FORMULA_RANDOM) {
        refuse(parser, byte, "expected at most 16 random terms");
        return;
    }
    formula->random[formula->n_random++] = *part;
}

static void parse_random(struct parser *parser)
{
    struct hinge_scan *scan = &parser->scan;
    struct hinge_formula_random part = {.terms = {.intercept = true}};
    size_t byte = scan->start;
    part.position = hinge_scan_position(scan, byte);
    hinge_scan_next(scan);
    parse_sum(parser, &part.terms, true);
    sort_terms(&part.terms);
    part.split = scan->token == HINGE_TOKEN_DOUBLE_BAR;
    if (part.split)
        hinge_scan_next(scan);
    else
        hinge_scan_expect(scan, '|');
    const char *name[HINGE_FORMULA_NEST] = {NULL};
    int n = 0;
    name[n++] = take_name(parser, "the name of a grouping column");
    bool nested = hinge_scan_is(scan, '/');
    while (n < HINGE_FORMULA_NEST && hinge_scan_accept(scan, nested ? '/' : ':'))
        name[n++] = take_name(parser, "the name of a grouping column");
    hinge_scan_expect(scan, ')');
    if (!failed(parser) && part.terms.n == 0 && !part.terms.intercept)
        refuse(parser, byte, "a random term without any column");
    if (failed(parser))
        return;
    for (int depth = n; nested && depth > 1; depth--) {
        struct hinge_formula_random inner = part;
        for (int k = 0; k < depth; k++)
            inner.group[k] = name[depth - 1 - k];
        inner.label = group_label(parser, inner.group);
        inner.from_nesting = true;
        add_random(parser, &inner, byte);
    }
    for (int k = 0; k < (nested ? 1 : n); k++)
        part.group[k] = name[k];
    part.label = group_label(parser, part.group);
    add_random(parser, &part, byte);
}

/* Items joined by '+' and '-'. `top`: 0 and 1 are allowed; random terms only outside
 * all parentheses. */
static void parse_item(struct parser *parser, terms *sum, bool top, bool minus)
{
    struct hinge_scan *scan = &parser->scan;
    if (top && scan->token == HINGE_TOKEN_INTEGER) {
        size_t byte = scan->start;
        bool one = take_integer(parser, 0, 1, "0 or 1 or a column name") == 1;
        if (minus && !one)
            refuse(parser, byte, "expected '- 1', not '- 0',");
        sum->intercept = one && !minus;
        return;
    }
    if (hinge_scan_is(scan, '(') && hinge_scan_has_bar(scan)) {
        if (minus || sum != &parser->formula->fixed)
            hinge_scan_fail(scan, "a fixed term, not a random one,");
        else
            parse_random(parser);
        return;
    }
    terms product = {.n = 0};
    parse_product(parser, &product);
    if (minus)
        remove_terms(sum, &product);
    else
        add_terms(parser, sum, &product);
}

static void parse_sum(struct parser *parser, terms *sum, bool top)
{
    bool minus = hinge_scan_accept(&parser->scan, '-');
    if (!minus)
        (void)hinge_scan_accept(&parser->scan, '+');
    for (;;) {
        parse_item(parser, sum, top, minus);
        if (failed(parser))
            return;
        minus = hinge_scan_is(&parser->scan, '-');
        if (!minus && !hinge_scan_is(&parser->scan, '+'))
            return;
        hinge_scan_next(&parser->scan);
    }
}

enum hinge_status hinge_formula_parse(struct hinge_formula *formula, const char *text,
                                      struct hinge_error *error)
{
    *formula = (struct hinge_formula){.fixed = {.intercept = true}};
    struct parser parser = {.scan = {.text = text, .error = error}, .formula = formula};
    struct hinge_scan *scan = &parser.scan;
    hinge_scan_next(scan);
    formula->response = take_name(&parser, "the name of the outcome column");
    if (hinge_scan_accept(scan, '/'))
        formula->trials = take_name(&parser, "the column with the number of trials");
    hinge_scan_expect(scan, '~');
    if (!failed(&parser))
        parse_sum(&parser, &formula->fixed, true);
    if (!failed(&parser) && scan->token != HINGE_TOKEN_END)
        hinge_scan_fail(scan, hinge_scan_is(scan, ')')
                                  ? "'+', '-' or the end (an extra ')')"
                                  : "'+', '-', '*', ':' or the end");
    sort_terms(&formula->fixed);
    return scan->status;
}

void hinge_formula_clear(struct hinge_formula *formula)
{
    hinge_arena_clear(&formula->arena);
    *formula = (struct hinge_formula){.n_variables = 0};
}
