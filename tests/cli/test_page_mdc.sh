#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The minimal detectable change of the page's figure of cues is that of hinge-compare cues --mdc auto: of ten people measured in
# two sessions that the list declares a retest; of nine, and of sessions that nobody declared, there is none, and both say what to write.
set -u
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
export PATH="$HINGE_BUILD/bin:$PATH" LC_ALL=C.UTF-8
cd "$work" || exit 1
for session in 1 2; do
    hinge-simulate -q -n 10 --reps 3 --seed "$session" --noise 0 --format trc-b -o "$session" || exit 1
    awk -F, -v OFS=, -v s="$session" 'NR == 1 { if (s == 1) print; next } { $1 = s "/" $1; $4 = s; print }' "$session/trials.csv" >>trials.csv
done
hinge-ingest -q --set retest=1,2 trials.csv -o study.h5 && hinge-analyze -q study.h5 -o results.h5 || exit 1
hinge-report -q results.h5 -o page.html && hinge-compare cues results.h5 --condition cue --mdc auto --format csv >cues.csv 2>/dev/null
table=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } $1 == "lumbar_rounding" { printf "%.1f", $at["mdc"]; exit }' cues.csv)
page=$(grep -o 'inimal detectable change of one person: ±[0-9.]*' page.html | sed 's/.*±//')
if [ -z "$table" ] || [ "$page" != "$table" ]; then echo "page ±$page, hinge-compare cues $table" && exit 1; fi
hinge-report -q results.h5 --filter 'participant!=p010' -o nine.html || exit 1
! grep -q 'inimal detectable change of one person' nine.html || { echo "nine people have one"; exit 1; }
# what happened between two sessions is unknown until the list says it
hinge-ingest -q trials.csv -o study.h5 && hinge-analyze -q study.h5 -o results.h5 && hinge-report -q results.h5 -o page.html || exit 1
! grep -q 'inimal detectable change of one person' page.html || { echo "the page takes sessions for a retest"; exit 1; }
hinge-compare cues results.h5 --filter session=1 --mdc auto >said 2>/dev/null
grep -q 'Name such sessions under \[ingest\] (retest = 1,2)\.' said || { cat said; exit 1; }
# an MDC that the page compares with nothing is refused: no change of the share is here
hinge-report -q results.h5 --filter 'cue=none&session=1' --mdc 0.05 -o none.html 2>said
status=$?
if [ $status != 2 ] || [ -e none.html ] || ! grep -qF "hinge-report: --mdc lumbar_fraction=5%: this page compares no change of it within people; leave it out" said; then cat said && exit 1; fi
hinge-report -q results.h5 --filter participant=p001 --mdc 0.05 -o person.html || exit 1
