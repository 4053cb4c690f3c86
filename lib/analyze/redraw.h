/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording with its own errors once more: what quiet standing shows of fast errors,
 * and rigid segments of slow ones (method 7.0), is added to every signal. The spread of
 * what is then measured is the measurement error of the recording (method 9.7). */
#ifndef HINGE_ANALYZE_REDRAW_H
#define HINGE_ANALYZE_REDRAW_H

#include "faults/fault.h"

#include <stdint.h>

/* Adds draw number `draw` (from 1) of recording number `recording` to the signals of a
 * body built with own_errors, whose standing is known and whose positions are not
 * scaled yet. NOMEM. */
enum hinge_status hinge_redraw(const struct hinge_standing *standing, uint64_t draw,
                               uint64_t recording, struct hinge_body *body);

#endif
