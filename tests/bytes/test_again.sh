#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Studies that are ingested again, in parts, joined, with other settings and events by hand: what the
# tools say, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
# the same list again; with a changed recording; in parts; with other settings
again() { hinge-ingest --set keep_column=participant --set keep_column=notes cohort/list.csv "$@"; }
sed -i '9s/\t[0-9]/\t1/' cohort/p001/bodyweight_hinge_dowel_1.trc
cp cohort/p002/bodyweight_hinge_none_1.trc cohort/p006/bodyweight_hinge_wall_tap_4in_1.trc
pin again,changed again -o cohort/study.h5
pin again,dry again -o cohort/study.h5 --dry-run --set ragged=drop
pin again,ragged again -o cohort/study.h5 --set ragged=drop
pin again,outside hinge-ingest cohort/list.csv -o names.h5
for i in 1 2 3; do
    pin parts,$i again --shard $i/3 -o part.$i.h5
    pin parts,$i,strict hinge-analyze part.$i.h5 -o results.$i.h5 --strict
    pin parts,$i,analyze hinge-analyze part.$i.h5 -o results.$i.h5
done
pin merge,two hinge-merge part.1.h5 part.2.h5 -o two.h5
pin merge,study hinge-merge part.3.h5 part.1.h5 part.2.h5 -o merged.h5
pin merge,results hinge-merge results.*.h5 -o merged.r.h5
pin merge,mixed hinge-merge results.1.h5 part.2.h5 -o mixed.h5
pin merge,table hinge-table quality merged.r.h5 --columns "$q_columns" --format csv
# people of both parts alternate in the list, some bends are marked by hand, a copy is of another person, a row stands twice: joined, it is what one run makes
hinge-simulate -q -n 4 --trials 2 --cue none --reps 2 --rate 25 --seed 6 --format trc-b -o small
cp small/p002/bodyweight_hinge_none_1.trc small/p003/bodyweight_hinge_none_2.trc && echo 'no recording' >small/p004/bodyweight_hinge_none_1.trc
{ sed 1q small/trials.csv && grep '_2\.trc' small/trials.csv && grep '_1\.trc' small/trials.csv && sed -n 2p small/trials.csv; } >small/list.csv
printf 'trial,rep,desc_start_s\n%s,1,2.5\n%s,2,7.5\n' p001_1_bodyweight_hinge_none_1 p002_1_bodyweight_hinge_none_2 >small/events.csv
pin small,ingest hinge-ingest small/list.csv -o small/study.h5
pin small,analyze hinge-analyze small/study.h5 --events small/events.csv -o small/study.r.h5
for i in 1 2; do
    hinge-ingest -q small/list.csv --shard $i/2 -o small/$i.h5 2>/dev/null
    hinge-analyze -q small/study.h5 --shard $i/2 --events small/events.csv -o small/$i.r.h5 2>/dev/null
done
for kind in h5 r.h5; do
    pin "small,merge,$kind" hinge-merge small/2.$kind small/1.$kind -o small/both.$kind
    pin "small,same,$kind" cmp small/both.$kind small/study.$kind
done
pin small,agreement hinge-table agreement small/both.r.h5
# a 0 excludes nothing, and two files have other names than the list; rows of no recording, of which eight lines are named
t=p001_1_bodyweight_hinge_none_1
printf 'file,trial,rep,exclude,task,why\nold/1.trc,%s,1,0,,\nold/1.trc,%s,2,1,,fell\nold/2.trc,p002%s,1,0,,\n' $t $t ${t#p001} >small/marks.csv
pin small,marks hinge-analyze small/study.h5 --events small/marks.csv -o small/marks.r.h5
pin small,marks.trials hinge-table trials -q small/marks.r.h5 --filter participant=p001 --columns reps,rejected_manual,excluded_why --format csv
for n in 8 9; do
    { echo trial,rep && seq -f 'nobody%.0f,1' $n; } >small/slips.csv
    pin small,slips,$n hinge-analyze -q small/study.h5 --events small/slips.csv -o small/slips.h5
done
# a file of another name, whose recording has rows under its own
printf 'file,trial,rep,exclude\np001/bodyweight_hinge_none_1.trc,,1,0\nold/1.trc,%s,2,1\n' $t >small/slips.csv
pin small,slips,named hinge-analyze -q small/study.h5 --events small/slips.csv -o small/slips.h5
# two recordings of a person have the depth that both reach, also where 70 others stand between them in the list
hinge-simulate -q -n 1 --seed 6 --reps 2 --rate 25 --format trc-b -o apart
{ sed 2q apart/trials.csv && seq -f 'none/%.0f.trc,q,,,,,,,,,,,,' 70 && sed -n 3p apart/trials.csv; } >apart/far.csv
hinge-ingest -q apart/trials.csv -o apart/near.h5
hinge-ingest -q --set absent=planned apart/far.csv -o apart/far.h5 2>/dev/null
for list in near far; do
    hinge-analyze -q apart/$list.h5 -o apart/$list.r.h5
    pin "apart,$list" hinge-table reps -q apart/$list.r.h5 --filter participant=p001 --columns "$r_columns,matched_driver_deg,matched_lumbar_fraction,matched_hip_drop_ll" --format csv
done
# every bend marked by hand: all of them are compared with those found
hinge-simulate -q -n 1 --seed 4 --cue none --reps 70 --descent 1 --rest 0.3 --rate 15 --format csv-coco --precision 1 -o marked
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "desc_start_s") at = i; print "trial,rep,desc_start_s"; next }
    { print "p001_1_bodyweight_hinge_none_1," $6 "," $at }' marked/truth.csv >marked.csv
hinge-ingest -q --image-size 1920x1080 marked/trials.csv -o marked.h5
pin marked,analyze hinge-analyze marked.h5 --events marked.csv -o marked.r.h5
pin marked,agreement hinge-table -q agreement marked.r.h5 --format csv
# more reasons than a table keeps, of a file that is named without its folder
{ echo file,rep,exclude,why && seq -f 'bodyweight_hinge_none_1.csv,%.0f,yes,the rod fell; again' 69; } >marked.csv
hinge-analyze -q marked.h5 --events marked.csv -o marked.r.h5
pin marked,excluded hinge-table -q trials marked.r.h5 --columns reps,rejected_manual,excluded_why --format csv
events='trial,rep,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude'
for rows in "nobody,1,2,,,," "$t,1,2.6,4.1,4.6,5.7," "$t,2,,,,,1" "$t,3,9,8,,," "$t,,,,,,"; do
    printf '%s\n%s\n' "$events" "$rows" >events.csv
    rm -f events.h5
    pin "events,${rows//,/_}" hinge-analyze -q cohort/study.h5 -o events.h5 --events events.csv
    [ ! -f events.h5 ] || pin "events,${rows//,/_}.reps" hinge-table reps -q events.h5 --filter participant=p001 --columns "$r_columns" --format csv
done
pinned
