/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity, specificity and what follows from the table of decisions. */
#include "stats/methods/accuracy.h"

#include "stats/methods/proportion.h"

#include <math.h>
#include <string.h>

static double ratio(double above, double below)
{
    return below != 0 ? above / below : (double)NAN;
}

static json_t *put_share(struct hinge_analysis *a, json_t *parent, const char *key,
                         double x, double n)
{
    struct hinge_interval w = hinge_wilson(ratio(x, n), n, a->level);
    json_t *object = hinge_put_object(a, parent, key);
    hinge_put_fields(a, object,
                     (const struct hinge_field[]){{"value", ratio(x, n)},
                                                  {"n", n},
                                                  {"wilson_low", w.low},
                                                  {"wilson_high", w.high},
                                                  {NULL, 0}});
    return object;
}

/* Share of right decisions among rows of one truth, participants as clusters. */
static enum hinge_status put_cluster(struct hinge_analysis *a, json_t *object,
                                     const double *pred, const double *truth,
                                     double wanted, const uint32_t *who, size_t people,
                                     size_t n, struct hinge_error *error)
{
    if (who == NULL)
        return HINGE_OK;
    double *y = hinge_analysis_alloc(a, 2 * people, sizeof *y);
    size_t k = 0;
    if (y == NULL)
        return hinge_analysis_no_memory(error);
    double *m = y + people;
    for (size_t i = 0; i < n; i++) {
        if (truth[i] != wanted)
            continue;
        y[who[i]] += pred[i] == wanted;
        m[who[i]]++;
    }
    for (size_t p = 0; p < people; p++) {
        if (m[p] == 0)
            continue;
        y[k] = y[p];
        m[k++] = m[p];
    }
    struct hinge_proportion p = hinge_clustered_proportion(y, m, k, a->level);
    hinge_put_fields(a, object,
                     (const struct hinge_field[]){{"cluster_se", p.se},
                                                  {"cluster_ci_low", p.ci_low},
                                                  {"cluster_ci_high", p.ci_high},
                                                  {NULL, 0}});
    return HINGE_OK;
}

enum hinge_status hinge_put_accuracy(struct hinge_analysis *a, json_t *object,
                                     const double *pred, const double *truth,
                                     const uint32_t *who, size_t people, size_t n,
                                     struct hinge_error *error)
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
    json_t *sensitivity = put_share(a, object, "sensitivity", tp, tp + fn);
    json_t *specificity = put_share(a, object, "specificity", tn, tn + fp);
    put_share(a, object, "ppv", tp, tp + fp);
    put_share(a, object, "npv", tn, tn + fn);
    put_share(a, object, "accuracy", tp + tn, (double)n);
    enum hinge_status status =
        put_cluster(a, sensitivity, pred, truth, 1, who, people, n, error);
    if (status == HINGE_OK)
        status = put_cluster(a, specificity, pred, truth, 0, who, people, n, error);
    double sens = ratio(tp, tp + fn), spec = ratio(tn, tn + fp);
    double margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
    hinge_put_fields(
        a, object,
        (const struct hinge_field[]){{"f1", ratio(2 * tp, 2 * tp + fp + fn)},
                                     {"mcc", ratio(tp * tn - fp * fn, sqrt(margins))},
                                     {"youden", sens + spec - 1},
                                     {"balanced_accuracy", (sens + spec) / 2},
                                     {"lr_pos", ratio(sens, 1 - spec)},
                                     {"lr_neg", ratio(1 - sens, spec)},
                                     {NULL, 0}});
    return status;
}
