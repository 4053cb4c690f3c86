#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# --data holds what is drawn: means with their intervals beside the lines of people, the band of
# measurement error. Means and intervals are computed here again.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
d=$HINGE_ROOT/datasets/cohort
hinge-ingest -q "$d/trials.csv" -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-plot paired r.h5 -q --mdc 0.05 -o paired.svg --data paired.csv
hinge-plot bins r.h5 -q --by cue -o bins.svg --data bins.csv
hinge-plot paired r.h5 -q --filter group=sedentary -o one.svg
# a group has its colour and mark whatever is shown, in whatever order, and on the page
colour() { grep -A1 "<title>[^<]*$2" "$1" | grep -o '#[0-9a-f]\{6\}' | head -1; }
hinge-plot paired r.h5 -q --filter group=trained -o trained.svg
hinge-plot bins r.h5 -q --by group --order trained,sedentary -o turned.svg
hinge-plot bins r.h5 -q --by group -o groups.svg
[ "$(colour groups.svg sedentary)" = "#0068a8" ] && [ "$(colour turned.svg sedentary)" = "#0068a8" ] || exit 1
[ "$(colour groups.svg trained)" = "#b54708" ] && grep -q '#b54708' trained.svg && ! grep -q '#0068a8' trained.svg || exit 1
for order in trained,sedentary sedentary,trained; do
    hinge-report r.h5 -q --order "$order" -o page.html
    grep -q 'fill="#b54708"[^>]*>[0-9.]*% trained<' page.html || exit 1
    grep -q '<b class="g g1">trained</b>' page.html && grep -q '<b class="g g0">sedentary</b>' page.html || exit 1
done
hinge-plot bins r.h5 --by cue -o bins.svg 2>bins.txt # four of ten reach the last bin: less than half
grep -q "A mark off the line is of fewer than three or of less than half of the participants" bins.txt
hinge-plot prevalence r.h5 -q -o prevalence.svg --data prevalence.csv
hinge-plot forest r.h5 -q -o forest.svg --data forest.csv
# what goes with what: from the results and from the JSON of the analysis, of all and of each group
hinge-plot relation r.h5 --columns lumbar_fraction,total_excursion_deg -o relation.svg --data relation.csv 2>relation.txt
hinge-compare -q relation r.h5 --outcome lumbar_fraction --with total_excursion_deg -o relation.json
hinge-plot -q relation relation.json -o json.svg --data json.csv
hinge-plot -q relation r.h5 --columns lumbar_fraction,total_excursion_deg --by group -o each.svg --data each.csv
hinge-plot -q relation r.h5 --columns lumbar_fraction,height_m --change cue:dowel-none -o change.svg --data change.csv
hinge-compare -q relation r.h5 --outcome lumbar_fraction --with height_m --change cue:dowel-none -o change.json
hinge-plot -q relation change.json -o json.svg --data change_json.csv
hinge-table summary r.h5 -q --by participant,group --filter cue=none --columns keys,lumbar_fraction,total_excursion_deg --phase descent --format csv >values.csv
# without a spine: trunk over thigh, of angles alone, too
hinge-simulate -q -n 4 --reps 3 --rate 30 --format csv-mediapipe -o phone
hinge-ingest -q phone/trials.csv -o ps.h5 && hinge-analyze -q ps.h5 -o p.h5
hinge-plot loops p.h5 -q -o loops.svg --data loops.csv
hinge-table waveforms p.h5 -o curves.csv --filter signal=thigh_incl,trunk_incl
hinge-table waveforms p.h5 -o standard.csv
hinge-plot paired p.h5 -q -o paired2.svg --data paired2.csv
# a task whose faults are not counted is named as a task, not as a kind of recording
hinge-simulate -q -n 3 --reps 3 --noise 0 --cue none -o day
hinge-simulate -q -n 3 --reps 3 --noise 1 --cue none --task pick_toy_floor -o day/toy
{ cat day/trials.csv && sed '1d; s/^/toy\//' day/toy/trials.csv; } >day/all.csv
hinge-ingest -q day/all.csv -o ds.h5 && hinge-analyze -q ds.h5 -o d.h5
hinge-plot together d.h5 -o together.svg 2>together.txt
grep -q ' Of the 3 recordings of 3 participants of the bodyweight hinge; 3 other recordings (3 participants) differ in the movement\.' together.txt
# figures of a comparison, from its JSON; of the same people as from the results
awk 'BEGIN { print "participant,rep,method,angle,score,fault"; for (p = 0; p < 9; p++) for (m = 0; m < 2; m++) for (r = 0; r < 3; r++)
    print "P" p "," r "," (m ? "lab" : "video") "," 30 + p * 7 % 11 + m * (1 + p * 5 % 4) + r / 2 "," p * 3 % 7 + m "," (p % 3 == 0) }' >two.csv
hinge-compare -q bland_altman two.csv --outcome angle --method method --order lab,video -o ba.json
echo 'angle = Hip angle' >words
hinge-plot agreement ba.json --label words -o ba.svg --data ba.csv 2>ba.txt
hinge-plot forest ba.json -o no.svg 2>wrong.txt && exit 1
hinge-plot agreement ba.json --by group -o no.svg 2>>wrong.txt && exit 1
hinge-plot relation r.h5 --columns lumbar_fraction -o no.svg 2>>wrong.txt && exit 1
python3 - <<'END'
import collections, csv, math, re, statistics
T = {5: 2.7764451051977987}  # Student's t, 4 degrees of freedom, 0.975 (R: qt)
def rows(name): return list(csv.DictReader(open(name)))
paired = rows("paired.csv")
people = [r for r in paired if r["people"] == "1"]
means = {(r["group"], r["condition"]): r for r in paired if r["participant"] == "mean"}
assert len(means) == 4 and {c for g, c in means} == {"none", "dowel"} and {r["mdc"] for r in paired} == {"0.05"}
def check(values, mean, low, high):
    n, m = len(values), statistics.mean(values)
    half = T[n] * statistics.stdev(values) / math.sqrt(n)
    for got, want in ((mean, m), (low, m - half), (high, m + half)):
        assert abs(float(got) - want) < 1e-9, (got, want)
for key, r in means.items():
    own = [p for p in people if (p["group"], p["condition"]) == key]
    check([float(p["value"]) for p in own], r["value"], r["ci_low"], r["ci_high"])
    if key[1] == "dowel":
        check([float(p["change"]) for p in own], r["change"], r["change_ci_low"], r["change_ci_high"])
# the means of two groups stand side by side, as far from each other as from the middle of their gap
place = {k: float(x) for k, x in re.findall(r"<title>([a-z]+, [a-z ]+): [^<]*</title>\n<path d=\"M([0-9.]+) ", open("paired.svg").read())[:4]}
end = {float(x) for x in re.findall(r"<circle cx=\"([0-9.]+)\"", open("paired.svg").read())}
left, right = sorted(end)[:2]
for c, x in (("no cue", left), ("dowel", right)):
    off = sorted(abs(place[f"{g}, {c}"] - x) / (right - left) for g in ("sedentary", "trained"))
    assert 0.2 < off[0] < off[1] < 0.4 and abs(sum(off) / 2 - 0.3) < 0.001, (c, off)
one = open("one.svg").read()  # of one group
left, right = sorted({float(x) for x in re.findall(r"<circle cx=\"([0-9.]+)\"", one)})[:2]
place = float(re.search(r"<title>no cue: [^<]*</title>\n<path d=\"M([0-9.]+) ", one)[1])
assert abs((left - place) / (right - left) - 0.24) < 0.001, (left, right, place)
# a mark of fewer than half of the people is off the line and has their number
bins = [r for r in rows("bins.csv") if r["level"] in ("none", "dowel") and int(r["people"]) > 0]
few = [r["people"] for r in bins if int(r["people"]) < 5]
assert few == ["4", "4"] and re.findall(r"[> ]n\u00a0=\u00a0(\d+)<", open("bins.svg").read()) == ["10", "10", "4"], bins
# every number that a dot says on the way over it stands in the data
said = re.findall(r"<title>[^<]*: (\d+) % \((\d+) to (\d+)\), n = (\d+)</title>", open("prevalence.svg").read())
have = {(round(100 * float(r["prevalence"])), round(100 * float(r["ci_low"])), round(100 * float(r["ci_high"])),
         int(r["people"])) for r in rows("prevalence.csv") if r["ci_low"]}
assert len(said) > 20 and not [s for s in said if tuple(map(int, s)) not in have]
said = re.findall(r"<title>[^<]*: ([-−0-9.]+) \(([-−0-9.]+) to ([-−0-9.]+)\), n = (\d+)</title>", open("forest.svg").read())
forest = rows("forest.csv")
assert len(said) > 3
for s in said:
    numbers = [float(x.replace("−", "-")) for x in s]
    # shares and lengths are said in percent, the data have them as they are
    assert any(all(abs(float(r[k]) * (100 if k != "people" and r["outcome"] in ("lumbar_fraction", "hip_posterior_ll") else 1) - v)
                   <= 0.51 * 10 ** -(len(t.split(".")[1]) if "." in t else 0)
                   for k, v, t in zip(("change", "ci_low", "ci_high", "people"), numbers, s)) for r in forest), s
# loops: means of people, a thigh that leans back counts up; down ends deepest
curve = collections.defaultdict(list)
for r in rows("curves.csv"):
    curve[r["group"] + "/" + r["cue"], r["percent"], r["signal"]].append(float(r["mean"]))
loops = rows("loops.csv")
assert {r["level"] for r in loops} == {k[0] for k in curve} and len(loops) == 4 * 101
for r in loops:
    thigh, trunk = (statistics.mean(curve[r["level"], r["percent"], s]) for s in ("thigh_incl", "trunk_incl"))
    assert abs(float(r["thigh_back"]) + thigh) < 1e-9 and abs(float(r["trunk_incl"]) - trunk) < 1e-9, r
assert max(float(r["thigh_back"]) for r in loops) > 10 and 'title>Trunk lean over thigh lean' in open("loops.svg").read()
# curves of nobody are no rows
seen = {r["signal"] for r in rows("standard.csv")}; assert seen == {"trunk_incl", "knee_flex", "com_foot"}, seen
assert "runk lean (°) of every person" in open("paired2.svg").read()
# limits of agreement of the means of people, from the rows
import json
values = collections.defaultdict(list)
for r in rows("two.csv"):
    values[r["participant"], r["method"]].append(float(r["angle"]))
pair = [(statistics.mean(values[p, "lab"]), statistics.mean(values[p, "video"])) for p in sorted({k[0] for k in values})]
data = rows("ba.csv")
points = sorted((float(r["mean"]), float(r["difference"])) for r in data if r["what"] == "point")
assert len(points) == 9
for got, want in zip(points, sorted(((x + y) / 2, x - y) for x, y in pair)):
    assert all(abs(a - b) < 1e-9 for a, b in zip(got, want)), (got, want)
d = [x - y for x, y in pair]
lines = {r["what"]: float(r["difference"]) for r in data if r["what"] != "point"}
wide = 1.959963984540054 * statistics.stdev(d)
for name, want in (("bias", statistics.mean(d)), ("lower limit", statistics.mean(d) - wide), ("upper limit", statistics.mean(d) + wide)):
    assert abs(lines[name] - want) < 1e-9, name
said = open("ba.txt").read()
assert "Hip angle, lab minus video over the mean of both, 9 people" in said, said
wrong = open("wrong.txt").read()
assert "agreement and relation from the JSON" in wrong and "has its choice made" in wrong, wrong
assert "such as --columns lumbar_fraction,age" in wrong, wrong
# people as hinge-table has them; the line, and its band by the matrix formula of HC3
def band(x, y, at):
    n, mx, my = len(x), statistics.mean(x), statistics.mean(y)
    sxx = sum((a - mx) ** 2 for a in x)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sxx
    weight = lambda a, q: 1 / n + (a - mx) * (q - mx) / sxx  # of y at a in the line at q
    e = [(b - my - slope * (a - mx)) / (1 - weight(a, a)) for a, b in zip(x, y)]
    half = {10: 2.3060041350333704, 5: 3.182446305284263}[n] * math.sqrt(sum((weight(a, at) * r) ** 2 for a, r in zip(x, e)))
    line = my + slope * (at - mx)
    return line, line - half, line + half
def related(name, group):
    table = rows(name)
    people = [r for r in table if r["what"] == "person" and group in (None, r["group"])]
    line = [r for r in table if r["what"] == "line" and group in (None, r["group"])]
    x, y = [float(r["x"]) for r in people], [float(r["y"]) for r in people]
    assert len(line) == 21 and float(line[0]["x"]) == min(x) and abs(float(line[-1]["x"]) - max(x)) < 1e-9, line
    for r in line:
        for got, want in zip((r["y"], r["ci_low"], r["ci_high"]), band(x, y, float(r["x"]))):
            assert abs(float(got) - want) < 1e-9, (r, want)
    return people
value = {(r["participant"], r["metric"]): r for r in rows("values.csv")}
people = related("relation.csv", None)
assert 2 * len(people) == len(value) == 20
for r in people:
    for axis, metric in (("y", "lumbar_fraction"), ("x", "total_excursion_deg")):
        have = value[r["participant"], metric]
        assert r["group"] == have["group"] and abs(float(r[axis]) - float(have["mean"])) < 1e-9, (r, have)
bare = lambda table: [(r["what"], r["x"], r["y"], r["ci_low"]) for r in table]
assert bare(rows("json.csv")) == bare(rows("relation.csv"))
assert bare(rows("change_json.csv")) == bare(rows("change.csv")) and len(related("change.csv", None)) == 10
assert "Change of lumbar fraction (dowel minus none, percentage points)" in open("change.svg").read()
assert len(related("each.csv", "trained")) == len(related("each.csv", "sedentary")) == 5
told = json.load(open("relation.json"))["results"]["report"]["sentence"][0].replace("-", "−")
assert told in open("relation.txt").read() and "n = 10" in told, told
drawn = open("relation.svg").read()
colour = {who: c for who, c in re.findall(r"<title>(p\d+)</title>\n<[^>]* fill=\"(#\w+)\"", drawn)}
assert {(value[who, "lumbar_fraction"]["group"], c) for who, c in colour.items()} == {
    ("sedentary", colour["p001"]), ("trained", colour["p002"])} and len(colour) == 10 and colour["p001"] != colour["p002"], colour
END
