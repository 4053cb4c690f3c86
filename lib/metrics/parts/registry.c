/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics over all families, numbered in registry order. */
#include "metrics/metric.h"

#include <string.h>

size_t hinge_metric_count(void)
{
    size_t families, count = 0;
    const struct hinge_metric_family *const *family =
        hinge_metric_family_list(&families);
    for (size_t f = 0; f < families; f++)
        count += family[f]->n;
    return count;
}

const struct hinge_metric *hinge_metric_at(size_t i)
{
    size_t families;
    const struct hinge_metric_family *const *family =
        hinge_metric_family_list(&families);
    for (size_t f = 0; f < families; f++) {
        if (i < family[f]->n)
            return &family[f]->metric[i];
        i -= family[f]->n;
    }
    return NULL;
}

long hinge_metric_find(const char *id)
{
    size_t n = hinge_metric_count();
    for (size_t i = 0; i < n; i++)
        if (strcmp(hinge_metric_at(i)->id, id) == 0)
            return (long)i;
    return -1;
}

enum hinge_status hinge_metrics_compute(const struct hinge_rep_view *view,
                                        struct hinge_value *values)
{
    size_t families, at = 0;
    enum hinge_status status = HINGE_OK;
    const struct hinge_metric_family *const *family =
        hinge_metric_family_list(&families);
    for (size_t f = 0; f < families && status == HINGE_OK; f++) {
        struct hinge_value *own = values + at * HINGE_PHASE_COUNT;
        for (size_t i = 0; i < family[f]->n * HINGE_PHASE_COUNT; i++)
            own[i] = hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
        status = family[f]->compute(view, own);
        at += family[f]->n;
    }
    return status;
}
