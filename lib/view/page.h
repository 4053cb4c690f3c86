/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is being written: what the files that write its JSON share. */
#ifndef HINGE_VIEW_PAGE_H
#define HINGE_VIEW_PAGE_H

#include "view/view.h"

enum { VIEW_COLUMNS = VIEW_VALUES * 2 };

struct view_writer {
    const struct view_page *page;
    const struct view_rows *rows;
    struct picture *p;
    struct hinge_text *out;
    size_t first, reps;           /* rows of the results */
    size_t every;                 /* frames of the recording per stored frame */
    size_t *frame, n;             /* stored ones */
    size_t n_pieces, (*piece)[2]; /* first stored frame, how many */
    long number[PICTURE_PLACES];  /* of a point on the page, -1: not needed */
    bool wanted[HINGE_SIGNAL_COUNT];
    size_t column[VIEW_COLUMNS], n_columns;
    struct verdict_fault *fault;
    size_t n_faults;
    const char **reason; /* why verdicts were not given */
    size_t n_reasons;
};

/* Behind a number of the page, and its decimals. */
void hinge_seen_add_unit(struct hinge_text *out, const struct hinge_unit_words *unit);
/* A value of a repetition (from 0) as readers see it; `column` is of hinge_seen_columns. */
double hinge_seen_value(const struct view_writer *w, size_t column, size_t rep);
/* Why a repetition does not count; NULL: it does. */
const char *hinge_seen_why_not(const struct view_writer *w, size_t rep);
/* The body of the stored frames: see page.c. First the points that are drawn or measured from get
 * their numbers. */
void hinge_seen_number_points(struct view_writer *w);
void hinge_seen_body(struct view_writer *w);
/* Frames of the recording per stored frame: at most 30 a second. */
size_t hinge_seen_every(const struct picture *picture);
/* Values, faults, repetitions, what is none (repetitions.c). */
void hinge_seen_repetitions(struct view_writer *w);

#endif
