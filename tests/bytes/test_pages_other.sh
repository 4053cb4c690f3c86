#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Reports and sheets of people in sessions, before a camera, and alone, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
report() { # name file option...
    local name=$1
    shift
    pin "$name.said" hinge-report "$@" -o "$name.html"
    [ ! -f "$name.html" ] || keep "$name.html"
}
for study in visits phones alone; do
    $study
    report $study $study/results.h5
done
report cue visits/results.h5 --mdc 0.02
report inferred phones/results.h5 --allow-inferred
for person in p01 p02 p03 p04 p05 p06; do report sheet-$person visits/results.h5 --participant $person --sheet; done
report sheet-phone phones/results.h5 --participant p002 --sheet
report sheet-alone alone/results.h5 --participant p001 --sheet
# shares of the spine around the bounds of the sheet's sentences
for share in 0.15 0.2 0.24 0.26 0.3 0.36 0.45 0.6; do
    hinge-simulate -q -n 2 --seed 3 --cue none --reps 2 --rate 30 --format trc-a --variation 0.2 --lumbar-share $share -o s$share
    hinge-ingest -q s$share/trials.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5
    report share-$share r.h5 --participant p001 --sheet --allow-single
    rm s.h5 r.h5
done
pinned
