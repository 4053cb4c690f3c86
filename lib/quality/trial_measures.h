/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures of one recording, for checks. */
#ifndef HINGE_QUALITY_TRIAL_MEASURES_H
#define HINGE_QUALITY_TRIAL_MEASURES_H

#include "quality/check.h"

/* Whether angles need the landmark; those of face and arms are not needed. */
bool hinge_quality_needs(enum hinge_landmark landmark);

/* Everything unknown: texts "", numbers NaN. */
void hinge_quality_init(struct hinge_quality *quality);

/* Fills result and the numbers of a recording, from its info and parameters. Any
 * thread. A recording that can't be used is a result. */
void hinge_quality_measure(const struct hinge_recording *recording, bool allow_inferred,
                           struct hinge_quality *quality);

#endif
