/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that rows are written with. For rows/ only. */
#ifndef HINGE_FAULTS_ROW_H
#define HINGE_FAULTS_ROW_H

#include "faults/fault.h"

#include <math.h>

#define WINDOW(p)                                                                                  \
    {                                                                                              \
        .parts = HINGE_WINDOW_##p, .p0 = 0, .p1 = 1                                                \
    }
#define PART(p, from, to)                                                                          \
    {                                                                                              \
        .parts = HINGE_WINDOW_##p, .p0 = from, .p1 = to                                            \
    }
#define DOWN_AND_HELD                                                                              \
    {                                                                                              \
        .parts = HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD, .p0 = 0, .p1 = 1                        \
    }

/* Gate: the signal has changed by so much at the bottom, or the fault is refused. */
#define DEEP_ENOUGH(degrees, signal_id)                                                            \
    {                                                                                              \
        .used = true, .signal = HINGE_SIGNAL_##signal_id, .relative = HINGE_RELATIVE_STANDING,     \
        .statistic = HINGE_STATISTIC_MEDIAN, .window = WINDOW(BOTTOM), .least = degrees,           \
        .otherwise = HINGE_SMALL_REFUSED                                                           \
    }
/* Gate: it changes by so much over the window. */
#define MOVES(degrees, signal_id, in, without)                                                     \
    {                                                                                              \
        .used = true, .signal = HINGE_SIGNAL_##signal_id, .statistic = HINGE_STATISTIC_EXCURSION,  \
        .window = in, .least = degrees, .otherwise = HINGE_SMALL_##without                         \
    }

/* Gates: what the list's `contact` says of a reach decides, whatever was computed. */
#define CONTACT_DECIDES(touched)                                                                   \
    {.used = true,                                                                                 \
     .statistic = HINGE_STATISTIC_METRIC,                                                          \
     .metric = touched,                                                                            \
     .if_known = true,                                                                             \
     .phase = HINGE_PHASE_REP,                                                                     \
     .least = 1,                                                                                   \
     .below = true,                                                                                \
     .otherwise = HINGE_SMALL_ABSENT,                                                              \
     .severity = (double)NAN},                                                                     \
    {                                                                                              \
        .used = true, .statistic = HINGE_STATISTIC_METRIC, .metric = touched, .if_known = true,    \
        .phase = HINGE_PHASE_REP, .least = 0.5, .otherwise = HINGE_SMALL_PRESENT,                  \
        .severity = (double)NAN                                                                    \
    }

#endif
