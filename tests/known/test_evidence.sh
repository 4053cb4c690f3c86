#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/validation.md, docs/people.md and their figures are what the public and the labelled recordings say, number for number.
set -euo pipefail
[ -z "${HINGE_SANITIZED:-}" ] || { echo "skipped: not the ordinary build"; exit 77; }
data=${HINGE_SHARED:+$HINGE_SHARED/data}
[ -d "${data:-none}" ] || { echo "skipped: HINGE_SHARED names no folder with data/"; exit 77; }
python3 "$HINGE_ROOT/scripts/evidence/recordings" "$HINGE_BUILD" "$data" --check
people=$HINGE_SHARED/cases/people
[ ! -d "$people" ] || python3 "$HINGE_ROOT/scripts/evidence/people" "$HINGE_BUILD" "$people" --check
