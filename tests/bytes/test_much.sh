#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# What is too much to be shown whole: long recordings, lists of hundreds of people and conditions, studies of more
# recordings than are listed, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
# an hour of bending, of which a repetition was excluded by hand, and one of it without a bend
hinge-simulate -q -n 2 --reps 5 --rate 20 --seed 3 --noise 3 --format csv-coco --cue none --fault knee_dominant -o long
longer() { # file times rows-to-repeat
    sed 1d "$1" | head -n "$3" | cut -d, -f2- >rows
    yes rows | head -n "$2" | xargs cat | paste -d, <(seq 0 $(($2 * $(wc -l <rows) - 1))) - | cat <(sed -n 1p "$1") - >longer.csv
    mv longer.csv "$1"
}
longer long/p001/bodyweight_hinge_none_1.csv 68 9999
longer long/p002/bodyweight_hinge_none_1.csv 1600 30
hinge-ingest -q --image-size 1920x1080 long/trials.csv -o long.h5
printf 'trial,rep,exclude\np001_1_bodyweight_hinge_none_1,7,1\n' >events.csv
pin long,analyze hinge-analyze long.h5 --events events.csv -o long.r.h5
pin long,reps hinge-table reps -q long.r.h5 --columns rep,start_s,trunk_excursion_deg,reason --format csv
pin long,trials hinge-table trials -q long.r.h5 --format csv
pin long,view hinge-view long.h5 long.r.h5 --events events.csv -o view
keep view/*.html
pin long,page hinge-report long.r.h5 --filter participant=p001 --allow-single -o long.html
keep long.html
# 450 people, of whom a few are written in two ways, under 20 conditions; and no more conditions than are shown
awk 'BEGIN { print "file,participant,group,cue,session,role"
    for (p = 1; p <= 450; p++) for (c = 1; c <= (p < 9 ? 20 : 2); c++) {
        print p "_" c ".trc,Person " p "," (p > 5 ? "trained" : "Trained") ",c" c ",1,"
        if (p % 150 == 0) print "b" p "_" c ".trc,person" p ",sitting,c" c ",2," } 
    print "s.trc,Person 3,Trained,c1,1,standing" }' >people.csv
pin people,inspect hinge-inspect people.csv
pin people,ingest hinge-ingest people.csv -o people.h5
# as many people and pairs of names as are shown: nothing is left out
awk 'BEGIN { print "file,participant,cue"; for (p = 1; p <= 100; p++) print p "a.trc,A" p ",none\n" p "b.trc,a" p ",none" }' >shown.csv
pin shown,inspect hinge-inspect shown.csv
# 520 recordings of which two are there, and what is seen of their study
hinge-simulate -q -n 2 --reps 3 --rate 25 --seed 4 --format trc-b --cue none -o many
awk 'BEGIN { print "file,participant,group,trial"
    for (n = 1; n <= 520; n++) print (n % 260 ? "many/" n : "many/p00" n / 260 "/bodyweight_hinge_none_1") ".trc,p" int((n + 9) / 10) ",g" int((n + 9) / 10) % 7 "," n % 10 }' >many.csv
pin many,ingest hinge-ingest many.csv -o many.h5
pin many,inspect hinge-inspect many.h5
pin many,analyze hinge-analyze many.h5 -o many.r.h5
pin many,results hinge-inspect many.r.h5
pin many,flow hinge-table flow many.r.h5
pin many,report hinge-report -q many.r.h5 -o many.html
pinned
