/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a results file: the report, and a sheet for one person. HTML that needs
 * nothing from elsewhere. */
#ifndef HINGE_PAGE_H
#define HINGE_PAGE_H

#include <hinge/query.h>
#include <hinge/report.h>
#include <hinge/result.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Zero-initialise. */
struct hinge_page_request {
    size_t size;                           /* sizeof the struct; 0: as the library has it */
    const char *results;                   /* path of results.h5 */
    struct hinge_results_reader *opened;   /* it, open already; NULL: not yet */
    int threads;                           /* to look at the study as hinge-check does; 0: all */
    const struct hinge_label_list *labels; /* of ids */
    const char *recordings; /* address of the list of recordings (hinge/view.h), for a link; NULL or
                               "": none */
    const char *files; /* beside the page, for links: a name a line, such as tables/reps.csv; NULL
                          or "": none */
    const char *template_file; /* of the report, instead of the library's; NULL or "": that */
#define HINGE_QUERY HINGE_QUERY_MEMBER
#include <hinge/query.def>
#undef HINGE_QUERY
};

/* The report; *html is the caller's to free(). Every number is a fact of hinge_page_facts; words
 * and marks are a template's. Errors: INPUT for the file, USAGE for a group, a cue or a filter that
 * is not there, and for a template that is wrong. */
HINGE_API enum hinge_status hinge_page_report(const struct hinge_page_request *request, char **html,
                                              size_t *length, struct hinge_error *error);

/* The facts of the report as JSON, for templates and translations; free() it. */
HINGE_API enum hinge_status hinge_page_facts(const struct hinge_page_request *request, char **json,
                                             size_t *length, struct hinge_error *error);

/* The report's own template: the copy that template_file changes; free() it. */
HINGE_API void hinge_page_template(char **text);

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

/* Its words as lines "id = words": of a language ("en", "de"), else of a file; hinge_labels_clear.
 * Errors: of hinge_labels_read. */
HINGE_API enum hinge_status hinge_page_words(const char *name, struct hinge_label_list *words,
                                             struct hinge_error *error);

#ifdef __cplusplus
}
#endif

#endif
