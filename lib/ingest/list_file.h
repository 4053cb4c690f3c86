/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list's file: told apart from recordings by its header, read as a table. */
#ifndef HINGE_INGEST_LIST_FILE_H
#define HINGE_INGEST_LIST_FILE_H

#include <hinge/config.h>
#include <hinge/status.h>
#include <hinge/table.h>
#include <stdbool.h>
#include <stddef.h>

/* *list tells whether the file is a trial list; if not (or it cannot be read, which is
 * for the reader of recordings to say), OK and nothing is read. `decimal` settles
 * commas that could be thousands, 0 when nothing was said. A list's rows go to the
 * zeroed table, row i from line (*lines)[i]; the caller clears and frees both, after an
 * error, too. INPUT: no rows, a ragged row, a column given
 * twice. */
enum hinge_status hinge_list_read(const char *path, char decimal, bool *list,
                                  struct hinge_table *table, size_t **lines,
                                  struct hinge_error *error);

/* Checks columns and values as list_columns.h and list_values.h say, and that each row
 * names its file (INPUT UNREADABLE). */
enum hinge_status hinge_list_settle(struct hinge_table *list, const char *path, const size_t *lines,
                                    const struct hinge_config *config, struct hinge_error *error);

#endif
