/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One plain sentence per cue, and about two groups: which way, how much, how sure, in
 * how many people, and what else changed. */
#include "report/foreseen_words.h"

#include "base/number.h"
#include "report/foreseen_tables.h"
#include "report/published.h"
#include "result/digits.h"
#include "result/wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *hinge_foreseen_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

double hinge_foreseen_number(const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

const char *hinge_foreseen_name(const json_t *row, char buffer[128])
{
    const char *id = hinge_foreseen_text(row, "outcome");
    const char *fault =
        hinge_foreseen_text(row, "phase") == NULL ? hinge_fault_words(id) : NULL;
    if (fault != NULL)
        snprintf(buffer, 128, "%s", fault);
    else
        hinge_wording_title(id, buffer, 128);
    return hinge_wording_small(buffer);
}

struct hinge_change hinge_foreseen_change(const json_t *row, const char *before)
{
    static const char *const keys[] = {"diff", "ci_low", "ci_high"};
    double value[3];
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, "%s%s", before, keys[i]);
        value[i] = hinge_foreseen_number(row, key);
    }
    return (struct hinge_change){value[0], value[1], value[2]};
}

/* "5.9° [4.0, 7.7]": sizes of a change whose direction is said in words. */
static void add_size(struct hinge_text *text, const json_t *row, const char *before)
{
    char numbers[96];
    struct hinge_change d = hinge_foreseen_change(row, before);
    bool down = d.value < 0;
    hinge_interval_words(fabs(d.value), down ? -d.high : d.low, down ? -d.low : d.high,
                         numbers, sizeof numbers);
    const char *unit = hinge_foreseen_text(row, "unit");
    struct hinge_column column = {
        .name = (char *)"", .unit = (char *)(unit != NULL ? unit : ""), .digits = 1};
    const char *symbol = hinge_published_unit(&column);
    size_t n = strcspn(numbers, " ");
    hinge_text_printf(text, "by %.*s%s%s%s", (int)n, numbers,
                      strcmp(symbol, "–") == 0       ? ""
                      : strncmp(symbol, "°", 2) == 0 ? ""
                      : *symbol != '\0'              ? " "
                                                     : "",
                      strcmp(symbol, "–") == 0 ? "" : symbol, numbers + n);
}

static const char *direction(const json_t *row, double diff)
{
    bool distance = json_object_get(row, "target") != NULL;
    return !distance ? hinge_more(diff) : diff < 0 ? "nearer to" : "farther from";
}

/* Of so few people an interval rests on a normality that nobody can see, and the exact
 * test decides; of 5 pairs no sign-flip p is below 0.0625. */
static bool are_few(const json_t *row, double people)
{
    enum { FEW = 5, FEW_PAIRS = 6 };
    bool groups = json_object_get(row, "n_first") != NULL;
    return people < (groups ? FEW : FEW_PAIRS);
}

static double people_of(const json_t *row, const char *before)
{
    char n[32];
    double first = hinge_foreseen_number(row, "n_first"),
           second = hinge_foreseen_number(row, "n_second");
    snprintf(n, sizeof n, "%sn", before);
    return isnan(first) ? hinge_foreseen_number(row, n) : fmin(first, second);
}

static double exact_p(const json_t *row, const char *before)
{
    char p[32];
    double of_groups = hinge_foreseen_number(row, "p_permutation");
    snprintf(p, sizeof p, "%sp", before);
    return isnan(of_groups) ? hinge_foreseen_number(row, p) : of_groups;
}

/* Whether the direction is: the interval holds 0 or, of few people, the exact test does
 * not speak against it. */
static bool is_open(const json_t *row, const char *before)
{
    struct hinge_change d = hinge_foreseen_change(row, before);
    return !(d.low > 0 || d.high < 0) ||
           (are_few(row, people_of(row, before)) && !(exact_p(row, before) < 0.05));
}

/* "with 4 people the exact test comes first, p = 0.125: " */
static void add_few(struct hinge_text *text, const json_t *row, bool groups)
{
    double n = people_of(row, ""), p = exact_p(row, "");
    if (!are_few(row, n) || isnan(p))
        return;
    hinge_text_printf(text, "%s %.0f %s%s the %s test comes first, p = %.3g%s",
                      groups ? "With" : "with", n, n == 1 ? "person" : "people",
                      groups ? " in a group" : "", groups ? "permutation" : "sign-flip",
                      p, groups ? ". " : "; ");
}

/* The change of the primary outcome: direction, whether it is the expected one, size.
 */
static void add_change(struct hinge_text *text, const json_t *row)
{
    char name[128];
    double diff = hinge_foreseen_number(row, "diff");
    const char *expected = hinge_foreseen_text(row, "expected"),
               *reason = hinge_foreseen_text(row, "reason");
    hinge_foreseen_name(row, name);
    if (isnan(diff)) {
        hinge_text_printf(text, "%s cannot be compared (%s)", name,
                          reason != NULL ? reason : "no value");
        return;
    }
    add_few(text, row, false);
    if (is_open(row, "")) {
        char numbers[96];
        struct hinge_change d = hinge_foreseen_change(row, "");
        hinge_interval_words(d.value, d.low, d.high, numbers, sizeof numbers);
        hinge_text_printf(text, "whether %s changes stays open (%s)", name, numbers);
        return;
    }
    bool as_expected =
        expected == NULL || (strcmp(expected, "down") == 0) == (diff < 0);
    if (json_object_get(row, "target") != NULL)
        hinge_text_printf(text, "%s %s %g ", name, direction(row, diff),
                          hinge_foreseen_number(row, "target"));
    else
        hinge_text_printf(text, "%s %s ", direction(row, diff), name);
    add_size(text, row, "");
    if (!as_expected)
        hinge_text_puts(text, ", against what is expected");
}

/* People beyond the MDC, in the words of the sentence: those who changed as the mean
 * did before the others; while the mean's direction is open, those of each. */
static void add_beyond(struct hinge_text *text, const json_t *row)
{
    const char *expected = hinge_foreseen_text(row, "expected");
    bool down = expected != NULL && strcmp(expected, "down") == 0;
    double n = hinge_foreseen_number(row, "n"),
           diff = hinge_foreseen_number(row, "diff"),
           as_expected = hinge_foreseen_number(row, "beyond_expected"),
           opposite = hinge_foreseen_number(row, "beyond_opposite");
    double rose = down ? opposite : as_expected, fell = down ? as_expected : opposite;
    bool distance = json_object_get(row, "target") != NULL;
    if (isnan(as_expected))
        return;
    if (is_open(row, ""))
        hinge_text_printf(text,
                          "; by more than measurement error %s in %.0f of %.0f, %s in "
                          "%.0f",
                          distance ? "farther" : "more", rose, n,
                          distance ? "nearer" : "less", fell);
    else
        hinge_text_printf(text,
                          ", by more than measurement error in %.0f of %.0f; %.0f of "
                          "%.0f the other way",
                          diff < 0 ? fell : rose, n, diff < 0 ? rose : fell, n);
}

static void add_matched(struct hinge_text *text, const json_t *row)
{
    double diff = hinge_foreseen_number(row, "matched_diff");
    if (isnan(diff))
        return;
    hinge_text_puts(text, "; at matched depth ");
    if (is_open(row, "matched_")) {
        hinge_text_puts(text, "the direction stays open");
        return;
    }
    hinge_text_printf(text, "%s ", direction(row, diff));
    add_size(text, row, "matched_");
}

static void add_rest(struct hinge_text *text, const json_t *summary,
                     const json_t *depth)
{
    size_t i;
    json_t *fault;
    const char *before = "; rose as well: ";
    json_array_foreach(json_object_get(summary, "faults_rose"), i, fault)
    {
        char name[128];
        const char *id = json_string_value(fault);
        const char *title = hinge_fault_words(id);
        hinge_text_printf(text, "%s%s", before,
                          title != NULL ? title
                                        : hinge_wording_words(id, name, sizeof name));
        before = ", ";
    }
    if (depth != NULL && !is_open(depth, "") &&
        !isnan(hinge_foreseen_number(depth, "diff"))) {
        hinge_text_printf(text, "; %s ",
                          hinge_foreseen_number(depth, "diff") < 0 ? "shallower"
                                                                   : "deeper");
        add_size(text, depth, "");
    }
    hinge_text_puts(text, ".");
    if (json_is_true(json_object_get(summary, "order_confounded")))
        hinge_text_printf(text, " Order confounded: %s.",
                          hinge_foreseen_text(summary, "order_reason"));
    hinge_text_puts(text, "\n");
}

const json_t *hinge_foreseen_row(const json_t *results, const char *cue,
                                 const char *role)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(results, "outcomes"), i, row)
    {
        const char *of = hinge_foreseen_text(row, "cue"),
                   *is = hinge_foreseen_text(row, "role");
        if (is != NULL && strcmp(is, role) == 0 &&
            (cue == NULL || (of != NULL && strcmp(of, cue) == 0)))
            return row;
    }
    return NULL;
}

static void say_cues(const json_t *results, struct hinge_text *text)
{
    const char *cue;
    json_t *summary;
    json_object_foreach(json_object_get(results, "cues"), cue, summary)
    {
        char words[128];
        const json_t *primary = hinge_foreseen_row(results, cue, "primary");
        const char *unmeasured = hinge_foreseen_text(summary, "unmeasured");
        hinge_text_printf(text, "%s: ", hinge_wording_words(cue, words, sizeof words));
        if (primary == NULL) {
            hinge_text_printf(text, "no primary outcome%s%s",
                              unmeasured != NULL ? ": " : "",
                              unmeasured != NULL ? unmeasured : "");
        } else {
            add_change(text, primary);
            add_beyond(text, primary);
            add_matched(text, primary);
        }
        add_rest(text, summary, hinge_foreseen_row(results, cue, "depth"));
    }
}

/* How many of the other outcomes differ, and which. */
static void add_exploratory(struct hinge_text *text, const json_t *results)
{
    const json_t *list = json_object_get(results, "outcomes");
    size_t i, k = 0, said = 0, tested = 0;
    char name[128];
    json_t *row;
    json_array_foreach((json_t *)list, i, row)
    {
        k += hinge_foreseen_number(row, "p_holm") < 0.05;
        tested += isnan(hinge_foreseen_number(row, "p_holm")) ? 0 : 1;
    }
    if (tested == 0)
        return;
    hinge_text_printf(text,
                      "Of the exploratory outcomes %zu differ%s after correction "
                      "for their number",
                      k, k == 1 ? "s" : "");
    json_array_foreach((json_t *)list, i, row)
    {
        if (hinge_foreseen_number(row, "p_holm") < 0.05)
            hinge_text_printf(text, "%s%s", said++ > 0 ? ", " : ": ",
                              hinge_foreseen_name(row, name));
    }
    hinge_text_puts(text, ".\n");
}

static void say_groups(const json_t *results, double level, struct hinge_text *text)
{
    char name[128], numbers[96], first[160], second[160];
    const json_t *row = hinge_foreseen_row(results, NULL, "primary");
    const char *group = hinge_foreseen_text(results, "group");
    if (row == NULL || group == NULL)
        return;
    struct hinge_change d = hinge_foreseen_change(row, "");
    hinge_foreseen_name(row, name);
    hinge_wording_level(group, true, hinge_foreseen_text(results, "first"), first,
                        sizeof first);
    hinge_wording_level(group, true, hinge_foreseen_text(results, "second"), second,
                        sizeof second);
    if (isnan(d.value)) {
        const char *reason = hinge_foreseen_text(row, "reason");
        hinge_text_printf(text, "The %s of the groups cannot be compared: %s.\n", name,
                          reason != NULL ? reason : "no value");
        return;
    }
    hinge_interval_words(d.value, d.low, d.high, numbers, sizeof numbers);
    add_few(text, row, true);
    if (is_open(row, ""))
        hinge_text_printf(text,
                          "The %s %s minus that %s was %s (%g%% CI): which is higher "
                          "stays open.\n",
                          name, first, second, numbers, 100 * level);
    else {
        hinge_text_printf(text, "The %s was %s %s than %s ", name,
                          d.value < 0 ? "lower" : "higher", first, second);
        add_size(text, row, "");
        hinge_text_printf(text, " (%g%% CI).\n", 100 * level);
    }
    add_exploratory(text, results);
}

static void say_plainly(const json_t *results, double level, struct hinge_text *text)
{
    if (json_object_get(results, "cues") != NULL)
        say_cues(results, text);
    else
        say_groups(results, level, text);
}

void hinge_foreseen_each(const json_t *root, double level, struct hinge_text *text,
                         void say(const json_t *results, double level,
                                  struct hinge_text *text))
{
    const json_t *results = json_object_get(root, "results");
    const char *stratum;
    json_t *part;
    json_object_foreach(json_object_get(results, "strata"), stratum, part)
    {
        hinge_text_printf(text, "%s:\n", stratum);
        say(part, level, text);
    }
    if (json_object_get(results, "strata") == NULL)
        say(results, level, text);
}

void hinge_foreseen_sentences(const json_t *root, double level, struct hinge_text *text)
{
    hinge_foreseen_each(root, level, text, say_plainly);
}
