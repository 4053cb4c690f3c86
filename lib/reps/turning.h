/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning points of the driver and phase boundaries between them: method 5.2 and 5.4,
 * as pure functions on the segmentation driver ds (degrees, 3 Hz) and its derivative
 * vs. */
#ifndef HINGE_REPS_TURNING_H
#define HINGE_REPS_TURNING_H

#include "base/parameters.h"

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

struct hinge_turn {
    bool high;
    bool open;    /* the series ended before the movement did */
    bool rebound; /* HIGHs joined */
    size_t index; /* LOW: the minimum; HIGH: the first peak */
    size_t last;  /* HIGH: the last peak when joined, else = index */
    double value; /* ds at the extreme (the larger peak when joined) */
};

struct hinge_turns {
    struct hinge_turn *turn; /* alternating */
    size_t n;
    size_t ghosts; /* smaller movements, prominence 5 deg .. R */
    double R;      /* amplitude used */
};

/* Zig-zag with R = max(seg.R_min, seg.R_frac * (Q95 - Q05)), joined by seg.join, and
 * ghosts counted. NaN samples are skipped. Owned: hinge_turns_clear. */
void hinge_turns_find(const double *ds, const double *vs, size_t n, double rate_hz,
                      const struct hinge_parameters *parameters, struct hinge_turns *turns);
void hinge_turns_clear(struct hinge_turns *turns);

/* The two halves of hinge_turns_find, for tests: without joining; joining in place. */
void hinge_turns_zigzag(const double *ds, const double *vs, size_t n, double rate_hz, double R,
                        struct hinge_turns *turns);
void hinge_turns_join(struct hinge_turns *turns, double share);

enum { HINGE_NO_INDEX = -1 };

/* Boundaries as sample indices, HINGE_NO_INDEX where there is none. */
struct hinge_phase_bounds {
    long desc_start, desc_end, asc_start, asc_end;
};

/* Descent between LOW `low` and HIGH peak `high`; sets desc_start, desc_end. */
void hinge_descent_bounds(const double *ds, const double *vs, size_t low, size_t high,
                          const struct hinge_parameters *parameters,
                          struct hinge_phase_bounds *bounds);
/* Ascent between HIGH peak `high` and LOW `low2`; sets asc_start, asc_end. */
void hinge_ascent_bounds(const double *ds, const double *vs, size_t high, size_t low2,
                         const struct hinge_parameters *parameters,
                         struct hinge_phase_bounds *bounds);

/* Hold without the slow part every smooth turn has: max(0, raw - seg.turn (T_desc +
 * T_asc)).
 */
double hinge_hold_s(double raw_s, double descent_s, double ascent_s, double turn);

#endif
