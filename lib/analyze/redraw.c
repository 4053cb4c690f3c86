/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fast errors are a chain of grains of standing, each two hops long: a grain fades in
 * over the first and out over the second, by sine and cosine, so that the variance
 * stays the same. Slow errors are waves. All signals take the same grains and waves,
 * because the landmarks of a frame err together. */
#include "analyze/redraw.h"

#include "base/memory.h"
#include "base/random.h"
#include "body/slow.h"
#include "faults/noise.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;
/* Slow errors: from, to, and how many waves they are made of. */
static const double SLOWEST_HZ = 0.5, FASTEST_HZ = 2;
enum { WAVES = 12 };

/* Where a grain starts, and its sign. */
struct grain {
    size_t start;
    double sign;
};

struct chain {
    struct grain *grain;
    size_t hop, period;
};

static enum hinge_status make_chain(struct hinge_random *random, size_t n, size_t hop,
                                    size_t period, struct chain *chain)
{
    size_t count = n / hop + 2;
    *chain = (struct chain){.grain = hinge_alloc(count, sizeof *chain->grain),
                            .hop = hop,
                            .period = period};
    if (chain->grain == NULL)
        return HINGE_NOMEM;
    for (size_t g = 0; g < count; g++)
        chain->grain[g] = (struct grain){hinge_random_bounded(random, (uint32_t)period),
                                         hinge_random_uniform(random) < 0.5 ? -1 : 1};
    return HINGE_OK;
}

static double grain_at(const struct chain *chain, size_t g, size_t i,
                       const double *series)
{
    const struct grain *grain = &chain->grain[g];
    /* the first grain begins one hop before the recording */
    size_t passed = i + chain->hop - g * chain->hop;
    return grain->sign * series[(grain->start + passed) % chain->period];
}

static void add_chain(const struct chain *chain, const double *series, size_t n,
                      double *x)
{
    for (size_t i = 0; i < n; i++) {
        size_t g = i / chain->hop;
        double u = (double)(i % chain->hop) / (double)chain->hop * PI / 2;
        x[i] += cos(u) * grain_at(chain, g, i, series) +
                sin(u) * grain_at(chain, g + 1, i, series);
    }
}

/* Whether an earlier signal has the same values: the driver is another's name. */
static bool is_alias(const struct hinge_body *body, int s)
{
    for (int k = 0; k < s; k++)
        if (body->signal[k] == body->signal[s])
            return true;
    return false;
}

/* What standing shows that is no slow error, there and back, in series[4 rest]. */
static void fast_errors(const struct hinge_body *body, int s, size_t from, size_t rest,
                        double *series)
{
    size_t period = 2 * rest - 2;
    size_t width = 2 * (size_t)lround(HINGE_SLOW_S * body->rate_hz / 2) + 1;
    double *smooth = series + 2 * rest;
    hinge_noise_rest(body->signal[s], from, rest, 0, series);
    hinge_moving_average(series, 0, period - 1, width, smooth);
    for (size_t i = 0; i < period; i++)
        series[i] -= smooth[i];
}

/* Each wave takes the errors of one frame for its height. */
static void add_waves(struct hinge_random *random, double *wave,
                      struct hinge_body *body)
{
    for (int k = 0; k < WAVES; k++) {
        size_t frame = hinge_random_bounded(random, HINGE_SLOW_FRAMES);
        double hz =
            SLOWEST_HZ + (FASTEST_HZ - SLOWEST_HZ) * hinge_random_uniform(random);
        double phase = 2 * PI * hinge_random_uniform(random);
        for (size_t i = 0; i < body->n; i++)
            wave[i] = sqrt(2.0 / WAVES) *
                      cos(2 * PI * hz * (double)i / body->rate_hz + phase);
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
            if (body->signal[s] == NULL || body->slow_error[s] == NULL ||
                is_alias(body, s))
                continue;
            for (size_t i = 0; i < body->n; i++)
                body->signal[s][i] += body->slow_error[s][frame] * wave[i];
        }
    }
}

enum hinge_status hinge_redraw(const struct hinge_standing *standing, uint64_t draw,
                               uint64_t recording, struct hinge_body *body)
{
    struct hinge_random random;
    struct chain fast = {.grain = NULL};
    size_t rest = hinge_noise_frames(body, standing), n = body->n;
    double *room = hinge_alloc(4 * rest + n, sizeof *room);
    enum hinge_status status = room != NULL ? HINGE_OK : HINGE_NOMEM;
    hinge_random_init(&random, draw, HINGE_STREAM_ERRORS, recording);
    if (status == HINGE_OK && rest > 0)
        status = make_chain(&random, n, rest, 2 * rest - 2, &fast);
    for (int s = 0; s < HINGE_SIGNAL_COUNT && status == HINGE_OK && rest > 0; s++) {
        if (body->signal[s] == NULL || is_alias(body, s))
            continue;
        fast_errors(body, s, standing->from, rest, room);
        add_chain(&fast, room, n, body->signal[s]);
    }
    if (status == HINGE_OK)
        add_waves(&random, room, body);
    free(room);
    free(fast.grain);
    return status;
}
