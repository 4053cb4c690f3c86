/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ROC curves: area, DeLong's error and paired test, Youden's threshold. */
#include "base/moments.h"
#include "stats/agreement/accuracy.h"
#include "stats/difference/ranktest.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/bootstrap.h"

#include <math.h>
#include <string.h>

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

static void make_room(struct hinge_analysis *a, struct curve *c, size_t n)
{
    double *memory = hinge_analysis_alloc(a, 4 * n, sizeof *memory);
    c->code = hinge_analysis_alloc(a, n, sizeof *c->code);
    c->value = memory;
    c->pos = memory + n;
    c->neg = memory + 2 * n;
    c->placement = memory + 3 * n;
}

static enum hinge_status make_curve(struct hinge_analysis *a, const struct hinge_scores *s,
                                    struct curve *c, struct hinge_error *error)
{
    *c = (struct curve){.rows = s};
    size_t *order = hinge_analysis_alloc(a, s->n, sizeof *order);
    make_room(a, c, s->n);
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
        return hinge_analysis_fail(a, error, HINGE_E_ONE_LEVEL,
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
    return HINGE_OK;
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

struct boot {
    const struct curve *curve;
    struct hinge_people_rows rows;
};

static double boot_area(const void *context, const uint32_t *index, size_t people, double *scratch)
{
    const struct boot *b = context;
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

static enum hinge_status put_bootstrap(struct hinge_analysis *a, json_t *object,
                                       const struct curve *c, struct hinge_error *error)
{
    const struct hinge_scores *s = c->rows;
    if (s->who == NULL)
        return HINGE_OK;
    struct boot b = {.curve = c};
    struct hinge_interval ci;
    enum hinge_status status =
        hinge_people_rows_make(a, s->who, s->n, s->n_participants, &b.rows, error);
    struct hinge_bootstrap_task task = {
        .statistic = boot_area, .context = &b, .people = b.rows.people, .scratch_size = 2 * c->k};
    if (status == HINGE_OK)
        status = hinge_bootstrap_interval(a, &task, &ci, error);
    if (status != HINGE_OK)
        return status;
    double none = NAN;
    bool spread = ci.low < ci.high; /* resampling what is told apart whole shows nothing */
    HINGE_PUT_NUMBERS(a, object, {"cluster_ci_low", spread ? ci.low : none},
                      {"cluster_ci_high", spread ? ci.high : none});
    return HINGE_OK;
}

/* --- results --- */

/* The curve, and the smallest threshold with the largest Youden index. */
static void put_points(struct hinge_analysis *a, json_t *object, const struct curve *c,
                       bool negated, double *best, double *threshold)
{
    json_t *curve = hinge_put_object(a, object, "curve");
    json_t *thresholds = hinge_put_list(a, curve, "threshold");
    json_t *sensitivity = hinge_put_list(a, curve, "sensitivity");
    json_t *specificity = hinge_put_list(a, curve, "specificity");
    double hit = c->n_pos, right = 0;
    *best = -INFINITY;
    for (size_t i = 0; i < c->k; i++) {
        double sens = hit / c->n_pos, spec = right / c->n_neg;
        if (sens + spec - 1 > *best + 1e-12) {
            *best = sens + spec - 1;
            *threshold = c->value[i];
        }
        hinge_append_number(a, thresholds, negated ? -c->value[i] : c->value[i]);
        hinge_append_number(a, sensitivity, sens);
        hinge_append_number(a, specificity, spec);
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
static enum hinge_status put_few(struct hinge_analysis *a, json_t *roc, const struct curve *c,
                                 struct hinge_error *error)
{
    enum { FEW = 5 };
    const struct hinge_scores *s = c->rows;
    struct hinge_rank_sum test;
    if (c->n_pos >= FEW && c->n_neg >= FEW)
        return HINGE_OK;
    hinge_analysis_warn(a, NULL, "W_SMALL_N",
                        "only %.0f of one kind and %.0f of the other: go by the exact "
                        "p, the interval of the area is rough",
                        c->n_pos, c->n_neg);
    if (s->who != NULL && s->n_participants < s->n) /* rows of one person */
        return HINGE_OK;
    double *x = hinge_analysis_alloc(a, s->n, sizeof *x);
    size_t pos = 0, neg = 0, n_pos = (size_t)c->n_pos;
    for (size_t i = 0; i < s->n; i++)
        x[s->truth[i] > 0 ? pos++ : n_pos + neg++] = s->score[i];
    enum hinge_status status = hinge_rank_sum_test(a, x, n_pos, x + n_pos, neg, &test, error);
    if (status == HINGE_OK) {
        HINGE_PUT_NUMBERS(a, roc, {"p_exact", test.exact ? test.p : (double)NAN},
                          {"p_mann_whitney", test.p});
    }
    return status;
}

enum hinge_status hinge_put_roc(struct hinge_analysis *a, json_t *object,
                                const struct hinge_scores *scores, bool negated,
                                struct hinge_error *error)
{
    struct curve c;
    double best, threshold = NAN;
    enum hinge_status status = make_curve(a, scores, &c, error);
    if (status != HINGE_OK)
        return status;
    double se = sqrt(delong_covariance(&c, &c));
    double half = hinge_normal_quantile(0.5 + a->level / 2) * se, none = NAN;
    bool known = !isnan(se);
    double low = known ? fmax(0, c.auc - half) : none;
    double high = known ? fmin(1, c.auc + half) : none;
    if ((c.auc == 0 || c.auc == 1) && c.n_pos + c.n_neg > 2)
        widen(&c, a->level, &low, &high);
    json_t *roc = hinge_put_object(a, object, "roc");
    status = put_few(a, roc, &c, error);
    if (status != HINGE_OK)
        return status;
    put_points(a, object, &c, negated, &best, &threshold);
    HINGE_PUT_NUMBERS(a, roc, {"auc", c.auc}, {"se", se}, {"ci_low", low}, {"ci_high", high},
                      {"n_positive", c.n_pos}, {"n_negative", c.n_neg},
                      {"youden_threshold", negated ? -threshold : threshold}, {"youden_j", best});
    return put_bootstrap(a, roc, &c, error);
}

enum hinge_status hinge_put_delong(struct hinge_analysis *a, json_t *object,
                                   const struct hinge_scores *first,
                                   const struct hinge_scores *second, struct hinge_error *error)
{
    struct curve x, y;
    enum hinge_status status = make_curve(a, first, &x, error);
    if (status == HINGE_OK)
        status = make_curve(a, second, &y, error);
    if (status != HINGE_OK)
        return status;
    double v =
        delong_covariance(&x, &x) + delong_covariance(&y, &y) - 2 * delong_covariance(&x, &y);
    double diff = x.auc - y.auc, se = sqrt(fmax(0, v)), none = NAN;
    double z = se > 1e-12 ? diff / se : none;
    double half = hinge_normal_quantile(0.5 + a->level / 2) * se;
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, "delong_paired"), {"auc1", x.auc},
                      {"auc2", y.auc}, {"diff", diff}, {"se", se}, {"z", z},
                      {"p", hinge_normal_p(z, a->alternative)}, {"ci_low", diff - half},
                      {"ci_high", diff + half});
    return HINGE_OK;
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
