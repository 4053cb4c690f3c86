#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Columns that an analysis knows by name say the same wherever they stand: each in turn is the first of the table, and
# its output is "as" that of the usual order; as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
front() { # columns: the whole table with these first, one after the other
    awk -F, -v OFS=, -v names="$1" 'NR == 1 { n = split(names, first, "+"); for (k = 1; k <= n; k++) for (i = 1; i <= NF; i++) if ($i == first[k]) at[k] = i }
        { line = ""
          for (k = 1; k <= n; k++) line = line $(at[k]) OFS
          for (i = 1; i <= NF; i++) { is = 0; for (k = 1; k <= n; k++) is += at[k] == i; if (!is) line = line $i OFS }
          print substr(line, 1, length(line) - 1) }' whole.csv >table.csv
}
n=0
same() { # columns analysis option...
    local column columns=$1
    shift
    n=$((n + 1))
    cp whole.csv table.csv
    pin "$n,$1" hinge-compare -q "$1" table.csv "${@:2}" --format json
    for column in $columns; do
        front "$column"
        pin "$n,$1,$column" hinge-compare -q "$1" table.csv "${@:2}" --format json
    done
}
rows
pin ratio hinge-compare -q ancova rows.csv --outcome y --aggregate ratio_of_means --numerator num --denominator den --group group --covariate age,z --format json
cut -d, -f1-13 rows.csv | awk -F, -v OFS=, 'NR == 1 { print $0, "cond_order", "lumbar_fraction", "severity:hit", "n_reps", "reason", "reason:y"; next }
    { gap = $1 == "P3" && $6 % 2 || $1 == "P4"; y = $8; if (gap) $8 = ""
      print $0, ($3 == "none") + (substr($1, 2) % 3 > 0) * ($3 == "dowel") * 2, gap ? "" : y / 100, y - 40, $6, gap ? "stopped" : "", gap ? "unseen" : "" }' >whole.csv
same 'cue group cond_order lumbar_fraction' cues --outcome lumbar_fraction,y --baseline none
same 'group lumbar_fraction reason reason:y' groups --outcome lumbar_fraction,y --covariate age
same 'session reason lumbar_fraction' within --outcome lumbar_fraction --condition cue --order dowel,none --mdc auto --mdc-min-people 5
same trial within --outcome y --condition cue --order dowel,none --mdc auto --mdc-min-people 5 --filter session=1
same lumbar_fraction detectable --outcome lumbar_fraction,y
same 'cue session' between --outcome lumbar_fraction --group group
same 'severity:hit n_reps' rows --outcome hit --per-person
same severity:hit rows --outcome severity:hit,hit
# verdicts of two observers, the tool's and their severity: recordings of one name follow each other, one has one repetition
awk 'BEGIN { print "participant,file,rep,butt_wink,severity:butt_wink,label:butt_wink,label2:butt_wink"
    for (p = 1; p <= 6; p++) for (r = 1; r <= 3 - p % 3; r++) print "P" p ",f" int((p + 1) / 2) "," r + (p == 3) "," (p + r) % 2 "," p - r "," (p % 4 ? "1 0 1" : "1") "," (p % 2 ? "1 0 0" : "0") }' |
    awk -F, -v OFS=, 'NR > 1 { $6 = substr($6, 1, 2 * (3 - substr($1, 2) % 3) - 1); $7 = substr($7, 1, 2 * (3 - substr($1, 2) % 3) - 1) } 1' >whole.csv
same 'butt_wink severity:butt_wink label:butt_wink label2:butt_wink' validate --labels all --bootstrap 50
# rows of two phases and two kinds of evidence, of which some are of nobody
awk 'BEGIN { print "participant,tier,phase,in_groups,y"
    for (p = 1; p <= 6; p++) for (k = 0; k < 2; k++) print (p < 6 ? "P" p : "") "," (p % 2 ? "A" : "B") "," (k ? "ascent" : "descent") ",1," p + k }' >whole.csv
same 'phase tier' rows --outcome y
same 'phase tier' rows --outcome y --phase descent
same 'phase tier in_groups' prevalence --outcome y --thresholds 4 --phase descent --stratify
awk -F, -v OFS=, 'NR == 1 { print $0, "reason" } NR > 1 { $5 = ""; print $0, "stopped" }' whole.csv >none.csv && mv none.csv whole.csv
same 'reason in_groups' rows --outcome y --phase descent
# two kinds of evidence, each of two groups under two conditions
awk 'BEGIN { print "tier,participant,group,cue,rep,age,y"
    for (p = 1; p <= 14; p++) for (c = 0; c < 2; c++) for (r = 1; r <= 2; r++) print (p < 9 ? "A" : "B") ",P" p "," (p % 2 ? "a" : "b") "," (c ? "dowel" : "none") "," r "," 20 + p * p % 13 "," 30 + p * 5 % 7 + c * (2 + p % 3) + r }' >whole.csv
same y cues --outcome y --baseline none --stratify
same y groups --outcome y --covariate age --filter cue=none --stratify
same y detectable --outcome y --stratify
pinned
