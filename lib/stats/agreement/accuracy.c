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

/* Share of right decisions; ci_low and ci_high have participants as clusters where they
 * are known. */
static enum hinge_status put_share(struct hinge_analysis *a, json_t *parent,
                                   const struct share *share, const double *pred,
                                   const double *truth, const uint32_t *who, size_t people,
                                   size_t n, struct hinge_error *error)
{
    double *y = hinge_analysis_alloc(a, 2 * people + 2, sizeof *y);
    size_t k = 0;
    if (y == NULL)
        return hinge_analysis_no_memory(error);
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
    struct hinge_interval w = hinge_wilson(ratio(right, all), all, a->level);
    json_t *object = hinge_put_object(a, parent, share->key);
    HINGE_PUT_NUMBERS(a, object, {"value", ratio(right, all)}, {"n", all});
    for (size_t p = 0; who != NULL && p < people; p++) {
        if (m[p] == 0)
            continue;
        y[k] = y[p];
        m[k++] = m[p];
    }
    struct hinge_proportion p = hinge_clustered_proportion(y, m, NULL, k, a->level);
    struct hinge_interval ci = who != NULL ? p.wilson_eff : w;
    HINGE_PUT_NUMBERS(a, object, {"ci_low", ci.low}, {"ci_high", ci.high}, {"wilson_low", w.low},
                      {"wilson_high", w.high});
    if (who != NULL)
        HINGE_PUT_NUMBERS(a, object, {"cluster_se", p.se}, {"cluster_ci_low", clipped(p.ci_low)},
                          {"cluster_ci_high", clipped(p.ci_high)});
    return HINGE_OK;
}

enum hinge_status hinge_put_accuracy(struct hinge_analysis *a, json_t *object, const double *pred,
                                     const double *truth, const uint32_t *who, size_t people,
                                     size_t n, struct hinge_error *error)
{
    double tp = 0, fp = 0, fn = 0, tn = 0;
    for (size_t i = 0; i < n; i++) {
        tp += pred[i] == 1 && truth[i] == 1;
        fp += pred[i] == 1 && truth[i] == 0;
        fn += pred[i] == 0 && truth[i] == 1;
        tn += pred[i] == 0 && truth[i] == 0;
    }
    json_t *counts = hinge_put_object(a, object, "counts");
    hinge_put_count(a, counts, "tp", (size_t)tp);
    hinge_put_count(a, counts, "fp", (size_t)fp);
    hinge_put_count(a, counts, "fn", (size_t)fn);
    hinge_put_count(a, counts, "tn", (size_t)tn);
    static const struct share shares[] = {{"sensitivity", OF_TRUTH, 1},
                                          {"specificity", OF_TRUTH, 0},
                                          {"ppv", OF_DECISION, 1},
                                          {"npv", OF_DECISION, 0},
                                          {"accuracy", OF_ALL, 0}};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < sizeof shares / sizeof shares[0]; i++)
        status = put_share(a, object, &shares[i], pred, truth, who, people, n, error);
    double sens = ratio(tp, tp + fn), spec = ratio(tn, tn + fp);
    double margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
    HINGE_PUT_NUMBERS(a, object, {"f1", ratio(2 * tp, 2 * tp + fp + fn)},
                      {"mcc", ratio(tp * tn - fp * fn, sqrt(margins))}, {"youden", sens + spec - 1},
                      {"balanced_accuracy", (sens + spec) / 2}, {"lr_pos", ratio(sens, 1 - spec)},
                      {"lr_neg", ratio(1 - sens, spec)});
    return status;
}
