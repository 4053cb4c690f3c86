#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Faults against the verdicts of every repetition, computed here by Python: the shares of hinge-table (the mean of the
# participants' rates, of those that were judged), and the report's people (everybody is in the denominator).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --reps 6 --seed 8 --noise 0 -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table faults results.h5 -q --by participant,group,cue,trial,rep -o faults.csv
# each fault by its number in the alphabet
python3 - >words <<'END'
import csv
for i, fault in enumerate(sorted({row["fault"] for row in csv.DictReader(open("faults.csv"))})):
    print(f"{fault} = F{i}")
END
hinge-report results.h5 --label words --order trained,sedentary --facts -o facts.json
hinge-report results.h5 --label words --order sedentary,trained --facts -o turned.json
hinge-table faults results.h5 -q --label words -o table.html
hinge-table faults results.h5 -q --by group --filter cue=none --format csv >people.csv
python3 - <<'END'
import collections, csv, html, json, os, re, statistics
names = sorted({row["fault"] for row in csv.DictReader(open("faults.csv"))})
rates = collections.defaultdict(lambda: collections.defaultdict(list))
for row in csv.DictReader(open("faults.csv")):
    if row["state"] != "refused":
        level = (row["group"], row["cue"])
        rates[row["fault"], level][row["participant"]].append(row["state"] in ("present", "above"))
page = open("table.html", encoding="utf-8").read()
table = re.search(r"<table.*?</table>", page, re.S)[0]
levels = [(g.lower(), {"no cue": "none"}.get(c, c)) for g, c in
          re.findall(r"<th scope=\"col\"[^>]*>(\w+), ([\w ]+) \(", table)]
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
# below them stands every other fault by its name, once
rest = page.split("</table>")[1]
named = set(re.findall(r"\bF\d+\b", table)) | set(re.findall(r"\bF\d+\b", rest))
assert len(named) >= len(names), (len(named), len(names))

# the page: at baseline a person has a fault (yes) where half of the judged repetitions show it beyond the margin,
# sometimes where fewer do, perhaps where half may and none does, else not; who was judged in less than half of the
# repetitions is not judged
facts = json.load(open("facts.json"))["faults"]
states = collections.defaultdict(lambda: collections.defaultdict(list))
group = {}
for row in csv.DictReader(open("faults.csv")):
    group[row["participant"]] = row["group"]
    if row["cue"] == "none":
        states[row["fault"]][row["participant"]].append(row["state"])
def verdict(own):
    judged = [s for s in own if s != "refused"]
    if 2 * len(judged) < len(own):
        return "not judged"
    if 2 * judged.count("present") >= len(judged):
        return "yes"
    if "present" in judged:
        return "sometimes"
    return "no" if 2 * judged.count("absent") > len(judged) else "possible"
def place(own):
    sure = [i for i, s in enumerate(own) if s == "present"]
    half = len(own) // 2
    first, last = sum(i < half for i in sure), sum(i >= len(own) - half for i in sure)
    if len(sure) < 2 or len(own) < 4 or first == last:
        return f"{len(sure)} of {len(own)}"
    most, end = max(first, last), "last" if last > first else "first"
    far = max(len(own) - sure[0] if last > first else sure[-1] + 1, 1)
    return f"{len(sure)} of {len(own)}, " + (f"all in the {end} {far}" if most == len(sure) else f"{most} in the {end} {half}")
people = late = 0
places = collections.Counter()
order = ["yes", "sometimes", "possible", "no", "not judged"]
# one movement is one fault: of a family a person has the strongest verdict on its kinds. It has a row with a name of its
# own where several kinds are in somebody, and each of these has one with its own verdicts
speaks = dict(re.findall(r'\{\.id = "(\w+)"(?:(?!\{\.id).)*?\.speaks = "(\w+)"', open(os.environ["HINGE_ROOT"] + "/lib/faults/rows.c").read(), re.S))
families = collections.defaultdict(list)
for fault in states:
    families[speaks.get(fault, fault)].append(fault)
somebody = {"yes", "sometimes", "possible"}
shown = {row["name"]: row for row in facts["rows"]}
assert len(shown) == len(facts["rows"]), facts["rows"]
def compare(row, kinds, verdicts):
    global people
    said = {who: min((verdicts[kind][who] for kind in kinds if who in verdicts[kind]), key=order.index) for who in group}
    for head, cell in zip(facts["heads"], row["cells"], strict=True):
        mine = [v for who, v in said.items() if group[who] == head["name"]]
        assert len(mine) == head["n"] == len(cell["squares"]), (kinds, mine, cell)
        want = ", ".join(f"{mine.count(v)} {v}" for v in ("yes", "sometimes", "possible", "not judged") if v in mine) or "none"
        assert cell["text"] == want, (kinds, head, cell["text"], want)
        people += len(mine)
        for square in cell["squares"]:
            if said[square["p"]] == "sometimes": # of one of the kinds that are so
                where = [place([s for s in states[kind][square["p"]] if s != "refused"]) for kind in kinds if verdicts[kind].get(square["p"]) == "sometimes"]
                assert square["t"] in [f"{square['p']}: sometimes, {w}" for w in where], (square["t"], where)
                places[square["t"].split("sometimes, ")[1]] += 1
rows = 0
for speaker, kinds in families.items():
    verdicts = {kind: {who: verdict(own) for who, own in states[kind].items()} for kind in kinds}
    some = [kind for kind in kinds if not somebody.isdisjoint(verdicts[kind].values())]
    judged = sum(set(of.values()) != {"not judged"} for of in verdicts.values())
    whole = {"lumbar_rounding": "the lower back", "excessive_knee_flexion": "the knees"}.get(speaker)
    for kind in some:
        row = shown[f"F{names.index(kind)}"]
        assert bool(row.get("within")) == (len(some) > 1), row
        compare(row, [kind], verdicts)
    if len(some) > 1:
        compare(shown[f"Any sign from {whole} ({judged} kinds)"], kinds, verdicts)
    rows += len(some) + (len(some) > 1)
assert rows == len(shown), (rows, shown.keys())
assert any("kinds)" in name for name in shown), shown.keys()
assert len(places) > 1, places
# the table has the same people, and sums to all of them
for row in csv.DictReader(open("people.csv")):
    of = {who: own for who, own in states[row["fault"]].items() if group[who] == row["group"]}
    for v in ("yes", "sometimes", "possible", "no", "not judged"):
        want = sum(verdict(own) == v for own in of.values())
        assert float(row["people_" + v.replace(" ", "_")]) == want, (row, v, want)
    judged = {who: [s for s in own if s != "refused"] for who, own in of.items() if verdict(own) != "not judged"}
    tail = [own for own in judged.values() if "present" in own and len(own) >= 4 and "present" not in own[:len(own) - len(own) // 2]]
    assert float(row["late"]) == len(tail), (row, judged)
    assert row["reps_median"] == "" if not judged else float(row["reps_median"]) == statistics.median(map(len, judged.values())), row
    late += len(tail)
assert late > 0
judged = [f for f, of in states.items() if {verdict(o) for o in of.values()} != {"not judged"}]
of_family = collections.defaultdict(list)
for f in judged:
    of_family[speaks.get(f, f)] += map(verdict, states[f].values())
assert facts["judged"] == len(of_family) and people >= 20, (facts["judged"], len(of_family), people)
# four counts which add up, by the best verdict of anybody: all but the last have a row
counts = collections.Counter(min(of, key=order.index) for of in of_family.values())
assert sum(not row.get("within") for row in facts["rows"]) == sum(facts[k] for k in order[:3]) > 3 and sum(counts.values()) == facts["judged"], counts
assert all(counts[k] == facts[{"no": "rest"}.get(k, k)] for k in order[:4]) and counts["sometimes"] > 0, (counts, facts)
# who is drawn: of the first group's repetitions one with the fewest certain faults that most of the group do not have
def odd(first):
    n = collections.Counter()
    for row in csv.DictReader(open("faults.csv")):
        if (row["cue"], row["group"]) == ("none", first):
            said = [verdict(own) for p, own in states[row["fault"]].items() if group[p] == first]
            few = 2 * said.count("yes") < len(said) - said.count("not judged")
            n[row["participant"], row["rep"]] += few and row["state"] == "present"
    return n
most = 0
for name, first in ("facts.json", "trained"), ("turned.json", "sedentary"):
    who, rep = re.match(r"(\w+), .*repetition (\d+)", json.load(open(name))["bends"]["first"]["t"]).groups()
    n = odd(first)
    assert group[who] == first and n[who, rep] == min(n.values()), (who, rep, n)
    most = max(most, max(n.values()) - min(n.values()))
assert most > 0, "no repetition has a fault of its own"
print(checked, "shares")
END
# two groups that one word names stay two
printf 'sedentary = Desk\ntrained = Desk\n' >same
hinge-table faults results.h5 -q --by group --filter cue=none --label same --format markdown -o same.md
hinge-table faults results.h5 -q --by group --label same --format markdown -o both.md
if ! { grep -q '| Desk (n' same.md && grep -q '| Desk (trained) (n' same.md && grep -q '| Desk, dowel (trained, dowel) (n' both.md; }; then
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
# thresholds of shares and lengths as readers' tables have them; files keep the numbers
printf '[fault:spine_over_hip]\nthreshold = 0.3\n' >c.ini
hinge-analyze -q study.h5 --config c.ini -o changed.h5
hinge-report -q changed.h5 -o page.html
grep -q 'Threshold 30%' page.html && grep -q 'Threshold 75% of foot length' page.html
! grep -E 'Threshold [0-9.]* (leg|foot) lengths|Threshold 0\.[0-9]+("|<)' page.html || exit 1
sed 's/<[^>]*>//g' page.html | grep 'default thresholds except high lumbar contribution to the descent (30%' >/dev/null
hinge-table faults changed.h5 2>&1 | grep 'High lumbar contribution to the descent, 30% (default 40%)' >/dev/null
hinge-table provenance changed.h5 --format csv | grep 'threshold 0.3 (default 0.4)' >/dev/null
# who rounds sometimes is in the sentence that says that nobody does; who may round makes it "for certain"
hinge-simulate -q -n 6 --reps 6 --seed 1 --noise 0 --cue none -o round
hinge-ingest -q round/trials.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5
said() { hinge-report -q r.h5 --filter "participant=$1" -o page.html && grep -o 'Nobody rounded[^<]*' page.html; }
diff - <(said p005,p002 && said p003,p002 && said p005,p003,p002) <<'END'
Nobody rounded in half of the bends; 1 of 2 did in single ones (1 of 6).
Nobody rounded for certain; 1 of 2 possibly.
Nobody rounded for certain in half of the bends; 1 of 3 possibly; 1 of 3 did in single ones (1 of 6).
END
# so does the person's own page, where one person is judged
hinge-simulate -q -n 6 --reps 6 --seed 1 --noise 0 --cue none --format trc-a -o whole
hinge-ingest -q whole/trials.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5
hinge-report -q r.h5 --participant p003 --sheet -o sheet.html
grep -A6 'Seen clearly, in at least' sheet.html | grep -q '<li>Lifting with the back (6 of 6)</li>'
! grep 'Rounding from the start' sheet.html || exit 1 # one movement is one fault
