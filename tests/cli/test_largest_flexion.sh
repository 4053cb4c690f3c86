#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Largest hip and lumbar flexion of each person: of the toe touch where there is one (75 and 50 deg are planted), else
# of all repetitions, and the table says which.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 2 --reps 3 --noise 1 --cue none --fault lumbar_rounding_of_max --variation 0 --format trc-whole-a -o made
sed -i '/^p002.maxflex/d' made/trials.csv
hinge-ingest -q made/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table participants results.h5 -q --by participant --format csv -o people.csv
hinge-table reps results.h5 -q --phase rep --columns hip_flexion_largest_deg,lumbar_flexion_largest_deg --format csv -o reps.csv
python3 - <<'PYTHON'
import csv
of = {(r["group"], r["variable"]): r for r in csv.DictReader(open("people.csv"))}
hip, lumbar = "hip_flexion_largest_deg", "lumbar_flexion_largest_deg"
value = lambda person, name: float(of[person, name]["mean"])
assert abs(value("p001", hip) - 75) < 2 and abs(value("p001", lumbar) - 50) < 2, of
assert of["p001", "largest_flexion_of"]["level"] == "maxflex", of
reps = [r for r in csv.DictReader(open("reps.csv")) if r["participant"] == "p002"]
for name in (hip, lumbar):
    assert abs(value("p002", name) - max(float(r[name]) for r in reps)) < 1e-9, (name, reps)
assert abs(value("p002", "hip_lumbar_largest_ratio") - value("p002", hip) / value("p002", lumbar)) < 1e-9
PYTHON
# a column for each session
sed '1!s/^\([^,]*,p002,[^,]*\),1,/\1,2,/' made/trials.csv >made/two.csv
hinge-ingest -q made/two.csv -o two.h5
hinge-analyze -q two.h5 -o two_r.h5
hinge-table participants two_r.h5 -q --by participant,session --format csv | cut -d, -f4 | sort -u >columns
printf '%s\n' '"p001' '"p002' all group | diff - columns
