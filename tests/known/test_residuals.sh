#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-plot residuals of a results file: each person's value minus the mean of the group, over the SD that is left (as rstandard of
# R's lm(value ~ group) has it), beside the normal quantiles of qqnorm, by Python; of an ancova: the residuals of its JSON.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 13 --group trained --group sedentary --cue none --reps 3 --rate 10 --format trc-b --noise 1 -o made
grep -v p012 made/trials.csv >made/list.csv # groups of 7 and 5
hinge-ingest -q made/list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-plot residuals r.h5 --columns hip_excursion_deg -o r.svg --data r.csv 2>caption
hinge-table reps r.h5 --format csv >reps.csv
printf 'participant,group,v,age\n%s\n' "$(awk 'BEGIN { for (i = 1; i <= 12; i++) printf "P%d,%s,%.2f,%d\n", i, i % 2 ? "x" : "y", 20 + i * 7 % 11, 30 + i * 5 % 13 }')" >values.csv
hinge-compare -q ancova values.csv --outcome v --group group --covariate age --participant participant -o a.json
hinge-plot -q residuals a.json -o a.svg --data a.csv
python3 - <<'END'
import csv, json, math, statistics
def rows(name):
    return list(csv.DictReader(open(name)))
def check_quantiles(drawn):
    n, a = len(drawn), 3 / 8 if len(drawn) <= 10 else 1 / 2  # ppoints
    for i, r in enumerate(drawn):
        z = statistics.NormalDist().inv_cdf((i + 1 - a) / (n + 1 - 2 * a))
        assert abs(float(r["normal"]) - z) < 1e-9, (i, r, z)
    assert [float(r["standardised"]) for r in drawn] == sorted(float(r["standardised"]) for r in drawn)
people = {}
for r in rows("reps.csv"):
    if r["phase"] == "descent":
        people.setdefault((r["group"], r["participant"]), []).append(float(r["hip_excursion_deg"]))
groups = {}
for (group, who), values in people.items():
    groups.setdefault(group, {})[who] = statistics.fmean(values)
assert sorted(map(len, groups.values())) == [5, 7], groups
rss = sum((v - statistics.fmean(g.values())) ** 2 for g in groups.values() for v in g.values())
sd = math.sqrt(rss / (12 - 2))
drawn = rows("r.csv")
assert len(drawn) == 12
for r in drawn:
    g = groups[r["group"]]
    mean = statistics.fmean(g.values())
    left = g[r["participant"]] - mean
    for key, want in (("fitted", mean), ("residual", left), ("standardised", left / sd / math.sqrt(1 - 1 / len(g)))):
        assert abs(float(r[key]) - want) < 1e-9, (key, r, want)
check_quantiles(drawn)
svg = open("r.svg").read()
assert svg.count("p003") >= 2, "no mark of a person"
assert "n = 12" in open("caption").read()
points = json.load(open("a.json"))["results"]["points"]
drawn = rows("a.csv")
want = {p: (g, f, e, s) for p, g, f, e, s in zip(*(points[k] for k in ("participant", "group", "fitted", "residual", "standardised")))}
assert len(drawn) == len(want) == 12
for r in drawn:
    group, *numbers = want[r["participant"]]
    assert r["group"] == group and all(abs(float(r[k]) - v) < 1e-12 for k, v in zip(("fitted", "residual", "standardised"), numbers)), (r, want)
check_quantiles(drawn)
END
hinge-plot residuals r.h5 --filter group=trained -o one.svg 2>why && { echo "one group is drawn"; exit 1; }
grep -q 'only one group' why
