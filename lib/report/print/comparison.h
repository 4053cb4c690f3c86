/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of analyses as text. */
#pragma once

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

/* --- Planned outcomes of cues and groups as tables, and on paper. --- */

/* --- as a journal prints them --- */

/* Fills a zero-initialised table with the outcomes that at least one person has a value of; its
 * caption has the comparison, the test, the level, and what is the same in every row. Appends to
 * the notes a line for each reason why planned outcomes are missing. labels may be NULL. */
void hinge_planned_paper(const struct hinge_result *result, const struct hinge_label_list *labels,
                         struct hinge_table *table, struct hinge_text *notes);
/* Puts words where ids of outcomes are that have no label, as sentences call them. */
void hinge_planned_name_outcomes(struct hinge_table *table, const struct hinge_label_list *labels);
/* Labels for the cells of these tables: `given` (may be NULL), and the titles of outcomes from the
 * config or the request, or `what` changes in place of its change. Must be cleared in any case. */
struct hinge_planned_labels {
    struct hinge_label_list list;
    struct hinge_arena arena;
};
void hinge_planned_labels(const struct hinge_result *result, const struct hinge_label_list *given,
                          bool what, struct hinge_planned_labels *out);
void hinge_planned_labels_clear(struct hinge_planned_labels *labels);

/* --- the table `changes` --- */
/* Groups, in the order in which they are listed, with their people; `all` of any group. */
struct hinge_people_of_groups {
    size_t n, all, *people;
    const char **group;
};
/* Sets result->change, a row a group of each planned outcome that somebody has a value of;
 * described: nobody says what happened between the levels, so none has a p. */
void hinge_result_changes(struct hinge_result *result, const struct hinge_people_of_groups *of,
                          bool described);
/* Adds these rows to a table, which has or gets their columns. */
void hinge_changes_table(const struct hinge_result *result, struct hinge_table *table);
/* The id of a planned outcome as options take it: "severity:" before that of a fault's severity.
 * Returns cell. */
const char *hinge_planned_id(const struct hinge_planned_outcome *row, char *cell, size_t room);

/* --- Table 2 of a paper: the table `changes`, and the groups, of several results --- */
struct hinge_table2 {
    struct hinge_table numbers, paper; /* every digit with IDs; as a journal prints it */
    double level;                      /* of its intervals, in percent */
    bool cues, loads;                  /* what its rows compare, beside visits and groups */
    struct hinge_text notes, people;   /* below it, `people` last */
    struct hinge_planned_labels labels[8];
    size_t n;
};
/* Zero-initialise; adds the rows of a result (hinge_result_changes). `comparison` is a name of
 * hinge_page_comparisons, each at most once. given may be NULL. */
void hinge_table2_add(struct hinge_table2 *table2, const char *comparison,
                      const struct hinge_result *result, const struct hinge_label_list *given);
/* After the last of at least one result. Returns the labels with which it is printed. */
const struct hinge_label_list *hinge_table2_end(struct hinge_table2 *table2);
void hinge_table2_clear(struct hinge_table2 *table2);

/* --- as tables: cues and groups --- */

/* Whether a result has planned outcomes. */
bool hinge_planned_are(const struct hinge_result *result);

/* Fills a zero-initialised table of the result, with all its strata: "outcomes", "values" (of
 * each of three or more groups), "faults" (those that were detected in at least one person),
 * "refusals" or "people". */
void hinge_planned_table(const struct hinge_result *result, const char *which,
                         struct hinge_table *table);
/* Prints these tables into the output, each under its title. A brief output has only the outcomes
 * that an answer needs, or the first table with rows. Returns the number of tables that were not
 * printed. */
size_t hinge_planned_add_tables(struct hinge_comparison_output *out,
                                const struct hinge_result *result);
