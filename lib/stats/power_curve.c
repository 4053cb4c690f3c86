/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power_curve: power over a grid of participants or effects. */
#include "stats/power/design_power.h"
#include "stats/power/power_waves.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_POINTS = 20 };

/* Point i of the grid: given, or 5, 10, 15, ... participants, or 0.1, 0.2, ... effect.
 */
static double grid_point(const struct hinge_analysis *a, bool by_n, size_t i)
{
    if (hinge_option_given(a, "grid"))
        return hinge_option_number_at(a, "grid", i);
    return by_n ? 5 * ((double)i + 1) : 0.1 * ((double)i + 1);
}

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

/* Options of a planned test, or of a pilot's curves, that the other does not take. */
static enum hinge_status check_options(struct hinge_analysis *a, bool pilot,
                                       struct hinge_error *error)
{
    static const char *const planned[] = {"test", "n1",   "n2",         "d",
                                          "dz",   "p1",   "p2",         "ratio",
                                          "grid", "vary", "alternative"};
    static const char *const curves[] = {"effect", "design", "group", "condition",
                                         "power",  "nsim",   "n_perm"};
    for (size_t i = 0; pilot && i < sizeof planned / sizeof *planned; i++)
        if (hinge_option_given(a, planned[i]))
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "'%s' is of a planned test without a pilot; of a "
                "pilot's curves give effect, n and design",
                planned[i]);
    for (size_t i = 0; !pilot && i < sizeof curves / sizeof *curves; i++)
        if (hinge_option_given(a, curves[i]))
            return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                       "'%s' is of a pilot's curves: name the pilot "
                                       "with 'from', a results file or CSV",
                                       curves[i]);
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_power_design d;
    bool by_n = strcmp(hinge_option_text(a, "vary"), "n") == 0;
    bool given = hinge_option_given(a, "grid");
    size_t n = given ? json_array_size(hinge_option_json(a, "grid")) : DEFAULT_POINTS;
    enum hinge_status status = check_options(a, a->table != NULL, error);
    if (status == HINGE_OK && a->table != NULL)
        return hinge_put_power_waves(a, error);
    if (status == HINGE_OK)
        status = hinge_power_read(a, &d, error);
    if (status != HINGE_OK)
        return status;
    bool proportions = d.test == HINGE_POWER_PROPORTIONS;
    bool effect = proportions ? !isnan(d.p1) && (!by_n || !isnan(d.p2))
                              : !by_n || !isnan(d.effect);
    if (!effect || (!by_n && isnan(d.n1)))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            by_n ? "power_curve over n needs the effect (d, dz, or "
                   "p1 and p2)"
                 : "power_curve over the effect needs the "
                   "participants (n or n1, n2; p1 for proportions)");
    json_t *curve = hinge_put_object(a, a->results, "curve");
    json_t *x = hinge_put_list(a, curve, by_n ? "n" : "effect");
    json_t *y = hinge_put_list(a, curve, "power");
    for (size_t i = 0; i < n; i++) {
        double at = grid_point(a, by_n, i);
        if (!given && proportions && !by_n && at > 1)
            break;
        if (!set_point(&d, by_n, at))
            return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                       "grid: %g is not a possible %s", at,
                                       by_n ? "number of participants" : "proportion");
        hinge_append_number(a, x, at);
        hinge_append_number(a, y, hinge_power_of(&d));
    }
    return HINGE_OK;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("curve/*",
              "{/groups:_+}n = {:k} per group: omnibus power = {power:r!} ± {mcse:r}, "
              "type I error {type_1:r!}, {nsim:n} simulations"),
    HINGE_SAY("curve/*",
              "{/groups:_~}n = {:k}: omnibus power = {power:r!} ± {mcse:r}, type I "
              "error {type_1:r!}, {nsim:n} simulations"),
    HINGE_SAY("curve",
              "power {power/0:r!} with {n/0:n!} people to {power/-1:r} with {n/-1:n}"),
    HINGE_SAY("curve",
              "power {power/0:r!} with an effect of {effect/0:2!} to {power/-1:r} with "
              "{effect/-1:2}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY(
        "curve/*",
        "{/groups:_+}{:k} people per group have a power of {power:r!} to find a "
        "difference between curves that is {/effect:x!} at its largest, in the unit of "
        "the curve (Monte Carlo error {mcse:r})."),
    HINGE_SAY(
        "curve/*",
        "{/groups:_~}{:k} people have a power of {power:r!} to find a difference "
        "between curves that is {/effect:x!} at its largest, in the unit of the curve "
        "(Monte Carlo error {mcse:r})."),
    HINGE_SAY("curve",
              "Power goes from {power/0:r!} with {n/0:n!} people to {power/-1:r} with "
              "{n/-1:n}."),
    HINGE_SAY("curve",
              "Power goes from {power/0:r!} with an effect of {effect/0:2!} to "
              "{power/-1:r} with {effect/-1:2}."),
    HINGE_SAY_END};

static const char *const options[] = {
    "test",      "n",        "n1",          "n2",           "d",
    "dz",        "p1",       "p2",          "ratio",        "alternative",
    "grid",      "vary",     "from",        "design",       "group",
    "condition", "order",    "participant", "nodes_prefix", "effect",
    "power",     "nsim",     "n_perm",      "two_sided",    "trial",
    "rep",       "min_reps", "min_valid",   "allow_single", NULL};

const struct hinge_statistic hinge_statistic_power_curve = {
    .id = "power_curve",
    .title = "Power curve",
    .details =
        "Power of a planned test over a grid of participants per group, or of effects "
        "with the participants fixed. With from it is the power of curves. Studies are "
        "drawn that vary as the pilot's curves do. They are tested as spm tests, by "
        "the largest statistic under relabelling. The option effect is the largest "
        "difference along the curve, which has the pilot's shape. The column type_1 is "
        "the share of studies without an effect that find one. The column "
        "power_threshold is the omnibus power of Pataky (2017).",
    .options = options,
    .primary = "",
    .main_table = "curve *|curve",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request =
        "{\"analysis\": \"power_curve\", \"test\": \"t-paired\", \"dz\": "
        "0.5, \"grid\": [10, 20, 30]}",
    .example_data = ""};
