/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start of the library, and which calls may be made at once.
 *
 * Call hinge_init first, from one thread. Then any number of threads may make
 * recordings and configs, fill and read tables, and measure (hinge_measure) at once.
 * What reads or writes study and results files (hinge_ingest, hinge_analyze,
 * hinge_inspect, hinge_results_…, hinge_comparison_…) and statistics (hinge_stats_run)
 * run one at a time in a process, because HDF5 keeps state of its own; they use several
 * threads themselves. An object is used by one thread at a time unless it is only read.
 * Progress and message functions are called from the thread that called the library.
 *
 * Structs that a caller fills (requests, options) are zero-initialised, and their first
 * member is their size: with .size = sizeof request a program goes on to work with a
 * later library, whose struct may be longer. Texts that are NULL are the same as "". */
#ifndef HINGE_INIT_H
#define HINGE_INIT_H

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

#define HINGE_VERSION "0.1.0"
#define HINGE_RELEASE_DATE "2026-11-20" /* of man pages; set with the version */

/* Sets the handlers and settings of GSL and HDF5. Call once, before anything else and
 * before any thread starts. */
HINGE_API enum hinge_status hinge_init(struct hinge_error *error);

/* Called from any thread where the library has no memory left; does not return. The library has
 * one that ends the process with exit code 5; a program that defines its own (close what is
 * open, say it, _Exit) is asked instead. */
HINGE_API HINGE_NORETURN void hinge_out_of_memory(void);

/* HINGE_VERSION as built into the library. */
HINGE_API const char *hinge_version(void);

HINGE_END_C_DECLS

#endif
