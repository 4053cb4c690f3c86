/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels, scores and methods against others: kappa and its relatives, accuracy, ROC, two
 * methods' values. */
#include "stats/parts/agreement.h"

#include "base/number.h"
#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/permutations.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Categories of two label columns. --- */

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
        return x->number ? -1 : 1;
    if (x->number && x->value != y->value)
        return x->value > y->value ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void add_names(const struct hinge_labels *labels, struct category *out)
{
    for (size_t i = 0; i < labels->n; i++) {
        out[i].name = labels->name[i];
        out[i].number = hinge_number_parse(out[i].name, strlen(out[i].name), '.', &out[i].value,
                                           NULL) == HINGE_NUMBER_VALUE;
    }
}

static uint32_t find(const struct category *category, size_t k, const char *name)
{
    uint32_t i = 0;
    while (i < k && strcmp(category[i].name, name) != 0)
        i++;
    return i;
}

/* Sorted union of the categories of two columns; *k their number. */
static struct category *unite(struct hinge_analysis *a, const struct hinge_labels *labels,
                              size_t *k)
{
    size_t n = labels[0].n + labels[1].n;
    struct category *all = hinge_analysis_alloc(a, n, sizeof *all);
    *k = 0;
    add_names(&labels[0], all);
    add_names(&labels[1], all + labels[0].n);
    if (n > 1)
        qsort(all, n, sizeof *all, compare);
    for (size_t i = 0; i < n; i++)
        if (*k == 0 || compare(&all[*k - 1], &all[i]) != 0)
            all[(*k)++] = all[i];
    return all;
}

static bool code_rows(struct hinge_analysis *a, const struct hinge_labels *labels,
                      const struct category *category, const struct hinge_labels *people,
                      size_t rows, struct hinge_ratings *r)
{
    uint32_t *map[2], *first = hinge_analysis_alloc(a, 3 * rows, sizeof *first);
    for (int c = 0; c < 2; c++) {
        map[c] = hinge_analysis_alloc(a, labels[c].n, sizeof **map);
        for (uint32_t i = 0; i < labels[c].n; i++)
            map[c][i] = find(category, r->k, labels[c].name[i]);
    }
    r->category = hinge_analysis_alloc(a, r->k, sizeof *r->category);
    uint32_t *second = first + rows, *who = second + rows;
    for (size_t i = 0; i < rows; i++) {
        uint32_t x = labels[0].code[i], y = labels[1].code[i];
        uint32_t p = people != NULL ? people->code[i] : 0;
        if (x == UINT32_MAX || y == UINT32_MAX || p == UINT32_MAX)
            continue;
        first[r->n] = map[0][x];
        second[r->n] = map[1][y];
        who[r->n++] = p;
    }
    for (size_t c = 0; c < r->k; c++)
        r->category[c] = category[c].name;
    r->first = first;
    r->second = second;
    r->who = people != NULL ? who : NULL;
    r->n_participants = people != NULL ? people->n : 0;
    return true;
}

bool hinge_ratings_read(struct hinge_analysis *a, const char *first, const char *second,
                        const char *participant, struct hinge_ratings *r)
{
    const char *name[3] = {first, second, participant};
    struct hinge_labels labels[3];
    size_t *row, rows, n = participant != NULL ? 3 : 2;
    *r = (struct hinge_ratings){0};
    bool good = hinge_filter_rows(a, &row, &rows);
    if (good)
        good = hinge_evidence_check(a, row, rows, (const char *const[]){first, second, NULL});
    for (size_t c = 0; c < n && good; c++) {
        size_t column;
        good = hinge_analysis_column(a, name[c], &column);
        if (good)
            good = hinge_labels_find(a, column, row, rows,
                                     c == 2 ? HINGE_BY_APPEARANCE : HINGE_BY_VALUE, &labels[c]);
    }
    if (!good)
        return false;
    struct category *category = unite(a, labels, &r->k);
    good = code_rows(a, labels, category, n == 3 ? &labels[2] : NULL, rows, r);
    if (good && r->n == 0)
        good = hinge_analysis_fail(a, HINGE_E_NO_DATA,
                                   "no usable rows after filtering (%zu read, %zu "
                                   "missing)",
                                   rows, rows);
    return good;
}

static void make_room(struct hinge_analysis *a, struct hinge_method_pairs *x)
{
    size_t n = x->sample.n;
    x->first = hinge_analysis_alloc(a, 2 * n, sizeof *x->first);
    x->who = hinge_analysis_alloc(a, n, sizeof *x->who);
    x->second = x->first + n;
}

static void add(struct hinge_method_pairs *x, double first, double second, uint32_t who)
{
    x->first[x->n] = first;
    x->second[x->n] = second;
    x->who[x->n++] = who;
}

/* One pair per participant, of aggregated values. */
static bool pair_people(struct hinge_analysis *a, struct hinge_method_pairs *x)
{
    if (!hinge_aggregate(a, &x->sample, 0, x->sample.factor[0].code, 2, &x->cells))
        return false;
    const struct hinge_cells *cells = &x->cells;
    uint32_t *lost = hinge_analysis_alloc(a, cells->n_participants, sizeof *lost);
    size_t n_lost = 0;
    for (size_t p = 0; p < cells->n_participants; p++) {
        double one = cells->value[2 * p + x->first_level],
               two = cells->value[2 * p + 1 - x->first_level];
        for (size_t c = 0; c < 2; c++)
            hinge_exclude_short(&x->sample.excluded, &cells->enough, 2 * p + c,
                                x->sample.factor[0].name, x->sample.factor[0].level[c]);
        if (!isnan(one) && !isnan(two))
            add(x, one, two, (uint32_t)p);
        else if (x->sample.excluded.why[p] != NULL)
            lost[n_lost++] = (uint32_t)p;
    }
    hinge_warn_incomplete(a, &x->sample, lost, n_lost, "a method", false);
    return true;
}

struct key {
    uint32_t who, trial, rep, method;
    size_t at;
};

static int compare_keys(const void *a, const void *b)
{
    const uint32_t *x = &((const struct key *)a)->who, *y = &((const struct key *)b)->who;
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
static bool refuse_ambiguous(struct hinge_analysis *a, const struct hinge_sample *s,
                             const struct key *key)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        if (is_same_repetition(&key[i], &key[i + 1]) && key[i].method == key[i + 1].method)
            return hinge_analysis_fail(
                a, HINGE_E_OPTION,
                "'%s' has several rows of %s '%s' with %s '%s'%s%s: a pair is one of "
                "each "
                "method; name the column of the trial (trial) or choose rows by filter",
                s->participant_name ? s->participant_name[key[i].who] : "", s->factor[1].name,
                s->factor[1].level[key[i].rep], s->factor[0].name,
                s->factor[0].level[key[i].method], s->trial ? " in one " : "",
                s->trial ? a->ask.trial : "");
    return true;
}

/* A pair per repetition: rows that share participant, trial and repetition. */
static bool pair_repetitions(struct hinge_analysis *a, struct hinge_method_pairs *x)
{
    const struct hinge_sample *s = &x->sample;
    struct key *key = hinge_analysis_alloc(a, s->n, sizeof *key);
    for (size_t i = 0; i < s->n; i++)
        key[i] = (struct key){s->participant[i], s->trial ? s->trial[i] : 0, s->factor[1].code[i],
                              s->factor[0].code[i], i};
    qsort(key, s->n, sizeof *key, compare_keys);
    bool good = refuse_ambiguous(a, s, key);
    for (size_t i = 0; i + 1 < s->n && good; i++) {
        const struct key *p = &key[i], *q = &key[i + 1];
        if (!is_same_repetition(p, q))
            continue;
        double one = s->number[0][p->at], two = s->number[0][q->at];
        add(x, x->first_level == 0 ? one : two, x->first_level == 0 ? two : one, p->who);
        i++;
    }
    size_t alone = s->n - 2 * x->n;
    if (good && alone > 0)
        hinge_analysis_warn(a, NULL, "W_INCOMPLETE_PAIRS",
                            "%zu repetition(s) without a value of one of the methods were excluded",
                            alone);
    return good;
}

bool hinge_method_pairs_read(struct hinge_analysis *a, bool repeated, struct hinge_method_pairs *x)
{
    struct hinge_columns columns = {0};
    *x = (struct hinge_method_pairs){0};
    hinge_columns_number(&columns, HINGE_NEED(a, outcome));
    hinge_columns_factor(&columns, HINGE_NEED(a, method));
    hinge_columns_participant(a, &columns);
    if (repeated) {
        hinge_columns_factor(&columns, HINGE_NEED(a, rep));
        columns.trial = a->ask.trial;
    } else {
        hinge_columns_means(a, &columns);
    }
    columns.pair_of = columns.factor[0];
    if (!hinge_sample_gather(a, &columns, &x->sample))
        return false;
    const struct hinge_factor *f = &x->sample.factor[0];
    if (!hinge_factor_compares(a, f))
        return false;
    if (f->n_levels > 2)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_MANY_LEVELS,
            "'%s' has %zu levels; two methods are compared: name them with order", f->name,
            f->n_levels);
    x->first_level = a->ask.order.n > 0 ? 0 : 1; /* last minus first level */
    x->first_name = f->level[x->first_level];
    x->second_name = f->level[1 - x->first_level];
    make_room(a, x);
    bool good = repeated ? pair_repetitions(a, x) : pair_people(a, x);
    return good;
}

/* --- Cohen's kappa with large-sample errors (Fleiss, Cohen & Everitt 1969), Brennan & Prediger's
 * (1981) with those of Gwet (2014), PABAK, AC1 (Gwet 2008). --- */

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
    double d = (i > j ? (double)(i - j) : (double)(j - i)) / (k > 1 ? (double)(k - 1) : 1);
    return way == UNWEIGHTED ? i == j : way == LINEAR ? 1 - d : 1 - d * d;
}

struct kappa {
    double po, pe, kappa, se, z;
};

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

static bool put_bootstrap(struct hinge_analysis *a, json_t *object, const char *low,
                          const char *high, const struct hinge_ratings *r, struct way way)
{
    if (r->who == NULL)
        return true;
    struct boot b = {.ratings = r, .way = way};
    struct hinge_interval ci;
    hinge_people_rows_make(a, r->who, r->n, r->n_participants, &b.rows);
    struct hinge_bootstrap_task task = {.statistic = boot_kappa,
                                        .context = &b,
                                        .people = b.rows.people,
                                        .scratch_size = r->k * r->k + 4 * r->k};
    if (!hinge_bootstrap_interval(a, &task, &ci))
        return false;
    HINGE_PUT_NUMBERS(object, {low, ci.low}, {high, ci.high});
    return true;
}

static bool put_one(struct hinge_analysis *a, json_t *parent, const struct hinge_ratings *r,
                    const double *p, struct way way, double *margins)
{
    struct kappa v = kappa_of(p, r->k, (double)r->n, way, margins);
    double half = hinge_normal_quantile(0.5 + a->level / 2) * v.se, none = NAN;
    bool known = !isnan(v.kappa);
    json_t *object = hinge_put_object(parent, way.key);
    HINGE_PUT_NUMBERS(object, {"po", v.po}, {"pe", v.pe}, {"kappa", v.kappa}, {"se", v.se},
                      {"ci_low", known ? fmax(-1, v.kappa - half) : none},
                      {"ci_high", known ? fmin(1, v.kappa + half) : none}, {"z", v.z});
    return put_bootstrap(a, object, "cluster_ci_low", "cluster_ci_high", r, way);
}

/* Chance agreement of Gwet's AC1. */
static void put_others(json_t *object, const double *p, size_t k)
{
    double po = 0, pg = 0, categories = (double)k, none = NAN;
    for (size_t i = 0; i < k; i++) {
        double share = 0;
        po += p[i * k + i];
        for (size_t j = 0; j < k; j++)
            share += (p[i * k + j] + p[j * k + i]) / 2;
        pg += share * (1 - share);
    }
    pg /= categories - 1;
    bool defined = k > 1;
    HINGE_PUT_NUMBERS(object, {"pabak", defined ? (categories * po - 1) / (categories - 1) : none},
                      {"gwet_ac1", defined ? (po - pg) / (1 - pg) : none});
}

bool hinge_put_kappa(struct hinge_analysis *a, json_t *object, const struct hinge_ratings *r)
{
    size_t k = r->k;
    double *p = hinge_analysis_alloc(a, k * k + 4 * k, sizeof *p);
    double *margins = p + k * k;
    for (size_t i = 0; i < r->n; i++)
        p[r->first[i] * k + r->second[i]]++;
    json_t *categories = hinge_put_list(object, "categories");
    json_t *table = hinge_put_list(object, "table");
    for (size_t c = 0; c < k; c++)
        hinge_append_text(categories, r->category[c]);
    for (size_t c = 0; c < k * k; c++) {
        hinge_append_count(table, (size_t)p[c]);
        p[c] /= (double)r->n;
    }
    static const struct way ways[] = {{"kappa", UNWEIGHTED, false},
                                      {"kappa_linear", LINEAR, false},
                                      {"kappa_quadratic", QUADRATIC, false},
                                      {"brennan_prediger", UNWEIGHTED, true},
                                      {"brennan_prediger_linear", LINEAR, true},
                                      {"brennan_prediger_quadratic", QUADRATIC, true}};
    bool good = true;
    for (size_t w = 0; w < sizeof ways / sizeof *ways && good; w++)
        if (ways[w].weighting == UNWEIGHTED || k > 2)
            good = put_one(a, object, r, p, ways[w], margins);
    put_others(object, p, k);
    return good;
}

bool hinge_put_kappa_row(struct hinge_analysis *a, json_t *object, const struct hinge_ratings *r)
{
    static const struct way cohen = {"kappa", UNWEIGHTED, false};
    size_t k = r->k;
    double *p = hinge_analysis_alloc(a, k * k + 4 * k, sizeof *p);
    for (size_t i = 0; i < r->n; i++)
        p[r->first[i] * k + r->second[i]]++;
    for (size_t c = 0; c < k * k; c++)
        p[c] /= (double)r->n;
    hinge_put_number(object, "kappa", kappa_of(p, k, (double)r->n, cohen, p + k * k).kappa);
    return put_bootstrap(a, object, "kappa_low", "kappa_high", r, cohen);
}

/* --- Sensitivity, specificity and what follows from the table of decisions. --- */

static double ratio(double above, double below)
{
    return below != 0 ? above / below : (double)NAN;
}

/* Rows that a share is of: those of one truth, of one decision, or all. */
struct share {
    const char *key;
    enum { OF_TRUTH, OF_DECISION, OF_ALL } of;
    double wanted;
};

static bool is_of(const struct share *share, double pred, double truth)
{
    return share->of == OF_ALL || (share->of == OF_TRUTH ? truth : pred) == share->wanted;
}

/* An interval of proportions, which a linear one may leave. */
static double clipped(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* Share of right decisions; ci has participants as clusters where they are known. */
struct right {
    double value, n;
    struct hinge_interval ci, wilson;
    struct hinge_proportion clustered;
};

static void share_of(struct hinge_analysis *a, const struct share *share, const double *pred,
                     const double *truth, const uint32_t *who, size_t people, size_t n,
                     struct right *out)
{
    double *y = hinge_analysis_alloc(a, 2 * people + 2, sizeof *y);
    size_t k = 0;
    double right = 0, all = 0, *m = y + people + 1;
    for (size_t i = 0; i < n; i++) {
        if (!is_of(share, pred[i], truth[i]))
            continue;
        size_t p = who != NULL ? who[i] : 0;
        right += pred[i] == truth[i];
        all++;
        y[p] += pred[i] == truth[i];
        m[p]++;
    }
    *out = (struct right){.value = ratio(right, all),
                          .n = all,
                          .wilson = hinge_wilson(ratio(right, all), all, a->level)};
    for (size_t p = 0; who != NULL && p < people; p++) {
        if (m[p] == 0)
            continue;
        y[k] = y[p];
        m[k++] = m[p];
    }
    out->clustered = hinge_clustered_proportion(y, m, NULL, k, a->level);
    out->ci = who != NULL ? out->clustered.wilson_eff : out->wilson;
}

static const struct share shares[] = {{"sensitivity", OF_TRUTH, 1},
                                      {"specificity", OF_TRUTH, 0},
                                      {"ppv", OF_DECISION, 1},
                                      {"npv", OF_DECISION, 0},
                                      {"accuracy", OF_ALL, 0}};
enum { SHARES = sizeof shares / sizeof shares[0] };

static void put_share(json_t *parent, const char *key, const struct right *r, bool clustered)
{
    json_t *object = hinge_put_object(parent, key);
    HINGE_PUT_NUMBERS(object, {"value", r->value}, {"n", r->n}, {"ci_low", r->ci.low},
                      {"ci_high", r->ci.high}, {"wilson_low", r->wilson.low},
                      {"wilson_high", r->wilson.high});
    if (clustered)
        HINGE_PUT_NUMBERS(object, {"cluster_se", r->clustered.se},
                          {"cluster_ci_low", clipped(r->clustered.ci_low)},
                          {"cluster_ci_high", clipped(r->clustered.ci_high)});
}

/* The decisions by truth: tp, fp, fn, tn. */
static void put_counts(json_t *object, const double *pred, const double *truth, size_t n,
                       double count[4])
{
    static const char *const key[] = {"tp", "fp", "fn", "tn"};
    for (size_t i = 0; i < n; i++)
        count[pred[i] == 1 ? truth[i] == 0 : 2 + (truth[i] == 0)]++;
    for (size_t c = 0; c < 4; c++)
        hinge_put_count(object, key[c], (size_t)count[c]);
}

void hinge_put_accuracy_row(struct hinge_analysis *a, json_t *object, const double *pred,
                            const double *truth, const uint32_t *who, size_t people, size_t n)
{
    struct right of[SHARES];
    double count[4] = {0};
    put_counts(object, pred, truth, n, count);
    for (size_t i = 0; i < SHARES; i++) {
        share_of(a, &shares[i], pred, truth, who, people, n, &of[i]);
    }
    HINGE_PUT_NUMBERS(object, {"sensitivity", of[0].value}, {"sensitivity_low", of[0].ci.low},
                      {"sensitivity_high", of[0].ci.high}, {"specificity", of[1].value},
                      {"specificity_low", of[1].ci.low}, {"specificity_high", of[1].ci.high},
                      {"ppv", of[2].value}, {"npv", of[3].value},
                      {"lr_pos", ratio(of[0].value, 1 - of[1].value)},
                      {"lr_neg", ratio(1 - of[0].value, of[1].value)});
}

void hinge_put_accuracy(struct hinge_analysis *a, json_t *object, const double *pred,
                        const double *truth, const uint32_t *who, size_t people, size_t n)
{
    double count[4] = {0};
    put_counts(hinge_put_object(object, "counts"), pred, truth, n, count);
    double tp = count[0], fp = count[1], fn = count[2], tn = count[3];
    for (size_t i = 0; i < SHARES; i++) {
        struct right of;
        share_of(a, &shares[i], pred, truth, who, people, n, &of);
        put_share(object, shares[i].key, &of, who != NULL);
    }
    double sens = ratio(tp, tp + fn), spec = ratio(tn, tn + fp);
    double margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
    HINGE_PUT_NUMBERS(object, {"f1", ratio(2 * tp, 2 * tp + fp + fn)},
                      {"mcc", ratio(tp * tn - fp * fn, sqrt(margins))}, {"youden", sens + spec - 1},
                      {"balanced_accuracy", (sens + spec) / 2}, {"lr_pos", ratio(sens, 1 - spec)},
                      {"lr_neg", ratio(1 - sens, spec)});
}

/* --- ROC curves: area, DeLong's error and paired test, Youden's threshold. --- */

/* Rows by distinct score, ascending. */
struct curve {
    const struct hinge_scores *rows;
    size_t k;
    double *value;     /* k distinct scores */
    double *pos, *neg; /* rows of each kind at each score */
    uint32_t *code;    /* score of each row */
    double n_pos, n_neg;
    double auc;
    double *placement; /* per row: share of the other kind it is on the right side of */
};

static double area(const double *pos, const double *neg, size_t k)
{
    double below = 0, total_pos = 0, won = 0;
    for (size_t c = 0; c < k; c++) {
        won += pos[c] * (below + neg[c] / 2);
        below += neg[c];
        total_pos += pos[c];
    }
    return won / (total_pos * below);
}

static void make_roc_room(struct hinge_analysis *a, struct curve *c, size_t n)
{
    double *memory = hinge_analysis_alloc(a, 4 * n, sizeof *memory);
    c->code = hinge_analysis_alloc(a, n, sizeof *c->code);
    c->value = memory;
    c->pos = memory + n;
    c->neg = memory + 2 * n;
    c->placement = memory + 3 * n;
}

static bool make_curve(struct hinge_analysis *a, const struct hinge_scores *s, struct curve *c)
{
    *c = (struct curve){.rows = s};
    size_t *order = hinge_analysis_alloc(a, s->n, sizeof *order);
    make_roc_room(a, c, s->n);
    for (size_t i = 0; i < s->n; i++)
        order[i] = i;
    hinge_sort_order(s->score, order, s->n);
    for (size_t i = 0; i < s->n; i++) {
        double value = s->score[order[i]];
        if (c->k == 0 || value != c->value[c->k - 1])
            c->value[c->k++] = value;
        c->code[order[i]] = (uint32_t)(c->k - 1);
        *(s->truth[order[i]] > 0 ? &c->pos[c->k - 1] : &c->neg[c->k - 1]) += 1;
    }
    for (size_t i = 0; i < c->k; i++) {
        c->n_pos += c->pos[i];
        c->n_neg += c->neg[i];
    }
    if (c->n_pos == 0 || c->n_neg == 0)
        return hinge_analysis_fail(a, HINGE_E_ONE_LEVEL,
                                   "the truth is always %d: a ROC curve needs both", c->n_pos > 0);
    c->auc = area(c->pos, c->neg, c->k);
    double *below = hinge_analysis_alloc(a, 2 * c->k, sizeof *below);
    double *above = below + c->k;
    for (size_t i = 1; i < c->k; i++) {
        below[i] = below[i - 1] + c->neg[i - 1];
        above[c->k - 1 - i] = above[c->k - i] + c->pos[c->k - i];
    }
    for (size_t i = 0; i < s->n; i++) {
        uint32_t at = c->code[i];
        c->placement[i] = s->truth[i] > 0 ? (below[at] + c->neg[at] / 2) / c->n_neg
                                          : (above[at] + c->pos[at] / 2) / c->n_pos;
    }
    return true;
}

/* Covariance of two areas from placements; the same curve twice gives the variance. */
static double delong_covariance(const struct curve *a, const struct curve *b)
{
    double pos = 0, neg = 0, none = NAN;
    for (size_t i = 0; i < a->rows->n; i++) {
        double product = (a->placement[i] - a->auc) * (b->placement[i] - b->auc);
        *(a->rows->truth[i] > 0 ? &pos : &neg) += product;
    }
    if (a->n_pos < 2 || a->n_neg < 2)
        return none;
    return pos / (a->n_pos - 1) / a->n_pos + neg / (a->n_neg - 1) / a->n_neg;
}

/* --- bootstrap of whole participants --- */

struct roc_boot {
    const struct curve *curve;
    struct hinge_people_rows rows;
};

static double boot_area(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct roc_boot *b = context;
    const struct curve *c = b->curve;
    double *pos = scratch, *neg = scratch + c->k;
    memset(scratch, 0, 2 * c->k * sizeof *scratch);
    for (size_t i = 0; i < people; i++) {
        for (size_t at = b->rows.start[index[i]]; at < b->rows.start[index[i] + 1]; at++) {
            size_t row = b->rows.order[at];
            *(c->rows->truth[row] > 0 ? &pos[c->code[row]] : &neg[c->code[row]]) += 1;
        }
    }
    return area(pos, neg, c->k); /* NaN when a kind is absent */
}

static bool put_roc_bootstrap(struct hinge_analysis *a, json_t *object, const struct curve *c)
{
    const struct hinge_scores *s = c->rows;
    if (s->who == NULL)
        return true;
    struct roc_boot b = {.curve = c};
    struct hinge_interval ci;
    hinge_people_rows_make(a, s->who, s->n, s->n_participants, &b.rows);
    struct hinge_bootstrap_task task = {
        .statistic = boot_area, .context = &b, .people = b.rows.people, .scratch_size = 2 * c->k};
    if (!hinge_bootstrap_interval(a, &task, &ci))
        return false;
    double none = NAN;
    bool spread = ci.low < ci.high; /* resampling what is told apart whole shows nothing */
    HINGE_PUT_NUMBERS(object, {"cluster_ci_low", spread ? ci.low : none},
                      {"cluster_ci_high", spread ? ci.high : none});
    return true;
}

/* --- results --- */

/* The curve, and the smallest threshold with the largest Youden index. */
static void put_points(json_t *object, const struct curve *c, bool negated, double *best,
                       double *threshold)
{
    json_t *curve = hinge_put_object(object, "curve");
    json_t *thresholds = hinge_put_list(curve, "threshold");
    json_t *sensitivity = hinge_put_list(curve, "sensitivity");
    json_t *specificity = hinge_put_list(curve, "specificity");
    double hit = c->n_pos, right = 0;
    *best = -INFINITY;
    for (size_t i = 0; i < c->k; i++) {
        double sens = hit / c->n_pos, spec = right / c->n_neg;
        if (sens + spec - 1 > *best + 1e-12) {
            *best = sens + spec - 1;
            *threshold = c->value[i];
        }
        hinge_append_number(thresholds, negated ? -c->value[i] : c->value[i]);
        hinge_append_number(sensitivity, sens);
        hinge_append_number(specificity, spec);
        hit -= c->pos[i];
        right += c->neg[i];
    }
}

/* Of an area of 0 or 1 DeLong's error is 0; the inner limit is that of Cliff's delta
 * (Feng & Cliff 2004), delta = 2 area - 1. */
static void widen(const struct curve *c, double level, double *low, double *high)
{
    double least = fmin(c->n_pos, c->n_neg);
    double z = hinge_t_quantile(0.5 + level / 2, c->n_pos + c->n_neg - 2);
    double inner = least / (least + z * z);
    *low = c->auc > 0.5 ? inner : 0;
    *high = c->auc > 0.5 ? 1 : 1 - inner;
}

/* With few of a kind: the exact test of the same area, of independent rows. */
static void put_few(struct hinge_analysis *a, json_t *roc, const struct curve *c)
{
    enum { FEW = 5 };
    const struct hinge_scores *s = c->rows;
    struct hinge_rank_sum test;
    if (c->n_pos >= FEW && c->n_neg >= FEW)
        return;
    hinge_analysis_warn(a, NULL, "W_SMALL_N",
                        "only %.0f of one kind and %.0f of the other: go by the exact "
                        "p, the interval of the area is rough",
                        c->n_pos, c->n_neg);
    if (s->who != NULL && s->n_participants < s->n) /* rows of one person */
        return;
    double *x = hinge_analysis_alloc(a, s->n, sizeof *x);
    size_t pos = 0, neg = 0, n_pos = (size_t)c->n_pos;
    for (size_t i = 0; i < s->n; i++)
        x[s->truth[i] > 0 ? pos++ : n_pos + neg++] = s->score[i];
    hinge_rank_sum_test(a, x, n_pos, x + n_pos, neg, &test);
    HINGE_PUT_NUMBERS(roc, {"p_exact", test.exact ? test.p : (double)NAN},
                      {"p_mann_whitney", test.p});
}

bool hinge_put_roc(struct hinge_analysis *a, json_t *object, const struct hinge_scores *scores,
                   bool negated)
{
    struct curve c;
    double best, threshold = NAN;
    if (!make_curve(a, scores, &c))
        return false;
    double se = sqrt(delong_covariance(&c, &c));
    double half = hinge_normal_quantile(0.5 + a->level / 2) * se, none = NAN;
    bool known = !isnan(se);
    double low = known ? fmax(0, c.auc - half) : none;
    double high = known ? fmin(1, c.auc + half) : none;
    if ((c.auc == 0 || c.auc == 1) && c.n_pos + c.n_neg > 2)
        widen(&c, a->level, &low, &high);
    json_t *roc = hinge_put_object(object, "roc");
    put_few(a, roc, &c);
    if (!true)
        return false;
    put_points(object, &c, negated, &best, &threshold);
    HINGE_PUT_NUMBERS(roc, {"auc", c.auc}, {"se", se}, {"ci_low", low}, {"ci_high", high},
                      {"n_positive", c.n_pos}, {"n_negative", c.n_neg},
                      {"youden_threshold", negated ? -threshold : threshold}, {"youden_j", best});
    return put_roc_bootstrap(a, roc, &c);
}

bool hinge_put_delong(struct hinge_analysis *a, json_t *object, const struct hinge_scores *first,
                      const struct hinge_scores *second)
{
    struct curve x, y;
    bool good = make_curve(a, first, &x);
    if (good)
        good = make_curve(a, second, &y);
    if (!good)
        return false;
    double v =
        delong_covariance(&x, &x) + delong_covariance(&y, &y) - 2 * delong_covariance(&x, &y);
    double diff = x.auc - y.auc, se = sqrt(fmax(0, v)), none = NAN;
    double z = se > 1e-12 ? diff / se : none;
    double half = hinge_normal_quantile(0.5 + a->level / 2) * se;
    HINGE_PUT_NUMBERS(hinge_put_object(object, "delong_paired"), {"auc1", x.auc}, {"auc2", y.auc},
                      {"diff", diff}, {"se", se}, {"z", z},
                      {"p", hinge_normal_p(z, a->alternative)}, {"ci_low", diff - half},
                      {"ci_high", diff + half});
    return true;
}

/* --- in words --- */

const struct hinge_sentence hinge_say_roc_apa[] = {
    HINGE_SAY("roc", "AUC = {auc:r!}, {:c}% CI [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
                     "{/n_participants:n} people"),
    HINGE_SAY("roc", "exact p {p_exact:p!} (Mann-Whitney)"),
    HINGE_SAY("roc", "{cluster_ci_low:_~}AUC = {auc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_roc_plain[] = {
    HINGE_SAY("roc", "A faulty repetition scores higher than a sound one with probability {auc:r!} "
                     "({:c}% CI {cluster_ci_low:r!} to {cluster_ci_high:r}; {n_positive:n} faulty, "
                     "{n_negative:n} sound, of {/n_participants:n} people)."),
    HINGE_SAY("roc", "{cluster_ci_low:_~}A faulty repetition scores higher than a sound one "
                     "with probability {auc:r!} ({:c}% CI {ci_low:r} to {ci_high:r}; "
                     "{n_positive:n} faulty, {n_negative:n} sound)."),
    HINGE_SAY_END};
