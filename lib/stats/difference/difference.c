/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a comparison of two in, sentences out. */
#include "stats/difference/difference.h"

#include "people/order.h"
#include "result/digits.h"
#include "result/result.h"
#include "result/wording.h"

#include <math.h>
#include <stdio.h>

/* The i-th key of an object, "" when there is none. */
static const char *key_at(const json_t *object, size_t i)
{
    void *at = json_object_iter((json_t *)object);
    while (at != NULL && i-- > 0)
        at = json_object_iter_next((json_t *)object, at);
    return at != NULL ? json_object_iter_key(at) : "";
}

bool hinge_say_levels(const struct hinge_sentence_about *about, const char *level[2],
                      const char **column)
{
    const json_t *order = json_object_get(about->request, "order");
    const json_t *groups = json_object_get(about->results, "groups");
    const json_t *conditions = json_object_get(about->results, "conditions");
    bool between = json_object_get(about->results, "welch") != NULL;
    bool within = json_object_get(about->results, "paired_t") != NULL;
    *column = json_string_value(json_object_get(about->request, between ? "group" : "condition"));
    if ((!between && !within) || *column == NULL)
        return false;
    bool swapped = hinge_levels_swapped(key_at(conditions, 0), key_at(conditions, 1));
    for (size_t i = 0; i < 2; i++)
        level[i] = json_array_size(order) == 2 ? json_string_value(json_array_get(order, i))
                   : between                   ? key_at(groups, i)
                                               : key_at(conditions, swapped ? 1 - i : i);
    return level[0] != NULL && level[1] != NULL;
}

bool hinge_say_is_small(const json_t *results)
{
    enum { FEW = 5, FEW_PAIRS = 6 }; /* of 5 pairs no sign-flip p is below 0.0625 */
    const char *key;
    json_t *group;
    bool small = hinge_result_number(results, "paired_t/n") < FEW_PAIRS;
    json_object_foreach(json_object_get(results, "groups"), key, group)
    {
        small = small || hinge_result_number(group, "n") < FEW;
    }
    return small;
}

/* With few people the exact test comes first, and no direction is named beyond it. */
static bool exact_agrees(struct hinge_text *text, const struct hinge_sentence_about *about,
                         bool groups)
{
    const char *at = groups ? "permutation_welch" : "signflip";
    const json_t *test = json_object_get(about->results, at);
    const json_t *alpha = json_object_get(about->request, "alpha");
    double p = hinge_result_number(test, "p"), n = hinge_result_number(test, "n_perm");
    if (!hinge_say_is_small(about->results) || isnan(p))
        return true;
    hinge_text_printf(text,
                      "With so few people the %s test comes first: p = %.3g of %.0f "
                      "relabellings.\n",
                      groups ? "permutation" : "sign-flip", p, n);
    return p <= (json_is_number(alpha) ? json_number_value(alpha) : 0.05);
}

/* The interval of a one-sided test has one end: only its own direction is named. words:
 * what is compared, of whom. */
static void add_one_sided(struct hinge_text *text, const struct hinge_sentence_about *about,
                          const double value[3], bool agrees, const char *const words[3])
{
    bool less = isnan(value[1]);
    double end = value[less ? 2 : 1];
    const char *unit = about->unit;
    if (agrees && (less ? end < 0 : end > 0))
        hinge_text_printf(text,
                          "The %s was %.4g%s %s %s than %s (one-sided %g%% CI: at least "
                          "%.4g%s).\n",
                          words[0], fabs(value[0]), unit, hinge_higher(less ? -1 : 1), words[1],
                          words[2], 100 * about->level, fabs(end), unit);
    else
        hinge_text_printf(text,
                          "The %s %s minus that %s was %.4g%s (one-sided %g%% CI: at "
                          "%s %.4g%s): it is not clearly %s.\n",
                          words[0], words[1], words[2], value[0], unit, 100 * about->level,
                          less ? "most" : "least", end, unit, hinge_higher(less ? -1 : 1));
}

/* Never "no difference": a direction is named only when the interval excludes 0. */
static void add_difference(struct hinge_text *text, const struct hinge_sentence_about *about,
                           const double value[3])
{
    char name[128], first[160], second[160];
    const char *level[2], *column, *unit = about->unit;
    bool groups = json_object_get(about->results, "welch") != NULL;
    if (!hinge_say_levels(about, level, &column))
        return;
    hinge_wording_name(about->outcome, unit, name, sizeof name);
    hinge_wording_level(column, groups, level[0], first, sizeof first);
    hinge_wording_level(column, groups, level[1], second, sizeof second);
    const char *change = json_string_value(json_object_get(about->request, "change"));
    char what[300];
    snprintf(what, sizeof what, "%s%s%s%s", name, change != NULL ? "'s change (" : "",
             change != NULL ? change : "", change != NULL ? ")" : "");
    bool agrees = exact_agrees(text, about, groups);
    if (isnan(value[1]) || isnan(value[2])) {
        add_one_sided(text, about, value, agrees, (const char *[]){what, first, second});
        return;
    }
    if (agrees && hinge_is_sure(value[1], value[2]))
        hinge_text_printf(text, "The %s was %.4g%s %s %s than %s (%g%% CI %.4g to %.4g%s).\n", what,
                          fabs(value[0]), unit, hinge_higher(value[0]), first, second,
                          100 * about->level, fabs(value[value[0] < 0 ? 2 : 1]),
                          fabs(value[value[0] < 0 ? 1 : 2]), unit);
    else
        hinge_text_printf(text,
                          "The %s %s minus that %s was %.4g%s (%g%% CI %.4g to %.4g%s): "
                          "the direction is not certain.\n",
                          what, first, second, value[0], unit, 100 * about->level, value[1],
                          value[2], unit);
}

static void add_tests(struct hinge_text *text, const struct hinge_sentence_about *about)
{
    static const char *const tests[] = {"welch", "paired_t"};
    for (size_t i = 0; i < 2; i++) {
        const json_t *test = json_object_get(about->results, tests[i]);
        const double value[3] = {hinge_result_number(test, "mean_diff"),
                                 hinge_result_number(test, "ci_low"),
                                 hinge_result_number(test, "ci_high")};
        if (!isnan(value[1]) || !isnan(value[2]))
            add_difference(text, about, value);
    }
}

static void add_equivalence(struct hinge_text *text, const json_t *results)
{
    const json_t *tost = json_object_get(results, "tost");
    const json_t *equivalent = json_object_get(tost, "equivalent");
    if (json_is_boolean(equivalent))
        hinge_text_printf(text,
                          json_is_true(equivalent)
                              ? "The difference is between %.4g and %.4g: equivalent "
                                "by these bounds.\n"
                              : "The data do not show that the difference is between "
                                "%.4g and %.4g.\n",
                          hinge_result_number(tost, "low"), hinge_result_number(tost, "high"));
}

void hinge_say_difference(const struct hinge_sentence_about *about, struct hinge_text *text)
{
    if (about->outcome != NULL)
        add_tests(text, about);
    add_equivalence(text, about->results);
}
