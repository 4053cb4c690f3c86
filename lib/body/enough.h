/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a recording has the landmarks that any tier needs (SCIENCE 1.5, tier N), told
 * before its clock, unit, vertical and facing are asked for. */
#ifndef HINGE_BODY_ENOUGH_H
#define HINGE_BODY_ENOUGH_H

#include "body/body.h"

/* OK, or INPUT INSUFFICIENT_LANDMARKS with the shares of frames of what is needed, for
 * a recording of points; other recordings are OK. NOMEM. */
enum hinge_status hinge_enough_check(const struct hinge_body_request *request,
                                     struct hinge_error *error);

/* INPUT INSUFFICIENT_LANDMARKS with those shares, "" without points. NOMEM. */
enum hinge_status hinge_enough_refuse(const struct hinge_body_request *request,
                                      struct hinge_error *error);

#endif
