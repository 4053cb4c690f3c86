/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a results file: the report, and a sheet for one person. Each is one HTML file that
 * loads nothing else. */
#pragma once

#include <hinge/report.h>
#include <hinge/result.h>
#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

struct hinge_check_report;
struct hinge_figure_result; /* hinge/figure.h */

struct hinge_page_request; /* hinge/requests.h */
struct hinge_figure_request;

/* The report. The caller free()s *html. Numbers are the facts of hinge_page_facts, and words and
 * marks come from the template. Errors: INPUT for the file, USAGE for an unknown group, cue or
 * filter and for a wrong template. */
HINGE_API enum hinge_status hinge_page_report(const struct hinge_page_request *request, char **html,
                                              size_t *length, struct hinge_error *error);

/* The facts of the report as JSON, for templates and translations; free() it. */
HINGE_API enum hinge_status hinge_page_facts(const struct hinge_page_request *request, char **json,
                                             size_t *length, struct hinge_error *error);

/* Ids of the recordings whose repetitions the report plays, one a line, for `also` of hinge/view.h;
 * free() it. Errors: those of hinge_page_report. */
HINGE_API enum hinge_status hinge_page_played(const struct hinge_page_request *request, char **ids,
                                              struct hinge_error *error);

/* The library's template of the report, to be changed and given as template_file; free() it. */
HINGE_API void hinge_page_template(char **text);

/* Calls `each` with the comparisons of the report, as hinge_stats_run returns them: "groups"
 * (two groups on each outcome), "cues" (each cue with the baseline), "practice" (after minus
 * before) and "loads" (the heaviest minus the lightest), the last two of groups as the difference
 * of their changes. A comparison that cannot be made is skipped. */
HINGE_API enum hinge_status hinge_page_comparisons(const struct hinge_page_request *request,
                                                   void (*each)(void *context, const char *name,
                                                                const struct hinge_result *result),
                                                   void *context, struct hinge_error *error);

/* The page for one person. Errors: USAGE for an unknown person (names the nearest). PARTIAL if
 * no repetition could be measured; the page then says why and what to do next time. */
HINGE_API enum hinge_status hinge_page_sheet(const struct hinge_page_request *request, char **html,
                                             size_t *length, struct hinge_error *error);

/* Reads a report as its reader does, and looks for its numbers in tables of these results:
 * estimates with their interval, n, "9 of 14", p, how many tests, shares from the spine. *lines: a
 * line for each that none has, with its place; free() it. Errors: INPUT for the page, and
 * those of tables. */
HINGE_API enum hinge_status hinge_page_prove(const char *results, const char *page, char **lines,
                                             size_t *found, size_t *all, struct hinge_error *error);

/* hinge_figure_draw; the map is drawn from the facts of the report, of `page` or (NULL) of the
 * request's own file and options. */
HINGE_API enum hinge_status hinge_page_figure(const struct hinge_page_request *page,
                                              const struct hinge_figure_request *request,
                                              struct hinge_figure_result *result,
                                              struct hinge_error *error);

/* The i-th checklist; NULL past the last. */
HINGE_API const char *hinge_page_checklist_id(size_t i);

/* A reporting checklist (champ, strobe, consort, isb) of a page into a zero-initialised table,
 * which the caller clears: number, item in our own words, state (filled, partly, yours to say, not
 * applicable), text, and where in the page it stands, as an address from the folder of the file
 * `output`. *notes is what stands below it; free() it. Errors: USAGE for an unknown one; those of
 * hinge_page_report. */
HINGE_API enum hinge_status hinge_page_checklist(const struct hinge_page_request *request,
                                                 const char *kind, const char *output,
                                                 struct hinge_table *table, char **notes,
                                                 struct hinge_error *error);

/* The words of the sheet: of a language ("en", "de"), else from a file of lines "id = words". Free
 * with hinge_labels_clear. Errors: those of hinge_labels_read. */
HINGE_API enum hinge_status hinge_page_words(const char *name, struct hinge_label_list *words,
                                             struct hinge_error *error);

HINGE_END_C_DECLS
