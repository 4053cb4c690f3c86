#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every command that a tool prints on a line of its own is run as it is printed, on the study that printed it: two groups,
# two cues, and two sessions (one with a comma in its name) or two loads. Each exits 0.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir made
for seed in 1 2; do
    hinge-simulate -q -n 4 --reps 3 --rate 30 --seed $seed --noise 0 --format trc-b --cue none --cue dowel -o made/$seed
done
list() { # NAME column of the second folder's recordings, its values in the first and in the second
    awk -F, -v OFS=, -v column="$2" -v first="$3" -v second="$4" '
        FNR == 1 { part++; for (i = 1; i <= NF; i++) at[$i] = i; if (part == 1) print $0, column; next }
        { $1 = part "/" $1; $at["session"] = ""; $at["height_m"] = ""; print $0, part == 1 ? first : second }' made/[12]/trials.csv |
        sed "1s/,session,/,old_session,/" >"made/$1.csv"
    hinge-ingest -q "made/$1.csv" -o "$1.s.h5" && hinge-analyze -q "$1.s.h5" -o "$1.h5"
}
list sessions session '"pre, week 2"' post
list loads load_kg 0 8
say() { "$@" >out 2>&1 || true; sed -n 's/^  *\(hinge-[a-z]* .*\)/\1/p' out >>printed; }
for study in sessions loads; do
    while read -r analysis options; do
        # shellcheck disable=SC2086 # options are words
        say hinge-compare "$analysis" $study.h5 $options
    done <<'ASKED'
groups
cues
cues --factor load_kg
cues --factor trial
within --outcome lumbar_fraction --condition cue --order dowel,none
within --outcome lumbar_fraction --condition load_kg --factor load_kg
between --outcome lumbar_fraction --group group
anova --outcome lumbar_fraction --group group --filter cue=none
icc --outcome lumbar_fraction --rater session
relation --outcome lumbar_fraction --with hip_excursion_deg
spm --curve lumbar_flex --group group
spm --curve lumbar_flex --design paired --condition cue --order dowel,none
ASKED
done
# of a run: a list outside its folder, results that are none
mkdir run
printf '[run]\nlist = ../made/sessions.csv\ntables =\nfigures = none\nrecordings = none\n' >run/study.ini
say hinge-run run/study.ini
say hinge-table trials sessions.s.h5
sort -u printed >each
[ "$(wc -l <each)" -ge 15 ] || { cat each; exit 1; }
failed=0
while read -r command; do
    bash -c "$command" >out 2>err </dev/null || { echo "exit $?: $command"; head -n 2 err; failed=1; }
done <each
exit $failed
