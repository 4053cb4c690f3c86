/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EMG as it is judged (method 7.4). In: samples as delivered; out: band-passed ones
 * and their envelope, in the body's memory. */
#include "body/analog.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

/* Slower samples have lost what EMG is. */
static const double LEAST_RATE_HZ = 1000;

/* A copy in the body's memory; NULL without. */
static double *keep(struct hinge_body *body, const double *x, size_t n)
{
    struct hinge_arena arena = {body->blocks};
    double *copy = hinge_arena_alloc(&arena, n, sizeof *copy);
    body->blocks = arena.head;
    memcpy(copy, x, n * sizeof *copy);
    return copy;
}

/* Where a channel belongs: a muscle, or a plate. */
static struct hinge_muscle *place_of(struct hinge_body *body, int landmark)
{
    if (landmark == HINGE_LANDMARK_force_front_n)
        return &body->front_force;
    int wrench = landmark - HINGE_LANDMARK_force_l_x_n;
    if (wrench >= 0)
        return &body->plate_wrench[wrench / 6][wrench % 6];
    return landmark >= HINGE_LANDMARK_force_l_n
               ? &body->plate_force[landmark - HINGE_LANDMARK_force_l_n]
               : &body->muscle[landmark - HINGE_LANDMARK_gmax_l];
}

static void fill(const struct hinge_analog *analog, const struct hinge_parameters *p,
                 struct hinge_body *body, struct hinge_muscle *muscle)
{
    double rate = analog->rate_hz;
    muscle->n = analog->n;
    muscle->rate_hz = rate;
    muscle->start_s = analog->start_s;
    muscle->band = keep(body, analog->x, analog->n);
    hinge_bandpass(muscle->band, analog->n, rate, p->emg_band.value[0], p->emg_band.value[1]);
    muscle->envelope = keep(body, muscle->band, analog->n);
    for (size_t i = 0; i < analog->n; i++)
        muscle->envelope[i] = fabs(muscle->band[i]);
    hinge_lowpass(muscle->envelope, analog->n, rate, p->emg_env);
}

void hinge_muscles_build(const struct hinge_recording *recording,
                         const struct hinge_parameters *parameters, struct hinge_body *body)
{
    for (int l = HINGE_LANDMARK_gmax_l; l <= HINGE_LANDMARK_moment_r_z_nm; l++) {
        struct hinge_analog analog;
        bool force = l >= HINGE_LANDMARK_force_front_n;
        struct hinge_muscle *muscle = place_of(body, l);
        hinge_analog_read(recording, (enum hinge_landmark)l, body->rate_hz, body->start_s, body->n,
                          &analog);
        if (analog.n > 1 && force) {
            *muscle = (struct hinge_muscle){.n = analog.n,
                                            .rate_hz = analog.rate_hz,
                                            .start_s = analog.start_s,
                                            .band = keep(body, analog.x, analog.n)};
        } else if (analog.n > 1 && hinge_rate_reaches(analog.rate_hz, LEAST_RATE_HZ)) {
            fill(&analog, parameters, body, muscle);
        }
        hinge_analog_clear(&analog);
    }
}
