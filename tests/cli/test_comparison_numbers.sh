#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What hinge-compare says of groups and cues, computed again from the rows of every repetition: tests, intervals,
# families and verdicts of every row, then every sentence. The example cohort, phone videos, four people, a planned
# study and 40 participants under four conditions.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
make() { # NAME simulate's options
    local name=$1
    shift
    hinge-simulate -q --rate 30 --reps 3 "$@" -o "$name"
}
make phone -n 16 --format csv-mediapipe --cue none --cue dowel --cue mycue
make few -n 4 --format trc-b
make six -n 6 --format trc-b --cue none --cue dowel --cue mirror
# shellcheck disable=SC1091,SC2034 # is checked by itself, and reads pins
(pins=$dir && . "$HINGE_ROOT/tests/bytes/studies.sh" && large)
mv large/results.h5 large/r.h5
mkdir demo
for name in demo phone few six large; do
    list=$name/trials.csv
    [ $name = demo ] && list=$HINGE_ROOT/datasets/cohort/trials.csv
    [ $name = large ] || { hinge-ingest -q "$list" -o $name/s.h5 && hinge-analyze -q $name/s.h5 -o $name/r.h5; }
    hinge-table reps -q $name/r.h5 --columns keys,tier,in_groups,lumbar_fraction,hip_excursion_deg,total_excursion_deg,hip_posterior_ll,knee_excursion_deg,duration_s,sparc,trunk_excursion_deg,trunk_thigh_excursion_deg,hinge_index,lumbar_at_reach_deg,lumbar_at_reach_share,knee_at_reach_deg \
        -o $name/reps.csv
    hinge-table faults -q $name/r.h5 --by participant,group,cue,trial,rep -o $name/faults.csv
    for analysis in cues groups; do
        filter=
        [ $analysis = cues ] || filter=cue=none
        hinge-compare $analysis $name/r.h5 ${filter:+--filter "$filter"} --order trained,sedentary --format json \
            -o $name/$analysis.json 2>/dev/null
        hinge-compare $analysis $name/r.h5 ${filter:+--filter "$filter"} --order trained,sedentary 2>/dev/null |
            sed '/^$/,$d' >$name/$analysis.txt
    done
done
python3 -B "$HINGE_ROOT/tests/cli/comparison_numbers.py" demo phone few six large
