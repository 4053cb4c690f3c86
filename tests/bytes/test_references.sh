#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings that others need: a view from the front, standing, stacked, the furthest bend; cues that are to come near a
# value; parts of recordings with tasks of their own, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
# cameras from the side and from the front
for view in 0 90; do
    hinge-simulate -q -n 2 --seed 3 --reps 3 --rate 30 --noise 2 --format csv-coco --cue none --fault pelvic_drop --view $view -o view$view
done
{
    echo id,file,participant,group,cue,task,trial,rate_hz,units,image_width_px,image_height_px,height_m,view,sync_trial,t_offset_s,side
    for p in 1 2; do
        row=p00$p/bodyweight_hinge_none_1.csv
        [ -f view0/$row ] || row=$(cd view0 && echo p00$p/*)
        echo "front$p,view90/$row,p$p,a,none,bodyweight_hinge,1,30,px,1920,1080,1.75,frontal,side$p,0.1,"
        echo "side$p,view0/$row,p$p,a,none,bodyweight_hinge,2,30,px,1920,1080,1.75,sagittal,,,r"
    done
    echo "alone,view90/$row,p3,a,none,bodyweight_hinge,1,30,px,1920,1080,1.75,frontal,nobody,,"
} >views.csv
pin views,ingest hinge-ingest views.csv -o views.h5
pin views,analyze hinge-analyze views.h5 -o views.r.h5
pin views,check hinge-check views.h5
pin views,stick.svg hinge-plot -q stick views.r.h5 --study views.h5 # of the first that is no view from the front
pin views,reps hinge-table reps -q views.r.h5 --columns all --phase rep --format csv
pin views,trials hinge-table trials -q views.r.h5 --columns all --format csv
pin views,faults hinge-table faults views.r.h5 --by participant --allow-single
pin views,report hinge-report -q views.r.h5 --study views.h5 --allow-single -o views.html
pin views,view hinge-view -q views.h5 views.r.h5 -o view
keep views.html view/*.html
n=0
# planned cues of which two are to come near a value, two need a recording of their own
hinge-plan -q --groups a:5 --cues none,heel_block,push_pull,reach_kettlebell,exhale_ribs,limit_depth --reps 2 --trials 1 --seed 4 --name '{participant}/{cue}_{trial}.trc' -o plan 2>/dev/null
keep plan/trials.csv plan/plan.md
hinge-simulate -q --list plan/trials.csv --seed 8 --rate 25 --noise 2 --format trc-whole-a -o plan
hinge-ingest -q plan/trials.csv -o plan.h5
pin plan,analyze hinge-analyze plan.h5 -o plan.r.h5
for table in reps quality missing participants flow cues trials; do pin plan,$table hinge-table $table -q plan.r.h5 --columns all --format csv; done
pin plan,report hinge-report plan.r.h5 --allow-single -o plan.html
keep plan.html
for options in cues 'cues --apa' 'cues --mdc com_foot_pct=2' 'cues --format json' 'groups --outcome com_foot_pct,lumbar_fraction_deg0_30' 'detectable' 'cues --outcome rib_flare_deg,severity:stack_loss' 'cues --margin com_foot_pct=3' \
    'cues --condition nothing' 'cues --condition trial --factor trial' 'cues --condition rate_hz' 'cues --outcome nothing' 'rows --outcome com_foot_pct,warnings,standing_end_s --condition cue' 'spm --curve lumbar_flex --condition cue' 'spm --curve lumbar_flex --design paired --condition cue --order exhale_ribs,none'; do
    n=$((n + 1))
    # shellcheck disable=SC2086
    pin "compare,$n,${options%% *}" hinge-compare ${options%% *} plan.r.h5 --min-reps 1 ${options#"${options%% *}"}
done
# the zero is that of the session's first recording
visits
pin scope hinge-analyze visits/study.h5 -o scope.r.h5 --set standing.ref=session
[ ! -f scope.r.h5 ] || pin scope,reps hinge-table reps -q scope.r.h5 --columns lumbar_excursion_deg,hip_excursion_deg,duration_s --format csv
# tasks of their own in parts of a recording, and shards of them
printf 'trial,rep,task,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude,why\n' >first
t=p01_1_bodyweight_hinge_none_1
for rows in "$t,1,rdl,2.6,4.1,4.6,5.7,," "$t,1,deadlift_floor,2.6,4.1,4.6,5.7,," "$t,1,nothing,2.6,4.1,4.6,5.7,," "$t,1,rdl,2.6,,,,," "$t,1,,,,,,1,fell"; do
    { cat first && echo "$rows"; } >events.csv
    n=$((n + 1))
    rm -f events.r.h5
    pin "events,$n" hinge-analyze visits/study.h5 -o events.r.h5 --events events.csv
    [ ! -f events.r.h5 ] || pin "events,$n,trials" hinge-table trials -q events.r.h5 --columns trial_id,task,reps --format csv
    rm -f shard.r.h5
    pin "events,$n,shard" hinge-analyze visits/study.h5 --shard 1/2 -o shard.r.h5 --events events.csv
done
pinned
