/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and sentences of the analyses that work by a plan: cues and groups. */
#ifndef HINGE_REPORT_FORESEEN_TABLES_H
#define HINGE_REPORT_FORESEEN_TABLES_H

#include "report/comparison_text.h"

#include <jansson.h>

/* Whether a document is of cues or groups. */
bool hinge_foreseen_is(const json_t *root);

/* Fills a zero-initialised table for readers: "outcomes", "faults" (those that somebody
 * showed), "refusals" or "people" of the document, of every stratum. NOMEM. */
enum hinge_status hinge_foreseen_table(const json_t *root, const char *which,
                                       struct hinge_table *table,
                                       struct hinge_error *error);
/* All of them, each under its title, into the output. */
void hinge_foreseen_print(struct hinge_comparison_output *out, const json_t *root);

/* A sentence per cue, or about the groups. */
void hinge_foreseen_sentences(const json_t *root, double level,
                              struct hinge_text *text);
/* The same as numbers: differences, intervals, sizes, n and p. */
void hinge_foreseen_apa(const json_t *root, double level, struct hinge_text *text);

#endif
