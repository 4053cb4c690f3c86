#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Planted: practice that adds 14 deg to hip flexion as far as possible. Found: the change of within and of the page, the
# rows of summary; knees that differ between sessions are named. Who names no role is answered by the same bends, and told so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-plan -q --groups sedentary:11 --cues none,dowel --practice 2 --reps 3 --name '{participant}/{session}_{cue}_{trial}.trc' -o made
grep -q '^p01/before_maxflex_1.trc,.*,maxflex,,1,maxflex,' made/trials.csv
[ "$(grep -c ',maxflex,,1,maxflex,' made/trials.csv)" -eq 33 ] # before, after and later of eleven people
sed -i '/^p05.later_maxflex/d; /^p0[27].after_maxflex/s/,maxflex,,1,/,squat_contrast,,1,/' made/trials.csv # bent knees; one is not measured again
hinge-simulate -q --force --list made/trials.csv --format trc-a --noise 1 --range 14 --learn-bends 2 --seed 6 -o made
hinge-ingest -q made/trials.csv --set retest=after,later -o study.h5
hinge-analyze -q study.h5 -o results.h5
furthest=(--outcome hip_flexion_largest_deg --phase rep --condition session --filter 'role=maxflex&session=before,after')
hinge-compare within results.h5 -q "${furthest[@]}" --format json >within.json
hinge-compare within results.h5 -q --outcome hip_flexion_largest_deg --condition session --filter session=before,after --format json >asked.json
hinge-table reps results.h5 -q --filter role=maxflex --phase rep --columns keys,hip_flexion_largest_deg,knee_at_largest_deg --format csv >reps.csv
hinge-compare icc results.h5 -q --outcome hip_flexion_largest_deg --phase rep --rater session --filter 'role=maxflex&session=after,later' \
    --format json >icc.json
hinge-report -q results.h5 --facts -o facts.json
# sessions of other names, in their order: the first two are one measurement again
grep -v ,dowel, made/trials.csv | grep -v ',practice' | sed 's/,before,/,1,/; s/,after,/,2,/; s/,later,/,3,/' >made/visits.csv
hinge-ingest -q made/visits.csv --set retest=1,2 -o visits.h5
hinge-analyze -q visits.h5 -o visits.r.h5
hinge-compare icc visits.r.h5 -q --outcome hip_flexion_largest_deg --phase rep --rater session --filter 'role=maxflex&session=1,2' \
    --format json >visits.json
hinge-report -q visits.r.h5 --facts -o visits_facts.json
python3 - <<'EOF'
import csv, json, statistics
role = {r["file"]: r for r in csv.DictReader(open("made/trials.csv"))}
true, found = {}, {}
for r in csv.DictReader(open("made/truth.csv")):
    if role[r["file"]]["role"] == "maxflex":
        true.setdefault((role[r["file"]]["session"], r["participant"]), []).append(float(r["hip_excursion_deg"]))
rows = list(csv.DictReader(open("reps.csv")))
assert len(rows) == 64 and {r["task"] for r in rows} == {"maxflex"}, len(rows)
for r in rows:
    found.setdefault((r["session"], r["participant"]), []).append(float(r["hip_flexion_largest_deg"]))
change = lambda of: [statistics.mean(of["after", p]) - statistics.mean(of["before", p]) for p in sorted({p for _, p in of})]
planted, measured = statistics.mean(change(true)), statistics.mean(change(found))
assert planted > 8 and abs(planted - measured) < 0.5, (planted, measured)
within = json.load(open("within.json"))
knees, = (w["message"] for w in within["warnings"] if w["code"] == "W_KNEES_DIFFER")
assert knees.endswith(": those of p02, p07, which changes how far the hips bend"), knees
asked = json.load(open("asked.json"))
assert asked["results"] == within["results"], asked["results"]["paired_t"]
assert [w["message"] for w in asked["warnings"] if w["code"] == "W_FURTHEST"] == ["the outcome is of bends as far as possible: 22 recordings with the role maxflex; a filter on role takes others"], asked["warnings"]
assert all(w["code"] != "W_FURTHEST" for w in within["warnings"])
result = within["results"]["paired_t"]
assert result["n"] == 11 and abs(abs(result["mean_diff"]) - measured) < 1e-9, result
page = json.load(open("facts.json"))["range"]
mdc = json.load(open("icc.json"))["results"]["mdc95_agreement"]
assert page["mdc"]["limit"] == f"{mdc:.1f}°", (page, mdc)
assert page["knees"] == "p02 and p07", page
assert page["mdc"]["n"] == sum(abs(c) > mdc for c in change(found)), page
again = json.load(open("visits_facts.json"))["range"]["mdc"]
mdc = json.load(open("visits.json"))["results"]["mdc95_agreement"]
assert again["limit"] == f"{mdc:.1f}°" and [again[k] for k in ("since", "until", "from", "to")] == ["session 1", "session 3", "session 1", "session 2"], again
page = page["changes"]
assert len(page) == 2 and f"rose by <b>{measured:.1f}°</b> from before to after" in page[0]["sentence"] and " to later (" in page[1]["sentence"], page
assert [c["verdict"] for c in page] == ["differs"] * 2 and all("exploratory" in c["sentence"] for c in page), page  # Holm over both
family = {x["words"]: x["n"] for x in json.load(open("facts.json"))["methods"]["questions"]["counted"]}
assert family["of range of the hips (Holm)"] == 2, family
EOF
