#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same numbers, to the bit, through csv, tsv and json; to sixteen digits through xlsx.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 5 --cue none --cue dowel --reps 3 --rate 30 --format trc-b --seed 3 -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
table() { hinge-table summary r.h5 --by participant,group,cue --columns lumbar_fraction,hip_excursion_deg "$@" -q; }
for format in csv tsv json; do table --phase descent --format $format >t.$format; done
xlsx=
if table --phase descent -o t.xlsx 2>/dev/null; then xlsx=t.xlsx; fi
cat >check.py <<'END'
import csv, json, sys, zipfile
import xml.etree.ElementTree as xml

def rows(name, delimiter=","):
    return list(csv.DictReader(open(name, newline=""), delimiter=delimiter))

plain = rows("t.csv")
value = {(r["metric"], r["participant"], r["group"], r["cue"]): r["mean"] for r in plain}
assert len(value) == 20 and all(value.values())
for other in (rows("t.tsv", "\t"), json.load(open("t.json"))):
    assert {(r["metric"], r["participant"], r["group"], r["cue"]): float(r["mean"]) for r in other} == \
        {k: float(v) for k, v in value.items()}
if len(sys.argv) > 1:
    book = zipfile.ZipFile(sys.argv[1])
    sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = {float(v.text) for v in sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v")}
    # libxlsxwriter writes sixteen digits
    assert {float(f"{float(v):.16g}") for v in value.values()} <= cells, cells
print(f"{len(value)} values are the same")
END
python3 check.py $xlsx
