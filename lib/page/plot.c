/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, axes, and rows of dots with their mean. */
#include "page/plot.h"

#include "stats/numbers/compared.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- a mean --- */

struct hinge_page_mean hinge_page_mean(const double *value, size_t n)
{
    const struct hinge_estimate mean = hinge_mean_t(value, n, 0.95);
    return (struct hinge_page_mean){n, mean.value, mean.low, mean.high};
}

/* --- axes --- */

struct hinge_axis hinge_page_axis(const struct hinge_quantity *outcome, const double *value,
                                  size_t n, size_t about, unsigned how)
{
    const bool zero = (how & HINGE_SCALE_ZERO) != 0, is_signed = (how & HINGE_SCALE_SIGNED) != 0;
    struct hinge_axis axis = {.is_signed = is_signed, .scale = 1};
    double least = zero ? 0 : INFINITY, most = zero ? 0 : -INFINITY;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, value[i]);
        most = fmax(most, value[i]);
    }
    if (outcome != NULL) {
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

json_t *hinge_page_ticks(const struct hinge_axis *axis, const char *place, double from, double to)
{
    json_t *ticks = json_array();
    char text[HINGE_TICK_TEXT];
    for (size_t i = 0; i < axis->n; i++) {
        json_t *tick = hinge_fact_item(ticks);
        hinge_fact_x(tick, place, from + (to - from) * hinge_page_x(axis, axis->tick[i]) / 100);
        hinge_fact_text(tick, "label", hinge_axis_tick(axis, i, text));
        hinge_fact_flag(tick, "zero", axis->is_signed && axis->tick[i] == 0);
    }
    return ticks;
}

void hinge_page_add_place(const struct hinge_axis *axis, double value, double low, double high,
                          json_t *facts)
{
    if (isfinite(value))
        hinge_fact_x(facts, "x", hinge_page_x(axis, value));
    if (!isfinite(low))
        return;
    json_t *ci = hinge_fact_object(facts, "ci");
    hinge_fact_x(ci, "x1", hinge_page_x(axis, low));
    hinge_fact_x(ci, "x2", isfinite(high) ? hinge_page_x(axis, high) : 100);
}

/* --- rows --- */

struct placed {
    double x; /* px, of a drawing as wide as WIDTH */
    size_t at;
};

static int by_x(const void *a, const void *b)
{
    const struct placed *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x ? 1 : p->at < q->at ? -1 : p->at > q->at;
}

enum { WIDTH = 640, LANES = 6 }; /* lanes on each side of the middle */

/* The lane of each dot: the one nearest to the middle that has room; its number from the middle. */
static int *find_lanes(struct hinge_cohort *s, const struct hinge_axis *axis,
                       const struct hinge_page_dot *dot, size_t n, double radius)
{
    double last[2 * LANES + 1], gap = 2 * radius + 1;
    struct placed *placed = hinge_arena_alloc(&s->arena, n, sizeof *placed);
    int *lane = hinge_arena_alloc(&s->arena, n, sizeof *lane);
    for (int k = 0; k <= 2 * LANES; k++)
        last[k] = -INFINITY;
    for (size_t i = 0; i < n; i++)
        placed[i] = (struct placed){hinge_page_x(axis, dot[i].value) / 100 * WIDTH, i};
    qsort(placed, n, sizeof *placed, by_x);
    for (size_t i = 0; i < n; i++) {
        int found = 0;
        for (int k = 0; k <= 2 * LANES; k++) { /* 0, -1, 1, -2, … */
            int at = (k + 1) / 2 * (k % 2 == 1 ? -1 : 1);
            if (placed[i].x - last[at + LANES] >= gap) {
                found = at;
                break;
            }
        }
        last[found + LANES] = placed[i].x;
        lane[placed[i].at] = found;
    }
    return lane;
}

static void add_band(const struct hinge_axis *axis, double limit, json_t *row)
{
    json_t *band = hinge_fact_object(row, "band"), *edges = hinge_fact_list(band, "edges");
    double from = fmax(axis->low, -limit), to = fmin(axis->high, limit);
    hinge_fact_x(band, "x", hinge_page_x(axis, from));
    hinge_fact_x(band, "w", hinge_page_x(axis, to) - hinge_page_x(axis, from));
    for (int way = -1; way <= 1; way += 2)
        if (axis->low <= way * limit && way * limit <= axis->high)
            hinge_fact_x(hinge_fact_item(edges), "x", hinge_page_x(axis, way * limit));
}

/* Mean, interval, and the label at the line's end. */
static void add_mean(struct hinge_cohort *s, const struct hinge_axis *axis,
                     const struct hinge_page_row *row, double y, json_t *out)
{
    const struct hinge_page_mean *mean = &row->mean;
    bool interval = !isnan(mean->lo);
    if (interval) {
        json_t *ci = hinge_fact_object(out, "ci");
        hinge_fact_x(ci, "x1", hinge_page_x(axis, mean->lo));
        hinge_fact_x(ci, "x2", hinge_page_x(axis, mean->hi));
        hinge_fact_x(ci, "y", y);
        hinge_fact_text(ci, "cls", row->cls);
    }
    if (isnan(mean->m)) /* a median that is not reached */
        return;
    json_t *middle = hinge_fact_object(out, "mean"), *end = hinge_fact_object(out, "end");
    hinge_fact_x(middle, "x", hinge_page_x(axis, mean->m));
    hinge_fact_x(middle, "y", y);
    hinge_fact_text(middle, "cls", hinge_page_text(s, "%s%s", row->cls, row->open ? " o" : ""));
    hinge_fact_x(end, "x", hinge_page_x(axis, interval ? mean->hi : mean->m));
    hinge_fact_x(end, "y", y + 4);
    hinge_fact_text(end, "value", row->label);
    hinge_fact_text(end, "interval", row->interval);
}

json_t *hinge_page_row(struct hinge_cohort *s, const struct hinge_axis *axis,
                       const struct hinge_page_row *row)
{
    double radius = row->n <= 14 ? 5 : 4, step = 2 * radius - 1;
    int *lane = find_lanes(s, axis, row->dot, row->n, radius), far = 0;
    for (size_t i = 0; i < row->n; i++)
        far = abs(lane[i]) > far ? abs(lane[i]) : far;
    double middle = radius + 6 + far * step, height = 2 * (radius + 4 + far * step) + 18;
    json_t *out = json_object(), *dots = hinge_fact_list(out, "dots");
    hinge_fact_x(out, "h", height);
    hinge_fact_text(out, "alt", row->alt);
    for (size_t i = 0; i < row->n; i++) {
        json_t *dot = hinge_fact_item(dots);
        hinge_fact_x(dot, "x", hinge_page_x(axis, row->dot[i].value));
        hinge_fact_x(dot, "y", middle + lane[i] * step);
        hinge_fact_x(dot, "r", radius);
        /* groups differ in colour and shape, as in the map */
        const char *cls = row->dot[i].cls;
        const bool shaped = cls[0] == 'g' && cls[1] >= '1' && cls[1] <= '3';
        hinge_fact_text(dot, "mark", shaped ? hinge_page_text(s, "m%c", cls[1]) : NULL);
        hinge_fact_flag(dot, "few", row->n <= 14);
        hinge_fact_text(dot, "cls", row->dot[i].cls);
        hinge_fact_text(dot, "p", row->dot[i].person);
        hinge_fact_text(dot, "t", row->dot[i].text);
    }
    if (!isnan(row->band))
        add_band(axis, row->band, out);
    add_mean(s, axis, row, height - 9, out);
    return out;
}

static void lower(json_t *mark, double by)
{
    json_t *y = json_object_get(mark, "y");
    if (y != NULL)
        json_real_set(y, json_real_value(y) + by);
}

void hinge_page_level(json_t *rows)
{
    enum { MOST = 8 }; /* rows above an axis */
    const size_t n = json_array_size(rows), blocks = (n + MOST - 1) / MOST;
    for (size_t i = 0; i + 1 < n; i++)
        hinge_fact_flag(json_array_get(rows, i), "repeat", (i + 1) * blocks / n > i * blocks / n);
    const double highest = 74; /* above it each row has its own height */
    double top = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        top = fmax(top, json_real_value(json_object_get(json_array_get(rows, i), "h")));
    for (size_t i = 0; i < json_array_size(rows) && top <= highest; i++) {
        json_t *row = json_array_get(rows, i), *dots = json_object_get(row, "dots");
        double by = top - json_real_value(json_object_get(row, "h"));
        for (size_t k = 0; k < json_array_size(dots); k++)
            lower(json_array_get(dots, k), by / 2);
        lower(json_object_get(row, "ci"), by);
        lower(json_object_get(row, "mean"), by);
        lower(json_object_get(row, "end"), by);
        json_real_set(json_object_get(row, "h"), top);
    }
}
