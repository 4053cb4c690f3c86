#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every option that the help of an analysis lists, given alone to a command that works without it: what
# comes of it, as text (pins.sh). An option without a value here fails.
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
rows
sed 's/,/;/g' rows.csv >semicolons.csv
printf 'id,label\nnone,ohne\ny,"Winkel, in Grad"\n' >words.csv
value() { # option: sets what it is given, nothing for one without
    given=
    case $1 in
    --filter) given="rep=1,2 & age>=21" ;; --levels) given=group=b,a ;; --factor) given=load ;; --alpha) given=0.2 ;; --people) given='age>=25' ;; --people-split) given=no ;; --level) given=0.8 ;;
    --seed) given=7 ;; --sep) given=, ;; --usable) given=rep=2,3,4 ;; --phase) given=ascent ;;
    --fault-rule) given=certain ;; --curve) given=hip_flex ;;
    --outcome) if [[ ${base[*]} == *"outcome hit"* ]]; then given=twice; else given=z; fi ;;
    --participant) given=participant ;; --group) given=group ;; --condition) given=cue ;; --trial) given=trial ;;
    --rep) given=rep ;; --session) given=session ;; --weight) given=w ;; --covariate) given=age ;; --numerator) given=num ;; --denominator) given=den ;;
    --ratios) given=y=num/den ;; --circular) given=way ;; --by) given=cue,group ;; --aggregate) given=median ;; --change) given=cue:dowel-none ;;
    --ratings) given=a.csv ;; --min-reps) given=4 ;; --min-valid) given=0.9 ;; --permutation) given=auto,60 ;; --tost) given=-1,1 ;;
    --noninferiority) given=1 ;; --better) given=lower ;; --tost-d) given=-0.4,0.4 ;; --mdc) given=1.5 ;; --margin) given=y=99 ;; --family-p) given=0.04,0.2 ;;
    --mdc-min-people) given=3 ;; --trend) [ "$analysis" = within ] && given=cue || given=group ;;
    --scores) [ "$analysis" = within ] && given=cue=0,1,4 || given=group=1,5 ;;
    --order) [[ ${base[*]} == *"--condition cue"* || ${base[*]} == *"--method cue"* ]] && given=wall_tap,dowel || given=b,a ;;
    --alternative) given=less ;; --bootstrap) given=30 ;; --difference) given=z ;; --method) given=cue ;; --baseline) given=dowel ;;
    --plan) given='{"outcomes":[{"column":"z"}]}' ;; --nodes-prefix) given=c ;; --target) given=participant ;;
    --rater) given=rep; [[ $analysis != validate ]] || given=rater2; [[ $analysis != kappa ]] || given=rater1,rater1 ;; --two-sided) given=false ;; --test) given=t-paired ;; --n) given=12,16 ;;
    --d | --dz) given=0.7 ;; --p) given=0.3,0.6 ;; --power) given=0.9 ;; --ratio) given=2 ;; --grid) given=9,14 ;;
    --vary) given=effect ;; --min-faults) given=2 ;; --min-share) given=0.4 ;; --labels) given=all ;; --thresholds) given=42,46 ;; --direction) given='<' ;;
    --truth) given=twice ;; --pred) given=twice ;; --score | --score2) given=score2 ;; --label) given=cue ;; --design) given=paired ;;
    --variance) given=pooled ;; --formula) given="${base[1]/cue/cue + age}" ;;
    --all-reps | --all-tasks | --per-person | --allow-inferred | --allow-single | --stratify | --groups-vary | --standardise | --glass-delta | --max-t | --repeated | --effect-size | --cluster-mass) ;;
    *) echo "$1 has no value in this test" >&2 && return 1 ;;
    esac
}
while IFS='|' read -r analysis file base; do
    eval "base=($base)"
    hinge-compare "$analysis" --help=all >help || { echo "$analysis: no help"; exit 1; }
    # what every analysis takes is tried with some
    [[ between,within,rows == *"$analysis"* ]] || sed -i '/^Rows and confidence/,/^$/d; /^Rows of a results/,/^$/d' help
    sed -n '/^Rows and confidence\|^Columns\|^Method\|^How\|^[A-Z].*:$/,$p' help | sed -n 's/^ \{2,6\}\(--[a-z0-9-]*\).*/\1/p' |
        grep -vxE -e '--(request|output|format|apa|details|label|ids|threads|run-log|quiet|verbose|help|version)' | sort -u >listed
    pin "$analysis" hinge-compare -q "$analysis" ${file:+"$file"} "${base[@]}" --format json
    while read -r option; do
        value "$option" || exit 1
        others=()
        for ((i = 0; i < ${#base[@]}; i += 2)); do
            [ "${base[i]}" = "$option" ] || others+=("${base[i]}" "${base[i + 1]}")
        done
        pin "$analysis,${option#--}" hinge-compare "$analysis" ${file:+"$file"} "${others[@]}" "$option${given:+=$given}" --format json
    done <listed
done <<END
between|rows.csv|--outcome y --group group --filter cue=none
within|rows.csv|--outcome y --condition cue --order dowel,none
rows|rows.csv|--outcome y
ancova|rows.csv|--outcome y --group group --covariate age --filter cue=none
anova|rows.csv|--outcome y --group group
binary_within|rows.csv|--outcome hit --condition cue --order dowel,none
bland_altman|rows.csv|--outcome y --method cue --order dowel,none
cues|rows.csv|--outcome y
curve_agreement|rows.csv|--nodes-prefix c --session session --filter cue=none
groups|rows.csv|--outcome y
icc|rows.csv|--outcome y --target participant --rater rep --filter cue=none
kappa|rows.csv|--rater rater1,rater2
power||--test t-two-sample --d 0.5 --n 20
prevalence|rows.csv|--outcome hit
roc|rows.csv|--score score --truth hit
spm|rows.csv|--nodes-prefix c --group group --filter cue=none --permutation 50
spm_band|rows.csv|--nodes-prefix c --by cue --bootstrap 20
validate|rows.csv|--truth hit --pred twice
END
pin sep hinge-compare -q rows semicolons.csv --outcome y --sep ';' --format json
for format in text markdown latex html csv tsv; do
    pin "words.$format" hinge-compare -q within rows.csv --outcome y --condition cue --label words.csv --format $format
done
# groups and cues in the user's words, in sentences as in tables
printf 'none = no help\na = Desk workers\ndowel = Stab\n' >levels
pin between-levels hinge-compare -q between rows.csv --outcome y --group group --filter cue=none --label levels
pin between-levels-apa hinge-compare -q between rows.csv --outcome y --group group --filter cue=none --label levels --apa
pin within-levels hinge-compare -q within rows.csv --outcome y --condition cue --order dowel,none --label levels
pin detectable-levels hinge-compare -q detectable rows.csv --outcome y --group group --condition cue --label levels
pin anova-levels hinge-compare -q anova rows.csv --outcome y --group group --filter cue=none --label levels --apa
pin rows-levels hinge-compare -q rows rows.csv --outcome y --group group --condition cue --label levels
hinge-compare -q groups rows.csv --outcome y --group group --filter cue=none -o groups.json
pin table-levels hinge-table groups groups.json --label levels
printf 'participant,a,b\np1,1,1\np2,0,\np3,0,0\np4,1,0\np4,,1\n,1,1\n' >pairs.csv
pin kappa-excluded hinge-compare -q kappa pairs.csv --rater a,b --verbose
pinned
