/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failures of models, with the code that the statistics report (E_FORMULA,
 * E_NO_CONVERGE, …) in error->code. */
#ifndef HINGE_STATS_MODEL_FAILURE_H
#define HINGE_STATS_MODEL_FAILURE_H

#include <hinge/status.h>

/* Fills *error (may be NULL), its code too, and returns the status of that code:
 * USAGE for E_OPTION, E_FORMULA, E_NO_COLUMN, E_LEVELS, E_TOO_MANY_LEVELS; else INPUT.
 */
enum hinge_status hinge_model_fail(struct hinge_error *error, const char *code,
                                   const char *format, ...) HINGE_PRINTF(3, 4);

/* "out of memory" of a model function. */
enum hinge_status hinge_model_nomem(struct hinge_error *error);

#endif
