#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Plans of studies and what they write, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
plan() { # name option...
    local name=$1
    shift
    pin "$name.said" hinge-plan "$@" -o "$name"
    [ ! -d "$name" ] || keep "$name"/*.csv "$name"/*.md
}
plan plain --groups all:5
plan two --groups sedentary:4,trained:5 --cues none,dowel,wall_tap_4in --seed 7
plan many --groups a:3,b:3,c:3 --cues none,dowel,mirror,heel_block,exhale_ribs --tier A --sessions 2 --trials 2 --reps 4
plan first --groups all:7 --cues none,mirror,dowel --baseline-first --tier C --alpha 0.01
sds=(--sd-effect lumbar_rounding=2deg --sd-trial lumbar_rounding=1deg --sd-rep lumbar_rounding=1.5deg)
plan odd --groups all:6 --cues none,dowel,mirror "${sds[@]}"
plan name --groups x_y:4 --cues none,dowel --name '{group}/{participant}/{session}_{task}_{cue}_{trial}.trc' --task rdl
plan one --groups all:1 --cues none,dowel
plan big --groups all:40 --cues none,dowel "${sds[@]}" --effect lumbar_rounding=-2deg --margin lumbar_fraction=5%,lumbar_rounding=5deg
# practice of several cues and movements, in words of a user's own: units of people of two groups, sizes that are not alike
practice=(--cues 'dowel,none,breath_release,my.cue' --practice 3 --trials 2 --seed 9)
hinge-plan --print-template | sed '/^{{<say.dowel}}/d; /^{{<say.breath_release}}/d' >words.txt
plan practice --groups old:6,young:9 "${practice[@]}" --task rdl,kickstand_hinge --template words.txt \
    --sd-effect lumbar_fraction=4% --sd-trial lumbar_fraction=0% --sd-rep lumbar_fraction=3% --effect lumbar_fraction=-1% --margin lumbar_fraction=1%
# effects so large that the fewest people of a test have the power: 5, and as many in the smaller group
plan large --groups all:6 --cues none,dowel "${sds[@]}" --effect lumbar_rounding=-20deg
plan smaller --groups a:9,b:6 --cues none,wall_tap_3in --practice 1 --sd-effect lumbar_fraction=1% --sd-trial lumbar_fraction=0% --sd-rep lumbar_fraction=1% \
    --effect lumbar_fraction=-40%
plan alone --groups all:2 --cues None,DOWEL --practice 1 --tier C --reps 1
# drills of two series, a baseline that is one of them, blocks under the hands, loads
plan drills --groups all:5 --cues bench_behind,wall_tap_5in,none,bench_front,wall_tap,heel_block --task maxflex,deadlift_floor,rdl_on_blocks
plan letters --groups all:1 --cues Dowel,NONE --task rdl,Nod --reps 1
plan fixed --groups a:2,b:3 --cues wall_tap_4in,wall_tap_3in,bench_front,limit_depth --baseline-first --tier A --alpha 0.123
plan hundred --groups a:60,b:40 --reps 3 --margin lumbar_rounding=1deg
# one series of drills and nothing else; beside a cue of one's own; blocks, and a touch of one thing alone; a sheet for nobody's test
plan series --groups all:2 --cues wall_tap_5in,wall_tap_3in
plan beside --groups all:2 --cues my.cue,wall_tap_5in,none,wall_tap_3in,button_behind --task kettlebell_deadlift_elevated
plan alone-first --groups all:2 --cues none --baseline-first
plan fewer --groups all:4 --cues none,dowel "${sds[@]}" --effect lumbar_rounding=-2deg
printf '%s' "$(sed '/^{{<say.other_task}}/d' words.txt)" >unended.txt
plan unended --groups all:1 --cues none,dowel --task rdl,warrior_hinge --template unended.txt
for name in '--name={participant}/{trial}{cue}.csv' '--name={participant}{session}{cue}{trial}.csv' '--name={participant}{session}{cue}{task}.csv' \
    '--name={participant}/{session}/{cue}{task}{trial}.csv' '--name={participant}{session}{cue}{task}{trial' '--name=' '--name=/a' '--name=.{participant}{session}{cue}{task}{trial}.C3D'; do
    plan "names,${name//[^a-z]/_}" --groups a:2 --sessions 2 --trials 2 --task rdl,warrior_hinge --cues none,dowell "$name"
done
plan wrong-8 --groups a:10000,b:10001
plan wrong-9 --groups a:10000 --sessions 10 --trials 7 --cues none,dowel
plan wrong-10 --groups a:4,A:4
plan wrong-11 --groups a:4 --cues None,NONE
plan wrong-12 --groups a:4 --cues .none
plan wrong-13 --groups a:4 --cues none,dowel --practice 1 --sessions 2
plan wrong-14 --groups a:4 --cues dowel --practice 1
plan wrong-15 --groups a:4 --cues none,dowel "${sds[@]/lumbar_rounding=*/lumbar_rounding=0deg}"
plan wrong-16 --groups a:4 --cues none,dowel,mirror --effect knee_excursion_deg=3deg
for sd in effect trial rep; do
    plan "wrong-sd-$sd" --groups a:8 --cues none,dowel --sd-$sd lumbar_rounding=4deg
done
plan wrong-sd-effect-below --groups a:8 --cues none,dowel "${sds[@]/=2deg/=-1deg}"
plan wrong-sd-trial-below --groups a:8 --cues none,dowel "${sds[@]/=1deg/=-1deg}"
plan wrong-17 --groups a:4 --cues none --effect lumbar_rounding=3deg
plan wrong-1 --groups all:0
plan wrong-2 --groups all
plan wrong-3 --groups all:4 --cues none,none
plan wrong-4 --groups all:4 --cues nothing
plan wrong-5 --groups all:4 --name '{cue}.csv' --cues none,dowel
plan wrong-6 --groups all:6 --cues none,dowel "${sds[@]}" --effect lumbar_rounding=0deg
plan wrong-7 --groups a:4,a:4
pinned
