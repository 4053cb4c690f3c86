/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fault rows in words, for docs/faults.md. Everything goes to stdout. */
#ifndef HINGE_DOCS_WORDS_H
#define HINGE_DOCS_WORDS_H

#include "faults/fault.h"

/* One fault as a row of a table: names, severity in words, threshold and margins, noise, example.
 * A coach's words that the fault `above` (or NULL) has too are a ditto mark. */
void print_fault(const struct hinge_fault *fault, const struct hinge_fault *above);

/* The statistics of a row as a table. */
void print_statistics(void);

#endif
