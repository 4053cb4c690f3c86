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
python3 -c 'import csv; [print(f, "=", f) for f in sorted({r["fault"] for r in csv.DictReader(open("faults.csv"))})]' >words
hinge-report -q results.h5 --label words --facts -o facts.json
hinge-plot -q fixes results.h5 -o fixes.svg --data figure.csv
python3 - <<'END'
import collections, csv, json, math, os, re
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
# of the page a fault's row has its counts, gone, less, kept and new; a family's those of the strongest verdicts on its
# kinds, with a name of its own
speaks = dict(re.findall(r'\{\.id = "(\w+)"(?:(?!\{\.id).)*?\.speaks = "(\w+)"', open(os.environ["HINGE_ROOT"] + "/lib/faults/rows.c").read(), re.S))
order = ["yes", "sometimes", "possible", "no", "not judged"]
def of_family(kinds, cue):
    of = collections.Counter()
    for p in group:
        own = lambda kind, c, a, b: verdict([states[kind, p, c, t] for t in ("1", "2")[a:b] if (kind, p, c, t) in states])
        best = lambda *way: min((own(kind, *way) for kind in kinds), key=order.index)
        pair = (best("none", 0, 1), best("none", 1, 2)) if cue == "none" else (best("none", 0, 2), best(cue, 0, 2))
        if "not judged" not in pair:
            of[pair] += 1
    return of
def parts(of):
    n = {"gone": of["yes", "no"], "less": of["yes", "sometimes"] + of["yes", "possible"], "kept": of["yes", "yes"]}
    return {k: v for k, v in n.items() if v}, of["no", "yes"], sum(v for (a, b), v in of.items() if a == "no")
table = json.load(open("facts.json"))["cues"]["fixes"]
assert [h["name"] for h in table["heads"]] == ["dowel", "no cue, again"], table["heads"]
seen = collections.Counter()
for at, row in enumerate(table["rows"]):
    kinds = [row["name"]]
    if re.fullmatch(r"Any sign from the \w+( \w+)? \(\d kinds\)", row["name"]):
        speaker = speaks.get(table["rows"][at + 1]["name"], table["rows"][at + 1]["name"])
        kinds = [k for k in {f for f, *_ in states} if speaks.get(k, k) == speaker]
    assert bool(row.get("within")) == (len(kinds) == 1 and any("kinds)" in r["name"] and speaks.get(table["rows"][i + 1]["name"], table["rows"][i + 1]["name"]) == speaks.get(row["name"], row["name"]) for i, r in enumerate(table["rows"]))), row
    for cue, cell in zip(("dowel", "none"), row["cells"], strict=True):
        had, gained, without = parts(of_family(kinds, cue))
        found = {w: int(n) for n, w in re.findall(r"(\d+) (gone|less|kept)", cell["v"])}
        new = re.search(r"(\d+) of (\d+) new", cell["v"])
        assert found == had and ((int(new[1]), int(new[2])) if new else (0, 0)) == (gained, without), (row["name"], cue, cell, had, gained, without)
    seen["family" if len(kinds) > 1 else "fault"] += 1
assert seen["family"] > 0 and seen["fault"] > 1, seen
assert {f for (f, c), n in whole.items() if n["n"] >= 5 and c == "dowel" and n["lost"] + n["less"] + n["gained"]} <= {r["name"] for r in table["rows"]}
END
