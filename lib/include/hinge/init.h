/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start of the library, threads, and structs that callers fill.
 *
 * Call hinge_init first, from one thread. Afterwards any number of threads may make recordings and
 * configs, fill and read tables, and measure (hinge_measure) at the same time. Calls that read or
 * write study and results files (hinge_ingest, hinge_analyze, hinge_inspect, hinge_results_…,
 * hinge_comparison_…) and hinge_stats_run must run one at a time in a process, because HDF5 keeps
 * state of its own; each uses several threads itself. Only one thread at a time may use an object,
 * unless all only read it. Progress and message functions are called from the thread that called
 * the library.
 *
 * Callers zero-initialise requests and options, and set their first member to their size: with
 * .size = sizeof request a program also works with a later library, whose struct may be longer. A
 * size of 0 means the struct of this library. Texts that are NULL mean the same as "". */
#pragma once

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

#define HINGE_VERSION "0.1.0"
#define HINGE_RELEASE_DATE "2026-11-20" /* printed in man pages; changes with the version */

/* Sets the handlers and settings of GSL and HDF5. Call once, before anything else and
 * before any thread starts. */
HINGE_API enum hinge_status hinge_init(struct hinge_error *error);

/* Called, from any thread, when there is no memory left; must not return. The library's own
 * function ends the process with exit code 5. A program may define this function instead, to close
 * files and print a message before it calls _Exit. */
HINGE_API HINGE_NORETURN void hinge_out_of_memory(void);

/* HINGE_VERSION as built into the library. */
HINGE_API const char *hinge_version(void);

/* Whether a study or results file was made by another build than this one, whose numbers may
 * differ; `line` (1,024 bytes will do) gets both: "r.h5: made by another build, hinge-analyze 0.1.0
 * (build 3f2a91c0); this is hinge-analyze 0.1.0 (build 8c11d2e4)". */
HINGE_API bool hinge_other_build(const char *path, char *line, size_t room);

HINGE_END_C_DECLS
