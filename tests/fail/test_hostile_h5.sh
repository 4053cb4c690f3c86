#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Files broken under valid checksums, made by hostile_h5.py from a study and results of the
# cohort in datasets/. HINGE_CAMPAIGN=full makes every dataset hollow. 77: skipped.
set -eu
for python in python3 /usr/bin/python3 ''; do
    [ -n "$python" ] || { echo "skipped: python3 with h5py is not installed"; exit 77; }
    ! "$python" -c 'import h5py' 2>/dev/null || break
done
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-hostile-XXXXXX")
trap 'rm -rf "$folder"' EXIT
hinge-ingest -q "$HINGE_ROOT"/datasets/cohort/trials.csv -o "$folder/study.h5"
hinge-analyze -q "$folder/study.h5" -o "$folder/results.h5"
full=
[ "${HINGE_CAMPAIGN-}" != full ] || full=--full
"$python" "$HINGE_ROOT/tests/fail/hostile_h5.py" $full "$folder/study.h5" "$folder/results.h5" "$folder"
# a part whose last repetition is of the recording behind the last
for i in 1 2; do
    hinge-ingest -q --shard $i/2 "$HINGE_ROOT"/datasets/cohort/trials.csv -o "$folder/study.h5"
    hinge-analyze -q "$folder/study.h5" -o "$folder/r$i.h5"
done
"$python" - "$folder/r1.h5" <<'END'
import sys, h5py
with h5py.File(sys.argv[1], "r+", libver=("v110", "v110")) as h:
    h["reps/trial"][-1] = len(h["trials/participant"])
END
said=$(hinge-merge "$folder/r1.h5" "$folder/r2.h5" -o "$folder/all.h5" 2>&1) && code=0 || code=$?
if [ "$code" != 3 ] || [[ $said != *r1.h5*damaged*/reps/trial* ]] || [ -e "$folder/all.h5" ]; then
    echo "merge of a damaged part: exit $code: $said"
    exit 1
fi
