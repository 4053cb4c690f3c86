/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, before anything is done with it. */
#ifndef HINGE_INSPECT_H
#define HINGE_INSPECT_H

#include <hinge/config.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* What one file is and what it could be used for: rows of `item` and `value` ("format",
 * "why", "landmarks", "rate_hz", "tier", …), or for study and results files their
 * contents. A recording that can't be read is an error, but *table still says what was
 * tried. */
HINGE_API enum hinge_status hinge_inspect(const char *path, const struct hinge_config *config,
                                          struct hinge_table *table, struct hinge_error *error);

HINGE_END_C_DECLS

#endif
