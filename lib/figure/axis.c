/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes of figures and of the page: from the ends of what is shown round ticks, and their words. */
#include "figure/plot.h"

/* The step of 1, 2 or 5 of which there are about as many as wanted: by their ratio; not finer than
 * the axis wants. An empty range is widened. */
static double step_of(const struct hinge_axis *axis, double *low, double *high, size_t wanted)
{
    if (isnan(*low) || isnan(*high) || *low > *high)
        *low = *high = 0;
    if (*high - *low < 1e-9 * (1 + fabs(*low))) {
        double around = *low != 0 ? fabs(*low) / 2 : 1;
        *low -= around;
        *high += around;
    }
    static const double times[] = {2, 5, 10};
    const double rough = (*high - *low) / (double)(wanted > 1 ? wanted : 1),
                 power = pow(10, floor(log10(rough)));
    double best = power;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (times[i] * power / rough < rough / best)
            best = times[i] * power;
    return fmax(best, axis->finest);
}

static void set_ticks(struct hinge_axis *axis, double step)
{
    axis->n = 0;
    double shown = step * (axis->scale > 0 ? axis->scale : 1);
    axis->digits = shown < 1 ? (int)ceil(-log10(shown) - 1e-6) : 0;
    for (double i = ceil(axis->low / step - 1e-6); i * step <= axis->high + 1e-6 * step; i++)
        if (axis->n < HINGE_TICKS)
            axis->tick[axis->n++] = i * step == 0 ? 0 : i * step;
}

void hinge_axis_fit(struct hinge_axis *axis, double low, double high, size_t wanted)
{
    double step = step_of(axis, &low, &high, wanted);
    axis->low = floor(low / step + 1e-6) * step;
    axis->high = ceil(high / step - 1e-6) * step;
    set_ticks(axis, step);
}

void hinge_axis_pad(struct hinge_axis *axis, double low, double high, double below, double above,
                    size_t wanted)
{
    double step = step_of(axis, &low, &high, wanted);
    axis->low = low - below * (high - low);
    axis->high = high + above * (high - low);
    set_ticks(axis, step);
}

const char *hinge_axis_tick(const struct hinge_axis *axis, size_t i, char text[HINGE_TICK_TEXT])
{
    const double shown =
        hinge_unsigned_zero(axis->tick[i] * (axis->scale > 0 ? axis->scale : 1), axis->digits);
    snprintf(text, HINGE_TICK_TEXT, "%s%.*f%s",
             shown < 0                      ? "−"
             : shown > 0 && axis->is_signed ? "+"
                                            : "",
             axis->digits, fabs(shown), axis->unit != NULL ? axis->unit : "");
    return text;
}
