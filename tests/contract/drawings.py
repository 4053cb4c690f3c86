# SPDX-License-Identifier: GPL-3.0-or-later
"""drawings.py PAGE FACTS FOLDER KIND...: prints where the page and the figures of one results file differ.

PAGE is the report, FACTS its facts, and FOLDER has KIND.csv (hinge-plot --data) and KIND.svg. A number of a
figure, rounded as the page prints it, has to be the number of the page. Groups have
one order on both: the first minus the second."""
import csv
import json
import re
import sys

page, facts, folder, *kinds = sys.argv[1:]
with open(page, encoding="utf-8") as file:
    page = file.read()
with open(facts, encoding="utf-8") as file:
    facts = json.load(file)
figure = {}
for kind in kinds:
    with open(f"{folder}/{kind}.csv", encoding="utf-8") as file:
        figure[kind] = list(csv.DictReader(file))
asked = 0


def same(what, shown, drawn):
    global asked
    asked += 1
    if shown != drawn:
        print(f"{what}: the page has {shown}, the figure {drawn}")


def numbers(text):
    return re.findall(r"[-−+]?\d+(?:\.\d+)?", text)


def rounded(what, text, values):
    """The numbers of `text` are the values, rounded to as many digits."""
    found = numbers(text)
    same(what + ": how many numbers", len(found), len(values))
    for shown, value in zip(found, values):
        digits = len(shown.partition(".")[2])
        number = float(shown.replace("−", "-"))
        off = abs(number - float(value)) > 0.5 * 10**-digits + 1e-9
        same(what, shown, f"{float(value):.9g}" if off else shown)


def percent(*values):
    return [100 * float(v) for v in values]


def unique(names):
    return list(dict.fromkeys(names))


# groups of the map, in the page's order, with their number in the study
answers = [{**r, "value": r["v"], "ci": r["iv"]} for r in facts["map"]["table"]["rows"] if "group" in r]
groups = [a["group"] for a in answers]
number = {a["group"]: int(a["cls"][1:]) for a in answers}
light = re.search(r":root\{([^}]*)\}", page).group(1)
colour = {f"g{k}": re.search(rf"--{letter}:(#\w+)", light).group(1) for k, letter in enumerate("abcd")}

table = facts["map"]["table"]["rows"]
group, shown = "", []
for row in table:
    group = row.get("group", group)
    shown.append((group, row["sub"], row))

if "map" in figure:
    means = [r for r in figure["map"] if r["drawn"] == "mean"]
    same("map: rows", [(g, c) for g, c, _ in shown], [(r["group"], r["condition"]) for r in means])
    for (g, c, row), mean in zip(shown, means):
        same(f"map: n of {g}, {c}", row["n"], int(mean["people"]))
        rounded(f"map: share of {g}, {c}", row["v"], percent(mean["share"]))
        rounded(f"map: interval of {g}, {c}", row["iv"], percent(mean["ci_low"], mean["ci_high"]))
    for a in answers:  # the group's label, in its colour
        with open(f"{folder}/map.svg", encoding="utf-8") as file:
            labels = re.findall(r'<text[^>]*fill="(#\w+)"[^>]*>([^<]*)', file.read())
        same(f"map: colour of {a['group']}", {colour[a["cls"]]}, {c for c, t in labels if t.startswith(a["group"] + " ") or t == a["group"]})

if "groups" in figure:
    means = [r for r in figure["groups"] if r["what"] == "mean"]
    same("groups: rows", groups, [r["group"] for r in means])
    with open(f"{folder}/groups.svg", encoding="utf-8") as file:
        used = unique(c for c in re.findall(r'fill="(#\w{6})"', file.read()))
    same("groups: colours in the order of rows", [colour[f"g{number[r['group']]}"] for r in means], used)
    of = {r["group"]: r for r in means}
    for a in answers:
        mean = of[a["group"]]
        same(f"groups: n of {a['group']}", a["n"], int(mean["people"]))
        rounded(f"groups: mean of {a['group']}", a["value"], percent(mean["value"]))
        rounded(f"groups: interval of {a['group']}", a["ci"], percent(mean["ci_low"], mean["ci_high"]))
    said = facts["groups"]["rows"][0]
    for difference in [r for r in figure["groups"] if r["what"] == "difference" and "diff" in said]:
        same("groups: minus", f"{facts['groups']['a_name']} minus {facts['groups']['b_name']}", difference["group"])
        rounded("groups: difference", said["diff"], percent(difference["value"]))
        rounded("groups: its interval", said["interval"], percent(difference["ci_low"], difference["ci_high"]))
    pairs = [r for r in figure["groups"] if r["what"] == "difference"]
    for pair, sentence in zip(pairs, facts["groups"].get("pairs", {}).get("each", [])):
        said = re.search(r"([+−]?[\d.]+) points ?(higher|lower)?.*?95%\sCI ([−\d.]+) to ([−\d.]+)", sentence["sentence"])
        same(f"groups: {pair['group']} in words", [g in sentence["sentence"] for g in pair["group"].split(" minus ")], [True, True])
        # "lower by 21 to 35": both turned round
        values = percent(pair["value"], pair["ci_low"], pair["ci_high"])
        if said.group(2) == "lower":
            values = [-values[0], -values[2], -values[1]]
        rounded(f"groups: {pair['group']}", " ".join(said.group(1, 3, 4)), values)

if "paired" in figure:
    means = [r for r in figure["paired"] if r["participant"] == "mean"]
    same("paired: groups", groups, unique(r["group"] for r in means))
    for g, c, row in shown:
        at = [r for r in means if r["group"] == g and {"none": "no cue"}.get(r["condition"], r["condition"]) == c]
        same(f"paired: {g}, {c} is drawn", 1, len(at))
        same(f"paired: n of {g}, {c}", row["n"], int(at[0]["people"]))
        rounded(f"paired: {g}, {c}", row["v"], percent(at[0]["value"]))
        rounded(f"paired: interval of {g}, {c}", row["iv"], percent(at[0]["ci_low"], at[0]["ci_high"]))

if "forest" in figure:
    cues = unique(r["cue"] for r in figure["forest"])
    same("forest: cues", len(facts["cues"]["each"]), len(cues))
    for each, cue in zip(facts["cues"]["each"], cues):
        at = [r for r in figure["forest"] if r["cue"] == cue][0]  # the planned outcome is the first
        said = re.search(r"([\d.]+)[^\d]*?(?:lower|higher|less|more|smaller|larger).*?95%\sCI ([−\d.]+) to ([−\d.]+)", each["sentence"])
        values = [float(at[k]) for k in ("change", "ci_low", "ci_high")]  # said without a sign
        turned = values if values[0] > 0 else [-values[0], -values[2], -values[1]]
        rounded(f"forest: change with {cue}", " ".join(said.groups()), turned)

if "answer" in figure:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", facts["answer"]["rows_svg"])
    for r in figure["answer"]:
        if r["drawn"] == "difference":
            text = texts[next(i for i, t in enumerate(texts) if t.startswith(("+", "−")) and "(" in t)]
            texts.remove(text)
            rounded(f"answer: {r['group']}", text, percent(r["value"], r["ci_low"], r["ci_high"]))

if "prevalence" in figure:
    named = {}  # the figure's rows of the condition that the page judges
    for r in figure["prevalence"]:
        level = r["level"].removesuffix("/none")
        if "/" not in level:
            named.setdefault(level, []).append(r)
    same("prevalence: groups", [h["name"] for h in facts["faults"]["heads"]], list(named))
    with open(f"{folder}/prevalence.svg", encoding="utf-8") as file:
        titles = re.findall(r'<text[^>]*text-anchor="end"[^>]*>([^<]*)', file.read())
    title = dict(zip(titles, unique(r["fault"] for r in figure["prevalence"])))
    for row in facts["faults"]["rows"]:
        name = row["hint"].split(". Threshold")[0]
        if name.startswith("the strongest verdict on "): # a family: the figure has its members alone
            continue
        same(f"prevalence: {name} is drawn", True, name in title)
        for head, cell in zip(facts["faults"]["heads"], row["cells"]):
            # how often it is certain: in at least half of the repetitions (yes), or in "1 of 3" (sometimes)
            judged = [s for s in cell["squares"] if s["cls"] != "nj"]
            yes = sum(s["cls"] == "" for s in judged)
            parts = [re.search(r"(\d+) of (\d+)$", s["t"]).groups() for s in judged if s["cls"] == "some"]
            some = sum(int(k) / int(n) for k, n in parts)
            for r in named.get(head["name"], []):
                if name in title and r["fault"] == title[name]:
                    same(f"prevalence: n of {name}, {head['name']}", len(judged), int(r["people"]))
                    certain = float(r["certain_low"]) * len(judged) - some
                    within = yes / 2 - 1e-9 <= certain <= yes + 1e-9
                    same(f"prevalence: how often {name} is certain in {yes}, {head['name']}", True if within else yes, True if within else certain)
sys.exit(0 if asked > 20 else f"only {asked} questions")
