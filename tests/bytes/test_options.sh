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
value() { # option: what it is given, nothing for one without
    case $1 in
    --filter) echo "rep=1,2 & age>=21" ;; --levels) echo group=b,a ;; --factor) echo load ;; --alpha) echo 0.2 ;; --level) echo 0.8 ;;
    --seed) echo 7 ;; --sep) echo , ;; --duplicates-note) echo "two rows alike" ;; --usable) echo rep=2,3,4 ;; --phase) echo ascent ;;
    --fault-rule) echo certain ;; --curve) echo hip_flex ;;
    --outcome) if [[ ${base[*]} == *"outcome hit"* ]]; then echo twice; else echo z; fi ;;
    --outcomes) echo y,z ;; --participant) echo participant ;; --group) echo group ;; --condition) echo cue ;; --trial) echo trial ;;
    --rep) echo rep ;; --session) echo session ;; --weight) echo w ;; --covariate) echo age ;; --numerator) echo num ;; --denominator) echo den ;;
    --ratios) echo y=num/den ;; --circular) echo way ;; --by) echo cue,group ;; --aggregate) echo median ;; --change) echo cue:dowel-none ;;
    --min-reps) echo 4 ;; --min-valid) echo 0.9 ;; --permutation) echo none ;; --n-perm) echo 60 ;; --permutations) echo 60 ;; --tost) echo -1,1 ;;
    --tost-mdc | --noninferiority-mdc) echo 1 ;; --noninferiority) echo 1 ;; --better) echo lower ;; --tost-d) echo -0.4,0.4 ;; --mdc) echo 1.5 ;;
    --mdc-of) echo none ;; --mdc-min-people) echo 3 ;; --trend) [ "$analysis" = within ] && echo cue || echo group ;;
    --scores) [ "$analysis" = within ] && echo cue=0,1,4 || echo group=1,5 ;;
    --order) [[ ${base[*]} == *"--condition cue"* || ${base[*]} == *"--method cue"* ]] && echo wall_tap,dowel || echo b,a ;;
    --alternative) echo less ;; --bootstrap) echo 30 ;; --difference) echo z ;; --method) echo cue ;; --baseline) echo dowel ;;
    --plan) echo '{"outcomes":[{"column":"z"}]}' ;; --signflip) echo exact ;; --nodes-prefix) echo c ;; --target) echo participant ;;
    --rater) echo rep ;; --rater1 | --rater2) echo rater2 ;; --two-sided) echo false ;; --test) echo t-paired ;; --n) echo 30 ;; --n1) echo 12 ;;
    --n2) echo 16 ;; --d | --dz) echo 0.7 ;; --p1) echo 0.3 ;; --p2) echo 0.6 ;; --power) echo 0.9 ;; --ratio) echo 2 ;; --grid) echo 9,14 ;;
    --vary) echo effect ;; --min-faults) echo 2 ;; --min-share) echo 0.4 ;; --labels) echo all ;; --thresholds) echo 42,46 ;; --direction) echo '<' ;;
    --truth) echo twice ;; --pred) echo twice ;; --score | --score2) echo score2 ;; --label) echo cue ;; --design) echo paired ;;
    --variance) echo pooled ;; --formula) echo "${base[1]/cue/cue + age}" ;;
    --all-reps | --all-tasks | --people | --include-inferred | --allow-single | --stratify | --groups-vary | --standardise | --glass-delta | --max-t | --repeated | --effect-size | --cluster-mass) ;;
    *) echo "$1 has no value in this test" >&2 && return 1 ;;
    esac
}
while IFS='|' read -r analysis file base; do
    eval "base=($base)"
    hinge-compare "$analysis" --help=all >help || { echo "$analysis: no help"; exit 1; }
    # what every analysis takes is tried with some
    [[ between,within,lmm,describe == *"$analysis"* ]] || sed -i '/^Rows and confidence/,/^$/d; /^Rows of a results/,/^$/d' help
    sed -n '/^Rows and confidence\|^Columns\|^Method\|^How\|^[A-Z].*:$/,$p' help | sed -n 's/^ \{2,6\}\(--[a-z0-9-]*\).*/\1/p' |
        grep -vxE -e '--(request|output|format|apa|details|label|ids|threads|run-log|quiet|verbose|help|version)' | sort -u >listed
    pin "$analysis" hinge-compare -q "$analysis" ${file:+"$file"} "${base[@]}" --format json
    while read -r option; do
        given=$(value "$option") || exit 1
        others=()
        for ((i = 0; i < ${#base[@]}; i += 2)); do
            [ "${base[i]}" = "$option" ] || others+=("${base[i]}" "${base[i + 1]}")
        done
        [[ $option != --*-mdc ]] || others+=(--mdc 1.5)
        pin "$analysis,${option#--}" hinge-compare "$analysis" ${file:+"$file"} "${others[@]}" "$option${given:+=$given}" --format json
    done <listed
done <<END
between|rows.csv|--outcome y --group group --filter cue=none
within|rows.csv|--outcome y --condition cue --order dowel,none
lmm|rows.csv|--outcome y --condition cue
describe|rows.csv|--outcome y
ancova|rows.csv|--outcome y --group group --covariate age --filter cue=none
anova|rows.csv|--outcome y --group group
binary_within|rows.csv|--outcome hit --condition cue --order dowel,none
bland_altman|rows.csv|--outcome y --method cue --order dowel,none
cues|rows.csv|--outcomes y
curve_agreement|rows.csv|--nodes-prefix c --session session --filter cue=none
groups|rows.csv|--outcomes y
icc|rows.csv|--outcome y --target participant --rater rep --filter cue=none
kappa|rows.csv|--rater1 rater1 --rater2 rater2
power||--test t-two-sample --d 0.5 --n 20
prevalence|rows.csv|--outcome hit
roc|rows.csv|--score score --truth hit
spm|rows.csv|--nodes-prefix c --group group --filter cue=none --permutations 50
spm_band|rows.csv|--nodes-prefix c --by cue --bootstrap 20
validate|rows.csv|--truth hit --pred twice
END
pin sep hinge-compare -q describe semicolons.csv --outcome y --sep ';' --format json
for format in text markdown latex html csv tsv; do
    pin "words.$format" hinge-compare -q within rows.csv --outcome y --condition cue --label words.csv --format $format
done
pinned
