/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's values by group in, p out. */
#include "report/participants/group_differences.h"

#include "base/moments.h"
#include "people/intern.h"
#include "report/request/tabulation.h"
#include "stats/difference/effect.h"
#include "stats/difference/group_tests.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* `two`: what the test is called between two groups. */
static const struct {
    const char *id, *two, *several;
    bool of_words;
} tests[HINGE_BASELINE_TESTS] = {
    [HINGE_BASELINE_WELCH] = {"welch", "Welch's t test", "Welch's analysis of variance",
                              false},
    [HINGE_BASELINE_KRUSKAL] = {"kruskal", "Kruskal-Wallis test", "Kruskal-Wallis test",
                                false},
    [HINGE_BASELINE_FISHER] = {"fisher", "Fisher's exact test", "Fisher's exact test",
                               true},
    [HINGE_BASELINE_CHI2] = {"chi2", "chi-squared test", "chi-squared test", true}};

static enum hinge_status take(struct hinge_baseline *baseline,
                              struct hinge_tabulation *tab, const char *name,
                              struct hinge_error *error)
{
    const char *names[HINGE_BASELINE_TESTS];
    size_t at = HINGE_BASELINE_TESTS;
    for (size_t t = 0; t < HINGE_BASELINE_TESTS; t++) {
        names[t] = tests[t].id;
        if (strcmp(tests[t].id, name) == 0)
            at = t;
    }
    if (at == HINGE_BASELINE_TESTS)
        return hinge_tab_unknown(tab, "--test", "test", name, names,
                                 HINGE_BASELINE_TESTS, error);
    baseline->wants[at] = true;
    for (size_t t = 0; t < HINGE_BASELINE_TESTS; t++)
        if (t != at && baseline->wants[t] && tests[t].of_words == tests[at].of_words)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--test: %s and %s are both for %s; choose before "
                                   "looking, and name one",
                                   tests[t].id, tests[at].id,
                                   tests[at].of_words ? "words" : "numbers");
    return HINGE_OK;
}

enum hinge_status hinge_baseline_read(struct hinge_baseline *baseline,
                                      struct hinge_tabulation *tab,
                                      struct hinge_error *error)
{
    const char *name[HINGE_BASELINE_TESTS];
    size_t n = 0;
    if (tab->request->test == NULL || *tab->request->test == '\0')
        return HINGE_OK;
    enum hinge_status status = hinge_tab_split(tab, "--test", tab->request->test, ',',
                                               name, HINGE_BASELINE_TESTS, &n, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++)
        status = take(baseline, tab, name[i], error);
    return status;
}

void hinge_baseline_clear(struct hinge_baseline *baseline)
{
    for (size_t t = 0; t < HINGE_BASELINE_TESTS; t++)
        hinge_text_clear(&baseline->used[t]);
}

bool hinge_baseline_wanted(const struct hinge_baseline *baseline)
{
    for (size_t t = 0; t < HINGE_BASELINE_TESTS; t++)
        if (baseline->wants[t])
            return true;
    return false;
}

/* The test of numbers or of words that is wanted, HINGE_BASELINE_TESTS for none. */
static size_t chosen(const struct hinge_baseline *baseline, bool of_words)
{
    size_t t = 0;
    while (t < HINGE_BASELINE_TESTS &&
           (!baseline->wants[t] || tests[t].of_words != of_words))
        t++;
    return t;
}

/* The first group with fewer people than a test needs. */
static const char *too_few(const size_t *n, size_t groups, size_t least)
{
    for (size_t g = 0; g < groups; g++)
        if (n[g] < least)
            return least > 1 ? "a group has fewer than 2 people with a value"
                             : "a group has no participant with a value";
    return NULL;
}

/* --- numbers --- */

/* Values without gaps, group after group, and what tests want of them. */
struct groups {
    size_t n; /* people with a value */
    double *value, *mean, *variance, *rank;
    size_t *size, *order;
};

static void clear_groups(struct groups *g)
{
    free(g->value);
    free(g->mean);
    free(g->size);
}

static bool fill_groups(const struct hinge_baseline *b, const double *value,
                        struct groups *g)
{
    g->value = hinge_alloc(2 * b->people, sizeof *g->value);
    g->mean = hinge_alloc(2 * b->groups, sizeof *g->mean);
    g->size = hinge_alloc(b->groups + b->people, sizeof *g->size);
    if (g->value == NULL || g->mean == NULL || g->size == NULL)
        return false;
    g->rank = g->value + b->people;
    g->variance = g->mean + b->groups;
    g->order = g->size + b->groups;
    for (size_t k = 0; k < b->groups; k++) {
        double *first = g->value + g->n;
        for (size_t i = 0; i < b->people; i++)
            if (b->group[i] == k && !isnan(value[i]))
                g->value[g->n++] = value[i];
        size_t n = (size_t)(g->value + g->n - first);
        g->size[k] = n;
        g->mean[k] = hinge_stats_mean_about(first, n, 0);
        g->variance[k] =
            n > 1 ? hinge_stats_sum_squares(first, n) / (double)(n - 1) : (double)NAN;
        if (n > 1 &&
            hinge_is_rounding(sqrt(g->variance[k] / (double)n), g->mean[k], g->mean[k]))
            g->variance[k] = 0;
    }
    return true;
}

static double test_numbers(const struct hinge_baseline *b, size_t test,
                           struct groups *g, const char **why)
{
    double tie_sum;
    bool ties, welch = test == HINGE_BASELINE_WELCH;
    *why = too_few(g->size, b->groups, welch ? 2 : 1);
    if (*why != NULL)
        return (double)NAN;
    if (!welch)
        hinge_ranks(g->value, g->n, g->rank, g->order, &tie_sum, &ties);
    double p = welch ? hinge_welch_f(g->mean, g->variance, g->size, b->groups).p
                     : hinge_kruskal_wallis(g->rank, tie_sum, g->size, b->groups).p;
    if (isnan(p))
        *why = welch ? "a group has no variance" : "all values are equal";
    return p;
}

static void note_use(struct hinge_baseline *baseline, size_t test, const char *variable)
{
    struct hinge_text *used = &baseline->used[test];
    hinge_text_printf(used, "%s%s", used->length > 0 ? ", " : "", variable);
}

enum hinge_status hinge_baseline_number(struct hinge_baseline *baseline,
                                        const char *variable, const double *value,
                                        double *p, const char **test, const char **why,
                                        struct hinge_error *error)
{
    struct groups groups = {0};
    size_t at = chosen(baseline, false);
    *test = *why = NULL;
    *p = (double)NAN;
    if (at == HINGE_BASELINE_TESTS || baseline->groups < 2)
        return HINGE_OK;
    *test = tests[at].id;
    bool good = fill_groups(baseline, value, &groups);
    if (good)
        *p = test_numbers(baseline, at, &groups, why);
    clear_groups(&groups);
    if (good && !isnan(*p))
        note_use(baseline, at, variable);
    return good ? HINGE_OK : hinge_no_memory(error);
}

/* --- words --- */

static double test_words(struct hinge_baseline *b, size_t test, const size_t *count,
                         size_t levels, const char **why)
{
    double least, p;
    if (levels < 2) {
        *why = "all are alike";
        return (double)NAN;
    }
    if (test == HINGE_BASELINE_FISHER) {
        p = hinge_fisher_exact(count, b->groups, levels);
    } else {
        p = hinge_pearson_chi2(count, b->groups, levels, &least).p;
        b->small_counts = b->small_counts || least < 5;
    }
    if (isnan(p))
        *why = "too many arrangements for this test";
    return p;
}

enum hinge_status hinge_baseline_words(struct hinge_baseline *baseline,
                                       const char *variable, const char *const *text,
                                       double *p, const char **test, const char **why,
                                       struct hinge_error *error)
{
    struct hinge_intern levels = {0};
    size_t at = chosen(baseline, true), groups = baseline->groups;
    *test = *why = NULL;
    *p = (double)NAN;
    if (at == HINGE_BASELINE_TESTS || groups < 2)
        return HINGE_OK;
    *test = tests[at].id;
    bool good = true;
    for (size_t i = 0; good && i < baseline->people; i++)
        good = text[i] == NULL || hinge_intern_number(&levels, text[i]) != SIZE_MAX;
    size_t *count = hinge_alloc((groups + 1) * (levels.n + 1), sizeof *count);
    good = good && count != NULL;
    for (size_t i = 0; good && i < baseline->people; i++) {
        if (text[i] == NULL)
            continue;
        size_t level = hinge_intern_number(&levels, text[i]);
        count[baseline->group[i] * levels.n + level]++;
        count[groups * levels.n + baseline->group[i]]++;
    }
    *why = good ? too_few(count + groups * levels.n, groups, 1) : NULL;
    if (good && *why == NULL)
        *p = test_words(baseline, at, count, levels.n, why);
    free(count);
    hinge_intern_clear(&levels);
    if (good && !isnan(*p))
        note_use(baseline, at, variable);
    return good ? HINGE_OK : hinge_no_memory(error);
}

void hinge_baseline_notes(struct hinge_baseline *baseline, struct hinge_tabulation *tab)
{
    struct hinge_text *notes = &tab->notes;
    const char *before = "p: ";
    for (size_t t = 0; t < HINGE_BASELINE_TESTS; t++) {
        if (baseline->used[t].length == 0)
            continue;
        hinge_text_printf(notes, "%s%s (%s)", before,
                          baseline->groups > 2 ? tests[t].several : tests[t].two,
                          hinge_text_string(&baseline->used[t]));
        before = ", ";
        notes->failed = notes->failed || baseline->used[t].failed;
    }
    if (strcmp(before, ", ") != 0)
        return;
    hinge_text_puts(notes,
                    "; not corrected for the number of rows. In a randomised study any "
                    "difference here is chance (CONSORT 2010, item 15).\n");
    if (baseline->small_counts)
        hinge_text_puts(notes,
                        "Chi-squared, without continuity correction, of expected "
                        "counts below 5: --test fisher is exact.\n");
}
