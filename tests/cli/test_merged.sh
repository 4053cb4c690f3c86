#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A value in merged cells of a list is that of each of their rows, as Excel shows it.
set -u
python=/usr/bin/python3
"$python" -c 'import openpyxl' 2>/dev/null || python=python3
"$python" -c 'import openpyxl' 2>/dev/null || { echo "skipped: no openpyxl" && exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit
hinge-simulate -q -n 2 --reps 3 --cue none --cue dowel --format trc-b -o made || exit
find made -name '*.trc' | sort >names
"$python" - <<'EOF'
import openpyxl
names = open("names").read().split()
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["participant", "file", "cue"])
for i, name in enumerate(names):
    sheet.append([f"P{i // 2 + 1}" if i % 2 == 0 else None, name, "none" if "none" in name else "dowel"])
sheet.merge_cells("A2:A3")
sheet.merge_cells("A4:A5")
book.save("list.xlsx")
EOF
hinge-ingest -q list.xlsx -o x.h5 && hinge-analyze -q x.h5 -o r.h5 && hinge-table trials r.h5 --format csv >table || exit
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } { print $at["participant"] "," $at["cue"] }' table >shown
printf 'participant,cue\nP1,dowel\nP1,none\nP2,dowel\nP2,none\n' | diff - shown
