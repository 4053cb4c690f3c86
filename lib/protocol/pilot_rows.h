/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pilot says of how much people and repetitions deviate. */
#ifndef HINGE_PROTOCOL_PILOT_ROWS_H
#define HINGE_PROTOCOL_PILOT_ROWS_H

#include "protocol/study.h"

/* Fits options->pilot: the baseline with the first other cue of the plan that the pilot
 * has, within groups when it has two. Fills study->pilot, and numbers.simulated and
 * mcse with the power at numbers.alpha. Errors: INPUT and USAGE that begin with the
 * pilot's name, NOMEM, INTERRUPTED. */
enum hinge_status hinge_protocol_pilot_read(struct hinge_protocol *study,
                                            const struct hinge_progress *progress,
                                            struct hinge_error *error);

/* The paragraph of the preregistration on it. */
void hinge_protocol_pilot_say(const struct hinge_protocol *study,
                              struct hinge_text *out);

#endif
