#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What report, tables and sheet claim is so: of whom a value is, which kind was measured, what was
# changed, why there is nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "$*"; exit 1; }
# make NAME GROUPS...: options of hinge-simulate, a group of people each
make() {
    name=$1 first=1
    shift
    for options in "$@"; do
        # shellcheck disable=SC2086 # several options
        hinge-simulate -q --seed $first --first $first --cue none $options -o "$name"-$first
        sed -n "$((first == 1 ? 1 : 2)),\$s#^p0#$name-$first/p0#p" "$name"-$first/trials.csv >rows
        [ $first = 1 ] && head -n 1 "$name"-1/trials.csv >"$name".csv
        cat rows >>"$name".csv
        first=$((first + 10))
    done
    hinge-ingest -q "$name".csv -o "$name"-study.h5
    hinge-analyze -q "$name"-study.h5 -o "$name".h5 2>/dev/null
    hinge-report -q "$name".h5 -o "$name".html
}
has() { tr '\n' ' ' <"$1" | sed 's/&#39;/'"'"'/g' | grep -qF -- "$2" || fail "$1 lacks: $2"; }
lacks() { if tr '\n' ' ' <"$1" | grep -qF -- "$2"; then fail "$1 has: $2"; fi; }
video="--format csv-coco --rate 30 --group trained --reps"

# three filmed from aslant have a tempo only: n stands beside the value, and who is missing, with the reason
make slant "-n 1 $video 3" "-n 3 $video 3 --view 45"
has slant.html 'n&nbsp;=&nbsp;1)'
has slant.html 'Without a value: p011, p012 and p013 (the camera was not at the side'
# filmed a little aslant they count, and the caution says of whom
make aside "-n 1 $video 3" "-n 3 $video 3 --view 25"
has aside.html 'In 3 of 4 people trunk lean may mislead: the camera was off the side view, or only one side was seen.'
lacks slant.html 'may mislead' # of a tempo only there is nothing to doubt
# one of three shows the spine: the answer is of that kind, and says of how many
make kinds "-n 2 $video 3" "-n 1 --format trc-b --reps 3 --group trained"
has kinds.html 'The title holds for 1 of 3 people (spine markers)'
has kinds.html 'Video keypoints: 2 people, the spine cannot be seen'
lacks kinds.html 'These recordings cannot show it'
# one person: a rate without an interval
hinge-table faults kinds.h5 -q --filter tier=B --format csv -o one.csv
python3 - <<'END2'
import csv
rows = [r for r in csv.DictReader(open("one.csv")) if r["people"] == "1"]
assert len(rows) > 5 and all(r["prevalence"] and not r["ci_low"] + r["ci_high"] for r in rows), rows[:2]
END2
hinge-plot prevalence kinds.h5 -q --filter tier=B -o one.svg
lacks one.svg nan
hinge-compare prevalence kinds.h5 -q --filter tier=B --outcome lumbar_rounding --by group >said 2>&1 || true
grep -q 'one participant' said || fail "$(cat said)"
# recordings fit, but nobody has a value: that is said, and the report is made
make few "-n 2 $video 2" "-n 1 --format trc-b --reps 3 --group sedentary"
hinge-table reps few.h5 -q --filter 'group=trained&trunk_excursion_deg>500' >said 2>&1 && fail "rows of nobody"
grep -q '2 recordings fit, but no repetition' said || fail "$(cat said)"
hinge-report -q few.h5 --filter group=trained -o trained.html
has trained.html 'No participant has enough repetitions at baseline for a mean'

# what was changed is named
printf '[fault:lumbar_rounding]\nthreshold = 20\n[fault:deep_bend]\ntitle = Deep bend\nsignal = hip_flex\nwindow = descent\nthreshold = 60\n' >own.ini
hinge-analyze -q kinds-study.h5 -o own.h5 --config own.ini --set seg.R_min=10 2>/dev/null
hinge-report -q own.h5 -o own.html
changes='Changed from the default definition: Lumbar flexion beyond threshold, 20° (default 30°). Defined by this study: Deep bend.'
has own.html 'thresholds except lumbar flexion beyond threshold (20° instead of 30°), and deep bend as this study defines it'
has own.html '1 setting of the method differs from its default'
has own.html 'seg.R_min = 10 deg (default 15 deg)'
for format in text markdown; do hinge-table faults own.h5 -q --format $format >said; has said "$changes"; done
hinge-plot prevalence own.h5 -o prevalence.svg 2>said; has said "$changes"
hinge-table provenance own.h5 -q >said
has said 'threshold 20 deg (default 30), margin A 4, B 8, C 8; changed by the config'
grep -q '^fault .*20 deg' said || fail "$(grep config said)"
[ "$(grep -c 'by the config' said)" = 1 ] || fail "$(grep config said)"
hinge-table faults kinds.h5 -q >said
has said 'with default thresholds'

# a sheet without a number says why and what to film; exit 4
hinge-report -q slant.h5 --participant p011 --sheet -o sheet.html && code=0 || code=$?
[ "$code" = 4 ] || fail "a sheet without a number: exit $code"
has sheet.html 'Your bends could not be measured, because the camera was not at the side'
has sheet.html 'Next time, film from the side'
lacks sheet.html 'could be seen'
hinge-report -q slant.h5 --participant p001 --sheet -o sheet2.html
