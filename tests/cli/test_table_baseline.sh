#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# participants --test: p against all arrangements counted by Python, against closed forms, against
# hinge-compare between, and where it is installed against SciPy.
set -euo pipefail
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import sys; assert sys.version_info >= (3, 9)' 2>/dev/null || continue
    python=${python:-$candidate}
    if "$candidate" -c 'import scipy' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || { echo "no python3"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 16 --reps 3 --seed 4 --rate 30 -o raw
awk -F, -v OFS=, 'NR == 1 { print $0, "sex", "school", "age", "pain"; next }
    { p = substr($0, index($0, "p0") + 1, 3) + 0
      print $0, (p % 3 ? "f" : "m"), substr("abcaabbbacabbaca", p, 1), (p == 5 ? "" : 20 + (7 * p) % 13 + p % 2 * 6),
          int(p * p / 9) % 4 }' raw/trials.csv >raw/list.csv
hinge-ingest -q raw/list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
for t in welch,fisher kruskal,chi2; do
    hinge-table participants r.h5 --test $t -o $t.csv
done
# the same test of the age of people, another way
hinge-compare between r.h5 --outcome age --group group --filter cue=none -o b.json 2>/dev/null
cat >check.py <<'END'
import csv, json, math
from fractions import Fraction
people = {r["participant"]: r for r in csv.DictReader(open("raw/list.csv"))}
groups = list(dict.fromkeys(r["group"] for r in people.values()))
p = {}
for tests in ("welch,fisher", "kruskal,chi2"):
    for r in csv.DictReader(open(tests + ".csv")):
        if r["p"]:
            assert r["group"] == "all" and r["test"] in tests
            p[r["test"], r["variable"]] = float(r["p"])
def close(a, b, tolerance=1e-9):
    assert abs(a - b) <= tolerance * max(1e-3, abs(b)), (a, b)
def counts(name):
    levels = sorted({r[name] for r in people.values()})
    return [[sum(r["group"] == g and r[name] == l for r in people.values()) for l in levels]
            for g in groups]
def fisher(t):
    columns = [sum(c) for c in zip(*t)]
    def row(left, rest):
        if not left:
            return [()] if rest == 0 else []
        return [(v,) + r for v in range(min(left[0], rest) + 1) for r in row(left[1:], rest - v)]
    weight = lambda r: math.prod(math.comb(c, v) for c, v in zip(columns, r))
    return Fraction(sum(weight(r) for r in row(columns, sum(t[0])) if weight(r) <= weight(t[0])),
                    math.comb(sum(columns), sum(t[0])))
for name in ("sex", "school"):
    t = counts(name)
    close(p["fisher", name], float(fisher(t)))
    n = sum(map(sum, t))
    x2 = sum((v - sum(r) * c / n) ** 2 / (sum(r) * c / n)
             for r in t for v, c in zip(r, map(sum, zip(*t))))
    want = math.erfc(math.sqrt(x2 / 2)) if name == "sex" else math.exp(-x2 / 2)  # df 1 and 2
    close(p["chi2", name], want)
def kruskal(a, b):
    both = sorted(a + b)
    n = len(both)
    rank = lambda v: sum(w < v for w in both) + (both.count(v) + 1) / 2
    h = 12 / (n * (n + 1)) * sum(sum(map(rank, g)) ** 2 / len(g) for g in (a, b)) - 3 * (n + 1)
    return h / (1 - sum(both.count(v) ** 3 - both.count(v) for v in set(both)) / (n ** 3 - n))
for name in ("age", "pain"):
    a, b = ([float(r[name]) for r in people.values() if r["group"] == g and r[name]] for g in groups)
    close(p["kruskal", name], math.erfc(math.sqrt(kruskal(a, b) / 2)))
def find(node, key):
    for k, v in (node.items() if isinstance(node, dict) else ()):
        if k == key and isinstance(v, dict) and "p" in v:
            return v["p"]
        got = find(v, key)
        if got is not None:
            return got
between = find(json.load(open("b.json")), "welch")
close(p["welch", "age"], between)
try:
    from scipy import stats
except ImportError:
    raise SystemExit(print("no SciPy: Welch's t is that of hinge-compare only"))
a, b = ([float(r["age"]) for r in people.values() if r["group"] == g and r["age"]] for g in groups)
close(p["welch", "age"], stats.ttest_ind(a, b, equal_var=False).pvalue)
close(p["kruskal", "age"], stats.kruskal(a, b).pvalue)
close(p["chi2", "school"], stats.chi2_contingency(counts("school"), correction=False)[1])
close(p["fisher", "sex"], stats.fisher_exact(counts("sex"))[1])
END
"$python" check.py
# the difference of groups in standard deviations (Austin 2009), two decimals: of means, and of shares
hinge-table participants r.h5 --format markdown >wide.md 2>/dev/null
cat >wide.py <<'END'
import csv, math, statistics
people = {r["participant"]: r for r in csv.DictReader(open("raw/list.csv"))}
rows = [[c.strip() for c in line.strip("|\n").split("|")] for line in open("wide.md") if line.startswith("|")]
head, seen, variable = rows[0], set(), ""
at = [i for i, h in enumerate(head) if "std" in h.lower() or "difference" in h.lower()][0]
first, second = [next(g for g in {r["group"] for r in people.values()} if g == h.lower().split(" ")[0]) for h in head[3:5]]
for row in rows[2:]:
    variable = row[0].lower().split(",")[0].split(" (")[0] or variable
    groups = [[r[variable] for r in people.values() if r["group"] == g and r[variable]] for g in (first, second)] \
        if variable in ("sex", "school", "age", "pain") else None
    if groups is None or not row[at]:
        continue
    if variable in ("age", "pain"):
        a, b = ([float(v) for v in g] for g in groups)
        difference = statistics.mean(a) - statistics.mean(b)
        variance = (statistics.variance(a) + statistics.variance(b)) / 2
    else:
        x, y = (g.count(row[1]) / len(g) for g in groups)
        difference, variance = x - y, (x * (1 - x) + y * (1 - y)) / 2
    if variance > 0:
        shown = float(row[at].replace("−", "-"))
        assert abs(abs(shown) - abs(difference) / math.sqrt(variance)) < 0.00501, (row, difference, variance)
        seen.add(variable)
assert seen == {"sex", "school", "age", "pain"}, (seen, head, rows[2:])
END
"$python" wide.py
# for readers: p once for each variable, its test below the table
hinge-table participants r.h5 --test welch,fisher >table.txt
grep -q '^variable .* p$' table.txt
[ "$(grep -c '^school .*[0-9]\.[0-9]*$' table.txt)" -eq 1 ]
grep -q "^p: Welch's t test (.*age.*), Fisher's exact test (sex, school)" table.txt
hinge-table participants r.h5 --test chi2 >table.txt
grep -q 'expected counts below 5' table.txt
hinge-table participants r.h5 --test welch >table.md
grep -q 'a group has no variance' table.md
for wrong in welch,kruskal wilch; do
    if hinge-table participants r.h5 --test $wrong 2>said; then exit 1; fi
done
grep -q 'did you mean welch' said
if hinge-table summary r.h5 --test welch 2>said; then exit 1; fi
grep -q 'does not take it; participants does$' said
