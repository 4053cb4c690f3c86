/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resampling the noise of quiet standing (method 7.0). The landmarks of a frame err together, so
 * all signals take the same frames of standing, forwards and backwards from a place that is drawn.
 * First the series that get noise and a draw of it, then what many draws do to each row. */
#include "base/parameters.h"
#include "faults/fault.h"

#include "signal/signal.h"

/* Less standing does not show what the filter lets through. */
static const double LEAST_STANDING_S = 0.4;

/* Gives the noisy body its own copy of a series; one that two names share has one. */
static void noise_add(struct hinge_noise *noise, double **slot, size_t from, double least)
{
    const double *recorded = *slot;
    struct hinge_arena *scratch = noise->reps.scratch;
    size_t n = noise->recorded->n;
    if (recorded == NULL)
        return;
    for (size_t k = 0; k < noise->n_series; k++)
        if (noise->series[k].recorded == recorded) {
            *slot = noise->series[k].noisy;
            return;
        }
    noise->series =
        hinge_arena_more(scratch, noise->series, noise->n_series, sizeof *noise->series);
    struct hinge_noise_series *s = &noise->series[noise->n_series++];
    *s = (struct hinge_noise_series){.recorded = recorded,
                                     .noisy = hinge_arena_raw(scratch, n, sizeof *s->noisy),
                                     .rest = hinge_arena_raw(scratch, 2 * noise->n_rest - 2,
                                                             sizeof *s->rest)};
    memcpy(s->noisy, recorded, n * sizeof *recorded);
    /* The noise of x[from..] about a straight line, there and back: rest[2 n - 2]. `least` is its
     * SD over all quiet windows, which is larger where the stillest window was quiet by chance. */
    double middle = ((double)noise->n_rest - 1) / 2, sxy = 0, sxx = 0, ss = 0;
    double mean = hinge_mean(recorded + from, noise->n_rest);
    for (size_t i = 0; i < noise->n_rest; i++) {
        double t = (double)i - middle, y = recorded[from + i];
        sxy += isnan(y) ? 0 : t * (y - mean);
        sxx += t * t;
    }
    for (size_t i = 0; i < noise->n_rest; i++) {
        double e = recorded[from + i] - mean - sxy / sxx * ((double)i - middle);
        s->rest[i] = isnan(e) ? 0 : e;
        ss += s->rest[i] * s->rest[i];
    }
    double sd = sqrt(ss / (double)(noise->n_rest - 2));
    for (size_t i = 0; sd > 0 && least > sd && i < noise->n_rest; i++)
        s->rest[i] *= least / sd;
    for (size_t i = 1; i + 1 < noise->n_rest; i++)
        s->rest[2 * noise->n_rest - 2 - i] = s->rest[i];
    for (size_t i = 0; i < noise->n_rest; i++)
        s->largest = fmax(s->largest, fabs(s->rest[i]));
    *slot = s->noisy;
}

/* The series by its noisy copy; NULL: there is none. */
static struct hinge_noise_series *noise_series_of(const struct hinge_noise *noise,
                                                  const double *noisy)
{
    size_t k = 0;
    while (k < noise->n_series && noise->series[k].noisy != noisy)
        k++;
    return k < noise->n_series ? &noise->series[k] : NULL;
}

HINGE_WIDE static void add(const double *restrict recorded, const double *restrict rest,
                           double sign, size_t n, double *restrict out)
{
#pragma omp simd
    for (size_t j = 0; j < n; j++)
        out[j] = recorded[j] + sign * rest[j];
}

/* --- what draws do to the rows --- */

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
    struct hinge_noise_series *s = noise_series_of(noise, noisy);
    if (s != NULL)
        s->drawn = true;
}

/* What open rows read, and the driver, by which windows are cut; everything where they
 * need a metric that may read anything. */
static void choose_series(struct hinge_noise *noise, const struct hinge_fault_table *table)
{
    size_t families;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    const bool *wanted = noise->wanted;
    bool all = false;
    for (size_t f = 0; f < families && !all; f++)
        for (size_t m = 0; m < family[f]->n; m++, wanted += HINGE_PHASE_COUNT)
            all = all || ((family[f]->metric[m].phases & HINGE_OF_DRIVER) == 0 &&
                          memchr(wanted, 1, HINGE_PHASE_COUNT) != NULL);
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
    *noise = (struct hinge_noise){.recorded = view->body, .body = *view->body, .reps = *view->reps};
    if (view->reps->kept != NULL) /* what is kept there is without the noise */
        noise->reps.kept = hinge_kept_new(view->reps->arena);
    /* frames of quiet standing show the noise; too few, none, or those of another recording (from
     * and to are one) do not */
    const size_t still = standing->to - standing->from + 1;
    if ((double)still < LEAST_STANDING_S * view->body->rate_hz || still < 5)
        return;
    noise->n_rest = still;
    struct hinge_arena *arena = view->reps->scratch;
    noise->values = hinge_arena_alloc(arena, count, sizeof *noise->values);
    noise->value = hinge_arena_alloc(arena, 4 * VALUES * table->n, sizeof *noise->value);
    noise->measured = hinge_arena_alloc(arena, VALUES * table->n, sizeof *noise->measured);
    noise->wanted = hinge_arena_alloc(arena, count, sizeof *noise->wanted);
    noise->open = hinge_arena_alloc(arena, table->n, sizeof *noise->open);
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        noise_add(noise, &noise->body.signal[s], from, standing->noise_sd[s]);
        const struct hinge_noise_series *of = noise_series_of(noise, noise->body.signal[s]);
        noise->largest[s] = of == NULL ? 0 : of->largest;
    }
    for (int k = 0; k < 12; k++)
        noise_add(noise, &noise->body.dowel[k / 2][k % 2], from, 0);
    /* a series that is no signal has no noise until it is named here */
    noise_add(noise, &noise->reps.ds, from, 0);
    noise_add(noise, &noise->reps.vs, from, 0);
    noise->known = true;
}

/* Value and gates of every open row, row after row; `most`, or NULL: how far noise can
 * move each. */
static void measure_open(const struct hinge_noise *noise, const struct hinge_fault_table *table,
                         const struct hinge_rep_view *view, const struct hinge_value *values,
                         double *value, double *most)
{
    for (size_t o = 0; o < noise->n_open; o++) {
        size_t f = noise->open[o], at = f * VALUES;
        hinge_fault_values(&table->row[f], view, values, most == NULL ? NULL : noise->measured + at,
                           value + at, noise->largest, most == NULL ? NULL : most + at);
    }
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

static void draw_all(struct hinge_noise *noise, const struct hinge_fault_table *table,
                     const struct hinge_rep_view *view, const struct hinge_value *values,
                     const struct hinge_fault_outcome *outcome)
{
    struct hinge_rep_view noisy = *view;
    struct hinge_random random;
    size_t n = table->n * VALUES, from, to;
    double *now = noise->value + n, *sum = now + n;
    noisy.body = &noise->body;
    noisy.reps = &noise->reps;
    /* Frames a repetition is measured in. */
    long around = lround(AROUND_S * view->body->rate_hz), last = (long)view->body->n - 1, low, high;
    hinge_rep_span(view->rep, &low, &high);
    from = (size_t)(low > around ? low - around : 0);
    to = (size_t)(high + around < last ? high + around : last);
    hinge_random_init(&random, 1, HINGE_STREAM_NOISE, (uint64_t)from);
    memset(sum, 0, 2 * n * sizeof *sum);
    memcpy(noise->values, values, hinge_metric_count() * HINGE_PHASE_COUNT * sizeof *values);
    want_values(noise, table);
    choose_series(noise, table);
    for (int r = 0; r < DRAWS && noise->n_open > 0; r++) {
        /* Noise on frames from..to of every series that is drawn: standing as it was, there and
         * back. */
        size_t period = 2 * noise->n_rest - 2;
        size_t start = hinge_random_bounded(&random, (uint32_t)period);
        double sign = hinge_random_uniform(&random) < 0.5 ? -1 : 1;
        for (size_t k = 0; k < noise->n_series; k++) {
            const struct hinge_noise_series *s = &noise->series[k];
            if (!s->drawn)
                continue;
            const double *rest = s->rest + start;
            for (size_t i = from, end; i <= to; i = end, rest = s->rest) {
                end = i + (size_t)(s->rest + period - rest);
                end = end <= to ? end : to + 1;
                add(s->recorded + i, rest, sign, end - i, s->noisy + i);
            }
        }
        /* One draw more: what it changes in the open rows, row after row. What noise makes
         * unmeasurable says nothing. */
        const double *before = noise->value;
        double *shift = sum + table->n * VALUES;
        hinge_kept_forget(noise->reps.kept);
        hinge_metrics_compute(&noisy, noise->wanted, noise->values);
        measure_open(noise, table, &noisy, noise->values, now, NULL);
        for (size_t o = 0; o < noise->n_open; o++)
            for (size_t i = noise->open[o] * VALUES, k = 0; k < VALUES; i++, k++) {
                double change = isnan(now[i]) ? 0 : now[i] - before[i];
                sum[i] += change * change;
                shift[i] += change / DRAWS;
            }
        if (r + 1 == FIRST) {
            /* After the first draws: closes rows that are further from any limit than many times
             * what they changed. An angle or time that did not change at all may yet. */
            size_t left = 0;
            for (size_t o = 0; o < noise->n_open; o++) {
                size_t f = noise->open[o], at = f * VALUES;
                const struct hinge_fault *row = &table->row[f];
                struct hinge_fault_outcome worst = {.state = HINGE_FAULT_REFUSED};
                double far = hinge_fault_in_steps(row) ? FAR_OF_STEPS : FAR;
                struct hinge_fault_error error = {.value = far * sqrt(sum[at] / FIRST),
                                                  .measured = noise->measured + at};
                for (size_t k = 0; k < HINGE_GATES; k++)
                    error.gate[k] = far * sqrt(sum[at + 1 + k] / FIRST);
                if (error.value > 0 || row->statistic == HINGE_STATISTIC_METRIC)
                    hinge_fault_judge(row, view, values, &error, &worst);
                if (!same(&worst, &outcome[f]))
                    noise->open[left++] = f;
            }
            noise->n_open = left;
            want_values(noise, table);
            choose_series(noise, table);
        }
    }
    /* the frames as recorded */
    for (size_t k = 0; k < noise->n_series; k++)
        memcpy(noise->series[k].noisy + from, noise->series[k].recorded + from,
               (to - from + 1) * sizeof(double));
}

void hinge_noise_judge(struct hinge_noise *noise, const struct hinge_fault_table *table,
                       const struct hinge_rep_view *view, const struct hinge_value *values,
                       struct hinge_fault_outcome *outcome)
{
    /* Judges all rows as if there were no noise; open stay those whose outcome the most that noise
     * can do would change: draws cannot do more. */
    double *most = noise->known ? noise->value + table->n * VALUES : NULL;
    /* a bias and an SD as large */
    double times = 1 + 1 / view->parameters->noise_k;
    size_t left = 0;
    noise->n_open = 0;
    if (noise->known)
        memset(noise->measured, 0, VALUES * table->n * sizeof *noise->measured);
    for (size_t f = 0; f < table->n; f++) {
        struct hinge_fault_error none = {.measured =
                                             noise->known ? noise->measured + f * VALUES : NULL};
        hinge_fault_judge(&table->row[f], view, values, noise->known ? &none : NULL, &outcome[f]);
        if (noise->known && may_change(&table->row[f], &outcome[f]))
            noise->open[noise->n_open++] = f;
    }
    measure_open(noise, table, view, values, noise->value, most);
    for (size_t o = 0; o < noise->n_open; o++) {
        size_t f = noise->open[o];
        struct hinge_fault_outcome worst = {.state = HINGE_FAULT_REFUSED};
        struct hinge_fault_error error = {.value = times * most[f * VALUES],
                                          .measured = noise->measured + f * VALUES};
        for (int k = 0; k < HINGE_GATES; k++)
            error.gate[k] = times * most[f * VALUES + 1 + (size_t)k];
        if (!isinf(error.value))
            hinge_fault_judge(&table->row[f], view, values, &error, &worst);
        if (!same(&worst, &outcome[f]))
            noise->open[left++] = f;
    }
    noise->n_open = left;
    if (noise->n_open > 0)
        draw_all(noise, table, view, values, outcome);
    for (size_t o = 0; o < noise->n_open; o++) {
        size_t f = noise->open[o];
        const double *sum = noise->value + (2 * table->n + f) * VALUES;
        const double *shift = sum + table->n * VALUES;
        /* noise moves an onset either way: what its draws have on average is the way
         * back from a lag that noise made large, no bias to take off it */
        bool onset = hinge_fault_is_onset(&table->row[f]);
        struct hinge_fault_error error = {.bias = onset ? 0 : shift[0],
                                          .measured = noise->measured + f * VALUES};
        error.value = sqrt(fmax(0, sum[0] / DRAWS - error.bias * error.bias));
        for (int k = 0; k < HINGE_GATES; k++)
            error.gate[k] = sqrt(sum[1 + k] / DRAWS);
        hinge_fault_judge(&table->row[f], view, values, &error, &outcome[f]);
    }
}
