/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration of a public request. */
#ifndef HINGE_CONFIG_OF_REQUEST_H
#define HINGE_CONFIG_OF_REQUEST_H

#include <hinge/config.h>

/* Where a caller gave none, *config becomes `own` with every default. `own` is zero
 * before, and the caller clears it in any case. */
void hinge_config_of(const struct hinge_config **config, struct hinge_config *standard);

#endif
