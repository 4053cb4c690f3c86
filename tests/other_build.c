/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linked into tests/bin/other-build-run, a hinge-run whose files are those of another build. */
#include "base/build.h"

#include <hinge/init.h>

const char hinge_study_build[] = "hinge-ingest " HINGE_VERSION " (build 0000000a)";
const char hinge_results_build[] = "hinge-analyze " HINGE_VERSION " (build 0000000b)";
const char hinge_run_build[] = "hinge-run " HINGE_VERSION " (build 0000000c)";
