/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as a chain of grains, each two hops long: a grain fades in over the first and
 * out over the second, by sine and cosine, so that the variance stays the same. All
 * signals take the same grains, because the landmarks of a frame err together. */
#include "analyze/redraw.h"

#include "base/memory.h"
#include "base/random.h"
#include "faults/noise.h"

#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;
/* Half the length of a slow grain: slow errors are of 0.5 to 2 Hz. */
static const double SLOW_HOP_S = 0.5;

/* What two grains of a chain take: where each starts, and its sign. */
struct grain {
    size_t start;
    double sign;
};

struct chain {
    struct grain *grain;
    size_t hop, period;
    bool moves; /* a grain goes on in its series; else it stays at one value */
};

static enum hinge_status make_chain(struct hinge_random *random, size_t n, size_t hop,
                                    size_t period, bool moves, struct chain *chain)
{
    size_t count = n / hop + 2;
    *chain = (struct chain){.grain = hinge_alloc(count, sizeof *chain->grain),
                            .hop = hop,
                            .period = period,
                            .moves = moves};
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
    size_t passed = chain->moves ? i + chain->hop - g * chain->hop : 0;
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

enum hinge_status hinge_redraw(const struct hinge_standing *standing, uint64_t draw,
                               uint64_t recording, struct hinge_body *body)
{
    struct hinge_random random;
    struct chain fast = {.grain = NULL}, slow = {.grain = NULL};
    size_t rest = hinge_noise_frames(body, standing), n = body->n;
    size_t hop = (size_t)fmax(1, SLOW_HOP_S * body->rate_hz);
    double *series = hinge_alloc(2 * rest + 1, sizeof *series);
    enum hinge_status status = series != NULL ? HINGE_OK : HINGE_NOMEM;
    hinge_random_init(&random, draw, HINGE_STREAM_ERRORS, recording);
    if (status == HINGE_OK)
        status = make_chain(&random, n, hop, HINGE_SLOW_FRAMES, false, &slow);
    if (status == HINGE_OK && rest > 0)
        status = make_chain(&random, n, rest, 2 * rest - 2, true, &fast);
    for (int s = 0; s < HINGE_SIGNAL_COUNT && status == HINGE_OK; s++) {
        if (body->signal[s] == NULL || is_alias(body, s))
            continue;
        if (rest > 0) { /* before anything is added */
            hinge_noise_rest(body->signal[s], standing->from, rest,
                             standing->noise_sd[s], series);
            add_chain(&fast, series, n, body->signal[s]);
        }
        if (body->slow_error[s] != NULL)
            add_chain(&slow, body->slow_error[s], n, body->signal[s]);
    }
    free(series);
    free(fast.grain);
    free(slow.grain);
    return status;
}
