/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of a series followed by zeros: what a spectral arc length is made of. */
#ifndef HINGE_SIGNAL_FOURIER_H
#define HINGE_SIGNAL_FOURIER_H

#include "signal/signal.h"

/* |X(k)|² for k = 0..length/2 of v[n] and length - n zeros, `length` a power of two, at
 * least n; they stay until the next call. NULL without memory. */
const double *hinge_power_padded(struct hinge_fourier *fourier, const double *v,
                                 size_t n, size_t length);

#endif
