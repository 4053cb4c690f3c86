/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people a planned study needs. */
#ifndef HINGE_PROTOCOL_PLANNED_POWER_H
#define HINGE_PROTOCOL_PLANNED_POWER_H

#include "protocol/study.h"

/* Fills study->power and summary.power from the options' assumptions: closed forms
 * (noncentral t) and, for a study of at least two conditions, simulated studies
 * analysed by the mixed model. Errors: NOMEM, INTERRUPTED, USAGE of the analyses. */
enum hinge_status hinge_protocol_power(struct hinge_protocol *study,
                                       const struct hinge_progress *progress,
                                       struct hinge_error *error);

#endif
