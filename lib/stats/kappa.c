/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kappa: agreement of two raters, or of several, on categories. */
#include "stats/parts/agreement.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

/* --- label columns --- */

/* Labels of n columns over the filtered rows, those of the first `n_categories` in their order. A
 * name NULL: no such column. `asked` are compared on purpose. */
static bool read_columns(struct hinge_analysis *a, const char *const *name, size_t n,
                         size_t n_categories, const char *const *asked, struct hinge_labels *labels,
                         size_t *n_rows)
{
    size_t *row;
    if (!hinge_filter_rows(a, &row, n_rows) || !hinge_evidence_check(a, row, *n_rows, asked))
        return false;
    for (size_t c = 0; c < n; c++)
        if (name[c] != NULL &&
            !hinge_labels_find(a, name[c], row, *n_rows,
                               c < n_categories ? HINGE_BY_VALUE : HINGE_BY_APPEARANCE, &labels[c]))
            return false;
    return true;
}

static bool refuse_empty(struct hinge_analysis *a, size_t n_rows)
{
    return hinge_analysis_fail(a, HINGE_E_NO_DATA, "%zu read, %zu missing", n_rows, n_rows);
}

/* --- two raters: categories --- */

struct category {
    const char *name;
    double value;
    bool number;
};

/* Numbers first, ascending; then texts by bytes. */
static int compare(const void *a, const void *b)
{
    const struct category *x = a, *y = b;
    if (x->number != y->number)
        return y->number - x->number;
    int order = x->number ? (x->value > y->value) - (x->value < y->value) : 0;
    return order != 0 ? order : strcmp(x->name, y->name);
}

bool hinge_ratings_read(struct hinge_analysis *a, const char *first, const char *second,
                        const char *participant, struct hinge_ratings *r)
{
    const char *name[3] = {first, second, participant};
    struct hinge_labels labels[3];
    size_t rows, n = 0;
    uint32_t *map[2];
    *r = (struct hinge_ratings){0};
    if (!read_columns(a, name, 3, 2, (const char *const[]){first, second, NULL}, labels, &rows))
        return false;
    struct category *all = hinge_analysis_alloc(a, labels[0].n + labels[1].n, sizeof *all);
    for (size_t c = 0; c < 2; c++)
        for (size_t i = 0; i < labels[c].n; i++, n++) {
            const char *text = all[n].name = labels[c].name[i];
            all[n].number = hinge_number_parse(text, strlen(text), '.', &all[n].value, NULL) ==
                            HINGE_NUMBER_VALUE;
        }
    qsort(all, n, sizeof *all, compare);
    r->category = hinge_analysis_alloc(a, n, sizeof *r->category);
    for (size_t i = 0; i < n; i++) /* the union */
        if (i == 0 || compare(&all[i - 1], &all[i]) != 0)
            r->category[r->k++] = all[i].name;
    for (size_t c = 0; c < 2; c++) {
        map[c] = hinge_analysis_alloc(a, labels[c].n, sizeof **map);
        for (size_t i = 0; i < labels[c].n; i++)
            while (strcmp(r->category[map[c][i]], labels[c].name[i]) != 0)
                map[c][i]++;
    }
    uint32_t *one = hinge_analysis_alloc(a, 4 * rows, sizeof *one), *other = one + rows;
    uint32_t *who = other + rows, *lost = who + rows;
    uint8_t *lost_by = hinge_analysis_alloc(a, rows, sizeof *lost_by);
    for (size_t i = 0; i < rows; i++) {
        uint32_t x = labels[0].code[i], y = labels[1].code[i];
        uint32_t p = participant != NULL ? labels[2].code[i] : 0;
        if (x == UINT32_MAX || y == UINT32_MAX || p == UINT32_MAX) {
            lost_by[i - r->n] = x != UINT32_MAX;
            lost[i - r->n] = p;
            continue;
        }
        one[r->n] = map[0][x];
        other[r->n] = map[1][y];
        who[r->n++] = p;
    }
    r->first = one;
    r->second = other;
    r->who = participant != NULL ? who : NULL;
    r->n_participants = participant != NULL ? labels[2].n : 0;
    r->n_rows = rows;
    r->participant_name = participant != NULL ? labels[2].name : NULL;
    r->lost = participant != NULL ? lost : NULL;
    r->lost_by = lost_by;
    return r->n > 0 || refuse_empty(a, rows);
}

/* --- two raters: Cohen's kappa with large-sample errors (Fleiss, Cohen & Everitt 1969), Brennan &
 * Prediger's (1981) with those of Gwet (2014), PABAK, AC1 (Gwet 2008). --- */

enum weighting { UNWEIGHTED, LINEAR, QUADRATIC };

/* A kappa: how far two categories agree, and what chance is: by the raters' own shares
 * (Cohen), or every category alike (Brennan & Prediger). */
struct way {
    const char *key;
    enum weighting weighting;
    bool alike;
};

static double weight(enum weighting way, size_t k, size_t i, size_t j)
{
    double d = fabs((double)i - (double)j) / (double)(k - 1);
    return way == UNWEIGHTED ? i == j : way == LINEAR ? 1 - d : 1 - d * d;
}

#define KAPPA(f)                                                                                   \
    f(NUMBER, po) f(NUMBER, pe) f(NUMBER, kappa) f(NUMBER, se) f(INTERVAL, ci) f(NUMBER, z)
HINGE_ROW(kappa, KAPPA)

/* From the k x k proportions p; margins are scratch of 4 k. */
static struct kappa kappa_of(const double *p, size_t k, double n, struct way way, double *margins)
{
    double *row = margins, *column = row + k, *wi = column + k, *wj = wi + k;
    struct kappa out = {0};
    memset(margins, 0, 4 * k * sizeof *margins);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            row[i] += way.alike ? 1 / (double)(k * k) : p[i * k + j];
            column[j] += way.alike ? 1 / (double)(k * k) : p[i * k + j];
        }
    }
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            double w = weight(way.weighting, k, i, j);
            wi[i] += w * column[j];
            wj[j] += w * row[i];
            out.po += w * p[i * k + j];
            out.pe += w * row[i] * column[j];
        }
    }
    double rest = 1 - out.pe, none = NAN, v = 0, v0 = 0;
    out.kappa = out.se = out.z = none;
    if (!(rest > 1e-15)) /* both raters always say the same one thing */
        return out;
    out.kappa = (out.po - out.pe) / rest;
    if (way.alike) /* chance is known, not estimated from shares */
        memset(wi, 0, 2 * k * sizeof *wi);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            double w = weight(way.weighting, k, i, j);
            v += p[i * k + j] * pow(w - (wi[i] + wj[j]) * (1 - out.kappa), 2);
            v0 += row[i] * column[j] * pow(w - (wi[i] + wj[j]), 2);
        }
    }
    v -= pow(way.alike ? out.po : out.kappa - out.pe * (1 - out.kappa), 2);
    v0 -= out.pe * out.pe;
    out.se = sqrt(fmax(0, v) / n) / rest;
    out.z = v0 > 0 ? out.kappa / (sqrt(v0 / n) / rest) : none;
    return out;
}

/* --- bootstrap of whole participants --- */

struct boot {
    const struct hinge_ratings *ratings;
    struct hinge_people_rows rows;
    struct way way;
};

static double boot_kappa(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct boot *b = context;
    const struct hinge_ratings *r = b->ratings;
    size_t k = r->k, n = 0;
    memset(scratch, 0, k * k * sizeof *scratch);
    for (size_t i = 0; i < people; i++) {
        for (size_t at = b->rows.start[index[i]]; at < b->rows.start[index[i] + 1]; at++, n++) {
            size_t row = b->rows.order[at];
            scratch[r->first[row] * k + r->second[row]]++;
        }
    }
    for (size_t c = 0; c < k * k; c++)
        scratch[c] /= (double)n;
    return kappa_of(scratch, k, (double)n, b->way, scratch + k * k).kappa;
}

/* NaN of independent rows. */
static bool resample(struct hinge_analysis *a, const struct hinge_ratings *r, struct way way,
                     struct hinge_interval *ci)
{
    *ci = (struct hinge_interval){NAN, NAN};
    if (r->who == NULL)
        return true;
    struct boot b = {.ratings = r, .way = way};
    hinge_people_rows_make(a, r->who, r->n, r->n_participants, &b.rows);
    struct hinge_bootstrap_task task = {.statistic = boot_kappa,
                                        .context = &b,
                                        .people = b.rows.people,
                                        .scratch_size = r->k * r->k + 4 * r->k};
    const bool done = hinge_bootstrap_interval(a, &task, ci);
    *ci = hinge_interval_or_none(*ci);
    return done;
}

static const char never[] = "agreement does not vary between decisions",
                  no_interval[] = "kappa has no interval",
                  alike_says[] = "Agreement does not vary between decisions (kappa {r}), so there "
                                 "is no interval.";

/* Shares of the pairs of categories, then room for 4 k margins. */
static double *shares_of(struct hinge_analysis *a, const struct hinge_ratings *r)
{
    double *p = hinge_analysis_alloc(a, r->k * r->k + 4 * r->k, sizeof *p);
    for (size_t i = 0; i < r->n; i++)
        p[r->first[i] * r->k + r->second[i]]++;
    for (size_t c = 0; c < r->k * r->k; c++)
        p[c] /= (double)r->n;
    return p;
}

static const struct way ways[] = {{"kappa", UNWEIGHTED, false},
                                  {"kappa_linear", LINEAR, false},
                                  {"kappa_quadratic", QUADRATIC, false},
                                  {"brennan_prediger", UNWEIGHTED, true},
                                  {"brennan_prediger_linear", LINEAR, true},
                                  {"brennan_prediger_quadratic", QUADRATIC, true}};
enum { COHEN, BRENNAN_AND_PREDIGER = 3, WAYS = sizeof ways / sizeof *ways };

bool hinge_add_kappa(struct hinge_analysis *a, json_t *object, const struct hinge_ratings *r,
                     struct hinge_kappas *kappas)
{
    size_t k = r->k;
    double *p = shares_of(a, r);
    struct hinge_agreed of[WAYS];
    json_t *categories = hinge_add_list(object, "categories");
    json_t *table = hinge_add_list(object, "table");
    for (size_t c = 0; c < k; c++)
        hinge_append_text(categories, r->category[c]);
    for (size_t c = 0; c < k * k; c++)
        json_array_append_new(table, json_integer((json_int_t)round(p[c] * (double)r->n)));
    for (size_t w = 0; w < WAYS; w++) {
        if (ways[w].weighting != UNWEIGHTED && k <= 2)
            continue;
        struct kappa v = kappa_of(p, k, (double)r->n, ways[w], p + k * k);
        struct hinge_interval people;
        double half = hinge_normal_quantile(0.5 + a->level / 2) * v.se, none = NAN;
        v.ci = (struct hinge_interval){none, none};
        if (!isnan(v.kappa)) /* a weighted one may be < -1 */
            v.ci = hinge_interval_or_none((struct hinge_interval){
                fmin(v.kappa, fmax(-1, v.kappa - half)), fmin(1, v.kappa + half)});
        json_t *one = HINGE_ADD(object, ways[w].key, kappa, &v);
        if (!resample(a, r, ways[w], &people))
            return false;
        if (w == COHEN && !isnan(v.kappa) && isnan(v.ci.low) && isnan(people.low))
            hinge_warn_constant(a, never, NULL, no_interval);
        if (r->who != NULL)
            HINGE_ADD_NUMBERS(one, {"cluster_ci_low", people.low},
                              {"cluster_ci_high", people.high});
        of[w] = hinge_agreed_of(v.kappa, v.ci, people);
    }
    double po = 0, pg = 0, n = (double)k; /* pg: chance by Gwet's AC1; of one category NaN */
    for (size_t i = 0; i < k; i++) {
        double share = 0;
        po += p[i * k + i];
        for (size_t j = 0; j < k; j++)
            share += (p[i * k + j] + p[j * k + i]) / 2;
        pg += share * (1 - share);
    }
    pg /= n - 1;
    HINGE_ADD_NUMBERS(object, {"pabak", (n * po - 1) / (n - 1)},
                      {"gwet_ac1", (po - pg) / (1 - pg)});
    kappas->cohen = of[COHEN];
    kappas->brennan_prediger = of[BRENNAN_AND_PREDIGER];
    return true;
}

bool hinge_kappa_of(struct hinge_analysis *a, const struct hinge_ratings *r,
                    struct hinge_agreed *kappa)
{
    size_t k = r->k;
    double *p = shares_of(a, r);
    kappa->value = kappa_of(p, k, (double)r->n, ways[COHEN], p + k * k).kappa;
    kappa->by_people = true;
    return resample(a, r, ways[COHEN], &kappa->ci);
}

/* --- two raters, in words --- */

const char *hinge_agreed_by(struct hinge_analysis *a, const struct hinge_agreed *of,
                            const char *joint, double people)
{
    return of->by_people ? hinge_arena_printf(&a->arena, "%s%.0f people", joint, people) : "";
}

void hinge_add_kappa_apa(struct hinge_analysis *a, const struct hinge_agreed *kappa, double people)
{
    if (!isnan(kappa->value))
        hinge_add_sentence(a, &a->text.apa, "kappa = {r}, {c}% CI [{r}, {r}]{t}", kappa->value,
                           kappa->ci.low, kappa->ci.high, hinge_agreed_by(a, kappa, ", ", people));
}

/* Of `raters`, "The raters" or "3 raters". */
static void add_plain(struct hinge_analysis *a, const struct hinge_agreed *kappa,
                      const char *raters, const char *of_raters, double people)
{
    const double low = kappa->ci.low, high = kappa->ci.high;
    const char *behind = hinge_agreed_by(a, kappa, "; ", people);
    if (isnan(low) && !isnan(kappa->value))
        hinge_add_sentence(a, &a->text.plain, alike_says, kappa->value);
    if (low > 0) /* all below 0 is agreement worse than chance */
        hinge_add_sentence(a, &a->text.plain,
                           "{t} agree beyond chance: kappa {r} ({c}% CI {r} to {r}{t}).", raters,
                           kappa->value, low, high, behind);
    else if (!isnan(low))
        hinge_add_sentence(
            a, &a->text.plain,
            "Agreement{t} beyond chance is not shown: kappa {r} ({c}% CI {r} to {r}{t}).",
            of_raters, kappa->value, low, high, behind);
}

void hinge_add_kappa_plain(struct hinge_analysis *a, const struct hinge_agreed *kappa,
                           double people)
{
    add_plain(a, kappa, "The raters", "", people);
}

static void add_brennan_prediger(struct hinge_analysis *a, const struct hinge_agreed *kappa)
{
    if (!isnan(kappa->value))
        hinge_add_sentence(a, &a->text.apa, "Brennan-Prediger kappa = {r} [{r}, {r}]", kappa->value,
                           kappa->ci.low, kappa->ci.high);
}

static void add_n(struct hinge_analysis *a, size_t n)
{
    hinge_add_sentence(a, &a->text.test, "n = {n} decisions, each by two raters.", (double)n);
}

/* --- several raters --- */

enum { LABEL, TARGET, RATER, WHO, COLUMNS };
enum chance { FLEISS, AC1, BRENNAN_PREDIGER, CHANCES };

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

/* --- reading --- */

static bool is_used(const struct ratings *r, size_t row)
{
    for (size_t c = 0; c < COLUMNS; c++)
        if (r->name[c] != NULL && r->labels[c].code[row] == UINT32_MAX)
            return false;
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
        /* A target rated twice by one rater, or of two participants, is a mistake in the rows. */
        uint32_t target = r->labels[TARGET].code[row], rater = r->labels[RATER].code[row],
                 *who = &r->cluster[target];
        bool *rated = &seen[target * r->raters + rater];
        if (*rated)
            return hinge_analysis_fail(
                a, HINGE_E_OPTION,
                "rater '%s' has two ratings of target '%s': name a target column that is "
                "different for every repetition",
                r->labels[RATER].name[rater], r->labels[TARGET].name[target]);
        *rated = true;
        if (r->name[WHO] != NULL) {
            uint32_t person = r->labels[WHO].code[row];
            if (*who != UINT32_MAX && *who != person)
                return hinge_analysis_fail(
                    a, HINGE_E_OPTION,
                    "target '%s' is of participants '%s' and '%s': name a target column that "
                    "is different for every repetition",
                    r->labels[TARGET].name[target], r->labels[WHO].name[*who],
                    r->labels[WHO].name[person]);
            *who = person;
        }
        r->share[target * r->k + r->labels[LABEL].code[row]]++;
        r->count[target]++;
        r->rows++;
    }
    return true;
}

/* --- bootstrap of participants --- */

struct boot_several {
    const struct ratings *ratings;
    enum chance by;
};

static double boot_value(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct boot_several *b = context;
    const struct ratings *r = b->ratings;
    struct sums s = {.share = scratch};
    memset(scratch, 0, r->k * sizeof *scratch);
    for (size_t i = 0; i < people; i++)
        for (size_t at = r->people.start[index[i]]; at < r->people.start[index[i] + 1]; at++)
            add_target(&s, r, r->people.order[at]);
    return value_of(&s, r->k, b->by);
}

/* --- results --- */

static bool add_several(struct hinge_analysis *a, const struct ratings *r, const struct sums *s,
                        enum chance by, struct hinge_agreed *agreed)
{
    static const char *const key[] = {"fleiss", "gwet_ac1_multi", "brennan_prediger_multi"};
    double value = value_of(s, r->k, by), pe = chance(s, r->k, by), sum = 0;
    for (size_t i = 0; i < r->n; i++) { /* Gwet's (2014) linearised variance over targets */
        double part = r->count[i] >= 2 ? s->n / s->paired * (r->agree[i] - pe) / (1 - pe) : 0;
        double pe_one = by == BRENNAN_PREDIGER ? pe : 0;
        for (size_t c = 0; c < r->k && by != BRENNAN_PREDIGER; c++) {
            double p = s->share[c] / s->n, share = r->share[i * r->k + c];
            pe_one += by == AC1 ? (1 - p) * share / ((double)r->k - 1) : p * share;
        }
        part -= 2 * (1 - value) * (pe_one - pe) / (1 - pe) + value;
        sum += part * part;
    }
    double se = sqrt(sum / (s->n * (s->n - 1)));
    double half = hinge_t_quantile(0.5 + a->level / 2, s->n - 1) * se;
    struct hinge_interval ci = {NAN, NAN}, people = {NAN, NAN};
    if (!isnan(half)) /* nor is there a value */
        ci = hinge_interval_or_none(
            (struct hinge_interval){fmax(-1, value - half), fmin(1, value + half)});
    json_t *object = hinge_add_object(a->results, key[by]);
    HINGE_ADD_NUMBERS(object, {"po", s->agree / s->paired}, {"pe", r->k > 1 ? pe : (double)NAN},
                      {by == AC1 ? "ac1" : "kappa", value}, {"se", se}, {"ci_low", ci.low},
                      {"ci_high", ci.high});
    if (r->name[WHO] != NULL) {
        struct boot_several boot = {r, by};
        struct hinge_bootstrap_task task = {.statistic = boot_value,
                                            .context = &boot,
                                            .people = r->people.people,
                                            .scratch_size = r->k};
        if (!hinge_bootstrap_interval(a, &task, &people))
            return false;
        people = hinge_interval_or_none(people);
        HINGE_ADD_NUMBERS(object, {"cluster_ci_low", people.low}, {"cluster_ci_high", people.high});
    }
    if (by == FLEISS && !isnan(value) && isnan(ci.low) && isnan(people.low))
        hinge_warn_constant(a, never, NULL, no_interval);
    *agreed = hinge_agreed_of(value, ci, people);
    return true;
}

static void warn_one_category(struct hinge_analysis *a, size_t k)
{
    if (k == 1)
        hinge_warn_constant(a, "all ratings are in one category", NULL, "kappa is not defined");
}

/* Reads long rows (options outcome: the label, target, rater) and writes fleiss,
 * gwet_ac1_multi and brennan_prediger_multi into the results. With `participant` (may
 * be NULL), whose targets are repetitions, each also gets the interval of a bootstrap
 * of participants. E_OPTION when a rater rates a target twice, E_TOO_FEW when no target
 * has two ratings. */
static void run_several(struct hinge_analysis *a, const char *participant)
{
    struct ratings r = {.name = {[LABEL] = hinge_needs_outcome(a),
                                 [TARGET] = HINGE_NEED(a, target),
                                 [RATER] = hinge_ask_needs(
                                     a, "rater", a->ask.rater.n > 0 ? a->ask.rater.name[0] : NULL),
                                 [WHO] = participant}};
    const char *const asked[] = {r.name[LABEL], r.name[RATER], NULL};
    if (a->failed || !read_columns(a, r.name, COLUMNS, 1, asked, r.labels, &r.n_rows) ||
        !count_rows(a, &r))
        return;
    /* Counts become shares and agreements; targets without a rating vanish. */
    size_t k = r.k;
    for (size_t i = 0; i < r.labels[TARGET].n; i++) {
        double n = r.count[i], agree = 0;
        if (n == 0)
            continue;
        for (size_t c = 0; c < k; c++) {
            double m = r.share[i * k + c];
            agree += m * (m - 1);
            r.share[r.n * k + c] = m / n;
        }
        r.count[r.n] = n;
        r.agree[r.n] = n >= 2 ? agree / (n * (n - 1)) : 0;
        r.cluster[r.n++] = r.cluster[i];
    }
    if (r.n == 0) {
        refuse_empty(a, r.n_rows);
        return;
    }
    struct sums s = {.share = hinge_analysis_alloc(a, r.k, sizeof(double))};
    for (size_t i = 0; i < r.n; i++)
        add_target(&s, &r, i);
    if (s.paired == 0) {
        hinge_analysis_fail(a, HINGE_E_TOO_FEW, "no '%s' has ratings of two '%s'", r.name[TARGET],
                            r.name[RATER]);
        return;
    }
    if (participant != NULL)
        hinge_people_rows_make(a, r.cluster, r.n, r.labels[WHO].n, &r.people);
    hinge_add_count(a->results, "n", r.rows);
    hinge_add_count(a->results, "n_missing", r.n_rows - r.rows);
    hinge_add_count(a->results, "n_targets", r.n);
    hinge_add_count(a->results, "n_targets_rated_twice", (size_t)s.paired);
    hinge_add_count(a->results, "n_raters", r.raters);
    if (participant != NULL)
        hinge_add_count(a->results, "n_participants", r.people.people);
    json_t *shares = hinge_add_object(a->results, "categories");
    for (size_t c = 0; c < r.k; c++)
        hinge_add_number(shares, r.labels[LABEL].name[c], s.share[c] / s.n);
    struct hinge_agreed of[CHANCES];
    for (enum chance by = FLEISS; by < CHANCES; by++)
        if (!add_several(a, &r, &s, by, &of[by]))
            return;
    warn_one_category(a, r.k);
    const struct hinge_agreed *v = &of[FLEISS];
    double raters = (double)r.raters, targets = (double)r.n, people = (double)r.people.people;
    const double low = v->ci.low, high = v->ci.high;
    if (!isnan(v->value))
        hinge_add_sentence(a, &a->text.apa,
                           "Fleiss' kappa = {r} [{r}, {r}], {n} raters, {n} targets{t}", v->value,
                           low, high, raters, targets, hinge_agreed_by(a, v, " of ", people));
    if (!isnan(of[AC1].value))
        hinge_add_sentence(a, &a->text.apa, "AC1 = {r} [{r}, {r}]", of[AC1].value, of[AC1].ci.low,
                           of[AC1].ci.high);
    add_brennan_prediger(a, &of[BRENNAN_PREDIGER]);
    add_plain(a, v, hinge_arena_printf(&a->arena, "%zu raters", r.raters),
              hinge_arena_printf(&a->arena, " of %zu raters", r.raters), people);
    if (r.raters == 2) /* a row is a rating */
        add_n(a, (size_t)s.paired);
    else
        hinge_add_sentence(a, &a->text.test, "n = {n} ratings of {n} targets by {n} raters.",
                           (double)r.rows, (double)r.n, (double)r.raters);
}

/* --- ratings of bends --- */

bool hinge_rated_twice(const struct hinge_table *table, const char *fault, size_t row,
                       double answer[2])
{
    for (int k = 0; k < 2; k++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", k == 0 ? HINGE_RATING : HINGE_RATING2, fault);
        const char *text = hinge_table_text(table, name, row);
        if (text == NULL)
            return false;
        answer[k] = *text == '?' ? (double)NAN : *text == '1';
    }
    return true;
}

#define RATED(f)                                                                                   \
    f(TEXT, fault) f(COUNT, people) f(COUNT, n) f(COUNT, unsure) f(COUNT, apart) f(NUMBER, kappa)  \
        f(NUMBER, kappa_low) f(NUMBER, kappa_high) f(NUMBER, brennan_prediger)                     \
            f(NUMBER, brennan_prediger_low) f(NUMBER, brennan_prediger_high)
HINGE_ROW(rated, RATED)

/* Kappa of the answers on one fault; bends with "?" are counted apart. */
static bool add_rated(struct hinge_analysis *a, json_t *list, const char *fault,
                      const struct hinge_labels *people, const size_t *row, size_t n)
{
    const char *category[] = {"0", "1"};
    uint32_t *code = hinge_analysis_alloc(a, 3 * n + 1, sizeof *code), *who = code + 2 * n;
    bool *seen = hinge_analysis_alloc(a, people->n + 1, sizeof *seen);
    struct hinge_ratings r = {.k = 2,
                              .first = code,
                              .second = code + n,
                              .category = category,
                              .who = who,
                              .n_participants = people->n};
    struct rated of = {.fault = fault};
    for (size_t i = 0; i < n; i++) {
        double answer[2];
        if (people->code[i] == HINGE_NO_LEVEL ||
            !hinge_rated_twice(a->table, fault, row[i], answer))
            continue;
        if (isnan(answer[0] + answer[1])) {
            of.unsure++;
            continue;
        }
        code[r.n] = answer[0] == 1;
        code[n + r.n] = answer[1] == 1;
        who[r.n++] = people->code[i];
        of.apart += answer[0] != answer[1];
        of.people += !seen[people->code[i]];
        seen[people->code[i]] = true;
    }
    of.n = (double)r.n;
    if (r.n == 0)
        return true;
    struct hinge_kappas kappas;
    json_t *all = json_object(); /* of which this table shows less */
    const bool good = hinge_add_kappa(a, all, &r, &kappas);
    json_decref(all);
    if (!good)
        return false;
    const struct hinge_agreed *cohen = &kappas.cohen, *alike = &kappas.brennan_prediger;
    of.kappa = cohen->value;
    of.kappa_low = cohen->ci.low;
    of.kappa_high = cohen->ci.high;
    of.brennan_prediger = alike->value;
    of.brennan_prediger_low = alike->ci.low;
    of.brennan_prediger_high = alike->ci.high;
    HINGE_ADD(hinge_append_object(list), NULL, rated, &of);
    hinge_add_sentence(a, &a->text.plain,
                       "{e}: rated twice: {n} repetitions, {n} of them with different answers; "
                       "{n} with \"?\" are not counted.",
                       fault, of.n, of.apart, of.unsure);
    if (!isnan(of.kappa))
        hinge_add_sentence(a, &a->text.apa,
                           "{e}: kappa = {r}, {c}% CI [{r}, {r}], n = {n} repetitions of {n} {t}",
                           fault, of.kappa, of.kappa_low, of.kappa_high, of.n, of.people,
                           of.people == 1 ? "person" : "people");
    if (!isnan(of.brennan_prediger))
        hinge_add_sentence(a, &a->text.apa, "{e}: Brennan-Prediger kappa = {r} [{r}, {r}]", fault,
                           of.brennan_prediger, of.brennan_prediger_low, of.brennan_prediger_high);
    return true;
}

static void run_rated(struct hinge_analysis *a, const char *participant)
{
    struct hinge_labels people;
    size_t *row, n;
    if (a->ask.rater.n > 0 || a->ask.target != NULL) {
        hinge_analysis_fail(a, HINGE_E_OPTION, "rater, target: not with ratings, which name them");
        return;
    }
    if ((participant == NULL && HINGE_NEED(a, participant) == NULL) ||
        !hinge_filter_rows(a, &row, &n) ||
        !hinge_labels_find(a, participant, row, n, HINGE_BY_APPEARANCE, &people))
        return;
    json_t *list = hinge_add_list(a->results, "ratings");
    for (size_t c = 0; c < a->table->n_columns; c++) {
        const char *fault = hinge_rated_fault(a->table->column[c].name);
        if (fault != NULL && !add_rated(a, list, fault, &people, row, n))
            return;
    }
    if (json_array_size(list) == 0)
        hinge_analysis_fail(a, HINGE_E_TOO_FEW,
                            "no repetition has two answers of 1 or 0: give the files of two "
                            "raters, or one of a rater who saw bends twice");
}

/* --- the analysis --- */

static void run(struct hinge_analysis *a)
{
    const char *participant;
    struct hinge_ratings ratings;
    struct hinge_kappas kappas;
    if (!hinge_sample_participant(a, &participant))
        return;
    if (a->ask.ratings.n > 0) {
        run_rated(a, participant);
        return;
    }
    if (a->ask.rater.n == 1 || a->ask.target != NULL) {
        run_several(a, participant);
        return;
    }
    if (a->ask.rater.n != 2) {
        hinge_analysis_fail(a, HINGE_E_OPTION,
                            "kappa needs 'rater': the columns of two raters' labels, a,b, or "
                            "with target and outcome the column of the raters");
        return;
    }
    const char *first = a->ask.rater.name[0], *second = a->ask.rater.name[1];
    if (!hinge_ratings_read(a, first, second, participant, &ratings))
        return;
    struct hinge_people_rows of_people = {.people = ratings.n};
    if (participant != NULL) /* who has a pair */
        hinge_people_rows_make(a, ratings.who, ratings.n, ratings.n_participants, &of_people);
    size_t people = of_people.people;
    hinge_add_count(a->results, "n", ratings.n);
    hinge_add_count(a->results, "n_participants", people);
    if (participant != NULL) { /* rows without both ratings, and who has no others */
        struct hinge_sample s = {.n = ratings.n,
                                 .n_rows = ratings.n_rows,
                                 .n_participants = ratings.n_participants,
                                 .participant_name = ratings.participant_name};
        bool *used = hinge_analysis_alloc(a, s.n_participants + 1, sizeof *used);
        s.participant = hinge_analysis_alloc(a, s.n_rows + 1, sizeof *s.participant);
        s.excluded = (struct hinge_excluded){.arena = &a->arena,
                                             .n = s.n_participants,
                                             .why = hinge_analysis_alloc(a, s.n_participants,
                                                                         sizeof(char *))};
        for (size_t i = 0; i < s.n; i++)
            used[s.participant[i] = ratings.who[i]] = true;
        for (size_t i = 0; i < s.n_rows - s.n; i++)
            if (ratings.lost[i] != UINT32_MAX && !used[ratings.lost[i]])
                hinge_exclude(&s.excluded, ratings.lost[i], "no %s",
                              a->ask.rater.name[ratings.lost_by[i]]);
        hinge_sample_report(a, &s);
    }
    if (!hinge_add_kappa(a, a->results, &ratings, &kappas))
        return;
    warn_one_category(a, ratings.k);
    hinge_add_kappa_apa(a, &kappas.cohen, (double)people);
    add_brennan_prediger(a, &kappas.brennan_prediger);
    hinge_add_kappa_plain(a, &kappas.cohen, (double)people);
    add_n(a, ratings.n);
}

const struct hinge_analysis_kind hinge_analysis_kind_kappa = {
    .id = "kappa",
    .title = "Agreement on categories",
    .details =
        "Cohen's kappa, Brennan and Prediger's kappa (PABAK) and Gwet's AC1 of two "
        "columns, rater. With more than two categories both kappas also have linear and "
        "quadratic weights. With outcome, target and rater (a row per rating): Fleiss' kappa, "
        "Brennan and Prediger's kappa and AC1 of several raters. A rater need not have rated all "
        "targets. With participant, intervals from a bootstrap of participants "
        "(cluster_ci_low, cluster_ci_high). With ratings and a results file: a row for each fault "
        "of which bends were rated, by two raters, or twice by one.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = (const char *const[]){"rater", "outcome", "target", "ratings", "participant",
                                     "bootstrap", NULL},
    .main_table = "kappa|fleiss|ratings",
    .run = run,
    .example_request = "{\"analysis\": \"kappa\", \"rater\": [\"a\", \"b\"]}",
    .example_data = "a,b\n1,1\n1,2\n2,2\n3,3\n3,2\n1,1\n2,2\n"};
