/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zero-lag high-pass and band-pass, by the low-pass: a Butterworth filter made by the
 * bilinear transform turns into the high-pass of the mirrored cutoff when every second
 * sample changes its sign (z becomes -z). In place. */
#include "signal/signal.h"

static void alternate(double *x, size_t n)
{
    for (size_t i = 1; i < n; i += 2)
        x[i] = -x[i];
}

void hinge_bandpass(double *x, size_t n, double rate_hz, double low_hz, double high_hz)
{
    double mean = hinge_mean(x, n);
    for (size_t i = 0; i < n; i++) /* what the high-pass takes, without its transient */
        x[i] -= mean;
    alternate(x, n);
    hinge_lowpass(x, n, rate_hz, 0.5 * rate_hz - low_hz);
    alternate(x, n);
    hinge_lowpass(x, n, rate_hz, high_hz);
}
