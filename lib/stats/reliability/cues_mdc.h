/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the analysis of cues works on, and the minimal detectable changes in it. */
#ifndef HINGE_STATS_RELIABILITY_CUES_MDC_H
#define HINGE_STATS_RELIABILITY_CUES_MDC_H

#include "stats/run/analysis.h"

struct hinge_cues {
    struct hinge_analysis *a;
    const json_t *plan;
    const char *condition, *baseline;
    json_t *outcomes, *people; /* lists of the results */
    size_t column, n_rows;     /* of the condition; rows used */
    size_t *row;
    bool several_units; /* of the primary outcomes */
};

/* Text of an entry of the plan or row of the results; NULL where it has none. */
const char *hinge_cues_text(const json_t *object, const char *key);

bool hinge_cues_is_primary(const json_t *row);

/* Whether a cue of the plan is among the rows used. */
bool hinge_cues_has(const struct hinge_cues *c, const char *cue);

/* Whether the primary outcomes of the cues compared have several units. */
bool hinge_cues_units_differ(const struct hinge_cues *c);

/* The option mdc for a planned outcome: its own of several, auto, or a number, which
 * is for the primary ones; borrowed, NULL: none. A severity is named as its column is,
 * "severity:<fault>", because the fault's own name is that of its verdicts. */
json_t *hinge_cues_mdc(const struct hinge_cues *c, const json_t *entry);

/* Warns of an MDC of what no cue was compared on: it was meant for something else. */
void hinge_cues_warn_unused(const struct hinge_cues *c);

#endif
