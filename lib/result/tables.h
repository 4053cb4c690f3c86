/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What JSON is as a table: shapes, trees of rows, fields, typed columns. */
#ifndef HINGE_RESULT_TABLES_H
#define HINGE_RESULT_TABLES_H

#include "result/result.h"

#include <hinge/table.h>
#include <jansson.h>
#include <stdbool.h>

/* What JSON is as a table. */

/* --- The document of an analysis as one flat table. --- */
/* Fills a zero-initialised table: a row per stratum, outcome, term and level, a column
 * per number or word that any of them has; `value` holds those of plain lists. Keys
 * that no row has are left out. Of cues and groups the rows are their outcomes.
 */
void hinge_result_flat(const json_t *root, struct hinge_table *table);

/* --- What every field of a result is, of analyses and of views, by its id: a row of
 * fields.def each. --- */
struct hinge_field_row {
    const char *id;
    enum hinge_role role;
    unsigned what;
    const char *description; /* for a dictionary of columns; NULL: none */
};
enum {
    HINGE_FIELD_OUTCOME = 1,  /* in the unit of the outcome */
    HINGE_FIELD_RATIO = 2,    /* read by factors: 0.002 says as much as 500 */
    HINGE_FIELD_PROGRAMS = 4, /* readers do not get it */
    HINGE_FIELD_INSTEAD = 8,  /* readers do not get it where the row has a prevalence */
};

/* NULL for an id that no row has: names that the data bring, levels, terms. */
const struct hinge_field_row *hinge_field_find(const char *id);
/* That of a column of a table ("trend", "emm cue"): its own or, where the data name
 * columns, that of the table's last word. */
const struct hinge_field_row *hinge_field_of(const char *table, const char *column);
/* The i-th row; NULL past the last. */
const struct hinge_field_row *hinge_field_at(size_t i);
/* Says of columns what they are: the role of who has none yet, by their rows or their
 * type, and the label of who has none. */
void hinge_fields_describe(struct hinge_table *table);

/* --- The tables of a document: objects of objects are a table with a row each, objects of
 * values a table with one row. --- */
/* Fills table[] of a result from its document. */
void hinge_result_tables(struct hinge_result *result);

#endif
