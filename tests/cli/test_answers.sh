#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The answers of the report, read back: every number of a sentence is that of hinge-compare, and on
# phone videos that of means, paired t and Welch computed here from the repetitions; no sentence
# has a code, an id or an option; recordings measured otherwise are counted and not averaged.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
make() { # NAME simulate's options
    local name=$1
    shift
    hinge-simulate -q --rate 30 --reps 3 "$@" -o "$name"
}
results() { hinge-ingest -q "$1/trials.csv" -o "$1/s.h5" && hinge-analyze -q "$1/s.h5" -o "$1/r.h5"; }
make lab -n 8
make phone -n 12 --format csv-mediapipe
make one -n 1
make own -n 8 --cue none --cue mycue --cue hands_on_hips
make many -n 16 --format trc-b --cue none --cue dowel --cue wall_tap_4in --cue mirror
mkdir mixed
cp -r lab phone mixed
{
    sed '2,$s#^#lab/#' lab/trials.csv
    sed '1d; s#^#phone/#; s#,p0#,q0#' phone/trials.csv
} >mixed/trials.csv
for name in lab phone one mixed own many; do
    results "$name"
    hinge-report -q "$name/r.h5" -o "$name.html"
done
mkdir demo
hinge-ingest -q "$HINGE_ROOT/datasets/cohort/trials.csv" -o demo/s.h5 && hinge-analyze -q demo/s.h5 -o demo/r.h5
hinge-report -q demo/r.h5 -o demo.html
cat >check.py <<'END'
import csv, html, json, math, re, statistics, subprocess
from answers_page import NUMBER, box, near, numbers, quantile
def compared(name, analysis, *options):
    out = subprocess.run(["hinge-compare", analysis, name + "/r.h5", *options, "--format", "json"],
                         text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    return json.loads(out)["results"]
def primary(results):
    return next(row for row in results["outcomes"] if row["role"] == "primary")
def people(name, column, cue, phase="rep"):
    """{group: {participant: mean of recordings' means}} of whole, valid repetitions."""
    text = subprocess.run(["hinge-table", "reps", name + "/r.h5", "--phase", phase, "--columns",
                           "keys," + column, "--filter", "cue=" + cue, "--format", "csv"], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    trials = {}
    for row in csv.DictReader(text.splitlines()):
        if row[column]:
            trials.setdefault((row["group"], row["participant"], row["trial"]), []).append(float(row[column]))
    found = {}
    for (group, who, _), values in trials.items():
        found.setdefault(group, {}).setdefault(who, []).append(statistics.mean(values))
    return {g: {w: statistics.mean(v) for w, v in p.items()} for g, p in found.items()}
def say(pattern, text):
    match = re.search(pattern, text)
    assert match, (pattern, text)
    return match.groups()
SURE = rf"({NUMBER})[^(]*(higher|lower|nearer|farther)[^(]*\(95% CI ({NUMBER}) to ({NUMBER})(?:, n = (\d+)|; n = (\d+) and (\d+))\)"
OPEN = rf"(?:Without a cue, n|N)o clear [^:]*: (?:\w+ minus \w+ )?({NUMBER})[^(]*\(95% CI ({NUMBER}) to ({NUMBER})(?:, n = (\d+)|; n = (\d+) and (\d+))\)"
checked = 0
def check_sentence(text, row, groups):
    """Difference, interval and n of a sentence against a row of hinge-compare."""
    global checked
    diff, low, high = row["diff"], row["ci_low"], row["ci_high"]
    if low > 0 or high < 0:
        found = say(SURE, text)
        value, way, a, b = found[:4]
        assert (way in ("lower", "nearer")) == (diff < 0), text
        wanted = sorted((abs(low), abs(high)))
        near(value, abs(diff), text)
    else:
        found = say(OPEN, text)
        value, a, b = found[:3]
        wanted = [low, high]
        near(value, diff, text)
    near(a, wanted[0], text)
    near(b, wanted[1], text)
    n = [int(x) for x in found[-3:] if x is not None]
    assert n == ([row["n_first"], row["n_second"]] if groups else [row["n"]]), text
    checked += 5
# a cue of one's own is compared by value: lower is lower, not nearer to a target that it has not
answers, _ = box("own")
rows = {r["cue"]: r for r in compared("own", "cues")["outcomes"] if r["role"] == "primary"}
text = answers["Did a cue change the movement?"]
assert re.search(r'(?<![."])Mycue: The lumbar fraction was [\d.]+ lower than without a cue', text), text
assert not re.search("nearer|farther", text), text
check_sentence(text[text.index("Mycue"):], rows["mycue"], False)
assert rows["mycue"].get("expected") is None and rows["mycue"].get("target") is None
values = {c: people("own", "lumbar_fraction", c, "descent") for c in ("none", "mycue")}
d = [values["mycue"][g][w] - values["none"][g][w] for g in values["none"] for w in values["none"][g]]
near(say(r"lumbar fraction was ([\d.]+) lower", text)[0], -statistics.mean(d), text)
# what leads the faults is judged in most repetitions of all: no row of the table says otherwise
page = html.unescape(open("demo.html", encoding="utf-8").read())
seldom = re.findall(r">([^<>]*) \(judged in fewer than half of the repetitions\)", page)
assert seldom
for title in seldom:
    assert title.lower() not in box("demo")[0]["Which faults were detected?"].lower(), title
# of many groups and cues the loops are of what the answer says; the main tables have what has a value, and of
# exploratory outcomes the six clearest
page = html.unescape(open("many.html", encoding="utf-8").read())
caption = re.search(r"<figcaption>(Lumbar over hip flexion.*?)</figcaption>", page, re.S).group(1)
assert "sedentary n = 8, trained n = 8" in caption, caption
def rows_of(name):
    part = re.search(rf'<section class="t[^"]*" id="{name}">.*?</section>', page, re.S).group(0)
    return [[re.sub("<[^>]+>", "", c) for c in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", r, re.S)]
            for r in re.findall(r"<tr>(.*?)</tr>", part, re.S)]
for name, analysis, of in (("groups", "groups", ["--filter", "cue=none"]), ("cues", "cues", [])):
    head, *shown = rows_of(name + "-main")
    role = head.index("Role")
    found = compared("many", analysis, *of)["outcomes"]
    planned = [r for r in found if r["role"] in ("primary", "secondary", "depth")]
    clear = [r for r in found if r not in planned and (r.get("p_holm") or 1) < 0.05 and r["role"] != "fault"]
    kept = [r for r in shown if r[role] in ("primary", "secondary", "depth")]
    assert len(kept) == sum(r["diff"] is not None for r in planned) < len(planned) + (name == "groups"), (name, len(kept))
    done = [r for r in shown if r[role] == "done"]
    assert len(done) == sum(r["role"] == "done" for r in found) == (name == "cues"), (name, done)
    assert len(shown) - len(kept) - len(done) == min(5, len(clear)), (name, len(shown), len(clear))
    assert "Expected" not in head
    if name == "groups":
        assert len(clear) > 6
for name in ("lab", "phone", "one", "mixed"):
    answers, note = box(name)
    for question, text in answers.items():
        assert text, (name, question)
        for internal in (r"[A-Z]{2,}_[A-Z]", r"--\w", r"\w_\w", r"W_", r"\w=\w"):
            plain = text.replace("d_z", "")
            assert not re.search(internal, plain), (name, internal, text)
        assert len(re.findall(",", text)) < 45, (name, text)
    if name == "one":
        assert "CI" not in " ".join(answers.values()), answers
        assert "one participant" in answers["Did a cue change the movement?"]
        continue
    of = ["--filter", "tier=B"] if name == "mixed" else []
    check_sentence(answers["Did a cue change the movement?"], primary(compared(name, "cues", *of)), False)
    both = ["--filter", "tier=B&cue=none"] if name == "mixed" else ["--filter", "cue=none"]
    groups = compared(name, "groups", *both)
    check_sentence(answers["Do groups differ?"], primary(groups), True)
    assert sum(r["outcome"] == primary(groups)["outcome"] for r in groups["outcomes"]) == 1
    assert (name == "mixed") == bool(note), (name, note)
    if name == "mixed":
        # of 16 of 8 in the laboratory, which show the spine, not of 24 of 12 phones
        assert numbers(note) == [16, 8, 24, 12], note
        assert answers == box("lab")[0]
# what phone videos show leads, and is what the repetitions say
answers, _ = box("phone")
assert list(answers)[0] == "How did they move?"
assert "spine landmarks" in answers["How much came from the spine?"]
# decimals of a metric are alike in the groups
said = re.findall(r"(trunk lean|hip travel|knee flexion|shank inclination|hinge index|descent) (-?[\d.]+)",
                  answers["How did they move?"])
for what in {w for w, _ in said}:
    assert len({len(n.partition(".")[2]) for w, n in said if w == what}) == 1, (what, said)
base, cued = people("phone", "hip_posterior_ll", "none"), people("phone", "hip_posterior_ll", "dowel")
for group, text in re.findall(r"In the (\w+) group, without a cue \(n = 6\): (.*?s \(95% CI [^)]*\)\.)",
                              answers["How did they move?"]):
    mean, low, high = say(rf"hip travel ({NUMBER}) leg lengths \(95% CI ({NUMBER}) to ({NUMBER})\)", text)
    values = list(base[group].values())
    m, half = statistics.mean(values), quantile(5) * statistics.stdev(values) / math.sqrt(6)
    near(mean, m, text)
    near(low, m - half, text)
    near(high, m + half, text)
    checked += 3
d = [cued[g][w] - base[g][w] for g in base for w in base[g]]
half = quantile(len(d) - 1) * statistics.stdev(d) / math.sqrt(len(d))
own = {"diff": statistics.mean(d), "ci_low": statistics.mean(d) - half,
       "ci_high": statistics.mean(d) + half, "n": len(d)}
check_sentence(answers["Did a cue change the movement?"], own, False)
x, y = (list(base[g].values()) for g in sorted(base))
v, w = statistics.variance(x) / len(x), statistics.variance(y) / len(y)
df = (v + w) ** 2 / (v * v / (len(x) - 1) + w * w / (len(y) - 1))
m, half = statistics.mean(x) - statistics.mean(y), quantile(df) * math.sqrt(v + w)
check_sentence(answers["Do groups differ?"], {"diff": m, "ci_low": m - half, "ci_high": m + half,
                                              "n_first": len(x), "n_second": len(y)}, True)
# group by cue: Welch of each participant's change
def both_ways(name, text):
    """What a sentence says of the interaction."""
    return say(rf"differ in the change: sedentary minus trained ({NUMBER})[^(]*"
               rf"\(95% CI ({NUMBER}) to ({NUMBER}); n = (\d+) and (\d+)\)", text)
change = {g: [cued[g][w] - base[g][w] for w in base[g]] for g in base}
x, y = change["sedentary"], change["trained"]
v, w = statistics.variance(x) / len(x), statistics.variance(y) / len(y)
df = (v + w) ** 2 / (v * v / (len(x) - 1) + w * w / (len(y) - 1))
m, half = statistics.mean(x) - statistics.mean(y), quantile(df) * math.sqrt(v + w)
said = both_ways("phone", answers["Did a cue change the movement?"])
for number, value in zip(said, (m, m - half, m + half, 6, 6)):
    near(number, value, said)
    checked += 1
# the methods paragraph names what was run, and nothing else
for name, of in (("lab", ""), ("phone", ""), ("one", ""), ("mixed", "tier=B")):
    page = html.unescape(open(name + ".html", encoding="utf-8").read())
    methods = re.search(r'<section id="methods">.*?<h3>', page, re.S).group(0)
    listed = re.search(r"<h3>References</h3>(.*?)</ul>", page, re.S).group(1)
    filters = lambda more="": (["--filter", "&".join(x for x in (of, more) if x)] if of or more else [])
    cue = primary(compared(name, "cues", *filters()))
    run = cue["diff"] is not None
    assert "the paired t test" not in methods and "one primary outcome" not in methods
    assert ("sign-flip" in methods) == run, methods
    assert ("matched depth" in methods) == (run and cue["matched_diff"] is not None)
    named = re.findall(r"planned for (?:the|each) cue: (.*?)\. p is", methods)
    assert bool(named) == run
    if run:
        said = re.fullmatch(r"(.*) \((.*), n = (\d+)\)", named[0]).groups()
        assert int(said[2]) == cue["n"] and said[1] == cue["cue"]
        # the page's own answer begins with the outcome of that name
        assert said[0] in box(name)[0]["Did a cue change the movement?"].lower()
    assert ("The groups' changes were compared" in methods) == (cue.get("interaction_diff") is not None)
    if name == "one":
        assert "Groups were compared" not in methods and "Holm S" not in listed
        continue
    rows = compared(name, "groups", *filters("cue=none"))["outcomes"]
    first = primary({"outcomes": rows})
    said = re.search(r"Welch's t test, \w+ minus \w+ \(n = (\d+) and (\d+)\); the primary outcome was (.*?)\. "
                     r"The (\d+) other outcomes are exploratory, adjusted by Holm", methods).groups()
    assert [int(said[0]), int(said[1])] == [first["n_first"], first["n_second"]]
    assert said[2] in box(name)[0]["Do groups differ?"].lower()
    assert int(said[3]) == sum(row["p_holm"] is not None for row in rows)
    assert re.search(rf"(None of the|Of) {said[3]} exploratory", box(name)[0]["Do groups differ?"])
    assert "Holm S" in listed
    checked += 6
print(checked, "numbers")
assert checked >= 45
END
PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B check.py
