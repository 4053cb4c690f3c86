/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page calls points, signals, faults and reasons. */
#ifndef HINGE_VIEW_WORDS_H
#define HINGE_VIEW_WORDS_H

#include "faults/fault.h"
#include "view/view.h"

/* "left hip", "T12/L1", "back of the head". */
void hinge_seen_landmark(int landmark, char *name, size_t room);
/* Appends a phrase whose landmarks are in words. */
void hinge_seen_say(const char *phrase, struct hinge_text *out);

/* How a number is printed: times it, so many digits, then the name; step of its packed data. */
struct view_unit {
    const char *name;
    int digits;
    double times, step;
};
struct view_unit hinge_seen_signal_unit(enum hinge_signal signal);
const char *hinge_seen_signal(enum hinge_signal signal, char *buffer, size_t capacity);
const char *hinge_seen_signal_brief(enum hinge_signal signal); /* NULL: none */

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
const struct view_fault *hinge_seen_fault(const char *id); /* NULL: the row says it all */
struct view_unit hinge_seen_unit(const struct hinge_table *faults, const char *id,
                                 const struct view_fault *words);
/* "largest lumbar flexion (0.4 s mean), from own standing, in the whole repetition". */
const char *hinge_seen_how(const struct hinge_fault *row, const struct view_fault *words,
                           enum hinge_signal signal, char tier, char *buffer, size_t capacity);
/* The short title of a fault in the results, else its title. */
const char *hinge_seen_fault_name(const struct hinge_table *faults, const char *id, char *buffer,
                                  size_t capacity);

/* --- verdicts --- */

/* A fault of a recording. */
struct verdict_fault {
    size_t at; /* in the results */
    int rank;
    const struct hinge_fault *row;  /* NULL: of a config that is not here */
    const struct view_fault *words; /* NULL: the row says it all */
    enum hinge_signal signal;       /* drawn with it; COUNT: none */
    bool judged;                    /* in some repetition */
    double threshold, offset;       /* of the severity */
    /* the threshold on the signal, and how far a step of severity goes there; level false: it has
       no such place. Counted from: "standing", "itself", "start" of the window, "peak" */
    bool level, left; /* left: what is missing to it is drawn */
    double limit, slope;
    const char *base;
    double mean_s; /* that a largest value is averaged over; 0: the whole window counts */
};
/* All faults, in the order in which they are coached; none of a recording without repetitions. */
size_t hinge_seen_faults(const struct view_page *page, struct verdict_fault *fault);
/* What a repetition of the page (from 0) has as FAULT_SEVERITY and so on. */
double hinge_seen_fault_value(const struct view_page *page, int what, size_t rep, size_t fault);
bool hinge_seen_is_refused(double state);

/* A repetition as analysis sees it; false without a body. */
bool hinge_seen_of(const struct view_page *page, size_t rep, struct hinge_rep_view *view);

/* Where a verdict was looked for and when it was measured, s. */
struct verdict_place {
    double from, to, at;
};
struct verdict_place hinge_seen_place(const struct view_page *page, size_t rep,
                                      const struct verdict_fault *fault,
                                      const struct hinge_rep_view *view);

/* "Markers: spine tracked (tier B)". */
const char *hinge_seen_family(const char *family, char tier);

#endif
