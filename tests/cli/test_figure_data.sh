#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# --data holds what is drawn: means with their intervals beside the lines of people, the band of
# measurement error, the threshold in force. Means and intervals are computed here again.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
d=$HINGE_ROOT/datasets/cohort
hinge-ingest -q "$d/trials.csv" -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-plot paired r.h5 -q --mdc 0.05 -o paired.svg --data paired.csv
hinge-plot sensitivity r.h5 -q -o sensitivity.svg --data sensitivity.csv
hinge-plot prevalence r.h5 -q -o prevalence.svg --data prevalence.csv
hinge-plot forest r.h5 -q -o forest.svg --data forest.csv
hinge-table faults r.h5 -o faults.csv
python3 - <<'END'
import csv, math, re, statistics
T = {10: 2.2621571627409915}  # Student's t, 9 degrees of freedom, 0.975 (R: qt)
def rows(name): return list(csv.DictReader(open(name)))
paired = rows("paired.csv")
people = [r for r in paired if r["people"] == "1"]
means = {r["condition"]: r for r in paired if r["participant"] == "mean"}
assert set(means) == {"none", "dowel"} and {r["mdc"] for r in paired} == {"0.05"}
def check(values, mean, low, high):
    n, m = len(values), statistics.mean(values)
    half = T[n] * statistics.stdev(values) / math.sqrt(n)
    for got, want in ((mean, m), (low, m - half), (high, m + half)):
        assert abs(float(got) - want) < 1e-9, (got, want)
for c, r in means.items():
    check([float(p["value"]) for p in people if p["condition"] == c], r["value"], r["ci_low"], r["ci_high"])
r = means["dowel"]
check([float(p["change"]) for p in people if p["condition"] == "dowel"],
      r["change"], r["change_ci_low"], r["change_ci_high"])
force = {r["fault"]: float(r["threshold"]) for r in rows("faults.csv")}
sensitivity = rows("sensitivity.csv")
assert len(sensitivity) > 100
for r in sensitivity:
    assert abs(float(r["in_force"]) - force[r["fault"]]) < 1e-12, r
# every number that a dot says on the way over it stands in the data
said = re.findall(r"<title>[^<]*: (\d+) % \((\d+) to (\d+)\), (\d+) people</title>", open("prevalence.svg").read())
have = {(round(100 * float(r["prevalence"])), round(100 * float(r["ci_low"])), round(100 * float(r["ci_high"])),
         int(r["people"])) for r in rows("prevalence.csv") if r["prevalence"]}
assert len(said) > 20 and not [s for s in said if tuple(map(int, s)) not in have]
said = re.findall(r"<title>([-−0-9.]+) \(([-−0-9.]+) to ([-−0-9.]+)\), n = (\d+)</title>", open("forest.svg").read())
forest = rows("forest.csv")
assert len(said) > 3
for s in said:
    numbers = [float(x.replace("−", "-")) for x in s]
    assert any(all(abs(float(r[k]) - v) <= 0.51 * 10 ** -(len(t.split(".")[1]) if "." in t else 0)
                   for k, v, t in zip(("change", "ci_low", "ci_high", "people"), numbers, s)) for r in forest), s
END
