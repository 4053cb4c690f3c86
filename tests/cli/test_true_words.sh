#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a page says: the title of several cues names none as the one with the most, and a study of 12 people whose
# sessions are described only has no test, for which no people are lacking.
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
[ "$(cat said)" = "No test was run." ] || fail "$(cat said)"
# a daily task is recorded, too: its repetitions were performed, and are not used
hinge-simulate -q -n 6 --reps 3 --rate 30 --format trc-b --cue none -o daily
hinge-simulate -q -n 6 --reps 3 --rate 30 --seed 3 --format trc-b --cue none --task laundry_basket -o daily/task
sed '1d; s#^#task/#; s/[0-9.]*,\([0-9]*\)$/,\1/' daily/task/trials.csv >>daily/trials.csv
rm daily/task/trials.csv
page daily >daily.txt
grep -q 'performed 36 repetitions' daily.txt && grep -q '18 repetitions were used and 18 excluded (another kind' daily.txt &&
    ! grep -q 'All repetitions were used' daily.txt || fail "$(grep -o 'performed [0-9]* repetitions' daily.txt; grep -o '[0-9]* repetitions were used and[^.]*' daily.txt)"
