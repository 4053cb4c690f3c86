#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report's table of faults against the same shares computed by Python from the verdicts of
# every repetition: the mean of the participants' rates, of those that were judged.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --reps 3 --seed 5 --noise 0 -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table faults results.h5 -q --by participant,group,cue,trial,rep -o faults.csv
# each fault by its number in the alphabet
python3 - >words <<'END'
import csv
for i, fault in enumerate(sorted({row["fault"] for row in csv.DictReader(open("faults.csv"))})):
    print(f"{fault} = F{i}")
END
hinge-report results.h5 --label words -o report.html
hinge-table faults results.h5 -q --label words -o table.html
python3 - <<'END'
import collections, csv, html, re
names = sorted({row["fault"] for row in csv.DictReader(open("faults.csv"))})
rates = collections.defaultdict(lambda: collections.defaultdict(list))
for row in csv.DictReader(open("faults.csv")):
    if row["state"] != "refused":
        level = (row["group"], row["cue"])
        rates[row["fault"], level][row["participant"]].append(row["state"] in ("present", "above"))
page = open("report.html", encoding="utf-8").read()
table = re.search(r"<caption>Prevalence of the faults.*?</table>", page, re.S)[0]
levels = [(g, {"no cue": "none"}.get(c, c)) for g, c in
          re.findall(r'<th scope="col" data-v="(\w+), ([\w ]+) \(', table)]
assert len(levels) == 4, levels
checked = 0
for row in re.findall(r"<tr><td[^>]*>.*?</tr>", table, re.S):
    cells = [html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]*>", "", c)) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)]
    fault = names[int(cells[0].split(" (")[0].lstrip("F"))]
    for level, cell in zip(levels, cells[1:], strict=True):
        people = [sum(r) / len(r) for r in rates[fault, level].values()]
        want = f"{100 * sum(people) / len(people):.0f}%" if people else "–"
        assert cell.split(" ")[0] == want, (fault, level, cell, want)
        checked += bool(people)
assert checked >= 30, checked
# hinge-table prints the same rows, and below them every other fault by its name, once
alone = re.search(r"<table.*?</table>", open("table.html", encoding="utf-8").read(), re.S)[0]
cells = lambda t: [[html.unescape(re.sub(r"<[^>]*>", "", c)) for c in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", r)]
                   for r in re.findall(r"<tr>.*?</tr>", t, re.S)]
assert cells(alone)[1:] == cells(table)[1:], (cells(alone)[:3], cells(table)[:3])
rest = open("table.html", encoding="utf-8").read().split("</table>")[1]
named = {r[0].split(" (")[0] for r in cells(alone)[1:]} | set(re.findall(r"\bF\d+\b", rest))
assert len(named) >= len(names) and len(cells(alone)) < 40, (len(named), len(names))
print(checked, "shares")
END
# two groups that one word names stay two
printf 'sedentary = Desk\ntrained = Desk\n' >same
hinge-table faults results.h5 -q --by group --label same --format markdown -o same.md
if ! { grep -q '| Desk (n' same.md && grep -q '| Desk (trained) (n' same.md; }; then
    echo "two groups in one column: $(head -n 3 same.md)"
    exit 1
fi
hinge-report -q results.h5 --label same -o same.html
# more cells than paper has columns: cues side by side, groups one below the other, each cell as before
hinge-simulate -q -n 4 --reps 3 --seed 5 --noise 0 --cue none --cue dowel --cue chest_up --cue wall_tap_3in -o many
hinge-ingest -q many/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-table faults r.h5 -q -o long.csv
hinge-table faults r.h5 -q --format markdown >wide
hinge-report r.h5 | grep -q '<caption>Prevalence of the faults'
python3 - <<'END'
import csv
rows = [[c.strip() for c in line.strip().strip("|").split(" | ")] for line in open("wide") if line.startswith("| ")]
heads, body = rows[0], [r for r in rows[2:] if len(r) == len(rows[0])]
assert heads[:2] == ["Group", "Fault"] and len(heads) == 6, heads
known = {(r["group"], r["cue"]): {} for r in csv.DictReader(open("long.csv"))}
for r in csv.DictReader(open("long.csv")):
    known[r["group"], r["cue"]].setdefault(
        f"{100 * float(r['prevalence']):.0f}%" if r["prevalence"] else "-", set()).add(r["fault"])
cues = {"No cue": "none", "Wall tap (3 in)": "wall_tap_3in", "Chest up": "chest_up", "Dowel": "dowel"}
blocks = [r[0] for r in body]
assert blocks == sorted(blocks) and set(blocks) == {"sedentary", "trained"}, blocks
# the shares of a row are those of one fault in every cue
for r in body:
    same = set.intersection(*(known[r[0], cues[h.split(" (n")[0]]][c.split("%")[0] + "%" if "%" in c else "-"]
                              for h, c in zip(heads[2:], r[2:])))
    assert same, r
END
