#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Studies as they come: groups of unequal size, people without an age, with one repetition, without a visit, recordings
# that cannot be read. Every table for readers, the report and its sheets, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
# who people are; `holes` of them are not known
with_people() { # list
    awk -F, -v OFS=, 'NR == 1 { print $0, "age", "sex", "mass_kg"; next }
        { k = substr($2, length($2)) + 0; print $0, k == 2 ? "" : 20 + 3 * k, k % 3 ? "f" : "m", k == 4 ? "" : 55 + 4 * k }' "$1" >made && mv made "$1"
}
short() { # recording: its first 60 %
    head -n "$(($(wc -l <"$1") * 6 / 10))" "$1" >made && mv made "$1"
}
# Practice: one was not there afterwards, one has a stage that cannot be read, one did one bend.
hinge-plan -q --groups sedentary:2,trained:3 --cues none,dowel --practice 2 --task bodyweight_hinge,rdl \
    --name '{participant}/{session}_{task}_{cue}_{trial}.trc' --reps 3 -o practice
hinge-simulate -q --list practice/trials.csv --format trc-b --rate 25 --noise 2 --seed 5 --learn=-0.12 --retain 0.7 --transfer 0.5 -o practice
rm practice/p05/later_* practice/p03/after_rdl_none_1.trc
for file in p01/before_rdl_none_1 p02/practice_1_bodyweight_hinge_dowel_1 p04/after_bodyweight_hinge_none_1; do
    echo 'no recording' >practice/$file.trc
done
short practice/p03/before_bodyweight_hinge_none_1.trc
short practice/p04/practice_2_bodyweight_hinge_dowel_1.trc
with_people practice/trials.csv
# Loads: one lifted no heavy one, one's loads are not known.
echo file,participant,group,task,cue,trial,load_kg >loads.csv
for kg in 0 12 24; do
    fault=()
    [ $kg -lt 24 ] || fault=(--fault lumbar_rounding --fault back_unfurl --fault-probability 0.7)
    hinge-simulate -q -n 5 --seed $((kg + 4)) --reps 3 --cue none --task rdl --format trc-whole-a --rate 25 "${fault[@]}" -o loads/k$kg
    for p in 1 2 3 4 5; do
        [ $p-$kg = 5-24 ] || echo "k$kg/p00$p/rdl_none_1.trc,p00$p,$([ $p -gt 2 ] && echo lifters || echo others),rdl,none,$kg,$([ $p = 2 ] || echo $kg)" >>loads.csv
    done
done
mv loads.csv loads/trials.csv
with_people loads/trials.csv
# Cues: three groups of one, two and four people; not everybody did every cue.
hinge-simulate -q -n 7 --seed 8 --reps 3 --cue none --cue bench --cue wall_tap_3in --rate 25 --format trc-whole-b \
    --fault butt_wink --fault chin_tuck --fault knee_dominant --fault-probability 0.5 -o cues
awk -F, -v OFS=, 'NR > 1 { k = substr($2, 4) + 0; $3 = k == 1 ? "new" : k < 4 ? "office" : "sport" } 1' cues/trials.csv |
    grep -v 'p00[26]/.*bench\|p004/.*none' >made && mv made cues/trials.csv
short cues/p003/bodyweight_hinge_none_1.trc
with_people cues/trials.csv
# Visits: one person came once, one did not bend as far as possible, one has no standing; one was labelled by an observer.
hinge-plan -q --groups office:2,sport:4 --cues none,band --sessions 2 --trials 2 --reps 3 --seed 4 \
    --name '{participant}/s{session}_{cue}_{trial}.trc' -o visits 2>/dev/null
hinge-simulate -q --list visits/trials.csv --format trc-whole-a --seed 9 --rate 25 --noise 4 --fault lumbar_rounding --fault-probability 0.5 -o visits
rm -f visits/p01/*maxflex* visits/p03/*standing*
rm -f visits/p05/s2_*
with_people visits/trials.csv
awk -F, -v OFS=, 'NR == 1 { print $0, "label:lumbar_rounding", "label2:lumbar_rounding"; next }
    { k = substr($2, 3) + 0; print $0, k % 2 ? "1 1 0" : "0", k == 4 ? "1" : k % 2 ? "1 0 0" : "0" }' visits/trials.csv >made && mv made visits/trials.csv
# A camera at the side, in pixels, and one from the front; feet are hidden in one film.
hinge-simulate -q -n 5 --seed 6 --reps 3 --format csv-coco --rate 30 --noise 5 --view 8 --gaps 0.02 --zero-gaps --cue none --cue mirror \
    --fault knee_dominant --fault squat_pattern --fault-probability 0.5 -o camera
awk -F, -v OFS=, 'NR > 1 { $3 = $2 == "p001" ? "a" : "b"; $11 = 1920; $12 = 1080 } 1' camera/trials.csv | grep -v 'p003.*mirror' >made && mv made camera/trials.csv
short camera/p002/bodyweight_hinge_none_1.csv
with_people camera/trials.csv
# instructions that are called alike
printf '%s = plain\n' none band bench dowel mirror >same.txt
for study in practice loads cues visits camera; do
    pin $study-ingest hinge-ingest $study/trials.csv -o $study.h5 --set ingest.absent=planned
    pin $study-analyze hinge-analyze $study.h5 -o $study.r.h5
    for table in acquisition agreement cues dose faults flow groups limit_curves limits loads missing participants provenance quality ratios \
        reps sensitivity summary transfer trials variability waveforms work; do
        pin $study-$table hinge-table $table $study.r.h5
    done
    for table in faults participants ratios limits missing; do
        pin $study-$table,by hinge-table $table -q $study.r.h5 --by group,sex --format csv --columns all
    done
    pin $study-columns hinge-table acquisition,dose,limit_curves,limits,loads,participants,ratios,transfer,work $study.r.h5 \
        --columns all --by group --phase descent --allow-single
    [ $study != practice ] || # who did not practise the task is in no transfer, nor is who did not do the other, whoever comes before and after
        pin $study-some hinge-table transfer $study.r.h5 --filter "file!=$(echo p04/{before_bodyweight_hinge_none,practice_{1,2}_bodyweight_hinge_dowel,{after,later}_bodyweight_hinge_none}_1.trc \
            p0{1,3}/{before,after,later}_rdl_none_1.trc | tr ' ' ,)" --allow-single
    pin $study-blocks hinge-table faults $study.r.h5 --by session,group,cue --format markdown --label same.txt
    pin $study-inspect hinge-inspect $study.r.h5
    case $study in practice | loads) apart=--stratify ;; *) apart= ;; esac # tasks, stages and loads are not pooled
    for analysis in cues groups 'rows --outcome lumbar_fraction,butt_wink --group sex' 'between --outcome hip_excursion_deg --group sex' \
        'prevalence --outcome lumbar_rounding --by sex' 'ancova --outcome lumbar_fraction --group group --covariate age' detectable; do
        # shellcheck disable=SC2086 # words of the analysis
        set -- $analysis
        pin "$study-$1,${2+of}" hinge-compare -q "$1" $study.r.h5 "${@:2}" $apart --verbose
    done
    report $study-report $study.r.h5 --study $study.h5
    for who in p002 p02 p004 p04 p05; do
        ! grep -q "^[^,]*,$who," $study/trials.csv || report $study-sheet-$who $study.r.h5 --study $study.h5 --sheet --participant $who
    done
    for figure in bins forest limits paired tiles; do
        pin $study-$figure.svg hinge-plot -q $figure $study.r.h5
    done
done
# who names no group is in none, and does the cues in a session each; two groups have one label, a person a code
awk -F, -v OFS=, '$2 == "p001" { $3 = "" } NR > 1 { $4 = $6 == "none" ? 2 : 1 } 1' cues/trials.csv | grep -v wall_tap >cues/groupless.csv
hinge-ingest -q cues/groupless.csv -o groupless.h5
hinge-analyze -q groupless.h5 -o groupless.r.h5
printf '%s\n' 'office = team' 'sport = team' 'p003 = K17' >team
pin groupless-flow hinge-table flow groupless.r.h5 --by group
pin groupless-participants hinge-table participants groupless.r.h5 --by cue
pin groupless-summary hinge-table summary groupless.r.h5 --phase descent --columns lumbar_fraction
for figure in groups tiles; do
    pin groupless-$figure.svg hinge-plot $figure groupless.r.h5 --label team
done
# loads of a table: a range, an unknown one, alike, nobody's; of people without a group; of recordings those that are not compared
n=0
for rows in 'a,g,20 b,g, c,h,10 d,h,10' 'a,g,20 b,g,30 c,h,0 d,h,' 'a,g,20 b,g,20 c,h,20 d,h,20' 'a,g, b,g, c,h, d,h,5' 'a,,5 b,,7.5 c,,5 d,,5' 'a,,5 b,, c,,5 d,,5' 'a,,5 b,g,5 c,g,5 d,h,6 e,h,5' 'a,,9 b,g,5 c,g,5 d,h,5' \
    'a,g,20 b,g,20 c,h,10 d,h,20' 'a,g,20 b,g,20 c,h,20 d,h,30' 'a,g,20 b,g,20 c,h,21 d,h,30' 'a,g,20 b,g,20 c,h,10 d,h,19' 'a,g, b,g, c,h,10 d,h,10' 'a,g, b,g, c,h,10 d,h,' 'a,g,20 a,g,10 c,h,20 d,h,10'; do
    { echo participant,group,load_kg,y && tr ' ' '\n' <<<"$rows" | awk '{ print $0 "," NR }'; } >loads.csv
    pin "loads,$((++n))" hinge-compare rows loads.csv --outcome y --format csv
    sed -i '1s/$/,tier/; 2,$s/$/,B/' loads.csv
    pin "loads,$n,tier" hinge-compare rows loads.csv --outcome y --format csv
done
pinned
