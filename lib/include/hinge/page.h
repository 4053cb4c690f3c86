/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a results file: the report, and a sheet for one person. HTML that needs
 * nothing from elsewhere. */
#ifndef HINGE_PAGE_H
#define HINGE_PAGE_H

#include <hinge/report.h>
#include <hinge/result.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Zero-initialise; NULL texts are the same as "". */
struct hinge_page_request {
    size_t size;                           /* sizeof the struct; 0: as the library has it */
    const char *results;                   /* path of results.h5 */
    struct hinge_results_reader *opened;   /* it, open already; NULL: not yet */
    const char *study;                     /* its study, looked at as hinge-check does; "" not */
    int threads;                           /* for that; 0: all */
    const char *title;                     /* "" for a general one */
    const char *by;                        /* keys of group tables and figures; "" their own */
    const char *where;                     /* as of a table */
    const char *baseline;                  /* cue that others are compared with; "" none */
    const char *order;                     /* groups: "trained,sedentary"; "" the first two */
    const struct hinge_label_list *labels; /* of ids, and of sentences of the sheet */
    const char *participant;               /* of the sheet */
    const char *code;                      /* written instead of the participant's id; "" the id */
    double mdc; /* change of the lumbar fraction beyond measurement error */
    bool include_inferred, all_reps, allow_single;
    const char *author, *date; /* of the report, under its title; "" not printed */
    bool all_tasks;            /* as of a table */
    const char *recordings;    /* address of the list of recordings (hinge/view.h), for a link; ""
                                  none */
};

/* The report; *html is the caller's to free(). A table or figure that the file has nothing for says
 * so in its place. Errors: INPUT for the file, USAGE for a key that isn't there. */
HINGE_API enum hinge_status hinge_page_report(const struct hinge_page_request *request, char **html,
                                              size_t *length, struct hinge_error *error);

/* The comparisons of the report, each as the result of hinge_stats_run:
 * "groups", two groups on every outcome, and "cues", each cue against the baseline. One
 * that can't be made is left out. */
HINGE_API enum hinge_status hinge_page_comparisons(const struct hinge_page_request *request,
                                                   void (*each)(void *context, const char *name,
                                                                const struct hinge_result *result),
                                                   void *context, struct hinge_error *error);

/* One page for one person. USAGE when nobody is called so (names the nearest). PARTIAL
 * with a page that says why and what to film next time, where nothing of the person's
 * repetitions could be measured. */
HINGE_API enum hinge_status hinge_page_sheet(const struct hinge_page_request *request, char **html,
                                             size_t *length, struct hinge_error *error);

/* The i-th key of a sentence of that page, which a label can replace; NULL past the
 * last. */
HINGE_API const char *hinge_page_word(size_t i);

#ifdef __cplusplus
}
#endif

#endif
