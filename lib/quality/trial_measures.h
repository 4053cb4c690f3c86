/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured of one recording. */
#ifndef HINGE_QUALITY_TRIAL_MEASURES_H
#define HINGE_QUALITY_TRIAL_MEASURES_H

#include "quality/check.h"

/* Whether angles need a landmark; face and arms carry none. */
bool hinge_quality_needs(enum hinge_landmark landmark);

/* Everything unknown: texts "", numbers NaN. */
void hinge_quality_init(struct hinge_quality *quality);

/* Fills result and the numbers of a recording, from its info and parameters. Any
 * thread. A recording that can't be used is a result. */
void hinge_quality_measure(const struct hinge_recording *recording, bool allow_inferred,
                           struct hinge_quality *quality);

#endif
