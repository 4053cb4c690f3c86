/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes of cues and groups as tables, and on paper. */
#ifndef HINGE_REPORT_PLANNED_H
#define HINGE_REPORT_PLANNED_H

#include "base/memory.h"
#include "base/text.h"
#include "report/comparison.h"

#include <hinge/report.h>
#include <hinge/result.h>

/* Tables of planned outcomes as a journal prints them. */

/* The outcomes that somebody has a value of, as hinge_planned_table. */
void hinge_planned_valued_table(const struct hinge_result *result, struct hinge_table *table);
/* "Not shown, because it was not recorded: wall touched with wall tap.", a line for
 * each cause of planned outcomes that nobody has. Appended. labels may be NULL. */
void hinge_planned_unmeasured(const struct hinge_result *result,
                              const struct hinge_label_list *labels, struct hinge_text *notes);
/* Columns go that no row has a value in, the direction expected, and the phase where
 * rows tell themselves apart without it. With a caption n, cue and role go that are the
 * same in every row, and it says them. */
void hinge_planned_for_paper(struct hinge_table *table, const struct hinge_label_list *labels,
                             struct hinge_text *caption);
/* Labels of the cells of its tables: those given, and titles of outcomes that the
 * config or the request gave. Clear them, whatever is returned. given may be NULL. */
struct hinge_planned_labels {
    struct hinge_label_list list;
    struct hinge_arena arena;
};
void hinge_planned_labels(const struct hinge_result *result, const struct hinge_label_list *given,
                          struct hinge_planned_labels *out);
void hinge_planned_labels_clear(struct hinge_planned_labels *labels);
/* What a paper prints above the outcomes: what is compared, by which test, at which
 * level. Appended. */
void hinge_planned_caption(const struct hinge_result *result, struct hinge_text *out);

/* --- Tables of planned outcomes: cues and groups. --- */
/* Whether a result is of planned outcomes. */
bool hinge_planned_are(const struct hinge_result *result);

/* Fills a zero-initialised table for readers: "outcomes", "faults" (those
 * that somebody showed), "refusals" or "people" of the result, of every stratum.
 */
void hinge_planned_table(const struct hinge_result *result, const char *which,
                         struct hinge_table *table);
/* All of them, each under its title, into the output; briefly the outcomes that an
 * answer needs, or the first that has rows. Returns how many are left. */
size_t hinge_planned_print(struct hinge_comparison_output *out, const struct hinge_result *result);

#endif
