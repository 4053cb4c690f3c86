/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a fixed count of decimals, as recordings have them. */
#ifndef HINGE_SIMULATE_FIXED_H
#define HINGE_SIMULATE_FIXED_H

#include "base/text.h"

/* Adds `value` rounded to `digits` (0 to 9) decimals, '.' in any locale. NaN and values
 * of 1e9 and more add nothing. */
void hinge_fixed_add(struct hinge_text *text, double value, int digits);

#endif
