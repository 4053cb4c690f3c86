# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows and sentences of NAME/groups.json, NAME/cues.json and the texts beside them against an own computation from
NAME/reps.csv and NAME/faults.csv: test_comparison_numbers.sh."""
import collections, csv, json, math, re, statistics, sys

mean, ALPHA = statistics.fmean, 0.05
N = r"(-?\d+(?:\.\d+)?)"
UNIT = r"(?:°| percentage points|%(?: of leg length)?| s|)"
CI = rf"95% CI {N} to {N}"  # whatever the step of Holm's correction
OPEN = ("undecided", "not clear among m")
WORDS = {"lower": -1, "smaller": -1, "shorter": -1, "higher": 1, "larger": 1, "longer": 1}


# --- the distribution of t ---
def beta(a, b, x):
    """The regularised incomplete beta by its continued fraction."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(1 - x)) / a
    f, c, d = 1.0, 1.0, 0.0
    for i in range(300):
        m = i // 2
        k = (1.0 if i == 0 else m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) if i % 2 == 0
             else -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)))
        d = 1 / (1 + k * d)
        c = 1 + k / c
        f *= c * d
        if abs(c * d - 1) < 1e-15 and i > 0:
            break
    return front * (f - 1)


def t_p(t, df):
    return beta(df / 2, 0.5, df / (df + t * t)) if t else 1.0


def limits(d, se, df, alpha=ALPHA):
    low, high = 0.0, 700.0
    while high - low > 1e-12:
        t = (low + high) / 2
        low, high = (t, high) if t_p(t, df) > alpha else (low, t)
    return d - low * se, d + low * se


def t_test(d, se, df):
    return d, t_p(d / se, df), *limits(d, se, df), (d, se, df)


# --- one test: Welch's or paired, from 5 people on ---
def two_groups(x, y):
    n, k = len(x), len(y)
    d = mean(x) - mean(y)
    if min(n, k) < 5:
        return d, None, None, None, None
    v, w = statistics.variance(x) / n, statistics.variance(y) / k
    return t_test(d, math.sqrt(v + w), (v + w) ** 2 / (v * v / (n - 1) + w * w / (k - 1)))


def changes(d):
    n, m = len(d), mean(d)
    if n < 5:
        return m, None, None, None, None
    return t_test(m, statistics.stdev(d) / math.sqrt(n), n - 1)


def holm(p):
    order, top, out = sorted(range(len(p)), key=p.__getitem__), 0.0, {}
    for k, i in enumerate(order):
        top = max(top, min(1.0, (len(p) - k) * p[i]))
        out[i] = top
    return out


# --- values of people ---
class Study:
    def __init__(self, name):
        self.name, self.checked = name, 0
        self.reps = [r for r in csv.DictReader(open(f"{name}/reps.csv", encoding="utf-8")) if r["in_groups"] == "1"]
        self.faults = list(csv.DictReader(open(f"{name}/faults.csv", encoding="utf-8")))

    def people(self, row, cue, group=None):
        """{participant: mean} of the outcome of a row, of three repetitions or more."""
        values = collections.defaultdict(list)
        severity = "phase" not in row or row["phase"] is None
        for r in self.faults if severity else self.reps:
            if r["cue"] != cue or group not in (None, r["group"]):
                continue
            text = (r["severity"] if r["fault"] == row["outcome"] else "") if severity else (
                r[row["outcome"]] if r["phase"] == row["phase"] else "")
            if text:
                values[r["participant"]].append(float(text))
        return {p: mean(v) for p, v in values.items() if len(v) >= 3}

    def near(self, said, value, what):
        digits = len(said.split(".")[1]) if "." in said else 0
        assert abs(float(said) - value) <= 0.5000001 * 10 ** -digits, (self.name, what, said, value)
        self.checked += 1

    def same(self, got, want, what):
        if want is None:
            assert got is None, (self.name, what, got)
        else:
            assert got is not None and abs(got - want) <= 1e-5 * max(1e-3, abs(want)), (self.name, what, got, want)
        self.checked += 1


def check_rows(study, rows, test_of):
    """Every row of the two families; own numbers come into it."""
    families = {"planned": [], "further": []}
    for row in rows:
        if row["role"] not in ("primary", "secondary", "stand-in", "further", "described"):
            assert row["role"] in ("fault", "done") or row["p"] is None, row
            continue
        test = test_of(row)
        if test is None:
            assert row["diff"] is None and row["p"] is None and row.get("reason"), (study.name, row)
            continue
        row["own"], what = test, (row.get("cue"), row["outcome"])
        study.same(row["diff"], test[0], (what, "diff"))
        study.same(row["ci_low"], test[2], (what, "low"))
        study.same(row["ci_high"], test[3], (what, "high"))
        if row["role"] == "described":
            assert row["p"] is None and "verdict" not in row and "p_reason" not in row, row
            continue
        families["planned" if row["role"] == "primary" else "further"].append(row)
    for family, rows in families.items():
        tested = [r for r in rows if r["own"][1] is not None]
        adjusted = holm([r["own"][1] for r in tested])
        order = sorted(range(len(tested)), key=lambda i: tested[i]["own"][1])
        failed = next((j for j, i in enumerate(order) if adjusted[i] > ALPHA), len(order))
        for row in rows:
            assert ("p_reason" in row) == (row not in tested), (study.name, row)
        for i, row in enumerate(tested):
            study.same(row["p"], row["own"][1], (row["outcome"], "p"))
            study.same(row["p_holm"], adjusted[i], (row["outcome"], "p_holm"))
            differs = adjusted[i] <= ALPHA
            row["low"], row["high"] = row["ci_low"], row["ci_high"]
            excludes = row["low"] > 0 or row["high"] < 0  # the own interval, while Holm's p decides
            verdicts = ("depends on depth", "differs") if differs else ("depends on depth", "not clear among m") if excludes else ("undecided",)
            assert row["tests"] == len(tested) and row["verdict"] in verdicts, (study.name, row)
            depends = row["verdict"] == "depends on depth"
            assert not depends or row.get("matched_diff") is not None and (row["matched_diff"] * row["diff"] < 0 or (
                row["matched_ci_low"] <= 0 <= row["matched_ci_high"] and abs(row["matched_diff"]) < abs(row["diff"]) / 2)), (study.name, row)
            if (family == "planned" or row["role"] == "stand-in") and len(tested) > 1:
                alpha = ALPHA / (len(tested) - min(order.index(i), failed))
                for key, want in zip(("ci_low_holm", "ci_high_holm"), limits(*row["own"][4], alpha)):
                    study.same(row[key], want, (row["outcome"], key))
                study.same(row["level_holm"], 1 - alpha, (row["outcome"], "level"))
                assert differs == (row["ci_low_holm"] > 0 or row["ci_high_holm"] < 0), (study.name, row)
            elif family == "planned" or row["role"] == "stand-in":
                assert differs == excludes, (study.name, row)


# --- sentences ---
def readers(row):
    """Sentences have percent where rows have a share or leg lengths."""
    return 100 if row["outcome"] in ("lumbar_fraction", "lumbar_at_reach_share") or row["unit"] == "LL" else 1


def take(pattern, text):
    m = re.match(pattern, text)
    return m, text[m.end():].strip() if m else text


def difference(study, row, text, people, tail):
    """The sentence of one row at the start of text; what follows it."""
    p = r"(?:; (Holm )?p (= \.\d+|= 1\.000|< \.001))?"
    n = "n = " + " and ".join(map(str, people))
    times = readers(row)
    if row.get("verdict") == "differs":
        m, rest = take(rf"(?:The |the )?[\w’ -]+? was {N}{UNIT} (\w+) {tail} \({CI}[,;] {n}{p}\)\.", text)
        assert m, (study.name, text)
        assert WORDS[m[2]] == (1 if row["diff"] > 0 else -1), text
        study.near(m[1], times * abs(row["diff"]), text)
        said = sorted((times * abs(row["low"]), times * abs(row["high"])))
    elif row.get("verdict") in OPEN:
        m, rest = take(rf"[Nn]o clear (change|difference) in [\w’ -]+?: (?:trained minus sedentary )?{N}{UNIT} \({CI}[,;] {n}{p}\)(?:: undecided, a difference of up to {N}{UNIT} is possible|, not significant after correction for (\d+) [\w ]+)\.", text)
        assert m and bool(m[8]) == (row["verdict"] == "not clear among m") and (m[8] is None or int(m[8]) == row["tests"]), (study.name, text)
        study.near(m[2], times * row["diff"], text)
        said = [times * row["low"], times * row["high"]]
        if m[7]:
            study.near(m[7], max(map(abs, said)), text)
    else:
        needed = ("5 are" if len(people) == 1 else "5 in each are") + " needed for a test"
        m, rest = take(rf"(?:The |the )?[\w’ -]+? was {N}{UNIT} [\w ]+? and {N}{UNIT} [\w \"]+? \({n}\); {needed}\.", text)
        assert m, (study.name, text)
        first, second = (row["baseline"], row["cued"]) if "cued" in row else (row["mean_first"], row["mean_second"])
        study.near(m[1], times * first, text)
        study.near(m[2], times * second, text)
        assert row["ci_low"] is None and min(people) < 5, text
        return rest
    study.near(m[3], said[0], text)
    study.near(m[4], said[1], text)
    assert min(people) >= 5 and bool(m[5]) == (row["tests"] > 1), text
    if m[6] == "< .001":
        assert row["p_holm"] < 0.001
    else:
        study.near(m[6][2:], row["p_holm"], text)
    return rest


def planned(study, row, rows, text, people_of, tail):
    """The planned outcome, or why it could not be compared and what is compared instead."""
    if row["diff"] is None and row.get("cued") is None and row.get("mean_first") is None:
        m, text = take(r"(?:The |the |)[\w’ -]+? could not be compared: [^.]*\.", text)
        assert m, text
        row = next((r for r in rows if r["role"] == "stand-in"), None)
        if row is None:
            return text
        m, text = take(r"(?:The )?[\w ]+ is compared instead \(exploratory, two-sided\): ", text)
        assert m and row["outcome"] in ("trunk_excursion_deg", "hip_posterior_ll"), text
    return difference(study, row, text, people_of(row), tail)


def listed(study, rows, text, before):
    """Those of the further outcomes that differ, in their order, with size and direction."""
    further = [r for r in rows if r["role"] in ("secondary", "further") and "own" in r]
    differing = [r for r in further if r.get("verdict") == "differs"]
    m, text = take(rf"{before} \(exploratory, Holm over (\d+) tests\): (.*?)\.(?= |$)", text)
    assert bool(m) == bool(differing), (study.name, text)
    if m:
        assert int(m[1]) == differing[0]["tests"]
        items = m[2].split("; ")
        assert len(items) == len(differing), m[0]
        for item, row in zip(items, differing):
            said = re.fullmatch(rf"[\w'’ –-]+?(?: \(SPARC\))? {N}{UNIT} (\w+)", item)
            assert said and WORDS[said[2]] == (1 if row["diff"] > 0 else -1), item
            study.near(said[1], readers(row) * abs(row["diff"]), item)
    return text, further, differing


def untested(study, row, further, text, people_of):
    short = [r for r in further if r.get("p_reason")]
    m, text = take(r"(\d+) further outcomes? (?:is|are) not tested: 5 participants(?: in each group)? are needed\.", text)
    assert bool(m) == bool(short and not row.get("p_reason")), (study.name, text)
    if m:
        assert int(m[1]) == len(short), text
    return text


def faults(study, rows, text, verb):
    """Faults that differ, more or less often."""
    differing = [r for r in rows if r["role"] == "fault" and r.get("verdict") == "differs"]
    m, text = take(rf"Faults that {verb} \(Holm over (\d+) tests\): (.*?)\.(?= An effect|$)", text)
    assert bool(m) == bool(differing), (study.name, text)
    if m:
        ways = re.findall(r" (more|less) often", m[2]) or [w.replace("fewer", "less") for w in re.findall(r"in (more|fewer) participants", m[2])]
        assert ways == ["more" if r["diff"] > 0 else "less" for r in differing], m[0]
        for said, row in zip(re.findall(r"\((\d+) of (\d+) against (\d+) of (\d+)\)", m[2]), differing):  # of groups
            assert list(map(int, said)) == [row[k] for k in ("yes_first", "judged_first", "yes_second", "judged_second")], m[0]
        assert int(m[1]) == differing[0]["tests"]
    return text


def groups(study):
    rows = json.load(open(f"{study.name}/groups.json"))["results"]["outcomes"]
    text = open(f"{study.name}/groups.txt", encoding="utf-8").read().strip()

    def values(row):
        return [list(study.people(row, "none", g).values()) for g in ("trained", "sedentary")]

    def test_of(row):
        x, y = values(row)
        return two_groups(x, y) if x and y else None
    check_rows(study, rows, test_of)
    row = next(r for r in rows if r["role"] == "primary")
    people_of = lambda r: [len(v) for v in values(r)]
    m, text = take(r"Without a cue, ", text)
    assert m, text
    rest = planned(study, row, rows, text, people_of, "in the trained group than in the sedentary group")
    rest, further, differing = listed(study, rows, rest, "Further outcomes that differed")
    none, rest = take(r"None of (\d+) further outcomes \(exploratory\) clearly differed\.", rest)
    tested = [r for r in further if r.get("verdict")]
    assert bool(none) == bool(tested and not differing), (study.name, rest)
    rest = faults(study, rows, untested(study, row, further, rest, people_of), "differed")
    assert rest == "", (study.name, rest)


def cues(study):
    everything = json.load(open(f"{study.name}/cues.json"))["results"]["outcomes"]
    lines = open(f"{study.name}/cues.txt", encoding="utf-8").read().strip().splitlines()

    def values(row):
        base, cued = study.people(row, "none"), study.people(row, row["cue"])
        return [cued[p] - base[p] for p in base if p in cued]

    check_rows(study, everything, lambda row: changes(values(row)) if values(row) else None)
    names = list(dict.fromkeys(r["cue"] for r in everything))
    assert len(lines) == len(names), lines
    for cue, line in zip(names, lines):
        rows = [r for r in everything if r["cue"] == cue]
        row = next(r for r in rows if r["role"] == "primary")
        people_of = lambda r: [len(values(r))]
        text = re.sub(r"The rate of wall taps [^.]*\. ", "", line.split(": ", 1)[1])
        rest = planned(study, row, rows, text, people_of, "than without a cue")
        _, rest = take(r"This is against the expected direction\.", rest)
        m, rest = take(rf"At matched depth the change was {N}{UNIT} \({CI}, n = (\d+)(?:, against [^)]*)?\)\.", rest)
        if m:
            for said, key in zip(m.groups(), ("diff", "ci_low", "ci_high", "n")):
                study.near(said, (1 if key == "n" else readers(row)) * row["matched_" + key], m[0])
        m, rest = take(rf"The change was {N}{UNIT} in the trained group and {N}{UNIT} in the sedentary group "
                       rf"\(difference {N}{UNIT}, {CI}; n = (\d+) and (\d+)\)\.", rest)
        if m:
            both = []
            for k, group in enumerate(("trained", "sedentary")):
                base, cued = study.people(row, "none", group), study.people(row, cue, group)
                both.append([cued[p] - base[p] for p in base if p in cued])
                study.near(m[k + 1], readers(row) * mean(both[k]), m[0])
                assert int(m[k + 6]) == len(both[k]), m[0]
            for said, value in zip(m.groups()[2:5], (lambda t: (t[0], t[2], t[3]))(two_groups(*both))):
                study.near(said, readers(row) * value, m[0])
        rest, further, differing = listed(study, rows, rest, "Also changed")
        same, rest = take(r"No clear change in (.*?)\.(?= |$)", rest)
        unclear = [r for r in further if r.get("verdict") in OPEN]
        assert bool(same) == bool(unclear and len(names) == 1), (study.name, rest)
        if same:
            assert len(re.split(", | or ", same[1])) == len(unclear), same[0]
        rest = faults(study, rows, untested(study, row, further, rest, people_of), "changed")
        assert re.fullmatch(r"|An effect of order cannot be excluded: [^.]*\.", rest), (study.name, rest)


for name in sys.argv[1:]:
    study = Study(name)
    groups(study)
    cues(study)
    print(name, study.checked, "numbers")
    assert study.checked > 50, study.checked
