/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kappa: agreement of two raters, or of several, on categories. */
#include "stats/numbers/distributions.h"
#include "stats/numbers/permutations.h"
#include "stats/parts/agreement.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

/* --- several raters --- */

enum { LABEL, TARGET, RATER, WHO, COLUMNS };
enum chance { FLEISS, AC1, BRENNAN_PREDIGER };

struct ratings {
    const char *name[COLUMNS];
    struct hinge_labels labels[COLUMNS];
    size_t rows, n_rows;             /* used; after the filter */
    size_t n, k, raters;             /* targets with a rating, categories, raters */
    double *share;                   /* [target * k + category]: r_ik / r_i */
    double *count;                   /* ratings of a target */
    double *agree;                   /* its agreement; 0 when it has one rating */
    uint32_t *cluster;               /* participant of a target */
    struct hinge_people_rows people; /* targets of each participant */
};

/* Mean agreement, the categories' shares and chance agreement of a choice of targets.
 */
struct sums {
    double n, paired, agree, *share;
};

static void add_target(struct sums *s, const struct ratings *r, size_t target)
{
    s->n++;
    s->paired += r->count[target] >= 2;
    s->agree += r->agree[target];
    for (size_t c = 0; c < r->k; c++)
        s->share[c] += r->share[target * r->k + c];
}

static double chance(const struct sums *s, size_t k, enum chance by)
{
    double pe = 0;
    if (by == BRENNAN_PREDIGER)
        return 1 / (double)k;
    for (size_t c = 0; c < k; c++) {
        double p = s->share[c] / s->n;
        pe += by == AC1 ? p * (1 - p) / ((double)k - 1) : p * p;
    }
    return pe;
}

/* NaN when chance alone agrees always, or nobody rated a target twice. */
static double value_of(const struct sums *s, size_t k, enum chance by)
{
    double pe = chance(s, k, by);
    return s->paired > 0 && 1 - pe > 1e-12 ? (s->agree / s->paired - pe) / (1 - pe) : (double)NAN;
}

/* Gwet's (2014) linearised variance over targets. */
static double standard_error(const struct ratings *r, const struct sums *s, enum chance by)
{
    double pe = chance(s, r->k, by), value = value_of(s, r->k, by), sum = 0;
    for (size_t i = 0; i < r->n; i++) {
        double own = r->count[i] >= 2 ? s->n / s->paired * (r->agree[i] - pe) / (1 - pe) : 0;
        double pe_own = by == BRENNAN_PREDIGER ? pe : 0;
        for (size_t c = 0; c < r->k && by != BRENNAN_PREDIGER; c++) {
            double p = s->share[c] / s->n, weight = r->share[i * r->k + c];
            pe_own += by == AC1 ? (1 - p) * weight / ((double)r->k - 1) : p * weight;
        }
        own -= 2 * (1 - value) * (pe_own - pe) / (1 - pe) + value;
        sum += own * own;
    }
    return s->n > 1 ? sqrt(sum / (s->n * (s->n - 1))) : (double)NAN;
}

/* --- reading --- */

static bool read_labels(struct hinge_analysis *a, struct ratings *r)
{
    size_t *row;
    bool good = hinge_filter_rows(a, &row, &r->n_rows);
    if (good)
        good = hinge_evidence_check(a, row, r->n_rows,
                                    (const char *const[]){r->name[LABEL], r->name[RATER], NULL});
    for (size_t c = 0; c < COLUMNS && good; c++) {
        size_t column;
        if (r->name[c] == NULL)
            continue;
        good = hinge_analysis_column(a, r->name[c], &column);
        if (good)
            good =
                hinge_labels_find(a, column, row, r->n_rows,
                                  c == LABEL ? HINGE_BY_VALUE : HINGE_BY_APPEARANCE, &r->labels[c]);
    }
    return good;
}

static bool is_used(const struct ratings *r, size_t row)
{
    for (size_t c = 0; c < COLUMNS; c++)
        if (r->name[c] != NULL && r->labels[c].code[row] == UINT32_MAX)
            return false;
    return true;
}

/* A target rated twice by one rater, or of two participants, is a mistake in the rows.
 */
static bool check_row(struct hinge_analysis *a, const struct ratings *r, bool *seen, uint32_t *who,
                      size_t row)
{
    uint32_t target = r->labels[TARGET].code[row], rater = r->labels[RATER].code[row];
    size_t slot = target * r->labels[RATER].n + rater;
    if (seen[slot])
        return hinge_analysis_fail(
            a, HINGE_E_OPTION,
            "rater '%s' has two ratings of target '%s': name a target column that is "
            "different for every repetition",
            r->labels[RATER].name[rater], r->labels[TARGET].name[target]);
    seen[slot] = true;
    if (r->name[WHO] == NULL)
        return true;
    uint32_t own = r->labels[WHO].code[row];
    if (who[target] != UINT32_MAX && who[target] != own)
        return hinge_analysis_fail(
            a, HINGE_E_OPTION,
            "target '%s' is of participants '%s' and '%s': name a target column that "
            "is different for every repetition",
            r->labels[TARGET].name[target], r->labels[WHO].name[who[target]],
            r->labels[WHO].name[own]);
    who[target] = own;
    return true;
}

static bool count_rows(struct hinge_analysis *a, struct ratings *r)
{
    size_t targets = r->labels[TARGET].n;
    r->k = r->labels[LABEL].n;
    r->raters = r->labels[RATER].n;
    r->share = hinge_analysis_alloc(a, targets * (r->k + 2) + 1, sizeof *r->share);
    r->cluster = hinge_analysis_alloc(a, targets + 1, sizeof *r->cluster);
    bool *seen = hinge_analysis_alloc(a, targets * r->raters + 1, sizeof *seen);
    r->count = r->share + targets * r->k;
    r->agree = r->count + targets;
    for (size_t i = 0; i < targets; i++)
        r->cluster[i] = UINT32_MAX;
    for (size_t row = 0; row < r->n_rows; row++) {
        if (!is_used(r, row))
            continue;
        if (!check_row(a, r, seen, r->cluster, row))
            return false;
        size_t target = r->labels[TARGET].code[row];
        r->share[target * r->k + r->labels[LABEL].code[row]]++;
        r->count[target]++;
        r->rows++;
    }
    return true;
}

/* Counts become shares and agreements; targets without a rating vanish. */
static void set_shares(struct ratings *r)
{
    size_t k = r->k;
    for (size_t i = 0; i < r->labels[TARGET].n; i++) {
        double n = r->count[i], agree = 0;
        if (n == 0)
            continue;
        for (size_t c = 0; c < k; c++) {
            double m = r->share[i * k + c];
            agree += m * (m - 1);
            r->share[r->n * k + c] = m / n;
        }
        r->count[r->n] = n;
        r->agree[r->n] = n >= 2 ? agree / (n * (n - 1)) : 0;
        r->cluster[r->n++] = r->cluster[i];
    }
}

/* --- bootstrap of participants --- */

struct boot {
    const struct ratings *ratings;
    enum chance by;
};

static double resampled(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct boot *b = context;
    const struct ratings *r = b->ratings;
    struct sums s = {.share = scratch};
    memset(scratch, 0, r->k * sizeof *scratch);
    for (size_t i = 0; i < people; i++)
        for (size_t at = r->people.start[index[i]]; at < r->people.start[index[i] + 1]; at++)
            add_target(&s, r, r->people.order[at]);
    return value_of(&s, r->k, b->by);
}

static bool put_cluster(struct hinge_analysis *a, json_t *object, const struct ratings *r,
                        enum chance by)
{
    struct boot boot = {r, by};
    struct hinge_interval ci;
    struct hinge_bootstrap_task task = {
        .statistic = resampled, .context = &boot, .people = r->people.people, .scratch_size = r->k};
    bool good = hinge_bootstrap_interval(a, &task, &ci);
    if (good)
        HINGE_PUT_NUMBERS(object, {"cluster_ci_low", ci.low}, {"cluster_ci_high", ci.high});
    return good;
}

/* --- results --- */

static bool put_one(struct hinge_analysis *a, const struct ratings *r, const struct sums *s,
                    enum chance by)
{
    static const char *const key[] = {"fleiss", "gwet_ac1_multi", "brennan_prediger_multi"};
    double value = value_of(s, r->k, by), se = standard_error(r, s, by);
    double half = hinge_t_quantile(0.5 + a->level / 2, s->n - 1) * se, none = NAN;
    bool known = !isnan(value) && !isnan(half);
    json_t *object = hinge_put_object(a->results, key[by]);
    HINGE_PUT_NUMBERS(object, {"po", s->agree / s->paired},
                      {"pe", r->k > 1 ? chance(s, r->k, by) : none},
                      {by == AC1 ? "ac1" : "kappa", value}, {"se", se},
                      {"ci_low", known ? fmax(-1, value - half) : none},
                      {"ci_high", known ? fmin(1, value + half) : none});
    return r->name[WHO] != NULL ? put_cluster(a, object, r, by) : true;
}

static void put_counts(struct hinge_analysis *a, const struct ratings *r, const struct sums *s)
{
    hinge_put_count(a->results, "n", r->rows);
    hinge_put_count(a->results, "n_missing", r->n_rows - r->rows);
    hinge_put_count(a->results, "n_targets", r->n);
    hinge_put_count(a->results, "n_targets_rated_twice", (size_t)s->paired);
    hinge_put_count(a->results, "n_raters", r->raters);
    if (r->name[WHO] != NULL)
        hinge_put_count(a->results, "n_participants", r->people.people);
    json_t *shares = hinge_put_object(a->results, "categories");
    for (size_t c = 0; c < r->k; c++)
        hinge_put_number(shares, r->labels[LABEL].name[c], s->share[c] / s->n);
}

/* Reads long rows (options outcome: the label, target, rater) and writes fleiss,
 * gwet_ac1_multi and brennan_prediger_multi into the results. With `participant` (may
 * be NULL), whose targets are repetitions, each also gets the interval of a bootstrap
 * of participants. E_OPTION when a rater rates a target twice, E_TOO_FEW when no target
 * has two ratings. */
static bool put_multirater(struct hinge_analysis *a, const char *participant)
{
    struct ratings r = {.name = {[LABEL] = HINGE_NEED(a, outcome),
                                 [TARGET] = HINGE_NEED(a, target),
                                 [RATER] = HINGE_NEED(a, rater),
                                 [WHO] = participant}};
    if (a->failed || !read_labels(a, &r) || !count_rows(a, &r))
        return false;
    set_shares(&r);
    if (r.n == 0)
        return hinge_analysis_fail(a, HINGE_E_NO_DATA,
                                   "no usable rows after filtering (%zu read, %zu "
                                   "missing)",
                                   r.n_rows, r.n_rows);
    struct sums s = {.share = hinge_analysis_alloc(a, r.k, sizeof(double))};
    for (size_t i = 0; i < r.n; i++)
        add_target(&s, &r, i);
    if (s.paired == 0)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_FEW,
            "no '%s' has ratings of two '%s': agreement needs at least two per target",
            r.name[TARGET], r.name[RATER]);
    if (participant != NULL)
        hinge_people_rows_make(a, r.cluster, r.n, r.labels[WHO].n, &r.people);
    put_counts(a, &r, &s);
    bool good = true;
    for (enum chance by = FLEISS; by <= BRENNAN_PREDIGER && good; by++)
        good = put_one(a, &r, &s, by);
    return good;
}

/* --- the analysis --- */

static void warn_one_category(struct hinge_analysis *a)
{
    const json_t *of = json_object_get(a->results, "categories"); /* several: shares */
    if (json_array_size(of) + json_object_size(of) == 1)
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "all ratings are in one category: kappa is undefined");
}

static bool run(struct hinge_analysis *a)
{
    const char *participant;
    struct hinge_ratings ratings;
    bool several = a->ask.rater != NULL || a->ask.target != NULL;
    bool good = hinge_sample_participant(a, &participant);
    if (good && several) {
        good = put_multirater(a, participant);
        warn_one_category(a);
        return good;
    }
    const char *first = HINGE_NEED(a, rater1), *second = HINGE_NEED(a, rater2);
    if (a->failed || !hinge_ratings_read(a, first, second, participant, &ratings))
        return false;
    hinge_put_count(a->results, "n", ratings.n);
    hinge_put_count(a->results, "n_participants",
                    participant != NULL ? ratings.n_participants : ratings.n);
    good = hinge_put_kappa(a, a->results, &ratings);
    warn_one_category(a);
    return good;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("kappa", "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, "
                       "{cluster_ci_high:r}], {/n_participants:n} people"),
    HINGE_SAY("kappa", "{cluster_ci_low:_~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("fleiss",
              "Fleiss' kappa = {kappa:r!} [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
              "{/n_raters:n} raters, {/n_targets:n} targets of {/n_participants:n} people"),
    HINGE_SAY("fleiss", "{cluster_ci_low:_~}Fleiss' kappa = {kappa:r!} [{ci_low:r}, "
                        "{ci_high:r}], {/n_raters:n} raters, {/n_targets:n} targets"),
    HINGE_SAY("gwet_ac1_multi", "AC1 = {ac1:r!} [{cluster_ci_low:r!}, {cluster_ci_high:r}]"),
    HINGE_SAY("gwet_ac1_multi", "{cluster_ci_low:_~}AC1 = {ac1:r!} [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("brennan_prediger", "Brennan-Prediger kappa = {kappa:r!} "
                                  "[{cluster_ci_low:r!}, {cluster_ci_high:r}]"),
    HINGE_SAY("brennan_prediger", "{cluster_ci_low:_~}Brennan-Prediger kappa = "
                                  "{kappa:r!} [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY("brennan_prediger_multi", "Brennan-Prediger kappa = {kappa:r!} "
                                        "[{cluster_ci_low:r!}, {cluster_ci_high:r}]"),
    HINGE_SAY("brennan_prediger_multi", "{cluster_ci_low:_~}Brennan-Prediger kappa = "
                                        "{kappa:r!} [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("kappa",
              "The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} "
              "to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("kappa",
              "{cluster_ci_low:_~}The raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("kappa",
              "Agreement beyond chance is not shown: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("kappa",
              "{cluster_ci_low:_~}Agreement beyond chance is not shown: kappa "
              "{kappa:r!} ({:c}% "
              "CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("fleiss",
              "{/n_raters:n} raters agree beyond chance: kappa {kappa:r!} ({:c}% CI "
              "{cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} people).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("fleiss",
              "{cluster_ci_low:_~}{/n_raters:n} raters agree beyond chance: kappa {kappa:r!} "
              "({:c}% CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("fleiss",
              "Agreement of {/n_raters:n} raters beyond chance is not shown: kappa "
              "{kappa:r!} "
              "({:c}% CI {cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} "
              "people).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY("fleiss",
              "{cluster_ci_low:_~}Agreement of {/n_raters:n} raters beyond chance is "
              "not shown: "
              "kappa {kappa:r!} ({:c}% CI {ci_low:r} to {ci_high:r}).",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("", "n = {n:n!} decisions, each by two raters."), HINGE_SAY_END};

static const char *const options[] = {"rater1", "rater2",      "outcome",   "target",
                                      "rater",  "participant", "bootstrap", NULL};

const struct hinge_statistic hinge_statistic_kappa = {
    .id = "kappa",
    .title = "Agreement on categories",
    .details = "Cohen's kappa, Brennan and Prediger's kappa and Gwet's AC1 of the columns "
               "rater1 and rater2. With more than two categories both kappas also have "
               "linear and quadratic weights. Brennan and Prediger take 1 in the number "
               "of categories as chance (also called PABAK). With outcome, target and rater "
               "(a row per rating) Fleiss' "
               "and Brennan and Prediger's kappa and AC1 of several raters; raters may "
               "have rated a part of the targets. "
               "With participant, intervals from a bootstrap of participants as "
               "cluster_ci_low and cluster_ci_high.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "kappa|fleiss",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"kappa\", \"rater1\": \"a\", \"rater2\": \"b\"}",
    .example_data = "a,b\n1,1\n1,2\n2,2\n3,3\n3,2\n1,1\n2,2\n"};
