#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# --units rad: every table once in degrees and once in radians; what a column's dictionary or a
# row's unit calls an angle is pi/180 times, all else the same to the last digit.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --reps 3 --seed 4 -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
all=(trials reps faults sensitivity summary ratios variability waveforms quality participants)
for v in "${all[@]}"; do
    for u in deg rad; do
        hinge-table "$v" r.h5 --units "$u" -o "$v.$u.csv" --dictionary
    done
done
for u in deg rad; do # a row per repetition and fault
    hinge-table faults r.h5 --by participant,cue,trial,rep --units $u -o outcomes.$u.csv --dictionary
done
hinge-table reps r.h5 -o as_ever.csv
cmp reps.deg.csv as_ever.csv
python3 - "${all[@]}" outcomes <<'END'
import csv, json, math, re, sys
converted = set()
of_row = set("mean sd median q1 q3 min max ci_low ci_high severity severity_sd threshold margin".split())
angle = re.compile(r"\bdeg\b")
for view in sys.argv[1:]:
    read = lambda u: list(csv.reader(open(f"{view}.{u}.csv")))
    deg, rad = read("deg"), read("rad")
    units = {u: json.load(open(f"{view}.{u}.columns.json")) for u in ("deg", "rad")}
    assert len(deg) == len(rad), view
    for i, (a, b) in enumerate(zip(deg[0], rad[0])):
        was, now = (units[u][n].get("Units", "") for u, n in (("deg", a), ("rad", b)))
        assert now == angle.sub("rad", was), (view, a, was, now)
        assert b == (re.sub(r"_deg(?![0-9])", "_rad", a) if was != now else a), (view, a, b)
        assert units["deg"][a].get("Description") == units["rad"][b].get("Description"), (a, b)
    at = deg[0].index("unit") if "unit" in deg[0] else None
    for x, y in zip(deg[1:], rad[1:]):
        row = x[at] if at is not None else ""
        assert at is None or y[at] == angle.sub("rad", row), (view, x)
        for name, p, q in zip(deg[0], x, y):
            unit = units["deg"][name].get("Units", "")
            if angle.search(unit) or (name in of_row and not unit and angle.search(row)):
                converted.add((view, name))
                assert (p == q == "") or math.isclose(float(q), math.radians(float(p)),
                                                      rel_tol=1e-14), (view, name, p, q)
            elif name == "metric" and angle.search(row):
                assert q == re.sub(r"_deg(?![0-9])", "_rad", p), (p, q)
            elif name != "unit":
                assert p == q, (view, name, p, q)
for wanted in (("trials", "noise_lumbar_deg"), ("reps", "peak_velocity_deg_s"),
               ("reps", "lumbar_excursion_deg"), ("summary", "sd"), ("faults", "severity"),
               ("faults", "threshold"), ("sensitivity", "threshold"), ("waveforms", "mean"),
               ("variability", "max"), ("outcomes", "severity"), ("outcomes", "margin")):
    assert wanted in converted, (wanted, sorted(converted))
assert not any(v in ("ratios", "missing", "flow") for v, _ in converted), converted
END
# tables for readers: digits, units, names
hinge-table summary r.h5 --units rad --by group --phase descent --columns lumbar_excursion_deg --no-provenance >r.txt
hinge-table summary r.h5 --by group --phase descent --columns lumbar_excursion_deg --no-provenance >d.txt
awk 'NR == FNR { if (NR == 2) d = $7; next } FNR == 2 {
    r = $7; e = r - d * 3.14159265 / 180
    exit !(r ~ /^[0-9]\.[0-9][0-9][0-9]$/ && e < 0.0015 && e > -0.0015 && $NF == "rad") }' d.txt r.txt
hinge-table summary r.h5 --units rad --wide --phase descent --columns lumbar_excursion_deg --format markdown >wide.md
grep -q '^| Participant .*Lumbar excursion, none (rad)' wide.md
hinge-table reps r.h5 --units rad --columns peak_velocity_deg_s --format markdown >speed.md
grep -q '(rad/s)' speed.md
printf 'id,label\nlumbar_excursion_deg,LWS\n' >de.csv
hinge-table reps r.h5 --units rad --columns lumbar_excursion_deg --label de.csv --format markdown >de.md
grep -q ' LWS |' de.md
hinge-compare cues r.h5 -o c.json
if hinge-table cues c.json --units rad 2>said; then exit 1; fi
grep -q 'the cues table does not take it' said
