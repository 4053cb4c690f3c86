/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis returns (hinge/stats.h): named tables whose columns know their unit,
 * digits, role and audience, its warnings, and its sentences. JSON is one way of
 * writing it (docs/stats.md). */
#ifndef HINGE_RESULT_H
#define HINGE_RESULT_H

#include <hinge/progress.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A table is as deep as its name: "contrasts cue tost". A row is a member, its first
 * column (KEY) the name of it where members have names. Of a plain list the only column
 * is "value". Numbers that are not defined are NaN. */
struct hinge_result_table {
    const char *name; /* "" of values that stand by themselves */
    struct hinge_table table;
    bool is_list;
    bool for_programs; /* tables for readers leave it out */
};

struct hinge_result_warning {
    const char *code, *message; /* "W_SMALL_N", a sentence */
};

/* Everything in it is its own; hinge_result_free. */
struct hinge_result {
    const char *analysis; /* "within"; "" when none was named */
    bool failed;          /* the document is that of an error */
    size_t n_tables;
    struct hinge_result_table *table;
    size_t n_warnings;
    struct hinge_result_warning *warning;
    const char *sentences; /* plain, a line each; "" of cues and groups, which
                              hinge_result_format says */
    const char *apa;       /* in the style of the American Psychological Association */
    struct hinge_result_inside *inside;
};
HINGE_API void hinge_result_free(struct hinge_result *result);

/* The table of a name, NULL when there is none. */
HINGE_API const struct hinge_table *
hinge_result_table(const struct hinge_result *result, const char *name);

/* As JSON, its sentences left out. *text is the caller's to free(). NOMEM. */
HINGE_API enum hinge_status hinge_result_json(const struct hinge_result *result,
                                              char **text, struct hinge_error *error);

/* Tells every warning, "CODE: message". */
HINGE_API void hinge_result_warnings(const struct hinge_result *result,
                                     hinge_message *tell, void *context);

#ifdef __cplusplus
}
#endif

#endif
