#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What helped a person is not told by two equal numbers ("4 of 4 instead of 4 of 4"): people of a planted study whose lower
# back bends less with the dowel, and rounds all the same.
set -euo pipefail
cases=${HINGE_SHARED:-$HINGE_ROOT/../shared}/cases/register
[ -f "$cases/make.py" ] || { echo "skipped: no $cases"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -B "$cases/make.py" . family
cd family
hinge-run -q study.ini >/dev/null
for who in p04 p06 p14; do
    hinge-report -q results/results.h5 --participant $who --sheet -o - | sed 's/<[^>]*>//g' | grep 'instead of' || exit 1
done >said
[ "$(grep -c 'Dowel: your lower back bent [0-9]*° instead of [0-9]*°' said)" = 3 ] || { cat said && exit 1; }
! grep -E '\(?([0-9]+ of [0-9]+|[0-9]+°) instead of \1' said || exit 1
grep -qE '\(0 of 4 instead of 3 of 4\)' said || { cat said && exit 1; }
