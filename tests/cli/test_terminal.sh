#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# On a terminal no line is longer than it is wide and no value is lost: columns that are constant stand above; what is
# still too wide is tables under each other, or, below 100 letters, a block a row. Files and pipes are as they were.
set -euo pipefail
command -v script >/dev/null || { echo "skipped: no script"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --seed 3 --reps 3 --rate 20 --format csv -o made
hinge-ingest -q made/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
at() { script -qec "stty cols $1; $2" /dev/null </dev/null | tr -d '\r'; }
table='hinge-table summary r.h5 --by group,cue --phase descent'
$table >plain
for width in 60 90 120 150; do
    for tool in "$table" 'hinge-compare cues r.h5' 'hinge-table trials r.h5 --columns trial_id,group,cue,reps,status'; do
        at "$width" "$tool" >shown
        [ "$(LC_ALL=C.UTF-8 wc -L <shown)" -le "$width" ] || { echo "$tool: a line is longer than $width"; exit 1; }
        # every word of the wide table is there
        $tool 2>/dev/null | tr -s ' \n' '\n' | sort -u >words
        tr -s ' \n' '\n' <shown | sed 's/[:;]$//' | sort -u >found
        lost=$(comm -23 <(sed 's/[:;]$//' words | sort -u) found)
        [ -z "$lost" ] || { echo "$tool at $width: lost $lost"; exit 1; }
    done
done
at 60 "$table" | grep -q '; phase: descent; ' || { echo "a constant column is not above"; exit 1; }
[ "$(at 60 'hinge-compare cues r.h5' | grep -c '^outcome  ')" -gt 3 ] || { echo "no block a row"; exit 1; }
at 300 "$table" | cmp - plain
# so are messages: words stay whole, and commands on their lines
cp made/trials.csv "my list.csv"
at 60 'NO_COLOR=1 hinge-analyze "my list.csv" -o x.h5' >shown || true
if [ "$(LC_ALL=C.UTF-8 wc -L <shown)" -gt 60 ] || [ "$(tr -s ' \n' ' ' <shown)" != "$(hinge-analyze "my list.csv" -o x.h5 2>&1 | tr -s ' \n' ' ')" ] ||
    ! grep -qx "        hinge-ingest 'my list.csv' -o study.h5" shown; then cat shown && exit 1; fi
