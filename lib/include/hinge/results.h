/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a results file: the same kind of result as an analysis (hinge/result.h). */
#pragma once

#include <hinge/progress.h>
#include <hinge/result.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <hinge/trial.h>

HINGE_BEGIN_C_DECLS

/* An open results file. All requests with this reader see the same state of the file; a
 * request without a reader opens the file by its path. Errors: those of reading, and INPUT if
 * the file was written to meanwhile. */
struct hinge_results_reader;
HINGE_API enum hinge_status hinge_results_hold(const char *results,
                                               struct hinge_results_reader **reader,
                                               struct hinge_error *error);
HINGE_API void hinge_results_release(struct hinge_results_reader *reader);

struct hinge_table_request; /* hinge/requests.h */

/* The columns of the view "reps" for programs with dialogs, which list a few dozen: keys, main
 * metrics, outcomes of the cues, counts of faults. The caller free()s the text. */
HINGE_API void hinge_dialog_columns(char **columns);
/* Removes columns without a value; returns how many metrics the table does not have. */
HINGE_API size_t hinge_dialog_drop_empty(struct hinge_table *table);

/* The i-th view's name and its line for --help; NULL after the last. */
HINGE_API const char *hinge_view_id(size_t i);
HINGE_API const char *hinge_view_title(size_t i);
/* OK if one of the views takes each given option. USAGE names the views that take an option
 * which none of these does. */
HINGE_API enum hinge_status hinge_table_check(const struct hinge_table_request *request,
                                              struct hinge_error *error);
/* Whether one of the views (joined by commas) needs the JSON of hinge-compare instead of a
 * results file. */
HINGE_API bool hinge_view_of_document(const char *views);

/* A table with notes for each view that the request names. Free with hinge_result_free. Errors:
 * INPUT for the file, USAGE for an unknown view, key or column (names the nearest), INTERRUPTED. */
HINGE_API enum hinge_status hinge_results_tabulate(const struct hinge_table_request *request,
                                                   struct hinge_result **result,
                                                   struct hinge_error *error);

HINGE_END_C_DECLS
