/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a results file as SVG, with the numbers they show. */
#ifndef HINGE_FIGURE_H
#define HINGE_FIGURE_H

#include <hinge/config.h>
#include <hinge/query.h>
#include <hinge/report.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* What to draw. Zero-initialise. */
struct hinge_figure_request {
    size_t size;                         /* sizeof the struct; 0: as the library has it */
    const char *results;                 /* path of results.h5, or of a comparison's JSON */
    struct hinge_results_reader *opened; /* it, open already; NULL: not yet */
    const char *figure;                  /* "loops" "waveforms" … */
    /* baseline: the cue that stands first, and whose recordings two groups are compared by; "" as
     * the other levels, and all of them. order: groups that stand first */
#define HINGE_QUERY HINGE_QUERY_MEMBER
#include <hinge/query.def>
#undef HINGE_QUERY
    double width_mm;                       /* 0: 180, two columns of a journal; 85 is one */
    const struct hinge_label_list *labels; /* what is written for an id; may be NULL */
    bool alike; /* what cannot be drawn of different evidence is drawn of the largest
                   group measured alike, and the caption says so; else it is refused */
    const struct hinge_config *config; /* for figures of one recording; else NULL */
};

struct hinge_figure_result {
    char *svg; /* NUL-terminated */
    size_t length;
    struct hinge_table data; /* the numbers, a row per thing drawn */
    char *caption;           /* what is shown, of how many people, with which rules */
    char *of; /* of which recordings it is, where that is not all (`alike`), or NULL */
};
HINGE_API void hinge_figure_clear(struct hinge_figure_result *result);

/* The i-th figure's id, its line for --help and what its options mean; NULL past the
 * last. */
HINGE_API const char *hinge_figure_id(size_t i);
HINGE_API const char *hinge_figure_title(size_t i);
HINGE_API const char *hinge_figure_details(size_t i);

/* What the i-th figure cannot be drawn without. */
enum hinge_figure_needs {
    HINGE_FIGURE_NEEDS_NOTHING,
    HINGE_FIGURE_NEEDS_STUDY,
    HINGE_FIGURE_NEEDS_CHOICE /* of a metric, a condition: see its details */
};
HINGE_API enum hinge_figure_needs hinge_figure_needs(size_t i);

/* OK when the figure takes each option that is given, which it would otherwise ignore, or is not
 * known. USAGE names those that do. */
HINGE_API enum hinge_status hinge_figure_check(const struct hinge_figure_request *request,
                                               struct hinge_error *error);

/* Whether `results` may be this file as well: JSON that hinge-compare wrote. Such a
 * request has nothing `opened`. */
HINGE_API bool hinge_figure_is_comparison(const char *path);

/* Draws. The same file and request give the same bytes. Errors: USAGE for an unknown
 * figure, key, level, metric or phase (names the nearest), INPUT for the file or when
 * nothing in it can be drawn (says why); result is then empty. */
HINGE_API enum hinge_status hinge_figure_draw(const struct hinge_figure_request *request,
                                              struct hinge_figure_result *result,
                                              struct hinge_error *error);

HINGE_END_C_DECLS

#endif
