/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resampling the noise of quiet standing (method 7.0). The landmarks of a frame err
 * together, so all signals take the same frames of standing, forwards and backwards
 * from a place that is drawn. */
#include "faults/noise.h"

#include "base/random.h"
#include "faults/rules.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

/* Draws: their SD is known within a sixth. */
enum { DRAWS = 20, VALUES = 1 + HINGE_GATES };
/* Less standing does not show what the filter lets through. */
static const double LEAST_STANDING_S = 0.4;
/* Noise is added this far around a repetition: setup, lockout, averages. */
static const double AROUND_S = 1.5;

/* A series of the recording, its copy that gets noise, and what it does in standing
 * about a straight line. */
struct hinge_noise_series {
    const double *own;
    double *noisy, *rest;
};

/* The noise of x[from..to]; `least` is its SD over all quiet windows, which is larger
 * where the stillest window was quiet by chance. */
static void fill_rest(const double *x, size_t from, size_t n, double least,
                      double *rest)
{
    double middle = ((double)n - 1) / 2, sxy = 0, sxx = 0, ss = 0;
    double mean = hinge_mean(x + from, n);
    for (size_t i = 0; i < n; i++) {
        double t = (double)i - middle, y = x[from + i];
        sxy += isnan(y) ? 0 : t * (y - mean);
        sxx += t * t;
    }
    for (size_t i = 0; i < n; i++) {
        double e = x[from + i] - mean - sxy / sxx * ((double)i - middle);
        rest[i] = isnan(e) ? 0 : e;
        ss += rest[i] * rest[i];
    }
    double sd = sqrt(ss / (double)(n - 2));
    for (size_t i = 0; sd > 0 && least > sd && i < n; i++)
        rest[i] *= least / sd;
}

/* Gives the noisy body its own copy of a series; one that two names share has one. */
static enum hinge_status add_series(struct hinge_noise *noise, double **slot,
                                    size_t from, double least)
{
    struct hinge_noise_series *s = noise->series;
    const double *own = *slot;
    size_t n = noise->own->n;
    for (size_t k = 0; k < noise->n_series; k++)
        if (own == NULL || s[k].own == own) {
            *slot = own == NULL ? NULL : s[k].noisy;
            return HINGE_OK;
        }
    if (own == NULL)
        return HINGE_OK;
    s += noise->n_series++;
    *s = (struct hinge_noise_series){
        .own = own,
        .noisy = hinge_arena_alloc(&noise->arena, n, sizeof *s->noisy),
        .rest = hinge_arena_alloc(&noise->arena, noise->n_rest, sizeof *s->rest)};
    if (s->noisy == NULL || s->rest == NULL)
        return HINGE_NOMEM;
    memcpy(s->noisy, own, n * sizeof *own);
    fill_rest(own, from, noise->n_rest, least, s->rest);
    *slot = s->noisy;
    return HINGE_OK;
}

static void want(bool *family, size_t metric)
{
    size_t families;
    const struct hinge_metric_family *const *list = hinge_metric_family_list(&families);
    for (size_t f = 0; f < families && metric > 0; f++) {
        if (metric < list[f]->n) {
            family[f] = strcmp(list[f]->id, "emg") != 0; /* muscles have their own */
            return;
        }
        metric -= list[f]->n;
    }
}

static void want_families(const struct hinge_fault_table *table, bool *family)
{
    for (size_t f = 0; f < table->n; f++) {
        want(family, table->row[f].metric_at);
        want(family, table->row[f].fallback_metric_at);
        for (int k = 0; k < HINGE_GATES; k++)
            want(family, table->row[f].gate[k].metric_at);
    }
}

enum hinge_status hinge_noise_init(struct hinge_noise *noise,
                                   const struct hinge_fault_table *table,
                                   const struct hinge_rep_view *view)
{
    const struct hinge_standing *standing = &view->reps->standing;
    size_t from = standing->from, count = hinge_metric_count() * HINGE_PHASE_COUNT;
    enum hinge_status status = HINGE_OK;
    size_t families;
    hinge_metric_family_list(&families);
    *noise = (struct hinge_noise){
        .own = view->body, .body = *view->body, .reps = *view->reps};
    noise->n_rest = standing->found && standing->to > from &&
                            standing->source != HINGE_STANDING_calibration &&
                            standing->to < view->body->n
                        ? standing->to - from + 1
                        : 0;
    if ((double)noise->n_rest < LEAST_STANDING_S * view->body->rate_hz ||
        noise->n_rest < 5)
        return HINGE_OK;
    struct hinge_arena *arena = &noise->arena;
    noise->series =
        hinge_arena_alloc(arena, HINGE_SIGNAL_COUNT + 16, sizeof *noise->series);
    noise->values = hinge_arena_alloc(arena, count, sizeof *noise->values);
    noise->value =
        hinge_arena_alloc(arena, 4 * VALUES * table->n, sizeof *noise->value);
    noise->family = hinge_arena_alloc(arena, families, sizeof *noise->family);
    if (noise->series == NULL || noise->values == NULL || noise->value == NULL ||
        noise->family == NULL)
        return HINGE_NOMEM;
    memset(noise->family, 0, families * sizeof *noise->family);
    want_families(table, noise->family);
    for (int s = 0; s < HINGE_SIGNAL_COUNT && status == HINGE_OK; s++)
        status = add_series(noise, &noise->body.signal[s], from, standing->noise_sd[s]);
    for (int k = 0; k < 12 && status == HINGE_OK; k++)
        status = add_series(noise, &noise->body.dowel[k / 2][k % 2], from, 0);
    if (status == HINGE_OK)
        status = add_series(noise, &noise->reps.ds, from, 0);
    if (status == HINGE_OK)
        status = add_series(noise, &noise->reps.vs, from, 0);
    noise->known = status == HINGE_OK;
    return status;
}

void hinge_noise_clear(struct hinge_noise *noise)
{
    hinge_arena_clear(&noise->arena);
}

/* Noise on frames from..to of every series: standing as it was, there and back. */
static void draw(struct hinge_noise *noise, struct hinge_random *random, size_t from,
                 size_t to)
{
    size_t period = 2 * noise->n_rest - 2;
    size_t start = hinge_random_bounded(random, (uint32_t)period);
    double sign = hinge_random_uniform(random) < 0.5 ? -1 : 1;
    for (size_t k = 0; k < noise->n_series; k++) {
        const struct hinge_noise_series *s = &noise->series[k];
        for (size_t i = from; i <= to; i++) {
            size_t at = (start + i - from) % period;
            s->noisy[i] =
                s->own[i] + sign * s->rest[at < noise->n_rest ? at : period - at];
        }
    }
}

static void give_back(struct hinge_noise *noise, size_t from, size_t to)
{
    for (size_t k = 0; k < noise->n_series; k++)
        memcpy(noise->series[k].noisy + from, noise->series[k].own + from,
               (to - from + 1) * sizeof(double));
}

/* Value and gates of every row, row after row. */
static enum hinge_status measure_all(const struct hinge_fault_table *table,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_value *values, double *value)
{
    enum hinge_status status = HINGE_OK;
    for (size_t f = 0; f < table->n && status == HINGE_OK; f++)
        status = hinge_fault_values(&table->row[f], view, values, value + f * VALUES);
    return status;
}

/* Frames a repetition is measured in. */
static void extent(const struct hinge_rep_view *view, size_t *from, size_t *to)
{
    const struct hinge_phase_bounds *b = &view->rep->bounds;
    const long all[] = {b->desc_start, b->desc_end, b->asc_start, b->asc_end};
    long around = lround(AROUND_S * view->body->rate_hz),
         last = (long)view->body->n - 1;
    long low = last, high = 0;
    for (int k = 0; k < 4; k++)
        if (all[k] != HINGE_NO_INDEX) {
            low = all[k] < low ? all[k] : low;
            high = all[k] > high ? all[k] : high;
        }
    *from = (size_t)(low > around ? low - around : 0);
    *to = (size_t)(high + around < last ? high + around : last);
}

enum hinge_status hinge_noise_errors(struct hinge_noise *noise,
                                     const struct hinge_fault_table *table,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_value *values,
                                     struct hinge_fault_error *error)
{
    struct hinge_rep_view noisy = *view;
    struct hinge_random random;
    size_t n = table->n * VALUES, from, to;
    double *own = noise->value, *now = own + n, *sum = now + n, *shift = sum + n;
    noisy.body = &noise->body;
    noisy.reps = &noise->reps;
    extent(view, &from, &to);
    hinge_random_init(&random, 1, HINGE_STREAM_NOISE, (uint64_t)from);
    memset(sum, 0, 2 * n * sizeof *sum);
    memcpy(noise->values, values,
           hinge_metric_count() * HINGE_PHASE_COUNT * sizeof *values);
    enum hinge_status status = measure_all(table, view, values, own);
    for (int r = 0; r < DRAWS && status == HINGE_OK; r++) {
        draw(noise, &random, from, to);
        status = hinge_metrics_compute_some(&noisy, noise->family, noise->values);
        if (status == HINGE_OK)
            status = measure_all(table, &noisy, noise->values, now);
        for (size_t i = 0; i < n;
             i++) { /* what noise makes unmeasurable says nothing */
            double change = isnan(now[i]) ? 0 : now[i] - own[i];
            sum[i] += change * change;
            shift[i] += change / DRAWS;
        }
    }
    give_back(noise, from, to);
    for (size_t f = 0; f < table->n; f++) {
        const double *s = sum + f * VALUES, *b = shift + f * VALUES;
        error[f].bias = b[0];
        error[f].value = sqrt(fmax(0, s[0] / DRAWS - b[0] * b[0]));
        for (int k = 0; k < HINGE_GATES; k++)
            error[f].gate[k] = sqrt(s[1 + k] / DRAWS);
    }
    return status;
}
