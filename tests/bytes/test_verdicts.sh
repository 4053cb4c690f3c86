#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# What sentences say of three and more groups and of cues that change this way and that: all pairs differ, some, one or
# none; a difference is ruled out; a group is too small; times, sizes and values; as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
# Groups a to e, of 5, 5, 6, 7 and 4 people under two cues. Every two differ in `far`, d from the others in `some`, none in `near`.
awk 'BEGIN { print "participant,group,cue,rep,far,some,near,hip_excursion_deg,duration_s,travel,still,fault,rare"
    split("a b c d e", name, " "); split("5 5 6 7 4", size, " ")
    for (g = 1; g <= 5; g++) for (i = 1; i <= size[g]; i++) for (c = 0; c < 2; c++) for (r = 1; r <= 3; r++) {
        p++; k = (i * 7 + r * 3 + c * 5 + g) % 11 / 5
        printf "%s%d,%s,%s,%d,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%d,%d,%d\n", name[g], i, name[g], (c ? "dowel" : "none"), r, 10 * g + k, \
            (g == 4) * 5 + k, 20 + k, 60 + 4 * c + k + i / 3, 2 - 0.4 * c + k / 9 + i / 20, 5 - c + k / 4, 3 + c, (c == 0 && r != i % 3), \
            (g == 1 && r == 2)
    } }' >p.csv
n=0
w() { # analysis option...
    n=$((n + 1))
    pin "$(printf '%03d' $n),$1" hinge-compare -q "$@" --apa
}
plan='{"outcomes": [{"column": "COLUMN", "margin": 3}, {"column": "travel", "margin": 1}, {"column": "hip_excursion_deg", "unit": "deg"}], "faults": ["fault", "rare"]}'
for column in far some near; do
    w groups p.csv --plan "${plan/COLUMN/$column}" --filter cue=none
    w groups p.csv --plan "${plan/COLUMN/$column}" --filter 'cue=none&group=a,b,c,d'
done
w groups p.csv --plan "${plan/COLUMN/some}" --filter 'cue=none&group=b,c,d'
w groups p.csv --plan "${plan/COLUMN/far}" --filter cue=none --order d,c
w groups p.csv --outcome near --filter 'cue=none&group=a,b,c,d' --margin near=1
w groups p.csv --outcome near --filter 'cue=none&group=c,d,e'
w groups p.csv --outcome far --change cue:dowel-none
w groups p.csv --outcome travel,near --filter 'cue=none&group=d,e'
plan='{"cues": {"dowel": {"outcomes": [{"column": "COLUMN", "expected": "down", "margin": 2}, {"column": "OTHER", "role": "secondary"}, {"column": "some", "role": "further"}]}}, "faults": ["fault", "rare"]}'
for columns in hip_excursion_deg/duration_s duration_s/travel travel/hip_excursion_deg near/still still/far; do
    made=${plan/COLUMN/${columns%/*}}
    w cues p.csv --plan "${made/OTHER/${columns#*/}}" --mdc 1
done
w cues p.csv --outcome near,travel --group group --order a,b --mdc near=0.1,travel=0.5
w groups p.csv --plan '{"outcomes": [{"column": "near"}, {"column": "far"}], "faults": ["fault", "rare"]}' --order a,b
w cues p.csv --outcome near,travel --filter group=e --mdc near=0.1,other=1
pinned
