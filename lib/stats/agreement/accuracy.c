/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity, specificity and what follows from the table of decisions. */
#include "stats/agreement/accuracy.h"

#include "stats/probability/proportion.h"

#include <math.h>
#include <string.h>

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

static void put_share(struct hinge_analysis *a, json_t *parent, const char *key,
                      const struct right *r, bool clustered)
{
    json_t *object = hinge_put_object(a, parent, key);
    HINGE_PUT_NUMBERS(a, object, {"value", r->value}, {"n", r->n}, {"ci_low", r->ci.low},
                      {"ci_high", r->ci.high}, {"wilson_low", r->wilson.low},
                      {"wilson_high", r->wilson.high});
    if (clustered)
        HINGE_PUT_NUMBERS(a, object, {"cluster_se", r->clustered.se},
                          {"cluster_ci_low", clipped(r->clustered.ci_low)},
                          {"cluster_ci_high", clipped(r->clustered.ci_high)});
}

/* The decisions by truth: tp, fp, fn, tn. */
static void put_counts(struct hinge_analysis *a, json_t *object, const double *pred,
                       const double *truth, size_t n, double count[4])
{
    static const char *const key[] = {"tp", "fp", "fn", "tn"};
    for (size_t i = 0; i < n; i++)
        count[pred[i] == 1 ? truth[i] == 0 : 2 + (truth[i] == 0)]++;
    for (size_t c = 0; c < 4; c++)
        hinge_put_count(a, object, key[c], (size_t)count[c]);
}

void hinge_put_accuracy_row(struct hinge_analysis *a, json_t *object, const double *pred,
                            const double *truth, const uint32_t *who, size_t people, size_t n)
{
    struct right of[SHARES];
    double count[4] = {0};
    put_counts(a, object, pred, truth, n, count);
    for (size_t i = 0; i < SHARES; i++) {
        share_of(a, &shares[i], pred, truth, who, people, n, &of[i]);
    }
    HINGE_PUT_NUMBERS(a, object, {"sensitivity", of[0].value}, {"sensitivity_low", of[0].ci.low},
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
    put_counts(a, hinge_put_object(a, object, "counts"), pred, truth, n, count);
    double tp = count[0], fp = count[1], fn = count[2], tn = count[3];
    for (size_t i = 0; i < SHARES; i++) {
        struct right of;
        share_of(a, &shares[i], pred, truth, who, people, n, &of);
        put_share(a, object, shares[i].key, &of, who != NULL);
    }
    double sens = ratio(tp, tp + fn), spec = ratio(tn, tn + fp);
    double margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
    HINGE_PUT_NUMBERS(a, object, {"f1", ratio(2 * tp, 2 * tp + fp + fn)},
                      {"mcc", ratio(tp * tn - fp * fn, sqrt(margins))}, {"youden", sens + spec - 1},
                      {"balanced_accuracy", (sens + spec) / 2}, {"lr_pos", ratio(sens, 1 - spec)},
                      {"lr_neg", ratio(1 - sens, spec)});
}
