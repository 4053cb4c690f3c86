#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Pages of recordings that do not see the spine: one person's sessions and cue, practice, many cues, three groups, as
# text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
made() { # name: of name/trials.csv, its study and results
    hinge-ingest -q --image-size 1920x1080 --rate 30 "$1/trials.csv" -o "$1.h5" 2>/dev/null
    hinge-analyze -q "$1.h5" -o "$1.r.h5" 2>/dev/null
}
planned() { # name option... -- option of hinge-simulate...
    local name=$1 plan=()
    shift
    while [ "$1" != -- ]; do
        plan+=("$1")
        shift
    done
    hinge-plan -q --trials 1 --reps 3 --seed 4 "${plan[@]}" -o "$name" >/dev/null 2>&1
    hinge-simulate -q --list "$name/trials.csv" --seed 8 --rate 30 --noise 4 --format csv-coco "${@:2}" -o "$name"
    made "$name"
}
planned one --groups all:1 --cues none,dowel --sessions 3 --
report one one.r.h5
report one-cue one.r.h5 --study one.h5 --filter 'cue=none&session=1'
report one-sheet one.r.h5 --participant p01 --sheet
planned practice --groups all:5 --cues none,dowel --practice 1 -- --learn=-0.3 --retain 0.7
report practice practice.r.h5
planned taught --groups taught:5,waiting:5 --cues none,dowel --practice 1 -- --learn=-0.3 --retain 0.7
# names of 23 and 22 letters: drawings have a letter for the longer one
printf 'taught = first-year physio class\nwaiting = hospital nursing staff\n' >long
report taught taught.r.h5 --label long
planned cues --groups all:5 --cues none,dowel,wall_tap_3in,bench --
report cues cues.r.h5
planned seen --groups all:6 --cues none,button_behind,slow,bench_front --
report seen seen.r.h5
planned reach --groups all:5 --cues none,button_behind --
report reach-mdc reach.r.h5
report reach-one reach.r.h5 --participant p03 --sheet
# the hips go back with two cues alone; of one of them in too few people. Four of six did the baseline first, which the page
# says, and three of five of them, which is about half
mkdir moved
for cue in none button_behind sit_back slow; do
    fault=()
    [ $cue != none ] && [ $cue != slow ] || fault=(--fault insufficient_hip_travel)
    reps=3
    [ $cue != sit_back ] || reps=4
    hinge-simulate -q -n 6 --seed 3 --reps $reps --rate 30 --noise 2 --format csv-coco --cue $cue "${fault[@]}" -o moved/$cue
    [ $cue != none ] || sed -n 1p moved/none/trials.csv >moved/trials.csv
    sed 1d moved/$cue/trials.csv | sed "s|^|$cue/|" >>moved/trials.csv
done
awk -F, -v OFS=, 'NR > 1 { $14 = $6 == "none" ? 2 : $2 ~ /00[45]/ ? 1 : 3 } 1' moved/trials.csv >ordered && mv ordered moved/trials.csv
made moved
report moved moved.r.h5
report moved-few moved.r.h5 --filter 'cue=none,button_behind,slow&participant=p001,p002,p003,p004,p005'
sed -i '/^sit_back.p00[3-6]/d; /^slow/d' moved/trials.csv
made moved
report moved-one moved.r.h5
planned groups --groups a:5,b:5,c:3 --cues none,wall_tap_4in -- --fault knee_dominant --fault-probability 0.5
printf 'a = desk\nb = desk\nc = control group\n' >alike
report groups groups.r.h5 --label alike
report pair groups.r.h5 --filter group=a,b
report few groups.r.h5 --filter 'group=a,c&participant=p01,p02,p11,p12,p13'
report nobody groups.r.h5 --filter group=d
pinned
