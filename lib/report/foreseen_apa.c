/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cues and groups in the style of the American Psychological Association. In: the
 * document of an analysis; out: a line of numbers for each primary outcome, and for
 * what else differs between groups after correction. */
#include "report/foreseen_tables.h"
#include "report/foreseen_words.h"
#include "report/published.h"
#include "result/digits.h"
#include "result/wording.h"

#include <math.h>
#include <string.h>

static void add_p(struct hinge_text *text, const char *what, double p)
{
    if (isnan(p))
        return;
    hinge_text_printf(text, ", %s ", what);
    hinge_say_p(text, p);
}

/* "mean difference -6.2°, 95% CI [-7.3, -5.1]" */
static void add_difference(struct hinge_text *text, const json_t *row,
                           const char *before, double level)
{
    char numbers[96];
    struct hinge_change d = hinge_foreseen_change(row, before);
    hinge_interval_words(d.value, d.low, d.high, numbers, sizeof numbers);
    const char *unit = hinge_foreseen_text(row, "unit");
    bool none = unit == NULL || strcmp(unit, "1") == 0;
    size_t n = strcspn(numbers, " ");
    const char *symbol = none ? "" : hinge_wording_symbol(unit);
    bool joined = none || strncmp(symbol, "°", strlen("°")) == 0;
    hinge_text_printf(text, "mean difference %.*s%s%s", (int)n, numbers,
                      joined ? "" : " ", symbol);
    if (numbers[n] != '\0')
        hinge_text_printf(text, ", %g%% CI%s", 100 * level, numbers + n);
}

static void add_statistic(struct hinge_text *text, const json_t *row, const char *key,
                          const char *before, int decimals)
{
    double value = hinge_foreseen_number(row, key);
    if (!isnan(value))
        hinge_text_printf(text, "%s%.*f", before, decimals, value);
}

static void apa_of_cues(const json_t *results, double level, struct hinge_text *text)
{
    const char *cue;
    json_t *summary;
    json_object_foreach(json_object_get(results, "cues"), cue, summary)
    {
        char words[128], name[128];
        const json_t *row = hinge_foreseen_row(results, cue, "primary");
        if (row == NULL || isnan(hinge_foreseen_number(row, "diff")))
            continue; /* the sentence says why */
        hinge_text_printf(text,
                          "%s, %s: ", hinge_wording_words(cue, words, sizeof words),
                          hinge_foreseen_name(row, name));
        add_difference(text, row, "", level);
        add_statistic(text, row, "d_z", ", d_z = ", 2);
        add_statistic(text, row, "n", ", N = ", 0);
        const char *method = hinge_foreseen_text(row, "p_method");
        bool exact = method != NULL && strcmp(method, "exact") == 0;
        add_p(text, exact ? "exact sign-flip p" : "sign-flip p",
              hinge_foreseen_number(row, "p"));
        add_p(text, "Holm p", hinge_foreseen_number(row, "p_holm"));
        if (!isnan(hinge_foreseen_number(row, "matched_diff"))) {
            hinge_text_puts(text, "; at matched depth ");
            add_difference(text, row, "matched_", level);
            add_statistic(text, row, "matched_n", ", N = ", 0);
            add_p(text, "p", hinge_foreseen_number(row, "matched_p"));
        }
        hinge_text_puts(text, "\n");
    }
}

static void apa_of_groups(const json_t *results, double level, struct hinge_text *text)
{
    const char *first = hinge_foreseen_text(results, "first");
    const char *second = hinge_foreseen_text(results, "second");
    size_t i;
    json_t *row;
    if (first == NULL || second == NULL)
        return;
    json_array_foreach(json_object_get(results, "outcomes"), i, row)
    {
        char name[128];
        const char *role = hinge_foreseen_text(row, "role");
        bool primary = role != NULL && strcmp(role, "primary") == 0;
        if (isnan(hinge_foreseen_number(row, "diff")) ||
            (!primary && !(hinge_foreseen_number(row, "p_holm") < 0.05)))
            continue;
        hinge_text_printf(text, "%s, %s minus %s: ", hinge_foreseen_name(row, name),
                          first, second);
        add_difference(text, row, "", level);
        add_statistic(text, row, "g", ", Hedges' g = ", 2);
        add_statistic(text, row, "n_first", ", n = ", 0);
        add_statistic(text, row, "n_second", " and ", 0);
        add_p(text, "p", hinge_foreseen_number(row, "p"));
        add_p(text, "permutation p", hinge_foreseen_number(row, "p_permutation"));
        add_p(text, "Holm p", hinge_foreseen_number(row, "p_holm"));
        hinge_text_puts(text, "\n");
    }
}

static void say_numbers(const json_t *results, double level, struct hinge_text *text)
{
    if (json_object_get(results, "cues") != NULL)
        apa_of_cues(results, level, text);
    else
        apa_of_groups(results, level, text);
}

void hinge_foreseen_apa(const json_t *root, double level, struct hinge_text *text)
{
    hinge_foreseen_each(root, level, text, say_numbers);
}
