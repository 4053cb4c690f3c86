/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every field of a result is, of analyses and of views, by its id: a row of
 * fields.def each. */
#ifndef HINGE_RESULT_FIELDS_H
#define HINGE_RESULT_FIELDS_H

#include <hinge/table.h>
#include <stdbool.h>

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
 * type, and the label of who has none. NOMEM. */
enum hinge_status hinge_fields_describe(struct hinge_table *table);
/* Whether an id has something of `what`. */
bool hinge_field_is(const char *id, unsigned what);

#endif
