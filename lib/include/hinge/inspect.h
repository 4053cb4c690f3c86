/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what a file is. */
#pragma once

#include <hinge/config.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* Says what a file is and what it can be used for: rows of `item` and `value` ("format", "why",
 * "landmarks", "rate_hz", "tier", …). For study and results files the rows say what they contain. A
 * recording that cannot be read is an error, but *table still lists what was tried. */
HINGE_API enum hinge_status hinge_inspect(const char *path, const struct hinge_config *config,
                                          struct hinge_table *table, struct hinge_error *error);

HINGE_END_C_DECLS
