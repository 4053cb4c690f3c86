#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/known/tried_layouts.md says of every layout that is simulated or planted what hinge-inspect says of it today.
set -u
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
B=$(dirname "$(dirname "$(command -v hinge-inspect)")")
rows=$(mktemp "${TMPDIR:-/tmp}/hinge-layouts-XXXXXX")
trap 'rm -f "$rows"' EXIT
"$HINGE_ROOT/scripts/evidence/tried-layouts" "$B" >"$rows" || exit 1
diff "$HINGE_ROOT/tests/known/tried_layouts.md" "$rows" && echo "$(grep -c '^| [a-z0-9]' "$rows") rows as before"
