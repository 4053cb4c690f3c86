/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes: what cues and groups share of their rows, and their sentences. */
#ifndef HINGE_STATS_PARTS_PLANNED_H
#define HINGE_STATS_PARTS_PLANNED_H

#include "base/text.h"
#include "result/result.h"
#include "stats/numbers/compared.h"
#include "stats/run/analysis.h"

#include <hinge/result.h>
#include <jansson.h>

/* An outcome of the plan: what is known before it is compared, the table's columns that have it
 * (NULL: none), and the parts of its row that are known (HINGE_PLANNED_ROW, ...). */
struct hinge_planned_entry {
    struct hinge_planned_outcome row;
    const char *column, *matched; /* matched: at matched depth */
    unsigned parts;
    double least_p; /* of its test */
};
struct hinge_planned_entry hinge_planned_entry_of(const json_t *entry, bool paired);
/* Appends the known parts as a row of a document. */
void hinge_planned_put(json_t *list, const struct hinge_planned_entry *entry);

/* Takes the difference, its test and interval into the row. */
void hinge_planned_take(struct hinge_planned_entry *entry, const struct hinge_compared *compared);
/* Families of tests: the planned outcomes, the secondary and further ones, faults that somebody
 * showed. Adjusts p (Holm) in each that can reach alpha, and says what differs; of one that
 * cannot, and of what is in no family, p goes. */
void hinge_planned_judge(struct hinge_analysis *analysis, struct hinge_planned_entry *entry,
                         size_t n);

/* "6.1°": a value with as many decimals as its size earns. */
void hinge_say_value(struct hinge_text *text, double value, const char *unit);

/* What an analysis says of its typed rows: sentences, a line each, and lines in the
 * style of the American Psychological Association. */
void hinge_cue_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                     struct hinge_text *apa);
void hinge_group_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                       struct hinge_text *apa);

#endif
