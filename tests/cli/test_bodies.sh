#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Bodies are drawn where a foot is absent: films that see the far ankle in one frame of ten and not in standing, with the origin
# in the image and between the hips. A lift from the floor has no hold. A page says why no repetition counts, or why it has no
# angle, and offers no tick that does nothing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "$1"
    exit 1
}
pages() { # NAME: study, results and pages of a folder of recordings
    hinge-ingest -q "$1/trials.csv" -o "$1/study.h5"
    hinge-analyze -q "$1/study.h5" -o "$1/results.h5"
    hinge-view -q "$1/study.h5" "$1/results.h5" -o "$1/pages"
    cat "$1"/pages/p001_*.html >"$1/page"
}
finding() { grep -o '"finding":"[^"]*"' "$1/page"; }
sheet() { # NAME: of its person; every point is somewhere
    hinge-report -q "$1/results.h5" --study "$1/study.h5" --sheet --participant p001 --allow-single -o "$1/sheet"
    grep -q '<path class="floor" d="M0 30H[0-9]*"/>' "$1/sheet" || fail "the sheet of $1 has no body"
    if grep 'd="[^"]*nan' "$1/sheet"; then fail "the sheet of $1 has a point that is nowhere"; fi
}
recording=p001/bodyweight_hinge_none_1.csv
# shellcheck disable=SC2016 # awk
absent='NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    NR > 1 && (NR < 90 || NR > 125) { for (a in at) if (a ~ /^right_ankle/) $at[a] = "" } 1'
# shellcheck disable=SC2016 # awk
between='NR == 1 { for (i = 1; i <= NF; i++) { at[$i] = i; if ($i ~ /_[xyz]$/) axis[i] = substr($i, length($i)) } print; next }
    { for (i in axis) middle[axis[i]] = ($at["left_hip_" axis[i]] + $at["right_hip_" axis[i]]) / 2
      for (i in axis) $i = 2 * ($i - middle[axis[i]]) * (axis[i] == "y" ? 1 : 16 / 9)
      print }'

hinge-simulate -q -n 1 --reps 2 --seed 3 --format csv-coco --rate 30 --cue none -o film
hinge-simulate -q -n 1 --reps 2 --seed 3 --format csv-mediapipe --rate 30 --cue none -o space
cp -r film cut
awk -F, -v OFS=, "$absent" "cut/$recording" >"film/$recording"
mv "space/$recording" whole
awk -F, -v OFS=, "$between" whole | awk -F, -v OFS=, "$absent" >"space/$recording"
sed -i 's/,norm,/,m,/' space/trials.csv
for name in film space; do
    pages "$name"
    # a point that is nowhere is packed as zeros
    grep -q '"name":"left hip","x":"[^"]*[^A"]' "$name/page" || fail "no hip is drawn in the $name"
    if grep -o '"name":"[a-z ]*","x":"A*"' "$name/page"; then fail "points of the $name are nowhere"; fi
    sheet "$name"
done
hinge-inspect "film/$recording" >said
grep -q "ankle_r 10 %" said || fail "the far ankle is not absent"
hinge-inspect "space/$recording" >said
grep -q "origin between the hips" said || fail "the origin is not between the hips"

# the lift that ends the recording is not put down
hinge-simulate -q -n 1 --reps 2 --seed 3 --format trc-b --task deadlift_floor --cue none -o floor
pages floor
hinge-report -q floor/results.h5 --study floor/study.h5 --allow-single -o floor/report
[ "$(grep -o '"b":\[0,0\]' floor/report | wc -l)" = 2 ] || fail "a lift from the floor has a hold"
sheet floor

# it ends at the bottom of the first repetition
head -n 143 "film/$recording" >"cut/$recording"
pages cut
[ "$(finding cut)" = '"finding":"1 repetition, not usable: the recording does not show the whole movement"' ] || fail "$(finding cut)"
# two, one of them cut; each reason is said once
head -n 250 "film/$recording" >"cut/$recording"
hinge-ingest -q cut/trials.csv -o cut/study.h5
without() { # EXCLUDED...: the page without these repetitions
    { echo trial,rep,desc_start_s,exclude && printf 'p001_1_bodyweight_hinge_none_1,%s,,yes\n' "$@"; } >events.csv
    hinge-analyze -q cut/study.h5 --events events.csv -o cut/results.h5
    hinge-view -q cut/study.h5 cut/results.h5 --events events.csv -o cut/pages
    grep -o '"finding":"[^"]*"' cut/pages/p001_*.html
}
[ "$(without 1)" = '"finding":"2 repetitions, none usable: it was excluded by hand; the recording does not show the whole movement"' ] || fail "$(without 1)"
[ "$(without 1 2)" = '"finding":"2 repetitions, none usable: it was excluded by hand"' ] || fail "$(without 1 2)"
# its only lift has no descent, in which the page has its angles
hinge-simulate -q -n 1 --reps 1 --seed 3 --format trc-b --task deadlift_floor --cue none -o lift
pages lift
[ "$(finding lift)" = '"finding":"1 repetition; no angles: the recording has no descent"' ] || fail "$(finding lift)"
# shellcheck disable=SC2016 # JavaScript
grep -q "!(item.state === 'partial' && item.use) && .*use this bend" cut/page || fail "a tick that does nothing"
