#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/known/tried_files.md says of every folder of the shared data what inspect, ingest and check say today, and of no
# other. 77: skipped.
set -u
data=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data
[ -d "$data" ] || { echo "skipped: no $data"; exit 77; }
B=$(dirname "$(dirname "$(command -v hinge-check)")")
rows=$(mktemp "${TMPDIR:-/tmp}/hinge-tried-XXXXXX")
trap 'rm -f "$rows"' EXIT
"$HINGE_ROOT/scripts/evidence/tried-files" "$B" "$data" >"$rows" || exit 1
diff "$HINGE_ROOT/tests/known/tried_files.md" "$rows" && echo "$(grep -c '^| [a-z0-9]' "$rows") rows as before"
