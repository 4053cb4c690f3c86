/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the points of formats that only tests need. */
#ifndef TESTS_SIMULATE_NAMES_H
#define TESTS_SIMULATE_NAMES_H

#include "simulate/simulate.h"

extern const struct hinge_marker test_names_body25[25];
extern const struct hinge_marker test_names_halpe26[26];
extern const struct hinge_marker test_names_kinect25[25];
extern const struct hinge_marker test_names_azure[19];
extern const struct hinge_marker test_names_azure32[32];
extern const struct hinge_marker test_names_mvn[5];
extern const struct hinge_marker test_names_opensim[8];
extern const struct hinge_marker test_names_own_angles[6];

#endif
