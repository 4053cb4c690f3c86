#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Table 1 of a paper has no row of what is the same in every participant: a note says it. Other tables keep it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --reps 3 --rate 30 --format csv -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
for format in markdown html latex; do
    hinge-table participants r.h5 --format $format -o t.$format
    grep -q 'Sessions: 1 in every participant' t.$format
    grep -q Height t.$format
done
if grep -q '^| Sessions' t.markdown; then exit 1; fi
hinge-table participants r.h5 --format csv | grep -q '^sessions'
