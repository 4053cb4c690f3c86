/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes in words: what sentences on cues and on groups share. */
#ifndef HINGE_STATS_PLANNED_PLANNED_WORDS_H
#define HINGE_STATS_PLANNED_PLANNED_WORDS_H

#include "base/text.h"

#include <hinge/result.h>

/* How far a comparison can go: nothing to say, values without inference (fewer than 3
 * participants, or values that do not vary), an interval that holds 0, one that does
 * not. */
enum hinge_sure { HINGE_NOTHING, HINGE_VALUES, HINGE_OPEN, HINGE_SURE };

/* Of the change at `change` (the row's own or at matched depth); HINGE_OPEN at most of
 * one that turns. */
enum hinge_sure hinge_planned_sure(const struct hinge_planned_outcome *row,
                                   const struct hinge_change *change);

/* Whether the change has the other sign at matched depth: neither is then called one
 * (method 8.2). */
bool hinge_planned_turns(const struct hinge_planned_outcome *row);

/* "6.1°" and "95% CI 4.3 to 8.0" with the decimals that the interval earns; signed, or
 * sizes of a change whose direction is said in words. */
void hinge_say_amount(struct hinge_text *text, const struct hinge_change *change, const char *unit,
                      bool sized);
void hinge_say_interval(struct hinge_text *text, const struct hinge_change *change, bool sized,
                        double level);
/* "6.1 to 3.0°": values of two levels with as many decimals as their size earns. */
void hinge_say_value(struct hinge_text *text, double value, const char *unit);

/* With fewer than 6 participants (in a group) one sentence on what that means: the
 * exact test must agree before a direction counts. Nothing of enough. */
void hinge_say_few(struct hinge_text *text, const struct hinge_planned_outcome *row);
/* "The lumbar fraction", "Lumbar rounding": as a sentence opens. */
void hinge_say_title(struct hinge_text *text, const struct hinge_planned_outcome *row);

/* What an analysis says of its typed rows: sentences, a line each, and lines in the
 * style of the American Psychological Association. */
void hinge_cue_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                     struct hinge_text *apa);
void hinge_group_words(const struct hinge_result *result, double level, struct hinge_text *plain,
                       struct hinge_text *apa);

/* The stratum of a row above the first line of it; *headed is the last one. */
void hinge_apa_heading(struct hinge_text *text, const struct hinge_planned_outcome *row,
                       const char **headed);
/* "mean difference -6.1°, 95% CI [-8.0, -4.3]"; ", d_z = -2.36" where it is a number;
 * ", Holm p = .002" likewise. */
void hinge_apa_difference(struct hinge_text *text, const struct hinge_change *change,
                          const char *unit, double level);
void hinge_apa_number(struct hinge_text *text, const char *before, double value, int decimals);
void hinge_apa_p(struct hinge_text *text, const char *what, double p);

#endif
