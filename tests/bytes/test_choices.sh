#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Analyses with less usual choices together: the other side of a one-sided test, margins beside them, another level of
# confidence, ways from repetitions to people, levels in an order of one's own, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
rows
# who lacks some: P2 one cue, P3 two repetitions, P5 a value, P7 all values
awk -F, -v OFS=, '!($1 == "P2" && $3 == "dowel" || $1 == "P3" && $6 > 2) { if ($1 == "P7" || $1 == "P5" && $6 == 1) $8 = ""; print }' rows.csv >lack.csv
awk -F, -v OFS=, '{ split("hold descent ascent", phase, " "); print $0, NR == 1 ? "phase" : phase[1 + NR % 3] }' rows.csv >phases.csv
awk -F, -v OFS=, 'NR == 1 { $22 = "kin"; print $0, "tier", "lumbar_def" } NR > 1 { print $0, ($1 == "P4" ? "B" : "A"), ($3 == "none" ? "ISB" : "LOWTHX") }' lack.csv >tiers.csv
# curves of 40 points: P1 lacks two in the middle, which is little, P2 three, P3 the first, P4 the last
awk 'BEGIN { printf "participant"; for (i = 0; i < 40; i++) printf ",n%03d", i; print ""
    for (p = 1; p <= 8; p++) { printf "P%d", p
        for (i = 0; i < 40; i++) {
            hole = p == 1 && (i == 10 || i == 11) || p == 2 && i > 20 && i < 24 || p == 3 && i == 0 || p == 4 && i == 39
            printf ",%s", (hole ? "" : i * i / 40 - p * i % 7 + p)
        }
        print "" } }' >holes.csv
# rows entered twice: numbered ones, coarse ones, which may be alike by chance, and fine ones; verdicts in every word
awk 'NR % 50 == 7 { print } NR == 7 { print } { print }' rows.csv >copied.csv
cut -d, -f1-3,8,9 rows.csv | awk 'NR > 1 && NR % 50 == 7 { print } { print }' >coarse.csv
awk -F, -v OFS=, 'NR > 1 { $5 += 0.125 } { print }' coarse.csv >fine.csv
awk -F, -v OFS=, 'BEGIN { split("0 false No fail absent 1 TRUE yes pass Present", word, " ") } NR > 1 { $10 = word[1 + NR % 5 + 5 * $10] } 1' rows.csv >words.csv
# two observers' words for each repetition, between every mark; one says it of the whole, one is unsure
awk -F, -v OFS=, 'NR == 1 { print $0, "file", "label:hit", "label2:hit", "severity:hit"; next }
    { split("yes no,true;false|0|1 0 1,present absent;? -,0,absent;no|false|true,present;yes,1 1", say, "|"); k = 1 + NR % 4
      one = $1 == "P1" ? "yes no;true|false" : $1 == "P2" ? "present,absent,present,absent" : $1 == "P4" ? "0" : $1 == "P6" ? "1 1 ? -" : $1 == "P8" ? "" : "FALSE Yes 1 0"
      two = $1 == "P1" ? "1 1 0 0" : $1 == "P4" ? "1" : $1 == "P6" ? "no" : $1 == "P9" ? "0 1" : ""
      print $0, $1 $3 ".csv", "\"" one "\"", "\"" two "\"", ($6 > 3 ? "" : $11 / 4) }' rows.csv >observed.csv
n=0
while read -r analysis data options; do
    n=$((n + 1))
    [ "$data" != - ] || data=
    # shellcheck disable=SC2086
    eval "pin $(printf %03d $n),$analysis hinge-compare -q $analysis ${data:+$data.csv} $options --format json"
done <<'END'
between lack --outcome y --group group --alternative greater --tost=-2,1 --noninferiority 1 --better lower --filter cue=none --level 0.9
between lack --outcome z --group group --order b,a --alternative less --tost 1mdc --mdc 2 --glass-delta --alpha 0.1
between lack --outcome y --group group --levels group=b,a --weight w --permutation exact,50 --tost-d=-0.3,0.8
between lack --outcome num --group group --aggregate ratio_of_means --numerator num --denominator den --weight w
between lack --outcome way --group group --aggregate circular
between lack --outcome y --group group --aggregate nested --trial trial --weight w --min-valid 0.7
rows lack --outcome y --condition cue --aggregate max --weight w
rows lack --outcome y --condition cue --aggregate min --level 0.5
rows lack --outcome y --group group --aggregate median --condition cue
rows lack --outcome y --condition cue --group group
rows lack --outcome y --condition cue --levels cue=wall_tap,none,dowel
rows lack --outcome y --condition cue --levels cue=wall_tap,none
rows lack --outcome y,z --condition load --factor load
rows phases --outcome y --phase descent
rows phases --outcome y --phase hold --filter cue=none
prevalence tiers --outcome hit --stratify --by lumbar_def
rows copied --outcome y --condition cue
rows coarse --outcome y --condition cue
rows fine --outcome y --condition cue
prevalence words --outcome hit --by cue
ancova tiers --outcome y --group group --covariate age,z --stratify --filter 'lumbar_def=ISB'
within lack --outcome y --condition cue --order none,dowel --alternative greater --noninferiority 1mdc --mdc 0.5 --level 0.8
within lack --outcome z --condition cue --order wall_tap,none --alternative less --better lower --noninferiority 0.5 --tost=-1,2 --tost-d=-0.2,0.5
within lack --outcome y,z --condition cue --levels cue=wall_tap,dowel,none --max-t --permutation 30 --alpha 0.2
within lack --outcome y --condition cue --order dowel,none --mdc auto --mdc-min-people 3
within lack --outcome y --condition cue --trend cue --scores cue=0,2,3 --alternative less
within lack --outcome y --condition load --trend load --factor load --filter cue=none,dowel
anova lack --outcome y --group family --levels family=two,one --weight w --permutation none --alpha 0.2 --level 0.9
anova lack --outcome y --group rater1 --groups-vary --trend rater1 --scores rater1=1,2,6 --permutation 30
anova rows --outcome y --group n --factor n --groups-vary --trend n --permutation 30
within lack --outcome y --condition cue --trend cue --scores cue=1,1,2
binary_within lack --outcome hit --condition cue --order none,wall_tap --level 0.9
binary_within lack --outcome hit --condition cue --filter rep=1
prevalence lack --outcome y --thresholds 50,42,46 --direction '>=' --group group --order b,a --permutation 40
prevalence lack --outcome y --thresholds 42,46,50 --direction '<=' --condition cue --order none,dowel --permutation 40 --alpha 0.2
prevalence lack --outcome hit --by cue --min-faults 2 --min-share 0.5 --aggregate nested --trial trial
prevalence lack --outcome y --thresholds 46 --aggregate nested --by group
bland_altman lack --outcome y --method cue --order none,wall_tap --level 0.9
bland_altman lack --outcome y --method cue --order dowel,none --rep rep --trial trial --repeated --bootstrap 40
bland_altman lack --difference z --repeated --bootstrap 40
bland_altman lack --difference z --weight w
icc lack --outcome y --target participant --rater rep --factor rep --filter cue=none
icc lack --outcome z --target participant --rater session --filter cue=dowel --level 0.9
kappa lack --rater pain,session --factor pain,session --bootstrap 40 --level 0.9
kappa lack --outcome rater1 --target participant --rater rep --factor rep --filter cue=none --bootstrap 40
roc lack --score y --score2 score2 --truth hit --bootstrap 40 --level 0.9
validate observed --labels hit --bootstrap 40
validate observed --labels hit --filter 'rep!=1' --min-share 0.3 --bootstrap 40
validate observed --labels hit --filter 'participant!=P1&rep!=4' --level 0.9 --bootstrap 40
power - --test t-paired --dz=-0.5 --power 0.9 --alternative less
power - --test t-paired --n 12 --power 0.9 --alternative less --alpha 0.01
power - --d 0.6 --power 0.8 --ratio 0.4
power - --test proportions --p 0.6,0.3 --power 0.8 --ratio 2 --alternative greater
power - --test proportions --p 0.4 --n 30,20 --power 0.8 --alternative greater
power - --test proportions --p 0,0 --n 20
power - --test proportions --vary effect --p 0.4 --n 25 --grid 0,0.2,0.4,1
power - --d 0.5 --grid 2,10,40 --ratio 2
detectable lack --outcome y,z --group rater1 --groups-vary --power 0.9 --alternative greater --level 0.9
detectable lack --outcome y --n 20,30 --filter cue=none
detectable lack --outcome y --n 9 --baseline wall_tap --alpha 0.01
spm_band holes --bootstrap 20
spm lack --nodes-prefix c --design one-sample --filter cue=none --two-sided false --cluster-mass --permutation exact --alpha 0.01
spm lack --nodes-prefix c --group group --order a,b --variance welch --effect-size --cluster-mass --permutation 40 --filter cue=none
spm lack --nodes-prefix c --design rm-anova --condition cue --permutation 40 --alpha 0.2
rows lack --outcome y --per-person --condition cue --usable participant!=P3,P8
END
# of a results file: rules of faults, curves by name, phases, ratios of means, whose rows count
cohort
r=cohort/results.h5
while read -r analysis options; do
    n=$((n + 1))
    eval "pin $(printf %03d $n),$analysis hinge-compare -q $analysis $r $options --format json"
done <<'END'
prevalence --outcome butt_wink,no_lockout --fault-rule certain --by cue
prevalence --outcome squat_pattern --fault-rule possible --by group
groups --group age
spm --curve lumbar_flex --design paired --condition cue --order dowel,none
spm --curve nothing --condition cue --order dowel,none
spm --curve nowhere/hip_flex --condition cue --order dowel,none
rows --outcome severity:butt_wink --group sex --condition cue --filter 'sex=f & age>30'
rows --outcome age --group group
rows --outcome hip_excursion_deg --phase ascent --condition cue --all-reps
rows --outcome duration_s --phase hold --condition cue
between --outcome lumbar_fraction --group group --filter 'cue=none & nothing=1'
rows --outcome lumbar_fraction --per-person --condition cue --usable 'valid=1 & rep>1'
cues --outcome lumbar_fraction --condition age --baseline 23
cues --outcome lumbar_fraction --condition age --baseline 23 --factor sex,age
spm --curve hip --condition cue --order dowel,none
groups --change cue:dowel-nothing-none --outcome lumbar_fraction
END
# repetitions that were exported have the outcomes of their cues, without a reader of results
hinge-table -q reps $r --columns all --phase descent --format csv -o exported.csv
pin cues,exported hinge-compare -q cues exported.csv --filter cue=none,dowel
pinned
