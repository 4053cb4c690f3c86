/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a request names, so that no others are read. */
#ifndef HINGE_COMPARE_NAMED_H
#define HINGE_COMPARE_NAMED_H

#include "base/text.h"

#include <hinge/stats.h>
#include <hinge/table.h>

/* Appends every word of the request that could be a column's name, and the columns that
 * analyses look for by themselves, joined by commas. */
void hinge_named_columns(const struct hinge_stats_request *request, struct hinge_text *names);

/* Whether the request names a column that the table does not have: then all are read,
 * so that the message can say what there is. */
bool hinge_named_is_lacking(const struct hinge_stats_request *request,
                            const struct hinge_table *table);

#endif
