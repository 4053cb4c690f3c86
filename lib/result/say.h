/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a compared outcome: every sentence that joins its mean to a direction, or says
 * that there is none, is made here, from its record. */
#pragma once

#include "result/result.h"

/* What a record allows to say. FEW: its values; too few people for a test, or all of them alike.
 * NONE: no clear difference. DEPENDS: a change of the depth. Of several records the last that one
 * of them allows. */
enum hinge_said { HINGE_SAID_FEW, HINGE_SAID_NONE, HINGE_SAID_DEPENDS, HINGE_SAID_DIFFERS };
enum { HINGE_SAIDS = HINGE_SAID_DIFFERS + 1 };
enum hinge_said hinge_said_of(const struct hinge_planned_outcome *record);
/* How many of n records there are, were tested, and differ; the first that allows most (NULL: there
 * is none), and the only one that was tested (else NULL). */
struct hinge_said_count {
    size_t all, tested, differ;
    const struct hinge_planned_outcome *most, *only;
};
struct hinge_said_count hinge_said_count(const struct hinge_planned_outcome *const *record,
                                         size_t n);

/* Where a sentence stands: a row of the table in say.c. From MARKED on it has the marks of a page.
 * _ONE: of everybody; _BETWEEN: of two groups; _PAIRS: of every two groups. */
enum hinge_frame {
    HINGE_SAY_TITLE_SHARE,
    HINGE_SAY_TITLE_LEAN,
    HINGE_SAY_TITLE_OUTCOME,
    HINGE_SAY_TITLE_PAIRS,
    HINGE_SAY_TITLE_CUE,
    HINGE_SAY_TITLE_CUES,
    HINGE_SAY_TITLE_PERSON,
    HINGE_SAY_PERSON,
    HINGE_SAY_LOADS_ONE,
    HINGE_SAY_LOADS_BETWEEN,
    HINGE_SAY_LOADS_PAIRS,
    HINGE_SAY_LINE_CUE,
    HINGE_SAY_ALSO,
    HINGE_SAY_ALSO_BETWEEN,
    HINGE_SAY_LINE_ALSO,
    HINGE_SAY_SPLIT,
    HINGE_SAY_EQUAL,
    HINGE_SAY_ANSWER_CHANGE,
    HINGE_SAY_ANSWER_GROUPS,
    HINGE_SAY_OTHERS,
    HINGE_SAY_BEND,
    HINGE_SAY_CURVE,
    HINGE_SAY_MARKED,
    HINGE_SAY_VISITS_ONE = HINGE_SAY_MARKED,
    HINGE_SAY_VISITS_BETWEEN,
    HINGE_SAY_VISITS_PAIRS,
    HINGE_SAY_CHANGE_ONE,
    HINGE_SAY_CHANGE_BETWEEN,
    HINGE_SAY_CHANGE_PAIRS,
    HINGE_SAY_CUE,
    HINGE_SAY_GROUPS,
    HINGE_SAY_PAIR,
    HINGE_SAY_FURTHER,
    HINGE_SAY_RANGE,
    HINGE_SAY_RANGE_BETWEEN,
    HINGE_SAY_SET,
    HINGE_SAY_SET_CUE,
    HINGE_SAY_PLACE,
    HINGE_FRAMES
};

/* What stands in a frame at {name}; NULL: nothing does. A list ends with a name of NULL. */
struct hinge_slot {
    const char *name, *text;
};
#define HINGE_SLOTS(...) ((const struct hinge_slot[]){__VA_ARGS__, {NULL, NULL}})

/* Adds the sentence of a record in a frame, filled from the first slot of each name; `escape` is
 * for what stands between marks. A template may have frames of its own: `theirs`, its text, or
 * NULL. */
void hinge_say(const struct hinge_planned_outcome *record, enum hinge_frame frame,
               const struct hinge_slot *slot, void (*escape)(struct hinge_text *, const char *),
               const char *theirs, struct hinge_text *out);
/* Adds every frame as a part of a template, {{<say.cue.differs}}…, a line each. */
void hinge_say_add_frames(struct hinge_text *out);
