#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Analyses of tables of one's own with systems that differ, weights, raters of recordings, many columns and people,
# covariates that say the same, and effects without error, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
rows
# two systems whose angles have two definitions; one system that mixes them
awk -F, -v OFS=, '{ $22 = NR == 1 ? "kin" : $22 } NR == 1 { print $0, "tier", "lumbar_def" } NR > 1 { print $0, "A", $3 == "none" ? "ISB" : "LOWTHX" }' rows.csv >systems.csv
awk -F, -v OFS=, 'NR > 1 && $1 == "P3" && $3 == "none" && $6 > 2 { $NF = "LOWTHX" } NR > 1 && $1 == "P4" { $(NF - 1) = "B" } 1' systems.csv >mixed.csv
for data in systems mixed; do
    c bland_altman $data.csv --outcome y --method cue --order dowel,none
    c icc $data.csv --outcome y --target participant --rater cue
    c within $data.csv --outcome y --condition cue --order dowel,none
done
c within systems.csv --outcome y --condition load --order 10,25
c within systems.csv --outcome y --condition load --order 10,25 --factor load
c within rows.csv --outcome y --condition load --order 10,25
c between rows.csv --outcome y --group load --order 10,25 --groups-vary
c groups rows.csv --outcome y --group load --order 10,25
# phases, faults and metrics are not of one kind
awk -F, -v OFS=, 'NR == 1 { print $0, "phase" } NR > 1 { print $0, "p" NR % 8 }' rows.csv >phases.csv
c rows phases.csv --outcome y
c rows phases.csv --outcome y --condition phase --filter cue=none
c rows phases.csv --outcome y --filter phase=p3 --weight w
# one row for each person and condition, and who is dropped
c rows rows.csv
c rows rows.csv --outcome y,z,y --per-person --condition cue
c rows rows.csv --outcome y --stratify
c rows rows.csv --outcome "$(printf 'c%d,' {0..20})y,z,hit,score,score2,age,w,num,den,way,pain,n,exposure,load,rep"
c rows rows.csv --outcome "$(printf 'c%d,' {0..20})y" --per-person --group group --weight w
awk -F, -v OFS=, 'NR == 1 { print; next } { y = $8; for (k = 0; k < 4; k++) { $1 = "Q" NR "_" k; $8 = k ? y : ""; print } }' rows.csv | head -300 >people.csv
c rows people.csv --outcome y --per-person --min-reps 2
c rows people.csv --outcome y --condition cue --min-reps 1
c rows rows.csv --outcome y --usable hit=1 --per-person --condition cue
c rows rows.csv --outcome y --usable 'y>47' --condition cue
c prevalence rows.csv --outcome hit --usable 'y>47' --by cue,group
c prevalence rows.csv --outcome hit --usable 'y>47' --by way
c prevalence rows.csv --outcome hit --by group,cue,family,rater1
# covariates that say the same, one that is constant, groups that a covariate separates
awk -F, -v OFS=, 'NR == 1 { print $0, "age2", "same", "of" } NR > 1 { print $0, 2 * $13 + 1, 7, ($2 == "a") * 3 + 1 }' rows.csv >covariates.csv
c ancova covariates.csv --outcome y --group group --covariate age,age2
c ancova covariates.csv --outcome y --group group --covariate same
c ancova covariates.csv --outcome y --group group --covariate of,age
c ancova covariates.csv --outcome y --group family --covariate age,z
c ancova covariates.csv --outcome age2 --group group --covariate age
c ancova covariates.csv --outcome nothing --group group --covariate age
c ancova covariates.csv --outcome y --group group --covariate nothing
# strata of loads stand in the order of their weights, under each lumbar definition
awk -F, -v OFS=, 'NR == 1 { print $0, "load_kg" } NR > 1 { print $0, 8 * ((NR * 7) % 4) }' systems.csv >loads.csv
c between loads.csv --outcome y --stratify --group group
# effects without error
awk 'BEGIN { print "participant,group,cue,rep,y,x"; split("none dowel wall", cue, " ")
    for (p = 1; p <= 8; p++) for (c = 1; c <= 3; c++) for (r = 1; r <= 2; r++)
        print "P" p "," (p > 4 ? "a" : "b") "," cue[c] "," r "," p * 2 + c * c + (p > 4) * c "," p }' >exact.csv
c anova exact.csv --outcome x --group group --filter cue=none
c anova exact.csv --outcome y --group cue --groups-vary
c bland_altman exact.csv --outcome x --method cue --order dowel,none
c bland_altman exact.csv --outcome y --method rep --order 1,2 --factor rep
c icc exact.csv --outcome x --target participant --rater cue
c icc exact.csv --outcome y --target participant --rater rep --factor rep
c kappa exact.csv --rater cue,cue --participant participant
c roc exact.csv --score y --truth nothing
# an error of measurement from repeats, weighted; one that cannot be had
c cues rows.csv --outcome y,z --mdc auto --weight w
c cues rows.csv --outcome y --mdc auto --session session --weight w
c cues exact.csv --outcome y,x --mdc auto
c groups rows.csv --outcome y --mdc auto --weight w
c detectable rows.csv --outcome y,z --n 10
c detectable rows.csv --outcome y --n 10,20
c detectable exact.csv --outcome y --n 10
c detectable exact.csv --outcome x --n 10
c cues rows.csv --plan '{"cues": {"dowel": {"outcomes": [{"role": "primary"}]}}}'
c cues rows.csv --plan '{"cues": {"dowel": {"outcomes": [{"column": "nothing", "role": "primary"}, {"column": "y"}]}}}'
c cues rows.csv --plan '{"cues": {"dowel": {"outcomes": [{"column": "y", "expect": "up", "role": "primary"}, {"column": "z", "role": "secondary"}]}}}'
c groups rows.csv --plan '{"outcomes": [{"column": "y", "role": "primary"}, {"column": "z"}]}' --order b,a
c groups exact.csv --outcome y,x --order a,b
c groups rows.csv --outcome y,z --group rater1 --groups-vary
# observers of recordings and of repetitions, a second observer
awk -F, -v OFS=, 'NR == 1 { print $0, "file", "label:hit", "label2:hit", "severity_hit", "label:twice"; next }
    { last = $6 == 2 || $6 == 4; print $0, $1 $3 $4 ".csv", ($1 == "P1" ? 1 : $1 == "P3" ? "?" : $6 > 2 ? "1 0" : "0 1"), \
        ($1 == "P2" ? 0 : $1 == "P1" ? 1 : $1 == "P4" ? "1" : "0 1"), ($6 > 3 ? "" : $11 / 4), ($1 == "P5" ? "0 1 1" : "") }' rows.csv >raters.csv
c validate raters.csv --labels all
c validate raters.csv --labels hit,twice
c validate raters.csv --labels hit --min-share 0.6
c validate raters.csv --labels hit,nothing
c validate raters.csv --labels hit --truth hit
c validate rows.csv --truth hit --pred nothing
c validate rows.csv --truth rater1 --pred rater2
c validate rows.csv --truth hit --pred twice --score score --rater twice
c validate rows.csv --truth hit --pred twice --score nothing
c kappa rows.csv --rater rater1,rater2 --bootstrap 20
c kappa rows.csv --outcome hit --target participant --rater session
c kappa rows.csv --outcome hit --target nothing --rater session
# curves by each design, with people who lack one
awk -F, -v OFS=, 'NR > 1 && $3 == "dowel" && $1 != "P1" { for (i = NF - 20; i <= NF; i++) $i = "" } NR > 1 && $3 == "none" { $(NF - 3) = "" } 1' rows.csv >gaps.csv
awk -F, -v OFS=, 'NR > 1 { for (i = NF - 20; i <= NF; i++) $i = i % 5 } 1' rows.csv >constant.csv
for data in rows gaps constant; do
    curves=("$data.csv" --nodes-prefix c --permutation 40)
    c spm "${curves[@]}" --design paired --condition cue --order dowel,none --effect-size --cluster-mass
    c spm "${curves[@]}" --design anova --group rater1 --groups-vary --cluster-mass
    c spm "${curves[@]}" --design rm-anova --condition cue
    c spm "${curves[@]}" --design mixed --condition cue --group group
done
c spm rows.csv --nodes-prefix c --design one-sample --filter cue=none --two-sided false --permutation 40
c spm rows.csv --nodes-prefix c --design two-sample --group group --variance welch --filter cue=none --permutation 40 --effect-size
c spm rows.csv --nodes-prefix c --design paired --condition cue
c spm rows.csv --nodes-prefix c --design mixed --condition cue --group group --permutation none
c spm rows.csv --nodes-prefix nothing --group group
c spm_band gaps.csv --nodes-prefix c --by cue --bootstrap 20
c curve_agreement gaps.csv --nodes-prefix c --session session --filter cue=none
c curve_agreement constant.csv --nodes-prefix c --session session --filter cue=none
c curve_agreement rows.csv --nodes-prefix c --session load --filter cue=none
awk -F, -v OFS=, 'NR > 1 { $2 = $1 == "P1" ? "alone" : $1 == "P2" || $1 == "P3" ? "two" : $2 } 1' rows.csv >alone.csv
c spm alone.csv --nodes-prefix c --design anova --group group --filter cue=none --permutation 40
awk -F, 'NR == 1 || $1 == "P1" || $1 == "P2" || $3 != "dowel"' rows.csv >lacking.csv
c spm lacking.csv --nodes-prefix c --design rm-anova --condition cue --permutation 40
# what a request holds that no option has
for json in '{"analysis": "rows", "data": "rows.csv", "outcome": "y", "condition": "cue", "filter": null}' '{"analysis": "rows", "data": "rows.csv", "outcome": "y", "note": {"a": [1, 2], "b": true, "c": null}}' \
    '{"analysis": "within", "data": "rows.csv", "outcome": "y", "condition": "cue", "order": ["dowel", "none"], "mdc": {"y": 1}, "alpha": 0.1}' \
    '{"analysis": "power", "test": "t-paired", "dz": 0.5, "power": [0.8, 0.9]}' '{"analysis": "rows", "data": "rows.csv", "outcome": "y", "min_reps": true}' \
    '{"analysis": "spm", "data": "rows.csv", "nodes": ["c0", 5], "group": "group"}' '{"analysis": "rows", "data": "rows.csv", "outcome": "y", "allow_single": "yes"}' \
    '{"analysis": "ancova", "data": "rows.csv", "outcome": "y", "group": "group", "covariate": ["age", {"a": 1}]}' '{"analysis": "icc", "data": "rows.csv", "outcome": "y", "target": "participant", "rater": "session", "type": ["agreement", "x"]}'; do
    n=$((n + 1))
    printf '%s\n' "$json" >request.json
    pin "$(printf '%03d' $n),request" hinge-compare -q --request request.json --format json
done
pinned
