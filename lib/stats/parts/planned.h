/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes in words: what sentences on cues and on groups share. */
#ifndef HINGE_STATS_PARTS_PLANNED_H
#define HINGE_STATS_PARTS_PLANNED_H

#include "base/text.h"

#include <hinge/result.h>
#include <jansson.h>

/* Text of an entry of the plan or row of the results; NULL where it has none. */
const char *hinge_cues_text(const json_t *object, const char *key);
bool hinge_cues_is_primary(const json_t *row);

/* How far a comparison can go: nothing to say, values without inference (fewer than 3
 * participants, or values that do not vary), an interval that holds 0, one that does
 * not. */
enum hinge_sure { HINGE_NOTHING, HINGE_VALUES, HINGE_OPEN, HINGE_SURE };
/* "6.1 to 3.0°": values of two levels with as many decimals as their size earns. */
void hinge_say_value(struct hinge_text *text, double value, const char *unit);

/* What an analysis says of its typed rows: sentences, a line each, and lines in the
 * style of the American Psychological Association. */
void hinge_cue_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                     struct hinge_text *apa);
void hinge_group_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                       struct hinge_text *apa);

#endif
