#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The page and the figures of a question say the same: n, means, differences and intervals, rows in their order, and the
# colour of a group. Of two groups with two cues, and of three groups that are not listed by their alphabet.
set -euo pipefail
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-drawing-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
study() { # GROUPS CUES KIND...: what differs
    rm -rf study && mkdir study && cd study
    hinge-plan -q --groups "$1" --cues "$2" --reps 3 --name '{participant}/{cue}_{trial}.trc' -o . 2>plan.log
    sed 's/,\(walkers\|office\),/,sedentary,/; s/,athletes,/,trained,/' trials.csv >drawn.csv
    hinge-simulate -q --list drawn.csv --format trc-b --rate 20 --seed 8 -o .
    hinge-ingest -q trials.csv -o study.h5
    hinge-analyze -q study.h5 -o results.h5
    hinge-report -q results.h5 --study study.h5 --facts -o facts.json
    hinge-report -q results.h5 --study study.h5 -o page.html
    for kind in "${@:3}"; do
        local of=()
        [ "$kind" != map ] || of=(--study study.h5)
        hinge-plot -q "$kind" results.h5 "${of[@]}" --data "$kind.csv" -o "$kind.svg"
    done
    python3 "$HINGE_ROOT/tests/contract/drawings.py" page.html facts.json . "${@:3}" >>../differ
    cd ..
}
study sedentary:5,trained:5 none,dowel answer map groups prevalence paired forest
study walkers:5,athletes:5,office:5 none answer map groups prevalence
[ ! -s differ ] || { cat differ; exit 1; }
