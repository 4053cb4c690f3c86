/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is compared in a figure of people: a metric, or what a fault is judged by. */
#ifndef HINGE_FIGURE_OUTCOME_H
#define HINGE_FIGURE_OUTCOME_H

#include "figure/drawing.h"

struct hinge_outcome {
    const char *id;           /* of a metric or a fault */
    const char *label, *unit; /* "hip excursion (°)", " (°)" or "" */
    const char *when;         /* " in the descent, without a cue"; of a fault the cue */
    const char *column;       /* of the table, with the values */
    struct hinge_table table; /* a row per combination of the keys */
};

/* The request's metric by these keys (when it names none lumbar_fraction; where nobody
 * has that backward hip travel, else trunk lean), of several cues that are no key only
 * under the request's baseline. The table is
 * the caller's to clear, also after an error. USAGE for an unknown one, INPUT when rows
 * were measured differently. */
enum hinge_status hinge_outcome_read(struct hinge_drawing *drawing, const char *keys,
                                     struct hinge_outcome *outcome, struct hinge_error *error);

#endif
