/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of recordings, as facts of its template. */
#ifndef HINGE_VIEW_LIST_H
#define HINGE_VIEW_LIST_H

#include "result/template.h"
#include "view/view.h"

/* What the list needs; arrays by row of the results' trials. */
struct view_list {
    const struct hinge_view_request *request;
    const struct view_rows *rows;
    const struct hinge_check_report *check;
    const struct view_edits *edits;
    const char *const *stem, *const *apart; /* tell: NULL where nothing is needed */
    const bool *made;                       /* it has a page */
    const int *worst;                       /* severity of hinge-check, 0: none */
    const size_t *not_found;                /* candidates that were no repetition */
    const struct hinge_text *strip;
};

/* Adds report, title, causes, command, rows, choices and json. */
void hinge_seen_list(const struct view_list *list, json_t *facts);

/* The primary value of the used repetitions of a recording, percent or degrees. */
struct view_range {
    size_t n;
    double low, high;
    bool share;  /* the spine's; else trunk lean */
    bool uneven; /* they differ by so much that somebody should look */
};
struct view_range hinge_seen_range(const struct view_rows *rows, size_t row);
/* Adds "Bends differ by 17 points." */
void hinge_seen_uneven(const struct view_range *range, struct hinge_text *out);

/* By row: what tells a recording from others that hinge_seen_who calls the same: its load (of the
 * results' list), else its trial, else its file; NULL: no other is called so. */
const char *const *hinge_seen_apart(const struct hinge_table *trials,
                                    const struct hinge_table *list, struct hinge_arena *arena);

#endif
