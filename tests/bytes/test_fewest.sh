#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Analyses at their limits: the fewest people that each takes, and from how many on it tests, gives an interval, or
# no longer says that people are few; the most of an exact test and of a list of names; who has fewer repetitions than
# are asked for; as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
people() { # people awk-condition-to-keep: two conditions of three repetitions, in two sessions, with curves
    awk -v P="$1" 'BEGIN { print "participant,group,half,cue,session,rep,y,z,hit,age,n0,n1,n2,n3"
        for (p = 1; p <= P; p++) for (c = 1; c <= 2; c++) for (r = 1; r <= 3; r++) {
            k = (p * 7 + c * 5 + r * 3 + p * c * r) % 11
            if ('"${2:-1}"') printf "P%d,g%d,h%d,%s,%d,%d,%.1f,%d,%d,%d,%d,%d,%.1f,%.1f\n", p, p % 2, p % 3, (c == 1 ? "none" : "dowel"), 1 + r % 2, \
                r, 30 + p + c * 2 + k / 5, k % 5, (k > 5), 20 + p * p % 13, k + c, k + p, k * c / 2, p - k / 4
        } }'
}
for P in 1 2 3 4 5 6 10 14 15 16 17 20 21 49 50; do people $P >p$P.csv; done
for P in 4 6 9 10 15 98 99; do people $P 'c == 1' >g$P.csv; done
awk -F, -v OFS=, '{ print $0, NR == 1 ? "metric" : "m" NR % 6 }' p4.csv >metrics.csv
people 12 '!(p == 2 && r > 1 || p == 5 && c == 2 || p == 9 && c == 1 && r < 3)' | awk -F, -v OFS=, 'NR > 1 && $1 == "P7" { $7 = "" } 1' >less.csv
answers() { # who has both, only the first without a cue, only the other with one, neither: one answer a person and cue
    awk -v A="$1" -v B="$2" -v C="$3" -v D="$4" 'BEGIN { print "participant,cue,hit"
        for (p = 1; p <= A + B + C + D; p++) printf "P%d,none,%d\nP%d,dowel,%d\n", p, p <= A + B, p, p <= A || (p > A + B && p <= A + B + C) }'
}
answers 1 2 2 1 >alike.csv
answers 3 0 0 2 >same.csv
answers 2 1 0 1 >edge.csv
answers 0 2 0 3 >bare.csv
answers 0 3 2 0 >cross.csv
answers 4 1 2 5 >most.csv
awk 'BEGIN { print "participant,cue,hit"; for (p = 1; p <= 5; p++) for (c = 1; c <= 3; c++) print "P" p ",c" c "," p % 2 }' >steady.csv
# changes of -2 to 2, so that an MDC of 1 is reached and not exceeded in both directions
awk 'BEGIN { print "participant,cue,y"; for (p = 1; p <= 5; p++) printf "P%d,none,%d\nP%d,dowel,%d\n", p, 20 + p, p, 17 + 2 * p }' >turn.csv
for P in 2 3 4 9 10; do # a row a person: half of one kind and half of the other
    people $P 'c == 1 && r == 1' | awk -F, -v OFS=, 'NR > 1 { $9 = NR % 2; $10 = $10 + NR / 8 } 1' >once$P.csv
done
for P in 49 50; do awk -F, -v OFS=, 'NR > 1 { $7 = sqrt($7 + NR) } 1' p$P.csv >apart$P.csv; done # no two alike
awk -F, -v OFS=, 'NR > 1 { $7 = sqrt($7 + NR) } 1' g99.csv >apart99.csv
for P in 8 9; do awk 'BEGIN { print "participant,session,y"; for (p = 1; p <= 3; p++) for (s = 1; s <= '$P'; s++) print "P" p "," s "," p + s % 4 }' >visits$P.csv; done
awk 'BEGIN { print "participant,cue,y"; for (p = 1; p <= 3; p++) printf "P%d,none,1\nP%d,dowel,10\n", p, p }' >unit.csv
awk 'BEGIN { print "participant,group,y,reason"; for (p = 1; p <= 32; p++) print "P" p "," (p % 2 ? "a" : "b") "," (p > 26 ? p ",": "NA,why " p) }' >causes.csv
people 6 'c == p % 2 + 1' >each.csv
# curves that differ alike at two nodes beside each other, and everywhere; curves of one session that have nothing in common
awk -F, -v OFS=, 'NR > 1 { $12 = $13 } 1' p6.csv >apart.csv
awk -F, -v OFS=, 'NR > 1 && $4 == "dowel" { for (i = 11; i <= 14; i++) $i += 20 } 1' p6.csv >level.csv
awk 'BEGIN { print "participant,session,rep,n0,n1,n2,n3"
    for (p = 1; p <= 4; p++) for (s = 1; s <= 2; s++) for (r = 1; r <= 3; r++) { printf "P%d,%d,%d", p, s, r
        for (q = 1; q <= 4; q++) printf ",%d", p % 2 ? q * q * 5 + r + p : (p * 7 + s * 5 + r * 3 + q * q * r) % 11
        print "" } }' >noise.csv
# rows of nobody, of no trial, without a weight
awk 'BEGIN { print "participant,trial,rep,load,y"; for (p = 1; p <= 5; p++) for (r = 1; r <= 4; r++) print (p == 5 && r == 1 ? "" : "P" p) "," (p == 4 && r == 2 ? "" : "t" r % 2) "," r "," (p == 3 && r < 3 ? 0 : r) "," p * p + r }' >gaps.csv
awk 'BEGIN { print "participant,cue,y"; for (p = 1; p <= 8; p++) print "P" p "," (p % 4 == 0 ? "NA" : p % 4 == 1 ? "NaN" : p % 4 == 2 ? "null" : "dowel") "," p }' >nulls.csv
echo participant,y >empty.csv
for P in 6 7; do awk 'BEGIN { print "participant,tier,task,y"; for (p = 1; p <= '$P'; p++) print "P" p ",A,move " p "," p }' >tasks$P.csv; done
awk 'BEGIN { print "participant,load,y"; for (p = 1; p <= 6; p++) for (l = -1; l <= 1; l++) print "P" p "," l "," 20 + p * p % 7 + l * (p % 3) }' >steps.csv
printf '%s\n' participant,a,b P1,1,1 P1,0,1 P2,1, P2,0,0 ,1,1 P3,,0 P3,1,1 P4,0,0 P5,1,0 >blanks.csv
printf '%s\n' participant,group,y P1,a,1 P2,a,3 P3,a,4 P3,b,6 ,b,9 P4,,8 P5,b,7 P6,b,5 P4,b,2 >vary.csv
people 6 'p % 2 || c == 1' >hole.csv
awk 'BEGIN { print "participant,y,reason"; for (p = 1; p <= 9; p++) print "P" p ",NA,why " (p < 3 ? 1 : p - 1) }' >reasons.csv
each() { # lines: analysis, tables, options
    local analysis data options P
    while read -r analysis data options; do
        for P in ${data//,/ }; do
            n=$((n + 1))
            # shellcheck disable=SC2086
            pin "$(printf %03d $n),$P,$analysis" hinge-compare -q $analysis $P.csv $options --format json
        done
    done
}
n=0
each <<'END'
within p2,p5,p6 --outcome y --condition cue --order dowel,none --mdc 1
rows p1,p5 --outcome y --condition cue
prevalence p1,p5 --outcome hit --by cue
prevalence p2 --outcome y --thresholds 33,36 --condition cue --permutation 20
cues p2,p5 --outcome y,z --baseline none
bland_altman p2,p3 --outcome y --method cue --order dowel,none
bland_altman p2,p3 --outcome y --method cue --rep rep --repeated --bootstrap 50
icc p3 --outcome y --target participant --rater session --filter cue=none
binary_within p2,p5 --outcome hit --condition cue --order dowel,none
detectable p2,p3 --outcome y --n 10
roc p1 --score y --truth hit --bootstrap 50
validate p1 --truth hit --pred hit --score y --bootstrap 50
kappa p1 --rater hit,hit
between g4,g9,g10 --outcome y --group group
groups g4,g10 --outcome y,z --group group --covariate age
ancova g4,g10 --outcome y --group group --covariate age
anova g6,g15 --outcome y --group half --permutation 20
spm p2 --nodes-prefix n --design one-sample --filter cue=none --permutation 20
spm p2 --nodes-prefix n --design paired --condition cue --effect-size --permutation 20
spm g4,g10 --nodes-prefix n --group group --effect-size --permutation 20
spm p4,p10 --nodes-prefix n --design mixed --condition cue --group group --permutation 20
spm p6 --nodes-prefix n --design mixed --condition cue --group group
spm p4 --nodes-prefix n --design rm-anova --condition rep --factor rep --filter cue=none
spm_band p3,p4 --nodes-prefix n --by cue --bootstrap 20
curve_agreement p3 --nodes-prefix n --session session --filter cue=none
within p20,p21 --outcome y --condition cue --order dowel,none
within p49,p50 --outcome z --condition cue --permutation none
within p16,p17 --outcome y --condition rep --factor rep --filter cue=none --max-t --permutation 30
between g98,g99 --outcome z --group group --permutation none
spm p14,p15 --nodes-prefix n --design one-sample --filter cue=none
between p21 --outcome y --group participant --order P1,nobody --groups-vary
groups p21 --outcome y --group participant --order P1,somebody
rows metrics --outcome y
between less --outcome y --group group --min-reps 3
between less --outcome y --group group --change cue:dowel-none --min-reps 2
ancova less --outcome y --group group --covariate age --min-reps 3
within less --outcome y --condition cue --min-reps 3
rows less --outcome y --condition cue --min-reps 3
prevalence less --outcome hit --by cue,group --min-reps 3
icc less --outcome y --target participant --rater cue
groups less --outcome y,z --group group --min-reps 3 --filter cue=none
cues less --outcome y,z --baseline none --min-reps 3
detectable less --outcome y --n 10,10 --group group --min-reps 3
spm less --nodes-prefix n --design paired --condition cue --min-reps 3 --permutation 20
spm less --nodes-prefix n --design mixed --condition cue --group group --min-reps 2 --permutation 20
spm_band less --nodes-prefix n --by cue --min-reps 3 --bootstrap 20
curve_agreement less --nodes-prefix n --session session --filter cue=none
binary_within alike,same,edge,bare,cross,most --outcome hit --condition cue --order dowel,none
binary_within alike,edge,cross --outcome hit --condition cue --order dowel,none --alternative less
binary_within alike,edge,cross --outcome hit --condition cue --order dowel,none --alternative greater
binary_within steady --outcome hit --condition cue
within turn --outcome y --condition cue --order dowel,none --mdc 1
cues turn --outcome y --baseline none --mdc 1
cues p10 --outcome y,z --baseline none --group half
groups p10 --outcome y --group half --min-reps 9
roc once2,once3,once4,once9,once10 --score y --truth hit --bootstrap 50
roc once10 --score y --score2 age --truth hit --bootstrap 50
within apart49,apart50 --outcome y --condition cue --order dowel,none --permutation none
between apart99 --outcome y --group group --order g1,g0 --permutation none
between apart99 --outcome y --group group --order g0,g1 --permutation none
between g99 --outcome z --group group --order g1,g0 --permutation none
rows visits8,visits9,reasons --outcome y
groups causes --outcome y --group group
groups g10 --outcome y,z --group group --order g1,g0 --covariate age
within p5 --outcome y --condition cue --order dowel,none --alpha 0.0625
within p5 --outcome y --condition cue --order dowel,none --tost 1,1
within p5 --outcome y --condition cue --order dowel,none --noninferiority 0
within p5 --outcome y --condition cue --filter rep=9
cues unit --outcome y --baseline none
rows p5 --outcome y --weight z
rows hole --outcome y --group group --condition cue
prevalence hole --outcome hit --by cue,group
bland_altman p3 --outcome y --method cue --rep rep --repeated --filter rep=1 --bootstrap 50
bland_altman p5 --outcome y --method cue --rep rep --repeated --bootstrap 2
roc once9 --score hit --truth hit --bootstrap 50
roc once10 --score y --score2 y --truth hit --bootstrap 50
roc once9 --score y --truth hit --filter hit=1
roc once9 --score y --truth hit --filter hit=0
kappa once9 --rater hit,hit --filter hit=1
ancova g4 --outcome y --group group --covariate age,z
ancova p14 --outcome z --group group --covariate age,y,n0,n1,n2,n3,rep,session
ancova p14 --outcome y --group group --covariate age,z,n0,n1,n2,n3,rep,session,hit
spm p6 --nodes-prefix n --design anova --group group --filter cue=none --permutation 19
spm p10 --nodes-prefix n --design paired --condition cue --permutation 7 --alpha 0.125 --cluster-mass
spm p6 --nodes-prefix n --design paired --condition cue --effect-size --permutation 19 --seed 2
spm p6 --nodes-prefix n --design paired --condition cue --effect-size --permutation exact --two-sided=no
spm apart,level --nodes-prefix n --design paired --condition cue --permutation exact
spm p6 --nodes-prefix n --design paired --condition cue --permutation 0
within p5 --outcome y --condition cue --order dowel,none --permutation 0
anova p14 --outcome y --group half --permutation 0
curve_agreement noise --nodes-prefix n --session session
between p10 --outcome y --group group --change cue:none-none
between p10 --outcome y --group group --change cue:none-nothing
between p10 --outcome y --group group --change :none-dowel
between p10 --outcome y --group group --change cue:none
rows gaps --outcome y
rows gaps --outcome y --aggregate nested --trial trial
rows gaps --outcome y --weight load
rows nulls --outcome y --condition cue
kappa blanks --rater a,b --bootstrap 50
between vary --outcome y --group group --groups-vary
rows empty --outcome y
rows tasks6,tasks7 --outcome y
within steps --outcome y --condition load --factor load
prevalence p5 --outcome nothing --thresholds 1,2
detectable p5 --outcome y --n 9,9 --power 0.05
detectable p5 --outcome y --n 9,9 --power 1
icc p3 --outcome y --target participant
kappa p3 --outcome hit --target participant
ancova p5 --outcome y --group group
END
power() { # option...
    n=$((n + 1))
    pin "$n,power" hinge-compare -q power "$@" --format json
}
power --test t-paired --n 10 --power 0.05
power --test t-paired --n 10 --power 1
power --test t-paired --dz 1 --grid 1,2
power --test t-paired --dz 1 --grid 2,3
power --test t-two-sample --d 1 --ratio 0.5 --grid 3,4
power --test t-two-sample --d 1 --ratio 0.5 --grid 2,4
power --test t-two-sample --vary effect --grid 0.5,1
power --test t-two-sample --vary effect --grid 0.5,1 --n 9 --power 0.8
power --test proportions --p 0.3 --n 20 --vary effect --grid 0,0.5,1
power --test proportions --p 0.3 --n 20 --vary effect --grid 0.5,1.1
power --test proportions --p 0.3 --n 20 --vary effect --grid=-0.1,0.5
# the first person has no value; verdicts that are none, of nobody, of no file; columns of curves by six digits and by seven
awk -F, -v OFS=, '$1 == "P1" { $7 = $9 = "" } 1' p10.csv >first.csv
awk -F, -v OFS=, 'NR > 1 { $9 = $1 == "P1" ? "" : $9; $10 = NR % 3 > 0 } 1' once10.csv >pred.csv
printf '%s\n' participant,file,rep,hit,label:hit,label2:hit P1,a,1,1,1,perhaps P2,b,1,0,maybe, >word.csv
cut -d, -f1,3- word.csv >nofile.csv
cut -d, -f2- word.csv >noperson.csv
printf '%s\n' participant,a,b P1,1, P2,,0 P3,, >unpaired.csv
for names in n,n000001,n000002,n000003,n0000004 n1,n2,n4 n1,n2 n0,n1,n2x; do
    awk -v names="$names" 'BEGIN { k = split(names, name, ","); print "participant," names
        for (p = 1; p <= 5; p++) { printf "P%d", p; for (i = 1; i <= k; i++) printf ",%d", (p * 7 + i * i * 5) % 11; print "" } }' >"digits${names//[^0-9x]/}.csv"
done
awk 'BEGIN { print "participant,group,cue,n1,n2,n3"; for (p = 1; p <= 130; p++) printf "P%d,g%d,c%d,%d,%d,%d\n", p % 2, p / 2 + 0.5, p / 2 + 0.5, p % 7, p % 5, p % 3 }' >levels.csv
# values of a group that differ by rounding; of four groups one differs from the others; covariates of one person
awk 'BEGIN { print "participant,group,cue,y"; for (p = 1; p <= 12; p++) for (c = 0; c < 2; c++)
    printf "P%d,g%d,%s,%.17g\n", p, p % 3, (c ? "dowel" : "none"), (p % 3 ? p + c * p % 5 : p % 2 ? 0.1 + 0.2 : 0.3) }' >near.csv
awk 'BEGIN { print "participant,group,y"; for (p = 1; p <= 24; p++) print "P" p ",g" p % 4 "," 10 + p % 5 + (p % 4 == 3) * 20 }' >four.csv
awk -F, -v OFS=, 'NR > 2 && $2 == "g1" { $10 = "" } 1' g10.csv >lone.csv
# three sessions of two people, two trials of everybody, of whom two did three repetitions
awk 'BEGIN { print "participant,cue,session,trial,rep,y"; for (p = 1; p <= 12; p++) for (c = 0; c < 2; c++) for (s = 1; s <= (p < 3 ? 3 : 1); s++) for (t = 1; t <= 2; t++) for (r = 1; r <= (p < 5 ? 3 : 2); r++)
    print "P" p "," (c ? "dowel" : "none") "," s "," t "," r "," 20 + p * 5 % 7 + c * (p % 4) + (p * s + t * 3 + r) % 4 }' >again.csv
awk -F, -v OFS=, '{ print $0, NR == 1 ? "task" : "move " $5 % 2 }' again.csv >moves.csv
awk -F, -v OFS=, '{ print $0, NR == 1 ? "file" : $1 $2 $3 $4 }' again.csv >files.csv
cut -d, -f1-3,5- files.csv >onlyfiles.csv
sed '1s/$/,tier/; 2s/$/,A/; 3s/$/,B/' word.csv >tiers.csv
awk 'BEGIN { printf "participant"; for (i = 1; i < 66; i++) printf ",n%d", i; for (p = 1; p < 3; p++) { printf "\nP%d", p; for (i = 1; i < 66; i++) printf ",%d", i + p } }' >many.csv
# systems whose angles have two definitions, of two movements; one condition, which is no baseline
awk 'BEGIN { print "participant,cue,tier,lumbar_def,task,y"; for (p = 1; p <= 5; p++) for (c = 0; c < 2; c++) for (t = 1; t < 3; t++)
    print "P" p "," (c ? "dowel,A,ISB" : "none,A,LOWTHX") ",move " t "," 20 + p * 5 % 7 + c * p % 3 + t }' >systems.csv
awk -F, '$4 != "none"' p5.csv >cued.csv
# three conditions that differ in everybody: of seven relabellings and what was observed the p of three pairs is 3/8
awk 'BEGIN { print "participant,cue,n0,n1,n2,n3"; for (p = 1; p <= 6; p++) for (c = 0; c < 3; c++) printf "P%d,c%d,%d,%.1f,%.1f,%d\n", p, c, p % 4 + c % 2, p + c * 20 + p * c % 5 / 2, p + c * 20 + p * c % 7 / 2, p % 3 - c % 2 }' >three.csv
# one fault that changes in everybody, and one that is not in the table
awk 'BEGIN { print "hit,participant,group,cue,y"; for (p = 1; p <= 12; p++) for (c = 0; c < 2; c++) for (r = 0; r < 3; r++)
    print (c ? p % 5 == r : p % 4 != r) + 0 ",P" p ",g" p % 2 "," (c ? "dowel" : "none") "," p + c * p % 3 + r }' >fault.csv
# more people who are excluded than are listed, by one, and just as many; a fault of which no severity is known
for P in 20 21; do awk 'BEGIN { print "participant,rep,y,z"; for (p = 1; p <= '$P' + 2; p++) for (r = 1; r <= (p < 3 ? 3 : 1); r++) print "P" p "," r "," p + r "," p }' >short$P.csv; done
awk -F, -v OFS=, '{ print $0, NR == 1 ? "severity:hit" : "" }' p5.csv >severity.csv
awk 'BEGIN { print "participant,cue,rep,y"; for (p = 1; p <= 4; p++) for (c = 0; c < 2; c++) for (r = 1; r <= 3; r++) if (!(c && r == 3 && p == 4)) print "P" p "," (c ? "dowel" : "none") "," r "," p * 3 + c + r % 2 }' >last.csv
each <<'END'
validate pred --truth hit --pred age --bootstrap 20
roc pred --score y --truth hit --bootstrap 20
roc once9 --score hit --truth hit --direction < --bootstrap 20
kappa first --rater hit,session --bootstrap 20
bland_altman first --difference y
bland_altman last --outcome y --method cue --rep rep --repeated --bootstrap 20
icc first --outcome y --target participant --rater cue --filter session=2
prevalence first --outcome hit
validate word,nofile,noperson,p2 --labels hit --bootstrap 20
validate word --labels hit --filter participant=P1
kappa unpaired --rater a,b
kappa p2 --rater hit,half --filter nothing=1
spm digits0000010000020000030000004,digits124,digits12,digits012x --nodes-prefix n --design one-sample --permutation 9
spm levels --nodes-prefix n --design anova --group group --groups-vary --permutation 9
spm levels --nodes-prefix n --design rm-anova --condition cue --permutation 9
spm three --nodes-prefix n --design rm-anova --condition cue --permutation 7 --alpha 0.375 --seed 2
anova near --outcome y --group group --filter cue=none --permutation 9
between near --outcome y --group group --order g0,g1 --filter cue=none
within near --outcome y --condition cue --order dowel,none --filter group=g0
ancova near --outcome y --group group --covariate y --filter cue=none
groups four --outcome y
groups lone --outcome y,z --covariate age
groups p10 --outcome y --group cue --groups-vary
between p10 --outcome y --group cue --groups-vary
ancova g10 --outcome y --group group --covariate age --noninferiority 0
ancova g10 --outcome y --group group --covariate age --trend half
anova g10 --outcome y --group group --trend half
anova p49 --outcome y --group half --permutation exact
within again --outcome y --condition cue --order dowel,none --mdc auto
within again --outcome y --condition cue --order dowel,none --mdc auto --min-reps 4
within again --outcome y --condition cue --order dowel,none --mdc auto --aggregate nested --trial trial
within moves --outcome y --condition cue --order dowel,none --mdc auto
within files,onlyfiles --outcome y --condition cue --order dowel,none --trial file --mdc auto
validate tiers --labels hit
bland_altman systems --outcome y --method cue --order dowel,none
detectable cued --outcome y --n 9,9
detectable p5 --outcome y --n 9,9 --filter cue=dowel
rows short20,short21 --outcome y,z --min-reps 3
rows severity --outcome hit
detectable reasons --outcome y --n 9,9
rows reasons --outcome y --filter participant!=P8&participant!=P9
rows p5 --outcome y --filter half>1
rows p5 --outcome y --filter cue=dowl
END
sixteen=$(printf 'group,%.0s' {1..16})
for P in 64 65; do pin "outcomes,$P" hinge-compare -q rows many.csv --outcome "$(seq -s , -f n%g "$P")" --format json; done
pin sixteen hinge-compare -q prevalence p1.csv --outcome hit --by "${sixteen%,}" --format json
pin seventeen hinge-compare -q prevalence p1.csv --outcome hit --by "${sixteen}cue" --format json
pin fault,cues hinge-compare -q cues fault.csv --plan '{"cues": {"dowel": {"outcomes": [{"column": "y"}]}}, "faults": ["hit", "miss"]}' --format json
pin fault,groups hinge-compare -q groups fault.csv --group cue --groups-vary --plan '{"outcomes": [{"column": "y"}], "faults": ["hit"]}' --format json
pin levels hinge-compare -q between g10.csv --outcome y --group group --levels $'group= g1 ,\tg0\t' --order ' g0,g1 ' --format json
pin kappa-one hinge-compare -q kappa p3.csv --outcome hit --target participant --rater cue --filter hit=1 --bootstrap 20 --format json
pinned
