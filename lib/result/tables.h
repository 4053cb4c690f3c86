/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables from the document of an analysis: rows, fields, typed columns. */
#pragma once

#include "result/result.h"

#include <jansson.h>

/* --- The document of an analysis as one flat table. --- */
/* Fills a zero-initialised table: a row per stratum, outcome, term and level, a column for each
 * number or word that any row has (`value` for plain lists), without empty columns. For cues and
 * groups the rows are their outcomes. */
void hinge_result_flat(const json_t *root, struct hinge_table *table);

/* --- The fields of results, a row of fields.def each. --- */
struct hinge_field_row {
    const char *id;
    enum hinge_role role;
    unsigned what;
    const char *description; /* for a dictionary of columns; NULL: none */
};
enum {
    HINGE_FIELD_OUTCOME = 1,  /* has the unit of the outcome */
    HINGE_FIELD_RATIO = 2,    /* compared by factors, so small values need digits */
    HINGE_FIELD_PROGRAMS = 4, /* only in tables for programs */
    HINGE_FIELD_INSTEAD = 8,  /* only in tables for programs if the row has a prevalence */
};

/* The row of an id; NULL for names from the data, levels, terms. */
const struct hinge_field_row *hinge_field_find(const char *id);
/* The row of a column: its own or, if the data name the columns, that of the last word of the
 * table's name ("trend", "emm cue"). */
const struct hinge_field_row *hinge_field_of(const char *table, const char *column);
/* The i-th row; NULL past the last. */
const struct hinge_field_row *hinge_field_at(size_t i);
/* Sets the missing roles of columns, from their rows or types, and missing labels. */
void hinge_fields_describe(struct hinge_table *table);
