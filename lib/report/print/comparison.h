/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of analyses as text. */
#ifndef HINGE_REPORT_COMPARISON_H
#define HINGE_REPORT_COMPARISON_H

#include "report/tables/view.h"

#include <hinge/report.h>
#include <jansson.h>

/* A result that is being written; the first failure is kept. */
struct hinge_comparison_output {
    const char *writer;
    struct hinge_writer_options options;
    struct hinge_text text;
    enum hinge_status status;
    struct hinge_error *error;
};

/* Writes a table under a title (NULL: none), with the digits of its columns. */
void hinge_comparison_table_show(struct hinge_comparison_output *out,
                                 const struct hinge_table *table, const char *title);

/* Adds how the rows of an analysis became people, and who is excluded. */
void hinge_comparison_add_people(const json_t *document, struct hinge_text *words);

/* --- Tables made from what hinge-compare wrote as JSON. --- */
/* Whether a file begins like JSON of hinge-compare. */
bool hinge_document_is(const char *path);
/* Reads such a file; hinge_result_free, also after an error. */
enum hinge_status hinge_document_read(const char *path, const char *analysis,
                                      struct hinge_result **result, struct hinge_error *error);

/* A view that is called as its analysis (cues, groups) fills its table from the document that the
 * request names: for readers the outcomes of hinge_planned_table, else one flat table. A document
 * of another analysis, or none, fails the table. */
void hinge_tab_document(struct hinge_tabulation *tab);

#endif
