#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Walks of a real person, by markers and by two models of a phone, give no repetition: steps are no bends. 77: skipped.
set -euo pipefail
walks=${HINGE_SHARED:+$HINGE_SHARED/cases/people/opencap-walk}
[ -d "${walks:-none}" ] || { echo "skipped: HINGE_SHARED names no folder with cases/people"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir walk
for system in mocap mono wham; do cp "$walks/walk_$system.json.gz" "walk/squat_$system.json.gz"; done
python3 "$HINGE_ROOT/datasets/study.py" opencap-squats walk >/dev/null
hinge-ingest -q walk/trials.csv -o study.h5
hinge-analyze -q --allow-inferred study.h5 -o results.h5 || [ $? -eq 4 ]
hinge-table trials results.h5 --columns reps --format csv | cut -d, -f4,7- >found
cat found
[ "$(grep -c 'NO_REPS.*,0$' found)" -eq 3 ]
