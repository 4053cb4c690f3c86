#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stickers beside points of a network whose hip and knee are off at depth: the share of the stickers, never the network's; without a
# sticker of the joint no lumbar value (INFERRED); a sticker lost halfway costs the repetitions without it alone; the view of film.html's line.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 1 --cue none --reps 3 --noise 0 --seed 21 --format kinovea -o phone
# columns of Kinovea's export: C7 2, T12 6, L5 10, trochanter 14, knee 16, malleolus 18, heel 20, toe 22; its y points up
table() { # stickers=names of the columns, network=names of hip and leg, cut=time from which L1 is not seen
    tail -n +2 phone/p001/*.csv | tr -d '"' | awk -F, -v OFS=, -v stickers="$1" -v network="$2" -v cut="${3-99}" -v first="${4-}" '
        BEGIN { split("C7 2 L1 6 L5 10 trochanter 14 knee 16 ankle 18", w, " "); for (i = 1; i < 12; i += 2) at[w[i]] = w[i + 1]
                n = split(stickers, s, " "); m = split(network, k, " "); if (first) print first
                printf "time"; for (i = 1; i <= n; i++) printf ",%s_x,%s_y", s[i], s[i]; for (i = 1; i <= m; i++) printf ",%s_x,%s_y", k[i], k[i]; print "" }
        function point(x, y) { printf ",%.3f,%.3f", 600 + x, 800 - y }
        { if (NR == 1) c7 = $3
          d = (c7 - $3) / 200; printf "%s", $1
          for (i = 1; i <= n; i++) { j = s[i]; sub(/^left_/, "", j); if (j == "L1" && $1 > cut) printf ",,"; else point($(at[j]), $(at[j] + 1)) }
          for (i = 1; i <= m; i++) { j = k[i]; sub(/^(left|right)_/, "", j); c = at[j == "hip" ? "trochanter" : j]; point($c + 40 * d, $(c + 1) + 45 * d) }
          print "" }'
}
share() { # NAME: the share of each repetition's descent, or why not
    hinge-ingest -q "$1.csv" -o "$1.h5" 2>/dev/null
    hinge-analyze -q "$1.h5" -o "$1-r.h5"
    hinge-table summary "$1-r.h5" --by rep --phase descent --columns lumbar_fraction --allow-single |
        awk '$1 ~ /^[1-9]$/ { printf "%s %s %s\n", $2, $7, $7 == "-" ? $9 : "" }'
}
all='C7 L1 L5 trochanter knee ankle'
table "$all" '' >alone.csv
share alone >want
[ "$(grep -c '^B [0-9.]' want)" = 3 ]
same() { # NAME STICKERS NETWORK
    table "$2" "$3" >"$1.csv"
    share "$1" >got
    diff want got || { echo "$1: a network's points beside stickers change the share"; exit 1; }
}
same hips "$all" 'left_hip right_hip'
same legs "$all" 'left_hip right_hip left_knee right_knee left_ankle right_ankle'
same one "$all" 'left_hip'
same other "$all" 'right_hip right_knee right_ankle'
same sided 'C7 L1 L5 left_trochanter left_knee left_ankle' 'left_hip right_hip right_knee right_ankle'
hinge-inspect legs.csv | grep -q 'stickers mark these joints: trochanter, knee, ankle; a network.s points of them are not used: left_hip, right_hip, left_knee'
table 'C7 L1 L5' 'left_hip right_hip left_knee right_knee left_ankle right_ankle' >none.csv
share none >got
[ "$(grep -c '^C - INFERRED' got)" = 3 ] || { cat got; exit 1; }
hinge-inspect none.csv | grep -q 'no sticker marks these joints.*left_hip, right_hip'
# L1 falls after the first repetition
table "$all" '' 6.2 >lost.csv
share lost >got
diff <(head -n 1 want) <(head -n 1 got)
[ "$(grep -c 'B - GAP' got)" = 2 ] || { cat got; exit 1; }
hinge-inspect lost.csv | grep -q 't12l1 [0-9]* %.*repetition 1 has it all'
# how far apart the hips are, in film.html's first line, is the view
line='# film.html of hingekit 0.1.0; stickers; model m; view apart'
table "$all" '' 99 "$line 0.011" >side.csv
[ "$(hinge-inspect side.csv | awk '$1 == "view_deg" { print $2 }')" = 3 ]
table "$all" '' 99 "$line 0.300" >front.csv
hinge-inspect front.csv | grep -q VIEW_NOT_SAGITTAL
# an ankle that stands still in a film is measured: film.html leaves empty what it loses
awk -F, -v OFS=, 'NR > 1 { if ($1 < 2) { x = $12; y = $13 } $12 = x; $13 = y + ($1 > 5) } 1' alone.csv >still.csv
hinge-inspect still.csv | grep -q HELD
(echo "$line 0.011" && cat still.csv) >measured.csv
hinge-inspect measured.csv >said
if grep HELD said; then exit 1; fi
# all points of the film beside them are no second recording
mkdir folder
cp alone.csv folder/p01_none_1.csv
cp alone.csv folder/p01_none_1.body.csv
hinge-run -q --new folder >new
grep -q 'found   1 × csv' new || { cat new; exit 1; }
