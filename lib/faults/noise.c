/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resampling the noise of quiet standing (method 7.0). The landmarks of a frame err
 * together, so all signals take the same frames of standing, forwards and backwards
 * from a place that is drawn. */
#include "faults/noise.h"

#include "base/random.h"
#include "faults/measure.h"
#include "faults/rules.h"

#include <math.h>
#include <string.h>

/* Draws: their SD is known within a sixth. A row that is FAR times what the FIRST few
 * change from any limit needs no more: one in 4,000 that 20 would refuse is lost.
 * Onsets and smoothness change little for long and then much. */
enum { DRAWS = 20, FIRST = 6, VALUES = 1 + HINGE_GATES };
static const double FAR = 5, FAR_OF_STEPS = 20;
/* Noise is added this far around a repetition: setup, lockout, averages. */
static const double AROUND_S = 1.5;

static void want(bool *wanted, size_t metric, enum hinge_phase phase)
{
    wanted[metric * HINGE_PHASE_COUNT + (size_t)phase] = metric > 0; /* 0: none */
}

/* Values that open rows and their gates are made of; muscles have their own noise. */
static void want_values(struct hinge_noise *noise, const struct hinge_fault_table *table)
{
    size_t families, at = 0;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    bool *wanted = noise->wanted;
    memset(wanted, 0, hinge_metric_count() * HINGE_PHASE_COUNT * sizeof *wanted);
    for (size_t o = 0; o < noise->n_open; o++) {
        const struct hinge_fault *row = &table->row[noise->open[o]];
        want(wanted, row->metric_at, row->phase);
        want(wanted, row->fallback_metric_at, row->phase);
        for (int k = 0; k < HINGE_GATES; k++)
            want(wanted, row->gate[k].metric_at, row->gate[k].phase);
    }
    for (size_t f = 0; f < families; at += family[f++]->n * HINGE_PHASE_COUNT)
        if (strcmp(family[f]->id, "emg") == 0)
            memset(wanted + at, 0, family[f]->n * HINGE_PHASE_COUNT * sizeof *wanted);
}

static void want_series(struct hinge_noise *noise, const double *noisy)
{
    struct hinge_noise_series *s = hinge_noise_series_of(noise, noisy);
    if (s != NULL)
        s->drawn = true;
}

/* What open rows read, and the driver, by which windows are cut; everything where they
 * need a metric that may read anything. */
static void choose_series(struct hinge_noise *noise, const struct hinge_fault_table *table)
{
    size_t count = hinge_metric_count();
    bool all = false;
    for (size_t m = 0; m < count && !all; m++)
        all = (hinge_metric_at(m)->phases & HINGE_OF_DRIVER) == 0 &&
              memchr(noise->wanted + m * HINGE_PHASE_COUNT, 1, HINGE_PHASE_COUNT) != NULL;
    for (size_t k = 0; k < noise->n_series; k++)
        noise->series[k].drawn = all;
    want_series(noise, noise->body.signal[HINGE_SIGNAL_driver]);
    want_series(noise, noise->reps.ds);
    want_series(noise, noise->reps.vs);
    for (size_t o = 0; o < noise->n_open && !all; o++)
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
            if (hinge_fault_reads(&table->row[noise->open[o]], (enum hinge_signal)s))
                want_series(noise, noise->body.signal[s]);
}

void hinge_noise_init(struct hinge_noise *noise, const struct hinge_fault_table *table,
                      const struct hinge_rep_view *view)
{
    const struct hinge_standing *standing = &view->reps->standing;
    size_t from = standing->from, count = hinge_metric_count() * HINGE_PHASE_COUNT;
    *noise = (struct hinge_noise){.own = view->body, .body = *view->body, .reps = *view->reps};
    noise->reps.kept = NULL; /* what is kept is without the noise */
    noise->n_rest = hinge_noise_frames(view->body, standing);
    if (noise->n_rest == 0)
        return;
    struct hinge_arena *arena = &noise->arena;
    noise->series = hinge_arena_alloc(arena, HINGE_SIGNAL_COUNT + 16, sizeof *noise->series);
    noise->values = hinge_arena_alloc(arena, count, sizeof *noise->values);
    noise->value = hinge_arena_alloc(arena, 4 * VALUES * table->n, sizeof *noise->value);
    noise->measured = hinge_arena_alloc(arena, VALUES * table->n, sizeof *noise->measured);
    noise->wanted = hinge_arena_alloc(arena, count, sizeof *noise->wanted);
    noise->open = hinge_arena_alloc(arena, table->n, sizeof *noise->open);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        hinge_noise_add(noise, &noise->body.signal[s], from, standing->noise_sd[s]);
        const struct hinge_noise_series *of = hinge_noise_series_of(noise, noise->body.signal[s]);
        noise->largest[s] = of == NULL ? 0 : of->largest;
    }
    for (int k = 0; k < 12; k++)
        hinge_noise_add(noise, &noise->body.dowel[k / 2][k % 2], from, 0);
    hinge_noise_add(noise, &noise->reps.ds, from, 0);
    hinge_noise_add(noise, &noise->reps.vs, from, 0);
    noise->known = true;
}

void hinge_noise_clear(struct hinge_noise *noise)
{
    hinge_arena_clear(&noise->arena);
}

/* Frames a repetition is measured in. */
static void extent(const struct hinge_rep_view *view, size_t *from, size_t *to)
{
    const struct hinge_phase_bounds *b = &view->rep->bounds;
    const long all[] = {b->desc_start, b->desc_end, b->asc_start, b->asc_end};
    long around = lround(AROUND_S * view->body->rate_hz), last = (long)view->body->n - 1;
    long low = last, high = 0;
    for (int k = 0; k < 4; k++)
        if (all[k] != HINGE_NO_INDEX) {
            low = all[k] < low ? all[k] : low;
            high = all[k] > high ? all[k] : high;
        }
    *from = (size_t)(low > around ? low - around : 0);
    *to = (size_t)(high + around < last ? high + around : last);
}

/* Value and gates of every open row, row after row; `most`, or NULL: how far noise can
 * move each. */
static enum hinge_status measure_open(const struct hinge_noise *noise,
                                      const struct hinge_fault_table *table,
                                      const struct hinge_rep_view *view,
                                      const struct hinge_value *values, double *value, double *most)
{
    enum hinge_status status = HINGE_OK;
    for (size_t o = 0; o < noise->n_open && status == HINGE_OK; o++) {
        size_t f = noise->open[o], at = f * VALUES;
        status = hinge_fault_values(&table->row[f], view, values,
                                    most == NULL ? NULL : noise->measured + at, value + at,
                                    noise->largest, most == NULL ? NULL : most + at);
    }
    return status;
}

/* Whether noise might change an outcome that was judged without any; of a row that the
 * task or the camera refuses, gates still choose the severity. */
static bool may_change(const struct hinge_fault *row, const struct hinge_fault_outcome *outcome)
{
    bool gates = false;
    for (int k = 0; k < HINGE_GATES; k++)
        gates = gates || row->gate[k].used;
    return outcome->state != HINGE_FAULT_REFUSED || outcome->reason == HINGE_REASON_ROM_SMALL ||
           (gates && (outcome->reason == HINGE_REASON_NOT_APPLICABLE_VARIANT ||
                      outcome->reason == HINGE_REASON_VIEW_NOT_SAGITTAL));
}

static bool same(const struct hinge_fault_outcome *a, const struct hinge_fault_outcome *b)
{
    return a->state == b->state && a->reason == b->reason &&
           (a->severity == b->severity || (isnan(a->severity) && isnan(b->severity)));
}

/* Judges all rows as if there were no noise; open stay those whose outcome the most
 * that noise can do would change: draws cannot do more. */
static enum hinge_status judge_without(struct hinge_noise *noise,
                                       const struct hinge_fault_table *table,
                                       const struct hinge_rep_view *view,
                                       const struct hinge_value *values,
                                       struct hinge_fault_outcome *outcome)
{
    double *most = noise->known ? noise->value + table->n * VALUES : NULL;
    /* a bias and an SD as large */
    double times = 1 + 1 / view->parameters->noise_k;
    enum hinge_status status = HINGE_OK;
    size_t left = 0;
    noise->n_open = 0;
    if (noise->known)
        memset(noise->measured, 0, VALUES * table->n * sizeof *noise->measured);
    for (size_t f = 0; f < table->n && status == HINGE_OK; f++) {
        struct hinge_fault_error none = {.own = noise->known ? noise->measured + f * VALUES : NULL};
        status = hinge_fault_judge(&table->row[f], view, values, noise->known ? &none : NULL,
                                   &outcome[f]);
        if (noise->known && may_change(&table->row[f], &outcome[f]))
            noise->open[noise->n_open++] = f;
    }
    if (status == HINGE_OK)
        status = measure_open(noise, table, view, values, noise->value, most);
    for (size_t o = 0; o < noise->n_open && status == HINGE_OK; o++) {
        size_t f = noise->open[o];
        struct hinge_fault_outcome worst = {.state = HINGE_FAULT_REFUSED};
        struct hinge_fault_error error = {.value = times * most[f * VALUES],
                                          .own = noise->measured + f * VALUES};
        for (int k = 0; k < HINGE_GATES; k++)
            error.gate[k] = times * most[f * VALUES + 1 + (size_t)k];
        if (!isinf(error.value))
            status = hinge_fault_judge(&table->row[f], view, values, &error, &worst);
        if (!same(&worst, &outcome[f]))
            noise->open[left++] = f;
    }
    noise->n_open = left;
    return status;
}

/* One draw more: what it changes in the open rows, row after row. What noise makes
 * unmeasurable says nothing. */
static enum hinge_status add_draw(struct hinge_noise *noise, const struct hinge_fault_table *table,
                                  const struct hinge_rep_view *noisy, double *now, double *sum)
{
    const double *own = noise->value;
    double *shift = sum + table->n * VALUES;
    hinge_metrics_compute_some(noisy, noise->wanted, noise->values);
    enum hinge_status status = measure_open(noise, table, noisy, noise->values, now, NULL);
    for (size_t o = 0; o < noise->n_open; o++)
        for (size_t i = noise->open[o] * VALUES, k = 0; k < VALUES; i++, k++) {
            double change = isnan(now[i]) ? 0 : now[i] - own[i];
            sum[i] += change * change;
            shift[i] += change / DRAWS;
        }
    return status;
}

/* After the first draws: closes rows that are further from any limit than many times
 * what they changed. An angle or time that did not change at all may yet. */
static enum hinge_status close_far(struct hinge_noise *noise, const struct hinge_fault_table *table,
                                   const struct hinge_rep_view *view,
                                   const struct hinge_value *values, const double *sum,
                                   const struct hinge_fault_outcome *outcome)
{
    enum hinge_status status = HINGE_OK;
    size_t left = 0;
    for (size_t o = 0; o < noise->n_open && status == HINGE_OK; o++) {
        size_t f = noise->open[o], at = f * VALUES;
        const struct hinge_fault *row = &table->row[f];
        struct hinge_fault_outcome worst = {.state = HINGE_FAULT_REFUSED};
        double far = hinge_fault_in_steps(row) ? FAR_OF_STEPS : FAR;
        struct hinge_fault_error error = {.value = far * sqrt(sum[at] / FIRST),
                                          .own = noise->measured + at};
        for (size_t k = 0; k < HINGE_GATES; k++)
            error.gate[k] = far * sqrt(sum[at + 1 + k] / FIRST);
        if (error.value > 0 || row->statistic == HINGE_STATISTIC_METRIC)
            status = hinge_fault_judge(row, view, values, &error, &worst);
        if (!same(&worst, &outcome[f]))
            noise->open[left++] = f;
    }
    noise->n_open = left;
    return status;
}

static enum hinge_status draw_all(struct hinge_noise *noise, const struct hinge_fault_table *table,
                                  const struct hinge_rep_view *view,
                                  const struct hinge_value *values,
                                  const struct hinge_fault_outcome *outcome)
{
    struct hinge_rep_view noisy = *view;
    struct hinge_random random;
    size_t n = table->n * VALUES, from, to;
    double *now = noise->value + n, *sum = now + n;
    enum hinge_status status = HINGE_OK;
    noisy.body = &noise->body;
    noisy.reps = &noise->reps;
    extent(view, &from, &to);
    hinge_random_init(&random, 1, HINGE_STREAM_NOISE, (uint64_t)from);
    memset(sum, 0, 2 * n * sizeof *sum);
    memcpy(noise->values, values, hinge_metric_count() * HINGE_PHASE_COUNT * sizeof *values);
    want_values(noise, table);
    choose_series(noise, table);
    for (int r = 0; r < DRAWS && noise->n_open > 0 && status == HINGE_OK; r++) {
        hinge_noise_draw(noise, &random, from, to);
        status = add_draw(noise, table, &noisy, now, sum);
        if (status == HINGE_OK && r + 1 == FIRST) {
            status = close_far(noise, table, view, values, sum, outcome);
            want_values(noise, table);
            choose_series(noise, table);
        }
    }
    hinge_noise_give_back(noise, from, to);
    return status;
}

enum hinge_status hinge_noise_judge(struct hinge_noise *noise,
                                    const struct hinge_fault_table *table,
                                    const struct hinge_rep_view *view,
                                    const struct hinge_value *values,
                                    struct hinge_fault_outcome *outcome)
{
    enum hinge_status status = judge_without(noise, table, view, values, outcome);
    if (status == HINGE_OK && noise->n_open > 0)
        status = draw_all(noise, table, view, values, outcome);
    for (size_t o = 0; o < noise->n_open && status == HINGE_OK; o++) {
        size_t f = noise->open[o];
        const double *sum = noise->value + (2 * table->n + f) * VALUES;
        const double *shift = sum + table->n * VALUES;
        /* noise moves an onset either way: what its draws have on average is the way
         * back from a lag that noise made large, no bias to take off it */
        bool onset = hinge_fault_is_onset(&table->row[f]);
        struct hinge_fault_error error = {.bias = onset ? 0 : shift[0],
                                          .own = noise->measured + f * VALUES};
        error.value = sqrt(fmax(0, sum[0] / DRAWS - error.bias * error.bias));
        for (int k = 0; k < HINGE_GATES; k++)
            error.gate[k] = sqrt(sum[1 + k] / DRAWS);
        status = hinge_fault_judge(&table->row[f], view, values, &error, &outcome[f]);
    }
    return status;
}
