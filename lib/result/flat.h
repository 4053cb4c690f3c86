/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document of an analysis as one flat table. */
#ifndef HINGE_RESULT_FLAT_H
#define HINGE_RESULT_FLAT_H

#include <hinge/table.h>
#include <jansson.h>

/* Fills a zero-initialised table: a row per stratum, outcome, term and level, a column
 * per number or word that any of them has; `value` holds those of plain lists. Keys
 * that no row has are left out. Of cues and groups the rows are their outcomes. NOMEM.
 */
enum hinge_status hinge_result_flat(const json_t *root, struct hinge_table *table,
                                    struct hinge_error *error);

#endif
