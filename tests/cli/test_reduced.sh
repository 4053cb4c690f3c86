#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Reducers of repetitions (slope:, half:, ...) in tables and figures, against the repetitions themselves, in Python.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 8 --reps 6 --trials 2 --seed 5 --cue none -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table reps results.h5 -q --phase descent --columns keys,lumbar_fraction,hip_excursion_deg,used --format csv >reps.csv
hinge-table faults results.h5 -q --by participant,group,cue,trial,rep --allow-single --format csv >faults.csv
outcomes=lumbar_fraction
for by in slope half first last sd max; do
    outcomes+=,$by:hip_excursion_deg,$by:severity:lumbar_rounding,$by:lumbar_rounding
done
hinge-table summary results.h5 -q --by participant --phase descent --columns "keys,$outcomes" --format csv >summary.csv
hinge-table set results.h5 -q --by group --columns keys,hip_excursion_deg,lumbar_rounding --format csv >set.csv
hinge-table set results.h5 -q --by participant --columns keys,hip_excursion_deg --format csv >person.csv
hinge-table participants results.h5 -q --columns slope:hip_excursion_deg,lumbar_rounding --format csv >who.csv
hinge-compare between results.h5 -q --group group --outcome slope:hip_excursion_deg --filter cue=none --format json >between.json
hinge-compare relation results.h5 -q --outcome hip_excursion_deg --with slope:hip_excursion_deg --format json >relation.json
hinge-compare between results.h5 -q --group group --outcome mean:hip_excursion_deg --format json >mean.json
hinge-compare between results.h5 -q --group group --outcome hip_excursion_deg --format json >bare.json
hinge-compare groups results.h5 -q --group group --outcome half:lumbar_rounding --format json >groups.json
hinge-compare within results.h5 -q --condition rep --trend rep --outcome hip_excursion_deg --format json >equal.json
hinge-analyze -q study.h5 -o protocol.h5 --set 'analyze.usable=duration_s>=1.35'
hinge-table reps protocol.h5 -q --phase descent --columns keys,hip_excursion_deg,used --format csv >left.csv
hinge-compare within protocol.h5 -q --condition rep --trend rep --outcome hip_excursion_deg --format json >unequal.json
# loads that differ: nobody has all, and one has two
cat >loads.csv <<'END'
participant,load,y
a,0,1
a,10,2
a,20,5
b,10,1
b,20,2
b,30,6
c,0,4
c,20,4
c,40,9
d,0,1
d,30,9
END
hinge-compare within loads.csv -q --condition load --trend load --outcome y --format json >loads.json
hinge-compare within loads.csv -q --condition load --trend load --outcome y >loads.txt
hinge-plot -q groups results.h5 --columns slope:hip_excursion_deg -o groups.svg --data groups.csv
hinge-plot -q set results.h5 --columns hip_excursion_deg -o set.svg --data figure.csv
python3 - <<'END'
import collections, csv, json, math
rows = lambda name: list(csv.DictReader(open(name)))
mean = lambda v: sum(v) / len(v)
sd = lambda v: math.sqrt(sum((x - mean(v)) ** 2 for x in v) / (len(v) - 1))
def slope(x, y):
    return sum((a - mean(x)) * (b - mean(y)) for a, b in zip(x, y)) / sum((a - mean(x)) ** 2 for a in x)
by = {"slope": lambda x, y: slope(x, y) if len(x) > 3 and x[-1] - x[0] >= 4 else None,
      "half": lambda x, y: mean(y[len(y) - len(y) // 2:]) - mean(y[:len(y) // 2]) if len(y) > 3 else None,
      "first": lambda x, y: mean(y[:2]) if len(y) > 3 else None, "last": lambda x, y: mean(y[-2:]) if len(y) > 3 else None,
      "sd": lambda x, y: sd(y) if len(y) > 2 else None, "max": lambda x, y: max(y), "mean": lambda x, y: mean(y)}
series, group, used = collections.defaultdict(list), {}, set()
for r in rows("reps.csv"):
    group[r["participant"]] = r["group"]
    if r["used"] == "1" and r["hip_excursion_deg"]:
        used.add((r["participant"], r["trial"], r["rep"]))
        series["hip_excursion_deg", r["participant"], r["trial"]].append((int(r["rep"]), float(r["hip_excursion_deg"])))
for r in rows("faults.csv"):
    if r["fault"] == "lumbar_rounding" and r["state"] != "refused":
        at = (r["participant"], r["trial"])
        series["severity:lumbar_rounding", *at].append((int(r["rep"]), float(r["severity"])))
        series["lumbar_rounding", *at].append((int(r["rep"]), float(r["state"] in ("above", "present"))))
def value(name, what, person):
    found = []
    for trial in ("1", "2"):
        s = sorted(series[what, person, trial])
        v = by[name]([a for a, _ in s], [b for _, b in s]) if s else None
        found += [] if v is None else [v]
    return mean(found) if found else None
seen = 0
for r in rows("summary.csv"):
    name, _, what = r["metric"].partition(":")
    if name in by:
        want = value(name, what, r["participant"])
        assert (r["mean"] == "") == (want is None) and (want is None or abs(float(r["mean"]) - want) < 1e-9), (r, want)
        seen += want is not None
assert seen > 100, seen
people = sorted(group)
def of(name, what, g=None):
    return [v for p in people if g in (None, group[p]) and (v := value(name, what, p)) is not None]
for r in rows("set.csv"):
    half, per = of("half", r["outcome"], r["group"]), of("slope", r["outcome"], r["group"])
    assert int(r["n"]) == len(half) and int(r["n_slope"]) == len(per), r
    assert abs(float(r["change"]) - mean(half)) < 1e-9 and abs(float(r["per_rep"]) - mean(per)) < 1e-9, r
    assert abs(float(r["last_half"]) - float(r["first_half"]) - float(r["change"])) < 1e-9, r
who = {(r["variable"], r["group"]): r for r in rows("who.csv")}
assert abs(float(who["slope:hip_excursion_deg", "trained"]["mean"]) - mean(of("slope", "hip_excursion_deg", "trained"))) < 1e-9
assert who["lumbar_rounding", "all"]["known"] == str(len(people))
# a row a recording; a person's slope is that of both
assert len(rows("person.csv")) == 2 * len(people)
load = lambda name: json.load(open(name))["results"]
a, b = (mean(of("slope", "hip_excursion_deg", g)) for g in ("sedentary", "trained"))
assert abs(abs(load("between.json")["welch"]["mean_diff"]) - abs(a - b)) < 1e-9
assert load("mean.json") == load("bare.json")
line = [r for r in rows("groups.csv") if r["what"] == "difference"][0]
assert abs(abs(float(line["value"])) - abs(a - b)) < 1e-9, line
first = [r for r in json.load(open("groups.json"))["results"]["outcomes"] if r["outcome"] == "half:lumbar_rounding"][0]
assert first["role"] == "primary", first
x, y = of("slope", "hip_excursion_deg"), of("mean", "hip_excursion_deg")
found = load("relation.json")["relation"]
assert abs(found["slope"] - slope(x, y)) < 1e-7 and abs(found["r"] - slope(x, y) * sd(x) / sd(y)) < 1e-9, found
# trends: equal repetitions as a contrast, unequal ones as each person's own slope
equal, unequal = load("equal.json")["trend"]["rep"], load("unequal.json")["trend"]["rep"]
assert abs(equal["linear"]["estimate"] - mean(of("slope", "hip_excursion_deg"))) < 1e-9 and "quadratic" in equal, equal
kept = collections.defaultdict(list)
for r in rows("left.csv"):
    if r["used"] == "1" and r["hip_excursion_deg"]:
        kept[r["participant"], r["trial"]].append((int(r["rep"]), float(r["hip_excursion_deg"])))
own = collections.defaultdict(list)
for (person, trial), s in kept.items():
    v = by["slope"]([a for a, _ in s], [b for _, b in s])
    own[person] += [] if v is None else [v]
own = [mean(v) for v in own.values() if v]
assert len(kept) < 16 or len({len(s) for s in kept.values()}) > 1, kept
assert abs(unequal["linear"]["estimate"] - mean(own)) < 1e-9 and unequal["linear"]["df"] == len(own) - 1, unequal
own = [slope([0, 10, 20], [1, 2, 5]), slope([10, 20, 30], [1, 2, 6]), slope([0, 20, 40], [4, 4, 9])]
line = load("loads.json")["trend"]["load"]["linear"]
assert abs(line["estimate"] - mean(own)) < 1e-12 and abs(line["se"] - sd(own) / math.sqrt(3)) < 1e-12, line
assert load("loads.json")["participants_dropped"] == [{"participant": "d", "reason": "2 of 5 levels of 'load', at least 3 are needed"}]
assert "the mean of each one's own slope (3 people)" in open("loads.txt").read()
END
refused() { # words of the message, command
    local words=$1 status=0
    shift
    "$@" -q >out 2>err || status=$?
    [ "$status" = 2 ] || { echo "$*: status $status"; cat err; exit 1; }
    grep -qF -- "$words" err || { echo "$*: without \"$words\""; cat err; exit 1; }
}
for tool in "hinge-compare between results.h5 --group group --outcome" "hinge-table summary results.h5 --columns" \
    "hinge-plot groups results.h5 -o x.svg --columns"; do
    read -ra words <<<"$tool"
    refused 'did you mean "slope:"' "${words[@]}" slop:hip_excursion_deg
done
refused 'is of repetitions' hinge-compare prevalence results.h5 --outcome slope:lumbar_rounding
refused 'give one of them' hinge-compare between results.h5 --group group --aggregate max --outcome slope:hip_excursion_deg
refused 'is a direction' hinge-compare between results.h5 --group group --outcome slope:coupling_angle_deg
# too few: nobody has a value, and the message has the least
hinge-compare between results.h5 -q --group group --outcome slope:hip_excursion_deg --filter 'rep<=3' 2>err >out && exit 1
grep -q '8 people have fewer than 4 usable repetitions in a recording, which slope: needs' err
# another way to one value names what keeps recordings apart
hinge-compare between results.h5 -q --group group --outcome hip_excursion_deg --aggregate max >out
grep -q 'W_AT_ONCE: .*; max: in front of the outcome' out
for tool in "hinge-table summary results.h5 --columns" "hinge-plot groups results.h5 -o x.svg --columns"; do
    read -ra words <<<"$tool"
    refused 'is a direction' "${words[@]}" slope:coupling_angle_deg
done
# the page: where halves do not differ, it says nothing of the set
hinge-simulate -q -n 12 --reps 7 --seed 2 --cue none -o long
hinge-ingest -q long/trials.csv -o long-study.h5
hinge-analyze -q long-study.h5 -o long.h5
hinge-report -q long.h5 --facts -o facts.json
hinge-table set long.h5 -q --by group --columns keys,lumbar_fraction --format csv >long.csv
python3 - <<'END'
import csv, json
assert all(float(r["ci_low"]) <= 0 <= float(r["ci_high"]) for r in csv.DictReader(open("long.csv")))
assert not json.load(open("facts.json"))["bends"].get("set")
END
# where they differ, a sentence a group: who learns within a recording
{
    echo file,participant,session,cue,group
    for i in 1 2 3 4 5 6 7 8 9 10; do echo "$i.csv,p$i,practice,none,$((i > 5 ? 1 : 2))nd"; done
} >list.csv
hinge-simulate -q --list list.csv --format trc-a --reps 6 --learn -0.2 --learn-bends 4 --seed 3 -o learn
cp list.csv learn/trials.csv
hinge-ingest -q learn/trials.csv -o learn-study.h5 --up +y
hinge-analyze -q learn-study.h5 -o learn.h5
hinge-report -q learn.h5 -o learn.html
grep -c '<p>In the second half of the set the spine[^ ]*s share was [0-9.]* points lower than in the first in the .nd group (95% CI [0-9.]* to [0-9.]*, n = 5; −[0-9.]* points a bend;' learn.html >out
[ "$(cat out)" = 2 ]
grep -q ' 2 of change over the set (Holm)' learn.html
# margins and minimal detectable changes take the same text
hinge-compare groups results.h5 -q --group group --outcome slope:hip_excursion_deg --margin 'slope:hip_excursion_deg=50 deg' --format json >out
grep -q '"margin": 50' out
hinge-compare groups results.h5 -q --group group --outcome half:lumbar_rounding --margin 'half:lumbar_rounding=10%' --format json >out
grep -q '"margin": 0.1' out
refused 'did you mean "slope:"' hinge-compare groups results.h5 --group group --margin slop:hip_excursion_deg=1deg
hinge-simulate -q -n 4 --reps 5 --trials 2 --seed 9 -o cued
hinge-ingest -q cued/trials.csv -o cued-study.h5
hinge-analyze -q cued-study.h5 -o cued.h5
hinge-compare within cued.h5 -q --condition cue --outcome slope:hip_excursion_deg --mdc auto --mdc-min-people 3 --format json >out
grep -q '"mdc": [0-9]' out
# who lacks the least is named
hinge-table summary results.h5 -q --columns slope:hip_excursion_deg --filter 'rep<=3' >out
grep -q 'slope:hip_excursion_deg is missing for p001, .*: fewer than 4 usable repetitions in a recording, which slope: needs' out
