/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A planned study: the order of conditions of each person, the recordings, and the pages. Orders
 * are balanced for position and for the condition just before (Williams 1949). */
#pragma once

#include "report/people/amounts.h"
#include "reps/reps.h"
#include "stats/parts/power.h"

#include <hinge/protocol.h>

enum { HINGE_ORDER_MAX = 64 }; /* conditions */

/* Number of sequences in a balanced design of n conditions: n if n is even, 2n if n is odd, 1 for
 * one condition or none. */
size_t hinge_williams_size(size_t n);

/* The row-th sequence of the Williams design of n >= 1 conditions, row below
 * hinge_williams_size(n): order[position] = condition, both from 0. Over all sequences
 * each condition appears equally often in each position and after each other condition
 * (Williams 1949). */
void hinge_williams(size_t n, size_t row, unsigned order[]);

struct hinge_order_design {
    size_t conditions; /* 1 to HINGE_ORDER_MAX */
    bool first_fixed;  /* condition 0 comes first for everybody, the others are balanced */
    uint64_t seed;
};

/* People per complete square of a design. */
size_t hinge_order_square(const struct hinge_order_design *design);

/* Sequences for `people` of one group in one session: order[person * conditions + position] =
 * condition. Blocks are randomised: each block of hinge_order_square people gets all sequences of
 * the square in random order. The conditions are assigned to the square's letters anew for each
 * group and session. People after the last complete block get sequences of a further square, drawn
 * without replacement. */
void hinge_order_deal(const struct hinge_order_design *design, unsigned group, unsigned session,
                      size_t people, unsigned *order);

/* --- a planned study in memory: people, recordings in order, pages --- */

/* One planned recording. */
struct hinge_protocol_row {
    size_t person;    /* index of hinge_protocol_study.participant */
    unsigned session; /* from 1; its name is hinge_protocol.session[session - 1] */
    enum hinge_trial_role role;
    size_t cue;     /* index of the options' conditions; 0 for reference recordings */
    size_t task;    /* index of the options' tasks */
    unsigned trial; /* from 1 */
    unsigned order; /* position of the condition from 1; 0 for a reference */
    const char *file;
};

/* A test of the report, and what the plan's people can detect by it: of people's differences from
 * the baseline or from before, by the paired t test; between the first two groups, of
 * people or of these differences, by Welch's. */
enum hinge_protocol_asks {
    HINGE_ASKS_GROUPS,
    HINGE_ASKS_PRACTICE,
    HINGE_ASKS_VISITS, /* after minus before */
    HINGE_ASKS_CUE,
    HINGE_ASKS_CHANGES /* of a cue in two groups; exploratory */
};
struct hinge_protocol_question {
    enum hinge_protocol_asks asks;
    size_t cue;                       /* of CUE: index of the options' conditions */
    struct hinge_cue_outcome outcome; /* id NULL: to be decided; of CHANGES that of each cue */
    bool unseen;                      /* recordings of the plan's tier do not show it */
    size_t steps; /* tests of its family (Holm): the first is at alpha / steps */
    struct hinge_power_design design;
    double least; /* the smallest difference with a power of .80, in SDs; NaN: it is not tested */
    /* If the user gave SDs of the outcome: that of differences, and for a given effect its power
     * and the people for a power of .80 and .90 (of Welch's in the first group). Else NaN. */
    double sd, effect, power, n_80, n_90;
};

struct hinge_protocol {
    const struct hinge_protocol_options *options;
    struct hinge_protocol_summary summary;
    const char **participant; /* p01, … */
    size_t *group_of;
    const char **session;           /* "1", ..., or "before", "practice_1", ..., "after", "later" */
    struct hinge_protocol_row *row; /* in the order of recording, person by person */
    size_t rows;
    /* Units that are put in order. A unit is a cue, or the cues of a sequence one after the other:
     * unit u is in_unit[unit[u]] to in_unit[unit[u + 1] - 1], which are indices of the options'
     * cues. */
    size_t in_unit[HINGE_ORDER_MAX], unit[HINGE_ORDER_MAX + 1], units;
    bool needs[HINGE_ROLE_COUNT];     /* references recorded first in every session */
    struct hinge_cue_outcome primary; /* of groups, visits and practice; of cues if `asked` */
    bool asked;                       /* the options name it */
    struct hinge_protocol_question *question;
    size_t n_questions;
    /* as the options give them */
    struct hinge_amounts effect, sd_effect, sd_trial, sd_rep, margin;
    struct hinge_arena arena;
};

/* Makes people and rows from the options. USAGE if an option is not possible. */
enum hinge_status hinge_protocol_deal(struct hinge_protocol *study, struct hinge_error *error);

/* Whether the sessions of a plan measure the same again, with nothing between them. */
static inline bool hinge_protocol_measures_again(const struct hinge_protocol_options *options)
{
    return options->sessions > 1 && options->practice == 0 && !options->before_after;
}

/* Whether each cue has an outcome of its own, as none is named. */
static inline bool hinge_protocol_each_has(const struct hinge_protocol *study)
{
    const struct hinge_protocol_options *o = study->options;
    return o->n_cues > 1 && o->practice == 0 && !o->before_after && !study->asked;
}

/* The id of a condition or reference: dowel, standing. */
const char *hinge_protocol_title(const struct hinge_protocol *study,
                                 const struct hinge_protocol_row *row);

/* Appends the columns of the list that must be filled in while recording, each after a comma: those
 * of one recording, or (row NULL) those of any recording of the plan. */
void hinge_protocol_ask(const struct hinge_protocol *study, const struct hinge_protocol_row *row,
                        struct hinge_text *columns);

/* The template of all pages that people read: lib/page/templates/plan.txt. */
extern const char *const hinge_template_plan[];

/* The pages that a template makes. `name` is the template's name for messages. USAGE for a wrong
 * template. */
struct hinge_protocol_pages {
    struct hinge_text markdown, html, preregistration;
};
enum hinge_status hinge_protocol_pages_make(const struct hinge_protocol *study, const char *name,
                                            const char *template,
                                            struct hinge_protocol_pages *pages,
                                            struct hinge_error *error);
void hinge_protocol_pages_clear(struct hinge_protocol_pages *pages);
