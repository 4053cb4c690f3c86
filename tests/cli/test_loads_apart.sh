#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Groups, or cues, that lifted different loads are not compared; an unknown load is one of its own. People who lifted various
# loads each, such as a share of their body mass, are, and the ranges are said.
# shellcheck disable=SC2016 # programs of awk
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "loads apart: $*" >&2
    exit 1
}
hinge-simulate -q -n 6 --seed 1 --format trc-b --reps 3 -o c
study() { # NAME EXPRESSION of kg, by n of the participant, group $3 and cue $6
    awk -F, -v OFS=, "NR == 1 {print \$0, \"load_kg\"; next} {n = substr(\$2, 2) + 0; kg = $2; print \$0, kg}" \
        c/trials.csv >"c/$1.csv"
    hinge-ingest -q "c/$1.csv" -o s.h5
    hinge-analyze -q s.h5 -o "$1.h5"
}
refused() { # NAME SENTENCE FILTER
    for question in groups cues; do
        hinge-compare $question "$1.h5" >out 2>&1 && fail "$1: $question"
        grep -qF "; $2" out || fail "$1: $(cat out)"
        # a load that is each level's own cannot be held; else the command is whole, of groups with their cue
        if [ "$question$1" = groupsgroups ] || [ "$question$1" = groupsunknown ]; then
            grep -qx "No filter helps: each 'group' has its own 'load_kg'. Record them alike." out || fail "$1: $(cat out)"
        elif [ "$question$1" = cuescues ]; then
            grep -qx "No filter helps: each 'cue' has its own 'load_kg'. Record them alike." out || fail "$1: $(cat out)"
        else
            command=$(grep -x " *hinge-compare $question $1.h5 --filter '*$3[&cue=none]*'*" out) || fail "$1: $(cat out)"
            $command >out 2>&1 || fail "$command: $(cat out)"
        fi
    done
    hinge-report "$1.h5" -q -o page.html
    PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text page.html >page
    grep -qxF "$(tr '[:lower:]' '[:upper:]' <<<"${2:0:1}")${2:1}." page || fail "$1: $(cat page)"
}

study groups '$3 == "trained" ? 20 : 0'
refused groups 'the trained group lifted 20 kg and the sedentary group 0 kg, so they are not compared' load_kg=0
! grep -q 'Do the groups differ' page || fail "page of one group: $(cat page)"
# figures, sheet and tables are of one load, too
hinge-plot paired groups.h5 -o f.svg 2>caption
grep -qF 'Of the 6 recordings of 3 participants of the movement at 0 kg; 6 other recordings (3 participants) differ in the load.' \
    caption || fail "$(cat caption)"
hinge-table summary groups.h5 -q --by group --format csv --columns n | sed 1d | cut -d, -f1,2 | uniq | sed -n '1,2p' >table
printf 'sedentary,0\ntrained,20\n' | cmp - table || fail "$(cat table)"
hinge-compare cues groups.h5 --filter load_kg=0 -q >out || fail "filter"

study unknown '$3 == "trained" ? 20 : ""'
refused unknown 'the trained group lifted 20 kg and the sedentary group an unknown load, so they are not compared' load_kg=20

study cues '$6 == "dowel" ? 20 : 0'
refused cues 'people lifted 20 kg with the dowel and 0 kg without a cue, so they are not compared' load_kg=0
! grep -q 'Did the cue change it' page || fail "page of one cue: $(cat page)"

# a result for each load is that of its rows; the column that is compared splits nothing
hinge-compare groups cues.h5 --stratify --apa -q >both
for kg in 0 20; do
    echo "load_kg=$kg:"
    hinge-compare groups cues.h5 --filter load_kg=$kg -q --apa
done >each
sort both >both.lines && sort each >each.lines
cmp both.lines each.lines || fail "$(diff both each)"
hinge-compare within cues.h5 --stratify --outcome lumbar_fraction --phase descent --condition load_kg --apa >out 2>&1 || fail "$(cat out)"
grep -qF 'Lumbar fraction (%), 0 minus 20' out || fail "$(cat out)"
! grep -q 'load_kg=' out || fail "$(cat out)"

# each person's load: all are kept; one load that is the lightest of the others' is not outside of theirs
study own '$3 == "trained" ? 10 + 2.5 * (n % 4) : 10'
ranges='sedentary group lifted 10 kg and the trained group 10 to 15 kg'
hinge-compare groups own.h5 --filter cue=none >out 2>&1 || fail "$(cat out)"
grep -qxF "W_POOLED: different conditions are pooled: loads differ between people: the $ranges" out || fail "$(cat out)"
grep -q 'n = 3 and 3' out || fail "$(cat out)"
hinge-report own.h5 -q -o page.html
PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text page.html >page
grep -qxF "The $ranges." page || fail "$(cat page)"
grep -q 'Do the groups differ' page || fail "$(cat page)"
