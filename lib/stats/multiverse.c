/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multiverse: a difference under every combination of defensible choices, and the test
 * of the whole specification curve (Steegen et al. 2016; Simonsohn et al. 2020). */
#include "base/moments.h"
#include "base/sorted.h"
#include "base/text.h"
#include "result/wording.h"
#include "stats/multiverse/cells.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- options that add nothing --- */

/* The first specification in which the choice has the option. */
static size_t first_with(const struct hinge_grid *g, size_t choice, size_t option)
{
    size_t s = 0;
    while (hinge_grid_option(g, s, choice) != option)
        s++;
    return s;
}

/* But for rounding. */
static bool is_near(double x, double y)
{
    return x == y || fabs(x - y) <= 1e-12 * fmax(fabs(x), fabs(y)) ||
           (isnan(x) && isnan(y));
}

static bool is_alike(const struct hinge_specification *a,
                     const struct hinge_specification *b)
{
    if (a->why != NULL || b->why != NULL)
        return a->why != NULL && b->why != NULL;
    return a->n == b->n && is_near(a->estimate, b->estimate) && is_near(a->low, b->low);
}

/* Whether two options of a choice give the same in every combination of the others. */
static bool options_alike(const struct hinge_grid *g, const struct hinge_curve *curve,
                          size_t choice, size_t a, size_t b)
{
    size_t step = first_with(g, choice, 1);
    for (size_t s = 0; s < curve->n; s++)
        if (hinge_grid_option(g, s, choice) == a &&
            !is_alike(&curve->specification[s],
                      &curve->specification[s + (b - a) * step]))
            return false;
    return true;
}

/* Why no specification has the option; NULL when one has. */
static const char *why_none(const struct hinge_grid *g, const struct hinge_curve *curve,
                            size_t choice, size_t option)
{
    const char *why = NULL;
    for (size_t s = 0; s < curve->n; s++) {
        if (hinge_grid_option(g, s, choice) != option)
            continue;
        if (curve->specification[s].why == NULL)
            return NULL;
        why = why != NULL ? why : curve->specification[s].why;
    }
    return why;
}

/* Options that nobody's data can give, and those that repeat an earlier one: the latter
 * would count one answer twice. */
static enum hinge_status drop_options(struct hinge_analysis *a, struct hinge_grid *g,
                                      struct hinge_curve *curve,
                                      struct hinge_error *error)
{
    for (size_t c = 0; c < g->n; c++) {
        struct hinge_choice *choice = &g->choice[c];
        for (size_t o = 1; o < choice->n; o++) {
            choice->dropped[o] = why_none(g, curve, c, o);
            for (size_t k = 0; k < o && choice->dropped[o] == NULL; k++) {
                char why[200];
                if (choice->dropped[k] != NULL || !options_alike(g, curve, c, k, o))
                    continue;
                snprintf(why, sizeof why, "gives the same values as %.100s",
                         choice->option[k]);
                choice->dropped[o] = hinge_arena_strdup(&a->arena, why);
                if (choice->dropped[o] == NULL)
                    return hinge_analysis_no_memory(error);
            }
        }
    }
    for (size_t s = 0; s < curve->n; s++)
        for (size_t c = 0; c < g->n; c++) {
            const char *why = g->choice[c].dropped[hinge_grid_option(g, s, c)];
            if (why != NULL)
                curve->specification[s].why = why;
        }
    return HINGE_OK;
}

/* --- results --- */

static void put_specifications(struct hinge_analysis *a, const struct hinge_grid *g,
                               const struct hinge_curve *curve)
{
    json_t *list = hinge_put_list(a, a->results, "specifications");
    size_t number = 0;
    for (size_t s = 0; s < curve->n; s++) {
        const struct hinge_specification *spec = &curve->specification[s];
        if (spec->why != NULL)
            continue;
        json_t *row = hinge_append_object(a, list);
        hinge_put_count(a, row, "specification", ++number);
        for (size_t c = 0; c < g->n; c++)
            hinge_put_text(a, row, g->choice[c].name,
                           g->choice[c].option[hinge_grid_option(g, s, c)]);
        hinge_put_count(a, row, "n", spec->n);
        HINGE_PUT_NUMBERS(a, row, {"estimate", spec->estimate}, {"ci_low", spec->low},
                          {"ci_high", spec->high}, {"p", spec->p});
    }
}

/* Estimates of the specifications that there are, in x (NULL: only counted), of the
 * option of a choice (choice = g->n: of all). How many of them have an interval beyond
 * zero in *beyond. */
static size_t estimates_of(const struct hinge_grid *g, const struct hinge_curve *curve,
                           size_t choice, size_t option, double *x, size_t *beyond)
{
    double direction = curve->specification[0].estimate;
    size_t n = 0;
    *beyond = 0;
    for (size_t s = 0; s < curve->n; s++) {
        const struct hinge_specification *spec = &curve->specification[s];
        if (spec->why != NULL ||
            (choice < g->n && hinge_grid_option(g, s, choice) != option))
            continue;
        x[n++] = spec->estimate;
        *beyond += direction < 0 ? spec->high < 0 : spec->low > 0;
    }
    return n;
}

/* How much each choice moves the estimate: the share of the variance of all estimates
 * that is between its options, and how far their means are apart. */
static void put_choices(struct hinge_analysis *a, const struct hinge_grid *g,
                        const struct hinge_curve *curve, double *x)
{
    json_t *choices = hinge_put_object(a, a->results, "choices");
    json_t *options = hinge_put_list(a, a->results, "options");
    const char *most = NULL;
    size_t beyond, all = estimates_of(g, curve, g->n, 0, x, &beyond);
    double mean = hinge_stats_mean(x, all), total = hinge_stats_sum_squares(x, all);
    bool varies = sqrt(total / (double)all) > 1e-12 * fabs(mean);
    double largest = 0, widest = NAN, none = NAN;
    for (size_t c = 0; c < g->n; c++) {
        const struct hinge_choice *choice = &g->choice[c];
        double between = 0, low = INFINITY, high = -INFINITY;
        size_t used = 0;
        for (size_t o = 0; o < choice->n; o++) {
            if (choice->dropped[o] != NULL)
                continue;
            size_t n = estimates_of(g, curve, c, o, x, &beyond);
            double at = hinge_stats_mean(x, n);
            json_t *row = hinge_append_object(a, options);
            hinge_put_text(a, row, "choice", choice->name);
            hinge_put_text(a, row, "option", choice->option[o]);
            hinge_put_count(a, row, "specifications", n);
            HINGE_PUT_NUMBERS(a, row, {"mean_estimate", at},
                              {"beyond_zero", (double)beyond / (double)n});
            between += (double)n * (at - mean) * (at - mean);
            low = fmin(low, at);
            high = fmax(high, at);
            used++;
        }
        double share = varies ? between / total : none;
        json_t *row = hinge_put_object(a, choices, choice->name);
        hinge_put_count(a, row, "options", used);
        HINGE_PUT_NUMBERS(a, row, {"share_of_variance", share},
                          {"estimate_range", high - low});
        if (share > largest) {
            largest = share;
            widest = high - low;
            most = choice->name;
        }
    }
    if (most == NULL)
        return;
    char words[128];
    json_t *object = hinge_put_object(a, a->results, "moves_most");
    hinge_put_text(a, object, "choice", most);
    hinge_put_text(
        a, object, "called",
        hinge_wording_small((char *)hinge_wording_title(most, words, sizeof words)));
    HINGE_PUT_NUMBERS(a, object, {"share_of_variance", largest},
                      {"estimate_range", widest});
}

/* Of an option that was asked for; rules nobody named are ours. */
static void warn_dropped(struct hinge_analysis *a, const char *choice,
                         const char *option, const char *why)
{
    static const char *const rules[][2] = {{"repetitions", "repetitions"},
                                           {"outliers", "outliers"},
                                           {"covariates", "covariate_sets"}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(choice, rules[i][0]) == 0 && !hinge_option_given(a, rules[i][1]))
            return;
    hinge_analysis_warn(a, NULL, "W_OPTION_LEFT_OUT", "no specification has %s %s: %s",
                        choice, option, why);
}

static void put_left_out(struct hinge_analysis *a, const struct hinge_grid *g,
                         const struct hinge_curve *curve)
{
    json_t *list = hinge_put_list(a, a->results, "left_out"), *value;
    const char *key, *first = NULL;
    size_t others = 0;
    json_object_foreach((json_t *)hinge_option_json(a, "left_out"), key, value)
    {
        json_t *row = hinge_append_object(a, list);
        char choice[200];
        snprintf(choice, sizeof choice, "%.*s", (int)strcspn(key, "="), key);
        hinge_put_text(a, row, "choice", choice);
        hinge_put_text(a, row, "option",
                       key + strcspn(key, "=") + (strchr(key, '=') != NULL));
        hinge_put_text(a, row, "why", json_string_value(value));
        warn_dropped(a, choice, json_string_value(json_object_get(row, "option")),
                     json_string_value(value));
    }
    for (size_t c = 0; c < g->n; c++)
        for (size_t o = 0; o < g->choice[c].n; o++) {
            if (g->choice[c].dropped[o] == NULL)
                continue;
            json_t *row = hinge_append_object(a, list);
            hinge_put_text(a, row, "choice", g->choice[c].name);
            hinge_put_text(a, row, "option", g->choice[c].option[o]);
            hinge_put_text(a, row, "why", g->choice[c].dropped[o]);
            warn_dropped(a, g->choice[c].name, g->choice[c].option[o],
                         g->choice[c].dropped[o]);
        }
    for (size_t s = 0; s < curve->n; s++) {
        bool said = false;
        for (size_t c = 0; c < g->n; c++)
            said = said || g->choice[c].dropped[hinge_grid_option(g, s, c)] != NULL;
        if (said || curve->specification[s].why == NULL)
            continue;
        first = first != NULL ? first : curve->specification[s].why;
        others++;
    }
    if (others == 0)
        return;
    char count[64];
    json_t *row = hinge_append_object(a, list);
    snprintf(count, sizeof count, "%zu combination%s", others, others == 1 ? "" : "s");
    hinge_put_text(a, row, "choice", "several");
    hinge_put_text(a, row, "option", count);
    hinge_put_text(a, row, "why", first);
}

static enum hinge_status put_summary(struct hinge_analysis *a,
                                     const struct hinge_grid *g,
                                     const struct hinge_curve *curve,
                                     struct hinge_error *error)
{
    const struct hinge_specification *declared = &curve->specification[0];
    double *x = hinge_analysis_alloc(a, curve->n, sizeof *x);
    size_t beyond, same = 0, opposite = 0, fewest = declared->n, most = declared->n;
    if (x == NULL)
        return hinge_analysis_no_memory(error);
    size_t n = estimates_of(g, curve, g->n, 0, x, &beyond);
    for (size_t s = 0; s < curve->n; s++) {
        const struct hinge_specification *spec = &curve->specification[s];
        if (spec->why != NULL)
            continue;
        same += declared->estimate < 0 ? spec->estimate < 0 : spec->estimate > 0;
        opposite += declared->estimate < 0 ? spec->low > 0 : spec->high < 0;
        fewest = spec->n < fewest ? spec->n : fewest;
        most = spec->n > most ? spec->n : most;
    }
    hinge_sort(x, n);
    hinge_put_count(a, a->results, "n_specifications", n);
    HINGE_PUT_NUMBERS(a, a->results, {"median_estimate", hinge_median_sorted(x, n)},
                      {"lowest_estimate", x[0]}, {"highest_estimate", x[n - 1]},
                      {"same_direction", (double)same / (double)n},
                      {"beyond_zero", (double)beyond / (double)n},
                      {"opposite_beyond_zero", (double)opposite / (double)n});
    json_t *object = hinge_put_object(a, a->results, "declared");
    hinge_put_count(a, object, "n", declared->n);
    HINGE_PUT_NUMBERS(a, object, {"estimate", declared->estimate},
                      {"ci_low", declared->low}, {"ci_high", declared->high},
                      {"p", declared->p});
    if (fewest < most)
        HINGE_PUT_NUMBERS(a, object, {"n_fewest", (double)fewest},
                          {"n_most", (double)most});
    if (isnan(declared->low))
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "people have the same value everywhere: the declared "
                            "specification has no interval");
    put_choices(a, g, curve, x);
    return HINGE_OK;
}

static enum hinge_status put_test(struct hinge_analysis *a,
                                  const struct hinge_curve *curve,
                                  struct hinge_error *error)
{
    static const char *const names[] = {"median_estimate", "significant_share",
                                        "stouffer_z"};
    struct hinge_curve_test test;
    enum hinge_status status = hinge_curve_permute(a, curve, &test, error);
    json_t *object = hinge_put_object(a, a->results, "curve_test");
    for (size_t t = 0; t < HINGE_CURVE_TESTS && status == HINGE_OK; t++)
        HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, names[t]),
                          {"observed", test.observed[t]},
                          {"n_perm", (double)test.n_perm}, {"count", test.count[t]},
                          {"p", test.p[t]});
    return status;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_grid grid;
    struct hinge_curve curve = {.paired = hinge_option_given(a, "condition")};
    if (curve.paired == hinge_option_given(a, "group"))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION, "%s",
                                   HINGE_MULTIVERSE_COMPARES);
    if (hinge_option_flag(a, "stratify"))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "multiverse compares ways of measuring: keep one "
                                   "kind of evidence with --filter, not --stratify");
    size_t rows = a->table->rows, *row = hinge_analysis_alloc(a, rows, sizeof *row);
    if (row == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < rows; i++)
        row[i] = i;
    enum hinge_status status = hinge_grid_read(a, row, rows, &grid, error);
    if (status == HINGE_OK)
        status = hinge_multiverse_fill(a, &grid, &curve, error);
    if (status == HINGE_OK)
        status = drop_options(a, &grid, &curve, error);
    if (status == HINGE_OK)
        status = put_summary(a, &grid, &curve, error);
    if (status == HINGE_OK)
        status = put_test(a, &curve, error);
    if (status == HINGE_NOMEM)
        return status; /* the grid may not be whole */
    put_left_out(a, &grid, &curve);
    put_specifications(a, &grid, &curve);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("",
              "{n_specifications:n} specifications, median difference "
              "{median_estimate:x}{:u}, {same_direction:r} in the declared "
              "direction, {beyond_zero:r} with a {:c}% CI beyond zero; permutation of "
              "the curve ({/curve_test/median_estimate/n_perm:n} relabellings): median "
              "p {/curve_test/median_estimate/p:p}, significant share p "
              "{/curve_test/significant_share/p:p}, Stouffer's Z p "
              "{/curve_test/stouffer_z/p:p}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY(
        "declared",
        "The declared specification gives {/compared/0:t} minus {/compared/1:t} = "
        "{estimate:x}{:u} ({:c}% CI {ci_low:x!} to {ci_high:x}, n = {n:n})."),
    HINGE_SAY("declared",
              "{ci_low:_~}The declared specification gives {/compared/0:t} minus "
              "{/compared/1:t} = {estimate:x}{:u} (n = {n:n}); it has no interval."),
    HINGE_SAY("declared", "Between specifications n differs, from {n_fewest:n!} to "
                          "{n_most:n}."),
    HINGE_SAY("", "The median of all specifications ({n_specifications:n}) is "
                  "{median_estimate:x}{:u} (from {lowest_estimate:x} to "
                  "{highest_estimate:x}); a share of {same_direction:2} has the "
                  "direction of the declared one, and a share of {beyond_zero:2} an "
                  "interval beyond zero."),
    HINGE_SAY(
        "moves_most",
        "The estimate changes most with the choice of {called:t!} "
        "({share_of_variance:2} of the variance of all estimates; the means of its "
        "options are up to {estimate_range:x}{:u} apart)."),
    HINGE_SAY("curve_test",
              "Permutation test of the whole curve: median p "
              "{median_estimate/p:p!}, share significant p {significant_share/p:p}, "
              "Stouffer's Z p {stouffer_z/p:p}."),
    HINGE_SAY_END};

static const char *const options[] = {
    HINGE_TAKES_MEANS, "outcome", "group",       "condition", "order",
    "choices",         "config",  "repetitions", "outliers",  "covariate_sets",
    "left_out",        "n_perm",  NULL};

const struct hinge_statistic hinge_statistic_multiverse = {
    .id = "multiverse",
    .title = "Does a difference depend on how it was measured",
    .details =
        "Estimates one difference, of two groups or of two conditions, under every "
        "combination of defensible choices: the first option of each choice is the "
        "declared one. The recordings of a study file (hinge-ingest) are analysed "
        "under "
        "each definition of lumbar flexion that they carry, zero, filter and phase "
        "rule; "
        "section [multiverse] of --config declares others. Then come rules of "
        "repetitions, outlying participants and covariates. Gives each estimate with "
        "its "
        "interval, the share in the same direction and the share beyond zero. Says how "
        "much each choice moves the estimate, and tests the whole curve by permutation "
        "(Simonsohn et al. 2020). Groups are compared as by between (with covariates "
        "as "
        "by ancova), conditions as by within.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "curve_test/median_estimate/p",
    .main_table = "options",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request =
        "{\"analysis\": \"multiverse\", \"outcome\": \"angle\", \"group\": \"g\", "
        "\"participant\": \"p\", \"choices\": \"filter_hz\", \"n_perm\": 199}",
    .example_data =
        "p,g,rep,filter_hz,angle\n"
        "1,a,1,6,3\n1,a,2,6,4\n2,a,1,6,5\n2,a,2,6,5\n3,a,1,6,4\n3,a,2,6,6\n"
        "4,b,1,6,2\n4,b,2,6,1\n5,b,1,6,3\n5,b,2,6,2\n6,b,1,6,4\n6,b,2,6,2\n"
        "1,a,1,4,4\n1,a,2,4,4\n2,a,1,4,6\n2,a,2,4,5\n3,a,1,4,5\n3,a,2,4,6\n"
        "4,b,1,4,2\n4,b,2,4,2\n5,b,1,4,3\n5,b,2,4,3\n6,b,1,4,4\n6,b,2,4,3\n"};
