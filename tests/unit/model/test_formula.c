/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "said.h"
#include "stats/model/formula.h"

#include <stdio.h>
#include <string.h>

/* "terms ; random" of a formula: 1 is the intercept, in brackets the random parts. */
static void describe(const char *text, char *out, size_t capacity)
{
    struct hinge_formula formula;
    struct hinge_error error = HINGE_ERROR_INIT;
    char name[256];
    size_t used = 0;
    if (hinge_formula_parse(&formula, text, &error) != HINGE_OK) {
        snprintf(out, capacity, "%.1023s", said(&error));
        hinge_formula_clear(&formula);
        return;
    }
    used += (size_t)snprintf(out, capacity, "%s ~ %d", formula.response,
                             formula.fixed.intercept);
    for (size_t i = 0; i < formula.fixed.n; i++)
        used +=
            (size_t)snprintf(out + used, capacity - used, " %s",
                             hinge_formula_term_name(&formula, formula.fixed.term[i],
                                                     name, sizeof name));
    for (size_t i = 0; i < formula.n_random; i++) {
        const struct hinge_formula_random *part = &formula.random[i];
        used += (size_t)snprintf(out + used, capacity - used, " [%d",
                                 part->terms.intercept);
        for (size_t t = 0; t < part->terms.n; t++)
            used +=
                (size_t)snprintf(out + used, capacity - used, " %s",
                                 hinge_formula_term_name(&formula, part->terms.term[t],
                                                         name, sizeof name));
        used += (size_t)snprintf(out + used, capacity - used, " %s %s]",
                                 part->split ? "||" : "|", part->label);
    }
    hinge_formula_clear(&formula);
}

static const struct {
    const char *formula, *meaning;
} meanings[] = {
    {"y ~ 1", "y ~ 1"},
    {"y~a*b", "y ~ 1 a b a:b"},
    {"y ~ a:b + b + a", "y ~ 1 b a a:b"},
    {"y ~ b + a + a:b", "y ~ 1 b a b:a"}, /* names in order of first appearance, as R */
    {"y ~ a*b*c", "y ~ 1 a b c a:b a:c b:c a:b:c"},
    {"y ~ (a + b + c)^2", "y ~ 1 a b c a:b a:c b:c"},
    {"y ~ a*b - a:b", "y ~ 1 a b"},
    {"y ~ 0 + a", "y ~ 0 a"},
    {"y ~ a - 1", "y ~ 0 a"},
    {"y ~ a + a + a:a", "y ~ 1 a"},
    {"y ~ (a + b):c", "y ~ 1 a:c b:c"},
    {"y ~ a + I(x^2) + log(x) + poly(x, 3) + scale(x)",
     "y ~ 1 a I(x^2) log(x) poly(x, 3) scale(x)"},
    {"y ~ `peak angle` + \xce\xb1", "y ~ 1 peak angle \xce\xb1"},
    {"y ~ x + (1 | g)", "y ~ 1 x [1 | g]"},
    {"y ~ x + (x | g)", "y ~ 1 x [1 x | g]"},
    {"y ~ x + (0 + x | g)", "y ~ 1 x [0 x | g]"},
    {"y ~ x + (x || g)", "y ~ 1 x [1 x || g]"},
    {"y ~ x + (1 | g/h)", "y ~ 1 x [1 | h:g] [1 | g]"},
    {"y ~ x + (1 | g) + (1 | g:h)", "y ~ 1 x [1 | g] [1 | g:h]"},
};

static void test_meaning(void **state)
{
    (void)state;
    char got[512];
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        describe(meanings[i].formula, got, sizeof got);
        assert_string_equal(got, meanings[i].meaning);
    }
}

static const struct {
    const char *formula, *message;
} failures[] = {
    {"", "expected the name of the outcome column at character 1"},
    {"y", "expected '~' at character 2"},
    {"y ~", "expected a column name or '(' at character 4"},
    {"y ~ a +", "expected a column name or '(' at character 8"},
    {"y ~ x + (1 | person", "expected ')' at character 20"},
    {"y ~ x + (1 | )", "expected the name of a grouping column at character 14"},
    {"y ~ (a + b", "expected ')' at character 11"},
    {"y ~ a)", "expected '+', '-' or the end (an extra ')') at character 6"},
    {"y ~ a b", "expected '+', '-', '*', ':' or the end at character 7"},
    {"y ~ a + 2", "expected 0 or 1 or a column name at character 9"},
    {"y ~ sin(x)",
     "expected I(x^k), log(x), poly(x, k) or scale(x), the only functions, at "
     "character 5"},
    {"y ~ poly(x)", "expected ',' at character 11"},
    {"y ~ a % b", "expected a name or one of ~ + - * : / ^ ( ) | at character 7"},
    {"y ~ a - (1 | g)", "expected a fixed term, not a random one, at character 9"},
    {"y ~ (0 | g)", "a random term without any column at character 5"},
    {"y ~ `a", "expected a closing '`' at character 7"},
    {"\xce\xb1 ~ x + (1 | \xce\xb2", "expected ')' at character 15"}, /* not bytes */
    {"y ~ 2x", "expected an operator (names with such a start go in `backquotes`) at "
               "character 6"},
};

static void test_failures(void **state)
{
    (void)state;
    char got[1024], want[1024];
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        describe(failures[i].formula, got, sizeof got);
        snprintf(want, sizeof want, "E_FORMULA: formula: %s", failures[i].message);
        assert_string_equal(got, want);
    }
}

static void test_deep_nesting_is_refused(void **state)
{
    (void)state;
    char text[5000] = "y ~ ", got[512];
    memset(text + 4, '(', 4000);
    describe(text, got, sizeof got);
    assert_non_null(strstr(got, "expected at most 50 nested parentheses"));
}

static void test_too_many_terms_are_refused(void **state)
{
    (void)state;
    char got[512];
    describe("y ~ a*b*c*d*e*f*g*h", got, sizeof got);
    assert_non_null(strstr(got, "expected at most 128 terms"));
}

static void test_trials(void **state)
{
    (void)state;
    struct hinge_formula formula;
    assert_int_equal(hinge_formula_parse(&formula, "hits / shots ~ x", NULL), HINGE_OK);
    assert_string_equal(formula.response, "hits");
    assert_string_equal(formula.trials, "shots");
    hinge_formula_clear(&formula);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meaning),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_deep_nesting_is_refused),
        cmocka_unit_test(test_too_many_terms_are_refused),
        cmocka_unit_test(test_trials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
