/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which build made a file: tool, version and a digest of the sources from which its numbers come,
 * "hinge-analyze 0.1.0 (build 8c11d2e4)". scripts/gen-build makes them from lib. */
#pragma once

/* Of study.h5, of results.h5, and of what hinge-run makes of them. */
extern const char hinge_study_build[], hinge_results_build[], hinge_run_build[];
