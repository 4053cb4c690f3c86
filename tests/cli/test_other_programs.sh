#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same numbers, to the bit, through csv, tsv, json, prism and ard; to sixteen digits through xlsx.
set -euo pipefail
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 5 --cue none --cue dowel --reps 3 --rate 30 --format trc-b --seed 3 -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
table() { hinge-table summary r.h5 --by participant,group,cue --columns lumbar_fraction,hip_excursion_deg "$@" --no-provenance -q; }
for format in csv tsv json prism ard; do table --phase descent --format $format >t.$format; done
xlsx=
if table --phase descent -o t.xlsx 2>/dev/null; then xlsx=t.xlsx; fi
hinge-table summary r.h5 --by group,cue --format csv --no-provenance >groups.csv
hinge-table summary r.h5 --by group,cue --format ard --no-provenance >groups.ard
hinge-compare cues r.h5 --format csv -q >cues.csv 2>/dev/null
hinge-compare cues r.h5 --format ard -q >cues.ard 2>/dev/null
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
# prism: a block per metric; a row per participant, a column per group and condition, and blanks between
blocks = open("t.prism").read().split("\n\n")
seen = {}
for block in blocks:
    title, head, *lines = block.strip("\n").split("\n")
    metric, phase = title.split(", ")
    columns = head.split("\t")
    assert columns[0] == "participant" and phase == "descent"
    assert sorted(columns[1:]) == sorted({f"{r['group']}, {r['cue']}" for r in plain})
    assert len(lines) == 5
    for line in lines:
        cells = line.split("\t")
        for column, cell in zip(columns[1:], cells[1:]):
            if cell:
                seen[(metric, cells[0], *column.split(", "))] = cell
assert seen == value
# ard: a row per statistic; nothing but what the table has, and all of it
NAMES = {"N": "n", "p25": "q1", "p75": "q3", "conf.low": "ci_low", "conf.high": "ci_high", "p.value": "p",
         "estimate": "diff", "std.error": "se"}
def check_ard(name, table, keys):
    ard = rows(name)
    groups = [c for c in ard[0] if c.startswith("group") and not c.endswith("_level")]
    assert list(ard[0]) == [c for g in groups for c in (g, g + "_level")] + [
        "variable", "variable_level", "context", "stat_name", "stat_label", "stat", "error", "unit"]
    found = {}
    for r in ard:
        level = {r[g]: r[g + "_level"] for g in groups if r[g]}
        level.update(metric=r["variable"], outcome=r["variable"], phase=r["variable_level"])
        assert r["stat"] or r["error"], r
        if r["stat"]:
            found[(*(level[k] for k in keys), NAMES.get(r["stat_name"], r["stat_name"]))] = r["stat"]
    texts = {"unit", "reason", "tier", "lumbar_def", "driver", "standing_source", "dim", "inferred", "family", "role", "expected",
             "p_method", "matched_reason", "group_first", "group_second", *keys}
    own = {(*(r[k] for k in keys), c): v for r in rows(table) for c, v in r.items() if v and c not in texts}
    assert found == own, set(found.items()) ^ set(own.items())
    return len(found)
n = check_ard("t.ard", "t.csv", ["participant", "group", "cue", "metric", "phase"])
n += check_ard("groups.ard", "groups.csv", ["group", "cue", "metric", "phase"])
n += check_ard("cues.ard", "cues.csv", ["cue", "outcome", "role"])
assert n > 1000, n
if len(sys.argv) > 1:
    book = zipfile.ZipFile(sys.argv[1])
    sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = {float(v.text) for v in sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v")}
    # libxlsxwriter writes sixteen digits
    assert {float(f"{float(v):.16g}") for v in value.values()} <= cells, cells
print(f"{n} statistics and {len(seen)} values are the same")
END
python3 check.py $xlsx
# what has no row per participant, or two values for one place, is refused with what to do
if hinge-table summary r.h5 --by group --format prism 2>said; then exit 1; fi
grep -q 'prism needs one value per participant: make the table summary or faults with --by participant' said
hinge-table summary r.h5 --by participant,cue --columns lumbar_fraction --phase descent -o one.prism
[ "$(head -n 1 one.prism)" = "$(printf 'participant\tnone\tdowel')" ]
