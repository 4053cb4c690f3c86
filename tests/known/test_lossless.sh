#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every number of every recording of the shared data comes out of a study again, to the last bit, as a
# reader of its own (lossless.py) sees both files; and points written so read as the same recording.
# 77: skipped.
set -u
data=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data
[ -d "$data" ] || { echo "skipped: no $data"; exit 77; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-lossless-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
hinge-ingest -q "$data" -o study.h5 2>/dev/null
hinge-export -q study.h5 --raw -o raw/ || exit 1
hinge-check study.h5 --show trials --format csv -o ledger.csv
python3 "$HINGE_ROOT/tests/known/lossless.py" ledger.csv "$data" raw || exit 1
# both in one study
hinge-ingest -q --verbose "$data" raw -o both.h5 2>said
again=$(grep -c 'raw/.*the same numbers' said)
kept=$(find raw -type f | wc -l)
echo "$again of $kept are read again as they were"
# points and poses; not the five files of angles, samples and turns alone and the eight of sensors, which
# are known by what stands above the table
[ "$again" -ge $((kept - 13)) ]
