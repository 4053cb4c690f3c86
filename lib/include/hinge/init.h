/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start of the library. */
#ifndef HINGE_INIT_H
#define HINGE_INIT_H

#include <hinge/status.h>

#define HINGE_VERSION "0.1.0"

/* Sets the handlers and settings of GSL and HDF5. Call once, before anything else and
 * before any thread starts. */
HINGE_API enum hinge_status hinge_init(struct hinge_error *error);

/* HINGE_VERSION as built into the library. */
HINGE_API const char *hinge_version(void);

#endif
