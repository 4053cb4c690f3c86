/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a trial list as the labels of BIDS, which are letters and digits: two words
 * never get one label, not even one in other case. Labels depend on the whole list, not
 * on what is written. */
#ifndef HINGE_EXPORT_BIDS_LABELS_H
#define HINGE_EXPORT_BIDS_LABELS_H

#include "base/memory.h"
#include "base/text.h"

#include <hinge/table.h>

enum hinge_bids_entity {
    HINGE_BIDS_SUB, /* the participant; a recording of nobody goes by its id */
    HINGE_BIDS_SES,
    HINGE_BIDS_TASK,
    HINGE_BIDS_ACQ, /* the cue, and a trial's name that is no number */
    HINGE_BIDS_ENTITIES
};
const char *hinge_bids_entity_name(enum hinge_bids_entity entity); /* "sub" */

/* Whether a trial's name is a number, which goes under run-. */
bool hinge_bids_is_index(const char *trial);

struct hinge_bids_label {
    const char *word;  /* of the list; \x1f between a cue and a trial, before an id */
    const char *label; /* NULL when nothing is left of the word */
    size_t row;        /* the first that has it */
};

/* Sorted by word. Zero-initialise; what is in it lives as long as the arena. */
struct hinge_bids_labels {
    struct {
        size_t n;
        struct hinge_bids_label *item;
    } of[HINGE_BIDS_ENTITIES];
};

enum hinge_status hinge_bids_labels_make(const struct hinge_table *list, struct hinge_arena *arena,
                                         struct hinge_bids_labels *labels,
                                         struct hinge_error *error);

/* The label of a row, NULL where it has no word for the entity. INPUT when nothing is
 * left of the word. */
enum hinge_status hinge_bids_label_find(const struct hinge_bids_labels *labels,
                                        const struct hinge_table *list, size_t row,
                                        enum hinge_bids_entity entity,
                                        const struct hinge_bids_label **found,
                                        struct hinge_error *error);

#endif
