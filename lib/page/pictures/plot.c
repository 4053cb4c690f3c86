/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and axes. */
#include "page/pictures/pictures.h"

/* --- a mean --- */

struct hinge_page_mean hinge_page_mean(const struct hinge_cohort *s,
                                       const struct hinge_quantity *outcome, const double *value,
                                       size_t n, double reps)
{
    const struct hinge_measure *of = outcome != NULL ? hinge_cohort_measure(s, outcome) : NULL;
    const bool share = outcome != NULL && strcmp(outcome->change, " points") == 0;
    const double none = NAN, most = share ? 1 : INFINITY;
    struct hinge_estimate mean = hinge_mean_within(value, n, 0.95, 1 - most, most);
    if (of != NULL && of->kind == HINGE_MEASURE_RATE && !isnan(mean.low)) {
        const struct hinge_rate rate = hinge_mean_rate(value, NULL, n, reps, 0.95);
        mean = (struct hinge_estimate){mean.value, rate.low, rate.high};
    }
    return s->nobody ? (struct hinge_page_mean){n, mean.value, none, none}
                     : (struct hinge_page_mean){n, mean.value, mean.low, mean.high};
}

struct hinge_page_mean hinge_page_mean_in(struct hinge_cohort *s,
                                          const struct hinge_quantity *outcome, size_t cue,
                                          const struct hinge_cohort_cell *cell)
{
    double reps = 0;
    for (size_t i = 0; i < cell->n; i++)
        reps += hinge_cohort_value_reps(s, outcome, cell->person[i], cue);
    return hinge_page_mean(s, outcome, cell->value, cell->n, reps);
}

/* --- axes --- */

struct hinge_axis hinge_page_axis(const struct hinge_quantity *outcome, const double *value,
                                  size_t n, size_t about, unsigned how)
{
    const bool zero = (how & HINGE_SCALE_ZERO) != 0, is_signed = (how & HINGE_SCALE_SIGNED) != 0;
    struct hinge_axis axis = {.is_signed = is_signed, .scale = 1};
    double least = zero ? 0 : INFINITY, most = zero ? 0 : -INFINITY;
    for (size_t i = 0; i < n; i++)
        if (isfinite(value[i])) {
            least = fmin(least, value[i]);
            most = fmax(most, value[i]);
        }
    if (outcome != NULL) {
        axis.finest = hinge_quantity_finest(outcome, is_signed);
        const char *change = outcome->change;
        hinge_span_widen(outcome->span, &least, &most);
        axis.scale = outcome->scale;
        axis.unit = !is_signed                                              ? outcome->after
                    : strcmp(change, "°") == 0 || strcmp(change, " s") == 0 ? change
                                                                            : NULL;
        if (axis.unit != NULL && strncmp(axis.unit, "% ", 2) == 0)
            axis.unit = "%";
    }
    if ((how & HINGE_SCALE_LOOSE) != 0 && most > least)
        hinge_axis_pad(&axis, least, most, least < 0 ? .03 : 0, most > 0 ? .03 : 0, about);
    else
        hinge_axis_fit(&axis, least, most, about);
    return axis;
}

double hinge_page_x(const struct hinge_axis *axis, double value)
{
    return 100 * (value - axis->low) / (axis->high - axis->low);
}

struct hinge_page_ticks hinge_page_ticks(struct hinge_cohort *s, const struct hinge_axis *axis,
                                         bool upright, double from, double to)
{
    struct hinge_page_ticks all = {0};
    char text[HINGE_TICK_TEXT];
    for (size_t i = 0; i < axis->n; i++) {
        const double at = from + (to - from) * hinge_page_x(axis, axis->tick[i]) / 100;
        HINGE_FACTS_ADD(s, &all, ticks, hinge_page_tick, .x = upright ? (double)NAN : at,
                        .y = upright ? at : (double)NAN,
                        .label = hinge_page_text(s, "%s", hinge_axis_tick(axis, i, text)),
                        .zero = axis->is_signed && axis->tick[i] == 0);
    }
    return all;
}

struct hinge_page_place hinge_page_place(struct hinge_cohort *s, const struct hinge_axis *axis,
                                         double value, double low, double high)
{
    struct hinge_page_place place = {.x = hinge_page_x(axis, value)};
    if (isfinite(low))
        place.ci = HINGE_FACTS_MAKE(s, hinge_page_span, hinge_page_x(axis, low),
                                    isfinite(high) ? hinge_page_x(axis, high) : 100);
    return place;
}
