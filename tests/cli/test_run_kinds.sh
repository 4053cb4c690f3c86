#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A study of markers, phones and a daily task, and one of markers and a daily task alone: hinge-run writes the page of
# each kind that it names, runs again, with --again, and after one file was changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
simulate() { hinge-simulate -q -n 5 --reps 3 --rate 30 --cue none "$@"; }
simulate --format trc-b -o three
simulate --format trc-b --seed 3 --task laundry_basket -o three/daily
sed '1d; s#^#daily/#; s/[0-9.]*,\([0-9]*\)$/,\1/' three/daily/trials.csv >>three/trials.csv
cp -r three two
simulate --format csv-mediapipe --seed 2 -o three/phone
sed '1d; s#^#phone/#; s#,p0#,q0#' three/phone/trials.csv >>three/trials.csv
rm three/*/trials.csv two/*/trials.csv
fail() { echo "$@"; cat "$study".err; exit 1; }
# run NAME ARGUMENT...: ends well, and says the same of the recordings as the run before
run() {
    hinge-run -q "$@" "$study"/study.ini >"$study".out 2>"$study".err || fail "$study $*: exit $?"
    grep -E '^(found|caution|people|recordings|repetitions) ' "$study".out >"$study".now
    [ ! -e "$study".then ] || diff "$study".then "$study".now || fail "$study $*: says other things"
    mv "$study".now "$study".then
    for page in "${pages[@]}"; do
        [ -s "$study/results/$page" ] || fail "$study $*: no $page"
        tr -d '\n' <"$study".out | tr -s ' ' | grep -qF "$page" || fail "$study $*: $page is not named"
    done
    [ "$(ls "$study"/results/report*)" = "$(printf "$study/results/%s\n" "${pages[@]}" report.html | sort)" ] ||
        fail "$study $*: other pages"
    find "$study"/results -name '*.changed-*' | grep . && fail "$study $*: its own files were changed"
    return 0
}
daily=report-spine-markers-daily-tasks.html
for study in two three; do
    pages=("$daily")
    [ $study = two ] || pages+=(report-video-keypoints.html)
    hinge-run --new $study -q >/dev/null
    run
    cp -r $study/results first
    run
    diff -r first $study/results || fail "$study: the second run wrote something"
    # that page is of the recordings of the daily task, and of all of them
    grep -q 'counted=no</code> kept 15\. All of these were used' $study/results/$daily || fail "$study: other recordings"
    [ $study = three ] || { rm -r first; continue; }
    run --again
    for page in report.html "${pages[@]}"; do
        cmp first/"$page" $study/results/"$page"
    done
    f=$study/daily/p001/laundry_basket_none_1.trc
    sed -i '$d' "$f"
    run
    cmp -s first/$daily $study/results/$daily && fail "$study: the page of a changed file is as before"
    rm -r first
done
