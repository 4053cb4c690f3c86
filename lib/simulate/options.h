/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking the options of a cohort. */
#ifndef HINGE_SIMULATE_OPTIONS_H
#define HINGE_SIMULATE_OPTIONS_H

#include <hinge/simulate.h>

/* USAGE with the option, what was found and what is allowed. */
enum hinge_status hinge_simulate_options_check(const struct hinge_simulate_options *options,
                                               struct hinge_error *error);

#endif
