/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics over all families, numbered in registry order. */
#include "metrics/metric.h"

#include <string.h>

size_t hinge_metric_count(void)
{
    size_t families, count = 0;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    for (size_t f = 0; f < families; f++)
        count += family[f]->n;
    return count;
}

const struct hinge_metric *hinge_metric_at(size_t i)
{
    size_t families;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
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

/* From an oblique camera only times can be trusted (method 2.3). */
static void keep_times(struct hinge_value *values)
{
    for (size_t m = 0; m < hinge_metric_count(); m++) {
        if (hinge_metric_at(m)->phases & HINGE_OF_TIME)
            continue;
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            values[m * HINGE_PHASE_COUNT + (size_t)p] =
                hinge_value_refuse(HINGE_REASON_VIEW_NOT_SAGITTAL);
    }
}

enum hinge_status hinge_metrics_compute(const struct hinge_rep_view *view,
                                        struct hinge_value *values)
{
    return hinge_metrics_compute_some(view, NULL, values);
}

bool hinge_metric_wanted(const struct hinge_rep_view *view, int metric, enum hinge_phase phase)
{
    return view->wanted == NULL || view->wanted[(size_t)metric * HINGE_PHASE_COUNT + (size_t)phase];
}

bool hinge_metrics_wanted(const struct hinge_rep_view *view, int first, int last,
                          enum hinge_phase phase)
{
    while (first <= last && !hinge_metric_wanted(view, first, phase))
        first++;
    return first <= last;
}

enum hinge_status hinge_metrics_compute_some(const struct hinge_rep_view *view, const bool *wanted,
                                             struct hinge_value *values)
{
    size_t families, at = 0;
    enum hinge_status status = HINGE_OK;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    for (size_t f = 0; f < families && status == HINGE_OK; f++) {
        struct hinge_value *own = values + at;
        struct hinge_rep_view some = *view;
        size_t n = family[f]->n * HINGE_PHASE_COUNT;
        some.wanted = wanted == NULL ? NULL : wanted + at;
        at += n;
        if (wanted != NULL && memchr(some.wanted, 1, n) == NULL)
            continue;
        for (size_t i = 0; i < n; i++)
            own[i] = hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
        status = family[f]->compute(&some, own);
    }
    if (view->body->view_partial)
        keep_times(values);
    return status;
}
