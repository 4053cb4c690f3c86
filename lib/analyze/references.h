/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which recordings of a study belong together. Rows are those of the ledger and of the
 * trial list, which has as many; every array has one entry per row. */
#ifndef HINGE_ANALYZE_REFERENCES_H
#define HINGE_ANALYZE_REFERENCES_H

#include "store/store.h"

/* Fills trial_of with the study's trial of each row, -1 for what was refused. INPUT
 * DAMAGED when the study has other trials than its ledger; `shown` names it. */
enum hinge_status hinge_references_trials(const struct hinge_study_reader *study,
                                          const struct hinge_table *ledger,
                                          const char *shown, long *trial_of,
                                          struct hinge_error *error);

/* The row whose standing is each row's zero, -1 for none: the last standing trial
 * before it of the same participant and session, or (`session`) the session's first
 * trial of any kind. */
void hinge_references_standing(const struct hinge_table *list, const long *trial_of,
                               bool session, long *reference_of);

/* The rows of the person's maxflex and stack_ref recordings, -1 for none. */
void hinge_references_limits(const struct hinge_table *list, const long *trial_of,
                             long *maxflex_of, long *stack_of);

#endif
