/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a sensor's columns without what its program puts around them. */
#ifndef HINGE_FORMATS_SENSOR_NAMES_H
#define HINGE_FORMATS_SENSOR_NAMES_H

#include <hinge/trial.h>

enum { HINGE_SENSOR_NAME_MAX = 160 };

/* "Shimmer_40AC_Timestamp_Unix_CAL" is Timestamp_Unix, "Hip_Quat_Madge_9DOF_W_LN_CAL"
 * is Quat_Madge_9DOF_W_LN, "roll (rad)" and "roll_deg" are roll. The unit where it is
 * said.
 */
void hinge_sensor_bare(const char *cell, char name[HINGE_SENSOR_NAME_MAX], enum hinge_unit *unit);
char hinge_sensor_initial(const char *cell); /* of the bare name */
bool hinge_sensor_named(const char *cell, const char *wanted);

#endif
