/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page calls points, signals, faults and reasons. */
#ifndef HINGE_VIEW_WORDS_H
#define HINGE_VIEW_WORDS_H

#include "faults/fault.h"
#include "view/view.h"

/* "left hip", "T12/L1", "back of the head". */
void hinge_view_landmark(int landmark, char *name, size_t room);
/* Appends a phrase whose landmarks are in words. */
void hinge_view_say(const char *phrase, struct hinge_text *out);

/* How a number is printed: times it, so many digits, then the name; step of its packed data. */
struct view_unit {
    const char *name;
    int digits;
    double times, step;
};
struct view_unit hinge_view_signal_unit(enum hinge_signal signal);
const char *hinge_view_signal(enum hinge_signal signal, char *buffer, size_t capacity);
const char *hinge_view_signal_brief(enum hinge_signal signal); /* NULL: none */

/* What a row of faults does not say of itself. */
enum view_scale { VIEW_SCALE_NONE, VIEW_SCALE_FOOT, VIEW_SCALE_WALL, VIEW_SCALE_BENCH };
struct view_fault {
    const char *id, *how; /* what is measured, in the direction in which people read it */
    const char *signal;   /* of a metric: what shows it; NULL: the row's own */
    bool as_severity;     /* printed as the severity is; else offset and sign are undone */
    bool share;           /* a pure number that is printed in percent */
    bool at_bottom;
    enum view_scale scale; /* from severity to signal */
};
const struct view_fault *hinge_view_fault(const char *id); /* NULL: the row says it all */
struct view_unit hinge_view_unit(const struct hinge_fault *row, const struct view_fault *words);
/* "largest lumbar flexion (0.4 s mean), from own standing, in the whole repetition". */
const char *hinge_view_how(const struct hinge_fault *row, const struct view_fault *words,
                           enum hinge_signal signal, char tier, char *buffer, size_t capacity);
/* The short title of a fault: of the row, else of the results. */
const char *hinge_view_fault_name(const struct hinge_table *faults, const char *id,
                                  const struct hinge_fault *row, char *buffer, size_t capacity);

/* "Markers: spine tracked (tier B)". */
const char *hinge_view_family(const char *family, char tier);

#endif
