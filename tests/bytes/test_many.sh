#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# More repetitions than are read or written in one go (1,024), as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer comes before a preloaded library"; exit 77; }
hinge-simulate -q -n 6 --cue none --trials 2 --reps 95 --rate 10 --descent 0.8 --rest 0.4 --seed 3 --format csv -o many 2>/dev/null
hinge-ingest -q many/trials.csv -o study.h5
pin analyze hinge-analyze study.h5 -o results.h5
pin faults hinge-table -q faults results.h5 --format csv
pin spm hinge-compare -q spm results.h5 --curve lumbar_flex --group group --format json
pin waveforms hinge-table -q waveforms results.h5 --format csv
# the same bytes again, with any number of threads
for threads in 1 3; do
    hinge-analyze -q study.h5 -o again.h5 --threads $threads
    hinge-compare -q spm results.h5 --curve lumbar_flex --group group --format json --threads $threads >again.json
    cmp results.h5 again.h5 && cmp out/spm again.json || exit 1
done
# bends without end, of which a page shows every second frame
hinge-simulate -q -n 1 --seed 4 --cue none --reps 330 --descent 1 --rest 0.3 --rate 30 --format csv-coco --precision 1 -o long
hinge-ingest -q --rate 30 --image-size 1920x1080 long/trials.csv -o long.h5 && hinge-analyze -q long.h5 -o long.r.h5
pin view hinge-view -q long.h5 long.r.h5 --trial p001_1_bodyweight_hinge_none_1 -o long.html
keep long.html
pinned
