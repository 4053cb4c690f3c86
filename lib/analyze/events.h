/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that somebody marked by hand: a CSV, a row per repetition. */
#ifndef HINGE_ANALYZE_EVENTS_H
#define HINGE_ANALYZE_EVENTS_H

#include "reps/reps.h"

#include <hinge/table.h>

/* Marks by row of the study's list; zero-initialise, hinge_events_clear when done. Row
 * r's are mark[first[r]] to mark[first[r + 1] - 1]. */
struct hinge_events {
    struct hinge_mark *mark;
    size_t *first; /* rows + 1; NULL without events */
    size_t n;
};

/* Reads `path` (columns trial, rep, desc_start_s, desc_end_s, asc_start_s, asc_end_s,
 * exclude) for the trials of `list`, whose column id, else file, it names. INPUT: no
 * such file, no column trial, a word for a number, a trial that is not in the list,
 * naming the line; USAGE: a mistyped column. */
enum hinge_status hinge_events_read(const char *path, const struct hinge_table *list,
                                    struct hinge_events *events, struct hinge_error *error);
void hinge_events_clear(struct hinge_events *events);

#endif
