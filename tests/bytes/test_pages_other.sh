#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Reports and sheets of people in sessions, before a camera, and alone, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
for study in visits phones alone; do
    $study
    report $study $study/results.h5
done
large
report large large/results.h5
report cue visits/results.h5 --mdc 0.02
report inferred phones/results.h5 --allow-inferred
# two sessions of one person, whose change is more than what is detectable
report person visits/results.h5 --filter participant=p02 --mdc 0.005
for person in p01 p02 p03 p04 p05 p06; do report sheet-$person visits/results.h5 --participant $person --sheet; done
report sheet-phone phones/results.h5 --participant p002 --sheet
report sheet-alone alone/results.h5 --participant p001 --sheet
# three groups, one of which differs from the others; then one pair alone. Group b is taller by 1.5 SDs than a and c, heavier
# by 1 and older by exactly 0.5: the page names two of them. Group d is as tall as nobody is known.
echo file,participant,group,cue,age,mass_kg,height_m >three.csv
from_mean=(0 -3 -1 0 0 1 3) # of which the SD is 2
for group in a b c d; do
    share=0.3
    [ $group != b ] || share=0.55
    [ $group != d ] || share=0.42
    hinge-simulate -q -n 6 --seed 3 --cue none --reps 3 --rate 25 --format trc-b --variation 0.8 --lumbar-share $share -o $group
    for n in 1 2 3 4 5 6; do
        k=${from_mean[$n]} more=0
        [ $group != b ] || more=1
        [ $group = d ] && tall="" || tall=1.$((70 + k + 3 * more))
        echo "$group/p00$n/bodyweight_hinge_none_1.trc,$group$n,$group,none,$((30 + k + more)),$((60 + k + 2 * more)),$tall" >>three.csv
    done
done
hinge-ingest -q three.csv -o three.h5 && hinge-analyze -q three.h5 -o three.r.h5
report three three.r.h5 --filter group=a,b,c
report pair three.r.h5 --filter group=a,c,d
report four three.r.h5
report two three.r.h5 --filter group=b,d
# shares of the spine around the bounds of the sheet's sentences
for share in 0.2 0.21 0.54 0.56; do
    hinge-simulate -q -n 1 --seed 3 --cue none --reps 2 --rate 30 --format trc-a --variation 0.2 --lumbar-share $share -o s$share
    hinge-ingest -q s$share/trials.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5
    report share-$share r.h5 --participant p001 --sheet --allow-single
    rm s.h5 r.h5
done
pinned
