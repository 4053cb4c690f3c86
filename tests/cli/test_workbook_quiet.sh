#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A workbook that does not fit is one line of ours: what the library for workbooks prints of its own accord is not seen.
set -u
folder=$(mktemp -d) && cd "$folder" || exit 1
trap 'rm -rf "$folder"' EXIT
hinge-simulate -q -n 2 --format trc-b --seed 3 --cue none -o sim && hinge-ingest -q sim/trials.csv -o s.h5 &&
    hinge-analyze -q s.h5 -o r.h5 || exit 1
hinge-table -q trials r.h5 -o whole.xlsx || { echo "no workbooks here"; exit 77; }
(trap '' XFSZ && ulimit -f 2 && hinge-table -q reps r.h5 -o a.xlsx) 2>said
status=$?
[ $status -eq 5 ] || { echo "exit $status, expected 5"; exit 1; }
[ ! -e a.xlsx ] || exit 1
if [ "$(wc -l <said)" -ne 1 ] || ! grep -q "^hinge-table: .*cannot be written" said; then
    cat said
    exit 1
fi
