#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Analyses of visits, of plans and of plain tables, to the last byte (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
visits
r=visits/results.h5
# shellcheck disable=SC2086
{
    c cues $r --mdc auto
    c cues $r --allow-single --phase ascent
    c within $r $lf --condition cue --order dowel,none --mdc auto --mdc-min-people 3 --tost-mdc 1 --noninferiority-mdc 1
    c icc $r $lf --participant participant --rater session --filter cue=none
    c gstudy $r $lf --session session --filter cue=none --d-sessions 1,2,4 --d-reps 2,8
    c gstudy $r $lf --session session --filter cue=none --sessions nested
    c bland_altman $r $lf --method session --order 2,1 --bootstrap 50
    c curve_agreement $r --curve lumbar_flex --session session --filter cue=none
    c lmm $r --formula 'lumbar_fraction ~ cue + session + (1 | participant)' --ci profile
    c lmm $r --formula 'lumbar_fraction ~ group * cue + (1 | participant)' --ddf kenward_roger --standardise --adjust tukey
    c lmm $r $lf --group group --condition cue --trial trial
    c describe $r $lf --by session,cue --aggregate nested
    c spm $r --curve hip_flex --design paired --condition cue --order dowel,none
    c spm $r --curve lumbar_flex --design mixed --group group --condition cue
    c power --test t-two-sample --d 0.5 --power 0.8 --ratio 2
    c power --test t-paired --dz 0.4 --n 30
    c power --test proportions --p1 0.3 --p2 0.6 --power 0.9
    c power --test t-two-sample --n1 12 --n2 15 --power 0.8 --alternative greater
    c power --test t-paired --dz 0.5 --grid 8,12,16,24
    c power --test t-two-sample --n 20 --vary effect --grid 0.2,0.5,0.9
}
# ratings, detectors, p values and ordered outcomes by hand
awk 'BEGIN { print "target,rater,label,outcome,truth,pred,score,score2,rater1,rater2,p,family,participant,pain,cue,y,n,load"
    for (t = 0; t < 12; t++) for (r = 0; r < 3; r++) {
        k = t * 3 + r; a = (t * 7 + r * 2) % 4; b = (t * 5 + r) % 4
        printf("t%d,r%d,row %d,%d,%d,%d,%.2f,%.2f,%s,%s,%s,%s,P%d,%d,%s,%.2f,%d,%d\n", t, r, k, a, (t * 3 + r) % 5 > 1, (t * 3 + r * 2) % 7 > 2,
            (t * 3 + r) % 5 / 3 + t % 4, (t + r * 5) % 7, substr("abcd", a + 1, 1), substr("abcd", b + 1, 1), k % 11 ? (k * k % 97 + 1) / 700 : "",
            t % 2 ? "one" : "two", t, 1 + (t + r * 2 + t * r % 3) % 5, substr("nonedowltap ", 4 * r + 1, 4), 10 - r + (t * 7 + r * 5) % 9 / 4, (t * r + t) % 6, r * 20) } }' >rows.csv
c kappa rows.csv --rater1 rater1 --rater2 rater2 --participant participant --bootstrap 40
c kappa rows.csv --outcome outcome --target target --rater rater
c diagnostic rows.csv --truth truth --pred pred --participant participant
c validate rows.csv --truth truth --pred pred --score score --rater2 pred --participant participant --bootstrap 40
c roc rows.csv --truth truth --score score --score2 score2
c adjust rows.csv --p p --family family
c adjust rows.csv --p p
c clmm rows.csv --formula 'pain ~ cue + (1 | participant)'
c clmm rows.csv --formula 'pain ~ cue + (1 | participant)' --link probit
c glmm rows.csv --formula 'n ~ cue + (1 | participant)' --family poisson
c glmm rows.csv --formula 'n ~ cue + (1 | participant)' --family nbinom
c glmm rows.csv --formula 'truth ~ cue + (1 | participant)' --link probit --nagq 5 --emm cue
c gee rows.csv --formula 'truth ~ cue' --participant participant
c bland_altman rows.csv --outcome y --participant participant --method cue --order dowl,none --repeated --rep load --filter load=0,20
c within rows.csv --outcome y --condition load --trend load --factor load
c within rows.csv --outcome y --condition cue --bootstrap 40
c lmm rows.csv --formula 'y ~ load + (1 | participant)' --ci bootstrap --bootstrap 20
c describe rows.csv --outcomes y,pain --by cue --participant participant --aggregate median
c cv rows.csv --outcome y --participant participant
c icc rows.csv --outcome y --target target --rater rater
c prevalence_curve rows.csv --metric y --thresholds 9,10,11 --by cue --direction '<'
pinned
