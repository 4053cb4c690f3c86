/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people a planned study needs. */
#ifndef HINGE_PROTOCOL_PLANNED_POWER_H
#define HINGE_PROTOCOL_PLANNED_POWER_H

#include "protocol/study.h"

/* Fills study->power and summary.power from the options' assumptions: closed forms
 * (noncentral t) of people's means. Errors: USAGE of the analysis. */
enum hinge_status hinge_protocol_power(struct hinge_protocol *study, struct hinge_error *error);

#endif
