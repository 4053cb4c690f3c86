#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a page says: the title of several cues names none as the one with the most, and a study of 12 people whose
# sessions are described only has no test, for which no people are lacking. Recordings of nobody are no people.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "$@"; exit 1; }
page() { hinge-ingest -q "$1"/trials.csv -o "$1".h5; hinge-analyze -q "$1".h5 -o "$1".r.h5; hinge-report -q "$1".r.h5 -o "$1".html; sed 's/<[^>]*>//g; s/&nbsp;/ /g' "$1".html | tr '\n' ' '; }
hinge-simulate -q -n 8 --reps 3 --rate 30 --noise 1 --format trc-b --cue none --cue dowel --cue wall_tap_4in --cue ribs_down -o cues
page cues >cues.txt
grep -oE '[0-9] of [0-9] (tested )?cues[^.;]*' cues.txt >title || fail 'no title of cues'
grep -q ', most' title && fail "$(cat title)"
hinge-simulate -q -n 12 --reps 3 --rate 30 --noise 1 --format trc-b --cue none --group trained -o visits
hinge-simulate -q -n 12 --reps 3 --rate 30 --noise 1 --format trc-b --cue none --group trained --seed 2 -o visits/later
sed '1d; s#^#later/#; s#,trained,1,#,trained,2,#; s/[0-9.]*,\([0-9]*\)$/,\1/' visits/later/trials.csv >>visits/trials.csv
rm visits/later/trials.csv
page visits >visits.txt
grep -q 'are described, because nobody says what happened between' visits.txt || fail "the sessions are not described"
grep -o 'No test was run[^.]*\.' visits.txt >said || true
[ "$(cat said)" = "No test was run: nobody says what happened between the visits." ] || fail "$(cat said)"
# a mean over two groups is of nobody: the change of each, and their difference
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 && $at["participant"] <= "p006" { $at["group"] = "sedentary" } 1' visits/trials.csv >list
mv list visits/trials.csv
page visits >groups.txt
grep -qE 'the change is described: [^;]* in the (trained|sedentary) group [^;]*6\) and [^;]*6\); [a-z]+ minus [a-z]+ [^;]*95%' groups.txt ||
    fail "$(grep -o 'the change is described[^.]*' groups.txt)"
# a daily task is recorded, too: its repetitions were performed, and are not used
hinge-simulate -q -n 6 --reps 3 --rate 30 --format trc-b --cue none -o daily
hinge-simulate -q -n 6 --reps 3 --rate 30 --seed 3 --format trc-b --cue none --task laundry_basket -o daily/task
sed '1d; s#^#task/#; s/[0-9.]*,\([0-9]*\)$/,\1/' daily/task/trials.csv >>daily/trials.csv
rm daily/task/trials.csv
page daily >daily.txt
if ! grep -q 'performed 36 repetitions' daily.txt || ! grep -q '18 repetitions were used and 18 excluded (another kind' daily.txt ||
    grep -q 'All repetitions were used' daily.txt; then
    fail "$(grep -o 'performed [0-9]* repetitions' daily.txt; grep -o '[0-9]* repetitions were used and[^.]*' daily.txt)"
fi
# recordings of nobody: values of recordings, of no number of people, without an interval
hinge-simulate -q -n 9 --reps 3 --rate 30 --noise 1 --format trc-b --cue none -o nobody
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { $at["participant"] = "" } 1' nobody/trials.csv >list
mv list nobody/trials.csv
page nobody >nobody.txt
if ! grep -q 'No recording names a participant' nobody.txt || ! grep -qE '>? *9 recordings · 27 repetitions' nobody.txt ||
    grep -qE '9 (people|participants)|n = [0-9]|95% CI [0-9]' nobody.txt; then
    fail "$(grep -oE '.{40}(9 (people|participants)|n = [0-9]|95% CI [0-9]).{20}' nobody.txt)"
fi
# two later sessions are declared a retest: their mean minus before is the planned change
hinge-simulate -q -n 6 --reps 3 --rate 30 --noise 1 --format trc-b --cue none --group trained -o retest
n=0
for v in after later; do
    hinge-simulate -q -n 6 --reps 3 --rate 30 --noise 1 --format trc-b --cue none --group trained --seed "$((n += 2))" -o "retest/$v"
    sed "1d; s#^#$v/#; s#,trained,1,#,trained,$v,#; s/[0-9.]*,\\([0-9]*\\)\$/,\\1/" retest/$v/trials.csv >>retest/trials.csv
    rm retest/$v/trials.csv
done
sed -i 's#,trained,1,#,trained,before,#' retest/trials.csv
hinge-ingest -q retest/trials.csv --set ingest.retest=after,later -o retest.h5
hinge-analyze -q retest.h5 -o retest.r.h5
hinge-report -q retest.r.h5 -o retest.html
sed 's/<[^>]*>//g; s/&nbsp;/ /g' retest.html | tr '\n' ' ' >retest.txt
if ! grep -q 'What changed from before to sessions after and later' retest.txt || grep -q 'Nobody says what happened' retest.txt; then
    fail "$(grep -o 'Nobody says[^.]*' retest.txt; grep -o 'What changed[^?]*' retest.txt)"
fi
# names with a comma are printed in quotes, and read so
sed -i 's#,trained,after,#,trained,"soon, week 2",#; s#,trained,later,#,trained,"week 8, late",#; /,trained,before,/d' retest/trials.csv
page retest | grep -oE 'retest = .* under \[ingest\]' >printed || fail "no retest is offered"
hinge-ingest -q retest/trials.csv --set "ingest.$(sed 's/ = /=/; s/ under.*//; s/&#34;\|&quot;/"/g' printed)" -o retest.h5 || fail "$(cat printed)"
