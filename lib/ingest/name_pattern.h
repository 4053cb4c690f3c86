/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File names that say who and what: "{group}/{participant}_{task}_{cue}_{trial}.csv".
 */
#ifndef HINGE_INGEST_NAME_PATTERN_H
#define HINGE_INGEST_NAME_PATTERN_H

#include <hinge/table.h>

/* Fills the text columns named in braces from `file`, where the row has none yet. The
 * pattern is matched against the end of the path; a name takes as few characters as it
 * can and no '/'. *matched is false when the file does not fit and the row lacks one of
 * the pattern's keys. USAGE when the pattern names no text column of the list, a brace
 * is not closed, or the pattern splits a known task or cue, or gives it to another key.
 */
enum hinge_status hinge_name_pattern_apply(const char *pattern, const char *file,
                                           struct hinge_table *list, size_t row, bool *matched,
                                           struct hinge_error *error);

#endif
