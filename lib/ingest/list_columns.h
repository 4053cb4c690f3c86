/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a trial list: known, mistyped, personal. And the ids of its rows. */
#ifndef HINGE_INGEST_LIST_COLUMNS_H
#define HINGE_INGEST_LIST_COLUMNS_H

#include "ingest/intake.h"

/* Names of the TEXT columns of a list, NULL-terminated. */
const char *const *hinge_list_text_columns(void);

/* Whether a header row is a trial list's: it names `file` (or something within one
 * letter of it, or "path" or the like, alone or beside another known column). A row
 * with others above it (`below`) must name `file` itself, beside another known column
 * or alone. */
bool hinge_list_header(const char *const *cell, size_t n, bool below);

/* Gives columns whose names are ours but for capitals ("Age", "FILE") our names, unless
 * the config keeps them or ours is there, too. */
void hinge_list_columns_name(struct hinge_table *list, const struct hinge_config *config);

/* What follows `before` ("sensor:", "offset_s:") in a column's name, NULL when it
 * begins otherwise. */
const char *hinge_list_sensor(const char *name, const char *before);

/* One column of a list: USAGE when it is within two letters of a known name, what
 * others call a known column ("subject"), or personal, unless the config keeps it. */
enum hinge_status hinge_list_column_check(const struct hinge_table *list, size_t column,
                                          const char *path, const struct hinge_config *config,
                                          struct hinge_error *error);

/* Every column; USAGE also when there is no file column. */
enum hinge_status hinge_list_columns_check(const struct hinge_table *list, const char *path,
                                           const struct hinge_config *config,
                                           struct hinge_error *error);

/* Fills column id: given, else participant_session_task_cue_trial, else the file's
 * stem. INPUT when two rows have one id; a file given twice becomes a refused row. */
enum hinge_status hinge_intake_ids(struct hinge_intake *intake, struct hinge_error *error);

#endif
