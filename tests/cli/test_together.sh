#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Faults together at the baseline, against each person's verdicts, which are paired here by Python; and what speaks
# for a fault, also for one of the user.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >user.ini <<'END'
[fault:deep_round]
signal = lumbar_flex
statistic = max
relative_to = standing
threshold = 25
margin = 1
speaks = lumbar_rounding
END
hinge-simulate -q -n 30 --reps 3 --seed 5 --noise 0 --cue none --cue dowel --fault excessive_knee_flexion --fault butt_wink --fault-probability 0.5 -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5 --config user.ini
table() { hinge-table "$1" results.h5 -q --format csv "${@:2}"; }
table faults --by participant,group --filter cue=none >faults.csv
table together >pairs.csv
table together --by number >number.csv
table together --by combination >combination.csv
table together --by first --filter fault=lumbar_rounding,excessive_knee_flexion >first.csv
table faults --by participant,trial,rep --filter cue=none >reps.csv
table waveforms --by participant,rep --allow-single --filter cue=none >curves.csv
hinge-table together results.h5 >words
hinge-plot -q together results.h5 -o together.svg --data figure.csv
python3 - <<'END'
import collections, csv, itertools, math, os
rows = lambda name: list(csv.DictReader(open(name)))
has, group = collections.defaultdict(dict), {}
for r in rows("faults.csv"):
    group[r["participant"]] = r["group"]
    if r["people_not_judged"] == "0":
        has[r["fault"]][r["participant"]] = r["people_yes"] == "1"
kind = dict.fromkeys(["rounding_late", "back_unfurl", "dowel_contact_lost", "deep_round"], "lumbar_rounding")
kind |= dict.fromkeys(["knee_forward_travel", "shin_forward"], "excessive_knee_flexion")
# a family as one, by the strongest verdict of its members; shares of several joints do not count
rows_c = open(os.environ["HINGE_ROOT"] + "/lib/faults/rows.c", encoding="utf-8").read().split('{.id = "')
shares = {text.split('"')[0] for text in rows_c if ".share = true" in text}
assert {"rounding_early", "spine_over_hip", "neighbor_borrowing", "knee_dominant"} <= shares, shares
each, has = has, collections.defaultdict(dict)
for fault, of in each.items():
    for who, yes in of.items() if fault not in shares else ():
        has[kind.get(fault, fault)][who] = has[kind.get(fault, fault)].get(who, False) or yes
enough = [f for f, of in has.items() if sum(of.values()) >= 4 and sum(not v for v in of.values()) >= 4]
want = {frozenset(p) for p in itertools.combinations(enough, 2)}
of = lambda r: (kind.get(r["fault"], r["fault"]), kind.get(r["other"], r["other"]))
found = {frozenset(of(r)) for r in rows("pairs.csv")}
assert found == want and len(want) > 5, (found - want, want - found)
def fisher(a, b, c, d):
    of = lambda k: math.comb(a + b, k) * math.comb(c + d, a + c - k) / math.comb(a + b + c + d, a + c)
    ways = [of(k) for k in range(max(0, a - d), min(a + b, a + c) + 1)]
    return min(1, sum(p for p in ways if p <= of(a) * (1 + 1e-7)))
p = []
for r in rows("pairs.csv"):
    x, y = (has[f] for f in of(r))
    people = [w for w in x if w in y]
    a, b, c, d = (sum(x[w] == i and y[w] == j for w in people) for i, j in ((1, 1), (1, 0), (0, 1), (0, 0)))
    assert [float(r[k]) for k in ("both", "only_fault", "only_other", "neither", "n")] == [a, b, c, d, len(people)], r
    phi = (a * d - b * c) / math.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    assert abs(float(r["phi"]) - phi) < 1e-9 and abs(float(r["p"]) - fisher(a, b, c, d)) < 1e-9, (r, phi)
    assert -1 <= float(r["ci_low"]) <= phi <= float(r["ci_high"]) <= 1, r
    p.append((float(r["p"]), float(r["p_holm"])))
least = 0
for i, (own, holm) in enumerate(sorted(p)):
    least = max(least, min(1, own * (len(p) - i)))
    assert abs(holm - least) < 1e-9, (own, holm, least)
# how many a person has, and which
mine = {w: frozenset(f for f, of in has.items() if of.get(w)) for w in group}
number = collections.Counter((group[w], len(of)) for w, of in mine.items())
for r in rows("number.csv"):
    assert float(r["people"]) == number[r["group"], int(r["number"])], (r, number)
assert sum(float(r["people"]) for r in rows("number.csv")) == len(group)
which = collections.Counter(mine.values())
got = [(frozenset(kind.get(f, f) for f in filter(None, r["combination"].split(","))), float(r["people"])) for r in rows("combination.csv")]
assert dict(got) == which and [n for _, n in got] == sorted(which.values(), reverse=True), (got, which)
assert [float(r["people"]) for r in rows("figure.csv")] == [n for _, n in got]
# where the threshold is first passed: on the mean curve of the one bend, a point a percent; then which fault is first
curve, at = collections.defaultdict(dict), collections.defaultdict(dict)
for r in rows("curves.csv"):
    if r["phase"] == "rep" and r["over"] == "time":
        curve[r["participant"], r["rep"], r["signal"]][int(r["percent"])] = float(r["mean"] or "nan")
checked = 0
for r in rows("reps.csv"):
    signal = {"lumbar_rounding": "lumbar_flex", "excessive_knee_flexion": "knee_flex"}.get(r["fault"])
    over = r["state"] != "refused" and float(r["severity"]) > float(r["threshold"])
    assert r["at_pct"] == "" or over, r
    if signal is None or not over:
        continue
    of = curve[r["participant"], r["rep"], signal]
    passed = next(i for i in range(101) if of[i] > float(r["threshold"]))
    assert abs(float(r["at_pct"]) - passed) < 3, (r, passed)
    at[r["participant"], r["rep"]][r["fault"]] = float(r["at_pct"])
    checked += 1
assert checked > 30
bends = collections.defaultdict(list)
for (who, _), of in at.items():
    bends[who].append(min(of, key=of.get))
for r in rows("first.csv"):
    assert float(r["n"]) == len(bends) and float(r["people"]) == sum(2 * b.count(r["fault"]) > len(b) for b in bends.values()), (r, bends)
assert len(rows("first.csv")) == 2
assert sum(each["deep_round"].values()) > 3
END
grep -q '^Kinds of one fault count as one: .*deep_round' words
# a fault that is not there speaks for none
sed -i 's/speaks = .*/speaks = lumbar_roundng/' user.ini
if hinge-analyze -q study.h5 -o other.h5 --config user.ini 2>error; then exit 1; fi
grep -q 'speaks = "lumbar_roundng" of fault deep_round: expected the id of a fault' error
