/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bland_altman: limits of agreement of two methods (Bland & Altman 1986, 2007). */
#include "base/moments.h"
#include "stats/agreement/concordance.h"
#include "stats/agreement/method_pairs.h"
#include "stats/agreement/repeated_limits.h"
#include "stats/probability/distribution.h"
#include "stats/statistic.h"

#include <math.h>

/* Differences with, where the two values are known, their mean, and who each is from.
 */
struct differences {
    struct hinge_sample sample;
    size_t n;
    double *d, *mean; /* mean NULL for a column of differences */
    uint32_t *who;
};

/* One difference per participant. */
static enum hinge_status average_people(struct hinge_analysis *a, struct differences *x,
                                        struct hinge_error *error)
{
    struct hinge_cells cells;
    enum hinge_status status = hinge_aggregate(a, &x->sample, 0, NULL, 1, &cells, error);
    if (status != HINGE_OK)
        return status;
    x->d = cells.value;
    x->who = hinge_analysis_alloc(a, cells.n_participants, sizeof *x->who);
    if (x->who == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t p = 0; p < cells.n_participants; p++) {
        if (isnan(cells.value[p]))
            continue;
        x->d[x->n] = cells.value[p];
        x->who[x->n++] = (uint32_t)p;
    }
    return HINGE_OK;
}

static enum hinge_status read_differences(struct hinge_analysis *a, struct differences *x,
                                          struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    bool repeated = hinge_option_flag(a, "repeated");
    hinge_columns_number(a, &columns, "difference");
    hinge_columns_participant(a, &columns);
    if (!repeated)
        hinge_columns_means(a, &columns);
    enum hinge_status status = hinge_sample_gather(a, &columns, &x->sample, error);
    if (status != HINGE_OK)
        return status;
    if (!repeated)
        return average_people(a, x, error);
    x->n = x->sample.n;
    x->d = x->sample.number[0];
    x->who = x->sample.participant;
    return HINGE_OK;
}

/* Differences of the pairs that two methods make. */
static enum hinge_status read_methods(struct hinge_analysis *a, struct differences *x,
                                      struct hinge_method_pairs *pairs, struct hinge_error *error)
{
    enum hinge_status status =
        hinge_method_pairs_read(a, hinge_option_flag(a, "repeated"), pairs, error);
    if (status != HINGE_OK)
        return status;
    x->d = hinge_analysis_alloc(a, 2 * pairs->n + 1, sizeof *x->d);
    if (x->d == NULL)
        return hinge_analysis_no_memory(error);
    x->sample = pairs->sample;
    x->n = pairs->n;
    x->who = pairs->who;
    x->mean = x->d + x->n;
    for (size_t i = 0; i < x->n; i++) {
        x->d[i] = pairs->first[i] - pairs->second[i];
        x->mean[i] = pairs->first[i] / 2 + pairs->second[i] / 2;
    }
    return HINGE_OK;
}

static void put_simple(struct hinge_analysis *a, const struct differences *x)
{
    double n = (double)x->n, bias = hinge_stats_mean(x->d, x->n), sd = hinge_stats_sd(x->d, x->n);
    double z = hinge_normal_quantile(0.975), none = NAN;
    double se = sd * sqrt(1 / n + z * z / (2 * (n - 1)));
    double low = bias - z * sd, high = bias + z * sd, df = n - 1;
    struct hinge_interval b = hinge_t_interval(bias, sd / sqrt(n), df, a->level, HINGE_TWO_SIDED);
    struct hinge_interval l = hinge_t_interval(low, se, df, a->level, HINGE_TWO_SIDED);
    struct hinge_interval h = hinge_t_interval(high, se, df, a->level, HINGE_TWO_SIDED);
    double slope = none, p = none;
    if (x->mean != NULL && x->n > 2) {
        double xx = hinge_stats_sum_squares(x->mean, x->n);
        double xy = hinge_stats_sum_products(x->mean, x->d, x->n);
        double rest = fmax(0, hinge_stats_sum_squares(x->d, x->n) - xy * xy / xx);
        slope = xx > 0 ? xy / xx : none;
        p = hinge_t_p(slope / sqrt(rest / (n - 2) / xx), n - 2, HINGE_TWO_SIDED);
    }
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, a->results, "bland_altman"), {"n", n}, {"bias", bias},
                      {"sd", sd}, {"loa_low", low}, {"loa_high", high}, {"bias_ci_low", b.low},
                      {"bias_ci_high", b.high}, {"loa_low_ci_low", l.low},
                      {"loa_low_ci_high", l.high}, {"loa_high_ci_low", h.low},
                      {"loa_high_ci_high", h.high}, {"slope", slope}, {"slope_p", p});
}

/* --- several differences per participant --- */

static enum hinge_status put_repeated(struct hinge_analysis *a, const struct differences *x,
                                      struct hinge_error *error)
{
    struct hinge_repeated_limits c;
    enum hinge_status status =
        hinge_repeated_limits_of(a, x->d, x->who, x->n, x->sample.n_participants, &c, error);
    if (status != HINGE_OK)
        return status;
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, a->results, "bland_altman_repeated"),
                      {"n", (double)c.n}, {"n_participants", (double)c.people}, {"bias", c.bias},
                      {"n0", c.n0}, {"var_between", c.between}, {"var_within", c.within},
                      {"sd", c.sd}, {"loa_low", c.low}, {"loa_high", c.high},
                      {"loa_low_ci_low", c.low_ci.low}, {"loa_low_ci_high", c.low_ci.high},
                      {"loa_high_ci_low", c.high_ci.low}, {"loa_high_ci_high", c.high_ci.high});
    return HINGE_OK;
}

/* E_TOO_FEW without two participants, one of them with two differences. */
static enum hinge_status check_repeated(struct hinge_analysis *a, const struct differences *x,
                                        struct hinge_error *error)
{
    size_t people = 0;
    bool *has = hinge_analysis_alloc(a, x->sample.n_participants + 1, sizeof *has);
    if (has == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < x->n; i++) {
        people += !has[x->who[i]];
        has[x->who[i]] = true;
    }
    if (people >= 2 && x->n > people)
        return HINGE_OK;
    return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                               "too few data (participants: %zu, differences: %zu); at least 2 "
                               "participants are needed, one of them with 2 differences",
                               people, x->n);
}

/* What a figure draws. */
static void put_points(struct hinge_analysis *a, const struct differences *x,
                       const struct hinge_method_pairs *pairs)
{
    json_t *points = hinge_put_object(a, a->results, "points");
    hinge_put_text(a, points, "first", pairs->first_name);
    hinge_put_text(a, points, "second", pairs->second_name);
    json_t *mean = hinge_put_list(a, points, "mean");
    json_t *difference = hinge_put_list(a, points, "difference");
    for (size_t i = 0; i < x->n; i++) {
        hinge_append_number(a, mean, x->mean[i]);
        hinge_append_number(a, difference, x->d[i]);
    }
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct differences x = {0};
    struct hinge_method_pairs pairs;
    bool known = !hinge_option_given(a, "difference"); /* the two values */
    enum hinge_status status =
        known ? read_methods(a, &x, &pairs, error) : read_differences(a, &x, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &x.sample, a->results);
    bool repeated = hinge_option_flag(a, "repeated");
    if (!repeated && x.n < 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "%zu difference(s); at least 2 are needed", x.n);
    if (repeated)
        status = check_repeated(a, &x, error);
    if (status == HINGE_OK && repeated)
        status = put_repeated(a, &x, error);
    if (!repeated)
        put_simple(a, &x);
    if (status == HINGE_OK && known)
        status = hinge_put_concordance(a, &pairs, repeated, error);
    if (status == HINGE_OK && known)
        put_points(a, &x, &pairs);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("bland_altman",
              "bias = {bias:x!}{:u}, {:c}% CI [{bias_ci_low:x}, {bias_ci_high:x}], limits of "
              "agreement {loa_low:x} to {loa_high:x}, N = {n:n}"),
    HINGE_SAY("bland_altman_repeated",
              "bias = {bias:x!}, limits of agreement {loa_low:x} to {loa_high:x} ({n:n} "
              "differences of {n_participants:n} participants)"),
    HINGE_SAY("concordance", "Lin's concordance correlation = {ccc:r!}, {:c}% CI [{ci_low:r!}, "
                             "{ci_high:r}], r = {r_pairs:r}, bias correction = {c_b:r}"),
    HINGE_SAY("concordance", "{ci_low:_~}Lin's concordance correlation = {ccc:r!}, r = "
                             "{r_pairs:r}, bias correction = {c_b:r}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("bland_altman", "The methods differ by {bias:x!}{:u} on average; 95 % of "
                              "differences lie between {loa_low:x} and {loa_high:x}."),
    HINGE_SAY("bland_altman_repeated",
              "The methods differ by {bias:x!}{:u} on average; 95 % of differences lie "
              "between "
              "{loa_low:x} and {loa_high:x} ({n_participants:n} people)."),
    HINGE_SAY("concordance", "Lin's concordance correlation is {ccc:r!} ({:c}% CI "
                             "{ci_low:r!} to {ci_high:r})."),
    HINGE_SAY("concordance", "{ci_low:_~}{se:_~}Lin's concordance correlation is {ccc:r!}; "
                             "there are too few participants for an interval."),
    HINGE_SAY("concordance", "{ci_low:_~}{se:_!}Lin's concordance correlation is "
                             "{ccc:r!}; at 1 or −1 no interval can be computed."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("bland_altman", "The mean difference has a {:c}% CI of {bias_ci_low:x!} to "
                              "{bias_ci_high:x}{:u}; n = {n:n}."),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_MEANS, "outcome",  "method",    "order",
                                      "difference",      "repeated", "bootstrap", NULL};

const struct hinge_statistic hinge_statistic_bland_altman = {
    .id = "bland_altman",
    .title = "Agreement of two methods",
    .details = "Bias and limits of agreement with intervals, slope of the difference on the "
               "mean, and Lin's concordance correlation coefficient (1989, error as corrected "
               "in 2000; interval by the z transformation). With repeated, limits from within "
               "and between participant variance, and intervals from a bootstrap of "
               "participants.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "bland_altman",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"bland_altman\", \"outcome\": \"angle\", "
                       "\"method\": \"method\", \"order\": [\"video\", \"lab\"], "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,method,angle\nP1,video,40\nP1,lab,42\nP2,video,35\nP2,lab,"
                    "36\nP3,video,50\nP3,lab,47\nP4,video,44\nP4,lab,45\n"};
