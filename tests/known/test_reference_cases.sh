#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every reference case of the statistics (NIST, R, SciPy) to its own tolerance, by hinge-compare.
# Random numbers as such are no analysis: unit/base/test_random has them. 77: skipped.
set -u
cases=${HINGE_SHARED:-$HINGE_ROOT/../shared}/stats
[ -d "$cases" ] || { echo "skipped: no $cases"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
names=()
for case in "$cases"/*/; do
    case=$(basename "$case")/
    case $case in *-rng/) ;; *) names+=("$case") ;; esac
done
"$HINGE_ROOT/scripts/check-stats" "$(command -v hinge-compare)" "${names[@]}"
