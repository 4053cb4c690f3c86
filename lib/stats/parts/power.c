/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies before they are done, and what one that is there could detect. */
#include "stats/parts/power.h"

#include "result/result.h"
#include "result/words.h"
#include "stats/numbers/distributions.h"
#include "stats/parts/planned.h"

#include <math.h>
#include <string.h>

/* --- Power, sample size and detectable effect of t tests and of two proportions. --- */

static const double most_people = 1e7;

bool hinge_power_read(struct hinge_analysis *a, struct hinge_power_design *design)
{
    const char *test = a->ask.test;
    static const struct {
        const char *test, *option;
    } effect[] = {
        {"t-two-sample", "d"}, {"t-paired", "dz"}, {"proportions", "p1"}, {"proportions", "p2"}};
    for (size_t k = 0; k < sizeof effect / sizeof *effect; k++)
        if (hinge_option_given(a, effect[k].option) && strcmp(effect[k].test, test) != 0)
            return hinge_analysis_fail(a, HINGE_E_OPTION, "'%s' is of the test %s, not of %s",
                                       effect[k].option, effect[k].test, test);
    bool paired = strcmp(test, "t-paired") == 0;
    *design = (struct hinge_power_design){.test = paired ? HINGE_POWER_PAIRED
                                                  : strcmp(test, "proportions") == 0
                                                      ? HINGE_POWER_PROPORTIONS
                                                      : HINGE_POWER_TWO_SAMPLE,
                                          .alternative = a->alternative,
                                          .alpha = a->alpha,
                                          .power = a->ask.power,
                                          .n1 = !isnan(a->ask.n) ? a->ask.n : a->ask.n1,
                                          .n2 = a->ask.n2,
                                          .ratio = a->ask.ratio,
                                          .effect = paired ? a->ask.dz : a->ask.d,
                                          .p1 = a->ask.p1,
                                          .p2 = a->ask.p2};
    if (isnan(design->n2) && !isnan(design->n1))
        design->n2 = ceil(design->ratio * design->n1);
    return true;
}

/* Both tails for a two-sided test, as a strict power has it. */
static double t_power(const struct hinge_power_design *d, double df, double ncp)
{
    bool two = d->alternative == HINGE_TWO_SIDED;
    double q = hinge_t_quantile(1 - (two ? d->alpha / 2 : d->alpha), df);
    if (d->alternative == HINGE_LESS)
        return hinge_noncentral_t_upper(q, df, -ncp);
    double upper = hinge_noncentral_t_upper(q, df, ncp);
    return two ? upper + hinge_noncentral_t_upper(q, df, -ncp) : upper;
}

static double proportions_power(const struct hinge_power_design *d)
{
    bool two = d->alternative == HINGE_TWO_SIDED;
    double q = hinge_normal_quantile(1 - (two ? d->alpha / 2 : d->alpha));
    double pooled = (d->n1 * d->p1 + d->n2 * d->p2) / (d->n1 + d->n2);
    double se0 = sqrt(pooled * (1 - pooled) * (1 / d->n1 + 1 / d->n2));
    double se1 = sqrt(d->p1 * (1 - d->p1) / d->n1 + d->p2 * (1 - d->p2) / d->n2);
    double diff = two                            ? fabs(d->p1 - d->p2)
                  : d->alternative == HINGE_LESS ? d->p2 - d->p1
                                                 : d->p1 - d->p2;
    return hinge_normal_cdf((diff - q * se0) / se1);
}

double hinge_power_of(const struct hinge_power_design *d)
{
    switch (d->test) {
    case HINGE_POWER_PAIRED:
        return t_power(d, d->n1 - 1, d->effect * sqrt(d->n1));
    case HINGE_POWER_PROPORTIONS:
        return proportions_power(d);
    default:
        return t_power(d, d->n1 + d->n2 - 2, d->effect * sqrt(d->n1 * d->n2 / (d->n1 + d->n2)));
    }
}

static double excess_at_n(double n, void *context)
{
    struct hinge_power_design d = *(const struct hinge_power_design *)context;
    d.n1 = n;
    d.n2 = d.ratio * n;
    return hinge_power_of(&d) - d.power;
}

double hinge_power_solve_n(const struct hinge_power_design *design)
{
    struct hinge_power_design d = *design;
    double low = fmax(2, 2 / d.ratio), high = 2 * low;
    if (excess_at_n(low, &d) >= 0)
        return low;
    while (high < most_people && excess_at_n(high, &d) < 0)
        high *= 2;
    return hinge_root(excess_at_n, &d, high / 2, high);
}

static double excess_at_effect(double effect, void *context)
{
    struct hinge_power_design d = *(const struct hinge_power_design *)context;
    d.effect = effect;
    d.p2 = d.p1 + effect;
    return hinge_power_of(&d) - d.power;
}

double hinge_power_solve_effect(const struct hinge_power_design *design)
{
    struct hinge_power_design d = *design;
    double low = 1e-9, high = 0.5;
    if (d.test == HINGE_POWER_PROPORTIONS) {
        double above = hinge_root(excess_at_effect, &d, low, 1 - d.p1 - 1e-9);
        return d.p1 + (isnan(above) ? hinge_root(excess_at_effect, &d, 1e-9 - d.p1, -low) : above);
    }
    if (d.alternative == HINGE_LESS)
        d.alternative = HINGE_GREATER; /* the same size, below zero */
    while (high < 1e3 && excess_at_effect(high, &d) < 0)
        high *= 2;
    return hinge_root(excess_at_effect, &d, low, high);
}

/* --- What a study can detect, in sentences to quote. --- */

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
