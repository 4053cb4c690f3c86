#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What is seldom asked of hinge-table: groups by the number of a repetition, a fault as a filter, the
# class of a standing reference, notes on what nobody has; numbers against Python's own from the file.
set -euo pipefail
python3 -c 'import h5py' 2>/dev/null || { echo "skipped: python3 with h5py is not installed"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 6 --reps 4 --rate 30 --format csv -o raw
hinge-ingest -q raw/trials.csv -o s.h5
printf '[fault:mine]\nsignal = lumbar_flex\nstatistic = max\nthreshold_deg = 15\n' >mine.ini
hinge-analyze -q -c mine.ini s.h5 -o r.h5
hinge-table summary r.h5 --by rep --columns ' lumbar_fraction , hip_excursion_deg' --phase descent -o by_rep.csv
hinge-table summary r.h5 --by group,rep,cue --wide --columns lumbar_fraction --phase descent --allow-single -o wide.csv
hinge-table faults r.h5 --by rep,group -o faults.csv
hinge-table reps r.h5 --filter lumbar_rounding=1 -o rounded.csv
hinge-table reps r.h5 --filter 'lumbar_rounding<1&rep>2' -o not_rounded.csv
cat >check.py <<'END'
import csv, h5py, math, statistics as st
read = lambda f: list(csv.DictReader(open(f)))
word = lambda d: [b"".join(r).decode().rstrip("\0") for r in d[...]]
h = h5py.File("r.h5")
reps, trials = h["reps"], h["trials"]
who, group, cue = (word(trials[k]) for k in ("participant", "group", "cue"))
trial, rep = reps["trial"][...], reps["rep"][...]
descent, metrics = word(reps["phase"]).index("descent"), word(reps["metric"])
close = lambda a, b: abs(float(a) - b) <= 1e-9 * max(1, abs(b))
def cell(metric, **keys):
    """People's means of trials' means where the keys hold."""
    people = {}
    for i, t in enumerate(trial):
        is_there = {"rep": str(rep[i]), "group": group[t], "cue": cue[t]}
        value = metric(i)
        if all(is_there[k] == v for k, v in keys.items()) and not math.isnan(value):
            people.setdefault(who[t], {}).setdefault(int(t), []).append(value)
    return [st.mean(st.mean(v) for v in p.values()) for p in people.values()]
n = 0
for r in read("by_rep.csv"):
    got = cell(lambda i: reps["value"][i, metrics.index(r["metric"]), descent], rep=r["rep"], cue=r["cue"])
    assert r["phase"] == "descent" and int(r["n"]) == len(got) == 6 and r["reps"] == "6"
    assert close(r["mean"], st.mean(got)) and close(r["sd"], st.stdev(got)), r
    n += 1
assert n == 16, n
for r in read("wide.csv"):
    for c in ("none", "dowel"):
        got = cell(lambda i: reps["value"][i, metrics.index("lumbar_fraction"), descent], rep=r["rep"], group=r["group"], cue=c)
        assert len(got) == 3 and close(r["lumbar_fraction_" + c], st.mean(got)), r
        n += 1
assert n == 16 + 16, n
ids = word(reps["fault"])
def above(fault):
    state = reps["fault_state"][:, ids.index(fault)]
    return lambda i: float("nan") if not 0 <= state[i] <= 3 else float(state[i] >= 2)
judged = above("lumbar_rounding")

for r in read("faults.csv"):
    got = cell(above(r["fault"]), rep=r["rep"], group=r["group"], cue=r["cue"])
    assert int(r["people"]) == len(got), r
    assert (r["prevalence"] == "") == (not got)
    if got:
        assert close(r["prevalence"], st.mean(got)), (r, got)
        n += 1
assert n > 200, n
def rows(keep):
    return {(who[t], cue[t], str(rep[i])) for i, t in enumerate(trial) if keep(i)}
found = lambda f: {(r["participant"], r["cue"], r["rep"]) for r in read(f)}
a, b = rows(lambda i: judged(i) == 1), rows(lambda i: judged(i) == 0 and rep[i] > 2)
assert found("rounded.csv") == a and found("not_rounded.csv") == b and a and b
END
python3 check.py
# cells that a trial's repetitions go to in turn
cp r.h5 turns.h5
python3 - <<'END'
import h5py
with h5py.File("turns.h5", "r+", libver=("v110", "v110")) as h:
    h["reps/valid"][...] = [i % 2 for i in range(len(h["reps/valid"]))]
END
hinge-table summary turns.h5 --by valid --all-reps --allow-single --columns lumbar_fraction --phase descent -o turns.csv
cat >turns.py <<'END'
import csv, h5py, statistics as st
h = h5py.File("turns.h5")
trial, valid = h["reps/trial"][...], h["reps/valid"][...]
fraction = [b"".join(r).rstrip(b"\0") for r in h["reps/metric"][...]].index(b"lumbar_fraction")
who = [b"".join(r) for r in h["trials/participant"][...]]
rows = list(csv.DictReader(open("turns.csv")))
cue = [b"".join(r).decode().rstrip("\0") for r in h["trials/cue"][...]]
assert sorted((r["valid"], r["cue"]) for r in rows) == [(v, c) for v in "01" for c in ("dowel", "none")]
for r in rows:
    people = {}
    for i, t in enumerate(trial):
        if valid[i] == int(r["valid"]) and cue[t] == r["cue"]:
            people.setdefault(who[t], {}).setdefault(t, []).append(h["reps/value"][i, fraction, 0])
    got = st.mean(st.mean(map(st.mean, p.values())) for p in people.values())
    assert r["reps"] == "12" and abs(float(r["mean"]) - got) < 1e-12, (r, got)
END
python3 turns.py
# every reference that is no lockout is of one class
hinge-table summary r.h5 --columns lumbar_fraction -o all.csv
hinge-table summary r.h5 --columns lumbar_fraction --filter standing_source=standing -o standing.csv
diff all.csv standing.csv
hinge-table summary r.h5 --filter 'standing_source!=standing' 2>said && code=0 || code=$?
[ "$code" = 3 ]
grep -q 'no row fits' said
hinge-table provenance r.h5 >said
grep -Eq '^fault +mine +threshold 15 deg, margin A 4, B 8, C 8; from the config$' said
# people filmed with a phone: columns that nobody has are named, not shown
hinge-simulate -q -n 2 --reps 2 --cue none --rate 30 --format csv-coco -o phone
hinge-ingest -q phone/trials.csv -o p.h5
hinge-analyze -q p.h5 -o pr.h5
hinge-table reps pr.h5 >said
grep -qx 'No repetition here has: lumbar_excursion_deg, hip_excursion_deg, pelvis_excursion_deg, lumbar_fraction, lumbar_hip_ratio; the reason is that of the first.' said
if sed -n 1p said | grep -q lumbar; then exit 1; fi
