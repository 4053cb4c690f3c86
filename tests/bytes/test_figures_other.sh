#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Figures of people in sessions, before a camera, and alone, and of agreement, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
p() { # name figure file option...
    local name=$1
    shift
    pin "$name.svg" hinge-plot "$@" --data data.csv
    [ ! -f data.csv ] || mv data.csv "out/$name.csv"
}
for study in visits phones alone; do
    $study
    for figure in agreement bins forest groups loops paired prevalence tiles waveforms; do
        p $study-$figure $figure $study/results.h5
    done
    for figure in overview stick; do
        p $study-$figure $figure $study/results.h5 --study $study/study.h5
    done
done
large
for figure in forest groups paired tiles waveforms; do p large-$figure $figure large/results.h5; done
# the first of three bends goes a sixth of the way: a smaller movement
sed -n '1p; /s1_none_1/{p;q}' visits/made/trials.csv >visits/made/nod.csv
recording=visits/made/$(sed -n '2s/,.*//p' visits/made/nod.csv)
awk -F'\t' -v OFS='\t' 'NR == 7 { split($0, stood) } NR > 6 && $2 < 6 { for (i = 3; i <= NF; i++) if ($i != "") $i = stood[i] + ($i - stood[i]) / 6 } 1' \
    "$recording" >nod && mv nod "$recording"
hinge-ingest -q visits/made/nod.csv -o nod.h5 2>/dev/null && hinge-analyze -q nod.h5 -o nod.r.h5
p nod-overview overview nod.r.h5 --study nod.h5
p large-cues waveforms large/results.h5 --by cue --columns lumbar_flex
p large-below paired large/results.h5 --width 85
# as many columns as there may be
people=$(printf 'p%03d,' {1..16})
p large-columns tiles large/results.h5 --by participant,cue --filter "participant=${people%,}"
p visits-metric agreement visits/results.h5 --columns hip_excursion_deg --phase ascent --by session --width 85
p visits-sessions paired visits/results.h5 --by session
p visits-both waveforms visits/results.h5 --by session,cue
hinge-compare -q bland_altman visits/results.h5 --outcome lumbar_fraction --method session --order 2,1 -o ba.json
p from-json agreement ba.json
pinned
