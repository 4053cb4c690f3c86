/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list that a run writes for its user. */
#ifndef HINGE_RUN_LIST_H
#define HINGE_RUN_LIST_H

#include <hinge/table.h>

/* Saves the list as CSV, unless the file is there and says the same. Errors: USAGE when
 * it says something else, WRITE, NOMEM. */
enum hinge_status hinge_run_save_list(const char *path, const struct hinge_table *list,
                                      struct hinge_error *error);

#endif
