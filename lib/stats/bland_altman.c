/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bland_altman: limits of agreement of two methods (Bland & Altman 1986, 2007). */
#include "stats/kind.h"
#include "stats/parts/agreement.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"

/* --- values of two methods as pairs: the levels of the column `method`, named by `order` --- */

struct method_pairs {
    struct hinge_sample sample;
    size_t n;
    double *first, *second; /* values of the pairs */
    uint32_t *who;          /* participant code of each */
    const char *first_name, *second_name;
    uint32_t first_level; /* of sample.factor[0] */
    size_t of[2];         /* count_values */
};

/* Fewest and most values of a person that are one mean; of[1] is 0 before the first. */
static void count_values(size_t of[2], size_t n)
{
    of[0] = of[1] == 0 || n < of[0] ? n : of[0];
    of[1] = n > of[1] ? n : of[1];
}

static void add_pair(struct method_pairs *x, double first, double second, uint32_t who)
{
    x->first[x->n] = first;
    x->second[x->n] = second;
    x->who[x->n++] = who;
}

struct key {
    uint32_t who, trial, rep, method;
    size_t at;
};

static int compare_keys(const void *a, const void *b)
{
    const uint32_t *x = &((const struct key *)a)->who, *y = &((const struct key *)b)->who;
    int order = 0;
    for (int i = 0; i < 4 && order == 0; i++)
        order = hinge_compare_sizes(x[i], y[i]);
    return order;
}

static bool is_same_repetition(const struct key *p, const struct key *q)
{
    return p->who == q->who && p->trial == q->trial && p->rep == q->rep;
}

/* Of results, where a recording is of one method, that of what both share. */
static const char *trial_column(const struct hinge_analysis *a)
{
    return hinge_table_find(a->table, HINGE_STATS_PAIRED) >= 0 ? HINGE_STATS_PAIRED : a->ask.trial;
}

/* A pair per repetition: rows that share participant, trial and repetition. */
static bool pair_repetitions(struct hinge_analysis *a, struct method_pairs *x)
{
    const struct hinge_sample *s = &x->sample;
    struct key *key = hinge_analysis_alloc(a, s->n, sizeof *key);
    for (size_t i = 0; i < s->n; i++)
        key[i] = (struct key){s->participant[i], s->trial ? s->trial[i] : 0, s->factor[1].code[i],
                              s->factor[0].code[i], i};
    qsort(key, s->n, sizeof *key, compare_keys);
    for (size_t i = 0; i + 1 < s->n; i++) /* which row belongs to the other method's? */
        if (is_same_repetition(&key[i], &key[i + 1]) && key[i].method == key[i + 1].method)
            return hinge_analysis_fail(
                a, HINGE_E_OPTION,
                "'%s' has several rows of %s '%s' with %s '%s'%s%s: a pair is one of each "
                "method; name the column of the trial (trial) or choose rows by filter",
                s->participant_name ? s->participant_name[key[i].who] : "", s->factor[1].name,
                s->factor[1].level[key[i].rep], s->factor[0].name,
                s->factor[0].level[key[i].method], s->trial ? " in one " : "",
                s->trial ? trial_column(a) : "");
    for (size_t i = 0; i + 1 < s->n; i++) {
        const struct key *p = &key[i], *q = &key[i + 1];
        if (!is_same_repetition(p, q))
            continue;
        double one = s->number[0][p->at], two = s->number[0][q->at];
        add_pair(x, x->first_level == 0 ? one : two, x->first_level == 0 ? two : one, p->who);
        i++;
    }
    size_t alone = s->n - 2 * x->n;
    if (alone > 0)
        hinge_analysis_warn(a, NULL, HINGE_W_INCOMPLETE_PAIRS,
                            "%zu repetition%s without a value of one of the methods", alone,
                            HINGE_S(alone));
    return true;
}

/* Gathers outcome by method. A participant's rows become one pair of aggregated values;
 * with `repeated` rows of one repetition (columns rep and trial) are a pair. Those who
 * lack a method are left out with W_INCOMPLETE_PAIRS. E_ONE_LEVEL, E_TOO_MANY_LEVELS;
 * E_OPTION when a repetition has two rows of a method. */
static bool read_pairs(struct hinge_analysis *a, bool repeated, struct method_pairs *x)
{
    struct hinge_columns columns = {0};
    *x = (struct method_pairs){0};
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_factor(&columns, HINGE_NEED(a, method));
    hinge_columns_participant(a, &columns);
    if (repeated) {
        hinge_columns_factor(&columns, HINGE_NEED(a, rep));
        columns.trial = trial_column(a);
    } else {
        hinge_columns_means(a, &columns);
    }
    columns.pair_of = columns.factor[0];
    const struct hinge_factor *f = &x->sample.factor[0];
    if (!hinge_sample_gather(a, &columns, &x->sample) || !hinge_factor_compares(a, f))
        return false;
    if (f->n_levels > 2)
        return hinge_fail_too_many_levels(a, f->name, f->n_levels, "name two methods with order");
    x->first_level = a->ask.order.n > 0 ? 0 : 1; /* last minus first level */
    x->first_name = f->level[x->first_level];
    x->second_name = f->level[1 - x->first_level];
    x->first = hinge_analysis_alloc(a, 2 * x->sample.n, sizeof *x->first);
    x->second = x->first + x->sample.n;
    x->who = hinge_analysis_alloc(a, x->sample.n, sizeof *x->who);
    if (repeated)
        return pair_repetitions(a, x);
    /* One pair per participant, of aggregated values. */
    struct hinge_cells cells;
    hinge_aggregate(a, &x->sample, 0, f->code, 2, &cells);
    uint32_t *lost = hinge_analysis_alloc(a, cells.n_participants, sizeof *lost);
    size_t n_lost = 0;
    for (size_t p = 0; p < cells.n_participants; p++) {
        double one = cells.value[2 * p + x->first_level],
               two = cells.value[2 * p + 1 - x->first_level];
        for (size_t c = 0; c < 2; c++)
            hinge_exclude_short(&x->sample.excluded, &cells.enough, 2 * p + c, f->name,
                                f->level[c]);
        if (!isnan(one) && !isnan(two)) {
            add_pair(x, one, two, (uint32_t)p);
            for (size_t c = 0; c < 2; c++)
                count_values(x->of, cells.count[2 * p + c]);
        } else if (x->sample.excluded.why[p] != NULL)
            lost[n_lost++] = (uint32_t)p;
    }
    hinge_warn_incomplete(a, &x->sample, lost, n_lost, "by a method", f);
    return true;
}

/* --- concordance (Lin) --- */

/* Sums of a person's pairs, each method's about its own mean of all. */
struct sums {
    double n, x, y, xx, yy, xy;
};

static void add(struct sums *to, const struct sums *s)
{
    to->n += s->n;
    to->x += s->x;
    to->y += s->y;
    to->xx += s->xx;
    to->yy += s->yy;
    to->xy += s->xy;
}

#define CONCORDANCE(f)                                                                             \
    f(NUMBER, n) f(NUMBER, n_participants) f(NUMBER, ccc) f(NUMBER, se) f(INTERVAL, ci)            \
        f(NUMBER, r_pairs) f(NUMBER, c_b) f(NUMBER, location_shift) f(NUMBER, scale_shift)
HINGE_ROW(concordance, CONCORDANCE)

/* `between`: how far the two methods' means that the sums are about are apart. */
static struct concordance concordance_of(const struct sums *s, double between)
{
    double xx = s->xx - s->x * s->x / s->n, yy = s->yy - s->y * s->y / s->n;
    double xy = s->xy - s->x * s->y / s->n, apart = between + (s->x - s->y) / s->n;
    if (!(xx > 0 && yy > 0))
        return (struct concordance){.ccc = NAN,
                                    .se = NAN,
                                    .r_pairs = NAN,
                                    .c_b = NAN,
                                    .location_shift = NAN,
                                    .scale_shift = NAN};
    struct concordance c = {.r_pairs = xy / sqrt(xx * yy), .scale_shift = sqrt(xx / yy)};
    c.location_shift = apart / sqrt(sqrt(xx * yy)) * sqrt(s->n);
    double u = c.location_shift * c.location_shift;
    c.ccc = 2 * xy / (xx + yy + s->n * apart * apart);
    c.c_b = 2 / (c.scale_shift + 1 / c.scale_shift + u);
    double k = c.ccc, b = c.c_b; /* Lin (2000), with r taken out of the denominators */
    double v = (1 - c.r_pairs * c.r_pairs) * b * b * (1 - k * k) + 2 * k * k * b * (1 - k) * u -
               k * k * b * b * u * u / 2;
    c.se = s->n > 2 ? sqrt(fmax(0, v) / (s->n - 2)) : (double)NAN;
    return c;
}

struct people {
    size_t n;
    double between;
    struct sums *of;
};

/* the type of a hinge_bootstrap_statistic: NOLINTBEGIN(readability-non-const-parameter)
 */
static double resampled_ccc(const void *context, const uint32_t *index, size_t n, double *scratch)
{
    const struct people *people = context;
    struct sums s = {0};
    (void)scratch;
    for (size_t i = 0; i < n; i++)
        add(&s, &people->of[index[i]]);
    return concordance_of(&s, people->between).ccc;
}
/* NOLINTEND(readability-non-const-parameter) */

/* ccc with moments over n (Lin 1989), r_pairs, the bias correction c_b = ccc / r_pairs, the
 * shifts of location and scale it is made of. The interval is that of z with the variance as
 * corrected in Lin (2000); of repeated pairs that of a bootstrap of participants, and se is NaN.
 * Everything is NaN with W_ZERO_VARIANCE when a method has the same value everywhere. */
static bool add_concordance(struct hinge_analysis *a, const struct method_pairs *p, bool repeated)
{
    double mean_x = hinge_stats_mean(p->first, p->n), mean_y = hinge_stats_mean(p->second, p->n);
    struct sums *of = hinge_analysis_alloc(a, p->sample.n_participants + 1, sizeof *of);
    struct people people = {.between = mean_x - mean_y, .of = of};
    struct sums all = {0};
    for (size_t i = 0; i < p->n; i++) {
        double x = p->first[i] - mean_x, y = p->second[i] - mean_y;
        add(&of[p->who[i]], &(struct sums){1, x, y, x * x, y * y, x * y});
    }
    for (size_t i = 0; i < p->sample.n_participants; i++)
        if (of[i].n > 0) {
            add(&all, &of[i]);
            of[people.n++] = of[i];
        }
    struct concordance c = concordance_of(&all, people.between);
    double half = hinge_normal_quantile(0.5 + a->level / 2) * c.se / (1 - c.ccc * c.ccc);
    c.n = (double)p->n;
    c.n_participants = (double)people.n;
    c.ci = (struct hinge_interval){tanh(atanh(c.ccc) - half), tanh(atanh(c.ccc) + half)};
    if (isnan(c.ccc))
        hinge_warn_constant(a, "a method has the same value everywhere", NULL,
                            "the concordance correlation is not defined");
    else if (repeated) { /* the error of independent pairs would be too small */
        struct hinge_bootstrap_task task = {
            .statistic = resampled_ccc, .context = &people, .people = people.n};
        c.se = NAN;
        if (!hinge_bootstrap_interval(a, &task, &c.ci))
            return false;
    }
    HINGE_ADD(a->results, "concordance", concordance, &c);
    if (isnan(c.ccc))
        return true;
    if (!isnan(c.ci.low)) {
        hinge_add_sentence(a, &a->text.apa,
                           "Lin's concordance correlation = {r}, {c}% CI [{r}, {r}], r = {r}, bias "
                           "correction factor C_b = {r}",
                           c.ccc, c.ci.low, c.ci.high, c.r_pairs, c.c_b);
        hinge_add_sentence(a, &a->text.plain,
                           "Lin's concordance correlation is {r} ({c}% CI {r} to {r}).", c.ccc,
                           c.ci.low, c.ci.high);
        return true;
    }
    hinge_add_sentence(
        a, &a->text.apa,
        "Lin's concordance correlation = {r}, r = {r}, bias correction factor C_b = {r}", c.ccc,
        c.r_pairs, c.c_b);
    hinge_add_sentence(a, &a->text.plain,
                       isnan(c.se)
                           ? "Lin's concordance correlation is {r}; there are too few participants "
                             "for an interval."
                           : "Lin's concordance correlation is {r}; at 1 or −1 no interval can be "
                             "computed.",
                       c.ccc);
    return true;
}

/* --- limits of repetitions --- */

/* sd is the root of var_between and var_within. */
#define REPEATED_LIMITS(f)                                                                         \
    f(NUMBER, n) f(NUMBER, n_participants) f(NUMBER, bias) f(NUMBER, n0) f(NUMBER, var_between)    \
        f(NUMBER, var_within) f(NUMBER, sd) f(INTERVAL, loa) f(INTERVAL, loa_low_ci)               \
            f(INTERVAL, loa_high_ci)
HINGE_ROW(repeated_limits, REPEATED_LIMITS)

struct person_differences {
    size_t k;
    struct hinge_running *of; /* each participant's differences */
    bool high;                /* the limit that is resampled */
};

static struct repeated_limits limits_of(const struct person_differences *p, const uint32_t *index,
                                        size_t k)
{
    struct hinge_oneway w = hinge_oneway_of(p->of, index, k);
    struct repeated_limits c = {.n_participants = (double)k,
                                .bias = w.mean,
                                .n0 = w.n0,
                                .var_within = w.msw,
                                .var_between = fmax(0, (w.msb - w.msw) / w.n0)};
    c.sd = sqrt(c.var_between + c.var_within);
    double z = hinge_normal_quantile(0.975);
    c.loa = (struct hinge_interval){c.bias - z * c.sd, c.bias + z * c.sd};
    return c;
}

/* the type of a hinge_bootstrap_statistic: NOLINTBEGIN(readability-non-const-parameter)
 */
static double resampled_limit(const void *context, const uint32_t *index, size_t n, double *scratch)
{
    const struct person_differences *p = context;
    struct repeated_limits c = limits_of(p, index, n);
    (void)scratch;
    return p->high ? c.loa.high : c.loa.low;
}
/* NOLINTEND(readability-non-const-parameter) */

/* --- the analysis --- */

/* Differences with, where the two values are known, their mean, and who each is from.
 */
struct differences {
    struct hinge_sample sample;
    size_t n;
    double *d, *mean; /* mean NULL for a column of differences */
    uint32_t *who;
    size_t of[2]; /* count_values */
};

static bool read_differences(struct hinge_analysis *a, struct differences *x)
{
    struct hinge_columns columns = {0};
    bool repeated = a->ask.repeated;
    hinge_columns_number(&columns, HINGE_NEED(a, difference));
    hinge_columns_participant(a, &columns);
    if (!repeated)
        hinge_columns_means(a, &columns);
    if (!hinge_sample_gather(a, &columns, &x->sample))
        return false;
    if (repeated) {
        x->n = x->sample.n;
        x->d = x->sample.number[0];
        x->who = x->sample.participant;
        return true;
    }
    struct hinge_cells cells; /* one difference per participant */
    hinge_aggregate(a, &x->sample, 0, NULL, 1, &cells);
    x->d = cells.value;
    x->who = hinge_analysis_alloc(a, cells.n_participants, sizeof *x->who);
    for (size_t p = 0; p < cells.n_participants; p++) {
        if (isnan(cells.value[p]))
            continue;
        count_values(x->of, cells.count[p]);
        x->d[x->n] = cells.value[p];
        x->who[x->n++] = (uint32_t)p;
    }
    return true;
}

struct hinge_agreement_limits hinge_agreement_limits_of(const double *d, const double *mean,
                                                        size_t k, double level)
{
    double n = (double)k, z = hinge_normal_quantile(0.975), df = n - 1;
    struct hinge_agreement_limits l = {.n = n,
                                       .bias = hinge_stats_mean(d, k),
                                       .sd = hinge_stats_sd(d, k),
                                       .slope = NAN,
                                       .slope_p = NAN};
    double se = l.sd * sqrt(1 / n + z * z / (2 * (n - 1)));
    l.loa = (struct hinge_interval){l.bias - z * l.sd, l.bias + z * l.sd};
    l.bias_ci = hinge_t_interval(l.bias, l.sd / sqrt(n), df, level, HINGE_TWO_SIDED);
    l.loa_low_ci = hinge_t_interval(l.loa.low, se, df, level, HINGE_TWO_SIDED);
    l.loa_high_ci = hinge_t_interval(l.loa.high, se, df, level, HINGE_TWO_SIDED);
    if (hinge_is_rounding(l.sd, l.bias, mean != NULL ? mean[0] : 0))
        l.bias_ci = l.loa_low_ci = l.loa_high_ci = (struct hinge_interval){NAN, NAN};
    if (mean != NULL && k > 2) {
        double xx = hinge_stats_sum_squares(mean, k), xy = hinge_stats_sum_products(mean, d, k);
        double rest = fmax(0, hinge_stats_sum_squares(d, k) - xy * xy / xx);
        l.slope = xx > 0 ? xy / xx : (double)NAN;
        l.slope_p = hinge_t_p(l.slope / sqrt(rest / (n - 2) / xx), n - 2, HINGE_TWO_SIDED);
    }
    return l;
}

static const char never_vary[] =
    "The methods differ by {v}{w} in everybody; differences that never vary have no interval.";

/* --- several differences per participant --- */

/* With 2,000 replicates or those of the option bootstrap. */
static bool add_repeated(struct hinge_analysis *a, const struct differences *x)
{
    struct person_differences p = {
        .of = hinge_analysis_alloc(a, x->sample.n_participants + 1, sizeof *p.of)};
    double *values = hinge_analysis_alloc(a, x->n + 1, sizeof *values);
    for (size_t person = 0; person < x->sample.n_participants; person++) {
        size_t k = 0;
        for (size_t i = 0; i < x->n; i++)
            if (x->who[i] == person)
                values[k++] = x->d[i];
        if (k > 0)
            p.of[p.k++] = (struct hinge_running){.n = k,
                                                 .mean = hinge_stats_mean(values, k),
                                                 .squares = hinge_stats_sum_squares(values, k)};
    }
    if (p.k < 2 || x->n <= p.k)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_FEW,
            "%zu participant%s and %zu difference%s; at least 2 participants "
            "are needed, one of them with 2 differences",
            p.k, HINGE_S(p.k), x->n, HINGE_S(x->n));
    struct repeated_limits c = limits_of(&p, NULL, p.k);
    struct hinge_bootstrap_task task = {.statistic = resampled_limit, .context = &p, .people = p.k};
    c.n = (double)x->n;
    for (int k = 0; k < 2; k++) {
        p.high = k == 1;
        if (!hinge_bootstrap_interval(a, &task, p.high ? &c.loa_high_ci : &c.loa_low_ci))
            return false;
    }
    c.loa_low_ci = hinge_interval_or_none(c.loa_low_ci);
    c.loa_high_ci = hinge_interval_or_none(c.loa_high_ci);
    if (isnan(c.loa_low_ci.low) && p.k >= 3)
        hinge_warn_constant(a, "differences vary alike in everybody", NULL,
                            "limits of agreement have no interval");
    HINGE_ADD(a->results, "bland_altman_repeated", repeated_limits, &c);
    hinge_add_sentence(
        a, &a->text.apa,
        "bias = {v}{w}, limits of agreement {v} to {v} ({n} differences of {n} participants)",
        c.bias, c.loa.low, c.loa.high, c.n, c.n_participants);
    hinge_add_sentence(
        a, &a->text.plain,
        !(c.sd > 0)
            ? never_vary
            : "The methods differ by {v}{w} on average; 95 % of differences are expected to "
              "lie between {v} and {v} ({n} people).",
        c.bias, c.loa.low, c.loa.high, c.n_participants);
    return true;
}

static void run(struct hinge_analysis *a)
{
    struct differences x = {0};
    struct method_pairs pairs;
    const bool repeated = a->ask.repeated, known = a->ask.difference == NULL; /* the two values */
    if (!(known ? read_pairs(a, repeated, &pairs) : read_differences(a, &x)))
        return;
    if (known) { /* differences of the pairs that two methods make */
        x.d = hinge_analysis_alloc(a, 2 * pairs.n + 1, sizeof *x.d);
        x.sample = pairs.sample;
        x.n = pairs.n;
        x.who = pairs.who;
        memcpy(x.of, pairs.of, sizeof x.of);
        x.mean = x.d + x.n;
        for (size_t i = 0; i < x.n; i++) {
            x.d[i] = pairs.first[i] - pairs.second[i];
            x.mean[i] = pairs.first[i] / 2 + pairs.second[i] / 2;
        }
    }
    hinge_sample_report(a, &x.sample);
    if (!repeated && x.n < 2) {
        hinge_fail_few(a, x.n, "with a difference", NULL, 2);
        return;
    }
    if (repeated && !add_repeated(a, &x))
        return;
    if (!repeated) {
        const struct hinge_agreement_limits l =
            hinge_agreement_limits_of(x.d, x.mean, x.n, a->level);
        HINGE_ADD(a->results, "bland_altman", hinge_agreement_limits, &l);
        hinge_add_sentence(
            a, &a->text.apa,
            "bias = {v}{w}, {c}% CI [{v}, {v}], limits of agreement {v} to {v}, N = {n}", l.bias,
            l.bias_ci.low, l.bias_ci.high, l.loa.low, l.loa.high, l.n);
        const bool alike = isnan(l.bias_ci.low);
        if (alike)
            hinge_warn_constant(a, "the methods differ by the same amount in everybody", NULL,
                                "limits of agreement have no interval");
        /* one measurement varies more than a mean of several */
        const char *of_means = "";
        if (x.of[1] > 1)
            of_means = x.of[0] < x.of[1]
                           ? hinge_arena_printf(&a->arena, " of means of %zu to %zu values",
                                                x.of[0], x.of[1])
                           : hinge_arena_printf(&a->arena, " of means of %zu values", x.of[0]);
        hinge_add_sentence(a, &a->text.plain,
                           alike
                               ? never_vary
                               : "The methods differ by {v}{w} on average; 95 % of differences{t} "
                                 "are expected to lie between {v} and {v}.",
                           l.bias, of_means, l.loa.low, l.loa.high);
        if (x.of[1] > 1)
            hinge_analysis_warn(a, NULL, HINGE_W_REPEATED, "the differences are%s (--repeated)",
                                of_means);
        if (isfinite(l.bias_ci.low))
            hinge_add_sentence(a, &a->text.test,
                               "The mean difference has a {c}% CI of {v} to {v}{w}; n = {n}.",
                               l.bias_ci.low, l.bias_ci.high, l.n);
    }
    if (!known || !add_concordance(a, &pairs, repeated))
        return;
    json_t *points = hinge_add_object(a->results, "points"); /* what a figure draws */
    hinge_add_text(points, "first", pairs.first_name);
    hinge_add_text(points, "second", pairs.second_name);
    json_t *mean = hinge_add_list(points, "mean");
    json_t *difference = hinge_add_list(points, "difference");
    for (size_t i = 0; i < x.n; i++) {
        hinge_append_number(mean, x.mean[i]);
        hinge_append_number(difference, x.d[i]);
    }
}

const struct hinge_analysis_kind hinge_analysis_kind_bland_altman = {
    .id = "bland_altman",
    .title = "Agreement of two methods",
    .details = "Bias and limits of agreement with intervals, slope of the difference on the "
               "mean, and Lin's concordance correlation coefficient (1989, error as corrected "
               "in 2000; interval by the z transformation). With repeated, limits from within "
               "and between participant variance, and intervals from a bootstrap of "
               "participants.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = (const char *const[]){HINGE_TAKES_MEANS, "outcome", "method", "order", "difference",
                                     "repeated", "bootstrap", NULL},
    .main_table = "bland_altman",
    .run = run,
    .example_request = "{\"analysis\": \"bland_altman\", \"outcome\": \"angle\", "
                       "\"method\": \"method\", \"order\": [\"video\", \"lab\"], "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,method,angle\nP1,video,40\nP1,lab,42\nP2,video,35\nP2,lab,"
                    "36\nP3,video,50\nP3,lab,47\nP4,video,44\nP4,lab,45\n"};
