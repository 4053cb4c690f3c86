# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence of the answers of the named pages against an own computation from NAME/reps.csv and
NAME/faults.csv: test_answers_numbers.sh."""
import collections, csv, json, math, re, statistics, sys
from answers_page import NUMBER, box, near, quantile

N = f"({NUMBER})"
UNIT = r"(?:°| leg lengths| s|)"
CI = rf"95% CI {N} to {N}"
CUES = {"dowel": "dowel", "wall tap (4 in)": "wall_tap_4in", "mirror": "mirror"}
PLACE = r"(?:in the (\w+) group, |)(?:without a cue|with the ([\w ()]+?))"
METRICS = {"trunk lean": ("trunk_excursion_deg", "descent"), "backward hip travel": ("hip_posterior_ll", "rep"),
           "knee flexion": ("knee_excursion_deg", "descent"), "shank inclination": ("shank_incl_deg", "rep"),
           "hinge index": ("hinge_index", "rep"), "descent": ("duration_s", "descent")}
mean = statistics.mean


class Study:
    def __init__(self, name):
        self.name = name
        self.reps = self.kept(f"{name}/reps.csv")
        self.faults = self.kept(f"{name}/faults.csv")
        self.rates = self.kept(f"{name}/rates.csv")
        self.checked = 0

    def kept(self, path):
        """Rows of the evidence that shows the spine."""
        rows = list(csv.DictReader(open(path, encoding="utf-8")))
        return [r for r in rows if r["tier"] == "B"] if self.name == "mixed" else rows

    def people(self, value, group=None, cue="none", least=3):
        """{participant: mean of the recordings' means} of `least` repetitions or more; value(row) is None where there is none."""
        rows = self.reps if value.rows == "reps" else self.faults
        trials = collections.defaultdict(list)
        for r in rows:
            if r["cue"] == cue and group in (None, r["group"]):
                v = value(r)
                if v is not None:
                    trials[r["participant"], r["trial"]].append(v)
        who = collections.defaultdict(list)
        for (p, _), values in trials.items():
            who[p].append(values)
        return {p: mean(map(mean, v)) for p, v in who.items() if sum(map(len, v)) >= least}

    def near(self, said, value, what):
        near(said, value, (self.name, what))
        self.checked += 1


def metric(column, phase):
    def value(r):
        return float(r[column]) if r["phase"] == phase and r[column] and r["in_groups"] == "1" else None
    value.rows = "reps"
    return value


def severity(fault):
    def value(r):
        return float(r["severity"]) if r["fault"] == fault and r["severity"] else None
    value.rows = "faults"
    return value


def interval(values):
    m, n = mean(values), len(values)
    half = quantile(n - 1) * statistics.stdev(values) / math.sqrt(n)
    return m, m - half, m + half


def welch(x, y):
    v, w = statistics.variance(x) / len(x), statistics.variance(y) / len(y)
    df = (v + w) ** 2 / (v * v / (len(x) - 1) + w * w / (len(y) - 1))
    m, half = mean(x) - mean(y), quantile(df) * math.sqrt(v + w)
    return m, m - half, m + half


def signed(study, text, found, own):
    """A difference with its interval: sizes where a direction is said."""
    value, way, low, high = found
    m, a, b = own
    if way:
        assert (way in ("lower", "shallower")) == (m < 0) and a * b > 0, text
        m, a, b = abs(m), *sorted((abs(a), abs(b)))
    study.near(value, m, text)
    study.near(low, a, text)
    study.near(high, b, text)


def spine(study, text):
    if text.startswith("These recordings have no spine landmarks"):
        assert not re.search(r"\d", text)
        return
    body = text.removesuffix(" The hips contributed the rest.")
    assert body != text
    group = cue = None
    pattern = (rf"The lumbar spine contributed {N}% of the descent {PLACE}(?: \((.*?)\))\.|"
               rf"(?:In the (\w+) group, |)(?:[Ww]ithout a cue|[Ww]ith the ([\w ()]+?)), it was {N}%(?: \((.*?)\))\.")
    assert re.sub(pattern, "", body).strip() == "", re.sub(pattern, "", body)
    for m in re.finditer(pattern, body):
        share, group, cue, about = (m[1], m[2], m[3], m[4]) if m[1] else (m[7], m[5], m[6], m[8])
        at = CUES.get(cue, "none")
        values = [100 * v for v in study.people(metric("lumbar_fraction", "descent"), group, at).values()]
        study.near(share, mean(values), m[0])
        if about == "one participant":
            assert len(values) == 1
            continue
        low, high, n = re.fullmatch(rf"{CI}, n = (\d+)", about).groups()
        _, a, b = interval(values)
        study.near(low, a, m[0])
        study.near(high, b, m[0])
        study.near(n, len(values), m[0])


def moved(study, text):
    for m in re.finditer(rf"In the (\w+) group, {'without a cue'} \(n = (\d+)\): (.*?\))\.", text):
        group, n, rest = m.groups()
        items = re.findall(rf"([a-z ]+?) {N}{UNIT} \({CI}\)(?:, |$)", rest)
        assert len(items) == len(METRICS) == rest.count("95% CI"), rest
        for what, value, low, high in items:
            own = list(study.people(metric(*METRICS[what]), group).values())
            mid, a, b = interval(own)
            study.near(n, len(own), what)
            for said, v in ((value, mid), (low, a), (high, b)):
                study.near(said, v, (what, group))
    left = re.sub(rf"In the (\w+) group, without a cue \(n = (\d+)\): (.*?\))\.", "", text)
    assert left.strip() == "", left


def faults(study, text):
    titles = {}
    page = open(study.name + ".html", encoding="utf-8").read()
    for id_, title in re.findall(r'data-v="([a-z_]+)">([^<]+)<', page):
        titles.setdefault(title.lower(), id_)
    last = "A fault counts for a participant when at least half of the judged repetitions show it."
    assert text.endswith(last)
    body = text.removesuffix(last)
    others = "Other faults were as common; the table has them. "
    said_others = body.endswith(others)
    body = body.removesuffix(others)
    many = (rf"(?P<title>[^.]*?)(?: \([a-z ]+\))? was detected in (?P<with>\d+) of (?P<n>\d+) participants "
            rf"(?:in the (?P<group>\w+) group, )?(?:without a cue|with the (?P<cue>[\w ()]+?))\. "
            rf"On average, (?P<rate>\d+)% of their repetitions showed it \(95% CI (?P<low>\d+) to (?P<high>\d+|>99)\)\. ")
    single = r"(?P<title>[^.]*?)(?: \([a-z ]+\))? was detected without a cue\. (?P<rate>\d+)% of the judged repetitions showed it\. "
    pattern = single if study.name == "one" else many
    assert re.sub(pattern, "", body).strip() == "", re.sub(pattern, "", body)
    rates_of, named = {}, []
    for row in study.rates:
        rates_of.setdefault(row["fault"], []).append(row)
    for m in re.finditer(pattern, body):
        fault = titles[m["title"].strip().lower()]
        group = m.groupdict().get("group")
        cue = CUES.get(m.groupdict().get("cue"), "none")
        judged = collections.defaultdict(list)
        for r in study.faults:
            if r["fault"] == fault and r["cue"] == cue and group in (None, r["group"]) and r["state"] != "refused":
                judged[r["participant"]].append(r["state"] in ("above", "present"))
        every = collections.Counter(r["participant"] for r in study.faults if r["fault"] == fault and
                                    r["cue"] == cue and group in (None, r["group"]))
        rates = [mean(v) for p, v in judged.items() if len(v) >= 3 and len(v) >= every[p] / 2]
        named.append((fault, mean(rates), sum(r >= 0.5 for r in rates) / len(rates)))
        study.near(m["rate"], 100 * mean(rates), m[0])
        if study.name == "one":
            continue
        study.near(m["with"], sum(r >= 0.5 for r in rates), m[0])
        study.near(m["n"], len(rates), m[0])
        row = next(r for r in study.rates if r["fault"] == fault and r["cue"] == cue and r["group"] == group)
        study.near(m["low"], 100 * float(row["ci_low"]), m[0])
        if m["high"] == ">99":
            assert 99.5 <= 100 * float(row["ci_high"]) < 100, m[0]
        else:
            study.near(m["high"], 100 * float(row["ci_high"]), m[0])
        assert abs(float(row["prevalence"]) - mean(rates)) < 1e-9
    least = 3 if study.name != "one" else 1
    alike = [f for f, rows in rates_of.items() if f not in [n[0] for n in named] and named and
             sum(float(r["reps"]) for r in rows) >= sum(float(r["refused"]) for r in rows) and
             any(float(r["people"]) >= least and abs(float(r["prevalence"]) - named[-1][1]) < 1e-9 and
                 abs(float(r["people_with"]) - named[-1][2]) < 1e-9 for r in rows)]
    assert said_others == bool(alike), alike


def groups(study, text):
    found = json.load(open(f"{study.name}/groups.json"))["results"]["outcomes"]
    first = next(r for r in found if r["role"] == "primary")
    column, phase = ("lumbar_fraction", "descent") if "lumbar fraction" in text else ("hip_posterior_ll", "rep")
    values = [list(study.people(metric(column, phase), group).values()) for group in ("sedentary", "trained")]
    own = welch(*values)
    sure = re.match(rf"(?:Without a cue, t|T)he [\w ]+? was {N}{UNIT} (higher|lower) in the sedentary group than in the trained group "
                    rf"\({CI}; n = (\d+) and (\d+)\)\.", text)
    unsure = re.match(rf"(?:Without a cue, n|N)o clear difference in [\w ]+?: sedentary minus trained {N}{UNIT} \({CI}; n = (\d+) and (\d+)\)\.",
                      text)
    m = sure or unsure
    assert m, text
    value, way, low, high = (m[1], m[2], m[3], m[4]) if sure else (m[1], None, m[2], m[3])
    signed(study, text, (value, way, low, high), own)
    for k in (0, 1):
        study.near(m[m.lastindex - 1 + k], len(values[k]), text)
    rest = text[m.end():].strip()
    few = re.match(r"With (\d+) participants in a group the interval rests on normally distributed values, which cannot "
                   r"be checked; the permutation test gives p = (\.\d+)(?:, so the direction is not certain)?\.", rest)
    if few:
        study.near(few[1], min(map(len, values)), text)
        study.near("0" + few[2], first["p_permutation"], text)
        rest = rest[few.end():].strip()
    tested = [r for r in found if r["p_holm"] is not None]
    differ = [r for r in tested if r["p_holm"] < 0.05]
    said = re.fullmatch(r"(?:None of the|Of) (\d+) exploratory outcomes(?:, (\d+))? differed after Holm correction(?:[^\d]|20°)*", rest)
    assert said, rest
    study.near(said[1], len(tested), rest)
    study.near(said[2] or "0", len(differ), rest)


def cues(study, text):
    if study.name == "one":
        m = re.fullmatch(rf"Dowel: Peak lumbar flexion was {N}° without a cue and {N}° with the dowel "
                         r"\(one participant, so no inference\)\.", text)
        for k, cue in ((1, "none"), (2, "dowel")):
            study.near(m[k], *study.people(severity("lumbar_rounding"), None, cue).values(), text)
        return
    heads = "|".join(re.escape(c.capitalize()) for c in CUES)
    parts = re.split(rf"(?:^|(?<=\. ))({heads}): ", text)[1:]
    assert len(parts) >= 2, text
    for name, said in zip(parts[::2], parts[1::2]):
        one_cue(study, CUES[name.lower()], said.strip())


def one_cue(study, cue, text):
    # the outcome, and its name at matched depth; of the back until the wall none is matched
    primary = {"peak lumbar flexion": (severity("lumbar_rounding"), "matched_lumbar_rounding"),
               "backward hip travel": (metric("hip_posterior_ll", "rep"), "matched_hip_posterior_ll"),
               "hinge index": (metric(*METRICS["hinge index"]), "matched_hinge_index"),
               "lumbar flexion at the wall's distance": (metric("lumbar_at_reach_deg", "descent"), None)}

    def changes(of, group=None, least=3):
        base, cued = study.people(of, group, least=least), study.people(of, group, cue, least)
        return {p: cued[p] - base[p] for p in base if p in cued}

    def take(pattern, text):
        m = re.match(pattern, text)
        return m, text[m.end():].strip() if m else text

    unknown, text = take(r"The rate of wall taps is not known: it was not recorded\. The lumbar flexion at the wall's "
                         r"distance could not be compared: it was not recorded\.", text)
    if unknown:
        assert cue.startswith("wall_tap") and not any(r["wall_tapped"] or r["lumbar_at_reach_deg"] for r in study.reps)
        also_changed(study, text, changes)
        return
    m, text = take(rf"The rate of wall taps was {N}% \(n = (\d+)\)\.", text)
    assert bool(m) == cue.startswith("wall_tap"), text
    if m:
        rates = list(study.people(metric("wall_tapped", "rep"), None, cue).values())
        study.near(m[1], 100 * mean(rates), m[0])
        study.near(m[2], len(rates), m[0])
    value, matched = next(primary[o] for o in primary if o in text.lower())
    sure, rest = take(rf"(?:The )?[Pp]?[\w' ]+? was {N}{UNIT} (higher|lower) than without a cue \({CI}, n = (\d+)\)\.", text)
    m = sure
    if not sure:
        m, rest = take(rf"No clear change in [\w' ]+?: {N}{UNIT} \({CI}, n = (\d+)\)\.", text)
    assert m, text
    found = (m[1], m[2], m[3], m[4]) if sure else (m[1], None, m[2], m[3])
    raw = changes(value)
    signed(study, m[0], found, interval(list(raw.values())))
    study.near(m[m.lastindex], len(raw), m[0])
    _, rest = take(r"This is against the expected direction\.", rest)
    # at matched depth: the same people, however few of their repetitions get there
    if matched:
        own = changes(metric(matched, "descent"), least=1)
        own = [own[p] for p in raw]
        m, rest = take(rf"At matched depth it was {N}{UNIT} (higher|lower) \({CI}, n = (\d+)\)\.", rest)
        found = m and (m[1], m[2], m[3], m[4])
        if not m:
            m, rest = take(rf"At matched depth there was no clear change \({N}{UNIT}, {CI}, n = (\d+)\)\.", rest)
            found = (m[1], None, m[2], m[3])
        signed(study, m[0], found, interval(own))
        study.near(m[m.lastindex], len(own), m[0])
    # group by cue
    both = [list(changes(value, g).values()) for g in ("sedentary", "trained")]
    m, rest = take(rf"The groups did not clearly differ in the change: sedentary minus trained {N}{UNIT} \({CI}; "
                   rf"n = (\d+) and (\d+)\)\.", rest)
    found = m and (m[1], None, m[2], m[3])
    if not m:
        m, rest = take(rf"The (increase|decrease) was {N}{UNIT} (larger|smaller) in the sedentary group than in the trained "
                       rf"group \({CI}; n = (\d+) and (\d+)\)\.", rest)
        assert (m[1] == "decrease") == (mean(raw.values()) < 0), m[0]
        found = (m[2], "higher" if (m[1] == "increase") == (m[3] == "larger") else "lower", m[4], m[5])
    signed(study, m[0], found, welch(*both))
    for k in (0, 1):
        study.near(m[m.lastindex - 1 + k], len(both[k]), m[0])
    also_changed(study, rest, changes)


def also_changed(study, text, changes):
    m = re.match(rf"Also changed: (?:[^;\d]* more often(?:; |\.))*(?:(bend|trunk-thigh angle) {N}° "
                   r"(deeper|shallower|larger \(a straighter back is part of it\)|smaller \(a rounder back is part of it\))\.)?", text)
    depth = "total_excursion_deg" if study.reps[0]["tier"] != "C" else "trunk_thigh_excursion_deg"
    mid, a, b = interval(list(changes(metric(depth, "rep")).values()))
    assert (a * b > 0) == bool(m and m[1])
    if m and m[1]:
        assert (m[1] == "bend") == (depth == "total_excursion_deg")
        assert (m[3].split()[0] in ("deeper", "larger")) == (mid > 0)
        study.near(m[2], abs(mid), m[0])
    assert text[m.end() if m else 0:].strip() == "", text


ASKED = {"How did they move?": moved, "How much came from the spine?": spine, "Which faults were detected?": faults,
         "Do groups differ?": groups, "Did a cue change the movement?": cues}
for name in sys.argv[1:]:
    study = Study(name)
    answers, _ = box(name)
    assert len(answers) >= (3 if name == "one" else 4), answers
    for question, answer in answers.items():
        ASKED[question](study, answer)
    print(name, study.checked, "numbers")
    assert study.checked >= (7 if name == "one" else 30)
