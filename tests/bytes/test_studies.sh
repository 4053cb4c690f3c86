#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Studies of practice, of loads and of many cues: their reports, recordings' pages, figures, tables and analyses, as
# text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
# Two groups learn a cue in two tasks; people differ in what they keep.
hinge-plan -q --groups sedentary:2,trained:3 --cues none,dowel --practice 1 --task bodyweight_hinge,rdl \
    --name '{participant}/{session}_{task}_{cue}_{trial}.trc' --reps 3 -o practice
hinge-simulate -q --list practice/trials.csv --format trc-b --rate 25 --noise 2 --seed 3 --learn=-0.12 --retain 0.7 --transfer 0.5 -o practice
# Lifts with four loads; the heavy ones round the spine.
mkdir loads
echo file,participant,group,task,cue,trial,load_kg,mass_kg >loads/trials.csv
for kg in 0 8 16 24; do
    fault=()
    [ $kg -lt 16 ] || fault=(--fault lumbar_rounding --fault back_unfurl --fault-probability 0.6)
    hinge-simulate -q -n 4 --seed $((kg + 3)) --reps 3 --cue none --task rdl --format trc-whole-a --rate 25 "${fault[@]}" -o loads/k$kg
    for p in 1 2 3 4; do
        echo "k$kg/p00$p/rdl_none_1.trc,p00$p,g$((p % 2)),rdl,none,$kg,$kg,$((55 + 5 * p))" >>loads/trials.csv
    done
done
# Three groups and four cues, many faults; IDs are numbers.
hinge-simulate -q -n 9 --seed 8 --reps 3 --cue none --cue bench --cue mirror --cue wall_tap_3in --rate 25 --format trc-whole-b \
    --fault butt_wink --fault chin_tuck --fault knee_dominant --fault lumbar_rounding --fault-probability 0.4 -o many
awk -F, -v OFS=, 'NR > 1 { sub(/^p00/, "", $2); $3 = substr("abc", 1 + $2 % 3, 1) } 1' many/trials.csv >list &&
    mv list many/trials.csv
# Lifts from the floor and swings with a weight, whose hands are empty or not.
echo file,participant,task,cue,trial,load_kg,mass_kg >floor.csv
n=0
for task in deadlift_floor kettlebell_deadlift rdl kettlebell_swing; do
    hinge-simulate -q -n 1 --seed 3 --reps 3 --cue none --task $task --format trc-whole-a --rate 25 -o $task 2>/dev/null || continue
    echo "$(echo $task/p001/*.trc),p$((n += 1)),$task,none,1,20,70"
done >>floor.csv
pin floor-ingest hinge-ingest floor.csv -o floor.h5
pin floor-analyze hinge-analyze floor.h5 -o floor.r.h5
for table in reps work dose quality loads; do pin floor-$table hinge-table $table -q floor.r.h5 --columns all --format csv; done
# when the load is in the hands: marked by hand, or not known
printf 'trial,rep,liftoff_s,setdown_s\np3_rdl_none_1,1,1.2,5.5\n' >lifted.csv
hinge-analyze -q floor.h5 -o lifted.r.h5 --events lifted.csv
for task in rdl kettlebell_deadlift; do
    hinge-report -q lifted.r.h5 --filter task=$task -o floor-$task.html && keep floor-$task.html
done
for figure in stick overview; do pin floor-$figure.svg hinge-plot -q $figure floor.r.h5 --study floor.h5; done
for study in practice loads many; do
    pin $study-ingest hinge-ingest $study/trials.csv -o $study.h5
    pin $study-analyze hinge-analyze $study.h5 -o $study.r.h5
    pin $study-report hinge-report $study.r.h5 --study $study.h5 -o report.html
    keep report.html && mv out/report.html out/$study-report.html
    pin $study-check hinge-check $study.h5 --format csv
    for table in acquisition dose faults flow limits limit_curves loads missing participants quality ratios reps sensitivity summary transfer variability work; do
        pin $study-$table hinge-table $table -q $study.r.h5 --columns all --format csv
    done
    for figure in bins forest groups limits loops paired prevalence tiles waveforms; do
        pin $study-$figure.svg hinge-plot -q $figure $study.r.h5
    done
    n=0
    case $study in # tasks, stages and loads are not pooled
        practice) filter="--filter 'task=rdl&stage=after'" ;;
        loads) filter='--filter load_kg=16' ;;
        many) filter= ;;
    esac
    while read -r analysis options; do
        n=$((n + 1))
        [[ $options = *' load_kg'* ]] || options+=" $filter"
        # shellcheck disable=SC2086
        eval "pin $study-$analysis-$n.json hinge-compare -q $analysis $study.r.h5 $options --format json"
    done <<'ANALYSES'
cues
groups
groups --outcome hip_excursion_deg,knee_excursion_deg,butt_wink --phase ascent
rows --outcome lumbar_fraction,duration_s --group group --condition cue
within --outcome hip_excursion_deg --condition cue
between --outcome lumbar_rounding --group group --allow-single
anova --outcome lumbar_fraction --group group
prevalence --outcome lumbar_rounding --by group
prevalence --outcome knee_dominant --by cue --fault-rule possible
spm --curve lumbar_flex --group group --permutation 50
spm_band --curve hip_flex --by group --bootstrap 20
icc --outcome lumbar_fraction --target participant --rater rep
bland_altman --outcome hip_excursion_deg --method session
curve_agreement --curve lumbar_flex --session session
roc --score lumbar_fraction --truth lumbar_rounding
detectable --outcome lumbar_fraction
rows --outcome lumbar_fraction,butt_wink
ANALYSES
    [ $study = many ] || pin $study-groups,strata hinge-compare groups $study.r.h5 --stratify # or each by itself
    [ $study != loads ] || pin $study-bids hinge-export $study.h5 --bids bids
    n=0
    while read -r file; do
        [ $((n++ % 9)) -ne 0 ] || cp "$file" "out/$study-$(basename "$file")"
    done < <(find . -path './bids/*' -type f | LC_ALL=C sort)
    rm -rf bids
    [ $study != practice ] || for outcome in lumbar_fraction lumbar_rounding; do # what was kept
        pin $study-within-$outcome hinge-compare within $study.r.h5 --outcome $outcome --condition session --order later,before --filter task=bodyweight_hinge
    done
    [ $study != many ] || continue
    pin $study-view hinge-view -q $study.h5 $study.r.h5 -o view
    mv view/index.html out/$study-view-list.html
    for page in view/*1.html; do
        [ $((n++ % 25)) -ne 0 ] || mv "$page" "out/$study-$(basename "$page")"
    done
    rm -r view
done
pinned
