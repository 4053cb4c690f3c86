/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bland_altman: limits of agreement of two methods (Bland & Altman 1986, 2007). */
#include "base/moments.h"
#include "stats/people/aggregate.h"
#include "stats/people/left_out.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/bootstrap.h"
#include "stats/statistic.h"

#include <math.h>
#include <stdlib.h>

/* Differences with, where the two values are known, their mean, and who each is from.
 */
struct differences {
    struct hinge_sample sample;
    size_t n;
    double *d, *mean; /* mean NULL for a column of differences */
    uint32_t *who;
    const char *first, *second; /* methods: d is first minus second */
};

/* One difference per participant. */
static enum hinge_status average_people(struct hinge_analysis *a, struct differences *x,
                                        struct hinge_error *error)
{
    struct hinge_cells cells;
    enum hinge_status status =
        hinge_aggregate(a, &x->sample, 0, NULL, 1, &cells, error);
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

static enum hinge_status read_differences(struct hinge_analysis *a,
                                          struct differences *x,
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

static enum hinge_status make_room(struct hinge_analysis *a, struct differences *x,
                                   struct hinge_error *error)
{
    size_t n = x->sample.n;
    x->d = hinge_analysis_alloc(a, 2 * n, sizeof *x->d);
    x->who = hinge_analysis_alloc(a, n, sizeof *x->who);
    if (x->d == NULL || x->who == NULL)
        return hinge_analysis_no_memory(error);
    x->mean = x->d + n;
    return HINGE_OK;
}

static void add(struct differences *x, double first, double second, uint32_t who)
{
    x->d[x->n] = first - second;
    x->mean[x->n] = first / 2 + second / 2;
    x->who[x->n++] = who;
}

/* One pair per participant, of aggregated values. */
static enum hinge_status pair_people(struct hinge_analysis *a, struct differences *x,
                                     size_t first, struct hinge_error *error)
{
    struct hinge_cells cells;
    enum hinge_status status =
        hinge_aggregate(a, &x->sample, 0, x->sample.factor[0].code, 2, &cells, error);
    uint32_t *lost = hinge_analysis_alloc(a, cells.n_participants, sizeof *lost);
    size_t n_lost = 0;
    if (status != HINGE_OK)
        return status;
    if (lost == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t p = 0; p < cells.n_participants; p++) {
        double one = cells.value[2 * p + first], two = cells.value[2 * p + 1 - first];
        for (size_t c = 0; c < 2; c++)
            hinge_exclude_short(&x->sample.excluded, &cells.enough, 2 * p + c,
                                x->sample.factor[0].name, x->sample.factor[0].level[c]);
        if (!isnan(one) && !isnan(two))
            add(x, one, two, (uint32_t)p);
        else if (x->sample.excluded.why[p] != NULL)
            lost[n_lost++] = (uint32_t)p;
    }
    hinge_warn_incomplete(a, &x->sample, lost, n_lost, "a method", NULL);
    return HINGE_OK;
}

struct key {
    uint32_t who, trial, rep, method;
    size_t at;
};

static int compare_keys(const void *a, const void *b)
{
    const uint32_t *x = &((const struct key *)a)->who,
                   *y = &((const struct key *)b)->who;
    for (int i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] > y[i] ? 1 : -1;
    return 0;
}

static bool is_same_repetition(const struct key *p, const struct key *q)
{
    return p->who == q->who && p->trial == q->trial && p->rep == q->rep;
}

/* Two rows of one repetition by one method: which belongs to the other's is unknown. */
static enum hinge_status refuse_ambiguous(struct hinge_analysis *a,
                                          const struct hinge_sample *s,
                                          const struct key *key,
                                          struct hinge_error *error)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        if (is_same_repetition(&key[i], &key[i + 1]) &&
            key[i].method == key[i + 1].method)
            return hinge_analysis_fail(
                a, error, HINGE_E_OPTION,
                "'%s' has several rows of %s '%s' with %s '%s'%s%s: a pair is one of "
                "each "
                "method; name the column of the trial (trial) or choose rows by filter",
                s->participant_name ? s->participant_name[key[i].who] : "",
                s->factor[1].name, s->factor[1].level[key[i].rep], s->factor[0].name,
                s->factor[0].level[key[i].method], s->trial ? " in one " : "",
                s->trial ? hinge_option_text(a, "trial") : "");
    return HINGE_OK;
}

/* A pair per repetition: rows that share participant, trial and repetition. */
static enum hinge_status pair_repetitions(struct hinge_analysis *a,
                                          struct differences *x, size_t first,
                                          struct hinge_error *error)
{
    const struct hinge_sample *s = &x->sample;
    struct key *key = hinge_analysis_alloc(a, s->n, sizeof *key);
    if (key == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < s->n; i++)
        key[i] = (struct key){s->participant[i], s->trial ? s->trial[i] : 0,
                              s->factor[1].code[i], s->factor[0].code[i], i};
    qsort(key, s->n, sizeof *key, compare_keys);
    enum hinge_status status = refuse_ambiguous(a, s, key, error);
    for (size_t i = 0; i + 1 < s->n && status == HINGE_OK; i++) {
        const struct key *p = &key[i], *q = &key[i + 1];
        if (!is_same_repetition(p, q))
            continue;
        double one = s->number[0][p->at], two = s->number[0][q->at];
        add(x, first == 0 ? one : two, first == 0 ? two : one, p->who);
        i++;
    }
    size_t alone = s->n - 2 * x->n;
    if (status == HINGE_OK && alone > 0)
        hinge_analysis_warn(
            a, NULL, "W_INCOMPLETE_PAIRS",
            "%zu repetition(s) without a value of one of the methods were excluded",
            alone);
    return status;
}

static enum hinge_status read_methods(struct hinge_analysis *a, struct differences *x,
                                      struct hinge_error *error)
{
    bool repeated = hinge_option_flag(a, "repeated");
    struct hinge_columns columns = {.error = error};
    hinge_columns_number(a, &columns, "outcome");
    hinge_columns_factor(a, &columns, "method");
    hinge_columns_participant(a, &columns);
    if (repeated) {
        hinge_columns_factor(a, &columns, "rep");
        columns.trial = hinge_option_text(a, "trial");
    } else {
        hinge_columns_means(a, &columns);
    }
    columns.pair_of = columns.factor[0];
    enum hinge_status status = hinge_sample_gather(a, &columns, &x->sample, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_factor *f = &x->sample.factor[0];
    status = hinge_factor_compares(a, f, error);
    if (status != HINGE_OK)
        return status;
    if (f->n_levels > 2)
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_MANY_LEVELS,
            "'%s' has %zu levels; two methods are compared: name them with order",
            f->name, f->n_levels);
    size_t first = hinge_option_given(a, "order") ? 0 : 1; /* last minus first level */
    x->first = f->level[first];
    x->second = f->level[1 - first];
    status = make_room(a, x, error);
    if (status == HINGE_OK)
        status = repeated ? pair_repetitions(a, x, first, error)
                          : pair_people(a, x, first, error);
    return status;
}

static void put_simple(struct hinge_analysis *a, const struct differences *x)
{
    double n = (double)x->n, bias = hinge_stats_mean(x->d, x->n),
           sd = hinge_stats_sd(x->d, x->n);
    double z = hinge_normal_quantile(0.975), none = NAN;
    double se = sd * sqrt(1 / n + z * z / (2 * (n - 1)));
    double low = bias - z * sd, high = bias + z * sd, df = n - 1;
    struct hinge_interval b =
        hinge_t_interval(bias, sd / sqrt(n), df, a->level, HINGE_TWO_SIDED);
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
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, a->results, "bland_altman"), {"n", n},
                      {"bias", bias}, {"sd", sd}, {"loa_low", low}, {"loa_high", high},
                      {"bias_ci_low", b.low}, {"bias_ci_high", b.high},
                      {"loa_low_ci_low", l.low}, {"loa_low_ci_high", l.high},
                      {"loa_high_ci_low", h.low}, {"loa_high_ci_high", h.high},
                      {"slope", slope}, {"slope_p", p});
}

/* --- several differences per participant --- */

struct people {
    size_t k;
    struct hinge_running *of; /* each participant's differences */
};

struct components {
    double bias, n0, between, within, sd;
};

static struct components components_of(const struct people *p, const uint32_t *index,
                                       size_t k)
{
    struct hinge_oneway w = hinge_oneway_of(p->of, index, k);
    struct components c = {.bias = w.mean,
                           .n0 = w.n0,
                           .within = w.msw,
                           .between = fmax(0, (w.msb - w.msw) / w.n0)};
    c.sd = sqrt(c.between + c.within);
    return c;
}

/* the type of a hinge_bootstrap_statistic: NOLINTBEGIN(readability-non-const-parameter)
 */
static double boot_low(const void *context, const uint32_t *index, size_t n1, size_t n2,
                       double *scratch)
{
    struct components c = components_of(context, index, n1);
    (void)n2;
    (void)scratch;
    return c.bias - hinge_normal_quantile(0.975) * c.sd;
}

static double boot_high(const void *context, const uint32_t *index, size_t n1,
                        size_t n2, double *scratch)
{
    struct components c = components_of(context, index, n1);
    (void)n2;
    (void)scratch;
    return c.bias + hinge_normal_quantile(0.975) * c.sd;
}
/* NOLINTEND(readability-non-const-parameter) */

static enum hinge_status group_people(struct hinge_analysis *a,
                                      const struct differences *x, struct people *p,
                                      struct hinge_error *error)
{
    size_t all = x->sample.n_participants;
    double *own = hinge_analysis_alloc(a, x->n, sizeof *own);
    *p = (struct people){.of = hinge_analysis_alloc(a, all, sizeof *p->of)};
    if (own == NULL || p->of == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t who = 0; who < all; who++) {
        size_t n = 0;
        for (size_t i = 0; i < x->n; i++)
            if (x->who[i] == who)
                own[n++] = x->d[i];
        if (n > 0)
            p->of[p->k++] =
                (struct hinge_running){.n = n,
                                       .mean = hinge_stats_mean(own, n),
                                       .squares = hinge_stats_sum_squares(own, n)};
    }
    return HINGE_OK;
}

static enum hinge_status put_repeated(struct hinge_analysis *a,
                                      const struct differences *x,
                                      struct hinge_error *error)
{
    struct people p;
    enum hinge_status status = group_people(a, x, &p, error);
    if (status != HINGE_OK)
        return status;
    if (p.k < 2 || x->n <= p.k)
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_FEW,
            "too few data (participants: %zu, differences: %zu); at least 2 "
            "participants are needed, one of them with 2 differences",
            p.k, x->n);
    struct components c = components_of(&p, NULL, p.k);
    double z = hinge_normal_quantile(0.975);
    size_t given = (size_t)hinge_option_count(a, "bootstrap");
    struct hinge_bootstrap low, high;
    struct hinge_bootstrap_task task = {.statistic = boot_low,
                                        .context = &p,
                                        .n1 = p.k,
                                        .replicates = given > 0 ? given : 2000};
    status = hinge_bootstrap_run(a, &task, &low, error);
    task.statistic = boot_high;
    if (status == HINGE_OK)
        status = hinge_bootstrap_run(a, &task, &high, error);
    if (status != HINGE_OK)
        return status;
    HINGE_PUT_NUMBERS(
        a, hinge_put_object(a, a->results, "bland_altman_repeated"),
        {"n", (double)x->n}, {"n_participants", (double)p.k}, {"bias", c.bias},
        {"n0", c.n0}, {"var_between", c.between}, {"var_within", c.within},
        {"sd", c.sd}, {"loa_low", c.bias - z * c.sd}, {"loa_high", c.bias + z * c.sd},
        {"loa_low_ci_low", low.bca_low}, {"loa_low_ci_high", low.bca_high},
        {"loa_high_ci_low", high.bca_low}, {"loa_high_ci_high", high.bca_high});
    return HINGE_OK;
}

/* What a figure draws. */
static void put_points(struct hinge_analysis *a, const struct differences *x)
{
    if (x->mean == NULL)
        return;
    json_t *points = hinge_put_object(a, a->results, "points");
    hinge_put_text(a, points, "first", x->first);
    hinge_put_text(a, points, "second", x->second);
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
    enum hinge_status status = hinge_option_given(a, "difference")
                                   ? read_differences(a, &x, error)
                                   : read_methods(a, &x, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &x.sample, a->results);
    bool repeated = hinge_option_flag(a, "repeated");
    if (!repeated && x.n < 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "%zu difference(s); at least 2 are needed", x.n);
    if (repeated)
        status = put_repeated(a, &x, error);
    else
        put_simple(a, &x);
    if (status == HINGE_OK)
        put_points(a, &x);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY(
        "bland_altman",
        "bias = {bias:x!}{:u}, {:c}% CI [{bias_ci_low:x}, {bias_ci_high:x}], limits of "
        "agreement {loa_low:x} to {loa_high:x}, N = {n:n}"),
    HINGE_SAY(
        "bland_altman_repeated",
        "bias = {bias:x!}, limits of agreement {loa_low:x} to {loa_high:x} ({n:n} "
        "differences of {n_participants:n} participants)"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("bland_altman", "The methods differ by {bias:x!}{:u} on average; 95 % of "
                              "differences lie between {loa_low:x} and {loa_high:x}."),
    HINGE_SAY("bland_altman_repeated",
              "The methods differ by {bias:x!}{:u} on average; 95 % of differences lie "
              "between "
              "{loa_low:x} and {loa_high:x} ({n_participants:n} people)."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("bland_altman",
              "The mean difference has a {:c}% CI of {bias_ci_low:x!} to "
              "{bias_ci_high:x}{:u}; n = {n:n}."),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_MEANS, "outcome",    "method",
                                      "order",           "difference", "repeated",
                                      "bootstrap",       NULL};

const struct hinge_statistic hinge_statistic_bland_altman = {
    .id = "bland_altman",
    .title = "Agreement of two methods",
    .details =
        "Bias and limits of agreement with intervals, slope of the difference on the "
        "mean; with repeated, limits from within and between participant variance.",
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
    .example_data =
        "participant,method,angle\nP1,video,40\nP1,lab,42\nP2,video,35\nP2,lab,"
        "36\nP3,video,50\nP3,lab,47\nP4,video,44\nP4,lab,45\n"};
