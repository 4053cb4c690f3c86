#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Which cue for which fault, against the verdicts of every repetition, which are counted here by Python.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 16 --reps 4 --trials 2 --seed 3 --noise 0 --cue none --cue dowel -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table faults results.h5 -q --by participant,group,cue,trial,rep -o faults.csv
hinge-table fixes results.h5 -q --format csv >fixes.csv
hinge-table fixes results.h5 -q --by group --format csv >groups.csv
hinge-table fixes results.h5 -q --by participant --format csv >best.csv
hinge-report -q results.h5 --facts -o facts.json
hinge-plot -q fixes results.h5 -o fixes.svg --data figure.csv
python3 - <<'END'
import collections, csv, json, math
rows = lambda name: list(csv.DictReader(open(name)))
states, severity, group = collections.defaultdict(list), collections.defaultdict(list), {}
for r in rows("faults.csv"):
    states[r["fault"], r["participant"], r["cue"], r["trial"]].append(r["state"])
    if r["state"] != "refused":
        severity[r["fault"], r["participant"], r["cue"], r["trial"]].append(float(r["severity"]))
    group[r["participant"]] = r["group"]
def verdict(trials):
    judged = [[s for s in t if s != "refused"] for t in trials]
    judged = [t for t in judged if t]
    n = sum(map(len, judged))
    if n == 0 or sum(map(len, trials)) < 3 or 2 * n < sum(map(len, trials)):
        return "not judged"
    sure = sum(t.count("present") / len(t) for t in judged) / len(judged)
    may = 1 - sum(t.count("absent") / len(t) for t in judged) / len(judged)
    return "yes" if sure >= .5 else "sometimes" if sure > 0 else "possible" if may >= .5 else "no"
def count(fault, cue, people):
    of = collections.Counter()
    for p in people:
        own = lambda c: [states[fault, p, c, t] for t in ("1", "2") if (fault, p, c, t) in states]
        before, after = (verdict(own("none")[:1]), verdict(own("none")[1:])) if cue == "none" else (verdict(own("none")), verdict(own(cue)))
        if "not judged" not in (before, after):
            of[before, after] += 1
    return of
def binomial(b, c):
    return min(1, 2 * sum(math.comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c))
seen = collections.Counter()
def check(r, people):
    of = count(r["fault"], r["cue"], people)
    n = {"n": sum(v for (a, b), v in of.items() if a == "yes"), "lost": of["yes", "no"], "kept": of["yes", "yes"],
         "less": of["yes", "sometimes"] + of["yes", "possible"], "gained": of["no", "yes"],
         "without": sum(v for (a, b), v in of.items() if a == "no")}
    assert all(float(r[k]) == v for k, v in n.items()), (r, n)
    b, c = n["n"] - n["kept"], sum(v for (a, k), v in of.items() if a != "yes" and k == "yes")
    assert (r["p"] == "") == (sum(of.values()) < 10), (r, of)
    assert r["p"] == "" or abs(float(r["p"]) - binomial(b, c)) < 1e-9, (r, b, c)
    if n["n"]: # Wilson
        z, share = 1.959963984540054, n["lost"] / n["n"]
        mid, half = share + z * z / 2 / n["n"], z * math.sqrt(share * (1 - share) / n["n"] + z * z / 4 / n["n"] ** 2)
        assert abs(float(r["ci_low"]) - (mid - half) / (1 + z * z / n["n"])) < 1e-9 and abs(float(r["share_lost"]) - share) < 1e-12, r
    seen.update({k: v > 0 for k, v in n.items()})
    return n
whole = {(r["fault"], r["cue"]): check(r, group) for r in rows("fixes.csv")}
for r in rows("groups.csv"):
    check(r, [p for p in group if group[p] == r["group"]])
assert all(seen[k] for k in ("n", "lost", "less", "kept", "without")), seen
assert {r["fault"] for r in rows("fixes.csv") if r["planned"] == "1" and r["cue"] == "dowel"} == {
    "dowel_contact_lost", "lumbar_rounding", "thoracic_rounding", "chin_tuck"} & {f for f, _ in whole}, whole
# the best condition of a person: the lowest mean severity, if it differs from the next
told = 0
for r in rows("best.csv"):
    mean = {c: sum(sum(severity[k]) / len(severity[k]) for k in mine) / len(mine) for c in ("none", "dowel")
            if (mine := [k for k in severity if k[:3] == (r["fault"], r["participant"], c)])}
    least = min(mean, key=mean.get)
    assert abs(float(r["severity"]) - mean[least]) < 1e-9 and r["next"] == max(mean, key=mean.get), (r, mean)
    assert r["best"] == ("dowel" if least == "dowel" and float(r["p"]) < .05 else ""), (r, mean)
    told += r["best"] != ""
assert told > 3 and told < len(rows("best.csv")), told
# figure and page have the table's numbers
for r in rows("figure.csv"):
    assert all(float(r[k]) == whole[r["fault"], r["level"]][k] for k in ("lost", "less", "kept")), r
lines = json.load(open("facts.json"))["cues"]["fixes"]["list"]
assert lines, lines
for line in lines:
    cue = line["cues"][0]
    of = [n for (f, c), n in whole.items() if c == "dowel" and (n["n"], n["lost"], n["less"]) == (cue["n"], cue.get("lost", 0), cue.get("fewer", 0) + cue.get("possible", 0))]
    assert cue["n"] >= 5 and any(n["without"] == 0 if cue.get("other") is None else (n["without"], n["gained"]) == (cue["other"]["without"], cue["other"]["gained"]) for n in of), (line, of)
    assert line["again"]["n"] > 0, line
END
