#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Files broken under valid checksums, made by hostile_h5.py from a study and results of the
# cohort in datasets/. HINGE_CAMPAIGN=full makes every dataset hollow. 77: skipped.
set -eu
python3 -c 'import h5py' 2>/dev/null || { echo "skipped: python3 with h5py is not installed"; exit 77; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-hostile-XXXXXX")
trap 'rm -rf "$folder"' EXIT
hinge-ingest -q "$HINGE_ROOT"/datasets/cohort/trials.csv -o "$folder/study.h5"
hinge-analyze -q "$folder/study.h5" -o "$folder/results.h5"
full=
[ "${HINGE_CAMPAIGN-}" != full ] || full=--full
python3 "$HINGE_ROOT/tests/fail/hostile_h5.py" $full "$folder/study.h5" "$folder/results.h5" "$folder"
# parts that do not belong together, or are broken: nothing is joined
mkdir "$folder/parts"
for i in 1 2; do
    hinge-ingest -q --shard $i/2 "$HINGE_ROOT"/datasets/cohort/trials.csv -o "$folder/parts/s$i.h5"
    hinge-analyze -q "$folder/parts/s$i.h5" -o "$folder/parts/r$i.h5"
done
python3 "$HINGE_ROOT/tests/fail/hostile_parts.py" "$folder/parts"
