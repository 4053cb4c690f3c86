#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/run-tests counts tools and repetitions, the same each time, and says the time of tests without failing for it;
# scripts/lint_counts.py fails above 110 % of a number, says what is below 90 %, and writes one that is not there.
set -euo pipefail
cd "$HINGE_ROOT"
{ [ -z "${HINGE_SANITIZED:-}${HINGE_COVERAGE:-}" ] && [ -e "$HINGE_BUILD/tests/count.so" ]; } || { echo "skipped: nothing is counted here"; exit 77; }
git rev-parse -q HEAD >/dev/null 2>&1 || { echo "skipped: no git repository"; exit 77; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-counts-XXXXXX")
trap 'rm -rf "$dir"' EXIT
HINGE_ACCEPT=no scripts/run-tests "$HINGE_BUILD" tests/cli/table-provenance >"$dir/said" 2>&1
{ grep -qE '^these tests: [0-9]+ CPU s, 6 tools started, 1 repetitions simulated$' "$dir/said" && grep -qx '1 passed, 0 failed, 0 skipped' "$dir/said"; } ||
    { cat "$dir/said" && exit 1; }
mkdir "$dir/tests"
counts() { # tools counted, exit, pattern: beside 100 in the list
    local status=0
    printf 'tools %s\nrepetitions 50\n' "$1" >"$dir/tests/counted"
    { grep '^#count expected_' tests/all && printf '#count tools 100\na/b why\n'; } >"$dir/all"
    python3 scripts/lint_counts.py "$dir" "$dir/all" >"$dir/said" || status=$?
    { [ $status = "$2" ] && grep -q "$3" "$dir/said" && grep -qx '#count repetitions 50' "$dir/all"; } || { cat "$dir/said" && exit 1; }
}
counts 110 0 'repetitions is 50 now: commit the number'
if grep tools "$dir/said"; then exit 1; fi
counts 111 1 'the default tests grew: tools is 111 in .*/counted, of their last run, more than 10 % above 100 in .*/all'
counts 89 0 'tools is 89, not 100: lower it, if no test was skipped'
