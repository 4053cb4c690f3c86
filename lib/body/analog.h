/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals beside a recording: EMG and force at their own rate. */
#ifndef HINGE_BODY_ANALOG_H
#define HINGE_BODY_ANALOG_H

#include "body/body.h"

#include <hinge/status.h>
#include <hinge/trial.h>

/* One signal as delivered, evenly sampled: x[i] at start_s + i / rate_hz on the
 * recording's own clock (that of hinge_body.start_s); NaN where a sample is missing.
 * Owned: hinge_analog_clear. */
struct hinge_analog {
    size_t n;
    double rate_hz, start_s;
    double *x;
};

/* The samples of `signal` (HINGE_LANDMARK_gmax_l … force_r_n). frame_rate_hz is the
 * recording's rate, start_s the time of its first frame and `frames` how many there are
 * with those that were lost, for samples that are told only by their place within a
 * frame (Devices, C3D, a column). n is 0 where the recording has none. NOMEM. */
void hinge_analog_read(const struct hinge_recording *recording, enum hinge_landmark signal,
                       double frame_rate_hz, double start_s, size_t frames,
                       struct hinge_analog *analog);
/* Fills body's muscles and forces from what the recording brings. NOMEM. */
void hinge_muscles_build(const struct hinge_recording *recording,
                         const struct hinge_parameters *parameters, struct hinge_body *body);
void hinge_analog_clear(struct hinge_analog *analog);

#endif
