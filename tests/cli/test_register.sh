#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The register of comparisons: Python corrects its p again, a family as the register names it; each change of two groups and
# their difference add up; of studies with planted changes who was compared, of how many, and what was planned.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
shared=${HINGE_SHARED:-$HINGE_ROOT/../shared}/cases/register
cd "$dir"
register() { # FILE.h5 FILE.csv
    hinge-table register "$1" -q --format csv >"$2"
}
# practice of one of two groups, and what is left later: the families of visits
hinge-plan -q --groups sedentary:11 --cues none,dowel --practice 1 --reps 4 --name '{participant}/{session}_{cue}_{trial}.trc' -o .
awk -F, '!(substr($2, 2) + 0 > 5 && $4 ~ /^practice/)' trials.csv >made.csv
hinge-simulate -q --list made.csv --format trc-b --noise 1 --rate 30 --seed 5 --learn=-0.12 --learn-bends 5 --retain 0.7 -o .
awk -F, -v OFS=, 'NR > 1 {$3 = substr($2, 2) + 0 > 5 ? "control" : "taught"} {print}' made.csv >list.csv
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o practice.h5
register practice.h5 practice.csv
if [ -d "$shared" ]; then
    python3 "$shared/make.py" . family opposite loads trial one_group load_visit order_group again
    for study in family opposite loads trial one_group load_visit order_group again; do
        hinge-ingest -q "$study/trials.csv" -o s.h5
        hinge-analyze -q s.h5 -o "$study.h5"
        register "$study.h5" "$study.csv"
        hinge-report "$study.h5" -q -o "$study.html"
    done
    hinge-report loads.h5 -q --primary lumbar_fraction -o planned.html
    PYTHONPATH=$HINGE_ROOT/tests/cli
    export PYTHONPATH
    for page in family opposite loads trial planned one_group again; do
        { python3 -B -m page_text "$page.html"; python3 -B -m page_text "$page.html" h-methods h-who; } >"$page.words"
    done
    hinge-table register opposite.h5 -q --primary total_excursion_deg --format csv >primary.csv
fi
python3 - <<'END'
import collections, csv, os, re

def rows(name):
    for r in csv.DictReader(open(name + ".csv")):
        yield {k: float(v) if v and k in ("estimate", "low", "high", "p", "p_holm", "n_first", "n_second", "of_first", "of_second") else v for k, v in r.items()}

def holm(p): # the smallest first, each times the number of those that are left, never below one before
    most, out = 0, {}
    for i, k in enumerate(sorted(p, key=p.get)):
        most = out[k] = max(most, min(1, (len(p) - i) * p[k]))
    return out

def check(name):
    all_, families, of = list(rows(name)), collections.defaultdict(dict), {}
    for i, r in enumerate(all_):
        assert (r["p_holm"] == "") == (r["family"] == "") == (r["verdict"] == ""), r
        assert r["role"] != "described" or r["p"] == "", r
        assert r["n_first"] <= r["of_first"] and r["n_second"] <= r["of_second"], r
        assert r["low"] == "" or r["low"] <= r["estimate"] <= r["high"], r
        if r["family"]:
            families[r["family"]][i] = r["p"]
        key = r["outcome"], r["phase"], r["first"], r["second"], r["held"]
        assert (key, r["subject"]) not in of, r
        of[key, r["subject"]] = r
    for p in families.values():
        for i, x in holm(p).items():
            assert abs(all_[i]["p_holm"] - x) < 1e-12, (all_[i], x)
    apart = [(k, s, r) for (k, s), r in of.items() if " − " in s and k[2] not in s]
    for k, s, r in apart:
        a, b = (of[k, x] for x in s.split(" − "))
        assert abs(a["estimate"] - b["estimate"] - r["estimate"]) < 1e-12, (r, a, b)
        assert r["n_first"] == a["n_first"] and r["n_second"] == b["n_first"], (r, a, b)
    assert len({s for s in (r["subject"] for r in all_) if " − " in s}) <= 1, "one order of groups"
    return of, {f: len(p) for f, p in families.items()}, len(apart)

of, families, apart = check("practice")
assert families["practice"] == 1 and families["later"] == 2 and apart > 10, families
assert {r["role"] for (k, s), r in of.items() if k[2] == "later" and k[0] == "lumbar_fraction"} == {"exploratory", "described"}
if not os.path.exists("family.csv"):
    raise SystemExit
share = lambda of, s, first: next(r for (k, x), r in of.items() if k[0] == "lumbar_fraction" and k[2] == first and x == s)
near = lambda r, points: abs(100 * r["estimate"] - points) < 1.5
of, families, _ = check("family")
assert {(r["subject"], r["outcome"]) for r in of.values() if r["role"] == "default"} == {("A − B", "lumbar_fraction"), ("all", "severity:lumbar_rounding")}
assert near(share(of, "A − B", "A"), -13) and near(share(of, "all", "dowel"), -5) and share(of, "A − B", "A")["held"] == "cue=none"
of, _, _ = check("opposite")
falls, rises = (next(r for (k, x), r in of.items() if k[0] == "severity:lumbar_rounding" and x == s and k[2] == "dowel") for s in "AB")
assert falls["high"] < 0 < rises["low"] and near(share(of, "all", "dowel"), -.5), (falls, rises)
of, _, _ = check("primary")
assert {r["outcome"] for r in of.values() if r["role"] == "planned"} == {"total_excursion_deg"} and not [r for r in of.values() if r["role"] == "default"]
of, _, _ = check("loads")
assert near(share(of, "A", "12 kg"), 2) and near(share(of, "B", "12 kg"), 9) and near(share(of, "A − B", "12 kg"), -7)
assert share(of, "A − B", "12 kg")["role"] == "exploratory" and share(of, "A − B", "A")["role"] == "default"
of, _, _ = check("trial")
r = share(of, "therapy − control", "after")
assert [r[k] for k in ("n_first", "of_first", "n_second", "of_second", "role")] == [10, 11, 7, 9, "default"] and near(r, -7), r
# Methods count the records with a p, by role; the line below the title has as many exploratory ones
for name in ("family", "opposite", "loads", "trial"):
    n = sum(r["p"] != "" for r in rows(name))
    words = open(name + ".words").read()
    all_, parts = re.search(r"^(\d+) tests: (.*?)\. With", words, re.M).groups()
    assert int(all_) == n == sum(int(x.split()[0]) for x in parts.split(", ")), (name, n, all_, parts)
    assert set(re.findall(r"exploratory, (\d+) tests", words)) <= set(re.findall(r"(\d+) exploratory", parts)), words
    assert "planned" not in words and "by default" in parts, words
words = open("planned.words").read()
assert "1 planned by the study" in words and "0 to 12 kg" not in words and "0 to 12 kg" in open("loads.words").read(), words
of, _, _ = check("one_group")
r = share(of, "all", "dowel")
assert [r[k] for k in ("n_first", "of_first")] == [9, 18] and near(r, -5), r
# what cannot be told apart: the cue of one group, load and visit, order and group; and why a recording is not used
assert r["with"] == "cond_order, group" and "with the dowel are only of the B group" in open("one_group.words").read(), r
assert {r["with"] for r in rows("load_visit") if r["role"] != "described"} == {"session"}
assert {r["with"] for r in rows("order_group") if r["first"] == "A" and r["role"] != "described"} == {"cond_order"}
assert {r["with"] for r in rows("loads") if r["role"] != "described"} == {""}
assert "the baseline again, behind a cue" in open("again.words").read() and "another session" not in open("again.words").read()
END
[ -d "$shared" ] || { echo "skipped: HINGE_SHARED names no folder with cases/register"; exit 77; }
