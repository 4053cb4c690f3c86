#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# same_in_r.R: R computes the numbers of hinge-compare from tables of repetitions, faults and curves. 77: no R.
set -eu
command -v Rscript >/dev/null || { echo "skipped: no Rscript"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-same-XXXXXX")
trap 'rm -rf "$work"' EXIT
PATH=$HINGE_BUILD/bin:$PATH
cd "$work"
hinge-ingest -q "$HINGE_ROOT/datasets/cohort/trials.csv" -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-simulate -q -n 12 --seed 2 --cue none --trials 2 --reps 3 --rate 30 --precision 1 -o retest
hinge-ingest -q retest/trials.csv -o retest-study.h5
hinge-analyze -q retest-study.h5 -o retest.h5
# the tables of docs/compare.md
for name in raters methods; do
    awk -v head="<!-- file: $name.csv -->" '$0 == head { on = 1 } on && /^```$/ { exit } on > 1 { print } on && /^```csv$/ { on = 2 }' \
        "$HINGE_ROOT/docs/compare.md" >"$name.csv"
    [ -s "$name.csv" ]
done
hinge-table reps results.h5 --phase descent -o reps.csv
hinge-table reps retest.h5 --phase descent -o retest.csv
hinge-table faults results.h5 --by participant,group,cue,trial,rep --filter fault=lumbar_rounding \
    --format csv -o faults.csv
hinge-table waveforms results.h5 --filter signal=lumbar_flex --format csv -o curves.csv
Rscript --vanilla "$HINGE_ROOT/tests/models/same_in_r.R"
