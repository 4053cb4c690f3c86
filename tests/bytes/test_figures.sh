#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every figure of four small studies and its numbers, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
p() { # name figure file option...
    local name=$1
    shift
    pin "$name.svg" hinge-plot "$@" --data data.csv
    [ ! -f data.csv ] || mv data.csv "out/$name.csv"
}
cohort
r=cohort/results.h5
for figure in bins forest groups limits loops paired prevalence tiles waveforms; do
    p $figure $figure $r
    p $figure-narrow $figure $r --width 85 --by cue --title 'A & <b>'
done
for figure in overview stick; do
    p $figure $figure $r --study cohort/study.h5
done
p stick-2 stick $r --study cohort/study.h5 --trial p001_1_bodyweight_hinge_dowel_1 --rep 2
p overview-csv overview $r --study cohort/study.h5 --trial p004_1_bodyweight_hinge_none_1 --width 85
p bins-group bins $r --by group --phase ascent
p bins-levels bins $r --by cue --levels wall_tap_4in,none
p forest-dowel forest $r --levels dowel,none --columns lumbar_fraction,hip_excursion_deg
p groups-none groups $r --filter cue=none --columns hip_excursion_deg
p groups-fault groups $r --columns butt_wink --width 85
p loops-many loops $r --by participant --filter cue=none
p paired-mdc paired $r --mdc 0.05 --levels none,dowel
p paired-up paired $r --mdc 0.02 --levels dowel,none
p paired-fault paired $r --columns rounding_early --by cue
p prevalence-many prevalence $r --by participant
p tiles-cues tiles $r --by participant,cue
p waveforms-levels waveforms $r --by cue --levels none,dowel --columns lumbar_flex,hip_posterior,driver
p waveforms-group waveforms $r --by group
p agreement agreement $r --by cue --levels none,dowel
p gone-9 forest $r --columns hip
p gone-10 waveforms $r --by cue --levels none,dowel --filter participant=p001,p004
# five levels take two rows; people of one cue, and of two without a baseline
p prevalence-five prevalence $r --by participant --filter 'participant=p001,p004,"a & <b>",p007,p008'
p groups-sex groups $r --columns butt_wink --filter cue=none --by sex
p groups-two groups $r --filter cue=dowel,wall_tap_4in
p paired-again paired $r --levels dowel,none,dowel --phase ascent
p forest-ascent forest $r --levels wall_tap_4in,dowel,none --phase ascent --columns hip_excursion_deg,knee_excursion_deg,duration_s
p waveforms-one waveforms $r --by cue --levels dowel --columns lumbar_flex
p waveforms-three waveforms $r --by cue --levels none,dowel --filter 'participant=p001,"Zoë Müller",p004' --columns lumbar_flex
p waveforms-apart waveforms $r --by group --filter cue=none --columns lumbar_flex
p tiles-group tiles $r --by group --width 85
# as many levels as are drawn together, more than one panel has, levels of tiles that are chosen, a group in which nobody changed
p limits-groups limits $r --by group
p prevalence-cues prevalence $r --by cue
p waveforms-sexes waveforms $r --by sex,cue --columns lumbar_flex,hip_flex,knee_flex
p tiles-level tiles $r --by group --filter group=trained
p tiles-levels tiles $r --levels trained/p004,trained/p006
p groups-levels groups $r --by sex --levels m,f
p paired-few paired $r --levels none,wall_tap_4in --filter participant=p001,p004,p006
printf 'none = ohne Hilfe, wie man sich bückt, ganz ohne\nbutt_wink = Becken\nlumbar_fraction = LWS-Anteil\n' >words
for figure in bins prevalence paired forest waveforms; do p $figure-words $figure $r --label words --allow-single --all-reps; done
p gone-1 forest $r --columns nothing
p gone-2 stick $r
p gone-3 overview $r --study cohort/study.h5 --trial nobody
p gone-4 paired $r --levels none
p gone-5 waveforms $r --filter cue=nil
p gone-6 agreement $r --by cue --levels none,dowel --filter participant=p001
p gone-7 waveforms $r --columns trunk_incl,pelvis_tilt,lumbar_flex,hip_flex,knee_flex,thigh_incl,shank_incl,driver,hip_posterior,hip_drop
p gone-8 groups $r --columns reach_moment
p gone-11 bins $r --by cue --levels zzz
p gone-12 agreement $r --by cue
p gone-13 agreement $r --by cue --levels none,wall_tap_4in --filter participant=p006,p008
# names that are longer than their figure, and one of what a fault is judged by
printf 'severity:butt_wink = Tail tucks\nnone = Ohneirgendwelchevorherigeunterweisungdurchdentherapeuten\n' >words
echo 'dowel = a rod that touches head, back and tail, held by the hands behind the neck and the back, all the way down and up again' >>words
echo 'wall_tap_4in = Wand, Rueckwaertsbewegungsunterweisungdurchdentherapeuten' >>words
p z-paired paired $r --columns butt_wink --by cue --filter group=trained --label words --width 85
p z-forest forest $r --label words --width 85
rows
hinge-compare -q bland_altman rows.csv --outcome y --method cue --order dowel,none --rep rep --repeated -o repeated.json
p z-repeated agreement repeated.json
p gone-14 agreement repeated.json --columns z
p gone-15 agreement repeated.json --phase ascent
pinned
