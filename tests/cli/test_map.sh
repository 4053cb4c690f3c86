#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The map of a report: an end lies at the depth and on the ray of the share that the tables print, lines go from 0 to
# their ends, the frame is that of every report, labels cover no mean and no other label, the body of a group is near its
# mean, and people whose bends differ are named.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 12 --seed 5 --reps 3 --cue none --cue dowel --cue bench --rate 30 --format trc-b -o made
hinge-ingest -q made/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-report -q r.h5 --study s.h5 --facts -o facts.json
hinge-report -q r.h5 --order sedentary,trained --filter cue=none --facts -o turned.json
for by in participant,cue group,cue; do
    hinge-table summary r.h5 -q --by $by --phase descent --columns lumbar_fraction,total_excursion_deg,mean,n --format csv -o "$by.csv"
done
# of people without a spine there is none; of one person a line is a bend
hinge-report -q r.h5 --filter participant=p001 --facts -o one.json
hinge-table reps r.h5 -q --filter participant=p001 --phase descent --columns lumbar_fraction,total_excursion_deg --format csv -o bends.csv
# and their two visits with a cue: a row a visit and cue, and the change in each, however large the first is
hinge-simulate -q -n 1 --seed 5 --reps 3 --trials 2 --cue none --cue dowel --rate 20 --format trc-a -o visits
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { $at["session"] = $at["trial"] } 1' visits/trials.csv >visits/list.csv
hinge-ingest -q visits/list.csv -o v.h5
hinge-analyze -q v.h5 -o vr.h5
hinge-report -q vr.h5 --facts -o visits.json
hinge-table reps vr.h5 -q --phase descent --columns lumbar_fraction --format csv -o visits.csv
hinge-simulate -q -n 4 --seed 5 --reps 3 --cue none --rate 30 --format csv-coco -o phones
hinge-ingest -q phones/trials.csv -o p.h5
hinge-analyze -q p.h5 -o pr.h5
hinge-report -q pr.h5 --facts -o phones.json
# over sessions and loads, values are those of the tables
hinge-plan -q --groups sedentary:2,trained:3 --cues none,wall_tap_3in --practice 2 --task bodyweight_hinge,rdl \
    --name '{participant}/{session}_{task}_{cue}_{trial}.trc' -o plan
hinge-simulate -q --list plan/trials.csv --format trc-b --rate 25 --seed 3 --learn=-0.12 -o plan
hinge-ingest -q plan/trials.csv -o l.h5
hinge-analyze -q l.h5 -o lr.h5
hinge-report -q lr.h5 --facts -o learn.json
hinge-plot answer -q lr.h5 -o learn.svg --data learn-answer.csv
hinge-table summary lr.h5 -q --by participant,task,session,cue --phase descent --columns lumbar_fraction,total_excursion_deg,mean --format csv -o learn.csv
echo file,participant,task,cue,trial,load_kg >loads.csv
for kg in 0 4 12; do
    hinge-simulate -q -n 3 --seed $((kg + 1)) --reps 3 --cue none --rate 25 --format trc-b -o kg$kg
    for p in 1 2 3; do echo "kg$kg/p00$p/bodyweight_hinge_none_1.trc,p00$p,bodyweight_hinge,none,$kg,$kg" >>loads.csv; done
done
hinge-ingest -q loads.csv -o k.h5
hinge-analyze -q k.h5 -o kr.h5
hinge-report -q kr.h5 --facts -o loads.json
hinge-plot answer -q kr.h5 -o loads.svg --data loads-answer.csv
hinge-table summary kr.h5 -q --by participant,load_kg --phase descent --columns lumbar_fraction,total_excursion_deg,mean --format csv -o kg.csv
# from three cues on, a table of cues by outcomes
hinge-simulate -q -n 6 --seed 5 --reps 3 --cue none --cue dowel --cue bench --cue wall_tap_3in --rate 20 --format trc-b -o many
hinge-ingest -q many/trials.csv -o m.h5
hinge-analyze -q m.h5 -o mr.h5
hinge-report -q mr.h5 --facts -o many.json
hinge-compare cues mr.h5 -q --format csv -o many.csv 2>/dev/null
python3 - <<'END'
import csv, json, re, statistics
from collections import defaultdict



def all_within(facts, where):
    """No mark lies outside its drawing."""
    for key, value in facts.items() if isinstance(facts, dict) else enumerate(facts) if isinstance(facts, list) else ():
        if (key in ("x", "x1", "x2") or " over " in where and key in ("y1", "y2")) and re.fullmatch(r"-?[0-9.]+", str(value)):
            assert 0 <= float(value) <= 100, (where, key, value)
        all_within(value, f"{where} {key}")


for name in ("facts", "turned", "one", "visits", "phones", "learn", "loads", "many"):
    all_within(json.load(open(name + ".json")), name)
f = json.load(open("facts.json"))
m, data = f["map"], json.loads(f["json"])["map"]
assert json.load(open("phones.json")).get("map") is None
assert m["box"] == "0 -600 900 600" or data["xm"] > 90 or data["ym"] > 60, m["box"]


def means(name, key):
    found = defaultdict(dict)
    for r in csv.DictReader(open(name)):
        found[r[key], r["cue"]][r["metric"]] = float(r["mean"])
    return found


def degrees(of):  # per cent of the drawing
    return of["x"] / 100 * data["xm"], data["ym"] - of["y"] / 100 * (data["ym"] - data["y0"])


def check(of, v, who):
    x, y = degrees(of)
    depth, share = v["total_excursion_deg"], v["lumbar_fraction"]
    assert abs(x - depth * (1 - share)) < .02 and abs(y - depth * share) < .02, (who, x, y, v)
    points = [tuple(int(n) / 10 for n in p.split()) for p in of["ln"][1:].split("L")]
    assert len(points) == 17 and points[0] == (0, 0), who
    assert abs(points[-1][0] - x) < .06 and abs(-points[-1][1] - y) < .06, who


cues = ["none", "dowel", "bench"]
people = means("participant,cue.csv", "participant")
assert len(m["people"]) == 12
for p in m["people"]:
    check(p, people[p["p"], "none"], p["p"])
    for c in p["cued"]:
        check(c, people[p["p"], cues[c["i"]]], p["p"])
        (x, y), (u, v) = degrees(p), degrees(c)
        far = ((1.5 * 100 * (u - x) / data["xm"]) ** 2 + (100 * (v - y) / (data["ym"] - data["y0"])) ** 2) ** .5
        assert (("head" in c)) == (far > 3 * 3.25 ** .5), (p["p"], far)
groups = means("group,cue.csv", "group")
name = {"g0": m["table"]["rows"][0].get("group")}
for r in m["table"]["rows"]:
    name[r["cls"]] = r.get("group") or name[r["cls"]]
for g in m["means"]:
    check(g, groups[name[g["cls"]], cues[g["i"]]], g["cls"])
one = json.load(open("one.json"))
assert "spine upwards. no cue: " in one["map"]["alt"], one["map"]["alt"]
bends, o, cohort = list(csv.DictReader(open("bends.csv"))), one["map"], data
data = json.loads(one["json"])["map"]
assert o["one"] and "numbers" not in one and len(o["people"]) == len(bends) == 9 and len(o["means"]) == 3
for p, r in zip(o["people"], bends):
    assert p["p"] == f"{'no cue' if r['cue'] == 'none' else r['cue']}, bend {r['rep']}" and p["o"] == (r["cue"] != "none"), p["p"]
    check(p, {k: float(r[k]) for k in ("total_excursion_deg", "lumbar_fraction")}, p["p"])
for g, cue in zip(o["means"], cues):
    own = [r for r in bends if r["cue"] == cue]
    check(g, {k: sum(float(r[k]) for r in own) / 3 for k in ("total_excursion_deg", "lumbar_fraction")}, cue)
data = cohort
# one number: table and labels
assert [r["v"] for r in m["table"]["rows"]] == [f"{100 * groups[name[r['cls']], cues[k % 3]]['lumbar_fraction']:.0f}%"
                                                for k, r in enumerate(m["table"]["rows"])]
for k, label in enumerate(m["labels"]):
    assert m["table"]["rows"][3 * k]["v"] in label["text"]
# labels, 8 px a letter in a drawing of 540 by 360; the words at the dotted line are there already
right, top = m["limit"]["x"] * 5.4, m["limit"]["y"] * 3.6 + (3 if m["limit"]["below"] else -21)
boxes = [(right - 215, top, right, top + 18)]
for label in m["labels"]:
    x, y, w = label["x"] * 5.4, label["y"] * 3.6, 8 * len(label["text"])
    left = x - {"start": 0, "middle": w / 2, "end": w}[label["anchor"]]
    boxes.append((left, y - 9, left + w, y + 9))
inside = lambda b, x, y: b[0] < x < b[2] and b[1] < y < b[3]
for b in boxes:
    assert b[0] >= 0 and b[2] <= 540.01, b
    for g in (g for g in m["means"] if g["base"]):
        for u, v in (tuple(int(n) for n in p.split()) for p in g["ln"][1:].split("L")):
            assert not inside(b, u / 10 / data["xm"] * 540, (data["ym"] + v / 10) / (data["ym"] - data["y0"]) * 360), b
    for o in boxes:
        assert o is b or o[2] < b[0] or b[2] < o[0] or o[3] < b[1] or b[3] < o[1], (o, b)
at = [(l["x"] * 2.84, l["y"] * 2.78, 8 * len(l["text"]), l["anchor"]) for l in m["narrow"]]  # of a phone: every group, beside each other
at = [(x - {"start": 0, "middle": w / 2, "end": w}[a], y, w) for x, y, w, a in at]
assert len(at) == 2 and all(x >= 0 and x + w <= 284 and 9 <= y <= 269 for x, y, w in at) and (
    abs(at[0][1] - at[1][1]) >= 17 or at[0][0] + at[0][2] < at[1][0] or at[1][0] + at[1][2] < at[0][0]), at
# visits of one person
v, rows = json.load(open("visits.json")), list(csv.DictReader(open("visits.csv")))
for row, (session, cue) in zip(v["map"]["table"]["rows"], [(s, c) for s in "12" for c in ("none", "dowel")], strict=True):
    own = [100 * float(r["lumbar_fraction"]) for r in rows if (r["session"], r["cue"]) == (session, cue)]
    assert (row.get("group") or "session " + session) == "session " + session and row["n"] == len(own) == len(row["dots"]) == 3
    assert row["v"] == f"{statistics.mean(own):.0f}%" and row["sd"] == f"{statistics.stdev(own):.1f}" and row["o"] == (cue != "none"), (row, own)
assert [s["in"] for s in v["cues"]["each"][0]["person"]["sessions"]] == ["in session 1", "in session 2"], v["cues"]
# bodies and people
for pick in data["pick"]:
    g = next(k for k, v in name.items() if v == pick["name"])
    own, mean = people[pick["p"], "none"], groups[name[g], "none"]
    assert abs(own["lumbar_fraction"] - mean["lumbar_fraction"]) < .1 and pick["k"] == data["who"][pick["p"]]["0"], pick
spread = defaultdict(list)
for r, of in data["reps"].items():
    spread[r] = [int(v.rstrip("%")) for v in of[0]]
for p, v in spread.items():
    assert len(v) == 3 and (max(v) - min(v) >= 15) == (p in data["wide"]) or abs(max(v) - min(v) - 15) <= 1, (p, v)


def check_answer(name, rows, place):  # every person and condition has the value of the table, and each mean is theirs
    drawn, said = list(csv.DictReader(open(name))), {}
    for r in rows:
        if r["metric"] == "lumbar_fraction" and r.get("cue", "none") == "none" and r.get("task", "bodyweight_hinge") == "bodyweight_hinge":
            said[r["participant"], place(r)] = float(r["mean"])
    people = {(r["who"], r["condition"]): float(r["value"]) for r in drawn if r["drawn"] == "person"}
    assert people.keys() == said.keys() and all(abs(people[k] - said[k]) < 1e-12 for k in said), (people, said)
    for m in (r for r in drawn if r["drawn"] == "mean"):
        own = [float(r["value"]) for r in drawn if r["drawn"] == "person" and (r["group"], r["condition"]) == (m["group"], m["condition"])]
        assert len(own) == int(m["people"]) and abs(statistics.mean(own) - float(m["value"])) < 1e-12, m


def check_steps(facts, rows, place):  # ends of stages and loads, too, and arrows from each to the next
    global data
    m, data, of = facts["map"], json.loads(facts["json"])["map"], defaultdict(dict)
    for r in rows:
        if r.get("cue", "none") == "none" and r.get("task", "bodyweight_hinge") == "bodyweight_hinge":
            of[r["participant"], place(r)][r["metric"]] = float(r["mean"])
    assert m["steps"] == " → ".join(data["conds"]) and not m["cues"] and not m["many"]
    assert [r["sub"] for r in m["table"]["rows"]] == data["conds"] * len(data["groups"])
    for p in m["people"]:
        check(p, of[p["p"], data["conds"][0]], p["p"])
        assert len(p["cued"]) == len(data["conds"]) - 1 and str(data["ghost"]) in data["who"][p["p"]], p["p"]
        before = p
        for c in p["cued"]:
            check(c, of[p["p"], data["conds"][c["i"]]], p["p"])
            (x, y), (u, v) = degrees(before), degrees(c)
            assert all(abs(a - b) < .06 for a, b in zip((x, -y, u, -v), (int(n) / 10 for n in re.findall("-?[0-9]+", c["ar"])))), p["p"]
            before = c


check_steps(json.load(open("learn.json")), list(csv.DictReader(open("learn.csv"))), lambda r: r["session"])
check_steps(json.load(open("loads.json")), list(csv.DictReader(open("kg.csv"))), lambda r: f"{float(r['load_kg']):g}\u00a0kg")
check_answer("learn-answer.csv", list(csv.DictReader(open("learn.csv"))), lambda r: r["session"].replace("_", " "))
check_answer("loads-answer.csv", list(csv.DictReader(open("kg.csv"))), lambda r: f"{float(r['load_kg']):g}\u00a0kg")
grid, tests = json.load(open("many.json"))["cues"]["grid"], list(csv.DictReader(open("many.csv")))
assert [h["name"].split("\u00a0=")[0].removesuffix(" (n") for h in grid["heads"]] == ["dowel", "bench", "wall tap (3 in)"] and "grid" not in f["cues"]
for k, cue in enumerate(("dowel", "bench", "wall_tap_3in")):
    rows, cells = [r for r in tests if r["cue"] == cue and r["diff"] and r["role"] not in ("fault", "described")], [r["cells"][k] for r in grid["rows"] if "v" in r["cells"][k]]
    assert len(rows) == len(cells) and [c["planned"] for c in cells].count(True) == 1, cue
    for c in cells:
        ends = [float(v.replace("−", "-")) for v in re.findall(r"−?[0-9.]+", c["v"] + " " + c["span"])]
        keys = ("diff", "ci_low", "ci_high")  # 95 % whatever Holm's step
        near = .51 * 10.0 ** -len(c["v"].partition(".")[2].rstrip("°% spoints"))
        assert any((r["role"] == "primary") == c["planned"] and all(abs(scale * float(r[key]) - v) <= near for key, v in zip(keys, ends))
                   for r in rows for scale in (1, 100)), (cue, c)
END
# sections of the template borrow what they name, and a section names what its objects have
template=$HINGE_ROOT/lib/page/templates/report.html
python3 -B "$HINGE_ROOT/tests/cli/sections.py" "$template" ./*.json
sed 's/{{#people with box}}/{{#people}}/; s/{{#o}} o{{\/o}}//g; s/{{^o}} f{{\/o}}//g' "$template" >other.html
python3 -B "$HINGE_ROOT/tests/cli/sections.py" other.html ./*.json >wrong && exit 1
grep -q "^other.html:[0-9]*: section map.people does not borrow 'box', which map has$" wrong
grep -q "^section map.people: no section of the template names 'o'$" wrong
