/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power: of a planned test, over a grid of participants or effects, or the participants
 * or the effect it needs. */
#include "stats/parts/power.h"
#include "stats/run/analysis.h"

static bool has_effect(const struct hinge_power_design *d)
{
    return d->test == HINGE_POWER_PROPORTIONS ? !isnan(d->p1) && !isnan(d->p2) : !isnan(d->effect);
}

static void add_people(struct hinge_analysis *a, const struct hinge_power_design *d)
{
    if (d->test == HINGE_POWER_PAIRED) {
        hinge_add_count(a->results, "n", (size_t)d->n1);
        return;
    }
    hinge_add_count(a->results, "n1", (size_t)d->n1);
    hinge_add_count(a->results, "n2", (size_t)d->n2);
}

/* --- over a grid --- */

static void add_curve(struct hinge_analysis *a, struct hinge_power_design *d)
{
    bool by_n = strcmp(a->ask.vary, "n") == 0;
    bool effect = by_n ? has_effect(d) : d->test != HINGE_POWER_PROPORTIONS || !isnan(d->p1);
    if (!effect || (!by_n && isnan(d->n1)) || !isnan(d->power)) {
        hinge_analysis_fail(
            a, HINGE_E_OPTION,
            by_n ? "grid: power over n needs the effect alone (d, dz, or two of p)"
                 : "grid: power over the effect needs the participants alone (n; for proportions "
                   "also the first p)");
        return;
    }
    json_t *curve = hinge_add_object(a->results, "curve");
    json_t *x = hinge_add_list(curve, by_n ? "n" : "effect");
    json_t *y = hinge_add_list(curve, "power");
    const struct hinge_numbers *grid = &a->ask.grid;
    const double first = grid->value[0], last = grid->value[grid->n - 1];
    double power[2] = {NAN, NAN};
    for (size_t i = 0; i < grid->n; i++) {
        const double at = grid->value[i];
        if (by_n) {
            d->n1 = at;
            d->n2 = ceil(d->ratio * at);
        } else {
            d->effect = d->p2 = at;
        }
        if (by_n ? at < 2 || d->n2 < 2 : d->test == HINGE_POWER_PROPORTIONS && (at < 0 || at > 1)) {
            hinge_analysis_fail(a, HINGE_E_OPTION, "grid: %g is not a possible %s", at,
                                by_n ? "number of participants" : "proportion");
            return;
        }
        power[1] = hinge_power_of(d);
        power[0] = i == 0 ? power[1] : power[0];
        hinge_append_number(x, at);
        hinge_append_number(y, power[1]);
    }
    if (!isfinite(power[0]))
        return;
    hinge_add_sentence(a, &a->text.plain, /* the first and the last value of the grid */
                       by_n ? "Power goes from {r} with {n} people to {r} with {n}."
                            : "Power goes from {r} with an effect of {2} to {r} with {2}.",
                       power[0], first, power[1], last);
    hinge_add_sentence(a, &a->text.apa,
                       by_n ? "power {r} with {n} people to {r} with {n}"
                            : "power {r} with an effect of {2} to {r} with {2}",
                       power[0], first, power[1], last);
}

static void run(struct hinge_analysis *a)
{
    static const char *const key[] = {"d", "dz", "p2"};
    const char *test = a->ask.test;
    static const struct {
        const char *test, *option;
    } option_of[] = {{"t-two-sample", "d"}, {"t-paired", "dz"}, {"proportions", "p"}};
    for (size_t k = 0; k < sizeof option_of / sizeof *option_of; k++)
        if (hinge_option_given(a, option_of[k].option) && strcmp(option_of[k].test, test) != 0)
            hinge_analysis_fail(a, HINGE_E_OPTION, "'%s' is of the test %s, not of %s",
                                option_of[k].option, option_of[k].test, test);
    if (a->failed)
        return;
    bool paired = strcmp(test, "t-paired") == 0;
    struct hinge_power_design d = {.test = paired ? HINGE_POWER_PAIRED
                                           : strcmp(test, "proportions") == 0
                                               ? HINGE_POWER_PROPORTIONS
                                               : HINGE_POWER_TWO_SAMPLE,
                                   .alternative = a->alternative,
                                   .alpha = a->alpha,
                                   .power = a->ask.power,
                                   .n1 = hinge_nth(&a->ask.n, 0),
                                   .n2 = hinge_nth(&a->ask.n, 1),
                                   .ratio = a->ask.ratio,
                                   .effect = paired ? a->ask.dz : a->ask.d,
                                   .p1 = hinge_nth(&a->ask.p, 0),
                                   .p2 = hinge_nth(&a->ask.p, 1)};
    if (isnan(d.n2) && !isnan(d.n1))
        d.n2 = ceil(d.ratio * d.n1);
    bool people = !isnan(d.n1), wanted = !isnan(d.power), effect = has_effect(&d);
    if (wanted && !(d.power > d.alpha && d.power < 1))
        hinge_analysis_fail(a, HINGE_E_OPTION, "option 'power' must be above alpha and below 1");
    else if (d.test == HINGE_POWER_PROPORTIONS && isnan(d.p1))
        hinge_analysis_fail(a, HINGE_E_OPTION, "power needs 'p', the first proportion");
    else if (a->ask.grid.n > 0)
        add_curve(a, &d);
    else if (people + wanted + effect != 2)
        hinge_analysis_fail(a, HINGE_E_OPTION,
                            "power needs two of: participants (n), effect (%s), power; the third "
                            "is found",
                            d.test == HINGE_POWER_PROPORTIONS ? "p, two proportions"
                            : d.test == HINGE_POWER_PAIRED    ? "dz"
                                                              : "d");
    if (a->failed || a->ask.grid.n > 0)
        return;
    hinge_add_number(a->results, "alpha", d.alpha);
    double found = !people   ? hinge_power_solve_n(&d)
                   : !effect ? hinge_power_solve_effect(&d)
                             : hinge_power_of(&d);
    if (wanted && isnan(found)) {
        hinge_analysis_fail(a, HINGE_E_OPTION,
                            !people ? HINGE_POWER_NOBODY : HINGE_POWER_NO_EFFECT);
        return;
    }
    if (people && !effect && d.alternative == HINGE_LESS && d.test != HINGE_POWER_PROPORTIONS)
        found = -found;
    if (wanted)
        hinge_add_number(a->results, "power", d.power);
    if (!people) {
        hinge_add_number(a->results, "n_exact", found);
        d.n1 = ceil(found - 1e-9);
        d.n2 = ceil(d.ratio * found - 1e-9);
    }
    add_people(a, &d);
    hinge_add_number(a->results,
                     !people   ? "power_achieved"
                     : !effect ? key[d.test]
                               : "power",
                     people ? found : hinge_power_of(&d));
    double power = wanted ? d.power : found;
    if (!isfinite(power))
        return;
    if (d.test == HINGE_POWER_PAIRED) {
        hinge_add_sentence(a, &a->text.plain, "{n} people have a power of {r}.", d.n1, power);
        hinge_add_sentence(a, &a->text.apa, "power = {r}, {n} people", power, d.n1);
    } else {
        hinge_add_sentence(a, &a->text.plain, "{n} and {n} people have a power of {r}.", d.n1, d.n2,
                           power);
        hinge_add_sentence(a, &a->text.apa, "power = {r}, {n} and {n} people", power, d.n1, d.n2);
    }
}

const struct hinge_analysis_kind hinge_analysis_kind_power = {
    .id = "power",
    .title = "Power and sample size",
    .details =
        "Two-sample and paired t tests (noncentral t, both tails) and two proportions. Give "
        "two of participants, effect and power to get the third. With a grid of "
        "participants (or, with vary effect, of effects) and the other given, gives the "
        "power at each value. A second proportion, if computed, is above the first. It is below if "
        "alternative is greater, or if none above reaches the power. hinge-plan --how-many finds "
        "how many people a planned study needs.",
    .options = (const char *const[]){"test", "n", "d", "dz", "p", "power", "ratio", "alternative",
                                     "grid", "vary", NULL},
    .main_table = "curve|",
    .run = run,
    .example_request = "{\"analysis\": \"power\", \"test\": \"t-two-sample\", \"n\": "
                       "[20, 20], \"d\": 0.8}",
    .example_data = ""};
