#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# No cell of a csv or tsv is a formula to a spreadsheet: what starts like one is a number.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 2 --reps 3 --rate 30 --format csv -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
for table in sensitivity faults summary missing flow quality trials; do
    for format in csv tsv; do
        hinge-table $table r.h5 --format $format -o $table.$format
    done
done
python3 - <<'END'
import csv, glob
cells = 0
for name in sorted(glob.glob("*.[ct]sv")):
    comma = name.endswith("csv")
    how = {} if comma else {"delimiter": "\t", "quoting": csv.QUOTE_NONE}
    for row in csv.reader(open(name, newline=""), **how):
        for cell in row:
            cells += 1
            if cell[:1] and cell[0] in "=+-@":
                float(cell)  # a number is none
assert cells > 5000, cells
END
grep -q 'margin x -2' sensitivity.csv
