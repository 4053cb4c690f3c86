/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One name in two spellings: a person who would count as two, a group as another. */
#ifndef HINGE_INGEST_LIST_SPELLINGS_H
#define HINGE_INGEST_LIST_SPELLINGS_H

#include "ingest/list_groups.h"

#include <hinge/progress.h>
#include <stdbool.h>

/* Whether two names differ in capitals, accents, blanks, "_", "-" and leading zeros
 * only. */
bool hinge_list_alike(const char *a, const char *b);
/* An order in which alike names are equal. */
int hinge_list_compare_loosely(const char *a, const char *b);

/* Tells, in a line per column of participants, groups, sessions, tasks and cues, which
 * names are alike and not the same; *told grows by the lines. place is per row. It
 * never refuses: they may be two. NOMEM. */
void hinge_list_spellings_tell(const struct hinge_table *list, const struct hinge_list_place *place,
                               hinge_message *message, void *context, size_t *told);

#endif
