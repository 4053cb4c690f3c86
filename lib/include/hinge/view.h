/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page for each recording: the moving body, its curves, repetitions and faults. */
#pragma once

#include <hinge/progress.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

struct hinge_results_reader;
struct hinge_check_report;

/* Zero-initialise; NULL texts are the same as "". */
struct hinge_view_request {
    size_t size;                         /* sizeof the struct (hinge/init.h) */
    const char *study;                   /* study.h5; "": pages without bodies */
    const char *results;                 /* results.h5 of that study */
    struct hinge_results_reader *opened; /* the results if they are already open; else NULL */
    const char *events; /* phases marked by hand, if the results were made with them */
    const char *trial;  /* id of one recording; "": all recordings, and index.html */
    /* Folder, which is made; a file if `trial` is given; "" if `save` is given. */
    const char *output;
    /* Takes each file instead of writing it: its name without ".html", which is the id of the
     * recording, changed where a disk could not take it. Files come in the order of the list, and
     * the list itself ("index") comes last. */
    enum hinge_status (*save)(void *context, const char *name, const char *bytes, size_t length,
                              struct hinge_error *error);
    void *context;
    const char *report; /* address of the report, for links; "": no links */
    bool flagged; /* pages only for recordings in which hinge-check finds a warning or an error, or
                     whose bends differ by 15 points or degrees, and those of `also`; the list has
                     all */
    const char *also;  /* ids of recordings that another page shows, one a line */
    bool allow_single; /* people count with any number of repetitions: of what a page says that an
                          exclusion costs */
    int threads;       /* 0: one per processor */
    const struct hinge_progress *progress; /* may be NULL */
    bool force; /* replace files in the folder that were not made so, or changed since; without it
                   they are USAGE */
    /* What hinge_check_study found in the study, to be found once for several calls: it is filled
     * if it has no rows of trials; the caller clears it. NULL: the call's own. */
    struct hinge_check_report *check;
    /* The name of a rater: one page, written to `output`, on which the rater judges bends of all
     * recordings, shuffled by `seed`, without names, conditions, values and verdicts. "": no such
     * page. */
    const char *rate;
    long seed;
};

struct hinge_view_summary {
    size_t recordings, pages;
    size_t bends, twice, practice; /* to be rated, those shown twice, those before that count not */
};

/* Writes the pages; each file appears whole or not at all. The number of threads does not change
 * the bytes. Errors: USAGE for an unknown recording (names the nearest) or events that do not fit
 * the results; INPUT for a file, for results of another study or version, or for a `trial` that was
 * refused; WRITE. */
HINGE_API enum hinge_status hinge_view_write(const struct hinge_view_request *request,
                                             struct hinge_view_summary *summary,
                                             struct hinge_error *error);

HINGE_END_C_DECLS
