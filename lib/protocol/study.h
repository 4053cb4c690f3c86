/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of conditions: which condition a person does first, second, … Counterbalanced
 * for position and for what came just before (Williams 1949). Numbers only; nobody's
 * names. */
#ifndef HINGE_PROTOCOL_STUDY_H
#define HINGE_PROTOCOL_STUDY_H

#include "base/memory.h"
#include "base/text.h"
#include "reps/reps.h"

#include <hinge/protocol.h>
#include <hinge/status.h>
#include <hinge/trial.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HINGE_ORDER_MAX = 64 }; /* conditions */

/* How many sequences a balanced design of n conditions has: n when n is even, 2n when
 * it is odd, 1 for one condition or none. */
size_t hinge_williams_size(size_t n);

/* The row-th sequence of the Williams design of n >= 1 conditions, row below
 * hinge_williams_size(n): order[position] = condition, both from 0. Over all sequences
 * each condition stands equally often at each position and follows each other equally
 * often (Williams 1949). */
void hinge_williams(size_t n, size_t row, unsigned order[]);

struct hinge_order_design {
    size_t conditions; /* 1 to HINGE_ORDER_MAX */
    bool first_fixed;  /* condition 0 comes first for everybody, the rest is balanced */
    uint64_t seed;
};

/* People per complete square of a design. */
size_t hinge_order_square(const struct hinge_order_design *design);

/* Sequences for `people` of one group in one session, in randomised blocks: every
 * hinge_order_square people get all sequences of the square in random order, and which
 * condition the square's letters stand for is drawn anew for each group and session.
 * order[person * conditions + position] = condition. The people after the last complete
 * square get sequences of one more, drawn without replacement. */
void hinge_order_deal(const struct hinge_order_design *design, unsigned group, unsigned session,
                      size_t people, unsigned *order);

/* --- A planned study in memory: its people, their recordings in order, and the pages made
 * of them. --- */
/* One recording to be made. */
struct hinge_protocol_row {
    size_t person;    /* index of hinge_protocol_study.participant */
    unsigned session; /* from 1; its name is hinge_protocol.session[session - 1] */
    enum hinge_trial_role role;
    size_t cue;     /* index of the options' conditions; roles but trial: 0 */
    size_t task;    /* likewise of its tasks */
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
    const char **session;           /* "1", ..., or "before", "practice_1", ..., "after", "later" */
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

/* Makes people and rows of the options, which are checked. USAGE. */
enum hinge_status hinge_protocol_deal(struct hinge_protocol *study, struct hinge_error *error);

/* The id of a condition or reference: dowel, standing. */
const char *hinge_protocol_title(const struct hinge_protocol *study,
                                 const struct hinge_protocol_row *row);

/* What only those who record can say of a recording (NULL: of any of the plan's): its columns of
 * the list, each with a comma before it. */
void hinge_protocol_ask(const struct hinge_protocol *study, const struct hinge_protocol_row *row,
                        struct hinge_text *columns);

/* The template of all pages that people read: lib/page/templates/plan.txt. */
extern const char *const hinge_template_plan[];

/* The pages, from a template (its name is for messages), added to the texts. Errors: USAGE of the
 * template. */
struct hinge_protocol_pages {
    struct hinge_text markdown, html, preregistration;
};
enum hinge_status hinge_protocol_pages_make(const struct hinge_protocol *study, const char *name,
                                            const char *template,
                                            struct hinge_protocol_pages *pages,
                                            struct hinge_error *error);
void hinge_protocol_pages_clear(struct hinge_protocol_pages *pages);

#endif
