/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power: of a planned test, or the participants or the effect it needs. */
#include "stats/power/design_power.h"

#include <math.h>

static bool has_effect(const struct hinge_power_design *d)
{
    return d->test == HINGE_POWER_PROPORTIONS ? !isnan(d->p1) && !isnan(d->p2)
                                              : !isnan(d->effect);
}

static void put_people(struct hinge_analysis *a, const struct hinge_power_design *d)
{
    if (d->test == HINGE_POWER_PAIRED) {
        hinge_put_count(a, a->results, "n", (size_t)d->n1);
        return;
    }
    hinge_put_count(a, a->results, "n1", (size_t)d->n1);
    hinge_put_count(a, a->results, "n2", (size_t)d->n2);
}

static enum hinge_status put_needed_people(struct hinge_analysis *a,
                                           struct hinge_power_design *d,
                                           struct hinge_error *error)
{
    double n = hinge_power_solve_n(d);
    if (isnan(n))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "no number of participants up to 10 million gives this "
            "power; is the effect zero or of the other sign?");
    HINGE_PUT_NUMBERS(a, a->results, {"power", d->power}, {"n_exact", n});
    d->n1 = ceil(n - 1e-9);
    d->n2 = ceil(d->ratio * n - 1e-9);
    put_people(a, d);
    hinge_put_number(a, a->results, "power_achieved", hinge_power_of(d));
    return HINGE_OK;
}

static enum hinge_status put_detectable(struct hinge_analysis *a,
                                        const struct hinge_power_design *d,
                                        struct hinge_error *error)
{
    static const char *const key[] = {"d", "dz", "p2"};
    double effect = hinge_power_solve_effect(d);
    if (isnan(effect))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "no effect gives this power with so few participants");
    if (d->alternative == HINGE_LESS && d->test != HINGE_POWER_PROPORTIONS)
        effect = -effect;
    hinge_put_number(a, a->results, "power", d->power);
    put_people(a, d);
    hinge_put_number(a, a->results, key[d->test], effect);
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_power_design d;
    enum hinge_status status = hinge_power_read(a, &d, error);
    if (status != HINGE_OK)
        return status;
    bool people = !isnan(d.n1), wanted = !isnan(d.power), effect = has_effect(&d);
    if (wanted && !(d.power > d.alpha && d.power < 1))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "option 'power' must be above alpha and below 1");
    if (d.test == HINGE_POWER_PROPORTIONS && isnan(d.p1))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION, "power needs 'p1'");
    if (people + wanted + effect != 2)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "power needs two of: participants (n or n1, n2), "
                                   "effect (%s), power; the third "
                                   "is found",
                                   d.test == HINGE_POWER_PROPORTIONS ? "p1, p2"
                                   : d.test == HINGE_POWER_PAIRED    ? "dz"
                                                                     : "d");
    hinge_put_number(a, a->results, "alpha", d.alpha);
    if (!people)
        return put_needed_people(a, &d, error);
    if (!effect)
        return put_detectable(a, &d, error);
    put_people(a, &d);
    hinge_put_number(a, a->results, "power", hinge_power_of(&d));
    return HINGE_OK;
}

static const char *const options[] = {"test",  "n",     "n1",          "n2",
                                      "d",     "dz",    "p1",          "p2",
                                      "power", "ratio", "alternative", NULL};

const struct hinge_statistic hinge_statistic_power = {
    .id = "power",
    .title = "Power and sample size",
    .details = "Two-sample and paired t tests (noncentral t, both tails) and two "
               "proportions: give two of participants, effect and power to get the "
               "third. A computed p2 is above p1. It is below p1 if alternative says "
               "that p1 is greater, or if no p2 above p1 reaches the power.",
    .options = options,
    .primary = "",
    .main_table = "",
    .apa = (const struct hinge_sentence *const[]){hinge_say_power_apa, NULL},
    .plain = (const struct hinge_sentence *const[]){hinge_say_power_plain, NULL},
    .run = run,
    .example_request =
        "{\"analysis\": \"power\", \"test\": \"t-two-sample\", \"n1\": 20, "
        "\"n2\": 20, \"d\": 0.8}",
    .example_data = ""};
