/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power: of a planned test, over a grid of participants or effects, or the participants
 * or the effect it needs. */
#include "stats/parts/power.h"
#include "result/sentence.h"

#include <math.h>
#include <string.h>

static bool has_effect(const struct hinge_power_design *d)
{
    return d->test == HINGE_POWER_PROPORTIONS ? !isnan(d->p1) && !isnan(d->p2) : !isnan(d->effect);
}

static void put_people(struct hinge_analysis *a, const struct hinge_power_design *d)
{
    if (d->test == HINGE_POWER_PAIRED) {
        hinge_put_count(a->results, "n", (size_t)d->n1);
        return;
    }
    hinge_put_count(a->results, "n1", (size_t)d->n1);
    hinge_put_count(a->results, "n2", (size_t)d->n2);
}

static bool put_needed_people(struct hinge_analysis *a, struct hinge_power_design *d)
{
    double n = hinge_power_solve_n(d);
    if (isnan(n))
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "no number of participants up to 10 million gives this "
                                   "power; is the effect zero or of the other sign?");
    HINGE_PUT_NUMBERS(a->results, {"power", d->power}, {"n_exact", n});
    d->n1 = ceil(n - 1e-9);
    d->n2 = ceil(d->ratio * n - 1e-9);
    put_people(a, d);
    hinge_put_number(a->results, "power_achieved", hinge_power_of(d));
    return true;
}

static bool put_detectable(struct hinge_analysis *a, const struct hinge_power_design *d)
{
    static const char *const key[] = {"d", "dz", "p2"};
    double effect = hinge_power_solve_effect(d);
    if (isnan(effect))
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "no effect gives this power with so few participants");
    if (d->alternative == HINGE_LESS && d->test != HINGE_POWER_PROPORTIONS)
        effect = -effect;
    hinge_put_number(a->results, "power", d->power);
    put_people(a, d);
    hinge_put_number(a->results, key[d->test], effect);
    return true;
}

/* --- over a grid --- */

static bool set_point(struct hinge_power_design *d, bool by_n, double at)
{
    if (by_n) {
        d->n1 = at;
        d->n2 = ceil(d->ratio * at);
        return at >= 2 && d->n2 >= 2;
    }
    d->effect = at;
    d->p2 = at;
    return d->test != HINGE_POWER_PROPORTIONS || (at >= 0 && at <= 1);
}

static bool put_curve(struct hinge_analysis *a, struct hinge_power_design *d)
{
    bool by_n = strcmp(a->ask.vary, "n") == 0;
    bool effect = by_n ? has_effect(d) : d->test != HINGE_POWER_PROPORTIONS || !isnan(d->p1);
    if (!effect || (!by_n && isnan(d->n1)) || !isnan(d->power))
        return hinge_analysis_fail(
            a, HINGE_E_OPTION,
            by_n ? "grid: power over n needs the effect alone (d, dz, or p1 and p2)"
                 : "grid: power over the effect needs the participants alone (n or n1, "
                   "n2; p1 for proportions)");
    json_t *curve = hinge_put_object(a->results, "curve");
    json_t *x = hinge_put_list(curve, by_n ? "n" : "effect");
    json_t *y = hinge_put_list(curve, "power");
    for (size_t i = 0; i < a->ask.grid.n; i++) {
        double at = a->ask.grid.value[i];
        if (!set_point(d, by_n, at))
            return hinge_analysis_fail(a, HINGE_E_OPTION, "grid: %g is not a possible %s", at,
                                       by_n ? "number of participants" : "proportion");
        hinge_append_number(x, at);
        hinge_append_number(y, hinge_power_of(d));
    }
    return true;
}

static bool run(struct hinge_analysis *a)
{
    struct hinge_power_design d;
    if (!hinge_power_read(a, &d))
        return false;
    bool people = !isnan(d.n1), wanted = !isnan(d.power), effect = has_effect(&d);
    if (wanted && !(d.power > d.alpha && d.power < 1))
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "option 'power' must be above alpha and below 1");
    if (d.test == HINGE_POWER_PROPORTIONS && isnan(d.p1))
        return hinge_analysis_fail(a, HINGE_E_OPTION, "power needs 'p1'");
    if (a->ask.grid.n > 0)
        return put_curve(a, &d);
    if (people + wanted + effect != 2)
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "power needs two of: participants (n or n1, n2), "
                                   "effect (%s), power; the third "
                                   "is found",
                                   d.test == HINGE_POWER_PROPORTIONS ? "p1, p2"
                                   : d.test == HINGE_POWER_PAIRED    ? "dz"
                                                                     : "d");
    hinge_put_number(a->results, "alpha", d.alpha);
    if (!people)
        return put_needed_people(a, &d);
    if (!effect)
        return put_detectable(a, &d);
    put_people(a, &d);
    hinge_put_number(a->results, "power", hinge_power_of(&d));
    return true;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("curve", "power {power/0:r!} with {n/0:n!} people to {power/-1:r} with {n/-1:n}"),
    HINGE_SAY("curve", "power {power/0:r!} with an effect of {effect/0:2!} to {power/-1:r} with "
                       "{effect/-1:2}"),
    HINGE_SAY("", "power = {power:r!}, {n1:n!} and {n2:n} people"),
    HINGE_SAY("", "power = {power:r!}, {n:n!} people"), HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("curve", "Power goes from {power/0:r!} with {n/0:n!} people to {power/-1:r} with "
                       "{n/-1:n}."),
    HINGE_SAY("curve", "Power goes from {power/0:r!} with an effect of {effect/0:2!} to "
                       "{power/-1:r} with {effect/-1:2}."),
    HINGE_SAY("", "{n1:n!} and {n2:n} people have a power of {power:r!}."),
    HINGE_SAY("", "{n:n!} people have a power of {power:r!}."), HINGE_SAY_END};

static const char *const options[] = {"test",        "n",    "n1",   "n2",    "d",
                                      "dz",          "p1",   "p2",   "power", "ratio",
                                      "alternative", "grid", "vary", NULL};

const struct hinge_statistic hinge_statistic_power = {
    .id = "power",
    .title = "Power and sample size",
    .details = "Two-sample and paired t tests (noncentral t, both tails) and two "
               "proportions. Give two of participants, effect and power to get the "
               "third. One of them with a grid of another gives the power over it. "
               "A computed p2 is above p1. It is below p1 if alternative says "
               "that p1 is greater, or if no p2 above p1 reaches the power.",
    .options = options,
    .primary = "",
    .main_table = "curve|",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"power\", \"test\": \"t-two-sample\", \"n1\": 20, "
                       "\"n2\": 20, \"d\": 0.8}",
    .example_data = ""};
