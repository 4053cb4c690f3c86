#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# People who do nothing wrong: a coached cohort without variation and noise has no fault that is
# detected, in any format that hinge-simulate, or its larger sister of the tests, writes, with a rod and without one.
set -u
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-no-fault-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
formats=$(simulate-more --format none -o x 2>&1 | sed 's/.* is not one of //; s/,//g')
[ "$(echo "$formats" | wc -w)" -ge 36 ] || { echo "formats: $formats"; exit 1; }
for format in $formats; do
    simulate-more -q --group trained --variation 0 --noise 0 -n 1 --reps 3 --format "$format" -o "$format" || exit 1
done
# a list of all, whose participants are the formats, with columns of sensors
awk -F, '
    FNR == 1 { if (NF > columns) { columns = NF; head = $0 } format = FILENAME; gsub("^[.]/|/.*", "", format); next }
    {
        sub(",p001,", "," format ",")
        gsub("p001/", format "/p001/")
        for (i = NF; i < 18; i++) $0 = $0 ","
        row[++rows] = $0
    }
    END { print head; for (i = 1; i <= rows; i++) print row[i] }' ./*/trials.csv >list.csv
{ hinge-ingest -q list.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5 &&
    hinge-table faults r.h5 --by participant,cue,trial,rep --format csv -o faults.csv; } 2>said || { cat said; exit 1; }
awk -F, -v formats="$formats" '
    /,absent,|,below,/ { judged[$1]++; all++ }
    /,present,|,above,/ { print; failed = 1 }
    END {
        n = split(formats, format, " ")
        for (i = 1; i <= n; i++) if (!judged[format[i]]) { print format[i] ": nothing was judged"; failed = 1 }
        print all " verdicts"
        exit failed
    }' faults.csv
