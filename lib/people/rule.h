/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who and what counts (method 9): recordings, repetitions, participants with enough of
 * them, and what was measured differently. */
#ifndef HINGE_PEOPLE_RULE_H
#define HINGE_PEOPLE_RULE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a recording is one of the movement: its `role` is trial, or not said. */
bool hinge_recording_counts(const char *role);
/* Whether values of a recording were guessed by a network, not measured: its spine and
 * pelvis are inferred, and the analysis did not refuse those. What is left of it then
 * (trunk, thigh, knee, tempo) counts. */
bool hinge_recording_is_guessed(bool inferred, bool spine_refused);
/* Whether a repetition is whole and valid; NaN is not. */
bool hinge_repetition_counts(double valid);
/* The same in words of the option `usable`. */
#define HINGE_USABLE_REPETITIONS "complete=1&valid=1"

/* Columns that say how a recording was measured, "tier" first; rows that differ in one
 * are not averaged (method 9.5). NULL ends them. */
extern const char *const hinge_evidence[];
enum { HINGE_EVIDENCE_COLUMNS = 7 };
/* Standing sources that are pooled: a lockout that stands in for standing is another
 * zero, the others are alike. */
const char *hinge_standing_class(const char *source);

/* How many repetitions a participant needs (agg.min_reps, agg.min_valid). */
struct hinge_people_rule {
    double min_reps, min_valid;
};
/* `used` of `all` repetitions have the value. */
bool hinge_people_enough(const struct hinge_people_rule *rule, double used, double all);
/* Why it is not: "2 usable repetitions, 3 are needed". Returns buffer. */
const char *hinge_people_why(const struct hinge_people_rule *rule, unsigned used, unsigned all,
                             char buffer[96]);

#endif
