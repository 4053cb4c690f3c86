#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Pages of recordings: of refused ones, before a camera, with events by hand, and the facts of reports, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
pages() { # name number option...: the list and every so-manieth page
    local name=$1 step=$2 page n=0
    shift 2
    pin "$name.said" hinge-view "$@" -o view
    [ -d view ] || return
    mv view/index.html "out/$name,list.html"
    for page in view/*.html; do
        [ $((n++ % step)) -ne 0 ] || mv "$page" "out/$name,$(basename "$page" .html | tr , .).html"
    done
    rm -r view
}
for study in cohort visits phones alone; do
    $study
    pages $study 7 $study/study.h5 $study/results.h5
    pin $study.facts hinge-report -q $study/results.h5 --study $study/study.h5 --facts
    pin $study.trials hinge-check $study/study.h5
    pin $study.inspect hinge-inspect $study/study.h5 $study/results.h5
done
t=p001_1_bodyweight_hinge_none_1
printf 'trial,rep,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude,why\n%s,1,2.6,4.1,4.6,5.7,,\n%s,2,,,,,1,stumbled\n' $t $t >events.csv
hinge-analyze -q cohort/study.h5 -o events.h5 --events events.csv
pages events 30 cohort/study.h5 events.h5 --events events.csv --flagged --report ../report.html
hinge-report -q events.h5 -o events.html && keep events.html
pages results 30 cohort/results.h5
pages other 1 visits/study.h5 cohort/results.h5
pages nobody 1 cohort/study.h5 cohort/results.h5 --trial nobody
# faults of the user's, a repetition that is found by its times, and one that is excluded
cat >theirs.ini <<'INI'
[fault:late_share]
signal = lumbar_flex
over = hip_flex
statistic = share
window = descent 0.25..0.75
relative_to = start
threshold = 0.2
[fault:lead]
signal = lumbar_flex
over = hip_flex
statistic = onset_difference
window = ascent
threshold = 0.1
[fault:shallow]
signal = trunk_incl
statistic = mean
window = bottom
direction = below
offset = 90
threshold = 5
[fault:slow_descent]
metric = duration_s
phase = descent
threshold = 1.5
[fault:butt_wink]
threshold = 12
[fault:rounding_early]
threshold = 0.3
[fault:lumbar_rounding]
statistic = mean
window = descent
INI
printf 'trial,rep,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude,remark\n%s,,2.4,3.9,,,,"slow, then fast"\n%s,3,,,,,1,2\n' $t $t >theirs.csv
hinge-analyze -q alone/study.h5 -o theirs.h5 --config theirs.ini --events theirs.csv
pages theirs 1 alone/study.h5 theirs.h5 --events theirs.csv
pages theirs-results 1 theirs.h5
hinge-report -q theirs.h5 -o theirs.html && keep theirs.html
hinge-report -q theirs.h5 --participant p001 --sheet --allow-single -o theirs-sheet.html && keep theirs-sheet.html
pinned
