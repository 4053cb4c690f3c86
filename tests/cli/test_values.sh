#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Numbers as they are printed: levels whole, differences with one decimal, the same in title, tables and Table 2; groups in
# one order; of two groups each change and their difference in a table; nothing differs: within the last digit. Python
# computes them from the values of people.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
shared=${HINGE_SHARED:-$HINGE_ROOT/../shared}/cases/register
[ -d "$shared" ] || { echo "skipped: HINGE_SHARED names no folder with cases/register"; exit 77; }
cd "$dir"
python3 "$shared/make.py" . family loads opposite equal
for study in family loads opposite equal; do
    hinge-ingest -q "$study/trials.csv" -o s.h5
    hinge-analyze -q s.h5 -o r.h5
    hinge-report -q r.h5 -o "$study.html"
    hinge-table summary r.h5 -q --by participant,group,cue,load_kg --format csv >"$study.csv"
    [ "$study" != family ] || hinge-compare groups r.h5 -q --filter cue=none >family.txt
done
python3 - <<'END'
import csv, html, re, statistics

def read(name):
    page = html.unescape(re.sub(r"<(script|style|svg)\b.*?</\1>", " ", open(name + ".html", encoding="utf-8").read(), flags=re.S)).replace("\xa0", " ")
    plain = lambda text: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()
    title = plain(re.search(r"<h1.*?</h1>", page, re.S)[0])
    tables = [[[plain(c[1]) for c in re.finditer(r"<t[hd][^>]*>(.*?)</t[hd]>", r, re.S)] for r in re.findall(r"<tr.*?</tr>", t, re.S)] for t in re.findall(r"<table.*?</table>", page, re.S)]
    people = {}
    for r in csv.DictReader(open(name + ".csv")):
        if r["metric"] == "lumbar_fraction" and r["phase"] == "descent":
            people[r["participant"], r["group"], r.get("cue") or "none", r.get("load_kg", "")] = 100 * float(r["mean"])
    return title, tables, people, plain(page)

def printed(x, digits):
    return f"{x:+.{digits}f}".replace("-", "−")

title, tables, people, text = read("family")
mean = {g: [x for (_, its, cue, _), x in people.items() if its == g and cue == "none"] for g in "AB"}
a, b = (statistics.mean(mean[g]) for g in "AB")
assert f"{a:.0f}%" in title and f"{b:.0f}%" in title and title.index(f"{a:.0f}%") < title.index(f"{b:.0f}%"), title
groups = next(t for t in tables if any("Difference in SDs" in c for c in t[0]))
assert [c for c in groups[0][1:3]] == ["A n = 10 M (SD)", "B n = 10 M (SD)"] and groups[0][-2:] == ["g 95% CI", "p (Holm)"], groups[0]
row = next(r for r in groups if r[0].startswith("Spine’s share"))
assert row[1:3] == [f"{statistics.mean(mean[g]):.0f} ({statistics.stdev(mean[g]):.1f})" for g in "AB"], row
assert row[4].startswith(printed(a - b, 1) + " (") and re.fullmatch(r"−\d\.\d\d \(−\d\.\d\d to −\d\.\d\d\)", row[5]), row
assert f"A minus B: {printed(a - b, 1)} points" in text, printed(a - b, 1)
paper = open("family.txt").read()
assert f"{a:.0f} ({statistics.stdev(mean['A']):.1f})" in paper and f"{a - b:.1f} [" in paper, paper[:600]
for table in tables: # one order: in heads, and among rows
    for cells in (table[0], [r[0] for r in table if r]):
        at = [next((i for i, c in enumerate(cells) if re.match(rf"{g}\b", c)), None) for g in "AB"]
        assert None in at or at[0] < at[1], cells

title, tables, people, text = read("loads")
change = {g: statistics.mean([x - people[p, g, "none", "0"] for (p, its, _, kg), x in people.items() if its == g and kg == "12"]) for g in "AB"}
rows = [r for t in tables if any("Change" in c for c in t[0]) for r in t]
for x in (change["A"], change["B"], change["A"] - change["B"]):
    assert any(c.startswith(printed(x, 1) + " points (") for r in rows for c in r), (x, rows)
assert printed(change["A"], 1) in title and printed(change["B"], 1) in title and len(title.split()) <= 20, title

title, tables, people, text = read("opposite")
rows = {r[1]: r for t in tables if any("Change" in c for c in t[0]) for r in t if len(r) > 6}
assert rows["A"][5].startswith("−") and rows["B"][5].startswith("+") and rows["A"][6].startswith("−1"), rows
assert len(title.split()) <= 20 and title.index("in the A group") < title.index("in the B group"), title

title, tables, people, text = read("equal")
assert "no difference (within 0.1" in text and "0.0 points (95% CI within 0.1)" in text and not re.search(r"0\.00 points|[<>] 0 to [<>] 0", text), title
END
