/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.json: what was planned, and whether results kept to it. */
#pragma once

#include "base/base.h"

#include <hinge/protocol.h>

struct hinge_tabulation;
struct hinge_protocol;

#define HINGE_PLAN_ITEM_LIST(X)                                                                    \
    X(question)                                                                                    \
    X(outcome)                                                                                     \
    X(groups) X(people) X(cues) X(visits) X(task) X(repetitions) X(order) X(margin) X(exclusions)  \
        X(filters) X(settings) X(version)
enum hinge_plan_item {
#define HINGE_PLAN_ITEM(name) HINGE_PLAN_##name,
    HINGE_PLAN_ITEM_LIST(HINGE_PLAN_ITEM) HINGE_PLAN_ITEMS
};

/* Texts of items: the outcome where each cue has one, the order of cues that a plan dealt, and what
 * has nothing. */
#define HINGE_PLAN_EACH_CUE "that of each cue"
#define HINGE_PLAN_DEALT "cues as dealt to each person"
#define HINGE_PLAN_NOTHING "none"

/* Adds plan.json of a study whose preregistration has this text. */
enum hinge_status hinge_plan_write(const struct hinge_protocol *study,
                                   const struct hinge_text *preregistration, struct hinge_text *out,
                                   struct hinge_error *error);

enum hinge_plan_state { HINGE_PLAN_KEPT, HINGE_PLAN_CHANGED, HINGE_PLAN_OPEN, HINGE_PLAN_STATES };
struct hinge_plan_kept {
    struct hinge_table items;    /* item, planned, used, state; the caller clears it */
    size_t n[HINGE_PLAN_STATES]; /* items of each state */
    /* In the arena of the tabulation: "All 14 items were kept."; how the number of people was
     * found, and how many the expected changes need (NULL: the plan does not say). */
    const char *sentence, *people_from, *people_needed;
};
/* Compares opened results with the plan at `path`; `asked` has the keys of [run] (NULL: they are
 * not known, so what they say is open). Errors: INPUT for the plan. */
enum hinge_status hinge_plan_compare(struct hinge_tabulation *tab, const char *path,
                                     const struct hinge_page_request *asked,
                                     struct hinge_plan_kept *kept, struct hinge_error *error);
