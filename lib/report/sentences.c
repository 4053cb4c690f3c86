/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results in words: APA sentences and plain lines from the document of an analysis.
 * What is said is in the templates of sentence_rows.c. */
#include "report/sentences.h"

#include "report/published.h"
#include "report/sentence_fill.h"
#include "report/wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The i-th key of an object, "" when there is none. */
static const char *key_at(const json_t *object, size_t i)
{
    void *at = json_object_iter((json_t *)object);
    while (at != NULL && i-- > 0)
        at = json_object_iter_next((json_t *)object, at);
    return at != NULL ? json_object_iter_key(at) : "";
}

/* The two levels of a difference, first minus second, and their column; false when the
 * result is no difference of two. */
static bool find_levels(const struct hinge_sentence_about *about, const char *level[2],
                        const char **column)
{
    const json_t *order = json_object_get(about->request, "order");
    const json_t *groups = json_object_get(about->results, "groups");
    const json_t *conditions = json_object_get(about->results, "conditions");
    bool between = json_object_get(about->results, "welch") != NULL;
    bool within = json_object_get(about->results, "paired_t") != NULL;
    *column = json_string_value(
        json_object_get(about->request, between ? "group" : "condition"));
    if ((!between && !within) || *column == NULL)
        return false;
    for (size_t i = 0; i < 2; i++)
        level[i] = json_array_size(order) == 2
                       ? json_string_value(json_array_get(order, i))
                   : between ? key_at(groups, i)
                             : key_at(conditions, 1 - i);
    return level[0] != NULL && level[1] != NULL;
}

/* "Lumbar excursion (°), trained minus sedentary:" */
static void add_heading(struct hinge_text *text,
                        const struct hinge_sentence_about *about)
{
    char name[128], first[128], second[128];
    const char *level[2], *column, *unit;
    const char *change = json_string_value(json_object_get(about->request, "change"));
    if (about->outcome == NULL)
        return;
    hinge_wording_name(about->outcome, name, sizeof name);
    unit = hinge_wording_unit(about->outcome);
    if (name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
    hinge_text_puts(text, name);
    if (*unit != '\0')
        hinge_text_printf(text, " (%s)", unit + (*unit == ' '));
    if (change != NULL)
        hinge_text_printf(text, ", change %s", change);
    if (find_levels(about, level, &column))
        hinge_text_printf(text, ", %s minus %s",
                          hinge_published_words(column, level[0], first, sizeof first),
                          hinge_published_words(column, level[1], second,
                                                sizeof second));
    hinge_text_puts(text, ":\n");
}

/* Of so few people in some group or condition the exact tests come first. */
static bool is_small(const json_t *results)
{
    enum { FEW = 5, FEW_PAIRS = 6 }; /* of 5 pairs no sign-flip p is below 0.0625 */
    const char *key;
    json_t *group;
    bool small = hinge_sentence_number(results, "paired_t/n") < FEW_PAIRS;
    json_object_foreach(json_object_get(results, "groups"), key, group)
    {
        small = small || hinge_sentence_number(group, "n") < FEW;
    }
    return small;
}

static bool is_exact_test(const struct hinge_sentence *row)
{
    return strcmp(row->at, "permutation_welch") == 0 ||
           strcmp(row->at, "permutation_welch_F") == 0 ||
           strcmp(row->at, "freedman_lane") == 0 ||
           strcmp(row->at, "mann_whitney") == 0 || strcmp(row->at, "signflip") == 0 ||
           strcmp(row->at, "wilcoxon") == 0;
}

static void add_results(const struct hinge_sentence_about *about,
                        struct hinge_text *text)
{
    bool small = is_small(about->results);
    for (int pass = small ? 0 : 1; pass < 2; pass++)
        for (size_t i = 0; i < hinge_n_apa_rows; i++) {
            const struct hinge_sentence *row = &hinge_apa_rows[i];
            if (!small || is_exact_test(row) == (pass == 0))
                hinge_sentence_say(row, about, false, text);
        }
}

static void add_parts(const struct hinge_sentence_about *about, struct hinge_text *text)
{
    const char *key;
    json_t *part;
    const json_t *outcomes = json_object_get(about->results, "outcomes");
    const json_t *strata = json_object_get(about->results, "strata");
    if (outcomes == NULL && strata == NULL) {
        struct hinge_text lines = {0};
        add_results(about, &lines);
        if (lines.length > 0)
            add_heading(text, about);
        hinge_text_puts(text, hinge_text_string(&lines));
        text->failed = text->failed || lines.failed;
        hinge_text_clear(&lines);
        return;
    }
    json_object_foreach((json_t *)strata, key, part)
    {
        const struct hinge_sentence_about own = {about->request, part, about->outcome,
                                                 about->level,   "",   ""};
        hinge_text_printf(text, "%s\n", key);
        add_parts(&own, text);
    }
    json_object_foreach((json_t *)outcomes, key, part)
    {
        const struct hinge_sentence_about own = {about->request, part, key,
                                                 about->level,   "",   ""};
        add_parts(&own, text);
    }
}

/* The outcome of a request, of its formula when it has one. */
static const char *outcome_of(const json_t *request, char buffer[64])
{
    const char *outcome = json_string_value(json_object_get(request, "outcome"));
    const char *formula = json_string_value(json_object_get(request, "formula"));
    if (outcome != NULL || formula == NULL)
        return outcome;
    size_t n = strcspn(formula, " ~/(");
    snprintf(buffer, 64, "%.*s", (int)n, formula);
    return n > 0 && n < 64 ? buffer : NULL;
}

void hinge_sentences_apa(const json_t *request, const json_t *results, double level,
                         struct hinge_text *text)
{
    char buffer[64];
    const struct hinge_sentence_about about = {
        request, results, outcome_of(request, buffer), level, "", ""};
    add_parts(&about, text);
}

/* --- plain lines --- */

/* With few people the exact test comes first, and no direction is named beyond it. */
static bool exact_agrees(struct hinge_text *text,
                         const struct hinge_sentence_about *about, bool groups)
{
    const char *at = groups ? "permutation_welch" : "signflip";
    const json_t *test = json_object_get(about->results, at);
    const json_t *alpha = json_object_get(about->request, "alpha");
    double p = hinge_sentence_number(test, "p"),
           n = hinge_sentence_number(test, "n_perm");
    if (!is_small(about->results) || isnan(p))
        return true;
    hinge_text_printf(text,
                      "With so few people the %s test comes first: p = %.3g of %.0f "
                      "relabellings.\n",
                      groups ? "permutation" : "sign-flip", p, n);
    return p <= (json_is_number(alpha) ? json_number_value(alpha) : 0.05);
}

/* The interval of a one-sided test has one end: only its own direction is named. words:
 * what is compared, of whom. */
static void add_one_sided(struct hinge_text *text,
                          const struct hinge_sentence_about *about,
                          const double value[3], bool agrees,
                          const char *const words[3])
{
    bool less = isnan(value[1]);
    double end = value[less ? 2 : 1];
    const char *unit = hinge_wording_unit(about->outcome);
    if (agrees && (less ? end < 0 : end > 0))
        hinge_text_printf(
            text,
            "The %s was %.4g%s %s %s than %s (one-sided %g%% CI: at least "
            "%.4g%s).\n",
            words[0], fabs(value[0]), unit, less ? "lower" : "higher", words[1],
            words[2], 100 * about->level, fabs(end), unit);
    else
        hinge_text_printf(text,
                          "The %s %s minus that %s was %.4g%s (one-sided %g%% CI: at "
                          "%s %.4g%s): whether it is %s stays open.\n",
                          words[0], words[1], words[2], value[0], unit,
                          100 * about->level, less ? "most" : "least", end, unit,
                          less ? "lower" : "higher");
}

/* Never "no difference": a direction is named only when the interval excludes 0. */
static void add_difference(struct hinge_text *text,
                           const struct hinge_sentence_about *about,
                           const double value[3])
{
    char name[128], first[160], second[160];
    const char *level[2], *column, *unit = hinge_wording_unit(about->outcome);
    bool groups = json_object_get(about->results, "welch") != NULL;
    if (!find_levels(about, level, &column))
        return;
    hinge_wording_name(about->outcome, name, sizeof name);
    hinge_wording_level(column, groups, level[0], first, sizeof first);
    hinge_wording_level(column, groups, level[1], second, sizeof second);
    const char *change = json_string_value(json_object_get(about->request, "change"));
    char what[300];
    snprintf(what, sizeof what, "%s%s%s%s", name, change != NULL ? "'s change (" : "",
             change != NULL ? change : "", change != NULL ? ")" : "");
    bool agrees = exact_agrees(text, about, groups);
    if (isnan(value[1]) || isnan(value[2])) {
        add_one_sided(text, about, value, agrees,
                      (const char *[]){what, first, second});
        return;
    }
    if (agrees && (value[1] > 0 || value[2] < 0))
        hinge_text_printf(text,
                          "The %s was %.4g%s %s %s than %s (%g%% CI %.4g to %.4g%s).\n",
                          what, fabs(value[0]), unit, value[0] < 0 ? "lower" : "higher",
                          first, second, 100 * about->level,
                          fabs(value[value[0] < 0 ? 2 : 1]),
                          fabs(value[value[0] < 0 ? 1 : 2]), unit);
    else
        hinge_text_printf(
            text,
            "The %s %s minus that %s was %.4g%s (%g%% CI %.4g to %.4g%s): "
            "which is higher stays open.\n",
            what, first, second, value[0], unit, 100 * about->level, value[1], value[2],
            unit);
}

static void add_tests(struct hinge_text *text, const struct hinge_sentence_about *about)
{
    static const char *const tests[] = {"welch", "paired_t"};
    for (size_t i = 0; i < 2; i++) {
        const json_t *test = json_object_get(about->results, tests[i]);
        const double value[3] = {hinge_sentence_number(test, "mean_diff"),
                                 hinge_sentence_number(test, "ci_low"),
                                 hinge_sentence_number(test, "ci_high")};
        if (!isnan(value[1]) || !isnan(value[2]))
            add_difference(text, about, value);
    }
}

static void add_equivalence(struct hinge_text *text, const json_t *results)
{
    const json_t *tost = json_object_get(results, "tost");
    const json_t *equivalent = json_object_get(tost, "equivalent");
    if (json_is_boolean(equivalent))
        hinge_text_printf(
            text,
            json_is_true(equivalent)
                ? "The difference lies within %.4g to %.4g: equivalent by "
                  "the bounds given.\n"
                : "The data do not show that the difference lies within %.4g "
                  "to %.4g.\n",
            hinge_sentence_number(tost, "low"), hinge_sentence_number(tost, "high"));
}

/* Which model was chosen for whom gave none. */
static void add_model(struct hinge_text *text, const json_t *results)
{
    static const struct {
        const char *reason, *words;
    } because[] = {
        {"no_condition", "no condition varies within people"},
        {"one_row_per_cell", "nobody has two rows under one condition"},
        {"too_few", "there are too few people for reactions of their own"},
        {"no_convergence", "the model with people's own reactions does not converge"},
        {"singular", "the data show no spread of people's own reactions"},
        {"maximal", "people's own reactions to the condition can be estimated"}};
    const char *reason = json_string_value(json_object_get(results, "formula_reason"));
    for (size_t i = 0; reason != NULL && i < sizeof because / sizeof *because; i++)
        if (strcmp(because[i].reason, reason) == 0)
            hinge_text_printf(text, "model chosen: %s%s, because %s.\n",
                              json_string_value(json_object_get(results, "formula")),
                              json_is_true(json_object_get(results, "aggregated"))
                                  ? ", of people's "
                                    "means"
                                  : "",
                              because[i].words);
}

static void add_plain(struct hinge_text *text, const struct hinge_sentence_about *about)
{
    for (size_t i = 0; i < hinge_n_plain_rows; i++)
        hinge_sentence_say(&hinge_plain_rows[i], about, true, text);
}

void hinge_sentences_plain(const json_t *request, const json_t *results, double level,
                           struct hinge_text *text)
{
    char buffer[64];
    const struct hinge_sentence_about about = {
        request, results, outcome_of(request, buffer), level, "", ""};
    add_model(text, results);
    const char *key;
    json_t *part;
    json_object_foreach(json_object_get(results, "outcomes"), key, part)
    {
        const struct hinge_sentence_about own = {request, part, key, level, "", ""};
        add_tests(text, &own);
        add_plain(text, &own);
    }
    if (about.outcome != NULL)
        add_tests(text, &about);
    add_equivalence(text, results);
    add_plain(text, &about);
}

/* Lines as a list of texts. */
static json_t *list_of(struct hinge_text *text)
{
    json_t *list = text->failed ? NULL : json_array();
    const char *at = hinge_text_string(text);
    while (list != NULL && *at != '\0') {
        size_t n = strcspn(at, "\n");
        json_array_append_new(list, json_stringn(at, n));
        at += n + (at[n] == '\n');
    }
    hinge_text_clear(text);
    return list;
}

json_t *hinge_sentences_json(struct hinge_text *plain, struct hinge_text *apa)
{
    json_t *report = json_object();
    int failed = json_object_set_new(report, "sentence", list_of(plain));
    failed |= json_object_set_new(report, "apa", list_of(apa)); /* taken, in any case */
    if (failed == 0)
        return report;
    json_decref(report);
    return NULL;
}
