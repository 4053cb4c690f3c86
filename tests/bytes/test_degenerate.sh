#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every analysis of tables with little in them: one or two people, a condition lost, no variance, blanks, ties,
# one row a person; what is refused, qualified and given, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
table() { # name people conditions repetitions awk-expression-of-y [awk-condition-to-keep]
    awk -v P="$2" -v C="$3" -v R="$4" 'BEGIN { print "participant,group,cue,session,trial,rep,load,y,z,hit,score,age"
        split("none dowel wall_tap mirror", cue, " ")
        for (p = 1; p <= P; p++) for (c = 1; c <= C; c++) for (r = 1; r <= R; r++) {
            k = (p * 7 + c * 5 + r * 3) % 11; y = '"$5"'
            if ('"${6:-1}"') print "P" p "," (p % 2 ? "a" : "b") "," cue[c] "," 1 + (r > R / 2) "," 1 + r % 2 "," r "," c * 10 "," y "," k / 3 - 1 "," \
                (k > 5) "," k + p "," 20 + p * p % 13 } }' >"$1.csv"
}
table good 9 3 4 '40 + p + c * 2 + k / 5'
table two 2 2 2 '40 + p + c + k / 5'
table three 3 3 2 '40 - p * c + k / 7'
table one 1 2 3 '40 + k'
table flat 6 2 2 '5'
table zero 6 3 2 '(c == 1) * k'
table holes 8 3 3 '(k % 4 ? 30 + p + c - k / 3 : "")' 'p != 3 || c != 2'
table lost 7 3 2 '10 + p - c + k / 9' 'p % 3 || c == 1'
table single 10 2 1 '3 * p - c + k / 2'
table ties 8 2 2 'int(k / 4) + c'
table exact 6 3 2 'p * 2 + c'
table far 8 2 3 '1e8 + p + c / 10 + k / 1000'
sed 's/^\(P[36],\)[ab],/\1NA,/; s/^\(P5,.,\)none/\1-/' good.csv >words.csv # words for nothing
n=0
for data in good words two three one flat zero holes lost single ties exact far; do
    case $data in one | flat) format=json ;; *) format=text ;; esac # what has no value is null
    while read -r analysis options; do
        n=$((n + 1))
        # shellcheck disable=SC2086
        eval "pin $data,$(printf %03d $n),$analysis hinge-compare $analysis $data.csv $options --format $format"
    done <<'END'
between --outcome y --group group --filter cue=none
within --outcome y --condition cue --order dowel,none --mdc 1 --permutation exact
within --outcome y,z --condition cue
rows --outcome y --group group --condition cue
anova --outcome y --group group --groups-vary
ancova --outcome y --group group --covariate age --filter cue=none
binary_within --outcome hit --condition cue --order dowel,none --participant participant
prevalence --outcome hit --by cue
prevalence --outcome y --thresholds 2,10,40 --by group
icc --outcome y --target participant --rater session --filter cue=none
bland_altman --outcome y --method cue --order dowel,none
kappa --rater hit,group --participant participant
roc --score score --truth hit
validate --truth hit --pred hit --participant participant
cues --outcome y,z
groups --outcome y,z --order a,b
within --outcome y --condition load --trend load --factor load
END
    n=0
done
pinned
