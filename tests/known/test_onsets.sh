#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Which joint moves first, through noise of 2 mm: of people whose hip and back start together at most 1 of 200 judged
# repetitions is called early (waist_initiation, back_first_ascent), and of people who have the habit nearly all.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
faults=(waist_initiation back_first_ascent)
verdicts() { # NAME simulate's options: the fault, the state of every repetition of it
    hinge-simulate -q --cue none --rate 60 --noise 2 "${@:2}" -o "$1"
    hinge-ingest -q "$1/trials.csv" -o s.h5
    hinge-analyze -q s.h5 -o r.h5
    hinge-table faults r.h5 --by participant,cue,trial,rep --format csv --columns fault,state >>"$1.csv"
}
for format in trc-a trc-b csv; do
    verdicts free-$format -n 20 --reps 5 --seed 101 --group trained --variation 0 --format $format
    for fault in "${faults[@]}"; do
        verdicts "$fault-$format" -n 8 --reps 3 --seed 11 --fault "$fault" --format $format
    done
done
count() { # FILES... : judged, detected
    awk -F, -v fault="$fault" 'FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["fault"] == fault { all++; judged += $at["state"] != "refused"; found += $at["state"] ~ /above|present/ }
        END { print all, judged, found }' "$@"
}
for fault in "${faults[@]}"; do
    read -r all judged found < <(count free-*.csv)
    echo "$fault, nobody has it: detected in $found of $judged judged, of $all"
    [ $((200 * found)) -le "$judged" ] && [ $((2 * judged)) -gt "$all" ] || exit 1
    read -r all judged found < <(count "$fault"-*.csv)
    echo "$fault, everybody has it: detected in $found of $judged judged, of $all"
    [ $((100 * found)) -ge $((95 * all)) ] || exit 1
done
