/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the page for points, signals, faults and reasons. */
#ifndef HINGE_VIEW_WORDS_H
#define HINGE_VIEW_WORDS_H

#include "faults/fault.h"
#include "result/words.h"
#include "view/view.h"

/* "left hip", "T12/L1", "back of the head". */
void hinge_seen_landmark(int landmark, char *name, size_t room);
/* Whether a finding of hinge-check is to be looked at: not that a recording has no lumbar values,
 * which its page shows, nor that the files of all its sensors fit. */
bool hinge_seen_is_told(const struct hinge_table *findings, size_t row);
/* Appends a phrase whose landmarks are in words. */
void hinge_seen_add(const char *phrase, struct hinge_text *out);

/* How readers see a number of the page: never NULL. */
const struct hinge_unit_words *hinge_seen_signal_unit(enum hinge_signal signal);
/* `driver`: the signal that bends are found in, HINGE_SIGNAL_COUNT if it is not known. */
const char *hinge_seen_signal(enum hinge_signal signal, enum hinge_signal driver, char *buffer,
                              size_t capacity);
const char *hinge_seen_signal_brief(enum hinge_signal signal); /* NULL: none */

const struct hinge_unit_words *hinge_seen_metric_unit(const char *metric);
const struct hinge_unit_words *hinge_seen_fault_unit(const struct hinge_table *faults,
                                                     const char *id);
/* "largest lumbar flexion (0.4 s mean), from own standing, in the whole repetition". */
const char *hinge_seen_how(const struct hinge_fault *row, enum hinge_signal signal, char tier,
                           char *buffer, size_t capacity);
/* The short title of a fault in the results, else its title. */
const char *hinge_seen_fault_name(const struct hinge_table *faults, const char *id, char *buffer,
                                  size_t capacity);

/* --- verdicts --- */

/* A fault of a recording. */
struct verdict_fault {
    size_t at; /* in the results */
    const struct hinge_unit_words *unit;
    const struct hinge_fault *row; /* NULL: of a config that is not here */
    enum hinge_signal signal;      /* drawn with it; COUNT: none */
    bool judged;                   /* in some repetition */
    double threshold, offset;      /* of the severity */
    /* The threshold on the scale of the signal, and the change of the signal per unit of
     * severity; level false: there is none. Counted from "standing", "itself", "start" of the
     * window, "peak". */
    bool level, left; /* left: draw what is missing to the threshold */
    double limit, slope;
    const char *base;
    double mean_s; /* window of the average of a largest value; 0: the whole window */
};
/* All faults in the order of coaching; none if the recording has no repetitions. */
size_t hinge_seen_faults(const struct view_page *page, struct verdict_fault *fault);
/* A number (FAULT_SEVERITY, …) of a fault in a repetition of the page (from 0). */
double hinge_seen_fault_value(const struct view_page *page, int what, size_t rep, size_t fault);
bool hinge_seen_is_refused(double state);

/* A repetition as analysis sees it; false without a body. */
bool hinge_seen_of(const struct view_page *page, size_t rep, struct hinge_rep_view *view);

/* Window of a verdict, and time of its measurement, s. */
struct verdict_place {
    double from, to, at;
};
struct verdict_place hinge_seen_place(const struct view_page *page, size_t rep,
                                      const struct verdict_fault *fault,
                                      const struct hinge_rep_view *view);

#endif
