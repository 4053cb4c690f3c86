/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a results file as SVG, with the numbers they show. */
#pragma once

#include <hinge/config.h>
#include <hinge/report.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

struct hinge_figure_request; /* hinge/requests.h */

struct hinge_figure_result {
    char *svg; /* NUL-terminated */
    size_t length;
    struct hinge_table data; /* the numbers drawn, a row per mark, line or bar */
    char *caption;           /* what is shown, n, and the rules for excluding data */
    char *of; /* which recordings are drawn, where others differ (method 9.5); NULL: all */
};
HINGE_API void hinge_figure_clear(struct hinge_figure_result *result);

/* Of the i-th figure: its id, its line for --help, and what its options mean. NULL after the
 * last. */
HINGE_API const char *hinge_figure_id(size_t i);
HINGE_API const char *hinge_figure_title(size_t i);
HINGE_API const char *hinge_figure_details(size_t i);

/* What the user must give before the i-th figure can be drawn. */
enum hinge_figure_needs {
    HINGE_FIGURE_NEEDS_NOTHING,
    HINGE_FIGURE_NEEDS_STUDY,
    HINGE_FIGURE_NEEDS_CHOICE, /* a metric, condition or fault; the details say which */
    HINGE_FIGURE_NEEDS_FACTS   /* of the report: hinge_page_figure draws it */
};
HINGE_API enum hinge_figure_needs hinge_figure_needs(size_t i);

/* OK if the figure takes each option that is given, or is unknown (hinge_figure_draw refuses it).
 * USAGE names the figures that take an option which this one would ignore. */
HINGE_API enum hinge_status hinge_figure_check(const struct hinge_figure_request *request,
                                               struct hinge_error *error);

/* Whether a file is JSON of hinge-compare, which hinge_figure_request.results may name, too. Such a
 * request has opened NULL. */
HINGE_API bool hinge_figure_is_comparison(const char *path);

/* Draws. The same file and request give the same bytes. Errors, with an empty result: USAGE for an
 * unknown figure, key, level, metric or phase (names the nearest), INPUT for the file or if there
 * is nothing to draw (says why). */
HINGE_API enum hinge_status hinge_figure_draw(const struct hinge_figure_request *request,
                                              struct hinge_figure_result *result,
                                              struct hinge_error *error);

HINGE_END_C_DECLS
