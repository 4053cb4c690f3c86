#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# datasets/study.py: files of a download are found below its folder by the patterns of the public set.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
study() { python3 "$HINGE_ROOT/datasets/study.py" "$@"; }
mkdir -p down/deep/er walk
touch down/deep/er/stoop1_t1.c3d down/stoop2_t1.c3d down/other.c3d
for _ in once again; do study millard-stoop down; done
diff down/study.ini "$HINGE_ROOT/datasets/public/millard-stoop/study.ini"
[ "$(cut -d, -f1 down/trials.csv | tr '\n' ' ')" = 'file deep/er/stoop1_t1.c3d stoop2_t1.c3d ' ]
# another list in its place is not written over; a row without one of its sensors is left out
echo file >down/trials.csv
if study millard-stoop down 2>said; then exit 1; fi
grep -q 'says something else' said
[ "$(cat down/trials.csv)" = file ]
touch walk/MT_1_00B422{79,68,7C}.txt
if study mtw walk 2>said; then exit 1; fi
grep -q 'no file of this data set' said
touch walk/MT_1_00B4227D.txt
study mtw walk
grep -q ',MT_1_00B42279.txt,MT_1_00B42268.txt,MT_1_00B4227C.txt,MT_1_00B4227D.txt$' walk/trials.csv
if study none walk 2>said; then exit 1; fi
grep -q 'ID is one of aihub-013, ' said
