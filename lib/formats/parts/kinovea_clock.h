/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time column of Kinovea's exports. */
#ifndef HINGE_FORMATS_KINOVEA_CLOCK_H
#define HINGE_FORMATS_KINOVEA_CLOCK_H

#include <hinge/trial.h>

/* Whole numbers in steps of one count frames, and 0 to exactly 1 is normalised: neither
 * is a clock, and a note says so. */
void hinge_kinovea_clock(struct hinge_recording *recording);

#endif
