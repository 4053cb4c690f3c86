/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the parts of a file agree with each other. */
#ifndef HINGE_STORE_AGREE_H
#define HINGE_STORE_AGREE_H

#include "store/store.h"

/* Repetitions as the trials count them, labels as the tables of faults and metrics have
 * them, ids once. INPUT DAMAGED, naming both; NOMEM. */
enum hinge_status hinge_agree_results(struct hinge_results_reader *reader,
                                      struct hinge_error *error);
/* No two rows that are not refused have one id. */
enum hinge_status hinge_agree_ids(const char *shown, const char *object,
                                  const struct hinge_table *table, const char *column,
                                  struct hinge_error *error);

#endif
