#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a page uses is what flow and the column used of reps count, with the filter told; its means are of the commonest task at the
# lightest load, not pooled over what people did.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
sim() { hinge-simulate -q --reps 3 --rate 30 --cue none --group trained "$@"; }
sim -n 3 --seed 3 -o light
sim -n 3 --seed 3 --fault lumbar_rounding --fault-probability 1 -o heavy
sim -n 2 --seed 3 --task rdl --fault excessive_knee_flexion --fault-probability 1 -o lift
for set in light:0 heavy:16 lift:16; do
    awk -F, -v OFS=, -v at=${set%:*} -v kg=${set#*:} 'NR == 1 { if (at == "light") print $0, "load_kg"; next }
        { $1 = at "/" $1; $7 = at; print $0, kg }' ${set%:*}/trials.csv
done >list.csv
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
text() { hinge-report -q r.h5 "$@" -o page.html; sed 's/<[^>]*>//g' page.html; }
mean() { # filter: the mean share of the table, in percent
    hinge-table summary r.h5 --columns lumbar_fraction,mean --phase descent --filter "$1" --format csv |
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 2 { printf "%.0f%%\n", 100 * $at["mean"] }'
}
text >page.txt
grep -qx 'Levels and faults are of the bodyweight hinge at 0 kg.' page.txt
share=$(mean 'task=bodyweight_hinge&load_kg=0')
[ "$share" != "$(mean 'task=bodyweight_hinge&load_kg=16')" ]
grep -q "At 0 kg, the spine made $share of the bend" page.txt
# nor is a table pooled over them
[ "$(hinge-table summary r.h5 --by group --columns lumbar_fraction --phase descent --format csv | grep -c '^trained,')" = 3 ]
# what flow counts has used = 1 in reps, and the first line says it
# shellcheck disable=SC2094 # the flow that is read is a table
counted() { # options
    hinge-table flow r.h5 --format csv "$@" | grep ',used,' | cut -d, -f4- >flow
    hinge-table reps r.h5 --format csv --columns keys,used --phase descent "$@" >reps.csv
    awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["used"] == 1 { n++; recordings += !(seen[$at["participant"], $at["task"], $at["trial"], $at["file"]]++)
            people += !(known[$at["participant"]]++) } END { print people + 0, n + 0 }' reps.csv >used
    [ "$(cut -d, -f2,3 flow)" = "$(cat used)" ]
}
counted
counted --filter 'lumbar_fraction<0.3'
kept=$(hinge-table flow r.h5 --filter 'lumbar_fraction<0.3' --format csv | sed -n 's/^,left out by the filter,,.*,//p')
[ "$kept" -gt 0 ]
kept=$(hinge-table flow r.h5 --filter 'rep<=3' --format csv | sed -n 's/^,left out by the filter,,.*,//p')
text --filter 'rep<=3' >page.txt
grep -qx "Filter rep&lt;=3: $((24 - kept)) of 24 repetitions." page.txt
# two repetitions of each recording are too few in each cell, although a person has six
text --filter 'rep<=2' >page.txt
grep -q 'fewer than 3 usable repetitions left by the filter' page.txt
[ "$(hinge-table flow r.h5 --filter 'rep<=2' --format csv | grep -c 'too few repetitions of the person')" = 1 ]
# nor does the title tell what one person of too few did; a plan that could be measured is no lack of the recordings
text --filter 'rep<=2&participant=p001' >page.txt
grep -q '^0 of 1 person' page.txt
grep -qx 'No participant has enough repetitions at baseline for a mean: to include them, give --allow-single' page.txt
grep -qx 'No repetition without a cue is used: each condition needs 3 usable ones.' page.txt
if grep -Eq 'p001 bent|^One person|the spine made' page.txt; then exit 1; fi
hinge-simulate -q -n 2 --reps 2 --rate 30 --seed 3 -o few
hinge-ingest -q few/trials.csv -o few.h5
hinge-analyze -q few.h5 -o r.h5
text >page.txt
grep -q 'fewer than 3 usable repetitions.*record more, or give --allow-single' page.txt
if grep -Eq 'cannot show it|could not be measured' page.txt; then exit 1; fi
# figures say so, too, with a quantity in words; people without a group are no group
hinge-plot groups r.h5 --filter cue=none -o g.svg 2>said && exit 1
grep -q 'no participant of sedentary has a value of trunk lean' said
sed -i '/p002/s/trained//' few/trials.csv
hinge-ingest -q few/trials.csv -o few.h5
hinge-analyze -q few.h5 -o r.h5
hinge-plot groups r.h5 --filter cue=none -o g.svg 2>said && exit 1
grep -q 'there is only one group' said
hinge-plot bins r.h5 --filter cue=none -o g.svg 2>said && exit 1
grep -q 'every participant has .* fewer than 3 usable repetitions' said
# nothing is judged of nobody: no matrix of faults; who reaches a bin is counted also where the others have no value at all
if grep -q '<table class="matrix"' <(hinge-report -q r.h5); then echo "a matrix of nobody"; exit 1; fi
hinge-simulate -q -n 4 --reps 3 --rate 30 --format trc-b -o bins
hinge-ingest -q bins/trials.csv -o bins.h5 && hinge-analyze -q bins.h5 -o bins.r.h5
hinge-table summary bins.r.h5 --columns lumbar_fraction_deg60_90 --by cue --filter participant=p002,p003,p004 >summary.txt
grep -qx 'People who reach lumbar_fraction_deg60_90 in the descent, row by row: 2 of 3, 2 of 3.' summary.txt
