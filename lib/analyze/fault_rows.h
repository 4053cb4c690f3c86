/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of a run: the built-in rows, changed and added to as a config says. */
#ifndef HINGE_ANALYZE_FAULT_ROWS_H
#define HINGE_ANALYZE_FAULT_ROWS_H

#include "faults/fault.h"

#include <hinge/config.h>

/* USAGE "file:line: …" for a section or key that can't be; the caller clears the table
 * in any case. */
enum hinge_status hinge_fault_rows_make(const struct hinge_config *config,
                                        struct hinge_fault_table *faults,
                                        struct hinge_error *error);

#endif
