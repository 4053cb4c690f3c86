/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a trial list's known columns: words out of a choice, numbers within reason.
 * A mistyped word ("standin") must not be a silent "nothing said". */
#ifndef HINGE_INGEST_LIST_VALUES_H
#define HINGE_INGEST_LIST_VALUES_H

#include <hinge/config.h>
#include <hinge/table.h>

/* Checks every cell; INPUT names line and column. An age becomes whole years, from 90
 * on 90 (ages beyond identify a person). */
enum hinge_status hinge_list_values_settle(struct hinge_table *list, const char *path,
                                           const size_t *lines, const struct hinge_config *config,
                                           struct hinge_error *error);

#endif
