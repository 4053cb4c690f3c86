#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# What is seldom asked or wrong: analyses, tables, parts of studies, runs and plans, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
n=0
a() { # a command of hinge-compare, numbered
    n=$((n + 1))
    pin "$(printf '%03d' $n),$1" hinge-compare "$@"
}
q() { # a request
    n=$((n + 1))
    printf '%s\n' "$1" >request.json
    pin "$(printf '%03d' $n),request" hinge-compare -q --request request.json
}
rows
awk -F, -v OFS=, 'NR == 1 { print $0, "age2", "lumbar_def", "tier" } NR > 1 { print $0, 2 * $13 + 1, $2 == "a" ? "ISB" : "LOWTHX", $1 == "P3" ? "B" : "A" }' rows.csv >more.csv
a power --test t-two-sample --d 0.5 --vary n --grid 10,20,30
a power --test t-two-sample --n 20,20 --vary effect --grid 0.3,0.6,0.9
a power --test t-two-sample --n 20,20 --vary n --grid 10,20
a power --test t-two-sample --d 0.5 --vary effect --grid 0.3,0.6
a power --test proportions --n 20,20
a power --test proportions --p 0.3 --n 20 --vary effect --grid 0.4,0.5,0.6
a power --test t-paired --dz 0.5 --power 0.04
a within rows.csv --outcome y --condition cue --order dowel,none --tost 2mdc
a within rows.csv --outcome y --condition cue --order dowel,none --noninferiority 1mdc
a within rows.csv --outcome y --condition cue --order dowel,none --noninferiority 1,2
a kappa rows.csv
a kappa rows.csv --rater rater1
a ancova more.csv --outcome y --group group --covariate age,age2 --filter cue=none
a ancova more.csv --outcome y --group group --covariate age2,age,load --filter cue=none
a between more.csv --outcome y --group group
a between more.csv --outcome y --group group --filter cue=none --stratify
a within more.csv --outcome y --condition cue --order dowel,none
a groups more.csv --outcome y,z
a cues more.csv --outcome y --stratify
a rows more.csv --outcome y --condition lumbar_def
a bland_altman rows.csv --difference z
a icc rows.csv --outcome y --target participant --rater session
a roc rows.csv --score score --truth hit --direction '>' --thresholds 3,7
a validate rows.csv --truth hit --pred twice --by cue
a prevalence rows.csv --outcome hit --by cue,group --format csv
a cues rows.csv --outcome y --mdc auto
a within rows.csv --outcome y,z --condition cue --mdc y=1,z=2 --trend cue --scores cue=0,1,2
a between rows.csv --outcome "$(printf 'c%d,' {0..20})y" --group group --filter cue=none --format csv
a cues rows.csv --plan '{"cues": {"dowel": {"outcomes": [{"column": "y", "target": 44, "role": "primary"}]}}}'
a cues rows.csv --plan '{"cues": {"dowel": {"outcomes": [{"column": "y", "expect": "up"}, {"column": "nothing"}]}}}'
a groups rows.csv --plan '{"outcomes": [{"column": "y", "target": 40}, {"column": "hit"}]}'
awk -F, -v OFS=, 'NR > 1 && $1 == "P2" { for (i = NF - 20; i <= NF; i++) $i = "" } NR > 1 && $1 == "P4" && $4 == 2 { for (i = NF - 20; i <= NF; i++) $i = "" } 1' rows.csv >lost.csv
a curve_agreement lost.csv --nodes-prefix c --session session --filter cue=none
a spm lost.csv --nodes-prefix c --group group --filter cue=none --permutation 30
a spm_band lost.csv --nodes-prefix c --by cue --bootstrap 20
printf 'participant,group,y\nMüller \360\237\246\264,a,1\nJ\366rg,b,2\n\360\237\246,a,3\nx,b,5\n' >names.csv
a rows names.csv --outcome y --condition participant --format json
printf 'participant,group,y\na\314\200b,a,1\na\314\200b,a,2\n\346\202\243,a,3\n\342\200\213z,b,5\n\317\277q,b,6\n' >widths.csv
a rows widths.csv --outcome y --condition participant
a rows rows.csv --outcome y
a nothing rows.csv
a rows rows.csv --outcome nothing
a rows nothing.csv --outcome y
for json in '{' '[]' '{"analysis": 5}' '{"analysis": "rows", "data": "rows.csv", "outcome": 5}' '{"analysis": "rows", "data": "rows.csv", "outcome": ["y", 3]}' \
    '{"analysis": "between", "data": "rows.csv", "outcome": "y", "group": "group", "alpha": "small"}' '{"analysis": "between", "data": "rows.csv", "outcome": "y", "group": "group", "alpha": 2}' \
    '{"analysis": "between", "data": "rows.csv", "outcome": "y", "group": "group", "filter": {"cue": "none"}}' '{"analysis": "within", "data": "rows.csv", "outcome": "y", "condition": "cue", "mdc": {"y": "many"}}' \
    '{"analysis": "within", "data": "rows.csv", "outcome": "y", "condition": "cue", "alternative": "larger"}' '{"analysis": "icc", "data": "rows.csv", "outcome": "y", "target": "participant", "rater": [1, 2]}' \
    '{"analysis": "prevalence", "data": "rows.csv", "outcome": "hit", "thresholds": ["a"]}' '{"analysis": "power", "test": "t-two-sample", "n": 2.5, "d": 1}' '{"analysis": "power", "test": "t-two-sample", "n": [20, 20, 20], "d": 1}' \
    '{"analysis": "between", "data": "rows.csv", "outcome": "y", "group": "group", "stratify": "maybe"}' '{"analysis": "between", "data": "rows.csv", "outcom": "y"}' '{"data": "rows.csv"}'; do
    q "$json"
done
# of a results file, and its tables
cohort
r=cohort/results.h5
a rows $r --outcome lumbar_fraction --sep ';'
a rows $r --outcome lumbar_fraction --usable 'trunk_excursion_deg>30'
a rows $r --outcome lumbar_fraction,butt_wink,hip_excursion_deg --group sex --format markdown
a within $r --outcome lumbar_fraction,butt_wink --condition cue --order wall_tap_4in,none --apa
a detectable $r --n 10,12,14
a detectable $r --n 10,12 --power 0.9
a detectable $r --power 0.01
a rows $r --outcome lumbar_fraction,butt_wink --filter participant=p001
a curve_agreement $r --curve lumbar_flex --method cue --order dowel,none
a bland_altman $r --outcome lumbar_fraction --method cue --order dowel,none
a validate $r --truth label:butt_wink --pred butt_wink
a validate $r --labels all
a roc $r --score lumbar_fraction --truth label:butt_wink
a spm $r --curve lumbar_flex --design paired --condition cue --order dowel,none --permutation 40 --apa
a between $r --outcome age --group group
t() { # name view option...
    local name=$1
    shift
    pin "table,$name" hinge-table "$@"
}
t n_pct summary $r --stat n_pct
t n_pct_age participants $r --stat n_pct
t digits reps $r --columns age,lumbar_fraction --digits 0 --filter participant=p001
t fault_sort faults $r --sort=-prevalence --columns fault,prevalence
t wide_two summary $r --by participant,cue,group --wide --columns lumbar_fraction,hip_excursion_deg --format markdown
t flow_two flow $r --by group,cue
t inf reps $r --columns log_ratio,lumbar_hip_ratio --format csv --filter participant=p004
t not_json cues $r
t json_text cues request.json
t blocks reps $r --columns lumbar_fraction,nothing,hip_excursion
t dates provenance $r --format markdown
t same summary,summary $r
t two.csv summary,faults $r --format csv
t labelled missing $r --by group,cue --columns all --format csv
t quoted reps $r --filter 'participant="a & <b>' --columns lumbar_fraction
t long reps $r --filter "$(printf 'lumbar_fraction>=%d&' {1..70})rep=1" --columns rep
# parts that do not belong together
i() { hinge-ingest -q --set keep_column=participant --set keep_column=notes cohort/list.csv "$@" 2>/dev/null; }
for part in 1/3 2/3; do i --shard $part -o ${part%/*}.h5; done
i --shard 2/3 -o 2b.h5
i --shard 3/4 -o 4.h5
i --shard 3/3 --set ragged=drop -o drop.h5
i --shard 3/3 -o 3.h5
pin shard,9 hinge-ingest cohort/list.csv --shard 9/8 -o x.h5
pin shard,word hinge-ingest cohort/list.csv --shard two -o x.h5
pin merge,twice hinge-merge 1.h5 2.h5 2b.h5 -o m.h5
pin merge,four hinge-merge 1.h5 2.h5 4.h5 -o m.h5
pin merge,options hinge-merge 1.h5 2.h5 drop.h5 -o m.h5
pin merge,fewer hinge-merge 1.h5 3.h5 -o m.h5
hinge-analyze -q 1.h5 -o 1.r.h5 && hinge-analyze -q 2.h5 -o 2.r.h5 --set seg.fc=4 && hinge-analyze -q 3.h5 -o 3.r.h5
pin merge,settings hinge-merge 1.r.h5 2.r.h5 3.r.h5 -o m.h5
pin shard,again hinge-analyze 1.h5 --shard 1/2 -o m.h5
pin trial,near hinge-export cohort/study.h5 --processed --trial p001_1_bodyweight_hinge_nine_1
pin strict hinge-analyze cohort/study.h5 --strict -o m.h5
# what a page does not take
pin report,sheet hinge-report $r --participant p001 --sheet --order trained,x
pin report,other hinge-report $r --study 1.h5 -o x.html
pin report,larger hinge-report 1.r.h5 --study cohort/study.h5 -o x.html
pin report,people hinge-report $r --participant p001 -o x.html
pin view,front hinge-view cohort/study.h5 $r --trial p008_1_bodyweight_hinge_none_1 -o x.html
pin view,results hinge-view $r --trial p007_1_bodyweight_hinge_dowel_1 -o x.html
# plans
for words in '' '--groups x' '--groups a:3 --task nothing' '--groups a:3 --task "x y"' '--groups a:3 --margin lumbar_fraction=5' '--groups a:3 --trials 0' '--groups a:3 --name {x}.csv' \
    '--groups a:3 --practice 2' '--groups a:3 --cues none,dowel --practice 2 --sessions 2' '--groups a:3 --task ""' '--groups ,'; do
    rm -rf plan
    eval "pin \"plan,${words//[^a-z0-9]/_}\" hinge-plan $words -o plan"
done
# one cue that is not none, visits in any order, a template of one's own
visits
hinge-simulate -q -n 2 --cue dowel --reps 3 --rate 25 --seed 4 --format trc-b -o cued
hinge-ingest -q cued/trials.csv -o cued.h5 && hinge-analyze -q cued.h5 -o cued.r.h5
pin sheet,cued hinge-report cued.r.h5 --participant p001 --sheet -o x.html
pin sheet,baseline hinge-report cued.r.h5 --participant p001 --sheet --baseline dowel -o sheet.html
pin report,cued hinge-report cued.r.h5 -o report.html
keep sheet.html report.html
pin sheet,nobody hinge-report cued.r.h5 --participant p009 --sheet -o x.html
awk -F, -v OFS=, 'NR > 1 { $4 = $4 == 1 ? "2026-03-01" : "2025-11-30" } 1' visits/made/trials.csv >visits/made/dated.csv
hinge-ingest -q visits/made/dated.csv -o dated.h5 2>/dev/null && hinge-analyze -q dated.h5 -o dated.r.h5
pin sheet,dated hinge-report dated.r.h5 --participant p01 --sheet -o dated.html && keep dated.html
pin template hinge-report --print-template
hinge-report --print-template >mine.html && sed 's/<h1>/<h1 class="mine">/' mine.html >mine2.html && sed 's/<h1>/<h1 onclick="x()">/' mine.html >bad.html
sed 's/{{study.title}}/{{study.heading}}/' mine.html >unknown.html
for template in mine2 bad unknown nothing; do pin template,$template hinge-report -q cued.r.h5 --template $template.html -o made-$template.html; done
keep made-*.html
pin order hinge-table participants $r --order 'trained,sitting & "still"' --format csv
pin order,wrong hinge-table participants $r --order 'trained,nobody'
# methods that were measured in two ways, tasks of a day
awk -F, -v OFS=, 'NR == 1 { print $0, "lumbar_def" } NR > 1 { print $0, $3 == "none" ? "ISB" : "LOWTHX" }' rows.csv >systems.csv
a bland_altman systems.csv --outcome y --method cue --order dowel,none
awk -F, -v OFS=, 'NR > 1 && $1 == "P3" && $3 == "none" && $6 > 2 { $NF = "LOWTHX" } 1' systems.csv >mixed.csv
a bland_altman mixed.csv --outcome y --method cue --order dowel,none
hinge-simulate -q -n 4 --cue none --reps 3 --rate 25 --seed 4 --format trc-b --task pick_light_object --fault lumbar_rounding -o daily
hinge-simulate -q -n 4 --cue none --reps 3 --rate 25 --seed 4 --format trc-b --task rdl -o lift
{ cat daily/trials.csv && sed 1d lift/trials.csv; } | sed 's|,p00|,q00|; 1b; s|^p00|daily/p00|' | awk -F, -v OFS=, 'NR > 5 { sub("daily/", "lift/", $1) } 1' >both.csv
pin daily,ingest hinge-ingest both.csv -o daily.h5
hinge-analyze -q daily.h5 -o daily.r.h5
a prevalence daily.r.h5 --outcome lumbar_rounding
a prevalence daily.r.h5 --outcome lumbar_rounding --all-tasks --stratify
t daily_tables faults,sensitivity,flow,summary,limits daily.r.h5 --columns keys
t daily_all faults,sensitivity,flow,trials,reps daily.r.h5 --all-tasks --format markdown
t daily_task faults daily.r.h5 --filter task=pick_light_object --format markdown
t daily_counted faults daily.r.h5 --filter counted=yes --by task --format csv --columns fault,people,reps,prevalence
pin daily,report hinge-report daily.r.h5 --main task=pick_light_object -o daily.html && keep daily.html
# a list with names that are nearly alike, and many of them
{
    echo file,participant,group,cue
    for n in 1 2 3 4 5 6 7 8 9; do echo "$n.trc,P$n,Sedentary,none" && echo "b$n.trc,p$n,sedentry,None" && echo "c$n.trc,P $n,trained,no ne"; done
    for n in {10..40}; do echo "$n.trc,P$n,trained,cue$((n % 14))"; done
} >alike.csv
pin alike hinge-inspect alike.csv
# one name in fifteen spellings, groups as alike as names may be, and less; a condition more than is shown; what four and five people lack
{
    echo file,participant,group,session,cue
    printf '%s.trc,%s,abcde,one,c1\n' 1 P1 2 P01 3 P001 4 p1 5 p01 6 'P 1' 7 P_1 8 P-1 9 'p 1' 10 p_1 11 p-1 12 P0001 13 'P 01' 14 P_01 15 P-01
    n=15
    for group in abcdx abcd abcx abcdefg abcdexy abcdefgh abcdefxy abcdexyz; do n=$((n + 1)) && echo "$n.trc,Q$n,$group,first,c1"; done
    printf '%s.trc,Q16,abcde,,c%s\n' 101 2 102 3 103 4 104 5 105 6 106 7 107 8 108 9 109 10 110 11 111 12 112 13 113 14 114 15 115 16
} >spelled.csv
{
    echo file,participant,cue,role
    for n in {1..16}; do echo "$n.trc,a,c$n,"; done
    printf '%s.trc,%s,c%s,\n' 21 b 1 22 c 1 23 d 1 24 e 1 25 f 1 26 b 2
    echo 30.trc,a,,standing
} >lacking.csv
for list in spelled lacking; do pin $list hinge-inspect $list.csv; done
# a recording that is not made yet, two kinds of standing
hinge-simulate -q -n 3 --reps 3 --format trc-b --rate 25 --seed 4 --stand 0 --rest 0 --cue none -o zero
hinge-simulate -q -n 3 --reps 3 --format trc-b --rate 25 --seed 4 --cue none -o still
mkdir two && mv zero/p001 two/p001 && mv still/p002 two/p002 && mv still/p003 two/p003
hinge-run -q --new two >/dev/null
echo p004/bodyweight_hinge_none_1.trc,p004,,,bodyweight_hinge,none,1, >>two/trials.csv
pin run,two hinge-run two --set run.figures=none --set run.tables=flow --set ingest.absent=planned
pin run,refused hinge-run two --set run.figures=none --set run.tables=flow
# runs
hinge-simulate -q -n 2 --reps 2 --seed 5 --rate 30 --format trc-b --cue none -o rec && rm rec/trials.csv rec/truth.csv
mkdir rec/p001/copy && cp rec/p001/*.trc rec/p001/copy/
pin run,none hinge-run --new nowhere
pin run,list hinge-run --new rec --list ../x.csv
pin run,new hinge-run --new rec
keep rec/trials.csv
cp -r rec/p002 rec/p003
pin run,more hinge-run --new rec
pin run,print hinge-run --print-config
pin run,missing hinge-run rec/nothing.ini
pin run,folder hinge-run rec --set run.output=.
pin run,key hinge-run rec --set run.nothing=1
pin run,ingest hinge-run --new rec/p001 --set ingest.units=parsec
# more shards than a line names, two recordings of one BIDS name
i --shard 1/40 -o forty.h5
pin merge,forty hinge-merge forty.h5 -o m.h5
printf 'file,participant,cue,trial\np002/bodyweight_hinge_none_1.trc,P 1,wall_tap,1\np001/bodyweight_hinge_none_1.trc,P-1,wall-tap,1\n' >rec/bids.csv
pin bids,ingest hinge-ingest rec/bids.csv -o bids.h5
pin bids,twice hinge-export bids.h5 --bids twice
for taken in '--format json --dictionary -o made.json' '--format sav --dictionary -o made.sav' '--format csv --width 20' '--format text --label nothing' '--format csv --decimal comma' '--format html --decimal comma'; do
    # shellcheck disable=SC2086
    t "taken,${taken//[^a-z]/_}" summary $r $taken
done
# a data set in BIDS whose columns are not named, or not at all
hinge-export -q bids.h5 --bids data
for file in data/sub-*/motion/*_channels.tsv; do sed -i '1s/name/label/' "$file" && break; done
pin bids,unnamed hinge-ingest data -o again.h5
for file in data/sub-*/motion/*_channels.tsv; do sed -i 1q "$file"; done
rm -f again.h5
pin bids,empty hinge-ingest data -o again.h5
# the stage of each recording, refused ones, too
printf 'file,participant,session,cue,task,cond_order\n' >still/stages.csv
for p in p002 p003; do
    for session in before practice after; do
        cp two/p002/bodyweight_hinge_none_1.trc "still/$p$session.trc"
        sed -i "8s/^1\t/1\t\t/" "still/$p$session.trc"
        echo "$p$session.trc,$p,$session,none,bodyweight_hinge,2" >>still/stages.csv
    done
done
for broken in p002practice p003before p003after; do echo 'no recording' >still/$broken.trc; done
cp two/p003/bodyweight_hinge_none_1.trc still/earlier.trc # the later line is the earlier practice
echo earlier.trc,p003,practice,none,bodyweight_hinge,1 >>still/stages.csv
hinge-ingest -q still/stages.csv -o stages.h5
hinge-analyze -q stages.h5 -o stages-results.h5
pin stages,acquisition hinge-table acquisition stages-results.h5 -q --columns all --allow-single --format csv
pin stages,trials hinge-table trials stages-results.h5 --columns participant,session,stage,reps,reason --format csv -q
# a person needs a share of the repetitions, or so many
pin rule,share hinge-compare -q rows $r --outcome lumbar_fraction --min-reps 1 --min-valid 0.5
pin rule,reps hinge-compare -q rows $r --outcome lumbar_fraction --min-reps 2 --min-valid 0
# one outcome of two phases, in a paper
hinge-compare -q cues rows.csv -o phases.md --plan '{"cues": {"dowel": {"outcomes": [
    {"column": "y", "outcome": "hip_excursion_deg", "phase": "descent"}, {"column": "z", "outcome": "hip_excursion_deg", "phase": "ascent"}]}}}'
pin phases grep '^[|*]' phases.md
pinned
