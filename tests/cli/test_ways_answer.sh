#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# An analysis that would average over cues, sessions, raters, loads or tasks of a person is refused with commands: each, as it
# is printed, answers. Analyses of single rows answer as before; a retest that the list declares is one level.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for seed in 1 2; do
    hinge-simulate -q -n 8 --reps 3 --rate 30 --seed $seed --noise 0 --format trc-b -o $seed
done
cat >check.py <<'END'
import csv, subprocess

rows = []
for seed in "12":
    for row in csv.DictReader(open(f"{seed}/trials.csv")):
        rows.append({**row, "file": f"{seed}/{row['file']}", "second": seed == "2", "height_m": ""})

def study(name, columns, keep=lambda r: r["cue"] == "none", options=()):
    """A study of the recordings that `keep` keeps, with columns of values of a row."""
    made = []
    for row in filter(keep, rows):
        row = {**row, **{k: v(row) for k, v in columns.items()}}
        row.pop("second")
        made.append(row)
    with open(f"{name}.csv", "w", newline="") as f:
        out = csv.DictWriter(f, list(made[0]))
        out.writeheader()
        out.writerows(made)
    for command in (["hinge-ingest", "-q", *options, f"{name}.csv", "-o", f"{name}.s.h5"],
                    ["hinge-analyze", "-q", f"{name}.s.h5", "-o", f"{name}.h5"]):
        subprocess.run(command, check=True)
    return f"{name}.h5"

def run(command):
    done = subprocess.run(command, shell=True, text=True, capture_output=True)
    return done.returncode, done.stdout, done.stderr

BLANKS = " " * 8 + "hinge-compare "
ONE = {"groups": "groups {}", "between": "between {} --outcome lumbar_fraction --group group",
       "anova": "anova {} --outcome lumbar_fraction --group group",
       "ancova": "ancova {} --outcome lumbar_fraction --group group --covariate tempo",
       "spm": "spm {} --curve lumbar_flex --group group", "rows": "rows {} --outcome lumbar_fraction"}
CUE = {"cues": "cues {}", "within": "within {} --outcome lumbar_fraction --condition cue --order dowel,none",
       "spm of cues": "spm {} --curve lumbar_flex --design paired --condition cue",
       "icc": "icc {} --outcome lumbar_fraction --rater cue", "between": "between {} --outcome lumbar_fraction --group group "
       "--change cue:dowel-none"}
tried = 0
def ways(results, analyses, differs, words, hold=None):
    """Each analysis is refused for `differs`; its message has `words`, and all its commands answer."""
    global tried
    for name, line in analyses.items():
        code, out, said = run("hinge-compare " + line.format(results))
        if name == "rows":
            assert code == 0, (line, said)
            continue
        assert code == 3 and f"{results} ({differs}" in said, (line, code, said)
        for word in words if name not in ("spm", "icc") else ():
            assert word in said, (line, word, said)
        commands = [text for text in said.splitlines() if text.startswith(BLANKS)]
        assert commands and (hold is None or commands[0].endswith(hold)), (line, commands)
        for command in commands:
            code, out, failed = run(command)
            assert code == 0 and out, (results, command, code, failed)
            tried += 1

def two(first, second):
    return lambda row: second if row["second"] else first
tempo = {"tempo": lambda row: int(row["participant"][1:]) ** 2 % 7}
both = lambda row: True
first = lambda row: not row["second"]

cues = study("cues", tempo, first)
ways(cues, ONE, "cue none in", ["--change cue:dowel-none"], "--filter cue=none")

numbers = study("numbers", {**tempo, "session": two("1", "2")})
ways(numbers, ONE, "stage 1 in", ["--change session:2-1", "nothing happened between them, write retest = 1,2 under [ingest]"],
     "--filter session=1")
sides = study("named", {**tempo, "session": two("pre", "post")})
ways(sides, ONE, "stage before in", ["--change"], None)
assert "retest" not in run(f"hinge-compare groups {sides}")[2], "what happened between stages is known"
dates = study("dates", {**tempo, "session": lambda r: f"2026-03-{int(r['participant'][1:]) + 10 * r['second']:02d}"})
ways(dates, ONE, "stage 1 in", ["--change stage:2-1", "a column retest, with 1 in later"], "--filter stage=1")
raters = study("raters", {**tempo, "rater": two("anna", "bert")})
ways(raters, ONE, "rater anna in", [" icc raters.h5 "], "--filter rater=anna")
loads = study("loads", {**tempo, "load_kg": two("0", "20")})
ways(loads, ONE, "load_kg 0 in", ["--change load_kg:20-0"], "--filter load_kg=0")
tasks = study("tasks", {**tempo, "task": two("bodyweight_hinge", "lift_heavy_box")})
ways(tasks, {k: v for k, v in ONE.items() if k != "rows"}, "task bodyweight_hinge in", ["--change task:lift_heavy_box-bodyweight_hinge"], "--filter task=bodyweight_hinge")
# what was asked stays: the cue of two sessions, options and a filter of its user
again = {**tempo, "session": two("1", "2")}
visits = study("visits", again, both)
ways(visits, CUE, "stage 1 in", [], "--filter session=1")
ways(visits, {"kept": "groups {} --allow-single --order trained,sedentary --filter 'participant!=p001'"}, "stage 1 in",
     ["--order trained,sedentary --allow-single --filter 'participant!=p001&session=1&cue=none'", "retest = 1,2"])
# loads that belong to groups cannot be held, and nothing is printed that fails
apart = study("apart", {**tempo, "load_kg": lambda r: 20 if r["group"] == "trained" else 0}, lambda r: first(r) and r["cue"] == "none")
code, out, said = run(f"hinge-compare groups {apart}")
assert code == 3 and BLANKS not in said and "No filter helps: each 'group' has its own 'load_kg'." in said, said
# but where another cell has what is compared, its filter answers: feedback under one cue, of two
fed = study("fed", {"trial": two("1", "2"), "feedback": lambda r: "yes" if r["second"] and r["cue"] == "dowel" else "no"}, lambda r: True)
asked = f"hinge-compare within {fed} --condition feedback --order yes,no --outcome lumbar_fraction"
code, out, said = run(asked)
assert code == 3 and "No filter helps" not in said and "--filter cue=dowel" in said, said
assert run(asked + " --filter cue=dowel")[0] == 0
# a declared retest is one level, of both sessions
declared = study("declared", again, options=("--set", "retest=1,2"))
by_column = study("column", {**again, "retest": two("", "1")})
values = [run(f"hinge-compare rows {r} --outcome lumbar_fraction --format json")[:2] for r in (declared, by_column)]
assert [code for code, _ in values] == [0, 0] and '"n_participants": 8' in values[0][1], values
assert values[0][1].split('"results"')[1] == values[1][1].split('"results"')[1], values
assert tried > 60, tried
END
python3 check.py
