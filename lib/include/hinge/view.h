/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page for each recording: the body that moves beside its curves, repetitions, faults. */
#ifndef HINGE_VIEW_H
#define HINGE_VIEW_H

#include <hinge/progress.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

struct hinge_results_reader;

/* Zero-initialise; NULL texts are the same as "". */
struct hinge_view_request {
    size_t size;                         /* sizeof the struct; 0: as the library has it */
    const char *study;                   /* study.h5; "": pages without bodies */
    const char *results;                 /* results.h5 of that study */
    struct hinge_results_reader *opened; /* it, open already; NULL: not yet */
    const char *events; /* phases marked by hand, where the results were made with them */
    const char *trial;  /* id of one recording; "": all, and index.html */
    const char *output; /* folder, which is made; a file with a trial; "" with save */
    /* takes a file instead, with its name without ".html", in the order of the list; the list
       ("index") comes last */
    enum hinge_status (*save)(void *context, const char *name, const char *bytes, size_t length,
                              struct hinge_error *error);
    void *context;
    const char *report; /* address of the report, for links; "" none */
    bool flagged;       /* only recordings in which hinge-check finds a warning or an error; the
                           list has all */
    size_t most;        /* the same where there are more recordings than this; 0: never */
    int threads;        /* 0: all */
    const struct hinge_progress *progress; /* may be NULL */
};

struct hinge_view_summary {
    size_t recordings, pages;
};

/* Writes them; each file appears whole or not at all, the same bytes for any number of threads.
 * Errors: USAGE for an unknown recording (names the nearest) or events that do not fit the
 * results; INPUT for a file, for results of another study or version, or with a trial that was
 * refused; WRITE. */
HINGE_API enum hinge_status hinge_view_write(const struct hinge_view_request *request,
                                             struct hinge_view_summary *summary,
                                             struct hinge_error *error);

HINGE_END_C_DECLS

#endif
