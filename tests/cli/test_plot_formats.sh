#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# PDF, EPS and PNG of a figure through rsvg-convert: what they say they are, of the size
# asked for, the same bytes again. Skipped where rsvg-convert is not.
set -uo pipefail
command -v rsvg-convert >/dev/null || {
    echo "no rsvg-convert"
    exit 77
}
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*"
    exit 1
}
hinge-simulate -q -n 2 --reps 3 --seed 5 --format trc-b -o cohort &&
    hinge-ingest -q cohort/trials.csv -o study.h5 &&
    hinge-analyze -q study.h5 -o results.h5 || exit 1
for format in pdf eps png; do
    dots=()
    [ $format = png ] && dots=(--dpi 254)
    hinge-plot -q bins results.h5 --width 85 "${dots[@]}" -o "figure.$format" || exit 1
    hinge-plot -q bins results.h5 --width 85 "${dots[@]}" -o "again.$format" || exit 1
    cmp "figure.$format" "again.$format" || exit 1
done
[ "$(head -c 5 figure.pdf)" = "%PDF-" ] || fail "no PDF"
[ "$(head -c 4 figure.eps)" = "%!PS" ] || fail "no EPS"
# 85 mm at 10 dots a millimetre: bytes 16 to 19 of a PNG are its width
width=$((16#$(od -An -tx1 -j16 -N4 figure.png | tr -d ' \n')))
[ "$width" -ge 849 ] && [ "$width" -le 851 ] && exit 0
fail "the PNG is $width dots wide, not 850"
