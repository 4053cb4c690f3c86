#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/input-formats.md says of every folder of the shared data what inspect, ingest and check say today, and of no
# other. 77: skipped.
set -u
data=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data
[ -d "$data" ] || { echo "skipped: no $data"; exit 77; }
B=$(dirname "$(dirname "$(command -v hinge-check)")")
rows=$(mktemp "${TMPDIR:-/tmp}/hinge-tried-XXXXXX")
trap 'rm -f "$rows"' EXIT
"$HINGE_ROOT/scripts/tried-files" "$B" "$data" >"$rows" || exit 1
sed -n '/^| folder | taken for/,/^$/p' "$HINGE_ROOT/docs/input-formats.md" | sed '/^$/d' | diff - "$rows" &&
    echo "$(grep -c '^| [a-z0-9]' "$rows") rows as the page has them"
