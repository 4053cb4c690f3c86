/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked example of a metric, for docs/metrics.md. Goes to stdout. */
#ifndef HINGE_DOCS_EXAMPLES_H
#define HINGE_DOCS_EXAMPLES_H

/* "R 0.1571/0.1584 AB": phase, true and found value, evidence tiers. Prints nothing for a
 * metric without an example. */
void print_example(const char *metric);

#endif
