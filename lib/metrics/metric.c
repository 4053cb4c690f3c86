/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics over all families, numbered in registry order, and which of them are ratios of means. */
#include "metrics/metric.h"

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
    size_t families, before = 0;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    for (size_t f = 0; f < families; before += family[f++]->n)
        for (size_t i = 0; i < family[f]->n; i++)
            if (hinge_text_is(family[f]->metric[i].id, id))
                return (long)(before + i);
    return -1;
}

bool hinge_metric_reads(const struct hinge_metric *metric, enum hinge_signal signal)
{
    const enum hinge_signal *by = metric->by;
    return metric->each_phase != NULL &&
           (metric->signal == signal || (by[0] == signal && (by[0] != 0 || by[1] != 0)) ||
            (by[1] == signal && by[1] != 0) || (by[2] == signal && by[2] != 0));
}

struct hinge_value hinge_metric_value(const struct hinge_rep_view *view,
                                      const struct hinge_metric *metric, enum hinge_phase phase)
{
    /* from an oblique camera only times can be trusted (method 2.3) */
    if (view->body->view_partial && !(metric->phases & HINGE_OF_TIME))
        return hinge_value_refuse(HINGE_REASON_VIEW_NOT_SAGITTAL);
    if (!(metric->phases & 1U << phase))
        return hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    return metric->once != NULL ? metric->once(view) : metric->each_phase(view, metric, phase);
}

void hinge_metrics_compute(const struct hinge_rep_view *view, const bool *wanted,
                           struct hinge_value *values)
{
    size_t families, at = 0;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    struct hinge_arena_mark mark = hinge_arena_mark(view->reps->scratch);
    for (size_t f = 0; f < families; f++)
        for (size_t m = 0; m < family[f]->n; m++, at += HINGE_PHASE_COUNT) {
            static const bool none[HINGE_PHASE_COUNT]; /* most metrics are not wanted in any */
            if (wanted != NULL && memcmp(wanted + at, none, sizeof none) == 0)
                continue;
            for (size_t p = 0; p < HINGE_PHASE_COUNT; p++) {
                if (wanted != NULL && !wanted[at + p])
                    continue;
                values[at + p] =
                    hinge_metric_value(view, &family[f]->metric[m], (enum hinge_phase)p);
                hinge_arena_reset(view->reps->scratch, mark);
            }
        }
}

struct hinge_value hinge_metric_excursion(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase)
{
    return hinge_view_excursion(view, row->signal, phase);
}

struct hinge_value hinge_metric_bottom(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return hinge_view_bottom(view, row->signal, false);
}

struct hinge_value hinge_metric_bottom_change(const struct hinge_rep_view *view,
                                              const struct hinge_metric *row,
                                              enum hinge_phase phase)
{
    (void)phase;
    return hinge_view_bottom(view, row->signal, true);
}

/* --- names of ratios and of what they are made of --- */

static const struct {
    const char *id, *above, *below;
} ratios[] = {{"lumbar_hip_ratio", "lumbar_excursion_deg", "hip_excursion_deg"},
              {"lumbar_pelvis_ratio", "lumbar_excursion_deg", "pelvis_excursion_deg"},
              {"matched_lumbar_hip_ratio", "matched_lumbar_excursion_deg",
               "matched_hip_excursion_deg"}};
static const char bin_ratio[] = "lumbar_hip_ratio_", share[] = "lumbar_fraction_",
                  to_pelvis[] = "_lp";

bool hinge_ratio_of_means_find(const char *metric, struct hinge_ratio_of_means *of)
{
    size_t prefix = sizeof bin_ratio - 1, length = strlen(metric);
    *of = (struct hinge_ratio_of_means){0};
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++)
        if (strcmp(ratios[i].id, metric) == 0) {
            of->above = ratios[i].above;
            of->below = ratios[i].below;
            of->least = "ratio.min_H";
            return true;
        }
    if (strncmp(metric, bin_ratio, prefix) != 0 ||
        length - prefix + sizeof share > sizeof of->share)
        return false;
    snprintf(of->share, sizeof of->share, "%s%s", share, metric + prefix);
    of->least = "ratio.min_H_bin";
    if (metric[prefix] != 'q')
        return true;
    /* without a thigh F is the thorax, the lumbar spine on the pelvis (method 6.2) */
    bool lp = hinge_ends_with(metric, to_pelvis);
    of->motion[0] = lp ? "lumbar_excursion_deg" : "total_excursion_deg";
    of->motion[1] = lp ? "pelvis_excursion_deg" : NULL;
    return true;
}

int hinge_bin_motions(const struct hinge_ratio_of_means *of)
{
    return (of->motion[0] != NULL) + (of->motion[1] != NULL);
}

double hinge_bin_width_deg(int motions, double first_deg, double second_deg)
{
    if (motions == 0)
        return HINGE_BIN_DEG;
    return fabs(motions == 1 ? first_deg : first_deg + second_deg) / 4;
}
