#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ratios of means (at matched depth, in quarters without a thigh) in hinge-table and
# hinge-compare against those of the table of repetitions, computed by Python.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --trials 2 --reps 3 --seed 3 --rate 30 --variation 2 -o raw
simulate-more -q -n 4 --trials 2 --reps 3 --seed 3 --rate 60 --format angles -o angles
for f in angles/p*/*.csv; do # spine and pelvis alone: no thigh
    cut -d, -f1-3 "$f" >one
    [ "$(head -1 one)" = time,lumbar_flex,pelvis_tilt ]
    mv one "$f"
done
for study in raw angles; do
    hinge-ingest -q $study/trials.csv -o $study.study.h5
    hinge-analyze -q $study.study.h5 -o $study.h5
    hinge-table reps $study.h5 -o $study.reps.csv
    hinge-table summary $study.h5 --by participant,cue -o $study.people.csv
done
hinge-compare rows angles.h5 --outcome lumbar_hip_ratio_q2_lp --condition cue --per-person -o quarter.csv
hinge-compare cues raw.h5 --outcome lumbar_hip_ratio --phase rep --format json -o cues.json
cat >check.py <<'END'
import csv, json

def read(name):
    return list(csv.DictReader(open(name)))

def number(row, name):
    return float(row[name]) if row[name] else None

def close(a, b):
    assert a is not None and abs(a - b) <= 1e-9 * max(1, abs(b)), (a, b)

def mean(values):
    values = list(values)
    return sum(values) / len(values)

def people(study, metric, parts):
    """Mean above by mean below, of means of recordings, by person and cue, in the descent."""
    by = {}
    for r in read(study + ".reps.csv"):
        if r["phase"] == "descent" and r["status"] == "ok" and r[metric]:
            by.setdefault((r["participant"], r["cue"]), {}).setdefault(r["trial"], []).append(parts(r))
    assert all(len(trials) == 2 for trials in by.values())
    return {k: (mean(mean(p[0] for p in t) for t in trials.values())
                / mean(mean(p[1] for p in t) for t in trials.values()),
                sum(len(t) for t in trials.values())) for k, trials in by.items()}

def check(study, metric, parts):
    expected = people(study, metric, parts)
    assert len(expected) == 8, len(expected)
    rows = [r for r in read(study + ".people.csv")
            if r["metric"] == metric and r["phase"] == "descent"]
    assert len(rows) == 8
    for r in rows:
        ratio, reps = expected[r["participant"], r["cue"]]
        assert r["n"] == "1" and int(r["reps"]) == reps, (r, reps)
        close(number(r, "mean"), ratio)
    return {k: v[0] for k, v in expected.items()}

matched = check("raw", "matched_lumbar_hip_ratio",
                lambda r: (number(r, "matched_lumbar_excursion_deg"),
                           number(r, "matched_hip_excursion_deg")))
for q in "1234":  # the thorax is the spine on the pelvis: a quarter of both together
    def parts(r):
        share = number(r, "lumbar_fraction_q%s_lp" % q)
        width = abs(number(r, "lumbar_excursion_deg") + number(r, "pelvis_excursion_deg")) / 4
        return share * width, (1 - share) * width
    quarter = check("angles", "lumbar_hip_ratio_q%s_lp" % q, parts)
    if q == "2":
        rows = read("quarter.csv")
        assert {r["cue"] for r in rows} == {"dowel", "none"}, rows
        for cue in ("dowel", "none"):
            close(mean(number(r, "lumbar_hip_ratio_q2_lp") for r in rows if r["cue"] == cue), mean(v for k, v in quarter.items() if k[1] == cue))

def rows_of(node):
    if isinstance(node, dict):
        if "matched_diff" in node:
            yield node
        for v in node.values():
            yield from rows_of(v)
    elif isinstance(node, list):
        for v in node:
            yield from rows_of(v)

found = [r for r in rows_of(json.load(open("cues.json"))["results"])]
assert len(found) == 1, found
who = {k[0] for k in matched}
close(found[0]["matched_diff"], mean(matched[p, "dowel"] - matched[p, "none"] for p in who))
END
python3 check.py
