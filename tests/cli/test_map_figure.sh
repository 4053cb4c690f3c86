#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-plot map: its numbers are the places and answers of the report's map (two groups with cues, three groups, before and
# after, one person), and no word lies outside the drawing or over another.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 6 --seed 5 --reps 3 --cue none --cue dowel --rate 20 --format trc-b -o .
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { $at["group"] = "g" NR % 3 } 1' trials.csv |
    awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { p = $at["participant"]; of[p] = p in of ? of[p] : $at["group"]; $at["group"] = of[p] } 1' >three.csv
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { $at["session"] = $at["cue"] == "none" ? "before" : "after"; $at["cue"] = "none" } 1' \
    trials.csv >times.csv
for list in trials three times; do
    hinge-ingest -q $list.csv -o $list.h5
    hinge-analyze -q $list.h5 -o $list.r.h5
done
report() { # NAME RESULTS STUDY OPTION...: facts, and the figure at two widths
    name=$1 results=$2 study=$3
    shift 3
    hinge-report -q "$results" "$@" --facts -o "$name.json"
    for width in 85 180; do
        hinge-plot map -q "$results" --study "$study" "$@" --width $width -o "$name-$width.svg" --data "$name-$width.csv"
    done
    cmp "$name-85.csv" "$name-180.csv"
}
report two trials.r.h5 trials.h5
report three three.r.h5 three.h5
report times times.r.h5 times.h5
report one trials.r.h5 trials.h5 --filter participant=p001
python3 - <<'END'
import csv, html, json, re


def answers(facts):  # of each group without a cue, of one person of the first condition
    rows = facts["table"]["rows"]
    rows = rows[:1] if facts.get("one") else [r for r in rows if "group" in r] or rows[:1]
    return [{"value": r["v"], "ci": r.get("iv"), "n": r["n"], "group": None if facts.get("one") else r.get("group")} for r in rows]


def check_numbers(name):
    facts = json.load(open(name + ".json"))["map"]
    rows = list(csv.DictReader(open(name + "-85.csv")))
    _, top, wide, high = (float(v) / 10 for v in facts["box"].split())
    ends = [(p["p"], end) for p in facts["people"] for end in [p, *p["cued"]]] + [("", m) for m in facts["means"]]
    assert len(ends) == len(rows) > 6, (name, len(ends), len(rows))
    for (who, end), row in zip(ends, rows):
        hip, spine, share, depth = (float(row[k]) for k in ("hip_deg", "spine_deg", "share", "depth_deg"))
        assert row["who"] == who and (row["drawn"] == "mean") == (who == ""), row
        assert abs(end["x"] / 100 * wide - hip) < .006 and abs(-top - end["y"] / 100 * high - spine) < .006, (row, end)
        assert abs(depth * share - spine) < 1e-9 and abs(hip + spine - depth) < 1e-9, row
    means = [r for r in rows if r["drawn"] == "mean"]
    for answer, row in zip(answers(facts), [r for r in means if r["condition"] == facts["base"]], strict=True):
        assert answer["value"] == f"{100 * float(row['share']):.0f}%" and row["group"] == (answer.get("group") or ""), (answer, row)
        if row["ci_low"]:
            assert answer["ci"] == " to ".join(f"{100 * float(row[k]):.0f}" for k in ("ci_low", "ci_high")), (answer, row)
        assert int(float(row["people"])) == answer["n"], (answer, row)
    return facts


def boxes(name):  # about as wide as Arial is
    svg = open(name).read()
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    for x, y, more, words in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)</text>', svg):
        w = 7 * (.58 if "bold" in more else .53) * len(html.unescape(words))
        left = float(x) - (w if '"end"' in more else w / 2 if '"middle"' in more else 0)
        yield (left, float(y) - 5.2, left + w, float(y) + 1.6), words, more
        assert left > -.5 and left + w < width + .5 and float(y) > 5 and float(y) < height, (name, words)


for name in ("two", "three", "times", "one"):
    facts = check_numbers(name)
    for width in (85, 180):
        found = list(boxes(f"{name}-{width}.svg"))
        for i, (a, of, _) in enumerate(found):
            for b, other, _ in found[:i]:
                assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1], (name, width, of, other)
        names = [words for _, words, more in found if "bold" in more]
        said = len(answers(facts))
        assert len(names) == said * (2 if width == 180 and said > 1 else 1), (name, names)
        for answer in answers(facts):
            assert any(answer["value"] in n and (answer.get("group") or "") in n for n in names), (name, answer, names)
        words = [w for _, w, _ in found]
        assert (width == 180) == ("half way" in words), (name, width, words)
    assert [m["cls"] for m in facts["means"]] and "#0068a8" in open(f"{name}-85.svg").read(), name
END
hinge-simulate -q -n 2 --seed 5 --reps 3 --cue none --rate 20 --format csv-coco -o phones
hinge-ingest -q phones/trials.csv -o p.h5
hinge-analyze -q p.h5 -o pr.h5
hinge-plot map pr.h5 -o none.svg 2>said && exit 1
grep -q 'no map figure: ' said
# one person over visits: a column each, in the answer as a figure and on the page, and a number in the circles of each visit
hinge-plot answer -q times.r.h5 --filter participant=p001 -o visits.svg --data visits.csv
hinge-plot map -q times.r.h5 --filter participant=p001 -o numbered.svg
hinge-report -q times.r.h5 --filter participant=p001 -o visits.html
hinge-report -q times.r.h5 --filter participant=p001 --facts -o visits.json
python3 - <<'END'
import csv, json, re, statistics
rows, facts = list(csv.DictReader(open("visits.csv"))), json.load(open("visits.json"))
for name in ("before", "after"):
    own = [r for r in rows if r["condition"] == name]
    bends, (mean,) = [float(r["value"]) for r in own if r["drawn"] == "bend"], [r for r in own if r["drawn"] == "mean"]
    assert len(bends) == 3 and abs(statistics.mean(bends) - float(mean["value"])) < 1e-12, own
    assert abs(statistics.stdev(bends) - (float(mean["ci_high"]) - float(mean["ci_low"])) / 2) < 1e-12, own
    assert f">{100 * float(mean['value']):.0f}%" in facts["answer"]["people_svg"], mean
assert [p["visit"] for p in facts["map"]["people"]] == ["1"] * 3 + ["2"] * 3
svg = open("numbered.svg").read()
assert [svg.count(f">{k}</text>") for k in (1, 2)] == [3, 3]
assert open("visits.html").read().count('<figure class="answer"') == 1
END
# sensors have a body, too: their angles with average lengths. Its parts have colours of their own, which no group has
hinge-simulate -q -n 2 --seed 5 --reps 3 --cue none --rate 20 --format dot -o sensors
hinge-ingest -q sensors/trials.csv -o d.h5
hinge-analyze -q d.h5 -o dr.h5
hinge-plot map -q dr.h5 --study d.h5 -o bodies.svg
hinge-report -q dr.h5 --study d.h5 -o d.html
hinge-report -q dr.h5 --study d.h5 --sheet --participant p001 -o sheet.html
hinge-report -q trials.r.h5 --study trials.h5 -o points.html
hinge-report -q dr.h5 -o curves.html
python3 - <<'END'
import base64, json, re
PARTS = {"pelvis": "#946200", "thorax": "#4d6b7a", "lumbar": "#b43083"}
svg = open("bodies.svg").read()
for part, colour in PARTS.items():  # of each of two groups at three depths
    assert len(re.findall(f'stroke="{colour}"', svg)) == 6, (part, len(re.findall(f'stroke="{colour}"', svg)))
for page, average in (("d.html", True), ("points.html", False), ("curves.html", None)):
    text = open(page).read()
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])
    kinds = [data["kinds"][r["k"]] for r in data["reps"]]
    assert kinds and all(bool(k["points"]) == (average is not None) for k in kinds), page
    for kind in kinds:
        assert [p for p, lines in kind["parts"] if lines] == ([] if average is None else ["body", "pelvis", "thorax", "lumbar"]) and kind["average"] == bool(average), (page, kind)
    for name, colour in PARTS.items():
        assert f"--{name}:{colour}" in text, (page, name)
    groups = re.findall(r"--[abcd]:(#\w+)", text)
    assert len(groups) == 12 and not set(groups) & set(PARTS.values()) and "#9a4896" not in groups, groups
sheet = open("sheet.html").read()
assert sheet.count('class="lumbar"') == 5 and "average body" in sheet
assert "average body" not in open("points.html").read().split("<script")[0]
END
