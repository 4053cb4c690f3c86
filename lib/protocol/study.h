/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A planned study in memory: its people, their recordings in order, and the pages made
 * of them. */
#ifndef HINGE_PROTOCOL_STUDY_H
#define HINGE_PROTOCOL_STUDY_H

#include "base/memory.h"
#include "base/text.h"
#include "protocol/williams.h"
#include "reps/reps.h"

#include <hinge/protocol.h>
#include <hinge/trial.h>

/* One recording to be made. */
struct hinge_protocol_row {
    size_t person;    /* index of hinge_protocol_study.participant */
    unsigned session; /* from 1 */
    enum hinge_trial_role role;
    size_t cue;     /* index of the options' conditions; roles but trial: 0 */
    unsigned trial; /* from 1 */
    unsigned order; /* position of the condition from 1; 0 for a reference */
    const char *file;
};

/* NaN and 0 where the study has no such comparison. */
struct hinge_protocol_numbers {
    size_t comparisons;       /* conditions with the baseline */
    double alpha;             /* of each, the strictest that Holm's steps ask for */
    double sd_difference, dz; /* of people's differences; the effect over it */
    double n_80, n_90;        /* people for a power of .80 and .90 */
    double least_effect;      /* that is found with a power of .80 */
};

struct hinge_protocol {
    const struct hinge_protocol_options *options;
    struct hinge_protocol_summary summary;
    const char **participant; /* p01, … */
    size_t *group_of;
    struct hinge_protocol_row *row; /* in the order of recording, person by person */
    size_t rows;
    /* What is put in order: a cue, or the cues of a sequence one after the other. Unit
     * u is in_unit[unit[u]] to in_unit[unit[u + 1] - 1], indices of the options' cues.
     */
    size_t in_unit[HINGE_ORDER_MAX], unit[HINGE_ORDER_MAX + 1], units;
    bool needs[HINGE_ROLE_COUNT]; /* references recorded first in every session */
    struct hinge_protocol_numbers numbers;
    struct hinge_arena arena;
};

/* USAGE, saying which option, where something cannot be planned. */
enum hinge_status hinge_protocol_check(const struct hinge_protocol_options *options,
                                       struct hinge_error *error);

/* Makes people and rows of the options, which are checked. USAGE. */
enum hinge_status hinge_protocol_deal(struct hinge_protocol *study, struct hinge_error *error);

/* What a condition or reference is called and how it is done, for the sheets. */
const char *hinge_protocol_title(const struct hinge_protocol *study,
                                 const struct hinge_protocol_row *row);
/* The sentence to read out under a cue, NULL for one that is not known. */
const char *hinge_protocol_read_out(const char *cue);

const char *hinge_protocol_how(const struct hinge_protocol *study,
                               const struct hinge_protocol_row *row);

/* Whether a condition has this cue: "wall_tap", whose gap and contact are asked for. */
bool hinge_protocol_has_cue(const struct hinge_protocol_options *options, const char *cue);

/* What only those who record can say of the task under a cue (NULL: under any of the
 * plan's), added to the texts: columns of the list, a comma before each, and blanks of
 * the sheet, a space before each. */
void hinge_protocol_ask(const struct hinge_protocol_options *options, const char *cue,
                        struct hinge_text *columns, struct hinge_text *blanks);

/* One paragraph: in which order conditions come, and what is not balanced. */
void hinge_protocol_say_order(const struct hinge_protocol *study, struct hinge_text *out);

/* The pages, added to `out`. */
void hinge_protocol_sheets(const struct hinge_protocol *study, bool html, struct hinge_text *out);
void hinge_protocol_preregistration(const struct hinge_protocol *study, struct hinge_text *out);

#endif
