#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of reports, computed again: page_numbers.py STUDY... Each folder has facts.json (hinge-report --facts),
people.csv (hinge-table summary, a row a person, cue and metric), faults.csv (a row a repetition and fault) and
trials.csv. Means of groups with t intervals; from five people on Welch's and paired t tests; Holm within the planned
and the further outcomes, and intervals of planned ones that agree with it. Every direction, size, limit, p, n and count
is compared."""
import collections
import csv
import json
import math
import re
import statistics
import sys

ALPHA = 0.05
checked = collections.Counter()
# name on the page: metric and phase or fault, unit scale, decimals
KNOWN = {
    "the spine’s share": ("lumbar_fraction", "descent", 100, 0), "peak lumbar flexion": ("lumbar_rounding", None, 1, 1),
    "hip excursion": ("hip_excursion_deg", "descent", 1, 1), "depth": ("total_excursion_deg", "descent", 1, 1),
    "backward hip travel": ("hip_posterior_ll", "rep", 100, 1), "knee excursion": ("knee_excursion_deg", "descent", 1, 1),
    "descent time": ("duration_s", "descent", 1, 2), "smoothness": ("sparc", "descent", 1, 2),
    "trunk lean": ("trunk_excursion_deg", "descent", 1, 1), "hinge index": ("hinge_index", "rep", 100, 1),
    "moment ratio": ("moment_hip_l5s1_ratio", "rep", 1, 2),
    "trunk–thigh angle": ("trunk_thigh_excursion_deg", "descent", 1, 1),
    "peak thoracic flexion": ("thoracic_rounding", None, 1, 1), "peak neck flexion": ("chin_tuck", None, 1, 1),
    "estimated dowel gap": ("dowel_contact_lost", None, 100, 1),
    "lumbar flexion at the wall’s distance": ("lumbar_at_reach_deg", "descent", 1, 1),
    "lumbar share up to the wall’s distance": ("lumbar_at_reach_share", "descent", 100, 0),
    "knee flexion up to the wall’s distance": ("knee_at_reach_deg", "descent", 1, 1),
}
EIGHT = ["the spine’s share", "peak lumbar flexion", "hip excursion", "depth", "backward hip travel", "knee excursion",
         "descent time", "smoothness"]
SEVEN = ["trunk lean", "trunk–thigh angle", "hinge index", *EIGHT[4:]]
PLANNED = {"dowel": "peak lumbar flexion", "mirror": "peak lumbar flexion",
           "wall_tap_4in": "lumbar share up to the wall’s distance"}
SECOND = {"dowel": ["estimated dowel gap", "peak neck flexion", "peak thoracic flexion"],
          "wall_tap_4in": ["lumbar flexion at the wall’s distance", "knee flexion up to the wall’s distance", "hinge index",
                           "the spine’s share"]}


def t_tail(t, df):
    """P(T > t), by the incomplete beta function (Lentz's continued fraction)."""
    x, a, b = df / (df + t * t), df / 2, 0.5
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) if 0 < x < 1 else 0.0

    def fraction(a, b, x):
        c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
        h = d
        for m in range(1, 300):
            for n in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
                d, c = 1 / (1 + n * d), 1 + n / c
                h *= d * c
            if abs(d * c - 1) < 1e-15:
                break
        return h

    beta = front * fraction(a, b, x) / a if x < (a + 1) / (a + b + 2) else 1 - front * fraction(b, a, 1 - x) / b
    return beta / 2 if t > 0 else 1 - beta / 2


def t_quantile(p, df):
    lo, hi = 0.0, 1e3
    while hi - lo > 1e-12:
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if t_tail(mid, df) > 1 - p else (lo, mid)
    return (lo + hi) / 2


def interval(v):
    if len(v) < 3:
        return None
    half = t_quantile(0.975, len(v) - 1) * statistics.stdev(v) / math.sqrt(len(v))
    return statistics.fmean(v) - half, statistics.fmean(v) + half


class Test:
    """x minus y of two groups; with y None the changes x."""

    def __init__(self, x, y=None):
        self.x, self.y, self.n = x, y, (len(x), len(y)) if y is not None else (len(x),)
        self.diff = statistics.fmean(x) - (statistics.fmean(y) if y is not None else 0)
        self.p = self.ends = None
        self.tested = min(self.n) >= 5
        if not self.tested:
            return
        v = [statistics.variance(g) / len(g) for g in (x, y) if g is not None]
        self.se = math.sqrt(sum(v))
        self.df = sum(v) ** 2 / sum(q * q / (k - 1) for q, k in zip(v, self.n))
        self.p = 2 * t_tail(abs(self.diff) / self.se, self.df)
        half = t_quantile(1 - ALPHA / 2, self.df) * self.se  # 95 %, also where Holm's p decides
        self.ends = self.diff - half, self.diff + half

    def has_ends(self, lo, hi, digits):
        return abs(lo - self.ends[0]) <= 0.51 * digits and abs(hi - self.ends[1]) <= 0.51 * digits


def family(tests):
    """Holm's p of each, or None where it is not tested."""
    run = [t for t in tests if t.p is not None]
    order, top, out = sorted(run, key=lambda t: t.p), 0.0, {}
    for i, t in enumerate(order):
        top = out[id(t)] = max(top, min(1.0, (len(run) - i) * t.p))
    return [out.get(id(t)) for t in tests], len(run)


def number(text):
    return float(re.search(r"−?[0-9.]+", text)[0].replace("−", "-"))


def digits_of(text):
    found = re.search(r"\.([0-9]+)", text)
    return 10.0 ** -len(found[1]) if found else 1.0


def same(text, value, what):
    assert abs(number(text) - value) <= 0.501 * digits_of(text), (what, text, value)
    checked[what.split(":")[0]] += 1


def same_p(text, p, holm, what):
    text = text.replace("\u00a0", " ")
    want = f"{'Holm ' if holm else ''}p "
    assert text.startswith(want) or what == "cell", (what, text, want)
    shown = text.rsplit(" ", 1)[-1]
    assert ("<" in text) == (p < 0.001) and abs(float("0" + shown if shown[0] == "." else shown) - max(p, 0.001 if p < 0.001 else 0)) <= 5.1e-4, (what, text, p)
    checked["p"] += 1


class Study:
    def __init__(self, folder):
        self.folder = folder
        self.facts = json.load(open(folder + "/facts.json", encoding="utf-8"))
        rows = list(csv.DictReader(open(folder + "/people.csv", encoding="utf-8")))
        tiers = collections.Counter(r["participant"] + "\0" + r["tier"] for r in rows)
        of = {}
        for key in tiers:
            who, tier = key.split("\0")
            of.setdefault(who, tier)
        count = collections.Counter(of.values())
        self.main = min(count, key=lambda t: (t == "C", -count[t], t))
        self.spine = self.main != "C"
        self.people = [p for p, t in of.items() if t == self.main]
        self.value, self.group = {}, {r["participant"]: r["group"] for r in rows}
        for r in rows:
            if r["mean"] and r["tier"] == self.main:
                self.value[r["metric"], r["phase"], r["participant"], r["cue"]] = float(r["mean"])
        severity = collections.defaultdict(lambda: collections.defaultdict(list))
        for r in csv.DictReader(open(folder + "/faults.csv", encoding="utf-8")):
            if r["severity"]:
                severity[r["fault"], None, r["participant"], r["cue"]][r["session"], r["task"], r["trial"]].append(float(r["severity"]))
        for key, trials in severity.items():
            if sum(map(len, trials.values())) >= 3:
                self.value[key] = statistics.fmean(statistics.fmean(v) for v in trials.values())
        trials = csv.DictReader(open(folder + "/trials.csv", encoding="utf-8"))
        self.cues = list(dict.fromkeys(r["cue"] for r in trials if r["role"] in ("", "trial")))

    def of(self, name, cue, group=None):
        metric, phase, *_ = KNOWN[name]
        return {p: self.value[metric, phase, p, cue] for p in self.people
                if (metric, phase, p, cue) in self.value and (group is None or self.group[p] == group)}

    def change(self, name, cue):
        base, cued = self.of(name, "none"), self.of(name, cue)
        return {p: cued[p] - base[p] for p in base if p in cued}


def check_share(s, a, b):
    lead = SEVEN[0] if not s.spine else EIGHT[0]
    check_means(s, lead, "none", (a, b) if a else (None,), s.facts["share"]["measured" if s.spine else "standin"]["groups"])
    return lead


def check_means(s, name, cue, groups, facts):
    """Means of groups, their intervals and n."""
    assert len(groups) == len(facts), facts
    for group, said in zip(groups, facts):
        v = list(s.of(name, cue, group).values())
        scale = KNOWN[name][2]
        same(said["m"], statistics.fmean(v) * scale, "mean")
        assert said["n"] == len(v) and said["ci"] == (len(v) > 2), said
        for text, limit in zip((said.get("lo"), said.get("hi")), interval(v) or ()):
            same(text, limit * scale, "limit")


def check_load(s, groups):
    """Hip by lower back moment, of every cue, of many without one; only whole bodies that lift something have a section of it."""
    of = [cue for cue in s.cues if s.of("moment ratio", cue)]
    assert bool(of) == (s.folder in ("few", "whole")), (s.folder, of)
    if "load" not in s.facts:
        return
    said, of = s.facts["load"]["cues"], of[:1] if len(s.cues) > 2 else of
    assert len(said) == len(of), (s.folder, of)
    for cue, fact in zip(of, said):
        check_means(s, "moment ratio", cue, groups, fact["groups"])
        checked["load"] += 1


def check_planned(text, t, p, holm, name, what):
    """A sentence of a difference: size and direction, or sign; limits; p."""
    scale, text = KNOWN[name][2], re.sub("<[^>]*>", "", text).replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("\u00a0", " ")
    if p <= ALPHA:
        size, way = re.search(r"([0-9.]+)[^0-9,()]*? (higher|larger|longer|lower|smaller|shorter)", text).groups()
        same(size, abs(t.diff) * scale, what + ": size")
        assert (way in ("higher", "larger", "longer")) == (t.diff > 0), text
    else:
        same(re.search(r", ([+−]?[0-9.]+)[^0-9,()]*\(95%", text.replace("% of leg length", ""))[1], t.diff * scale, what + ": signed")
    limits = re.search(r"95% CI (.*?) to (.*?), ", text).groups()
    lo, hi = (number(limit) / scale for limit in limits)
    if p <= ALPHA and t.diff < 0:
        lo, hi = -hi, -lo
    assert t.has_ends(lo, hi, digits_of(limits[0]) / scale), (what, text, t.ends)
    assert ("after correction for" in text) == (p > ALPHA and t.ends[0] * t.ends[1] > 0), (what, text, t.ends)  # not clear among several
    same_p(re.search(r"(?:Holm )?p [=<] [0-9.]*[0-9]", text)[0], p, holm, what)
    checked[what] += 1


def check_groups(s, a, b, lead):
    names = EIGHT if s.spine else SEVEN
    tests = {n: Test(list(s.of(n, "none", a).values()), list(s.of(n, "none", b).values()))
             for n in names if s.of(n, "none", a) and s.of(n, "none", b)}
    t, said = tests[lead], s.facts["groups"]
    title = s.facts["title"].get("groups", {}).get("verdict", "level")
    further = [n for n in tests if not (s.spine and n == lead) and n != "smoothness"]
    adjusted, run = family([tests[n] for n in further])
    holm = dict(zip(further, adjusted))
    state = "few" if not t.tested else "differs" if (t.p if s.spine else holm[lead] or 1) <= ALPHA else "none"
    assert (title == "level") == (state == "few") and (title == "differs") == (state == "differs"), (title, state, t.p)
    if state != "few":
        check_planned(said["lead"]["sentence"], t, t.p if s.spine else holm[lead], not s.spine, lead, "groups")
    if state != "few":
        assert ("ran" in said["further"]) == bool(run) and said["ps"] == bool(run), said["further"]
        if run:
            some = [n for n in further if holm[n] is not None and holm[n] <= ALPHA]
            assert said["further"]["ran"]["m"] == run and ("none differed" not in said["further"]["ran"]["sentence"]) == bool(some), (run, some)
    shown = [n for n in tests if not said["ps"] or n == lead or holm.get(n) is not None]  # no row of what is not tested
    for name, row in zip(shown, said["rows"], strict=True):
        t, (_, _, scale, _) = tests[name], KNOWN[name]
        for cell, group in zip(row["cells"], (a, b)):
            v, (mean, *sd) = list(s.of(name, "none", group).values()), cell["v"].rstrip(")").split(" (")
            same(mean, statistics.fmean(v) * scale, "mean of a group")
            for text in sd:
                same(text, statistics.stdev(v) * scale, "SD of a group")
        same(row["diff"], t.diff * scale, "difference")
        assert ("interval" not in row) == (not t.tested), row
        if "interval" in row:
            lo, hi = row["interval"].split(" to ")
            assert t.has_ends(number(lo) / scale, number(hi) / scale, digits_of(lo) / scale), (name, row["interval"])
            assert number(lo) or number(hi), row
            checked["interval"] += 1
        p = t.p if s.spine and name == lead else holm.get(name)
        if run and p is not None:
            same_p(row["p"], p, False, "cell")
        assert row["bold"] == (p is not None and p <= ALPHA and state != "few"), (name, row, p)


def check_cues(s):
    said, rows = s.facts["cues"], []
    for cue in [c for c in s.cues if c != "none"]:
        plan = PLANNED.get(cue, "the spine’s share")
        name = plan if s.change(plan, cue) else {"the spine’s share": "trunk lean", "peak lumbar flexion": "backward hip travel"}.get(plan)
        rows.append((cue, plan, name if name and s.change(name, cue) else None))
    tests = {cue: Test(list(s.change(name, cue).values())) for cue, _, name in rows if name}
    own = [cue for cue, plan, name in rows if name == plan]
    adjusted, run = family([tests[c] for c in own])
    holm = dict(zip(own, adjusted))
    more = []
    for cue, plan, name in rows:
        ids = [n for n in (EIGHT if s.spine else SEVEN) if (name != plan or n != plan) and n != "smoothness"]
        ids += [n for n in SECOND.get(cue, []) if n not in ids and n != plan]
        more += [(cue, n, Test(list(s.change(n, cue).values()))) for n in ids if len(s.change(n, cue)) > 1]
    further, ran = family([t for *_, t in more])
    changed = 0
    for (cue, plan, name), fact in zip(rows, said["each"], strict=True):
        if name is None:
            assert fact["unmeasured"]["planned"] == plan, fact
            continue
        t, p = tests[cue], holm.get(cue)
        if name != plan:
            t, p = next(((q, r) for (c, n, q), r in zip(more, further) if (c, n) == (cue, name)), (t, None))
            assert fact["standin"] == {"Planned": plan[0].upper() + plan[1:], "outcome": name}, fact
        state = "few" if p is None else "differs" if p <= ALPHA else "none"
        changed += state == "differs" and name == plan
        text = fact["sentence"]
        assert {"described": "few", "differs": "differs"}.get(fact["verdict"], "none") == state, (state, fact)
        assert name in text and re.search(rf"n&nbsp;=&nbsp;{len(t.x)}\b", text), (cue, state, fact)
        if state != "few":
            check_planned(text, t, p, (run if name == plan else ran) > 1, name, "cues")
        also = [(n, q) for (c, n, _), q in zip(more, further) if c == cue and n != name and q is not None and q <= ALPHA]
        if ran and len(rows) < 3:
            assert ("Also changed" in fact["also"]) == bool(also), (cue, fact, also)
            for n, _ in also:
                t2 = next(q for c, m, q in more if (c, m) == (cue, n))
                phrase = re.search(rf"(?:: |, |and ){re.escape(n)} ([0-9.]+)[^,]*? (\w+)(?:,| and|\.)", fact["also"])
                assert phrase and abs(float(phrase[1]) - abs(t2.diff) * KNOWN[n][2]) <= 0.51 * digits_of(phrase[1]), (n, fact["also"])
                assert (phrase[2] in ("higher", "larger", "longer")) == (t2.diff > 0), phrase
                checked["also"] += 1
            assert not also or ran < 2 or f"Holm over {ran} tests" in fact["also"], (fact["also"], ran)
    if run:
        title = s.facts["title"]  # a clause of one cue, or a count; where 25 words end, in the line below
        cue = title.get("cue", {}).get("sentence")
        clause = cue or title.get("below", "")
        if run == 1:
            assert ("no clear" not in clause.lower()) == bool(changed) and ("only cue tested" in clause) == (len(rows) > 1), title
            assert cue or len(rows) > 1 or f"n\u00a0=\u00a0{len(tests[own[0]].x)}" in clause, title
        else:
            count = re.match(r"(\d+) of (\d+) (tested )?cues |[Nn]o clear change with any of (\d+) (tested )?cues", clause)
            assert count and int(count[1] or 0) == changed and int(count[2] or count[4]) == run, (title, changed, run)


def check_bends(s):
    """Dots of every bend in the drawing: as high as their values on the ticks' scale, the highest near the top."""
    for panel in s.facts.get("bends", {}).get("panels", []):
        ticks = [(number(t["label"]), t["y"]) for t in panel["yticks"]]
        (low, bottom), (high, top) = ticks[0], ticks[-1]
        for dot in panel["dots"]:
            said = dot["t"].rsplit(": ", 1)[1].split(" to ")  # of many a line from the lowest to the highest
            step = (bottom - top) / (high - low)
            for value, y in zip(said, (dot["to"], dot["y"]) if "to" in dot else (dot["y"],)):
                assert abs(bottom - (number(value) - low) * step - y) <= 0.51 * step + 0.2, (dot, ticks)
            assert len(said) == 1 + ("to" in dot), dot
            assert 0 <= dot["y"] < panel["h"], dot
            checked["bend"] += 1
    ys = [dot["y"] for panel in s.facts.get("bends", {}).get("panels", []) for dot in panel["dots"]]
    assert not ys or min(ys) < 0.2 * panel["h"], ys


for folder in sys.argv[1:]:
    study = Study(folder)
    check_bends(study)
    head = study.facts["head"]
    trials = [r for r in csv.DictReader(open(folder + "/trials.csv", encoding="utf-8")) if r["role"] in ("", "trial")]
    assert head["repetitions"] == sum(float(r["reps"] or 0) for r in trials), head
    compared = [r for r in trials if len(head["kinds"]) == 1 or r["tier"] == study.main]  # one kind
    assert head["recordings"] == sum(r["status"] in ("ok", "partial") for r in compared), head
    assert head["people"] == len({r["participant"] for r in compared}), head
    levels = sorted({g for g in study.group.values() if g})
    if len(study.people) > 1:
        a, b = ("trained", "sedentary") if len(levels) > 1 else (None, None)
        check_lead = check_share(study, a, b)
        if a:
            check_groups(study, a, b, check_lead)
        check_cues(study)
        check_load(study, (a, b) if a else (None,))
    print(folder, len(study.people), "people", study.main)
print(dict(checked))
