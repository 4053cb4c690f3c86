/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of who is excluded and why, and who has too few repetitions (method 9.4). */
#ifndef HINGE_PEOPLE_EXCLUDED_H
#define HINGE_PEOPLE_EXCLUDED_H

#include "base/memory.h"
#include "people/rule.h"

#include <hinge/status.h>

struct hinge_excluded {
    struct hinge_arena *arena; /* has the reasons */
    size_t n;
    const char **why; /* by participant; NULL: takes part */
    bool *no_memory;  /* set when a reason is lost */
};

/* Notes that a participant takes no part; the first reason stays. */
void hinge_exclude(struct hinge_excluded *excluded, size_t participant, const char *format, ...)
    HINGE_PRINTF(3, 4);

/* Repetitions of participants in cells, counted. */
struct hinge_enough {
    struct hinge_people_rule rule;
    size_t n_cells;
    uint32_t *used, *all; /* [participant * n_cells + cell]; all: the unusable too */
};

bool hinge_is_enough(const struct hinge_enough *enough, size_t slot);
/* People who have repetitions in a cell, but not enough. */
size_t hinge_short_in_cell(const struct hinge_enough *enough, size_t n_participants, size_t cell);

/* Excludes the participant of a slot when its repetitions are not enough; `factor` and
 * `level` say which cell (NULL: the only one). */
void hinge_exclude_short(struct hinge_excluded *excluded, const struct hinge_enough *enough,
                         size_t slot, const char *factor, const char *level);
/* Excludes those whose repetitions are not enough in any cell. */
void hinge_exclude_nowhere(struct hinge_excluded *excluded, const struct hinge_enough *enough);

#endif
