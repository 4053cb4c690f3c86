/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis (hinge/stats.h) and a view of a results file (hinge/results.h)
 * return: named tables whose columns know their unit, digits, role and label, warnings,
 * sentences. Text, JSON and workbooks are ways of writing it (hinge/report.h). */
#pragma once

#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* A user's own words for an ID of a column or cell, such as those of another language. */
struct hinge_label {
    const char *id, *label;
};
struct hinge_label_list {
    size_t n;
    const struct hinge_label *item;
};

/* An analysis names its tables by their place in the JSON: "contrasts cue tost". A row is a
 * member. If members have names, the first column (KEY) holds them. A plain list has one
 * column, "value". A number that is not defined is NaN. */
struct hinge_result_table {
    const char *name;  /* a view's ID; "" for values in no table */
    const char *title; /* above the table; NULL: none */
    const char *notes; /* lines under the table; NULL: none */
    /* An analysis: what the table is of, without the container of its strata or outcomes, and its
     * stratum: "refusals" and "B" of "strata refusals B". NULL: of all, or each row has its own. */
    const char *of, *stratum;
    struct hinge_table table;
    bool is_list;
    bool for_programs; /* readable formats omit the table */
    bool main;         /* readable formats show it with the answer */
};

struct hinge_result_warning {
    const char *code, *message; /* "W_SMALL_N", a sentence */
};

/* Owns everything in it; free with hinge_result_free. */
struct hinge_result {
    const char *analysis; /* "within"; "" for views, or if none was named */
    bool failed;          /* the document holds an error */
    size_t n_tables;
    struct hinge_result_table *table;
    size_t n_warnings;
    struct hinge_result_warning *warning;
    size_t n_planned; /* cues and groups: in the order of the document */
    const struct hinge_planned_outcome *planned;
    size_t n_changes; /* of a question of a cohort: the table `changes` */
    const struct hinge_change_row *change;
    size_t n_cues;
    const struct hinge_planned_cue *cue;
    const char *sentences; /* plain, a line each */
    const char *test;      /* test, p and n behind the sentences; "" if the sentences have them */
    const char *apa;       /* in the style of the American Psychological Association */
    struct hinge_result_inside *inside;
};
HINGE_API void hinge_result_free(struct hinge_result *result);

/* The table with this name; NULL if there is none. */
HINGE_API const struct hinge_table *hinge_result_table(const struct hinge_result *result,
                                                       const char *name);

/* An analysis as JSON, without its sentences. The caller free()s *text. Errors: USAGE for
 * views, which hinge_result_format writes. */
HINGE_API enum hinge_status hinge_result_json(const struct hinge_result *result, char **text,
                                              struct hinge_error *error);

/* Calls `message` with each warning: "CODE: message". */
HINGE_API void hinge_result_warnings(const struct hinge_result *result, hinge_message *message,
                                     void *context);

HINGE_END_C_DECLS
