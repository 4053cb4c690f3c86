/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study can detect, in sentences to quote. */
#include "stats/power/detectable_words.h"

#include "result/digits.h"
#include "result/result.h"
#include "result/wording.h"
#include "stats/planned/planned_words.h"

#include <math.h>
#include <string.h>

static const char *text_of(const json_t *row, const char *key)
{
    return json_string_value(json_object_get(row, key));
}

/* "lumbar excursion", and its unit ready to follow a number. */
static const char *name_of(const json_t *row, char *name, size_t room)
{
    const char *outcome = text_of(row, "outcome");
    return hinge_wording_small(
        (char *)hinge_wording_title(outcome != NULL ? outcome : "", name, room));
}

static void add_who(const struct hinge_sentence_about *about, const json_t *row,
                    struct hinge_text *text)
{
    char first[160], second[160];
    bool groups = strcmp(text_of(row, "compared"), "groups") == 0;
    const char *column =
        json_string_value(json_object_get(about->request, groups ? "group" : "condition"));
    if (text_of(row, "first") == NULL) {
        hinge_text_puts(text, " between two groups of such people");
        return;
    }
    hinge_text_printf(text, groups ? " between %s and %s" : " by %s (against %s)",
                      hinge_wording_cell(column, text_of(row, "first"), first, sizeof first),
                      hinge_wording_cell(column, text_of(row, "second"), second, sizeof second));
}

/* "A difference of 9.7° in lumbar flexion between a and b has a power of 80% (...)." */
static void add_effect(const struct hinge_sentence_about *about, const json_t *row,
                       struct hinge_text *text)
{
    char name[160];
    const char *unit = text_of(row, "unit");
    const char *way = json_string_value(json_object_get(about->request, "alternative"));
    bool groups = strcmp(text_of(row, "compared"), "groups") == 0;
    double second = hinge_result_number(row, "n_second");
    hinge_text_puts(text, groups ? "A difference of " : "A change of ");
    hinge_say_value(text, hinge_result_number(row, "detectable"), unit);
    hinge_text_printf(text, " in %s", name_of(row, name, sizeof name));
    add_who(about, row, text);
    hinge_text_printf(text,
                      " can be detected with a power of %g%% (%s t test, %s alpha %g, "
                      "n = %.0f",
                      100 * hinge_result_number(about->results, "power"),
                      groups ? "independent" : "paired",
                      way == NULL || strcmp(way, "two-sided") == 0 ? "two-sided" : "one-sided",
                      hinge_result_number(about->results, "alpha"),
                      hinge_result_number(row, "n_first"));
    if (groups)
        hinge_text_printf(text, " and %.0f", second);
    hinge_text_printf(text, "; %g%% CI ", 100 * about->level);
    hinge_say_value(text, hinge_result_number(row, "detectable_low"), NULL);
    hinge_text_puts(text, " to ");
    hinge_say_value(text, hinge_result_number(row, "detectable_high"), NULL);
    hinge_text_puts(text, ").\n");
}

/* "Lumbar fraction could not be assessed: ...", each outcome once. */
static void add_refused(const json_t *effects, size_t i, struct hinge_text *text)
{
    char name[160];
    const json_t *row = json_array_get(effects, i),
                 *before = i > 0 ? json_array_get(effects, i - 1) : NULL;
    const char *reason = text_of(row, "reason");
    if (reason == NULL ||
        (before != NULL && json_object_get(before, "reason") != NULL &&
         json_equal(json_object_get(before, "outcome"), json_object_get(row, "outcome"))))
        return;
    name_of(row, name, sizeof name);
    hinge_text_printf(text, "%s could not be assessed: %s.\n", hinge_wording_capital(name),
                      hinge_wording_cause(reason));
}

/* Of each comparison the first outcome that has an answer. */
void hinge_say_detectable(const struct hinge_sentence_about *about, struct hinge_text *text)
{
    const json_t *effects = json_object_get(about->results, "effects"), *row, *before;
    size_t i, k;
    json_array_foreach(effects, i, row)
    {
        bool said = isnan(hinge_result_number(row, "detectable"));
        add_refused(effects, i, text);
        for (k = 0; k < i && !said; k++) {
            before = json_array_get(effects, k);
            said = !isnan(hinge_result_number(before, "detectable")) &&
                   json_equal(json_object_get(before, "first"), json_object_get(row, "first")) &&
                   json_equal(json_object_get(before, "second"), json_object_get(row, "second"));
        }
        if (!said)
            add_effect(about, row, text);
    }
}
