#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two groups in figures: the colours of the report, a mean of each group in paired and none between them, a line in bins only
# through bins that half of the people reach. Changes are drawn from a baseline that somebody named. A label keeps the unit.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "$1"
    exit 1
}
analysed() { # NAME simulate's options
    hinge-simulate -q --reps 3 --format csv --rate 30 --seed 3 "${@:2}" -o "$1"
    hinge-ingest -q "$1/trials.csv" -o "$1.study.h5"
    hinge-analyze -q "$1.study.h5" -o "$1.h5"
}
analysed two -n 8
hinge-plot -q paired two.h5 -o paired.svg --data paired.csv
[ "$(grep -c ',mean,' paired.csv)" = 4 ] || fail "no mean of each group under each condition"
if grep '^,mean' paired.csv; then fail "a mean of both groups"; fi
# the group that the list names first has the first colour, as on the page
hinge-report -q two.h5 -o report.html
grep -q 'class="g g0">sedentary' report.html || fail "the first colour of the page"
# colours of groups are the page's, those of a body the pages' of recordings
colours=$(grep -o -m 1 -- '--a:#.*;--link' report.html | grep -o -- '--[ab]:#[0-9a-f]*' | cut -d: -f2)
for name in sedentary trained; do
    colour=$(echo "$colours" | sed -n "$([ $name = sedentary ] && echo 1 || echo 2)p")
    [ "$(grep -B1 ">$name (n" paired.svg | grep -c "$colour")" = 1 ] || fail "$name is not $colour in the figure"
done
# long names are a letter in drawings and heads, with a key
echo 'trained = People who trained for years' >long.txt
hinge-report -q two.h5 --label long.txt -o long.html
{ grep -q '<b class="g">B</b> People who trained for years</li>' long.html && grep -q '>B 2[0-9]% → ' long.html &&
    grep -q '<b class="g g1">B</b><br>n' long.html && grep -q '>sedentary [0-9]*% → ' long.html; } || fail "names of 22 letters"
# marks, too: of the groups the first is a circle
grep -q "<circle[^>]*fill=\"$(echo "$colours" | head -n 1)\"" paired.svg || fail "sedentary has no circles"
if grep -q "<circle[^>]*fill=\"$(echo "$colours" | tail -n 1)\"" paired.svg; then fail "trained has circles"; fi
# curves: a panel a cue and signal, with the groups over each other; many people: bars that hold all of them
hinge-plot -q waveforms two.h5 -o curves.svg
[ "$(grep -c 'font-weight="bold">\(no cue\|dowel\)<' curves.svg)" = 4 ] || fail "panels of curves: $(grep -o 'bold">[^<]*' curves.svg)"
analysed many -n 62 --cue none
hinge-plot -q tiles many.h5 -o tiles.svg
grep -o '<title>[^<]*: [0-9]* of 31 [^<]*' tiles.svg | sed 's/: \([0-9]*\) of 31 .*/|\1/' |
    awk -F'|' '{n[$1] += $2} END {for (f in n) if (n[f] != 62) {print f, n[f]; bad = 1} exit bad || NR < 8}' || fail "bars do not hold everybody"
# depths of eight people are named, of nine from the least to the most
for limit in 23 22.6; do
    hinge-analyze -q many.study.h5 --set limit.lumbar_deg=$limit -o depths.h5
    hinge-report -q depths.h5 --facts | python3 -c 'import json, sys
for g in json.load(sys.stdin)["limits"]["groups"]:
    if g["name"] == "trained": print("%s of %s people (at %s of the bend), depth %s" % (g["k"], g["n"], g["values"], g.get("depth")))'
done >depths
[ "$(cat depths)" = '8 of 31 people (at 81°, 82°, 85°, 86°, 87°, 87°, 88° and 89° of the bend), depth None
9 of 31 people (at 80° to 88° of the bend), depth None' ] || fail "$(cat depths)"
# cues alone differ in their lines, too
hinge-plot -q waveforms two.h5 --by cue --columns hip_flex -o lines.svg
grep -q 'stroke-dasharray="5 2"' lines.svg || fail "lines of two cues look alike"
hinge-plot -q stick two.h5 --study two.study.h5 -o stick.svg
hinge-view -q two.study.h5 two.h5 -o pages
for part in pelvis lumbar thorax; do
    colour=$(grep -oh -m 1 -- "--$part:#[0-9a-f]*" pages/p001*.html | head -n 1 | cut -d: -f2)
    grep -q "$colour" stick.svg || fail "the $part is not $colour in the figure"
done
hinge-plot bins two.h5 -o bins.svg 2>said
[ "$(grep -c 'middle">\(.*°, \)\?n[^<a-z]*=[^<a-z]*<' bins.svg)" = 3 ] || fail "how many people each bin is of"
grep -q 'A mark off the line is of fewer than three' said || fail "what a mark off the line is"

analysed cues -n 3 --cue mirror --cue dowel
for figure in paired forest; do
    hinge-plot -q "$figure" cues.h5 -o none.svg 2>said && fail "$figure has a baseline by the alphabet"
    grep -q 'no recording has the cue "none"; give the baseline first to --levels' said || fail "$(cat said)"
    [ ! -e none.svg ] || fail "a figure of a refusal"
done
hinge-plot paired cues.h5 --levels mirror,dowel -o named.svg 2>said
grep -q 'Changes from mirror: dowel' said || fail "the baseline that was named"

echo 'hip_excursion_deg = Hip bend' >labels
for format in text html; do
    hinge-table -q reps two.h5 --columns hip_excursion_deg --label labels --format "$format" >"reps.$format"
    grep -q 'Hip bend (°)' "reps.$format" || fail "a label without its unit in $format"
done
hinge-plot paired two.h5 --columns hip_excursion_deg --label labels -o labelled.svg 2>said
grep -q '^hinge-plot: Hip bend (°)' said || fail "a label without its unit in a figure"
echo 'hip_excursion_deg = Hip bend (°)' >labels
hinge-table -q reps two.h5 --columns hip_excursion_deg --label labels --format text >reps.text
hinge-plot paired two.h5 --columns hip_excursion_deg --label labels -o labelled.svg 2>said
if grep 'Hip bend (°) (' reps.text said; then fail "a unit twice"; fi
echo 'hip_excursio_deg = Hip' >labels
hinge-table reps two.h5 --columns hip_excursion_deg --label labels >reps.text 2>said
grep -q '"hip_excursio_deg"; did you mean "hip_excursion_deg"?' said || fail "$(cat said)"
