/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked example of a metric, for docs/metrics.md. Goes to stdout. */
#ifndef HINGE_DOCS_EXAMPLES_H
#define HINGE_DOCS_EXAMPLES_H

#include <stdbool.h>

/* Three cells: phase, true and found value, evidence tiers; or where the metric is
 * checked instead. False when neither is known, so that no metric is without. */
bool print_example(const char *metric);

#endif
