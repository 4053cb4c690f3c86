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
failed=0 judged=0
for format in $formats; do
    { simulate-more -q --group trained --variation 0 --noise 0 -n 1 --reps 3 --format "$format" -o "$format" &&
        hinge-ingest -q "$format/trials.csv" -o s.h5 && hinge-analyze -q s.h5 -o r.h5 &&
        hinge-table faults r.h5 --by participant,cue,trial,rep --format csv -o faults.csv; } 2> said ||
        { cat said; failed=1; continue; }
    n=$(grep -c ',absent,\|,below,' faults.csv)
    [ "$n" -gt 0 ] || { echo "$format: nothing was judged"; failed=1; }
    judged=$((judged + n))
    if grep ',present,\|,above,' faults.csv > found; then
        sed "s/^/$format: /" found
        failed=1
    fi
    rm -rf "$format"
done
echo "$judged verdicts"
exit $failed
